-- After the upgrade: what 0.5.0 brought is read, merged, taken apart and asked.
SET search_path = public, xm_internal, xm; -- support functions moved from xm to xm_internal in 0.6.0
SELECT counted, floating, weighted, stays, classes FROM kept_second ORDER BY id;
SELECT encode(moments_send(counted), 'hex'), encode(moments_send(floating), 'hex'), encode(moments_send(weighted), 'hex'), encode(survival_send(stays), 'hex'), encode(segmentation_send(classes), 'hex') FROM kept_second ORDER BY id;
SELECT id, xm.responses(counted), xm.skipped(counted), xm.last_time(stays), (stays + stays) - stays = stays, (counted + counted) - counted = counted, xm.segment(classes, '{1,2,99}'::int[]) FROM kept_second ORDER BY id;
SELECT count(*), count(DISTINCT counted) FROM kept_distinct;
SELECT id, driver, round(importance::numeric, 10), responses, k, parameters, residual_df FROM kept_columns ORDER BY 1, 2;
