-- After the upgrade: a workspace of that time works, as it is and when it has been upgraded, too.
SELECT survey, item, unit, month, responses, round(value::numeric, 9), round(change::numeric, 9) FROM kept_voice.score ORDER BY 1, 2, 3, 4;
BEGIN;
-- Refused before the extension is updated.
DO $$ BEGIN PERFORM xm.upgrade_workspace('kept_voice'); EXCEPTION WHEN object_not_in_prerequisite_state THEN NULL; END $$;
SELECT '';
SELECT survey, item, unit, month, responses, round(value::numeric, 9), round(change::numeric, 9) FROM kept_voice.score ORDER BY 1, 2, 3, 4;
SELECT xm.submit('kept_voice', 'visit', '{"source_id": "new", "unit": "kiel", "submitted_at": "2026-02-01", "answers": {"recommend": 3, "why": "so"}}') > 0;
SELECT item, unit, responses FROM kept_voice.score WHERE month = '2026-02-01' ORDER BY 1, 2;
SELECT item, text FROM kept_voice.comment ORDER BY 2 LIMIT 3;
ROLLBACK;
