// Comments for tests.
#pragma once

#include <gtest/gtest.h>

#include <memory_resource>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace xm::test {

using comment = std::vector<std::string_view>;

// A hint and a code are what an error is known by.
template <class F>
core::errc refused(F&& f) {
    try {
        f();
    } catch (const core::error& e) {
        EXPECT_NE(e.hint, nullptr) << e.text.c_str();
        return e.code;
    }
    ADD_FAILURE() << "no error";
    return {};
}

}  // namespace xm::test
