-- What follows from answers: alerts, cases, actions, benchmarks, and how far who answered stands for who was asked.
\i test/pgtap/include/begin.psql
SELECT plan(96);
CREATE ROLE xm_sender;
GRANT xm_sender TO CURRENT_USER;
\i test/pgtap/include/workspace.psql
INSERT INTO voice.person (person_id, side) SELECT i, 'customer' FROM generate_series(101, 220) i;
SELECT xm.grant_workspace('voice', 'xm_bi', 'analyst'), xm.grant_workspace('voice', 'xm_web', 'collector'), xm.grant_workspace('voice', 'xm_keeper', 'custodian'), xm.grant_workspace('voice', 'xm_sender', 'sender') \g /dev/null

-- rules that could never hold
SELECT is(pg_temp.refusal('INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold, choice) VALUES (''x'', ' || entry || ')'), message, entry) FROM (VALUES
  ($$'pulse', 'enps', 'answer', '<', 3, NULL$$, '22023 survey "pulse" is confidential: no alert looks at its single answers'), ($$'visit', 'why', 'answer', '=', NULL, 'x'$$, '22023 item "why" is a text: no rule compares those'),
  ($$'visit', 'tenure', 'score', '<', 3, NULL$$, '22023 item "tenure" is a choice: it has no score'), ($$'visit', 'spend', 'signal', NULL, NULL, NULL$$, '22023 item "spend" is a number: control charts are of ratings'),
  ($$'visit', 'recommend', 'signal', '<', 3, NULL$$, '22023 a signal compares nothing'), ($$'visit', 'recommend', 'signal', NULL, NULL, 'outside, sometimes'$$, '22023 "sometimes" is no signal'),
  ($$'visit', 'recommend', 'answer', NULL, 3, NULL$$, '22023 comparison is NULL'), ($$'visit', 'recommend', 'answer', '<', NULL, NULL$$, '22023 item "recommend" is a rating: it is compared with a threshold'),
  ($$'visit', 'recommend', 'answer', '<', 'NaN', NULL$$, '22023 item "recommend" is a rating: it is compared with a threshold'), ($$'visit', 'recommend', 'score', '=', 3, NULL$$, '22023 a score is never exactly a number'), ($$'visit', 'recommend', 'score', '<>', 3, NULL$$, '22023 a score is never exactly a number'),
  ($$'visit', 'tenure', 'answer', '<', NULL, 'lt1'$$, '22023 item "tenure" is a choice: it is = or <> a choice'), ($$'visit', 'tenure', 'answer', '=', NULL, 'lt2'$$, '22023 choice "lt2" is no option of item "tenure"'),
  ($$'visit', 'again', 'answer', '=', NULL, 'no'$$, '22023 choice "no" is no option of item "again"'), ($$'visit', 'contact', 'answer', '=', 1, 'web'$$, '22023 item "contact" is a multiple: it is = or <> a choice')) v(entry, message);
SELECT is(left(pg_temp.refusal($$INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold) VALUES ('x', 'visit', 'recommend', 'sometimes', '<', 1)$$), 5), '23514', 'kinds are known');
SELECT is(left(pg_temp.refusal($$INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold) VALUES ('x', 'visit', 'none', 'answer', '<', 1)$$), 5), '23503', 'items, too');

-- answers
INSERT INTO voice.alert_rule (rule, survey, item, unit, descendants, kind, comparison, threshold, choice) VALUES ('detractor', 'visit', 'recommend', NULL, true, 'answer', '<=', 3, NULL), ('north', 'visit', 'recommend', 'north', true, 'answer', '<=', 3, NULL), ('north alone', 'visit', 'recommend', 'north', false, 'answer', '<=', 3, NULL),
  ('poor', 'visit', 'spend', NULL, true, 'answer', '<', 9.5, NULL), ('new', 'visit', 'tenure', NULL, true, 'answer', '=', NULL, 'lt1'), ('not by web', 'visit', 'contact', NULL, true, 'answer', '<>', NULL, 'web'), ('lost', 'visit', 'again', NULL, true, 'answer', '=', NULL, 'false'), ('hard', 'visit', 'ease', NULL, true, 'answer', '<', 1.5, NULL),
  ('switched off', 'visit', 'recommend', NULL, true, 'answer', '<=', 10, NULL);
UPDATE voice.alert_rule SET active = false WHERE rule = 'switched off';
CREATE FUNCTION pg_temp.raised(after bigint DEFAULT 0) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(concat_ws(':', rule, unit, round(value::numeric, 4), period, signal), ' ' ORDER BY rule COLLATE "C", unit, period) FROM voice.alert WHERE alert_id > after $$;
CREATE FUNCTION pg_temp.forgotten() RETURNS void LANGUAGE sql AS $$ DELETE FROM voice.alert $$;
INSERT INTO voice.visit (source_id, unit, person_id, recommend, wait, kind, contact_web, contact_store, tenure, spend, again) VALUES
  ('a', 'kiel', 101, 3, 1, 5, true, false, 'lt1', 9.5, false), ('b', 'munich', 102, 4, 5, 1, false, true, '1to5', 9.4, true), ('c', NULL, 103, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL), ('d', 'north', 104, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT is(pg_temp.raised(), 'detractor:kiel:3.0000 detractor:north:1.0000 detractor:0.0000 hard:kiel:1.0000 lost:kiel new:kiel north:kiel:3.0000 north:north:1.0000 north alone:north:1.0000 not by web:munich poor:munich:9.4000', 'one statement, all rules');
SELECT is((SELECT string_agg(DISTINCT kind || ' ' || survey, ',') FROM voice.alert) || (SELECT count(*) FROM voice.alert a JOIN voice.visit v USING (response_id) WHERE a.xid = pg_current_xact_id()), 'answer visit11', 'with what it was');
SELECT pg_temp.forgotten() \g /dev/null
INSERT INTO voice.visit (source_id, unit, recommend, submitted_at, complete) VALUES ('old', 'kiel', 0, now() - interval '8 days', true), ('begun', 'kiel', 0, now(), false);
SELECT is(pg_temp.raised(), NULL, 'what is old or incomplete raises none');
UPDATE voice.visit SET complete = true WHERE source_id = 'begun';
UPDATE voice.visit SET recommend = 2 WHERE source_id IN ('a', 'b');
SELECT is(pg_temp.raised(), 'detractor:kiel:0.0000 detractor:munich:2.0000 north:kiel:0.0000', 'a correction raises what did not match before');
UPDATE voice.visit SET recommend = 9 WHERE source_id = 'b';
UPDATE voice.visit SET recommend = 1 WHERE source_id = 'b';
SELECT is((SELECT count(*) FROM voice.alert WHERE rule = 'detractor' AND unit = 'munich'), 1::bigint, 'once a response');
INSERT INTO voice.setting VALUES ('alert_age', '30 days');
INSERT INTO voice.visit (source_id, unit, recommend, submitted_at) VALUES ('older', 'bremen', 0, now() - interval '8 days');
SELECT is((SELECT count(*) FROM voice.alert WHERE unit = 'bremen'), 2::bigint, 'the age is a setting');
-- a rule that fails refuses no answer
SELECT pg_temp.forgotten() \g /dev/null
RESET ROLE;
ALTER TABLE voice.alert ADD CONSTRAINT picky CHECK (rule <> 'north');
SET ROLE xm_web;
SELECT ok(voice.submit('visit', '{"unit": "kiel", "answers": {"recommend": 2}}') > 0, 'an answer that a broken rule matches');
RESET ROLE; SET ROLE xm_boss;
SELECT is(pg_temp.raised(), 'detractor:kiel:2.0000', 'the other rules hold');
SELECT is((SELECT active || ': ' || reason FROM voice.alert_rule WHERE rule = 'north'), 'false: new row for relation "alert" violates check constraint "picky"', 'and it says why');
ALTER TABLE voice.alert DROP CONSTRAINT picky;
-- nor does a setting that is none, which is no rule's fault
INSERT INTO voice.visit (unit, recommend) VALUES ('kiel', 1);
SELECT pg_temp.forgotten() \g /dev/null
UPDATE voice.setting SET value = 'soon' WHERE name = 'alert_age';
INSERT INTO voice.visit (source_id, unit, recommend) VALUES ('later', NULL, 1);
SELECT is(COALESCE(pg_temp.raised(), 'none') || (SELECT count(*) FROM voice.alert_rule WHERE active), 'none7', 'no alert, and no rule goes');
DELETE FROM voice.setting WHERE name = 'alert_age';
UPDATE voice.alert_rule SET active = true, reason = NULL WHERE rule = 'north';
UPDATE voice.visit SET unit = 'kiel' WHERE source_id = 'later';
SELECT is(pg_temp.raised(), 'north:kiel:1.0000', 'an answer that comes to a unit');

-- scores of complete months
INSERT INTO voice.visit (unit, recommend, submitted_at) SELECT CASE WHEN i % 2 = 0 THEN 'kiel' ELSE 'munich' END, CASE WHEN i % 2 = 0 THEN i / 2 % 5 ELSE 9 + i / 2 % 2 END, m FROM generate_series(1, 80) i, (VALUES (timestamptz '2026-02-10'), ('2026-03-10'), (now())) v(m);
SELECT pg_temp.forgotten() \g /dev/null
INSERT INTO voice.alert_rule (rule, survey, item, unit, kind, comparison, threshold, point, min_responses) VALUES ('low', 'visit', 'recommend', NULL, 'score', '<', 0, false, 20), ('high', 'visit', 'recommend', 'munich', 'score', '>=', 80, false, 20), ('at least', 'visit', 'recommend', 'munich', 'score', '>', 99.9, true, 41), ('many', 'visit', 'recommend', 'north', 'score', '<', 0, true, 41);
SELECT is((SELECT count(*) FROM voice.score WHERE item = 'recommend' AND month < '2026-04-01'), 8::bigint, 'scores of two months, four units');
RESET ROLE; SET ROLE xm_keeper;
SELECT is(xm.check_alerts('voice'), 6::bigint, 'those below, and of munich those above');
SELECT is(pg_temp.raised(), 'high:munich:100.0000:2026-02-01 high:munich:100.0000:2026-03-01 low:kiel:-100.0000:2026-02-01 low:kiel:-100.0000:2026-03-01 low:north:-100.0000:2026-02-01 low:north:-100.0000:2026-03-01', 'of complete months, of the whole interval, of enough answers');
SELECT is(xm.check_alerts('voice'), 0::bigint, 'once each');
RESET ROLE;
SELECT is(pg_temp.refusal(format('SET ROLE %I; SELECT %s', role, call)), message, role || ': ' || call) FROM (VALUES ('xm_bi', 'xm.check_alerts(''voice'')', '42501 permission denied to check alerts in workspace "voice"'), ('xm_web', 'xm.alert_channel(''voice'')', '42501 permission denied to listen for alerts in workspace "voice"'),
  ('xm_stranger', 'xm.open_case(''voice'', unit => ''kiel'')', '42501 permission denied to open this case in workspace "voice"'), ('xm_sender', 'xm.open_case(''voice'', 1)', '42501 permission denied to open this case in workspace "voice"'), ('xm_web', 'xm.close_case(''voice'', 1, ''x'')', '42501 permission denied to close this case in workspace "voice"'),
  ('xm_bi', 'xm.open_case(''voice'', person_id => 1)', '42501 permission denied to open this case in workspace "voice"'), ('xm_stranger', 'xm.action_check(''voice'', 1)', '42501 permission denied to check this action in workspace "voice"')) v(role, call, message);
SET ROLE xm_bi;
SELECT matches(xm.alert_channel('voice'), '^xm_[0-9a-f]{16}$', 'the channel');
SELECT is((SELECT count(*) FROM voice.alert), 6::bigint, 'an analyst sees alerts');
SELECT is(left(pg_temp.refusal('UPDATE voice.alert SET value = 1'), 5), '42501', 'and changes none');
RESET ROLE; SET ROLE xm_boss;
-- signals: limits from the first twelve months, the last complete one outside or not
SELECT pg_temp.forgotten() \g /dev/null
UPDATE voice.alert_rule SET active = false;
SELECT date_trunc('month', now() AT TIME ZONE 'Europe/Berlin')::date AS this_month \gset
INSERT INTO voice.visit (unit, wait, submitted_at) SELECT u.unit, CASE WHEN m = 1 AND u.unit = 'kiel' THEN 1 ELSE 3 + (i + m) % 3 - CASE WHEN i % 7 = 0 AND m % 2 = 0 THEN 1 ELSE 0 END END, (:'this_month'::date - m * interval '1 month' + interval '5 days') AT TIME ZONE 'UTC'
FROM (VALUES ('kiel'), ('munich')) u(unit), generate_series(0, 14) m, generate_series(1, 40) i;
INSERT INTO voice.alert_rule (rule, survey, item, kind) VALUES ('odd', 'visit', 'wait', 'signal');
SELECT is(xm.check_alerts('voice') || ' ' || pg_temp.raised(), '3 odd:all:2.5125:' || (:'this_month'::date - interval '1 month')::date || ':outside odd:kiel:1.0000:' || (:'this_month'::date - interval '1 month')::date || ':outside odd:north:1.0000:' || (:'this_month'::date - interval '1 month')::date || ':outside', 'the last complete month, of the unit and those above');
SELECT is(xm.check_alerts('voice'), 0::bigint, 'once');

-- of confidential surveys what was published alone
INSERT INTO voice.person (person_id, side) SELECT i, 'employee' FROM generate_series(301, 360) i;
INSERT INTO voice.membership SELECT i, '2020-01-01', CASE WHEN i <= 330 THEN 'kiel' ELSE 'munich' END FROM generate_series(301, 360) i;
INSERT INTO voice.pulse (person_id, unit, wave, submitted_at, enps) SELECT i, CASE WHEN i <= 330 THEN 'kiel' ELSE 'munich' END, 'spring', '2026-03-10', CASE WHEN i <= 330 THEN i % 9 ELSE 7 + i % 4 END FROM generate_series(301, 360) i;
SELECT pg_temp.forgotten() \g /dev/null
INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold) VALUES ('unhappy', 'pulse', 'enps', 'score', '<', 0);
SELECT is(xm.check_alerts('voice') || ' ' || COALESCE(pg_temp.raised(), ''), '3 odd:all:2.5125:' || (:'this_month'::date - interval '1 month')::date || ':outside odd:kiel:1.0000:' || (:'this_month'::date - interval '1 month')::date || ':outside odd:north:1.0000:' || (:'this_month'::date - interval '1 month')::date || ':outside', 'unpublished answers raise none');
SELECT pg_temp.forgotten() \g /dev/null
SELECT xm.publish('voice', 'pulse', 'spring') \g /dev/null
SELECT is(pg_temp.raised(), (SELECT string_agg('unhappy:' || unit || ':' || round(value::numeric, 4) || ':2026-04-10', ' ' ORDER BY unit) FROM voice.published_score WHERE survey = 'pulse' AND item = 'enps' AND upper < 0 AND NOT cut), 'publishing raises');
SELECT is((SELECT string_agg(unit, ' ' ORDER BY unit) FROM voice.alert), 'kiel north', 'of these');
SELECT xm.publish('voice', 'pulse', 'spring') \g /dev/null
SELECT is((SELECT count(*) FROM voice.alert), 2::bigint, 'once a wave');
RESET ROLE; SET ROLE xm_bi;
SELECT is((SELECT count(*) FROM voice.alert), 2::bigint, 'for who sees what was published');
RESET ROLE; SET ROLE xm_boss;

-- cases
INSERT INTO voice.visit (source_id, unit, person_id, recommend) VALUES ('case', 'kiel', 110, 0);
UPDATE voice.alert_rule SET active = true WHERE rule = 'detractor';
INSERT INTO voice.visit (source_id, unit, person_id, recommend) VALUES ('case 2', 'kiel', 111, 0), ('case 3', 'munich', 112, 1);
SELECT alert_id AS one FROM voice.alert a JOIN voice.visit v USING (response_id) WHERE v.source_id = 'case 2' \gset
SELECT alert_id AS two FROM voice.alert a JOIN voice.visit v USING (response_id) WHERE v.source_id = 'case 3' \gset
SELECT is(pg_temp.refusal(format('SELECT xm.open_case(%s)', arguments)), message, arguments) FROM (VALUES ($$'voice'$$, '22023 a case is about nothing'), ($$'voice', -1$$, '22023 no alert -1 in workspace "voice"'), ($$'voice', person_id => 999$$, '22023 no person 999 in workspace "voice"'),
  ($$'voice', unit => 'x'$$, '22023 unit: "x" is not known'), ($$'voice', unit => 'kiel', due => '-1 day'$$, '22023 due -1 days is before the case begins'), ($$'voice', unit => 'kiel', due => NULL$$, '22023 due is NULL'), ($$'none', unit => 'kiel'$$, '22023 no workspace "none"')) v(arguments, message);
RESET ROLE; SET ROLE xm_bi;
SELECT xm.open_case('voice', :one) AS c1 \gset
SELECT is(xm.open_case('voice', :one, owner => 'someone else'), :c1::bigint, 'one open case an alert');
SELECT xm.open_case('voice', :two, due => '0 s') AS c2 \gset
SELECT xm.open_case('voice', unit => 'bremen', owner => 'team') AS c3 \gset
SELECT results_eq($$ SELECT person_id, unit, owner, due_at - opened_at FROM voice.case_file ORDER BY case_id $$, $$ VALUES (111::bigint, 'kiel', 'xm_bi', interval '2 days'), (112, 'munich', 'xm_bi', '0'), (NULL, 'bremen', 'team', '2 days') $$, 'what the alert knew');
SELECT is((SELECT acknowledged_by FROM voice.alert WHERE alert_id = :one), 'xm_bi', 'who has taken it on');
SELECT is(pg_temp.refusal(format('SELECT xm.close_case(%s)', arguments)), message, arguments) FROM (VALUES ($$'voice', -1, 'x'$$, '22023 no case -1 in workspace "voice"'), (format($$'voice', %s, ''$$, :c1), '22023 outcome is empty'), (format($$'voice', %s, NULL$$, :c1), '22023 outcome is NULL')) v(arguments, message);
SELECT lives_ok(format('SELECT xm.close_case(''voice'', %s, ''solved'', ''called back'')', :c1), 'closed');
SELECT matches(pg_temp.refusal(format('SELECT xm.close_case(''voice'', %s, ''again'')', :c1)), '^22023 case [0-9]+ was closed at ', 'once');
SELECT isnt(xm.open_case('voice', :one), :c1::bigint, 'another one of the same alert');
RESET ROLE; SET ROLE xm_keeper;
SELECT xm.open_case('voice', person_id => 1) AS c5 \gset
RESET ROLE; SET ROLE xm_bi;
SELECT is((SELECT count(*) FROM voice.case_file), 4::bigint, 'of employees an analyst sees none');
SELECT is(pg_temp.refusal(format('SELECT xm.close_case(''voice'', %s, ''x'')', :c5)), '42501 permission denied to close this case in workspace "voice"', 'nor closes it');
SELECT is(pg_temp.refusal(format('SELECT xm.open_case(''voice'', %s, 1)', :two)), '42501 permission denied to open this case in workspace "voice"', 'nor opens one about an employee with somebody else''s alert');
RESET ROLE; SET ROLE xm_boss;
DELETE FROM voice.alert WHERE alert_id = :two;
SELECT xm.grant_workspace('voice', 'xm_stranger', 'analyst', '{pulse}') \g /dev/null
RESET ROLE; SET ROLE xm_stranger;
SELECT is((SELECT string_agg(unit, ' ') FROM voice.case_file), 'bremen', 'an analyst of another survey sees cases of no survey alone, also when the alert is gone');
RESET ROLE; SET ROLE xm_boss;
SELECT xm.revoke_workspace('voice', 'xm_stranger', 'analyst') \g /dev/null
UPDATE voice.case_file SET opened_at = :'this_month'::date - 40, due_at = :'this_month'::date - 38 WHERE case_id = :c3;
SELECT results_eq(format($$ SELECT month = (%1$L::date - interval '2 months')::date, opened, closed, on_time, open_now FROM voice.case_report WHERE unit = 'bremen' AND month < %1$L ORDER BY month $$, :'this_month'), $$ VALUES (true, 1::bigint, 0::bigint, 0::bigint, 1::bigint), (false, 0, 0, 0, 1) $$, 'each month since');
SELECT results_eq($$ SELECT opened, closed, on_time, median_hours, open_now FROM voice.case_report WHERE unit = 'kiel' $$, $$ VALUES (2::bigint, 1::bigint, 1::bigint, 0::float8, 1::bigint) $$, 'case_report');
SELECT ok(xm.person_data('voice', 111) ?& '{cases,alerts}', 'person_data tells');
SELECT xm.forget('voice', 111, 'delete') \g /dev/null
SELECT is((SELECT count(*) FROM voice.case_file WHERE person_id = 111 OR note IS NOT NULL) + (SELECT count(*) FROM voice.alert WHERE alert_id = :one), 0::bigint, 'and forget forgets');

-- did it work? two stores, one of which changed
INSERT INTO voice.unit (unit, parent, kind) VALUES ('s1', 'all', 'shop'), ('s2', 'all', 'shop'), ('s3', 'all', 'shop'), ('s4', 'all', 'shop'), ('s5', 'all', 'shop'), ('deep', 's1', 'shop');
INSERT INTO voice.visit (unit, recommend, submitted_at) SELECT 's' || s, (s * 3 + i * 7 + CASE WHEN m > 0 AND s <= 2 THEN 2 ELSE 0 END) % 11, '2026-01-15'::timestamptz + m * interval '2 months' FROM generate_series(1, 5) s, generate_series(-1, 1) m, generate_series(1, 30) i WHERE m <> 0;
INSERT INTO voice.visit (unit, recommend, submitted_at) SELECT 'deep', i % 11, '2026-01-15'::timestamptz + m * interval '2 months' FROM (VALUES (-1), (1)) v(m), generate_series(1, 30) i;
INSERT INTO voice.action (survey, item, unit, title, started) VALUES ('visit', 'recommend', 's1', 'queue', '2026-01-20'), ('visit', 'recommend', 's5', 'paint', '2026-03-01'), ('visit', 'recommend', NULL, 'all', '2027-01-01'), ('visit', 'spend', 's1', 'price', '2026-01-20'), ('visit', 'recommend', 's1', 'late', CURRENT_DATE);
SELECT action_id AS queue FROM voice.action WHERE title = 'queue' \gset
SELECT is(pg_temp.refusal(format('SELECT * FROM xm.action_check(%s)', arguments)), message, arguments) FROM (VALUES ($$'voice', -1$$, '22023 no action -1 in workspace "voice"'), (format($$'voice', %s, '0 s'$$, :queue), '22023 span 00:00:00 is not more than nothing'), (format($$'voice', %s, '1 month', 1$$, :queue), '22023 confidence 1 is outside the allowed range (0,1)'),
  ((SELECT format($$'voice', %s$$, action_id) FROM voice.action WHERE title = 'price'), '22023 item "spend" is a number: effects are of ratings'), ((SELECT format($$'voice', %s, '1 month'$$, action_id) FROM voice.action WHERE title = 'late'), '22023 the span after the action ends on ' || (CURRENT_DATE + interval '1 month')::date)) v(arguments, message);
RESET ROLE; SET ROLE xm_bi;
SELECT results_eq(format($$ SELECT round(effect::numeric, 9), round(std_error::numeric, 9), round(p_value::numeric, 9), treated_units, control_units, withheld_units FROM xm.action_check('voice', %s) $$, :queue),
  $$ SELECT round((e).effect::numeric, 9), round((e).std_error::numeric, 9), round((e).p_value::numeric, 9), 2::bigint, 3::bigint, 0::bigint FROM (SELECT xm.action_effect(unit, unit IN ('s1', 'deep'), after, r, 'nps', 0.95) AS e FROM (SELECT unit, submitted_at > '2026-01-20' AS after, xm.ratings(recommend) AS r FROM voice.visit WHERE unit IN ('s1', 'deep', 's2', 's3', 's4') GROUP BY 1, 2) t) x $$, 'the units below with it, against units of the same kind that nothing else touched');
SELECT is((SELECT treated_units FROM xm.action_check('voice', :queue, '5 days')), NULL::bigint, 'a span without answers');
RESET ROLE; SET ROLE xm_boss;

-- what others score
INSERT INTO voice.benchmark_value (benchmark, entry, concept, metric, year, value, std_error) VALUES ('industry', 'A', 'advocacy', 'nps', 2025, 10, 3), ('industry', 'B', 'advocacy', 'nps', 2025, 30, 4), ('industry', 'C', 'advocacy', 'nps', 2027, 90, NULL), ('other', 'A', 'advocacy', 'mean', 2025, 7, NULL);
INSERT INTO voice.benchmark_value (benchmark, entry, survey, item, year, r) SELECT 'panel', 'P', 'visit', 'recommend', 2026, xm.ratings(x) FROM unnest('{9,10,0,8}'::int[]) x;
RESET ROLE; SET ROLE xm_bi;
SELECT results_eq($$ SELECT benchmark, year, benchmark_value, entries, round((difference - (value - benchmark_value))::numeric, 9), round((difference_upper - difference - 1.959963984540054 * sqrt(std_error ^ 2 + (9 + 16) / 4.0))::numeric, 6), percentile FROM voice.score_benchmark WHERE item = 'recommend' AND unit = 'munich' AND month = '2026-02-01' AND benchmark = 'industry' $$,
  $$ VALUES ('industry', 2025, 20::float8, 2::bigint, 0.0, 0.0, 1::float8) $$, 'score_benchmark');
SELECT is((SELECT benchmark_value FROM voice.score_benchmark WHERE unit = 'munich' AND month = '2026-02-01' AND benchmark = 'panel'), 25::float8, 'of a distribution');
SELECT is((SELECT string_agg(DISTINCT survey || ' ' || benchmark, ', ') FROM voice.score_benchmark), 'pulse industry, visit industry, visit panel', 'of confidential surveys what was published');
RESET ROLE; SET ROLE xm_boss;

SELECT is((SELECT count(*) FROM voice.score_benchmark WHERE survey = 'pulse' AND unit = 'kiel'), 1::bigint, 'for the owner, too');
INSERT INTO voice.alert (rule, kind, survey, item, unit, period) VALUES ('x', 'score', 'visit', 'recommend', 'all', '2026-01-01');
UPDATE voice.unit SET unit = 'everyone' WHERE unit = 'all';
SELECT is((SELECT unit FROM voice.alert WHERE rule = 'x'), 'everyone', 'alerts follow the name of a unit');
UPDATE voice.unit SET unit = 'all' WHERE unit = 'everyone';
-- how far who answered stands for who was asked
SELECT is((SELECT count(*) FROM voice.representativeness), 0::bigint, 'nobody was asked');
INSERT INTO voice.membership SELECT i, '2020-01-01', CASE WHEN i <= 160 THEN 'kiel' ELSE 'munich' END FROM generate_series(113, 220) i;
UPDATE voice.person SET attributes = jsonb_build_object('age', person_id % 3) WHERE side = 'customer';
INSERT INTO voice.wave VALUES ('visit', 'w1', NULL, CURRENT_DATE + 30);
CREATE TEMP TABLE token AS SELECT * FROM xm.invite('voice', 'visit', 'w1', (SELECT array_agg(i) FROM generate_series(113, 212) i));
SELECT count(*) FROM (SELECT xm.mark('voice', token, 'sent') FROM token) t \g /dev/null
SELECT count(xm.submit('voice', 'visit', jsonb_build_object('token', token, 'answers', '{"recommend": 8}'::jsonb))) FROM token WHERE person_id % 5 = 0 OR person_id > 180 \g /dev/null
SELECT results_eq($$ SELECT survey, wave, round(r_indicator::numeric, 9), round(max_bias::numeric, 9), partial FROM voice.representativeness $$,
  $$ SELECT 'visit', 'w1', round((x).r_indicator::numeric, 9), round((x).max_bias::numeric, 9), (x).partial FROM (SELECT xm.r_indicator(i % 5 = 0 OR i > 180, c) AS x FROM generate_series(113, 212) i, LATERAL (SELECT CASE WHEN i <= 160 THEN 'kiel' ELSE 'munich' END AS unit) c) t $$, 'by unit');
INSERT INTO voice.setting VALUES ('representativeness', '["unit", "age"]');
SELECT is((SELECT count(*) FROM voice.representativeness, jsonb_object_keys(partial)), 2::bigint, 'by unit and an attribute');
RESET ROLE; SET ROLE xm_bi;
SELECT is((SELECT count(*) FROM voice.representativeness), 1::bigint, 'for an analyst');
RESET ROLE; SET ROLE xm_boss;
INSERT INTO voice.wave VALUES ('pulse', 'now', NULL, CURRENT_DATE + 30);
CREATE TEMP TABLE secret AS SELECT * FROM xm.invite('voice', 'pulse', 'now', (SELECT array_agg(i) FROM generate_series(301, 360) i));
SELECT count(xm.submit('voice', 'pulse', jsonb_build_object('token', token, 'answers', '{"enps": 8}'::jsonb))) FROM secret WHERE person_id % 2 = 0 \g /dev/null
SELECT is((SELECT count(*) FROM voice.representativeness WHERE survey = 'pulse'), 0::bigint, 'nothing of a confidential wave before it has closed');
UPDATE voice.wave SET closes = CURRENT_DATE - 2 WHERE wave = 'now';
SELECT is((SELECT count(*) FROM voice.representativeness WHERE survey = 'pulse'), 1::bigint, 'then it is told');
UPDATE voice.invited SET unit = 'bremen' WHERE survey = 'pulse' AND person_id BETWEEN 301 AND 305;
SELECT is((SELECT count(*) FROM voice.representativeness WHERE survey = 'pulse'), 0::bigint, 'but not of five people');
UPDATE voice.invited SET unit = 'north' WHERE survey = 'pulse' AND person_id BETWEEN 331 AND 336;
SELECT is((SELECT count(*) FROM voice.representativeness WHERE survey = 'pulse'), 1::bigint, 'five and six of two units count together');

-- without triggers answers raise alerts when they are asked for
SELECT xm.create_workspace('later', 'Europe/Berlin', summary => 'manual') \g /dev/null
SELECT xm.create_survey('later', 'visit', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
INSERT INTO later.alert_rule (rule, survey, item, kind, comparison, threshold) VALUES ('bad', 'visit', 'a', 'answer', '=', 1);
INSERT INTO later.visit (a) VALUES (1), (2), (1);
SELECT is(xm.check_alerts('later') || ' ' || xm.check_alerts('later'), '2 0', 'check_alerts of a manual workspace');
SELECT lives_ok($$SELECT xm.upgrade_workspace('voice')$$, 'an upgrade changes nothing');
SELECT lives_ok($$SELECT xm.alter_survey('voice', 'pulse', definition) FROM voice.survey WHERE survey = 'pulse'$$, 'nor does the same definition');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
