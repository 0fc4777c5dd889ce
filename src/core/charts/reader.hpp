// A strict reader of pictures: accepts what the writer writes and nothing else that could do harm.
#pragma once

#include <string_view>

#include "core/error.hpp"

namespace xm::core::charts {

// Throws `corrupt_text`, saying where, unless the text is a picture as the writer (svg.hpp) forms one: its elements and
// attributes in its notation, properly nested, with one of its two style sheets. So there is no script, no handler, no reference,
// no id, and it can stand in a page of HTML or XML as it is.
void check_svg(std::string_view text, poll check = no_poll);

}  // namespace xm::core::charts
