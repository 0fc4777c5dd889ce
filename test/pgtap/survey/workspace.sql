-- The fixed part of a workspace, its surveys and how they change.
\i test/pgtap/include/begin.psql
SELECT plan(67);
SELECT is(pg_temp.refusal($$SELECT xm.create_workspace('mine')$$), '22023 a superuser cannot own a workspace', 'a superuser names an owner');
SELECT is(pg_temp.refusal($$SELECT xm.create_workspace('mine', owner => 'nobody at all')$$), '22023 role "nobody at all" does not exist', 'who exists');
\i test/pgtap/include/workspace.psql
SELECT is(pg_temp.refusal($$SELECT xm.create_workspace('voice')$$), '42P06 schema "voice" already exists', 'a name is taken once');
SELECT is(pg_temp.refusal($$SELECT xm.create_workspace('mine', 'Europe/Kiel')$$), '22023 time_zone "Europe/Kiel" is not known', 'time zones are checked');
SELECT is(pg_temp.refusal($$SELECT xm.create_workspace('mine', summary => 'never')$$), '22023 summary "never" is neither triggers nor manual', 'so is what keeps the summary');
SELECT is(pg_temp.refusal(format('SELECT xm.create_workspace(%L)', repeat('a', 64))), '22023 workspace name "' || repeat('a', 64) || '" has 64 bytes; the allowed range is 1..63', 'names are never cut');
SELECT is(pg_temp.refusal($$SELECT xm.create_survey('voices', 'x', '{}')$$), '22023 no workspace "voices"', 'a workspace that is none');
SELECT results_eq('SELECT workspace, version, owner, surveys FROM xm.workspaces()', $$ VALUES ('voice', xm.version(), 'xm_boss', 2::bigint) $$, 'workspaces');
SELECT is_empty($$ SELECT c.oid::regclass FROM pg_class c WHERE relnamespace = 'voice'::regnamespace AND relkind IN ('r', 'v', 'S') AND obj_description(oid, 'pg_class') IS NULL AND relname !~ '_seq$' $$, 'tables and views have comments');
SELECT is_empty($$ SELECT attrelid::regclass, attname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = 'voice'::regnamespace AND relkind IN ('r', 'v') AND attnum > 0 AND NOT attisdropped AND col_description(attrelid, attnum) IS NULL $$, 'columns, too');
SELECT is_empty($$ SELECT c.oid::regclass FROM pg_class c WHERE relnamespace = 'voice'::regnamespace AND relkind = 'r' AND (NOT relrowsecurity OR NOT EXISTS (SELECT FROM pg_index i WHERE indrelid = c.oid AND indisprimary)) $$, 'tables have row security and a primary key');
SELECT is_empty($$ SELECT c.oid::regclass FROM pg_class c, aclexplode(relacl) a WHERE relnamespace = 'voice'::regnamespace AND a.grantee <> relowner UNION ALL SELECT p.oid::regprocedure::text::regclass FROM pg_proc p WHERE pronamespace = 'voice'::regnamespace AND has_function_privilege('xm_stranger', p.oid, 'EXECUTE') $$, 'nobody else has a right');
SELECT is_empty($$ SELECT 1 FROM pg_depend d JOIN pg_class c ON c.oid = d.objid WHERE d.deptype = 'e' AND c.relnamespace = 'voice'::regnamespace $$, 'nothing in it belongs to the extension');

-- the tree and people
SELECT is(pg_temp.refusal($$UPDATE voice.unit SET parent = 'kiel' WHERE unit = 'all'$$), '22023 unit "all" would be above itself: parent "kiel" is the unit or below it', 'no circle');
SELECT is(pg_temp.refusal($$UPDATE voice.unit SET parent = 'kiel' WHERE unit = 'kiel'$$), '22023 unit "kiel" would be above itself: parent "kiel" is the unit or below it', 'of one neither');
SELECT results_eq($$ SELECT ancestor, depth FROM voice.unit_path WHERE unit = 'kiel' ORDER BY depth $$, $$ VALUES ('kiel', 0), ('north', 1), ('all', 2) $$, 'unit_path');
SELECT results_eq('SELECT kind, value FROM voice.person_key ORDER BY person_id', $$ VALUES ('email', 'ann@example.org'), ('employee_number', '007'), ('phone', '+004943112345') $$, 'keys are stored in their normal form');
INSERT INTO voice.membership VALUES (1, '2026-01-01', 'kiel'), (1, '2026-06-01', 'bremen');
SELECT results_eq('SELECT unit, since, until FROM voice.person_unit ORDER BY since', $$ VALUES ('kiel', '2026-01-01'::date, '2026-05-31'::date), ('bremen', '2026-06-01', NULL) $$, 'a person is in one unit at a time');

-- the survey table
SELECT results_eq($$ SELECT attname::text COLLATE "default", format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'voice.visit'::regclass AND attnum > 0 ORDER BY attnum $$,
  $$ VALUES ('response_id', 'bigint'), ('source_id', 'text'), ('started_at', 'timestamp with time zone'), ('submitted_at', 'timestamp with time zone'), ('wave', 'text'), ('unit', 'text'), ('person_id', 'bigint'), ('touchpoint', 'text'), ('channel', 'text'), ('language', 'text'), ('complete', 'boolean'), ('weight', 'double precision'), ('missing', 'jsonb'),
     ('recommend', 'smallint'), ('wait', 'smallint'), ('kind', 'smallint'), ('contact_web', 'boolean'), ('contact_store', 'boolean'), ('contact_other', 'text'), ('tenure', 'text'), ('spend', 'numeric'), ('on_day', 'date'), ('again', 'boolean'), ('why', 'text'), ('ease', 'double precision') $$, 'a column per item');
SELECT is(col_description('voice.visit'::regclass, 14), 'How likely are you to recommend us?', 'the question is the comment');
SELECT results_eq($$ SELECT item, position, type, concept, metric, reversed, favourable, unfavourable, questions ->> 'de' FROM voice.item WHERE survey = 'visit' AND position IN (1, 3, 10) ORDER BY position $$,
  $$ VALUES ('recommend', 1, 'rating', 'advocacy', 'nps', false, '[9,10]'::int4range, '[0,6]'::int4range, 'Würden Sie uns empfehlen?'), ('kind', 3, 'rating', NULL, 'mean', true, '[1,2]'::int4range, '[4,5]'::int4range, NULL), ('ease', 10, 'scale', 'ease', 'mean', NULL, NULL, NULL, NULL) $$, 'item');
SELECT results_eq($$ SELECT item, code, label, kind FROM voice.choice WHERE item IN ('wait', 'tenure') ORDER BY item, position $$, $$ VALUES ('tenure', 'lt1', 'under a year', 'option'), ('tenure', '1to5', '1 to 5 years', 'option'), ('wait', '1', 'endless', 'rating'), ('wait', '5', 'none', 'rating'), ('wait', '9', 'not applicable', 'missing') $$, 'choice');
SELECT is(pg_temp.refusal($$SELECT xm.create_survey('voice', 'visit', '{"side": "customer", "items": [{"name": "a", "type": "text"}]}')$$), '42P07 workspace "voice" has a survey or table "visit" already', 'a survey once');
SELECT is(pg_temp.refusal(format('SELECT xm.create_survey(%L, %L, %L)', 'voice', name, definition)), message, message)
FROM (VALUES ('score', '{"side": "customer", "items": [{"name": "a", "type": "text"}]}', '22023 survey "score": the name is reserved'),
             ('x', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [0, 200]}]}', '22023 items[0].scale[1]: 200 is outside the allowed range: whole numbers 0..100'),
             ('x', '{"side": "customer", "items": [{"name": "a", "type": "text", "colour": 1}]}', '22023 items[0].colour: unknown key'),
             ('x', '{"side": "customer", "items": [{"name": "unit", "type": "text"}]}', '22023 items[0].name: the column "unit" is taken')) v(name, definition, message);
-- nothing in a definition becomes SQL
SELECT xm.create_survey('voice', 'evil', jsonb_build_object('title', $x$'; DROP TABLE voice.unit; --$x$, 'side', 'customer', 'items', jsonb_build_array(
  jsonb_build_object('name', 'table', 'type', 'choice', 'question', $x$%L %I $1 \ ' " 😀 שלום$x$, 'choices', jsonb_build_object('a', $x$'); DROP SCHEMA voice CASCADE; --$x$)), jsonb_build_object('name', 'select', 'type', 'rating', 'scale', '[1, 5]'::jsonb, 'labels', jsonb_build_object('1', $x$' || 'x$x$))))) \g /dev/null
SELECT is(col_description('voice.evil'::regclass, 14), $x$%L %I $1 \ ' " 😀 שלום$x$, 'a question is a text');
INSERT INTO voice.evil ("table", "select") VALUES ('a', 1);
SELECT results_eq('SELECT "table", "select" FROM voice.evil_labelled', $$ VALUES ($x$'); DROP SCHEMA voice CASCADE; --$x$, $x$' || 'x$x$) $$, 'so is a label');

-- how a survey changes
SELECT is(pg_temp.refusal($$SELECT * FROM xm.alter_survey('voice', 'pulse', '{"side": "customer", "items": [{"name": "enps", "type": "rating", "scale": [0, 10]}]}')$$), '22023 side: a survey of side employee stays one', 'sides stay');
CREATE VIEW voice.mine AS SELECT enps, "order" FROM voice.pulse_labelled;
SELECT results_eq($$ SELECT change, item, detail FROM xm.alter_survey('voice', 'pulse', '{"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps", "concept": "advocacy", "question": {"en": "Recommend?", "tr": "Tavsiye?"}}, {"name": "user", "type": "text"}, {"name": "load", "type": "rating", "scale": [1, 5]}]}', apply => false) $$,
  $$ VALUES ('reword', 'enps', 'question in en'), ('reword', 'enps', 'question in tr'), ('add_item', 'load', 'rating'), ('retire_item', 'order', 'rating') $$, 'changes, only listed');
SELECT hasnt_column('voice', 'pulse', 'load', 'not made');
SELECT lives_ok($$ SELECT * FROM xm.alter_survey('voice', 'pulse', '{"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps", "concept": "advocacy", "question": {"en": "Recommend?", "tr": "Tavsiye?"}}, {"name": "user", "type": "text"}, {"name": "load", "type": "rating", "scale": [1, 5]}]}') $$, 'and made');
SELECT has_column('voice', 'pulse', 'load', 'a column more');
SELECT is(col_description('voice.pulse'::regclass, (SELECT attnum FROM pg_attribute WHERE attrelid = 'voice.pulse'::regclass AND attname = 'order')), 'retired: order', 'what is retired stays in the table');
SELECT is((SELECT count(*) FROM voice.mine), 0::bigint, 'and views over it work');
INSERT INTO voice.pulse (person_id, wave, unit, enps, load) VALUES (1, 'spring', 'kiel', 9, 5), (2, 'spring', 'kiel', 7, 3);
SELECT is(pg_temp.refusal(format('SELECT * FROM xm.alter_survey(%L, %L, %L)', 'voice', 'pulse', definition)), message, message)
FROM (VALUES ('{"side": "employee", "items": [{"name": "enps", "type": "text"}]}', '22023 items[0].type: rating to text, which would touch 2 answers'),
             ('{"side": "employee", "items": [{"name": "load", "type": "rating", "scale": [1, 4]}]}', '22023 items[0].scale: [1, 5] to [1, 4], which would touch 2 answers'),
             ('{"side": "employee", "mode": "anonymous", "items": [{"name": "enps", "type": "rating", "scale": [0, 10]}]}', '22023 mode: confidential to anonymous, which would touch 2 answers'),
             ('{"side": "employee", "mode": "identified", "items": [{"name": "enps", "type": "rating", "scale": [0, 10]}]}', '22023 mode: confidential cannot become identified')) v(definition, message);
-- what nobody has answered yet may still change: columns go, labels come and go, and a survey becomes stricter
SELECT xm.create_survey('voice', 'fresh', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [1, 5], "labels": {"1": "bad"}}, {"name": "b", "type": "rating", "scale": [1, 5]}], "scales": [{"name": "s", "items": ["a", "b"]}]}') \g /dev/null
SELECT results_eq($$ SELECT change, item, detail FROM xm.alter_survey('voice', 'fresh', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}, {"name": "b", "type": "rating", "scale": [1, 5], "labels": {"5": "good"}}], "scales": [{"name": "s", "items": ["a", "b"], "score": "sum"}]}') $$,
  $$ VALUES ('reword', 'a', 'no label of 1'), ('reword', 'b', 'label of 5 in en'), ('setting', 's', 'how the scale is counted') $$, 'labels, a scale');
INSERT INTO voice.fresh (a, b) VALUES (1, 5);
SELECT results_eq('SELECT a, b, s FROM voice.fresh_labelled', $$ VALUES ('1', 'good', 6::float8) $$, 'and what they show');
SELECT is((SELECT count(*) FROM voice.answer WHERE survey = 'fresh'), 3::bigint, 'in the long view, too');
DELETE FROM voice.fresh;
SELECT lives_ok($$ SELECT * FROM xm.alter_survey('voice', 'fresh', '{"side": "customer", "mode": "anonymous", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}, {"name": "c", "type": "text"}]}') $$, 'anonymous before the first answer');
SELECT hasnt_column('voice', 'fresh', 'person_id', 'without persons');
SELECT is(xm.submit('voice', 'fresh', '{"source_id": "x", "answers": {"a": 4, "c": "so"}}') IS NOT NULL, true, 'answers arrive');
SELECT is((SELECT count(*) FROM voice.summary WHERE survey = 'fresh'), 1::bigint, 'and count');
SELECT is_empty($$ SELECT c.oid::regclass FROM pg_class c, aclexplode(relacl) a WHERE relnamespace = 'voice'::regnamespace AND a.grantee <> relowner $$, 'still nobody else has a right');
SELECT results_eq($$ SELECT change, item FROM xm.alter_survey('voice', 'pulse', '{"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps", "concept": "advocacy", "question": {"en": "Recommend?", "tr": "Tavsiye?"}}, {"name": "user", "type": "text"}, {"name": "load", "type": "rating", "scale": [1, 7]}, {"name": "order", "type": "rating", "scale": [1, 5]}]}') $$,
  $$ VALUES ('widen_scale', 'load'), ('revive_item', 'order') $$, 'a scale becomes wider, an item comes back');
INSERT INTO voice.pulse (person_id, wave, unit, enps, load, "order") VALUES (1, 'autumn', 'kiel', 9, 7, 5);
SELECT is_empty($$ SELECT * FROM xm.alter_survey('voice', 'pulse', '{"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps", "concept": "advocacy", "question": {"en": "Recommend?", "tr": "Tavsiye?"}}, {"name": "user", "type": "text"}, {"name": "load", "type": "rating", "scale": [1, 7]}, {"name": "order", "type": "rating", "scale": [1, 5]}]}') $$, 'the same definition changes nothing');
SELECT is(pg_temp.refusal(query), message || ' has answers', query)
FROM (VALUES ($$DELETE FROM voice.unit WHERE unit = 'kiel'$$, '23503 unit "kiel"'), ($$UPDATE voice.unit SET unit = 'k' WHERE unit = 'kiel'$$, '23503 unit "kiel"'), ($$DELETE FROM voice.wave WHERE wave = 'autumn'$$, '23503 wave "autumn"'), ($$UPDATE voice.person SET person_id = 9 WHERE person_id = 1$$, '23503 person_id "1"')) v(query, message);
INSERT INTO voice.touchpoint VALUES ('till');
INSERT INTO voice.visit (unit, touchpoint, person_id) VALUES ('kiel', 'till', 3);
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES ('TRUNCATE voice.unit CASCADE', '23503 answers name a unit'), ('TRUNCATE voice.wave CASCADE', '23503 answers name a wave'), ('TRUNCATE voice.survey CASCADE', '23503 answers name a wave'),
             ('TRUNCATE voice.person CASCADE', '23503 answers name a person_id'), ('TRUNCATE voice.touchpoint', '23503 answers name a touchpoint')) v(query, message);
TRUNCATE voice.visit;
SELECT lives_ok('TRUNCATE voice.touchpoint', 'what no answer names may go');
SELECT lives_ok($$UPDATE voice.unit SET unit = 'muenchen' WHERE unit = 'munich'$$, 'what no answer names may be renamed');
SELECT lives_ok($$SELECT xm.upgrade_workspace('voice'), xm.upgrade_workspace('voice')$$, 'an upgrade may be repeated');
SELECT lives_ok($$SELECT xm.rename_workspace('voice', 'the "new" one')$$, 'a new name');
SELECT is((SELECT xm.submit('the "new" one', 'pulse', '{"person": {"employee_number": "007"}, "wave": "autumn", "answers": {"enps": 3}}') IS NOT NULL), true, 'answers still arrive');
SELECT results_eq($$ SELECT item, responses FROM "the ""new"" one".score WHERE unit = 'all' ORDER BY 1 $$, $$ VALUES ('enps', 3::bigint), ('load', 3), ('order', 1) $$, 'and count');
RESET ROLE;
SELECT is(pg_temp.refusal($$SELECT xm.create_survey('the "new" one', 'x', '{"side": "customer", "items": [{"name": "a", "type": "text"}]}')$$), 'no error', 'a superuser acts as the owner');
SET ROLE xm_stranger;
SELECT is(pg_temp.refusal($$SELECT xm.create_survey('the "new" one', 'y', '{"side": "customer", "items": [{"name": "a", "type": "text"}]}')$$), '42501 only the owner of workspace "the "new" one" may make a survey in it', 'nobody else does');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
