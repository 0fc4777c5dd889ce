// Value profiles and collections of rows, as several unit tests need them.
#pragma once

#include <cstring>
#include <memory_resource>
#include <vector>

#include "core/num/pattern_store.hpp"
#include "core/values/value_profile.hpp"
#include "support.hpp"

namespace xm::test {

using rows_of = std::vector<std::vector<double>>;

// A stored profile and the view of it.
class stored_profile {
public:
    explicit stored_profile(const core::value_profile& p) : body_(stored(p)) {}
    explicit stored_profile(const std::vector<double>& scores) : stored_profile(core::make_profile(scores, {})) {}
    core::profile_view view() const { return core::profile_view::of(body_); }

private:
    std::vector<std::byte> body_;
};

inline std::vector<double> record_of(const std::vector<double>& scores) {
    std::vector<double> record((scores.size() + 1) / 2);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto score = static_cast<float>(scores[i]);
        std::memcpy(reinterpret_cast<std::byte*>(record.data()) + i * sizeof score, &score, sizeof score);
    }
    return record;
}

// Collected profiles, as an aggregate collects them.
class collected_profiles {
public:
    explicit collected_profiles(std::size_t scores)
        : columns(scores), rows(&arena_, (scores + 1) / 2 * sizeof(double), core::pattern_store::while_repeating) {}
    collected_profiles(const rows_of& all, double each = 1) : collected_profiles(all[0].size()) {
        for (const auto& r : all) add(r, each);
    }
    void add(const std::vector<double>& scores, double count = 1) { rows.add(record_of(scores).data(), count); }

private:
    std::pmr::monotonic_buffer_resource arena_;

public:
    const std::size_t columns;
    core::pattern_store rows;
};

inline core::profile_shape plain_shape(std::size_t size) {
    core::profile_shape s;
    s.size = size;
    return s;
}

}  // namespace xm::test
