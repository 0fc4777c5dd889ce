-- What 0.5.0 brought: the second versions of xm.moments, xm.survival and xm.segmentation, operators, forms with declared types.
CREATE TABLE kept_second (id int PRIMARY KEY, counted xm.moments, floating xm.moments, weighted xm.moments, stays xm.survival, classes xm.segmentation);
INSERT INTO kept_second
SELECT g, (SELECT xm.moments(x, nullif(x % 7, g)) FROM generate_series(1, 40) x), (SELECT xm.moments(ARRAY[x / 3.0, x * x / 7.0]) FROM generate_series(1, 40) x), (SELECT xm.weighted_moments(0.1 * x, x % 5, x / 3.0) FROM generate_series(1, 40) x),
       (SELECT xm.survival(x / 10.0 + g, x % 3 = 0) FROM generate_series(1, 20) x), classes::xm.segmentation
FROM (VALUES
  (1, '{"type":"segmentation","version":2,"family":"latent_classes","codes":[[1,2],[1,2],[1,99]],"n":32,"fits":[{"k":2,"chosen":1,"log_likelihood":-66.54212933375474,"bic":157.34440998710758,"entropy":0.02}],"overall":[0.5,0.5,0.5,0.5,0.5,0.5],"segments":[{"members":16,"share":0.5,"centre":[0.75,0.25,0.5,0.5,0.5,0.5]},{"members":16,"share":0.5,"centre":[0.25,0.75,0.5,0.5,0.5,0.5]}]}'), (2, NULL)) v(g, classes);
CREATE INDEX ON kept_second (counted);
CREATE MATERIALIZED VIEW kept_distinct AS SELECT DISTINCT counted - counted + floating AS floating, counted + NULL AS counted FROM kept_second;
CREATE VIEW kept_columns AS SELECT id, c.*, f.* FROM kept_second, xm.drivers(floating + floating, 'x1') c LEFT JOIN LATERAL xm.segment_fit(classes) f ON true;
