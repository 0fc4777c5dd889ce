-- What demo/draw.py draws: the line and the medians, then one row per store.
SELECT 'line', slope, intercept, r, r_corrected FROM (SELECT xm.link(ex, cx) AS l FROM store_ratings) s, xm.linkage_summary(l);
SELECT 'median', percentile_cont(0.5) WITHIN GROUP (ORDER BY xm.mean(ex)), percentile_cont(0.5) WITHIN GROUP (ORDER BY xm.mean(cx)) FROM store_ratings;
SELECT 'store', xm.mean(ex), xm.mean(cx), pattern FROM store_ratings JOIN store USING (store) ORDER BY store;
