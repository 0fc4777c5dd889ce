-- 0.10.0 to 0.11.0
\echo Use "ALTER EXTENSION pg_xm UPDATE" to load this file. \quit
SELECT xm_internal.check_library('0.11.0'::pg_catalog.text);

-- Who did not answer, and does it matter? The functions of an internal state take NULL (no rows yet).
CREATE TYPE xm.response_rates_result AS (rr1 double precision, rr2 double precision, rr3 double precision, rr4 double precision, rr5 double precision, rr6 double precision, cooperation1 double precision, refusal1 double precision, contact1 double precision);
COMMENT ON TYPE xm.response_rates_result IS 'What xm.response_rates returns; columns are only ever appended.';
CREATE FUNCTION xm.response_rates(complete bigint, partial bigint, refusal bigint, non_contact bigint, other bigint, unknown_household bigint, unknown_other bigint, ineligible bigint, eligible_share double precision DEFAULT NULL) RETURNS xm.response_rates_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_response_rates';
COMMENT ON FUNCTION xm.response_rates(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, double precision) IS 'One row: the response rates rr1 to rr6, cooperation1, refusal1 and contact1 of the AAPOR Standard Definitions as fractions, from the numbers of cases of each disposition. Even ones count partial interviews as responses, too; rr3 and rr4 count only the share eligible_share of the cases whose eligibility is unknown (NULL: eligible / (eligible + ineligible) of those that are known; NULL rates if none is), rr5 and rr6 none of them. A denominator of 0 gives NULL, a NULL count a row of NULLs; a negative count or a share outside [0,1] is an error (22023).';
CREATE TYPE xm.r_indicator_result AS (r_indicator double precision, r_indicator_adjusted double precision, std_dev double precision, mean_propensity double precision, max_bias double precision, asked bigint, responded bigint, partial jsonb);
COMMENT ON TYPE xm.r_indicator_result IS 'What xm.r_indicator returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.r_indicator_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_combine';
COMMENT ON FUNCTION xm_internal.r_indicator_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.r_indicator_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_serialize';
COMMENT ON FUNCTION xm_internal.r_indicator_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.r_indicator_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_deserialize';
COMMENT ON FUNCTION xm_internal.r_indicator_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.r_indicator_final(state internal) RETURNS xm.r_indicator_result LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_final';
COMMENT ON FUNCTION xm_internal.r_indicator_final(internal) IS 'Support: final function of xm.r_indicator.';
CREATE FUNCTION xm_internal.r_indicator_add(state internal, responded boolean, categories "any") RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_add';
COMMENT ON FUNCTION xm_internal.r_indicator_add(internal, boolean, "any") IS 'Support: transition of xm.r_indicator(boolean, "any").';
CREATE AGGREGATE xm.r_indicator(responded boolean, categories "any") (SFUNC = xm_internal.r_indicator_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.r_indicator_final, COMBINEFUNC = xm_internal.r_indicator_combine, SERIALFUNC = xm_internal.r_indicator_serialize, DESERIALFUNC = xm_internal.r_indicator_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.r_indicator(boolean, "any") IS 'One row about everybody who was asked: how far those who responded stand for them by these categories (columns of one row; a scalar is x1; values are taken as their text, NULL is a category of its own). r_indicator is 1 - 2 std_dev, 1 for a response that no category tells anything about; std_dev is that of the propensities, fitted values of a logit of main effects (where categories separate who responded: the limits of the fit, 0 or 1); r_indicator_adjusted takes off the spread that chance alone gives (Shlomo, Skinner & Schouten 2012); max_bias is std_dev / mean_propensity: times the standard deviation of any answer, the largest bias of its mean; partial says for each variable how much of std_dev lies between its categories (Schouten, Cobben & Bethlehem 2009). The variable with most categories may have any number, the others 400 together (else 22023). Spreads are NULL for one person, max_bias is NULL if nobody responded, all is NULL if nobody was asked; rows with responded NULL are skipped.';

-- Forms with declared types, which the parser picks for the usual ones: engines that distribute an aggregate refuse "any".
CREATE FUNCTION xm_internal.r_indicator_add(state internal, responded boolean, categories text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_add';
COMMENT ON FUNCTION xm_internal.r_indicator_add(internal, boolean, text) IS 'Support: transition of xm.r_indicator(boolean, text).';
CREATE AGGREGATE xm.r_indicator(responded boolean, categories text) (SFUNC = xm_internal.r_indicator_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.r_indicator_final, COMBINEFUNC = xm_internal.r_indicator_combine, SERIALFUNC = xm_internal.r_indicator_serialize, DESERIALFUNC = xm_internal.r_indicator_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.r_indicator(boolean, text) IS 'One row: how far those who responded stand for all who were asked, by the categories of one variable, x1. Of declared types, the same as xm.r_indicator(boolean, "any").';
CREATE FUNCTION xm_internal.r_indicator_add(state internal, responded boolean, categories smallint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_add';
COMMENT ON FUNCTION xm_internal.r_indicator_add(internal, boolean, smallint) IS 'Support: transition of xm.r_indicator(boolean, smallint).';
CREATE AGGREGATE xm.r_indicator(responded boolean, categories smallint) (SFUNC = xm_internal.r_indicator_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.r_indicator_final, COMBINEFUNC = xm_internal.r_indicator_combine, SERIALFUNC = xm_internal.r_indicator_serialize, DESERIALFUNC = xm_internal.r_indicator_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.r_indicator(boolean, smallint) IS 'One row: how far those who responded stand for all who were asked, by the categories of one variable, x1. Of declared types, the same as xm.r_indicator(boolean, "any").';
CREATE FUNCTION xm_internal.r_indicator_add(state internal, responded boolean, categories integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_add';
COMMENT ON FUNCTION xm_internal.r_indicator_add(internal, boolean, integer) IS 'Support: transition of xm.r_indicator(boolean, integer).';
CREATE AGGREGATE xm.r_indicator(responded boolean, categories integer) (SFUNC = xm_internal.r_indicator_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.r_indicator_final, COMBINEFUNC = xm_internal.r_indicator_combine, SERIALFUNC = xm_internal.r_indicator_serialize, DESERIALFUNC = xm_internal.r_indicator_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.r_indicator(boolean, integer) IS 'One row: how far those who responded stand for all who were asked, by the categories of one variable, x1. Of declared types, the same as xm.r_indicator(boolean, "any").';
CREATE FUNCTION xm_internal.r_indicator_add(state internal, responded boolean, categories bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_r_indicator_add';
COMMENT ON FUNCTION xm_internal.r_indicator_add(internal, boolean, bigint) IS 'Support: transition of xm.r_indicator(boolean, bigint).';
CREATE AGGREGATE xm.r_indicator(responded boolean, categories bigint) (SFUNC = xm_internal.r_indicator_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.r_indicator_final, COMBINEFUNC = xm_internal.r_indicator_combine, SERIALFUNC = xm_internal.r_indicator_serialize, DESERIALFUNC = xm_internal.r_indicator_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.r_indicator(boolean, bigint) IS 'One row: how far those who responded stand for all who were asked, by the categories of one variable, x1. Of declared types, the same as xm.r_indicator(boolean, "any").';

-- Asking: who is invited to a survey, what came of it. The tables are those of sql/workspace/13-invitations.sql.
CREATE TYPE xm.invite_row AS (person_id bigint, decision text, detail text, token text);
COMMENT ON TYPE xm.invite_row IS 'A row of what xm.invite and xm.remind return; columns are only ever appended.';
CREATE FUNCTION xm.invite(workspace text, survey text, wave text, persons bigint[], options jsonb DEFAULT '{}') RETURNS SETOF xm.invite_row LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_invite'; -- not STRICT: wave may be NULL
COMMENT ON FUNCTION xm.invite(text, text, text, bigint[], jsonb) IS 'One row per person, by number: the decision, the first that holds of departed, opted_out, already (invited to this wave and occasion), rule (detail names the contact rule), not_sampled, else invited, with the token of the link. Invitations and contacts are stored, of tokens only hashes. Options: channel, occasion (where there is no wave), sample (a number or a share of those left), strata (attributes or unit: proportional), seed, expires (an interval), dry_run (stores nothing), reissue (new tokens for those invited already). Campaigns wait for one another, answers for none; only in READ COMMITTED (else 25001). Unknown persons, or of the other side, are an error (22023), as are fewer than ten at once of an anonymous survey. For the owner, custodians and senders.';
CREATE FUNCTION xm.remind(workspace text, survey text, wave text, after interval, options jsonb DEFAULT '{}') RETURNS SETOF xm.invite_row LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_remind'; -- not STRICT: wave may be NULL
COMMENT ON FUNCTION xm.remind(text, text, text, interval, jsonb) IS 'One row per person who was invited to the wave and last contacted at least so long ago: departed, opted_out, rule, else reminded, with a further token of the same invitation. Of an identified survey those who have not answered; of a confidential or anonymous one everybody, since nobody may know who has (a token of who has is spent; an anonymous survey gives none). Options: channel, occasion, expires, dry_run. For the owner, custodians and senders.';
CREATE FUNCTION xm.mark(workspace text, token text, status text) RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_mark';
COMMENT ON FUNCTION xm.mark(text, text, text) IS 'Nothing; says what became of an invitation, by one of its tokens: sent, bounced (its last contact does not count), refused, ineligible. Any other status, or an unknown token, is an error (22023). For the owner, custodians and senders.';
CREATE FUNCTION xm.opt_out(workspace text, who jsonb, channel text DEFAULT NULL) RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_opt_out'; -- not STRICT: channel may be NULL
COMMENT ON FUNCTION xm.opt_out(text, jsonb, text) IS 'Nothing; the person of a token, {"token": ...}, or of a key, {"email": ...}, is not invited any more by this channel, or by none. Whether there is such a person is not told. For the owner, custodians, senders and collectors.';
CREATE TYPE xm.response_rates_row AS (wave text, unit text, asked bigint, complete bigint, partial bigint, refusal bigint, non_contact bigint, other bigint, unknown_household bigint, unknown_other bigint, ineligible bigint, eligible_share double precision, rr1 double precision, rr2 double precision, rr3 double precision, rr4 double precision, rr5 double precision, rr6 double precision, cooperation1 double precision, refusal1 double precision, contact1 double precision);
COMMENT ON TYPE xm.response_rates_row IS 'A row of what xm.response_rates of a workspace returns; columns are only ever appended.';
CREATE FUNCTION xm.response_rates(workspace text, survey text, wave text DEFAULT NULL) RETURNS SETOF xm.response_rates_row LANGUAGE C STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_workspace_response_rates'; -- not STRICT: wave may be NULL
COMMENT ON FUNCTION xm.response_rates(text, text, text) IS 'One row per wave and unit of a survey: what became of its invitations, and the rates of AAPOR (see the other form). answered counts as complete, started as partial, refused or opted out as refusal; bounced and unanswered as unknown_other (customers) or non_contact (employees). Where a wave has no invitations, asked is that of wave_unit. Of a confidential survey, once its wave has closed: asked, complete, rr1 and rr2 of units of which, and of the rest of whose parent, 10 were asked; of an anonymous one asked and complete of the wave, once it has closed.';

CREATE FUNCTION xm_internal.new_token() RETURNS text LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_new_token';
COMMENT ON FUNCTION xm_internal.new_token() IS 'Support: 128 random bits as 22 characters of base64url.';
CREATE FUNCTION xm_internal.may_ask(workspace regclass, person_id bigint) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_may_ask';
COMMENT ON FUNCTION xm_internal.may_ask(regclass, bigint) IS 'Support: whether the caller sends invitations of a survey of this person''s side, for a policy of a workspace.';

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

-- Who belongs together, by links between two at a time.
CREATE TYPE xm.components_row AS (node bigint, component bigint);
COMMENT ON TYPE xm.components_row IS 'A row of what xm.components(bigint, bigint) returns; columns are only ever appended.';
CREATE TYPE xm.text_components_row AS (node text, component text);
COMMENT ON TYPE xm.text_components_row IS 'A row of what xm.components(text, text) returns; columns are only ever appended.';

-- The functions of an internal state take NULL (no rows yet).
CREATE FUNCTION xm_internal.components_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_combine';
COMMENT ON FUNCTION xm_internal.components_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.components_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_serialize';
COMMENT ON FUNCTION xm_internal.components_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.components_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_deserialize';
COMMENT ON FUNCTION xm_internal.components_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.components_final(state internal) RETURNS xm.components_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_final';
COMMENT ON FUNCTION xm_internal.components_final(internal) IS 'Support: final function of xm.components.';
CREATE FUNCTION xm_internal.components_add(state internal, a bigint, b bigint) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_add';
COMMENT ON FUNCTION xm_internal.components_add(internal, bigint, bigint) IS 'Support: transition of xm.components(bigint, bigint).';
CREATE AGGREGATE xm.components(a bigint, b bigint) (SFUNC = xm_internal.components_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.components_final, COMBINEFUNC = xm_internal.components_combine, SERIALFUNC = xm_internal.components_serialize, DESERIALFUNC = xm_internal.components_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.components(bigint, bigint) IS 'Who belongs together: an array of rows, one per node with the smallest node of its component, in the order of the nodes; unnest it. Nodes are in one component if they are linked, directly or through others. A link of a node to itself, or to NULL, declares the node; a row with a NULL in a is skipped. Memory grows with the nodes, within pg_xm.max_state_memory. NULL without nodes.';
CREATE FUNCTION xm_internal.components_text_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_text_combine';
COMMENT ON FUNCTION xm_internal.components_text_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.components_text_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_text_serialize';
COMMENT ON FUNCTION xm_internal.components_text_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.components_text_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_text_deserialize';
COMMENT ON FUNCTION xm_internal.components_text_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.components_text_final(state internal) RETURNS xm.text_components_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_text_final';
COMMENT ON FUNCTION xm_internal.components_text_final(internal) IS 'Support: final function of xm.components.';
CREATE FUNCTION xm_internal.components_text_add(state internal, a text, b text) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_components_text_add';
COMMENT ON FUNCTION xm_internal.components_text_add(internal, text, text) IS 'Support: transition of xm.components(text, text).';
CREATE AGGREGATE xm.components(a text, b text) (SFUNC = xm_internal.components_text_add, STYPE = internal, SSPACE = 10000, FINALFUNC = xm_internal.components_text_final, COMBINEFUNC = xm_internal.components_text_combine, SERIALFUNC = xm_internal.components_text_serialize, DESERIALFUNC = xm_internal.components_text_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.components(text, text) IS 'The same for nodes that are texts; they are equal if their bytes are, and in the order of these.';

CREATE FUNCTION xm_internal.match_model_eq(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.match_model_eq(xm.match_model, xm.match_model) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.match_model_ne(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.match_model_ne(xm.match_model, xm.match_model) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.match_model_lt(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.match_model_lt(xm.match_model, xm.match_model) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.match_model_le(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.match_model_le(xm.match_model, xm.match_model) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.match_model_gt(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.match_model_gt(xm.match_model, xm.match_model) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.match_model_ge(a xm.match_model, b xm.match_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.match_model_ge(xm.match_model, xm.match_model) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.match_model_cmp(a xm.match_model, b xm.match_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.match_model_cmp(xm.match_model, xm.match_model) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.match_model_hash(a xm.match_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.match_model_hash(xm.match_model) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.match_model_hash_extended(a xm.match_model, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.match_model_hash_extended(xm.match_model, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.match_model, xm.match_model) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.match_model, xm.match_model) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.match_model, xm.match_model) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.match_model, xm.match_model) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.match_model, xm.match_model) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.match_model, RIGHTARG = xm.match_model, FUNCTION = xm_internal.match_model_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.match_model, xm.match_model) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.match_model_ops DEFAULT FOR TYPE xm.match_model USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.match_model_cmp(xm.match_model, xm.match_model);
CREATE OPERATOR CLASS xm.match_model_ops DEFAULT FOR TYPE xm.match_model USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.match_model_hash(xm.match_model), FUNCTION 2 xm_internal.match_model_hash_extended(xm.match_model, bigint);
COMMENT ON OPERATOR CLASS xm.match_model_ops USING btree IS 'Order of xm.match_model, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.match_model_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.match_model_ops USING hash IS 'Hash of xm.match_model, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.match_model_ops USING hash IS 'The family of the operator class of the same name.';

-- What people write.
-- The words of a comment, by the server's own parser and dictionaries.
CREATE FUNCTION xm.words(comment text, config regconfig DEFAULT 'pg_catalog.simple', pairs boolean DEFAULT false) RETURNS text[] LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_words';
COMMENT ON FUNCTION xm.words(text, regconfig, boolean) IS 'The words of a comment in order, a repeated one repeated, as a text search configuration makes them (''simple'': as they stand, in lower case; ''english'' and others drop stop words and take the endings off): words with and without digits, and hyphenated ones as a whole, by PostgreSQL''s own parser; no numbers, addresses, links or tags. Of a token for which a dictionary gives several lexemes, the first. With pairs each word is followed by its pair with the next one, joined by a blank, where they are neighbours in the text: stop words and whatever else was left out part them, and so do . ! ? … and line breaks. A comment without words gives an empty array, NULL gives NULL. A configuration with another parser gives all the tokens that it has dictionaries for.';
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
-- Words and the score. The functions of an internal state take NULL (no rows yet).
CREATE TYPE xm.word_effects_row AS (word text, responses bigint, value double precision, rest double precision, difference double precision, std_error double precision, p_value double precision, q_value double precision, shrunken double precision);
COMMENT ON TYPE xm.word_effects_row IS 'A row of what xm.word_effects returns; columns are only ever appended.';
CREATE FUNCTION xm_internal.word_effects_combine(state internal, other internal) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_combine';
COMMENT ON FUNCTION xm_internal.word_effects_combine(internal, internal) IS 'Support: merges the states of parallel workers.';
CREATE FUNCTION xm_internal.word_effects_serialize(state internal) RETURNS bytea LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_serialize';
COMMENT ON FUNCTION xm_internal.word_effects_serialize(internal) IS 'Support: passes the state of a parallel worker on.';
CREATE FUNCTION xm_internal.word_effects_deserialize(state bytea, dummy internal) RETURNS internal LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_deserialize';
COMMENT ON FUNCTION xm_internal.word_effects_deserialize(bytea, internal) IS 'Support: receives the state of a parallel worker.';
CREATE FUNCTION xm_internal.word_effects_final(state internal) RETURNS xm.word_effects_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_final';
COMMENT ON FUNCTION xm_internal.word_effects_final(internal) IS 'Support: final function of xm.word_effects.';
CREATE FUNCTION xm_internal.word_effects_add(state internal, words text[], rating double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_add';
COMMENT ON FUNCTION xm_internal.word_effects_add(internal, text[], double precision) IS 'Support: transition of xm.word_effects(text[], double precision).';
CREATE AGGREGATE xm.word_effects(words text[], rating double precision) (SFUNC = xm_internal.word_effects_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.word_effects_final, COMBINEFUNC = xm_internal.word_effects_combine, SERIALFUNC = xm_internal.word_effects_serialize, DESERIALFUNC = xm_internal.word_effects_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.word_effects(text[], double precision) IS 'Rows (an array; unnest it): each word of at least 10 comments (and at least 10 without it), how many have it, the mean rating (whole numbers 0..100) of those and of the others (rest), and the difference, its error and Student''s t test from least squares of the rating on the word and ln(1 + distinct words), since unhappy people write more and any word of long comments would look bad. q_value: Benjamini & Hochberg (1995) over all rows; shrunken: the difference drawn to the mean of all of them (random effects, DerSimonian & Laird 1986; NULL with fewer than 3). Of words in the same comments only the shortest stays (then the smallest by bytes). By p_value (to 12 digits), then word. Rows with a NULL argument are skipped, NULL among the words is dropped; a comment without words counts.';
CREATE FUNCTION xm_internal.word_effects_add(state internal, words text[], rating double precision, metric xm.metric) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_add';
COMMENT ON FUNCTION xm_internal.word_effects_add(internal, text[], double precision, xm.metric) IS 'Support: transition of xm.word_effects(text[], double precision, xm.metric).';
CREATE AGGREGATE xm.word_effects(words text[], rating double precision, metric xm.metric) (SFUNC = xm_internal.word_effects_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.word_effects_final, COMBINEFUNC = xm_internal.word_effects_combine, SERIALFUNC = xm_internal.word_effects_serialize, DESERIALFUNC = xm_internal.word_effects_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.word_effects(text[], double precision, xm.metric) IS 'The same under another metric (see xm.metric).';
CREATE FUNCTION xm_internal.word_effects_add(state internal, words text[], rating double precision, metric xm.metric, min_responses integer) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_word_effects_add';
COMMENT ON FUNCTION xm_internal.word_effects_add(internal, text[], double precision, xm.metric, integer) IS 'Support: transition of xm.word_effects(text[], double precision, xm.metric, integer).';
CREATE AGGREGATE xm.word_effects(words text[], rating double precision, metric xm.metric, min_responses integer) (SFUNC = xm_internal.word_effects_add, STYPE = internal, SSPACE = 4000, FINALFUNC = xm_internal.word_effects_final, COMBINEFUNC = xm_internal.word_effects_combine, SERIALFUNC = xm_internal.word_effects_serialize, DESERIALFUNC = xm_internal.word_effects_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm.word_effects(text[], double precision, xm.metric, integer) IS 'The same with another least number of comments with and without the word; below 1 is an error (22023).';
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
COMMENT ON TYPE xm.text_model IS 'Which words go with a label, learnt from comments that have one: how many comments with and without the label have each word, in five parts, and a sample of the comments. Made by xm.text_model, merged by xm.rollup, asked by xm.sentiment and xm.text_model_fit.';
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
-- What says who somebody is, taken out of a comment.
CREATE FUNCTION xm.redact(comment text, names text[] DEFAULT '{}') RETURNS text LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_redact';
COMMENT ON FUNCTION xm.redact(text, text[]) IS 'A comment without what says who somebody is: account numbers (IBANs and cards whose check digits are right) become [account], then e-mail addresses [e-mail], links [link], telephone numbers (7 to 15 digits, beginning with + or 0; no dates) [phone], any other run of 8 or more digits [number], and the names given, as whole words whatever their case and accents, with a genitive s, [name]. A name given in lower case, because it is a word of the language, too, is one only where the comment has it capitalised within a sentence. It does not find names that are not given, addresses of houses, numbers written as words, or account numbers that are mistyped. NULL gives NULL.';
CREATE FUNCTION xm_internal.text_model_plus(a xm.text_model, b xm.text_model) RETURNS xm.text_model LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_text_model_plus';
COMMENT ON FUNCTION xm_internal.text_model_plus(xm.text_model, xm.text_model) IS 'Support: the operator +.';
CREATE OPERATOR pg_catalog.+ (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_plus, COMMUTATOR = OPERATOR(pg_catalog.+));
COMMENT ON OPERATOR pg_catalog.+ (xm.text_model, xm.text_model) IS 'Both models together, as xm.rollup; NULL adds nothing. There is no -: the sample does not know what it would have held without a part.';
CREATE FUNCTION xm_internal.text_model_eq(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.text_model_eq(xm.text_model, xm.text_model) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.text_model_ne(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.text_model_ne(xm.text_model, xm.text_model) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.text_model_lt(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.text_model_lt(xm.text_model, xm.text_model) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.text_model_le(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.text_model_le(xm.text_model, xm.text_model) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.text_model_gt(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.text_model_gt(xm.text_model, xm.text_model) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.text_model_ge(a xm.text_model, b xm.text_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.text_model_ge(xm.text_model, xm.text_model) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.text_model_cmp(a xm.text_model, b xm.text_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.text_model_cmp(xm.text_model, xm.text_model) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.text_model_hash(a xm.text_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.text_model_hash(xm.text_model) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.text_model_hash_extended(a xm.text_model, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.text_model_hash_extended(xm.text_model, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.text_model, xm.text_model) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.text_model, xm.text_model) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.text_model, xm.text_model) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.text_model, xm.text_model) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.text_model, xm.text_model) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.text_model, RIGHTARG = xm.text_model, FUNCTION = xm_internal.text_model_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.text_model, xm.text_model) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.text_model_ops DEFAULT FOR TYPE xm.text_model USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.text_model_cmp(xm.text_model, xm.text_model);
CREATE OPERATOR CLASS xm.text_model_ops DEFAULT FOR TYPE xm.text_model USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.text_model_hash(xm.text_model), FUNCTION 2 xm_internal.text_model_hash_extended(xm.text_model, bigint);
COMMENT ON OPERATOR CLASS xm.text_model_ops USING btree IS 'Order of xm.text_model, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.text_model_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.text_model_ops USING hash IS 'Hash of xm.text_model, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.text_model_ops USING hash IS 'The family of the operator class of the same name.';
CREATE FUNCTION xm_internal.topic_model_eq(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_eq';
COMMENT ON FUNCTION xm_internal.topic_model_eq(xm.topic_model, xm.topic_model) IS 'Support: the operator =.';
CREATE FUNCTION xm_internal.topic_model_ne(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ne';
COMMENT ON FUNCTION xm_internal.topic_model_ne(xm.topic_model, xm.topic_model) IS 'Support: the operator <>.';
CREATE FUNCTION xm_internal.topic_model_lt(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_lt';
COMMENT ON FUNCTION xm_internal.topic_model_lt(xm.topic_model, xm.topic_model) IS 'Support: the operator <.';
CREATE FUNCTION xm_internal.topic_model_le(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_le';
COMMENT ON FUNCTION xm_internal.topic_model_le(xm.topic_model, xm.topic_model) IS 'Support: the operator <=.';
CREATE FUNCTION xm_internal.topic_model_gt(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_gt';
COMMENT ON FUNCTION xm_internal.topic_model_gt(xm.topic_model, xm.topic_model) IS 'Support: the operator >.';
CREATE FUNCTION xm_internal.topic_model_ge(a xm.topic_model, b xm.topic_model) RETURNS boolean LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_ge';
COMMENT ON FUNCTION xm_internal.topic_model_ge(xm.topic_model, xm.topic_model) IS 'Support: the operator >=.';
CREATE FUNCTION xm_internal.topic_model_cmp(a xm.topic_model, b xm.topic_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_cmp';
COMMENT ON FUNCTION xm_internal.topic_model_cmp(xm.topic_model, xm.topic_model) IS 'Support: order of two values.';
CREATE FUNCTION xm_internal.topic_model_hash(a xm.topic_model) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash';
COMMENT ON FUNCTION xm_internal.topic_model_hash(xm.topic_model) IS 'Support: hash of a value.';
CREATE FUNCTION xm_internal.topic_model_hash_extended(a xm.topic_model, seed bigint) RETURNS bigint LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_state_hash_extended';
COMMENT ON FUNCTION xm_internal.topic_model_hash_extended(xm.topic_model, bigint) IS 'Support: hash of a value with a seed.';
CREATE OPERATOR pg_catalog.= (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_eq, COMMUTATOR = OPERATOR(pg_catalog.=), NEGATOR = OPERATOR(pg_catalog.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR pg_catalog.= (xm.topic_model, xm.topic_model) IS 'The same value, whatever version wrote it.';
CREATE OPERATOR pg_catalog.<> (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_ne, COMMUTATOR = OPERATOR(pg_catalog.<>), NEGATOR = OPERATOR(pg_catalog.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
COMMENT ON OPERATOR pg_catalog.<> (xm.topic_model, xm.topic_model) IS 'Another value.';
CREATE OPERATOR pg_catalog.< (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_lt, COMMUTATOR = OPERATOR(pg_catalog.>), NEGATOR = OPERATOR(pg_catalog.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
COMMENT ON OPERATOR pg_catalog.< (xm.topic_model, xm.topic_model) IS 'Comes before, in an order of the bytes that means nothing else: for sorting and DISTINCT.';
CREATE OPERATOR pg_catalog.<= (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_le, COMMUTATOR = OPERATOR(pg_catalog.>=), NEGATOR = OPERATOR(pg_catalog.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
COMMENT ON OPERATOR pg_catalog.<= (xm.topic_model, xm.topic_model) IS 'Comes before or is the same, in the order of <.';
CREATE OPERATOR pg_catalog.> (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_gt, COMMUTATOR = OPERATOR(pg_catalog.<), NEGATOR = OPERATOR(pg_catalog.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
COMMENT ON OPERATOR pg_catalog.> (xm.topic_model, xm.topic_model) IS 'Comes after, in the order of <.';
CREATE OPERATOR pg_catalog.>= (LEFTARG = xm.topic_model, RIGHTARG = xm.topic_model, FUNCTION = xm_internal.topic_model_ge, COMMUTATOR = OPERATOR(pg_catalog.<=), NEGATOR = OPERATOR(pg_catalog.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR pg_catalog.>= (xm.topic_model, xm.topic_model) IS 'Comes after or is the same, in the order of <.';
CREATE OPERATOR CLASS xm.topic_model_ops DEFAULT FOR TYPE xm.topic_model USING btree AS OPERATOR 1 pg_catalog.<, OPERATOR 2 pg_catalog.<=, OPERATOR 3 pg_catalog.=, OPERATOR 4 pg_catalog.>=, OPERATOR 5 pg_catalog.>, FUNCTION 1 xm_internal.topic_model_cmp(xm.topic_model, xm.topic_model);
CREATE OPERATOR CLASS xm.topic_model_ops DEFAULT FOR TYPE xm.topic_model USING hash AS OPERATOR 1 pg_catalog.=, FUNCTION 1 xm_internal.topic_model_hash(xm.topic_model), FUNCTION 2 xm_internal.topic_model_hash_extended(xm.topic_model, bigint);
COMMENT ON OPERATOR CLASS xm.topic_model_ops USING btree IS 'Order of xm.topic_model, for sorting, DISTINCT and merge joins.';
COMMENT ON OPERATOR FAMILY xm.topic_model_ops USING btree IS 'The family of the operator class of the same name.';
COMMENT ON OPERATOR CLASS xm.topic_model_ops USING hash IS 'Hash of xm.topic_model, for GROUP BY, DISTINCT and hash joins.';
COMMENT ON OPERATOR FAMILY xm.topic_model_ops USING hash IS 'The family of the operator class of the same name.';
