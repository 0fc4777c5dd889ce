-- Which persons are one. Also made by xm.upgrade_workspace where it is not there yet. Merging rewrites no answer: a person says whom it
-- counts as, and the ledger why. xm.merge_persons, xm.merge_duplicates and xm.unmerge write it; person_clash xm.submit and imports.

ALTER TABLE :ws.person ADD COLUMN IF NOT EXISTS merged_into bigint;
-- Citus adds no column and its check at once.
ALTER TABLE :ws.person DROP CONSTRAINT IF EXISTS person_check1;
ALTER TABLE :ws.person ADD CONSTRAINT person_check1 CHECK (merged_into <> person_id);
ALTER TABLE :ws.person ADD COLUMN IF NOT EXISTS root bigint GENERATED ALWAYS AS (COALESCE(merged_into, person_id)) STORED;
CREATE INDEX IF NOT EXISTS person_root_idx ON :ws.person (root);
COMMENT ON COLUMN :ws.person.merged_into IS 'The person that it counts as since it was merged; NULL: itself. Written by xm.merge_persons and xm.unmerge';
COMMENT ON COLUMN :ws.person.root IS 'The same, itself where it was not merged: all persons with one root are one';

CREATE TABLE IF NOT EXISTS :ws.person_merge (
  merge_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kept      bigint NOT NULL REFERENCES :ws.person (person_id),
  merged    bigint NOT NULL REFERENCES :ws.person (person_id),
  merged_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
  merged_by text NOT NULL,
  evidence  jsonb NOT NULL DEFAULT '{}',
  undone_at timestamptz,
  CHECK (kept <> merged)
);
CREATE INDEX IF NOT EXISTS person_merge_kept_idx ON :ws.person_merge (kept);
CREATE INDEX IF NOT EXISTS person_merge_merged_idx ON :ws.person_merge (merged);
CREATE UNIQUE INDEX IF NOT EXISTS person_merge_open_idx ON :ws.person_merge (merged) WHERE undone_at IS NULL;
COMMENT ON TABLE :ws.person_merge IS 'The ledger of merges: who was merged into whom, when, by whom and why, and when that was undone';
COMMENT ON COLUMN :ws.person_merge.merge_id IS 'Number of the merge, by which xm.unmerge undoes it';
COMMENT ON COLUMN :ws.person_merge.kept IS 'The person that stays';
COMMENT ON COLUMN :ws.person_merge.merged IS 'The person that counts as the other from then on';
COMMENT ON COLUMN :ws.person_merge.merged_at IS 'When';
COMMENT ON COLUMN :ws.person_merge.merged_by IS 'The role that did';
COMMENT ON COLUMN :ws.person_merge.evidence IS 'Why: levels and weights of xm.merge_duplicates, or what was said; never values. {} once one of them was forgotten';
COMMENT ON COLUMN :ws.person_merge.undone_at IS 'When it was undone; NULL: it holds';

CREATE TABLE IF NOT EXISTS :ws.person_clash (
  a     bigint NOT NULL REFERENCES :ws.person (person_id) ON DELETE CASCADE,
  b     bigint NOT NULL REFERENCES :ws.person (person_id) ON DELETE CASCADE,
  kinds text[] NOT NULL,
  since timestamptz NOT NULL DEFAULT pg_catalog.now(),
  PRIMARY KEY (a, b),
  CHECK (a < b)
);
CREATE INDEX IF NOT EXISTS person_clash_b_idx ON :ws.person_clash (b);
COMMENT ON TABLE :ws.person_clash IS 'Storage of key_conflict: answers came with keys of both persons';
COMMENT ON COLUMN :ws.person_clash.a IS 'A person';
COMMENT ON COLUMN :ws.person_clash.b IS 'Another person';
COMMENT ON COLUMN :ws.person_clash.kinds IS 'The kinds of the keys';
COMMENT ON COLUMN :ws.person_clash.since IS 'When the first such answer came';
