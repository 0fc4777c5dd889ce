#include "core/values/values_against_demographics.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "core/models/moments.hpp"
#include "core/num/dd.hpp"
#include "core/num/dist.hpp"
#include "core/num/polled_sort.hpp"
#include "core/state.hpp"

namespace xm::core {
namespace {

// Sums of squares left after each column of a cross-product matrix, the outcome last in it, has been taken in.
class elimination {
public:
    elimination(std::vector<double> matrix, std::size_t columns) : m_(std::move(matrix)), k_(columns) {
        for (std::size_t i = 0; i < k_; ++i) diagonal_.push_back(m_[i * k_ + i]);
    }
    // One step of Gauss; false for a column that those before it explain.
    bool take(std::size_t c) {
        if (!(m_[c * k_ + c] > 1e-9 * diagonal_[c])) return false;
        for (std::size_t i = 0; i < k_; ++i) {
            if (i == c || m_[i * k_ + c] == 0) continue;
            const double factor = m_[i * k_ + c] / m_[c * k_ + c];
            for (std::size_t j = 0; j < k_; ++j) m_[i * k_ + j] -= factor * m_[c * k_ + j];
        }
        return true;
    }
    double left() const { return std::fmax(m_[k_ * k_ - 1], 0); }

private:
    std::vector<double> m_;
    std::size_t k_;
    std::vector<double> diagonal_;
};

}  // namespace

segmentation_test_result test_segmentation(const pattern_store& cells, std::size_t demographics, poll check) {
    const std::size_t keys = demographics + 1;
    const auto key_at = [](const double* row, std::size_t i) {
        return load<group_key>(reinterpret_cast<const std::byte*>(row + 2 * i));
    };
    // The groups of each column; the first one of each is what the others are compared with.
    std::vector<std::vector<group_key>> groups(keys);
    dd people, sum, squares;
    cells.each_run(check, [&](const double* row, std::size_t rows, std::size_t stride, bool) {
        for (std::size_t r = 0; r < rows; ++r, row += stride) {
            for (std::size_t i = 0; i < keys; ++i) groups[i].push_back(key_at(row, i));
            people += row[stride - 3];
            sum += row[stride - 2];
            squares += row[stride - 1];
        }
    });
    std::vector<std::size_t> first;  // dummy of a column's second group
    std::size_t dummies = 0;
    for (auto& g : groups) {
        polled_sort(g.begin(), g.end(), std::less<>(), check);
        check();
        g.erase(std::unique(g.begin(), g.end()), g.end());
        first.push_back(dummies);
        dummies += g.size() - 1;
    }
    if (dummies > max_dummies)
        fail(errc::invalid, "Put the values of each demographic column into few groups, ages into bands for example.", dummies,
             " groups besides the first of each column; the allowed range of xm.segmentation_test is up to ", max_dummies);
    // Cross-products around the means, the outcome last.
    const std::size_t k = dummies + 1;
    cells.check_room(3 * k * k * sizeof(double));
    const double n = people.value(), mean = (sum / people).value();
    std::vector<double> matrix(k * k), total(k);
    std::vector<std::size_t> on;
    cells.each_run(check, [&](const double* row, std::size_t rows, std::size_t stride, bool) {
        for (std::size_t r = 0; r < rows; ++r, row += stride) {
            on.clear();
            for (std::size_t i = 0; i < keys; ++i) {
                const auto g = static_cast<std::size_t>(std::lower_bound(groups[i].begin(), groups[i].end(), key_at(row, i)) -
                                                        groups[i].begin());
                if (g > 0) on.push_back(first[i] + g - 1);
            }
            const double here = row[stride - 3], outcome = row[stride - 2] - here * mean;
            for (const std::size_t a : on) {
                total[a] += here;
                matrix[a * k + dummies] += outcome;
                for (const std::size_t b : on) matrix[a * k + b] += here;
            }
        }
    });
    for (std::size_t a = 0; a < dummies; ++a) {
        for (std::size_t b = 0; b < dummies; ++b) matrix[a * k + b] -= total[a] / n * total[b];
        matrix[dummies * k + a] = matrix[a * k + dummies];
    }
    const double variation = std::fmax((squares - sum * sum / people).value(), 0);
    matrix[k * k - 1] = variation;

    const std::size_t segments = first.back();
    struct split {
        double first_left, both_left;
        std::int64_t first_rank = 0, both_rank = 0;
    };
    const auto in_order = [&](std::size_t begin, std::size_t end) {
        elimination e(matrix, k);
        split s{};
        for (std::size_t c = begin; c < end; ++c) {
            check();
            s.first_rank += e.take(c);
        }
        s.first_left = e.left();
        s.both_rank = s.first_rank;
        for (std::size_t c = 0; c < dummies; ++c) {
            check();
            if (c < begin || c >= end) s.both_rank += e.take(c);
        }
        s.both_left = e.left();
        return s;
    };
    const split demographics_first = in_order(0, segments), segments_first = in_order(segments, dummies);
    segmentation_test_result t{};
    t.n = static_cast<std::int64_t>(n);
    t.df1_segments = demographics_first.both_rank - demographics_first.first_rank;
    t.df1_demographics = segments_first.both_rank - segments_first.first_rank;
    t.df2 = t.n - 1 - demographics_first.both_rank;
    if (!(variation > 1e-14 * squares.value())) return t;
    const double both = demographics_first.both_left;
    t.r2_demographics = 1 - demographics_first.first_left / variation;
    t.r2_segments = 1 - segments_first.first_left / variation;
    t.r2_both = 1 - both / variation;
    const auto test = [&](double left, std::int64_t df1, std::optional<double>& f, std::optional<double>& p) {
        if (df1 < 1 || t.df2 < 1 || !(both > 1e-13 * squares.value())) return;  // the rest is rounding
        f = std::fmax(left - both, 0) / static_cast<double>(df1) / (both / static_cast<double>(t.df2));
        p = dist::f_upper(*f, static_cast<double>(df1), static_cast<double>(t.df2));
    };
    test(demographics_first.first_left, t.df1_segments, t.f_segments, t.p_segments);
    test(segments_first.first_left, t.df1_demographics, t.f_demographics, t.p_demographics);
    return t;
}

}  // namespace xm::core
