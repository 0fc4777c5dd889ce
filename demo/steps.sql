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

\echo == 7. Who leads? ====================================================================
\echo Within stores, from quarter to quarter: engagement at t with recommendation at t + lag. What
\echo was planted: customers follow employees by one quarter (lag 1). All lags share the bias of
\echo taking out the means of eight quarters, so compare them with each other.
\echo
SELECT lag, round(r::numeric, 3) AS r, n, p_value < 0.001 AS significant
FROM (SELECT xm.lead_lag(store, quarter, xm.mean(ex), xm.mean(cx), 2) AS l FROM store_quarter) s, unnest(l);

\echo == 8. Employees, customers and their stores, in one model ===========================
\echo Ratings of customers within stores: what one point of engagement goes with, and how much of what
\echo is left lies between stores. (Random intercepts by REML, from summaries per store alone.)
\echo
SELECT term, round(estimate::numeric, 2) AS estimate, round(std_error::numeric, 2) AS std_error, round(lower::numeric, 2) AS lower, round(upper::numeric, 2) AS upper
FROM (SELECT xm.multilevel(cx, t) AS f FROM store_ratings, LATERAL (SELECT xm.mean(ex) AS engagement) t) s, xm.coefficients(f);
SELECT component, round(variance::numeric, 3) AS variance FROM (SELECT xm.multilevel(cx, t) AS f FROM store_ratings, LATERAL (SELECT xm.mean(ex) AS engagement) t) s, xm.variance_components(f);

\echo == 9. The chain: employee, customer, spend ==========================================
\echo Over all quarters: engagement -> recommendation -> logarithm of what a customer spends. Planted:
\echo all of the effect goes through recommendation (c_prime is 0), and a point of it is worth 0.25.
\echo Scales that end at 5 and at 10 squeeze good stores together and engagement is measured with
\echo error: so a comes out smaller than planted, b larger, and their product somewhat too small.
\echo
SELECT path, round(estimate::numeric, 3) AS estimate, round(lower::numeric, 3) AS lower, round(upper::numeric, 3) AS upper,
       CASE path WHEN 'b' THEN 0.25 WHEN 'c_prime' THEN 0 WHEN 'a' THEN round(a::numeric, 3) ELSE round((0.25 * a)::numeric, 3) END AS planted
FROM (SELECT xm.moments(t) AS m FROM (SELECT engagement, recommendation, log_spend FROM store_chain) t) s,
     (SELECT regr_slope(service, engagement) / 0.40 AS a FROM planted_store) p, xm.mediation(m, 'engagement', 'recommendation', 'log_spend');

\echo == 10. What drives the visit? =======================================================
\echo Shapley shares of what a visit is like, with intervals from leaving out a fortieth of the stores
\echo at a time. The last columns: what one point adds, estimated and planted.
\echo
SELECT driver, round(100 * share::numeric) AS per_cent, round(100 * (lower / total)::numeric) AS lower, round(100 * (upper / total)::numeric) AS upper,
       round(performance::numeric, 2) AS performance, round(coefficient::numeric, 2) AS coefficient, weight AS planted
FROM (SELECT array_agg(m) AS m FROM (SELECT xm.moments(t) AS m FROM visit_survey v, LATERAL (SELECT v.wait, v.staff, v.assortment, v.brand, v.price, v.overall) t GROUP BY store % 40) g) s,
     LATERAL (SELECT *, sum(importance) OVER () AS total FROM xm.drivers(m, 'overall')) d JOIN planted_driver USING (driver) ORDER BY rank;

\echo == 11. Who leaves, and when? ========================================================
\echo A bad first contact: share of customers still there after a year, and the risk of leaving against others of the
\echo same regard. Planted: 1.6 times.
\echo
SELECT bad_start, round(100 * value::numeric, 1) AS still_there, round(100 * lower::numeric, 1) AS lower, round(100 * upper::numeric, 1) AS upper
FROM (SELECT bad_start, xm.survival(days, gone) AS s FROM customer GROUP BY bad_start) c, xm.estimate(s, 365) ORDER BY bad_start;
SELECT term, round(ratio::numeric, 2) AS ratio, round(exp(lower)::numeric, 2) AS lower, round(exp(upper)::numeric, 2) AS upper, CASE term WHEN 'bad_start' THEN 1.6 ELSE round(exp(-0.45), 2) END AS planted
FROM (SELECT xm.cox(days, gone, t) AS m FROM customer c JOIN planted_customer p USING (customer), LATERAL (SELECT c.bad_start, p.regard) t) s, xm.coefficients(m);

\echo == 12. What is a customer worth? ====================================================
\echo BG/NBD (how often they come, when they stop) and Gamma-Gamma (what they spend) from the log of purchases, against the
\echo planted parameters; then what all of them will spend in the next year, at 10 % interest.
\echo
CREATE TABLE history AS
SELECT customer, (h).* FROM (SELECT customer, xm.purchase_history(at, amount, '2025-12-31') AS h FROM purchase GROUP BY customer) q;
CREATE TABLE worth AS SELECT xm.bg_nbd(frequency, recency, age) AS bg, xm.gamma_gamma(frequency, monetary) AS gg FROM history;
SELECT parameter, round(estimate::numeric, 2) AS estimate, value AS planted
FROM (SELECT p.* FROM worth, xm.clv_parameters(bg) p UNION ALL SELECT p.* FROM worth, xm.clv_parameters(gg) p) e JOIN planted_clv USING (parameter);
SELECT count(*) AS customers, round(sum(xm.p_alive(bg, frequency, recency, age))::numeric) AS alive,
       round(sum(xm.customer_value(bg, gg, frequency, recency, age, monetary, 52, 1.1 ^ (1 / 52.0) - 1))::numeric) AS value_of_a_year
FROM history, worth;

\echo == 13. Segments by values ===========================================================
\echo Every tenth customer said what matters to them (21 answers). Four types were planted, which move what they would
\echo recommend; age and income hardly do. Found by k-means over 2 to 6 segments:
\echo
CREATE TABLE profile AS SELECT customer, xm.pvq21(answers) AS p FROM value_survey;
CREATE TABLE model AS SELECT xm.segments(p, '[2,6]'::int4range) AS m FROM profile;
SELECT k, round(silhouette::numeric, 3) AS silhouette, chosen FROM model, xm.segment_fit(m);
SELECT segment, members, string_agg(label, ', ' ORDER BY difference DESC) FILTER (WHERE difference > 0.4) AS holds_dear FROM model, xm.segment_table(m) GROUP BY segment, members ORDER BY segment;

\echo Agreement with the planted types (1: the same), and what explains the recommendation: demographics, segments, both.
\echo
SELECT round(xm.adjusted_rand(xm.segment(m, p), type)::numeric, 2) AS agreement FROM profile JOIN planted_customer USING (customer), model;
SELECT round((t).r2_demographics::numeric, 4) AS demographics, round((t).r2_segments::numeric, 4) AS segments, round((t).r2_both::numeric, 4) AS both, (t).p_segments < 0.001 AS segments_add
FROM (SELECT xm.segmentation_test(recommend, d, xm.segment(m, p)) AS t
      FROM profile JOIN customer c USING (customer) JOIN customer_answer USING (customer), model, LATERAL (SELECT c.age_group, c.income_group) d) s;
\set ECHO none
