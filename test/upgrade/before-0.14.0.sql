-- What 0.14.0 brought: a workspace whose people were merged before and after their answers were published (pg_dump of it).
SET check_function_bodies = false;
CREATE SCHEMA kept_guild;
ALTER SCHEMA kept_guild OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.survey (
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
ALTER TABLE kept_guild.survey OWNER TO xm_kept_owner;
CREATE FUNCTION kept_guild.submit(survey text, response jsonb) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN xm_internal.submit_from_outside('kept_guild.survey'::regclass, survey, response);
ALTER FUNCTION kept_guild.submit(survey text, response jsonb) OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.action (
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
ALTER TABLE kept_guild.action OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.action ALTER COLUMN action_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.action_action_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_guild.alert (
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
ALTER TABLE kept_guild.alert OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.alert ALTER COLUMN alert_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.alert_alert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_guild.alert_rule (
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
ALTER TABLE kept_guild.alert_rule OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.anonymous_asked (
    survey text NOT NULL,
    wave text,
    asked bigint NOT NULL,
    id bigint NOT NULL
);
ALTER TABLE kept_guild.anonymous_asked OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.anonymous_asked ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.anonymous_asked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_guild.anonymous_token (
    hash bytea NOT NULL,
    survey text NOT NULL,
    wave text
);
ALTER TABLE kept_guild.anonymous_token OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.pulse (
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
    trust smallint,
    why text,
    CONSTRAINT trust_check CHECK (((trust >= 1) AND (trust <= 5))),
    CONSTRAINT weight_check CHECK ((weight = (1)::double precision))
);
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN response_id SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN source_id SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN started_at SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN submitted_at SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN wave SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN unit SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN person_id SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN touchpoint SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN channel SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN language SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN complete SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN weight SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN missing SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN trust SET STATISTICS 0;
ALTER TABLE ONLY kept_guild.pulse ALTER COLUMN why SET STATISTICS 0;
ALTER TABLE kept_guild.pulse OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.answer WITH (security_invoker='true') AS
 SELECT 'pulse'::text AS survey,
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
   FROM (kept_guild.pulse t
     CROSS JOIN LATERAL ( VALUES ('trust'::text,''::text,(t.trust)::integer,NULL::text,(t.trust)::double precision,NULL::text), ('why'::text,''::text,NULL::integer,NULL::text,NULL::double precision,t.why)) a(item, question, rating, choice, value, text))
  WHERE ((a.choice IS NOT NULL) OR (a.value IS NOT NULL) OR (a.text IS NOT NULL));
ALTER TABLE kept_guild.answer OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.benchmark_value (
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
ALTER TABLE kept_guild.benchmark_value OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.case_file (
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
ALTER TABLE kept_guild.case_file OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.case_file ALTER COLUMN case_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.case_file_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_guild.setting (
    name text NOT NULL,
    value text NOT NULL
);
ALTER TABLE kept_guild.setting OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.case_report WITH (security_barrier='true') AS
 WITH dealt AS MATERIALIZED (
         SELECT c.unit,
            c.opened_at,
            c.closed_at,
            c.due_at,
            (date_trunc('month'::text, (c.opened_at AT TIME ZONE z.value)))::date AS opening,
            (date_trunc('month'::text, (c.closed_at AT TIME ZONE z.value)))::date AS closing,
            z.value AS zone
           FROM kept_guild.case_file c,
            kept_guild.setting z
          WHERE ((z.name = 'time_zone'::text) AND
                CASE
                    WHEN (c.survey IS NULL) THEN xm_internal.may_see_case('kept_guild.survey'::regclass, c.person_id, 'analyst'::text)
                    ELSE xm_internal.was_granted('kept_guild.survey'::regclass, c.survey, 'analyst'::text)
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
ALTER TABLE kept_guild.case_report OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.choice (
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
ALTER TABLE kept_guild.choice OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.comment WITH (security_invoker='true') AS
 SELECT 'pulse'::text AS survey,
    t.response_id,
    t.submitted_at,
    t.unit,
    c.item,
    c.text,
    c.rating_item,
    c.rating,
    t.language,
    NULL::double precision AS sentiment
   FROM (kept_guild.pulse t
     CROSS JOIN LATERAL ( VALUES ('why'::text,t.why,'trust'::text,(t.trust)::integer)) c(item, text, rating_item, rating))
  WHERE (btrim(c.text) <> ''::text);
ALTER TABLE kept_guild.comment OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.comment_sentiment (
    survey text NOT NULL,
    item text NOT NULL,
    response_id bigint NOT NULL,
    probability double precision NOT NULL,
    fitted_at timestamp with time zone NOT NULL
);
ALTER TABLE kept_guild.comment_sentiment OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.unit (
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
ALTER TABLE kept_guild.unit OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.unit_path WITH (security_invoker='true') AS
 WITH RECURSIVE path(ancestor, unit, depth) AS (
         SELECT unit.unit,
            unit.unit,
            0 AS "?column?"
           FROM kept_guild.unit
        UNION ALL
         SELECT u.parent,
            p.unit,
            (p.depth + 1)
           FROM (path p
             JOIN kept_guild.unit u ON ((u.unit = p.ancestor)))
          WHERE (u.parent IS NOT NULL)
        )
 SELECT path.ancestor,
    path.unit,
    path.depth
   FROM path;
ALTER TABLE kept_guild.unit_path OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.comment_word WITH (security_invoker='true') AS
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
                    NULL::date AS month,
                    c_1.unit,
                    c_1.text,
                    c_1.rating,
                    'simple'::regconfig AS configuration,
                    'mean'::text AS metric
                   FROM kept_guild.comment c_1
                  WHERE false) c
             LEFT JOIN kept_guild.unit_path p ON ((p.unit = c.unit)))
          GROUP BY c.survey, c.item, c.rating_item, c.month, p.ancestor) g,
    LATERAL unnest(g.words) w(word, responses, value, rest, difference, std_error, p_value, q_value, shrunken);
ALTER TABLE kept_guild.comment_word OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.confidential_sentiment (
    survey text NOT NULL,
    item text NOT NULL,
    response_id bigint NOT NULL,
    probability double precision NOT NULL,
    fitted_at timestamp with time zone NOT NULL
);
ALTER TABLE kept_guild.confidential_sentiment OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.contact (
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
ALTER TABLE kept_guild.contact OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.contact ALTER COLUMN contact_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.contact_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_guild.contact_rule (
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
ALTER TABLE kept_guild.contact_rule OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.person (
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
ALTER TABLE kept_guild.person OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.purchase (
    purchase_id bigint NOT NULL,
    person_id bigint,
    at timestamp with time zone NOT NULL,
    amount numeric NOT NULL,
    currency text,
    unit text,
    source_id text
);
ALTER TABLE kept_guild.purchase OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.customer_history WITH (security_invoker='true') AS
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
           FROM kept_guild.person
          WHERE (person.side = 'customer'::text)
          GROUP BY person.root) p
     LEFT JOIN ( SELECT q.root,
            min(t.submitted_at) AS first_answer,
            max(t.submitted_at) AS last_answer,
            jsonb_object_agg(t.item, t.rating ORDER BY t.submitted_at, t.response_id) FILTER (WHERE (t.rating IS NOT NULL)) AS last_ratings
           FROM (kept_guild.answer t
             JOIN kept_guild.person q ON ((q.person_id = t.person_id)))
          GROUP BY q.root) a ON ((a.root = p.person_id)))
     LEFT JOIN ( SELECT q.root,
            xm.purchase_history(t.at, t.amount, ( SELECT max(purchase.at) AS max
                   FROM kept_guild.purchase)) AS bought
           FROM (kept_guild.purchase t
             JOIN kept_guild.person q ON ((q.person_id = t.person_id)))
          GROUP BY q.root) b ON ((b.root = p.person_id)))
     LEFT JOIN LATERAL ( SELECT (b.bought).frequency AS frequency,
            (b.bought).recency AS recency,
            (b.bought).age AS age,
            (b.bought).monetary AS monetary) h ON (true));
ALTER TABLE kept_guild.customer_history OWNER TO xm_kept_owner;
CREATE SEQUENCE kept_guild.dropped
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE kept_guild.dropped OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.duplicate_answer WITH (security_invoker='true') AS
 SELECT t.survey,
    t.wave,
    t.root,
    t.person_id,
    t.response_id,
    t.submitted_at
   FROM ( SELECT 'pulse'::text AS survey,
            t_1.wave,
            p.root,
            t_1.person_id,
            t_1.response_id,
            t_1.submitted_at,
            count(*) OVER (PARTITION BY p.root, t_1.wave) AS answers
           FROM (kept_guild.pulse t_1
             JOIN kept_guild.person p ON ((p.person_id = t_1.person_id)))
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
ALTER TABLE kept_guild.duplicate_answer OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.forgotten (
    hash bytea NOT NULL,
    at date DEFAULT CURRENT_DATE NOT NULL
);
ALTER TABLE kept_guild.forgotten OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.invitation_token (
    hash bytea NOT NULL,
    invitation_id bigint NOT NULL,
    expires timestamp with time zone,
    status text,
    status_at timestamp with time zone,
    response_id bigint,
    CONSTRAINT invitation_token_status_check CHECK ((status = ANY (ARRAY['started'::text, 'answered'::text])))
);
ALTER TABLE kept_guild.invitation_token OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.invited (
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
ALTER TABLE kept_guild.invited OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.wave (
    survey text NOT NULL,
    wave text NOT NULL,
    opens date,
    closes date,
    CONSTRAINT wave_check CHECK ((closes >= opens)),
    CONSTRAINT wave_wave_check CHECK ((wave <> ''::text))
);
ALTER TABLE kept_guild.wave OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.invitation WITH (security_barrier='true') AS
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
   FROM ((kept_guild.invited i
     JOIN ( SELECT survey.survey,
            ((survey.mode = 'identified'::text) OR xm_internal.was_granted('kept_guild.survey'::regclass, survey.survey, 'custodian'::text)) AS answers_shown
           FROM kept_guild.survey
          WHERE (xm_internal.was_granted('kept_guild.survey'::regclass, survey.survey, 'sender'::text) OR ((survey.side = 'customer'::text) AND xm_internal.was_granted('kept_guild.survey'::regclass, survey.survey, 'analyst'::text)))) s ON ((s.survey = i.survey)))
     LEFT JOIN LATERAL ( SELECT min(invitation_token.status) AS status,
            max(invitation_token.status_at) AS status_at,
            bool_and(COALESCE((invitation_token.expires <= now()), false)) AS over,
            (EXISTS ( SELECT
                   FROM kept_guild.wave w
                  WHERE ((w.survey = i.survey) AND (w.wave = i.wave) AND s.answers_shown AND (w.closes < ((now() AT TIME ZONE ( SELECT setting.value
                           FROM kept_guild.setting
                          WHERE (setting.name = 'time_zone'::text))))::date)))) AS closed
           FROM kept_guild.invitation_token
          WHERE ((invitation_token.invitation_id = i.invitation_id) AND s.answers_shown)) t ON (true));
ALTER TABLE kept_guild.invitation OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.invited ALTER COLUMN invitation_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.invited_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_guild.item (
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
ALTER TABLE kept_guild.item OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.person_clash (
    a bigint NOT NULL,
    b bigint NOT NULL,
    kinds text[] NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT person_clash_check CHECK ((a < b))
);
ALTER TABLE kept_guild.person_clash OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.key_conflict WITH (security_invoker='true') AS
 SELECT c.a,
    c.b,
    c.kinds,
    c.since
   FROM ((kept_guild.person_clash c
     JOIN kept_guild.person p ON ((p.person_id = c.a)))
     JOIN kept_guild.person q ON ((q.person_id = c.b)))
  WHERE (p.root <> q.root);
ALTER TABLE kept_guild.key_conflict OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.ledger (
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    person_id bigint NOT NULL,
    version integer NOT NULL,
    fingerprint bigint,
    comment_id bigint
);
ALTER TABLE kept_guild.ledger OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.publication (
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
ALTER TABLE kept_guild.publication OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.published (
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
ALTER TABLE kept_guild.published OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.published_score WITH (security_invoker='true') AS
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
           FROM (kept_guild.published p
             JOIN ( SELECT wave.survey,
                    wave.wave,
                    row_number() OVER (PARTITION BY wave.survey ORDER BY COALESCE(wave.closes, wave.opens), wave.wave) AS number
                   FROM kept_guild.wave) w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
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
     JOIN kept_guild.item i ON (((i.survey = l.survey) AND (i.item = l.item))))
     LEFT JOIN kept_guild.unit u ON ((u.unit = l.unit)))
     LEFT JOIN latest b ON (((b.survey = l.survey) AND (b.item = l.item) AND (NOT (b.unit IS DISTINCT FROM l.unit)) AND (b.number = (l.number - 1)) AND (b.metric = l.metric))))
     CROSS JOIN LATERAL xm_internal.change_of(l.value, l.std_error, b.value, b.std_error, (0.95)::double precision) c(change, lower, upper, p_value));
ALTER TABLE kept_guild.published_score OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.summary_log (
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
ALTER TABLE kept_guild.summary_log OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.summary_logged AS
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
   FROM ((kept_guild.summary_log l
     JOIN kept_guild.item i ON ((i.survey = l.survey)))
     CROSS JOIN LATERAL ( SELECT array_position(l.items, i.item) AS at
         OFFSET 0) p)
  WHERE ((l.r[p.at] IS NOT NULL) OR (l.m[p.at] IS NOT NULL));
ALTER TABLE kept_guild.summary_logged OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.summary_store (
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
ALTER TABLE kept_guild.summary_store OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.summary_part AS
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
   FROM kept_guild.summary_store
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
   FROM kept_guild.summary_logged;
ALTER TABLE kept_guild.summary_part OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.summary WITH (security_barrier='true') AS
 SELECT summary_part.survey,
    summary_part.item,
    summary_part.wave,
    summary_part.unit,
    summary_part.month,
    summary_part.touchpoint,
    summary_part.channel,
    (xm.rollup(summary_part.r) FILTER (WHERE summary_part.added) - xm.rollup(summary_part.r) FILTER (WHERE (NOT summary_part.added))) AS r,
    (xm.rollup(summary_part.m) FILTER (WHERE summary_part.added) - xm.rollup(summary_part.m) FILTER (WHERE (NOT summary_part.added))) AS m
   FROM kept_guild.summary_part
  WHERE (summary_part.survey = ANY (ARRAY( SELECT s.survey
           FROM kept_guild.survey s
          WHERE xm_internal.may_read_answers('kept_guild.survey'::regclass, s.survey))))
  GROUP BY summary_part.survey, summary_part.item, summary_part.wave, summary_part.unit, summary_part.month, summary_part.touchpoint, summary_part.channel
 HAVING (COALESCE(xm.responses(xm.rollup(summary_part.r) FILTER (WHERE summary_part.added)), xm.responses(xm.rollup(summary_part.m) FILTER (WHERE summary_part.added))) > COALESCE(xm.responses(xm.rollup(summary_part.r) FILTER (WHERE (NOT summary_part.added))), xm.responses(xm.rollup(summary_part.m) FILTER (WHERE (NOT summary_part.added))), (0)::bigint));
ALTER TABLE kept_guild.summary OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.link_input WITH (security_invoker='true') AS
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
                           FROM (((kept_guild.summary t
                             JOIN kept_guild.item i ON (((i.survey = t.survey) AND (i.item = t.item))))
                             JOIN kept_guild.survey s ON ((s.survey = t.survey)))
                             LEFT JOIN kept_guild.wave w ON (((w.survey = t.survey) AND (w.wave = t.wave))))
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
                   FROM ((((kept_guild.published_score p
                     JOIN kept_guild.survey s ON ((s.survey = p.survey)))
                     JOIN kept_guild.item i ON (((i.survey = p.survey) AND (i.item = p.item))))
                     JOIN kept_guild.wave w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
                     JOIN kept_guild.publication n ON ((n.publication_id = p.publication_id)))
                  WHERE ((p.concept IS NOT NULL) AND (NOT i.retired) AND (p.unit IS NOT NULL) AND (NOT (EXISTS ( SELECT
                           FROM kept_guild.unit b
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
ALTER TABLE kept_guild.link_input OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.membership (
    person_id bigint NOT NULL,
    since date NOT NULL,
    unit text,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL
);
ALTER TABLE kept_guild.membership OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.model (
    survey text NOT NULL,
    item text NOT NULL,
    language text NOT NULL,
    fitted_at timestamp with time zone NOT NULL,
    model xm.text_model NOT NULL
);
ALTER TABLE kept_guild.model OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.opt_out (
    person_id bigint NOT NULL,
    channel text,
    since timestamp with time zone DEFAULT now() NOT NULL,
    opt_out_id bigint NOT NULL
);
ALTER TABLE kept_guild.opt_out OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.opt_out ALTER COLUMN opt_out_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.opt_out_opt_out_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_guild.person_key (
    side text NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT person_key_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT person_key_value_check CHECK ((value <> ''::text))
);
ALTER TABLE kept_guild.person_key OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.person_merge (
    merge_id bigint NOT NULL,
    kept bigint NOT NULL,
    merged bigint NOT NULL,
    merged_at timestamp with time zone DEFAULT now() NOT NULL,
    merged_by text NOT NULL,
    evidence jsonb DEFAULT '{}'::jsonb NOT NULL,
    undone_at timestamp with time zone,
    CONSTRAINT person_merge_check CHECK ((kept <> merged))
);
ALTER TABLE kept_guild.person_merge OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.person_merge ALTER COLUMN merge_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.person_merge_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_guild.person ALTER COLUMN person_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_guild.person_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW kept_guild.person_root WITH (security_invoker='true') AS
 SELECT person.person_id,
    person.root
   FROM kept_guild.person;
ALTER TABLE kept_guild.person_root OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.person_unit WITH (security_invoker='true') AS
 SELECT membership.person_id,
    membership.unit,
    membership.since,
    (lead(membership.since) OVER (PARTITION BY membership.person_id ORDER BY membership.since) - 1) AS until
   FROM kept_guild.membership;
ALTER TABLE kept_guild.person_unit OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.publication_cell (
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
ALTER TABLE kept_guild.publication_cell OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.publication_cell ALTER COLUMN cell_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.publication_cell_cell_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_guild.publication ALTER COLUMN publication_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.publication_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_guild.published_comment (
    publication_id bigint NOT NULL,
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    unit text,
    comment text NOT NULL,
    comment_id bigint DEFAULT xm_internal.random_id() NOT NULL
);
ALTER TABLE kept_guild.published_comment OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.published ALTER COLUMN published_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.published_published_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW kept_guild.pulse_labelled WITH (security_invoker='true') AS
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
    (t.trust)::text AS trust,
    t.why
   FROM kept_guild.pulse t;
ALTER TABLE kept_guild.pulse_labelled OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.pulse ALTER COLUMN response_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_guild.pulse_response_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_guild.purchase ALTER COLUMN purchase_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_guild.purchase_purchase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE kept_guild.refused
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE kept_guild.refused OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.representativeness AS
 SELECT representativeness.survey,
    representativeness.wave,
    representativeness.r_indicator,
    representativeness.r_indicator_adjusted,
    representativeness.max_bias,
    representativeness.partial
   FROM xm_internal.representativeness('kept_guild.survey'::regclass) representativeness(survey, wave, r_indicator, r_indicator_adjusted, max_bias, partial);
ALTER TABLE kept_guild.representativeness OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.wave_unit (
    survey text NOT NULL,
    wave text NOT NULL,
    unit text NOT NULL,
    asked bigint NOT NULL,
    CONSTRAINT wave_unit_asked_check CHECK ((asked >= 0))
);
ALTER TABLE kept_guild.wave_unit OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.response_rate WITH (security_invoker='true') AS
 SELECT w.survey,
    w.wave,
    w.unit,
    w.asked,
    COALESCE(c.started, (0)::bigint) AS started,
    COALESCE(c.completed, (0)::bigint) AS completed,
    ((COALESCE(c.started, (0)::bigint))::double precision / (NULLIF(w.asked, 0))::double precision) AS start_rate,
    ((COALESCE(c.completed, (0)::bigint))::double precision / (NULLIF(w.asked, 0))::double precision) AS completion_rate
   FROM ((kept_guild.wave_unit w
     JOIN kept_guild.survey s ON ((s.survey = w.survey)))
     LEFT JOIN xm_internal.response_counts('kept_guild.survey'::regclass) c(survey, wave, unit, started, completed) ON (((c.survey = w.survey) AND (c.wave = w.wave) AND (c.unit = w.unit))))
  WHERE ((s.mode = 'identified'::text) OR (w.asked >= 10));
ALTER TABLE kept_guild.response_rate OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.summary_above (
    above_id bigint NOT NULL,
    survey text NOT NULL,
    item text NOT NULL,
    wave text,
    unit text NOT NULL,
    month date NOT NULL,
    r xm.ratings,
    m xm.moments
);
ALTER TABLE kept_guild.summary_above OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.summary_path WITH (security_barrier='true') AS
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
           FROM kept_guild.summary_store
        UNION ALL
         SELECT summary_above.survey,
            summary_above.item,
            summary_above.wave,
            summary_above.unit,
            summary_above.month,
            true,
            summary_above.r,
            summary_above.m
           FROM kept_guild.summary_above
        UNION ALL
         SELECT summary_logged.survey,
            summary_logged.item,
            summary_logged.wave,
            summary_logged.unit,
            summary_logged.month,
            summary_logged.added,
            summary_logged.r,
            summary_logged.m
           FROM kept_guild.summary_logged
        UNION ALL
         SELECT l.survey,
            l.item,
            l.wave,
            a.ancestor,
            l.month,
            l.added,
            l.r,
            l.m
           FROM (kept_guild.summary_logged l
             JOIN kept_guild.unit_path a ON (((a.unit = l.unit) AND (a.depth > 0))))) t
  WHERE (t.survey = ANY (ARRAY( SELECT s.survey
           FROM kept_guild.survey s
          WHERE xm_internal.may_read_answers('kept_guild.survey'::regclass, s.survey))));
ALTER TABLE kept_guild.summary_path OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.score WITH (security_invoker='true') AS
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
           FROM (kept_guild.summary_path t
             JOIN kept_guild.item j ON (((j.survey = t.survey) AND (j.item = t.item) AND (NOT j.retired))))
          GROUP BY t.survey, t.item, t.unit) g
     JOIN kept_guild.item i ON (((i.survey = g.survey) AND (i.item = g.item))))
     LEFT JOIN kept_guild.unit u ON ((u.unit = g.unit)))
     CROSS JOIN LATERAL unnest(g.periods) p(period, responses, value, std_error, lower, upper, change, change_lower, change_upper, change_p_value));
ALTER TABLE kept_guild.score OWNER TO xm_kept_owner;
CREATE VIEW kept_guild.score_benchmark WITH (security_invoker='true') AS
 WITH entry AS (
         SELECT b.benchmark,
            b.year,
            b.survey,
            b.item,
            b.concept,
            COALESCE(b.metric, i.metric, 'mean'::text) AS metric,
            COALESCE(b.value, e.value) AS value,
            COALESCE(b.std_error, e.std_error, (0)::double precision) AS std_error
           FROM ((kept_guild.benchmark_value b
             LEFT JOIN kept_guild.item i ON (((i.survey = b.survey) AND (i.item = b.item))))
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
             JOIN kept_guild.item i ON ((((y_1.survey = i.survey) AND (y_1.item = i.item)) OR (y_1.concept = i.concept))))
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
           FROM (kept_guild.score t
             JOIN kept_guild.survey u ON (((u.survey = t.survey) AND (u.mode = 'identified'::text))))
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
           FROM ((kept_guild.published_score p
             JOIN kept_guild.wave w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
             JOIN kept_guild.publication n ON ((n.publication_id = p.publication_id)))) s
     JOIN of_item y ON (((y.survey = s.survey) AND (y.item = s.item) AND (y.metric = COALESCE(s.metric, 'mean'::text)) AND ((y.year)::numeric <= EXTRACT(year FROM s.month)) AND COALESCE(((y.next_year)::numeric > EXTRACT(year FROM s.month)), true))))
     CROSS JOIN LATERAL xm_internal.change_of(s.value, s.std_error, y.value, y.std_error, (0.95)::double precision) c(change, lower, upper, p_value));
ALTER TABLE kept_guild.score_benchmark OWNER TO xm_kept_owner;
ALTER TABLE kept_guild.summary_above ALTER COLUMN above_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.summary_above_above_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_guild.summary_log ALTER COLUMN log_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.summary_log_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_guild.summary_store ALTER COLUMN summary_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_guild.summary_store_summary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_guild.touchpoint (
    touchpoint text NOT NULL,
    journey text,
    "position" integer,
    title text,
    CONSTRAINT touchpoint_touchpoint_check CHECK ((touchpoint <> ''::text))
);
ALTER TABLE kept_guild.touchpoint OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.universe (
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    metric text NOT NULL,
    std_dev double precision,
    freedom double precision
);
ALTER TABLE kept_guild.universe OWNER TO xm_kept_owner;
CREATE TABLE kept_guild.workspace_grant (
    role text NOT NULL,
    kind text NOT NULL,
    survey text DEFAULT ''::text NOT NULL,
    CONSTRAINT workspace_grant_kind_check CHECK ((kind = ANY (ARRAY['collector'::text, 'analyst'::text, 'custodian'::text, 'sender'::text])))
);
ALTER TABLE kept_guild.workspace_grant OWNER TO xm_kept_owner;
COPY kept_guild.action (action_id, survey, item, unit, title, owner, started, ended, expected) FROM stdin;
\.
COPY kept_guild.alert (alert_id, xid, rule, kind, survey, item, unit, response_id, period, signal, value, raised_at, acknowledged_by, acknowledged_at) FROM stdin;
\.
COPY kept_guild.alert_rule (rule, survey, item, unit, descendants, kind, comparison, threshold, choice, min_responses, point, active, reason) FROM stdin;
\.
COPY kept_guild.anonymous_asked (survey, wave, asked, id) FROM stdin;
\.
COPY kept_guild.anonymous_token (hash, survey, wave) FROM stdin;
\.
COPY kept_guild.benchmark_value (benchmark, entry, survey, item, concept, metric, industry, year, value, std_error, r) FROM stdin;
\.
COPY kept_guild.case_file (case_id, alert_id, person_id, unit, owner, opened_at, due_at, closed_at, outcome, note, survey) FROM stdin;
\.
COPY kept_guild.choice (survey, item, code, "position", label, labels, kind, source, retired) FROM stdin;
\.
COPY kept_guild.comment_sentiment (survey, item, response_id, probability, fitted_at) FROM stdin;
\.
COPY kept_guild.confidential_sentiment (survey, item, response_id, probability, fitted_at) FROM stdin;
\.
COPY kept_guild.contact (contact_id, person_id, survey, wave, channel, kind, at, invitation_id, counts) FROM stdin;
\.
COPY kept_guild.contact_rule (rule, side, channel, survey, max_contacts, period, rest) FROM stdin;
\.
COPY kept_guild.forgotten (hash, at) FROM stdin;
\.
COPY kept_guild.invitation_token (hash, invitation_id, expires, status, status_at, response_id) FROM stdin;
\.
COPY kept_guild.invited (invitation_id, survey, wave, occasion, person_id, unit, channel, stratum, probability, invited_at, reminders, last_contact_at, status, status_at) FROM stdin;
\.
COPY kept_guild.item (survey, item, "position", type, question, questions, concept, metric, scale_low, scale_high, reversed, favourable, unfavourable, retired) FROM stdin;
pulse	trust	1	rating	\N	\N	\N	mean	1	5	f	[4,6)	[1,3)	f
pulse	why	2	text	\N	\N	\N	\N	\N	\N	\N	\N	\N	f
\.
COPY kept_guild.ledger (survey, wave, item, person_id, version, fingerprint, comment_id) FROM stdin;
pulse	spring	trust	1	0	-2102748244747697029	\N
pulse	spring	trust	2	0	8463424545479325307	\N
pulse	spring	trust	3	0	6991349728697993249	\N
pulse	spring	trust	4	0	-1162099235981666538	\N
pulse	spring	trust	5	0	6399356260615258899	\N
pulse	spring	trust	6	0	5709583356422786368	\N
pulse	spring	trust	7	0	-424727021614253275	\N
pulse	spring	trust	8	0	-6056539839823319261	\N
pulse	spring	trust	9	0	-7990506541064661071	\N
pulse	spring	trust	10	0	-4628232816751758897	\N
pulse	spring	trust	11	0	4780431053073810896	\N
pulse	spring	trust	12	0	-7006559690369760864	\N
pulse	spring	trust	13	0	998804412317979298	\N
pulse	spring	trust	14	0	2324254764629841928	\N
pulse	spring	trust	15	0	7313773807320529122	\N
pulse	spring	trust	16	0	-3759653213586745196	\N
pulse	spring	trust	17	0	-7822060165723833108	\N
pulse	spring	trust	18	0	540209795770121147	\N
pulse	spring	trust	19	0	6912796517923791728	\N
pulse	spring	trust	20	0	3925039096702062025	\N
pulse	spring	trust	21	0	-2736947393969534242	\N
pulse	spring	trust	22	0	-2477392243851273606	\N
pulse	spring	trust	23	0	-929676172092139475	\N
pulse	spring	trust	24	0	6457845978697527058	\N
pulse	spring	trust	25	0	-3818516548480590248	\N
pulse	spring	trust	26	0	4205802490706868807	\N
pulse	spring	trust	27	0	-3042608164740974184	\N
pulse	spring	trust	28	0	-2027056610222284643	\N
pulse	spring	trust	29	0	-5379599062644848345	\N
pulse	spring	trust	30	0	75360404001864507	\N
pulse	spring	why	7	0	\N	570290174185346869
pulse	spring	why	2	0	\N	3564258204474430682
pulse	spring	why	4	0	\N	458591005958696597
pulse	spring	why	17	0	\N	1405868795172451603
pulse	spring	why	11	0	\N	736798793992835573
pulse	spring	why	1	0	\N	2992403202827140737
pulse	spring	why	6	0	\N	4238058018714799786
pulse	spring	why	5	0	\N	901697357487373369
pulse	spring	why	10	0	\N	3102049539840902650
pulse	spring	why	3	0	\N	2545171615685201445
pulse	spring	why	30	0	\N	2946780467239347145
pulse	spring	why	28	0	\N	1164915369441595613
pulse	spring	why	22	0	\N	988976477454178165
pulse	spring	why	14	0	\N	2489971542119454278
pulse	spring	why	26	0	\N	2423553278844566097
pulse	spring	why	8	0	\N	1192245511849127649
pulse	spring	why	16	0	\N	2065437667112075706
pulse	spring	why	21	0	\N	3789808252353523873
pulse	spring	why	20	0	\N	2506017086519422366
pulse	spring	why	27	0	\N	999070037013719953
pulse	spring	why	12	0	\N	3120037663702525829
pulse	spring	why	15	0	\N	2865405634516117194
pulse	spring	why	9	0	\N	4029371414989860034
pulse	spring	why	25	0	\N	4077999224923741738
pulse	spring	why	18	0	\N	3849534738005896756
pulse	spring	why	24	0	\N	989528660380735625
pulse	spring	why	19	0	\N	4143446309050915523
pulse	spring	why	13	0	\N	3180882108381009207
pulse	spring	why	23	0	\N	4252526726098504990
pulse	spring	why	29	0	\N	1305239956193488432
pulse	summer	trust	33	0	-1091433958521696618	\N
pulse	summer	trust	8	0	7705902994628318882	\N
pulse	summer	trust	9	0	-1545076540377857072	\N
pulse	summer	trust	10	0	8032445936083715629	\N
pulse	summer	trust	11	0	2418751920129262872	\N
pulse	summer	trust	12	0	7152414575600707328	\N
pulse	summer	trust	13	0	4242494775542490717	\N
pulse	summer	trust	14	0	1768489256270174340	\N
pulse	summer	trust	15	0	-6580510964129920312	\N
pulse	summer	trust	16	0	-7929580666010852240	\N
pulse	summer	trust	17	0	8727452668874984529	\N
pulse	summer	trust	18	0	-3516192238541268293	\N
pulse	summer	trust	19	0	2568584488152755878	\N
pulse	summer	trust	20	0	3925039096702062025	\N
pulse	summer	trust	21	0	-2736947393969534242	\N
pulse	summer	trust	22	0	-2477392243851273606	\N
pulse	summer	trust	23	0	-929676172092139475	\N
pulse	summer	trust	24	0	-4840044064701772315	\N
pulse	summer	trust	25	0	-3834216209298065029	\N
pulse	summer	trust	26	0	9190251539223106593	\N
pulse	summer	trust	27	0	6845831516523062751	\N
pulse	summer	trust	28	0	7205492885139167872	\N
pulse	summer	trust	29	0	3235323348905092798	\N
pulse	summer	trust	30	0	-6109845588673875531	\N
pulse	summer	trust	31	0	-4357846737334744566	\N
pulse	summer	why	13	0	\N	2000656226892876736
pulse	summer	why	21	0	\N	782376312622779968
pulse	summer	why	11	0	\N	726910243525458573
pulse	summer	why	24	0	\N	3521363025826739684
pulse	summer	why	8	0	\N	917896313684645722
pulse	summer	why	31	0	\N	2728414782168219030
pulse	summer	why	18	0	\N	1586983782768405928
pulse	summer	why	19	0	\N	96778389166267729
pulse	summer	why	16	0	\N	2447559857382431167
pulse	summer	why	26	0	\N	1311669740279264102
pulse	summer	why	15	0	\N	998539549339411433
pulse	summer	why	27	0	\N	1397692986687050099
pulse	summer	why	25	0	\N	706911594679372037
pulse	summer	why	14	0	\N	2080225058162196734
pulse	summer	why	10	0	\N	2497614185305036375
pulse	summer	why	9	0	\N	1005310724680434051
pulse	summer	why	22	0	\N	2625563627079148250
pulse	summer	why	29	0	\N	1573674939510021234
pulse	summer	why	30	0	\N	4341939396972298646
pulse	summer	why	33	0	\N	426176298779458606
pulse	summer	why	12	0	\N	2616897212456007874
pulse	summer	why	20	0	\N	4274930748025453143
pulse	summer	why	28	0	\N	1605812892434219212
pulse	summer	why	17	0	\N	2099796919263798648
pulse	summer	why	23	0	\N	1103627851684380453
\.
COPY kept_guild.membership (person_id, since, unit, attributes) FROM stdin;
1	2020-01-01	kiel	{}
2	2020-01-01	kiel	{}
3	2020-01-01	kiel	{}
4	2020-01-01	kiel	{}
5	2020-01-01	kiel	{}
6	2020-01-01	kiel	{}
7	2020-01-01	kiel	{}
8	2020-01-01	kiel	{}
9	2020-01-01	kiel	{}
10	2020-01-01	kiel	{}
11	2020-01-01	kiel	{}
12	2020-01-01	kiel	{}
13	2020-01-01	kiel	{}
14	2020-01-01	kiel	{}
15	2020-01-01	kiel	{}
16	2020-01-01	kiel	{}
17	2020-01-01	kiel	{}
18	2020-01-01	kiel	{}
19	2020-01-01	kiel	{}
20	2020-01-01	kiel	{}
21	2020-01-01	kiel	{}
22	2020-01-01	kiel	{}
23	2020-01-01	kiel	{}
24	2020-01-01	kiel	{}
25	2020-01-01	kiel	{}
26	2020-01-01	kiel	{}
27	2020-01-01	kiel	{}
28	2020-01-01	kiel	{}
29	2020-01-01	kiel	{}
30	2020-01-01	kiel	{}
31	2020-01-01	kiel	{}
32	2020-01-01	kiel	{}
33	2020-01-01	kiel	{}
34	2020-01-01	kiel	{}
35	2020-01-01	kiel	{}
36	2020-01-01	kiel	{}
37	2020-01-01	kiel	{}
38	2020-01-01	kiel	{}
39	2020-01-01	kiel	{}
40	2020-01-01	kiel	{}
\.
COPY kept_guild.model (survey, item, language, fitted_at, model) FROM stdin;
\.
COPY kept_guild.opt_out (person_id, channel, since, opt_out_id) FROM stdin;
\.
COPY kept_guild.person (person_id, side, joined, departed, attributes, merged_into) FROM stdin;
1	employee	\N	\N	{"full_name": "Name1 Berg"}	\N
2	employee	\N	\N	{"full_name": "Name2 Berg"}	\N
3	employee	\N	\N	{"full_name": "Name3 Berg"}	\N
4	employee	\N	\N	{"full_name": "Name4 Berg"}	\N
5	employee	\N	\N	{"full_name": "Name5 Berg"}	\N
6	employee	\N	\N	{"full_name": "Name6 Berg"}	\N
7	employee	\N	\N	{"full_name": "Name7 Berg"}	\N
8	employee	\N	\N	{"full_name": "Name8 Berg"}	\N
9	employee	\N	\N	{"full_name": "Name9 Berg"}	\N
10	employee	\N	\N	{"full_name": "Name10 Berg"}	\N
11	employee	\N	\N	{"full_name": "Name11 Berg"}	\N
12	employee	\N	\N	{"full_name": "Name12 Berg"}	\N
13	employee	\N	\N	{"full_name": "Name13 Berg"}	\N
14	employee	\N	\N	{"full_name": "Name14 Berg"}	\N
15	employee	\N	\N	{"full_name": "Name15 Berg"}	\N
16	employee	\N	\N	{"full_name": "Name16 Berg"}	\N
17	employee	\N	\N	{"full_name": "Name17 Berg"}	\N
18	employee	\N	\N	{"full_name": "Name18 Berg"}	\N
19	employee	\N	\N	{"full_name": "Name19 Berg"}	\N
20	employee	\N	\N	{"full_name": "Name20 Berg"}	\N
21	employee	\N	\N	{"full_name": "Name21 Berg"}	\N
22	employee	\N	\N	{"full_name": "Name22 Berg"}	\N
23	employee	\N	\N	{"full_name": "Name23 Berg"}	\N
24	employee	\N	\N	{"full_name": "Name24 Berg"}	\N
25	employee	\N	\N	{"full_name": "Name25 Berg"}	\N
26	employee	\N	\N	{"full_name": "Name26 Berg"}	\N
27	employee	\N	\N	{"full_name": "Name27 Berg"}	\N
28	employee	\N	\N	{"full_name": "Name28 Berg"}	\N
29	employee	\N	\N	{"full_name": "Name29 Berg"}	\N
30	employee	\N	\N	{"full_name": "Name30 Berg"}	\N
34	employee	\N	\N	{"full_name": "Name34 Berg"}	\N
35	employee	\N	\N	{"full_name": "Name35 Berg"}	\N
36	employee	\N	\N	{"full_name": "Name36 Berg"}	\N
37	employee	\N	\N	{"full_name": "Name37 Berg"}	\N
38	employee	\N	\N	{"full_name": "Name38 Berg"}	\N
39	employee	\N	\N	{"full_name": "Name39 Berg"}	\N
40	employee	\N	\N	{"full_name": "Name40 Berg"}	\N
32	employee	\N	\N	{"full_name": "Name32 Berg"}	6
33	employee	\N	\N	{"full_name": "Name33 Berg"}	7
31	employee	\N	\N	{"full_name": "Name31 Berg"}	\N
\.
COPY kept_guild.person_clash (a, b, kinds, since) FROM stdin;
\.
COPY kept_guild.person_key (side, kind, value, person_id) FROM stdin;
employee	desk	25	1
employee	badge	b-4711	2
\.
COPY kept_guild.person_merge (merge_id, kept, merged, merged_at, merged_by, evidence, undone_at) FROM stdin;
2	6	32	2026-12-01 13:47:49.611002+00	xm_kept_owner	{}	\N
3	7	33	2026-12-01 13:47:50.50483+00	xm_kept_owner	{}	\N
1	5	31	2026-12-01 13:47:49.60656+00	xm_kept_owner	{}	2026-12-01 13:47:50.508685+00
\.
COPY kept_guild.publication (publication_id, survey, wave, published_at, published_by, k, colluders, version, breakdowns, distributions, comments) FROM stdin;
1	pulse	spring	2026-12-01 13:47:49.613811+00	xm_kept_owner	5	1	0.14.0	[[], ["unit"]]	10	8
2	pulse	summer	2026-12-01 13:47:50.512795+00	xm_kept_owner	5	1	0.14.0	[[], ["unit"]]	10	8
\.
COPY kept_guild.publication_cell (cell_id, publication_id, survey, wave, items, unit, breakdown, distribution, persons, members, versions) FROM stdin;
1	1	pulse	spring	{trust}	\N	{}	t	30	{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30}	\N
2	1	pulse	spring	{trust}	all	{}	t	30	{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30}	\N
3	1	pulse	spring	{trust}	kiel	{}	t	30	{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30}	\N
4	2	pulse	summer	{trust}	\N	{}	t	25	{33,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31}	\N
5	2	pulse	summer	{trust}	all	{}	t	25	{33,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31}	\N
6	2	pulse	summer	{trust}	kiel	{}	t	25	{33,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31}	\N
\.
COPY kept_guild.published (publication_id, survey, wave, item, unit, breakdown, status, responses, value, std_error, lower, upper, cut, favourable, neutral, unfavourable, r, metric, published_id) FROM stdin;
1	pulse	spring	trust	\N	{}	released	30	3	0.2626128657194451	2.4628963826251757	3.5371036173748243	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":6,"2":6,"3":6,"4":6,"5":6}}	mean	1
1	pulse	spring	trust	all	{}	released	30	3	0.2626128657194451	2.4628963826251757	3.5371036173748243	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":6,"2":6,"3":6,"4":6,"5":6}}	mean	2
1	pulse	spring	trust	kiel	{}	released	30	3	0.2626128657194451	2.4628963826251757	3.5371036173748243	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":6,"2":6,"3":6,"4":6,"5":6}}	mean	3
2	pulse	summer	trust	\N	{}	released	25	2.48	0.2244994432064365	2.016655922079943	2.943344077920057	f	24	24	52	{"type":"ratings","version":1,"responses":{"1":6,"2":7,"3":6,"4":6}}	mean	4
2	pulse	summer	trust	all	{}	released	25	2.48	0.2244994432064365	2.016655922079943	2.943344077920057	f	24	24	52	{"type":"ratings","version":1,"responses":{"1":6,"2":7,"3":6,"4":6}}	mean	5
2	pulse	summer	trust	kiel	{}	released	25	2.48	0.2244994432064365	2.016655922079943	2.943344077920057	f	24	24	52	{"type":"ratings","version":1,"responses":{"1":6,"2":7,"3":6,"4":6}}	mean	6
\.
COPY kept_guild.published_comment (publication_id, survey, wave, item, unit, comment, comment_id) FROM stdin;
1	pulse	spring	why	kiel	fine 7	570290174185346869
1	pulse	spring	why	kiel	fine 2	3564258204474430682
1	pulse	spring	why	kiel	fine 4	458591005958696597
1	pulse	spring	why	kiel	fine 17	1405868795172451603
1	pulse	spring	why	kiel	fine 11	736798793992835573
1	pulse	spring	why	kiel	fine 1	2992403202827140737
1	pulse	spring	why	kiel	fine 6	4238058018714799786
1	pulse	spring	why	kiel	fine 5	901697357487373369
1	pulse	spring	why	kiel	fine 10	3102049539840902650
1	pulse	spring	why	kiel	Ask [name] at [name] for 25 minutes, tel. [phone]	2545171615685201445
1	pulse	spring	why	kiel	fine 30	2946780467239347145
1	pulse	spring	why	kiel	fine 28	1164915369441595613
1	pulse	spring	why	kiel	fine 22	988976477454178165
1	pulse	spring	why	kiel	fine 14	2489971542119454278
1	pulse	spring	why	kiel	fine 26	2423553278844566097
1	pulse	spring	why	kiel	fine 8	1192245511849127649
1	pulse	spring	why	kiel	fine 16	2065437667112075706
1	pulse	spring	why	kiel	fine 21	3789808252353523873
1	pulse	spring	why	kiel	fine 20	2506017086519422366
1	pulse	spring	why	kiel	fine 27	999070037013719953
1	pulse	spring	why	kiel	fine 12	3120037663702525829
1	pulse	spring	why	kiel	fine 15	2865405634516117194
1	pulse	spring	why	kiel	fine 9	4029371414989860034
1	pulse	spring	why	kiel	fine 25	4077999224923741738
1	pulse	spring	why	kiel	fine 18	3849534738005896756
1	pulse	spring	why	kiel	fine 24	989528660380735625
1	pulse	spring	why	kiel	fine 19	4143446309050915523
1	pulse	spring	why	kiel	fine 13	3180882108381009207
1	pulse	spring	why	kiel	fine 23	4252526726098504990
1	pulse	spring	why	kiel	fine 29	1305239956193488432
2	pulse	summer	why	kiel	good 13	2000656226892876736
2	pulse	summer	why	kiel	good 21	782376312622779968
2	pulse	summer	why	kiel	good 11	726910243525458573
2	pulse	summer	why	kiel	good 24	3521363025826739684
2	pulse	summer	why	kiel	good 8	917896313684645722
2	pulse	summer	why	kiel	good 31	2728414782168219030
2	pulse	summer	why	kiel	good 18	1586983782768405928
2	pulse	summer	why	kiel	good 19	96778389166267729
2	pulse	summer	why	kiel	good 16	2447559857382431167
2	pulse	summer	why	kiel	good 26	1311669740279264102
2	pulse	summer	why	kiel	good 15	998539549339411433
2	pulse	summer	why	kiel	good 27	1397692986687050099
2	pulse	summer	why	kiel	good 25	706911594679372037
2	pulse	summer	why	kiel	good 14	2080225058162196734
2	pulse	summer	why	kiel	good 10	2497614185305036375
2	pulse	summer	why	kiel	good 9	1005310724680434051
2	pulse	summer	why	kiel	good 22	2625563627079148250
2	pulse	summer	why	kiel	good 29	1573674939510021234
2	pulse	summer	why	kiel	good 30	4341939396972298646
2	pulse	summer	why	kiel	good 33	426176298779458606
2	pulse	summer	why	kiel	good 12	2616897212456007874
2	pulse	summer	why	kiel	good 20	4274930748025453143
2	pulse	summer	why	kiel	good 28	1605812892434219212
2	pulse	summer	why	kiel	good 17	2099796919263798648
2	pulse	summer	why	kiel	good 23	1103627851684380453
\.
COPY kept_guild.pulse (response_id, source_id, started_at, submitted_at, wave, unit, person_id, touchpoint, channel, language, complete, weight, missing, trust, why) FROM stdin;
1	s1	\N	2026-01-10 11:00:00+00	spring	kiel	1	\N	\N	\N	t	1	\N	2	fine 1
2	s2	\N	2026-01-10 11:00:00+00	spring	kiel	2	\N	\N	\N	t	1	\N	3	fine 2
3	s3	\N	2026-01-10 11:00:00+00	spring	kiel	3	\N	\N	\N	t	1	\N	4	Ask Name7 at b-4711 for 25 minutes, tel. +49 30 5550123
4	s4	\N	2026-01-10 11:00:00+00	spring	kiel	4	\N	\N	\N	t	1	\N	5	fine 4
5	s5	\N	2026-01-10 11:00:00+00	spring	kiel	5	\N	\N	\N	t	1	\N	1	fine 5
6	s6	\N	2026-01-10 11:00:00+00	spring	kiel	6	\N	\N	\N	t	1	\N	2	fine 6
7	s7	\N	2026-01-10 11:00:00+00	spring	kiel	7	\N	\N	\N	t	1	\N	3	fine 7
8	s8	\N	2026-01-10 11:00:00+00	spring	kiel	8	\N	\N	\N	t	1	\N	4	fine 8
9	s9	\N	2026-01-10 11:00:00+00	spring	kiel	9	\N	\N	\N	t	1	\N	5	fine 9
10	s10	\N	2026-01-10 11:00:00+00	spring	kiel	10	\N	\N	\N	t	1	\N	1	fine 10
11	s11	\N	2026-01-10 11:00:00+00	spring	kiel	11	\N	\N	\N	t	1	\N	2	fine 11
12	s12	\N	2026-01-10 11:00:00+00	spring	kiel	12	\N	\N	\N	t	1	\N	3	fine 12
13	s13	\N	2026-01-10 11:00:00+00	spring	kiel	13	\N	\N	\N	t	1	\N	4	fine 13
14	s14	\N	2026-01-10 11:00:00+00	spring	kiel	14	\N	\N	\N	t	1	\N	5	fine 14
15	s15	\N	2026-01-10 11:00:00+00	spring	kiel	15	\N	\N	\N	t	1	\N	1	fine 15
16	s16	\N	2026-01-10 11:00:00+00	spring	kiel	16	\N	\N	\N	t	1	\N	2	fine 16
17	s17	\N	2026-01-10 11:00:00+00	spring	kiel	17	\N	\N	\N	t	1	\N	3	fine 17
18	s18	\N	2026-01-10 11:00:00+00	spring	kiel	18	\N	\N	\N	t	1	\N	4	fine 18
19	s19	\N	2026-01-10 11:00:00+00	spring	kiel	19	\N	\N	\N	t	1	\N	5	fine 19
20	s20	\N	2026-01-10 11:00:00+00	spring	kiel	20	\N	\N	\N	t	1	\N	1	fine 20
21	s21	\N	2026-01-10 11:00:00+00	spring	kiel	21	\N	\N	\N	t	1	\N	2	fine 21
22	s22	\N	2026-01-10 11:00:00+00	spring	kiel	22	\N	\N	\N	t	1	\N	3	fine 22
23	s23	\N	2026-01-10 11:00:00+00	spring	kiel	23	\N	\N	\N	t	1	\N	4	fine 23
24	s24	\N	2026-01-10 11:00:00+00	spring	kiel	24	\N	\N	\N	t	1	\N	5	fine 24
25	s25	\N	2026-01-10 11:00:00+00	spring	kiel	25	\N	\N	\N	t	1	\N	1	fine 25
26	s26	\N	2026-01-10 11:00:00+00	spring	kiel	26	\N	\N	\N	t	1	\N	2	fine 26
27	s27	\N	2026-01-10 11:00:00+00	spring	kiel	27	\N	\N	\N	t	1	\N	3	fine 27
28	s28	\N	2026-01-10 11:00:00+00	spring	kiel	28	\N	\N	\N	t	1	\N	4	fine 28
29	s29	\N	2026-01-10 11:00:00+00	spring	kiel	29	\N	\N	\N	t	1	\N	5	fine 29
30	s30	\N	2026-01-10 11:00:00+00	spring	kiel	30	\N	\N	\N	t	1	\N	1	fine 30
31	t8	\N	2026-06-10 11:00:00+00	summer	kiel	8	\N	\N	\N	t	1	\N	1	good 8
32	t9	\N	2026-06-10 11:00:00+00	summer	kiel	9	\N	\N	\N	t	1	\N	2	good 9
33	t10	\N	2026-06-10 11:00:00+00	summer	kiel	10	\N	\N	\N	t	1	\N	3	good 10
34	t11	\N	2026-06-10 11:00:00+00	summer	kiel	11	\N	\N	\N	t	1	\N	4	good 11
35	t12	\N	2026-06-10 11:00:00+00	summer	kiel	12	\N	\N	\N	t	1	\N	1	good 12
36	t13	\N	2026-06-10 11:00:00+00	summer	kiel	13	\N	\N	\N	t	1	\N	2	good 13
37	t14	\N	2026-06-10 11:00:00+00	summer	kiel	14	\N	\N	\N	t	1	\N	3	good 14
38	t15	\N	2026-06-10 11:00:00+00	summer	kiel	15	\N	\N	\N	t	1	\N	4	good 15
39	t16	\N	2026-06-10 11:00:00+00	summer	kiel	16	\N	\N	\N	t	1	\N	1	good 16
40	t17	\N	2026-06-10 11:00:00+00	summer	kiel	17	\N	\N	\N	t	1	\N	2	good 17
41	t18	\N	2026-06-10 11:00:00+00	summer	kiel	18	\N	\N	\N	t	1	\N	3	good 18
42	t19	\N	2026-06-10 11:00:00+00	summer	kiel	19	\N	\N	\N	t	1	\N	4	good 19
43	t20	\N	2026-06-10 11:00:00+00	summer	kiel	20	\N	\N	\N	t	1	\N	1	good 20
44	t21	\N	2026-06-10 11:00:00+00	summer	kiel	21	\N	\N	\N	t	1	\N	2	good 21
45	t22	\N	2026-06-10 11:00:00+00	summer	kiel	22	\N	\N	\N	t	1	\N	3	good 22
46	t23	\N	2026-06-10 11:00:00+00	summer	kiel	23	\N	\N	\N	t	1	\N	4	good 23
47	t24	\N	2026-06-10 11:00:00+00	summer	kiel	24	\N	\N	\N	t	1	\N	1	good 24
48	t25	\N	2026-06-10 11:00:00+00	summer	kiel	25	\N	\N	\N	t	1	\N	2	good 25
49	t26	\N	2026-06-10 11:00:00+00	summer	kiel	26	\N	\N	\N	t	1	\N	3	good 26
50	t27	\N	2026-06-10 11:00:00+00	summer	kiel	27	\N	\N	\N	t	1	\N	4	good 27
51	t28	\N	2026-06-10 11:00:00+00	summer	kiel	28	\N	\N	\N	t	1	\N	1	good 28
52	t29	\N	2026-06-10 11:00:00+00	summer	kiel	29	\N	\N	\N	t	1	\N	2	good 29
53	t30	\N	2026-06-10 11:00:00+00	summer	kiel	30	\N	\N	\N	t	1	\N	3	good 30
54	t31	\N	2026-06-10 11:00:00+00	summer	kiel	31	\N	\N	\N	t	1	\N	4	good 31
55	t33	\N	2026-06-10 11:00:00+00	summer	kiel	33	\N	\N	\N	t	1	\N	2	good 33
\.
COPY kept_guild.purchase (purchase_id, person_id, at, amount, currency, unit, source_id) FROM stdin;
\.
COPY kept_guild.setting (name, value) FROM stdin;
alert_channel	xm_27e6e5974c4f1f6d
version	0.14.0
time_zone	UTC
summary	triggers
secret	4d03033b011723b3d2a47980307ff1d50df68e81dace2eb9b82fb809257c738b
name_attributes	["full_name"]
\.
COPY kept_guild.summary_above (above_id, survey, item, wave, unit, month, r, m) FROM stdin;
\.
COPY kept_guild.summary_log (log_id, survey, added, wave, unit, month, touchpoint, channel, items, r, m) FROM stdin;
1	pulse	t	spring	kiel	2026-01-01	\N	\N	{trust}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"1\\":6,\\"2\\":6,\\"3\\":6,\\"4\\":6,\\"5\\":6}}"}	{NULL}
2	pulse	t	summer	kiel	2026-06-01	\N	\N	{trust}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"1\\":6,\\"2\\":7,\\"3\\":6,\\"4\\":6}}"}	{NULL}
\.
COPY kept_guild.summary_store (summary_id, survey, item, wave, unit, month, touchpoint, channel, r, m) FROM stdin;
\.
COPY kept_guild.survey (survey, title, titles, side, mode, language, weighted, definition, created_at) FROM stdin;
pulse	\N	\N	employee	confidential	en	f	{"mode": "confidential", "side": "employee", "items": [{"name": "trust", "type": "rating", "scale": [1, 5], "metric": "mean"}, {"name": "why", "type": "text"}], "language": "en"}	2026-12-01 13:47:49.567125+00
\.
COPY kept_guild.touchpoint (touchpoint, journey, "position", title) FROM stdin;
\.
COPY kept_guild.unit (unit, parent, name, kind, opened, closed, attributes) FROM stdin;
all	\N	\N	\N	\N	\N	{}
kiel	all	\N	\N	\N	\N	{}
\.
COPY kept_guild.universe (survey, wave, item, metric, std_dev, freedom) FROM stdin;
pulse	spring	trust	mean of 1..5	1.4383899044561526	29
pulse	summer	trust	mean of 1..5	1.1224972160321827	24
\.
COPY kept_guild.wave (survey, wave, opens, closes) FROM stdin;
pulse	spring	2026-01-01	2026-01-31
pulse	summer	2026-06-01	2026-06-30
\.
COPY kept_guild.wave_unit (survey, wave, unit, asked) FROM stdin;
\.
COPY kept_guild.workspace_grant (role, kind, survey) FROM stdin;
\.
SELECT pg_catalog.setval('kept_guild.action_action_id_seq', 1, false);
SELECT pg_catalog.setval('kept_guild.alert_alert_id_seq', 1, false);
SELECT pg_catalog.setval('kept_guild.anonymous_asked_id_seq', 1, false);
SELECT pg_catalog.setval('kept_guild.case_file_case_id_seq', 1, false);
SELECT pg_catalog.setval('kept_guild.contact_contact_id_seq', 1, false);
SELECT pg_catalog.setval('kept_guild.dropped', 1, false);
SELECT pg_catalog.setval('kept_guild.invited_invitation_id_seq', 1, false);
SELECT pg_catalog.setval('kept_guild.opt_out_opt_out_id_seq', 1, false);
SELECT pg_catalog.setval('kept_guild.person_merge_merge_id_seq', 3, true);
SELECT pg_catalog.setval('kept_guild.person_person_id_seq', 1, false);
SELECT pg_catalog.setval('kept_guild.publication_cell_cell_id_seq', 6, true);
SELECT pg_catalog.setval('kept_guild.publication_publication_id_seq', 2, true);
SELECT pg_catalog.setval('kept_guild.published_published_id_seq', 6, true);
SELECT pg_catalog.setval('kept_guild.pulse_response_id_seq', 55, true);
SELECT pg_catalog.setval('kept_guild.purchase_purchase_id_seq', 1, false);
SELECT pg_catalog.setval('kept_guild.refused', 1, false);
SELECT pg_catalog.setval('kept_guild.summary_above_above_id_seq', 1, false);
SELECT pg_catalog.setval('kept_guild.summary_log_log_id_seq', 2, true);
SELECT pg_catalog.setval('kept_guild.summary_store_summary_id_seq', 1, false);
ALTER TABLE ONLY kept_guild.action
    ADD CONSTRAINT action_pkey PRIMARY KEY (action_id);
ALTER TABLE ONLY kept_guild.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (alert_id);
ALTER TABLE ONLY kept_guild.alert_rule
    ADD CONSTRAINT alert_rule_pkey PRIMARY KEY (rule);
ALTER TABLE ONLY kept_guild.alert
    ADD CONSTRAINT alert_rule_response_id_key UNIQUE (rule, response_id);
ALTER TABLE ONLY kept_guild.anonymous_asked
    ADD CONSTRAINT anonymous_asked_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kept_guild.anonymous_asked
    ADD CONSTRAINT anonymous_asked_survey_wave_key UNIQUE NULLS NOT DISTINCT (survey, wave);
ALTER TABLE ONLY kept_guild.anonymous_token
    ADD CONSTRAINT anonymous_token_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_guild.benchmark_value
    ADD CONSTRAINT benchmark_value_pkey PRIMARY KEY (benchmark, entry, year);
ALTER TABLE ONLY kept_guild.case_file
    ADD CONSTRAINT case_file_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY kept_guild.choice
    ADD CONSTRAINT choice_pkey PRIMARY KEY (survey, item, code);
ALTER TABLE ONLY kept_guild.comment_sentiment
    ADD CONSTRAINT comment_sentiment_pkey PRIMARY KEY (survey, item, response_id);
ALTER TABLE ONLY kept_guild.confidential_sentiment
    ADD CONSTRAINT confidential_sentiment_pkey PRIMARY KEY (survey, item, response_id);
ALTER TABLE ONLY kept_guild.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (contact_id);
ALTER TABLE ONLY kept_guild.contact_rule
    ADD CONSTRAINT contact_rule_pkey PRIMARY KEY (rule);
ALTER TABLE ONLY kept_guild.forgotten
    ADD CONSTRAINT forgotten_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_guild.invitation_token
    ADD CONSTRAINT invitation_token_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_guild.invited
    ADD CONSTRAINT invited_pkey PRIMARY KEY (invitation_id);
ALTER TABLE ONLY kept_guild.invited
    ADD CONSTRAINT invited_survey_wave_occasion_person_id_key UNIQUE NULLS NOT DISTINCT (survey, wave, occasion, person_id);
ALTER TABLE ONLY kept_guild.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (survey, item);
ALTER TABLE ONLY kept_guild.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (survey, wave, item, person_id, version);
ALTER TABLE ONLY kept_guild.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (person_id, since);
ALTER TABLE ONLY kept_guild.model
    ADD CONSTRAINT model_pkey PRIMARY KEY (survey, item, language);
ALTER TABLE ONLY kept_guild.opt_out
    ADD CONSTRAINT opt_out_person_id_channel_key UNIQUE NULLS NOT DISTINCT (person_id, channel);
ALTER TABLE ONLY kept_guild.opt_out
    ADD CONSTRAINT opt_out_pkey PRIMARY KEY (opt_out_id);
ALTER TABLE ONLY kept_guild.person_clash
    ADD CONSTRAINT person_clash_pkey PRIMARY KEY (a, b);
ALTER TABLE ONLY kept_guild.person_key
    ADD CONSTRAINT person_key_pkey PRIMARY KEY (side, kind, value);
ALTER TABLE ONLY kept_guild.person_merge
    ADD CONSTRAINT person_merge_pkey PRIMARY KEY (merge_id);
ALTER TABLE ONLY kept_guild.person
    ADD CONSTRAINT person_person_id_side_key UNIQUE (person_id, side);
ALTER TABLE ONLY kept_guild.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY kept_guild.publication_cell
    ADD CONSTRAINT publication_cell_pkey PRIMARY KEY (cell_id);
ALTER TABLE ONLY kept_guild.publication
    ADD CONSTRAINT publication_pkey PRIMARY KEY (publication_id);
ALTER TABLE ONLY kept_guild.published_comment
    ADD CONSTRAINT published_comment_pkey PRIMARY KEY (comment_id);
ALTER TABLE ONLY kept_guild.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (published_id);
ALTER TABLE ONLY kept_guild.pulse
    ADD CONSTRAINT pulse_pkey PRIMARY KEY (response_id);
ALTER TABLE ONLY kept_guild.pulse
    ADD CONSTRAINT pulse_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY kept_guild.purchase
    ADD CONSTRAINT purchase_pkey PRIMARY KEY (purchase_id);
ALTER TABLE ONLY kept_guild.purchase
    ADD CONSTRAINT purchase_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY kept_guild.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY kept_guild.summary_above
    ADD CONSTRAINT summary_above_pkey PRIMARY KEY (above_id);
ALTER TABLE ONLY kept_guild.summary_log
    ADD CONSTRAINT summary_log_pkey PRIMARY KEY (log_id);
ALTER TABLE ONLY kept_guild.summary_store
    ADD CONSTRAINT summary_store_pkey PRIMARY KEY (summary_id);
ALTER TABLE ONLY kept_guild.survey
    ADD CONSTRAINT survey_pkey PRIMARY KEY (survey);
ALTER TABLE ONLY kept_guild.touchpoint
    ADD CONSTRAINT touchpoint_pkey PRIMARY KEY (touchpoint);
ALTER TABLE ONLY kept_guild.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (unit);
ALTER TABLE ONLY kept_guild.universe
    ADD CONSTRAINT universe_pkey PRIMARY KEY (survey, wave, item);
ALTER TABLE ONLY kept_guild.wave
    ADD CONSTRAINT wave_pkey PRIMARY KEY (survey, wave);
ALTER TABLE ONLY kept_guild.wave_unit
    ADD CONSTRAINT wave_unit_pkey PRIMARY KEY (survey, wave, unit);
ALTER TABLE ONLY kept_guild.workspace_grant
    ADD CONSTRAINT workspace_grant_pkey PRIMARY KEY (role, kind, survey);
CREATE UNIQUE INDEX alert_rule_unit_period_idx ON kept_guild.alert USING btree (rule, unit, period) NULLS NOT DISTINCT WHERE (response_id IS NULL);
CREATE INDEX alert_xid_idx ON kept_guild.alert USING btree (xid);
CREATE UNIQUE INDEX case_file_alert_id_idx ON kept_guild.case_file USING btree (alert_id) WHERE (closed_at IS NULL);
CREATE INDEX case_file_alert_idx ON kept_guild.case_file USING btree (alert_id);
CREATE INDEX case_file_person_id_idx ON kept_guild.case_file USING btree (person_id);
CREATE INDEX contact_invitation_id_idx ON kept_guild.contact USING btree (invitation_id);
CREATE INDEX contact_person_id_idx ON kept_guild.contact USING btree (person_id, at);
CREATE INDEX invitation_token_invitation_id_idx ON kept_guild.invitation_token USING btree (invitation_id);
CREATE INDEX invited_person_id_idx ON kept_guild.invited USING btree (person_id);
CREATE INDEX ledger_person_id_idx ON kept_guild.ledger USING btree (person_id);
CREATE INDEX membership_unit_idx ON kept_guild.membership USING btree (unit);
CREATE INDEX person_clash_b_idx ON kept_guild.person_clash USING btree (b);
CREATE INDEX person_key_person_id_idx ON kept_guild.person_key USING btree (person_id);
CREATE INDEX person_merge_kept_idx ON kept_guild.person_merge USING btree (kept);
CREATE INDEX person_merge_merged_idx ON kept_guild.person_merge USING btree (merged);
CREATE UNIQUE INDEX person_merge_open_idx ON kept_guild.person_merge USING btree (merged) WHERE (undone_at IS NULL);
CREATE INDEX person_root_idx ON kept_guild.person USING btree (root);
CREATE INDEX publication_cell_survey_idx ON kept_guild.publication_cell USING btree (survey, wave);
CREATE INDEX published_publication_id_idx ON kept_guild.published USING btree (publication_id);
CREATE INDEX published_survey_idx ON kept_guild.published USING btree (survey, item, wave);
CREATE UNIQUE INDEX pulse_person_id_wave_idx ON kept_guild.pulse USING btree (person_id, wave) WHERE (wave IS NOT NULL);
CREATE INDEX purchase_person_id_idx ON kept_guild.purchase USING btree (person_id);
CREATE INDEX summary_above_survey_item_idx ON kept_guild.summary_above USING btree (survey, item);
CREATE INDEX summary_above_unit_idx ON kept_guild.summary_above USING btree (unit);
CREATE INDEX summary_log_unit_idx ON kept_guild.summary_log USING btree (unit);
CREATE INDEX summary_store_survey_item_idx ON kept_guild.summary_store USING btree (survey, item);
CREATE INDEX summary_store_unit_idx ON kept_guild.summary_store USING btree (unit);
CREATE INDEX unit_parent_idx ON kept_guild.unit USING btree (parent);
CREATE TRIGGER xm_delete AFTER DELETE ON kept_guild.pulse REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:trust');
CREATE TRIGGER xm_insert AFTER INSERT ON kept_guild.pulse REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:trust');
CREATE TRIGGER xm_merged BEFORE UPDATE OF merged_into ON kept_guild.person FOR EACH ROW WHEN ((old.merged_into IS DISTINCT FROM new.merged_into)) EXECUTE FUNCTION xm_internal.merged_elsewhere();
CREATE TRIGGER xm_merged_new BEFORE INSERT ON kept_guild.person FOR EACH ROW WHEN ((new.merged_into IS NOT NULL)) EXECUTE FUNCTION xm_internal.merged_elsewhere();
CREATE TRIGGER xm_moved AFTER UPDATE OF parent, unit ON kept_guild.unit FOR EACH ROW WHEN (((old.parent IS DISTINCT FROM new.parent) OR (old.unit <> new.unit))) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE TRIGGER xm_normal BEFORE INSERT OR UPDATE OF kind, value ON kept_guild.person_key FOR EACH ROW EXECUTE FUNCTION xm_internal.person_key_changed();
CREATE TRIGGER xm_rule BEFORE INSERT OR UPDATE ON kept_guild.alert_rule FOR EACH ROW EXECUTE FUNCTION xm_internal.alert_rule_changed();
CREATE TRIGGER xm_tree AFTER INSERT ON kept_guild.unit FOR EACH ROW WHEN ((new.parent IS NOT NULL)) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE TRIGGER xm_truncate AFTER TRUNCATE ON kept_guild.pulse FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:trust');
CREATE TRIGGER xm_update AFTER UPDATE ON kept_guild.pulse REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:trust');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF person_id ON kept_guild.person FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF touchpoint ON kept_guild.touchpoint FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF unit ON kept_guild.unit FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF survey, wave ON kept_guild.wave FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('wave');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_guild.person FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_guild.touchpoint FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_guild.unit FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_guild.wave FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('wave');
ALTER TABLE ONLY kept_guild.action
    ADD CONSTRAINT action_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_guild.item(survey, item);
ALTER TABLE ONLY kept_guild.action
    ADD CONSTRAINT action_unit_fkey FOREIGN KEY (unit) REFERENCES kept_guild.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_guild.alert_rule
    ADD CONSTRAINT alert_rule_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_guild.item(survey, item);
ALTER TABLE ONLY kept_guild.alert_rule
    ADD CONSTRAINT alert_rule_unit_fkey FOREIGN KEY (unit) REFERENCES kept_guild.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_guild.anonymous_token
    ADD CONSTRAINT anonymous_token_survey_fkey FOREIGN KEY (survey) REFERENCES kept_guild.survey(survey);
ALTER TABLE ONLY kept_guild.anonymous_token
    ADD CONSTRAINT anonymous_token_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_guild.wave(survey, wave);
ALTER TABLE ONLY kept_guild.benchmark_value
    ADD CONSTRAINT benchmark_value_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_guild.item(survey, item);
ALTER TABLE ONLY kept_guild.case_file
    ADD CONSTRAINT case_file_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES kept_guild.alert(alert_id) ON DELETE SET NULL;
ALTER TABLE ONLY kept_guild.case_file
    ADD CONSTRAINT case_file_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_guild.person(person_id);
ALTER TABLE ONLY kept_guild.case_file
    ADD CONSTRAINT case_file_survey_fkey FOREIGN KEY (survey) REFERENCES kept_guild.survey(survey);
ALTER TABLE ONLY kept_guild.case_file
    ADD CONSTRAINT case_file_unit_fkey FOREIGN KEY (unit) REFERENCES kept_guild.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_guild.choice
    ADD CONSTRAINT choice_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_guild.item(survey, item);
ALTER TABLE ONLY kept_guild.comment_sentiment
    ADD CONSTRAINT comment_sentiment_survey_fkey FOREIGN KEY (survey) REFERENCES kept_guild.survey(survey);
ALTER TABLE ONLY kept_guild.confidential_sentiment
    ADD CONSTRAINT confidential_sentiment_survey_fkey FOREIGN KEY (survey) REFERENCES kept_guild.survey(survey);
ALTER TABLE ONLY kept_guild.contact
    ADD CONSTRAINT contact_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES kept_guild.invited(invitation_id) ON DELETE SET NULL;
ALTER TABLE ONLY kept_guild.contact
    ADD CONSTRAINT contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_guild.person(person_id);
ALTER TABLE ONLY kept_guild.contact_rule
    ADD CONSTRAINT contact_rule_survey_fkey FOREIGN KEY (survey) REFERENCES kept_guild.survey(survey);
ALTER TABLE ONLY kept_guild.invitation_token
    ADD CONSTRAINT invitation_token_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES kept_guild.invited(invitation_id) ON DELETE CASCADE;
ALTER TABLE ONLY kept_guild.invited
    ADD CONSTRAINT invited_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_guild.person(person_id);
ALTER TABLE ONLY kept_guild.invited
    ADD CONSTRAINT invited_survey_fkey FOREIGN KEY (survey) REFERENCES kept_guild.survey(survey);
ALTER TABLE ONLY kept_guild.invited
    ADD CONSTRAINT invited_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_guild.wave(survey, wave);
ALTER TABLE ONLY kept_guild.invited
    ADD CONSTRAINT invited_unit_fkey FOREIGN KEY (unit) REFERENCES kept_guild.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_guild.item
    ADD CONSTRAINT item_survey_fkey FOREIGN KEY (survey) REFERENCES kept_guild.survey(survey);
ALTER TABLE ONLY kept_guild.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_guild.person(person_id);
ALTER TABLE ONLY kept_guild.membership
    ADD CONSTRAINT membership_unit_fkey FOREIGN KEY (unit) REFERENCES kept_guild.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_guild.model
    ADD CONSTRAINT model_survey_fkey FOREIGN KEY (survey) REFERENCES kept_guild.survey(survey);
ALTER TABLE ONLY kept_guild.opt_out
    ADD CONSTRAINT opt_out_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_guild.person(person_id);
ALTER TABLE ONLY kept_guild.person_clash
    ADD CONSTRAINT person_clash_a_fkey FOREIGN KEY (a) REFERENCES kept_guild.person(person_id) ON DELETE CASCADE;
ALTER TABLE ONLY kept_guild.person_clash
    ADD CONSTRAINT person_clash_b_fkey FOREIGN KEY (b) REFERENCES kept_guild.person(person_id) ON DELETE CASCADE;
ALTER TABLE ONLY kept_guild.person_key
    ADD CONSTRAINT person_key_person_id_side_fkey FOREIGN KEY (person_id, side) REFERENCES kept_guild.person(person_id, side);
ALTER TABLE ONLY kept_guild.person_merge
    ADD CONSTRAINT person_merge_kept_fkey FOREIGN KEY (kept) REFERENCES kept_guild.person(person_id);
ALTER TABLE ONLY kept_guild.person_merge
    ADD CONSTRAINT person_merge_merged_fkey FOREIGN KEY (merged) REFERENCES kept_guild.person(person_id);
ALTER TABLE ONLY kept_guild.publication_cell
    ADD CONSTRAINT publication_cell_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_guild.publication(publication_id);
ALTER TABLE ONLY kept_guild.published_comment
    ADD CONSTRAINT published_comment_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_guild.publication(publication_id);
ALTER TABLE ONLY kept_guild.published
    ADD CONSTRAINT published_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_guild.publication(publication_id);
ALTER TABLE ONLY kept_guild.purchase
    ADD CONSTRAINT purchase_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_guild.person(person_id);
ALTER TABLE ONLY kept_guild.unit
    ADD CONSTRAINT unit_parent_fkey FOREIGN KEY (parent) REFERENCES kept_guild.unit(unit) ON UPDATE CASCADE DEFERRABLE;
ALTER TABLE ONLY kept_guild.wave
    ADD CONSTRAINT wave_survey_fkey FOREIGN KEY (survey) REFERENCES kept_guild.survey(survey);
ALTER TABLE ONLY kept_guild.wave_unit
    ADD CONSTRAINT wave_unit_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_guild.wave(survey, wave);
ALTER TABLE ONLY kept_guild.wave_unit
    ADD CONSTRAINT wave_unit_unit_fkey FOREIGN KEY (unit) REFERENCES kept_guild.unit(unit) ON UPDATE CASCADE;
ALTER TABLE kept_guild.action ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.alert_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.anonymous_asked ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.anonymous_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.benchmark_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.case_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.comment_sentiment ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.confidential_sentiment ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.contact_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.forgotten ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.invitation_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.invited ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.item ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.ledger ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.model ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON kept_guild.pulse FOR SELECT USING (((response_id = 0) AND (response_id = 1)));
ALTER TABLE kept_guild.opt_out ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.person_clash ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.person_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.person_merge ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.publication ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.publication_cell ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.published ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.published_comment ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.pulse ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.purchase ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.summary_above ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.summary_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.summary_store ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.survey ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.touchpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.universe ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.wave ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.wave_unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_guild.workspace_grant ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON FUNCTION kept_guild.submit(survey text, response jsonb) FROM PUBLIC;
