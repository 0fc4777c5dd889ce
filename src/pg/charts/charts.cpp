// Pictures: rows are collected as they come, and drawn when all are there.
#include "pg/server/internal.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <string>
#include <vector>

#include "core/charts/control.hpp"
#include "core/charts/estimates.hpp"
#include "core/charts/heat.hpp"
#include "core/charts/histogram.hpp"
#include "core/charts/path_diagram.hpp"
#include "core/charts/reader.hpp"
#include "core/charts/scatter.hpp"
#include "core/charts/shares.hpp"
#include "core/charts/survival_curves.hpp"
#include "core/charts/trend.hpp"
#include "core/num/byte_store.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
namespace charts = core::charts;

namespace xm::pg {

// Options as the value of jsonb lies; none: no bytes.
struct chart_head {
    const std::byte* options;
    std::size_t size;
};
static core::bytes tail_of(const chart_head& h) { return {h.options, h.size}; }
static void set_tail(chart_head& h, const std::byte* at) { h.options = at; }

}  // namespace xm::pg

namespace {

using collected = pg::collection<pg::chart_head, core::byte_store>;

collected* make(MemoryContext memory, pg::chart_head head) {
    return pg::new_collection<collected>(memory, "a chart (xm.chart_...)", head);
}

void same_options(pg::chart_head a, pg::chart_head b) {
    if (a.size != b.size || (a.size > 0 && std::memcmp(a.options, b.options, a.size) != 0))
        core::fail(core::errc::invalid, "A chart is drawn once: give the same options in every row.",
                   "the options of a chart differ from row to row");
}

// --- a row as bytes ----------------------------------------------------------------------------------

// What columns of rows are: text, float8, integer, date, timestamp with time zone, xm.survival.
enum class kind : char { text = 't', number = 'f', whole = 'i', date = 'd', instant = 'z', survival = 's' };

// One column, decoded; plain data.
struct cell {
    bool null;
    std::int64_t bits;  // of a number or time
    const char* data;   // of a text or state
    std::size_t size;
};

// Microseconds since 2000-01-01: of a date, and of an instant as a clock in the session's time zone shows it.
std::int64_t clock_time(Datum value, kind k) {
    if (k == kind::date && DATE_NOT_FINITE(DatumGetDateADT(value)))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                 errmsg("a date of a chart is infinite; the allowed range is finite dates"), errhint("Leave such rows out.")));
    // Dates so far away that microseconds cannot count them stay too far away to be drawn.
    constexpr DateADT far = INT64_MAX / USECS_PER_DAY;
    if (k == kind::date) return std::clamp(DatumGetDateADT(value), -far, far) * USECS_PER_DAY;
    if (TIMESTAMP_NOT_FINITE(DatumGetTimestampTz(value)))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                 errmsg("a time of a chart is infinite; the allowed range is finite times"), errhint("Leave such rows out.")));
    return DatumGetTimestamp(DirectFunctionCall1(timestamptz_timestamp, value));
}

cell cell_of(FunctionCallInfo fcinfo, int i, kind k) {
    cell c{PG_ARGISNULL(i), 0, nullptr, 0};
    if (c.null) return c;
    const Datum value = PG_GETARG_DATUM(i);
    switch (k) {
        case kind::text: {
            const std::string_view text = pg::text_at(value);
            c.data = text.data();
            c.size = text.size();
            break;
        }
        case kind::survival: {
            const core::bytes body = pg::body_of(value);
            c.data = reinterpret_cast<const char*>(body.data());
            c.size = body.size();
            break;
        }
        case kind::number: c.bits = std::bit_cast<std::int64_t>(DatumGetFloat8(value)); break;
        case kind::whole: c.bits = DatumGetInt32(value); break;
        case kind::date:
        case kind::instant: c.bits = clock_time(value, k); break;
    }
    return c;
}

constexpr std::size_t most_columns = 6;

bool is_bytes(kind k) { return k == kind::text || k == kind::survival; }

// The transition of every chart; `columns` says what its arguments are, before the options.
Datum add_row(FunctionCallInfo fcinfo, std::string_view columns) {
    auto* rows = pg::internal_arg<collected>(fcinfo, 0);
    cell cells[most_columns];
    std::size_t size = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto k = static_cast<kind>(columns[i]);
        cells[i] = cell_of(fcinfo, static_cast<int>(i) + 1, k);
        size += 1 + (cells[i].null ? 0 : is_bytes(k) ? sizeof(std::uint32_t) + cells[i].size : sizeof(std::int64_t));
    }
    pg::chart_head head{nullptr, 0};
    if (const int last = static_cast<int>(columns.size()) + 1; PG_NARGS() > last && !PG_ARGISNULL(last)) {
        const core::bytes options = pg::body_of(PG_GETARG_DATUM(last));
        head = {options.data(), options.size()};
    }
    if (rows == nullptr) rows = make(pg::aggregate_memory(fcinfo), head);
    pg::guard([&] {
        same_options(rows->fixed, head);
        std::byte* at = rows->records.add(size);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const cell& c = cells[i];
            core::store(at, !c.null);
            ++at;
            if (c.null) continue;
            if (is_bytes(static_cast<kind>(columns[i]))) {
                core::store(at, static_cast<std::uint32_t>(c.size));
                at += sizeof(std::uint32_t);
                if (c.size > 0) std::memcpy(at, c.data, c.size);
                at += c.size;
            } else {
                core::store(at, c.bits);
                at += sizeof(c.bits);
            }
        }
    });
    PG_RETURN_POINTER(rows);
}

// Reads the columns of a row in their order.
class row_reader {
public:
    explicit row_reader(core::bytes row) : at_(row.data()), end_(row.data() + row.size()) {}

    std::optional<core::bytes> part() {
        if (!there()) return std::nullopt;
        const auto size = core::load<std::uint32_t>(at_);
        at_ += sizeof size;
        const core::bytes found(at_, size);
        at_ += size;
        return found;
    }
    // NULL is no text.
    std::string text() {
        const auto found = part();
        return found ? std::string(reinterpret_cast<const char*>(found->data()), found->size()) : std::string();
    }
    std::optional<std::int64_t> whole() {
        if (!there()) return std::nullopt;
        const auto bits = core::load<std::int64_t>(at_);
        at_ += sizeof bits;
        return bits;
    }
    std::optional<double> number() {
        const auto bits = whole();
        return bits ? std::optional(std::bit_cast<double>(*bits)) : std::nullopt;
    }

private:
    // A form with fewer columns leaves the last ones out.
    bool there() { return at_ != end_ && core::load<bool>(at_++); }
    const std::byte* at_;
    const std::byte* end_;
};

// --- drawing -------------------------------------------------------------------------------------------

// The final function of every chart: `read` makes a row of the core, or nothing of one that is left out, and `draw` the picture.
template <class Read, class Draw>
Datum drawn(FunctionCallInfo fcinfo, Read&& read, Draw&& draw) {
    const auto* const rows = pg::internal_arg<collected>(fcinfo, 0);
    const char* json = nullptr;
    if (rows != nullptr && rows->fixed.size > 0) {
        auto* const root = reinterpret_cast<JsonbContainer*>(const_cast<std::byte*>(rows->fixed.options));
        json = pg::text_of(CStringGetDatum(JsonbToCString(nullptr, root, static_cast<int>(rows->fixed.size)))).data();
    }
    return PointerGetDatum(pg::guard([&] {
        charts::options o = json == nullptr ? charts::options{} : charts::options::parse(json);
        o.check = pg::check_interrupts;
        std::vector<std::remove_cvref_t<decltype(*read(std::declval<row_reader&>()))>> of;
        std::size_t left_out = 0;
        if (rows != nullptr) {
            of.reserve(rows->records.size());
            rows->records.each(pg::check_interrupts, [&](core::bytes row) {
                row_reader r(row);
                if (auto one = read(r))
                    of.push_back(std::move(*one));
                else
                    ++left_out;
            });
        }
        const std::string picture = draw(std::move(of), left_out, o);
        return pg::keep_bytes({reinterpret_cast<const std::byte*>(picture.data()), picture.size()});
    }));
}

}  // namespace

// --- the type ------------------------------------------------------------------------------------------

// A picture is kept as UTF-8, whatever the database's encoding.
XM_FUNCTION(xm_svg_in) {
    const std::string_view input = pg::text_of(PG_GETARG_DATUM(0));
    varlena* value = nullptr;
    if (!pg::guard_input(fcinfo, [&] {
            charts::check_svg(input, pg::check_interrupts);
            value = pg::keep_bytes({reinterpret_cast<const std::byte*>(input.data()), input.size()});
        }))
        return Datum{0};
    return PointerGetDatum(value);
}

XM_FUNCTION(xm_svg_out) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const char* const svg = pg::guard([&] { return pg::keep({reinterpret_cast<const char*>(body.data()), body.size()}); });
    return CStringGetDatum(pg::from_utf8(svg));
}

XM_FUNCTION(xm_svg_text) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const char* const svg = pg::guard([&] { return pg::keep({reinterpret_cast<const char*>(body.data()), body.size()}); });
    PG_RETURN_TEXT_P(cstring_to_text(pg::from_utf8(svg)));
}

XM_FUNCTION(xm_svg_recv) {
    const core::bytes rest = pg::rest_of(PG_GETARG_DATUM(0));
    pg_verify_mbstr(PG_UTF8, reinterpret_cast<const char*>(rest.data()), static_cast<int>(rest.size()), false);
    return PointerGetDatum(pg::guard([&] {
        charts::check_svg({reinterpret_cast<const char*>(rest.data()), rest.size()}, pg::check_interrupts);
        return pg::keep_bytes(rest);
    }));
}

XM_FUNCTION(xm_svg_send) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] { return pg::keep_bytes(body); }));
}

// --- the charts ----------------------------------------------------------------------------------------

XM_FUNCTION(xm_chart_combine) { return pg::combine_collections<collected>(fcinfo, make, same_options); }
XM_FUNCTION(xm_chart_serialize) { return pg::serialize_collection<collected>(fcinfo); }
XM_FUNCTION(xm_chart_deserialize) { return pg::deserialize_collection<collected>(fcinfo, make); }

// Where a row is read, braces evaluate from left to right, in the order of the columns.
XM_FUNCTION(xm_chart_estimates_add) { return add_row(fcinfo, "tfff"); }
XM_FUNCTION(xm_chart_estimates_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            return std::optional(charts::estimate_row{r.text(), r.number(), r.number(), r.number()});
        },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_estimates(std::move(rows), o);
        });
}

XM_FUNCTION(xm_chart_bars_values_add) { return add_row(fcinfo, "tf"); }
XM_FUNCTION(xm_chart_bars_add) { return add_row(fcinfo, "tfff"); }
XM_FUNCTION(xm_chart_bars_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            return std::optional(charts::estimate_row{r.text(), r.number(), r.number(), r.number()});
        },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_bars(std::move(rows), o);
        });
}

XM_FUNCTION(xm_chart_trend_dates_add) { return add_row(fcinfo, "dffft"); }
XM_FUNCTION(xm_chart_trend_add) { return add_row(fcinfo, "zffft"); }
XM_FUNCTION(xm_chart_trend_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            const auto at = r.whole();
            const std::optional<double> value = r.number(), lower = r.number(), upper = r.number();
            return at ? std::optional(charts::trend_row{r.text(), *at, value, lower, upper}) : std::nullopt;
        },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_trend(std::move(rows), o, left_out);
        });
}

XM_FUNCTION(xm_chart_scatter_add) { return add_row(fcinfo, "fft"); }
XM_FUNCTION(xm_chart_scatter_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            return std::optional(charts::scatter_row{r.number(), r.number(), r.text()});
        },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_scatter(std::move(rows), o);
        });
}

XM_FUNCTION(xm_chart_shares_add) { return add_row(fcinfo, "ttif"); }
XM_FUNCTION(xm_chart_shares_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            std::string label = r.text(), category = r.text();
            const auto position = r.whole();
            const std::optional<double> share = r.number();
            return std::optional(charts::share_row{std::move(label), std::move(category),
                                                   static_cast<std::int32_t>(position.value_or(0)),
                                                   position ? share : std::nullopt});
        },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_shares(std::move(rows), o);
        });
}

XM_FUNCTION(xm_chart_heat_add) { return add_row(fcinfo, "ttf"); }
XM_FUNCTION(xm_chart_heat_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            return std::optional(charts::heat_row{r.text(), r.text(), r.number()});
        },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_heat(std::move(rows), o);
        });
}

XM_FUNCTION(xm_chart_histogram_add) { return add_row(fcinfo, "f"); }
XM_FUNCTION(xm_chart_histogram_final) {
    return drawn(
        fcinfo, [](row_reader& r) { return r.number(); },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_histogram(std::move(rows), left_out, o);
        });
}

XM_FUNCTION(xm_chart_survival_add) { return add_row(fcinfo, "ts"); }
XM_FUNCTION(xm_chart_survival_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            std::string label = r.text();
            const auto state = r.part();
            return std::optional(charts::survival_group{
                std::move(label),
                state ? std::optional(core::survival::from_stored(*state, core::errc::corrupt_stored, pg::check_interrupts))
                      : std::nullopt});
        },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_survival(std::move(rows), o);
        });
}

XM_FUNCTION(xm_chart_control_add) { return add_row(fcinfo, "dfffft"); }
XM_FUNCTION(xm_chart_control_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            const auto period = r.whole();
            const std::optional<double> value = r.number(), centre = r.number(), lower = r.number(), upper = r.number();
            return period ? std::optional(charts::control_row{*period, value, centre, lower, upper, r.text()}) : std::nullopt;
        },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_control(std::move(rows), o, left_out);
        });
}

XM_FUNCTION(xm_chart_paths_add) { return add_row(fcinfo, "ttfff"); }
XM_FUNCTION(xm_chart_paths_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            return std::optional(charts::path_row{r.text(), r.text(), r.number(), r.number(), r.number()});
        },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_paths(std::move(rows), o);
        });
}

XM_FUNCTION(xm_chart_priority_add) { return add_row(fcinfo, "tff"); }
XM_FUNCTION(xm_chart_priority_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            std::string label = r.text();
            const std::optional<double> importance = r.number(), performance = r.number();
            return std::optional(charts::priority_row{std::move(label), importance, performance});
        },
        [](auto rows, [[maybe_unused]] std::size_t left_out, const charts::options& o) {
            return charts::draw_priority(std::move(rows), o);
        });
}

XM_FUNCTION(xm_chart_sparkline_dates_add) { return add_row(fcinfo, "df"); }
XM_FUNCTION(xm_chart_sparkline_add) { return add_row(fcinfo, "zf"); }
XM_FUNCTION(xm_chart_sparkline_final) {
    return drawn(
        fcinfo,
        [](row_reader& r) {
            const auto at = r.whole();
            return at ? std::optional(charts::spark_row{*at, r.number()}) : std::nullopt;
        },
        [](auto rows, std::size_t left_out, const charts::options& o) {
            return charts::draw_sparkline(std::move(rows), o, left_out);
        });
}
