-- pg_xm: what users call lives in schema xm, which the control file creates, but for operators (see 90-operators).
-- Functions are IMMUTABLE STRICT PARALLEL SAFE unless a reason stands next to them.
-- COMMENTs that begin with "Support:" belong to functions of schema xm_internal.
\echo Use "CREATE EXTENSION pg_xm" to load this file. \quit

GRANT USAGE ON SCHEMA xm TO PUBLIC;
COMMENT ON SCHEMA xm IS 'pg_xm: employee and customer experience.';
-- What users never call: functions of types, aggregates and operators, which find them by identity.
CREATE SCHEMA xm_internal;
GRANT USAGE ON SCHEMA xm_internal TO PUBLIC;
COMMENT ON SCHEMA xm_internal IS 'pg_xm: functions that stand behind its types, aggregates and operators; not for calling.';

CREATE FUNCTION xm_internal.check_library(version text) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_check_library'; -- STABLE: the library can be replaced
COMMENT ON FUNCTION xm_internal.check_library(text) IS 'Support: raises an error with a HINT if the installed library is older than this version; the first act of install and upgrade scripts.';

SELECT xm_internal.check_library('0.12.0'::pg_catalog.text);

CREATE FUNCTION xm.version() RETURNS text LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_version'; -- STABLE: the library can be replaced
COMMENT ON FUNCTION xm.version() IS 'Version of the pg_xm library that this session has loaded, a text such as 0.1.0.';

-- xm.metric: a scoring rule on integer ratings.
CREATE TYPE xm.metric;

CREATE FUNCTION xm_internal.metric_in(cstring) RETURNS xm.metric LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_metric_in';
COMMENT ON FUNCTION xm_internal.metric_in(cstring) IS 'Support: text input of xm.metric.';
CREATE FUNCTION xm_internal.metric_out(xm.metric) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_metric_out';
COMMENT ON FUNCTION xm_internal.metric_out(xm.metric) IS 'Support: text output of xm.metric.';
CREATE FUNCTION xm_internal.metric_recv(internal) RETURNS xm.metric LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_metric_recv';
COMMENT ON FUNCTION xm_internal.metric_recv(internal) IS 'Support: binary input of xm.metric.';
CREATE FUNCTION xm_internal.metric_send(xm.metric) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_metric_send';
COMMENT ON FUNCTION xm_internal.metric_send(xm.metric) IS 'Support: binary output of xm.metric.';

CREATE TYPE xm.metric (
  INPUT = xm_internal.metric_in, OUTPUT = xm_internal.metric_out, RECEIVE = xm_internal.metric_recv, SEND = xm_internal.metric_send,
  INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4, STORAGE = plain
);
COMMENT ON TYPE xm.metric IS 'A scoring rule on integer ratings: nps (100 x share of 9-10 minus share of 0-6; ratings 0..10; Reichheld 2003), mean, share[a,b] (per cent of ratings in a..b), index[a,b] (mean rescaled so that a is 0 and b is 100), csat (per cent of 4-5; ratings 1..5), ces (per cent of 5-7; ratings 1..7; CES 2.0). Text casts to it.';

CREATE CAST (text AS xm.metric) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (text AS xm.metric) IS 'Reads a metric such as nps or share[4,5]; malformed text is 22P02.';
CREATE CAST (varchar AS xm.metric) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (varchar AS xm.metric) IS 'Reads a metric such as nps or share[4,5]; malformed text is 22P02.';

-- xm.ratings: the frequency distribution of integer ratings 0..100. Transition and merge functions are
-- not STRICT: the first value must be copied, not taken over as the state.
CREATE TYPE xm.ratings;

CREATE FUNCTION xm_internal.ratings_in(cstring) RETURNS xm.ratings LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_in';
COMMENT ON FUNCTION xm_internal.ratings_in(cstring) IS 'Support: text input of xm.ratings.';
CREATE FUNCTION xm_internal.ratings_out(xm.ratings) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_out';
COMMENT ON FUNCTION xm_internal.ratings_out(xm.ratings) IS 'Support: text output of xm.ratings.';
CREATE FUNCTION xm_internal.ratings_recv(internal) RETURNS xm.ratings LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_recv';
COMMENT ON FUNCTION xm_internal.ratings_recv(internal) IS 'Support: binary input of xm.ratings.';
CREATE FUNCTION xm_internal.ratings_send(xm.ratings) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_send';
COMMENT ON FUNCTION xm_internal.ratings_send(xm.ratings) IS 'Support: binary output of xm.ratings.';

CREATE TYPE xm.ratings (
  INPUT = xm_internal.ratings_in, OUTPUT = xm_internal.ratings_out, RECEIVE = xm_internal.ratings_recv, SEND = xm_internal.ratings_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.ratings IS 'Frequency distribution of integer ratings 0..100, weighted if xm.ratings(rating, weight) made it: responses, and with weights the sums of w and of w squared, per rating. Merges exactly: xm.rollup, +.';
CREATE CAST (xm.ratings AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.ratings AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating boolean) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_bool';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, boolean) IS 'Support: transition of xm.ratings(boolean).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating smallint) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_int2';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, smallint) IS 'Support: transition of xm.ratings(smallint).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating integer) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_int4';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, integer) IS 'Support: transition of xm.ratings(integer).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating bigint) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_int8';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, bigint) IS 'Support: transition of xm.ratings(bigint).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating numeric) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_numeric';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, numeric) IS 'Support: transition of xm.ratings(numeric).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating real) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_float4';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, real) IS 'Support: transition of xm.ratings(real).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_float8';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, double precision) IS 'Support: transition of xm.ratings(double precision).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating smallint, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_int2';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, smallint, double precision) IS 'Support: transition of xm.ratings(smallint, double precision).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating integer, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_int4';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, integer, double precision) IS 'Support: transition of xm.ratings(integer, double precision).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating bigint, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_int8';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, bigint, double precision) IS 'Support: transition of xm.ratings(bigint, double precision).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating numeric, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_numeric';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, numeric, double precision) IS 'Support: transition of xm.ratings(numeric, double precision).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating real, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_float4';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, real, double precision) IS 'Support: transition of xm.ratings(real, double precision).';
CREATE FUNCTION xm_internal.ratings_add(state xm.ratings, rating double precision, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_float8';
COMMENT ON FUNCTION xm_internal.ratings_add(xm.ratings, double precision, double precision) IS 'Support: transition of xm.ratings(double precision, double precision).';
CREATE FUNCTION xm_internal.ratings_merge(state xm.ratings, other xm.ratings) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_merge';
COMMENT ON FUNCTION xm_internal.ratings_merge(xm.ratings, xm.ratings) IS 'Support: merges two running states.';
CREATE FUNCTION xm_internal.ratings_final(state xm.ratings) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_final';
COMMENT ON FUNCTION xm_internal.ratings_final(xm.ratings) IS 'Support: the canonical form of a running state.';

CREATE AGGREGATE xm.ratings(rating boolean) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(boolean) IS 'Frequency distribution of yes and no: true is 1, false 0, as for the metric share[1,1]. NULL rows are skipped; NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating smallint) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(smallint) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating integer) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(integer) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating bigint) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(bigint) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating numeric) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(numeric) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating real) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(real) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(double precision) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating smallint, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(smallint, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating integer, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(integer, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating bigint, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(bigint, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating numeric, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(numeric, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating real, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(real, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating double precision, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(double precision, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';

CREATE AGGREGATE xm.rollup(state xm.ratings) (SFUNC = xm_internal.ratings_merge, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm_internal.ratings_final, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.ratings) IS 'The distribution of all the rows behind the states together, bit for bit whatever the order (weighted: to 1e-12). NULL states are skipped; weighted and unweighted ones do not merge (22023).';

CREATE FUNCTION xm.responses(r xm.ratings) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_responses';
COMMENT ON FUNCTION xm.responses(xm.ratings) IS 'Number of responses (rows) behind the state.';
CREATE FUNCTION xm.weight(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_weight';
COMMENT ON FUNCTION xm.weight(xm.ratings) IS 'Sum of the weights; the number of responses where there are none.';
CREATE FUNCTION xm.effective_n(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_effective_n';
COMMENT ON FUNCTION xm.effective_n(xm.ratings) IS 'Effective number of responses: (sum w)^2 / sum w^2 (Kish 1965); the number of responses where there are no weights.';
CREATE FUNCTION xm.stddev(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_stddev';
COMMENT ON FUNCTION xm.stddev(xm.ratings) IS 'Standard deviation of the ratings, n - 1 in the denominator; weighted: the root of n / (n - 1) times the weighted mean square, as R survey::svyvar. NULL below two responses.';

CREATE TYPE xm.distribution_row AS (rating integer, responses bigint, weight double precision, share double precision);
COMMENT ON TYPE xm.distribution_row IS 'A row of what xm.distribution returns; columns are only ever appended.';
CREATE FUNCTION xm.distribution(r xm.ratings) RETURNS SETOF xm.distribution_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11 AS 'MODULE_PATHNAME', 'xm_ratings_distribution';
COMMENT ON FUNCTION xm.distribution(xm.ratings) IS 'One row per rating that occurs: responses, weight (responses where there are none) and share of the weight, a fraction.';

-- Scores of a distribution under a metric.
CREATE FUNCTION xm.score(r xm.ratings, metric xm.metric) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_score';
COMMENT ON FUNCTION xm.score(xm.ratings, xm.metric) IS 'The value of the metric, in its unit (per cent; mean: points of the scale): weighted mean of the scored ratings. A rating outside the range of nps, csat or ces is an error (22023).';

CREATE FUNCTION xm.nps(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_nps';
COMMENT ON FUNCTION xm.nps(xm.ratings) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). A rating outside 0..10 is an error (22023).';
CREATE FUNCTION xm.csat(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_csat';
COMMENT ON FUNCTION xm.csat(xm.ratings) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. A rating outside 1..5 is an error (22023).';
CREATE FUNCTION xm.ces(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ces';
COMMENT ON FUNCTION xm.ces(xm.ratings) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). A rating outside 1..7 is an error (22023).';
CREATE FUNCTION xm.mean(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_mean';
COMMENT ON FUNCTION xm.mean(xm.ratings) IS 'Mean rating, in points of the scale; weighted if the state is.';

-- In one step from the ratings; the state is that of xm.ratings, so that several of them in one query share it.
CREATE AGGREGATE xm.nps(rating smallint) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(smallint) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating integer) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(integer) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating bigint) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(bigint) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating numeric) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(numeric) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating real) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(real) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(double precision) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating smallint) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(smallint) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating integer) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(integer) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating bigint) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(bigint) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating numeric) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(numeric) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating real) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(real) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(double precision) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating smallint) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(smallint) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating integer) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(integer) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating bigint) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(bigint) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating numeric) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(numeric) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating real) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(real) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(double precision) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';

-- The same, weighted.
CREATE AGGREGATE xm.nps(rating smallint, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(smallint, double precision) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating integer, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(integer, double precision) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating bigint, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(bigint, double precision) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating numeric, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(numeric, double precision) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating real, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(real, double precision) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating double precision, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.nps, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(double precision, double precision) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating smallint, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(smallint, double precision) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating integer, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(integer, double precision) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating bigint, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(bigint, double precision) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating numeric, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(numeric, double precision) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating real, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(real, double precision) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating double precision, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.csat, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(double precision, double precision) IS 'Customer satisfaction, 0..100: per cent of ratings 4-5 on a 1..5 scale. Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating smallint, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(smallint, double precision) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating integer, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(integer, double precision) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating bigint, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(bigint, double precision) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating numeric, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(numeric, double precision) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating real, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(real, double precision) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating double precision, weight double precision) (SFUNC = xm_internal.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ces, COMBINEFUNC = xm_internal.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(double precision, double precision) IS 'Customer Effort Score 2.0, 0..100: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). Rows count by their weight: 0 (skipped) or 1e-100..1e100. Rows with a NULL are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';

CREATE TYPE xm.estimate_result AS (value double precision, std_error double precision, lower double precision, upper double precision, responses bigint, effective_n double precision);
COMMENT ON TYPE xm.estimate_result IS 'What xm.estimate returns; columns are only ever appended.';
CREATE FUNCTION xm.estimate(r xm.ratings, metric xm.metric DEFAULT 'mean', confidence double precision DEFAULT 0.95) RETURNS xm.estimate_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_estimate';
COMMENT ON FUNCTION xm.estimate(xm.ratings, xm.metric, double precision) IS 'One row: the value of the metric, its standard error (Taylor linearisation, as R survey::svymean) and interval: Student t on n - 1 for mean and index, Wilson (1927) on the effective n for shares, csat and ces, adjusted Wald (Rocks 2016) for nps, cut at +-100 and stretched to the value where it would leave it out (few answers that agree). Errors and bounds are NULL for one response. Confidence outside (0,1) is an error (22023).';

CREATE TYPE xm.compare_result AS (difference double precision, std_error double precision, lower double precision, upper double precision, statistic double precision, p_value double precision);
COMMENT ON TYPE xm.compare_result IS 'What xm.compare returns; columns are only ever appended.';
CREATE FUNCTION xm.compare(a xm.ratings, b xm.ratings, metric xm.metric DEFAULT 'mean', confidence double precision DEFAULT 0.95) RETURNS xm.compare_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare';
COMMENT ON FUNCTION xm.compare(xm.ratings, xm.ratings, xm.metric, double precision) IS 'One row: value of a minus value of b, its standard error, interval, t statistic and two-sided p-value: linearised errors added, Welch (1947) and Satterthwaite (1946) degrees of freedom; without weights, Welch''s t test. For two independent groups. All but the difference are NULL if a side has one response; bounds, statistic and p_value also where neither side has any spread.';

-- xm.moments: n, means and co-moments of up to 256 variables. Transition and merge functions are not
-- STRICT: the first value must be copied, not taken over as the state.
CREATE TYPE xm.moments;

CREATE FUNCTION xm_internal.moments_in(cstring) RETURNS xm.moments LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_in';
COMMENT ON FUNCTION xm_internal.moments_in(cstring) IS 'Support: text input of xm.moments.';
CREATE FUNCTION xm_internal.moments_out(xm.moments) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_out';
COMMENT ON FUNCTION xm_internal.moments_out(xm.moments) IS 'Support: text output of xm.moments.';
CREATE FUNCTION xm_internal.moments_recv(internal) RETURNS xm.moments LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_recv';
COMMENT ON FUNCTION xm_internal.moments_recv(internal) IS 'Support: binary input of xm.moments.';
CREATE FUNCTION xm_internal.moments_send(xm.moments) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_send';
COMMENT ON FUNCTION xm_internal.moments_send(xm.moments) IS 'Support: binary output of xm.moments.';

CREATE TYPE xm.moments (
  INPUT = xm_internal.moments_in, OUTPUT = xm_internal.moments_out, RECEIVE = xm_internal.moments_recv, SEND = xm_internal.moments_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.moments IS 'Number, means and co-moments of up to 256 labelled variables: every correlation and every linear model of them, without the rows. Exact integer sums if all variables are integer or boolean. Made by xm.moments and xm.weighted_moments, merged by xm.rollup.';
CREATE CAST (xm.moments AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.moments AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm_internal.moments_add(state xm.moments, VARIADIC "any") RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm_internal.moments_add(xm.moments, "any") IS 'Support: transition of xm.moments("any").';
CREATE FUNCTION xm_internal.weighted_moments_add(state xm.moments, weight double precision, VARIADIC "any") RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm_internal.weighted_moments_add(xm.moments, double precision, "any") IS 'Support: transition of xm.weighted_moments("any").';
CREATE FUNCTION xm_internal.moments_add(state xm.moments, variables smallint[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm_internal.moments_add(xm.moments, smallint[]) IS 'Support: transition of xm.moments(smallint[]).';
CREATE FUNCTION xm_internal.moments_add(state xm.moments, variables integer[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm_internal.moments_add(xm.moments, integer[]) IS 'Support: transition of xm.moments(integer[]).';
CREATE FUNCTION xm_internal.moments_add(state xm.moments, variables bigint[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm_internal.moments_add(xm.moments, bigint[]) IS 'Support: transition of xm.moments(bigint[]).';
CREATE FUNCTION xm_internal.moments_add(state xm.moments, variables numeric[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm_internal.moments_add(xm.moments, numeric[]) IS 'Support: transition of xm.moments(numeric[]).';
CREATE FUNCTION xm_internal.moments_add(state xm.moments, variables real[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm_internal.moments_add(xm.moments, real[]) IS 'Support: transition of xm.moments(real[]).';
CREATE FUNCTION xm_internal.moments_add(state xm.moments, variables double precision[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add';
COMMENT ON FUNCTION xm_internal.moments_add(xm.moments, double precision[]) IS 'Support: transition of xm.moments(double precision[]).';
CREATE FUNCTION xm_internal.weighted_moments_add(state xm.moments, weight double precision, variables smallint[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm_internal.weighted_moments_add(xm.moments, double precision, smallint[]) IS 'Support: transition of xm.weighted_moments(smallint[]).';
CREATE FUNCTION xm_internal.weighted_moments_add(state xm.moments, weight double precision, variables integer[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm_internal.weighted_moments_add(xm.moments, double precision, integer[]) IS 'Support: transition of xm.weighted_moments(integer[]).';
CREATE FUNCTION xm_internal.weighted_moments_add(state xm.moments, weight double precision, variables bigint[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm_internal.weighted_moments_add(xm.moments, double precision, bigint[]) IS 'Support: transition of xm.weighted_moments(bigint[]).';
CREATE FUNCTION xm_internal.weighted_moments_add(state xm.moments, weight double precision, variables numeric[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm_internal.weighted_moments_add(xm.moments, double precision, numeric[]) IS 'Support: transition of xm.weighted_moments(numeric[]).';
CREATE FUNCTION xm_internal.weighted_moments_add(state xm.moments, weight double precision, variables real[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm_internal.weighted_moments_add(xm.moments, double precision, real[]) IS 'Support: transition of xm.weighted_moments(real[]).';
CREATE FUNCTION xm_internal.weighted_moments_add(state xm.moments, weight double precision, variables double precision[]) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_add_weighted';
COMMENT ON FUNCTION xm_internal.weighted_moments_add(xm.moments, double precision, double precision[]) IS 'Support: transition of xm.weighted_moments(double precision[]).';
CREATE FUNCTION xm_internal.moments_merge(state xm.moments, other xm.moments) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_merge';
COMMENT ON FUNCTION xm_internal.moments_merge(xm.moments, xm.moments) IS 'Support: merges two states.';
CREATE FUNCTION xm_internal.moments_final(state xm.moments) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_final';
COMMENT ON FUNCTION xm_internal.moments_final(xm.moments) IS 'Support: the canonical form of a running state.';

CREATE AGGREGATE xm.moments(VARIADIC "any") (SFUNC = xm_internal.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(VARIADIC "any") IS 'The state (xm.moments) of numeric, integer, floating or boolean columns, from which correlations and linear models follow; its variables are labelled x1, x2 ...; given one row argument it takes its columns and their names: xm.moments(t) FROM (SELECT a, b FROM ...) t. Columns are faster than a row; xm.label names them. Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, VARIADIC "any") (SFUNC = xm_internal.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, VARIADIC "any") IS 'The weighted state (xm.moments) of columns, or of the columns of one row argument, from which weighted correlations and linear models follow. Weights are 0 (the row is skipped) or 1e-100..1e100. Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows.';
CREATE AGGREGATE xm.moments(variables smallint[]) (SFUNC = xm_internal.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(smallint[]) IS 'The state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.moments(variables integer[]) (SFUNC = xm_internal.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(integer[]) IS 'The state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.moments(variables bigint[]) (SFUNC = xm_internal.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(bigint[]) IS 'The state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.moments(variables numeric[]) (SFUNC = xm_internal.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(numeric[]) IS 'The state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.moments(variables real[]) (SFUNC = xm_internal.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(real[]) IS 'The state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.moments(variables double precision[]) (SFUNC = xm_internal.moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.moments(double precision[]) IS 'The state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables smallint[]) (SFUNC = xm_internal.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, smallint[]) IS 'The weighted state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables integer[]) (SFUNC = xm_internal.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, integer[]) IS 'The weighted state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables bigint[]) (SFUNC = xm_internal.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, bigint[]) IS 'The weighted state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables numeric[]) (SFUNC = xm_internal.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, numeric[]) IS 'The weighted state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables real[]) (SFUNC = xm_internal.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, real[]) IS 'The weighted state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';
CREATE AGGREGATE xm.weighted_moments(weight double precision, variables double precision[]) (SFUNC = xm_internal.weighted_moments_add, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_moments(double precision, double precision[]) IS 'The weighted state (xm.moments) of the elements of arrays of one length, its variables labelled x1, x2 ... Rows with a NULL are skipped; floating values must be 0 or 1e-100..1e100 in size (else 22023); NULL over no rows. A NULL element skips the row.';

CREATE AGGREGATE xm.rollup(state xm.moments) (SFUNC = xm_internal.moments_merge, STYPE = xm.moments, SSPACE = 1500, FINALFUNC = xm_internal.moments_final, COMBINEFUNC = xm_internal.moments_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.moments) IS 'The state of all the rows behind the states together: bit for bit if they are exact, else to 1e-12. NULL states are skipped; states of other variables or labels, and weighted with unweighted ones, do not merge (22023).';

CREATE FUNCTION xm.label(m xm.moments, VARIADIC labels text[]) RETURNS xm.moments LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_label';
COMMENT ON FUNCTION xm.label(xm.moments, text[]) IS 'The same moments with these labels, one for each variable: UTF-8, 1 to 63 bytes, unique, not (intercept) (else 22023).';
CREATE FUNCTION xm.responses(m xm.moments) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_responses';
COMMENT ON FUNCTION xm.responses(xm.moments) IS 'Number of rows behind the moments.';
CREATE FUNCTION xm.skipped(m xm.moments) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_skipped';
COMMENT ON FUNCTION xm.skipped(xm.moments) IS 'Number of rows that were left out for a NULL (a weight of 0 is none); 0 for values written before 0.5.0, which did not count them. A group of nothing but NULLs has no moments.';
CREATE FUNCTION xm.mean(m xm.moments, label text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_mean';
COMMENT ON FUNCTION xm.mean(xm.moments, text) IS 'Mean of the variable, weighted if the state is. An unknown label is an error (22023).';
CREATE FUNCTION xm.stddev(m xm.moments, label text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_stddev';
COMMENT ON FUNCTION xm.stddev(xm.moments, text) IS 'Standard deviation of the variable, n - 1 in the denominator; weighted as R survey::svyvar. NULL below two rows.';
CREATE FUNCTION xm.covariance(m xm.moments, a text, b text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_covariance';
COMMENT ON FUNCTION xm.covariance(xm.moments, text, text) IS 'Covariance of two variables, n - 1 in the denominator; weighted: n / (n - 1) times the weighted mean product. NULL below two rows.';
CREATE FUNCTION xm.correlation(m xm.moments, a text, b text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_correlation';
COMMENT ON FUNCTION xm.correlation(xm.moments, text, text) IS 'Pearson correlation of two variables, -1..1; NULL below two rows or where one has no spread.';
CREATE TYPE xm.correlations_row AS (a text, b text, r double precision, n bigint, p_value double precision, lower double precision, upper double precision);
COMMENT ON TYPE xm.correlations_row IS 'A row of what xm.correlations returns; columns are only ever appended.';
CREATE FUNCTION xm.correlations(m xm.moments, confidence double precision DEFAULT 0.95) RETURNS SETOF xm.correlations_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 45 AS 'MODULE_PATHNAME', 'xm_moments_correlations';
COMMENT ON FUNCTION xm.correlations(xm.moments, double precision) IS 'One row per pair of variables: Pearson r, rows, p-value by t on n - 2, interval by Fisher (1921), NULL below 4 rows. Of weighted states the p-values and intervals take the rows as equally informative.';

-- Is a scale reliable?
CREATE FUNCTION xm.alpha(m xm.moments, VARIADIC items text[] DEFAULT '{}') RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alpha';
COMMENT ON FUNCTION xm.alpha(xm.moments, text[]) IS 'Cronbach''s (1951) raw alpha, at most 1, of the items (of all variables if none is named), from their covariances. Reverse items that are keyed the other way first. NULL where the sum of the items has no spread; fewer than two items are an error (22023).';
CREATE FUNCTION xm.omega(m xm.moments, VARIADIC items text[] DEFAULT '{}') RETURNS double precision LANGUAGE C STABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'xm_omega'; -- STABLE: pg_xm.no_fit
COMMENT ON FUNCTION xm.omega(xm.moments, text[]) IS 'McDonald''s (1999) omega, 0..1, of the items (of all variables if none is named): one factor fitted to the covariances by maximum likelihood, (sum of loadings)^2 over the model''s variance of the sum. Fewer than three items, a constant or redundant item, and a likelihood without an inner maximum are errors (22023).';
CREATE TYPE xm.item_analysis_row AS (item text, mean double precision, stddev double precision, r_drop double precision, alpha_if_dropped double precision);
COMMENT ON TYPE xm.item_analysis_row IS 'A row of what xm.item_analysis returns; columns are only ever appended.';
CREATE FUNCTION xm.item_analysis(m xm.moments) RETURNS SETOF xm.item_analysis_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_item_analysis';
COMMENT ON FUNCTION xm.item_analysis(xm.moments) IS 'One row per item: mean, standard deviation, correlation with the sum of the other items, and alpha of the other items (NULL if there is only one).';

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

-- Least squares and mediation from moments alone.
CREATE FUNCTION xm.linear(m xm.moments, outcome text, VARIADIC predictors text[] DEFAULT '{}') RETURNS xm.model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linear';
COMMENT ON FUNCTION xm.linear(xm.moments, text, text[]) IS 'The fitted linear model (ask xm.coefficients, xm.fit ...) of the outcome on the predictors (all other variables if none is named) with a constant: least squares from the moments alone; weighted moments as R lm(weights =). Errors (22023): an unknown label, fewer rows than coefficients, and a predictor that is constant or a linear function of those before it, to so many digits that six of a coefficient cannot be had: it is named, with those it depends on. Sums and solution have about 30 digits.';
CREATE TYPE xm.mediation_row AS (path text, estimate double precision, std_error double precision, lower double precision, upper double precision, p_value double precision);
COMMENT ON TYPE xm.mediation_row IS 'A row of what xm.mediation returns; columns are only ever appended.';
CREATE FUNCTION xm.mediation(m xm.moments, x text, mediator text, y text, confidence double precision DEFAULT 0.95) RETURNS SETOF xm.mediation_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_mediation';
COMMENT ON FUNCTION xm.mediation(xm.moments, text, text, text, double precision) IS 'Five rows: a (x on the mediator), b (mediator on y, given x), c (x on y in all), c_prime (x on y, given the mediator) by least squares with Student t; indirect = a b with Sobel''s (1982) error and a normal interval. The order x, mediator, y is an assumption, not a finding.';

-- Forms with something beside the predictors, which is their first argument: the functions of their state. They take NULL (no rows
-- yet).
CREATE FUNCTION xm_internal.model_rows_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_rows_combine';
COMMENT ON FUNCTION xm_internal.model_rows_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.model_rows_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_rows_serialize';
COMMENT ON FUNCTION xm_internal.model_rows_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.model_rows_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_rows_deserialize';
COMMENT ON FUNCTION xm_internal.model_rows_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.model_rows_final(state internal) RETURNS xm.model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_model_rows_final';
COMMENT ON FUNCTION xm_internal.model_rows_final(internal) IS 'Support: final function of xm.weighted_logit and its like.';

-- Errors by cluster, and the form with declared types.
CREATE FUNCTION xm_internal.clustered_linear_add(state internal, cluster "any", outcome "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_linear_add';
COMMENT ON FUNCTION xm_internal.clustered_linear_add(internal, "any", "any", "any") IS 'Support: transition of xm.clustered_linear.';
CREATE AGGREGATE xm.clustered_linear(cluster "any", outcome "any", VARIADIC "any") (SFUNC = xm_internal.clustered_linear_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_linear("any", "any", VARIADIC "any") IS 'The fitted linear model (ask xm.coefficients, xm.impact ...) of an outcome on columns (labelled x1, x2 ...) or on the columns of one row argument, with their names (text and enums, and their reference, as xm.logit takes them): least squares as xm.linear, with errors that allow the rows of one cluster (a unit, a household, a person asked twice; any type with equality) to go together, as R sandwich::vcovCL of type HC1 and Stata. Tests and intervals: Student t on the clusters less one. A few clusters, below about 30, make errors too small. Rows with a NULL are skipped; NULL over no rows. Errors (22023): those of xm.linear, and rows of one cluster only. Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200). of the group 16 more.';
CREATE FUNCTION xm_internal.clustered_linear_add(state internal, cluster text, outcome double precision, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_linear_add';
COMMENT ON FUNCTION xm_internal.clustered_linear_add(internal, text, double precision, double precision[]) IS 'Support: transition of xm.clustered_linear(text, double precision, double precision[]).';
CREATE AGGREGATE xm.clustered_linear(cluster text, outcome double precision, predictors double precision[]) (SFUNC = xm_internal.clustered_linear_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_linear(text, double precision, double precision[]) IS 'The fitted linear model with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_linear("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_linear_add(state internal, cluster bigint, outcome double precision, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_linear_add';
COMMENT ON FUNCTION xm_internal.clustered_linear_add(internal, bigint, double precision, double precision[]) IS 'Support: transition of xm.clustered_linear(bigint, double precision, double precision[]).';
CREATE AGGREGATE xm.clustered_linear(cluster bigint, outcome double precision, predictors double precision[]) (SFUNC = xm_internal.clustered_linear_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_linear(bigint, double precision, double precision[]) IS 'The fitted linear model with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_linear("any", "any", VARIADIC "any").';

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
COMMENT ON AGGREGATE xm.logit("any", VARIADIC "any") IS 'The fitted logistic regression (ask xm.coefficients, xm.impact ...) of a 0/1 or boolean outcome on columns (labelled x1, x2 ...) or on the columns of one row argument, with their names: maximum likelihood by Newton steps, as R glm(binomial). Predictors: numeric, integer, floating or boolean; text and enums as columns of 0 and 1, one for each category but the first in the order of the type (text: of its bytes), labelled region=north. Another reference by a last argument: ''{"reference": {"region": "south"}}''::jsonb. Rows with a NULL are skipped; NULL over no rows. Errors (22023): an outcome that is neither 0 nor 1 or does not vary, a predictor that is constant or a linear function of those before it, a predictor (or several) that separates the outcomes, so that the likelihood has no maximum, a reference that no row has, more than 256 columns. Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200).';

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

-- Weighted, and with errors by cluster; and forms with declared types.
CREATE FUNCTION xm_internal.weighted_logit_add(state internal, weight "any", outcome "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighted_logit_add';
COMMENT ON FUNCTION xm_internal.weighted_logit_add(internal, "any", "any", "any") IS 'Support: transition of xm.weighted_logit.';
CREATE AGGREGATE xm.weighted_logit(weight "any", outcome "any", VARIADIC "any") (SFUNC = xm_internal.weighted_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_logit("any", "any", VARIADIC "any") IS 'The fitted logistic regression (ask xm.coefficients, xm.impact ...) of a 0/1 or boolean outcome on columns (labelled x1, x2 ...) or on the columns of one row argument, with their names (text and enums, and their reference, as xm.logit takes them), each row counting by its weight: errors as those of a sample drawn with replacement with these weights, as R survey::svyglm; Wald''s normal tests. The size of the weights does not matter. xm.fit gives no likelihood, AIC or BIC; its R squared is that of McFadden, weighted. Rows with a NULL or of weight 0 are skipped; NULL over no rows. Errors (22023): those of xm.logit, and a negative weight. Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200).';
CREATE FUNCTION xm_internal.weighted_logit_add(state internal, weight double precision, outcome boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighted_logit_add';
COMMENT ON FUNCTION xm_internal.weighted_logit_add(internal, double precision, boolean, double precision[]) IS 'Support: transition of xm.weighted_logit(double precision, boolean, double precision[]).';
CREATE AGGREGATE xm.weighted_logit(weight double precision, outcome boolean, predictors double precision[]) (SFUNC = xm_internal.weighted_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_logit(double precision, boolean, double precision[]) IS 'The fitted logistic regression of weighted rows, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.weighted_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.weighted_logit_add(state internal, weight double precision, outcome smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighted_logit_add';
COMMENT ON FUNCTION xm_internal.weighted_logit_add(internal, double precision, smallint, double precision[]) IS 'Support: transition of xm.weighted_logit(double precision, smallint, double precision[]).';
CREATE AGGREGATE xm.weighted_logit(weight double precision, outcome smallint, predictors double precision[]) (SFUNC = xm_internal.weighted_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_logit(double precision, smallint, double precision[]) IS 'The fitted logistic regression of weighted rows, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.weighted_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.weighted_logit_add(state internal, weight double precision, outcome integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighted_logit_add';
COMMENT ON FUNCTION xm_internal.weighted_logit_add(internal, double precision, integer, double precision[]) IS 'Support: transition of xm.weighted_logit(double precision, integer, double precision[]).';
CREATE AGGREGATE xm.weighted_logit(weight double precision, outcome integer, predictors double precision[]) (SFUNC = xm_internal.weighted_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_logit(double precision, integer, double precision[]) IS 'The fitted logistic regression of weighted rows, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.weighted_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.weighted_logit_add(state internal, weight double precision, outcome bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighted_logit_add';
COMMENT ON FUNCTION xm_internal.weighted_logit_add(internal, double precision, bigint, double precision[]) IS 'Support: transition of xm.weighted_logit(double precision, bigint, double precision[]).';
CREATE AGGREGATE xm.weighted_logit(weight double precision, outcome bigint, predictors double precision[]) (SFUNC = xm_internal.weighted_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_logit(double precision, bigint, double precision[]) IS 'The fitted logistic regression of weighted rows, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.weighted_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_logit_add(state internal, cluster "any", outcome "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_logit_add';
COMMENT ON FUNCTION xm_internal.clustered_logit_add(internal, "any", "any", "any") IS 'Support: transition of xm.clustered_logit.';
CREATE AGGREGATE xm.clustered_logit(cluster "any", outcome "any", VARIADIC "any") (SFUNC = xm_internal.clustered_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_logit("any", "any", VARIADIC "any") IS 'The fitted logistic regression, as xm.logit, with errors that allow the rows of one cluster (a unit, a household, a person asked twice; any type with equality) to go together, as R sandwich::vcovCL of type HC1; Wald''s normal tests. A few clusters, below about 30, make errors too small. Rows with a NULL are skipped; NULL over no rows. Errors (22023): those of xm.logit, and rows of one cluster only. Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200). of the group 16 more.';
CREATE FUNCTION xm_internal.clustered_logit_add(state internal, cluster text, outcome boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_logit_add';
COMMENT ON FUNCTION xm_internal.clustered_logit_add(internal, text, boolean, double precision[]) IS 'Support: transition of xm.clustered_logit(text, boolean, double precision[]).';
CREATE AGGREGATE xm.clustered_logit(cluster text, outcome boolean, predictors double precision[]) (SFUNC = xm_internal.clustered_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_logit(text, boolean, double precision[]) IS 'The fitted logistic regression with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_logit_add(state internal, cluster text, outcome smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_logit_add';
COMMENT ON FUNCTION xm_internal.clustered_logit_add(internal, text, smallint, double precision[]) IS 'Support: transition of xm.clustered_logit(text, smallint, double precision[]).';
CREATE AGGREGATE xm.clustered_logit(cluster text, outcome smallint, predictors double precision[]) (SFUNC = xm_internal.clustered_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_logit(text, smallint, double precision[]) IS 'The fitted logistic regression with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_logit_add(state internal, cluster text, outcome integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_logit_add';
COMMENT ON FUNCTION xm_internal.clustered_logit_add(internal, text, integer, double precision[]) IS 'Support: transition of xm.clustered_logit(text, integer, double precision[]).';
CREATE AGGREGATE xm.clustered_logit(cluster text, outcome integer, predictors double precision[]) (SFUNC = xm_internal.clustered_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_logit(text, integer, double precision[]) IS 'The fitted logistic regression with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_logit_add(state internal, cluster text, outcome bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_logit_add';
COMMENT ON FUNCTION xm_internal.clustered_logit_add(internal, text, bigint, double precision[]) IS 'Support: transition of xm.clustered_logit(text, bigint, double precision[]).';
CREATE AGGREGATE xm.clustered_logit(cluster text, outcome bigint, predictors double precision[]) (SFUNC = xm_internal.clustered_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_logit(text, bigint, double precision[]) IS 'The fitted logistic regression with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_logit_add(state internal, cluster bigint, outcome boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_logit_add';
COMMENT ON FUNCTION xm_internal.clustered_logit_add(internal, bigint, boolean, double precision[]) IS 'Support: transition of xm.clustered_logit(bigint, boolean, double precision[]).';
CREATE AGGREGATE xm.clustered_logit(cluster bigint, outcome boolean, predictors double precision[]) (SFUNC = xm_internal.clustered_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_logit(bigint, boolean, double precision[]) IS 'The fitted logistic regression with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_logit_add(state internal, cluster bigint, outcome smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_logit_add';
COMMENT ON FUNCTION xm_internal.clustered_logit_add(internal, bigint, smallint, double precision[]) IS 'Support: transition of xm.clustered_logit(bigint, smallint, double precision[]).';
CREATE AGGREGATE xm.clustered_logit(cluster bigint, outcome smallint, predictors double precision[]) (SFUNC = xm_internal.clustered_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_logit(bigint, smallint, double precision[]) IS 'The fitted logistic regression with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_logit_add(state internal, cluster bigint, outcome integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_logit_add';
COMMENT ON FUNCTION xm_internal.clustered_logit_add(internal, bigint, integer, double precision[]) IS 'Support: transition of xm.clustered_logit(bigint, integer, double precision[]).';
CREATE AGGREGATE xm.clustered_logit(cluster bigint, outcome integer, predictors double precision[]) (SFUNC = xm_internal.clustered_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_logit(bigint, integer, double precision[]) IS 'The fitted logistic regression with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_logit("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_logit_add(state internal, cluster bigint, outcome bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_logit_add';
COMMENT ON FUNCTION xm_internal.clustered_logit_add(internal, bigint, bigint, double precision[]) IS 'Support: transition of xm.clustered_logit(bigint, bigint, double precision[]).';
CREATE AGGREGATE xm.clustered_logit(cluster bigint, outcome bigint, predictors double precision[]) (SFUNC = xm_internal.clustered_logit_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_logit(bigint, bigint, double precision[]) IS 'The fitted logistic regression with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_logit("any", "any", VARIADIC "any").';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.cox_add(state internal, duration "any", event "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, "any", "any", "any") IS 'Support: transition of xm.cox.';
CREATE FUNCTION xm_internal.cox_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_combine';
COMMENT ON FUNCTION xm_internal.cox_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.cox_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_serialize';
COMMENT ON FUNCTION xm_internal.cox_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.cox_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_deserialize';
COMMENT ON FUNCTION xm_internal.cox_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.cox_final(state internal) RETURNS xm.model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_final';
COMMENT ON FUNCTION xm_internal.cox_final(internal) IS 'Support: final function of xm.cox.';
CREATE AGGREGATE xm.cox(duration "any", event "any", VARIADIC "any") (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox("any", "any", VARIADIC "any") IS 'The fitted model of proportional hazards (Cox 1972; ask xm.coefficients: ratio is the hazard ratio) of leaving: duration not negative, event true or 1 for those who left, then predictors as columns (labelled x1, x2 ...) or as one row argument with their names; text and enums, and their reference, as xm.logit takes them. Ties by Efron (1977), as R coxph; fractional durations are read as their nearest decimal of 8 significant digits, as by xm.survival, so that those that differ by rounding only are ties. The hazard is relative: there is no constant. Rows with a NULL are skipped; NULL over no rows. Errors (22023): a negative duration, an event that is neither 0 nor 1, no events, a predictor that is constant or a linear function of those before it, a monotone likelihood (all events at one end of a predictor). Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200).';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.cox_add(state internal, duration double precision, event boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, double precision, boolean, double precision[]) IS 'Support: transition of xm.cox(double precision, boolean, double precision[]).';
CREATE AGGREGATE xm.cox(duration double precision, event boolean, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(double precision, boolean, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration double precision, event smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, double precision, smallint, double precision[]) IS 'Support: transition of xm.cox(double precision, smallint, double precision[]).';
CREATE AGGREGATE xm.cox(duration double precision, event smallint, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(double precision, smallint, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration double precision, event integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, double precision, integer, double precision[]) IS 'Support: transition of xm.cox(double precision, integer, double precision[]).';
CREATE AGGREGATE xm.cox(duration double precision, event integer, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(double precision, integer, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration double precision, event bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, double precision, bigint, double precision[]) IS 'Support: transition of xm.cox(double precision, bigint, double precision[]).';
CREATE AGGREGATE xm.cox(duration double precision, event bigint, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(double precision, bigint, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration integer, event boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, integer, boolean, double precision[]) IS 'Support: transition of xm.cox(integer, boolean, double precision[]).';
CREATE AGGREGATE xm.cox(duration integer, event boolean, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(integer, boolean, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration integer, event smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, integer, smallint, double precision[]) IS 'Support: transition of xm.cox(integer, smallint, double precision[]).';
CREATE AGGREGATE xm.cox(duration integer, event smallint, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(integer, smallint, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration integer, event integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, integer, integer, double precision[]) IS 'Support: transition of xm.cox(integer, integer, double precision[]).';
CREATE AGGREGATE xm.cox(duration integer, event integer, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(integer, integer, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration integer, event bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, integer, bigint, double precision[]) IS 'Support: transition of xm.cox(integer, bigint, double precision[]).';
CREATE AGGREGATE xm.cox(duration integer, event bigint, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(integer, bigint, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration bigint, event boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, bigint, boolean, double precision[]) IS 'Support: transition of xm.cox(bigint, boolean, double precision[]).';
CREATE AGGREGATE xm.cox(duration bigint, event boolean, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(bigint, boolean, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration bigint, event smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, bigint, smallint, double precision[]) IS 'Support: transition of xm.cox(bigint, smallint, double precision[]).';
CREATE AGGREGATE xm.cox(duration bigint, event smallint, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(bigint, smallint, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration bigint, event integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, bigint, integer, double precision[]) IS 'Support: transition of xm.cox(bigint, integer, double precision[]).';
CREATE AGGREGATE xm.cox(duration bigint, event integer, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(bigint, integer, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_add(state internal, duration bigint, event bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_add';
COMMENT ON FUNCTION xm_internal.cox_add(internal, bigint, bigint, double precision[]) IS 'Support: transition of xm.cox(bigint, bigint, double precision[]).';
CREATE AGGREGATE xm.cox(duration bigint, event bigint, predictors double precision[]) (SFUNC = xm_internal.cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.cox_final, COMBINEFUNC = xm_internal.cox_combine, SERIALFUNC = xm_internal.cox_serialize, DESERIALFUNC = xm_internal.cox_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox(bigint, bigint, double precision[]) IS 'The fitted model of proportional hazards, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox("any", "any", VARIADIC "any").';

-- Weighted, with errors by cluster, within strata and with late entry; and forms with declared types.
CREATE FUNCTION xm_internal.weighted_cox_add(state internal, weight "any", duration "any", event "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighted_cox_add';
COMMENT ON FUNCTION xm_internal.weighted_cox_add(internal, "any", "any", "any", "any") IS 'Support: transition of xm.weighted_cox.';
CREATE AGGREGATE xm.weighted_cox(weight "any", duration "any", event "any", VARIADIC "any") (SFUNC = xm_internal.weighted_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_cox("any", "any", "any", VARIADIC "any") IS 'The fitted model of proportional hazards, as xm.cox, each row counting by its weight, with Lin and Wei''s (1989) robust errors, as R coxph(weights =, robust = TRUE). The size of the weights does not matter. xm.fit gives no likelihood, AIC or BIC. Rows with a NULL or of weight 0 are skipped; NULL over no rows. Errors (22023): those of xm.cox, and a negative weight. Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200).';
CREATE FUNCTION xm_internal.weighted_cox_add(state internal, weight double precision, duration double precision, event boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighted_cox_add';
COMMENT ON FUNCTION xm_internal.weighted_cox_add(internal, double precision, double precision, boolean, double precision[]) IS 'Support: transition of xm.weighted_cox(double precision, double precision, boolean, double precision[]).';
CREATE AGGREGATE xm.weighted_cox(weight double precision, duration double precision, event boolean, predictors double precision[]) (SFUNC = xm_internal.weighted_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_cox(double precision, double precision, boolean, double precision[]) IS 'The fitted model of proportional hazards of weighted rows, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.weighted_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.weighted_cox_add(state internal, weight double precision, duration double precision, event smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighted_cox_add';
COMMENT ON FUNCTION xm_internal.weighted_cox_add(internal, double precision, double precision, smallint, double precision[]) IS 'Support: transition of xm.weighted_cox(double precision, double precision, smallint, double precision[]).';
CREATE AGGREGATE xm.weighted_cox(weight double precision, duration double precision, event smallint, predictors double precision[]) (SFUNC = xm_internal.weighted_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_cox(double precision, double precision, smallint, double precision[]) IS 'The fitted model of proportional hazards of weighted rows, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.weighted_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.weighted_cox_add(state internal, weight double precision, duration double precision, event integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighted_cox_add';
COMMENT ON FUNCTION xm_internal.weighted_cox_add(internal, double precision, double precision, integer, double precision[]) IS 'Support: transition of xm.weighted_cox(double precision, double precision, integer, double precision[]).';
CREATE AGGREGATE xm.weighted_cox(weight double precision, duration double precision, event integer, predictors double precision[]) (SFUNC = xm_internal.weighted_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_cox(double precision, double precision, integer, double precision[]) IS 'The fitted model of proportional hazards of weighted rows, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.weighted_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.weighted_cox_add(state internal, weight double precision, duration double precision, event bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighted_cox_add';
COMMENT ON FUNCTION xm_internal.weighted_cox_add(internal, double precision, double precision, bigint, double precision[]) IS 'Support: transition of xm.weighted_cox(double precision, double precision, bigint, double precision[]).';
CREATE AGGREGATE xm.weighted_cox(weight double precision, duration double precision, event bigint, predictors double precision[]) (SFUNC = xm_internal.weighted_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.weighted_cox(double precision, double precision, bigint, double precision[]) IS 'The fitted model of proportional hazards of weighted rows, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.weighted_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_cox_add(state internal, cluster "any", duration "any", event "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_cox_add';
COMMENT ON FUNCTION xm_internal.clustered_cox_add(internal, "any", "any", "any", "any") IS 'Support: transition of xm.clustered_cox.';
CREATE AGGREGATE xm.clustered_cox(cluster "any", duration "any", event "any", VARIADIC "any") (SFUNC = xm_internal.clustered_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_cox("any", "any", "any", VARIADIC "any") IS 'The fitted model of proportional hazards, as xm.cox, with errors that allow the rows of one cluster (a unit, a household; any type with equality) to go together, as R coxph(cluster =). A few clusters, below about 30, make errors too small. Rows with a NULL are skipped; NULL over no rows. Errors (22023): those of xm.cox, and rows of one cluster only. Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200). of the group 16 more.';
CREATE FUNCTION xm_internal.clustered_cox_add(state internal, cluster text, duration double precision, event boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_cox_add';
COMMENT ON FUNCTION xm_internal.clustered_cox_add(internal, text, double precision, boolean, double precision[]) IS 'Support: transition of xm.clustered_cox(text, double precision, boolean, double precision[]).';
CREATE AGGREGATE xm.clustered_cox(cluster text, duration double precision, event boolean, predictors double precision[]) (SFUNC = xm_internal.clustered_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_cox(text, double precision, boolean, double precision[]) IS 'The fitted model of proportional hazards with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_cox_add(state internal, cluster text, duration double precision, event smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_cox_add';
COMMENT ON FUNCTION xm_internal.clustered_cox_add(internal, text, double precision, smallint, double precision[]) IS 'Support: transition of xm.clustered_cox(text, double precision, smallint, double precision[]).';
CREATE AGGREGATE xm.clustered_cox(cluster text, duration double precision, event smallint, predictors double precision[]) (SFUNC = xm_internal.clustered_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_cox(text, double precision, smallint, double precision[]) IS 'The fitted model of proportional hazards with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_cox_add(state internal, cluster text, duration double precision, event integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_cox_add';
COMMENT ON FUNCTION xm_internal.clustered_cox_add(internal, text, double precision, integer, double precision[]) IS 'Support: transition of xm.clustered_cox(text, double precision, integer, double precision[]).';
CREATE AGGREGATE xm.clustered_cox(cluster text, duration double precision, event integer, predictors double precision[]) (SFUNC = xm_internal.clustered_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_cox(text, double precision, integer, double precision[]) IS 'The fitted model of proportional hazards with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_cox_add(state internal, cluster text, duration double precision, event bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_cox_add';
COMMENT ON FUNCTION xm_internal.clustered_cox_add(internal, text, double precision, bigint, double precision[]) IS 'Support: transition of xm.clustered_cox(text, double precision, bigint, double precision[]).';
CREATE AGGREGATE xm.clustered_cox(cluster text, duration double precision, event bigint, predictors double precision[]) (SFUNC = xm_internal.clustered_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_cox(text, double precision, bigint, double precision[]) IS 'The fitted model of proportional hazards with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_cox_add(state internal, cluster bigint, duration double precision, event boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_cox_add';
COMMENT ON FUNCTION xm_internal.clustered_cox_add(internal, bigint, double precision, boolean, double precision[]) IS 'Support: transition of xm.clustered_cox(bigint, double precision, boolean, double precision[]).';
CREATE AGGREGATE xm.clustered_cox(cluster bigint, duration double precision, event boolean, predictors double precision[]) (SFUNC = xm_internal.clustered_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_cox(bigint, double precision, boolean, double precision[]) IS 'The fitted model of proportional hazards with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_cox_add(state internal, cluster bigint, duration double precision, event smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_cox_add';
COMMENT ON FUNCTION xm_internal.clustered_cox_add(internal, bigint, double precision, smallint, double precision[]) IS 'Support: transition of xm.clustered_cox(bigint, double precision, smallint, double precision[]).';
CREATE AGGREGATE xm.clustered_cox(cluster bigint, duration double precision, event smallint, predictors double precision[]) (SFUNC = xm_internal.clustered_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_cox(bigint, double precision, smallint, double precision[]) IS 'The fitted model of proportional hazards with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_cox_add(state internal, cluster bigint, duration double precision, event integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_cox_add';
COMMENT ON FUNCTION xm_internal.clustered_cox_add(internal, bigint, double precision, integer, double precision[]) IS 'Support: transition of xm.clustered_cox(bigint, double precision, integer, double precision[]).';
CREATE AGGREGATE xm.clustered_cox(cluster bigint, duration double precision, event integer, predictors double precision[]) (SFUNC = xm_internal.clustered_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_cox(bigint, double precision, integer, double precision[]) IS 'The fitted model of proportional hazards with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.clustered_cox_add(state internal, cluster bigint, duration double precision, event bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clustered_cox_add';
COMMENT ON FUNCTION xm_internal.clustered_cox_add(internal, bigint, double precision, bigint, double precision[]) IS 'Support: transition of xm.clustered_cox(bigint, double precision, bigint, double precision[]).';
CREATE AGGREGATE xm.clustered_cox(cluster bigint, duration double precision, event bigint, predictors double precision[]) (SFUNC = xm_internal.clustered_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.clustered_cox(bigint, double precision, bigint, double precision[]) IS 'The fitted model of proportional hazards with errors by cluster, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.clustered_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.stratified_cox_add(state internal, stratum "any", duration "any", event "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_stratified_cox_add';
COMMENT ON FUNCTION xm_internal.stratified_cox_add(internal, "any", "any", "any", "any") IS 'Support: transition of xm.stratified_cox.';
CREATE AGGREGATE xm.stratified_cox(stratum "any", duration "any", event "any", VARIADIC "any") (SFUNC = xm_internal.stratified_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.stratified_cox("any", "any", "any", VARIADIC "any") IS 'The fitted model of proportional hazards, as xm.cox, in which those of one stratum (a store, a tariff, a year of entry; any type with equality) are compared with each other only: each stratum has its own course of leaving, the hazard ratios are common, as R coxph(strata()). A predictor that is the same for all of a stratum has no ratio. Rows with a NULL are skipped; NULL over no rows. Errors (22023): those of xm.cox. Rows are collected: 8 bytes per column, bounded by pg_xm.max_state_memory (53200). of the group 16 more.';
CREATE FUNCTION xm_internal.stratified_cox_add(state internal, stratum text, duration double precision, event boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_stratified_cox_add';
COMMENT ON FUNCTION xm_internal.stratified_cox_add(internal, text, double precision, boolean, double precision[]) IS 'Support: transition of xm.stratified_cox(text, double precision, boolean, double precision[]).';
CREATE AGGREGATE xm.stratified_cox(stratum text, duration double precision, event boolean, predictors double precision[]) (SFUNC = xm_internal.stratified_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.stratified_cox(text, double precision, boolean, double precision[]) IS 'The fitted model of proportional hazards within strata, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.stratified_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.stratified_cox_add(state internal, stratum text, duration double precision, event smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_stratified_cox_add';
COMMENT ON FUNCTION xm_internal.stratified_cox_add(internal, text, double precision, smallint, double precision[]) IS 'Support: transition of xm.stratified_cox(text, double precision, smallint, double precision[]).';
CREATE AGGREGATE xm.stratified_cox(stratum text, duration double precision, event smallint, predictors double precision[]) (SFUNC = xm_internal.stratified_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.stratified_cox(text, double precision, smallint, double precision[]) IS 'The fitted model of proportional hazards within strata, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.stratified_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.stratified_cox_add(state internal, stratum text, duration double precision, event integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_stratified_cox_add';
COMMENT ON FUNCTION xm_internal.stratified_cox_add(internal, text, double precision, integer, double precision[]) IS 'Support: transition of xm.stratified_cox(text, double precision, integer, double precision[]).';
CREATE AGGREGATE xm.stratified_cox(stratum text, duration double precision, event integer, predictors double precision[]) (SFUNC = xm_internal.stratified_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.stratified_cox(text, double precision, integer, double precision[]) IS 'The fitted model of proportional hazards within strata, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.stratified_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.stratified_cox_add(state internal, stratum text, duration double precision, event bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_stratified_cox_add';
COMMENT ON FUNCTION xm_internal.stratified_cox_add(internal, text, double precision, bigint, double precision[]) IS 'Support: transition of xm.stratified_cox(text, double precision, bigint, double precision[]).';
CREATE AGGREGATE xm.stratified_cox(stratum text, duration double precision, event bigint, predictors double precision[]) (SFUNC = xm_internal.stratified_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.stratified_cox(text, double precision, bigint, double precision[]) IS 'The fitted model of proportional hazards within strata, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.stratified_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.stratified_cox_add(state internal, stratum bigint, duration double precision, event boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_stratified_cox_add';
COMMENT ON FUNCTION xm_internal.stratified_cox_add(internal, bigint, double precision, boolean, double precision[]) IS 'Support: transition of xm.stratified_cox(bigint, double precision, boolean, double precision[]).';
CREATE AGGREGATE xm.stratified_cox(stratum bigint, duration double precision, event boolean, predictors double precision[]) (SFUNC = xm_internal.stratified_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.stratified_cox(bigint, double precision, boolean, double precision[]) IS 'The fitted model of proportional hazards within strata, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.stratified_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.stratified_cox_add(state internal, stratum bigint, duration double precision, event smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_stratified_cox_add';
COMMENT ON FUNCTION xm_internal.stratified_cox_add(internal, bigint, double precision, smallint, double precision[]) IS 'Support: transition of xm.stratified_cox(bigint, double precision, smallint, double precision[]).';
CREATE AGGREGATE xm.stratified_cox(stratum bigint, duration double precision, event smallint, predictors double precision[]) (SFUNC = xm_internal.stratified_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.stratified_cox(bigint, double precision, smallint, double precision[]) IS 'The fitted model of proportional hazards within strata, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.stratified_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.stratified_cox_add(state internal, stratum bigint, duration double precision, event integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_stratified_cox_add';
COMMENT ON FUNCTION xm_internal.stratified_cox_add(internal, bigint, double precision, integer, double precision[]) IS 'Support: transition of xm.stratified_cox(bigint, double precision, integer, double precision[]).';
CREATE AGGREGATE xm.stratified_cox(stratum bigint, duration double precision, event integer, predictors double precision[]) (SFUNC = xm_internal.stratified_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.stratified_cox(bigint, double precision, integer, double precision[]) IS 'The fitted model of proportional hazards within strata, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.stratified_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.stratified_cox_add(state internal, stratum bigint, duration double precision, event bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_stratified_cox_add';
COMMENT ON FUNCTION xm_internal.stratified_cox_add(internal, bigint, double precision, bigint, double precision[]) IS 'Support: transition of xm.stratified_cox(bigint, double precision, bigint, double precision[]).';
CREATE AGGREGATE xm.stratified_cox(stratum bigint, duration double precision, event bigint, predictors double precision[]) (SFUNC = xm_internal.stratified_cox_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.stratified_cox(bigint, double precision, bigint, double precision[]) IS 'The fitted model of proportional hazards within strata, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.stratified_cox("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_from_add(state internal, entry "any", exit "any", event "any", VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_from_add';
COMMENT ON FUNCTION xm_internal.cox_from_add(internal, "any", "any", "any", "any") IS 'Support: transition of xm.cox_from.';
CREATE AGGREGATE xm.cox_from(entry "any", exit "any", event "any", VARIADIC "any") (SFUNC = xm_internal.cox_from_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox_from("any", "any", "any", VARIADIC "any") IS 'The fitted model of proportional hazards, as xm.cox, of people who are seen from entry on, not from 0 (customers who were there before the records begin): each counts as at risk after its entry, up to its exit, as R coxph(Surv(entry, exit, event)). Both in the same unit, from the same origin. Rows with a NULL are skipped; NULL over no rows. Errors (22023): those of xm.cox, a negative time, and an entry that is not before the exit. Rows are collected: 8 bytes per column, twice for who enters late, bounded by pg_xm.max_state_memory (53200).';
CREATE FUNCTION xm_internal.cox_from_add(state internal, entry double precision, exit double precision, event boolean, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_from_add';
COMMENT ON FUNCTION xm_internal.cox_from_add(internal, double precision, double precision, boolean, double precision[]) IS 'Support: transition of xm.cox_from(double precision, double precision, boolean, double precision[]).';
CREATE AGGREGATE xm.cox_from(entry double precision, exit double precision, event boolean, predictors double precision[]) (SFUNC = xm_internal.cox_from_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox_from(double precision, double precision, boolean, double precision[]) IS 'The fitted model of proportional hazards with late entry, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox_from("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_from_add(state internal, entry double precision, exit double precision, event smallint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_from_add';
COMMENT ON FUNCTION xm_internal.cox_from_add(internal, double precision, double precision, smallint, double precision[]) IS 'Support: transition of xm.cox_from(double precision, double precision, smallint, double precision[]).';
CREATE AGGREGATE xm.cox_from(entry double precision, exit double precision, event smallint, predictors double precision[]) (SFUNC = xm_internal.cox_from_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox_from(double precision, double precision, smallint, double precision[]) IS 'The fitted model of proportional hazards with late entry, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox_from("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_from_add(state internal, entry double precision, exit double precision, event integer, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_from_add';
COMMENT ON FUNCTION xm_internal.cox_from_add(internal, double precision, double precision, integer, double precision[]) IS 'Support: transition of xm.cox_from(double precision, double precision, integer, double precision[]).';
CREATE AGGREGATE xm.cox_from(entry double precision, exit double precision, event integer, predictors double precision[]) (SFUNC = xm_internal.cox_from_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox_from(double precision, double precision, integer, double precision[]) IS 'The fitted model of proportional hazards with late entry, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox_from("any", "any", "any", VARIADIC "any").';
CREATE FUNCTION xm_internal.cox_from_add(state internal, entry double precision, exit double precision, event bigint, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cox_from_add';
COMMENT ON FUNCTION xm_internal.cox_from_add(internal, double precision, double precision, bigint, double precision[]) IS 'Support: transition of xm.cox_from(double precision, double precision, bigint, double precision[]).';
CREATE AGGREGATE xm.cox_from(entry double precision, exit double precision, event bigint, predictors double precision[]) (SFUNC = xm_internal.cox_from_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.model_rows_final, COMBINEFUNC = xm_internal.model_rows_combine, SERIALFUNC = xm_internal.model_rows_serialize, DESERIALFUNC = xm_internal.model_rows_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cox_from(double precision, double precision, bigint, double precision[]) IS 'The fitted model of proportional hazards with late entry, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.cox_from("any", "any", "any", VARIADIC "any").';

-- Key drivers of an outcome, from moments.
CREATE TYPE xm.drivers_row AS (driver text, importance double precision, share double precision, rank bigint, coefficient double precision, std_beta double precision, correlation double precision, performance double precision, lower double precision, upper double precision, responses bigint);
COMMENT ON TYPE xm.drivers_row IS 'A row of what xm.drivers returns; columns are only ever appended.';
CREATE FUNCTION xm.drivers(moments xm.moments, outcome text, method text DEFAULT 'shapley', confidence double precision DEFAULT 0.95) RETURNS SETOF xm.drivers_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10 AS 'MODULE_PATHNAME', 'xm_drivers';
COMMENT ON FUNCTION xm.drivers(xm.moments, text, text, double precision) IS 'One row for every other variable of the state: how much it drives the outcome, the most important first. Methods: shapley (the gain in R squared averaged over all orders of entry, Lindeman, Merenda & Gold 1980; up to 30 drivers), relative_weights (Johnson 2000), both summing to R squared; standardised and correlation (absolute values). share is a fraction of the sum of importances; performance the mean of the driver; coefficient and std_beta belong to the regression on all drivers; lower and upper, the bounds of importance, need replicates (an array of states) and are NULL here; responses the number of rows behind it all: rows with a NULL are left out (xm.skipped of the state). Errors (22023): an unknown label or method, a constant column, a driver that is a linear function of those before it (named), too few rows.';
CREATE FUNCTION xm.drivers(moments xm.moments[], outcome text, method text DEFAULT 'shapley', confidence double precision DEFAULT 0.95) RETURNS SETOF xm.drivers_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000 ROWS 10 AS 'MODULE_PATHNAME', 'xm_drivers_jackknife';
COMMENT ON FUNCTION xm.drivers(xm.moments[], text, text, double precision) IS 'One row per driver, as xm.drivers of one state, with an interval: given one state per group of respondents (a store, a hash bucket), lower and upper are the bounds of importance (not of share or coefficient) by the delete-a-group jackknife (Kott 2001): variance (G - 1) / G times the sum of squared differences around the full estimate, Student t on G - 1. Limits are not cut at 0; with one state they are NULL. NULL elements are left out. States must have the same variables (22023).';
CREATE TYPE xm.driver_groups_row AS (driver text, importance double precision, share double precision, rank bigint, responses bigint);
COMMENT ON TYPE xm.driver_groups_row IS 'A row of what xm.driver_groups returns; columns are only ever appended.';
CREATE FUNCTION xm.driver_groups(moments xm.moments, outcome text, groups jsonb) RETURNS SETOF xm.driver_groups_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 5 AS 'MODULE_PATHNAME', 'xm_driver_groups';
COMMENT ON FUNCTION xm.driver_groups(xm.moments, text, jsonb) IS 'One row per group of drivers (up to 30) with its Shapley share, the most important first: each group, such as {"experience": ["wait", "staff"], "price": ["fee"]}, enters the regression as one block; variables in no group are left out; importances sum to R squared; responses is the number of rows. Errors (22023): an unknown label, a driver named twice, an empty group, and those of xm.drivers.';

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

-- Where employees and customers agree: quadrants of units.
CREATE TYPE xm.alignment_row AS (quadrant text, units bigint, share double precision, ex_mean double precision, cx_mean double precision);
COMMENT ON TYPE xm.alignment_row IS 'A row of what xm.alignment returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.alignment_add(state internal, ex double precision, cx double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_add';
COMMENT ON FUNCTION xm_internal.alignment_add(internal, double precision, double precision) IS 'Support: transition of xm.alignment.';
CREATE FUNCTION xm_internal.alignment_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_combine';
COMMENT ON FUNCTION xm_internal.alignment_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.alignment_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_serialize';
COMMENT ON FUNCTION xm_internal.alignment_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.alignment_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_deserialize';
COMMENT ON FUNCTION xm_internal.alignment_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.alignment_final(state internal) RETURNS xm.alignment_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_final';
COMMENT ON FUNCTION xm_internal.alignment_final(internal) IS 'Support: final function of xm.alignment.';
CREATE AGGREGATE xm.alignment(ex double precision, cx double precision) (SFUNC = xm_internal.alignment_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.alignment_final, COMBINEFUNC = xm_internal.alignment_combine, SERIALFUNC = xm_internal.alignment_serialize, DESERIALFUNC = xm_internal.alignment_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.alignment(double precision, double precision) IS 'Four rows (an array; unnest it) over units with a score of each side, the medians as cuts: both high, employees_only, customers_only, neither; units, their share (a fraction) and the mean scores. A unit on the median counts as high; a unit with a NULL is skipped; scores must be within 1e50 (else 22023). Memory: 16 bytes a unit, bounded by pg_xm.max_state_memory.';

-- Does employee experience lead customer experience?
CREATE TYPE xm.lead_lag_row AS (lag integer, r double precision, n bigint, p_value double precision);
COMMENT ON TYPE xm.lead_lag_row IS 'A row of what xm.lead_lag returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet, or a side that is missing).
CREATE FUNCTION xm_internal.lead_lag_add(state internal, unit "any", period bigint, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm_internal.lead_lag_add(internal, "any", bigint, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag.';
CREATE FUNCTION xm_internal.lead_lag_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_combine';
COMMENT ON FUNCTION xm_internal.lead_lag_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.lead_lag_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_serialize';
COMMENT ON FUNCTION xm_internal.lead_lag_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.lead_lag_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_deserialize';
COMMENT ON FUNCTION xm_internal.lead_lag_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.lead_lag_final(state internal) RETURNS xm.lead_lag_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_final';
COMMENT ON FUNCTION xm_internal.lead_lag_final(internal) IS 'Support: final function of xm.lead_lag.';
CREATE AGGREGATE xm.lead_lag(unit "any", period bigint, ex double precision, cx double precision, max_lag integer) (SFUNC = xm_internal.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm_internal.lead_lag_final, COMBINEFUNC = xm_internal.lead_lag_combine, SERIALFUNC = xm_internal.lead_lag_serialize, DESERIALFUNC = xm_internal.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag("any", bigint, double precision, double precision, integer) IS 'Rows (an array; unnest it) for the lags -max_lag .. max_lag, at most 100: correlation of employees'' scores at t with customers'' at t + lag (lag > 0: employees lead) within units, each unit less its mean over its own pairs; pairs go by the period, a row with one side NULL still serves the other; units with at least two pairs count. p by t on n - units - 1, as least squares with a dummy per unit. In panels of a few periods taking out unit means biases the correlations downwards (Nickell 1981): compare lags with each other rather than with 0. A unit and period given twice is an error (22023).';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.lead_lag_add(state internal, unit "any", period date, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm_internal.lead_lag_add(internal, "any", date, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag("any", date, double precision, double precision, integer).';
CREATE AGGREGATE xm.lead_lag(unit "any", period date, ex double precision, cx double precision, max_lag integer) (SFUNC = xm_internal.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm_internal.lead_lag_final, COMBINEFUNC = xm_internal.lead_lag_combine, SERIALFUNC = xm_internal.lead_lag_serialize, DESERIALFUNC = xm_internal.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag("any", date, double precision, double precision, integer) IS 'Rows (an array; unnest it): correlations of employees'' scores with customers'' some periods later or earlier. A period is a month if every date is the first of one, else a day. Of declared types, the same as xm.lead_lag("any", bigint, double precision, double precision, integer).';
CREATE FUNCTION xm_internal.lead_lag_add(state internal, unit text, period bigint, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm_internal.lead_lag_add(internal, text, bigint, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag(text, bigint, double precision, double precision, integer).';
CREATE AGGREGATE xm.lead_lag(unit text, period bigint, ex double precision, cx double precision, max_lag integer) (SFUNC = xm_internal.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm_internal.lead_lag_final, COMBINEFUNC = xm_internal.lead_lag_combine, SERIALFUNC = xm_internal.lead_lag_serialize, DESERIALFUNC = xm_internal.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag(text, bigint, double precision, double precision, integer) IS 'Rows (an array; unnest it): correlations of employees'' scores with customers'' some periods later or earlier. Of declared types, the same as xm.lead_lag("any", bigint, double precision, double precision, integer).';
CREATE FUNCTION xm_internal.lead_lag_add(state internal, unit text, period date, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm_internal.lead_lag_add(internal, text, date, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag(text, date, double precision, double precision, integer).';
CREATE AGGREGATE xm.lead_lag(unit text, period date, ex double precision, cx double precision, max_lag integer) (SFUNC = xm_internal.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm_internal.lead_lag_final, COMBINEFUNC = xm_internal.lead_lag_combine, SERIALFUNC = xm_internal.lead_lag_serialize, DESERIALFUNC = xm_internal.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag(text, date, double precision, double precision, integer) IS 'Rows (an array; unnest it): correlations of employees'' scores with customers'' some periods later or earlier. A period is a month if every date is the first of one, else a day. Of declared types, the same as xm.lead_lag("any", bigint, double precision, double precision, integer).';
CREATE FUNCTION xm_internal.lead_lag_add(state internal, unit smallint, period bigint, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm_internal.lead_lag_add(internal, smallint, bigint, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag(smallint, bigint, double precision, double precision, integer).';
CREATE AGGREGATE xm.lead_lag(unit smallint, period bigint, ex double precision, cx double precision, max_lag integer) (SFUNC = xm_internal.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm_internal.lead_lag_final, COMBINEFUNC = xm_internal.lead_lag_combine, SERIALFUNC = xm_internal.lead_lag_serialize, DESERIALFUNC = xm_internal.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag(smallint, bigint, double precision, double precision, integer) IS 'Rows (an array; unnest it): correlations of employees'' scores with customers'' some periods later or earlier. Of declared types, the same as xm.lead_lag("any", bigint, double precision, double precision, integer).';
CREATE FUNCTION xm_internal.lead_lag_add(state internal, unit smallint, period date, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm_internal.lead_lag_add(internal, smallint, date, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag(smallint, date, double precision, double precision, integer).';
CREATE AGGREGATE xm.lead_lag(unit smallint, period date, ex double precision, cx double precision, max_lag integer) (SFUNC = xm_internal.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm_internal.lead_lag_final, COMBINEFUNC = xm_internal.lead_lag_combine, SERIALFUNC = xm_internal.lead_lag_serialize, DESERIALFUNC = xm_internal.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag(smallint, date, double precision, double precision, integer) IS 'Rows (an array; unnest it): correlations of employees'' scores with customers'' some periods later or earlier. A period is a month if every date is the first of one, else a day. Of declared types, the same as xm.lead_lag("any", bigint, double precision, double precision, integer).';
CREATE FUNCTION xm_internal.lead_lag_add(state internal, unit integer, period bigint, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm_internal.lead_lag_add(internal, integer, bigint, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag(integer, bigint, double precision, double precision, integer).';
CREATE AGGREGATE xm.lead_lag(unit integer, period bigint, ex double precision, cx double precision, max_lag integer) (SFUNC = xm_internal.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm_internal.lead_lag_final, COMBINEFUNC = xm_internal.lead_lag_combine, SERIALFUNC = xm_internal.lead_lag_serialize, DESERIALFUNC = xm_internal.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag(integer, bigint, double precision, double precision, integer) IS 'Rows (an array; unnest it): correlations of employees'' scores with customers'' some periods later or earlier. Of declared types, the same as xm.lead_lag("any", bigint, double precision, double precision, integer).';
CREATE FUNCTION xm_internal.lead_lag_add(state internal, unit integer, period date, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm_internal.lead_lag_add(internal, integer, date, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag(integer, date, double precision, double precision, integer).';
CREATE AGGREGATE xm.lead_lag(unit integer, period date, ex double precision, cx double precision, max_lag integer) (SFUNC = xm_internal.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm_internal.lead_lag_final, COMBINEFUNC = xm_internal.lead_lag_combine, SERIALFUNC = xm_internal.lead_lag_serialize, DESERIALFUNC = xm_internal.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag(integer, date, double precision, double precision, integer) IS 'Rows (an array; unnest it): correlations of employees'' scores with customers'' some periods later or earlier. A period is a month if every date is the first of one, else a day. Of declared types, the same as xm.lead_lag("any", bigint, double precision, double precision, integer).';
CREATE FUNCTION xm_internal.lead_lag_add(state internal, unit bigint, period bigint, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm_internal.lead_lag_add(internal, bigint, bigint, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag(bigint, bigint, double precision, double precision, integer).';
CREATE AGGREGATE xm.lead_lag(unit bigint, period bigint, ex double precision, cx double precision, max_lag integer) (SFUNC = xm_internal.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm_internal.lead_lag_final, COMBINEFUNC = xm_internal.lead_lag_combine, SERIALFUNC = xm_internal.lead_lag_serialize, DESERIALFUNC = xm_internal.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag(bigint, bigint, double precision, double precision, integer) IS 'Rows (an array; unnest it): correlations of employees'' scores with customers'' some periods later or earlier. Of declared types, the same as xm.lead_lag("any", bigint, double precision, double precision, integer).';
CREATE FUNCTION xm_internal.lead_lag_add(state internal, unit bigint, period date, ex double precision, cx double precision, max_lag integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_lead_lag_add';
COMMENT ON FUNCTION xm_internal.lead_lag_add(internal, bigint, date, double precision, double precision, integer) IS 'Support: transition of xm.lead_lag(bigint, date, double precision, double precision, integer).';
CREATE AGGREGATE xm.lead_lag(unit bigint, period date, ex double precision, cx double precision, max_lag integer) (SFUNC = xm_internal.lead_lag_add, STYPE = internal, SSPACE = 2700, FINALFUNC = xm_internal.lead_lag_final, COMBINEFUNC = xm_internal.lead_lag_combine, SERIALFUNC = xm_internal.lead_lag_serialize, DESERIALFUNC = xm_internal.lead_lag_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.lead_lag(bigint, date, double precision, double precision, integer) IS 'Rows (an array; unnest it): correlations of employees'' scores with customers'' some periods later or earlier. A period is a month if every date is the first of one, else a day. Of declared types, the same as xm.lead_lag("any", bigint, double precision, double precision, integer).';

-- Random-intercept model of the customers' ratings on predictors of their units.
-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.multilevel_add(state internal, cx xm.ratings, VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm_internal.multilevel_add(internal, xm.ratings, "any") IS 'Support: transition of xm.multilevel.';
CREATE FUNCTION xm_internal.multilevel_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_combine';
COMMENT ON FUNCTION xm_internal.multilevel_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.multilevel_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_serialize';
COMMENT ON FUNCTION xm_internal.multilevel_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.multilevel_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_deserialize';
COMMENT ON FUNCTION xm_internal.multilevel_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.multilevel_add(state internal, cx xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm_internal.multilevel_add(internal, xm.ratings) IS 'Support: transition of xm.multilevel.';
CREATE FUNCTION xm_internal.multilevel_final(state internal) RETURNS xm.model LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'xm_multilevel_final';
COMMENT ON FUNCTION xm_internal.multilevel_final(internal) IS 'Support: final function of xm.multilevel.';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, VARIADIC "any") (SFUNC = xm_internal.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.multilevel_final, COMBINEFUNC = xm_internal.multilevel_combine, SERIALFUNC = xm_internal.multilevel_serialize, DESERIALFUNC = xm_internal.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, VARIADIC "any") IS 'The fitted random-intercept model (ask xm.coefficients, xm.variance_components) over units: one row per unit with the ratings of its customers and the unit''s predictors (columns, labelled x1, x2 ..., or one row argument with their names), by restricted maximum likelihood from the per-unit summaries, as R lme4::lmer. p by t on units - terms. A unit with a NULL is skipped. Errors (22023): weighted ratings, no unit with two answers, no more units than terms, a predictor that is constant or a linear function of those before it.';
CREATE AGGREGATE xm.multilevel(cx xm.ratings) (SFUNC = xm_internal.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.multilevel_final, COMBINEFUNC = xm_internal.multilevel_combine, SERIALFUNC = xm_internal.multilevel_serialize, DESERIALFUNC = xm_internal.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings) IS 'The fitted random-intercept model without predictors: a grand mean, and how much of the variance lies between units (xm.variance_components).';
CREATE TYPE xm.variance_components_row AS (component text, variance double precision, stddev double precision);
COMMENT ON TYPE xm.variance_components_row IS 'A row of what xm.variance_components returns; columns are only ever appended.';
CREATE FUNCTION xm.variance_components(model xm.model) RETURNS SETOF xm.variance_components_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 2 AS 'MODULE_PATHNAME', 'xm_variance_components';
COMMENT ON FUNCTION xm.variance_components(xm.model) IS 'Two rows: the variance between units (unit) and of single answers within them (residual), with their roots. A model of another family is an error (22023).';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.multilevel_add(state internal, cx xm.ratings, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm_internal.multilevel_add(internal, xm.ratings, double precision[]) IS 'Support: transition of xm.multilevel(xm.ratings, double precision[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors double precision[]) (SFUNC = xm_internal.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.multilevel_final, COMBINEFUNC = xm_internal.multilevel_combine, SERIALFUNC = xm_internal.multilevel_serialize, DESERIALFUNC = xm_internal.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, double precision[]) IS 'The fitted random-intercept model, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
CREATE FUNCTION xm_internal.multilevel_add(state internal, cx xm.ratings, predictors smallint[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm_internal.multilevel_add(internal, xm.ratings, smallint[]) IS 'Support: transition of xm.multilevel(xm.ratings, smallint[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors smallint[]) (SFUNC = xm_internal.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.multilevel_final, COMBINEFUNC = xm_internal.multilevel_combine, SERIALFUNC = xm_internal.multilevel_serialize, DESERIALFUNC = xm_internal.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, smallint[]) IS 'The fitted random-intercept model, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
CREATE FUNCTION xm_internal.multilevel_add(state internal, cx xm.ratings, predictors integer[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm_internal.multilevel_add(internal, xm.ratings, integer[]) IS 'Support: transition of xm.multilevel(xm.ratings, integer[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors integer[]) (SFUNC = xm_internal.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.multilevel_final, COMBINEFUNC = xm_internal.multilevel_combine, SERIALFUNC = xm_internal.multilevel_serialize, DESERIALFUNC = xm_internal.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, integer[]) IS 'The fitted random-intercept model, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
CREATE FUNCTION xm_internal.multilevel_add(state internal, cx xm.ratings, predictors bigint[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm_internal.multilevel_add(internal, xm.ratings, bigint[]) IS 'Support: transition of xm.multilevel(xm.ratings, bigint[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors bigint[]) (SFUNC = xm_internal.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.multilevel_final, COMBINEFUNC = xm_internal.multilevel_combine, SERIALFUNC = xm_internal.multilevel_serialize, DESERIALFUNC = xm_internal.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, bigint[]) IS 'The fitted random-intercept model, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
CREATE FUNCTION xm_internal.multilevel_add(state internal, cx xm.ratings, predictors numeric[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm_internal.multilevel_add(internal, xm.ratings, numeric[]) IS 'Support: transition of xm.multilevel(xm.ratings, numeric[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors numeric[]) (SFUNC = xm_internal.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.multilevel_final, COMBINEFUNC = xm_internal.multilevel_combine, SERIALFUNC = xm_internal.multilevel_serialize, DESERIALFUNC = xm_internal.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, numeric[]) IS 'The fitted random-intercept model, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';
CREATE FUNCTION xm_internal.multilevel_add(state internal, cx xm.ratings, predictors real[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_multilevel_add';
COMMENT ON FUNCTION xm_internal.multilevel_add(internal, xm.ratings, real[]) IS 'Support: transition of xm.multilevel(xm.ratings, real[]).';
CREATE AGGREGATE xm.multilevel(cx xm.ratings, predictors real[]) (SFUNC = xm_internal.multilevel_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.multilevel_final, COMBINEFUNC = xm_internal.multilevel_combine, SERIALFUNC = xm_internal.multilevel_serialize, DESERIALFUNC = xm_internal.multilevel_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.multilevel(xm.ratings, real[]) IS 'The fitted random-intercept model, the predictors as an array (labelled x1, x2 ..., or by xm.label). Of declared types, the same as xm.multilevel(xm.ratings, VARIADIC "any").';

-- xm.value_profile: what matters to one person.
CREATE TYPE xm.value_profile;

CREATE FUNCTION xm_internal.value_profile_in(cstring) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_in';
COMMENT ON FUNCTION xm_internal.value_profile_in(cstring) IS 'Support: text input of xm.value_profile.';
CREATE FUNCTION xm_internal.value_profile_out(xm.value_profile) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_out';
COMMENT ON FUNCTION xm_internal.value_profile_out(xm.value_profile) IS 'Support: text output of xm.value_profile.';
CREATE FUNCTION xm_internal.value_profile_recv(internal) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_recv';
COMMENT ON FUNCTION xm_internal.value_profile_recv(internal) IS 'Support: binary input of xm.value_profile.';
CREATE FUNCTION xm_internal.value_profile_send(xm.value_profile) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_send';
COMMENT ON FUNCTION xm_internal.value_profile_send(xm.value_profile) IS 'Support: binary output of xm.value_profile.';

CREATE TYPE xm.value_profile (
  INPUT = xm_internal.value_profile_in, OUTPUT = xm_internal.value_profile_out, RECEIVE = xm_internal.value_profile_recv, SEND = xm_internal.value_profile_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);
COMMENT ON TYPE xm.value_profile IS 'Value scores of one person: the ten values of xm.pvq21 and xm.pvq40, the 19 of xm.pvq_rr, or up to 256 scores of any other instrument with labels of your own; centred on the person''s own mean or not. Centred profiles serve correlations and comparisons of group means (they take out how high somebody answers everything); uncentred ones serve as several predictors in one regression, where centred scores would depend on each other.';
CREATE CAST (xm.value_profile AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.value_profile AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm_internal.value_profile_scores(profile xm.value_profile) RETURNS double precision[] LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_scores';
COMMENT ON FUNCTION xm_internal.value_profile_scores(xm.value_profile) IS 'Support: the cast to double precision[].';
CREATE CAST (xm.value_profile AS double precision[]) WITH FUNCTION xm_internal.value_profile_scores(xm.value_profile);
COMMENT ON CAST (xm.value_profile AS double precision[]) IS 'The scores in the order of the labels.';
CREATE FUNCTION xm.pvq21(answers integer[], centred boolean DEFAULT true, missing integer DEFAULT 5) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_pvq21';
COMMENT ON FUNCTION xm.pvq21(integer[], boolean, integer) IS 'The profile of the ten values, on the scale 1..6 (centred: as differences from the person''s mean), from 21 answers in questionnaire order (European Social Survey human values scale), 1 = very much like me ... 6 = not like me at all; scores are reversed, so that higher is more important (Schwartz 2003). centred subtracts the person''s own mean over all answers: for correlations and group means; leave it out (false) where several values are predictors together. As many answers may be NULL as missing says (0 to 5; by name: missing => 0); the profile is NULL with one more, or where a value has no answer. Another number of answers, one outside 1..6 (named by its position), or of missing, is an error (22023).';
CREATE FUNCTION xm.pvq40(answers integer[], centred boolean DEFAULT true, reversed boolean DEFAULT false, missing integer DEFAULT 5) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_pvq40';
COMMENT ON FUNCTION xm.pvq40(integer[], boolean, boolean, integer) IS 'The profile of the ten values from the 40 answers of the portrait values questionnaire, in questionnaire order, 6 = very much like me (Schwartz et al. 2001); reversed for files where that is 1. As many answers may be NULL as missing says (0 to 5; by name: missing => 0); the profile is NULL with one more, or where a value has no answer. Another number of answers, one outside 1..6 (named by its position), or of missing, is an error (22023). When to centre: see xm.pvq21.';
CREATE FUNCTION xm.pvq_rr(answers integer[], centred boolean DEFAULT true, reversed boolean DEFAULT false, missing integer DEFAULT 5) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_pvq_rr';
COMMENT ON FUNCTION xm.pvq_rr(integer[], boolean, boolean, integer) IS 'The profile of the 19 values of the refined theory from the 57 answers of the PVQ-RR, in questionnaire order, 6 = very much like me (Schwartz et al. 2012); reversed for files where that is 1. xm.broad_values gives the ten. As many answers may be NULL as missing says (0 to 5; by name: missing => 0); the profile is NULL with one more, or where a value has no answer. Another number of answers, one outside 1..6 (named by its position), or of missing, is an error (22023). When to centre: see xm.pvq21.';
CREATE FUNCTION xm.value_profile(scores double precision[]) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_of';
COMMENT ON FUNCTION xm.value_profile(double precision[]) IS 'A profile of any other instrument, labelled x1, x2 ...: 1 to 256 finite scores, kept as float4; NULL if one is NULL.';
CREATE FUNCTION xm.value_profile(scores double precision[], labels text[]) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_of';
COMMENT ON FUNCTION xm.value_profile(double precision[], text[]) IS 'A profile of any other instrument with labels of your own: unique, 1 to 63 bytes of UTF-8, one for each score, or none at all.';
CREATE FUNCTION xm.mean_rating(profile xm.value_profile) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_mean_rating';
COMMENT ON FUNCTION xm.mean_rating(xm.value_profile) IS 'The person''s own mean that centring took away, on the scale of the scores (higher is more important); 0 if the profile is not centred.';
CREATE FUNCTION xm.value(profile xm.value_profile, label text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value';
COMMENT ON FUNCTION xm.value(xm.value_profile, text) IS 'The score of one value, on the scale of the profile. An unknown label is an error (22023) that lists those there are.';
CREATE TYPE xm.higher_order_result AS (openness_to_change double precision, conservation double precision, self_enhancement double precision, self_transcendence double precision);
COMMENT ON TYPE xm.higher_order_result IS 'What xm.higher_order returns; columns are only ever appended.';
CREATE FUNCTION xm.higher_order(profile xm.value_profile) RETURNS xm.higher_order_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_higher_order';
COMMENT ON FUNCTION xm.higher_order(xm.value_profile) IS 'One row: the four higher-order values, each the mean of its values: openness to change (self-direction, stimulation, hedonism), conservation (conformity, tradition, security), self-enhancement (power, achievement), self-transcendence (universalism, benevolence). Of PVQ-RR by way of the ten. Another instrument is an error (22023).';
CREATE FUNCTION xm.broad_values(profile xm.value_profile) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_broad_values';
COMMENT ON FUNCTION xm.broad_values(xm.value_profile) IS 'The profile of the ten values from the 19 of xm.pvq_rr, each the mean of its parts; tradition takes humility, face belongs to none. Another instrument is an error (22023).';
CREATE FUNCTION xm.centre(profile xm.value_profile) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_centre';
COMMENT ON FUNCTION xm.centre(xm.value_profile) IS 'The profile less the mean of its own scores (not of the answers behind them, as xm.pvq21 does).';

-- xm.profiles: sums over the profiles of a group. Transition and merge functions are not STRICT: the first value must be
-- copied, not taken over as the state.
CREATE TYPE xm.profiles;

CREATE FUNCTION xm_internal.profiles_in(cstring) RETURNS xm.profiles LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_in';
COMMENT ON FUNCTION xm_internal.profiles_in(cstring) IS 'Support: text input of xm.profiles.';
CREATE FUNCTION xm_internal.profiles_out(xm.profiles) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_out';
COMMENT ON FUNCTION xm_internal.profiles_out(xm.profiles) IS 'Support: text output of xm.profiles.';
CREATE FUNCTION xm_internal.profiles_recv(internal) RETURNS xm.profiles LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_recv';
COMMENT ON FUNCTION xm_internal.profiles_recv(internal) IS 'Support: binary input of xm.profiles.';
CREATE FUNCTION xm_internal.profiles_send(xm.profiles) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_send';
COMMENT ON FUNCTION xm_internal.profiles_send(xm.profiles) IS 'Support: binary output of xm.profiles.';

CREATE TYPE xm.profiles (
  INPUT = xm_internal.profiles_in, OUTPUT = xm_internal.profiles_out, RECEIVE = xm_internal.profiles_recv, SEND = xm_internal.profiles_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.profiles IS 'Sums over the value profiles of a group: their number, scores and directions. Gives the similarity of its people and, over groups, the share of variance between them. Merges by xm.rollup.';
CREATE CAST (xm.profiles AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.profiles AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm_internal.profiles_add(state xm.profiles, profile xm.value_profile) RETURNS xm.profiles LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_add';
COMMENT ON FUNCTION xm_internal.profiles_add(xm.profiles, xm.value_profile) IS 'Support: transition of xm.profiles.';
CREATE FUNCTION xm_internal.profiles_merge(state xm.profiles, other xm.profiles) RETURNS xm.profiles LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_merge';
COMMENT ON FUNCTION xm_internal.profiles_merge(xm.profiles, xm.profiles) IS 'Support: merges two states.';
CREATE FUNCTION xm_internal.profiles_final(state xm.profiles) RETURNS xm.profiles LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_final';
COMMENT ON FUNCTION xm_internal.profiles_final(xm.profiles) IS 'Support: checks a running state.';
CREATE FUNCTION xm_internal.similarity_final(state xm.profiles) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_similarity';
COMMENT ON FUNCTION xm_internal.similarity_final(xm.profiles) IS 'Support: final function of xm.similarity.';

CREATE AGGREGATE xm.profiles(profile xm.value_profile) (SFUNC = xm_internal.profiles_add, STYPE = xm.profiles, SSPACE = 500, FINALFUNC = xm_internal.profiles_final, COMBINEFUNC = xm_internal.profiles_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.profiles(xm.value_profile) IS 'The sums over the profiles of a group, to be stored, merged (xm.rollup) and asked (xm.similarity, xm.explained). Profiles of different instruments, labels or lengths, and centred ones with others, are an error (22023). NULL profiles are skipped; NULL over no rows.';
CREATE AGGREGATE xm.rollup(state xm.profiles) (SFUNC = xm_internal.profiles_merge, STYPE = xm.profiles, SSPACE = 500, FINALFUNC = xm_internal.profiles_final, COMBINEFUNC = xm_internal.profiles_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.profiles) IS 'The state of all the people behind the states together. NULL states are skipped.';
CREATE AGGREGATE xm.similarity(profile xm.value_profile) (SFUNC = xm_internal.profiles_add, STYPE = xm.profiles, SSPACE = 500, FINALFUNC = xm_internal.similarity_final, COMBINEFUNC = xm_internal.profiles_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.similarity(xm.value_profile) IS 'Mean cosine over all pairs of people, -1..1: how alike the people of a group are, in one pass from sums. People whose profile is all 0 (flat answers, centred) are left out; NULL for fewer than two others. Profiles of different instruments, labels or lengths, and centred ones with others, are an error (22023). NULL profiles are skipped; NULL over no rows.';
CREATE FUNCTION xm.similarity(state xm.profiles) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_similarity';
COMMENT ON FUNCTION xm.similarity(xm.profiles) IS 'Mean cosine over all pairs of people behind a state, -1..1; see the aggregate.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.explained_add(state internal, groups "any", profile xm.value_profile) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_add';
COMMENT ON FUNCTION xm_internal.explained_add(internal, "any", xm.value_profile) IS 'Support: transition of xm.explained.';
CREATE FUNCTION xm_internal.explained_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_combine';
COMMENT ON FUNCTION xm_internal.explained_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.explained_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_serialize';
COMMENT ON FUNCTION xm_internal.explained_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.explained_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_deserialize';
COMMENT ON FUNCTION xm_internal.explained_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.explained_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_final';
COMMENT ON FUNCTION xm_internal.explained_final(internal) IS 'Support: final function of xm.explained.';
CREATE FUNCTION xm_internal.explained_adjusted_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_adjusted_final';
COMMENT ON FUNCTION xm_internal.explained_adjusted_final(internal) IS 'Support: final function of xm.explained_adjusted.';
CREATE AGGREGATE xm.explained(groups "any", profile xm.value_profile) (SFUNC = xm_internal.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.explained_final, COMBINEFUNC = xm_internal.explained_combine, SERIALFUNC = xm_internal.explained_serialize, DESERIALFUNC = xm_internal.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained("any", xm.value_profile) IS 'The share of the variance of the profiles (all values together) that lies between the groups, 0..1: eta squared. groups may be of any type whose equality has a hash (22023 for others, such as json), a row too (a NULL within it is a group like others): what is equal in SQL is one group; rows with a NULL argument are skipped. Many groups explain noise: compare xm.explained_adjusted. NULL without variance. Memory: 24 bytes and 8 per value for each group, bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.explained_adjusted(groups "any", profile xm.value_profile) (SFUNC = xm_internal.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.explained_adjusted_final, COMBINEFUNC = xm_internal.explained_combine, SERIALFUNC = xm_internal.explained_serialize, DESERIALFUNC = xm_internal.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained_adjusted("any", xm.value_profile) IS 'The share of the variance of the profiles that lies between the groups, corrected for their number: epsilon squared (Kelley 1935), at most 1, about 0 for groups that say nothing, negative by chance. NULL without variance, or with a group for each person.';
CREATE FUNCTION xm_internal.explained_states_add(state internal, state_of_group xm.profiles) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_states_add';
COMMENT ON FUNCTION xm_internal.explained_states_add(internal, xm.profiles) IS 'Support: transition of xm.explained.';
CREATE FUNCTION xm_internal.explained_states_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_states_combine';
COMMENT ON FUNCTION xm_internal.explained_states_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.explained_states_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_states_serialize';
COMMENT ON FUNCTION xm_internal.explained_states_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.explained_states_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_states_deserialize';
COMMENT ON FUNCTION xm_internal.explained_states_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.explained_states_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_states_final';
COMMENT ON FUNCTION xm_internal.explained_states_final(internal) IS 'Support: final function of xm.explained.';
CREATE FUNCTION xm_internal.explained_adjusted_states_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_adjusted_states_final';
COMMENT ON FUNCTION xm_internal.explained_adjusted_states_final(internal) IS 'Support: final function of xm.explained_adjusted.';
CREATE AGGREGATE xm.explained(state_of_group xm.profiles) (SFUNC = xm_internal.explained_states_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.explained_states_final, COMBINEFUNC = xm_internal.explained_states_combine, SERIALFUNC = xm_internal.explained_states_serialize, DESERIALFUNC = xm_internal.explained_states_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained(xm.profiles) IS 'The share of the variance of the profiles that lies between the groups, 0..1: eta squared over their states.';
CREATE AGGREGATE xm.explained_adjusted(state_of_group xm.profiles) (SFUNC = xm_internal.explained_states_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.explained_adjusted_states_final, COMBINEFUNC = xm_internal.explained_states_combine, SERIALFUNC = xm_internal.explained_states_serialize, DESERIALFUNC = xm_internal.explained_states_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained_adjusted(xm.profiles) IS 'The share of the variance of the profiles that lies between the groups, corrected for their number: epsilon squared over their states.';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.explained_add(state internal, groups text, profile xm.value_profile) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_add';
COMMENT ON FUNCTION xm_internal.explained_add(internal, text, xm.value_profile) IS 'Support: transition of xm.explained(text, xm.value_profile).';
CREATE AGGREGATE xm.explained(groups text, profile xm.value_profile) (SFUNC = xm_internal.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.explained_final, COMBINEFUNC = xm_internal.explained_combine, SERIALFUNC = xm_internal.explained_serialize, DESERIALFUNC = xm_internal.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained(text, xm.value_profile) IS 'The share of the variance of the profiles that lies between the groups. Of declared types, the same as xm.explained("any", xm.value_profile).';
CREATE AGGREGATE xm.explained_adjusted(groups text, profile xm.value_profile) (SFUNC = xm_internal.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.explained_adjusted_final, COMBINEFUNC = xm_internal.explained_combine, SERIALFUNC = xm_internal.explained_serialize, DESERIALFUNC = xm_internal.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained_adjusted(text, xm.value_profile) IS 'The share of the variance between the groups, corrected for their number. Of declared types, the same as xm.explained_adjusted("any", xm.value_profile).';
CREATE FUNCTION xm_internal.explained_add(state internal, groups smallint, profile xm.value_profile) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_add';
COMMENT ON FUNCTION xm_internal.explained_add(internal, smallint, xm.value_profile) IS 'Support: transition of xm.explained(smallint, xm.value_profile).';
CREATE AGGREGATE xm.explained(groups smallint, profile xm.value_profile) (SFUNC = xm_internal.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.explained_final, COMBINEFUNC = xm_internal.explained_combine, SERIALFUNC = xm_internal.explained_serialize, DESERIALFUNC = xm_internal.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained(smallint, xm.value_profile) IS 'The share of the variance of the profiles that lies between the groups. Of declared types, the same as xm.explained("any", xm.value_profile).';
CREATE AGGREGATE xm.explained_adjusted(groups smallint, profile xm.value_profile) (SFUNC = xm_internal.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.explained_adjusted_final, COMBINEFUNC = xm_internal.explained_combine, SERIALFUNC = xm_internal.explained_serialize, DESERIALFUNC = xm_internal.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained_adjusted(smallint, xm.value_profile) IS 'The share of the variance between the groups, corrected for their number. Of declared types, the same as xm.explained_adjusted("any", xm.value_profile).';
CREATE FUNCTION xm_internal.explained_add(state internal, groups integer, profile xm.value_profile) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_add';
COMMENT ON FUNCTION xm_internal.explained_add(internal, integer, xm.value_profile) IS 'Support: transition of xm.explained(integer, xm.value_profile).';
CREATE AGGREGATE xm.explained(groups integer, profile xm.value_profile) (SFUNC = xm_internal.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.explained_final, COMBINEFUNC = xm_internal.explained_combine, SERIALFUNC = xm_internal.explained_serialize, DESERIALFUNC = xm_internal.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained(integer, xm.value_profile) IS 'The share of the variance of the profiles that lies between the groups. Of declared types, the same as xm.explained("any", xm.value_profile).';
CREATE AGGREGATE xm.explained_adjusted(groups integer, profile xm.value_profile) (SFUNC = xm_internal.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.explained_adjusted_final, COMBINEFUNC = xm_internal.explained_combine, SERIALFUNC = xm_internal.explained_serialize, DESERIALFUNC = xm_internal.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained_adjusted(integer, xm.value_profile) IS 'The share of the variance between the groups, corrected for their number. Of declared types, the same as xm.explained_adjusted("any", xm.value_profile).';
CREATE FUNCTION xm_internal.explained_add(state internal, groups bigint, profile xm.value_profile) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_add';
COMMENT ON FUNCTION xm_internal.explained_add(internal, bigint, xm.value_profile) IS 'Support: transition of xm.explained(bigint, xm.value_profile).';
CREATE AGGREGATE xm.explained(groups bigint, profile xm.value_profile) (SFUNC = xm_internal.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.explained_final, COMBINEFUNC = xm_internal.explained_combine, SERIALFUNC = xm_internal.explained_serialize, DESERIALFUNC = xm_internal.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained(bigint, xm.value_profile) IS 'The share of the variance of the profiles that lies between the groups. Of declared types, the same as xm.explained("any", xm.value_profile).';
CREATE AGGREGATE xm.explained_adjusted(groups bigint, profile xm.value_profile) (SFUNC = xm_internal.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm_internal.explained_adjusted_final, COMBINEFUNC = xm_internal.explained_combine, SERIALFUNC = xm_internal.explained_serialize, DESERIALFUNC = xm_internal.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained_adjusted(bigint, xm.value_profile) IS 'The share of the variance between the groups, corrected for their number. Of declared types, the same as xm.explained_adjusted("any", xm.value_profile).';

-- Segments of people: k-means over value profiles, latent classes over answers.
CREATE TYPE xm.segmentation;

CREATE FUNCTION xm_internal.segmentation_in(cstring) RETURNS xm.segmentation LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_in';
COMMENT ON FUNCTION xm_internal.segmentation_in(cstring) IS 'Support: text input of xm.segmentation.';
CREATE FUNCTION xm_internal.segmentation_out(xm.segmentation) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_out';
COMMENT ON FUNCTION xm_internal.segmentation_out(xm.segmentation) IS 'Support: text output of xm.segmentation.';
CREATE FUNCTION xm_internal.segmentation_recv(internal) RETURNS xm.segmentation LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_recv';
COMMENT ON FUNCTION xm_internal.segmentation_recv(internal) IS 'Support: binary input of xm.segmentation.';
CREATE FUNCTION xm_internal.segmentation_send(xm.segmentation) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_send';
COMMENT ON FUNCTION xm_internal.segmentation_send(xm.segmentation) IS 'Support: binary output of xm.segmentation.';

CREATE TYPE xm.segmentation (
  INPUT = xm_internal.segmentation_in, OUTPUT = xm_internal.segmentation_out, RECEIVE = xm_internal.segmentation_recv, SEND = xm_internal.segmentation_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);
COMMENT ON TYPE xm.segmentation IS 'A fitted segmentation: its segments, the largest first, with their centres, and how well each number of segments fits. A value to keep in a table: xm.segment types people with it at any later time. Made by xm.segments and xm.latent_classes.';
CREATE CAST (xm.segmentation AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.segmentation AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm.segment(model xm.segmentation, profile xm.value_profile) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segment';
COMMENT ON FUNCTION xm.segment(xm.segmentation, xm.value_profile) IS 'The segment of a person, 1 (the largest) to k: that with the nearest centre. A model of xm.latent_classes, or a profile of another instrument, length or labels, is an error (22023).';
CREATE FUNCTION xm.segment(model xm.segmentation, answers integer[]) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segment_of_answers';
COMMENT ON FUNCTION xm.segment(xm.segmentation, integer[]) IS 'The likeliest class of a person with these answers (NULL: none), 1 to k. NULL if every answer is NULL. A model of xm.segments, another number of answers, or a category that nobody had given to that item when the model was fitted is an error (22023).';
CREATE FUNCTION xm.segment_probabilities(model xm.segmentation, answers integer[]) RETURNS double precision[] LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segment_probabilities';
COMMENT ON FUNCTION xm.segment_probabilities(xm.segmentation, integer[]) IS 'The probability of each class, 0..1, for a person with these answers (NULL: none), in the order of the classes; NULL if every answer is NULL. Errors as xm.segment.';
CREATE TYPE xm.segment_table_row AS (segment integer, members bigint, share double precision, label text, centre double precision, difference double precision);
COMMENT ON TYPE xm.segment_table_row IS 'A row of what xm.segment_table returns; columns are only ever appended.';
CREATE FUNCTION xm.segment_table(model xm.segmentation) RETURNS SETOF xm.segment_table_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 50 AS 'MODULE_PATHNAME', 'xm_segment_table';
COMMENT ON FUNCTION xm.segment_table(xm.segmentation) IS 'One row per segment and value: people nearest to it, their share (of latent classes the estimated one), the mean of the value in it, and the difference from everybody. For latent classes the label is item:category, each category that occurred by its code, and the centre its probability.';
CREATE TYPE xm.segment_fit_row AS (k integer, within_ss double precision, between_share double precision, silhouette double precision, log_likelihood double precision, bic double precision, chosen boolean, entropy double precision, parameters bigint, residual_df bigint);
COMMENT ON TYPE xm.segment_fit_row IS 'A row of what xm.segment_fit returns; columns are only ever appended.';
CREATE FUNCTION xm.segment_fit(model xm.segmentation) RETURNS SETOF xm.segment_fit_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_segment_fit';
COMMENT ON FUNCTION xm.segment_fit(xm.segmentation) IS 'One row per number of segments tried. k-means: sum of squares within, share of the variance between, mean silhouette (Rousseeuw 1987; of at most 4,000 people). Latent classes: log-likelihood, BIC = -2 log L + parameters x ln n, entropy of the chosen number (1: classes are told apart perfectly), parameters, and residual_df = min(people, product of the items'' categories - 1) - parameters, as R poLCA counts (Linzer & Lewis 2011). NULL where a figure does not apply: one segment has no silhouette and no entropy.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.segments_add(state internal, profile xm.value_profile, k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_add';
COMMENT ON FUNCTION xm_internal.segments_add(internal, xm.value_profile, integer) IS 'Support: transition of xm.segments.';
CREATE FUNCTION xm_internal.segments_add(state internal, profile xm.value_profile, k integer, seed integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_add';
COMMENT ON FUNCTION xm_internal.segments_add(internal, xm.value_profile, integer, integer) IS 'Support: transition of xm.segments.';
CREATE FUNCTION xm_internal.segments_add(state internal, profile xm.value_profile, k int4range) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_add';
COMMENT ON FUNCTION xm_internal.segments_add(internal, xm.value_profile, int4range) IS 'Support: transition of xm.segments.';
CREATE FUNCTION xm_internal.segments_add(state internal, profile xm.value_profile, k int4range, seed integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_add';
COMMENT ON FUNCTION xm_internal.segments_add(internal, xm.value_profile, int4range, integer) IS 'Support: transition of xm.segments.';
CREATE FUNCTION xm_internal.segments_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_combine';
COMMENT ON FUNCTION xm_internal.segments_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.segments_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_serialize';
COMMENT ON FUNCTION xm_internal.segments_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.segments_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_deserialize';
COMMENT ON FUNCTION xm_internal.segments_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.segments_final(state internal) RETURNS xm.segmentation LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_final';
COMMENT ON FUNCTION xm_internal.segments_final(internal) IS 'Support: final function of xm.segments.';
CREATE FUNCTION xm_internal.segment_stability_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segment_stability_final';
COMMENT ON FUNCTION xm_internal.segment_stability_final(internal) IS 'Support: final function of xm.segment_stability.';
CREATE AGGREGATE xm.segments(profile xm.value_profile, k integer) (SFUNC = xm_internal.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.segments_final, COMBINEFUNC = xm_internal.segments_combine, SERIALFUNC = xm_internal.segments_serialize, DESERIALFUNC = xm_internal.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segments(xm.value_profile, integer) IS 'The fitted segmentation (ask xm.segment_table, xm.segment_fit, xm.segment) into k segments: k-means on the profiles as they are (Euclidean), 25 starts (up to 1,000 for few people) by k-means++ on a sample of at most 8,000 rows chosen by hash, the best polished on all rows (Lloyd 1982; Arthur & Vassilvitskii 2007). The same rows in any order, and the same seed (default 0), give the same segments. Rows with a NULL are skipped; NULL over no rows. Errors (22023): k outside 2..255 or more than there are distinct profiles, profiles of different shapes. Rows are collected: 8 bytes per value, bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.segments(profile xm.value_profile, k integer, seed integer) (SFUNC = xm_internal.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.segments_final, COMBINEFUNC = xm_internal.segments_combine, SERIALFUNC = xm_internal.segments_serialize, DESERIALFUNC = xm_internal.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segments(xm.value_profile, integer, integer) IS 'The fitted segmentation (ask xm.segment_table, xm.segment_fit, xm.segment) into k segments: k-means on the profiles as they are (Euclidean), 25 starts (up to 1,000 for few people) by k-means++ on a sample of at most 8,000 rows chosen by hash, the best polished on all rows (Lloyd 1982; Arthur & Vassilvitskii 2007). The same rows in any order, and the same seed (default 0), give the same segments. Rows with a NULL are skipped; NULL over no rows. Errors (22023): k outside 2..255 or more than there are distinct profiles, profiles of different shapes. Rows are collected: 8 bytes per value, bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.segments(profile xm.value_profile, k int4range) (SFUNC = xm_internal.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.segments_final, COMBINEFUNC = xm_internal.segments_combine, SERIALFUNC = xm_internal.segments_serialize, DESERIALFUNC = xm_internal.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segments(xm.value_profile, int4range) IS 'The fitted segmentation (ask xm.segment_table, xm.segment_fit, xm.segment): k-means on the profiles as they are (Euclidean), the number of segments that of the range with the highest mean silhouette (ties: the lowest); a range may begin at 1, to compare with: one segment is never chosen from several. 25 starts (up to 1,000 for few people) by k-means++ on a sample of at most 8,000 rows chosen by hash, the best polished on all rows (Lloyd 1982; Arthur & Vassilvitskii 2007). The same rows in any order, and the same seed (default 0), give the same segments. Rows with a NULL are skipped; NULL over no rows. Errors (22023): k outside 1..255 or more than there are distinct profiles, profiles of different shapes. Rows are collected: 8 bytes per value, bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.segments(profile xm.value_profile, k int4range, seed integer) (SFUNC = xm_internal.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.segments_final, COMBINEFUNC = xm_internal.segments_combine, SERIALFUNC = xm_internal.segments_serialize, DESERIALFUNC = xm_internal.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segments(xm.value_profile, int4range, integer) IS 'The fitted segmentation (ask xm.segment_table, xm.segment_fit, xm.segment): k-means on the profiles as they are (Euclidean), the number of segments that of the range with the highest mean silhouette (ties: the lowest); a range may begin at 1, to compare with: one segment is never chosen from several. 25 starts (up to 1,000 for few people) by k-means++ on a sample of at most 8,000 rows chosen by hash, the best polished on all rows (Lloyd 1982; Arthur & Vassilvitskii 2007). The same rows in any order, and the same seed (default 0), give the same segments. Rows with a NULL are skipped; NULL over no rows. Errors (22023): k outside 1..255 or more than there are distinct profiles, profiles of different shapes. Rows are collected: 8 bytes per value, bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.segment_stability(profile xm.value_profile, k integer) (SFUNC = xm_internal.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.segment_stability_final, COMBINEFUNC = xm_internal.segments_combine, SERIALFUNC = xm_internal.segments_serialize, DESERIALFUNC = xm_internal.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segment_stability(xm.value_profile, integer) IS 'Mean adjusted Rand index, 1 (always the same segments) to about 0 (no better than chance): would other people have given the same segments? Over ten pairs of fits, each on one random half of the people (of at most 8,000). Arguments and errors as xm.segments.';
CREATE AGGREGATE xm.segment_stability(profile xm.value_profile, k integer, seed integer) (SFUNC = xm_internal.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.segment_stability_final, COMBINEFUNC = xm_internal.segments_combine, SERIALFUNC = xm_internal.segments_serialize, DESERIALFUNC = xm_internal.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segment_stability(xm.value_profile, integer, integer) IS 'Mean adjusted Rand index, 1 (always the same segments) to about 0 (no better than chance): would other people have given the same segments? Over ten pairs of fits, each on one random half of the people (of at most 8,000). Arguments and errors as xm.segments.';
CREATE FUNCTION xm_internal.latent_classes_add(state internal, answers integer[], k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_add';
COMMENT ON FUNCTION xm_internal.latent_classes_add(internal, integer[], integer) IS 'Support: transition of xm.latent_classes.';
CREATE FUNCTION xm_internal.latent_classes_add(state internal, answers integer[], k integer, seed integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_add';
COMMENT ON FUNCTION xm_internal.latent_classes_add(internal, integer[], integer, integer) IS 'Support: transition of xm.latent_classes.';
CREATE FUNCTION xm_internal.latent_classes_add(state internal, answers integer[], k int4range) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_add';
COMMENT ON FUNCTION xm_internal.latent_classes_add(internal, integer[], int4range) IS 'Support: transition of xm.latent_classes.';
CREATE FUNCTION xm_internal.latent_classes_add(state internal, answers integer[], k int4range, seed integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_add';
COMMENT ON FUNCTION xm_internal.latent_classes_add(internal, integer[], int4range, integer) IS 'Support: transition of xm.latent_classes.';
CREATE FUNCTION xm_internal.latent_classes_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_combine';
COMMENT ON FUNCTION xm_internal.latent_classes_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.latent_classes_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_serialize';
COMMENT ON FUNCTION xm_internal.latent_classes_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.latent_classes_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_deserialize';
COMMENT ON FUNCTION xm_internal.latent_classes_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.latent_classes_final(state internal) RETURNS xm.segmentation LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_final';
COMMENT ON FUNCTION xm_internal.latent_classes_final(internal) IS 'Support: final function of xm.latent_classes.';
CREATE AGGREGATE xm.latent_classes(answers integer[], k integer) (SFUNC = xm_internal.latent_classes_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.latent_classes_final, COMBINEFUNC = xm_internal.latent_classes_combine, SERIALFUNC = xm_internal.latent_classes_serialize, DESERIALFUNC = xm_internal.latent_classes_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.latent_classes(integer[], integer) IS 'The fitted segmentation (ask xm.segment_table, xm.segment_fit, xm.segment) into k latent classes of people with alike categorical answers (Goodman 1974), by EM from many random starts. Answers are codes from 1 to 100, NULL where there is none (missing at random), up to 256 items; the categories of an item are the codes that occur. Equal answers are kept once. The same rows in any order, and the same seed (default 0), give the same classes. NULL rows, and rows without any answer, are skipped; NULL over no rows. Errors (22023): an answer outside the range (with its position), arrays of different lengths, k outside 2..255, more classes than the answers can identify (residual_df below 0, see xm.segment_fit). Bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.latent_classes(answers integer[], k integer, seed integer) (SFUNC = xm_internal.latent_classes_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.latent_classes_final, COMBINEFUNC = xm_internal.latent_classes_combine, SERIALFUNC = xm_internal.latent_classes_serialize, DESERIALFUNC = xm_internal.latent_classes_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.latent_classes(integer[], integer, integer) IS 'The fitted segmentation (ask xm.segment_table, xm.segment_fit, xm.segment) into k latent classes of people with alike categorical answers (Goodman 1974), by EM from many random starts. Answers are codes from 1 to 100, NULL where there is none (missing at random), up to 256 items; the categories of an item are the codes that occur. Equal answers are kept once. The same rows in any order, and the same seed (default 0), give the same classes. NULL rows, and rows without any answer, are skipped; NULL over no rows. Errors (22023): an answer outside the range (with its position), arrays of different lengths, k outside 2..255, more classes than the answers can identify (residual_df below 0, see xm.segment_fit). Bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.latent_classes(answers integer[], k int4range) (SFUNC = xm_internal.latent_classes_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.latent_classes_final, COMBINEFUNC = xm_internal.latent_classes_combine, SERIALFUNC = xm_internal.latent_classes_serialize, DESERIALFUNC = xm_internal.latent_classes_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.latent_classes(integer[], int4range) IS 'The fitted segmentation (ask xm.segment_table, xm.segment_fit, xm.segment) into latent classes of people with alike categorical answers (Goodman 1974), their number that of the range with the lowest BIC (ties: the lowest); a range may begin at 1, and numbers of classes that the answers cannot identify (residual_df below 0, see xm.segment_fit) are left out, by EM from many random starts. Answers are codes from 1 to 100, NULL where there is none (missing at random), up to 256 items; the categories of an item are the codes that occur. Equal answers are kept once. The same rows in any order, and the same seed (default 0), give the same classes. NULL rows, and rows without any answer, are skipped; NULL over no rows. Errors (22023): an answer outside the range (with its position), arrays of different lengths, k outside 1..255, a range of which no number is identified. Bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.latent_classes(answers integer[], k int4range, seed integer) (SFUNC = xm_internal.latent_classes_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm_internal.latent_classes_final, COMBINEFUNC = xm_internal.latent_classes_combine, SERIALFUNC = xm_internal.latent_classes_serialize, DESERIALFUNC = xm_internal.latent_classes_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.latent_classes(integer[], int4range, integer) IS 'The fitted segmentation (ask xm.segment_table, xm.segment_fit, xm.segment) into latent classes of people with alike categorical answers (Goodman 1974), their number that of the range with the lowest BIC (ties: the lowest); a range may begin at 1, and numbers of classes that the answers cannot identify (residual_df below 0, see xm.segment_fit) are left out, by EM from many random starts. Answers are codes from 1 to 100, NULL where there is none (missing at random), up to 256 items; the categories of an item are the codes that occur. Equal answers are kept once. The same rows in any order, and the same seed (default 0), give the same classes. NULL rows, and rows without any answer, are skipped; NULL over no rows. Errors (22023): an answer outside the range (with its position), arrays of different lengths, k outside 1..255, a range of which no number is identified. Bounded by pg_xm.max_state_memory (53200).';

-- Do groupings of people agree? The functions of an internal state take NULL.
CREATE FUNCTION xm_internal.cross_table_add(state internal, a "any", b "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, "any", "any") IS 'Support: transition of xm.cramers_v.';
CREATE FUNCTION xm_internal.cross_table_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_combine';
COMMENT ON FUNCTION xm_internal.cross_table_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.cross_table_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_serialize';
COMMENT ON FUNCTION xm_internal.cross_table_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.cross_table_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_deserialize';
COMMENT ON FUNCTION xm_internal.cross_table_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.cramers_v_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cramers_v_final';
COMMENT ON FUNCTION xm_internal.cramers_v_final(internal) IS 'Support: final function of xm.cramers_v.';
CREATE FUNCTION xm_internal.adjusted_rand_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_adjusted_rand_final';
COMMENT ON FUNCTION xm_internal.adjusted_rand_final(internal) IS 'Support: final function of xm.adjusted_rand.';
CREATE AGGREGATE xm.cramers_v(a "any", b "any") (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v("any", "any") IS 'Association of two groupings, 0..1: Cramér''s V, the root of chi squared / (n (min(rows, columns) - 1)), without correction. Groups may be of any type whose equality has a hash (22023 for others, such as json), rows and arrays of them too: what is equal in SQL is one group; rows with a NULL are skipped; NULL where a grouping has one group.';
CREATE AGGREGATE xm.adjusted_rand(a "any", b "any") (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand("any", "any") IS 'Adjusted Rand index (Hubert & Arabie 1985), 1 for the same groups, about 0 by chance: agreement of two groupings of the same people whatever the names of the groups. Rows with a NULL are skipped; NULL for fewer than two.';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.cross_table_add(state internal, a text, b text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, text, text) IS 'Support: transition of xm.cramers_v(text, text).';
CREATE AGGREGATE xm.cramers_v(a text, b text) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(text, text) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a text, b text) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(text, text) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a text, b smallint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, text, smallint) IS 'Support: transition of xm.cramers_v(text, smallint).';
CREATE AGGREGATE xm.cramers_v(a text, b smallint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(text, smallint) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a text, b smallint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(text, smallint) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a text, b integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, text, integer) IS 'Support: transition of xm.cramers_v(text, integer).';
CREATE AGGREGATE xm.cramers_v(a text, b integer) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(text, integer) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a text, b integer) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(text, integer) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a text, b bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, text, bigint) IS 'Support: transition of xm.cramers_v(text, bigint).';
CREATE AGGREGATE xm.cramers_v(a text, b bigint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(text, bigint) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a text, b bigint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(text, bigint) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a smallint, b text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, smallint, text) IS 'Support: transition of xm.cramers_v(smallint, text).';
CREATE AGGREGATE xm.cramers_v(a smallint, b text) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(smallint, text) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a smallint, b text) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(smallint, text) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a smallint, b smallint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, smallint, smallint) IS 'Support: transition of xm.cramers_v(smallint, smallint).';
CREATE AGGREGATE xm.cramers_v(a smallint, b smallint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(smallint, smallint) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a smallint, b smallint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(smallint, smallint) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a smallint, b integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, smallint, integer) IS 'Support: transition of xm.cramers_v(smallint, integer).';
CREATE AGGREGATE xm.cramers_v(a smallint, b integer) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(smallint, integer) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a smallint, b integer) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(smallint, integer) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a smallint, b bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, smallint, bigint) IS 'Support: transition of xm.cramers_v(smallint, bigint).';
CREATE AGGREGATE xm.cramers_v(a smallint, b bigint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(smallint, bigint) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a smallint, b bigint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(smallint, bigint) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a integer, b text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, integer, text) IS 'Support: transition of xm.cramers_v(integer, text).';
CREATE AGGREGATE xm.cramers_v(a integer, b text) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(integer, text) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a integer, b text) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(integer, text) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a integer, b smallint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, integer, smallint) IS 'Support: transition of xm.cramers_v(integer, smallint).';
CREATE AGGREGATE xm.cramers_v(a integer, b smallint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(integer, smallint) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a integer, b smallint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(integer, smallint) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a integer, b integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, integer, integer) IS 'Support: transition of xm.cramers_v(integer, integer).';
CREATE AGGREGATE xm.cramers_v(a integer, b integer) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(integer, integer) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a integer, b integer) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(integer, integer) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a integer, b bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, integer, bigint) IS 'Support: transition of xm.cramers_v(integer, bigint).';
CREATE AGGREGATE xm.cramers_v(a integer, b bigint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(integer, bigint) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a integer, b bigint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(integer, bigint) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a bigint, b text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, bigint, text) IS 'Support: transition of xm.cramers_v(bigint, text).';
CREATE AGGREGATE xm.cramers_v(a bigint, b text) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(bigint, text) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a bigint, b text) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(bigint, text) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a bigint, b smallint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, bigint, smallint) IS 'Support: transition of xm.cramers_v(bigint, smallint).';
CREATE AGGREGATE xm.cramers_v(a bigint, b smallint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(bigint, smallint) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a bigint, b smallint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(bigint, smallint) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a bigint, b integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, bigint, integer) IS 'Support: transition of xm.cramers_v(bigint, integer).';
CREATE AGGREGATE xm.cramers_v(a bigint, b integer) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(bigint, integer) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a bigint, b integer) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(bigint, integer) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';
CREATE FUNCTION xm_internal.cross_table_add(state internal, a bigint, b bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm_internal.cross_table_add(internal, bigint, bigint) IS 'Support: transition of xm.cramers_v(bigint, bigint).';
CREATE AGGREGATE xm.cramers_v(a bigint, b bigint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.cramers_v_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v(bigint, bigint) IS 'Association of two groupings, 0..1. Of declared types, the same as xm.cramers_v("any", "any").';
CREATE AGGREGATE xm.adjusted_rand(a bigint, b bigint) (SFUNC = xm_internal.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.adjusted_rand_final, COMBINEFUNC = xm_internal.cross_table_combine, SERIALFUNC = xm_internal.cross_table_serialize, DESERIALFUNC = xm_internal.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand(bigint, bigint) IS 'Adjusted Rand index of two groupings of the same people. Of declared types, the same as xm.adjusted_rand("any", "any").';

-- Does a segmentation explain an outcome better than demographics do? The functions of an internal state take NULL.
CREATE TYPE xm.segmentation_test_result AS (n bigint, r2_demographics double precision, r2_segments double precision, r2_both double precision, f_segments double precision, df1_segments bigint, p_segments double precision, f_demographics double precision, df1_demographics bigint, p_demographics double precision, df2 bigint);
COMMENT ON TYPE xm.segmentation_test_result IS 'What xm.segmentation_test returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.segmentation_test_add(state internal, outcome "any", demographics "any", segment integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_add';
COMMENT ON FUNCTION xm_internal.segmentation_test_add(internal, "any", "any", integer) IS 'Support: transition of xm.segmentation_test.';
CREATE FUNCTION xm_internal.segmentation_test_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_combine';
COMMENT ON FUNCTION xm_internal.segmentation_test_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.segmentation_test_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_serialize';
COMMENT ON FUNCTION xm_internal.segmentation_test_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.segmentation_test_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_deserialize';
COMMENT ON FUNCTION xm_internal.segmentation_test_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.segmentation_test_final(state internal) RETURNS xm.segmentation_test_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_final';
COMMENT ON FUNCTION xm_internal.segmentation_test_final(internal) IS 'Support: final function of xm.segmentation_test.';
CREATE AGGREGATE xm.segmentation_test(outcome "any", demographics "any", segment integer) (SFUNC = xm_internal.segmentation_test_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.segmentation_test_final, COMBINEFUNC = xm_internal.segmentation_test_combine, SERIALFUNC = xm_internal.segmentation_test_serialize, DESERIALFUNC = xm_internal.segmentation_test_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segmentation_test("any", "any", integer) IS 'One row: the shares of the variance of an outcome (loyalty, spend) that demographics, segments and both explain, as fractions, and the F test of what each adds to the other (least squares with a dummy for each group). demographics: one column or a row of columns (main effects), as groups: put ages into bands. Rows with a NULL are skipped. Tests are NULL where one side adds no group or nothing is left over. Beyond 1,000 groups an error (22023).';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.segmentation_test_add(state internal, outcome double precision, demographics text, segment integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_add';
COMMENT ON FUNCTION xm_internal.segmentation_test_add(internal, double precision, text, integer) IS 'Support: transition of xm.segmentation_test(double precision, text, integer).';
CREATE AGGREGATE xm.segmentation_test(outcome double precision, demographics text, segment integer) (SFUNC = xm_internal.segmentation_test_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.segmentation_test_final, COMBINEFUNC = xm_internal.segmentation_test_combine, SERIALFUNC = xm_internal.segmentation_test_serialize, DESERIALFUNC = xm_internal.segmentation_test_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segmentation_test(double precision, text, integer) IS 'One row: the shares of the variance of an outcome that one demographic grouping, segments and both explain, with tests. Of declared types, the same as xm.segmentation_test("any", "any", integer).';
CREATE FUNCTION xm_internal.segmentation_test_add(state internal, outcome double precision, demographics smallint, segment integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_add';
COMMENT ON FUNCTION xm_internal.segmentation_test_add(internal, double precision, smallint, integer) IS 'Support: transition of xm.segmentation_test(double precision, smallint, integer).';
CREATE AGGREGATE xm.segmentation_test(outcome double precision, demographics smallint, segment integer) (SFUNC = xm_internal.segmentation_test_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.segmentation_test_final, COMBINEFUNC = xm_internal.segmentation_test_combine, SERIALFUNC = xm_internal.segmentation_test_serialize, DESERIALFUNC = xm_internal.segmentation_test_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segmentation_test(double precision, smallint, integer) IS 'One row: the shares of the variance of an outcome that one demographic grouping, segments and both explain, with tests. Of declared types, the same as xm.segmentation_test("any", "any", integer).';
CREATE FUNCTION xm_internal.segmentation_test_add(state internal, outcome double precision, demographics integer, segment integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_add';
COMMENT ON FUNCTION xm_internal.segmentation_test_add(internal, double precision, integer, integer) IS 'Support: transition of xm.segmentation_test(double precision, integer, integer).';
CREATE AGGREGATE xm.segmentation_test(outcome double precision, demographics integer, segment integer) (SFUNC = xm_internal.segmentation_test_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.segmentation_test_final, COMBINEFUNC = xm_internal.segmentation_test_combine, SERIALFUNC = xm_internal.segmentation_test_serialize, DESERIALFUNC = xm_internal.segmentation_test_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segmentation_test(double precision, integer, integer) IS 'One row: the shares of the variance of an outcome that one demographic grouping, segments and both explain, with tests. Of declared types, the same as xm.segmentation_test("any", "any", integer).';
CREATE FUNCTION xm_internal.segmentation_test_add(state internal, outcome double precision, demographics bigint, segment integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_add';
COMMENT ON FUNCTION xm_internal.segmentation_test_add(internal, double precision, bigint, integer) IS 'Support: transition of xm.segmentation_test(double precision, bigint, integer).';
CREATE AGGREGATE xm.segmentation_test(outcome double precision, demographics bigint, segment integer) (SFUNC = xm_internal.segmentation_test_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.segmentation_test_final, COMBINEFUNC = xm_internal.segmentation_test_combine, SERIALFUNC = xm_internal.segmentation_test_serialize, DESERIALFUNC = xm_internal.segmentation_test_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segmentation_test(double precision, bigint, integer) IS 'One row: the shares of the variance of an outcome that one demographic grouping, segments and both explain, with tests. Of declared types, the same as xm.segmentation_test("any", "any", integer).';
CREATE FUNCTION xm_internal.segmentation_test_add(state internal, outcome boolean, demographics text, segment integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_add';
COMMENT ON FUNCTION xm_internal.segmentation_test_add(internal, boolean, text, integer) IS 'Support: transition of xm.segmentation_test(boolean, text, integer).';
CREATE AGGREGATE xm.segmentation_test(outcome boolean, demographics text, segment integer) (SFUNC = xm_internal.segmentation_test_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.segmentation_test_final, COMBINEFUNC = xm_internal.segmentation_test_combine, SERIALFUNC = xm_internal.segmentation_test_serialize, DESERIALFUNC = xm_internal.segmentation_test_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segmentation_test(boolean, text, integer) IS 'One row: the shares of the variance of an outcome that one demographic grouping, segments and both explain, with tests. Of declared types, the same as xm.segmentation_test("any", "any", integer).';
CREATE FUNCTION xm_internal.segmentation_test_add(state internal, outcome boolean, demographics smallint, segment integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_add';
COMMENT ON FUNCTION xm_internal.segmentation_test_add(internal, boolean, smallint, integer) IS 'Support: transition of xm.segmentation_test(boolean, smallint, integer).';
CREATE AGGREGATE xm.segmentation_test(outcome boolean, demographics smallint, segment integer) (SFUNC = xm_internal.segmentation_test_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.segmentation_test_final, COMBINEFUNC = xm_internal.segmentation_test_combine, SERIALFUNC = xm_internal.segmentation_test_serialize, DESERIALFUNC = xm_internal.segmentation_test_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segmentation_test(boolean, smallint, integer) IS 'One row: the shares of the variance of an outcome that one demographic grouping, segments and both explain, with tests. Of declared types, the same as xm.segmentation_test("any", "any", integer).';
CREATE FUNCTION xm_internal.segmentation_test_add(state internal, outcome boolean, demographics integer, segment integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_add';
COMMENT ON FUNCTION xm_internal.segmentation_test_add(internal, boolean, integer, integer) IS 'Support: transition of xm.segmentation_test(boolean, integer, integer).';
CREATE AGGREGATE xm.segmentation_test(outcome boolean, demographics integer, segment integer) (SFUNC = xm_internal.segmentation_test_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.segmentation_test_final, COMBINEFUNC = xm_internal.segmentation_test_combine, SERIALFUNC = xm_internal.segmentation_test_serialize, DESERIALFUNC = xm_internal.segmentation_test_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segmentation_test(boolean, integer, integer) IS 'One row: the shares of the variance of an outcome that one demographic grouping, segments and both explain, with tests. Of declared types, the same as xm.segmentation_test("any", "any", integer).';
CREATE FUNCTION xm_internal.segmentation_test_add(state internal, outcome boolean, demographics bigint, segment integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_add';
COMMENT ON FUNCTION xm_internal.segmentation_test_add(internal, boolean, bigint, integer) IS 'Support: transition of xm.segmentation_test(boolean, bigint, integer).';
CREATE AGGREGATE xm.segmentation_test(outcome boolean, demographics bigint, segment integer) (SFUNC = xm_internal.segmentation_test_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.segmentation_test_final, COMBINEFUNC = xm_internal.segmentation_test_combine, SERIALFUNC = xm_internal.segmentation_test_serialize, DESERIALFUNC = xm_internal.segmentation_test_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segmentation_test(boolean, bigint, integer) IS 'One row: the shares of the variance of an outcome that one demographic grouping, segments and both explain, with tests. Of declared types, the same as xm.segmentation_test("any", "any", integer).';

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

-- Customer lifetime value: purchase histories, BG/NBD, Gamma-Gamma.
CREATE TYPE xm.clv_model;

CREATE FUNCTION xm_internal.clv_model_in(cstring) RETURNS xm.clv_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clv_model_in';
COMMENT ON FUNCTION xm_internal.clv_model_in(cstring) IS 'Support: text input of xm.clv_model.';
CREATE FUNCTION xm_internal.clv_model_out(xm.clv_model) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clv_model_out';
COMMENT ON FUNCTION xm_internal.clv_model_out(xm.clv_model) IS 'Support: text output of xm.clv_model.';
CREATE FUNCTION xm_internal.clv_model_recv(internal) RETURNS xm.clv_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clv_model_recv';
COMMENT ON FUNCTION xm_internal.clv_model_recv(internal) IS 'Support: binary input of xm.clv_model.';
CREATE FUNCTION xm_internal.clv_model_send(xm.clv_model) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_clv_model_send';
COMMENT ON FUNCTION xm_internal.clv_model_send(xm.clv_model) IS 'Support: binary output of xm.clv_model.';

CREATE TYPE xm.clv_model (
  INPUT = xm_internal.clv_model_in, OUTPUT = xm_internal.clv_model_out, RECEIVE = xm_internal.clv_model_recv, SEND = xm_internal.clv_model_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.clv_model IS 'A fitted model of customer lifetime value: BG/NBD (xm.bg_nbd: how often customers buy, and when they stop) or Gamma-Gamma (xm.gamma_gamma: what they spend). xm.clv_parameters shows the parameters.';
CREATE CAST (xm.clv_model AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.clv_model AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE TYPE xm.purchase_history_result AS (frequency bigint, recency double precision, age double precision, monetary double precision);
COMMENT ON TYPE xm.purchase_history_result IS 'What xm.purchase_history returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet). STABLE: dates depend on the time zone of the session.
CREATE FUNCTION xm_internal.purchase_history_add(state internal, at timestamp with time zone, amount numeric, observed_until timestamp with time zone) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_add';
COMMENT ON FUNCTION xm_internal.purchase_history_add(internal, timestamp with time zone, numeric, timestamp with time zone) IS 'Support: transition of xm.purchase_history.';
CREATE FUNCTION xm_internal.purchase_history_add(state internal, at timestamp with time zone, amount numeric, observed_until timestamp with time zone, unit interval) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_add';
COMMENT ON FUNCTION xm_internal.purchase_history_add(internal, timestamp with time zone, numeric, timestamp with time zone, interval) IS 'Support: transition of xm.purchase_history.';
CREATE FUNCTION xm_internal.purchase_history_add(state internal, at timestamp with time zone, amount double precision, observed_until timestamp with time zone) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_add';
COMMENT ON FUNCTION xm_internal.purchase_history_add(internal, timestamp with time zone, double precision, timestamp with time zone) IS 'Support: transition of xm.purchase_history.';
CREATE FUNCTION xm_internal.purchase_history_add(state internal, at timestamp with time zone, amount double precision, observed_until timestamp with time zone, unit interval) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_add';
COMMENT ON FUNCTION xm_internal.purchase_history_add(internal, timestamp with time zone, double precision, timestamp with time zone, interval) IS 'Support: transition of xm.purchase_history.';
CREATE FUNCTION xm_internal.purchase_history_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_combine';
COMMENT ON FUNCTION xm_internal.purchase_history_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.purchase_history_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_serialize';
COMMENT ON FUNCTION xm_internal.purchase_history_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.purchase_history_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_deserialize';
COMMENT ON FUNCTION xm_internal.purchase_history_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.purchase_history_final(state internal) RETURNS xm.purchase_history_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_purchase_history_final';
COMMENT ON FUNCTION xm_internal.purchase_history_final(internal) IS 'Support: final function of xm.purchase_history.';

CREATE AGGREGATE xm.purchase_history(at timestamp with time zone, amount numeric, observed_until timestamp with time zone) (SFUNC = xm_internal.purchase_history_add, STYPE = internal, SSPACE = 400, FINALFUNC = xm_internal.purchase_history_final, COMBINEFUNC = xm_internal.purchase_history_combine, SERIALFUNC = xm_internal.purchase_history_serialize, DESERIALFUNC = xm_internal.purchase_history_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.purchase_history(timestamp with time zone, numeric, timestamp with time zone) IS 'One row per customer from the log of purchases: frequency (repeat purchases: distinct dates after the first, in the time zone of the session), recency (first to last purchase), age (first purchase to observed_until), monetary (mean over the repeat dates, amounts of one date added up; NULL without any). recency and age count weeks. Purchases after observed_until are ignored. The columns are what xm.bg_nbd and xm.gamma_gamma take (Fader, Hardie & Lee 2005). Rows with a NULL are skipped; NULL over no rows. Rows may come in any order; 24 bytes a date, bounded by pg_xm.max_state_memory (53200). Errors (22023): a negative or not finite amount, another observed_until or unit within one customer, a unit that is not positive.';
CREATE AGGREGATE xm.purchase_history(at timestamp with time zone, amount numeric, observed_until timestamp with time zone, unit interval) (SFUNC = xm_internal.purchase_history_add, STYPE = internal, SSPACE = 400, FINALFUNC = xm_internal.purchase_history_final, COMBINEFUNC = xm_internal.purchase_history_combine, SERIALFUNC = xm_internal.purchase_history_serialize, DESERIALFUNC = xm_internal.purchase_history_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.purchase_history(timestamp with time zone, numeric, timestamp with time zone, interval) IS 'One row per customer from the log of purchases: frequency (repeat purchases: distinct dates after the first, in the time zone of the session), recency (first to last purchase), age (first purchase to observed_until), monetary (mean over the repeat dates, amounts of one date added up; NULL without any). recency and age count units of that interval (a month counts 30 days, a year 365.25). Purchases after observed_until are ignored. The columns are what xm.bg_nbd and xm.gamma_gamma take (Fader, Hardie & Lee 2005). Rows with a NULL are skipped; NULL over no rows. Rows may come in any order; 24 bytes a date, bounded by pg_xm.max_state_memory (53200). Errors (22023): a negative or not finite amount, another observed_until or unit within one customer, a unit that is not positive.';
CREATE AGGREGATE xm.purchase_history(at timestamp with time zone, amount double precision, observed_until timestamp with time zone) (SFUNC = xm_internal.purchase_history_add, STYPE = internal, SSPACE = 400, FINALFUNC = xm_internal.purchase_history_final, COMBINEFUNC = xm_internal.purchase_history_combine, SERIALFUNC = xm_internal.purchase_history_serialize, DESERIALFUNC = xm_internal.purchase_history_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.purchase_history(timestamp with time zone, double precision, timestamp with time zone) IS 'One row per customer from the log of purchases: frequency (repeat purchases: distinct dates after the first, in the time zone of the session), recency (first to last purchase), age (first purchase to observed_until), monetary (mean over the repeat dates, amounts of one date added up; NULL without any). recency and age count weeks. Purchases after observed_until are ignored. The columns are what xm.bg_nbd and xm.gamma_gamma take (Fader, Hardie & Lee 2005). Rows with a NULL are skipped; NULL over no rows. Rows may come in any order; 24 bytes a date, bounded by pg_xm.max_state_memory (53200). Errors (22023): a negative or not finite amount, another observed_until or unit within one customer, a unit that is not positive.';
CREATE AGGREGATE xm.purchase_history(at timestamp with time zone, amount double precision, observed_until timestamp with time zone, unit interval) (SFUNC = xm_internal.purchase_history_add, STYPE = internal, SSPACE = 400, FINALFUNC = xm_internal.purchase_history_final, COMBINEFUNC = xm_internal.purchase_history_combine, SERIALFUNC = xm_internal.purchase_history_serialize, DESERIALFUNC = xm_internal.purchase_history_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.purchase_history(timestamp with time zone, double precision, timestamp with time zone, interval) IS 'One row per customer from the log of purchases: frequency (repeat purchases: distinct dates after the first, in the time zone of the session), recency (first to last purchase), age (first purchase to observed_until), monetary (mean over the repeat dates, amounts of one date added up; NULL without any). recency and age count units of that interval (a month counts 30 days, a year 365.25). Purchases after observed_until are ignored. The columns are what xm.bg_nbd and xm.gamma_gamma take (Fader, Hardie & Lee 2005). Rows with a NULL are skipped; NULL over no rows. Rows may come in any order; 24 bytes a date, bounded by pg_xm.max_state_memory (53200). Errors (22023): a negative or not finite amount, another observed_until or unit within one customer, a unit that is not positive.';

CREATE FUNCTION xm_internal.bg_nbd_add(state internal, frequency double precision, recency double precision, age double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_bg_nbd_add';
COMMENT ON FUNCTION xm_internal.bg_nbd_add(internal, double precision, double precision, double precision) IS 'Support: transition of xm.bg_nbd.';
CREATE FUNCTION xm_internal.bg_nbd_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_bg_nbd_combine';
COMMENT ON FUNCTION xm_internal.bg_nbd_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.bg_nbd_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_bg_nbd_serialize';
COMMENT ON FUNCTION xm_internal.bg_nbd_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.bg_nbd_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_bg_nbd_deserialize';
COMMENT ON FUNCTION xm_internal.bg_nbd_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.bg_nbd_final(state internal) RETURNS xm.clv_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_bg_nbd_final';
COMMENT ON FUNCTION xm_internal.bg_nbd_final(internal) IS 'Support: final function of xm.bg_nbd.';
CREATE AGGREGATE xm.bg_nbd(frequency double precision, recency double precision, age double precision) (SFUNC = xm_internal.bg_nbd_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.bg_nbd_final, COMBINEFUNC = xm_internal.bg_nbd_combine, SERIALFUNC = xm_internal.bg_nbd_serialize, DESERIALFUNC = xm_internal.bg_nbd_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.bg_nbd(double precision, double precision, double precision) IS 'The fitted BG/NBD model (ask xm.clv_parameters, xm.p_alive, xm.expected_purchases), by maximum likelihood over customers (Fader, Hardie & Lee 2005): frequency of repeat purchases (a whole number), recency and age in one unit. Equal customers are kept once. Rows with a NULL are skipped; NULL over no rows. Errors (22023): a fractional or negative frequency, recency below 0 or beyond age, no customer with a repeat purchase, a likelihood without a maximum. Memory is bounded by pg_xm.max_state_memory (53200).';

CREATE FUNCTION xm_internal.gamma_gamma_add(state internal, frequency double precision, monetary double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_gamma_gamma_add';
COMMENT ON FUNCTION xm_internal.gamma_gamma_add(internal, double precision, double precision) IS 'Support: transition of xm.gamma_gamma.';
CREATE FUNCTION xm_internal.gamma_gamma_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_gamma_gamma_combine';
COMMENT ON FUNCTION xm_internal.gamma_gamma_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.gamma_gamma_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_gamma_gamma_serialize';
COMMENT ON FUNCTION xm_internal.gamma_gamma_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.gamma_gamma_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_gamma_gamma_deserialize';
COMMENT ON FUNCTION xm_internal.gamma_gamma_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.gamma_gamma_final(state internal) RETURNS xm.clv_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_gamma_gamma_final';
COMMENT ON FUNCTION xm_internal.gamma_gamma_final(internal) IS 'Support: final function of xm.gamma_gamma.';
CREATE AGGREGATE xm.gamma_gamma(frequency double precision, monetary double precision) (SFUNC = xm_internal.gamma_gamma_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.gamma_gamma_final, COMBINEFUNC = xm_internal.gamma_gamma_combine, SERIALFUNC = xm_internal.gamma_gamma_serialize, DESERIALFUNC = xm_internal.gamma_gamma_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.gamma_gamma(double precision, double precision) IS 'The fitted Gamma-Gamma model of spend per purchase (ask xm.clv_parameters, xm.expected_spend), by maximum likelihood over customers (Fader & Hardie 2013): frequency of repeat purchases and their mean amount. Customers without a repeat purchase, with amount 0 or a NULL are skipped; NULL over no rows. Errors (22023): a fractional or negative frequency, a negative amount, amounts without spread, a likelihood without a maximum.';

CREATE TYPE xm.clv_parameters_row AS (parameter text, estimate double precision, std_error double precision);
COMMENT ON TYPE xm.clv_parameters_row IS 'A row of what xm.clv_parameters returns; columns are only ever appended.';
CREATE FUNCTION xm.clv_parameters(model xm.clv_model) RETURNS SETOF xm.clv_parameters_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_clv_parameters';
COMMENT ON FUNCTION xm.clv_parameters(xm.clv_model) IS 'One row per parameter: r, alpha, a, b of BG/NBD, or p, q, gamma of Gamma-Gamma, with its standard error (from the Hessian of the likelihood; NULL for models fitted before 0.10.0); then log_likelihood.';
CREATE FUNCTION xm.expected_purchases(bg xm.clv_model, frequency double precision, recency double precision, age double precision, horizon double precision) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'xm_expected_purchases';
COMMENT ON FUNCTION xm.expected_purchases(xm.clv_model, double precision, double precision, double precision, double precision) IS 'Number of purchases to expect of this customer within the next horizon, in the unit of age (Fader, Hardie & Lee 2005, eq. 10, by a series that does not overflow). Errors (22023): a model that is not BG/NBD, recency beyond age, a frequency that is not whole, a horizon outside 0..10000 x (alpha + age).';
CREATE FUNCTION xm.p_alive(bg xm.clv_model, frequency double precision, recency double precision, age double precision) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_p_alive';
COMMENT ON FUNCTION xm.p_alive(xm.clv_model, double precision, double precision, double precision) IS 'Probability, 0..1, that this customer is still one (Fader, Hardie & Lee 2005; Fader, Hardie & Lee 2008, note on P(alive)); 1 without a repeat purchase. Errors as xm.expected_purchases.';
CREATE FUNCTION xm.expected_spend(gg xm.clv_model, frequency double precision, monetary double precision) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_expected_spend';
COMMENT ON FUNCTION xm.expected_spend(xm.clv_model, double precision, double precision) IS 'Mean spend per purchase to expect of this customer, in the unit of the amounts: between the own mean and that of all customers (Fader & Hardie 2013). monetary may be NULL where frequency is 0: the mean of all. Errors: a model that is not Gamma-Gamma, a negative amount (22023), a mean that is infinite because q is at most 1 (22003).';
CREATE FUNCTION xm.customer_value(bg xm.clv_model, gg xm.clv_model, frequency double precision, recency double precision, age double precision, monetary double precision, horizon double precision, discount_rate double precision) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 AS 'MODULE_PATHNAME', 'xm_customer_value';
COMMENT ON FUNCTION xm.customer_value(xm.clv_model, xm.clv_model, double precision, double precision, double precision, double precision, double precision, double precision) IS 'What this customer will spend up to the horizon, in today''s money: expected spend x expected purchases of each unit of age, discounted at the end of the unit by discount_rate (per unit: 0.1 a year is about 0.0018 a week). The horizon is a whole number of units, 0..10000. monetary may be NULL where frequency is 0. Errors as xm.expected_purchases and xm.expected_spend; a discount rate that is not above -1 (22023).';
CREATE TYPE xm.customer_value_interval_result AS (value double precision, std_error double precision, lower double precision, upper double precision);
COMMENT ON TYPE xm.customer_value_interval_result IS 'What xm.customer_value_interval returns; columns are only ever appended.';
CREATE FUNCTION xm.customer_value_interval(bg xm.clv_model, gg xm.clv_model, frequency double precision, recency double precision, age double precision, monetary double precision, horizon double precision, discount_rate double precision, confidence double precision DEFAULT 0.95) RETURNS xm.customer_value_interval_result LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40000 AS 'MODULE_PATHNAME', 'xm_customer_value_interval';
COMMENT ON FUNCTION xm.customer_value_interval(xm.clv_model, xm.clv_model, double precision, double precision, double precision, double precision, double precision, double precision, double precision) IS 'One row: xm.customer_value with its standard error and a normal interval, by the delta method over the errors of the parameters of both models, which are fits of their own: how well the value of customers like this one is known, not how far this one may stray from it. NULL bounds for models fitted before 0.10.0, which know no errors. Errors as xm.customer_value; a confidence outside (0,1) (22023).';

-- The workspace: functions that make and keep the ordinary tables of sql/workspace. They change the database (VOLATILE) and are not
-- STRICT where NULL means something.
CREATE FUNCTION xm.create_workspace(workspace text, time_zone text DEFAULT 'UTC', owner text DEFAULT NULL, summary text DEFAULT 'triggers') RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_create_workspace';
COMMENT ON FUNCTION xm.create_workspace(text, text, text, text) IS 'Nothing; makes a schema of this name with the tables and views of a survey workspace, owned by the caller or by owner, whom a superuser must name (one that is none). Months and days are those of time_zone. summary: triggers keeps scores up to date by themselves, manual leaves it to xm.rebuild_summary and checks answers by foreign keys, not waves. An unknown time zone or summary is an error (22023).';
CREATE FUNCTION xm.upgrade_workspace(workspace text) RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_upgrade_workspace';
COMMENT ON FUNCTION xm.upgrade_workspace(text) IS 'Nothing; brings a workspace of an earlier version to the installed one, as its owner. Drops no column, view or grant; may be called again.';
CREATE FUNCTION xm.rename_workspace(old text, new text) RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_rename_workspace';
COMMENT ON FUNCTION xm.rename_workspace(text, text) IS 'Nothing; gives a workspace another name, as ALTER SCHEMA does.';
CREATE FUNCTION xm.distribute_workspace(workspace text) RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_distribute_workspace';
COMMENT ON FUNCTION xm.distribute_workspace(text) IS 'Nothing; on the coordinator of a Citus cluster it spreads the survey tables of a workspace over the nodes, by response_id, and copies catalogue, units and persons to all of them. Surveys made afterwards are spread at once; may be called again. The workspace must be one with summary manual (else 22023), and its owner a role that may log in. What Citus cannot keep unique (source_id, person and wave) xm.submit and xm.rebuild_summary check.';
CREATE TYPE xm.workspaces_row AS (workspace text, version text, owner text, surveys bigint);
COMMENT ON TYPE xm.workspaces_row IS 'A row of what xm.workspaces returns; columns are only ever appended.';
CREATE FUNCTION xm.workspaces() RETURNS SETOF xm.workspaces_row LANGUAGE C VOLATILE PARALLEL UNSAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_workspaces';
COMMENT ON FUNCTION xm.workspaces() IS 'One row per workspace of the database: name, version of its objects, owner, number of surveys.';

CREATE FUNCTION xm.create_survey(workspace text, survey text, definition jsonb) RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_create_survey';
COMMENT ON FUNCTION xm.create_survey(text, text, jsonb) IS 'Nothing; makes a survey from its definition: a table of answers with a column per item, a view SURVEY_labelled, rows of survey, item and choice. What is wrong in the definition is an error (22023) with its JSON path.';
CREATE TYPE xm.alter_survey_row AS (change text, item text, detail text);
COMMENT ON TYPE xm.alter_survey_row IS 'A row of what xm.alter_survey returns; columns are only ever appended.';
CREATE FUNCTION xm.alter_survey(workspace text, survey text, definition jsonb, apply boolean DEFAULT true) RETURNS SETOF xm.alter_survey_row LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_alter_survey';
COMMENT ON FUNCTION xm.alter_survey(text, text, jsonb, boolean) IS 'One row per change that makes the survey what the definition says: add_item, retire_item, revive_item, add_option, add_language, reword, add_missing, widen_scale, setting. With apply false they are only listed. A change that would lose answers or read them otherwise is refused (22023) with their number.';

CREATE FUNCTION xm.submit(workspace text, survey text, response jsonb) RETURNS bigint LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_submit';
COMMENT ON FUNCTION xm.submit(text, text, jsonb) IS 'Number of the response (response_id) after storing it: {"source_id": ..., "unit": ..., "answers": {item: value}}. The same source_id with the same content changes nothing; with other content it is an error (23505) unless "replace" is true. A value off its scale, an unknown item, option, unit or wave is an error (22023), and nothing is stored.';

CREATE FUNCTION xm.compact_summary(workspace text) RETURNS bigint LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_compact_summary';
COMMENT ON FUNCTION xm.compact_summary(text) IS 'Number of appended rows that it joined with the summary. Scores are the same before and after, and faster; writers do not wait for it.';
CREATE FUNCTION xm.rebuild_summary(workspace text, survey text DEFAULT NULL) RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_rebuild_summary';
COMMENT ON FUNCTION xm.rebuild_summary(text, text) IS 'Nothing; makes the summary of a survey, or of all, anew from the answers. Writers of that survey wait. Without triggers it first refuses answers whose wave, unit, touchpoint or person is not known (22023), and over several nodes a source_id that stands twice (23505).';
CREATE TYPE xm.scores_row AS (item text, concept text, question text, unit text, unit_name text, period text, metric text, responses bigint, value double precision, std_error double precision, lower double precision, upper double precision, change double precision, change_lower double precision, change_upper double precision, change_p_value double precision);
COMMENT ON TYPE xm.scores_row IS 'A row of what xm.scores returns; columns are only ever appended.';
CREATE FUNCTION xm.scores(workspace text, survey text, period text DEFAULT 'month', confidence double precision DEFAULT 0.95) RETURNS SETOF xm.scores_row LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_scores';
COMMENT ON FUNCTION xm.scores(text, text, text, double precision) IS 'One row per item, unit and period (month, quarter, year, wave or all): the score with its standard error and interval, and the change against the period before in the calendar, NULL if that has no answers. A unit counts the units below it. In a workspace without triggers a NOTICE says when xm.rebuild_summary made the summary that the scores are as of.';

CREATE FUNCTION xm.grant_workspace(workspace text, role text, kind text, surveys text[] DEFAULT NULL) RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_grant_workspace';
COMMENT ON FUNCTION xm.grant_workspace(text, text, text, text[]) IS 'Nothing; lets a role use the workspace, for some surveys or all: collector sends answers, analyst reads identified answers and scores, custodian reads and corrects everything.';
CREATE FUNCTION xm.revoke_workspace(workspace text, role text, kind text, surveys text[] DEFAULT NULL) RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_revoke_workspace';
COMMENT ON FUNCTION xm.revoke_workspace(text, text, text, text[]) IS 'Nothing; takes back what xm.grant_workspace gave with the same arguments.';
CREATE TYPE xm.workspace_grants_row AS (role text, kind text, surveys text[]);
COMMENT ON TYPE xm.workspace_grants_row IS 'A row of what xm.workspace_grants returns; columns are only ever appended.';
CREATE FUNCTION xm.workspace_grants(workspace text) RETURNS SETOF xm.workspace_grants_row LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_workspace_grants';
COMMENT ON FUNCTION xm.workspace_grants(text) IS 'One row per role and kind, with the surveys it holds for (NULL: all); kind outside are roles that read by other ways: superusers, BYPASSRLS, pg_read_all_data, members of the owner.';
CREATE FUNCTION xm.person_data(workspace text, person_id bigint) RETURNS jsonb LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_person_data';
COMMENT ON FUNCTION xm.person_data(text, bigint) IS 'All that is stored about a person: keys, memberships, purchases, answers, and which of them were published. For the owner.';
CREATE FUNCTION xm.forget(workspace text, person_id bigint, answers text DEFAULT 'unlink') RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_forget';
COMMENT ON FUNCTION xm.forget(text, bigint, text) IS 'Nothing; erases keys, attributes, memberships and texts of a person and unlinks purchases and answers; with delete the answers go, too. Keyed hashes stay, so that xm.submit and imports refuse what was erased. For the owner.';

CREATE FUNCTION xm.publish(workspace text, survey text, wave text, breakdowns jsonb DEFAULT '[[], ["unit"]]', items text[] DEFAULT NULL) RETURNS bigint LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_publish';
COMMENT ON FUNCTION xm.publish(text, text, text, jsonb, text[]) IS 'Number of the publication, after putting the results of a wave of a confidential or anonymous survey into the tables published and published_comment of the workspace, as far as no combination of all that was ever published tells anything about fewer than k people. Breakdowns, in order of priority, are lists of unit (every unit with all below it) and attributes of membership or person; items: ratings, scales and texts, all of them by default. For the owner and custodians.';
CREATE TYPE xm.publish_preview_row AS (breakdown jsonb, unit text, item text, persons bigint, status text, reason text);
COMMENT ON TYPE xm.publish_preview_row IS 'A row of what xm.publish_preview returns; columns are only ever appended.';
CREATE FUNCTION xm.publish_preview(workspace text, survey text, wave text, breakdowns jsonb DEFAULT '[[], ["unit"]]', items text[] DEFAULT NULL) RETURNS SETOF xm.publish_preview_row LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_publish_preview';
COMMENT ON FUNCTION xm.publish_preview(text, text, text, jsonb, text[]) IS 'One row per cell that xm.publish with the same arguments would decide on: how many people, whether it would be released, and why not (small, remainder, combination, unverified) or why it is safe (derivable). Writes nothing.';

CREATE TYPE xm_internal.score_parts AS (responses bigint, value double precision, std_error double precision, lower double precision, upper double precision);
COMMENT ON TYPE xm_internal.score_parts IS 'What xm_internal.score_of returns.';
CREATE FUNCTION xm_internal.score_of(r xm.ratings, m xm.moments, metric text, confidence double precision) RETURNS xm_internal.score_parts LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_score_of'; -- not STRICT: one of r and m is NULL
COMMENT ON FUNCTION xm_internal.score_of(xm.ratings, xm.moments, text, double precision) IS 'Support: the score of ratings or moments, for the view link_input of a workspace.';
CREATE TYPE xm_internal.change_parts AS (change double precision, lower double precision, upper double precision, p_value double precision);
COMMENT ON TYPE xm_internal.change_parts IS 'What xm_internal.change_of returns.';
CREATE FUNCTION xm_internal.change_of(value double precision, std_error double precision, before double precision, before_std_error double precision, confidence double precision) RETURNS xm_internal.change_parts LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_change_of'; -- not STRICT: there may be nothing before
COMMENT ON FUNCTION xm_internal.change_of(double precision, double precision, double precision, double precision, double precision) IS 'Support: a score less the one before it, for the view published_score of a workspace.';
CREATE FUNCTION xm_internal.was_granted(workspace regclass, survey text, kind text) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_was_granted';
COMMENT ON FUNCTION xm_internal.was_granted(regclass, text, text) IS 'Support: whether the caller was granted this kind for a survey of the workspace that a table lies in, for policies.';
CREATE FUNCTION xm_internal.month_number(month date) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_month_number';
COMMENT ON FUNCTION xm_internal.month_number(date) IS 'Support: months since the year 0.';
CREATE TYPE xm_internal.period_scores_row AS (period integer, responses bigint, value double precision, std_error double precision, lower double precision, upper double precision, change double precision, change_lower double precision, change_upper double precision, change_p_value double precision);
COMMENT ON TYPE xm_internal.period_scores_row IS 'A row of what xm_internal.period_scores returns.';
CREATE FUNCTION xm_internal.period_scores_add(state internal, period integer, added boolean, r xm.ratings, m xm.moments, metric text, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_period_scores_add';
COMMENT ON FUNCTION xm_internal.period_scores_add(internal, integer, boolean, xm.ratings, xm.moments, text, double precision) IS 'Support: transition of xm_internal.period_scores.';
CREATE FUNCTION xm_internal.period_scores_final(state internal) RETURNS xm_internal.period_scores_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_period_scores_final';
COMMENT ON FUNCTION xm_internal.period_scores_final(internal) IS 'Support: result of xm_internal.period_scores.';
CREATE AGGREGATE xm_internal.period_scores(period integer, added boolean, r xm.ratings, m xm.moments, metric text, confidence double precision) (SFUNC = xm_internal.period_scores_add, STYPE = internal, SSPACE = 1000, FINALFUNC = xm_internal.period_scores_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm_internal.period_scores(integer, boolean, xm.ratings, xm.moments, text, double precision) IS 'Support: the scores of an item and unit by period, with the change since the period before, of states that came and went; behind score of a workspace.';
CREATE TYPE xm_internal.summary_states AS (items text[], r xm.ratings[], m xm.moments[]);
COMMENT ON TYPE xm_internal.summary_states IS 'What xm_internal.summary_net returns.';
CREATE FUNCTION xm_internal.summary_net_add(state internal, added boolean, items text[], r xm.ratings[], m xm.moments[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_summary_net_add';
COMMENT ON FUNCTION xm_internal.summary_net_add(internal, boolean, text[], xm.ratings[], xm.moments[]) IS 'Support: transition of xm_internal.summary_net.';
CREATE FUNCTION xm_internal.summary_net_final(state internal) RETURNS xm_internal.summary_states LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_summary_net_final';
COMMENT ON FUNCTION xm_internal.summary_net_final(internal) IS 'Support: result of xm_internal.summary_net.';
CREATE AGGREGATE xm_internal.summary_net(added boolean, items text[], r xm.ratings[], m xm.moments[]) (SFUNC = xm_internal.summary_net_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.summary_net_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm_internal.summary_net(boolean, text[], xm.ratings[], xm.moments[]) IS 'Support: by item, what came less what went, of states that lie in arrays; behind the summary of a workspace.';
CREATE FUNCTION xm_internal.survey_changed() RETURNS trigger LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_survey_changed';
COMMENT ON FUNCTION xm_internal.survey_changed() IS 'Support: trigger of the survey tables of a workspace; checks units, waves, touchpoints and persons and keeps the summary.';
CREATE FUNCTION xm_internal.unit_changed() RETURNS trigger LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_unit_changed';
COMMENT ON FUNCTION xm_internal.unit_changed() IS 'Support: trigger of the units of a workspace; no unit is above itself.';
CREATE FUNCTION xm_internal.key_removed() RETURNS trigger LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_key_removed';
COMMENT ON FUNCTION xm_internal.key_removed() IS 'Support: trigger of units, waves, touchpoints and persons of a workspace; what answers name stays.';
CREATE FUNCTION xm_internal.person_key_changed() RETURNS trigger LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_person_key_changed';
COMMENT ON FUNCTION xm_internal.person_key_changed() IS 'Support: trigger of the keys of persons; stores them in their normal form.';
CREATE FUNCTION xm_internal.may_read_answers(workspace regclass, survey text) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_may_read_answers';
COMMENT ON FUNCTION xm_internal.may_read_answers(regclass, text) IS 'Support: whether the caller sees the answers of a survey, for the view summary of a workspace.';
CREATE TYPE xm_internal.summary_row AS (survey text, item text, wave text, unit text, month date, touchpoint text, channel text, added boolean, r xm.ratings, m xm.moments);
COMMENT ON TYPE xm_internal.summary_row IS 'A row of what xm_internal.summary_rows returns.';
CREATE FUNCTION xm_internal.summary_rows(workspace regclass) RETURNS SETOF xm_internal.summary_row LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_summary_rows';
COMMENT ON FUNCTION xm_internal.summary_rows(regclass) IS 'Support: the summary of the surveys whose answers the caller may read, for the views of a distributed workspace.';
CREATE FUNCTION xm_internal.is_customer(workspace regclass, person_id bigint) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_is_customer';
COMMENT ON FUNCTION xm_internal.is_customer(regclass, bigint) IS 'Support: whether a person is a customer, for row security on a table of a distributed workspace.';
CREATE TYPE xm_internal.response_counts_row AS (survey text, wave text, unit text, started bigint, completed bigint);
COMMENT ON TYPE xm_internal.response_counts_row IS 'A row of what xm_internal.response_counts returns.';
CREATE FUNCTION xm_internal.response_counts(workspace regclass) RETURNS SETOF xm_internal.response_counts_row LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_response_counts';
COMMENT ON FUNCTION xm_internal.response_counts(regclass) IS 'Support: responses by survey, wave and unit, for the view response_rate of a workspace.';
CREATE FUNCTION xm_internal.submit_from_outside(workspace regclass, survey text, response jsonb) RETURNS bigint LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_submit_from_outside';
COMMENT ON FUNCTION xm_internal.submit_from_outside(regclass, text, jsonb) IS 'Support: behind the submit function of a workspace.';
CREATE FUNCTION xm_internal.random_id() RETURNS bigint LANGUAGE C VOLATILE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_random_id';
COMMENT ON FUNCTION xm_internal.random_id() IS 'Support: a random number that names a response of an anonymous survey.';
CREATE TYPE xm_internal.import_result AS (read bigint, added bigint, changed bigint, unchanged bigint, forgotten bigint, persons bigint);
COMMENT ON TYPE xm_internal.import_result IS 'What xm_internal.import_answers returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.import_answers(workspace text, survey text, staging regclass, about jsonb) RETURNS xm_internal.import_result LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_import_answers';
COMMENT ON FUNCTION xm_internal.import_answers(text, text, regclass, jsonb) IS 'Support: stores the rows that the client xm staged in a temporary table, for the owner and custodians of the survey; returns how many were read, added, changed, unchanged, refused because they were forgotten, and how many persons it made.';
CREATE FUNCTION xm_internal.import_mapping(workspace text, survey text) RETURNS jsonb LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_import_mapping';
COMMENT ON FUNCTION xm_internal.import_mapping(text, text) IS 'Support: what the last import into a survey took its columns for, for the owner and custodians of the survey; NULL if there was none.';
CREATE FUNCTION xm_internal.normal_key(kind text, value text) RETURNS text LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_normal_key';
COMMENT ON FUNCTION xm_internal.normal_key(text, text) IS 'Support: a key of a person in its normal form; an empty one is an error (22023).';
CREATE FUNCTION xm_internal.import_persons(workspace text, side text, staging regclass, about jsonb) RETURNS bigint LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_import_persons';
COMMENT ON FUNCTION xm_internal.import_persons(text, text, regclass, jsonb) IS 'Support: number of persons that it made for keys in a staging table of the client xm that nobody had and that were not forgotten, for the owner and custodians.';
CREATE FUNCTION xm_internal.time_zone(workspace text) RETURNS text LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_time_zone';
COMMENT ON FUNCTION xm_internal.time_zone(text) IS 'Support: the time zone of a workspace, for its owner and custodians.';

-- Asking: who is invited to a survey, what came of it. The tables are those of sql/workspace/13-invitations.sql.
CREATE TYPE xm.invite_row AS (person_id bigint, decision text, detail text, token text);
COMMENT ON TYPE xm.invite_row IS 'A row of what xm.invite and xm.remind return; columns are only ever appended.';
CREATE FUNCTION xm.invite(workspace text, survey text, wave text, persons bigint[], options jsonb DEFAULT '{}') RETURNS SETOF xm.invite_row LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_invite'; -- not STRICT: wave may be NULL
COMMENT ON FUNCTION xm.invite(text, text, text, bigint[], jsonb) IS 'One row per person, by number: the decision, the first that holds of departed, opted_out, already (invited to this wave and occasion), rule (detail names the contact rule), not_sampled, else invited, with the token of the link. Invitations and contacts are stored, of tokens only hashes. Options: channel, occasion (where there is no wave), sample (a number or a share of those left), strata (attributes or unit: proportional), seed, expires (an interval), dry_run (stores nothing), reissue (new tokens for those invited already). Campaigns wait for one another, answers for none; only in READ COMMITTED (else 25001). Unknown persons, or of the other side, are an error (22023), as are fewer than ten at once of an anonymous survey. For the owner, custodians and senders.';
CREATE FUNCTION xm.remind(workspace text, survey text, wave text, after interval, options jsonb DEFAULT '{}') RETURNS SETOF xm.invite_row LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_remind'; -- not STRICT: wave may be NULL
COMMENT ON FUNCTION xm.remind(text, text, text, interval, jsonb) IS 'One row per person who was invited to the wave and last contacted at least so long ago: departed, opted_out, rule, else reminded, with a further token of the same invitation. Of an identified survey those who have not answered; of a confidential or anonymous one everybody, since nobody may know who has (a token of who has is spent; an anonymous survey gives none). Options: channel, occasion, expires, dry_run. For the owner, custodians and senders.';
CREATE FUNCTION xm.mark(workspace text, token text, status text) RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_mark';
COMMENT ON FUNCTION xm.mark(text, text, text) IS 'Nothing; says what became of an invitation, by one of its tokens: sent, bounced (its last contact does not count), refused, ineligible. Any other status, or an unknown token, is an error (22023). For the owner, custodians and senders.';
CREATE FUNCTION xm.opt_out(workspace text, who jsonb, channel text DEFAULT NULL) RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_opt_out'; -- not STRICT: channel may be NULL
COMMENT ON FUNCTION xm.opt_out(text, jsonb, text) IS 'Nothing; the person of a token, {"token": ...}, or of a key, {"email": ...}, is not invited any more by this channel, or by none. Whether there is such a person is not told. For the owner, custodians, senders and collectors.';
CREATE TYPE xm.response_rates_row AS (wave text, unit text, asked bigint, complete bigint, partial bigint, refusal bigint, non_contact bigint, other bigint, unknown_household bigint, unknown_other bigint, ineligible bigint, eligible_share double precision, rr1 double precision, rr2 double precision, rr3 double precision, rr4 double precision, rr5 double precision, rr6 double precision, cooperation1 double precision, refusal1 double precision, contact1 double precision);
COMMENT ON TYPE xm.response_rates_row IS 'A row of what xm.response_rates of a workspace returns; columns are only ever appended.';
CREATE FUNCTION xm.response_rates(workspace text, survey text, wave text DEFAULT NULL) RETURNS SETOF xm.response_rates_row LANGUAGE C STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_workspace_response_rates'; -- not STRICT: wave may be NULL
COMMENT ON FUNCTION xm.response_rates(text, text, text) IS 'One row per wave and unit of a survey: what became of its invitations, and the rates of AAPOR (see the other form). answered counts as complete, started as partial, refused or opted out as refusal; bounced and unanswered as unknown_other (customers) or non_contact (employees). Where a wave has no invitations, asked is that of wave_unit. Of a confidential survey, once its wave has closed: asked, complete, rr1 and rr2 of units of which, and of the rest of whose parent, 10 were asked; of an anonymous one asked and complete of the wave, once it has closed.';

CREATE FUNCTION xm_internal.new_token() RETURNS text LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_new_token';
COMMENT ON FUNCTION xm_internal.new_token() IS 'Support: 128 random bits as 22 characters of base64url.';
CREATE FUNCTION xm_internal.may_ask(workspace regclass, person_id bigint) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_may_ask';
COMMENT ON FUNCTION xm_internal.may_ask(regclass, bigint) IS 'Support: whether the caller sends invitations of a survey of this person''s side, for a policy of a workspace.';

-- Acting: alerts, cases, actions, benchmarks. The tables are those of sql/workspace/14-acting.sql.
CREATE FUNCTION xm.check_alerts(workspace text) RETURNS bigint LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_check_alerts';
COMMENT ON FUNCTION xm.check_alerts(text) IS 'Number of alerts that it raised: those of scores of complete months and of signals, of confidential and anonymous surveys of what was published, each once however often it runs; in a workspace without triggers those of answers, too. A rule that fails is switched off, with the reason. For the owner and custodians.';
CREATE FUNCTION xm.alert_channel(workspace text) RETURNS text LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_alert_channel';
COMMENT ON FUNCTION xm.alert_channel(text) IS 'The channel to LISTEN on for alerts: each statement that raised some notifies once, {"first": number of the first, "last": of the last, "count": how many}. For the owner, custodians and analysts.';
CREATE FUNCTION xm.open_case(workspace text, alert_id bigint DEFAULT NULL, person_id bigint DEFAULT NULL, unit text DEFAULT NULL, owner text DEFAULT NULL, due interval DEFAULT '2 days') RETURNS bigint LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_open_case'; -- not STRICT: all but workspace may be NULL
COMMENT ON FUNCTION xm.open_case(text, bigint, bigint, text, text, interval) IS 'Number of the case: about an alert (whose unit and person it takes over, and which it acknowledges), a person or a unit. While a case of an alert is open, its number. The owner of the case is the caller unless named. For the owner of the workspace, custodians, and analysts of the survey of the alert or about customers.';
CREATE FUNCTION xm.close_case(workspace text, case_id bigint, outcome text, note text DEFAULT NULL) RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_close_case'; -- not STRICT: note may be NULL
COMMENT ON FUNCTION xm.close_case(text, bigint, text, text) IS 'Nothing; closes a case with what came of it. A case that is closed, or not known, is an error (22023). For whoever may open it.';
CREATE TYPE xm.action_check_row AS (effect double precision, std_error double precision, lower double precision, upper double precision, statistic double precision, df double precision, p_value double precision, treated_units bigint, control_units bigint, treated_before double precision, treated_after double precision, control_before double precision, control_after double precision, withheld_units bigint);
COMMENT ON TYPE xm.action_check_row IS 'What xm.action_check returns; columns are only ever appended.';
CREATE FUNCTION xm.action_check(workspace text, action_id bigint, span interval DEFAULT '3 months', confidence double precision DEFAULT 0.95) RETURNS SETOF xm.action_check_row LANGUAGE C STABLE STRICT PARALLEL UNSAFE ROWS 1 AS 'MODULE_PATHNAME', 'xm_action_check';
COMMENT ON FUNCTION xm.action_check(text, bigint, interval, double precision) IS 'One row: what xm.action_effect says of an action over the span before and the span from its first day on: the units at or below its unit that have answers of their own, against units of the same kinds that no action on the item touched in that time. Of a confidential or anonymous survey from what was published, of units without others below whose distribution was released before and after; withheld_units counts the others. A span that is not over yet is an error (22023), with its end. For the owner, custodians and analysts of the survey.';

CREATE FUNCTION xm_internal.alert_rule_changed() RETURNS trigger LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_alert_rule_changed';
COMMENT ON FUNCTION xm_internal.alert_rule_changed() IS 'Support: trigger of the rules of a workspace; refuses rules that could never hold, or look at single answers of a survey that is not identified.';
CREATE FUNCTION xm_internal.may_see_case(workspace regclass, person_id bigint, kind text) RETURNS boolean LANGUAGE C STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_may_see_case'; -- not STRICT: a case may be about no person
COMMENT ON FUNCTION xm_internal.may_see_case(regclass, bigint, text) IS 'Support: whether the caller was granted what a case about no alert, and this person, asks for, for a policy of a workspace.';
CREATE TYPE xm_internal.representativeness_row AS (survey text, wave text, r_indicator double precision, r_indicator_adjusted double precision, max_bias double precision, partial jsonb);
COMMENT ON TYPE xm_internal.representativeness_row IS 'A row of what xm_internal.representativeness returns.';
CREATE FUNCTION xm_internal.representativeness(workspace regclass) RETURNS SETOF xm_internal.representativeness_row LANGUAGE C STABLE STRICT PARALLEL UNSAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_representativeness';
COMMENT ON FUNCTION xm_internal.representativeness(regclass) IS 'Support: how far those who answered stand for those who were invited, by wave, for the view representativeness of a workspace.';

-- Which cells may be published so that no combination of published cells tells anything about fewer than k people?
CREATE TYPE xm.safe_cells_row AS (cell text, persons bigint, status text, reason text);
COMMENT ON TYPE xm.safe_cells_row IS 'A row of what xm.safe_cells returns; columns are only ever appended.';

-- The functions of an internal state take NULL: no rows yet, or a cell without people.
CREATE FUNCTION xm_internal.safe_cells_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_combine';
COMMENT ON FUNCTION xm_internal.safe_cells_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.safe_cells_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_serialize';
COMMENT ON FUNCTION xm_internal.safe_cells_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.safe_cells_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_deserialize';
COMMENT ON FUNCTION xm_internal.safe_cells_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.safe_cells_final(state internal) RETURNS xm.safe_cells_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_final';
COMMENT ON FUNCTION xm_internal.safe_cells_final(internal) IS 'Support: final function of xm.safe_cells.';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person "any", priority integer, published boolean, k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, "any", integer, boolean, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person "any", priority integer, published boolean, k integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, COMBINEFUNC = xm_internal.safe_cells_combine, SERIALFUNC = xm_internal.safe_cells_serialize, DESERIALFUNC = xm_internal.safe_cells_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, "any", integer, boolean, integer) IS 'Rows (an array; unnest it), a cell each: its number of people, whether it may be released, and why not (small, remainder, combination, unverified) or why it is safe (derivable). No combination of released cells, and of those with published, tells anything about fewer than k people. Cells are tried by priority, then by name; one row per person and cell, NULL as person declares an empty cell.';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person "any", priority integer, published boolean, k integer, colluders integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, "any", integer, boolean, integer, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person "any", priority integer, published boolean, k integer, colluders integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, COMBINEFUNC = xm_internal.safe_cells_combine, SERIALFUNC = xm_internal.safe_cells_serialize, DESERIALFUNC = xm_internal.safe_cells_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, "any", integer, boolean, integer, integer) IS 'Rows (an array; unnest it): the same where colluders people pool what they know: k counts the others.';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person text, priority integer, published boolean, k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, text, integer, boolean, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person text, priority integer, published boolean, k integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, COMBINEFUNC = xm_internal.safe_cells_combine, SERIALFUNC = xm_internal.safe_cells_serialize, DESERIALFUNC = xm_internal.safe_cells_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, text, integer, boolean, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer).';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person text, priority integer, published boolean, k integer, colluders integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, text, integer, boolean, integer, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person text, priority integer, published boolean, k integer, colluders integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, COMBINEFUNC = xm_internal.safe_cells_combine, SERIALFUNC = xm_internal.safe_cells_serialize, DESERIALFUNC = xm_internal.safe_cells_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, text, integer, boolean, integer, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer, integer).';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person bigint, priority integer, published boolean, k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, bigint, integer, boolean, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person bigint, priority integer, published boolean, k integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, COMBINEFUNC = xm_internal.safe_cells_combine, SERIALFUNC = xm_internal.safe_cells_serialize, DESERIALFUNC = xm_internal.safe_cells_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, bigint, integer, boolean, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer).';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person bigint, priority integer, published boolean, k integer, colluders integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, bigint, integer, boolean, integer, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person bigint, priority integer, published boolean, k integer, colluders integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, COMBINEFUNC = xm_internal.safe_cells_combine, SERIALFUNC = xm_internal.safe_cells_serialize, DESERIALFUNC = xm_internal.safe_cells_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, bigint, integer, boolean, integer, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer, integer).';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person integer, priority integer, published boolean, k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, integer, integer, boolean, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person integer, priority integer, published boolean, k integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, COMBINEFUNC = xm_internal.safe_cells_combine, SERIALFUNC = xm_internal.safe_cells_serialize, DESERIALFUNC = xm_internal.safe_cells_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, integer, integer, boolean, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer).';
CREATE FUNCTION xm_internal.safe_cells_add(state internal, cell text, person integer, priority integer, published boolean, k integer, colluders integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_safe_cells_add';
COMMENT ON FUNCTION xm_internal.safe_cells_add(internal, text, integer, integer, boolean, integer, integer) IS 'Support: transition of xm.safe_cells.';
CREATE AGGREGATE xm.safe_cells(cell text, person integer, priority integer, published boolean, k integer, colluders integer) (SFUNC = xm_internal.safe_cells_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.safe_cells_final, COMBINEFUNC = xm_internal.safe_cells_combine, SERIALFUNC = xm_internal.safe_cells_serialize, DESERIALFUNC = xm_internal.safe_cells_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.safe_cells(text, integer, integer, boolean, integer, integer) IS 'Rows (an array; unnest it): what may be published. Of declared types, the same as xm.safe_cells(text, "any", integer, boolean, integer, integer).';

-- Many groups at once: every pair compared, and the letters of a cross-table. The functions of an internal state take NULL (no rows yet).
CREATE TYPE xm.compare_all_row AS (a text, b text, difference double precision, std_error double precision, lower double precision, upper double precision, p_value double precision, p_adjusted double precision);
COMMENT ON TYPE xm.compare_all_row IS 'A row of what xm.compare_all returns; columns are only ever appended.';
CREATE TYPE xm.significance_row AS (label text, letter text, value double precision, lower double precision, upper double precision, responses bigint, higher_than text);
COMMENT ON TYPE xm.significance_row IS 'A row of what xm.significance returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.comparisons_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_comparisons_combine';
COMMENT ON FUNCTION xm_internal.comparisons_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.comparisons_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_comparisons_serialize';
COMMENT ON FUNCTION xm_internal.comparisons_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.comparisons_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_comparisons_deserialize';
COMMENT ON FUNCTION xm_internal.comparisons_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.compare_all_final(state internal) RETURNS xm.compare_all_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare_all_final';
COMMENT ON FUNCTION xm_internal.compare_all_final(internal) IS 'Support: final function of xm.compare_all.';
CREATE FUNCTION xm_internal.compare_all_add(state internal, label text, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare_all_add';
COMMENT ON FUNCTION xm_internal.compare_all_add(internal, text, xm.ratings) IS 'Support: transition of xm.compare_all(text, xm.ratings).';
CREATE AGGREGATE xm.compare_all(label text, r xm.ratings) (SFUNC = xm_internal.compare_all_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.compare_all_final, COMBINEFUNC = xm_internal.comparisons_combine, SERIALFUNC = xm_internal.comparisons_serialize, DESERIALFUNC = xm_internal.comparisons_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.compare_all(text, xm.ratings) IS 'Rows (an array; unnest it), one for each pair of groups in the order of their labels (bytes): mean of a minus mean of b, with the error, interval and two-sided p-value of xm.compare, and p_adjusted for the number of pairs by Holm (1979), as R p.adjust. The interval is not adjusted; pairs without a p-value do not count. States of one label are added; rows with a NULL are skipped; NULL over no rows. Memory: the states, bounded by pg_xm.max_state_memory; more groups than some 1,700 do not fit a result (22023).';
CREATE FUNCTION xm_internal.compare_all_add(state internal, label text, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare_all_add';
COMMENT ON FUNCTION xm_internal.compare_all_add(internal, text, xm.ratings, xm.metric) IS 'Support: transition of xm.compare_all(text, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.compare_all(label text, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.compare_all_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.compare_all_final, COMBINEFUNC = xm_internal.comparisons_combine, SERIALFUNC = xm_internal.comparisons_serialize, DESERIALFUNC = xm_internal.comparisons_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.compare_all(text, xm.ratings, xm.metric) IS 'The same under another metric (see xm.metric).';
CREATE FUNCTION xm_internal.compare_all_add(state internal, label text, r xm.ratings, metric xm.metric, adjust text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare_all_add';
COMMENT ON FUNCTION xm_internal.compare_all_add(internal, text, xm.ratings, xm.metric, text) IS 'Support: transition of xm.compare_all(text, xm.ratings, xm.metric, text).';
CREATE AGGREGATE xm.compare_all(label text, r xm.ratings, metric xm.metric, adjust text) (SFUNC = xm_internal.compare_all_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.compare_all_final, COMBINEFUNC = xm_internal.comparisons_combine, SERIALFUNC = xm_internal.comparisons_serialize, DESERIALFUNC = xm_internal.comparisons_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.compare_all(text, xm.ratings, xm.metric, text) IS 'The same with another adjustment of the p-values: holm, bh (Benjamini & Hochberg 1995), bonferroni or none; another word is an error (22023).';
CREATE FUNCTION xm_internal.compare_all_add(state internal, label text, r xm.ratings, metric xm.metric, adjust text, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare_all_add';
COMMENT ON FUNCTION xm_internal.compare_all_add(internal, text, xm.ratings, xm.metric, text, double precision) IS 'Support: transition of xm.compare_all(text, xm.ratings, xm.metric, text, double precision).';
CREATE AGGREGATE xm.compare_all(label text, r xm.ratings, metric xm.metric, adjust text, confidence double precision) (SFUNC = xm_internal.compare_all_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.compare_all_final, COMBINEFUNC = xm_internal.comparisons_combine, SERIALFUNC = xm_internal.comparisons_serialize, DESERIALFUNC = xm_internal.comparisons_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.compare_all(text, xm.ratings, xm.metric, text, double precision) IS 'The same with another confidence of the intervals, in (0,1) (else 22023).';
CREATE FUNCTION xm_internal.significance_final(state internal) RETURNS xm.significance_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_significance_final';
COMMENT ON FUNCTION xm_internal.significance_final(internal) IS 'Support: final function of xm.significance.';
CREATE FUNCTION xm_internal.significance_add(state internal, label text, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_significance_add';
COMMENT ON FUNCTION xm_internal.significance_add(internal, text, xm.ratings) IS 'Support: transition of xm.significance(text, xm.ratings).';
CREATE AGGREGATE xm.significance(label text, r xm.ratings) (SFUNC = xm_internal.significance_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.significance_final, COMBINEFUNC = xm_internal.comparisons_combine, SERIALFUNC = xm_internal.comparisons_serialize, DESERIALFUNC = xm_internal.comparisons_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.significance(text, xm.ratings) IS 'Rows (an array; unnest it), one for each group in the order of their labels (bytes), as cross-tables print them: a letter (A, B ... Z, AA ...), the mean with its interval and responses as xm.estimate, and higher_than: the letters of the groups whose score is lower by a two-sided p-value below 0.05 (xm.compare, not adjusted for the number of pairs), '''' if there are none. States of one label are added; rows with a NULL are skipped; NULL over no rows.';
CREATE FUNCTION xm_internal.significance_add(state internal, label text, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_significance_add';
COMMENT ON FUNCTION xm_internal.significance_add(internal, text, xm.ratings, xm.metric) IS 'Support: transition of xm.significance(text, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.significance(label text, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.significance_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.significance_final, COMBINEFUNC = xm_internal.comparisons_combine, SERIALFUNC = xm_internal.comparisons_serialize, DESERIALFUNC = xm_internal.comparisons_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.significance(text, xm.ratings, xm.metric) IS 'The same under another metric (see xm.metric).';
CREATE FUNCTION xm_internal.significance_add(state internal, label text, r xm.ratings, metric xm.metric, adjust text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_significance_add';
COMMENT ON FUNCTION xm_internal.significance_add(internal, text, xm.ratings, xm.metric, text) IS 'Support: transition of xm.significance(text, xm.ratings, xm.metric, text).';
CREATE AGGREGATE xm.significance(label text, r xm.ratings, metric xm.metric, adjust text) (SFUNC = xm_internal.significance_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.significance_final, COMBINEFUNC = xm_internal.comparisons_combine, SERIALFUNC = xm_internal.comparisons_serialize, DESERIALFUNC = xm_internal.comparisons_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.significance(text, xm.ratings, xm.metric, text) IS 'The same with p-values adjusted for the number of pairs: holm (1979), bh (Benjamini & Hochberg 1995), bonferroni or none; another word is an error (22023).';
CREATE FUNCTION xm_internal.significance_add(state internal, label text, r xm.ratings, metric xm.metric, adjust text, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_significance_add';
COMMENT ON FUNCTION xm_internal.significance_add(internal, text, xm.ratings, xm.metric, text, double precision) IS 'Support: transition of xm.significance(text, xm.ratings, xm.metric, text, double precision).';
CREATE AGGREGATE xm.significance(label text, r xm.ratings, metric xm.metric, adjust text, confidence double precision) (SFUNC = xm_internal.significance_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.significance_final, COMBINEFUNC = xm_internal.comparisons_combine, SERIALFUNC = xm_internal.comparisons_serialize, DESERIALFUNC = xm_internal.comparisons_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.significance(text, xm.ratings, xm.metric, text, double precision) IS 'The same where a group beats another if the adjusted p-value is below 1 - confidence, which also is that of the intervals; in (0,1) (else 22023).';

-- Is this period unusual? The functions of an internal state take NULL (no rows yet).
CREATE TYPE xm.control_chart_row AS (period date, value double precision, responses bigint, centre double precision, lower double precision, upper double precision, z double precision, ewma double precision, signal text);
COMMENT ON TYPE xm.control_chart_row IS 'A row of what xm.control_chart returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.control_chart_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_control_chart_combine';
COMMENT ON FUNCTION xm_internal.control_chart_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.control_chart_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_control_chart_serialize';
COMMENT ON FUNCTION xm_internal.control_chart_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.control_chart_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_control_chart_deserialize';
COMMENT ON FUNCTION xm_internal.control_chart_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.control_chart_final(state internal) RETURNS xm.control_chart_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_control_chart_final';
COMMENT ON FUNCTION xm_internal.control_chart_final(internal) IS 'Support: final function of xm.control_chart.';
CREATE FUNCTION xm_internal.control_chart_add(state internal, period date, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_control_chart_add';
COMMENT ON FUNCTION xm_internal.control_chart_add(internal, date, xm.ratings) IS 'Support: transition of xm.control_chart(date, xm.ratings).';
CREATE AGGREGATE xm.control_chart(period date, r xm.ratings) (SFUNC = xm_internal.control_chart_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.control_chart_final, COMBINEFUNC = xm_internal.control_chart_combine, SERIALFUNC = xm_internal.control_chart_serialize, DESERIALFUNC = xm_internal.control_chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.control_chart(date, xm.ratings) IS 'Rows (an array; unnest it) in order of the periods, a state of ratings each: the mean, the centre of all answers, limits at centre +- 3 sigma, z, its moving average ewma (weight 0.2, from 0), and a signal. Sigma is the error of the period''s answers times how much more periods differ than that (mean moving range of z / 1.128; Laney 2002), so that large samples do not cry wolf; limits are not cut at the ends of the scale. signal: the first that applies of outside (beyond 3 sigma), two_of_three (beyond 2, same side), four_of_five (beyond 1), run_of_eight (same side of the centre), trend_of_six (six steps one way), in the period that completes it; else NULL (Western Electric 1956; Nelson 1984). Limits, z, ewma and signal are NULL for a single period or if nothing varies. A period given twice is an error (22023: roll up first); rows with a NULL are skipped; NULL over no rows.';
CREATE FUNCTION xm_internal.control_chart_add(state internal, period date, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_control_chart_add';
COMMENT ON FUNCTION xm_internal.control_chart_add(internal, date, xm.ratings, xm.metric) IS 'Support: transition of xm.control_chart(date, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.control_chart(period date, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.control_chart_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.control_chart_final, COMBINEFUNC = xm_internal.control_chart_combine, SERIALFUNC = xm_internal.control_chart_serialize, DESERIALFUNC = xm_internal.control_chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.control_chart(date, xm.ratings, xm.metric) IS 'The same under another metric (see xm.metric).';
CREATE FUNCTION xm_internal.control_chart_add(state internal, period date, r xm.ratings, metric xm.metric, baseline integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_control_chart_add';
COMMENT ON FUNCTION xm_internal.control_chart_add(internal, date, xm.ratings, xm.metric, integer) IS 'Support: transition of xm.control_chart(date, xm.ratings, xm.metric, integer).';
CREATE AGGREGATE xm.control_chart(period date, r xm.ratings, metric xm.metric, baseline integer) (SFUNC = xm_internal.control_chart_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.control_chart_final, COMBINEFUNC = xm_internal.control_chart_combine, SERIALFUNC = xm_internal.control_chart_serialize, DESERIALFUNC = xm_internal.control_chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.control_chart(date, xm.ratings, xm.metric, integer) IS 'The same with centre and limits from the first baseline periods alone (NULL, or more than there are: all); below 1 is an error (22023).';

-- Did the action work, and how many answers does it take to know?
CREATE TYPE xm.difference_in_differences_result AS (effect double precision, std_error double precision, lower double precision, upper double precision, statistic double precision, df double precision, p_value double precision);
COMMENT ON TYPE xm.difference_in_differences_result IS 'What xm.difference_in_differences returns; columns are only ever appended.';
CREATE FUNCTION xm.difference_in_differences(treated_before xm.ratings, treated_after xm.ratings, control_before xm.ratings, control_after xm.ratings, metric xm.metric DEFAULT 'mean', confidence double precision DEFAULT 0.95) RETURNS xm.difference_in_differences_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_difference_in_differences';
COMMENT ON FUNCTION xm.difference_in_differences(xm.ratings, xm.ratings, xm.ratings, xm.ratings, xm.metric, double precision) IS 'One row: the change of the treated minus the change of the control, its error (the four linearised errors added), interval, t statistic, Welch-Satterthwaite degrees of freedom and two-sided p-value; without weights lm(y ~ treated * after) with HC2 errors. For people asked once each: where whole units (stores) were treated, their answers go together, and xm.action_effect is the honest test. All but the effect are NULL if a state has one response; NULLs for a NULL state. Confidence outside (0,1) is an error (22023).';
CREATE TYPE xm.sequential_result AS (difference double precision, std_error double precision, lower double precision, upper double precision, p_value double precision, decided boolean);
COMMENT ON TYPE xm.sequential_result IS 'What xm.sequential returns; columns are only ever appended.';
CREATE FUNCTION xm.sequential(a xm.ratings, b xm.ratings, difference double precision, metric xm.metric DEFAULT 'mean', confidence double precision DEFAULT 0.95) RETURNS xm.sequential_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_sequential';
COMMENT ON FUNCTION xm.sequential(xm.ratings, xm.ratings, double precision, xm.metric, double precision) IS 'One row: value of a minus value of b, its standard error, and an interval and p-value that stay right however often they are looked at while answers come in (mixture sequential probability ratio test, Johari, Pekelis & Walsh 2015); decided: the p-value is at most 1 - confidence. The argument difference is the size that matters, above 0 (else 22023), in the metric''s unit; it must be chosen before. All but the difference are NULL if a state has one response, interval, p-value and decision where neither side has any spread; NULLs for a NULL state.';
CREATE FUNCTION xm.sample_size(r xm.ratings, difference double precision, metric xm.metric DEFAULT 'mean', power double precision DEFAULT 0.8, confidence double precision DEFAULT 0.95) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_sample_size';
COMMENT ON FUNCTION xm.sample_size(xm.ratings, double precision, xm.metric, double precision, double precision) IS 'Answers that each of two groups needs (at least 2) so that a two-sided t test finds a difference of this size in the metric''s unit with that power; the spread is that of r (as R power.t.test, rounded up; Cohen 1988). The sign of the difference does not matter. A difference of 0, a power or confidence outside (0,1), fewer than 2 answers or no spread are errors (22023); NULL for a NULL.';
CREATE FUNCTION xm.power(r xm.ratings, difference double precision, n bigint, metric xm.metric DEFAULT 'mean', confidence double precision DEFAULT 0.95) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_power';
COMMENT ON FUNCTION xm.power(xm.ratings, double precision, bigint, xm.metric, double precision) IS 'Probability, 0..1, that a two-sided t test of two groups of n answers each finds a difference of this size in the metric''s unit; the spread is that of r (as R power.t.test; Cohen 1988). n below 2, a confidence outside (0,1), fewer than 2 answers or no spread are errors (22023); NULL for a NULL.';

-- Over units. The functions of an internal state take NULL (no rows yet).
CREATE TYPE xm.action_effect_result AS (effect double precision, std_error double precision, lower double precision, upper double precision, statistic double precision, df double precision, p_value double precision, treated_units bigint, control_units bigint, treated_before double precision, treated_after double precision, control_before double precision, control_after double precision);
COMMENT ON TYPE xm.action_effect_result IS 'What xm.action_effect returns; columns are only ever appended.';
CREATE TYPE xm.parallel_trends_result AS (slope_difference double precision, std_error double precision, statistic double precision, df double precision, p_value double precision, treated_units bigint, control_units bigint);
COMMENT ON TYPE xm.parallel_trends_result IS 'What xm.parallel_trends returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.experiments_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_experiments_combine';
COMMENT ON FUNCTION xm_internal.experiments_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.experiments_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_experiments_serialize';
COMMENT ON FUNCTION xm_internal.experiments_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.experiments_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_experiments_deserialize';
COMMENT ON FUNCTION xm_internal.experiments_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.action_effect_final(state internal) RETURNS xm.action_effect_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_final';
COMMENT ON FUNCTION xm_internal.action_effect_final(internal) IS 'Support: final function of xm.action_effect.';
CREATE FUNCTION xm_internal.parallel_trends_final(state internal) RETURNS xm.parallel_trends_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_final';
COMMENT ON FUNCTION xm_internal.parallel_trends_final(internal) IS 'Support: final function of xm.parallel_trends.';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit "any", treated boolean, after boolean, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, "any", boolean, boolean, xm.ratings) IS 'Support: transition of xm.action_effect("any", boolean, boolean, xm.ratings).';
CREATE AGGREGATE xm.action_effect(unit "any", treated boolean, after boolean, r xm.ratings) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect("any", boolean, boolean, xm.ratings) IS 'One row: what an action did to the mean of the units (stores, teams) it was tried on: each unit''s change of score, treated against control, by Welch''s t test over units, so that a unit counts once however many answered (Bertrand, Duflo & Mullainathan 2004); with the units on each side and the means of their scores before and after. Units with answers at both times count; states of one unit and time are added. Errors are NULL with one unit on a side, the effect with none. A unit both treated and control is an error (22023); rows with a NULL are skipped; NULL over no rows.';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit "any", treated boolean, after boolean, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, "any", boolean, boolean, xm.ratings, xm.metric) IS 'Support: transition of xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.action_effect(unit "any", treated boolean, after boolean, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric) IS 'The same under another metric (see xm.metric).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit "any", treated boolean, after boolean, r xm.ratings, metric xm.metric, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, "any", boolean, boolean, xm.ratings, xm.metric, double precision) IS 'Support: transition of xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric, double precision).';
CREATE AGGREGATE xm.action_effect(unit "any", treated boolean, after boolean, r xm.ratings, metric xm.metric, confidence double precision) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric, double precision) IS 'The same with another confidence of the interval, in (0,1) (else 22023).';
CREATE FUNCTION xm_internal.parallel_trends_add(state internal, unit "any", treated boolean, period bigint, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_add';
COMMENT ON FUNCTION xm_internal.parallel_trends_add(internal, "any", boolean, bigint, xm.ratings) IS 'Support: transition of xm.parallel_trends("any", boolean, bigint, xm.ratings).';
CREATE AGGREGATE xm.parallel_trends(unit "any", treated boolean, period bigint, r xm.ratings) (SFUNC = xm_internal.parallel_trends_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.parallel_trends_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.parallel_trends("any", boolean, bigint, xm.ratings) IS 'One row: did treated units move as control units did before the action? Over the periods before it: each unit''s least-squares slope of its mean per period, treated against control by Welch''s t test over units. A small p-value says that the trends differed, and that xm.action_effect would take that for an effect; a large one does not prove that they were the same. Units with at least two periods count; states of one unit and period are added. A unit both treated and control is an error (22023); rows with a NULL are skipped; NULL over no rows.';
CREATE FUNCTION xm_internal.parallel_trends_add(state internal, unit "any", treated boolean, period bigint, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_add';
COMMENT ON FUNCTION xm_internal.parallel_trends_add(internal, "any", boolean, bigint, xm.ratings, xm.metric) IS 'Support: transition of xm.parallel_trends("any", boolean, bigint, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.parallel_trends(unit "any", treated boolean, period bigint, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.parallel_trends_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.parallel_trends_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.parallel_trends("any", boolean, bigint, xm.ratings, xm.metric) IS 'The same under another metric (see xm.metric).';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit text, treated boolean, after boolean, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, text, boolean, boolean, xm.ratings) IS 'Support: transition of xm.action_effect(text, boolean, boolean, xm.ratings).';
CREATE AGGREGATE xm.action_effect(unit text, treated boolean, after boolean, r xm.ratings) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(text, boolean, boolean, xm.ratings) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit text, treated boolean, after boolean, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, text, boolean, boolean, xm.ratings, xm.metric) IS 'Support: transition of xm.action_effect(text, boolean, boolean, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.action_effect(unit text, treated boolean, after boolean, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(text, boolean, boolean, xm.ratings, xm.metric) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit text, treated boolean, after boolean, r xm.ratings, metric xm.metric, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, text, boolean, boolean, xm.ratings, xm.metric, double precision) IS 'Support: transition of xm.action_effect(text, boolean, boolean, xm.ratings, xm.metric, double precision).';
CREATE AGGREGATE xm.action_effect(unit text, treated boolean, after boolean, r xm.ratings, metric xm.metric, confidence double precision) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(text, boolean, boolean, xm.ratings, xm.metric, double precision) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric, double precision).';
CREATE FUNCTION xm_internal.parallel_trends_add(state internal, unit text, treated boolean, period bigint, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_add';
COMMENT ON FUNCTION xm_internal.parallel_trends_add(internal, text, boolean, bigint, xm.ratings) IS 'Support: transition of xm.parallel_trends(text, boolean, bigint, xm.ratings).';
CREATE AGGREGATE xm.parallel_trends(unit text, treated boolean, period bigint, r xm.ratings) (SFUNC = xm_internal.parallel_trends_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.parallel_trends_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.parallel_trends(text, boolean, bigint, xm.ratings) IS 'One row: did treated units move as control units did before the action? Of declared types, the same as xm.parallel_trends("any", boolean, bigint, xm.ratings).';
CREATE FUNCTION xm_internal.parallel_trends_add(state internal, unit text, treated boolean, period bigint, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_add';
COMMENT ON FUNCTION xm_internal.parallel_trends_add(internal, text, boolean, bigint, xm.ratings, xm.metric) IS 'Support: transition of xm.parallel_trends(text, boolean, bigint, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.parallel_trends(unit text, treated boolean, period bigint, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.parallel_trends_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.parallel_trends_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.parallel_trends(text, boolean, bigint, xm.ratings, xm.metric) IS 'One row: did treated units move as control units did before the action? Of declared types, the same as xm.parallel_trends("any", boolean, bigint, xm.ratings, xm.metric).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit smallint, treated boolean, after boolean, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, smallint, boolean, boolean, xm.ratings) IS 'Support: transition of xm.action_effect(smallint, boolean, boolean, xm.ratings).';
CREATE AGGREGATE xm.action_effect(unit smallint, treated boolean, after boolean, r xm.ratings) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(smallint, boolean, boolean, xm.ratings) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit smallint, treated boolean, after boolean, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, smallint, boolean, boolean, xm.ratings, xm.metric) IS 'Support: transition of xm.action_effect(smallint, boolean, boolean, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.action_effect(unit smallint, treated boolean, after boolean, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(smallint, boolean, boolean, xm.ratings, xm.metric) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit smallint, treated boolean, after boolean, r xm.ratings, metric xm.metric, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, smallint, boolean, boolean, xm.ratings, xm.metric, double precision) IS 'Support: transition of xm.action_effect(smallint, boolean, boolean, xm.ratings, xm.metric, double precision).';
CREATE AGGREGATE xm.action_effect(unit smallint, treated boolean, after boolean, r xm.ratings, metric xm.metric, confidence double precision) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(smallint, boolean, boolean, xm.ratings, xm.metric, double precision) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric, double precision).';
CREATE FUNCTION xm_internal.parallel_trends_add(state internal, unit smallint, treated boolean, period bigint, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_add';
COMMENT ON FUNCTION xm_internal.parallel_trends_add(internal, smallint, boolean, bigint, xm.ratings) IS 'Support: transition of xm.parallel_trends(smallint, boolean, bigint, xm.ratings).';
CREATE AGGREGATE xm.parallel_trends(unit smallint, treated boolean, period bigint, r xm.ratings) (SFUNC = xm_internal.parallel_trends_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.parallel_trends_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.parallel_trends(smallint, boolean, bigint, xm.ratings) IS 'One row: did treated units move as control units did before the action? Of declared types, the same as xm.parallel_trends("any", boolean, bigint, xm.ratings).';
CREATE FUNCTION xm_internal.parallel_trends_add(state internal, unit smallint, treated boolean, period bigint, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_add';
COMMENT ON FUNCTION xm_internal.parallel_trends_add(internal, smallint, boolean, bigint, xm.ratings, xm.metric) IS 'Support: transition of xm.parallel_trends(smallint, boolean, bigint, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.parallel_trends(unit smallint, treated boolean, period bigint, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.parallel_trends_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.parallel_trends_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.parallel_trends(smallint, boolean, bigint, xm.ratings, xm.metric) IS 'One row: did treated units move as control units did before the action? Of declared types, the same as xm.parallel_trends("any", boolean, bigint, xm.ratings, xm.metric).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit integer, treated boolean, after boolean, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, integer, boolean, boolean, xm.ratings) IS 'Support: transition of xm.action_effect(integer, boolean, boolean, xm.ratings).';
CREATE AGGREGATE xm.action_effect(unit integer, treated boolean, after boolean, r xm.ratings) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(integer, boolean, boolean, xm.ratings) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit integer, treated boolean, after boolean, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, integer, boolean, boolean, xm.ratings, xm.metric) IS 'Support: transition of xm.action_effect(integer, boolean, boolean, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.action_effect(unit integer, treated boolean, after boolean, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(integer, boolean, boolean, xm.ratings, xm.metric) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit integer, treated boolean, after boolean, r xm.ratings, metric xm.metric, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, integer, boolean, boolean, xm.ratings, xm.metric, double precision) IS 'Support: transition of xm.action_effect(integer, boolean, boolean, xm.ratings, xm.metric, double precision).';
CREATE AGGREGATE xm.action_effect(unit integer, treated boolean, after boolean, r xm.ratings, metric xm.metric, confidence double precision) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(integer, boolean, boolean, xm.ratings, xm.metric, double precision) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric, double precision).';
CREATE FUNCTION xm_internal.parallel_trends_add(state internal, unit integer, treated boolean, period bigint, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_add';
COMMENT ON FUNCTION xm_internal.parallel_trends_add(internal, integer, boolean, bigint, xm.ratings) IS 'Support: transition of xm.parallel_trends(integer, boolean, bigint, xm.ratings).';
CREATE AGGREGATE xm.parallel_trends(unit integer, treated boolean, period bigint, r xm.ratings) (SFUNC = xm_internal.parallel_trends_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.parallel_trends_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.parallel_trends(integer, boolean, bigint, xm.ratings) IS 'One row: did treated units move as control units did before the action? Of declared types, the same as xm.parallel_trends("any", boolean, bigint, xm.ratings).';
CREATE FUNCTION xm_internal.parallel_trends_add(state internal, unit integer, treated boolean, period bigint, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_add';
COMMENT ON FUNCTION xm_internal.parallel_trends_add(internal, integer, boolean, bigint, xm.ratings, xm.metric) IS 'Support: transition of xm.parallel_trends(integer, boolean, bigint, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.parallel_trends(unit integer, treated boolean, period bigint, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.parallel_trends_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.parallel_trends_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.parallel_trends(integer, boolean, bigint, xm.ratings, xm.metric) IS 'One row: did treated units move as control units did before the action? Of declared types, the same as xm.parallel_trends("any", boolean, bigint, xm.ratings, xm.metric).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit bigint, treated boolean, after boolean, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, bigint, boolean, boolean, xm.ratings) IS 'Support: transition of xm.action_effect(bigint, boolean, boolean, xm.ratings).';
CREATE AGGREGATE xm.action_effect(unit bigint, treated boolean, after boolean, r xm.ratings) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(bigint, boolean, boolean, xm.ratings) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit bigint, treated boolean, after boolean, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, bigint, boolean, boolean, xm.ratings, xm.metric) IS 'Support: transition of xm.action_effect(bigint, boolean, boolean, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.action_effect(unit bigint, treated boolean, after boolean, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(bigint, boolean, boolean, xm.ratings, xm.metric) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric).';
CREATE FUNCTION xm_internal.action_effect_add(state internal, unit bigint, treated boolean, after boolean, r xm.ratings, metric xm.metric, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_action_effect_add';
COMMENT ON FUNCTION xm_internal.action_effect_add(internal, bigint, boolean, boolean, xm.ratings, xm.metric, double precision) IS 'Support: transition of xm.action_effect(bigint, boolean, boolean, xm.ratings, xm.metric, double precision).';
CREATE AGGREGATE xm.action_effect(unit bigint, treated boolean, after boolean, r xm.ratings, metric xm.metric, confidence double precision) (SFUNC = xm_internal.action_effect_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.action_effect_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.action_effect(bigint, boolean, boolean, xm.ratings, xm.metric, double precision) IS 'One row: what an action did to the scores of the units it was tried on. Of declared types, the same as xm.action_effect("any", boolean, boolean, xm.ratings, xm.metric, double precision).';
CREATE FUNCTION xm_internal.parallel_trends_add(state internal, unit bigint, treated boolean, period bigint, r xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_add';
COMMENT ON FUNCTION xm_internal.parallel_trends_add(internal, bigint, boolean, bigint, xm.ratings) IS 'Support: transition of xm.parallel_trends(bigint, boolean, bigint, xm.ratings).';
CREATE AGGREGATE xm.parallel_trends(unit bigint, treated boolean, period bigint, r xm.ratings) (SFUNC = xm_internal.parallel_trends_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.parallel_trends_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.parallel_trends(bigint, boolean, bigint, xm.ratings) IS 'One row: did treated units move as control units did before the action? Of declared types, the same as xm.parallel_trends("any", boolean, bigint, xm.ratings).';
CREATE FUNCTION xm_internal.parallel_trends_add(state internal, unit bigint, treated boolean, period bigint, r xm.ratings, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_parallel_trends_add';
COMMENT ON FUNCTION xm_internal.parallel_trends_add(internal, bigint, boolean, bigint, xm.ratings, xm.metric) IS 'Support: transition of xm.parallel_trends(bigint, boolean, bigint, xm.ratings, xm.metric).';
CREATE AGGREGATE xm.parallel_trends(unit bigint, treated boolean, period bigint, r xm.ratings, metric xm.metric) (SFUNC = xm_internal.parallel_trends_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm_internal.parallel_trends_final, COMBINEFUNC = xm_internal.experiments_combine, SERIALFUNC = xm_internal.experiments_serialize, DESERIALFUNC = xm_internal.experiments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.parallel_trends(bigint, boolean, bigint, xm.ratings, xm.metric) IS 'One row: did treated units move as control units did before the action? Of declared types, the same as xm.parallel_trends("any", boolean, bigint, xm.ratings, xm.metric).';

-- Through what does it work? Chains of causes, from moments.
CREATE TYPE xm.paths_row AS (path text, kind text, estimate double precision, std_error double precision, lower double precision, upper double precision, p_value double precision);
COMMENT ON TYPE xm.paths_row IS 'A row of what xm.paths returns; columns are only ever appended.';
CREATE FUNCTION xm.paths(moments xm.moments, VARIADIC chain text[]) RETURNS SETOF xm.paths_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10 AS 'MODULE_PATHNAME', 'xm_paths';
COMMENT ON FUNCTION xm.paths(xm.moments, VARIADIC text[]) IS 'Rows: the effects along a chain of 2 to 12 variables (cause, mediators in their order, outcome), each regressed on all before it by least squares. kind: direct (path ''ex > cx'', Student t), indirect (a route from cause to outcome with at least one stop), total_indirect (all routes together; both by the delta method over the equations'' covariances, normal; one mediator: Sobel 1982), total (outcome on cause). 95 per cent intervals; errors are NULL where no degree of freedom is left. What it says of causes is as good as the order and the list of the variables. An unknown label, or one named twice, is an error (22023); no rows for a NULL state.';
CREATE FUNCTION xm.paths(moments xm.moments[], VARIADIC chain text[]) RETURNS SETOF xm.paths_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10 AS 'MODULE_PATHNAME', 'xm_paths_jackknife';
COMMENT ON FUNCTION xm.paths(xm.moments[], VARIADIC text[]) IS 'Rows, as xm.paths of one state, from one state per group of respondents (a store, a hash bucket): the estimates of all groups together, their errors by the delete-a-group jackknife (Kott 2001), interval and p-value by Student t on the number of groups - 1. It holds where respondents of a group resemble each other. NULL states are skipped; one group gives NULL errors, none no rows.';

-- What is a change worth? The functions of an internal state take NULL (no rows yet).
CREATE TYPE xm.worth_result AS (value double precision, per_customer double precision, std_error double precision, lower double precision, upper double precision, customers bigint);
COMMENT ON TYPE xm.worth_result IS 'What xm.worth returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.worth_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_combine';
COMMENT ON FUNCTION xm_internal.worth_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.worth_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_serialize';
COMMENT ON FUNCTION xm_internal.worth_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.worth_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_deserialize';
COMMENT ON FUNCTION xm_internal.worth_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.worth_final(state internal) RETURNS xm.worth_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_final';
COMMENT ON FUNCTION xm_internal.worth_final(internal) IS 'Support: final function of xm.worth.';
CREATE FUNCTION xm_internal.worth_add(state internal, model xm.model, driver text, change double precision, amount double precision, VARIADIC "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_add';
COMMENT ON FUNCTION xm_internal.worth_add(internal, xm.model, text, double precision, double precision, "any") IS 'Support: transition of xm.worth(xm.model, text, double precision, double precision, "any").';
CREATE AGGREGATE xm.worth(model xm.model, driver text, change double precision, amount double precision, VARIADIC "any") (SFUNC = xm_internal.worth_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.worth_final, COMBINEFUNC = xm_internal.worth_combine, SERIALFUNC = xm_internal.worth_serialize, DESERIALFUNC = xm_internal.worth_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.worth(xm.model, text, double precision, double precision, VARIADIC "any") IS 'One row over customers: the sum of amount times what the prediction of the model (linear or logit) does when the driver moves by change, all else as it is: revenue saved, or cases avoided with amount 1. Values in the order of the model''s terms, or one row whose columns have their names (further columns are ignored). Standard error (of value) by the delta method over the covariance of the model (as R marginaleffects); 95 per cent interval: Student t for a linear model, normal for logit. It takes the model''s effect for a cause, and the amounts as known. Another model, driver or change in one group, an unknown driver, a Cox or multilevel model are errors (22023); rows with a NULL are skipped; NULL over no rows.';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.worth_add(state internal, model xm.model, driver text, change double precision, amount double precision, predictors smallint[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_add';
COMMENT ON FUNCTION xm_internal.worth_add(internal, xm.model, text, double precision, double precision, smallint[]) IS 'Support: transition of xm.worth(xm.model, text, double precision, double precision, smallint[]).';
CREATE AGGREGATE xm.worth(model xm.model, driver text, change double precision, amount double precision, predictors smallint[]) (SFUNC = xm_internal.worth_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.worth_final, COMBINEFUNC = xm_internal.worth_combine, SERIALFUNC = xm_internal.worth_serialize, DESERIALFUNC = xm_internal.worth_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.worth(xm.model, text, double precision, double precision, smallint[]) IS 'One row over customers: what a change of a driver is worth, the values as an array in the order of the model''s terms. Of declared types, the same as xm.worth(xm.model, text, double precision, double precision, VARIADIC "any").';
CREATE FUNCTION xm_internal.worth_add(state internal, model xm.model, driver text, change double precision, amount double precision, predictors integer[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_add';
COMMENT ON FUNCTION xm_internal.worth_add(internal, xm.model, text, double precision, double precision, integer[]) IS 'Support: transition of xm.worth(xm.model, text, double precision, double precision, integer[]).';
CREATE AGGREGATE xm.worth(model xm.model, driver text, change double precision, amount double precision, predictors integer[]) (SFUNC = xm_internal.worth_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.worth_final, COMBINEFUNC = xm_internal.worth_combine, SERIALFUNC = xm_internal.worth_serialize, DESERIALFUNC = xm_internal.worth_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.worth(xm.model, text, double precision, double precision, integer[]) IS 'One row over customers: what a change of a driver is worth, the values as an array in the order of the model''s terms. Of declared types, the same as xm.worth(xm.model, text, double precision, double precision, VARIADIC "any").';
CREATE FUNCTION xm_internal.worth_add(state internal, model xm.model, driver text, change double precision, amount double precision, predictors bigint[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_add';
COMMENT ON FUNCTION xm_internal.worth_add(internal, xm.model, text, double precision, double precision, bigint[]) IS 'Support: transition of xm.worth(xm.model, text, double precision, double precision, bigint[]).';
CREATE AGGREGATE xm.worth(model xm.model, driver text, change double precision, amount double precision, predictors bigint[]) (SFUNC = xm_internal.worth_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.worth_final, COMBINEFUNC = xm_internal.worth_combine, SERIALFUNC = xm_internal.worth_serialize, DESERIALFUNC = xm_internal.worth_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.worth(xm.model, text, double precision, double precision, bigint[]) IS 'One row over customers: what a change of a driver is worth, the values as an array in the order of the model''s terms. Of declared types, the same as xm.worth(xm.model, text, double precision, double precision, VARIADIC "any").';
CREATE FUNCTION xm_internal.worth_add(state internal, model xm.model, driver text, change double precision, amount double precision, predictors numeric[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_add';
COMMENT ON FUNCTION xm_internal.worth_add(internal, xm.model, text, double precision, double precision, numeric[]) IS 'Support: transition of xm.worth(xm.model, text, double precision, double precision, numeric[]).';
CREATE AGGREGATE xm.worth(model xm.model, driver text, change double precision, amount double precision, predictors numeric[]) (SFUNC = xm_internal.worth_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.worth_final, COMBINEFUNC = xm_internal.worth_combine, SERIALFUNC = xm_internal.worth_serialize, DESERIALFUNC = xm_internal.worth_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.worth(xm.model, text, double precision, double precision, numeric[]) IS 'One row over customers: what a change of a driver is worth, the values as an array in the order of the model''s terms. Of declared types, the same as xm.worth(xm.model, text, double precision, double precision, VARIADIC "any").';
CREATE FUNCTION xm_internal.worth_add(state internal, model xm.model, driver text, change double precision, amount double precision, predictors real[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_add';
COMMENT ON FUNCTION xm_internal.worth_add(internal, xm.model, text, double precision, double precision, real[]) IS 'Support: transition of xm.worth(xm.model, text, double precision, double precision, real[]).';
CREATE AGGREGATE xm.worth(model xm.model, driver text, change double precision, amount double precision, predictors real[]) (SFUNC = xm_internal.worth_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.worth_final, COMBINEFUNC = xm_internal.worth_combine, SERIALFUNC = xm_internal.worth_serialize, DESERIALFUNC = xm_internal.worth_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.worth(xm.model, text, double precision, double precision, real[]) IS 'One row over customers: what a change of a driver is worth, the values as an array in the order of the model''s terms. Of declared types, the same as xm.worth(xm.model, text, double precision, double precision, VARIADIC "any").';
CREATE FUNCTION xm_internal.worth_add(state internal, model xm.model, driver text, change double precision, amount double precision, predictors double precision[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_worth_add';
COMMENT ON FUNCTION xm_internal.worth_add(internal, xm.model, text, double precision, double precision, double precision[]) IS 'Support: transition of xm.worth(xm.model, text, double precision, double precision, double precision[]).';
CREATE AGGREGATE xm.worth(model xm.model, driver text, change double precision, amount double precision, predictors double precision[]) (SFUNC = xm_internal.worth_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.worth_final, COMBINEFUNC = xm_internal.worth_combine, SERIALFUNC = xm_internal.worth_serialize, DESERIALFUNC = xm_internal.worth_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.worth(xm.model, text, double precision, double precision, double precision[]) IS 'One row over customers: what a change of a driver is worth, the values as an array in the order of the model''s terms. Of declared types, the same as xm.worth(xm.model, text, double precision, double precision, VARIADIC "any").';

-- Weights that bring a sample to the margins of a population.
CREATE TYPE xm.weighting;

CREATE FUNCTION xm_internal.weighting_in(cstring) RETURNS xm.weighting LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighting_in';
COMMENT ON FUNCTION xm_internal.weighting_in(cstring) IS 'Support: text input of xm.weighting.';
CREATE FUNCTION xm_internal.weighting_out(xm.weighting) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighting_out';
COMMENT ON FUNCTION xm_internal.weighting_out(xm.weighting) IS 'Support: text output of xm.weighting.';
CREATE FUNCTION xm_internal.weighting_recv(internal) RETURNS xm.weighting LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighting_recv';
COMMENT ON FUNCTION xm_internal.weighting_recv(internal) IS 'Support: binary input of xm.weighting.';
CREATE FUNCTION xm_internal.weighting_send(xm.weighting) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighting_send';
COMMENT ON FUNCTION xm_internal.weighting_send(xm.weighting) IS 'Support: binary output of xm.weighting.';

CREATE TYPE xm.weighting (
  INPUT = xm_internal.weighting_in, OUTPUT = xm_internal.weighting_out, RECEIVE = xm_internal.weighting_recv, SEND = xm_internal.weighting_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);
COMMENT ON TYPE xm.weighting IS 'Weights by category that bring a sample to the margins of a population, and how well they do. A value to keep in a table: xm.weight gives people of these categories their factor at any later time. Made by xm.raking.';
CREATE CAST (xm.weighting AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.weighting AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm.weight(w xm.weighting, categories "any") RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weight';
COMMENT ON FUNCTION xm.weight(xm.weighting, "any") IS 'The factor of a person by his or her categories, one row whose columns have the names of the variables (a scalar is x1): base weight times factor is the weight. On average over the base weights of the sample it is 1. A category that the weighting does not know, or another set of columns, is an error (22023); NULL for a NULL.';
CREATE FUNCTION xm.weight(w xm.weighting, category text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weight';
COMMENT ON FUNCTION xm.weight(xm.weighting, text) IS 'The factor of a person by one category, of the variable x1. Of declared types, the same as xm.weight(xm.weighting, "any").';
CREATE TYPE xm.weighting_table_row AS (variable text, category text, responses bigint, target double precision, before double precision, after double precision, factor double precision);
COMMENT ON TYPE xm.weighting_table_row IS 'A row of what xm.weighting_table returns; columns are only ever appended.';
CREATE FUNCTION xm.weighting_table(w xm.weighting) RETURNS SETOF xm.weighting_table_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20 AS 'MODULE_PATHNAME', 'xm_weighting_table';
COMMENT ON FUNCTION xm.weighting_table(xm.weighting) IS 'One row per variable and category (in the order of their bytes): people in the sample, the target, and the shares of the base weights (before) and of the weights (after), as fractions; factor: the product over the variables is xm.weight, and every variable but the first has a mean of 1 over the base weights (NULL for weights within bounds, where no such factors exist). No rows for NULL.';
CREATE TYPE xm.weighting_fit_result AS (responses bigint, iterations bigint, max_deviation double precision, min_weight double precision, max_weight double precision, design_effect double precision, effective_n double precision);
COMMENT ON TYPE xm.weighting_fit_result IS 'What xm.weighting_fit returns; columns are only ever appended.';
CREATE FUNCTION xm.weighting_fit(w xm.weighting) RETURNS xm.weighting_fit_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_weighting_fit';
COMMENT ON FUNCTION xm.weighting_fit(xm.weighting) IS 'One row: people, iterations, the largest deviation of a share from its target (a fraction), the smallest and largest weight (base weight times factor), the design effect 1 + cv squared of the weights (Kish 1965), and the effective number of answers, responses / design effect: what weighting costs in precision.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.raking_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_combine';
COMMENT ON FUNCTION xm_internal.raking_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.raking_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_serialize';
COMMENT ON FUNCTION xm_internal.raking_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.raking_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_deserialize';
COMMENT ON FUNCTION xm_internal.raking_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.raking_final(state internal) RETURNS xm.weighting LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_final';
COMMENT ON FUNCTION xm_internal.raking_final(internal) IS 'Support: final function of xm.raking.';
CREATE FUNCTION xm_internal.raking_add(state internal, categories "any", targets jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_add';
COMMENT ON FUNCTION xm_internal.raking_add(internal, "any", jsonb) IS 'Support: transition of xm.raking("any", jsonb).';
CREATE AGGREGATE xm.raking(categories "any", targets jsonb) (SFUNC = xm_internal.raking_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.raking_final, COMBINEFUNC = xm_internal.raking_combine, SERIALFUNC = xm_internal.raking_serialize, DESERIALFUNC = xm_internal.raking_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.raking("any", jsonb) IS 'Weights (ask xm.weight, xm.weighting_table, xm.weighting_fit) that bring a sample to known margins: one row of categories per person, whose columns are the variables (a scalar is x1; values are taken as their text), and targets as {"region": {"north": 0.3, "south": 0.7}}, shares or counts. By iterative proportional fitting (Deming & Stephan 1940, as R survey::rake). Under the key "settings": bounds [0.2, 5] of the factor (truncated raking distance, Deville & Särndal 1992, as R survey::calibrate), tolerance 1e-9 of the shares, max_iterations 200. Errors (22023): a category of the sample without a target or the reverse, likewise a variable; NULL in a category; a target not above 0; an unknown setting; bounds that cannot be met; no convergence. NULL over no rows. Memory: a row for each combination of categories, bounded by pg_xm.max_state_memory.';
CREATE FUNCTION xm_internal.raking_add(state internal, categories "any", targets jsonb, base_weight double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_add';
COMMENT ON FUNCTION xm_internal.raking_add(internal, "any", jsonb, double precision) IS 'Support: transition of xm.raking("any", jsonb, double precision).';
CREATE AGGREGATE xm.raking(categories "any", targets jsonb, base_weight double precision) (SFUNC = xm_internal.raking_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.raking_final, COMBINEFUNC = xm_internal.raking_combine, SERIALFUNC = xm_internal.raking_serialize, DESERIALFUNC = xm_internal.raking_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.raking("any", jsonb, double precision) IS 'The same for people with base weights (of the design), 0 (skipped) or 1e-100..1e100; bounds limit weight / base weight.';
CREATE FUNCTION xm_internal.calibrated_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_combine';
COMMENT ON FUNCTION xm_internal.calibrated_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.calibrated_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_serialize';
COMMENT ON FUNCTION xm_internal.calibrated_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.calibrated_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_deserialize';
COMMENT ON FUNCTION xm_internal.calibrated_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.calibrated_final(state internal) RETURNS xm.estimate_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_final';
COMMENT ON FUNCTION xm_internal.calibrated_final(internal) IS 'Support: final function of xm.calibrated.';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, "any") IS 'Support: transition of xm.calibrated(double precision, xm.weighting, "any").';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories "any") (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, "any") IS 'One row, as xm.estimate: the mean of the ratings (whole numbers 0..100) over the people of a weighting, whose standard error knows that the margins were fixed: what the categories explain of the ratings does not count as error (Deville & Särndal 1992; residuals weighted by base weight; as R survey on a calibrated design). responses and effective_n (Kish) of the weights; Student t on responses - 1. Over the rows that xm.raking was given. Errors as xm.weight; two weightings in one group are an error (22023); rows with a NULL are skipped; NULL over no rows.';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories "any", metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, "any", xm.metric) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, "any", xm.metric).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories "any", metric xm.metric) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, "any", xm.metric) IS 'The same under another metric (see xm.metric); the interval of shares and of nps is that of as many answers as have this error.';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories "any", metric xm.metric, base_weight double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, "any", xm.metric, double precision) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories "any", metric xm.metric, base_weight double precision) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision) IS 'The same for people with base weights, as given to xm.raking; 0 skips the row.';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories "any", metric xm.metric, base_weight double precision, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, "any", xm.metric, double precision, double precision) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision, double precision).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories "any", metric xm.metric, base_weight double precision, confidence double precision) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision, double precision) IS 'The same with another confidence of the interval, in (0,1) (else 22023).';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.raking_add(state internal, categories text, targets jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_add';
COMMENT ON FUNCTION xm_internal.raking_add(internal, text, jsonb) IS 'Support: transition of xm.raking(text, jsonb).';
CREATE AGGREGATE xm.raking(categories text, targets jsonb) (SFUNC = xm_internal.raking_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.raking_final, COMBINEFUNC = xm_internal.raking_combine, SERIALFUNC = xm_internal.raking_serialize, DESERIALFUNC = xm_internal.raking_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.raking(text, jsonb) IS 'Weights that bring a sample to the margins of one variable, x1. Of declared types, the same as xm.raking("any", jsonb).';
CREATE FUNCTION xm_internal.raking_add(state internal, categories text, targets jsonb, base_weight double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_add';
COMMENT ON FUNCTION xm_internal.raking_add(internal, text, jsonb, double precision) IS 'Support: transition of xm.raking(text, jsonb, double precision).';
CREATE AGGREGATE xm.raking(categories text, targets jsonb, base_weight double precision) (SFUNC = xm_internal.raking_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.raking_final, COMBINEFUNC = xm_internal.raking_combine, SERIALFUNC = xm_internal.raking_serialize, DESERIALFUNC = xm_internal.raking_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.raking(text, jsonb, double precision) IS 'Weights that bring a sample to the margins of one variable, x1. Of declared types, the same as xm.raking("any", jsonb, double precision).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, text) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, text).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories text) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, text) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any").';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories text, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, text, xm.metric) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, text, xm.metric).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories text, metric xm.metric) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, text, xm.metric) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories text, metric xm.metric, base_weight double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, text, xm.metric, double precision) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, text, xm.metric, double precision).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories text, metric xm.metric, base_weight double precision) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, text, xm.metric, double precision) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories text, metric xm.metric, base_weight double precision, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, text, xm.metric, double precision, double precision) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, text, xm.metric, double precision, double precision).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories text, metric xm.metric, base_weight double precision, confidence double precision) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, text, xm.metric, double precision, double precision) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision, double precision).';
CREATE FUNCTION xm_internal.raking_add(state internal, categories smallint, targets jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_add';
COMMENT ON FUNCTION xm_internal.raking_add(internal, smallint, jsonb) IS 'Support: transition of xm.raking(smallint, jsonb).';
CREATE AGGREGATE xm.raking(categories smallint, targets jsonb) (SFUNC = xm_internal.raking_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.raking_final, COMBINEFUNC = xm_internal.raking_combine, SERIALFUNC = xm_internal.raking_serialize, DESERIALFUNC = xm_internal.raking_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.raking(smallint, jsonb) IS 'Weights that bring a sample to the margins of one variable, x1. Of declared types, the same as xm.raking("any", jsonb).';
CREATE FUNCTION xm_internal.raking_add(state internal, categories smallint, targets jsonb, base_weight double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_add';
COMMENT ON FUNCTION xm_internal.raking_add(internal, smallint, jsonb, double precision) IS 'Support: transition of xm.raking(smallint, jsonb, double precision).';
CREATE AGGREGATE xm.raking(categories smallint, targets jsonb, base_weight double precision) (SFUNC = xm_internal.raking_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.raking_final, COMBINEFUNC = xm_internal.raking_combine, SERIALFUNC = xm_internal.raking_serialize, DESERIALFUNC = xm_internal.raking_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.raking(smallint, jsonb, double precision) IS 'Weights that bring a sample to the margins of one variable, x1. Of declared types, the same as xm.raking("any", jsonb, double precision).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories smallint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, smallint) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, smallint).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories smallint) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, smallint) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any").';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories smallint, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, smallint, xm.metric) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, smallint, xm.metric).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories smallint, metric xm.metric) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, smallint, xm.metric) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories smallint, metric xm.metric, base_weight double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, smallint, xm.metric, double precision) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, smallint, xm.metric, double precision).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories smallint, metric xm.metric, base_weight double precision) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, smallint, xm.metric, double precision) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories smallint, metric xm.metric, base_weight double precision, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, smallint, xm.metric, double precision, double precision) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, smallint, xm.metric, double precision, double precision).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories smallint, metric xm.metric, base_weight double precision, confidence double precision) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, smallint, xm.metric, double precision, double precision) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision, double precision).';
CREATE FUNCTION xm_internal.raking_add(state internal, categories integer, targets jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_add';
COMMENT ON FUNCTION xm_internal.raking_add(internal, integer, jsonb) IS 'Support: transition of xm.raking(integer, jsonb).';
CREATE AGGREGATE xm.raking(categories integer, targets jsonb) (SFUNC = xm_internal.raking_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.raking_final, COMBINEFUNC = xm_internal.raking_combine, SERIALFUNC = xm_internal.raking_serialize, DESERIALFUNC = xm_internal.raking_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.raking(integer, jsonb) IS 'Weights that bring a sample to the margins of one variable, x1. Of declared types, the same as xm.raking("any", jsonb).';
CREATE FUNCTION xm_internal.raking_add(state internal, categories integer, targets jsonb, base_weight double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_add';
COMMENT ON FUNCTION xm_internal.raking_add(internal, integer, jsonb, double precision) IS 'Support: transition of xm.raking(integer, jsonb, double precision).';
CREATE AGGREGATE xm.raking(categories integer, targets jsonb, base_weight double precision) (SFUNC = xm_internal.raking_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.raking_final, COMBINEFUNC = xm_internal.raking_combine, SERIALFUNC = xm_internal.raking_serialize, DESERIALFUNC = xm_internal.raking_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.raking(integer, jsonb, double precision) IS 'Weights that bring a sample to the margins of one variable, x1. Of declared types, the same as xm.raking("any", jsonb, double precision).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, integer) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, integer).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories integer) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, integer) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any").';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories integer, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, integer, xm.metric) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, integer, xm.metric).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories integer, metric xm.metric) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, integer, xm.metric) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories integer, metric xm.metric, base_weight double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, integer, xm.metric, double precision) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, integer, xm.metric, double precision).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories integer, metric xm.metric, base_weight double precision) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, integer, xm.metric, double precision) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories integer, metric xm.metric, base_weight double precision, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, integer, xm.metric, double precision, double precision) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, integer, xm.metric, double precision, double precision).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories integer, metric xm.metric, base_weight double precision, confidence double precision) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, integer, xm.metric, double precision, double precision) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision, double precision).';
CREATE FUNCTION xm_internal.raking_add(state internal, categories bigint, targets jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_add';
COMMENT ON FUNCTION xm_internal.raking_add(internal, bigint, jsonb) IS 'Support: transition of xm.raking(bigint, jsonb).';
CREATE AGGREGATE xm.raking(categories bigint, targets jsonb) (SFUNC = xm_internal.raking_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.raking_final, COMBINEFUNC = xm_internal.raking_combine, SERIALFUNC = xm_internal.raking_serialize, DESERIALFUNC = xm_internal.raking_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.raking(bigint, jsonb) IS 'Weights that bring a sample to the margins of one variable, x1. Of declared types, the same as xm.raking("any", jsonb).';
CREATE FUNCTION xm_internal.raking_add(state internal, categories bigint, targets jsonb, base_weight double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_raking_add';
COMMENT ON FUNCTION xm_internal.raking_add(internal, bigint, jsonb, double precision) IS 'Support: transition of xm.raking(bigint, jsonb, double precision).';
CREATE AGGREGATE xm.raking(categories bigint, targets jsonb, base_weight double precision) (SFUNC = xm_internal.raking_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.raking_final, COMBINEFUNC = xm_internal.raking_combine, SERIALFUNC = xm_internal.raking_serialize, DESERIALFUNC = xm_internal.raking_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.raking(bigint, jsonb, double precision) IS 'Weights that bring a sample to the margins of one variable, x1. Of declared types, the same as xm.raking("any", jsonb, double precision).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, bigint) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, bigint).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories bigint) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, bigint) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any").';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories bigint, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, bigint, xm.metric) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, bigint, xm.metric).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories bigint, metric xm.metric) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, bigint, xm.metric) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories bigint, metric xm.metric, base_weight double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, bigint, xm.metric, double precision) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, bigint, xm.metric, double precision).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories bigint, metric xm.metric, base_weight double precision) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, bigint, xm.metric, double precision) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision).';
CREATE FUNCTION xm_internal.calibrated_add(state internal, rating double precision, w xm.weighting, categories bigint, metric xm.metric, base_weight double precision, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_calibrated_add';
COMMENT ON FUNCTION xm_internal.calibrated_add(internal, double precision, xm.weighting, bigint, xm.metric, double precision, double precision) IS 'Support: transition of xm.calibrated(double precision, xm.weighting, bigint, xm.metric, double precision, double precision).';
CREATE AGGREGATE xm.calibrated(rating double precision, w xm.weighting, categories bigint, metric xm.metric, base_weight double precision, confidence double precision) (SFUNC = xm_internal.calibrated_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.calibrated_final, COMBINEFUNC = xm_internal.calibrated_combine, SERIALFUNC = xm_internal.calibrated_serialize, DESERIALFUNC = xm_internal.calibrated_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.calibrated(double precision, xm.weighting, bigint, xm.metric, double precision, double precision) IS 'One row, as xm.estimate: a weighted score whose error knows that the margins of x1 were fixed. Of declared types, the same as xm.calibrated(double precision, xm.weighting, "any", xm.metric, double precision, double precision).';

-- Where does it hurt? The functions of an internal state take NULL (no rows yet).
CREATE TYPE xm.hot_spots_row AS (attributes jsonb, responses bigint, value double precision, rest double precision, difference double precision, std_error double precision, p_value double precision, q_value double precision, shrunken double precision, explained_by jsonb);
COMMENT ON TYPE xm.hot_spots_row IS 'A row of what xm.hot_spots returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.hot_spots_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_combine';
COMMENT ON FUNCTION xm_internal.hot_spots_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.hot_spots_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_serialize';
COMMENT ON FUNCTION xm_internal.hot_spots_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.hot_spots_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_deserialize';
COMMENT ON FUNCTION xm_internal.hot_spots_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.hot_spots_final(state internal) RETURNS xm.hot_spots_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_final';
COMMENT ON FUNCTION xm_internal.hot_spots_final(internal) IS 'Support: final function of xm.hot_spots.';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, "any") IS 'Support: transition of xm.hot_spots(double precision, "any").';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes "any") (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, "any") IS 'Rows (an array; unnest it): every combination of one or two attribute values (columns of one row; a scalar is x1; values are taken as their text, NULL is none) with at least 20 respondents inside and outside, its mean rating (whole numbers 0..100) against all others (rest) by Welch''s test, the smallest p-value first (to 12 digits, then attributes as text). q_value: Benjamini & Hochberg (1995) over all rows; shrunken: the difference drawn to the mean of the combinations of the same attributes (random effects, DerSimonian & Laird 1986; NULL with fewer than 3); explained_by: the part of the combination from whose other people it does not differ (p > 0.05), by the largest p; NULL if it is news. Combinations of the same people as one contained in them are left out. Rows with a NULL rating, or a NULL in place of a row, are skipped; NULL over no rows. Memory: a row for each combination of all attributes, bounded by pg_xm.max_state_memory.';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes "any", metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, "any", xm.metric) IS 'Support: transition of xm.hot_spots(double precision, "any", xm.metric).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes "any", metric xm.metric) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, "any", xm.metric) IS 'The same under another metric (see xm.metric).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes "any", metric xm.metric, depth integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, "any", xm.metric, integer) IS 'Support: transition of xm.hot_spots(double precision, "any", xm.metric, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes "any", metric xm.metric, depth integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, "any", xm.metric, integer) IS 'The same of up to depth attributes at once; below 1 is an error (22023).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes "any", metric xm.metric, depth integer, min_responses integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, "any", xm.metric, integer, integer) IS 'Support: transition of xm.hot_spots(double precision, "any", xm.metric, integer, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes "any", metric xm.metric, depth integer, min_responses integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, "any", xm.metric, integer, integer) IS 'The same with another least number of respondents inside and outside; below 1 is an error (22023).';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, text) IS 'Support: transition of xm.hot_spots(double precision, text).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes text) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, text) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any").';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes text, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, text, xm.metric) IS 'Support: transition of xm.hot_spots(double precision, text, xm.metric).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes text, metric xm.metric) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, text, xm.metric) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes text, metric xm.metric, depth integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, text, xm.metric, integer) IS 'Support: transition of xm.hot_spots(double precision, text, xm.metric, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes text, metric xm.metric, depth integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, text, xm.metric, integer) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric, integer).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes text, metric xm.metric, depth integer, min_responses integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, text, xm.metric, integer, integer) IS 'Support: transition of xm.hot_spots(double precision, text, xm.metric, integer, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes text, metric xm.metric, depth integer, min_responses integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, text, xm.metric, integer, integer) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric, integer, integer).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes smallint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, smallint) IS 'Support: transition of xm.hot_spots(double precision, smallint).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes smallint) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, smallint) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any").';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes smallint, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, smallint, xm.metric) IS 'Support: transition of xm.hot_spots(double precision, smallint, xm.metric).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes smallint, metric xm.metric) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, smallint, xm.metric) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes smallint, metric xm.metric, depth integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, smallint, xm.metric, integer) IS 'Support: transition of xm.hot_spots(double precision, smallint, xm.metric, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes smallint, metric xm.metric, depth integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, smallint, xm.metric, integer) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric, integer).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes smallint, metric xm.metric, depth integer, min_responses integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, smallint, xm.metric, integer, integer) IS 'Support: transition of xm.hot_spots(double precision, smallint, xm.metric, integer, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes smallint, metric xm.metric, depth integer, min_responses integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, smallint, xm.metric, integer, integer) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric, integer, integer).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, integer) IS 'Support: transition of xm.hot_spots(double precision, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, integer) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any").';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes integer, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, integer, xm.metric) IS 'Support: transition of xm.hot_spots(double precision, integer, xm.metric).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes integer, metric xm.metric) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, integer, xm.metric) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes integer, metric xm.metric, depth integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, integer, xm.metric, integer) IS 'Support: transition of xm.hot_spots(double precision, integer, xm.metric, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes integer, metric xm.metric, depth integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, integer, xm.metric, integer) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric, integer).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes integer, metric xm.metric, depth integer, min_responses integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, integer, xm.metric, integer, integer) IS 'Support: transition of xm.hot_spots(double precision, integer, xm.metric, integer, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes integer, metric xm.metric, depth integer, min_responses integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, integer, xm.metric, integer, integer) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric, integer, integer).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, bigint) IS 'Support: transition of xm.hot_spots(double precision, bigint).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes bigint) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, bigint) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any").';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes bigint, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, bigint, xm.metric) IS 'Support: transition of xm.hot_spots(double precision, bigint, xm.metric).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes bigint, metric xm.metric) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, bigint, xm.metric) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes bigint, metric xm.metric, depth integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, bigint, xm.metric, integer) IS 'Support: transition of xm.hot_spots(double precision, bigint, xm.metric, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes bigint, metric xm.metric, depth integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, bigint, xm.metric, integer) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric, integer).';
CREATE FUNCTION xm_internal.hot_spots_add(state internal, rating double precision, attributes bigint, metric xm.metric, depth integer, min_responses integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_hot_spots_add';
COMMENT ON FUNCTION xm_internal.hot_spots_add(internal, double precision, bigint, xm.metric, integer, integer) IS 'Support: transition of xm.hot_spots(double precision, bigint, xm.metric, integer, integer).';
CREATE AGGREGATE xm.hot_spots(rating double precision, attributes bigint, metric xm.metric, depth integer, min_responses integer) (SFUNC = xm_internal.hot_spots_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.hot_spots_final, COMBINEFUNC = xm_internal.hot_spots_combine, SERIALFUNC = xm_internal.hot_spots_serialize, DESERIALFUNC = xm_internal.hot_spots_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.hot_spots(double precision, bigint, xm.metric, integer, integer) IS 'Rows (an array; unnest it): every value of one attribute, x1, against all other respondents. Of declared types, the same as xm.hot_spots(double precision, "any", xm.metric, integer, integer).';

-- Who did not answer, and does it matter? The functions of an internal state take NULL (no rows yet).
CREATE TYPE xm.response_rates_result AS (rr1 double precision, rr2 double precision, rr3 double precision, rr4 double precision, rr5 double precision, rr6 double precision, cooperation1 double precision, refusal1 double precision, contact1 double precision);
COMMENT ON TYPE xm.response_rates_result IS 'What xm.response_rates returns; columns are only ever appended.';
CREATE FUNCTION xm.response_rates(complete bigint, partial bigint, refusal bigint, non_contact bigint, other bigint, unknown_household bigint, unknown_other bigint, ineligible bigint, eligible_share double precision DEFAULT NULL) RETURNS xm.response_rates_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_response_rates';
COMMENT ON FUNCTION xm.response_rates(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, double precision) IS 'One row: the response rates rr1 to rr6, cooperation1, refusal1 and contact1 of the AAPOR Standard Definitions as fractions, from the numbers of cases of each disposition. Even ones count partial interviews as responses, too; rr3 and rr4 count only the share eligible_share of the cases whose eligibility is unknown (NULL: eligible / (eligible + ineligible) of those that are known; NULL rates if none is), rr5 and rr6 none of them. A denominator of 0 gives NULL, a NULL count a row of NULLs; a negative count or a share outside [0,1] is an error (22023).';
CREATE TYPE xm.r_indicator_result AS (r_indicator double precision, r_indicator_adjusted double precision, std_dev double precision, mean_propensity double precision, max_bias double precision, asked bigint, responded bigint, partial jsonb);
COMMENT ON TYPE xm.r_indicator_result IS 'What xm.r_indicator returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.r_indicator_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_combine';
COMMENT ON FUNCTION xm_internal.r_indicator_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.r_indicator_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_serialize';
COMMENT ON FUNCTION xm_internal.r_indicator_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.r_indicator_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_deserialize';
COMMENT ON FUNCTION xm_internal.r_indicator_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.r_indicator_final(state internal) RETURNS xm.r_indicator_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_final';
COMMENT ON FUNCTION xm_internal.r_indicator_final(internal) IS 'Support: final function of xm.r_indicator.';
CREATE FUNCTION xm_internal.r_indicator_add(state internal, responded boolean, categories "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_add';
COMMENT ON FUNCTION xm_internal.r_indicator_add(internal, boolean, "any") IS 'Support: transition of xm.r_indicator(boolean, "any").';
CREATE AGGREGATE xm.r_indicator(responded boolean, categories "any") (SFUNC = xm_internal.r_indicator_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.r_indicator_final, COMBINEFUNC = xm_internal.r_indicator_combine, SERIALFUNC = xm_internal.r_indicator_serialize, DESERIALFUNC = xm_internal.r_indicator_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.r_indicator(boolean, "any") IS 'One row about everybody who was asked: how far those who responded stand for them by these categories (columns of one row; a scalar is x1; values are taken as their text, NULL is a category of its own). r_indicator is 1 - 2 std_dev, 1 for a response that no category tells anything about; std_dev is that of the propensities, fitted values of a logit of main effects (where categories separate who responded: the limits of the fit, 0 or 1); r_indicator_adjusted takes off the spread that chance alone gives (Shlomo, Skinner & Schouten 2012); max_bias is std_dev / mean_propensity: times the standard deviation of any answer, the largest bias of its mean; partial says for each variable how much of std_dev lies between its categories (Schouten, Cobben & Bethlehem 2009). The variable with most categories may have any number, the others 400 together (else 22023). Spreads are NULL for one person, max_bias is NULL if nobody responded, all is NULL if nobody was asked; rows with responded NULL are skipped.';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.r_indicator_add(state internal, responded boolean, categories text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_add';
COMMENT ON FUNCTION xm_internal.r_indicator_add(internal, boolean, text) IS 'Support: transition of xm.r_indicator(boolean, text).';
CREATE AGGREGATE xm.r_indicator(responded boolean, categories text) (SFUNC = xm_internal.r_indicator_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.r_indicator_final, COMBINEFUNC = xm_internal.r_indicator_combine, SERIALFUNC = xm_internal.r_indicator_serialize, DESERIALFUNC = xm_internal.r_indicator_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.r_indicator(boolean, text) IS 'One row: how far those who responded stand for all who were asked, by the categories of one variable, x1. Of declared types, the same as xm.r_indicator(boolean, "any").';
CREATE FUNCTION xm_internal.r_indicator_add(state internal, responded boolean, categories smallint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_add';
COMMENT ON FUNCTION xm_internal.r_indicator_add(internal, boolean, smallint) IS 'Support: transition of xm.r_indicator(boolean, smallint).';
CREATE AGGREGATE xm.r_indicator(responded boolean, categories smallint) (SFUNC = xm_internal.r_indicator_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.r_indicator_final, COMBINEFUNC = xm_internal.r_indicator_combine, SERIALFUNC = xm_internal.r_indicator_serialize, DESERIALFUNC = xm_internal.r_indicator_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.r_indicator(boolean, smallint) IS 'One row: how far those who responded stand for all who were asked, by the categories of one variable, x1. Of declared types, the same as xm.r_indicator(boolean, "any").';
CREATE FUNCTION xm_internal.r_indicator_add(state internal, responded boolean, categories integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_add';
COMMENT ON FUNCTION xm_internal.r_indicator_add(internal, boolean, integer) IS 'Support: transition of xm.r_indicator(boolean, integer).';
CREATE AGGREGATE xm.r_indicator(responded boolean, categories integer) (SFUNC = xm_internal.r_indicator_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.r_indicator_final, COMBINEFUNC = xm_internal.r_indicator_combine, SERIALFUNC = xm_internal.r_indicator_serialize, DESERIALFUNC = xm_internal.r_indicator_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.r_indicator(boolean, integer) IS 'One row: how far those who responded stand for all who were asked, by the categories of one variable, x1. Of declared types, the same as xm.r_indicator(boolean, "any").';
CREATE FUNCTION xm_internal.r_indicator_add(state internal, responded boolean, categories bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_add';
COMMENT ON FUNCTION xm_internal.r_indicator_add(internal, boolean, bigint) IS 'Support: transition of xm.r_indicator(boolean, bigint).';
CREATE AGGREGATE xm.r_indicator(responded boolean, categories bigint) (SFUNC = xm_internal.r_indicator_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.r_indicator_final, COMBINEFUNC = xm_internal.r_indicator_combine, SERIALFUNC = xm_internal.r_indicator_serialize, DESERIALFUNC = xm_internal.r_indicator_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.r_indicator(boolean, bigint) IS 'One row: how far those who responded stand for all who were asked, by the categories of one variable, x1. Of declared types, the same as xm.r_indicator(boolean, "any").';

-- Pictures: one row a mark, from any query.
CREATE TYPE xm.svg;

CREATE FUNCTION xm_internal.svg_in(cstring) RETURNS xm.svg LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_svg_in';
COMMENT ON FUNCTION xm_internal.svg_in(cstring) IS 'Support: text input of xm.svg.';
CREATE FUNCTION xm_internal.svg_out(xm.svg) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_svg_out';
COMMENT ON FUNCTION xm_internal.svg_out(xm.svg) IS 'Support: text output of xm.svg.';
CREATE FUNCTION xm_internal.svg_recv(internal) RETURNS xm.svg LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_svg_recv';
COMMENT ON FUNCTION xm_internal.svg_recv(internal) IS 'Support: binary input of xm.svg.';
CREATE FUNCTION xm_internal.svg_send(xm.svg) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_svg_send';
COMMENT ON FUNCTION xm_internal.svg_send(xm.svg) IS 'Support: binary output of xm.svg.';
CREATE TYPE xm.svg (
  INPUT = xm_internal.svg_in, OUTPUT = xm_internal.svg_out, RECEIVE = xm_internal.svg_recv, SEND = xm_internal.svg_send,
  INTERNALLENGTH = VARIABLE, STORAGE = extended
);
COMMENT ON TYPE xm.svg IS 'A picture as SVG, made by the aggregates xm.chart_... and xm.sparkline. Its input takes only what these write (elements and attributes of a list, no script, no handler, no reference, no id), so a value can stand in a page of HTML as it is.';
CREATE FUNCTION xm_internal.svg_text(xm.svg) RETURNS text LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_svg_text';
COMMENT ON FUNCTION xm_internal.svg_text(xm.svg) IS 'Support: the picture as text.';
CREATE CAST (xm.svg AS text) WITH FUNCTION xm_internal.svg_text(xm.svg) AS ASSIGNMENT;
COMMENT ON CAST (xm.svg AS text) IS 'The picture as text, to be written into a file or a page.';

-- The state of every chart: its rows as they came, and its options.
CREATE FUNCTION xm_internal.chart_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_combine';
COMMENT ON FUNCTION xm_internal.chart_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.chart_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_serialize';
COMMENT ON FUNCTION xm_internal.chart_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.chart_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_deserialize';
COMMENT ON FUNCTION xm_internal.chart_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';

CREATE FUNCTION xm_internal.chart_estimates_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_estimates_final';
COMMENT ON FUNCTION xm_internal.chart_estimates_final(internal) IS 'Support: draws xm.chart_estimates.';
CREATE FUNCTION xm_internal.chart_estimates_add(state internal, label text, value double precision, lower double precision, upper double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_estimates_add';
COMMENT ON FUNCTION xm_internal.chart_estimates_add(internal, text, double precision, double precision, double precision) IS 'Support: transition of xm.chart_estimates(text, double precision, double precision, double precision).';
CREATE AGGREGATE xm.chart_estimates(label text, value double precision, lower double precision, upper double precision) (SFUNC = xm_internal.chart_estimates_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_estimates_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_estimates(text, double precision, double precision, double precision) IS 'A picture: a dot with its interval for each label, the largest value first unless the option order says otherwise; dashed lines at the option reference. At most 200 labels. Rows without a value are left out and counted in a note; no rows at all: a picture that says so.';
CREATE FUNCTION xm_internal.chart_estimates_add(state internal, label text, value double precision, lower double precision, upper double precision, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_estimates_add';
COMMENT ON FUNCTION xm_internal.chart_estimates_add(internal, text, double precision, double precision, double precision, jsonb) IS 'Support: transition of xm.chart_estimates(text, double precision, double precision, double precision, jsonb).';
CREATE AGGREGATE xm.chart_estimates(label text, value double precision, lower double precision, upper double precision, options jsonb) (SFUNC = xm_internal.chart_estimates_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_estimates_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_estimates(text, double precision, double precision, double precision, jsonb) IS 'A picture: a dot with its interval for each label, the largest value first unless the option order says otherwise; dashed lines at the option reference. At most 200 labels. Rows without a value are left out and counted in a note; no rows at all: a picture that says so. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_bars_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_bars_final';
COMMENT ON FUNCTION xm_internal.chart_bars_final(internal) IS 'Support: draws xm.chart_bars.';
CREATE FUNCTION xm_internal.chart_bars_add(state internal, label text, value double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_bars_values_add';
COMMENT ON FUNCTION xm_internal.chart_bars_add(internal, text, double precision) IS 'Support: transition of xm.chart_bars(text, double precision).';
CREATE AGGREGATE xm.chart_bars(label text, value double precision) (SFUNC = xm_internal.chart_bars_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_bars_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_bars(text, double precision) IS 'A picture: horizontal bars from zero, the longest first unless the option order says otherwise, with intervals where lower and upper are given. At most 200 labels. Rows without a value are left out and counted in a note.';
CREATE FUNCTION xm_internal.chart_bars_add(state internal, label text, value double precision, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_bars_values_add';
COMMENT ON FUNCTION xm_internal.chart_bars_add(internal, text, double precision, jsonb) IS 'Support: transition of xm.chart_bars(text, double precision, jsonb).';
CREATE AGGREGATE xm.chart_bars(label text, value double precision, options jsonb) (SFUNC = xm_internal.chart_bars_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_bars_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_bars(text, double precision, jsonb) IS 'A picture: horizontal bars from zero, the longest first unless the option order says otherwise, with intervals where lower and upper are given. At most 200 labels. Rows without a value are left out and counted in a note. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';
CREATE FUNCTION xm_internal.chart_bars_add(state internal, label text, value double precision, lower double precision, upper double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_bars_add';
COMMENT ON FUNCTION xm_internal.chart_bars_add(internal, text, double precision, double precision, double precision) IS 'Support: transition of xm.chart_bars(text, double precision, double precision, double precision).';
CREATE AGGREGATE xm.chart_bars(label text, value double precision, lower double precision, upper double precision) (SFUNC = xm_internal.chart_bars_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_bars_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_bars(text, double precision, double precision, double precision) IS 'A picture: horizontal bars from zero, the longest first unless the option order says otherwise, with intervals where lower and upper are given. At most 200 labels. Rows without a value are left out and counted in a note.';
CREATE FUNCTION xm_internal.chart_bars_add(state internal, label text, value double precision, lower double precision, upper double precision, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_bars_add';
COMMENT ON FUNCTION xm_internal.chart_bars_add(internal, text, double precision, double precision, double precision, jsonb) IS 'Support: transition of xm.chart_bars(text, double precision, double precision, double precision, jsonb).';
CREATE AGGREGATE xm.chart_bars(label text, value double precision, lower double precision, upper double precision, options jsonb) (SFUNC = xm_internal.chart_bars_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_bars_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_bars(text, double precision, double precision, double precision, jsonb) IS 'A picture: horizontal bars from zero, the longest first unless the option order says otherwise, with intervals where lower and upper are given. At most 200 labels. Rows without a value are left out and counted in a note. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_trend_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_trend_final';
COMMENT ON FUNCTION xm_internal.chart_trend_final(internal) IS 'Support: draws xm.chart_trend.';
CREATE FUNCTION xm_internal.chart_trend_add(state internal, at date, value double precision, lower double precision, upper double precision, series text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_trend_dates_add';
COMMENT ON FUNCTION xm_internal.chart_trend_add(internal, date, double precision, double precision, double precision, text) IS 'Support: transition of xm.chart_trend(date, double precision, double precision, double precision, text).';
CREATE AGGREGATE xm.chart_trend(at date, value double precision, lower double precision, upper double precision, series text) (SFUNC = xm_internal.chart_trend_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_trend_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_trend(date, double precision, double precision, double precision, text) IS 'A picture: a line over time for each series, with a band from lower to upper, named at its end; a missing period is a gap. A NULL series is one line without a name; at most 20 series. Times are shown in the time zone of the session.';
CREATE FUNCTION xm_internal.chart_trend_add(state internal, at date, value double precision, lower double precision, upper double precision, series text, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_trend_dates_add';
COMMENT ON FUNCTION xm_internal.chart_trend_add(internal, date, double precision, double precision, double precision, text, jsonb) IS 'Support: transition of xm.chart_trend(date, double precision, double precision, double precision, text, jsonb).';
CREATE AGGREGATE xm.chart_trend(at date, value double precision, lower double precision, upper double precision, series text, options jsonb) (SFUNC = xm_internal.chart_trend_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_trend_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_trend(date, double precision, double precision, double precision, text, jsonb) IS 'A picture: a line over time for each series, with a band from lower to upper, named at its end; a missing period is a gap. A NULL series is one line without a name; at most 20 series. Times are shown in the time zone of the session. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';
CREATE FUNCTION xm_internal.chart_trend_add(state internal, at timestamp with time zone, value double precision, lower double precision, upper double precision, series text) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_trend_add';
COMMENT ON FUNCTION xm_internal.chart_trend_add(internal, timestamp with time zone, double precision, double precision, double precision, text) IS 'Support: transition of xm.chart_trend(timestamp with time zone, double precision, double precision, double precision, text).';
CREATE AGGREGATE xm.chart_trend(at timestamp with time zone, value double precision, lower double precision, upper double precision, series text) (SFUNC = xm_internal.chart_trend_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_trend_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_trend(timestamp with time zone, double precision, double precision, double precision, text) IS 'A picture: a line over time for each series, with a band from lower to upper, named at its end; a missing period is a gap. A NULL series is one line without a name; at most 20 series. Times are shown in the time zone of the session.';
CREATE FUNCTION xm_internal.chart_trend_add(state internal, at timestamp with time zone, value double precision, lower double precision, upper double precision, series text, options jsonb) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_trend_add';
COMMENT ON FUNCTION xm_internal.chart_trend_add(internal, timestamp with time zone, double precision, double precision, double precision, text, jsonb) IS 'Support: transition of xm.chart_trend(timestamp with time zone, double precision, double precision, double precision, text, jsonb).';
CREATE AGGREGATE xm.chart_trend(at timestamp with time zone, value double precision, lower double precision, upper double precision, series text, options jsonb) (SFUNC = xm_internal.chart_trend_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_trend_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_trend(timestamp with time zone, double precision, double precision, double precision, text, jsonb) IS 'A picture: a line over time for each series, with a band from lower to upper, named at its end; a missing period is a gap. A NULL series is one line without a name; at most 20 series. Times are shown in the time zone of the session. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_scatter_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_scatter_final';
COMMENT ON FUNCTION xm_internal.chart_scatter_final(internal) IS 'Support: draws xm.chart_scatter.';
CREATE FUNCTION xm_internal.chart_scatter_add(state internal, x double precision, y double precision, label text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_scatter_add';
COMMENT ON FUNCTION xm_internal.chart_scatter_add(internal, double precision, double precision, text) IS 'Support: transition of xm.chart_scatter(double precision, double precision, text).';
CREATE AGGREGATE xm.chart_scatter(x double precision, y double precision, label text) (SFUNC = xm_internal.chart_scatter_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_scatter_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_scatter(double precision, double precision, text) IS 'A picture: a point a row with the least-squares line and r; above 2,000 points hexagons that count them. The outermost points are labelled (NULL: none). The option reference ([x, y]) draws quadrants. Rows without x or y are left out and counted in a note.';
CREATE FUNCTION xm_internal.chart_scatter_add(state internal, x double precision, y double precision, label text, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_scatter_add';
COMMENT ON FUNCTION xm_internal.chart_scatter_add(internal, double precision, double precision, text, jsonb) IS 'Support: transition of xm.chart_scatter(double precision, double precision, text, jsonb).';
CREATE AGGREGATE xm.chart_scatter(x double precision, y double precision, label text, options jsonb) (SFUNC = xm_internal.chart_scatter_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_scatter_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_scatter(double precision, double precision, text, jsonb) IS 'A picture: a point a row with the least-squares line and r; above 2,000 points hexagons that count them. The outermost points are labelled (NULL: none). The option reference ([x, y]) draws quadrants. Rows without x or y are left out and counted in a note. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_shares_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_shares_final';
COMMENT ON FUNCTION xm_internal.chart_shares_final(internal) IS 'Support: draws xm.chart_shares.';
CREATE FUNCTION xm_internal.chart_shares_add(state internal, label text, category text, "position" integer, share double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_shares_add';
COMMENT ON FUNCTION xm_internal.chart_shares_add(internal, text, text, integer, double precision) IS 'Support: transition of xm.chart_shares(text, text, integer, double precision).';
CREATE AGGREGATE xm.chart_shares(label text, category text, "position" integer, share double precision) (SFUNC = xm_internal.chart_shares_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_shares_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_shares(text, text, integer, double precision) IS 'A picture: a bar for each label, stacked from the shares (fractions) of its categories in the order of position, lying about the middle category as answers to a rating do.';
CREATE FUNCTION xm_internal.chart_shares_add(state internal, label text, category text, "position" integer, share double precision, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_shares_add';
COMMENT ON FUNCTION xm_internal.chart_shares_add(internal, text, text, integer, double precision, jsonb) IS 'Support: transition of xm.chart_shares(text, text, integer, double precision, jsonb).';
CREATE AGGREGATE xm.chart_shares(label text, category text, "position" integer, share double precision, options jsonb) (SFUNC = xm_internal.chart_shares_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_shares_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_shares(text, text, integer, double precision, jsonb) IS 'A picture: a bar for each label, stacked from the shares (fractions) of its categories in the order of position, lying about the middle category as answers to a rating do. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_heat_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_heat_final';
COMMENT ON FUNCTION xm_internal.chart_heat_final(internal) IS 'Support: draws xm.chart_heat.';
CREATE FUNCTION xm_internal.chart_heat_add(state internal, "row" text, "column" text, value double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_heat_add';
COMMENT ON FUNCTION xm_internal.chart_heat_add(internal, text, text, double precision) IS 'Support: transition of xm.chart_heat(text, text, double precision).';
CREATE AGGREGATE xm.chart_heat("row" text, "column" text, value double precision) (SFUNC = xm_internal.chart_heat_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_heat_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_heat(text, text, double precision) IS 'A picture: a table of coloured cells with their numbers, rows and columns in the order of the labels.';
CREATE FUNCTION xm_internal.chart_heat_add(state internal, "row" text, "column" text, value double precision, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_heat_add';
COMMENT ON FUNCTION xm_internal.chart_heat_add(internal, text, text, double precision, jsonb) IS 'Support: transition of xm.chart_heat(text, text, double precision, jsonb).';
CREATE AGGREGATE xm.chart_heat("row" text, "column" text, value double precision, options jsonb) (SFUNC = xm_internal.chart_heat_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_heat_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_heat(text, text, double precision, jsonb) IS 'A picture: a table of coloured cells with their numbers, rows and columns in the order of the labels. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_histogram_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_histogram_final';
COMMENT ON FUNCTION xm_internal.chart_histogram_final(internal) IS 'Support: draws xm.chart_histogram.';
CREATE FUNCTION xm_internal.chart_histogram_add(state internal, value double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_histogram_add';
COMMENT ON FUNCTION xm_internal.chart_histogram_add(internal, double precision) IS 'Support: transition of xm.chart_histogram(double precision).';
CREATE AGGREGATE xm.chart_histogram(value double precision) (SFUNC = xm_internal.chart_histogram_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_histogram_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_histogram(double precision) IS 'A picture: how often values come; bins by Freedman and Diaconis (1981), whole numbers a bar each. NULL values are left out and counted in a note.';
CREATE FUNCTION xm_internal.chart_histogram_add(state internal, value double precision, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_histogram_add';
COMMENT ON FUNCTION xm_internal.chart_histogram_add(internal, double precision, jsonb) IS 'Support: transition of xm.chart_histogram(double precision, jsonb).';
CREATE AGGREGATE xm.chart_histogram(value double precision, options jsonb) (SFUNC = xm_internal.chart_histogram_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_histogram_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_histogram(double precision, jsonb) IS 'A picture: how often values come; bins by Freedman and Diaconis (1981), whole numbers a bar each. NULL values are left out and counted in a note. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_survival_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_survival_final';
COMMENT ON FUNCTION xm_internal.chart_survival_final(internal) IS 'Support: draws xm.chart_survival.';
CREATE FUNCTION xm_internal.chart_survival_add(state internal, label text, s xm.survival) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_survival_add';
COMMENT ON FUNCTION xm_internal.chart_survival_add(internal, text, xm.survival) IS 'Support: transition of xm.chart_survival(text, xm.survival).';
CREATE AGGREGATE xm.chart_survival(label text, s xm.survival) (SFUNC = xm_internal.chart_survival_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_survival_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_survival(text, xm.survival) IS 'A picture: the Kaplan-Meier curve of each label from time 0 at 100 % as steps with bands, numbers at risk below. States of one label are added.';
CREATE FUNCTION xm_internal.chart_survival_add(state internal, label text, s xm.survival, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_survival_add';
COMMENT ON FUNCTION xm_internal.chart_survival_add(internal, text, xm.survival, jsonb) IS 'Support: transition of xm.chart_survival(text, xm.survival, jsonb).';
CREATE AGGREGATE xm.chart_survival(label text, s xm.survival, options jsonb) (SFUNC = xm_internal.chart_survival_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_survival_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_survival(text, xm.survival, jsonb) IS 'A picture: the Kaplan-Meier curve of each label from time 0 at 100 % as steps with bands, numbers at risk below. States of one label are added. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_control_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_control_final';
COMMENT ON FUNCTION xm_internal.chart_control_final(internal) IS 'Support: draws xm.chart_control.';
CREATE FUNCTION xm_internal.chart_control_add(state internal, period date, value double precision, centre double precision, lower double precision, upper double precision, signal text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_control_add';
COMMENT ON FUNCTION xm_internal.chart_control_add(internal, date, double precision, double precision, double precision, double precision, text) IS 'Support: transition of xm.chart_control(date, double precision, double precision, double precision, double precision, text).';
CREATE AGGREGATE xm.chart_control(period date, value double precision, centre double precision, lower double precision, upper double precision, signal text) (SFUNC = xm_internal.chart_control_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_control_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_control(date, double precision, double precision, double precision, double precision, text) IS 'A picture: a control chart: the values by period, the centre and the limits, periods with a signal marked and named.';
CREATE FUNCTION xm_internal.chart_control_add(state internal, period date, value double precision, centre double precision, lower double precision, upper double precision, signal text, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_control_add';
COMMENT ON FUNCTION xm_internal.chart_control_add(internal, date, double precision, double precision, double precision, double precision, text, jsonb) IS 'Support: transition of xm.chart_control(date, double precision, double precision, double precision, double precision, text, jsonb).';
CREATE AGGREGATE xm.chart_control(period date, value double precision, centre double precision, lower double precision, upper double precision, signal text, options jsonb) (SFUNC = xm_internal.chart_control_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_control_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_control(date, double precision, double precision, double precision, double precision, text, jsonb) IS 'A picture: a control chart: the values by period, the centre and the limits, periods with a signal marked and named. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_paths_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_paths_final';
COMMENT ON FUNCTION xm_internal.chart_paths_final(internal) IS 'Support: draws xm.chart_paths.';
CREATE FUNCTION xm_internal.chart_paths_add(state internal, path text, kind text, estimate double precision, lower double precision, upper double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_paths_add';
COMMENT ON FUNCTION xm_internal.chart_paths_add(internal, text, text, double precision, double precision, double precision) IS 'Support: transition of xm.chart_paths(text, text, double precision, double precision, double precision).';
CREATE AGGREGATE xm.chart_paths(path text, kind text, estimate double precision, lower double precision, upper double precision) (SFUNC = xm_internal.chart_paths_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_paths_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_paths(text, text, double precision, double precision, double precision) IS 'A picture: a path diagram of what xm.mediation or xm.paths returned, with the estimate and the interval on each arrow.';
CREATE FUNCTION xm_internal.chart_paths_add(state internal, path text, kind text, estimate double precision, lower double precision, upper double precision, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_paths_add';
COMMENT ON FUNCTION xm_internal.chart_paths_add(internal, text, text, double precision, double precision, double precision, jsonb) IS 'Support: transition of xm.chart_paths(text, text, double precision, double precision, double precision, jsonb).';
CREATE AGGREGATE xm.chart_paths(path text, kind text, estimate double precision, lower double precision, upper double precision, options jsonb) (SFUNC = xm_internal.chart_paths_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_paths_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_paths(text, text, double precision, double precision, double precision, jsonb) IS 'A picture: a path diagram of what xm.mediation or xm.paths returned, with the estimate and the interval on each arrow. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_priority_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_priority_final';
COMMENT ON FUNCTION xm_internal.chart_priority_final(internal) IS 'Support: draws xm.chart_priority.';
CREATE FUNCTION xm_internal.chart_priority_add(state internal, label text, importance double precision, performance double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_priority_add';
COMMENT ON FUNCTION xm_internal.chart_priority_add(internal, text, double precision, double precision) IS 'Support: transition of xm.chart_priority(text, double precision, double precision).';
CREATE AGGREGATE xm.chart_priority(label text, importance double precision, performance double precision) (SFUNC = xm_internal.chart_priority_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_priority_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_priority(text, double precision, double precision) IS 'A picture: what is important against how well it is done, a labelled point a row, with quadrants at the means (or at the option reference, [importance, performance]).';
CREATE FUNCTION xm_internal.chart_priority_add(state internal, label text, importance double precision, performance double precision, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_priority_add';
COMMENT ON FUNCTION xm_internal.chart_priority_add(internal, text, double precision, double precision, jsonb) IS 'Support: transition of xm.chart_priority(text, double precision, double precision, jsonb).';
CREATE AGGREGATE xm.chart_priority(label text, importance double precision, performance double precision, options jsonb) (SFUNC = xm_internal.chart_priority_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_priority_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.chart_priority(text, double precision, double precision, jsonb) IS 'A picture: what is important against how well it is done, a labelled point a row, with quadrants at the means (or at the option reference, [importance, performance]). Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

CREATE FUNCTION xm_internal.chart_sparkline_final(state internal) RETURNS xm.svg LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_sparkline_final';
COMMENT ON FUNCTION xm_internal.chart_sparkline_final(internal) IS 'Support: draws xm.sparkline.';
CREATE FUNCTION xm_internal.chart_sparkline_add(state internal, at date, value double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_sparkline_dates_add';
COMMENT ON FUNCTION xm_internal.chart_sparkline_add(internal, date, double precision) IS 'Support: transition of xm.sparkline(date, double precision).';
CREATE AGGREGATE xm.sparkline(at date, value double precision) (SFUNC = xm_internal.chart_sparkline_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_sparkline_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.sparkline(date, double precision) IS 'A picture: a line the size of a word, without axes, for a cell of a table.';
CREATE FUNCTION xm_internal.chart_sparkline_add(state internal, at date, value double precision, options jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_sparkline_dates_add';
COMMENT ON FUNCTION xm_internal.chart_sparkline_add(internal, date, double precision, jsonb) IS 'Support: transition of xm.sparkline(date, double precision, jsonb).';
CREATE AGGREGATE xm.sparkline(at date, value double precision, options jsonb) (SFUNC = xm_internal.chart_sparkline_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_sparkline_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.sparkline(date, double precision, jsonb) IS 'A picture: a line the size of a word, without axes, for a cell of a table. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';
CREATE FUNCTION xm_internal.chart_sparkline_add(state internal, at timestamp with time zone, value double precision) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_sparkline_add';
COMMENT ON FUNCTION xm_internal.chart_sparkline_add(internal, timestamp with time zone, double precision) IS 'Support: transition of xm.sparkline(timestamp with time zone, double precision).';
CREATE AGGREGATE xm.sparkline(at timestamp with time zone, value double precision) (SFUNC = xm_internal.chart_sparkline_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_sparkline_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.sparkline(timestamp with time zone, double precision) IS 'A picture: a line the size of a word, without axes, for a cell of a table.';
CREATE FUNCTION xm_internal.chart_sparkline_add(state internal, at timestamp with time zone, value double precision, options jsonb) RETURNS internal LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_chart_sparkline_add';
COMMENT ON FUNCTION xm_internal.chart_sparkline_add(internal, timestamp with time zone, double precision, jsonb) IS 'Support: transition of xm.sparkline(timestamp with time zone, double precision, jsonb).';
CREATE AGGREGATE xm.sparkline(at timestamp with time zone, value double precision, options jsonb) (SFUNC = xm_internal.chart_sparkline_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm_internal.chart_sparkline_final, COMBINEFUNC = xm_internal.chart_combine, SERIALFUNC = xm_internal.chart_serialize, DESERIALFUNC = xm_internal.chart_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.sparkline(timestamp with time zone, double precision, jsonb) IS 'A picture: a line the size of a word, without axes, for a cell of a table. Options (jsonb, the same in every row): title, subtitle, x, y (text), width, height (px), order (''value'', ''label'' or a list), reference (number or list), limits ([a, b]), digits, percent (values are fractions), colors (list of #rrggbb), language, direction (''ltr'', ''rtl''); an unknown key or a wrong value is 22023.';

-- Which records are of the same person: how alike they are, what agreement is worth, and the probability of a match.
CREATE FUNCTION xm.jaro_winkler(a text, b text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'xm_jaro_winkler';
COMMENT ON FUNCTION xm.jaro_winkler(text, text) IS 'How alike two texts are, from 0 (nothing) to 1 (the same): Jaro-Winkler similarity on code points (Winkler 1990; window of half the longer length less 1, 0.1 for each of up to 4 equal characters at the beginning, no threshold). Case and accents count: lower() and normalize() first where they should not. Two empty texts are 1, one is 0; NULL for a NULL.';
CREATE FUNCTION xm.match_levels(a double precision, VARIADIC thresholds double precision[]) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_levels';
COMMENT ON FUNCTION xm.match_levels(double precision, double precision[]) IS 'The level of agreement of a similarity: the number of thresholds that are at most a, 0 below all of them. Thresholds must ascend, and NaN is an error (22023); NULL for a NULL.';

CREATE TYPE xm.match_model;

CREATE FUNCTION xm_internal.match_model_in(cstring) RETURNS xm.match_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_model_in';
COMMENT ON FUNCTION xm_internal.match_model_in(cstring) IS 'Support: text input of xm.match_model.';
CREATE FUNCTION xm_internal.match_model_out(xm.match_model) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_model_out';
COMMENT ON FUNCTION xm_internal.match_model_out(xm.match_model) IS 'Support: text output of xm.match_model.';
CREATE FUNCTION xm_internal.match_model_recv(internal) RETURNS xm.match_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_model_recv';
COMMENT ON FUNCTION xm_internal.match_model_recv(internal) IS 'Support: binary input of xm.match_model.';
CREATE FUNCTION xm_internal.match_model_send(xm.match_model) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_model_send';
COMMENT ON FUNCTION xm_internal.match_model_send(xm.match_model) IS 'Support: binary output of xm.match_model.';

CREATE TYPE xm.match_model (
  INPUT = xm_internal.match_model_in, OUTPUT = xm_internal.match_model_out, RECEIVE = xm_internal.match_model_recv, SEND = xm_internal.match_model_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);
COMMENT ON TYPE xm.match_model IS 'How often pairs of records agree, by class of pair: what an agreement is worth as evidence that both are of one person. A value to keep in a table: xm.match_probability judges pairs with it at any later time. Made by xm.fellegi_sunter, or of random pairs by xm.match_u.';
CREATE CAST (xm.match_model AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.match_model AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.fellegi_sunter_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_fellegi_sunter_combine';
COMMENT ON FUNCTION xm_internal.fellegi_sunter_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.fellegi_sunter_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_fellegi_sunter_serialize';
COMMENT ON FUNCTION xm_internal.fellegi_sunter_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.fellegi_sunter_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_fellegi_sunter_deserialize';
COMMENT ON FUNCTION xm_internal.fellegi_sunter_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.fellegi_sunter_final(state internal) RETURNS xm.match_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_fellegi_sunter_final';
COMMENT ON FUNCTION xm_internal.fellegi_sunter_final(internal) IS 'Support: final function of xm.fellegi_sunter.';
CREATE FUNCTION xm_internal.fellegi_sunter_add(state internal, levels integer[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_fellegi_sunter_add';
COMMENT ON FUNCTION xm_internal.fellegi_sunter_add(internal, integer[]) IS 'Support: transition of xm.fellegi_sunter(integer[]).';
CREATE AGGREGATE xm.fellegi_sunter(levels integer[]) (SFUNC = xm_internal.fellegi_sunter_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.fellegi_sunter_final, COMBINEFUNC = xm_internal.fellegi_sunter_combine, SERIALFUNC = xm_internal.fellegi_sunter_serialize, DESERIALFUNC = xm_internal.fellegi_sunter_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.fellegi_sunter(integer[]) IS 'A model of which pairs match, learned from candidate pairs whose truth nobody knows (Fellegi and Sunter 1969; EM as Winkler 1988). Levels of each variable go from 0 (differs) up, NULL where nothing is known; three variables or more. Variables are called x1, x2, ...; equal patterns are kept once with their number. xm.match_table shows what agreement is worth, xm.match_fit how far to trust it, xm.match_probability judges a pair. NULL without pairs.';
CREATE FUNCTION xm_internal.fellegi_sunter_add(state internal, levels integer[], settings jsonb) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_fellegi_sunter_add';
COMMENT ON FUNCTION xm_internal.fellegi_sunter_add(internal, integer[], jsonb) IS 'Support: transition of xm.fellegi_sunter(integer[], jsonb).';
CREATE AGGREGATE xm.fellegi_sunter(levels integer[], settings jsonb) (SFUNC = xm_internal.fellegi_sunter_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.fellegi_sunter_final, COMBINEFUNC = xm_internal.fellegi_sunter_combine, SERIALFUNC = xm_internal.fellegi_sunter_serialize, DESERIALFUNC = xm_internal.fellegi_sunter_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.fellegi_sunter(integer[], jsonb) IS 'The same with settings: {"labels": [names of the variables], "classes": 2 or 3 (with relatives as a class of their own, who otherwise pass for the same person), "u": [[share of each level among pairs that differ]] as xm.match_u finds it (it stays fixed), "prior": share of matches to start from (0.01), "fix_prior": true to keep it, "tolerance": 1e-8 (largest change of a parameter), "max_iterations": 1000}. Fewer than three variables need "u" and a fixed prior (22023).';
CREATE FUNCTION xm_internal.match_u_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_u_combine';
COMMENT ON FUNCTION xm_internal.match_u_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.match_u_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_u_serialize';
COMMENT ON FUNCTION xm_internal.match_u_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.match_u_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_u_deserialize';
COMMENT ON FUNCTION xm_internal.match_u_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.match_u_final(state internal) RETURNS xm.match_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_u_final';
COMMENT ON FUNCTION xm_internal.match_u_final(internal) IS 'Support: final function of xm.match_u.';
CREATE FUNCTION xm_internal.match_u_add(state internal, levels integer[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_u_add';
COMMENT ON FUNCTION xm_internal.match_u_add(internal, integer[]) IS 'Support: transition of xm.match_u(integer[]).';
CREATE AGGREGATE xm.match_u(levels integer[]) (SFUNC = xm_internal.match_u_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.match_u_final, COMBINEFUNC = xm_internal.match_u_combine, SERIALFUNC = xm_internal.match_u_serialize, DESERIALFUNC = xm_internal.match_u_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.match_u(integer[]) IS 'How often random pairs agree, of which next to none match: the shares of levels, for "u" of xm.fellegi_sunter. A level below the highest one seen that never occurs gets half a pair. Nothing is known of matches: the model has no prior, and judging a pair by it is an error (22023). NULL without pairs.';
CREATE FUNCTION xm_internal.match_u_add(state internal, levels integer[], labels text[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_u_add';
COMMENT ON FUNCTION xm_internal.match_u_add(internal, integer[], text[]) IS 'Support: transition of xm.match_u(integer[], text[]).';
CREATE AGGREGATE xm.match_u(levels integer[], labels text[]) (SFUNC = xm_internal.match_u_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.match_u_final, COMBINEFUNC = xm_internal.match_u_combine, SERIALFUNC = xm_internal.match_u_serialize, DESERIALFUNC = xm_internal.match_u_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.match_u(integer[], text[]) IS 'The same with names for the variables.';

CREATE TYPE xm.match_table_row AS (variable text, level integer, class text, probability double precision, weight double precision);
COMMENT ON TYPE xm.match_table_row IS 'A row of what xm.match_table returns; columns are only ever appended.';
CREATE FUNCTION xm.match_table(model xm.match_model) RETURNS SETOF xm.match_table_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 30 AS 'MODULE_PATHNAME', 'xm_match_table';
COMMENT ON FUNCTION xm.match_table(xm.match_model) IS 'One row per variable, level and class (match, related, differs): the probability of the level in the class (m and u of Fellegi and Sunter), and in the rows of match the weight of evidence, log2 of the probability in match / in differs: above 0 speaks for one person, each point doubles the odds. Of a model of xm.match_u those of match are NULL. No rows for NULL.';
CREATE TYPE xm.match_fit_result AS (pairs bigint, prior double precision, iterations bigint, log_likelihood double precision, dependence double precision);
COMMENT ON TYPE xm.match_fit_result IS 'What xm.match_fit returns; columns are only ever appended.';
CREATE FUNCTION xm.match_fit(model xm.match_model) RETURNS xm.match_fit_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_match_fit';
COMMENT ON FUNCTION xm.match_fit(xm.match_model) IS 'One row: the pairs, the share of matches among them (prior), iterations, natural log-likelihood over all pairs, and the dependence: the largest correlation (its size) of two variables within a class, which the model takes for 0. Where it is large, the same evidence is counted twice and probabilities are too extreme: put the two variables into one. Of a model of xm.match_u only pairs and dependence.';
CREATE FUNCTION xm.match_weight(model xm.match_model, levels integer[]) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'xm_match_weight';
COMMENT ON FUNCTION xm.match_weight(xm.match_model, integer[]) IS 'The weight of evidence of a pair: log2 of the Bayes factor of match against the rest (of three classes: related and differs in proportion to their priors). 0 where nothing is known. Another number of levels, or one that the model does not know, is an error (22023); NULL for a NULL.';
CREATE FUNCTION xm.match_probability(model xm.match_model, levels integer[], prior double precision DEFAULT NULL) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'xm_match_probability';
COMMENT ON FUNCTION xm.match_probability(xm.match_model, integer[], double precision) IS 'The probability that a pair is of one person, by its levels and the share of matches among such pairs: the model has its own, another one (above 0, below 1) may be given. Over the pairs that are merged, the sum of 1 - probability is the expected number of wrong merges, if the model holds. NULL for a NULL model or levels.';

-- Who belongs together, by links between two at a time.
CREATE TYPE xm.components_row AS (node bigint, component bigint);
COMMENT ON TYPE xm.components_row IS 'A row of what xm.components(bigint, bigint) returns; columns are only ever appended.';
CREATE TYPE xm.text_components_row AS (node text, component text);
COMMENT ON TYPE xm.text_components_row IS 'A row of what xm.components(text, text) returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.components_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_combine';
COMMENT ON FUNCTION xm_internal.components_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.components_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_serialize';
COMMENT ON FUNCTION xm_internal.components_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.components_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_deserialize';
COMMENT ON FUNCTION xm_internal.components_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.components_final(state internal) RETURNS xm.components_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_final';
COMMENT ON FUNCTION xm_internal.components_final(internal) IS 'Support: final function of xm.components.';
CREATE FUNCTION xm_internal.components_add(state internal, a bigint, b bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_add';
COMMENT ON FUNCTION xm_internal.components_add(internal, bigint, bigint) IS 'Support: transition of xm.components(bigint, bigint).';
CREATE AGGREGATE xm.components(a bigint, b bigint) (SFUNC = xm_internal.components_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.components_final, COMBINEFUNC = xm_internal.components_combine, SERIALFUNC = xm_internal.components_serialize, DESERIALFUNC = xm_internal.components_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.components(bigint, bigint) IS 'Who belongs together: an array of rows, one per node with the smallest node of its component, in the order of the nodes; unnest it. Nodes are in one component if they are linked, directly or through others. A link of a node to itself, or to NULL, declares the node; a row with a NULL in a is skipped. Memory grows with the nodes, within pg_xm.max_state_memory. NULL without nodes.';
CREATE FUNCTION xm_internal.components_text_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_text_combine';
COMMENT ON FUNCTION xm_internal.components_text_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.components_text_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_text_serialize';
COMMENT ON FUNCTION xm_internal.components_text_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.components_text_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_text_deserialize';
COMMENT ON FUNCTION xm_internal.components_text_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.components_text_final(state internal) RETURNS xm.text_components_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_text_final';
COMMENT ON FUNCTION xm_internal.components_text_final(internal) IS 'Support: final function of xm.components.';
CREATE FUNCTION xm_internal.components_text_add(state internal, a text, b text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_text_add';
COMMENT ON FUNCTION xm_internal.components_text_add(internal, text, text) IS 'Support: transition of xm.components(text, text).';
CREATE AGGREGATE xm.components(a text, b text) (SFUNC = xm_internal.components_text_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.components_text_final, COMBINEFUNC = xm_internal.components_text_combine, SERIALFUNC = xm_internal.components_text_serialize, DESERIALFUNC = xm_internal.components_text_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.components(text, text) IS 'The same for nodes that are texts; they are equal if their bytes are, and in the order of these.';

-- The words of a comment, by the server's own parser and dictionaries.
CREATE FUNCTION xm.words(comment text, config regconfig DEFAULT 'pg_catalog.simple', pairs boolean DEFAULT false) RETURNS text[] LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_words';
COMMENT ON FUNCTION xm.words(text, regconfig, boolean) IS 'The words of a comment in order, a repeated one repeated, as a text search configuration makes them (''simple'': as they stand, in lower case; ''english'' and others drop stop words and take the endings off): words with and without digits, and hyphenated ones as a whole, by PostgreSQL''s own parser; no numbers, addresses, links or tags. Of a token for which a dictionary gives several lexemes, the first. With pairs each word is followed by its pair with the next one, joined by a blank, where they are neighbours in the text: stop words and whatever else was left out part them, and so do . ! ? … and line breaks. A comment without words gives an empty array, NULL gives NULL. A configuration with another parser gives all the tokens that it has dictionaries for.';

-- Words that tell a group from the rest. The functions of an internal state take NULL (no rows yet).
CREATE TYPE xm.log_odds_row AS (word text, comments_inside bigint, comments_outside bigint, log_odds double precision, std_error double precision, z double precision);
COMMENT ON TYPE xm.log_odds_row IS 'A row of what xm.log_odds returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.log_odds_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_log_odds_combine';
COMMENT ON FUNCTION xm_internal.log_odds_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.log_odds_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_log_odds_serialize';
COMMENT ON FUNCTION xm_internal.log_odds_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.log_odds_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_log_odds_deserialize';
COMMENT ON FUNCTION xm_internal.log_odds_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.log_odds_final(state internal) RETURNS xm.log_odds_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_log_odds_final';
COMMENT ON FUNCTION xm_internal.log_odds_final(internal) IS 'Support: final function of xm.log_odds.';
CREATE FUNCTION xm_internal.log_odds_add(state internal, words text[], of_group boolean) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_log_odds_add';
COMMENT ON FUNCTION xm_internal.log_odds_add(internal, text[], boolean) IS 'Support: transition of xm.log_odds(text[], boolean).';
CREATE AGGREGATE xm.log_odds(words text[], of_group boolean) (SFUNC = xm_internal.log_odds_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.log_odds_final, COMBINEFUNC = xm_internal.log_odds_combine, SERIALFUNC = xm_internal.log_odds_serialize, DESERIALFUNC = xm_internal.log_odds_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.log_odds(text[], boolean) IS 'Rows (an array; unnest it): the words that tell the comments of a group (of_group) from the rest, those of the group first: how many comments on each side have the word (it counts once a comment), the difference of its log odds under an informative Dirichlet prior in proportion to all words, whose total weight is the number of distinct words, its standard error and z (Monroe, Colaresi & Quinn 2008). By z descending, then word (bytes). NULL where there is no group, no rest or no second word. Rows with a NULL argument are skipped, NULL among the words is dropped.';
CREATE FUNCTION xm_internal.log_odds_add(state internal, words text[], of_group boolean, prior double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_log_odds_add';
COMMENT ON FUNCTION xm_internal.log_odds_add(internal, text[], boolean, double precision) IS 'Support: transition of xm.log_odds(text[], boolean, double precision).';
CREATE AGGREGATE xm.log_odds(words text[], of_group boolean, prior double precision) (SFUNC = xm_internal.log_odds_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.log_odds_final, COMBINEFUNC = xm_internal.log_odds_combine, SERIALFUNC = xm_internal.log_odds_serialize, DESERIALFUNC = xm_internal.log_odds_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.log_odds(text[], boolean, double precision) IS 'The same with another total weight of the prior (in words): more of it draws rare words towards no difference. Not above 0 is an error (22023).';

-- Words and the score. The functions of an internal state take NULL (no rows yet).
CREATE TYPE xm.word_effects_row AS (word text, responses bigint, value double precision, rest double precision, difference double precision, std_error double precision, p_value double precision, q_value double precision, shrunken double precision);
COMMENT ON TYPE xm.word_effects_row IS 'A row of what xm.word_effects returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.word_effects_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_combine';
COMMENT ON FUNCTION xm_internal.word_effects_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.word_effects_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_serialize';
COMMENT ON FUNCTION xm_internal.word_effects_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.word_effects_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_deserialize';
COMMENT ON FUNCTION xm_internal.word_effects_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.word_effects_final(state internal) RETURNS xm.word_effects_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_final';
COMMENT ON FUNCTION xm_internal.word_effects_final(internal) IS 'Support: final function of xm.word_effects.';
CREATE FUNCTION xm_internal.word_effects_add(state internal, words text[], rating double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_add';
COMMENT ON FUNCTION xm_internal.word_effects_add(internal, text[], double precision) IS 'Support: transition of xm.word_effects(text[], double precision).';
CREATE AGGREGATE xm.word_effects(words text[], rating double precision) (SFUNC = xm_internal.word_effects_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.word_effects_final, COMBINEFUNC = xm_internal.word_effects_combine, SERIALFUNC = xm_internal.word_effects_serialize, DESERIALFUNC = xm_internal.word_effects_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.word_effects(text[], double precision) IS 'Rows (an array; unnest it): each word of at least 10 comments (and at least 10 without it), how many have it, the mean rating (whole numbers 0..100) of those and of the others (rest), and the difference, its error and Student''s t test from least squares of the rating on the word and ln(1 + distinct words), since unhappy people write more and any word of long comments would look bad. q_value: Benjamini & Hochberg (1995) over all rows; shrunken: the difference drawn to the mean of all of them (random effects, DerSimonian & Laird 1986; NULL with fewer than 3). Of words in the same comments only the shortest stays (then the smallest by bytes). By p_value (to 12 digits), then word. Rows with a NULL argument are skipped, NULL among the words is dropped; a comment without words counts.';
CREATE FUNCTION xm_internal.word_effects_add(state internal, words text[], rating double precision, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_add';
COMMENT ON FUNCTION xm_internal.word_effects_add(internal, text[], double precision, xm.metric) IS 'Support: transition of xm.word_effects(text[], double precision, xm.metric).';
CREATE AGGREGATE xm.word_effects(words text[], rating double precision, metric xm.metric) (SFUNC = xm_internal.word_effects_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.word_effects_final, COMBINEFUNC = xm_internal.word_effects_combine, SERIALFUNC = xm_internal.word_effects_serialize, DESERIALFUNC = xm_internal.word_effects_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.word_effects(text[], double precision, xm.metric) IS 'The same under another metric (see xm.metric).';
CREATE FUNCTION xm_internal.word_effects_add(state internal, words text[], rating double precision, metric xm.metric, min_responses integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_add';
COMMENT ON FUNCTION xm_internal.word_effects_add(internal, text[], double precision, xm.metric, integer) IS 'Support: transition of xm.word_effects(text[], double precision, xm.metric, integer).';
CREATE AGGREGATE xm.word_effects(words text[], rating double precision, metric xm.metric, min_responses integer) (SFUNC = xm_internal.word_effects_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.word_effects_final, COMBINEFUNC = xm_internal.word_effects_combine, SERIALFUNC = xm_internal.word_effects_serialize, DESERIALFUNC = xm_internal.word_effects_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.word_effects(text[], double precision, xm.metric, integer) IS 'The same with another least number of comments with and without the word; below 1 is an error (22023).';

-- Which words go with a label, and what a new comment says by its words.
CREATE TYPE xm.text_model;

CREATE FUNCTION xm_internal.text_model_in(cstring) RETURNS xm.text_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_in';
COMMENT ON FUNCTION xm_internal.text_model_in(cstring) IS 'Support: text input of xm.text_model.';
CREATE FUNCTION xm_internal.text_model_out(xm.text_model) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_out';
COMMENT ON FUNCTION xm_internal.text_model_out(xm.text_model) IS 'Support: text output of xm.text_model.';
CREATE FUNCTION xm_internal.text_model_recv(internal) RETURNS xm.text_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_recv';
COMMENT ON FUNCTION xm_internal.text_model_recv(internal) IS 'Support: binary input of xm.text_model.';
CREATE FUNCTION xm_internal.text_model_send(xm.text_model) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_send';
COMMENT ON FUNCTION xm_internal.text_model_send(xm.text_model) IS 'Support: binary output of xm.text_model.';

CREATE TYPE xm.text_model (
  INPUT = xm_internal.text_model_in, OUTPUT = xm_internal.text_model_out, RECEIVE = xm_internal.text_model_recv, SEND = xm_internal.text_model_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);
COMMENT ON TYPE xm.text_model IS 'Which words go with a label, learnt from comments that have one: how many comments with and without the label have each word, in five parts, and a sample of the comments. Made by xm.text_model, merged by xm.rollup, asked by xm.sentiment and xm.text_model_fit.';
CREATE CAST (xm.text_model AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.text_model AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm_internal.text_model_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_combine';
COMMENT ON FUNCTION xm_internal.text_model_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.text_model_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_serialize';
COMMENT ON FUNCTION xm_internal.text_model_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.text_model_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_deserialize';
COMMENT ON FUNCTION xm_internal.text_model_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.text_model_final(state internal) RETURNS xm.text_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_final';
COMMENT ON FUNCTION xm_internal.text_model_final(internal) IS 'Support: final function of xm.text_model.';
CREATE FUNCTION xm_internal.text_model_add(state internal, words text[], label boolean) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_add';
COMMENT ON FUNCTION xm_internal.text_model_add(internal, text[], boolean) IS 'Support: transition of xm.text_model(text[], boolean).';
CREATE AGGREGATE xm.text_model(words text[], label boolean) (SFUNC = xm_internal.text_model_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.text_model_final, COMBINEFUNC = xm_internal.text_model_combine, SERIALFUNC = xm_internal.text_model_serialize, DESERIALFUNC = xm_internal.text_model_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.text_model(text[], boolean) IS 'A model of which words go with a label (multinomial naive Bayes, a word once a comment, 1 added to each count; Wang & Manning 2012), to be stored, merged (xm.rollup) and asked (xm.sentiment, xm.text_model_fit). It holds counts by word in five parts (the first four bytes of the MD5 of the sorted distinct words, joined by newlines, modulo 5) and the 20,000 comments of lowest MD5, so that it can say how well it does on comments that it has not seen. Rows with a NULL argument are skipped, NULL among the words is dropped.';
CREATE FUNCTION xm_internal.text_model_add(state internal, words text[], label boolean, smoothing double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_add';
COMMENT ON FUNCTION xm_internal.text_model_add(internal, text[], boolean, double precision) IS 'Support: transition of xm.text_model(text[], boolean, double precision).';
CREATE AGGREGATE xm.text_model(words text[], label boolean, smoothing double precision) (SFUNC = xm_internal.text_model_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.text_model_final, COMBINEFUNC = xm_internal.text_model_combine, SERIALFUNC = xm_internal.text_model_serialize, DESERIALFUNC = xm_internal.text_model_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.text_model(text[], boolean, double precision) IS 'The same with another number added to each count; not above 0, or above 1000000, is an error (22023).';
CREATE FUNCTION xm_internal.text_model_rollup_add(state internal, model xm.text_model) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_rollup_add';
COMMENT ON FUNCTION xm_internal.text_model_rollup_add(internal, xm.text_model) IS 'Support: transition of xm.rollup(xm.text_model).';
CREATE AGGREGATE xm.rollup(state xm.text_model) (SFUNC = xm_internal.text_model_rollup_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.text_model_final, COMBINEFUNC = xm_internal.text_model_combine, SERIALFUNC = xm_internal.text_model_serialize, DESERIALFUNC = xm_internal.text_model_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.text_model) IS 'The model of all the comments behind the models together, bit for bit. Models of different smoothing are an error (22023). NULL models are skipped.';
CREATE FUNCTION xm.sentiment(model xm.text_model, words text[]) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_sentiment';
COMMENT ON FUNCTION xm.sentiment(xm.text_model, text[]) IS 'The probability that a comment of these words has the label: the score of naive Bayes, calibrated (Platt 1999) on scores of the sample''s comments by the model without their part. Words that the model does not know say nothing; without a known word it is the calibrated share of the label. NULL where the model has seen one class only, or too little to calibrate with.';
CREATE TYPE xm.text_model_fit_result AS (comments bigint, positive bigint, words bigint, auc double precision, slope double precision, intercept double precision);
COMMENT ON TYPE xm.text_model_fit_result IS 'What xm.text_model_fit returns; columns are only ever appended.';
CREATE FUNCTION xm.text_model_fit(model xm.text_model) RETURNS xm.text_model_fit_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_fit';
COMMENT ON FUNCTION xm.text_model_fit(xm.text_model) IS 'How well a model tells comments with the label (positive) from others, on comments that it has not seen: the area under the ROC curve of the scores of the sample''s comments by the model without their part (0.5: by chance; ties count half; scores to 9 decimals), and the calibration, logit = slope * score + intercept. words: distinct ones. NULL for one class, and for a NULL model a row of NULLs.';

-- What comments are about.
CREATE TYPE xm.topic_model;

CREATE FUNCTION xm_internal.topic_model_in(cstring) RETURNS xm.topic_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_model_in';
COMMENT ON FUNCTION xm_internal.topic_model_in(cstring) IS 'Support: text input of xm.topic_model.';
CREATE FUNCTION xm_internal.topic_model_out(xm.topic_model) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_model_out';
COMMENT ON FUNCTION xm_internal.topic_model_out(xm.topic_model) IS 'Support: text output of xm.topic_model.';
CREATE FUNCTION xm_internal.topic_model_recv(internal) RETURNS xm.topic_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_model_recv';
COMMENT ON FUNCTION xm_internal.topic_model_recv(internal) IS 'Support: binary input of xm.topic_model.';
CREATE FUNCTION xm_internal.topic_model_send(xm.topic_model) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_model_send';
COMMENT ON FUNCTION xm_internal.topic_model_send(xm.topic_model) IS 'Support: binary output of xm.topic_model.';

CREATE TYPE xm.topic_model (
  INPUT = xm_internal.topic_model_in, OUTPUT = xm_internal.topic_model_out, RECEIVE = xm_internal.topic_model_recv, SEND = xm_internal.topic_model_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);
COMMENT ON TYPE xm.topic_model IS 'Topics that comments are about: of each word the probability within each topic. Made by xm.topics, asked by xm.topic, xm.topic_probabilities, xm.topic_table and xm.topic_fit.';
CREATE CAST (xm.topic_model AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.topic_model AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm_internal.topics_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_combine';
COMMENT ON FUNCTION xm_internal.topics_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.topics_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_serialize';
COMMENT ON FUNCTION xm_internal.topics_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.topics_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_deserialize';
COMMENT ON FUNCTION xm_internal.topics_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.topics_final(state internal) RETURNS xm.topic_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_final';
COMMENT ON FUNCTION xm_internal.topics_final(internal) IS 'Support: final function of xm.topics.';
CREATE FUNCTION xm_internal.topics_add(state internal, words text[], k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_add';
COMMENT ON FUNCTION xm_internal.topics_add(internal, text[], integer) IS 'Support: transition of xm.topics(text[], integer).';
CREATE AGGREGATE xm.topics(words text[], k integer) (SFUNC = xm_internal.topics_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.topics_final, COMBINEFUNC = xm_internal.topics_combine, SERIALFUNC = xm_internal.topics_serialize, DESERIALFUNC = xm_internal.topics_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.topics(text[], integer) IS 'Topics, k of them (1 to 1000), by the words that come together in comments: probabilistic latent semantic analysis (Hofmann 1999) with 0.1 added to the count of each word of a topic and each topic of a comment, from ten starts (hashes of the words), of which the one of the largest log likelihood stays. The same rows in another order give the same topics to the bit. Collects the comments (pg_xm.max_state_memory). Rows with a NULL argument are skipped, NULL among the words is dropped; NULL where there is no word at all.';
CREATE FUNCTION xm_internal.topics_add(state internal, words text[], k integer, seed bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_add';
COMMENT ON FUNCTION xm_internal.topics_add(internal, text[], integer, bigint) IS 'Support: transition of xm.topics(text[], integer, bigint).';
CREATE AGGREGATE xm.topics(words text[], k integer, seed bigint) (SFUNC = xm_internal.topics_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.topics_final, COMBINEFUNC = xm_internal.topics_combine, SERIALFUNC = xm_internal.topics_serialize, DESERIALFUNC = xm_internal.topics_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.topics(text[], integer, bigint) IS 'The same from other starts.';
CREATE TYPE xm.topic_table_row AS (topic integer, share double precision, word text, probability double precision);
COMMENT ON TYPE xm.topic_table_row IS 'A row of what xm.topic_table returns; columns are only ever appended.';
CREATE FUNCTION xm.topic_table(model xm.topic_model, top integer DEFAULT 10) RETURNS SETOF xm.topic_table_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100 AS 'MODULE_PATHNAME', 'xm_topic_table';
COMMENT ON FUNCTION xm.topic_table(xm.topic_model, integer) IS 'The likeliest words of each topic, top of them: topics by their share of all words (a fraction), ties by their first word; words by their probability within the topic, then bytes. top below 1 is an error (22023).';
CREATE TYPE xm.topic_fit_result AS (comments bigint, words bigint, topics integer, log_likelihood double precision, iterations bigint);
COMMENT ON TYPE xm.topic_fit_result IS 'What xm.topic_fit returns; columns are only ever appended.';
CREATE FUNCTION xm.topic_fit(model xm.topic_model) RETURNS xm.topic_fit_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_fit';
COMMENT ON FUNCTION xm.topic_fit(xm.topic_model) IS 'What a model of topics was made from: comments, distinct words, topics, the log likelihood of the words and the iterations of the start that stayed. A NULL model gives a row of NULLs.';
CREATE FUNCTION xm.topic(model xm.topic_model, words text[]) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic';
COMMENT ON FUNCTION xm.topic(xm.topic_model, text[]) IS 'The likeliest topic of a comment of these words: the number of xm.topic_table, the smallest of equal ones.';
CREATE FUNCTION xm.topic_probabilities(model xm.topic_model, words text[]) RETURNS double precision[] LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_probabilities';
COMMENT ON FUNCTION xm.topic_probabilities(xm.topic_model, text[]) IS 'The shares of the topics in a comment of these words, topic 1 first: 50 steps of folding in from the topics'' own shares, 0.1 added to the count of each. Words that the model does not know say nothing; without a known word they are the topics'' own shares.';

-- What says who somebody is, taken out of a comment.
CREATE FUNCTION xm.redact(comment text, names text[] DEFAULT '{}') RETURNS text LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_redact';
COMMENT ON FUNCTION xm.redact(text, text[]) IS 'A comment without what says who somebody is: account numbers (IBANs and cards whose check digits are right) become [account], then e-mail addresses [e-mail], links [link], telephone numbers (7 to 15 digits, beginning with + or 0; no dates) [phone], any other run of 8 or more digits [number], and the names given, as whole words whatever their case and accents, with a genitive s, [name]. A name given in lower case, because it is a word of the language, too, is one only where the comment has it capitalised within a sentence. It does not find names that are not given, addresses of houses, numbers written as words, or account numbers that are mistyped. NULL gives NULL.';

-- Operators of the state types: + and - put states together and take them apart again, = and its kin make DISTINCT, GROUP BY, UNION,
-- joins and sorting work. Operators are found by search_path alone, never by their types: in xm, a + b would work only for those who
-- put xm on theirs, so they are in pg_catalog. + and - are not STRICT: a missing batch adds and takes away nothing.

CREATE FUNCTION xm_internal.ratings_plus(a xm.ratings, b xm.ratings) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_plus';
COMMENT ON FUNCTION xm_internal.ratings_plus(xm.ratings, xm.ratings) IS 'Support: the operator +.';
CREATE OPERATOR pg_catalog.+ (LEFTARG = xm.ratings, RIGHTARG = xm.ratings, FUNCTION = xm_internal.ratings_plus, COMMUTATOR = OPERATOR(pg_catalog.+));
COMMENT ON OPERATOR pg_catalog.+ (xm.ratings, xm.ratings) IS 'Both distributions together, as xm.rollup; NULL adds nothing.';
CREATE FUNCTION xm_internal.ratings_minus(a xm.ratings, b xm.ratings) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_minus';
COMMENT ON FUNCTION xm_internal.ratings_minus(xm.ratings, xm.ratings) IS 'Support: the operator -.';
CREATE OPERATOR pg_catalog.- (LEFTARG = xm.ratings, RIGHTARG = xm.ratings, FUNCTION = xm_internal.ratings_minus);
COMMENT ON OPERATOR pg_catalog.- (xm.ratings, xm.ratings) IS 'What is left of a when the rows of b, which were added before, are taken away: exactly (weights to rounding). NULL where nothing is left; NULL takes nothing away; 22003 if b was not part of a.';

CREATE FUNCTION xm_internal.moments_plus(a xm.moments, b xm.moments) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_merge';
COMMENT ON FUNCTION xm_internal.moments_plus(xm.moments, xm.moments) IS 'Support: the operator +.';
CREATE OPERATOR pg_catalog.+ (LEFTARG = xm.moments, RIGHTARG = xm.moments, FUNCTION = xm_internal.moments_plus, COMMUTATOR = OPERATOR(pg_catalog.+));
COMMENT ON OPERATOR pg_catalog.+ (xm.moments, xm.moments) IS 'Both moments together, as xm.rollup; NULL adds nothing.';
CREATE FUNCTION xm_internal.moments_minus(a xm.moments, b xm.moments) RETURNS xm.moments LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_moments_minus';
COMMENT ON FUNCTION xm_internal.moments_minus(xm.moments, xm.moments) IS 'Support: the operator -.';
CREATE OPERATOR pg_catalog.- (LEFTARG = xm.moments, RIGHTARG = xm.moments, FUNCTION = xm_internal.moments_minus);
COMMENT ON OPERATOR pg_catalog.- (xm.moments, xm.moments) IS 'What is left of a when the rows of b, which were added before, are taken away: exactly for moments of integers and booleans, else to rounding. NULL where nothing is left; NULL takes nothing away; 22003 if b was not part of a.';

CREATE FUNCTION xm_internal.linkage_plus(a xm.linkage, b xm.linkage) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_merge';
COMMENT ON FUNCTION xm_internal.linkage_plus(xm.linkage, xm.linkage) IS 'Support: the operator +.';
CREATE OPERATOR pg_catalog.+ (LEFTARG = xm.linkage, RIGHTARG = xm.linkage, FUNCTION = xm_internal.linkage_plus, COMMUTATOR = OPERATOR(pg_catalog.+));
COMMENT ON OPERATOR pg_catalog.+ (xm.linkage, xm.linkage) IS 'Both linkages together, as xm.rollup; NULL adds nothing.';
CREATE FUNCTION xm_internal.linkage_minus(a xm.linkage, b xm.linkage) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_minus';
COMMENT ON FUNCTION xm_internal.linkage_minus(xm.linkage, xm.linkage) IS 'Support: the operator -.';
CREATE OPERATOR pg_catalog.- (LEFTARG = xm.linkage, RIGHTARG = xm.linkage, FUNCTION = xm_internal.linkage_minus);
COMMENT ON OPERATOR pg_catalog.- (xm.linkage, xm.linkage) IS 'What is left of a when the rows of b, which were added before, are taken away: to rounding. NULL where nothing is left; NULL takes nothing away; 22003 if b was not part of a.';

CREATE FUNCTION xm_internal.profiles_plus(a xm.profiles, b xm.profiles) RETURNS xm.profiles LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_merge';
COMMENT ON FUNCTION xm_internal.profiles_plus(xm.profiles, xm.profiles) IS 'Support: the operator +.';
CREATE OPERATOR pg_catalog.+ (LEFTARG = xm.profiles, RIGHTARG = xm.profiles, FUNCTION = xm_internal.profiles_plus, COMMUTATOR = OPERATOR(pg_catalog.+));
COMMENT ON OPERATOR pg_catalog.+ (xm.profiles, xm.profiles) IS 'Both states together, as xm.rollup; NULL adds nothing.';
CREATE FUNCTION xm_internal.profiles_minus(a xm.profiles, b xm.profiles) RETURNS xm.profiles LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_minus';
COMMENT ON FUNCTION xm_internal.profiles_minus(xm.profiles, xm.profiles) IS 'Support: the operator -.';
CREATE OPERATOR pg_catalog.- (LEFTARG = xm.profiles, RIGHTARG = xm.profiles, FUNCTION = xm_internal.profiles_minus);
COMMENT ON OPERATOR pg_catalog.- (xm.profiles, xm.profiles) IS 'What is left of a when the rows of b, which were added before, are taken away: exactly. NULL where nothing is left; NULL takes nothing away; 22003 if b was not part of a.';

CREATE FUNCTION xm_internal.survival_plus(a xm.survival, b xm.survival) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_merge';
COMMENT ON FUNCTION xm_internal.survival_plus(xm.survival, xm.survival) IS 'Support: the operator +.';
CREATE OPERATOR pg_catalog.+ (LEFTARG = xm.survival, RIGHTARG = xm.survival, FUNCTION = xm_internal.survival_plus, COMMUTATOR = OPERATOR(pg_catalog.+));
COMMENT ON OPERATOR pg_catalog.+ (xm.survival, xm.survival) IS 'Both states together, as xm.rollup; NULL adds nothing.';
CREATE FUNCTION xm_internal.survival_minus(a xm.survival, b xm.survival) RETURNS xm.survival LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_minus';
COMMENT ON FUNCTION xm_internal.survival_minus(xm.survival, xm.survival) IS 'Support: the operator -.';
CREATE OPERATOR pg_catalog.- (LEFTARG = xm.survival, RIGHTARG = xm.survival, FUNCTION = xm_internal.survival_minus);
COMMENT ON OPERATOR pg_catalog.- (xm.survival, xm.survival) IS 'What is left of a when the rows of b, which were added before, are taken away: exactly. NULL where nothing is left; NULL takes nothing away; 22003 if b was not part of a.';

CREATE FUNCTION xm_internal.ratings_eq(a xm.ratings, b xm.ratings) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.ratings_eq(xm.ratings, xm.ratings) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.ratings_ne(a xm.ratings, b xm.ratings) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.ratings_ne(xm.ratings, xm.ratings) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.ratings_lt(a xm.ratings, b xm.ratings) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.ratings_lt(xm.ratings, xm.ratings) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.ratings_le(a xm.ratings, b xm.ratings) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.ratings_le(xm.ratings, xm.ratings) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.ratings_gt(a xm.ratings, b xm.ratings) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.ratings_gt(xm.ratings, xm.ratings) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.ratings_ge(a xm.ratings, b xm.ratings) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.ratings_ge(xm.ratings, xm.ratings) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.ratings_cmp(a xm.ratings, b xm.ratings) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.ratings_cmp(xm.ratings, xm.ratings) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.ratings_hash(a xm.ratings) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.ratings_hash(xm.ratings) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.ratings_hash_extended(a xm.ratings, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.ratings_hash_extended(xm.ratings, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.ratings, RIGHTARG = xm.ratings, FUNCTION = xm_internal.ratings_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.ratings, xm.ratings) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.ratings, RIGHTARG = xm.ratings, FUNCTION = xm_internal.ratings_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.ratings, xm.ratings) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.ratings, RIGHTARG = xm.ratings, FUNCTION = xm_internal.ratings_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.ratings, xm.ratings) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.ratings, RIGHTARG = xm.ratings, FUNCTION = xm_internal.ratings_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.ratings, xm.ratings) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.ratings, RIGHTARG = xm.ratings, FUNCTION = xm_internal.ratings_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.ratings, xm.ratings) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.ratings, RIGHTARG = xm.ratings, FUNCTION = xm_internal.ratings_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.ratings, xm.ratings) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.ratings_ops DEFAULT FOR TYPE xm.ratings USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.ratings_cmp(xm.ratings, xm.ratings);
CREATE OPERATOR CLASS xm.ratings_ops DEFAULT FOR TYPE xm.ratings USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.ratings_hash(xm.ratings), FUNCTION 2 xm_internal.ratings_hash_extended(xm.ratings, bigint);
COMMENT ON OPERATOR CLASS xm.ratings_ops USING btree IS 'Order of xm.ratings, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.ratings_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.ratings_ops USING hash IS 'Hash of xm.ratings, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.ratings_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.moments_eq(a xm.moments, b xm.moments) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.moments_eq(xm.moments, xm.moments) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.moments_ne(a xm.moments, b xm.moments) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.moments_ne(xm.moments, xm.moments) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.moments_lt(a xm.moments, b xm.moments) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.moments_lt(xm.moments, xm.moments) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.moments_le(a xm.moments, b xm.moments) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.moments_le(xm.moments, xm.moments) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.moments_gt(a xm.moments, b xm.moments) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.moments_gt(xm.moments, xm.moments) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.moments_ge(a xm.moments, b xm.moments) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.moments_ge(xm.moments, xm.moments) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.moments_cmp(a xm.moments, b xm.moments) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.moments_cmp(xm.moments, xm.moments) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.moments_hash(a xm.moments) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.moments_hash(xm.moments) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.moments_hash_extended(a xm.moments, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.moments_hash_extended(xm.moments, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.moments, RIGHTARG = xm.moments, FUNCTION = xm_internal.moments_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.moments, xm.moments) IS 'The same value, whatever version wrote it. Rows that were skipped for a NULL do not count.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.moments, RIGHTARG = xm.moments, FUNCTION = xm_internal.moments_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.moments, xm.moments) IS 'Another value. Rows that were skipped for a NULL do not count.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.moments, RIGHTARG = xm.moments, FUNCTION = xm_internal.moments_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.moments, xm.moments) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.moments, RIGHTARG = xm.moments, FUNCTION = xm_internal.moments_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.moments, xm.moments) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.moments, RIGHTARG = xm.moments, FUNCTION = xm_internal.moments_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.moments, xm.moments) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.moments, RIGHTARG = xm.moments, FUNCTION = xm_internal.moments_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.moments, xm.moments) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.moments_ops DEFAULT FOR TYPE xm.moments USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.moments_cmp(xm.moments, xm.moments);
CREATE OPERATOR CLASS xm.moments_ops DEFAULT FOR TYPE xm.moments USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.moments_hash(xm.moments), FUNCTION 2 xm_internal.moments_hash_extended(xm.moments, bigint);
COMMENT ON OPERATOR CLASS xm.moments_ops USING btree IS 'Order of xm.moments, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.moments_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.moments_ops USING hash IS 'Hash of xm.moments, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.moments_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.model_eq(a xm.model, b xm.model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.model_eq(xm.model, xm.model) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.model_ne(a xm.model, b xm.model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.model_ne(xm.model, xm.model) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.model_lt(a xm.model, b xm.model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.model_lt(xm.model, xm.model) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.model_le(a xm.model, b xm.model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.model_le(xm.model, xm.model) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.model_gt(a xm.model, b xm.model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.model_gt(xm.model, xm.model) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.model_ge(a xm.model, b xm.model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.model_ge(xm.model, xm.model) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.model_cmp(a xm.model, b xm.model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.model_cmp(xm.model, xm.model) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.model_hash(a xm.model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.model_hash(xm.model) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.model_hash_extended(a xm.model, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.model_hash_extended(xm.model, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.model, RIGHTARG = xm.model, FUNCTION = xm_internal.model_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.model, xm.model) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.model, RIGHTARG = xm.model, FUNCTION = xm_internal.model_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.model, xm.model) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.model, RIGHTARG = xm.model, FUNCTION = xm_internal.model_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.model, xm.model) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.model, RIGHTARG = xm.model, FUNCTION = xm_internal.model_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.model, xm.model) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.model, RIGHTARG = xm.model, FUNCTION = xm_internal.model_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.model, xm.model) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.model, RIGHTARG = xm.model, FUNCTION = xm_internal.model_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.model, xm.model) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.model_ops DEFAULT FOR TYPE xm.model USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.model_cmp(xm.model, xm.model);
CREATE OPERATOR CLASS xm.model_ops DEFAULT FOR TYPE xm.model USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.model_hash(xm.model), FUNCTION 2 xm_internal.model_hash_extended(xm.model, bigint);
COMMENT ON OPERATOR CLASS xm.model_ops USING btree IS 'Order of xm.model, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.model_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.model_ops USING hash IS 'Hash of xm.model, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.model_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.linkage_eq(a xm.linkage, b xm.linkage) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.linkage_eq(xm.linkage, xm.linkage) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.linkage_ne(a xm.linkage, b xm.linkage) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.linkage_ne(xm.linkage, xm.linkage) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.linkage_lt(a xm.linkage, b xm.linkage) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.linkage_lt(xm.linkage, xm.linkage) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.linkage_le(a xm.linkage, b xm.linkage) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.linkage_le(xm.linkage, xm.linkage) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.linkage_gt(a xm.linkage, b xm.linkage) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.linkage_gt(xm.linkage, xm.linkage) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.linkage_ge(a xm.linkage, b xm.linkage) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.linkage_ge(xm.linkage, xm.linkage) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.linkage_cmp(a xm.linkage, b xm.linkage) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.linkage_cmp(xm.linkage, xm.linkage) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.linkage_hash(a xm.linkage) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.linkage_hash(xm.linkage) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.linkage_hash_extended(a xm.linkage, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.linkage_hash_extended(xm.linkage, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.linkage, RIGHTARG = xm.linkage, FUNCTION = xm_internal.linkage_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.linkage, xm.linkage) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.linkage, RIGHTARG = xm.linkage, FUNCTION = xm_internal.linkage_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.linkage, xm.linkage) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.linkage, RIGHTARG = xm.linkage, FUNCTION = xm_internal.linkage_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.linkage, xm.linkage) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.linkage, RIGHTARG = xm.linkage, FUNCTION = xm_internal.linkage_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.linkage, xm.linkage) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.linkage, RIGHTARG = xm.linkage, FUNCTION = xm_internal.linkage_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.linkage, xm.linkage) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.linkage, RIGHTARG = xm.linkage, FUNCTION = xm_internal.linkage_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.linkage, xm.linkage) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.linkage_ops DEFAULT FOR TYPE xm.linkage USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.linkage_cmp(xm.linkage, xm.linkage);
CREATE OPERATOR CLASS xm.linkage_ops DEFAULT FOR TYPE xm.linkage USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.linkage_hash(xm.linkage), FUNCTION 2 xm_internal.linkage_hash_extended(xm.linkage, bigint);
COMMENT ON OPERATOR CLASS xm.linkage_ops USING btree IS 'Order of xm.linkage, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.linkage_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.linkage_ops USING hash IS 'Hash of xm.linkage, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.linkage_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.value_profile_eq(a xm.value_profile, b xm.value_profile) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.value_profile_eq(xm.value_profile, xm.value_profile) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.value_profile_ne(a xm.value_profile, b xm.value_profile) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.value_profile_ne(xm.value_profile, xm.value_profile) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.value_profile_lt(a xm.value_profile, b xm.value_profile) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.value_profile_lt(xm.value_profile, xm.value_profile) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.value_profile_le(a xm.value_profile, b xm.value_profile) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.value_profile_le(xm.value_profile, xm.value_profile) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.value_profile_gt(a xm.value_profile, b xm.value_profile) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.value_profile_gt(xm.value_profile, xm.value_profile) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.value_profile_ge(a xm.value_profile, b xm.value_profile) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.value_profile_ge(xm.value_profile, xm.value_profile) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.value_profile_cmp(a xm.value_profile, b xm.value_profile) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.value_profile_cmp(xm.value_profile, xm.value_profile) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.value_profile_hash(a xm.value_profile) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.value_profile_hash(xm.value_profile) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.value_profile_hash_extended(a xm.value_profile, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.value_profile_hash_extended(xm.value_profile, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.value_profile, RIGHTARG = xm.value_profile, FUNCTION = xm_internal.value_profile_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.value_profile, xm.value_profile) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.value_profile, RIGHTARG = xm.value_profile, FUNCTION = xm_internal.value_profile_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.value_profile, xm.value_profile) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.value_profile, RIGHTARG = xm.value_profile, FUNCTION = xm_internal.value_profile_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.value_profile, xm.value_profile) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.value_profile, RIGHTARG = xm.value_profile, FUNCTION = xm_internal.value_profile_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.value_profile, xm.value_profile) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.value_profile, RIGHTARG = xm.value_profile, FUNCTION = xm_internal.value_profile_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.value_profile, xm.value_profile) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.value_profile, RIGHTARG = xm.value_profile, FUNCTION = xm_internal.value_profile_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.value_profile, xm.value_profile) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.value_profile_ops DEFAULT FOR TYPE xm.value_profile USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.value_profile_cmp(xm.value_profile, xm.value_profile);
CREATE OPERATOR CLASS xm.value_profile_ops DEFAULT FOR TYPE xm.value_profile USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.value_profile_hash(xm.value_profile), FUNCTION 2 xm_internal.value_profile_hash_extended(xm.value_profile, bigint);
COMMENT ON OPERATOR CLASS xm.value_profile_ops USING btree IS 'Order of xm.value_profile, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.value_profile_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.value_profile_ops USING hash IS 'Hash of xm.value_profile, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.value_profile_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.weighting_eq(a xm.weighting, b xm.weighting) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.weighting_eq(xm.weighting, xm.weighting) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.weighting_ne(a xm.weighting, b xm.weighting) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.weighting_ne(xm.weighting, xm.weighting) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.weighting_lt(a xm.weighting, b xm.weighting) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.weighting_lt(xm.weighting, xm.weighting) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.weighting_le(a xm.weighting, b xm.weighting) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.weighting_le(xm.weighting, xm.weighting) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.weighting_gt(a xm.weighting, b xm.weighting) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.weighting_gt(xm.weighting, xm.weighting) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.weighting_ge(a xm.weighting, b xm.weighting) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.weighting_ge(xm.weighting, xm.weighting) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.weighting_cmp(a xm.weighting, b xm.weighting) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.weighting_cmp(xm.weighting, xm.weighting) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.weighting_hash(a xm.weighting) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.weighting_hash(xm.weighting) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.weighting_hash_extended(a xm.weighting, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.weighting_hash_extended(xm.weighting, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.weighting, RIGHTARG = xm.weighting, FUNCTION = xm_internal.weighting_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.weighting, xm.weighting) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.weighting, RIGHTARG = xm.weighting, FUNCTION = xm_internal.weighting_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.weighting, xm.weighting) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.weighting, RIGHTARG = xm.weighting, FUNCTION = xm_internal.weighting_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.weighting, xm.weighting) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.weighting, RIGHTARG = xm.weighting, FUNCTION = xm_internal.weighting_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.weighting, xm.weighting) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.weighting, RIGHTARG = xm.weighting, FUNCTION = xm_internal.weighting_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.weighting, xm.weighting) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.weighting, RIGHTARG = xm.weighting, FUNCTION = xm_internal.weighting_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.weighting, xm.weighting) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.weighting_ops DEFAULT FOR TYPE xm.weighting USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.weighting_cmp(xm.weighting, xm.weighting);
CREATE OPERATOR CLASS xm.weighting_ops DEFAULT FOR TYPE xm.weighting USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.weighting_hash(xm.weighting), FUNCTION 2 xm_internal.weighting_hash_extended(xm.weighting, bigint);
COMMENT ON OPERATOR CLASS xm.weighting_ops USING btree IS 'Order of xm.weighting, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.weighting_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.weighting_ops USING hash IS 'Hash of xm.weighting, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.weighting_ops USING hash IS 'The family of the operator class of the same name.';
CREATE FUNCTION xm_internal.match_model_eq(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.match_model_eq(xm.match_model, xm.match_model) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.match_model_ne(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.match_model_ne(xm.match_model, xm.match_model) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.match_model_lt(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.match_model_lt(xm.match_model, xm.match_model) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.match_model_le(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.match_model_le(xm.match_model, xm.match_model) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.match_model_gt(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.match_model_gt(xm.match_model, xm.match_model) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.match_model_ge(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.match_model_ge(xm.match_model, xm.match_model) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.match_model_cmp(a xm.match_model, b xm.match_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.match_model_cmp(xm.match_model, xm.match_model) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.match_model_hash(a xm.match_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.match_model_hash(xm.match_model) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.match_model_hash_extended(a xm.match_model, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.match_model_hash_extended(xm.match_model, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.match_model, xm.match_model) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.match_model, xm.match_model) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.match_model, xm.match_model) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.match_model, xm.match_model) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.match_model, xm.match_model) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.match_model, xm.match_model) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.match_model_ops DEFAULT FOR TYPE xm.match_model USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.match_model_cmp(xm.match_model, xm.match_model);
CREATE OPERATOR CLASS xm.match_model_ops DEFAULT FOR TYPE xm.match_model USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.match_model_hash(xm.match_model), FUNCTION 2 xm_internal.match_model_hash_extended(xm.match_model, bigint);
COMMENT ON OPERATOR CLASS xm.match_model_ops USING btree IS 'Order of xm.match_model, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.match_model_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.match_model_ops USING hash IS 'Hash of xm.match_model, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.match_model_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.profiles_eq(a xm.profiles, b xm.profiles) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.profiles_eq(xm.profiles, xm.profiles) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.profiles_ne(a xm.profiles, b xm.profiles) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.profiles_ne(xm.profiles, xm.profiles) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.profiles_lt(a xm.profiles, b xm.profiles) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.profiles_lt(xm.profiles, xm.profiles) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.profiles_le(a xm.profiles, b xm.profiles) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.profiles_le(xm.profiles, xm.profiles) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.profiles_gt(a xm.profiles, b xm.profiles) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.profiles_gt(xm.profiles, xm.profiles) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.profiles_ge(a xm.profiles, b xm.profiles) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.profiles_ge(xm.profiles, xm.profiles) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.profiles_cmp(a xm.profiles, b xm.profiles) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.profiles_cmp(xm.profiles, xm.profiles) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.profiles_hash(a xm.profiles) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.profiles_hash(xm.profiles) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.profiles_hash_extended(a xm.profiles, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.profiles_hash_extended(xm.profiles, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.profiles, RIGHTARG = xm.profiles, FUNCTION = xm_internal.profiles_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.profiles, xm.profiles) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.profiles, RIGHTARG = xm.profiles, FUNCTION = xm_internal.profiles_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.profiles, xm.profiles) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.profiles, RIGHTARG = xm.profiles, FUNCTION = xm_internal.profiles_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.profiles, xm.profiles) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.profiles, RIGHTARG = xm.profiles, FUNCTION = xm_internal.profiles_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.profiles, xm.profiles) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.profiles, RIGHTARG = xm.profiles, FUNCTION = xm_internal.profiles_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.profiles, xm.profiles) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.profiles, RIGHTARG = xm.profiles, FUNCTION = xm_internal.profiles_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.profiles, xm.profiles) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.profiles_ops DEFAULT FOR TYPE xm.profiles USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.profiles_cmp(xm.profiles, xm.profiles);
CREATE OPERATOR CLASS xm.profiles_ops DEFAULT FOR TYPE xm.profiles USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.profiles_hash(xm.profiles), FUNCTION 2 xm_internal.profiles_hash_extended(xm.profiles, bigint);
COMMENT ON OPERATOR CLASS xm.profiles_ops USING btree IS 'Order of xm.profiles, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.profiles_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.profiles_ops USING hash IS 'Hash of xm.profiles, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.profiles_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.segmentation_eq(a xm.segmentation, b xm.segmentation) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.segmentation_eq(xm.segmentation, xm.segmentation) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.segmentation_ne(a xm.segmentation, b xm.segmentation) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.segmentation_ne(xm.segmentation, xm.segmentation) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.segmentation_lt(a xm.segmentation, b xm.segmentation) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.segmentation_lt(xm.segmentation, xm.segmentation) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.segmentation_le(a xm.segmentation, b xm.segmentation) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.segmentation_le(xm.segmentation, xm.segmentation) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.segmentation_gt(a xm.segmentation, b xm.segmentation) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.segmentation_gt(xm.segmentation, xm.segmentation) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.segmentation_ge(a xm.segmentation, b xm.segmentation) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.segmentation_ge(xm.segmentation, xm.segmentation) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.segmentation_cmp(a xm.segmentation, b xm.segmentation) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.segmentation_cmp(xm.segmentation, xm.segmentation) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.segmentation_hash(a xm.segmentation) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.segmentation_hash(xm.segmentation) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.segmentation_hash_extended(a xm.segmentation, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.segmentation_hash_extended(xm.segmentation, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.segmentation, RIGHTARG = xm.segmentation, FUNCTION = xm_internal.segmentation_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.segmentation, xm.segmentation) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.segmentation, RIGHTARG = xm.segmentation, FUNCTION = xm_internal.segmentation_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.segmentation, xm.segmentation) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.segmentation, RIGHTARG = xm.segmentation, FUNCTION = xm_internal.segmentation_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.segmentation, xm.segmentation) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.segmentation, RIGHTARG = xm.segmentation, FUNCTION = xm_internal.segmentation_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.segmentation, xm.segmentation) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.segmentation, RIGHTARG = xm.segmentation, FUNCTION = xm_internal.segmentation_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.segmentation, xm.segmentation) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.segmentation, RIGHTARG = xm.segmentation, FUNCTION = xm_internal.segmentation_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.segmentation, xm.segmentation) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.segmentation_ops DEFAULT FOR TYPE xm.segmentation USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.segmentation_cmp(xm.segmentation, xm.segmentation);
CREATE OPERATOR CLASS xm.segmentation_ops DEFAULT FOR TYPE xm.segmentation USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.segmentation_hash(xm.segmentation), FUNCTION 2 xm_internal.segmentation_hash_extended(xm.segmentation, bigint);
COMMENT ON OPERATOR CLASS xm.segmentation_ops USING btree IS 'Order of xm.segmentation, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.segmentation_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.segmentation_ops USING hash IS 'Hash of xm.segmentation, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.segmentation_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.survival_eq(a xm.survival, b xm.survival) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.survival_eq(xm.survival, xm.survival) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.survival_ne(a xm.survival, b xm.survival) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.survival_ne(xm.survival, xm.survival) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.survival_lt(a xm.survival, b xm.survival) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.survival_lt(xm.survival, xm.survival) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.survival_le(a xm.survival, b xm.survival) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.survival_le(xm.survival, xm.survival) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.survival_gt(a xm.survival, b xm.survival) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.survival_gt(xm.survival, xm.survival) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.survival_ge(a xm.survival, b xm.survival) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.survival_ge(xm.survival, xm.survival) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.survival_cmp(a xm.survival, b xm.survival) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.survival_cmp(xm.survival, xm.survival) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.survival_hash(a xm.survival) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.survival_hash(xm.survival) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.survival_hash_extended(a xm.survival, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.survival_hash_extended(xm.survival, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.survival, RIGHTARG = xm.survival, FUNCTION = xm_internal.survival_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.survival, xm.survival) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.survival, RIGHTARG = xm.survival, FUNCTION = xm_internal.survival_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.survival, xm.survival) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.survival, RIGHTARG = xm.survival, FUNCTION = xm_internal.survival_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.survival, xm.survival) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.survival, RIGHTARG = xm.survival, FUNCTION = xm_internal.survival_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.survival, xm.survival) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.survival, RIGHTARG = xm.survival, FUNCTION = xm_internal.survival_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.survival, xm.survival) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.survival, RIGHTARG = xm.survival, FUNCTION = xm_internal.survival_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.survival, xm.survival) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.survival_ops DEFAULT FOR TYPE xm.survival USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.survival_cmp(xm.survival, xm.survival);
CREATE OPERATOR CLASS xm.survival_ops DEFAULT FOR TYPE xm.survival USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.survival_hash(xm.survival), FUNCTION 2 xm_internal.survival_hash_extended(xm.survival, bigint);
COMMENT ON OPERATOR CLASS xm.survival_ops USING btree IS 'Order of xm.survival, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.survival_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.survival_ops USING hash IS 'Hash of xm.survival, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.survival_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.clv_model_eq(a xm.clv_model, b xm.clv_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.clv_model_eq(xm.clv_model, xm.clv_model) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.clv_model_ne(a xm.clv_model, b xm.clv_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.clv_model_ne(xm.clv_model, xm.clv_model) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.clv_model_lt(a xm.clv_model, b xm.clv_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.clv_model_lt(xm.clv_model, xm.clv_model) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.clv_model_le(a xm.clv_model, b xm.clv_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.clv_model_le(xm.clv_model, xm.clv_model) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.clv_model_gt(a xm.clv_model, b xm.clv_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.clv_model_gt(xm.clv_model, xm.clv_model) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.clv_model_ge(a xm.clv_model, b xm.clv_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.clv_model_ge(xm.clv_model, xm.clv_model) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.clv_model_cmp(a xm.clv_model, b xm.clv_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.clv_model_cmp(xm.clv_model, xm.clv_model) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.clv_model_hash(a xm.clv_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.clv_model_hash(xm.clv_model) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.clv_model_hash_extended(a xm.clv_model, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.clv_model_hash_extended(xm.clv_model, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.clv_model, RIGHTARG = xm.clv_model, FUNCTION = xm_internal.clv_model_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.clv_model, xm.clv_model) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.clv_model, RIGHTARG = xm.clv_model, FUNCTION = xm_internal.clv_model_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.clv_model, xm.clv_model) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.clv_model, RIGHTARG = xm.clv_model, FUNCTION = xm_internal.clv_model_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.clv_model, xm.clv_model) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.clv_model, RIGHTARG = xm.clv_model, FUNCTION = xm_internal.clv_model_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.clv_model, xm.clv_model) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.clv_model, RIGHTARG = xm.clv_model, FUNCTION = xm_internal.clv_model_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.clv_model, xm.clv_model) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.clv_model, RIGHTARG = xm.clv_model, FUNCTION = xm_internal.clv_model_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.clv_model, xm.clv_model) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.clv_model_ops DEFAULT FOR TYPE xm.clv_model USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.clv_model_cmp(xm.clv_model, xm.clv_model);
CREATE OPERATOR CLASS xm.clv_model_ops DEFAULT FOR TYPE xm.clv_model USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.clv_model_hash(xm.clv_model), FUNCTION 2 xm_internal.clv_model_hash_extended(xm.clv_model, bigint);
COMMENT ON OPERATOR CLASS xm.clv_model_ops USING btree IS 'Order of xm.clv_model, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.clv_model_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.clv_model_ops USING hash IS 'Hash of xm.clv_model, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.clv_model_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.text_model_plus(a xm.text_model, b xm.text_model) RETURNS xm.text_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_plus';
COMMENT ON FUNCTION xm_internal.text_model_plus(xm.text_model, xm.text_model) IS 'Support: the operator +.';
CREATE OPERATOR pg_catalog.+ (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_plus, COMMUTATOR = OPERATOR(pg_catalog.+));
COMMENT ON OPERATOR pg_catalog.+ (xm.text_model, xm.text_model) IS 'Both models together, as xm.rollup; NULL adds nothing. There is no -: the sample does not know what it would have held without a part.';

CREATE FUNCTION xm_internal.text_model_eq(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.text_model_eq(xm.text_model, xm.text_model) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.text_model_ne(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.text_model_ne(xm.text_model, xm.text_model) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.text_model_lt(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.text_model_lt(xm.text_model, xm.text_model) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.text_model_le(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.text_model_le(xm.text_model, xm.text_model) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.text_model_gt(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.text_model_gt(xm.text_model, xm.text_model) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.text_model_ge(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.text_model_ge(xm.text_model, xm.text_model) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.text_model_cmp(a xm.text_model, b xm.text_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.text_model_cmp(xm.text_model, xm.text_model) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.text_model_hash(a xm.text_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.text_model_hash(xm.text_model) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.text_model_hash_extended(a xm.text_model, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.text_model_hash_extended(xm.text_model, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.text_model, xm.text_model) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.text_model, xm.text_model) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.text_model, xm.text_model) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.text_model, xm.text_model) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.text_model, xm.text_model) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.text_model, xm.text_model) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.text_model_ops DEFAULT FOR TYPE xm.text_model USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.text_model_cmp(xm.text_model, xm.text_model);
CREATE OPERATOR CLASS xm.text_model_ops DEFAULT FOR TYPE xm.text_model USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.text_model_hash(xm.text_model), FUNCTION 2 xm_internal.text_model_hash_extended(xm.text_model, bigint);
COMMENT ON OPERATOR CLASS xm.text_model_ops USING btree IS 'Order of xm.text_model, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.text_model_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.text_model_ops USING hash IS 'Hash of xm.text_model, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.text_model_ops USING hash IS 'The family of the operator class of the same name.';

CREATE FUNCTION xm_internal.topic_model_eq(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.topic_model_eq(xm.topic_model, xm.topic_model) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.topic_model_ne(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.topic_model_ne(xm.topic_model, xm.topic_model) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.topic_model_lt(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.topic_model_lt(xm.topic_model, xm.topic_model) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.topic_model_le(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.topic_model_le(xm.topic_model, xm.topic_model) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.topic_model_gt(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.topic_model_gt(xm.topic_model, xm.topic_model) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.topic_model_ge(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.topic_model_ge(xm.topic_model, xm.topic_model) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.topic_model_cmp(a xm.topic_model, b xm.topic_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.topic_model_cmp(xm.topic_model, xm.topic_model) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.topic_model_hash(a xm.topic_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.topic_model_hash(xm.topic_model) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.topic_model_hash_extended(a xm.topic_model, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.topic_model_hash_extended(xm.topic_model, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.topic_model, xm.topic_model) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.topic_model, xm.topic_model) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.topic_model, xm.topic_model) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.topic_model, xm.topic_model) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.topic_model, xm.topic_model) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.topic_model, xm.topic_model) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.topic_model_ops DEFAULT FOR TYPE xm.topic_model USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.topic_model_cmp(xm.topic_model, xm.topic_model);
CREATE OPERATOR CLASS xm.topic_model_ops DEFAULT FOR TYPE xm.topic_model USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.topic_model_hash(xm.topic_model), FUNCTION 2 xm_internal.topic_model_hash_extended(xm.topic_model, bigint);
COMMENT ON OPERATOR CLASS xm.topic_model_ops USING btree IS 'Order of xm.topic_model, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.topic_model_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.topic_model_ops USING hash IS 'Hash of xm.topic_model, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.topic_model_ops USING hash IS 'The family of the operator class of the same name.';

-- The functions that return rows as they were until 0.5.0, with OUT arguments. Views made then know them by identity, and a
-- view remembers that they return "record": their result type cannot be changed in place. Dumps of such views name them, too.

CREATE FUNCTION xm_internal.distribution(r xm.ratings, OUT rating integer, OUT responses bigint, OUT weight double precision, OUT share double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11 AS 'MODULE_PATHNAME', 'xm_ratings_distribution';
COMMENT ON FUNCTION xm_internal.distribution(xm.ratings) IS 'Support: xm.distribution for views made before 0.6.0.';
CREATE FUNCTION xm_internal.estimate(r xm.ratings, metric xm.metric DEFAULT 'mean', confidence double precision DEFAULT 0.95, OUT value double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision, OUT responses bigint, OUT effective_n double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_estimate';
COMMENT ON FUNCTION xm_internal.estimate(xm.ratings, xm.metric, double precision) IS 'Support: xm.estimate for views made before 0.6.0.';
CREATE FUNCTION xm_internal.compare(a xm.ratings, b xm.ratings, metric xm.metric DEFAULT 'mean', confidence double precision DEFAULT 0.95, OUT difference double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision, OUT statistic double precision, OUT p_value double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare';
COMMENT ON FUNCTION xm_internal.compare(xm.ratings, xm.ratings, xm.metric, double precision) IS 'Support: xm.compare for views made before 0.6.0.';
CREATE FUNCTION xm_internal.correlations(m xm.moments, confidence double precision DEFAULT 0.95, OUT a text, OUT b text, OUT r double precision, OUT n bigint, OUT p_value double precision, OUT lower double precision, OUT upper double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 45 AS 'MODULE_PATHNAME', 'xm_moments_correlations';
COMMENT ON FUNCTION xm_internal.correlations(xm.moments, double precision) IS 'Support: xm.correlations for views made before 0.6.0.';
CREATE FUNCTION xm_internal.item_analysis(m xm.moments, OUT item text, OUT mean double precision, OUT stddev double precision, OUT r_drop double precision, OUT alpha_if_dropped double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_item_analysis';
COMMENT ON FUNCTION xm_internal.item_analysis(xm.moments) IS 'Support: xm.item_analysis for views made before 0.6.0.';
CREATE FUNCTION xm_internal.coefficients(model xm.model, confidence double precision DEFAULT 0.95, OUT term text, OUT estimate double precision, OUT std_error double precision, OUT statistic double precision, OUT p_value double precision, OUT lower double precision, OUT upper double precision, OUT ratio double precision, OUT ratio_lower double precision, OUT ratio_upper double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_coefficients';
COMMENT ON FUNCTION xm_internal.coefficients(xm.model, double precision) IS 'Support: xm.coefficients for views made before 0.6.0.';
CREATE FUNCTION xm_internal.fit(model xm.model, OUT family text, OUT n bigint, OUT events bigint, OUT parameters bigint, OUT log_likelihood double precision, OUT aic double precision, OUT bic double precision, OUT r_squared double precision, OUT adjusted_r_squared double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_fit';
COMMENT ON FUNCTION xm_internal.fit(xm.model) IS 'Support: xm.fit for views made before 0.6.0.';
CREATE FUNCTION xm_internal.impact(model xm.model, driver text, change double precision, baseline double precision[] DEFAULT NULL, confidence double precision DEFAULT 0.95, OUT value double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision) RETURNS record LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_impact'; -- not STRICT: no baseline is NULL
COMMENT ON FUNCTION xm_internal.impact(xm.model, text, double precision, double precision[], double precision) IS 'Support: xm.impact for views made before 0.6.0.';
CREATE FUNCTION xm_internal.mediation(m xm.moments, x text, mediator text, y text, confidence double precision DEFAULT 0.95, OUT path text, OUT estimate double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision, OUT p_value double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_mediation';
COMMENT ON FUNCTION xm_internal.mediation(xm.moments, text, text, text, double precision) IS 'Support: xm.mediation for views made before 0.6.0.';
CREATE FUNCTION xm_internal.drivers(moments xm.moments, outcome text, method text DEFAULT 'shapley', confidence double precision DEFAULT 0.95, OUT driver text, OUT importance double precision, OUT share double precision, OUT rank bigint, OUT coefficient double precision, OUT std_beta double precision, OUT correlation double precision, OUT performance double precision, OUT lower double precision, OUT upper double precision, OUT responses bigint) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10 AS 'MODULE_PATHNAME', 'xm_drivers';
COMMENT ON FUNCTION xm_internal.drivers(xm.moments, text, text, double precision) IS 'Support: xm.drivers for views made before 0.6.0.';
CREATE FUNCTION xm_internal.drivers(moments xm.moments[], outcome text, method text DEFAULT 'shapley', confidence double precision DEFAULT 0.95, OUT driver text, OUT importance double precision, OUT share double precision, OUT rank bigint, OUT coefficient double precision, OUT std_beta double precision, OUT correlation double precision, OUT performance double precision, OUT lower double precision, OUT upper double precision, OUT responses bigint) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000 ROWS 10 AS 'MODULE_PATHNAME', 'xm_drivers_jackknife';
COMMENT ON FUNCTION xm_internal.drivers(xm.moments[], text, text, double precision) IS 'Support: xm.drivers for views made before 0.6.0.';
CREATE FUNCTION xm_internal.driver_groups(moments xm.moments, outcome text, groups jsonb, OUT driver text, OUT importance double precision, OUT share double precision, OUT rank bigint, OUT responses bigint) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 5 AS 'MODULE_PATHNAME', 'xm_driver_groups';
COMMENT ON FUNCTION xm_internal.driver_groups(xm.moments, text, jsonb) IS 'Support: xm.driver_groups for views made before 0.6.0.';
CREATE FUNCTION xm_internal.linkage_summary(l xm.linkage, confidence double precision DEFAULT 0.95, OUT units bigint, OUT employees bigint, OUT customers bigint, OUT ex_mean double precision, OUT cx_mean double precision, OUT r double precision, OUT r_lower double precision, OUT r_upper double precision, OUT p_value double precision, OUT ex_reliability double precision, OUT cx_reliability double precision, OUT r_corrected double precision, OUT slope double precision, OUT slope_std_error double precision, OUT slope_corrected double precision, OUT intercept double precision, OUT r_squared double precision, OUT r_corrected_lower double precision, OUT r_corrected_upper double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_summary';
COMMENT ON FUNCTION xm_internal.linkage_summary(xm.linkage, double precision) IS 'Support: xm.linkage_summary for views made before 0.6.0.';
CREATE FUNCTION xm_internal.variance_components(model xm.model, OUT component text, OUT variance double precision, OUT stddev double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 2 AS 'MODULE_PATHNAME', 'xm_variance_components';
COMMENT ON FUNCTION xm_internal.variance_components(xm.model) IS 'Support: xm.variance_components for views made before 0.6.0.';
CREATE FUNCTION xm_internal.higher_order(profile xm.value_profile, OUT openness_to_change double precision, OUT conservation double precision, OUT self_enhancement double precision, OUT self_transcendence double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_higher_order';
COMMENT ON FUNCTION xm_internal.higher_order(xm.value_profile) IS 'Support: xm.higher_order for views made before 0.6.0.';
CREATE FUNCTION xm_internal.segment_table(model xm.segmentation, OUT segment integer, OUT members bigint, OUT share double precision, OUT label text, OUT centre double precision, OUT difference double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 50 AS 'MODULE_PATHNAME', 'xm_segment_table';
COMMENT ON FUNCTION xm_internal.segment_table(xm.segmentation) IS 'Support: xm.segment_table for views made before 0.6.0.';
CREATE FUNCTION xm_internal.segment_fit(model xm.segmentation, OUT k integer, OUT within_ss double precision, OUT between_share double precision, OUT silhouette double precision, OUT log_likelihood double precision, OUT bic double precision, OUT chosen boolean, OUT entropy double precision, OUT parameters bigint, OUT residual_df bigint) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_segment_fit';
COMMENT ON FUNCTION xm_internal.segment_fit(xm.segmentation) IS 'Support: xm.segment_fit for views made before 0.6.0.';
CREATE FUNCTION xm_internal.survival_table(state xm.survival, confidence double precision DEFAULT 0.95, OUT "time" double precision, OUT at_risk bigint, OUT events bigint, OUT censored bigint, OUT survival double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100 AS 'MODULE_PATHNAME', 'xm_survival_table';
COMMENT ON FUNCTION xm_internal.survival_table(xm.survival, double precision) IS 'Support: xm.survival_table for views made before 0.6.0.';
CREATE FUNCTION xm_internal.estimate(state xm.survival, "time" double precision, confidence double precision DEFAULT 0.95, OUT value double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision, OUT at_risk bigint) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_estimate_survival';
COMMENT ON FUNCTION xm_internal.estimate(xm.survival, double precision, double precision) IS 'Support: xm.estimate for views made before 0.6.0.';
CREATE FUNCTION xm_internal.survival_quantile(state xm.survival, p double precision, confidence double precision DEFAULT 0.95, OUT "time" double precision, OUT lower double precision, OUT upper double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_survival_quantile';
COMMENT ON FUNCTION xm_internal.survival_quantile(xm.survival, double precision, double precision) IS 'Support: xm.survival_quantile for views made before 0.6.0.';
CREATE FUNCTION xm_internal.estimate_restricted_mean(state xm.survival, horizon double precision, confidence double precision DEFAULT 0.95, OUT value double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_estimate_restricted_mean';
COMMENT ON FUNCTION xm_internal.estimate_restricted_mean(xm.survival, double precision, double precision) IS 'Support: xm.estimate_restricted_mean for views made before 0.6.0.';
CREATE FUNCTION xm_internal.compare(a xm.survival, b xm.survival, horizon double precision, confidence double precision DEFAULT 0.95, OUT difference double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision, OUT statistic double precision, OUT p_value double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare_survival';
COMMENT ON FUNCTION xm_internal.compare(xm.survival, xm.survival, double precision, double precision) IS 'Support: xm.compare for views made before 0.6.0.';
CREATE FUNCTION xm_internal.clv_parameters(model xm.clv_model, OUT parameter text, OUT estimate double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_clv_parameters';
COMMENT ON FUNCTION xm_internal.clv_parameters(xm.clv_model) IS 'Support: xm.clv_parameters for views made before 0.6.0.';

-- The scoring of values without the argument missing, which views, indexes and generated columns made then know.
CREATE FUNCTION xm_internal.pvq21(answers integer[], centred boolean DEFAULT true) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_pvq21';
COMMENT ON FUNCTION xm_internal.pvq21(integer[], boolean) IS 'Support: xm.pvq21 for what was made before 0.6.0.';
CREATE FUNCTION xm_internal.pvq40(answers integer[], centred boolean DEFAULT true, reversed boolean DEFAULT false) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_pvq40';
COMMENT ON FUNCTION xm_internal.pvq40(integer[], boolean, boolean) IS 'Support: xm.pvq40 for what was made before 0.6.0.';
CREATE FUNCTION xm_internal.pvq_rr(answers integer[], centred boolean DEFAULT true, reversed boolean DEFAULT false) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_pvq_rr';
COMMENT ON FUNCTION xm_internal.pvq_rr(integer[], boolean, boolean) IS 'Support: xm.pvq_rr for what was made before 0.6.0.';

