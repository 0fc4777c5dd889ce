-- Publishing: what is released, what an analyst sees of it, and what comes after: late answers, corrections, erasure.
\i test/pgtap/include/begin.psql
SELECT plan(73);
CREATE ROLE xm_boss; CREATE ROLE xm_bi; CREATE ROLE xm_keeper; CREATE ROLE xm_other; CREATE ROLE xm_stranger;
SELECT format('GRANT CREATE ON DATABASE %I TO xm_boss', current_database()) \gexec
SET ROLE xm_boss;
SELECT xm.create_workspace('voice', 'Europe/Berlin') \g /dev/null
INSERT INTO voice.unit (unit, parent, name) VALUES ('all', NULL, 'All'), ('north', 'all', 'North'), ('south', 'all', 'South'), ('kiel', 'north', 'Kiel'), ('bremen', 'north', 'Bremen'), ('bonn', 'south', 'Bonn'), ('ulm', 'south', 'Ulm'), ('empty', 'south', 'Empty');
SELECT xm.create_survey('voice', 'pulse', $${"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps", "concept": "advocacy"}, {"name": "care", "type": "rating", "scale": [1, 5], "concept": "care"},
  {"name": "pace", "type": "rating", "scale": [1, 5], "reversed": true}, {"name": "years", "type": "number"}, {"name": "why", "type": "text"}], "scales": [{"name": "eng", "items": ["care", "pace"], "concept": "engagement"}]}$$) \g /dev/null
SELECT xm.create_survey('voice', 'mood', '{"side": "employee", "mode": "anonymous", "items": [{"name": "mood", "type": "rating", "scale": [1, 5]}, {"name": "word", "type": "text"}]}') \g /dev/null
SELECT xm.create_survey('voice', 'visit', '{"side": "customer", "items": [{"name": "happy", "type": "rating", "scale": [1, 5], "concept": "satisfaction"}]}') \g /dev/null
INSERT INTO voice.wave VALUES ('pulse', 'w1', '2026-01-01', '2026-01-31'), ('pulse', 'w2', '2026-04-01', '2026-04-30'), ('mood', 'w1', '2026-01-01', '2026-01-31'), ('mood', 'w2', '2026-02-01', '2026-02-28');
INSERT INTO voice.person (person_id, side) SELECT i, 'employee' FROM generate_series(1, 80) i;
UPDATE voice.person SET attributes = '{"job": "hidden by membership", "sex": "f"}' WHERE person_id <= 40;
-- 1..20 kiel, 21..40 bremen, 41..60 bonn, 61..64 ulm; 65 was in no unit that day, 66 left, 67 never was anywhere.
INSERT INTO voice.membership SELECT i, '2020-01-01', CASE WHEN i <= 20 THEN 'kiel' WHEN i <= 40 THEN 'bremen' WHEN i <= 60 THEN 'bonn' ELSE 'ulm' END, jsonb_build_object('job', CASE WHEN i % 2 = 0 THEN 'dev' ELSE 'ops' END) FROM generate_series(1, 64) i;
INSERT INTO voice.membership VALUES (65, '2026-01-11', 'ulm'), (66, '2020-01-01', 'ulm'), (66, '2025-12-01', NULL), (1, '2026-01-11', 'ulm');
INSERT INTO voice.pulse (person_id, wave, submitted_at, enps, care, pace, why) SELECT i, 'w1', '2026-01-10 22:30+00', i * 7 % 11, 1 + i * 3 % 5, CASE WHEN i <> 33 THEN 1 + i % 5 END, CASE WHEN i % 2 = 1 THEN 'word ' || i END FROM generate_series(1, 67) i;
INSERT INTO voice.pulse (person_id, wave, submitted_at, care, complete) VALUES (70, 'w1', '2026-01-10', 1, false);
SELECT xm.grant_workspace('voice', 'xm_bi', 'analyst'), xm.grant_workspace('voice', 'xm_keeper', 'custodian', '{pulse}'), xm.grant_workspace('voice', 'xm_other', 'analyst', '{visit}') \g /dev/null

-- what is asked
SELECT is(pg_temp.refusal(format('SELECT xm.publish(%s)', arguments)), message, arguments) FROM (VALUES
  ($$'voice', 'none', 'w1'$$, '22023 no survey "none" in workspace "voice"'), ($$'voice', 'visit', 'w1'$$, '22023 survey "visit" is identified'),
  ($$'voice', 'pulse', 'w9'$$, '22023 survey "pulse" has no wave "w9"; there are w1, w2'), ($$'voice', 'pulse', NULL$$, '22023 wave is NULL'), ($$'voice', 'pulse', 'w1', '[["care"]]'$$, '22023 breakdowns[0][0]: "care" is answered in the survey'),
  ($$'voice', 'pulse', 'w1', '[["colour"]]'$$, '22023 attribute "colour" is known of nobody who answered'), ($$'voice', 'pulse', 'w1', '{}'$$, '22023 breakdowns: {} is no list'), ($$'voice', 'mood', 'w1', '[["job"]]'$$, '22023 breakdowns[0][0]: "job" is an attribute, and the survey is anonymous'),
  ($$'voice', 'pulse', 'w1', '[[]]', '{years}'$$, '22023 items: "years" is of type number'), ($$'voice', 'pulse', 'w1', '[[]]', '{}'$$, '22023 survey "pulse" has nothing to publish'), ($$'voice', 'pulse', 'w1', '[[]]', '{NULL}'$$, '22023 items[0] is NULL')) v(arguments, message);
INSERT INTO voice.setting VALUES ('k', '2');
SELECT is(pg_temp.refusal($$SELECT xm.publish('voice', 'pulse', 'w1')$$), '22023 setting k is "2"; the allowed range is 3..100', 'the floor of k');
UPDATE voice.setting SET value = 'five' WHERE name = 'k';
SELECT is(pg_temp.refusal($$SELECT xm.publish('voice', 'pulse', 'w1')$$), '22023 setting k is "five"; the allowed range is 3..100', 'no number');
DELETE FROM voice.setting WHERE name = 'k';
INSERT INTO voice.setting VALUES ('distributions', '7');
SELECT is(pg_temp.refusal($$SELECT xm.publish('voice', 'pulse', 'w1')$$), '22023 setting distributions is "7"; the allowed range is 8..100', 'of distributions');
DELETE FROM voice.setting WHERE name = 'distributions';
INSERT INTO voice.setting VALUES ('comments', '4');
SELECT is(pg_temp.refusal($$SELECT xm.publish('voice', 'pulse', 'w1')$$), '22023 setting comments is "4"; the allowed range is 5..100', 'of comments');
DELETE FROM voice.setting WHERE name = 'comments';
INSERT INTO voice.setting VALUES ('distributions', '98'), ('colluders', '5');
SELECT is(pg_temp.refusal($$SELECT xm.publish('voice', 'pulse', 'w1')$$), '22023 settings distributions and colluders are 103 together; the allowed range is up to 100', 'both together');
DELETE FROM voice.setting WHERE name IN ('distributions', 'colluders');
RESET ROLE;
SELECT is(pg_temp.refusal(format('SET ROLE %I; SELECT xm.publish(''voice'', %L, ''w1'')', role, survey)), '42501 only the owner of workspace "voice" and custodians may publish', role || ' and ' || survey)
FROM (VALUES ('xm_bi', 'pulse'), ('xm_bi', 'none'), ('xm_stranger', 'pulse'), ('xm_keeper', 'mood')) v(role, survey);
SELECT is(pg_temp.refusal($$SET ROLE xm_bi; SELECT * FROM xm.publish_preview('voice', 'pulse', 'w1')$$), '42501 only the owner of workspace "voice" and custodians may publish', 'a preview, too');

-- the first publication
SET ROLE xm_keeper;
SELECT results_eq($$ SELECT unit, persons, status, reason FROM xm.publish_preview('voice', 'pulse', 'w1', '[[], ["unit"]]', '{care}') $$,
  $$ VALUES (NULL::text, 64::bigint, 'released'::text, ''::text), ('all', 64, 'released', 'derivable'), ('bonn', 20, 'withheld', 'remainder'), ('bremen', 20, 'released', ''), ('empty', 0, 'withheld', 'small'), ('kiel', 20, 'released', 'derivable'), ('north', 40, 'released', ''), ('south', 24, 'released', 'derivable'), ('ulm', 4, 'withheld', 'small') $$,
  'who was in a unit on the day of his answer counts; south less bonn would be the four of ulm');
SELECT is((SELECT count(*) FROM voice.publication), 0::bigint, 'a preview writes nothing');
SELECT xm.publish('voice', 'pulse', 'w1', '[[], ["unit"], ["unit", "job"], ["sex"]]') AS first \gset
RESET ROLE; SET ROLE xm_bi;
SELECT results_eq($$ SELECT unit, status, responses, round(value::numeric, 6), cut, r IS NULL FROM voice.published WHERE item = 'care' AND breakdown = '{}' ORDER BY unit NULLS FIRST $$,
  $$ VALUES (NULL::text, 'released', 64::bigint, 3.03125, false, false), ('all', 'released', 64, 3.03125, false, false), ('bonn', 'withheld', NULL, NULL, NULL, true), ('bremen', 'released', 20, 3.0, false, false), ('empty', 'withheld', NULL, NULL, NULL, true), ('kiel', 'released', 20, 3.0, false, false), ('north', 'released', 40, 3.0, false, false), ('south', 'released', 24, 3.083333, false, false), ('ulm', 'withheld', NULL, NULL, NULL, true) $$,
  'every unit is listed, what is withheld without a number');
SELECT is_empty($$ SELECT * FROM voice.published WHERE status = 'withheld' AND breakdown <> '{}' $$, 'of other breakdowns only what was released');
SELECT results_eq($$ SELECT breakdown::text, responses FROM voice.published WHERE item = 'care' AND breakdown ? 'sex' $$, $$ VALUES ('{"sex": "f"}', 40::bigint) $$, 'attributes of the person');
SELECT is((SELECT string_agg(DISTINCT breakdown ->> 'job', ' ' ORDER BY breakdown ->> 'job') FROM voice.published WHERE breakdown ? 'job'), 'dev ops', 'those of the membership stand before them');
SELECT is((SELECT xm.responses(r) FROM voice.published WHERE item = 'care' AND unit = 'all' AND breakdown = '{}'), 64::bigint, 'the distribution as xm.ratings');
SELECT results_eq($$ SELECT round(favourable::numeric, 3), round(neutral::numeric, 3), round(unfavourable::numeric, 3) FROM voice.published WHERE item = 'care' AND unit = 'kiel' AND breakdown = '{}' $$, $$ VALUES (40.0, 20.0, 40.0) $$, 'shares in per cent');
SELECT is_empty($$ SELECT * FROM voice.published WHERE responses < 11 AND (r IS NOT NULL OR favourable IS NOT NULL) $$, 'of fewer than eleven neither distribution nor shares');
SELECT is((SELECT count(DISTINCT round((std_error * sqrt(responses))::numeric, 9)) FROM voice.published WHERE item = 'care' AND status = 'released' AND r IS NULL), 1::bigint, 'their errors come from one spread');
SELECT cmp_ok((SELECT count(*) FROM voice.published_comment), '>=', 8::bigint, 'comments');
SELECT is_empty($$ SELECT unit FROM voice.published_comment GROUP BY unit HAVING count(*) < 8 $$, 'eight at least at each unit');
SELECT results_eq($$ SELECT unit, unit_name, wave, metric, responses, change IS NULL FROM voice.published_score WHERE item = 'enps' AND unit = 'kiel' $$, $$ VALUES ('kiel', 'Kiel', 'w1', 'nps', 20::bigint, true) $$, 'published_score');
SELECT is(pg_temp.refusal('SELECT * FROM voice.publication_cell'), '42501 permission denied for table publication_cell (no hint)', 'who stands behind it is not for analysts');
SELECT is(pg_temp.refusal('DELETE FROM voice.published'), '42501 permission denied for table published (no hint)', 'nor may they change it');
RESET ROLE; SET ROLE xm_other;
SELECT is((SELECT count(*) FROM voice.published) + (SELECT count(*) FROM voice.published_comment) + (SELECT count(*) FROM voice.publication) + (SELECT count(*) FROM voice.published_score), 0::bigint, 'an analyst of other surveys sees nothing of it');
RESET ROLE; SET ROLE xm_keeper;
SELECT cmp_ok((SELECT count(*) FROM voice.publication_cell WHERE items = '{care}'), '>', 5::bigint, 'a custodian sees the cells');
SELECT is_empty($$ SELECT 1 FROM voice.publication_cell, unnest(members) m WHERE m > 64 $$, 'nobody without a unit on that day is in one');
SELECT is(pg_temp.refusal('UPDATE voice.publication_cell SET persons = 1'), '42501 permission denied for table publication_cell (no hint)', 'and changes none');

-- the main job on what was published
RESET ROLE; SET ROLE xm_boss;
INSERT INTO voice.visit (unit, submitted_at, happy) SELECT unit, '2026-02-01', 1 + i % 5 FROM unnest('{kiel,bremen,bonn}'::text[]) unit, generate_series(1, 15) i;
RESET ROLE; SET ROLE xm_bi;
SELECT results_eq($$ SELECT unit, ex_concept, cx_concept, ex_responses, cx_responses FROM voice.link_input WHERE ex_concept = 'care' ORDER BY 1 $$, $$ VALUES ('bremen', 'care', 'satisfaction', 20::bigint, 15::bigint), ('kiel', 'care', 'satisfaction', 20, 15) $$, 'link_input');
SELECT is((SELECT count(*) FROM voice.pulse) + (SELECT count(*) FROM voice.score WHERE survey = 'pulse'), 0::bigint, 'without an answer of an employee');

RESET ROLE; SET ROLE xm_boss;
SELECT results_eq($$ SELECT p.unit, round(p.value::numeric, 9), round(p.std_error::numeric, 9) FROM voice.published p WHERE item = 'enps' AND breakdown = '{}' AND r IS NOT NULL AND unit IN ('kiel', 'bremen') ORDER BY 1 $$,
  $$ SELECT unit, round(e.value::numeric, 9), round(e.std_error::numeric, 9) FROM (SELECT m.unit, xm.ratings(a.enps) AS r FROM voice.pulse a JOIN voice.membership m ON m.person_id = a.person_id AND m.since = '2020-01-01' WHERE m.unit IN ('kiel', 'bremen') GROUP BY 1) x, xm.estimate(r, 'nps') e ORDER BY 1 $$, 'what xm.link takes is what the answers give');

-- again, and late
RESET ROLE; SET ROLE xm_keeper;
SELECT xm.publish('voice', 'pulse', 'w1') AS second \gset
SELECT is_empty($$ SELECT item, unit, status, responses, value, std_error, r::text FROM voice.published WHERE publication_id = $$ || :first || $$ AND breakdown = '{}' EXCEPT SELECT item, unit, status, responses, value, std_error, r::text FROM voice.published WHERE publication_id = $$ || :second, 'with the same figures');
SELECT is((SELECT count(*) FROM voice.published_comment WHERE publication_id = :second), 0::bigint, 'nobody''s comment twice');
INSERT INTO voice.membership VALUES (68, '2020-01-01', 'kiel');
INSERT INTO voice.pulse (person_id, wave, submitted_at, care, why) VALUES (68, 'w1', '2026-01-20', 5, 'late');
SELECT set_eq($$ SELECT unit, status, reason FROM xm.publish_preview('voice', 'pulse', 'w1', items => '{care}') WHERE unit IN ('kiel', 'bremen', 'all') $$, $$ VALUES ('kiel', 'withheld', 'remainder'), ('all', 'withheld', 'remainder'), ('bremen', 'released', 'derivable') $$, 'one late answer');
DELETE FROM voice.pulse WHERE person_id = 68;
-- corrected: five people are too few to tell apart, six are enough
UPDATE voice.pulse SET care = 6 - care WHERE person_id BETWEEN 2 AND 6 AND care <> 3;
SELECT is((SELECT reason FROM xm.publish_preview('voice', 'pulse', 'w1', items => '{care}') WHERE unit = 'kiel'), 'remainder', 'corrected answers of a few');
UPDATE voice.pulse SET care = 6 - care WHERE person_id BETWEEN 2 AND 6 AND care <> 3;
SELECT is((SELECT reason FROM xm.publish_preview('voice', 'pulse', 'w1', items => '{care}') WHERE unit = 'kiel'), 'derivable', 'and back');
UPDATE voice.pulse SET care = CASE care WHEN 5 THEN 1 ELSE care + 1 END WHERE person_id BETWEEN 2 AND 7;
SELECT is((SELECT status FROM xm.publish_preview('voice', 'pulse', 'w1', items => '{care}') WHERE unit = 'kiel'), 'released', 'of six');
SELECT xm.publish('voice', 'pulse', 'w1', items => '{care}') AS third \gset
SELECT is((SELECT array_agg(DISTINCT v ORDER BY v) FROM voice.publication_cell, unnest(versions) v WHERE publication_id = :third), '{0,1}', 'as other versions');
SELECT is((SELECT reason FROM xm.publish_preview('voice', 'pulse', 'w1', items => '{care}') WHERE unit = 'kiel'), 'derivable', 'which are known now');
-- the next wave, and the change
INSERT INTO voice.pulse (person_id, wave, submitted_at, enps) SELECT i, 'w2', '2026-04-10', (i * 7 + i / 9) % 11 FROM generate_series(1, 64) i;
SELECT xm.publish('voice', 'pulse', 'w2', items => '{enps}') \g /dev/null
SELECT results_eq($$ SELECT s.unit, round(s.change::numeric, 9), round(s.change_lower::numeric, 6), round(s.change_p_value::numeric, 6) FROM voice.published_score s WHERE s.item = 'enps' AND s.wave = 'w2' AND s.unit IN ('kiel', 'bremen') ORDER BY 1 $$,
  $$ SELECT b.unit, round((b.value - a.value)::numeric, 9), round((b.value - a.value - 1.959963985 * sqrt(a.std_error ^ 2 + b.std_error ^ 2))::numeric, 6), round(c.p_value::numeric, 6)
     FROM voice.published_score a JOIN voice.published_score b USING (unit, item), xm_internal.change_of(b.value, b.std_error, a.value, a.std_error, 0.95) c WHERE a.wave = 'w1' AND b.wave = 'w2' AND item = 'enps' AND unit IN ('kiel', 'bremen') ORDER BY 1 $$, 'the change against the wave before');
SELECT results_eq($$ SELECT change, round(lower::numeric, 4), round(upper::numeric, 4), round(p_value::numeric, 6) FROM xm_internal.change_of(10, 3, 4, 4, 0.95) $$, $$ VALUES (6::float8, -3.7998, 15.7998, 0.230139) $$, 'of normal errors');
SELECT is((SELECT count(*) FROM voice.published_score WHERE wave = 'w2' AND unit = 'kiel' AND change IS NULL), 0::bigint, 'known');
-- another metric of the same answers
RESET ROLE; SET ROLE xm_boss;
SELECT xm.alter_survey('voice', 'pulse', (SELECT jsonb_set(definition, '{items,1,metric}', '"share[4,5]"') FROM voice.survey WHERE survey = 'pulse')) \g /dev/null
SELECT is_empty($$ SELECT * FROM xm.publish_preview('voice', 'pulse', 'w1', '[["unit"], ["unit", "job"]]', '{care}') WHERE status = 'released' AND persons < 11 $$, 'another score of the same answers counts as a distribution');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.alter_survey('voice', 'pulse', (SELECT definition || '{"linked": true}' FROM voice.survey WHERE survey = 'pulse'))$$) LIKE '22023 linked: waves apart to linked, which would touch % publications', true, 'waves are linked before the first publication');

-- names and numbers stay what they were, and what somebody did to the tables is an error
SELECT is(pg_temp.refusal($$UPDATE voice.wave SET wave = 'w0' WHERE survey = 'pulse' AND wave = 'w1'$$), '23503 wave "w1" has answers', 'a wave with answers keeps its name');
INSERT INTO voice.person (person_id, side) VALUES (900, 'employee');
INSERT INTO voice.ledger VALUES ('pulse', 'w1', 'care', 900, 0, 1);
SELECT is(pg_temp.refusal('DELETE FROM voice.person WHERE person_id = 900'), '23503 results of person_id "900" were published', 'whose answers were published keeps the number');
INSERT INTO voice.wave VALUES ('pulse', 'gone');
INSERT INTO voice.publication (survey, wave, published_by, k, colluders, version, breakdowns, distributions, comments) VALUES ('pulse', 'gone', 'x', 5, 1, 'x', '[]', 10, 8);
SELECT is(pg_temp.refusal($$DELETE FROM voice.wave WHERE wave = 'gone'$$), '23503 results of wave "gone" were published', 'and a wave stays');
SAVEPOINT damage;
ALTER TABLE voice.publication_cell ALTER members DROP NOT NULL;
UPDATE voice.publication_cell SET members = NULL;
SELECT matches(pg_temp.refusal($$SELECT xm.publish('voice', 'pulse', 'w1')$$), '^XX001 row \d+ of publication_cell is damaged$', 'a damaged ledger');
ROLLBACK TO damage;
ALTER TABLE voice.pulse DROP CONSTRAINT care_check, DISABLE TRIGGER USER;
UPDATE voice.pulse SET care = 30000 WHERE person_id = 9;
SELECT is(pg_temp.refusal($$SELECT xm.publish('voice', 'pulse', 'w1')$$), '22023 care: an answer is 30000; the allowed range is 1..5', 'an answer off its scale');
ROLLBACK TO damage;

-- erased
SELECT is((SELECT jsonb_typeof(xm.person_data('voice', 3) -> 'published')), 'array', 'person_data lists what was published');
SELECT xm.forget('voice', 3, 'delete') \g /dev/null
SELECT is((SELECT count(*) FROM voice.published_comment WHERE comment = 'word 3'), 0::bigint, 'a comment goes');
SELECT is((SELECT count(*) FROM voice.ledger WHERE person_id = 3 AND fingerprint IS NOT NULL), 0::bigint, 'and what tells the answer');
SELECT is((SELECT reason FROM xm.publish_preview('voice', 'pulse', 'w1', items => '{enps}') WHERE unit = 'kiel'), 'remainder', 'the others are not published without him');

-- linked waves: an answer that is carried over is the same
SELECT xm.create_survey('voice', 'carried', '{"side": "employee", "linked": true, "items": [{"name": "trust", "type": "rating", "scale": [1, 5]}]}'), xm.create_survey('voice', 'apart', '{"side": "employee", "items": [{"name": "trust", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
INSERT INTO voice.wave SELECT survey, wave FROM unnest('{carried,apart}'::text[]) survey, unnest('{w1,w2}'::text[]) wave;
INSERT INTO voice.carried (person_id, wave, submitted_at, trust) SELECT i, wave, '2026-01-10', 1 + i % 5 FROM generate_series(4, 16) i, unnest('{w1,w2}'::text[]) wave WHERE i < 16 OR wave = 'w2';
INSERT INTO voice.apart (person_id, wave, submitted_at, trust) SELECT person_id, wave, submitted_at, trust FROM voice.carried;
SELECT xm.publish('voice', survey, 'w1') FROM unnest('{carried,apart}'::text[]) survey \g /dev/null
SELECT is((SELECT reason FROM xm.publish_preview('voice', 'carried', 'w2') WHERE unit = 'kiel'), 'remainder', 'who joins is one person more in the next of linked waves');
SELECT is((SELECT status FROM xm.publish_preview('voice', 'apart', 'w2') WHERE unit = 'kiel'), 'released', 'waves apart are answers apart');

-- another survey of the same people, and anonymous ones
SELECT xm.create_survey('voice', 'again', '{"side": "employee", "items": [{"name": "care", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
INSERT INTO voice.wave VALUES ('again', 'w1');
INSERT INTO voice.again (person_id, wave, submitted_at, care) SELECT person_id, 'w1', submitted_at, care FROM voice.pulse WHERE person_id > 10 AND care IS NOT NULL;
CREATE FUNCTION pg_temp.warned(query text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN SET LOCAL client_min_messages = error; EXECUTE query; RETURN 'done'; END $$;
SELECT is(pg_temp.warned($$SELECT * FROM xm.publish_preview('voice', 'again', 'w1')$$), 'done', 'a warning, no refusal');
INSERT INTO voice.mood (wave, unit, mood, word) SELECT 'w1', CASE WHEN i <= 12 THEN 'kiel' WHEN i <= 20 THEN 'bonn' END, 1 + i % 5, 'w' || i FROM generate_series(1, 30) i;
SELECT lives_ok($$ SELECT xm.publish('voice', 'mood', 'w1') $$, 'an anonymous survey');
SELECT results_eq($$ SELECT unit, responses FROM voice.published WHERE survey = 'mood' AND status = 'released' ORDER BY 1 NULLS FIRST $$, $$ VALUES (NULL::text, 30::bigint), ('all', 20), ('bonn', 8), ('kiel', 12), ('north', 12), ('south', 8) $$, 'each response is somebody, in its own unit');
-- the same responses loaded once more are the same people
SELECT xm.submit('voice', 'mood', jsonb_build_object('source_id', 's' || i, 'wave', 'w2', 'unit', 'kiel', 'answers', jsonb_build_object('mood', 1 + i % 5))) FROM generate_series(1, 12) i \g /dev/null
SELECT xm.publish('voice', 'mood', 'w2') \g /dev/null
DELETE FROM voice.mood WHERE wave = 'w2';
SELECT xm.submit('voice', 'mood', jsonb_build_object('source_id', 's' || i, 'wave', 'w2', 'unit', 'kiel', 'answers', jsonb_build_object('mood', 1 + i % 5))) FROM generate_series(1, 13) i \g /dev/null
SELECT is((SELECT reason FROM xm.publish_preview('voice', 'mood', 'w2') WHERE unit = 'kiel'), 'remainder', 'responses that are loaded once more are of the same people');
UPDATE voice.unit SET unit = 'cologne' WHERE unit = 'ulm';
SELECT is((SELECT count(*) FROM voice.published WHERE unit = 'ulm'), 0::bigint, 'results follow the name of a unit');
SELECT is_empty($$ SELECT c.oid::regclass, a.grantee::regrole FROM pg_class c, aclexplode(relacl) a WHERE relnamespace = 'voice'::regnamespace AND relname IN ('ledger', 'universe') AND a.grantee <> relowner $$, 'the ledger is for the owner');
SELECT * FROM finish();
ROLLBACK;
