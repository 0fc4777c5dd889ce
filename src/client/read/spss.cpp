#include "client/read/spss.hpp"

#include <iconv.h>
#include <readstat.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <charconv>
#include <cmath>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <exception>
#include <fstream>
#include <map>
#include <mutex>
#include <new>
#include <thread>
#include <unordered_map>

#include "client/failure.hpp"
#include "client/read/cells.hpp"
#include "core/num/utf8.hpp"

namespace xm::client {

namespace {

using core::survey::item_type;

constexpr std::size_t most_variables = 32'768;
constexpr std::size_t most_labels = 200'000;
constexpr std::size_t widest_case = 1 << 20;        // in units of 8 bytes
constexpr std::uint64_t longest_record = 16 << 20;  // of the dictionary

const char* const again = "Save it again in SPSS, or export it as CSV.";

[[noreturn]] void refuse(const std::string& what) { throw failure(ending::refused, what, again); }
[[noreturn]] void damaged() { refuse("the file is damaged: its dictionary cannot be read"); }

enum class file_kind : std::uint8_t { sav, por };

std::string upper(std::string_view name) {
    std::string result(name);
    for (char& c : result)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return result;
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) text.remove_suffix(1);
    return text;
}

// --- what readstat does not tell: the records of the dictionary, as PSPP's "System File Format" describes them
// ----------------------

// A set of variables that are the options of one question, each ticked by the same value.
struct dichotomy_set {
    std::string name, label, counted;
    bool labels_of_counted = false;    // the options are the value labels of the counted value
    std::vector<std::string> members;  // short names
};

struct dictionary {
    bool utf8 = false;
    bool very_long_strings = false;
    std::unordered_map<std::string, std::string> long_names;  // by the short name in upper case
    std::vector<dichotomy_set> sets;
    bool sets_unread = false;
};

// "$name=D1 1 5 Label a b c\n", lengths before counted value and label.
void read_sets(std::string_view text, dictionary& into) {
    std::size_t at = 0;
    const auto counted = [&](std::string& to) {  // "5 Label"
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), size);
        at = static_cast<std::size_t>(end - text.data());
        if (error != std::errc() || at >= text.size() || text[at] != ' ' || size > text.size() - at - 1) return false;
        to = text.substr(at + 1, size);
        at += 1 + size;
        return true;
    };
    const auto blank = [&] { return at < text.size() && text[at] == ' ' && ++at > 0; };
    for (;;) {
        while (at < text.size() && text[at] == '\n') ++at;
        if (at >= text.size() || text[at] == '\0') return;
        const std::size_t equals = text.find('=', at);
        if (equals == std::string_view::npos || equals + 1 >= text.size()) break;
        dichotomy_set set;
        set.name = text.substr(at, equals - at);
        const char type = text[equals + 1];
        at = equals + 2;
        if (type == 'E') {
            set.labels_of_counted = true;
            if (!blank()) break;
            at = std::min(text.find(' ', at), text.size());
            if (!blank()) break;
        } else if (type == 'C') {
            if (!blank()) break;
        } else if (type != 'D') {
            break;
        }
        if (type != 'C' && (!counted(set.counted) || !blank())) break;
        if (!counted(set.label)) break;
        const std::size_t end = std::min(text.find('\n', at), text.size());
        while (at < end) {
            const std::size_t stop = std::min(text.find(' ', at), end);
            if (const std::string_view member = without_blanks(text.substr(at, stop - at)); !member.empty())
                set.members.emplace_back(member);
            at = stop + 1;
        }
        at = end;
        // Sets of type C name places, not options: their variables stand for themselves.
        if (type != 'C' && set.members.size() > 1) into.sets.push_back(std::move(set));
    }
    into.sets_unread = true;
}

// Walks over the dictionary of a .sav or .zsav, and refuses sizes that no file has before readstat sees them.
class dictionary_reader {
public:
    dictionary_reader(std::istream& in, std::uint64_t size) : in_(in), size_(size) {}

    dictionary read() {
        std::array<char, 176> head{};
        bytes(head.data(), head.size());
        std::uint32_t layout = 0;
        std::memcpy(&layout, head.data() + 64, 4);
        swap_ = layout != 2 && layout != 3;
        for (;;) {
            const std::uint32_t record = number();
            if (record == 2) {
                variable();
            } else if (record == 3) {
                const std::uint32_t count = number();
                if (count > most_labels) refuse("a set of more than 200,000 value labels");
                for (std::uint32_t i = 0; i < count; ++i) {
                    skip(8);
                    char length = 0;
                    bytes(&length, 1);
                    skip((static_cast<unsigned char>(length) + 8U) / 8 * 8 - 1);
                }
                if (number() != 4) damaged();
                const std::uint32_t variables = number();
                if (variables > widest_case) damaged();
                skip(variables * 4ULL);
            } else if (record == 6) {
                skip(number() * 80ULL);
            } else if (record == 7) {
                extension();
            } else if (record == 999) {
                if (width_ == 0) refuse("the file has no variables");
                return std::move(result_);
            } else {
                damaged();
            }
        }
    }

private:
    void bytes(char* to, std::size_t count) {
        if (!in_.read(to, static_cast<std::streamsize>(count))) refuse("the file is cut: it ends within its dictionary");
        at_ += count;
    }
    void skip(std::uint64_t count) {
        if (count > size_ - std::min(size_, at_)) refuse("the file is cut: it ends within its dictionary");
        at_ += count;
        in_.seekg(static_cast<std::streamoff>(at_));
    }
    std::uint32_t number() {
        std::array<char, 4> raw{};
        bytes(raw.data(), 4);
        if (swap_) std::reverse(raw.begin(), raw.end());
        return std::bit_cast<std::uint32_t>(raw);
    }

    void variable() {
        const auto type = static_cast<std::int32_t>(number());
        const std::uint32_t labelled = number();
        const auto missing = static_cast<std::int32_t>(number());
        skip(16);  // formats, name
        if (type > 255 || missing < -3 || missing > 3) damaged();
        if (++width_ > widest_case) refuse("a case of more than 8 MiB");
        if (type >= 0 && ++variables_ > most_variables) refuse("more than 32,768 variables");
        if (labelled != 0) {
            const std::uint32_t length = number();
            if (length > longest_record) damaged();
            skip((length + 3ULL) / 4 * 4);
        }
        skip(8ULL * static_cast<std::uint32_t>(std::abs(missing)));
    }

    void extension() {
        const std::uint32_t subtype = number();
        const std::uint64_t item = number(), count = number();
        if (item > longest_record || count > longest_record || item * count > longest_record)
            refuse("a record of more than 16 MiB in the dictionary");
        const auto length = static_cast<std::size_t>(item * count);
        if (subtype != 3 && subtype != 7 && subtype != 13 && subtype != 14 && subtype != 19) return skip(length);
        if (length > size_ - std::min(size_, at_)) refuse("the file is cut: it ends within its dictionary");
        std::string text(length, '\0');
        bytes(text.data(), length);
        if (subtype == 3 && length == 32) {
            std::array<char, 4> raw{};
            std::memcpy(raw.data(), text.data() + 28, 4);
            if (swap_) std::reverse(raw.begin(), raw.end());
            if (std::bit_cast<std::uint32_t>(raw) == 65001) result_.utf8 = true;
        } else if (subtype == 14) {
            result_.very_long_strings = true;
        } else if (subtype == 13) {
            for (std::size_t at = 0; at < text.size();) {
                const std::size_t end = std::min(text.find('\t', at), text.size());
                const std::size_t equals = text.find('=', at);
                if (equals < end)
                    result_.long_names[upper(text.substr(at, equals - at))] = text.substr(equals + 1, end - equals - 1);
                at = end + 1;
            }
        } else if (subtype == 7 || subtype == 19) {
            read_sets(text, result_);
        }
    }

    std::istream& in_;
    std::uint64_t size_, at_ = 0;
    std::size_t width_ = 0, variables_ = 0;
    bool swap_ = false;
    dictionary result_;
};

// --- variables
// ---------------------------------------------------------------------------------------------------------------------

enum class written : std::uint8_t { number, text, date, timestamp, time };

struct variable {
    std::string name;
    written as = written::number;
};

// By the print format: its letters, before the width.
written written_as(readstat_type_t type, std::string_view format) {
    if (readstat_type_class(type) == READSTAT_TYPE_CLASS_STRING) return written::text;
    const std::string_view letters = format.substr(0, std::min(format.find_first_of("0123456789"), format.size()));
    for (const std::string_view f : {"DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR"})
        if (letters == f) return written::date;
    for (const std::string_view f : {"DATETIME", "YMDHMS"})
        if (letters == f) return written::timestamp;
    for (const std::string_view f : {"TIME", "DTIME", "MTIME"})
        if (letters == f) return written::time;
    return written::number;
}

// Seconds since 14 October 1582 as its format shows them; a number where that is no date before the year 10,000.
cell_kind append_value(std::string& to, double value, written as) {
    constexpr std::int64_t day_length = 86'400'000;
    constexpr double end = 265'621'852'800.0;  // 1 January 10000
    if (as == written::number || !(value >= 0) || value >= end) {
        append_number(to, value);
        return cell_kind::number;
    }
    const auto moment = static_cast<std::int64_t>(std::llround(value * 1000));
    if (as == written::time) {
        append_clock(to, moment);
        return cell_kind::time;
    }
    const std::chrono::sys_days begin = std::chrono::year(1582) / 10 / 14;
    append_date(to, begin + std::chrono::days(moment / day_length));
    if (as == written::timestamp) {
        to += ' ';
        append_clock(to, moment % day_length);
    }
    return cell_kind::time;
}

// readstat gives nothing for an empty text.
std::string_view said(const char* text) { return text == nullptr ? std::string_view() : std::string_view(text); }

std::string code_of(const readstat_value_t& value) {
    std::string code;
    if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
        code = without_blanks(said(readstat_string_value(value)));
    } else {
        append_number(code, readstat_double_value(value));
    }
    return code;
}

// Labels of variables come cut after 1,023 bytes, perhaps within a character.
core::survey::texts text_of(std::string_view text) {
    std::size_t size = 0;
    while (const std::size_t next = core::character_size(text.substr(size))) size += next;
    const std::string_view valid = without_blanks(text.substr(0, size));
    if (valid.empty()) return {};
    return {{"", std::string(valid)}};
}

[[noreturn]] void refuse(readstat_error_t error) {
    switch (error) {
        case READSTAT_ERROR_OPEN: throw failure(ending::usage, "the file cannot be read", "Check its name and your rights.");
        case READSTAT_ERROR_MALLOC: refuse("the file needs a buffer of more than 16 MiB, or is damaged");
        case READSTAT_ERROR_ROW_COUNT_MISMATCH: refuse("the file is cut: it has fewer cases than it says");
        case READSTAT_ERROR_UNSUPPORTED_CHARSET: refuse("the character set that the file states is unknown");
        case READSTAT_ERROR_CONVERT:
        case READSTAT_ERROR_CONVERT_BAD_STRING:
        case READSTAT_ERROR_CONVERT_SHORT_STRING: refuse("a text that is not valid in the character set that the file states");
        default: refuse(std::string("the file is damaged: ") + readstat_error_message(error));
    }
}

// A parser of readstat; what a callback throws is kept and thrown on.
class parser {
public:
    parser() : parser_(readstat_parser_init()) {
        if (parser_ == nullptr) throw std::bad_alloc();
    }
    ~parser() { readstat_parser_free(parser_); }
    parser(const parser&) = delete;
    parser& operator=(const parser&) = delete;
    readstat_parser_t* get() { return parser_; }

    // For callbacks: what they return.
    template <class F>
    int guard(F&& f) noexcept {
        if (thrown_) return READSTAT_HANDLER_ABORT;
        try {
            return f() ? READSTAT_HANDLER_OK : READSTAT_HANDLER_ABORT;
        } catch (...) {
            thrown_ = std::current_exception();
            return READSTAT_HANDLER_ABORT;
        }
    }

    // False if a callback ended it.
    bool run(const std::string& path, file_kind kind, const dictionary& known, void* context) {
        // readstat 1.1.8 leaves NUL bytes out of UTF-8 texts, and writes before its buffer where a segment of a very long text
        // has no other (its issue 285). It knows the encoding by the name "UTF-8" alone.
        if (known.utf8 && known.very_long_strings) readstat_set_file_character_encoding(parser_, "UTF8");
        const readstat_error_t error = kind == file_kind::por ? readstat_parse_por(parser_, path.c_str(), context)
                                                              : readstat_parse_sav(parser_, path.c_str(), context);
        if (thrown_) std::rethrow_exception(thrown_);
        if (error == READSTAT_ERROR_USER_ABORT) return false;
        if (error != READSTAT_OK) refuse(error);
        return true;
    }

private:
    readstat_parser_t* parser_;
    std::exception_ptr thrown_;
};

// --- the dictionary as a questionnaire
// -----------------------------------------------------------------------------------------------

struct label {
    std::string code, text;
};

struct described {
    parser run;
    std::vector<variable> variables;
    std::vector<listed_question> questions;  // one per variable
    std::map<std::string, std::vector<label>> labels;
    std::size_t label_count = 0;
    std::string title, encoding, weight;
    std::int64_t cases = -1;

    void add(readstat_variable_t* v, const char* label_set) {
        if (variables.size() >= most_variables) refuse("more than 32,768 variables");
        const std::string_view name = said(readstat_variable_get_name(v));
        if (name.empty() || !core::is_utf8(name))
            refuse("the name of variable " + std::to_string(variables.size() + 1) + " is damaged");
        variables.push_back(
            {std::string(name), written_as(readstat_variable_get_type(v), said(readstat_variable_get_format(v)))});
        const written as = variables.back().as;

        listed_question q;
        q.columns = {std::string(name)};
        q.name = name;
        q.text = text_of(said(readstat_variable_get_label(v)));
        if (label_set != nullptr) {
            const auto found = labels.find(label_set);
            if (found != labels.end())
                for (const label& l : found->second) {
                    if ((label_count += 1) > most_labels) refuse("more than 200,000 value labels in all");
                    listed_option option;
                    option.code = l.code;
                    option.label = text_of(l.text);
                    q.options.push_back(std::move(option));
                }
        }
        add_missing(q, v);
        const bool labelled = std::any_of(q.options.begin(), q.options.end(), [](const listed_option& o) { return !o.missing; });
        if (as == written::date) q.type = item_type::date;
        if (as == written::timestamp) q.type = item_type::timestamp;
        if (as == written::time || (as == written::text && !labelled)) q.type = item_type::text;
        if (labelled && !q.type && (as == written::text || readstat_variable_get_measure(v) == READSTAT_MEASURE_NOMINAL)) {
            q.type = item_type::choice;
            if (as != written::text) q.reason = "nominal in the file";
        }
        questions.push_back(std::move(q));
    }

private:
    // What the file declares to be no answer: values become options with the label they have, if any.
    static void add_missing(listed_question& q, readstat_variable_t* v) {
        const int count = std::min(readstat_variable_get_missing_ranges_count(v), 16);
        for (int i = 0; i < count; ++i) {
            const readstat_value_t low = readstat_variable_get_missing_range_lo(v, i);
            const readstat_value_t high = readstat_variable_get_missing_range_hi(v, i);
            if (readstat_value_type_class(low) == READSTAT_TYPE_CLASS_NUMERIC) {
                const double from = readstat_double_value(low), to = readstat_double_value(high);
                if (std::isnan(from) || std::isnan(to)) continue;
                if (from < to) {
                    q.missing_ranges.emplace_back(from, to);
                    for (listed_option& o : q.options) {
                        double value = 0;
                        const auto [end, error] = std::from_chars(o.code.data(), o.code.data() + o.code.size(), value);
                        if (error == std::errc() && end == o.code.data() + o.code.size() && value >= from && value <= to)
                            o.missing = true;
                    }
                    continue;
                }
            }
            const std::string code = code_of(low);
            if (code.empty()) continue;
            const auto found =
                std::find_if(q.options.begin(), q.options.end(), [&](const listed_option& o) { return o.code == code; });
            if (found != q.options.end()) {
                found->missing = true;
            } else {
                listed_option option;
                option.code = code;
                option.missing = true;
                q.options.push_back(std::move(option));
            }
        }
    }
};

described& described_of(void* context) { return *static_cast<described*>(context); }

int take_metadata(readstat_metadata_t* m, void* context) {
    described& d = described_of(context);
    return d.run.guard([&] {
        d.title = said(readstat_get_file_label(m));
        d.encoding = said(readstat_get_file_encoding(m));
        d.cases = readstat_get_row_count(m);
        return true;
    });
}
int take_label(const char* set, readstat_value_t value, const char* text, void* context) {
    described& d = described_of(context);
    return d.run.guard([&] {
        if (readstat_value_is_system_missing(value)) return true;
        if ((d.label_count += 1) > most_labels) refuse("more than 200,000 value labels in all");
        d.labels[set].push_back({code_of(value), std::string(said(text))});
        return true;
    });
}
int take_variable(int, readstat_variable_t* v, const char* set, void* context) {
    described& d = described_of(context);
    return d.run.guard([&] {
        d.add(v, set);
        return true;
    });
}
int take_weight(readstat_variable_t* v, void* context) {
    described& d = described_of(context);
    return d.run.guard([&] {
        if (v != nullptr) d.weight = said(readstat_variable_get_name(v));
        return true;
    });
}

std::string converted(const std::string& text, const std::string& encoding) {
    if (encoding.empty()) return text;
    const iconv_t converter = iconv_open("UTF-8", encoding.c_str());
    if (converter == reinterpret_cast<iconv_t>(-1)) return text;
    std::string input = text, result(text.size() * 4 + 4, '\0');
    char* from = input.data();
    char* to = result.data();
    std::size_t left = input.size(), room = result.size();
    iconv(converter, &from, &left, &to, &room);
    iconv_close(converter);
    result.resize(result.size() - room);
    return result;
}

// Members of a set stand together where the first of them stood. A variable in two sets belongs to the first.
void join_sets(const dictionary& known, const std::string& encoding, std::vector<listed_question>& questions) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < questions.size(); ++i) places.emplace(upper(questions[i].name), i);
    std::vector<bool> joined(questions.size(), false);
    for (const dichotomy_set& set : known.sets) {
        std::vector<std::size_t> members;
        for (const std::string& member : set.members) {
            const std::string name = upper(converted(member, encoding));
            const auto longer = known.long_names.find(upper(member));
            auto found =
                longer == known.long_names.end() ? places.end() : places.find(upper(converted(longer->second, encoding)));
            if (found == places.end()) found = places.find(name);
            if (found != places.end() && !joined[found->second] &&
                std::find(members.begin(), members.end(), found->second) == members.end())
                members.push_back(found->second);
        }
        if (members.size() < 2) continue;
        listed_question q;
        q.name = converted(set.name, encoding);
        if (q.name.starts_with('$')) q.name.erase(0, 1);
        q.text = text_of(converted(set.label, encoding));
        q.type = item_type::multiple;
        const std::string counted(without_blanks(set.counted));
        q.reason = "a multiple response set of the file: " + counted + " counts as ticked";
        for (const std::size_t i : members) {
            const listed_question& member = questions[i];
            listed_option option;
            option.code = member.name;
            option.label = member.text.empty() ? text_of(member.name) : member.text;
            if (set.labels_of_counted)
                for (const listed_option& o : member.options)
                    if (o.code == counted && !o.label.empty()) option.label = o.label;
            double value = 0;
            const auto [end, error] = std::from_chars(counted.data(), counted.data() + counted.size(), value);
            if (error == std::errc() && end == counted.data() + counted.size()) option.value = value;
            q.columns.push_back(member.name);
            q.options.push_back(std::move(option));
            joined[i] = true;
        }
        const std::size_t first = *std::min_element(members.begin(), members.end());
        questions[first] = std::move(q);
        joined[first] = false;
        // The first one stands for the set now and joins no other.
        places.erase(
            upper(questions[first]
                      .columns[static_cast<std::size_t>(std::find(members.begin(), members.end(), first) - members.begin())]));
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < questions.size(); ++i)
        if (!joined[i]) {
            if (kept != i) questions[kept] = std::move(questions[i]);
            ++kept;
        }
    questions.resize(kept);
}

class spss_source : public source, public std::enable_shared_from_this<spss_source> {
public:
    explicit spss_source(const std::string& path) {
        name = path;
        container = "sav";
        try {
            describe();
        } catch (const failure& f) {
            throw f.at({path, 0, {}, {}});
        }
    }
    std::unique_ptr<table> open() override;

    file_kind kind = file_kind::sav;
    dictionary known;
    std::vector<variable> variables;
    bool checked = false;  // texts come without a known character set

private:
    void describe() {
        std::ifstream file(name, std::ios::binary | std::ios::ate);
        if (!file) throw failure(ending::usage, "the file cannot be read", "Check its name and your rights.");
        size = static_cast<std::uint64_t>(std::max<std::streamoff>(0, file.tellg()));
        file.seekg(0);
        std::string head(512, '\0');
        file.read(head.data(), static_cast<std::streamsize>(head.size()));
        head.resize(static_cast<std::size_t>(file.gcount()));
        file.clear();
        file.seekg(0);
        if (head.size() > 20 && std::string_view(head).substr(8).starts_with("ENCRYPTED"))
            throw failure(ending::refused, "the file is encrypted", "Save it in SPSS without a password.");
        if (head.starts_with("$FL2") || head.starts_with("$FL3"))
            known = dictionary_reader(file, size).read();
        else if (head.find("SPSSPORT", 400) != std::string::npos)  // after 464 characters and a few line ends
            kind = file_kind::por;
        else
            refuse("this is no SPSS file (.sav, .zsav, .por)");

        described d;
        readstat_set_metadata_handler(d.run.get(), take_metadata);
        readstat_set_value_label_handler(d.run.get(), take_label);
        readstat_set_variable_handler(d.run.get(), take_variable);
        readstat_set_fweight_handler(d.run.get(), take_weight);
        d.run.run(name, kind, known, &d);
        if (d.variables.empty()) refuse("the file has no variables");
        variables = std::move(d.variables);
        checked = d.encoding.empty();
        join_sets(known, d.encoding, d.questions);
        if (known.sets_unread)
            notes.emplace_back("a multiple response set of the file cannot be read; its variables stand for themselves");
        if (!d.weight.empty()) notes.push_back("the file is weighted by the variable " + d.weight);
        listed.emplace();
        listed->weight = d.weight;
        listed->tool = "spss";
        listed->title = text_of(d.title);
        listed->questions = std::move(d.questions);
    }
};

// --- cases
// -----------------------------------------------------------------------------------------------------------------------

struct block {
    struct value {
        std::size_t begin = 0, size = 0;  // in texts
        cell_kind kind = cell_kind::text;
    };
    std::string texts;
    std::vector<value> values;
    std::size_t cases = 0;
    void clear() {
        texts.clear();
        values.clear();
        cases = 0;
    }
};

class spss_table : public table {
public:
    explicit spss_table(std::shared_ptr<spss_source> from) : from_(std::move(from)) {}
    ~spss_table() override {
        {
            const std::lock_guard lock(mutex_);
            stop_ = true;
        }
        changed_.notify_all();
        if (worker_.joinable()) worker_.join();
    }

    bool next(record& out) override {
        const std::size_t width = from_->variables.size();
        if (!started_) {
            start();
            out.line = 0;
            out.cells.resize(width);
            for (std::size_t i = 0; i < width; ++i) out.cells[i] = {from_->variables[i].name, cell_kind::text};
            return true;
        }
        if (at_ == now_.cases && !next_block()) return false;
        out.line = ++line_;
        out.cells.resize(width);
        for (std::size_t i = 0; i < width; ++i) {
            const block::value& v = now_.values[at_ * width + i];
            out.cells[i] = {std::string_view(now_.texts).substr(v.begin, v.size), v.kind};
        }
        ++at_;
        return true;
    }
    double progress() const override { return progress_; }

private:
    static constexpr std::size_t most_blocks = 3;        // waiting
    static constexpr std::size_t block_cells = 1 << 14;  // a block is ended after that many, or
    static constexpr std::size_t block_bytes = 1 << 18;  // so many bytes

    void start() {
        started_ = true;
        // Signals are for the main thread.
        sigset_t all, before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        try {
            worker_ = std::thread([this] { work(); });
        } catch (...) {
            pthread_sigmask(SIG_SETMASK, &before, nullptr);
            throw;
        }
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }

    bool next_block() {
        std::unique_lock lock(mutex_);
        now_.clear();
        if (spare_.size() < most_blocks) spare_.push_back(std::move(now_));
        now_ = {};
        at_ = 0;
        changed_.wait(lock, [&] { return !ready_.empty() || done_; });
        if (ready_.empty()) {
            if (thrown_) std::rethrow_exception(thrown_);
            progress_ = 1;
            return false;
        }
        now_ = std::move(ready_.front());
        ready_.pop_front();
        changed_.notify_all();
        return true;
    }

    // In the thread of its own.
    void work() noexcept {
        std::exception_ptr thrown;
        try {
            parser run;
            run_ = &run;
            readstat_set_variable_handler(
                run.get(), [](int, readstat_variable_t*, const char*, void*) -> int { return READSTAT_HANDLER_OK; });
            readstat_set_value_handler(run.get(), take_value);
            readstat_set_progress_handler(run.get(), take_progress);
            if (run.run(from_->name, from_->kind, from_->known, this) && filling_.cases > 0) hand_over();
        } catch (const failure& f) {
            thrown = std::make_exception_ptr(f.at({from_->name, f.where().line, f.where().column, {}}));
        } catch (...) {
            thrown = std::current_exception();
        }
        const std::lock_guard lock(mutex_);
        thrown_ = thrown;
        done_ = true;
        changed_.notify_all();
    }

    static int take_progress(double part, void* context) {
        auto& self = *static_cast<spss_table*>(context);
        self.progress_ = part;
        return self.stop_ ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
    }

    static int take_value(int, readstat_variable_t* v, readstat_value_t value, void* context) {
        auto& self = *static_cast<spss_table*>(context);
        return self.run_->guard([&] { return self.add(static_cast<std::size_t>(readstat_variable_get_index(v)), value); });
    }

    // False when nobody wants more.
    bool add(std::size_t index, const readstat_value_t& value) {
        const std::size_t width = from_->variables.size();
        if (index != filling_.values.size() - filling_.cases * width) refuse("the file is damaged: its values are out of order");
        block::value v;
        v.begin = filling_.texts.size();
        const variable& of = from_->variables[index];
        if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
            const std::string_view text = without_blanks(said(readstat_string_value(value)));
            if (from_->checked && !core::is_utf8(text))
                throw failure(ending::refused, "a text that is not UTF-8, and the file does not state its character set",
                              "Save it again in SPSS, in Unicode.", {{}, written_ + 1, of.name, {}});
            filling_.texts += text;
        } else if (!readstat_value_is_system_missing(value) && std::isfinite(readstat_double_value(value))) {
            v.kind = append_value(filling_.texts, readstat_double_value(value), of.as);
        }
        v.size = filling_.texts.size() - v.begin;
        filling_.values.push_back(v);
        if (index + 1 < width) return true;
        ++filling_.cases;
        ++written_;
        if (filling_.values.size() < block_cells && filling_.texts.size() < block_bytes) return true;
        return hand_over();
    }

    bool hand_over() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return ready_.size() < most_blocks || stop_; });
        if (stop_) return false;
        ready_.push_back(std::move(filling_));
        filling_ = {};
        if (!spare_.empty()) {
            filling_ = std::move(spare_.back());
            spare_.pop_back();
        }
        changed_.notify_all();
        return true;
    }

    std::shared_ptr<spss_source> from_;
    bool started_ = false;
    block now_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 0;

    // Of the worker.
    parser* run_ = nullptr;
    block filling_;
    std::uint64_t written_ = 0;

    // Shared, under the mutex or atomic.
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<block> ready_;
    std::vector<block> spare_;
    std::exception_ptr thrown_;
    bool done_ = false;
    std::atomic<bool> stop_ = false;
    std::atomic<double> progress_ = 0;
    std::thread worker_;
};

std::unique_ptr<table> spss_source::open() { return std::make_unique<spss_table>(shared_from_this()); }

}  // namespace

std::shared_ptr<source> open_spss(const std::string& path) { return std::make_shared<spss_source>(path); }

}  // namespace xm::client
