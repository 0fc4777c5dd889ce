-- What comments are about.
CREATE TYPE xm.topic_model;

CREATE FUNCTION xm_internal.topic_model_in(cstring) RETURNS xm.topic_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_model_in';
COMMENT ON FUNCTION xm_internal.topic_model_in(cstring) IS 'Support: text input of xm.topic_model.';
CREATE FUNCTION xm_internal.topic_model_out(xm.topic_model) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_model_out';
COMMENT ON FUNCTION xm_internal.topic_model_out(xm.topic_model) IS 'Support: text output of xm.topic_model.';
CREATE FUNCTION xm_internal.topic_model_recv(internal) RETURNS xm.topic_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_model_recv';
COMMENT ON FUNCTION xm_internal.topic_model_recv(internal) IS 'Support: binary input of xm.topic_model.';
CREATE FUNCTION xm_internal.topic_model_send(xm.topic_model) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_model_send';
COMMENT ON FUNCTION xm_internal.topic_model_send(xm.topic_model) IS 'Support: binary output of xm.topic_model.';

CREATE TYPE xm.topic_model (
  INPUT = xm_internal.topic_model_in, OUTPUT = xm_internal.topic_model_out, RECEIVE = xm_internal.topic_model_recv, SEND = xm_internal.topic_model_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);
COMMENT ON TYPE xm.topic_model IS 'Topics that comments are about: of each word the probability within each topic. Made by xm.topics, asked by xm.topic, xm.topic_probabilities, xm.topic_table and xm.topic_fit.';
CREATE CAST (xm.topic_model AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.topic_model AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm_internal.topics_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_combine';
COMMENT ON FUNCTION xm_internal.topics_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.topics_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_serialize';
COMMENT ON FUNCTION xm_internal.topics_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.topics_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_deserialize';
COMMENT ON FUNCTION xm_internal.topics_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.topics_final(state internal) RETURNS xm.topic_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_final';
COMMENT ON FUNCTION xm_internal.topics_final(internal) IS 'Support: final function of xm.topics.';
CREATE FUNCTION xm_internal.topics_add(state internal, words text[], k integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_add';
COMMENT ON FUNCTION xm_internal.topics_add(internal, text[], integer) IS 'Support: transition of xm.topics(text[], integer).';
CREATE AGGREGATE xm.topics(words text[], k integer) (SFUNC = xm_internal.topics_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.topics_final, COMBINEFUNC = xm_internal.topics_combine, SERIALFUNC = xm_internal.topics_serialize, DESERIALFUNC = xm_internal.topics_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.topics(text[], integer) IS 'Topics, k of them (1 to 1000), by the words that come together in comments: probabilistic latent semantic analysis (Hofmann 1999) with 0.1 added to the count of each word of a topic and each topic of a comment, from ten starts (hashes of the words), of which the one of the largest log likelihood stays. The same rows in another order give the same topics to the bit. Collects the comments (pg_xm.max_state_memory). Rows with a NULL argument are skipped, NULL among the words is dropped; NULL where there is no word at all.';
CREATE FUNCTION xm_internal.topics_add(state internal, words text[], k integer, seed bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topics_add';
COMMENT ON FUNCTION xm_internal.topics_add(internal, text[], integer, bigint) IS 'Support: transition of xm.topics(text[], integer, bigint).';
CREATE AGGREGATE xm.topics(words text[], k integer, seed bigint) (SFUNC = xm_internal.topics_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.topics_final, COMBINEFUNC = xm_internal.topics_combine, SERIALFUNC = xm_internal.topics_serialize, DESERIALFUNC = xm_internal.topics_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.topics(text[], integer, bigint) IS 'The same from other starts.';
CREATE TYPE xm.topic_table_row AS (topic integer, share double precision, word text, probability double precision);
COMMENT ON TYPE xm.topic_table_row IS 'A row of what xm.topic_table returns; columns are only ever appended.';
CREATE FUNCTION xm.topic_table(model xm.topic_model, top integer DEFAULT 10) RETURNS SETOF xm.topic_table_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100 AS 'MODULE_PATHNAME', 'xm_topic_table';
COMMENT ON FUNCTION xm.topic_table(xm.topic_model, integer) IS 'The likeliest words of each topic, top of them: topics by their share of all words (a fraction), ties by their first word; words by their probability within the topic, then bytes. top below 1 is an error (22023).';
CREATE TYPE xm.topic_fit_result AS (comments bigint, words bigint, topics integer, log_likelihood double precision, iterations bigint);
COMMENT ON TYPE xm.topic_fit_result IS 'What xm.topic_fit returns; columns are only ever appended.';
CREATE FUNCTION xm.topic_fit(model xm.topic_model) RETURNS xm.topic_fit_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_fit';
COMMENT ON FUNCTION xm.topic_fit(xm.topic_model) IS 'What a model of topics was made from: comments, distinct words, topics, the log likelihood of the words and the iterations of the start that stayed. A NULL model gives a row of NULLs.';
CREATE FUNCTION xm.topic(model xm.topic_model, words text[]) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic';
COMMENT ON FUNCTION xm.topic(xm.topic_model, text[]) IS 'The likeliest topic of a comment of these words: the number of xm.topic_table, the smallest of equal ones.';
CREATE FUNCTION xm.topic_probabilities(model xm.topic_model, words text[]) RETURNS double precision[] LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_topic_probabilities';
COMMENT ON FUNCTION xm.topic_probabilities(xm.topic_model, text[]) IS 'The shares of the topics in a comment of these words, topic 1 first: 50 steps of folding in from the topics'' own shares, 0.1 added to the count of each. Words that the model does not know say nothing; without a known word they are the topics'' own shares.';
