#include "client/load/keys.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <set>

#include "client/failure.hpp"
#include "client/load/load.hpp"
#include "core/error.hpp"
#include "core/survey/response.hpp"

namespace xm::client {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t shown = 5;  // of what was left out

bool is_telephone(const std::string& kind) { return kind == "phone" || kind == "mobile" || kind == "telephone"; }

// E.164 of a number that may be one, with the area; nothing else.
std::optional<std::string> e164(const std::string& text, const std::string& country) {
    const PhoneNumberUtil& numbers = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (numbers.Parse(text, country.empty() ? "ZZ" : country, &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
        numbers.IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE)
        return std::nullopt;
    std::string result;
    numbers.Format(number, PhoneNumberUtil::E164, &result);
    return result;
}

}  // namespace

person_keys::person_keys(const std::string& country) : country_(country) {
    std::set<std::string> known;
    PhoneNumberUtil::GetInstance()->GetSupportedRegions(&known);
    if (!country.empty() && known.find(country) == known.end())
        throw failure(ending::usage, "--country: \"" + country + "\" is none",
                      "Say the country of telephone numbers without one by its two letters, such as DE.");
}

std::optional<std::string> person_keys::readable(const std::string& kind, std::string_view text) const {
    std::optional<std::string> key;
    try {
        key = core::survey::normalised_key(kind, text);
    } catch (const core::error&) {
    }
    if (key && is_telephone(kind)) {
        const bool international = text.substr(0, 1) == "+" || text.substr(0, 2) == "00";
        if (!country_.empty())
            key = e164(std::string(text), country_);
        else if (international)
            key = e164("+" + std::string(text.substr(text[0] == '+' ? 1 : 2)), country_);
    } else if (key && kind == "email") {
        const auto at = key->find('@');
        if (at == 0 || at == std::string::npos || at + 1 == key->size()) key.reset();
    }
    return key;
}

std::optional<std::string> person_keys::read(const std::string& kind, std::string_view text, std::uint64_t line) {
    std::optional<std::string> key = readable(kind, text);
    if (!key && ++count_ <= shown) first_.push_back(kind + " in line " + std::to_string(line));
    return key;
}

std::string person_keys::left_out() const {
    if (count_ == 0) return {};
    std::string s = with_commas(count_) + (count_ == 1 ? " key of a person" : " keys of persons") + " could not be read and " +
                    (count_ == 1 ? "was" : "were") + " left out: ";
    for (std::size_t i = 0; i < first_.size(); ++i) s += (i == 0 ? "" : ", ") + first_[i];
    return count_ > shown ? s + " ..." : s;
}

}  // namespace xm::client
