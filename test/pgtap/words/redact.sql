\i test/pgtap/include/begin.psql
SELECT plan(10);
SELECT is(xm.redact('Mail a@b.example, call +44 20 7946 0958, see https://example.org/x. DE89370400440532013000, 4111 1111 1111 1111; order 20241234567890123456'), 'Mail [e-mail], call [phone], see [link]. [account], [account]; order [number]', 'each kind');
SELECT is(xm.redact('Jörgs desk, JORG and Jörgen', '{Jörg}'), '[name] desk, [name] and Jörgen', 'names without case and accents, with their genitive');
SELECT is(xm.redact('Ask Will whether it will', '{will}'), 'Ask [name] whether it will', 'names that are words of the language, too');
SELECT is(xm.redact('On 01.02.2024 at 9:30, 4.50 for 12 of 1250'), 'On 01.02.2024 at 9:30, 4.50 for 12 of 1250', 'dates, times, prices stay');
SELECT is(xm.redact('😀 שלום דוד', ARRAY['דוד', NULL, '']), '😀 שלום [name]', 'other scripts; NULL and empty names are none');
SELECT is(xm.redact(''), '', 'nothing');
SELECT is(coalesce(xm.redact(NULL), xm.redact('a', NULL)), NULL, 'NULL gives NULL');
SELECT is((SELECT string_agg(xm.redact('Anna and Berta', ARRAY[n]), ', ' ORDER BY n) FROM unnest('{Anna,Berta}'::text[]) n), '[name] and Berta, Anna and [name]', 'names that differ by row');
SELECT is((SELECT count(*) FROM generate_series(1, 300) i WHERE xm.redact('Person' || i || ' came', (SELECT array_agg('Person' || n) FROM generate_series(1, 20000) n)) = '[name] came'), 300::bigint, 'many names');
CREATE FUNCTION pg_temp.said(n text[]) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN xm.redact('Ask Anna, Berta and Carl', n); END $$;
SELECT is((SELECT string_agg(pg_temp.said(ARRAY[n]), '; ' ORDER BY n) FROM unnest('{Anna,Berta,Carl}'::text[]) n), 'Ask [name], Berta and Carl; Ask Anna, [name] and Carl; Ask Anna, Berta and [name]', 'by a variable of PL/pgSQL, too');
SELECT * FROM finish();
ROLLBACK;
