-- Where employees and customers agree: quadrants of units.
CREATE TYPE xm.alignment_row AS (quadrant text, units bigint, share double precision, ex_mean double precision, cx_mean double precision);
COMMENT ON TYPE xm.alignment_row IS 'A row of what xm.alignment returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.alignment_add(state internal, ex double precision, cx double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_add';
COMMENT ON FUNCTION xm_internal.alignment_add(internal, double precision, double precision) IS 'Support: transition of xm.alignment.';
CREATE FUNCTION xm_internal.alignment_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_combine';
COMMENT ON FUNCTION xm_internal.alignment_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.alignment_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_serialize';
COMMENT ON FUNCTION xm_internal.alignment_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.alignment_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_deserialize';
COMMENT ON FUNCTION xm_internal.alignment_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.alignment_final(state internal) RETURNS xm.alignment_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_final';
COMMENT ON FUNCTION xm_internal.alignment_final(internal) IS 'Support: final function of xm.alignment.';
CREATE AGGREGATE xm.alignment(ex double precision, cx double precision) (SFUNC = xm_internal.alignment_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.alignment_final, COMBINEFUNC = xm_internal.alignment_combine, SERIALFUNC = xm_internal.alignment_serialize, DESERIALFUNC = xm_internal.alignment_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.alignment(double precision, double precision) IS 'Four rows (an array; unnest it) over units with a score of each side, the medians as cuts: both high, employees_only, customers_only, neither; units, their share (a fraction) and the mean scores. A unit on the median counts as high; a unit with a NULL is skipped; scores must be within 1e50 (else 22023). Memory: 16 bytes a unit, bounded by pg_xm.max_state_memory.';
