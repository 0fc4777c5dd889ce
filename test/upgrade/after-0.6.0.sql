-- After the upgrade: what 0.6.0 brought is read and asked.
SELECT id, round((score).value::numeric, 10), round((score).std_error::numeric, 10), c.component, round(c.variance::numeric, 10) FROM kept_row, unnest(components) c ORDER BY 1, 4;
SELECT id, round(value::numeric, 10), round(upper::numeric, 10), difference FROM kept_row_view ORDER BY 1;
