// Character references of HTML, as Markdown takes them over.
#pragma once

#include <string>
#include <string_view>

namespace xm::client::report {

// What "&auml;" or "&#228;" stands for, in UTF-8. What is no reference, or none of the names that people write, is returned as it
// is, to be escaped like any text.
std::string decoded_entity(std::string_view entity);

}  // namespace xm::client::report
