-- What 0.7.0 brought: a workspace, as that version made it (pg_dump of it, then: two units with a parent, sixty answers, compacted,
-- one deleted).
DO $$ BEGIN CREATE ROLE xm_kept_owner; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
SET client_min_messages = warning;
SET check_function_bodies = false;
CREATE SCHEMA kept_voice;
ALTER SCHEMA kept_voice OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.survey (
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
ALTER TABLE kept_voice.survey OWNER TO xm_kept_owner;
CREATE FUNCTION kept_voice.submit(survey text, response jsonb) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN xm_internal.submit_from_outside('kept_voice.survey'::regclass, survey, response);
ALTER FUNCTION kept_voice.submit(survey text, response jsonb) OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.visit (
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
    recommend smallint,
    spend numeric,
    why text,
    CONSTRAINT recommend_check CHECK (((recommend >= 0) AND (recommend <= 10))),
    CONSTRAINT spend_check CHECK (((spend = (0)::numeric) OR ((abs(spend) >= 0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001) AND (abs(spend) <= '10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000'::numeric)))),
    CONSTRAINT weight_check CHECK ((weight = (1)::double precision))
);
ALTER TABLE kept_voice.visit OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.answer WITH (security_invoker='true') AS
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
   FROM (kept_voice.visit t
     CROSS JOIN LATERAL ( VALUES ('recommend'::text,'Recommend?'::text,(t.recommend)::integer,NULL::text,(t.recommend)::double precision,NULL::text), ('spend'::text,''::text,NULL::integer,NULL::text,(t.spend)::double precision,NULL::text), ('why'::text,''::text,NULL::integer,NULL::text,NULL::double precision,t.why)) a(item, question, rating, choice, value, text))
  WHERE ((a.choice IS NOT NULL) OR (a.value IS NOT NULL) OR (a.text IS NOT NULL));
ALTER TABLE kept_voice.answer OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.choice (
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
ALTER TABLE kept_voice.choice OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.comment WITH (security_invoker='true') AS
 SELECT 'visit'::text AS survey,
    t.response_id,
    t.submitted_at,
    t.unit,
    c.item,
    c.text,
    c.rating_item,
    c.rating
   FROM (kept_voice.visit t
     CROSS JOIN LATERAL ( VALUES ('why'::text,t.why,'recommend'::text,(t.recommend)::integer)) c(item, text, rating_item, rating))
  WHERE (btrim(c.text) <> ''::text);
ALTER TABLE kept_voice.comment OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.person (
    person_id bigint NOT NULL,
    side text NOT NULL,
    joined date,
    departed date,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT person_check CHECK ((departed >= joined)),
    CONSTRAINT person_side_check CHECK ((side = ANY (ARRAY['employee'::text, 'customer'::text])))
);
ALTER TABLE kept_voice.person OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.purchase (
    purchase_id bigint NOT NULL,
    person_id bigint,
    at timestamp with time zone NOT NULL,
    amount numeric NOT NULL,
    currency text,
    unit text,
    source_id text
);
ALTER TABLE kept_voice.purchase OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.customer_history WITH (security_invoker='true') AS
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
   FROM (((kept_voice.person p
     LEFT JOIN ( SELECT answer.person_id,
            min(answer.submitted_at) AS first_answer,
            max(answer.submitted_at) AS last_answer,
            jsonb_object_agg(answer.item, answer.rating ORDER BY answer.submitted_at) FILTER (WHERE (answer.rating IS NOT NULL)) AS last_ratings
           FROM kept_voice.answer
          WHERE (answer.person_id IS NOT NULL)
          GROUP BY answer.person_id) a ON ((a.person_id = p.person_id)))
     LEFT JOIN ( SELECT purchase.person_id,
            xm.purchase_history(purchase.at, purchase.amount, ( SELECT max(purchase_1.at) AS max
                   FROM kept_voice.purchase purchase_1)) AS bought
           FROM kept_voice.purchase
          WHERE (purchase.person_id IS NOT NULL)
          GROUP BY purchase.person_id) b ON ((b.person_id = p.person_id)))
     LEFT JOIN LATERAL ( SELECT (b.bought).frequency AS frequency,
            (b.bought).recency AS recency,
            (b.bought).age AS age,
            (b.bought).monetary AS monetary) h ON (true))
  WHERE (p.side = 'customer'::text);
ALTER TABLE kept_voice.customer_history OWNER TO xm_kept_owner;
CREATE SEQUENCE kept_voice.dropped
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE kept_voice.dropped OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.forgotten (
    hash bytea NOT NULL,
    at date DEFAULT CURRENT_DATE NOT NULL
);
ALTER TABLE kept_voice.forgotten OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.item (
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
ALTER TABLE kept_voice.item OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.summary_log (
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
ALTER TABLE kept_voice.summary_log OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.summary_logged AS
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
   FROM ((kept_voice.summary_log l
     JOIN kept_voice.item i ON ((i.survey = l.survey)))
     CROSS JOIN LATERAL ( SELECT array_position(l.items, i.item) AS at
         OFFSET 0) p)
  WHERE ((l.r[p.at] IS NOT NULL) OR (l.m[p.at] IS NOT NULL));
ALTER TABLE kept_voice.summary_logged OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.summary_store (
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
ALTER TABLE kept_voice.summary_store OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.summary_part AS
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
   FROM kept_voice.summary_store
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
   FROM kept_voice.summary_logged;
ALTER TABLE kept_voice.summary_part OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.summary WITH (security_barrier='true') AS
 SELECT summary_part.survey,
    summary_part.item,
    summary_part.wave,
    summary_part.unit,
    summary_part.month,
    summary_part.touchpoint,
    summary_part.channel,
    (xm.rollup(summary_part.r) FILTER (WHERE summary_part.added) - xm.rollup(summary_part.r) FILTER (WHERE (NOT summary_part.added))) AS r,
    (xm.rollup(summary_part.m) FILTER (WHERE summary_part.added) - xm.rollup(summary_part.m) FILTER (WHERE (NOT summary_part.added))) AS m
   FROM kept_voice.summary_part
  WHERE (summary_part.survey = ANY (ARRAY( SELECT s.survey
           FROM kept_voice.survey s
          WHERE xm_internal.may_read_answers('kept_voice.survey'::regclass, s.survey))))
  GROUP BY summary_part.survey, summary_part.item, summary_part.wave, summary_part.unit, summary_part.month, summary_part.touchpoint, summary_part.channel
 HAVING (COALESCE(xm.responses(xm.rollup(summary_part.r) FILTER (WHERE summary_part.added)), xm.responses(xm.rollup(summary_part.m) FILTER (WHERE summary_part.added))) > COALESCE(xm.responses(xm.rollup(summary_part.r) FILTER (WHERE (NOT summary_part.added))), xm.responses(xm.rollup(summary_part.m) FILTER (WHERE (NOT summary_part.added))), (0)::bigint));
ALTER TABLE kept_voice.summary OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.wave (
    survey text NOT NULL,
    wave text NOT NULL,
    opens date,
    closes date,
    CONSTRAINT wave_check CHECK ((closes >= opens)),
    CONSTRAINT wave_wave_check CHECK ((wave <> ''::text))
);
ALTER TABLE kept_voice.wave OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.link_input WITH (security_invoker='true') AS
 WITH concept AS (
         SELECT DISTINCT ON (p.side, p.concept, p.unit, p.quarter) p.side,
            p.concept,
            p.unit,
            p.quarter,
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
                   FROM (((kept_voice.summary t
                     JOIN kept_voice.item i ON (((i.survey = t.survey) AND (i.item = t.item))))
                     JOIN kept_voice.survey s ON ((s.survey = t.survey)))
                     LEFT JOIN kept_voice.wave w ON (((w.survey = t.survey) AND (w.wave = t.wave))))
                  WHERE ((i.concept IS NOT NULL) AND (NOT i.retired) AND (t.unit IS NOT NULL))
                  GROUP BY s.side, i.concept, i.metric, t.survey, t.item, t.unit, ((date_trunc('quarter'::text, (COALESCE(w.closes, t.month))::timestamp with time zone))::date), i.type) p
             CROSS JOIN LATERAL xm_internal.score_of(p.r, p.m, p.metric, (0.95)::double precision) e(responses, value, std_error, lower, upper))
          ORDER BY p.side, p.concept, p.unit, p.quarter, p.is_scale DESC, e.responses DESC
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
ALTER TABLE kept_voice.link_input OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.membership (
    person_id bigint NOT NULL,
    since date NOT NULL,
    unit text,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL
);
ALTER TABLE kept_voice.membership OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.person_key (
    side text NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT person_key_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT person_key_value_check CHECK ((value <> ''::text))
);
ALTER TABLE kept_voice.person_key OWNER TO xm_kept_owner;
ALTER TABLE kept_voice.person ALTER COLUMN person_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_voice.person_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW kept_voice.person_unit WITH (security_invoker='true') AS
 SELECT membership.person_id,
    membership.unit,
    membership.since,
    (lead(membership.since) OVER (PARTITION BY membership.person_id ORDER BY membership.since) - 1) AS until
   FROM kept_voice.membership;
ALTER TABLE kept_voice.person_unit OWNER TO xm_kept_owner;
ALTER TABLE kept_voice.purchase ALTER COLUMN purchase_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_voice.purchase_purchase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE kept_voice.refused
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE kept_voice.refused OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.wave_unit (
    survey text NOT NULL,
    wave text NOT NULL,
    unit text NOT NULL,
    asked bigint NOT NULL,
    CONSTRAINT wave_unit_asked_check CHECK ((asked >= 0))
);
ALTER TABLE kept_voice.wave_unit OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.response_rate WITH (security_invoker='true') AS
 SELECT w.survey,
    w.wave,
    w.unit,
    w.asked,
    COALESCE(c.started, (0)::bigint) AS started,
    COALESCE(c.completed, (0)::bigint) AS completed,
    ((COALESCE(c.started, (0)::bigint))::double precision / (NULLIF(w.asked, 0))::double precision) AS start_rate,
    ((COALESCE(c.completed, (0)::bigint))::double precision / (NULLIF(w.asked, 0))::double precision) AS completion_rate
   FROM ((kept_voice.wave_unit w
     JOIN kept_voice.survey s ON ((s.survey = w.survey)))
     LEFT JOIN xm_internal.response_counts('kept_voice.survey'::regclass) c(survey, wave, unit, started, completed) ON (((c.survey = w.survey) AND (c.wave = w.wave) AND (c.unit = w.unit))))
  WHERE ((s.mode = 'identified'::text) OR (w.asked >= 10));
ALTER TABLE kept_voice.response_rate OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.summary_above (
    above_id bigint NOT NULL,
    survey text NOT NULL,
    item text NOT NULL,
    wave text,
    unit text NOT NULL,
    month date NOT NULL,
    r xm.ratings,
    m xm.moments
);
ALTER TABLE kept_voice.summary_above OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.unit (
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
ALTER TABLE kept_voice.unit OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.unit_path WITH (security_invoker='true') AS
 WITH RECURSIVE path(ancestor, unit, depth) AS (
         SELECT unit.unit,
            unit.unit,
            0 AS "?column?"
           FROM kept_voice.unit
        UNION ALL
         SELECT u.parent,
            p.unit,
            (p.depth + 1)
           FROM (path p
             JOIN kept_voice.unit u ON ((u.unit = p.ancestor)))
          WHERE (u.parent IS NOT NULL)
        )
 SELECT path.ancestor,
    path.unit,
    path.depth
   FROM path;
ALTER TABLE kept_voice.unit_path OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.summary_path WITH (security_barrier='true') AS
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
           FROM kept_voice.summary_store
        UNION ALL
         SELECT summary_above.survey,
            summary_above.item,
            summary_above.wave,
            summary_above.unit,
            summary_above.month,
            true,
            summary_above.r,
            summary_above.m
           FROM kept_voice.summary_above
        UNION ALL
         SELECT summary_logged.survey,
            summary_logged.item,
            summary_logged.wave,
            summary_logged.unit,
            summary_logged.month,
            summary_logged.added,
            summary_logged.r,
            summary_logged.m
           FROM kept_voice.summary_logged
        UNION ALL
         SELECT l.survey,
            l.item,
            l.wave,
            a.ancestor,
            l.month,
            l.added,
            l.r,
            l.m
           FROM (kept_voice.summary_logged l
             JOIN kept_voice.unit_path a ON (((a.unit = l.unit) AND (a.depth > 0))))) t
  WHERE (t.survey = ANY (ARRAY( SELECT s.survey
           FROM kept_voice.survey s
          WHERE xm_internal.may_read_answers('kept_voice.survey'::regclass, s.survey))));
ALTER TABLE kept_voice.summary_path OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.score WITH (security_invoker='true') AS
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
           FROM (kept_voice.summary_path t
             JOIN kept_voice.item j ON (((j.survey = t.survey) AND (j.item = t.item) AND (NOT j.retired))))
          GROUP BY t.survey, t.item, t.unit) g
     JOIN kept_voice.item i ON (((i.survey = g.survey) AND (i.item = g.item))))
     LEFT JOIN kept_voice.unit u ON ((u.unit = g.unit)))
     CROSS JOIN LATERAL unnest(g.periods) p(period, responses, value, std_error, lower, upper, change, change_lower, change_upper, change_p_value));
ALTER TABLE kept_voice.score OWNER TO xm_kept_owner;
CREATE TABLE kept_voice.setting (
    name text NOT NULL,
    value text NOT NULL
);
ALTER TABLE kept_voice.setting OWNER TO xm_kept_owner;
ALTER TABLE kept_voice.summary_above ALTER COLUMN above_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_voice.summary_above_above_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_voice.summary_log ALTER COLUMN log_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_voice.summary_log_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE kept_voice.summary_store ALTER COLUMN summary_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kept_voice.summary_store_summary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_voice.touchpoint (
    touchpoint text NOT NULL,
    journey text,
    "position" integer,
    title text,
    CONSTRAINT touchpoint_touchpoint_check CHECK ((touchpoint <> ''::text))
);
ALTER TABLE kept_voice.touchpoint OWNER TO xm_kept_owner;
CREATE VIEW kept_voice.visit_labelled WITH (security_invoker='true') AS
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
    (t.recommend)::text AS recommend,
    t.spend,
    t.why
   FROM kept_voice.visit t;
ALTER TABLE kept_voice.visit_labelled OWNER TO xm_kept_owner;
ALTER TABLE kept_voice.visit ALTER COLUMN response_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kept_voice.visit_response_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kept_voice.workspace_grant (
    role text NOT NULL,
    kind text NOT NULL,
    survey text DEFAULT ''::text NOT NULL,
    CONSTRAINT workspace_grant_kind_check CHECK ((kind = ANY (ARRAY['collector'::text, 'analyst'::text, 'custodian'::text])))
);
ALTER TABLE kept_voice.workspace_grant OWNER TO xm_kept_owner;
COPY kept_voice.choice (survey, item, code, "position", label, labels, kind, source, retired) FROM stdin;
\.
COPY kept_voice.forgotten (hash, at) FROM stdin;
\.
COPY kept_voice.item (survey, item, "position", type, question, questions, concept, metric, scale_low, scale_high, reversed, favourable, unfavourable, retired) FROM stdin;
visit	recommend	1	rating	Recommend?	{"de": "Empfehlen?", "en": "Recommend?"}	\N	nps	0	10	f	[9,11)	[0,7)	f
visit	spend	2	number	\N	\N	\N	mean	\N	\N	\N	\N	\N	f
visit	why	3	text	\N	\N	\N	\N	\N	\N	\N	\N	\N	f
\.
COPY kept_voice.membership (person_id, since, unit, attributes) FROM stdin;
\.
COPY kept_voice.person (person_id, side, joined, departed, attributes) FROM stdin;
\.
COPY kept_voice.person_key (side, kind, value, person_id) FROM stdin;
\.
COPY kept_voice.purchase (purchase_id, person_id, at, amount, currency, unit, source_id) FROM stdin;
\.
COPY kept_voice.setting (name, value) FROM stdin;
version	0.8.0
time_zone	Europe/Berlin
summary	triggers
secret	6e1194af1f06a2d9378606a8f88d9c6f0042274aaee5e3befbf130e45be63163
\.
COPY kept_voice.summary_above (above_id, survey, item, wave, unit, month, r, m) FROM stdin;
1	visit	recommend	\N	all	2026-02-01	{"type":"ratings","version":1,"responses":{"0":3,"1":3,"2":3,"3":3,"4":2,"5":2,"6":2,"7":2,"8":2,"9":3,"10":3}}	\N
2	visit	spend	\N	all	2026-02-01	\N	{"type":"moments","version":2,"n":28,"means":[[11.125,0]],"comoments":[[114.1875,0]]}
3	visit	recommend	\N	all	2026-03-01	{"type":"ratings","version":1,"responses":{"4":1,"5":1}}	\N
4	visit	spend	\N	all	2026-03-01	\N	{"type":"moments","version":2,"n":2,"means":[[14.875,0]],"comoments":[[0.03125,0]]}
5	visit	recommend	\N	all	2026-01-01	{"type":"ratings","version":1,"responses":{"0":2,"1":3,"2":3,"3":3,"4":3,"5":3,"6":3,"7":3,"8":3,"9":2,"10":2}}	\N
6	visit	spend	\N	all	2026-01-01	\N	{"type":"moments","version":2,"n":30,"means":[[3.875,0]],"comoments":[[140.46875,0]]}
\.
COPY kept_voice.summary_log (log_id, survey, added, wave, unit, month, touchpoint, channel, items, r, m) FROM stdin;
7	visit	f	\N	bonn	2026-01-01	\N	\N	{recommend,spend}	{"{\\"type\\":\\"ratings\\",\\"version\\":1,\\"responses\\":{\\"7\\":1}}",NULL}	{NULL,"{\\"type\\":\\"moments\\",\\"version\\":2,\\"n\\":1,\\"means\\":[[1.75,0]],\\"comoments\\":[[0,0]]}"}
\.
COPY kept_voice.summary_store (summary_id, survey, item, wave, unit, month, touchpoint, channel, r, m) FROM stdin;
1	visit	recommend	\N	bonn	2026-01-01	\N	\N	{"type":"ratings","version":1,"responses":{"0":1,"1":2,"2":1,"3":2,"4":1,"5":2,"6":1,"7":2,"8":1,"9":1,"10":1}}	\N
2	visit	recommend	\N	bonn	2026-02-01	\N	\N	{"type":"ratings","version":1,"responses":{"0":2,"1":1,"2":2,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"9":2,"10":1}}	\N
3	visit	recommend	\N	bonn	2026-03-01	\N	\N	{"type":"ratings","version":1,"responses":{"4":1}}	\N
4	visit	recommend	\N	kiel	2026-01-01	\N	\N	{"type":"ratings","version":1,"responses":{"0":1,"1":1,"2":2,"3":1,"4":2,"5":1,"6":2,"7":1,"8":2,"9":1,"10":1}}	\N
5	visit	recommend	\N	kiel	2026-02-01	\N	\N	{"type":"ratings","version":1,"responses":{"0":1,"1":2,"2":1,"3":2,"4":1,"5":1,"6":1,"7":1,"8":1,"9":1,"10":2}}	\N
6	visit	recommend	\N	kiel	2026-03-01	\N	\N	{"type":"ratings","version":1,"responses":{"5":1}}	\N
7	visit	spend	\N	bonn	2026-01-01	\N	\N	\N	{"type":"moments","version":2,"n":15,"means":[[3.75,0]],"comoments":[[70,0]]}
8	visit	spend	\N	bonn	2026-02-01	\N	\N	\N	{"type":"moments","version":2,"n":14,"means":[[11,0]],"comoments":[[56.875,0]]}
9	visit	spend	\N	bonn	2026-03-01	\N	\N	\N	{"type":"moments","version":2,"n":1,"means":[[14.75,0]],"comoments":[[0,0]]}
10	visit	spend	\N	kiel	2026-01-01	\N	\N	\N	{"type":"moments","version":2,"n":15,"means":[[4,0]],"comoments":[[70,0]]}
11	visit	spend	\N	kiel	2026-02-01	\N	\N	\N	{"type":"moments","version":2,"n":14,"means":[[11.25,0]],"comoments":[[56.875,0]]}
12	visit	spend	\N	kiel	2026-03-01	\N	\N	\N	{"type":"moments","version":2,"n":1,"means":[[15,0]],"comoments":[[0,0]]}
\.
COPY kept_voice.survey (survey, title, titles, side, mode, language, weighted, definition, created_at) FROM stdin;
visit	\N	\N	customer	identified	en	f	{"mode": "identified", "side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps", "question": {"de": "Empfehlen?", "en": "Recommend?"}}, {"name": "spend", "type": "number"}, {"name": "why", "type": "text"}], "language": "en"}	2026-11-30 02:40:51.219335+00
\.
COPY kept_voice.touchpoint (touchpoint, journey, "position", title) FROM stdin;
\.
COPY kept_voice.unit (unit, parent, name, kind, opened, closed, attributes) FROM stdin;
all	\N	\N	\N	\N	\N	{}
kiel	all	\N	\N	\N	\N	{}
bonn	all	\N	\N	\N	\N	{}
\.
COPY kept_voice.visit (response_id, source_id, started_at, submitted_at, wave, unit, person_id, touchpoint, channel, language, complete, weight, missing, recommend, spend, why) FROM stdin;
1	1	\N	2026-01-02 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	1	0.25000000000000000000	word 1
2	2	\N	2026-01-03 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	2	0.50000000000000000000	word 2
3	3	\N	2026-01-04 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	3	0.75000000000000000000	word 3
4	4	\N	2026-01-05 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	4	1.00000000000000000000	word 4
5	5	\N	2026-01-06 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	5	1.2500000000000000	word 5
6	6	\N	2026-01-07 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	6	1.5000000000000000	word 6
8	8	\N	2026-01-09 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	8	2.0000000000000000	word 8
9	9	\N	2026-01-10 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	9	2.2500000000000000	word 9
10	10	\N	2026-01-11 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	10	2.5000000000000000	word 10
11	11	\N	2026-01-12 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	0	2.7500000000000000	word 11
12	12	\N	2026-01-13 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	1	3.0000000000000000	word 12
13	13	\N	2026-01-14 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	2	3.2500000000000000	word 13
14	14	\N	2026-01-15 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	3	3.5000000000000000	word 14
15	15	\N	2026-01-16 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	4	3.7500000000000000	word 15
16	16	\N	2026-01-17 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	5	4.0000000000000000	word 16
17	17	\N	2026-01-18 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	6	4.2500000000000000	word 17
18	18	\N	2026-01-19 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	7	4.5000000000000000	word 18
19	19	\N	2026-01-20 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	8	4.7500000000000000	word 19
20	20	\N	2026-01-21 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	9	5.0000000000000000	word 20
21	21	\N	2026-01-22 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	10	5.2500000000000000	word 21
22	22	\N	2026-01-23 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	0	5.5000000000000000	word 22
23	23	\N	2026-01-24 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	1	5.7500000000000000	word 23
24	24	\N	2026-01-25 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	2	6.0000000000000000	word 24
25	25	\N	2026-01-26 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	3	6.2500000000000000	word 25
26	26	\N	2026-01-27 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	4	6.5000000000000000	word 26
27	27	\N	2026-01-28 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	5	6.7500000000000000	word 27
28	28	\N	2026-01-29 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	6	7.0000000000000000	word 28
29	29	\N	2026-01-30 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	7	7.2500000000000000	word 29
30	30	\N	2026-01-31 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	8	7.5000000000000000	word 30
31	31	\N	2026-02-01 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	9	7.7500000000000000	word 31
32	32	\N	2026-02-02 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	10	8.0000000000000000	word 32
33	33	\N	2026-02-03 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	0	8.2500000000000000	word 33
34	34	\N	2026-02-04 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	1	8.5000000000000000	word 34
35	35	\N	2026-02-05 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	2	8.7500000000000000	word 35
36	36	\N	2026-02-06 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	3	9.0000000000000000	word 36
37	37	\N	2026-02-07 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	4	9.2500000000000000	word 37
38	38	\N	2026-02-08 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	5	9.5000000000000000	word 38
39	39	\N	2026-02-09 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	6	9.7500000000000000	word 39
40	40	\N	2026-02-10 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	7	10.0000000000000000	word 40
41	41	\N	2026-02-11 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	8	10.2500000000000000	word 41
42	42	\N	2026-02-12 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	9	10.5000000000000000	word 42
43	43	\N	2026-02-13 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	10	10.7500000000000000	word 43
44	44	\N	2026-02-14 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	0	11.0000000000000000	word 44
45	45	\N	2026-02-15 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	1	11.2500000000000000	word 45
46	46	\N	2026-02-16 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	2	11.5000000000000000	word 46
47	47	\N	2026-02-17 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	3	11.7500000000000000	word 47
48	48	\N	2026-02-18 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	4	12.0000000000000000	word 48
49	49	\N	2026-02-19 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	5	12.2500000000000000	word 49
50	50	\N	2026-02-20 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	6	12.5000000000000000	word 50
51	51	\N	2026-02-21 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	7	12.7500000000000000	word 51
52	52	\N	2026-02-22 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	8	13.0000000000000000	word 52
53	53	\N	2026-02-23 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	9	13.2500000000000000	word 53
54	54	\N	2026-02-24 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	10	13.5000000000000000	word 54
55	55	\N	2026-02-25 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	0	13.7500000000000000	word 55
56	56	\N	2026-02-26 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	1	14.0000000000000000	word 56
57	57	\N	2026-02-27 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	2	14.2500000000000000	word 57
58	58	\N	2026-02-28 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	3	14.5000000000000000	word 58
59	59	\N	2026-03-01 11:00:00+00	\N	bonn	\N	\N	\N	\N	t	1	\N	4	14.7500000000000000	word 59
60	60	\N	2026-03-02 11:00:00+00	\N	kiel	\N	\N	\N	\N	t	1	\N	5	15.0000000000000000	word 60
\.
COPY kept_voice.wave (survey, wave, opens, closes) FROM stdin;
\.
COPY kept_voice.wave_unit (survey, wave, unit, asked) FROM stdin;
\.
COPY kept_voice.workspace_grant (role, kind, survey) FROM stdin;
\.
SELECT pg_catalog.setval('kept_voice.dropped', 1, false);
SELECT pg_catalog.setval('kept_voice.person_person_id_seq', 1, false);
SELECT pg_catalog.setval('kept_voice.purchase_purchase_id_seq', 1, false);
SELECT pg_catalog.setval('kept_voice.refused', 1, false);
SELECT pg_catalog.setval('kept_voice.summary_above_above_id_seq', 6, true);
SELECT pg_catalog.setval('kept_voice.summary_log_log_id_seq', 7, true);
SELECT pg_catalog.setval('kept_voice.summary_store_summary_id_seq', 12, true);
SELECT pg_catalog.setval('kept_voice.visit_response_id_seq', 60, true);
ALTER TABLE ONLY kept_voice.choice
    ADD CONSTRAINT choice_pkey PRIMARY KEY (survey, item, code);
ALTER TABLE ONLY kept_voice.forgotten
    ADD CONSTRAINT forgotten_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY kept_voice.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (survey, item);
ALTER TABLE ONLY kept_voice.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (person_id, since);
ALTER TABLE ONLY kept_voice.person_key
    ADD CONSTRAINT person_key_pkey PRIMARY KEY (side, kind, value);
ALTER TABLE ONLY kept_voice.person
    ADD CONSTRAINT person_person_id_side_key UNIQUE (person_id, side);
ALTER TABLE ONLY kept_voice.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY kept_voice.purchase
    ADD CONSTRAINT purchase_pkey PRIMARY KEY (purchase_id);
ALTER TABLE ONLY kept_voice.purchase
    ADD CONSTRAINT purchase_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY kept_voice.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY kept_voice.summary_above
    ADD CONSTRAINT summary_above_pkey PRIMARY KEY (above_id);
ALTER TABLE ONLY kept_voice.summary_log
    ADD CONSTRAINT summary_log_pkey PRIMARY KEY (log_id);
ALTER TABLE ONLY kept_voice.summary_store
    ADD CONSTRAINT summary_store_pkey PRIMARY KEY (summary_id);
ALTER TABLE ONLY kept_voice.survey
    ADD CONSTRAINT survey_pkey PRIMARY KEY (survey);
ALTER TABLE ONLY kept_voice.touchpoint
    ADD CONSTRAINT touchpoint_pkey PRIMARY KEY (touchpoint);
ALTER TABLE ONLY kept_voice.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (unit);
ALTER TABLE ONLY kept_voice.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (response_id);
ALTER TABLE ONLY kept_voice.visit
    ADD CONSTRAINT visit_source_id_key UNIQUE (source_id);
ALTER TABLE ONLY kept_voice.wave
    ADD CONSTRAINT wave_pkey PRIMARY KEY (survey, wave);
ALTER TABLE ONLY kept_voice.wave_unit
    ADD CONSTRAINT wave_unit_pkey PRIMARY KEY (survey, wave, unit);
ALTER TABLE ONLY kept_voice.workspace_grant
    ADD CONSTRAINT workspace_grant_pkey PRIMARY KEY (role, kind, survey);
CREATE INDEX membership_unit_idx ON kept_voice.membership USING btree (unit);
CREATE INDEX person_key_person_id_idx ON kept_voice.person_key USING btree (person_id);
CREATE INDEX purchase_person_id_idx ON kept_voice.purchase USING btree (person_id);
CREATE INDEX summary_above_survey_item_idx ON kept_voice.summary_above USING btree (survey, item);
CREATE INDEX summary_above_unit_idx ON kept_voice.summary_above USING btree (unit);
CREATE INDEX summary_log_unit_idx ON kept_voice.summary_log USING btree (unit);
CREATE INDEX summary_store_survey_item_idx ON kept_voice.summary_store USING btree (survey, item);
CREATE INDEX summary_store_unit_idx ON kept_voice.summary_store USING btree (unit);
CREATE INDEX unit_parent_idx ON kept_voice.unit USING btree (parent);
CREATE INDEX visit_person_id_idx ON kept_voice.visit USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE TRIGGER xm_delete AFTER DELETE ON kept_voice.visit REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:recommend', 'm:spend');
CREATE TRIGGER xm_insert AFTER INSERT ON kept_voice.visit REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:recommend', 'm:spend');
CREATE TRIGGER xm_moved AFTER UPDATE OF parent, unit ON kept_voice.unit FOR EACH ROW WHEN (((old.parent IS DISTINCT FROM new.parent) OR (old.unit <> new.unit))) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE TRIGGER xm_normal BEFORE INSERT OR UPDATE OF kind, value ON kept_voice.person_key FOR EACH ROW EXECUTE FUNCTION xm_internal.person_key_changed();
CREATE TRIGGER xm_tree AFTER INSERT ON kept_voice.unit FOR EACH ROW WHEN ((new.parent IS NOT NULL)) EXECUTE FUNCTION xm_internal.unit_changed();
CREATE TRIGGER xm_truncate AFTER TRUNCATE ON kept_voice.visit FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:recommend', 'm:spend');
CREATE TRIGGER xm_update AFTER UPDATE ON kept_voice.visit REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:recommend', 'm:spend');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF person_id ON kept_voice.person FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF touchpoint ON kept_voice.touchpoint FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF unit ON kept_voice.unit FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE TRIGGER xm_used BEFORE DELETE OR UPDATE OF survey, wave ON kept_voice.wave FOR EACH ROW EXECUTE FUNCTION xm_internal.key_removed('wave');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_voice.person FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('person_id');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_voice.touchpoint FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('touchpoint');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_voice.unit FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('unit');
CREATE TRIGGER xm_used_any BEFORE TRUNCATE ON kept_voice.wave FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.key_removed('wave');
ALTER TABLE ONLY kept_voice.choice
    ADD CONSTRAINT choice_survey_item_fkey FOREIGN KEY (survey, item) REFERENCES kept_voice.item(survey, item);
ALTER TABLE ONLY kept_voice.item
    ADD CONSTRAINT item_survey_fkey FOREIGN KEY (survey) REFERENCES kept_voice.survey(survey);
ALTER TABLE ONLY kept_voice.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_voice.person(person_id);
ALTER TABLE ONLY kept_voice.membership
    ADD CONSTRAINT membership_unit_fkey FOREIGN KEY (unit) REFERENCES kept_voice.unit(unit) ON UPDATE CASCADE;
ALTER TABLE ONLY kept_voice.person_key
    ADD CONSTRAINT person_key_person_id_side_fkey FOREIGN KEY (person_id, side) REFERENCES kept_voice.person(person_id, side);
ALTER TABLE ONLY kept_voice.purchase
    ADD CONSTRAINT purchase_person_id_fkey FOREIGN KEY (person_id) REFERENCES kept_voice.person(person_id);
ALTER TABLE ONLY kept_voice.unit
    ADD CONSTRAINT unit_parent_fkey FOREIGN KEY (parent) REFERENCES kept_voice.unit(unit) ON UPDATE CASCADE DEFERRABLE;
ALTER TABLE ONLY kept_voice.wave
    ADD CONSTRAINT wave_survey_fkey FOREIGN KEY (survey) REFERENCES kept_voice.survey(survey);
ALTER TABLE ONLY kept_voice.wave_unit
    ADD CONSTRAINT wave_unit_survey_wave_fkey FOREIGN KEY (survey, wave) REFERENCES kept_voice.wave(survey, wave);
ALTER TABLE ONLY kept_voice.wave_unit
    ADD CONSTRAINT wave_unit_unit_fkey FOREIGN KEY (unit) REFERENCES kept_voice.unit(unit) ON UPDATE CASCADE;
ALTER TABLE kept_voice.choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.forgotten ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.item ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.person_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.purchase ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.summary_above ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.summary_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.summary_store ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.survey ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.touchpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.wave ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.wave_unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_voice.workspace_grant ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON FUNCTION kept_voice.submit(survey text, response jsonb) FROM PUBLIC;
RESET ALL;
