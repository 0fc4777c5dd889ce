// Numbers as a language writes them.
#pragma once

#include <string>
#include <string_view>

namespace xm::client::report {

// The marks of a language, as ICU has them; digits are 0 to 9 everywhere, so that figures can be compared and copied.
class number_format {
public:
    explicit number_format(const std::string& language);

    // A number as the server writes it ("-1234.5", "1e+20", "NaN"), its digits as they are. Thousands are parted if `group`.
    std::string as_it_is(std::string_view number, bool group) const;
    // Rounded to so many digits behind the decimal mark, which 15 significant digits or less can tell; others as they are.
    std::string rounded(double number, int digits, bool group) const;
    // With the per cent sign where the language has it, and no line break before it.
    std::string per_cent(const std::string& number) const { return before_percent_ + number + behind_percent_; }

private:
    std::string minus_, decimal_, thousands_, before_percent_, behind_percent_;
    std::size_t first_group_ = 3, next_groups_ = 3;
};

// The format of a language, made once: ICU takes a while to find what belongs to one.
const number_format& numbers_of(const std::string& language);

}  // namespace xm::client::report
