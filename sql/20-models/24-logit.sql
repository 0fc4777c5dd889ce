-- Models of leaving: logistic regression and proportional hazards. The functions of an internal state
-- take NULL (no rows yet).
CREATE FUNCTION xm_internal.logit_add(state internal, outcome "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_add';
COMMENT ON FUNCTION xm_internal.logit_add(internal, "any", "any") IS 'Support: transition of xm.logit.';
CREATE FUNCTION xm_internal.logit_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_combine';
COMMENT ON FUNCTION xm_internal.logit_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.logit_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_serialize';
COMMENT ON FUNCTION xm_internal.logit_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.logit_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_deserialize';
COMMENT ON FUNCTION xm_internal.logit_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.logit_final(state internal) RETURNS xm.model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_final';
COMMENT ON FUNCTION xm_internal.logit_final(internal) IS 'Support: final function of xm.logit.';
CREATE AGGREGATE xm.logit(outcome "any", VARIADIC "any") (SFUNC = xm_internal.logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.logit_final, COMBINEFUNC = xm_internal.logit_combine, SERIALFUNC = xm_internal.logit_serialize, DESERIALFUNC = xm_internal.logit_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.logit("any", VARIADIC "any") IS 'The fitted logistic regression (ask xm.coefficients, xm.impact ...) of a 0/1 or boolean outcome on columns (labelled x1, x2 ...) or on the columns of one row argument, with their names: maximum likelihood by Newton steps, as R glm(binomial). Predictors: numeric, integer, floating or boolean. Rows with a NULL are skipped; NULL over no rows. Errors (22023): an outcome that is neither 0 nor 1 or does not vary, a predictor that is constant or a linear function of those before it, a predictor (or several) that separates the outcomes, so that the likelihood has no maximum. Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200).';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.logit_add(state internal, outcome boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_add';
COMMENT ON FUNCTION xm_internal.logit_add(internal, boolean, double precision[]) IS 'Support: transition of xm.logit(boolean, double precision[]).';
CREATE AGGREGATE xm.logit(outcome boolean, predictors double precision[]) (SFUNC = xm_internal.logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.logit_final, COMBINEFUNC = xm_internal.logit_combine, SERIALFUNC = xm_internal.logit_serialize, DESERIALFUNC = xm_internal.logit_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.logit(boolean, double precision[]) IS 'The fitted logistic regression, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.logit("any", VARIADIC "any").';
CREATE FUNCTION xm_internal.logit_add(state internal, outcome smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_add';
COMMENT ON FUNCTION xm_internal.logit_add(internal, smallint, double precision[]) IS 'Support: transition of xm.logit(smallint, double precision[]).';
CREATE AGGREGATE xm.logit(outcome smallint, predictors double precision[]) (SFUNC = xm_internal.logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.logit_final, COMBINEFUNC = xm_internal.logit_combine, SERIALFUNC = xm_internal.logit_serialize, DESERIALFUNC = xm_internal.logit_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.logit(smallint, double precision[]) IS 'The fitted logistic regression, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.logit("any", VARIADIC "any").';
CREATE FUNCTION xm_internal.logit_add(state internal, outcome integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_add';
COMMENT ON FUNCTION xm_internal.logit_add(internal, integer, double precision[]) IS 'Support: transition of xm.logit(integer, double precision[]).';
CREATE AGGREGATE xm.logit(outcome integer, predictors double precision[]) (SFUNC = xm_internal.logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.logit_final, COMBINEFUNC = xm_internal.logit_combine, SERIALFUNC = xm_internal.logit_serialize, DESERIALFUNC = xm_internal.logit_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.logit(integer, double precision[]) IS 'The fitted logistic regression, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.logit("any", VARIADIC "any").';
CREATE FUNCTION xm_internal.logit_add(state internal, outcome bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_add';
COMMENT ON FUNCTION xm_internal.logit_add(internal, bigint, double precision[]) IS 'Support: transition of xm.logit(bigint, double precision[]).';
CREATE AGGREGATE xm.logit(outcome bigint, predictors double precision[]) (SFUNC = xm_internal.logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.logit_final, COMBINEFUNC = xm_internal.logit_combine, SERIALFUNC = xm_internal.logit_serialize, DESERIALFUNC = xm_internal.logit_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.logit(bigint, double precision[]) IS 'The fitted logistic regression, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.logit("any", VARIADIC "any").';
