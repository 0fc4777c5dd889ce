-- The main job on one's own answers, in table answer (side, unit, period, rating, weight).
\set QUIET on
\pset footer off
\pset null '-'
CREATE VIEW unit AS
SELECT unit, ex, cx
FROM (SELECT unit, xm.ratings(rating) FILTER (WHERE side = 'employees') AS ex, xm.ratings(rating) FILTER (WHERE side = 'customers') AS cx FROM answer GROUP BY unit) u
WHERE xm.responses(ex) >= 5 AND xm.responses(cx) >= 5;
\set ECHO queries
\echo == 1. The answers ==================================================================
SELECT side, count(DISTINCT unit) AS units, count(*) AS answers, count(DISTINCT period) AS periods FROM answer GROUP BY side ORDER BY side DESC;

\echo == 2. Scores, weighted, with 95 % intervals ==========================================
SELECT side, round(value::numeric, 2) AS mean, round(std_error::numeric, 3) AS std_error, round(lower::numeric, 2) AS lower, round(upper::numeric, 2) AS upper, responses
FROM (SELECT side, xm.ratings(rating, weight) AS r FROM answer GROUP BY side) s, xm.estimate(r) ORDER BY side DESC;

\echo == 3. Do units differ at all? (units with at least 5 answers on both sides, from here on) =
SELECT 'employees' AS side, (i).units, round((i).icc1::numeric, 3) AS icc1, round((i).icc2::numeric, 3) AS icc2, (i).p_value < 0.05 AS significant FROM (SELECT xm.icc(ex) AS i FROM unit) s
UNION ALL
SELECT 'customers', (i).units, round((i).icc1::numeric, 3), round((i).icc2::numeric, 3), (i).p_value < 0.05 FROM (SELECT xm.icc(cx) AS i FROM unit) s;

\echo == 4. Does employee experience go with customer experience? =========================
SELECT units, round(r::numeric, 3) AS r, round(r_lower::numeric, 3) AS r_lower, round(r_upper::numeric, 3) AS r_upper, round(p_value::numeric, 4) AS p_value,
       round(ex_reliability::numeric, 3) AS ex_reliability, round(cx_reliability::numeric, 3) AS cx_reliability, round(r_corrected::numeric, 3) AS r_corrected
FROM (SELECT xm.link(ex, cx) AS l FROM unit) s, xm.linkage_summary(l);
SELECT CASE WHEN r_lower > 0 THEN 'Yes: units with better employee experience have better customer experience.'
            WHEN r_upper < 0 THEN 'The other way round: units with better employee experience have worse customer experience.'
            ELSE 'Not that these data could tell: the interval of r includes 0.' END AS answer
FROM (SELECT xm.link(ex, cx) AS l FROM unit) s, xm.linkage_summary(l);

\echo == 5. The quadrants =================================================================
SELECT quadrant, units, round(100 * share::numeric) AS per_cent, round(ex_mean::numeric, 2) AS employees, round(cx_mean::numeric, 2) AS customers
FROM (SELECT xm.alignment(xm.mean(ex), xm.mean(cx)) AS a FROM unit) s, unnest(a);

\echo == 6. The five units farthest out of line ============================================
SELECT unit, round(xm.mean(ex)::numeric, 2) AS employees, round(xm.mean(cx)::numeric, 2) AS customers, round((xm.mean(cx) - intercept - slope * xm.mean(ex))::numeric, 2) AS gap
FROM unit, (SELECT slope, intercept FROM (SELECT xm.link(ex, cx) AS l FROM unit) s, xm.linkage_summary(l)) line
ORDER BY abs(xm.mean(cx) - intercept - slope * xm.mean(ex)) DESC LIMIT 5;

\echo == 7. Who leads? (only with periods) ================================================
SELECT lag, round(r::numeric, 3) AS r, n, round(p_value::numeric, 4) AS p_value
FROM (SELECT xm.lead_lag(unit, period, xm.mean(ex), xm.mean(cx), 1) AS l
      FROM (SELECT unit, period, xm.ratings(rating) FILTER (WHERE side = 'employees') AS ex, xm.ratings(rating) FILTER (WHERE side = 'customers') AS cx
            FROM answer WHERE period IS NOT NULL GROUP BY unit, period) p) s, unnest(l);
\set ECHO none
