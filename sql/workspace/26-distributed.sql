-- What is different in a workspace that xm.distribute_workspace spread over the nodes of a Citus cluster. Its catalogue, units and persons are
-- reference tables: copies on all nodes, on which no trigger runs. Foreign keys of the survey tables keep what answers name;
-- xm.rebuild_summary refuses what they do not: a wave that is not known, a unit above itself, a source_id twice.

-- Nothing refuses a circle before xm.rebuild_summary does, so the way up ends where it comes back.
CREATE OR REPLACE VIEW :ws.unit_path WITH (security_invoker = true) AS
WITH RECURSIVE path(ancestor, unit, depth, way) AS (
  SELECT unit, unit, 0, ARRAY[unit] FROM :ws.unit
  UNION ALL
  SELECT u.parent, p.unit, p.depth + 1, p.way || u.parent FROM path p JOIN :ws.unit u ON u.unit = p.ancestor WHERE u.parent <> ALL (p.way)
)
SELECT ancestor, unit, depth FROM path;

-- Citus runs a view as whoever asks, not as its owner, so a function reads the storage. Nothing is ever appended: no triggers.
CREATE OR REPLACE VIEW :ws.summary_part AS
SELECT survey, item, wave, unit, month, touchpoint, channel, added, r, m FROM xm_internal.summary_rows(':ws.survey'::regclass);

CREATE OR REPLACE VIEW :ws.summary_path WITH (security_barrier = true) AS
SELECT t.survey, t.item, t.wave, a.ancestor AS unit, t.month, t.added, t.r, t.m FROM :ws.summary_part t JOIN :ws.unit_path a ON a.unit = t.unit
UNION ALL
SELECT survey, item, wave, unit, month, added, r, m FROM :ws.summary_part WHERE unit IS NULL;
