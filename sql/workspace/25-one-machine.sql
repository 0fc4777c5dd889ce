-- What holds between rows, and views; 26-distributed.sql has what stands in their place over several nodes. Functions come from the
-- extension, so that a repair arrives with it.

CREATE OR REPLACE TRIGGER xm_tree AFTER INSERT ON :ws.unit FOR EACH ROW WHEN (NEW.parent IS NOT NULL) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE OR REPLACE TRIGGER xm_moved AFTER UPDATE OF parent, unit ON :ws.unit FOR EACH ROW WHEN (OLD.parent IS DISTINCT FROM NEW.parent OR OLD.unit <> NEW.unit) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE OR REPLACE TRIGGER xm_used BEFORE DELETE OR UPDATE OF unit ON :ws.unit FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE OR REPLACE TRIGGER xm_used BEFORE DELETE OR UPDATE OF survey, wave ON :ws.wave FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('wave');
CREATE OR REPLACE TRIGGER xm_used BEFORE DELETE OR UPDATE OF touchpoint ON :ws.touchpoint FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE OR REPLACE TRIGGER xm_used BEFORE DELETE OR UPDATE OF person_id ON :ws.person FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE OR REPLACE TRIGGER xm_used_any BEFORE TRUNCATE ON :ws.unit FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE OR REPLACE TRIGGER xm_used_any BEFORE TRUNCATE ON :ws.wave FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('wave');
CREATE OR REPLACE TRIGGER xm_used_any BEFORE TRUNCATE ON :ws.touchpoint FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE OR REPLACE TRIGGER xm_used_any BEFORE TRUNCATE ON :ws.person FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE OR REPLACE TRIGGER xm_merged_new BEFORE INSERT ON :ws.person FOR EACH ROW WHEN (NEW.merged_into IS NOT NULL) EXECUTE FUNCTION xm_internal.merged_elsewhere();
CREATE OR REPLACE TRIGGER xm_merged BEFORE UPDATE OF merged_into ON :ws.person FOR EACH ROW WHEN (OLD.merged_into IS DISTINCT FROM NEW.merged_into) EXECUTE FUNCTION xm_internal.merged_elsewhere();
CREATE OR REPLACE TRIGGER xm_normal BEFORE INSERT OR UPDATE OF kind, value ON :ws.person_key FOR EACH ROW EXECUTE FUNCTION xm_internal.person_key_changed();

CREATE OR REPLACE VIEW :ws.unit_path WITH (security_invoker = true) AS
WITH RECURSIVE path(ancestor, unit, depth) AS (
  SELECT unit, unit, 0 FROM :ws.unit
  UNION ALL
  SELECT u.parent, p.unit, p.depth + 1 FROM path p JOIN :ws.unit u ON u.unit = p.ancestor WHERE u.parent IS NOT NULL
)
SELECT ancestor, unit, depth FROM path;

-- What the storage of the summary holds, row by row; for the owner.
CREATE OR REPLACE VIEW :ws.summary_logged AS
SELECT l.survey, i.item, l.wave, l.unit, l.month, l.touchpoint, l.channel, l.added, l.r[p.at] AS r, l.m[p.at] AS m
FROM :ws.summary_log l JOIN :ws.item i ON i.survey = l.survey CROSS JOIN LATERAL (SELECT pg_catalog.array_position(l.items, i.item) AS at OFFSET 0) p
WHERE l.r[p.at] IS NOT NULL OR l.m[p.at] IS NOT NULL;

CREATE OR REPLACE VIEW :ws.summary_part AS
SELECT survey, item, wave, unit, month, touchpoint, channel, true AS added, r, m FROM :ws.summary_store
UNION ALL
SELECT survey, item, wave, unit, month, touchpoint, channel, added, r, m FROM :ws.summary_logged;

-- summary_path is not security_invoker, as summary below is not, since its storage is for the owner: it shows the surveys whose answers
-- the reader may read.
CREATE OR REPLACE VIEW :ws.summary_path WITH (security_barrier = true) AS
SELECT t.survey, t.item, t.wave, t.unit, t.month, t.added, t.r, t.m
FROM (SELECT survey, item, wave, unit, month, true AS added, r, m FROM :ws.summary_store
      UNION ALL SELECT survey, item, wave, unit, month, true, r, m FROM :ws.summary_above
      UNION ALL SELECT survey, item, wave, unit, month, added, r, m FROM :ws.summary_logged
      UNION ALL SELECT l.survey, l.item, l.wave, a.ancestor, l.month, l.added, l.r, l.m FROM :ws.summary_logged l JOIN :ws.unit_path a ON a.unit = l.unit AND a.depth > 0) t
WHERE t.survey = ANY (ARRAY(SELECT s.survey FROM :ws.survey s WHERE xm_internal.may_read_answers(':ws.survey'::regclass, s.survey)));
