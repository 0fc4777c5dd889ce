-- What people write, within a workspace: sentiment learnt from the survey's own ratings, words by effect, comments without names.
\i test/pgtap/include/begin.psql
SELECT plan(76);
\i test/pgtap/include/workspace.psql
SELECT xm.grant_workspace('voice', 'xm_bi', 'analyst'), xm.grant_workspace('voice', 'xm_web', 'collector'), xm.grant_workspace('voice', 'xm_keeper', 'custodian') \g /dev/null
CREATE FUNCTION pg_temp.definition(mood text) RETURNS jsonb LANGUAGE sql AS $$ SELECT format('{"side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "stars", "type": "rating", "scale": [1, 5], "metric": "mean"}, {"name": "why", "type": "text"}, {"name": "n", "type": "number"}%s]}', ', ' || mood)::jsonb $$;

-- the definition
SELECT is(pg_temp.refusal(format('SELECT xm.create_survey(''voice'', ''s'', pg_temp.definition(%L))', mood)), '22023 items[4]' || message, message) FROM (VALUES
  ('{"name": "mood", "type": "sentiment"}', ': a sentiment without of'), ('{"name": "mood", "type": "sentiment", "of": "why"}', ': a sentiment without label'), ('{"name": "mood", "type": "sentiment", "of": "n", "label": "recommend"}', '.of: "n" is of type number, not text'),
  ('{"name": "mood", "type": "sentiment", "of": "why", "label": "why"}', '.label: "why" is of type text, not rating'), ('{"name": "mood", "type": "sentiment", "of": "what", "label": "recommend"}', '.of: "what" is no item'), ('{"name": "why", "type": "sentiment", "of": "why", "label": "recommend"}', '.name: the column "why" is taken'),
  ('{"name": "mood", "type": "sentiment", "of": "why", "label": "recommend", "language": {"pt-BR": "portuguese"}}', '.language.pt-BR: "pt-BR" is no language'), ('{"name": "mood", "type": "sentiment", "of": "why", "label": "recommend", "scale": [1, 2]}', '.scale: unknown key'),
  ('{"name": "mood", "type": "sentiment", "of": "why", "label": "recommend", "language": {"en": 1}}', '.language.en: 1 is no text')) v(mood, message);
SELECT matches(pg_temp.refusal($$SELECT xm.create_survey('voice', 's', pg_temp.definition('{"name": "mood", "type": "sentiment", "of": "why", "label": "recommend", "language": {"en": "elvish"}}'))$$), '^42704 item "mood": text search configuration "elvish" does not exist', 'a configuration that is none');
SELECT xm.create_survey('voice', 'talk', pg_temp.definition('{"name": "mood", "type": "sentiment", "of": "why", "label": "recommend", "language": {"en": "english", "de": "german"}, "question": "How it sounds"}')) \g /dev/null
SELECT results_eq($$SELECT type, question, position FROM voice.item WHERE survey = 'talk' AND item = 'mood'$$, $$VALUES ('sentiment', 'How it sounds', 5)$$, 'the catalogue');
SELECT is((SELECT count(*) FROM pg_attribute WHERE attrelid = 'voice.talk'::regclass AND attname = 'mood'), 0::bigint, 'no column');
SELECT xm.create_survey('voice', 'copied', definition) FROM voice.survey WHERE survey = 'talk' \g /dev/null
SELECT is((SELECT definition FROM voice.survey WHERE survey = 'copied'), (SELECT definition FROM voice.survey WHERE survey = 'talk'), 'what is stored can be read again');
SELECT is(pg_temp.refusal($$SELECT xm.submit('voice', 'talk', '{"answers": {"mood": 1}}')$$), '22023 answers.mood: no item of this survey; there are recommend, stars, why, n', 'nobody answers it');
SELECT results_eq($$SELECT change, item, detail FROM xm.alter_survey('voice', 'copied', pg_temp.definition('{"name": "mood", "type": "sentiment", "of": "why", "label": "stars", "language": {"en": "english"}}'), false)$$, $$VALUES ('reword', 'mood', 'question no longer in en'), ('setting', 'mood', 'label stars'), ('setting', 'mood', 'text search configurations')$$, 'what changes it');
SELECT results_eq($$SELECT change, item, detail FROM xm.alter_survey('voice', 'copied', pg_temp.definition('{"name": "more", "type": "text"}'))$$, $$VALUES ('add_item', 'more', 'text'), ('retire_item', 'mood', 'sentiment')$$, 'it is retired, and another comes');
SELECT is((SELECT string_agg(attname::text, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'voice.copied_labelled'::regclass AND attnum > 13), 'recommend stars why n mood more', 'the labelled view keeps its columns');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.alter_survey('voice', 'copied', '{"side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10]}, {"name": "mood", "type": "text"}]}')$$), '22023 with what is retired, items[6].name: the column "mood" is taken', 'its name stays its');

-- learning
SELECT is(pg_temp.refusal($$SELECT * FROM xm.train_sentiment('voice', 'visit')$$), '22023 survey "visit" has no sentiment item', 'nothing to learn');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.train_sentiment('voice', 'none')$$), '22023 no survey "none" in workspace "voice"', 'nor from no survey');
SELECT is_empty($$SELECT * FROM xm.train_sentiment('voice', 'talk')$$, 'nor from no comments');
CREATE FUNCTION pg_temp.words(seed integer, good boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(CASE WHEN (hashint4(seed * 16 + i) & 7) < 3 THEN (CASE WHEN good THEN ARRAY['great','friendly','fast','helpful'] ELSE ARRAY['slow','rude','broken','waiting'] END)[1 + (hashint4(seed * 16 + i + 7) & 3)]
    ELSE (ARRAY['staff','shop','parking','till','day','visit','again','music'])[1 + (hashint4(seed * 16 + i + 9) & 7)] END, ' ') FROM generate_series(1, 3 + seed % 9) i $$;
INSERT INTO voice.person (person_id, side) SELECT i, 'customer' FROM generate_series(101, 1300) i;
INSERT INTO voice.talk (source_id, person_id, unit, submitted_at, recommend, why, language) SELECT 'c-' || i, 101 + i, CASE WHEN i % 3 = 0 THEN 'munich' ELSE 'kiel' END, '2026-01-31 23:30+00'::timestamptz + i % 2 * interval '20 days', CASE WHEN i % 2 = 0 THEN 9 + i % 4 / 2 ELSE i % 7 END, pg_temp.words(i, i % 2 = 0), CASE WHEN i % 5 = 0 THEN 'de' WHEN i % 5 = 1 THEN 'en-GB' END FROM generate_series(1, 1100) i;
INSERT INTO voice.talk (source_id, person_id, unit, recommend, why) SELECT 'x-' || i, 101 + i % 4, 'kiel', 0, 'unicorn staff' FROM generate_series(1, 30) i;
INSERT INTO voice.talk (source_id, person_id, recommend, why, language) SELECT 'f-' || i, 301 + i, 9, 'bon', 'fr' FROM generate_series(1, 300) i;
CREATE TEMP TABLE told AS SELECT * FROM xm.train_sentiment('voice', 'talk');
SELECT results_eq($$SELECT item, language, comments, auc > 0.85, words FROM told ORDER BY 2$$, $$VALUES ('mood', 'de', 220::bigint, true, 16::bigint), ('mood', 'en', 910, true, 15)$$, 'one model a language, of those with both kinds and enough of them');
SELECT ok((SELECT bool_and(model::text !~ 'unicorn') FROM voice.model), 'words of four people are not in it');
SELECT is((SELECT count(*) FROM voice.comment_sentiment), 1130::bigint, 'each comment of a known language is judged');
SELECT cmp_ok((SELECT avg(s.probability) FILTER (WHERE recommend >= 9) - avg(s.probability) FILTER (WHERE recommend <= 6) FROM voice.comment_sentiment s JOIN voice.talk USING (response_id) WHERE s.survey = 'talk'), '>', 0.5::float8, 'by what it says');
SELECT is((SELECT count(*) FROM voice.comment WHERE survey = 'talk' AND sentiment IS NULL), 300::bigint, 'in comment');
SELECT is((SELECT count(mood) FROM voice.talk_labelled), 1130::bigint, 'and in the labelled view');
SELECT is((SELECT count(DISTINCT fitted_at) FROM voice.comment_sentiment), 1::bigint, 'all at one time');

-- what comes afterwards
SELECT xm.submit('voice', 'talk', '{"source_id": "new", "answers": {"why": "Great and friendly staff", "recommend": 10}}') AS new \gset
SELECT cmp_ok((SELECT sentiment FROM voice.comment WHERE response_id = :new AND survey = 'talk'), '>', 0.7::float8, 'an answer is judged as it comes');
SELECT xm.submit('voice', 'talk', '{"source_id": "new", "replace": true, "answers": {"why": "Rude and slow staff, broken till", "recommend": 1}}') \g /dev/null
SELECT cmp_ok((SELECT sentiment FROM voice.comment WHERE response_id = :new AND survey = 'talk'), '<', 0.3::float8, 'a corrected one anew');
SELECT xm.submit('voice', 'talk', '{"source_id": "new", "replace": true, "answers": {"recommend": 1}}') \g /dev/null
SELECT is((SELECT count(*) FROM voice.comment_sentiment WHERE response_id = :new), 0::bigint, 'no words, nothing said');
UPDATE voice.talk SET why = 'great' WHERE response_id = :new;
DELETE FROM voice.talk WHERE response_id = :new;
SELECT is((SELECT count(*) FROM voice.comment_sentiment WHERE response_id = :new), 0::bigint, 'it goes with the answer');
INSERT INTO voice.talk (why, language) SELECT CASE WHEN i % 2 = 0 THEN 'great' END, 'de-AT' FROM generate_series(1, 200) i;
SELECT is((SELECT count(*) FROM voice.comment_sentiment), 1230::bigint, 'many at once, in a language of a region');
CREATE TEMP TABLE first_time AS TABLE voice.comment_sentiment;
SELECT count(*) FROM xm.train_sentiment('voice', 'talk') \g /dev/null
SELECT is_empty($$SELECT survey, item, response_id, round(probability::numeric, 12) FROM first_time EXCEPT SELECT survey, item, response_id, round(probability::numeric, 12) FROM voice.comment_sentiment$$, 'the same again');

-- who may
RESET ROLE; SET ROLE xm_bi;
SELECT is(pg_temp.refusal($$SELECT * FROM xm.train_sentiment('voice', 'talk')$$), '42501 permission denied for survey "talk"', 'an analyst trains nothing');
SELECT is(pg_temp.refusal('SELECT * FROM voice.model'), '42501 permission denied for table model (no hint)', 'nor sees a model');
SELECT is((SELECT count(*) FROM voice.comment_sentiment), 1230::bigint, 'but what is said of what he may read');
SELECT is((SELECT count(sentiment) FROM voice.comment), 1230::bigint, 'beside it');
RESET ROLE; SET ROLE xm_keeper;
SELECT is((SELECT count(*) FROM xm.train_sentiment('voice', 'talk')), 2::bigint, 'a custodian trains');
SELECT is((SELECT count(*) FROM voice.model), 2::bigint, 'and sees models');
RESET ROLE; SET ROLE xm_boss;

-- confidential answers
SELECT xm.create_survey('voice', 'inside', '{"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "why", "type": "text"}, {"name": "mood", "type": "sentiment", "of": "why", "label": "enps"}]}') \g /dev/null
INSERT INTO voice.person (person_id, side) SELECT i, 'employee' FROM generate_series(2001, 2400) i;
INSERT INTO voice.inside (person_id, enps, why) SELECT 2000 + i, CASE WHEN i % 2 = 0 THEN 10 ELSE 2 END, pg_temp.words(i, i % 2 = 0) FROM generate_series(1, 400) i;
SELECT is((SELECT comments FROM xm.train_sentiment('voice', 'inside')), 400::bigint, 'a confidential survey learns, too');
RESET ROLE; SET ROLE xm_bi;
SELECT is((SELECT count(*) FROM voice.confidential_sentiment), 0::bigint, 'of which an analyst sees nothing');
SELECT is((SELECT count(*) FROM voice.inside_labelled), 0::bigint, 'whatever view he asks');
SELECT isnt_empty($$SELECT * FROM pg_temp.plan_of('SELECT * FROM voice.confidential_sentiment WHERE response_id = 7 AND probability < 0.5') p WHERE p ~ 'One-Time Filter: .*false'$$, 'the server does not even look');
RESET ROLE; SET ROLE xm_keeper;
SELECT is((SELECT count(*) FROM voice.confidential_sentiment), 0::bigint, 'nor its custodian, who could ask for other surveys'' then');
SELECT is((SELECT count(mood) FROM voice.inside_labelled), 400::bigint, 'but each beside its answer');
SELECT is((SELECT count(sentiment) FROM voice.comment WHERE survey = 'inside'), 400::bigint, 'and among the comments');
SELECT isnt_empty($$SELECT * FROM pg_temp.plan_of('SELECT * FROM voice.confidential_sentiment WHERE response_id = 7 AND probability < 0.5') p WHERE p ~ 'One-Time Filter: .*false'$$, 'the server does not look for a custodian');
RESET ROLE; CREATE ROLE xm_other LOGIN; SET ROLE xm_boss;
SELECT xm.grant_workspace('voice', 'xm_other', 'custodian', '{talk}') \g /dev/null
SELECT response_id AS inside_id FROM voice.inside LIMIT 1 \gset
SELECT isnt(xm_internal.sentiment_of('voice.inside', 'mood', :inside_id), NULL, 'the owner may ask');
RESET ROLE; SET ROLE xm_other;
SELECT is(xm_internal.sentiment_of('voice.inside', 'mood', :inside_id), NULL, 'a custodian of another survey gets nothing');
RESET ROLE; SET ROLE xm_bi;
SELECT is((SELECT count(*) FROM voice.comment_word WHERE survey = 'inside'), 0::bigint, 'no word either');
RESET ROLE; SET ROLE xm_boss;
SELECT is((SELECT count(*) FROM voice.comment_word WHERE survey = 'inside'), 0::bigint, 'words by effect are of identified surveys');

-- words by effect
SELECT set_eq($$SELECT DISTINCT unit, month, item, rating_item FROM voice.comment_word WHERE survey = 'talk'$$, $$VALUES ('all', date '2026-02-01', 'why', 'stars') LIMIT 0$$, 'beside a rating that nobody gave there is none');
UPDATE voice.talk SET stars = CASE WHEN recommend >= 9 THEN 5 WHEN recommend < 7 THEN 1 END;
SELECT set_eq($$SELECT DISTINCT unit, month FROM voice.comment_word WHERE survey = 'talk' AND month < '2026-03-01'$$, $$SELECT u, date '2026-02-01' FROM unnest('{all,north,kiel,munich}'::text[]) u$$, 'units with those below, months of the workspace');
SELECT results_eq($$SELECT w.word, w.responses, round(w.value::numeric, 9), round(w.rest::numeric, 9), round(w.difference::numeric, 9), round(w.p_value::numeric, 9), round(w.q_value::numeric, 9) FROM voice.comment_word w WHERE survey = 'talk' AND unit = 'munich' AND month = '2026-02-01' ORDER BY word$$,
  $$SELECT word, responses, round(value::numeric, 9), round(rest::numeric, 9), round(difference::numeric, 9), round(p_value::numeric, 9), round(q_value::numeric, 9) FROM (SELECT xm.word_effects(xm.words(why, CASE split_part(COALESCE(language, 'en'), '-', 1) WHEN 'de' THEN 'german'::regconfig WHEN 'en' THEN 'english' ELSE 'simple' END), stars::float8, 'mean') AS w FROM voice.talk WHERE unit = 'munich' AND submitted_at < '2026-03-01 00:00+01' AND stars IS NOT NULL) t, unnest(t.w) ORDER BY word$$, 'as xm.word_effects says');
SELECT isnt_empty($$SELECT * FROM voice.comment_word WHERE survey = 'talk' AND unit = 'munich' AND month = '2026-02-01' AND q_value < 0.05$$, 'some words tell');

-- what is published of comments
INSERT INTO voice.person_key VALUES ('employee', 'email', 'eve.adams@example.org', 2001), ('employee', 'badge', 'B-77', 2002);
UPDATE voice.person SET attributes = '{"full_name": "Eve Adams"}' WHERE person_id = 2001;
UPDATE voice.person SET attributes = jsonb_build_object('full_name', name) FROM (VALUES (2005, 'eva meier'), (2006, 'Berg, Anna'), (2007, E'\u7530\u4e2d \u592a\u90ce'), (2008, 'Li Wu'), (2009, 'Dr. Ursula von der Heide'), (2010, 'Klaus-Peter O''Neil')) v(id, name) WHERE person_id = id;
INSERT INTO voice.person_key VALUES ('employee', 'badge', 'e1001', 2005), ('employee', 'desk', '25', 2006), ('employee', 'desk', '4711', 2007);
INSERT INTO voice.setting VALUES ('name_attributes', '["full_name"]');
INSERT INTO voice.wave VALUES ('inside', 'w', '2026-01-01', '2026-01-31');
INSERT INTO voice.membership SELECT i, '2020-01-01', 'kiel' FROM generate_series(2001, 2400) i;
UPDATE voice.inside SET wave = 'w', why = CASE WHEN person_id = 2003 THEN 'Ask Eve about B-77, or call 0431 1234567' WHEN person_id = 2004 THEN E'My boss eva (e1001), Frau Berg, \u7530\u4e2d and Li: lively li, 25 minutes at 4711' WHEN person_id = 2011 THEN 'Die Hilfe von der Leitung kam, my Dr said to Ursula Heide, Klaus Peter and Neil' WHEN person_id < 2020 THEN 'fine ' || person_id END;
SELECT is((SELECT comment FROM xm.publish_preview('voice', 'inside', 'w') WHERE comment LIKE 'Ask%'), 'Ask [name] about [name], or call [phone]', 'the preview shows how it will read');
SELECT is((SELECT comment FROM xm.publish_preview('voice', 'inside', 'w') WHERE comment LIKE 'My boss%'), 'My boss [name] ([name]), Frau [name], [name] and [name]: lively li, 25 minutes at [name]', 'names however they are stored and written');
SELECT is((SELECT comment FROM xm.publish_preview('voice', 'inside', 'w') WHERE comment LIKE 'Die%'), 'Die Hilfe von der Leitung kam, my Dr said to [name] [name], [name] [name] and [name]', 'parts of names, not titles and small words');
SELECT results_eq($$SELECT item, unit, status, count(*) FROM xm.publish_preview('voice', 'inside', 'w') WHERE comment IS NOT NULL GROUP BY 1, 2, 3$$, $$VALUES ('why', 'kiel', 'released', 19::bigint)$$, 'and where');
SELECT is((SELECT count(*) FROM voice.published_comment), 0::bigint, 'and publishes none');
SELECT xm.publish('voice', 'inside', 'w') \g /dev/null
SELECT is((SELECT comment FROM voice.published_comment WHERE comment LIKE 'Ask%'), 'Ask [name] about [name], or call [phone]', 'so it is published');

-- a person
SELECT is(jsonb_array_length(xm.person_data('voice', 900) -> 'sentiment'), 1, 'what is said of the words of a person');
SELECT response_id AS his FROM voice.talk WHERE person_id = 900 \gset
SELECT xm.forget('voice', 900) \g /dev/null
SELECT is((SELECT count(*) FROM voice.comment_sentiment WHERE survey = 'talk' AND response_id = :his), 0::bigint, 'goes with the person');
-- languages of any writing
SELECT count(*) FROM xm.train_sentiment('voice', 'talk') \g /dev/null
SELECT language, f.comments FROM voice.model, xm.text_model_fit(model) f WHERE survey = 'talk' AND language = 'en' \gset once_
UPDATE voice.talk SET language = (ARRAY['en', 'EN', 'en-GB', 'En_us'])[1 + response_id % 4] WHERE language = 'en';
SELECT is((SELECT comments FROM xm.train_sentiment('voice', 'talk') WHERE language = 'en'), :once_comments::bigint, 'en, EN, en-GB and En_us are one language');
SELECT is((SELECT array_agg(DISTINCT language ORDER BY language) FROM voice.model WHERE survey = 'talk'), '{de,en}', 'and there is no other');
-- a definition that changes: what was learned goes
SELECT count(*) FROM xm.alter_survey('voice', 'talk', jsonb_set(pg_temp.definition('{"name": "mood", "type": "sentiment", "of": "why", "label": "recommend", "language": {"en": "english", "de": "german"}}'), '{items,0,favourable}', '[8, 10]')) \g /dev/null
SELECT is((SELECT count(*) FROM voice.model WHERE survey = 'talk'), 0::bigint, 'another meaning of the rating: what was learned is gone');
SELECT count(*) FROM xm.train_sentiment('voice', 'talk') \g /dev/null
SELECT count(*) FROM xm.alter_survey('voice', 'talk', pg_temp.definition('{"name": "mood", "type": "sentiment", "of": "why", "label": "stars", "language": {"en": "english", "de": "german"}}')) \g /dev/null
SELECT is((SELECT count(*) FROM voice.model WHERE survey = 'talk') + (SELECT count(*) FROM voice.comment_sentiment WHERE survey = 'talk'), 0::bigint, 'another rating: what was learned of the old one is gone');
SELECT count(*) FROM xm.train_sentiment('voice', 'talk') \g /dev/null
SELECT cmp_ok((SELECT count(*) FROM voice.model WHERE survey = 'talk'), '>', 0::bigint, 'and learned anew');
SELECT count(*) FROM xm.alter_survey('voice', 'talk', pg_temp.definition('{"name": "more", "type": "text"}')) \g /dev/null
SELECT is((SELECT count(*) FROM voice.model WHERE survey = 'talk') + (SELECT count(*) FROM voice.comment_sentiment WHERE survey = 'talk'), 0::bigint, 'so it is when the sentiment is retired');
SELECT lives_ok($$INSERT INTO voice.talk (why, language) VALUES ('great', 'en')$$, 'answers are taken on');
INSERT INTO voice.model SELECT 'talk', item, language, fitted_at, model FROM voice.model WHERE survey = 'inside' LIMIT 1;
SELECT lives_ok($$INSERT INTO voice.talk (why, language) VALUES ('great', 'en')$$, 'with the model of a retired one, too');
INSERT INTO voice.comment_sentiment SELECT 'talk', 'mood', response_id, 0.5, now() FROM voice.talk LIMIT 1;
TRUNCATE voice.talk;
SELECT is((SELECT count(*) FROM voice.comment_sentiment WHERE survey = 'talk'), 0::bigint, 'and with the answers');
RESET ROLE;
-- without triggers
SELECT xm.create_workspace('by_hand', owner => 'xm_boss', summary => 'manual') \g /dev/null
SET ROLE xm_boss;
SELECT xm.create_survey('by_hand', 'said', '{"side": "customer", "items": [{"name": "mark", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "why", "type": "text"}, {"name": "mood", "type": "sentiment", "of": "why", "label": "mark"}]}') \g /dev/null
INSERT INTO by_hand.said (source_id, mark, why) SELECT i::text, CASE WHEN i % 2 = 0 THEN 10 ELSE 2 END, pg_temp.words(i, i % 2 = 0) FROM generate_series(1, 400) i;
SELECT count(*) FROM xm.train_sentiment('by_hand', 'said') \g /dev/null
UPDATE by_hand.said SET why = (SELECT why FROM by_hand.said WHERE source_id = '1') WHERE source_id = '2';
DELETE FROM by_hand.said WHERE source_id = '3';
INSERT INTO by_hand.said (source_id, why) SELECT 'new', why FROM by_hand.said WHERE source_id = '1';
SELECT xm.rebuild_summary('by_hand') \g /dev/null
SELECT is((SELECT count(mood) FROM by_hand.said_labelled WHERE source_id IN ('1', '2', 'new')), 3::bigint, 'judged with the summary');
SELECT is((SELECT count(DISTINCT mood) FROM by_hand.said_labelled WHERE source_id IN ('1', '2', 'new')), 1::bigint, 'by the words of now');
SELECT is((SELECT count(*) FROM by_hand.comment_sentiment), (SELECT count(*) FROM by_hand.said), 'nothing is said of answers that are gone');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
