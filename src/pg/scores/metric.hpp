// xm.metric as an argument: four bytes passed by value.
#pragma once

#include "pg/server/value.hpp"

#include "core/scores/metric.hpp"

namespace xm::pg {

inline core::metric arg_metric(FunctionCallInfo fcinfo, int i) {
    const std::int32_t packed = PG_GETARG_INT32(i);
    return guard([&] { return core::metric::unpack(packed); });
}

}  // namespace xm::pg
