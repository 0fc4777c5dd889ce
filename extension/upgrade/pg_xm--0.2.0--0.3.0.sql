-- 0.2.0 to 0.3.0: drivers, models of leaving, survival, lifetime value.
\echo Use "ALTER EXTENSION pg_xm UPDATE" to load this file. \quit
SELECT xm.check_library('0.3.0'::pg_catalog.text);

-- What the questions to a model say of the new families.
COMMENT ON FUNCTION xm.coefficients(xm.model, double precision) IS 'One row per term, the constant as (intercept) first (a Cox model has none): estimate, standard error, statistic, two-sided p-value and interval: Student t on the residual degrees of freedom, for logit and cox the normal test of Wald. ratio is exp(estimate), the odds or hazard ratio, for logit and cox, else NULL. Errors are NULL without degrees of freedom. Confidence outside (0,1) is an error (22023).';
COMMENT ON FUNCTION xm.fit(xm.model) IS 'One row: family, rows, events (logit, cox), coefficients, log-likelihood (REML for multilevel, partial for cox), AIC and BIC (which count the variances, too; BIC of cox takes the number of events), R squared (linear; for logit that of McFadden) and its adjusted form (linear only). NULL where a figure does not apply; of weighted moments the likelihood is unknown.';
COMMENT ON FUNCTION xm.predict(xm.model, double precision[]) IS 'For these values of the predictors, in the order of xm.coefficients: predicted mean of the outcome (fixed effects only for multilevel), probability (logit), or hazard relative to that at the means of the predictors (cox). NULL if a value is NULL; a wrong number of values is an error (22023).';
COMMENT ON FUNCTION xm.impact(xm.model, text, double precision, double precision[], double precision) IS 'One row: what the predicted outcome does when the driver moves by change, all else at the baseline (default: the means), with standard error and interval. logit: change of the probability, by the delta method; cox: relative change of the hazard, exp(b change) - 1, its bounds those of b change, transformed. An unknown driver is an error (22023). A model describes; it does not prove that changing the driver causes the change.';

-- Models of leaving: logistic regression and proportional hazards. The functions of an internal state
-- take NULL (no rows yet).
CREATE FUNCTION xm.logit_add(state internal, outcome "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_add';
COMMENT ON FUNCTION xm.logit_add(internal, "any", "any") IS 'Support: transition of xm.logit.';
CREATE FUNCTION xm.logit_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_combine';
COMMENT ON FUNCTION xm.logit_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.logit_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_serialize';
COMMENT ON FUNCTION xm.logit_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.logit_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_deserialize';
COMMENT ON FUNCTION xm.logit_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.logit_final(state internal) RETURNS xm.model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logit_final';
COMMENT ON FUNCTION xm.logit_final(internal) IS 'Support: final function of xm.logit.';
CREATE AGGREGATE xm.logit(outcome "any", VARIADIC "any") (SFUNC = xm.logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.logit_final, COMBINEFUNC = xm.logit_combine, SERIALFUNC = xm.logit_serialize, DESERIALFUNC = xm.logit_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.logit("any", VARIADIC "any") IS 'Logistic regression of a 0/1 or boolean outcome on columns (labelled x1, x2 ...) or on the columns of one row argument, with their names: maximum likelihood by Newton steps, as R glm(binomial). Predictors: numeric, integer, floating or boolean. Rows with a NULL are skipped; NULL over no rows. Errors (22023): an outcome that is neither 0 nor 1 or does not vary, a predictor that is constant or a linear function of those before it, a predictor (or several) that separates the outcomes, so that the likelihood has no maximum. Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200).';

-- Key drivers of an outcome, from moments.
CREATE FUNCTION xm.drivers(moments xm.moments, outcome text, method text DEFAULT 'shapley', confidence double precision DEFAULT 0.95, OUT driver text, OUT importance double precision, OUT share double precision, OUT rank bigint, OUT coefficient double precision, OUT std_beta double precision, OUT correlation double precision, OUT performance double precision, OUT lower double precision, OUT upper double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10 AS 'MODULE_PATHNAME', 'xm_drivers';
COMMENT ON FUNCTION xm.drivers(xm.moments, text, text, double precision) IS 'What drives the outcome: one row for every other variable of the state, the most important first. Methods: shapley (the gain in R squared averaged over all orders of entry, Lindeman, Merenda & Gold 1980; up to 30 drivers), relative_weights (Johnson 2000), both summing to R squared; standardised and correlation (absolute values). share is a fraction of the sum of importances; performance the mean of the driver; coefficient and std_beta belong to the regression on all drivers; lower and upper need replicates (an array of states) and are NULL here. Errors (22023): an unknown label or method, a constant column, a driver that is a linear function of those before it (named), too few rows.';
CREATE FUNCTION xm.drivers(moments xm.moments[], outcome text, method text DEFAULT 'shapley', confidence double precision DEFAULT 0.95, OUT driver text, OUT importance double precision, OUT share double precision, OUT rank bigint, OUT coefficient double precision, OUT std_beta double precision, OUT correlation double precision, OUT performance double precision, OUT lower double precision, OUT upper double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000 ROWS 10 AS 'MODULE_PATHNAME', 'xm_drivers_jackknife';
COMMENT ON FUNCTION xm.drivers(xm.moments[], text, text, double precision) IS 'The same from one state per group of respondents (a store, a hash bucket), with delete-a-group jackknife intervals of the importance (Kott 2001): variance (G - 1) / G times the sum of squared differences around the full estimate, Student t on G - 1. Limits are not cut at 0; with one state they are NULL. NULL elements are left out. States must have the same variables (22023).';
CREATE FUNCTION xm.driver_groups(moments xm.moments, outcome text, groups jsonb, OUT driver text, OUT importance double precision, OUT share double precision, OUT rank bigint) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 5 AS 'MODULE_PATHNAME', 'xm_driver_groups';
COMMENT ON FUNCTION xm.driver_groups(xm.moments, text, jsonb) IS 'Shapley shares of groups of drivers, each entering the regression as one block: groups like {"experience": ["wait", "staff"], "price": ["fee"]}; variables in no group are left out. One row per group (up to 30), the most important first; importances sum to R squared. Errors (22023): an unknown label, a driver named twice, an empty group, and those of xm.drivers.';

-- How long people stay. Transition and merge functions are not STRICT: the first value must be copied,
-- not taken over as the state.
CREATE TYPE xm.survival;

CREATE FUNCTION xm.survival_in(cstring) RETURNS xm.survival LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_in';
COMMENT ON FUNCTION xm.survival_in(cstring) IS 'Support: text input of xm.survival.';
CREATE FUNCTION xm.survival_out(xm.survival) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_out';
COMMENT ON FUNCTION xm.survival_out(xm.survival) IS 'Support: text output of xm.survival.';
CREATE FUNCTION xm.survival_recv(internal) RETURNS xm.survival LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_recv';
COMMENT ON FUNCTION xm.survival_recv(internal) IS 'Support: binary input of xm.survival.';
CREATE FUNCTION xm.survival_send(xm.survival) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_send';
COMMENT ON FUNCTION xm.survival_send(xm.survival) IS 'Support: binary output of xm.survival.';

CREATE TYPE xm.survival (
  INPUT = xm.survival_in, OUTPUT = xm.survival_out, RECEIVE = xm.survival_recv, SEND = xm.survival_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.survival IS 'How many people left and how many were last seen, at each time: Kaplan-Meier curves, medians, restricted means and log-rank tests without the rows. Counts only, no weights; merges exactly. Made by xm.survival, merged by xm.rollup.';
CREATE CAST (xm.survival AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.survival AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm.survival_add(state xm.survival, duration "any", event "any") RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm.survival_add(xm.survival, "any", "any") IS 'Support: transition of xm.survival.';
CREATE FUNCTION xm.survival_merge(state xm.survival, other xm.survival) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_merge';
COMMENT ON FUNCTION xm.survival_merge(xm.survival, xm.survival) IS 'Support: merges two states.';
CREATE FUNCTION xm.survival_final(state xm.survival) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_final';
COMMENT ON FUNCTION xm.survival_final(xm.survival) IS 'Support: the canonical form of a running state.';

CREATE AGGREGATE xm.survival(duration "any", event "any") (SFUNC = xm.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm.survival_final, COMBINEFUNC = xm.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival("any", "any") IS 'The times at which people left (event true or 1) or were last seen (false or 0). duration: any integer, numeric or floating type, not negative; event: boolean or 0/1 of any such type. Whole times (days, weeks) take a counter each; distinct fractional times take 16 bytes each and grow, so round them where the unit allows. Rows with a NULL are skipped; others are errors (22023); NULL over no rows.';
CREATE AGGREGATE xm.rollup(state xm.survival) (SFUNC = xm.survival_merge, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm.survival_final, COMBINEFUNC = xm.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.survival) IS 'The state of all the rows behind the states together, bit for bit whatever the order. NULL states are skipped.';

CREATE FUNCTION xm.survival_table(state xm.survival, confidence double precision DEFAULT 0.95, OUT "time" double precision, OUT at_risk bigint, OUT events bigint, OUT censored bigint, OUT survival double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100 AS 'MODULE_PATHNAME', 'xm_survival_table';
COMMENT ON FUNCTION xm.survival_table(xm.survival, double precision) IS 'The Kaplan-Meier (1958) curve, one row per distinct time: people at risk, those who left and were last seen then, the share that survives it, Greenwood standard error of that share, and bounds exp(log S -+ z se / S) cut at 1, as R survfit. std_error and bounds are NULL where survival is 0.';
CREATE FUNCTION xm.survival_at(state xm.survival, "time" double precision) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_at';
COMMENT ON FUNCTION xm.survival_at(xm.survival, double precision) IS 'The share that survives this time (right-continuous; 1 before the first event). NULL beyond the last time unless survival is 0 there. A negative time is an error (22023).';
CREATE FUNCTION xm.estimate(state xm.survival, "time" double precision, confidence double precision DEFAULT 0.95, OUT value double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision, OUT at_risk bigint) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_estimate_survival';
COMMENT ON FUNCTION xm.estimate(xm.survival, double precision, double precision) IS 'One row: the share that survives this time, with its standard error and bounds as in xm.survival_table (NULL before the first event and where the share is 0), and the people at risk just before. NULL beyond the last time unless survival is 0 there. A negative time is an error (22023).';
CREATE FUNCTION xm.median_survival(state xm.survival) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_median_survival';
COMMENT ON FUNCTION xm.median_survival(xm.survival) IS 'The first time at which survival is at most one half; where the curve is flat at one half the middle of that stretch, as R. NULL if it is never reached.';
CREATE FUNCTION xm.restricted_mean(state xm.survival, horizon double precision) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_restricted_mean';
COMMENT ON FUNCTION xm.restricted_mean(xm.survival, double precision) IS 'The mean time until leaving, at most the horizon: the area under the curve up to it. NULL beyond the last time unless survival is 0 there. A negative horizon is an error (22023).';
CREATE FUNCTION xm.compare(a xm.survival, b xm.survival, horizon double precision, confidence double precision DEFAULT 0.95, OUT difference double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision, OUT statistic double precision, OUT p_value double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare_survival';
COMMENT ON FUNCTION xm.compare(xm.survival, xm.survival, double precision, double precision) IS 'One row: restricted mean of a minus that of b up to the horizon (time gained or lost per person), its standard error (Greenwood), normal interval, z and two-sided p-value (Klein & Moeschberger 2003). For two independent groups. NULL where a curve does not reach the horizon.';

CREATE TYPE xm.logrank_result AS (groups bigint, chi_squared double precision, df bigint, p_value double precision);
COMMENT ON TYPE xm.logrank_result IS 'What xm.logrank returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm.logrank_add(state internal, state_of_group xm.survival) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logrank_add';
COMMENT ON FUNCTION xm.logrank_add(internal, xm.survival) IS 'Support: transition of xm.logrank.';
CREATE FUNCTION xm.logrank_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logrank_combine';
COMMENT ON FUNCTION xm.logrank_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.logrank_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logrank_serialize';
COMMENT ON FUNCTION xm.logrank_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.logrank_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logrank_deserialize';
COMMENT ON FUNCTION xm.logrank_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.logrank_final(state internal) RETURNS xm.logrank_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logrank_final';
COMMENT ON FUNCTION xm.logrank_final(internal) IS 'Support: final function of xm.logrank.';
CREATE AGGREGATE xm.logrank(s xm.survival) (SFUNC = xm.logrank_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm.logrank_final, COMBINEFUNC = xm.logrank_combine, SERIALFUNC = xm.logrank_serialize, DESERIALFUNC = xm.logrank_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.logrank(xm.survival) IS 'One row over groups: do their curves differ? Log-rank test (Mantel 1966) with the hypergeometric variance, as R survdiff. df is the number of groups at risk when somebody left, less 1; with one such group chi_squared and p_value are NULL. Up to 1,000 groups (22023).';

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
COMMENT ON AGGREGATE xm.cox("any", "any", VARIADIC "any") IS 'Proportional hazards (Cox 1972) of leaving: duration not negative, event true or 1 for those who left, then predictors as columns (labelled x1, x2 ...) or as one row argument with their names. Ties by Efron (1977), as R coxph. The hazard is relative: there is no constant. Rows with a NULL are skipped; NULL over no rows. Errors (22023): a negative duration, an event that is neither 0 nor 1, no events, a predictor that is constant or a linear function of those before it, a monotone likelihood (all events at one end of a predictor). Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200).';

-- Customer lifetime value: purchase histories, BG/NBD, Gamma-Gamma.
CREATE TYPE xm.clv_model;

CREATE FUNCTION xm.clv_model_in(cstring) RETURNS xm.clv_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clv_model_in';
COMMENT ON FUNCTION xm.clv_model_in(cstring) IS 'Support: text input of xm.clv_model.';
CREATE FUNCTION xm.clv_model_out(xm.clv_model) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clv_model_out';
COMMENT ON FUNCTION xm.clv_model_out(xm.clv_model) IS 'Support: text output of xm.clv_model.';
CREATE FUNCTION xm.clv_model_recv(internal) RETURNS xm.clv_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clv_model_recv';
COMMENT ON FUNCTION xm.clv_model_recv(internal) IS 'Support: binary input of xm.clv_model.';
CREATE FUNCTION xm.clv_model_send(xm.clv_model) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clv_model_send';
COMMENT ON FUNCTION xm.clv_model_send(xm.clv_model) IS 'Support: binary output of xm.clv_model.';

CREATE TYPE xm.clv_model (
  INPUT = xm.clv_model_in, OUTPUT = xm.clv_model_out, RECEIVE = xm.clv_model_recv, SEND = xm.clv_model_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.clv_model IS 'A fitted model of customer lifetime value: BG/NBD (xm.bg_nbd: how often customers buy, and when they stop) or Gamma-Gamma (xm.gamma_gamma: what they spend). xm.clv_parameters shows the parameters.';
CREATE CAST (xm.clv_model AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.clv_model AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE TYPE xm.purchase_history_result AS (frequency bigint, recency double precision, age double precision, monetary double precision);
COMMENT ON TYPE xm.purchase_history_result IS 'What xm.purchase_history returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet). STABLE: dates depend on the time zone of the session.
CREATE FUNCTION xm.purchase_history_add(state internal, at timestamp with time zone, amount numeric, observed_until timestamp with time zone) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_add';
COMMENT ON FUNCTION xm.purchase_history_add(internal, timestamp with time zone, numeric, timestamp with time zone) IS 'Support: transition of xm.purchase_history.';
CREATE FUNCTION xm.purchase_history_add(state internal, at timestamp with time zone, amount numeric, observed_until timestamp with time zone, unit interval) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_add';
COMMENT ON FUNCTION xm.purchase_history_add(internal, timestamp with time zone, numeric, timestamp with time zone, interval) IS 'Support: transition of xm.purchase_history.';
CREATE FUNCTION xm.purchase_history_add(state internal, at timestamp with time zone, amount double precision, observed_until timestamp with time zone) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_add';
COMMENT ON FUNCTION xm.purchase_history_add(internal, timestamp with time zone, double precision, timestamp with time zone) IS 'Support: transition of xm.purchase_history.';
CREATE FUNCTION xm.purchase_history_add(state internal, at timestamp with time zone, amount double precision, observed_until timestamp with time zone, unit interval) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_add';
COMMENT ON FUNCTION xm.purchase_history_add(internal, timestamp with time zone, double precision, timestamp with time zone, interval) IS 'Support: transition of xm.purchase_history.';
CREATE FUNCTION xm.purchase_history_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_combine';
COMMENT ON FUNCTION xm.purchase_history_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.purchase_history_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_serialize';
COMMENT ON FUNCTION xm.purchase_history_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.purchase_history_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_deserialize';
COMMENT ON FUNCTION xm.purchase_history_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.purchase_history_final(state internal) RETURNS xm.purchase_history_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_final';
COMMENT ON FUNCTION xm.purchase_history_final(internal) IS 'Support: final function of xm.purchase_history.';

CREATE AGGREGATE xm.purchase_history(at timestamp with time zone, amount numeric, observed_until timestamp with time zone) (SFUNC = xm.purchase_history_add, STYPE = internal, SSPACE = 400, FINALFUNC = xm.purchase_history_final, COMBINEFUNC = xm.purchase_history_combine, SERIALFUNC = xm.purchase_history_serialize, DESERIALFUNC = xm.purchase_history_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.purchase_history(timestamp with time zone, numeric, timestamp with time zone) IS 'One row per customer from the log of purchases: frequency (repeat purchases: distinct dates after the first, in the time zone of the session), recency (first to last purchase), age (first purchase to observed_until), monetary (mean over the repeat dates, amounts of one date added up; NULL without any). recency and age count weeks. Purchases after observed_until are ignored. The columns are what xm.bg_nbd and xm.gamma_gamma take (Fader, Hardie & Lee 2005). Rows with a NULL are skipped; NULL over no rows. Errors (22023): a negative or not finite amount, another observed_until or unit within one customer, a unit that is not positive.';
CREATE AGGREGATE xm.purchase_history(at timestamp with time zone, amount numeric, observed_until timestamp with time zone, unit interval) (SFUNC = xm.purchase_history_add, STYPE = internal, SSPACE = 400, FINALFUNC = xm.purchase_history_final, COMBINEFUNC = xm.purchase_history_combine, SERIALFUNC = xm.purchase_history_serialize, DESERIALFUNC = xm.purchase_history_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.purchase_history(timestamp with time zone, numeric, timestamp with time zone, interval) IS 'One row per customer from the log of purchases: frequency (repeat purchases: distinct dates after the first, in the time zone of the session), recency (first to last purchase), age (first purchase to observed_until), monetary (mean over the repeat dates, amounts of one date added up; NULL without any). recency and age count units of that interval (a month counts 30 days, a year 365.25). Purchases after observed_until are ignored. The columns are what xm.bg_nbd and xm.gamma_gamma take (Fader, Hardie & Lee 2005). Rows with a NULL are skipped; NULL over no rows. Errors (22023): a negative or not finite amount, another observed_until or unit within one customer, a unit that is not positive.';
CREATE AGGREGATE xm.purchase_history(at timestamp with time zone, amount double precision, observed_until timestamp with time zone) (SFUNC = xm.purchase_history_add, STYPE = internal, SSPACE = 400, FINALFUNC = xm.purchase_history_final, COMBINEFUNC = xm.purchase_history_combine, SERIALFUNC = xm.purchase_history_serialize, DESERIALFUNC = xm.purchase_history_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.purchase_history(timestamp with time zone, double precision, timestamp with time zone) IS 'One row per customer from the log of purchases: frequency (repeat purchases: distinct dates after the first, in the time zone of the session), recency (first to last purchase), age (first purchase to observed_until), monetary (mean over the repeat dates, amounts of one date added up; NULL without any). recency and age count weeks. Purchases after observed_until are ignored. The columns are what xm.bg_nbd and xm.gamma_gamma take (Fader, Hardie & Lee 2005). Rows with a NULL are skipped; NULL over no rows. Errors (22023): a negative or not finite amount, another observed_until or unit within one customer, a unit that is not positive.';
CREATE AGGREGATE xm.purchase_history(at timestamp with time zone, amount double precision, observed_until timestamp with time zone, unit interval) (SFUNC = xm.purchase_history_add, STYPE = internal, SSPACE = 400, FINALFUNC = xm.purchase_history_final, COMBINEFUNC = xm.purchase_history_combine, SERIALFUNC = xm.purchase_history_serialize, DESERIALFUNC = xm.purchase_history_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.purchase_history(timestamp with time zone, double precision, timestamp with time zone, interval) IS 'One row per customer from the log of purchases: frequency (repeat purchases: distinct dates after the first, in the time zone of the session), recency (first to last purchase), age (first purchase to observed_until), monetary (mean over the repeat dates, amounts of one date added up; NULL without any). recency and age count units of that interval (a month counts 30 days, a year 365.25). Purchases after observed_until are ignored. The columns are what xm.bg_nbd and xm.gamma_gamma take (Fader, Hardie & Lee 2005). Rows with a NULL are skipped; NULL over no rows. Errors (22023): a negative or not finite amount, another observed_until or unit within one customer, a unit that is not positive.';

CREATE FUNCTION xm.bg_nbd_add(state internal, frequency double precision, recency double precision, age double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_bg_nbd_add';
COMMENT ON FUNCTION xm.bg_nbd_add(internal, double precision, double precision, double precision) IS 'Support: transition of xm.bg_nbd.';
CREATE FUNCTION xm.bg_nbd_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_bg_nbd_combine';
COMMENT ON FUNCTION xm.bg_nbd_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.bg_nbd_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_bg_nbd_serialize';
COMMENT ON FUNCTION xm.bg_nbd_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.bg_nbd_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_bg_nbd_deserialize';
COMMENT ON FUNCTION xm.bg_nbd_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.bg_nbd_final(state internal) RETURNS xm.clv_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_bg_nbd_final';
COMMENT ON FUNCTION xm.bg_nbd_final(internal) IS 'Support: final function of xm.bg_nbd.';
CREATE AGGREGATE xm.bg_nbd(frequency double precision, recency double precision, age double precision) (SFUNC = xm.bg_nbd_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm.bg_nbd_final, COMBINEFUNC = xm.bg_nbd_combine, SERIALFUNC = xm.bg_nbd_serialize, DESERIALFUNC = xm.bg_nbd_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.bg_nbd(double precision, double precision, double precision) IS 'BG/NBD fitted by maximum likelihood over customers (Fader, Hardie & Lee 2005): frequency of repeat purchases (a whole number), recency and age in one unit. Equal customers are kept once. Rows with a NULL are skipped; NULL over no rows. Errors (22023): a fractional or negative frequency, recency below 0 or beyond age, no customer with a repeat purchase, a likelihood without a maximum. Memory is bounded by pg_xm.max_state_memory (53200).';

CREATE FUNCTION xm.gamma_gamma_add(state internal, frequency double precision, monetary double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_gamma_gamma_add';
COMMENT ON FUNCTION xm.gamma_gamma_add(internal, double precision, double precision) IS 'Support: transition of xm.gamma_gamma.';
CREATE FUNCTION xm.gamma_gamma_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_gamma_gamma_combine';
COMMENT ON FUNCTION xm.gamma_gamma_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.gamma_gamma_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_gamma_gamma_serialize';
COMMENT ON FUNCTION xm.gamma_gamma_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.gamma_gamma_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_gamma_gamma_deserialize';
COMMENT ON FUNCTION xm.gamma_gamma_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.gamma_gamma_final(state internal) RETURNS xm.clv_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_gamma_gamma_final';
COMMENT ON FUNCTION xm.gamma_gamma_final(internal) IS 'Support: final function of xm.gamma_gamma.';
CREATE AGGREGATE xm.gamma_gamma(frequency double precision, monetary double precision) (SFUNC = xm.gamma_gamma_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm.gamma_gamma_final, COMBINEFUNC = xm.gamma_gamma_combine, SERIALFUNC = xm.gamma_gamma_serialize, DESERIALFUNC = xm.gamma_gamma_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.gamma_gamma(double precision, double precision) IS 'Gamma-Gamma model of spend per purchase fitted by maximum likelihood over customers (Fader & Hardie 2013): frequency of repeat purchases and their mean amount. Customers without a repeat purchase, with amount 0 or a NULL are skipped; NULL over no rows. Errors (22023): a fractional or negative frequency, a negative amount, amounts without spread, a likelihood without a maximum.';

CREATE FUNCTION xm.clv_parameters(model xm.clv_model, OUT parameter text, OUT estimate double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_clv_parameters';
COMMENT ON FUNCTION xm.clv_parameters(xm.clv_model) IS 'The parameters, one row each: r, alpha, a, b of BG/NBD, or p, q, gamma of Gamma-Gamma; then log_likelihood.';
CREATE FUNCTION xm.expected_purchases(bg xm.clv_model, frequency double precision, recency double precision, age double precision, horizon double precision) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'xm_expected_purchases';
COMMENT ON FUNCTION xm.expected_purchases(xm.clv_model, double precision, double precision, double precision, double precision) IS 'Purchases to expect of this customer within the next horizon, in the unit of age (Fader, Hardie & Lee 2005, eq. 10, by a series that does not overflow). Errors (22023): a model that is not BG/NBD, recency beyond age, a frequency that is not whole, a horizon outside 0..10000 x (alpha + age).';
CREATE FUNCTION xm.p_alive(bg xm.clv_model, frequency double precision, recency double precision, age double precision) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_p_alive';
COMMENT ON FUNCTION xm.p_alive(xm.clv_model, double precision, double precision, double precision) IS 'Probability that this customer is still one (Fader, Hardie & Lee 2005; Fader, Hardie & Lee 2008, note on P(alive)); 1 without a repeat purchase. Errors as xm.expected_purchases.';
CREATE FUNCTION xm.expected_spend(gg xm.clv_model, frequency double precision, monetary double precision) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_expected_spend';
COMMENT ON FUNCTION xm.expected_spend(xm.clv_model, double precision, double precision) IS 'Mean spend per purchase to expect of this customer: between the own mean and that of all customers (Fader & Hardie 2013). monetary may be NULL where frequency is 0: the mean of all. Errors: a model that is not Gamma-Gamma, a negative amount (22023), a mean that is infinite because q is at most 1 (22003).';
CREATE FUNCTION xm.customer_value(bg xm.clv_model, gg xm.clv_model, frequency double precision, recency double precision, age double precision, monetary double precision, horizon double precision, discount_rate double precision) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 AS 'MODULE_PATHNAME', 'xm_customer_value';
COMMENT ON FUNCTION xm.customer_value(xm.clv_model, xm.clv_model, double precision, double precision, double precision, double precision, double precision, double precision) IS 'What this customer will spend up to the horizon, in todays money: expected spend x expected purchases of each unit of age, discounted at the end of the unit by discount_rate (per unit: 0.1 a year is about 0.0018 a week). The horizon is a whole number of units, 0..10000. monetary may be NULL where frequency is 0. Errors as xm.expected_purchases and xm.expected_spend; a discount rate that is not above -1 (22023).';

