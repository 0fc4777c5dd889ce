-- The demo's data are the same everywhere, and what was planted in them is found.
\i test/pgtap/include/begin.psql
CREATE SCHEMA demo;
SET LOCAL search_path = demo, public, pg_temp;
\i demo/data.sql
SELECT plan(6);
SELECT is((SELECT (SELECT count(*) FROM store) || ' ' || (SELECT count(*) FROM employee) || ' ' || (SELECT count(*) FROM customer)), '400 9000 200000', 'as large as the README says');
SELECT is((SELECT md5(string_agg(r::text, ' ' ORDER BY quarter)) FROM (SELECT quarter, xm.ratings(recommend) AS r FROM customer_answer GROUP BY quarter) q), '0732e91db0532c70c71027629523bef3', 'the same answers on every machine');
SELECT ok(planted BETWEEN r_corrected_lower AND r_corrected_upper AND abs(r_corrected - planted) < 0.05, 'the corrected link is the planted one')
FROM (SELECT xm.link(ex, cx) AS l FROM store_ratings) s, xm.linkage_summary(l), (SELECT corr(ex, cx) AS planted FROM planted_link) p;
SELECT ok(r < planted - 0.05, 'the raw one is too weak')
FROM (SELECT xm.link(ex, cx) AS l FROM store_ratings) s, xm.linkage_summary(l), (SELECT corr(ex, cx) AS planted FROM planted_link) p;
SELECT cmp_ok((SELECT count(*) FROM (SELECT pattern FROM store_ratings JOIN store USING (store), (SELECT slope, intercept FROM (SELECT xm.link(ex, cx) AS l FROM store_ratings) s, xm.linkage_summary(l)) line
                                     ORDER BY abs(xm.mean(cx) - intercept - slope * xm.mean(ex)) DESC LIMIT 12) t WHERE pattern = 'breaks'), '>=', 4::bigint, 'stores out of line are found (one in 25 was planted)');
SELECT ok((SELECT corr(e.value, p.standing) > 0.8 FROM (SELECT store, xm.ratings(engagement) AS r FROM employee_answer WHERE quarter = 7 GROUP BY store) a, xm.estimate(r) e,
                  (SELECT store, ex AS standing FROM planted_link) p WHERE p.store = a.store), 'scores follow the truth');
SELECT * FROM finish();
ROLLBACK;
