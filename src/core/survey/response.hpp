// One response as a web form sends it, read against the definition of its survey.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/survey/definition.hpp"

namespace xm::core::survey {

// What identifies the person who answered.
struct person_ref {
    std::string kind;   // email, phone, employee_number ...
    std::string value;  // normalised
};

struct response {
    // Of every response; nothing where the key is left out.
    std::optional<std::string> source_id, started_at, submitted_at, wave, unit, touchpoint, channel, language;
    // Of an invitation: says person, unit and wave; of an anonymous survey the wave alone.
    std::optional<std::string> token;
    std::vector<person_ref> person;  // the keys that name him, in the order in which they were written
    std::optional<bool> complete;
    std::optional<double> weight;
    bool replace = false;
    // By column of the response table that an item has, in the order of item_columns(): its text, or nothing.
    std::vector<std::optional<std::string>> cells;
    std::string missing;  // a JSON object item → reason, empty if there is none

    // Throws `invalid`: unknown keys, unknown items, values off their scale, unknown options. A message begins with the path; of
    // `quiet` surveys from outside it names the item only, never a value that would be allowed.
    static response parse(std::string_view json, const definition& d, bool from_outside);
};

// The columns that answers go to, in the order of `cells`: of items that are not retired.
struct item_column {
    std::string name;
    std::string type;
};
std::vector<item_column> item_columns(const definition& d);

// Keys of persons as they are stored: e-mail trimmed and in lower case, telephone digits with a leading +, others trimmed.
// Throws `invalid` for an empty one.
std::string normalised_key(std::string_view kind, std::string_view value);

}  // namespace xm::core::survey
