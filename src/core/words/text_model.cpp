#include "core/words/text_model.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "core/num/json.hpp"
#include "core/num/polled_sort.hpp"
#include "core/words/model_bytes.hpp"

namespace xm::core {
namespace {

constexpr std::int64_t most_comments = std::int64_t{1} << 53;

// Lexicographic order of two lists of numbers or words.
template <class Item, class Less>
int compare_lists(std::span<const Item> a, std::span<const Item> b, Less&& less) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (less(a[i], b[i])) return -1;
        if (less(b[i], a[i])) return 1;
    }
    return a.size() < b.size() ? -1 : a.size() > b.size();
}

}  // namespace

void check_smoothing(double smoothing) {
    if (!(smoothing > 0 && smoothing <= 1e6))
        fail(errc::invalid, "Give what is added to each count, such as 1.", "smoothing ", smoothing,
             " is outside the allowed range: above 0, up to 1000000");
}

void check_same_smoothing(double a, double b) {
    if (a != b)
        fail(errc::invalid, "Use the same smoothing for all comments and models that go together.", "smoothing is ", a,
             " in one and ", b, " in another");
}

double text_model::smoothing_of(bytes body) {
    wire_reader in(body.subspan(std::min(body.size(), mark_at + mark_size)));
    const auto smoothing = in.get<double>();
    check_smoothing(smoothing);
    return smoothing;
}

std::int64_t text_model::total(bool label) const {
    std::int64_t sum = 0;
    for (std::size_t f = 0; f < folds; ++f) sum += comments[2 * f + (label ? 1 : 0)];
    return sum;
}

std::size_t text_model::fold_of(const md5_digest& d) {
    return (std::uint32_t{d[0]} << 24 | std::uint32_t{d[1]} << 16 | std::uint32_t{d[2]} << 8 | std::uint32_t{d[3]}) % folds;
}

// Completes what was read: the digests of the sample.
void text_model::validate(errc otherwise, poll check) {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that xm.text_model has made.", "invalid value of type xm.text_model: ", why);
    };
    step_counter step(check);
    if (!(smoothing > 0 && smoothing <= 1e6)) refuse("the smoothing");
    std::int64_t all = 0;
    for (const std::int64_t c : comments) {
        if (c < 0 || c > most_comments) refuse("the number of comments");
        all += c;
    }
    if (all < 1 || all > most_comments) refuse("the number of comments");
    for (std::size_t i = 0; i < words(); ++i) {
        step();
        if (!is_utf8(word(i))) refuse("a word is no text");
        if (i > 0 && !(word(i - 1) < word(i))) refuse("words are not in order");
        std::int64_t with = 0;
        for (std::size_t s = 0; s < sides; ++s) {
            const std::int64_t c = counts[i * sides + s];
            if (c < 0 || c > comments[s]) refuse("the comments of a word");
            with += c;
        }
        if (with == 0) refuse("a word of no comment");
    }
    std::array<std::int64_t, sides> sampled{};
    std::vector<std::int64_t> left = counts;
    std::int64_t size = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        comment& c = sample[i];
        md5 digest;
        const std::span<const std::uint32_t> list = words_of(c);
        for (std::size_t k = 0; k < list.size(); ++k) {
            step();
            if (list[k] >= words() || (k > 0 && list[k - 1] >= list[k])) refuse("the words of a comment");
            digest.add(k > 0 ? "\n" : "").add(word(list[k]));
        }
        step();
        c.digest = digest.digest();
        if (i > 0) {
            const comment& b = sample[i - 1];
            const bool ascending =
                b.digest != c.digest ? b.digest < c.digest
                : b.label != c.label
                    ? c.label
                    : compare_lists(words_of(b), list, [](std::uint32_t x, std::uint32_t y) { return x < y; }) < 0;
            if (!ascending) refuse("the sample is not in order");
        }
        const std::size_t side = 2 * fold_of(c.digest) + (c.label ? 1 : 0);
        if (c.count < 1 || c.count > most_sample - size) refuse("the size of the sample");
        size += c.count;
        sampled[side] += c.count;
        for (const std::uint32_t w : list) {
            step();
            if ((left[w * sides + side] -= c.count) < 0) refuse("the comments of a word");
        }
    }
    if (size != std::min(all, most_sample)) refuse("the size of the sample");
    for (std::size_t s = 0; s < sides; ++s)
        if (sampled[s] > comments[s]) refuse("the size of the sample");
}

text_model text_model::from_stored(bytes body, errc otherwise, poll check) {
    wire_reader in(body);
    const head h = read_head(in, state_kind::text_model, version, "text_model");
    if (h.flags != 0 || h.size != 0)
        fail(otherwise, nullptr, "invalid binary value of type xm.text_model: flags ", h.flags, ", size ", h.size);
    md5_digest mark;
    for (unsigned char& c : mark) c = in.get<std::uint8_t>();
    if (mark != mark_of(body, check)) fail(otherwise, nullptr, "damaged value of type xm.text_model");
    step_counter step(check);
    text_model m;
    m.check_ = check;
    m.smoothing = in.get<double>();
    for (std::int64_t& c : m.comments) c = in.get<std::int64_t>();
    const auto number = in.get<std::uint32_t>();
    for (std::uint32_t i = 0; i < number; ++i) {  // reading ends where the bytes do
        step();
        const std::uint64_t size = get_small(in);
        if (size > in.rest().size()) fail(errc::corrupt_wire, nullptr, "binary value ends too early");
        m.text.append(reinterpret_cast<const char*>(in.rest().data()), size);
        in = wire_reader(in.rest().subspan(size));
        m.ends.push_back(m.text.size());
        for (std::size_t s = 0; s < sides; ++s) m.counts.push_back(static_cast<std::int64_t>(get_small(in)));
    }
    const auto sampled = in.get<std::uint32_t>();
    for (std::uint32_t i = 0; i < sampled; ++i) {
        const std::uint64_t count = get_small(in), size = get_small(in);
        if (size > in.rest().size() || m.sample_words.size() + size > UINT32_MAX)
            fail(errc::corrupt_wire, nullptr, "binary value ends too early");
        m.sample.push_back({{},
                            (count & 1U) != 0,
                            static_cast<std::int64_t>(count >> 1),
                            static_cast<std::uint32_t>(m.sample_words.size()),
                            static_cast<std::uint32_t>(size)});
        std::uint64_t word = 0;
        for (std::uint64_t k = 0; k < size; ++k) {
            step();
            word += get_small(in);
            m.sample_words.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(word, UINT32_MAX)));
        }
    }
    in.end();
    m.validate(otherwise, check);
    return m;
}

void text_model::write(wire_writer& out) const {
    step_counter step(check_);
    wire_writer rest;
    rest.reserve(text.size() + words() * (sides + 2) + sample_words.size() * 3 + 200);
    rest.put(smoothing);
    for (const std::int64_t c : comments) rest.put(c);
    rest.put(static_cast<std::uint32_t>(words()));
    for (std::size_t i = 0; i < words(); ++i) {
        step();
        put_small(rest, word(i).size());
        for (const char c : word(i)) rest.put(static_cast<std::uint8_t>(c));
        for (std::size_t s = 0; s < sides; ++s) put_small(rest, static_cast<std::uint64_t>(counts[i * sides + s]));
    }
    rest.put(static_cast<std::uint32_t>(sample.size()));
    for (const comment& c : sample) {
        put_small(rest, static_cast<std::uint64_t>(c.count) << 1 | (c.label ? 1 : 0));
        put_small(rest, c.size);
        std::uint32_t before = 0;
        for (const std::uint32_t w : words_of(c)) {
            step();
            put_small(rest, w - before);
            before = w;
        }
    }
    write_head(out, {static_cast<std::uint8_t>(state_kind::text_model), version, 0, 0});
    for (const unsigned char c : polled_md5(rest.result(), check_)) out.put(static_cast<std::uint8_t>(c));
    out.put(rest.result());
}

std::size_t text_model::stored_size() const {
    wire_writer out;
    write(out);
    written_.assign(out.result().begin(), out.result().end());
    return written_.size();
}

void text_model::to_stored(std::byte* body, poll) const {
    if (written_.empty()) stored_size();
    std::memcpy(body, written_.data(), written_.size());
    written_ = {};
}

std::string text_model::to_text() const {
    step_counter step(check_);
    json_writer out;
    out.open('{').field("type", "text_model").field("version", version).field("smoothing", smoothing);
    out.key("comments").open('[');
    for (const std::int64_t c : comments) out.value(c);
    out.close(']').key("words").open('{');
    for (std::size_t i = 0; i < words(); ++i) {
        step();
        out.escaped_key(word(i)).open('[');
        for (std::size_t s = 0; s < sides; ++s) step(), out.value(counts[i * sides + s]);
        out.close(']');
    }
    out.close('}').key("sample").open('[');
    for (const comment& c : sample) {
        out.open('[').value(c.label ? 1 : 0).value(c.count);
        for (const std::uint32_t w : words_of(c)) step(), out.value(w);
        out.close(']');
    }
    return out.close(']').close('}').take();
}

text_model text_model::from_text(std::string_view text, poll check) {
    text_model m;
    m.check_ = check;
    json_reader in(text, "text_model", check);
    constexpr std::array<std::string_view, 6> names{"type", "version", "smoothing", "comments", "words", "sample"};
    std::uint32_t seen = 0;
    struct counted {
        std::string word;
        std::array<std::int64_t, sides> counts;
    };
    std::vector<counted> words;
    const auto numbers = [&](std::array<std::int64_t, sides>& to) {
        std::size_t i = 0;
        in.array([&] {
            if (i == sides) in.bad("there are ten counts");
            to[i++] = in.number<std::int64_t>();
        });
        if (i != sides) in.bad("there are ten counts");
    };
    in.object([&](std::string_view key) {
        const auto which = static_cast<unsigned>(std::find(names.begin(), names.end(), key) - names.begin());
        if (which == names.size() || (seen & 1U << which) != 0) in.bad("unknown member, or one given twice");
        seen |= 1U << which;
        switch (which) {
            case 0:
                if (in.string() != "text_model") in.bad("the type must be \"text_model\"");
                break;
            case 1:
                check_head({static_cast<std::uint8_t>(state_kind::text_model), in.number<std::uint8_t>(), 0, 0},
                           state_kind::text_model, version, "text_model", errc::corrupt_text);
                break;
            case 2: m.smoothing = in.number<double>(); break;
            case 3: numbers(m.comments); break;
            case 4:  // in any order, since jsonb has one of its own
                in.escaped_object(
                    [&](std::string word) {
                        counted c{std::move(word), {}};
                        numbers(c.counts);
                        words.push_back(std::move(c));
                    },
                    UINT32_MAX);
                break;
            default:
                in.array([&] {
                    comment c{{}, false, 0, static_cast<std::uint32_t>(m.sample_words.size()), 0};
                    std::size_t i = 0;
                    in.array([&] {
                        if (i == 0) {
                            const int label = in.number<int>();
                            if (label != 0 && label != 1) in.bad("a label is 0 or 1");
                            c.label = label == 1;
                        } else if (i == 1) {
                            c.count = in.number<std::int64_t>();
                        } else {
                            if (m.sample_words.size() == UINT32_MAX) in.bad("too many words");
                            m.sample_words.push_back(in.number<std::uint32_t>());
                        }
                        ++i;
                    });
                    if (i < 2) in.bad("a comment has a label and a count");
                    c.size = static_cast<std::uint32_t>(i - 2);
                    m.sample.push_back(c);
                });
        }
    });
    in.end();
    if (seen != (1U << names.size()) - 1) in.bad("a member is missing");
    polled_sort(
        words.begin(), words.end(), [](const counted& a, const counted& b) { return a.word < b.word; }, check);
    for (const counted& c : words) {
        m.text += c.word;
        m.ends.push_back(m.text.size());
        m.counts.insert(m.counts.end(), c.counts.begin(), c.counts.end());
    }
    m.validate(errc::corrupt_text, check);
    return m;
}

// --- a model that grows -----------------------------------------------------------------------------------

running_text_model::running_text_model(std::pmr::memory_resource* memory, double smoothing, poll check)
    : words_(memory, text_model::sides, check),
      smoothing_(smoothing),
      check_(check),
      sample_(memory),
      sample_words_(memory),
      sorted_(memory) {}

void running_text_model::sort_by_bytes(std::uint32_t* first, std::size_t size) const {
    polled_sort(
        first, first + size, [&](std::uint32_t a, std::uint32_t b) { return words_.word(a) < words_.word(b); }, check_);
}

void running_text_model::add(std::span<const std::string_view> words, bool label) {
    const std::span<const std::uint32_t> distinct = words_.distinct(words);
    sorted_.assign(distinct.begin(), distinct.end());
    sort_by_bytes(sorted_.data(), sorted_.size());
    md5 text;
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
        if (i > 0) text.add("\n");
        text.add(words_.word(sorted_[i]));
    }
    const md5_digest digest = text.digest();
    const std::size_t side = 2 * text_model::fold_of(digest) + (label ? 1 : 0);
    offer(digest, label, 1, sorted_);
    for (const std::uint32_t word : sorted_) ++words_.sums(word)[side];
    ++comments_[side];
}

void running_text_model::offer(const md5_digest& digest, bool label, std::int64_t count, std::span<const std::uint32_t> words) {
    if (full_ && last_ < digest) return;
    if (sample_.size() >= 2 * text_model::most_sample || sample_words_.size() + words.size() > UINT32_MAX) prune();
    const auto first = static_cast<std::uint32_t>(sample_words_.size());
    sample_words_.insert(sample_words_.end(), words.begin(), words.end());
    sample_.push_back({digest, label, count, first, static_cast<std::uint32_t>(words.size())});
}

bool running_text_model::before(const kept& a, const kept& b) const {
    if (a.digest != b.digest) return a.digest < b.digest;
    if (a.label != b.label) return b.label;
    const std::uint32_t* const words = sample_words_.data();
    return compare_lists(std::span(words + a.first, a.size), std::span(words + b.first, b.size),
                         [&](std::uint32_t x, std::uint32_t y) { return x != y && words_.word(x) < words_.word(y); }) < 0;
}

// In order, equal ones once, no more than the sample has.
void running_text_model::prune() {
    polled_sort(
        sample_.begin(), sample_.end(), [&](const kept& a, const kept& b) { return before(a, b); }, check_);
    std::pmr::vector<kept> sample(sample_.get_allocator());
    std::pmr::vector<std::uint32_t> words(sample_words_.get_allocator());
    std::int64_t size = 0;
    for (const kept& k : sample_) {
        if (size == text_model::most_sample) break;
        const std::int64_t count = std::min(k.count, text_model::most_sample - size);
        size += count;
        if (!sample.empty() && sample.back().digest == k.digest && sample.back().label == k.label) {
            const kept& b = sample.back();
            if (b.size == k.size && std::equal(words.begin() + b.first, words.end(), sample_words_.begin() + k.first)) {
                sample.back().count += count;
                continue;
            }
        }
        const auto first = static_cast<std::uint32_t>(words.size());
        words.insert(words.end(), sample_words_.begin() + k.first, sample_words_.begin() + k.first + k.size);
        sample.push_back({k.digest, k.label, count, first, k.size});
    }
    sample_.swap(sample);
    sample_words_.swap(words);
    full_ = size == text_model::most_sample;
    if (full_) last_ = sample_.back().digest;
}

void running_text_model::add(const text_model& other, poll check) {
    check_same_smoothing(smoothing_, other.smoothing);
    step_counter step(check);
    std::pmr::vector<std::uint32_t> numbers(words_.memory());
    for (std::size_t i = 0; i < other.words(); ++i) {
        step();
        numbers.push_back(words_.number_of(other.word(i)));
        std::uint64_t* const to = words_.sums(numbers.back());
        for (std::size_t s = 0; s < text_model::sides; ++s)
            to[s] += static_cast<std::uint64_t>(other.counts[i * text_model::sides + s]);
    }
    std::int64_t all = 0;
    for (std::size_t s = 0; s < text_model::sides; ++s) {
        all += comments_[s];
        if (other.comments[s] > most_comments - all)
            fail(errc::range, "Split the data.", "more comments than xm.text_model can count (", most_comments, ")");
        comments_[s] += other.comments[s];
        all += other.comments[s];
    }
    for (const text_model::comment& c : other.sample) {
        step();
        sorted_.clear();
        for (const std::uint32_t w : other.words_of(c)) sorted_.push_back(numbers[w]);
        offer(c.digest, c.label, c.count, sorted_);
    }
}

void running_text_model::add_all(const running_text_model& other, poll check) {
    check_same_smoothing(smoothing_, other.smoothing_);
    words_.add_all(other.words_, check);
    for (std::size_t s = 0; s < text_model::sides; ++s) comments_[s] += other.comments_[s];
    step_counter step(check);
    for (const kept& k : other.sample_) {
        step();
        if (full_ && last_ < k.digest) continue;
        sorted_.clear();
        for (std::uint32_t i = 0; i < k.size; ++i)
            sorted_.push_back(words_.number_of(other.words_.word(other.sample_words_[k.first + i])));
        offer(k.digest, k.label, k.count, sorted_);
    }
}

text_model running_text_model::value(poll check) const {
    step_counter step(check);
    text_model m;
    m.check_ = check;
    m.smoothing = smoothing_;
    m.comments = comments_;
    const std::pmr::vector<std::uint32_t> order = words_.in_order();
    std::pmr::vector<std::uint32_t> place(order.size(), 0, words_.memory());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        step();
        place[order[i]] = i;
        m.text += words_.word(order[i]);
        m.ends.push_back(m.text.size());
        for (std::size_t s = 0; s < text_model::sides; ++s)
            m.counts.push_back(static_cast<std::int64_t>(words_.sums(order[i])[s]));
    }
    // A final function leaves its state as it is: what pruning would keep, sorted on the side.
    std::pmr::vector<std::uint32_t> items(sample_.size(), 0, words_.memory());
    std::iota(items.begin(), items.end(), 0);
    polled_sort(
        items.begin(), items.end(), [&](std::uint32_t a, std::uint32_t b) { return before(sample_[a], sample_[b]); }, check);
    std::int64_t size = 0;
    for (const std::uint32_t i : items) {
        step();
        if (size == text_model::most_sample) break;
        const kept& k = sample_[i];
        const std::int64_t count = std::min(k.count, text_model::most_sample - size);
        size += count;
        const auto first = static_cast<std::uint32_t>(m.sample_words.size());
        for (std::uint32_t w = 0; w < k.size; ++w) m.sample_words.push_back(place[sample_words_[k.first + w]]);
        if (!m.sample.empty()) {
            text_model::comment& b = m.sample.back();
            if (b.digest == k.digest && b.label == k.label && b.size == k.size &&
                std::equal(m.sample_words.begin() + b.first, m.sample_words.begin() + first, m.sample_words.begin() + first)) {
                b.count += count;
                m.sample_words.resize(first);
                continue;
            }
        }
        m.sample.push_back({k.digest, k.label, count, first, k.size});
    }
    return m;
}

std::size_t running_text_model::packed_size() const {
    return sizeof comments_ + words_.packed_size() + sizeof(std::uint64_t) + sample_.size() * sizeof(kept) +
           sample_words_.size() * sizeof(std::uint32_t);
}

void running_text_model::pack(std::byte* to, poll check) const {
    std::memcpy(to, comments_.data(), sizeof comments_);
    words_.pack(to + sizeof comments_, check);
    to += sizeof comments_ + words_.packed_size();
    store(to, std::uint64_t{sample_.size()});
    to += sizeof(std::uint64_t);
    if (!sample_.empty()) std::memcpy(to, static_cast<const void*>(sample_.data()), sample_.size() * sizeof(kept));
    to += sample_.size() * sizeof(kept);
    if (!sample_words_.empty()) std::memcpy(to, sample_words_.data(), sample_words_.size() * sizeof(std::uint32_t));
}

void running_text_model::unpack(bytes from, poll check) {
    const auto refuse = [] { fail(errc::invalid, nullptr, "not a serialised aggregate state: it ends within a comment"); };
    if (from.size() < sizeof comments_) refuse();
    for (std::size_t s = 0; s < text_model::sides; ++s)
        comments_[s] += load<std::int64_t>(from.data() + s * sizeof(std::int64_t));
    std::pmr::vector<std::uint32_t> numbers(words_.memory());
    from = words_.unpack(from.subspan(sizeof comments_), check, &numbers);
    if (from.size() < sizeof(std::uint64_t)) refuse();
    const auto size = load<std::uint64_t>(from.data());
    from = from.subspan(sizeof(std::uint64_t));
    if (size > from.size() / sizeof(kept)) refuse();
    const bytes words = from.subspan(size * sizeof(kept));
    step_counter step(check);
    for (std::uint64_t i = 0; i < size; ++i) {
        step();
        kept k;
        std::memcpy(static_cast<void*>(&k), from.data() + i * sizeof(kept), sizeof(kept));
        if (k.first > words.size() / sizeof(std::uint32_t) || k.size > words.size() / sizeof(std::uint32_t) - k.first) refuse();
        sorted_.clear();
        for (std::uint32_t w = 0; w < k.size; ++w) {
            const auto number = load<std::uint32_t>(words.data() + (k.first + w) * sizeof(std::uint32_t));
            if (number >= numbers.size()) refuse();
            sorted_.push_back(numbers[number]);
        }
        offer(k.digest, k.label, k.count, sorted_);
    }
}

// --- asking -----------------------------------------------------------------------------------------------

text_classifier::text_classifier(std::pmr::memory_resource* memory, const text_model& m, poll check)
    : words_(memory, 0, check), weights_(memory) {
    constexpr std::size_t sides = text_model::sides;
    const std::int64_t without = m.total(false), with = m.total(true);
    if (without == 0 || with == 0) return;
    prior_ = std::log(static_cast<double>(with) / static_cast<double>(without));
    step_counter step(check);
    double all[2] = {0, 0};
    for (std::size_t i = 0; i < m.words(); ++i) {
        step();
        for (std::size_t s = 0; s < sides; ++s) all[s % 2] += static_cast<double>(m.counts[i * sides + s]);
    }
    for (double& a : all) a += m.smoothing * static_cast<double>(m.words());
    weights_.reserve(m.words());
    for (std::size_t i = 0; i < m.words(); ++i) {
        step();
        words_.number_of(m.word(i));
        double count[2] = {m.smoothing, m.smoothing};
        for (std::size_t s = 0; s < sides; ++s) count[s % 2] += static_cast<double>(m.counts[i * sides + s]);
        weights_.push_back(std::log(count[1] * all[0] / (count[0] * all[1])));
    }
    calibrate(m, check);
}

namespace {

struct held_out {
    double score, count;
    bool label;
};

// Platt's slope and intercept: the least of sum of count * (ln(1 + exp(z)) - target * z), z = slope * (score - centre) + level.
struct platt_fit {
    double slope, level;
};

platt_fit calibrated(const std::pmr::vector<held_out>& scores, double centre, double with, double without, poll check) {
    const double target[2] = {1 / (without + 2), (with + 1) / (with + 2)};
    const auto loss = [&](double slope, double level) {
        step_counter step(check);
        double sum = 0;
        for (const held_out& h : scores) {
            step();
            const double z = slope * (h.score - centre) + level;
            sum += h.count * (std::log1p(std::exp(-std::fabs(z))) + std::max(z, 0.0) - target[h.label] * z);
        }
        return sum;
    };
    platt_fit fit{0, std::log((with + 1) / (without + 1))};
    double now = loss(fit.slope, fit.level);
    for (int i = 0; i < 100; ++i) {
        step_counter step(check);
        constexpr double ridge = 1e-12;
        double g[2] = {0, 0}, h11 = ridge, h21 = 0, h22 = ridge;
        for (const held_out& h : scores) {
            step();
            const double x = h.score - centre, z = fit.slope * x + fit.level;
            const double e = std::exp(-std::fabs(z)), p = z >= 0 ? 1 / (1 + e) : e / (1 + e);
            const double d = h.count * (p - target[h.label]), w = h.count * e / ((1 + e) * (1 + e));
            g[0] += d * x;
            g[1] += d;
            h11 += w * x * x;
            h21 += w * x;
            h22 += w;
        }
        if (std::max(std::fabs(g[0]), std::fabs(g[1])) <= 1e-12 * (with + without)) break;
        const double determinant = h11 * h22 - h21 * h21;
        const double step_slope = -(h22 * g[0] - h21 * g[1]) / determinant, step_level = -(h11 * g[1] - h21 * g[0]) / determinant;
        const double descent = g[0] * step_slope + g[1] * step_level;
        double part = 1, next = now;
        for (; part >= 1e-10; part /= 2) {
            next = loss(fit.slope + part * step_slope, fit.level + part * step_level);
            if (next <= now + 1e-4 * part * descent) break;
        }
        if (part < 1e-10) {  // no way down but by rounding: one last whole step
            if (next > now + 1e-9 * std::fabs(now)) break;
            part = 1;
        }
        const bool last = std::fabs(part * step_slope) <= 1e-14 * std::fabs(fit.slope) &&
                          std::fabs(part * step_level) <= 1e-14 * std::fabs(fit.level);
        fit.slope += part * step_slope;
        fit.level += part * step_level;
        now = loss(fit.slope, fit.level);
        if (last) break;
    }
    return fit;
}

}  // namespace

void text_classifier::calibrate(const text_model& m, poll check) {
    constexpr std::size_t sides = text_model::sides;
    step_counter step(check);
    // Without each fold: comments, words, and all counts of both sides.
    struct others {
        double comments[2] = {0, 0}, counts[2] = {0, 0}, words = 0;
    };
    std::array<others, text_model::folds> without;
    for (std::size_t f = 0; f < text_model::folds; ++f)
        for (std::size_t s = 0; s < sides; ++s)
            if (s / 2 != f) without[f].comments[s % 2] += static_cast<double>(m.comments[s]);
    const auto counts_of = [&](std::size_t word, std::size_t fold, double(&to)[2]) {
        to[0] = to[1] = 0;
        for (std::size_t s = 0; s < sides; ++s)
            if (s / 2 != fold) to[s % 2] += static_cast<double>(m.counts[word * sides + s]);
        return to[0] + to[1] > 0;
    };
    for (std::size_t i = 0; i < m.words(); ++i)
        for (std::size_t f = 0; f < text_model::folds; ++f) {
            step();
            double c[2];
            if (!counts_of(i, f, c)) continue;
            without[f].words += 1;
            without[f].counts[0] += c[0];
            without[f].counts[1] += c[1];
        }
    std::pmr::vector<held_out> scores(weights_.get_allocator());
    double number[2] = {0, 0}, sum = 0;
    for (const text_model::comment& c : m.sample) {
        step();
        const std::size_t f = text_model::fold_of(c.digest);
        const others& o = without[f];
        if (o.comments[0] == 0 || o.comments[1] == 0) continue;
        double score = std::log(o.comments[1] / o.comments[0]);
        const double all[2] = {o.counts[0] + m.smoothing * o.words, o.counts[1] + m.smoothing * o.words};
        for (const std::uint32_t w : m.words_of(c)) {
            step();
            double count[2];
            if (!counts_of(w, f, count)) continue;
            score += std::log((count[1] + m.smoothing) * all[0] / ((count[0] + m.smoothing) * all[1]));
        }
        scores.push_back({score, static_cast<double>(c.count), c.label});
        number[c.label] += static_cast<double>(c.count);
        sum += static_cast<double>(c.count) * score;
    }
    if (number[0] == 0 || number[1] == 0) return;
    // In units that centre is 0 in, a score that is the same everywhere explains nothing rather than anything.
    const double centre = sum / (number[0] + number[1]);
    const platt_fit fit = calibrated(scores, centre, number[1], number[0], check);
    slope = fit.slope;
    intercept = fit.level - fit.slope * centre;

    for (held_out& h : scores) h.score = std::nearbyint(h.score * 1e9);
    polled_sort(
        scores.begin(), scores.end(), [](const held_out& a, const held_out& b) { return a.score < b.score; }, check);
    double pairs = 0, below = 0;  // pairs in the right order, ties half
    for (std::size_t i = 0; i < scores.size();) {
        double tied[2] = {0, 0};
        std::size_t k = i;
        for (; k < scores.size() && scores[k].score == scores[i].score; ++k) {
            step();
            tied[scores[k].label] += scores[k].count;
        }
        pairs += tied[1] * (below + tied[0] / 2);
        below += tied[0];
        i = k;
    }
    auc = pairs / (number[0] * number[1]);
}

std::optional<double> text_classifier::probability(std::span<const std::string_view> words) {
    if (!slope) return {};
    double score = prior_;
    for (const std::uint32_t w : words_.known(words)) score += weights_[w];
    const double z = *slope * score + *intercept, e = std::exp(-std::fabs(z));
    return z >= 0 ? 1 / (1 + e) : e / (1 + e);
}

}  // namespace xm::core
