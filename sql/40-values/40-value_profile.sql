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
