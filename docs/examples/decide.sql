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
