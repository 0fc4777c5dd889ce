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
