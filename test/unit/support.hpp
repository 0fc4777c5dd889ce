// What several unit tests need.
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/link/linkage.hpp"
#include "core/scores/metric.hpp"
#include "core/scores/ratings.hpp"

namespace xm::test {

// A running state in memory of its own, driven as the server binding drives it.
class running_ratings {
public:
    void add(std::uint32_t rating) {
        step(false, rating, [&](core::head* h) { return core::running::count(h, rating); });
    }
    void add(std::uint32_t rating, double weight) {
        step(true, rating, [&](core::head* h) { return core::running::count(h, rating, weight); });
    }
    void merge(core::bytes other) {
        if (memory_.empty()) return reshape_from(other, core::running::shape_of(other));
        while (const auto needed = core::running::merge(state(), other)) reshape(*needed);
    }
    core::bytes body() const { return {reinterpret_cast<const std::byte*>(memory_.data()) + 4, size_}; }
    core::ratings value() const { return core::ratings::from_stored(body()); }
    bool empty() const { return memory_.empty(); }

private:
    template <class Count>
    void step(bool weighted, std::uint32_t rating, Count&& count) {
        if (memory_.empty()) reshape_from({}, core::running::fresh(weighted, rating));
        while (!count(state())) reshape(core::running::roomier(state(), weighted, rating));
    }
    core::head* state() { return reinterpret_cast<core::head*>(reinterpret_cast<std::byte*>(memory_.data()) + 4); }
    void reshape(core::running::shape as) {
        const std::vector<std::byte> old(body().begin(), body().end());
        reshape_from(old, as);
    }
    void reshape_from(core::bytes from, core::running::shape as) {
        std::vector<double> room(as.size() / 8 + 2);
        core::running::reshape(from, reinterpret_cast<core::head*>(reinterpret_cast<std::byte*>(room.data()) + 4), as);
        memory_ = std::move(room);
        size_ = as.size();
    }

    std::vector<double> memory_;  // doubles: the payload, 8 bytes in, is aligned as the server aligns it
    std::size_t size_ = 0;
};

template <class State>
std::vector<std::byte> stored(const State& s) {
    std::vector<std::byte> body(s.stored_size());
    s.to_stored(body.data());
    return body;
}

template <class State>
std::vector<std::byte> wire(const State& s) {
    core::wire_writer out;
    s.to_wire(out);
    return {out.result().begin(), out.result().end()};
}

inline core::ratings ratings_of(const std::vector<int>& values) {
    running_ratings r;
    for (const int v : values) r.add(static_cast<std::uint32_t>(v));
    return r.value();
}

// The value f() throws, as text, or "" if it throws none; checks the kind of mistake.
template <class F>
std::string refusal(core::errc code, F&& f) {
    try {
        f();
    } catch (const core::error& e) {
        EXPECT_EQ(e.code, code) << e.text.c_str();
        EXPECT_STRNE(e.text.c_str(), "");
        return e.text.c_str();
    }
    return "";
}

}  // namespace xm::test
