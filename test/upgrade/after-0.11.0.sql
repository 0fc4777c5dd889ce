-- After the upgrade: what 0.11.0 brought is read and asked.
SELECT id, variable, level, class, round(probability::numeric, 10), round(weight::numeric, 9) FROM kept_match_view ORDER BY 1, 2, 3, 4;
SELECT id, f.pairs, round(f.prior::numeric, 10), round(f.dependence::numeric, 10) FROM kept_match_model, xm.match_fit(m) f ORDER BY 1;
SELECT id, round(xm.match_probability(m, '{2,1,NULL}')::numeric, 10) FROM kept_match_model WHERE id < 3 ORDER BY 1;
SELECT m::text::xm.match_model = m FROM kept_match_model ORDER BY id;
