// Rows of a model that must be seen together: one leading number (outcome or duration), then the predictors.
#pragma once

#include "pg/server/internal.hpp"
#include "pg/server/variables.hpp"

namespace xm::pg {

using model_rows = collection<predictors, core::pattern_store>;

inline model_rows* new_model_rows(MemoryContext memory, const char* aggregate, const predictors& head) {
    return new_collection<model_rows>(memory, aggregate, head, static_cast<std::size_t>(head.count + 1) * sizeof(double),
                                      core::pattern_store::while_repeating);
}

// Rest of a transition: adds the row of the site's variables behind `leading`. `make` as in internal.hpp.
template <class Make>
Datum add_model_row(FunctionCallInfo fcinfo, call_site& site, double leading, Make&& make) {
    auto* rows = internal_arg<model_rows>(fcinfo, 0);
    const NullableDatum* values = fcinfo->args + site.first;
    if (site.from != call_site::columns) values = spread(site, PG_GETARG_DATUM(site.first));
    if (values == nullptr) return unchanged_state(fcinfo);
    double record[core::max_variables + 1];
    record[0] = leading;
    numbers_at(site, values, record + 1);
    if (rows == nullptr) rows = make(aggregate_memory(fcinfo), predictors_of(site));
    guard([&] {
        same_predictors(rows->fixed, predictors_of(site));  // the site may be another one than that of the rows before
        rows->records.add(record);
    });
    PG_RETURN_POINTER(rows);
}

}  // namespace xm::pg
