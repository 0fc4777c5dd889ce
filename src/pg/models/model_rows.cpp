#include "pg/models/model_rows.hpp"
#include "pg/server/fit.hpp"
#include "pg/server/keys.hpp"

#include "core/models/cox.hpp"
#include "core/models/linear.hpp"
#include "core/models/logit.hpp"
#include "core/scores/ratings.hpp"

namespace xm::pg {
namespace {

struct form_facts {
    const char* aggregate;
    core::beside what;
};
constexpr form_facts forms[] = {{"xm.logit", core::beside::nothing},
                                {"xm.weighted_logit", core::beside::weight},
                                {"xm.clustered_logit", core::beside::cluster},
                                {"xm.clustered_linear", core::beside::cluster},
                                {"xm.cox", core::beside::nothing},
                                {"xm.weighted_cox", core::beside::weight},
                                {"xm.clustered_cox", core::beside::cluster},
                                {"xm.stratified_cox", core::beside::stratum},
                                {"xm.cox_from", core::beside::sign}};

struct form_head {
    predictors variables;
    model_form form;
};
core::bytes tail_of(const form_head& h) { return tail_of(h.variables); }
void set_tail(form_head& h, const std::byte* at) { set_tail(h.variables, at); }

using model_rows = collection<form_head, core::predictor_rows>;

const form_facts& facts_of(const form_head& h) { return forms[static_cast<std::size_t>(h.form)]; }

model_rows* make(MemoryContext memory, const form_head& head) {
    return new_collection<model_rows>(memory, facts_of(head).aggregate, head, static_cast<std::size_t>(head.variables.count),
                                      core::doubles_of(facts_of(head).what));
}

void same_heads(const form_head& a, const form_head& b) { same_predictors(a.variables, b.variables); }

core::model fitted(const model_rows& rows) {
    const core::beside what = facts_of(rows.fixed).what;
    const auto fit = [&](const core::pattern_store& records, const std::vector<std::string>& labels) {
        switch (rows.fixed.form) {
            case model_form::logit:
            case model_form::weighted_logit:
            case model_form::clustered_logit: return core::fit_logit(records, labels, check_interrupts, what);
            case model_form::clustered_linear: return core::fit_clustered_linear(records, labels, check_interrupts);
            default: return core::fit_cox(records, labels, check_interrupts, what);
        }
    };
    return rows.records.fitted(labels_of(rows.fixed.variables), check_interrupts, fit);
}

// The codes of a row's categories, and with what they are compared.
void code_categories(const call_site& site, core::predictor_rows& rows, double* to) {
    if (site.references_size > 0 || rows.refers()) rows.refer(site.references, site.references_size);
    for (int i = 0; site.coded != nullptr && i < site.variables; ++i)
        if (site.coded[i]) to[i] = rows.code(site.categories[i]);
}

}  // namespace

call_site& form_site_of(FunctionCallInfo fcinfo, const char* const* names, int arguments) {
    call_site& site = coded_site_of(fcinfo, arguments + 1);
    if (site.leading[arguments - 1] != InvalidOid) return site;
    const MemoryContext memory = fcinfo->flinfo->fn_mcxt;
    if (names[0] == nullptr) {
        auto* const key = static_cast<key_type*>(MemoryContextAllocZero(memory, sizeof(key_type)));
        describe_key(*key, argument_type(fcinfo, 1), collation_of(fcinfo, 1), memory);
        site.key = key;
    }
    for (int i = 0; i < arguments; ++i)
        if (names[i] != nullptr) site.leading[i] = number_type(fcinfo, i + 1, names[i]);
    return site;
}

Datum add_model_rows(FunctionCallInfo fcinfo, call_site& site, model_form form, double leading, const double* extra,
                     double leading_too, const double* extra_too) {
    auto* rows = internal_arg<model_rows>(fcinfo, 0);
    const NullableDatum* const values =
        site.from == call_site::columns ? fcinfo->args + site.first : spread(site, PG_GETARG_DATUM(site.first));
    if (values == nullptr) return unchanged_state(fcinfo);
    double record[core::max_variables + 3];
    record[0] = leading;
    numbers_at(site, values, record + 1);
    if (site.coded != nullptr || site.options > 0) categories_at(fcinfo, site, values);
    const form_head head{predictors_of(site), form};
    if (rows == nullptr) rows = make(aggregate_memory(fcinfo), head);
    const std::size_t size = core::doubles_of(facts_of(head).what) * sizeof(double);
    double* const behind = record + 1 + site.variables;
    if (size > 0) std::memcpy(behind, extra, size);
    guard([&] {
        same_heads(rows->fixed, head);  // the site may be another one than that of the rows before
        code_categories(site, rows->records, record + 1);
        rows->records.add(record);
        if (extra_too == nullptr) return;
        record[0] = leading_too;
        std::memcpy(behind, extra_too, size);
        rows->records.add(record);
    });
    PG_RETURN_POINTER(rows);
}

Datum add_model_row(FunctionCallInfo fcinfo, call_site& site, model_form form, double leading, const double* extra) {
    return add_model_rows(fcinfo, site, form, leading, extra, 0, nullptr);
}

Datum combine_model_rows(FunctionCallInfo fcinfo) { return combine_collections<model_rows>(fcinfo, make, same_heads); }
Datum serialize_model_rows(FunctionCallInfo fcinfo) { return serialize_collection<model_rows>(fcinfo); }
Datum deserialize_model_rows(FunctionCallInfo fcinfo) { return deserialize_collection<model_rows>(fcinfo, make); }

Datum fitted_model(FunctionCallInfo fcinfo) {
    const auto* const rows = internal_arg<model_rows>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    return fitted_state(fcinfo, [&] { return keep_state(fitted(*rows)); });
}

double weight_at(FunctionCallInfo fcinfo, const call_site& site) {
    const double weight = number_at(site.leading[0], PG_GETARG_DATUM(1));
    if (!core::weight_allowed(weight)) guard([=] { core::refuse_weight(weight); });
    return weight;
}

void key_at(FunctionCallInfo fcinfo, const call_site& site, double* to) {
    const core::group_key key = key_of(*site.key, PG_GETARG_DATUM(1));
    std::memcpy(to, key.words, sizeof key.words);
}

}  // namespace xm::pg

using namespace xm;  // NOLINT: entries below are C symbols

XM_FUNCTION(xm_model_rows_combine) { return pg::combine_model_rows(fcinfo); }
XM_FUNCTION(xm_model_rows_serialize) { return pg::serialize_model_rows(fcinfo); }
XM_FUNCTION(xm_model_rows_deserialize) { return pg::deserialize_model_rows(fcinfo); }
XM_FUNCTION(xm_model_rows_final) { return pg::fitted_model(fcinfo); }
