#include "pg/server/fit.hpp"
#include "pg/server/labels.hpp"
#include "pg/values/profile_rows.hpp"

#include <memory>

#include "core/values/latent_classes.hpp"
#include "core/values/segments.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::pattern_store;
using core::segmentation;

// --- the value and its questions -----------------------------------------------------------------

XM_TYPE_FUNCTIONS(segmentation)

namespace {

struct centre_cells {
    std::int32_t segment;
    std::int64_t members;
    double share;
    pg::label_cell label;
    double centre, difference;
};

// The model of a call, decoded once and kept with the query: people are typed by the million.
struct model_site {
    pg::context_resource memory;
    std::pmr::vector<std::byte> bytes;
    segmentation* model;
    core::segment_typing* typing;       // of k-means, else null
    core::class_typing* classes;        // of latent classes, else null
    std::pmr::vector<std::byte> shape;  // of its profiles

    explicit model_site(MemoryContext context)
        : memory(context), bytes(&memory), model(nullptr), typing(nullptr), classes(nullptr), shape(&memory) {}
};

// The destructor of a model, when the server drops the memory.
void forget_model(void* at) {
    delete static_cast<model_site*>(at)->typing;
    delete static_cast<model_site*>(at)->classes;
    delete static_cast<model_site*>(at)->model;
}

model_site& site_of(FunctionCallInfo fcinfo) {
    if (fcinfo->flinfo->fn_extra == nullptr) {
        const MemoryContext memory = fcinfo->flinfo->fn_mcxt;
        auto* const site = pg::make_internal<model_site>(memory, memory);
        auto* const callback = static_cast<MemoryContextCallback*>(MemoryContextAllocZero(memory, sizeof(MemoryContextCallback)));
        callback->func = forget_model;
        callback->arg = site;
        MemoryContextRegisterResetCallback(memory, callback);
        fcinfo->flinfo->fn_extra = site;
    }
    return *static_cast<model_site*>(fcinfo->flinfo->fn_extra);
}

// Act 2.
const segmentation& model_of(model_site& site, core::bytes body) {
    if (site.model == nullptr || site.bytes.size() != body.size() ||
        std::memcmp(site.bytes.data(), body.data(), body.size()) != 0) {
        site.bytes.clear();  // until all of it is known again
        auto model = std::make_unique<segmentation>(segmentation::from_stored(body));
        const bool kmeans = model->kind == segmentation::kmeans;
        auto typing = kmeans ? std::make_unique<core::segment_typing>(*model) : nullptr;
        auto classes = kmeans ? nullptr : std::make_unique<core::class_typing>(*model);
        delete site.model;
        delete site.typing;
        delete site.classes;
        site.model = model.release();
        site.typing = typing.release();
        site.classes = classes.release();
        site.shape.clear();
        site.bytes.assign(body.begin(), body.end());
    }
    return *site.model;
}

}  // namespace

XM_FUNCTION(xm_segment) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const core::profile_view p = pg::profile_at(PG_GETARG_DATUM(1));
    model_site& site = site_of(fcinfo);
    return Int32GetDatum(pg::guard([&] {
        const segmentation& m = model_of(site, body);
        if (site.shape.size() != p.shape.size() || std::memcmp(site.shape.data(), p.shape.data(), p.shape.size()) != 0) {
            if (site.typing == nullptr) core::segment_typing{m};  // refuses it
            core::check_same_shape(m.shape, p.decode());
            site.shape.assign(p.shape.begin(), p.shape.end());
        }
        return site.typing->segment(p);
    }));
}

namespace {

// Act 2. The classes of a call's model, for these answers.
const core::class_typing& classes_of(model_site& site, core::bytes body, const pg::answer_list& answers) {
    const segmentation& m = model_of(site, body);
    if (site.classes == nullptr) core::class_typing{m};  // refuses it
    site.classes->check({answers.items, answers.size}, answers.zero_at);
    return *site.classes;
}

}  // namespace

XM_FUNCTION(xm_segment_of_answers) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const pg::answer_list answers = pg::answers_of(PG_GETARG_DATUM(1), 0);
    model_site& site = site_of(fcinfo);
    const std::int32_t likeliest = pg::guard([&] {
        return classes_of(site, body, answers).likeliest({answers.items, answers.size});
    });
    if (answers.none()) PG_RETURN_NULL();
    return Int32GetDatum(likeliest);
}

XM_FUNCTION(xm_segment_probabilities) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const pg::answer_list answers = pg::answers_of(PG_GETARG_DATUM(1), 0);
    model_site& site = site_of(fcinfo);
    const auto list = pg::guard([&] {
        const core::class_typing& classes = classes_of(site, body, answers);
        std::vector<double> probabilities(classes.classes());
        classes.probabilities({answers.items, answers.size}, probabilities.data());
        return pg::keep_rows(probabilities);
    });
    if (answers.none()) PG_RETURN_NULL();
    auto* const values = static_cast<Datum*>(palloc(sizeof(Datum) * list.size));
    for (std::size_t i = 0; i < list.size; ++i) values[i] = Float8GetDatum(list.rows[i]);
    return PointerGetDatum(
        construct_array(values, static_cast<int>(list.size), FLOAT8OID, sizeof(double), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

XM_FUNCTION(xm_segment_table) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const auto list = pg::guard([&] {
        const segmentation m = segmentation::from_stored(body);
        const std::vector<std::string> labels = m.labels();
        std::vector<centre_cells> rows;
        for (std::size_t s = 0; s < m.segments.size(); ++s)
            for (std::size_t c = 0; c < labels.size(); ++c) {
                centre_cells cells{static_cast<std::int32_t>(s + 1),
                                   m.segments[s].members,
                                   m.segments[s].share,
                                   {},
                                   m.segments[s].centre[c],
                                   m.segments[s].centre[c] - m.overall[c]};
                cells.label.set(labels[c]);
                rows.push_back(cells);
            }
        return pg::keep_rows(rows);
    });
    pg::row_set rows(fcinfo);
    for (const centre_cells& c : list)
        rows.add({c.segment, c.members, c.share, std::string_view(c.label.text), c.centre, c.difference});
    return Datum{0};
}

XM_FUNCTION(xm_segment_fit) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    struct counted_fit {
        segmentation::fit f;
        std::optional<std::int64_t> parameters, residual_df;
    };
    const auto list = pg::guard([&] {
        const segmentation m = segmentation::from_stored(body);
        std::vector<counted_fit> rows;
        for (const segmentation::fit& f : m.fits) {
            rows.push_back({f, {}, {}});
            if (m.kind == segmentation::latent_classes) {
                rows.back().parameters = m.parameters(f.k);
                rows.back().residual_df = m.residual_df(f.k);
            }
        }
        return pg::keep_rows(rows);
    });
    pg::row_set rows(fcinfo);
    for (const auto& [f, parameters, residual_df] : list)
        rows.add({f.k, f.within_ss, f.between_share, f.silhouette, f.log_likelihood, f.bic, f.chosen, f.entropy, parameters,
                  residual_df});
    return Datum{0};
}

// --- xm.segments, xm.segment_stability --------------------------------------------------------------

namespace {

using collected = pg::collection<pg::profile_head, pattern_store>;

collected* make(MemoryContext memory, const pg::profile_head& head) {
    return pg::new_collection<collected>(memory, "xm.segments", head, core::profile_record_size(head.view().size),
                                         pattern_store::while_repeating, std::size_t{1}, pg::check_interrupts);
}

// k as two bounds in one number each; a range has its first, and the one after its last, value.
struct k_range {
    std::int32_t low, high;
};

k_range k_of(FunctionCallInfo fcinfo, int i) {
    if (pg::argument_type(fcinfo, i) == INT4OID) {
        const std::int32_t k = PG_GETARG_INT32(i);
        pg::guard([=] { core::check_segments(k); });
        return {k, k};
    }
    RangeType* const range = PG_GETARG_RANGE_P(i);
    RangeBound lower, upper;
    bool empty = false;
    range_deserialize(lookup_type_cache(RangeTypeGetOid(range), TYPECACHE_RANGE_INFO), range, &lower, &upper, &empty);
    if (empty || lower.infinite || upper.infinite)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a range of k that is %s", empty ? "empty" : "unbounded"),
                 errhint("Give a range such as '[2,6]'::int4range within 1..255.")));
    const k_range k{DatumGetInt32(lower.val) + (lower.inclusive ? 0 : 1), DatumGetInt32(upper.val) - (upper.inclusive ? 0 : 1)};
    pg::guard([=] { core::check_segments(k.low, k.high); });
    return k;
}

std::int32_t seed_of(FunctionCallInfo fcinfo, int i) { return PG_NARGS() > i ? PG_GETARG_INT32(i) : 0; }

// Both bounds and the seed are told by two numbers of the head.
std::int32_t packed(k_range k) { return k.low << 8 | k.high; }
k_range unpacked(std::int32_t both) { return {both >> 8, both & 255}; }

Datum add_profile(FunctionCallInfo fcinfo) {
    const core::profile_view p = pg::profile_at(PG_GETARG_DATUM(1));
    const std::int32_t k = packed(k_of(fcinfo, 2)), seed = seed_of(fcinfo, 3);
    auto* rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) {
        pg::guard([&] { p.decode(); });
        rows = make(pg::aggregate_memory(fcinfo), pg::profile_head_of(p, k, seed));
    }
    pg::guard([&] {
        pg::check_shape(rows->fixed, p);
        if (rows->fixed.first != k || rows->fixed.second != seed)
            core::fail(core::errc::invalid, "Give the same k and seed in every row.", "rows with different k or seed");
        float record[core::value_profile::max_size];
        for (std::size_t i = 0; i < p.size; ++i) record[i] = p.score(i) + 0.0F;  // -0 becomes 0
        if (p.size % 2 == 1) record[p.size] = 0;
        rows->records.add(record);
    });
    PG_RETURN_POINTER(rows);
}

}  // namespace

XM_FUNCTION(xm_segments_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    return add_profile(fcinfo);
}
XM_FUNCTION(xm_segments_combine) { return pg::combine_collections<collected>(fcinfo, make, pg::same_profiles); }
XM_FUNCTION(xm_segments_serialize) { return pg::serialize_collection<collected>(fcinfo); }
XM_FUNCTION(xm_segments_deserialize) { return pg::deserialize_collection<collected>(fcinfo, make); }

XM_FUNCTION(xm_segments_final) {
    const auto* const rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    return pg::fitted_state(fcinfo, [&] {
        const k_range k = unpacked(rows->fixed.first);
        return pg::keep_state(core::fit_segments(rows->records, rows->fixed.view().decode(), k.low, k.high, rows->fixed.second,
                                                 pg::check_interrupts));
    });
}

XM_FUNCTION(xm_segment_stability_final) {
    const auto* const rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    std::optional<double> stability;
    pg::guard_fit([&] {
        stability = core::segment_stability(rows->records, rows->fixed.view().decode(), unpacked(rows->fixed.first).low,
                                            rows->fixed.second, pg::check_interrupts);
    });
    return pg::float_or_null(fcinfo, stability);
}

// --- xm.latent_classes ------------------------------------------------------------------------------

namespace {

struct class_head {
    std::int32_t items, k, seed;
};
using answered = pg::collection<class_head, pattern_store>;

answered* make_answered(MemoryContext memory, class_head head) {
    return pg::new_collection<answered>(memory, "xm.latent_classes", head,
                                        core::answer_record_size(static_cast<std::size_t>(head.items)), pattern_store::always,
                                        std::size_t{1}, pg::check_interrupts);
}

void same_classes(class_head a, class_head b) {
    if (a.items != b.items)
        core::fail(core::errc::invalid, "Give one answer per item in every row, NULL where there is none.", "an array of ",
                   b.items, " answers follows arrays of ", a.items);
    if (a.k != b.k || a.seed != b.seed)
        core::fail(core::errc::invalid, "Give the same k and seed in every row.", "rows with different k or seed");
}

}  // namespace

XM_FUNCTION(xm_latent_classes_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    const pg::answer_list answers = pg::answers_of(PG_GETARG_DATUM(1), core::max_categories);
    const class_head head{static_cast<std::int32_t>(answers.size), packed(k_of(fcinfo, 2)), seed_of(fcinfo, 3)};
    auto* rows = pg::internal_arg<answered>(fcinfo, 0);
    pg::guard([&] { core::check_answers({answers.items, answers.size}); });
    if (rows == nullptr) rows = make_answered(pg::aggregate_memory(fcinfo), head);
    pg::guard([&] {
        same_classes(rows->fixed, head);
        std::uint8_t record[(core::max_items + 7) / 8 * 8] = {};
        bool any = false;
        for (std::size_t i = 0; i < answers.size; ++i) {
            record[i] = static_cast<std::uint8_t>(answers.items[i]);
            any |= record[i] != 0;
        }
        if (any) rows->records.add(record);  // who has answered nothing belongs nowhere
    });
    PG_RETURN_POINTER(rows);
}
XM_FUNCTION(xm_latent_classes_combine) { return pg::combine_collections<answered>(fcinfo, make_answered, same_classes); }
XM_FUNCTION(xm_latent_classes_serialize) { return pg::serialize_collection<answered>(fcinfo); }
XM_FUNCTION(xm_latent_classes_deserialize) { return pg::deserialize_collection<answered>(fcinfo, make_answered); }

XM_FUNCTION(xm_latent_classes_final) {
    const auto* const rows = pg::internal_arg<answered>(fcinfo, 0);
    if (rows == nullptr || rows->records.size() == 0) PG_RETURN_NULL();
    return pg::fitted_state(fcinfo, [&] {
        const k_range k = unpacked(rows->fixed.k);
        return pg::keep_state(core::fit_latent_classes(rows->records, static_cast<std::size_t>(rows->fixed.items), k.low, k.high,
                                                       rows->fixed.seed, pg::check_interrupts));
    });
}
