-- The workspace: functions that make and keep the ordinary tables of sql/workspace. They change the database (VOLATILE) and are not
-- STRICT where NULL means something.
CREATE FUNCTION xm.create_workspace(workspace text, time_zone text DEFAULT 'UTC', owner text DEFAULT NULL, summary text DEFAULT 'triggers') RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_create_workspace';
COMMENT ON FUNCTION xm.create_workspace(text, text, text, text) IS 'Nothing; makes a schema of this name with the tables and views of a survey workspace, owned by the caller or by owner, whom a superuser must name (one that is none). Months and days are those of time_zone. summary: triggers keeps scores up to date by themselves, manual leaves it to xm.rebuild_summary and checks answers by foreign keys, not waves. An unknown time zone or summary is an error (22023).';
CREATE FUNCTION xm.upgrade_workspace(workspace text) RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_upgrade_workspace';
COMMENT ON FUNCTION xm.upgrade_workspace(text) IS 'Nothing; brings a workspace of an earlier version to the installed one, as its owner. Drops no column, view or grant; may be called again.';
CREATE FUNCTION xm.rename_workspace(old text, new text) RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_rename_workspace';
COMMENT ON FUNCTION xm.rename_workspace(text, text) IS 'Nothing; gives a workspace another name, as ALTER SCHEMA does.';
CREATE FUNCTION xm.distribute_workspace(workspace text) RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_distribute_workspace';
COMMENT ON FUNCTION xm.distribute_workspace(text) IS 'Nothing; on the coordinator of a Citus cluster it spreads the survey tables of a workspace over the nodes, by response_id, and copies catalogue, units and persons to all of them. Surveys made afterwards are spread at once; may be called again. The workspace must be one with summary manual (else 22023), and its owner a role that may log in. What Citus cannot keep unique (source_id, person and wave) xm.submit and xm.rebuild_summary check.';
CREATE TYPE xm.workspaces_row AS (workspace text, version text, owner text, surveys bigint);
COMMENT ON TYPE xm.workspaces_row IS 'A row of what xm.workspaces returns; columns are only ever appended.';
CREATE FUNCTION xm.workspaces() RETURNS SETOF xm.workspaces_row LANGUAGE C VOLATILE PARALLEL UNSAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_workspaces';
COMMENT ON FUNCTION xm.workspaces() IS 'One row per workspace of the database: name, version of its objects, owner, number of surveys.';

CREATE FUNCTION xm.create_survey(workspace text, survey text, definition jsonb) RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_create_survey';
COMMENT ON FUNCTION xm.create_survey(text, text, jsonb) IS 'Nothing; makes a survey from its definition: a table of answers with a column per item, a view SURVEY_labelled, rows of survey, item and choice. What is wrong in the definition is an error (22023) with its JSON path.';
CREATE TYPE xm.alter_survey_row AS (change text, item text, detail text);
COMMENT ON TYPE xm.alter_survey_row IS 'A row of what xm.alter_survey returns; columns are only ever appended.';
CREATE FUNCTION xm.alter_survey(workspace text, survey text, definition jsonb, apply boolean DEFAULT true) RETURNS SETOF xm.alter_survey_row LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE ROWS 5 AS 'MODULE_PATHNAME', 'xm_alter_survey';
COMMENT ON FUNCTION xm.alter_survey(text, text, jsonb, boolean) IS 'One row per change that makes the survey what the definition says: add_item, retire_item, revive_item, add_option, add_language, reword, add_missing, widen_scale, setting. With apply false they are only listed. A change that would lose answers or read them otherwise is refused (22023) with their number.';

CREATE FUNCTION xm.submit(workspace text, survey text, response jsonb) RETURNS bigint LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_submit';
COMMENT ON FUNCTION xm.submit(text, text, jsonb) IS 'Number of the response (response_id) after storing it: {"source_id": ..., "unit": ..., "answers": {item: value}}. The same source_id with the same content changes nothing; with other content it is an error (23505) unless "replace" is true. A value off its scale, an unknown item, option, unit or wave is an error (22023), and nothing is stored.';

CREATE FUNCTION xm.compact_summary(workspace text) RETURNS bigint LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_compact_summary';
COMMENT ON FUNCTION xm.compact_summary(text) IS 'Number of appended rows that it joined with the summary. Scores are the same before and after, and faster; writers do not wait for it.';
CREATE FUNCTION xm.rebuild_summary(workspace text, survey text DEFAULT NULL) RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_rebuild_summary';
COMMENT ON FUNCTION xm.rebuild_summary(text, text) IS 'Nothing; makes the summary of a survey, or of all, anew from the answers. Writers of that survey wait. Without triggers it first refuses answers whose wave, unit, touchpoint or person is not known (22023), and over several nodes a source_id that stands twice (23505).';
CREATE TYPE xm.scores_row AS (item text, concept text, question text, unit text, unit_name text, period text, metric text, responses bigint, value double precision, std_error double precision, lower double precision, upper double precision, change double precision, change_lower double precision, change_upper double precision, change_p_value double precision);
COMMENT ON TYPE xm.scores_row IS 'A row of what xm.scores returns; columns are only ever appended.';
CREATE FUNCTION xm.scores(workspace text, survey text, period text DEFAULT 'month', confidence double precision DEFAULT 0.95) RETURNS SETOF xm.scores_row LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_scores';
COMMENT ON FUNCTION xm.scores(text, text, text, double precision) IS 'One row per item, unit and period (month, quarter, year, wave or all): the score with its standard error and interval, and the change against the period before in the calendar, NULL if that has no answers. A unit counts the units below it. In a workspace without triggers a NOTICE says when xm.rebuild_summary made the summary that the scores are as of.';

CREATE FUNCTION xm.grant_workspace(workspace text, role text, kind text, surveys text[] DEFAULT NULL) RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_grant_workspace';
COMMENT ON FUNCTION xm.grant_workspace(text, text, text, text[]) IS 'Nothing; lets a role use the workspace, for some surveys or all: collector sends answers, analyst reads identified answers and scores, custodian reads and corrects everything.';
CREATE FUNCTION xm.revoke_workspace(workspace text, role text, kind text, surveys text[] DEFAULT NULL) RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_revoke_workspace';
COMMENT ON FUNCTION xm.revoke_workspace(text, text, text, text[]) IS 'Nothing; takes back what xm.grant_workspace gave with the same arguments.';
CREATE TYPE xm.workspace_grants_row AS (role text, kind text, surveys text[]);
COMMENT ON TYPE xm.workspace_grants_row IS 'A row of what xm.workspace_grants returns; columns are only ever appended.';
CREATE FUNCTION xm.workspace_grants(workspace text) RETURNS SETOF xm.workspace_grants_row LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE ROWS 10 AS 'MODULE_PATHNAME', 'xm_workspace_grants';
COMMENT ON FUNCTION xm.workspace_grants(text) IS 'One row per role and kind, with the surveys it holds for (NULL: all); kind outside are roles that read by other ways: superusers, BYPASSRLS, pg_read_all_data, members of the owner.';
CREATE FUNCTION xm.person_data(workspace text, person_id bigint) RETURNS jsonb LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_person_data';
COMMENT ON FUNCTION xm.person_data(text, bigint) IS 'All that is stored about a person: keys, memberships, purchases, answers, and which of them were published. For the owner.';
CREATE FUNCTION xm.forget(workspace text, person_id bigint, answers text DEFAULT 'unlink') RETURNS void LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_forget';
COMMENT ON FUNCTION xm.forget(text, bigint, text) IS 'Nothing; erases keys, attributes, memberships and texts of a person and unlinks purchases and answers; with delete the answers go, too. Keyed hashes stay, so that xm.submit and imports refuse what was erased. For the owner.';

CREATE FUNCTION xm.publish(workspace text, survey text, wave text, breakdowns jsonb DEFAULT '[[], ["unit"]]', items text[] DEFAULT NULL) RETURNS bigint LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_publish';
COMMENT ON FUNCTION xm.publish(text, text, text, jsonb, text[]) IS 'Number of the publication, after putting the results of a wave of a confidential or anonymous survey into the tables published and published_comment of the workspace, as far as no combination of all that was ever published tells anything about fewer than k people. Breakdowns, in order of priority, are lists of unit (every unit with all below it) and attributes of membership or person; items: ratings, scales and texts, all of them by default. For the owner and custodians.';
CREATE TYPE xm.publish_preview_row AS (breakdown jsonb, unit text, item text, persons bigint, status text, reason text);
COMMENT ON TYPE xm.publish_preview_row IS 'A row of what xm.publish_preview returns; columns are only ever appended.';
CREATE FUNCTION xm.publish_preview(workspace text, survey text, wave text, breakdowns jsonb DEFAULT '[[], ["unit"]]', items text[] DEFAULT NULL) RETURNS SETOF xm.publish_preview_row LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_publish_preview';
COMMENT ON FUNCTION xm.publish_preview(text, text, text, jsonb, text[]) IS 'One row per cell that xm.publish with the same arguments would decide on: how many people, whether it would be released, and why not (small, remainder, combination, unverified) or why it is safe (derivable). Writes nothing.';

CREATE TYPE xm_internal.score_parts AS (responses bigint, value double precision, std_error double precision, lower double precision, upper double precision);
COMMENT ON TYPE xm_internal.score_parts IS 'What xm_internal.score_of returns.';
CREATE FUNCTION xm_internal.score_of(r xm.ratings, m xm.moments, metric text, confidence double precision) RETURNS xm_internal.score_parts LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_score_of'; -- not STRICT: one of r and m is NULL
COMMENT ON FUNCTION xm_internal.score_of(xm.ratings, xm.moments, text, double precision) IS 'Support: the score of ratings or moments, for the view link_input of a workspace.';
CREATE TYPE xm_internal.change_parts AS (change double precision, lower double precision, upper double precision, p_value double precision);
COMMENT ON TYPE xm_internal.change_parts IS 'What xm_internal.change_of returns.';
CREATE FUNCTION xm_internal.change_of(value double precision, std_error double precision, before double precision, before_std_error double precision, confidence double precision) RETURNS xm_internal.change_parts LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_change_of'; -- not STRICT: there may be nothing before
COMMENT ON FUNCTION xm_internal.change_of(double precision, double precision, double precision, double precision, double precision) IS 'Support: a score less the one before it, for the view published_score of a workspace.';
CREATE FUNCTION xm_internal.was_granted(workspace regclass, survey text, kind text) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_was_granted';
COMMENT ON FUNCTION xm_internal.was_granted(regclass, text, text) IS 'Support: whether the caller was granted this kind for a survey of the workspace that a table lies in, for policies.';
CREATE FUNCTION xm_internal.month_number(month date) RETURNS integer LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_month_number';
COMMENT ON FUNCTION xm_internal.month_number(date) IS 'Support: months since the year 0.';
CREATE TYPE xm_internal.period_scores_row AS (period integer, responses bigint, value double precision, std_error double precision, lower double precision, upper double precision, change double precision, change_lower double precision, change_upper double precision, change_p_value double precision);
COMMENT ON TYPE xm_internal.period_scores_row IS 'A row of what xm_internal.period_scores returns.';
CREATE FUNCTION xm_internal.period_scores_add(state internal, period integer, added boolean, r xm.ratings, m xm.moments, metric text, confidence double precision) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_period_scores_add';
COMMENT ON FUNCTION xm_internal.period_scores_add(internal, integer, boolean, xm.ratings, xm.moments, text, double precision) IS 'Support: transition of xm_internal.period_scores.';
CREATE FUNCTION xm_internal.period_scores_final(state internal) RETURNS xm_internal.period_scores_row[] LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_period_scores_final';
COMMENT ON FUNCTION xm_internal.period_scores_final(internal) IS 'Support: result of xm_internal.period_scores.';
CREATE AGGREGATE xm_internal.period_scores(period integer, added boolean, r xm.ratings, m xm.moments, metric text, confidence double precision) (SFUNC = xm_internal.period_scores_add, STYPE = internal, SSPACE = 1000, FINALFUNC = xm_internal.period_scores_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm_internal.period_scores(integer, boolean, xm.ratings, xm.moments, text, double precision) IS 'Support: the scores of an item and unit by period, with the change since the period before, of states that came and went; behind score of a workspace.';
CREATE TYPE xm_internal.summary_states AS (items text[], r xm.ratings[], m xm.moments[]);
COMMENT ON TYPE xm_internal.summary_states IS 'What xm_internal.summary_net returns.';
CREATE FUNCTION xm_internal.summary_net_add(state internal, added boolean, items text[], r xm.ratings[], m xm.moments[]) RETURNS internal LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_summary_net_add';
COMMENT ON FUNCTION xm_internal.summary_net_add(internal, boolean, text[], xm.ratings[], xm.moments[]) IS 'Support: transition of xm_internal.summary_net.';
CREATE FUNCTION xm_internal.summary_net_final(state internal) RETURNS xm_internal.summary_states LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_summary_net_final';
COMMENT ON FUNCTION xm_internal.summary_net_final(internal) IS 'Support: result of xm_internal.summary_net.';
CREATE AGGREGATE xm_internal.summary_net(added boolean, items text[], r xm.ratings[], m xm.moments[]) (SFUNC = xm_internal.summary_net_add, STYPE = internal, SSPACE = 8000, FINALFUNC = xm_internal.summary_net_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE xm_internal.summary_net(boolean, text[], xm.ratings[], xm.moments[]) IS 'Support: by item, what came less what went, of states that lie in arrays; behind the summary of a workspace.';
CREATE FUNCTION xm_internal.survey_changed() RETURNS trigger LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_survey_changed';
COMMENT ON FUNCTION xm_internal.survey_changed() IS 'Support: trigger of the survey tables of a workspace; checks units, waves, touchpoints and persons and keeps the summary.';
CREATE FUNCTION xm_internal.unit_changed() RETURNS trigger LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_unit_changed';
COMMENT ON FUNCTION xm_internal.unit_changed() IS 'Support: trigger of the units of a workspace; no unit is above itself.';
CREATE FUNCTION xm_internal.key_removed() RETURNS trigger LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_key_removed';
COMMENT ON FUNCTION xm_internal.key_removed() IS 'Support: trigger of units, waves, touchpoints and persons of a workspace; what answers name stays.';
CREATE FUNCTION xm_internal.person_key_changed() RETURNS trigger LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_person_key_changed';
COMMENT ON FUNCTION xm_internal.person_key_changed() IS 'Support: trigger of the keys of persons; stores them in their normal form.';
CREATE FUNCTION xm_internal.may_read_answers(workspace regclass, survey text) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_may_read_answers';
COMMENT ON FUNCTION xm_internal.may_read_answers(regclass, text) IS 'Support: whether the caller sees the answers of a survey, for the view summary of a workspace.';
CREATE TYPE xm_internal.summary_row AS (survey text, item text, wave text, unit text, month date, touchpoint text, channel text, added boolean, r xm.ratings, m xm.moments);
COMMENT ON TYPE xm_internal.summary_row IS 'A row of what xm_internal.summary_rows returns.';
CREATE FUNCTION xm_internal.summary_rows(workspace regclass) RETURNS SETOF xm_internal.summary_row LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_summary_rows';
COMMENT ON FUNCTION xm_internal.summary_rows(regclass) IS 'Support: the summary of the surveys whose answers the caller may read, for the views of a distributed workspace.';
CREATE FUNCTION xm_internal.is_customer(workspace regclass, person_id bigint) RETURNS boolean LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_is_customer';
COMMENT ON FUNCTION xm_internal.is_customer(regclass, bigint) IS 'Support: whether a person is a customer, for row security on a table of a distributed workspace.';
CREATE TYPE xm_internal.response_counts_row AS (survey text, wave text, unit text, started bigint, completed bigint);
COMMENT ON TYPE xm_internal.response_counts_row IS 'A row of what xm_internal.response_counts returns.';
CREATE FUNCTION xm_internal.response_counts(workspace regclass) RETURNS SETOF xm_internal.response_counts_row LANGUAGE C STABLE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_response_counts';
COMMENT ON FUNCTION xm_internal.response_counts(regclass) IS 'Support: responses by survey, wave and unit, for the view response_rate of a workspace.';
CREATE FUNCTION xm_internal.submit_from_outside(workspace regclass, survey text, response jsonb) RETURNS bigint LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'xm_submit_from_outside';
COMMENT ON FUNCTION xm_internal.submit_from_outside(regclass, text, jsonb) IS 'Support: behind the submit function of a workspace.';
CREATE FUNCTION xm_internal.random_id() RETURNS bigint LANGUAGE C VOLATILE PARALLEL SAFE AS 'MODULE_PATHNAME', 'xm_random_id';
COMMENT ON FUNCTION xm_internal.random_id() IS 'Support: a random number that names a response of an anonymous survey.';
