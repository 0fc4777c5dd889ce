-- What 0.12.0 brought: a workspace with alerts, a case, an action and a benchmark, as that version made it (pg_dump of it).
SET check_function_bodies = false;
CREATE SCHEMA kept_desk;
ALTER SCHEMA kept_desk OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.survey (
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
ALTER TABLE kept_desk.survey OWNER TO xm_kept_owner;
CREATE FUNCTION kept_desk.submit(survey text, response jsonb) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN xm_internal.submit_from_outside('kept_desk.survey'::regclass, survey, response);
ALTER FUNCTION kept_desk.submit(survey text, response jsonb) OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.action (
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
ALTER TABLE kept_desk.action OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.action ALTER COLUMN action_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.action_action_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_desk.alert (
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
ALTER TABLE kept_desk.alert OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.alert ALTER COLUMN alert_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.alert_alert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_desk.alert_rule (
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
ALTER TABLE kept_desk.alert_rule OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.anonymous_asked (
    survey text NOT NULL,
    wave text,
    asked bigint NOT NULL,
    id bigint NOT NULL
);
ALTER TABLE kept_desk.anonymous_asked OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.anonymous_asked ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.anonymous_asked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_desk.anonymous_token (
    hash bytea NOT NULL,
    survey text NOT NULL,
    wave text
);
ALTER TABLE kept_desk.anonymous_token OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.visit (
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
    CONSTRAINT a_check CHECK (((a >= 0) AND (a <= 10))),
    CONSTRAINT weight_check CHECK ((weight = (1)::double precision))
);
ALTER TABLE kept_desk.visit OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.answer WITH (security_invoker='true') AS
 SELECT 'visit'::text AS survey,
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
   FROM (kept_desk.visit t
     CROSS JOIN LATERAL ( VALUES ('a'::text,''::text,(t.a)::integer,NULL::text,(t.a)::double precision,NULL::text)) a(item, question, rating, choice, value, text))
  WHERE ((a.choice IS NOT NULL) OR (a.value IS NOT NULL) OR (a.text IS NOT NULL));
ALTER TABLE kept_desk.answer OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.benchmark_value (
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
ALTER TABLE kept_desk.benchmark_value OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.case_file (
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
ALTER TABLE kept_desk.case_file OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.case_file ALTER COLUMN case_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.case_file_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_desk.setting (
    name text NOT NULL,
    value text NOT NULL
);
ALTER TABLE kept_desk.setting OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.case_report WITH (security_barrier='true') AS
 WITH dealt AS MATERIALIZED (
         SELECT c.unit,
            c.opened_at,
            c.closed_at,
            c.due_at,
            (date_trunc('month'::text, (c.opened_at AT TIME ZONE z.value)))::date AS opening,
            (date_trunc('month'::text, (c.closed_at AT TIME ZONE z.value)))::date AS closing,
            z.value AS zone
           FROM kept_desk.case_file c,
            kept_desk.setting z
          WHERE ((z.name = 'time_zone'::text) AND
                CASE
                    WHEN (c.survey IS NULL) THEN xm_internal.may_see_case('kept_desk.survey'::regclass, c.person_id, 'analyst'::text)
                    ELSE xm_internal.was_granted('kept_desk.survey'::regclass, c.survey, 'analyst'::text)
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
ALTER TABLE kept_desk.case_report OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.choice (
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
ALTER TABLE kept_desk.choice OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.comment WITH (security_invoker='true') AS
 SELECT NULL::text AS survey,
    NULL::bigint AS response_id,
    NULL::timestamp with time zone AS submitted_at,
    NULL::text AS unit,
    NULL::text AS item,
    NULL::text AS text,
    NULL::text AS rating_item,
    NULL::integer AS rating
  WHERE false;
ALTER TABLE kept_desk.comment OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.contact (
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
ALTER TABLE kept_desk.contact OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.contact ALTER COLUMN contact_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.contact_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_desk.contact_rule (
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
ALTER TABLE kept_desk.contact_rule OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.person (
    person_id bigint NOT NULL,
    side text NOT NULL,
    joined date,
    departed date,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT person_check CHECK ((departed >= joined)),
    CONSTRAINT person_side_check CHECK ((side = ANY (ARRAY['employee'::text, 'customer'::text])))
);
ALTER TABLE kept_desk.person OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.purchase (
    purchase_id bigint NOT NULL,
    person_id bigint,
    at timestamp with time zone NOT NULL,
    amount numeric NOT NULL,
    currency text,
    unit text,
    source_id text
);
ALTER TABLE kept_desk.purchase OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.customer_history WITH (security_invoker='true') AS
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
   FROM (((kept_desk.person p
     LEFT JOIN ( SELECT answer.person_id,
            min(answer.submitted_at) AS first_answer,
            max(answer.submitted_at) AS last_answer,
            jsonb_object_agg(answer.item, answer.rating ORDER BY answer.submitted_at) FILTER (WHERE (answer.rating IS NOT NULL)) AS last_ratings
           FROM kept_desk.answer
          WHERE (answer.person_id IS NOT NULL)
          GROUP BY answer.person_id) a ON ((a.person_id = p.person_id)))
     LEFT JOIN ( SELECT purchase.person_id,
            xm.purchase_history(purchase.at, purchase.amount, ( SELECT max(purchase_1.at) AS max
                   FROM kept_desk.purchase purchase_1)) AS bought
           FROM kept_desk.purchase
          WHERE (purchase.person_id IS NOT NULL)
          GROUP BY purchase.person_id) b ON ((b.person_id = p.person_id)))
     LEFT JOIN LATERAL ( SELECT (b.bought).frequency AS frequency,
            (b.bought).recency AS recency,
            (b.bought).age AS age,
            (b.bought).monetary AS monetary) h ON (true))
  WHERE (p.side = 'customer'::text);
ALTER TABLE kept_desk.customer_history OWNER TO xm_kept_owner;
CREATE SEQUENCE kept_desk.dropped
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE kept_desk.dropped OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.forgotten (
    hash bytea NOT NULL,
    at date DEFAULT CURRENT_DATE NOT NULL
);
ALTER TABLE kept_desk.forgotten OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.invitation_token (
    hash bytea NOT NULL,
    invitation_id bigint NOT NULL,
    expires timestamp with time zone,
    status text,
    status_at timestamp with time zone,
    response_id bigint,
    CONSTRAINT invitation_token_status_check CHECK ((status = ANY (ARRAY['started'::text, 'answered'::text])))
);
ALTER TABLE kept_desk.invitation_token OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.invited (
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
ALTER TABLE kept_desk.invited OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.wave (
    survey text NOT NULL,
    wave text NOT NULL,
    opens date,
    closes date,
    CONSTRAINT wave_check CHECK ((closes >= opens)),
    CONSTRAINT wave_wave_check CHECK ((wave <> ''::text))
);
ALTER TABLE kept_desk.wave OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.invitation WITH (security_barrier='true') AS
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
   FROM ((kept_desk.invited i
     JOIN ( SELECT survey.survey,
            ((survey.mode = 'identified'::text) OR xm_internal.was_granted('kept_desk.survey'::regclass, survey.survey, 'custodian'::text)) AS answers_shown
           FROM kept_desk.survey
          WHERE (xm_internal.was_granted('kept_desk.survey'::regclass, survey.survey, 'sender'::text) OR ((survey.side = 'customer'::text) AND xm_internal.was_granted('kept_desk.survey'::regclass, survey.survey, 'analyst'::text)))) s ON ((s.survey = i.survey)))
     LEFT JOIN LATERAL ( SELECT min(invitation_token.status) AS status,
            max(invitation_token.status_at) AS status_at,
            bool_and(COALESCE((invitation_token.expires <= now()), false)) AS over,
            (EXISTS ( SELECT
                   FROM kept_desk.wave w
                  WHERE ((w.survey = i.survey) AND (w.wave = i.wave) AND s.answers_shown AND (w.closes < ((now() AT TIME ZONE ( SELECT setting.value
                           FROM kept_desk.setting
                          WHERE (setting.name = 'time_zone'::text))))::date)))) AS closed
           FROM kept_desk.invitation_token
          WHERE ((invitation_token.invitation_id = i.invitation_id) AND s.answers_shown)) t ON (true));
ALTER TABLE kept_desk.invitation OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.invited ALTER COLUMN invitation_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.invited_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_desk.item (
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
ALTER TABLE kept_desk.item OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.ledger (
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    person_id bigint NOT NULL,
    version integer NOT NULL,
    fingerprint bigint,
    comment_id bigint
);
ALTER TABLE kept_desk.ledger OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.publication (
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
ALTER TABLE kept_desk.publication OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.published (
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
ALTER TABLE kept_desk.published OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.unit (
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
ALTER TABLE kept_desk.unit OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.published_score WITH (security_invoker='true') AS
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
           FROM (kept_desk.published p
             JOIN ( SELECT wave.survey,
                    wave.wave,
                    row_number() OVER (PARTITION BY wave.survey ORDER BY COALESCE(wave.closes, wave.opens), wave.wave) AS number
                   FROM kept_desk.wave) w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
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
     JOIN kept_desk.item i ON (((i.survey = l.survey) AND (i.item = l.item))))
     LEFT JOIN kept_desk.unit u ON ((u.unit = l.unit)))
     LEFT JOIN latest b ON (((b.survey = l.survey) AND (b.item = l.item) AND (NOT (b.unit IS DISTINCT FROM l.unit)) AND (b.number = (l.number - 1)) AND (b.metric = l.metric))))
     CROSS JOIN LATERAL xm_internal.change_of(l.value, l.std_error, b.value, b.std_error, (0.95)::double precision) c(change, lower, upper, p_value));
ALTER TABLE kept_desk.published_score OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.summary_log (
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
ALTER TABLE kept_desk.summary_log OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.summary_logged AS
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
   FROM ((kept_desk.summary_log l
     JOIN kept_desk.item i ON ((i.survey = l.survey)))
     CROSS JOIN LATERAL ( SELECT array_position(l.items, i.item) AS at
         OFFSET 0) p)
  WHERE ((l.r[p.at] IS NOT NULL) OR (l.m[p.at] IS NOT NULL));
ALTER TABLE kept_desk.summary_logged OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.summary_store (
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
ALTER TABLE kept_desk.summary_store OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.summary_part AS
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
   FROM kept_desk.summary_store
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
   FROM kept_desk.summary_logged;
ALTER TABLE kept_desk.summary_part OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.summary WITH (security_barrier='true') AS
 SELECT summary_part.survey,
    summary_part.item,
    summary_part.wave,
    summary_part.unit,
    summary_part.month,
    summary_part.touchpoint,
    summary_part.channel,
    (xm.rollup(summary_part.r) FILTER (WHERE summary_part.added) - xm.rollup(summary_part.r) FILTER (WHERE (NOT summary_part.added))) AS r,
    (xm.rollup(summary_part.m) FILTER (WHERE summary_part.added) - xm.rollup(summary_part.m) FILTER (WHERE (NOT summary_part.added))) AS m
   FROM kept_desk.summary_part
  WHERE (summary_part.survey = ANY (ARRAY( SELECT s.survey
           FROM kept_desk.survey s
          WHERE xm_internal.may_read_answers('kept_desk.survey'::regclass, s.survey))))
  GROUP BY summary_part.survey, summary_part.item, summary_part.wave, summary_part.unit, summary_part.month, summary_part.touchpoint, summary_part.channel
 HAVING (COALESCE(xm.responses(xm.rollup(summary_part.r) FILTER (WHERE summary_part.added)), xm.responses(xm.rollup(summary_part.m) FILTER (WHERE summary_part.added))) > COALESCE(xm.responses(xm.rollup(summary_part.r) FILTER (WHERE (NOT summary_part.added))), xm.responses(xm.rollup(summary_part.m) FILTER (WHERE (NOT summary_part.added))), (0)::bigint));
ALTER TABLE kept_desk.summary OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.link_input WITH (security_invoker='true') AS
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
                           FROM (((kept_desk.summary t
                             JOIN kept_desk.item i ON (((i.survey = t.survey) AND (i.item = t.item))))
                             JOIN kept_desk.survey s ON ((s.survey = t.survey)))
                             LEFT JOIN kept_desk.wave w ON (((w.survey = t.survey) AND (w.wave = t.wave))))
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
                   FROM ((((kept_desk.published_score p
                     JOIN kept_desk.survey s ON ((s.survey = p.survey)))
                     JOIN kept_desk.item i ON (((i.survey = p.survey) AND (i.item = p.item))))
                     JOIN kept_desk.wave w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
                     JOIN kept_desk.publication n ON ((n.publication_id = p.publication_id)))
                  WHERE ((p.concept IS NOT NULL) AND (NOT i.retired) AND (p.unit IS NOT NULL) AND (NOT (EXISTS ( SELECT
                           FROM kept_desk.unit b
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
ALTER TABLE kept_desk.link_input OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.membership (
    person_id bigint NOT NULL,
    since date NOT NULL,
    unit text,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL
);
ALTER TABLE kept_desk.membership OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.opt_out (
    person_id bigint NOT NULL,
    channel text,
    since timestamp with time zone DEFAULT now() NOT NULL,
    opt_out_id bigint NOT NULL
);
ALTER TABLE kept_desk.opt_out OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.opt_out ALTER COLUMN opt_out_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.opt_out_opt_out_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_desk.person_key (
    side text NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT person_key_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT person_key_value_check CHECK ((value <> ''::text))
);
ALTER TABLE kept_desk.person_key OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.person ALTER COLUMN person_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_desk.person_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW kept_desk.person_unit WITH (security_invoker='true') AS
 SELECT membership.person_id,
    membership.unit,
    membership.since,
    (lead(membership.since) OVER (PARTITION BY membership.person_id ORDER BY membership.since) - 1) AS until
   FROM kept_desk.membership;
ALTER TABLE kept_desk.person_unit OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.publication_cell (
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
ALTER TABLE kept_desk.publication_cell OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.publication_cell ALTER COLUMN cell_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.publication_cell_cell_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_desk.publication ALTER COLUMN publication_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.publication_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_desk.published_comment (
    publication_id bigint NOT NULL,
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    unit text,
    comment text NOT NULL,
    comment_id bigint DEFAULT xm_internal.random_id() NOT NULL
);
ALTER TABLE kept_desk.published_comment OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.published ALTER COLUMN published_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.published_published_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_desk.purchase ALTER COLUMN purchase_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_desk.purchase_purchase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE kept_desk.refused
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE kept_desk.refused OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.representativeness AS
 SELECT representativeness.survey,
    representativeness.wave,
    representativeness.r_indicator,
    representativeness.r_indicator_adjusted,
    representativeness.max_bias,
    representativeness.partial
   FROM xm_internal.representativeness('kept_desk.survey'::regclass) representativeness(survey, wave, r_indicator, r_indicator_adjusted, max_bias, partial);
ALTER TABLE kept_desk.representativeness OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.wave_unit (
    survey text NOT NULL,
    wave text NOT NULL,
    unit text NOT NULL,
    asked bigint NOT NULL,
    CONSTRAINT wave_unit_asked_check CHECK ((asked >= 0))
);
ALTER TABLE kept_desk.wave_unit OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.response_rate WITH (security_invoker='true') AS
 SELECT w.survey,
    w.wave,
    w.unit,
    w.asked,
    COALESCE(c.started, (0)::bigint) AS started,
    COALESCE(c.completed, (0)::bigint) AS completed,
    ((COALESCE(c.started, (0)::bigint))::double precision / (NULLIF(w.asked, 0))::double precision) AS start_rate,
    ((COALESCE(c.completed, (0)::bigint))::double precision / (NULLIF(w.asked, 0))::double precision) AS completion_rate
   FROM ((kept_desk.wave_unit w
     JOIN kept_desk.survey s ON ((s.survey = w.survey)))
     LEFT JOIN xm_internal.response_counts('kept_desk.survey'::regclass) c(survey, wave, unit, started, completed) ON (((c.survey = w.survey) AND (c.wave = w.wave) AND (c.unit = w.unit))))
  WHERE ((s.mode = 'identified'::text) OR (w.asked >= 10));
ALTER TABLE kept_desk.response_rate OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.summary_above (
    above_id bigint NOT NULL,
    survey text NOT NULL,
    item text NOT NULL,
    wave text,
    unit text NOT NULL,
    month date NOT NULL,
    r xm.ratings,
    m xm.moments
);
ALTER TABLE kept_desk.summary_above OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.unit_path WITH (security_invoker='true') AS
 WITH RECURSIVE path(ancestor, unit, depth) AS (
         SELECT unit.unit,
            unit.unit,
            0 AS "?column?"
           FROM kept_desk.unit
        UNION ALL
         SELECT u.parent,
            p.unit,
            (p.depth + 1)
           FROM (path p
             JOIN kept_desk.unit u ON ((u.unit = p.ancestor)))
          WHERE (u.parent IS NOT NULL)
        )
 SELECT path.ancestor,
    path.unit,
    path.depth
   FROM path;
ALTER TABLE kept_desk.unit_path OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.summary_path WITH (security_barrier='true') AS
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
           FROM kept_desk.summary_store
        UNION ALL
         SELECT summary_above.survey,
            summary_above.item,
            summary_above.wave,
            summary_above.unit,
            summary_above.month,
            true,
            summary_above.r,
            summary_above.m
           FROM kept_desk.summary_above
        UNION ALL
         SELECT summary_logged.survey,
            summary_logged.item,
            summary_logged.wave,
            summary_logged.unit,
            summary_logged.month,
            summary_logged.added,
            summary_logged.r,
            summary_logged.m
           FROM kept_desk.summary_logged
        UNION ALL
         SELECT l.survey,
            l.item,
            l.wave,
            a.ancestor,
            l.month,
            l.added,
            l.r,
            l.m
           FROM (kept_desk.summary_logged l
             JOIN kept_desk.unit_path a ON (((a.unit = l.unit) AND (a.depth > 0))))) t
  WHERE (t.survey = ANY (ARRAY( SELECT s.survey
           FROM kept_desk.survey s
          WHERE xm_internal.may_read_answers('kept_desk.survey'::regclass, s.survey))));
ALTER TABLE kept_desk.summary_path OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.score WITH (security_invoker='true') AS
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
           FROM (kept_desk.summary_path t
             JOIN kept_desk.item j ON (((j.survey = t.survey) AND (j.item = t.item) AND (NOT j.retired))))
          GROUP BY t.survey, t.item, t.unit) g
     JOIN kept_desk.item i ON (((i.survey = g.survey) AND (i.item = g.item))))
     LEFT JOIN kept_desk.unit u ON ((u.unit = g.unit)))
     CROSS JOIN LATERAL unnest(g.periods) p(period, responses, value, std_error, lower, upper, change, change_lower, change_upper, change_p_value));
ALTER TABLE kept_desk.score OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.score_benchmark WITH (security_invoker='true') AS
 WITH entry AS (
         SELECT b.benchmark,
            b.year,
            b.survey,
            b.item,
            b.concept,
            COALESCE(b.metric, i.metric, 'mean'::text) AS metric,
            COALESCE(b.value, e.value) AS value,
            COALESCE(b.std_error, e.std_error, (0)::double precision) AS std_error
           FROM ((kept_desk.benchmark_value b
             LEFT JOIN kept_desk.item i ON (((i.survey = b.survey) AND (i.item = b.item))))
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
             JOIN kept_desk.item i ON ((((y_1.survey = i.survey) AND (y_1.item = i.item)) OR (y_1.concept = i.concept))))
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
           FROM (kept_desk.score t
             JOIN kept_desk.survey u ON (((u.survey = t.survey) AND (u.mode = 'identified'::text))))
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
           FROM ((kept_desk.published_score p
             JOIN kept_desk.wave w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
             JOIN kept_desk.publication n ON ((n.publication_id = p.publication_id)))) s
     JOIN of_item y ON (((y.survey = s.survey) AND (y.item = s.item) AND (y.metric = COALESCE(s.metric, 'mean'::text)) AND ((y.year)::numeric <= EXTRACT(year FROM s.month)) AND COALESCE(((y.next_year)::numeric > EXTRACT(year FROM s.month)), true))))
     CROSS JOIN LATERAL xm_internal.change_of(s.value, s.std_error, y.value, y.std_error, (0.95)::double precision) c(change, lower, upper, p_value));
ALTER TABLE kept_desk.score_benchmark OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.summary_above ALTER COLUMN above_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.summary_above_above_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_desk.summary_log ALTER COLUMN log_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.summary_log_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_desk.summary_store ALTER COLUMN summary_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_desk.summary_store_summary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_desk.touchpoint (
    touchpoint text NOT NULL,
    journey text,
    "position" integer,
    title text,
    CONSTRAINT touchpoint_touchpoint_check CHECK ((touchpoint <> ''::text))
);
ALTER TABLE kept_desk.touchpoint OWNER TO xm_kept_owner;
CREATE TABLE kept_desk.universe (
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    metric text NOT NULL,
    std_dev double precision,
    freedom double precision
);
ALTER TABLE kept_desk.universe OWNER TO xm_kept_owner;
CREATE VIEW kept_desk.visit_labelled WITH (security_invoker='true') AS
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
    (t.a)::text AS a
   FROM kept_desk.visit t;
ALTER TABLE kept_desk.visit_labelled OWNER TO xm_kept_owner;
ALTER TABLE kept_desk.visit ALTER COLUMN response_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_desk.visit_response_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_desk.workspace_grant (
    role text NOT NULL,
    kind text NOT NULL,
    survey text DEFAULT ''::text NOT NULL,
    CONSTRAINT workspace_grant_kind_check CHECK ((kind = ANY (ARRAY['collector'::text, 'analyst'::text, 'custodian'::text, 'sender'::text])))
);
ALTER TABLE kept_desk.workspace_grant OWNER TO xm_kept_owner;
COPY kept_desk.action (action_id, survey, item, unit, title, owner, started, ended, expected) FROM stdin;
1	visit	a	kiel	a till	\N	2026-02-01	\N	\N
\.
COPY kept_desk.alert (alert_id, xid, rule, kind, survey, item, unit, response_id, period, signal, value, raised_at, acknowledged_by, acknowledged_at) FROM stdin;
2	733	low	score	visit	a	kiel	\N	2026-01-01	\N	-100	2026-12-01 01:40:17.541349+00	\N	\N
1	731	bad	answer	visit	a	kiel	81	\N	\N	1	2026-12-01 01:40:17.526795+00	desk	2026-12-01 01:40:17.52825+00
\.
COPY kept_desk.alert_rule (rule, survey, item, unit, descendants, kind, comparison, threshold, choice, min_responses, point, active, reason) FROM stdin;
bad	visit	a	\N	t	answer	<=	2	\N	20	f	t	\N
low	visit	a	\N	t	score	<	0	\N	20	f	t	\N
\.
COPY kept_desk.anonymous_asked (survey, wave, asked, id) FROM stdin;
\.
COPY kept_desk.anonymous_token (hash, survey, wave) FROM stdin;
\.
COPY kept_desk.benchmark_value (benchmark, entry, survey, item, concept, metric, industry, year, value, std_error, r) FROM stdin;
panel	x	\N	\N	advocacy	nps	\N	2025	5	2	\N
panel	y	\N	\N	advocacy	nps	\N	2025	15	3	\N
\.
COPY kept_desk.case_file (case_id, alert_id, person_id, unit, owner, opened_at, due_at, closed_at, outcome, note, survey) FROM stdin;
1	1	\N	kiel	desk	2026-12-01 01:40:17.52825+00	2026-12-03 01:40:17.52825+00	\N	\N	\N	visit
\.
COPY kept_desk.choice (survey, item, code, "position", label, labels, kind, source, retired) FROM stdin;
\.
COPY kept_desk.contact (contact_id, person_id, survey, wave, channel, kind, at, invitation_id, counts) FROM stdin;
\.
COPY kept_desk.contact_rule (rule, side, channel, survey, max_contacts, period, rest) FROM stdin;
\.
COPY kept_desk.forgotten (hash, at) FROM stdin;
\.
COPY kept_desk.invitation_token (hash, invitation_id, expires, status, status_at, response_id) FROM stdin;
\.
COPY kept_desk.invited (invitation_id, survey, wave, occasion, person_id, unit, channel, stratum, probability, invited_at, reminders, last_contact_at, status, status_at) FROM stdin;
\.
COPY kept_desk.item (survey, item, "position", type, question, questions, concept, metric, scale_low, scale_high, reversed, favourable, unfavourable, retired) FROM stdin;
visit	a	1	rating	\N	\N	advocacy	nps	0	10	f	[9,11)	[0,7)	f
\.
COPY kept_desk.ledger (survey, wave, item, person_id, version, fingerprint, comment_id) FROM stdin;
\.
COPY kept_desk.membership (person_id, since, unit, attributes) FROM stdin;
\.
COPY kept_desk.opt_out (person_id, channel, since, opt_out_id) FROM stdin;
\.
COPY kept_desk.person (person_id, side, joined, departed, attributes) FROM stdin;
\.
COPY kept_desk.person_key (side, kind, value, person_id) FROM stdin;
\.
COPY kept_desk.publication (publication_id, survey, wave, published_at, published_by, k, colluders, version, breakdowns, distributions, comments) FROM stdin;
\.
COPY kept_desk.publication_cell (cell_id, publication_id, survey, wave, items, unit, breakdown, distribution, persons, members, versions) FROM stdin;
\.
COPY kept_desk.published (publication_id, survey, wave, item, unit, breakdown, status, responses, value, std_error, lower, upper, cut, favourable, neutral, unfavourable, r, metric, published_id) FROM stdin;
\.
COPY kept_desk.published_comment (publication_id, survey, wave, item, unit, comment, comment_id) FROM stdin;
\.
COPY kept_desk.purchase (purchase_id, person_id, at, amount, currency, unit, source_id) FROM stdin;
\.
COPY kept_desk.setting (name, value) FROM stdin;
alert_channel	xm_284ff0f3ab9048cd
version	0.12.0
time_zone	UTC
summary	triggers
secret	91285ad25f478edcea074aa9d4421dc10acd7408b588bc8e3bee26adaf8c94c1
\.
COPY kept_desk.summary_above (above_id, survey, item, wave, unit, month, r, m) FROM stdin;
\.
COPY kept_desk.summary_log (log_id, survey, added, wave, unit, month, touchpoint, channel, items, r, m) FROM stdin;
1	visit	t	\N	bremen	2026-02-01	\N	\N	{a}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"6\\":8,\\"7\\":8,\\"8\\":8,\\"9\\":8,\\"10\\":8}}"}	{NULL}
2	visit	t	\N	kiel	2026-01-01	\N	\N	{a}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"0\\":5,\\"1\\":6,\\"2\\":6,\\"3\\":6,\\"4\\":6,\\"5\\":5,\\"6\\":6}}"}	{NULL}
3	visit	t	\N	kiel	2026-12-01	\N	\N	{a}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"1\\":1}}"}	{NULL}
\.
COPY kept_desk.summary_store (summary_id, survey, item, wave, unit, month, touchpoint, channel, r, m) FROM stdin;
\.
COPY kept_desk.survey (survey, title, titles, side, mode, language, weighted, definition, created_at) FROM stdin;
visit	\N	\N	customer	identified	en	f	{"mode": "identified", "side": "customer", "items": [{"name": "a", "type": "rating", "scale": [0, 10], "metric": "nps", "concept": "advocacy"}], "language": "en"}	2026-12-01 01:40:17.494346+00
\.
COPY kept_desk.touchpoint (touchpoint, journey, "position", title) FROM stdin;
\.
COPY kept_desk.unit (unit, parent, name, kind, opened, closed, attributes) FROM stdin;
kiel	\N	\N	\N	\N	\N	{}
bremen	\N	\N	\N	\N	\N	{}
\.
COPY kept_desk.universe (survey, wave, item, metric, std_dev, freedom) FROM stdin;
\.
COPY kept_desk.visit (response_id, source_id, started_at, submitted_at, wave, unit, person_id, touchpoint, channel, language, complete, weight, missing, a) FROM stdin;
1	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	7
2	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	2
3	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	9
4	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	4
5	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	6
6	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	6
7	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	8
8	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	1
9	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	10
10	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	3
11	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	7
12	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	5
13	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	9
14	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	0
15	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	6
16	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	2
17	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	8
18	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	4
19	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	10
20	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	6
21	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	7
22	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	1
23	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	9
24	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	3
25	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	6
26	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	5
27	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	8
28	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	0
29	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	10
30	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	2
31	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	7
32	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	4
33	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	9
34	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	6
35	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	6
36	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	1
37	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	8
38	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	3
39	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	10
40	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	5
41	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	7
42	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	0
43	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	9
44	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	2
45	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	6
46	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	4
47	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	8
48	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	6
49	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	10
50	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	1
51	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	7
52	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	3
53	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	9
54	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	5
55	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	6
56	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	0
57	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	8
58	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	2
59	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	10
60	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	4
61	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	7
62	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	6
63	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	9
64	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	1
65	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	6
66	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	3
67	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	8
68	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	5
69	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	10
70	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	0
71	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	7
72	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	2
73	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	9
74	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	4
75	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	6
76	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	6
77	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	8
78	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	1
79	\N	\N	2026-02-09 00:00:00+00	\N	bremen	\N	\N	\N	\N	t	1	\N	10
80	\N	\N	2026-01-10 00:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	3
81	\N	\N	2026-12-01 01:40:17.525263+00	\N	kiel	\N	\N	\N	\N	t	1	\N	1
\.
COPY kept_desk.wave (survey, wave, opens, closes) FROM stdin;
\.
COPY kept_desk.wave_unit (survey, wave, unit, asked) FROM stdin;
\.
COPY kept_desk.workspace_grant (role, kind, survey) FROM stdin;
\.
SELECT pg_catalog.setval('kept_desk.action_action_id_seq', 1, true);
SELECT pg_catalog.setval('kept_desk.alert_alert_id_seq', 2, true);
SELECT pg_catalog.setval('kept_desk.anonymous_asked_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.case_file_case_id_seq', 1, true);
SELECT pg_catalog.setval('kept_desk.contact_contact_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.dropped', 1, false);
SELECT pg_catalog.setval('kept_desk.invited_invitation_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.opt_out_opt_out_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.person_person_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.publication_cell_cell_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.publication_publication_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.published_published_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.purchase_purchase_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.refused', 1, false);
SELECT pg_catalog.setval('kept_desk.summary_above_above_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.summary_log_log_id_seq', 3, true);
SELECT pg_catalog.setval('kept_desk.summary_store_summary_id_seq', 1, false);
SELECT pg_catalog.setval('kept_desk.visit_response_id_seq', 81, true);
ALTER TABLE ONLY kept_desk.action
    ADD CONSTRAINT action_pkey PRIMARY KEY (action_id);
ALTER TABLE ONLY kept_desk.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (alert_id);
ALTER TABLE ONLY kept_desk.alert_rule
    ADD CONSTRAINT alert_rule_pkey PRIMARY KEY (rule);
ALTER TABLE ONLY kept_desk.alert
    ADD CONSTRAINT alert_rule_response_id_key UNIQUE (rule, response_id);
ALTER TABLE ONLY kept_desk.anonymous_asked
    ADD CONSTRAINT anonymous_asked_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kept_desk.anonymous_asked
    ADD CONSTRAINT anonymous_asked_survey_wave_key UNIQUE NULLS NOT DISTINCT (survey, wave);
ALTER TABLE ONLY kept_desk.anonymous_token
    ADD CONSTRAINT anonymous_token_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_desk.benchmark_value
    ADD CONSTRAINT benchmark_value_pkey PRIMARY KEY (benchmark, entry, year);
ALTER TABLE ONLY kept_desk.case_file
    ADD CONSTRAINT case_file_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY kept_desk.choice
    ADD CONSTRAINT choice_pkey PRIMARY KEY (survey, item, code);
ALTER TABLE ONLY kept_desk.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (contact_id);
ALTER TABLE ONLY kept_desk.contact_rule
    ADD CONSTRAINT contact_rule_pkey PRIMARY KEY (rule);
ALTER TABLE ONLY kept_desk.forgotten
    ADD CONSTRAINT forgotten_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_desk.invitation_token
    ADD CONSTRAINT invitation_token_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_desk.invited
    ADD CONSTRAINT invited_pkey PRIMARY KEY (invitation_id);
ALTER TABLE ONLY kept_desk.invited
    ADD CONSTRAINT invited_survey_wave_occasion_person_id_key UNIQUE NULLS NOT DISTINCT (survey, wave, occasion, person_id);
ALTER TABLE ONLY kept_desk.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (survey, item);
ALTER TABLE ONLY kept_desk.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (survey, wave, item, person_id, version);
ALTER TABLE ONLY kept_desk.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (person_id, since);
ALTER TABLE ONLY kept_desk.opt_out
    ADD CONSTRAINT opt_out_person_id_channel_key UNIQUE NULLS NOT DISTINCT (person_id, channel);
ALTER TABLE ONLY kept_desk.opt_out
    ADD CONSTRAINT opt_out_pkey PRIMARY KEY (opt_out_id);
ALTER TABLE ONLY kept_desk.person_key
    ADD CONSTRAINT person_key_pkey PRIMARY KEY (side, kind, value);
ALTER TABLE ONLY kept_desk.person
    ADD CONSTRAINT person_person_id_side_key UNIQUE (person_id, side);
ALTER TABLE ONLY kept_desk.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY kept_desk.publication_cell
    ADD CONSTRAINT publication_cell_pkey PRIMARY KEY (cell_id);
ALTER TABLE ONLY kept_desk.publication
    ADD CONSTRAINT publication_pkey PRIMARY KEY (publication_id);
ALTER TABLE ONLY kept_desk.published_comment
    ADD CONSTRAINT published_comment_pkey PRIMARY KEY (comment_id);
ALTER TABLE ONLY kept_desk.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (published_id);
ALTER TABLE ONLY kept_desk.purchase
    ADD CONSTRAINT purchase_pkey PRIMARY KEY (purchase_id);
ALTER TABLE ONLY kept_desk.purchase
    ADD CONSTRAINT purchase_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY kept_desk.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY kept_desk.summary_above
    ADD CONSTRAINT summary_above_pkey PRIMARY KEY (above_id);
ALTER TABLE ONLY kept_desk.summary_log
    ADD CONSTRAINT summary_log_pkey PRIMARY KEY (log_id);
ALTER TABLE ONLY kept_desk.summary_store
    ADD CONSTRAINT summary_store_pkey PRIMARY KEY (summary_id);
ALTER TABLE ONLY kept_desk.survey
    ADD CONSTRAINT survey_pkey PRIMARY KEY (survey);
ALTER TABLE ONLY kept_desk.touchpoint
    ADD CONSTRAINT touchpoint_pkey PRIMARY KEY (touchpoint);
ALTER TABLE ONLY kept_desk.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (unit);
ALTER TABLE ONLY kept_desk.universe
    ADD CONSTRAINT universe_pkey PRIMARY KEY (survey, wave, item);
ALTER TABLE ONLY kept_desk.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (response_id);
ALTER TABLE ONLY kept_desk.visit
    ADD CONSTRAINT visit_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY kept_desk.wave
    ADD CONSTRAINT wave_pkey PRIMARY KEY (survey, wave);
ALTER TABLE ONLY kept_desk.wave_unit
    ADD CONSTRAINT wave_unit_pkey PRIMARY KEY (survey, wave, unit);
ALTER TABLE ONLY kept_desk.workspace_grant
    ADD CONSTRAINT workspace_grant_pkey PRIMARY KEY (role, kind, survey);
CREATE UNIQUE INDEX alert_rule_unit_period_idx ON kept_desk.alert USING btree (rule, unit, period) NULLS NOT DISTINCT WHERE (response_id IS NULL);
CREATE INDEX alert_xid_idx ON kept_desk.alert USING btree (xid);
CREATE UNIQUE INDEX case_file_alert_id_idx ON kept_desk.case_file USING btree (alert_id) WHERE (closed_at IS NULL);
CREATE INDEX case_file_alert_idx ON kept_desk.case_file USING btree (alert_id);
CREATE INDEX case_file_person_id_idx ON kept_desk.case_file USING btree (person_id);
CREATE INDEX contact_invitation_id_idx ON kept_desk.contact USING btree (invitation_id);
CREATE INDEX contact_person_id_idx ON kept_desk.contact USING btree (person_id, at);
CREATE INDEX invitation_token_invitation_id_idx ON kept_desk.invitation_token USING btree (invitation_id);
CREATE INDEX invited_person_id_idx ON kept_desk.invited USING btree (person_id);
CREATE INDEX ledger_person_id_idx ON kept_desk.ledger USING btree (person_id);
CREATE INDEX membership_unit_idx ON kept_desk.membership USING btree (unit);
CREATE INDEX person_key_person_id_idx ON kept_desk.person_key USING btree (person_id);
CREATE INDEX publication_cell_survey_idx ON kept_desk.publication_cell USING btree (survey, wave);
CREATE INDEX published_publication_id_idx ON kept_desk.published USING btree (publication_id);
CREATE INDEX published_survey_idx ON kept_desk.published USING btree (survey, item, wave);
CREATE INDEX purchase_person_id_idx ON kept_desk.purchase USING btree (person_id);
CREATE INDEX summary_above_survey_item_idx ON kept_desk.summary_above USING btree (survey, item);
CREATE INDEX summary_above_unit_idx ON kept_desk.summary_above USING btree (unit);
CREATE INDEX summary_log_unit_idx ON kept_desk.summary_log USING btree (unit);
CREATE INDEX summary_store_survey_item_idx ON kept_desk.summary_store USING btree (survey, item);
CREATE INDEX summary_store_unit_idx ON kept_desk.summary_store USING btree (unit);
CREATE INDEX unit_parent_idx ON kept_desk.unit USING btree (parent);
CREATE INDEX visit_person_id_idx ON kept_desk.visit USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE TRIGGER xm_delete AFTER DELETE ON kept_desk.visit REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:a');
CREATE TRIGGER xm_insert AFTER INSERT ON kept_desk.visit REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:a');
CREATE TRIGGER xm_moved AFTER UPDATE OF parent, unit ON kept_desk.unit FOR EACH ROW WHEN (((old.parent IS DISTINCT FROM new.parent) OR (old.unit <> new.unit))) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE TRIGGER xm_normal BEFORE INSERT OR UPDATE OF kind, value ON kept_desk.person_key FOR EACH ROW EXECUTE FUNCTION xm_internal.person_key_changed();
CREATE TRIGGER xm_rule BEFORE INSERT OR UPDATE ON kept_desk.alert_rule FOR EACH ROW EXECUTE FUNCTION xm_internal.alert_rule_changed();
CREATE TRIGGER xm_tree AFTER INSERT ON kept_desk.unit FOR EACH ROW WHEN ((new.parent IS NOT NULL)) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE TRIGGER xm_truncate AFTER TRUNCATE ON kept_desk.visit FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:a');
CREATE TRIGGER xm_update AFTER UPDATE ON kept_desk.visit REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:a');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF person_id ON kept_desk.person FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF touchpoint ON kept_desk.touchpoint FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF unit ON kept_desk.unit FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF survey, wave ON kept_desk.wave FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('wave');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_desk.person FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_desk.touchpoint FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_desk.unit FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_desk.wave FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('wave');
ALTER TABLE ONLY kept_desk.action
    ADD CONSTRAINT action_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_desk.item(survey, item);
ALTER TABLE ONLY kept_desk.action
    ADD CONSTRAINT action_unit_fkey FOREIGN KEY (unit) REFERENCES kept_desk.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_desk.alert_rule
    ADD CONSTRAINT alert_rule_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_desk.item(survey, item);
ALTER TABLE ONLY kept_desk.alert_rule
    ADD CONSTRAINT alert_rule_unit_fkey FOREIGN KEY (unit) REFERENCES kept_desk.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_desk.anonymous_token
    ADD CONSTRAINT anonymous_token_survey_fkey FOREIGN KEY (survey) REFERENCES kept_desk.survey(survey);
ALTER TABLE ONLY kept_desk.anonymous_token
    ADD CONSTRAINT anonymous_token_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_desk.wave(survey, wave);
ALTER TABLE ONLY kept_desk.benchmark_value
    ADD CONSTRAINT benchmark_value_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_desk.item(survey, item);
ALTER TABLE ONLY kept_desk.case_file
    ADD CONSTRAINT case_file_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES kept_desk.alert(alert_id) ON DELETE SET NULL;
ALTER TABLE ONLY kept_desk.case_file
    ADD CONSTRAINT case_file_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_desk.person(person_id);
ALTER TABLE ONLY kept_desk.case_file
    ADD CONSTRAINT case_file_survey_fkey FOREIGN KEY (survey) REFERENCES kept_desk.survey(survey);
ALTER TABLE ONLY kept_desk.case_file
    ADD CONSTRAINT case_file_unit_fkey FOREIGN KEY (unit) REFERENCES kept_desk.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_desk.choice
    ADD CONSTRAINT choice_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_desk.item(survey, item);
ALTER TABLE ONLY kept_desk.contact
    ADD CONSTRAINT contact_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES kept_desk.invited(invitation_id) ON DELETE SET NULL;
ALTER TABLE ONLY kept_desk.contact
    ADD CONSTRAINT contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_desk.person(person_id);
ALTER TABLE ONLY kept_desk.contact_rule
    ADD CONSTRAINT contact_rule_survey_fkey FOREIGN KEY (survey) REFERENCES kept_desk.survey(survey);
ALTER TABLE ONLY kept_desk.invitation_token
    ADD CONSTRAINT invitation_token_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES kept_desk.invited(invitation_id) ON DELETE CASCADE;
ALTER TABLE ONLY kept_desk.invited
    ADD CONSTRAINT invited_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_desk.person(person_id);
ALTER TABLE ONLY kept_desk.invited
    ADD CONSTRAINT invited_survey_fkey FOREIGN KEY (survey) REFERENCES kept_desk.survey(survey);
ALTER TABLE ONLY kept_desk.invited
    ADD CONSTRAINT invited_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_desk.wave(survey, wave);
ALTER TABLE ONLY kept_desk.invited
    ADD CONSTRAINT invited_unit_fkey FOREIGN KEY (unit) REFERENCES kept_desk.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_desk.item
    ADD CONSTRAINT item_survey_fkey FOREIGN KEY (survey) REFERENCES kept_desk.survey(survey);
ALTER TABLE ONLY kept_desk.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_desk.person(person_id);
ALTER TABLE ONLY kept_desk.membership
    ADD CONSTRAINT membership_unit_fkey FOREIGN KEY (unit) REFERENCES kept_desk.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_desk.opt_out
    ADD CONSTRAINT opt_out_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_desk.person(person_id);
ALTER TABLE ONLY kept_desk.person_key
    ADD CONSTRAINT person_key_person_id_side_fkey FOREIGN KEY (person_id, side) REFERENCES kept_desk.person(person_id, side);
ALTER TABLE ONLY kept_desk.publication_cell
    ADD CONSTRAINT publication_cell_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_desk.publication(publication_id);
ALTER TABLE ONLY kept_desk.published_comment
    ADD CONSTRAINT published_comment_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_desk.publication(publication_id);
ALTER TABLE ONLY kept_desk.published
    ADD CONSTRAINT published_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_desk.publication(publication_id);
ALTER TABLE ONLY kept_desk.purchase
    ADD CONSTRAINT purchase_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_desk.person(person_id);
ALTER TABLE ONLY kept_desk.unit
    ADD CONSTRAINT unit_parent_fkey FOREIGN KEY (parent) REFERENCES kept_desk.unit(unit) ON UPDATE CASCADE DEFERRABLE;
ALTER TABLE ONLY kept_desk.wave
    ADD CONSTRAINT wave_survey_fkey FOREIGN KEY (survey) REFERENCES kept_desk.survey(survey);
ALTER TABLE ONLY kept_desk.wave_unit
    ADD CONSTRAINT wave_unit_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_desk.wave(survey, wave);
ALTER TABLE ONLY kept_desk.wave_unit
    ADD CONSTRAINT wave_unit_unit_fkey FOREIGN KEY (unit) REFERENCES kept_desk.unit(unit) ON UPDATE CASCADE;
ALTER TABLE kept_desk.action ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.alert_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.anonymous_asked ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.anonymous_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.benchmark_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.case_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.contact_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.forgotten ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.invitation_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.invited ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.item ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.ledger ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.membership ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON kept_desk.visit FOR SELECT USING (((response_id = 0) AND (response_id = 1)));
ALTER TABLE kept_desk.opt_out ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.person_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.publication ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.publication_cell ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.published ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.published_comment ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.purchase ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.summary_above ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.summary_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.summary_store ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.survey ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.touchpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.universe ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.wave ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.wave_unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_desk.workspace_grant ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON FUNCTION kept_desk.submit(survey text, response jsonb) FROM PUBLIC;
