-- What demo/draw.py draws: the line and the medians, then one row per store.
SELECT 'line', slope, intercept, r, r_corrected FROM (SELECT xm.link(ex, xm.mean(cx), ex_std_error, std_error) AS l FROM store_link, xm.estimate(cx, 'mean')) s, xm.linkage_summary(l);
SELECT 'median', percentile_cont(0.5) WITHIN GROUP (ORDER BY ex), percentile_cont(0.5) WITHIN GROUP (ORDER BY xm.mean(cx)) FROM store_link;
SELECT 'store', ex, xm.mean(cx), pattern FROM store_link ORDER BY store;
