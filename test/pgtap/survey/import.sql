-- xm_internal.import_answers: what the client xm staged goes into the table of a survey.
\i test/pgtap/include/begin.psql
SELECT plan(86);
\i test/pgtap/include/workspace.psql
SELECT xm.grant_workspace('voice', 'xm_keeper', 'custodian', '{visit,pulse}'), xm.grant_workspace('voice', 'xm_web', 'collector'), xm.grant_workspace('voice', 'xm_bi', 'analyst') \g /dev/null
CREATE FUNCTION pg_temp.imported(survey text, staging text, about jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
  SELECT format('%s read, %s new, %s changed, %s unchanged, %s forgotten, %s persons', read, added, changed, unchanged, forgotten, persons) FROM xm_internal.import_answers('voice', survey, staging::regclass, about) $$;
CREATE FUNCTION pg_temp.refused(survey text, staging text, about jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.refusal(format('SELECT * FROM xm_internal.import_answers(''voice'', %L, %L::regclass, %L)', survey, staging, about)) $$;

-- the owner, twice
CREATE TEMP TABLE visits ("@line" bigint NOT NULL, source_id text NOT NULL, "submitted_at@local" timestamp, submitted_at timestamptz, "@person1" text, "@person2" text, unit text, complete boolean, missing jsonb, recommend smallint, wait smallint, contact_web boolean, contact_store boolean, spend numeric, why text);
INSERT INTO visits VALUES (2, 'a', '2026-03-01 00:30', NULL, ' NEW@person.org', NULL, 'kiel', NULL, '{"wait": "not applicable"}', 9, NULL, true, false, 12.50, 'Fast 😀'), (3, 'b', NULL, '2026-03-01 00:30+00', NULL, 'c-7', 'bremen', false, NULL, 3, 5, NULL, NULL, NULL, NULL), (4, 'c', '2026-04-01 12:00', NULL, NULL, NULL, NULL, true, NULL, NULL, 1, false, true, 0, NULL);
SELECT is(pg_temp.imported('visit', 'visits', '{"persons": ["email", "crm"], "columns": {"Q1": "recommend"}, "sources": {"contact": {"web": "Our web site"}, "nothing": {"web": "x"}}}'), '3 read, 3 new, 0 changed, 0 unchanged, 0 forgotten, 2 persons', 'all rows are new');
SELECT results_eq($$ SELECT source_id, submitted_at, unit, person_id > 3, complete, weight, missing, recommend::int, wait::int, kind::int, contact_web, contact_store, spend, why, ease FROM voice.visit ORDER BY response_id $$,
  $$ VALUES ('a', '2026-02-28 23:30+00'::timestamptz, 'kiel', true, true, 1::float8, '{"wait": "not applicable"}'::jsonb, 9, NULL::int, NULL::int, true, false, 12.50, 'Fast 😀', NULL::float8),
            ('b', '2026-03-01 00:30+00', 'bremen', true, false, 1, NULL, 3, 5, NULL, NULL, NULL, NULL, NULL, 5), ('c', '2026-04-01 10:00+00', NULL, NULL, true, 1, NULL, NULL, 1, NULL, false, true, 0, NULL, 1) $$, 'each value in its column, in the order of the file; times without an offset are the workspace''s');
SELECT results_eq($$ SELECT kind, value FROM voice.person_key WHERE person_id > 3 ORDER BY 1 $$, $$ VALUES ('crm', 'c-7'), ('email', 'new@person.org') $$, 'customers nobody knew are made, by normal keys');
SELECT results_eq($$ SELECT source FROM voice.choice WHERE survey = 'visit' AND item = 'contact' ORDER BY code DESC $$, $$ VALUES ('Our web site'), (NULL) $$, 'an option keeps the text it had in the file');
SELECT is(xm_internal.import_mapping('voice', 'visit'), '{"Q1": "recommend"}', 'and the survey what the columns were taken for');
SELECT results_eq($$ SELECT unit, r::text FROM voice.summary WHERE item = 'recommend' $$, $$ VALUES ('kiel', '{"type":"ratings","version":1,"responses":{"9":1}}') $$, 'complete answers count');
CREATE TEMP TABLE before AS SELECT ctid AS place, response_id FROM voice.visit;
SELECT is(pg_temp.imported('visit', 'visits', '{"persons": ["email", "crm"]}'), '3 read, 0 new, 0 changed, 3 unchanged, 0 forgotten, 0 persons', 'the same once more changes nothing');
SELECT set_eq('SELECT ctid AS place, response_id FROM voice.visit', 'SELECT * FROM before', 'not even a version of a row');
SELECT is(xm_internal.import_mapping('voice', 'visit'), '{"Q1": "recommend"}', 'the mapping stays where none is given');

-- a later file: a row more, one changed, other columns
UPDATE visits SET "@person2" = 'c-1', recommend = 8, missing = NULL, wait = 2 WHERE source_id = 'a';
INSERT INTO visits VALUES (5, 'd', '2026-04-02 12:00', NULL, 'new@person.org', 'c-7', 'kiel', true, NULL, 10, 5, NULL, NULL, NULL, NULL);
SELECT is(pg_temp.imported('visit', 'visits', '{"persons": ["email", "crm"], "columns": {"Q2": "recommend"}}'), '4 read, 1 new, 1 changed, 2 unchanged, 0 forgotten, 0 persons', 'a row more and one changed');
SELECT results_eq($$ SELECT recommend, wait, missing, ease FROM voice.visit WHERE source_id = 'a' $$, $$ VALUES (8::smallint, 2::smallint, NULL::jsonb, 2::float8) $$, 'the changed one is replaced');
SELECT results_eq($$ SELECT unit, r::text FROM (SELECT unit, xm.rollup(r) AS r FROM voice.summary WHERE item = 'recommend' AND unit = 'kiel' GROUP BY 1) x $$, $$ VALUES ('kiel', '{"type":"ratings","version":1,"responses":{"8":1,"10":1}}') $$, 'the summary follows');
SELECT results_eq($$ SELECT person_id = (SELECT person_id FROM voice.person_key WHERE value = 'new@person.org') FROM voice.visit WHERE source_id IN ('a', 'd') $$, $$ VALUES (true), (true) $$, 'a person is the first that a key is known of');
SELECT is((SELECT person_id FROM voice.person_key WHERE value = 'c-1'), (SELECT person_id FROM voice.person_key WHERE value = 'new@person.org'), 'and gets the further keys that nobody has');
SELECT is(xm_internal.import_mapping('voice', 'visit'), '{"Q2": "recommend"}', 'the last mapping is kept');
CREATE TEMP TABLE part ("@line" bigint NOT NULL, source_id text NOT NULL, recommend smallint, missing jsonb, contact_other text);
INSERT INTO part VALUES (2, 'a', 7, '{"recommend": "x"}', 'by pigeon'), (3, 'c', NULL, NULL, NULL);
SELECT is(pg_temp.imported('visit', 'part'), '2 read, 0 new, 1 changed, 1 unchanged, 0 forgotten, 0 persons', 'a file with some of the columns');
SELECT results_eq($$ SELECT recommend, wait, unit, why, contact_other, missing, submitted_at FROM voice.visit WHERE source_id = 'a' $$, $$ VALUES (7::smallint, 2::smallint, 'kiel', 'Fast 😀', 'by pigeon', '{"recommend": "x"}'::jsonb, '2026-02-28 23:30+00'::timestamptz) $$, 'leaves the others as they are');
UPDATE voice.visit SET missing = '{"wait": "kept", "recommend": "x"}' WHERE source_id = 'a'; DELETE FROM part WHERE source_id = 'c'; UPDATE part SET missing = NULL;
SELECT is(pg_temp.imported('visit', 'part'), '1 read, 0 new, 1 changed, 0 unchanged, 0 forgotten, 0 persons', 'a reason that is gone');
SELECT is((SELECT missing FROM voice.visit WHERE source_id = 'a'), '{"wait": "kept"}', 'goes, and those of other items stay');

-- what is wrong
CREATE TEMP TABLE bad (LIKE part);
ALTER TABLE bad ADD unit text;
INSERT INTO bad VALUES (2, 'x', 1, NULL, NULL, 'bonn');
SELECT is(pg_temp.refused('visit', 'bad'), '22023 unit: "bonn" is not known; there are all, bremen, kiel, munich, north', 'a unit nobody knows');
UPDATE bad SET unit = NULL, recommend = 11;
SELECT matches(pg_temp.refused('visit', 'bad'), '^23514 .*recommend_check', 'a rating off its scale');
CREATE FUNCTION pg_temp.rest(query text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE d text; c text; BEGIN EXECUTE query; EXCEPTION WHEN OTHERS THEN GET STACKED DIAGNOSTICS d = PG_EXCEPTION_DETAIL, c = PG_EXCEPTION_CONTEXT; RETURN d || c; END $$;
SELECT unalike(pg_temp.rest($$SELECT xm_internal.import_answers('voice', 'visit', 'bad', '{}')$$), '%x%, 11%', 'no row is shown');
UPDATE bad SET recommend = 1; INSERT INTO bad SELECT 3, source_id FROM bad;
SELECT is(pg_temp.refused('visit', 'bad'), '23505 lines 2 and 3 have the same source_id', 'one source_id twice');
SELECT matches(pg_temp.refused('pulse', 'visits', '{"persons": ["email", "crm"]}'), '^22023 column \w+ of the staging table: neither of the survey nor of the client$', 'columns of another survey');
SELECT is(pg_temp.refused('nothing', 'part'), '22023 no survey "nothing" in workspace "voice"', 'no survey');
SELECT is(pg_temp.refused('unit', 'part'), '22023 no survey "unit" in workspace "voice"', 'a table that is none');
SELECT is(pg_temp.refused('visit', 'visits', '{"persons": ["email", "crm"], "zones": {"submitted_at": "Mars/North"}}'), '22023 time zone "Mars/North" is not known', 'a zone nobody knows');
SELECT is(pg_temp.refused('visit', 'visits', '[]'), '22023 about is no JSON object', 'what is said about it');
CREATE TEMP TABLE other_zone AS SELECT "@line", source_id, "submitted_at@local" FROM visits WHERE source_id = 'c';
ALTER TABLE other_zone ALTER source_id SET NOT NULL, ALTER "@line" SET NOT NULL;
SELECT is(pg_temp.imported('visit', 'other_zone', '{"zones": {"submitted_at": "Asia/Tokyo"}}'), '1 read, 0 new, 1 changed, 0 unchanged, 0 forgotten, 0 persons', 'a zone of the column');
SELECT is((SELECT submitted_at FROM voice.visit WHERE source_id = 'c'), '2026-04-01 03:00+00', 'is used');

-- who was forgotten
SELECT xm.forget('voice', (SELECT person_id FROM voice.person_key WHERE value = 'new@person.org')) \g /dev/null
SELECT is(pg_temp.imported('visit', 'visits', '{"persons": ["email", "crm"]}'), '4 read, 0 new, 1 changed, 1 unchanged, 2 forgotten, 0 persons', 'those who were forgotten do not come back by their source_id');
UPDATE visits SET source_id = source_id || '2' WHERE source_id IN ('a', 'd'); UPDATE visits SET "@person2" = NULL WHERE source_id = 'd2';
SELECT is(pg_temp.imported('visit', 'visits', '{"persons": ["email", "crm"]}'), '4 read, 0 new, 0 changed, 2 unchanged, 2 forgotten, 0 persons', 'nor by their keys');
SELECT is((SELECT last_value FROM voice.refused), 4::bigint, 'and are counted');
INSERT INTO voice.person (person_id, side) VALUES (100, 'customer'); INSERT INTO voice.person_key VALUES ('customer', 'email', 'zoe@example.org', 100);
CREATE TEMP TABLE again ("@line" bigint NOT NULL, source_id text NOT NULL, "@person1" text, "@person2" text);
INSERT INTO again VALUES (2, 'a', 'zoe@example.org', 'c-100');
SELECT is(pg_temp.imported('visit', 'again', '{"persons": ["email", "crm"]}'), '1 read, 0 new, 0 changed, 0 unchanged, 1 forgotten, 0 persons', 'a forgotten response of somebody else');
SELECT is((SELECT count(*) FROM voice.person_key WHERE value = 'c-100'), 0::bigint, 'gives nobody a key');

-- what somebody stored himself
UPDATE voice.visit SET missing = '5' WHERE source_id = 'c';
CREATE TEMP TABLE odd ("@line" bigint NOT NULL, source_id text NOT NULL, wait smallint, missing jsonb);
INSERT INTO odd VALUES (2, 'c', NULL, '{"wait": "not applicable"}');
SELECT is(pg_temp.imported('visit', 'odd'), '1 read, 0 new, 1 changed, 0 unchanged, 0 forgotten, 0 persons', 'reasons that are no object');
SELECT is((SELECT missing FROM voice.visit WHERE source_id = 'c'), '{"wait": "not applicable"}', 'are replaced');

-- employees, confidential
CREATE TEMP TABLE pulses ("@line" bigint NOT NULL, source_id text NOT NULL, "@person1" text, wave text, enps smallint);
INSERT INTO pulses VALUES (2, 'p1', 'ann@example.org', 'spring', 9), (7, 'p2', 'bob@example.org', 'spring', 3);
SELECT is(pg_temp.refused('pulse', 'pulses', '{"persons": ["email"]}'), '22023 person: 1 row names an employee whom nobody knows, the first in line 7', 'an employee must be known; nobody is named');
UPDATE pulses SET "@person1" = 'ANN@example.org' WHERE source_id = 'p2';
SELECT is(pg_temp.refused('pulse', 'pulses', '{"persons": ["email"]}'), '23505 lines 2 and 7 are answers of one person to one wave', 'one answer per person and wave');
UPDATE pulses SET wave = NULL WHERE source_id = 'p2';
SELECT is(pg_temp.imported('pulse', 'pulses', '{"persons": ["email"]}'), '2 read, 2 new, 0 changed, 0 unchanged, 0 forgotten, 0 persons', 'outside waves any number');
UPDATE pulses SET wave = 'spring', source_id = 'p3' WHERE source_id = 'p2';
DELETE FROM pulses WHERE source_id = 'p1';
SELECT is(pg_temp.refused('pulse', 'pulses', '{"persons": ["email"]}'), '23505 line 7: this person has answered this wave already', 'and one that came before under another source_id');

-- anonymous
SELECT xm.create_survey('voice', 'hush', '{"side": "employee", "mode": "anonymous", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
CREATE TEMP TABLE hush ("@line" bigint NOT NULL, source_id text NOT NULL, submitted_at timestamptz, a smallint);
INSERT INTO hush VALUES (2, 'h1', '2026-03-01 23:30+00', 3), (3, 'h2', NULL, 4);
SELECT is(pg_temp.imported('hush', 'hush'), '2 read, 2 new, 0 changed, 0 unchanged, 0 forgotten, 0 persons', 'an anonymous survey');
SELECT results_eq($$ SELECT source_id ~ '^[0-9a-f]{64}$', submitted_at FROM voice.hush WHERE a = 3 $$, $$ VALUES (true, '2026-03-02 00:00+00'::timestamptz) $$, 'keeps a hash and the day');
SELECT isnt(xm.submit('voice', 'hush', '{"source_id": "h1", "submitted_at": "2026-03-01T23:30:00Z", "answers": {"a": 3}}'), NULL, 'the same response by submit is the same');
SELECT is(pg_temp.imported('hush', 'hush'), '2 read, 0 new, 0 changed, 2 unchanged, 0 forgotten, 0 persons', 'and by import');
ALTER TABLE hush ADD "@person1" text;
SELECT is(pg_temp.refused('hush', 'hush', '{"persons": ["email"]}'), '22023 column @person1 of the staging table: an anonymous survey does not keep it', 'no person');

-- without triggers
SELECT xm.create_workspace('quiet', 'UTC', summary => 'manual'), xm.create_survey('quiet', 'visit', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
CREATE TEMP TABLE still ("@line" bigint NOT NULL, source_id text NOT NULL, wave text, a smallint);
INSERT INTO still VALUES (2, 's', 'w', 3);
SELECT is(pg_temp.refusal($$SELECT xm_internal.import_answers('quiet', 'visit', 'still', '{}')$$), '22023 wave: "w" is not known', 'waves are checked there, too');

-- who may
SELECT xm.create_survey('voice', 'third', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
RESET ROLE; SET ROLE xm_keeper;
CREATE TEMP TABLE mine ("@line" bigint NOT NULL, source_id text NOT NULL, recommend smallint);
INSERT INTO mine VALUES (2, 'k', 6);
SELECT is(pg_temp.refused('visit', 'mine'), '42501 the owner of the workspace may not read the staging table', 'the owner must be let in');
GRANT SELECT ON mine TO xm_boss;
SELECT is(pg_temp.imported('visit', 'mine'), '1 read, 1 new, 0 changed, 0 unchanged, 0 forgotten, 0 persons', 'a custodian imports');
SELECT is(pg_temp.refused('third', 'mine'), '42501 permission denied for survey "third"', 'into his surveys');
SELECT is(xm_internal.import_mapping('voice', 'visit'), '{"Q2": "recommend"}', 'and sees what the columns were taken for');
SELECT is(pg_temp.refused('visit', 'visits'), '22023 the staging table belongs to another role', 'from his own table');
SELECT is(pg_temp.refused('visit', 'voice.visit'), '22023 the staging table is no temporary table of this session', 'a temporary one');
RESET ROLE; SET ROLE xm_web;
SELECT is(pg_temp.refused('visit', 'mine'), '42501 permission denied for survey "visit"', 'not a collector');
RESET ROLE; SET ROLE xm_bi;
SELECT is(pg_temp.refused('visit', 'mine'), '42501 permission denied for survey "visit"', 'nor an analyst');
SELECT is(pg_temp.refusal($$SELECT xm_internal.import_mapping('voice', 'visit')$$), '42501 permission denied for survey "visit"', 'who sees no mapping');

SELECT matches(pg_temp.refusal($$SELECT xm_internal.import_persons('voice', 'customer', 'mine', '{}')$$), '^42501 permission denied for workspace', 'nor makes persons');
SELECT matches(pg_temp.refusal($$SELECT xm_internal.time_zone('voice')$$), '^42501 permission denied for workspace', 'nor reads settings');
RESET ROLE; SET ROLE xm_keeper;
SELECT is(xm_internal.time_zone('voice'), 'Europe/Berlin', 'a custodian knows the zone of times');
CREATE TEMP TABLE people ("@line" bigint, "@person1" text, "@person2" text);
GRANT SELECT ON people TO xm_boss;
INSERT INTO people VALUES (2, 'Eve@example.org', '9'), (3, 'eve@example.org ', NULL), (4, NULL, '10'), (5, NULL, '7'), (6, NULL, NULL);
SELECT is(xm_internal.import_persons('voice', 'employee', 'people', '{"persons": ["email", "employee_number"]}'), 3::bigint, 'a custodian makes the persons of a list');
SELECT is(xm_internal.import_persons('voice', 'employee', 'people', '{"persons": ["email", "employee_number"]}'), 0::bigint, 'once');
SELECT results_eq($$ SELECT kind, value FROM voice.person_key WHERE side = 'employee' AND person_id NOT IN (1, 2) ORDER BY 1, 2 $$, $$ VALUES ('email', 'eve@example.org'), ('employee_number', '10'), ('employee_number', '7'), ('employee_number', '9') $$, 'by their keys');
SELECT is(pg_temp.refusal($$SELECT xm_internal.import_persons('voice', 'customer', 'mine', '{"persons": ["email"]}')$$), '22023 the staging table has no column @person1 of type text', 'which must be there');
SELECT is(pg_temp.refusal($$SELECT xm_internal.import_persons('voice', 'employee', 'unnumbered', '{"persons": ["email"]}')$$), '22023 the staging table has no column @line of type bigint', 'and the line') FROM pg_temp.call('CREATE TEMP TABLE unnumbered ("@line" text, "@person1" text); GRANT SELECT ON unnumbered TO xm_boss; SELECT 1') x;
-- staging tables that would run code as the owner, or are not what they seem
RESET ROLE;
CREATE SCHEMA trap; GRANT ALL ON SCHEMA trap TO PUBLIC;
SET ROLE xm_keeper;
CREATE SEQUENCE trap.sprung; GRANT ALL ON SEQUENCE trap.sprung TO PUBLIC;
CREATE FUNCTION trap.run() RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN IF current_user <> 'xm_keeper' THEN PERFORM nextval('trap.sprung'); END IF; RETURN true; END $$;
CREATE FUNCTION trap.run(anyelement) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN trap.run(); END $$;
CREATE FUNCTION trap.of_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM trap.run(); RETURN NEW; END $$;
CREATE DOMAIN trap.word AS text CHECK (trap.run(VALUE));
CREATE FUNCTION pg_temp.trapped(change text, named text DEFAULT 'mine2') RETURNS text LANGUAGE plpgsql AS $$ DECLARE t text; BEGIN
  CREATE TEMP TABLE mine2 AS SELECT * FROM mine; ALTER TABLE mine2 ALTER "@line" SET NOT NULL, ALTER source_id SET NOT NULL; GRANT SELECT ON mine2 TO xm_boss;
  EXECUTE change; t := pg_temp.refused('visit', named); RAISE SQLSTATE 'XM001' USING MESSAGE = t; EXCEPTION WHEN SQLSTATE 'XM001' THEN RETURN SQLERRM; END $$;
SELECT is(pg_temp.trapped('SELECT 1'), 'no error', 'an ordinary one');
SELECT matches(pg_temp.trapped(change), '^22023 (the staging table (is no|has)|column .+ of the staging table: )', change) FROM (VALUES
  ('ALTER TABLE mine2 ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON mine2 USING (trap.run())'), ('ALTER TABLE mine2 ADD CHECK (trap.run(recommend))'), ('CREATE INDEX ON mine2 (recommend) WHERE trap.run()'), ('CREATE INDEX ON mine2 (trap.run(recommend))'),
  ('CREATE STATISTICS trap.kept ON (trap.run(recommend)) FROM mine2'), ('CREATE TRIGGER t AFTER INSERT ON mine2 EXECUTE FUNCTION trap.of_trigger()'), ('CREATE TEMP TABLE child () INHERITS (mine2)'), ('ALTER TABLE mine2 DROP recommend, ADD recommend smallint GENERATED ALWAYS AS (1) STORED'),
  ('ALTER TABLE mine2 ADD why trap.word'), ('ALTER TABLE mine2 ADD unit text COLLATE "C"'), ('ALTER TABLE mine2 ADD unit integer'), ('ALTER TABLE mine2 ADD "x""; DROP TABLE voice.visit" text'), ('ALTER TABLE mine2 DROP source_id'), ('ALTER TABLE mine2 ALTER source_id DROP NOT NULL'), ('ALTER TABLE mine2 ADD person_id bigint'), ('ALTER TABLE mine2 ADD response_id bigint'), ('ALTER TABLE mine2 ADD ease float8'),
  ('DROP TABLE mine2; CREATE TEMP VIEW mine2 AS SELECT *, trap.run() FROM mine'), ('DROP TABLE mine2; CREATE TEMP TABLE mine2 ("@line" bigint NOT NULL, source_id text NOT NULL, recommend smallint) PARTITION BY LIST (source_id)'), ('DROP TABLE mine2; CREATE TEMP SEQUENCE mine2')) v(change);
SELECT is((SELECT is_called FROM trap.sprung), false, 'nothing ran as the owner');
SELECT * FROM finish();
ROLLBACK;
