\i test/pgtap/include/begin.psql
-- A million distinct words, as misspelt words and numbers make them, within the memory that is allowed unless somebody allows more.
SELECT plan(3);
CREATE TABLE comment AS SELECT i, ARRAY['word ' || i, 'often', 'w' || i % 1000] AS words FROM generate_series(1, 1000000) i;
SELECT is((SELECT cardinality(xm.log_odds(words, i % 2 = 0)) FROM comment), 1001001, 'log odds of a million distinct words');
SELECT is((SELECT f.words FROM (SELECT xm.text_model(words, i % 2 = 0) AS m FROM comment) t, xm.text_model_fit(m) f), 1001001::bigint, 'a model of a million distinct words');
SELECT is((SELECT cardinality(xm.word_effects(words, i % 11)) FROM comment), 1000, 'effects of those that a comment more has');
SELECT * FROM finish();
ROLLBACK;
