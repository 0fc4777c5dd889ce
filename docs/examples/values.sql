-- xm.pvq21
SELECT customer, round(xm.value(xm.pvq21(answers), 'hedonism')::numeric, 2) AS centred, round(xm.value(xm.pvq21(answers, false), 'hedonism')::numeric, 2) AS as_answered
FROM value_survey WHERE customer <= 30 ORDER BY customer;
-- xm.pvq40
SELECT round(xm.value(xm.pvq40(answers, reversed => true), 'power')::numeric, 2) AS power
FROM (SELECT array_agg(1 + i % 6 ORDER BY i) AS answers FROM generate_series(1, 40) i) s;
-- xm.pvq_rr
SELECT round(xm.value(xm.pvq_rr(answers, missing => 0), 'face')::numeric, 2) AS face
FROM (SELECT array_agg(1 + i % 6 ORDER BY i) AS answers FROM generate_series(1, 57) i) s;
-- xm.value_profile
SELECT xm.value_profile(ARRAY[3.5, 1, 4], ARRAY['price', 'service', 'green']) AS profile;
-- xm.mean_rating
SELECT round(xm.mean_rating(p)::numeric, 2) AS mean_rating FROM profile WHERE customer = 10;
-- xm.value
SELECT round(xm.value(p, 'security')::numeric, 2) AS security FROM profile WHERE customer = 10;
-- xm.higher_order
SELECT round(openness_to_change::numeric, 2) AS openness_to_change, round(conservation::numeric, 2) AS conservation, round(self_enhancement::numeric, 2) AS self_enhancement, round(self_transcendence::numeric, 2) AS self_transcendence
FROM profile, xm.higher_order(p) WHERE customer = 10;
-- xm.broad_values
SELECT round(xm.value(xm.broad_values(xm.pvq_rr(answers)), 'universalism')::numeric, 2) AS universalism
FROM (SELECT array_agg(1 + i % 6 ORDER BY i) AS answers FROM generate_series(1, 57) i) s;
-- xm.centre
SELECT xm.centre(xm.value_profile(ARRAY[3, 1, 5]))::float8[] AS scores;
-- xm.profiles
SELECT round(xm.similarity(s)::numeric, 3) AS similarity FROM (SELECT xm.profiles(p) AS s FROM profile, model WHERE xm.segment(m, p) = 1) g;
-- xm.rollup
SELECT round(xm.explained(s)::numeric, 4) AS between_segments, round(xm.similarity(xm.rollup(s))::numeric, 4) AS similarity_of_all
FROM (SELECT xm.segment(m, p) AS segment, xm.profiles(p) AS s FROM profile, model GROUP BY 1) g;
-- xm.similarity
SELECT xm.segment(m, p) AS segment, round(xm.similarity(p)::numeric, 3) AS similarity FROM profile, model GROUP BY 1 ORDER BY 1;
-- xm.explained
SELECT round(xm.explained(age_group, p)::numeric, 4) AS by_age, round(xm.explained((age_group, income_group), p)::numeric, 4) AS by_age_and_income, round(xm.explained(type, p)::numeric, 4) AS by_planted_type
FROM profile JOIN customer USING (customer) JOIN planted_customer USING (customer);
-- xm.explained_adjusted
SELECT round(xm.explained(store, p)::numeric, 4) AS by_store, round(xm.explained_adjusted(store, p)::numeric, 4) AS corrected_for_400_stores FROM profile JOIN customer USING (customer);
-- xm.segment
SELECT xm.segment(m, p) AS segment, count(*) FROM profile, model GROUP BY 1 ORDER BY 1;
-- xm.segment_probabilities
SELECT customer, array(SELECT round(x::numeric, 2) FROM unnest(xm.segment_probabilities(classes, answers)) x) AS probabilities
FROM (SELECT xm.latent_classes(answers, 2) AS classes FROM value_survey WHERE customer <= 20000) c, value_survey WHERE customer <= 30 ORDER BY customer;
-- xm.segment_table
SELECT segment, members, round(share::numeric, 3) AS share, label, round(centre::numeric, 2) AS centre, round(difference::numeric, 2) AS difference
FROM model, xm.segment_table(m) WHERE label = 'hedonism';
-- xm.segment_fit
SELECT k, round(between_share::numeric, 3) AS between_share, round(silhouette::numeric, 3) AS silhouette, chosen FROM model, xm.segment_fit(m);
-- xm.segments
SELECT segment, members FROM (SELECT xm.segments(p, 3) AS m FROM profile) s, xm.segment_table(m) GROUP BY segment, members ORDER BY segment;
-- xm.segment_stability
SELECT round(xm.segment_stability(p, 4)::numeric, 2) AS four, round(xm.segment_stability(p, 2)::numeric, 2) AS two FROM profile;
-- xm.latent_classes
SELECT k, round(bic::numeric) AS bic, round(entropy::numeric, 2) AS entropy, chosen
FROM (SELECT xm.latent_classes(ARRAY[wait, staff, price], '[1,3]'::int4range) AS m FROM visit_survey) s, xm.segment_fit(m);
-- xm.cramers_v
SELECT round(xm.cramers_v(region, recommend)::numeric, 3) AS region_and_recommendation FROM customer_answer JOIN store USING (store);
-- xm.adjusted_rand
SELECT round(xm.adjusted_rand(xm.segment(m, p), type)::numeric, 2) AS found_and_planted FROM profile JOIN planted_customer USING (customer), model;
-- xm.segmentation_test
SELECT (t).n, round((t).r2_demographics::numeric, 4) AS demographics, round((t).r2_segments::numeric, 4) AS segments, round((t).r2_both::numeric, 4) AS both, (t).p_segments < 0.001 AS segments_add
FROM (SELECT xm.segmentation_test(recommend, d, xm.segment(m, p)) AS t
      FROM profile JOIN customer c USING (customer) JOIN customer_answer USING (customer), model, LATERAL (SELECT c.age_group, c.income_group) d) s;
