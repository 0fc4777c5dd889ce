#include "pg/internal.hpp"
#include "pg/labels.hpp"
#include "pg/variables.hpp"

#include "core/moments.hpp"
#include "core/multilevel.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

// The predictors of a group: their number, and their labels as states store them (of a row argument).
struct model_head {
    std::int32_t predictors;
    std::int32_t labels_size;
    char labels[core::max_variables * 64];
};
using collected = pg::collection<model_head>;
constexpr const char* name = "xm.multilevel";

struct unit_record {
    core::unit_summary unit;
    double predictors[core::max_variables];
};

std::vector<std::string> labels_of(const model_head& head) {
    const auto count = static_cast<std::size_t>(head.predictors);
    if (head.labels_size > 0)
        return core::unpacked_labels(
            {reinterpret_cast<const std::byte*>(head.labels), static_cast<std::size_t>(head.labels_size)}, count,
            core::errc::corrupt_stored);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < count; ++i) labels.push_back("x" + std::to_string(i + 1));
    return labels;
}

void same_predictors(const model_head& a, const model_head& b) {
    if (a.predictors != b.predictors || a.labels_size != b.labels_size ||
        std::memcmp(a.labels, b.labels, static_cast<std::size_t>(a.labels_size)) != 0)
        core::fail(core::errc::invalid, "Give the same predictors in every row.", "units with different predictors");
}

}  // namespace

XM_FUNCTION(xm_multilevel_add) {
    auto* units = pg::internal_arg<collected>(fcinfo, 0);
    if (!pg::any_null(fcinfo, 1, PG_NARGS() - 1)) {
        pg::call_site& site = pg::site_of(fcinfo, 2);
        const NullableDatum* values = fcinfo->args + 2;
        if (site.from != pg::call_site::columns) values = pg::spread(site, PG_GETARG_DATUM(2));
        if (values != nullptr) {
            unit_record record;
            for (int i = 0; i < site.variables; ++i) {
                record.predictors[i] = pg::number_at(site.types[i], values[i].value);
                pg::check_number(site, i, record.predictors[i]);
            }
            const core::bytes ratings = pg::body_of(PG_GETARG_DATUM(1));
            const std::size_t size = sizeof(core::unit_summary) + static_cast<std::size_t>(site.variables) * sizeof(double);
            if (units == nullptr) {
                auto* const head = static_cast<model_head*>(palloc0(sizeof(model_head)));
                head->predictors = site.variables;
                head->labels_size = static_cast<std::int32_t>(site.labels_size);
                if (site.labels_size > 0) std::memcpy(head->labels, site.labels, site.labels_size);
                units = pg::new_collection<model_head>(site.account, pg::aggregate_memory(fcinfo), name, *head, size);
            }
            pg::guard([&] {
                record.unit = core::summarise_unit(core::ratings::from_stored(ratings));
                units->records.add(&record);
            });
        }
    }
    if (units == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(units);
}

XM_FUNCTION(xm_multilevel_combine) { return pg::combine_collections<model_head>(fcinfo, name, same_predictors); }
XM_FUNCTION(xm_multilevel_serialize) { return pg::serialize_collection<model_head>(fcinfo); }
XM_FUNCTION(xm_multilevel_deserialize) { return pg::deserialize_collection<model_head>(fcinfo, name); }

XM_FUNCTION(xm_multilevel_final) {
    const auto* const units = pg::internal_arg<collected>(fcinfo, 0);
    if (units == nullptr) PG_RETURN_NULL();
    return PointerGetDatum(pg::guard(
        [&] { return pg::keep_state(core::fit_multilevel(units->records, labels_of(units->fixed), pg::check_interrupts)); }));
}

XM_FUNCTION(xm_variance_components) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const auto components = pg::guard([&] { return core::variance_components(core::model::from_stored(body)); });
    pg::row_set rows(fcinfo);
    for (const core::variance_component& c : components) rows.add({c.component, c.variance, c.stddev});
    return Datum{0};
}
