-- After the upgrade: published results are there, and the ledger still tells what may be released.
SELECT item, unit, breakdown, status, responses, round(value::numeric, 9), round(std_error::numeric, 9), cut, r, metric FROM kept_plant.published ORDER BY published_id;
SELECT unit, count(*) FROM kept_plant.published_comment GROUP BY 1 ORDER BY 1;
SELECT item, unit, wave, metric, round(value::numeric, 9) FROM kept_plant.published_score ORDER BY 1, 2;
SELECT item, unit, persons, status, reason FROM xm.publish_preview('kept_plant', 'mood', 'w1');
SELECT cell, persons, status, reason FROM unnest((SELECT xm.safe_cells(c, p, 1, false, 5) FROM (SELECT 'all', p FROM generate_series(1, 20) p UNION ALL SELECT 'most', p FROM generate_series(1, 17) p) v(c, p)));
