#include "client/load/load.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_set>

#include "client/command.hpp"
#include "client/formats/vv.hpp"
#include "client/formats/words.hpp"
#include "client/load/keys.hpp"
#include "client/load/rejects.hpp"
#include "client/load/seen.hpp"
#include "client/load/values.hpp"
#include "client/plan/look.hpp"
#include "client/read/cells.hpp"
#include "core/survey/json.hpp"
#include "core/survey/response.hpp"

namespace xm::client {
namespace {

using core::survey::definition;
using core::survey::item;
using core::survey::item_type;
using core::survey::statement;

// --- one column of the staging table -----------------------------------------------------------------------

struct slot {
    std::string name, type;
    std::string hashed;  // its name and what a hash takes it for; empty: no part of the content
    // The value of the row: bytes of the cell, or of the arena from `at` on.
    const char* text = nullptr;
    std::size_t at = 0;
    std::int32_t size = -1;  // -1: NULL
};

using slot_number = std::uint32_t;
constexpr slot_number no_slot = UINT32_MAX;

// A cell that cannot be what its column is.
struct bad_cell {
    std::size_t column;
    std::string what;  // after the value: "is no ..."
    std::string hint;
};

// Texts → numbers, by their bytes first and folded on a miss; what was found folded is kept, as long as that is little.
class words {
public:
    void add(std::string_view text, int meaning) { known_.emplace(std::string(text), meaning); }
    int find(std::string_view text) {
        key_.assign(text);
        if (const auto at = known_.find(key_); at != known_.end()) return at->second;
        std::string folded = fold(text);
        const auto at = known_.find(folded);
        if (at == known_.end()) return -1;
        const int meaning = at->second;
        if (kept_ + text.size() < most) {
            kept_ += text.size() + 64;
            known_.emplace(key_, meaning);
        }
        return meaning;
    }
    bool empty() const { return known_.empty(); }

private:
    static constexpr std::size_t most = 64 << 10;  // bytes: there may be very many columns
    std::size_t kept_ = 0;
    std::unordered_map<std::string, int> known_;
    std::string key_;
};

// How the cells of one column of the plan become values of slots.
struct converter {
    const plan_column* from = nullptr;
    client::reading how = reading::none;
    client::role role = role::answer;
    std::string title;  // of the column, for messages
    std::size_t column = 0, second = SIZE_MAX;
    slot_number to = no_slot, local = no_slot, other = no_slot;
    std::vector<slot_number> options;  // of several options or ranks, by option
    std::vector<std::string> codes;    // by option
    std::vector<std::string> seen;     // by option or rating: the text it had in the file
    words meaning;                     // → option, rating, 1 and 0
    words missing;                     // → reasons
    std::vector<std::string> reasons;
    std::vector<std::pair<double, int>> missing_numbers;
    std::string item_json;                  // "item": of the reasons
    std::array<std::int16_t, 128> small{};  // ratings and codes of up to three digits: -1 not known, -2 - n reason n
    int low = 0, high = 0;                  // of a rating
    std::size_t longest = 1;                // of joined: parts that an option has between separators
    std::size_t tick = SIZE_MAX;            // of a tick: its group
    const std::unordered_set<std::string>* known = nullptr;  // units, waves, touchpoints
    std::string last;                                        // the last one that was found there
};

// The ticks of an item: an option is not chosen where another of them is.
struct tick_group {
    std::vector<slot_number> slots;
    std::string item_json;
    bool any = false, yes = false;
    const std::string* reason = nullptr;
};

std::string cut(std::string_view value) {
    constexpr std::size_t most = 60;
    if (value.size() <= most) return std::string(value);
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
    return std::string(value.substr(0, end)) + "...";
}

// Names that exist in the workspace.
struct catalogue {
    std::unordered_set<std::string> units, waves, touchpoints;
    std::set<std::string> new_units;
};

// --- one file --------------------------------------------------------------------------------------------------

class file_loader {
public:
    file_loader(const plan& p, std::size_t file, database& db, const load_options& o, catalogue& known, seen_rows& seen,
                rejects* aside)
        : p_(p),
          file_(p.files[file]),
          number_(file),
          db_(db),
          o_(o),
          known_(known),
          seen_(seen),
          aside_(aside),
          shown_(p.definition.mode == core::survey::mode::identified),
          keys_(o.country) {
        plan_columns();
    }

    bool stores_anything() const { return !converters_.empty(); }

    load_result run() {
        const std::string staged = "xm_import_" + std::to_string(number_);
        create(staged);
        read_rows(staged);
        after_copy(staged);
        result_.left_out = keys_.left_out();
        return store(staged);
    }

private:
    // --- what goes where -------------------------------------------------------------------------------------------

    slot_number add_slot(const std::string& name, const std::string& type, bool content = true) {
        for (std::size_t i = 0; i < slots_.size(); ++i)
            if (slots_[i].name == name) return static_cast<slot_number>(i);
        slot s;
        s.name = name;
        s.type = type;
        if (content) s.hashed = name + '\0';
        slots_.push_back(std::move(s));
        return static_cast<slot_number>(slots_.size() - 1);
    }

    void plan_columns() {
        line_ = add_slot("@line", "bigint", false);
        id_ = add_slot("source_id", "text", false);
        missing_ = add_slot("missing", "jsonb");
        const auto columns = core::survey::item_columns(p_.definition);
        const auto type_of = [&](const std::string& name) -> std::string {
            for (const auto& c : columns)
                if (c.name == name) return c.type;
            throw failure(ending::refused, "the survey has no column " + name, "Make a plan of the survey's own definition.");
        };
        const bool anonymous = p_.definition.mode == core::survey::mode::anonymous;
        bool submitted = false;
        for (const plan_column& c : p_.columns) submitted = submitted || (c.file == number_ && c.role == role::submitted_at);
        std::map<std::string, std::size_t> groups;
        std::set<std::string> filled;
        const auto only_once = [&](const plan_column& c, const std::string& name) {
            if (!filled.insert(name).second)
                throw failure(ending::refused, "two columns fill " + name, "Drop one of them: --drop COLUMN.",
                              {file_.source->name, 0, title_of(c), {}});
        };
        for (const plan_column& c : p_.columns) {
            if (c.file != number_) continue;
            if (c.column >= titles_.size()) titles_.resize(c.column + 1);
            titles_[c.column] = title_of(c);
            converter x;
            x.from = &c;
            x.how = c.reading;
            x.role = c.role;
            x.column = c.column;
            x.title = title_of(c);
            if (c.second) x.second = *c.second;
            const auto time = [&](const std::string& name) {
                only_once(c, name);
                x.how = reading::time;
                x.to = add_slot(name, "timestamp with time zone");
                x.local = add_slot(name + "@local", "timestamp without time zone");
                const std::string& zone = c.zone.empty() ? p_.zone : c.zone;
                if (!zone.empty()) zones_[name] = zone;
            };
            const auto text = [&](const char* name, const std::unordered_set<std::string>* among = nullptr) {
                only_once(c, name);
                x.how = reading::text;
                x.to = add_slot(name, "text");
                x.known = among;
            };
            switch (c.role) {
                case role::dropped:
                case role::status:
                case role::personal:
                case role::metadata: continue;
                case role::ended_at:
                    if (submitted) continue;
                    time("submitted_at");
                    break;
                case role::submitted_at: time("submitted_at"); break;
                case role::started_at:
                    if (anonymous) continue;
                    time("started_at");
                    break;
                case role::source_id: id_column_ = c.column; continue;
                case role::language: text("language"); break;
                case role::channel: text("channel"); break;
                case role::wave: text("wave", &known_.waves); break;
                case role::unit: text("unit", &known_.units); break;
                case role::touchpoint: text("touchpoint", &known_.touchpoints); break;
                case role::person:
                    if (anonymous) continue;
                    only_once(c, "the key " + c.key_kind);
                    persons_.push_back(c.key_kind);
                    x.to = add_slot("@person" + std::to_string(persons_.size()), "text");
                    break;
                case role::complete:
                    only_once(c, "complete");
                    x.how = reading::boolean;
                    x.to = add_slot("complete", "boolean");
                    break;
                case role::weight:
                    only_once(c, "weight");
                    x.to = add_slot("weight", "double precision");
                    break;
                case role::answer:
                    if (c.item.empty()) continue;
                    plan_answer(c, x, type_of, groups, only_once);
                    if (x.how == reading::none) continue;
                    break;
            }
            read_words(c, x);
            converters_.push_back(std::move(x));
        }
        if (!p_.wave.empty() && !converters_.empty()) wave_ = add_slot("wave", "text");
        if (file_.sent_column && !converters_.empty()) complete_ = add_slot("complete", "boolean");
        if (file_.id_column) id_column_ = file_.id_column;
        if (converters_.empty()) return;
        // The content is hashed in the order of names.
        for (std::size_t i = 0; i < slots_.size(); ++i)
            if (!slots_[i].hashed.empty()) by_name_.push_back(static_cast<slot_number>(i));
        std::sort(by_name_.begin(), by_name_.end(),
                  [&](slot_number a, slot_number b) { return slots_[a].name < slots_[b].name; });
        for (const slot_number s : by_name_) {
            const std::string& n = slots_[s].name;
            const bool other = n == "missing" || n == "wave" || n == "unit" || n == "touchpoint" || n == "channel" ||
                               n == "language" || n == "complete" || n == "weight" || n[0] == '@';
            if (!other) answers_.push_back(s);
        }
    }

    std::string title_of(const plan_column& c) const {
        return !c.source.empty() ? cut(c.source) : !c.key.empty() ? cut(c.key) : letters_of(c.column);
    }

    template <class TypeOf, class OnlyOnce>
    void plan_answer(const plan_column& c, converter& x, const TypeOf& type_of, std::map<std::string, std::size_t>& groups,
                     const OnlyOnce& only_once) {
        const item* const it = p_.definition.find_item(c.item);
        if (it == nullptr)
            throw failure(ending::refused, "the survey has no item " + c.item, "Make a plan of its own definition.");
        x.item_json = core::survey::in_quotes(c.item) + ": ";
        const auto own = [&](const std::string& name) {
            only_once(c, name);
            return add_slot(name, type_of(name));
        };
        const auto all_options = [&](bool once) {
            for (const auto& o : it->choices) {
                if (o.retired) continue;
                const std::string name = c.item + "_" + o.code;
                x.codes.push_back(o.code);
                x.options.push_back(once ? own(name) : add_slot(name, type_of(name)));
            }
        };
        switch (c.reading) {
            case reading::none: break;
            case reading::rating:
                x.low = it->scale.low;
                x.high = it->scale.high;
                x.to = own(c.item);
                break;
            case reading::choice:
                for (const auto& o : it->choices)
                    if (!o.retired) x.codes.push_back(o.code);
                x.to = own(c.item);
                break;
            case reading::tick: {
                x.to = own(c.item + "_" + c.option);
                const auto [at, fresh] = groups.emplace(c.item, ticks_.size());
                if (fresh) ticks_.push_back({{}, x.item_json, false, false, nullptr});
                x.tick = at->second;
                ticks_[x.tick].slots.push_back(x.to);
                break;
            }
            case reading::joined:
            case reading::rank_joined: all_options(true); break;
            case reading::rank:
                x.low = 1;
                x.high = static_cast<int>(it->choices.size());
                x.to = own(c.item + "_" + c.option);
                break;
            case reading::rank_place: all_options(false); break;
            case reading::other: x.to = own(c.item + "_other"); break;
            case reading::number:
            case reading::text:
            case reading::date:
            case reading::boolean: x.to = own(c.item); break;
            case reading::time:
                x.to = own(c.item);
                x.local = add_slot(c.item + "@local", "timestamp without time zone");
                if (const std::string& zone = c.zone.empty() ? p_.zone : c.zone; !zone.empty()) zones_[c.item] = zone;
                break;
        }
        if (c.has_other && it->other && (c.reading == reading::choice || c.reading == reading::joined))
            x.other = own(c.item + "_other");
    }

    static void read_words(const plan_column& c, converter& x) {
        const bool rating = x.how == reading::rating || x.how == reading::rank;
        x.seen.resize(x.codes.size());
        if (x.how == reading::rating) x.seen.resize(static_cast<std::size_t>(x.high) + 1);
        for (const auto& [text, meaning] : c.words) {
            int m = -1;
            if (rating) {
                const auto [end, problem] = std::from_chars(meaning.data(), meaning.data() + meaning.size(), m);
                if (problem != std::errc() || end != meaning.data() + meaning.size() || m < x.low || m > x.high) continue;
            } else if (x.how == reading::boolean || x.how == reading::tick) {
                m = meaning == "true";
            } else {
                const auto at = std::find(x.codes.begin(), x.codes.end(), meaning);
                if (at == x.codes.end()) continue;
                m = static_cast<int>(at - x.codes.begin());
            }
            x.meaning.add(text, m);
            if (!c.separator.empty() && c.separator != "[") {
                std::size_t parts = 1;
                for (std::size_t at = text.find(c.separator); at != std::string::npos;
                     at = text.find(c.separator, at + c.separator.size()))
                    ++parts;
                x.longest = std::max(x.longest, parts);
            }
        }
        for (const auto& [text, reason] : c.missing) {
            const auto at = std::find(x.reasons.begin(), x.reasons.end(), reason);
            const int r = static_cast<int>(at - x.reasons.begin());
            if (at == x.reasons.end()) x.reasons.push_back(reason);
            x.missing.add(text, r);
            decimal d;
            if (read_decimal(text, false, false, d)) x.missing_numbers.emplace_back(d.value(), r);
        }
        if (!c.missing_ranges.empty() && x.reasons.empty()) x.reasons.emplace_back("no answer");
        x.small.fill(-1);
        if (rating)
            for (int n = 0; n < 128; ++n) {
                const std::string text = std::to_string(n);
                auto& to = x.small[static_cast<std::size_t>(n)];
                if (const int r = x.missing.find(text); r >= 0)
                    to = static_cast<std::int16_t>(-2 - r);
                else if (const int m = x.meaning.find(text); m >= 0)
                    to = static_cast<std::int16_t>(m);
                else if (n >= x.low && n <= x.high)
                    to = static_cast<std::int16_t>(n);
            }
    }

    // --- the values of a row ------------------------------------------------------------------------------------------

    // Bytes of the cell itself: they live until the row has been put.
    void set(slot_number to, std::string_view text) {
        slot& s = slots_[to];
        s.text = text.data();
        s.size = static_cast<std::int32_t>(text.size());
    }
    // Bytes that `write` appends to the arena.
    template <class Write>
    void set_with(slot_number to, const Write& write) {
        slot& s = slots_[to];
        s.text = nullptr;
        s.at = arena_.size();
        write();
        s.size = static_cast<std::int32_t>(arena_.size() - s.at);
    }
    void set_bool(slot_number to, bool value) { set(to, std::string_view(value ? "\1" : "\0", 1)); }
    void set_small(slot_number to, int value) {
        set_with(to, [&] { put16(arena_, static_cast<std::int16_t>(value)); });
    }
    void give_reason(const std::string& item_json, const std::string& reason) {
        reasons_ += (reasons_.empty() ? "{" : ", ") + item_json + core::survey::in_quotes(reason);
    }

    std::string_view bytes_of(const slot& s) const {
        return {s.text != nullptr ? s.text : arena_.data() + s.at, static_cast<std::size_t>(s.size)};
    }

    [[noreturn]] static void refuse(const converter& x, std::string what, std::string hint) {
        throw bad_cell{x.column, std::move(what), std::move(hint)};
    }

    static std::string first_ten(const std::vector<std::string>& codes) {
        std::string list;
        for (std::size_t i = 0; i < codes.size() && i < 11; ++i) list += i == 10 ? ", ..." : (i == 0 ? "" : ", ") + codes[i];
        return list;
    }

    // Whether the text says that there is no answer: the reason has been given.
    bool is_missing(converter& x, std::string_view text) {
        int r = x.missing.empty() ? -1 : x.missing.find(text);
        if (r < 0 && (x.how == reading::number || x.how == reading::rating) &&
            (!x.missing_numbers.empty() || !x.from->missing_ranges.empty())) {
            decimal d;
            if (read_decimal(text, x.from->decimal_comma, x.from->thousands, d)) {
                const double value = d.value();
                for (const auto& [number, reason] : x.missing_numbers)
                    if (number == value) r = reason;
                for (const auto& [low, high] : x.from->missing_ranges)
                    if (r < 0 && value >= low && value <= high) r = 0;
            }
        }
        if (r < 0) return false;
        if (x.tick != SIZE_MAX)
            ticks_[x.tick].reason = &x.reasons[static_cast<std::size_t>(r)];
        else if (!x.item_json.empty())
            give_reason(x.item_json, x.reasons[static_cast<std::size_t>(r)]);
        return true;
    }

    // What the row was read as; nothing where the file itself says no more.
    void convert(converter& x, const record& row) {
        if (x.column >= row.cells.size()) return;
        const cell& c = row.cells[x.column];
        if (c.text.empty() || c.kind == cell_kind::error) return;
        if (x.how == reading::rating || x.how == reading::rank) return convert_rating(x, c.text);
        const std::string_view text = trimmed(c.text);
        if (text.empty() || is_missing(x, text)) return;
        switch (x.role) {
            case role::person: {
                // Of employees who answers twice must be known.
                const bool needed = p_.definition.side == core::survey::side::employee;
                const std::string& kind = x.from->key_kind;
                const auto key = needed ? keys_.readable(kind, text) : keys_.read(kind, text, row.line);
                if (key)
                    set_with(x.to, [&] { arena_ += *key; });
                else if (needed)
                    refuse(x, "names nobody", "Leave it empty where the person is not known.");
                return;
            }
            case role::weight: return convert_weight(x, text);
            default: break;
        }
        switch (x.how) {
            case reading::text:
            case reading::other: {
                if (x.known != nullptr) look_up(x, text);
                std::string_view value = x.role == role::answer ? c.text : text;
                if (x.from->mask && value.size() > 1 && value[0] == '\'' &&
                    std::string_view("=+-@\t").find(value[1]) != std::string_view::npos)
                    value.remove_prefix(1);
                if (value.find('\0') != std::string_view::npos) refuse(x, "holds a zero byte", "Leave it out.");
                set(x.to, value);
                return;
            }
            case reading::choice: return convert_choice(x, text);
            case reading::tick: {
                const int m = x.meaning.find(text);
                if (m < 0) refuse(x, "says neither that the option was chosen nor that it was not", "Correct the cell.");
                set_bool(x.to, m == 1);
                ticks_[x.tick].any = true;
                ticks_[x.tick].yes = ticks_[x.tick].yes || m == 1;
                return;
            }
            case reading::boolean: {
                const int m = x.meaning.find(text);
                if (m < 0) refuse(x, "is neither yes nor no", "Correct the cell.");
                set_bool(x.to, m == 1);
                return;
            }
            case reading::joined:
            case reading::rank_joined: return convert_joined(x, text);
            case reading::rank_place: {
                const int m = x.meaning.find(text);
                if (m < 0)
                    refuse(x, "is no option; there are " + first_ten(x.codes),
                           "Correct the cell, or add the option to the definition.");
                const slot_number to = x.options[static_cast<std::size_t>(m)];
                if (slots_[to].size >= 0) refuse(x, "is ranked twice", "Rank each option once.");
                set_small(to, x.from->place);
                return;
            }
            case reading::number: return convert_number(x, text);
            case reading::date: {
                const auto m = read_moment(text, x.from->order);
                if (!m || !m->date) refuse(x, "is no date", date_hint(x));
                if (m->time && !m->zoned && m->microseconds % day_in_microseconds != 0)
                    refuse(x, "has a time of day in a column of dates", "Make the item a timestamp.");
                std::int64_t days = m->microseconds / day_in_microseconds;
                if (m->microseconds % day_in_microseconds < 0) --days;
                set_with(x.to, [&] { put32(arena_, static_cast<std::int32_t>(days - epoch_in_days)); });
                return;
            }
            case reading::time: return convert_time(x, text, row);
            case reading::none:
            case reading::rating:
            case reading::rank: return;
        }
    }

    static std::string date_hint(const converter& x) {
        const char* const order = x.from->order == date_order::dmy   ? "day, month, year"
                                  : x.from->order == date_order::mdy ? "month, day, year"
                                                                     : "year, month, day";
        return std::string("Dates of this column are read as ") + order + "; --date-order says another order.";
    }

    void convert_rating(converter& x, std::string_view text) {
        int n = -1;
        const auto digit = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])) - '0'; };
        if (text.size() == 1 && digit(0) <= 9)
            n = static_cast<int>(digit(0));
        else if (text.size() == 2 && digit(0) - 1 <= 8 && digit(1) <= 9)
            n = static_cast<int>(10 * digit(0) + digit(1));
        else if (text == "100")
            n = 100;
        if (n >= 0) {
            const int known = x.small[static_cast<std::size_t>(n)];
            if (known >= 0) return set_small(x.to, known);
            if (known <= -2) return give_reason(x.item_json, x.reasons[static_cast<std::size_t>(-2 - known)]);
            refuse_rating(x);
        }
        text = trimmed(text);
        if (text.empty() || is_missing(x, text)) return;
        if (const int m = x.meaning.find(text); m >= 0) {
            if (static_cast<std::size_t>(m) < x.seen.size() && x.seen[static_cast<std::size_t>(m)].empty())
                x.seen[static_cast<std::size_t>(m)] = text;
            return set_small(x.to, m);
        }
        // A number, alone (5.0) or beside its label ("0 - Not at all", "Extremely likely - 10").
        decimal d;
        if (read_decimal(text, x.from->decimal_comma, false, d)) {
            const double value = d.value();
            if (value != std::floor(value) || value < x.low || value > x.high) refuse_rating(x);
            return set_small(x.to, static_cast<int>(value));
        }
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        std::size_t begin = 0, end = 0;
        if (x.from->number_last) {
            end = text.size();
            begin = end;
            while (begin > 0 && is_digit(text[begin - 1])) --begin;
        } else {
            while (end < text.size() && is_digit(text[end])) ++end;
        }
        if (begin == end || end - begin > 3) refuse_rating(x);
        int value = 0;
        std::from_chars(text.data() + begin, text.data() + end, value);
        if (value < x.low || value > x.high) refuse_rating(x);
        set_small(x.to, value);
    }
    [[noreturn]] static void refuse_rating(const converter& x) {
        if (x.how == reading::rank)
            refuse(x, "is outside the allowed range: ranks 1.." + std::to_string(x.high), "Correct the cell.");
        refuse(x, "is outside the allowed range: ratings " + std::to_string(x.low) + ".." + std::to_string(x.high),
               "Correct the cell; if it means that there is no answer: --missing CODE=REASON.");
    }

    void convert_choice(converter& x, std::string_view text) {
        const int m = x.meaning.find(text);
        if (m >= 0) {
            const auto i = static_cast<std::size_t>(m);
            if (x.seen[i].empty()) x.seen[i] = text;
            return set(x.to, x.codes[i]);
        }
        if (x.other == no_slot)
            refuse(x, "is no option; there are " + first_ten(x.codes), "Correct the cell, or add the option to the definition.");
        set(x.other, text);
    }

    void convert_joined(converter& x, std::string_view text) {
        std::vector<std::string>& pieces = pieces_;
        pieces.clear();
        const std::string& separator = x.from->separator;
        if (separator == "[") {
            const auto list = nlohmann::json::parse(text, nullptr, false);
            if (!list.is_array()) refuse(x, "is no list of options", "Export it again.");
            for (const auto& one : list) {
                if (one.is_string())
                    pieces.push_back(one.get<std::string>());
                else if (one.is_number_integer())
                    pieces.push_back(one.dump());
                else
                    refuse(x, "is no list of options", "Export it again.");
            }
        } else {
            std::size_t at = 0;
            for (std::size_t to = 0; at <= text.size(); at = to + separator.size()) {
                to = separator.empty() ? text.size() : std::min(text.find(separator, at), text.size());
                pieces.emplace_back(text.substr(at, to - at));
                if (separator.empty()) break;
            }
        }
        chosen_.clear();
        std::string own;
        bool in_own = false;
        for (std::size_t i = 0; i < pieces.size();) {
            // The longest option that begins here: options may hold the separator.
            std::size_t used = 0;
            int found = -1;
            for (std::size_t n = std::min(x.longest, pieces.size() - i); n > 0 && found < 0; --n) {
                std::string joined = pieces[i];
                for (std::size_t k = 1; k < n; ++k) joined += separator + pieces[i + k];
                const std::string_view option = trimmed(joined);
                if (option.empty()) break;
                found = x.meaning.find(option);
                if (found >= 0) {
                    used = n;
                    if (auto& seen = x.seen[static_cast<std::size_t>(found)]; seen.empty()) seen = option;
                }
            }
            // Nobody ticks an option twice: the second time it is the beginning of their own words.
            const bool again = found >= 0 && x.other != no_slot &&
                               std::find(chosen_.begin(), chosen_.end(), static_cast<std::size_t>(found)) != chosen_.end();
            if (found >= 0 && !again) {
                chosen_.push_back(static_cast<std::size_t>(found));
                in_own = false;
                i += used;
                continue;
            }
            if (const std::string_view piece = trimmed(pieces[i]); !piece.empty()) {
                if (x.other == no_slot)
                    refuse(x, "holds what is no option; there are " + first_ten(x.codes),
                           "Correct the cell, or add the option to the definition.");
                if (in_own)
                    own += separator == "[" ? ", " : separator + pieces[i];
                else
                    own += (own.empty() ? "" : "; ") + std::string(piece);
                if (in_own && separator == "[") own += piece;
                in_own = true;
            }
            ++i;
        }
        if (x.how == reading::rank_joined) {
            int rank = 0;
            for (const std::size_t i : chosen_) {
                if (slots_[x.options[i]].size >= 0) refuse(x, "ranks an option twice", "Rank each option once.");
                set_small(x.options[i], ++rank);
            }
            return;
        }
        if (chosen_.empty() && own.empty() && separator != "[") return;
        for (const slot_number s : x.options) set_bool(s, false);
        for (const std::size_t i : chosen_) set_bool(x.options[i], true);
        if (!own.empty()) set_with(x.other, [&] { arena_ += trimmed(own); });
    }

    void convert_number(converter& x, std::string_view text) {
        decimal d;
        if (!read_decimal(text, x.from->decimal_comma, x.from->thousands, d))
            refuse(x, "is no number",
                   x.from->decimal_comma ? "Numbers of this column have a decimal comma."
                                         : "Numbers of this column have a decimal point.");
        // What xm.moments takes.
        const double size = std::fabs(d.value());
        if (size != 0 && !(size >= 1e-100 && size <= 1e100))
            refuse(x, "is outside the allowed range: 0, or numbers of size 1e-100..1e100", "Correct the cell.");
        set_with(x.to, [&] { put_numeric(arena_, d); });
    }

    void convert_weight(converter& x, std::string_view text) {
        decimal d;
        const bool number = read_decimal(text, x.from->decimal_comma, x.from->thousands, d);
        const double w = number ? d.value() : -1;
        if (!number || !(w == 0 || (w >= 1e-100 && w <= 1e100)))
            refuse(x, "is outside the allowed range of weights: 0 or 1e-100..1e100", "Correct the cell.");
        if (!p_.definition.weighted && w != 1)
            refuse(x, "is a weight in an unweighted survey; allowed is 1",
                   "Drop the column, or make the survey \"weighted\": true.");
        set_with(x.to, [&] { put_double(arena_, w); });
    }

    void convert_time(converter& x, std::string_view text, const record& row) {
        auto m = read_moment(text, x.from->order);
        if (!m || !m->date) refuse(x, "is no time", date_hint(x));
        if (x.second != SIZE_MAX && x.second < row.cells.size() && !m->time) {
            const std::string_view of_day = trimmed(row.cells[x.second].text);
            if (!of_day.empty()) {
                const auto t = read_moment(of_day, x.from->order);
                if (!t || t->date) throw bad_cell{x.second, "is no time of day", "Correct the cell."};
                m->microseconds += t->microseconds;
                m->zoned = t->zoned;
            }
        }
        constexpr std::int64_t epoch = epoch_in_days * day_in_microseconds;
        set_with(m->zoned ? x.to : x.local, [&] { put64(arena_, m->microseconds - epoch); });
    }

    // Units, waves and touchpoints must be known.
    void look_up(converter& x, std::string_view text) {
        if (text == x.last) return;
        key_.assign(text);
        if (x.known->count(key_) == 0) {
            const bool unit = x.role == role::unit;
            if (!unit || !o_.make_units) {
                std::vector<std::string> there(x.known->begin(), x.known->end());
                std::sort(there.begin(), there.end());
                const char* const what = unit ? "unit" : x.role == role::wave ? "wave" : "touchpoint";
                refuse(x,
                       std::string("is no ") + what + " of the workspace" +
                           (there.empty() ? "; there are none" : "; there are " + first_ten(there)),
                       unit ? "Add it to the table unit first, or let --make-units do it."
                            : std::string("Add it to the table ") + what + " first.");
            }
            known_.units.insert(key_);
            known_.new_units.insert(key_);
        }
        x.last = key_;
    }

    // What an option is beside others of its item.
    void settle_ticks() {
        for (tick_group& g : ticks_) {
            if (g.yes || (g.any && g.reason == nullptr)) {
                for (const slot_number s : g.slots)
                    if (slots_[s].size < 0) set_bool(s, false);
            } else if (g.reason != nullptr) {
                for (const slot_number s : g.slots) slots_[s].size = -1;
                give_reason(g.item_json, *g.reason);
            }
            g.any = g.yes = false;
            g.reason = nullptr;
        }
    }

    // --- rows -----------------------------------------------------------------------------------------------------------

    std::string title(std::size_t column) const { return column < titles_.size() ? titles_[column] : letters_of(column); }

    // A row that is not stored: kept aside, or the end.
    void reject(const record& row, std::optional<std::size_t> column, const std::string& what, const std::string& hint) {
        const bool is_cell = column && *column < row.cells.size();
        const std::string_view value = is_cell ? row.cells[*column].text : std::string_view();
        if (aside_ != nullptr) {
            aside_->add(file_.source->name, row.line, column ? title(*column) : std::string(),
                        shown_ ? value : std::string_view(), what);
            ++result_.rejected;
            return;
        }
        place where{file_.source->name, row.line, column ? title(*column) : std::string(), {}};
        if (column && file_.source->container == "xlsx") where.cell = letters_of(*column) + std::to_string(row.line);
        std::string text = !column ? what : shown_ ? "\"" + cut(value) + "\" " + what : "the value " + what;
        throw failure(ending::refused, text,
                      hint + (hint.empty() ? "" : " ") + "--rejects FILE keeps such rows aside and loads the others.", where);
    }

    void create(const std::string& staged) {
        statement s("CREATE TEMP TABLE pg_temp.%I (", {staged});
        for (std::size_t i = 0; i < slots_.size(); ++i)
            s.add((i == 0 ? "%I " : ", %I ") + slots_[i].type +
                      (slots_[i].name == "@line" || slots_[i].name == "source_id" ? " NOT NULL" : ""),
                  {slots_[i].name});
        db_.execute(s.add(") ON COMMIT DROP"));
    }

    // The content of the row by the names of its columns, whatever their order; columns without a value do not count.
    hash128 content_of(const std::vector<slot_number>& which) {
        hashed_.clear();
        for (const slot_number n : which) {
            const slot& s = slots_[n];
            if (s.size < 0) continue;
            hashed_ += s.hashed;
            put32(hashed_, s.size);
            hashed_ += bytes_of(s);
        }
        return hash_of(hashed_);
    }

    void put_row() {
        put16(buffer_, static_cast<std::int16_t>(slots_.size()));
        for (const slot& s : slots_) {
            put32(buffer_, s.size);
            if (s.size > 0) buffer_ += bytes_of(s);
        }
        if (buffer_.size() >= std::size_t{256} << 10) flush();
    }
    void flush() {
        db_.put_copy(buffer_);
        buffer_.clear();
    }

    // False where the row is a repetition or was kept aside.
    bool identify(const record& row) {
        if (id_column_) {
            const std::string_view id =
                *id_column_ < row.cells.size() ? trimmed(row.cells[*id_column_].text) : std::string_view();
            if (id.empty()) {
                reject(row, id_column_, "is empty: the response has no id", "Correct the cell.");
                return false;
            }
            const std::uint64_t content = content_of(by_name_).first;
            const auto [before, fresh] = seen_.insert(hash_of(id), content, row.line, number_);
            if (!fresh) {
                const bool here = before->file == number_;
                if (before->content == content) {
                    ++result_.repeated;
                    return false;
                }
                if (!o_.last_wins) {
                    reject(row, id_column_,
                           "is the id of line " + std::to_string(before->line) +
                               (here ? "" : " of " + p_.files[before->file].source->name) + ", too, with other answers",
                           "--last-wins takes the later row; --drop COLUMN if its values do not name responses.");
                    return false;
                }
                // A row of an earlier file has been stored: this one changes it.
                if (here) {
                    superseded_.push_back(before->line);
                    ++result_.repeated;
                }
                before->content = content;
                before->move_to(row.line, number_);
            }
            set(id_, id);
            return true;
        }
        hash128 h = content_of(answers_);
        const std::string base = hex_of(h);
        // The count of equal rows before is kept where other files keep the content.
        const auto [before, fresh] = seen_.insert(h, 1, row.line);
        if (!fresh) h = hash_of(base + "/" + std::to_string(before->content++));
        set_with(id_, [&] { arena_ += "row-" + hex_of(h); });
        return true;
    }

    void read_rows(const std::string& staged) {
        statement copy("COPY pg_temp.%I FROM STDIN (FORMAT binary)", {staged});
        db_.begin_copy(copy);
        buffer_ = copy_header;
        const auto rows = file_.source->open();
        record row;
        std::size_t headers = 0;
        const auto began = std::chrono::steady_clock::now();
        auto shown_at = began;
        while (next(*rows, row)) {
            if (headers < file_.head_records) {
                ++headers;
                continue;
            }
            if (is_blank(row)) continue;
            check_width(row, file_.columns, *file_.source);
            ++result_.read;
            if (o_.progress && result_.read % 1024 == 0) {
                const auto now = std::chrono::steady_clock::now();
                if (now - shown_at >= std::chrono::milliseconds(200)) {
                    shown_at = now;
                    o_.progress(rows->progress(), result_.read,
                                static_cast<double>(result_.read) / std::chrono::duration<double>(now - began).count());
                }
            }
            if (is_test_(row)) {
                ++result_.tests;
                continue;
            }
            arena_.clear();
            reasons_.clear();
            for (slot& s : slots_) s.size = -1;
            try {
                for (converter& x : converters_) convert(x, row);
            } catch (const bad_cell& bad) {
                for (tick_group& g : ticks_) g = {g.slots, g.item_json, false, false, nullptr};
                reject(row, bad.column, bad.what, bad.hint);
                continue;
            }
            settle_ticks();
            if (wave_ != no_slot) set(wave_, p_.wave);
            if (complete_ != no_slot && slots_[complete_].size < 0)
                set_bool(complete_, *file_.sent_column < row.cells.size() && !row.cells[*file_.sent_column].text.empty() &&
                                        row.cells[*file_.sent_column].text != vv_not_shown);
            if (!reasons_.empty())
                set_with(missing_, [&] {
                    arena_ += '\1';  // the version of the binary form of jsonb
                    arena_ += reasons_ + "}";
                });
            set_with(line_, [&] { put64(arena_, static_cast<std::int64_t>(row.line)); });
            if (identify(row)) put_row();
        }
        buffer_ += copy_trailer;
        flush();
        db_.end_copy();
        if (o_.progress) {
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
            o_.progress(1, result_.read, seconds > 0 ? static_cast<double>(result_.read) / seconds : 0);
        }
    }

    bool next(table& rows, record& row) const {
        try {
            return rows.next(row);
        } catch (const failure& e) {
            place where = e.where();
            where.file = file_.source->name;
            throw e.at(where);
        }
    }

    void after_copy(const std::string& staged) {
        for (std::size_t i = 0; i < superseded_.size(); i += 1000) {
            statement s("DELETE FROM pg_temp.%I WHERE \"@line\" IN (", {staged});
            for (std::size_t k = i; k < std::min(i + 1000, superseded_.size()); ++k)
                s.add((k == i ? "" : ", ") + std::to_string(superseded_[k]));
            db_.execute(s.add(")"));
        }
        if (known_.new_units.empty()) return;
        statement s("INSERT INTO %I.unit (unit) SELECT u FROM pg_catalog.unnest(ARRAY[", {o_.workspace});
        bool first = true;
        for (const std::string& u : known_.new_units) {
            s.add(first ? "%L" : ", %L", {u});
            first = false;
        }
        db_.execute(s.add("]::pg_catalog.text[]) u ON CONFLICT DO NOTHING"));
        result_.units += known_.new_units.size();
        known_.new_units.clear();
    }

    // What the import meant, for the next one: key of a column → item or role; and the texts that options had.
    std::string about() const {
        nlohmann::json a;
        a["persons"] = persons_;
        a["zones"] = zones_;
        nlohmann::json columns = nlohmann::json::object(), sources = nlohmann::json::object();
        for (const plan_column& c : p_.columns)
            if (!c.key.empty() && p_.files[c.file].stored) {
                if (c.role == role::answer && !c.item.empty()) columns[c.key] = c.item;
                if (c.role == role::unit) columns[c.key] = "@unit";
                if (c.role == role::wave) columns[c.key] = "@wave";
                if (c.role == role::person) columns[c.key] = "@person " + c.key_kind;
            }
        for (const converter& x : converters_)
            for (std::size_t i = 0; i < x.seen.size(); ++i)
                if (!x.seen[i].empty() && (shown_ || is_label(x.from->item, x.seen[i])))
                    sources[x.from->item][x.how == reading::rating ? std::to_string(i) : x.codes[i]] = x.seen[i];
        a["columns"] = std::move(columns);
        a["sources"] = std::move(sources);
        if (o_.alerts) a["alerts"] = true;
        return a.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }

    // Whether the definition, which all may read, has this text already.
    bool is_label(const std::string& name, const std::string& seen) const {
        const item* const it = p_.definition.find_item(name);
        const std::string folded = fold(seen);
        const auto says = [&](const core::survey::texts& t) {
            return std::any_of(t.begin(), t.end(), [&](const auto& one) { return fold(one.second) == folded; });
        };
        return it != nullptr &&
               (std::any_of(it->labels.begin(), it->labels.end(), [&](const auto& l) { return says(l.second); }) ||
                std::any_of(it->choices.begin(), it->choices.end(), [&](const auto& o) { return says(o.label); }));
    }

    load_result store(const std::string& staged) {
        if (const auto owner = owner_of(db_, o_.workspace))
            db_.execute(statement("GRANT SELECT ON pg_temp.%I TO %I", {staged, *owner}));
        try {
            const auto rows = db_.query(
                statement("SELECT added, changed, unchanged, forgotten, persons FROM xm_internal.import_answers(%L, %L, %L, %L)",
                          {o_.workspace, p_.survey, "pg_temp." + staged, about()}));
            const auto n = [&](std::size_t i) { return std::strtoull(rows.at(0).at(i).value_or("0").c_str(), nullptr, 10); };
            result_.added = n(0);
            result_.changed = n(1);
            result_.unchanged = n(2);
            result_.forgotten = n(3);
            result_.persons = n(4);
        } catch (const db_failure& e) {
            throw e.at({file_.source->name, 0, {}, {}});
        }
        db_.execute(statement("DROP TABLE pg_temp.%I", {staged}));
        return result_;
    }

    const plan& p_;
    const plan_file& file_;
    std::size_t number_;
    database& db_;
    const load_options& o_;
    catalogue& known_;
    seen_rows& seen_;
    rejects* aside_;
    bool shown_;

    std::vector<slot> slots_;
    slot_number line_ = 0, id_ = 0, missing_ = 0, wave_ = no_slot, complete_ = no_slot;
    std::vector<slot_number> by_name_, answers_;
    std::vector<converter> converters_;
    std::vector<tick_group> ticks_;
    test_rows is_test_{file_.tests};
    std::vector<std::string> titles_, persons_;
    std::map<std::string, std::string> zones_;
    std::optional<std::size_t> id_column_;

    person_keys keys_;
    std::string arena_, reasons_, buffer_, hashed_, key_;
    std::vector<std::string> pieces_;
    std::vector<std::size_t> chosen_;
    std::vector<std::uint64_t> superseded_;
    load_result result_;
};

std::unordered_set<std::string> names(database& db, const statement& s) {
    std::unordered_set<std::string> result;
    for (const row& r : db.query(s))
        if (r[0]) result.insert(*r[0]);
    return result;
}

}  // namespace

std::string with_commas(std::uint64_t n) {
    const std::string digits = std::to_string(n);
    std::string s;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) s += ',';
        s += digits[i];
    }
    return s;
}

load_result& load_result::operator+=(const load_result& more) {
    read += more.read;
    added += more.added;
    changed += more.changed;
    unchanged += more.unchanged;
    repeated += more.repeated;
    rejected += more.rejected;
    tests += more.tests;
    forgotten += more.forgotten;
    persons += more.persons;
    units += more.units;
    left_out += (left_out.empty() || more.left_out.empty() ? "" : "\n") + more.left_out;
    return *this;
}

std::string balance_of(const load_result& r) {
    std::string s = with_commas(r.read) + (r.read == 1 ? " record read = " : " records read = ") + with_commas(r.added) +
                    " new + " + with_commas(r.changed) + " changed + " + with_commas(r.unchanged) + " unchanged";
    const auto add = [&](std::uint64_t n, const char* what) {
        if (n > 0) s += " + " + with_commas(n) + " " + what;
    };
    add(r.repeated, "repeated in the file");
    add(r.rejected, "rejected");
    add(r.tests, "test or preview");
    add(r.forgotten, "forgotten");
    if (r.persons > 0)
        s += "\n" + with_commas(r.persons) + (r.persons == 1 ? " customer was" : " customers were") + " new and made";
    if (r.units > 0) s += "\n" + with_commas(r.units) + (r.units == 1 ? " unit was" : " units were") + " new and made";
    if (!r.left_out.empty()) s += "\n" + r.left_out;
    return s;
}

load_result load(const plan& p, database& db, const load_options& o) {
    catalogue known;
    known.units = names(db, statement("SELECT unit FROM %I.unit", {o.workspace}));
    known.waves = names(db, statement("SELECT wave FROM %I.wave WHERE survey = %L", {o.workspace, p.survey}));
    known.touchpoints = names(db, statement("SELECT touchpoint FROM %I.touchpoint", {o.workspace}));
    std::optional<rejects> aside;
    if (!o.rejects.empty()) aside.emplace(o.rejects);
    seen_rows seen;
    load_result all;
    for (std::size_t i = 0; i < p.files.size(); ++i) {
        if (!p.files[i].stored) continue;
        file_loader one(p, i, db, o, known, seen, aside ? &*aside : nullptr);
        if (one.stores_anything()) all += one.run();
    }
    if (aside) aside->close();
    return all;
}

}  // namespace xm::client
