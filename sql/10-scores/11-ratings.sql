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
