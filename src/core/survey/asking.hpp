// What is said when people are asked: the options of xm.invite and xm.remind, whom an opt-out is about, and tokens.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/survey/definition.hpp"
#include "core/survey/response.hpp"

namespace xm::core::survey {

// A token: 128 random bits in 22 characters of base64url (RFC 4648, section 5). `bits` has 16 bytes.
std::string token_text(const unsigned char* bits);
bool is_token(std::string_view s);

struct asking_options {
    std::optional<std::string> channel, occasion, seed, expires;
    // How many of those left are drawn: a number from 1 on, or a share below 1, as it was written; nothing for all.
    std::optional<std::string> sample;
    bool sample_is_share = false;
    std::vector<std::string> strata;  // `unit` or attributes
    bool dry_run = false, reissue = false;

    // Throws `invalid` with the path of what is wrong. `reminding`: of xm.remind, which draws nobody. An anonymous survey keeps
    // no time with its tokens, and makes none anew: `expires` and `reissue` are refused.
    static asking_options parse(std::string_view json, mode m, bool reminding);
};

// Whom an opt-out is about: a token, or a key of a person (normalised).
struct opting_person {
    std::string token;
    std::optional<person_ref> key;

    static opting_person parse(std::string_view json);
};

}  // namespace xm::core::survey
