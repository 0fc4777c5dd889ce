-- What was published of confidential and anonymous surveys, and what the audit remembers of it. Also made by xm.upgrade_workspace
-- where it is not there yet. xm.publish alone writes here; nobody but the owner may change or delete a row.

CREATE TABLE IF NOT EXISTS :ws.publication (
  publication_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  survey         text NOT NULL,
  wave           text NOT NULL,
  published_at   timestamptz NOT NULL DEFAULT pg_catalog.now(),
  published_by   text NOT NULL,
  k              integer NOT NULL,
  colluders      integer NOT NULL,
  version        text NOT NULL,
  breakdowns     jsonb NOT NULL,
  distributions  integer NOT NULL,
  comments       integer NOT NULL
);
COMMENT ON TABLE :ws.publication IS 'What was published when, by whom and under which rules; written by xm.publish';
COMMENT ON COLUMN :ws.publication.publication_id IS 'Number of the publication';
COMMENT ON COLUMN :ws.publication.survey IS 'The survey';
COMMENT ON COLUMN :ws.publication.wave IS 'The wave';
COMMENT ON COLUMN :ws.publication.published_at IS 'When';
COMMENT ON COLUMN :ws.publication.published_by IS 'The role that did';
COMMENT ON COLUMN :ws.publication.k IS 'Nothing is told about fewer people than that';
COMMENT ON COLUMN :ws.publication.colluders IS 'People who may pool what they know of themselves; k counts the others';
COMMENT ON COLUMN :ws.publication.version IS 'Version of pg_xm';
COMMENT ON COLUMN :ws.publication.breakdowns IS 'What the results were broken down by, in order of priority';
COMMENT ON COLUMN :ws.publication.distributions IS 'Shares, states and errors of their own are told of no fewer people than that';
COMMENT ON COLUMN :ws.publication.comments IS 'A comment appears where so many people wrote one';

CREATE TABLE IF NOT EXISTS :ws.published (
  publication_id bigint NOT NULL REFERENCES :ws.publication (publication_id),
  survey         text NOT NULL,
  wave           text NOT NULL,
  item           text NOT NULL,
  unit           text,
  breakdown      jsonb NOT NULL,
  status         text NOT NULL CHECK (status IN ('released', 'withheld')),
  responses      bigint,
  value          float8,
  std_error      float8,
  lower          float8,
  upper          float8,
  cut            boolean,
  favourable     float8,
  neutral        float8,
  unfavourable   float8,
  r              xm.ratings,
  published_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);
CREATE INDEX IF NOT EXISTS published_survey_idx ON :ws.published (survey, item, wave);
CREATE INDEX IF NOT EXISTS published_publication_id_idx ON :ws.published (publication_id);
COMMENT ON TABLE :ws.published IS 'Published results, cell by cell; what analysts see of confidential and anonymous surveys';
COMMENT ON COLUMN :ws.published.publication_id IS 'The publication';
COMMENT ON COLUMN :ws.published.survey IS 'The survey';
COMMENT ON COLUMN :ws.published.wave IS 'The wave';
COMMENT ON COLUMN :ws.published.item IS 'The item or scale; a scale is over the people who answered all of its items';
COMMENT ON COLUMN :ws.published.unit IS 'The unit, with all below it; NULL: everyone';
COMMENT ON COLUMN :ws.published.breakdown IS 'The attributes and values of the people; {} by unit alone';
COMMENT ON COLUMN :ws.published.status IS 'released, or withheld (by unit alone; withheld cells with attributes are not listed)';
COMMENT ON COLUMN :ws.published.responses IS 'People who answered';
COMMENT ON COLUMN :ws.published.value IS 'The score, in the metric of the item';
COMMENT ON COLUMN :ws.published.std_error IS 'Its standard error: of the cell itself where its distribution may be told, else from the spread within units over the wave';
COMMENT ON COLUMN :ws.published.lower IS 'Lower end of the 95 % interval';
COMMENT ON COLUMN :ws.published.upper IS 'Upper end of the 95 % interval';
COMMENT ON COLUMN :ws.published.cut IS 'The value is this one or more extreme: as if one of the people had answered at the other end of the scale';
COMMENT ON COLUMN :ws.published.favourable IS 'Favourable answers in per cent; where a distribution may be told';
COMMENT ON COLUMN :ws.published.neutral IS 'Answers neither favourable nor unfavourable in per cent';
COMMENT ON COLUMN :ws.published.unfavourable IS 'Unfavourable answers in per cent';
COMMENT ON COLUMN :ws.published.r IS 'The distribution of the ratings, where it may be told';
COMMENT ON COLUMN :ws.published.published_id IS 'Number of the row';

CREATE TABLE IF NOT EXISTS :ws.published_comment (
  publication_id bigint NOT NULL REFERENCES :ws.publication (publication_id),
  survey         text NOT NULL,
  wave           text NOT NULL,
  item           text NOT NULL,
  unit           text,
  comment        text NOT NULL,
  comment_id     bigint PRIMARY KEY DEFAULT xm_internal.random_id()
);
COMMENT ON TABLE :ws.published_comment IS 'Published comments, in random order, each at the smallest unit where enough people wrote one';
COMMENT ON COLUMN :ws.published_comment.publication_id IS 'The publication';
COMMENT ON COLUMN :ws.published_comment.survey IS 'The survey';
COMMENT ON COLUMN :ws.published_comment.wave IS 'The wave';
COMMENT ON COLUMN :ws.published_comment.item IS 'The question';
COMMENT ON COLUMN :ws.published_comment.unit IS 'The unit, with all below it; NULL: everyone';
COMMENT ON COLUMN :ws.published_comment.comment IS 'What was written';
COMMENT ON COLUMN :ws.published_comment.comment_id IS 'A random number';

CREATE TABLE IF NOT EXISTS :ws.publication_cell (
  cell_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  publication_id bigint NOT NULL REFERENCES :ws.publication (publication_id),
  survey         text NOT NULL,
  wave           text NOT NULL,
  items          text[] NOT NULL,
  unit           text,
  breakdown      jsonb NOT NULL,
  distribution   boolean NOT NULL,
  persons        bigint NOT NULL,
  members        bigint[] NOT NULL,
  versions       integer[]
);
CREATE INDEX IF NOT EXISTS publication_cell_survey_idx ON :ws.publication_cell (survey, wave);
COMMENT ON TABLE :ws.publication_cell IS 'Whose answers stand behind the published cells, for the audit of the next publication; for custodians';
COMMENT ON COLUMN :ws.publication_cell.cell_id IS 'Number of the cell';
COMMENT ON COLUMN :ws.publication_cell.publication_id IS 'The publication';
COMMENT ON COLUMN :ws.publication_cell.survey IS 'The survey';
COMMENT ON COLUMN :ws.publication_cell.wave IS 'The wave';
COMMENT ON COLUMN :ws.publication_cell.items IS 'The items that these people answered; of a scale its items';
COMMENT ON COLUMN :ws.publication_cell.unit IS 'The unit, with all below it as they were then; NULL: everyone';
COMMENT ON COLUMN :ws.publication_cell.breakdown IS 'The attributes and values of the people';
COMMENT ON COLUMN :ws.publication_cell.distribution IS 'Whether the distribution may be told, too';
COMMENT ON COLUMN :ws.publication_cell.persons IS 'How many people';
COMMENT ON COLUMN :ws.publication_cell.members IS 'Their numbers (person_id; of an anonymous survey one made from source_id, or response_id)';
COMMENT ON COLUMN :ws.publication_cell.versions IS 'Of each the version of the answers: 0 as first published, 1 after a correction ...; NULL: all 0';

CREATE TABLE IF NOT EXISTS :ws.ledger (
  survey      text NOT NULL,
  wave        text NOT NULL,
  item        text NOT NULL,
  person_id   bigint NOT NULL,
  version     integer NOT NULL,
  fingerprint bigint,
  comment_id  bigint,
  PRIMARY KEY (survey, wave, item, person_id, version)
);
CREATE INDEX IF NOT EXISTS ledger_person_id_idx ON :ws.ledger (person_id);
COMMENT ON TABLE :ws.ledger IS 'Whose answer to which item has been published, to notice corrections; for the owner only';
COMMENT ON COLUMN :ws.ledger.survey IS 'The survey';
COMMENT ON COLUMN :ws.ledger.wave IS 'The wave; empty where the waves of a survey are linked';
COMMENT ON COLUMN :ws.ledger.item IS 'The item';
COMMENT ON COLUMN :ws.ledger.person_id IS 'Who (person_id; of an anonymous survey a number made from source_id, or response_id)';
COMMENT ON COLUMN :ws.ledger.version IS '0 of the answer that was published first, 1 of the next one ...';
COMMENT ON COLUMN :ws.ledger.fingerprint IS 'A keyed hash of the answer; NULL once the person was forgotten';
COMMENT ON COLUMN :ws.ledger.comment_id IS 'The published comment, of words';

CREATE TABLE IF NOT EXISTS :ws.universe (
  survey  text NOT NULL,
  wave    text NOT NULL,
  item    text NOT NULL,
  metric  text NOT NULL,
  std_dev float8,
  freedom float8,
  PRIMARY KEY (survey, wave, item)
);
COMMENT ON TABLE :ws.universe IS 'What the first publication of a wave found of each item, and every later one keeps; for the owner only';
COMMENT ON COLUMN :ws.universe.survey IS 'The survey';
COMMENT ON COLUMN :ws.universe.wave IS 'The wave';
COMMENT ON COLUMN :ws.universe.item IS 'The item or scale';
COMMENT ON COLUMN :ws.universe.metric IS 'How answers became scores; under another metric the same answers count as a distribution';
COMMENT ON COLUMN :ws.universe.std_dev IS 'Standard deviation of the scores within units, pooled over the wave as far as what was published tells it';
COMMENT ON COLUMN :ws.universe.freedom IS 'Its degrees of freedom';
