-- Does employee experience lead customer experience?
CREATE TYPE xm.lead_lag_row AS (lag integer, r double precision, n bigint, p_value double precision);
COMMENT ON TYPE xm.lead_lag_row IS 'A row of what xm.lead_lag returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet, or a side that is missing).
CREATE FUNCTION xm.lead_lag_add(state internal, unit "any", period bigint, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm.lead_lag_add(internal, "any", bigint, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag.';
CREATE FUNCTION xm.lead_lag_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_combine';
COMMENT ON FUNCTION xm.lead_lag_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.lead_lag_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_serialize';
COMMENT ON FUNCTION xm.lead_lag_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.lead_lag_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_deserialize';
COMMENT ON FUNCTION xm.lead_lag_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.lead_lag_final(state internal) RETURNS xm.lead_lag_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_final';
COMMENT ON FUNCTION xm.lead_lag_final(internal) IS 'Support: final function of xm.lead_lag.';
CREATE AGGREGATE xm.lead_lag(unit "any", period bigint, ex double precision, cx double precision, max_lag integer) (SFUNC = xm.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm.lead_lag_final, COMBINEFUNC = xm.lead_lag_combine, SERIALFUNC = xm.lead_lag_serialize, DESERIALFUNC = xm.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag("any", bigint, double precision, double precision, integer) IS 'Rows (an array; unnest it) for the lags -max_lag .. max_lag, at most 100: correlation of employees'' scores at t with customers'' at t + lag (lag > 0: employees lead) within units, each unit less its mean over its own pairs; pairs go by the period, a row with one side NULL still serves the other; units with at least two pairs count. p by t on n - units - 1, as least squares with a dummy per unit. In panels of a few periods taking out unit means biases the correlations downwards (Nickell 1981): compare lags with each other rather than with 0. A unit and period given twice is an error (22023).';
