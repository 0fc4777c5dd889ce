-- What raises an alert, who deals with it, what was done, and what others score. Also made by xm.upgrade_workspace where it is not there
-- yet. Alerts are written by the triggers of answers, xm.check_alerts and xm.publish; the other tables by the owner and custodians, cases
-- by xm.open_case and xm.close_case, too.

INSERT INTO :ws.setting
SELECT 'alert_channel', 'xm_' || pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid())), 'hex'), 16)
ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS :ws.alert_rule (
  rule          text PRIMARY KEY CHECK (rule <> ''),
  survey        text NOT NULL,
  item          text NOT NULL,
  unit          text REFERENCES :ws.unit (unit) ON UPDATE CASCADE,
  descendants   boolean NOT NULL DEFAULT true,
  kind          text NOT NULL CHECK (kind IN ('answer', 'score', 'signal')),
  comparison    text CHECK (comparison IN ('<', '<=', '=', '<>', '>=', '>')),
  threshold     numeric,
  choice        text,
  min_responses integer NOT NULL DEFAULT 20 CHECK (min_responses >= 1),
  point         boolean NOT NULL DEFAULT false,
  active        boolean NOT NULL DEFAULT true,
  reason        text,
  FOREIGN KEY (survey, item) REFERENCES :ws.item (survey, item)
);
COMMENT ON TABLE :ws.alert_rule IS 'When to raise an alert; written by the owner and custodians';
COMMENT ON COLUMN :ws.alert_rule.rule IS 'Name of the rule';
COMMENT ON COLUMN :ws.alert_rule.survey IS 'The survey';
COMMENT ON COLUMN :ws.alert_rule.item IS 'The item or scale';
COMMENT ON COLUMN :ws.alert_rule.unit IS 'The unit; NULL: each';
COMMENT ON COLUMN :ws.alert_rule.descendants IS 'Each unit below it, too';
COMMENT ON COLUMN :ws.alert_rule.kind IS 'answer: one answer of an identified survey, at once; score: the score of a complete month, or what was published of a wave; signal: a control chart of those';
COMMENT ON COLUMN :ws.alert_rule.comparison IS 'How answer or score compare with threshold or choice: <, <=, =, <>, >=, >; NULL of a signal';
COMMENT ON COLUMN :ws.alert_rule.threshold IS 'With what ratings, numbers and scores are compared';
COMMENT ON COLUMN :ws.alert_rule.choice IS 'Code of an option, or true or false, with = or <>; of a signal the signals that count, with commas (NULL: outside; see xm.control_chart)';
COMMENT ON COLUMN :ws.alert_rule.min_responses IS 'Scores and signals of fewer answers raise none';
COMMENT ON COLUMN :ws.alert_rule.point IS 'The score alone counts; else its whole 95 % interval must lie beyond the threshold';
COMMENT ON COLUMN :ws.alert_rule.active IS 'Whether it holds; switched off by an error in it';
COMMENT ON COLUMN :ws.alert_rule.reason IS 'Why it was switched off';
CREATE OR REPLACE TRIGGER xm_rule BEFORE INSERT OR UPDATE ON :ws.alert_rule FOR EACH ROW EXECUTE FUNCTION xm_internal.alert_rule_changed();

CREATE TABLE IF NOT EXISTS :ws.alert (
  alert_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid             xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(),
  rule            text NOT NULL,
  kind            text NOT NULL,
  survey          text NOT NULL,
  item            text NOT NULL,
  unit            text,
  response_id     bigint,
  period          date,
  signal          text,
  value           float8,
  raised_at       timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  acknowledged_by text,
  acknowledged_at timestamptz,
  UNIQUE (rule, response_id)
);
CREATE UNIQUE INDEX IF NOT EXISTS alert_rule_unit_period_idx ON :ws.alert (rule, unit, period) NULLS NOT DISTINCT WHERE response_id IS NULL;
CREATE INDEX IF NOT EXISTS alert_xid_idx ON :ws.alert (xid);
COMMENT ON TABLE :ws.alert IS 'What rules raised, once each';
COMMENT ON COLUMN :ws.alert.alert_id IS 'Number of the alert; not in the order in which they were committed';
COMMENT ON COLUMN :ws.alert.xid IS 'The transaction that raised it, by which xm watch knows what it has seen';
COMMENT ON COLUMN :ws.alert.rule IS 'The rule';
COMMENT ON COLUMN :ws.alert.kind IS 'answer, score or signal';
COMMENT ON COLUMN :ws.alert.survey IS 'The survey';
COMMENT ON COLUMN :ws.alert.item IS 'The item';
COMMENT ON COLUMN :ws.alert.unit IS 'The unit of the answer, or whose score it is; NULL: none, of what was published everyone';
COMMENT ON COLUMN :ws.alert.response_id IS 'The response, of an answer';
COMMENT ON COLUMN :ws.alert.period IS 'First day of the month, of what was published the day of the wave';
COMMENT ON COLUMN :ws.alert.signal IS 'Which signal';
COMMENT ON COLUMN :ws.alert.value IS 'The rating, number or score; NULL of a choice';
COMMENT ON COLUMN :ws.alert.raised_at IS 'When';
COMMENT ON COLUMN :ws.alert.acknowledged_by IS 'Who has taken it on; xm.open_case says so';
COMMENT ON COLUMN :ws.alert.acknowledged_at IS 'Since when';

CREATE TABLE IF NOT EXISTS :ws.case_file (
  case_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert_id  bigint REFERENCES :ws.alert (alert_id) ON DELETE SET NULL,
  person_id bigint REFERENCES :ws.person (person_id),
  unit      text REFERENCES :ws.unit (unit) ON UPDATE CASCADE,
  owner     text NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
  due_at    timestamptz NOT NULL,
  closed_at timestamptz CHECK (closed_at >= opened_at),
  outcome   text,
  note      text,
  survey    text REFERENCES :ws.survey (survey),
  CONSTRAINT closed_with_an_outcome CHECK ((closed_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX IF NOT EXISTS case_file_alert_id_idx ON :ws.case_file (alert_id) WHERE closed_at IS NULL;
CREATE INDEX IF NOT EXISTS case_file_alert_idx ON :ws.case_file (alert_id);
CREATE INDEX IF NOT EXISTS case_file_person_id_idx ON :ws.case_file (person_id);
COMMENT ON TABLE :ws.case_file IS 'Who deals with what until when, and how it ended; xm.open_case and xm.close_case write it';
COMMENT ON COLUMN :ws.case_file.case_id IS 'Number of the case';
COMMENT ON COLUMN :ws.case_file.alert_id IS 'The alert it began with';
COMMENT ON COLUMN :ws.case_file.person_id IS 'Whom it is about';
COMMENT ON COLUMN :ws.case_file.unit IS 'The unit';
COMMENT ON COLUMN :ws.case_file.owner IS 'Who deals with it';
COMMENT ON COLUMN :ws.case_file.opened_at IS 'Since when';
COMMENT ON COLUMN :ws.case_file.due_at IS 'Until when it should be closed';
COMMENT ON COLUMN :ws.case_file.closed_at IS 'When it was; NULL: open';
COMMENT ON COLUMN :ws.case_file.outcome IS 'What came of it';
COMMENT ON COLUMN :ws.case_file.note IS 'More about it';
COMMENT ON COLUMN :ws.case_file.survey IS 'The survey of the alert, which says who sees the case';

CREATE TABLE IF NOT EXISTS :ws.action (
  action_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  survey    text NOT NULL,
  item      text NOT NULL,
  unit      text REFERENCES :ws.unit (unit) ON UPDATE CASCADE,
  title     text NOT NULL,
  owner     text,
  started   date NOT NULL,
  ended     date CHECK (ended >= started),
  expected  float8,
  FOREIGN KEY (survey, item) REFERENCES :ws.item (survey, item)
);
COMMENT ON TABLE :ws.action IS 'What was done about an item where; xm.action_check tells whether it worked';
COMMENT ON COLUMN :ws.action.action_id IS 'Number of the action';
COMMENT ON COLUMN :ws.action.survey IS 'The survey';
COMMENT ON COLUMN :ws.action.item IS 'The item it should move';
COMMENT ON COLUMN :ws.action.unit IS 'The unit, with all below it; NULL: everywhere';
COMMENT ON COLUMN :ws.action.title IS 'What was done';
COMMENT ON COLUMN :ws.action.owner IS 'By whom';
COMMENT ON COLUMN :ws.action.started IS 'First day';
COMMENT ON COLUMN :ws.action.ended IS 'Last day; NULL: it goes on';
COMMENT ON COLUMN :ws.action.expected IS 'By how much the score should change';

CREATE TABLE IF NOT EXISTS :ws.benchmark_value (
  benchmark text NOT NULL CHECK (benchmark <> ''),
  entry     text NOT NULL CHECK (entry <> ''),
  survey    text,
  item      text,
  concept   text,
  metric    text,
  industry  text,
  year      integer NOT NULL CHECK (year BETWEEN 1 AND 9999),
  value     float8,
  std_error float8 CHECK (std_error >= 0),
  r         xm.ratings,
  PRIMARY KEY (benchmark, entry, year),
  FOREIGN KEY (survey, item) REFERENCES :ws.item (survey, item),
  CONSTRAINT value_or_r CHECK ((value IS NULL) <> (r IS NULL)),
  CONSTRAINT item_of_a_survey_or_concept CHECK ((survey IS NULL) = (item IS NULL) AND (item IS NULL) <> (concept IS NULL))
);
COMMENT ON TABLE :ws.benchmark_value IS 'What others score: an entry is a company, a panel, a country ... of a benchmark';
COMMENT ON COLUMN :ws.benchmark_value.benchmark IS 'Name of the benchmark';
COMMENT ON COLUMN :ws.benchmark_value.entry IS 'Whose score it is';
COMMENT ON COLUMN :ws.benchmark_value.survey IS 'The survey of the item it is of';
COMMENT ON COLUMN :ws.benchmark_value.item IS 'The item of ours that it is of';
COMMENT ON COLUMN :ws.benchmark_value.concept IS 'Or the concept, for all items of it';
COMMENT ON COLUMN :ws.benchmark_value.metric IS 'The metric of the value: nps, mean ...; only scores of the same are compared; NULL: that of the item, of a concept mean';
COMMENT ON COLUMN :ws.benchmark_value.industry IS 'The industry of the entry';
COMMENT ON COLUMN :ws.benchmark_value.year IS 'The year; months are compared with the last one that is not after them';
COMMENT ON COLUMN :ws.benchmark_value.value IS 'The score';
COMMENT ON COLUMN :ws.benchmark_value.std_error IS 'Its standard error; NULL: it is exact';
COMMENT ON COLUMN :ws.benchmark_value.r IS 'The distribution of the ratings, in place of the score';
