#!/usr/bin/env python3
"""What asking and acting cost, as ratios against the same without it, in one run.

PEOPLE people (default 100,000) with ten contacts each, ROWS responses (default 200,000) of 40 items, 500 units, 24 months; ROUNDS
rounds (default 5). Needs a server with pg_xm (the PG* variables name it, as a superuser), or `make bench`. With WRITE=1 the figures
go into docs/performance.md.
"""
import os
import tempfile
import threading
import time

import run
from measuring import ROUNDS, compare, milliseconds, psql, write

PEOPLE = int(os.environ.get("PEOPLE", 100_000))
ROWS = int(os.environ.get("ROWS", 200_000))
ITEMS = [f"i{k}" for k in range(1, 41)]
LIST = ", ".join(ITEMS)
busy = run.busy_cores()
psql(f"""DROP EXTENSION IF EXISTS pg_xm CASCADE; DROP SCHEMA IF EXISTS bench_asking CASCADE; CREATE EXTENSION pg_xm;
DO $$ BEGIN CREATE ROLE xm_bench; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
SELECT xm.create_workspace('bench_asking', owner => 'xm_bench');
INSERT INTO bench_asking.unit (unit) VALUES ('all'); INSERT INTO bench_asking.unit (unit, parent) SELECT 'r' || i, 'all' FROM generate_series(1, 5) i;
INSERT INTO bench_asking.unit (unit, parent) SELECT 'd' || i, 'r' || (1 + i % 5) FROM generate_series(1, 30) i; INSERT INTO bench_asking.unit (unit, parent) SELECT 'u' || i, 'd' || (1 + i % 30) FROM generate_series(1, 464) i;
SELECT xm.create_survey('bench_asking', 'visit', jsonb_build_object('side', 'customer', 'items', (SELECT jsonb_agg(jsonb_build_object('name', 'i' || i, 'type', 'rating', 'scale', '[1, 5]'::jsonb) ORDER BY i) FROM generate_series(1, 40) i)));
INSERT INTO bench_asking.person (person_id, side) SELECT i, 'customer' FROM generate_series(1, {PEOPLE}) i;
INSERT INTO bench_asking.person_key SELECT 'customer', 'crm', i, i FROM generate_series(1, {PEOPLE}) i;
INSERT INTO bench_asking.membership SELECT i, '2020-01-01', 'u' || (1 + i % 464) FROM generate_series(1, {PEOPLE}) i;
INSERT INTO bench_asking.contact (person_id, survey, channel, kind, at) SELECT 1 + i % {PEOPLE}, 'visit', CASE WHEN i % 2 = 0 THEN 'email' ELSE 'sms' END, 'invitation', now() - i % 365 * interval '1 day' FROM generate_series(1, {10 * PEOPLE}) i;
INSERT INTO bench_asking.contact_rule (rule, side, channel, survey, max_contacts, period) VALUES ('a', 'customer', NULL, NULL, 12, '1 year'), ('b', NULL, 'email', NULL, 9, '90 days'), ('c', NULL, NULL, 'visit', 8, '60 days'), ('d', NULL, NULL, NULL, 6, '30 days'), ('e', 'customer', 'sms', 'visit', 5, '7 days');
VACUUM ANALYZE bench_asking.person, bench_asking.membership, bench_asking.contact;""")

compare(f"invite of {PEOPLE:,}, 5 rules, {10 * PEOPLE:,} contacts", 2.0, "INSERT ... SELECT of the same three rows each",
        lambda: milliseconds("BEGIN; SELECT count(token) FROM xm.invite('bench_asking', 'visit', NULL, ARRAY(SELECT person_id FROM bench_asking.person), '{\"occasion\": \"x\", \"channel\": \"email\"}');\n\\timing off\nROLLBACK;"),
        lambda: milliseconds("""BEGIN; WITH i AS (INSERT INTO bench_asking.invited (survey, occasion, person_id, unit, channel, probability, invited_at, last_contact_at, status, status_at) SELECT 'visit', 'x', m.person_id, m.unit, 'email', 1, now(), now(), 'planned', now() FROM bench_asking.membership m RETURNING invitation_id, person_id),
c AS (INSERT INTO bench_asking.contact (person_id, survey, channel, kind, at, invitation_id) SELECT person_id, 'visit', 'email', 'invitation', now(), invitation_id FROM i)
INSERT INTO bench_asking.invitation_token (hash, invitation_id) SELECT sha256(uuid_send(gen_random_uuid())), invitation_id FROM i;
\\timing off\nROLLBACK;"""))
psql("CREATE TABLE bench_asking.given AS SELECT * FROM xm.invite('bench_asking', 'visit', NULL, ARRAY(SELECT person_id FROM bench_asking.person LIMIT 20000), '{\"occasion\": \"y\"}'); ANALYZE bench_asking.given, bench_asking.invited, bench_asking.invitation_token;")
answers = ", ".join(f'"{i}": {1 + k % 5}' for k, i in enumerate(ITEMS))
part = iter(range(1000))


def submitted(who):
    at = next(part)
    return milliseconds(f"BEGIN; SELECT count(xm.submit('bench_asking', 'visit', {who})) FROM (SELECT token, row_number() OVER () AS n FROM (SELECT * FROM bench_asking.given ORDER BY person_id OFFSET {at % 10 * 1000} LIMIT 1000) g) t;\n\\timing off\nROLLBACK;")


compare("1,000 xm.submit with a token", 1.2, "with unit and person", lambda: submitted(f"jsonb_set('{{\"answers\": {{{answers}}}}}', '{{token}}', to_jsonb(token))"),
        lambda: submitted(f"jsonb_set('{{\"unit\": \"u1\", \"answers\": {{{answers}}}}}', '{{person}}', jsonb_build_object('crm', n::text))"))

# Rules that none of the answers meets.
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o777)
    psql("COPY (SELECT 's' || i, now() - i * interval '1 second', 'u' || (1 + i % 464), " + ", ".join(f"1 + (hashint4(i + {k}) & 2147483647) % 5" for k in range(1, 41)) + f" FROM generate_series(1, {ROWS}) i) TO '{folder}/rows';"
         "INSERT INTO bench_asking.alert_rule (rule, survey, item, unit, kind, comparison, threshold) SELECT 'r' || k, 'visit', 'i' || k, CASE WHEN k % 4 = 0 THEN 'r1' END, 'answer', '<', k % 2 FROM generate_series(1, 20) k;")

    def copied(active):
        psql(f"UPDATE bench_asking.alert_rule SET active = {active}; TRUNCATE bench_asking.visit; CHECKPOINT;")
        return milliseconds(f"COPY bench_asking.visit (source_id, submitted_at, unit, {LIST}) FROM '{folder}/rows';")

    compare(f"COPY of {ROWS:,} responses, 20 alert rules", 1.15, "the same without rules", lambda: copied("true"), lambda: copied("false"))
values = ", ".join(str(1 + k % 5) for k in range(40))


def eight(active):
    psql(f"UPDATE bench_asking.alert_rule SET active = {active};")

    def writer():
        psql(f"SET synchronous_commit = on; PREPARE p AS INSERT INTO bench_asking.visit (unit, {LIST}) VALUES ('u1', {values});" + "EXECUTE p;" * 500)

    threads = [threading.Thread(target=writer) for _ in range(8)]
    began = time.monotonic()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return 1000 * (time.monotonic() - began)


compare("8 sessions, 500 INSERTs each, 20 alert rules", 1.1, "the same without rules", lambda: eight("true"), lambda: eight("false"))

psql("TRUNCATE bench_asking.visit; DELETE FROM bench_asking.alert_rule;"
     f"INSERT INTO bench_asking.visit (submitted_at, unit, {LIST}) SELECT '2024-01-01'::timestamptz + i * (interval '730 days' / {ROWS}), 'u' || (1 + (hashint4(i) & 2147483647) % 464), " + ", ".join(f"1 + (hashint4(i + {k}) & 2147483647) % 5" for k in range(1, 41)) + f" FROM generate_series(1, {ROWS}) i;"
     "SELECT xm.compact_summary('bench_asking'); INSERT INTO bench_asking.alert_rule (rule, survey, item, kind, comparison, threshold) SELECT 'r' || k, 'visit', 'i' || k, 'score', '<', 0 FROM generate_series(1, 40) k; VACUUM ANALYZE bench_asking.summary_store, bench_asking.summary_above, bench_asking.summary_log;")
compare("check_alerts, 500 units x 40 items x 24 months", 1.5, "xm.scores of the survey", lambda: milliseconds("SELECT xm.check_alerts('bench_asking');"), lambda: milliseconds("SELECT count(s) FROM xm.scores('bench_asking', 'visit') s;"))
write("the bench of asking and acting", busy, f"{run.shown(PEOPLE)} people, {run.shown(ROWS)} responses of 40 items")
psql("DROP SCHEMA bench_asking CASCADE; DROP ROLE xm_bench;")
