-- pg_xm: what users call lives in schema xm, which the control file creates, but for operators (see 90-operators).
-- Functions are IMMUTABLE STRICT PARALLEL SAFE unless a reason stands next to them.
-- COMMENTs that begin with "Support:" belong to functions of schema xm_internal.
\echo Use "CREATE EXTENSION pg_xm" to load this file. \quit

GRANT USAGE ON SCHEMA xm TO PUBLIC;
COMMENT ON SCHEMA xm IS 'pg_xm: employee and customer experience.';
-- What users never call: functions of types, aggregates and operators, which find them by identity.
CREATE SCHEMA xm_internal;
GRANT USAGE ON SCHEMA xm_internal TO PUBLIC;
COMMENT ON SCHEMA xm_internal IS 'pg_xm: functions that stand behind its types, aggregates and operators; not for calling.';

CREATE FUNCTION xm_internal.check_library(version text) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_check_library'; -- STABLE: the library can be replaced
COMMENT ON FUNCTION xm_internal.check_library(text) IS 'Support: raises an error with a HINT if the installed library is older than this version; the first act of install and upgrade scripts.';

SELECT xm_internal.check_library('@PROJECT_VERSION@'::pg_catalog.text);

CREATE FUNCTION xm.version() RETURNS text LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_version'; -- STABLE: the library can be replaced
COMMENT ON FUNCTION xm.version() IS 'Version of the pg_xm library that this session has loaded, a text such as 0.1.0.';
