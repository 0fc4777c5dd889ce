// Symmetric positive definite systems, small and dense, in the order of their variables: the first
// variable that is a function of those before it can be named.
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "core/num/dd.hpp"

namespace xm::core {

// Lower triangle by rows of a symmetric matrix, factorised in place: A = L L'. Number is double or dd.
template <class Number>
class basic_cholesky {
public:
    // `a`: lower triangle by rows, k (k + 1) / 2 numbers. Stops at the first pivot that is at most
    // `tolerance` times its diagonal element; see dependent().
    basic_cholesky(std::vector<Number> a, std::size_t k, double tolerance, poll check = no_poll) : l_(std::move(a)), size_(k) {
        using std::sqrt;
        for (std::size_t j = 0; j < k; ++j) {
            if (j % 64 == 63) check();
            const Number diagonal = at(j, j);
            Number pivot = diagonal;
            for (std::size_t m = 0; m < j; ++m) pivot -= at(j, m) * at(j, m);
            if (!(rounded(pivot) > tolerance * rounded(diagonal))) {
                dependent_ = j;
                return;
            }
            at(j, j) = sqrt(pivot);
            for (std::size_t i = j + 1; i < k; ++i) {
                Number sum = at(i, j);
                for (std::size_t m = 0; m < j; ++m) sum -= at(i, m) * at(j, m);
                at(i, j) = sum / at(j, j);
            }
        }
    }

    // The first variable that is constant or a linear function of those before it.
    std::optional<std::size_t> dependent() const { return dependent_; }

    std::vector<Number> solve(std::vector<Number> b) const {
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

    // Lower triangle by rows of the inverse, (L^-1)' L^-1.
    std::vector<Number> inverse() const {
        std::vector<Number> root(l_.size());  // L^-1
        for (std::size_t j = 0; j < size_; ++j)
            for (std::size_t i = j; i < size_; ++i) {
                Number sum = i == j ? 1 : 0;
                for (std::size_t m = j; m < i; ++m) sum -= at(i, m) * root[m * (m + 1) / 2 + j];
                root[i * (i + 1) / 2 + j] = sum / at(i, i);
            }
        std::vector<Number> result(l_.size());
        for (std::size_t m = 0; m < size_; ++m) {
            const Number* const row = root.data() + m * (m + 1) / 2;
            for (std::size_t i = 0; i <= m; ++i)
                for (std::size_t j = 0; j <= i; ++j) result[i * (i + 1) / 2 + j] += row[i] * row[j];
        }
        return result;
    }

    double log_determinant() const {
        double sum = 0;
        for (std::size_t i = 0; i < size_; ++i) sum += 2 * std::log(rounded(at(i, i)));
        return sum;
    }

private:
    static double rounded(double v) { return v; }
    static double rounded(const dd& v) { return v.value(); }
    Number& at(std::size_t i, std::size_t j) { return l_[i * (i + 1) / 2 + j]; }
    const Number& at(std::size_t i, std::size_t j) const { return l_[i * (i + 1) / 2 + j]; }

    std::vector<Number> l_;
    std::size_t size_;
    std::optional<std::size_t> dependent_;
};
using cholesky = basic_cholesky<double>;

}  // namespace xm::core
