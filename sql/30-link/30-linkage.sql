-- xm.linkage: does employee experience go with customer experience? Transition and merge functions
-- are not STRICT: the first value must be copied, not taken over as the state.
CREATE TYPE xm.linkage;

CREATE FUNCTION xm_internal.linkage_in(cstring) RETURNS xm.linkage LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_in';
COMMENT ON FUNCTION xm_internal.linkage_in(cstring) IS 'Support: text input of xm.linkage.';
CREATE FUNCTION xm_internal.linkage_out(xm.linkage) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_out';
COMMENT ON FUNCTION xm_internal.linkage_out(xm.linkage) IS 'Support: text output of xm.linkage.';
CREATE FUNCTION xm_internal.linkage_recv(internal) RETURNS xm.linkage LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_recv';
COMMENT ON FUNCTION xm_internal.linkage_recv(internal) IS 'Support: binary input of xm.linkage.';
CREATE FUNCTION xm_internal.linkage_send(xm.linkage) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_send';
COMMENT ON FUNCTION xm_internal.linkage_send(xm.linkage) IS 'Support: binary output of xm.linkage.';

CREATE TYPE xm.linkage (
  INPUT = xm_internal.linkage_in, OUTPUT = xm_internal.linkage_out, RECEIVE = xm_internal.linkage_recv, SEND = xm_internal.linkage_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.linkage IS 'Link between the scores of employees and customers over units: their co-moments, and what tells sampling error from true differences. Made by xm.link, merged by xm.rollup, asked by xm.linkage_summary.';
CREATE CAST (xm.linkage AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.linkage AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm_internal.link_add(state xm.linkage, ex xm.ratings, cx xm.ratings) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_link_add_ratings';
COMMENT ON FUNCTION xm_internal.link_add(xm.linkage, xm.ratings, xm.ratings) IS 'Support: transition of xm.link(xm.ratings, xm.ratings).';
CREATE FUNCTION xm_internal.link_add(state xm.linkage, ex xm.ratings, cx xm.ratings, ex_metric xm.metric, cx_metric xm.metric) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_link_add_ratings_by_metric';
COMMENT ON FUNCTION xm_internal.link_add(xm.linkage, xm.ratings, xm.ratings, xm.metric, xm.metric) IS 'Support: transition of xm.link(xm.ratings, xm.ratings, xm.metric, xm.metric).';
CREATE FUNCTION xm_internal.link_add(state xm.linkage, ex double precision, cx double precision) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_link_add_scores';
COMMENT ON FUNCTION xm_internal.link_add(xm.linkage, double precision, double precision) IS 'Support: transition of xm.link(double precision, double precision).';
CREATE FUNCTION xm_internal.link_add(state xm.linkage, ex double precision, cx double precision, ex_std_error double precision, cx_std_error double precision) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_link_add_scores_with_errors';
COMMENT ON FUNCTION xm_internal.link_add(xm.linkage, double precision, double precision, double precision, double precision) IS 'Support: transition of xm.link(double precision, double precision, double precision, double precision).';
CREATE FUNCTION xm_internal.linkage_merge(state xm.linkage, other xm.linkage) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_merge';
COMMENT ON FUNCTION xm_internal.linkage_merge(xm.linkage, xm.linkage) IS 'Support: merges two linkages.';

CREATE AGGREGATE xm.link(ex xm.ratings, cx xm.ratings) (SFUNC = xm_internal.link_add, STYPE = xm.linkage, SSPACE = 200, COMBINEFUNC = xm_internal.linkage_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.link(xm.ratings, xm.ratings) IS 'The state of the link (ask xm.linkage_summary) between employee and customer experience over units: one row per unit with the ratings of both sides, each scored by its mean. Units count equally; a unit with a NULL is skipped; NULL over no units.';
CREATE AGGREGATE xm.link(ex xm.ratings, cx xm.ratings, ex_metric xm.metric, cx_metric xm.metric) (SFUNC = xm_internal.link_add, STYPE = xm.linkage, SSPACE = 200, COMBINEFUNC = xm_internal.linkage_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.link(xm.ratings, xm.ratings, xm.metric, xm.metric) IS 'The state of the link (ask xm.linkage_summary) between employee and customer experience over units, each side scored by its metric (the same for all units, else 22023). Units count equally; a unit with a NULL is skipped; NULL over no units.';
CREATE AGGREGATE xm.link(ex double precision, cx double precision) (SFUNC = xm_internal.link_add, STYPE = xm.linkage, SSPACE = 200, COMBINEFUNC = xm_internal.linkage_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.link(double precision, double precision) IS 'The state of the link (ask xm.linkage_summary) between employee and customer scores that arrive already averaged, one row per unit (not per answer: look at units in the summary). Without standard errors there are no reliabilities and no corrected figures. A unit with a NULL is skipped; a score must be finite and within 1e50 (else 22023).';
CREATE AGGREGATE xm.link(ex double precision, cx double precision, ex_std_error double precision, cx_std_error double precision) (SFUNC = xm_internal.link_add, STYPE = xm.linkage, SSPACE = 200, COMBINEFUNC = xm_internal.linkage_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.link(double precision, double precision, double precision, double precision) IS 'The state of the link (ask xm.linkage_summary) between employee and customer scores that arrive already averaged, with the standard error of each, from which the reliabilities follow. A unit with a NULL is skipped; scores must be finite and within 1e50, standard errors not negative (else 22023; 0 for a side without sampling error).';

CREATE AGGREGATE xm.rollup(state xm.linkage) (SFUNC = xm_internal.linkage_merge, STYPE = xm.linkage, SSPACE = 200, COMBINEFUNC = xm_internal.linkage_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.linkage) IS 'The linkage of all units behind the states together. NULL states are skipped; states of different forms or metrics do not merge (22023).';

CREATE TYPE xm.linkage_summary_result AS (units bigint, employees bigint, customers bigint, ex_mean double precision, cx_mean double precision, r double precision, r_lower double precision, r_upper double precision, p_value double precision, ex_reliability double precision, cx_reliability double precision, r_corrected double precision, slope double precision, slope_std_error double precision, slope_corrected double precision, intercept double precision, r_squared double precision, r_corrected_lower double precision, r_corrected_upper double precision);
COMMENT ON TYPE xm.linkage_summary_result IS 'What xm.linkage_summary returns; columns are only ever appended.';
CREATE FUNCTION xm.linkage_summary(l xm.linkage, confidence double precision DEFAULT 0.95) RETURNS xm.linkage_summary_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_summary';
COMMENT ON FUNCTION xm.linkage_summary(xm.linkage, double precision) IS 'One row: units, responses of both sides, means of the unit scores; Pearson r with Fisher (1921) interval (from 4 units) and p-value; reliability of each side (1 - mean sampling variance / variance of the unit scores, at least 0); r corrected for unreliability (Spearman 1904; NULL where a reliability is 0, never beyond +-1) and its bounds, taking the reliabilities as known; least-squares slope of customer on employee scores, its standard error, the slope divided by ex_reliability, intercept, r squared. Correlation is not cause. NULL where units are too few or a side has no spread.';
