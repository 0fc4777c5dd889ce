-- 0.7.0 to 0.8.0: the audit of published cells.
\echo Use "ALTER EXTENSION pg_xm UPDATE" to load this file. \quit
SELECT xm_internal.check_library('0.8.0'::pg_catalog.text);

CREATE TYPE xm.safe_cells_row AS (cell text, persons bigint, status text, reason text);
COMMENT ON TYPE xm.safe_cells_row IS 'A row of what xm.safe_cells returns; columns are only ever appended.';

CREATE FUNCTION xm_internal.safe_cells_final(state internal) RETURNS xm.safe_cells_row[] LANGUAGE C VOLATILE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_final';
COMMENT ON FUNCTION xm_internal.safe_cells_final(internal) IS 'Support: final function of xm.safe_cells.';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person "any", priority integer, published boolean, k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, "any", integer, boolean, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person "any", priority integer, published boolean, k integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, "any", integer, boolean, integer) IS 'Rows (an array; unnest it), a cell each: its number of people, whether it may be released, and why not (small, remainder, combination, unverified) or why it is safe (derivable). No combination of released cells, and of those with published, tells anything about fewer than k people. Cells are tried by priority, then by name; one row per person and cell, NULL as person declares an empty cell.';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person "any", priority integer, published boolean, k integer, colluders integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, "any", integer, boolean, integer, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person "any", priority integer, published boolean, k integer, colluders integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, "any", integer, boolean, integer, integer) IS 'Rows (an array; unnest it): the same where colluders people pool what they know: k counts the others.';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person text, priority integer, published boolean, k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, text, integer, boolean, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person text, priority integer, published boolean, k integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, text, integer, boolean, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer).';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person text, priority integer, published boolean, k integer, colluders integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, text, integer, boolean, integer, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person text, priority integer, published boolean, k integer, colluders integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, text, integer, boolean, integer, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer, integer).';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person bigint, priority integer, published boolean, k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, bigint, integer, boolean, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person bigint, priority integer, published boolean, k integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, bigint, integer, boolean, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer).';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person bigint, priority integer, published boolean, k integer, colluders integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, bigint, integer, boolean, integer, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person bigint, priority integer, published boolean, k integer, colluders integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, bigint, integer, boolean, integer, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer, integer).';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person integer, priority integer, published boolean, k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, integer, integer, boolean, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person integer, priority integer, published boolean, k integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, integer, integer, boolean, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer).';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person integer, priority integer, published boolean, k integer, colluders integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, integer, integer, boolean, integer, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person integer, priority integer, published boolean, k integer, colluders integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, integer, integer, boolean, integer, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer, integer).';
