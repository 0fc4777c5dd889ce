#include "core/values/segments.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory_resource>
#include <optional>

#include "core/values/association.hpp"
#include "core/num/dd.hpp"
#include "core/num/nearest_kernel.hpp"
#include "core/num/random.hpp"

namespace xm::core {
namespace {

constexpr std::size_t sample_rows = 8000, silhouette_rows = 4000, starts = 25, polished = 3;

std::uint64_t hash_of(const double* record, std::size_t words, std::uint64_t seed) {
    std::uint64_t h = mixed_bits(seed);
    for (std::size_t i = 0; i < words; ++i) {
        std::uint64_t word = 0;
        std::memcpy(&word, record + i, sizeof word);
        h = mixed_bits(h ^ word);
    }
    return h;
}

// --- rows as k-means reads them ----------------------------------------------------------------

// As float4 in blocks of 64 rows by column, less a shift for columns far from 0, so that float4 tells rows apart; what is
// within a factor of two of the shift is not rounded.
struct dataset {
    std::size_t n = 0, columns;
    std::pmr::vector<float> blocks;
    std::pmr::vector<double> weight;  // empty: 1
    double people = 0;
    double squares = 0;    // weighted
    double variation = 0;  // the same around the mean
    std::vector<double> mean;
    double quantum = 0;  // coordinates are added up as multiples of it: such sums are exact

    dataset(std::size_t d, std::pmr::memory_resource* memory) : columns(d), blocks(memory), weight(memory) {}

    float* at(std::size_t row) { return blocks.data() + row / nearest_rows * nearest_rows * columns + row % nearest_rows; }
    const float* at(std::size_t row) const { return const_cast<dataset*>(this)->at(row); }
    double value(std::size_t row, std::size_t column) const { return static_cast<double>(at(row)[column * nearest_rows]); }
    double weight_of(std::size_t row) const { return weight.empty() ? 1 : weight[row]; }
    double whole(double x) const {  // the nearest multiple of the quantum
        const double shift = 6755399441055744.0 * quantum;
        return (x + shift) - shift;
    }
    std::size_t block_count() const { return (n + nearest_rows - 1) / nearest_rows; }

    void reserve(std::size_t rows) { blocks.resize((rows + nearest_rows - 1) / nearest_rows * nearest_rows * columns); }
    void add(const float* row, const std::vector<float>& shift, float scale, double count, bool counted) {
        float* const to = at(n++);
        for (std::size_t c = 0; c < columns; ++c) to[c * nearest_rows] = (row[c] - shift[c]) * scale;
        if (counted) weight.push_back(count);
    }
    void finish(poll check) {
        double largest = 0;
        dd total;
        std::vector<dd> sums(columns);
        for (std::size_t r = 0; r < n; ++r) {
            if (r % 4096 == 0) check();
            double length = 0;
            for (std::size_t c = 0; c < columns; ++c) {
                const double x = value(r, c);
                length += x * x;
                sums[c] += weight_of(r) * x;
                largest = std::fmax(largest, std::fabs(x));
            }
            people += weight_of(r);
            total += weight_of(r) * length;
        }
        squares = total.value();
        for (const dd& v : sums) {
            mean.push_back((v / dd(people)).value());
            total += -(v * v / dd(people));
        }
        variation = std::fmax(total.value(), 0);
        // 52 bits less those that the number of people takes.
        quantum = std::ldexp(1.0, std::ilogb(std::fmax(largest, 1e-300)) + 1 - (51 - std::ilogb(std::fmax(people, 1)) - 1));
    }
};

// --- one fit -----------------------------------------------------------------------------------

// k centres, and the rows' membership with exact sums of members.
class clustering {
public:
    clustering(const dataset& data, std::vector<double> centres, std::size_t k, std::pmr::memory_resource* memory)
        : data_(data),
          k_(k),
          centres_(std::move(centres)),
          labels_(data.block_count() * nearest_rows, 255, memory),
          members_(k),
          sums_(k * data.columns) {}

    const std::vector<double>& centres() const { return centres_; }
    const std::vector<double>& members() const { return members_; }
    std::uint8_t label(std::size_t row) const { return labels_[row]; }

    // Takes every row to its nearest centre; returns how many moved.
    std::size_t assign(poll check) {
        const std::size_t d = data_.columns;
        std::vector<float> centres(centres_.begin(), centres_.end()), half(k_);
        for (std::size_t j = 0; j < k_; ++j) {
            double length = 0;
            for (std::size_t c = 0; c < d; ++c)
                length += static_cast<double>(centres[j * d + c]) * static_cast<double>(centres[j * d + c]);
            half[j] = static_cast<float>(length / 2);
        }
        std::size_t moved = 0;
        std::uint8_t now[nearest_rows];
        for (std::size_t b = 0; b < data_.block_count(); ++b) {
            if (b % 16 == 0) check();
            nearest().nearest(data_.blocks.data() + b * nearest_rows * d, d, centres.data(), half.data(), k_, now);
            const std::size_t rows = std::min(nearest_rows, data_.n - b * nearest_rows);
            if (std::memcmp(now, labels_.data() + b * nearest_rows, rows) == 0) continue;
            for (std::size_t r = 0; r < rows; ++r) moved += move(b * nearest_rows + r, now[r]);
        }
        return moved;
    }

    // Centres become the means of their members; one without members goes to the row farthest from its centre.
    void update(poll check) {
        const std::size_t d = data_.columns;
        for (std::size_t j = 0; j < k_; ++j)
            if (members_[j] == 0) refill(j, check);
        for (std::size_t j = 0; j < k_; ++j)
            for (std::size_t c = 0; c < d; ++c) centres_[j * d + c] = sums_[j * d + c] / members_[j];
    }

    // Around the means of the members.
    double within() const {
        dd explained;
        for (std::size_t j = 0; j < k_; ++j)
            for (std::size_t c = 0; members_[j] > 0 && c < data_.columns; ++c) {
                const double s = sums_[j * data_.columns + c];
                explained += dd(s) * dd(s) / dd(members_[j]);
            }
        return std::fmax((dd(data_.squares) - explained).value(), 0);
    }

    // Until no row moves, at most `passes` times, or until a pass gains less than this share.
    void run(int passes, double least_gain, poll check) {
        double before = HUGE_VAL;
        for (int pass = 0; pass < passes; ++pass) {
            if (assign(check) == 0) return;
            update(check);
            const double now = within();
            if (before - now < least_gain * now) return;
            before = now;
        }
    }

    // The same membership in doubles, as a person is typed later.
    std::size_t assign_exactly(poll check) {
        const std::size_t d = data_.columns;
        std::size_t moved = 0;
        for (std::size_t r = 0; r < data_.n; ++r) {
            if (r % 1024 == 0) check();
            std::uint8_t best = 0;
            double least = HUGE_VAL;
            for (std::size_t j = 0; j < k_; ++j) {
                double distance = 0;
                for (std::size_t c = 0; c < d; ++c) {
                    const double step = data_.value(r, c) - centres_[j * d + c];
                    distance += step * step;
                }
                if (distance < least) {
                    least = distance;
                    best = static_cast<std::uint8_t>(j);
                }
            }
            moved += move(r, best);
        }
        return moved;
    }

private:
    bool move(std::size_t row, std::uint8_t to) {
        const std::uint8_t from = labels_[row];
        if (from == to) return false;
        labels_[row] = to;
        const std::size_t d = data_.columns;
        const double weight = data_.weight_of(row);
        members_[to] += weight;
        if (from != 255) members_[from] -= weight;
        for (std::size_t c = 0; c < d; ++c) {
            const double x = weight * data_.whole(data_.value(row, c));
            sums_[to * d + c] += x;
            if (from != 255) sums_[from * d + c] -= x;
        }
        return true;
    }

    // The row farthest from its centre, the lexicographically smallest of equal ones.
    void refill(std::size_t empty, poll check) {
        const std::size_t d = data_.columns;
        std::size_t far = 0;
        double most = -1;
        for (std::size_t r = 0; r < data_.n; ++r) {
            if (r % 16384 == 0) check();
            if (members_[labels_[r]] <= data_.weight_of(r)) continue;
            double distance = 0;
            for (std::size_t c = 0; c < d; ++c) {
                const double step = data_.value(r, c) - centres_[labels_[r] * d + c];
                distance += step * step;
            }
            if (distance > most || (distance == most && before(r, far))) {
                most = distance;
                far = r;
            }
        }
        move(far, static_cast<std::uint8_t>(empty));
    }
    bool before(std::size_t a, std::size_t b) const {
        for (std::size_t c = 0; c < data_.columns; ++c)
            if (data_.value(a, c) != data_.value(b, c)) return data_.value(a, c) < data_.value(b, c);
        return false;
    }

    const dataset& data_;
    std::size_t k_;
    std::vector<double> centres_;
    std::pmr::vector<std::uint8_t> labels_;
    std::vector<double> members_, sums_;
};

// k-means++: each further centre is a row drawn by its squared distance to those so far.
std::vector<double> plus_plus(const dataset& data, std::size_t k, random_numbers random, poll check) {
    const std::size_t d = data.columns;
    std::vector<double> centres, nearest_so_far(data.n, HUGE_VAL);
    std::size_t chosen = 0;
    double mark = random.uniform() * data.people;
    while (chosen + 1 < data.n && (mark -= data.weight_of(chosen)) > 0) ++chosen;
    for (;;) {
        check();
        for (std::size_t c = 0; c < d; ++c) centres.push_back(data.value(chosen, c));
        if (centres.size() == k * d) return centres;
        const double* const last = &centres[centres.size() - d];
        double total = 0;
        for (std::size_t r = 0; r < data.n; ++r) {
            double distance = 0;
            for (std::size_t c = 0; c < d; ++c) {
                const double step = data.value(r, c) - last[c];
                distance += step * step;
            }
            nearest_so_far[r] = std::fmin(nearest_so_far[r], distance);
            total += data.weight_of(r) * nearest_so_far[r];
        }
        mark = random.uniform() * total;
        chosen = 0;
        for (std::size_t r = 0; r < data.n; ++r) {
            if (nearest_so_far[r] == 0) continue;
            chosen = r;
            if ((mark -= data.weight_of(r) * nearest_so_far[r]) <= 0) break;
        }
    }
}

struct candidate {
    double within;
    std::vector<double> centres;
};

// The best fits on the sample, different ones, the best first.
std::vector<candidate> best_starts(const dataset& sample, std::size_t k, std::uint64_t seed, std::size_t tries, poll check) {
    std::vector<candidate> found;
    for (std::size_t s = 0; s < tries; ++s) {
        clustering c(sample, plus_plus(sample, k, {mixed_bits(seed * 1000003 + s)}, check), k, std::pmr::get_default_resource());
        c.run(200, 0, check);
        found.push_back({c.within(), c.centres()});
    }
    std::sort(found.begin(), found.end(), [](const candidate& a, const candidate& b) {
        return a.within != b.within ? a.within < b.within : a.centres < b.centres;
    });
    std::vector<candidate> best;
    for (candidate& c : found)
        if (best.size() < polished && (best.empty() || c.within > best.back().within * (1 + 1e-9))) best.push_back(std::move(c));
    return best;
}

class segment_search {
public:
    segment_search(const pattern_store& profiles, std::size_t columns, std::uint64_t seed, poll check)
        : columns_(columns),
          seed_(seed),
          check_(check),
          memory_(profiles.memory()),
          all_(columns, memory_),
          sample_(columns, std::pmr::get_default_resource()) {
        load(profiles);
    }

    const dataset& all() const { return all_; }
    const dataset& sample() const { return sample_; }
    // A coordinate of the data, or a square of them, as the profiles have it.
    double coordinate(std::size_t column, double x) const {
        return static_cast<double>(shift_[column]) + x / static_cast<double>(scale_);
    }
    double square(double ss) const { return ss / static_cast<double>(scale_) / static_cast<double>(scale_); }

    clustering fit(std::size_t k) const {
        // Small samples have room for more starts.
        const std::size_t tries = std::clamp<std::size_t>(400000 / sample_.n, starts, 1000);
        const std::vector<candidate> candidates = best_starts(sample_, k, seed_, tries, check_);
        const bool large = all_.people > 100000;
        std::optional<clustering> best;
        for (const candidate& c : candidates) {
            clustering here(all_, c.centres, k, memory_);
            here.run(large ? 4 : 1000, 0, check_);
            if (!best || here.within() < best->within() * (1 - 1e-12)) best.emplace(std::move(here));
        }
        if (large) best->run(1000, 1e-7, check_);
        // At the end in doubles: until centres are the means of those who are nearest.
        for (int pass = 0; pass < (large ? 1 : 100); ++pass) {
            const bool settled = best->assign_exactly(check_) == 0;
            if (settled || large) break;
            best->update(check_);
        }
        return std::move(*best);
    }

private:
    struct pick {
        std::uint64_t hash;
        const double* row;
        double count;
    };
    // Joins equal rows and keeps those of the smallest hashes, in order; returns the largest hash that may still come in.
    static std::uint64_t keep_smallest(std::vector<pick>& picks, std::size_t words, std::uint64_t limit) {
        const auto order = [&](const pick& a, const pick& b) { return std::memcmp(a.row, b.row, words * sizeof(double)); };
        std::sort(picks.begin(), picks.end(),
                  [&](const pick& a, const pick& b) { return a.hash != b.hash ? a.hash < b.hash : order(a, b) < 0; });
        std::size_t kept = 0;
        for (std::size_t i = 0; i < picks.size(); ++i) {
            if (kept > 0 && picks[kept - 1].hash == picks[i].hash && order(picks[kept - 1], picks[i]) == 0)
                picks[kept - 1].count += picks[i].count;
            else
                picks[kept++] = picks[i];
        }
        picks.resize(std::min(kept, sample_rows));
        return kept >= sample_rows ? picks.back().hash : limit;
    }

    void load(const pattern_store& profiles) {
        const std::size_t words = profile_record_size(columns_) / sizeof(double);
        std::vector<dd> total(columns_), squares(columns_);
        double people = 0, largest = 0;
        bool counting = false;
        const auto scores = [](const double* record) { return reinterpret_cast<const float*>(record); };
        profiles.each_run(check_, [&](const double* row, std::size_t rows, std::size_t stride, bool counted) {
            counting = counted;
            for (std::size_t i = 0; i < rows; ++i, row += stride) {
                const double count = counted ? row[stride - 1] : 1;
                people += count;
                for (std::size_t c = 0; c < columns_; ++c) {
                    const auto x = static_cast<double>(scores(row)[c]);
                    total[c] += count * x;
                    squares[c] += count * (x * x);
                    largest = std::fmax(largest, std::fabs(x));
                }
            }
        });
        for (std::size_t c = 0; c < columns_; ++c) {
            const dd mean = total[c] / dd(people);
            const double variance = (squares[c] / dd(people) - mean * mean).value();
            const bool far = mean.value() * mean.value() > 64 * variance;
            shift_.push_back(far ? static_cast<float>(mean.value()) : 0);
        }
        // A power of two, so that nothing is rounded, and no square leaves the range of float4.
        scale_ = static_cast<float>(std::ldexp(1.0, std::clamp(8 - std::ilogb(std::fmax(largest, 1e-45)), -126, 126)));
        // The sample: the different rows with the smallest hashes, each with all its people; whatever the order of rows, and
        // whether equal ones were kept together.
        std::vector<pick> picks;
        std::uint64_t limit = ~std::uint64_t{0};
        all_.reserve(profiles.size());
        profiles.each_run(check_, [&](const double* row, std::size_t rows, std::size_t stride, bool counted) {
            for (std::size_t i = 0; i < rows; ++i, row += stride) {
                const double count = counted ? row[stride - 1] : 1;
                all_.add(scores(row), shift_, scale_, count, counting);
                const std::uint64_t hash = hash_of(row, words, seed_);
                if (hash > limit) continue;
                picks.push_back({hash, row, count});
                if (picks.size() == 4 * sample_rows) limit = keep_smallest(picks, words, limit);
            }
        });
        keep_smallest(picks, words, limit);
        sample_.reserve(picks.size());
        for (const pick& p : picks) sample_.add(scores(p.row), shift_, scale_, p.count, true);
        all_.finish(check_);
        sample_.finish(check_);
    }

    std::size_t columns_;
    std::uint64_t seed_;
    poll check_;
    std::pmr::memory_resource* memory_;
    std::vector<float> shift_;
    float scale_ = 1;
    dataset all_, sample_;
};

// The number of different rows, at most k.
std::size_t distinct_rows(const dataset& data, std::size_t k, poll check) {
    std::vector<std::size_t> distinct;
    for (std::size_t r = 0; r < data.n && distinct.size() < k; ++r) {
        if (r % 1024 == 0) check();
        const bool known = std::any_of(distinct.begin(), distinct.end(), [&](std::size_t other) {
            for (std::size_t c = 0; c < data.columns; ++c)
                if (data.value(r, c) != data.value(other, c)) return false;
            return true;
        });
        if (!known) distinct.push_back(r);
    }
    return distinct.size();
}

void check_distinct(const dataset& data, std::size_t k, poll check) {
    if (const std::size_t n = distinct_rows(data, k, check); n < k)
        fail(errc::invalid, "Ask for fewer segments.", "k ", k, " is more than there are distinct profiles: ", n);
}

// Mean silhouette width of each fit over the first rows of the sample; nothing where all of them lie in one segment.
std::vector<std::optional<double>> silhouettes(const dataset& sample, const std::vector<std::vector<std::uint8_t>>& labels,
                                               const std::vector<std::size_t>& ks, poll check) {
    const std::size_t n = std::min(sample.n, silhouette_rows), d = sample.columns;
    std::vector<std::vector<double>> distances;  // of each fit: sum of distances to each segment, by row
    std::vector<std::vector<double>> members;
    for (std::size_t f = 0; f < ks.size(); ++f) {
        check();
        distances.emplace_back(n * ks[f]);
        members.emplace_back(ks[f]);
        for (std::size_t r = 0; r < n; ++r) members[f][labels[f][r]] += sample.weight_of(r);
    }
    std::vector<double> row(d);
    for (std::size_t a = 0; a < n; ++a) {
        check();
        for (std::size_t c = 0; c < d; ++c) row[c] = sample.value(a, c);
        for (std::size_t b = 0; b < a; ++b) {
            double distance = 0;
            const float* const other = sample.at(b);
            for (std::size_t c = 0; c < d; ++c) {
                const double step = row[c] - static_cast<double>(other[c * nearest_rows]);
                distance += step * step;
            }
            distance = std::sqrt(distance);
            for (std::size_t f = 0; f < ks.size(); ++f) {
                distances[f][a * ks[f] + labels[f][b]] += distance * sample.weight_of(b);
                distances[f][b * ks[f] + labels[f][a]] += distance * sample.weight_of(a);
            }
        }
    }
    std::vector<std::optional<double>> result;
    for (std::size_t f = 0; f < ks.size(); ++f) {
        check();
        dd total;
        double people = 0;
        std::size_t used = 0;
        for (const double m : members[f]) used += m > 0;
        for (std::size_t r = 0; r < n; ++r) {
            const double* const to = &distances[f][r * ks[f]];
            const std::size_t own = labels[f][r];
            double other = HUGE_VAL;
            for (std::size_t j = 0; j < ks[f]; ++j)
                if (j != own && members[f][j] > 0) other = std::fmin(other, to[j] / members[f][j]);
            people += sample.weight_of(r);
            if (members[f][own] <= 1 || used < 2) continue;  // alone: 0
            const double mine = to[own] / (members[f][own] - 1);
            if (std::fmax(mine, other) > 0) total += sample.weight_of(r) * (other - mine) / std::fmax(mine, other);
        }
        result.push_back(used < 2 ? std::nullopt : std::optional(total.value() / people));
    }
    return result;
}

// Segment of each of the first rows of the sample.
std::vector<std::uint8_t> labels_of(const dataset& sample, const clustering& c, std::size_t k, poll check) {
    clustering typed(sample, c.centres(), k, std::pmr::get_default_resource());
    typed.assign_exactly(check);
    std::vector<std::uint8_t> labels;
    for (std::size_t r = 0; r < sample.n; ++r) labels.push_back(typed.label(r));
    return labels;
}

}  // namespace

segmentation fit_segments(const pattern_store& profiles, const profile_shape& shape, std::int32_t low, std::int32_t high,
                          std::int32_t seed, poll check) {
    check_segments(low, high);
    const segment_search search(profiles, shape.size, static_cast<std::uint32_t>(seed), check);
    check_distinct(search.all(), static_cast<std::size_t>(high), check);
    // Members of every fit, and the distances behind the silhouettes.
    std::size_t widths_size = 0;
    for (std::int32_t k = low; k <= high; ++k)
        widths_size +=
            static_cast<std::size_t>(k) * std::min(silhouette_rows, search.sample().n) * sizeof(double) + search.all().n;
    profiles.check_room(widths_size);
    segmentation m;
    m.kind = segmentation::kmeans;
    m.shape = shape;
    m.n = static_cast<std::int64_t>(search.all().people);
    const double total = search.all().variation;
    std::vector<clustering> fits;
    std::vector<std::vector<std::uint8_t>> labels;
    std::vector<std::size_t> ks;
    for (std::int32_t k = low; k <= high; ++k) {
        ks.push_back(static_cast<std::size_t>(k));
        fits.push_back(search.fit(ks.back()));
        labels.push_back(labels_of(search.sample(), fits.back(), ks.back(), check));
    }
    const auto widths = silhouettes(search.sample(), labels, ks, check);
    std::size_t chosen = ks.front() == 1 && ks.size() > 1 ? 1 : 0;
    for (std::size_t f = 0; f < ks.size(); ++f) {
        segmentation::fit row;
        row.k = static_cast<std::int32_t>(ks[f]);
        row.within_ss = search.square(fits[f].within());
        row.between_share = total > 0 ? std::fmax(1 - fits[f].within() / total, 0) : 0;
        row.silhouette = widths[f];
        m.fits.push_back(row);
        if (widths[f].value_or(-1) > widths[chosen].value_or(-1) + 1e-12) chosen = f;
    }
    m.fits[chosen].chosen = true;
    const clustering& best = fits[chosen];
    for (std::size_t c = 0; c < shape.size; ++c) m.overall.push_back(search.coordinate(c, search.all().mean[c]));
    for (std::size_t j = 0; j < ks[chosen]; ++j) {
        segmentation::segment s;
        s.members = static_cast<std::int64_t>(best.members()[j]);
        s.share = best.members()[j] / search.all().people;
        for (std::size_t c = 0; c < shape.size; ++c) s.centre.push_back(search.coordinate(c, best.centres()[j * shape.size + c]));
        m.segments.push_back(std::move(s));
    }
    m.order();
    return m;
}

std::optional<double> segment_stability(const pattern_store& profiles, const profile_shape& shape, std::int32_t k,
                                        std::int32_t seed, poll check) {
    check_segments(k);
    const auto segments = static_cast<std::size_t>(k);
    const segment_search search(profiles, shape.size, static_cast<std::uint32_t>(seed), check);
    const dataset& everybody = search.sample();
    check_distinct(everybody, segments, check);
    constexpr std::size_t pairs_of_fits = 10;
    std::size_t compared = 0;
    dd total;
    for (std::size_t pair = 0; pair < pairs_of_fits; ++pair) {
        // Each row of the sample goes to one half by chance; of rows that stand for several people half of them.
        random_numbers random{mixed_bits(static_cast<std::uint32_t>(seed) + (pair + 1) * 7919)};
        std::vector<std::vector<std::uint8_t>> labels;
        std::vector<bool> first;
        for (std::size_t r = 0; r < everybody.n; ++r) first.push_back(random.uniform() < 0.5);
        for (const bool half : {true, false}) {
            dataset part(everybody.columns, std::pmr::get_default_resource());
            part.reserve(everybody.n);
            std::vector<float> row(everybody.columns);
            const std::vector<float> none(everybody.columns);
            for (std::size_t r = 0; r < everybody.n; ++r) {
                const double weight = everybody.weight_of(r);
                const double here = first[r] == half ? std::ceil(weight / 2) : weight - std::ceil(weight / 2);
                if (here == 0) continue;
                for (std::size_t c = 0; c < row.size(); ++c) row[c] = everybody.at(r)[c * nearest_rows];
                part.add(row.data(), none, 1, here, true);
            }
            part.finish(check);
            if (distinct_rows(part, segments, check) < segments) break;  // too few people on this side
            const candidate best = best_starts(part, segments, pair * 2 + (half ? 1 : 2), 10, check).front();
            labels.push_back(labels_of(everybody, clustering(everybody, best.centres, segments, std::pmr::get_default_resource()),
                                       segments, check));
        }
        if (labels.size() < 2) continue;
        ++compared;
        std::vector<double> cells(segments * segments), rows(segments), columns(segments);
        for (std::size_t r = 0; r < everybody.n; ++r) {
            const double weight = everybody.weight_of(r);
            cells[labels[0][r] * segments + labels[1][r]] += weight;
            rows[labels[0][r]] += weight;
            columns[labels[1][r]] += weight;
        }
        const auto couples = [](const std::vector<double>& counts) {
            double sum = 0;
            for (const double n : counts) sum += n * (n - 1) / 2;
            return sum;
        };
        total += adjusted_rand(everybody.people, couples(cells), couples(rows), couples(columns)).value_or(0);
    }
    if (compared == 0) return std::nullopt;
    return total.value() / static_cast<double>(compared);
}

}  // namespace xm::core
