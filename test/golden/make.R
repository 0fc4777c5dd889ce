# Expected values of the unit tests that are not published elsewhere: base R and survey.
# Run with Rscript and compare; the tests name the call behind each number.
suppressMessages(library(survey))
p <- function(name, x) cat(name, sprintf("%.17g", x), "\n")

# scores_test.cpp: ratings 0..10, weights
y <- c(0, 3, 6, 7, 8, 8, 9, 9, 9, 10, 10, 5); w <- c(1, 2.5, .5, 1, 3, 1, 2, 1, .25, 4, 1, 1)
nps <- function(y) 100 * ((y >= 9) - (y <= 6))
taylor <- function(y, w) { m <- svymean(~y, svydesign(ids = ~1, weights = ~w, data = data.frame(y, w))); c(coef(m), SE(m)) }
p("mean", taylor(y, rep(1, 12))); p("mean ci90", t.test(y, conf.level = .9)$conf.int)
p("nps", taylor(nps(y), rep(1, 12)))
p("share[8,10] wilson", 100 * suppressWarnings(prop.test(sum(y >= 8), 12, correct = FALSE))$conf.int)
p("weighted mean", taylor(y, w)); p("weighted mean ci", taylor(y, w)[1] + c(-1, 1) * qt(.975, 11) * taylor(y, w)[2])
p("weighted nps", taylor(nps(y), w))
d <- svydesign(ids = ~1, weights = ~w, data = data.frame(y, w)); p("weighted sd", sqrt(svyvar(~y, d)[1])); p("kish", sum(w)^2 / sum(w^2))
k <- sum(w)^2 / sum(w^2); p("weighted wilson", 100 * suppressWarnings(prop.test(k * sum(w[y >= 8]) / sum(w), k, correct = FALSE))$conf.int)
wald <- function(y, w) { k <- sum(w)^2 / sum(w^2); n <- k + 3; P <- (k * sum(w[y > 0]) / sum(w) + .75) / n; D <- (k * sum(w[y < 0]) / sum(w) + .75) / n
  100 * (P - D + c(-1, 1) * qnorm(.975) * sqrt((P + D - (P - D)^2) / n)) }
p("nps wald", wald(nps(y), rep(1, 12))); p("weighted nps wald", wald(nps(y), w))
t <- t.test(y[1:5], y[6:12]); p("welch", c(-diff(t$estimate), t$stderr, t$conf.int, t$statistic, t$p.value))

# linkage_test.cpp: scores of eight units
x <- c(3.1, 4.2, 2.8, 3.9, 4.5, 3.3, 2.5, 4.0); z <- c(6.0, 7.9, 6.4, 7.1, 8.3, 6.1, 6.2, 7.7)
sx <- c(.1, .2, .15, .3, .1, .2, .25, .1); sz <- c(.2, .3, .1, .2, .15, .4, .2, .1)
c9 <- cor.test(x, z, conf.level = .9); f <- summary(lm(z ~ x))
p("r", c(c9$estimate, c9$conf.int, c9$p.value)); p("lm", c(f$coefficients[2, 1:2], f$coefficients[1, 1], f$r.squared))
rx <- 1 - mean(sx^2) / var(x); rz <- 1 - mean(sz^2) / var(z); p("reliability", c(rx, rz)); p("corrected", c9$estimate / sqrt(rx * rz))

# agreement_test.cpp: four units
g <- rep(1:4, c(5, 3, 4, 6)); v <- c(4, 5, 4, 3, 4, 2, 2, 3, 5, 5, 4, 5, 1, 2, 3, 2, 2, 1)
s <- summary(aov(v ~ factor(g)))[[1]]; msb <- s[1, 3]; msw <- s[2, 3]; n <- length(v) / 4
p("icc", c((msb - msw) / (msb + (n - 1) * msw), (msb - msw) / msb, s[1, 4], s[1, 5], s[1, 2] / sum(s[, 2])))
p("rwg", 1 - var(v[1:5]) / 2)
