-- xm.chart_estimates
SELECT substring(xm.chart_estimates(region, value, lower, upper, '{"title": "NPS by region"}')::text FROM '<desc>(.*?)</desc>') AS description
FROM (SELECT region, (xm.estimate(xm.rollup(cx), 'nps')).* FROM store_ratings GROUP BY region) e;
-- xm.chart_bars
SELECT substring(xm.chart_bars(region, stores, '{"title": "Stores by region"}')::text FROM '<desc>(.*?)</desc>') AS description
FROM (SELECT region, count(*) AS stores FROM store_ratings GROUP BY region) s;
-- xm.chart_trend
SELECT substring(xm.chart_trend(month, value, lower, upper, 'all stores', '{"title": "NPS"}')::text FROM '<desc>(.*?)</desc>') AS description
FROM (SELECT date '2023-10-01' + quarter * interval '3 months' AS month, (xm.estimate(xm.rollup(cx), 'nps')).* FROM store_quarter GROUP BY quarter) q;
-- xm.chart_scatter
SELECT substring(xm.chart_scatter(xm.mean(ex), xm.mean(cx), 'Store ' || store, '{"title": "Employees and customers"}')::text FROM '<desc>(.*?)</desc>') AS description
FROM store_ratings;
-- xm.chart_shares
SELECT substring(xm.chart_shares(region, (ARRAY['detractors', 'passives', 'promoters'])[part], part, share, '{"percent": true}')::text FROM '<desc>(.*?)</desc>') AS description
FROM (SELECT region, CASE WHEN recommend < 7 THEN 1 WHEN recommend < 9 THEN 2 ELSE 3 END AS part, count(*) / sum(count(*)) OVER (PARTITION BY region) AS share
      FROM customer_answer JOIN store USING (store) GROUP BY 1, 2) s;
-- xm.chart_heat
SELECT substring(xm.chart_heat(region, quarter::text, nps, '{"digits": 0}')::text FROM '<desc>(.*?)</desc>') AS description
FROM (SELECT region, quarter, xm.nps(xm.ratings(recommend)) AS nps FROM customer_answer JOIN store USING (store) GROUP BY 1, 2) s;
-- xm.chart_histogram
SELECT substring(xm.chart_histogram(recommend)::text FROM '<desc>(.*?)</desc>') AS description FROM customer_answer WHERE quarter = 8;
-- xm.chart_survival
SELECT substring(xm.chart_survival(start, s, '{"x": "days"}')::text FROM '<desc>(.*?)</desc>') AS description
FROM (SELECT CASE WHEN bad_start THEN 'bad start' ELSE 'good start' END AS start, xm.survival(days, gone) AS s FROM customer GROUP BY 1) c;
-- xm.chart_control
SELECT substring(xm.chart_control(period, value, centre, lower, upper, signal)::text FROM '<desc>(.*?)</desc>') AS description
FROM (SELECT xm.control_chart(date '2022-01-01' + 91 * quarter, cx, 'nps') AS c FROM (SELECT quarter, xm.rollup(cx) AS cx FROM store_quarter GROUP BY quarter) q) s, unnest(c);
-- xm.chart_paths
SELECT substring(xm.chart_paths(path, kind, estimate, lower, upper)::text FROM '<desc>(.*?)</desc>') AS description
FROM (SELECT xm.moments(v) AS m FROM (SELECT wait, staff, overall FROM visit_survey) v) s, xm.paths(m, 'wait', 'staff', 'overall');
-- xm.chart_priority
SELECT substring(xm.chart_priority(driver, share, performance)::text FROM '<desc>(.*?)</desc>') AS description
FROM (SELECT * FROM (SELECT xm.moments(v) AS m FROM (SELECT overall, wait, staff, assortment, brand, price FROM visit_survey) v) s, xm.drivers(m, 'overall')) d;
-- xm.sparkline
SELECT length(xm.sparkline(date '2023-10-01' + quarter * 91, nps)::text) > 500 AS drawn
FROM (SELECT quarter, xm.nps(xm.ratings(recommend)) AS nps FROM customer_answer GROUP BY quarter) q;
