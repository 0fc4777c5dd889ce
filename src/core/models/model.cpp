#include "core/models/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/models/moments.hpp"
#include "core/num/dist.hpp"
#include "core/num/json.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {
namespace {

constexpr std::uint8_t has_likelihood = 1, has_r_squared = 2;

constexpr std::array<std::string_view, 4> family_names{"linear", "logit", "cox", "multilevel"};
std::string_view name_of(model::family f) { return family_names[f - 1U]; }

bool known_family(std::uint8_t f) { return f >= 1 && f <= family_names.size(); }

double logistic(double x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }

struct stored_reader {
    bytes in;
    errc otherwise;
    template <class T>
    T get() {
        if (in.size() < sizeof(T)) fail(otherwise, nullptr, "damaged stored value of type xm.model");
        const T value = load<T>(in.data());
        in = in.subspan(sizeof(T));
        return value;
    }
    bytes rest() const { return in; }
};

struct stored_writer {
    std::byte* at;
    template <class T>
    void put(T value) {
        store(at, value);
        at += sizeof(T);
    }
};

std::size_t checked_size(std::uint32_t k, errc otherwise) {
    if (k < 1 || k > max_variables + 1) fail(otherwise, nullptr, "invalid value of type xm.model: ", k, " terms");
    return k;
}

// The fields in the order of docs/internals/states.md; In is a stored_reader or a wire_reader.
template <class In>
model read(In& in, head h, errc otherwise) {
    model m;
    m.kind = static_cast<model::family>(h.flags);
    m.n = in.template get<std::int64_t>();
    (m.kind == model::multilevel ? m.units : m.events) = in.template get<std::int64_t>();
    const std::size_t k = checked_size(in.template get<std::uint32_t>(), otherwise);
    const auto known = in.template get<std::uint32_t>();
    if (known > (has_likelihood | has_r_squared)) fail(otherwise, nullptr, "invalid value of type xm.model: flags ", known);
    const auto likelihood = in.template get<double>();
    const auto r_squared = in.template get<double>();
    const auto zero = [](double v) { return v == 0 && !std::signbit(v); };  // of figures that do not apply
    if ((!(known & has_likelihood) && !zero(likelihood)) || (!(known & has_r_squared) && !zero(r_squared)))
        fail(otherwise, nullptr, "invalid value of type xm.model: an unknown figure is given");
    if (known & has_likelihood) m.log_likelihood = likelihood;
    if (known & has_r_squared) m.r_squared = r_squared;
    m.df = in.template get<double>();
    m.residual_variance = in.template get<double>();
    m.unit_variance = in.template get<double>();
    for (auto* list : {&m.estimate, &m.mean})
        for (std::size_t i = 0; i < k; ++i) list->push_back(in.template get<double>());
    for (std::size_t i = 0; i < pairs(k); ++i) m.covariance.push_back(in.template get<double>());
    m.terms = unpacked_labels(in.rest(), k, otherwise);
    m.outcome = m.terms[0];
    m.terms.erase(m.terms.begin());
    return m;
}

template <class Out>
void write(const model& m, Out& out) {
    out.put(m.n);
    out.put(m.kind == model::multilevel ? m.units : m.events);
    out.put(static_cast<std::uint32_t>(m.size()));
    out.put(std::uint32_t{(m.log_likelihood ? has_likelihood : 0U) | (m.r_squared ? has_r_squared : 0U)});
    for (const double v : {m.log_likelihood.value_or(0), m.r_squared.value_or(0), m.df, m.residual_variance, m.unit_variance})
        out.put(v);
    for (const auto* list : {&m.estimate, &m.mean, &m.covariance})
        for (const double v : *list) out.put(v);
    for (const char c : packed_labels({m.outcome})) out.put(static_cast<std::uint8_t>(c));
    for (const char c : packed_labels(m.terms)) out.put(static_cast<std::uint8_t>(c));
}

}  // namespace

std::optional<double> model::std_error(std::size_t term) const {
    if (df <= 0 && !counts_events()) return std::nullopt;
    return std::sqrt(covariance[pair_at(term, term)]);
}

double model::upper(double tail) const { return counts_events() ? dist::normal_upper(tail) : dist::student_upper(tail, df); }

double model::two_sided(double statistic) const {
    return counts_events() ? dist::normal_two_sided(statistic) : dist::student_two_sided(statistic, df);
}

void model::set_estimates(const std::vector<double>& b, const std::vector<double>& v, const std::vector<double>& centre,
                          const std::vector<double>& scale, bool constant) {
    const std::size_t k = b.size();
    estimate.assign(k, 0);
    mean.assign(1, 1);
    mean.insert(mean.end(), centre.begin(), centre.end());
    covariance.assign(pairs(k), 0);
    if (constant) {
        estimate[0] = b[0];
        covariance[0] = v[0];
    }
    for (std::size_t i = 1; i < k; ++i) {
        estimate[i] = b[i] * scale[i - 1];
        for (std::size_t j = 1; j <= i; ++j) covariance[pair_at(i, j)] = scale[i - 1] * scale[j - 1] * v[pair_at(i, j)];
    }
    for (std::size_t i = 1; constant && i < k; ++i) {
        const double here = scale[i - 1] * v[pair_at(i, 0)];
        double with_constant = here;
        for (std::size_t j = 1; j < k; ++j) with_constant -= covariance[pair_at(i, j)] * mean[j];
        covariance[pair_at(i, 0)] = with_constant;
        covariance[0] -= mean[i] * (here + with_constant);
        estimate[0] -= estimate[i] * mean[i];
    }
    // What rounding may leave where few clusters tell little: no covariances of anything.
    for (std::size_t i = 0; i < k; ++i) {
        covariance[pair_at(i, i)] = std::fmax(covariance[pair_at(i, i)], 0);
        for (std::size_t j = 0; j < i; ++j) {
            const double most = std::sqrt(covariance[pair_at(i, i)]) * std::sqrt(covariance[pair_at(j, j)]);
            double& here = covariance[pair_at(i, j)];
            if (std::fabs(here) > 2 * most) here = std::copysign(most, here);
        }
    }
}

std::size_t model::index(std::string_view label) const {
    const auto found = std::find(terms.begin(), terms.end(), label);
    if (found != terms.end()) return static_cast<std::size_t>(found - terms.begin()) + 1;
    message known;
    for (const std::string& t : terms) known.add(known.c_str()[0] ? ", " : "").add(t);
    fail(errc::invalid, "Use a term of the model; xm.coefficients lists them.", "no predictor \"", label, "\"; there are ",
         known.c_str());
}

void model::relabel(const std::vector<std::string>& labels) {
    if (labels.size() != terms.size())
        fail(errc::invalid, "Give one label for each predictor, in the order of xm.coefficients.", labels.size(), " labels for ",
             terms.size(), " predictors");
    check_labels(labels);
    terms = labels;
}

bool model::finite() const {
    const auto ok = [](double v) { return std::isfinite(v) && std::fabs(v) < 1e300; };
    for (const auto* list : {&estimate, &mean, &covariance})
        if (!std::all_of(list->begin(), list->end(), ok)) return false;
    return ok(residual_variance) && ok(unit_variance) && ok(log_likelihood.value_or(0));
}

void model::check_range() const {
    if (!finite())
        fail(errc::range, "Rescale the variables.",
             "a coefficient of the model, or its variance, is outside the range of double precision");
}

void model::validate(errc otherwise) const {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that pg_xm has written.", "invalid value of type xm.model: ", why);
    };
    try {
        check_labels(terms);
        check_labels({outcome});
    } catch (const error& e) {
        refuse(e.text.c_str());
    }
    const std::size_t k = size();
    if (k != terms.size() + 1 || mean.size() != k || covariance.size() != pairs(k))
        refuse("the numbers of terms, means and covariances");
    if (n < 1 || units < 0 || (kind == multilevel) != (units > 0) || units > n) refuse("the numbers of rows and units");
    if (events < 0 || events > n || (events > 0) != counts_events()) refuse("the number of events");
    if (!finite()) refuse("a number is not finite");
    for (std::size_t i = 0; i < k; ++i)
        if (covariance[pair_at(i, i)] < 0) refuse("a variance is negative");
    const auto zero = [](double x) { return x == 0 && !std::signbit(x); };
    if (kind != multilevel && !zero(unit_variance)) refuse("a variance between units");
    if (counts_events() && !(zero(df) && zero(residual_variance))) refuse("degrees of freedom or variances");
    if (kind == cox)
        for (std::size_t i = 0; i < k; ++i)
            if (!zero(estimate[0]) || !zero(covariance[pair_at(i, 0)])) refuse("the constant of a Cox model");
    if (mean[0] != 1) refuse("the mean of the constant");
    if (!(df >= 0 && df <= 9e18 && df == std::floor(df)) || !(residual_variance >= 0) || !(unit_variance >= 0))
        refuse("degrees of freedom or variances");
    if ((r_squared && !(*r_squared >= 0 && *r_squared <= 1))) refuse("the fit");
    // What a fit can be. Terms are within 1e100. With the constant alone each answer costs a logit ln 2 at most and each
    // event a Cox model ln n, and the maximum is above that; other likelihoods are of doubles.
    const auto rows = static_cast<double>(n);
    if (kind == linear && !(df <= rows - static_cast<double>(k))) refuse("degrees of freedom");
    if (kind == multilevel && !(df <= static_cast<double>(units) - static_cast<double>(k))) refuse("degrees of freedom");
    for (const double m : mean)
        if (std::fabs(m) > max_value * (1 + 1e-9)) refuse("a mean");
    for (std::size_t i = 0; i < k; ++i)
        for (std::size_t j = 0; j < i; ++j)  // twice: rounding, where predictors nearly depend on each other
            if (std::fabs(covariance[pair_at(i, j)]) >
                2 * std::sqrt(covariance[pair_at(i, i)]) * std::sqrt(covariance[pair_at(j, j)]) + 1e-290)
                refuse("a covariance");
    const double likelihood = log_likelihood.value_or(0);
    if (counts_events() ? !(likelihood >= -100 * rows && likelihood <= 1e-6)
                        : std::fabs(likelihood) > 1000 * (rows + static_cast<double>(units) + 2 * static_cast<double>(k)))
        refuse("the log-likelihood");
}

model model::from_stored(bytes body, errc otherwise) {
    stored_reader in{body, otherwise};
    const auto h = in.get<head>();
    check_head(h, state_kind::model, version, "model", otherwise);
    if (!known_family(h.flags) || h.size != 0)
        fail(otherwise, nullptr, "damaged stored value of type xm.model: family ", h.flags);
    model m = read(in, h, otherwise);
    m.validate(otherwise);
    return m;
}

model model::from_wire(bytes bytes_in) {
    wire_reader in(bytes_in);
    const head h = read_head(in, state_kind::model, version, "model");
    if (!known_family(h.flags) || h.size != 0)
        fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.model: family ", h.flags);
    model m = read(in, h, errc::corrupt_wire);
    m.validate(errc::corrupt_wire);
    return m;
}

std::size_t model::stored_size() const {
    return sizeof(head) + 2 * 8 + 2 * 4 + 5 * 8 + (2 * size() + pairs(size())) * 8 + packed_labels({outcome}).size() +
           packed_labels(terms).size();
}

void model::to_stored(std::byte* body) const {
    store(body, head{static_cast<std::uint8_t>(state_kind::model), version, kind, 0});
    stored_writer out{body + sizeof(head)};
    write(*this, out);
}

void model::to_wire(wire_writer& out) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::model), version, kind, 0});
    write(*this, out);
}

std::string model::to_text() const {
    json_writer out;
    out.open('{').field("type", "model").field("version", version).field("family", name_of(kind)).field("n", n);
    if (kind == multilevel) out.field("units", units);
    if (counts_events()) out.field("events", events);
    if (log_likelihood) out.field("log_likelihood", *log_likelihood);
    if (r_squared) out.field("r_squared", *r_squared);
    out.field("df", df).field("residual_variance", residual_variance);
    if (kind == multilevel) out.field("unit_variance", unit_variance);
    out.key("outcome").escaped(outcome).key("terms").open('[');
    for (const std::string& t : terms) out.escaped(t);
    out.close(']');
    for (const auto& [name, list] :
         {std::pair("estimates", &estimate), std::pair("means", &mean), std::pair("covariances", &covariance)}) {
        out.key(name).open('[');
        for (const double v : *list) out.value(v);
        out.close(']');
    }
    return out.close('}').text();
}

model model::from_text(std::string_view text, poll check) {
    model m;
    json_reader in(text, "model", check);
    constexpr std::array<std::string_view, 14> names{
        "type", "version",           "family",         "n",         "outcome", "terms", "estimates", "means", "covariances",
        "df",   "residual_variance", "log_likelihood", "r_squared", "units"};
    std::uint32_t seen = 0;
    bool unit_variance_seen = false, events_seen = false;
    const auto list = [&](std::vector<double>& into) {
        in.array([&] {
            if (into.size() >= pairs(max_variables + 1)) in.bad("too many numbers");
            into.push_back(in.number<double>());
        });
    };
    in.object([&](std::string_view key) {
        if (key == "unit_variance" && !unit_variance_seen) {
            unit_variance_seen = true;
            m.unit_variance = in.number<double>();
            return;
        }
        if (key == "events" && !events_seen) {
            events_seen = true;
            m.events = in.number<std::int64_t>();
            return;
        }
        const auto which = static_cast<unsigned>(std::find(names.begin(), names.end(), key) - names.begin());
        if (which == names.size()) in.bad("unknown member, or one given twice");
        if (seen & 1U << which) in.bad("a member is given twice");
        seen |= 1U << which;
        switch (which) {
            case 0:
                if (in.string() != "model") in.bad("the type must be \"model\"");
                break;
            case 1:
                check_head({static_cast<std::uint8_t>(state_kind::model), in.number<std::uint8_t>(), 0, 0}, state_kind::model,
                           version, "model", errc::corrupt_text);
                break;
            case 2: {
                const std::string_view family = in.string();
                const auto found = std::find(family_names.begin(), family_names.end(), family);
                if (found == family_names.end()) in.bad("unknown family");
                m.kind = static_cast<model::family>(found - family_names.begin() + 1);
                break;
            }
            case 3: m.n = in.number<std::int64_t>(); break;
            case 4: m.outcome = in.escaped_string(); break;
            case 5:
                in.array([&] {
                    if (m.terms.size() == max_variables) in.bad("too many terms");
                    m.terms.push_back(in.escaped_string());
                });
                break;
            case 6: list(m.estimate); break;
            case 7: list(m.mean); break;
            case 8: list(m.covariance); break;
            case 9: m.df = in.number<double>(); break;
            case 10: m.residual_variance = in.number<double>(); break;
            case 11: m.log_likelihood = in.number<double>(); break;
            case 12: m.r_squared = in.number<double>(); break;
            default: m.units = in.number<std::int64_t>(); break;
        }
    });
    in.end();
    constexpr std::uint32_t always = (1U << 11) - 1;
    if ((seen & always) != always || (m.kind == multilevel) != ((seen >> 13 & 1U) != 0) ||
        (m.kind == multilevel) != unit_variance_seen || m.counts_events() != events_seen)
        in.bad("members are missing, or do not belong to the family");
    m.validate(errc::corrupt_text);
    return m;
}

// --- questions ---------------------------------------------------------------------------------

std::vector<coefficient> coefficients(const model& m, double confidence) {
    check_confidence(confidence);
    std::vector<coefficient> rows;
    for (std::size_t i = m.kind == model::cox ? 1 : 0; i < m.size(); ++i) {
        coefficient c{i == 0 ? "(intercept)" : m.terms[i - 1], m.estimate[i], m.std_error(i), {}, {}, {}, {}, {}, {}, {}};
        if (c.std_error) {
            const double half = *c.std_error * m.upper((1 - confidence) / 2);
            c.lower = c.estimate - half;
            c.upper = c.estimate + half;
            if (*c.std_error > 0) {
                c.statistic = c.estimate / *c.std_error;
                c.p_value = m.two_sided(*c.statistic);
            }
        }
        // A ratio beyond the range of doubles is unknown.
        if (m.counts_events() && c.estimate < 700) {
            c.ratio = std::exp(c.estimate);
            if (c.lower) c.ratio_lower = std::exp(*c.lower);
            if (c.upper && *c.upper < 700) c.ratio_upper = std::exp(*c.upper);
        }
        rows.push_back(std::move(c));
    }
    return rows;
}

model_fit fit(const model& m) {
    const auto parameters = static_cast<std::int64_t>(m.size()) - (m.kind == model::cox ? 1 : 0);
    model_fit f{name_of(m.kind), m.n, {}, parameters, m.log_likelihood, {}, {}, m.r_squared, {}};
    if (m.counts_events()) f.events = m.events;
    const double variances = m.kind == model::multilevel ? 2 : m.kind == model::linear ? 1 : 0;
    const double counted = static_cast<double>(parameters) + variances;
    if (m.log_likelihood) {
        f.aic = -2 * *m.log_likelihood + 2 * counted;
        f.bic = -2 * *m.log_likelihood + std::log(static_cast<double>(m.kind == model::cox ? m.events : m.n)) * counted;
    }
    // Tests by cluster have fewer degrees of freedom than the fit.
    const std::int64_t left = m.n - parameters;
    if (m.r_squared && m.df > 0)
        f.adjusted_r_squared = 1 - (1 - *m.r_squared) * static_cast<double>(m.n - 1) / static_cast<double>(left);
    return f;
}

namespace {

void check_values(const model& m, const std::vector<double>& values, std::string_view what) {
    if (values.size() != m.terms.size())
        fail(errc::invalid, "Give one value for each predictor, in the order of xm.coefficients.", values.size(), what,
             m.terms.size(), " predictors");
    for (const double v : values)
        if (!std::isfinite(v))
            fail(errc::invalid, "Values of predictors are finite numbers.", "value ", v,
                 " of a predictor is outside the allowed range of finite numbers");
}

}  // namespace

double predict(const model& m, const std::vector<double>& values) {
    check_values(m, values, " values for ");
    double sum = m.estimate[0];
    for (std::size_t i = 0; i < values.size(); ++i)
        sum += m.estimate[i + 1] * (values[i] - (m.kind == model::cox ? m.mean[i + 1] : 0));
    return m.kind == model::logit ? logistic(sum) : m.kind == model::cox ? std::exp(sum) : sum;
}

namespace {

// Change of a probability, by the delta method.
change impact_on_probability(const model& m, std::size_t driver, double by, std::vector<double> values, double confidence) {
    values.insert(values.begin(), 1);
    double before = 0;
    for (std::size_t i = 0; i < m.size(); ++i) before += m.estimate[i] * values[i];
    const double p0 = logistic(before), p1 = logistic(before + by * m.estimate[driver]);
    const double slope0 = p0 * (1 - p0), slope1 = p1 * (1 - p1);
    std::vector<double> gradient;
    for (std::size_t i = 0; i < m.size(); ++i)
        gradient.push_back(slope1 * (values[i] + (i == driver ? by : 0)) - slope0 * values[i]);
    double variance = 0;
    for (std::size_t i = 0; i < m.size(); ++i)
        for (std::size_t j = 0; j < m.size(); ++j) variance += gradient[i] * gradient[j] * m.covariance[pair_at(i, j)];
    const double error = std::sqrt(std::fmax(variance, 0)), half = error * m.upper((1 - confidence) / 2);
    return {p1 - p0, error, p1 - p0 - half, p1 - p0 + half};
}

}  // namespace

change impact(const model& m, std::string_view driver, double by, const std::vector<double>& baseline, double confidence) {
    check_confidence(confidence);
    const std::size_t i = m.index(driver);
    if (!std::isfinite(by))
        fail(errc::invalid, "The change is a finite number.", "change ", by, " is outside the allowed range of finite numbers");
    if (!baseline.empty()) check_values(m, baseline, " baseline values for ");
    if (m.kind == model::logit)
        return impact_on_probability(m, i, by, baseline.empty() ? std::vector(m.mean.begin() + 1, m.mean.end()) : baseline,
                                     confidence);
    change c{m.estimate[i] * by, {}, {}, {}};
    if (const auto error = m.std_error(i)) {
        c.std_error = std::fabs(by) * *error;
        const double half = *c.std_error * m.upper((1 - confidence) / 2);
        c.lower = c.value - half;
        c.upper = c.value + half;
    }
    if (m.kind != model::cox) return c;
    // A bound beyond the range of doubles is unknown.
    const auto transformed = [](std::optional<double> b) { return *b < 700 ? std::optional(std::expm1(*b)) : std::nullopt; };
    return {std::expm1(c.value), std::exp(c.value) * *c.std_error, transformed(c.lower), transformed(c.upper)};
}

}  // namespace xm::core
