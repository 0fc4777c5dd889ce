#include "client/read/csv.hpp"

#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "client/failure.hpp"
#include "client/read/input.hpp"
#include "core/num/utf8.hpp"

namespace xm::client {
namespace {

constexpr std::size_t block = std::size_t{256} << 10;
constexpr std::size_t longest_record = std::size_t{16} << 20;
constexpr std::size_t most_cells = 20000;
constexpr std::size_t looked_at = std::size_t{4} << 20;  // what encoding and delimiter are found out from

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

bool is_utf8(const std::string& encoding) { return encoding.starts_with("utf-8"); }

// Bytes in some encoding become UTF-8; what is no text in it is an error there.
class decoder {
public:
    decoder(std::unique_ptr<byte_stream> from, const std::string& encoding) : from_(std::move(from)) {
        if (is_utf8(encoding)) return;
        UErrorCode status = U_ZERO_ERROR;
        const std::string name = encoding.ends_with("-bom") ? encoding.substr(0, encoding.size() - 4) : encoding;
        converter_.reset(ucnv_open(name.c_str(), &status));
        if (U_FAILURE(status))
            throw failure(ending::usage, "no encoding \"" + encoding + "\"",
                          "Such as utf-8, windows-1252, iso-8859-15, utf-16le, shift_jis.");
        ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
        utf8_.reset(ucnv_open("UTF-8", &status));
        wide_.resize(block);
        raw_.resize(block);
    }

    // Appends to `to`; false at the end.
    bool read(std::string& to) {
        const std::size_t before = to.size();
        if (converter_ == nullptr) {
            to.resize(before + block);
            const std::size_t n = from_->read(to.data() + before, block);
            to.resize(before + n);
            read_ += n;
            return n > 0;
        }
        const std::size_t n = from_->read(raw_.data(), block);
        read_ += n;
        const char* source = raw_.data();
        const char* const end = source + n;
        do {
            UErrorCode status = U_ZERO_ERROR;
            UChar* wide = wide_.data();
            ucnv_toUnicode(converter_.get(), &wide, wide_.data() + wide_.size(), &source, end, nullptr, n == 0, &status);
            if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR)
                throw failure(ending::refused, "a byte that is no character in this encoding", "Say the right one: --encoding.");
            const UChar* from = wide_.data();
            while (from < wide) {
                const std::size_t at = to.size();
                to.resize(at + block);
                char* out = to.data() + at;
                UErrorCode written = U_ZERO_ERROR;
                ucnv_fromUnicode(utf8_.get(), &out, to.data() + to.size(), &from, wide, nullptr, n == 0, &written);
                to.resize(static_cast<std::size_t>(out - to.data()));
                if (U_FAILURE(written) && written != U_BUFFER_OVERFLOW_ERROR)
                    throw failure(ending::refused, "half of a character pair", "Say the right encoding: --encoding.");
            }
            more_ = status == U_BUFFER_OVERFLOW_ERROR;
        } while (more_ || source < end);
        return n > 0;
    }
    std::uint64_t bytes_read() const { return read_; }

private:
    struct close {
        void operator()(UConverter* c) const { ucnv_close(c); }
    };
    std::unique_ptr<byte_stream> from_;
    std::unique_ptr<UConverter, close> converter_, utf8_;
    std::vector<UChar> wide_;
    std::string raw_;
    std::uint64_t read_ = 0;
    bool more_ = false;
};

// Which bytes end the run of ordinary ones in a field.
using stops = std::array<bool, 256>;
stops stops_of(char delimiter) {
    stops s{};
    for (const char c : {delimiter, '"', '\n', '\r'}) s[static_cast<unsigned char>(c)] = true;
    return s;
}

class csv_table final : public table {
public:
    csv_table(std::unique_ptr<byte_stream> from, const std::string& encoding, char delimiter, std::uint64_t size, bool cr_ends)
        : input_(std::move(from), encoding), delimiter_(delimiter), stop_(stops_of(delimiter)), size_(size), cr_ends_(cr_ends) {
        while (buffer_.size() < utf8_mark.size() && input_.read(buffer_)) {
        }
        if (std::string_view(buffer_).starts_with(utf8_mark)) at_ = utf8_mark.size();
    }

    double progress() const override {
        return size_ > 0 ? static_cast<double>(input_.bytes_read()) / static_cast<double>(size_) : -1;
    }

    bool next(record& row) override {
        if (at_ > 0 && (at_ >= block || at_ == buffer_.size())) {  // what was read goes; the rest of a block stays where it is
            buffer_.erase(0, at_);
            at_ = 0;
        }
        fields_.clear();
        if (!fill(at_)) return false;
        row.line = line_;
        const std::size_t began = at_;
        std::size_t in = at_;   // where the next byte is read
        std::size_t out = at_;  // where the text of the field grows: quotes are taken out in place
        std::size_t field = out;
        const auto end_field = [&] {
            if (fields_.size() >= most_cells)
                refuse("more than " + std::to_string(most_cells) + " columns",
                       "Is this the right delimiter? --delimiter says another.");
            fields_.push_back({field, out});
        };
        bool open = true;  // a field may begin here, and with it a quote
        for (;;) {
            if (in >= buffer_.size() && !more(began, in)) {  // the end of the file ends the record
                end_field();
                at_ = in;
                break;
            }
            const char c = buffer_[in];
            if (c == delimiter_) {
                end_field();
                ++in;
                out = field = in;
                open = true;
            } else if (c == '\n' || (c == '\r' && ends_line(began, in))) {
                end_field();
                ++in;
                if (c == '\r' && (in < buffer_.size() || more(began, in)) && buffer_[in] == '\n') ++in;
                ++line_;
                at_ = in;
                break;
            } else if (c == '"' && open) {
                read_quoted(began, in, out);
                open = false;
            } else {
                open = false;
                const std::size_t from = in++;
                while (in < buffer_.size() && !stop_[static_cast<unsigned char>(buffer_[in])]) ++in;
                if (out != from) std::memmove(buffer_.data() + out, buffer_.data() + from, in - from);
                out += in - from;
            }
        }
        // Views last: the buffer may have moved while the record was read.
        row.cells.resize(fields_.size());
        for (std::size_t i = 0; i < fields_.size(); ++i)
            row.cells[i] = {std::string_view(buffer_).substr(fields_[i].begin, fields_[i].end - fields_[i].begin),
                            cell_kind::text};
        check(row);
        if (header_.empty())
            for (const cell& c : row.cells) header_.emplace_back(c.text.substr(0, 200));
        return true;
    }

private:
    struct span {
        std::size_t begin, end;
    };

    bool fill(std::size_t at) { return at < buffer_.size() || input_.read(buffer_); }

    // More of the record that began there; false at the end of the file.
    bool more(std::size_t began, std::size_t in) {
        if (in - began > longest_record)
            refuse("a record of more than " + std::to_string(longest_record >> 20) + " MiB",
                   "Is a quote missing, or is this no file of separated values?");
        const std::size_t before = buffer_.size();
        while (buffer_.size() == before)
            if (!input_.read(buffer_)) return buffer_.size() > before;
        return true;
    }

    // A carriage return alone ends a line only in files whose lines all end so.
    bool ends_line(std::size_t began, std::size_t in) {
        if (cr_ends_) return true;
        return (in + 1 < buffer_.size() || more(began, in)) && in + 1 < buffer_.size() && buffer_[in + 1] == '\n';
    }

    // From the quote at `in` to behind the closing one.
    void read_quoted(std::size_t began, std::size_t& in, std::size_t& out) {
        const std::uint64_t opened = line_;
        ++in;
        for (;;) {
            if (in >= buffer_.size() && !more(began, in))
                throw failure(ending::refused, "a quoted field begins here and does not end: the closing quote is missing",
                              "The file was cut, or a quote within the text is not doubled.",
                              {{}, opened, column(fields_.size()), {}});
            const char* const from = buffer_.data() + in;
            const char* const quote = static_cast<const char*>(std::memchr(from, '"', buffer_.size() - in));
            const std::size_t n = quote != nullptr ? static_cast<std::size_t>(quote - from) : buffer_.size() - in;
            for (std::size_t i = 0; i < n; ++i) line_ += from[i] == '\n' || (from[i] == '\r' && cr_ends_);
            std::memmove(buffer_.data() + out, from, n);
            in += n;
            out += n;
            if (quote == nullptr) continue;
            ++in;
            if ((in < buffer_.size() || more(began, in)) && buffer_[in] == '"') {
                buffer_[out++] = '"';
                ++in;
                continue;
            }
            break;
        }
        if (in < buffer_.size() && !stop_[static_cast<unsigned char>(buffer_[in])])
            throw failure(ending::refused, "text follows a closing quote", "A quote within the text must be doubled.",
                          {{}, line_, column(fields_.size()), {}});
    }

    // What no text of the server can hold.
    void check(const record& row) const {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::string_view text = row.cells[i].text;
            for (std::size_t at = 0; at < text.size();) {
                std::uint64_t eight = 0;
                if (at + 8 <= text.size()) {
                    std::memcpy(&eight, text.data() + at, 8);
                    // None of the bytes is zero or above 127.
                    if ((((eight - 0x0101010101010101U) | eight) & 0x8080808080808080U) == 0) {
                        at += 8;
                        continue;
                    }
                }
                const std::size_t n = core::character_size(text.substr(at));
                if (text[at] == '\0' || n == 0) refuse_byte(row, i, at);
                at += n;
            }
        }
    }

    [[noreturn]] void refuse_byte(const record& row, std::size_t i, std::size_t at) const {
        const std::string_view text = row.cells[i].text;
        const auto line =
            row.line + static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        const auto byte = static_cast<unsigned char>(text[at]);
        constexpr const char* hex = "0123456789ABCDEF";
        if (byte == 0)
            throw failure(ending::refused, "a NUL byte, which no text can hold",
                          "Take it out, or say the encoding (--encoding utf-16le).", {{}, line, column(i), {}});
        throw failure(ending::refused, std::string("invalid UTF-8: byte 0x") + hex[byte >> 4] + hex[byte & 15],
                      "Say the encoding of the file, such as --encoding windows-1252.", {{}, line, column(i), {}});
    }

    [[noreturn]] void refuse(const std::string& what, const std::string& hint) const {
        throw failure(ending::refused, what, hint, {{}, line_, {}, {}});
    }

    std::string column(std::size_t i) const { return i < header_.size() ? header_[i] : "number " + std::to_string(i + 1); }

    decoder input_;
    char delimiter_;
    stops stop_;
    std::uint64_t size_;
    bool cr_ends_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
    std::vector<span> fields_;
    std::vector<std::string> header_;
};

class text_source final : public source {
public:
    explicit text_source(std::unique_ptr<byte_source> bytes) : bytes_(std::move(bytes)) {
        container = "csv";
        size = bytes_->size;
    }

    void look(const text_options& options) {
        const std::string head = head_of(*bytes_, looked_at);
        const bool whole = head.size() < looked_at;
        const place here{name, 0, {}, {}};
        if (head.empty()) throw failure(ending::refused, "the file is empty (0 bytes)", "Export it again.", here);
        refuse_binary(head);
        encoding = options.encoding.empty() ? encoding_of(head, whole) : known(options.encoding, head);
        std::string text;
        if (is_utf8(encoding)) {
            text = head;
        } else {
            const auto part = bytes_of_memory(whole ? head : head.substr(0, head.size() / 4 * 4));
            decoder of(part->open(), encoding);
            try {
                while (of.read(text)) {
                }
            } catch (const failure&) {
                if (whole) throw;  // else the last character may be cut
            }
        }
        if (std::string_view(text).starts_with(utf8_mark)) text.erase(0, utf8_mark.size());
        if (text.find_first_not_of(" \t\r\n") == std::string::npos)
            throw failure(ending::refused, "no header: only blank lines", "Export it again.", here);
        find_delimiter(text, options);
    }

    std::unique_ptr<table> open() override {
        return std::make_unique<csv_table>(bytes_->open(), encoding, delimiter, size, cr_ends_);
    }

private:
    void refuse_binary(const std::string& head) const {
        struct mark {
            std::string_view bytes;
            const char* what;
        };
        using namespace std::string_view_literals;
        static constexpr mark marks[]{{"\x89PNG"sv, "PNG"},
                                      {"\xFF\xD8\xFF"sv, "JPEG"},
                                      {"%PDF"sv, "PDF"},
                                      {"\x7F"
                                       "ELF"sv,
                                       "program"},
                                      {"\x1F\x8B"sv, "gzip"},
                                      {"BZh"sv, "bzip2"},
                                      {"7z\xBC\xAF"sv, "7z"},
                                      {"Rar!"sv, "RAR"},
                                      {"GIF8"sv, "GIF"},
                                      {"SQLite format"sv, "SQLite"}};
        const auto refuse = [&](const std::string& what) {
            throw failure(ending::refused, "not a survey export: binary file" + what,
                          "Export the answers as CSV, XLSX, JSON or SPSS.", {name, 0, {}, {}});
        };
        for (const mark& m : marks)
            if (head.starts_with(m.bytes)) refuse(std::string(" (") + m.what + ")");
        // Text has few control characters; UTF-16 has zero bytes, a stray one is told by its line later.
        const auto odd = std::count_if(head.begin(), head.end(), [](char c) {
            return (c > 0 && c < 32 && c != '\n' && c != '\r' && c != '\t') || c == 127;
        });
        if (static_cast<std::size_t>(odd) * 20 > head.size()) refuse("");
    }

    static std::string known(const std::string& said, const std::string& head) {
        std::string name = said;
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        if (name == "utf8") name = "utf-8";
        if (name == "cp1252" || name == "ansi") name = "windows-1252";
        if (name == "utf-8" && std::string_view(head).starts_with(utf8_mark)) name = "utf-8-bom";
        return name;
    }

    std::string encoding_of(const std::string& head, bool whole) {
        const std::string_view h = head;
        using namespace std::string_view_literals;
        if (h.starts_with(utf8_mark)) return "utf-8-bom";
        if (h.starts_with("\xFF\xFE\0\0"sv)) return "utf-32le-bom";
        if (h.starts_with("\0\0\xFE\xFF"sv)) return "utf-32be-bom";
        if (h.starts_with("\xFF\xFE"sv)) return "utf-16le-bom";
        if (h.starts_with("\xFE\xFF"sv)) return "utf-16be-bom";
        std::size_t zeros[2] = {0, 0};
        for (std::size_t i = 0; i < h.size(); ++i) zeros[i & 1] += h[i] == '\0';
        if (zeros[1] * 4 > h.size() && zeros[0] * 20 < h.size()) return "utf-16le";
        if (zeros[0] * 4 > h.size() && zeros[1] * 20 < h.size()) return "utf-16be";
        std::size_t good = 0, bad = 0;
        for (std::size_t at = 0; at < h.size();) {
            const std::size_t n = core::character_size(h.substr(at));
            if (n == 0 && !whole && h.size() - at < 4) break;  // cut
            good += n > 1;
            bad += n == 0;
            at += n > 0 ? n : 1;
        }
        // One byte says nothing about its encoding, and a few among many characters of UTF-8 are damage: told by their line
        // later.
        if (bad <= 1 || good > bad) return "utf-8";
        std::string found = "windows-1252";
        const auto detector = uchardet_new();
        if (uchardet_handle_data(detector, head.data(), head.size()) == 0) {
            uchardet_data_end(detector);
            const std::string said = uchardet_get_charset(detector);
            // The detector guesses from letters that are frequent: of a few it knows nothing.
            if (bad >= 20 && !said.empty() && said != "ASCII" && !said.starts_with("UTF") && !said.starts_with("ISO-8859-1") &&
                said != "WINDOWS-1252")
                // Windows' code pages are what tables of today are in; and one has another name here.
                found = said == "IBM852" ? "windows-1250" : said == "UHC" ? "windows-949" : said;
        }
        uchardet_delete(detector);
        std::transform(found.begin(), found.end(), found.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        notes.push_back("not UTF-8: read as " + found + "; --encoding says another");
        return found;
    }

    void find_delimiter(const std::string& text, const text_options& options) {
        const bool cr = text.find('\r') != std::string::npos && text.find('\n') == std::string::npos;
        cr_ends_ = cr;
        struct candidate {
            char delimiter;
            std::size_t columns = 0, records = 0, same = 0;
            std::map<std::size_t, std::size_t> widths;
        };
        const auto tried = [&](char d) {
            candidate c{d, 0, 0, 0, {}};
            csv_table t(bytes_of_memory(text.substr(0, std::size_t{1} << 20))->open(), "utf-8", d, 0, cr);
            record r;
            try {
                while (c.records < 200 && t.next(r)) {
                    if (r.cells.size() == 1 && r.cells[0].text.empty()) continue;
                    if (c.records++ == 0) c.columns = r.cells.size();
                    c.same += r.cells.size() == c.columns;
                    ++c.widths[r.cells.size()];
                }
            } catch (const failure&) {
                // Damage, or the wrong delimiter: what was read so far says which.
            }
            return c;
        };
        candidate best{',', 1, 1, 1, {}};
        std::vector<candidate> all;
        for (const char d : {',', ';', '\t', '|'}) {
            if (options.delimiter != 0 && d != options.delimiter) continue;
            const candidate c = tried(d);
            if (options.delimiter != 0) best = c;
            all.push_back(c);
            if (c.columns < 2 || c.records == 0) continue;
            // As many rows as long as the header as can be, then more columns.
            const double fit = static_cast<double>(c.same) / static_cast<double>(c.records);
            const double best_fit = best.columns < 2 ? -1 : static_cast<double>(best.same) / static_cast<double>(best.records);
            if (fit > best_fit + 0.1 || (fit > best_fit - 0.1 && c.columns > best.columns)) best = c;
        }
        // Titles stand before the header: what most rows have in common decides.
        std::size_t most = 2;
        if (best.columns < 2)
            for (const candidate& c : all)
                for (const auto& [width, n] : c.widths)
                    if (width > 1 && n > most) most = n, best = c;
        delimiter = best.delimiter;
        if (options.delimiter != 0) {
            delimiter = options.delimiter;
            const std::string header = text.substr(0, text.find_first_of("\r\n"));
            if (best.columns < 2 && most == 2)
                for (const char d : {',', ';', '\t', '|'}) {
                    const auto n = std::count(header.begin(), header.end(), d);
                    if (d != delimiter && n > 0)
                        throw failure(ending::refused,
                                      "one column, and the header holds " + std::to_string(n) + " " + delimiter_name(d) + "s",
                                      "Leave out --delimiter, or say --delimiter " + delimiter_name(d) + ".", {name, 1, {}, {}});
                }
        }
    }

    std::unique_ptr<byte_source> bytes_;
    bool cr_ends_ = false;
};

std::shared_ptr<source> opened(const std::string& name, std::unique_ptr<byte_source> bytes, const text_options& options) {
    auto s = std::make_shared<text_source>(std::move(bytes));
    s->name = name;
    s->look(options);
    return s;
}

constexpr std::pair<char, const char*> delimiters[]{{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "pipe"}};

}  // namespace

std::shared_ptr<source> open_text(const std::string& path, const text_options& options) {
    return opened(path, bytes_of(path), options);
}

std::shared_ptr<source> text_of_memory(const std::string& name, std::string bytes, const text_options& options) {
    return opened(name, bytes_of_memory(std::move(bytes)), options);
}

std::string delimiter_name(char delimiter) {
    for (const auto& [c, name] : delimiters)
        if (c == delimiter) return name;
    return std::string(1, delimiter);
}

char delimiter_of(const std::string& name) {
    for (const auto& [c, known] : delimiters)
        if (name == known || name == std::string(1, c)) return c;
    return name == "\\t" ? '\t' : '\0';
}

}  // namespace xm::client
