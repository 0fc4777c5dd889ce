# Expected values of predictor_rows_test.cpp and of test/pgtap/models/categories.sql, from R 4.2.2 with sandwich 3.0-2 and survival 3.5-3.
suppressMessages({ library(sandwich); library(survival) })
p <- function(name, x) cat(name, sprintf("%.17g", x), "\n")
y <- c(0,1,0,0,0,0,0,0,0,0,1,1,1,0,0,0,0,1,0,1,1,1,1,0); v <- c(-1.1,-.2,-1.1,-.1,-.6,-2.2,.2,-.3,.9,.9,1.5,.7,.8,-.3,1.4,1.5,-.7,-.9,.3,1.1,2.2,1.2,1.5,1)
w <- c(18,6.5,1.9,1.4,5.4,.9,5.5,.3,2.1,2.8,2.3,9.5,.6,13.2,4.2,.5,32.7,2.4,1.8,5.6,4.4,8,1.6,5.5); e <- c(1,1,0,1,1,1,0,1,0,1,1,1,1,0,1,1,0,0,1,1,1,0,1,1)
region <- factor(c("west", "north", "south")[1 + (0:23 * 5) %% 3]); mood <- factor(c("sad", "glad", "so so")[1 + (0:23 %/% 3) %% 3], levels = c("sad", "so so", "glad")); cluster <- (0:23 * 5) %% 7
g <- glm(y ~ v + region + mood, binomial, control = list(epsilon = 1e-16)); p("glm", c(coef(g), sqrt(diag(vcov(g))), logLik(g)))
g <- glm(y ~ v + relevel(region, "south") + relevel(mood, "glad"), binomial, control = list(epsilon = 1e-16)); p("glm relevel", c(coef(g), sqrt(diag(vcov(g)))))
m <- coxph(Surv(w, e) ~ region + v, control = coxph.control(eps = 1e-15, toler.chol = 1e-16, iter.max = 50)); p("coxph", c(coef(m), sqrt(diag(vcov(m)))))
l <- lm(w ~ region + v); p("lm vcovCL", c(coef(l), sqrt(diag(vcovCL(l, cluster, type = "HC1")))))
