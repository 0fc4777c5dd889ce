-- What 0.6.0 brought: functions that return rows name the type, so a table can hold such a row.
CREATE TABLE kept_row (id int PRIMARY KEY, score xm.estimate_result, components xm.variance_components_row[]);
INSERT INTO kept_row
SELECT g, xm.estimate(xm.ratings(x % (g + 4)), 'nps'), (SELECT array_agg(v) FROM (SELECT xm.multilevel(r) AS m FROM (SELECT xm.ratings(y % 5) AS r FROM generate_series(1, 99) y GROUP BY y % 7) u) f, xm.variance_components(m) v)
FROM generate_series(1, 2) g, generate_series(1, 30) x GROUP BY g;
CREATE VIEW kept_row_view AS SELECT id, (score).value, e.upper, (xm.compare(r, r + r)).difference FROM kept_row, (SELECT xm.ratings(x) AS r FROM generate_series(1, 9) x) s, xm.estimate(r) e;
