// What people read in answers: words that mean "no answer", words that stand in an order, and texts under their markup. In
// English, German, French, Spanish, Italian, Dutch, Portuguese and Polish.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xm::client {

// Whether this label of an option says that there is no answer: "Don't know", "N/A", "keine Angabe / weiß nicht". Case, accents,
// marks and white space do not count. "Not sure" and "Undecided" do not say it: people write them for the middle of a scale.
bool says_no_answer(std::string_view label);

// The scale that labels stand on, from its lowest to its highest: of agreement, satisfaction, quality, frequency, likelihood,
// importance, amount, ease. A step that was given stands there as it was given, another as it is usually written. Nothing where
// fewer than two labels are given or no one scale has them all on different steps. Labels that are a whole scale are that one,
// else the most usual that holds them: {Agree, Strongly agree} are part of five. Give the labels of all rows of a matrix
// together, without those that say no answer.
std::optional<std::vector<std::string>> ordered_scale(const std::vector<std::string>& labels);

// A text as people see it: tags left out, those that end a line as a blank, entities of HTML read, white space as one blank.
// A < that begins no tag stays.
std::string plain_text(std::string_view html);

// Trimmed, white space of all kinds as one blank, case folded (ICU), so that header and labels of two exports are the same.
std::string fold(std::string_view text);

}  // namespace xm::client
