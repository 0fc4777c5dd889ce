#include "core/values/value_profile.hpp"

#include <algorithm>
#include <cmath>

#include "core/models/moments.hpp"
#include "core/num/json.hpp"

namespace xm::core {
namespace {

constexpr std::uint8_t flag_centred = 1, flag_labelled = 2;

struct value_key {
    std::string_view label;
    std::vector<int> items;  // 1-based, in questionnaire order
};
struct instrument_key {
    std::string_view name;
    int items;
    std::vector<value_key> values;
};

// The scoring keys.
const std::array<instrument_key, 5>& keys() {
    static const std::array<instrument_key, 5> all{{
        {"other", 0, {}},
        {"pvq21",
         21,
         {{"conformity", {7, 16}},
          {"tradition", {9, 20}},
          {"benevolence", {12, 18}},
          {"universalism", {3, 8, 19}},
          {"self_direction", {1, 11}},
          {"stimulation", {6, 15}},
          {"hedonism", {10, 21}},
          {"achievement", {4, 13}},
          {"power", {2, 17}},
          {"security", {5, 14}}}},
        {"pvq40",
         40,
         {{"conformity", {7, 16, 28, 36}},
          {"tradition", {9, 20, 25, 38}},
          {"benevolence", {12, 18, 27, 33}},
          {"universalism", {3, 8, 19, 23, 29, 40}},
          {"self_direction", {1, 11, 22, 34}},
          {"stimulation", {6, 15, 30}},
          {"hedonism", {10, 26, 37}},
          {"achievement", {4, 13, 24, 32}},
          {"power", {2, 17, 39}},
          {"security", {5, 14, 21, 31, 35}}}},
        {"pvq_rr",
         57,
         {{"self_direction_thought", {1, 23, 39}},
          {"self_direction_action", {16, 30, 56}},
          {"stimulation", {10, 28, 43}},
          {"hedonism", {3, 36, 46}},
          {"achievement", {17, 32, 48}},
          {"power_dominance", {6, 29, 41}},
          {"power_resources", {12, 20, 44}},
          {"face", {9, 24, 49}},
          {"security_personal", {13, 26, 53}},
          {"security_societal", {2, 35, 50}},
          {"tradition", {18, 33, 40}},
          {"conformity_rules", {15, 31, 42}},
          {"conformity_interpersonal", {4, 22, 51}},
          {"humility", {7, 38, 54}},
          {"universalism_nature", {8, 21, 45}},
          {"universalism_concern", {5, 37, 52}},
          {"universalism_tolerance", {14, 34, 57}},
          {"benevolence_care", {11, 25, 47}},
          {"benevolence_dependability", {19, 27, 55}}}},
        {"pvq_rr_broad",
         0,
         {{"conformity", {}},
          {"tradition", {}},
          {"benevolence", {}},
          {"universalism", {}},
          {"self_direction", {}},
          {"stimulation", {}},
          {"hedonism", {}},
          {"achievement", {}},
          {"power", {}},
          {"security", {}}}},
    }};
    return all;
}

}  // namespace

// --- shapes ------------------------------------------------------------------------------------

std::string_view profile_shape::instrument_name(instrument kind) { return keys()[kind].name; }

std::optional<profile_shape::instrument> profile_shape::instrument_of(std::string_view name) {
    for (std::size_t i = 0; i < keys().size(); ++i)
        if (keys()[i].name == name) return static_cast<instrument>(i);
    return std::nullopt;
}

std::vector<std::string> profile_shape::names() const {
    if (!labels.empty()) return labels;
    std::vector<std::string> result;
    for (std::size_t i = 0; i < size; ++i)
        result.push_back(kind == other ? "x" + std::to_string(i + 1) : std::string(keys()[kind].values[i].label));
    return result;
}

std::size_t profile_shape::index(std::string_view label) const {
    // Typed by the million: names are only made to be told.
    if (kind != other) {
        const auto& values = keys()[kind].values;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (values[i].label == label) return i;
    }
    const std::vector<std::string> all = names();
    if (const auto found = std::find(all.begin(), all.end(), label); found != all.end())
        return static_cast<std::size_t>(found - all.begin());
    message known;
    for (std::size_t i = 0; i < all.size(); ++i) known.add(i == 0 ? "" : ", ").add(all[i]);
    fail(errc::invalid, "Use a label of the profile.", "no value \"", label, "\"; there are ", known.c_str());
}

void profile_shape::validate(errc otherwise) const {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that pg_xm has written.", "invalid shape of a value profile: ", why);
    };
    if (kind >= keys().size()) refuse("unknown instrument");
    if (size < 1 || size > value_profile::max_size) refuse("the number of values is outside 1..256");
    if (kind != other && (size != keys()[kind].values.size() || !labels.empty()))
        refuse("the values are not those of the instrument");
    if (!labels.empty()) {
        if (labels.size() != size) refuse("the number of labels");
        try {
            check_labels(labels);
        } catch (const error& e) {
            refuse(e.text.c_str());
        }
    }
}

profile_shape profile_shape::read(wire_reader& in) {
    profile_shape s;
    s.kind = static_cast<instrument>(in.get<std::uint8_t>());
    const auto flags = in.get<std::uint8_t>();
    if (flags & ~(flag_centred | flag_labelled))
        fail(errc::corrupt_wire, nullptr, "invalid shape of a value profile: flags ", flags);
    s.centred = flags & flag_centred;
    s.size = in.get<std::uint16_t>();
    if (flags & flag_labelled) {
        for (std::size_t i = 0; i < s.size; ++i) {
            std::string label;
            for (auto left = in.get<std::uint8_t>(); left > 0; --left) label += static_cast<char>(in.get<std::uint8_t>());
            s.labels.push_back(std::move(label));
        }
    }
    s.validate(errc::corrupt_wire);
    return s;
}

void profile_shape::write(wire_writer& out) const {
    out.put(static_cast<std::uint8_t>(kind));
    out.put(static_cast<std::uint8_t>((centred ? flag_centred : 0) | (labels.empty() ? 0 : flag_labelled)));
    out.put(static_cast<std::uint16_t>(size));
    for (const char c : packed_labels(labels)) out.put(static_cast<std::uint8_t>(c));
}

// --- the value ---------------------------------------------------------------------------------
//
// Stored: head (size: the instrument), uint16 number of scores, uint16 bytes of labels, labels padded to 4 bytes: so
// far the shape; then the mean rating and the scores.

namespace {

constexpr std::size_t fixed_size = 8;  // head, two sizes
std::size_t padded(std::size_t n) { return (n + 3) / 4 * 4; }

}  // namespace

void value_profile::validate(errc otherwise) const {
    shape.validate(otherwise);
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that pg_xm has written.", "invalid value of type xm.value_profile: ", why);
    };
    if (scores.size() != shape.size) refuse("the number of scores");
    for (const float s : scores)
        if (!std::isfinite(s)) refuse("a score is not finite");
    if (!std::isfinite(mean_rating) || (!shape.centred && (mean_rating != 0 || std::signbit(mean_rating))))
        refuse("the mean rating");
    if (shape.kind == profile_shape::other) return;
    // Means of answers 1 to 6, or what they differ from the person's own mean.
    constexpr float rounding = 1e-4F;
    if (shape.centred && !(mean_rating >= 1 - rounding && mean_rating <= 6 + rounding)) refuse("the mean rating");
    for (const float s : scores)
        if (!(s >= (shape.centred ? -5 : 1) - rounding && s <= (shape.centred ? 5 : 6) + rounding)) refuse("a score");
}

std::size_t value_profile::stored_size() const {
    return fixed_size + padded(packed_labels(shape.labels).size()) + (1 + scores.size()) * sizeof(float);
}

void value_profile::to_stored(std::byte* body) const {
    std::fill_n(body, stored_size(), std::byte{0});
    const std::string labels = packed_labels(shape.labels);
    const auto flags = static_cast<std::uint8_t>((shape.centred ? flag_centred : 0) | (labels.empty() ? 0 : flag_labelled));
    store(body, head{static_cast<std::uint8_t>(state_kind::value_profile), version, flags, shape.kind});
    store(body + 4, static_cast<std::uint16_t>(scores.size()));
    store(body + 6, static_cast<std::uint16_t>(labels.size()));
    std::copy(labels.begin(), labels.end(), reinterpret_cast<char*>(body + fixed_size));
    std::byte* to = body + fixed_size + padded(labels.size());
    store(to, mean_rating);
    to += sizeof mean_rating;
    for (const float score : scores) {
        store(to, score);
        to += sizeof score;
    }
}

profile_view profile_view::of(bytes body) {
    constexpr std::string_view damaged = "damaged stored value of type xm.value_profile";
    if (body.size() < fixed_size) fail(errc::corrupt_stored, nullptr, damaged);
    const auto h = load<head>(body.data());
    check_head(h, state_kind::value_profile, value_profile::version, "value_profile", errc::corrupt_stored);
    const std::size_t size = load<std::uint16_t>(body.data() + 4), labels = load<std::uint16_t>(body.data() + 6);
    const std::size_t begin = fixed_size + padded(labels);
    if (size == 0 || body.size() != begin + (1 + size) * sizeof(float)) fail(errc::corrupt_stored, nullptr, damaged);
    return {body.first(begin), body.data() + begin + sizeof(float), size};
}

profile_shape profile_view::decode() const {
    const auto damaged = [] { fail(errc::corrupt_stored, nullptr, "damaged stored value of type xm.value_profile"); };
    if (shape.size() < fixed_size) damaged();
    const auto h = load<head>(shape.data());
    if (h.kind != static_cast<std::uint8_t>(state_kind::value_profile) || h.version != value_profile::version) damaged();
    const std::size_t labels_size = load<std::uint16_t>(shape.data() + 6);
    if ((h.flags & ~(flag_centred | flag_labelled)) != 0 || shape.size() != fixed_size + padded(labels_size) ||
        (labels_size > 0) != ((h.flags & flag_labelled) != 0))
        damaged();
    for (const std::byte b : shape.subspan(fixed_size + labels_size))
        if (b != std::byte{0}) damaged();
    profile_shape s;
    s.kind = static_cast<profile_shape::instrument>(h.size);
    s.centred = h.flags & flag_centred;
    s.size = size;
    if (labels_size > 0) s.labels = unpacked_labels(shape.subspan(fixed_size, labels_size), size, errc::corrupt_stored);
    s.validate(errc::corrupt_stored);
    return s;
}

value_profile value_profile::from_stored(bytes body, errc otherwise) {
    const profile_view view = profile_view::of(body);
    value_profile p;
    p.shape = view.decode();
    p.mean_rating = load<float>(view.scores - sizeof(float));
    for (std::size_t i = 0; i < view.size; ++i) p.scores.push_back(view.score(i));
    p.validate(otherwise);
    return p;
}

void value_profile::to_wire(wire_writer& out) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::value_profile), version, 0, 0});
    shape.write(out);
    out.put(mean_rating);
    for (const float s : scores) out.put(s);
}

value_profile value_profile::from_wire(bytes bytes_in) {
    wire_reader in(bytes_in);
    const head h = read_head(in, state_kind::value_profile, version, "value_profile");
    if (h.flags != 0 || h.size != 0) fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.value_profile");
    value_profile p;
    p.shape = profile_shape::read(in);
    p.mean_rating = in.get<float>();
    for (std::size_t i = 0; i < p.shape.size; ++i) p.scores.push_back(in.get<float>());
    in.end();
    p.validate(errc::corrupt_wire);
    return p;
}

std::string value_profile::to_text() const {
    json_writer out;
    out.open('{').field("type", "value_profile").field("version", version);
    out.field("instrument", profile_shape::instrument_name(shape.kind));
    if (shape.centred) out.field("mean_rating", mean_rating);
    out.key("scores");
    if (shape.kind == profile_shape::other && shape.labels.empty()) {
        out.open('[');
        for (const float s : scores) out.value(s);
        return out.close(']').close('}').text();
    }
    const std::vector<std::string> names = shape.names();
    out.open('{');
    for (std::size_t i = 0; i < names.size(); ++i) out.escaped_key(names[i]).value(scores[i]);
    return out.close('}').close('}').text();
}

value_profile value_profile::from_text(std::string_view text, poll check) {
    json_reader in(text, "value_profile", check);
    value_profile p;
    unsigned seen = 0;
    std::vector<std::string> labels;
    const auto score = [&] {
        if (p.scores.size() == max_size) in.bad("more than 256 scores");
        p.scores.push_back(in.number<float>());
    };
    in.object([&](std::string_view key) {
        constexpr std::string_view names[] = {"type", "version", "instrument", "scores", "mean_rating"};
        const auto which = static_cast<unsigned>(std::find(std::begin(names), std::end(names), key) - std::begin(names));
        if (which == std::size(names)) in.bad("unknown member");
        if (seen & 1U << which) in.bad("a member is given twice");
        seen |= 1U << which;
        if (which == 0 && in.string() != "value_profile") in.bad("the type must be \"value_profile\"");
        if (which == 1)
            check_head({static_cast<std::uint8_t>(state_kind::value_profile), in.number<std::uint8_t>(), 0, 0},
                       state_kind::value_profile, version, "value_profile", errc::corrupt_text);
        if (which == 2) {
            const auto kind = profile_shape::instrument_of(in.string());
            if (!kind) in.bad("unknown instrument");
            p.shape.kind = *kind;
        }
        if (which == 3) {
            if (in.at('['))
                in.array(score);
            else
                in.escaped_object([&](std::string label) {
                    labels.push_back(std::move(label));
                    score();
                });
        }
        if (which == 4) {
            p.mean_rating = in.number<float>();
            p.shape.centred = true;
        }
    });
    in.end();
    if ((seen & 15U) != 15U) in.bad("members are missing");
    p.shape.size = p.scores.size();
    if (p.shape.kind == profile_shape::other) {
        p.shape.labels = std::move(labels);
    } else {
        // Those of the instrument, in any order.
        if (labels.size() != keys()[p.shape.kind].values.size()) in.bad("the values of the instrument are not all given");
        std::vector<float> ordered;
        for (const value_key& v : keys()[p.shape.kind].values) {
            const auto found = std::find(labels.begin(), labels.end(), v.label);
            if (found == labels.end()) in.bad("a value of the instrument is missing");
            ordered.push_back(p.scores[static_cast<std::size_t>(found - labels.begin())]);
        }
        p.scores = std::move(ordered);
    }
    p.validate(errc::corrupt_text);
    return p;
}

// --- scoring -----------------------------------------------------------------------------------

std::optional<value_profile> score_pvq(profile_shape::instrument kind, std::span<const std::int32_t> answers, bool centred,
                                       bool low_is_like_me, std::int32_t missing) {
    if (missing < 0 || missing > most_missing_answers)
        fail(errc::invalid, "Say how many answers may be missing: nobody is scored who left out more than five.", "missing ",
             missing, " is outside the allowed range 0..", most_missing_answers);
    const instrument_key& key = keys()[kind];
    if (answers.size() != static_cast<std::size_t>(key.items))
        fail(errc::invalid, "Give one answer per item in questionnaire order, NULL where there is none.", answers.size(),
             " answers; ", key.name, " has ", key.items);
    std::size_t given = 0;
    double total = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i] == 0) continue;
        if (answers[i] < 1 || answers[i] > 6)
            fail(errc::invalid, "Answers are 1 to 6; turn codes for \"no answer\" into NULL.", "answer ", answers[i], " to item ",
                 i + 1, " is outside the allowed range 1..6");
        total += answers[i];
        ++given;
    }
    if (answers.size() - given > static_cast<std::size_t>(missing)) return std::nullopt;
    const auto mean = [&](double sum, double count) { return low_is_like_me ? 7 - sum / count : sum / count; };
    value_profile p;
    p.shape.kind = kind;
    p.shape.centred = centred;
    p.shape.size = key.values.size();
    const double own = mean(total, static_cast<double>(given));
    if (centred) p.mean_rating = static_cast<float>(own);
    for (const value_key& v : key.values) {
        double sum = 0, count = 0;
        for (const int item : v.items) {
            const std::int32_t answer = answers[static_cast<std::size_t>(item) - 1];
            sum += answer;
            count += answer != 0;
        }
        if (count == 0) return std::nullopt;
        p.scores.push_back(static_cast<float>(mean(sum, count) - (centred ? own : 0)));
    }
    return p;
}

value_profile make_profile(std::span<const double> scores, std::vector<std::string> labels) {
    if (scores.empty() || scores.size() > value_profile::max_size)
        fail(errc::invalid, "Give one score per value.", scores.size(), " scores; the allowed range is 1..",
             value_profile::max_size);
    value_profile p;
    for (const double s : scores) {
        if (!(std::fabs(s) <= 3.4e38))
            fail(errc::invalid, "Scores are finite numbers.", "score ", s, " at position ", p.scores.size() + 1,
                 " is outside the allowed range -3.4e38..3.4e38");
        const auto score = static_cast<float>(s) + 0.0F;  // -0 becomes 0: equal profiles have equal bytes
        if (s != 0 && score == 0)
            fail(errc::invalid, "Rescale the scores.", "score ", s, " at position ", p.scores.size() + 1,
                 " is outside the allowed range: 0, or from 1e-45 in size");
        p.scores.push_back(score);
    }
    p.shape.size = p.scores.size();
    if (!labels.empty()) {
        if (labels.size() != p.scores.size())
            fail(errc::invalid, "Give one label for each score.", labels.size(), " labels for ", p.scores.size(), " scores");
        check_labels(labels);
        p.shape.labels = std::move(labels);
    }
    return p;
}

value_profile centre(const value_profile& p) {
    double mean = 0;
    for (const float s : p.scores) mean += static_cast<double>(s) / static_cast<double>(p.scores.size());
    value_profile result = p;
    result.shape.centred = true;
    result.mean_rating = static_cast<float>(p.mean_rating + mean);
    bool finite = std::isfinite(result.mean_rating);
    for (float& s : result.scores) {
        s = static_cast<float>(static_cast<double>(s) - mean);
        finite = finite && std::isfinite(s);
    }
    if (!finite) fail(errc::range, "Rescale the scores.", "a centred score is outside the range of float4");
    return result;
}

value_profile broad_values(const value_profile& p) {
    if (p.shape.kind != profile_shape::pvq_rr)
        fail(errc::invalid, "Give a profile of xm.pvq_rr.", "a profile of ", profile_shape::instrument_name(p.shape.kind),
             " has no parts to join to the ten values");
    // In the order of the ten; the parts are those whose label begins so, and humility is a part of tradition.
    value_profile result;
    result.shape.kind = profile_shape::pvq_rr_broad;
    result.shape.centred = p.shape.centred;
    result.mean_rating = p.mean_rating;
    const std::vector<std::string> parts = p.shape.names();
    for (const value_key& v : keys()[profile_shape::pvq_rr_broad].values) {
        double sum = 0, count = 0;
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (parts[i].starts_with(v.label) || (v.label == "tradition" && parts[i] == "humility")) {
                sum += static_cast<double>(p.scores[i]);
                ++count;
            }
        result.scores.push_back(static_cast<float>(sum / count));
    }
    result.shape.size = result.scores.size();
    return result;
}

std::array<double, 4> higher_order(const value_profile& p) {
    if (p.shape.kind == profile_shape::pvq_rr) return higher_order(broad_values(p));
    if (p.shape.kind == profile_shape::other)
        fail(errc::invalid, "Give a profile of xm.pvq21, xm.pvq40 or xm.pvq_rr.",
             "a profile of another instrument has no higher-order values");
    const auto mean = [&](std::initializer_list<std::string_view> labels) {
        double sum = 0;
        for (const std::string_view l : labels) sum += static_cast<double>(p.scores[p.shape.index(l)]);
        return sum / static_cast<double>(labels.size());
    };
    return {mean({"self_direction", "stimulation", "hedonism"}), mean({"conformity", "tradition", "security"}),
            mean({"power", "achievement"}), mean({"universalism", "benevolence"})};
}

}  // namespace xm::core
