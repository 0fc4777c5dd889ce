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
