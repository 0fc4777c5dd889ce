-- What 0.10.0 brought: weightings and pictures are values that tables keep.
CREATE TABLE kept_weighting (id int PRIMARY KEY, w xm.weighting UNIQUE);
INSERT INTO kept_weighting VALUES
  (1, (SELECT xm.raking(t, '{"region": {"north": 3, "south": 7}, "age": {"young": 1, "old": 1}}') FROM generate_series(1, 60) i, LATERAL (SELECT CASE WHEN i % 3 = 0 THEN 'north' ELSE 'south' END AS region, CASE WHEN i % 7 < 2 THEN 'young' ELSE 'old' END AS age) t)),
  (2, (SELECT xm.raking(i % 4, '{"x1": {"0": 1, "1": 2, "2": 2, "3": 1}, "settings": {"bounds": [0.5, 2]}}'::jsonb) FROM generate_series(1, 61) i));
CREATE TABLE kept_svg AS
SELECT xm.chart_estimates('group ' || i, i * 1.5, i * 1.5 - 1, i * 1.5 + 2, '{"title": "Kept & drawn", "reference": 3}') AS estimates, xm.chart_histogram((i * i % 7)::float8) AS histogram,
       xm.sparkline(date '2026-01-01' + i, (i % 3)::float8) AS line FROM generate_series(1, 6) i;
CREATE VIEW kept_weighting_view AS SELECT id, t.variable, t.category, t.factor FROM kept_weighting, xm.weighting_table(w) t;
CREATE TABLE kept_fitted AS SELECT '{"type":"clv_model","version":2,"family":"bg_nbd","n":60,"log_likelihood":-493.74180430534415,"parameters":{"r":1.4593028709491374,"alpha":7.47346820417108,"a":1.1543973761231254,"b":2.6379200156571643},"covariances":[0.10392698174074287,0.1204272176298124,0.16496066266967738,-0.016239502008953837,-0.026416924311967377,0.5591820656222947,-0.025238400857979026,-0.03172790049944256,0.6574419876443467,0.8564076288173793]}'::xm.clv_model AS bg,
  '{"type":"clv_model","version":2,"family":"gamma_gamma","n":30,"log_likelihood":-124.02660858300327,"parameters":{"p":5.148370558449188,"q":5.138779086924321,"gamma":25.93890179877233},"covariances":[2.045341272738124,-0.7076253667802367,0.36078449123062817,-2.8929384150039295,1.1227320654162771,4.229345829946992]}'::xm.clv_model AS gg;
