-- Do the people of one unit agree, and do units differ?
CREATE TYPE xm.icc_result AS (icc1 double precision, icc2 double precision, f double precision, df1 bigint, df2 bigint, p_value double precision, units bigint, responses bigint, eta_squared double precision);
COMMENT ON TYPE xm.icc_result IS 'What xm.icc returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.icc_add(state internal, unit xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_icc_add';
COMMENT ON FUNCTION xm_internal.icc_add(internal, xm.ratings) IS 'Support: transition of xm.icc.';
CREATE FUNCTION xm_internal.icc_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_icc_combine';
COMMENT ON FUNCTION xm_internal.icc_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.icc_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_icc_serialize';
COMMENT ON FUNCTION xm_internal.icc_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.icc_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_icc_deserialize';
COMMENT ON FUNCTION xm_internal.icc_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.icc_final(state internal) RETURNS xm.icc_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_icc_final';
COMMENT ON FUNCTION xm_internal.icc_final(internal) IS 'Support: final function of xm.icc.';
CREATE AGGREGATE xm.icc(r xm.ratings) (SFUNC = xm_internal.icc_add, STYPE = internal, SSPACE = 72, FINALFUNC = xm_internal.icc_final, COMBINEFUNC = xm_internal.icc_combine, SERIALFUNC = xm_internal.icc_serialize, DESERIALFUNC = xm_internal.icc_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.icc(xm.ratings) IS 'One row over units: ICC(1), the share of variance that lies between units, and ICC(2), the reliability of a unit mean, from the one-way analysis of variance with the mean unit size (Bliese 2000, as R multilevel); negative values are kept. F test, units, responses and eta squared (between / total sum of squares). NULL for one unit; f is NULL (and p_value 0) where no unit has any spread. Weighted states are an error (22023).';

CREATE FUNCTION xm.rwg(r xm.ratings, scale int4range) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_rwg';
COMMENT ON FUNCTION xm.rwg(xm.ratings, int4range) IS 'Agreement within one unit, 0..1: 1 - variance (n - 1) / variance of answers spread evenly over the scale, at least 0 (James, Demaree & Wolf 1984). The scale is a range such as ''[1,5]''. NULL below two responses. Weighted states, a rating outside the scale, and a scale outside 0..100 are errors (22023).';
