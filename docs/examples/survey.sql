-- xm.create_workspace
SELECT xm.create_workspace('pilot', 'Europe/Berlin', owner => 'voice_owner');
SELECT workspace, owner, surveys FROM xm.workspaces();
-- xm.upgrade_workspace
SELECT xm.upgrade_workspace('voice');
SELECT workspace, version = xm.version() AS up_to_date FROM xm.workspaces();
-- xm.rename_workspace
SELECT xm.rename_workspace('voice', 'feedback');
SELECT workspace FROM xm.workspaces();
-- xm.distribute_workspace
SELECT CASE WHEN EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN xm.distribute_workspace('voice')::text ELSE 'on a Citus coordinator' END AS distributed;
-- xm.workspaces
SELECT workspace, owner, surveys FROM xm.workspaces();
-- xm.create_survey
SELECT xm.create_survey('voice', 'till', '{"title": "At the till", "side": "customer", "items": [
  {"name": "speed", "type": "rating", "scale": [1, 5], "question": "How fast were we?"}, {"name": "why", "type": "text"}]}');
SELECT item, type, question, metric, scale_low, scale_high FROM voice.item WHERE survey = 'till';
-- xm.alter_survey
SELECT change, item, detail
FROM xm.alter_survey('voice', 'pulse', '{"title": "Working here", "side": "employee", "items": [
  {"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps", "concept": "advocacy",
   "question": {"en": "How likely are you to recommend the store as a place to work?", "fr": "Recommanderiez-vous le magasin comme employeur ?"}},
  {"name": "tools", "type": "rating", "scale": [1, 5], "question": "I have what I need"}]}', apply => false);
-- xm.submit
SELECT xm.submit('voice', 'visit', '{"source_id": "form-1", "unit": "s001", "submitted_at": "2026-01-02 09:00", "person": {"card": "20"}, "answers": {"recommend": 9, "wait": 4}}');
SELECT unit, month, responses, value FROM voice.score WHERE survey = 'visit' AND item = 'recommend' AND unit = 's001' AND month = '2026-01-01';
-- xm.compact_summary
INSERT INTO voice.pulse (unit, engagement) VALUES ('s001', 4), ('s002', 5);
SELECT xm.compact_summary('voice');
-- xm.rebuild_summary
SELECT xm.rebuild_summary('voice', 'pulse');
SELECT item, sum(xm.responses(r)) AS responses FROM voice.summary WHERE survey = 'pulse' GROUP BY item ORDER BY item;
-- xm.scores
SELECT item, period, responses, round(value::numeric, 1) AS value, round(lower::numeric, 1) AS lower, round(upper::numeric, 1) AS upper, round(change::numeric, 1) AS change
FROM xm.scores('voice', 'pulse', 'wave') WHERE unit = 'chain' AND period >= '2025-Q3';
-- xm.grant_workspace
CREATE ROLE dashboards;
SELECT xm.grant_workspace('voice', 'dashboards', 'analyst', '{visit}');
SELECT has_table_privilege('dashboards', 'voice.score', 'SELECT') AS reads_scores;
-- xm.revoke_workspace
CREATE ROLE dashboards;
SELECT xm.grant_workspace('voice', 'dashboards', 'analyst');
SELECT xm.revoke_workspace('voice', 'dashboards', 'analyst');
SELECT has_schema_privilege('dashboards', 'voice', 'USAGE') AS reads;
-- xm.workspace_grants
CREATE ROLE dashboards;
SELECT xm.grant_workspace('voice', 'dashboards', 'analyst', '{visit}');
SELECT role, kind, surveys FROM xm.workspace_grants('voice') WHERE role = 'dashboards';
-- xm.publish
SELECT xm.publish('voice', 'pulse', '2025-Q4', '[["age_group"], ["unit", "age_group"]]', '{engagement}') > 0 AS published;
SELECT breakdown, responses, round(value::numeric, 2) AS value, round(lower::numeric, 2) AS lower, round(upper::numeric, 2) AS upper, cut
FROM voice.published WHERE wave = '2025-Q4' AND item = 'engagement' AND unit IS NULL ORDER BY breakdown;
-- xm.publish_preview
SELECT breakdown, unit, persons, status, reason FROM xm.publish_preview('voice', 'pulse', '2025-Q4', '[["unit", "age_group"]]', '{engagement}') WHERE unit IN ('s001', 's300') ORDER BY unit, breakdown;
SELECT status, reason, count(*) AS cells FROM xm.publish_preview('voice', 'pulse', '2025-Q4', '[["unit", "age_group"]]', '{engagement}') GROUP BY status, reason ORDER BY status, reason;
-- xm.person_data
SELECT key AS about, value FROM jsonb_each(xm.person_data('voice', 1) - 'answers') ORDER BY key;
-- xm.forget
SELECT xm.forget('voice', 1);
SELECT xm.person_data('voice', 1);
-- xm.invite
INSERT INTO voice.contact_rule (rule, side, max_contacts, period) VALUES ('once a month', 'customer', 1, '1 month');
SELECT decision, count(*) AS people, count(token) AS links
FROM xm.invite('voice', 'visit', NULL, ARRAY(SELECT person_id FROM voice.person WHERE side = 'customer' ORDER BY person_id LIMIT 1000), '{"occasion": "spring", "channel": "email", "sample": 200, "seed": 1}') GROUP BY decision ORDER BY decision;
SELECT decision, detail, count(*) AS people
FROM xm.invite('voice', 'visit', NULL, ARRAY(SELECT person_id FROM voice.person WHERE side = 'customer' ORDER BY person_id LIMIT 1000), '{"occasion": "summer", "channel": "email"}') GROUP BY decision, detail ORDER BY decision;
-- xm.remind
SELECT count(*) AS invited FROM xm.invite('voice', 'visit', NULL, ARRAY(SELECT person_id FROM voice.person WHERE side = 'customer' ORDER BY person_id LIMIT 10), '{"occasion": "spring"}');
SELECT decision, count(*) AS people, count(token) AS links FROM xm.remind('voice', 'visit', NULL, '0 days') GROUP BY decision;
-- xm.mark
SELECT count(xm.mark('voice', token, 'sent')) AS marked FROM xm.invite('voice', 'visit', NULL, ARRAY(SELECT person_id FROM voice.person WHERE side = 'customer' ORDER BY person_id LIMIT 10), '{"occasion": "spring"}');
SELECT status, count(*) AS invitations FROM voice.invitation GROUP BY status;
-- xm.opt_out
SELECT xm.opt_out('voice', '{"card": "20"}');
SELECT decision FROM xm.invite('voice', 'visit', NULL, ARRAY(SELECT person_id FROM voice.person_key WHERE kind = 'card' AND value = '20'), '{"occasion": "spring"}');
-- xm.response_rates
SELECT xm.submit('voice', 'visit', jsonb_build_object('token', token, 'answers', '{"recommend": 9}'::jsonb)) IS NOT NULL AS stored FROM xm.invite('voice', 'visit', NULL, ARRAY(SELECT person_id FROM voice.person WHERE side = 'customer' ORDER BY person_id LIMIT 1), '{"occasion": "spring"}');
SELECT count(xm.mark('voice', token, 'sent')) AS sent FROM xm.invite('voice', 'visit', NULL, ARRAY(SELECT person_id FROM voice.person WHERE side = 'customer' ORDER BY person_id LIMIT 5), '{"occasion": "spring"}');
SELECT unit, asked, complete, unknown_other, rr1 FROM xm.response_rates('voice', 'visit');
-- xm.check_alerts
INSERT INTO voice.alert_rule (rule, survey, item, unit, kind, comparison, threshold) VALUES ('low', 'visit', 'recommend', 's001', 'score', '<', 20);
SELECT xm.check_alerts('voice') AS first, xm.check_alerts('voice') AS second;
SELECT rule, unit, period, round(value::numeric, 1) AS value FROM voice.alert ORDER BY period;
-- xm.alert_channel
SELECT xm.alert_channel('voice') ~ '^xm_[0-9a-f]{16}$' AS channel;
-- xm.open_case
SELECT xm.open_case('voice', unit => 's001', owner => 'manager', due => '1 day') AS number;
SELECT unit, owner, due_at - opened_at AS due, closed_at FROM voice.case_file;
-- xm.close_case
SELECT xm.close_case('voice', xm.open_case('voice', unit => 's001'), 'solved', 'a second till');
SELECT unit, opened, closed, on_time, open_now FROM voice.case_report;
-- xm.action_check
INSERT INTO voice.action (survey, item, unit, title, started) VALUES ('visit', 'recommend', 's001', 'a second till', '2025-07-01');
SELECT a.title, round(c.effect::numeric, 2) AS effect, treated_units, control_units, withheld_units FROM voice.action a, xm.action_check('voice', action_id) c;
-- xm.merge_persons
SELECT xm.merge_persons('voice', 1000020, '{1000060}', '{"checked": "by telephone"}');
SELECT person_id, root FROM voice.person_root WHERE person_id <> root;
-- xm.unmerge
SELECT xm.unmerge('voice', unnest(xm.merge_persons('voice', 1000020, '{1000060}')));
SELECT kept, merged, undone_at IS NOT NULL AS undone FROM voice.person_merge;
-- xm.find_duplicates
CREATE TEMP TABLE guest AS
SELECT i + 1000 * copy AS id, overlay(md5('name' || i) PLACING CASE copy WHEN 1 THEN 'x' ELSE 'a' END FROM 4 FOR 1) AS name, 'city ' || i % 40 AS city, date '1950-01-01' + i * 37 AS born, 'street ' || i % 300 AS street
FROM generate_series(1, 600) i, generate_series(0, 1) copy WHERE copy = 0 OR i % 20 = 0;
INSERT INTO voice.person (person_id, side, attributes) SELECT 9000000 + id, 'customer', to_jsonb(guest) - 'id' FROM guest;
SELECT a, b, round(probability::numeric, 4) AS probability, round(weight::numeric, 1) AS weight, evidence -> 'levels' AS levels
FROM xm.find_duplicates('voice', 'customer', '{"block": [["born"], ["city", "street"]], "compare": {"name": "jaro_winkler", "city": "exact", "born": "date", "street": "exact"}}') LIMIT 3;
-- xm.merge_duplicates
INSERT INTO voice.person (person_id, side, attributes)
SELECT 9000000 + i + 1000 * copy, 'customer', jsonb_build_object('name', md5('name' || i), 'city', 'city ' || i % 40, 'born', date '1950-01-01' + i * 37, 'street', 'street ' || i % 300)
FROM generate_series(1, 600) i, generate_series(0, 1) copy WHERE copy = 0 OR i % 20 = 0;
SELECT components, persons_merged, conflicts
FROM xm.merge_duplicates('voice', 'customer', '{"block": [["born"], ["city", "street"]], "compare": {"name": "jaro_winkler", "city": "exact", "born": "date", "street": "exact"}}');
-- xm.train_sentiment
SELECT xm.create_survey('voice', 'talk', '{"side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps"},
  {"name": "why", "type": "text"}, {"name": "mood", "type": "sentiment", "of": "why", "label": "recommend", "language": {"en": "english"}}]}');
INSERT INTO voice.talk (source_id, recommend, why)
SELECT i, CASE WHEN i % 2 = 0 THEN 9 ELSE 3 END, concat_ws(' ', CASE WHEN i % 2 = 0 THEN (ARRAY['friendly', 'quick', 'helpful', 'clean'])[1 + i / 2 % 4] ELSE (ARRAY['rude', 'slow', 'dirty', 'closed'])[1 + i / 3 % 4] END,
       (ARRAY['staff', 'till', 'shop', 'parking', 'music'])[1 + i / 5 % 5], CASE WHEN i % 9 = 0 THEN 'quick' END, (ARRAY['today', 'again', 'here'])[1 + i / 11 % 3]) FROM generate_series(1, 400) i;
SELECT item, language, comments, positive, words, round(auc::numeric, 3) AS auc FROM xm.train_sentiment('voice', 'talk');
INSERT INTO voice.talk (recommend, why) VALUES (NULL, 'Quick and friendly!'), (NULL, 'So slow');
SELECT text, round(sentiment::numeric, 2) AS sentiment FROM voice.comment WHERE survey = 'talk' ORDER BY submitted_at DESC, response_id DESC LIMIT 2;
