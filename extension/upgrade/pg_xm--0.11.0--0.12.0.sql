-- 0.11.0 to 0.12.0
\echo Use "ALTER EXTENSION pg_xm UPDATE" to load this file. \quit
SELECT xm_internal.check_library('0.12.0'::pg_catalog.text);

-- Acting: alerts, cases, actions, benchmarks. The tables are those of sql/workspace/14-acting.sql.
CREATE FUNCTION xm.check_alerts(workspace text) RETURNS bigint LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_check_alerts';
COMMENT ON FUNCTION xm.check_alerts(text) IS 'Number of alerts that it raised: those of scores of complete months and of signals, of confidential and anonymous surveys of what was published, each once however often it runs; in a workspace without triggers those of answers, too. A rule that fails is switched off, with the reason. For the owner and custodians.';
CREATE FUNCTION xm.alert_channel(workspace text) RETURNS text LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_alert_channel';
COMMENT ON FUNCTION xm.alert_channel(text) IS 'The channel to LISTEN on for alerts: each statement that raised some notifies once, {"first": number of the first, "last": of the last, "count": how many}. For the owner, custodians and analysts.';
CREATE FUNCTION xm.open_case(workspace text, alert_id bigint DEFAULT NULL, person_id bigint DEFAULT NULL, unit text DEFAULT NULL, owner text DEFAULT NULL, due interval DEFAULT '2 days') RETURNS bigint LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_open_case'; -- not STRICT: all but workspace may be NULL
COMMENT ON FUNCTION xm.open_case(text, bigint, bigint, text, text, interval) IS 'Number of the case: about an alert (whose unit and person it takes over, and which it acknowledges), a person or a unit. While a case of an alert is open, its number. The owner of the case is the caller unless named. For the owner of the workspace, custodians, and analysts of the survey of the alert or about customers.';
CREATE FUNCTION xm.close_case(workspace text, case_id bigint, outcome text, note text DEFAULT NULL) RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_close_case'; -- not STRICT: note may be NULL
COMMENT ON FUNCTION xm.close_case(text, bigint, text, text) IS 'Nothing; closes a case with what came of it. A case that is closed, or not known, is an error (22023). For whoever may open it.';
CREATE TYPE xm.action_check_row AS (effect double precision, std_error double precision, lower double precision, upper double precision, statistic double precision, df double precision, p_value double precision, treated_units bigint, control_units bigint, treated_before double precision, treated_after double precision, control_before double precision, control_after double precision, withheld_units bigint);
COMMENT ON TYPE xm.action_check_row IS 'What xm.action_check returns; columns are only ever appended.';
CREATE FUNCTION xm.action_check(workspace text, action_id bigint, span interval DEFAULT '3 months', confidence double precision DEFAULT 0.95) RETURNS SETOF xm.action_check_row LANGUAGE C STABLE STRICT PARALLEL UNSAFE ROWS 1 AS 'MODULE_PATHNAME', 'xm_action_check';
COMMENT ON FUNCTION xm.action_check(text, bigint, interval, double precision) IS 'One row: what xm.action_effect says of an action over the span before and the span from its first day on: the units at or below its unit that have answers of their own, against units of the same kinds that no action on the item touched in that time. Of a confidential or anonymous survey from what was published, of units without others below whose distribution was released before and after; withheld_units counts the others. A span that is not over yet is an error (22023), with its end. For the owner, custodians and analysts of the survey.';

CREATE FUNCTION xm_internal.alert_rule_changed() RETURNS trigger LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_alert_rule_changed';
COMMENT ON FUNCTION xm_internal.alert_rule_changed() IS 'Support: trigger of the rules of a workspace; refuses rules that could never hold, or look at single answers of a survey that is not identified.';
CREATE FUNCTION xm_internal.may_see_case(workspace regclass, person_id bigint, kind text) RETURNS boolean LANGUAGE C STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_may_see_case'; -- not STRICT: a case may be about no person
COMMENT ON FUNCTION xm_internal.may_see_case(regclass, bigint, text) IS 'Support: whether the caller was granted what a case about no alert, and this person, asks for, for a policy of a workspace.';
CREATE TYPE xm_internal.representativeness_row AS (survey text, wave text, r_indicator double precision, r_indicator_adjusted double precision, max_bias double precision, partial jsonb);
COMMENT ON TYPE xm_internal.representativeness_row IS 'A row of what xm_internal.representativeness returns.';
CREATE FUNCTION xm_internal.representativeness(workspace regclass) RETURNS SETOF xm_internal.representativeness_row LANGUAGE C STABLE STRICT PARALLEL UNSAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_representativeness';
COMMENT ON FUNCTION xm_internal.representativeness(regclass) IS 'Support: how far those who answered stand for those who were invited, by wave, for the view representativeness of a workspace.';
