-- xm.ratings
SELECT quarter, xm.ratings(satisfaction) FROM customer_answer WHERE store = 1 AND quarter > 5 GROUP BY quarter ORDER BY quarter;
-- xm.rollup
SELECT region, round(xm.nps(xm.rollup(cx))::numeric, 1) AS nps FROM store_ratings GROUP BY region ORDER BY region;
-- xm.responses
SELECT xm.responses(xm.ratings(recommend)) FROM customer_answer;
-- xm.weight
SELECT xm.weight(xm.ratings(recommend)) AS unweighted, round(xm.weight(xm.ratings(recommend, weight))::numeric, 1) AS weighted FROM customer_answer;
-- xm.effective_n
SELECT count(*) AS responses, round(xm.effective_n(xm.ratings(recommend, weight))::numeric) AS effective_n FROM customer_answer;
-- xm.stddev
SELECT round(xm.stddev(xm.ratings(recommend))::numeric, 2) AS stddev FROM customer_answer;
-- xm.distribution
SELECT rating, responses, round(share::numeric, 3) AS share
FROM (SELECT xm.ratings(satisfaction) AS r FROM customer_answer) s, xm.distribution(r);
-- xm.score
SELECT round(xm.score(r, 'share[9,10]')::numeric, 1) AS promoters, round(xm.score(r, 'index[0,10]')::numeric, 1) AS index, round(xm.score(r, 'mean')::numeric, 2) AS mean
FROM (SELECT xm.ratings(recommend) AS r FROM customer_answer) s;
-- xm.nps
SELECT round(xm.nps(recommend)::numeric, 1) AS from_rows, round(xm.nps(recommend, weight)::numeric, 1) AS weighted, round(xm.nps(xm.ratings(recommend))::numeric, 1) AS from_a_state
FROM customer_answer;
-- xm.csat
SELECT round(xm.csat(satisfaction)::numeric, 1) AS csat FROM customer_answer;
-- xm.ces
SELECT round(xm.ces(ease)::numeric, 1) AS ces FROM (VALUES (7), (6), (5), (3)) answer(ease);
-- xm.mean
SELECT round(xm.mean(xm.ratings(engagement))::numeric, 2) AS mean FROM employee_answer;
-- xm.estimate
SELECT metric, round(value::numeric, 2) AS value, round(std_error::numeric, 3) AS std_error, round(lower::numeric, 2) AS lower, round(upper::numeric, 2) AS upper, responses
FROM (SELECT xm.ratings(recommend) AS r FROM employee_answer WHERE quarter = 8) s, unnest('{nps,mean,"share[9,10]"}'::text[]) metric, xm.estimate(r, metric);
-- xm.compare
SELECT round(difference::numeric, 2) AS difference, round(lower::numeric, 2) AS lower, round(upper::numeric, 2) AS upper, round(p_value::numeric, 4) AS p_value
FROM (SELECT xm.ratings(recommend) FILTER (WHERE quarter = 8) AS now, xm.ratings(recommend) FILTER (WHERE quarter = 4) AS before FROM employee_answer) s, xm.compare(now, before, 'nps');
