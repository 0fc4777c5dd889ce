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
