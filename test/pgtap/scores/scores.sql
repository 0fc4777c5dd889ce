-- Expected values: test/golden/make.R (R 4.2.2, survey 4.1.1).
\i test/pgtap/include/begin.psql
SELECT plan(29);
CREATE TEMP TABLE answer (rating int, weight float8);
INSERT INTO answer SELECT * FROM unnest('{0,3,6,7,8,8,9,9,9,10,10,5}'::int[], '{1,2.5,.5,1,3,1,2,1,.25,4,1,1}'::float8[]);
CREATE TEMP TABLE s AS SELECT xm.ratings(rating) AS r, xm.ratings(rating, weight) AS w FROM answer;

SELECT is(round(xm.nps(rating)::numeric, 12), 8.333333333333, 'nps') FROM answer;
SELECT is(count(DISTINCT v), 1::bigint, 'nps over every numeric type')
FROM (SELECT xm.nps(rating::smallint) v FROM answer UNION ALL SELECT xm.nps(rating) FROM answer UNION ALL SELECT xm.nps(rating::bigint) FROM answer
      UNION ALL SELECT xm.nps(rating::numeric) FROM answer UNION ALL SELECT xm.nps(rating::real) FROM answer UNION ALL SELECT xm.nps(rating::float8) FROM answer) x;
SELECT is(xm.csat(x) || ' ' || xm.csat(x::numeric) || ' ' || xm.csat(x::float8), '50 50 50', 'csat') FROM generate_series(2, 5) x;
SELECT is(xm.ces(x) || ' ' || xm.ces(x::bigint) || ' ' || xm.ces(x::real), '60 60 60', 'ces') FROM generate_series(3, 7) x;
SELECT is(xm.nps(r), xm.score(r, 'nps'), 'xm.nps(r) is xm.score(r, ''nps'')') FROM s;
SELECT is(xm.mean(r), 7::float8, 'mean') FROM s;
SELECT is(round(xm.stddev(w)::numeric, 10), 3.0293942012, 'weighted standard deviation') FROM s;
SELECT is(round(xm.effective_n(w)::numeric, 10), 8.0135338346, 'Kish') FROM s;
SELECT is(xm.weight(w), 18.25::float8, 'sum of weights') FROM s;
SELECT is(xm.score(r, 'share[9,10]'), 100 * 5 / 12.0::float8, 'shares are per cent') FROM s;
SELECT is(xm.score(r, 'index[5,10]'), 40::float8, 'index') FROM s;
SELECT results_eq('SELECT round(value::numeric, 9), round(std_error::numeric, 9), round(lower::numeric, 9), round(upper::numeric, 9), responses, round(effective_n::numeric, 9) FROM s, xm.estimate(w, ''nps'')',
                  'VALUES (17.808219178, 29.765684550, -34.571919501, 60.486720157, 12::bigint, 8.013533835)', 'estimate of a weighted nps');
SELECT results_eq('SELECT round(lower::numeric, 9), round(upper::numeric, 9) FROM s, xm.estimate(r, confidence => 0.9)',
                  'VALUES (5.421329115, 8.578670885)', 'estimate by default: the mean');
SELECT results_eq('SELECT round(difference::numeric, 9), round(std_error::numeric, 9), round(lower::numeric, 9), round(upper::numeric, 9), round(statistic::numeric, 9), round(p_value::numeric, 9)
                   FROM (SELECT xm.ratings(x) a FROM unnest(''{0,3,6,7,8}''::int[]) x) a, (SELECT xm.ratings(x) b FROM unnest(''{8,9,9,9,10,10,5}''::int[]) x) b, xm.compare(a, b)',
                  'VALUES (-3.771428571, 1.600552626, -7.759025853, 0.216168710, -2.356329002, 0.059680861)', 'compare is Welch''s t test');
SELECT results_eq('SELECT * FROM xm.estimate(NULL)', 'SELECT NULL::float8, NULL::float8, NULL::float8, NULL::float8, NULL::bigint, NULL::float8', 'NULL gives one row of NULLs');
SELECT results_eq('SELECT * FROM xm.compare(NULL, xm_internal.ratings_plus(NULL, NULL))', 'SELECT NULL::float8, NULL::float8, NULL::float8, NULL::float8, NULL::float8, NULL::float8', 'for compare, too');
SELECT results_eq('SELECT std_error, lower, upper FROM xm.estimate((SELECT xm.ratings(4)), ''csat'')', 'SELECT NULL::float8, NULL::float8, NULL::float8', 'one response: no error, no bounds');
SELECT throws_ok('SELECT xm.nps(x) FROM (VALUES (3), (11)) v(x)', '22023', 'rating 11 is outside the range 0..10 of metric nps');
SELECT throws_ok('SELECT xm.csat(x) FROM (VALUES (3), (7)) v(x)', '22023', 'rating 7 is outside the range 1..5 of metric csat');
SELECT throws_ok('SELECT xm.ces(x) FROM (VALUES (3), (0)) v(x)', '22023', 'rating 0 is outside the range 1..7 of metric ces');
SELECT throws_ok('SELECT xm.score((SELECT r FROM s), ''csat'')', '22023');
SELECT throws_ok('SELECT * FROM s, xm.estimate(r, confidence => ' || c || ')', '22023', 'confidence ' || shown || ' is outside the allowed range (0,1)')
FROM (VALUES ('1.5', '1.5'), ('0', '0'), ('1', '1'), ('-1', '-1'), ('''NaN''', 'NaN')) v(c, shown);
SELECT throws_ok('SELECT * FROM s, xm.compare(r, r, confidence => 2)', '22023', 'confidence 2 is outside the allowed range (0,1)');
SELECT is((SELECT count(DISTINCT n) FROM (SELECT xm.nps(rating) OVER (ORDER BY rating ROWS 2 PRECEDING) n FROM answer) x) > 2, true, 'nps as a window function');
SELECT is(xm.nps(rating), NULL, 'nps over no rows: NULL') FROM answer WHERE false;
SELECT * FROM finish();
ROLLBACK;
