#include "core/models/sandwich.hpp"

#include "core/models/moments.hpp"
#include "core/num/cholesky.hpp"

namespace xm::core {
namespace {

// a b a, all lower triangles of k variables.
std::vector<double> between(const std::vector<double>& a, const std::vector<double>& b, std::size_t k) {
    std::vector<double> half(k * k), result(pairs(k));
    for (std::size_t i = 0; i < k; ++i)
        for (std::size_t j = 0; j < k; ++j)
            for (std::size_t m = 0; m < k; ++m) half[i * k + j] += a[pair_at(i, m)] * b[pair_at(m, j)];
    for (std::size_t i = 0; i < k; ++i)
        for (std::size_t j = 0; j <= i; ++j)
            for (std::size_t m = 0; m < k; ++m) result[pair_at(i, j)] += half[i * k + m] * a[pair_at(m, j)];
    return result;
}

}  // namespace

void sandwich::add(const double* key, double number, const double* score) {
    if (clustered_) {
        double* const sums = clusters_.sums_of(key);
        for (std::size_t j = 0; j < terms_; ++j) sums[j] += score[j];
        return;
    }
    rows_ += number;
    for (std::size_t i = 0; i < terms_; ++i)
        for (std::size_t j = 0; j <= i; ++j) products_[i * width_ + j] += score[i] * score[j] / number;
}

void sandwich::add(const design& d, const design::block& block, const double* residual) {
    check_();
    if (clustered_) {
        for (std::size_t r = 0; r < block.rows; ++r) {
            double* const sums = clusters_.sums_of(d.key(block.leading[r]));
            for (std::size_t j = 0; j < terms_; ++j) sums[j] += residual[r] * block.z[r * width_ + j];
        }
        return;
    }
    double squares[block_rows] = {};
    for (std::size_t r = 0; r < block.rows; ++r) {
        const double number = d.number(block.leading[r]);
        rows_ += number;
        squares[r] = residual[r] * residual[r] / number;
    }
    rows_kernel().outer(block.z, width_, squares, products_.data());
}

std::vector<double> sandwich::covariance(const std::vector<double>& curvature, double factor) {
    if (groups() < 2)
        fail(errc::invalid, "Give rows of at least two clusters, or use the form without them.",
             "all rows are of one cluster, from which no errors follow");
    if (clustered_)
        clusters_.each_run(check_, [&](const double* first, std::size_t clusters, std::size_t stride, bool) {
            for (std::size_t c = 0; c < clusters; ++c) {
                if (c % 256 == 255) check_();
                const double* const sums = first + (c + 1) * stride - terms_;
                for (std::size_t i = 0; i < terms_; ++i)
                    for (std::size_t j = 0; j <= i; ++j) products_[i * width_ + j] += sums[i] * sums[j];
            }
        });
    std::vector<double> middle;
    for (std::size_t i = 0; i < terms_; ++i)
        for (std::size_t j = 0; j <= i; ++j) middle.push_back(factor * products_[i * width_ + j]);
    return between(cholesky(curvature, terms_, 0).inverse(), middle, terms_);
}

}  // namespace xm::core
