-- Whom to ask, and how often. Also made by xm.upgrade_workspace where it is not there yet. xm.invite, xm.remind, xm.mark, xm.opt_out and
-- xm.submit write here; contact_rule and opt_out custodians may write, too.

-- Workspaces of before 0.11.0 know no senders.
ALTER TABLE :ws.workspace_grant DROP CONSTRAINT IF EXISTS workspace_grant_kind_check;
ALTER TABLE :ws.workspace_grant ADD CONSTRAINT workspace_grant_kind_check CHECK (kind IN ('collector', 'analyst', 'custodian', 'sender'));

CREATE TABLE IF NOT EXISTS :ws.contact_rule (
  rule         text PRIMARY KEY CHECK (rule <> ''),
  side         text CHECK (side IN ('employee', 'customer')),
  channel      text,
  survey       text REFERENCES :ws.survey (survey),
  max_contacts integer CHECK (max_contacts >= 0),
  period       interval CHECK (period > interval '0'),
  rest         interval CHECK (rest > interval '0')
);
COMMENT ON TABLE :ws.contact_rule IS 'How often people may be asked; all rules must hold. A rule with a survey or channel counts and limits only those';
COMMENT ON COLUMN :ws.contact_rule.rule IS 'Name of the rule, as xm.invite tells it';
COMMENT ON COLUMN :ws.contact_rule.side IS 'employee or customer; NULL: both';
COMMENT ON COLUMN :ws.contact_rule.channel IS 'The channel; NULL: any';
COMMENT ON COLUMN :ws.contact_rule.survey IS 'The survey; NULL: any';
COMMENT ON COLUMN :ws.contact_rule.max_contacts IS 'At most so many contacts, reminders included, in the period; NULL: any number';
COMMENT ON COLUMN :ws.contact_rule.period IS 'The period, up to now, in the time zone of the workspace; NULL: all time';
COMMENT ON COLUMN :ws.contact_rule.rest IS 'No contact for so long after an answer to an identified or confidential survey; NULL: no rest';

-- What invitations are; the view invitation shows it with what came back.
CREATE TABLE IF NOT EXISTS :ws.invited (
  invitation_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  survey          text NOT NULL REFERENCES :ws.survey (survey),
  wave            text,
  occasion        text,
  person_id       bigint NOT NULL REFERENCES :ws.person (person_id),
  unit            text REFERENCES :ws.unit (unit) ON UPDATE CASCADE,
  channel         text,
  stratum         text,
  probability     float8 NOT NULL CHECK (probability > 0 AND probability <= 1),
  invited_at      timestamptz NOT NULL,
  reminders       integer NOT NULL DEFAULT 0,
  last_contact_at timestamptz NOT NULL,
  status          text NOT NULL CHECK (status IN ('planned', 'sent', 'bounced', 'refused', 'ineligible')),
  status_at       timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (survey, wave, occasion, person_id),
  FOREIGN KEY (survey, wave) REFERENCES :ws.wave (survey, wave)
);
CREATE INDEX IF NOT EXISTS invited_person_id_idx ON :ws.invited (person_id);
COMMENT ON TABLE :ws.invited IS 'Storage of invitation; for the owner only';
COMMENT ON COLUMN :ws.invited.invitation_id IS 'Number of the invitation';
COMMENT ON COLUMN :ws.invited.survey IS 'The survey';
COMMENT ON COLUMN :ws.invited.wave IS 'The wave';
COMMENT ON COLUMN :ws.invited.occasion IS 'What it is about where there is no wave: a purchase, a ticket';
COMMENT ON COLUMN :ws.invited.person_id IS 'Who was invited';
COMMENT ON COLUMN :ws.invited.unit IS 'The unit of the person that day';
COMMENT ON COLUMN :ws.invited.channel IS 'How';
COMMENT ON COLUMN :ws.invited.stratum IS 'The group that the sample was drawn in';
COMMENT ON COLUMN :ws.invited.probability IS 'Share of those that could be drawn there who were';
COMMENT ON COLUMN :ws.invited.invited_at IS 'When';
COMMENT ON COLUMN :ws.invited.reminders IS 'How often reminded';
COMMENT ON COLUMN :ws.invited.last_contact_at IS 'When last invited or reminded';
COMMENT ON COLUMN :ws.invited.status IS 'What xm.mark said: planned (nothing yet), sent, bounced, refused, ineligible';
COMMENT ON COLUMN :ws.invited.status_at IS 'Since when; of confidential surveys the day';

CREATE TABLE IF NOT EXISTS :ws.invitation_token (
  hash          bytea PRIMARY KEY,
  invitation_id bigint NOT NULL REFERENCES :ws.invited (invitation_id) ON DELETE CASCADE,
  expires       timestamptz,
  status        text CHECK (status IN ('started', 'answered')),
  status_at     timestamptz,
  response_id   bigint
);
CREATE INDEX IF NOT EXISTS invitation_token_invitation_id_idx ON :ws.invitation_token (invitation_id);
COMMENT ON TABLE :ws.invitation_token IS 'Hashes of the tokens that invitations carry, and what came with them; for the owner only';
COMMENT ON COLUMN :ws.invitation_token.hash IS 'SHA-256 of the token, which is stored nowhere';
COMMENT ON COLUMN :ws.invitation_token.invitation_id IS 'The invitation';
COMMENT ON COLUMN :ws.invitation_token.expires IS 'Not taken from then on; NULL: until the wave closes';
COMMENT ON COLUMN :ws.invitation_token.status IS 'started: an incomplete response came with it; answered: a complete one, which spends all tokens of the invitation';
COMMENT ON COLUMN :ws.invitation_token.status_at IS 'When; of confidential surveys the day';
COMMENT ON COLUMN :ws.invitation_token.response_id IS 'The response';

CREATE TABLE IF NOT EXISTS :ws.anonymous_token (
  hash   bytea PRIMARY KEY,
  survey text NOT NULL REFERENCES :ws.survey (survey),
  wave   text,
  FOREIGN KEY (survey, wave) REFERENCES :ws.wave (survey, wave)
);
COMMENT ON TABLE :ws.anonymous_token IS 'Hashes of the unspent tokens of anonymous surveys, with nothing about whose they are; for the owner only';
COMMENT ON COLUMN :ws.anonymous_token.hash IS 'SHA-256 of the token, which is stored nowhere; rows are stored in its order';
COMMENT ON COLUMN :ws.anonymous_token.survey IS 'The survey';
COMMENT ON COLUMN :ws.anonymous_token.wave IS 'The wave';

CREATE TABLE IF NOT EXISTS :ws.anonymous_asked (
  survey text NOT NULL,
  wave   text,
  asked  bigint NOT NULL,
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  UNIQUE NULLS NOT DISTINCT (survey, wave)
);
COMMENT ON TABLE :ws.anonymous_asked IS 'How many tokens anonymous surveys gave out; for the owner only';
COMMENT ON COLUMN :ws.anonymous_asked.survey IS 'The survey';
COMMENT ON COLUMN :ws.anonymous_asked.wave IS 'The wave';
COMMENT ON COLUMN :ws.anonymous_asked.asked IS 'Tokens given out, spent or not';
COMMENT ON COLUMN :ws.anonymous_asked.id IS 'Number of the row';

CREATE TABLE IF NOT EXISTS :ws.contact (
  contact_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id     bigint NOT NULL REFERENCES :ws.person (person_id),
  survey        text NOT NULL,
  wave          text,
  channel       text,
  kind          text NOT NULL CHECK (kind IN ('invitation', 'reminder')),
  at            timestamptz NOT NULL,
  invitation_id bigint REFERENCES :ws.invited (invitation_id) ON DELETE SET NULL,
  counts        boolean NOT NULL DEFAULT true
);
CREATE INDEX IF NOT EXISTS contact_person_id_idx ON :ws.contact (person_id, at);
CREATE INDEX IF NOT EXISTS contact_invitation_id_idx ON :ws.contact (invitation_id);
COMMENT ON TABLE :ws.contact IS 'Who was contacted when: what contact rules count';
COMMENT ON COLUMN :ws.contact.contact_id IS 'Number of the contact';
COMMENT ON COLUMN :ws.contact.person_id IS 'Who was contacted';
COMMENT ON COLUMN :ws.contact.survey IS 'About which survey';
COMMENT ON COLUMN :ws.contact.wave IS 'The wave';
COMMENT ON COLUMN :ws.contact.channel IS 'How';
COMMENT ON COLUMN :ws.contact.kind IS 'invitation or reminder';
COMMENT ON COLUMN :ws.contact.at IS 'When';
COMMENT ON COLUMN :ws.contact.invitation_id IS 'The invitation';
COMMENT ON COLUMN :ws.contact.counts IS 'Whether rules count it: not what bounced';

CREATE TABLE IF NOT EXISTS :ws.opt_out (
  person_id  bigint NOT NULL REFERENCES :ws.person (person_id),
  channel    text,
  since      timestamptz NOT NULL DEFAULT pg_catalog.now(),
  opt_out_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  UNIQUE NULLS NOT DISTINCT (person_id, channel)
);
COMMENT ON TABLE :ws.opt_out IS 'Who does not want to be asked';
COMMENT ON COLUMN :ws.opt_out.person_id IS 'Who';
COMMENT ON COLUMN :ws.opt_out.channel IS 'By which channel; NULL: by none';
COMMENT ON COLUMN :ws.opt_out.since IS 'Since when';
COMMENT ON COLUMN :ws.opt_out.opt_out_id IS 'Number of the row';
