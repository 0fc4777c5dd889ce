-- 0.3.0 to 0.4.0: segmentation by values.
\echo Use "ALTER EXTENSION pg_xm UPDATE" to load this file. \quit
SELECT xm.check_library('0.4.0'::pg_catalog.text);

-- xm.value_profile: what matters to one person.
CREATE TYPE xm.value_profile;

CREATE FUNCTION xm.value_profile_in(cstring) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_in';
COMMENT ON FUNCTION xm.value_profile_in(cstring) IS 'Support: text input of xm.value_profile.';
CREATE FUNCTION xm.value_profile_out(xm.value_profile) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_out';
COMMENT ON FUNCTION xm.value_profile_out(xm.value_profile) IS 'Support: text output of xm.value_profile.';
CREATE FUNCTION xm.value_profile_recv(internal) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_recv';
COMMENT ON FUNCTION xm.value_profile_recv(internal) IS 'Support: binary input of xm.value_profile.';
CREATE FUNCTION xm.value_profile_send(xm.value_profile) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_send';
COMMENT ON FUNCTION xm.value_profile_send(xm.value_profile) IS 'Support: binary output of xm.value_profile.';

CREATE TYPE xm.value_profile (
  INPUT = xm.value_profile_in, OUTPUT = xm.value_profile_out, RECEIVE = xm.value_profile_recv, SEND = xm.value_profile_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);
COMMENT ON TYPE xm.value_profile IS 'Value scores of one person: the ten values of xm.pvq21 and xm.pvq40, the 19 of xm.pvq_rr, or up to 256 scores of any other instrument with labels of your own; centred on the persons own mean or not. Centred profiles serve correlations and comparisons of group means (they take out how high somebody answers everything); uncentred ones serve as several predictors in one regression, where centred scores would depend on each other.';
CREATE CAST (xm.value_profile AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.value_profile AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm.value_profile_scores(profile xm.value_profile) RETURNS double precision[] LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_scores';
COMMENT ON FUNCTION xm.value_profile_scores(xm.value_profile) IS 'Support: the cast to double precision[].';
CREATE CAST (xm.value_profile AS double precision[]) WITH FUNCTION xm.value_profile_scores(xm.value_profile);
COMMENT ON CAST (xm.value_profile AS double precision[]) IS 'The scores in the order of the labels.';
CREATE FUNCTION xm.pvq21(answers integer[], centred boolean DEFAULT true) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_pvq21';
COMMENT ON FUNCTION xm.pvq21(integer[], boolean) IS 'The ten values from 21 answers in questionnaire order (European Social Survey human values scale), 1 = very much like me ... 6 = not like me at all; scores are reversed, so that higher is more important (Schwartz 2003). centred subtracts the persons own mean over all answers: for correlations and group means; leave it out (false) where several values are predictors together. Up to five answers may be NULL; the profile is NULL with a sixth, or where a value has no answer. Another number of answers, or one outside 1..6, is an error (22023) that names its position.';
CREATE FUNCTION xm.pvq40(answers integer[], centred boolean DEFAULT true, reversed boolean DEFAULT false) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_pvq40';
COMMENT ON FUNCTION xm.pvq40(integer[], boolean, boolean) IS 'The ten values from the 40 answers of the portrait values questionnaire, in questionnaire order, 6 = very much like me (Schwartz et al. 2001); reversed for files where that is 1. Up to five answers may be NULL; the profile is NULL with a sixth, or where a value has no answer. Another number of answers, or one outside 1..6, is an error (22023) that names its position. When to centre: see xm.pvq21.';
CREATE FUNCTION xm.pvq_rr(answers integer[], centred boolean DEFAULT true, reversed boolean DEFAULT false) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_pvq_rr';
COMMENT ON FUNCTION xm.pvq_rr(integer[], boolean, boolean) IS 'The 19 values of the refined theory from the 57 answers of the PVQ-RR, in questionnaire order, 6 = very much like me (Schwartz et al. 2012); reversed for files where that is 1. xm.broad_values gives the ten. Up to five answers may be NULL; the profile is NULL with a sixth, or where a value has no answer. Another number of answers, or one outside 1..6, is an error (22023) that names its position. When to centre: see xm.pvq21.';
CREATE FUNCTION xm.value_profile(scores double precision[]) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_of';
COMMENT ON FUNCTION xm.value_profile(double precision[]) IS 'A profile of any other instrument, labelled x1, x2 ...: 1 to 256 finite scores, kept as float4; NULL if one is NULL.';
CREATE FUNCTION xm.value_profile(scores double precision[], labels text[]) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value_profile_of';
COMMENT ON FUNCTION xm.value_profile(double precision[], text[]) IS 'The same with labels: unique, 1 to 63 bytes of UTF-8, one for each score, or none at all.';
CREATE FUNCTION xm.mean_rating(profile xm.value_profile) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_mean_rating';
COMMENT ON FUNCTION xm.mean_rating(xm.value_profile) IS 'The persons own mean that centring took away, on the scale of the scores (higher is more important); 0 if the profile is not centred.';
CREATE FUNCTION xm.value(profile xm.value_profile, label text) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_value';
COMMENT ON FUNCTION xm.value(xm.value_profile, text) IS 'The score of one value. An unknown label is an error (22023) that lists those there are.';
CREATE FUNCTION xm.higher_order(profile xm.value_profile, OUT openness_to_change double precision, OUT conservation double precision, OUT self_enhancement double precision, OUT self_transcendence double precision) RETURNS record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_higher_order';
COMMENT ON FUNCTION xm.higher_order(xm.value_profile) IS 'One row: the four higher-order values, each the mean of its values: openness to change (self-direction, stimulation, hedonism), conservation (conformity, tradition, security), self-enhancement (power, achievement), self-transcendence (universalism, benevolence). Of PVQ-RR by way of the ten. Another instrument is an error (22023).';
CREATE FUNCTION xm.broad_values(profile xm.value_profile) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_broad_values';
COMMENT ON FUNCTION xm.broad_values(xm.value_profile) IS 'The ten values from the 19 of xm.pvq_rr, each the mean of its parts; tradition takes humility, face belongs to none. Another instrument is an error (22023).';
CREATE FUNCTION xm.centre(profile xm.value_profile) RETURNS xm.value_profile LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_centre';
COMMENT ON FUNCTION xm.centre(xm.value_profile) IS 'The profile less the mean of its own scores (not of the answers behind them, as xm.pvq21 does).';

-- xm.profiles: sums over the profiles of a group. Transition and merge functions are not STRICT: the first value must be
-- copied, not taken over as the state.
CREATE TYPE xm.profiles;

CREATE FUNCTION xm.profiles_in(cstring) RETURNS xm.profiles LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_in';
COMMENT ON FUNCTION xm.profiles_in(cstring) IS 'Support: text input of xm.profiles.';
CREATE FUNCTION xm.profiles_out(xm.profiles) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_out';
COMMENT ON FUNCTION xm.profiles_out(xm.profiles) IS 'Support: text output of xm.profiles.';
CREATE FUNCTION xm.profiles_recv(internal) RETURNS xm.profiles LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_recv';
COMMENT ON FUNCTION xm.profiles_recv(internal) IS 'Support: binary input of xm.profiles.';
CREATE FUNCTION xm.profiles_send(xm.profiles) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_send';
COMMENT ON FUNCTION xm.profiles_send(xm.profiles) IS 'Support: binary output of xm.profiles.';

CREATE TYPE xm.profiles (
  INPUT = xm.profiles_in, OUTPUT = xm.profiles_out, RECEIVE = xm.profiles_recv, SEND = xm.profiles_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE xm.profiles IS 'Sums over the value profiles of a group: their number, scores and directions. Gives the similarity of its people and, over groups, the share of variance between them. Merges by xm.rollup.';
CREATE CAST (xm.profiles AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.profiles AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm.profiles_add(state xm.profiles, profile xm.value_profile) RETURNS xm.profiles LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_add';
COMMENT ON FUNCTION xm.profiles_add(xm.profiles, xm.value_profile) IS 'Support: transition of xm.profiles.';
CREATE FUNCTION xm.profiles_merge(state xm.profiles, other xm.profiles) RETURNS xm.profiles LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_merge';
COMMENT ON FUNCTION xm.profiles_merge(xm.profiles, xm.profiles) IS 'Support: merges two states.';
CREATE FUNCTION xm.profiles_final(state xm.profiles) RETURNS xm.profiles LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_profiles_final';
COMMENT ON FUNCTION xm.profiles_final(xm.profiles) IS 'Support: checks a running state.';
CREATE FUNCTION xm.similarity_final(state xm.profiles) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_similarity';
COMMENT ON FUNCTION xm.similarity_final(xm.profiles) IS 'Support: final function of xm.similarity.';

CREATE AGGREGATE xm.profiles(profile xm.value_profile) (SFUNC = xm.profiles_add, STYPE = xm.profiles, SSPACE = 500, FINALFUNC = xm.profiles_final, COMBINEFUNC = xm.profiles_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.profiles(xm.value_profile) IS 'The sums over the profiles of a group, to be stored, merged (xm.rollup) and asked (xm.similarity, xm.explained). Profiles of different instruments, labels or lengths, and centred ones with others, are an error (22023). NULL profiles are skipped; NULL over no rows.';
CREATE AGGREGATE xm.rollup(state xm.profiles) (SFUNC = xm.profiles_merge, STYPE = xm.profiles, SSPACE = 500, FINALFUNC = xm.profiles_final, COMBINEFUNC = xm.profiles_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.profiles) IS 'The state of all the people behind the states together. NULL states are skipped.';
CREATE AGGREGATE xm.similarity(profile xm.value_profile) (SFUNC = xm.profiles_add, STYPE = xm.profiles, SSPACE = 500, FINALFUNC = xm.similarity_final, COMBINEFUNC = xm.profiles_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.similarity(xm.value_profile) IS 'How alike the people of a group are: mean cosine over all pairs of them, -1..1, in one pass from sums. People whose profile is all 0 (flat answers, centred) are left out; NULL for fewer than two others. Profiles of different instruments, labels or lengths, and centred ones with others, are an error (22023). NULL profiles are skipped; NULL over no rows.';
CREATE FUNCTION xm.similarity(state xm.profiles) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_similarity';
COMMENT ON FUNCTION xm.similarity(xm.profiles) IS 'The mean cosine over all pairs of people behind a state; see the aggregate.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm.explained_add(state internal, groups "any", profile xm.value_profile) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_add';
COMMENT ON FUNCTION xm.explained_add(internal, "any", xm.value_profile) IS 'Support: transition of xm.explained.';
CREATE FUNCTION xm.explained_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_combine';
COMMENT ON FUNCTION xm.explained_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.explained_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_serialize';
COMMENT ON FUNCTION xm.explained_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.explained_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_deserialize';
COMMENT ON FUNCTION xm.explained_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.explained_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_final';
COMMENT ON FUNCTION xm.explained_final(internal) IS 'Support: final function of xm.explained.';
CREATE FUNCTION xm.explained_adjusted_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_adjusted_final';
COMMENT ON FUNCTION xm.explained_adjusted_final(internal) IS 'Support: final function of xm.explained_adjusted.';
CREATE AGGREGATE xm.explained(groups "any", profile xm.value_profile) (SFUNC = xm.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm.explained_final, COMBINEFUNC = xm.explained_combine, SERIALFUNC = xm.explained_serialize, DESERIALFUNC = xm.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained("any", xm.value_profile) IS 'The share of the variance of the profiles (all values together) that lies between the groups, 0..1: eta squared. groups may be of any type, a row too (a NULL within it is a group like others); rows with a NULL argument are skipped. Many groups explain noise: compare xm.explained_adjusted. NULL without variance. Memory: 24 bytes and 8 per value for each group, bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.explained_adjusted(groups "any", profile xm.value_profile) (SFUNC = xm.explained_add, STYPE = internal, SSPACE = 20000, FINALFUNC = xm.explained_adjusted_final, COMBINEFUNC = xm.explained_combine, SERIALFUNC = xm.explained_serialize, DESERIALFUNC = xm.explained_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained_adjusted("any", xm.value_profile) IS 'The same corrected for the number of groups: epsilon squared (Kelley 1935), about 0 for groups that say nothing, negative by chance. NULL without variance, or with a group for each person.';
CREATE FUNCTION xm.explained_states_add(state internal, state_of_group xm.profiles) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_states_add';
COMMENT ON FUNCTION xm.explained_states_add(internal, xm.profiles) IS 'Support: transition of xm.explained.';
CREATE FUNCTION xm.explained_states_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_states_combine';
COMMENT ON FUNCTION xm.explained_states_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.explained_states_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_states_serialize';
COMMENT ON FUNCTION xm.explained_states_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.explained_states_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_states_deserialize';
COMMENT ON FUNCTION xm.explained_states_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.explained_states_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_states_final';
COMMENT ON FUNCTION xm.explained_states_final(internal) IS 'Support: final function of xm.explained.';
CREATE FUNCTION xm.explained_adjusted_states_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_explained_adjusted_states_final';
COMMENT ON FUNCTION xm.explained_adjusted_states_final(internal) IS 'Support: final function of xm.explained_adjusted.';
CREATE AGGREGATE xm.explained(state_of_group xm.profiles) (SFUNC = xm.explained_states_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm.explained_states_final, COMBINEFUNC = xm.explained_states_combine, SERIALFUNC = xm.explained_states_serialize, DESERIALFUNC = xm.explained_states_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained(xm.profiles) IS 'Eta squared over the states of the groups: the share of the variance of the profiles that lies between them.';
CREATE AGGREGATE xm.explained_adjusted(state_of_group xm.profiles) (SFUNC = xm.explained_states_add, STYPE = internal, SSPACE = 2000, FINALFUNC = xm.explained_adjusted_states_final, COMBINEFUNC = xm.explained_states_combine, SERIALFUNC = xm.explained_states_serialize, DESERIALFUNC = xm.explained_states_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.explained_adjusted(xm.profiles) IS 'Epsilon squared over the states of the groups: xm.explained corrected for their number.';

-- Segments of people: k-means over value profiles, latent classes over answers.
CREATE TYPE xm.segmentation;

CREATE FUNCTION xm.segmentation_in(cstring) RETURNS xm.segmentation LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_in';
COMMENT ON FUNCTION xm.segmentation_in(cstring) IS 'Support: text input of xm.segmentation.';
CREATE FUNCTION xm.segmentation_out(xm.segmentation) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_out';
COMMENT ON FUNCTION xm.segmentation_out(xm.segmentation) IS 'Support: text output of xm.segmentation.';
CREATE FUNCTION xm.segmentation_recv(internal) RETURNS xm.segmentation LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_recv';
COMMENT ON FUNCTION xm.segmentation_recv(internal) IS 'Support: binary input of xm.segmentation.';
CREATE FUNCTION xm.segmentation_send(xm.segmentation) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_send';
COMMENT ON FUNCTION xm.segmentation_send(xm.segmentation) IS 'Support: binary output of xm.segmentation.';

CREATE TYPE xm.segmentation (
  INPUT = xm.segmentation_in, OUTPUT = xm.segmentation_out, RECEIVE = xm.segmentation_recv, SEND = xm.segmentation_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);
COMMENT ON TYPE xm.segmentation IS 'A fitted segmentation: its segments, the largest first, with their centres, and how well each number of segments fits. A value to keep in a table: xm.segment types people with it at any later time. Made by xm.segments and xm.latent_classes.';
CREATE CAST (xm.segmentation AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.segmentation AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm.segment(model xm.segmentation, profile xm.value_profile) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segment';
COMMENT ON FUNCTION xm.segment(xm.segmentation, xm.value_profile) IS 'The segment of a person, 1 (the largest) to k: that with the nearest centre. A model of xm.latent_classes, or a profile of another instrument, length or labels, is an error (22023).';
CREATE FUNCTION xm.segment(model xm.segmentation, answers integer[]) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segment_of_answers';
COMMENT ON FUNCTION xm.segment(xm.segmentation, integer[]) IS 'The likeliest class of a person with these answers (NULL: none), 1 to k. A model of xm.segments, another number of answers, or a category the model does not know is an error (22023).';
CREATE FUNCTION xm.segment_probabilities(model xm.segmentation, answers integer[]) RETURNS double precision[] LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segment_probabilities';
COMMENT ON FUNCTION xm.segment_probabilities(xm.segmentation, integer[]) IS 'The probability of each class for a person with these answers (NULL: none), in the order of the classes. Errors as xm.segment.';
CREATE FUNCTION xm.segment_table(model xm.segmentation, OUT segment integer, OUT members bigint, OUT share double precision, OUT label text, OUT centre double precision, OUT difference double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 50 AS 'MODULE_PATHNAME', 'xm_segment_table';
COMMENT ON FUNCTION xm.segment_table(xm.segmentation) IS 'One row per segment and value: people nearest to it, their share (of latent classes the estimated one), the mean of the value in it, and the difference from everybody. For latent classes the label is item:category and the centre its probability.';
CREATE FUNCTION xm.segment_fit(model xm.segmentation, OUT k integer, OUT within_ss double precision, OUT between_share double precision, OUT silhouette double precision, OUT log_likelihood double precision, OUT bic double precision, OUT chosen boolean, OUT entropy double precision) RETURNS SETOF record LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_segment_fit';
COMMENT ON FUNCTION xm.segment_fit(xm.segmentation) IS 'One row per number of segments tried. k-means: sum of squares within, share of the variance between, mean silhouette (Rousseeuw 1987; of at most 4,000 people). Latent classes: log-likelihood, BIC = -2 log L + parameters x ln n, and entropy of the chosen number (1: classes are told apart perfectly). NULL where a figure does not apply.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm.segments_add(state internal, profile xm.value_profile, k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_add';
COMMENT ON FUNCTION xm.segments_add(internal, xm.value_profile, integer) IS 'Support: transition of xm.segments.';
CREATE FUNCTION xm.segments_add(state internal, profile xm.value_profile, k integer, seed integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_add';
COMMENT ON FUNCTION xm.segments_add(internal, xm.value_profile, integer, integer) IS 'Support: transition of xm.segments.';
CREATE FUNCTION xm.segments_add(state internal, profile xm.value_profile, k int4range) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_add';
COMMENT ON FUNCTION xm.segments_add(internal, xm.value_profile, int4range) IS 'Support: transition of xm.segments.';
CREATE FUNCTION xm.segments_add(state internal, profile xm.value_profile, k int4range, seed integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_add';
COMMENT ON FUNCTION xm.segments_add(internal, xm.value_profile, int4range, integer) IS 'Support: transition of xm.segments.';
CREATE FUNCTION xm.segments_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_combine';
COMMENT ON FUNCTION xm.segments_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.segments_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_serialize';
COMMENT ON FUNCTION xm.segments_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.segments_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_deserialize';
COMMENT ON FUNCTION xm.segments_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.segments_final(state internal) RETURNS xm.segmentation LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segments_final';
COMMENT ON FUNCTION xm.segments_final(internal) IS 'Support: final function of xm.segments.';
CREATE FUNCTION xm.segment_stability_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segment_stability_final';
COMMENT ON FUNCTION xm.segment_stability_final(internal) IS 'Support: final function of xm.segment_stability.';
CREATE AGGREGATE xm.segments(profile xm.value_profile, k integer) (SFUNC = xm.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.segments_final, COMBINEFUNC = xm.segments_combine, SERIALFUNC = xm.segments_serialize, DESERIALFUNC = xm.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segments(xm.value_profile, integer) IS 'k-means on the profiles as they are (Euclidean): k segments. 25 starts (up to 1,000 for few people) by k-means++ on a sample of at most 8,000 rows chosen by hash, the best polished on all rows (Lloyd 1982; Arthur & Vassilvitskii 2007). The same rows in any order, and the same seed (default 0), give the same segments. Rows with a NULL are skipped; NULL over no rows. Errors (22023): k outside 2..255 or more than there are distinct profiles, profiles of different shapes. Rows are collected: 8 bytes per value, bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.segments(profile xm.value_profile, k integer, seed integer) (SFUNC = xm.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.segments_final, COMBINEFUNC = xm.segments_combine, SERIALFUNC = xm.segments_serialize, DESERIALFUNC = xm.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segments(xm.value_profile, integer, integer) IS 'k-means on the profiles as they are (Euclidean): k segments. 25 starts (up to 1,000 for few people) by k-means++ on a sample of at most 8,000 rows chosen by hash, the best polished on all rows (Lloyd 1982; Arthur & Vassilvitskii 2007). The same rows in any order, and the same seed (default 0), give the same segments. Rows with a NULL are skipped; NULL over no rows. Errors (22023): k outside 2..255 or more than there are distinct profiles, profiles of different shapes. Rows are collected: 8 bytes per value, bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.segments(profile xm.value_profile, k int4range) (SFUNC = xm.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.segments_final, COMBINEFUNC = xm.segments_combine, SERIALFUNC = xm.segments_serialize, DESERIALFUNC = xm.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segments(xm.value_profile, int4range) IS 'k-means on the profiles as they are (Euclidean): segments, their number that of the range with the highest mean silhouette (ties: the lowest). 25 starts (up to 1,000 for few people) by k-means++ on a sample of at most 8,000 rows chosen by hash, the best polished on all rows (Lloyd 1982; Arthur & Vassilvitskii 2007). The same rows in any order, and the same seed (default 0), give the same segments. Rows with a NULL are skipped; NULL over no rows. Errors (22023): k outside 2..255 or more than there are distinct profiles, profiles of different shapes. Rows are collected: 8 bytes per value, bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.segments(profile xm.value_profile, k int4range, seed integer) (SFUNC = xm.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.segments_final, COMBINEFUNC = xm.segments_combine, SERIALFUNC = xm.segments_serialize, DESERIALFUNC = xm.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segments(xm.value_profile, int4range, integer) IS 'k-means on the profiles as they are (Euclidean): segments, their number that of the range with the highest mean silhouette (ties: the lowest). 25 starts (up to 1,000 for few people) by k-means++ on a sample of at most 8,000 rows chosen by hash, the best polished on all rows (Lloyd 1982; Arthur & Vassilvitskii 2007). The same rows in any order, and the same seed (default 0), give the same segments. Rows with a NULL are skipped; NULL over no rows. Errors (22023): k outside 2..255 or more than there are distinct profiles, profiles of different shapes. Rows are collected: 8 bytes per value, bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.segment_stability(profile xm.value_profile, k integer) (SFUNC = xm.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.segment_stability_final, COMBINEFUNC = xm.segments_combine, SERIALFUNC = xm.segments_serialize, DESERIALFUNC = xm.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segment_stability(xm.value_profile, integer) IS 'Would other people have given the same segments? Mean adjusted Rand index of ten pairs of fits, each on one random half of the people (of at most 8,000), over all of them: 1 always the same, 0 no better than chance. Arguments and errors as xm.segments.';
CREATE AGGREGATE xm.segment_stability(profile xm.value_profile, k integer, seed integer) (SFUNC = xm.segments_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.segment_stability_final, COMBINEFUNC = xm.segments_combine, SERIALFUNC = xm.segments_serialize, DESERIALFUNC = xm.segments_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segment_stability(xm.value_profile, integer, integer) IS 'Would other people have given the same segments? Mean adjusted Rand index of ten pairs of fits, each on one random half of the people (of at most 8,000), over all of them: 1 always the same, 0 no better than chance. Arguments and errors as xm.segments.';
CREATE FUNCTION xm.latent_classes_add(state internal, answers integer[], k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_add';
COMMENT ON FUNCTION xm.latent_classes_add(internal, integer[], integer) IS 'Support: transition of xm.latent_classes.';
CREATE FUNCTION xm.latent_classes_add(state internal, answers integer[], k integer, seed integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_add';
COMMENT ON FUNCTION xm.latent_classes_add(internal, integer[], integer, integer) IS 'Support: transition of xm.latent_classes.';
CREATE FUNCTION xm.latent_classes_add(state internal, answers integer[], k int4range) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_add';
COMMENT ON FUNCTION xm.latent_classes_add(internal, integer[], int4range) IS 'Support: transition of xm.latent_classes.';
CREATE FUNCTION xm.latent_classes_add(state internal, answers integer[], k int4range, seed integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_add';
COMMENT ON FUNCTION xm.latent_classes_add(internal, integer[], int4range, integer) IS 'Support: transition of xm.latent_classes.';
CREATE FUNCTION xm.latent_classes_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_combine';
COMMENT ON FUNCTION xm.latent_classes_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.latent_classes_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_serialize';
COMMENT ON FUNCTION xm.latent_classes_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.latent_classes_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_deserialize';
COMMENT ON FUNCTION xm.latent_classes_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.latent_classes_final(state internal) RETURNS xm.segmentation LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_latent_classes_final';
COMMENT ON FUNCTION xm.latent_classes_final(internal) IS 'Support: final function of xm.latent_classes.';
CREATE AGGREGATE xm.latent_classes(answers integer[], k integer) (SFUNC = xm.latent_classes_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.latent_classes_final, COMBINEFUNC = xm.latent_classes_combine, SERIALFUNC = xm.latent_classes_serialize, DESERIALFUNC = xm.latent_classes_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.latent_classes(integer[], integer) IS 'Latent classes of people with alike categorical answers (Goodman 1974): k classes, by EM from many random starts. Answers are categories from 1 to 100, NULL where there is none (missing at random), up to 256 items. Equal answers are kept once. The same rows in any order, and the same seed (default 0), give the same classes. NULL rows, and rows without any answer, are skipped; NULL over no rows. Errors (22023): an answer outside the range (with its position), arrays of different lengths, k outside 2..255. Bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.latent_classes(answers integer[], k integer, seed integer) (SFUNC = xm.latent_classes_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.latent_classes_final, COMBINEFUNC = xm.latent_classes_combine, SERIALFUNC = xm.latent_classes_serialize, DESERIALFUNC = xm.latent_classes_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.latent_classes(integer[], integer, integer) IS 'Latent classes of people with alike categorical answers (Goodman 1974): k classes, by EM from many random starts. Answers are categories from 1 to 100, NULL where there is none (missing at random), up to 256 items. Equal answers are kept once. The same rows in any order, and the same seed (default 0), give the same classes. NULL rows, and rows without any answer, are skipped; NULL over no rows. Errors (22023): an answer outside the range (with its position), arrays of different lengths, k outside 2..255. Bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.latent_classes(answers integer[], k int4range) (SFUNC = xm.latent_classes_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.latent_classes_final, COMBINEFUNC = xm.latent_classes_combine, SERIALFUNC = xm.latent_classes_serialize, DESERIALFUNC = xm.latent_classes_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.latent_classes(integer[], int4range) IS 'Latent classes of people with alike categorical answers (Goodman 1974): classes, their number that of the range with the lowest BIC, by EM from many random starts. Answers are categories from 1 to 100, NULL where there is none (missing at random), up to 256 items. Equal answers are kept once. The same rows in any order, and the same seed (default 0), give the same classes. NULL rows, and rows without any answer, are skipped; NULL over no rows. Errors (22023): an answer outside the range (with its position), arrays of different lengths, k outside 2..255. Bounded by pg_xm.max_state_memory (53200).';
CREATE AGGREGATE xm.latent_classes(answers integer[], k int4range, seed integer) (SFUNC = xm.latent_classes_add, STYPE = internal, SSPACE = 100000, FINALFUNC = xm.latent_classes_final, COMBINEFUNC = xm.latent_classes_combine, SERIALFUNC = xm.latent_classes_serialize, DESERIALFUNC = xm.latent_classes_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.latent_classes(integer[], int4range, integer) IS 'Latent classes of people with alike categorical answers (Goodman 1974): classes, their number that of the range with the lowest BIC, by EM from many random starts. Answers are categories from 1 to 100, NULL where there is none (missing at random), up to 256 items. Equal answers are kept once. The same rows in any order, and the same seed (default 0), give the same classes. NULL rows, and rows without any answer, are skipped; NULL over no rows. Errors (22023): an answer outside the range (with its position), arrays of different lengths, k outside 2..255. Bounded by pg_xm.max_state_memory (53200).';

-- Do groupings of people agree, and do they explain an outcome? The functions of an internal state take NULL.
CREATE FUNCTION xm.cross_table_add(state internal, a "any", b "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_add';
COMMENT ON FUNCTION xm.cross_table_add(internal, "any", "any") IS 'Support: transition of xm.cramers_v.';
CREATE FUNCTION xm.cross_table_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_combine';
COMMENT ON FUNCTION xm.cross_table_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.cross_table_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_serialize';
COMMENT ON FUNCTION xm.cross_table_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.cross_table_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cross_table_deserialize';
COMMENT ON FUNCTION xm.cross_table_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.cramers_v_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_cramers_v_final';
COMMENT ON FUNCTION xm.cramers_v_final(internal) IS 'Support: final function of xm.cramers_v.';
CREATE FUNCTION xm.adjusted_rand_final(state internal) RETURNS double precision LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_adjusted_rand_final';
COMMENT ON FUNCTION xm.adjusted_rand_final(internal) IS 'Support: final function of xm.adjusted_rand.';
CREATE AGGREGATE xm.cramers_v(a "any", b "any") (SFUNC = xm.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm.cramers_v_final, COMBINEFUNC = xm.cross_table_combine, SERIALFUNC = xm.cross_table_serialize, DESERIALFUNC = xm.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.cramers_v("any", "any") IS 'Association of two groupings, 0..1: Cramers V, the root of chi squared / (n (min(rows, columns) - 1)), without correction. Groups may be of any type; rows with a NULL are skipped; NULL where a grouping has one group.';
CREATE AGGREGATE xm.adjusted_rand(a "any", b "any") (SFUNC = xm.cross_table_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm.adjusted_rand_final, COMBINEFUNC = xm.cross_table_combine, SERIALFUNC = xm.cross_table_serialize, DESERIALFUNC = xm.cross_table_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.adjusted_rand("any", "any") IS 'Agreement of two groupings of the same people whatever the names of the groups: adjusted Rand index (Hubert & Arabie 1985), 1 for the same groups, about 0 by chance. Rows with a NULL are skipped; NULL for fewer than two.';
CREATE TYPE xm.segmentation_test_result AS (n bigint, r2_demographics double precision, r2_segments double precision, r2_both double precision, f_segments double precision, df1_segments bigint, p_segments double precision, f_demographics double precision, df1_demographics bigint, p_demographics double precision, df2 bigint);
COMMENT ON TYPE xm.segmentation_test_result IS 'What xm.segmentation_test returns; columns are only ever appended.';
CREATE FUNCTION xm.segmentation_test_add(state internal, outcome "any", demographics "any", segment integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_add';
COMMENT ON FUNCTION xm.segmentation_test_add(internal, "any", "any", integer) IS 'Support: transition of xm.segmentation_test.';
CREATE FUNCTION xm.segmentation_test_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_combine';
COMMENT ON FUNCTION xm.segmentation_test_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm.segmentation_test_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_serialize';
COMMENT ON FUNCTION xm.segmentation_test_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm.segmentation_test_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_deserialize';
COMMENT ON FUNCTION xm.segmentation_test_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm.segmentation_test_final(state internal) RETURNS xm.segmentation_test_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_segmentation_test_final';
COMMENT ON FUNCTION xm.segmentation_test_final(internal) IS 'Support: final function of xm.segmentation_test.';
CREATE AGGREGATE xm.segmentation_test(outcome "any", demographics "any", segment integer) (SFUNC = xm.segmentation_test_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm.segmentation_test_final, COMBINEFUNC = xm.segmentation_test_combine, SERIALFUNC = xm.segmentation_test_serialize, DESERIALFUNC = xm.segmentation_test_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.segmentation_test("any", "any", integer) IS 'One row: does a segmentation explain an outcome (loyalty, spend) better than demographics do? Least squares with a dummy for each group: share of variance explained by the demographics, by the segments and by both, and the F test of what each adds to the other. demographics: one column or a row of columns (main effects), as groups: put ages into bands. Rows with a NULL are skipped. Tests are NULL where one side adds no group or nothing is left over. Beyond 1,000 groups an error (22023).';

