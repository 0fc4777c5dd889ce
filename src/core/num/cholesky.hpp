// Symmetric positive definite systems, small and dense, in the order of their variables: the first
// variable that is a function of those before it can be named.
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace xm::core {

// Lower triangle by rows of a symmetric matrix, factorised in place: A = L L'.
class cholesky {
public:
    // `a`: lower triangle by rows, k (k + 1) / 2 numbers. Stops at the first pivot that is at most
    // `tolerance` times its diagonal element; see dependent().
    cholesky(std::vector<double> a, std::size_t k, double tolerance) : l_(std::move(a)), size_(k) {
        for (std::size_t j = 0; j < k; ++j) {
            const double diagonal = at(j, j);
            double pivot = diagonal;
            for (std::size_t m = 0; m < j; ++m) pivot -= at(j, m) * at(j, m);
            if (!(pivot > tolerance * diagonal)) {
                dependent_ = j;
                return;
            }
            at(j, j) = std::sqrt(pivot);
            for (std::size_t i = j + 1; i < k; ++i) {
                double sum = at(i, j);
                for (std::size_t m = 0; m < j; ++m) sum -= at(i, m) * at(j, m);
                at(i, j) = sum / at(j, j);
            }
        }
    }

    // The first variable that is constant or a linear function of those before it.
    std::optional<std::size_t> dependent() const { return dependent_; }

    std::vector<double> solve(std::vector<double> b) const {
        for (std::size_t i = 0; i < size_; ++i) {
            for (std::size_t m = 0; m < i; ++m) b[i] -= at(i, m) * b[m];
            b[i] /= at(i, i);
        }
        for (std::size_t i = size_; i-- > 0;) {
            for (std::size_t m = i + 1; m < size_; ++m) b[i] -= at(m, i) * b[m];
            b[i] /= at(i, i);
        }
        return b;
    }

    // Lower triangle by rows of the inverse.
    std::vector<double> inverse() const {
        std::vector<double> result(l_.size());
        for (std::size_t j = 0; j < size_; ++j) {
            std::vector<double> unit(size_);
            unit[j] = 1;
            const std::vector<double> column = solve(std::move(unit));
            for (std::size_t i = j; i < size_; ++i) result[i * (i + 1) / 2 + j] = column[i];
        }
        return result;
    }

    double log_determinant() const {
        double sum = 0;
        for (std::size_t i = 0; i < size_; ++i) sum += 2 * std::log(at(i, i));
        return sum;
    }

private:
    double& at(std::size_t i, std::size_t j) { return l_[i * (i + 1) / 2 + j]; }
    double at(std::size_t i, std::size_t j) const { return l_[i * (i + 1) / 2 + j]; }

    std::vector<double> l_;
    std::size_t size_;
    std::optional<std::size_t> dependent_;
};

}  // namespace xm::core
