#include "client/read/xlsx.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <map>
#include <utility>

#include "client/failure.hpp"
#include "client/read/cells.hpp"
#include "client/read/forms.hpp"
#include "client/read/xml.hpp"
#include "client/read/zip.hpp"

namespace xm::client {

namespace {

constexpr std::uint32_t most_columns = 16'384;  // of a sheet, as Excel has them
constexpr std::uint32_t most_rows = 1'048'576;
constexpr std::size_t longest_text = 1 << 20;  // of one cell
constexpr std::size_t longest_row = 32 << 20;  // texts of one row together
constexpr std::size_t most_shared = 48 << 20;  // texts that cells share, together
constexpr std::size_t most_shared_texts = 8'000'000;
constexpr std::size_t most_sheets = 4'096;
constexpr std::size_t most_formats = 65'536;
constexpr std::size_t most_notes = 50;

const char* const as_csv = "Save the sheet as CSV, or export it again.";

[[noreturn]] void refuse(const std::string& what, place where = {}) {
    throw failure(ending::refused, what, as_csv, std::move(where));
}

std::string address(std::uint32_t column, std::uint64_t row) {  // column from 0
    return letters_of(column) + std::to_string(row);
}

// Reads a member to its end.
void read_part(const zip_archive& zip, const std::string& name, xml_handler& to) {
    const auto member = zip.open(name);
    xml_parser parser(to);
    for (std::string_view bytes = member->next(); !bytes.empty(); bytes = member->next()) parser.feed(bytes);
    parser.finish();
}

// --- texts
// -----------------------------------------------------------------------------------------------------------------------

void append_utf8(std::string& to, std::uint32_t code) {
    if (code < 0x80) {
        to += static_cast<char>(code);
    } else if (code < 0x800) {
        to += static_cast<char>(0xC0 | code >> 6);
        to += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        to += static_cast<char>(0xE0 | code >> 12);
        to += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        to += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        to += static_cast<char>(0xF0 | code >> 18);
        to += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        to += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        to += static_cast<char>(0x80 | (code & 0x3F));
    }
}

// The character of _xHHHH_ at the start of the text; 0 if there is none.
std::uint32_t escaped(std::string_view text) {
    std::uint32_t code = 0;
    if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return 0;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
    return error == std::errc() && end == text.data() + 6 ? code : 0;
}

// ST_Xstring (22.9.2.19): what XML cannot hold stands as _xHHHH_, such as _x000D_. NUL and halves of a pair stay as they are.
void unescape(std::string& text, std::size_t from) {
    if (text.find("_x", from) == std::string::npos) return;
    std::string result;
    for (std::size_t i = from; i < text.size();) {
        const std::string_view rest = std::string_view(text).substr(i);
        std::uint32_t code = escaped(rest);
        std::size_t used = 7;
        if (code >= 0xD800 && code < 0xDC00) {
            const std::uint32_t low = escaped(rest.substr(7));
            code = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : 0;
            used = 14;
        } else if (code >= 0xDC00 && code < 0xE000) {
            code = 0;
        }
        if (code == 0) {
            result += text[i++];
        } else {
            append_utf8(result, code);
            i += used;
        }
    }
    text.replace(from, std::string::npos, result);
}

// --- the workbook --------------------------------------------------------------------------------------------------------------

struct relation {
    std::string type, target;
};

class relations_part : public xml_handler {
public:
    explicit relations_part(std::string folder) : folder_(std::move(folder)) {}
    std::map<std::string, relation> all;  // by id
    // Of the first whose type ends so; empty if there is none. The beginning differs between transitional and strict.
    std::string target(std::string_view type) const {
        for (const auto& [id, r] : all)
            if (r.type.ends_with(type)) return r.target;
        return {};
    }

    void start(std::string_view name, const char** attributes) override {
        if (name != "Relationship") return;
        const char* id = attribute(attributes, "Id");
        const char* type = attribute(attributes, "Type");
        const char* to = attribute(attributes, "Target");
        const char* mode = attribute(attributes, "TargetMode");
        if (id == nullptr || type == nullptr || to == nullptr || (mode != nullptr && std::string_view(mode) == "External"))
            return;
        if (all.size() >= most_formats) refuse("the workbook has more than 65,536 relationships");
        all.emplace(id, relation{type, resolved(to)});
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

private:
    // The name of the member: targets are relative to the folder of the part, or absolute.
    std::string resolved(std::string_view target) const {
        std::string path = target.starts_with('/') ? std::string(target.substr(1)) : folder_ + std::string(target);
        std::vector<std::string> parts;
        for (std::size_t at = 0; at <= path.size();) {
            const std::size_t end = std::min(path.find('/', at), path.size());
            const std::string part = path.substr(at, end - at);
            if (part == "..") {
                if (!parts.empty()) parts.pop_back();
            } else if (part != "." && !part.empty()) {
                parts.push_back(part);
            }
            at = end + 1;
        }
        path.clear();
        for (const std::string& part : parts) path += (path.empty() ? "" : "/") + part;
        return path;
    }
    std::string folder_;
};

// The relations of a part; none if there is no such member.
relations_part relations_of(const zip_archive& zip, const std::string& part) {
    const auto slash = part.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
    relations_part result(folder);
    const std::string name = folder + "_rels/" + part.substr(folder.size()) + ".rels";
    if (zip.has(name)) read_part(zip, name, result);
    return result;
}

struct sheet_entry {
    std::string name, id;
    bool visible = true;
};

class workbook_part : public xml_handler {
public:
    std::vector<sheet_entry> sheets;
    bool from_1904 = false;

    void start(std::string_view name, const char** attributes) override {
        if (name == "sheet") {
            const char* title = attribute(attributes, "name");
            const char* id = attribute(attributes, "id");
            const char* state = attribute(attributes, "state");
            if (title == nullptr || id == nullptr) return;
            if (sheets.size() >= most_sheets) refuse("the workbook has more than 4,096 sheets");
            sheets.push_back({title, id, state == nullptr || std::string_view(state) == "visible"});
        } else if (name == "workbookPr") {
            const char* flag = attribute(attributes, "date1904");
            from_1904 = flag != nullptr && (std::string_view(flag) == "1" || std::string_view(flag) == "true");
        }
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}
};

// Formats that have a number but no code in the file (18.8.30), those of East Asian languages too.
date_style built_in(unsigned id) {
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
        return date_style::date;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56) return date_style::time;
    return id == 22 ? date_style::both : id == 46 ? date_style::duration : date_style::none;
}

std::optional<std::uint32_t> whole(const char* text) {
    std::uint32_t value = 0;
    if (text == nullptr) return std::nullopt;
    const char* end = text + std::strlen(text);
    const auto [at, error] = std::from_chars(text, end, value);
    if (error != std::errc() || at != end) return std::nullopt;
    return value;
}

class styles_part : public xml_handler {
public:
    std::vector<date_style> cells;  // by the s of a cell

    void start(std::string_view name, const char** attributes) override {
        if (name == "numFmt") {
            const auto id = whole(attribute(attributes, "numFmtId"));
            const char* code = attribute(attributes, "formatCode");
            if (!id || code == nullptr) return;
            if (formats_.size() >= most_formats) refuse("the workbook has more than 65,536 number formats");
            formats_[*id] = date_style_of(code);
        } else if (name == "cellXfs") {
            within_ = true;
        } else if (within_ && name == "xf") {
            if (cells.size() >= most_formats) refuse("the workbook has more than 65,536 cell formats");
            const std::uint32_t id = whole(attribute(attributes, "numFmtId")).value_or(0);
            const auto custom = formats_.find(id);
            cells.push_back(custom != formats_.end() ? custom->second : built_in(id));
        }
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") within_ = false;
    }
    void text(std::string_view) override {}

private:
    std::map<std::uint32_t, date_style> formats_;
    bool within_ = false;
};

// The texts that cells share, end to end.
class shared_part : public xml_handler {
public:
    std::size_t size() const { return ends_.size(); }
    std::string_view at(std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
        return std::string_view(all_).substr(begin, ends_[i] - begin);
    }

    void start(std::string_view name, const char**) override {
        if (name == "si") {
            begin_ = all_.size();
            within_ = true;
        } else if (name == "rPh") {
            ++phonetic_;
        } else if (name == "t") {
            collect_ = within_ && phonetic_ == 0;
        }
    }
    void end(std::string_view name) override {
        if (name == "t") {
            collect_ = false;
        } else if (name == "rPh") {
            --phonetic_;
        } else if (name == "si") {
            within_ = false;
            unescape(all_, begin_);
            if (ends_.size() >= most_shared_texts) refuse("the workbook has more than 8,000,000 shared texts");
            ends_.push_back(static_cast<std::uint32_t>(all_.size()));
        }
    }
    void text(std::string_view part) override {
        if (!collect_) return;
        if (all_.size() - begin_ + part.size() > longest_text) refuse("a text of more than 1 MiB in one cell");
        if (all_.size() + part.size() > most_shared) refuse("the texts that cells share take more than 48 MiB");
        all_ += part;
    }

private:
    std::string all_;
    std::vector<std::uint32_t> ends_;
    std::size_t begin_ = 0;
    int phonetic_ = 0;
    bool within_ = false, collect_ = false;
};

// What the tables of one workbook have in common.
struct book {
    zip_archive zip;
    std::vector<date_style> styles;
    shared_part shared;
    bool from_1904 = false;
    std::string member;  // of the sheet

    explicit book(const std::string& path) : zip(path) {}
};

// --- numbers and times
// ----------------------------------------------------------------------------------------------------------

// A serial number as its format shows it, to the millisecond (18.17.4.1): days since 1900 with a 29 February 1900 that never was,
// or since 1904. Below 1 it is a time of day. What lies outside the calendar stays a number.
cell_kind append_serial(std::string& to, double value, date_style style, bool from_1904) {
    constexpr std::int64_t day_length = 86'400'000;
    if (!(value >= 0) || value >= 2'958'466) {
        append_number(to, value);
        return cell_kind::number;
    }
    const auto moment = static_cast<std::int64_t>(std::llround(value * static_cast<double>(day_length)));
    if (style == date_style::duration) {
        append_clock(to, moment);
        return cell_kind::time;
    }
    const std::int64_t day = moment / day_length, within = moment % day_length;
    if (day == 0) {
        append_clock(to, within);
        return cell_kind::time;
    }
    const bool never = !from_1904 && day == 60;
    if (never)
        to += "1900-02-29";
    else
        append_date(to, std::chrono::sys_days(std::chrono::days(day - (from_1904 ? 24'107 : day > 60 ? 25'569 : 25'568))));
    if (style != date_style::date || within > 0) {
        to += ' ';
        append_clock(to, within);
    }
    return never ? cell_kind::text : cell_kind::time;
}

// "2024-02-29T10:00:00" of a cell of type d (ISO 8601) with a blank for the T; anything else is left alone, as a text.
cell_kind iso_time(std::string& text, std::size_t from) {
    std::string shape;
    for (std::size_t i = from; i < text.size() && shape.size() < 24; ++i)
        shape += text[i] >= '0' && text[i] <= '9' ? '0' : text[i];
    const bool date = shape.starts_with("0000-00-00");
    const std::string_view clock =
        date ? std::string_view(shape).substr(std::min<std::size_t>(11, shape.size())) : std::string_view(shape);
    const bool timed = clock == "00:00:00" || clock == "00:00:00.000";
    if (date && shape.size() == 10) return cell_kind::time;
    if (!timed || (date && shape[10] != 'T' && shape[10] != ' ')) return cell_kind::text;
    if (date) text[from + 10] = ' ';
    return cell_kind::time;
}

// --- a sheet
// ----------------------------------------------------------------------------------------------------------------------

// Rows as they come out of a block of XML. Only cells that hold something are kept: a row may begin in column XFD.
class sheet_part : public xml_handler {
public:
    sheet_part(const book& of, std::vector<std::string>& notes, bool& full) : book_(of), notes_(notes), notes_full_(full) {}

    struct kept {
        std::uint32_t column;
        std::uint32_t begin, size;  // in texts; of a shared text begin is its number
        cell_kind kind;
        bool shared;
    };
    struct row {
        std::uint32_t line;
        std::size_t end;  // of its cells
    };
    std::vector<kept> cells;
    std::vector<row> rows;  // complete ones
    std::string texts;

    // Forgets the complete rows.
    void drop_rows() {
        const std::size_t first = rows.empty() ? 0 : rows.back().end;
        cells.erase(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(first));
        texts.erase(0, row_begin_);
        cell_begin_ -= row_begin_;
        for (kept& c : cells)
            if (!c.shared) c.begin -= static_cast<std::uint32_t>(row_begin_);
        row_begin_ = 0;
        rows.clear();
    }
    std::string_view text_of(const kept& c) const {
        return c.shared ? book_.shared.at(c.begin) : std::string_view(texts).substr(c.begin, c.size);
    }

    void start(std::string_view name, const char** attributes) override {
        if (name == "c") {
            if (in_row_) start_cell(attributes);
        } else if (name == "v") {
            collect_ = in_cell_;
            stored_ = true;
        } else if (name == "row") {
            if (in_data_) start_row(attributes);
        } else if (name == "f") {
            formula_ = in_cell_;
        } else if (name == "t") {
            collect_ = in_cell_ && inline_ && phonetic_ == 0;
        } else if (name == "is") {
            inline_ = in_cell_;
        } else if (name == "rPh") {
            ++phonetic_;
        } else if (name == "sheetData") {
            in_data_ = true;
        }
    }

    void end(std::string_view name) override {
        if (name == "c") {
            if (in_cell_) end_cell();
        } else if (name == "v" || name == "t") {
            collect_ = false;
        } else if (name == "row") {
            if (in_row_) end_row();
        } else if (name == "is") {
            inline_ = false;
        } else if (name == "rPh") {
            --phonetic_;
        } else if (name == "sheetData") {
            in_data_ = false;
        }
    }

    void text(std::string_view part) override {
        if (!collect_) return;
        if (texts.size() - cell_begin_ + part.size() > longest_text) wrong("a text of more than 1 MiB");
        if (texts.size() - row_begin_ + part.size() > longest_row) wrong("a row whose texts take more than 32 MiB");
        texts += part;
    }

private:
    [[noreturn]] void wrong(const std::string& what) const { refuse(what, {{}, line_, {}, address(column_, line_)}); }

    void start_row(const char** attributes) {
        std::uint32_t line = line_ + 1;
        if (in_row_) refuse("a row within a row", {{}, line, {}, {}});
        if (const char* r = attribute(attributes, "r")) {
            const auto said = whole(r);
            if (!said || *said < line) refuse("rows are out of order", {{}, line, {}, {}});
            line = *said;
        }
        if (line > most_rows) refuse("a row beyond 1,048,576, where sheets end");
        line_ = line;
        next_column_ = 0;
        in_row_ = true;
    }

    void end_row() {
        in_row_ = false;
        rows.push_back({line_, cells.size()});
        row_begin_ = texts.size();
    }

    void start_cell(const char** attributes) {
        if (in_cell_) wrong("a cell within a cell");
        type_ = 'n';
        style_ = date_style::none;
        column_ = next_column_;
        for (; *attributes != nullptr; attributes += 2) {
            const char* key = attributes[0];
            if (key[0] == '\0' || key[1] != '\0') continue;
            const char* value = attributes[1];
            if (key[0] == 'r') {
                std::uint32_t column = 0;
                for (; *value >= 'A' && *value <= 'Z' && column <= most_columns; ++value)
                    column = column * 26 + static_cast<std::uint32_t>(*value - 'A' + 1);
                if (column == 0 || column > most_columns)
                    refuse(column == 0 ? "a cell without an address" : "a cell beyond column XFD (16,384), where sheets end",
                           {{}, line_, {}, {}});
                if (whole(value) != line_) refuse("a cell whose address lies in another row", {{}, line_, {}, {}});
                column_ = column - 1;
            } else if (key[0] == 't') {
                const std::string_view type(value);
                type_ = type == "s" ? 's' : type == "n" ? 'n' : type == "b" ? 'b' : type == "e" ? 'e' : type == "d" ? 'd' : 't';
            } else if (key[0] == 's') {
                const auto style = whole(value);
                if (style && *style < book_.styles.size()) style_ = book_.styles[*style];
            }
        }
        if (column_ >= most_columns) refuse("a cell beyond column XFD (16,384), where sheets end", {{}, line_, {}, {}});
        if (column_ < next_column_) wrong("cells are out of order");
        next_column_ = column_ + 1;
        in_cell_ = true;
        formula_ = stored_ = false;
        cell_begin_ = texts.size();
    }

    void note(const std::string& what) {
        std::string text = address(column_, line_) + ": " + what;
        if (notes_full_ || std::find(notes_.begin(), notes_.end(), text) != notes_.end()) return;
        notes_full_ = notes_.size() >= most_notes;
        notes_.push_back(notes_full_ ? "and more cells like these" : std::move(text));
    }

    void keep(cell_kind kind) {
        cells.push_back({column_, static_cast<std::uint32_t>(cell_begin_), static_cast<std::uint32_t>(texts.size() - cell_begin_),
                         kind, false});
    }

    void end_cell() {
        in_cell_ = false;
        if (type_ == 't') {
            // A formula may have an empty text as its result; then it is stored as one.
            if (formula_ && !stored_ && texts.size() == cell_begin_) return no_result();
            unescape(texts, cell_begin_);
            if (texts.size() > cell_begin_) keep(cell_kind::text);
            return;
        }
        const std::string_view raw = std::string_view(texts).substr(cell_begin_);
        if (raw.empty()) {
            if (formula_) no_result();
            return;
        }
        const std::string_view value = trimmed(raw);
        switch (type_) {
            case 's': {
                std::uint32_t number = 0;
                const auto [at, error] = std::from_chars(value.data(), value.data() + value.size(), number);
                if (error != std::errc() || at != value.data() + value.size() || number >= book_.shared.size())
                    wrong("a shared text that the workbook does not have");
                texts.resize(cell_begin_);
                if (!book_.shared.at(number).empty()) cells.push_back({column_, number, 0, cell_kind::text, true});
                return;
            }
            case 'b': {
                const bool yes = value == "1" || value == "true";
                if (!yes && value != "0" && value != "false") wrong("a logical cell that is neither 0 nor 1");
                texts.resize(cell_begin_);
                texts += yes ? "true" : "false";
                return keep(cell_kind::boolean);
            }
            case 'e':
                note("the error value " + std::string(value.substr(0, 32)) + ", taken as empty");
                return keep(cell_kind::error);
            case 'd': return keep(iso_time(texts, cell_begin_));
            default: break;
        }
        if (style_ == date_style::none && plain_whole(value)) {
            if (value.size() != raw.size()) {
                const std::string copy(value);
                texts.replace(cell_begin_, std::string::npos, copy);
            }
            return keep(cell_kind::number);
        }
        const auto number = number_of(value);
        if (!number) wrong("a number cell that holds no number");
        texts.resize(cell_begin_);
        if (style_ == date_style::none) {
            append_number(texts, *number);
            return keep(cell_kind::number);
        }
        keep(append_serial(texts, *number, style_, book_.from_1904));
    }

    void no_result() {
        note("a formula without a stored result, taken as empty");
        keep(cell_kind::error);
    }

    const book& book_;
    std::vector<std::string>& notes_;
    bool& notes_full_;
    std::size_t row_begin_ = 0, cell_begin_ = 0;  // in texts
    std::uint32_t line_ = 0, column_ = 0, next_column_ = 0;
    int phonetic_ = 0;
    char type_ = 'n';
    date_style style_ = date_style::none;
    bool in_data_ = false, in_row_ = false, in_cell_ = false, inline_ = false, collect_ = false, formula_ = false,
         stored_ = false;
};

class xlsx_source : public source, public std::enable_shared_from_this<xlsx_source> {
public:
    xlsx_source(const std::string& path, const std::string& wanted) {
        name = path;
        container = "xlsx";
        try {
            read_book(path, wanted);
        } catch (const failure& f) {
            throw f.at({path, f.where().line, {}, f.where().cell});
        }
    }
    std::unique_ptr<table> open() override;

    std::unique_ptr<client::book> book;
    bool notes_full = false;

private:
    void read_book(const std::string& path, const std::string& wanted) {
        book = std::make_unique<client::book>(path);
        const zip_archive& zip = book->zip;
        size = zip.size();
        std::string part = relations_of(zip, "").target("/officeDocument");
        if (part.empty() || !zip.has(part)) part = "xl/workbook.xml";
        if (!zip.has(part) || part.ends_with(".bin"))
            throw failure(ending::refused,
                          part.ends_with(".bin") || zip.has("xl/workbook.bin")
                              ? "this is a binary workbook (.xlsb)"
                              : "a ZIP archive without xl/workbook.xml is no workbook",
                          "Give an .xlsx file, or CSV.");
        workbook_part workbook;
        read_part(zip, part, workbook);
        book->from_1904 = workbook.from_1904;
        const relations_part relations = relations_of(zip, part);
        if (const std::string styles = relations.target("/styles"); zip.has(styles)) {
            styles_part found;
            read_part(zip, styles, found);
            book->styles = std::move(found.cells);
        }
        if (const std::string texts = relations.target("/sharedStrings"); zip.has(texts)) read_part(zip, texts, book->shared);

        // Sheets of charts have no cells.
        std::vector<const sheet_entry*> entries;
        const auto member_of = [&](const sheet_entry& s) { return relations.all.at(s.id).target; };
        for (const sheet_entry& s : workbook.sheets) {
            const auto found = relations.all.find(s.id);
            if (found == relations.all.end() || !found->second.type.ends_with("/worksheet")) continue;
            entries.push_back(&s);
            sheets.push_back(s.name);
        }
        if (entries.empty()) refuse("the workbook has no sheet");
        const sheet_entry* chosen = nullptr;
        if (!wanted.empty()) {
            for (const sheet_entry* s : entries)
                if (s->name == wanted) chosen = s;
            if (chosen == nullptr) {
                std::string all;
                for (std::size_t i = 0; i < sheets.size() && i < 10; ++i) all += (i > 0 ? ", " : "") + sheets[i];
                throw failure(ending::usage, "the workbook has no sheet \"" + wanted + "\"",
                              "It has: " + all + (sheets.size() > 10 ? ", …" : ""));
            }
        }
        for (const sheet_entry* s : entries)
            if (chosen == nullptr && s->visible && has_cells(member_of(*s))) chosen = s;
        if (chosen == nullptr) {
            const auto visible = std::find_if(entries.begin(), entries.end(), [](const sheet_entry* s) { return s->visible; });
            chosen = visible != entries.end() ? *visible : entries.front();
        }
        sheet = chosen->name;
        book->member = member_of(*chosen);
    }

    bool has_cells(const std::string& member_name) const {
        std::vector<std::string> ignored;
        bool full = true;
        sheet_part part(*book, ignored, full);
        const auto member = book->zip.open(member_name);
        xml_parser parser(part);
        for (std::string_view bytes = member->next(); !bytes.empty(); bytes = member->next()) {
            parser.feed(bytes);
            if (!part.cells.empty()) return true;
            part.drop_rows();
        }
        return false;
    }
};

class xlsx_table : public table {
public:
    explicit xlsx_table(std::shared_ptr<xlsx_source> from)
        : from_(std::move(from)),
          part_(*from_->book, from_->notes, from_->notes_full),
          member_(from_->book->zip.open(from_->book->member)),
          parser_(part_) {}

    bool next(record& out) override {
        try {
            while (at_ == part_.rows.size())
                if (!read_block()) return false;
        } catch (const failure& f) {
            throw f.at({from_->name, f.where().line, {}, f.where().cell});
        }
        const sheet_part::row& row = part_.rows[at_++];
        out.line = row.line;
        out.cells.clear();
        out.cells.resize(cell_ == row.end ? 0 : part_.cells[row.end - 1].column + 1);
        for (; cell_ < row.end; ++cell_) {
            const sheet_part::kept& c = part_.cells[cell_];
            out.cells[c.column] = {part_.text_of(c), c.kind};
        }
        return true;
    }

    double progress() const override { return done_ ? 1 : member_->progress(); }

private:
    bool read_block() {
        part_.drop_rows();
        at_ = cell_ = 0;
        if (done_) return false;
        const std::string_view bytes = member_->next();
        if (!bytes.empty()) {
            parser_.feed(bytes);
            return true;
        }
        parser_.finish();
        done_ = true;
        return true;
    }

    std::shared_ptr<xlsx_source> from_;
    sheet_part part_;
    std::unique_ptr<zip_member> member_;
    xml_parser parser_;
    std::size_t at_ = 0, cell_ = 0;
    bool done_ = false;
};

std::unique_ptr<table> xlsx_source::open() {
    try {
        return std::make_unique<xlsx_table>(shared_from_this());
    } catch (const failure& f) {
        throw f.at({name, f.where().line, {}, f.where().cell});
    }
}

}  // namespace

date_style date_style_of(std::string_view code) {
    bool date = false, time = false, month = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i] >= 'A' && code[i] <= 'Z' ? static_cast<char>(code[i] - 'A' + 'a') : code[i];
        const std::string_view rest = code.substr(i);
        if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size() - 1);
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            const std::size_t end = std::min(code.find(']', i), code.size());
            const std::string_view inside = code.substr(i + 1, end - std::min(end, i + 1));
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) return date_style::duration;
            i = end;
        } else if (rest.starts_with("AM/PM") || rest.starts_with("am/pm")) {
            time = true;
            i += 4;
        } else if (c == 'y' || c == 'd') {
            date = true;
        } else if (c == 'h' || c == 's') {
            time = true;
        } else if (c == 'm') {
            month = true;
        }
    }
    // An m beside hours or seconds alone is minutes.
    if (month && !time) date = true;
    return date && time ? date_style::both : date ? date_style::date : time ? date_style::time : date_style::none;
}

std::shared_ptr<source> open_xlsx(const std::string& path, const std::string& sheet) {
    return std::make_shared<xlsx_source>(path, sheet);
}

}  // namespace xm::client
