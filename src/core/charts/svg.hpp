// The one writer of pictures: a scene as SVG.
#pragma once

#include <string>
#include <string_view>

#include "core/charts/scene.hpp"

namespace xm::core::charts {

// The SVG: two decimals, no ids, everything escaped, the same bytes for the same scene. In a page it follows the colour scheme of
// that page, which may set --xm-ink, --xm-muted, --xm-grid and --xm-0 … --xm-6; a file of its own follows what its reader
// prefers.
std::string write_svg(const scene& s);

// One line in the colour of the words around it, without a style sheet of some size.
std::string write_word_svg(const scene& s);

// The style elements of the two, byte by byte: the only ones that a reader accepts.
std::string_view style_sheet();
std::string_view word_style_sheet();

}  // namespace xm::core::charts
