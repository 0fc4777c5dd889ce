#include "core/loyalty/clv.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "core/models/moments.hpp"
#include "core/num/cholesky.hpp"
#include "core/num/dd.hpp"
#include "core/num/dist.hpp"
#include "core/num/json.hpp"
#include "core/num/newton.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {
namespace {

constexpr std::array<std::string_view, 2> family_names{"bg_nbd", "gamma_gamma"};
constexpr std::array<std::array<std::string_view, 4>, 2> parameter_names{{{"r", "alpha", "a", "b"}, {"p", "q", "gamma", ""}}};

constexpr double max_parameter = 1e12;
constexpr double max_whole = 9e15;  // below it doubles tell whole numbers apart

void check_family(const clv_model& m, clv_model::family wanted) {
    if (m.kind != wanted)
        fail(errc::invalid,
             wanted == clv_model::bg_nbd ? "Give a model of xm.bg_nbd here." : "Give a model of xm.gamma_gamma here.",
             "a model of family ", family_names[m.kind - 1U], " where one of ", family_names[wanted - 1U], " is needed");
}

void check_frequency(double frequency) {
    if (!(frequency >= 0 && frequency <= max_whole && frequency == std::floor(frequency)))
        fail(errc::invalid, "frequency is the number of repeat purchases.", "frequency ", frequency,
             " is outside the allowed range of whole numbers from 0");
}

void check_amount(double monetary) {
    if (!(monetary >= 0 && monetary <= max_value))
        fail(errc::invalid, "monetary is the mean amount of the repeat purchases.", "monetary ", monetary,
             " is outside the allowed range 0..1e100");
}

}  // namespace

// --- the value ---------------------------------------------------------------------------------

std::string_view clv_model::name(std::size_t i) const { return parameter_names[kind - 1U][i]; }

void clv_model::validate(errc otherwise) const {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that pg_xm has written.", "invalid value of type xm.clv_model: ", why);
    };
    if (kind != bg_nbd && kind != gamma_gamma) refuse("unknown family");
    if (n < 1) refuse("the number of customers");
    // Of up to 9e15 purchases each, whose densities doubles hold.
    if (!(std::fabs(log_likelihood) <= 1e19 * static_cast<double>(n))) refuse("the log-likelihood");
    for (std::size_t i = 0; i < parameters(); ++i)
        if (!(parameter[i] >= 1 / max_parameter && parameter[i] <= max_parameter)) refuse("a parameter is out of range");
    if (kind == gamma_gamma && (parameter[3] != 0 || std::signbit(parameter[3]))) refuse("a parameter too many");
    for (std::size_t i = 0; covariance && i < parameters(); ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            const std::array<double, 10>& v = *covariance;
            const double bound = std::sqrt(v[pair_at(i, i)]) * std::sqrt(v[pair_at(j, j)]);
            if (!(v[pair_at(i, i)] >= 0 && v[pair_at(i, i)] < 1e300 &&
                  std::fabs(v[pair_at(i, j)]) <= 2 * bound + 1e-290))  // twice: rounding
                refuse("a covariance");
        }
}

std::optional<double> clv_model::std_error(std::size_t i) const {
    if (!covariance) return std::nullopt;
    return parameter[i] * std::sqrt((*covariance)[pair_at(i, i)]);
}

clv_model clv_model::from_stored(bytes body, errc otherwise) {
    const auto damaged = [&] { fail(otherwise, nullptr, "damaged stored value of type xm.clv_model: ", body.size(), " bytes"); };
    clv_model m;
    if (body.size() < m.stored_size()) damaged();
    const auto h = load<head>(body.data());
    check_head(h, state_kind::clv_model, version, "clv_model", otherwise);
    if (h.size != 0) fail(otherwise, nullptr, "damaged stored value of type xm.clv_model");
    m.kind = static_cast<family>(h.flags);
    const bytes behind = body.subspan(m.stored_size());
    if (h.version > 1) m.covariance.emplace();
    if (body.size() != m.stored_size()) damaged();
    if (m.covariance) std::memcpy(m.covariance->data(), behind.data(), behind.size());
    m.n = load<std::int64_t>(body.data() + 4);
    m.log_likelihood = load<double>(body.data() + 12);
    m.parameter = load<std::array<double, 4>>(body.data() + 20);
    m.validate(otherwise);
    return m;
}

void clv_model::to_stored(std::byte* body) const {
    store(body, head{static_cast<std::uint8_t>(state_kind::clv_model), written_version(), kind, 0});
    store(body + 4, n);
    store(body + 12, log_likelihood);
    store(body + 20, parameter);
    if (covariance) std::memcpy(body + 52, covariance->data(), covariances() * sizeof(double));
}

clv_model clv_model::from_wire(bytes bytes_in) {
    wire_reader in(bytes_in);
    const head h = read_head(in, state_kind::clv_model, version, "clv_model");
    if (h.size != 0) fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.clv_model");
    clv_model m;
    m.kind = static_cast<family>(h.flags);
    m.n = in.get<std::int64_t>();
    m.log_likelihood = in.get<double>();
    for (double& p : m.parameter) p = in.get<double>();
    if (h.version > 1) m.covariance.emplace();
    for (std::size_t i = 0; i < m.covariances(); ++i) (*m.covariance)[i] = in.get<double>();
    in.end();
    m.validate(errc::corrupt_wire);
    return m;
}

void clv_model::to_wire(wire_writer& out) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::clv_model), written_version(), kind, 0});
    out.put(n);
    out.put(log_likelihood);
    for (const double p : parameter) out.put(p);
    for (std::size_t i = 0; i < covariances(); ++i) out.put((*covariance)[i]);
}

std::string clv_model::to_text() const {
    json_writer out;
    out.open('{')
        .field("type", "clv_model")
        .field("version", written_version())
        .field("family", family_names[kind - 1U])
        .field("n", n);
    out.field("log_likelihood", log_likelihood).key("parameters").open('{');
    for (std::size_t i = 0; i < parameters(); ++i) out.field(name(i), parameter[i]);
    out.close('}');
    if (covariance) {
        out.key("covariances").open('[');
        for (std::size_t i = 0; i < covariances(); ++i) out.value((*covariance)[i]);
        out.close(']');
    }
    return out.close('}').text();
}

clv_model clv_model::from_text(std::string_view text, poll check) {
    json_reader in(text, "clv_model", check);
    clv_model m;
    unsigned seen = 0;
    std::uint8_t written = 1;
    std::size_t listed = 0;
    std::map<std::string, double, std::less<>> given;
    in.object([&](std::string_view key) {
        constexpr std::string_view names[] = {"type", "version", "family", "n", "log_likelihood", "parameters", "covariances"};
        const auto which = static_cast<unsigned>(std::find(std::begin(names), std::end(names), key) - std::begin(names));
        if (which == std::size(names)) in.bad("unknown member");
        if (seen & 1U << which) in.bad("a member is given twice");
        seen |= 1U << which;
        if (which == 0 && in.string() != "clv_model") in.bad("the type must be \"clv_model\"");
        if (which == 1) {
            written = in.number<std::uint8_t>();
            check_head({static_cast<std::uint8_t>(state_kind::clv_model), written, 0, 0}, state_kind::clv_model, version,
                       "clv_model", errc::corrupt_text);
        }
        if (which == 2) {
            const auto found = std::find(family_names.begin(), family_names.end(), in.string());
            if (found == family_names.end()) in.bad("unknown family");
            m.kind = static_cast<family>(found - family_names.begin() + 1);
        }
        if (which == 3) m.n = in.number<std::int64_t>();
        if (which == 4) m.log_likelihood = in.number<double>();
        if (which == 5)
            in.object([&](std::string_view name) {
                if (given.size() == 4 || !given.emplace(name, in.number<double>()).second) in.bad("a parameter too many");
            });
        if (which == 6)
            in.array([&] {
                if (listed == 10) in.bad("too many numbers");
                if (!m.covariance) m.covariance.emplace();
                (*m.covariance)[listed++] = in.number<double>();
            });
    });
    in.end();
    if (seen != (written > 1 ? 127U : 63U) || listed != m.covariances() || given.size() != m.parameters())
        in.bad("members are missing");
    for (std::size_t i = 0; i < m.parameters(); ++i) {
        const auto found = given.find(m.name(i));
        if (found == given.end()) in.bad("a parameter is missing");
        m.parameter[i] = found->second;
    }
    m.validate(errc::corrupt_text);
    return m;
}

// --- fitting -----------------------------------------------------------------------------------

namespace {

// Derivatives in the parameters become those in their logarithms, over which the search goes.
void to_logarithms(evaluation& e, const double* parameter, std::size_t k) {
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j <= i; ++j) e.curvature[pair_at(i, j)] *= parameter[i] * parameter[j];
        e.gradient[i] *= parameter[i];
        e.curvature[pair_at(i, i)] -= e.gradient[i];
    }
}

std::array<double, 4> exponentials(const std::vector<double>& logs) {
    std::array<double, 4> p{};
    for (std::size_t i = 0; i < logs.size(); ++i) p[i] = std::exp(logs[i]);
    return p;
}

// Searches from `start` (parameters); `evaluate(parameters)` with derivatives in the parameters.
template <class Evaluate>
clv_model search(clv_model::family kind, std::vector<double> start, const char* hint, Evaluate&& evaluate) {
    clv_model m;
    m.kind = kind;
    const std::size_t k = start.size();
    const auto no_maximum = [&](std::size_t i, bool up) {
        fail(errc::invalid, hint, "the likelihood of ", family_names[kind - 1U], " has no maximum: parameter ", m.name(i),
             up ? " grows without bound" : " goes to 0");
    };
    for (double& s : start) s = std::log(s);
    const optimum best = maximise(
        start, 1e-14, 300,
        [&](const std::vector<double>& logs) {
            for (std::size_t i = 0; i < k; ++i)
                if (std::fabs(logs[i]) > 27) return evaluation{-HUGE_VAL, {}, {}};
            const std::array<double, 4> p = exponentials(logs);
            evaluation e = evaluate(p);
            to_logarithms(e, p.data(), k);
            return e;
        },
        [&](int, const std::vector<double>& at, const std::vector<double>& step, double) {
            for (std::size_t i = 0; i < k; ++i)
                if (std::fabs(at[i]) > 20 && at[i] * step[i] > 0) no_maximum(i, at[i] > 0);
        });
    if (!best.found) {
        std::size_t far = 0;
        for (std::size_t i = 1; i < k; ++i)
            if (std::fabs(best.at[i]) > std::fabs(best.at[far])) far = i;
        no_maximum(far, best.at[far] > 0);
    }
    m.parameter = exponentials(best.at);
    m.log_likelihood = best.last.value;
    if (const cholesky factor(best.last.curvature, k, 1e-14); !factor.dependent()) {
        const std::vector<double> inverse = factor.inverse();
        std::copy(inverse.begin(), inverse.end(), m.covariance.emplace().begin());
    }
    return m;
}

struct customer {
    double frequency, recency, age, count;
};

// The terms of one customer that depend on all parameters: log of (alive + left), and what they add to the
// derivatives in r, alpha, a, b.
struct bg_nbd_sums {
    dd value;
    double gradient[4] = {};
    double curvature[10] = {};

    void add(const customer& c, double r, double alpha, double a, double b) {
        const double rx = r + c.frequency;
        const double alive = std::log(alpha + c.age), alive_1 = 1 / (alpha + c.age);
        double left = 0, left_1 = 0, share = 0, b1 = 1;  // share: of those who left
        double log_sum = -rx * alive;
        if (c.frequency > 0) {
            left = std::log(alpha + c.recency);
            left_1 = 1 / (alpha + c.recency);
            b1 = b + c.frequency - 1;
            const double odds = std::log(a / b1) + rx * (alive - left);
            const double e = std::exp(-std::fabs(odds));
            share = odds > 0 ? 1 / (1 + e) : e / (1 + e);
            log_sum += std::fmax(odds, 0) + std::log1p(e);
        }
        value += c.count * log_sum;
        // Gradients of both terms' logarithms, in r, alpha, a, b.
        const double g0[4] = {-alive, -rx * alive_1, 0, 0};
        const double g1[4] = {-left, -rx * left_1, 1 / a, -1 / b1};
        const double stay = 1 - share, both = c.count * share * stay;
        for (int i = 0; i < 4; ++i) gradient[i] += c.count * (stay * g0[i] + share * g1[i]);
        if (share > 0) {
            const double d[4] = {g1[0] - g0[0], g1[1] - g0[1], g1[2], g1[3]};
            for (int i = 0, at = 0; i < 4; ++i)
                for (int j = 0; j <= i; ++j, ++at) curvature[at] -= both * d[i] * d[j];
        }
        // Second derivatives of the logarithms: r alpha, alpha alpha, a a, b b.
        curvature[1] += c.count * (stay * alive_1 + share * left_1);
        curvature[2] -= c.count * rx * (stay * alive_1 * alive_1 + share * left_1 * left_1);
        if (share > 0) {
            curvature[5] += c.count * share / (a * a);
            curvature[9] -= c.count * share / (b1 * b1);
        }
    }
};

// Calls f(customer) for every `each`-th pattern, times counted in this unit.
template <class F>
void each_customer(const pattern_store& customers, std::size_t each, double unit, poll check, F&& f) {
    std::size_t skip = 0;
    customers.each_run(check, [&](const double* row, std::size_t rows, std::size_t stride, bool) {
        std::size_t i = skip;
        for (; i < rows; i += each) {
            const double* at = row + i * stride;
            f(customer{at[0], at[1] / unit, at[2] / unit, at[3]});
        }
        skip = i - rows;
    });
}

constexpr std::size_t sample_size = 8192;  // patterns that give the search its start

}  // namespace

void check_purchases(const purchases& p) {
    check_frequency(p.frequency);
    if (!(p.age >= 0 && p.age <= max_score))
        fail(errc::invalid, "age is the time since the first purchase.", "age ", p.age, " is outside the allowed range 0..1e50");
    if (!(p.recency >= 0 && p.recency <= p.age))
        fail(errc::invalid, "recency is the time from the first to the last purchase, in the unit of age.", "recency ", p.recency,
             " is outside the allowed range 0..", p.age, " (age)");
}

clv_model fit_bg_nbd(const pattern_store& customers, poll check) {
    constexpr const char* hint = "Observe more customers, or for longer: some must have come back, and some have stopped.";
    // In units of the mean age, so that days or seconds do not matter.
    dd everybody, ages;
    each_customer(customers, 1, 1, check, [&](const customer& c) {
        everybody += c.count;
        ages += dd(c.count) * dd(c.age);
    });
    const double unit = (ages / everybody).value();
    if (!(unit > 0)) fail(errc::invalid, hint, "every age is 0: nothing has been observed");
    clv_model m;
    m.parameter = {0.5, 1, 1, 2.5};
    for (std::size_t each = customers.size() > 2 * sample_size ? customers.size() / sample_size : 1;; each = 1) {
        // What depends on the frequency alone is added up by frequency.
        std::map<double, double> by_frequency;
        double people = 0, bought = 0, observed = 0;
        each_customer(customers, each, unit, check, [&](const customer& c) {
            by_frequency[c.frequency] += c.count;
            people += c.count;
            bought += c.count * c.frequency;
            observed += c.count * c.age;
        });
        if (bought == 0 && each == 1)
            fail(errc::invalid, hint, "no customer has bought again (every frequency is 0): the likelihood has no maximum");
        if (!(observed > 0)) continue;  // a sample that tells nothing
        std::vector<double> start(m.parameter.begin(), m.parameter.end());
        if (m.n == 0) start[1] = std::clamp(start[0] * observed / std::fmax(bought, 1), 1e-6, 1e6);
        const auto evaluate = [&](const std::array<double, 4>& p) {
            const double r = p[0], alpha = p[1], a = p[2], b = p[3];
            bg_nbd_sums s;
            each_customer(customers, each, unit, check, [&](const customer& c) { s.add(c, r, alpha, a, b); });
            const double digamma_r = dist::digamma(r), digamma_b = dist::digamma(b), digamma_ab = dist::digamma(a + b);
            const double trigamma_r = dist::trigamma(r), trigamma_b = dist::trigamma(b), trigamma_ab = dist::trigamma(a + b);
            const double log_r = std::lgamma(r), log_b = std::lgamma(b), log_ab = std::lgamma(a + b);
            for (const auto& [x, count] : by_frequency) {
                s.value += count * (std::lgamma(r + x) - log_r + r * std::log(alpha) + log_ab + std::lgamma(b + x) - log_b -
                                    std::lgamma(a + b + x));
                const double abx = dist::digamma(a + b + x), abx_1 = dist::trigamma(a + b + x);
                s.gradient[0] += count * (dist::digamma(r + x) - digamma_r + std::log(alpha));
                s.gradient[1] += count * r / alpha;
                s.gradient[2] += count * (digamma_ab - abx);
                s.gradient[3] += count * (digamma_ab - abx + dist::digamma(b + x) - digamma_b);
                s.curvature[0] -= count * (dist::trigamma(r + x) - trigamma_r);
                s.curvature[1] -= count / alpha;
                s.curvature[2] += count * r / (alpha * alpha);
                s.curvature[5] -= count * (trigamma_ab - abx_1);
                s.curvature[8] -= count * (trigamma_ab - abx_1);
                s.curvature[9] -= count * (trigamma_ab - abx_1 + dist::trigamma(b + x) - trigamma_b);
            }
            return evaluation{s.value.value(), {s.gradient, s.gradient + 4}, {s.curvature, s.curvature + 10}};
        };
        if (each > 1) {
            try {
                m = search(clv_model::bg_nbd, start, hint, evaluate);
            } catch (const error& e) {
                if (e.code != errc::invalid) throw;  // the sample may lack what all customers have
            }
        } else {
            m = search(clv_model::bg_nbd, start, hint, evaluate);
        }
        m.n = static_cast<std::int64_t>(people);
        if (each > 1) continue;
        m.parameter[1] *= unit;
        m.log_likelihood -= bought * std::log(unit);  // density of purchases in their own unit
        if (!(m.parameter[1] >= 1 / max_parameter && m.parameter[1] <= max_parameter))
            fail(errc::range, "Count recency and age in a larger or smaller unit.", "alpha is ", m.parameter[1],
                 ", outside the allowed range 1e-12..1e12");
        return m;
    }
}

void check_spending(const spending& s) {
    check_frequency(s.frequency);
    check_amount(s.monetary);
}

clv_model fit_gamma_gamma(const pattern_store& customers, poll check) {
    constexpr const char* hint = "Give customers whose mean amounts differ.";
    // In units of the mean amount, so that currency does not matter.
    dd people, total;
    double smallest = HUGE_VAL, largest = 0;
    const auto each = [&](auto&& f) {
        customers.each_run(check, [&](const double* row, std::size_t rows, std::size_t stride, bool counted) {
            for (std::size_t i = 0; i < rows; ++i, row += stride) f(row[0], row[1], counted ? row[2] : 1);
        });
    };
    each([&](double, double z, double count) {
        people += count;
        total += dd(count) * dd(z);
        smallest = std::fmin(smallest, z);
        largest = std::fmax(largest, z);
    });
    const double unit = (total / people).value(), log_unit = std::log(unit);
    if (!(largest > smallest * (1 + 1e-12)))
        fail(errc::invalid, hint, "every customer spends ", largest, ": the likelihood has no maximum");
    // By frequency: customers, and sums of log z and, per evaluation, of what depends on gamma.
    struct sums {
        double people = 0;
        dd log_z;
        dd log_rest;                    // log(gamma + x z)
        double rest_1 = 0, rest_2 = 0;  // its first and second derivative
    };
    std::map<double, sums> by_frequency;
    each([&](double x, double z, double count) {
        sums& s = by_frequency[x];
        s.people += count;
        s.log_z += count * (std::log(z) - log_unit);
    });
    clv_model m = search(clv_model::gamma_gamma, {4, 4, 0.75}, hint, [&](const std::array<double, 4>& parameter) {
        const double p = parameter[0], q = parameter[1], gamma = parameter[2];
        for (auto& [x, s] : by_frequency) {
            s.log_rest = {};
            s.rest_1 = s.rest_2 = 0;
        }
        sums* here = nullptr;
        double here_x = -1;
        each([&](double x, double z, double count) {
            if (x != here_x) {
                here = &by_frequency[x];
                here_x = x;
            }
            const double rest = gamma + x * (z / unit);
            here->log_rest += count * std::log(rest);
            here->rest_1 += count / rest;
            here->rest_2 += count / rest / rest;
        });
        dd value;
        evaluation e{0, std::vector<double>(3), std::vector<double>(6)};
        const double log_q = std::lgamma(q), digamma_q = dist::digamma(q), trigamma_q = dist::trigamma(q);
        for (const auto& [x, s] : by_frequency) {
            const double px = p * x, pxq = px + q, n = s.people;
            const double digamma_pxq = dist::digamma(pxq), trigamma_pxq = dist::trigamma(pxq);
            const double log_rest = s.log_rest.value(), log_z = s.log_z.value();
            value += n * (std::lgamma(pxq) - std::lgamma(px) - log_q + q * std::log(gamma) + px * std::log(x));
            value += (px - 1) * log_z - pxq * log_rest;
            e.gradient[0] += x * (n * (digamma_pxq - dist::digamma(px) + std::log(x)) + log_z - log_rest);
            e.gradient[1] += n * (digamma_pxq - digamma_q + std::log(gamma)) - log_rest;
            e.gradient[2] += n * q / gamma - pxq * s.rest_1;
            e.curvature[0] -= n * x * x * (trigamma_pxq - dist::trigamma(px));
            e.curvature[1] -= n * x * trigamma_pxq;
            e.curvature[2] -= n * (trigamma_pxq - trigamma_q);
            e.curvature[3] += x * s.rest_1;
            e.curvature[4] -= n / gamma - s.rest_1;
            e.curvature[5] += n * q / gamma / gamma - pxq * s.rest_2;
        }
        e.value = value.value();
        return e;
    });
    m.n = static_cast<std::int64_t>(people.value());
    m.parameter[2] *= unit;
    m.log_likelihood -= people.value() * log_unit;  // density of amounts in their own unit
    if (!(m.parameter[2] >= 1 / max_parameter && m.parameter[2] <= max_parameter))
        fail(errc::range, "Count the amounts in a larger or smaller unit.", "gamma is ", m.parameter[2],
             ", outside the allowed range 1e-12..1e12");
    return m;
}

// --- questions ---------------------------------------------------------------------------------

namespace {

// Odds of having left against being alive, as a logarithm; nothing without a repeat purchase.
std::optional<double> log_odds_left(const clv_model& m, const purchases& p) {
    check_family(m, clv_model::bg_nbd);
    check_purchases(p);
    if (p.frequency == 0) return std::nullopt;
    const auto [r, alpha, a, b] = m.parameter;
    return std::log(a / (b + p.frequency - 1)) + (r + p.frequency) * std::log1p((p.age - p.recency) / (alpha + p.recency));
}

// What one who is alive now will buy until `horizon`: eq. 10 without the probability of being alive,
//   c / (a - 1) (1 - (1 - z)^(r + x) F(r + x, b + x; c; z)),  z = t / (alpha + T + t), c = a + b + x - 1.
// The terms of Gauss's series times (1 - z)^(r + x) are negative binomial probabilities times pi(n) = (b + x)_n / (c)_n,
// so that this is the mean of u(n) = c (1 - pi(n)) / (a - 1) over n purchases of one who never stops. u(n + 1) - u(n) is
// a product of positive factors: nothing cancels or overflows, and a = 1 is no special case.
double purchases_if_alive(const clv_model& m, const purchases& p, double horizon, poll check) {
    const auto [r, alpha, a, b] = m.parameter;
    const double limit = 10000 * (alpha + p.age);
    if (!(horizon >= 0 && horizon <= limit))
        fail(errc::invalid, "Give the horizon in the unit of age.", "horizon ", horizon, " is outside the allowed range 0..",
             limit, " (10000 x (alpha + age))");
    const double z = horizon / (alpha + p.age + horizon);
    const double rx = r + p.frequency, bx = b + p.frequency, c = a + bx - 1;
    const double mean = rx * horizon / (alpha + p.age);
    if (mean > 1e8)
        fail(errc::range, "Ask for a shorter horizon.", "a customer of ", p.frequency, " purchases would buy ", mean,
             " times if never stopping; the allowed range is up to 1e8");
    double log_probability = rx * std::log1p(-z), u = 0, step = 1, sum = 0;
    for (double n = 0;; ++n) {
        if (std::fmod(n, 4096) == 0) check();
        const double part = std::exp(log_probability) * u;
        sum += part;
        if (n > mean && part <= 1e-17 * (1 - z) * sum) return sum;
        u += step;
        step *= (bx + n) / (c + n + 1);
        log_probability += std::log((rx + n) / (n + 1) * z);
    }
}

}  // namespace

double p_alive(const clv_model& m, const purchases& p) {
    const auto odds = log_odds_left(m, p);
    return odds ? 1 / (1 + std::exp(*odds)) : 1;
}

double expected_purchases(const clv_model& m, const purchases& p, double horizon, poll check) {
    const double alive = p_alive(m, p);
    return alive * purchases_if_alive(m, p, horizon, check);
}

double expected_spend(const clv_model& m, double frequency, std::optional<double> monetary) {
    check_family(m, clv_model::gamma_gamma);
    check_frequency(frequency);
    if (monetary) check_amount(*monetary);
    const double p = m.parameter[0], q = m.parameter[1], gamma = m.parameter[2];
    const double below = p * frequency + q - 1;
    if (!(below > 0))
        fail(errc::range, "Fit xm.gamma_gamma on more customers, or without the largest amounts.",
             "the mean spend of this customer is infinite: q is ", q, ", not above 1");
    return p * (gamma + (frequency > 0 ? frequency * monetary.value_or(0) : 0)) / below;
}

namespace {

// What one who is alive now will buy until the horizon, discounted.
double discounted_purchases(const clv_model& bg, const purchases& p, double horizon, double discount_rate, poll check) {
    double before = 0;
    dd sum;
    for (double i = 1; i <= horizon; ++i) {
        check();
        const double until = purchases_if_alive(bg, p, i, check);
        sum += (until - before) * std::exp(-i * std::log1p(discount_rate));
        before = until;
    }
    return sum.value();
}

}  // namespace

double customer_value(const clv_model& bg, const clv_model& gg, const purchases& p, std::optional<double> monetary,
                      double horizon, double discount_rate, poll check) {
    if (!(horizon >= 0 && horizon <= 10000 && horizon == std::floor(horizon)))
        fail(errc::invalid, "Give whole units of age, for example 52 weeks.", "horizon ", horizon,
             " is outside the allowed range of whole numbers 0..10000");
    if (!(discount_rate > -1 && discount_rate <= 1e6))
        fail(errc::invalid, "Give the rate per unit of age: 0.1 a year is 1.1 ^ (1 / 52.18) - 1 a week.", "discount_rate ",
             discount_rate, " is outside the allowed range -1 (exclusive) .. 1e6");
    const double alive = p_alive(bg, p);
    const double spend = expected_spend(gg, p.frequency, monetary);
    return spend * alive * discounted_purchases(bg, p, horizon, discount_rate, check);
}

value_estimate estimate_customer_value(const clv_model& bg, const clv_model& gg, const purchases& p,
                                       std::optional<double> monetary, double horizon, double discount_rate, double confidence,
                                       poll check) {
    check_confidence(confidence);
    value_estimate e{customer_value(bg, gg, p, monetary, horizon, discount_rate, check), {}, {}, {}};
    if (!bg.covariance || !gg.covariance) return e;
    const auto variance = [](const clv_model& m, const std::vector<double>& gradient) {
        double sum = 0;
        for (std::size_t i = 0; i < gradient.size(); ++i)
            for (std::size_t j = 0; j < gradient.size(); ++j) sum += gradient[i] * gradient[j] * (*m.covariance)[pair_at(i, j)];
        return sum;
    };
    // In the logarithms of the parameters. Of the purchases by differences of fourth order, of the spend as it is written.
    const double spend = expected_spend(gg, p.frequency, monetary);
    std::vector<double> in_bg;
    for (std::size_t i = 0; i < bg.parameters(); ++i) {
        const auto moved = [&](double steps) {
            constexpr double step = 1e-3;
            clv_model m = bg;
            m.parameter[i] *= std::exp(steps * step);
            return p_alive(m, p) * discounted_purchases(m, p, horizon, discount_rate, check) / (12 * step);
        };
        in_bg.push_back(spend * (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))));
    }
    const double shape = gg.parameter[0], q = gg.parameter[1], gamma = gg.parameter[2];
    const double x = p.frequency, below = shape * x + q - 1, spent = x > 0 ? x * monetary.value_or(0) : 0;
    const std::vector<double> in_gg{e.value * (1 - shape * x / below), -e.value * q / below, e.value * gamma / (gamma + spent)};
    const double total = variance(bg, in_bg) + variance(gg, in_gg);
    if (!std::isfinite(total))
        fail(errc::range, "Fit the models on more customers.", "the error of the value is outside the range of double precision");
    e.std_error = std::sqrt(std::fmax(total, 0));
    const double half = *e.std_error * dist::normal_upper((1 - confidence) / 2);
    e.lower = e.value - half;
    e.upper = e.value + half;
    return e;
}

}  // namespace xm::core
