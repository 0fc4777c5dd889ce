-- What demo/draw.py draws of one's own answers.
SELECT 'line', slope, intercept, r, COALESCE(r_corrected, r) FROM (SELECT xm.link(ex, cx) AS l FROM unit) s, xm.linkage_summary(l) WHERE r IS NOT NULL;
SELECT 'median', percentile_cont(0.5) WITHIN GROUP (ORDER BY xm.mean(ex)), percentile_cont(0.5) WITHIN GROUP (ORDER BY xm.mean(cx)) FROM unit HAVING count(*) > 0;
SELECT 'store', xm.mean(ex), xm.mean(cx), 'unit' FROM unit ORDER BY unit;
