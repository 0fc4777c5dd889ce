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
