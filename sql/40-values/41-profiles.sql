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
