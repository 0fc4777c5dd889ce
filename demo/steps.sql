-- The main job, step by step, on the data of demo/data.sql. Read by demo/run.
\set QUIET on
\pset footer off
\pset null '-'
\set ECHO queries
\echo
\echo == 1. The data =====================================================================
\echo These data are SIMULATED: 400 stores, 8 quarters, 9,000 employees, 200,000 customers, with
\echo a truth that was planted and is shown beside each estimate. The same on every machine.
\echo
SELECT (SELECT count(*) FROM store) AS stores, (SELECT count(*) FROM employee) AS employees, (SELECT count(*) FROM employee_answer) AS employee_answers,
       (SELECT count(*) FROM customer) AS customers, (SELECT count(*) FROM customer_answer) AS customer_answers;

\echo == 2. Scores, with their uncertainty ================================================
\echo Net Promoter Score per region, quarter 8, weighted, with 95 % intervals.
\echo
SELECT region, round(value::numeric, 1) AS nps, round(std_error::numeric, 1) AS std_error, round(lower::numeric, 1) AS lower, round(upper::numeric, 1) AS upper, responses
FROM (SELECT region, xm.ratings(recommend, weight) AS r FROM customer_answer JOIN store USING (store) WHERE quarter = 8 GROUP BY region) s, xm.estimate(r, 'nps') e
ORDER BY nps DESC;

\echo Is West really better than North? The difference has an interval, too.
\echo
SELECT round(difference::numeric, 1) AS difference, round(lower::numeric, 1) AS lower, round(upper::numeric, 1) AS upper, p_value < 0.001 AS significant
FROM (SELECT xm.ratings(recommend, weight) FILTER (WHERE region = 'West') AS west, xm.ratings(recommend, weight) FILTER (WHERE region = 'North') AS north
      FROM customer_answer JOIN store USING (store) WHERE quarter = 8) s, xm.compare(west, north, 'nps') c;

\echo == 3. Do stores differ at all, and do their people agree? ===========================
\echo ICC(1): share of the differences between answers that lies between stores. ICC(2): how
\echo reliable a store mean is. rwg: agreement within a store. Stores with fewer than 5 answers on
\echo a side are left out here and everywhere below.
\echo
SELECT 'employees' AS side, (i).units AS stores, round((i).icc1::numeric, 3) AS icc1, round((i).icc2::numeric, 3) AS icc2, round(rwg::numeric, 2) AS median_rwg
FROM (SELECT xm.icc(ex) AS i, percentile_cont(0.5) WITHIN GROUP (ORDER BY xm.rwg(ex, '[1,5]')) AS rwg FROM store_ratings) s
UNION ALL
SELECT 'customers', (i).units, round((i).icc1::numeric, 3), round((i).icc2::numeric, 3), round(rwg::numeric, 2)
FROM (SELECT xm.icc(cx) AS i, percentile_cont(0.5) WITHIN GROUP (ORDER BY xm.rwg(cx, '[0,10]')) AS rwg FROM store_ratings) s;

\echo == 4. Does employee experience go with customer experience? =========================
\echo Engagement in quarter 7 against recommendation in quarter 8. Raw, the link is too weak, since
\echo a dozen answers a store measure engagement poorly; corrected for that, it should come near
\echo the planted one.
\echo
SELECT units, round(r::numeric, 3) AS r, round(r_lower::numeric, 3) AS r_lower, round(r_upper::numeric, 3) AS r_upper, round(ex_reliability::numeric, 3) AS ex_reliability,
       round(cx_reliability::numeric, 3) AS cx_reliability, round(r_corrected::numeric, 3) AS r_corrected, (SELECT round(corr(ex, cx)::numeric, 3) FROM planted_link) AS planted
FROM (SELECT xm.link(ex, cx) AS l FROM store_ratings) s, xm.linkage_summary(l);

\echo One point of engagement goes with this many points of recommendation (corrected: as if
\echo engagement were measured without error):
\echo
SELECT round(slope::numeric, 2) AS slope, round(slope_std_error::numeric, 2) AS std_error, round(slope_corrected::numeric, 2) AS slope_corrected
FROM (SELECT xm.link(ex, cx) AS l FROM store_ratings) s, xm.linkage_summary(l);

\echo == 5. The quadrants =================================================================
\echo
SELECT quadrant, units AS stores, round(100 * share::numeric) AS per_cent, round(ex_mean::numeric, 2) AS engagement, round(cx_mean::numeric, 2) AS recommendation
FROM (SELECT xm.alignment(xm.mean(ex), xm.mean(cx)) AS a FROM store_ratings) s, unnest(a);

\echo == 6. Stores out of line ============================================================
\echo The twelve stores farthest from what the engagement of their employees lets expect. The last
\echo column is the truth: every 25th store was planted to break the pattern.
\echo
SELECT store, round(xm.mean(ex)::numeric, 2) AS engagement, round(xm.mean(cx)::numeric, 2) AS recommendation,
       round((intercept + slope * xm.mean(ex))::numeric, 2) AS expected, round((xm.mean(cx) - intercept - slope * xm.mean(ex))::numeric, 2) AS gap, pattern AS planted
FROM store_ratings JOIN store USING (store), (SELECT slope, intercept FROM (SELECT xm.link(ex, cx) AS l FROM store_ratings) s, xm.linkage_summary(l)) line
ORDER BY abs(xm.mean(cx) - intercept - slope * xm.mean(ex)) DESC LIMIT 12;
\set ECHO none
