-- The owner of a workspace, or of a schema that looks like one, may put code of his own everywhere: whoever calls a function of pg_xm
-- never runs it as himself.
\i test/pgtap/include/begin.psql
SELECT plan(98);
\i test/pgtap/include/workspace.psql
RESET ROLE;
SELECT format('GRANT CREATE ON DATABASE %I TO xm_stranger', current_database()) \gexec
-- Sequences count who ran the code, whatever is rolled back.
CREATE SCHEMA trap;
GRANT ALL ON SCHEMA trap TO PUBLIC;
SET ROLE xm_boss;
CREATE SEQUENCE trap.as_boss MINVALUE 0;
CREATE SEQUENCE trap.as_other MINVALUE 0;
CREATE SEQUENCE trap.as_superuser MINVALUE 0;
GRANT ALL ON SEQUENCE trap.as_boss, trap.as_other, trap.as_superuser TO PUBLIC;
CREATE FUNCTION trap.sprung() RETURNS boolean IMMUTABLE LANGUAGE plpgsql SET search_path = pg_catalog AS $$ BEGIN
  PERFORM nextval(CASE current_user WHEN 'xm_boss' THEN 'trap.as_boss'::regclass ELSE 'trap.as_other' END);
  IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN PERFORM nextval('trap.as_superuser'); END IF;
  BEGIN ALTER ROLE xm_boss SUPERUSER; EXCEPTION WHEN OTHERS THEN NULL; END;
  RETURN true; END $$;
CREATE FUNCTION trap.sprung(anyelement) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN trap.sprung(); END $$;
CREATE FUNCTION trap.of_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM trap.sprung(); RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END $$;
CREATE FUNCTION trap.word() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM trap.sprung(); RETURN NULL; END $$;
CREATE FUNCTION pg_temp.sprung() RETURNS text LANGUAGE sql AS $$ SELECT format('%s as another', last_value + is_called::int) || CASE (SELECT rolsuper FROM pg_roles WHERE rolname = 'xm_boss') WHEN true THEN ', superuser' ELSE '' END FROM trap.as_other $$;
CREATE FUNCTION pg_temp.as_superuser() RETURNS bigint LANGUAGE sql AS $$ SELECT last_value + is_called::int FROM trap.as_superuser $$;

INSERT INTO voice.visit (source_id, unit, person_id, recommend, submitted_at) VALUES ('1', 'kiel', 3, 9, '2026-01-02'), ('2', 'bremen', NULL, 3, '2026-01-02');
INSERT INTO voice.purchase (person_id, at, amount) VALUES (3, '2026-01-01', 5);
INSERT INTO voice.person (person_id, side) VALUES (903, 'customer');
SELECT xm.create_survey('voice', 'talk', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "why", "type": "text"}, {"name": "mood", "type": "sentiment", "of": "why", "label": "a"}]}') \g /dev/null
INSERT INTO voice.talk (a, why) SELECT i % 2 * 9, 'w' || i % 7 FROM generate_series(1, 240) i;
INSERT INTO voice.person_key VALUES ('customer', 'crm', 'c-903', 903);
SELECT xm.grant_workspace('voice', 'xm_keeper', 'custodian') \g /dev/null
INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold) VALUES ('bad', 'visit', 'recommend', 'answer', '<=', 9), ('low', 'visit', 'recommend', 'score', '<', 200), ('unhappy', 'pulse', 'enps', 'score', '<', 200);
INSERT INTO voice.alert_rule (rule, survey, item, kind) VALUES ('odd', 'visit', 'recommend', 'signal');
INSERT INTO voice.action (survey, item, title, started) VALUES ('visit', 'recommend', 'x', '2020-01-01');
INSERT INTO voice.visit (recommend, unit) VALUES (1, 'kiel');
-- triggers, defaults, checks, indexes over expressions and policies on every table, rules on some
SELECT format('CREATE TRIGGER a_row BEFORE INSERT OR UPDATE OR DELETE ON voice.%1$I FOR EACH ROW EXECUTE FUNCTION trap.of_trigger(); CREATE TRIGGER z_row AFTER INSERT OR UPDATE OR DELETE ON voice.%1$I FOR EACH ROW EXECUTE FUNCTION trap.of_trigger();
  CREATE TRIGGER z_all AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON voice.%1$I FOR EACH STATEMENT EXECUTE FUNCTION trap.of_trigger(); ALTER TABLE voice.%1$I ADD CONSTRAINT trapped CHECK (trap.sprung(1)), ADD COLUMN trapped text DEFAULT trap.word(), FORCE ROW LEVEL SECURITY;
  CREATE INDEX ON voice.%1$I (trap.sprung(%1$I)); CREATE POLICY trapped ON voice.%1$I USING (trap.sprung())', relname) FROM pg_class WHERE relnamespace = 'voice'::regnamespace AND relkind = 'r' \gexec
SELECT format('CREATE RULE trapped AS ON UPDATE TO voice.%I DO ALSO SELECT trap.sprung()', name) FROM unnest('{purchase,membership}'::text[]) name \gexec
-- and in the views that functions read; operators and functions in a schema on the caller's path
SELECT format('CREATE OR REPLACE VIEW voice.%I WITH (security_invoker = %s) AS SELECT * FROM (%s) v WHERE trap.sprung()', relname, relname NOT LIKE 'summary%', trim(trailing ';' FROM pg_get_viewdef(oid))) FROM pg_class WHERE relnamespace = 'voice'::regnamespace AND relkind = 'v' \gexec
CREATE FUNCTION trap.lower(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM trap.sprung(); RETURN $1; END $$;
SELECT format('CREATE FUNCTION trap.two(%1$s, %1$s) RETURNS boolean LANGUAGE plpgsql AS $b$ BEGIN RETURN trap.sprung(); END $b$', type) FROM unnest('{text,name,oid,integer,bigint,boolean,date,"\"char\""}'::text[]) type \gexec
SELECT format('CREATE OPERATOR trap.%1$s (FUNCTION = trap.two, LEFTARG = %2$s, RIGHTARG = %2$s)', operator, type) FROM unnest('{=,<>,~,||,-}'::text[]) operator, unnest('{text,name,oid,integer,bigint,boolean,date,"\"char\""}'::text[]) type \gexec
CREATE FUNCTION pg_temp.called(query text) RETURNS void LANGUAGE plpgsql SET search_path = trap, pg_catalog, pg_temp AS $$ BEGIN EXECUTE query; END $$;
SELECT setval('trap.as_boss', 0, false), setval('trap.as_other', 0, false) \g /dev/null

-- every function that takes a workspace, by a superuser and by a custodian, whether it works or is refused
CREATE TEMP TABLE call (id integer, query text);
INSERT INTO call VALUES (1, $$SELECT xm.submit('voice', 'visit', '{"source_id": "3", "unit": "kiel", "person": {"email": "x@y.org"}, "replace": true, "answers": {"recommend": 9}}')$$),
  (2, $$SELECT xm.submit('voice', 'visit', '{"source_id": "3", "unit": "bremen", "replace": true, "answers": {"recommend": 4}}')$$), (3, $$SELECT * FROM xm.scores('voice', 'visit')$$), (4, $$SELECT * FROM xm.scores('voice', 'visit', 'wave')$$), (5, $$SELECT xm.compact_summary('voice')$$),
  (6, $$SELECT xm.rebuild_summary('voice')$$), (7, $$SELECT xm.grant_workspace('voice', 'xm_bi', 'analyst')$$), (8, $$SELECT * FROM xm.workspace_grants('voice')$$), (9, $$SELECT xm.revoke_workspace('voice', 'xm_bi', 'analyst')$$), (10, $$SELECT xm.person_data('voice', 3)$$),
  (11, $$SELECT xm.forget('voice', 3)$$), (12, $$SELECT xm.create_survey('voice', 'more', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]}')$$), (13, $$SELECT * FROM xm.alter_survey('voice', 'visit', '{"side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10]}]}')$$), (14, $$SELECT xm.upgrade_workspace('voice')$$), (15, $$SELECT * FROM xm.workspaces()$$), (16, $$SELECT voice.submit('visit', '{"source_id": "4", "unit": "kiel", "answers": {"recommend": 9}}')$$),
  (19, $$SELECT xm_internal.import_answers('voice', 'visit', 'pg_temp.staged_19', '{"persons": ["email"], "columns": {}, "sources": {"contact": {"web": "x"}}}')$$),
  (20, $$SELECT xm_internal.import_answers('voice', 'visit', 'pg_temp.staged_20', '{"persons": ["email"], "columns": {}, "sources": {"contact": {"web": "x"}}}')$$),
  (21, $$SELECT xm_internal.import_persons('voice', 'customer', 'pg_temp.staged_19', '{"persons": ["crm"]}')$$), (22, $$SELECT xm_internal.import_persons('voice', 'customer', 'pg_temp.staged_20', '{"persons": ["crm"]}')$$),
  (17, $$SELECT * FROM xm.publish_preview('voice', 'pulse', 'spring', '[["unit", "job"]]')$$), (18, $$SELECT xm.publish('voice', 'pulse', 'spring')$$),
  (23, $$SELECT * FROM xm.invite('voice', 'visit', NULL, '{3}', '{"occasion": "a"}')$$), (24, $$SELECT * FROM xm.remind('voice', 'visit', NULL, '0 s')$$), (25, $$SELECT xm.mark('voice', token, 'sent') FROM xm.invite('voice', 'visit', NULL, '{3}', '{"occasion": "b"}')$$),
  (26, $$SELECT xm.opt_out('voice', '{"email": "x@y.org"}')$$), (27, $$SELECT * FROM xm.response_rates('voice', 'visit')$$),
  (28, $$SELECT xm.check_alerts('voice')$$), (29, $$SELECT xm.alert_channel('voice')$$), (30, $$SELECT xm.open_case('voice', person_id => 3)$$), (31, $$SELECT * FROM xm.action_check('voice', 1)$$), (32, $$SELECT xm.close_case('voice', 1, 'done')$$), (33, $$SELECT xm.close_case('voice', 2, 'done')$$),
  (34, $$SELECT xm.merge_persons('voice', 3, '{903}')$$), (35, $$SELECT xm.unmerge('voice', 1)$$), (36, $$SELECT * FROM xm.find_duplicates('voice', 'customer', '{"block": [["a"]], "compare": {"b": "exact", "c": "date", "d": "jaro_winkler"}}')$$),
  (37, $$SELECT * FROM xm.merge_duplicates('voice', 'customer', '{"block": [["a"]], "compare": {"b": "exact", "c": "date", "d": "jaro_winkler"}, "distinct": ["tax"]}')$$), (38, $$SELECT xm.unmerge('voice', 2)$$),
  (39, $$SELECT xm.submit('voice', 'visit', '{"source_id": "9", "unit": "kiel", "person": {"email": "x@y.org", "crm": "c-903"}, "answers": {"recommend": 9}}')$$), (40, $$SELECT * FROM xm.train_sentiment('voice', 'talk')$$);
GRANT SELECT ON call TO PUBLIC;
SELECT set_eq($$ SELECT DISTINCT substring(query FROM 'xm\.(\w+)') FROM call WHERE query LIKE '%xm.%' UNION VALUES ('create_workspace'), ('rename_workspace'), ('distribute_workspace') $$,
  $$ SELECT proname::text FROM pg_proc WHERE pronamespace = 'xm'::regnamespace AND (proargnames[1] IN ('workspace', 'old') OR proname = 'workspaces') $$, 'all functions of a workspace are tried, but for what needs Citus');
RESET ROLE;
SELECT format('CREATE TEMP TABLE staged_%2$s ("@line" bigint NOT NULL, source_id text NOT NULL, "@person1" text, unit text, recommend smallint); INSERT INTO staged_%2$s VALUES (2, ''2'', ''y@z.org'', ''kiel'', 4), (3, ''i'', ''v@w.org'', NULL, 5); GRANT SELECT ON staged_%2$s TO xm_boss; ALTER TABLE staged_%2$s OWNER TO %1$I', role, id) FROM (VALUES (19, current_user), (20, 'xm_keeper')) v(id, role) \gexec
SELECT is(pg_temp.refusal(format('SELECT pg_temp.called(%L)', query)), 'no error', 'a superuser calls ' || query) FROM call WHERE id NOT IN (20, 22, 33, 38) ORDER BY id;
SELECT is(pg_temp.sprung(), '0 as another', 'and nothing ran as him');
SELECT cmp_ok((SELECT last_value FROM trap.as_boss), '>', 50::bigint, 'but as the owner');
SET ROLE xm_boss; SELECT setval('trap.as_boss', 0, false) \g /dev/null
RESET ROLE; SET ROLE xm_keeper;
SELECT is(pg_temp.refusal(format('SELECT pg_temp.called(%L)', query)), 'no error', 'a custodian calls ' || query) FROM call WHERE id IN (1, 2, 3, 4, 15, 16, 17, 18, 20, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 33, 34, 36, 37, 38, 39, 40) ORDER BY id;
SELECT is(pg_temp.sprung(), '0 as another', 'and nothing ran as him');
SELECT cmp_ok((SELECT last_value FROM trap.as_boss), '>', 10::bigint, 'but as the owner');
-- A trigger that waits for the end of the transaction would find the caller there.
RESET ROLE; SET ROLE xm_boss;
CREATE CONSTRAINT TRIGGER z_late AFTER INSERT ON voice.visit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trap.of_trigger();
RESET ROLE;
SELECT matches(pg_temp.refusal($$SELECT xm.submit('voice', 'visit', '{"source_id": "5", "answers": {"recommend": 9}}')$$), '^42501 .*deferred trigger', 'a trigger that waits is refused');
SET CONSTRAINTS ALL IMMEDIATE;
SELECT is(pg_temp.sprung(), '0 as another', 'and does not run');

-- schemas that look like workspaces
SET ROLE xm_stranger;
CREATE SCHEMA fake_views; CREATE SCHEMA fake_columns; CREATE SCHEMA fake_raises; CREATE SCHEMA fake_locked; CREATE SCHEMA fake_parts; CREATE SCHEMA fake_empty;
GRANT ALL ON SCHEMA fake_views TO PUBLIC;
SELECT format('CREATE VIEW fake_views.%I AS SELECT ''version''::text AS name, ''9''::text AS value WHERE trap.sprung()', name) FROM unnest('{setting,survey,summary_log,workspace_grant}'::text[]) name \gexec
SELECT format('CREATE TABLE fake_columns.%I (name int, value jsonb[])', name) FROM unnest('{setting,survey,summary_log,workspace_grant}'::text[]) name \gexec
INSERT INTO fake_columns.setting VALUES (1, '{}');
SELECT format('CREATE VIEW fake_raises.%I AS SELECT 1 / (random() * 0)::int AS name, ''9'' AS value', name) FROM unnest('{setting,survey,summary_log,workspace_grant}'::text[]) name \gexec
SELECT format('CREATE TABLE fake_locked.%1$I (name text, value text); ALTER TABLE fake_locked.%1$I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p ON fake_locked.%1$I USING (trap.sprung())', name) FROM unnest('{setting,survey,summary_log,workspace_grant}'::text[]) name \gexec
INSERT INTO fake_locked.setting VALUES ('version', NULL);
REVOKE ALL ON ALL TABLES IN SCHEMA fake_locked FROM xm_stranger;
SELECT format('CREATE TABLE fake_parts.%I (name text, value text) PARTITION BY LIST (name)', name) FROM unnest('{setting,survey,summary_log,workspace_grant}'::text[]) name \gexec
CREATE TABLE fake_empty.summary_log (); CREATE SEQUENCE fake_empty.workspace_grant;
CREATE TEMP TABLE setting (name text, value text); CREATE TEMP TABLE survey (); CREATE TEMP TABLE summary_log (); CREATE TEMP TABLE workspace_grant ();
INSERT INTO setting VALUES ('version', '1');
RESET ROLE;
SELECT results_eq('SELECT workspace, version, owner, surveys FROM xm.workspaces()', $$ VALUES ('voice', xm.version(), 'xm_boss', 4::bigint) $$, 'workspaces lists the real one to a superuser');
SET ROLE xm_stranger;
SELECT results_eq('SELECT workspace, version, owner, surveys FROM xm.workspaces()', $$ VALUES ('voice', xm.version(), 'xm_boss', 4::bigint) $$, 'and to anybody');
RESET ROLE;
-- The real one's tables must be its owner's: not a table of somebody else under their names.
ALTER TABLE voice.setting OWNER TO xm_stranger;
SELECT is((SELECT count(*) FROM xm.workspaces()), 0::bigint, 'a table of another owner does not count');
SELECT is(pg_temp.as_superuser(), 0::bigint, 'no code ran as the caller');
SELECT matches(pg_temp.refusal(format(query, name)), '^(22|42)', 'a superuser calls into ' || name || ': ' || query) FROM unnest('{fake_views,fake_columns,fake_raises,fake_locked,fake_parts}'::text[]) name, unnest('{"SELECT * FROM xm.scores(%L, ''survey'')","SELECT xm.submit(%L, ''survey'', ''{}'')","SELECT xm.rebuild_summary(%L)","SELECT * FROM xm.workspace_grants(%L)"}'::text[]) query;
SELECT is(pg_temp.as_superuser(), 0::bigint, 'and nothing runs as him');
-- Schemas of a superuser where others may make tables: that for temporary ones, and whatever was granted.
CREATE FUNCTION pg_temp.into(name text) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.refusal(format('SELECT xm.check_alerts(%L)', name)) $$;
CREATE SCHEMA superuser_s; GRANT CREATE ON SCHEMA superuser_s TO xm_stranger;
SET ROLE xm_stranger;
SELECT format('CREATE TABLE superuser_s.%I ()', name) FROM unnest('{summary_log,workspace_grant,alert_rule}'::text[]) name \gexec
CREATE VIEW superuser_s.setting AS SELECT 'time_zone'::text AS name, 'UTC'::text AS value WHERE trap.sprung();
SELECT matches(pg_temp.into(name), '^22023 no workspace', 'a stranger calls into ' || name) FROM (VALUES ('superuser_s'), (pg_my_temp_schema()::regnamespace::text)) v(name);
RESET ROLE;
ALTER TABLE superuser_s.summary_log OWNER TO CURRENT_USER; ALTER TABLE superuser_s.workspace_grant OWNER TO CURRENT_USER;
SELECT is(pg_temp.into('superuser_s'), '42501 workspace "superuser_s" belongs to a superuser', 'nor is anything done as a superuser');
SELECT is(pg_temp.as_superuser(), 0::bigint, 'still nothing');
SELECT * FROM finish();
ROLLBACK;
