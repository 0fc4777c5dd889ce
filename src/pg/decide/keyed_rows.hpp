// Aggregates over groups' states of ratings, which they collect by key.
#pragma once

#include "pg/scores/metric.hpp"
#include "pg/server/internal.hpp"

#include "core/decide/keyed_ratings.hpp"
#include "core/scores/scores.hpp"

namespace xm::pg {

template <class Head>
using keyed_rows = collection<Head, core::keyed_ratings>;

// The metric in an argument that may not be there; the mean then.
inline core::metric metric_or_mean(FunctionCallInfo fcinfo, int i) {
    return PG_NARGS() > i ? arg_metric(fcinfo, i) : core::metric::of(core::metric::rule::mean);
}
inline double confidence_or_default(FunctionCallInfo fcinfo, int i) {
    const double confidence = PG_NARGS() > i ? PG_GETARG_FLOAT8(i) : 0.95;
    guard([=] { core::check_confidence(confidence); });
    return confidence;
}

// Throws `invalid` unless an argument is the same in all rows of a group.
template <class Value>
void same_argument(std::string_view name, const Value& a, const Value& b) {
    if (!(a == b))
        core::fail(core::errc::invalid, "Give the same settings in every row of a group.", name, " is ", a, " in one row and ", b,
                   " in another");
}
inline void same_metric(std::int32_t a, std::int32_t b) {
    if (a != b) same_argument("metric", core::metric::unpack(a).text(), core::metric::unpack(b).text());
}

}  // namespace xm::pg
