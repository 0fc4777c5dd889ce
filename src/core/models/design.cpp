#include "core/models/design.hpp"

#include <algorithm>
#include <cmath>

#include "core/num/cholesky.hpp"
#include "core/num/dd.hpp"

namespace xm::core {

void exponentials(const double* x, double* out) {
    double largest = 0;
    for (std::size_t r = 0; r < block_rows; ++r) largest = std::fmax(largest, std::fabs(x[r]));
    if (largest <= 700)
        rows_kernel().exponential(x, out);
    else
        for (std::size_t r = 0; r < block_rows; ++r) out[r] = std::exp(x[r]);
}

design::design(const pattern_store& rows, const std::vector<std::string>& labels, bool constant, poll check, beside what)
    : rows_(rows),
      labels_(labels),
      check_(check),
      what_(what),
      constant_(constant),
      terms_(labels.size() + (constant ? 1 : 0)),
      width_((terms_ + 3) / 4 * 4),
      count_at_(1 + labels.size() + doubles_of(what)) {
    const std::size_t p = labels.size();
    const bool weighted = doubles_of(what) == 1;
    // Around the first row, so that a large offset costs no digits.
    std::vector<double> smallest, largest;
    std::vector<dd> total(p), squares(p);
    dd n, events, weight, event_weight;
    rows.each_run(check, [&](const double* first, std::size_t count, std::size_t stride, bool counted) {
        counted_ = counted;
        if (mean_.empty()) {
            mean_.assign(first + 1, first + 1 + p);
            smallest = largest = mean_;
        }
        double people = 0, happened = 0, weights = 0, weights_happened = 0;
        std::vector<double> sum(p), square(p);
        for (std::size_t r = 0; r < count; ++r) {
            const double* const x = first + r * stride + 1;
            const double number = counted ? first[r * stride + stride - 1] : 1;
            const double mass = weighted ? number * x[p] : number;
            const double time = std::fabs(x[-1]);
            first_ = time < first_ ? time : first_;
            last_ = time > last_ ? time : last_;
            whole_ &= time == std::floor(time);
            if (mass < 0) continue;  // the person is in another row
            people += number;
            weights += mass;
            if (is_event(x[-1])) {
                happened += number;
                weights_happened += mass;
            }
            for (std::size_t j = 0; j < p; ++j) {
                const double step = x[j] - mean_[j];
                smallest[j] = x[j] < smallest[j] ? x[j] : smallest[j];
                largest[j] = x[j] > largest[j] ? x[j] : largest[j];
                sum[j] += mass * step;
                square[j] += mass * (step * step);
            }
        }
        n += people;
        events += happened;
        weight += weights;
        event_weight += weights_happened;
        for (std::size_t j = 0; j < p; ++j) {
            total[j] += sum[j];
            squares[j] += square[j];
        }
    });
    n_ = n.value();
    events_ = events.value();
    // In units in which they average 1, so that no tolerance of a search depends on their size.
    weight_unit_ = weighted ? n_ / weight.value() : 1;
    event_weight_ = weighted ? weight_unit_ * event_weight.value() : events_;
    if (events_ == 0 || (constant && events_ == n_)) return;  // no likelihood to find
    if (constant) farthest_.push_back(1);
    for (std::size_t j = 0; j < p; ++j) {
        if (smallest[j] == largest[j])
            fail(errc::invalid, "Leave it out.", "predictor \"", labels[j], "\" is constant: ", largest[j], " in every row");
        const double shift = (total[j] / weight).value();
        mean_[j] += shift;
        // Where the first row lay far off, the range is the better measure.
        const double spread = std::sqrt(std::fmax(squares[j].value() / weight.value() - shift * shift, 0));
        scale_.push_back(1 / std::fmax(spread, (largest[j] - smallest[j]) / std::sqrt(n_) / 4));
        if (!std::isfinite(scale_[j]))
            fail(errc::range, "Count it in a smaller unit.", "predictor \"", labels[j], "\" varies by only ",
                 largest[j] - smallest[j]);
        farthest_.push_back(std::fmax(largest[j] - mean_[j], mean_[j] - smallest[j]) * scale_[j]);
    }
}

void design::builder::add(const double* record, std::size_t rows, std::size_t stride, bool counted) {
    const std::size_t p = design_.scale_.size(), width = design_.width_;
    const bool weighted = doubles_of(design_.what_) == 1;
    double* const z = block_.z + block_.rows * width;
    block_.counted = counted || weighted;
    if (design_.constant_)
        for (std::size_t r = 0; r < rows; ++r) z[r * width] = 1;
    rows_kernel().standardise(record + 1, rows, stride, p, design_.mean_.data(), design_.scale_.data(),
                              z + (design_.constant_ ? 1 : 0), width);
    for (std::size_t r = 0; r < rows; ++r) {
        const double* const at = record + r * stride;
        const double number = counted ? at[design_.count_at_] : 1;
        block_.leading[block_.rows] = at;
        block_.count[block_.rows++] = weighted ? number * (at[p + 1] * design_.weight_unit_) : number;
    }
}

const design::block& design::builder::finish() {
    std::fill(block_.count + block_.rows, block_.count + block_rows, 0.0);
    std::fill(z_.begin() + static_cast<std::ptrdiff_t>(block_.rows * design_.width_), z_.end(), 0.0);
    return block_;
}

void design::check_independent(const std::vector<double>& curvature) const {
    for (std::size_t j = 0; !constant_ && j < terms_; ++j)
        if (!(curvature[j * (j + 3) / 2] > 1e-11 * events_))  // below: rounding
            fail(errc::invalid, "Leave it out.", "predictor \"", labels_[j],
                 "\" does not vary among those still at risk when somebody leaves");
    if (const auto bad = cholesky(curvature, terms_, 1e-11).dependent())
        fail(errc::invalid, "Leave one of them out.", "predictor \"", labels_[*bad - (constant_ ? 1 : 0)],
             "\" is a linear function of the predictors before it");
}

std::string design::names_of(const std::vector<std::size_t>& predictors) const {
    constexpr std::size_t room = 100;  // of a message that has more to say
    std::string names;
    for (const std::size_t j : predictors) {
        const std::string name = '"' + labels_[j] + '"';
        if (!names.empty() && names.size() + name.size() > room) return names + ", ...";
        names += (names.empty() ? "" : ", ") + name;
    }
    return names;
}

void design::refuse(const std::vector<std::size_t>& predictors, const endless_texts& texts) const {
    const bool one = predictors.size() == 1;
    fail(errc::invalid, texts.hint, one ? "predictor " : "predictors ", names_of(predictors).c_str(),
         one ? texts.one : texts.several);
}

void design::refuse_far(const std::vector<double>& at, const char* hint) const {
    const std::size_t first = constant_ ? 1 : 0;
    std::vector<std::size_t> far;
    for (std::size_t j = first; j < terms_; ++j)
        if (std::fabs(at[j]) * farthest_[j] > 15) far.push_back(j - first);
    fail(errc::invalid, hint, "the likelihood has no maximum that could be found in 100 steps",
         far.empty() ? "" : "; they led far along ", names_of(far).c_str());
}

double design::largest_move(const std::vector<double>& step) const {
    double most = 0;
    for (std::size_t j = 0; j < terms_; ++j) most = std::fmax(most, std::fabs(step[j]) * farthest_[j]);
    return most;
}

void design::check_estimates(const optimum& o) const {
    const cholesky factor(o.last.curvature, terms_, 0);
    const std::vector<double> variance = factor.dependent() ? std::vector<double>() : factor.inverse();
    for (std::size_t j = 0; j < terms_; ++j)
        if (std::fabs(o.at[j]) * farthest_[j] > 15 &&
            (variance.empty() || !(std::sqrt(variance[j * (j + 3) / 2]) <= 5 * std::fabs(o.at[j]))))
            fail(errc::invalid, "Leave it out, or join its rare values.",
                 "the likelihood has no maximum: it rises without end along ",
                 constant_ && j == 0 ? std::string("the constant") : "predictor \"" + labels_[j - (constant_ ? 1 : 0)] + "\"");
}

std::vector<double> design::triangle(const std::vector<double>& products) const {
    std::vector<double> result;
    for (std::size_t i = 0; i < terms_; ++i)
        for (std::size_t j = 0; j <= i; ++j) result.push_back(products[i * width_ + j]);
    return result;
}

void design::finish(model& m, const std::vector<double>& estimate, std::vector<double> v) const {
    std::vector<double> b = estimate;
    if (!constant_) {  // a model keeps a constant, of 0 and known
        b.insert(b.begin(), 0);
        std::vector<double> with(1);
        for (std::size_t i = 0, at = 0; i < terms_; ++i) {
            with.push_back(0);
            for (std::size_t j = 0; j <= i; ++j) with.push_back(v[at++]);
        }
        v = std::move(with);
    }
    m.n = static_cast<std::int64_t>(n_);
    m.terms = labels_;
    m.set_estimates(b, v, mean_, scale_, constant_);
}

}  // namespace xm::core
