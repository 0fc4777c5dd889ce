-- What 0.2.0 brought.
CREATE TABLE kept_model (id int PRIMARY KEY, exact xm.moments, floating xm.moments, weighted xm.moments, fitted xm.model);
INSERT INTO kept_model
SELECT g, m, f, w, xm.linear(f, 'x1')
FROM (SELECT g, xm.label(xm.moments(x, x * g % 7, x % 2 = 0), 'a', 'b "quoted"', 'c') AS m, xm.moments(x / 8.0::float8, x % 5 + 0.25::float8) AS f, xm.weighted_moments(0.5 + x % 3, x, x % 4) AS w
      FROM generate_series(1, 3) g, generate_series(1, 50) x GROUP BY g) t;
CREATE VIEW kept_coefficients AS SELECT id, c.* FROM kept_model, xm.coefficients(fitted) c;
