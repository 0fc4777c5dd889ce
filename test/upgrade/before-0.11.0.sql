-- What 0.11.0 brought.
CREATE TABLE kept_match_model (id int PRIMARY KEY, m xm.match_model UNIQUE);
INSERT INTO kept_match_model
SELECT 1, xm.fellegi_sunter(ARRAY[i % 3, CASE WHEN i % 10 > 0 THEN i / 3 % 2 END, i / 5 % 3]) FROM generate_series(1, 90) i UNION ALL SELECT 2, xm.fellegi_sunter(ARRAY[i % 3, i / 3 % 2, i / 5 % 3], '{"labels": ["first", "last", "born"], "classes": 3}') FROM generate_series(1, 90) i
UNION ALL SELECT 3, xm.match_u(ARRAY[i % 3, i / 3 % 2]) FROM generate_series(1, 90) i;
CREATE VIEW kept_match_view AS SELECT id, t.variable, t.level, t.class, t.probability, t.weight FROM kept_match_model, xm.match_table(m) t;
