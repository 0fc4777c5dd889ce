-- xm.model: a fitted model and its questions.
CREATE TYPE xm.model;

CREATE FUNCTION xm_internal.model_in(cstring) RETURNS xm.model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_in';
COMMENT ON FUNCTION xm_internal.model_in(cstring) IS 'Support: text input of xm.model.';
CREATE FUNCTION xm_internal.model_out(xm.model) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_out';
COMMENT ON FUNCTION xm_internal.model_out(xm.model) IS 'Support: text output of xm.model.';
CREATE FUNCTION xm_internal.model_recv(internal) RETURNS xm.model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_recv';
COMMENT ON FUNCTION xm_internal.model_recv(internal) IS 'Support: binary input of xm.model.';
CREATE FUNCTION xm_internal.model_send(xm.model) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_send';
COMMENT ON FUNCTION xm_internal.model_send(xm.model) IS 'Support: binary output of xm.model.';

CREATE TYPE xm.model (
  INPUT = xm_internal.model_in, OUTPUT = xm_internal.model_out, RECEIVE = xm_internal.model_recv, SEND = xm_internal.model_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.model IS 'A fitted model: family, terms, coefficients with their covariance, means of the predictors, fit. Asked by xm.coefficients, xm.fit, xm.predict and xm.impact.';
CREATE CAST (xm.model AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.model AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE TYPE xm.coefficients_row AS (term text, estimate double precision, std_error double precision, statistic double precision, p_value double precision, lower double precision, upper double precision, ratio double precision, ratio_lower double precision, ratio_upper double precision);
COMMENT ON TYPE xm.coefficients_row IS 'A row of what xm.coefficients returns; columns are only ever appended.';
CREATE FUNCTION xm.coefficients(model xm.model, confidence double precision DEFAULT 0.95) RETURNS SETOF xm.coefficients_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_coefficients';
COMMENT ON FUNCTION xm.coefficients(xm.model, double precision) IS 'One row per term, the constant as (intercept) first (a Cox model has none): estimate, standard error, statistic, two-sided p-value and interval: Student t on the residual degrees of freedom, for logit and cox the normal test of Wald. ratio is exp(estimate), the odds or hazard ratio, for logit and cox, with ratio_lower and ratio_upper, the exp of the bounds; else NULL. Errors are NULL without degrees of freedom. Confidence outside (0,1) is an error (22023).';
CREATE FUNCTION xm.label(model xm.model, VARIADIC labels text[]) RETURNS xm.model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_label';
COMMENT ON FUNCTION xm.label(xm.model, text[]) IS 'The same model with these labels, one for each predictor in the order of xm.coefficients (the constant keeps its name): UTF-8, 1 to 63 bytes, unique, not (intercept) (else 22023).';
CREATE TYPE xm.fit_result AS (family text, n bigint, events bigint, parameters bigint, log_likelihood double precision, aic double precision, bic double precision, r_squared double precision, adjusted_r_squared double precision);
COMMENT ON TYPE xm.fit_result IS 'What xm.fit returns; columns are only ever appended.';
CREATE FUNCTION xm.fit(model xm.model) RETURNS xm.fit_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_fit';
COMMENT ON FUNCTION xm.fit(xm.model) IS 'One row: family, rows, events (logit, cox), coefficients, log-likelihood (REML for multilevel, partial for cox), AIC and BIC (which count the variances, too; BIC of cox takes the number of events), R squared (linear; for logit that of McFadden) and its adjusted form (linear only). NULL where a figure does not apply; of weighted moments the likelihood is unknown.';
CREATE FUNCTION xm.predict(model xm.model, VARIADIC predictors double precision[] DEFAULT '{}') RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_predict';
COMMENT ON FUNCTION xm.predict(xm.model, double precision[]) IS 'The prediction for these values of the predictors, in the order of xm.coefficients: mean of the outcome in its unit (fixed effects only for multilevel), probability 0..1 (logit), or hazard relative to that at the means of the predictors (cox). NULL if a value is NULL; a wrong number of values is an error (22023).';
CREATE TYPE xm.impact_result AS (value double precision, std_error double precision, lower double precision, upper double precision);
COMMENT ON TYPE xm.impact_result IS 'What xm.impact returns; columns are only ever appended.';
CREATE FUNCTION xm.impact(model xm.model, driver text, change double precision, baseline double precision[] DEFAULT NULL, confidence double precision DEFAULT 0.95) RETURNS xm.impact_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_impact'; -- not STRICT: no baseline is NULL
COMMENT ON FUNCTION xm.impact(xm.model, text, double precision, double precision[], double precision) IS 'One row: what the predicted outcome does when the driver moves by change, all else at the baseline (default: the means), with standard error and interval. logit: change of the probability, by the delta method; cox: relative change of the hazard, exp(b change) - 1, its bounds those of b change, transformed. An unknown driver is an error (22023). A model describes; it does not prove that changing the driver causes the change.';
