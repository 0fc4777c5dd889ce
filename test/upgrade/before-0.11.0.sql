-- What 0.11.0 brought.
CREATE TABLE kept_match_model (id int PRIMARY KEY, m xm.match_model UNIQUE);
INSERT INTO kept_match_model
SELECT 1, xm.fellegi_sunter(ARRAY[i % 3, CASE WHEN i % 10 > 0 THEN i / 3 % 2 END, i / 5 % 3]) FROM generate_series(1, 90) i UNION ALL SELECT 2, xm.fellegi_sunter(ARRAY[i % 3, i / 3 % 2, i / 5 % 3], '{"labels": ["first", "last", "born"], "classes": 3}') FROM generate_series(1, 90) i
UNION ALL SELECT 3, xm.match_u(ARRAY[i % 3, i / 3 % 2]) FROM generate_series(1, 90) i;
CREATE VIEW kept_match_view AS SELECT id, t.variable, t.level, t.class, t.probability, t.weight FROM kept_match_model, xm.match_table(m) t;
CREATE TABLE kept_words (id int PRIMARY KEY, model xm.text_model UNIQUE, topics xm.topic_model);
INSERT INTO kept_words SELECT p, (SELECT xm.text_model(ARRAY['w' || i % 7, CASE WHEN i % 4 = p THEN 'kind' ELSE 'rude' END], i % 4 = p OR i % 9 = 0) FROM generate_series(1, 200) i), (SELECT xm.topics(ARRAY['w' || i % 3, 'v' || i % 3], 2 + p, p) FROM generate_series(1, 90) i) FROM generate_series(0, 1) p;
CREATE VIEW kept_words_view AS SELECT id, f.comments, f.auc, xm.sentiment(model, '{kind}') AS kind FROM kept_words, xm.text_model_fit(model) f;
