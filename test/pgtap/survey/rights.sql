-- Who may see and do what: every relation and function of a workspace, tried by every kind of role.
\i test/pgtap/include/begin.psql
SELECT plan(43);
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC;
\i test/pgtap/include/workspace.psql
ALTER DEFAULT PRIVILEGES FOR ROLE xm_boss GRANT ALL ON TABLES TO xm_stranger;
ALTER DEFAULT PRIVILEGES FOR ROLE xm_boss GRANT ALL ON SEQUENCES TO xm_stranger;
ALTER DEFAULT PRIVILEGES FOR ROLE xm_boss GRANT EXECUTE ON FUNCTIONS TO xm_stranger;
ALTER DEFAULT PRIVILEGES FOR ROLE xm_boss GRANT ALL ON SCHEMAS TO xm_stranger;
SELECT xm.create_workspace('second') \g /dev/null
SELECT xm.create_survey('second', 'visit', '{"side": "customer", "items": [{"name": "a", "type": "text"}]}') \g /dev/null
SELECT is_empty($$ SELECT c.oid::regclass FROM pg_class c, aclexplode(relacl) a WHERE relnamespace = 'second'::regnamespace AND a.grantee <> relowner $$, 'default privileges open nothing');
SELECT is(has_schema_privilege('xm_stranger', 'second', 'USAGE') OR has_function_privilege('xm_stranger', 'second.submit(text, jsonb)', 'EXECUTE'), false, 'neither schema nor function');

INSERT INTO voice.visit (source_id, unit, person_id, recommend, why, submitted_at) VALUES ('a', 'kiel', 3, 9, 'good', '2026-04-01'), ('b', 'kiel', NULL, 3, 'bad', '2026-04-02');
INSERT INTO voice.pulse (source_id, unit, wave, person_id, enps, "user", submitted_at) VALUES ('a', 'kiel', 'spring', 1, 10, 'secret', '2026-04-01'), ('b', 'kiel', 'spring', 2, 0, 'hidden', '2026-04-01');
INSERT INTO voice.membership VALUES (1, '2026-01-01', 'kiel'), (3, '2026-01-01', 'kiel');
SELECT xm.grant_workspace('voice', 'xm_bi', 'analyst'), xm.grant_workspace('voice', 'xm_web', 'collector', '{visit}'), xm.grant_workspace('voice', 'xm_keeper', 'custodian') \g /dev/null
SELECT is(pg_temp.refusal($$SELECT xm.grant_workspace('voice', 'xm_bi', 'reader')$$), '22023 kind "reader" is none of collector, analyst, custodian, sender', 'kinds are known');
SELECT is(pg_temp.refusal($$SELECT xm.grant_workspace('voice', 'xm_nobody', 'analyst')$$), '22023 role "xm_nobody" does not exist', 'roles exist');
SELECT is(pg_temp.refusal($$SELECT xm.grant_workspace('voice', 'xm_bi', 'analyst', '{none}')$$), '22023 no survey "none" in workspace "voice"', 'surveys, too');
SELECT results_eq($$ SELECT role, kind, surveys FROM xm.workspace_grants('voice') WHERE kind <> 'outside' ORDER BY role $$, $$ VALUES ('xm_bi', 'analyst', NULL::text[]), ('xm_keeper', 'custodian', NULL), ('xm_web', 'collector', '{visit}') $$, 'workspace_grants');
SELECT is((SELECT count(*) FROM xm.workspace_grants('voice') WHERE kind = 'outside' AND role = (SELECT rolname FROM pg_roles WHERE oid = 10)), 1::bigint, 'a superuser reads by other ways');

-- How many rows each role sees of every relation; - where it may not read at all.
CREATE FUNCTION pg_temp.seen(relation text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE n text; BEGIN EXECUTE 'SELECT count(*) FROM voice.' || quote_ident(relation) INTO n; RETURN n; EXCEPTION WHEN insufficient_privilege THEN RETURN '-'; END $$;
CREATE TEMP TABLE seen (relation text, who text, rows text);
GRANT ALL ON seen TO PUBLIC;
CREATE TEMP TABLE relation AS SELECT relname::text AS name FROM pg_class WHERE relnamespace = 'voice'::regnamespace AND relkind IN ('r', 'v');
GRANT SELECT ON relation TO PUBLIC;
INSERT INTO seen SELECT name, 'boss', pg_temp.seen(name) FROM relation;
RESET ROLE; SET ROLE xm_bi; INSERT INTO seen SELECT name, 'analyst', pg_temp.seen(name) FROM relation;
RESET ROLE; SET ROLE xm_web; INSERT INTO seen SELECT name, 'collector', pg_temp.seen(name) FROM relation;
RESET ROLE; SET ROLE xm_keeper; INSERT INTO seen SELECT name, 'custodian', pg_temp.seen(name) FROM relation;
RESET ROLE; SET ROLE xm_stranger; INSERT INTO seen SELECT name, 'stranger', pg_temp.seen(name) FROM relation;
RESET ROLE;
SELECT results_eq($$ SELECT relation, max(rows) FILTER (WHERE who = 'boss'), max(rows) FILTER (WHERE who = 'custodian'), max(rows) FILTER (WHERE who = 'analyst'), max(rows) FILTER (WHERE who = 'collector'), max(rows) FILTER (WHERE who = 'stranger') FROM seen GROUP BY 1 ORDER BY 1 $$,
$$ VALUES ('action', '0', '0', '0', '-', '-'), ('alert', '0', '0', '0', '-', '-'), ('alert_rule', '0', '0', '0', '-', '-'), ('anonymous_asked', '0', '-', '-', '-', '-'), ('anonymous_token', '0', '-', '-', '-', '-'), ('answer', '8', '8', '4', '-', '-'), ('benchmark_value', '0', '0', '0', '-', '-'), ('case_file', '0', '0', '0', '-', '-'), ('case_report', '0', '0', '0', '-', '-'), ('choice', '7', '7', '7', '-', '-'), ('comment', '4', '4', '2', '-', '-'), ('comment_sentiment', '0', '0', '0', '-', '-'), ('comment_word', '0', '0', '0', '-', '-'), ('confidential_sentiment', '0', '0', '0', '-', '-'), ('contact', '0', '0', '0', '-', '-'), ('contact_rule', '0', '0', '0', '-', '-'), ('customer_history', '1', '1', '1', '-', '-'), ('duplicate_answer', '0', '0', '0', '-', '-'), ('forgotten', '0', '-', '-', '-', '-'), ('invitation', '0', '0', '0', '-', '-'), ('invitation_token', '0', '-', '-', '-', '-'), ('invited', '0', '-', '-', '-', '-'), ('item', '13', '13', '13', '-', '-'), ('key_conflict', '0', '0', '-', '-', '-'), ('ledger', '0', '-', '-', '-', '-'),
  ('link_input', '0', '0', '0', '-', '-'), ('membership', '2', '2', '1', '-', '-'), ('model', '0', '0', '-', '-', '-'), ('opt_out', '0', '0', '0', '-', '-'), ('person', '3', '3', '1', '-', '-'), ('person_clash', '0', '0', '-', '-', '-'), ('person_key', '3', '3', '1', '-', '-'), ('person_merge', '0', '0', '-', '-', '-'), ('person_root', '3', '3', '1', '-', '-'), ('person_unit', '2', '2', '1', '-', '-'), ('publication', '0', '0', '0', '-', '-'), ('publication_cell', '0', '0', '-', '-', '-'), ('published', '0', '0', '0', '-', '-'), ('published_comment', '0', '0', '0', '-', '-'), ('published_score', '0', '0', '0', '-', '-'),
  ('pulse', '2', '2', '0', '-', '-'), ('pulse_labelled', '2', '2', '0', '-', '-'),
  ('purchase', '0', '0', '0', '-', '-'), ('representativeness', '0', '0', '0', '-', '-'), ('response_rate', '1', '1', '1', '-', '-'), ('score', '6', '6', '3', '-', '-'), ('score_benchmark', '0', '0', '0', '-', '-'), ('setting', '5', '-', '-', '-', '-'), ('summary', '2', '2', '1', '-', '-'), ('summary_above', '0', '-', '-', '-', '-'), ('summary_log', '2', '-', '-', '-', '-'), ('summary_logged', '2', '-', '-', '-', '-'), ('summary_part', '2', '-', '-', '-', '-'), ('summary_path', '6', '6', '3', '-', '-'), ('summary_store', '0', '-', '-', '-', '-'),
  ('survey', '2', '2', '2', '-', '-'), ('touchpoint', '0', '0', '0', '-', '-'), ('unit', '5', '5', '5', '-', '-'), ('unit_path', '11', '11', '11', '-', '-'), ('universe', '0', '-', '-', '-', '-'), ('visit', '2', '2', '2', '-', '-'), ('visit_labelled', '2', '2', '2', '-', '-'), ('wave', '2', '2', '2', '-', '-'), ('wave_unit', '2', '2', '2', '-', '-'), ('workspace_grant', '3', '-', '-', '-', '-') $$,
'what each role sees of every relation');
-- Nor does what the server knows of the values: its statistics, and functions that look at each row before it is hidden.
RESET ROLE; ANALYZE voice.pulse, voice.visit, voice.person, voice.person_key, voice.membership, voice.summary_log;
SELECT cmp_ok((SELECT count(*) FROM pg_stats WHERE schemaname = 'voice'), '>', 20::bigint, 'there are statistics');
CREATE FUNCTION pg_temp.statistics(role text) RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE n bigint; BEGIN EXECUTE format('SET LOCAL ROLE %I', role); SELECT count(*) INTO n FROM pg_stats WHERE schemaname = 'voice'; RESET ROLE; RETURN n; END $$;
SELECT is(pg_temp.statistics(role), 0::bigint, role || ' sees none') FROM unnest('{xm_bi,xm_web,xm_keeper,xm_stranger}'::text[]) role;
CREATE FUNCTION pg_temp.overheard(anyelement) RETURNS boolean COST 0.0001 LANGUAGE plpgsql AS $$ BEGIN IF $1::text ~ 'secret|hidden|ann@example' THEN RAISE 'heard %', $1; END IF; RETURN true; END $$;
SET ROLE xm_bi;
SELECT is_empty($$ SELECT name, said FROM relation, pg_temp.refusal(format('SELECT count(*) FROM voice.%I t WHERE pg_temp.overheard(t)', name)) said WHERE has_table_privilege('voice.' || quote_ident(name), 'SELECT') AND said <> 'no error' $$, 'nothing is heard');
SELECT is(pg_temp.refusal('SELECT count(*) FROM voice.pulse t WHERE "user"::int = 1'), 'no error', 'nor from a message of an error');
SELECT is((SELECT count(*) FROM xm.scores('voice', 'pulse')) + (SELECT count(*) FROM xm.scores('voice', 'pulse', 'wave')), 0::bigint, 'nor from xm.scores');
SELECT is((SELECT count(*) FROM xm.scores('voice', 'visit')), (SELECT count(*) FROM voice.score WHERE survey = 'visit'), 'which tells what score tells');
RESET ROLE;
-- What each role may write, or call.
SELECT results_eq($$ SELECT r.role::text, string_agg(c.relname::text COLLATE "default", ' ' ORDER BY c.relname) FROM unnest('{xm_bi,xm_web,xm_keeper,xm_stranger}'::text[]) r(role), pg_class c
  WHERE relnamespace = 'voice'::regnamespace AND relkind IN ('r', 'v') AND has_table_privilege(r.role, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') GROUP BY 1 $$,
  $$ VALUES ('xm_keeper', 'action alert_rule benchmark_value case_file contact_rule membership opt_out person person_key pulse purchase touchpoint unit visit wave wave_unit') $$, 'the custodian alone writes');
SELECT results_eq($$ SELECT r.role FROM unnest('{xm_bi,xm_keeper,xm_stranger,xm_web}'::text[]) r(role) WHERE has_function_privilege(r.role, 'voice.submit(text, jsonb)', 'EXECUTE') $$, $$ VALUES ('xm_keeper'::text), ('xm_web') $$, 'submit');
SELECT is(pg_temp.refusal(format('SET ROLE %I; SELECT %s', role, call)), message, role || ': ' || call)
FROM (VALUES ('xm_bi', 'xm.person_data(''voice'', 1)', '42501 only the owner of workspace "voice" may see all of a person'), ('xm_bi', 'xm.forget(''voice'', 1)', '42501 only the owner of workspace "voice" may forget a person'),
  ('xm_keeper', 'xm.grant_workspace(''voice'', ''xm_stranger'', ''analyst'')', '42501 only the owner of workspace "voice" may grant what is in it'), ('xm_bi', 'xm.submit(''voice'', ''visit'', ''{}'')', '42501 permission denied for survey "visit"'),
  ('xm_web', 'count(*) FROM xm.scores(''voice'', ''visit'')', '42501 permission denied for view score (no hint)'), ('xm_stranger', 'count(*) FROM xm.scores(''voice'', ''visit'')', '42501 permission denied for schema voice (no hint)'), ('xm_keeper', 'xm.rebuild_summary(''voice'')', '42501 only the owner of workspace "voice" may rebuild its summary')) v(role, call, message);
RESET ROLE;
SET ROLE xm_keeper;
SELECT lives_ok($$UPDATE voice.pulse SET "user" = 'changed' WHERE source_id = 'a'$$, 'a custodian corrects answers');
SELECT lives_ok($$INSERT INTO voice.visit (unit, recommend, submitted_at) VALUES ('kiel', 4, '2026-04-03')$$, 'and adds some');
RESET ROLE; SET ROLE xm_bi;
SELECT is((SELECT sum(responses) FROM voice.score WHERE unit = 'kiel' AND item = 'recommend'), 3::numeric, 'an analyst sees them in the scores');
SELECT is((SELECT count(*) FROM voice.summary WHERE survey = 'pulse'), 0::bigint, 'of a confidential survey not even those');
-- A function that tells what passes by it sees no row that is hidden.
CREATE FUNCTION pg_temp.spy(r xm.ratings) RETURNS boolean COST 0.0001 LANGUAGE plpgsql AS $$ BEGIN IF r::text LIKE '%"0":1,"10":1%' THEN RAISE 'seen'; END IF; RETURN true; END $$;
SELECT is(pg_temp.refusal('SELECT count(*) FROM voice.summary WHERE pg_temp.spy(r)'), 'no error', 'nor by looking over its shoulder');
RESET ROLE; SET ROLE xm_boss;
SELECT is(pg_temp.refusal($$SELECT xm.revoke_workspace('voice', 'xm_bi', 'analyst', '{visit}')$$), '22023 role "xm_bi" is analyst of all surveys: one alone cannot be taken back', 'of a grant for all surveys one is not taken back in silence');
SELECT xm.revoke_workspace('voice', 'xm_bi', 'analyst'), xm.grant_workspace('voice', 'xm_bi', 'analyst', '{pulse}') \g /dev/null
RESET ROLE; SET ROLE xm_bi;
SELECT is((SELECT count(*) FROM voice.visit) + (SELECT count(*) FROM voice.score), 0::bigint, 'a grant for one survey shows no other');
RESET ROLE; SET ROLE xm_boss;
SELECT xm.revoke_workspace('voice', 'xm_bi', 'analyst') \g /dev/null
RESET ROLE; SET ROLE xm_bi;
SELECT is(pg_temp.refusal('SELECT * FROM voice.score'), '42501 permission denied for schema voice (no hint)', 'revoked');
RESET ROLE; SET ROLE xm_boss;

-- to be forgotten
INSERT INTO voice.purchase (person_id, at, amount, source_id) VALUES (3, '2026-01-01', 10, 'p-1');
SELECT is((SELECT string_agg(k, ' ' ORDER BY k) FROM jsonb_object_keys(xm.person_data('voice', 3)) k), 'answers keys memberships person purchases', 'person_data');
CREATE TEMP TABLE before AS SELECT survey, item, unit, month, r FROM voice.summary;
SELECT lives_ok($$SELECT xm.forget('voice', 3)$$, 'forget');
SELECT is(xm.person_data('voice', 3), '{"person": {"side": "customer", "person_id": 3, "attributes": {}}, "answers": {}}', 'nothing is left but the number');
SELECT results_eq($$ SELECT person_id, source_id, recommend, why FROM voice.visit WHERE unit = 'kiel' AND recommend = 9 $$, $$ VALUES (NULL::bigint, NULL::text, 9::smallint, NULL::text) $$, 'the rating stays, without the words');
SELECT bag_eq('SELECT survey, item, unit, month, r FROM voice.summary', 'SELECT * FROM before', 'and the summary');
SELECT is(xm.submit('voice', 'visit', '{"person": {"phone": "+49 43112345"}, "answers": {"recommend": 1}}') IS NOT NULL, true, 'another person is stored');
SELECT is(xm.submit('voice', 'visit', '{"person": {"phone": "+0049 43112345"}, "answers": {"recommend": 1}}'), NULL, 'who was forgotten is not');
SELECT is(xm.submit('voice', 'visit', '{"source_id": "a", "answers": {"recommend": 1}}'), NULL, 'nor a response of his');
SELECT is((SELECT last_value FROM voice.refused), 2::bigint, 'which is counted');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
