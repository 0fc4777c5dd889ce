#include "pg/server/labels.hpp"

#include "core/people/jaro_winkler.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

XM_FUNCTION(xm_jaro_winkler) {
    const std::string_view a = pg::text_at(PG_GETARG_DATUM(0)), b = pg::text_at(PG_GETARG_DATUM(1));
    return Float8GetDatum(pg::guard([&] {
        // Longer texts take nine bytes for each of theirs.
        if (a.size() + b.size() > 4096) pg::check_state_size(9 * (a.size() + b.size()), "xm.jaro_winkler");
        return core::jaro_winkler(a, b, pg::check_interrupts);
    }));
}

XM_FUNCTION(xm_match_levels) {
    const double a = PG_GETARG_FLOAT8(0);
    const pg::number_list thresholds = pg::numbers_of(PG_GETARG_DATUM(1));
    if (thresholds.has_null) PG_RETURN_NULL();
    return Int32GetDatum(pg::guard([&] { return core::match_level(a, {thresholds.items, thresholds.size}); }));
}
