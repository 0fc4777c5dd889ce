#include "pg/server/fit.hpp"
#include "pg/server/internal.hpp"
#include "pg/server/labels.hpp"

#include "core/loyalty/clv.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::clv_model;
using core::pattern_store;
using core::purchases;
using core::spending;

namespace {

struct nothing {};
using collected = pg::collection<nothing, pattern_store>;

collected* make_customers(MemoryContext memory, nothing head) {
    return pg::new_collection<collected>(memory, "xm.bg_nbd", head, sizeof(purchases), pattern_store::always);
}
collected* make_spenders(MemoryContext memory, nothing head) {
    return pg::new_collection<collected>(memory, "xm.gamma_gamma", head, sizeof(spending), pattern_store::while_repeating);
}
void same(nothing, nothing) {}

purchases purchases_at(FunctionCallInfo fcinfo, int first) {
    return {PG_GETARG_FLOAT8(first) + 0.0, PG_GETARG_FLOAT8(first + 1) + 0.0, PG_GETARG_FLOAT8(first + 2) + 0.0};
}

std::optional<double> float_arg(FunctionCallInfo fcinfo, int i) {
    return PG_ARGISNULL(i) ? std::nullopt : std::optional(PG_GETARG_FLOAT8(i));
}

template <class Record, class Make>
Datum add(FunctionCallInfo fcinfo, collected* customers, const Record& record, Make&& make) {
    if (customers == nullptr) customers = make(pg::aggregate_memory(fcinfo), nothing{});
    pg::guard([&] { customers->records.add(&record); });
    PG_RETURN_POINTER(customers);
}

}  // namespace

XM_TYPE_FUNCTIONS(clv_model)

XM_FUNCTION(xm_bg_nbd_add) {
    if (pg::any_null(fcinfo, 1, 3)) return pg::unchanged_state(fcinfo);
    purchases p = purchases_at(fcinfo, 1);
    pg::guard([&] { core::check_purchases(p); });
    if (p.frequency == 0) p.recency = 0;  // it does not count
    return add(fcinfo, pg::internal_arg<collected>(fcinfo, 0), p, make_customers);
}
XM_FUNCTION(xm_bg_nbd_combine) { return pg::combine_collections<collected>(fcinfo, make_customers, same); }
XM_FUNCTION(xm_bg_nbd_serialize) { return pg::serialize_collection<collected>(fcinfo); }
XM_FUNCTION(xm_bg_nbd_deserialize) { return pg::deserialize_collection<collected>(fcinfo, make_customers); }
XM_FUNCTION(xm_bg_nbd_final) {
    const auto* const customers = pg::internal_arg<collected>(fcinfo, 0);
    if (customers == nullptr) PG_RETURN_NULL();
    return pg::fitted_state(fcinfo, [&] { return pg::keep_state(core::fit_bg_nbd(customers->records, pg::check_interrupts)); });
}

XM_FUNCTION(xm_gamma_gamma_add) {
    if (pg::any_null(fcinfo, 1, 2)) {
        if (!PG_ARGISNULL(1)) {
            const double frequency = PG_GETARG_FLOAT8(1);
            pg::guard([=] { core::check_spending({frequency, 0}); });
        }
        return pg::unchanged_state(fcinfo);
    }
    const spending s{PG_GETARG_FLOAT8(1) + 0.0, PG_GETARG_FLOAT8(2) + 0.0};
    pg::guard([&] { core::check_spending(s); });
    if (s.frequency == 0 || s.monetary == 0) return pg::unchanged_state(fcinfo);
    return add(fcinfo, pg::internal_arg<collected>(fcinfo, 0), s, make_spenders);
}
XM_FUNCTION(xm_gamma_gamma_combine) { return pg::combine_collections<collected>(fcinfo, make_spenders, same); }
XM_FUNCTION(xm_gamma_gamma_serialize) { return pg::serialize_collection<collected>(fcinfo); }
XM_FUNCTION(xm_gamma_gamma_deserialize) { return pg::deserialize_collection<collected>(fcinfo, make_spenders); }
XM_FUNCTION(xm_gamma_gamma_final) {
    const auto* const customers = pg::internal_arg<collected>(fcinfo, 0);
    if (customers == nullptr) PG_RETURN_NULL();
    return pg::fitted_state(fcinfo,
                            [&] { return pg::keep_state(core::fit_gamma_gamma(customers->records, pg::check_interrupts)); });
}

XM_FUNCTION(xm_clv_parameters) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const clv_model m = pg::guard([&] { return clv_model::from_stored(body); });
    pg::row_set rows(fcinfo);
    for (std::size_t i = 0; i < m.parameters(); ++i) rows.add({m.name(i), m.parameter[i], m.std_error(i)});
    rows.add({std::string_view("log_likelihood"), m.log_likelihood, std::optional<double>()});
    return Datum{0};
}

XM_FUNCTION(xm_p_alive) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const purchases p = purchases_at(fcinfo, 1);
    return pg::finite(pg::guard([&] { return core::p_alive(clv_model::from_stored(body), p); }));
}

XM_FUNCTION(xm_expected_purchases) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const purchases p = purchases_at(fcinfo, 1);
    const double horizon = PG_GETARG_FLOAT8(4);
    return pg::finite(
        pg::guard([&] { return core::expected_purchases(clv_model::from_stored(body), p, horizon, pg::check_interrupts); }));
}

// Not STRICT: the amount may be NULL where the frequency is 0.
XM_FUNCTION(xm_expected_spend) {
    if (pg::any_null(fcinfo, 0, 1)) PG_RETURN_NULL();
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double frequency = PG_GETARG_FLOAT8(1);
    const auto monetary = float_arg(fcinfo, 2);
    if (!monetary && frequency != 0) PG_RETURN_NULL();
    return pg::finite(pg::guard([&] { return core::expected_spend(clv_model::from_stored(body), frequency, monetary); }));
}

namespace {

// The arguments of a customer's value; null where it is NULL. Not STRICT, for the same reason.
struct value_question {
    core::bytes bg, gg;
    purchases of;
    std::optional<double> monetary;
    double horizon, discount_rate;
};
std::optional<value_question> value_asked(FunctionCallInfo fcinfo, int last) {
    if (pg::any_null(fcinfo, 0, 4) || pg::any_null(fcinfo, 6, last)) return std::nullopt;
    const value_question q{pg::body_of(PG_GETARG_DATUM(0)),
                           pg::body_of(PG_GETARG_DATUM(1)),
                           purchases_at(fcinfo, 2),
                           float_arg(fcinfo, 5),
                           PG_GETARG_FLOAT8(6),
                           PG_GETARG_FLOAT8(7)};
    if (!q.monetary && q.of.frequency != 0) return std::nullopt;
    return q;
}

}  // namespace

XM_FUNCTION(xm_customer_value) {
    const auto q = value_asked(fcinfo, 7);
    if (!q) PG_RETURN_NULL();
    return pg::finite(pg::guard([&] {
        return core::customer_value(clv_model::from_stored(q->bg), clv_model::from_stored(q->gg), q->of, q->monetary, q->horizon,
                                    q->discount_rate, pg::check_interrupts);
    }));
}

XM_FUNCTION(xm_customer_value_interval) {
    const auto q = value_asked(fcinfo, 8);
    if (!q) PG_RETURN_NULL();
    const double confidence = PG_GETARG_FLOAT8(8);
    const core::value_estimate e = pg::guard([&] {
        return core::estimate_customer_value(clv_model::from_stored(q->bg), clv_model::from_stored(q->gg), q->of, q->monetary,
                                             q->horizon, q->discount_rate, confidence, pg::check_interrupts);
    });
    return pg::make_row(fcinfo, {e.value, e.std_error, e.lower, e.upper});
}
