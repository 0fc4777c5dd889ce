-- 0.1.0 to 0.2.0: moments and models.
\echo Use "ALTER EXTENSION pg_xm UPDATE" to load this file. \quit
SELECT xm.check_library('0.2.0'::pg_catalog.text);

-- xm.moments: n, means and co-moments of up to 256 variables. Transition and merge functions are not
-- STRICT: the first value must be copied, not taken over as the state.
CREATE TYPE xm.moments;

CREATE FUNCTION xm.moments_in(cstring) RETURNS xm.moments LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_in';
COMMENT ON FUNCTION xm.moments_in(cstring) IS 'Support: text input of xm.moments.';
CREATE FUNCTION xm.moments_out(xm.moments) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_out';
COMMENT ON FUNCTION xm.moments_out(xm.moments) IS 'Support: text output of xm.moments.';
CREATE FUNCTION xm.moments_recv(internal) RETURNS xm.moments LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_recv';
COMMENT ON FUNCTION xm.moments_recv(internal) IS 'Support: binary input of xm.moments.';
CREATE FUNCTION xm.moments_send(xm.moments) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_send';
COMMENT ON FUNCTION xm.moments_send(xm.moments) IS 'Support: binary output of xm.moments.';

CREATE TYPE xm.moments (
  INPUT = xm.moments_in, OUTPUT = xm.moments_out, RECEIVE = xm.moments_recv, SEND = xm.moments_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.moments IS 'Number, means and co-moments of up to 256 labelled variables: every correlation and every linear model of them, without the rows. Exact integer sums if all variables are integer or boolean. Made by xm.moments and xm.weighted_moments, merged by xm.rollup.';
CREATE CAST (xm.moments AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.moments AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm.moments_add(state xm.moments, VARIADIC "any") RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm.moments_add(xm.moments, "any") IS 'Support: transition of xm.moments("any").';
CREATE FUNCTION xm.weighted_moments_add(state xm.moments, weight double precision, VARIADIC "any") RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm.weighted_moments_add(xm.moments, double precision, "any") IS 'Support: transition of xm.weighted_moments("any").';
CREATE FUNCTION xm.moments_add(state xm.moments, variables smallint[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm.moments_add(xm.moments, smallint[]) IS 'Support: transition of xm.moments(smallint[]).';
CREATE FUNCTION xm.moments_add(state xm.moments, variables integer[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm.moments_add(xm.moments, integer[]) IS 'Support: transition of xm.moments(integer[]).';
CREATE FUNCTION xm.moments_add(state xm.moments, variables bigint[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm.moments_add(xm.moments, bigint[]) IS 'Support: transition of xm.moments(bigint[]).';
CREATE FUNCTION xm.moments_add(state xm.moments, variables numeric[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm.moments_add(xm.moments, numeric[]) IS 'Support: transition of xm.moments(numeric[]).';
CREATE FUNCTION xm.moments_add(state xm.moments, variables real[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm.moments_add(xm.moments, real[]) IS 'Support: transition of xm.moments(real[]).';
CREATE FUNCTION xm.moments_add(state xm.moments, variables double precision[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm.moments_add(xm.moments, double precision[]) IS 'Support: transition of xm.moments(double precision[]).';
CREATE FUNCTION xm.weighted_moments_add(state xm.moments, weight double precision, variables smallint[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm.weighted_moments_add(xm.moments, double precision, smallint[]) IS 'Support: transition of xm.weighted_moments(smallint[]).';
CREATE FUNCTION xm.weighted_moments_add(state xm.moments, weight double precision, variables integer[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm.weighted_moments_add(xm.moments, double precision, integer[]) IS 'Support: transition of xm.weighted_moments(integer[]).';
CREATE FUNCTION xm.weighted_moments_add(state xm.moments, weight double precision, variables bigint[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm.weighted_moments_add(xm.moments, double precision, bigint[]) IS 'Support: transition of xm.weighted_moments(bigint[]).';
CREATE FUNCTION xm.weighted_moments_add(state xm.moments, weight double precision, variables numeric[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm.weighted_moments_add(xm.moments, double precision, numeric[]) IS 'Support: transition of xm.weighted_moments(numeric[]).';
CREATE FUNCTION xm.weighted_moments_add(state xm.moments, weight double precision, variables real[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm.weighted_moments_add(xm.moments, double precision, real[]) IS 'Support: transition of xm.weighted_moments(real[]).';
CREATE FUNCTION xm.weighted_moments_add(state xm.moments, weight double precision, variables double precision[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm.weighted_moments_add(xm.moments, double precision, double precision[]) IS 'Support: transition of xm.weighted_moments(double precision[]).';
CREATE FUNCTION xm.moments_merge(state xm.moments, other xm.moments) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_merge';
COMMENT ON FUNCTION xm.moments_merge(xm.moments, xm.moments) IS 'Support: merges two states.';
CREATE FUNCTION xm.moments_final(state xm.moments) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_final';
COMMENT ON FUNCTION xm.moments_final(xm.moments) IS 'Support: the canonical form of a running state.';

CREATE AGGREGATE xm.moments(VARIADIC "any") (SFUNC = xm.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(VARIADIC "any") IS 'Moments of numeric, integer, floating or boolean columns, labelled x1, x2 ...; given one row argument it takes its columns and their names: xm.moments(t) FROM (SELECT a, b FROM ...) t. Columns are faster than a row; xm.label names them. Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, VARIADIC "any") (SFUNC = xm.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, VARIADIC "any") IS 'Weighted moments of columns, or of the columns of one row argument. Weights are 0 (the row is skipped) or 1e-100..1e100. Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows.';
CREATE AGGREGATE xm.moments(variables smallint[]) (SFUNC = xm.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(smallint[]) IS 'Moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.moments(variables integer[]) (SFUNC = xm.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(integer[]) IS 'Moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.moments(variables bigint[]) (SFUNC = xm.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(bigint[]) IS 'Moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.moments(variables numeric[]) (SFUNC = xm.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(numeric[]) IS 'Moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.moments(variables real[]) (SFUNC = xm.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(real[]) IS 'Moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.moments(variables double precision[]) (SFUNC = xm.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(double precision[]) IS 'Moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables smallint[]) (SFUNC = xm.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, smallint[]) IS 'Weighted moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables integer[]) (SFUNC = xm.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, integer[]) IS 'Weighted moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables bigint[]) (SFUNC = xm.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, bigint[]) IS 'Weighted moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables numeric[]) (SFUNC = xm.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, numeric[]) IS 'Weighted moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables real[]) (SFUNC = xm.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, real[]) IS 'Weighted moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables double precision[]) (SFUNC = xm.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, double precision[]) IS 'Weighted moments of the elements of arrays of one length, labelled x1, x2 ... Rows with a NULL are skipped; floating values must be finite and within 1e100 (else 22023); NULL over no rows. A NULL element skips the row.';

CREATE AGGREGATE xm.rollup(state xm.moments) (SFUNC = xm.moments_merge, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm.moments_final, COMBINEFUNC = xm.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.moments) IS 'The moments of all the rows behind the states together: bit for bit if they are exact, else to 1e-12. NULL states are skipped; states of other variables or labels, and weighted with unweighted ones, do not merge (22023).';

CREATE FUNCTION xm.label(m xm.moments, VARIADIC labels text[]) RETURNS xm.moments LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_label';
COMMENT ON FUNCTION xm.label(xm.moments, text[]) IS 'The same moments with these labels, one for each variable: UTF-8, 1 to 63 bytes, unique, not (intercept) (else 22023).';
CREATE FUNCTION xm.mean(m xm.moments, label text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_mean';
COMMENT ON FUNCTION xm.mean(xm.moments, text) IS 'Mean of the variable, weighted if the state is. An unknown label is an error (22023).';
CREATE FUNCTION xm.stddev(m xm.moments, label text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_stddev';
COMMENT ON FUNCTION xm.stddev(xm.moments, text) IS 'Standard deviation of the variable, n - 1 in the denominator; weighted as R survey::svyvar. NULL below two rows.';
CREATE FUNCTION xm.covariance(m xm.moments, a text, b text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_covariance';
COMMENT ON FUNCTION xm.covariance(xm.moments, text, text) IS 'Covariance of two variables, n - 1 in the denominator; weighted: n / (n - 1) times the weighted mean product. NULL below two rows.';
CREATE FUNCTION xm.correlation(m xm.moments, a text, b text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_correlation';
COMMENT ON FUNCTION xm.correlation(xm.moments, text, text) IS 'Pearson correlation of two variables; NULL below two rows or where one has no spread.';
CREATE FUNCTION xm.correlations(m xm.moments, confidence double precision DEFAULT 0.95, OUT a text, OUT b text, OUT r double precision, OUT n bigint, OUT p_value double precision, OUT lower double precision, OUT upper double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 45 AS 'MODULE_PATHNAME', 'xm_moments_correlations';
COMMENT ON FUNCTION xm.correlations(xm.moments, double precision) IS 'Each pair of variables once: Pearson r, rows, p-value by t on n - 2, interval by Fisher (1921), NULL below 4 rows. Of weighted states the p-values and intervals take the rows as equally informative.';
-- Is a scale reliable?
CREATE FUNCTION xm.alpha(m xm.moments, VARIADIC items text[] DEFAULT '{}') RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alpha';
COMMENT ON FUNCTION xm.alpha(xm.moments, text[]) IS 'Cronbach''s (1951) raw alpha of the items, of all variables if none is named, from their covariances. Reverse items that are keyed the other way first. NULL where the sum of the items has no spread; fewer than two items are an error (22023).';
CREATE FUNCTION xm.omega(m xm.moments, VARIADIC items text[] DEFAULT '{}') RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'xm_omega';
COMMENT ON FUNCTION xm.omega(xm.moments, text[]) IS 'McDonald''s (1999) omega of the items, of all variables if none is named: one factor fitted to the covariances by maximum likelihood, (sum of loadings)^2 over the model''s variance of the sum. Fewer than three items, a constant or redundant item, and a likelihood without an inner maximum are errors (22023).';
CREATE FUNCTION xm.item_analysis(m xm.moments, OUT item text, OUT mean double precision, OUT stddev double precision, OUT r_drop double precision, OUT alpha_if_dropped double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_item_analysis';
COMMENT ON FUNCTION xm.item_analysis(xm.moments) IS 'One row per item: mean, standard deviation, correlation with the sum of the other items, and alpha of the other items (NULL if there is only one).';
-- xm.model: a fitted model and its questions.
CREATE TYPE xm.model;

CREATE FUNCTION xm.model_in(cstring) RETURNS xm.model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_in';
COMMENT ON FUNCTION xm.model_in(cstring) IS 'Support: text input of xm.model.';
CREATE FUNCTION xm.model_out(xm.model) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_out';
COMMENT ON FUNCTION xm.model_out(xm.model) IS 'Support: text output of xm.model.';
CREATE FUNCTION xm.model_recv(internal) RETURNS xm.model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_recv';
COMMENT ON FUNCTION xm.model_recv(internal) IS 'Support: binary input of xm.model.';
CREATE FUNCTION xm.model_send(xm.model) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_send';
COMMENT ON FUNCTION xm.model_send(xm.model) IS 'Support: binary output of xm.model.';

CREATE TYPE xm.model (
  INPUT = xm.model_in, OUTPUT = xm.model_out, RECEIVE = xm.model_recv, SEND = xm.model_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.model IS 'A fitted model: family, terms, coefficients with their covariance, means of the predictors, fit. Asked by xm.coefficients, xm.fit, xm.predict and xm.impact.';
CREATE CAST (xm.model AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.model AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm.coefficients(model xm.model, confidence double precision DEFAULT 0.95, OUT term text, OUT estimate double precision, OUT std_error double precision, OUT statistic double precision, OUT p_value double precision, OUT lower double precision, OUT upper double precision, OUT ratio double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_coefficients';
COMMENT ON FUNCTION xm.coefficients(xm.model, double precision) IS 'One row per term, the constant as (intercept) first: estimate, standard error, t statistic, two-sided p-value and interval (Student t on the residual degrees of freedom). ratio is NULL for these families. Errors are NULL without degrees of freedom. Confidence outside (0,1) is an error (22023).';
CREATE FUNCTION xm.fit(model xm.model, OUT family text, OUT n bigint, OUT events bigint, OUT parameters bigint, OUT log_likelihood double precision, OUT aic double precision, OUT bic double precision, OUT r_squared double precision, OUT adjusted_r_squared double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_fit';
COMMENT ON FUNCTION xm.fit(xm.model) IS 'One row: family, rows, coefficients, log-likelihood (REML for multilevel), AIC and BIC (which count the variances, too), R squared and its adjusted form (linear only). NULL where a figure does not apply; of weighted moments the likelihood is unknown.';
CREATE FUNCTION xm.predict(model xm.model, VARIADIC predictors double precision[] DEFAULT '{}') RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_predict';
COMMENT ON FUNCTION xm.predict(xm.model, double precision[]) IS 'Predicted mean of the outcome for these values of the predictors, in the order of xm.coefficients; fixed effects only for multilevel. NULL if a value is NULL; a wrong number of values is an error (22023).';
CREATE FUNCTION xm.impact(model xm.model, driver text, change double precision, baseline double precision[] DEFAULT NULL, confidence double precision DEFAULT 0.95, OUT value double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision) RETURNS record LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_impact'; -- not STRICT: no baseline is NULL
COMMENT ON FUNCTION xm.impact(xm.model, text, double precision, double precision[], double precision) IS 'One row: what the predicted outcome does when the driver moves by change, all else at the baseline (default: the means), with standard error and interval. An unknown driver is an error (22023). A model describes; it does not prove that changing the driver causes the change.';
-- Least squares and mediation from moments alone.
CREATE FUNCTION xm.linear(m xm.moments, outcome text, VARIADIC predictors text[] DEFAULT '{}') RETURNS xm.model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linear';
COMMENT ON FUNCTION xm.linear(xm.moments, text, text[]) IS 'Least squares of the outcome on the predictors (all other variables if none is named) with a constant, from the moments alone; weighted moments as R lm(weights =). Errors (22023): an unknown label, fewer rows than coefficients, and a predictor that is constant or a linear function of those before it, which is named.';
CREATE FUNCTION xm.mediation(m xm.moments, x text, mediator text, y text, confidence double precision DEFAULT 0.95, OUT path text, OUT estimate double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision, OUT p_value double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_mediation';
COMMENT ON FUNCTION xm.mediation(xm.moments, text, text, text, double precision) IS 'Five rows: a (x on the mediator), b (mediator on y, given x), c (x on y in all), c_prime (x on y, given the mediator) by least squares with Student t; indirect = a b with Sobel''s (1982) error and a normal interval. The order x, mediator, y is an assumption, not a finding.';
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
