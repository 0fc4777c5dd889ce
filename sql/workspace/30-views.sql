-- The views, made anew by every xm.upgrade_workspace; they gain columns at their end only. answer, comment and
-- SURVEY_labelled are made from the definitions of the surveys, unit_path, summary_logged, summary_part and summary_path in 25-one-machine.sql
-- or 26-distributed.sql.

COMMENT ON VIEW :ws.unit_path IS 'Each unit with every unit above it, itself at depth 0';
COMMENT ON COLUMN :ws.unit_path.ancestor IS 'A unit above, or the unit itself';
COMMENT ON COLUMN :ws.unit_path.unit IS 'The unit';
COMMENT ON COLUMN :ws.unit_path.depth IS 'How far apart they are in the tree';

CREATE OR REPLACE VIEW :ws.person_unit WITH (security_invoker = true) AS
SELECT person_id, unit, since, (lead(since) OVER (PARTITION BY person_id ORDER BY since) - 1) AS until FROM :ws.membership;
COMMENT ON VIEW :ws.person_unit IS 'Who was in which unit from when to when';
COMMENT ON COLUMN :ws.person_unit.person_id IS 'Who';
COMMENT ON COLUMN :ws.person_unit.unit IS 'The unit; NULL: in none';
COMMENT ON COLUMN :ws.person_unit.since IS 'First day';
COMMENT ON COLUMN :ws.person_unit.until IS 'Last day; NULL: still';

CREATE OR REPLACE VIEW :ws.person_root WITH (security_invoker = true) AS SELECT person_id, root FROM :ws.person;
COMMENT ON VIEW :ws.person_root IS 'Whom each person counts as: itself, or the one that it was merged into';
COMMENT ON COLUMN :ws.person_root.person_id IS 'The person';
COMMENT ON COLUMN :ws.person_root.root IS 'The person that it counts as';

CREATE OR REPLACE VIEW :ws.key_conflict WITH (security_invoker = true) AS
SELECT c.a, c.b, c.kinds, c.since FROM :ws.person_clash c JOIN :ws.person p ON p.person_id = c.a JOIN :ws.person q ON q.person_id = c.b WHERE p.root <> q.root;
COMMENT ON VIEW :ws.key_conflict IS 'Pairs of persons whose keys came together in one answer, and who have not been merged: look whether they are one';
COMMENT ON COLUMN :ws.key_conflict.a IS 'A person';
COMMENT ON COLUMN :ws.key_conflict.b IS 'Another person';
COMMENT ON COLUMN :ws.key_conflict.kinds IS 'The kinds of the keys';
COMMENT ON COLUMN :ws.key_conflict.since IS 'When the first such answer came';

COMMENT ON VIEW :ws.summary_logged IS 'Storage of summary: what came and went since the last xm.compact_summary, a row per item';
COMMENT ON COLUMN :ws.summary_logged.survey IS 'The survey';
COMMENT ON COLUMN :ws.summary_logged.item IS 'The item';
COMMENT ON COLUMN :ws.summary_logged.wave IS 'The wave';
COMMENT ON COLUMN :ws.summary_logged.unit IS 'The unit';
COMMENT ON COLUMN :ws.summary_logged.month IS 'First day of the month';
COMMENT ON COLUMN :ws.summary_logged.touchpoint IS 'The touchpoint';
COMMENT ON COLUMN :ws.summary_logged.channel IS 'The channel';
COMMENT ON COLUMN :ws.summary_logged.added IS 'A state to add, else to take away';
COMMENT ON COLUMN :ws.summary_logged.r IS 'Distribution of the ratings';
COMMENT ON COLUMN :ws.summary_logged.m IS 'Moments of the numbers';

COMMENT ON VIEW :ws.summary_part IS 'Storage of summary, row by row';
COMMENT ON COLUMN :ws.summary_part.survey IS 'The survey';
COMMENT ON COLUMN :ws.summary_part.item IS 'The item';
COMMENT ON COLUMN :ws.summary_part.wave IS 'The wave';
COMMENT ON COLUMN :ws.summary_part.unit IS 'The unit, without those below it';
COMMENT ON COLUMN :ws.summary_part.month IS 'First day of the month';
COMMENT ON COLUMN :ws.summary_part.touchpoint IS 'The touchpoint';
COMMENT ON COLUMN :ws.summary_part.channel IS 'The channel';
COMMENT ON COLUMN :ws.summary_part.added IS 'A state to add, else to take away';
COMMENT ON COLUMN :ws.summary_part.r IS 'Distribution of the ratings';
COMMENT ON COLUMN :ws.summary_part.m IS 'Moments of the numbers';

-- summary and summary_path are not security_invoker, since their storage is for the owner: they show the surveys whose answers the
-- reader may read. (ANY (ARRAY(...)): a join would hide from the planner how many rows there are.)
CREATE OR REPLACE VIEW :ws.summary WITH (security_barrier = true) AS
SELECT survey, item, wave, unit, month, touchpoint, channel,
       xm.rollup(r) FILTER (WHERE added) - xm.rollup(r) FILTER (WHERE NOT added) AS r,
       xm.rollup(m) FILTER (WHERE added) - xm.rollup(m) FILTER (WHERE NOT added) AS m
FROM :ws.summary_part
WHERE survey = ANY (ARRAY(SELECT s.survey FROM :ws.survey s WHERE xm_internal.may_read_answers(':ws.survey'::regclass, s.survey)))
GROUP BY survey, item, wave, unit, month, touchpoint, channel
HAVING COALESCE(xm.responses(xm.rollup(r) FILTER (WHERE added)), xm.responses(xm.rollup(m) FILTER (WHERE added)))
     > COALESCE(xm.responses(xm.rollup(r) FILTER (WHERE NOT added)), xm.responses(xm.rollup(m) FILTER (WHERE NOT added)), 0);
COMMENT ON VIEW :ws.summary IS 'Complete answers as states, net of what was changed and deleted: any xm.rollup over it is right';
COMMENT ON COLUMN :ws.summary.survey IS 'The survey';
COMMENT ON COLUMN :ws.summary.item IS 'The item';
COMMENT ON COLUMN :ws.summary.wave IS 'The wave';
COMMENT ON COLUMN :ws.summary.unit IS 'The unit, without those below it';
COMMENT ON COLUMN :ws.summary.month IS 'First day of the month, in the time zone of the workspace';
COMMENT ON COLUMN :ws.summary.touchpoint IS 'The touchpoint';
COMMENT ON COLUMN :ws.summary.channel IS 'The channel';
COMMENT ON COLUMN :ws.summary.r IS 'Distribution of the ratings (xm.ratings); NULL of a number or scale';
COMMENT ON COLUMN :ws.summary.m IS 'Moments (xm.moments) of a number or scale; NULL of a rating';

COMMENT ON VIEW :ws.summary_path IS 'What summary holds, once for each unit above: a xm.rollup over it, what was added less what was taken away, counts the units below. Behind score';
COMMENT ON COLUMN :ws.summary_path.survey IS 'The survey';
COMMENT ON COLUMN :ws.summary_path.item IS 'The item';
COMMENT ON COLUMN :ws.summary_path.wave IS 'The wave';
COMMENT ON COLUMN :ws.summary_path.unit IS 'The unit or one above it; NULL: answers of no unit';
COMMENT ON COLUMN :ws.summary_path.month IS 'First day of the month';
COMMENT ON COLUMN :ws.summary_path.added IS 'A state to add, else to take away';
COMMENT ON COLUMN :ws.summary_path.r IS 'Distribution of the ratings';
COMMENT ON COLUMN :ws.summary_path.m IS 'Moments of the numbers';

CREATE OR REPLACE VIEW :ws.score WITH (security_invoker = true) AS
SELECT g.survey, g.item, i.concept, i.question, g.unit, u.name AS unit_name, pg_catalog.make_date(p.period / 12, p.period % 12 + 1, 1) AS month, i.metric,
       p.responses, p.value, p.std_error, p.lower, p.upper, p.change, p.change_lower, p.change_upper, p.change_p_value
FROM (SELECT t.survey, t.item, t.unit,
             xm_internal.period_scores(xm_internal.month_number(t.month), t.added, t.r, t.m, j.metric, 0.95) AS periods
      FROM :ws.summary_path t JOIN :ws.item j ON j.survey = t.survey AND j.item = t.item AND NOT j.retired
      GROUP BY t.survey, t.item, t.unit) g
JOIN :ws.item i ON i.survey = g.survey AND i.item = g.item
LEFT JOIN :ws.unit u ON u.unit = g.unit
CROSS JOIN LATERAL pg_catalog.unnest(g.periods) p;
COMMENT ON VIEW :ws.score IS 'Scores by item, unit and month with 95 % intervals, and the change against the month before. A unit counts the units below it';
COMMENT ON COLUMN :ws.score.survey IS 'The survey';
COMMENT ON COLUMN :ws.score.item IS 'The item';
COMMENT ON COLUMN :ws.score.concept IS 'What it measures';
COMMENT ON COLUMN :ws.score.question IS 'The question';
COMMENT ON COLUMN :ws.score.unit IS 'The unit, with all below it; NULL: answers of no unit';
COMMENT ON COLUMN :ws.score.unit_name IS 'Its name';
COMMENT ON COLUMN :ws.score.month IS 'First day of the month, in the time zone of the workspace';
COMMENT ON COLUMN :ws.score.metric IS 'How ratings become the value';
COMMENT ON COLUMN :ws.score.responses IS 'Answers';
COMMENT ON COLUMN :ws.score.value IS 'The score';
COMMENT ON COLUMN :ws.score.std_error IS 'Its standard error';
COMMENT ON COLUMN :ws.score.lower IS 'Lower end of the 95 % interval';
COMMENT ON COLUMN :ws.score.upper IS 'Upper end of the 95 % interval';
COMMENT ON COLUMN :ws.score.change IS 'Difference to the month before in the calendar; NULL if that has no answers';
COMMENT ON COLUMN :ws.score.change_lower IS 'Lower end of its 95 % interval';
COMMENT ON COLUMN :ws.score.change_upper IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN :ws.score.change_p_value IS 'Two-sided p-value of the change (Welch)';

CREATE OR REPLACE VIEW :ws.response_rate WITH (security_invoker = true) AS
SELECT w.survey, w.wave, w.unit, w.asked, COALESCE(c.started, 0) AS started, COALESCE(c.completed, 0) AS completed,
       COALESCE(c.started, 0)::float8 / NULLIF(w.asked, 0) AS start_rate, COALESCE(c.completed, 0)::float8 / NULLIF(w.asked, 0) AS completion_rate
FROM :ws.wave_unit w JOIN :ws.survey s ON s.survey = w.survey
LEFT JOIN xm_internal.response_counts(':ws.survey'::regclass) c ON c.survey = w.survey AND c.wave = w.wave AND c.unit = w.unit
WHERE s.mode = 'identified' OR w.asked >= 10;
COMMENT ON VIEW :ws.response_rate IS 'How many of those asked began and finished, by wave and unit; of confidential and anonymous surveys where at least 10 were asked';
COMMENT ON COLUMN :ws.response_rate.survey IS 'The survey';
COMMENT ON COLUMN :ws.response_rate.wave IS 'The wave';
COMMENT ON COLUMN :ws.response_rate.unit IS 'The unit, without those below it';
COMMENT ON COLUMN :ws.response_rate.asked IS 'People asked';
COMMENT ON COLUMN :ws.response_rate.started IS 'Responses, complete or not';
COMMENT ON COLUMN :ws.response_rate.completed IS 'Complete responses';
COMMENT ON COLUMN :ws.response_rate.start_rate IS 'started / asked, a fraction';
COMMENT ON COLUMN :ws.response_rate.completion_rate IS 'completed / asked, a fraction';

-- A later publication of a wave has more answers: of each cell the latest that was released.
CREATE OR REPLACE VIEW :ws.published_score WITH (security_invoker = true) AS
WITH latest AS (
  SELECT DISTINCT ON (p.survey, p.item, p.unit, p.wave) p.survey, p.item, p.unit, p.wave, p.publication_id, p.responses, p.value, p.std_error, p.lower, p.upper, p.cut, p.metric, w.number
  FROM :ws.published p
  JOIN (SELECT survey, wave, pg_catalog.row_number() OVER (PARTITION BY survey ORDER BY COALESCE(closes, opens), wave) AS number FROM :ws.wave) w ON w.survey = p.survey AND w.wave = p.wave
  WHERE p.status = 'released' AND p.breakdown = '{}'
  ORDER BY p.survey, p.item, p.unit, p.wave, p.publication_id DESC
)
SELECT l.survey, l.item, i.concept, i.question, l.unit, u.name AS unit_name, l.wave, l.metric, l.responses, l.value, l.std_error, l.lower, l.upper,
       c.change, c.lower AS change_lower, c.upper AS change_upper, c.p_value AS change_p_value, l.cut, l.publication_id
FROM latest l JOIN :ws.item i ON i.survey = l.survey AND i.item = l.item
LEFT JOIN :ws.unit u ON u.unit = l.unit
LEFT JOIN latest b ON b.survey = l.survey AND b.item = l.item AND b.unit IS NOT DISTINCT FROM l.unit AND b.number = l.number - 1 AND b.metric = l.metric
CROSS JOIN LATERAL xm_internal.change_of(l.value, l.std_error, b.value, b.std_error, 0.95) c;
COMMENT ON VIEW :ws.published_score IS 'Published scores by item, unit and wave with 95 % intervals, and the change against the wave before. A unit counts the units below it';
COMMENT ON COLUMN :ws.published_score.survey IS 'The survey';
COMMENT ON COLUMN :ws.published_score.item IS 'The item or scale';
COMMENT ON COLUMN :ws.published_score.concept IS 'What it measures';
COMMENT ON COLUMN :ws.published_score.question IS 'The question';
COMMENT ON COLUMN :ws.published_score.unit IS 'The unit, with all below it; NULL: everyone';
COMMENT ON COLUMN :ws.published_score.unit_name IS 'Its name';
COMMENT ON COLUMN :ws.published_score.wave IS 'The wave';
COMMENT ON COLUMN :ws.published_score.metric IS 'How ratings became the value';
COMMENT ON COLUMN :ws.published_score.responses IS 'People who answered';
COMMENT ON COLUMN :ws.published_score.value IS 'The score';
COMMENT ON COLUMN :ws.published_score.std_error IS 'Its standard error';
COMMENT ON COLUMN :ws.published_score.lower IS 'Lower end of the 95 % interval';
COMMENT ON COLUMN :ws.published_score.upper IS 'Upper end of the 95 % interval';
COMMENT ON COLUMN :ws.published_score.change IS 'Difference to the wave before; NULL if nothing of that was released in this metric';
COMMENT ON COLUMN :ws.published_score.change_lower IS 'Lower end of its 95 % interval';
COMMENT ON COLUMN :ws.published_score.change_upper IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN :ws.published_score.change_p_value IS 'Two-sided p-value of the change (normal)';
COMMENT ON COLUMN :ws.published_score.cut IS 'The value is this one or more extreme';
COMMENT ON COLUMN :ws.published_score.publication_id IS 'The publication';

-- What was published counts the units below: it stands beside scores of a unit without them only where there are none.
CREATE OR REPLACE VIEW :ws.link_input WITH (security_invoker = true) AS
WITH concept AS (
  SELECT DISTINCT ON (side, concept, unit, quarter) side, concept, unit, quarter, value, std_error, responses
  FROM (SELECT p.side, p.concept, p.unit, p.quarter, p.is_scale, e.value, e.std_error, e.responses
  FROM (SELECT s.side, i.concept, i.metric, t.unit, pg_catalog.date_trunc('quarter', COALESCE(w.closes, t.month))::date AS quarter, i.type = 'scale' AS is_scale,
               xm.rollup(t.r) AS r, xm.rollup(t.m) AS m
        FROM :ws.summary t JOIN :ws.item i ON i.survey = t.survey AND i.item = t.item JOIN :ws.survey s ON s.survey = t.survey
        LEFT JOIN :ws.wave w ON w.survey = t.survey AND w.wave = t.wave
        WHERE s.mode = 'identified' AND i.concept IS NOT NULL AND NOT i.retired AND t.unit IS NOT NULL
        GROUP BY s.side, i.concept, i.metric, t.survey, t.item, t.unit, 5, i.type) p
  CROSS JOIN LATERAL xm_internal.score_of(p.r, p.m, p.metric, 0.95) e
  UNION ALL
  SELECT s.side, p.concept, p.unit, pg_catalog.date_trunc('quarter', COALESCE(w.closes, w.opens, (n.published_at AT TIME ZONE 'UTC')::date))::date, i.type = 'scale', p.value, p.std_error, p.responses
  FROM :ws.published_score p JOIN :ws.survey s ON s.survey = p.survey JOIN :ws.item i ON i.survey = p.survey AND i.item = p.item
  JOIN :ws.wave w ON w.survey = p.survey AND w.wave = p.wave JOIN :ws.publication n ON n.publication_id = p.publication_id
  WHERE p.concept IS NOT NULL AND NOT i.retired AND p.unit IS NOT NULL AND NOT EXISTS (SELECT FROM :ws.unit b WHERE b.parent = p.unit)) all_scores
  ORDER BY side, concept, unit, quarter, is_scale DESC, responses DESC, std_error, value
)
-- Grouped, not joined with itself: nobody can tell the planner how many rows concept has, and a nested loop over them is slow.
SELECT q.unit, q.quarter, ex.concept AS ex_concept, cx.concept AS cx_concept, ex.value AS ex_value, ex.std_error AS ex_std_error, ex.responses AS ex_responses,
       cx.value AS cx_value, cx.std_error AS cx_std_error, cx.responses AS cx_responses
FROM (SELECT unit, quarter, pg_catalog.array_agg(ROW(concept, value, std_error, responses)) FILTER (WHERE side = 'employee') AS employees,
             pg_catalog.array_agg(ROW(concept, value, std_error, responses)) FILTER (WHERE side = 'customer') AS customers
      FROM concept GROUP BY unit, quarter) q,
     pg_catalog.unnest(q.employees) ex(concept text, value float8, std_error float8, responses bigint),
     pg_catalog.unnest(q.customers) cx(concept text, value float8, std_error float8, responses bigint);
COMMENT ON VIEW :ws.link_input IS 'Employee and customer scores side by side, a row per unit, quarter and pair of concepts: what xm.link takes. Of confidential and anonymous surveys only what was published stands here. Of a concept with several items the scale stands, else the item with most answers';
COMMENT ON COLUMN :ws.link_input.unit IS 'The unit, without those below it';
COMMENT ON COLUMN :ws.link_input.quarter IS 'First day of the quarter; a wave belongs to that of its closes';
COMMENT ON COLUMN :ws.link_input.ex_concept IS 'What employees were asked about';
COMMENT ON COLUMN :ws.link_input.cx_concept IS 'What customers were asked about';
COMMENT ON COLUMN :ws.link_input.ex_value IS 'Score of the employees';
COMMENT ON COLUMN :ws.link_input.ex_std_error IS 'Its standard error';
COMMENT ON COLUMN :ws.link_input.ex_responses IS 'Answers of employees';
COMMENT ON COLUMN :ws.link_input.cx_value IS 'Score of the customers';
COMMENT ON COLUMN :ws.link_input.cx_std_error IS 'Its standard error';
COMMENT ON COLUMN :ws.link_input.cx_responses IS 'Answers of customers';

-- Not security_invoker, since its storage is for the owner: it shows the surveys that the reader may send, and of customers those
-- that he may read. Who answered a confidential survey only its custodians see.
CREATE OR REPLACE VIEW :ws.invitation WITH (security_barrier = true) AS
SELECT i.invitation_id, i.survey, i.wave, i.occasion, i.person_id, i.unit, i.channel, i.stratum, i.probability, i.invited_at, i.reminders, i.last_contact_at,
       CASE WHEN t.status = 'answered' OR i.status IN ('planned', 'sent') THEN COALESCE(t.status, CASE WHEN i.status = 'sent' AND (t.over OR t.closed) THEN 'expired' END, i.status) ELSE i.status END AS status,
       CASE WHEN t.status = 'answered' OR i.status IN ('planned', 'sent') THEN COALESCE(t.status_at, i.status_at) ELSE i.status_at END AS status_at
FROM :ws.invited i
JOIN (SELECT survey, mode = 'identified' OR xm_internal.was_granted(':ws.survey'::regclass, survey, 'custodian') AS answers_shown
      FROM :ws.survey WHERE xm_internal.was_granted(':ws.survey'::regclass, survey, 'sender') OR side = 'customer' AND xm_internal.was_granted(':ws.survey'::regclass, survey, 'analyst')) s ON s.survey = i.survey
LEFT JOIN LATERAL (SELECT pg_catalog.min(status) AS status, pg_catalog.max(status_at) AS status_at, pg_catalog.bool_and(COALESCE(expires <= pg_catalog.now(), false)) AS over,
                          EXISTS (SELECT FROM :ws.wave w WHERE w.survey = i.survey AND w.wave = i.wave AND s.answers_shown
                                  AND w.closes < (pg_catalog.now() AT TIME ZONE (SELECT value FROM :ws.setting WHERE name = 'time_zone'))::date) AS closed
                   FROM :ws.invitation_token WHERE invitation_id = i.invitation_id AND s.answers_shown) t ON true;
COMMENT ON VIEW :ws.invitation IS 'Who was invited to what, and what came of it. Who answered a confidential survey is shown to its custodians only, who answered an anonymous one to nobody';
COMMENT ON COLUMN :ws.invitation.invitation_id IS 'Number of the invitation';
COMMENT ON COLUMN :ws.invitation.survey IS 'The survey';
COMMENT ON COLUMN :ws.invitation.wave IS 'The wave';
COMMENT ON COLUMN :ws.invitation.occasion IS 'What it is about where there is no wave: a purchase, a ticket';
COMMENT ON COLUMN :ws.invitation.person_id IS 'Who was invited';
COMMENT ON COLUMN :ws.invitation.unit IS 'The unit of the person that day';
COMMENT ON COLUMN :ws.invitation.channel IS 'How';
COMMENT ON COLUMN :ws.invitation.stratum IS 'The group that the sample was drawn in';
COMMENT ON COLUMN :ws.invitation.probability IS 'Share of those that could be drawn there who were';
COMMENT ON COLUMN :ws.invitation.invited_at IS 'When';
COMMENT ON COLUMN :ws.invitation.reminders IS 'How often reminded';
COMMENT ON COLUMN :ws.invitation.last_contact_at IS 'When last invited or reminded';
COMMENT ON COLUMN :ws.invitation.status IS 'planned, sent, bounced, refused, ineligible, expired, started or answered';
COMMENT ON COLUMN :ws.invitation.status_at IS 'Since when; of confidential surveys the day';

-- As the owner, for the workspace's time zone; it shows the cases that the reader may deal with. Each month from the first case of a
-- unit until now.
CREATE OR REPLACE VIEW :ws.case_report WITH (security_barrier = true) AS
WITH dealt AS MATERIALIZED (
  SELECT c.unit, c.opened_at, c.closed_at, c.due_at,
         pg_catalog.date_trunc('month', c.opened_at AT TIME ZONE z.value)::date AS opening, pg_catalog.date_trunc('month', c.closed_at AT TIME ZONE z.value)::date AS closing, z.value AS zone
  FROM :ws.case_file c, :ws.setting z WHERE z.name = 'time_zone'
    AND CASE WHEN c.survey IS NULL THEN xm_internal.may_see_case(':ws.survey'::regclass, c.person_id, 'analyst') ELSE xm_internal.was_granted(':ws.survey'::regclass, c.survey, 'analyst') END
), month AS (
  SELECT d.unit, m.at::date AS month, (m.at + interval '1 month') AT TIME ZONE d.zone AS over
  FROM (SELECT unit, zone, pg_catalog.min(opening) AS first FROM dealt GROUP BY 1, 2) d,
       LATERAL pg_catalog.generate_series(d.first::timestamp, pg_catalog.date_trunc('month', pg_catalog.now() AT TIME ZONE d.zone), interval '1 month') m(at)
)
SELECT m.unit, m.month,
       pg_catalog.count(*) FILTER (WHERE d.opening = m.month) AS opened,
       pg_catalog.count(*) FILTER (WHERE d.closing = m.month) AS closed,
       pg_catalog.count(*) FILTER (WHERE d.closing = m.month AND d.closed_at <= d.due_at) AS on_time,
       pg_catalog.percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(epoch FROM d.closed_at - d.opened_at)::float8 / 3600) FILTER (WHERE d.closing = m.month) AS median_hours,
       pg_catalog.count(*) FILTER (WHERE d.opened_at < m.over AND COALESCE(d.closed_at >= m.over, true)) AS open_now
FROM month m JOIN dealt d ON COALESCE(d.unit, '') = COALESCE(m.unit, '')
GROUP BY m.unit, m.month;
COMMENT ON VIEW :ws.case_report IS 'How fast cases are closed, by unit and month: opened by the month of opening; closed, on time and the median by that of closing; open at its end';
COMMENT ON COLUMN :ws.case_report.unit IS 'The unit, without those below it; NULL: cases of none';
COMMENT ON COLUMN :ws.case_report.month IS 'First day of the month, in the time zone of the workspace';
COMMENT ON COLUMN :ws.case_report.opened IS 'Cases opened';
COMMENT ON COLUMN :ws.case_report.closed IS 'Cases closed';
COMMENT ON COLUMN :ws.case_report.on_time IS 'Those closed when they were due, or before';
COMMENT ON COLUMN :ws.case_report.median_hours IS 'Median hours from opening to closing';
COMMENT ON COLUMN :ws.case_report.open_now IS 'Cases open at the end of the month, or now';

-- Everyone's entry counts once; what was published stands by the month of its wave.
CREATE OR REPLACE VIEW :ws.score_benchmark WITH (security_invoker = true) AS
WITH entry AS (
  SELECT b.benchmark, b.year, b.survey, b.item, b.concept, COALESCE(b.metric, i.metric, 'mean') AS metric, COALESCE(b.value, e.value) AS value, COALESCE(b.std_error, e.std_error, 0) AS std_error
  FROM :ws.benchmark_value b LEFT JOIN :ws.item i ON i.survey = b.survey AND i.item = b.item
  CROSS JOIN LATERAL xm_internal.score_of(b.r, NULL, COALESCE(b.metric, i.metric), 0.95) e
), year AS (
  SELECT benchmark, year, survey, item, concept, metric, pg_catalog.count(*) AS entries, pg_catalog.avg(value) AS value,
         pg_catalog.sqrt(pg_catalog.sum(std_error * std_error)) / pg_catalog.count(*) AS std_error, pg_catalog.array_agg(value) AS entry_values,
         lead(year) OVER (PARTITION BY benchmark, survey, item, concept, metric ORDER BY year) AS next_year
  FROM entry WHERE value IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
), of_item AS (
  SELECT i.survey, i.item, y.benchmark, y.year, y.next_year, y.metric, y.entries, y.value, y.std_error, y.entry_values
  FROM year y JOIN :ws.item i ON y.survey = i.survey AND y.item = i.item OR y.concept = i.concept
)
SELECT s.survey, s.item, s.concept, s.question, s.unit, s.unit_name, s.month, s.metric, s.responses, s.value, s.std_error, s.lower, s.upper, s.change, s.change_lower, s.change_upper, s.change_p_value,
       y.benchmark, y.year, y.value AS benchmark_value, y.entries, c.change AS difference, c.lower AS difference_lower, c.upper AS difference_upper,
       (SELECT pg_catalog.avg(CASE WHEN v < s.value THEN 1.0::float8 WHEN v = s.value THEN 0.5 ELSE 0 END) FROM pg_catalog.unnest(y.entry_values) v) AS percentile
FROM (SELECT t.survey, t.item, t.concept, t.question, t.unit, t.unit_name, t.month, t.metric, t.responses, t.value, t.std_error, t.lower, t.upper, t.change, t.change_lower, t.change_upper, t.change_p_value
      FROM :ws.score t JOIN :ws.survey u ON u.survey = t.survey AND u.mode = 'identified'
      UNION ALL
      SELECT p.survey, p.item, p.concept, p.question, p.unit, p.unit_name, pg_catalog.date_trunc('month', COALESCE(w.closes, w.opens, (n.published_at AT TIME ZONE 'UTC')::date))::date, p.metric,
             p.responses, p.value, p.std_error, p.lower, p.upper, p.change, p.change_lower, p.change_upper, p.change_p_value
      FROM :ws.published_score p JOIN :ws.wave w ON w.survey = p.survey AND w.wave = p.wave JOIN :ws.publication n ON n.publication_id = p.publication_id) s
JOIN of_item y ON y.survey = s.survey AND y.item = s.item AND y.metric = COALESCE(s.metric, 'mean') AND y.year <= EXTRACT(year FROM s.month) AND COALESCE(y.next_year > EXTRACT(year FROM s.month), true)
CROSS JOIN LATERAL xm_internal.change_of(s.value, s.std_error, y.value, y.std_error, 0.95) c;
COMMENT ON VIEW :ws.score_benchmark IS 'Scores by item, unit and month beside what others score, with 95 % intervals of the difference. Of confidential and anonymous surveys what was published';
COMMENT ON COLUMN :ws.score_benchmark.survey IS 'The survey';
COMMENT ON COLUMN :ws.score_benchmark.item IS 'The item';
COMMENT ON COLUMN :ws.score_benchmark.concept IS 'What it measures';
COMMENT ON COLUMN :ws.score_benchmark.question IS 'The question';
COMMENT ON COLUMN :ws.score_benchmark.unit IS 'The unit, with all below it; NULL: answers of no unit, of what was published everyone';
COMMENT ON COLUMN :ws.score_benchmark.unit_name IS 'Its name';
COMMENT ON COLUMN :ws.score_benchmark.month IS 'First day of the month, of what was published that of the wave';
COMMENT ON COLUMN :ws.score_benchmark.metric IS 'How ratings become the value';
COMMENT ON COLUMN :ws.score_benchmark.responses IS 'Answers';
COMMENT ON COLUMN :ws.score_benchmark.value IS 'The score';
COMMENT ON COLUMN :ws.score_benchmark.std_error IS 'Its standard error';
COMMENT ON COLUMN :ws.score_benchmark.lower IS 'Lower end of the 95 % interval';
COMMENT ON COLUMN :ws.score_benchmark.upper IS 'Upper end of the 95 % interval';
COMMENT ON COLUMN :ws.score_benchmark.change IS 'Difference to the month, or the wave, before';
COMMENT ON COLUMN :ws.score_benchmark.change_lower IS 'Lower end of its 95 % interval';
COMMENT ON COLUMN :ws.score_benchmark.change_upper IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN :ws.score_benchmark.change_p_value IS 'Two-sided p-value of the change';
COMMENT ON COLUMN :ws.score_benchmark.benchmark IS 'The benchmark';
COMMENT ON COLUMN :ws.score_benchmark.year IS 'Its year: the last one that is not after the month';
COMMENT ON COLUMN :ws.score_benchmark.benchmark_value IS 'Mean over its entries, each counting once';
COMMENT ON COLUMN :ws.score_benchmark.entries IS 'How many there are';
COMMENT ON COLUMN :ws.score_benchmark.difference IS 'value less benchmark_value';
COMMENT ON COLUMN :ws.score_benchmark.difference_lower IS 'Lower end of its 95 % interval, from the errors of the score and of the entries';
COMMENT ON COLUMN :ws.score_benchmark.difference_upper IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN :ws.score_benchmark.percentile IS 'Share of the entries that score less, ties half; a fraction';

CREATE OR REPLACE VIEW :ws.representativeness AS
SELECT survey, wave, r_indicator, r_indicator_adjusted, max_bias, partial FROM xm_internal.representativeness(':ws.survey'::regclass);
COMMENT ON VIEW :ws.representativeness IS 'How far those who answered stand for those who were invited, by the unit and the attributes that the setting representativeness lists (xm.r_indicator). Of confidential surveys once the wave has closed, groups of fewer than ten together; of anonymous ones nothing';
COMMENT ON COLUMN :ws.representativeness.survey IS 'The survey';
COMMENT ON COLUMN :ws.representativeness.wave IS 'The wave; NULL: invitations of none';
COMMENT ON COLUMN :ws.representativeness.r_indicator IS '1: everyone answered with the same probability; 0: some surely, others never';
COMMENT ON COLUMN :ws.representativeness.r_indicator_adjusted IS 'The same less what chance alone would show';
COMMENT ON COLUMN :ws.representativeness.max_bias IS 'How far a mean may be off, in standard deviations of the answers';
COMMENT ON COLUMN :ws.representativeness.partial IS 'What of it goes with each attribute';
