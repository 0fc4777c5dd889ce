-- Is a scale reliable?
CREATE FUNCTION xm.alpha(m xm.moments, VARIADIC items text[] DEFAULT '{}') RETURNS double precision LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_alpha';
COMMENT ON FUNCTION xm.alpha(xm.moments, text[]) IS 'Cronbach''s (1951) raw alpha, at most 1, of the items (of all variables if none is named), from their covariances. Reverse items that are keyed the other way first. NULL where the sum of the items has no spread; fewer than two items are an error (22023).';
CREATE FUNCTION xm.omega(m xm.moments, VARIADIC items text[] DEFAULT '{}') RETURNS double precision LANGUAGE C STABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'xm_omega'; -- STABLE: pg_xm.no_fit
COMMENT ON FUNCTION xm.omega(xm.moments, text[]) IS 'McDonald''s (1999) omega, 0..1, of the items (of all variables if none is named): one factor fitted to the covariances by maximum likelihood, (sum of loadings)^2 over the model''s variance of the sum. Fewer than three items, a constant or redundant item, and a likelihood without an inner maximum are errors (22023).';
CREATE TYPE xm.item_analysis_row AS (item text, mean double precision, stddev double precision, r_drop double precision, alpha_if_dropped double precision);
COMMENT ON TYPE xm.item_analysis_row IS 'A row of what xm.item_analysis returns; columns are only ever appended.';
CREATE FUNCTION xm.item_analysis(m xm.moments) RETURNS SETOF xm.item_analysis_row LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_item_analysis';
COMMENT ON FUNCTION xm.item_analysis(xm.moments) IS 'One row per item: mean, standard deviation, correlation with the sum of the other items, and alpha of the other items (NULL if there is only one).';
