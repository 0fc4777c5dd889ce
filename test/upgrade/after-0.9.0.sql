-- After the upgrade: the next import knows the columns of the last one.
SELECT xm_internal.import_mapping('kept_plant', 'mood');
SELECT xm_internal.time_zone('kept_plant'), xm_internal.normal_key('email', ' Ann@Example.ORG ');
