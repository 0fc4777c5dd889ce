-- Audit of everything the extension brings: commented, marked, complete.
\i test/pgtap/include/begin.psql
SELECT plan(16);

CREATE TEMP VIEW member AS
SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS name
FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'pg_xm';
CREATE TEMP VIEW routine AS SELECT p.*, p.oid::regprocedure::text AS name FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid;

SELECT is_empty($$ SELECT name FROM member
                   WHERE classid <> 'pg_namespace'::regclass AND obj_description(objid, classid::regclass::name) IS NULL
                     AND NOT (classid = 'pg_type'::regclass AND EXISTS (SELECT FROM pg_type t WHERE t.oid = objid AND (t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc)))
                     AND NOT (classid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_class c WHERE c.oid = objid AND c.relkind = 'c')) $$,
                'every object has a comment');
SELECT is_empty($$ SELECT name FROM member WHERE classid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_class c WHERE c.oid = objid AND c.relkind <> 'c') $$,
                'no tables, views or sequences');
SELECT is_empty($$ SELECT name FROM routine WHERE pronamespace::regnamespace::text <> CASE WHEN obj_description(oid, 'pg_proc') LIKE 'Support:%' THEN 'xm_internal' ELSE 'xm' END $$,
                'what users call is in schema xm, what they never call in xm_internal');
SELECT results_eq($$ SELECT proname FROM routine WHERE pronamespace = 'xm'::regnamespace
                        AND length(concat_ws(' | ', ' xm', proname, pg_get_function_result(oid), pg_get_function_arguments(oid), 'func ')) >= 200 ORDER BY proname $$,
                  ARRAY['customer_value', 'customer_value_interval', 'difference_in_differences', 'open_case', 'response_rates', 'sample_size']::name[], 'a line of \df xm.* is short; that of many arguments with long names or defaults cannot be');
SELECT is_empty($$ SELECT name FROM member m JOIN pg_operator o ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid WHERE oprnamespace <> 'pg_catalog'::regnamespace $$,
                'operators are where every search_path finds them');
-- What works on a workspace changes tables, or reads them.
CREATE TEMP VIEW of_workspace AS SELECT oid FROM routine WHERE proargnames[1] IN ('workspace', 'old') OR proname IN ('workspaces', 'random_id', 'new_token', 'sentiment_of') OR prorettype = 'trigger'::regtype;
SELECT is_empty($$ SELECT name FROM routine WHERE oid NOT IN (SELECT oid FROM of_workspace) AND provolatile <> 'i' AND name NOT IN ('xm.version()', 'xm_internal.check_library(text)')
                     AND NOT (proname IN ('purchase_history_add', 'chart_trend_add', 'chart_sparkline_add', 'omega') AND provolatile = 's') $$,
                'all are immutable but the version functions, what asks for dates in the time zone of the session, and what pg_xm.no_fit bears on');
SELECT is_empty($$ SELECT name FROM routine WHERE proparallel <> 's' AND oid NOT IN (SELECT oid FROM of_workspace) $$, 'all functions are parallel safe but those');
SELECT is_empty($$ SELECT name FROM routine WHERE prokind = 'f' AND NOT proisstrict
                     AND name !~ '_(add|merge|final|combine|plus|minus)\(' AND true
                     AND proname NOT IN ('impact', 'expected_spend', 'customer_value', 'customer_value_interval', 'response_rates', 'score_of', 'change_of', 'match_probability', 'invite', 'remind', 'may_see_case') AND pronargs > 0
                     AND NOT (oid IN (SELECT oid FROM of_workspace) AND pg_get_function_arguments(oid) LIKE '%DEFAULT NULL%') $$,
                'only support functions of aggregates and of + and -, and what takes NULL for a default or for an amount that nobody spent, are not strict');
SELECT is_empty($$ SELECT name FROM routine WHERE prosecdef $$, 'no function runs with the rights of its owner');
SELECT is_empty($$ SELECT name FROM routine WHERE 'anyelement'::regtype = ANY (proargtypes) OR 'anyarray'::regtype = ANY (proargtypes) $$,
                'no polymorphic arguments');
SELECT is_empty($$ SELECT name FROM routine r JOIN pg_aggregate a ON a.aggfnoid = r.oid WHERE a.aggcombinefn = 0::regproc AND name NOT LIKE 'xm_internal.%' $$,
                'every aggregate has a combine function, but for those behind views');
SELECT is_empty($$ SELECT name FROM routine r JOIN pg_aggregate a ON a.aggfnoid = r.oid
                   WHERE a.aggtranstype = 'internal'::regtype AND (a.aggserialfn = 0::regproc OR a.aggdeserialfn = 0::regproc) AND name NOT LIKE 'xm_internal.%' $$,
                'every internal state can be passed between workers');
SELECT is_empty($$ SELECT name FROM routine r JOIN pg_aggregate a ON a.aggfnoid = r.oid WHERE a.aggtransspace = 0 $$,
                'every aggregate says how large its state is');
SELECT is_empty($$ SELECT r.name FROM routine r WHERE r.prokind = 'a'
                   AND EXISTS (SELECT FROM pg_proc b WHERE b.pronamespace = 'pg_catalog'::regnamespace AND b.prokind = 'a' AND b.proname = r.proname) $$,
                'no aggregate has the name of a built-in one');
SELECT is_empty($$ SELECT t.typname FROM pg_type t JOIN member m ON m.objid = t.oid AND m.classid = 'pg_type'::regclass
                   WHERE t.typtype = 'b' AND t.typlen = -1 AND t.typelem = 0 AND t.typname <> 'svg' AND ((t.typalign <> 'd' AND (t.typalign <> 'i' OR EXISTS (SELECT FROM pg_aggregate g WHERE g.aggtranstype = t.oid))) OR t.typstorage <> 'x' OR t.typreceive = 0::regproc OR t.typsend = 0::regproc
                     OR NOT EXISTS (SELECT FROM pg_cast c WHERE c.castsource = t.oid AND c.casttarget = 'jsonb'::regtype)) $$,
                'every state type is aligned, has binary input and output and casts to jsonb');
SELECT is((SELECT extversion FROM pg_extension WHERE extname = 'pg_xm'), xm.version(), 'script and library have one version');
SELECT * FROM finish();
ROLLBACK;
