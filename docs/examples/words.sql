-- xm.words
SELECT xm.words('The waiting rooms were clean.', 'english') AS words, xm.words('kind, quick staff', pairs => true) AS pairs;
-- xm.log_odds
SELECT word, comments_inside, comments_outside, round(log_odds::numeric, 3) AS log_odds, round(z::numeric, 2) AS z
FROM (SELECT xm.log_odds(xm.words(comment), detractor) AS o FROM (VALUES ('rude staff', true), ('long queue', true), ('rude and late', true), ('kind staff', false), ('quick and kind', false)) c(comment, detractor)) q, unnest(o) LIMIT 4;
-- xm.word_effects
SELECT word, responses, round(value::numeric, 2) AS value, round(rest::numeric, 2) AS rest, round(difference::numeric, 2) AS difference, round(q_value::numeric, 4) AS q, round(shrunken::numeric, 2) AS shrunken
FROM (SELECT xm.word_effects(ARRAY[CASE WHEN i % 3 = 0 THEN 'queue' ELSE 'staff' END, 'w' || i % 4], 5 + i % 4 - CASE WHEN i % 3 = 0 THEN 2 ELSE 0 END) AS e FROM generate_series(1, 120) i) q, unnest(e) LIMIT 4;
-- xm.text_model
SELECT xm.text_model(ARRAY['staff', CASE WHEN i % 2 = 0 THEN 'kind' ELSE 'rude' END], i % 5 > 0) IS NOT NULL AS made FROM generate_series(1, 60) i;
-- xm.rollup
SELECT f.comments, f.positive
FROM (SELECT xm.rollup(part) AS model FROM (SELECT xm.text_model(ARRAY['staff', CASE WHEN i % 2 = 0 THEN 'kind' ELSE 'rude' END], i % 5 > 0) AS part FROM generate_series(1, 60) i GROUP BY i % 3) p) m, xm.text_model_fit(model) f;
-- xm.sentiment
SELECT round(xm.sentiment(model, '{kind,staff}')::numeric, 2) AS kind, round(xm.sentiment(model, '{rude,staff}')::numeric, 2) AS rude
FROM (SELECT xm.text_model(ARRAY['staff', CASE WHEN i % 2 = 0 THEN 'kind' ELSE 'rude' END, 'w' || i % 30], i % 4 = 0 OR i % 14 = 0) AS model FROM generate_series(1, 200) i) m;
-- xm.text_model_fit
SELECT f.comments, f.positive, f.words, round(f.auc::numeric, 2) AS auc
FROM (SELECT xm.text_model(ARRAY['staff', CASE WHEN i % 2 = 0 THEN 'kind' ELSE 'rude' END, 'w' || i % 30], i % 4 = 0 OR i % 14 = 0) AS model FROM generate_series(1, 200) i) m, xm.text_model_fit(model) f;
-- xm.topics
SELECT xm.topics(CASE WHEN i % 3 = 0 THEN ARRAY['train', 'delay'] ELSE ARRAY['bread', 'milk'] END, 2) IS NOT NULL AS made FROM generate_series(1, 60) i;
-- xm.topic_table
SELECT topic, round(share::numeric, 2) AS share, word, round(probability::numeric, 2) AS probability
FROM (SELECT xm.topics(CASE WHEN i % 3 = 0 THEN ARRAY['train', 'delay', 'train'] ELSE ARRAY['bread', 'bread', 'milk'] END, 2) AS model FROM generate_series(1, 60) i) m, xm.topic_table(model, 2);
-- xm.topic_fit
SELECT f.comments, f.words, f.topics, round(f.log_likelihood::numeric, 1) AS log_likelihood
FROM (SELECT xm.topics(CASE WHEN i % 3 = 0 THEN ARRAY['train', 'delay', 'train'] ELSE ARRAY['bread', 'bread', 'milk'] END, 2) AS model FROM generate_series(1, 60) i) m, xm.topic_fit(model) f;
-- xm.topic
SELECT xm.topic(model, '{delay}') AS topic
FROM (SELECT xm.topics(CASE WHEN i % 3 = 0 THEN ARRAY['train', 'delay', 'train'] ELSE ARRAY['bread', 'bread', 'milk'] END, 2) AS model FROM generate_series(1, 60) i) m;
-- xm.topic_probabilities
SELECT round(p[1]::numeric, 2) AS first, round(p[2]::numeric, 2) AS second
FROM (SELECT xm.topics(CASE WHEN i % 3 = 0 THEN ARRAY['train', 'delay', 'train'] ELSE ARRAY['bread', 'bread', 'milk'] END, 2) AS model FROM generate_series(1, 60) i) m, xm.topic_probabilities(model, '{bread,train,train}') p;
-- xm.redact
SELECT xm.redact('Anna''s number is +44 20 7946 0958, a@example.org; order 20241234567890123456', '{Anna}') AS redacted;
