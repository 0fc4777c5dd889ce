#include "core/survival.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/moments.hpp"
#include "core/num/cholesky.hpp"
#include "core/num/dd.hpp"
#include "core/num/dist.hpp"
#include "core/num/json.hpp"
#include "core/scores.hpp"

namespace xm::core {
namespace {

using running_survival::flag_dense, running_survival::flag_running, running_survival::flag_wide, running_survival::prefix;

constexpr std::uint64_t max_people = std::uint64_t{1} << 62;
constexpr std::uint64_t narrow_max = std::numeric_limits<std::uint32_t>::max();

constexpr std::size_t running_begin = sizeof(head) + sizeof(prefix);

constexpr std::size_t slot_size(std::uint8_t flags) { return flags & flag_wide ? 16 : 8; }
constexpr std::size_t entry_size(std::uint8_t flags) { return (flags & flag_dense ? 0 : 8) + slot_size(flags); }

bool is_whole(double time) { return time == std::floor(time) && time < 0x1p52; }

bool all_whole(const survival& s) {
    return std::all_of(s.times.begin(), s.times.end(), [](const survival::entry& e) { return is_whole(e.time); });
}

// Counts of one entry in either width.
void store_counts(std::byte* to, std::uint8_t flags, std::uint64_t events, std::uint64_t censored) {
    if (flags & flag_wide) {
        store(to, events);
        store(to + 8, censored);
    } else {
        store(to, static_cast<std::uint32_t>(events));
        store(to + 4, static_cast<std::uint32_t>(censored));
    }
}

survival::entry load_entry(const std::byte* from, std::uint8_t flags, double time) {
    if (flags & flag_wide) return {time, load<std::uint64_t>(from), load<std::uint64_t>(from + 8)};
    return {time, load<std::uint32_t>(from), load<std::uint32_t>(from + 4)};
}

// Entries in any order become ascending and distinct.
void settle(std::vector<survival::entry>& times) {
    std::sort(times.begin(), times.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (kept > 0 && times[kept - 1].time == times[i].time) {
            times[kept - 1].events += times[i].events;
            times[kept - 1].censored += times[i].censored;
        } else {
            times[kept++] = times[i];
        }
    }
    times.resize(kept);
}

std::uint8_t width_of(const survival& s, std::uint64_t largest) {
    const bool wide = std::any_of(s.times.begin(), s.times.end(),
                                  [&](const survival::entry& e) { return e.events > largest || e.censored > largest; });
    return wide ? flag_wide : 0;
}

// The canonical form: a slot per whole time where that takes about as little room.
std::uint8_t flags_at_rest(const survival& s) {
    const bool dense = all_whole(s) && s.times.back().time + 1 <= 2 * static_cast<double>(s.times.size());
    return static_cast<std::uint8_t>(width_of(s, narrow_max) | (dense ? flag_dense : 0));
}

void write_entries(const survival& s, std::byte* to, std::uint8_t flags) {
    for (const survival::entry& e : s.times) {
        if (flags & flag_dense) {
            store_counts(to + static_cast<std::size_t>(e.time) * slot_size(flags), flags, e.events, e.censored);
        } else {
            store(to, e.time);
            store_counts(to + 8, flags, e.events, e.censored);
            to += entry_size(flags);
        }
    }
}

void read_entries(survival& s, bytes from, std::uint8_t flags) {
    const std::size_t size = entry_size(flags);
    const std::size_t count = from.size() / size;
    for (std::size_t i = 0; i < count; ++i) {
        const std::byte* at = from.data() + i * size;
        const survival::entry e =
            flags & flag_dense ? load_entry(at, flags, static_cast<double>(i)) : load_entry(at + 8, flags, load<double>(at));
        if (!(flags & flag_dense) || e.events > 0 || e.censored > 0) s.times.push_back(e);
    }
}

}  // namespace

void check_time(double time, std::string_view what) {
    if (!(time >= 0 && std::isfinite(time)))
        fail(errc::invalid, "Times are finite numbers that are not negative; turn others into NULL.", what, " ", time,
             " is outside the allowed range of finite numbers from 0");
}

std::uint64_t survival::people() const {
    std::uint64_t n = 0;
    for (const entry& e : times) n += e.events + e.censored;
    return n;
}

void survival::merge(const survival& other) {
    if (people() > max_people - other.people())
        fail(errc::range, "Merge fewer states.", "more than 2^62 people in one xm.survival");
    std::vector<entry> merged;
    merged.reserve(times.size() + other.times.size());
    merged.insert(merged.end(), times.begin(), times.end());
    merged.insert(merged.end(), other.times.begin(), other.times.end());
    settle(merged);
    times = std::move(merged);
}

void survival::validate(errc otherwise) const {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that pg_xm has written.", "invalid value of type xm.survival: ", why);
    };
    if (times.empty()) refuse("no people");
    std::uint64_t n = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const entry& e = times[i];
        if (!(e.time >= 0 && std::isfinite(e.time)) || std::signbit(e.time)) refuse("a time is negative or not finite");
        if (i > 0 && !(times[i - 1].time < e.time)) refuse("times are not ascending");
        if (e.events == 0 && e.censored == 0) refuse("a time without people");
        if (e.events > max_people || e.censored > max_people || e.events + e.censored > max_people - n) refuse("too many people");
        n += e.events + e.censored;
    }
}

survival survival::from_stored(bytes body, errc otherwise) {
    if (body.size() < sizeof(head)) fail(otherwise, nullptr, "damaged stored value of type xm.survival");
    const auto h = load<head>(body.data());
    check_head(h, state_kind::survival, version, "survival", otherwise);
    survival s;
    if (running_survival::is_running(body.data(), body.size())) {
        const auto fixed = load<prefix>(body.data() + sizeof(head));
        const std::size_t used = std::size_t{fixed.sorted} + fixed.tail;
        read_entries(s, body.subspan(running_begin, used * entry_size(h.flags)), h.flags);
        if (fixed.tail > 0) settle(s.times);
        s.validate(otherwise);
        return s;
    }
    const bytes rest = body.subspan(sizeof(head));
    if ((h.flags & ~(flag_dense | flag_wide)) != 0 || h.size != 0 || rest.size() % entry_size(h.flags) != 0)
        fail(otherwise, nullptr, "damaged stored value of type xm.survival: ", body.size(), " bytes, flags ", h.flags);
    read_entries(s, rest, h.flags);
    s.validate(otherwise);
    if (h.flags != flags_at_rest(s) || s.stored_size() != body.size())
        fail(otherwise, nullptr, "damaged stored value of type xm.survival: not in its canonical form");
    return s;
}

std::size_t survival::stored_size() const {
    const std::uint8_t flags = flags_at_rest(*this);
    const std::size_t entries = flags & flag_dense ? static_cast<std::size_t>(times.back().time) + 1 : times.size();
    return sizeof(head) + entries * entry_size(flags);
}

void survival::to_stored(std::byte* body) const {
    const std::uint8_t flags = flags_at_rest(*this);
    std::fill_n(body, stored_size(), std::byte{0});
    store(body, head{static_cast<std::uint8_t>(state_kind::survival), version, flags, 0});
    write_entries(*this, body + sizeof(head), flags);
}

void survival::to_wire(wire_writer& out) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::survival), version, 0, 0});
    out.put(static_cast<std::uint64_t>(times.size()));
    for (const entry& e : times) {
        out.put(e.time);
        out.put(e.events);
        out.put(e.censored);
    }
}

survival survival::from_wire(bytes bytes_in) {
    wire_reader in(bytes_in);
    const head h = read_head(in, state_kind::survival, version, "survival");
    if (h.flags != 0 || h.size != 0)
        fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.survival: flags ", h.flags);
    survival s;
    const auto size = in.get<std::uint64_t>();
    if (size != in.rest().size() / 24)
        fail(errc::corrupt_wire, nullptr, "binary value of ", in.rest().size(), " bytes for ", size, " times");
    for (std::uint64_t i = 0; i < size; ++i) {
        entry e{};
        e.time = in.get<double>();
        e.events = in.get<std::uint64_t>();
        e.censored = in.get<std::uint64_t>();
        s.times.push_back(e);
    }
    in.end();
    s.validate(errc::corrupt_wire);
    return s;
}

std::string survival::to_text() const {
    json_writer out;
    out.open('{').field("type", "survival").field("version", version);
    out.key("times").open('[');
    for (const entry& e : times) out.value(e.time);
    out.close(']').key("events").open('[');
    for (const entry& e : times) out.value(e.events);
    out.close(']').key("censored").open('[');
    for (const entry& e : times) out.value(e.censored);
    return out.close(']').close('}').text();
}

survival survival::from_text(std::string_view text) {
    json_reader in(text, "survival");
    std::vector<double> times;
    std::vector<std::uint64_t> events, censored;
    unsigned seen = 0;
    in.object([&](std::string_view key) {
        constexpr std::string_view names[] = {"type", "version", "times", "events", "censored"};
        const auto which = static_cast<unsigned>(std::find(std::begin(names), std::end(names), key) - std::begin(names));
        if (which == std::size(names)) in.bad("unknown member");
        if (seen & 1U << which) in.bad("a member is given twice");
        seen |= 1U << which;
        if (which == 0 && in.string() != "survival") in.bad("the type must be \"survival\"");
        if (which == 1)
            check_head({static_cast<std::uint8_t>(state_kind::survival), in.number<std::uint8_t>(), 0, 0}, state_kind::survival,
                       version, "survival", errc::corrupt_text);
        if (which == 2) in.array([&] { times.push_back(in.number<double>() + 0.0); });
        if (which == 3) in.array([&] { events.push_back(in.number<std::uint64_t>()); });
        if (which == 4) in.array([&] { censored.push_back(in.number<std::uint64_t>()); });
    });
    in.end();
    if (seen != 31 || times.size() != events.size() || times.size() != censored.size())
        in.bad("members are missing, or lists of different lengths");
    survival s;
    for (std::size_t i = 0; i < times.size(); ++i) s.times.push_back({times[i], events[i], censored[i]});
    s.validate(errc::corrupt_text);
    return s;
}

// --- running -------------------------------------------------------------------------------------

namespace running_survival {
namespace {

struct form {
    std::uint8_t flags;
    std::size_t room;  // slots or entries
};

form form_for(const survival& s) {
    const double last = s.times.empty() ? 0 : s.times.back().time;
    const auto n = static_cast<double>(s.people());
    const auto flags = static_cast<std::uint8_t>(flag_running | width_of(s, narrow_max - 1));
    // A slot per time while that is little memory for so many people.
    if (all_whole(s) && last < std::min(std::max(256.0, 64 * n), 0x1p22))
        return {static_cast<std::uint8_t>(flags | flag_dense),
                std::bit_ceil(std::max<std::size_t>(64, static_cast<std::size_t>(last) + 1))};
    return {flags, std::max<std::size_t>(16, 2 * s.times.size())};
}

}  // namespace

bool is_running(const std::byte* body, std::size_t size) {
    if (size < running_begin) return false;
    const auto h = load<head>(body);
    const auto fixed = load<prefix>(body + sizeof(head));
    const std::size_t used = std::size_t{fixed.sorted} + fixed.tail;
    return h.kind == static_cast<std::uint8_t>(state_kind::survival) && (h.flags & flag_running) && h.flags <= 7 &&
           used * entry_size(h.flags) <= size - running_begin;
}

bool add(std::byte* body, std::size_t size, const survival::entry& e) {
    const std::uint8_t flags = load<head>(body).flags;
    auto fixed = load<prefix>(body + sizeof(head));
    std::byte* const entries = body + running_begin;
    const std::size_t each = entry_size(flags);
    const std::uint64_t most = flags & flag_wide ? max_people : narrow_max;
    if (flags & flag_dense) {
        if (!(e.time < fixed.sorted) || !is_whole(e.time)) return false;
        std::byte* const at = entries + static_cast<std::size_t>(e.time) * each;
        const survival::entry now = load_entry(at, flags, e.time);
        if (e.events > most - now.events || e.censored > most - now.censored) return false;
        store_counts(at, flags, now.events + e.events, now.censored + e.censored);
    } else {
        const std::size_t used = std::size_t{fixed.sorted} + fixed.tail;
        if ((used + 1) * each > size - running_begin || e.events > most || e.censored > most) return false;
        std::byte* const at = entries + used * each;
        store(at, e.time);
        store_counts(at + 8, flags, e.events, e.censored);
        ++fixed.tail;
        store(body + sizeof(head), fixed);
    }
    return true;
}

bool add(std::byte* body, std::size_t size, survival& other) {
    std::size_t done = 0;
    while (done < other.times.size() && add(body, size, other.times[done])) ++done;
    other.times.erase(other.times.begin(), other.times.begin() + static_cast<std::ptrdiff_t>(done));
    return other.times.empty();
}

std::size_t size_for(const survival& s) {
    const form f = form_for(s);
    if (f.room > narrow_max)
        fail(errc::memory, "Round the durations, to days perhaps.", "more than ", narrow_max / 2,
             " distinct durations in one xm.survival");
    return running_begin + f.room * entry_size(f.flags);
}

void write(const survival& s, std::byte* body, std::size_t size) {
    const form f = form_for(s);
    std::fill_n(body, size, std::byte{0});
    store(body, head{static_cast<std::uint8_t>(state_kind::survival), survival::version, f.flags, 0});
    const std::size_t sorted = f.flags & flag_dense ? f.room : s.times.size();
    store(body + sizeof(head), prefix{static_cast<std::uint32_t>(sorted), 0});
    write_entries(s, body + running_begin, f.flags);
}

}  // namespace running_survival

// --- questions ---------------------------------------------------------------------------------

namespace {

// Walks the curve: f(entry, people at risk, survival from this time on, sum of Greenwood's terms so far).
template <class F>
void walk(const survival& s, F&& f) {
    std::uint64_t at_risk = s.people();
    double curve = 1;
    dd terms;
    for (const survival::entry& e : s.times) {
        const auto n = static_cast<double>(at_risk);
        const auto d = static_cast<double>(e.events);
        if (e.events > 0) {
            curve = e.events == at_risk ? 0 : curve * ((n - d) / n);
            if (curve > 0) terms += d / n / (n - d);
        }
        f(e, at_risk, curve, terms.value());
        at_risk -= e.events + e.censored;
    }
}

struct last_seen {
    double time, survival;
};
last_seen end_of(const survival& s) {
    last_seen end{0, 1};
    walk(s, [&](const survival::entry& e, std::uint64_t, double curve, double) { end = {e.time, curve}; });
    return end;
}

bool reaches(const survival& s, double time) {
    const last_seen end = end_of(s);
    return time <= end.time || end.survival == 0;
}

struct area {
    double mean, std_error;
};
// Of a curve that reaches the horizon. Variance: sum over events of (area from there on)^2 d / (n (n - d)). Times are taken
// as fractions of the horizon, so that no square leaves the range of doubles.
area area_until(const survival& s, double horizon) {
    if (horizon == 0) return {0, 0};
    struct step {
        double from, height, term;
    };
    std::vector<step> steps{{0, 1, 0}};
    double before = 0;
    walk(s, [&](const survival::entry& e, std::uint64_t, double curve, double terms) {
        if (e.events == 0 || e.time > horizon) return;
        steps.push_back({e.time / horizon, curve, terms - before});
        before = terms;
    });
    dd mean, variance;
    double until = 1;
    for (std::size_t i = steps.size(); i-- > 0;) {
        mean += dd(until - steps[i].from) * dd(steps[i].height);
        variance += dd(mean.value()) * dd(mean.value()) * dd(steps[i].term);
        until = steps[i].from;
    }
    return {horizon * mean.value(), horizon * std::sqrt(variance.value())};
}

}  // namespace

std::vector<survival_row> survival_table(const survival& s, double confidence) {
    check_confidence(confidence);
    const double z = dist::normal_upper((1 - confidence) / 2);
    std::vector<survival_row> rows;
    walk(s, [&](const survival::entry& e, std::uint64_t at_risk, double curve, double terms) {
        survival_row row{e.time,
                         static_cast<std::int64_t>(at_risk),
                         static_cast<std::int64_t>(e.events),
                         static_cast<std::int64_t>(e.censored),
                         curve,
                         {},
                         {},
                         {}};
        if (curve > 0) {
            const double relative = std::sqrt(terms);  // of log S
            row.std_error = curve * relative;
            row.lower = curve * std::exp(-z * relative);
            row.upper = std::min(1.0, curve * std::exp(z * relative));
        }
        rows.push_back(row);
    });
    return rows;
}

std::optional<double> survival_at(const survival& s, double time) {
    check_time(time, "time");
    if (!reaches(s, time)) return std::nullopt;
    double at = 1;
    walk(s, [&](const survival::entry& e, std::uint64_t, double curve, double) {
        if (e.time <= time) at = curve;
    });
    return at;
}

survival_estimate estimate_survival(const survival& s, double time, double confidence) {
    check_time(time, "time");
    const std::vector<survival_row> rows = survival_table(s, confidence);
    survival_estimate e{survival_at(s, time), {}, {}, {}, 0};
    if (!e.value) return e;
    e.at_risk = static_cast<std::int64_t>(s.people());
    const survival_row* last = nullptr;
    for (const survival_row& r : rows) {
        if (r.time > time) break;
        e.at_risk = r.time == time ? r.at_risk : r.at_risk - r.events - r.censored;
        if (r.events > 0) last = &r;
    }
    if (last != nullptr) {
        e.std_error = last->std_error;
        e.lower = last->lower;
        e.upper = last->upper;
    }
    return e;
}

std::optional<double> median_survival(const survival& s) {
    constexpr double flat = 1e-9;
    std::optional<double> reached, left;
    double last = 0;
    bool at_half = false;
    walk(s, [&](const survival::entry& e, std::uint64_t, double curve, double) {
        last = e.time;
        if (!reached && curve < 0.5 + flat) {
            reached = e.time;
            at_half = curve > 0.5 - flat;
        } else if (reached && !left && e.events > 0) {
            left = e.time;
        }
    });
    if (!reached || !at_half) return reached;
    return *reached / 2 + left.value_or(last) / 2;
}

std::optional<double> restricted_mean(const survival& s, double horizon) {
    check_time(horizon, "horizon");
    if (!reaches(s, horizon)) return std::nullopt;
    return area_until(s, horizon).mean;
}

survival_comparison compare_survival(const survival& a, const survival& b, double horizon, double confidence) {
    check_confidence(confidence);
    check_time(horizon, "horizon");
    if (!reaches(a, horizon) || !reaches(b, horizon)) return {};
    const area first = area_until(a, horizon), second = area_until(b, horizon);
    survival_comparison c{first.mean - second.mean, {}, {}, {}, {}, {}};
    const double error = std::hypot(first.std_error, second.std_error);
    if (error > 0) {
        const double half = dist::normal_upper((1 - confidence) / 2) * error;
        c.std_error = error;
        c.lower = *c.difference - half;
        c.upper = *c.difference + half;
        c.statistic = *c.difference / error;
        c.p_value = dist::normal_two_sided(*c.statistic);
    }
    return c;
}

logrank_result logrank(const std::vector<survival>& groups, poll check) {
    const std::size_t k = groups.size();
    constexpr std::size_t most = 1000;
    if (k > most)
        fail(errc::invalid, "Compare fewer, larger groups.", k, " groups; the allowed range of xm.logrank is 1..", most);
    survival all;
    for (const survival& g : groups) {
        check();
        all.merge(g);
    }
    std::vector<std::uint64_t> at_risk;
    std::vector<std::size_t> next(k);
    for (const survival& g : groups) at_risk.push_back(g.people());
    std::vector<dd> excess(k), variance(pairs(k));  // observed - expected
    std::vector<double> expected(k), share(k);
    std::uint64_t total = all.people();
    for (const survival::entry& now : all.times) {
        const auto n = static_cast<double>(total);
        const auto d = static_cast<double>(now.events);
        if (now.events > 0) {
            check();
            // Of the people at risk in each group; the hypergeometric covariance of those who leave.
            const double spread = total > 1 ? d * (n - d) / (n - 1) : 0;
            for (std::size_t g = 0; g < k; ++g) {
                share[g] = static_cast<double>(at_risk[g]) / n;
                expected[g] += d * share[g];
                excess[g] += -d * share[g];
                if (spread > 0 && share[g] > 0) {
                    for (std::size_t h = 0; h < g; ++h) variance[pair_at(g, h)] += -spread * share[g] * share[h];
                    variance[pair_at(g, g)] += spread * share[g] * (1 - share[g]);
                }
            }
        }
        for (std::size_t g = 0; g < k; ++g) {
            const auto& times = groups[g].times;
            if (next[g] == times.size() || times[next[g]].time != now.time) continue;
            const survival::entry& e = times[next[g]++];
            excess[g] += static_cast<double>(e.events);
            at_risk[g] -= e.events + e.censored;
        }
        total -= now.events + now.censored;
    }
    // The groups that were at risk; one of them follows from the others.
    std::vector<std::size_t> used;
    for (std::size_t g = 0; g < k; ++g)
        if (expected[g] > 0) used.push_back(g);
    logrank_result result{
        static_cast<std::int64_t>(k), {}, std::max<std::int64_t>(0, static_cast<std::int64_t>(used.size()) - 1), {}};
    if (result.df == 0) return result;
    used.pop_back();
    std::vector<double> v, step;
    for (std::size_t i = 0; i < used.size(); ++i) {
        step.push_back(excess[used[i]].value());
        for (std::size_t j = 0; j <= i; ++j) v.push_back(variance[pair_at(used[i], used[j])].value());
    }
    const cholesky factor(v, used.size(), 1e-12);
    if (factor.dependent()) return result;  // no spread: everybody at risk left at once
    const std::vector<double> solved = factor.solve(step);
    double chi_squared = 0;
    for (std::size_t i = 0; i < step.size(); ++i) chi_squared += step[i] * solved[i];
    result.chi_squared = chi_squared;
    result.p_value = dist::chi_squared_upper(chi_squared, static_cast<double>(result.df));
    return result;
}

}  // namespace xm::core
