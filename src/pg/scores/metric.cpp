#include "pg/scores/metric.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

XM_FUNCTION(xm_metric_in) {
    const std::string_view input = pg::text_of(PG_GETARG_DATUM(0));
    std::int32_t packed = 0;
    pg::guard_input(fcinfo, [&] { packed = core::metric::parse(input).pack(); });
    return Int32GetDatum(packed);
}

XM_FUNCTION(xm_metric_out) {
    const std::int32_t packed = PG_GETARG_INT32(0);
    return CStringGetDatum(pg::guard([&] { return pg::keep(core::metric::unpack(packed).text()); }));
}

XM_FUNCTION(xm_metric_recv) {
    const core::bytes rest = pg::rest_of(PG_GETARG_DATUM(0));
    return Int32GetDatum(pg::guard([&] {
        core::wire_reader in(rest);
        const core::metric m = core::metric::read(in);
        in.end();
        return m.pack();
    }));
}

XM_FUNCTION(xm_metric_send) {
    const std::int32_t packed = PG_GETARG_INT32(0);
    return PointerGetDatum(pg::guard([&] {
        core::wire_writer out;
        core::metric::unpack(packed).write(out);
        return pg::keep_bytes(out.result());
    }));
}
