-- After the upgrade: what 0.13.0 brought is read and asked.
SELECT person_id, root FROM kept_club.person_root WHERE root <> person_id ORDER BY 1;
SELECT merge_id, kept, merged, evidence, undone_at IS NOT NULL AS undone FROM kept_club.person_merge ORDER BY 1;
SELECT person_id, last_ratings FROM kept_club.customer_history WHERE person_id <= 6 ORDER BY 1;
SELECT m.item, m.language, f.comments, f.words, round(f.auc::numeric, 9) FROM kept_club.model m, xm.text_model_fit(model) f;
SELECT text, round(avg(sentiment)::numeric, 9), count(*) FROM kept_club.comment GROUP BY text ORDER BY text;
SELECT word, unit, month, responses, round(difference::numeric, 9) FROM kept_club.comment_word ORDER BY unit, month, word;
SELECT kind, value, person_id FROM kept_club.person_key ORDER BY kind;
