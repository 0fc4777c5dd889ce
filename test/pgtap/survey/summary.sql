-- The summary is that of the answers after whatever was done to them, and so are the scores.
\i test/pgtap/include/begin.psql
SELECT plan(30);
\i test/pgtap/include/workspace.psql
CREATE FUNCTION pg_temp.differences() RETURNS bigint LANGUAGE sql AS $$
WITH kept AS (SELECT survey, item, wave, unit, month, touchpoint, channel, r::text AS r, round((m::jsonb #>> '{means,0,0}')::numeric, 9) AS mean, xm.responses(m) AS n FROM voice.summary),
     made AS (SELECT 'visit' AS survey, 'recommend' AS item, wave, unit, date_trunc('month', submitted_at AT TIME ZONE 'Europe/Berlin')::date AS month, touchpoint, channel, xm.ratings(recommend)::text AS r, NULL::numeric AS mean, NULL::bigint AS n
              FROM voice.visit WHERE complete AND recommend IS NOT NULL GROUP BY 3, 4, 5, 6, 7)
SELECT (SELECT count(*) FROM (TABLE made EXCEPT SELECT * FROM kept WHERE item = 'recommend') x) + (SELECT count(*) FROM (SELECT * FROM kept WHERE item = 'recommend' EXCEPT TABLE made) x)
$$;
INSERT INTO voice.touchpoint VALUES ('till', 'visit', 1, 'Till'), ('web', 'order', 2, 'Web');
INSERT INTO voice.visit (source_id, unit, submitted_at, recommend, wait, kind, spend, touchpoint, channel)
SELECT i::text, (ARRAY['kiel', 'bremen', 'munich', NULL])[1 + i % 4], '2026-01-15 12:00+01'::timestamptz + i * interval '5 hours', i % 11, NULLIF(1 + i % 6, 6), 1 + i % 5, i * 1.1, (ARRAY['till', 'web'])[1 + i % 2], 'app' FROM generate_series(1, 400) i;
SELECT is(pg_temp.differences(), 0::bigint, 'after an insert');
SELECT cmp_ok((SELECT count(*) FROM voice.summary_log), '>', 10::bigint, 'which appended');
UPDATE voice.visit SET recommend = 10 - recommend, unit = 'kiel' WHERE response_id % 3 = 0;
SELECT is(pg_temp.differences(), 0::bigint, 'after an update');
DELETE FROM voice.visit WHERE response_id % 5 = 0;
SELECT is(pg_temp.differences(), 0::bigint, 'after a delete');
UPDATE voice.visit SET complete = false WHERE response_id % 7 = 0;
SELECT is(pg_temp.differences(), 0::bigint, 'incomplete answers do not count');
SELECT cmp_ok(xm.compact_summary('voice'), '>', 0::bigint, 'netting');
SELECT is((SELECT count(*) FROM voice.summary_log), 0::bigint, 'leaves nothing appended');
SELECT is(pg_temp.differences(), 0::bigint, 'and changes nothing');
MERGE INTO voice.visit v USING (SELECT i FROM generate_series(395, 410) i) n ON v.source_id = n.i::text
WHEN MATCHED AND n.i % 2 = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET recommend = 1 WHEN NOT MATCHED THEN INSERT (source_id, unit, submitted_at, recommend) VALUES (n.i, 'munich', '2026-02-01', 7);
SELECT is(pg_temp.differences(), 0::bigint, 'after a merge');
INSERT INTO voice.visit (source_id, recommend) VALUES ('1', 3), ('x', 4) ON CONFLICT (source_id) DO UPDATE SET recommend = EXCLUDED.recommend;
SELECT is(pg_temp.differences(), 0::bigint, 'after an upsert');
SAVEPOINT here;
DELETE FROM voice.visit;
SELECT is((SELECT count(*) FROM voice.summary WHERE survey = 'visit'), 0::bigint, 'after everything went');
ROLLBACK TO here;
SELECT is(pg_temp.differences(), 0::bigint, 'and after that did not happen');
CREATE TEMP TABLE before AS SELECT survey, item, wave, unit, month, touchpoint, channel, r, round(xm.mean(m, 'x1')::numeric, 10) AS mean, xm.responses(m) AS n FROM voice.summary;
SELECT lives_ok($$SELECT xm.rebuild_summary('voice')$$, 'made anew');
SELECT bag_eq($$ SELECT survey, item, wave, unit, month, touchpoint, channel, r, round(xm.mean(m, 'x1')::numeric, 10) AS mean, xm.responses(m) AS n FROM voice.summary $$, 'SELECT * FROM before', 'it is the same, numbers and scales, too');
SELECT bag_eq($$ SELECT unit, month, responses, round(value::numeric, 8) AS value, round(lower::numeric, 8) AS lower, round(upper::numeric, 8) AS upper FROM voice.score WHERE item = 'recommend' AND unit <> 'all' AND unit <> 'north' $$,
  $$ SELECT unit, month, e.responses, round(e.value::numeric, 8) AS value, round(e.lower::numeric, 8) AS lower, round(e.upper::numeric, 8) AS upper FROM (SELECT unit, date_trunc('month', submitted_at AT TIME ZONE 'Europe/Berlin')::date AS month, xm.ratings(recommend) AS r FROM voice.visit WHERE complete AND recommend IS NOT NULL AND unit IS NOT NULL GROUP BY 1, 2) x, xm.estimate(r, 'nps') e $$, 'scores are those of the answers');
SELECT results_eq($$ SELECT responses, round(value::numeric, 8), round(change::numeric, 8), round(change_p_value::numeric, 8) FROM voice.score WHERE item = 'recommend' AND unit = 'all' AND month = '2026-03-01' $$,
  $$ WITH q AS (SELECT date_trunc('month', submitted_at AT TIME ZONE 'Europe/Berlin')::date AS month, xm.ratings(recommend) AS r FROM voice.visit WHERE complete AND recommend IS NOT NULL AND unit IS NOT NULL GROUP BY 1)
     SELECT xm.responses(n.r), round(xm.nps(n.r)::numeric, 8), round(c.difference::numeric, 8), round(c.p_value::numeric, 8) FROM q n, q b, xm.compare(n.r, b.r, 'nps') c WHERE n.month = '2026-03-01' AND b.month = '2026-02-01' $$, 'a unit counts those below it, a change is that of xm.compare');
SELECT results_eq($$ SELECT s.responses, round(s.value::numeric, 9), round(s.std_error::numeric, 9) FROM voice.score s WHERE item = 'spend' AND unit = 'munich' AND month = '2026-02-01' $$,
  $$ SELECT count(spend), round(avg(spend), 9), round((stddev(spend) / sqrt(count(spend)))::numeric, 9) FROM voice.visit WHERE complete AND unit = 'munich' AND date_trunc('month', submitted_at AT TIME ZONE 'Europe/Berlin') = '2026-02-01' $$, 'numbers have means');
SELECT results_eq($$ SELECT period, responses FROM xm.scores('voice', 'visit', 'quarter') WHERE item = 'wait' AND unit = 'all' $$,
  $$ SELECT to_char(submitted_at AT TIME ZONE 'Europe/Berlin', 'YYYY-"Q"Q'), count(wait) FROM voice.visit WHERE complete AND unit IS NOT NULL GROUP BY 1 ORDER BY 1 $$, 'quarters');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.scores('voice', 'visit', 'week')$$), '22023 period "week" is none of month, quarter, year, wave, all', 'there are no weeks');
-- The tree moves, and with it whom a unit counts; a unit is closed and keeps what it has; a person goes on answering from another.
CREATE FUNCTION pg_temp.under(top text) RETURNS TABLE (viewed bigint, asked bigint, answered bigint) LANGUAGE sql AS $$
SELECT (SELECT sum(responses) FROM voice.score WHERE unit = top AND item = 'recommend')::bigint, (SELECT responses FROM xm.scores('voice', 'visit', 'all') WHERE unit = top AND item = 'recommend'),
       (SELECT count(recommend) FROM voice.visit v JOIN voice.unit_path p ON p.unit = v.unit AND p.ancestor = top WHERE complete) $$;
CREATE FUNCTION pg_temp.lost() RETURNS SETOF text LANGUAGE sql AS $$ SELECT u.unit FROM voice.unit u, pg_temp.under(u.unit) x WHERE viewed IS DISTINCT FROM NULLIF(answered, 0) OR asked IS DISTINCT FROM NULLIF(answered, 0) $$;
SELECT is_empty('SELECT pg_temp.lost()', 'every unit counts those below it');
UPDATE voice.unit SET parent = 'munich' WHERE unit = 'kiel';
SELECT is_empty('SELECT pg_temp.lost()', 'also when one moves below another');
SELECT is((SELECT viewed FROM pg_temp.under('munich')) > (SELECT viewed FROM pg_temp.under('north')), true, 'which counts it now');
INSERT INTO voice.unit (unit, parent) VALUES ('new', 'north');
UPDATE voice.unit SET parent = 'new' WHERE unit = 'munich';
UPDATE voice.unit SET parent = NULL WHERE unit = 'bremen';
DELETE FROM voice.visit WHERE unit = 'bremen' AND recommend > 5;
UPDATE voice.unit SET closed = '2026-02-01' WHERE unit = 'kiel';
INSERT INTO voice.membership VALUES (3, '2026-01-01', 'kiel'), (3, '2026-03-01', 'bremen');
INSERT INTO voice.visit (unit, person_id, recommend, submitted_at) VALUES ('kiel', 3, 9, '2026-02-01'), ('bremen', 3, 2, '2026-03-02');
SELECT is_empty('SELECT pg_temp.lost()', 'more of the tree, a new top, a closed unit, a person who moved');
SELECT xm.compact_summary('voice') \g /dev/null
UPDATE voice.unit SET parent = 'bremen' WHERE unit = 'north';
SELECT is_empty('SELECT pg_temp.lost()', 'and after netting');
SELECT results_eq($$ SELECT unit, last_value(unit) OVER () FROM voice.answer WHERE person_id = 3 AND item = 'recommend' ORDER BY submitted_at $$, $$ VALUES ('kiel', 'bremen'), ('bremen', 'bremen') $$, 'each answer stays where it was given');
TRUNCATE voice.visit;
SELECT is((SELECT count(*) FROM voice.summary WHERE survey = 'visit'), 0::bigint, 'after TRUNCATE');
INSERT INTO voice.visit (unit, recommend) VALUES ('kiel', 5);
SELECT is(pg_temp.differences(), 0::bigint, 'and after that');
SELECT xm.create_survey('voice', 'later', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]}') \g /dev/null
INSERT INTO voice.later (unit, a) VALUES ('kiel', 1), ('kiel', 2), ('kiel', 3);
SELECT count(*) FROM xm.alter_survey('voice', 'later', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}], "scales": [{"name": "s", "items": ["a"]}]}') \g /dev/null
SELECT results_eq($$ SELECT responses, value FROM voice.score WHERE survey = 'later' AND item = 's' AND unit = 'kiel' $$, $$ VALUES (3::bigint, 2::float8) $$, 'a scale that is added counts the answers that are there');
DELETE FROM voice.later WHERE a < 3;
SELECT results_eq($$ SELECT responses, value FROM voice.score WHERE survey = 'later' AND item = 's' AND unit = 'kiel' $$, $$ VALUES (1::bigint, 3::float8) $$, 'and forgets those that go');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.alter_survey('voice', 'unit', '{"side": "customer", "items": [{"name": "a", "type": "text"}]}')$$), '22023 no survey "unit" in workspace "voice"', 'a table of the workspace is no survey');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
