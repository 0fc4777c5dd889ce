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
