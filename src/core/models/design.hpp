// The rows of a model that an aggregate has collected, as blocks of standardised predictors.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/models/model.hpp"
#include "core/num/newton.hpp"
#include "core/num/pattern_store.hpp"
#include "core/num/row_kernel.hpp"

namespace xm::core {

// exp(x) of each row of a block.
void exponentials(const double* x, double* out);

// The leading number of a record is a time (1 where there is none), negative unless the event happened: -0 too.
inline double leading_number(double time, bool event) { return event ? time : -time; }
inline bool is_event(double leading) { return !std::signbit(leading); }

// What is said where a likelihood has no maximum.
struct endless_texts {
    const char* one;        // rows prove it: behind the predictor,
    const char* several;    // or behind those that do so together
    const char* hint;       // to that
    const char* near_hint;  // where no maximum is found, for whatever reason
};

// What a record has behind its predictors.
enum class beside : std::uint8_t {
    nothing,
    weight,   // above 0
    sign,     // -1: this row takes a person away who is there, as 1, in another row
    cluster,  // of rows that go together: a group_key, whose two words are kept as doubles
    stratum   // likewise, of those who are compared with each other
};
constexpr std::size_t doubles_of(beside what) {
    return what == beside::nothing ? 0 : what == beside::weight || what == beside::sign ? 1 : 2;
}

// Records are a leading number, p predictors, and what stands beside them.
class design {
public:
    // Reads all rows once: means, scales. With a constant its column comes first, and is 1. Throws `invalid`,
    // naming it, for a predictor that is constant.
    design(const pattern_store& rows, const std::vector<std::string>& labels, bool constant, poll check,
           beside what = beside::nothing);

    std::size_t terms() const { return terms_; }  // columns of a block, with the constant if there is one
    std::size_t width() const { return width_; }  // the same as a multiple of 4
    double rows() const { return n_; }            // with their numbers
    double events() const { return events_; }     // the same of those with the event
    // The sum of their weights, which are in such units that those of all rows add up to rows().
    double weight_of_events() const { return event_weight_; }
    beside extra() const { return what_; }
    // How many equal rows a record stands for.
    double number(const double* record) const { return counted_ ? record[count_at_] : 1; }
    // The two words beside the predictors.
    const double* key(const double* record) const { return record + 1 + labels_.size(); }
    double first_time() const { return first_; }
    double last_time() const { return last_; }
    bool whole_times() const { return whole_; }
    std::size_t records() const { return rows_.size(); }
    std::pmr::memory_resource* memory() const { return rows_.memory(); }
    poll checker() const { return check_; }

    struct block {
        std::size_t rows;                   // at most 64
        const double* leading[block_rows];  // each row's record
        double count[block_rows];           // its number times its weight; 0 beyond the last row
        bool counted;                       // some are not 1
        double* z;                          // 64 x width; rows not used are 0
    };
    // A block to fill, with its memory.
    class builder {
    public:
        explicit builder(const design& d) : design_(d), z_(block_rows * d.width_) { block_.z = z_.data(); }
        // Adds `rows` rows `stride` doubles apart, at most as many as there is room for.
        void add(const double* record, std::size_t rows, std::size_t stride, bool counted);
        bool full() const { return block_.rows == block_rows; }
        std::size_t room() const { return block_rows - block_.rows; }
        const block& finish();  // clears what is not used
        void clear() { block_.rows = 0; }

    private:
        const design& design_;
        std::vector<double> z_;
        block block_{};
    };

    // Calls f(record, rows, stride, counted) as pattern_store::each_run.
    template <class F>
    void each_run(F&& f) const {
        rows_.each_run(check_, f);
    }

    // Calls f(block) for every `each`-th record, in blocks.
    template <class F>
    void each_block(std::size_t each, F&& f) const {
        builder b(*this);
        std::size_t skip = 0;
        rows_.each_run(check_, [&](const double* first, std::size_t rows, std::size_t stride, bool counted) {
            std::size_t i = skip;
            while (i < rows) {
                const std::size_t take = std::min(b.room(), (rows - i - 1) / each + 1);
                b.add(first + i * stride, take, each * stride, counted);
                i += take * each;
                if (b.full()) {
                    f(b.finish());
                    b.clear();
                }
            }
            skip = i - rows;
        });
        if (b.room() < block_rows) f(b.finish());
    }

    // For large data a search starts from the fit of every so many-th record; 1: from nothing.
    std::size_t sample_step() const {
        const bool apart = what_ == beside::sign;  // a sample would have people whom nothing takes away
        return records() > 100000 && !apart ? std::min<std::size_t>(records() / 25000, 10) : 1;
    }

    // Coefficients and covariance (lower triangle) of the predictors as they came, from those of the blocks.
    void finish(model& m, const std::vector<double>& estimate, std::vector<double> covariance) const;

    // The most that a step of coefficients moves the linear predictor of a row through one of them.
    double largest_move(const std::vector<double>& step) const;

    // The largest size of a column of the blocks.
    double farthest(std::size_t column) const { return farthest_[column]; }

    // Throws `invalid` for a coefficient that has gone far without being known at all: the likelihood has risen along it
    // until nothing was left of its curvature.
    void check_estimates(const optimum& o) const;

    // The fewest predictors found along which endless(direction) still holds, as it does for `direction`: one if one alone
    // does, else those that cannot be left out of the direction one after another, the least first.
    template <class Endless>
    std::vector<std::size_t> responsible(std::vector<double> direction, Endless&& endless) const {
        const std::size_t first = constant_ ? 1 : 0;
        for (std::size_t j = first; j < terms_; ++j)
            for (const double sign : {1.0, -1.0}) {
                std::vector<double> alone(terms_);
                alone[j] = sign;
                if (endless(alone)) return {j - first};
            }
        std::vector<std::size_t> order;
        for (std::size_t j = first; j < terms_; ++j) order.push_back(j);
        const auto weight = [&](std::size_t j) { return std::fabs(direction[j]) * farthest_[j]; };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weight(a) < weight(b); });
        std::vector<std::size_t> needed;
        for (const std::size_t j : order) {
            const double kept = std::exchange(direction[j], 0);
            if (kept == 0 || endless(direction)) continue;
            direction[j] = kept;
            needed.push_back(j - first);
        }
        std::sort(needed.begin(), needed.end());
        return needed;
    }

    // Throws `invalid` where a search has led nowhere, with the predictors along which it went far.
    [[noreturn]] void refuse_far(const std::vector<double>& at, const char* hint) const;

    // Throws `invalid` with the predictors' names: as many as a message has room for.
    [[noreturn]] void refuse(const std::vector<std::size_t>& predictors, const endless_texts& texts) const;

    // Throws `invalid`, naming it, for a predictor that is a linear function of those before it.
    void check_independent(const std::vector<double>& curvature) const;

    // The lower triangle of the first terms() of width() rows.
    std::vector<double> triangle(const std::vector<double>& products) const;

private:
    std::string names_of(const std::vector<std::size_t>& predictors) const;

    const pattern_store& rows_;
    std::vector<std::string> labels_;
    poll check_;
    beside what_;
    bool constant_, counted_ = false;
    std::size_t terms_, width_, count_at_;
    double n_ = 0, events_ = 0, event_weight_ = 0, weight_unit_ = 1, first_ = HUGE_VAL, last_ = 0;
    bool whole_ = true;
    std::vector<double> mean_, scale_;  // of the predictors; scale is what they are multiplied with
    std::vector<double> farthest_;      // of the columns of a block: the largest size
};

// The maximum of a model's likelihood. `likelihood_of(every how many-th record)` has `at(point)`, an evaluation, and
// `endless(direction)`, whether every row proves that the likelihood only rises along it. Starts on a sample of the records,
// then goes on with all. Throws `invalid` where there is no maximum.
template <class Make>
optimum find_maximum(const design& d, std::vector<double> start, const endless_texts& texts, Make&& likelihood_of) {
    const auto search = [&](std::size_t each, std::vector<double> from, double tolerance, int max_steps) {
        auto likelihood = likelihood_of(each);
        const auto refuse_if_endless = [&](const std::vector<double>& direction) {
            const auto endless = [&](const std::vector<double>& along) { return likelihood.endless(along); };
            if (endless(direction)) d.refuse(d.responsible(direction, endless), texts);
        };
        bool first = each == 1;
        double longest = 5;  // a first step may leap to where the likelihood is flat
        optimum o = maximise(
            std::move(from), tolerance, max_steps,
            [&](const std::vector<double>& at) {
                evaluation e = likelihood.at(at);
                if (first) d.check_independent(e.curvature);
                first = false;
                return e;
            },
            [&](int number, const std::vector<double>&, const std::vector<double>& step, double) {
                if (number >= 8 && number % 4 == 0) refuse_if_endless(step);
            },
            [&](const std::vector<double>& step) {
                const double move = d.largest_move(step), most = longest;
                longest *= 2;
                return move > most ? most / move : 1;
            });
        if (!o.found) refuse_if_endless(o.at);
        return o;
    };
    if (d.sample_step() > 1) {
        try {
            optimum near = search(d.sample_step(), start, 1e-4, 12);
            if (near.found) start = std::move(near.at);
        } catch (const error& e) {
            if (e.code != errc::invalid) throw;  // the sample may lack what all rows have
        }
    }
    // So close that neither estimates nor their errors change in the ninth digit.
    optimum best = search(1, std::move(start), 1e-19 * std::fmax(d.rows(), 1e4), 100);
    if (!best.found) d.refuse_far(best.at, texts.near_hint);
    d.check_estimates(best);
    return best;
}

}  // namespace xm::core
