-- 0.8.0 to 0.9.0: imports of the client xm.
\echo Use "ALTER EXTENSION pg_xm UPDATE" to load this file. \quit
SELECT xm_internal.check_library('0.9.0'::pg_catalog.text);
