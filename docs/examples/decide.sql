-- xm.compare_all
SELECT a, b, round(difference::numeric, 2) AS difference, round(p_value::numeric, 4) AS p, round(p_adjusted::numeric, 4) AS p_adjusted
FROM (SELECT xm.compare_all(region, cx, 'nps') AS c FROM (SELECT region, xm.rollup(cx) AS cx FROM store_ratings GROUP BY region) r) s, unnest(c) LIMIT 4;
-- xm.significance
SELECT label, letter, round(value::numeric, 1) AS value, responses, higher_than
FROM (SELECT xm.significance(region, cx, 'nps') AS c FROM (SELECT region, xm.rollup(cx) AS cx FROM store_ratings GROUP BY region) r) s, unnest(c);
-- xm.control_chart
SELECT quarter, round(value::numeric, 1) AS value, round(lower::numeric, 1) AS lower, round(upper::numeric, 1) AS upper, signal
FROM (SELECT xm.control_chart(date '2022-01-01' + 91 * quarter, cx, 'nps') AS c FROM (SELECT quarter, xm.rollup(cx) AS cx FROM store_quarter GROUP BY quarter) q) s, unnest(c) WITH ORDINALITY AS u(period, value, responses, centre, lower, upper, z, ewma, signal, quarter);
-- xm.difference_in_differences
SELECT round(effect::numeric, 2) AS effect, round(std_error::numeric, 2) AS std_error, round(p_value::numeric, 3) AS p
FROM (SELECT xm.rollup(cx) FILTER (WHERE store <= 50 AND quarter = 3) AS tb, xm.rollup(cx) FILTER (WHERE store <= 50 AND quarter = 6) AS ta,
             xm.rollup(cx) FILTER (WHERE store > 50 AND quarter = 3) AS cb, xm.rollup(cx) FILTER (WHERE store > 50 AND quarter = 6) AS ca FROM store_quarter) s, xm.difference_in_differences(tb, ta, cb, ca, 'nps');
-- xm.action_effect
SELECT round((e).effect::numeric, 2) AS effect, round((e).std_error::numeric, 2) AS std_error, (e).treated_units, (e).control_units
FROM (SELECT xm.action_effect(store, store <= 50, quarter = 6, cx, 'nps') AS e FROM store_quarter WHERE quarter IN (3, 6)) s;
-- xm.parallel_trends
SELECT round((t).slope_difference::numeric, 3) AS slope_difference, round((t).p_value::numeric, 3) AS p FROM (SELECT xm.parallel_trends(store, store <= 50, quarter, cx, 'nps') AS t FROM store_quarter WHERE quarter < 6) s;
-- xm.sequential
SELECT round(difference::numeric, 2) AS difference, round(p_value::numeric, 3) AS p, decided
FROM (SELECT xm.rollup(cx) FILTER (WHERE store <= 50) AS a, xm.rollup(cx) FILTER (WHERE store > 50) AS b FROM store_ratings) s, xm.sequential(a, b, 5, 'nps');
-- xm.sample_size
SELECT xm.sample_size(xm.rollup(cx), 5, 'nps') AS answers_per_group FROM store_ratings;
-- xm.power
SELECT round(xm.power(xm.rollup(cx), 5, 1000, 'nps')::numeric, 3) AS power FROM store_ratings;
-- xm.paths
SELECT kind, path, round(estimate::numeric, 3) AS estimate, round(std_error::numeric, 3) AS std_error
FROM (SELECT xm.moments(v) AS m FROM (SELECT wait, staff, overall FROM visit_survey) v) s, xm.paths(m, 'wait', 'staff', 'overall');
-- xm.worth
SELECT round((w).value::numeric) AS value, round((w).lower::numeric) AS lower, round((w).upper::numeric) AS upper, (w).customers
FROM (SELECT xm.worth(model, 'bad_start', -1, -spend, t) AS w
      FROM (SELECT xm.logit(gone, t) AS model FROM customer c, LATERAL (SELECT c.bad_start::int AS bad_start) t) m, customer c, LATERAL (SELECT c.bad_start::int AS bad_start) t) s;
-- xm.raking
SELECT f.responses, f.iterations, round(f.design_effect::numeric, 3) AS design_effect, round(f.effective_n::numeric) AS effective_n
FROM (SELECT xm.raking(x, '{"age_group": {"under 30": 0.25, "30-54": 0.4, "55 and over": 0.35}, "income_group": {"low": 0.3, "middle": 0.5, "high": 0.2}}') AS w
      FROM customer c, LATERAL (SELECT c.age_group, c.income_group) x) s, xm.weighting_fit(w) f;
-- xm.weight
SELECT c.age_group, c.income_group, round(xm.weight(w, x)::numeric, 3) AS factor
FROM (SELECT xm.raking(x, '{"age_group": {"under 30": 0.25, "30-54": 0.4, "55 and over": 0.35}, "income_group": {"low": 0.3, "middle": 0.5, "high": 0.2}}') AS w
      FROM customer c, LATERAL (SELECT c.age_group, c.income_group) x) s, customer c, LATERAL (SELECT c.age_group, c.income_group) x ORDER BY customer LIMIT 3;
-- xm.weighting_table
SELECT variable, category, responses, target, round(before::numeric, 3) AS before, round(after::numeric, 3) AS after, round(factor::numeric, 3) AS factor
FROM (SELECT xm.raking(age_group, '{"x1": {"under 30": 0.25, "30-54": 0.4, "55 and over": 0.35}}') AS w FROM customer) s, xm.weighting_table(w);
-- xm.weighting_fit
SELECT round(min_weight::numeric, 2) AS min_weight, round(max_weight::numeric, 2) AS max_weight, round(effective_n::numeric) AS effective_n
FROM (SELECT xm.raking(age_group, '{"x1": {"under 30": 0.25, "30-54": 0.4, "55 and over": 0.35}, "settings": {"bounds": [0.5, 2]}}') AS w FROM customer) s, xm.weighting_fit(w);
-- xm.calibrated
SELECT round((e).value::numeric, 2) AS value, round((e).std_error::numeric, 3) AS std_error, (e).responses
FROM (SELECT xm.calibrated(a.satisfaction, w, c.age_group) AS e
      FROM customer_answer a JOIN customer c USING (customer),
           (SELECT xm.raking(c.age_group, '{"x1": {"under 30": 0.25, "30-54": 0.4, "55 and over": 0.35}}') AS w FROM customer_answer a JOIN customer c USING (customer) WHERE a.quarter = 7) s
      WHERE a.quarter = 7) q;
-- xm.hot_spots
SELECT attributes, responses, round(difference::numeric, 1) AS difference, round(q_value::numeric, 5) AS q, round(shrunken::numeric, 1) AS shrunken, explained_by
FROM (SELECT xm.hot_spots(a.recommend, x, 'nps') AS h FROM customer_answer a JOIN customer c USING (customer) JOIN store s ON s.store = c.store, LATERAL (SELECT s.region, c.age_group, c.income_group) x WHERE a.quarter = 7) s, unnest(h) LIMIT 5;
-- xm.response_rates
SELECT round(rr1::numeric, 3) AS rr1, round(rr3::numeric, 3) AS rr3, round(rr5::numeric, 3) AS rr5, round(cooperation1::numeric, 3) AS cooperation1
FROM xm.response_rates(complete => 400, partial => 100, refusal => 200, non_contact => 150, other => 50, unknown_household => 60, unknown_other => 40, ineligible => 100);
-- xm.r_indicator
SELECT round((r).r_indicator::numeric, 3) AS r_indicator, round((r).r_indicator_adjusted::numeric, 3) AS adjusted, round((r).max_bias::numeric, 3) AS max_bias, (r).asked, (r).responded
FROM (SELECT xm.r_indicator(EXISTS (SELECT FROM employee_answer a WHERE a.employee = e.employee AND a.quarter = 7), x) AS r
      FROM employee e JOIN store USING (store), LATERAL (SELECT e.age_group, store.region) x) s;
