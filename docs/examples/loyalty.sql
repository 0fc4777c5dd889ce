-- xm.survival
SELECT bad_start, round(xm.survival_at(xm.survival(days, gone), 365)::numeric, 3) AS after_a_year FROM customer GROUP BY bad_start ORDER BY bad_start;
-- xm.rollup
SELECT round(xm.restricted_mean(xm.rollup(s), 365)::numeric, 1) AS days_of_a_year FROM (SELECT store, xm.survival(days, gone) AS s FROM customer GROUP BY store) g;
-- xm.survival_table
SELECT "time", at_risk, events, censored, round(survival::numeric, 4) AS survival, round(lower::numeric, 4) AS lower, round(upper::numeric, 4) AS upper
FROM (SELECT xm.survival(days, gone) AS s FROM customer) c, xm.survival_table(s) WHERE "time" <= 3;
-- xm.survival_at
SELECT round(xm.survival_at(xm.survival(days, gone), 365)::numeric, 3) AS after_a_year FROM customer;
-- xm.estimate
SELECT round(value::numeric, 3) AS after_a_year, round(lower::numeric, 3) AS lower, round(upper::numeric, 3) AS upper, at_risk FROM (SELECT xm.survival(days, gone) AS s FROM customer) c, xm.estimate(s, 365);
-- xm.last_time
SELECT xm.last_time(xm.survival(days, gone)) FROM customer;
-- xm.survival_quantile
SELECT time AS days_until_a_fifth_has_left, lower, upper FROM (SELECT xm.survival(days, gone) AS s FROM customer) c, xm.survival_quantile(s, 0.2);
-- xm.median_survival
SELECT xm.median_survival(xm.survival(frequency, gone)) FROM (VALUES (1, true), (2, true), (5, true), (8, false)) member(frequency, gone);
-- xm.restricted_mean
SELECT round(xm.restricted_mean(xm.survival(days, gone), 365)::numeric, 1) AS days_of_a_year FROM customer;
-- xm.estimate_restricted_mean
SELECT round(value::numeric, 1) AS days_of_a_year, round(lower::numeric, 1) AS lower, round(upper::numeric, 1) AS upper FROM (SELECT xm.survival(days, gone) AS s FROM customer) c, xm.estimate_restricted_mean(s, 365);
-- xm.compare
SELECT round(difference::numeric, 1) AS days_lost_in_a_year, round(lower::numeric, 1) AS lower, round(upper::numeric, 1) AS upper, p_value < 0.001 AS significant
FROM (SELECT xm.survival(days, gone) FILTER (WHERE bad_start) AS bad, xm.survival(days, gone) FILTER (WHERE NOT bad_start) AS good FROM customer) c, xm.compare(bad, good, 365);
-- xm.logrank
SELECT (l).groups, round((l).chi_squared::numeric, 1) AS chi_squared, (l).df, (l).p_value < 0.001 AS significant
FROM (SELECT xm.logrank(s) AS l FROM (SELECT age_group, xm.survival(days, gone) AS s FROM customer GROUP BY age_group) g) t;
-- xm.purchase_history
SELECT customer, (h).frequency, round((h).recency::numeric, 1) AS recency, round((h).age::numeric, 1) AS age, round((h).monetary::numeric, 2) AS monetary
FROM (SELECT customer, xm.purchase_history(at, amount, '2025-12-31') AS h FROM purchase GROUP BY customer ORDER BY customer LIMIT 3) q;
-- xm.bg_nbd
SELECT parameter, round(estimate::numeric, 2) AS estimate FROM (SELECT xm.bg_nbd(frequency, recency, age) AS bg FROM history) s, xm.clv_parameters(bg);
-- xm.gamma_gamma
SELECT parameter, round(estimate::numeric, 2) AS estimate FROM (SELECT xm.gamma_gamma(frequency, monetary) AS gg FROM history) s, xm.clv_parameters(gg);
-- xm.clv_parameters
SELECT parameter, round(estimate::numeric, 2) AS estimate, round(std_error::numeric, 3) AS std_error, value AS planted FROM worth, xm.clv_parameters(bg) JOIN planted_clv USING (parameter);
-- xm.expected_purchases
SELECT customer, frequency, round(xm.expected_purchases(bg, frequency, recency, age, 52)::numeric, 2) AS purchases_of_the_next_year FROM history, worth ORDER BY customer LIMIT 3;
-- xm.customer_value_interval
SELECT customer, round(value::numeric, 2) AS value_of_the_next_year, round(lower::numeric, 2) AS lower, round(upper::numeric, 2) AS upper
FROM history, worth, xm.customer_value_interval(bg, gg, frequency, recency, age, monetary, 52, 0.0018) ORDER BY customer LIMIT 3;
-- xm.p_alive
SELECT customer, frequency, round(xm.p_alive(bg, frequency, recency, age)::numeric, 3) AS p_alive FROM history, worth ORDER BY customer LIMIT 3;
-- xm.expected_spend
SELECT customer, round(monetary::numeric, 2) AS own_mean, round(xm.expected_spend(gg, frequency, monetary)::numeric, 2) AS expected_spend FROM history, worth ORDER BY customer LIMIT 3;
-- xm.customer_value
SELECT customer, round(xm.customer_value(bg, gg, frequency, recency, age, monetary, 52, 0.0018)::numeric, 2) AS value_of_the_next_year FROM history, worth ORDER BY customer LIMIT 3;
