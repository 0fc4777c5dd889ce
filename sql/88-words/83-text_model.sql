-- Which words go with a label, and what a new comment says by its words.
CREATE TYPE xm.text_model;

CREATE FUNCTION xm_internal.text_model_in(cstring) RETURNS xm.text_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_in';
COMMENT ON FUNCTION xm_internal.text_model_in(cstring) IS 'Support: text input of xm.text_model.';
CREATE FUNCTION xm_internal.text_model_out(xm.text_model) RETURNS cstring LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_out';
COMMENT ON FUNCTION xm_internal.text_model_out(xm.text_model) IS 'Support: text output of xm.text_model.';
CREATE FUNCTION xm_internal.text_model_recv(internal) RETURNS xm.text_model LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_recv';
COMMENT ON FUNCTION xm_internal.text_model_recv(internal) IS 'Support: binary input of xm.text_model.';
CREATE FUNCTION xm_internal.text_model_send(xm.text_model) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_send';
COMMENT ON FUNCTION xm_internal.text_model_send(xm.text_model) IS 'Support: binary output of xm.text_model.';

CREATE TYPE xm.text_model (
  INPUT = xm_internal.text_model_in, OUTPUT = xm_internal.text_model_out, RECEIVE = xm_internal.text_model_recv, SEND = xm_internal.text_model_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);
COMMENT ON TYPE xm.text_model IS 'Which words go with a label, learnt from comments that have one: how many comments with and without the label have each word, in five parts, and a sample of the comments, each as a set of words with its label: who may read it may read those. Made by xm.text_model, merged by xm.rollup, asked by xm.sentiment and xm.text_model_fit.';
CREATE CAST (xm.text_model AS jsonb) WITH INOUT;
COMMENT ON CAST (xm.text_model AS jsonb) IS 'The text form as a JSON object; casting back goes through text.';

CREATE FUNCTION xm_internal.text_model_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_combine';
COMMENT ON FUNCTION xm_internal.text_model_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.text_model_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_serialize';
COMMENT ON FUNCTION xm_internal.text_model_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.text_model_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_deserialize';
COMMENT ON FUNCTION xm_internal.text_model_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.text_model_final(state internal) RETURNS xm.text_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_final';
COMMENT ON FUNCTION xm_internal.text_model_final(internal) IS 'Support: final function of xm.text_model.';
CREATE FUNCTION xm_internal.text_model_add(state internal, words text[], label boolean) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_add';
COMMENT ON FUNCTION xm_internal.text_model_add(internal, text[], boolean) IS 'Support: transition of xm.text_model(text[], boolean).';
CREATE AGGREGATE xm.text_model(words text[], label boolean) (SFUNC = xm_internal.text_model_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.text_model_final, COMBINEFUNC = xm_internal.text_model_combine, SERIALFUNC = xm_internal.text_model_serialize, DESERIALFUNC = xm_internal.text_model_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.text_model(text[], boolean) IS 'A model of which words go with a label (multinomial naive Bayes, a word once a comment, 1 added to each count; Wang & Manning 2012), to be stored, merged (xm.rollup) and asked (xm.sentiment, xm.text_model_fit). It holds counts by word in five parts (the first four bytes of the MD5 of the sorted distinct words, joined by newlines, modulo 5) and the 20,000 comments of lowest MD5, so that it can say how well it does on comments that it has not seen. Rows with a NULL argument are skipped, NULL among the words is dropped.';
CREATE FUNCTION xm_internal.text_model_add(state internal, words text[], label boolean, smoothing double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_add';
COMMENT ON FUNCTION xm_internal.text_model_add(internal, text[], boolean, double precision) IS 'Support: transition of xm.text_model(text[], boolean, double precision).';
CREATE AGGREGATE xm.text_model(words text[], label boolean, smoothing double precision) (SFUNC = xm_internal.text_model_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.text_model_final, COMBINEFUNC = xm_internal.text_model_combine, SERIALFUNC = xm_internal.text_model_serialize, DESERIALFUNC = xm_internal.text_model_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.text_model(text[], boolean, double precision) IS 'The same with another number added to each count; not above 0, or above 1000000, is an error (22023).';
CREATE FUNCTION xm_internal.text_model_rollup_add(state internal, model xm.text_model) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_rollup_add';
COMMENT ON FUNCTION xm_internal.text_model_rollup_add(internal, xm.text_model) IS 'Support: transition of xm.rollup(xm.text_model).';
CREATE AGGREGATE xm.rollup(state xm.text_model) (SFUNC = xm_internal.text_model_rollup_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.text_model_final, COMBINEFUNC = xm_internal.text_model_combine, SERIALFUNC = xm_internal.text_model_serialize, DESERIALFUNC = xm_internal.text_model_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.rollup(xm.text_model) IS 'The model of all the comments behind the models together, bit for bit. Models of different smoothing are an error (22023). NULL models are skipped.';
CREATE FUNCTION xm.sentiment(model xm.text_model, words text[]) RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_sentiment';
COMMENT ON FUNCTION xm.sentiment(xm.text_model, text[]) IS 'The probability that a comment of these words has the label: the score of naive Bayes, calibrated (Platt 1999) on scores of the sample''s comments by the model without their part. Words that the model does not know say nothing; without a known word it is the calibrated share of the label. NULL where the model has seen one class only, or too little to calibrate with.';
CREATE TYPE xm.text_model_fit_result AS (comments bigint, positive bigint, words bigint, auc double precision, slope double precision, intercept double precision);
COMMENT ON TYPE xm.text_model_fit_result IS 'What xm.text_model_fit returns; columns are only ever appended.';
CREATE FUNCTION xm.text_model_fit(model xm.text_model) RETURNS xm.text_model_fit_result LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_fit';
COMMENT ON FUNCTION xm.text_model_fit(xm.text_model) IS 'How well a model tells comments with the label (positive) from others, on comments that it has not seen: the area under the ROC curve of the scores of the sample''s comments by the model without their part (0.5: by chance; ties count half; scores to 9 decimals), and the calibration, logit = slope * score + intercept. words: distinct ones. NULL for one class, and for a NULL model a row of NULLs.';
