-- What 0.10.0 brought: weightings and pictures are values that tables keep.
CREATE TABLE kept_weighting (id int PRIMARY KEY, w xm.weighting UNIQUE);
INSERT INTO kept_weighting VALUES
  (1, (SELECT xm.raking(t, '{"region": {"north": 3, "south": 7}, "age": {"young": 1, "old": 1}}') FROM generate_series(1, 60) i, LATERAL (SELECT CASE WHEN i % 3 = 0 THEN 'north' ELSE 'south' END AS region, CASE WHEN i % 7 < 2 THEN 'young' ELSE 'old' END AS age) t)),
  (2, (SELECT xm.raking(i % 4, '{"x1": {"0": 1, "1": 2, "2": 2, "3": 1}, "settings": {"bounds": [0.5, 2]}}'::jsonb) FROM generate_series(1, 61) i));
CREATE TABLE kept_svg AS
SELECT xm.chart_estimates('group ' || i, i * 1.5, i * 1.5 - 1, i * 1.5 + 2, '{"title": "Kept & drawn", "reference": 3}') AS estimates, xm.chart_histogram((i * i % 7)::float8) AS histogram,
       xm.sparkline(date '2026-01-01' + i, (i % 3)::float8) AS line FROM generate_series(1, 6) i;
CREATE VIEW kept_weighting_view AS SELECT id, t.variable, t.category, t.factor FROM kept_weighting, xm.weighting_table(w) t;
CREATE TABLE kept_fitted AS
SELECT xm.bg_nbd(i % 4, CASE WHEN i % 4 = 0 THEN 0 ELSE 3 + i * 7 % 30 END, 40 + i % 9) AS bg, xm.gamma_gamma(i % 4, 20 + i * 7 % 31) AS gg FROM generate_series(1, 120) i;
