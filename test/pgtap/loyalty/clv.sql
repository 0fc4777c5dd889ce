-- Customer lifetime value. Fits: R 4.2.2, optim() on the log-likelihoods of Fader, Hardie & Lee (2005) and Fader & Hardie (2013); the
-- CD-NOW parameters and the customer with x = 2, t_x = 30.43, T = 38.86 are those of Fader, Hardie & Lee (2005).
\i test/pgtap/include/begin.psql
SELECT plan(147);
CREATE FUNCTION pg_temp.digits(m xm.clv_model) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(parameter || ' ' || to_char(estimate, '9.99999EEEE'), ', ') FROM xm.clv_parameters(m) $$;
CREATE TEMP TABLE customer AS
SELECT *, row_number() OVER () AS i FROM unnest('{0,1,8,7,3,7,3,2,1,1,0,0,1,11,7,3,1,2,5,1,2,2,3,5,0,10,1,2,11,1,3,2,1,0,2,3,1,3,2,1,2,2,3,1,1,1,4,2,1,0,2,4,1,7,0,1,0,1,1,5}'::int[],
  '{0,1,15,24,8,22,26,15,27,7,0,0,3,19,31,15,8,6,12,1,21,19,22,21,0,31,7,12,28,4,9,0,2,0,2,31,2,10,4,29,17,4,31,3,4,0,15,28,19,0,6,26,0,23,0,7,0,3,1,19}'::int[],
  '{26,39,23,36,29,23,28,28,34,25,25,23,22,22,32,28,26,33,24,26,39,39,29,27,20,33,31,35,31,29,21,36,20,23,40,40,24,31,34,33,34,36,34,37,20,27,40,29,26,26,30,37,28,39,21,24,30,21,39,22}'::int[]) t(frequency, recency, age);
CREATE TEMP TABLE spender AS
SELECT *, row_number() OVER () AS i FROM unnest('{5,2,5,4,4,3,1,2,2,2,2,3,3,5,1,1,2,2,1,2,4,3,5,4,5,2,2,5,3,5}'::int[], '{57,19,24,54,20,15,18,61,20,20,8,60,18,16,37,52,61,25,27,30,21,12,23,29,35,20,67,44,49,19}'::int[]) t(frequency, monetary);
CREATE TEMP TABLE fitted AS SELECT (SELECT xm.bg_nbd(frequency, recency, age) FROM customer) AS bg, (SELECT xm.gamma_gamma(frequency, monetary) FROM spender) AS gg;
CREATE TEMP TABLE cdnow AS SELECT '{"type":"clv_model","version":1,"family":"bg_nbd","n":2357,"log_likelihood":-9582.4,"parameters":{"r":0.243,"alpha":4.414,"a":0.793,"b":2.426}}'::xm.clv_model AS bg,
  '{"type":"clv_model","version":1,"family":"gamma_gamma","n":946,"log_likelihood":-4058.7,"parameters":{"p":6.25,"q":3.74,"gamma":15.44}}'::xm.clv_model AS gg;

-- fits
SELECT results_eq('SELECT parameter, round(estimate::numeric, 4) FROM fitted, xm.clv_parameters(bg)', $$ VALUES ('r', 1.4593), ('alpha', 7.4735), ('a', 1.1544), ('b', 2.6379), ('log_likelihood', -493.7418) $$, 'bg_nbd');
SELECT is((SELECT round(estimate::numeric, 6) FROM fitted, xm.clv_parameters(bg) WHERE parameter = 'log_likelihood'), -493.741804, 'its likelihood');
SELECT results_eq('SELECT parameter, round(estimate::numeric, 4) FROM fitted, xm.clv_parameters(gg)', $$ VALUES ('p', 5.1484), ('q', 5.1388), ('gamma', 25.9389), ('log_likelihood', -124.0266) $$, 'gamma_gamma');
SELECT is((SELECT round(estimate::numeric, 6) FROM fitted, xm.clv_parameters(gg) WHERE parameter = 'log_likelihood'), -124.026609, 'its likelihood');
SELECT is((SELECT round(b.estimate::numeric / a.estimate::numeric, 6) FROM fitted, xm.clv_parameters(gg) a, (SELECT xm.gamma_gamma(frequency, monetary * 100.0) AS g FROM spender) t, xm.clv_parameters(g) b WHERE a.parameter = 'gamma' AND b.parameter = 'gamma'), 100.000000, 'gamma is in the unit of the amounts');
SELECT is((SELECT round(b.estimate::numeric / a.estimate::numeric, 6) FROM fitted, xm.clv_parameters(bg) a, (SELECT xm.bg_nbd(frequency, recency * 7.0, age * 7.0) AS g FROM customer) t, xm.clv_parameters(g) b WHERE a.parameter = 'alpha' AND b.parameter = 'alpha'), 7.000000, 'alpha in that of age');

-- questions
SELECT is((SELECT round(xm.expected_purchases(bg, 2, 30.43, 38.86, 39)::numeric, 3) FROM cdnow), 1.226, 'expected purchases as published');
SELECT is((SELECT round(xm.p_alive(bg, 2, 30.43, 38.86)::numeric, 12) FROM cdnow), round((1 / (1 + 0.793 / (2.426 + 1) * ((4.414 + 38.86) / (4.414 + 30.43)) ^ 2.243))::numeric, 12), 'p_alive by its formula');
SELECT is((SELECT xm.p_alive(bg, 0, 0, 38.86) FROM cdnow), 1::float8, 'alive without a repeat purchase');
SELECT is((SELECT xm.expected_purchases(bg, 2, 30.43, 38.86, 0) FROM cdnow), 0::float8, 'a horizon of 0');
SELECT is((SELECT round(xm.expected_spend(gg, 3, 40)::numeric, 10) FROM cdnow), round(6.25 * (15.44 + 3 * 40) / (6.25 * 3 + 3.74 - 1), 10), 'expected spend by its formula');
SELECT is((SELECT round(xm.expected_spend(gg, 0, NULL)::numeric, 10) FROM cdnow), round(6.25 * 15.44 / 2.74, 10), 'of a customer without a repeat purchase: the mean of all');
SELECT is((SELECT xm.expected_spend(gg, 0, 77) FROM cdnow), (SELECT xm.expected_spend(gg, 0, NULL) FROM cdnow), 'whatever the amount is then');
SELECT is((SELECT round(xm.customer_value(bg, gg, 2, 30, 38, 40, 5, 0.01)::numeric, 9) FROM cdnow),
          (SELECT round((xm.expected_spend(gg, 2, 40) * sum((xm.expected_purchases(bg, 2, 30, 38, i) - xm.expected_purchases(bg, 2, 30, 38, i - 1)) / 1.01 ^ i))::numeric, 9) FROM cdnow, generate_series(1, 5) i GROUP BY gg::text, xm.expected_spend(gg, 2, 40)), 'customer value: the sum of its parts');
SELECT is((SELECT round(xm.customer_value(bg, gg, 2, 30, 38, 40, 52, 0)::numeric, 9) FROM cdnow), (SELECT round((xm.expected_spend(gg, 2, 40) * xm.expected_purchases(bg, 2, 30, 38, 52))::numeric, 9) FROM cdnow), 'without a discount the product of two');
SELECT is((SELECT xm.customer_value(bg, gg, 2, 30, 38, 40, 0, 0.1) FROM cdnow), 0::float8, 'nothing up to a horizon of 0');
SELECT is((SELECT round(xm.customer_value(bg, gg, 0, 0, 38, NULL, 12, 0)::numeric, 9) FROM cdnow), (SELECT round((xm.expected_spend(gg, 0, NULL) * xm.expected_purchases(bg, 0, 0, 38, 12))::numeric, 9) FROM cdnow), 'monetary may be NULL where frequency is 0');
SELECT is((SELECT bool_and(xm.p_alive(bg, frequency, recency, age) BETWEEN 0 AND 1 AND xm.expected_purchases(bg, frequency, recency, age, 10) >= 0) FROM fitted, customer), true, 'for every customer');
SELECT is((SELECT bool_and(later > sooner) FROM (SELECT xm.expected_purchases(bg, frequency, recency, age, 10) AS sooner, xm.expected_purchases(bg, frequency, recency, age, 11) AS later FROM fitted, customer) t), true, 'a later horizon, more purchases');

-- types
SELECT is(pg_temp.text_of(format('SELECT xm.bg_nbd(frequency::%1$s, recency::%1$s, age::%1$s) FROM customer', type)), (SELECT bg::text FROM fitted), 'customers of type ' || type)
FROM unnest('{smallint,integer,bigint,numeric,real,"double precision"}'::text[]) type;
SELECT is(pg_temp.text_of(format('SELECT xm.gamma_gamma(frequency::%1$s, monetary::%1$s) FROM spender', type)), (SELECT gg::text FROM fitted), 'spenders of type ' || type)
FROM unnest('{smallint,integer,bigint,numeric,real,"double precision"}'::text[]) type;
SELECT is(pg_temp.text_of(format('SELECT xm.expected_purchases(bg, 2::%1$s, 30::%1$s, 38::%1$s, 12::%1$s) FROM cdnow', type)), (SELECT xm.expected_purchases(bg, 2, 30, 38, 12)::text FROM cdnow), 'questions of type ' || type)
FROM unnest('{smallint,bigint,numeric,real}'::text[]) type;

-- NULL, nothing
SELECT is((SELECT xm.bg_nbd(frequency, recency, age)::text FROM customer WHERE false), NULL, 'bg_nbd of no rows: NULL');
SELECT is((SELECT xm.gamma_gamma(frequency, monetary)::text FROM spender WHERE false), NULL, 'gamma_gamma of no rows: NULL');
SELECT is((SELECT xm.bg_nbd(frequency, recency, NULL)::text FROM customer), NULL, 'only NULLs: NULL');
SELECT is((SELECT xm.bg_nbd(frequency, recency, age)::text FROM (SELECT frequency, recency, age FROM customer UNION ALL VALUES (NULL, 1, 2), (1, NULL, 3), (1, 2, NULL)) t), (SELECT bg::text FROM fitted), 'a NULL skips the row');
SELECT is((SELECT xm.gamma_gamma(frequency, monetary)::text FROM (SELECT frequency, monetary FROM spender UNION ALL VALUES (NULL, 1), (1, NULL), (0, 5), (0, NULL), (3, 0)) t), (SELECT gg::text FROM fitted), 'nor do customers count who bought once, or spent 0');
SELECT is((SELECT xm.gamma_gamma(0, 5)::text), NULL, 'only such: NULL');
-- errors of the parameters, and the interval of a value
SELECT is((SELECT count(*) FROM fitted, xm.clv_parameters(bg) WHERE std_error > 0 AND std_error < 3 * estimate), 4::bigint, 'each parameter has an error');
SELECT is((SELECT count(*) FROM fitted, xm.clv_parameters(gg) WHERE std_error > 0), 3::bigint, 'of gamma_gamma, too');
SELECT is((SELECT std_error FROM fitted, xm.clv_parameters(bg) WHERE parameter = 'log_likelihood'), NULL, 'the likelihood has none');
SELECT is((SELECT string_agg(coalesce(std_error::text, '-'), ' ') FROM cdnow, xm.clv_parameters(bg)), '- - - - -', 'a value of version 1 knows no errors');
SELECT is((SELECT count(DISTINCT round((b.std_error / a.std_error)::numeric, 5)) || ' ' || min(round((b.std_error / a.std_error)::numeric, 5)) FROM fitted, xm.clv_parameters(bg) a, (SELECT xm.bg_nbd(frequency, recency, age) AS m FROM customer, generate_series(1, 4)) t, xm.clv_parameters(m) b WHERE a.parameter = b.parameter AND a.parameter <> 'log_likelihood'), '1 0.50000', 'four times the customers: half the error');
SELECT is((SELECT value = xm.customer_value(bg, gg, 2, 30, 38, 40, 52, 0.001) AND round((upper - value - 1.959963984540054 * std_error)::numeric, 8) = 0 AND round((value - lower - 1.959963984540054 * std_error)::numeric, 8) = 0 AND std_error > 0
           FROM fitted, xm.customer_value_interval(bg, gg, 2, 30, 38, 40, 52, 0.001)), true, 'a value with its interval');
SELECT is((SELECT round(((b.upper - b.lower) / (a.upper - a.lower))::numeric, 6) FROM fitted, xm.customer_value_interval(bg, gg, 2, 30, 38, 40, 52, 0.001) a, xm.customer_value_interval(bg, gg, 2, 30, 38, 40, 52, 0.001, confidence => 0.99) b), round((2.5758293035489 / 1.959963984540054)::numeric, 6), 'of another confidence');
SELECT is((SELECT i.value > 0 AND i.std_error > 0 FROM fitted, xm.customer_value_interval(bg, gg, 0, 0, 38, NULL, 12, 0) i), true, 'monetary may be NULL without a purchase');
SELECT is((SELECT i.value > 0 AND i.std_error IS NULL AND i.lower IS NULL AND i.upper IS NULL FROM cdnow, xm.customer_value_interval(bg, gg, 2, 30, 38, 40, 52, 0) i), true, 'without errors of the parameters: only the value');
SELECT is((SELECT i::text FROM fitted, xm.customer_value_interval(NULL, gg, 2, 30, 38, 40, 52, 0) i), '(,,,)', 'of NULL: a row of NULLs');
SELECT is((SELECT (bg::text::xm.clv_model)::text = bg::text AND xm_internal.clv_model_send(gg::text::xm.clv_model) = xm_internal.clv_model_send(gg) AND bg::jsonb ->> 'version' = '2' AND jsonb_array_length(gg::jsonb -> 'covariances') = 6 FROM fitted), true, 'text reads back, covariances and all');
SELECT is(pg_temp.refusal(format('SELECT xm.customer_value_interval(bg, gg, 2, 30, 38, 40, %s) FROM fitted', arguments)), message, arguments)
FROM (VALUES ('52, 0, 1', '22023 confidence 1 is outside the allowed range (0,1)'), ('5.5, 0', '22023 horizon 5.5 is outside the allowed range of whole numbers 0..10000')) v(arguments, message);
SELECT is((SELECT count(*) FROM xm.clv_parameters(NULL)), 0::bigint, 'no parameters of NULL');
SELECT is((SELECT xm.p_alive(NULL, 1, 2, 3) IS NULL AND xm.p_alive(bg, NULL, 2, 3) IS NULL AND xm.expected_purchases(NULL, 1, 2, 3, 4) IS NULL AND xm.expected_purchases(bg, 1, 2, 3, NULL) IS NULL AND xm.expected_spend(NULL, 1, 2) IS NULL AND xm.expected_spend(gg, NULL, 2) IS NULL AND xm.expected_spend(gg, 1, NULL) IS NULL FROM cdnow), true, 'asking NULL: NULL');
SELECT is((SELECT xm.customer_value(NULL, gg, 1, 2, 3, 4, 5, 0) IS NULL AND xm.customer_value(bg, NULL, 1, 2, 3, 4, 5, 0) IS NULL AND xm.customer_value(bg, gg, NULL, 2, 3, 4, 5, 0) IS NULL AND xm.customer_value(bg, gg, 1, NULL, 3, 4, 5, 0) IS NULL
             AND xm.customer_value(bg, gg, 1, 2, NULL, 4, 5, 0) IS NULL AND xm.customer_value(bg, gg, 1, 2, 3, NULL, 5, 0) IS NULL AND xm.customer_value(bg, gg, 1, 2, 3, 4, NULL, 0) IS NULL AND xm.customer_value(bg, gg, 1, 2, 3, 4, 5, NULL) IS NULL FROM cdnow), true, 'in any place');

-- purchase histories
CREATE TEMP TABLE purchase (who int, at timestamptz, amount numeric);
INSERT INTO purchase VALUES (1, '2024-01-01 10:00+00', 10), (1, '2024-01-15 10:00+00', 20), (1, '2024-01-15 18:00+00', 5), (1, '2024-01-29 09:00+00', 35), (1, '2024-04-01 00:00+00', 99),
                            (2, '2024-01-03 10:00+00', 7), (2, '2024-01-03 11:00+00', 8), (3, '2024-05-01 10:00+00', 1), (4, NULL, 3), (4, '2024-01-02 10:00+00', NULL);
SELECT results_eq('SELECT who, (h).* FROM (SELECT who, xm.purchase_history(at, amount, ''2024-03-11 00:00+00'') AS h FROM purchase GROUP BY who) t ORDER BY who',
                  'VALUES (1, 2::bigint, 4::float8, 10::float8, 30::float8), (2, 0, 0, 68 / 7.0::float8, NULL), (3, NULL, NULL, NULL, NULL), (4, NULL, NULL, NULL, NULL)', 'weeks; amounts of one date are added; later purchases are ignored; who has none is NULL');
SELECT is((SELECT xm.purchase_history(at, amount, '2024-03-11 00:00+00')::text FROM purchase WHERE who > 2), NULL, 'nothing that counts: NULL');
SELECT is((SELECT count(*) FROM (SELECT xm.purchase_history(at, amount, NULL) AS h FROM purchase) t WHERE h IS NULL), 1::bigint, 'observed until NULL: NULL');
SELECT is((SELECT xm.purchase_history(at, amount, '2024-03-11 00:00+00', '1 day')::text FROM purchase WHERE who = 1), '(2,28,70,30)', 'in days');
SELECT is((SELECT xm.purchase_history(at, amount, '2024-03-01 00:00+00', '1 month')::text FROM purchase WHERE who = 1), '(2,' || 28 / 30.0::float8 || ',2,30)', 'a month counts 30 days');
SELECT is((SELECT xm.purchase_history(at, amount, '2024-01-31 00:00+00', '1 year')::text FROM purchase WHERE who = 1), '(2,' || 28 / 365.25::float8 || ',' || 30 / 365.25::float8 || ',30)', 'a year 365.25');
SELECT is((SELECT xm.purchase_history(at, amount, '2024-03-11 00:00+00', '12 hours')::text FROM purchase WHERE who = 1), '(2,56,140,30)', 'in half days');
SELECT is((SELECT xm.purchase_history(at, amount, '2024-01-29 09:00+00')::text FROM purchase WHERE who = 1), '(2,4,4,30)', 'a purchase at observed_until counts');
SELECT is((SELECT xm.purchase_history(at, amount, '2024-01-29 08:59+00')::text FROM purchase WHERE who = 1), '(1,2,4,25)', 'a minute later it does not');
SELECT is((SELECT xm.purchase_history(at, amount::float8, '2024-03-11 00:00+00')::text FROM purchase WHERE who = 1), '(2,4,10,30)', 'amounts of type double precision');
SELECT is(pg_temp.text_of(format('SELECT xm.purchase_history(at, amount::%s, ''2024-03-11 00:00+00'')::text FROM purchase WHERE who = 1', type)), '(2,4,10,30)', 'amounts of type ' || type)
FROM unnest('{smallint,integer,bigint,real}'::text[]) type;
SELECT is((SELECT xm.purchase_history(at, 0.1, '2024-03-11 00:00+00')::text FROM (SELECT '2024-01-01'::timestamptz AS at UNION ALL SELECT '2024-01-02'::timestamptz FROM generate_series(1, 10)) t), '(1,' || 1 / 7.0::float8 || ',10,1)', 'tenths add up');
SELECT is((SELECT xm.purchase_history(at, amount, '2024-03-11 00:00+00' ORDER BY at DESC)::text FROM purchase WHERE who = 1), '(2,4,10,30)', 'order does not show');
-- Rows in any order; what is collected counts.
CREATE TEMP TABLE busy AS SELECT timestamptz '1800-01-01 00:00Z' + d * interval '1 day' AS at, d FROM generate_series(1, 80000) d;
SELECT is((SELECT count(DISTINCT h::text) FROM (SELECT xm.purchase_history(at, 1 + d % 7, '2024-01-01Z' ORDER BY d) AS h FROM busy UNION ALL SELECT xm.purchase_history(at, 1 + d % 7, '2024-01-01Z' ORDER BY d DESC) FROM busy
                                                UNION ALL SELECT xm.purchase_history(at, 1 + d % 7, '2024-01-01Z' ORDER BY hashint4(d)) FROM busy) t), 1::bigint, 'eighty thousand days up, down and at random');
SET LOCAL pg_xm.max_state_memory = '1MB';
SET LOCAL enable_sort = off;
SET LOCAL work_mem = '1GB';
SELECT throws_ok('SELECT xm.purchase_history(at, 1, ''2024-01-01Z'') FROM busy', '53200', 'xm.purchase_history would need more than the 1024 kB that pg_xm.max_state_memory allows', 'days are counted as memory');
SELECT throws_ok('SELECT count(h) FROM (SELECT xm.purchase_history(at, 1, ''2024-01-01Z'') AS h FROM busy GROUP BY d OFFSET 0) t', '53200', NULL, 'of all customers together');
SELECT is((SELECT count(h) FROM (SELECT xm.purchase_history(at, 1, '2024-01-01Z') AS h FROM busy WHERE d <= 8000 GROUP BY d OFFSET 0) t), 8000::bigint, 'a customer of one day takes 96 bytes');
RESET pg_xm.max_state_memory;
RESET enable_sort;
RESET work_mem;
DROP TABLE busy;
SELECT is((SELECT string_agg((h).frequency::text, ' ' ORDER BY at) FROM (SELECT at, xm.purchase_history(at, amount, '2024-03-11 00:00+00') OVER (ORDER BY at) AS h FROM purchase WHERE who = 1) t), '0 1 1 2 2', 'as a window function');
SELECT is((SELECT string_agg((h).monetary::text, ' ' ORDER BY at) FROM (SELECT at, xm.purchase_history(at, amount, '2024-06-11 00:00+00') OVER (ORDER BY at ROWS 1 PRECEDING) AS h FROM purchase WHERE who = 1) t), '20 35 99', 'with a moving frame');
SELECT is((SELECT (xm.purchase_history(at, amount, '2024-03-11 00:00+00')).frequency + (xm.purchase_history(at, amount, '2024-03-11 00:00+00')).monetary FROM purchase WHERE who = 1), 32::float8, 'two columns of one call');

SET LOCAL timezone = 'UTC';
CREATE TEMP TABLE midnight AS SELECT at, 1 AS amount FROM unnest('{2024-01-01 23:30+00,2024-01-02 00:30+00}'::timestamptz[]) at;
SELECT is((SELECT xm.purchase_history(at, amount, '2024-01-02 23:30+00', '1 day')::text FROM midnight), '(1,1,1,1)', 'two dates in London');
SET LOCAL timezone = 'Europe/Berlin';
SELECT is((SELECT xm.purchase_history(at, amount, '2024-01-02 23:30+00', '1 day')::text FROM midnight), '(0,0,1,)', 'one date in Berlin');
SELECT is((SELECT xm.purchase_history(at::timestamptz, 3, '2024-04-02', '1 day')::text FROM unnest('{2024-03-31 00:30,2024-04-01 00:10}'::text[]) at), '(1,1,2,3)', 'the short day of summer time is a day');
SELECT is((SELECT xm.purchase_history(at::timestamptz, 3, '2024-10-28', '1 day')::text FROM unnest('{2024-10-27 00:30,2024-10-27 23:50}'::text[]) at), '(0,0,1,)', 'the long day of winter time is one date');
SET LOCAL timezone = 'Pacific/Kiritimati';
SELECT is((SELECT xm.purchase_history(at, amount, '2024-01-03 12:00+00', '1 day')::text FROM midnight), '(0,0,2,)', 'and in Kiritimati');
SET LOCAL timezone = 'UTC';
SELECT is((SELECT xm.purchase_history(at, 1, '2024-01-01')::text FROM unnest('{4713-01-01 BC,2023-12-31}'::timestamptz[]) at) ~ '^\(1,', true, 'old dates');
SELECT is((SELECT count(*) || ' ' || sum((h).frequency) FROM (SELECT who, xm.purchase_history(at, amount, '2030-01-01') AS h FROM purchase GROUP BY who) t), '4 3', 'to the models');

-- order, windows, plans
CREATE TEMP TABLE many AS SELECT i + 100 * k AS i, frequency, recency + (k + i) % 3 AS recency, age + k % 4 + 2 AS age, 5 + (hashint4((i * 64 + k)::int) & 63) / 4.0 AS monetary FROM customer, generate_series(0, 49) k WHERE frequency > 0 UNION ALL SELECT i, frequency, recency, age, 5 FROM customer WHERE frequency = 0;
SELECT is((SELECT pg_temp.digits(xm.bg_nbd(frequency, recency, age ORDER BY md5(i::text))) || pg_temp.digits(xm.gamma_gamma(frequency, monetary ORDER BY md5(i::text))) FROM many), (SELECT pg_temp.digits(xm.bg_nbd(frequency, recency, age)) || pg_temp.digits(xm.gamma_gamma(frequency, monetary)) FROM many), 'order does not show');
SELECT is((SELECT pg_temp.digits(f) FROM (SELECT i, xm.bg_nbd(frequency, recency, age) OVER (ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND 55 FOLLOWING) AS f FROM customer) t WHERE i = 5), (SELECT pg_temp.digits(bg) FROM fitted), 'as a window function');
SELECT is((SELECT pg_temp.digits(f) FROM (SELECT i, xm.gamma_gamma(frequency, monetary) OVER (ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND 25 FOLLOWING) AS f FROM spender) t WHERE i = 5), (SELECT pg_temp.digits(gg) FROM fitted), 'the final function changes nothing');
SELECT is((SELECT pg_temp.digits(xm.bg_nbd(frequency, recency, age)) || xm.p_alive(xm.bg_nbd(frequency, recency, age), 2, 3, 4) FROM customer), (SELECT pg_temp.digits(bg) || xm.p_alive(bg, 2, 3, 4) FROM fitted), 'two calls share a transition');
SET LOCAL enable_sort = off;
CREATE TEMP TABLE hashed AS SELECT k, pg_temp.digits(xm.bg_nbd(frequency, recency, age)) AS f, pg_temp.digits(xm.gamma_gamma(frequency, monetary)) AS g FROM many, generate_series(1, 3) k GROUP BY k;
SET LOCAL enable_sort = on; SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE sorted AS SELECT k, pg_temp.digits(xm.bg_nbd(frequency, recency, age)) AS f, pg_temp.digits(xm.gamma_gamma(frequency, monetary)) AS g FROM many, generate_series(1, 3) k GROUP BY k;
SET LOCAL enable_hashagg = on;
SELECT set_eq('SELECT * FROM hashed', 'SELECT * FROM sorted', 'hashed and sorted groups are the same');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE permanent AS SELECT * FROM many;
CREATE TABLE permanent_purchase AS SELECT i % 20 AS who, timestamptz '2024-01-01' + (hashint4(i) & 4095) * interval '1 hour' AS at, (hashint4(i + 1) & 255) / 100.0 AS amount FROM generate_series(1, 5000) i;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.bg_nbd(frequency, recency, age), xm.gamma_gamma(frequency, monetary) FROM permanent') l), 'Partial Aggregate', 'the plan is parallel');
SELECT is((SELECT pg_temp.digits(f) || pg_temp.digits(g) FROM (SELECT xm.bg_nbd(frequency, recency, age) AS f, xm.gamma_gamma(frequency, monetary) AS g FROM permanent) t), (SELECT pg_temp.digits(f) || pg_temp.digits(g) FROM (SELECT xm.bg_nbd(frequency, recency, age) AS f, xm.gamma_gamma(frequency, monetary) AS g FROM many) t), 'parallel workers give the same models');
SET LOCAL timezone = 'Asia/Kolkata';
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT who, xm.purchase_history(at, amount, ''2024-07-01'') FROM permanent_purchase GROUP BY who') l), 'Partial (Hash|Group)?Aggregate', 'the plan of purchase_history, too');
SELECT results_eq('SELECT * FROM (SELECT who, xm.purchase_history(at, amount, ''2024-07-01'')::text FROM permanent_purchase GROUP BY who) t ORDER BY who', 'SELECT * FROM (SELECT who, xm.purchase_history(at, amount, ''2024-07-01'' ORDER BY at)::text FROM permanent_purchase GROUP BY who) t ORDER BY who', 'and the same histories, in the time zone of the session');
SET LOCAL timezone = 'UTC';
RESET max_parallel_workers_per_gather;

-- stored
SELECT is((SELECT bg::text::xm.clv_model::text || gg::text::xm.clv_model::text || xm_internal.clv_model_send(bg::text::xm.clv_model)::text FROM fitted), (SELECT bg::text || gg::text || xm_internal.clv_model_send(bg)::text FROM fitted), 'text reads back');
SELECT is((SELECT (bg::jsonb ->> 'family') || (gg::jsonb ->> 'family') FROM fitted), 'bg_nbdgamma_gamma', 'casts to jsonb');

-- bad input
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.bg_nbd(0, 0, age) FROM customer', '22023 no customer has bought again (every frequency is 0): the likelihood has no maximum'),
  ('SELECT xm.bg_nbd(1.5, 1, 2)', '22023 frequency 1.5 is outside the allowed range of whole numbers from 0'),
  ('SELECT xm.bg_nbd(-1, 1, 2)', '22023 frequency -1 is outside the allowed range of whole numbers from 0'),
  ('SELECT xm.bg_nbd(''NaN'', 1, 2)', '22023 frequency NaN is outside the allowed range of whole numbers from 0'),
  ('SELECT xm.bg_nbd(1, 3, 2)', '22023 recency 3 is outside the allowed range 0..2 (age)'),
  ('SELECT xm.bg_nbd(1, -1, 2)', '22023 recency -1 is outside the allowed range 0..2 (age)'),
  ('SELECT xm.bg_nbd(1, 0, ''Infinity'')', '22023 age Infinity is outside the allowed range 0..1e50'),
  ('SELECT xm.bg_nbd(1, 0, 0)', '22023 every age is 0: nothing has been observed'),
  ('SELECT xm.bg_nbd(''two''::text::float8, 1, 3)', '22P02 invalid input syntax for type double precision: "two" (no hint)'),
  ('SELECT xm.bg_nbd(frequency, recency, age) FROM customer WHERE frequency = 3', '22023 the likelihood of bg_nbd has no maximum: parameter b grows without bound'),
  ('SELECT xm.gamma_gamma(1.5, 5)', '22023 frequency 1.5 is outside the allowed range of whole numbers from 0'),
  ('SELECT xm.gamma_gamma(-1, 5)', '22023 frequency -1 is outside the allowed range of whole numbers from 0'),
  ('SELECT xm.gamma_gamma(-1, NULL)', '22023 frequency -1 is outside the allowed range of whole numbers from 0'),
  ('SELECT xm.gamma_gamma(1, -5)', '22023 monetary -5 is outside the allowed range 0..1e100'),
  ('SELECT xm.gamma_gamma(1, ''NaN'')', '22023 monetary NaN is outside the allowed range 0..1e100'),
  ('SELECT xm.gamma_gamma(frequency, 5) FROM spender', '22023 every customer spends 5: the likelihood has no maximum'),
  ('SELECT xm.p_alive(gg, 1, 2, 3) FROM cdnow', '22023 a model of family gamma_gamma where one of bg_nbd is needed'),
  ('SELECT xm.expected_purchases(gg, 1, 2, 3, 4) FROM cdnow', '22023 a model of family gamma_gamma where one of bg_nbd is needed'),
  ('SELECT xm.expected_spend(bg, 1, 2) FROM cdnow', '22023 a model of family bg_nbd where one of gamma_gamma is needed'),
  ('SELECT xm.customer_value(gg, bg, 1, 2, 3, 4, 5, 0) FROM cdnow', '22023 a model of family gamma_gamma where one of bg_nbd is needed'),
  ('SELECT xm.customer_value(bg, bg, 1, 2, 3, 4, 5, 0) FROM cdnow', '22023 a model of family bg_nbd where one of gamma_gamma is needed'),
  ('SELECT xm.p_alive(bg, 1.5, 2, 3) FROM cdnow', '22023 frequency 1.5 is outside the allowed range of whole numbers from 0'),
  ('SELECT xm.p_alive(bg, 1, 4, 3) FROM cdnow', '22023 recency 4 is outside the allowed range 0..3 (age)'),
  ('SELECT xm.expected_purchases(bg, 1, 2, 3, -1) FROM cdnow', '22023 horizon -1 is outside the allowed range 0..74140 (10000 x (alpha + age))'),
  ('SELECT xm.expected_purchases(bg, 1, 2, 3, ''NaN'') FROM cdnow', '22023 horizon NaN is outside the allowed range 0..74140 (10000 x (alpha + age))'),
  ('SELECT xm.expected_purchases(bg, 1, 2, 3, 74141) FROM cdnow', '22023 horizon 74141 is outside the allowed range 0..74140 (10000 x (alpha + age))'),
  ('SELECT xm.expected_spend(gg, 1, -2) FROM cdnow', '22023 monetary -2 is outside the allowed range 0..1e100'),
  ('SELECT xm.expected_spend(gg, 0.5, 2) FROM cdnow', '22023 frequency 0.5 is outside the allowed range of whole numbers from 0'),
  ('SELECT xm.expected_spend(''{"type":"clv_model","version":1,"family":"gamma_gamma","n":9,"log_likelihood":-4,"parameters":{"p":6.25,"q":0.5,"gamma":15.44}}'', 0, NULL)', '22003 the mean spend of this customer is infinite: q is 0.5, not above 1'),
  ('SELECT xm.customer_value(bg, gg, 1, 2, 3, 4, 5.5, 0) FROM cdnow', '22023 horizon 5.5 is outside the allowed range of whole numbers 0..10000'),
  ('SELECT xm.customer_value(bg, gg, 1, 2, 3, 4, -1, 0) FROM cdnow', '22023 horizon -1 is outside the allowed range of whole numbers 0..10000'),
  ('SELECT xm.customer_value(bg, gg, 1, 2, 3, 4, 10001, 0) FROM cdnow', '22023 horizon 10001 is outside the allowed range of whole numbers 0..10000'),
  ('SELECT xm.customer_value(bg, gg, 1, 2, 3, 4, 5, -1) FROM cdnow', '22023 discount_rate -1 is outside the allowed range -1 (exclusive) .. 1e6'),
  ('SELECT xm.customer_value(bg, gg, 1, 2, 3, -4, 5, 0) FROM cdnow', '22023 monetary -4 is outside the allowed range 0..1e100'),
  ('SELECT xm.purchase_history(at, -5, ''2024-03-11'') FROM purchase', '22023 amount -5 is outside the allowed range 0..1e100'),
  ('SELECT xm.purchase_history(at, ''NaN''::numeric, ''2024-03-11'') FROM purchase', '22023 amount NaN is outside the allowed range 0..1e100'),
  ('SELECT xm.purchase_history(at, ''Infinity''::float8, ''2024-03-11'') FROM purchase', '22023 amount Infinity is outside the allowed range 0..1e100'),
  ('SELECT xm.purchase_history(''infinity'', 5, ''2024-03-11'')', '22023 at is infinite; the allowed range is finite times'),
  ('SELECT xm.purchase_history(at, 5, ''-infinity'') FROM purchase', '22023 observed_until is infinite; the allowed range is finite times'),
  ('SELECT xm.purchase_history(at, 5, timestamptz ''2024-03-11'' + who * interval ''1 day'') FROM purchase', '22023 rows of one customer are measured against different times or units'),
  ('SELECT xm.purchase_history(at, 5, ''2024-03-11'', who * interval ''1 day'') FROM purchase', '22023 rows of one customer are measured against different times or units'),
  ('SELECT xm.purchase_history(at, 5, ''2024-03-11'', ''0 days'') FROM purchase', '22023 a unit of 0 days is outside the allowed range above 0'),
  ('SELECT xm.purchase_history(at, 5, ''2024-03-11'', ''-1 week'') FROM purchase', '22023 a unit of -7 days is outside the allowed range above 0'),
  ('SELECT xm.purchase_history(at, 5, ''2024-03-11'', ''1 month -30 days'') FROM purchase', '22023 a unit of 0 days is outside the allowed range above 0')
) v(query, message);
SET LOCAL pg_xm.max_state_memory = 64;
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.bg_nbd(1, i, i + 5) FROM generate_series(1, 10000) i', '53200 xm.bg_nbd would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.bg_nbd(1, i, i + 5) FROM generate_series(1, 10000) i GROUP BY i % 20', '53200 xm.bg_nbd would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.gamma_gamma(1, i) FROM generate_series(1, 10000) i', '53200 xm.gamma_gamma would need more than the 64 kB that pg_xm.max_state_memory allows')
) v(query, message);
SELECT is((SELECT jsonb_array_length('[1]') + (m::jsonb ->> 'n')::int FROM (SELECT xm.bg_nbd(frequency, recency, age) AS m FROM customer, generate_series(1, 500)) t), 30001, 'equal customers are kept once');
SET LOCAL pg_xm.max_state_memory = '1GB';
CREATE TEMP TABLE crowd AS SELECT c.frequency, c.recency + k / 40001.0::float8 AS recency, c.age + 1 AS age FROM customer c, generate_series(1, 10000) k;
SET LOCAL statement_timeout = '40ms';
SELECT is(pg_temp.refusal('SELECT xm.bg_nbd(frequency, recency, age) FROM crowd'), '57014 canceling statement due to statement timeout (no hint)', 'a timeout stops a long fit');
SET LOCAL statement_timeout = 0;
SELECT * FROM finish();
ROLLBACK;
