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

# drivers_test.cpp: datasets::swiss; Lindeman, Merenda & Gold (1980) and Johnson (2000) from their definitions
r2 <- function(R, s) if (length(s)) drop(R[1, s] %*% solve(R[s, s], R[s, 1])) else 0
lmg <- function(R, g = as.list(2:ncol(R))) { k <- length(g); v <- sapply(0:(2^k - 1), function(m) r2(R, unlist(g[bitwAnd(m, 2^(1:k - 1)) > 0])))
  sapply(1:k, function(j) sum(sapply(0:(2^k - 1), function(m) { if (bitwAnd(m, 2^(j - 1))) return(0); n <- sum(bitwAnd(m, 2^(1:k - 1)) > 0)
    factorial(n) * factorial(k - n - 1) / factorial(k) * (v[m + 2^(j - 1) + 1] - v[m + 1]) }))) }
johnson <- function(R) { e <- eigen(R[-1, -1]); l <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors); drop(l^2 %*% solve(l, R[-1, 1])^2) }
R <- cor(swiss); p("lmg", lmg(R)); p("johnson", johnson(R)); p("swiss r2", r2(R, 2:6)); p("lmg groups", lmg(R, list(c(2, 5), 3:4, 6)))
jack <- function(f, level) { b <- (1:47 - 1) %% 8; full <- f(cor(swiss)); without <- sapply(0:7, function(i) f(cor(swiss[b != i, ])))
  h <- qt(1 - (1 - level) / 2, 7) * sqrt(7 / 8 * rowSums((without - full)^2)); c(full - h, full + h) }
p("lmg jackknife", jack(lmg, .95)); p("johnson jackknife 90", jack(johnson, .9))

# survival_test.cpp: remissions of 6-MP and placebo (Freireich et al. 1963), in three arms for the last
suppressMessages(library(survival)); mp <- c(6,6,6,6,7,9,10,10,11,13,16,17,19,20,22,23,25,32,32,34,35); me <- c(1,1,1,0,1,0,1,0,0,1,1,0,0,0,1,1,0,0,0,0,0)
pl <- c(1,1,2,2,3,4,4,5,5,8,8,8,8,11,11,12,12,15,17,22,23); f <- survfit(Surv(mp, me) ~ 1); i <- f$n.event > 0
p("km surv", f$surv[i]); p("km se", (f$surv * f$std.err)[i]); p("km lower", f$lower[i]); p("km upper", f$upper[i]); p("median", quantile(f, .5)$quantile)
rm <- function(f) summary(f, rmean = 20)$table[c("rmean", "se(rmean)")]; p("rmean 20", c(rm(f), rm(survfit(Surv(pl) ~ 1))))
arm <- rep(0:1, each = 21); d <- survdiff(Surv(c(mp, pl), c(me, rep(1, 21))) ~ arm); p("logrank", c(d$chisq, pchisq(d$chisq, 1, lower.tail = FALSE)))
arm3 <- c(rep(0:1, length.out = 21), rep(2, 21)); d <- survdiff(Surv(c(mp, pl), c(me, rep(1, 21))) ~ arm3); p("logrank 3", c(d$chisq, pchisq(d$chisq, 2, lower.tail = FALSE)))
p("flat median", quantile(survfit(Surv(c(1, 2, 3, 4), c(1, 1, 0, 0)) ~ 1), .5)$quantile); p("flat median 2", quantile(survfit(Surv(c(1, 2, 4, 9), c(1, 1, 1, 0)) ~ 1), .5)$quantile)

# clv_test.cpp: likelihoods of Fader, Hardie & Lee (2005, eq. 6) and Fader & Hardie (2013, eq. 1a), in logarithms of the parameters
top <- function(f, l) { l <- nlminb(l, f, control = list(rel.tol = 1e-15))$par; for (i in 1:9) l <- l - solve(numDeriv::hessian(f, l), numDeriv::grad(f, l)); c(exp(l), -f(l)) }
x <- c(2,4,1,1,1,1,15,0,13,2,4,2,1,3,6,1,3,2,0,2,1,1,12,2,4,5,1,3,1,7,1,1,0,6,1,3,2,2,9,1)
tx <- c(24.4,18.3,.7,2.2,7.2,12.6,26.3,0,35.2,1,3.4,27.5,0,9.9,20.7,5.6,14.6,8.5,0,2.2,1.2,2.2,24.3,19.3,11.4,17.1,17.1,17.5,1.2,10.7,2.2,.1,0,5.3,1.1,25.3,5.2,20.4,20.9,1.6)
T <- c(25,38,22,27,32,27,27,21,36,22,33,30,22,24,22,28,26,32,36,34,33,22,27,25,32,28,29,31,30,37,20,28,31,31,38,38,33,25,21,27)
bg <- top(function(l) { r <- exp(l[1]); al <- exp(l[2]); a <- exp(l[3]); b <- exp(l[4])
  -sum(lgamma(r + x) - lgamma(r) + r * log(al) + lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x) + log((al + T)^-(r + x) + (x > 0) * a / (b + pmax(x, 1) - 1) * (al + tx)^-(r + x))) }, c(0, 1, 0, 0)); p("bg_nbd", bg)
gx <- c(1,3,3,1,5,5,1,4,2,2,2,2,3,1,2,4,5,2,2,1,3,2,4,1); gz <- c(59.7,28.52,137.92,7.73,20.7,31.61,9.22,34.68,17.48,39.26,7.27,5.15,24.82,17.75,30.72,24.71,96.25,16.76,18.79,19.16,21.57,27.14,9.97,11.27)
p("gamma_gamma", top(function(l) { P <- exp(l[1]); q <- exp(l[2]); g <- exp(l[3])
  -sum(lgamma(P * gx + q) - lgamma(P * gx) - lgamma(q) + q * log(g) + (P * gx - 1) * log(gz) + P * gx * log(gx) - (P * gx + q) * log(g + gx * gz)) }, c(1.3, 1, 2.7)))
hyp <- function(a, b, c, z) { n <- 0:5000; sum(exp(cumsum(c(0, log((a + n) * (b + n) / (c + n) / (n + 1) * z))))) }  # eq. 10 as printed
buys <- function(m, x, tx, T, t) { r <- m[1]; al <- m[2]; a <- m[3]; b <- m[4]; (a + b + x - 1) / (a - 1) *
  (1 - ((al + T) / (al + T + t))^(r + x) * hyp(r + x, b + x, a + b + x - 1, t / (al + T + t))) / (1 + (x > 0) * a / (b + x - 1) * ((al + T) / (al + tx))^(r + x)) }
p("buys", c(buys(c(.243, 4.414, .793, 2.426), 2, 30.43, 38.86, 39), buys(c(1.2, 4, 2.5, 3.1), 7, 20, 25, 10), buys(c(1.2, 4, .6, 3.1), 0, 0, 25, 100)))
weeks <- sapply(0:12, function(t) if (t) buys(c(1.2, 4, 2.5, 3.1), 3, 20, 25, t) else 0); p("value", 5 * (15 + 3 * 30) / (5 * 3 + 3 - 1) * sum(diff(weeks) / 1.01^(1:12)))

# logit_test.cpp, cox_test.cpp: 24 rows
u <- c(1,2,0,2,2,0,0,0,1,2,2,2,2,1,1,2,0,3,3,1,0,3,2,0); v <- c(-1.1,-.2,-1.1,-.1,-.6,-2.2,.2,-.3,.9,.9,1.5,.7,.8,-.3,1.4,1.5,-.7,-.9,.3,1.1,2.2,1.2,1.5,1)
y <- c(0,1,0,0,0,0,0,0,0,0,1,1,1,0,0,0,0,1,0,1,1,1,1,0); m <- glm(y ~ u + v, binomial, control = list(epsilon = 1e-16)); V <- vcov(m)
p("glm", coef(m)); p("glm vcov", V[lower.tri(V, TRUE)]); p("glm fit", c(logLik(m), AIC(m), BIC(m), 1 - m$deviance / m$null.deviance)); p("glm p", coef(summary(m))[, 4])
change <- function(x, by) { at <- c(1, x); to <- at + c(0, by, 0); P <- plogis(sum(coef(m) * c(at))); Q <- plogis(sum(coef(m) * to)); g <- Q * (1 - Q) * to - P * (1 - P) * at; c(Q - P, sqrt(g %*% V %*% g)) }
p("glm change", c(change(c(mean(u), mean(v)), 1), change(c(0, 1), 2))); p("glm predict", predict(m, data.frame(u = 2, v = .5), type = "response"))
i <- 0:39; p("glm outlier", coef(suppressWarnings(glm(as.integer((i * i) %% 3 == 1) ~ ifelse(i == 0, 1e7, (i * 13) %% 17), binomial, control = list(maxit = 200)))))
w <- c(18,6.5,1.9,1.4,5.4,.9,5.5,.3,2.1,2.8,2.3,9.5,.6,13.2,4.2,.5,32.7,2.4,1.8,5.6,4.4,8,1.6,5.5); e <- c(1,1,0,1,1,1,0,1,0,1,1,1,1,0,1,1,0,0,1,1,1,0,1,1)
for (time in list(w, ceiling(w))) { m <- coxph(Surv(time, e) ~ u + v, control = coxph.control(eps = 1e-15, toler.chol = 1e-15, iter.max = 50)); p("coxph", c(coef(m), vcov(m)[c(1, 2, 4)], m$loglik[2], AIC(m), BIC(m))) }
p("coxph hazard", predict(m, data.frame(u = 2, v = .5), type = "risk", reference = "sample"))

# segments_test.cpp: datasets::iris, in millimetres; silhouettes (Rousseeuw 1987) written out
X <- as.matrix(iris[, 1:4]) * 10; set.seed(1); D <- as.matrix(dist(X))
width <- function(g, w = rep(1, nrow(D)), d = D) { n <- tapply(w, g, sum); s <- sapply(seq_along(g), function(i) { t <- tapply(w * d[i, ], g, sum); o <- as.character(g[i])
  if (n[o] <= 1) return(0); a <- t[o] / (n[o] - 1); b <- min((t / n)[names(n) != o]); (b - a) / max(a, b) }); weighted.mean(s, w) }
for (k in 2:6) { m <- kmeans(X, k, nstart = 100, iter.max = 100); p(paste("kmeans", k), c(m$tot.withinss, m$betweenss / m$totss, width(m$cluster), sort(m$size, decreasing = TRUE))) }
m <- kmeans(X, 3, nstart = 100); p("kmeans 3 centres", t(m$centers[order(-m$size), ]))

# latent_classes_test.cpp: Goodman (1974); EM written out, with answers (0: none) missing at random
em <- function(y, n, k, starts = 60) { best <- NULL; L <- apply(y, 2, max); set.seed(1); for (s in 1:starts) {
  q <- rep(1 / k, k); th <- lapply(L, function(l) { t <- matrix(rexp(k * l), k); t / rowSums(t) }); old <- -Inf
  for (it in 1:20000) { P <- sapply(1:k, function(c) q[c] * Reduce(`*`, lapply(seq_along(L), function(j) ifelse(y[, j] == 0, 1, th[[j]][c, pmax(y[, j], 1)]))))
    l <- sum(n * log(rowSums(P))); if (l - old < 1e-13 && it > 50) break; old <- l; w <- n * P / rowSums(P); q <- colSums(w) / sum(n)
    th <- lapply(seq_along(L), function(j) { t <- sapply(1:L[j], function(v) colSums(w[y[, j] == v, , drop = FALSE])); t / rowSums(t) }) }
  if (is.null(best) || l > best$l) best <- list(l = l, q = q, th = th) }
  o <- order(-best$q); c(best$l, best$q[o], sapply(best$th, function(t) t[o, 1])) }
y <- as.matrix(expand.grid(d = 1:2, c = 1:2, b = 1:2, a = 1:2)[, 4:1]); n <- c(42, 23, 6, 25, 6, 24, 7, 38, 1, 4, 1, 6, 2, 9, 2, 20)
p("role conflict", em(y, n, 2)); holes <- rbind(y, cbind(y[, 1:2], 0, y[, 4]), c(0, 0, 0, 0)); p("role conflict holes", em(holes, c(n, n %/% 3, 5), 2))

# association_test.cpp: datasets::HairEyeColor, datasets::mtcars; definitions (vcd::assocstats, mclust::adjustedRandIndex) written out
v <- function(t) sqrt(suppressWarnings(chisq.test(t, correct = FALSE))$statistic / sum(t) / (min(dim(t)) - 1))
rand <- function(t) { e <- sum(choose(rowSums(t), 2)) * sum(choose(colSums(t), 2)) / choose(sum(t), 2); (sum(choose(t, 2)) - e) / ((sum(choose(rowSums(t), 2)) + sum(choose(colSums(t), 2))) / 2 - e) }
hair <- margin.table(HairEyeColor, 1:2); cars <- with(mtcars, table(cyl, gear)); p("cramers_v", c(v(hair), v(cars))); p("adjusted_rand", c(rand(hair), rand(cars)))

# segmentation_test_test.cpp: datasets::mtcars
f <- function(d, s, data = mtcars) { data <- transform(data, s = s); a <- lm(update(d, . ~ .), data); b <- lm(mpg ~ factor(s), data); ab <- lm(update(d, . ~ . + factor(s)), data)
  x <- anova(a, ab); y <- anova(b, ab); c(summary(a)$r.squared, summary(b)$r.squared, summary(ab)$r.squared, x$F[2], x$Df[2], x$`Pr(>F)`[2], y$F[2], y$Df[2], y$`Pr(>F)`[2], ab$df.residual) }
p("carb", f(mpg ~ factor(cyl) + factor(gear), mtcars$carb)); p("nested", f(mpg ~ factor(cyl) + factor(gear), with(mtcars, cyl * 10 + gear)))
p("linked", f(mpg ~ factor(cyl) + factor(vs) + factor(cyl > 4), mtcars$carb))

# response_test.cpp: datasets::UCBAdmissions; definitions of the R-indicator (Shlomo, Skinner & Schouten 2012) written out
d <- as.data.frame(UCBAdmissions); d <- d[rep(seq_len(nrow(d)), d$Freq), 1:3]; m <- glm(Admit == "Admitted" ~ Gender + Dept, binomial, d, control = list(epsilon = 1e-15, maxit = 100)); r <- fitted(m); n <- length(r)
z <- r * (1 - r) * model.matrix(m); chance <- sum(z * t(solve(crossprod(z, model.matrix(m)), t(z)))) / n; part <- function(v) { h <- tapply(r, v, mean); sqrt(sum(table(v) * (h - mean(r))^2) / (n - 1)) }
p("representativity", c(sd(r), 1 - 2 * sqrt(max(0, var(r) - chance)), sd(r) / mean(r), part(d$Gender), part(d$Dept)))

# num_test.cpp
p("pchisq", pchisq(c(.1, 3.84, 50, 200), c(1, 1, 5, 30.5), lower.tail = FALSE)); p("digamma", digamma(c(1e-5, .5, 3.2, 1e8))); p("trigamma", trigamma(c(1e-5, .5, 3.2, 1e8)))
