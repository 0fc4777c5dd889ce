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

# linear_test.cpp, reliability_test.cpp: twelve rows of four items
a <- c(3,4,2,5,4,3,1,2,5,4,3,2); b <- c(3,5,2,4,4,2,2,1,5,5,3,3); e <- c(2,4,3,5,3,3,1,2,4,5,2,3); f4 <- c(4,4,1,5,5,2,2,2,4,4,3,1)
s <- summary(lm(a ~ b + e)); for (r in 1:3) p(paste("lm", r), s$coefficients[r, ]); m <- lm(a ~ b + e); p("lm fit", c(logLik(m), AIC(m), BIC(m), s$r.squared, s$adj.r.squared))
wt <- 1 + (1:12 %% 3); s <- summary(lm(a ~ b, weights = wt)); p("wlm", c(s$coefficients[2, ], s$r.squared))
fa <- summary(lm(e ~ b)); fb <- summary(lm(a ~ b + e)); ea <- fa$coefficients[2, 1:2]; eb <- fb$coefficients[3, 1:2]
se <- sqrt(eb[1]^2 * ea[2]^2 + ea[1]^2 * eb[2]^2); p("sobel", c(ea[1] * eb[1], se, 2 * pnorm(-abs(ea[1] * eb[1] / se))))
x4 <- cbind(a, b, e, f4); k <- 4; p("alpha", k / (k - 1) * (1 - sum(diag(cov(x4))) / sum(cov(x4))))
h <- c(4,3,3,4,5,2,2,3,3,5,2,2); x5 <- cbind(b, e, f4, h)  # with a, one unique variance would be 0
fa1 <- factanal(x5, 1, control = list(opt = list(factr = 1, pgtol = 0, maxit = 10000))); l <- sum(fa1$loadings * apply(x5, 2, sd)); u <- sum(fa1$uniquenesses * apply(x5, 2, var)); p("omega", c(l^2 / (l^2 + u), fa1$uniquenesses))
p("item b", c(cor(b, a + e + f4), 3 / 2 * (1 - sum(diag(cov(x4[, -2]))) / sum(cov(x4[, -2])))))

# lead_lag_test.cpp: three units, five periods, one value missing
d <- data.frame(unit = rep(1:3, each = 5), t = rep(1:5, 3), ex = c(1,3,2,5,4, 2,2,4,3,6, 7,5,6,4,8), cx = c(2,1,4,2,6, 3,2,2,5,NA, 6,8,5,7,4))
for (lag in -1:1) { q <- merge(transform(d[, 1:3], t = t + lag), na.omit(d[, c(1, 2, 4)])); r <- cor(q$ex - ave(q$ex, q$unit), q$cx - ave(q$cx, q$unit))
  p(paste("lag", lag), c(r, nrow(q), summary(lm(cx ~ ex + factor(unit), q))$coefficients[2, 4])) }

# multilevel_test.cpp: six units
suppressMessages(library(lme4)); y <- c(3,4,4,5, 2,3,2, 5,5,4,5,5, 1,2, 4,3,4,4, 2,2,1,3); g <- rep(1:6, c(4,3,5,2,4,4)); z <- c(2.1, 1.0, 3.2, .5, 2.0, 1.4)[g]
m <- lmer(y ~ z + (1 | g), control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12))); c2 <- coef(summary(m))
p("lmer", c(c2[, 1], c2[, 2], as.data.frame(VarCorr(m))$vcov, logLik(m))); m0 <- lmer(y ~ 1 + (1 | g), control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12))); p("lmer null", c(fixef(m0), as.data.frame(VarCorr(m0))$vcov, logLik(m0)))
