-- xm.moments
SELECT xm.responses(m), round(xm.correlation(m, 'staff', 'overall')::numeric, 3) AS staff_and_overall
FROM (SELECT xm.moments(t) AS m FROM (SELECT wait, staff, price, overall FROM visit_survey) t) s;
-- xm.weighted_moments
SELECT round(xm.mean(m, 'x1')::numeric, 3) AS satisfaction, round(xm.correlation(m, 'x1', 'x2')::numeric, 3) AS r
FROM (SELECT xm.weighted_moments(weight, satisfaction, recommend) AS m FROM customer_answer) s;
-- xm.rollup
SELECT xm.responses(xm.rollup(m)), round(xm.mean(xm.rollup(m), 'overall')::numeric, 3) AS overall
FROM (SELECT store, xm.moments(t) AS m FROM visit_survey v, LATERAL (SELECT v.wait, v.overall) t GROUP BY store) s;
-- xm.label
SELECT a, b, round(r::numeric, 3) AS r FROM (SELECT xm.moments(wait, overall) AS m FROM visit_survey) s, xm.correlations(xm.label(m, 'waiting', 'overall'));
-- xm.responses
SELECT xm.responses(xm.moments(wait, staff)) FROM visit_survey;
-- xm.skipped
SELECT xm.skipped(xm.moments(wait, NULLIF(staff, 5))) FROM visit_survey;
-- xm.mean
SELECT round(xm.mean(xm.moments(wait, staff), 'x2')::numeric, 3) AS staff FROM visit_survey;
-- xm.stddev
SELECT round(xm.stddev(xm.moments(wait, staff), 'x2')::numeric, 3) AS staff FROM visit_survey;
-- xm.covariance
SELECT round(xm.covariance(xm.moments(wait, staff), 'x1', 'x2')::numeric, 3) AS covariance FROM visit_survey;
-- xm.correlation
SELECT round(xm.correlation(xm.moments(wait, staff), 'x1', 'x2')::numeric, 3) AS correlation FROM visit_survey;
-- xm.correlations
SELECT a, b, round(r::numeric, 3) AS r, n, round(lower::numeric, 3) AS lower, round(upper::numeric, 3) AS upper
FROM (SELECT xm.moments(t) AS m FROM (SELECT wait, staff, price FROM visit_survey) t) s, xm.correlations(m);
-- xm.alpha
SELECT round(xm.alpha(m)::numeric, 3) AS all_five, round(xm.alpha(m, 'wait', 'staff', 'assortment')::numeric, 3) AS three
FROM (SELECT xm.moments(t) AS m FROM (SELECT wait, staff, assortment, brand, price FROM visit_survey) t) s;
-- xm.omega
SELECT round(xm.omega(m)::numeric, 3) AS omega
FROM (SELECT xm.moments(t) AS m FROM (SELECT wait, staff, assortment, brand, price FROM visit_survey) t) s;
-- xm.item_analysis
SELECT item, round(mean::numeric, 2) AS mean, round(r_drop::numeric, 2) AS r_drop, round(alpha_if_dropped::numeric, 2) AS alpha_if_dropped
FROM (SELECT xm.moments(t) AS m FROM (SELECT wait, staff, assortment, brand, price FROM visit_survey) t) s, xm.item_analysis(m);
-- xm.coefficients
SELECT term, round(estimate::numeric, 3) AS estimate, round(std_error::numeric, 3) AS std_error, round(ratio::numeric, 2) AS odds_ratio, round(ratio_lower::numeric, 2) AS lower, round(ratio_upper::numeric, 2) AS upper
FROM (SELECT xm.logit(gone, t) AS model FROM customer c JOIN customer_answer a USING (customer), LATERAL (SELECT c.bad_start, a.recommend) t) s, xm.coefficients(model);
-- xm.fit
SELECT family, n, parameters, round(r_squared::numeric, 3) AS r_squared, round(aic::numeric, 1) AS aic
FROM (SELECT xm.moments(t) AS m FROM (SELECT wait, staff, price, overall FROM visit_survey) t) s, xm.fit(xm.linear(m, 'overall'));
-- xm.predict
SELECT round(xm.predict(model, 4, 5)::numeric, 2) AS overall_of_wait_4_and_staff_5
FROM (SELECT xm.linear(xm.moments(t), 'overall', 'wait', 'staff') AS model FROM (SELECT wait, staff, overall FROM visit_survey) t) s;
-- xm.impact
SELECT round(value::numeric, 4) AS change_of_probability, round(lower::numeric, 4) AS lower, round(upper::numeric, 4) AS upper
FROM (SELECT xm.logit(gone, t) AS model FROM customer c JOIN customer_answer a USING (customer), LATERAL (SELECT c.bad_start, a.recommend) t) s, xm.impact(model, 'recommend', 1);
-- xm.linear
SELECT term, round(estimate::numeric, 3) AS estimate, round(lower::numeric, 3) AS lower, round(upper::numeric, 3) AS upper
FROM (SELECT xm.moments(t) AS m FROM (SELECT wait, staff, price, overall FROM visit_survey) t) s, xm.coefficients(xm.linear(m, 'overall', 'wait', 'staff'));
-- xm.mediation
SELECT path, round(estimate::numeric, 3) AS estimate, round(lower::numeric, 3) AS lower, round(upper::numeric, 3) AS upper
FROM (SELECT xm.moments(t) AS m FROM (SELECT engagement, recommendation, log_spend FROM store_chain) t) s, xm.mediation(m, 'engagement', 'recommendation', 'log_spend');
-- xm.logit
SELECT term, round(ratio::numeric, 2) AS odds_ratio
FROM (SELECT xm.logit(gone, t) AS model FROM customer JOIN store USING (store), LATERAL (SELECT bad_start, (region = 'North')::int AS north) t) s, xm.coefficients(model);
-- xm.cox
SELECT term, round(ratio::numeric, 2) AS hazard_ratio, round(ratio_lower::numeric, 2) AS lower, round(ratio_upper::numeric, 2) AS upper
FROM (SELECT xm.cox(days, gone, t) AS model FROM customer, LATERAL (SELECT bad_start, (age_group = 'under 30')::int AS young) t) s, xm.coefficients(model);
-- xm.clustered_linear
SELECT term, round(estimate::numeric, 3) AS estimate, round(std_error::numeric, 4) AS std_error, round(lower::numeric, 3) AS lower, round(upper::numeric, 3) AS upper
FROM (SELECT xm.clustered_linear(store, overall, t) AS model FROM visit_survey v, LATERAL (SELECT v.wait, v.staff) t) s, xm.coefficients(model);
-- xm.weighted_logit
SELECT term, round(ratio::numeric, 2) AS odds_ratio, round(ratio_lower::numeric, 2) AS lower, round(ratio_upper::numeric, 2) AS upper
FROM (SELECT xm.weighted_logit(a.weight, gone, t) AS model FROM customer c JOIN customer_answer a USING (customer), LATERAL (SELECT c.bad_start, a.recommend) t) s, xm.coefficients(model);
-- xm.clustered_logit
SELECT term, round(ratio::numeric, 2) AS odds_ratio, round(ratio_lower::numeric, 2) AS lower, round(ratio_upper::numeric, 2) AS upper
FROM (SELECT xm.clustered_logit(c.store, gone, t) AS model FROM customer c JOIN customer_answer a USING (customer), LATERAL (SELECT c.bad_start, a.recommend) t) s, xm.coefficients(model);
-- xm.weighted_cox
SELECT term, round(ratio::numeric, 2) AS hazard_ratio, round(ratio_lower::numeric, 2) AS lower, round(ratio_upper::numeric, 2) AS upper
FROM (SELECT xm.weighted_cox(a.weight, days, gone, t) AS model FROM customer c JOIN customer_answer a USING (customer), LATERAL (SELECT c.bad_start, a.recommend) t) s, xm.coefficients(model);
-- xm.clustered_cox
SELECT term, round(ratio::numeric, 2) AS hazard_ratio, round(ratio_lower::numeric, 2) AS lower, round(ratio_upper::numeric, 2) AS upper
FROM (SELECT xm.clustered_cox(store, days, gone, bad_start) AS model FROM customer) s, xm.coefficients(model);
-- xm.stratified_cox
SELECT term, round(ratio::numeric, 2) AS hazard_ratio, round(ratio_lower::numeric, 2) AS lower, round(ratio_upper::numeric, 2) AS upper
FROM (SELECT xm.stratified_cox(store, days, gone, bad_start) AS model FROM customer) s, xm.coefficients(model);
-- xm.cox_from
SELECT term, round(ratio::numeric, 2) AS hazard_ratio
FROM (SELECT xm.cox_from(90, days, gone, bad_start) AS model FROM customer WHERE days > 90) s, xm.coefficients(model); -- only those who were there on day 90
-- xm.drivers
SELECT driver, round(importance::numeric, 3) AS importance, round(lower::numeric, 3) AS lower, round(upper::numeric, 3) AS upper, round(share::numeric, 2) AS share, round(performance::numeric, 2) AS performance
FROM (SELECT array_agg(m) AS m FROM (SELECT xm.moments(t) AS m FROM visit_survey v, LATERAL (SELECT v.wait, v.staff, v.price, v.overall) t GROUP BY v.store) g) s, xm.drivers(m, 'overall');
-- xm.driver_groups
SELECT driver, round(importance::numeric, 3) AS importance, round(share::numeric, 2) AS share
FROM (SELECT xm.moments(t) AS m FROM (SELECT wait, staff, assortment, brand, price, overall FROM visit_survey) t) s,
     xm.driver_groups(m, 'overall', '{"experience": ["wait", "staff", "assortment"], "brand": ["brand"], "price": ["price"]}');
