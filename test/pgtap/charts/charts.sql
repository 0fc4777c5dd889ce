\i test/pgtap/include/begin.psql
SELECT plan(22);
CREATE TABLE score (label text, value float8, lower float8, upper float8, day date);
INSERT INTO score VALUES ('North', 17.3, 14.9, 19.7, '2026-01-01'), ('South', 2.8, 0.3, 5.3, '2026-02-01'), ('East <b>', -4.1, -6.6, -1.6, '2026-03-01'), ('"West" & more', NULL, 1, 2, '2026-04-01');
CREATE FUNCTION pg_temp.labels(picture xm.svg) RETURNS text[] LANGUAGE sql AS $$ SELECT array_agg(m[1]) FROM regexp_matches(picture::text, '<title>([^<:]*): ', 'g') m $$;
CREATE FUNCTION pg_temp.description(picture xm.svg) RETURNS text LANGUAGE sql AS $$ SELECT substring(picture::text FROM '<desc>(.*?)</desc>') $$;
-- Each chart over the same rows.
CREATE TEMP VIEW drawn AS
SELECT c.* FROM (SELECT
  xm.chart_estimates(label, value, lower, upper) AS estimates, xm.chart_bars(label, value) AS bars, xm.chart_bars(label, value, lower, upper) AS intervals,
  xm.chart_trend(day, value, lower, upper, NULL) AS trend, xm.chart_trend(day::timestamptz, value, lower, upper, label) AS trends,
  xm.chart_scatter(lower, value, label) AS scatter, xm.chart_shares(label, 'c', 1, abs(value)) AS shares, xm.chart_heat(label, 'c', value) AS heat, xm.chart_histogram(value) AS histogram,
  xm.chart_control(day, value, 5, -10, 20, NULL) AS control, xm.chart_paths(label || ' > y', 'direct', value, lower, upper) AS paths, xm.chart_priority(label, value, lower) AS priority, xm.sparkline(day, value) AS spark
  FROM score) s, LATERAL (VALUES ('chart_estimates', estimates), ('chart_bars', bars), ('chart_bars with intervals', intervals), ('chart_trend', trend), ('chart_trend of series', trends), ('chart_scatter', scatter), ('chart_shares', shares),
  ('chart_heat', heat), ('chart_histogram', histogram), ('chart_control', control), ('chart_paths', paths), ('chart_priority', priority), ('sparkline', spark)) c(chart, picture);

SELECT is((SELECT array_agg(chart) FROM drawn WHERE picture::text !~ '^<svg xmlns="http://www.w3.org/2000/svg" class="xm(-word)?" role="img" viewBox="0 0 [0-9]+ [0-9]+" width="[0-9]+" height="[0-9]+" style="[^"]*"><title>[^<]+</title><desc>[^<]+</desc>'), NULL, 'each has its role, a title and a description');
SELECT is((SELECT array_agg(chart) FROM drawn WHERE picture::text !~ '1 row without a value is left out'), NULL, 'a row without a value is counted in each');
SELECT is((SELECT array_agg(chart) FROM drawn WHERE picture::text LIKE '%<b>%' OR picture::text LIKE '%"West"%'), NULL, 'no label becomes markup');
SELECT is((SELECT array_agg(chart) FROM drawn WHERE picture::text::xm.svg::text <> picture::text), NULL, 'the input of the type takes each');
SELECT is((SELECT array_agg(chart) FROM drawn WHERE picture IS NULL), NULL, 'none is NULL');
SELECT ok((SELECT bool_and(picture::text LIKE '%No data%' AND pg_temp.description(picture) = 'There are no data to show.') FROM (SELECT
  xm.chart_estimates(label, value, lower, upper), xm.chart_bars(label, value), xm.chart_trend(day, value, lower, upper, NULL), xm.chart_scatter(lower, value, label), xm.chart_shares(label, 'c', 1, value), xm.chart_heat(label, 'c', value),
  xm.chart_histogram(value), xm.chart_survival(label, NULL), xm.chart_control(day, value, 5, 0, 20, NULL), xm.chart_paths(label, 'direct', value, lower, upper), xm.chart_priority(label, value, lower), xm.sparkline(day, value)
  FROM score WHERE false) s(a, b, c, d, e, f, g, h, i, j, k, l), LATERAL (VALUES (a), (b), (c), (d), (e), (f), (g), (h), (i), (j), (k), (l)) p(picture)), 'no rows at all: a picture that says so');

SELECT is(pg_temp.labels(xm.chart_estimates(label, value, lower, upper)), '{North,South,East &lt;b&gt;}', 'by value') FROM score;
SELECT is(pg_temp.labels(xm.chart_estimates(label, value, lower, upper, '{"order": "label"}')), '{East &lt;b&gt;,North,South}', 'by label') FROM score;
SELECT is(pg_temp.labels(xm.chart_estimates(label, value, lower, upper, '{"order": ["South", "East <b>"]}')), '{South,East &lt;b&gt;,North}', 'as a list says, the others behind') FROM score;
SELECT is(pg_temp.refusal($$ SELECT xm.chart_estimates(label, value, lower, upper, '{"order": "given"}') FROM score $$), '22023 options.order: "given" is no order', 'given needs its list');
SELECT is(pg_temp.refusal($$ SELECT xm.chart_estimates(label, value, lower, upper, jsonb_build_object('title', label)) FROM score $$), '22023 the options of a chart differ from row to row', 'options are those of all rows');

-- Options of every wrong kind: 22023 with a path and a hint, whatever the chart.
SELECT is((SELECT array_agg(o || ': ' || refusal) FROM (VALUES
  ('{"titel": "x"}'), ('{"title": 1}'), ('{"subtitle": []}'), ('{"x": {}}'), ('{"y": true}'), ('{"width": "640"}'), ('{"width": 39}'), ('{"width": 640.5}'), ('{"height": -1}'), ('{"height": 1e9}'), ('{"order": 1}'), ('{"order": [1]}'), ('{"order": "size"}'),
  ('{"reference": "0"}'), ('{"reference": ["0"]}'), ('{"limits": 1}'), ('{"limits": [1]}'), ('{"limits": [2, 1]}'), ('{"limits": [1, 1]}'), ('{"limits": [0, 1, 2]}'), ('{"digits": 1.5}'), ('{"digits": -1}'), ('{"digits": "2"}'), ('{"percent": 1}'),
  ('{"percent": "true"}'), ('{"colors": "#ffffff"}'), ('{"colors": ["red"]}'), ('{"colors": ["#12345"]}'), ('{"colors": ["#12345g"]}'), ('{"language": 1}'), ('{"language": "x"}'), ('{"language": "en\"/>"}'), ('{"direction": "up"}')) v(o),
  LATERAL (SELECT pg_temp.refusal(format('SELECT xm.%s, %L)', call, o)) AS refusal FROM (VALUES ('chart_bars(''a'', 1'), ('sparkline(date ''2026-01-01'', 1'), ('chart_trend(now(), 1, 1, 1, NULL')) c(call)) r
  WHERE refusal !~ '^22023 options\.[a-z]+(\[0\])?: ' OR refusal LIKE '%(no hint)'), NULL, 'a wrong option is refused with its path and a hint');
SELECT is((SELECT array_agg(o || ': ' || refusal) FROM (VALUES ('[]'), ('1'), ('"title"'), ('null')) v(o), LATERAL (SELECT pg_temp.refusal(format('SELECT xm.chart_bars(''a'', 1, %L)', o)) AS refusal) r WHERE refusal !~ '^22023 options of a picture: .* is no object$'), NULL, 'options are an object');
SELECT is((SELECT array_agg(v || ': ' || refusal) FROM (VALUES ('Infinity'), ('-Infinity'), ('NaN')) n(v), LATERAL (VALUES ('chart_bars(''a'', %L::float8)'), ('chart_estimates(''a'', 1, %L, NULL)'), ('chart_trend(date ''2026-01-01'', %L, NULL, NULL, NULL)'),
  ('chart_scatter(%L, 1, NULL)'), ('chart_shares(''a'', ''c'', 1, %L)'), ('chart_heat(''a'', ''c'', %L)'), ('chart_histogram(%L)'), ('chart_control(''2026-01-01'', %L, NULL, NULL, NULL, NULL)'), ('chart_paths(''a > b'', ''direct'', %L, NULL, NULL)'),
  ('chart_priority(''a'', 1, %L)'), ('sparkline(date ''2026-01-01'', %L)')) c(call), LATERAL (SELECT pg_temp.refusal(format('SELECT xm.' || call, v)) AS refusal) r WHERE refusal !~ '^22023 ' OR refusal LIKE '%(no hint)'), NULL, 'numbers that are not finite are refused');
SELECT is((SELECT array_agg(refusal) FROM (VALUES ('chart_trend(%L::date, 1, NULL, NULL, NULL)'), ('chart_trend(%L::timestamptz, 1, NULL, NULL, NULL)'), ('chart_control(%L, 1, NULL, NULL, NULL, NULL)'), ('sparkline(%L::date, 1)'), ('sparkline(%L::timestamptz, 1)')) c(call),
  LATERAL (SELECT pg_temp.refusal(format('SELECT xm.' || call, 'infinity')) AS refusal) r WHERE refusal !~ '^22023 ' OR refusal LIKE '%(no hint)'), NULL, 'dates that are not finite are refused');

SELECT is(pg_temp.refusal(format('SELECT xm.%s FROM generate_series(1, 201) i', call)), '22023 201 labels are more than a picture can show: 200', call) FROM (VALUES ('chart_estimates(''l'' || i, i, i, i)'), ('chart_bars(''l'' || i, i)'), ('chart_priority(''l'' || i, i, i)')) c(call);
SELECT is(pg_temp.refusal('SELECT xm.chart_trend(date ''2026-01-01'', i, i, i, ''s'' || i) FROM generate_series(1, 21) i'), '22023 21 series are more than a picture can show: 20', '21 series');
SELECT cmp_ok((SELECT length(xm.chart_scatter(i * 7919 % 1000, i * 7907 % 997, 'p' || i)::text) FROM generate_series(1, 100000) i), '<', 200000, '100,000 points are no large picture');
SELECT is((SELECT count(*) FROM (SELECT xm.chart_trend(date '1990-01-01' + i, i % 100, NULL, NULL, NULL) AS p FROM generate_series(1, 100000) i) s WHERE p::text LIKE '%100,000 values%'), 1::bigint, '100,000 points of a line');

SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is((SELECT xm.chart_estimates(label, value, lower, upper)::text FROM score), (SELECT xm.chart_estimates(label, value, lower, upper ORDER BY value DESC)::text FROM score), 'parallel workers and another order give the same bytes');
SELECT * FROM finish();
ROLLBACK;
