-- The pictures that are kept in test/golden/charts, each under its name. All numbers are fixed or follow from whole ones.

-- estimates
SELECT xm.chart_estimates(label, value, lower, upper, '{"title": "NPS by region", "subtitle": "Customers who answered in 2026, with 95 % intervals", "reference": 0}')
FROM (VALUES ('North', 17.3, 14.9, 19.7), ('South', 2.8, 0.3, 5.3), ('East', -4.1, -6.6, -1.6), ('West', 20.5, 18.1, 22.9), ('Online', 9.9, 8.8, 11)) v(label, value, lower, upper);
-- estimates-without-intervals
SELECT xm.chart_estimates(label, value, NULL, NULL, '{"title": "Mean rating of the visit", "limits": [1, 5], "digits": 2}')
FROM (VALUES ('Staff', 4.31), ('Assortment', 4.02), ('Prices', 3.18), ('Queues', 2.74), ('Parking', 3.55)) v(label, value);
-- estimates-any-label
SELECT xm.chart_estimates(label, value, value - 3, value + 4, '{"title": "Labels that people write <b>&amp;</b> \"quote\""}')
FROM (VALUES ('<script>alert("1")</script>', 31), ('Tom & Jerry''s "shop"', 29), ('مطعم المدينة', 27), ('סניף תל אביב', 25), ('北京市朝阳区建国路八十八号客户服务中心', 23),
  ('東京都 カスタマー', 21), ('👩‍👩‍👧‍👦 families 🇩🇪', 19), ('', 17), (NULL, 15), ('same', 13), ('same', 11), (repeat('a label without an end ', 22), 9), (repeat('Donaudampfschifffahrt', 24), 7),
  (E'tab\tand\nline', 5)) v(label, value);
-- estimates-right-to-left
SELECT xm.chart_estimates(label, value, lower, upper, '{"title": "رضا العملاء حسب المنطقة", "subtitle": "فترات الثقة ٩٥٪", "language": "ar", "reference": 0}')
FROM (VALUES ('الرياض', 32.5, 28, 37), ('جدة', 18, 12, 24), ('الدمام', -6, -12, 0.5), ('VIP', 41, 33, 49)) v(label, value, lower, upper);
-- estimates-tiny
SELECT xm.chart_estimates('sensor ' || i, 1e-12 * i * i - 3e-12, 1e-12 * i * i - 4e-12, 1e-12 * i * i - 2e-12) FROM generate_series(1, 4) i;
-- estimates-200
SELECT xm.chart_estimates('Store ' || i, x, x - 5 - i % 7, x + 5 + i % 5, '{"title": "All stores", "subtitle": "mean of 2026", "reference": [40, 60]}')
FROM (SELECT i, 20 + (i * 7919 % 601) / 10.0 AS x FROM generate_series(1, 200) i) s;
-- estimates-one
SELECT xm.chart_estimates('All', 42.3, 37, 47.1, '{"title": "One number alone"}');
-- estimates-nothing
SELECT xm.chart_estimates(NULL, NULL, NULL, NULL, '{"title": "Nobody was asked"}') FROM generate_series(1, 3);
-- estimates-all-options
SELECT xm.chart_estimates(label, value, lower, upper, '{"title": "Anteil zufriedener Kunden", "subtitle": "Alle Angaben in Prozent der Befragten", "x": "Anteil", "y": "Filiale", "width": 480, "height": 260,
  "order": ["Berlin", "Hamburg", "Köln"], "reference": 0.75, "limits": [0, 1], "digits": 1, "percent": true, "colors": ["#7a1fa2"], "language": "de"}')
FROM (VALUES ('Köln', 0.713, 0.66, 0.76), ('Hamburg', 0.801, 0.77, 0.83), ('Berlin', 0.642, 0.6, 0.69), ('München', 0.9, 0.86, 0.94)) v(label, value, lower, upper);
-- estimates-long-title
SELECT xm.chart_estimates(label, value, lower, upper, '{"title": "Customers of the northern stores recommend us more often than those of the south, and the difference has grown in each of the last four quarters",
  "subtitle": "Net promoter score, 0 to 10 turned into −100 to 100, answers of people who bought at least once between January and December, with 95 % intervals", "width": 360}')
FROM (VALUES ('North', 17.3, 14.9, 19.7), ('South and the islands', 2.8, 0.3, 5.3)) v(label, value, lower, upper);

-- bars
SELECT xm.chart_bars(label, value, '{"title": "Answers by channel"}')
FROM (VALUES ('E-mail', 12840), ('App', 9310), ('Till receipt', 4125), ('Telephone', 880), ('Letter', 64)) v(label, value);
-- bars-intervals
SELECT xm.chart_bars(label, value, lower, upper, '{"title": "What a year brought", "subtitle": "Change of the score against the year before, 95 % intervals"}')
FROM (VALUES ('New tills', 6.1, 3.9, 8.2), ('Longer hours', 2.2, -0.4, 4.8), ('Fewer staff', -4.7, -7, -2.4), ('Price rise', -8.9, -11.8, -6.1), ('New bags', 0.1, -2, 2.1)) v(label, value, lower, upper);
-- bars-negative
SELECT xm.chart_bars(label, value, '{"title": "Balance of opinions", "percent": true, "width": 400}') FROM (VALUES ('Service', 0.34), ('Quality', 0.12), ('Price', -0.27), ('Delivery', -0.083)) v(label, value);
-- bars-chinese
SELECT xm.chart_bars(label, value, '{"title": "各渠道回答数量", "subtitle": "二〇二六年全年", "language": "zh"}') FROM (VALUES ('电子邮件', 1284000), ('手机应用', 931000), ('收银小票', 412500), ('电话客服中心', 88000)) v(label, value);
-- bars-millions
SELECT xm.chart_bars(label, value, '{"title": "Revenue at risk", "x": "euros", "language": "de"}') FROM (VALUES ('Bestandskunden', 48300000), ('Neukunden', 12750000), ('Rückkehrer', 3400000)) v(label, value);

-- trend
SELECT xm.chart_trend(at, value, value - 4 - k, value + 4 + k, series, '{"title": "Score by month", "subtitle": "Employees and customers, 95 % intervals", "y": "eNPS, NPS"}')
FROM (SELECT (date '2024-01-01' + make_interval(months => i))::date AS at, k, CASE k WHEN 1 THEN 'Employees' ELSE 'Customers' END AS series,
             CASE WHEN i <> 13 THEN 10 * k + i * (k - 1.2) + (i * 37 + k * 11) % 9 END AS value FROM generate_series(0, 23) i, generate_series(1, 2) k) s;
-- trend-one-line
SELECT xm.chart_trend(at, value, lower, upper, NULL, '{"title": "Anteil zufriedener Kunden", "percent": true, "language": "de", "reference": 0.8, "limits": [0.5, 1]}')
FROM (SELECT date '2025-01-06' + 7 * i AS at, 0.66 + 0.004 * i + (i * 29 % 11) / 200.0 AS value, 0.6 + 0.004 * i AS lower, 0.76 + 0.004 * i AS upper FROM generate_series(0, 25) i) s;
-- trend-20-series
SELECT xm.chart_trend(date '2026-01-01' + 30 * i, 50 + s * 2 + (i * s * 31) % 17 - 8, NULL, NULL, 'Region ' || s, '{"title": "Twenty regions"}') FROM generate_series(0, 11) i, generate_series(1, 20) s;
-- trend-30-years
SELECT xm.chart_trend(make_date(1996 + i, 7, 1), 60 + i * 0.7 - (i * 13 % 7), NULL, NULL, NULL, '{"title": "Thirty years of asking", "y": "satisfied, %"}') FROM generate_series(0, 30) i;
-- trend-3-minutes
SELECT xm.chart_trend(timestamptz '2026-03-01 11:58:20+00' + make_interval(secs => 10 * i), 200 + (i * 41 % 37), NULL, NULL, NULL, '{"title": "Answers per second", "language": "en"}') FROM generate_series(0, 18) i;
-- trend-equal-values
SELECT xm.chart_trend(date '2026-01-01' + i, 7, 7, 7, NULL) FROM generate_series(0, 5) i;
-- trend-huge
SELECT xm.chart_trend(date '2026-01-01' + 31 * i, 1e15 + i * 1e14, 9e14 + i * 1e14, 1.1e15 + i * 1e14, series, '{"title": "Large numbers"}') FROM generate_series(0, 6) i, (VALUES ('العربية'), ('中文'), ('English')) v(series) WHERE series <> '中文' OR i < 4;
-- trend-one-point
SELECT xm.chart_trend(date '2026-02-01', 12, 8, 16, 'Pilot', '{"title": "The first month"}');

-- scatter
SELECT xm.chart_scatter(x, y, label, '{"title": "Happier staff, happier customers", "subtitle": "Stores, means of 2026", "x": "employee rating", "y": "customer rating", "digits": 2}')
FROM (SELECT 3 + (i * 53 % 101) / 60.0 AS x, 3.1 + (i * 53 % 101) / 90.0 + (i * 37 % 23) / 40.0 AS y, 'Store ' || i AS label FROM generate_series(1, 40) i) s;
-- scatter-quadrants
SELECT xm.chart_scatter(x, y, NULL, '{"title": "Four groups of stores", "x": "eNPS", "y": "NPS", "reference": [0, 20]}') FROM (SELECT (i * 53 % 101) - 50 AS x, (i * 53 % 101) / 2 - 10 + (i * 37 % 61) AS y FROM generate_series(1, 300) i) s;
-- scatter-hexagons
SELECT xm.chart_scatter(x, y, NULL, '{"title": "5,000 customers", "x": "days since the last purchase", "y": "euros a year"}') FROM (SELECT a * a / 40.0 AS x, 20 + a * 3 + b * b / 30.0 AS y FROM (SELECT i * 7919 % 200 AS a, i * 104729 % 190 AS b FROM generate_series(1, 5000) i) s) t;
-- scatter-two-points
SELECT xm.chart_scatter(x, y, label) FROM (VALUES (1, 2, 'עברית'), (2, 3, '<i>')) v(x, y, label);

-- shares
SELECT xm.chart_shares(label, category, position, share, '{"title": "I would recommend working here", "subtitle": "Pulse of May 2026, share of answers", "percent": true}')
FROM (VALUES ('Sales', 0.04, 0.09, 0.21, 0.41), ('Service', 0.11, 0.19, 0.26, 0.3), ('Logistics', 0.19, 0.27, 0.22, 0.21), ('Head office', 0.02, 0.06, 0.16, 0.45)) v(label, a, b, c, d),
  LATERAL (VALUES ('disagree strongly', 1, a), ('disagree', 2, b), ('neither', 3, c), ('agree', 4, d), ('agree strongly', 5, 1 - a - b - c - d)) w(category, position, share);
-- shares-even
SELECT xm.chart_shares(label, category, position, share, '{"title": "How often do you talk to customers?", "x": "answers"}')
FROM (VALUES ('Until 2 years with us', 31, 44, 60, 12), ('2 to 10 years with us', 12, 50, 81, 40), ('More than 10 years with us, or not known', 8, 12, 70, 66)) v(label, a, b, c, d),
  LATERAL (VALUES ('never', 1, a), ('once a month or less', 2, b), ('every week', 3, c), ('every day', 4, d)) w(category, position, share);
-- shares-one-category
SELECT xm.chart_shares(label, 'answered', 1, share, '{"title": "Response", "percent": true}') FROM (VALUES ('Berlin', 0.62), ('Paris', 0.41), ('Rome', 0.385)) v(label, share);
-- shares-eleven
SELECT xm.chart_shares(label, k::text, k, (k * m + 3) % 13, '{"title": "0 to 10", "subtitle": "all answers"}') FROM (VALUES ('First wave', 5), ('Second wave', 7), ('Third wave', 9)) v(label, m), generate_series(0, 10) k;
-- shares-right-to-left
SELECT xm.chart_shares(label, category, position, share, '{"title": "האם תמליצו עלינו?", "percent": true, "language": "he"}')
FROM (VALUES ('צפון', 0.2, 0.3), ('דרום', 0.35, 0.25)) v(label, a, b), LATERAL (VALUES ('לא', 1, a), ('אולי', 2, b), ('כן', 3, 1 - a - b)) w(category, position, share);

-- heat
SELECT xm.chart_heat(unit, item, value, '{"title": "Score by store and question", "digits": 0}')
FROM (SELECT u.label AS unit, i.label AS item, (u.k * 37 + i.k * 53) % 91 - 40 + (u.k * i.k % 10) / 10.0 AS value FROM
  (VALUES (1, 'Berlin'), (2, 'Hamburg'), (3, 'München'), (4, 'Köln'), (5, 'Frankfurt am Main')) u(k, label), (VALUES (1, 'Staff'), (2, 'Waiting time'), (3, 'Prices'), (4, 'Assortment'), (5, 'Cleanliness of the store')) i(k, label)) s
WHERE NOT (unit = 'Köln' AND item = 'Prices');
-- heat-many
SELECT xm.chart_heat('Unit ' || lpad(u::text, 2, '0'), lpad(m::text, 2, '0'), (u * 31 + m * 17) % 100, '{"title": "Thirty weeks", "x": "week", "y": "unit"}') FROM generate_series(1, 25) u, generate_series(1, 30) m;
-- heat-long-names
SELECT xm.chart_heat('segment ' || s, name, ((s * 37 + k * 53) % 23 - 8) / 10.0, '{"title": "What matters to whom"}')
FROM generate_series(1, 4) s, unnest('{achievement,benevolence,conformity,hedonism,power,security,self direction,stimulation,tradition,universalism}'::text[]) WITH ORDINALITY v(name, k);
-- heat-chinese
SELECT xm.chart_heat(r, c, value, '{"title": "满意度", "percent": true, "language": "zh"}') FROM (VALUES ('上海', '服务态度', 0.71), ('上海', '价格', 0.42), ('北京', '服务态度', 0.66), ('北京', '价格', 0.38), ('广州', '服务态度', 0.8), ('广州', '价格', NULL)) v(r, c, value);

-- histogram
SELECT xm.chart_histogram(v, '{"title": "How likely are you to recommend us?", "x": "rating", "y": "answers"}') FROM (VALUES (0, 40), (1, 12), (2, 18), (3, 25), (4, 33), (5, 120), (6, 98), (7, 210), (8, 340), (9, 290), (10, 410)) s(v, n), generate_series(1, n);
-- histogram-skewed
SELECT xm.chart_histogram(i * i / 1000.0 + (i * 7919 % 97) / 10.0, '{"title": "Euros a customer", "subtitle": "Dashed: 100 euros, what it costs to win one", "x": "euros a year", "reference": 100}') FROM generate_series(1, 600) i;
-- histogram-equal
SELECT xm.chart_histogram(0.25) FROM generate_series(1, 9);

-- survival
SELECT xm.chart_survival(start, s, '{"title": "Customers who stay", "subtitle": "By how their first order went", "x": "days since the first order"}')
FROM (SELECT start, xm.survival(days, gone) AS s FROM (SELECT CASE i % 2 WHEN 0 THEN 'on time' ELSE 'late' END AS start, 1 + (i * 7919 % 719) * (2 - i % 2) / 2 AS days, (i * 104729 % 10) < 3 + 3 * (i % 2) AS gone FROM generate_series(1, 400) i) p GROUP BY start) c;
-- survival-one
SELECT xm.chart_survival(NULL, s, '{"title": "Until people leave", "x": "months", "reference": 6}') FROM (SELECT xm.survival(1 + i % 12, i % 3 <> 0) AS s FROM generate_series(1, 60) i) p;

-- control
SELECT xm.chart_control((date '2024-01-01' + make_interval(months => i))::date, value, 40, 34 - i % 3, 46 + i % 3, signal, '{"title": "Is a month unusual?", "y": "NPS"}')
FROM (SELECT i, CASE i WHEN 9 THEN 52.4 WHEN 20 THEN 29.5 ELSE 40 + (i * 37 % 11) - 5 END AS value, CASE i WHEN 9 THEN 'above_limit' WHEN 20 THEN 'below_limit' END AS signal FROM generate_series(0, 23) i) s;
-- control-without-limits
SELECT xm.chart_control(date '2026-01-05' + 7 * i, 3 + (i * 29 % 13) / 10.0, 3.6, NULL, NULL, NULL, '{"title": "Mean rating by week", "language": "fr"}') FROM generate_series(0, 15) i;

-- paths
SELECT xm.chart_paths(path, kind, estimate, lower, upper, '{"title": "From staff to money", "subtitle": "Standardised paths, 95 % intervals"}')
FROM (VALUES ('staff > service', 'direct', 0.41, 0.33, 0.49), ('staff > loyalty', 'direct', 0.04, -0.03, 0.11), ('staff > revenue', 'direct', 0.02, -0.05, 0.09), ('service > loyalty', 'direct', 0.52, 0.45, 0.6),
  ('service > revenue', 'direct', -0.12, -0.2, -0.04), ('loyalty > revenue', 'direct', 0.37, 0.3, 0.44), ('staff > service > loyalty', 'indirect', 0.21, 0.16, 0.27), ('staff > service > loyalty > revenue', 'indirect', 0.08, 0.05, 0.11),
  ('staff > service > revenue', 'indirect', -0.05, -0.09, -0.02), ('staff > loyalty > revenue', 'indirect', 0.01, -0.01, 0.04), ('staff > revenue', 'total_indirect', 0.04, 0.01, 0.08), ('staff > revenue', 'total', 0.06, -0.01, 0.14)) v(path, kind, estimate, lower, upper);
-- paths-mediation
SELECT xm.chart_paths(path, NULL, estimate, lower, upper, '{"title": "Through what does it work?", "order": ["training", "confidence", "service rated by customers"]}')
FROM (VALUES ('a', 0.31, 0.22, 0.4), ('b', 0.45, 0.36, 0.54), ('c', 0.19, 0.1, 0.28), ('c_prime', 0.05, -0.04, 0.14), ('indirect', 0.14, 0.09, 0.2)) v(path, estimate, lower, upper);

-- priority
SELECT xm.chart_priority(label, importance, performance, '{"title": "What to improve first", "x": "rating, 1 to 5", "y": "share of the explained variance"}')
FROM (VALUES ('Waiting time', 0.31, 3.1), ('Staff', 0.27, 4.3), ('Assortment', 0.16, 3.9), ('Prices', 0.12, 2.9), ('Brand', 0.08, 4.1), ('Parking', 0.04, 3.4), ('Opening hours', 0.02, 4.4)) v(label, importance, performance);
-- priority-many
SELECT xm.chart_priority('Driver ' || i, (i * 37 % 41) / 41.0, 1 + (i * 53 % 79) / 20.0, '{"title": "Forty drivers", "reference": [3, 0.5], "width": 800}') FROM generate_series(1, 40) i;

-- sparkline
SELECT xm.sparkline(date '2026-01-01' + 30 * i, 40 + (i * 37 % 11), '{"title": "NPS of Berlin"}') FROM generate_series(0, 11) i;
-- sparkline-gap
SELECT xm.sparkline(timestamptz '2026-01-01 00:00+00' + make_interval(hours => i), CASE WHEN i NOT BETWEEN 5 AND 6 THEN i % 5 END, '{"width": 160, "height": 32}') FROM generate_series(0, 14) i;
-- sparkline-nothing
SELECT xm.sparkline(NULL::date, 1);
