-- After the upgrade: what 0.2.0 brought is read, merged and asked.
SET search_path = public, xm_internal, xm; -- support functions moved from xm to xm_internal in 0.6.0
SELECT exact, floating, weighted, fitted FROM kept_model ORDER BY id;
SELECT encode(moments_send(exact), 'hex'), encode(moments_send(weighted), 'hex'), encode(model_send(fitted), 'hex') FROM kept_model ORDER BY id;
SELECT xm.rollup(exact), xm.rollup(floating) FROM kept_model;
SELECT id, term, round(estimate::numeric, 10), round(p_value::numeric, 10) FROM kept_coefficients ORDER BY 1, 2;
