#include "core/values/segmentation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/num/json.hpp"
#include "core/values/profiles.hpp"

namespace xm::core {
namespace {

constexpr std::array<std::string_view, 2> family_names{"kmeans", "latent_classes"};
constexpr std::array<std::string_view, 6> figure_names{"within_ss",      "between_share", "silhouette",
                                                       "log_likelihood", "bic",           "entropy"};

// A fit's figures in that order.
template <class Fit, class F>
void each_figure(Fit& f, F&& g) {
    g(0U, f.within_ss);
    g(1U, f.between_share);
    g(2U, f.silhouette);
    g(3U, f.log_likelihood);
    g(4U, f.bic);
    g(5U, f.entropy);
}

// The categories that version 1 took an item to have: 1 to the largest.
std::vector<std::uint8_t> first_codes(unsigned categories) {
    std::vector<std::uint8_t> codes(categories);
    std::iota(codes.begin(), codes.end(), std::uint8_t{1});
    return codes;
}

constexpr std::int64_t max_people = std::int64_t{1} << 53;

void check_family(const segmentation& m, segmentation::family wanted) {
    if (m.kind != wanted)
        fail(errc::invalid,
             wanted == segmentation::kmeans ? "Give a model of xm.segments and a value profile."
                                            : "Give a model of xm.latent_classes and answers.",
             "a segmentation by ", family_names[m.kind - 1U], " where one by ", family_names[wanted - 1U], " is needed");
}

}  // namespace

std::size_t segmentation::columns() const {
    if (kind == kmeans) return shape.size;
    std::size_t sum = 0;
    for (const auto& c : codes) sum += c.size();
    return sum;
}

std::int64_t segmentation::parameters(std::int32_t k) const {
    std::int64_t of_a_class = 0;
    for (const auto& c : codes) of_a_class += static_cast<std::int64_t>(std::max<std::size_t>(c.size(), 1)) - 1;
    return k - 1 + k * of_a_class;
}

std::int64_t segmentation::residual_df(std::int32_t k) const {
    std::int64_t answers = 1;
    for (const auto& c : codes)
        if (answers <= n) answers *= static_cast<std::int64_t>(std::max<std::size_t>(c.size(), 1));
    return std::min(n, answers - 1) - parameters(k);
}

std::vector<std::string> segmentation::labels() const {
    if (kind == kmeans) return shape.names();
    std::vector<std::string> result;
    for (std::size_t i = 0; i < codes.size(); ++i)
        for (const std::uint8_t c : codes[i]) result.push_back(std::to_string(i + 1) + ":" + std::to_string(c));
    return result;
}

void segmentation::order() {
    std::sort(segments.begin(), segments.end(), [&](const segment& a, const segment& b) {
        if (kind == kmeans && a.members != b.members) return a.members > b.members;
        if (kind == latent_classes && a.share != b.share) return a.share > b.share;
        return a.centre < b.centre;
    });
}

void segmentation::validate(errc otherwise) const {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that pg_xm has written.", "invalid value of type xm.segmentation: ", why);
    };
    if (kind == kmeans) {
        shape.validate(otherwise);
        if (!codes.empty()) refuse("categories of profiles");
    } else {
        if (codes.empty() || codes.size() > max_items) refuse("the number of items");
        for (const auto& item : codes) {
            int before = 0;
            for (const std::uint8_t c : item) {
                if (c <= before || c > max_categories) refuse("the categories");
                before = c;
            }
        }
    }
    const std::size_t d = columns();
    if (n < 1 || n > max_people || segments.empty() || segments.size() > max_segments || overall.size() != d)
        refuse("the number of people, segments or columns");
    const auto people = static_cast<double>(n);
    const auto bad = [&](double v) { return kind == kmeans ? !(std::fabs(v) <= 4e38) : !(v >= 0 && v <= 1); };
    // Probabilities of an item's categories add up; of everybody they are 0 where nobody has answered.
    const auto adds_up = [&](const std::vector<double>& list, bool everybody) {
        auto at = list.begin();
        for (const auto& item : codes) {
            double sum = 0;
            for (std::size_t c = 0; c < item.size(); ++c) sum += *at++;
            if (!item.empty() && !(std::fabs(sum - 1) < 1e-6) && !(everybody && sum == 0)) return false;
        }
        return true;
    };
    if (std::any_of(overall.begin(), overall.end(), bad) || !adds_up(overall, true)) refuse("a mean");
    std::int64_t members = 0;
    double shares = 0;
    for (const segment& s : segments) {
        if (s.members < 0 || s.members > n - members) refuse("the members");
        members += s.members;
        if (!(s.share >= 0 && s.share <= 1)) refuse("a share");
        if (kind == kmeans && !(std::fabs(s.share * people - static_cast<double>(s.members)) <= 1e-9 * people)) refuse("a share");
        shares += s.share;
        if (s.centre.size() != d || std::any_of(s.centre.begin(), s.centre.end(), bad) || !adds_up(s.centre, false))
            refuse("a centre");
    }
    if (members != n || !(std::fabs(shares - 1) < 1e-6)) refuse("members or shares do not add up");
    if (fits.empty() || fits.size() > max_segments) refuse("the fits");
    int chosen = 0;
    for (std::size_t i = 0; i < fits.size(); ++i) {
        const fit& f = fits[i];
        if (f.k < 1 || f.k > max_segments || (i > 0 && f.k <= fits[i - 1].k)) refuse("the fits");
        chosen += f.chosen;
        if (f.chosen && f.k != static_cast<std::int32_t>(segments.size())) refuse("the chosen fit");
        validate_figures(f, refuse);
    }
    if (chosen != 1) refuse("the chosen fit");
}

// What a fit can be. Sums of squares are of float4 scores; a share between may be below 0 by rounding; the likelihood of an
// answer is at least that of its class and categories, which doubles hold.
template <class Refuse>
void segmentation::validate_figures(const fit& f, const Refuse& refuse) const {
    const auto people = static_cast<double>(n);
    const auto within = [&](const std::optional<double>& v, family of, double low, double high, std::string_view what) {
        if (v && (kind != of || !(*v >= low && *v <= high))) refuse(what);
    };
    within(f.within_ss, kmeans, 0, 1e80 * people, "within_ss");
    within(f.between_share, kmeans, -0.01, 1, "between_share");
    within(f.silhouette, kmeans, -1 - 1e-9, 1 + 1e-9, "silhouette");
    within(f.log_likelihood, latent_classes, -1000 * people * static_cast<double>(codes.size() + 1), 0, "log_likelihood");
    within(f.entropy, latent_classes, 0, 1, "entropy");
    if (!f.bic) return;
    if (!f.log_likelihood) refuse("bic");
    const double bic = bic_of(*f.log_likelihood, parameters(f.k), people);
    if (!(std::fabs(*f.bic - bic) <= 1e-9 * (1 + std::fabs(bic)))) refuse("bic");
}

void segmentation::to_wire(wire_writer& out) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::segmentation), version, kind, 0});
    if (kind == kmeans) {
        shape.write(out);
    } else {
        out.put(static_cast<std::uint16_t>(codes.size()));
        for (const auto& item : codes) {
            out.put(static_cast<std::uint8_t>(item.size()));
            for (const std::uint8_t c : item) out.put(c);
        }
    }
    out.put(n);
    out.put(static_cast<std::uint16_t>(fits.size()));
    for (const fit& f : fits) {
        std::uint8_t known = f.chosen ? 128 : 0;
        each_figure(f, [&](unsigned i, const std::optional<double>& v) {
            known = static_cast<std::uint8_t>(known | (v ? 1U << i : 0U));
        });
        out.put(static_cast<std::uint8_t>(f.k));
        out.put(known);
        each_figure(f, [&](unsigned, const std::optional<double>& v) {
            if (v) out.put(*v);
        });
    }
    out.put(static_cast<std::uint16_t>(segments.size()));
    for (const double v : overall) out.put(v);
    for (const segment& s : segments) {
        out.put(s.members);
        out.put(s.share);
        for (const double v : s.centre) out.put(v);
    }
}

segmentation segmentation::from_wire(bytes bytes_in) {
    wire_reader in(bytes_in);
    const head h = read_head(in, state_kind::segmentation, version, "segmentation");
    if ((h.flags != kmeans && h.flags != latent_classes) || h.size != 0)
        fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.segmentation: family ", h.flags);
    segmentation m;
    m.kind = static_cast<family>(h.flags);
    if (m.kind == kmeans) {
        m.shape = profile_shape::read(in);
    } else {
        const auto items = in.get<std::uint16_t>();
        for (unsigned i = 0; i < items; ++i) {
            const auto categories = in.get<std::uint8_t>();
            m.codes.push_back(first_codes(h.version == 1 ? categories : 0));
            for (unsigned c = 0; h.version > 1 && c < categories; ++c) m.codes.back().push_back(in.get<std::uint8_t>());
        }
    }
    m.n = in.get<std::int64_t>();
    const auto fits = in.get<std::uint16_t>();
    for (unsigned i = 0; i < fits; ++i) {
        fit f;
        f.k = in.get<std::uint8_t>();
        const auto known = in.get<std::uint8_t>();
        if (known & 64U) fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.segmentation: figures ", known);
        f.chosen = known & 128U;
        each_figure(f, [&](unsigned bit, std::optional<double>& v) {
            if (known >> bit & 1U) v = in.get<double>();
        });
        m.fits.push_back(f);
    }
    const auto k = in.get<std::uint16_t>();
    const std::size_t d = m.columns();
    if (in.rest().size() != 8 * (d + k * (2 + d))) fail(errc::corrupt_wire, nullptr, "binary value of another length");
    for (std::size_t i = 0; i < d; ++i) m.overall.push_back(in.get<double>());
    for (unsigned s = 0; s < k; ++s) {
        segment here;
        here.members = in.get<std::int64_t>();
        here.share = in.get<double>();
        for (std::size_t i = 0; i < d; ++i) here.centre.push_back(in.get<double>());
        m.segments.push_back(std::move(here));
    }
    in.end();
    m.validate(errc::corrupt_wire);
    return m;
}

// The stored form is the wire form: nobody changes it in place.
segmentation segmentation::from_stored(bytes body, errc otherwise) {
    try {
        return from_wire(body);
    } catch (const error& e) {
        if (e.code == errc::corrupt_wire) fail(otherwise, e.hint, e.text.c_str());
        throw;
    }
}

std::size_t segmentation::stored_size() const {
    wire_writer out;
    to_wire(out);
    return out.result().size();
}

void segmentation::to_stored(std::byte* body) const {
    wire_writer out;
    to_wire(out);
    std::copy(out.result().begin(), out.result().end(), body);
}

std::string segmentation::to_text() const {
    json_writer out;
    const auto numbers = [&](const std::vector<double>& list) {
        out.open('[');
        for (const double v : list) out.value(v);
        out.close(']');
    };
    out.open('{').field("type", "segmentation").field("version", version).field("family", family_names[kind - 1U]);
    if (kind == kmeans) {
        out.field("instrument", profile_shape::instrument_name(shape.kind)).field("centred", shape.centred ? 1 : 0);
        out.field("values", shape.size);
        if (!shape.labels.empty()) {
            out.key("labels").open('[');
            for (const std::string& l : shape.labels) out.escaped(l);
            out.close(']');
        }
    } else {
        out.key("codes").open('[');
        for (const auto& item : codes) {
            out.open('[');
            for (const std::uint8_t c : item) out.value(int{c});
            out.close(']');
        }
        out.close(']');
    }
    out.field("n", n).key("fits").open('[');
    for (const fit& f : fits) {
        out.open('{').field("k", f.k);
        if (f.chosen) out.field("chosen", 1);
        each_figure(f, [&](unsigned i, const std::optional<double>& v) {
            if (v) out.field(figure_names[i], *v);
        });
        out.close('}');
    }
    out.close(']').key("overall");
    numbers(overall);
    out.key("segments").open('[');
    for (const segment& s : segments) {
        out.open('{').field("members", s.members).field("share", s.share).key("centre");
        numbers(s.centre);
        out.close('}');
    }
    return out.close(']').close('}').text();
}

segmentation segmentation::from_text(std::string_view text, poll check) {
    json_reader in(text, "segmentation", check);
    segmentation m;
    unsigned seen = 0, written_by = 0;
    const auto numbers = [&](std::vector<double>& into) {
        in.array([&] {
            if (into.size() == max_items * max_categories) in.bad("too many numbers");
            into.push_back(in.number<double>());
        });
    };
    const auto flag = [&] {
        const int v = in.number<int>();
        if (v != 0 && v != 1) in.bad("0 or 1 expected");
        return v == 1;
    };
    in.object([&](std::string_view key) {
        constexpr std::string_view names[] = {"type",       "version", "family", "n",          "fits",   "overall", "segments",
                                              "instrument", "centred", "values", "categories", "labels", "codes"};
        const auto which = static_cast<unsigned>(std::find(std::begin(names), std::end(names), key) - std::begin(names));
        if (which == std::size(names)) in.bad("unknown member");
        if (seen & 1U << which) in.bad("a member is given twice");
        seen |= 1U << which;
        switch (which) {
            case 0:
                if (in.string() != "segmentation") in.bad("the type must be \"segmentation\"");
                break;
            case 1:
                written_by = in.number<std::uint8_t>();
                check_head({static_cast<std::uint8_t>(state_kind::segmentation), static_cast<std::uint8_t>(written_by), 0, 0},
                           state_kind::segmentation, version, "segmentation", errc::corrupt_text);
                break;
            case 2: {
                const auto found = std::find(family_names.begin(), family_names.end(), in.string());
                if (found == family_names.end()) in.bad("unknown family");
                m.kind = static_cast<family>(found - family_names.begin() + 1);
                break;
            }
            case 3: m.n = in.number<std::int64_t>(); break;
            case 4:
                in.array([&] {
                    if (m.fits.size() == max_segments) in.bad("too many fits");
                    fit f;
                    unsigned given = 0;
                    in.object([&](std::string_view name) {
                        const auto figure = static_cast<unsigned>(std::find(figure_names.begin(), figure_names.end(), name) -
                                                                  figure_names.begin());
                        const unsigned bit = name == "k" ? 6 : name == "chosen" ? 7 : figure == 6 ? 8 : figure;
                        if (bit == 8 || (given & 1U << bit)) in.bad("unknown member of a fit, or one given twice");
                        given |= 1U << bit;
                        if (bit == 6) f.k = in.number<std::int32_t>();
                        if (bit == 7) f.chosen = flag();
                        each_figure(f, [&](unsigned i, std::optional<double>& v) {
                            if (i == bit) v = in.number<double>();
                        });
                    });
                    m.fits.push_back(f);
                });
                break;
            case 5: numbers(m.overall); break;
            case 6:
                in.array([&] {
                    if (m.segments.size() == max_segments) in.bad("too many segments");
                    segment s;
                    unsigned given = 0;
                    in.object([&](std::string_view name) {
                        const unsigned bit = name == "members" ? 0 : name == "share" ? 1 : name == "centre" ? 2 : 3;
                        if (bit == 3 || (given & 1U << bit)) in.bad("unknown member of a segment, or one given twice");
                        given |= 1U << bit;
                        if (bit == 0) s.members = in.number<std::int64_t>();
                        if (bit == 1) s.share = in.number<double>();
                        if (bit == 2) numbers(s.centre);
                    });
                    m.segments.push_back(std::move(s));
                });
                break;
            case 7: {
                const auto instrument = profile_shape::instrument_of(in.string());
                if (!instrument) in.bad("unknown instrument");
                m.shape.kind = *instrument;
                break;
            }
            case 8: m.shape.centred = flag(); break;
            case 9: m.shape.size = in.number<std::uint16_t>(); break;
            case 10:
                in.array([&] {
                    if (m.codes.size() == max_items) in.bad("too many items");
                    m.codes.push_back(first_codes(in.number<std::uint8_t>()));
                    if (m.codes.back().empty()) in.bad("an item without categories");
                });
                break;
            case 12:
                in.array([&] {
                    if (m.codes.size() == max_items) in.bad("too many items");
                    auto& item = m.codes.emplace_back();
                    in.array([&] {
                        if (item.size() == max_categories) in.bad("too many categories");
                        item.push_back(in.number<std::uint8_t>());
                    });
                });
                break;
            default:
                in.array([&] {
                    if (m.shape.labels.size() == value_profile::max_size) in.bad("too many labels");
                    m.shape.labels.push_back(in.escaped_string());
                });
                break;
        }
    });
    in.end();
    const unsigned needed = 127U | (m.kind == kmeans  ? 7U << 7
                                    : written_by == 1 ? 1U << 10
                                                      : 1U << 12),
                   allowed = needed | (m.kind == kmeans ? 1U << 11 : 0U);
    if ((seen & needed) != needed || (seen & ~allowed) != 0) in.bad("members are missing, or do not belong to the family");
    m.validate(errc::corrupt_text);
    return m;
}

// --- questions ---------------------------------------------------------------------------------

double bic_of(double log_likelihood, std::int64_t parameters, double people) {
    return -2 * log_likelihood + static_cast<double>(parameters) * std::log(people);
}

namespace {

void check_k(std::int32_t k, std::int32_t least) {
    if (k < least || k > max_segments)
        fail(errc::invalid, "Give the number of segments, or a range such as '[2,6]'::int4range.", "k ", k,
             " is outside the allowed range ", least, "..", max_segments);
}

}  // namespace

void check_segments(std::int32_t low, std::int32_t high) {
    check_k(low, 1);
    check_k(high, 1);
    if (low > high) fail(errc::invalid, "Give a range such as '[2,6]'::int4range.", "a range of k from ", low, " to ", high);
}

void check_segments(std::int32_t k) { check_k(k, 2); }

segment_typing::segment_typing(const segmentation& m) : segments_(m.segments.size()), width_((segments_ + 3) / 4 * 4) {
    check_family(m, segmentation::kmeans);
    centres_.resize(m.columns() * width_);
    for (std::size_t s = 0; s < segments_; ++s)
        for (std::size_t c = 0; c < m.columns(); ++c) centres_[c * width_ + s] = m.segments[s].centre[c];
}

std::int32_t segment_typing::segment(const profile_view& p) const {
    double distance[max_segments + 1] = {};
    const double* centre = centres_.data();
    for (std::size_t c = 0; c < p.size; ++c, centre += width_) {
        const auto x = static_cast<double>(p.score(c));
        for (std::size_t s = 0; s < width_; s += 4)  // four at a time: additions that do not wait for each other
            for (std::size_t i = s; i < s + 4; ++i) distance[i] += (x - centre[i]) * (x - centre[i]);
    }
    return static_cast<std::int32_t>(std::min_element(distance, distance + segments_) - distance) + 1;
}

class_typing::class_typing(const segmentation& m)
    : classes_(m.segments.size()), codes_(m.codes), column_(m.codes.size() * (max_categories + 1), -1) {
    check_family(m, segmentation::latent_classes);
    std::int32_t column = 0;
    for (std::size_t i = 0; i < codes_.size(); ++i)
        for (const std::uint8_t code : codes_[i]) column_[i * (max_categories + 1) + code] = column++;
    const auto logarithm = [](double p) { return std::log(std::fmax(p, 1e-300)); };
    for (const auto& s : m.segments) share_.push_back(logarithm(s.share));
    for (std::size_t c = 0; c < m.columns(); ++c)
        for (const auto& s : m.segments) probability_.push_back(logarithm(s.centre[c]));
}

void class_typing::check(std::span<const std::int32_t> answers, std::size_t zero_at) const {
    if (answers.size() != codes_.size())
        fail(errc::invalid, "Give one answer per item, NULL where there is none.", answers.size(), " answers for a model of ",
             codes_.size(), " items");
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const std::int32_t a = answers[i];
        if (i + 1 != zero_at && (a == 0 || (a > 0 && a <= max_categories && column(i, a) >= 0))) continue;
        constexpr const char* hint = "Answers are the categories the model was fitted on.";
        const auto& codes = codes_[i];
        if (codes.empty()) fail(errc::invalid, hint, "answer ", a, " to item ", i + 1, ", to which the model has no answers");
        if (codes.back() == codes.size())
            fail(errc::invalid, hint, "answer ", a, " to item ", i + 1, " is outside the allowed range 1..", codes.size());
        std::string list;
        for (std::size_t c = 0; c < codes.size() && list.size() < 100; ++c)
            list += (c == 0 ? "" : ", ") + std::to_string(codes[c]) + (list.size() < 96 || c + 1 == codes.size() ? "" : ", ...");
        fail(errc::invalid, hint, "answer ", a, " to item ", i + 1, " is none of the model's categories ", list);
    }
}

void class_typing::probabilities(std::span<const std::int32_t> answers, double* to) const {
    std::copy(share_.begin(), share_.end(), to);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i] == 0) continue;
        const double* const here = probability_.data() + static_cast<std::size_t>(column(i, answers[i])) * classes_;
        for (std::size_t j = 0; j < classes_; ++j) to[j] += here[j];
    }
    const double top = *std::max_element(to, to + classes_);
    double total = 0;
    for (std::size_t j = 0; j < classes_; ++j) total += to[j] = std::exp(to[j] - top);
    for (std::size_t j = 0; j < classes_; ++j) to[j] /= total;
}

std::int32_t class_typing::likeliest(std::span<const std::int32_t> answers) const {
    double p[max_segments];
    probabilities(answers, p);
    return static_cast<std::int32_t>(std::max_element(p, p + classes_) - p) + 1;
}

}  // namespace xm::core
