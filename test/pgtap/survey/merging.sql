-- One record per person: merging, undoing it, finding duplicates, and what goes by whom a person counts as.
\i test/pgtap/include/begin.psql
SELECT plan(136);
\i test/pgtap/include/workspace.psql
INSERT INTO voice.person (person_id, side, joined) SELECT i, CASE WHEN i < 50 THEN 'employee' ELSE 'customer' END, date '2020-01-01' + i FROM generate_series(11, 60) i;
INSERT INTO voice.wave VALUES ('visit', 'w1', NULL, NULL), ('visit', 'w2', NULL, CURRENT_DATE + 30);
SELECT xm.grant_workspace('voice', 'xm_bi', 'analyst'), xm.grant_workspace('voice', 'xm_web', 'collector'), xm.grant_workspace('voice', 'xm_keeper', 'custodian') \g /dev/null
CREATE FUNCTION pg_temp.roots() RETURNS text LANGUAGE sql AS $$ SELECT COALESCE(string_agg(person_id || '>' || root, ' ' ORDER BY person_id), '') FROM voice.person_root WHERE root <> person_id $$;

-- what is refused
SELECT is(pg_temp.refusal(format('SELECT xm.merge_persons(''voice'', %s)', arguments)), '22023 ' || message, message) FROM (VALUES
  ('999, ''{51}''', 'keep: no person 999 in workspace "voice"'), ('50, ''{51,999}''', 'others: no person 999 in workspace "voice"'), ('50, ''{51,50}''', 'others: person 50 and person 50 are one already'),
  ('50, ''{51,51}''', 'others: person 51 stands twice'), ('50, ''{11}''', 'others: person 11 is no customer, as person 50 is'), ('50, ''{51,NULL}''', 'others: a person is NULL'), ('50, ''{51}'', ''[]''', 'evidence: this is no JSON object')) v(arguments, message);
SELECT is(xm.merge_persons('voice', 50, '{}'), '{}'::bigint[], 'nobody to merge');
SELECT is(pg_temp.refusal($$SELECT xm.unmerge('voice', 99)$$), '22023 no merge 99 in workspace "voice"', 'a merge that is none');
SET LOCAL ROLE xm_bi;
SELECT is(pg_temp.refusal($$SELECT xm.merge_persons('voice', 50, '{51}')$$), '42501 permission denied for workspace "voice"', 'an analyst merges nobody');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.find_duplicates('voice', 'customer', '{"block": [["a"]], "compare": {"b": "exact", "c": "exact", "d": "exact"}}')$$), '42501 permission denied for workspace "voice"', 'nor looks for duplicates');
SELECT is(pg_temp.refusal($$SELECT * FROM voice.person_merge$$), '42501 permission denied for table person_merge (no hint)', 'nor reads the ledger');
SET LOCAL ROLE xm_keeper;
SELECT is(pg_temp.refusal($$UPDATE voice.person SET merged_into = 50 WHERE person_id = 51$$), '42501 merged_into is not written by hand', 'roots are not written by hand');
SELECT is(pg_temp.refusal($$INSERT INTO voice.person (side, merged_into) VALUES ('customer', 50)$$), '42501 merged_into is not written by hand', 'nor with a new person');
SELECT is(pg_temp.refusal($$UPDATE voice.person SET root = 50 WHERE person_id = 51$$), '428C9 column "root" can only be updated to DEFAULT (no hint)', 'nor the root itself');

-- a forest of merges
CREATE TEMP TABLE before AS TABLE voice.person; GRANT SELECT ON before TO PUBLIC;
SELECT is(xm.merge_persons('voice', 50, '{52,51}', '{"checked": "by phone"}'), '{1,2}'::bigint[], 'a custodian merges two into one');
SELECT is(pg_temp.roots(), '51>50 52>50', 'roots');
SELECT results_eq($$SELECT merge_id, kept, merged, merged_by, evidence, undone_at IS NULL FROM voice.person_merge ORDER BY 1$$, $$VALUES (1::bigint, 50::bigint, 52::bigint, 'xm_keeper', '{"checked": "by phone"}'::jsonb, true), (2, 50, 51, 'xm_keeper', '{"checked": "by phone"}', true)$$, 'the ledger');
SELECT is(pg_temp.refusal($$SELECT xm.merge_persons('voice', 53, '{51}')$$), '22023 others: person 51 was merged into person 50', 'only roots are merged');
SELECT is(pg_temp.refusal($$SELECT xm.merge_persons('voice', 51, '{50}')$$), '22023 others: person 50 and person 51 are one already', 'no circle');
SELECT is(xm.merge_persons('voice', 49 + 4, '{50}'), '{3}'::bigint[], 'a root with all of its own');
SELECT is(pg_temp.roots(), '50>53 51>53 52>53', 'all count as the new root');
SELECT is(xm.merge_persons('voice', 51, '{54}'), '{4}'::bigint[], 'into one that was merged');
SELECT is(pg_temp.roots(), '50>53 51>53 52>53 54>53', 'counts as its root');
SELECT xm.unmerge('voice', 2) \g /dev/null
SELECT is(pg_temp.roots(), '50>53 52>53 54>51', 'one merge undone leaves the rest');
SELECT is(left(pg_temp.refusal($$SELECT xm.unmerge('voice', 2)$$), 28), '22023 merge 2 was undone at ', 'once');
SELECT xm.unmerge('voice', 3) \g /dev/null
SELECT is(pg_temp.roots(), '52>50 54>51', 'another one');
SELECT xm.unmerge('voice', 4), xm.unmerge('voice', 1) \g /dev/null
SELECT is(pg_temp.roots(), '', 'all undone');
SELECT is_empty($$(TABLE voice.person EXCEPT TABLE before) UNION ALL (TABLE before EXCEPT TABLE voice.person)$$, 'every row is as it was');

-- random merges, undone in any order
RESET ROLE; SET ROLE xm_boss;
CREATE FUNCTION pg_temp.at_random(seed float8, steps integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE made bigint[] = '{}'; k bigint; o bigint; m bigint; bad bigint; BEGIN
  PERFORM setseed(seed);
  FOR i IN 1 .. steps LOOP
    IF random() < 0.6 THEN
      SELECT person_id INTO k FROM voice.person WHERE side = 'customer' ORDER BY random() LIMIT 1;
      SELECT person_id INTO o FROM voice.person p WHERE side = 'customer' AND root = person_id AND root <> (SELECT root FROM voice.person WHERE person_id = k) ORDER BY random() LIMIT 1;
      IF o IS NOT NULL THEN made = made || xm.merge_persons('voice', k, ARRAY[o]); END IF;
    ELSIF made <> '{}' THEN
      SELECT x INTO m FROM unnest(made) x ORDER BY random() LIMIT 1;
      PERFORM xm.unmerge('voice', m); made = array_remove(made, m);
    END IF;
    -- Whom the ledger makes one: components of its open merges; each has one root, which no open merge takes in.
    SELECT count(*) INTO bad FROM voice.person p JOIN (SELECT (unnest(xm.components(kept, merged))).* FROM voice.person_merge WHERE undone_at IS NULL) c ON c.node = p.person_id
      WHERE p.root IS DISTINCT FROM (SELECT d.node FROM (SELECT (unnest(xm.components(kept, merged))).* FROM voice.person_merge WHERE undone_at IS NULL) d WHERE d.component = c.component AND NOT EXISTS (SELECT FROM voice.person_merge g WHERE g.merged = d.node AND g.undone_at IS NULL));
    IF bad > 0 THEN RETURN 'step ' || i || ': ' || bad || ' wrong roots'; END IF;
  END LOOP;
  FOR m IN SELECT x FROM unnest(made) x ORDER BY random() LOOP PERFORM xm.unmerge('voice', m); END LOOP;
  SELECT count(*) INTO bad FROM ((TABLE voice.person EXCEPT TABLE before) UNION ALL (TABLE before EXCEPT TABLE voice.person)) d;
  RETURN bad;
END $$;
SELECT is(pg_temp.at_random(s / 10.0, 60), '0', 'sixty random steps, seed ' || s) FROM generate_series(1, 5) s;

-- answers, purchases, invitations and erasure go by root
INSERT INTO voice.visit (person_id, wave, submitted_at, recommend) VALUES (55, 'w1', '2026-01-10', 9), (56, 'w1', '2026-01-12', 2), (57, 'w2', '2026-02-01', 5), (56, 'w2', '2026-02-03', 7);
INSERT INTO voice.purchase (person_id, at, amount) VALUES (55, '2026-01-01', 10), (56, '2026-01-08', 20), (56, '2026-01-22', 30);
CREATE TEMP TABLE scores_before AS TABLE voice.score;
SELECT is_empty($$SELECT * FROM voice.duplicate_answer$$, 'nobody answered a wave twice');
SELECT xm.merge_persons('voice', 55, '{56,57}') \g /dev/null
SELECT results_eq($$SELECT survey, wave, root, person_id FROM voice.duplicate_answer ORDER BY 1, 2, 4$$, $$VALUES ('visit', 'w1', 55::bigint, 55::bigint), ('visit', 'w1', 55, 56), ('visit', 'w2', 55, 56), ('visit', 'w2', 55, 57)$$, 'but merged ones did');
SELECT is_empty($$(TABLE voice.score EXCEPT TABLE scores_before) UNION ALL (TABLE scores_before EXCEPT TABLE voice.score)$$, 'no score changes by a merge');
SELECT results_eq($$SELECT person_id, first_answer, last_answer, last_ratings, frequency, joined FROM voice.customer_history WHERE person_id BETWEEN 55 AND 57$$, $$VALUES (55::bigint, '2026-01-10'::timestamptz, '2026-02-03'::timestamptz, '{"recommend": 7}'::jsonb, 2::bigint, date '2020-02-25')$$, 'one history');
SELECT results_eq($$SELECT jsonb_array_length(d -> 'answers' -> 'visit'), jsonb_array_length(d -> 'purchases'), jsonb_array_length(d -> 'merged'), d -> 'person' ->> 'person_id' FROM xm.person_data('voice', 57) d$$, $$VALUES (4, 3, 2, '55')$$, 'person_data is of all numbers');
INSERT INTO voice.contact_rule (rule, side, max_contacts, period) VALUES ('once', 'customer', 1, '1 year');
SELECT results_eq($$SELECT person_id, decision FROM xm.invite('voice', 'visit', 'w2', '{57,56,58}')$$, $$VALUES (55::bigint, 'invited'), (58, 'invited')$$, 'merged numbers stand for their root, once');
SELECT results_eq($$SELECT person_id, decision FROM xm.invite('voice', 'visit', 'w2', '{56}')$$, $$VALUES (55::bigint, 'already')$$, 'who was invited as another');
SELECT xm.merge_persons('voice', 59, '{58}') \g /dev/null
SELECT results_eq($$SELECT person_id, decision FROM xm.invite('voice', 'visit', 'w2', '{59}')$$, $$VALUES (59::bigint, 'already')$$, 'or was invited before the merge');
SELECT results_eq($$SELECT person_id, decision, detail FROM xm.invite('voice', 'visit', NULL, '{59}', '{"occasion": "x"}')$$, $$VALUES (59::bigint, 'rule', 'once')$$, 'contacts count whatever the number');
INSERT INTO voice.opt_out (person_id) VALUES (56);
DELETE FROM voice.contact_rule;
SELECT results_eq($$SELECT person_id, decision FROM xm.invite('voice', 'visit', NULL, '{55,59}', '{"occasion": "y", "dry_run": true}')$$, $$VALUES (55::bigint, 'opted_out'), (59, 'invited')$$, 'an opt-out holds for all that were merged');
UPDATE voice.person SET departed = '2024-01-01' WHERE person_id = 58;
SELECT results_eq($$SELECT person_id, decision FROM xm.invite('voice', 'visit', NULL, '{58}', '{"occasion": "y", "dry_run": true}')$$, $$VALUES (59::bigint, 'invited')$$, 'gone is who is gone under every number');
SELECT token FROM xm.invite('voice', 'visit', NULL, '{53}', '{"occasion": "r"}') \gset
SELECT xm.invite('voice', 'visit', NULL, '{54}', '{"occasion": "r"}') \g /dev/null
SELECT xm.submit('voice', 'visit', jsonb_build_object('token', :'token', 'answers', '{"recommend": 5}'::jsonb)), xm.merge_persons('voice', 54, '{53}') \g /dev/null
SELECT results_eq($$SELECT person_id, decision, token IS NULL FROM xm.invite('voice', 'visit', NULL, '{53,54}', '{"occasion": "r", "reissue": true}')$$, $$VALUES (54::bigint, 'already', true)$$, 'who answered under one number gets no new link under another');
SELECT xm.unmerge('voice', max(merge_id)) FROM voice.person_merge \g /dev/null
DELETE FROM voice.visit WHERE person_id = 53;
SELECT is((SELECT jsonb_array_length(d -> 'merges_undone') FROM xm.person_data('voice', 53) d), (SELECT count(*)::integer FROM voice.person_merge WHERE undone_at IS NOT NULL AND 53 IN (kept, merged)), 'person_data tells of merges that were undone');
INSERT INTO voice.contact_rule (rule, rest) VALUES ('rest', '30 years');
SELECT results_eq($$SELECT person_id, decision FROM xm.invite('voice', 'visit', NULL, '{60}', '{"occasion": "z", "dry_run": true}')$$, $$VALUES (60::bigint, 'invited')$$, 'nobody rests');
SELECT xm.merge_persons('voice', 60, '{55}') \g /dev/null
DELETE FROM voice.opt_out;
SELECT results_eq($$SELECT person_id, decision, detail FROM xm.invite('voice', 'visit', NULL, '{60}', '{"occasion": "z", "dry_run": true}')$$, $$VALUES (60::bigint, 'rule', 'rest')$$, 'but after an answer under any number');
SELECT results_eq($$SELECT person_id, decision FROM xm.remind('voice', 'visit', 'w2', '-1 day', '{"dry_run": true}')$$, $$VALUES (59::bigint, 'reminded'), (60, 'rule')$$, 'reminders go by root, too');
INSERT INTO voice.person_key VALUES ('customer', 'email', 'gone@example.org', 57);
SELECT xm.forget('voice', 56) \g /dev/null
SELECT is((SELECT count(*) FROM voice.visit WHERE person_id IS NOT NULL), 0::bigint, 'forget erases every number');
SELECT is((SELECT count(*) FROM voice.person_key WHERE person_id BETWEEN 55 AND 57), 0::bigint, 'and every key');
SELECT is((SELECT count(*) FROM voice.person_merge WHERE evidence <> '{}' AND merged IN (55, 56, 57)), 0::bigint, 'and the evidence');
SELECT is(pg_temp.refusal($$INSERT INTO voice.person_key VALUES ('customer', 'email', 'gone@example.org', 60)$$), '22023 this key was forgotten', 'none comes back');

-- employees: one answer a wave, and what was published
INSERT INTO voice.pulse (person_id, wave, enps) VALUES (11, 'spring', 3), (12, 'spring', 4), (13, 'autumn', 5), (14, 'spring', 6);
SELECT is(pg_temp.refusal($$SELECT xm.merge_persons('voice', 11, '{12}')$$), '22023 two of these persons answered the same wave of a confidential survey', 'two people, for they both answered');
SELECT xm.merge_persons('voice', 11, '{13}') \g /dev/null
SELECT is(pg_temp.refusal($$SELECT xm.merge_persons('voice', 13, '{14}')$$), '22023 two of these persons answered the same wave of a confidential survey', 'whatever the number');
SELECT is(pg_temp.refusal($$INSERT INTO voice.pulse (person_id, wave, enps) VALUES (13, 'spring', 3)$$), '23505 this person has answered this wave already', 'nor is there a second answer afterwards');
ALTER TABLE voice.pulse DISABLE TRIGGER USER;
INSERT INTO voice.pulse (person_id, wave, enps) VALUES (13, 'spring', 3);
ALTER TABLE voice.pulse ENABLE TRIGGER USER;
SELECT lives_ok($$UPDATE voice.pulse SET enps = 4 WHERE person_id = 13 AND wave = 'spring'$$, 'but an answer that is there is corrected');
SELECT is(pg_temp.refusal($$UPDATE voice.pulse SET wave = 'spring' WHERE person_id = 13 AND wave = 'autumn'$$), '23505 duplicate key value violates unique constraint "pulse_person_id_wave_idx" (no hint)', 'and not made another one');
DELETE FROM voice.pulse WHERE person_id = 13 AND wave = 'spring';
SELECT is(pg_temp.refusal($$UPDATE voice.pulse SET wave = 'spring' WHERE person_id = 13 AND wave = 'autumn'$$), '23505 this person has answered this wave already', 'nor moved to where one is');
INSERT INTO voice.person_key VALUES ('employee', 'email', 'x@example.org', 13);
SELECT is(pg_temp.refusal($$SELECT xm.submit('voice', 'pulse', '{"source_id": "s-1", "wave": "spring", "person": {"email": "x@example.org"}, "answers": {"enps": 7}}')$$), '23505 this person has answered this wave already', 'by submit neither');
RESET ROLE; SET ROLE xm_web;
SELECT is(voice.submit('pulse', '{"source_id": "s-1", "wave": "spring", "person": {"email": "x@example.org"}, "answers": {"enps": 7}}'), NULL, 'from outside it is dropped');
RESET ROLE; SET ROLE xm_boss;
SELECT is((SELECT count(*) FROM voice.pulse), 4::bigint, 'and not stored');
SELECT is((SELECT last_value FROM voice.dropped), 1::bigint, 'but counted');
RESET ROLE; SET ROLE xm_web;
SELECT is(voice.submit('pulse', '{"wave": "spring", "person": {"email": "x@example.org", "badge": "b-1"}, "answers": {"enps": 7}}'), NULL, 'without a source_id, too');
RESET ROLE; SET ROLE xm_boss;
SELECT is((SELECT count(*) FROM voice.pulse) + (SELECT count(*) FROM voice.person_key WHERE kind = 'badge'), 4::bigint, 'and nobody gives an employee a key by it');
INSERT INTO voice.membership SELECT i, '2020-01-01', 'kiel' FROM generate_series(20, 49) i;
INSERT INTO voice.pulse (person_id, wave, submitted_at, enps) SELECT i, 'spring', '2026-03-10', i % 11 FROM generate_series(20, 39) i;
SELECT xm.publish('voice', 'pulse', 'spring') \g /dev/null
SELECT is((SELECT responses FROM voice.published WHERE item = 'enps' AND unit = 'kiel'), 20::bigint, 'twenty people in a cell');
CREATE TEMP TABLE told AS TABLE voice.ledger;
SELECT xm.merge_persons('voice', 49, '{20}'), xm.merge_persons('voice', 48, '{21,47}') \g /dev/null
INSERT INTO voice.pulse (person_id, wave, submitted_at, enps) SELECT i, 'spring', '2026-03-11', i % 11 FROM generate_series(40, 46) i;
SELECT xm.publish('voice', 'pulse', 'spring') \g /dev/null
SELECT is((SELECT max(responses) FROM voice.published WHERE item = 'enps' AND unit = 'kiel'), 27::bigint, 'merged ones count once');
SELECT is_empty($$TABLE told EXCEPT TABLE voice.ledger$$, 'what was published stays in the ledger');
SELECT results_eq($$SELECT person_id FROM voice.ledger EXCEPT SELECT person_id FROM told ORDER BY 1$$, $$SELECT generate_series(40, 46)::bigint$$, 'and answers known there under another number are not new');
SELECT is((SELECT count(*) FROM voice.publication_cell WHERE members && '{47,48,49}'), 0::bigint, 'nor are cells made of others');

INSERT INTO voice.pulse (person_id, wave, submitted_at, enps) SELECT i, 'autumn', '2026-10-10', (i + 1) % 11 FROM generate_series(20, 45) i;
SELECT xm.publish('voice', 'pulse', 'autumn') \g /dev/null
SELECT ok(count(*) FILTER (WHERE person_id = 20) = 1 AND count(*) FILTER (WHERE person_id = 49) = 0, 'an answer is remembered under the number that it came under') FROM voice.ledger WHERE wave = 'autumn';
TRUNCATE told;
INSERT INTO told TABLE voice.ledger;
SELECT xm.unmerge('voice', merge_id) FROM voice.person_merge WHERE merged = 20 \g /dev/null
SELECT xm.publish('voice', 'pulse', wave) FROM (VALUES ('spring'), ('autumn')) w(wave) \g /dev/null
SELECT set_eq($$TABLE voice.ledger$$, $$TABLE told$$, 'so it is the same answer when the merge is undone');
SAVEPOINT before;
UPDATE voice.publication SET version = '0.13.0';
SELECT is(pg_temp.refusal($$SELECT xm.unmerge('voice', (SELECT merge_id FROM voice.person_merge WHERE merged = 21))$$), '22023 answers of these persons were published by 0.13.0, which remembered them as one', 'but for what an earlier version remembered otherwise');
ROLLBACK TO before;
SELECT xm.create_survey('voice', 'hush', '{"side": "customer", "mode": "anonymous", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}, {"name": "why", "type": "text"}]}') \g /dev/null
INSERT INTO voice.wave VALUES ('hush', 'w', '2026-01-01', '2026-01-31');
INSERT INTO voice.hush (source_id, wave, unit, a, why) SELECT i, 'w', 'kiel', 1 + i % 5, 'word ' || i FROM generate_series(1, 12) i;
SELECT xm.publish('voice', 'hush', 'w') \g /dev/null
SELECT lives_ok($$SELECT xm.publish('voice', 'hush', 'w')$$, 'merges do not touch anonymous surveys');
SELECT is((SELECT count(*) FROM voice.published_comment WHERE survey = 'hush'), 12::bigint, 'no comment twice');
RESET ROLE; CREATE ROLE xm_half; GRANT xm_half TO CURRENT_USER; SET ROLE xm_boss;
SELECT xm.grant_workspace('voice', 'xm_half', 'custodian', '{visit}') \g /dev/null
RESET ROLE; SET ROLE xm_half;
SELECT is(pg_temp.refusal($$SELECT xm.merge_persons('voice', 40, '{41}')$$), '42501 permission denied for survey "pulse"', 'who is no custodian of the answers learns nothing of them by merging');
RESET ROLE; SET ROLE xm_boss;

-- keys of two persons in one answer
INSERT INTO voice.person_key VALUES ('customer', 'email', 'one@example.org', 51), ('customer', 'crm', 'C-52', 52), ('customer', 'phone', '+4953', 53);
SELECT xm.submit('voice', 'visit', '{"source_id": "k-1", "person": {"crm": "C-52", "email": "One@example.org", "card": "9"}, "answers": {"recommend": 7}}') AS first \gset
SELECT is((SELECT person_id FROM voice.visit WHERE response_id = :first), 51::bigint, 'the answer is of the first by key_order');
SELECT results_eq($$SELECT a, b, kinds FROM voice.key_conflict$$, $$VALUES (51::bigint, 52::bigint, '{email,crm}'::text[])$$, 'the pair is listed');
SELECT is((SELECT person_id FROM voice.person_key WHERE kind = 'card' AND value = '9'), 51::bigint, 'a key that nobody had becomes his');
INSERT INTO voice.setting VALUES ('key_order', '["crm", "email"]');
SELECT xm.submit('voice', 'visit', '{"source_id": "k-2", "person": {"email": "one@example.org", "crm": "C-52", "phone": "+4953"}, "answers": {"recommend": 7}}') AS second \gset
SELECT is((SELECT person_id FROM voice.visit WHERE response_id = :second), 52::bigint, 'in another order it is of another');
SELECT is((SELECT count(*) FROM voice.key_conflict), 2::bigint, 'another pair');
SELECT is((SELECT d -> 'key_conflicts' -> 0 ->> 'b' FROM xm.person_data('voice', 53) d), '53', 'which person_data tells of');
SELECT xm.merge_persons('voice', 51, '{52}') \g /dev/null
SELECT results_eq($$SELECT a, b FROM voice.key_conflict$$, $$VALUES (52::bigint, 53::bigint)$$, 'merged ones clash no more');
SELECT xm.submit('voice', 'visit', '{"source_id": "k-3", "person": {"email": "new@example.org", "crm": "C-99"}, "answers": {"recommend": 7}}') AS third \gset
SELECT is((SELECT string_agg(kind, ' ' ORDER BY kind) FROM voice.person_key WHERE person_id = (SELECT person_id FROM voice.visit WHERE response_id = :third)), 'crm email', 'somebody new gets all of his keys');

-- finding duplicates: what is asked
SELECT is(pg_temp.refusal(format('SELECT * FROM xm.find_duplicates(''voice'', ''customer'', %L)', options)), '22023 ' || message, options) FROM (VALUES
  ('[]', 'options: [] is no object'), ('{}', 'options.block: missing'), ('{"block": [["a"]]}', 'options.compare: missing'), ('{"block": [], "compare": {"a": "exact"}}', 'options.block: [] is no list of 1 to 32 blocks'),
  ('{"block": [["a", "a"]], "compare": {"a": "exact"}}', 'options.block[0][1]: "a" stands twice'), ('{"block": [["a"]], "compare": {"b": "same"}}', 'options.compare.b: "same" is none of exact, jaro_winkler, number, date'),
  ('{"block": [["a"]], "compare": {"b": {"jaro_winkler": [0.9, 1.2]}}}', 'options.compare.b.jaro_winkler: 1.2 is outside the allowed range'), ('{"block": [["a"]], "compare": {"b": {"date": [-1]}}}', 'options.compare.b.date: -1 is outside the allowed range'),
  ('{"block": [["a"]], "compare": {"b": {"exact": true, "of": "family"}}}', 'options.compare.b.of: "family" is neither person nor household'), ('{"block": [["a"]], "compare": {"b": {"of": "person"}}}', 'options.compare.b: {"of":"person"} names no way to compare'),
  ('{"block": [["a"]], "compare": {"b": {"exact": true, "date": [1]}}}', 'options.compare.b: two ways to compare: date and exact'), ('{"block": [["a"]], "compare": {"b": 1}}', 'options.compare.b: 1 is neither a text nor an object'),
  ('{"block": [["a"]], "compare": {"b": "exact"}, "kinds": {"t": ["p", "m"]}}', 'options.kinds.t: nothing is compared by it'), ('{"block": [["a"]], "compare": {"b": "exact"}, "least": 2}', 'options.least: 2 is outside the allowed range 0..1'),
  ('{"block": [["a"]], "compare": {"b": "exact"}, "max": 2}', 'options.max: unknown key'), ('{"block": [["a"]], "compare": {"a": "exact", "b": "exact", "c": "exact"}}', 'options: no block leaves three attributes to compare: the evidence cannot be learned')) v(options, message);
SELECT is(pg_temp.refusal($$SELECT * FROM xm.find_duplicates('voice', 'visitor', '{}')$$), '22023 side "visitor" is neither employee nor customer', 'a side that is none');
SELECT is(pg_temp.refusal($$SELECT * FROM xm.merge_duplicates('voice', 'customer', '{}', 0.4)$$), '22023 threshold 0.4 is outside the allowed range 0.5..1', 'a threshold that is none');
SELECT is_empty($$SELECT * FROM xm.find_duplicates('voice', 'employee', '{"block": [["a"]], "compare": {"b": "exact", "c": "exact", "d": "exact"}}')$$, 'nobody shares what nobody has');

-- A register of which the truth is known: people, five in a hundred twice, with slips; and households, whose members share family name,
-- street, postcode and telephone.
SELECT xm.create_workspace('truth') \g /dev/null
CREATE FUNCTION pg_temp.pick(seed bigint, n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT (hashint8extended(seed, 7) & 2147483647)::integer % n $$;
CREATE FUNCTION pg_temp.name(n integer, parts integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT string_agg((ARRAY['ba','re','mi','lo','ku','sa','ne','ti','po','wu','ja','le','vi','go','fu','ha','de','ri','mo','tu'])[1 + n / (20 ^ i)::integer % 20], '' ORDER BY i) FROM generate_series(0, parts - 1) i $$;
CREATE FUNCTION pg_temp.slip(word text, seed bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT overlay(word PLACING substr('xyqz', 1 + pg_temp.pick(seed, 4), 1) FROM 2 + pg_temp.pick(seed + 1, length(word) - 1) FOR 1) $$;
-- Of entity e: who he is. Every 12th is of the household of the one before.
CREATE TEMP TABLE entity AS SELECT e, h, pg_temp.name(pg_temp.pick(e * 31 + 1, 400), 2) || 'n' AS given, pg_temp.name(pg_temp.pick(h * 31 + 2, 4000), 3) AS family, date '1940-01-01' + pg_temp.pick(e * 31 + 3, 24000) AS birthday,
  (10000 + pg_temp.pick(h * 31 + 4, 300))::text AS postcode, pg_temp.name(pg_temp.pick(h * 31 + 5, 3000), 3) || 'str ' || (1 + pg_temp.pick(h * 31 + 6, 60)) AS street, '+49' || (100000000 + pg_temp.pick(h * 31 + 7, 800000000)) AS phone, 'm' || e || '@example.org' AS email
FROM (SELECT e, CASE WHEN e % 12 = 0 THEN e - 1 ELSE e END AS h FROM generate_series(1, 6000) e) x;
CREATE TEMP TABLE record AS SELECT e AS id, e, 0 AS copy FROM entity UNION ALL SELECT 100000 + e, e, 1 FROM entity WHERE pg_temp.pick(e * 31 + 8, 20) = 0;
INSERT INTO truth.person (person_id, side, attributes) SELECT r.id, 'customer', jsonb_strip_nulls(jsonb_build_object(
  'given', CASE WHEN copy = 1 AND pg_temp.pick(id * 37 + 1, 100) < 12 THEN pg_temp.slip(given, id) ELSE initcap(given) END, 'family', CASE WHEN copy = 1 AND pg_temp.pick(id * 37 + 2, 100) < 10 THEN pg_temp.slip(family, id) ELSE upper(family) END,
  'birthday', CASE WHEN pg_temp.pick(id * 37 + 3, 100) < 15 THEN NULL WHEN copy = 1 AND pg_temp.pick(id * 37 + 4, 100) < 4 THEN birthday + 300 ELSE birthday END, 'postcode', CASE WHEN copy = 1 AND pg_temp.pick(id * 37 + 5, 100) < 15 THEN '99999' ELSE postcode END,
  'street', CASE WHEN copy = 1 AND pg_temp.pick(id * 37 + 5, 100) < 15 THEN 'elsewhere ' || id ELSE street END, 'phone', CASE WHEN pg_temp.pick(id * 37 + 6, 100) < 60 THEN phone END)) FROM record r JOIN entity USING (e);
INSERT INTO truth.person_key SELECT 'customer', CASE copy WHEN 0 THEN 'email' ELSE 'mail2' END, email, id FROM record JOIN entity USING (e) WHERE copy = 0 OR pg_temp.pick(id * 37 + 7, 100) < 50;
\set options '{"block": [["family", "postcode"], ["mail"], ["phone"], ["given", "birthday"]], "kinds": {"mail": ["email", "mail2"]}, "compare": {"given": "jaro_winkler", "birthday": {"date": [31, 0]}, "mail": "exact", "family": {"jaro_winkler": [0.85, 0.93, 1], "of": "household"}, "street": {"jaro_winkler": [0.9, 1], "of": "household"}, "postcode": {"exact": true, "of": "household"}, "phone": {"exact": true, "of": "household"}}, "least": 0}'
CREATE TEMP TABLE pair AS SELECT d.*, x.e = y.e AS same, x.e <> y.e AND ex.h = ey.h AS kin FROM xm.find_duplicates('truth', 'customer', :'options') d JOIN record x ON x.id = a JOIN record y ON y.id = b JOIN entity ex ON ex.e = x.e JOIN entity ey ON ey.e = y.e;
SELECT cmp_ok((SELECT count(*) FILTER (WHERE kin)::float8 / count(*) FROM pair WHERE probability >= 0.99), '<=', 0.01::float8, 'hardly any relatives among the sure ones');
SELECT cmp_ok((SELECT count(*) FILTER (WHERE same)::float8 / count(*) FROM pair WHERE probability >= 0.99), '>=', 0.99::float8, 'precision');
SELECT cmp_ok((SELECT (SELECT count(*) FROM pair WHERE probability >= 0.99 AND same)::float8 / count(*) FROM record WHERE copy = 1), '>=', 0.8::float8, 'recall of the sure ones');
SELECT cmp_ok((SELECT (SELECT count(*) FROM pair WHERE probability >= 0.5 AND same)::float8 / count(*) FROM record WHERE copy = 1), '>=', 0.95::float8, 'recall of the likely ones');
SELECT cmp_ok((SELECT abs(sum(probability) - count(*) FILTER (WHERE same)) / count(*) FROM pair), '<', 0.02::float8, 'probabilities are shares');
SELECT is((SELECT count(*) FROM pair WHERE a >= b), 0::bigint, 'a before b');
SELECT is((SELECT count(*) FROM (SELECT a, b FROM pair GROUP BY 1, 2 HAVING count(*) > 1) x), 0::bigint, 'each pair once');
SELECT ok((SELECT bool_and(evidence::text !~ 'example|str ') FROM pair), 'evidence tells no values');
SELECT is((SELECT array_agg(k ORDER BY k) FROM (SELECT DISTINCT jsonb_object_keys(evidence) k FROM pair) x), '{blocks,levels,weights}', 'but levels, weights and blocks');
SELECT is((SELECT max(abs(weight - log(2, (probability / (1 - probability))::numeric)::float8 - (SELECT max(weight - log(2, (probability / (1 - probability))::numeric)::float8) FROM pair WHERE probability BETWEEN 0.01 AND 0.99)))::numeric(9, 6) FROM pair WHERE probability BETWEEN 0.01 AND 0.99), 0::numeric(9, 6), 'weight is the odds over the prior');
CREATE TEMP TABLE again AS SELECT * FROM xm.find_duplicates('truth', 'customer', :'options');
SELECT is_empty($$(SELECT a, b, probability, evidence FROM pair EXCEPT SELECT a, b, probability, evidence FROM again) UNION ALL (SELECT a, b, probability, evidence FROM again EXCEPT SELECT a, b, probability, evidence FROM pair)$$, 'the same twice');

-- merging them all
CREATE TEMP TABLE single AS TABLE truth.person;
SELECT * FROM xm.merge_duplicates('truth', 'customer', :'options') \gset merged_
SELECT is(:merged_persons_merged::bigint, (SELECT count(*) FROM truth.person WHERE root <> person_id), 'as many are merged as it says');
SELECT is(:merged_components::bigint, (SELECT count(DISTINCT root) FROM truth.person WHERE root <> person_id), 'into as many');
SELECT cmp_ok((SELECT count(*) FROM truth.person p JOIN record x ON x.id = p.person_id JOIN record y ON y.id = p.root WHERE x.e <> y.e), '<=', :merged_persons_merged::bigint / 100, 'hardly any wrongly');
SELECT is((SELECT min(person_id) FROM truth.person p WHERE root < person_id GROUP BY root HAVING min(person_id) < root), NULL, 'into the lowest number');
SELECT ok((SELECT bool_and(evidence ? 'with' AND (evidence ->> 'probability')::float8 >= 0.99) FROM truth.person_merge), 'with the evidence');
SELECT is_empty($$SELECT * FROM xm.find_duplicates('truth', 'customer', '{"block": [["mail"]], "kinds": {"mail": ["email", "mail2"]}, "compare": {"given": "jaro_winkler", "family": "jaro_winkler", "birthday": "date"}, "least": 0.99}') d JOIN truth.person p ON p.person_id = d.a JOIN truth.person q ON q.person_id = d.b WHERE p.root = q.root$$, 'who is one is not found again');
CREATE TEMP TABLE undone AS SELECT merge_id, kept, merged FROM truth.person_merge ORDER BY merge_id LIMIT 20;
SELECT xm.unmerge('truth', merge_id) FROM undone \g /dev/null
CREATE TEMP TABLE still AS SELECT a, b FROM xm.find_duplicates('truth', 'customer', :'options');
SELECT is_empty($$SELECT * FROM still JOIN undone ON a = LEAST(kept, merged) AND b = GREATEST(kept, merged)$$, 'what was undone is not proposed again');
SELECT isnt_empty(format($$SELECT * FROM xm.find_duplicates('truth', 'customer', %L) JOIN undone ON a = LEAST(kept, merged) AND b = GREATEST(kept, merged) WHERE probability > 0.99$$, :'options'::jsonb || '{"again": true}'), 'unless asked for');
SELECT * FROM xm.merge_duplicates('truth', 'customer', :'options') \g /dev/null
SELECT is_empty($$SELECT * FROM undone JOIN truth.person p ON p.person_id = kept JOIN truth.person q ON q.person_id = merged WHERE p.root = q.root$$, 'nor merged again');
SELECT cmp_ok((SELECT persons_merged FROM xm.merge_duplicates('truth', 'customer', :'options'::jsonb || '{"again": true}')), '>', 10::bigint, 'unless asked for');
SELECT xm.unmerge('truth', merge_id) FROM truth.person_merge WHERE undone_at IS NULL \g /dev/null
SELECT is_empty($$(TABLE truth.person EXCEPT TABLE single) UNION ALL (TABLE single EXCEPT TABLE truth.person)$$, 'all undone: every row is as it was');

-- what must not be merged: two values of what a person has once
INSERT INTO truth.person_key SELECT 'customer', 'tax', 'T' || id, id FROM record;
SELECT results_eq(format($$SELECT persons_merged, conflicts, jsonb_array_length(conflict_groups), conflict_groups -> 0 -> 'why' FROM xm.merge_duplicates('truth', 'customer', %L)$$, :'options'::jsonb || '{"again": true, "distinct": ["tax"]}'),
  format($$VALUES (0::bigint, %s::bigint, %1$s, '["more than one tax"]'::jsonb)$$, :merged_components + :merged_conflicts), 'different strong keys never merge');
CREATE TEMP TABLE chosen AS SELECT :'options'::jsonb AS options;
CREATE FUNCTION pg_temp.groups(more jsonb, person bigint) RETURNS jsonb LANGUAGE sql AS $$ SELECT g FROM chosen, xm.merge_duplicates('truth', 'customer', options || more), jsonb_array_elements(conflict_groups) g WHERE g -> 'persons' @> to_jsonb(person) $$;
-- too large a block is told
SELECT results_eq($$SELECT a, b, evidence FROM xm.find_duplicates('truth', 'customer', '{"block": [["land"], ["mail"]], "kinds": {"mail": ["email", "mail2"]}, "compare": {"given": "jaro_winkler", "family": "jaro_winkler", "birthday": "date"}, "least": 1}') WHERE a IS NULL$$, $$SELECT NULL::bigint, NULL::bigint, NULL::jsonb WHERE false$$, 'no block is too large');
UPDATE truth.person SET attributes = attributes || '{"land": "here"}' WHERE person_id <= 1500;
SELECT results_eq($$SELECT a, b, evidence FROM xm.find_duplicates('truth', 'customer', '{"block": [["land"], ["mail"]], "kinds": {"mail": ["email", "mail2"]}, "compare": {"given": "jaro_winkler", "family": "jaro_winkler", "birthday": "date"}, "least": 1}') WHERE a IS NULL$$, $$VALUES (NULL::bigint, NULL::bigint, '{"block": ["land"], "people": 1500}'::jsonb)$$, 'one is');

-- a chain: the first is likely the second, the second the third, but the first hardly the third, with whom it shares no block
INSERT INTO truth.person (person_id, side, attributes) VALUES (900001, 'customer', '{"given": "anna"}'), (900002, 'customer', '{"given": "anna", "birthday": "1970-01-01", "street": "mill lane 1"}'), (900003, 'customer', '{"given": "anna", "birthday": "1970-01-01", "street": "mill lane 1"}');
INSERT INTO truth.person_key VALUES ('customer', 'email', 'chain@example.org', 900001), ('customer', 'mail2', 'chain@example.org', 900002);
SELECT set_eq(format($$SELECT a, b, probability >= 0.99 FROM xm.find_duplicates('truth', 'customer', %L) WHERE a > 900000$$, :'options'), $$VALUES (900001::bigint, 900002::bigint, true), (900002, 900003, true)$$, 'a chain of likely pairs');
SELECT is(pg_temp.groups('{}', 900001), '{"why": ["a pair below 0.5"], "persons": [900001, 900002, 900003]}'::jsonb, 'the ends of which are none');
INSERT INTO truth.person_key VALUES ('customer', 'tax2', 'T-9', 900001), ('customer', 'tax', 't-9 ', 900002), ('customer', 'tax', 'T-8', 900003);
SELECT is(pg_temp.groups('{"distinct": ["taxes"], "kinds": {"mail": ["email", "mail2"], "taxes": ["tax", "tax2"]}}', 900001) -> 'why', '["a pair below 0.5", "more than one taxes"]'::jsonb, 'strong keys by a name for several kinds');
SELECT xm.unmerge('truth', merge_id) FROM truth.person_merge WHERE undone_at IS NULL \g /dev/null
DELETE FROM truth.person_key WHERE value = 'T-8';
SELECT is(pg_temp.groups('{"distinct": ["taxes"], "kinds": {"mail": ["email", "mail2"], "taxes": ["tax", "tax2"]}, "again": true}', 900001) -> 'why', '["a pair below 0.5"]'::jsonb, 'in whatever case');

-- a record in the middle of two of which nothing common is known, and a chain of 1,001
INSERT INTO truth.person (person_id, side, attributes) VALUES (900011, 'customer', '{"family": "zoeller", "postcode": "20001"}'), (900012, 'customer', '{"family": "zoeller", "postcode": "20001", "given": "zoenn", "birthday": "1971-01-01", "street": "mill lane 2"}'), (900013, 'customer', '{"given": "zoenn", "birthday": "1971-01-01", "street": "mill lane 2"}');
INSERT INTO truth.person_key VALUES ('customer', 'email', 'middle@example.org', 900011), ('customer', 'mail2', 'middle@example.org', 900012);
SELECT m.* FROM chosen, xm.merge_duplicates('truth', 'customer', options, 0.9) m \g /dev/null
SELECT is((SELECT count(DISTINCT root) FROM truth.person WHERE person_id BETWEEN 900011 AND 900013), 1::bigint, 'nothing speaks against two of whom nothing common is known');
INSERT INTO truth.person (person_id, side, attributes) SELECT 910000 + i, 'customer', '{"given": "otto"}' FROM generate_series(0, 1000) i;
INSERT INTO truth.person_key SELECT 'customer', kind, 'chain' || i + (kind = 'mail2')::int || '@example.org', 910000 + i FROM generate_series(0, 1000) i, (VALUES ('email'), ('mail2')) k(kind);
SELECT is(pg_temp.groups('{}', 910000) -> 'why', '["more than 1000 persons"]'::jsonb, 'no group of more than 1,000 is merged');

-- names of the world: one spelling of an accent is another's, case does not count
SELECT xm.create_workspace('world') \g /dev/null
INSERT INTO world.person (person_id, side, attributes) SELECT i, 'customer', jsonb_build_object('name', name, 'city', city, 'born', born, 'box', 'b' || i / 2) FROM (VALUES (10, E'Ren\u00e9e  Lef\u00e8vre', E'Besan\u00e7on', '1980-01-01'), (11, E'Rene\u0301e lefe\u0300vre ', E'besanc\u0327on', '1980-01-01'),
  (20, E'\u738b\u5c0f\u660e', E'\u5317\u4eac', '1990-02-02'), (21, E'\u738b\u5c0f\u660e', E'\u5317\u4eac', '1990-02-02'), (30, E'\u0130pek Y\u0131lmaz', E'\u0130zmir', '1970-03-03'), (31, E'\u0130PEK YILMAZ', E'\u0130zmir', '1970-03-03')) v(i, name, city, born);
INSERT INTO world.person (person_id, side, attributes) SELECT i, 'customer', jsonb_build_object('name', 'n' || md5(i::text), 'city', 'c' || i % 40, 'born', date '1950-01-01' + i * 97, 'box', 'b' || i) FROM generate_series(100, 400) i;
SELECT results_eq($$SELECT a, b, evidence -> 'levels' FROM xm.find_duplicates('world', 'customer', '{"block": [["box"]], "compare": {"name": {"jaro_winkler": [0.8, 1]}, "city": "exact", "born": "date"}, "least": 0.5}') ORDER BY 1$$,
  $$VALUES (10::bigint, 11::bigint, '{"name": 2, "city": 1, "born": 1}'::jsonb), (20, 21, '{"name": 2, "city": 1, "born": 1}'), (30, 31, '{"name": 1, "city": 1, "born": 1}')$$, 'accents, Chinese, Turkish i');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
