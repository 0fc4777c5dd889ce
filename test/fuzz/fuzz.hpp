// What the fuzz targets share: any input is refused with core::error, or accepted and valid.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/num/wire.hpp"

namespace xm::fuzz {

template <class T>
void same(const T& a, const T& b) {
    if (!(a == b)) std::abort();
}

// First byte even: the rest is text; odd: the rest came over the wire.
template <class Text, class Wire>
void try_input(const std::uint8_t* data, std::size_t size, Text&& text, Wire&& wire) {
    if (size == 0) return;
    try {
        if (data[0] % 2 == 0)
            text(std::string_view(reinterpret_cast<const char*>(data + 1), size - 1));
        else
            wire(core::bytes(reinterpret_cast<const std::byte*>(data + 1), size - 1));
    } catch (const core::error&) {
    }
}

template <class State>
std::vector<std::byte> stored(const State& s) {
    std::vector<std::byte> body(s.stored_size());
    s.to_stored(body.data());
    return body;
}

// An accepted state reads back from each of its forms to the same bits.
template <class State>
void round_trip(const State& s) {
    core::wire_writer out;
    s.to_wire(out);
    same(stored(State::from_wire(out.result())), stored(s));
    same(stored(State::from_text(s.to_text())), stored(s));
    same(stored(State::from_stored(stored(s))), stored(s));
}

}  // namespace xm::fuzz
