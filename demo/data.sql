-- A simulated chain of 400 stores over 8 quarters with a known truth, the same on every machine:
-- all chance comes from hashes of the row's number. Read by demo/run, the docs and the tests.
\set QUIET on
SET client_min_messages = warning;

CREATE FUNCTION uniform(id bigint, salt bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (((hashint8extended(id, salt) >> 11) & 9007199254740991)::float8 + 0.5) / 9007199254740992;
COMMENT ON FUNCTION uniform(bigint, bigint) IS 'A number between 0 and 1, fixed by its arguments.';

CREATE FUNCTION normal(id bigint, salt bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN sqrt(-2 * ln(uniform(id, salt))) * cos(2 * pi() * uniform(id, salt + 500000));
COMMENT ON FUNCTION normal(bigint, bigint) IS 'A standard normal number, fixed by its arguments (Box & Muller 1958).';

-- What is planted. Stores follow the rule "good for employees, good for customers", but every
-- 25th breaks it: much better or much worse to its customers than to its employees. Employees' engagement moves from quarter to quarter; what it does to
-- customers shows one quarter later.
CREATE TABLE store (store int PRIMARY KEY, region text, pattern text);
INSERT INTO store
SELECT s, (ARRAY['North', 'East', 'South', 'West'])[1 + s % 4], CASE WHEN s % 25 = 0 THEN 'breaks' ELSE 'follows' END
FROM generate_series(1, 400) s;

CREATE TABLE planted_store AS
SELECT store, x AS engagement,
       0.8 * x + CASE pattern WHEN 'follows' THEN 0.5 * normal(store, 2) ELSE 2 * (-1) ^ (store / 25) END
       + CASE region WHEN 'West' THEN 0.35 WHEN 'South' THEN -0.25 ELSE 0 END AS service
FROM store, LATERAL (SELECT normal(store, 1) AS x) t;
COMMENT ON TABLE planted_store IS 'The truth about each store: standing of its employees'' engagement and of its service, without sampling error.';

CREATE TABLE planted_quarter AS
SELECT store, quarter, 0.6 * normal(store * 100 + quarter, 3) AS mood FROM store, generate_series(0, 8) quarter;
COMMENT ON TABLE planted_quarter IS 'How a store''s engagement departs from its standing in a quarter; service follows in the next.';

-- 9,000 employees; four newly opened stores have hardly any.
CREATE TABLE employee (employee int PRIMARY KEY, store int, age_group text);
INSERT INTO employee
SELECT e, CASE WHEN s > 396 AND e % 16 > 0 THEN s - 200 ELSE s END, (ARRAY['under 30', '30-44', '45 and over'])[1 + floor(3 * uniform(e, 5))::int]
FROM generate_series(1, 9000) e, LATERAL (SELECT 1 + floor(400 * uniform(e, 4) ^ 1.3)::int AS s) t;

-- Six in ten answer each quarter: engagement 1..5, and whether they would recommend the store as a place to work, 0..10.
CREATE TABLE employee_answer (employee int, store int, quarter int, engagement int, recommend int);
INSERT INTO employee_answer
SELECT employee, store, quarter,
       greatest(1, least(5, round(3.6 + 0.40 * standing + 0.55 * normal(employee, 6) + 0.60 * normal(employee * 10 + quarter, 7))))::int,
       greatest(0, least(10, round(7.6 + 0.90 * standing + 1.30 * normal(employee, 6) + 1.30 * normal(employee * 10 + quarter, 8))))::int
FROM employee JOIN (SELECT store, quarter, engagement + mood AS standing FROM planted_store JOIN planted_quarter USING (store) WHERE quarter > 0) p USING (store)
WHERE uniform(employee * 10 + quarter, 9) < 0.6;

-- 200,000 customers, each asked once: satisfaction 1..5 and whether they would recommend, 0..10. What
-- a customer values moves the answer (type 1 to 4), age and income hardly do. Spend per year and
-- days until the customer left (or the end of the record, day 720) follow the answer. A bad first
-- contact, more frequent in stores of bad service, makes leaving 1.6 times as likely at any time.
CREATE TABLE customer (customer int PRIMARY KEY, store int, age_group text, income_group text, spend numeric(10, 2), bad_start boolean, days int, gone boolean);
CREATE TABLE customer_answer (customer int, store int, quarter int, satisfaction int, recommend int, weight float8);
CREATE TABLE planted_customer AS
SELECT c AS customer, store, quarter, age, income, type, weight,
       service + 0.8 * mood + (ARRAY[0.9, 0.3, -0.4, -0.9])[type] + 0.05 * (age - 2) + 0.05 * (income - 2) AS regard,
       uniform(c, 24) < 1 / (1 + exp(2 + 0.8 * service)) AS bad_start
FROM (SELECT c, 1 + floor(400 * uniform(c, 10) ^ 1.2)::int AS store, 1 + floor(8 * uniform(c, 11))::int AS quarter, 1 + floor(3 * uniform(c, 12))::int AS age,
             1 + floor(3 * uniform(c, 13))::int AS income, 1 + floor(4 * uniform(c, 14))::int AS type, 0.5 + 1.5 * uniform(c, 15) AS weight
      FROM generate_series(1, 200000) c) t
JOIN planted_store USING (store) JOIN (SELECT store, quarter + 1 AS quarter, mood FROM planted_quarter) q USING (store, quarter);
COMMENT ON TABLE planted_customer IS 'The truth about each customer: type of values (1 to 4) and regard for the store.';
INSERT INTO customer_answer
SELECT customer, store, quarter, greatest(1, least(5, round(3.7 + 0.45 * regard + 0.7 * normal(customer, 16))))::int,
       greatest(0, least(10, round(7.9 + 1.00 * regard + 1.5 * normal(customer, 17))))::int, round(weight::numeric, 3)
FROM planted_customer;
INSERT INTO customer
SELECT customer, store, (ARRAY['under 30', '30-54', '55 and over'])[age], (ARRAY['low', 'middle', 'high'])[income],
       round((exp(5.5 + 0.25 * regard + 0.10 * income + 0.6 * normal(customer, 18)))::numeric, 2), bad_start, least(720, life), life < 720
FROM planted_customer, LATERAL (SELECT 1 + floor(-ln(uniform(customer, 19)) * 900 * exp(0.45 * regard) / CASE WHEN bad_start THEN 1.6 ELSE 1 END)::int AS life) t;

-- Every fourth customer of quarters 7 and 8 also said what the visit was like, 1..5 each, and how it was over all,
-- 0..10. Good stores are good at everything, so the five go together. What each adds over all is planted.
CREATE TABLE visit_survey (customer int PRIMARY KEY, store int, wait int, staff int, assortment int, brand int, price int, overall int);
CREATE TABLE planted_driver (driver text PRIMARY KEY, weight float8);
INSERT INTO planted_driver VALUES ('wait', 0.8), ('staff', 0.4), ('assortment', 0.15), ('brand', 0.3), ('price', 0.1);
COMMENT ON TABLE planted_driver IS 'The truth behind visit_survey: points over all that one point of each driver adds.';
INSERT INTO visit_survey
SELECT customer, store, wait, staff, assortment, brand, price,
       greatest(0, least(10, round(0.9 + 0.8 * wait + 0.4 * staff + 0.15 * assortment + 0.3 * brand + 0.1 * price + 0.9 * normal(customer, 30))))::int
FROM (SELECT customer, store, five[1] AS wait, five[2] AS staff, five[3] AS assortment, five[4] AS brand, five[5] AS price
      FROM planted_customer JOIN planted_store USING (store),
           LATERAL (SELECT array_agg(greatest(1, least(5, round((ARRAY[2.6, 3.9, 3.3, 4.0, 3.0])[i] + 0.35 * service + 0.35 * normal(customer, 25)
                                                               + 0.9 * normal(customer * 10::bigint + i, 26))))::int ORDER BY i) AS five
                    FROM generate_series(1, 5) i) f
      WHERE quarter > 6 AND customer % 4 = 0) t;

-- Some wrote a sentence or two on what was bad or good, or on nothing of it.
CREATE TABLE visit_comment (customer int PRIMARY KEY, comment text);
INSERT INTO visit_comment
SELECT customer, string_agg(said[1 + floor(array_length(said, 1) * uniform(customer * 10::bigint + topic, 62))::int], ' ' ORDER BY uniform(customer * 10::bigint + topic, 63)) AS comment
FROM visit_survey v,
     LATERAL (VALUES
       (1, wait <= 2, 0.4, ARRAY['The queue was endless.', 'Only one till open and a long queue.', 'Waited twenty minutes at the till.', 'The queue did not move at all.']),
       (2, wait >= 4, 0.4, ARRAY['In and out in five minutes.', 'No waiting, quick as ever.', 'Quick at the till.']),
       (3, staff <= 2, 0.5, ARRAY['The cashier was rude.', 'Nobody could help me.', 'The staff looked right through me.', 'Rude answer when I asked.']),
       (4, staff >= 5, 0.25, ARRAY['Friendly staff.', 'The cashier was very kind.', 'They took their time for me.']),
       (5, assortment <= 2, 0.3, ARRAY['The shelves were half empty.', 'What I wanted was sold out.', 'Empty shelves again.']),
       (6, assortment >= 5, 0.3, ARRAY['Found all I was looking for.', 'Great choice.', 'A good choice of shoes.']),
       (7, price <= 2, 0.3, ARRAY['Too expensive for what it is.', 'Prices went up again.', 'Expensive.']),
       (8, true, 0.2, ARRAY['Came by on the way home.', 'All as usual.', 'My second visit this month.', 'I was looking for shoes.'])) t(topic, holds, often, said)
WHERE holds AND uniform(customer * 10::bigint + topic, 61) < often
GROUP BY customer;

-- Purchases of every twentieth customer by card, until the end of 2025: how often they come, when they stop for
-- good and what they spend follow the models of Fader & Hardie (BG/NBD and Gamma-Gamma) with the parameters
-- below, in weeks and euros.
CREATE TABLE purchase (customer int, at date, amount numeric(10, 2));
CREATE TABLE planted_clv (parameter text PRIMARY KEY, value float8);
INSERT INTO planted_clv VALUES ('r', 1), ('alpha', 8), ('a', 1), ('b', 4), ('p', 4), ('q', 3), ('gamma', 20);
COMMENT ON TABLE planted_clv IS 'The truth behind purchase: parameters of BG/NBD (r, alpha, a, b) and Gamma-Gamma (p, q, gamma).';
INSERT INTO purchase
SELECT customer, first + floor(week * 7)::int,
       round((-ln(uniform(customer * 1000::bigint + n, 41)) - ln(uniform(customer * 1000::bigint + n, 42)) - ln(uniform(customer * 1000::bigint + n, 43)) - ln(uniform(customer * 1000::bigint + n, 44)))::numeric / scale, 2)
FROM (SELECT customer, date '2024-07-01' + floor(365 * uniform(customer, 31))::int AS first, -ln(uniform(customer, 32)) / 8 AS rate,
             1 + floor(ln(uniform(customer, 33)) / ln(uniform(customer, 34) ^ (1 / 4.0)))::int AS last,
             ((-ln(uniform(customer, 35)) - ln(uniform(customer, 36)) - ln(uniform(customer, 37))) / 20)::numeric AS scale
      FROM planted_customer WHERE customer % 20 = 0) c,
     LATERAL (SELECT 0 AS n, 0.0 AS week
              UNION ALL
              SELECT n, sum(-ln(uniform(customer * 1000::bigint + n, 40))) OVER (ORDER BY n) / rate FROM generate_series(1, least(last, 150)) n) w
WHERE first + floor(week * 7)::int <= date '2025-12-31';

-- Every tenth customer also filled in the portrait values questionnaire: 21 answers, 1 = very much
-- like me. Each type holds some of the 21 items dear.
CREATE TABLE value_survey (customer int PRIMARY KEY, answers int[]);
INSERT INTO value_survey
SELECT customer, array_agg(greatest(1, least(6, round(3.2 - CASE WHEN item = ANY (CASE type WHEN 1 THEN '{12,18,3,8,19}'::int[] WHEN 2 THEN '{7,16,9,20,5,14}'
                                                                                   WHEN 3 THEN '{1,11,6,15,10,21}' ELSE '{4,13,2,17}' END) THEN 1.4 ELSE 0 END
                                                              + 0.5 * normal(customer, 20) + 0.9 * normal(customer * 100::bigint + item, 21))))::int ORDER BY item)
FROM planted_customer, generate_series(1, 21) item WHERE customer % 10 = 0 GROUP BY customer, type;

-- One row per store, ready to link: engagement of the employees in quarter 7 and recommendation of
-- the customers in quarter 8, each person once.
CREATE VIEW store_ratings AS
SELECT store, region, ex, cx
FROM store
JOIN (SELECT store, xm.ratings(engagement) AS ex FROM employee_answer WHERE quarter = 7 GROUP BY store) e USING (store)
JOIN (SELECT store, xm.ratings(recommend) AS cx FROM customer_answer WHERE quarter = 8 GROUP BY store) c USING (store)
WHERE xm.responses(ex) >= 5 AND xm.responses(cx) >= 5;
COMMENT ON VIEW store_ratings IS 'Per store the employees'' engagement (quarter 7) and the customers'' recommendation (quarter 8); stores with fewer than 5 answers on a side are left out.';

-- One row per store and quarter, and one per store over all quarters with what customers spend.
CREATE VIEW store_quarter AS
SELECT store, quarter, ex, cx
FROM (SELECT store, quarter, xm.ratings(engagement) AS ex FROM employee_answer GROUP BY store, quarter) e
FULL JOIN (SELECT store, quarter, xm.ratings(recommend) AS cx FROM customer_answer GROUP BY store, quarter) c USING (store, quarter);
COMMENT ON VIEW store_quarter IS 'Per store and quarter the employees'' engagement and the customers'' recommendation.';

CREATE VIEW store_chain AS
SELECT store, xm.mean(ex) AS engagement, xm.mean(cx) AS recommendation, log_spend
FROM (SELECT store, xm.rollup(ex) AS ex, xm.rollup(cx) AS cx FROM store_quarter GROUP BY store) r
JOIN (SELECT store, avg(ln(spend)) AS log_spend FROM customer GROUP BY store) s USING (store)
WHERE xm.responses(ex) >= 5 AND xm.responses(cx) >= 5;
COMMENT ON VIEW store_chain IS 'Per store, over all quarters: mean engagement, mean recommendation and mean logarithm of what a customer spends in a year.';

CREATE VIEW planted_link AS
SELECT store, engagement + mood AS ex, service + 0.8 * mood AS cx
FROM planted_store JOIN planted_quarter USING (store) WHERE quarter = 7;
COMMENT ON VIEW planted_link IS 'The truth behind store_ratings, without sampling error.';
COMMENT ON TABLE store IS 'The stores: region, and whether the store was planted to break the pattern.';
COMMENT ON TABLE employee IS 'The employees of the stores.';
COMMENT ON TABLE employee_answer IS 'Answers of employees per quarter: engagement 1..5, recommend 0..10 (as a place to work).';
COMMENT ON TABLE customer IS 'The customers: demographics, spend per year, whether the first contact went badly, days until they left (gone) or until the end of the record, day 720.';
COMMENT ON TABLE visit_survey IS 'What a visit was like, 1..5 (wait, staff, assortment, brand, price), and over all, 0..10.';
COMMENT ON TABLE visit_comment IS 'What some of them wrote of the visit.';
COMMENT ON TABLE purchase IS 'Purchases by card of every twentieth customer, July 2024 to December 2025.';
COMMENT ON TABLE customer_answer IS 'One answer per customer: satisfaction 1..5, recommend 0..10, and the weight of the answer.';
COMMENT ON TABLE value_survey IS '21 answers to the portrait values questionnaire, 1 = very much like me, of every tenth customer.';
ANALYZE;
