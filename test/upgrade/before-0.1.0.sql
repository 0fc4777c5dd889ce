-- Objects that a database has when an older pg_xm is upgraded: stored states and things that depend on functions.
CREATE TABLE kept (id int PRIMARY KEY, plain xm.ratings, weighted xm.ratings, link xm.linkage, rule xm.metric DEFAULT 'share[4,5]');
INSERT INTO kept SELECT g, xm.ratings(x % 11), xm.ratings(x % 11, 0.25 * (1 + x % 7)), xm.link(x % 13, x % 7, 0.5, 0.25)
FROM generate_series(1, 5) g, generate_series(1, 100 * g) x GROUP BY g;
CREATE MATERIALIZED VIEW kept_total AS SELECT xm.rollup(plain) AS plain FROM kept;
CREATE VIEW kept_view AS SELECT id, xm.nps(plain) AS nps, e.* FROM kept, xm.estimate(plain, rule) e;
CREATE VIEW kept_aggregate AS SELECT x % 3 AS g, xm.ratings(x) AS r FROM generate_series(1, 9) x GROUP BY 1;
CREATE INDEX kept_nps ON kept (xm.nps(plain));
ALTER TABLE kept ADD people bigint GENERATED ALWAYS AS (xm.responses(plain)) STORED;
