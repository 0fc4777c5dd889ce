// The one writer of pictures: a scene as SVG.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/charts/scene.hpp"
#include "core/error.hpp"

namespace xm::core::charts {

// No picture is larger, so that each can be read back.
inline constexpr std::size_t most_svg_bytes = 64 << 20;

// The SVG: two decimals, no ids, everything escaped, the same bytes for the same scene. In a page it follows the colour scheme of
// that page, which may set --xm-ink, --xm-muted, --xm-grid and --xm-0 … --xm-6; a file of its own follows what its reader
// prefers. Throws `invalid` where it would be larger than most_svg_bytes.
std::string write_svg(const scene& s, poll check = no_poll);

// One line in the colour of the words around it, without a style sheet of some size.
std::string write_word_svg(const scene& s, poll check = no_poll);

// The style elements of the two, byte by byte: the only ones that a reader accepts.
std::string_view style_sheet();
std::string_view word_style_sheet();

}  // namespace xm::core::charts
