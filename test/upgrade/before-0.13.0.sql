-- What 0.13.0 brought: a workspace with merged persons and a sentiment item, as that version made it (pg_dump of it).
SET check_function_bodies = false;
CREATE SCHEMA kept_club;
ALTER SCHEMA kept_club OWNER TO xm_kept_owner;
CREATE TABLE kept_club.survey (
    survey text NOT NULL,
    title text,
    titles jsonb,
    side text NOT NULL,
    mode text NOT NULL,
    language text NOT NULL,
    weighted boolean NOT NULL,
    definition jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE kept_club.survey OWNER TO xm_kept_owner;
CREATE FUNCTION kept_club.submit(survey text, response jsonb) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN xm_internal.submit_from_outside('kept_club.survey'::regclass, survey, response);
ALTER FUNCTION kept_club.submit(survey text, response jsonb) OWNER TO xm_kept_owner;
CREATE TABLE kept_club.action (
    action_id bigint NOT NULL,
    survey text NOT NULL,
    item text NOT NULL,
    unit text,
    title text NOT NULL,
    owner text,
    started date NOT NULL,
    ended date,
    expected double precision,
    CONSTRAINT action_check CHECK ((ended >= started))
);
ALTER TABLE kept_club.action OWNER TO xm_kept_owner;
ALTER TABLE kept_club.action ALTER COLUMN action_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.action_action_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_club.alert (
    alert_id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    rule text NOT NULL,
    kind text NOT NULL,
    survey text NOT NULL,
    item text NOT NULL,
    unit text,
    response_id bigint,
    period date,
    signal text,
    value double precision,
    raised_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    acknowledged_by text,
    acknowledged_at timestamp with time zone
);
ALTER TABLE kept_club.alert OWNER TO xm_kept_owner;
ALTER TABLE kept_club.alert ALTER COLUMN alert_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.alert_alert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_club.alert_rule (
    rule text NOT NULL,
    survey text NOT NULL,
    item text NOT NULL,
    unit text,
    descendants boolean DEFAULT true NOT NULL,
    kind text NOT NULL,
    comparison text,
    threshold numeric,
    choice text,
    min_responses integer DEFAULT 20 NOT NULL,
    point boolean DEFAULT false NOT NULL,
    active boolean DEFAULT true NOT NULL,
    reason text,
    CONSTRAINT alert_rule_comparison_check CHECK ((comparison = ANY (ARRAY['<'::text, '<='::text, '='::text, '<>'::text, '>='::text, '>'::text]))),
    CONSTRAINT alert_rule_kind_check CHECK ((kind = ANY (ARRAY['answer'::text, 'score'::text, 'signal'::text]))),
    CONSTRAINT alert_rule_min_responses_check CHECK ((min_responses >= 1)),
    CONSTRAINT alert_rule_rule_check CHECK ((rule <> ''::text))
);
ALTER TABLE kept_club.alert_rule OWNER TO xm_kept_owner;
CREATE TABLE kept_club.anonymous_asked (
    survey text NOT NULL,
    wave text,
    asked bigint NOT NULL,
    id bigint NOT NULL
);
ALTER TABLE kept_club.anonymous_asked OWNER TO xm_kept_owner;
ALTER TABLE kept_club.anonymous_asked ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.anonymous_asked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_club.anonymous_token (
    hash bytea NOT NULL,
    survey text NOT NULL,
    wave text
);
ALTER TABLE kept_club.anonymous_token OWNER TO xm_kept_owner;
CREATE TABLE kept_club.talk (
    response_id bigint NOT NULL,
    source_id text,
    started_at timestamp with time zone,
    submitted_at timestamp with time zone DEFAULT now() NOT NULL,
    wave text,
    unit text,
    person_id bigint,
    touchpoint text,
    channel text,
    language text,
    complete boolean DEFAULT true NOT NULL,
    weight double precision DEFAULT 1 NOT NULL,
    missing jsonb,
    a smallint,
    why text,
    CONSTRAINT a_check CHECK (((a >= 0) AND (a <= 10))),
    CONSTRAINT weight_check CHECK ((weight = (1)::double precision))
);
ALTER TABLE kept_club.talk OWNER TO xm_kept_owner;
CREATE VIEW kept_club.answer WITH (security_invoker='true') AS
 SELECT 'talk'::text AS survey,
    t.response_id,
    t.submitted_at,
    t.wave,
    t.unit,
    t.person_id,
    t.touchpoint,
    t.channel,
    a.item,
    a.question,
    a.rating,
    a.choice,
    a.value,
    a.text
   FROM (kept_club.talk t
     CROSS JOIN LATERAL ( VALUES ('a'::text,''::text,(t.a)::integer,NULL::text,(t.a)::double precision,NULL::text), ('why'::text,''::text,NULL::integer,NULL::text,NULL::double precision,t.why)) a(item, question, rating, choice, value, text))
  WHERE ((a.choice IS NOT NULL) OR (a.value IS NOT NULL) OR (a.text IS NOT NULL));
ALTER TABLE kept_club.answer OWNER TO xm_kept_owner;
CREATE TABLE kept_club.benchmark_value (
    benchmark text NOT NULL,
    entry text NOT NULL,
    survey text,
    item text,
    concept text,
    metric text,
    industry text,
    year integer NOT NULL,
    value double precision,
    std_error double precision,
    r xm.ratings,
    CONSTRAINT benchmark_value_benchmark_check CHECK ((benchmark <> ''::text)),
    CONSTRAINT benchmark_value_entry_check CHECK ((entry <> ''::text)),
    CONSTRAINT benchmark_value_std_error_check CHECK ((std_error >= (0)::double precision)),
    CONSTRAINT benchmark_value_year_check CHECK (((year >= 1) AND (year <= 9999))),
    CONSTRAINT item_of_a_survey_or_concept CHECK ((((survey IS NULL) = (item IS NULL)) AND ((item IS NULL) <> (concept IS NULL)))),
    CONSTRAINT value_or_r CHECK (((value IS NULL) <> (r IS NULL)))
);
ALTER TABLE kept_club.benchmark_value OWNER TO xm_kept_owner;
CREATE TABLE kept_club.case_file (
    case_id bigint NOT NULL,
    alert_id bigint,
    person_id bigint,
    unit text,
    owner text NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    outcome text,
    note text,
    survey text,
    CONSTRAINT case_file_check CHECK ((closed_at >= opened_at)),
    CONSTRAINT closed_with_an_outcome CHECK (((closed_at IS NULL) = (outcome IS NULL)))
);
ALTER TABLE kept_club.case_file OWNER TO xm_kept_owner;
ALTER TABLE kept_club.case_file ALTER COLUMN case_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.case_file_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_club.setting (
    name text NOT NULL,
    value text NOT NULL
);
ALTER TABLE kept_club.setting OWNER TO xm_kept_owner;
CREATE VIEW kept_club.case_report WITH (security_barrier='true') AS
 WITH dealt AS MATERIALIZED (
         SELECT c.unit,
            c.opened_at,
            c.closed_at,
            c.due_at,
            (date_trunc('month'::text, (c.opened_at AT TIME ZONE z.value)))::date AS opening,
            (date_trunc('month'::text, (c.closed_at AT TIME ZONE z.value)))::date AS closing,
            z.value AS zone
           FROM kept_club.case_file c,
            kept_club.setting z
          WHERE ((z.name = 'time_zone'::text) AND
                CASE
                    WHEN (c.survey IS NULL) THEN xm_internal.may_see_case('kept_club.survey'::regclass, c.person_id, 'analyst'::text)
                    ELSE xm_internal.was_granted('kept_club.survey'::regclass, c.survey, 'analyst'::text)
                END)
        ), month AS (
         SELECT d_1.unit,
            (m_1.at)::date AS month,
            ((m_1.at + '1 mon'::interval) AT TIME ZONE d_1.zone) AS over
           FROM ( SELECT dealt.unit,
                    dealt.zone,
                    min(dealt.opening) AS first
                   FROM dealt
                  GROUP BY dealt.unit, dealt.zone) d_1,
            LATERAL generate_series((d_1.first)::timestamp without time zone, date_trunc('month'::text, (now() AT TIME ZONE d_1.zone)), '1 mon'::interval) m_1(at)
        )
 SELECT m.unit,
    m.month,
    count(*) FILTER (WHERE (d.opening = m.month)) AS opened,
    count(*) FILTER (WHERE (d.closing = m.month)) AS closed,
    count(*) FILTER (WHERE ((d.closing = m.month) AND (d.closed_at <= d.due_at))) AS on_time,
    percentile_cont((0.5)::double precision) WITHIN GROUP (ORDER BY ((EXTRACT(epoch FROM (d.closed_at - d.opened_at)))::double precision / (3600)::double precision)) FILTER (WHERE (d.closing = m.month)) AS median_hours,
    count(*) FILTER (WHERE ((d.opened_at < m.over) AND COALESCE((d.closed_at >= m.over), true))) AS open_now
   FROM (month m
     JOIN dealt d ON ((COALESCE(d.unit, ''::text) = COALESCE(m.unit, ''::text))))
  GROUP BY m.unit, m.month;
ALTER TABLE kept_club.case_report OWNER TO xm_kept_owner;
CREATE TABLE kept_club.choice (
    survey text NOT NULL,
    item text NOT NULL,
    code text NOT NULL,
    "position" integer NOT NULL,
    label text,
    labels jsonb,
    kind text NOT NULL,
    source text,
    retired boolean NOT NULL,
    CONSTRAINT choice_kind_check CHECK ((kind = ANY (ARRAY['option'::text, 'rating'::text, 'missing'::text])))
);
ALTER TABLE kept_club.choice OWNER TO xm_kept_owner;
CREATE TABLE kept_club.comment_sentiment (
    survey text NOT NULL,
    item text NOT NULL,
    response_id bigint NOT NULL,
    probability double precision NOT NULL,
    fitted_at timestamp with time zone NOT NULL
);
ALTER TABLE kept_club.comment_sentiment OWNER TO xm_kept_owner;
CREATE VIEW kept_club.comment WITH (security_invoker='true') AS
 SELECT 'talk'::text AS survey,
    t.response_id,
    t.submitted_at,
    t.unit,
    c.item,
    c.text,
    c.rating_item,
    c.rating,
    t.language,
        CASE c.item
            WHEN 'why'::text THEN ( SELECT s.probability
               FROM kept_club.comment_sentiment s
              WHERE ((s.survey = 'talk'::text) AND (s.item = 'mood'::text) AND (s.response_id = t.response_id)))
            ELSE NULL::double precision
        END AS sentiment
   FROM (kept_club.talk t
     CROSS JOIN LATERAL ( VALUES ('why'::text,t.why,'a'::text,(t.a)::integer)) c(item, text, rating_item, rating))
  WHERE (btrim(c.text) <> ''::text);
ALTER TABLE kept_club.comment OWNER TO xm_kept_owner;
CREATE TABLE kept_club.unit (
    unit text NOT NULL,
    parent text,
    name text,
    kind text,
    opened date,
    closed date,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT unit_check CHECK ((closed >= opened)),
    CONSTRAINT unit_unit_check CHECK ((unit <> ''::text))
);
ALTER TABLE kept_club.unit OWNER TO xm_kept_owner;
CREATE VIEW kept_club.unit_path WITH (security_invoker='true') AS
 WITH RECURSIVE path(ancestor, unit, depth) AS (
         SELECT unit.unit,
            unit.unit,
            0 AS "?column?"
           FROM kept_club.unit
        UNION ALL
         SELECT u.parent,
            p.unit,
            (p.depth + 1)
           FROM (path p
             JOIN kept_club.unit u ON ((u.unit = p.ancestor)))
          WHERE (u.parent IS NOT NULL)
        )
 SELECT path.ancestor,
    path.unit,
    path.depth
   FROM path;
ALTER TABLE kept_club.unit_path OWNER TO xm_kept_owner;
CREATE VIEW kept_club.comment_word WITH (security_invoker='true') AS
 SELECT g.survey,
    g.item,
    g.rating_item,
    g.month,
    g.unit,
    w.word,
    w.responses,
    w.value,
    w.rest,
    w.difference,
    w.std_error,
    w.p_value,
    w.q_value
   FROM ( SELECT c.survey,
            c.item,
            c.rating_item,
            c.month,
            p.ancestor AS unit,
            xm.word_effects(xm.words(c.text, c.configuration), (c.rating)::double precision, (c.metric)::xm.metric) AS words
           FROM (( SELECT c_1.survey,
                    c_1.item,
                    c_1.rating_item,
                    (date_trunc('month'::text, (c_1.submitted_at AT TIME ZONE 'UTC'::text)))::date AS month,
                    c_1.unit,
                    c_1.text,
                    c_1.rating,
                        CASE split_part(COALESCE(c_1.language, 'en'::text), '-'::text, 1)
                            WHEN 'en'::text THEN 'english'::regconfig
                            ELSE 'simple'::regconfig
                        END AS configuration,
                        CASE c_1.rating_item
                            WHEN 'a'::text THEN 'nps'::text
                            ELSE NULL::text
                        END AS metric
                   FROM kept_club.comment c_1
                  WHERE ((c_1.survey = 'talk'::text) AND (c_1.item = 'why'::text) AND (c_1.rating IS NOT NULL))) c
             LEFT JOIN kept_club.unit_path p ON ((p.unit = c.unit)))
          GROUP BY c.survey, c.item, c.rating_item, c.month, p.ancestor) g,
    LATERAL unnest(g.words) w(word, responses, value, rest, difference, std_error, p_value, q_value, shrunken);
ALTER TABLE kept_club.comment_word OWNER TO xm_kept_owner;
CREATE TABLE kept_club.confidential_sentiment (
    survey text NOT NULL,
    item text NOT NULL,
    response_id bigint NOT NULL,
    probability double precision NOT NULL,
    fitted_at timestamp with time zone NOT NULL
);
ALTER TABLE kept_club.confidential_sentiment OWNER TO xm_kept_owner;
CREATE TABLE kept_club.contact (
    contact_id bigint NOT NULL,
    person_id bigint NOT NULL,
    survey text NOT NULL,
    wave text,
    channel text,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    invitation_id bigint,
    counts boolean DEFAULT true NOT NULL,
    CONSTRAINT contact_kind_check CHECK ((kind = ANY (ARRAY['invitation'::text, 'reminder'::text])))
);
ALTER TABLE kept_club.contact OWNER TO xm_kept_owner;
ALTER TABLE kept_club.contact ALTER COLUMN contact_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.contact_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_club.contact_rule (
    rule text NOT NULL,
    side text,
    channel text,
    survey text,
    max_contacts integer,
    period interval,
    rest interval,
    CONSTRAINT contact_rule_max_contacts_check CHECK ((max_contacts >= 0)),
    CONSTRAINT contact_rule_period_check CHECK ((period > '00:00:00'::interval)),
    CONSTRAINT contact_rule_rest_check CHECK ((rest > '00:00:00'::interval)),
    CONSTRAINT contact_rule_rule_check CHECK ((rule <> ''::text)),
    CONSTRAINT contact_rule_side_check CHECK ((side = ANY (ARRAY['employee'::text, 'customer'::text])))
);
ALTER TABLE kept_club.contact_rule OWNER TO xm_kept_owner;
CREATE TABLE kept_club.person (
    person_id bigint NOT NULL,
    side text NOT NULL,
    joined date,
    departed date,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    merged_into bigint,
    root bigint GENERATED ALWAYS AS (COALESCE(merged_into, person_id)) STORED,
    CONSTRAINT person_check CHECK ((departed >= joined)),
    CONSTRAINT person_check1 CHECK ((merged_into <> person_id)),
    CONSTRAINT person_side_check CHECK ((side = ANY (ARRAY['employee'::text, 'customer'::text])))
);
ALTER TABLE kept_club.person OWNER TO xm_kept_owner;
CREATE TABLE kept_club.purchase (
    purchase_id bigint NOT NULL,
    person_id bigint,
    at timestamp with time zone NOT NULL,
    amount numeric NOT NULL,
    currency text,
    unit text,
    source_id text
);
ALTER TABLE kept_club.purchase OWNER TO xm_kept_owner;
CREATE VIEW kept_club.customer_history WITH (security_invoker='true') AS
 SELECT p.person_id,
    a.first_answer,
    a.last_answer,
    a.last_ratings,
    h.frequency,
    h.recency,
    h.age,
    h.monetary,
    p.joined,
    p.departed
   FROM (((( SELECT person.root AS person_id,
            min(person.joined) AS joined,
                CASE
                    WHEN bool_and((person.departed IS NOT NULL)) THEN max(person.departed)
                    ELSE NULL::date
                END AS departed
           FROM kept_club.person
          WHERE (person.side = 'customer'::text)
          GROUP BY person.root) p
     LEFT JOIN ( SELECT q.root,
            min(t.submitted_at) AS first_answer,
            max(t.submitted_at) AS last_answer,
            jsonb_object_agg(t.item, t.rating ORDER BY t.submitted_at, t.response_id) FILTER (WHERE (t.rating IS NOT NULL)) AS last_ratings
           FROM (kept_club.answer t
             JOIN kept_club.person q ON ((q.person_id = t.person_id)))
          GROUP BY q.root) a ON ((a.root = p.person_id)))
     LEFT JOIN ( SELECT q.root,
            xm.purchase_history(t.at, t.amount, ( SELECT max(purchase.at) AS max
                   FROM kept_club.purchase)) AS bought
           FROM (kept_club.purchase t
             JOIN kept_club.person q ON ((q.person_id = t.person_id)))
          GROUP BY q.root) b ON ((b.root = p.person_id)))
     LEFT JOIN LATERAL ( SELECT (b.bought).frequency AS frequency,
            (b.bought).recency AS recency,
            (b.bought).age AS age,
            (b.bought).monetary AS monetary) h ON (true));
ALTER TABLE kept_club.customer_history OWNER TO xm_kept_owner;
CREATE SEQUENCE kept_club.dropped
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE kept_club.dropped OWNER TO xm_kept_owner;
CREATE VIEW kept_club.duplicate_answer WITH (security_invoker='true') AS
 SELECT t.survey,
    t.wave,
    t.root,
    t.person_id,
    t.response_id,
    t.submitted_at
   FROM ( SELECT 'talk'::text AS survey,
            t_1.wave,
            p.root,
            t_1.person_id,
            t_1.response_id,
            t_1.submitted_at,
            count(*) OVER (PARTITION BY p.root, t_1.wave) AS answers
           FROM (kept_club.talk t_1
             JOIN kept_club.person p ON ((p.person_id = t_1.person_id)))
          WHERE (t_1.complete AND (t_1.wave IS NOT NULL))
        UNION ALL
         SELECT NULL::text AS text,
            NULL::text AS text,
            NULL::bigint AS int8,
            NULL::bigint AS int8,
            NULL::bigint AS int8,
            NULL::timestamp with time zone AS timestamptz,
            (0)::bigint AS int8
          WHERE false) t(survey, wave, root, person_id, response_id, submitted_at, answers)
  WHERE (t.answers > 1);
ALTER TABLE kept_club.duplicate_answer OWNER TO xm_kept_owner;
CREATE TABLE kept_club.forgotten (
    hash bytea NOT NULL,
    at date DEFAULT CURRENT_DATE NOT NULL
);
ALTER TABLE kept_club.forgotten OWNER TO xm_kept_owner;
CREATE TABLE kept_club.invitation_token (
    hash bytea NOT NULL,
    invitation_id bigint NOT NULL,
    expires timestamp with time zone,
    status text,
    status_at timestamp with time zone,
    response_id bigint,
    CONSTRAINT invitation_token_status_check CHECK ((status = ANY (ARRAY['started'::text, 'answered'::text])))
);
ALTER TABLE kept_club.invitation_token OWNER TO xm_kept_owner;
CREATE TABLE kept_club.invited (
    invitation_id bigint NOT NULL,
    survey text NOT NULL,
    wave text,
    occasion text,
    person_id bigint NOT NULL,
    unit text,
    channel text,
    stratum text,
    probability double precision NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    reminders integer DEFAULT 0 NOT NULL,
    last_contact_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    status_at timestamp with time zone NOT NULL,
    CONSTRAINT invited_probability_check CHECK (((probability > (0)::double precision) AND (probability <= (1)::double precision))),
    CONSTRAINT invited_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'sent'::text, 'bounced'::text, 'refused'::text, 'ineligible'::text])))
);
ALTER TABLE kept_club.invited OWNER TO xm_kept_owner;
CREATE TABLE kept_club.wave (
    survey text NOT NULL,
    wave text NOT NULL,
    opens date,
    closes date,
    CONSTRAINT wave_check CHECK ((closes >= opens)),
    CONSTRAINT wave_wave_check CHECK ((wave <> ''::text))
);
ALTER TABLE kept_club.wave OWNER TO xm_kept_owner;
CREATE VIEW kept_club.invitation WITH (security_barrier='true') AS
 SELECT i.invitation_id,
    i.survey,
    i.wave,
    i.occasion,
    i.person_id,
    i.unit,
    i.channel,
    i.stratum,
    i.probability,
    i.invited_at,
    i.reminders,
    i.last_contact_at,
        CASE
            WHEN ((t.status = 'answered'::text) OR (i.status = ANY (ARRAY['planned'::text, 'sent'::text]))) THEN COALESCE(t.status,
            CASE
                WHEN ((i.status = 'sent'::text) AND (t.over OR t.closed)) THEN 'expired'::text
                ELSE NULL::text
            END, i.status)
            ELSE i.status
        END AS status,
        CASE
            WHEN ((t.status = 'answered'::text) OR (i.status = ANY (ARRAY['planned'::text, 'sent'::text]))) THEN COALESCE(t.status_at, i.status_at)
            ELSE i.status_at
        END AS status_at
   FROM ((kept_club.invited i
     JOIN ( SELECT survey.survey,
            ((survey.mode = 'identified'::text) OR xm_internal.was_granted('kept_club.survey'::regclass, survey.survey, 'custodian'::text)) AS answers_shown
           FROM kept_club.survey
          WHERE (xm_internal.was_granted('kept_club.survey'::regclass, survey.survey, 'sender'::text) OR ((survey.side = 'customer'::text) AND xm_internal.was_granted('kept_club.survey'::regclass, survey.survey, 'analyst'::text)))) s ON ((s.survey = i.survey)))
     LEFT JOIN LATERAL ( SELECT min(invitation_token.status) AS status,
            max(invitation_token.status_at) AS status_at,
            bool_and(COALESCE((invitation_token.expires <= now()), false)) AS over,
            (EXISTS ( SELECT
                   FROM kept_club.wave w
                  WHERE ((w.survey = i.survey) AND (w.wave = i.wave) AND s.answers_shown AND (w.closes < ((now() AT TIME ZONE ( SELECT setting.value
                           FROM kept_club.setting
                          WHERE (setting.name = 'time_zone'::text))))::date)))) AS closed
           FROM kept_club.invitation_token
          WHERE ((invitation_token.invitation_id = i.invitation_id) AND s.answers_shown)) t ON (true));
ALTER TABLE kept_club.invitation OWNER TO xm_kept_owner;
ALTER TABLE kept_club.invited ALTER COLUMN invitation_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.invited_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_club.item (
    survey text NOT NULL,
    item text NOT NULL,
    "position" integer NOT NULL,
    type text NOT NULL,
    question text,
    questions jsonb,
    concept text,
    metric text,
    scale_low integer,
    scale_high integer,
    reversed boolean,
    favourable int4range,
    unfavourable int4range,
    retired boolean NOT NULL
);
ALTER TABLE kept_club.item OWNER TO xm_kept_owner;
CREATE TABLE kept_club.person_clash (
    a bigint NOT NULL,
    b bigint NOT NULL,
    kinds text[] NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT person_clash_check CHECK ((a < b))
);
ALTER TABLE kept_club.person_clash OWNER TO xm_kept_owner;
CREATE VIEW kept_club.key_conflict WITH (security_invoker='true') AS
 SELECT c.a,
    c.b,
    c.kinds,
    c.since
   FROM ((kept_club.person_clash c
     JOIN kept_club.person p ON ((p.person_id = c.a)))
     JOIN kept_club.person q ON ((q.person_id = c.b)))
  WHERE (p.root <> q.root);
ALTER TABLE kept_club.key_conflict OWNER TO xm_kept_owner;
CREATE TABLE kept_club.ledger (
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    person_id bigint NOT NULL,
    version integer NOT NULL,
    fingerprint bigint,
    comment_id bigint
);
ALTER TABLE kept_club.ledger OWNER TO xm_kept_owner;
CREATE TABLE kept_club.publication (
    publication_id bigint NOT NULL,
    survey text NOT NULL,
    wave text NOT NULL,
    published_at timestamp with time zone DEFAULT now() NOT NULL,
    published_by text NOT NULL,
    k integer NOT NULL,
    colluders integer NOT NULL,
    version text NOT NULL,
    breakdowns jsonb NOT NULL,
    distributions integer NOT NULL,
    comments integer NOT NULL
);
ALTER TABLE kept_club.publication OWNER TO xm_kept_owner;
CREATE TABLE kept_club.published (
    publication_id bigint NOT NULL,
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    unit text,
    breakdown jsonb NOT NULL,
    status text NOT NULL,
    responses bigint,
    value double precision,
    std_error double precision,
    lower double precision,
    upper double precision,
    cut boolean,
    favourable double precision,
    neutral double precision,
    unfavourable double precision,
    r xm.ratings,
    metric text,
    published_id bigint NOT NULL,
    CONSTRAINT published_status_check CHECK ((status = ANY (ARRAY['released'::text, 'withheld'::text])))
);
ALTER TABLE kept_club.published OWNER TO xm_kept_owner;
CREATE VIEW kept_club.published_score WITH (security_invoker='true') AS
 WITH latest AS (
         SELECT DISTINCT ON (p.survey, p.item, p.unit, p.wave) p.survey,
            p.item,
            p.unit,
            p.wave,
            p.publication_id,
            p.responses,
            p.value,
            p.std_error,
            p.lower,
            p.upper,
            p.cut,
            p.metric,
            w.number
           FROM (kept_club.published p
             JOIN ( SELECT wave.survey,
                    wave.wave,
                    row_number() OVER (PARTITION BY wave.survey ORDER BY COALESCE(wave.closes, wave.opens), wave.wave) AS number
                   FROM kept_club.wave) w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
          WHERE ((p.status = 'released'::text) AND (p.breakdown = '{}'::jsonb))
          ORDER BY p.survey, p.item, p.unit, p.wave, p.publication_id DESC
        )
 SELECT l.survey,
    l.item,
    i.concept,
    i.question,
    l.unit,
    u.name AS unit_name,
    l.wave,
    l.metric,
    l.responses,
    l.value,
    l.std_error,
    l.lower,
    l.upper,
    c.change,
    c.lower AS change_lower,
    c.upper AS change_upper,
    c.p_value AS change_p_value,
    l.cut,
    l.publication_id
   FROM ((((latest l
     JOIN kept_club.item i ON (((i.survey = l.survey) AND (i.item = l.item))))
     LEFT JOIN kept_club.unit u ON ((u.unit = l.unit)))
     LEFT JOIN latest b ON (((b.survey = l.survey) AND (b.item = l.item) AND (NOT (b.unit IS DISTINCT FROM l.unit)) AND (b.number = (l.number - 1)) AND (b.metric = l.metric))))
     CROSS JOIN LATERAL xm_internal.change_of(l.value, l.std_error, b.value, b.std_error, (0.95)::double precision) c(change, lower, upper, p_value));
ALTER TABLE kept_club.published_score OWNER TO xm_kept_owner;
CREATE TABLE kept_club.summary_log (
    log_id bigint NOT NULL,
    survey text NOT NULL,
    added boolean NOT NULL,
    wave text,
    unit text,
    month date NOT NULL,
    touchpoint text,
    channel text,
    items text[] NOT NULL,
    r xm.ratings[] NOT NULL,
    m xm.moments[] NOT NULL
);
ALTER TABLE kept_club.summary_log OWNER TO xm_kept_owner;
CREATE VIEW kept_club.summary_logged AS
 SELECT l.survey,
    i.item,
    l.wave,
    l.unit,
    l.month,
    l.touchpoint,
    l.channel,
    l.added,
    l.r[p.at] AS r,
    l.m[p.at] AS m
   FROM ((kept_club.summary_log l
     JOIN kept_club.item i ON ((i.survey = l.survey)))
     CROSS JOIN LATERAL ( SELECT array_position(l.items, i.item) AS at
         OFFSET 0) p)
  WHERE ((l.r[p.at] IS NOT NULL) OR (l.m[p.at] IS NOT NULL));
ALTER TABLE kept_club.summary_logged OWNER TO xm_kept_owner;
CREATE TABLE kept_club.summary_store (
    summary_id bigint NOT NULL,
    survey text NOT NULL,
    item text NOT NULL,
    wave text,
    unit text,
    month date NOT NULL,
    touchpoint text,
    channel text,
    r xm.ratings,
    m xm.moments
);
ALTER TABLE kept_club.summary_store OWNER TO xm_kept_owner;
CREATE VIEW kept_club.summary_part AS
 SELECT summary_store.survey,
    summary_store.item,
    summary_store.wave,
    summary_store.unit,
    summary_store.month,
    summary_store.touchpoint,
    summary_store.channel,
    true AS added,
    summary_store.r,
    summary_store.m
   FROM kept_club.summary_store
UNION ALL
 SELECT summary_logged.survey,
    summary_logged.item,
    summary_logged.wave,
    summary_logged.unit,
    summary_logged.month,
    summary_logged.touchpoint,
    summary_logged.channel,
    summary_logged.added,
    summary_logged.r,
    summary_logged.m
   FROM kept_club.summary_logged;
ALTER TABLE kept_club.summary_part OWNER TO xm_kept_owner;
CREATE VIEW kept_club.summary WITH (security_barrier='true') AS
 SELECT summary_part.survey,
    summary_part.item,
    summary_part.wave,
    summary_part.unit,
    summary_part.month,
    summary_part.touchpoint,
    summary_part.channel,
    (xm.rollup(summary_part.r) FILTER (WHERE summary_part.added) - xm.rollup(summary_part.r) FILTER (WHERE (NOT summary_part.added))) AS r,
    (xm.rollup(summary_part.m) FILTER (WHERE summary_part.added) - xm.rollup(summary_part.m) FILTER (WHERE (NOT summary_part.added))) AS m
   FROM kept_club.summary_part
  WHERE (summary_part.survey = ANY (ARRAY( SELECT s.survey
           FROM kept_club.survey s
          WHERE xm_internal.may_read_answers('kept_club.survey'::regclass, s.survey))))
  GROUP BY summary_part.survey, summary_part.item, summary_part.wave, summary_part.unit, summary_part.month, summary_part.touchpoint, summary_part.channel
 HAVING (COALESCE(xm.responses(xm.rollup(summary_part.r) FILTER (WHERE summary_part.added)), xm.responses(xm.rollup(summary_part.m) FILTER (WHERE summary_part.added))) > COALESCE(xm.responses(xm.rollup(summary_part.r) FILTER (WHERE (NOT summary_part.added))), xm.responses(xm.rollup(summary_part.m) FILTER (WHERE (NOT summary_part.added))), (0)::bigint));
ALTER TABLE kept_club.summary OWNER TO xm_kept_owner;
CREATE VIEW kept_club.link_input WITH (security_invoker='true') AS
 WITH concept AS (
         SELECT DISTINCT ON (all_scores.side, all_scores.concept, all_scores.unit, all_scores.quarter) all_scores.side,
            all_scores.concept,
            all_scores.unit,
            all_scores.quarter,
            all_scores.value,
            all_scores.std_error,
            all_scores.responses
           FROM ( SELECT p.side,
                    p.concept,
                    p.unit,
                    p.quarter,
                    p.is_scale,
                    e.value,
                    e.std_error,
                    e.responses
                   FROM (( SELECT s.side,
                            i.concept,
                            i.metric,
                            t.unit,
                            (date_trunc('quarter'::text, (COALESCE(w.closes, t.month))::timestamp with time zone))::date AS quarter,
                            (i.type = 'scale'::text) AS is_scale,
                            xm.rollup(t.r) AS r,
                            xm.rollup(t.m) AS m
                           FROM (((kept_club.summary t
                             JOIN kept_club.item i ON (((i.survey = t.survey) AND (i.item = t.item))))
                             JOIN kept_club.survey s ON ((s.survey = t.survey)))
                             LEFT JOIN kept_club.wave w ON (((w.survey = t.survey) AND (w.wave = t.wave))))
                          WHERE ((s.mode = 'identified'::text) AND (i.concept IS NOT NULL) AND (NOT i.retired) AND (t.unit IS NOT NULL))
                          GROUP BY s.side, i.concept, i.metric, t.survey, t.item, t.unit, ((date_trunc('quarter'::text, (COALESCE(w.closes, t.month))::timestamp with time zone))::date), i.type) p
                     CROSS JOIN LATERAL xm_internal.score_of(p.r, p.m, p.metric, (0.95)::double precision) e(responses, value, std_error, lower, upper))
                UNION ALL
                 SELECT s.side,
                    p.concept,
                    p.unit,
                    (date_trunc('quarter'::text, (COALESCE(w.closes, w.opens, ((n.published_at AT TIME ZONE 'UTC'::text))::date))::timestamp with time zone))::date AS date_trunc,
                    (i.type = 'scale'::text),
                    p.value,
                    p.std_error,
                    p.responses
                   FROM ((((kept_club.published_score p
                     JOIN kept_club.survey s ON ((s.survey = p.survey)))
                     JOIN kept_club.item i ON (((i.survey = p.survey) AND (i.item = p.item))))
                     JOIN kept_club.wave w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
                     JOIN kept_club.publication n ON ((n.publication_id = p.publication_id)))
                  WHERE ((p.concept IS NOT NULL) AND (NOT i.retired) AND (p.unit IS NOT NULL) AND (NOT (EXISTS ( SELECT
                           FROM kept_club.unit b
                          WHERE (b.parent = p.unit)))))) all_scores
          ORDER BY all_scores.side, all_scores.concept, all_scores.unit, all_scores.quarter, all_scores.is_scale DESC, all_scores.responses DESC, all_scores.std_error, all_scores.value
        )
 SELECT q.unit,
    q.quarter,
    ex.concept AS ex_concept,
    cx.concept AS cx_concept,
    ex.value AS ex_value,
    ex.std_error AS ex_std_error,
    ex.responses AS ex_responses,
    cx.value AS cx_value,
    cx.std_error AS cx_std_error,
    cx.responses AS cx_responses
   FROM ( SELECT concept.unit,
            concept.quarter,
            array_agg(ROW(concept.concept, concept.value, concept.std_error, concept.responses)) FILTER (WHERE (concept.side = 'employee'::text)) AS employees,
            array_agg(ROW(concept.concept, concept.value, concept.std_error, concept.responses)) FILTER (WHERE (concept.side = 'customer'::text)) AS customers
           FROM concept
          GROUP BY concept.unit, concept.quarter) q,
    LATERAL unnest(q.employees) ex(concept text, value double precision, std_error double precision, responses bigint),
    LATERAL unnest(q.customers) cx(concept text, value double precision, std_error double precision, responses bigint);
ALTER TABLE kept_club.link_input OWNER TO xm_kept_owner;
CREATE TABLE kept_club.membership (
    person_id bigint NOT NULL,
    since date NOT NULL,
    unit text,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL
);
ALTER TABLE kept_club.membership OWNER TO xm_kept_owner;
CREATE TABLE kept_club.model (
    survey text NOT NULL,
    item text NOT NULL,
    language text NOT NULL,
    fitted_at timestamp with time zone NOT NULL,
    model xm.text_model NOT NULL
);
ALTER TABLE kept_club.model OWNER TO xm_kept_owner;
CREATE TABLE kept_club.opt_out (
    person_id bigint NOT NULL,
    channel text,
    since timestamp with time zone DEFAULT now() NOT NULL,
    opt_out_id bigint NOT NULL
);
ALTER TABLE kept_club.opt_out OWNER TO xm_kept_owner;
ALTER TABLE kept_club.opt_out ALTER COLUMN opt_out_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.opt_out_opt_out_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_club.person_key (
    side text NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT person_key_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT person_key_value_check CHECK ((value <> ''::text))
);
ALTER TABLE kept_club.person_key OWNER TO xm_kept_owner;
CREATE TABLE kept_club.person_merge (
    merge_id bigint NOT NULL,
    kept bigint NOT NULL,
    merged bigint NOT NULL,
    merged_at timestamp with time zone DEFAULT now() NOT NULL,
    merged_by text NOT NULL,
    evidence jsonb DEFAULT '{}'::jsonb NOT NULL,
    undone_at timestamp with time zone,
    CONSTRAINT person_merge_check CHECK ((kept <> merged))
);
ALTER TABLE kept_club.person_merge OWNER TO xm_kept_owner;
ALTER TABLE kept_club.person_merge ALTER COLUMN merge_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.person_merge_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_club.person ALTER COLUMN person_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_club.person_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW kept_club.person_root WITH (security_invoker='true') AS
 SELECT person.person_id,
    person.root
   FROM kept_club.person;
ALTER TABLE kept_club.person_root OWNER TO xm_kept_owner;
CREATE VIEW kept_club.person_unit WITH (security_invoker='true') AS
 SELECT membership.person_id,
    membership.unit,
    membership.since,
    (lead(membership.since) OVER (PARTITION BY membership.person_id ORDER BY membership.since) - 1) AS until
   FROM kept_club.membership;
ALTER TABLE kept_club.person_unit OWNER TO xm_kept_owner;
CREATE TABLE kept_club.publication_cell (
    cell_id bigint NOT NULL,
    publication_id bigint NOT NULL,
    survey text NOT NULL,
    wave text NOT NULL,
    items text[] NOT NULL,
    unit text,
    breakdown jsonb NOT NULL,
    distribution boolean NOT NULL,
    persons bigint NOT NULL,
    members bigint[] NOT NULL,
    versions integer[]
);
ALTER TABLE kept_club.publication_cell OWNER TO xm_kept_owner;
ALTER TABLE kept_club.publication_cell ALTER COLUMN cell_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.publication_cell_cell_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_club.publication ALTER COLUMN publication_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.publication_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_club.published_comment (
    publication_id bigint NOT NULL,
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    unit text,
    comment text NOT NULL,
    comment_id bigint DEFAULT xm_internal.random_id() NOT NULL
);
ALTER TABLE kept_club.published_comment OWNER TO xm_kept_owner;
ALTER TABLE kept_club.published ALTER COLUMN published_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.published_published_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_club.purchase ALTER COLUMN purchase_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_club.purchase_purchase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE kept_club.refused
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE kept_club.refused OWNER TO xm_kept_owner;
CREATE VIEW kept_club.representativeness AS
 SELECT representativeness.survey,
    representativeness.wave,
    representativeness.r_indicator,
    representativeness.r_indicator_adjusted,
    representativeness.max_bias,
    representativeness.partial
   FROM xm_internal.representativeness('kept_club.survey'::regclass) representativeness(survey, wave, r_indicator, r_indicator_adjusted, max_bias, partial);
ALTER TABLE kept_club.representativeness OWNER TO xm_kept_owner;
CREATE TABLE kept_club.wave_unit (
    survey text NOT NULL,
    wave text NOT NULL,
    unit text NOT NULL,
    asked bigint NOT NULL,
    CONSTRAINT wave_unit_asked_check CHECK ((asked >= 0))
);
ALTER TABLE kept_club.wave_unit OWNER TO xm_kept_owner;
CREATE VIEW kept_club.response_rate WITH (security_invoker='true') AS
 SELECT w.survey,
    w.wave,
    w.unit,
    w.asked,
    COALESCE(c.started, (0)::bigint) AS started,
    COALESCE(c.completed, (0)::bigint) AS completed,
    ((COALESCE(c.started, (0)::bigint))::double precision / (NULLIF(w.asked, 0))::double precision) AS start_rate,
    ((COALESCE(c.completed, (0)::bigint))::double precision / (NULLIF(w.asked, 0))::double precision) AS completion_rate
   FROM ((kept_club.wave_unit w
     JOIN kept_club.survey s ON ((s.survey = w.survey)))
     LEFT JOIN xm_internal.response_counts('kept_club.survey'::regclass) c(survey, wave, unit, started, completed) ON (((c.survey = w.survey) AND (c.wave = w.wave) AND (c.unit = w.unit))))
  WHERE ((s.mode = 'identified'::text) OR (w.asked >= 10));
ALTER TABLE kept_club.response_rate OWNER TO xm_kept_owner;
CREATE TABLE kept_club.summary_above (
    above_id bigint NOT NULL,
    survey text NOT NULL,
    item text NOT NULL,
    wave text,
    unit text NOT NULL,
    month date NOT NULL,
    r xm.ratings,
    m xm.moments
);
ALTER TABLE kept_club.summary_above OWNER TO xm_kept_owner;
CREATE VIEW kept_club.summary_path WITH (security_barrier='true') AS
 SELECT t.survey,
    t.item,
    t.wave,
    t.unit,
    t.month,
    t.added,
    t.r,
    t.m
   FROM ( SELECT summary_store.survey,
            summary_store.item,
            summary_store.wave,
            summary_store.unit,
            summary_store.month,
            true AS added,
            summary_store.r,
            summary_store.m
           FROM kept_club.summary_store
        UNION ALL
         SELECT summary_above.survey,
            summary_above.item,
            summary_above.wave,
            summary_above.unit,
            summary_above.month,
            true,
            summary_above.r,
            summary_above.m
           FROM kept_club.summary_above
        UNION ALL
         SELECT summary_logged.survey,
            summary_logged.item,
            summary_logged.wave,
            summary_logged.unit,
            summary_logged.month,
            summary_logged.added,
            summary_logged.r,
            summary_logged.m
           FROM kept_club.summary_logged
        UNION ALL
         SELECT l.survey,
            l.item,
            l.wave,
            a.ancestor,
            l.month,
            l.added,
            l.r,
            l.m
           FROM (kept_club.summary_logged l
             JOIN kept_club.unit_path a ON (((a.unit = l.unit) AND (a.depth > 0))))) t
  WHERE (t.survey = ANY (ARRAY( SELECT s.survey
           FROM kept_club.survey s
          WHERE xm_internal.may_read_answers('kept_club.survey'::regclass, s.survey))));
ALTER TABLE kept_club.summary_path OWNER TO xm_kept_owner;
CREATE VIEW kept_club.score WITH (security_invoker='true') AS
 SELECT g.survey,
    g.item,
    i.concept,
    i.question,
    g.unit,
    u.name AS unit_name,
    make_date((p.period / 12), ((p.period % 12) + 1), 1) AS month,
    i.metric,
    p.responses,
    p.value,
    p.std_error,
    p.lower,
    p.upper,
    p.change,
    p.change_lower,
    p.change_upper,
    p.change_p_value
   FROM (((( SELECT t.survey,
            t.item,
            t.unit,
            xm_internal.period_scores(xm_internal.month_number(t.month), t.added, t.r, t.m, j.metric, (0.95)::double precision) AS periods
           FROM (kept_club.summary_path t
             JOIN kept_club.item j ON (((j.survey = t.survey) AND (j.item = t.item) AND (NOT j.retired))))
          GROUP BY t.survey, t.item, t.unit) g
     JOIN kept_club.item i ON (((i.survey = g.survey) AND (i.item = g.item))))
     LEFT JOIN kept_club.unit u ON ((u.unit = g.unit)))
     CROSS JOIN LATERAL unnest(g.periods) p(period, responses, value, std_error, lower, upper, change, change_lower, change_upper, change_p_value));
ALTER TABLE kept_club.score OWNER TO xm_kept_owner;
CREATE VIEW kept_club.score_benchmark WITH (security_invoker='true') AS
 WITH entry AS (
         SELECT b.benchmark,
            b.year,
            b.survey,
            b.item,
            b.concept,
            COALESCE(b.metric, i.metric, 'mean'::text) AS metric,
            COALESCE(b.value, e.value) AS value,
            COALESCE(b.std_error, e.std_error, (0)::double precision) AS std_error
           FROM ((kept_club.benchmark_value b
             LEFT JOIN kept_club.item i ON (((i.survey = b.survey) AND (i.item = b.item))))
             CROSS JOIN LATERAL xm_internal.score_of(b.r, NULL::xm.moments, COALESCE(b.metric, i.metric), (0.95)::double precision) e(responses, value, std_error, lower, upper))
        ), year AS (
         SELECT entry.benchmark,
            entry.year,
            entry.survey,
            entry.item,
            entry.concept,
            entry.metric,
            count(*) AS entries,
            avg(entry.value) AS value,
            (sqrt(sum((entry.std_error * entry.std_error))) / (count(*))::double precision) AS std_error,
            array_agg(entry.value) AS entry_values,
            lead(entry.year) OVER (PARTITION BY entry.benchmark, entry.survey, entry.item, entry.concept, entry.metric ORDER BY entry.year) AS next_year
           FROM entry
          WHERE (entry.value IS NOT NULL)
          GROUP BY entry.benchmark, entry.year, entry.survey, entry.item, entry.concept, entry.metric
        ), of_item AS (
         SELECT i.survey,
            i.item,
            y_1.benchmark,
            y_1.year,
            y_1.next_year,
            y_1.metric,
            y_1.entries,
            y_1.value,
            y_1.std_error,
            y_1.entry_values
           FROM (year y_1
             JOIN kept_club.item i ON ((((y_1.survey = i.survey) AND (y_1.item = i.item)) OR (y_1.concept = i.concept))))
        )
 SELECT s.survey,
    s.item,
    s.concept,
    s.question,
    s.unit,
    s.unit_name,
    s.month,
    s.metric,
    s.responses,
    s.value,
    s.std_error,
    s.lower,
    s.upper,
    s.change,
    s.change_lower,
    s.change_upper,
    s.change_p_value,
    y.benchmark,
    y.year,
    y.value AS benchmark_value,
    y.entries,
    c.change AS difference,
    c.lower AS difference_lower,
    c.upper AS difference_upper,
    ( SELECT avg(
                CASE
                    WHEN (v.v < s.value) THEN (1.0)::double precision
                    WHEN (v.v = s.value) THEN (0.5)::double precision
                    ELSE (0)::double precision
                END) AS avg
           FROM unnest(y.entry_values) v(v)) AS percentile
   FROM ((( SELECT t.survey,
            t.item,
            t.concept,
            t.question,
            t.unit,
            t.unit_name,
            t.month,
            t.metric,
            t.responses,
            t.value,
            t.std_error,
            t.lower,
            t.upper,
            t.change,
            t.change_lower,
            t.change_upper,
            t.change_p_value
           FROM (kept_club.score t
             JOIN kept_club.survey u ON (((u.survey = t.survey) AND (u.mode = 'identified'::text))))
        UNION ALL
         SELECT p.survey,
            p.item,
            p.concept,
            p.question,
            p.unit,
            p.unit_name,
            (date_trunc('month'::text, (COALESCE(w.closes, w.opens, ((n.published_at AT TIME ZONE 'UTC'::text))::date))::timestamp with time zone))::date AS date_trunc,
            p.metric,
            p.responses,
            p.value,
            p.std_error,
            p.lower,
            p.upper,
            p.change,
            p.change_lower,
            p.change_upper,
            p.change_p_value
           FROM ((kept_club.published_score p
             JOIN kept_club.wave w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
             JOIN kept_club.publication n ON ((n.publication_id = p.publication_id)))) s
     JOIN of_item y ON (((y.survey = s.survey) AND (y.item = s.item) AND (y.metric = COALESCE(s.metric, 'mean'::text)) AND ((y.year)::numeric <= EXTRACT(year FROM s.month)) AND COALESCE(((y.next_year)::numeric > EXTRACT(year FROM s.month)), true))))
     CROSS JOIN LATERAL xm_internal.change_of(s.value, s.std_error, y.value, y.std_error, (0.95)::double precision) c(change, lower, upper, p_value));
ALTER TABLE kept_club.score_benchmark OWNER TO xm_kept_owner;
ALTER TABLE kept_club.summary_above ALTER COLUMN above_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.summary_above_above_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_club.summary_log ALTER COLUMN log_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.summary_log_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_club.summary_store ALTER COLUMN summary_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_club.summary_store_summary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW kept_club.talk_labelled WITH (security_invoker='true') AS
 SELECT t.response_id,
    t.source_id,
    t.started_at,
    t.submitted_at,
    t.wave,
    t.unit,
    t.person_id,
    t.touchpoint,
    t.channel,
    t.language,
    t.complete,
    t.weight,
    t.missing,
    (t.a)::text AS a,
    t.why,
    ( SELECT s.probability
           FROM kept_club.comment_sentiment s
          WHERE ((s.survey = 'talk'::text) AND (s.item = 'mood'::text) AND (s.response_id = t.response_id))) AS mood
   FROM kept_club.talk t;
ALTER TABLE kept_club.talk_labelled OWNER TO xm_kept_owner;
ALTER TABLE kept_club.talk ALTER COLUMN response_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_club.talk_response_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_club.touchpoint (
    touchpoint text NOT NULL,
    journey text,
    "position" integer,
    title text,
    CONSTRAINT touchpoint_touchpoint_check CHECK ((touchpoint <> ''::text))
);
ALTER TABLE kept_club.touchpoint OWNER TO xm_kept_owner;
CREATE TABLE kept_club.universe (
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    metric text NOT NULL,
    std_dev double precision,
    freedom double precision
);
ALTER TABLE kept_club.universe OWNER TO xm_kept_owner;
CREATE TABLE kept_club.workspace_grant (
    role text NOT NULL,
    kind text NOT NULL,
    survey text DEFAULT ''::text NOT NULL,
    CONSTRAINT workspace_grant_kind_check CHECK ((kind = ANY (ARRAY['collector'::text, 'analyst'::text, 'custodian'::text, 'sender'::text])))
);
ALTER TABLE kept_club.workspace_grant OWNER TO xm_kept_owner;
COPY kept_club.action (action_id, survey, item, unit, title, owner, started, ended, expected) FROM stdin;
\.
COPY kept_club.alert (alert_id, xid, rule, kind, survey, item, unit, response_id, period, signal, value, raised_at, acknowledged_by, acknowledged_at) FROM stdin;
\.
COPY kept_club.alert_rule (rule, survey, item, unit, descendants, kind, comparison, threshold, choice, min_responses, point, active, reason) FROM stdin;
\.
COPY kept_club.anonymous_asked (survey, wave, asked, id) FROM stdin;
\.
COPY kept_club.anonymous_token (hash, survey, wave) FROM stdin;
\.
COPY kept_club.benchmark_value (benchmark, entry, survey, item, concept, metric, industry, year, value, std_error, r) FROM stdin;
\.
COPY kept_club.case_file (case_id, alert_id, person_id, unit, owner, opened_at, due_at, closed_at, outcome, note, survey) FROM stdin;
\.
COPY kept_club.choice (survey, item, code, "position", label, labels, kind, source, retired) FROM stdin;
\.
COPY kept_club.comment_sentiment (survey, item, response_id, probability, fitted_at) FROM stdin;
talk	mood	1	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	2	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	3	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	4	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	5	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	6	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	7	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	8	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	9	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	10	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	11	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	12	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	13	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	14	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	15	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	16	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	17	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	18	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	19	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	20	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	21	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	22	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	23	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	24	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	25	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	26	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	27	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	28	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	29	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	30	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	31	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	32	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	33	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	34	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	35	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	36	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	37	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	38	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	39	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	40	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	41	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	42	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	43	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	44	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	45	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	46	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	47	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	48	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	49	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	50	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	51	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	52	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	53	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	54	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	55	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	56	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	57	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	58	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	59	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	60	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	61	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	62	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	63	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	64	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	65	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	66	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	67	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	68	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	69	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	70	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	71	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	72	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	73	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	74	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	75	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	76	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	77	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	78	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	79	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	80	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	81	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	82	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	83	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	84	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	85	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	86	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	87	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	88	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	89	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	90	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	91	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	92	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	93	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	94	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	95	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	96	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	97	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	98	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	99	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	100	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	101	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	102	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	103	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	104	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	105	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	106	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	107	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	108	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	109	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	110	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	111	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	112	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	113	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	114	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	115	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	116	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	117	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	118	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	119	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	120	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	121	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	122	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	123	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	124	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	125	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	126	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	127	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	128	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	129	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	130	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	131	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	132	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	133	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	134	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	135	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	136	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	137	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	138	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	139	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	140	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	141	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	142	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	143	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	144	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	145	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	146	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	147	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	148	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	149	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	150	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	151	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	152	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	153	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	154	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	155	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	156	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	157	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	158	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	159	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	160	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	161	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	162	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	163	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	164	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	165	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	166	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	167	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	168	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	169	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	170	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	171	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	172	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	173	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	174	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	175	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	176	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	177	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	178	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	179	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	180	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	181	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	182	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	183	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	184	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	185	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	186	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	187	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	188	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	189	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	190	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	191	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	192	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	193	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	194	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	195	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	196	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	197	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	198	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	199	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	200	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	201	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	202	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	203	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	204	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	205	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	206	0.9962111716333523	2026-12-01 03:02:47.308591+00
talk	mood	207	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	208	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	209	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	210	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	211	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	212	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	213	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	214	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	215	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	216	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	217	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	218	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	219	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	220	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	221	0.0012185084964498002	2026-12-01 03:02:47.308591+00
talk	mood	222	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	223	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	224	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	225	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	226	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	227	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	228	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	229	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	230	0.9964532843278991	2026-12-01 03:02:47.308591+00
talk	mood	231	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	232	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	233	0.0013200309282652646	2026-12-01 03:02:47.308591+00
talk	mood	234	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	235	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	236	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	237	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	238	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	239	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	240	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	241	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	242	0.996412620521518	2026-12-01 03:02:47.308591+00
talk	mood	243	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	244	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	245	0.0013018963061335034	2026-12-01 03:02:47.308591+00
talk	mood	246	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	247	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	248	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	249	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	250	0.9964039933300461	2026-12-01 03:02:47.308591+00
talk	mood	251	0.0011563441194318127	2026-12-01 03:02:47.308591+00
talk	mood	252	0.9968490157926164	2026-12-01 03:02:47.308591+00
talk	mood	253	0.0013909827570561574	2026-12-01 03:02:47.308591+00
talk	mood	254	0.9966799771627709	2026-12-01 03:02:47.308591+00
talk	mood	255	0.0012214458378630674	2026-12-01 03:02:47.308591+00
talk	mood	256	0.9962202596691784	2026-12-01 03:02:47.308591+00
talk	mood	257	0.0011591317810634332	2026-12-01 03:02:47.308591+00
talk	mood	258	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	259	0.0012354830141469465	2026-12-01 03:02:47.308591+00
talk	mood	260	0.996633826018755	2026-12-01 03:02:47.308591+00
talk	mood	261	0.0012354830141469465	2026-12-01 03:02:47.308591+00
\.
COPY kept_club.confidential_sentiment (survey, item, response_id, probability, fitted_at) FROM stdin;
\.
COPY kept_club.contact (contact_id, person_id, survey, wave, channel, kind, at, invitation_id, counts) FROM stdin;
\.
COPY kept_club.contact_rule (rule, side, channel, survey, max_contacts, period, rest) FROM stdin;
\.
COPY kept_club.forgotten (hash, at) FROM stdin;
\.
COPY kept_club.invitation_token (hash, invitation_id, expires, status, status_at, response_id) FROM stdin;
\.
COPY kept_club.invited (invitation_id, survey, wave, occasion, person_id, unit, channel, stratum, probability, invited_at, reminders, last_contact_at, status, status_at) FROM stdin;
\.
COPY kept_club.item (survey, item, "position", type, question, questions, concept, metric, scale_low, scale_high, reversed, favourable, unfavourable, retired) FROM stdin;
talk	a	1	rating	\N	\N	\N	nps	0	10	f	[9,11)	[0,7)	f
talk	why	2	text	\N	\N	\N	\N	\N	\N	\N	\N	\N	f
talk	mood	3	sentiment	\N	\N	\N	\N	\N	\N	\N	\N	\N	f
\.
COPY kept_club.ledger (survey, wave, item, person_id, version, fingerprint, comment_id) FROM stdin;
\.
COPY kept_club.membership (person_id, since, unit, attributes) FROM stdin;
\.
COPY kept_club.model (survey, item, language, fitted_at, model) FROM stdin;
talk	mood	en	2026-12-01 03:02:47.308591+00	{"type":"text_model","version":1,"smoothing":1,"comments":[24,19,26,21,14,45,13,25,53,20],"words":{"broken":[0,0,0,0,0,0,6,0,26,0],"clean":[0,7,0,0,0,13,0,6,0,6],"dirti":[18,0,0,0,0,0,7,0,7,0],"great":[0,6,0,13,0,13,0,0,0,0],"kind":[0,6,0,0,0,7,0,13,0,7],"music":[0,0,0,0,6,13,0,6,19,7],"park":[6,6,0,0,0,6,6,13,14,0],"quick":[0,0,0,8,0,12,0,6,0,7],"rude":[0,0,12,0,8,0,0,0,13,0],"shop":[6,13,12,7,0,6,0,0,7,0],"slow":[6,0,14,0,6,0,0,0,7,0],"staff":[12,0,0,0,8,13,0,0,7,13],"till":[0,0,14,14,0,7,7,6,6,0]},"sample":[[0,6,5,10],[0,6,2,9],[0,7,6,8],[0,7,0,11],[1,6,3,5],[1,7,1,5],[1,6,7,9],[0,6,8,9],[0,6,5,8],[0,6,2,11],[0,6,0,12],[1,7,3,11],[1,7,4,11],[1,7,5,7],[0,8,8,11],[0,6,10,11],[1,6,3,6],[1,6,4,9],[0,7,2,12],[0,6,8,12],[1,6,4,5],[1,7,4,6],[1,7,3,9],[0,6,0,5],[1,6,3,12],[1,7,1,9],[1,7,4,12],[0,8,10,12],[0,7,0,9],[0,6,9,10],[1,8,7,12],[0,6,2,6],[1,6,1,6],[1,6,1,11],[0,7,6,10],[1,6,6,7],[1,6,7,11],[0,7,2,5],[0,6,0,6],[1,6,1,12]]}
\.
COPY kept_club.opt_out (person_id, channel, since, opt_out_id) FROM stdin;
\.
COPY kept_club.person (person_id, side, joined, departed, attributes, merged_into) FROM stdin;
4	customer	2025-01-05	\N	{}	\N
5	customer	2025-01-06	\N	{}	\N
7	customer	2025-01-08	\N	{}	\N
8	customer	2025-01-09	\N	{}	\N
9	customer	2025-01-10	\N	{}	\N
10	customer	2025-01-11	\N	{}	\N
11	customer	2025-01-12	\N	{}	\N
12	customer	2025-01-13	\N	{}	\N
13	customer	2025-01-14	\N	{}	\N
14	customer	2025-01-15	\N	{}	\N
15	customer	2025-01-16	\N	{}	\N
16	customer	2025-01-17	\N	{}	\N
17	customer	2025-01-18	\N	{}	\N
18	customer	2025-01-19	\N	{}	\N
19	customer	2025-01-20	\N	{}	\N
20	customer	2025-01-21	\N	{}	\N
21	customer	2025-01-22	\N	{}	\N
22	customer	2025-01-23	\N	{}	\N
23	customer	2025-01-24	\N	{}	\N
24	customer	2025-01-25	\N	{}	\N
25	customer	2025-01-26	\N	{}	\N
26	customer	2025-01-27	\N	{}	\N
27	customer	2025-01-28	\N	{}	\N
28	customer	2025-01-29	\N	{}	\N
29	customer	2025-01-30	\N	{}	\N
30	customer	2025-01-31	\N	{}	\N
31	customer	2025-02-01	\N	{}	\N
32	customer	2025-02-02	\N	{}	\N
33	customer	2025-02-03	\N	{}	\N
34	customer	2025-02-04	\N	{}	\N
35	customer	2025-02-05	\N	{}	\N
36	customer	2025-02-06	\N	{}	\N
37	customer	2025-02-07	\N	{}	\N
38	customer	2025-02-08	\N	{}	\N
39	customer	2025-02-09	\N	{}	\N
40	customer	2025-02-10	\N	{}	\N
1	customer	2025-01-02	\N	{}	4
2	customer	2025-01-03	\N	{}	4
3	customer	2025-01-04	\N	{}	4
6	customer	2025-01-07	\N	{}	\N
\.
COPY kept_club.person_clash (a, b, kinds, since) FROM stdin;
\.
COPY kept_club.person_key (side, kind, value, person_id) FROM stdin;
customer	email	a@example.org	1
customer	crm	2	2
customer	card	7	1
\.
COPY kept_club.person_merge (merge_id, kept, merged, merged_at, merged_by, evidence, undone_at) FROM stdin;
1	1	2	2026-12-01 03:02:47.320425+00	postgres	{"checked": "by hand"}	\N
2	1	3	2026-12-01 03:02:47.320425+00	postgres	{"checked": "by hand"}	\N
3	4	1	2026-12-01 03:02:47.320425+00	postgres	{}	\N
4	5	6	2026-12-01 03:02:47.320425+00	postgres	{}	2026-12-01 03:02:47.325419+00
\.
COPY kept_club.publication (publication_id, survey, wave, published_at, published_by, k, colluders, version, breakdowns, distributions, comments) FROM stdin;
\.
COPY kept_club.publication_cell (cell_id, publication_id, survey, wave, items, unit, breakdown, distribution, persons, members, versions) FROM stdin;
\.
COPY kept_club.published (publication_id, survey, wave, item, unit, breakdown, status, responses, value, std_error, lower, upper, cut, favourable, neutral, unfavourable, r, metric, published_id) FROM stdin;
\.
COPY kept_club.published_comment (publication_id, survey, wave, item, unit, comment, comment_id) FROM stdin;
\.
COPY kept_club.purchase (purchase_id, person_id, at, amount, currency, unit, source_id) FROM stdin;
\.
COPY kept_club.setting (name, value) FROM stdin;
alert_channel	xm_77d78312cbf35b17
version	0.13.0
time_zone	UTC
summary	triggers
secret	ea0506a13debffd5570152667b01608ce84a8c04434e0fcff31e736684175a18
\.
COPY kept_club.summary_above (above_id, survey, item, wave, unit, month, r, m) FROM stdin;
\.
COPY kept_club.summary_log (log_id, survey, added, wave, unit, month, touchpoint, channel, items, r, m) FROM stdin;
1	talk	t	\N	kiel	2026-03-01	\N	\N	{a}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"3\\":8,\\"9\\":4}}"}	{NULL}
2	talk	t	\N	bonn	2026-01-01	\N	\N	{a}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"3\\":35,\\"9\\":35}}"}	{NULL}
3	talk	t	\N	kiel	2026-02-01	\N	\N	{a}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"3\\":16,\\"9\\":20}}"}	{NULL}
4	talk	t	\N	kiel	2026-01-01	\N	\N	{a}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"3\\":19,\\"9\\":19}}"}	{NULL}
5	talk	t	\N	bonn	2026-03-01	\N	\N	{a}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"3\\":12,\\"9\\":16}}"}	{NULL}
6	talk	t	\N	bonn	2026-02-01	\N	\N	{a}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"3\\":40,\\"9\\":36}}"}	{NULL}
7	talk	t	\N	\N	2026-12-01	\N	\N	{a}	{NULL}	{NULL}
\.
COPY kept_club.summary_store (summary_id, survey, item, wave, unit, month, touchpoint, channel, r, m) FROM stdin;
\.
COPY kept_club.survey (survey, title, titles, side, mode, language, weighted, definition, created_at) FROM stdin;
talk	\N	\N	customer	identified	en	f	{"mode": "identified", "side": "customer", "items": [{"name": "a", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "why", "type": "text"}, {"of": "why", "name": "mood", "type": "sentiment", "label": "a", "language": {"en": "english"}}], "language": "en"}	2026-12-01 03:02:47.281175+00
\.
COPY kept_club.talk (response_id, source_id, started_at, submitted_at, wave, unit, person_id, touchpoint, channel, language, complete, weight, missing, a, why) FROM stdin;
1	s1	\N	2026-01-11 10:00:00+00	\N	bonn	2	\N	\N	\N	t	1	\N	3	rude staff
2	s2	\N	2026-01-12 10:00:00+00	\N	bonn	3	\N	\N	\N	t	1	\N	9	kind staff
3	s3	\N	2026-01-13 10:00:00+00	\N	kiel	4	\N	\N	\N	t	1	\N	3	slow till
4	s4	\N	2026-01-14 10:00:00+00	\N	bonn	5	\N	\N	\N	t	1	\N	9	quick till
5	s5	\N	2026-01-15 10:00:00+00	\N	bonn	6	\N	\N	\N	t	1	\N	3	dirty till
6	s6	\N	2026-01-16 10:00:00+00	\N	kiel	7	\N	\N	\N	t	1	\N	9	clean shop
7	s7	\N	2026-01-17 10:00:00+00	\N	bonn	8	\N	\N	\N	t	1	\N	3	broken shop
8	s8	\N	2026-01-18 10:00:00+00	\N	bonn	9	\N	\N	\N	t	1	\N	9	great shop
9	s9	\N	2026-01-19 10:00:00+00	\N	kiel	10	\N	\N	\N	t	1	\N	3	rude park
10	s10	\N	2026-01-20 10:00:00+00	\N	bonn	11	\N	\N	\N	t	1	\N	9	kind park
11	s11	\N	2026-01-21 10:00:00+00	\N	bonn	12	\N	\N	\N	t	1	\N	3	slow park
12	s12	\N	2026-01-22 10:00:00+00	\N	kiel	13	\N	\N	\N	t	1	\N	9	quick music
13	s13	\N	2026-01-23 10:00:00+00	\N	bonn	14	\N	\N	\N	t	1	\N	3	dirty music
14	s14	\N	2026-01-24 10:00:00+00	\N	bonn	15	\N	\N	\N	t	1	\N	9	clean music
15	s15	\N	2026-01-25 10:00:00+00	\N	kiel	16	\N	\N	\N	t	1	\N	3	broken staff
16	s16	\N	2026-01-26 10:00:00+00	\N	bonn	17	\N	\N	\N	t	1	\N	9	great staff
17	s17	\N	2026-01-27 10:00:00+00	\N	bonn	18	\N	\N	\N	t	1	\N	3	rude staff
18	s18	\N	2026-01-28 10:00:00+00	\N	kiel	19	\N	\N	\N	t	1	\N	9	kind till
19	s19	\N	2026-01-29 10:00:00+00	\N	bonn	20	\N	\N	\N	t	1	\N	3	slow till
20	s20	\N	2026-01-30 10:00:00+00	\N	bonn	21	\N	\N	\N	t	1	\N	9	quick till
21	s21	\N	2026-01-31 10:00:00+00	\N	kiel	22	\N	\N	\N	t	1	\N	3	dirty shop
22	s22	\N	2026-02-01 10:00:00+00	\N	bonn	23	\N	\N	\N	t	1	\N	9	clean shop
23	s23	\N	2026-02-02 10:00:00+00	\N	bonn	24	\N	\N	\N	t	1	\N	3	broken shop
24	s24	\N	2026-02-03 10:00:00+00	\N	kiel	25	\N	\N	\N	t	1	\N	9	great park
25	s25	\N	2026-02-04 10:00:00+00	\N	bonn	26	\N	\N	\N	t	1	\N	3	rude park
26	s26	\N	2026-02-05 10:00:00+00	\N	bonn	27	\N	\N	\N	t	1	\N	9	kind park
27	s27	\N	2026-02-06 10:00:00+00	\N	kiel	28	\N	\N	\N	t	1	\N	3	slow music
28	s28	\N	2026-02-07 10:00:00+00	\N	bonn	29	\N	\N	\N	t	1	\N	9	quick music
29	s29	\N	2026-02-08 10:00:00+00	\N	bonn	30	\N	\N	\N	t	1	\N	3	dirty music
30	s30	\N	2026-02-09 10:00:00+00	\N	kiel	31	\N	\N	\N	t	1	\N	9	clean staff
31	s31	\N	2026-02-10 10:00:00+00	\N	bonn	32	\N	\N	\N	t	1	\N	3	broken staff
32	s32	\N	2026-02-11 10:00:00+00	\N	bonn	33	\N	\N	\N	t	1	\N	9	great staff
33	s33	\N	2026-02-12 10:00:00+00	\N	kiel	34	\N	\N	\N	t	1	\N	3	rude till
34	s34	\N	2026-02-13 10:00:00+00	\N	bonn	35	\N	\N	\N	t	1	\N	9	kind till
35	s35	\N	2026-02-14 10:00:00+00	\N	bonn	36	\N	\N	\N	t	1	\N	3	slow till
36	s36	\N	2026-02-15 10:00:00+00	\N	kiel	37	\N	\N	\N	t	1	\N	9	quick shop
37	s37	\N	2026-02-16 10:00:00+00	\N	bonn	38	\N	\N	\N	t	1	\N	3	dirty shop
38	s38	\N	2026-02-17 10:00:00+00	\N	bonn	39	\N	\N	\N	t	1	\N	9	clean shop
39	s39	\N	2026-02-18 10:00:00+00	\N	kiel	40	\N	\N	\N	t	1	\N	3	broken park
40	s40	\N	2026-02-19 10:00:00+00	\N	bonn	1	\N	\N	\N	t	1	\N	9	great park
41	s41	\N	2026-02-20 10:00:00+00	\N	bonn	2	\N	\N	\N	t	1	\N	3	rude park
42	s42	\N	2026-02-21 10:00:00+00	\N	kiel	3	\N	\N	\N	t	1	\N	9	kind music
43	s43	\N	2026-02-22 10:00:00+00	\N	bonn	4	\N	\N	\N	t	1	\N	3	slow music
44	s44	\N	2026-02-23 10:00:00+00	\N	bonn	5	\N	\N	\N	t	1	\N	9	quick music
45	s45	\N	2026-02-24 10:00:00+00	\N	kiel	6	\N	\N	\N	t	1	\N	3	dirty staff
46	s46	\N	2026-02-25 10:00:00+00	\N	bonn	7	\N	\N	\N	t	1	\N	9	clean staff
47	s47	\N	2026-02-26 10:00:00+00	\N	bonn	8	\N	\N	\N	t	1	\N	3	broken staff
48	s48	\N	2026-02-27 10:00:00+00	\N	kiel	9	\N	\N	\N	t	1	\N	9	great till
49	s49	\N	2026-02-28 10:00:00+00	\N	bonn	10	\N	\N	\N	t	1	\N	3	rude till
50	s50	\N	2026-03-01 10:00:00+00	\N	bonn	11	\N	\N	\N	t	1	\N	9	kind till
51	s51	\N	2026-03-02 10:00:00+00	\N	kiel	12	\N	\N	\N	t	1	\N	3	slow shop
52	s52	\N	2026-03-03 10:00:00+00	\N	bonn	13	\N	\N	\N	t	1	\N	9	quick shop
53	s53	\N	2026-03-04 10:00:00+00	\N	bonn	14	\N	\N	\N	t	1	\N	3	dirty shop
54	s54	\N	2026-03-05 10:00:00+00	\N	kiel	15	\N	\N	\N	t	1	\N	9	clean park
55	s55	\N	2026-03-06 10:00:00+00	\N	bonn	16	\N	\N	\N	t	1	\N	3	broken park
56	s56	\N	2026-03-07 10:00:00+00	\N	bonn	17	\N	\N	\N	t	1	\N	9	great park
57	s57	\N	2026-03-08 10:00:00+00	\N	kiel	18	\N	\N	\N	t	1	\N	3	rude music
58	s58	\N	2026-03-09 10:00:00+00	\N	bonn	19	\N	\N	\N	t	1	\N	9	kind music
59	s59	\N	2026-03-10 10:00:00+00	\N	bonn	20	\N	\N	\N	t	1	\N	3	slow music
60	s60	\N	2026-01-10 10:00:00+00	\N	kiel	21	\N	\N	\N	t	1	\N	9	quick staff
61	s61	\N	2026-01-11 10:00:00+00	\N	bonn	22	\N	\N	\N	t	1	\N	3	dirty staff
62	s62	\N	2026-01-12 10:00:00+00	\N	bonn	23	\N	\N	\N	t	1	\N	9	clean staff
63	s63	\N	2026-01-13 10:00:00+00	\N	kiel	24	\N	\N	\N	t	1	\N	3	broken till
64	s64	\N	2026-01-14 10:00:00+00	\N	bonn	25	\N	\N	\N	t	1	\N	9	great till
65	s65	\N	2026-01-15 10:00:00+00	\N	bonn	26	\N	\N	\N	t	1	\N	3	rude till
66	s66	\N	2026-01-16 10:00:00+00	\N	kiel	27	\N	\N	\N	t	1	\N	9	kind shop
67	s67	\N	2026-01-17 10:00:00+00	\N	bonn	28	\N	\N	\N	t	1	\N	3	slow shop
68	s68	\N	2026-01-18 10:00:00+00	\N	bonn	29	\N	\N	\N	t	1	\N	9	quick shop
69	s69	\N	2026-01-19 10:00:00+00	\N	kiel	30	\N	\N	\N	t	1	\N	3	dirty park
70	s70	\N	2026-01-20 10:00:00+00	\N	bonn	31	\N	\N	\N	t	1	\N	9	clean park
71	s71	\N	2026-01-21 10:00:00+00	\N	bonn	32	\N	\N	\N	t	1	\N	3	broken park
72	s72	\N	2026-01-22 10:00:00+00	\N	kiel	33	\N	\N	\N	t	1	\N	9	great music
73	s73	\N	2026-01-23 10:00:00+00	\N	bonn	34	\N	\N	\N	t	1	\N	3	rude music
74	s74	\N	2026-01-24 10:00:00+00	\N	bonn	35	\N	\N	\N	t	1	\N	9	kind music
75	s75	\N	2026-01-25 10:00:00+00	\N	kiel	36	\N	\N	\N	t	1	\N	3	slow staff
76	s76	\N	2026-01-26 10:00:00+00	\N	bonn	37	\N	\N	\N	t	1	\N	9	quick staff
77	s77	\N	2026-01-27 10:00:00+00	\N	bonn	38	\N	\N	\N	t	1	\N	3	dirty staff
78	s78	\N	2026-01-28 10:00:00+00	\N	kiel	39	\N	\N	\N	t	1	\N	9	clean till
79	s79	\N	2026-01-29 10:00:00+00	\N	bonn	40	\N	\N	\N	t	1	\N	3	broken till
80	s80	\N	2026-01-30 10:00:00+00	\N	bonn	1	\N	\N	\N	t	1	\N	9	great till
81	s81	\N	2026-01-31 10:00:00+00	\N	kiel	2	\N	\N	\N	t	1	\N	3	rude shop
82	s82	\N	2026-02-01 10:00:00+00	\N	bonn	3	\N	\N	\N	t	1	\N	9	kind shop
83	s83	\N	2026-02-02 10:00:00+00	\N	bonn	4	\N	\N	\N	t	1	\N	3	slow shop
84	s84	\N	2026-02-03 10:00:00+00	\N	kiel	5	\N	\N	\N	t	1	\N	9	quick park
85	s85	\N	2026-02-04 10:00:00+00	\N	bonn	6	\N	\N	\N	t	1	\N	3	dirty park
86	s86	\N	2026-02-05 10:00:00+00	\N	bonn	7	\N	\N	\N	t	1	\N	9	clean park
87	s87	\N	2026-02-06 10:00:00+00	\N	kiel	8	\N	\N	\N	t	1	\N	3	broken music
88	s88	\N	2026-02-07 10:00:00+00	\N	bonn	9	\N	\N	\N	t	1	\N	9	great music
89	s89	\N	2026-02-08 10:00:00+00	\N	bonn	10	\N	\N	\N	t	1	\N	3	rude music
90	s90	\N	2026-02-09 10:00:00+00	\N	kiel	11	\N	\N	\N	t	1	\N	9	kind staff
91	s91	\N	2026-02-10 10:00:00+00	\N	bonn	12	\N	\N	\N	t	1	\N	3	slow staff
92	s92	\N	2026-02-11 10:00:00+00	\N	bonn	13	\N	\N	\N	t	1	\N	9	quick staff
93	s93	\N	2026-02-12 10:00:00+00	\N	kiel	14	\N	\N	\N	t	1	\N	3	dirty till
94	s94	\N	2026-02-13 10:00:00+00	\N	bonn	15	\N	\N	\N	t	1	\N	9	clean till
95	s95	\N	2026-02-14 10:00:00+00	\N	bonn	16	\N	\N	\N	t	1	\N	3	broken till
96	s96	\N	2026-02-15 10:00:00+00	\N	kiel	17	\N	\N	\N	t	1	\N	9	great shop
97	s97	\N	2026-02-16 10:00:00+00	\N	bonn	18	\N	\N	\N	t	1	\N	3	rude shop
98	s98	\N	2026-02-17 10:00:00+00	\N	bonn	19	\N	\N	\N	t	1	\N	9	kind shop
99	s99	\N	2026-02-18 10:00:00+00	\N	kiel	20	\N	\N	\N	t	1	\N	3	slow park
100	s100	\N	2026-02-19 10:00:00+00	\N	bonn	21	\N	\N	\N	t	1	\N	9	quick park
101	s101	\N	2026-02-20 10:00:00+00	\N	bonn	22	\N	\N	\N	t	1	\N	3	dirty park
102	s102	\N	2026-02-21 10:00:00+00	\N	kiel	23	\N	\N	\N	t	1	\N	9	clean music
103	s103	\N	2026-02-22 10:00:00+00	\N	bonn	24	\N	\N	\N	t	1	\N	3	broken music
104	s104	\N	2026-02-23 10:00:00+00	\N	bonn	25	\N	\N	\N	t	1	\N	9	great music
105	s105	\N	2026-02-24 10:00:00+00	\N	kiel	26	\N	\N	\N	t	1	\N	3	rude staff
106	s106	\N	2026-02-25 10:00:00+00	\N	bonn	27	\N	\N	\N	t	1	\N	9	kind staff
107	s107	\N	2026-02-26 10:00:00+00	\N	bonn	28	\N	\N	\N	t	1	\N	3	slow staff
108	s108	\N	2026-02-27 10:00:00+00	\N	kiel	29	\N	\N	\N	t	1	\N	9	quick till
109	s109	\N	2026-02-28 10:00:00+00	\N	bonn	30	\N	\N	\N	t	1	\N	3	dirty till
110	s110	\N	2026-03-01 10:00:00+00	\N	bonn	31	\N	\N	\N	t	1	\N	9	clean till
111	s111	\N	2026-03-02 10:00:00+00	\N	kiel	32	\N	\N	\N	t	1	\N	3	broken shop
112	s112	\N	2026-03-03 10:00:00+00	\N	bonn	33	\N	\N	\N	t	1	\N	9	great shop
113	s113	\N	2026-03-04 10:00:00+00	\N	bonn	34	\N	\N	\N	t	1	\N	3	rude shop
114	s114	\N	2026-03-05 10:00:00+00	\N	kiel	35	\N	\N	\N	t	1	\N	9	kind park
115	s115	\N	2026-03-06 10:00:00+00	\N	bonn	36	\N	\N	\N	t	1	\N	3	slow park
116	s116	\N	2026-03-07 10:00:00+00	\N	bonn	37	\N	\N	\N	t	1	\N	9	quick park
117	s117	\N	2026-03-08 10:00:00+00	\N	kiel	38	\N	\N	\N	t	1	\N	3	dirty music
118	s118	\N	2026-03-09 10:00:00+00	\N	bonn	39	\N	\N	\N	t	1	\N	9	clean music
119	s119	\N	2026-03-10 10:00:00+00	\N	bonn	40	\N	\N	\N	t	1	\N	3	broken music
120	s120	\N	2026-01-10 10:00:00+00	\N	kiel	1	\N	\N	\N	t	1	\N	9	great staff
121	s121	\N	2026-01-11 10:00:00+00	\N	bonn	2	\N	\N	\N	t	1	\N	3	rude staff
122	s122	\N	2026-01-12 10:00:00+00	\N	bonn	3	\N	\N	\N	t	1	\N	9	kind staff
123	s123	\N	2026-01-13 10:00:00+00	\N	kiel	4	\N	\N	\N	t	1	\N	3	slow till
124	s124	\N	2026-01-14 10:00:00+00	\N	bonn	5	\N	\N	\N	t	1	\N	9	quick till
125	s125	\N	2026-01-15 10:00:00+00	\N	bonn	6	\N	\N	\N	t	1	\N	3	dirty till
126	s126	\N	2026-01-16 10:00:00+00	\N	kiel	7	\N	\N	\N	t	1	\N	9	clean shop
127	s127	\N	2026-01-17 10:00:00+00	\N	bonn	8	\N	\N	\N	t	1	\N	3	broken shop
128	s128	\N	2026-01-18 10:00:00+00	\N	bonn	9	\N	\N	\N	t	1	\N	9	great shop
129	s129	\N	2026-01-19 10:00:00+00	\N	kiel	10	\N	\N	\N	t	1	\N	3	rude park
130	s130	\N	2026-01-20 10:00:00+00	\N	bonn	11	\N	\N	\N	t	1	\N	9	kind park
131	s131	\N	2026-01-21 10:00:00+00	\N	bonn	12	\N	\N	\N	t	1	\N	3	slow park
132	s132	\N	2026-01-22 10:00:00+00	\N	kiel	13	\N	\N	\N	t	1	\N	9	quick music
133	s133	\N	2026-01-23 10:00:00+00	\N	bonn	14	\N	\N	\N	t	1	\N	3	dirty music
134	s134	\N	2026-01-24 10:00:00+00	\N	bonn	15	\N	\N	\N	t	1	\N	9	clean music
135	s135	\N	2026-01-25 10:00:00+00	\N	kiel	16	\N	\N	\N	t	1	\N	3	broken staff
136	s136	\N	2026-01-26 10:00:00+00	\N	bonn	17	\N	\N	\N	t	1	\N	9	great staff
137	s137	\N	2026-01-27 10:00:00+00	\N	bonn	18	\N	\N	\N	t	1	\N	3	rude staff
138	s138	\N	2026-01-28 10:00:00+00	\N	kiel	19	\N	\N	\N	t	1	\N	9	kind till
139	s139	\N	2026-01-29 10:00:00+00	\N	bonn	20	\N	\N	\N	t	1	\N	3	slow till
140	s140	\N	2026-01-30 10:00:00+00	\N	bonn	21	\N	\N	\N	t	1	\N	9	quick till
141	s141	\N	2026-01-31 10:00:00+00	\N	kiel	22	\N	\N	\N	t	1	\N	3	dirty shop
142	s142	\N	2026-02-01 10:00:00+00	\N	bonn	23	\N	\N	\N	t	1	\N	9	clean shop
143	s143	\N	2026-02-02 10:00:00+00	\N	bonn	24	\N	\N	\N	t	1	\N	3	broken shop
144	s144	\N	2026-02-03 10:00:00+00	\N	kiel	25	\N	\N	\N	t	1	\N	9	great park
145	s145	\N	2026-02-04 10:00:00+00	\N	bonn	26	\N	\N	\N	t	1	\N	3	rude park
146	s146	\N	2026-02-05 10:00:00+00	\N	bonn	27	\N	\N	\N	t	1	\N	9	kind park
147	s147	\N	2026-02-06 10:00:00+00	\N	kiel	28	\N	\N	\N	t	1	\N	3	slow music
148	s148	\N	2026-02-07 10:00:00+00	\N	bonn	29	\N	\N	\N	t	1	\N	9	quick music
149	s149	\N	2026-02-08 10:00:00+00	\N	bonn	30	\N	\N	\N	t	1	\N	3	dirty music
150	s150	\N	2026-02-09 10:00:00+00	\N	kiel	31	\N	\N	\N	t	1	\N	9	clean staff
151	s151	\N	2026-02-10 10:00:00+00	\N	bonn	32	\N	\N	\N	t	1	\N	3	broken staff
152	s152	\N	2026-02-11 10:00:00+00	\N	bonn	33	\N	\N	\N	t	1	\N	9	great staff
153	s153	\N	2026-02-12 10:00:00+00	\N	kiel	34	\N	\N	\N	t	1	\N	3	rude till
154	s154	\N	2026-02-13 10:00:00+00	\N	bonn	35	\N	\N	\N	t	1	\N	9	kind till
155	s155	\N	2026-02-14 10:00:00+00	\N	bonn	36	\N	\N	\N	t	1	\N	3	slow till
156	s156	\N	2026-02-15 10:00:00+00	\N	kiel	37	\N	\N	\N	t	1	\N	9	quick shop
157	s157	\N	2026-02-16 10:00:00+00	\N	bonn	38	\N	\N	\N	t	1	\N	3	dirty shop
158	s158	\N	2026-02-17 10:00:00+00	\N	bonn	39	\N	\N	\N	t	1	\N	9	clean shop
159	s159	\N	2026-02-18 10:00:00+00	\N	kiel	40	\N	\N	\N	t	1	\N	3	broken park
160	s160	\N	2026-02-19 10:00:00+00	\N	bonn	1	\N	\N	\N	t	1	\N	9	great park
161	s161	\N	2026-02-20 10:00:00+00	\N	bonn	2	\N	\N	\N	t	1	\N	3	rude park
162	s162	\N	2026-02-21 10:00:00+00	\N	kiel	3	\N	\N	\N	t	1	\N	9	kind music
163	s163	\N	2026-02-22 10:00:00+00	\N	bonn	4	\N	\N	\N	t	1	\N	3	slow music
164	s164	\N	2026-02-23 10:00:00+00	\N	bonn	5	\N	\N	\N	t	1	\N	9	quick music
165	s165	\N	2026-02-24 10:00:00+00	\N	kiel	6	\N	\N	\N	t	1	\N	3	dirty staff
166	s166	\N	2026-02-25 10:00:00+00	\N	bonn	7	\N	\N	\N	t	1	\N	9	clean staff
167	s167	\N	2026-02-26 10:00:00+00	\N	bonn	8	\N	\N	\N	t	1	\N	3	broken staff
168	s168	\N	2026-02-27 10:00:00+00	\N	kiel	9	\N	\N	\N	t	1	\N	9	great till
169	s169	\N	2026-02-28 10:00:00+00	\N	bonn	10	\N	\N	\N	t	1	\N	3	rude till
170	s170	\N	2026-03-01 10:00:00+00	\N	bonn	11	\N	\N	\N	t	1	\N	9	kind till
171	s171	\N	2026-03-02 10:00:00+00	\N	kiel	12	\N	\N	\N	t	1	\N	3	slow shop
172	s172	\N	2026-03-03 10:00:00+00	\N	bonn	13	\N	\N	\N	t	1	\N	9	quick shop
173	s173	\N	2026-03-04 10:00:00+00	\N	bonn	14	\N	\N	\N	t	1	\N	3	dirty shop
174	s174	\N	2026-03-05 10:00:00+00	\N	kiel	15	\N	\N	\N	t	1	\N	9	clean park
175	s175	\N	2026-03-06 10:00:00+00	\N	bonn	16	\N	\N	\N	t	1	\N	3	broken park
176	s176	\N	2026-03-07 10:00:00+00	\N	bonn	17	\N	\N	\N	t	1	\N	9	great park
177	s177	\N	2026-03-08 10:00:00+00	\N	kiel	18	\N	\N	\N	t	1	\N	3	rude music
178	s178	\N	2026-03-09 10:00:00+00	\N	bonn	19	\N	\N	\N	t	1	\N	9	kind music
179	s179	\N	2026-03-10 10:00:00+00	\N	bonn	20	\N	\N	\N	t	1	\N	3	slow music
180	s180	\N	2026-01-10 10:00:00+00	\N	kiel	21	\N	\N	\N	t	1	\N	9	quick staff
181	s181	\N	2026-01-11 10:00:00+00	\N	bonn	22	\N	\N	\N	t	1	\N	3	dirty staff
182	s182	\N	2026-01-12 10:00:00+00	\N	bonn	23	\N	\N	\N	t	1	\N	9	clean staff
183	s183	\N	2026-01-13 10:00:00+00	\N	kiel	24	\N	\N	\N	t	1	\N	3	broken till
184	s184	\N	2026-01-14 10:00:00+00	\N	bonn	25	\N	\N	\N	t	1	\N	9	great till
185	s185	\N	2026-01-15 10:00:00+00	\N	bonn	26	\N	\N	\N	t	1	\N	3	rude till
186	s186	\N	2026-01-16 10:00:00+00	\N	kiel	27	\N	\N	\N	t	1	\N	9	kind shop
187	s187	\N	2026-01-17 10:00:00+00	\N	bonn	28	\N	\N	\N	t	1	\N	3	slow shop
188	s188	\N	2026-01-18 10:00:00+00	\N	bonn	29	\N	\N	\N	t	1	\N	9	quick shop
189	s189	\N	2026-01-19 10:00:00+00	\N	kiel	30	\N	\N	\N	t	1	\N	3	dirty park
190	s190	\N	2026-01-20 10:00:00+00	\N	bonn	31	\N	\N	\N	t	1	\N	9	clean park
191	s191	\N	2026-01-21 10:00:00+00	\N	bonn	32	\N	\N	\N	t	1	\N	3	broken park
192	s192	\N	2026-01-22 10:00:00+00	\N	kiel	33	\N	\N	\N	t	1	\N	9	great music
193	s193	\N	2026-01-23 10:00:00+00	\N	bonn	34	\N	\N	\N	t	1	\N	3	rude music
194	s194	\N	2026-01-24 10:00:00+00	\N	bonn	35	\N	\N	\N	t	1	\N	9	kind music
195	s195	\N	2026-01-25 10:00:00+00	\N	kiel	36	\N	\N	\N	t	1	\N	3	slow staff
196	s196	\N	2026-01-26 10:00:00+00	\N	bonn	37	\N	\N	\N	t	1	\N	9	quick staff
197	s197	\N	2026-01-27 10:00:00+00	\N	bonn	38	\N	\N	\N	t	1	\N	3	dirty staff
198	s198	\N	2026-01-28 10:00:00+00	\N	kiel	39	\N	\N	\N	t	1	\N	9	clean till
199	s199	\N	2026-01-29 10:00:00+00	\N	bonn	40	\N	\N	\N	t	1	\N	3	broken till
200	s200	\N	2026-01-30 10:00:00+00	\N	bonn	1	\N	\N	\N	t	1	\N	9	great till
201	s201	\N	2026-01-31 10:00:00+00	\N	kiel	2	\N	\N	\N	t	1	\N	3	rude shop
202	s202	\N	2026-02-01 10:00:00+00	\N	bonn	3	\N	\N	\N	t	1	\N	9	kind shop
203	s203	\N	2026-02-02 10:00:00+00	\N	bonn	4	\N	\N	\N	t	1	\N	3	slow shop
204	s204	\N	2026-02-03 10:00:00+00	\N	kiel	5	\N	\N	\N	t	1	\N	9	quick park
205	s205	\N	2026-02-04 10:00:00+00	\N	bonn	6	\N	\N	\N	t	1	\N	3	dirty park
206	s206	\N	2026-02-05 10:00:00+00	\N	bonn	7	\N	\N	\N	t	1	\N	9	clean park
207	s207	\N	2026-02-06 10:00:00+00	\N	kiel	8	\N	\N	\N	t	1	\N	3	broken music
208	s208	\N	2026-02-07 10:00:00+00	\N	bonn	9	\N	\N	\N	t	1	\N	9	great music
209	s209	\N	2026-02-08 10:00:00+00	\N	bonn	10	\N	\N	\N	t	1	\N	3	rude music
210	s210	\N	2026-02-09 10:00:00+00	\N	kiel	11	\N	\N	\N	t	1	\N	9	kind staff
211	s211	\N	2026-02-10 10:00:00+00	\N	bonn	12	\N	\N	\N	t	1	\N	3	slow staff
212	s212	\N	2026-02-11 10:00:00+00	\N	bonn	13	\N	\N	\N	t	1	\N	9	quick staff
213	s213	\N	2026-02-12 10:00:00+00	\N	kiel	14	\N	\N	\N	t	1	\N	3	dirty till
214	s214	\N	2026-02-13 10:00:00+00	\N	bonn	15	\N	\N	\N	t	1	\N	9	clean till
215	s215	\N	2026-02-14 10:00:00+00	\N	bonn	16	\N	\N	\N	t	1	\N	3	broken till
216	s216	\N	2026-02-15 10:00:00+00	\N	kiel	17	\N	\N	\N	t	1	\N	9	great shop
217	s217	\N	2026-02-16 10:00:00+00	\N	bonn	18	\N	\N	\N	t	1	\N	3	rude shop
218	s218	\N	2026-02-17 10:00:00+00	\N	bonn	19	\N	\N	\N	t	1	\N	9	kind shop
219	s219	\N	2026-02-18 10:00:00+00	\N	kiel	20	\N	\N	\N	t	1	\N	3	slow park
220	s220	\N	2026-02-19 10:00:00+00	\N	bonn	21	\N	\N	\N	t	1	\N	9	quick park
221	s221	\N	2026-02-20 10:00:00+00	\N	bonn	22	\N	\N	\N	t	1	\N	3	dirty park
222	s222	\N	2026-02-21 10:00:00+00	\N	kiel	23	\N	\N	\N	t	1	\N	9	clean music
223	s223	\N	2026-02-22 10:00:00+00	\N	bonn	24	\N	\N	\N	t	1	\N	3	broken music
224	s224	\N	2026-02-23 10:00:00+00	\N	bonn	25	\N	\N	\N	t	1	\N	9	great music
225	s225	\N	2026-02-24 10:00:00+00	\N	kiel	26	\N	\N	\N	t	1	\N	3	rude staff
226	s226	\N	2026-02-25 10:00:00+00	\N	bonn	27	\N	\N	\N	t	1	\N	9	kind staff
227	s227	\N	2026-02-26 10:00:00+00	\N	bonn	28	\N	\N	\N	t	1	\N	3	slow staff
228	s228	\N	2026-02-27 10:00:00+00	\N	kiel	29	\N	\N	\N	t	1	\N	9	quick till
229	s229	\N	2026-02-28 10:00:00+00	\N	bonn	30	\N	\N	\N	t	1	\N	3	dirty till
230	s230	\N	2026-03-01 10:00:00+00	\N	bonn	31	\N	\N	\N	t	1	\N	9	clean till
231	s231	\N	2026-03-02 10:00:00+00	\N	kiel	32	\N	\N	\N	t	1	\N	3	broken shop
232	s232	\N	2026-03-03 10:00:00+00	\N	bonn	33	\N	\N	\N	t	1	\N	9	great shop
233	s233	\N	2026-03-04 10:00:00+00	\N	bonn	34	\N	\N	\N	t	1	\N	3	rude shop
234	s234	\N	2026-03-05 10:00:00+00	\N	kiel	35	\N	\N	\N	t	1	\N	9	kind park
235	s235	\N	2026-03-06 10:00:00+00	\N	bonn	36	\N	\N	\N	t	1	\N	3	slow park
236	s236	\N	2026-03-07 10:00:00+00	\N	bonn	37	\N	\N	\N	t	1	\N	9	quick park
237	s237	\N	2026-03-08 10:00:00+00	\N	kiel	38	\N	\N	\N	t	1	\N	3	dirty music
238	s238	\N	2026-03-09 10:00:00+00	\N	bonn	39	\N	\N	\N	t	1	\N	9	clean music
239	s239	\N	2026-03-10 10:00:00+00	\N	bonn	40	\N	\N	\N	t	1	\N	3	broken music
240	s240	\N	2026-01-10 10:00:00+00	\N	kiel	1	\N	\N	\N	t	1	\N	9	great staff
241	s241	\N	2026-01-11 10:00:00+00	\N	bonn	2	\N	\N	\N	t	1	\N	3	rude staff
242	s242	\N	2026-01-12 10:00:00+00	\N	bonn	3	\N	\N	\N	t	1	\N	9	kind staff
243	s243	\N	2026-01-13 10:00:00+00	\N	kiel	4	\N	\N	\N	t	1	\N	3	slow till
244	s244	\N	2026-01-14 10:00:00+00	\N	bonn	5	\N	\N	\N	t	1	\N	9	quick till
245	s245	\N	2026-01-15 10:00:00+00	\N	bonn	6	\N	\N	\N	t	1	\N	3	dirty till
246	s246	\N	2026-01-16 10:00:00+00	\N	kiel	7	\N	\N	\N	t	1	\N	9	clean shop
247	s247	\N	2026-01-17 10:00:00+00	\N	bonn	8	\N	\N	\N	t	1	\N	3	broken shop
248	s248	\N	2026-01-18 10:00:00+00	\N	bonn	9	\N	\N	\N	t	1	\N	9	great shop
249	s249	\N	2026-01-19 10:00:00+00	\N	kiel	10	\N	\N	\N	t	1	\N	3	rude park
250	s250	\N	2026-01-20 10:00:00+00	\N	bonn	11	\N	\N	\N	t	1	\N	9	kind park
251	s251	\N	2026-01-21 10:00:00+00	\N	bonn	12	\N	\N	\N	t	1	\N	3	slow park
252	s252	\N	2026-01-22 10:00:00+00	\N	kiel	13	\N	\N	\N	t	1	\N	9	quick music
253	s253	\N	2026-01-23 10:00:00+00	\N	bonn	14	\N	\N	\N	t	1	\N	3	dirty music
254	s254	\N	2026-01-24 10:00:00+00	\N	bonn	15	\N	\N	\N	t	1	\N	9	clean music
255	s255	\N	2026-01-25 10:00:00+00	\N	kiel	16	\N	\N	\N	t	1	\N	3	broken staff
256	s256	\N	2026-01-26 10:00:00+00	\N	bonn	17	\N	\N	\N	t	1	\N	9	great staff
257	s257	\N	2026-01-27 10:00:00+00	\N	bonn	18	\N	\N	\N	t	1	\N	3	rude staff
258	s258	\N	2026-01-28 10:00:00+00	\N	kiel	19	\N	\N	\N	t	1	\N	9	kind till
259	s259	\N	2026-01-29 10:00:00+00	\N	bonn	20	\N	\N	\N	t	1	\N	3	slow till
260	s260	\N	2026-01-30 10:00:00+00	\N	bonn	21	\N	\N	\N	t	1	\N	9	quick till
261	k	\N	2026-12-01 03:02:47.325848+00	\N	\N	1	\N	\N	\N	t	1	\N	\N	slow till
\.
COPY kept_club.touchpoint (touchpoint, journey, "position", title) FROM stdin;
\.
COPY kept_club.unit (unit, parent, name, kind, opened, closed, attributes) FROM stdin;
kiel	\N	\N	\N	\N	\N	{}
bonn	\N	\N	\N	\N	\N	{}
\.
COPY kept_club.universe (survey, wave, item, metric, std_dev, freedom) FROM stdin;
\.
COPY kept_club.wave (survey, wave, opens, closes) FROM stdin;
\.
COPY kept_club.wave_unit (survey, wave, unit, asked) FROM stdin;
\.
COPY kept_club.workspace_grant (role, kind, survey) FROM stdin;
\.
SELECT pg_catalog.setval('kept_club.action_action_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.alert_alert_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.anonymous_asked_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.case_file_case_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.contact_contact_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.dropped', 1, false);
SELECT pg_catalog.setval('kept_club.invited_invitation_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.opt_out_opt_out_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.person_merge_merge_id_seq', 4, true);
SELECT pg_catalog.setval('kept_club.person_person_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.publication_cell_cell_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.publication_publication_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.published_published_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.purchase_purchase_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.refused', 1, false);
SELECT pg_catalog.setval('kept_club.summary_above_above_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.summary_log_log_id_seq', 7, true);
SELECT pg_catalog.setval('kept_club.summary_store_summary_id_seq', 1, false);
SELECT pg_catalog.setval('kept_club.talk_response_id_seq', 261, true);
ALTER TABLE ONLY kept_club.action
    ADD CONSTRAINT action_pkey PRIMARY KEY (action_id);
ALTER TABLE ONLY kept_club.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (alert_id);
ALTER TABLE ONLY kept_club.alert_rule
    ADD CONSTRAINT alert_rule_pkey PRIMARY KEY (rule);
ALTER TABLE ONLY kept_club.alert
    ADD CONSTRAINT alert_rule_response_id_key UNIQUE (rule, response_id);
ALTER TABLE ONLY kept_club.anonymous_asked
    ADD CONSTRAINT anonymous_asked_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kept_club.anonymous_asked
    ADD CONSTRAINT anonymous_asked_survey_wave_key UNIQUE NULLS NOT DISTINCT (survey, wave);
ALTER TABLE ONLY kept_club.anonymous_token
    ADD CONSTRAINT anonymous_token_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_club.benchmark_value
    ADD CONSTRAINT benchmark_value_pkey PRIMARY KEY (benchmark, entry, year);
ALTER TABLE ONLY kept_club.case_file
    ADD CONSTRAINT case_file_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY kept_club.choice
    ADD CONSTRAINT choice_pkey PRIMARY KEY (survey, item, code);
ALTER TABLE ONLY kept_club.comment_sentiment
    ADD CONSTRAINT comment_sentiment_pkey PRIMARY KEY (survey, item, response_id);
ALTER TABLE ONLY kept_club.confidential_sentiment
    ADD CONSTRAINT confidential_sentiment_pkey PRIMARY KEY (survey, item, response_id);
ALTER TABLE ONLY kept_club.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (contact_id);
ALTER TABLE ONLY kept_club.contact_rule
    ADD CONSTRAINT contact_rule_pkey PRIMARY KEY (rule);
ALTER TABLE ONLY kept_club.forgotten
    ADD CONSTRAINT forgotten_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_club.invitation_token
    ADD CONSTRAINT invitation_token_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_club.invited
    ADD CONSTRAINT invited_pkey PRIMARY KEY (invitation_id);
ALTER TABLE ONLY kept_club.invited
    ADD CONSTRAINT invited_survey_wave_occasion_person_id_key UNIQUE NULLS NOT DISTINCT (survey, wave, occasion, person_id);
ALTER TABLE ONLY kept_club.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (survey, item);
ALTER TABLE ONLY kept_club.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (survey, wave, item, person_id, version);
ALTER TABLE ONLY kept_club.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (person_id, since);
ALTER TABLE ONLY kept_club.model
    ADD CONSTRAINT model_pkey PRIMARY KEY (survey, item, language);
ALTER TABLE ONLY kept_club.opt_out
    ADD CONSTRAINT opt_out_person_id_channel_key UNIQUE NULLS NOT DISTINCT (person_id, channel);
ALTER TABLE ONLY kept_club.opt_out
    ADD CONSTRAINT opt_out_pkey PRIMARY KEY (opt_out_id);
ALTER TABLE ONLY kept_club.person_clash
    ADD CONSTRAINT person_clash_pkey PRIMARY KEY (a, b);
ALTER TABLE ONLY kept_club.person_key
    ADD CONSTRAINT person_key_pkey PRIMARY KEY (side, kind, value);
ALTER TABLE ONLY kept_club.person_merge
    ADD CONSTRAINT person_merge_pkey PRIMARY KEY (merge_id);
ALTER TABLE ONLY kept_club.person
    ADD CONSTRAINT person_person_id_side_key UNIQUE (person_id, side);
ALTER TABLE ONLY kept_club.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY kept_club.publication_cell
    ADD CONSTRAINT publication_cell_pkey PRIMARY KEY (cell_id);
ALTER TABLE ONLY kept_club.publication
    ADD CONSTRAINT publication_pkey PRIMARY KEY (publication_id);
ALTER TABLE ONLY kept_club.published_comment
    ADD CONSTRAINT published_comment_pkey PRIMARY KEY (comment_id);
ALTER TABLE ONLY kept_club.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (published_id);
ALTER TABLE ONLY kept_club.purchase
    ADD CONSTRAINT purchase_pkey PRIMARY KEY (purchase_id);
ALTER TABLE ONLY kept_club.purchase
    ADD CONSTRAINT purchase_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY kept_club.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY kept_club.summary_above
    ADD CONSTRAINT summary_above_pkey PRIMARY KEY (above_id);
ALTER TABLE ONLY kept_club.summary_log
    ADD CONSTRAINT summary_log_pkey PRIMARY KEY (log_id);
ALTER TABLE ONLY kept_club.summary_store
    ADD CONSTRAINT summary_store_pkey PRIMARY KEY (summary_id);
ALTER TABLE ONLY kept_club.survey
    ADD CONSTRAINT survey_pkey PRIMARY KEY (survey);
ALTER TABLE ONLY kept_club.talk
    ADD CONSTRAINT talk_pkey PRIMARY KEY (response_id);
ALTER TABLE ONLY kept_club.talk
    ADD CONSTRAINT talk_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY kept_club.touchpoint
    ADD CONSTRAINT touchpoint_pkey PRIMARY KEY (touchpoint);
ALTER TABLE ONLY kept_club.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (unit);
ALTER TABLE ONLY kept_club.universe
    ADD CONSTRAINT universe_pkey PRIMARY KEY (survey, wave, item);
ALTER TABLE ONLY kept_club.wave
    ADD CONSTRAINT wave_pkey PRIMARY KEY (survey, wave);
ALTER TABLE ONLY kept_club.wave_unit
    ADD CONSTRAINT wave_unit_pkey PRIMARY KEY (survey, wave, unit);
ALTER TABLE ONLY kept_club.workspace_grant
    ADD CONSTRAINT workspace_grant_pkey PRIMARY KEY (role, kind, survey);
CREATE UNIQUE INDEX alert_rule_unit_period_idx ON kept_club.alert USING btree (rule, unit, period) NULLS NOT DISTINCT WHERE (response_id IS NULL);
CREATE INDEX alert_xid_idx ON kept_club.alert USING btree (xid);
CREATE UNIQUE INDEX case_file_alert_id_idx ON kept_club.case_file USING btree (alert_id) WHERE (closed_at IS NULL);
CREATE INDEX case_file_alert_idx ON kept_club.case_file USING btree (alert_id);
CREATE INDEX case_file_person_id_idx ON kept_club.case_file USING btree (person_id);
CREATE INDEX contact_invitation_id_idx ON kept_club.contact USING btree (invitation_id);
CREATE INDEX contact_person_id_idx ON kept_club.contact USING btree (person_id, at);
CREATE INDEX invitation_token_invitation_id_idx ON kept_club.invitation_token USING btree (invitation_id);
CREATE INDEX invited_person_id_idx ON kept_club.invited USING btree (person_id);
CREATE INDEX ledger_person_id_idx ON kept_club.ledger USING btree (person_id);
CREATE INDEX membership_unit_idx ON kept_club.membership USING btree (unit);
CREATE INDEX person_clash_b_idx ON kept_club.person_clash USING btree (b);
CREATE INDEX person_key_person_id_idx ON kept_club.person_key USING btree (person_id);
CREATE INDEX person_merge_kept_idx ON kept_club.person_merge USING btree (kept);
CREATE INDEX person_merge_merged_idx ON kept_club.person_merge USING btree (merged);
CREATE UNIQUE INDEX person_merge_open_idx ON kept_club.person_merge USING btree (merged) WHERE (undone_at IS NULL);
CREATE INDEX person_root_idx ON kept_club.person USING btree (root);
CREATE INDEX publication_cell_survey_idx ON kept_club.publication_cell USING btree (survey, wave);
CREATE INDEX published_publication_id_idx ON kept_club.published USING btree (publication_id);
CREATE INDEX published_survey_idx ON kept_club.published USING btree (survey, item, wave);
CREATE INDEX purchase_person_id_idx ON kept_club.purchase USING btree (person_id);
CREATE INDEX summary_above_survey_item_idx ON kept_club.summary_above USING btree (survey, item);
CREATE INDEX summary_above_unit_idx ON kept_club.summary_above USING btree (unit);
CREATE INDEX summary_log_unit_idx ON kept_club.summary_log USING btree (unit);
CREATE INDEX summary_store_survey_item_idx ON kept_club.summary_store USING btree (survey, item);
CREATE INDEX summary_store_unit_idx ON kept_club.summary_store USING btree (unit);
CREATE INDEX talk_person_id_idx ON kept_club.talk USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX unit_parent_idx ON kept_club.unit USING btree (parent);
CREATE TRIGGER xm_delete AFTER DELETE ON kept_club.talk REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:a');
CREATE TRIGGER xm_insert AFTER INSERT ON kept_club.talk REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:a');
CREATE TRIGGER xm_merged BEFORE UPDATE OF merged_into ON kept_club.person FOR EACH ROW WHEN ((old.merged_into IS DISTINCT FROM new.merged_into)) EXECUTE FUNCTION xm_internal.merged_elsewhere();
CREATE TRIGGER xm_merged_new BEFORE INSERT ON kept_club.person FOR EACH ROW WHEN ((new.merged_into IS NOT NULL)) EXECUTE FUNCTION xm_internal.merged_elsewhere();
CREATE TRIGGER xm_moved AFTER UPDATE OF parent, unit ON kept_club.unit FOR EACH ROW WHEN (((old.parent IS DISTINCT FROM new.parent) OR (old.unit <> new.unit))) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE TRIGGER xm_normal BEFORE INSERT OR UPDATE OF kind, value ON kept_club.person_key FOR EACH ROW EXECUTE FUNCTION xm_internal.person_key_changed();
CREATE TRIGGER xm_rule BEFORE INSERT OR UPDATE ON kept_club.alert_rule FOR EACH ROW EXECUTE FUNCTION xm_internal.alert_rule_changed();
CREATE TRIGGER xm_tree AFTER INSERT ON kept_club.unit FOR EACH ROW WHEN ((new.parent IS NOT NULL)) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE TRIGGER xm_truncate AFTER TRUNCATE ON kept_club.talk FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:a');
CREATE TRIGGER xm_update AFTER UPDATE ON kept_club.talk REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:a');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF person_id ON kept_club.person FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF touchpoint ON kept_club.touchpoint FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF unit ON kept_club.unit FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF survey, wave ON kept_club.wave FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('wave');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_club.person FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_club.touchpoint FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_club.unit FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_club.wave FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('wave');
ALTER TABLE ONLY kept_club.action
    ADD CONSTRAINT action_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_club.item(survey, item);
ALTER TABLE ONLY kept_club.action
    ADD CONSTRAINT action_unit_fkey FOREIGN KEY (unit) REFERENCES kept_club.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_club.alert_rule
    ADD CONSTRAINT alert_rule_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_club.item(survey, item);
ALTER TABLE ONLY kept_club.alert_rule
    ADD CONSTRAINT alert_rule_unit_fkey FOREIGN KEY (unit) REFERENCES kept_club.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_club.anonymous_token
    ADD CONSTRAINT anonymous_token_survey_fkey FOREIGN KEY (survey) REFERENCES kept_club.survey(survey);
ALTER TABLE ONLY kept_club.anonymous_token
    ADD CONSTRAINT anonymous_token_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_club.wave(survey, wave);
ALTER TABLE ONLY kept_club.benchmark_value
    ADD CONSTRAINT benchmark_value_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_club.item(survey, item);
ALTER TABLE ONLY kept_club.case_file
    ADD CONSTRAINT case_file_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES kept_club.alert(alert_id) ON DELETE SET NULL;
ALTER TABLE ONLY kept_club.case_file
    ADD CONSTRAINT case_file_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_club.person(person_id);
ALTER TABLE ONLY kept_club.case_file
    ADD CONSTRAINT case_file_survey_fkey FOREIGN KEY (survey) REFERENCES kept_club.survey(survey);
ALTER TABLE ONLY kept_club.case_file
    ADD CONSTRAINT case_file_unit_fkey FOREIGN KEY (unit) REFERENCES kept_club.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_club.choice
    ADD CONSTRAINT choice_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_club.item(survey, item);
ALTER TABLE ONLY kept_club.comment_sentiment
    ADD CONSTRAINT comment_sentiment_survey_fkey FOREIGN KEY (survey) REFERENCES kept_club.survey(survey);
ALTER TABLE ONLY kept_club.confidential_sentiment
    ADD CONSTRAINT confidential_sentiment_survey_fkey FOREIGN KEY (survey) REFERENCES kept_club.survey(survey);
ALTER TABLE ONLY kept_club.contact
    ADD CONSTRAINT contact_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES kept_club.invited(invitation_id) ON DELETE SET NULL;
ALTER TABLE ONLY kept_club.contact
    ADD CONSTRAINT contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_club.person(person_id);
ALTER TABLE ONLY kept_club.contact_rule
    ADD CONSTRAINT contact_rule_survey_fkey FOREIGN KEY (survey) REFERENCES kept_club.survey(survey);
ALTER TABLE ONLY kept_club.invitation_token
    ADD CONSTRAINT invitation_token_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES kept_club.invited(invitation_id) ON DELETE CASCADE;
ALTER TABLE ONLY kept_club.invited
    ADD CONSTRAINT invited_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_club.person(person_id);
ALTER TABLE ONLY kept_club.invited
    ADD CONSTRAINT invited_survey_fkey FOREIGN KEY (survey) REFERENCES kept_club.survey(survey);
ALTER TABLE ONLY kept_club.invited
    ADD CONSTRAINT invited_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_club.wave(survey, wave);
ALTER TABLE ONLY kept_club.invited
    ADD CONSTRAINT invited_unit_fkey FOREIGN KEY (unit) REFERENCES kept_club.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_club.item
    ADD CONSTRAINT item_survey_fkey FOREIGN KEY (survey) REFERENCES kept_club.survey(survey);
ALTER TABLE ONLY kept_club.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_club.person(person_id);
ALTER TABLE ONLY kept_club.membership
    ADD CONSTRAINT membership_unit_fkey FOREIGN KEY (unit) REFERENCES kept_club.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_club.model
    ADD CONSTRAINT model_survey_fkey FOREIGN KEY (survey) REFERENCES kept_club.survey(survey);
ALTER TABLE ONLY kept_club.opt_out
    ADD CONSTRAINT opt_out_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_club.person(person_id);
ALTER TABLE ONLY kept_club.person_clash
    ADD CONSTRAINT person_clash_a_fkey FOREIGN KEY (a) REFERENCES kept_club.person(person_id) ON DELETE CASCADE;
ALTER TABLE ONLY kept_club.person_clash
    ADD CONSTRAINT person_clash_b_fkey FOREIGN KEY (b) REFERENCES kept_club.person(person_id) ON DELETE CASCADE;
ALTER TABLE ONLY kept_club.person_key
    ADD CONSTRAINT person_key_person_id_side_fkey FOREIGN KEY (person_id, side) REFERENCES kept_club.person(person_id, side);
ALTER TABLE ONLY kept_club.person_merge
    ADD CONSTRAINT person_merge_kept_fkey FOREIGN KEY (kept) REFERENCES kept_club.person(person_id);
ALTER TABLE ONLY kept_club.person_merge
    ADD CONSTRAINT person_merge_merged_fkey FOREIGN KEY (merged) REFERENCES kept_club.person(person_id);
ALTER TABLE ONLY kept_club.publication_cell
    ADD CONSTRAINT publication_cell_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_club.publication(publication_id);
ALTER TABLE ONLY kept_club.published_comment
    ADD CONSTRAINT published_comment_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_club.publication(publication_id);
ALTER TABLE ONLY kept_club.published
    ADD CONSTRAINT published_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_club.publication(publication_id);
ALTER TABLE ONLY kept_club.purchase
    ADD CONSTRAINT purchase_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_club.person(person_id);
ALTER TABLE ONLY kept_club.unit
    ADD CONSTRAINT unit_parent_fkey FOREIGN KEY (parent) REFERENCES kept_club.unit(unit) ON UPDATE CASCADE DEFERRABLE;
ALTER TABLE ONLY kept_club.wave
    ADD CONSTRAINT wave_survey_fkey FOREIGN KEY (survey) REFERENCES kept_club.survey(survey);
ALTER TABLE ONLY kept_club.wave_unit
    ADD CONSTRAINT wave_unit_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_club.wave(survey, wave);
ALTER TABLE ONLY kept_club.wave_unit
    ADD CONSTRAINT wave_unit_unit_fkey FOREIGN KEY (unit) REFERENCES kept_club.unit(unit) ON UPDATE CASCADE;
ALTER TABLE kept_club.action ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.alert_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.anonymous_asked ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.anonymous_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.benchmark_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.case_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.comment_sentiment ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.confidential_sentiment ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.contact_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.forgotten ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.invitation_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.invited ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.item ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.ledger ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.model ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON kept_club.talk FOR SELECT USING (((response_id = 0) AND (response_id = 1)));
ALTER TABLE kept_club.opt_out ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.person_clash ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.person_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.person_merge ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.publication ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.publication_cell ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.published ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.published_comment ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.purchase ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.summary_above ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.summary_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.summary_store ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.survey ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.talk ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.touchpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.universe ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.wave ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.wave_unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_club.workspace_grant ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON FUNCTION kept_club.submit(survey text, response jsonb) FROM PUBLIC;
