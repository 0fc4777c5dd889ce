-- What 0.8.0 brought: a workspace with published results, as that version made it (pg_dump of it, then: three units, sixty answers to
-- two ratings and a text, published by unit and job, one answer corrected afterwards).
DO $$ BEGIN CREATE ROLE xm_kept_owner; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
SET client_min_messages = warning;
SET check_function_bodies = false;
CREATE SCHEMA kept_plant;
ALTER SCHEMA kept_plant OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.survey (
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
ALTER TABLE kept_plant.survey OWNER TO xm_kept_owner;
CREATE FUNCTION kept_plant.submit(survey text, response jsonb) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN xm_internal.submit_from_outside('kept_plant.survey'::regclass, survey, response);
ALTER FUNCTION kept_plant.submit(survey text, response jsonb) OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.mood (
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
    mood smallint,
    enps smallint,
    word text,
    CONSTRAINT enps_check CHECK (((enps >= 0) AND (enps <= 10))),
    CONSTRAINT mood_check CHECK (((mood >= 1) AND (mood <= 5))),
    CONSTRAINT weight_check CHECK ((weight = (1)::double precision))
);
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN response_id SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN source_id SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN started_at SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN submitted_at SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN wave SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN unit SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN person_id SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN touchpoint SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN channel SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN language SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN complete SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN weight SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN missing SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN mood SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN enps SET STATISTICS 0;
ALTER TABLE ONLY kept_plant.mood ALTER COLUMN word SET STATISTICS 0;
ALTER TABLE kept_plant.mood OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.answer WITH (security_invoker='true') AS
 SELECT 'mood'::text AS survey,
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
   FROM (kept_plant.mood t
     CROSS JOIN LATERAL ( VALUES ('mood'::text,''::text,(t.mood)::integer,NULL::text,(t.mood)::double precision,NULL::text), ('enps'::text,''::text,(t.enps)::integer,NULL::text,(t.enps)::double precision,NULL::text), ('word'::text,''::text,NULL::integer,NULL::text,NULL::double precision,t.word)) a(item, question, rating, choice, value, text))
  WHERE ((a.choice IS NOT NULL) OR (a.value IS NOT NULL) OR (a.text IS NOT NULL));
ALTER TABLE kept_plant.answer OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.choice (
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
ALTER TABLE kept_plant.choice OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.comment WITH (security_invoker='true') AS
 SELECT 'mood'::text AS survey,
    t.response_id,
    t.submitted_at,
    t.unit,
    c.item,
    c.text,
    c.rating_item,
    c.rating
   FROM (kept_plant.mood t
     CROSS JOIN LATERAL ( VALUES ('word'::text,t.word,'enps'::text,(t.enps)::integer)) c(item, text, rating_item, rating))
  WHERE (btrim(c.text) <> ''::text);
ALTER TABLE kept_plant.comment OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.person (
    person_id bigint NOT NULL,
    side text NOT NULL,
    joined date,
    departed date,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT person_check CHECK ((departed >= joined)),
    CONSTRAINT person_side_check CHECK ((side = ANY (ARRAY['employee'::text, 'customer'::text])))
);
ALTER TABLE kept_plant.person OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.purchase (
    purchase_id bigint NOT NULL,
    person_id bigint,
    at timestamp with time zone NOT NULL,
    amount numeric NOT NULL,
    currency text,
    unit text,
    source_id text
);
ALTER TABLE kept_plant.purchase OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.customer_history WITH (security_invoker='true') AS
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
   FROM (((kept_plant.person p
     LEFT JOIN ( SELECT answer.person_id,
            min(answer.submitted_at) AS first_answer,
            max(answer.submitted_at) AS last_answer,
            jsonb_object_agg(answer.item, answer.rating ORDER BY answer.submitted_at) FILTER (WHERE (answer.rating IS NOT NULL)) AS last_ratings
           FROM kept_plant.answer
          WHERE (answer.person_id IS NOT NULL)
          GROUP BY answer.person_id) a ON ((a.person_id = p.person_id)))
     LEFT JOIN ( SELECT purchase.person_id,
            xm.purchase_history(purchase.at, purchase.amount, ( SELECT max(purchase_1.at) AS max
                   FROM kept_plant.purchase purchase_1)) AS bought
           FROM kept_plant.purchase
          WHERE (purchase.person_id IS NOT NULL)
          GROUP BY purchase.person_id) b ON ((b.person_id = p.person_id)))
     LEFT JOIN LATERAL ( SELECT (b.bought).frequency AS frequency,
            (b.bought).recency AS recency,
            (b.bought).age AS age,
            (b.bought).monetary AS monetary) h ON (true))
  WHERE (p.side = 'customer'::text);
ALTER TABLE kept_plant.customer_history OWNER TO xm_kept_owner;
CREATE SEQUENCE kept_plant.dropped
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE kept_plant.dropped OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.forgotten (
    hash bytea NOT NULL,
    at date DEFAULT CURRENT_DATE NOT NULL
);
ALTER TABLE kept_plant.forgotten OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.item (
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
ALTER TABLE kept_plant.item OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.ledger (
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    person_id bigint NOT NULL,
    version integer NOT NULL,
    fingerprint bigint,
    comment_id bigint
);
ALTER TABLE kept_plant.ledger OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.publication (
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
ALTER TABLE kept_plant.publication OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.published (
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
ALTER TABLE kept_plant.published OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.unit (
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
ALTER TABLE kept_plant.unit OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.wave (
    survey text NOT NULL,
    wave text NOT NULL,
    opens date,
    closes date,
    CONSTRAINT wave_check CHECK ((closes >= opens)),
    CONSTRAINT wave_wave_check CHECK ((wave <> ''::text))
);
ALTER TABLE kept_plant.wave OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.published_score WITH (security_invoker='true') AS
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
           FROM (kept_plant.published p
             JOIN ( SELECT wave.survey,
                    wave.wave,
                    row_number() OVER (PARTITION BY wave.survey ORDER BY COALESCE(wave.closes, wave.opens), wave.wave) AS number
                   FROM kept_plant.wave) w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
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
     JOIN kept_plant.item i ON (((i.survey = l.survey) AND (i.item = l.item))))
     LEFT JOIN kept_plant.unit u ON ((u.unit = l.unit)))
     LEFT JOIN latest b ON (((b.survey = l.survey) AND (b.item = l.item) AND (NOT (b.unit IS DISTINCT FROM l.unit)) AND (b.number = (l.number - 1)) AND (b.metric = l.metric))))
     CROSS JOIN LATERAL xm_internal.change_of(l.value, l.std_error, b.value, b.std_error, (0.95)::double precision) c(change, lower, upper, p_value));
ALTER TABLE kept_plant.published_score OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.summary_log (
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
ALTER TABLE kept_plant.summary_log OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.summary_logged AS
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
   FROM ((kept_plant.summary_log l
     JOIN kept_plant.item i ON ((i.survey = l.survey)))
     CROSS JOIN LATERAL ( SELECT array_position(l.items, i.item) AS at
         OFFSET 0) p)
  WHERE ((l.r[p.at] IS NOT NULL) OR (l.m[p.at] IS NOT NULL));
ALTER TABLE kept_plant.summary_logged OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.summary_store (
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
ALTER TABLE kept_plant.summary_store OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.summary_part AS
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
   FROM kept_plant.summary_store
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
   FROM kept_plant.summary_logged;
ALTER TABLE kept_plant.summary_part OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.summary WITH (security_barrier='true') AS
 SELECT summary_part.survey,
    summary_part.item,
    summary_part.wave,
    summary_part.unit,
    summary_part.month,
    summary_part.touchpoint,
    summary_part.channel,
    (xm.rollup(summary_part.r) FILTER (WHERE summary_part.added) - xm.rollup(summary_part.r) FILTER (WHERE (NOT summary_part.added))) AS r,
    (xm.rollup(summary_part.m) FILTER (WHERE summary_part.added) - xm.rollup(summary_part.m) FILTER (WHERE (NOT summary_part.added))) AS m
   FROM kept_plant.summary_part
  WHERE (summary_part.survey = ANY (ARRAY( SELECT s.survey
           FROM kept_plant.survey s
          WHERE xm_internal.may_read_answers('kept_plant.survey'::regclass, s.survey))))
  GROUP BY summary_part.survey, summary_part.item, summary_part.wave, summary_part.unit, summary_part.month, summary_part.touchpoint, summary_part.channel
 HAVING (COALESCE(xm.responses(xm.rollup(summary_part.r) FILTER (WHERE summary_part.added)), xm.responses(xm.rollup(summary_part.m) FILTER (WHERE summary_part.added))) > COALESCE(xm.responses(xm.rollup(summary_part.r) FILTER (WHERE (NOT summary_part.added))), xm.responses(xm.rollup(summary_part.m) FILTER (WHERE (NOT summary_part.added))), (0)::bigint));
ALTER TABLE kept_plant.summary OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.link_input WITH (security_invoker='true') AS
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
                           FROM (((kept_plant.summary t
                             JOIN kept_plant.item i ON (((i.survey = t.survey) AND (i.item = t.item))))
                             JOIN kept_plant.survey s ON ((s.survey = t.survey)))
                             LEFT JOIN kept_plant.wave w ON (((w.survey = t.survey) AND (w.wave = t.wave))))
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
                   FROM ((((kept_plant.published_score p
                     JOIN kept_plant.survey s ON ((s.survey = p.survey)))
                     JOIN kept_plant.item i ON (((i.survey = p.survey) AND (i.item = p.item))))
                     JOIN kept_plant.wave w ON (((w.survey = p.survey) AND (w.wave = p.wave))))
                     JOIN kept_plant.publication n ON ((n.publication_id = p.publication_id)))
                  WHERE ((p.concept IS NOT NULL) AND (NOT i.retired) AND (p.unit IS NOT NULL) AND (NOT (EXISTS ( SELECT
                           FROM kept_plant.unit b
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
ALTER TABLE kept_plant.link_input OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.membership (
    person_id bigint NOT NULL,
    since date NOT NULL,
    unit text,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL
);
ALTER TABLE kept_plant.membership OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.mood_labelled WITH (security_invoker='true') AS
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
    (t.mood)::text AS mood,
    (t.enps)::text AS enps,
    t.word
   FROM kept_plant.mood t;
ALTER TABLE kept_plant.mood_labelled OWNER TO xm_kept_owner;
ALTER TABLE kept_plant.mood ALTER COLUMN response_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_plant.mood_response_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_plant.person_key (
    side text NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT person_key_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT person_key_value_check CHECK ((value <> ''::text))
);
ALTER TABLE kept_plant.person_key OWNER TO xm_kept_owner;
ALTER TABLE kept_plant.person ALTER COLUMN person_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_plant.person_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW kept_plant.person_unit WITH (security_invoker='true') AS
 SELECT membership.person_id,
    membership.unit,
    membership.since,
    (lead(membership.since) OVER (PARTITION BY membership.person_id ORDER BY membership.since) - 1) AS until
   FROM kept_plant.membership;
ALTER TABLE kept_plant.person_unit OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.publication_cell (
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
ALTER TABLE kept_plant.publication_cell OWNER TO xm_kept_owner;
ALTER TABLE kept_plant.publication_cell ALTER COLUMN cell_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_plant.publication_cell_cell_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_plant.publication ALTER COLUMN publication_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_plant.publication_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_plant.published_comment (
    publication_id bigint NOT NULL,
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    unit text,
    comment text NOT NULL,
    comment_id bigint DEFAULT xm_internal.random_id() NOT NULL
);
ALTER TABLE kept_plant.published_comment OWNER TO xm_kept_owner;
ALTER TABLE kept_plant.published ALTER COLUMN published_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_plant.published_published_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_plant.purchase ALTER COLUMN purchase_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_plant.purchase_purchase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE kept_plant.refused
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE kept_plant.refused OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.wave_unit (
    survey text NOT NULL,
    wave text NOT NULL,
    unit text NOT NULL,
    asked bigint NOT NULL,
    CONSTRAINT wave_unit_asked_check CHECK ((asked >= 0))
);
ALTER TABLE kept_plant.wave_unit OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.response_rate WITH (security_invoker='true') AS
 SELECT w.survey,
    w.wave,
    w.unit,
    w.asked,
    COALESCE(c.started, (0)::bigint) AS started,
    COALESCE(c.completed, (0)::bigint) AS completed,
    ((COALESCE(c.started, (0)::bigint))::double precision / (NULLIF(w.asked, 0))::double precision) AS start_rate,
    ((COALESCE(c.completed, (0)::bigint))::double precision / (NULLIF(w.asked, 0))::double precision) AS completion_rate
   FROM ((kept_plant.wave_unit w
     JOIN kept_plant.survey s ON ((s.survey = w.survey)))
     LEFT JOIN xm_internal.response_counts('kept_plant.survey'::regclass) c(survey, wave, unit, started, completed) ON (((c.survey = w.survey) AND (c.wave = w.wave) AND (c.unit = w.unit))))
  WHERE ((s.mode = 'identified'::text) OR (w.asked >= 10));
ALTER TABLE kept_plant.response_rate OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.summary_above (
    above_id bigint NOT NULL,
    survey text NOT NULL,
    item text NOT NULL,
    wave text,
    unit text NOT NULL,
    month date NOT NULL,
    r xm.ratings,
    m xm.moments
);
ALTER TABLE kept_plant.summary_above OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.unit_path WITH (security_invoker='true') AS
 WITH RECURSIVE path(ancestor, unit, depth) AS (
         SELECT unit.unit,
            unit.unit,
            0 AS "?column?"
           FROM kept_plant.unit
        UNION ALL
         SELECT u.parent,
            p.unit,
            (p.depth + 1)
           FROM (path p
             JOIN kept_plant.unit u ON ((u.unit = p.ancestor)))
          WHERE (u.parent IS NOT NULL)
        )
 SELECT path.ancestor,
    path.unit,
    path.depth
   FROM path;
ALTER TABLE kept_plant.unit_path OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.summary_path WITH (security_barrier='true') AS
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
           FROM kept_plant.summary_store
        UNION ALL
         SELECT summary_above.survey,
            summary_above.item,
            summary_above.wave,
            summary_above.unit,
            summary_above.month,
            true,
            summary_above.r,
            summary_above.m
           FROM kept_plant.summary_above
        UNION ALL
         SELECT summary_logged.survey,
            summary_logged.item,
            summary_logged.wave,
            summary_logged.unit,
            summary_logged.month,
            summary_logged.added,
            summary_logged.r,
            summary_logged.m
           FROM kept_plant.summary_logged
        UNION ALL
         SELECT l.survey,
            l.item,
            l.wave,
            a.ancestor,
            l.month,
            l.added,
            l.r,
            l.m
           FROM (kept_plant.summary_logged l
             JOIN kept_plant.unit_path a ON (((a.unit = l.unit) AND (a.depth > 0))))) t
  WHERE (t.survey = ANY (ARRAY( SELECT s.survey
           FROM kept_plant.survey s
          WHERE xm_internal.may_read_answers('kept_plant.survey'::regclass, s.survey))));
ALTER TABLE kept_plant.summary_path OWNER TO xm_kept_owner;
CREATE VIEW kept_plant.score WITH (security_invoker='true') AS
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
           FROM (kept_plant.summary_path t
             JOIN kept_plant.item j ON (((j.survey = t.survey) AND (j.item = t.item) AND (NOT j.retired))))
          GROUP BY t.survey, t.item, t.unit) g
     JOIN kept_plant.item i ON (((i.survey = g.survey) AND (i.item = g.item))))
     LEFT JOIN kept_plant.unit u ON ((u.unit = g.unit)))
     CROSS JOIN LATERAL unnest(g.periods) p(period, responses, value, std_error, lower, upper, change, change_lower, change_upper, change_p_value));
ALTER TABLE kept_plant.score OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.setting (
    name text NOT NULL,
    value text NOT NULL
);
ALTER TABLE kept_plant.setting OWNER TO xm_kept_owner;
ALTER TABLE kept_plant.summary_above ALTER COLUMN above_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_plant.summary_above_above_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_plant.summary_log ALTER COLUMN log_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_plant.summary_log_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_plant.summary_store ALTER COLUMN summary_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_plant.summary_store_summary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_plant.touchpoint (
    touchpoint text NOT NULL,
    journey text,
    "position" integer,
    title text,
    CONSTRAINT touchpoint_touchpoint_check CHECK ((touchpoint <> ''::text))
);
ALTER TABLE kept_plant.touchpoint OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.universe (
    survey text NOT NULL,
    wave text NOT NULL,
    item text NOT NULL,
    metric text NOT NULL,
    std_dev double precision,
    freedom double precision
);
ALTER TABLE kept_plant.universe OWNER TO xm_kept_owner;
CREATE TABLE kept_plant.workspace_grant (
    role text NOT NULL,
    kind text NOT NULL,
    survey text DEFAULT ''::text NOT NULL,
    CONSTRAINT workspace_grant_kind_check CHECK ((kind = ANY (ARRAY['collector'::text, 'analyst'::text, 'custodian'::text])))
);
ALTER TABLE kept_plant.workspace_grant OWNER TO xm_kept_owner;
COPY kept_plant.choice (survey, item, code, "position", label, labels, kind, source, retired) FROM stdin;
\.
COPY kept_plant.forgotten (hash, at) FROM stdin;
\.
COPY kept_plant.item (survey, item, "position", type, question, questions, concept, metric, scale_low, scale_high, reversed, favourable, unfavourable, retired) FROM stdin;
mood	mood	1	rating	\N	\N	\N	mean	1	5	f	[4,6)	[1,3)	f
mood	enps	2	rating	\N	\N	\N	nps	0	10	f	[9,11)	[0,7)	f
mood	word	3	text	\N	\N	\N	\N	\N	\N	\N	\N	\N	f
\.
COPY kept_plant.ledger (survey, wave, item, person_id, version, fingerprint, comment_id) FROM stdin;
mood	w1	mood	1	0	-543117993929261599	\N
mood	w1	mood	2	0	719671551370911630	\N
mood	w1	mood	3	0	-5924368303928407738	\N
mood	w1	mood	4	0	-5863718925886760643	\N
mood	w1	mood	5	0	-4436790015320546724	\N
mood	w1	mood	6	0	-5216091222871651885	\N
mood	w1	mood	7	0	9191822247079798809	\N
mood	w1	mood	8	0	8720425336177018678	\N
mood	w1	mood	9	0	-6373524588219875449	\N
mood	w1	mood	10	0	-8515452377104713722	\N
mood	w1	mood	11	0	8123227743515292261	\N
mood	w1	mood	12	0	2713130065790021564	\N
mood	w1	mood	13	0	-1910130305606094442	\N
mood	w1	mood	14	0	-7158480932239843883	\N
mood	w1	mood	15	0	6494735161035962358	\N
mood	w1	mood	16	0	-5844417326020680551	\N
mood	w1	mood	17	0	-7797279453060735064	\N
mood	w1	mood	18	0	-822074990543654643	\N
mood	w1	mood	19	0	-3650721209749837933	\N
mood	w1	mood	20	0	-119909251463114416	\N
mood	w1	mood	21	0	-2155735391493404487	\N
mood	w1	mood	22	0	5268698492741700684	\N
mood	w1	mood	23	0	640746786631833337	\N
mood	w1	mood	24	0	1885543301923739934	\N
mood	w1	mood	25	0	1557457683285551293	\N
mood	w1	mood	26	0	-7539741859213312170	\N
mood	w1	mood	27	0	-1931807834418598417	\N
mood	w1	mood	28	0	1719439478489065103	\N
mood	w1	mood	29	0	-1163163842122195876	\N
mood	w1	mood	30	0	-7446973242660560428	\N
mood	w1	mood	31	0	2219909880464124589	\N
mood	w1	mood	32	0	1146479667392190481	\N
mood	w1	mood	33	0	-1604552094599845481	\N
mood	w1	mood	34	0	-3656150634536181621	\N
mood	w1	mood	35	0	6132441727599599	\N
mood	w1	mood	36	0	-9078966052343797416	\N
mood	w1	mood	37	0	3556756026393785415	\N
mood	w1	mood	38	0	6450032925581394608	\N
mood	w1	mood	39	0	3261585215465045313	\N
mood	w1	mood	40	0	5850626720701548435	\N
mood	w1	mood	41	0	7849223087861946954	\N
mood	w1	mood	42	0	3814723526205245968	\N
mood	w1	mood	43	0	8092308792663587078	\N
mood	w1	mood	44	0	5318882841214006803	\N
mood	w1	mood	45	0	4295981653730688565	\N
mood	w1	mood	46	0	188706725269912133	\N
mood	w1	mood	47	0	8107973278549499746	\N
mood	w1	mood	48	0	187122941689324647	\N
mood	w1	mood	49	0	6573830889766239236	\N
mood	w1	mood	50	0	-2442766135948730504	\N
mood	w1	mood	51	0	-6140371486100802507	\N
mood	w1	mood	52	0	4049194043563818611	\N
mood	w1	mood	53	0	7891452720142047222	\N
mood	w1	mood	54	0	3001243183611605977	\N
mood	w1	mood	55	0	-7579441672700672022	\N
mood	w1	mood	56	0	-2192816899696088623	\N
mood	w1	mood	57	0	3298233787505777691	\N
mood	w1	mood	58	0	4038813373078091324	\N
mood	w1	mood	59	0	3551107026690060139	\N
mood	w1	mood	60	0	3774744608582659386	\N
mood	w1	enps	1	0	5405842906459787905	\N
mood	w1	enps	2	0	1148620611149188594	\N
mood	w1	enps	3	0	9154604198668563320	\N
mood	w1	enps	4	0	2597825158755492479	\N
mood	w1	enps	5	0	-8316721709590125076	\N
mood	w1	enps	6	0	-3225187175489688709	\N
mood	w1	enps	8	0	3789288488475028294	\N
mood	w1	enps	9	0	3630792154761599225	\N
mood	w1	enps	10	0	2559986358355891193	\N
mood	w1	enps	11	0	2846976753750183352	\N
mood	w1	enps	12	0	2512427174282464569	\N
mood	w1	enps	13	0	1295482109342107813	\N
mood	w1	enps	15	0	2219811235978311160	\N
mood	w1	enps	16	0	-4834065487640212012	\N
mood	w1	enps	17	0	8826823506783690720	\N
mood	w1	enps	18	0	1311459232252481429	\N
mood	w1	enps	19	0	-4255107615826610493	\N
mood	w1	enps	20	0	7285825963713910606	\N
mood	w1	enps	22	0	804481473908257737	\N
mood	w1	enps	23	0	-2914172758500213144	\N
mood	w1	enps	24	0	-5209454576289095877	\N
mood	w1	enps	25	0	-4598697928567605183	\N
mood	w1	enps	26	0	4316742207682159662	\N
mood	w1	enps	27	0	-6730370141672691458	\N
mood	w1	enps	29	0	-7410434939588760417	\N
mood	w1	enps	30	0	3221039466216783576	\N
mood	w1	enps	31	0	-4115085279786338243	\N
mood	w1	enps	32	0	-112615545156068530	\N
mood	w1	enps	33	0	8340648024162307511	\N
mood	w1	enps	34	0	-8895397342329943880	\N
mood	w1	enps	36	0	-110965141569847669	\N
mood	w1	enps	37	0	2223332302100914647	\N
mood	w1	enps	38	0	5210705646955199655	\N
mood	w1	enps	39	0	-2451374475985146729	\N
mood	w1	enps	40	0	-6678907685003278755	\N
mood	w1	enps	41	0	-8736993457640371359	\N
mood	w1	enps	43	0	-8320335924416144970	\N
mood	w1	enps	44	0	-490959619888698147	\N
mood	w1	enps	45	0	8747247933813712825	\N
mood	w1	enps	46	0	-3941533892393236797	\N
mood	w1	enps	47	0	-2197379336355435489	\N
mood	w1	enps	48	0	6533312120907634885	\N
mood	w1	enps	50	0	-3383069344769806014	\N
mood	w1	enps	51	0	2235076848985438054	\N
mood	w1	enps	52	0	326758264855561270	\N
mood	w1	enps	53	0	-4093571269389919736	\N
mood	w1	enps	54	0	-6613546642466203548	\N
mood	w1	enps	55	0	-3850727064266322046	\N
mood	w1	enps	57	0	-3659126902249145342	\N
mood	w1	enps	58	0	8190275691458392638	\N
mood	w1	enps	59	0	-1749128012743637108	\N
mood	w1	enps	60	0	-4377647619324705725	\N
mood	w1	word	41	0	\N	500253251218306490
mood	w1	word	55	0	\N	131185454369710697
mood	w1	word	20	0	\N	1137885841993719452
mood	w1	word	52	0	\N	3032432148692550247
mood	w1	word	16	0	\N	3671099135201104341
mood	w1	word	59	0	\N	2133684665128396542
mood	w1	word	35	0	\N	1060987131759579043
mood	w1	word	31	0	\N	2009704007703135692
mood	w1	word	14	0	\N	1122235863058505110
mood	w1	word	32	0	\N	4303517063839526796
mood	w1	word	3	0	\N	1654169634588204398
mood	w1	word	21	0	\N	1071706768773249965
mood	w1	word	7	0	\N	4166631640678124863
mood	w1	word	13	0	\N	4264186166951396464
mood	w1	word	8	0	\N	2025140590267160866
mood	w1	word	43	0	\N	1426056580578664870
mood	w1	word	38	0	\N	684636359092708139
mood	w1	word	37	0	\N	2064796550037394893
mood	w1	word	6	0	\N	1822070148263803865
mood	w1	word	46	0	\N	3883593629564911453
mood	w1	word	23	0	\N	764439708730635353
mood	w1	word	1	0	\N	4348745819022737981
mood	w1	word	5	0	\N	1428310193845695077
mood	w1	word	26	0	\N	1940203305830887966
mood	w1	word	24	0	\N	1535285134349129330
mood	w1	word	27	0	\N	3986676942855424639
mood	w1	word	39	0	\N	3294357411117408533
mood	w1	word	54	0	\N	3401601456674381682
mood	w1	word	58	0	\N	1497796352826561668
mood	w1	word	22	0	\N	2682968280041140999
mood	w1	word	36	0	\N	2422730339816835599
mood	w1	word	9	0	\N	3296688871236714876
mood	w1	word	29	0	\N	3341503097194091457
mood	w1	word	56	0	\N	1172356724506765251
mood	w1	word	28	0	\N	178016490542355573
mood	w1	word	18	0	\N	4011457071317573662
mood	w1	word	33	0	\N	631610978774018408
mood	w1	word	30	0	\N	4226807671879920127
mood	w1	word	11	0	\N	720736287868158159
mood	w1	word	53	0	\N	1778430848349542904
mood	w1	word	12	0	\N	3259478750811919695
mood	w1	word	60	0	\N	4321738117851299859
mood	w1	word	2	0	\N	1276957834068024296
mood	w1	word	48	0	\N	1026429955516013322
mood	w1	word	4	0	\N	4030159449927730688
mood	w1	word	42	0	\N	555177452674326492
mood	w1	word	50	0	\N	2162308849661203926
mood	w1	word	47	0	\N	3324895356589496522
mood	w1	word	44	0	\N	4532420248180625406
mood	w1	word	15	0	\N	3868874576473236913
mood	w1	word	45	0	\N	3961121231334541302
mood	w1	word	51	0	\N	3503415234510661501
mood	w1	word	34	0	\N	4108709579164751111
mood	w1	word	19	0	\N	3473091387062622463
mood	w1	word	17	0	\N	1148301617216349450
mood	w1	word	10	0	\N	3178907738860275719
mood	w1	word	40	0	\N	1266361284883691384
mood	w1	word	25	0	\N	725181193245161167
mood	w1	word	57	0	\N	4178475457351445858
mood	w1	word	49	0	\N	3974042205580211001
\.
COPY kept_plant.membership (person_id, since, unit, attributes) FROM stdin;
1	2020-01-01	bonn	{"job": 1}
2	2020-01-01	ulm	{"job": 2}
3	2020-01-01	kiel	{"job": 3}
4	2020-01-01	bonn	{"job": 0}
5	2020-01-01	ulm	{"job": 1}
6	2020-01-01	kiel	{"job": 2}
7	2020-01-01	bonn	{"job": 3}
8	2020-01-01	ulm	{"job": 0}
9	2020-01-01	kiel	{"job": 1}
10	2020-01-01	bonn	{"job": 2}
11	2020-01-01	ulm	{"job": 3}
12	2020-01-01	kiel	{"job": 0}
13	2020-01-01	bonn	{"job": 1}
14	2020-01-01	ulm	{"job": 2}
15	2020-01-01	kiel	{"job": 3}
16	2020-01-01	bonn	{"job": 0}
17	2020-01-01	ulm	{"job": 1}
18	2020-01-01	kiel	{"job": 2}
19	2020-01-01	bonn	{"job": 3}
20	2020-01-01	ulm	{"job": 0}
21	2020-01-01	kiel	{"job": 1}
22	2020-01-01	bonn	{"job": 2}
23	2020-01-01	ulm	{"job": 3}
24	2020-01-01	kiel	{"job": 0}
25	2020-01-01	bonn	{"job": 1}
26	2020-01-01	ulm	{"job": 2}
27	2020-01-01	kiel	{"job": 3}
28	2020-01-01	bonn	{"job": 0}
29	2020-01-01	ulm	{"job": 1}
30	2020-01-01	kiel	{"job": 2}
31	2020-01-01	bonn	{"job": 3}
32	2020-01-01	ulm	{"job": 0}
33	2020-01-01	kiel	{"job": 1}
34	2020-01-01	bonn	{"job": 2}
35	2020-01-01	ulm	{"job": 3}
36	2020-01-01	kiel	{"job": 0}
37	2020-01-01	bonn	{"job": 1}
38	2020-01-01	ulm	{"job": 2}
39	2020-01-01	kiel	{"job": 3}
40	2020-01-01	bonn	{"job": 0}
41	2020-01-01	ulm	{"job": 1}
42	2020-01-01	kiel	{"job": 2}
43	2020-01-01	bonn	{"job": 3}
44	2020-01-01	ulm	{"job": 0}
45	2020-01-01	kiel	{"job": 1}
46	2020-01-01	bonn	{"job": 2}
47	2020-01-01	ulm	{"job": 3}
48	2020-01-01	kiel	{"job": 0}
49	2020-01-01	bonn	{"job": 1}
50	2020-01-01	ulm	{"job": 2}
51	2020-01-01	kiel	{"job": 3}
52	2020-01-01	bonn	{"job": 0}
53	2020-01-01	ulm	{"job": 1}
54	2020-01-01	kiel	{"job": 2}
55	2020-01-01	bonn	{"job": 3}
56	2020-01-01	ulm	{"job": 0}
57	2020-01-01	kiel	{"job": 1}
58	2020-01-01	bonn	{"job": 2}
59	2020-01-01	ulm	{"job": 3}
60	2020-01-01	kiel	{"job": 0}
\.
COPY kept_plant.mood (response_id, source_id, started_at, submitted_at, wave, unit, person_id, touchpoint, channel, language, complete, weight, missing, mood, enps, word) FROM stdin;
1	\N	\N	2026-01-10 00:00:00+00	w1	\N	1	\N	\N	\N	t	1	\N	4	7	same words
2	\N	\N	2026-01-10 00:00:00+00	w1	\N	2	\N	\N	\N	t	1	\N	2	3	same words
3	\N	\N	2026-01-10 00:00:00+00	w1	\N	3	\N	\N	\N	t	1	\N	5	10	same words
4	\N	\N	2026-01-10 00:00:00+00	w1	\N	4	\N	\N	\N	t	1	\N	3	6	same words
5	\N	\N	2026-01-10 00:00:00+00	w1	\N	5	\N	\N	\N	t	1	\N	1	2	same words
6	\N	\N	2026-01-10 00:00:00+00	w1	\N	6	\N	\N	\N	t	1	\N	4	9	same words
8	\N	\N	2026-01-10 00:00:00+00	w1	\N	8	\N	\N	\N	t	1	\N	5	1	same words
9	\N	\N	2026-01-10 00:00:00+00	w1	\N	9	\N	\N	\N	t	1	\N	3	8	same words
10	\N	\N	2026-01-10 00:00:00+00	w1	\N	10	\N	\N	\N	t	1	\N	1	4	same words
11	\N	\N	2026-01-10 00:00:00+00	w1	\N	11	\N	\N	\N	t	1	\N	4	0	same words
12	\N	\N	2026-01-10 00:00:00+00	w1	\N	12	\N	\N	\N	t	1	\N	2	7	same words
13	\N	\N	2026-01-10 00:00:00+00	w1	\N	13	\N	\N	\N	t	1	\N	5	3	same words
14	\N	\N	2026-01-10 00:00:00+00	w1	\N	14	\N	\N	\N	t	1	\N	3	\N	same words
15	\N	\N	2026-01-10 00:00:00+00	w1	\N	15	\N	\N	\N	t	1	\N	1	6	same words
16	\N	\N	2026-01-10 00:00:00+00	w1	\N	16	\N	\N	\N	t	1	\N	4	2	same words
17	\N	\N	2026-01-10 00:00:00+00	w1	\N	17	\N	\N	\N	t	1	\N	2	9	same words
18	\N	\N	2026-01-10 00:00:00+00	w1	\N	18	\N	\N	\N	t	1	\N	5	5	same words
19	\N	\N	2026-01-10 00:00:00+00	w1	\N	19	\N	\N	\N	t	1	\N	3	1	same words
20	\N	\N	2026-01-10 00:00:00+00	w1	\N	20	\N	\N	\N	t	1	\N	1	8	same words
21	\N	\N	2026-01-10 00:00:00+00	w1	\N	21	\N	\N	\N	t	1	\N	4	\N	same words
22	\N	\N	2026-01-10 00:00:00+00	w1	\N	22	\N	\N	\N	t	1	\N	2	0	same words
23	\N	\N	2026-01-10 00:00:00+00	w1	\N	23	\N	\N	\N	t	1	\N	5	7	same words
24	\N	\N	2026-01-10 00:00:00+00	w1	\N	24	\N	\N	\N	t	1	\N	3	3	same words
25	\N	\N	2026-01-10 00:00:00+00	w1	\N	25	\N	\N	\N	t	1	\N	1	10	same words
26	\N	\N	2026-01-10 00:00:00+00	w1	\N	26	\N	\N	\N	t	1	\N	4	6	same words
27	\N	\N	2026-01-10 00:00:00+00	w1	\N	27	\N	\N	\N	t	1	\N	2	2	same words
28	\N	\N	2026-01-10 00:00:00+00	w1	\N	28	\N	\N	\N	t	1	\N	5	\N	same words
29	\N	\N	2026-01-10 00:00:00+00	w1	\N	29	\N	\N	\N	t	1	\N	3	5	same words
30	\N	\N	2026-01-10 00:00:00+00	w1	\N	30	\N	\N	\N	t	1	\N	1	1	same words
31	\N	\N	2026-01-10 00:00:00+00	w1	\N	31	\N	\N	\N	t	1	\N	4	8	same words
32	\N	\N	2026-01-10 00:00:00+00	w1	\N	32	\N	\N	\N	t	1	\N	2	4	same words
33	\N	\N	2026-01-10 00:00:00+00	w1	\N	33	\N	\N	\N	t	1	\N	5	0	same words
34	\N	\N	2026-01-10 00:00:00+00	w1	\N	34	\N	\N	\N	t	1	\N	3	7	same words
35	\N	\N	2026-01-10 00:00:00+00	w1	\N	35	\N	\N	\N	t	1	\N	1	\N	same words
36	\N	\N	2026-01-10 00:00:00+00	w1	\N	36	\N	\N	\N	t	1	\N	4	10	same words
37	\N	\N	2026-01-10 00:00:00+00	w1	\N	37	\N	\N	\N	t	1	\N	2	6	same words
38	\N	\N	2026-01-10 00:00:00+00	w1	\N	38	\N	\N	\N	t	1	\N	5	2	same words
39	\N	\N	2026-01-10 00:00:00+00	w1	\N	39	\N	\N	\N	t	1	\N	3	9	same words
40	\N	\N	2026-01-10 00:00:00+00	w1	\N	40	\N	\N	\N	t	1	\N	1	5	same words
41	\N	\N	2026-01-10 00:00:00+00	w1	\N	41	\N	\N	\N	t	1	\N	4	1	same words
42	\N	\N	2026-01-10 00:00:00+00	w1	\N	42	\N	\N	\N	t	1	\N	2	\N	same words
43	\N	\N	2026-01-10 00:00:00+00	w1	\N	43	\N	\N	\N	t	1	\N	5	4	same words
44	\N	\N	2026-01-10 00:00:00+00	w1	\N	44	\N	\N	\N	t	1	\N	3	0	same words
45	\N	\N	2026-01-10 00:00:00+00	w1	\N	45	\N	\N	\N	t	1	\N	1	7	same words
46	\N	\N	2026-01-10 00:00:00+00	w1	\N	46	\N	\N	\N	t	1	\N	4	3	same words
47	\N	\N	2026-01-10 00:00:00+00	w1	\N	47	\N	\N	\N	t	1	\N	2	10	same words
48	\N	\N	2026-01-10 00:00:00+00	w1	\N	48	\N	\N	\N	t	1	\N	5	6	same words
49	\N	\N	2026-01-10 00:00:00+00	w1	\N	49	\N	\N	\N	t	1	\N	3	\N	same words
50	\N	\N	2026-01-10 00:00:00+00	w1	\N	50	\N	\N	\N	t	1	\N	1	9	same words
51	\N	\N	2026-01-10 00:00:00+00	w1	\N	51	\N	\N	\N	t	1	\N	4	5	same words
52	\N	\N	2026-01-10 00:00:00+00	w1	\N	52	\N	\N	\N	t	1	\N	2	1	same words
53	\N	\N	2026-01-10 00:00:00+00	w1	\N	53	\N	\N	\N	t	1	\N	5	8	same words
54	\N	\N	2026-01-10 00:00:00+00	w1	\N	54	\N	\N	\N	t	1	\N	3	4	same words
55	\N	\N	2026-01-10 00:00:00+00	w1	\N	55	\N	\N	\N	t	1	\N	1	0	same words
56	\N	\N	2026-01-10 00:00:00+00	w1	\N	56	\N	\N	\N	t	1	\N	4	\N	same words
57	\N	\N	2026-01-10 00:00:00+00	w1	\N	57	\N	\N	\N	t	1	\N	2	3	same words
58	\N	\N	2026-01-10 00:00:00+00	w1	\N	58	\N	\N	\N	t	1	\N	5	10	same words
59	\N	\N	2026-01-10 00:00:00+00	w1	\N	59	\N	\N	\N	t	1	\N	3	6	same words
60	\N	\N	2026-01-10 00:00:00+00	w1	\N	60	\N	\N	\N	t	1	\N	1	2	same words
7	\N	\N	2026-01-10 00:00:00+00	w1	\N	7	\N	\N	\N	t	1	\N	4	\N	same words
\.
COPY kept_plant.person (person_id, side, joined, departed, attributes) FROM stdin;
1	employee	\N	\N	{}
2	employee	\N	\N	{}
3	employee	\N	\N	{}
4	employee	\N	\N	{}
5	employee	\N	\N	{}
6	employee	\N	\N	{}
7	employee	\N	\N	{}
8	employee	\N	\N	{}
9	employee	\N	\N	{}
10	employee	\N	\N	{}
11	employee	\N	\N	{}
12	employee	\N	\N	{}
13	employee	\N	\N	{}
14	employee	\N	\N	{}
15	employee	\N	\N	{}
16	employee	\N	\N	{}
17	employee	\N	\N	{}
18	employee	\N	\N	{}
19	employee	\N	\N	{}
20	employee	\N	\N	{}
21	employee	\N	\N	{}
22	employee	\N	\N	{}
23	employee	\N	\N	{}
24	employee	\N	\N	{}
25	employee	\N	\N	{}
26	employee	\N	\N	{}
27	employee	\N	\N	{}
28	employee	\N	\N	{}
29	employee	\N	\N	{}
30	employee	\N	\N	{}
31	employee	\N	\N	{}
32	employee	\N	\N	{}
33	employee	\N	\N	{}
34	employee	\N	\N	{}
35	employee	\N	\N	{}
36	employee	\N	\N	{}
37	employee	\N	\N	{}
38	employee	\N	\N	{}
39	employee	\N	\N	{}
40	employee	\N	\N	{}
41	employee	\N	\N	{}
42	employee	\N	\N	{}
43	employee	\N	\N	{}
44	employee	\N	\N	{}
45	employee	\N	\N	{}
46	employee	\N	\N	{}
47	employee	\N	\N	{}
48	employee	\N	\N	{}
49	employee	\N	\N	{}
50	employee	\N	\N	{}
51	employee	\N	\N	{}
52	employee	\N	\N	{}
53	employee	\N	\N	{}
54	employee	\N	\N	{}
55	employee	\N	\N	{}
56	employee	\N	\N	{}
57	employee	\N	\N	{}
58	employee	\N	\N	{}
59	employee	\N	\N	{}
60	employee	\N	\N	{}
\.
COPY kept_plant.person_key (side, kind, value, person_id) FROM stdin;
\.
COPY kept_plant.publication (publication_id, survey, wave, published_at, published_by, k, colluders, version, breakdowns, distributions, comments) FROM stdin;
1	mood	w1	2026-11-30 04:32:31.935136+00	postgres	5	1	0.8.0	[[], ["unit"], ["unit", "job"]]	10	8
\.
COPY kept_plant.publication_cell (cell_id, publication_id, survey, wave, items, unit, breakdown, distribution, persons, members, versions) FROM stdin;
1	1	mood	w1	{mood}	\N	{}	t	60	{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60}	\N
2	1	mood	w1	{mood}	all	{}	t	60	{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60}	\N
3	1	mood	w1	{mood}	bonn	{}	t	20	{1,4,7,10,13,16,19,22,25,28,31,34,37,40,43,46,49,52,55,58}	\N
4	1	mood	w1	{mood}	kiel	{}	t	20	{3,6,9,12,15,18,21,24,27,30,33,36,39,42,45,48,51,54,57,60}	\N
5	1	mood	w1	{mood}	ulm	{}	t	20	{2,5,8,11,14,17,20,23,26,29,32,35,38,41,44,47,50,53,56,59}	\N
6	1	mood	w1	{mood}	all	{"job": 0}	t	15	{4,8,12,16,20,24,28,32,36,40,44,48,52,56,60}	\N
7	1	mood	w1	{mood}	all	{"job": 1}	t	15	{1,5,9,13,17,21,25,29,33,37,41,45,49,53,57}	\N
8	1	mood	w1	{mood}	all	{"job": 2}	t	15	{2,6,10,14,18,22,26,30,34,38,42,46,50,54,58}	\N
9	1	mood	w1	{mood}	all	{"job": 3}	t	15	{3,7,11,15,19,23,27,31,35,39,43,47,51,55,59}	\N
10	1	mood	w1	{enps}	\N	{}	t	52	{1,2,3,4,5,6,8,9,10,11,12,13,15,16,17,18,19,20,22,23,24,25,26,27,29,30,31,32,33,34,36,37,38,39,40,41,43,44,45,46,47,48,50,51,52,53,54,55,57,58,59,60}	\N
11	1	mood	w1	{enps}	all	{}	t	52	{1,2,3,4,5,6,8,9,10,11,12,13,15,16,17,18,19,20,22,23,24,25,26,27,29,30,31,32,33,34,36,37,38,39,40,41,43,44,45,46,47,48,50,51,52,53,54,55,57,58,59,60}	\N
12	1	mood	w1	{enps}	kiel	{}	t	18	{3,6,9,12,15,18,24,27,30,33,36,39,45,48,51,54,57,60}	\N
13	1	mood	w1	{enps}	bonn	{}	t	17	{1,4,10,13,16,19,22,25,31,34,37,40,43,46,52,55,58}	\N
14	1	mood	w1	{enps}	ulm	{}	t	17	{2,5,8,11,17,20,23,26,29,32,38,41,44,47,50,53,59}	\N
15	1	mood	w1	{enps}	all	{"job": 0}	t	13	{4,8,12,16,20,24,32,36,40,44,48,52,60}	\N
16	1	mood	w1	{enps}	all	{"job": 1}	t	13	{1,5,9,13,17,25,29,33,37,41,45,53,57}	\N
17	1	mood	w1	{enps}	all	{"job": 2}	t	13	{2,6,10,18,22,26,30,34,38,46,50,54,58}	\N
18	1	mood	w1	{enps}	all	{"job": 3}	t	13	{3,11,15,19,23,27,31,39,43,47,51,55,59}	\N
\.
COPY kept_plant.published (publication_id, survey, wave, item, unit, breakdown, status, responses, value, std_error, lower, upper, cut, favourable, neutral, unfavourable, r, metric, published_id) FROM stdin;
1	mood	w1	mood	\N	{}	released	60	3	0.18411492357966466	2.6315868888800167	3.3684131111199833	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":12,"2":12,"3":12,"4":12,"5":12}}	mean	1
1	mood	w1	enps	\N	{}	released	52	-48.07692307692308	10.80834847688454	-65.9679537989976	-24.941137110093322	f	17.307692307692307	17.307692307692307	65.38461538461539	{"type":"ratings","version":1,"responses":{"0":5,"1":5,"2":5,"3":5,"4":4,"5":4,"6":6,"7":5,"8":4,"9":4,"10":5}}	nps	2
1	mood	w1	mood	all	{}	released	60	3	0.18411492357966466	2.6315868888800167	3.3684131111199833	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":12,"2":12,"3":12,"4":12,"5":12}}	mean	3
1	mood	w1	enps	all	{}	released	52	-48.07692307692308	10.80834847688454	-65.9679537989976	-24.941137110093322	f	17.307692307692307	17.307692307692307	65.38461538461539	{"type":"ratings","version":1,"responses":{"0":5,"1":5,"2":5,"3":5,"4":4,"5":4,"6":6,"7":5,"8":4,"9":4,"10":5}}	nps	4
1	mood	w1	mood	bonn	{}	released	20	3	0.3244428422615251	2.3209333268660273	3.6790666731339727	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":4,"2":4,"3":4,"4":4,"5":4}}	mean	5
1	mood	w1	enps	bonn	{}	released	17	-58.8235294117647	17.275500183045192	-81.7550459050559	-18.244954094944095	f	11.764705882352942	17.647058823529413	70.58823529411765	{"type":"ratings","version":1,"responses":{"0":2,"1":2,"2":1,"3":2,"4":2,"5":1,"6":2,"7":2,"8":1,"10":2}}	nps	6
1	mood	w1	mood	kiel	{}	released	20	3	0.3244428422615251	2.3209333268660273	3.6790666731339727	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":4,"2":4,"3":4,"4":4,"5":4}}	mean	7
1	mood	w1	enps	kiel	{}	released	18	-38.888888888888886	20.030840419244385	-68.46207828229707	1.7954116156303879	f	22.22222222222222	16.666666666666668	61.111111111111114	{"type":"ratings","version":1,"responses":{"0":1,"1":1,"2":2,"3":2,"4":1,"5":2,"6":2,"7":2,"8":1,"9":2,"10":2}}	nps	8
1	mood	w1	mood	ulm	{}	released	20	3	0.3244428422615251	2.3209333268660273	3.6790666731339727	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":4,"2":4,"3":4,"4":4,"5":4}}	mean	9
1	mood	w1	enps	ulm	{}	released	17	-47.05882352941177	19.398391115107234	-74.36929716132472	-5.630702838675289	f	17.647058823529413	17.647058823529413	64.70588235294117	{"type":"ratings","version":1,"responses":{"0":2,"1":2,"2":2,"3":1,"4":1,"5":1,"6":2,"7":1,"8":2,"9":2,"10":1}}	nps	10
1	mood	w1	mood	all	{"job": 0}	released	15	3	0.3779644730092272	2.1893468297839416	3.8106531702160584	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":3,"2":3,"3":3,"4":3,"5":3}}	mean	11
1	mood	w1	enps	all	{"job": 0}	released	13	-69.23076923076923	17.484848329469045	-89.65731697250277	-22.842683027497234	f	7.6923076923076925	15.384615384615385	76.92307692307692	{"type":"ratings","version":1,"responses":{"0":1,"1":2,"2":2,"3":1,"4":1,"5":1,"6":2,"7":1,"8":1,"10":1}}	nps	12
1	mood	w1	mood	all	{"job": 1}	released	15	3	0.3779644730092272	2.1893468297839416	3.8106531702160584	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":3,"2":3,"3":3,"4":3,"5":3}}	mean	13
1	mood	w1	enps	all	{"job": 1}	released	13	-38.46153846153846	21.29903554594378	-67.8715005847155	5.3715005847155055	f	15.384615384615385	30.76923076923077	53.84615384615385	{"type":"ratings","version":1,"responses":{"0":1,"1":1,"2":1,"3":2,"5":1,"6":1,"7":2,"8":2,"9":1,"10":1}}	nps	14
1	mood	w1	mood	all	{"job": 2}	released	15	3	0.3779644730092272	2.1893468297839416	3.8106531702160584	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":3,"2":3,"3":3,"4":3,"5":3}}	mean	15
1	mood	w1	enps	all	{"job": 2}	released	13	-46.15384615384615	24.325212770525997	-78.58699408952725	3.5869940895272565	f	23.076923076923077	7.6923076923076925	69.23076923076923	{"type":"ratings","version":1,"responses":{"0":1,"1":1,"2":1,"3":2,"4":2,"5":1,"6":1,"7":1,"9":2,"10":1}}	nps	16
1	mood	w1	mood	all	{"job": 3}	released	15	3	0.3779644730092272	2.1893468297839416	3.8106531702160584	f	40	20	40	{"type":"ratings","version":1,"responses":{"1":3,"2":3,"3":3,"4":3,"5":3}}	mean	17
1	mood	w1	enps	all	{"job": 3}	released	13	-38.46153846153846	24.121650925931764	-71.76232251356427	9.26232251356427	f	23.076923076923077	15.384615384615385	61.53846153846154	{"type":"ratings","version":1,"responses":{"0":2,"1":1,"2":1,"4":1,"5":1,"6":2,"7":1,"8":1,"9":1,"10":2}}	nps	18
\.
COPY kept_plant.published_comment (publication_id, survey, wave, item, unit, comment, comment_id) FROM stdin;
1	mood	w1	word	ulm	same words	500253251218306490
1	mood	w1	word	bonn	same words	131185454369710697
1	mood	w1	word	ulm	same words	1137885841993719452
1	mood	w1	word	bonn	same words	3032432148692550247
1	mood	w1	word	bonn	same words	3671099135201104341
1	mood	w1	word	ulm	same words	2133684665128396542
1	mood	w1	word	ulm	same words	1060987131759579043
1	mood	w1	word	bonn	same words	2009704007703135692
1	mood	w1	word	ulm	same words	1122235863058505110
1	mood	w1	word	ulm	same words	4303517063839526796
1	mood	w1	word	kiel	same words	1654169634588204398
1	mood	w1	word	kiel	same words	1071706768773249965
1	mood	w1	word	bonn	same words	4166631640678124863
1	mood	w1	word	bonn	same words	4264186166951396464
1	mood	w1	word	ulm	same words	2025140590267160866
1	mood	w1	word	bonn	same words	1426056580578664870
1	mood	w1	word	ulm	same words	684636359092708139
1	mood	w1	word	bonn	same words	2064796550037394893
1	mood	w1	word	kiel	same words	1822070148263803865
1	mood	w1	word	bonn	same words	3883593629564911453
1	mood	w1	word	ulm	same words	764439708730635353
1	mood	w1	word	bonn	same words	4348745819022737981
1	mood	w1	word	ulm	same words	1428310193845695077
1	mood	w1	word	ulm	same words	1940203305830887966
1	mood	w1	word	kiel	same words	1535285134349129330
1	mood	w1	word	kiel	same words	3986676942855424639
1	mood	w1	word	kiel	same words	3294357411117408533
1	mood	w1	word	kiel	same words	3401601456674381682
1	mood	w1	word	bonn	same words	1497796352826561668
1	mood	w1	word	bonn	same words	2682968280041140999
1	mood	w1	word	kiel	same words	2422730339816835599
1	mood	w1	word	kiel	same words	3296688871236714876
1	mood	w1	word	ulm	same words	3341503097194091457
1	mood	w1	word	ulm	same words	1172356724506765251
1	mood	w1	word	bonn	same words	178016490542355573
1	mood	w1	word	kiel	same words	4011457071317573662
1	mood	w1	word	kiel	same words	631610978774018408
1	mood	w1	word	kiel	same words	4226807671879920127
1	mood	w1	word	ulm	same words	720736287868158159
1	mood	w1	word	ulm	same words	1778430848349542904
1	mood	w1	word	kiel	same words	3259478750811919695
1	mood	w1	word	kiel	same words	4321738117851299859
1	mood	w1	word	ulm	same words	1276957834068024296
1	mood	w1	word	kiel	same words	1026429955516013322
1	mood	w1	word	bonn	same words	4030159449927730688
1	mood	w1	word	kiel	same words	555177452674326492
1	mood	w1	word	ulm	same words	2162308849661203926
1	mood	w1	word	ulm	same words	3324895356589496522
1	mood	w1	word	ulm	same words	4532420248180625406
1	mood	w1	word	kiel	same words	3868874576473236913
1	mood	w1	word	kiel	same words	3961121231334541302
1	mood	w1	word	kiel	same words	3503415234510661501
1	mood	w1	word	bonn	same words	4108709579164751111
1	mood	w1	word	bonn	same words	3473091387062622463
1	mood	w1	word	ulm	same words	1148301617216349450
1	mood	w1	word	bonn	same words	3178907738860275719
1	mood	w1	word	bonn	same words	1266361284883691384
1	mood	w1	word	bonn	same words	725181193245161167
1	mood	w1	word	kiel	same words	4178475457351445858
1	mood	w1	word	bonn	same words	3974042205580211001
\.
COPY kept_plant.purchase (purchase_id, person_id, at, amount, currency, unit, source_id) FROM stdin;
\.
COPY kept_plant.setting (name, value) FROM stdin;
version	0.8.0
time_zone	UTC
summary	triggers
secret	3b85f40eb51ea69360a1ad73cc9a03548c27d9ea2b3cd9d3cfc6f5b703a9aca7
\.
COPY kept_plant.summary_above (above_id, survey, item, wave, unit, month, r, m) FROM stdin;
\.
COPY kept_plant.summary_log (log_id, survey, added, wave, unit, month, touchpoint, channel, items, r, m) FROM stdin;
1	mood	t	w1	\N	2026-01-01	\N	\N	{mood,enps}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"1\\":12,\\"2\\":12,\\"3\\":12,\\"4\\":12,\\"5\\":12}}","{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"0\\":5,\\"1\\":5,\\"2\\":5,\\"3\\":5,\\"4\\":4,\\"5\\":4,\\"6\\":6,\\"7\\":5,\\"8\\":4,\\"9\\":4,\\"10\\":5}}"}	{NULL,NULL}
2	mood	f	w1	\N	2026-01-01	\N	\N	{mood,enps}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"2\\":1}}",NULL}	{NULL,NULL}
3	mood	t	w1	\N	2026-01-01	\N	\N	{mood,enps}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"4\\":1}}",NULL}	{NULL,NULL}
\.
COPY kept_plant.summary_store (summary_id, survey, item, wave, unit, month, touchpoint, channel, r, m) FROM stdin;
\.
COPY kept_plant.survey (survey, title, titles, side, mode, language, weighted, definition, created_at) FROM stdin;
mood	\N	\N	employee	confidential	en	f	{"mode": "confidential", "side": "employee", "items": [{"name": "mood", "type": "rating", "scale": [1, 5], "metric": "mean"}, {"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "word", "type": "text"}], "language": "en"}	2026-11-30 04:32:31.911972+00
\.
COPY kept_plant.touchpoint (touchpoint, journey, "position", title) FROM stdin;
\.
COPY kept_plant.unit (unit, parent, name, kind, opened, closed, attributes) FROM stdin;
all	\N	\N	\N	\N	\N	{}
kiel	all	\N	\N	\N	\N	{}
bonn	all	\N	\N	\N	\N	{}
ulm	all	\N	\N	\N	\N	{}
\.
COPY kept_plant.universe (survey, wave, item, metric, std_dev, freedom) FROM stdin;
mood	w1	mood	mean of 1..5	1.4509525002200232	57
mood	w1	enps	nps of 0..10	79.06432276014306	49
\.
COPY kept_plant.wave (survey, wave, opens, closes) FROM stdin;
mood	w1	2026-01-01	2026-01-31
\.
COPY kept_plant.wave_unit (survey, wave, unit, asked) FROM stdin;
\.
COPY kept_plant.workspace_grant (role, kind, survey) FROM stdin;
\.
SELECT pg_catalog.setval('kept_plant.dropped', 1, false);
SELECT pg_catalog.setval('kept_plant.mood_response_id_seq', 60, true);
SELECT pg_catalog.setval('kept_plant.person_person_id_seq', 1, false);
SELECT pg_catalog.setval('kept_plant.publication_cell_cell_id_seq', 18, true);
SELECT pg_catalog.setval('kept_plant.publication_publication_id_seq', 1, true);
SELECT pg_catalog.setval('kept_plant.published_published_id_seq', 18, true);
SELECT pg_catalog.setval('kept_plant.purchase_purchase_id_seq', 1, false);
SELECT pg_catalog.setval('kept_plant.refused', 1, false);
SELECT pg_catalog.setval('kept_plant.summary_above_above_id_seq', 1, false);
SELECT pg_catalog.setval('kept_plant.summary_log_log_id_seq', 3, true);
SELECT pg_catalog.setval('kept_plant.summary_store_summary_id_seq', 1, false);
ALTER TABLE ONLY kept_plant.choice
    ADD CONSTRAINT choice_pkey PRIMARY KEY (survey, item, code);
ALTER TABLE ONLY kept_plant.forgotten
    ADD CONSTRAINT forgotten_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_plant.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (survey, item);
ALTER TABLE ONLY kept_plant.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (survey, wave, item, person_id, version);
ALTER TABLE ONLY kept_plant.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (person_id, since);
ALTER TABLE ONLY kept_plant.mood
    ADD CONSTRAINT mood_pkey PRIMARY KEY (response_id);
ALTER TABLE ONLY kept_plant.mood
    ADD CONSTRAINT mood_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY kept_plant.person_key
    ADD CONSTRAINT person_key_pkey PRIMARY KEY (side, kind, value);
ALTER TABLE ONLY kept_plant.person
    ADD CONSTRAINT person_person_id_side_key UNIQUE (person_id, side);
ALTER TABLE ONLY kept_plant.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY kept_plant.publication_cell
    ADD CONSTRAINT publication_cell_pkey PRIMARY KEY (cell_id);
ALTER TABLE ONLY kept_plant.publication
    ADD CONSTRAINT publication_pkey PRIMARY KEY (publication_id);
ALTER TABLE ONLY kept_plant.published_comment
    ADD CONSTRAINT published_comment_pkey PRIMARY KEY (comment_id);
ALTER TABLE ONLY kept_plant.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (published_id);
ALTER TABLE ONLY kept_plant.purchase
    ADD CONSTRAINT purchase_pkey PRIMARY KEY (purchase_id);
ALTER TABLE ONLY kept_plant.purchase
    ADD CONSTRAINT purchase_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY kept_plant.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY kept_plant.summary_above
    ADD CONSTRAINT summary_above_pkey PRIMARY KEY (above_id);
ALTER TABLE ONLY kept_plant.summary_log
    ADD CONSTRAINT summary_log_pkey PRIMARY KEY (log_id);
ALTER TABLE ONLY kept_plant.summary_store
    ADD CONSTRAINT summary_store_pkey PRIMARY KEY (summary_id);
ALTER TABLE ONLY kept_plant.survey
    ADD CONSTRAINT survey_pkey PRIMARY KEY (survey);
ALTER TABLE ONLY kept_plant.touchpoint
    ADD CONSTRAINT touchpoint_pkey PRIMARY KEY (touchpoint);
ALTER TABLE ONLY kept_plant.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (unit);
ALTER TABLE ONLY kept_plant.universe
    ADD CONSTRAINT universe_pkey PRIMARY KEY (survey, wave, item);
ALTER TABLE ONLY kept_plant.wave
    ADD CONSTRAINT wave_pkey PRIMARY KEY (survey, wave);
ALTER TABLE ONLY kept_plant.wave_unit
    ADD CONSTRAINT wave_unit_pkey PRIMARY KEY (survey, wave, unit);
ALTER TABLE ONLY kept_plant.workspace_grant
    ADD CONSTRAINT workspace_grant_pkey PRIMARY KEY (role, kind, survey);
CREATE INDEX ledger_person_id_idx ON kept_plant.ledger USING btree (person_id);
CREATE INDEX membership_unit_idx ON kept_plant.membership USING btree (unit);
CREATE UNIQUE INDEX mood_person_id_wave_idx ON kept_plant.mood USING btree (person_id, wave) WHERE (wave IS NOT NULL);
CREATE INDEX person_key_person_id_idx ON kept_plant.person_key USING btree (person_id);
CREATE INDEX publication_cell_survey_idx ON kept_plant.publication_cell USING btree (survey, wave);
CREATE INDEX published_publication_id_idx ON kept_plant.published USING btree (publication_id);
CREATE INDEX published_survey_idx ON kept_plant.published USING btree (survey, item, wave);
CREATE INDEX purchase_person_id_idx ON kept_plant.purchase USING btree (person_id);
CREATE INDEX summary_above_survey_item_idx ON kept_plant.summary_above USING btree (survey, item);
CREATE INDEX summary_above_unit_idx ON kept_plant.summary_above USING btree (unit);
CREATE INDEX summary_log_unit_idx ON kept_plant.summary_log USING btree (unit);
CREATE INDEX summary_store_survey_item_idx ON kept_plant.summary_store USING btree (survey, item);
CREATE INDEX summary_store_unit_idx ON kept_plant.summary_store USING btree (unit);
CREATE INDEX unit_parent_idx ON kept_plant.unit USING btree (parent);
CREATE TRIGGER xm_delete AFTER DELETE ON kept_plant.mood REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:mood', 'r:enps');
CREATE TRIGGER xm_insert AFTER INSERT ON kept_plant.mood REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:mood', 'r:enps');
CREATE TRIGGER xm_moved AFTER UPDATE OF parent, unit ON kept_plant.unit FOR EACH ROW WHEN (((old.parent IS DISTINCT FROM new.parent) OR (old.unit <> new.unit))) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE TRIGGER xm_normal BEFORE INSERT OR UPDATE OF kind, value ON kept_plant.person_key FOR EACH ROW EXECUTE FUNCTION xm_internal.person_key_changed();
CREATE TRIGGER xm_tree AFTER INSERT ON kept_plant.unit FOR EACH ROW WHEN ((new.parent IS NOT NULL)) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE TRIGGER xm_truncate AFTER TRUNCATE ON kept_plant.mood FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:mood', 'r:enps');
CREATE TRIGGER xm_update AFTER UPDATE ON kept_plant.mood REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:mood', 'r:enps');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF person_id ON kept_plant.person FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF touchpoint ON kept_plant.touchpoint FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF unit ON kept_plant.unit FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF survey, wave ON kept_plant.wave FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('wave');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_plant.person FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_plant.touchpoint FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_plant.unit FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_plant.wave FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('wave');
ALTER TABLE ONLY kept_plant.choice
    ADD CONSTRAINT choice_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_plant.item(survey, item);
ALTER TABLE ONLY kept_plant.item
    ADD CONSTRAINT item_survey_fkey FOREIGN KEY (survey) REFERENCES kept_plant.survey(survey);
ALTER TABLE ONLY kept_plant.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_plant.person(person_id);
ALTER TABLE ONLY kept_plant.membership
    ADD CONSTRAINT membership_unit_fkey FOREIGN KEY (unit) REFERENCES kept_plant.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_plant.person_key
    ADD CONSTRAINT person_key_person_id_side_fkey FOREIGN KEY (person_id, side) REFERENCES kept_plant.person(person_id, side);
ALTER TABLE ONLY kept_plant.publication_cell
    ADD CONSTRAINT publication_cell_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_plant.publication(publication_id);
ALTER TABLE ONLY kept_plant.published_comment
    ADD CONSTRAINT published_comment_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_plant.publication(publication_id);
ALTER TABLE ONLY kept_plant.published
    ADD CONSTRAINT published_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES kept_plant.publication(publication_id);
ALTER TABLE ONLY kept_plant.purchase
    ADD CONSTRAINT purchase_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_plant.person(person_id);
ALTER TABLE ONLY kept_plant.unit
    ADD CONSTRAINT unit_parent_fkey FOREIGN KEY (parent) REFERENCES kept_plant.unit(unit) ON UPDATE CASCADE DEFERRABLE;
ALTER TABLE ONLY kept_plant.wave
    ADD CONSTRAINT wave_survey_fkey FOREIGN KEY (survey) REFERENCES kept_plant.survey(survey);
ALTER TABLE ONLY kept_plant.wave_unit
    ADD CONSTRAINT wave_unit_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_plant.wave(survey, wave);
ALTER TABLE ONLY kept_plant.wave_unit
    ADD CONSTRAINT wave_unit_unit_fkey FOREIGN KEY (unit) REFERENCES kept_plant.unit(unit) ON UPDATE CASCADE;
ALTER TABLE kept_plant.choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.forgotten ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.item ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.ledger ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.mood ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON kept_plant.mood FOR SELECT USING (((response_id = 0) AND (response_id = 1)));
ALTER TABLE kept_plant.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.person_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.publication ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.publication_cell ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.published ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.published_comment ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.purchase ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.summary_above ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.summary_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.summary_store ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.survey ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.touchpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.universe ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.wave ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.wave_unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_plant.workspace_grant ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON FUNCTION kept_plant.submit(survey text, response jsonb) FROM PUBLIC;
RESET ALL;
