#include "pg/server/internal.hpp"

#include "core/loyalty/purchase_history.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

// The log of one customer. Groups are many and small: what a resource needs to know is kept, not the resource.
struct customer_log {
    MemoryContext context;
    std::size_t* account;
    core::observation observed;
    core::purchase_log log;

    customer_log(MemoryContext where, const core::observation& o)
        : context(where), account(pg::account_of(where, aggregate)), observed(o) {}

    pg::bounded_resource memory() const { return {context, account, aggregate}; }
    void add(std::int32_t date, core::dd amount) {
        pg::bounded_resource counted = memory();
        log.add(date, amount, counted, pg::check_interrupts);
    }

    static constexpr const char* aggregate = "xm.purchase_history";
};
static_assert(sizeof(customer_log) <= 64, "the server rounds sizes up to a power of two");

// Of the session's time zone.
std::int32_t date_of(Datum at) { return DatumGetDateADT(DirectFunctionCall1(timestamptz_date, at)); }

TimestampTz finite_time(FunctionCallInfo fcinfo, int i, const char* what) {
    const TimestampTz at = PG_GETARG_TIMESTAMPTZ(i);
    if (TIMESTAMP_NOT_FINITE(at))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s is infinite; the allowed range is finite times", what),
                 errhint("Turn such times into NULL: the row is then skipped.")));
    return at;
}

// A month counts 30 days and a year 365.25, as in extract(epoch from ...).
double days_of(const Interval* unit) {
    constexpr double day = 86400e6;
    return static_cast<double>(unit->time) / day + unit->day + unit->month / 12 * 365.25 + unit->month % 12 * 30.0;
}

void same(const core::observation& a, const core::observation& b) {
    if (a.until != b.until || a.unit_days != b.unit_days)
        core::fail(core::errc::invalid, "Give the same observed_until and unit in every row of a customer.",
                   "rows of one customer are measured against different times or units");
}

customer_log* make(MemoryContext memory, const core::observation& observed) {
    return pg::make_internal<customer_log>(memory, memory, observed);
}

}  // namespace

XM_FUNCTION(xm_purchase_history_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    const TimestampTz at = finite_time(fcinfo, 1, "at");
    const Oid type = pg::argument_type(fcinfo, 2);
    const double amount = type == NUMERICOID ? DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, PG_GETARG_DATUM(2)))
                                             : PG_GETARG_FLOAT8(2);
    const TimestampTz until = finite_time(fcinfo, 3, "observed_until");
    auto* customer = pg::internal_arg<customer_log>(fcinfo, 0);
    const double unit = PG_NARGS() > 4 ? days_of(PG_GETARG_INTERVAL_P(4)) : 7;
    const core::observation observed{
        until,
        customer != nullptr && customer->observed.until == until ? customer->observed.date : date_of(TimestampTzGetDatum(until)),
        unit};
    if (customer == nullptr) {
        const MemoryContext memory = pg::aggregate_memory(fcinfo);
        pg::guard([&] { core::check_unit(unit); });
        customer = make(memory, observed);
    }
    const std::int32_t date = date_of(TimestampTzGetDatum(at));
    pg::guard([&] {
        same(customer->observed, observed);
        core::check_purchase(amount);
        if (at <= until) customer->add(date, amount);
    });
    PG_RETURN_POINTER(customer);
}

XM_FUNCTION(xm_purchase_history_combine) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    const auto* const other = pg::internal_arg<customer_log>(fcinfo, 1);
    if (other == nullptr) return pg::unchanged_state(fcinfo);
    auto* customer = pg::internal_arg<customer_log>(fcinfo, 0);
    if (customer == nullptr) customer = make(memory, other->observed);
    pg::guard([&] {
        same(customer->observed, other->observed);
        unsigned steps = 0;
        for (const auto& d : other->log) {
            if ((++steps & 0xFFFFU) == 0) pg::check_interrupts();
            customer->add(d.date, d.amount);
        }
    });
    PG_RETURN_POINTER(customer);
}

XM_FUNCTION(xm_purchase_history_serialize) {
    pg::aggregate_memory(fcinfo);
    const auto* const customer = pg::internal_arg<customer_log>(fcinfo, 0);
    return PointerGetDatum(pg::guard([&] {
        const auto size = static_cast<std::size_t>(customer->log.end() - customer->log.begin()) * sizeof(core::purchase_log::day);
        varlena* const value = pg::new_varlena(sizeof(core::observation) + size);
        core::store(pg::body_at(value), customer->observed);
        if (size > 0) std::memcpy(pg::body_at(value) + sizeof(core::observation), customer->log.begin(), size);
        return value;
    }));
}

XM_FUNCTION(xm_purchase_history_deserialize) {
    pg::aggregate_memory(fcinfo);
    const core::bytes from = pg::body_of(PG_GETARG_DATUM(0));
    using core::purchase_log;
    const core::observation observed = pg::guard([&] {
        if (from.size() < sizeof(core::observation) || (from.size() - sizeof(core::observation)) % sizeof(purchase_log::day) != 0)
            core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        return core::load<core::observation>(from.data());
    });
    customer_log* const customer = make(CurrentMemoryContext, observed);
    pg::guard([&] {
        unsigned steps = 0;
        for (std::size_t i = sizeof(core::observation); i < from.size(); i += sizeof(purchase_log::day)) {
            if ((++steps & 0xFFFFU) == 0) pg::check_interrupts();
            const auto d = core::load<purchase_log::day>(from.data() + i);
            customer->add(d.date, d.amount);
        }
    });
    PG_RETURN_POINTER(customer);
}

XM_FUNCTION(xm_purchase_history_final) {
    const auto* const customer = pg::internal_arg<customer_log>(fcinfo, 0);
    if (customer == nullptr || customer->log.empty()) PG_RETURN_NULL();
    const core::purchase_history h = pg::guard([&] {
        pg::bounded_resource counted = customer->memory();
        return customer->log.summary(customer->observed, counted, pg::check_interrupts);
    });
    return pg::make_row(fcinfo, {h.frequency, h.recency, h.age, h.monetary});
}
