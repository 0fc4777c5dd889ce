-- What 0.7.0 brought: a workspace, as it was made then.
DO $$ BEGIN CREATE ROLE xm_kept_owner; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
SELECT xm.create_workspace('kept_voice', 'Europe/Berlin', owner => 'xm_kept_owner');
INSERT INTO kept_voice.unit (unit, parent) VALUES ('all', NULL), ('kiel', 'all'), ('bonn', 'all');
SELECT xm.create_survey('kept_voice', 'visit', '{"side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps", "question": {"en": "Recommend?", "de": "Empfehlen?"}}, {"name": "spend", "type": "number"}, {"name": "why", "type": "text"}]}');
INSERT INTO kept_voice.visit (source_id, unit, submitted_at, recommend, spend, why) SELECT i::text, (ARRAY['kiel', 'bonn'])[1 + i % 2], '2026-01-01 12:00+01'::timestamptz + i * interval '1 day', i % 11, i / 4.0, 'word ' || i FROM generate_series(1, 60) i;
SELECT xm.compact_summary('kept_voice');
DELETE FROM kept_voice.visit WHERE source_id = '7';
