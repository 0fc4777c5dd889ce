-- 0.10.0 to 0.11.0
\echo Use "ALTER EXTENSION pg_xm UPDATE" to load this file. \quit
SELECT xm_internal.check_library('0.11.0'::pg_catalog.text);
