// Keys of persons as files have them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xm::client {

// Telephone numbers (of the kinds phone, mobile, telephone) become E.164 by libphonenumber: "0431 / 123-45" of the country DE is
// +4943112345; without a country only international numbers, the others keep their digits as the server has them. E-mail
// addresses are trimmed and in lower case. Lives as long as a load.
class person_keys {
public:
    // `country`: ISO 3166 code of the country whose national numbers are meant, or empty. Throws `failure` for another one.
    explicit person_keys(const std::string& country);

    // The key as it is stored; nothing for a number that none can be, or an address without @.
    std::optional<std::string> readable(const std::string& kind, std::string_view text) const;
    // The same, for who goes on without it: what could not be read is counted.
    std::optional<std::string> read(const std::string& kind, std::string_view text, std::uint64_t line);

    // What was left out, for people: "2 keys of persons could not be read and were left out: phone in line 3, phone in line 17";
    // empty if nothing was.
    std::string left_out() const;

private:
    std::string country_;
    std::uint64_t count_ = 0;
    std::vector<std::string> first_;  // "phone in line 3"
};

}  // namespace xm::client
