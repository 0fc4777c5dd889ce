-- After the upgrade: what 0.12.0 brought is read and asked.
SELECT rule, kind, unit, period, round(value::numeric, 8), acknowledged_by FROM kept_desk.alert ORDER BY rule, unit, value;
SELECT case_id, unit, owner, survey, due_at - opened_at FROM kept_desk.case_file;
SELECT unit, month, benchmark, benchmark_value, round(difference::numeric, 8), round(difference_lower::numeric, 8), percentile FROM kept_desk.score_benchmark WHERE month < '2026-04-01' ORDER BY 1, 2;
SELECT round(treated_before::numeric, 8), treated_units, withheld_units FROM xm.action_check('kept_desk', 1, '2 months');
