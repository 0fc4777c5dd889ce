#include "pg/server/labels.hpp"

#include "core/models/drivers.hpp"
#include "core/scores/scores.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::moments;

namespace {

struct driver_cells {
    pg::label_cell driver;
    double importance;
    std::optional<double> share;
    std::int64_t rank;
    double coefficient, std_beta, correlation, performance;
    std::optional<double> lower, upper;
    std::int64_t responses;
};

pg::row_list<driver_cells> keep(const std::vector<core::driver>& from) {
    std::vector<driver_cells> rows;
    for (const core::driver& d : from) {
        driver_cells cells{{},      d.importance, d.share,    d.rank, d.coefficient, d.std_beta, d.correlation, d.performance,
                           d.lower, d.upper,      d.responses};
        cells.driver.set(d.label);
        rows.push_back(cells);
    }
    return pg::keep_rows(rows);
}

Datum return_rows(FunctionCallInfo fcinfo, const pg::row_list<driver_cells>& list) {
    pg::row_set rows(fcinfo);
    for (const driver_cells& d : list)
        rows.add({std::string_view(d.driver.text), d.importance, d.share, d.rank, d.coefficient, d.std_beta, d.correlation,
                  d.performance, d.lower, d.upper, d.responses});
    return Datum{0};
}

// Names and drivers of the groups in a jsonb object; plain data in the current memory context.
struct group_texts {
    std::string_view name;
    std::string_view* drivers;
    std::size_t size;
};
struct group_list {
    group_texts* groups;
    std::size_t size;
};

[[noreturn]] void refuse_groups(const char* what) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("groups must be an object of arrays of labels: %s", what),
                    errhint("Write them as {\"experience\": [\"wait\", \"staff\"], \"price\": [\"fee\"]}.")));
    pg_unreachable();
}

std::string_view text_in(const JsonbValue& value) {
    return pg::to_utf8({value.val.string.val, static_cast<std::size_t>(value.val.string.len)});
}

group_list groups_of(Jsonb* json) {
    if (!JB_ROOT_IS_OBJECT(json)) refuse_groups("this is no object");
    const std::size_t count = JB_ROOT_COUNT(json);
    group_list list{static_cast<group_texts*>(palloc0(sizeof(group_texts) * (count + 1))), 0};
    JsonbIterator* iterator = JsonbIteratorInit(&json->root);
    JsonbValue value;
    bool in_array = false;
    for (;;) {
        const JsonbIteratorToken token = JsonbIteratorNext(&iterator, &value, false);
        if (token == WJB_DONE) return list;
        if (token == WJB_KEY) {
            list.groups[list.size].name = text_in(value);
            if (list.groups[list.size++].name.size() > 63) refuse_groups("a name is longer than 63 bytes");
        } else if (token == WJB_BEGIN_ARRAY) {
            if (in_array) refuse_groups("an array in an array");
            in_array = true;
            group_texts& group = list.groups[list.size - 1];
            group.drivers = static_cast<std::string_view*>(
                palloc0(sizeof(std::string_view) * (static_cast<std::size_t>(value.val.array.nElems) + 1)));
        } else if (token == WJB_END_ARRAY) {
            in_array = false;
        } else if (token == WJB_ELEM) {
            if (value.type != jbvString) refuse_groups("a label is no text");
            group_texts& group = list.groups[list.size - 1];
            group.drivers[group.size++] = text_in(value);
        } else if (token == WJB_VALUE || (token == WJB_BEGIN_OBJECT && list.size > 0)) {
            refuse_groups(in_array ? "a label is no text" : "a group is no array");
        }
    }
}

struct group_cells {
    pg::label_cell name;
    double importance;
    std::optional<double> share;
    std::int64_t rank, responses;
};

}  // namespace

XM_FUNCTION(xm_drivers) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const std::string_view outcome = pg::text_at(PG_GETARG_DATUM(1));
    const std::string_view method = pg::text_at(PG_GETARG_DATUM(2));
    const double confidence = PG_GETARG_FLOAT8(3);
    const auto rows = pg::guard([&] {
        core::check_confidence(confidence);
        return keep(
            core::drivers(moments::from_stored(body).centred(), outcome, core::driver_method_of(method), pg::check_interrupts));
    });
    return return_rows(fcinfo, rows);
}

XM_FUNCTION(xm_drivers_jackknife) {
    const pg::state_list states = pg::states_of(PG_GETARG_DATUM(0));
    const std::string_view outcome = pg::text_at(PG_GETARG_DATUM(1));
    const std::string_view method = pg::text_at(PG_GETARG_DATUM(2));
    const double confidence = PG_GETARG_FLOAT8(3);
    const auto rows = pg::guard([&] {
        const auto state = [&](std::size_t i) { return moments::from_stored(states.items[i]); };
        return keep(core::drivers(state, states.size, outcome, core::driver_method_of(method), confidence, pg::check_interrupts));
    });
    return return_rows(fcinfo, rows);
}

XM_FUNCTION(xm_driver_groups) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const std::string_view outcome = pg::text_at(PG_GETARG_DATUM(1));
    const group_list groups = groups_of(PG_GETARG_JSONB_P(2));
    const auto list = pg::guard([&] {
        std::vector<core::named_group> named;
        for (std::size_t i = 0; i < groups.size; ++i) {
            const group_texts& g = groups.groups[i];
            named.push_back({std::string(g.name), {g.drivers, g.drivers + g.size}});
        }
        std::vector<group_cells> rows;
        for (const core::group_importance& g :
             core::driver_groups(moments::from_stored(body).centred(), outcome, named, pg::check_interrupts)) {
            group_cells cells{{}, g.importance, g.share, g.rank, g.responses};
            cells.name.set(g.name);
            rows.push_back(cells);
        }
        return pg::keep_rows(rows);
    });
    pg::row_set rows(fcinfo);
    for (const group_cells& g : list) rows.add({std::string_view(g.name.text), g.importance, g.share, g.rank, g.responses});
    return Datum{0};
}
