-- A workspace without triggers, and what becomes of it without Citus; with Citus: test/engines/workspace-citus.
\i test/pgtap/include/begin.psql
SELECT plan(27);
\i test/pgtap/include/workspace.psql
SELECT xm.create_workspace('by_hand', 'Europe/Berlin', summary => 'manual') \g /dev/null
INSERT INTO by_hand.unit (unit, parent) VALUES ('all', NULL), ('kiel', 'all');
INSERT INTO by_hand.person (person_id, side) VALUES (1, 'employee'), (3, 'customer');
SELECT xm.create_survey('by_hand', 'visit', (SELECT definition FROM voice.survey WHERE survey = 'visit')) \g /dev/null
SELECT xm.create_survey('by_hand', 'whistle', '{"side": "employee", "mode": "anonymous", "items": [{"name": "trust", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
SELECT is_empty($$ SELECT tgname FROM pg_trigger WHERE tgrelid IN ('by_hand.visit'::regclass, 'by_hand.whistle'::regclass) AND NOT tgisinternal $$, 'no triggers');
SELECT results_eq($$ SELECT confrelid::regclass::text FROM pg_constraint WHERE conrelid = 'by_hand.visit'::regclass AND contype = 'f' ORDER BY 1 $$, $$ VALUES ('by_hand.person'), ('by_hand.touchpoint'), ('by_hand.unit') $$, 'keys in their place');
SELECT is((SELECT count(*) FROM pg_constraint WHERE conrelid = 'by_hand.whistle'::regclass AND contype = 'f'), 2::bigint, 'of an anonymous survey without the person');
INSERT INTO voice.visit (unit, submitted_at, recommend, wait, spend) SELECT 'kiel', '2026-01-15'::timestamptz + i * interval '1 day', i % 11, 1 + i % 5, i * 1.1 FROM generate_series(1, 100) i;
INSERT INTO by_hand.visit (unit, submitted_at, recommend, wait, spend) SELECT unit, submitted_at, recommend, wait, spend FROM voice.visit;
SELECT is((SELECT count(*) FROM by_hand.summary), 0::bigint, 'nothing is counted');
SELECT is_empty($$ SELECT 1 FROM by_hand.setting WHERE name LIKE 'summary_at.%' $$, 'and nothing says when');
SELECT lives_ok($$ SELECT xm.rebuild_summary('by_hand') $$, 'before it is asked for');
SELECT set_eq($$ SELECT item, unit, month, r::text, round(xm.mean(m, 'x1')::numeric, 9) FROM by_hand.summary $$, $$ SELECT item, unit, month, r::text, round(xm.mean(m, 'x1')::numeric, 9) FROM voice.summary WHERE survey = 'visit' $$, 'then it is what triggers keep');
SELECT set_eq($$ SELECT item, unit, period, responses, value FROM xm.scores('by_hand', 'visit') WHERE item = 'recommend' AND unit = 'kiel' $$, $$ SELECT item, unit, period, responses, value FROM xm.scores('voice', 'visit') WHERE item = 'recommend' AND unit = 'kiel' $$, 'and so are the scores');
SELECT results_eq($$ SELECT name, value::timestamptz BETWEEN now() AND clock_timestamp() FROM by_hand.setting WHERE name LIKE 'summary_at.%' ORDER BY 1 $$, $$ VALUES ('summary_at.visit', true), ('summary_at.whistle', true) $$, 'which say as of when');
SELECT is(pg_temp.refusal($$ INSERT INTO by_hand.visit (unit, recommend) VALUES ('rome', 3) $$) LIKE '23503 %', true, 'an unknown unit');
CREATE TEMP TABLE before AS SELECT * FROM by_hand.summary;
INSERT INTO by_hand.visit (source_id, unit, wave, recommend) VALUES ('bad', 'kiel', 'never', 3);
SELECT is(pg_temp.refusal($$ SELECT xm.rebuild_summary('by_hand') $$), '22023 wave: "never" is not known', 'an unknown wave is refused with the summary');
SELECT bag_eq('SELECT survey, item, unit, month, r::text FROM by_hand.summary', 'SELECT survey, item, unit, month, r::text FROM before', 'which stays what it was');
UPDATE by_hand.visit SET wave = NULL, person_id = 1 WHERE source_id = 'bad';
SELECT is(pg_temp.refusal($$ SELECT xm.rebuild_summary('by_hand', 'visit') $$), '22023 person_id: "1" is not known', 'so is an employee among customers');
SELECT is(pg_temp.refusal($$ SELECT xm.rebuild_summary('by_hand', 'whistle') $$), 'no error', 'but not with another survey');
DELETE FROM by_hand.visit WHERE source_id = 'bad';
SELECT is(pg_temp.refusal($$ SELECT xm.submit('by_hand', 'visit', '{"unit": "rome", "answers": {"recommend": 3}}') $$), '22023 unit: "rome" is not known; there are all, kiel', 'submit says which there are');
SELECT is(pg_temp.refusal($$ SELECT xm.submit('by_hand', 'visit', '{"wave": "never", "answers": {"recommend": 3}}') $$), '22023 wave: "never" is not known', 'and knows waves');
SELECT is(pg_temp.refusal($$ SELECT xm.submit('by_hand', 'visit', '{"touchpoint": "moon", "answers": {"recommend": 3}}') $$), '22023 touchpoint: "moon" is not known', 'and touchpoints');
SELECT is(xm.submit('by_hand', 'visit', '{"source_id": "x", "unit": "kiel", "submitted_at": "2026-05-01", "answers": {"recommend": 3}}') = xm.submit('by_hand', 'visit', '{"source_id": "x", "unit": "kiel", "submitted_at": "2026-05-01", "answers": {"recommend": 3}}'), true, 'the same twice is stored once');
SELECT is(xm.submit('by_hand', 'visit', '{"source_id": "x", "replace": true, "unit": "kiel", "submitted_at": "2026-06-01", "answers": {"recommend": 4}}') IS NOT NULL, true, 'and replaced');
SELECT results_eq($$ SELECT submitted_at, recommend FROM by_hand.visit WHERE source_id = 'x' $$, $$ VALUES ('2026-06-01 00:00+02'::timestamptz, 4::smallint) $$, 'with its time, which is one of the workspace');
SELECT is(pg_temp.refusal($$ SELECT xm.submit('by_hand', 'visit', '{"submitted_at": "yesterday at noon, or so", "answers": {"recommend": 3}}') $$), '22023 submitted_at: "yesterday at noon, or so" is no time', 'which is read with care');
SELECT lives_ok($$ SELECT xm.upgrade_workspace('by_hand') $$, 'an upgrade');
SELECT is(pg_temp.refusal($$ SELECT xm.distribute_workspace('voice') $$), '22023 the summary of workspace "voice" is kept by triggers', 'triggers do not go over several nodes');
SELECT xm.create_survey('by_hand', 'said', '{"side": "customer", "items": [{"name": "mark", "type": "rating", "scale": [0, 10]}, {"name": "why", "type": "text"}, {"name": "mood", "type": "sentiment", "of": "why", "label": "mark"}]}') \g /dev/null
SELECT is(pg_temp.refusal($$ SELECT xm.distribute_workspace('by_hand') $$), '22023 survey "said" has a sentiment item: a distributed workspace learns no sentiment', 'nor does what is learned');
SELECT xm.alter_survey('by_hand', 'said', '{"side": "customer", "items": [{"name": "mark", "type": "rating", "scale": [0, 10]}, {"name": "why", "type": "text"}]}') \g /dev/null
SELECT is(pg_temp.refusal($$ SELECT xm.distribute_workspace('by_hand') $$), '0A000 this database has no Citus', 'and nothing does without Citus');
SELECT is((SELECT value FROM by_hand.setting WHERE name = 'summary'), 'manual', 'so it stays what it was');
SET ROLE xm_stranger;
SELECT is(pg_temp.refusal($$ SELECT xm.distribute_workspace('by_hand') $$), '42501 only the owner of workspace "by_hand" may distribute it', 'nobody else may');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
