// What a survey asks: the definition that people write as JSON, typed and checked.
//
// Errors are core::error `invalid` whose text begins with the JSON path of what is wrong, such as items[3].scale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/scores/metric.hpp"

namespace xm::core::survey {

// A text in one or more languages (ISO codes such as en, pt-BR), the survey's own first.
using texts = std::vector<std::pair<std::string, std::string>>;

enum class side : std::uint8_t { employee, customer };
// In order of strictness.
enum class mode : std::uint8_t { identified, confidential, anonymous };
enum class item_type : std::uint8_t { rating, choice, multiple, number, text, date, timestamp, boolean, rank };
enum class scoring : std::uint8_t { mean, sum, pvq21, pvq40, pvq_rr };

std::string_view name_of(side s);
std::string_view name_of(mode m);
std::string_view name_of(item_type t);
std::string_view name_of(scoring s);

struct option {
    std::string code;
    texts label;
    bool retired = false;
    bool operator==(const option&) const = default;
};

// A code that means "no answer", and why.
struct missing_code {
    std::string code;
    texts reason;
    bool operator==(const missing_code&) const = default;
};

struct span {
    int low = 0;
    int high = 0;
    bool operator==(const span&) const = default;
};

struct item {
    std::string name;
    item_type type = item_type::text;
    texts question;
    std::string concept_name;  // empty: none
    bool retired = false;
    // rating
    span scale;
    std::optional<metric> rule;  // of a rating; mean where nothing is said
    bool reversed = false;
    std::optional<span> favourable, unfavourable;
    std::vector<std::pair<int, texts>> labels;
    // choice, multiple, rank
    std::vector<option> choices;
    bool other = false;  // people may write an answer of their own: a column NAME_other
    std::vector<missing_code> missing;

    bool operator==(const item&) const = default;
};

// A score over items of the survey.
struct scale {
    std::string name;
    texts title;
    std::string concept_name;
    std::vector<std::string> items;
    scoring score = scoring::mean;
    int min_answered = 0;  // all of them where nothing is said
    bool retired = false;
    bool operator==(const scale&) const = default;
};

// How favourable the words of an item are, learnt from a rating beside it: no column, but rows of comment_sentiment, or of
// confidential_sentiment where nobody but custodians reads answers.
struct sentiment {
    std::string name;
    texts question;
    std::string concept_name;
    std::string of;                                              // the text
    std::string label;                                           // the rating whose favourable and unfavourable answers teach
    std::vector<std::pair<std::string, std::string>> languages;  // of a response, and the text search configuration for it
    bool retired = false;
    bool operator==(const sentiment&) const = default;
};

struct definition {
    texts title;
    survey::side side = side::customer;
    survey::mode mode = mode::identified;
    std::string language = "en";
    bool weighted = false;
    bool linked = false;  // a wave may carry answers over from the one before
    std::vector<item> items;
    std::vector<scale> scales;
    std::vector<sentiment> sentiments;  // written among the items

    bool operator==(const definition&) const = default;

    // Reads what people write, or what to_json wrote: there retired parts are marked. Throws `invalid`.
    static definition parse(std::string_view json);
    // Everything said, defaults too; parse(to_json()) gives the same definition.
    std::string to_json() const;

    const item* find_item(std::string_view name) const;
    const scale* find_scale(std::string_view name) const;
    const sentiment* find_sentiment(std::string_view name) const;
};

// The text in this language, else in the survey's own (the first); empty if there is none.
std::string_view in_language(const texts& t, std::string_view language);

// The columns that an item has in the response table: its own, or one per option; then that for words of their own.
std::vector<std::string> column_names(const item& it);

// What such a text says as a number, if it is one that xm.moments takes: 0 or 1e-100..1e100 either side of it.
std::optional<double> number_of(std::string_view digits);

// What such a text says as a time, 2026-03-01 or 2026-03-01T10:00:00Z: microseconds since 1970, and whether it says the offset
// from UTC. Where it does not the time is that of the workspace's zone.
struct instant {
    std::int64_t microseconds = 0;
    bool zoned = false;
    bool operator==(const instant&) const = default;
};
std::optional<instant> instant_of(std::string_view time);

// {"en": ..., "de": ...}
std::string json_of(const texts& t);

// Throws `invalid` unless this may name a survey: [a-z][a-z0-9_]{0,47}, not reserved.
void check_survey_name(std::string_view name);

// The columns of a response table that every survey has.
extern const std::vector<std::string_view> response_columns;

}  // namespace xm::core::survey
