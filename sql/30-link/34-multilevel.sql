-- Random-intercept model of the customers' ratings on predictors of their units.
-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm.multilevel_add(state internal, cx xm.ratings, VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm.multilevel_add(internal, xm.ratings, "any") IS 'Support: transition of xm.multilevel.';
CREATE FUNCTION xm.multilevel_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_combine';
COMMENT ON FUNCTION xm.multilevel_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.multilevel_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_serialize';
COMMENT ON FUNCTION xm.multilevel_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.multilevel_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_deserialize';
COMMENT ON FUNCTION xm.multilevel_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.multilevel_add(state internal, cx xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm.multilevel_add(internal, xm.ratings) IS 'Support: transition of xm.multilevel.';
CREATE FUNCTION xm.multilevel_final(state internal) RETURNS xm.model LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'xm_multilevel_final';
COMMENT ON FUNCTION xm.multilevel_final(internal) IS 'Support: final function of xm.multilevel.';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, VARIADIC "any") (SFUNC = xm.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm.multilevel_final, COMBINEFUNC = xm.multilevel_combine, SERIALFUNC = xm.multilevel_serialize, DESERIALFUNC = xm.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, VARIADIC "any") IS 'Random-intercept model over units: one row per unit with the ratings of its customers and the unit''s predictors (columns, labelled x1, x2 ..., or one row argument with their names), by restricted maximum likelihood from the per-unit summaries, as R lme4::lmer. p by t on units - terms. A unit with a NULL is skipped. Errors (22023): weighted ratings, no unit with two answers, no more units than terms, a predictor that is constant or a linear function of those before it.';
CREATE AGGREGATE xm.multilevel(cx xm.ratings) (SFUNC = xm.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm.multilevel_final, COMBINEFUNC = xm.multilevel_combine, SERIALFUNC = xm.multilevel_serialize, DESERIALFUNC = xm.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings) IS 'The model without predictors: a grand mean, and how much of the variance lies between units (xm.variance_components).';
CREATE FUNCTION xm.variance_components(model xm.model, OUT component text, OUT variance double precision, OUT stddev double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 2 AS 'MODULE_PATHNAME', 'xm_variance_components';
COMMENT ON FUNCTION xm.variance_components(xm.model) IS 'Two rows: the variance between units (unit) and of single answers within them (residual), with their roots. A model of another family is an error (22023).';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm.multilevel_add(state internal, cx xm.ratings, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm.multilevel_add(internal, xm.ratings, double precision[]) IS 'Support: transition of xm.multilevel(xm.ratings, double precision[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors double precision[]) (SFUNC = xm.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm.multilevel_final, COMBINEFUNC = xm.multilevel_combine, SERIALFUNC = xm.multilevel_serialize, DESERIALFUNC = xm.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, double precision[]) IS 'Random-intercept model over units, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
CREATE FUNCTION xm.multilevel_add(state internal, cx xm.ratings, predictors smallint[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm.multilevel_add(internal, xm.ratings, smallint[]) IS 'Support: transition of xm.multilevel(xm.ratings, smallint[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors smallint[]) (SFUNC = xm.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm.multilevel_final, COMBINEFUNC = xm.multilevel_combine, SERIALFUNC = xm.multilevel_serialize, DESERIALFUNC = xm.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, smallint[]) IS 'Random-intercept model over units, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
CREATE FUNCTION xm.multilevel_add(state internal, cx xm.ratings, predictors integer[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm.multilevel_add(internal, xm.ratings, integer[]) IS 'Support: transition of xm.multilevel(xm.ratings, integer[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors integer[]) (SFUNC = xm.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm.multilevel_final, COMBINEFUNC = xm.multilevel_combine, SERIALFUNC = xm.multilevel_serialize, DESERIALFUNC = xm.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, integer[]) IS 'Random-intercept model over units, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
CREATE FUNCTION xm.multilevel_add(state internal, cx xm.ratings, predictors bigint[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm.multilevel_add(internal, xm.ratings, bigint[]) IS 'Support: transition of xm.multilevel(xm.ratings, bigint[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors bigint[]) (SFUNC = xm.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm.multilevel_final, COMBINEFUNC = xm.multilevel_combine, SERIALFUNC = xm.multilevel_serialize, DESERIALFUNC = xm.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, bigint[]) IS 'Random-intercept model over units, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
CREATE FUNCTION xm.multilevel_add(state internal, cx xm.ratings, predictors numeric[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm.multilevel_add(internal, xm.ratings, numeric[]) IS 'Support: transition of xm.multilevel(xm.ratings, numeric[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors numeric[]) (SFUNC = xm.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm.multilevel_final, COMBINEFUNC = xm.multilevel_combine, SERIALFUNC = xm.multilevel_serialize, DESERIALFUNC = xm.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, numeric[]) IS 'Random-intercept model over units, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
CREATE FUNCTION xm.multilevel_add(state internal, cx xm.ratings, predictors real[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm.multilevel_add(internal, xm.ratings, real[]) IS 'Support: transition of xm.multilevel(xm.ratings, real[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors real[]) (SFUNC = xm.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm.multilevel_final, COMBINEFUNC = xm.multilevel_combine, SERIALFUNC = xm.multilevel_serialize, DESERIALFUNC = xm.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, real[]) IS 'Random-intercept model over units, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
