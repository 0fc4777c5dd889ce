-- pg_xm: everything lives in schema xm, which the control file creates, but for operators (see 11-ratings).
-- Functions are IMMUTABLE STRICT PARALLEL SAFE unless a reason stands next to them.
-- COMMENTs that begin with "Support:" belong to functions that users do not call.
\echo Use "CREATE EXTENSION pg_xm" to load this file. \quit

GRANT USAGE ON SCHEMA xm TO PUBLIC;
COMMENT ON SCHEMA xm IS 'pg_xm: employee and customer experience.';

CREATE FUNCTION xm.check_library(version text) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_check_library'; -- STABLE: the library can be replaced
COMMENT ON FUNCTION xm.check_library(text) IS 'Support: raises an error with a HINT if the installed library is older than this version; the first act of install and upgrade scripts.';

SELECT xm.check_library('@PROJECT_VERSION@'::pg_catalog.text);

CREATE FUNCTION xm.version() RETURNS text LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_version'; -- STABLE: the library can be replaced
COMMENT ON FUNCTION xm.version() IS 'Version of the pg_xm library that this session has loaded, such as 0.1.0.';
