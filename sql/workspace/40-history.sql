-- What stands on the views over all surveys (answer), so that it is made after them.

CREATE OR REPLACE VIEW :ws.customer_history WITH (security_invoker = true) AS
SELECT p.person_id, a.first_answer, a.last_answer, a.last_ratings, h.frequency, h.recency, h.age, h.monetary, p.joined, p.departed
FROM (SELECT root AS person_id, pg_catalog.min(joined) AS joined,
             CASE WHEN pg_catalog.bool_and(departed IS NOT NULL) THEN pg_catalog.max(departed) END AS departed
      FROM :ws.person WHERE side = 'customer' GROUP BY root) p
LEFT JOIN (SELECT q.root, pg_catalog.min(t.submitted_at) AS first_answer, pg_catalog.max(t.submitted_at) AS last_answer,
                  pg_catalog.jsonb_object_agg(t.item, t.rating ORDER BY t.submitted_at, t.response_id) FILTER (WHERE t.rating IS NOT NULL) AS last_ratings
           FROM :ws.answer t JOIN :ws.person q ON q.person_id = t.person_id GROUP BY q.root) a ON a.root = p.person_id
LEFT JOIN (SELECT q.root, xm.purchase_history(t.at, t.amount, (SELECT pg_catalog.max(at) FROM :ws.purchase)) AS bought
           FROM :ws.purchase t JOIN :ws.person q ON q.person_id = t.person_id GROUP BY q.root) b ON b.root = p.person_id
LEFT JOIN LATERAL (SELECT (b.bought).*) h ON true;
COMMENT ON VIEW :ws.customer_history IS 'What is known of each customer, with all that was merged into one: answers, purchases as xm.bg_nbd and xm.gamma_gamma take them, when they came and left';
COMMENT ON COLUMN :ws.customer_history.person_id IS 'The customer; of merged ones the root';
COMMENT ON COLUMN :ws.customer_history.first_answer IS 'First response';
COMMENT ON COLUMN :ws.customer_history.last_answer IS 'Last response';
COMMENT ON COLUMN :ws.customer_history.last_ratings IS 'The last rating of each item';
COMMENT ON COLUMN :ws.customer_history.frequency IS 'Days with a purchase after the first';
COMMENT ON COLUMN :ws.customer_history.recency IS 'Weeks from the first to the last purchase';
COMMENT ON COLUMN :ws.customer_history.age IS 'Weeks from the first purchase to the last one of anybody';
COMMENT ON COLUMN :ws.customer_history.monetary IS 'Mean amount of a day with a purchase after the first';
COMMENT ON COLUMN :ws.customer_history.joined IS 'First day, of merged ones of any';
COMMENT ON COLUMN :ws.customer_history.departed IS 'Last day, of merged ones once all have one';

-- For roles that may send answers and nothing else: a web form behind PostgREST, a webhook.
CREATE OR REPLACE FUNCTION :ws.submit(survey text, response jsonb) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN xm_internal.submit_from_outside(':ws.survey'::regclass, survey, response);
COMMENT ON FUNCTION :ws.submit(text, jsonb) IS 'Stores one response of a survey that the caller was granted and returns its number, or NULL for confidential and anonymous surveys; takes source_id, started_at, wave, unit, person, touchpoint, channel, language, answers';
