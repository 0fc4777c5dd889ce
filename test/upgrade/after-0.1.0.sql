-- After the upgrade: old values are read, merged with new ones, and give what they gave.
SET search_path = public, xm_internal, xm; -- support functions moved from xm to xm_internal in 0.6.0
SELECT k.id, people, nps, value, std_error FROM kept_view v JOIN kept k USING (id) ORDER BY id;
SELECT plain, weighted, link, rule FROM kept ORDER BY id;
SELECT encode(ratings_send(plain), 'hex'), encode(linkage_send(link), 'hex') FROM kept ORDER BY id;
SELECT xm.rollup(r) FROM (SELECT plain FROM kept UNION ALL SELECT xm.ratings(5)) t(r);
SELECT plain FROM kept_total;
SELECT g, r FROM kept_aggregate ORDER BY g;
SELECT id FROM kept WHERE xm.nps(plain) < -40 ORDER BY id;
SELECT s.* FROM (SELECT xm.rollup(link) AS l FROM kept) t, xm.linkage_summary(l) s;
