-- The main job, step by step, on the data of demo/data.sql and demo/workspace.sql. Read by demo/run, where VERBOSE=1 shows the statements, and by
-- tools/docs. A table where rows are compared, else a sentence: the whole fits two screens of 50 lines.
\set QUIET on
\pset footer off
\pset null '-'

SELECT to_char((SELECT count(*) FROM store), 'FM999,999') AS stores, to_char((SELECT count(*) FROM employee), 'FM999,999') AS employees,
       to_char((SELECT count(*) FROM customer), 'FM999,999') AS customers, to_char((SELECT count(*) FROM employee_answer), 'FM999,999') AS ex_answers,
       to_char((SELECT count(*) FROM customer_answer), 'FM999,999') AS cx_answers \gset
\echo == The data: SIMULATED, the same on every machine, with a truth that was planted and is shown beside estimates
\echo :stores stores over 8 quarters: :ex_answers answers of :employees employees, :cx_answers of :customers customers.
\echo
\echo == 1. What do customers say, and how sure are we? NPS by region, quarter 8, weighted, 95 % intervals
SELECT round(difference::numeric, 1) AS difference, round(lower::numeric, 1) AS lower, round(upper::numeric, 1) AS upper,
       CASE WHEN p_value < 0.05 THEN 'no chance' ELSE 'may be chance' END AS verdict
FROM (SELECT xm.ratings(recommend, weight) FILTER (WHERE region = 'West') AS west, xm.ratings(recommend, weight) FILTER (WHERE region = 'North') AS north
      FROM customer_answer JOIN store USING (store) WHERE quarter = 8) s, xm.compare(west, north, 'nps') c \gset
\echo Is West better than North? By :difference points, interval :lower to :upper: :verdict.
SELECT region, round(value::numeric, 1) AS nps, round(std_error::numeric, 1) AS std_error, round(lower::numeric, 1) AS lower, round(upper::numeric, 1) AS upper, responses
FROM (SELECT region, xm.ratings(recommend, weight) AS r FROM customer_answer JOIN store USING (store) WHERE quarter = 8 GROUP BY region) s, xm.estimate(r, 'nps') e
ORDER BY nps DESC;

-- What links both sides is asked by an analyst, who may read no answer of an employee: steps 2 to 6 know what was published.
SET ROLE voice_analyst;
\echo == 2. Do stores differ, and do their people agree? Employees here and below: as published, groups of 6 or more
SELECT (e).units, (c).units AS cx_units, round(100 * (e).icc1::numeric) AS ex_between, round(100 * (c).icc1::numeric) AS cx_between, round((e).icc2::numeric, 2) AS ex_reliable,
       round((c).icc2::numeric, 2) AS cx_reliable, round(ex_rwg::numeric, 2) AS ex_rwg, round(cx_rwg::numeric, 2) AS cx_rwg
FROM (SELECT xm.icc(ex_ratings) AS e, xm.icc(cx) AS c, percentile_cont(0.5) WITHIN GROUP (ORDER BY xm.rwg(ex_ratings, '[1,5]')) AS ex_rwg,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY xm.rwg(cx, '[0,10]')) AS cx_rwg FROM store_link) s \gset
\echo Of the differences between answers of employees :ex_between % lie between stores (:units with a published distribution),
\echo of those of customers :cx_between % between :cx_units stores (ICC1). The mean of a store is reliable to :ex_reliable and :cx_reliable (ICC2);
\echo agreement within one (median rwg): :ex_rwg and :cx_rwg.
\echo
\echo == 3. Does employee experience go with customer experience? Engagement, quarter 7; recommendation, quarter 8
SELECT round(slope::numeric, 2) AS slope, round(slope_corrected::numeric, 2) AS slope_corrected
FROM (SELECT xm.link(ex, xm.mean(cx), ex_std_error, std_error) AS l FROM store_link, xm.estimate(cx, 'mean')) s, xm.linkage_summary(l) \gset
SELECT round(estimate::numeric, 2) AS multilevel, round(lower::numeric, 2) AS lower, round(upper::numeric, 2) AS upper, round(100 * unit::numeric) AS between
FROM (SELECT xm.multilevel(cx, t) AS f FROM store_link, LATERAL (SELECT ex AS engagement) t) s, xm.coefficients(f),
     LATERAL (SELECT sum(variance) FILTER (WHERE component = 'unit') / sum(variance) AS unit FROM xm.variance_components(f)) v WHERE term = 'engagement' \gset
\echo A point of engagement goes with :slope points of recommendation; :slope_corrected if it were measured without error.
\echo Customers within stores, in one model (REML): :multilevel, :lower to :upper; of what is left, :between % lie between stores.
SELECT units, round(r::numeric, 2) AS r, round(r_lower::numeric, 2) AS lower, round(r_upper::numeric, 2) AS upper, round(ex_reliability::numeric, 2) AS ex_reliability,
       round(cx_reliability::numeric, 2) AS cx_reliability, round(r_corrected::numeric, 2) AS r_corrected, (SELECT round(corr(ex, cx)::numeric, 2) FROM planted_link) AS planted
FROM (SELECT xm.link(ex, xm.mean(cx), ex_std_error, std_error) AS l FROM store_link, xm.estimate(cx, 'mean')) s, xm.linkage_summary(l);

\echo == 4. Which stores are out of line? Above the median of both sides, of one, of none; and the five farthest
SELECT string_agg(format('%s %s (%s %%)', replace(quadrant, '_', ' '), units, round(100 * share::numeric)), ', ') AS quadrants
FROM (SELECT xm.alignment(ex, xm.mean(cx)) AS a FROM store_link) s, unnest(a) \gset
\echo Good for :quadrants.
\echo Farthest from what engagement lets expect (every 25th store was planted to break the pattern):
SELECT store, round(ex::numeric, 2) AS engagement, round(xm.mean(cx)::numeric, 2) AS recommendation,
       round((intercept + slope * ex)::numeric, 2) AS expected, round((xm.mean(cx) - intercept - slope * ex)::numeric, 2) AS gap, pattern AS planted
FROM store_link, (SELECT slope, intercept FROM (SELECT xm.link(ex, xm.mean(cx)) AS l FROM store_link) s, xm.linkage_summary(l)) line
ORDER BY abs(xm.mean(cx) - intercept - slope * ex) DESC LIMIT 5;

\echo == 5. Who leads? Correlation within stores of engagement at t with recommendation at t + lag (planted: lag 1)
SELECT 'r' AS lag, lag AS at, round(r::numeric, 2) AS r
FROM (SELECT xm.lead_lag(store, quarter, ex, xm.mean(cx), 2) AS l FROM store_published) s, unnest(l) \crosstabview

\echo == 6. The chain: engagement -> recommendation -> logarithm of spend; planted: all of it goes this way
\echo Scales that end squeeze good stores together and engagement has error: a is too small, b too large.
SELECT CASE path WHEN 'a' THEN 'a: a point of engagement on recommendation' WHEN 'b' THEN 'b: a point of recommendation on spend'
                 WHEN 'indirect' THEN 'engagement on spend, through recommendation' ELSE 'engagement on spend, past recommendation' END AS path,
       round(estimate::numeric, 2) AS estimate, round(lower::numeric, 2) AS lower, round(upper::numeric, 2) AS upper,
       round(CASE path WHEN 'b' THEN 0.25 WHEN 'c_prime' THEN 0 WHEN 'a' THEN a ELSE 0.25 * a END::numeric, 2) AS planted
FROM (SELECT xm.moments(t) AS m
      FROM (SELECT engagement, recommendation, log_spend
            FROM (SELECT store, sum(ex * ex_responses) / sum(ex_responses) AS engagement, xm.mean(xm.rollup(cx)) AS recommendation FROM store_published GROUP BY store) p
            JOIN (SELECT store, avg(ln(spend)) AS log_spend FROM customer GROUP BY store) c USING (store)) t) s,
     (SELECT regr_slope(service, engagement) / 0.40 AS a FROM planted_store) p, xm.mediation(m, 'engagement', 'recommendation', 'log_spend') WHERE path <> 'c';
RESET ROLE;

\echo == 7. What drives the visit? Shapley shares with jackknife intervals over stores; what a point adds
SELECT driver, round(100 * share::numeric) AS per_cent, round(100 * (lower / total)::numeric) AS lower, round(100 * (upper / total)::numeric) AS upper,
       round(performance::numeric, 2) AS performance, round(coefficient::numeric, 2) AS coefficient, round(weight::numeric, 2) AS planted
FROM (SELECT array_agg(m) AS m FROM (SELECT xm.moments(t) AS m FROM visit_survey v, LATERAL (SELECT v.wait, v.staff, v.assortment, v.brand, v.price, v.overall) t GROUP BY store % 40) g) s,
     LATERAL (SELECT *, sum(importance) OVER () AS total FROM xm.drivers(m, 'overall')) d JOIN planted_driver USING (driver) ORDER BY rank;

\echo == 8. Who leaves, and when? A bad first contact
SELECT max(text) FILTER (WHERE bad_start) AS bad, max(text) FILTER (WHERE NOT bad_start) AS good
FROM (SELECT bad_start, format('%s %% (%s to %s)', round(100 * value::numeric, 1), round(100 * lower::numeric, 1), round(100 * upper::numeric, 1)) AS text
      FROM (SELECT bad_start, xm.survival(days, gone) AS s FROM customer GROUP BY bad_start) c, xm.estimate(s, 365)) t \gset
SELECT round(ratio::numeric, 2) AS ratio, round(exp(lower)::numeric, 2) AS lower, round(exp(upper)::numeric, 2) AS upper
FROM (SELECT xm.cox(days, gone, t) AS m FROM customer c JOIN planted_customer p USING (customer), LATERAL (SELECT c.bad_start, p.regard) t) s, xm.coefficients(m) WHERE term = 'bad_start' \gset
\echo After a year :bad are still there, of others :good.
\echo Against others of the same regard their risk of leaving is :ratio times (:lower to :upper); planted: 1.60.
\echo
\echo == 9. What is a customer worth? BG/NBD (how often, until when) and Gamma-Gamma (how much) from purchases
CREATE TABLE history AS
SELECT customer, (h).* FROM (SELECT customer, xm.purchase_history(at, amount, '2025-12-31') AS h FROM purchase GROUP BY customer) q;
CREATE TABLE worth AS SELECT xm.bg_nbd(frequency, recency, age) AS bg, xm.gamma_gamma(frequency, monetary) AS gg FROM history;
SELECT to_char(count(*), 'FM999,999') AS customers, to_char(sum(xm.p_alive(bg, frequency, recency, age)), 'FM999,999') AS alive,
       to_char(sum(xm.customer_value(bg, gg, frequency, recency, age, monetary, 52, 1.1 ^ (1 / 52.0) - 1)), 'FM999,999') AS value
FROM history, worth \gset
\echo Of :customers customers :alive still buy; all will spend :value euros in the next year, at 10 % interest.
SELECT 'estimate' AS parameter, parameter AS name, round(estimate::numeric, 2) AS value FROM worth, LATERAL (SELECT * FROM xm.clv_parameters(bg) UNION ALL SELECT * FROM xm.clv_parameters(gg)) p JOIN planted_clv USING (parameter)
UNION ALL SELECT 'planted', parameter, round(value::numeric, 2) FROM planted_clv \crosstabview

\echo == 10. Which segments are there, by what people value? k-means on 21 answers of every tenth customer
CREATE TABLE profile AS SELECT customer, xm.pvq21(answers) AS p FROM value_survey;
CREATE TABLE model AS SELECT xm.segments(p, '[2,6]'::int4range) AS m FROM profile;
SELECT string_agg(format('%s: %s', k, round(silhouette::numeric, 2)), ', ' ORDER BY k) AS silhouettes, max(k) FILTER (WHERE chosen) AS chosen FROM model, xm.segment_fit(m) \gset
SELECT round(xm.adjusted_rand(xm.segment(m, p), type)::numeric, 2) AS agreement FROM profile JOIN planted_customer USING (customer), model \gset
SELECT round(100 * (t).r2_demographics::numeric, 2) AS demographics, round(100 * (t).r2_both::numeric, 2) AS both
FROM (SELECT xm.segmentation_test(recommend, d, xm.segment(m, p)) AS t
      FROM profile JOIN customer c USING (customer) JOIN customer_answer USING (customer), model, LATERAL (SELECT c.age_group, c.income_group) d) s \gset
\echo Silhouettes (:silhouettes) say :chosen; agreement with the 4 planted: :agreement.
\echo Age and income explain :demographics % of recommendation, with the segments :both %.
SELECT segment, members, string_agg(replace(label, '_', ' '), ', ' ORDER BY difference DESC) FILTER (WHERE difference > 0.4) AS holds_dear FROM model, xm.segment_table(m) GROUP BY segment, members ORDER BY segment;
