-- How long people stay. Transition and merge functions are not STRICT: the first value must be copied,
-- not taken over as the state.
CREATE TYPE xm.survival;

CREATE FUNCTION xm_internal.survival_in(cstring) RETURNS xm.survival LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_in';
COMMENT ON FUNCTION xm_internal.survival_in(cstring) IS 'Support: text input of xm.survival.';
CREATE FUNCTION xm_internal.survival_out(xm.survival) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_out';
COMMENT ON FUNCTION xm_internal.survival_out(xm.survival) IS 'Support: text output of xm.survival.';
CREATE FUNCTION xm_internal.survival_recv(internal) RETURNS xm.survival LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_recv';
COMMENT ON FUNCTION xm_internal.survival_recv(internal) IS 'Support: binary input of xm.survival.';
CREATE FUNCTION xm_internal.survival_send(xm.survival) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_send';
COMMENT ON FUNCTION xm_internal.survival_send(xm.survival) IS 'Support: binary output of xm.survival.';

CREATE TYPE xm.survival (
  INPUT = xm_internal.survival_in, OUTPUT = xm_internal.survival_out, RECEIVE = xm_internal.survival_recv, SEND = xm_internal.survival_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.survival IS 'How many people left and how many were last seen, at each time: Kaplan-Meier curves, medians, restricted means and log-rank tests without the rows. Counts only, no weights; merges exactly. Made by xm.survival, merged by xm.rollup.';
CREATE CAST (xm.survival AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.survival AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration "any", event "any") RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, "any", "any") IS 'Support: transition of xm.survival.';
CREATE FUNCTION xm_internal.survival_merge(state xm.survival, other xm.survival) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_merge';
COMMENT ON FUNCTION xm_internal.survival_merge(xm.survival, xm.survival) IS 'Support: merges two states.';
CREATE FUNCTION xm_internal.survival_final(state xm.survival) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_final';
COMMENT ON FUNCTION xm_internal.survival_final(xm.survival) IS 'Support: the canonical form of a running state.';

CREATE AGGREGATE xm.survival(duration "any", event "any") (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival("any", "any") IS 'The state from which Kaplan-Meier curves and log-rank tests follow: the times at which people left (event true or 1) or were last seen (false or 0). duration: any integer, numeric or floating type, not negative; event: boolean or 0/1 of any such type. Whole times (days, weeks) are exact and take a counter each. Fractional times are read as their nearest decimal of 8 significant digits, so that times that differ by rounding only are ties (0.1 + 0.2 is 0.3, as with timefix in R), in any order and split of the rows; two values on either side of a boundary between such decimals stay apart. Distinct fractional times take 16 bytes each and grow, so round them where the unit allows. Rows with a NULL are skipped; others are errors (22023); NULL over no rows.';
CREATE AGGREGATE xm.rollup(state xm.survival) (SFUNC = xm_internal.survival_merge, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.survival) IS 'The state of all the rows behind the states together, bit for bit whatever the order. NULL states are skipped.';

CREATE TYPE xm.survival_table_row AS ("time" double precision, at_risk bigint, events bigint, censored bigint, survival double precision, std_error double precision, lower double precision, upper double precision);
COMMENT ON TYPE xm.survival_table_row IS 'A row of what xm.survival_table returns; columns are only ever appended.';
CREATE FUNCTION xm.survival_table(state xm.survival, confidence double precision DEFAULT 0.95) RETURNS SETOF xm.survival_table_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100 AS 'MODULE_PATHNAME', 'xm_survival_table';
COMMENT ON FUNCTION xm.survival_table(xm.survival, double precision) IS 'One row per distinct time, the Kaplan-Meier (1958) curve: people at risk, those who left and were last seen then, the share that survives it (a fraction), Greenwood standard error of that share, and bounds exp(log S -+ z se / S) cut at 1, as R survfit. std_error and bounds are NULL where survival is 0.';
CREATE FUNCTION xm.survival_at(state xm.survival, "time" double precision) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_at';
COMMENT ON FUNCTION xm.survival_at(xm.survival, double precision) IS 'The share that survives this time, 0..1 (right-continuous; 1 before the first event; a fractional time is read as those of the rows). NULL beyond the last time unless survival is 0 there. A negative time is an error (22023).';
CREATE TYPE xm.estimate_survival_result AS (value double precision, std_error double precision, lower double precision, upper double precision, at_risk bigint);
COMMENT ON TYPE xm.estimate_survival_result IS 'What xm.estimate returns; columns are only ever appended.';
CREATE FUNCTION xm.estimate(state xm.survival, "time" double precision, confidence double precision DEFAULT 0.95) RETURNS xm.estimate_survival_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_estimate_survival';
COMMENT ON FUNCTION xm.estimate(xm.survival, double precision, double precision) IS 'One row: the share that survives this time (a fraction), with its standard error and bounds as in xm.survival_table (NULL before the first event and where the share is 0), and the people at risk just before. NULL beyond the last time unless survival is 0 there. A negative time is an error (22023).';
CREATE FUNCTION xm.last_time(state xm.survival) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_last_time';
COMMENT ON FUNCTION xm.last_time(xm.survival) IS 'The last time at which somebody left or was seen, in the unit of the durations: how far the curve is known. NULL gives NULL.';
CREATE TYPE xm.survival_quantile_result AS ("time" double precision, lower double precision, upper double precision);
COMMENT ON TYPE xm.survival_quantile_result IS 'What xm.survival_quantile returns; columns are only ever appended.';
CREATE FUNCTION xm.survival_quantile(state xm.survival, p double precision, confidence double precision DEFAULT 0.95) RETURNS xm.survival_quantile_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_quantile';
COMMENT ON FUNCTION xm.survival_quantile(xm.survival, double precision, double precision) IS 'One row: the time by which the share p has left (0.5: the median), where survival is first at most 1 - p, or the middle of a stretch where it is flat at 1 - p (within 1e-9); and the same of the lower and upper bounds of the curve as in xm.survival_table (Brookmeyer & Crowley 1982), as R quantile.survfit. NULL where the curve or bound is not reached. p outside 0..1 is an error (22023).';
CREATE FUNCTION xm.median_survival(state xm.survival) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_median_survival';
COMMENT ON FUNCTION xm.median_survival(xm.survival) IS 'The first time at which survival is at most one half, in the unit of the durations; where the curve is flat at one half the middle of that stretch, as R. NULL if it is never reached.';
CREATE FUNCTION xm.restricted_mean(state xm.survival, horizon double precision) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_restricted_mean';
COMMENT ON FUNCTION xm.restricted_mean(xm.survival, double precision) IS 'The mean time until leaving, at most the horizon, in the unit of the durations: the area under the curve up to it. NULL beyond the last time unless survival is 0 there. A negative horizon is an error (22023).';
CREATE TYPE xm.estimate_restricted_mean_result AS (value double precision, std_error double precision, lower double precision, upper double precision);
COMMENT ON TYPE xm.estimate_restricted_mean_result IS 'What xm.estimate_restricted_mean returns; columns are only ever appended.';
CREATE FUNCTION xm.estimate_restricted_mean(state xm.survival, horizon double precision, confidence double precision DEFAULT 0.95) RETURNS xm.estimate_restricted_mean_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_estimate_restricted_mean';
COMMENT ON FUNCTION xm.estimate_restricted_mean(xm.survival, double precision, double precision) IS 'One row: xm.restricted_mean with its standard error (Greenwood 1926; Klein & Moeschberger 2003, 4.5) and normal interval, in the unit of the times. Spreads are NULL where nobody left before the horizon, all is NULL beyond the last time unless survival is 0 there. A negative horizon is an error (22023).';
CREATE FUNCTION xm.compare(a xm.survival, b xm.survival, horizon double precision, confidence double precision DEFAULT 0.95) RETURNS xm.compare_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare_survival';
COMMENT ON FUNCTION xm.compare(xm.survival, xm.survival, double precision, double precision) IS 'One row: restricted mean of a minus that of b up to the horizon (time gained or lost per person), its standard error (Greenwood), normal interval, z and two-sided p-value (Klein & Moeschberger 2003). For two independent groups. A horizon beyond the last time of a curve on which people remain is an error (22023) that names that time; see xm.last_time.';

CREATE TYPE xm.logrank_result AS (groups bigint, chi_squared double precision, df bigint, p_value double precision);
COMMENT ON TYPE xm.logrank_result IS 'What xm.logrank returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.logrank_add(state internal, state_of_group xm.survival) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logrank_add';
COMMENT ON FUNCTION xm_internal.logrank_add(internal, xm.survival) IS 'Support: transition of xm.logrank.';
CREATE FUNCTION xm_internal.logrank_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logrank_combine';
COMMENT ON FUNCTION xm_internal.logrank_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.logrank_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logrank_serialize';
COMMENT ON FUNCTION xm_internal.logrank_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.logrank_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logrank_deserialize';
COMMENT ON FUNCTION xm_internal.logrank_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.logrank_final(state internal) RETURNS xm.logrank_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_logrank_final';
COMMENT ON FUNCTION xm_internal.logrank_final(internal) IS 'Support: final function of xm.logrank.';
CREATE AGGREGATE xm.logrank(s xm.survival) (SFUNC = xm_internal.logrank_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.logrank_final, COMBINEFUNC = xm_internal.logrank_combine, SERIALFUNC = xm_internal.logrank_serialize, DESERIALFUNC = xm_internal.logrank_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.logrank(xm.survival) IS 'One row over groups: the log-rank test (Mantel 1966) of whether their curves differ, with the hypergeometric variance, as R survdiff. df is the number of groups at risk when somebody left, less 1; with one such group chi_squared and p_value are NULL. Up to 1,000 groups (22023).';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration double precision, event boolean) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, double precision, boolean) IS 'Support: transition of xm.survival(double precision, boolean).';
CREATE AGGREGATE xm.survival(duration double precision, event boolean) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(double precision, boolean) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration double precision, event smallint) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, double precision, smallint) IS 'Support: transition of xm.survival(double precision, smallint).';
CREATE AGGREGATE xm.survival(duration double precision, event smallint) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(double precision, smallint) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration double precision, event integer) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, double precision, integer) IS 'Support: transition of xm.survival(double precision, integer).';
CREATE AGGREGATE xm.survival(duration double precision, event integer) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(double precision, integer) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration double precision, event bigint) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, double precision, bigint) IS 'Support: transition of xm.survival(double precision, bigint).';
CREATE AGGREGATE xm.survival(duration double precision, event bigint) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(double precision, bigint) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration integer, event boolean) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, integer, boolean) IS 'Support: transition of xm.survival(integer, boolean).';
CREATE AGGREGATE xm.survival(duration integer, event boolean) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(integer, boolean) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration integer, event smallint) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, integer, smallint) IS 'Support: transition of xm.survival(integer, smallint).';
CREATE AGGREGATE xm.survival(duration integer, event smallint) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(integer, smallint) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration integer, event integer) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, integer, integer) IS 'Support: transition of xm.survival(integer, integer).';
CREATE AGGREGATE xm.survival(duration integer, event integer) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(integer, integer) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration integer, event bigint) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, integer, bigint) IS 'Support: transition of xm.survival(integer, bigint).';
CREATE AGGREGATE xm.survival(duration integer, event bigint) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(integer, bigint) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration bigint, event boolean) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, bigint, boolean) IS 'Support: transition of xm.survival(bigint, boolean).';
CREATE AGGREGATE xm.survival(duration bigint, event boolean) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(bigint, boolean) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration bigint, event smallint) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, bigint, smallint) IS 'Support: transition of xm.survival(bigint, smallint).';
CREATE AGGREGATE xm.survival(duration bigint, event smallint) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(bigint, smallint) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration bigint, event integer) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, bigint, integer) IS 'Support: transition of xm.survival(bigint, integer).';
CREATE AGGREGATE xm.survival(duration bigint, event integer) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(bigint, integer) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
CREATE FUNCTION xm_internal.survival_add(state xm.survival, duration bigint, event bigint) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_add';
COMMENT ON FUNCTION xm_internal.survival_add(xm.survival, bigint, bigint) IS 'Support: transition of xm.survival(bigint, bigint).';
CREATE AGGREGATE xm.survival(duration bigint, event bigint) (SFUNC = xm_internal.survival_add, STYPE = xm.survival, SSPACE = 600, FINALFUNC = xm_internal.survival_final, COMBINEFUNC = xm_internal.survival_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.survival(bigint, bigint) IS 'The state of the times at which people left or were last seen. Of declared types, the same as xm.survival("any", "any").';
