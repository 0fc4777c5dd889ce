-- xm.safe_cells: which cells may be published; the audit itself is tested in test/unit/privacy.
\i test/pgtap/include/begin.psql
SELECT plan(19);
CREATE TABLE member AS SELECT c.cell, c.priority, p.person FROM (VALUES ('total', 1, 1, 12), ('A', 2, 1, 5), ('B', 2, 6, 10), ('C', 2, 11, 12)) c(cell, priority, first, last), generate_series(first, last) p(person);
SELECT results_eq($$SELECT cell, persons, status, reason FROM unnest((SELECT xm.safe_cells(cell, person, priority, false, 5) FROM member))$$,
  $$VALUES ('total', 12::bigint, 'released', ''), ('A', 5, 'released', ''), ('B', 5, 'withheld', 'combination'), ('C', 2, 'withheld', 'small')$$, 'a small cell behind two larger ones');
SELECT results_eq($$SELECT cell, status, reason FROM unnest((SELECT xm.safe_cells(cell, person, priority, cell = 'A', 5) FROM member WHERE cell <> 'B'))$$,
  $$VALUES ('A', 'released', ''), ('total', 'released', ''), ('C', 'withheld', 'small')$$, 'published cells come first and are fixed');
SELECT results_eq($$SELECT cell, status, reason FROM unnest((SELECT xm.safe_cells(cell, person, priority, false, 5, 1) FROM member))$$,
  $$VALUES ('total', 'released', ''), ('A', 'withheld', 'small'), ('B', 'withheld', 'small'), ('C', 'withheld', 'small')$$, 'colluders count on top of k');
SELECT is((SELECT xm.safe_cells(cell, person::text, priority, false, 5) FROM member)::text, (SELECT xm.safe_cells(cell, person, priority, false, 5) FROM member)::text, 'people may be texts');
SELECT is((SELECT xm.safe_cells(cell, person::bigint, priority, false, 5) FROM member)::text, (SELECT xm.safe_cells(cell, person, priority, false, 5) FROM member)::text, 'or bigint');
SELECT is((SELECT xm.safe_cells(cell, person::numeric, priority, false, 5, 0) FROM member)::text, (SELECT xm.safe_cells(cell, person, priority, false, 5) FROM member)::text, 'or anything');
SELECT is((SELECT xm.safe_cells(cell, person, priority, false, 5 ORDER BY person DESC, cell) FROM (TABLE member UNION ALL TABLE member) x)::text, (SELECT xm.safe_cells(cell, person, priority, false, 5) FROM member)::text, 'rows in any order, and twice');
SELECT results_eq($$SELECT cell, persons, status, reason FROM unnest((SELECT xm.safe_cells(c, p, 0, false, 5) FROM (VALUES ('none', NULL::int)) v(c, p)))$$, $$VALUES ('none', 0::bigint, 'withheld', 'small')$$, 'NULL declares an empty cell');
SELECT results_eq($$SELECT cell, status FROM unnest((SELECT xm.safe_cells(c, p, NULL, false, 5) FROM (VALUES ('b'), ('a'), ('Z'), ('ä')) v(c), generate_series(1, 6) p))$$,
  $$VALUES ('Z', 'released'), ('a', 'released'), ('b', 'released'), ('ä', 'released')$$, 'equal priorities go by the bytes of the names');
SELECT is((SELECT xm.safe_cells(cell, person, priority, false, 5) FROM member WHERE false), NULL, 'NULL over no rows');
SELECT is((SELECT xm.safe_cells(NULL, person, priority, false, 5) FROM member), NULL, 'a NULL cell is skipped');
SELECT throws_ok($$SELECT xm.safe_cells(cell, person, priority, false, person) FROM member$$, '22023', NULL, 'one k');
SELECT throws_ok($$SELECT xm.safe_cells(cell, person, priority, false, 1) FROM member$$, '22023', 'k 1 is outside the allowed range 2..100', 'k from 2');
SELECT throws_ok($$SELECT xm.safe_cells(cell, person, priority, false, NULL) FROM member$$, '22023', 'k is NULL', 'k is wanted');
SELECT throws_ok($$SELECT xm.safe_cells(cell, person, priority, NULL, 5) FROM member$$, '22023', 'published is NULL', 'nobody forgets that a cell was published');
SELECT throws_ok($$SELECT xm.safe_cells(cell, person, priority, false, 5, -1) FROM member$$, '22023', 'colluders -1 is outside the allowed range 0..95', 'colluders from 0');
SELECT throws_ok($$SELECT xm.safe_cells(cell, person, person, false, 5) FROM member WHERE cell = 'A'$$, '22023', 'cell "A" has priority 1 in one row and 2 in another', 'one priority a cell');
SELECT throws_ok($$SELECT xm.safe_cells(cell, person, 0, person = 1, 5) FROM member WHERE cell = 'A'$$, '22023', 'cell "A" is published in one row and not in another', 'published or not');
SET LOCAL statement_timeout = '300ms';
SELECT is(pg_temp.refusal($$SELECT xm.safe_cells(level || '-' || hashint4(p * 7 + level) % (3000 / level), p, level, false, 30) FROM generate_series(1, 20000) p, generate_series(1, 12) level$$), '57014 canceling statement due to statement timeout (no hint)', 'a timeout stops it');
SET LOCAL statement_timeout = 0;
SELECT * FROM finish();
ROLLBACK;
