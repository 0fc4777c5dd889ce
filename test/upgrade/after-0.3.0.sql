-- After the upgrade: what 0.3.0 brought is read, merged and asked.
SET search_path = public, xm_internal, xm; -- support functions moved from xm to xm_internal in 0.6.0
SELECT days, fractions, buying, spending, leaving, hazard FROM kept_loyalty ORDER BY id;
SELECT encode(survival_send(days), 'hex'), encode(survival_send(fractions), 'hex'), encode(clv_model_send(buying), 'hex'), encode(clv_model_send(spending), 'hex'),
       encode(model_send(leaving), 'hex'), encode(model_send(hazard), 'hex') FROM kept_loyalty ORDER BY id;
SELECT xm.rollup(days), xm.rollup(fractions), (xm.logrank(days)).groups FROM kept_loyalty;
SELECT id, "time", at_risk, events, censored, round(survival::numeric, 10), round(std_error::numeric, 10) FROM kept_curve ORDER BY 1, 2;
SELECT id, xm.median_survival(days), round(xm.restricted_mean(fractions, 1)::numeric, 10), round(xm.p_alive(buying, 2, 10, 20)::numeric, 10), round(xm.expected_purchases(buying, 2, 10, 20, 5)::numeric, 10),
       round(xm.expected_spend(spending, 3, 9)::numeric, 10), round(xm.customer_value(buying, spending, 2, 10, 20, 9, 5, 0.01)::numeric, 10) FROM kept_loyalty ORDER BY 1;
SELECT id, term, round(estimate::numeric, 10), round(p_value::numeric, 10) FROM kept_loyalty, xm.coefficients(leaving) ORDER BY 1, 2;
SELECT id, term, round(estimate::numeric, 10), round(p_value::numeric, 10) FROM kept_loyalty, xm.coefficients(hazard) ORDER BY 1, 2;
SELECT id, driver, round(importance::numeric, 10), rank FROM kept_driver ORDER BY 1, rank, driver;
