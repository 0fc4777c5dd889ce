# Expected values of sandwich_test.cpp and of test/pgtap/models/forms.sql, from R 4.2.2 with survey 4.1-1, sandwich 3.0-2 and
# survival 3.5-3. Run with Rscript and compare.
suppressMessages({ library(survey); library(sandwich); library(survival) })
p <- function(name, x) cat(name, sprintf("%.17g", x), "\n")
u <- c(1,2,0,2,2,0,0,0,1,2,2,2,2,1,1,2,0,3,3,1,0,3,2,0); v <- c(-1.1,-.2,-1.1,-.1,-.6,-2.2,.2,-.3,.9,.9,1.5,.7,.8,-.3,1.4,1.5,-.7,-.9,.3,1.1,2.2,1.2,1.5,1)
y <- c(0,1,0,0,0,0,0,0,0,0,1,1,1,0,0,0,0,1,0,1,1,1,1,0)
w <- c(18,6.5,1.9,1.4,5.4,.9,5.5,.3,2.1,2.8,2.3,9.5,.6,13.2,4.2,.5,32.7,2.4,1.8,5.6,4.4,8,1.6,5.5); e <- c(1,1,0,1,1,1,0,1,0,1,1,1,1,0,1,1,0,0,1,1,1,0,1,1)
weight <- 0.5 + (0:23 * 7) %% 5 / 2; cluster <- (0:23 * 5) %% 7; stratum <- 0:23 %% 2; entry <- ifelse(0:23 %% 3 == 0, 0, w / 4); later <- ifelse(0:23 %% 3 == 0, 0, floor(ceiling(w) / 2))
low <- function(V) V[upper.tri(V, TRUE)]  # lower triangle by rows
d <- data.frame(y, u, v, w, e, weight, cluster); s <- svyglm(y ~ u + v, svydesign(ids = ~1, weights = ~weight, data = d), family = quasibinomial, control = list(epsilon = 1e-16, maxit = 100)); p("svyglm", c(coef(s), low(vcov(s))))
m <- glm(y ~ u + v, binomial, control = list(epsilon = 1e-16)); p("glm vcovCL", low(vcovCL(m, cluster, type = "HC1")))
wm <- suppressWarnings(glm(y ~ u + v, binomial, weights = weight, control = list(epsilon = 1e-16))); p("weighted McFadden", 1 - wm$deviance / wm$null.deviance)
l <- lm(w ~ u + v); p("lm vcovCL", c(coef(l), low(vcovCL(l, cluster, type = "HC1")))); p("lm fit", c(logLik(l), summary(l)$r.squared, summary(l)$adj.r.squared)); p("lm p", 2 * pt(-abs(coef(l) / sqrt(diag(vcovCL(l, cluster, type = "HC1")))), 6))
cc <- coxph.control(eps = 1e-15, toler.chol = 1e-15, iter.max = 50)
for (time in list(w, ceiling(w))) {
  m <- coxph(Surv(time, e) ~ u + v, weights = weight, robust = TRUE, control = cc); p("coxph weights", c(coef(m), low(vcov(m))))
  m <- coxph(Surv(time, e) ~ u + v, cluster = cluster, control = cc); p("coxph cluster", c(coef(m), low(vcov(m)), m$loglik[2]))
  m <- coxph(Surv(time, e) ~ u + v + strata(stratum), control = cc); p("coxph strata", c(coef(m), low(vcov(m)), m$loglik[2]))
}
for (f in list(Surv(entry, w, e) ~ u + v, Surv(later, ceiling(w), e) ~ u + v)) { m <- coxph(f, control = cc); p("coxph entry", c(coef(m), low(vcov(m)), m$loglik[2])) }
