-- The answers of demo/data.sql once more, as a company would keep them: in a survey workspace, voice. Read by demo/run and the
-- docs from the root of the tree. Quarters 1 to 8 are those of 2024 and 2025; of customers those with a card are known by name.
SET client_min_messages = warning;
\set visit `cat demo/visit.json`
\set pulse `cat demo/pulse.json`

-- Roles belong to the server, so another database may have made them.
DO $$ BEGIN CREATE ROLE voice_owner; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE voice_analyst LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
SELECT xm.create_workspace('voice', owner => 'voice_owner') \g /dev/null

INSERT INTO voice.unit (unit, name, kind) VALUES ('chain', 'All stores', 'company');
INSERT INTO voice.unit (unit, parent, name, kind) SELECT DISTINCT lower(region), 'chain', region, 'region' FROM store;
INSERT INTO voice.unit (unit, parent, name, kind)
SELECT to_char(store, '"s"FM000'), lower(region), 'Store ' || store, 'store' FROM store;

-- Employees 1 to 9,000; customers from 1,000,000 on.
INSERT INTO voice.person (person_id, side, attributes) SELECT employee, 'employee', jsonb_build_object('age_group', age_group) FROM employee;
INSERT INTO voice.person_key (side, kind, value, person_id) SELECT 'employee', 'employee_number', employee, employee FROM employee;
INSERT INTO voice.membership (person_id, since, unit) SELECT employee, '2024-01-01', to_char(store, '"s"FM000') FROM employee;
INSERT INTO voice.person (person_id, side, joined, attributes)
SELECT 1000000 + customer, 'customer', joined, jsonb_build_object('age_group', age_group, 'income_group', income_group)
FROM customer JOIN (SELECT customer, min(at) AS joined FROM purchase GROUP BY customer) p USING (customer);
INSERT INTO voice.person_key (side, kind, value, person_id) SELECT side, 'card', person_id - 1000000, person_id FROM voice.person WHERE side = 'customer';
SELECT setval(pg_get_serial_sequence('voice.person', 'person_id'), 2000000) \g /dev/null
INSERT INTO voice.purchase (person_id, at, amount, currency, unit, source_id)
SELECT 1000000 + customer, at, amount, 'EUR', to_char(store, '"s"FM000'), 'sale-' || row_number() OVER (ORDER BY at, customer, amount)
FROM purchase JOIN customer USING (customer) ORDER BY at, customer, amount;

-- Employees are asked in the second month of each quarter. Their survey is confidential, as employee surveys are unless their
-- definition says otherwise: what leaves it is what is published below.
SELECT xm.create_survey('voice', 'visit', :'visit'), xm.create_survey('voice', 'pulse', :'pulse') \g /dev/null
CREATE TEMP TABLE asked AS
SELECT quarter, to_char(first, 'YYYY"-Q"Q') AS wave, first, first + interval '3 months' - first AS length
FROM generate_series(1, 8) quarter, LATERAL (SELECT timestamp '2023-10-01' + quarter * interval '3 months' AS first) f;
INSERT INTO voice.wave (survey, wave, opens, closes) SELECT 'pulse', wave, first + interval '1 month', first + interval '2 months - 1 day' FROM asked;
INSERT INTO voice.wave_unit (survey, wave, unit, asked)
SELECT 'pulse', wave, to_char(store, '"s"FM000'), count(*) FROM employee, asked GROUP BY wave, store;

-- Their answers come as survey tools export them, in files that the client imports: the employees' from Qualtrics, with its three
-- header rows, the customers' as any CSV. XM names the client, else it is where make builds it.
\set folder `mktemp -d`
\set pulse_csv :folder /pulse.csv
\set visit_csv :folder /visit.csv
COPY (WITH answered AS (
        SELECT *, to_char(first + interval '1 month' + 28 * uniform(employee * 10 + quarter, 51) * interval '1 day', 'YYYY-MM-DD HH24:MI:SS') AS at
        FROM employee_answer JOIN asked USING (quarter) ORDER BY quarter, employee)
      SELECT * FROM (VALUES
        ('StartDate', 'EndDate', 'Status', 'Progress', 'Finished', 'RecordedDate', 'ResponseId', 'ExternalReference', 'engagement', 'recommend', 'Store', 'Wave'),
        ('Start Date', 'End Date', 'Response Type', 'Progress', 'Finished', 'Recorded Date', 'Response ID', 'External Data Reference',
         'I am glad to work here', 'How likely are you to recommend the store as a place to work?', 'Store', 'Wave'),
        ('{"ImportId":"startDate","timeZone":"UTC"}', '{"ImportId":"endDate","timeZone":"UTC"}', '{"ImportId":"status"}', '{"ImportId":"progress"}',
         '{"ImportId":"finished"}', '{"ImportId":"recordedDate","timeZone":"UTC"}', '{"ImportId":"_recordId"}', '{"ImportId":"externalDataReference"}',
         '{"ImportId":"QID1"}', '{"ImportId":"QID2"}', '{"ImportId":"Store"}', '{"ImportId":"Wave"}')) header
      UNION ALL
      SELECT at, at, 'IP Address', '100', 'True', at, 'R_' || employee || '_' || quarter, employee::text, engagement::text, recommend::text, to_char(store, '"s"FM000'), wave
      FROM answered) TO STDOUT (FORMAT csv) \g :pulse_csv
COPY (SELECT a.customer AS id, to_char(first + uniform(a.customer, 52) * length, 'YYYY-MM-DD HH24:MI:SS"Z"') AS submitted_at, to_char(a.store, '"s"FM000') AS store,
             p.person_id - 1000000 AS card, language, a.weight,
             recommend, satisfaction, wait, staff, assortment, brand, price, overall, CASE language WHEN 'en' THEN comment END AS comment
      FROM customer_answer a JOIN asked USING (quarter) LEFT JOIN visit_survey USING (customer) LEFT JOIN visit_comment USING (customer)
           LEFT JOIN voice.person p ON p.person_id = 1000000 + a.customer, LATERAL (SELECT (ARRAY['en', 'de', 'fr'])[1 + floor(3 * uniform(a.customer, 53))::int] AS language) l
      ORDER BY a.customer) TO STDOUT (FORMAT csv, HEADER) \g :visit_csv
\setenv FOLDER :folder
\setenv PGDATABASE :DBNAME
\set pulses `${XM:-build/release/xm} import --survey pulse --unit Store --wave-column Wave --person employee_number=ExternalReference $FOLDER/pulse.csv | tail -1 | cut -d" " -f1`
\set visits `${XM:-build/release/xm} import --survey visit --unit store --person card=card $FOLDER/visit.csv | tail -1 | cut -d" " -f1`
\! rm -r $FOLDER
DO $$ BEGIN ASSERT (SELECT count(*) FROM voice.pulse) = (SELECT count(*) FROM employee_answer) AND (SELECT count(*) FROM voice.visit) = (SELECT count(*) FROM customer_answer), 'the import failed'; END $$;
\echo Imported by xm: :pulses answers of employees from a Qualtrics file, :visits of customers from a CSV
DROP TABLE asked;
SELECT xm.compact_summary('voice') \g /dev/null

-- What an analyst sees of employees: published scores.
SELECT xm.publish('voice', 'pulse', wave) FROM (SELECT wave FROM voice.wave ORDER BY wave) w \g /dev/null
SELECT xm.grant_workspace('voice', 'voice_analyst', 'analyst') \g /dev/null
ANALYZE voice.visit, voice.pulse, voice.summary_store, voice.unit, voice.purchase, voice.person, voice.published;
GRANT SELECT ON store, customer, customer_answer, value_survey, planted_store, planted_link TO voice_analyst;

-- What is published of a store in a quarter, beside its customers' answers.
CREATE VIEW store_published WITH (security_invoker = true) AS
SELECT store, quarter, p.value AS ex, p.std_error AS ex_std_error, p.responses AS ex_responses, p.r AS ex_ratings, cx
FROM (SELECT store, quarter, to_char(store, '"s"FM000') AS unit, 2024 + (quarter - 1) / 4 || '-Q' || 1 + (quarter - 1) % 4 AS wave, xm.ratings(recommend) AS cx
      FROM customer_answer GROUP BY store, quarter) c
JOIN voice.published p USING (unit, wave)
WHERE p.survey = 'pulse' AND p.item = 'engagement' AND p.status = 'released';
COMMENT ON VIEW store_published IS 'Per store and quarter the published engagement of the employees with its standard error and, where it may be told, its distribution, and the customers'' recommendation.';
-- Engagement shows with customers a quarter later.
CREATE VIEW store_link WITH (security_invoker = true) AS
SELECT store, region, pattern, e.ex, e.ex_std_error, e.ex_ratings, c.cx
FROM store_published e JOIN store USING (store) JOIN (SELECT store, xm.ratings(recommend) AS cx FROM customer_answer WHERE quarter = 8 GROUP BY store) c USING (store)
WHERE e.quarter = 7 AND xm.responses(c.cx) >= 5;
COMMENT ON VIEW store_link IS 'Per store the published engagement of the employees (quarter 7) and the customers'' recommendation (quarter 8).';
GRANT SELECT ON store_published, store_link TO voice_analyst;
