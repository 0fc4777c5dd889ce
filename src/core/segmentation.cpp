#include "core/segmentation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/num/json.hpp"
#include "core/profiles.hpp"

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

void check_family(const segmentation& m, segmentation::family wanted) {
    if (m.kind != wanted)
        fail(errc::invalid,
             wanted == segmentation::kmeans ? "Give a model of xm.segments and a value profile."
                                            : "Give a model of xm.latent_classes and answers.",
             "a segmentation by ", family_names[m.kind - 1U], " where one by ", family_names[wanted - 1U], " is needed");
}

}  // namespace

std::size_t segmentation::columns() const {
    return kind == kmeans ? shape.size : std::accumulate(categories.begin(), categories.end(), std::size_t{0});
}

std::vector<std::string> segmentation::labels() const {
    if (kind == kmeans) return shape.names();
    std::vector<std::string> result;
    for (std::size_t i = 0; i < categories.size(); ++i)
        for (int c = 1; c <= categories[i]; ++c) result.push_back(std::to_string(i + 1) + ":" + std::to_string(c));
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
        if (!categories.empty()) refuse("categories of profiles");
    } else {
        if (categories.empty() || categories.size() > max_items) refuse("the number of items");
        for (const std::uint8_t c : categories)
            if (c < 1 || c > max_categories) refuse("the number of categories");
    }
    const std::size_t d = columns();
    if (n < 1 || segments.size() < 2 || segments.size() > max_segments || overall.size() != d)
        refuse("the number of segments or columns");
    const auto bad = [&](double v) { return kind == kmeans ? !(std::fabs(v) <= 4e38) : !(v >= 0 && v <= 1); };
    if (std::any_of(overall.begin(), overall.end(), bad)) refuse("a mean");
    std::int64_t members = 0;
    double shares = 0;
    for (const segment& s : segments) {
        if (s.members < 0 || s.members > n - members) refuse("the members");
        members += s.members;
        if (!(s.share >= 0 && s.share <= 1)) refuse("a share");
        shares += s.share;
        if (s.centre.size() != d || std::any_of(s.centre.begin(), s.centre.end(), bad)) refuse("a centre");
    }
    if (members != n || !(std::fabs(shares - 1) < 1e-6)) refuse("members or shares do not add up");
    if (fits.empty() || fits.size() > max_segments) refuse("the fits");
    int chosen = 0;
    for (std::size_t i = 0; i < fits.size(); ++i) {
        const fit& f = fits[i];
        if (f.k < 2 || f.k > max_segments || (i > 0 && f.k <= fits[i - 1].k)) refuse("the fits");
        chosen += f.chosen;
        if (f.chosen && f.k != static_cast<std::int32_t>(segments.size())) refuse("the chosen fit");
        each_figure(f, [&](unsigned, const std::optional<double>& v) {
            if (v && !std::isfinite(*v)) refuse("a figure of fit");
        });
    }
    if (chosen != 1) refuse("the chosen fit");
}

void segmentation::to_wire(wire_writer& out) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::segmentation), version, kind, 0});
    if (kind == kmeans) {
        shape.write(out);
    } else {
        out.put(static_cast<std::uint16_t>(categories.size()));
        for (const std::uint8_t c : categories) out.put(c);
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
        for (unsigned i = 0; i < items; ++i) m.categories.push_back(in.get<std::uint8_t>());
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
        out.key("categories").open('[');
        for (const std::uint8_t c : categories) out.value(int{c});
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
    unsigned seen = 0;
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
        constexpr std::string_view names[] = {"type",     "version",    "family",  "n",      "fits",       "overall",
                                              "segments", "instrument", "centred", "values", "categories", "labels"};
        const auto which = static_cast<unsigned>(std::find(std::begin(names), std::end(names), key) - std::begin(names));
        if (which == std::size(names)) in.bad("unknown member");
        if (seen & 1U << which) in.bad("a member is given twice");
        seen |= 1U << which;
        switch (which) {
            case 0:
                if (in.string() != "segmentation") in.bad("the type must be \"segmentation\"");
                break;
            case 1:
                check_head({static_cast<std::uint8_t>(state_kind::segmentation), in.number<std::uint8_t>(), 0, 0},
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
                    if (m.categories.size() == max_items) in.bad("too many items");
                    m.categories.push_back(in.number<std::uint8_t>());
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
    const unsigned needed = 127U | (m.kind == kmeans ? 7U << 7 : 1U << 10), allowed = needed | (m.kind == kmeans ? 1U << 11 : 0U);
    if ((seen & needed) != needed || (seen & ~allowed) != 0) in.bad("members are missing, or do not belong to the family");
    m.validate(errc::corrupt_text);
    return m;
}

// --- questions ---------------------------------------------------------------------------------

void check_segments(std::int32_t k) {
    if (k < 2 || k > max_segments)
        fail(errc::invalid, "Give the number of segments, or a range such as '[2,6]'::int4range.", "k ", k,
             " is outside the allowed range 2..", max_segments);
}

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

class_typing::class_typing(const segmentation& m) : classes_(m.segments.size()), categories_(m.categories) {
    check_family(m, segmentation::latent_classes);
    const auto logarithm = [](double p) { return std::log(std::fmax(p, 1e-300)); };
    for (const auto& s : m.segments) share_.push_back(logarithm(s.share));
    for (std::size_t c = 0; c < m.columns(); ++c)
        for (const auto& s : m.segments) probability_.push_back(logarithm(s.centre[c]));
}

void class_typing::check(std::span<const std::int32_t> answers, std::size_t zero_at) const {
    if (answers.size() != categories_.size())
        fail(errc::invalid, "Give one answer per item, NULL where there is none.", answers.size(), " answers for a model of ",
             categories_.size(), " items");
    for (std::size_t i = 0; i < answers.size(); ++i)
        if (answers[i] < 0 || answers[i] > categories_[i] || i + 1 == zero_at)
            fail(errc::invalid, "Answers are the categories the model was fitted on.", "answer ", answers[i], " to item ", i + 1,
                 " is outside the allowed range 1..", int{categories_[i]});
}

void class_typing::probabilities(std::span<const std::int32_t> answers, double* to) const {
    std::copy(share_.begin(), share_.end(), to);
    const double* column = probability_.data();
    for (std::size_t i = 0; i < answers.size(); column += categories_[i++] * classes_) {
        if (answers[i] == 0) continue;
        const double* const here = column + static_cast<std::size_t>(answers[i] - 1) * classes_;
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
