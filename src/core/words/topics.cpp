#include "core/words/topics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numeric>

#include "core/num/json.hpp"
#include "core/num/polled_sort.hpp"
#include "core/num/random.hpp"
#include "core/num/topic_kernel.hpp"
#include "core/words/model_bytes.hpp"

namespace xm::core {

void check_topics(std::int64_t k) {
    if (k < 1 || k > most_topics)
        fail(errc::invalid, "Give the number of topics, such as 10.", "number of topics ", k, " is outside the allowed range 1..",
             most_topics);
}

// --- the value --------------------------------------------------------------------------------------------

std::vector<std::uint32_t> topic_model::top(std::size_t topic, std::size_t most, poll check) const {
    std::vector<std::uint32_t> order(words());
    std::iota(order.begin(), order.end(), 0);
    step_counter step(check);
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        step();
        const double p = probability(a, topic), q = probability(b, topic);
        return p != q ? p > q : a < b;
    };
    most = std::min(most, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most), order.end(), before);
    order.resize(most);
    return order;
}

void topic_model::validate(errc otherwise, poll check) const {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that xm.topics has made.", "invalid value of type xm.topic_model: ", why);
    };
    step_counter step(check);
    if (comments < 1 || comments > std::int64_t{1} << 53) refuse("the number of comments");
    if (iterations < 1 || iterations > 1'000'000) refuse("the number of iterations");
    if (!(log_likelihood <= 1e-6 && log_likelihood >= -1e300)) refuse("the log likelihood");
    if (topics() < 1 || topics() > static_cast<std::size_t>(most_topics) || words() < 1) refuse("the number of topics or words");
    if (probabilities.size() != words() * topics()) refuse("the number of probabilities");
    double sum = 0;
    for (std::size_t z = 0; z < topics(); ++z) {
        if (!(shares[z] >= 0 && shares[z] <= 1) || (z > 0 && shares[z] > shares[z - 1])) refuse("a share");
        sum += shares[z];
    }
    if (!(std::fabs(sum - 1) < 1e-6)) refuse("the shares");
    std::vector<double> sums(topics());
    for (std::size_t i = 0; i < words(); ++i) {
        if (!is_utf8(word(i))) refuse("a word is no text");
        if (i > 0 && !(word(i - 1) < word(i))) refuse("words are not in order");
        for (std::size_t z = 0; z < topics(); ++z) {
            step();
            const double p = probability(i, z);
            if (!(p > 1e-300 && p <= 1)) refuse("a probability");
            sums[z] += p;
        }
    }
    for (const double s : sums)
        if (!(std::fabs(s - 1) < 1e-6)) refuse("the probabilities of a topic");
}

topic_model topic_model::from_stored(bytes body, errc otherwise, poll check) {
    wire_reader in(body);
    const head h = read_head(in, state_kind::topic_model, version, "topic_model");
    if (h.flags != 0 || h.size != 0)
        fail(otherwise, nullptr, "invalid binary value of type xm.topic_model: flags ", h.flags, ", size ", h.size);
    md5_digest mark;
    for (unsigned char& c : mark) c = in.get<std::uint8_t>();
    if (mark != mark_of(body, check)) fail(otherwise, nullptr, "damaged value of type xm.topic_model");
    step_counter step(check);
    topic_model m;
    m.check_ = check;
    m.comments = in.get<std::int64_t>();
    m.iterations = in.get<std::int64_t>();
    m.log_likelihood = in.get<double>();
    const auto topics = in.get<std::uint32_t>(), words = in.get<std::uint32_t>();
    for (std::uint32_t z = 0; z < topics; ++z) m.shares.push_back(in.get<double>());  // reading ends where the bytes do
    for (std::uint32_t i = 0; i < words; ++i) {
        const std::uint64_t size = get_small(in);
        if (size > in.rest().size()) fail(errc::corrupt_wire, nullptr, "binary value ends too early");
        m.text.append(reinterpret_cast<const char*>(in.rest().data()), size);
        in = wire_reader(in.rest().subspan(size));
        m.ends.push_back(m.text.size());
        for (std::uint32_t z = 0; z < topics; ++z) {
            step();
            m.probabilities.push_back(in.get<double>());
        }
        step();
    }
    in.end();
    m.validate(otherwise, check);
    return m;
}

void topic_model::write(wire_writer& out) const {
    step_counter step(check_);
    wire_writer rest;
    rest.reserve(stored_size());
    rest.put(comments);
    rest.put(iterations);
    rest.put(log_likelihood);
    rest.put(static_cast<std::uint32_t>(topics()));
    rest.put(static_cast<std::uint32_t>(words()));
    for (const double s : shares) rest.put(s);
    for (std::size_t i = 0; i < words(); ++i) {
        put_small(rest, word(i).size());
        rest.put(std::as_bytes(std::span(word(i))));
        for (std::size_t z = 0; z < topics(); ++z) step(), rest.put(probability(i, z));
    }
    write_head(out, {static_cast<std::uint8_t>(state_kind::topic_model), version, 0, 0});
    for (const unsigned char c : polled_md5(rest.result(), check_)) out.put(static_cast<std::uint8_t>(c));
    out.put(rest.result());
}

std::size_t topic_model::stored_size() const {
    std::size_t size = mark_at + mark_size + 3 * 8 + 2 * 4 + text.size() + 8 * (shares.size() + probabilities.size());
    for (std::size_t i = 0; i < words(); ++i) {
        std::size_t length = word(i).size();
        for (++size; length >= 0x80; length >>= 7) ++size;
    }
    return size;
}

void topic_model::to_stored(std::byte* body, poll) const {
    wire_writer out;
    write(out);
    std::memcpy(body, out.result().data(), out.result().size());
}

void topic_model::to_wire(wire_writer& out) const { write(out); }

std::string topic_model::to_text() const {
    step_counter step(check_);
    json_writer out;
    out.open('{')
        .field("type", "topic_model")
        .field("version", version)
        .field("comments", comments)
        .field("iterations", iterations);
    out.field("log_likelihood", log_likelihood).key("shares").open('[');
    for (const double s : shares) out.value(s);
    out.close(']').key("words").open('{');
    for (std::size_t i = 0; i < words(); ++i) {
        out.escaped_key(word(i)).open('[');
        for (std::size_t z = 0; z < topics(); ++z) step(), out.value(probability(i, z));
        out.close(']');
    }
    return out.close('}').close('}').take();
}

topic_model topic_model::from_text(std::string_view text, poll check) {
    topic_model m;
    m.check_ = check;
    json_reader in(text, "topic_model", check);
    constexpr std::array<std::string_view, 7> names{"type",           "version", "comments", "iterations",
                                                    "log_likelihood", "shares",  "words"};
    std::uint32_t seen = 0;
    struct placed {
        std::string word;
        std::size_t first, size;
    };
    std::vector<placed> words;
    std::vector<double> numbers;
    in.object([&](std::string_view key) {
        const auto which = static_cast<unsigned>(std::find(names.begin(), names.end(), key) - names.begin());
        if (which == names.size() || (seen & 1U << which) != 0) in.bad("unknown member, or one given twice");
        seen |= 1U << which;
        switch (which) {
            case 0:
                if (in.string() != "topic_model") in.bad("the type must be \"topic_model\"");
                break;
            case 1:
                check_head({static_cast<std::uint8_t>(state_kind::topic_model), in.number<std::uint8_t>(), 0, 0},
                           state_kind::topic_model, version, "topic_model", errc::corrupt_text);
                break;
            case 2: m.comments = in.number<std::int64_t>(); break;
            case 3: m.iterations = in.number<std::int64_t>(); break;
            case 4: m.log_likelihood = in.number<double>(); break;
            case 5: in.array([&] { m.shares.push_back(in.number<double>()); }); break;
            default:  // in any order, since jsonb has one of its own
                in.escaped_object(
                    [&](std::string word) {
                        const std::size_t first = numbers.size();
                        in.array([&] { numbers.push_back(in.number<double>()); });
                        words.push_back({std::move(word), first, numbers.size() - first});
                    },
                    UINT32_MAX);
        }
    });
    in.end();
    if (seen != (1U << names.size()) - 1) in.bad("a member is missing");
    polled_sort(
        words.begin(), words.end(), [](const placed& a, const placed& b) { return a.word < b.word; }, check);
    for (const placed& p : words) {
        if (p.size != m.shares.size()) in.bad("a word has a probability for each topic");
        m.text += p.word;
        m.ends.push_back(m.text.size());
        m.probabilities.insert(m.probabilities.end(), numbers.begin() + static_cast<std::ptrdiff_t>(p.first),
                               numbers.begin() + static_cast<std::ptrdiff_t>(p.first + p.size));
    }
    m.validate(errc::corrupt_text, check);
    return m;
}

// --- fitting ----------------------------------------------------------------------------------------------

void topic_comments::add(std::span<const std::string_view> comment) {
    if (!comment.empty()) {
        const std::size_t at = rows_.size();
        try {
            rows_.push_back(static_cast<std::uint32_t>(comment.size()));
            for (const std::string_view word : comment) rows_.push_back(words_.number_of(word));
        } catch (...) {
            rows_.resize(at);
            throw;
        }
    }
    ++comments_;
}

void topic_comments::add_all(const topic_comments& other, poll check) {
    step_counter step(check);
    comments_ += other.comments_;
    for (std::size_t at = 0; at < other.rows_.size();) {
        const std::uint32_t size = other.rows_[at++];
        rows_.push_back(size);
        for (std::uint32_t i = 0; i < size; ++i) {
            step();
            rows_.push_back(words_.number_of(other.words_.word(other.rows_[at++])));
        }
    }
}

void topic_comments::pack(std::byte* to, poll check) const {
    store(to, comments_);
    words_.pack(to + sizeof comments_, check);
    if (!rows_.empty())
        std::memcpy(to + sizeof comments_ + words_.packed_size(), rows_.data(), rows_.size() * sizeof(std::uint32_t));
}

void topic_comments::unpack(bytes from, poll check) {
    const auto refuse = [] { fail(errc::invalid, nullptr, "not a serialised aggregate state: it ends within a comment"); };
    if (from.size() < sizeof comments_) refuse();
    comments_ += load<std::int64_t>(from.data());
    std::pmr::vector<std::uint32_t> numbers(words_.memory());
    from = words_.unpack(from.subspan(sizeof comments_), check, &numbers);
    step_counter step(check);
    const std::size_t all = from.size() / sizeof(std::uint32_t);
    const auto at = [&](std::size_t i) { return load<std::uint32_t>(from.data() + i * sizeof(std::uint32_t)); };
    for (std::size_t i = 0; i < all;) {
        const std::uint32_t size = at(i++);
        if (size > all - i) refuse();
        rows_.push_back(size);
        for (std::uint32_t k = 0; k < size; ++k) {
            step();
            const std::uint32_t number = at(i++);
            if (number >= numbers.size()) refuse();
            rows_.push_back(numbers[number]);
        }
    }
}

namespace {

// Comments of the same words once, in an order that does not depend on that of the rows.
struct word_counts {
    struct comment {
        std::size_t first, last;  // entries
        double number, words;     // how many such comments, and their words each
    };
    std::pmr::vector<topic_entry> entries;
    std::pmr::vector<comment> comments;
    double words = 0;  // of all comments
};

// Where the algorithm stands. The topics of a word or comment lie together, in fours: zeros beyond the last.
struct topic_point {
    std::pmr::vector<double> of_words, of_comments, totals;

    explicit topic_point(std::pmr::memory_resource* memory) : of_words(memory), of_comments(memory), totals(memory) {}
};

// Polls by the work done.
class work_counter {
public:
    explicit work_counter(poll check) : check_(check) {}
    void operator()(std::size_t work) {
        if ((work_ += work) < 100000) return;
        work_ = 0;
        check_();
    }

private:
    poll check_;
    std::size_t work_ = 0;
};

// One start after the other, each to its end.
class topic_climb {
public:
    topic_climb(const word_counts& data, std::size_t k, std::size_t words, std::pmr::memory_resource* memory, poll check)
        : log_likelihood(-HUGE_VAL),
          data_(data),
          k_(k),
          words_(words),
          room_((k + 3) / 4 * 4),
          points_{topic_point(memory), topic_point(memory), topic_point(memory)},
          sums_(memory),
          here_(room_, 0, memory),
          work_(check) {
        // Page by page: room for many is polled, too.
        const auto make = [&](std::pmr::vector<double>& of, std::size_t size) {
            of.reserve(size);
            while (of.size() < size) {
                const std::size_t more = std::min<std::size_t>(size - of.size(), 1 << 16);
                work_(more);
                of.insert(of.end(), more, 0.0);
            }
        };
        make(sums_, words * room_);
        for (topic_point& p : points_) {
            make(p.of_words, words * room_);
            make(p.of_comments, data.comments.size() * room_);
            p.totals.assign(room_, 0);
        }
    }

    double log_likelihood;  // before the last step
    int iterations = 0;

    double* of_word(topic_point& p, std::size_t w) const { return p.of_words.data() + w * room_; }
    // To be filled with the words' probabilities before a climb, up to a factor.
    topic_point& start() { return points_[0]; }

    // Steps of expectation and maximisation until one changes the log likelihood by less than 1e-8 of itself. After every two
    // the way they went is gone on by squared extrapolation (Varadhan & Roland 2008, Scandinavian Journal of Statistics 35,
    // 335-353, scheme S3), which is taken back where it leads down. Returns where it ends, valid until the next start.
    topic_point& climb() {
        for (std::size_t d = 0; d < data_.comments.size(); ++d) {
            work_(k_);
            std::fill_n(points_[0].of_comments.data() + d * room_, k_, 1 / static_cast<double>(k_));
        }
        to_probabilities(points_[0]);
        topic_point *first = &points_[0], *second = &points_[1], *third = &points_[2];
        bool extrapolated = false;
        double longest = 1;
        log_likelihood = -HUGE_VAL;
        for (iterations = 0;; iterations += 2) {
            double before = sweep(*first, *second);
            if (extrapolated && !(before >= log_likelihood)) {
                longest = std::max(1.0, longest / 4);
                sweep(*third, *first);
                before = sweep(*first, *second);
                iterations += 2;
            }
            log_likelihood = sweep(*second, *third);
            if (std::fabs(log_likelihood - before) <= 1e-8 * std::fabs(log_likelihood) ||
                iterations + 2 >= topic_model::most_iterations) {
                iterations = std::min(iterations + 2, topic_model::most_iterations);
                return *third;
            }
            extrapolated = extrapolate(*first, *second, *third, longest);
            topic_point* const last = third;
            third = second;
            second = first;
            first = last;
        }
    }

private:
    // One step from a point to another; returns the log likelihood of the first.
    double sweep(const topic_point& from, topic_point& to) {
        constexpr double pseudo_count = topic_model::pseudo_count;
        const topic_kernel& kernel = topics_kernel();
        std::fill(sums_.begin(), sums_.end(), 0.0);
        std::fill(to.totals.begin(), to.totals.end(), 0.0);
        double sum_of_logs = 0;
        for (std::size_t d = 0; d < data_.comments.size(); ++d) {
            const word_counts::comment& c = data_.comments[d];
            work_((c.last - c.first) * k_);
            std::fill(here_.begin(), here_.end(), 0.0);
            sum_of_logs +=
                c.number * kernel.comment(data_.entries.data() + c.first, c.last - c.first, from.of_words.data(), sums_.data(),
                                          from.of_comments.data() + d * room_, room_ / 4, c.number, here_.data());
            double* const of_topic = to.of_comments.data() + d * room_;
            const double whole = 1 / (c.words + pseudo_count * static_cast<double>(k_));
            for (std::size_t z = 0; z < k_; ++z) {
                to.totals[z] += c.number * here_[z];
                of_topic[z] = (here_[z] + pseudo_count) * whole;
            }
        }
        for (std::size_t z = 0; z < k_; ++z) here_[z] = 1 / (to.totals[z] + pseudo_count * static_cast<double>(words_));
        for (std::size_t w = 0; w < words_; ++w) {
            work_(k_);
            const double* const sum = sums_.data() + w * room_;
            for (std::size_t z = 0; z < k_; ++z) of_word(to, w)[z] = (sum[z] + pseudo_count) * here_[z];
        }
        return sum_of_logs;
    }

    // Goes on from the third of three points in a row, by at most `longest` times the way, which grows where that is reached.
    // How far, the words tell: they are what all comments share. Returns false, and changes nothing, where it is no further
    // than the third.
    bool extrapolate(const topic_point& first, const topic_point& second, topic_point& third, double& longest) {
        std::array<double, 4> ways{}, bends{};
        for (std::size_t i = 0; i < third.of_words.size(); i += 4) {
            work_(4);
            for (std::size_t j = 0; j < 4; ++j) {
                const double way = second.of_words[i + j] - first.of_words[i + j];
                const double bend = third.of_words[i + j] - second.of_words[i + j] - way;
                ways[j] += way * way;
                bends[j] += bend * bend;
            }
        }
        const auto sum = [](const std::array<double, 4>& of) { return (of[0] + of[1]) + (of[2] + of[3]); };
        const double length = std::min(std::sqrt(sum(ways) / sum(bends)), longest);
        if (!(length > 1)) {
            if (longest == 1) longest = 4;
            return false;
        }
        if (length == longest) longest *= 4;
        // Nothing falls below a tenth of what it is.
        const auto further = [&](const std::pmr::vector<double>& a, const std::pmr::vector<double>& b,
                                 std::pmr::vector<double>& c) {
            for (std::size_t i = 0; i < c.size(); i += 4) {
                work_(4);
                for (std::size_t j = i; j < i + 4; ++j) {
                    const double way = b[j] - a[j], bend = c[j] - b[j] - way;
                    c[j] = std::max(a[j] + length * (2 * way + length * bend), 0.1 * c[j]);
                }
            }
        };
        further(first.of_words, second.of_words, third.of_words);
        further(first.of_comments, second.of_comments, third.of_comments);
        to_probabilities(third);
        return true;
    }

    // The words of each topic, and the topics of each comment, add up to 1.
    void to_probabilities(topic_point& p) {
        std::fill(here_.begin(), here_.end(), 0.0);
        for (std::size_t w = 0; w < words_; ++w) {
            work_(k_);
            for (std::size_t z = 0; z < k_; ++z) here_[z] += of_word(p, w)[z];
        }
        for (std::size_t z = 0; z < k_; ++z) here_[z] = 1 / here_[z];
        for (std::size_t w = 0; w < words_; ++w) {
            work_(k_);
            for (std::size_t z = 0; z < k_; ++z) of_word(p, w)[z] *= here_[z];
        }
        for (std::size_t d = 0; d < data_.comments.size(); ++d) {
            work_(k_);
            double* const of_topic = p.of_comments.data() + d * room_;
            const double whole = 1 / std::accumulate(of_topic, of_topic + k_, 0.0);
            for (std::size_t z = 0; z < k_; ++z) of_topic[z] *= whole;
        }
    }

    const word_counts& data_;
    const std::size_t k_, words_, room_;
    std::array<topic_point, 3> points_;
    std::pmr::vector<double> sums_, here_;  // what a step adds up for each word; by topic
    work_counter work_;
};

}  // namespace

topic_model topic_comments::fit(std::int64_t topics, std::int64_t seed, poll check) const {
    check_topics(topics);
    const auto k = static_cast<std::size_t>(topics);
    std::pmr::memory_resource* const memory = words_.memory();
    step_counter step(check);
    const std::pmr::vector<std::uint32_t> order = words_.in_order();
    const std::size_t words = order.size();
    // The most frequent first, so that what is needed most lies together; ties in the order of the words.
    std::pmr::vector<std::uint32_t> place(words, 0, memory);
    {
        std::pmr::vector<std::uint64_t> often(words, 0, memory);
        for (std::size_t at = 0; at < rows_.size();)
            for (std::uint32_t left = rows_[at++]; left > 0; --left) {
                step();
                ++often[rows_[at++]];
            }
        std::pmr::vector<std::uint32_t> frequent(words, 0, memory);
        std::iota(frequent.begin(), frequent.end(), 0);
        polled_sort(
            frequent.begin(), frequent.end(),
            [&](std::uint32_t a, std::uint32_t b) {
                return often[order[a]] != often[order[b]] ? often[order[a]] > often[order[b]] : a < b;
            },
            check);
        for (std::uint32_t i = 0; i < words; ++i) place[order[frequent[i]]] = i;
    }

    word_counts data{std::pmr::vector<topic_entry>(memory), std::pmr::vector<word_counts::comment>(memory), 0};
    {
        std::pmr::vector<std::uint32_t> rows(rows_.begin(), rows_.end(), memory);
        std::pmr::vector<std::span<std::uint32_t>> lists(memory);
        for (std::size_t at = 0; at < rows.size();) {
            const std::uint32_t size = rows[at++];
            const std::span<std::uint32_t> list(rows.data() + at, size);
            for (std::uint32_t& w : list) {
                step();
                w = place[w];
            }
            polled_sort(list.begin(), list.end(), std::less<>(), check);
            lists.push_back(list);
            at += size;
        }
        polled_sort(
            lists.begin(), lists.end(),
            [](const std::span<std::uint32_t>& a, const std::span<std::uint32_t>& b) {
                return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
            },
            check);
        for (std::size_t i = 0; i < lists.size();) {
            std::size_t same = i;
            while (same < lists.size() && std::equal(lists[i].begin(), lists[i].end(), lists[same].begin(), lists[same].end())) {
                step();
                ++same;
            }
            const std::size_t first = data.entries.size();
            for (const std::uint32_t w : lists[i]) {
                step();
                if (data.entries.size() > first && data.entries.back().word == w)
                    data.entries.back().times += 1;
                else
                    data.entries.push_back({w, 1});
            }
            const auto number = static_cast<double>(same - i), size = static_cast<double>(lists[i].size());
            data.comments.push_back({first, data.entries.size(), number, size});
            data.words += number * size;
            i = same;
        }
    }

    topic_climb run(data, k, words, memory, check);
    topic_point best(memory);
    double log_likelihood = 0;
    int iterations = 0;
    work_counter work(check);
    for (int start = 0; start < topic_model::starts; ++start) {
        for (const std::uint32_t number : order) {
            random_numbers random{words_.hash(number) ^
                                  mixed_bits(static_cast<std::uint64_t>(seed) * 64 + static_cast<std::uint64_t>(start))};
            work(k);
            double* const of_word = run.of_word(run.start(), place[number]);
            for (std::size_t z = 0; z < k; ++z) of_word[z] = 0x1p-20 + random.uniform();
        }
        const topic_point& end = run.climb();
        if (start == 0 || run.log_likelihood > log_likelihood) {
            log_likelihood = run.log_likelihood;
            iterations = run.iterations;
            best.of_words = end.of_words;
            best.totals = end.totals;
        }
        if (k == 1) break;  // all starts end alike
    }

    topic_model m;
    m.check_ = check;
    m.comments = comments_;
    m.iterations = iterations;
    m.log_likelihood = std::min(0.0, log_likelihood);
    for (std::size_t w = 0; w < words; ++w) {
        step();
        m.text += words_.word(order[w]);
        m.ends.push_back(m.text.size());
    }
    const auto of = [&](std::size_t word, std::size_t z) { return run.of_word(best, place[order[word]])[z]; };
    std::vector<std::uint32_t> by_share(k), first_word(k);
    std::iota(by_share.begin(), by_share.end(), 0);
    for (std::size_t z = 0; z < k; ++z)
        for (std::uint32_t w = 1; w < words; ++w) {
            step();
            if (of(w, z) > of(first_word[z], z)) first_word[z] = w;
        }
    std::sort(by_share.begin(), by_share.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (best.totals[a] != best.totals[b]) return best.totals[a] > best.totals[b];
        return first_word[a] != first_word[b] ? first_word[a] < first_word[b] : a < b;
    });
    for (const std::uint32_t z : by_share) m.shares.push_back(std::min(1.0, best.totals[z] / data.words));
    m.probabilities.reserve(words * k);
    for (std::size_t w = 0; w < words; ++w) {
        work(k);
        for (const std::uint32_t z : by_share) m.probabilities.push_back(of(w, z));
    }
    return m;
}

// --- asking -----------------------------------------------------------------------------------------------

topic_finder::topic_finder(std::pmr::memory_resource* memory, const topic_model& m, poll check)
    : words_(memory, 0, check),
      of_words_(m.probabilities.begin(), m.probabilities.end(), memory),
      shares_(m.shares.begin(), m.shares.end(), memory),
      now_(memory),
      next_(memory),
      found_(memory),
      check_(check) {
    step_counter step(check);
    for (std::size_t i = 0; i < m.words(); ++i) {
        step();
        words_.number_of(m.word(i));
    }
}

std::span<const double> topic_finder::probabilities(std::span<const std::string_view> words) {
    const std::size_t k = shares_.size();
    now_.assign(shares_.begin(), shares_.end());
    found_.clear();
    for (const std::string_view word : words)
        if (const std::size_t number = words_.find(word); number < words_.size())
            found_.push_back(static_cast<std::uint32_t>(number));
    if (found_.empty()) return now_;
    polled_sort(found_.begin(), found_.end(), std::less<>(), check_);
    work_counter work(check_);
    const double whole = static_cast<double>(found_.size()) + topic_model::pseudo_count * static_cast<double>(k);
    for (int i = 0; i < topic_model::folding_steps; ++i) {
        next_.assign(k, 0);
        for (std::size_t a = 0; a < found_.size();) {
            std::size_t b = a;
            while (b < found_.size() && found_[b] == found_[a]) ++b;
            work(k + b - a);
            const double* const of_word = of_words_.data() + found_[a] * k;
            double sum = 0;
            for (std::size_t z = 0; z < k; ++z) sum += of_word[z] * now_[z];
            for (std::size_t z = 0; z < k; ++z) next_[z] += static_cast<double>(b - a) * (of_word[z] * now_[z] / sum);
            a = b;
        }
        for (std::size_t z = 0; z < k; ++z) now_[z] = (next_[z] + topic_model::pseudo_count) / whole;
    }
    return now_;
}

std::int32_t topic_finder::topic(std::span<const std::string_view> words) {
    const std::span<const double> p = probabilities(words);
    return static_cast<std::int32_t>(std::max_element(p.begin(), p.end()) - p.begin()) + 1;
}

}  // namespace xm::core
