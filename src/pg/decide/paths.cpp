#include "pg/server/labels.hpp"

#include "core/decide/paths.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::moments;

namespace {

struct path_cells {
    const char* path;
    std::string_view kind;
    double estimate;
    std::optional<double> std_error, lower, upper, p_value;
};

// Act 2.
pg::row_list<path_cells> keep(const std::vector<core::path_row>& from) {
    std::vector<path_cells> rows;
    for (const core::path_row& p : from)
        rows.push_back({pg::keep(p.path), p.kind, p.estimate, p.std_error, p.lower, p.upper, p.p_value});
    return pg::keep_rows(rows);
}

Datum return_rows(FunctionCallInfo fcinfo, const pg::row_list<path_cells>& list) {
    pg::row_set rows(fcinfo);
    for (const path_cells& p : list)
        rows.add({std::string_view(p.path), p.kind, p.estimate, p.std_error, p.lower, p.upper, p.p_value});
    return Datum{0};
}

}  // namespace

XM_FUNCTION(xm_paths) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const pg::text_list chain = pg::texts_of(PG_GETARG_DATUM(1));
    return return_rows(fcinfo,
                       pg::guard([&] { return keep(core::chain_paths(moments::from_stored(body).centred(), chain.strings())); }));
}

XM_FUNCTION(xm_paths_jackknife) {
    const pg::state_list states = pg::states_of(PG_GETARG_DATUM(0));
    const pg::text_list chain = pg::texts_of(PG_GETARG_DATUM(1));
    return return_rows(fcinfo, pg::guard([&] {
                           const auto group = [&](std::size_t i) { return moments::from_stored(states.items[i]); };
                           return keep(core::chain_paths(group, states.size, chain.strings(), pg::check_interrupts));
                       }));
}
