-- After the upgrade: what 0.14.0 brought is read and asked.
SELECT person_id, root FROM kept_guild.person_root WHERE root <> person_id ORDER BY 1;
SELECT merge_id, kept, merged, undone_at IS NOT NULL AS undone FROM kept_guild.person_merge ORDER BY 1;
SELECT wave, item, unit, status, responses, value FROM kept_guild.published ORDER BY 1, 2, 3;
SELECT comment FROM kept_guild.published_comment ORDER BY comment COLLATE "C";
SELECT wave, count(DISTINCT person_id) FROM kept_guild.ledger GROUP BY 1 ORDER BY 1;
BEGIN;
SELECT xm.unmerge('kept_guild', 2);
SELECT person_id, root FROM kept_guild.person_root WHERE root <> person_id ORDER BY 1;
ROLLBACK;
