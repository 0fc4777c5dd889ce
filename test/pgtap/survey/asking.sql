-- Whom to ask and how often: invitations, reminders, tokens, opt-outs, and what came of it.
\i test/pgtap/include/begin.psql
SELECT plan(123);
CREATE ROLE xm_sender;
GRANT xm_sender TO CURRENT_USER;
\i test/pgtap/include/workspace.psql
-- Thirty customers in two units, three employees.
INSERT INTO voice.person (person_id, side, attributes) SELECT i, 'customer', jsonb_build_object('age', CASE WHEN i % 3 = 0 THEN 'old' ELSE 'young' END) FROM generate_series(101, 130) i;
INSERT INTO voice.membership SELECT i, '2020-01-01', CASE WHEN i <= 120 THEN 'kiel' ELSE 'munich' END FROM generate_series(101, 130) i;
INSERT INTO voice.wave VALUES ('visit', 'w1', NULL, CURRENT_DATE + 30), ('visit', 'w2', NULL, CURRENT_DATE + 30), ('visit', 'old', '2020-01-01', '2020-02-01');
SELECT xm.create_survey('voice', 'secret_pulse', '{"side": "employee", "mode": "anonymous", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
SELECT xm.grant_workspace('voice', 'xm_sender', 'sender', '{visit,pulse}'), xm.grant_workspace('voice', 'xm_bi', 'analyst'), xm.grant_workspace('voice', 'xm_web', 'collector'), xm.grant_workspace('voice', 'xm_keeper', 'custodian') \g /dev/null
CREATE FUNCTION pg_temp.told(query text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE t text; BEGIN EXECUTE format('SELECT string_agg(concat_ws('':'', person_id, decision, detail), '' '' ORDER BY person_id) FROM (%s) q', query) INTO t; RETURN t; END $$;

-- who may
SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'visit', 'w3', '{101}')$$), '22023 wave "w3" of survey "visit" is not known', 'a wave that is none');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'visit', 'old', '{101}')$$), '22023 wave "old" closed on 2020-02-01', 'a wave that is over');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'visits', NULL, '{101}')$$), '22023 no survey "visits" in workspace "voice"', 'a survey that is none');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'visit', 'w1', '{101,999}')$$), '22023 no person 999 in workspace "voice"', 'a person that is none');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'visit', 'w1', '{101,1}')$$), '22023 person 1 is no customer', 'the other side');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'visit', 'w1', '{101,NULL}')$$), '22023 a person is NULL', 'nobody');
SELECT is(pg_temp.refusal(format('SELECT * FROM xm.invite(''voice'', ''visit'', ''w1'', ''{101}'', %L)', options)), '22023 options' || message, 'options: ' || message)
FROM (VALUES ('[]', ': [] is no object'), ('{"sample": 0}', '.sample: 0 is neither a whole number from 1 on nor a share between 0 and 1'), ('{"sample": 2.5}', '.sample: 2.5 is neither a whole number from 1 on nor a share between 0 and 1'),
  ('{"channels": "x"}', '.channels: unknown key'), ('{"strata": ["age"]}', '.strata: nothing is drawn without a sample'), ('{"sample": 2, "strata": ["age", "age"]}', '.strata[1]: "age" stands twice'), ('{"expires": "soon"}', '.expires: "soon" is no interval'),
  ('{"expires": "-1 day"}', '.expires: "-1 day" is not more than nothing'), ('{"dry_run": 1}', '.dry_run: 1 is neither true nor false'), ('{"channel": ""}', '.channel: "" is no text of 1 to 1000 bytes')) v(options, message);
RESET ROLE; SET ROLE xm_bi;
SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'visit', 'w1', '{101}')$$), '42501 permission denied to invite people to survey "visit"', 'an analyst invites nobody');
RESET ROLE; SET ROLE xm_sender;
SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'secret_pulse', NULL, '{1}')$$), '42501 permission denied to invite people to survey "secret_pulse"', 'nor a sender to another survey');

-- decisions, in their order
RESET ROLE; SET ROLE xm_boss;
UPDATE voice.person SET departed = '2024-01-01' WHERE person_id IN (101, 102);
INSERT INTO voice.opt_out (person_id, channel) VALUES (102, NULL), (103, 'email'), (104, 'sms');
INSERT INTO voice.contact_rule (rule, side, max_contacts, period) VALUES ('twice a month', 'customer', 2, '1 month');
RESET ROLE; SET ROLE xm_sender;
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'visit', 'w1', '{105,101,102,103,104,105}', '{"channel": "email", "dry_run": true}')$$), '101:departed 102:departed 103:opted_out 104:invited 105:invited', 'a dry run');
SELECT is((SELECT count(*) FROM voice.invitation), 0::bigint, 'stores nothing');
CREATE TEMP TABLE sent AS SELECT * FROM xm.invite('voice', 'visit', 'w1', '{105,101,102,103,104,105}', '{"channel": "email", "expires": "20 days"}'); GRANT ALL ON sent TO PUBLIC;
SELECT is(pg_temp.told('TABLE sent'), '101:departed 102:departed 103:opted_out 104:invited 105:invited', 'for once and all');
SELECT is((SELECT count(*) FROM sent WHERE token ~ '^[A-Za-z0-9_-]{22}$'), 2::bigint, 'tokens');
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'visit', 'w1', '{104,105}', '{"channel": "email"}')$$), '104:already 105:already', 'nobody twice');
SELECT results_eq($$SELECT person_id, unit, channel, probability, reminders, status FROM voice.invitation ORDER BY 1$$, $$ VALUES (104::bigint, 'kiel', 'email', 1::float8, 0, 'planned'), (105, 'kiel', 'email', 1, 0, 'planned') $$, 'invitation');
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'visit', 'w2', '{104,105,106}', '{"channel": "sms"}')$$), '104:opted_out 105:invited 106:invited', 'by another channel');
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'visit', NULL, '{105,106}', '{"occasion": "ticket 1"}')$$), '105:rule:twice a month 106:invited', 'a rule');
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'visit', NULL, '{106}', '{"occasion": "ticket 1"}')$$), '106:already', 'an occasion once');
SELECT is((SELECT string_agg(concat_ws(':', person_id, wave, channel, kind), ' ' ORDER BY contact_id) FROM voice.contact), '104:w1:email:invitation 105:w1:email:invitation 105:w2:sms:invitation 106:w2:sms:invitation 106:invitation', 'contacts');
RESET ROLE; SET ROLE xm_boss;
SELECT is((SELECT count(*) FROM voice.invitation_token WHERE octet_length(hash) = 32), 5::bigint, 'hashes of tokens');
SELECT is((SELECT count(*) FROM voice.invitation_token t JOIN sent s ON t.hash = sha256(s.token::bytea)), 2::bigint, 'of those');

-- every combination of what a rule may leave open
CREATE FUNCTION pg_temp.under(side text, channel text, survey text, max int, period interval) RETURNS text LANGUAGE plpgsql AS $$ DECLARE t text; BEGIN
  INSERT INTO voice.contact_rule (rule, side, channel, survey, max_contacts, period) VALUES ('x', $1, $2, $3, $4, $5);
  SELECT decision INTO t FROM xm.invite('voice', 'visit', NULL, '{104}', '{"occasion": "t", "channel": "email", "dry_run": true}');
  DELETE FROM voice.contact_rule WHERE rule = 'x'; RETURN t; END $$;
SELECT is(pg_temp.under(side, channel, survey, max, period), expected, concat_ws(' ', 'a rule of', side, channel, survey, max, period))
FROM (VALUES ('customer', 'email', 'visit', 1, interval '1 year', 'rule'), (NULL, NULL, NULL, 1, NULL, 'rule'), (NULL, 'sms', NULL, 0, NULL, 'invited'), ('employee', NULL, NULL, 0, NULL, 'invited'), (NULL, NULL, 'pulse', 0, NULL, 'invited'),
  (NULL, NULL, NULL, 2, NULL, 'invited'), (NULL, NULL, NULL, NULL, '1 day', 'invited'), (NULL, NULL, NULL, 0, '1 day', 'rule'), (NULL, 'email', NULL, 1, '1 day', 'rule'), (NULL, NULL, 'visit', 1, '1 day', 'rule')) v(side, channel, survey, max, period, expected);
-- rest after an answer, of identified and confidential surveys
INSERT INTO voice.visit (person_id, recommend, submitted_at) VALUES (107, 9, now() - interval '3 days'), (108, 9, now() - interval '30 days');
INSERT INTO voice.contact_rule (rule, rest) VALUES ('a rest', '7 days');
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'visit', NULL, '{107,108,109}', '{"dry_run": true}')$$), '107:rule:a rest 108:invited 109:invited', 'who answered rests');
UPDATE voice.wave SET closes = CURRENT_DATE + 30 WHERE survey = 'pulse';
INSERT INTO voice.pulse (person_id, wave, unit, enps) VALUES (1, 'autumn', 'kiel', 3);
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'pulse', 'spring', '{1,2}', '{"dry_run": true}')$$), '1:invited 2:invited', 'nobody learns from a rest who answered a confidential survey');
INSERT INTO voice.contact (person_id, survey, wave, kind, at) VALUES (1, 'pulse', 'autumn', 'invitation', now() - interval '3 days'), (2, 'pulse', 'autumn', 'invitation', now() - interval '3 days');
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'pulse', 'spring', '{1,2}', '{"dry_run": true}')$$), '1:rule:a rest 2:rule:a rest', 'there all rest who were asked');
UPDATE voice.contact_rule SET survey = 'visit' WHERE rule = 'a rest';
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'pulse', 'spring', '{1,2}', '{"dry_run": true}')$$), '1:invited 2:invited', 'a rule of one survey');
DELETE FROM voice.contact WHERE survey = 'pulse';
DELETE FROM voice.contact_rule;

-- samples
CREATE TEMP TABLE sample AS SELECT * FROM xm.invite('voice', 'visit', NULL, (SELECT array_agg(i) FROM generate_series(109, 130) i), '{"sample": 8, "strata": ["unit", "age"], "seed": 7, "occasion": "s", "dry_run": true}'); GRANT ALL ON sample TO PUBLIC;
SELECT results_eq('SELECT decision, count(*) FROM sample GROUP BY 1 ORDER BY 1', $$ VALUES ('invited', 8::bigint), ('not_sampled', 14) $$, 'as many as asked for');
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'visit', NULL, (SELECT array_agg(i ORDER BY -i) FROM generate_series(109, 130) i), '{"sample": 8, "strata": ["unit", "age"], "seed": 7, "occasion": "s", "dry_run": true}')$$), pg_temp.told('TABLE sample'), 'the same in any order');
SELECT isnt(pg_temp.told($$SELECT * FROM xm.invite('voice', 'visit', NULL, (SELECT array_agg(i) FROM generate_series(109, 130) i), '{"sample": 8, "strata": ["unit", "age"], "seed": 8, "occasion": "s", "dry_run": true}')$$), pg_temp.told('TABLE sample'), 'others with another seed');
SELECT is((SELECT count(*) FROM xm.invite('voice', 'visit', NULL, (SELECT array_agg(i) FROM generate_series(109, 130) i), '{"sample": 0.5, "strata": ["unit", "age"], "seed": 7, "occasion": "s"}') WHERE decision = 'invited'), 11::bigint, 'a share');
-- kiel: 4 old, 8 young; munich: 3 and 7. Half of them is 2, 4, 1.5, 3.5: of equal remainders the first by name gets the odd one.
SELECT results_eq($$SELECT stratum, count(*), min(round(probability::numeric, 6)) FROM voice.invitation WHERE occasion = 's' GROUP BY stratum ORDER BY stratum COLLATE "C"$$,
  $$ VALUES ('kiel / old', 2::bigint, 0.5), ('kiel / young', 4, 0.5), ('munich / old', 2, 0.666667), ('munich / young', 3, 0.428571) $$, 'in proportion');
SELECT is((SELECT count(*) FROM xm.invite('voice', 'visit', NULL, '{109,110}', '{"sample": 50, "occasion": "few"}') WHERE decision = 'invited'), 2::bigint, 'fewer than asked for: all');

-- answers with a token
RESET ROLE; SET ROLE xm_web;
SELECT is(pg_temp.refusal(format('SELECT voice.submit(%L, %L)', survey, content)), '22023 ' || message, message)
FROM (VALUES ('visit', '{"token": "nonsense", "answers": {}}', 'token: not known, expired, or of another survey'), ('visit', '{"token": "AAAAAAAAAAAAAAAAAAAAAA", "answers": {}}', 'token: not known, expired, or of another survey'),
  ('visit', '{"token": "x", "unit": "kiel", "answers": {}}', 'unit: not together with a token'), ('visit', '{"person": {"email": "x"}, "token": "x"}', 'person: not together with a token'), ('visit', '{"complete": false, "answers": {}}', 'complete: not accepted from a collector')) v(survey, content, message);
SELECT is(pg_temp.refusal(format('SELECT voice.submit(''pulse'', ''{"token": "%s", "answers": {}}'')', token)), '22023 token: not known, expired, or of another survey', 'a token of another survey') FROM sent WHERE person_id = 104;
SELECT isnt((SELECT voice.submit('visit', jsonb_build_object('token', token, 'complete', false, 'answers', '{"recommend": 3}'::jsonb)) FROM sent WHERE person_id = 104), NULL, 'half an answer');
RESET ROLE; SET ROLE xm_sender;
SELECT is((SELECT status FROM voice.invitation WHERE person_id = 104), 'started', 'begun');
RESET ROLE; SET ROLE xm_web;
SELECT isnt((SELECT voice.submit('visit', jsonb_build_object('token', token, 'answers', '{"recommend": 8, "why": "well"}'::jsonb)) FROM sent WHERE person_id = 104), NULL, 'the whole one');
SELECT isnt((SELECT voice.submit('visit', jsonb_build_object('token', token, 'answers', '{"recommend": 8, "why": "well"}'::jsonb)) FROM sent WHERE person_id = 104), NULL, 'the same once more: the same result');
SELECT is(pg_temp.refusal(format('SELECT voice.submit(''visit'', ''{"token": "%s", "answers": {"recommend": 1}}'')', token)), '23505 this token was used already', 'another one is refused') FROM sent WHERE person_id = 104;
RESET ROLE; SET ROLE xm_boss;
SELECT results_eq($$SELECT person_id, wave, unit, recommend::int, why, complete FROM voice.visit WHERE wave = 'w1'$$, $$ VALUES (104::bigint, 'w1', 'kiel', 8, 'well', true) $$, 'one response, of the person, wave and unit of the invitation');
SELECT is((SELECT string_agg(status, ' ' ORDER BY person_id) FROM voice.invitation WHERE wave = 'w1'), 'answered planned', 'answered');
UPDATE voice.invitation_token SET expires = now() - interval '1 second' WHERE hash = (SELECT sha256(token::bytea) FROM sent WHERE person_id = 105);
SELECT is(pg_temp.refusal(format('SELECT xm.submit(''voice'', ''visit'', ''{"token": "%s", "answers": {"recommend": 1}}'')', token)), '22023 token: not known, expired, or of another survey', 'expired') FROM sent WHERE person_id = 105;
CREATE TEMP TABLE again AS SELECT * FROM xm.invite('voice', 'visit', 'w1', '{104,105}', '{"reissue": true, "channel": "email"}'); GRANT ALL ON again TO PUBLIC;
SELECT is((SELECT string_agg(concat_ws(':', person_id, decision, token IS NOT NULL), ' ' ORDER BY person_id) FROM again), '104:already:f 105:already:t', 'a new token for who has not answered');
SELECT is((SELECT count(*) FROM voice.contact WHERE person_id = 105), 2::bigint, 'is no contact');

SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'visit', 'w1', '{106}', '{"occasion": "x"}')$$), '22023 options.occasion: "x" beside wave "w1"', 'a wave or an occasion');
RESET ROLE; SET ROLE xm_web;
SELECT is(pg_temp.refusal($$SELECT voice.submit('visit', '{"source_id": "invitation/1", "answers": {"recommend": 1}}')$$), '22023 source_id: those that begin with "invitation/" are of invitations', 'nobody takes the place of an invitation');
RESET ROLE; SET ROLE xm_boss;
-- What a custodian deletes: a beginning may be begun anew, an answer is given once.
CREATE TEMP TABLE gone AS SELECT * FROM xm.invite('voice', 'visit', NULL, '{111,112}', '{"occasion": "gone"}'); GRANT ALL ON gone TO PUBLIC;
SELECT count(xm.submit('voice', 'visit', jsonb_build_object('token', token, 'complete', person_id = 112, 'answers', '{"recommend": 2}'::jsonb))) FROM gone \g /dev/null
DELETE FROM voice.visit WHERE person_id IN (111, 112);
SELECT is(pg_temp.refusal(format('SELECT xm.submit(''voice'', ''visit'', ''{"token": "%s", "answers": {"recommend": 5}}'')', token)), CASE person_id WHEN 111 THEN 'no error' ELSE '23505 this token was used already' END, 'deleted ' || person_id) FROM gone ORDER BY person_id;
SELECT is((SELECT string_agg(person_id || ':' || recommend, ' ') FROM voice.visit WHERE person_id IN (111, 112)), '111:5', 'one answer');
-- reminders, marks
SELECT is(pg_temp.told($$SELECT * FROM xm.remind('voice', 'visit', 'w1', '1 day')$$), NULL, 'too early');
UPDATE voice.invited SET last_contact_at = now() - interval '5 days', invited_at = now() - interval '5 days';
CREATE TEMP TABLE reminded AS SELECT * FROM xm.remind('voice', 'visit', 'w1', '3 days', '{"expires": "1 day"}'); GRANT ALL ON reminded TO PUBLIC;
SELECT is(pg_temp.told('TABLE reminded'), '105:reminded', 'who has not answered');
SELECT results_eq($$SELECT reminders, channel FROM voice.invitation WHERE person_id = 105 AND wave = 'w1'$$, $$ VALUES (1, 'email') $$, 'once');
SELECT is((SELECT count(*) FROM voice.contact WHERE person_id = 105 AND kind = 'reminder'), 1::bigint, 'a contact');
RESET ROLE; SET ROLE xm_sender;
SELECT is(pg_temp.refusal($$SELECT xm.mark('voice', 'AAAAAAAAAAAAAAAAAAAAAA', 'sent')$$), '22023 token: not known, or of a survey of others', 'an unknown token');
SELECT is(pg_temp.refusal(format('SELECT xm.mark(''voice'', %L, ''answered'')', token)), '22023 status "answered" is none of sent, bounced, refused, ineligible', 'answers mark themselves') FROM reminded;
SELECT lives_ok(format('SELECT xm.mark(''voice'', %L, ''bounced'')', token), 'bounced') FROM reminded;
SELECT is((SELECT count(*) FROM voice.contact WHERE person_id = 105 AND counts), 2::bigint, 'gives the contact back');
SELECT lives_ok(format('SELECT xm.mark(''voice'', %L, ''sent''), xm.mark(''voice'', %L, ''bounced'')', token, token), 'bounced twice') FROM reminded;
SELECT is((SELECT count(*) FROM voice.contact WHERE person_id = 105 AND counts), 2::bigint, 'gives back one');
SELECT lives_ok(format('SELECT xm.mark(''voice'', %L, ''sent'')', token), 'sent after all') FROM reminded;
RESET ROLE; SET ROLE xm_boss;
CREATE TEMP TABLE late AS SELECT * FROM xm.invite('voice', 'visit', NULL, '{113}', '{"occasion": "late", "expires": "1 day"}'); GRANT ALL ON late TO PUBLIC;
SELECT xm.mark('voice', token, 'sent') FROM late \g /dev/null
UPDATE voice.invitation_token SET expires = now() - interval '1 second' WHERE hash = (SELECT sha256(token::bytea) FROM late);
SELECT is((SELECT status FROM voice.invitation WHERE occasion = 'late'), 'expired', 'expired');

-- opting out
RESET ROLE; SET ROLE xm_web;
SELECT lives_ok(format('SELECT xm.opt_out(''voice'', ''{"token": "%s"}'')', token), 'by a token') FROM reminded;
SELECT lives_ok($$SELECT xm.opt_out('voice', '{"email": " ANN@example.org"}', 'email'), xm.opt_out('voice', '{"email": "nobody@example.org"}'), xm.opt_out('voice', '{"token": "never"}')$$, 'by a key, whether there is such a person or not');
SELECT is(pg_temp.refusal(format('SELECT xm.opt_out(''voice'', %L)', who)), '22023 who: not an object with one key', who) FROM unnest('{"[]","{}","{\"a\": {}}","7"}'::text[]) who;
RESET ROLE; SET ROLE xm_stranger;
SELECT is(pg_temp.refusal($$SELECT xm.opt_out('voice', '{"email": "x"}')$$), '42501 permission denied to opt out in workspace "voice"', 'not by anybody');
RESET ROLE; SET ROLE xm_boss;
SELECT results_eq('SELECT person_id, channel FROM voice.opt_out ORDER BY opt_out_id', $$ VALUES (102::bigint, NULL::text), (103, 'email'), (104, 'sms'), (105, NULL), (1, 'email') $$, 'opt_out');

-- confidential: nobody but custodians learns who answered
CREATE TEMP TABLE pulse AS SELECT * FROM xm.invite('voice', 'pulse', 'spring', '{1,2}', '{"channel": "intranet"}'); GRANT ALL ON pulse TO PUBLIC;
RESET ROLE; SET ROLE xm_web;
SELECT is((SELECT voice.submit('pulse', jsonb_build_object('token', token, 'answers', '{"enps": 3}'::jsonb)) FROM pulse WHERE person_id = 2), NULL, 'answered');
SELECT is((SELECT voice.submit('pulse', jsonb_build_object('token', token, 'answers', '{"enps": 9}'::jsonb)) FROM pulse WHERE person_id = 2), NULL, 'a second answer is dropped, and nobody learns that it was one');
RESET ROLE; SET ROLE xm_sender;
SELECT is((SELECT string_agg(status, ' ') FROM voice.invitation WHERE survey = 'pulse'), 'planned planned', 'a sender sees nothing of it');
SELECT is((SELECT count(*) FROM voice.invitation WHERE survey = 'pulse' AND status_at <> date_trunc('day', status_at AT TIME ZONE 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin'), 0::bigint, 'of times the day');
RESET ROLE; SET ROLE xm_keeper;
SELECT is((SELECT string_agg(status, ' ' ORDER BY person_id) FROM voice.invitation WHERE survey = 'pulse'), 'planned answered', 'a custodian does');
SELECT is((SELECT enps FROM voice.pulse WHERE person_id = 2)::int, 3, 'the first answer stays');
RESET ROLE; SET ROLE xm_bi;
SELECT is((SELECT count(*) FROM voice.invitation WHERE survey = 'pulse') + (SELECT count(*) FROM voice.contact WHERE survey = 'pulse') + (SELECT count(*) FROM voice.opt_out WHERE person_id = 1), 0::bigint, 'an analyst sees no employee');
SELECT cmp_ok((SELECT count(*) FROM voice.invitation), '>', 10::bigint, 'but customers');
RESET ROLE; SET ROLE xm_boss;
UPDATE voice.invited SET last_contact_at = now() - interval '5 days' WHERE survey = 'pulse';
CREATE TEMP TABLE reminded_all AS SELECT * FROM xm.remind('voice', 'pulse', 'spring', '3 days'); GRANT ALL ON reminded_all TO PUBLIC;
SELECT is((SELECT string_agg(concat_ws(':', person_id, decision, token IS NOT NULL), ' ' ORDER BY person_id) FROM reminded_all), '1:reminded:t 2:reminded:t', 'a reminder goes to everybody');
SELECT is(pg_temp.refusal(format('SELECT xm.submit(''voice'', ''pulse'', ''{"token": "%s", "answers": {"enps": 9}}'')', token)), CASE person_id WHEN 2 THEN '23505 this token was used already' ELSE 'no error' END, 'that of who has answered is spent') FROM reminded_all ORDER BY person_id;

-- anonymous
SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'secret_pulse', NULL, '{1,2}', '{"channel": "intranet"}')$$), '22023 2 people are too few to invite to an anonymous survey at once', 'few are no crowd');
INSERT INTO voice.person (person_id, side) SELECT i, 'employee' FROM generate_series(11, 18) i;
CREATE TEMP TABLE secret AS SELECT * FROM xm.invite('voice', 'secret_pulse', NULL, '{1,2,11,12,13,14,15,16,17,18}', '{"channel": "intranet"}'); GRANT ALL ON secret TO PUBLIC;
SELECT is((SELECT count(*) FROM voice.anonymous_token WHERE survey = 'secret_pulse') + (SELECT count(*) FROM voice.invitation_token t JOIN voice.invited i USING (invitation_id) WHERE i.survey = 'secret_pulse'), 10::bigint, 'tokens of nobody');
SELECT ok((SELECT bool_and(before IS NULL OR before < hash) FROM (SELECT hash, lag(hash) OVER (ORDER BY ctid) AS before FROM voice.anonymous_token) t), 'in the order of their hashes');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.invite('voice', 'secret_pulse', NULL, '{1,2}', '{"reissue": true}')$$), '22023 options.reissue: an anonymous survey keeps nothing with its tokens', 'none anew');
RESET ROLE; SET ROLE xm_web;
SELECT is((SELECT voice.submit('secret_pulse', jsonb_build_object('token', token, 'unit', 'kiel', 'answers', '{"a": 3}'::jsonb)) FROM secret WHERE person_id = 1), NULL, 'an anonymous answer');
SELECT is(pg_temp.refusal(format('SELECT voice.submit(''secret_pulse'', ''{"token": "%s", "answers": {"a": 5}}'')', token)), '22023 token: not known, expired, or of another survey', 'once') FROM secret WHERE person_id = 1;
RESET ROLE; SET ROLE xm_boss;
SELECT is((SELECT count(*) FROM voice.secret_pulse) || ' ' || (SELECT count(*) FROM voice.anonymous_token), '1 9', 'a token less');
SELECT is(pg_temp.refusal(format('SELECT xm.opt_out(''voice'', ''{"token": "%s"}'')', token)), '22023 token: an anonymous survey does not know whose it is', 'nobody opts out by it') FROM secret WHERE person_id = 2;

-- what came of it
SELECT is(pg_temp.refusal($$SELECT * FROM xm.response_rates('voice', 'visits')$$), '22023 no survey "visits" in workspace "voice"', 'a survey that is none');
SELECT results_eq($$SELECT wave, unit, asked, complete, refusal, unknown_other, rr1 FROM xm.response_rates('voice', 'visit', 'w1')$$, $$ VALUES ('w1', 'kiel', 2::bigint, 1::bigint, 1::bigint, 0::bigint, 0.5::float8) $$, 'answered, and opted out');
SELECT is((SELECT count(*) FROM xm.response_rates('voice', 'pulse')), 0::bigint, 'nothing of a confidential wave before it has closed');

SELECT is(pg_temp.refusal($$SELECT xm.alter_survey('voice', 'visit', jsonb_set(definition, '{mode}', '"anonymous"')) FROM voice.survey WHERE survey = 'visit'$$), '22023 people have been invited to survey "visit" already', 'a mode does not change under tokens that are out');
-- to be forgotten
SELECT ok(xm.person_data('voice', 105) ?& '{invitations,contacts,opt_outs}', 'person_data tells');
SELECT lives_ok($$SELECT xm.forget('voice', 105)$$, 'forget');
SELECT is((SELECT count(*) FROM voice.invited WHERE person_id = 105) + (SELECT count(*) FROM voice.contact WHERE person_id = 105) + (SELECT count(*) FROM voice.opt_out WHERE person_id = 105), 0::bigint, 'nothing is left');
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('voice', 'visit', NULL, '{105,106}', '{"occasion": "later", "dry_run": true}')$$), '105:opted_out 106:invited', 'but that he does not want to be asked');
SELECT lives_ok($$SELECT xm.upgrade_workspace('voice')$$, 'an upgrade changes nothing');
-- names that statements must keep apart
SELECT xm.create_workspace('it''s 100%') \g /dev/null
SELECT xm.create_survey('it''s 100%', 'visit', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
INSERT INTO "it's 100%".person (person_id, side) VALUES (1, 'customer');
INSERT INTO "it's 100%".visit (person_id, a) VALUES (1, 3);
INSERT INTO "it's 100%".wave VALUES ('visit', 'w');
INSERT INTO "it's 100%".contact_rule (rule, rest) VALUES ('r', '1 day');
SELECT is(pg_temp.told($$SELECT * FROM xm.invite('it''s 100%', 'visit', 'w', '{1}')$$), '1:rule:r', 'a workspace of any name');
SELECT ok(xm.person_data('it''s 100%', 1) ? 'answers', 'and its people');
SELECT is((SELECT count(*) FROM "it's 100%".response_rate), 0::bigint, 'and rates');
SELECT lives_ok($$DELETE FROM "it's 100%".wave$$, 'and waves');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
