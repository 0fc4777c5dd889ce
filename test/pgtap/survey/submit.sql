-- Responses: by function, from outside, by INSERT and COPY.
\i test/pgtap/include/begin.psql
SELECT plan(68);
\i test/pgtap/include/workspace.psql
SELECT matches(xm.submit('voice', 'visit', '{"source_id": "r-1", "unit": "kiel", "submitted_at": "2026-03-01 00:30", "person": {"email": "New@Person.org"}, "answers": {"recommend": 9, "wait": 9, "kind": 2, "contact": ["web"], "contact_other": "by pigeon", "tenure": "lt1", "spend": 12.50, "on_day": "2026-02-28", "again": true, "why": "Fast 😀"}}')::text, '^\d+$', 'a response has a number');
SELECT results_eq($$ SELECT submitted_at, unit, person_id > 3, missing, recommend, wait, kind, contact_web, contact_store, contact_other, tenure, spend, on_day, again, why, ease FROM voice.visit $$,
  $$ VALUES ('2026-02-28 23:30+00'::timestamptz, 'kiel', true, '{"wait": "not applicable"}'::jsonb, 9::smallint, NULL::smallint, 2::smallint, true, false, 'by pigeon', 'lt1', 12.50, '2026-02-28'::date, true, 'Fast 😀', 4::float8) $$, 'each answer in its column; times without a zone are the workspace''s');
SELECT results_eq($$ SELECT month FROM voice.summary WHERE item = 'recommend' $$, $$ VALUES ('2026-03-01'::date) $$, 'months are those of the workspace');
SELECT is((SELECT value FROM voice.person_key WHERE kind = 'email' AND side = 'customer'), 'new@person.org', 'a customer nobody knew is made, by a normal key');
SELECT is(xm.submit('voice', 'visit', '{"source_id": "r-1", "unit": "kiel", "person": {"email": "new@person.org "}, "answers": {"recommend": 9, "wait": 9, "kind": 2, "contact": ["web"], "contact_other": "by pigeon", "tenure": "lt1", "spend": 12.5, "on_day": "2026-02-28", "again": true, "why": "Fast 😀"}}'), (SELECT response_id FROM voice.visit), 'the same once more is the same');
SELECT is((SELECT count(*) FROM voice.visit), 1::bigint, 'and changes nothing');
SELECT is(pg_temp.refusal($$SELECT xm.submit('voice', 'visit', '{"source_id": "r-1", "unit": "kiel", "answers": {"recommend": 8}}')$$), '23505 source_id "r-1" has other answers already', 'other content under the same source_id');
SELECT is(xm.submit('voice', 'visit', '{"source_id": "r-1", "unit": "bremen", "replace": true, "answers": {"recommend": 8}}'), (SELECT response_id FROM voice.visit), 'is taken where it replaces');
SELECT results_eq('SELECT unit, recommend, why FROM voice.visit', $$ VALUES ('bremen', 8::smallint, NULL::text) $$, 'and replaces all answers');
SELECT results_eq($$ SELECT unit, r::text FROM voice.summary WHERE item = 'recommend' $$, $$ VALUES ('bremen', '{"type":"ratings","version":1,"responses":{"8":1}}') $$, 'the summary follows');

-- what is wrong, with the values that are allowed
SELECT is(pg_temp.refusal(format('SELECT xm.submit(%L, %L, %L)', 'voice', survey, response)), message, message)
FROM (VALUES
  ('visit', '[]', '22023 the response is no JSON object'),
  ('visit', '{"answer": {}}', '22023 answer: unknown key'),
  ('visit', '{"answers": {"recomend": 3}}', '22023 answers.recomend: no item of this survey; there are recommend, wait, kind, contact, tenure, spend, on_day, again, why'),
  ('visit', '{"answers": {"recommend": 11}}', '22023 answers.recommend: 11 is outside the allowed range: whole ratings 0..10'),
  ('visit', '{"answers": {"recommend": 9.5}}', '22023 answers.recommend: 9.5 is outside the allowed range: whole ratings 0..10'),
  ('visit', '{"answers": {"recommend": "nine"}}', '22023 answers.recommend: "nine" is outside the allowed range: whole ratings 0..10'),
  ('visit', '{"answers": {"recommend": true}}', '22023 answers.recommend: true is outside the allowed range: whole ratings 0..10'),
  ('visit', '{"answers": {"tenure": "under a year"}}', '22023 answers.tenure: "under a year" is no option; there are lt1, 1to5'),
  ('visit', '{"answers": {"contact": "web"}}', '22023 answers.contact: "web" is no array'),
  ('visit', '{"answers": {"contact": ["web", "mail"]}}', '22023 answers.contact: "mail" is no option; there are web, store'),
  ('visit', '{"answers": {"spend": "much"}}', '22023 answers.spend: "much" is outside the allowed range: 0, or numbers of size 1e-100..1e100'),
  ('visit', '{"answers": {"on_day": "31.2.2026"}}', '22023 answers.on_day: "31.2.2026" is no date'),
  ('visit', '{"answers": {"again": 1}}', '22023 answers.again: 1 is neither true nor false'),
  ('visit', '{"answers": {"why": 1}}', '22023 answers.why: 1 is no text'),
  ('visit', '{"submitted_at": "soon"}', '22023 submitted_at: "soon" is no time'),
  ('visit', '{"weight": 2}', '22023 weight: 2 in an unweighted survey; allowed is 1'),
  ('visit', '{"complete": "yes"}', '22023 complete: "yes" is neither true nor false'),
  ('visit', '{"person": "me"}', '22023 person: not an object of 1 to 16 keys'),
  ('visit', '{"unit": "bonn"}', '22023 unit: "bonn" is not known; there are all, bremen, kiel, munich, north'),
  ('pulse', '{"wave": "winter"}', '22023 wave: "winter" is not known; there are autumn, spring'),
  ('visit', '{"touchpoint": "door"}', '22023 touchpoint: "door" is not known'),
  ('pulse', '{"person": {"email": "bob@example.org"}}', '22023 person: no employee with email "bob@example.org"'),
  ('nothing', '{}', '22023 no survey "nothing" in workspace "voice"')) v(survey, response, message);
CREATE FUNCTION pg_temp.context(query text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE t text; BEGIN EXECUTE query; EXCEPTION WHEN OTHERS THEN GET STACKED DIAGNOSTICS t = PG_EXCEPTION_CONTEXT; RETURN t; END $$;
SELECT unalike(pg_temp.context($$SELECT xm.submit('voice', 'visit', '{"unit": "bonn"}')$$), '%INSERT INTO%', 'an error does not show the statement behind submit');
SELECT is((SELECT count(*) FROM voice.visit) + (SELECT count(*) FROM voice.pulse), 1::bigint, 'nothing of that is stored');

-- INSERT and COPY end in the same checks
SELECT is(pg_temp.refusal($$INSERT INTO voice.visit (unit, recommend) VALUES ('kiel', 3), ('bonn', 4)$$), '22023 unit: "bonn" is not known; there are all, bremen, kiel, munich, north', 'units of an INSERT');
SELECT is(pg_temp.refusal($$INSERT INTO voice.visit (person_id) VALUES (1)$$), '22023 person_id: "1" is not known', 'persons of the other side');
SELECT matches(pg_temp.refusal($$INSERT INTO voice.visit (recommend) VALUES (11)$$), '^23514 .*recommend_check', 'ratings off the scale');
SELECT matches(pg_temp.refusal($$INSERT INTO voice.visit (weight) VALUES (2)$$), '^23514 .*weight_check', 'weights');
COPY voice.visit (source_id, unit, submitted_at, recommend, wait) FROM STDIN;
c-1	kiel	2026-03-05 12:00+00	10	5
c-2	kiel	2026-03-06 12:00+00	\N	4
c-3	bremen	2026-04-06 12:00+00	0	1
\.
SELECT results_eq($$ SELECT unit, item, month, responses FROM voice.score WHERE unit IN ('all', 'kiel') AND item = 'wait' ORDER BY 1, 3 $$, $$ VALUES ('all', 'wait', '2026-03-01'::date, 2::bigint), ('all', 'wait', '2026-04-01', 1), ('kiel', 'wait', '2026-03-01', 2) $$, 'and count at once');

-- from outside
SELECT xm.grant_workspace('voice', 'xm_web', 'collector', '{visit,pulse}') \g /dev/null
RESET ROLE; SET ROLE xm_web;
SELECT matches(voice.submit('visit', '{"source_id": "w-1", "unit": "kiel", "answers": {"recommend": 10}}')::text, '^\d+$', 'a collector sends a response');
SELECT is(pg_temp.refusal(format('SELECT voice.submit(%L, %L)', survey, response)), message, message)
FROM (VALUES
  ('visit', '{"weight": 1}', '22023 weight: not accepted from a collector'),
  ('visit', '{"submitted_at": "2026-01-01"}', '22023 submitted_at: not accepted from a collector'),
  ('visit', '{"replace": true}', '22023 replace: not accepted from a collector'),
  ('visit', '{"unit": "bonn"}', '22023 unit: not known'),
  ('pulse', '{"wave": "winter"}', '22023 wave: not known'),
  ('pulse', '{"answers": {"enps": 11}}', '22023 answers.enps: not an answer to this item'),
  ('pulse', '{"answers": {"load": 1}}', '22023 answers.load: no item of this survey'),
  ('pulse', '{"person": {"email": "bob@example.org"}}', '22023 person: not known'),
  ('unit', '{}', '42501 permission denied for survey "unit"'),
  ('none', '{}', '42501 permission denied for survey "none"')) v(survey, response, message);
SELECT is(voice.submit('pulse', '{"source_id": "p-1", "person": {"email": "ann@example.org"}, "wave": "spring", "unit": "kiel", "answers": {"enps": 10}}'), NULL, 'a confidential survey tells nothing');
SELECT is(voice.submit('pulse', '{"source_id": "p-1", "person": {"email": "ann@example.org"}, "wave": "spring", "unit": "kiel", "answers": {"enps": 1}}'), NULL, 'other content is dropped');
SELECT is(voice.submit('pulse', '{"source_id": "p-2", "person": {"email": "ann@example.org"}, "wave": "spring", "unit": "kiel", "answers": {"enps": 1}}'), NULL, 'a second answer of a person, too');
SELECT is(pg_temp.refusal('SELECT * FROM voice.visit'), '42501 permission denied for table visit (no hint)', 'a collector reads nothing');
SELECT is(pg_temp.refusal($$SELECT xm.submit('voice', 'visit', '{}')$$), '42501 permission denied for survey "visit"', 'and sends by his own door only');
SELECT is(pg_temp.refusal($$SELECT xm_internal.submit_from_outside('voice.survey', 'visit', '{}')$$), '42501 call submit of the workspace', 'not by the one behind it');
RESET ROLE;
SELECT results_eq('SELECT enps, person_id FROM voice.pulse', $$ VALUES (10::smallint, 1::bigint) $$, 'the first answer stands');
SELECT is((SELECT last_value FROM voice.dropped), 2::bigint, 'what was dropped is counted');
-- anonymous: neither person nor time, and nothing to find a response by
SET ROLE xm_boss;
SELECT xm.create_survey('voice', 'quiet', '{"side": "employee", "mode": "anonymous", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
SELECT hasnt_column('voice', 'quiet', 'person_id', 'no person');
SELECT hasnt_column('voice', 'quiet', 'started_at', 'no time');
SELECT is(xm.submit('voice', 'quiet', '{"source_id": "q", "submitted_at": "2026-03-31 23:30", "unit": "kiel", "answers": {"a": 4}}') > 1000, true, 'a random number');
SELECT results_eq('SELECT submitted_at, length(source_id) FROM voice.quiet', $$ VALUES ('2026-03-31 00:00Z'::timestamptz, 64) $$, 'the day, and a hash');
SELECT results_eq($$ SELECT month FROM voice.summary WHERE survey = 'quiet' $$, $$ VALUES ('2026-03-01'::date) $$, 'in its month');
SELECT is(xm.submit('voice', 'quiet', '{"source_id": "q", "unit": "kiel", "answers": {"a": 4}}') > 1000, true, 'the same is the same');
SELECT is((SELECT count(*) FROM voice.quiet), 1::bigint, 'and stored once');
SELECT is(pg_temp.refusal($$SELECT xm.submit('voice', 'quiet', '{"person": {"email": "ann@example.org"}, "answers": {"a": 4}}')$$), '22023 person: an anonymous survey does not keep it', 'a person is refused');
SELECT matches(pg_temp.refusal($$INSERT INTO voice.quiet (submitted_at, a) VALUES ('2026-03-31 10:00Z', 3)$$), '^23514', 'times are, too');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
