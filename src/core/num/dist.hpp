// The one door to Boost.Math: distribution functions under one policy (no promotion to long
// double, so that results are the same on every platform; errors become NaN, which callers
// turn into NULL or an error).
#pragma once

namespace xm::core::dist {

// The point that a standard normal exceeds with probability `tail`, 0 < tail < 1.
double normal_upper(double tail);
// P(|Z| >= |z|), exact in the far tail.
double normal_two_sided(double z);

// The same for Student t with df > 0 degrees of freedom, not necessarily whole.
double student_upper(double tail, double df);
// P(|T| >= |t|): the two-sided p-value, exact in the far tail. t may be infinite.
double student_two_sided(double t, double df);

// P(T > t) of the noncentral t distribution: what a t test finds where its statistic is centred at `noncentrality` >= 0.
double student_noncentral_upper(double t, double df, double noncentrality);

struct bounds {
    double lower, upper;
};
// Fisher's (1921) interval of a correlation r of n > 3 pairs.
bounds correlation_interval(double r, double n, double confidence);

// P(F >= f) for the F distribution; f >= 0, may be infinite.
double f_upper(double f, double df1, double df2);

// P(X >= x) for the chi-squared distribution.
double chi_squared_upper(double x, double df);

// First and second derivative of the logarithm of the gamma function, x > 0.
double digamma(double x);
double trigamma(double x);

}  // namespace xm::core::dist
