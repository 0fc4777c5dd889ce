-- What the workspace of demo/workspace.sql answers an analyst, a statement each. Read by demo/run.
SET ROLE voice_analyst;
SELECT to_char((SELECT count(*) FROM voice.visit), 'FM999,999') AS visits, (SELECT count(*) FROM voice.pulse) AS pulses,
       to_char((SELECT count(*) FROM voice.published WHERE status = 'released'), 'FM999,999') AS released \gset
SELECT units, round(r::numeric, 2) AS r, round(r_lower::numeric, 2) AS lower, round(r_upper::numeric, 2) AS upper, round(r_corrected::numeric, 2) AS corrected
FROM (SELECT xm.link(e.ex_value, c.cx_value, e.ex_std_error, c.cx_std_error) AS l
      FROM voice.link_input e JOIN voice.link_input c USING (unit, ex_concept, cx_concept)
      WHERE ex_concept = 'engagement' AND cx_concept = 'advocacy' AND e.quarter = '2025-07-01' AND c.quarter = '2025-10-01'
        AND e.ex_responses >= 5 AND c.cx_responses >= 5) s, xm.linkage_summary(l) \gset
SELECT string_agg(format('%s %s (%s to %s)', unit_name, round(change::numeric), round(change_lower::numeric), round(change_upper::numeric)), ', ' ORDER BY change_p_value) AS changed
FROM (SELECT * FROM voice.score JOIN voice.unit USING (unit)
      WHERE survey = 'visit' AND item = 'recommend' AND month = '2025-10-01' AND kind = 'store' ORDER BY change_p_value LIMIT 2) s \gset
SELECT to_char(count(*), 'FM999,999') AS customers, to_char(sum(xm.p_alive(m, frequency, recency, age)), 'FM999,999') AS alive
FROM voice.customer_history, (SELECT xm.bg_nbd(frequency, recency, age) AS m FROM voice.customer_history WHERE age IS NOT NULL) f WHERE age IS NOT NULL \gset
\echo == In a workspace, an analyst reads :visits answers of customers; of employees :pulses, but :released published scores
\echo link_input: engagement in 2025-Q3, NPS in 2025-Q4, :units stores: r :r (:lower to :upper), corrected :corrected.
\echo score: most surely changed in October 2025, NPS: :changed.
\echo customer_history: of :customers customers with a card :alive still buy.
RESET ROLE;
-- A campaign, an alert, a case and an action, by the owner; undone, so that the data stay those of the docs.
BEGIN;
SET ROLE voice_owner;
INSERT INTO voice.contact_rule (rule, side, max_contacts, period) VALUES ('twice a year', 'customer', 2, '6 months');
INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold) VALUES ('very unhappy', 'visit', 'recommend', 'answer', '<=', 1);
CREATE TEMP TABLE link AS SELECT * FROM xm.invite('voice', 'visit', NULL, ARRAY(SELECT person_id FROM voice.person WHERE side = 'customer'),
  '{"occasion": "after a visit", "sample": 500, "strata": ["age_group"], "seed": 1, "channel": "email"}') WHERE decision = 'invited';
SELECT count(*) AS asked, (SELECT count(DISTINCT stratum) FROM voice.invitation) AS strata FROM link \gset
SELECT count(xm.submit('voice', 'visit', jsonb_build_object('token', token, 'answers', jsonb_build_object('recommend', person_id % 11)))) AS answered FROM link WHERE person_id % 3 = 0 \gset
SELECT count(*) AS alerts, min(alert_id) AS first FROM voice.alert \gset
SELECT xm.open_case('voice', :first, owner => 'service desk', due => '1 day') AS case \gset
SELECT xm.close_case('voice', :case, 'called back') \g /dev/null
SELECT closed, on_time FROM voice.case_report \gset
INSERT INTO voice.action (survey, item, unit, title, started) SELECT 'visit', 'recommend', min(unit), 'training', '2025-07-01' FROM voice.unit WHERE kind = 'region';
SELECT round(effect::numeric, 1) AS effect, round(lower::numeric, 1) AS lower, round(upper::numeric, 1) AS upper, treated_units AS treated, control_units AS control
FROM voice.action, xm.action_check('voice', action_id) \gset
\echo invite: :asked customers drawn in :strata age groups, :answered answered, :alerts alerts; cases closed: :closed, on time: :on_time.
\echo action_check: in :treated stores nothing was done; effect on NPS :effect (:lower to :upper) against :control others.
\echo
RESET ROLE;
ROLLBACK;
