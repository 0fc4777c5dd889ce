-- A survey changes while somebody's views stand on all that it shows; what is stored is taken back; codes that come to mean "no answer".
\i test/pgtap/include/begin.psql
SELECT plan(45);
\i test/pgtap/include/workspace.psql
CREATE FUNCTION pg_temp.definition(of text) RETURNS jsonb LANGUAGE sql AS $$ SELECT definition FROM voice.survey WHERE survey = of $$;
-- The definition with one item of it changed.
CREATE FUNCTION pg_temp.changed(of text, item text, change jsonb) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_set(d, '{items}', (SELECT jsonb_agg(CASE WHEN i ->> 'name' = item THEN i || change ELSE i END ORDER BY n) FROM jsonb_array_elements(d -> 'items') WITH ORDINALITY x(i, n))) FROM pg_temp.definition(of) d $$;
CREATE FUNCTION pg_temp.without(of text, item text) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_set(d, '{items}', (SELECT jsonb_agg(i ORDER BY n) FROM jsonb_array_elements(d -> 'items') WITH ORDINALITY x(i, n) WHERE i ->> 'name' <> item)) FROM pg_temp.definition(of) d $$;
CREATE FUNCTION pg_temp.altered(of text, now jsonb) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT COALESCE(string_agg(change || ' ' || item, ', '), 'nothing') FROM xm.alter_survey('voice', of, now)); EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE || ' ' || SQLERRM; END $$;

-- somebody's views over everything
INSERT INTO voice.visit (source_id, unit, person_id, recommend, wait, kind, contact_web, tenure, spend, on_day, again, why, submitted_at) VALUES ('1', 'kiel', 3, 9, 3, 2, true, 'lt1', 5, '2026-01-01', true, 'good', '2026-01-02');
CREATE SCHEMA mine;
SELECT format('CREATE VIEW mine.%I AS SELECT * FROM voice.%I', relname, relname) FROM pg_class WHERE relnamespace = 'voice'::regnamespace AND relkind IN ('v', 'r') \gexec
CREATE TEMP TABLE before AS SELECT attrelid::regclass AS relation, attname, format_type(atttypid, atttypmod) AS type, attnum FROM pg_attribute JOIN pg_class ON oid = attrelid WHERE relnamespace = 'voice'::regnamespace AND relkind IN ('v', 'r') AND attnum > 0;
SELECT is(pg_temp.altered('visit', now), changes, what)
FROM (VALUES (1, pg_temp.changed('visit', 'recommend', '{"labels": {"0": "never", "10": "surely"}}'), 'reword recommend, reword recommend', 'the first labels of a rating')) v(n, now, changes, what);
SELECT is(pg_temp.altered('visit', pg_temp.changed('visit', 'wait', '{"labels": {"3": "so"}}')), 'reword wait, reword wait, reword wait', 'other labels');
SELECT is(pg_temp.altered('visit', pg_temp.changed('visit', 'kind', '{"missing": {"99": "none"}, "concept": "kindness"}')), 'setting kind, add_missing kind', 'a missing code, a concept');
SELECT is(pg_temp.altered('visit', pg_temp.changed('visit', 'tenure', '{"choices": [{"code": "lt1", "label": {"en": "less than a year", "de": "unter einem Jahr"}}, {"code": "1to5", "label": "1 to 5 years"}, {"code": "gt5", "label": "more"}], "other": true}')), 'reword tenure, add_language tenure, add_option tenure, add_option tenure', 'options of a choice, words of their own');
SELECT is(pg_temp.altered('visit', pg_temp.changed('visit', 'contact', '{"choices": [{"code": "web", "label": "Web"}, {"code": "store", "label": "Store"}, {"code": "app", "label": "App"}]}')), 'reword contact, reword contact, add_option contact', 'of several choices');
SELECT is(pg_temp.altered('visit', pg_temp.without('visit', 'why')), 'retire_item why', 'the only text goes');
SELECT is(pg_temp.altered('visit', jsonb_set(pg_temp.definition('visit'), '{items,8,retired}', 'false')), 'revive_item why', 'and comes back');
SELECT is(pg_temp.altered('pulse', pg_temp.changed('pulse', 'order', '{"scale": [1, 7]}')), 'widen_scale order', 'a wider scale');
SELECT is(pg_temp.altered('visit', pg_temp.definition('visit') || '{"language": "de"}'), 'setting ', 'another language');
SELECT is(pg_temp.altered('visit', jsonb_set(pg_temp.definition('visit'), '{items,9}', '{"name": "rank", "type": "rank", "choices": {"a": "A", "b": "B"}}')), 'add_item rank', 'an item more');
SELECT is(pg_temp.altered('visit', jsonb_set(pg_temp.definition('visit'), '{scales,1}', '{"name": "total", "items": ["wait"]}')), 'add_item total', 'a scale more');
SELECT is(pg_temp.altered('visit', pg_temp.changed('visit', 'recommend', '{"labels": {}}')), 'reword recommend, reword recommend', 'no labels any more');
SELECT lives_ok($$SELECT xm.create_survey('voice', 'another', '{"side": "customer", "mode": "anonymous", "items": [{"name": "a", "type": "text"}]}')$$, 'another survey');
SELECT lives_ok($$SELECT xm.upgrade_workspace('voice')$$, 'an upgrade');
SELECT is_empty($$ SELECT relation, attname, type, attnum FROM before EXCEPT SELECT attrelid::regclass, attname, format_type(atttypid, atttypmod), attnum FROM pg_attribute WHERE NOT attisdropped $$, 'no column changed its name, type or place');
SELECT is_empty($$ SELECT relname FROM pg_class WHERE relnamespace = 'mine'::regnamespace AND pg_temp.refusal(format('SELECT count(*) FROM mine.%I', relname)) <> 'no error' $$, 'and all the views work');
SELECT results_eq('SELECT recommend, wait, tenure, contact_web FROM mine.visit_labelled', $$ VALUES ('9', 'so', 'unter einem Jahr', true) $$, 'with what is said now');
-- What goes is not taken from under them, answers or none.
SELECT is(pg_temp.altered('pulse', now), '2BP01 columns of survey "pulse" would go, on which something else stands', what)
FROM (VALUES (pg_temp.changed('pulse', 'user', '{"type": "number"}'), 'another type'), (pg_temp.definition('pulse') || '{"mode": "anonymous"}', 'another mode')) v(now, what);
SELECT unalike(pg_temp.refusal($$ SELECT xm.alter_survey('voice', 'pulse', pg_temp.definition('pulse') || '{"mode": "anonymous"}') $$), '%(no hint)', 'with a hint');
DROP SCHEMA mine CASCADE;
SELECT is(pg_temp.altered('pulse', pg_temp.changed('pulse', 'user', '{"type": "number"}')), 'setting user', 'without them it goes');
SELECT is(pg_temp.altered('pulse', pg_temp.definition('pulse') || '{"mode": "anonymous"}'), 'setting ', 'so does the mode');

-- what is stored is taken back
SELECT is(pg_temp.altered('visit', pg_temp.without('visit', 'again')), 'retire_item again', 'an item is retired');
SELECT is(pg_temp.altered('visit', pg_temp.changed('visit', 'contact', '{"choices": [{"code": "web", "label": {"en": "Web"}}, {"code": "store", "label": {"en": "Store"}}]}')), 'setting contact', 'and an option');
SELECT is(pg_temp.altered('visit', pg_temp.definition('visit')), 'nothing', 'what is stored, given back, changes nothing');
SELECT is((SELECT string_agg(item, ' ') FROM voice.item WHERE survey = 'visit' AND retired), 'again', 'what is retired stays so');
SELECT is(pg_temp.altered('visit', pg_temp.changed('visit', 'on_day', '{"retired": true, "question": "When?"}')), 'retire_item on_day, reword on_day', 'marking it retires it');
SELECT is(pg_temp.altered('visit', pg_temp.changed('visit', 'again', '{"retired": false}')), 'revive_item again', 'and taking the mark away revives it');
SELECT is(pg_temp.altered('visit', pg_temp.changed('visit', 'recommend', '{"retired": true}')), 'retire_item recommend', 'a rating, too');
SELECT is((SELECT count(*) FROM voice.score WHERE item = 'recommend'), 0::bigint, 'which leaves the scores');
SELECT is(pg_temp.altered('visit', pg_temp.changed('visit', 'wait', '{"retired": true}')), '22023 scales[0].items[0]: "wait" is retired', 'but not from under a scale');
SELECT lives_ok($$ SELECT xm.create_survey('voice', 'copy', pg_temp.definition('visit')) $$, 'it makes the same survey elsewhere');
SELECT bag_eq($$ SELECT attname, atttypid, col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = 'voice.copy'::regclass AND attnum > 0 $$, $$ SELECT attname, atttypid, col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = 'voice.visit'::regclass AND attnum > 0 $$, 'with the columns of what is retired');
SELECT is(pg_temp.definition('copy'), pg_temp.definition('visit'), 'and the same definition');
INSERT INTO voice.copy (recommend, wait, on_day) VALUES (3, 4, '2026-01-01');
SELECT results_eq($$ SELECT item FROM voice.answer WHERE survey = 'copy' ORDER BY 1 $$, $$ VALUES ('ease'), ('total'), ('wait') $$, 'and what is retired is not shown');

-- codes that come to mean "no answer": what was stored before is turned, in the zone of the workspace, and what is sent later, too
SELECT xm.create_survey('voice', 'nine', '{"side": "customer", "items": [{"name": "ra", "type": "rating", "scale": [1, 5]}, {"name": "ch", "type": "choice", "choices": {"a": "A", "dk": "?"}}, {"name": "mu", "type": "multiple", "choices": {"a": "A"}},
  {"name": "nu", "type": "number"}, {"name": "te", "type": "text"}, {"name": "da", "type": "date"}, {"name": "ti", "type": "timestamp"}, {"name": "bo", "type": "boolean"}, {"name": "rk", "type": "rank", "choices": {"a": "A"}}]}') \g /dev/null
INSERT INTO voice.nine (source_id, ra, ch, mu_a, nu, te, da, ti, bo, rk_a) VALUES ('old', 5, 'dk', true, 99.0, 'n/a', '1900-01-01', '1900-01-01 00:00 Europe/Berlin', true, 1), ('kept', 5, 'a', true, 98, 'n/a!', '1900-01-02', '1900-01-01 00:00 America/New_York', true, 1);
SELECT is(pg_temp.altered('nine', jsonb_set(jsonb_set(jsonb_set(jsonb_set(jsonb_set(jsonb_set(jsonb_set(jsonb_set(jsonb_set(pg_temp.definition('nine'),
  '{items,0,missing}', '{"99": "M"}'), '{items,1}', '{"name": "ch", "type": "choice", "choices": {"a": "A"}, "missing": {"dk": "M"}}'), '{items,2,missing}', '{"99": "M"}'), '{items,3,missing}', '{"99": "M"}'), '{items,4,missing}', '{"n/a": "M"}'),
  '{items,5,missing}', '{"1900-01-01": "M"}'), '{items,6,missing}', '{"1900-01-01T00:00": "M"}'), '{items,7,missing}', '{"99": "M"}'), '{items,8,missing}', '{"99": "M"}')),
  'add_missing ra, add_missing ch, add_missing mu, add_missing nu, add_missing te, add_missing da, add_missing ti, add_missing bo, add_missing rk', 'all nine types may have such codes');
SELECT results_eq($$ SELECT source_id, missing, num_nulls(ra, ch, mu_a, nu, te, da, ti, bo, rk_a) FROM voice.nine ORDER BY response_id $$, $$ VALUES ('old', '{"ch": "M", "nu": "M", "te": "M", "da": "M", "ti": "M"}'::jsonb, 5), ('kept', NULL, 0) $$, 'what could be stored before is turned');
SELECT is((SELECT sum(xm.responses(m)) FROM voice.summary WHERE survey = 'nine' AND item = 'nu'), 1::numeric, 'and leaves the summary');
SELECT xm.submit('voice', 'nine', '{"source_id": "new", "answers": {"ra": 99, "ch": "dk", "mu": ["99"], "nu": "99.00", "te": "n/a", "da": "1900-01-01", "ti": "1900-01-01 00:00:00", "bo": 99, "rk": 99}}') \g /dev/null
SELECT results_eq($$ SELECT (SELECT count(*) FROM jsonb_object_keys(missing)), num_nulls(ra, ch, mu_a, nu, te, da, ti, bo, rk_a) FROM voice.nine WHERE source_id = 'new' $$, $$ VALUES (9::bigint, 9) $$, 'submit turns all nine');
SELECT matches(pg_temp.refusal(format('INSERT INTO voice.nine (%s) VALUES (%L)', col, code)), '^23514', 'INSERT takes no code of ' || col) FROM (VALUES ('ra', '99'), ('ch', 'dk'), ('rk_a', '99')) v(col, code);
SELECT lives_ok($$ INSERT INTO voice.nine (source_id, nu, te, da, ti) VALUES ('raw', 99, 'n/a', '1900-01-01', '1900-01-01') $$, 'and others as they are');
SELECT is((SELECT missing FROM voice.nine WHERE source_id = 'raw'), NULL, 'not turned: the page says so');
SELECT is((SELECT label || ' ' || kind FROM voice.choice WHERE survey = 'nine' AND code = 'dk'), 'M missing', 'the option is a code for no answer in the catalogue');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
