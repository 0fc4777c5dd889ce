#include "core/num/dist.hpp"

#include <array>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <stdexcept>

// A failed assertion inside Boost is our bug: an internal error of the statement, not the end of the server.
namespace boost {

void assertion_failed(char const* expression, char const*, char const*, long) { throw std::logic_error(expression); }
void assertion_failed_msg(char const*, char const* message, char const*, char const*, long) { throw std::logic_error(message); }

}  // namespace boost

namespace xm::core::dist {
namespace {

namespace bp = boost::math::policies;
using policy =
    bp::policy<bp::domain_error<bp::ignore_error>, bp::pole_error<bp::ignore_error>, bp::overflow_error<bp::ignore_error>,
               bp::underflow_error<bp::ignore_error>, bp::denorm_error<bp::ignore_error>, bp::evaluation_error<bp::ignore_error>,
               bp::rounding_error<bp::ignore_error>, bp::indeterminate_result_error<bp::ignore_error>, bp::promote_float<false>,
               bp::promote_double<false>>;

using normal = boost::math::normal_distribution<double, policy>;
using student = boost::math::students_t_distribution<double, policy>;
using fisher = boost::math::fisher_f_distribution<double, policy>;
using chi_squared = boost::math::chi_squared_distribution<double, policy>;

}  // namespace

double normal_upper(double tail) { return boost::math::quantile(boost::math::complement(normal(), tail)); }

double normal_two_sided(double z) { return std::erfc(std::fabs(z) / std::sqrt(2.0)); }

double student_upper(double tail, double df) {
    // Groups of one size, one after another, ask for the same again.
    struct answer {
        double tail, df, value;
    };
    thread_local std::array<answer, 256> known{};
    answer& place = known[df >= 0 && df < 1e9 ? static_cast<std::size_t>(df) % known.size() : 0];
    if (!(place.df == df && place.tail == tail))
        place = {tail, df, boost::math::quantile(boost::math::complement(student(df), tail))};
    return place.value;
}

double student_two_sided(double t, double df) {
    if (std::isinf(t)) return 0;
    return 2 * boost::math::cdf(student(df), -std::fabs(t));
}

double student_noncentral_upper(double t, double df, double noncentrality) {
    // With so many degrees of freedom the normal distribution is the same to the digits there are; the series is not.
    if (df > 1e8) return std::erfc((t - noncentrality) / std::sqrt(2.0)) / 2;
    if (noncentrality - t > 40) return 1;
    return boost::math::cdf(
        boost::math::complement(boost::math::non_central_t_distribution<double, policy>(df, noncentrality), t));
}

bounds correlation_interval(double r, double n, double confidence) {
    const double half = normal_upper((1 - confidence) / 2) / std::sqrt(n - 3);
    return {std::tanh(std::atanh(r) - half), std::tanh(std::atanh(r) + half)};
}

double f_upper(double f, double df1, double df2) {
    if (std::isinf(f)) return 0;
    return boost::math::cdf(boost::math::complement(fisher(df1, df2), f));
}

double chi_squared_upper(double x, double df) {
    return boost::math::cdf(boost::math::complement(chi_squared(df), std::fmax(x, 0)));
}

double digamma(double x) { return boost::math::digamma(x, policy()); }
double trigamma(double x) { return boost::math::trigamma(x, policy()); }

}  // namespace xm::core::dist
