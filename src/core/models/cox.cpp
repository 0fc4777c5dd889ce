#include "core/models/cox.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <memory_resource>

#include "core/models/sandwich.hpp"
#include "core/num/cholesky.hpp"
#include "core/num/dd.hpp"
#include "core/num/polled_sort.hpp"

namespace xm::core {

namespace {

double time_of(double leading) { return std::fabs(leading); }

// The likelihood of every `each`-th record.
//
// With e = exp(x b), S(t) the sums over people at risk at t and D(t) those over the d who leave at t, Efron's
// likelihood takes, for l = 0 .. d - 1, S - l/d D as the risk set. What it needs of single rows can be gathered by
// row: a row adds e (sum over times up to its own of the reciprocals of the risk sets) x x', less, if its person
// leaves, e (the same sum at its own time, weighted l/d) x x'. What remains are products of the sums S and D of
// x e at each time. So one sweep finds S and D by time, and a second one, in any order, the rest.
//
// With weights, e and the terms of those who leave count by them, and a time's terms by the mean weight of those who leave then.
// Who enters late is there twice: until the end, and, taken away again, until the entry; sums are differences then. Strata
// have times of their own, one stratum's behind the other's, and sums that begin anew.
//
// Whole times of a small range are counted into bins while rows are read as they lie; others need them sorted.
class likelihood {
public:
    likelihood(const design& d, std::size_t each)
        : d_(d),
          each_(each),
          width_(d.width()),
          begin_(d.memory()),
          first_row_(d.memory()),
          place_(d.memory()),
          sorted_(d.memory()),
          sums_(d.memory()),
          shares_(d.memory()),
          risk_(d.memory()),
          pulls_(d.memory()),
          pull_of_(d.memory()) {
        arrange();
    }

    evaluation at(const std::vector<double>& point) {
        b_ = point;
        b_.resize(width_);
        value_ = {};
        refer();
        gradient_.assign(width_, 0);
        products_.assign(width_ * width_, 0);
        rank_one_.assign(width_ * width_, 0);
        sum_up();
        spread_out();
        evaluation e{value_.value(), {gradient_.begin(), gradient_.begin() + static_cast<std::ptrdiff_t>(d_.terms())}, {}};
        for (std::size_t i = 0; i < products_.size(); ++i) products_[i] -= rank_one_[i];
        e.curvature = d_.triangle(products_);
        return e;
    }

    // Whether along `direction` whoever leaves is never behind anybody at risk: then the likelihood only rises.
    bool endless(const std::vector<double>& direction) {
        b_ = direction;
        b_.resize(width_);
        const std::size_t times = shares_.size();
        constexpr double none = std::numeric_limits<double>::infinity();
        std::vector<double> highest(times, -none), lowest(times, none);
        each_block([&](const design::block& block, const std::size_t* time) {
            rows_kernel().dot(block.z, width_, b_.data(), eta_);
            for (std::size_t r = 0; r < block.rows; ++r) {
                highest[time[r]] = std::fmax(highest[time[r]], eta_[r]);
                if (is_event(*block.leading[r])) lowest[time[r]] = std::fmin(lowest[time[r]], eta_[r]);
            }
        });
        double at_risk = -none, worst = 0, range = 0;
        for (std::size_t t = times; t-- > 0;) {
            at_risk = ends_stratum(t) ? highest[t] : std::fmax(at_risk, highest[t]);
            if (begins_stratum(t)) range = std::fmax(range, std::fabs(at_risk));
            if (lowest[t] == none) continue;
            worst = std::fmax(worst, at_risk - lowest[t]);
            range = std::fmax(range, std::fabs(lowest[t]));
        }
        return worst <= 1e-12 * range;
    }

    // Adds the scores of all rows at `point`: what a row adds to the gradient if the risk sets are taken as they are less
    // what it adds to those sets; Lin & Wei (1989), JASA 84, 1074-1078, with Efron's sets, as R residuals(coxph, "score").
    void scores(const std::vector<double>& point, sandwich& to) {
        pull_of_.assign(shares_.size(), 0);
        pulls_.clear();
        at(point);
        // Pulls of sets up to each time with an event; other times have those of the last such time before them.
        std::vector<double> until(width_);
        std::size_t last = 0;
        for (std::size_t t = 0; t < shares_.size(); ++t) {
            if (t % 4096 == 4095) d_.checker()();
            if (begins_stratum(t)) {
                std::fill(until.begin(), until.end(), 0.0);
                last = t;
            }
            if (pull_of_[t] == 0) continue;
            double* const here = pull(t);
            const double before = unit(t, last);
            for (std::size_t j = 0; j < width_; ++j) here[j] = until[j] = before * until[j] + here[j];
            last = t;
        }
        const std::size_t none = shares_.size();
        std::pmr::vector<std::size_t> latest(none, none, d_.memory());  // time with an event, of each time
        for (std::size_t t = 0; t < none; ++t) latest[t] = pull_of_[t] != 0 ? t : begins_stratum(t) ? none : latest[t - 1];
        std::vector<double> score(width_);
        const double* risk = risk_.data();
        each_block([&](const design::block& block, const std::size_t* time) {
            d_.checker()();
            for (std::size_t r = 0; r < block.rows; ++r) {
                const share& s = shares_[time[r]];
                const bool event = is_event(*block.leading[r]);
                const double e = *risk++, own = event ? block.count[r] : 0;
                const double mass = own - e * (event ? s.until - s.tied : s.until);
                for (std::size_t j = 0; j < width_; ++j) score[j] = mass * block.z[r * width_ + j];
                if (const std::size_t t = latest[time[r]]; t != none) {
                    const double* const sets = pull(t);
                    const double scale = e * unit(time[r], t);
                    for (std::size_t j = 0; j < width_; ++j) score[j] += scale * sets[j];
                    for (std::size_t j = 0; event && j < width_; ++j)
                        score[j] -= e * sets[width_ + j] + own * sets[2 * width_ + j];
                }
                to.add(d_.key(block.leading[r]), d_.number(block.leading[r]), score.data());
            }
        });
    }

private:
    // Sums over the rows of one time, all of them and those who leave then: e, number of people and their weight, and x e.
    struct totals {
        double all = 0, left = 0, deaths = 0, weight = 0;
    };
    double* all_of(std::size_t slot) { return sums_.data() + 2 * slot * width_; }
    double* left_of(std::size_t slot) { return all_of(slot) + width_; }

    // What rows of a time take part in: reciprocals of the risk sets up to it, and those at it weighted l/d.
    struct share {
        double until, tied;
    };

    void arrange() {
        const std::size_t rows = (d_.records() + each_ - 1) / each_;
        risk_.resize(rows);
        std::pmr::vector<std::size_t> people(d_.memory());  // of each stratum
        if (d_.extra() == beside::stratum)
            number_strata(people);
        else
            people.push_back(rows);
        const std::size_t strata = people.size();
        // Bins pay while they are few against the rows.
        const double slots = d_.last_time() - d_.first_time() + 1;
        if (d_.whole_times() && slots * static_cast<double>(strata) * static_cast<double>(2 * (width_ + 1)) <=
                                    std::fmax(65536, static_cast<double>(rows * width_) / 8)) {
            const auto times = static_cast<std::size_t>(slots);
            std::size_t i = 0;
            if (!place_.empty())
                each_record([&](const double* record) {
                    std::uint32_t& at = place_[i++];
                    at = static_cast<std::uint32_t>(at * times + static_cast<std::size_t>(time_of(*record) - d_.first_time()));
                });
            for (std::size_t s = 0; s < strata; ++s) begin_.push_back(s * times);
            shares_.resize(strata * times);
            sums_.resize(shares_.size() * 2 * width_);
            total_.resize(shares_.size());
        } else {
            for (std::size_t s = 0, first = 0; s < strata; first += people[s++]) first_row_.push_back(first);
            if (place_.empty()) {
                sorted_.reserve(rows);
                each_record([&](const double* record) { sorted_.push_back({time_of(*record), record}); });
            } else {
                sorted_.resize(rows);
                std::pmr::vector<std::size_t> next(first_row_, d_.memory());  // free place of each stratum
                std::size_t i = 0;
                each_record([&](const double* record) { sorted_[next[place_[i++]]++] = {time_of(*record), record}; });
                place_.clear();
            }
            const auto earlier = [](const entry& a, const entry& b) { return a.time < b.time; };
            std::size_t times = 0;
            for (std::size_t s = 0; s < strata; ++s) {
                if (s % 256 == 255) d_.checker()();
                const std::size_t first = first_row_[s], end = first + people[s];
                const auto begin = sorted_.begin();
                polled_sort(begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(end), earlier,
                            d_.checker());
                begin_.push_back(times);
                for (std::size_t i = first; i < end; ++i) times += i == first || sorted_[i].time != sorted_[i - 1].time;
            }
            shares_.resize(times);
            sums_.resize(2 * width_);
            total_.resize(1);
        }
    }

    // Writes each row's stratum into place_, counted in the order in which they come, and the rows of each.
    void number_strata(std::pmr::vector<std::size_t>& people) {
        pattern_store strata(d_.memory(), 2 * sizeof(double), pattern_store::always, 1, d_.checker());
        const std::unique_ptr<pattern_store, void (*)(pattern_store*)> freed(&strata, [](pattern_store* s) { s->clear(); });
        place_.reserve(risk_.size());
        each_record([&](const double* record) {
            double& number = *strata.sums_of(d_.key(record));  // 1 for the first
            if (number == 0) {
                people.push_back(0);
                number = static_cast<double>(people.size());
            }
            const auto stratum = static_cast<std::uint32_t>(number) - 1;
            ++people[stratum];
            place_.push_back(stratum);
        });
    }

    // Whether a time is the last, or first, of its stratum.
    bool ends_stratum(std::size_t time) const {
        return time + 1 == shares_.size() || std::binary_search(begin_.begin(), begin_.end(), time + 1);
    }
    bool begins_stratum(std::size_t time) const { return std::binary_search(begin_.begin(), begin_.end(), time); }

    template <class F>
    void each_record(F&& f) {
        std::size_t skip = 0;
        d_.each_run([&](const double* record, std::size_t rows, std::size_t stride, bool counted) {
            stride_ = stride;
            counted_ = counted;
            std::size_t i = skip;
            for (; i < rows; i += each_) f(record + i * stride);
            skip = i - rows;
        });
    }

    // Calls f(block, index of the time of each row): as rows lie, or from the last time to the first.
    template <class F>
    void each_block(F&& f) {
        std::size_t time[block_rows];
        if (sorted_.empty()) {
            std::size_t row = 0;
            d_.each_block(each_, [&](const design::block& block) {
                if (place_.empty())
                    for (std::size_t r = 0; r < block.rows; ++r)
                        time[r] = static_cast<std::size_t>(time_of(*block.leading[r]) - d_.first_time());
                else
                    for (std::size_t r = 0; r < block.rows; ++r) time[r] = place_[row++];
                f(block, time);
            });
            return;
        }
        design::builder b(d_);
        std::size_t now = shares_.size() - 1, stratum = first_row_.size() - 1;
        constexpr std::size_t ahead = 24;  // rows lie anywhere in memory
        for (std::size_t i = sorted_.size(); i-- > 0;) {
            if (i >= ahead)
                for (std::size_t j = 0; j < stride_; j += 8) __builtin_prefetch(sorted_[i - ahead].record + j);
            const bool crosses = i + 1 == first_row_[stratum];  // into the stratum before
            if (i + 1 < sorted_.size() && (crosses || sorted_[i].time != sorted_[i + 1].time)) --now;
            if (crosses) --stratum;
            time[block_rows - b.room()] = now;
            b.add(sorted_[i].record, 1, stride_, counted_);
            if (b.full() || i == 0) {
                f(b.finish(), time);
                b.clear();
                if (i % 4096 < block_rows) d_.checker()();
            }
        }
    }

    // Where e may leave the range of doubles: the largest linear predictor at risk at each time. Sums at a time are then in
    // units of its exponential, of which one row at risk has at least one, and no other has more.
    void refer() {
        reference_.clear();
        double bound = 0;
        for (std::size_t j = 0; j < d_.terms(); ++j) bound += d_.farthest(j) * std::fabs(b_[j]);
        if (bound <= 600) return;
        constexpr double none = -std::numeric_limits<double>::infinity();
        reference_.assign(shares_.size(), none);
        each_block([&](const design::block& block, const std::size_t* time) {
            rows_kernel().dot(block.z, width_, b_.data(), eta_);
            for (std::size_t r = 0; r < block.rows; ++r) reference_[time[r]] = std::fmax(reference_[time[r]], eta_[r]);
        });
        for (std::size_t t = reference_.size(); t-- > 1;)
            if (!begins_stratum(t)) reference_[t - 1] = std::fmax(reference_[t - 1], reference_[t]);
    }
    // Of a time against another.
    double unit(std::size_t time, std::size_t other) const {
        if (reference_.empty() || !std::isfinite(reference_[time])) return 1;
        return std::exp(reference_[time] - reference_[other]);
    }

    // First sweep: S and D by time, and from them all that is no sum over rows.
    void sum_up() {
        stratum_ = begin_.size();
        const bool binned = sorted_.empty(), weighted = d_.extra() == beside::weight;
        std::size_t now = shares_.size() - 1;
        double* risk = risk_.data();
        each_block([&](const design::block& block, const std::size_t* time) {
            const row_kernel& kernel = rows_kernel();
            double e[block_rows];
            double *all[block_rows] = {}, *left[block_rows] = {};
            kernel.dot(block.z, width_, b_.data(), eta_);
            double shifted[block_rows];
            for (std::size_t r = 0; !reference_.empty() && r < block_rows; ++r)
                shifted[r] = r < block.rows ? eta_[r] - reference_[time[r]] : 0;
            exponentials(reference_.empty() ? eta_ : shifted, e);
            double sum = 0;
            std::size_t begin = 0;  // of the rows that have a place but are not added yet
            for (std::size_t r = 0; r < block.rows; ++r) {
                if (!binned && time[r] != now) {
                    scatter(block, begin, r, e, all, left);
                    begin = r;
                    settle(now, 0);
                    now = time[r];
                }
                const std::size_t slot = binned ? time[r] : 0;
                const double count = block.count[r];
                *risk++ = e[r] *= count;
                total_[slot].all += e[r];
                all[r] = all_of(slot);
                if (is_event(*block.leading[r])) {
                    total_[slot].left += e[r];
                    total_[slot].deaths += weighted ? d_.number(block.leading[r]) : count;
                    total_[slot].weight += count;
                    left[r] = left_of(slot);
                    sum += count * eta_[r];
                }
            }
            value_ += sum;
            scatter(block, begin, block.rows, e, all, left);
        });
        if (!binned) settle(now, 0);
        for (std::size_t t = shares_.size(); binned && t-- > 0;) settle(t, t);
        double until = 0;
        for (std::size_t t = 0, stratum = 0; t < shares_.size(); ++t) {
            if (stratum < begin_.size() && begin_[stratum] == t) {
                ++stratum;
                until = 0;
            } else {
                until *= unit(t, t - 1);
            }
            shares_[t].until = until += shares_[t].until;
        }
    }

    // Adds x e of the rows begin .. end - 1 of a block at their places.
    void scatter(const design::block& block, std::size_t begin, std::size_t end, const double* e, double** all,
                 double** left) const {
        if (end - begin > 8) {
            rows_kernel().scatter(block.z, width_, e, all);
            rows_kernel().scatter(block.z, width_, e, left);
        } else {
            for (std::size_t r = begin; r < end; ++r)
                for (std::size_t j = 0; j < width_; ++j) {
                    all[r][j] += e[r] * block.z[r * width_ + j];
                    if (left[r] != nullptr) left[r][j] += e[r] * block.z[r * width_ + j];
                }
        }
        std::fill(all + begin, all + end, nullptr);
        std::fill(left + begin, left + end, nullptr);
    }

    // Joins the sums of one time to those at risk and takes the terms of those who leave then; clears the sums.
    void settle(std::size_t time, std::size_t slot) {
        const totals now = total_[slot];
        double* const all = all_of(slot);
        double* const left = left_of(slot);
        if (stratum_ == begin_.size() || time < begin_[stratum_]) {  // the last time of a stratum
            --stratum_;
            at_risk_ = 0;
            at_risk_x_.assign(width_, 0);
        } else if (!reference_.empty()) {
            const double before = unit(time + 1, time);
            at_risk_ *= before;
            for (std::size_t j = 0; j < width_; ++j) at_risk_x_[j] *= before;
        }
        at_risk_ += now.all;
        for (std::size_t j = 0; j < width_; ++j) at_risk_x_[j] += all[j];
        share& here = shares_[time] = {0, 0};
        if (now.deaths > 0) {
            // In units of the whole risk set, so that no square leaves the range of doubles.
            const double share_left = now.left / at_risk_;
            double inverse = 0, tied = 0, squares = 0, tied_squares = 0, tied_twice = 0;
            double product = 1, logs = now.deaths * (std::log(at_risk_) + (reference_.empty() ? 0 : reference_[time]));
            const double step = 1 / now.deaths, mean_weight = now.weight / now.deaths;
            unsigned steps = 0;
            for (double l = 0; l < now.deaths; ++l) {
                if ((++steps & 0xFFFFU) == 0) d_.checker()();
                const double f = l * step, set = 1 - f * share_left, i = 1 / set;
                inverse += i;
                tied += f * i;
                squares += i * i;
                tied_squares += f * i * i;
                tied_twice += f * f * i * i;
                product *= set;
                if (product < 1e-200) {
                    logs += std::log(product);
                    product = 1;
                }
            }
            value_ += -mean_weight * (logs + std::log(product));
            here = {mean_weight * inverse / at_risk_, mean_weight * tied / at_risk_};
            const double scale = 1 / at_risk_;
            for (std::size_t i = 0; i < d_.terms(); ++i) {
                const double set = at_risk_x_[i] * scale, gone = left[i] * scale;
                const double s = mean_weight * (squares * set - tied_squares * gone);
                const double d = mean_weight * (tied_twice * gone - tied_squares * set);
                for (std::size_t j = 0; j <= i; ++j)
                    rank_one_[i * width_ + j] += s * (at_risk_x_[j] * scale) + d * (left[j] * scale);
                if (!pull_of_.empty()) {
                    if (i == 0) {
                        pulls_.resize(pulls_.size() + 3 * width_);
                        pull_of_[time] = static_cast<std::uint32_t>(pulls_.size() / (3 * width_));
                    }
                    double* const sets = pull(time) + i;
                    sets[0] = s * scale;
                    sets[width_] = -d * scale;
                    sets[2 * width_] = (inverse * set - tied * gone) * step;
                }
            }
        }
        std::fill_n(all, 2 * width_, 0.0);
        total_[slot] = {};
    }

    // Second sweep: sums over rows.
    void spread_out() {
        double residual[block_rows], weight[block_rows];
        const double* risk = risk_.data();
        each_block([&](const design::block& block, const std::size_t* time) {
            const row_kernel& kernel = rows_kernel();
            for (std::size_t r = 0; r < block.rows; ++r) {
                const share& s = shares_[time[r]];
                const bool event = is_event(*block.leading[r]);
                weight[r] = *risk++ * (event ? s.until - s.tied : s.until);
                residual[r] = (event ? block.count[r] : 0) - weight[r];
            }
            std::fill(residual + block.rows, residual + block_rows, 0.0);
            std::fill(weight + block.rows, weight + block_rows, 0.0);
            kernel.sum(block.z, width_, residual, gradient_.data());
            kernel.outer(block.z, width_, weight, products_.data());
        });
    }

    struct entry {
        double time;
        const double* record;
    };

    const design& d_;
    std::size_t each_, width_;
    std::size_t stride_ = 0;
    bool counted_ = false;
    std::pmr::vector<std::size_t> begin_, first_row_;  // of each stratum: its first time, and its first row of sorted_
    std::size_t stratum_ = 0;                          // of the time settled last
    std::pmr::vector<std::uint32_t> place_;            // time of each row, where strata are in bins
    std::pmr::vector<entry> sorted_;                   // by stratum and time; empty with bins
    std::pmr::vector<double> sums_;                    // x e of each time; of one time if sorted
    std::vector<totals> total_;
    std::pmr::vector<share> shares_;  // by time
    std::pmr::vector<double> risk_;   // e of each row, in the order of each_block
    // For scores. Of a time with events, three sums over its sets of the means of x: by what they add to `until` (then from all
    // times up to it), to `tied`, and their mean.
    std::pmr::vector<double> pulls_;
    std::pmr::vector<std::uint32_t> pull_of_;  // by time: where, counted from 1; 0 without events; empty if nobody asks
    double* pull(std::size_t time) { return pulls_.data() + (pull_of_[time] - 1) * 3 * width_; }
    std::vector<double> reference_;  // by time; empty where nothing reaches far
    std::vector<double> b_, gradient_, products_, rank_one_;
    double at_risk_ = 0;  // e, and x e below, over those at risk at the time that is settled
    std::vector<double> at_risk_x_;
    double eta_[block_rows];
    dd value_;
};

constexpr endless_texts texts{" tells who leaves next: the likelihood is monotone and has no maximum",
                              " together tell who leaves next: the likelihood is monotone and has no maximum",
                              "Leave out the predictor whose one end has all the events, or join its rare values.",
                              "Look for predictors that nearly tell apart who leaves first."};

// Covariance of the estimates, by rows or clusters.
std::vector<double> robust(const design& d, const optimum& best) {
    sandwich s(d);
    likelihood(d, 1).scores(best.at, s);
    return s.covariance(best.last.curvature, 1);
}

}  // namespace

model fit_cox(const pattern_store& rows, const std::vector<std::string>& labels, poll check, beside what) {
    const design d(rows, labels, false, check, what);
    if (d.events() == 0)
        fail(errc::invalid, "The event must be true (or 1) for those who left.", "nobody left: every event is false");
    std::vector<double> start(d.terms());
    const optimum best = find_maximum(d, std::move(start), texts, [&](std::size_t each) { return likelihood(d, each); });

    model m;
    m.kind = model::cox;
    m.outcome = "duration";
    m.events = static_cast<std::int64_t>(d.events());
    const bool by_rows = what == beside::weight || what == beside::cluster;
    d.finish(m, best.at, by_rows ? robust(d, best) : cholesky(best.last.curvature, d.terms(), 0).inverse());
    if (what != beside::weight) m.log_likelihood = best.last.value;
    m.check_range();
    return m;
}

}  // namespace xm::core
