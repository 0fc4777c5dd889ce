-- 0.8.0 to 0.9.0: imports of the client xm.
\echo Use "ALTER EXTENSION pg_xm UPDATE" to load this file. \quit
SELECT xm_internal.check_library('0.9.0'::pg_catalog.text);
CREATE TYPE xm_internal.import_result AS (read bigint, added bigint, changed bigint, unchanged bigint, forgotten bigint, persons bigint);
COMMENT ON TYPE xm_internal.import_result IS 'What xm_internal.import_answers returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.import_answers(workspace text, survey text, staging regclass, about jsonb) RETURNS xm_internal.import_result LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_import_answers';
COMMENT ON FUNCTION xm_internal.import_answers(text, text, regclass, jsonb) IS 'Support: stores the rows that the client xm staged in a temporary table, for the owner and custodians of the survey; returns how many were read, added, changed, unchanged, refused because they were forgotten, and how many persons it made.';
CREATE FUNCTION xm_internal.import_mapping(workspace text, survey text) RETURNS jsonb LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_import_mapping';
COMMENT ON FUNCTION xm_internal.import_mapping(text, text) IS 'Support: what the last import into a survey took its columns for, for the owner and custodians of the survey; NULL if there was none.';
CREATE FUNCTION xm_internal.normal_key(kind text, value text) RETURNS text LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_normal_key';
COMMENT ON FUNCTION xm_internal.normal_key(text, text) IS 'Support: a key of a person in its normal form; an empty one is an error (22023).';
CREATE FUNCTION xm_internal.import_persons(workspace text, side text, staging regclass, about jsonb) RETURNS bigint LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_import_persons';
COMMENT ON FUNCTION xm_internal.import_persons(text, text, regclass, jsonb) IS 'Support: number of persons that it made for keys in a staging table of the client xm that nobody had and that were not forgotten, for the owner and custodians.';
