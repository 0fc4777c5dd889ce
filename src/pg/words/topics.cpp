#include "pg/words/model_site.hpp"

#include "core/words/topics.hpp"
#include "pg/decide/keyed_rows.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::topic_model;

XM_TYPE_FUNCTIONS(topic_model)

namespace {

struct topics_head {
    std::int64_t topics, seed;
};
using topics_rows = pg::collection<topics_head, core::topic_comments>;

topics_rows* new_rows(MemoryContext memory, const topics_head& head) {
    return pg::new_collection<topics_rows>(memory, "xm.topics", head, pg::check_interrupts);
}

void check_same(const topics_head& a, const topics_head& b) {
    pg::same_argument("the number of topics", a.topics, b.topics);
    pg::same_argument("seed", a.seed, b.seed);
}

topic_model read(core::bytes body) { return topic_model::from_stored(body, core::errc::corrupt_stored, pg::check_interrupts); }

auto& finder_site(FunctionCallInfo fcinfo) {
    return pg::model_site_of<core::topic_finder>(fcinfo, [](void* room, std::pmr::memory_resource* memory, core::bytes body) {
        return new (room) core::topic_finder(memory, read(body), pg::check_interrupts);
    });
}

}  // namespace

XM_FUNCTION(xm_topics_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    const topics_head head{PG_GETARG_INT32(2), PG_NARGS() > 3 ? PG_GETARG_INT64(3) : 0};
    const pg::word_list words = pg::words_arg(fcinfo, 1);
    auto* rows = pg::internal_arg<topics_rows>(fcinfo, 0);
    if (rows == nullptr) {
        pg::guard([&] { core::check_topics(head.topics); });
        rows = new_rows(pg::aggregate_memory(fcinfo), head);
    }
    pg::guard([&] {
        check_same(rows->fixed, head);
        rows->records.add(words.span());
    });
    PG_RETURN_POINTER(rows);
}
XM_FUNCTION(xm_topics_combine) { return pg::combine_collections<topics_rows>(fcinfo, new_rows, check_same); }
XM_FUNCTION(xm_topics_serialize) { return pg::serialize_collection<topics_rows>(fcinfo); }
XM_FUNCTION(xm_topics_deserialize) { return pg::deserialize_collection<topics_rows>(fcinfo, new_rows); }
XM_FUNCTION(xm_topics_final) {
    const auto* const rows = pg::internal_arg<topics_rows>(fcinfo, 0);
    if (rows == nullptr || !rows->records.has_words()) PG_RETURN_NULL();
    return PointerGetDatum(
        pg::guard([&] { return pg::keep_state(rows->records.fit(rows->fixed.topics, rows->fixed.seed, pg::check_interrupts)); }));
}

XM_FUNCTION(xm_topic) {
    auto& site = finder_site(fcinfo);
    const pg::word_list words = pg::words_at(PG_GETARG_DATUM(1), site.room, fcinfo->flinfo->fn_mcxt);
    return Int32GetDatum(pg::guard([&] { return site.asked->topic(words.span()); }));
}

XM_FUNCTION(xm_topic_probabilities) {
    auto& site = finder_site(fcinfo);
    const pg::word_list words = pg::words_at(PG_GETARG_DATUM(1), site.room, fcinfo->flinfo->fn_mcxt);
    struct list {
        const double* first;
        std::size_t size;
    };
    const list p = pg::guard([&] {
        const std::span<const double> found = site.asked->probabilities(words.span());
        return list{found.data(), found.size()};
    });
    auto* const items = static_cast<Datum*>(palloc(p.size * sizeof(Datum)));
    for (std::size_t i = 0; i < p.size; ++i) items[i] = Float8GetDatum(p.first[i]);
    PG_RETURN_ARRAYTYPE_P(
        construct_array(items, static_cast<int>(p.size), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

XM_FUNCTION(xm_topic_table) {
    struct cells {
        std::int32_t topic;
        double share;
        const char* word;
        double probability;
    };
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const std::int32_t top = PG_GETARG_INT32(1);
    const auto list = pg::guard([&] {
        if (top < 1)
            core::fail(core::errc::invalid, "Give the number of words for each topic, such as 10.", "top ", top,
                       " is outside the allowed range: from 1");
        const topic_model m = read(body);
        std::vector<cells> kept;
        for (std::size_t z = 0; z < m.topics(); ++z)
            for (const std::uint32_t w : m.top(z, static_cast<std::size_t>(top), pg::check_interrupts))
                kept.push_back({static_cast<std::int32_t>(z) + 1, m.shares[z], pg::keep(m.word(w)), m.probability(w, z)});
        return pg::keep_rows(kept);
    });
    pg::row_set rows(fcinfo);
    for (const cells& c : list) rows.add({c.topic, c.share, std::string_view(c.word), c.probability});
    return Datum{0};
}

XM_FUNCTION(xm_topic_fit) {
    struct figures {
        std::int64_t comments, words, iterations;
        std::int32_t topics;
        double log_likelihood;
    };
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const figures f = pg::guard([&] {
        const topic_model m = read(body);
        return figures{m.comments, static_cast<std::int64_t>(m.words()), m.iterations, static_cast<std::int32_t>(m.topics()),
                       m.log_likelihood};
    });
    return pg::make_row(fcinfo, {f.comments, f.words, f.topics, f.log_likelihood, f.iterations});
}
