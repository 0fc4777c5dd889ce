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
