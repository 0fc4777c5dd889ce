-- What the workspace of demo/workspace.sql answers, a statement each. Read by demo/run.
\echo == The same in a workspace: surveys, answers and scores as tables and views that any BI tool reads
SELECT to_char((SELECT count(*) FROM voice.unit), 'FM999,999') AS units, to_char((SELECT count(*) FROM voice.visit), 'FM999,999') AS visits,
       to_char((SELECT count(*) FROM voice.pulse), 'FM999,999') AS pulses, to_char((SELECT count(*) FROM voice.score), 'FM999,999') AS scores,
       (SELECT round(corr(ex, cx)::numeric, 2) FROM planted_link) AS planted \gset
\echo :visits responses of customers and :pulses of employees in :units units make :scores scores, kept as answers come in.
\echo link_input: employees in 2025-Q3 with customers in 2025-Q4 (planted: :planted)
SELECT ex_concept || ' -> ' || cx_concept AS link, units, round(r::numeric, 2) AS r, round(r_lower::numeric, 2) AS lower, round(r_upper::numeric, 2) AS upper, round(r_corrected::numeric, 2) AS r_corrected
FROM (SELECT ex_concept, cx_concept, xm.link(e.ex_value, c.cx_value, e.ex_std_error, c.cx_std_error) AS l
      FROM voice.link_input e JOIN voice.link_input c USING (unit, ex_concept, cx_concept)
      WHERE e.quarter = '2025-07-01' AND c.quarter = '2025-10-01' AND e.ex_responses >= 5 AND c.cx_responses >= 5 GROUP BY 1, 2) s, xm.linkage_summary(l)
WHERE cx_concept = 'advocacy' ORDER BY 1;
\echo score: stores that changed most surely against the month before
SELECT unit_name, month, responses, round(value::numeric, 1) AS nps, round(change::numeric, 1) AS change, round(change_lower::numeric, 1) AS lower, round(change_upper::numeric, 1) AS upper
FROM voice.score JOIN voice.unit USING (unit)
WHERE survey = 'visit' AND item = 'recommend' AND month = '2025-10-01' AND kind = 'store' ORDER BY change_p_value LIMIT 3;
SELECT to_char(count(*), 'FM999,999') AS customers, to_char(sum(xm.p_alive(m, frequency, recency, age)), 'FM999,999') AS alive
FROM voice.customer_history, (SELECT xm.bg_nbd(frequency, recency, age) AS m FROM voice.customer_history WHERE age IS NOT NULL) f WHERE age IS NOT NULL \gset
\echo customer_history: of :customers customers with a card :alive still buy.
\echo
