-- After the upgrade: what 0.10.0 brought is read and asked, and pictures are taken as ever.
SELECT id, t.variable, t.category, round(t.before::numeric, 10), round(t.after::numeric, 10) FROM kept_weighting, xm.weighting_table(w) t ORDER BY 1, 2, 3;
SELECT id, variable, category, round(factor::numeric, 10) FROM kept_weighting_view WHERE factor IS NOT NULL ORDER BY 1, 2, 3;
SELECT id, f.responses, round(f.effective_n::numeric, 8) FROM kept_weighting, xm.weighting_fit(w) f ORDER BY 1;
SELECT w::text::xm.weighting = w FROM kept_weighting ORDER BY id;
SELECT count(p), bool_and(p::text LIKE '<svg%</svg>') FROM kept_svg, LATERAL unnest(ARRAY[estimates, histogram, line]::text[]::xm.svg[]) p;
SELECT p.parameter, round(p.estimate::numeric, 6), round(p.std_error::numeric, 6) FROM kept_fitted, xm.clv_parameters(bg) p ORDER BY 1;
SELECT round(v.value::numeric, 6), round(v.std_error::numeric, 6) FROM kept_fitted, xm.customer_value_interval(bg, gg, 3, 20, 40, 25, 52, 0.001) v;
