-- Surveys as large as they may be, names that are words of SQL, texts in any script, and texts that would like to be SQL.
\i test/pgtap/include/begin.psql
SELECT plan(40);
\i test/pgtap/include/workspace.psql
-- 300 items
CREATE FUNCTION pg_temp.large(items integer) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('side', 'customer', 'items', jsonb_agg(jsonb_build_object('name', 'q' || i) || CASE i % 6
  WHEN 0 THEN '{"type": "rating", "scale": [0, 10], "metric": "nps", "labels": {"0": "no", "10": "yes"}}'::jsonb WHEN 1 THEN '{"type": "choice", "choices": {"a": "A", "b": "B"}, "other": true}' WHEN 2 THEN '{"type": "multiple", "choices": {"a": "A", "b": "B", "c": "C"}}'
  WHEN 3 THEN '{"type": "number"}' WHEN 4 THEN '{"type": "text"}' ELSE '{"type": "rating", "scale": [1, 5]}' END ORDER BY i)) FROM generate_series(1, items) i $$;
SELECT lives_ok($$SELECT xm.create_survey('voice', 'large', pg_temp.large(300))$$, 'a survey of 300 items');
SELECT is((SELECT count(*) FROM pg_attribute WHERE attrelid = 'voice.large'::regclass AND attnum > 0), 13 + 300 + 50 + 100::bigint, 'a column for each, options and words of their own');
CREATE FUNCTION pg_temp.response(n integer) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('source_id', n, 'unit', 'kiel', 'submitted_at', '2026-03-01', 'answers', jsonb_object_agg('q' || i, CASE i % 6 WHEN 0 THEN to_jsonb(n % 11) WHEN 1 THEN '"b"' WHEN 2 THEN '["a", "c"]' WHEN 3 THEN to_jsonb(i + n) WHEN 4 THEN '"words"' ELSE to_jsonb(1 + n % 5) END)) FROM generate_series(1, 300) i $$;
SELECT is(count(xm.submit('voice', 'large', pg_temp.response(n))), 20::bigint, 'responses of 300 answers') FROM generate_series(1, 20) n;
SELECT is(count(xm.submit('voice', 'large', pg_temp.response(n))), 20::bigint, 'once more') FROM generate_series(1, 20) n;
SELECT is((SELECT count(*) FROM voice.answer WHERE survey = 'large'), 20 * (300 + 50)::bigint, 'all of them in answer');
SELECT results_eq($$ SELECT count(*), sum(responses) FROM xm.scores('voice', 'large') WHERE unit = 'kiel' $$, $$ VALUES (150::bigint, 3000::numeric) $$, 'in scores');
SELECT results_eq($$ SELECT q6, q1, q2_a, q2_b, q3, q4, q5 FROM voice.large_labelled ORDER BY response_id LIMIT 1 $$, $$ VALUES ('1', 'B', true, false, 4::numeric, 'words', '2') $$, 'and in large_labelled');
SELECT is((SELECT count(*) FROM xm.alter_survey('voice', 'large', pg_temp.large(310))), 10::bigint, 'ten items more');
SELECT is(pg_temp.refusal($$SELECT xm.create_survey('voice', 'toolarge', pg_temp.large(1100))$$), '22023 items[991].name: more than 1500 columns', 'more than 1,500 columns');
CREATE FUNCTION pg_temp.wide(options integer) RETURNS jsonb LANGUAGE sql AS $$ SELECT jsonb_build_object('side', 'customer', 'items', jsonb_build_array(jsonb_build_object('name', 'm', 'type', 'multiple', 'choices', (SELECT jsonb_object_agg(i, 'Option ' || i) FROM generate_series(1, options) i)))) $$;
SELECT lives_ok($$SELECT xm.create_survey('voice', 'widest', pg_temp.wide(1487))$$, '1,500 columns are made');
SELECT lives_ok($$SELECT xm.submit('voice', 'widest', '{"unit": "kiel", "answers": {"m": [1, 1487]}}')$$, 'and filled');
SELECT is((SELECT string_agg(choice, ' ' ORDER BY choice) FROM voice.answer WHERE survey = 'widest'), '1 1487', 'and read');
SELECT is(pg_temp.refusal($$SELECT xm.create_survey('voice', 'wider', pg_temp.wide(1488))$$), '22023 items[0].name: more than 1500 columns', 'one more is not');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.alter_survey('voice', 'widest', jsonb_set(pg_temp.wide(1487), '{items,1}', '{"name": "a", "type": "text"}'))$$), '22023 items[1].name: more than 1500 columns', 'not later either');

-- words of SQL, the longest names, and texts in any script or shape, in every place that takes one
CREATE TEMP TABLE nasty (n serial, words text);
INSERT INTO nasty (words) VALUES ($x$'; DROP TABLE voice.unit CASCADE; --$x$), ($x$"); DROP SCHEMA voice CASCADE; --$x$), ($x$%I %L %s %% $1 :ws. ':ws.survey' \$x$), ($x$מה שלומך? "כן"$x$), ($x$👩‍👩‍👧 😀$x$), ($x$$$x$ || '$' || $x$ || (SELECT 1) || $x$), (E'line\nand\ttab'), ($x$\'; E'\x27$x$), ($x$<b onclick="x">&amp;</b>$x$), ($x$مرحبا ‏؟$x$);
CREATE FUNCTION pg_temp.nasty(i bigint) RETURNS text LANGUAGE sql AS $$ SELECT words FROM nasty WHERE n = 1 + i % (SELECT count(*) FROM nasty) $$;
CREATE FUNCTION pg_temp.survey_of(i bigint) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('title', jsonb_build_object('en', pg_temp.nasty(i), 'he', pg_temp.nasty(i + 1)), 'side', 'customer', 'items', jsonb_build_array(
  jsonb_build_object('name', 'order', 'type', 'rating', 'scale', '[1, 5]'::jsonb, 'question', pg_temp.nasty(i), 'concept', pg_temp.nasty(i), 'labels', jsonb_build_object('1', pg_temp.nasty(i)), 'missing', jsonb_build_object(pg_temp.nasty(i), pg_temp.nasty(i))),
  jsonb_build_object('name', 'user', 'type', 'choice', 'question', pg_temp.nasty(i + 1), 'choices', jsonb_build_object('select', pg_temp.nasty(i), 'null', 'x'), 'other', true, 'missing', jsonb_build_object(pg_temp.nasty(i + 2), pg_temp.nasty(i + 3))),
  jsonb_build_object('name', 'a' || repeat('b', 47), 'type', 'multiple', 'question', pg_temp.nasty(i + 2), 'choices', jsonb_build_object(repeat('c', 14), pg_temp.nasty(i), '1', pg_temp.nasty(i + 1))),
  jsonb_build_object('name', 'select', 'type', 'rank', 'choices', jsonb_build_object('from', pg_temp.nasty(i), 'where', pg_temp.nasty(i + 1))),
  jsonb_build_object('name', 'table', 'type', 'text', 'question', pg_temp.nasty(i), 'missing', jsonb_build_object(pg_temp.nasty(i + 4), pg_temp.nasty(i))), jsonb_build_object('name', 'null', 'type', 'number'), jsonb_build_object('name', 'default', 'type', 'boolean'), jsonb_build_object('name', 'end', 'type', 'date')),
  'scales', jsonb_build_array(jsonb_build_object('name', 'group', 'items', '["order", "null"]'::jsonb, 'title', pg_temp.nasty(i), 'concept', pg_temp.nasty(i), 'min_answered', 1))) $$;
CREATE TEMP TABLE survives AS SELECT relname FROM pg_class WHERE relnamespace = 'voice'::regnamespace;
INSERT INTO voice.unit (unit, parent, name, kind) SELECT words, 'all', words, words FROM nasty;
INSERT INTO voice.touchpoint SELECT words, words, n, words FROM nasty;
SELECT lives_ok(format('SELECT xm.create_survey(%L, %L, pg_temp.survey_of(%s))', 'voice', name, n), 'nasty texts in survey ' || name) FROM (SELECT n, CASE n WHEN 1 THEN 'select' WHEN 2 THEN 'user' WHEN 3 THEN 'all' WHEN 4 THEN 'a' || repeat('z', 47) ELSE 's' || n END AS name FROM nasty) s;
INSERT INTO voice.wave SELECT 'select', words FROM nasty;
SELECT is((SELECT count(*) FROM nasty, LATERAL (SELECT pg_temp.refusal(format('SELECT xm.submit(%L, %L, %L)', 'voice', 'select', jsonb_build_object('source_id', words, 'unit', words, 'wave', words, 'touchpoint', words, 'channel', words, 'language', words, 'person', jsonb_build_object(words, words),
  'answers', jsonb_build_object('order', 1, 'user', 'select', 'user_other', words, 'a' || repeat('b', 47), '[1]'::jsonb, 'select', '["where"]'::jsonb, 'table', words, 'null', 1, 'default', true, 'end', '2026-01-01'))))) r(message) WHERE message <> 'no error'), 0::bigint, 'and in every text of a response');
SELECT bag_eq($$ SELECT source_id, unit, wave, touchpoint, channel, language, "table" FROM voice."select" WHERE "table" IS NOT NULL $$, $$ SELECT words, words AS u, words AS w, words AS t, words AS c, words AS l, words AS x FROM nasty WHERE n <> 6 $$, 'each is what it was');
SELECT is((SELECT missing ->> 'table' FROM voice."select" WHERE "table" IS NULL), pg_temp.nasty(1), 'the one that means no answer, too');
SELECT bag_eq($$ SELECT unit, unit_name, question, concept FROM voice.score WHERE survey = 'select' AND item = 'order' AND unit <> 'all' $$, $$ SELECT words, words AS name, pg_temp.nasty(1), pg_temp.nasty(1) AS c FROM nasty $$, 'in score');
SELECT is((SELECT count(*) FROM xm.scores('voice', 'select', 'wave') s JOIN nasty ON words = period AND words = unit), 10 * 3::bigint, 'and in scores by wave');
SELECT results_eq($$ SELECT DISTINCT "order", "user", "null", "default" FROM voice.select_labelled $$, $$ SELECT pg_temp.nasty(1), pg_temp.nasty(1), 1::numeric, true $$, 'labels, too');
SELECT is((SELECT count(*) FROM voice.comment WHERE survey = 'select'), 19::bigint, 'and comments');
SELECT is((SELECT bool_and(pg_temp.refusal(format('SELECT xm.submit(%L, %L, %L)', 'voice', 'select', jsonb_build_object('answers', jsonb_build_object(key, words)))) LIKE '22023 answers.' || key || ': %') FROM nasty, unnest('{order,user,select,"null",default,end}'::text[]) key WHERE (n, key) NOT IN (VALUES (2, 'order'), (4, 'user'))), true, 'where they are no answer they are refused by name');
SELECT is((SELECT bool_and(pg_temp.refusal(format('SELECT xm.submit(%L, %L, %L)', 'voice', 'select', jsonb_build_object(key, 'no ' || words))) LIKE '22023 ' || key || ': %') FROM nasty, unnest('{unit,wave,touchpoint}'::text[]) key), true, 'units, waves and touchpoints that are none');
SELECT is((SELECT bool_and(pg_temp.refusal(format(query, words)) ~ '^(22023|42501) ') FROM nasty, unnest('{"SELECT xm.submit(''voice'', %L, ''{}'')","SELECT voice.submit(%L, ''{}'')","SELECT xm.create_survey(''voice'', %L, ''{\"side\": \"customer\"}'')","SELECT * FROM xm.scores(''voice'', %L)","SELECT * FROM xm.scores(''voice'', ''visit'', %L)","SELECT xm.rebuild_summary(%L)","SELECT xm.grant_workspace(''voice'', %L, ''analyst'')","SELECT xm.grant_workspace(''voice'', ''xm_bi'', %L)","SELECT xm.grant_workspace(''voice'', ''xm_bi'', ''analyst'', ARRAY[%L])"}'::text[]) query), true, 'and arguments of functions');
SELECT is((SELECT count(*) FROM xm.alter_survey('voice', 'select', pg_temp.survey_of(2))) > 10, true, 'all of them change');
SELECT is(obj_description('voice.select'::regclass), pg_temp.nasty(2), 'and stand in the comment');
SELECT lives_ok($$SELECT xm.rebuild_summary('voice'), xm.compact_summary('voice'), xm.upgrade_workspace('voice')$$, 'the summary and the views are made anew');
SELECT is_empty($$ SELECT relname FROM survives EXCEPT SELECT relname FROM pg_class WHERE relnamespace = 'voice'::regnamespace $$, 'nothing was dropped');
SELECT is((SELECT count(*) FROM voice.unit), 15::bigint, 'nor lost');
SELECT lives_ok($$SELECT xm.person_data('voice', person_id), xm.forget('voice', person_id, 'delete') FROM voice.person WHERE person_id > 3$$, 'people with such keys are forgotten');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
