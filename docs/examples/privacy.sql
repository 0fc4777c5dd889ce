-- xm.safe_cells
SELECT cell, persons, status, reason
FROM unnest((SELECT xm.safe_cells(cell, person, priority, false, 5)
             FROM (VALUES ('all', 1, 1, 12), ('sales', 2, 1, 5), ('service', 2, 6, 10), ('board', 2, 11, 12)) c(cell, priority, first, last), generate_series(first, last) person));
