-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm.cox_add(state internal, duration "any", event "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm.cox_add(internal, "any", "any", "any") IS 'Support: transition of xm.cox.';
CREATE FUNCTION xm.cox_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_combine';
COMMENT ON FUNCTION xm.cox_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.cox_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_serialize';
COMMENT ON FUNCTION xm.cox_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.cox_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_deserialize';
COMMENT ON FUNCTION xm.cox_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.cox_final(state internal) RETURNS xm.model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_final';
COMMENT ON FUNCTION xm.cox_final(internal) IS 'Support: final function of xm.cox.';
CREATE AGGREGATE xm.cox(duration "any", event "any", VARIADIC "any") (SFUNC = xm.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.cox_final, COMBINEFUNC = xm.cox_combine, SERIALFUNC = xm.cox_serialize, DESERIALFUNC = xm.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox("any", "any", VARIADIC "any") IS 'Proportional hazards (Cox 1972) of leaving: duration not negative, event true or 1 for those who left, then predictors as columns (labelled x1, x2 ...) or as one row argument with their names. Ties by Efron (1977), as R coxph; fractional durations are read as their nearest decimal of 8 significant digits, as by xm.survival, so that those that differ by rounding only are ties. The hazard is relative: there is no constant. Rows with a NULL are skipped; NULL over no rows. Errors (22023): a negative duration, an event that is neither 0 nor 1, no events, a predictor that is constant or a linear function of those before it, a monotone likelihood (all events at one end of a predictor). Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200).';
