-- What holds between rows, and two views; 26-distributed.sql has what stands in their place over several nodes. Functions come from the
-- extension, so that a repair arrives with it.

CREATE OR REPLACE TRIGGER xm_tree AFTER INSERT OR UPDATE OF parent, unit ON :ws.unit FOR EACH ROW WHEN (NEW.parent IS NOT NULL) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE OR REPLACE TRIGGER xm_used BEFORE DELETE OR UPDATE OF unit ON :ws.unit FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE OR REPLACE TRIGGER xm_used BEFORE DELETE OR UPDATE OF survey, wave ON :ws.wave FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('wave');
CREATE OR REPLACE TRIGGER xm_used BEFORE DELETE OR UPDATE OF touchpoint ON :ws.touchpoint FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE OR REPLACE TRIGGER xm_used BEFORE DELETE OR UPDATE OF person_id ON :ws.person FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE OR REPLACE TRIGGER xm_normal BEFORE INSERT OR UPDATE OF kind, value ON :ws.person_key FOR EACH ROW EXECUTE FUNCTION xm_internal.person_key_changed();

CREATE OR REPLACE VIEW :ws.unit_path WITH (security_invoker = true) AS
WITH RECURSIVE path(ancestor, unit, depth) AS (
  SELECT unit, unit, 0 FROM :ws.unit
  UNION ALL
  SELECT u.parent, p.unit, p.depth + 1 FROM path p JOIN :ws.unit u ON u.unit = p.ancestor WHERE u.parent IS NOT NULL
)
SELECT ancestor, unit, depth FROM path;

-- What the storage of the summary holds, row by row; for the owner.
CREATE OR REPLACE VIEW :ws.summary_part AS
SELECT survey, item, wave, unit, month, touchpoint, channel, true AS added, r, m FROM :ws.summary_store
UNION ALL
SELECT l.survey, i.item, l.wave, l.unit, l.month, l.touchpoint, l.channel, l.added, i.r, i.m
FROM :ws.summary_log l CROSS JOIN LATERAL ROWS FROM (unnest(l.items), unnest(l.r), unnest(l.m)) i(item, r, m)
WHERE i.r IS NOT NULL OR i.m IS NOT NULL;
