#include "core/values/latent_classes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numeric>

#include "core/num/dd.hpp"
#include "core/num/latent_kernel.hpp"
#include "core/num/polled_sort.hpp"
#include "core/num/random.hpp"

namespace xm::core {

void check_answers(std::span<const std::int32_t> answers) {
    if (answers.empty() || answers.size() > max_items)
        fail(errc::invalid, "Give one answer per item.", answers.size(), " answers; the allowed range is 1..", max_items);
    for (std::size_t i = 0; i < answers.size(); ++i)
        if (answers[i] < 0 || answers[i] > max_categories)
            fail(errc::invalid, "Number the categories from 1; turn codes for \"no answer\" into NULL.", "answer ", answers[i],
                 " to item ", i + 1, " is outside the allowed range 1..", max_categories);
}

namespace {

constexpr std::size_t most_cells = 4096, most_numbers = 65536;  // of a pack, and of its table

// The distinct patterns in one order, their items packed a few at a time into one index, so that a class's probability of a
// pattern is a product of few numbers.
struct patterns {
    struct pack {
        std::size_t first, items;         // of the items in it
        std::vector<std::size_t> stride;  // of each item's answer (0: none) in the index
        std::size_t cells;
    };
    std::size_t items = 0, n = 0;
    std::vector<std::size_t> categories;  // of each item
    std::vector<std::size_t> column;      // of each item's first category
    std::size_t columns = 0;
    std::vector<pack> packs;
    std::vector<std::uint16_t> index;  // n x packs
    std::vector<double> count;
    double people = 0;
};

struct row {
    const std::uint8_t* answers;
    double count;
};

// Every `each`-th of the rows, for up to k classes. Answers count by their place among the item's codes.
patterns packed(const std::vector<row>& rows, const std::vector<std::vector<std::uint8_t>>& codes, std::size_t each,
                std::size_t k, poll check) {
    patterns p;
    const std::size_t items = codes.size();
    p.items = items;
    std::vector<std::uint8_t> place(items * (max_categories + 1));
    for (std::size_t i = 0; i < items; ++i) {
        p.column.push_back(p.columns);
        p.columns += codes[i].size();
        p.categories.push_back(codes[i].size());
        for (std::size_t c = 0; c < codes[i].size(); ++c)
            place[i * (max_categories + 1) + codes[i][c]] = static_cast<std::uint8_t>(c + 1);
    }
    // Large packs pay where there are many more patterns than cells.
    const std::size_t cells = std::min({most_cells, most_numbers / (k + 3), rows.size() / each});
    for (std::size_t i = 0; i < items;) {
        patterns::pack pack{i, 0, {}, 1};
        while (i < items && (pack.items == 0 || pack.cells * (p.categories[i] + 1) <= cells)) {
            pack.stride.push_back(pack.cells);
            pack.cells *= p.categories[i] + 1;
            ++pack.items;
            ++i;
        }
        p.packs.push_back(std::move(pack));
    }
    for (std::size_t r = 0; r < rows.size(); r += each) {
        if (p.n % 4096 == 0) check();
        for (const patterns::pack& pack : p.packs) {
            std::size_t at = 0;
            for (std::size_t i = 0; i < pack.items; ++i) {
                const std::size_t item = pack.first + i;
                at += pack.stride[i] * place[item * (max_categories + 1) + rows[r].answers[item]];
            }
            p.index.push_back(static_cast<std::uint16_t>(at));
        }
        p.count.push_back(rows[r].count);
        p.people += rows[r].count;
        ++p.n;
    }
    return p;
}

struct classes {
    std::size_t k = 0;
    std::vector<double> share;        // k
    std::vector<double> probability;  // columns x k
    double log_likelihood = -HUGE_VAL;
};

class expectation_maximisation {
public:
    expectation_maximisation(const patterns& p, std::size_t k, poll check)
        : p_(p), k_(k), width_((k + 3) / 4 * 4), check_(check), posterior_(width_) {
        for (const patterns::pack& pack : p.packs) {
            table_.emplace_back(pack.cells * width_);
            sums_.emplace_back(pack.cells * width_);
        }
    }

    // One step; with `measured` the log-likelihood of the classes before it is found, too.
    void step(classes& c, bool measured) {
        check_();
        fill_tables(c);
        std::vector<double> share(width_);
        std::copy(c.share.begin(), c.share.end(), share.begin());
        std::vector<latent_pack> packs;
        for (std::size_t i = 0; i < p_.packs.size(); ++i) {
            std::fill(sums_[i].begin(), sums_[i].end(), 0.0);
            packs.push_back({table_[i].data(), sums_[i].data()});
        }
        std::vector<double> members(width_);
        dd log_likelihood;
        // Short enough for a poll now and then with many packs and classes.
        const std::size_t chunk = std::clamp<std::size_t>((std::size_t{1} << 24) / (packs.size() * width_), 256, 16384);
        for (std::size_t begin = 0; begin < p_.n; begin += chunk) {
            check_();
            const std::size_t rows = std::min(chunk, p_.n - begin);
            log_likelihood += latent().step(p_.index.data() + begin * packs.size(), p_.count.data() + begin, rows, packs.data(),
                                            packs.size(), share.data(), width_, members.data(), posterior_.data(), measured);
        }
        if (measured) c.log_likelihood = log_likelihood.value();
        gather(c, members);
    }

    double log_likelihood(const classes& c) {
        classes copy = c;
        step(copy, true);
        return copy.log_likelihood;
    }

    // Until a cycle gains less than `tolerance`, at most `cycles`. A cycle is two steps and what they lead to if they go
    // on as they began (SQUAREM: Varadhan & Roland 2008, Scand. J. Stat. 35, 335-353), if that is better.
    void run(classes& c, int cycles, double tolerance) {
        double before = -HUGE_VAL;
        int small_gains = 0;
        for (int i = 0; i < cycles; ++i) {
            classes first = c;
            step(first, true);
            const double start = first.log_likelihood;
            classes second = first;
            step(second, true);
            classes leap = extrapolated(c, first, second);
            classes next = leap;
            step(next, true);
            c = next.log_likelihood >= second.log_likelihood ? std::move(next) : std::move(second);
            small_gains = start - before < tolerance ? small_gains + 1 : 0;
            if (small_gains == 2) break;
            before = start;
        }
        c.log_likelihood = log_likelihood(c);
    }

private:
    classes extrapolated(const classes& c, const classes& first, const classes& second) const {
        double r = 0, v = 0;
        const auto each = [&](auto&& f) {
            for (std::size_t i = 0; i < c.share.size(); ++i) f(c.share[i], first.share[i], second.share[i]);
            for (std::size_t i = 0; i < c.probability.size(); ++i)
                f(c.probability[i], first.probability[i], second.probability[i]);
        };
        each([&](double x0, double x1, double x2) {
            r += (x1 - x0) * (x1 - x0);
            v += (x2 - 2 * x1 + x0) * (x2 - 2 * x1 + x0);
        });
        const double length = v > 0 ? std::clamp(std::sqrt(r / v), 1.0, 64.0) : 1;
        classes to = second;
        const auto at = [&](double x0, double x1, double x2) {
            return std::fmax(x0 + 2 * length * (x1 - x0) + length * length * (x2 - 2 * x1 + x0), 1e-12);
        };
        double total = 0;
        for (std::size_t j = 0; j < k_; ++j) total += to.share[j] = at(c.share[j], first.share[j], second.share[j]);
        for (double& s : to.share) s /= total;
        for (std::size_t i = 0; i < p_.items; ++i)
            for (std::size_t j = 0; j < k_; ++j) {
                total = 0;
                for (std::size_t a = 0; a < p_.categories[i]; ++a) {
                    const std::size_t place = (p_.column[i] + a) * k_ + j;
                    total += to.probability[place] =
                        at(c.probability[place], first.probability[place], second.probability[place]);
                }
                for (std::size_t a = 0; a < p_.categories[i]; ++a) to.probability[(p_.column[i] + a) * k_ + j] /= total;
            }
        return to;
    }

    // Products of the items' probabilities for every cell of a pack; a missing answer counts 1.
    void fill_tables(const classes& c) {
        for (std::size_t i = 0; i < p_.packs.size(); ++i) {
            const patterns::pack& pack = p_.packs[i];
            std::vector<double>& table = table_[i];
            std::fill_n(table.begin(), width_, 0.0);
            std::fill_n(table.begin(), k_, 1.0);
            for (std::size_t item = 0; item < pack.items; ++item) {
                const std::size_t stride = pack.stride[item], number = pack.first + item;
                for (std::size_t answer = 1; answer <= p_.categories[number]; ++answer) {
                    const double* const probability = &c.probability[(p_.column[number] + answer - 1) * k_];
                    for (std::size_t cell = 0; cell < stride; ++cell)
                        for (std::size_t j = 0; j < width_; ++j)
                            table[(answer * stride + cell) * width_ + j] = j < k_ ? table[cell * width_ + j] * probability[j] : 0;
                }
            }
        }
    }

    // New shares and probabilities from the posterior sums by cell.
    void gather(classes& c, const std::vector<double>& members) {
        for (std::size_t j = 0; j < k_; ++j) c.share[j] = members[j] / p_.people;
        for (std::size_t i = 0; i < p_.packs.size(); ++i) {
            const patterns::pack& pack = p_.packs[i];
            std::vector<double> by_answer;
            for (std::size_t item = 0; item < pack.items; ++item) {
                const std::size_t number = pack.first + item, answers = p_.categories[number] + 1;
                by_answer.assign(answers * k_, 0);
                for (std::size_t cell = 0; cell < pack.cells; ++cell) {
                    double* const to = &by_answer[cell / pack.stride[item] % answers * k_];
                    for (std::size_t j = 0; j < k_; ++j) to[j] += sums_[i][cell * width_ + j];
                }
                for (std::size_t j = 0; j < k_; ++j) {
                    double answered = 0;
                    for (std::size_t a = 1; a < answers; ++a) answered += by_answer[a * k_ + j];
                    if (!(answered > 0)) continue;  // nobody of this class has answered: as it was
                    for (std::size_t a = 1; a < answers; ++a)
                        c.probability[(p_.column[number] + a - 1) * k_ + j] = by_answer[a * k_ + j] / answered;
                }
            }
        }
    }

    const patterns& p_;
    std::size_t k_, width_;
    poll check_;
    std::vector<std::vector<double>> table_, sums_;  // of each pack: cells x width
    std::vector<double> posterior_;
};

classes random_classes(const patterns& p, std::size_t k, random_numbers random) {
    classes c;
    c.k = k;
    c.share.assign(k, 1 / static_cast<double>(k));
    c.probability.resize(p.columns * k);
    for (std::size_t i = 0; i < p.items; ++i)
        for (std::size_t j = 0; j < k; ++j) {
            double total = 0;
            for (std::size_t a = 0; a < p.categories[i]; ++a)
                total += c.probability[(p.column[i] + a) * k + j] = -std::log(random.uniform() + 0x1p-60);
            for (std::size_t a = 0; a < p.categories[i]; ++a) c.probability[(p.column[i] + a) * k + j] /= total;
        }
    return c;
}

// The best of many short searches on a sample of the patterns, a few of them carried on, the best to the end.
classes fit(const patterns& all, const patterns& sample, std::size_t k, std::uint64_t seed, poll check) {
    const bool small = all.n <= 2000;
    const std::size_t starts = k == 1 ? 1 : small ? 40 : 16, carried = small ? 3 : 2;
    const auto best_first = [](const classes& a, const classes& b) { return a.log_likelihood > b.log_likelihood; };
    std::vector<classes> found;
    {
        expectation_maximisation on_sample(sample, k, check);
        for (std::size_t s = 0; s < starts; ++s) {
            found.push_back(random_classes(sample, k, {mixed_bits(seed * 1000003 + k * 8191 + s)}));
            on_sample.run(found.back(), small ? 100 : 20, 1e-3);
            std::stable_sort(found.begin(), found.end(), best_first);
            if (found.size() > carried) found.pop_back();
        }
    }
    expectation_maximisation on_all(all, k, check);
    for (classes& c : found) on_all.run(c, small ? 5000 : 8, small ? 1e-10 : 1e-3);
    std::stable_sort(found.begin(), found.end(), best_first);
    // To the ninth digit of the likelihood.
    if (!small) on_all.run(found.front(), 1000, 1e-9 * std::fabs(found.front().log_likelihood));
    return found.front();
}

}  // namespace

segmentation fit_latent_classes(const pattern_store& answers, std::size_t items, std::int32_t low, std::int32_t high,
                                std::int32_t seed, poll check) {
    check_segments(low, high);
    std::vector<row> rows;
    std::vector<std::array<bool, max_categories + 1>> occurs(items);
    answers.each_run(check, [&](const double* at, std::size_t count, std::size_t stride, bool) {
        for (std::size_t r = 0; r < count; ++r, at += stride) {
            const auto* const given = reinterpret_cast<const std::uint8_t*>(at);
            for (std::size_t i = 0; i < items; ++i) occurs[i][given[i]] = true;
            rows.push_back({given, at[stride - 1]});
        }
    });
    polled_sort(
        rows.begin(), rows.end(), [&](const row& a, const row& b) { return std::memcmp(a.answers, b.answers, items) < 0; },
        check);
    segmentation m;
    m.kind = segmentation::latent_classes;
    m.codes.resize(items);
    for (std::size_t i = 0; i < items; ++i)
        for (std::uint8_t c = 1; c <= max_categories; ++c)
            if (occurs[i][c]) m.codes[i].push_back(c);
    double people = 0;
    for (const row& r : rows) people += r.count;
    m.n = static_cast<std::int64_t>(people);
    const auto most = static_cast<std::size_t>(high);
    const patterns all = packed(rows, m.codes, 1, most, check);
    // Patterns in order are similar to their neighbours, so every so many-th makes a good sample.
    const patterns sample = packed(rows, m.codes, all.n > 10000 ? all.n / 5000 : 1, most, check);
    // Tables of the packs twice, and about ten sets of classes.
    std::size_t cells = 0;
    for (const patterns::pack& p : all.packs) cells += p.cells;
    answers.check_room(sizeof(double) * (most + 3) * (2 * cells + 10 * all.columns));
    if (m.residual_df(low) < 0)  // more classes have more parameters
        fail(errc::invalid, "Ask for fewer classes, or about more items.", "k ", low, " has ", m.parameters(low),
             " parameters, and the answers of ", m.n, " people to ", items, items == 1 ? " item" : " items", " can tell at most ",
             m.residual_df(low) + m.parameters(low));
    classes c;
    std::size_t best = 0;
    for (std::int32_t k = low; k <= high && m.residual_df(k) >= 0; ++k) {
        classes here = fit(all, sample, static_cast<std::size_t>(k), static_cast<std::uint32_t>(seed), check);
        segmentation::fit f;
        f.k = k;
        f.log_likelihood = std::fmin(here.log_likelihood, 0);
        f.bic = bic_of(*f.log_likelihood, m.parameters(k), people);
        m.fits.push_back(f);
        if (m.fits.size() == 1 || *f.bic < *m.fits[best].bic) {
            best = m.fits.size() - 1;
            c = std::move(here);
        }
    }
    m.fits[best].chosen = true;

    for (std::size_t j = 0; j < c.k; ++j) {
        segmentation::segment s;
        s.share = c.share[j];
        for (std::size_t column = 0; column < all.columns; ++column)
            s.centre.push_back(std::clamp(c.probability[column * c.k + j], 0.0, 1.0));
        m.segments.push_back(std::move(s));
    }
    double total = 0;
    for (const auto& s : m.segments) total += s.share;
    for (auto& s : m.segments) s.share = std::clamp(s.share / total, 0.0, 1.0);
    m.order();
    // Who belongs where, how surely, and what everybody answers.
    m.overall.assign(all.columns, 0);
    std::vector<double> answered(items);
    std::vector<std::int32_t> given(items);
    dd uncertainty;
    const class_typing typing(m);
    std::vector<double> p(c.k);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (r % 256 == 0) check();
        for (std::size_t i = 0; i < items; ++i) {
            given[i] = rows[r].answers[i];
            if (given[i] == 0) continue;
            m.overall[static_cast<std::size_t>(typing.column(i, given[i]))] += rows[r].count;
            answered[i] += rows[r].count;
        }
        typing.probabilities(given, p.data());
        m.segments[static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin())].members +=
            static_cast<std::int64_t>(rows[r].count);
        for (const double v : p)
            if (v > 0) uncertainty += -rows[r].count * v * std::log(v);
    }
    for (std::size_t i = 0; i < items; ++i)
        for (std::size_t a = 0; a < all.categories[i]; ++a) m.overall[all.column[i] + a] /= std::fmax(answered[i], 1);
    // Celeux & Soromenho (1996), J. Classif. 13: 1 where classes are told apart perfectly.
    if (c.k > 1)
        m.fits[best].entropy = std::clamp(1 - uncertainty.value() / (all.people * std::log(static_cast<double>(c.k))), 0.0, 1.0);
    return m;
}

}  // namespace xm::core
