-- The main job on one's own answers, in table answer (side, unit, period, rating, weight).
\set QUIET on
\pset footer off
\pset null '-'
CREATE VIEW unit AS
SELECT unit, ex, cx
FROM (SELECT unit, xm.ratings(rating) FILTER (WHERE side = 'employees') AS ex, xm.ratings(rating) FILTER (WHERE side = 'customers') AS cx FROM answer GROUP BY unit) u
WHERE xm.responses(ex) >= 5 AND xm.responses(cx) >= 5;

\echo == 1. What do they say, and how sure are we? Mean ratings, weighted, 95 % intervals
SELECT side, round(value::numeric, 2) AS mean, round(std_error::numeric, 3) AS std_error, round(lower::numeric, 2) AS lower, round(upper::numeric, 2) AS upper, responses
FROM (SELECT side, xm.ratings(rating, weight) AS r FROM answer GROUP BY side) s, xm.estimate(r) ORDER BY side DESC;

\echo == 2. Do units differ at all? Here and below: units with 5 answers or more on both sides
SELECT 'employees' AS side, (i).units, round((i).icc1::numeric, 3) AS icc1, round((i).icc2::numeric, 3) AS icc2, CASE WHEN (i).p_value < 0.05 THEN 'yes' WHEN (i).p_value >= 0.05 THEN 'may be chance' END AS differ FROM (SELECT xm.icc(ex) AS i FROM unit) s
UNION ALL
SELECT 'customers', (i).units, round((i).icc1::numeric, 3), round((i).icc2::numeric, 3), CASE WHEN (i).p_value < 0.05 THEN 'yes' WHEN (i).p_value >= 0.05 THEN 'may be chance' END FROM (SELECT xm.icc(cx) AS i FROM unit) s;

\echo == 3. Does employee experience go with customer experience?
SELECT CASE WHEN r_lower IS NULL THEN 'There are too few units to say.'
            WHEN r_lower > 0 THEN 'Yes: units with better employee experience have better customer experience.'
            WHEN r_upper < 0 THEN 'The other way round: units with better employee experience have worse customer experience.'
            ELSE 'Not that these data could tell: the interval of r includes 0.' END AS answer
FROM (SELECT xm.link(ex, cx) AS l FROM unit) s, xm.linkage_summary(l) \gset
\echo :answer
SELECT units, round(r::numeric, 2) AS r, round(r_lower::numeric, 2) AS lower, round(r_upper::numeric, 2) AS upper, round(p_value::numeric, 4) AS p_value,
       round(ex_reliability::numeric, 2) AS ex_reliability, round(cx_reliability::numeric, 2) AS cx_reliability, round(r_corrected::numeric, 2) AS r_corrected
FROM (SELECT xm.link(ex, cx) AS l FROM unit) s, xm.linkage_summary(l);

\echo == 4. Which units are good for whom? Above the median of both sides, of one, of none
SELECT replace(quadrant, '_', ' ') AS quadrant, units, round(100 * share::numeric) AS per_cent, round(ex_mean::numeric, 2) AS employees, round(cx_mean::numeric, 2) AS customers
FROM (SELECT xm.alignment(xm.mean(ex), xm.mean(cx)) AS a FROM unit) s, unnest(a);

\echo == 5. Which are out of line? The five farthest from what their employees let expect
SELECT unit, round(xm.mean(ex)::numeric, 2) AS employees, round(xm.mean(cx)::numeric, 2) AS customers, round((xm.mean(cx) - intercept - slope * xm.mean(ex))::numeric, 2) AS gap
FROM unit, (SELECT slope, intercept FROM (SELECT xm.link(ex, cx) AS l FROM unit) s, xm.linkage_summary(l)) line
ORDER BY abs(xm.mean(cx) - intercept - slope * xm.mean(ex)) DESC LIMIT 5;

SELECT count(DISTINCT side) FILTER (WHERE period IS NOT NULL) = 2 AS periods FROM answer \gset
\if :periods
\echo == 6. Who leads? Correlation within units of employees at t with customers at t + lag
SELECT lag, round(r::numeric, 2) AS r, n, round(p_value::numeric, 4) AS p_value
FROM (SELECT xm.lead_lag(unit, period, xm.mean(ex), xm.mean(cx), 1) AS l
      FROM (SELECT unit, period, xm.ratings(rating) FILTER (WHERE side = 'employees') AS ex, xm.ratings(rating) FILTER (WHERE side = 'customers') AS cx
            FROM answer WHERE period IS NOT NULL GROUP BY unit, period) p) s, unnest(l);
\endif
\echo == The picture: a unit is a dot
