-- Scores of units count the units below them, as the tree is now, compacted or not.
\i test/pgtap/include/begin.psql
SELECT plan(13);
\i test/pgtap/include/workspace.psql
INSERT INTO voice.unit (unit, parent) VALUES ('a', 'all'), ('a1', 'a'), ('a2', 'a'), ('a11', 'a1'), ('a12', 'a1'), ('b', 'all'), ('b1', 'b'), ('alone', NULL);
-- Scores that are not what the answers and the tree say, of ratings and of numbers.
CREATE FUNCTION pg_temp.differences() RETURNS bigint LANGUAGE sql AS $$
WITH RECURSIVE path(above, unit) AS (SELECT unit, unit FROM voice.unit UNION ALL SELECT u.parent, p.unit FROM path p JOIN voice.unit u ON u.unit = p.above WHERE u.parent IS NOT NULL),
  answered AS (SELECT p.above AS unit, v.submitted_at, v.recommend, v.spend FROM voice.visit v JOIN path p ON p.unit = v.unit WHERE v.complete
               UNION ALL SELECT NULL, submitted_at, recommend, spend FROM voice.visit WHERE complete AND unit IS NULL),
  dated AS (SELECT unit, date_trunc('month', submitted_at AT TIME ZONE 'Europe/Berlin')::date AS month, recommend, spend FROM answered),
  made AS (SELECT 'recommend' AS item, unit, month, count(recommend) AS n, 100.0 * (count(*) FILTER (WHERE recommend >= 9) - count(*) FILTER (WHERE recommend <= 6)) / NULLIF(count(recommend), 0) AS value FROM dated GROUP BY unit, month
           UNION ALL SELECT 'spend', unit, month, count(spend), avg(spend) FROM dated GROUP BY unit, month),
  wanted AS (SELECT item, unit, month, n, round(value, 8) AS value, CASE WHEN lag(month) OVER w = (month - interval '1 month')::date THEN round(value - lag(value) OVER w, 6) END AS change
             FROM made WHERE n > 0 WINDOW w AS (PARTITION BY item, unit ORDER BY month)),
  got AS (SELECT item, unit, month, responses AS n, round(value::numeric, 8) AS value, round(change::numeric, 6) AS change FROM voice.score WHERE survey = 'visit' AND item IN ('recommend', 'spend'))
SELECT (SELECT count(*) FROM (TABLE wanted EXCEPT ALL TABLE got) x) + (SELECT count(*) FROM (TABLE got EXCEPT ALL TABLE wanted) x)
$$;
INSERT INTO voice.visit (unit, submitted_at, recommend, spend)
SELECT (ARRAY['kiel', 'a1', 'a2', 'a11', 'a12', 'b1', 'alone', NULL])[1 + i % 8], '2025-10-03 12:00+01'::timestamptz + i * interval '11 hours', i % 11, i * 0.7 FROM generate_series(1, 700) i;
DELETE FROM voice.visit WHERE unit = 'a2' AND submitted_at BETWEEN '2025-12-01' AND '2026-01-01';
SELECT is(pg_temp.differences(), 0::bigint, 'appended');
SELECT xm.compact_summary('voice') \g /dev/null
SELECT is(pg_temp.differences(), 0::bigint, 'compacted');
SELECT cmp_ok((SELECT count(*) FROM voice.summary_above), '>', 0::bigint, 'with the sums of the units above');
INSERT INTO voice.visit (unit, submitted_at, recommend, spend) SELECT 'a11', '2026-03-03 12:00+01', i % 11, i FROM generate_series(1, 20) i;
DELETE FROM voice.visit WHERE unit = 'b1' AND recommend = 3;
SELECT is(pg_temp.differences(), 0::bigint, 'some of both');
UPDATE voice.unit SET parent = 'b' WHERE unit = 'a1';
SELECT is(pg_temp.differences(), 0::bigint, 'a unit with others below it moves');
UPDATE voice.unit SET parent = CASE unit WHEN 'b' THEN 'a' WHEN 'a1' THEN 'alone' WHEN 'a12' THEN NULL WHEN 'kiel' THEN 'a11' END WHERE unit IN ('b', 'a1', 'a12', 'kiel');
SELECT is(pg_temp.differences(), 0::bigint, 'many at once, on several levels');
UPDATE voice.unit SET unit = 'region' WHERE unit = 'b';
SELECT is(pg_temp.differences(), 0::bigint, 'a unit without answers of its own gets another key');
SELECT is((SELECT count(*) FROM voice.summary_above WHERE unit = 'b'), 0::bigint, 'and nothing stays under the old one');
SELECT xm.compact_summary('voice') \g /dev/null
SELECT is(pg_temp.differences(), 0::bigint, 'compacted again');
CREATE TEMP TABLE kept AS SELECT survey, item, wave, unit, month, r, round(xm.mean(m, 'x1')::numeric, 9) AS mean FROM voice.summary_above;
SELECT xm.rebuild_summary('voice') \g /dev/null
SELECT bag_eq($$SELECT survey, item, wave, unit, month, r, round(xm.mean(m, 'x1')::numeric, 9) AS mean FROM voice.summary_above$$, 'TABLE kept', 'and the same when made anew');
SELECT results_eq($$SELECT period, responses, round(change::numeric, 6) FROM xm.scores('voice', 'visit', 'quarter') WHERE item = 'recommend' AND unit = 'all'$$,
  $$WITH q AS (SELECT date_trunc('quarter', month) AS q, sum(responses)::bigint AS n, sum(value * responses) / sum(responses) AS value FROM voice.score WHERE item = 'recommend' AND unit = 'all' GROUP BY 1)
    SELECT to_char(q, 'YYYY-"Q"Q'), n, round((value - lag(value) OVER (ORDER BY q))::numeric, 6) FROM q ORDER BY q$$, 'quarters are those of the months');
SELECT is((SELECT count(*) FROM voice.score WHERE unit = 'a' AND item = 'recommend' AND month = '2026-02-01'), 1::bigint, 'one month of one unit');
TRUNCATE voice.visit;
SELECT is((SELECT count(*) FROM voice.summary_above WHERE survey = 'visit'), 0::bigint, 'nothing is left after TRUNCATE');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
