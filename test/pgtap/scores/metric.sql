\i test/pgtap/include/begin.psql
SELECT plan(13);
SELECT is(m::xm.metric::text, m, m || ' reads back') FROM unnest(ARRAY['nps', 'mean', 'share[4,5]', 'index[1,5]', 'csat', 'ces']) m;
SELECT is(' Share [ 1 , 2 ] '::xm.metric::text, 'share[1,2]', 'case and spaces do not matter');
SELECT is(xm.score(xm.ratings(5), 'mean'::text), 5::float8, 'text casts implicitly');
SELECT is(xm.score(xm.ratings(5), 'mean'::varchar), 5::float8, 'varchar casts implicitly');
SELECT throws_ok($$ SELECT 'happiness'::xm.metric $$, '22P02', 'invalid metric "happiness": no such rule');
SELECT throws_ok($$ SELECT 'share[5,4]'::xm.metric $$, '22P02', 'invalid metric "share[5,4]": the range must satisfy 0 <= a <= b <= 100');
SELECT is(xm_internal.metric_send('share[4,5]'), '\x01030405'::bytea, 'the binary form is that of docs/internals/states.md');
SELECT is(pg_column_size('nps'::xm.metric), 4, 'four bytes');
SELECT * FROM finish();
ROLLBACK;
