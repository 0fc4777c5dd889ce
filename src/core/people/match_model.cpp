#include "core/people/match_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/models/moments.hpp"
#include "core/num/json.hpp"

namespace xm::core {
namespace {

constexpr std::uint8_t flag_random = 1, flag_three = 2;
constexpr std::array roles{match_model::match, match_model::related, match_model::differs};

// The stored form is the wire form: nobody changes it in place.
match_model read(bytes bytes_in, errc otherwise) {
    wire_reader in(bytes_in);
    const head h = read_head(in, state_kind::match_model, match_model::version, "match_model");
    if (h.flags > flag_three || h.size != 0)
        fail(otherwise, nullptr, "invalid binary value of type xm.match_model: flags ", h.flags, ", size ", h.size);
    match_model m;
    m.random = h.flags == flag_random;
    m.three = h.flags == flag_three;
    m.pairs = in.get<std::int64_t>();
    m.dependence = in.get<double>();
    if (!m.random) {
        m.prior = in.get<double>();
        if (m.three) m.related_share = in.get<double>();
        m.iterations = in.get<std::int64_t>();
        m.log_likelihood = in.get<double>();
    }
    const auto variables = in.get<std::uint8_t>();
    for (unsigned v = 0; v < variables; ++v) {
        match_model::variable variable;
        variable.name.assign(in.get<std::uint8_t>(), '\0');
        for (char& c : variable.name) c = static_cast<char>(in.get<std::uint8_t>());
        const auto levels = in.get<std::uint8_t>();
        for (const auto r : roles) {
            if (!m.has(r)) continue;
            variable.probability[r].resize(levels);
            for (double& p : variable.probability[r]) p = in.get<double>();
        }
        m.variables.push_back(std::move(variable));
    }
    in.end();
    return m;
}

match_model::variable read_variable(json_reader& in) {
    match_model::variable v;
    unsigned seen = 0;
    in.object([&](std::string_view key) {
        const auto r = static_cast<std::size_t>(std::find(match_model::names, match_model::names + 3, key) - match_model::names);
        const unsigned which = key == "name" ? 8 : r < 3 ? 1U << r : 0;
        if (which == 0 || (seen & which) != 0) in.bad("unknown member, or one given twice");
        seen |= which;
        if (which == 8) {
            v.name = in.escaped_string();
            return;
        }
        in.array([&] {
            if (v.probability[r].size() > max_match_level) in.bad("too many levels");
            v.probability[r].push_back(in.number<double>());
        });
    });
    return v;
}

}  // namespace

void match_model::validate(errc otherwise) const {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that xm.fellegi_sunter or xm.match_u has made.",
             "invalid value of type xm.match_model: ", why);
    };
    const auto share = [](double v) { return v >= 0 && v <= 1; };
    if (variables.empty() || variables.size() > max_match_variables) refuse("the number of variables");
    std::vector<std::string> labels;
    for (const variable& v : variables) labels.push_back(v.name);
    try {
        check_labels(labels);
    } catch (const error& e) {
        refuse(e.text.c_str());
    }
    if (pairs < 1 || iterations < 0) refuse("the number of pairs or iterations");
    if (!share(prior) || !share(related_share) || !share(dependence)) refuse("a prior, or the dependence");
    // No pair is less likely than 1e-9 in each variable.
    if (!(std::fabs(log_likelihood) <= 2000 * static_cast<double>(pairs))) refuse("the log-likelihood");
    for (const variable& v : variables)
        for (const auto r : roles) {
            const auto& p = v.probability[r];
            if (p.size() != (has(r) ? v.probability[differs].size() : 0) || p.size() > max_match_level + 1)
                refuse("the number of levels of a variable");
            for (const double of_level : p)
                if (!(of_level >= 1e-300 && of_level <= 1)) refuse("a probability");
        }
}

match_model match_model::from_stored(bytes body, errc otherwise) {
    match_model m = read(body, otherwise);
    m.validate(otherwise);
    return m;
}

match_model match_model::from_wire(bytes in) { return from_stored(in, errc::corrupt_wire); }

std::size_t match_model::stored_size() const {
    wire_writer out;
    to_wire(out);
    return out.result().size();
}

void match_model::to_stored(std::byte* body) const {
    wire_writer out;
    to_wire(out);
    std::memcpy(body, out.result().data(), out.result().size());
}

void match_model::to_wire(wire_writer& out) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::match_model), version,
                     random  ? flag_random
                     : three ? flag_three
                             : std::uint8_t{0},
                     0});
    out.put(pairs);
    out.put(dependence);
    if (!random) {
        out.put(prior);
        if (three) out.put(related_share);
        out.put(iterations);
        out.put(log_likelihood);
    }
    out.put(static_cast<std::uint8_t>(variables.size()));
    for (const variable& v : variables) {
        out.put(static_cast<std::uint8_t>(v.name.size()));
        for (const char c : v.name) out.put(static_cast<std::uint8_t>(c));
        out.put(static_cast<std::uint8_t>(v.probability[differs].size()));
        for (const auto r : roles)
            for (const double p : v.probability[r]) out.put(p);
    }
}

std::string match_model::to_text() const {
    json_writer out;
    out.open('{').field("type", "match_model").field("version", version).field("pairs", pairs).field("dependence", dependence);
    if (!random) {
        out.field("prior", prior);
        if (three) out.field("related_share", related_share);
        out.field("iterations", iterations).field("log_likelihood", log_likelihood);
    }
    out.key("variables").open('[');
    for (const variable& v : variables) {
        out.open('{').key("name").escaped(v.name);
        for (const auto r : roles) {
            if (!has(r)) continue;
            out.key(names[r]).open('[');
            for (const double p : v.probability[r]) out.value(p);
            out.close(']');
        }
        out.close('}');
    }
    return out.close(']').close('}').text();
}

match_model match_model::from_text(std::string_view text, poll check) {
    match_model m;
    json_reader in(text, "match_model", check);
    constexpr std::array<std::string_view, 9> members{"type",  "version",    "pairs",          "dependence",   "variables",
                                                      "prior", "iterations", "log_likelihood", "related_share"};
    std::uint32_t seen = 0;
    in.object([&](std::string_view key) {
        const auto which = static_cast<unsigned>(std::find(members.begin(), members.end(), key) - members.begin());
        if (which == members.size() || (seen & 1U << which) != 0) in.bad("unknown member, or one given twice");
        seen |= 1U << which;
        switch (which) {
            case 0:
                if (in.string() != "match_model") in.bad("the type must be \"match_model\"");
                break;
            case 1:
                check_head({static_cast<std::uint8_t>(state_kind::match_model), in.number<std::uint8_t>(), 0, 0},
                           state_kind::match_model, version, "match_model", errc::corrupt_text);
                break;
            case 2: m.pairs = in.number<std::int64_t>(); break;
            case 3: m.dependence = in.number<double>(); break;
            case 4:
                in.array([&] {
                    if (m.variables.size() == max_match_variables) in.bad("too many variables");
                    m.variables.push_back(read_variable(in));
                });
                break;
            case 5: m.prior = in.number<double>(); break;
            case 6: m.iterations = in.number<std::int64_t>(); break;
            case 7: m.log_likelihood = in.number<double>(); break;
            default: m.related_share = in.number<double>();
        }
    });
    in.end();
    constexpr std::uint32_t always = 0x1F, fitted = 0xE0, of_three = 0x100;
    if (seen != always && seen != (always | fitted) && seen != (always | fitted | of_three)) in.bad("a member is missing");
    m.random = seen == always;
    m.three = (seen & of_three) != 0;
    m.validate(errc::corrupt_text);
    return m;
}

void check_match_level(std::int32_t level, std::size_t variable) {
    if (level < 0 || level > max_match_level)
        fail(errc::invalid, "Levels go from 0 (differs) up; NULL says that nothing is known.", "level ", level, " of variable ",
             variable + 1, " is outside the allowed range 0..", max_match_level);
}

void check_match_prior(double prior) {
    if (!(prior > 0 && prior < 1))
        fail(errc::invalid, "Give the share of pairs that match, such as 0.01.", "prior ", prior,
             " is outside the allowed range: above 0, below 1");
}

match_evidence::match_evidence(std::pmr::memory_resource* memory, const match_model& m)
    : prior_(m.prior),
      related_(std::log2(m.related_share)),
      others_(std::log2(1 - m.related_share)),
      three_(m.three),
      ratios_(memory),
      first_(memory) {
    if (m.random)
        fail(errc::invalid, "Give its table as \"u\" to xm.fellegi_sunter, and ask the model that this makes.",
             "a model of random pairs alone knows no matches");
    for (const match_model::variable& v : m.variables) {
        first_.push_back(static_cast<std::uint32_t>(ratios_.size()));
        for (std::size_t l = 0; l < v.probability[match_model::differs].size(); ++l)
            for (const auto r : {match_model::match, match_model::related})
                if (m.has(r)) ratios_.push_back(std::log2(v.probability[r][l] / v.probability[match_model::differs][l]));
    }
    first_.push_back(static_cast<std::uint32_t>(ratios_.size()));
}

double match_evidence::weight(std::span<const std::int32_t> levels) const {
    const std::size_t variables = first_.size() - 1, step = three_ ? 2 : 1;
    if (levels.size() != variables)
        fail(errc::invalid, "Give the levels of the variables of the model, in their order.", levels.size(),
             " levels for a model of ", variables, " variables");
    double for_match = 0, for_related = 0;
    for (std::size_t v = 0; v < variables; ++v) {
        if (levels[v] == no_level) continue;
        const std::size_t known = (first_[v + 1] - first_[v]) / step;
        if (levels[v] < 0 || static_cast<std::size_t>(levels[v]) >= known)
            fail(errc::invalid,
                 "Levels go from 0 (differs) to the highest one that the model has seen; NULL says that nothing is known.",
                 "level ", levels[v], " of variable ", v + 1, " is not known to the model, which has ", known, " levels of it");
        const double* const at = ratios_.data() + first_[v] + static_cast<std::size_t>(levels[v]) * step;
        for_match += at[0];
        if (three_) for_related += at[1];
    }
    if (!three_) return for_match;
    // Against related and differs together: log2(r 2^x + (1 - r)), with the larger one taken out.
    const double a = related_ + for_related, b = others_, high = std::max(a, b);
    return for_match - (high + std::log2(std::exp2(a - high) + std::exp2(b - high)));
}

double match_evidence::probability(std::span<const std::int32_t> levels, double prior) const {
    const double against = std::exp2(-weight(levels));
    return prior <= 0 || prior >= 1 ? prior : prior / (prior + (1 - prior) * against);
}

}  // namespace xm::core
