-- What 0.12.0 brought: a workspace with alerts, a case, an action and a benchmark.
SELECT xm.create_workspace('kept_desk', owner => 'xm_kept_owner');
SELECT xm.create_survey('kept_desk', 'visit', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [0, 10], "metric": "nps", "concept": "advocacy"}]}');
INSERT INTO kept_desk.unit (unit) VALUES ('kiel'), ('bremen');
INSERT INTO kept_desk.alert_rule (rule, survey, item, kind, comparison, threshold) VALUES ('bad', 'visit', 'a', 'answer', '<=', 2), ('low', 'visit', 'a', 'score', '<', 0);
INSERT INTO kept_desk.visit (unit, submitted_at, a) SELECT CASE WHEN i % 2 = 0 THEN 'kiel' ELSE 'bremen' END, date '2026-01-10' + i % 2 * 30, CASE WHEN i % 2 = 0 THEN i % 7 ELSE 6 + i % 5 END FROM generate_series(1, 80) i;
INSERT INTO kept_desk.visit (unit, a) VALUES ('kiel', 1);
SELECT xm.check_alerts('kept_desk'), xm.open_case('kept_desk', min(alert_id), owner => 'desk') FROM kept_desk.alert;
INSERT INTO kept_desk.action (survey, item, unit, title, started) VALUES ('visit', 'a', 'kiel', 'a till', '2026-02-01');
INSERT INTO kept_desk.benchmark_value (benchmark, entry, concept, metric, year, value, std_error) VALUES ('panel', 'x', 'advocacy', 'nps', 2025, 5, 2), ('panel', 'y', 'advocacy', 'nps', 2025, 15, 3);
