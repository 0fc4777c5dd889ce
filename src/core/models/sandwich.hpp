// Errors of estimates that hold without the model's own variance: from what each row, or each cluster of rows, pulls.
#pragma once

#include <vector>

#include "core/models/design.hpp"

namespace xm::core {

// Huber (1967), Proc. 5th Berkeley Symp. 1, 221-233; White (1980), Econometrica 48, 817-838; of clusters Liang & Zeger (1986),
// Biometrika 73, 13-22. The score of a row is its part of the gradient of the likelihood.
class sandwich {
public:
    sandwich(std::pmr::memory_resource* memory, std::size_t terms, bool clustered, poll check)
        : terms_(terms),
          width_((terms + 3) / 4 * 4),
          clustered_(clustered),
          check_(check),
          products_(width_ * width_),
          clusters_(memory, doubles_of(beside::cluster) * sizeof(double), pattern_store::always, terms, check) {}
    explicit sandwich(const design& d) : sandwich(d.memory(), d.terms(), d.extra() == beside::cluster, d.checker()) {}
    ~sandwich() { clusters_.clear(); }
    sandwich(const sandwich&) = delete;
    sandwich& operator=(const sandwich&) = delete;

    // Rows that are equal: their number and the sum of their scores; `key` is that of their cluster.
    void add(const double* key, double number, const double* score);
    // The rows of a block, of which each record's sum of scores is `residual` times its row of z.
    void add(const design& d, const design::block& block, const double* residual);

    // Groups that vary independently: clusters, else rows.
    double groups() const { return clustered_ ? static_cast<double>(clusters_.size()) : rows_; }
    // Lower triangle: the products of all scores, times `factor`, between two inverses of the curvature. Throws `invalid` for
    // a single cluster.
    std::vector<double> covariance(const std::vector<double>& curvature, double factor);

private:
    std::size_t terms_, width_;
    bool clustered_;
    poll check_;
    double rows_ = 0;
    std::vector<double> products_;
    pattern_store clusters_;  // sums of scores
};

}  // namespace xm::core
