#include "pg/server/internal.hpp"

#include "core/people/components.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

template <class Nodes>
struct links {
    pg::bounded_resource memory;
    core::components<Nodes> nodes;

    explicit links(MemoryContext context)
        : memory(context, pg::account_of(context, "xm.components"), "xm.components"), nodes(&memory, pg::check_interrupts) {}
};

std::int64_t node_at(Datum value, std::int64_t) { return DatumGetInt64(value); }
std::string_view node_at(Datum value, std::string_view) { return pg::text_at(value); }

template <class Nodes>
Datum add(FunctionCallInfo fcinfo) {
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    using node = typename Nodes::node;
    const node a = node_at(PG_GETARG_DATUM(1), node{});
    const bool linked = !PG_ARGISNULL(2);
    const node b = linked ? node_at(PG_GETARG_DATUM(2), node{}) : a;
    auto* state = pg::internal_arg<links<Nodes>>(fcinfo, 0);
    if (state == nullptr) state = pg::make_internal<links<Nodes>>(pg::aggregate_memory(fcinfo), pg::aggregate_memory(fcinfo));
    pg::guard([&] { linked ? state->nodes.add(a, b) : state->nodes.add(a); });
    PG_RETURN_POINTER(state);
}

template <class Nodes>
Datum combine(FunctionCallInfo fcinfo) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    auto* state = pg::internal_arg<links<Nodes>>(fcinfo, 0);
    if (const auto* const other = pg::internal_arg<links<Nodes>>(fcinfo, 1)) {
        if (state == nullptr) state = pg::make_internal<links<Nodes>>(memory, memory);
        pg::guard([&] { state->nodes.add_all(other->nodes); });
    }
    if (state == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(state);
}

template <class Nodes>
Datum serialize(FunctionCallInfo fcinfo) {
    pg::aggregate_memory(fcinfo);
    const auto* const state = pg::internal_arg<links<Nodes>>(fcinfo, 0);
    return PointerGetDatum(pg::guard([&] {
        varlena* const value = pg::new_varlena(state->nodes.packed_size());
        state->nodes.pack(pg::body_at(value));
        return value;
    }));
}

template <class Nodes>
Datum deserialize(FunctionCallInfo fcinfo) {
    pg::aggregate_memory(fcinfo);
    const core::bytes from = pg::body_of(PG_GETARG_DATUM(0));
    auto* const state = pg::make_internal<links<Nodes>>(CurrentMemoryContext, CurrentMemoryContext);
    pg::guard([&] { state->nodes.unpack(from); });
    PG_RETURN_POINTER(state);
}

struct pair_of_nodes {
    std::int64_t node, component;

    std::size_t size() const { return sizeof *this; }
};
struct pair_of_texts {
    std::string_view node, component;

    std::size_t size() const { return 16 + node.size() + component.size(); }
};

// The rows in the order of the nodes, the caller's to pass on; counted as the nodes are.
template <class Row, class Nodes>
Datum rows_of(FunctionCallInfo fcinfo) {
    const auto* const state = pg::internal_arg<links<Nodes>>(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    const std::size_t size = state->nodes.size();
    auto* const kept = static_cast<Row*>(MemoryContextAllocHuge(CurrentMemoryContext, sizeof(Row) * (size + 1)));
    pg::guard([&] {
        Row* to = kept;
        std::size_t bytes = 0;  // of the array, at most
        state->nodes.each([&](auto node, auto component) {
            *to++ = {node, component};
            bytes += to[-1].size() + 32;
        });
        if (bytes > MaxAllocSize - 1024)
            core::fail(core::errc::memory, "Aggregate the links of one part of the nodes at a time.", "xm.components of ", size,
                       " nodes would be an array of ", bytes, " bytes, more than the ", MaxAllocSize, " that the server allows");
    });
    pg::row_array rows(fcinfo, size);
    for (std::size_t i = 0; i < size; ++i) rows.add({kept[i].node, kept[i].component});
    return rows.result();
}

}  // namespace

XM_FUNCTION(xm_components_add) { return add<core::number_nodes>(fcinfo); }
XM_FUNCTION(xm_components_combine) { return combine<core::number_nodes>(fcinfo); }
XM_FUNCTION(xm_components_serialize) { return serialize<core::number_nodes>(fcinfo); }
XM_FUNCTION(xm_components_deserialize) { return deserialize<core::number_nodes>(fcinfo); }
XM_FUNCTION(xm_components_final) { return rows_of<pair_of_nodes, core::number_nodes>(fcinfo); }

XM_FUNCTION(xm_components_text_add) { return add<core::text_nodes>(fcinfo); }
XM_FUNCTION(xm_components_text_combine) { return combine<core::text_nodes>(fcinfo); }
XM_FUNCTION(xm_components_text_serialize) { return serialize<core::text_nodes>(fcinfo); }
XM_FUNCTION(xm_components_text_deserialize) { return deserialize<core::text_nodes>(fcinfo); }
XM_FUNCTION(xm_components_text_final) { return rows_of<pair_of_texts, core::text_nodes>(fcinfo); }
