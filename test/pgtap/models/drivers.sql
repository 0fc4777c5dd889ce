-- Key drivers. Expected values: R 4.2.2 (lm over all subsets, eigen for Johnson's weights, jackknife by hand).
\i test/pgtap/include/begin.psql
SELECT plan(72);
CREATE TEMP TABLE answer AS
SELECT *, row_number() OVER () AS i FROM unnest('{3,4,2,5,4,3,1,2,5,4,3,2}'::int[], '{3,5,2,4,4,2,2,1,5,5,3,3}'::int[], '{2,4,3,5,3,3,1,2,4,5,2,3}'::int[], '{4,4,1,5,5,2,2,2,4,4,3,1}'::int[]) t(loyalty, price, staff, wait);
CREATE TEMP TABLE s AS SELECT xm.moments(t) AS m FROM (SELECT loyalty, price, staff, wait FROM answer) t;
CREATE TEMP TABLE store AS SELECT i % 3 AS g, xm.label(xm.moments(loyalty, price, staff, wait), 'loyalty', 'price', 'staff', 'wait') AS m FROM answer GROUP BY 1;
CREATE TEMP TABLE wide (p int, m xm.moments);
INSERT INTO wide SELECT 21, xm.moments((SELECT array_agg(hashint4(i * 64 + k) % 1000) FROM generate_series(1, 21) k)) FROM generate_series(1, 100) i;
INSERT INTO wide SELECT 31, xm.moments((SELECT array_agg(hashint4(i * 64 + k) % 1000) FROM generate_series(1, 31) k)) FROM generate_series(1, 100) i;
INSERT INTO wide SELECT 32, xm.moments((SELECT array_agg(hashint4(i * 64 + k) % 1000) FROM generate_series(1, 32) k)) FROM generate_series(1, 100) i;

-- the four methods
SELECT results_eq('SELECT driver, round(importance::numeric, 11), rank, round(coefficient::numeric, 11) FROM s, xm.drivers(m, ''loyalty'')',
                  $$ VALUES ('wait', 0.34213883689, 1::bigint, 0.48335982770), ('staff', 0.29264605470, 2, 0.48607763704), ('price', 0.25852682054, 3, 0.05943284960) $$, 'shapley, the most important first');
SELECT is((SELECT round(sum(importance)::numeric, 12) FROM s, xm.drivers(m, 'loyalty')), (SELECT round(r_squared::numeric, 12) FROM s, xm.fit(xm.linear(m, 'loyalty'))), 'shapley sums to R squared');
SELECT results_eq('SELECT driver, round(importance::numeric, 11), rank FROM s, xm.drivers(m, ''loyalty'', ''relative_weights'')',
                  $$ VALUES ('wait', 0.35245658554, 1::bigint), ('staff', 0.30189737975, 2), ('price', 0.23895774684, 3) $$, 'relative weights as Johnson');
SELECT is((SELECT round(sum(importance)::numeric, 12) FROM s, xm.drivers(m, 'loyalty', 'relative_weights')), (SELECT round(r_squared::numeric, 12) FROM s, xm.fit(xm.linear(m, 'loyalty'))), 'relative weights sum to R squared');
SELECT results_eq('SELECT driver, round(importance::numeric, 12), round(std_beta::numeric, 12) FROM s, xm.drivers(m, ''loyalty'', ''standardised'') ORDER BY driver COLLATE "C"',
                  'SELECT term, round(abs(estimate * xm.stddev(m, term) / xm.stddev(m, ''loyalty''))::numeric, 12), round((estimate * xm.stddev(m, term) / xm.stddev(m, ''loyalty''))::numeric, 12) FROM s, xm.coefficients(xm.linear(m, ''loyalty'')) WHERE term <> ''(intercept)'' ORDER BY term COLLATE "C"', 'standardised: absolute betas');
SELECT results_eq('SELECT driver, round(importance::numeric, 12), round(correlation::numeric, 12), round(performance::numeric, 12) FROM s, xm.drivers(m, ''loyalty'', ''correlation'') ORDER BY driver COLLATE "C"',
                  $$ SELECT 'price', round(abs(corr(loyalty, price))::numeric, 12), round(corr(loyalty, price)::numeric, 12), round(avg(price), 12) FROM answer UNION ALL
                     SELECT 'staff', round(abs(corr(loyalty, staff))::numeric, 12), round(corr(loyalty, staff)::numeric, 12), round(avg(staff), 12) FROM answer UNION ALL
                     SELECT 'wait', round(abs(corr(loyalty, wait))::numeric, 12), round(corr(loyalty, wait)::numeric, 12), round(avg(wait), 12) FROM answer $$, 'correlation, beside performance');
SELECT is((SELECT string_agg(round(importance::numeric, 14)::text, ' ') FROM (SELECT xm.moments(2 * a + b, a, b) AS m FROM generate_series(0, 1) a, generate_series(0, 1) b) t, xm.drivers(m, 'x1')), '0.80000000000000 0.20000000000000', 'orthogonal drivers share what each explains');
SELECT is((SELECT string_agg(driver || rank, ' ') FROM (SELECT xm.moments(a + b, a, b) AS m FROM generate_series(0, 1) a, generate_series(0, 1) b) t, xm.drivers(m, 'x1')), 'x21 x31', 'a tie has one rank and keeps the order of the variables');
SELECT is((SELECT round(sum(share)::numeric, 12) FROM s, xm.drivers(m, 'loyalty', method)), 1::numeric(13, 12), 'shares of ' || method || ' sum to 1') FROM unnest('{shapley,relative_weights,standardised,correlation}'::text[]) method;
SELECT is((SELECT string_agg(d::text, ' ') FROM s, xm.drivers(m, 'wait', confidence => 0.5) d), (SELECT string_agg(d::text, ' ') FROM s, xm.drivers(m, outcome => 'wait', method => 'shapley') d), 'named arguments; one state has no interval');
SELECT is((SELECT count(lower) + count(upper) FROM s, xm.drivers(m, 'loyalty')), 0::bigint, 'lower and upper are NULL without replicates');
SELECT is((SELECT max(abs(importance / i - 1)) < 1e-12 FROM s, xm.drivers(m, 'loyalty') JOIN (SELECT driver, importance AS i FROM (SELECT xm.weighted_moments(2, t) AS w FROM (SELECT loyalty, price, staff, wait FROM answer) t) x, xm.drivers(w, 'loyalty')) y USING (driver)), true, 'equal weights do not show');
SELECT is((SELECT count(*) FROM (SELECT xm.moments(t.y, t.a) AS m FROM (VALUES (1, 1, 2), (2, 5, NULL), (3, 2, 2), (NULL, 3, 1)) t(y, a, b)) x, xm.drivers(m, 'x1') WHERE importance BETWEEN 0 AND 1), 1::bigint, 'one driver');
SELECT is((SELECT round(sum(importance)::numeric, 10) FROM wide, xm.drivers(m, 'x1') WHERE p = 21), (SELECT round(r_squared::numeric, 10) FROM wide, xm.fit(xm.linear(m, 'x1')) WHERE p = 21), 'twenty drivers sum to R squared');
SELECT is((SELECT count(*) FROM wide, xm.drivers(m, 'x1', 'relative_weights') WHERE p = 32), 31::bigint, 'the other methods take more than 30');

-- jackknife
SELECT results_eq('SELECT driver, round(importance::numeric, 11), round(lower::numeric, 11), round(upper::numeric, 11) FROM xm.drivers((SELECT array_agg(m) FROM store), ''loyalty'')',
                  $$ VALUES ('wait', 0.34213883689, 0.06671480547, 0.61756286830), ('staff', 0.29264605470, -0.11919427727, 0.70448638667), ('price', 0.25852682054, 0.04523285116, 0.47182078991) $$, 'delete a group: intervals');
SELECT is((SELECT string_agg(driver || importance || share || rank || coefficient || std_beta || correlation || performance, ' ') FROM xm.drivers((SELECT array_agg(m) FROM store), 'loyalty')),
          (SELECT string_agg(driver || importance || share || rank || coefficient || std_beta || correlation || performance, ' ') FROM s, xm.drivers(m, 'loyalty')), 'the rest as from one state, bit for bit');
SELECT is((SELECT bool_and(a.lower < b.lower AND a.upper > b.upper) FROM xm.drivers((SELECT array_agg(m) FROM store), 'loyalty', 'shapley', 0.99) a JOIN xm.drivers((SELECT array_agg(m) FROM store), 'loyalty', 'shapley', 0.9) b USING (driver)), true, 'more confidence, wider');
SELECT is((SELECT max(abs(a.upper - b.upper)) < 1e-12 FROM xm.drivers((SELECT array_agg(m ORDER BY g) FROM store), 'loyalty') a JOIN xm.drivers((SELECT array_agg(m ORDER BY -g) FROM store), 'loyalty') b USING (driver)), true, 'the order of the groups does not show');
SELECT is((SELECT string_agg(d::text, ' ') FROM xm.drivers((SELECT array_agg(m) || NULL::xm.moments FROM store), 'loyalty') d), (SELECT string_agg(d::text, ' ') FROM xm.drivers((SELECT array_agg(m) FROM store), 'loyalty') d), 'NULL elements are left out');
SELECT is((SELECT count(importance) || ' ' || count(lower) FROM s, xm.drivers(ARRAY[m], 'loyalty')), '3 0', 'one state: no interval');
SELECT is((SELECT count(lower) FROM xm.drivers((SELECT array_agg(m) FROM store), 'loyalty', 'relative_weights')), 3::bigint, 'of every method');
SELECT is((SELECT count(*) FROM xm.drivers('{}'::xm.moments[], 'loyalty')), 0::bigint, 'no states: no rows');
SELECT is((SELECT count(*) FROM xm.drivers('{NULL}'::xm.moments[], 'loyalty')), 0::bigint, 'only NULLs: no rows');

-- groups
SELECT results_eq($$ SELECT driver, round(importance::numeric, 11), rank FROM s, xm.driver_groups(m, 'loyalty', '{"people": ["wait"], "offer": ["price", "staff"]}') $$,
                  $$ VALUES ('offer', 0.47335902567, 1::bigint), ('people', 0.41995268645, 2) $$, 'groups enter as blocks');
SELECT is((SELECT round(sum(share)::numeric, 12) FROM s, xm.driver_groups(m, 'loyalty', '{"people": ["wait"], "offer": ["price", "staff"]}')), 1::numeric(13, 12), 'their shares sum to 1');
SELECT is((SELECT string_agg(driver || round(importance::numeric, 12) || round(share::numeric, 12) || rank, ' ') FROM s, xm.driver_groups(m, 'loyalty', '{"price": ["price"], "staff": ["staff"], "wait": ["wait"]}')), (SELECT string_agg(driver || round(importance::numeric, 12) || round(share::numeric, 12) || rank, ' ') FROM s, xm.drivers(m, 'loyalty')), 'groups of one are drivers');
SELECT is((SELECT round(importance::numeric, 12) FROM s, xm.driver_groups(m, 'loyalty', '{"all": ["price", "staff"]}')), (SELECT round(r_squared::numeric, 12) FROM s, xm.fit(xm.linear(m, 'loyalty', 'price', 'staff'))), 'one group has all of R squared; who is in none stays out');

-- rows behind it
SELECT is((SELECT string_agg(DISTINCT responses::text, ' ') FROM (SELECT xm.moments(loyalty, price, nullif(staff, 1)) AS m FROM answer) t, xm.drivers(m, 'x1')), '11', 'responses: without the rows left out');
SELECT is((SELECT string_agg(DISTINCT responses::text, ' ') FROM xm.drivers((SELECT array_agg(m) FROM store), 'loyalty')), '12', 'of all groups of respondents');
SELECT is((SELECT string_agg(responses::text, ' ') FROM s, xm.driver_groups(m, 'loyalty', '{"people": ["wait"], "offer": ["price", "staff"]}')), '12 12', 'and of groups of drivers');

-- NULL
SELECT is((SELECT count(*) FROM xm.drivers(NULL::xm.moments, 'loyalty')) + (SELECT count(*) FROM xm.drivers(NULL::xm.moments[], 'loyalty')) + (SELECT count(*) FROM xm.driver_groups(NULL, 'loyalty', '{}')), 0::bigint, 'NULL: no rows');
SELECT is((SELECT count(*) FROM s, xm.drivers(m, NULL)), 0::bigint, 'a NULL outcome: no rows');
SELECT is((SELECT string_agg(d::text, ' ') FROM (SELECT xm.rollup(m) AS m FROM store) r, xm.drivers(m, 'loyalty') d), (SELECT string_agg(d::text, ' ') FROM s, xm.drivers(m, 'loyalty') d), 'from a roll-up: bit for bit');

-- bad input
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT * FROM s, xm.drivers(m, ''pay'')', '22023 no variable "pay"; there are loyalty, price, staff, wait'),
  ('SELECT * FROM s, xm.drivers(m, ''loyalty'', ''kruskal'')', '22023 unknown method "kruskal"'),
  ('SELECT * FROM s, xm.drivers(m, ''loyalty'', '''')', '22023 unknown method ""'),
  ('SELECT * FROM s, xm.drivers(m, ''loyalty'', ''shapley'', 1)', '22023 confidence 1 is outside the allowed range (0,1)'),
  ('SELECT * FROM xm.drivers((SELECT array_agg(m) FROM store), ''loyalty'', ''shapley'', 0)', '22023 confidence 0 is outside the allowed range (0,1)'),
  ('SELECT * FROM (SELECT xm.moments(t) AS m FROM (SELECT loyalty, price, 2 * price + 1 AS copy FROM answer) t) x, xm.drivers(m, ''loyalty'')', '22023 predictor "copy" is a linear function of the predictors before it, to all the digits that the moments have: price'),
  ('SELECT * FROM (SELECT xm.moments(t) AS m FROM (SELECT loyalty, price, 7 AS seven FROM answer) t) x, xm.drivers(m, ''loyalty'', ''correlation'')', '22023 predictor "seven" is constant'),
  ('SELECT * FROM (SELECT xm.moments(t) AS m FROM (SELECT 5 AS five, price, wait FROM answer) t) x, xm.drivers(m, ''five'')', '22023 outcome "five" is constant: nothing drives it'),
  ('SELECT * FROM (SELECT xm.moments(t) AS m FROM (SELECT loyalty, price, staff FROM answer LIMIT 2) t) x, xm.drivers(m, ''loyalty'')', '22023 2 rows cannot carry 3 coefficients'),
  ('SELECT * FROM (SELECT xm.moments(loyalty) AS m FROM answer) x, xm.drivers(m, ''x1'')', '22023 no variable besides the outcome "x1"'),
  ('SELECT * FROM wide, xm.drivers(m, ''x1'') WHERE p = 32', '22023 31 drivers; the allowed range of the method shapley is 1..30'),
  ('SELECT * FROM xm.drivers((SELECT array_agg(m) FROM (SELECT m FROM store UNION ALL SELECT xm.moments(1, 2, 3, 4)) t), ''loyalty'')', '22023 moments with different labels do not merge: variable 1 is "loyalty" and "x1 (unnamed)"'),
  ('SELECT * FROM xm.drivers((SELECT array_agg(m) FROM (SELECT xm.moments(loyalty, price, staff) AS m FROM answer GROUP BY i > 4) t), ''x1'', ''shapley'')', 'no error'),
  ('SELECT * FROM xm.drivers((SELECT array_agg(m ORDER BY g) FROM (SELECT i > 2 AS g, xm.moments(loyalty, price, staff) AS m FROM answer WHERE i < 5 GROUP BY i > 2) t), ''x1'')', '22023 without group 1 of 2: 2 rows cannot carry 3 coefficients'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''[]'')', '22023 groups must be an object of arrays of labels: this is no object'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''null'')', '22023 groups must be an object of arrays of labels: this is no object'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''"wait"'')', '22023 groups must be an object of arrays of labels: this is no object'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{}'')', '22023 no groups of drivers'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": []}'')', '22023 group "a" has no drivers'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": "wait"}'')', '22023 groups must be an object of arrays of labels: a group is no array'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": null}'')', '22023 groups must be an object of arrays of labels: a group is no array'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": {"b": ["wait"]}}'')', '22023 groups must be an object of arrays of labels: a group is no array'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": {}}'')', '22023 groups must be an object of arrays of labels: a group is no array'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": [["wait"]]}'')', '22023 groups must be an object of arrays of labels: an array in an array'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": ["wait", 1]}'')', '22023 groups must be an object of arrays of labels: a label is no text'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": ["wait", null]}'')', '22023 groups must be an object of arrays of labels: a label is no text'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": [{"b": "wait"}]}'')', '22023 groups must be an object of arrays of labels: a label is no text'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', jsonb_build_object(repeat(''é'', 32), ''["wait"]''::jsonb))', '22023 groups must be an object of arrays of labels: a name is longer than 63 bytes'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": ["pay"]}'')', '22023 no variable "pay"; there are loyalty, price, staff, wait'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": ["wait", "wait"]}'')', '22023 variable "wait" is named twice'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": ["wait"], "b": ["wait"]}'')', '22023 variable "wait" is named twice'),
  ('SELECT * FROM s, xm.driver_groups(m, ''loyalty'', ''{"a": ["loyalty"]}'')', '22023 variable "loyalty" is named twice'),
  ('SELECT * FROM wide, xm.driver_groups(m, ''x1'', (SELECT jsonb_object_agg(k, jsonb_build_array(''x'' || k)) FROM generate_series(2, 32) k)) WHERE p = 32', '22023 31 groups of drivers; the allowed range of the method shapley is 1..30')
) v(query, message);

-- 2^30 subsets can be stopped
SET LOCAL statement_timeout = '300ms';
SELECT is(pg_temp.refusal(query), '57014 canceling statement due to statement timeout (no hint)', 'a timeout stops ' || query)
FROM (VALUES ('SELECT * FROM wide, xm.drivers(m, ''x1'') WHERE p = 31')) v(query);
SET LOCAL statement_timeout = 0;
SET LOCAL statement_timeout = '300ms';
SELECT is(pg_temp.refusal(query), '57014 canceling statement due to statement timeout (no hint)', 'a timeout stops ' || query)
FROM (VALUES ('SELECT * FROM wide, xm.drivers(array_fill(m, ARRAY[1000]), ''x1'') WHERE p = 21')) v(query);
SET LOCAL statement_timeout = 0;
SELECT * FROM finish();
ROLLBACK;
