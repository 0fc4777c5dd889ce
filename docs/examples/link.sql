-- xm.link
SELECT units, round(r::numeric, 2) AS r FROM (SELECT xm.link(ex, cx, 'mean', 'nps') AS l FROM store_ratings) s, xm.linkage_summary(l);
-- xm.rollup
SELECT units, round(r::numeric, 2) AS r
FROM (SELECT xm.rollup(l) AS l FROM (SELECT region, xm.link(ex, cx) AS l FROM store_ratings GROUP BY region) q) s, xm.linkage_summary(l);
-- xm.linkage_summary
SELECT units, employees, customers, round(r::numeric, 2) AS r, round(r_lower::numeric, 2) AS lower, round(r_upper::numeric, 2) AS upper, round(ex_reliability::numeric, 2) AS ex_reliability,
       round(r_corrected::numeric, 2) AS r_corrected, round(slope_corrected::numeric, 2) AS slope_corrected
FROM (SELECT xm.link(ex, cx) AS l FROM store_ratings) s, xm.linkage_summary(l);
-- xm.icc
SELECT round((i).icc1::numeric, 3) AS icc1, round((i).icc2::numeric, 3) AS icc2, (i).units, (i).responses FROM (SELECT xm.icc(ex) AS i FROM store_ratings) s;
-- xm.rwg
SELECT store, round(xm.rwg(ex, '[1,5]')::numeric, 2) AS agreement FROM store_ratings WHERE store <= 3 ORDER BY store;
-- xm.alignment
SELECT quadrant, units, round(share::numeric, 3) AS share FROM (SELECT xm.alignment(xm.mean(ex), xm.mean(cx)) AS a FROM store_ratings) s, unnest(a);
-- xm.lead_lag
SELECT lag, round(r::numeric, 3) AS r, n FROM (SELECT xm.lead_lag(store, quarter, xm.mean(ex), xm.mean(cx), 2) AS l FROM store_quarter) s, unnest(l);
-- xm.multilevel
SELECT term, round(estimate::numeric, 2) AS estimate, round(std_error::numeric, 2) AS std_error
FROM (SELECT xm.multilevel(cx, t) AS model FROM store_ratings, LATERAL (SELECT xm.mean(ex) AS engagement, (region = 'North')::int AS north) t) s, xm.coefficients(model);
-- xm.variance_components
SELECT component, round(variance::numeric, 3) AS variance, round(stddev::numeric, 3) AS stddev FROM (SELECT xm.multilevel(cx) AS model FROM store_ratings) s, xm.variance_components(model);
