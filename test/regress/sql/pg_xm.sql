-- Smoke test of an installation: one call of each capability. The full suite is in test/pgtap.
CREATE EXTENSION pg_xm;
SELECT xm.nps(x) FROM generate_series(0, 10) x;
SELECT value, responses FROM (SELECT xm.ratings(x % 5 + 1) AS r FROM generate_series(1, 10) x) t, xm.estimate(r, 'csat');
SELECT * FROM xm.distribution((SELECT xm.rollup(r) FROM (SELECT xm.ratings(x) AS r FROM generate_series(1, 3) x GROUP BY x) t));
SELECT units, r, slope FROM (SELECT xm.link(x, 2 * x) AS l FROM generate_series(1, 4) x) t, xm.linkage_summary(l);
SELECT (xm.icc(r)).units FROM (SELECT xm.ratings(x % 3) AS r FROM generate_series(1, 10) x GROUP BY x % 2) t;
SELECT xm.rwg(xm.ratings(x), '[1,5]') FROM unnest('{4,4,4}'::int[]) x;
SELECT quadrant, units FROM (SELECT xm.alignment(x, x) AS a FROM generate_series(1, 4) x) t, unnest(a);
SELECT xm.ratings(101);
DROP EXTENSION pg_xm;
