-- pg_xm: everything lives in schema xm, which the control file creates, but for operators (see 11-ratings).
-- Functions are IMMUTABLE STRICT PARALLEL SAFE unless a reason stands next to them.
-- COMMENTs that begin with "Support:" belong to functions that users do not call.
\echo Use "CREATE EXTENSION pg_xm" to load this file. \quit

GRANT USAGE ON SCHEMA xm TO PUBLIC;
COMMENT ON SCHEMA xm IS 'pg_xm: employee and customer experience.';

CREATE FUNCTION xm.check_library(version text) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_check_library'; -- STABLE: the library can be replaced
COMMENT ON FUNCTION xm.check_library(text) IS 'Support: raises an error with a HINT if the installed library is older than this version; the first act of install and upgrade scripts.';

SELECT xm.check_library('0.1.0'::pg_catalog.text);

CREATE FUNCTION xm.version() RETURNS text LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_version'; -- STABLE: the library can be replaced
COMMENT ON FUNCTION xm.version() IS 'Version of the pg_xm library that this session has loaded, such as 0.1.0.';

-- xm.metric: a scoring rule on integer ratings.
CREATE TYPE xm.metric;

CREATE FUNCTION xm.metric_in(cstring) RETURNS xm.metric LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_metric_in';
COMMENT ON FUNCTION xm.metric_in(cstring) IS 'Support: text input of xm.metric.';
CREATE FUNCTION xm.metric_out(xm.metric) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_metric_out';
COMMENT ON FUNCTION xm.metric_out(xm.metric) IS 'Support: text output of xm.metric.';
CREATE FUNCTION xm.metric_recv(internal) RETURNS xm.metric LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_metric_recv';
COMMENT ON FUNCTION xm.metric_recv(internal) IS 'Support: binary input of xm.metric.';
CREATE FUNCTION xm.metric_send(xm.metric) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_metric_send';
COMMENT ON FUNCTION xm.metric_send(xm.metric) IS 'Support: binary output of xm.metric.';

CREATE TYPE xm.metric (
  INPUT = xm.metric_in, OUTPUT = xm.metric_out, RECEIVE = xm.metric_recv, SEND = xm.metric_send,
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

CREATE FUNCTION xm.ratings_in(cstring) RETURNS xm.ratings LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_in';
COMMENT ON FUNCTION xm.ratings_in(cstring) IS 'Support: text input of xm.ratings.';
CREATE FUNCTION xm.ratings_out(xm.ratings) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_out';
COMMENT ON FUNCTION xm.ratings_out(xm.ratings) IS 'Support: text output of xm.ratings.';
CREATE FUNCTION xm.ratings_recv(internal) RETURNS xm.ratings LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_recv';
COMMENT ON FUNCTION xm.ratings_recv(internal) IS 'Support: binary input of xm.ratings.';
CREATE FUNCTION xm.ratings_send(xm.ratings) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_send';
COMMENT ON FUNCTION xm.ratings_send(xm.ratings) IS 'Support: binary output of xm.ratings.';

CREATE TYPE xm.ratings (
  INPUT = xm.ratings_in, OUTPUT = xm.ratings_out, RECEIVE = xm.ratings_recv, SEND = xm.ratings_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.ratings IS 'Frequency distribution of integer ratings 0..100, weighted if xm.ratings(rating, weight) made it: responses, and with weights the sums of w and of w squared, per rating. Merges exactly: xm.rollup, +.';
CREATE CAST (xm.ratings AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.ratings AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm.ratings_add(state xm.ratings, rating smallint) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_int2';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, smallint) IS 'Support: transition of xm.ratings(smallint).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating integer) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_int4';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, integer) IS 'Support: transition of xm.ratings(integer).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating bigint) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_int8';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, bigint) IS 'Support: transition of xm.ratings(bigint).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating numeric) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_numeric';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, numeric) IS 'Support: transition of xm.ratings(numeric).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating real) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_float4';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, real) IS 'Support: transition of xm.ratings(real).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_float8';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, double precision) IS 'Support: transition of xm.ratings(double precision).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating smallint, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_int2';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, smallint, double precision) IS 'Support: transition of xm.ratings(smallint, double precision).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating integer, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_int4';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, integer, double precision) IS 'Support: transition of xm.ratings(integer, double precision).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating bigint, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_int8';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, bigint, double precision) IS 'Support: transition of xm.ratings(bigint, double precision).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating numeric, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_numeric';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, numeric, double precision) IS 'Support: transition of xm.ratings(numeric, double precision).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating real, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_float4';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, real, double precision) IS 'Support: transition of xm.ratings(real, double precision).';
CREATE FUNCTION xm.ratings_add(state xm.ratings, rating double precision, weight double precision) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_add_weighted_float8';
COMMENT ON FUNCTION xm.ratings_add(xm.ratings, double precision, double precision) IS 'Support: transition of xm.ratings(double precision, double precision).';
CREATE FUNCTION xm.ratings_merge(state xm.ratings, other xm.ratings) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_merge';
COMMENT ON FUNCTION xm.ratings_merge(xm.ratings, xm.ratings) IS 'Support: merges two running states.';
CREATE FUNCTION xm.ratings_final(state xm.ratings) RETURNS xm.ratings LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_final';
COMMENT ON FUNCTION xm.ratings_final(xm.ratings) IS 'Support: the canonical form of a running state.';

CREATE AGGREGATE xm.ratings(rating smallint) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(smallint) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating integer) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(integer) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating bigint) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(bigint) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating numeric) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(numeric) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating real) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(real) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating double precision) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(double precision) IS 'Frequency distribution of the ratings: whole numbers 0..100 of any numeric type. NULL rows are skipped; another value is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating smallint, weight double precision) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(smallint, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating integer, weight double precision) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(integer, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating bigint, weight double precision) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(bigint, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating numeric, weight double precision) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(numeric, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating real, weight double precision) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(real, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ratings(rating double precision, weight double precision) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 456, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ratings(double precision, double precision) IS 'Weighted frequency distribution of the ratings. Weights are 0 (the row is skipped) or 1e-100..1e100; rows with a NULL are skipped; anything else is an error (22023); NULL over no rows.';

CREATE AGGREGATE xm.rollup(state xm.ratings) (SFUNC = xm.ratings_merge, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ratings_final, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.ratings) IS 'The distribution of all the rows behind the states together, bit for bit whatever the order (weighted: to 1e-12). NULL states are skipped; weighted and unweighted ones do not merge (22023).';

CREATE FUNCTION xm.ratings_plus(a xm.ratings, b xm.ratings) RETURNS xm.ratings LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_plus';
COMMENT ON FUNCTION xm.ratings_plus(xm.ratings, xm.ratings) IS 'Support: the operator +.';
-- Operators are found by search_path alone, never by their types: in xm, a + b would work only for
-- those who put xm on theirs.
CREATE OPERATOR pg_catalog.+ (LEFTARG = xm.ratings, RIGHTARG = xm.ratings, FUNCTION = xm.ratings_plus, COMMUTATOR = OPERATOR(pg_catalog.+));
COMMENT ON OPERATOR pg_catalog.+ (xm.ratings, xm.ratings) IS 'Both distributions together, as xm.rollup.';

CREATE FUNCTION xm.responses(r xm.ratings) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_responses';
COMMENT ON FUNCTION xm.responses(xm.ratings) IS 'Number of responses (rows) behind the state.';
CREATE FUNCTION xm.weight(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_weight';
COMMENT ON FUNCTION xm.weight(xm.ratings) IS 'Sum of the weights; the number of responses where there are none.';
CREATE FUNCTION xm.effective_n(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_effective_n';
COMMENT ON FUNCTION xm.effective_n(xm.ratings) IS 'Effective number of responses: (sum w)^2 / sum w^2 (Kish 1965); the number of responses where there are no weights.';
CREATE FUNCTION xm.stddev(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ratings_stddev';
COMMENT ON FUNCTION xm.stddev(xm.ratings) IS 'Standard deviation of the ratings, n - 1 in the denominator; weighted: the root of n / (n - 1) times the weighted mean square, as R survey::svyvar. NULL below two responses.';

CREATE FUNCTION xm.distribution(r xm.ratings, OUT rating integer, OUT responses bigint, OUT weight double precision, OUT share double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11 AS 'MODULE_PATHNAME', 'xm_ratings_distribution';
COMMENT ON FUNCTION xm.distribution(xm.ratings) IS 'One row per rating that occurs: responses, weight (responses where there are none) and share of the weight, a fraction.';

-- Scores of a distribution under a metric.
CREATE FUNCTION xm.score(r xm.ratings, metric xm.metric) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_score';
COMMENT ON FUNCTION xm.score(xm.ratings, xm.metric) IS 'The value of the metric: weighted mean of the scored ratings. A rating outside the range of nps, csat or ces is an error (22023).';

CREATE FUNCTION xm.nps(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_nps';
COMMENT ON FUNCTION xm.nps(xm.ratings) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). A rating outside 0..10 is an error (22023).';
CREATE FUNCTION xm.csat(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_csat';
COMMENT ON FUNCTION xm.csat(xm.ratings) IS 'Customer satisfaction: per cent of ratings 4-5 on a 1..5 scale. A rating outside 1..5 is an error (22023).';
CREATE FUNCTION xm.ces(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_ces';
COMMENT ON FUNCTION xm.ces(xm.ratings) IS 'Customer Effort Score 2.0: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). A rating outside 1..7 is an error (22023).';
CREATE FUNCTION xm.mean(r xm.ratings) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_mean';
COMMENT ON FUNCTION xm.mean(xm.ratings) IS 'Mean rating, weighted if the state is.';

-- In one step from the ratings; the state is that of xm.ratings, so that several of them in one query share it.
CREATE AGGREGATE xm.nps(rating smallint) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(smallint) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating integer) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(integer) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating bigint) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(bigint) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating numeric) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(numeric) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating real) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(real) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.nps(rating double precision) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.nps, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.nps(double precision) IS 'Net Promoter Score, -100..100: per cent of ratings 9-10 minus per cent of 0-6 (Reichheld 2003). NULL rows are skipped; a rating that is not a whole number in 0..10 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating smallint) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(smallint) IS 'Customer satisfaction: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating integer) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(integer) IS 'Customer satisfaction: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating bigint) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(bigint) IS 'Customer satisfaction: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating numeric) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(numeric) IS 'Customer satisfaction: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating real) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(real) IS 'Customer satisfaction: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.csat(rating double precision) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.csat, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.csat(double precision) IS 'Customer satisfaction: per cent of ratings 4-5 on a 1..5 scale. NULL rows are skipped; a rating that is not a whole number in 1..5 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating smallint) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(smallint) IS 'Customer Effort Score 2.0: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating integer) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(integer) IS 'Customer Effort Score 2.0: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating bigint) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(bigint) IS 'Customer Effort Score 2.0: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating numeric) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(numeric) IS 'Customer Effort Score 2.0: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating real) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(real) IS 'Customer Effort Score 2.0: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';
CREATE AGGREGATE xm.ces(rating double precision) (SFUNC = xm.ratings_add, STYPE = xm.ratings, SSPACE = 64, FINALFUNC = xm.ces, COMBINEFUNC = xm.ratings_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.ces(double precision) IS 'Customer Effort Score 2.0: per cent of ratings 5-7 on a 1..7 scale (Dixon, Toman & DeLisi 2013). NULL rows are skipped; a rating that is not a whole number in 1..7 is an error (22023); NULL over no rows.';

CREATE FUNCTION xm.estimate(r xm.ratings, metric xm.metric DEFAULT 'mean', confidence double precision DEFAULT 0.95, OUT value double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision, OUT responses bigint, OUT effective_n double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_estimate';
COMMENT ON FUNCTION xm.estimate(xm.ratings, xm.metric, double precision) IS 'One row: the value of the metric, its standard error (Taylor linearisation, as R survey::svymean) and interval: Student t on n - 1 for mean and index, Wilson (1927) on the effective n for shares, csat and ces, adjusted Wald (Rocks 2016) for nps, cut at +-100. Errors and bounds are NULL for one response. Confidence outside (0,1) is an error (22023).';

CREATE FUNCTION xm.compare(a xm.ratings, b xm.ratings, metric xm.metric DEFAULT 'mean', confidence double precision DEFAULT 0.95, OUT difference double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision, OUT statistic double precision, OUT p_value double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_compare';
COMMENT ON FUNCTION xm.compare(xm.ratings, xm.ratings, xm.metric, double precision) IS 'One row: value of a minus value of b, its standard error, interval, t statistic and two-sided p-value: linearised errors added, Welch (1947) and Satterthwaite (1946) degrees of freedom; without weights, Welch''s t test. For two independent groups. All but the difference are NULL if a side has one response; bounds, statistic and p_value also where neither side has any spread.';

-- xm.linkage: does employee experience go with customer experience? Transition and merge functions
-- are not STRICT: the first value must be copied, not taken over as the state.
CREATE TYPE xm.linkage;

CREATE FUNCTION xm.linkage_in(cstring) RETURNS xm.linkage LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_in';
COMMENT ON FUNCTION xm.linkage_in(cstring) IS 'Support: text input of xm.linkage.';
CREATE FUNCTION xm.linkage_out(xm.linkage) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_out';
COMMENT ON FUNCTION xm.linkage_out(xm.linkage) IS 'Support: text output of xm.linkage.';
CREATE FUNCTION xm.linkage_recv(internal) RETURNS xm.linkage LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_recv';
COMMENT ON FUNCTION xm.linkage_recv(internal) IS 'Support: binary input of xm.linkage.';
CREATE FUNCTION xm.linkage_send(xm.linkage) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_send';
COMMENT ON FUNCTION xm.linkage_send(xm.linkage) IS 'Support: binary output of xm.linkage.';

CREATE TYPE xm.linkage (
  INPUT = xm.linkage_in, OUTPUT = xm.linkage_out, RECEIVE = xm.linkage_recv, SEND = xm.linkage_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.linkage IS 'Link between the scores of employees and customers over units: their co-moments, and what tells sampling error from true differences. Made by xm.link, merged by xm.rollup, asked by xm.linkage_summary.';
CREATE CAST (xm.linkage AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.linkage AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm.link_add(state xm.linkage, ex xm.ratings, cx xm.ratings) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_link_add_ratings';
COMMENT ON FUNCTION xm.link_add(xm.linkage, xm.ratings, xm.ratings) IS 'Support: transition of xm.link(xm.ratings, xm.ratings).';
CREATE FUNCTION xm.link_add(state xm.linkage, ex xm.ratings, cx xm.ratings, ex_metric xm.metric, cx_metric xm.metric) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_link_add_ratings_by_metric';
COMMENT ON FUNCTION xm.link_add(xm.linkage, xm.ratings, xm.ratings, xm.metric, xm.metric) IS 'Support: transition of xm.link(xm.ratings, xm.ratings, xm.metric, xm.metric).';
CREATE FUNCTION xm.link_add(state xm.linkage, ex double precision, cx double precision) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_link_add_scores';
COMMENT ON FUNCTION xm.link_add(xm.linkage, double precision, double precision) IS 'Support: transition of xm.link(double precision, double precision).';
CREATE FUNCTION xm.link_add(state xm.linkage, ex double precision, cx double precision, ex_std_error double precision, cx_std_error double precision) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_link_add_scores_with_errors';
COMMENT ON FUNCTION xm.link_add(xm.linkage, double precision, double precision, double precision, double precision) IS 'Support: transition of xm.link(double precision, double precision, double precision, double precision).';
CREATE FUNCTION xm.linkage_merge(state xm.linkage, other xm.linkage) RETURNS xm.linkage LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_merge';
COMMENT ON FUNCTION xm.linkage_merge(xm.linkage, xm.linkage) IS 'Support: merges two linkages.';

CREATE AGGREGATE xm.link(ex xm.ratings, cx xm.ratings) (SFUNC = xm.link_add, STYPE = xm.linkage, SSPACE = 200, COMBINEFUNC = xm.linkage_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.link(xm.ratings, xm.ratings) IS 'Link between employee and customer experience over units: one row per unit with the ratings of both sides; mean rating on both sides. Units count equally; a unit with a NULL is skipped; NULL over no units.';
CREATE AGGREGATE xm.link(ex xm.ratings, cx xm.ratings, ex_metric xm.metric, cx_metric xm.metric) (SFUNC = xm.link_add, STYPE = xm.linkage, SSPACE = 200, COMBINEFUNC = xm.linkage_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.link(xm.ratings, xm.ratings, xm.metric, xm.metric) IS 'Link between employee and customer experience over units, each side scored by its metric (the same for all units, else 22023). Units count equally; a unit with a NULL is skipped; NULL over no units.';
CREATE AGGREGATE xm.link(ex double precision, cx double precision) (SFUNC = xm.link_add, STYPE = xm.linkage, SSPACE = 200, COMBINEFUNC = xm.linkage_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.link(double precision, double precision) IS 'Link between employee and customer scores that arrive already averaged, one row per unit (not per answer: look at units in the summary). Without standard errors there are no reliabilities and no corrected figures. A unit with a NULL is skipped; a score must be finite and within 1e50 (else 22023).';
CREATE AGGREGATE xm.link(ex double precision, cx double precision, ex_std_error double precision, cx_std_error double precision) (SFUNC = xm.link_add, STYPE = xm.linkage, SSPACE = 200, COMBINEFUNC = xm.linkage_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.link(double precision, double precision, double precision, double precision) IS 'Link between employee and customer scores that arrive already averaged, with the standard error of each, from which the reliabilities follow. A unit with a NULL is skipped; scores must be finite and within 1e50, standard errors not negative (else 22023; 0 for a side without sampling error).';

CREATE AGGREGATE xm.rollup(state xm.linkage) (SFUNC = xm.linkage_merge, STYPE = xm.linkage, SSPACE = 200, COMBINEFUNC = xm.linkage_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.linkage) IS 'The linkage of all units behind the states together. NULL states are skipped; states of different forms or metrics do not merge (22023).';

CREATE FUNCTION xm.linkage_summary(l xm.linkage, confidence double precision DEFAULT 0.95, OUT units bigint, OUT employees bigint, OUT customers bigint, OUT ex_mean double precision, OUT cx_mean double precision, OUT r double precision, OUT r_lower double precision, OUT r_upper double precision, OUT p_value double precision, OUT ex_reliability double precision, OUT cx_reliability double precision, OUT r_corrected double precision, OUT slope double precision, OUT slope_std_error double precision, OUT slope_corrected double precision, OUT intercept double precision, OUT r_squared double precision, OUT r_corrected_lower double precision, OUT r_corrected_upper double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_linkage_summary';
COMMENT ON FUNCTION xm.linkage_summary(xm.linkage, double precision) IS 'One row: units, responses of both sides, means of the unit scores; Pearson r with Fisher (1921) interval (from 4 units) and p-value; reliability of each side (1 - mean sampling variance / variance of the unit scores, at least 0); r corrected for unreliability (Spearman 1904; NULL where a reliability is 0, never beyond +-1) and its bounds, taking the reliabilities as known; least-squares slope of customer on employee scores, its standard error, the slope divided by ex_reliability, intercept, r squared. Correlation is not cause. NULL where units are too few or a side has no spread.';

-- Do the people of one unit agree, and do units differ?
CREATE TYPE xm.icc_result AS (icc1 double precision, icc2 double precision, f double precision, df1 bigint, df2 bigint, p_value double precision, units bigint, responses bigint, eta_squared double precision);
COMMENT ON TYPE xm.icc_result IS 'What xm.icc returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm.icc_add(state internal, unit xm.ratings) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_icc_add';
COMMENT ON FUNCTION xm.icc_add(internal, xm.ratings) IS 'Support: transition of xm.icc.';
CREATE FUNCTION xm.icc_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_icc_combine';
COMMENT ON FUNCTION xm.icc_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.icc_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_icc_serialize';
COMMENT ON FUNCTION xm.icc_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.icc_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_icc_deserialize';
COMMENT ON FUNCTION xm.icc_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.icc_final(state internal) RETURNS xm.icc_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_icc_final';
COMMENT ON FUNCTION xm.icc_final(internal) IS 'Support: final function of xm.icc.';
CREATE AGGREGATE xm.icc(r xm.ratings) (SFUNC = xm.icc_add, STYPE = internal, SSPACE = 72, FINALFUNC = xm.icc_final, COMBINEFUNC = xm.icc_combine, SERIALFUNC = xm.icc_serialize, DESERIALFUNC = xm.icc_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.icc(xm.ratings) IS 'One row over units: ICC(1), the share of variance that lies between units, and ICC(2), the reliability of a unit mean, from the one-way analysis of variance with the mean unit size (Bliese 2000, as R multilevel); negative values are kept. F test, units, responses and eta squared (between / total sum of squares). NULL for one unit; f is NULL (and p_value 0) where no unit has any spread. Weighted states are an error (22023).';

CREATE FUNCTION xm.rwg(r xm.ratings, scale int4range) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_rwg';
COMMENT ON FUNCTION xm.rwg(xm.ratings, int4range) IS 'Agreement within one unit, 0..1: 1 - variance (n - 1) / variance of answers spread evenly over the scale, at least 0 (James, Demaree & Wolf 1984). The scale is a range such as ''[1,5]''. NULL below two responses. Weighted states, a rating outside the scale, and a scale outside 0..100 are errors (22023).';

-- Where employees and customers agree: quadrants of units.
CREATE TYPE xm.alignment_row AS (quadrant text, units bigint, share double precision, ex_mean double precision, cx_mean double precision);
COMMENT ON TYPE xm.alignment_row IS 'A row of what xm.alignment returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm.alignment_add(state internal, ex double precision, cx double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_add';
COMMENT ON FUNCTION xm.alignment_add(internal, double precision, double precision) IS 'Support: transition of xm.alignment.';
CREATE FUNCTION xm.alignment_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_combine';
COMMENT ON FUNCTION xm.alignment_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.alignment_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_serialize';
COMMENT ON FUNCTION xm.alignment_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.alignment_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_deserialize';
COMMENT ON FUNCTION xm.alignment_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.alignment_final(state internal) RETURNS xm.alignment_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alignment_final';
COMMENT ON FUNCTION xm.alignment_final(internal) IS 'Support: final function of xm.alignment.';
CREATE AGGREGATE xm.alignment(ex double precision, cx double precision) (SFUNC = xm.alignment_add, STYPE = internal, SSPACE = 1200, FINALFUNC = xm.alignment_final, COMBINEFUNC = xm.alignment_combine, SERIALFUNC = xm.alignment_serialize, DESERIALFUNC = xm.alignment_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.alignment(double precision, double precision) IS 'Four rows (an array; unnest it) over units with a score of each side, the medians as cuts: both high, employees_only, customers_only, neither; units, their share (a fraction) and the mean scores. A unit on the median counts as high; a unit with a NULL is skipped; scores must be within 1e50 (else 22023). Memory: 16 bytes a unit, bounded by pg_xm.max_state_memory.';

