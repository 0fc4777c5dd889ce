# Expected values of clv_test.cpp: errors of the parameters from numerical Hessians of the likelihoods of Fader, Hardie & Lee (2005, eq. 6) and
# Fader & Hardie (2013, eq. 1a) in the parameters themselves, and of a customer's value by the delta method. R 4.2.2, numDeriv 2016.8.
p <- function(name, x) cat(name, sprintf("%.17g", x), "\n")
x <- c(2,4,1,1,1,1,15,0,13,2,4,2,1,3,6,1,3,2,0,2,1,1,12,2,4,5,1,3,1,7,1,1,0,6,1,3,2,2,9,1)
tx <- c(24.4,18.3,.7,2.2,7.2,12.6,26.3,0,35.2,1,3.4,27.5,0,9.9,20.7,5.6,14.6,8.5,0,2.2,1.2,2.2,24.3,19.3,11.4,17.1,17.1,17.5,1.2,10.7,2.2,.1,0,5.3,1.1,25.3,5.2,20.4,20.9,1.6)
T <- c(25,38,22,27,32,27,27,21,36,22,33,30,22,24,22,28,26,32,36,34,33,22,27,25,32,28,29,31,30,37,20,28,31,31,38,38,33,25,21,27)
gx <- c(1,3,3,1,5,5,1,4,2,2,2,2,3,1,2,4,5,2,2,1,3,2,4,1); gz <- c(59.7,28.52,137.92,7.73,20.7,31.61,9.22,34.68,17.48,39.26,7.27,5.15,24.82,17.75,30.72,24.71,96.25,16.76,18.79,19.16,21.57,27.14,9.97,11.27)
buying <- function(m) { r <- m[1]; al <- m[2]; a <- m[3]; b <- m[4]
  -sum(lgamma(r + x) - lgamma(r) + r * log(al) + lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x) + log((al + T)^-(r + x) + (x > 0) * a / (b + pmax(x, 1) - 1) * (al + tx)^-(r + x))) }
spending <- function(m) { P <- m[1]; q <- m[2]; g <- m[3]
  -sum(lgamma(P * gx + q) - lgamma(P * gx) - lgamma(q) + q * log(g) + (P * gx - 1) * log(gz) + P * gx * log(gx) - (P * gx + q) * log(g + gx * gz)) }
bg <- c(1.2963466172534799, 3.9720463419228427, 0.82313234308936967, 1.5791288174144882); gg <- c(3.7158369658917625, 2.8270555027101523, 15.194900087509954)
for (i in 1:5) { bg <- bg - solve(numDeriv::hessian(buying, bg), numDeriv::grad(buying, bg)); gg <- gg - solve(numDeriv::hessian(spending, gg), numDeriv::grad(spending, gg)) }
vb <- solve(numDeriv::hessian(buying, bg)); vg <- solve(numDeriv::hessian(spending, gg)); p("errors", c(sqrt(diag(vb)), sqrt(diag(vg))))
hyp <- function(a, b, c, z) { n <- 0:5000; sum(exp(cumsum(c(0, log((a + n) * (b + n) / (c + n) / (n + 1) * z))))) }
buys <- function(m, x, tx, T, t) { r <- m[1]; al <- m[2]; a <- m[3]; b <- m[4]; (a + b + x - 1) / (a - 1) *
  (1 - ((al + T) / (al + T + t))^(r + x) * hyp(r + x, b + x, a + b + x - 1, t / (al + T + t))) / (1 + (x > 0) * a / (b + x - 1) * ((al + T) / (al + tx))^(r + x)) }
value <- function(m, x, tx, T, z, horizon, rate) { u <- c(0, sapply(1:horizon, function(t) buys(m[1:4], x, tx, T, t)))
  m[5] * (m[7] + x * z) / (m[5] * x + m[6] - 1) * sum(diff(u) / (1 + rate)^(1:horizon)) }
V <- rbind(cbind(vb, matrix(0, 4, 3)), cbind(matrix(0, 3, 4), vg))
for (c in list(c(3, 20, 25, 30, 12, 0.01), c(0, 0, 25, 0, 26, 0), c(15, 26.3, 27, 12.5, 52, 0.002))) {
  f <- function(m) value(m, c[1], c[2], c[3], c[4], c[5], c[6]); g <- numDeriv::grad(f, c(bg, gg)); p("value", c(f(c(bg, gg)), sqrt(g %*% V %*% g))) }
