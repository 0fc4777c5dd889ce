#include "pg/server/fit.hpp"
#include "pg/server/labels.hpp"

#include "core/models/reliability.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::moments;

XM_FUNCTION(xm_alpha) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const pg::text_list items = pg::texts_of(PG_GETARG_DATUM(1));
    return pg::float_or_null(fcinfo, pg::guard([&] {
                                 const core::centred_moments m = moments::from_stored(body).centred();
                                 return core::alpha(m, core::items_of(m, items.strings()));
                             }));
}

XM_FUNCTION(xm_omega) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const pg::text_list items = pg::texts_of(PG_GETARG_DATUM(1));
    // Unknown or too few items are the caller's mistake, whatever pg_xm.no_fit says of the data.
    pg::guard([&] { core::check_one_factor(core::items_of(moments::from_stored(body).centred(), items.strings()).size()); });
    std::optional<double> omega;
    pg::guard_fit([&] {
        const core::centred_moments m = moments::from_stored(body).centred();
        omega = core::omega(m, core::items_of(m, items.strings()), pg::check_interrupts);
    });
    return pg::float_or_null(fcinfo, omega);
}

namespace {

struct item_cells {
    pg::label_cell item;
    double mean;
    std::optional<double> stddev, r_drop, alpha_if_dropped;
};

}  // namespace

XM_FUNCTION(xm_item_analysis) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const auto list = pg::guard([&] {
        std::vector<item_cells> rows;
        for (const core::item_row& r : core::item_analysis(moments::from_stored(body).centred())) {
            item_cells cells{{}, r.mean, r.stddev, r.r_drop, r.alpha_if_dropped};
            cells.item.set(r.item);
            rows.push_back(cells);
        }
        return pg::keep_rows(rows);
    });
    pg::row_set rows(fcinfo);
    for (const item_cells& r : list) rows.add({std::string_view(r.item.text), r.mean, r.stddev, r.r_drop, r.alpha_if_dropped});
    return Datum{0};
}
