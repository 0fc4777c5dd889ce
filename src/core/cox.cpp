#include "core/cox.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory_resource>

#include "core/design.hpp"
#include "core/num/dd.hpp"
#include "core/num/newton.hpp"

namespace xm::core {

double cox_time(double duration, bool event) { return event ? duration : -duration; }

namespace {

double time_of(double leading) { return std::fabs(leading); }
bool is_event(double leading) { return !std::signbit(leading); }

// The likelihood of every `each`-th record.
//
// With e = exp(x b), S(t) the sums over people at risk at t and D(t) those over the d who leave at t, Efron's
// likelihood takes, for l = 0 .. d - 1, S - l/d D as the risk set. What it needs of single rows can be gathered by
// row: a row adds e (sum over times up to its own of the reciprocals of the risk sets) x x', less, if its person
// leaves, e (the same sum at its own time, weighted l/d) x x'. What remains are products of the sums S and D of
// x e at each time. So one sweep finds S and D by time, and a second one, in any order, the rest.
//
// Whole times of a small range are counted into bins while rows are read as they lie; others need them sorted.
class likelihood {
public:
    likelihood(const design& d, std::size_t each)
        : d_(d), each_(each), width_(d.width()), sorted_(d.memory()), sums_(d.memory()), shares_(d.memory()) {
        arrange();
    }

    evaluation at(const std::vector<double>& point) {
        b_ = point;
        b_.resize(width_);
        value_ = {};
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
    bool monotone(const std::vector<double>& direction) {
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
        double at_risk = -none, worst = 0, range = 0, least = none;
        for (std::size_t t = times; t-- > 0;) {
            at_risk = std::fmax(at_risk, highest[t]);
            if (lowest[t] == none) continue;
            worst = std::fmax(worst, at_risk - lowest[t]);
            least = std::fmin(least, lowest[t]);
            range = std::fmax(range, std::fabs(lowest[t]));
        }
        return worst <= 1e-6 * std::fmax(range, std::fabs(at_risk));
    }

private:
    // Sums at one time over all rows (S, so far only those of that time) and over those who leave (D): e, then x e.
    double* all_of(std::size_t slot) { return sums_.data() + 2 * slot * (width_ + 1); }
    double* left_of(std::size_t slot) { return all_of(slot) + width_ + 1; }

    // What rows of a time take part in: reciprocals of the risk sets up to it, and those at it weighted l/d.
    struct share {
        double until, tied;
    };

    void arrange() {
        double first = std::numeric_limits<double>::infinity(), last = 0;
        bool whole = true;
        std::size_t rows = 0;
        each_record([&](const double* record) {
            const double time = time_of(*record);
            first = std::fmin(first, time);
            last = std::fmax(last, time);
            whole &= time == std::floor(time);
            ++rows;
        });
        // Bins pay while they are few against the rows.
        const double slots = last - first + 1;
        if (whole && slots * static_cast<double>(2 * (width_ + 1)) <= std::fmax(65536, static_cast<double>(rows * width_) / 8)) {
            first_ = first;
            shares_.resize(static_cast<std::size_t>(slots));
            sums_.resize(shares_.size() * 2 * (width_ + 1));
            return;
        }
        sorted_.reserve(rows);
        each_record([&](const double* record) { sorted_.push_back({time_of(*record), record}); });
        unsigned steps = 0;
        std::sort(sorted_.begin(), sorted_.end(), [&](const entry& a, const entry& b) {
            if ((++steps & 0xFFFFU) == 0) d_.checker()();
            return a.time < b.time;
        });
        std::size_t times = 0;
        for (std::size_t i = 0; i < rows; ++i) times += i == 0 || sorted_[i].time != sorted_[i - 1].time;
        shares_.resize(times);
        sums_.resize(2 * (width_ + 1));
    }

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
            d_.each_block(each_, [&](const design::block& block) {
                for (std::size_t r = 0; r < block.rows; ++r) time[r] = static_cast<std::size_t>(time_of(*block.leading[r]) - first_);
                f(block, time);
            });
            return;
        }
        design::builder b(d_);
        std::size_t now = shares_.size() - 1;
        constexpr std::size_t ahead = 24;  // rows lie anywhere in memory
        for (std::size_t i = sorted_.size(); i-- > 0;) {
            if (i >= ahead)
                for (std::size_t j = 0; j < stride_; j += 8) __builtin_prefetch(sorted_[i - ahead].record + j);
            if (i + 1 < sorted_.size() && sorted_[i].time != sorted_[i + 1].time) --now;
            time[block_rows - b.room()] = now;
            b.add(sorted_[i].record, 1, stride_, counted_);
            if (b.full() || i == 0) {
                f(b.finish(), time);
                b.clear();
                if (i % 4096 < block_rows) d_.checker()();
            }
        }
    }

    // First sweep: S and D by time, and from them all that is no sum over rows.
    void sum_up() {
        std::fill(sums_.begin(), sums_.end(), 0.0);
        std::vector<double> at_risk(width_ + 1);
        const bool binned = sorted_.empty();
        std::size_t now = shares_.size() - 1;
        double deaths = 0;
        if (binned) deaths_.assign(shares_.size(), 0);
        each_block([&](const design::block& block, const std::size_t* time) {
            rows_kernel().dot(block.z, width_, b_.data(), eta_);
            double sum = 0;
            for (std::size_t r = 0; r < block.rows; ++r) {
                const double count = block.count[r], weight = count * std::exp(eta_[r]);
                const double* const x = block.z + r * width_;
                if (!binned && time[r] != now) {
                    settle(now, at_risk, all_of(0), left_of(0), deaths);
                    now = time[r];
                    deaths = 0;
                }
                const std::size_t slot = binned ? time[r] : 0;
                add(all_of(slot), weight, x);
                if (is_event(*block.leading[r])) {
                    add(left_of(slot), weight, x);
                    (binned ? deaths_[slot] : deaths) += count;
                    sum += count * eta_[r];
                }
            }
            value_ += sum;
        });
        if (!binned) settle(now, at_risk, all_of(0), left_of(0), deaths);
        for (std::size_t t = shares_.size(); binned && t-- > 0;) settle(t, at_risk, all_of(t), left_of(t), deaths_[t]);
        double until = 0;
        for (share& s : shares_) s.until = until += s.until;
    }

    void add(double* to, double weight, const double* x) const {
        to[0] += weight;
        for (std::size_t j = 0; j < width_; ++j) to[1 + j] += weight * x[j];
    }

    // Joins the sums of one time to those at risk and takes the terms of those who leave then; clears the sums.
    void settle(std::size_t time, std::vector<double>& at_risk, double* all, double* left, double deaths) {
        for (std::size_t j = 0; j <= width_; ++j) at_risk[j] += all[j];
        share& here = shares_[time] = {0, 0};
        if (deaths > 0) {
            double inverse = 0, tied = 0, squares = 0, tied_squares = 0, tied_twice = 0;
            double product = 1, logs = 0;
            for (double l = 0; l < deaths; ++l) {
                if (std::fmod(l, 65536) == 65535) d_.checker()();
                const double f = l / deaths, set = at_risk[0] - f * left[0], i = 1 / set;
                inverse += i;
                tied += f * i;
                squares += i * i;
                tied_squares += f * i * i;
                tied_twice += f * f * i * i;
                product *= set;
                if (!(product > 1e-200 && product < 1e200)) {
                    logs += std::log(product);
                    product = 1;
                }
            }
            value_ += -(logs + std::log(product));
            here = {inverse, tied};
            const double* const s = at_risk.data() + 1;
            const double* const d = left + 1;
            for (std::size_t i = 0; i < d_.terms(); ++i) {
                const double si = squares * s[i] - tied_squares * d[i], di = tied_twice * d[i] - tied_squares * s[i];
                for (std::size_t j = 0; j <= i; ++j) rank_one_[i * width_ + j] += si * s[j] + di * d[j];
            }
        }
        std::fill_n(all, width_ + 1, 0.0);
        std::fill_n(left, width_ + 1, 0.0);
    }

    // Second sweep: sums over rows.
    void spread_out() {
        double residual[block_rows], weight[block_rows];
        each_block([&](const design::block& block, const std::size_t* time) {
            const row_kernel& kernel = rows_kernel();
            kernel.dot(block.z, width_, b_.data(), eta_);
            for (std::size_t r = 0; r < block.rows; ++r) {
                const share& s = shares_[time[r]];
                const bool event = is_event(*block.leading[r]);
                weight[r] = block.count[r] * std::exp(eta_[r]) * (event ? s.until - s.tied : s.until);
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
    double first_ = 0;                    // the first time; bins only
    std::pmr::vector<entry> sorted_;      // by time; empty with bins
    std::pmr::vector<double> sums_;       // S and D of each time; of one time if sorted
    std::pmr::vector<share> shares_;      // by time
    std::vector<double> deaths_;          // by time; bins only
    std::vector<double> b_, gradient_, products_, rank_one_;
    double eta_[block_rows];
    dd value_;
};

optimum search(const design& d, std::size_t each, std::vector<double> start, double tolerance, int max_steps) {
    likelihood l(d, each);
    bool first = each == 1;
    return maximise(
        std::move(start), tolerance, max_steps,
        [&](const std::vector<double>& at) {
            evaluation e = l.at(at);
            if (first) d.check_independent(e.curvature);
            first = false;
            return e;
        },
        [&](int number, const std::vector<double>&, const std::vector<double>& step, double) {
            if (number >= 8 && number % 4 == 0 && l.monotone(step))
                fail(errc::invalid, "Leave out the predictor whose one end has all the events, or join its rare values.",
                     "the likelihood is monotone: it has no maximum");
        });
}

}  // namespace

model fit_cox(const pattern_store& rows, const std::vector<std::string>& labels, poll check) {
    dd events;
    rows.each_run(check, [&](const double* first, std::size_t count, std::size_t stride, bool counted) {
        for (std::size_t r = 0; r < count; ++r, first += stride)
            if (is_event(*first)) events += counted ? first[stride - 1] : 1;
    });
    if (events.value() == 0)
        fail(errc::invalid, "The event must be true (or 1) for those who left.", "nobody left: every event is false");
    const design d(rows, labels, false, check);
    std::vector<double> start(d.terms());
    if (d.sample_step() > 1) {
        try {
            optimum near = search(d, d.sample_step(), start, 1e-4, 12);
            if (near.found) start = std::move(near.at);
        } catch (const error& e) {
            if (e.code != errc::invalid) throw;  // the sample may lack what all rows have
        }
    }
    const optimum best = search(d, 1, std::move(start), 1e-19 * std::fmax(d.rows(), 1e4), 100);
    if (!best.found)
        fail(errc::invalid, "Look for predictors that nearly tell apart who leaves first.",
             "the likelihood has no maximum that could be found in 100 steps");

    model m;
    m.kind = model::cox;
    m.outcome = "duration";
    m.events = static_cast<std::int64_t>(events.value());
    d.finish(m, best.at, best.last.curvature);
    m.log_likelihood = best.last.value;
    m.check_range();
    return m;
}

}  // namespace xm::core
