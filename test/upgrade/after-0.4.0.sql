-- After the upgrade: what 0.4.0 brought is read, merged and asked.
SET search_path = public, xm_internal, xm; -- support functions moved from xm to xm_internal in 0.6.0
SELECT mine, theirs, likes, alike, by_values, by_answers FROM kept_people ORDER BY id;
SELECT encode(value_profile_send(mine), 'hex'), encode(value_profile_send(theirs), 'hex'), encode(value_profile_send(likes), 'hex'), encode(profiles_send(alike), 'hex'),
       encode(segmentation_send(by_values), 'hex'), encode(segmentation_send(by_answers), 'hex') FROM kept_people ORDER BY id;
SELECT id, round(xm.similarity(alike)::numeric, 10), round(xm.mean_rating(mine)::numeric, 5), round(xm.value(theirs, 'hedonism')::numeric, 5), likes::float8[], xm.segment(by_values, likes), xm.segment(by_answers, '{1,NULL,2}'::int[]),
       (SELECT array_agg(round(p::numeric, 10) ORDER BY i) FROM unnest(xm.segment_probabilities(by_answers, '{1,2,2}')) WITH ORDINALITY t(p, i)) FROM kept_people ORDER BY 1;
SELECT (xm.rollup(alike)::jsonb ->> 'n')::int, round(xm.similarity(xm.rollup(alike))::numeric, 10), round(xm.explained(alike)::numeric, 10), round(xm.explained_adjusted(alike)::numeric, 10) FROM kept_people;
SELECT id, segment, members, round(share::numeric, 10), label, round(centre::numeric, 10), round(difference::numeric, 10) FROM kept_segment ORDER BY 1, 2, label COLLATE "C";
SELECT id, f.k, round(f.within_ss::numeric, 8), round(f.between_share::numeric, 8), round(f.silhouette::numeric, 8), round(f.log_likelihood::numeric, 8), round(f.bic::numeric, 8), f.chosen, round(f.entropy::numeric, 8)
FROM kept_people, LATERAL (SELECT * FROM xm.segment_fit(by_values) UNION ALL SELECT * FROM xm.segment_fit(by_answers)) f ORDER BY 1, f.bic NULLS FIRST, 2;
SELECT id, round(o.openness_to_change::numeric, 5), round(o.conservation::numeric, 5), round(o.self_enhancement::numeric, 5), round(o.self_transcendence::numeric, 5) FROM kept_order o ORDER BY 1;
SELECT id, segment FROM kept_typed ORDER BY 1;
