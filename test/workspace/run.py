#!/usr/bin/env python3
"""A workspace as a whole: dumped and restored, written by many at once, killed in the middle.

Needs a server with pg_xm (the PG* variables name it, as a superuser). Prints "N passed, M failed".
"""
import os
import subprocess
import sys
import tempfile
import threading
import time

SURVEY = """{"side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps"},
  {"name": "order", "type": "rating", "scale": [1, 5]}, {"name": "spend", "type": "number"}, {"name": "why", "type": "text", "question": "Why? 'quoted' \\\\ 😀"}],
  "scales": [{"name": "ease", "items": ["order"]}]}"""
PULSE = '{"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps"}]}'
# States of all answers, as kept and as they would be made anew; numbers to nine digits.
KEPT = "SELECT survey, item, unit, month, r::text, round(xm.mean(m, 'x1')::numeric, 9), xm.responses(m) FROM voice.summary ORDER BY 1, 2, 3, 4"
SCORES = "SELECT survey, item, unit, month, responses, round(value::numeric, 8), round(change::numeric, 8) FROM voice.score ORDER BY 1, 2, 3, 4"
passed = failed = 0


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, capture_output=True, **options).stdout


def psql(database, *statements, user=None, check=True):
    arguments = [item for s in statements for item in ("-c", s)]
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, *(("-U", user) if user else ()), *arguments], text=True, capture_output=True)
    if check and done.returncode:
        raise RuntimeError(f"{statements}: {done.stderr}")
    return done.stdout


def check(name, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"not ok: {name} {detail}")


def fresh(database, owner="xm_boss"):
    psql("postgres", f"DROP DATABASE IF EXISTS {database}", f"CREATE DATABASE {database} OWNER {owner}")


def same_as_rebuilt(database, name):
    kept, scores = psql(database, KEPT), psql(database, SCORES)
    psql(database, "SELECT xm.rebuild_summary('voice')", user="xm_boss")
    check(f"{name}: the summary is that of the answers", kept == psql(database, KEPT) and kept)
    check(f"{name}: and so are the scores", scores == psql(database, SCORES))


def schema(database):
    """The workspace as SQL, without what names the moment of the dump."""
    return [line for line in run("pg_dump", "-s", "-n", "voice", database).splitlines() if not line.startswith(("--", "\\")) and line]


def rows(database, user):
    return psql(database, SCORES, "SELECT count(*) FROM voice.visit", "SELECT count(*) FROM voice.pulse", "SELECT count(*) FROM voice.person", "TABLE voice.link_input", "SELECT item, text FROM voice.comment ORDER BY 2", user=user)


for role in ("xm_boss", "xm_bi", "xm_web"):
    psql("postgres", f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
fresh("xm_ws")
psql("xm_ws", "CREATE EXTENSION pg_xm", "SELECT xm.create_workspace('voice')", user="xm_boss")
with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
    file.write(f"SELECT xm.create_survey('voice', 'visit', $x${SURVEY}$x$); SELECT xm.create_survey('voice', 'pulse', $x${PULSE}$x$);")
    file.flush()
    os.chmod(file.name, 0o644)
    run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-U", "xm_boss", "-d", "xm_ws", "-f", file.name)
psql("xm_ws", "INSERT INTO voice.unit (unit, parent) VALUES ('all', NULL), ('a', 'all'), ('b', 'all'), ('c', 'a')",
     "INSERT INTO voice.person (side) SELECT 'employee' FROM generate_series(1, 20)",
     "INSERT INTO voice.visit (source_id, unit, submitted_at, recommend, \"order\", spend, why) SELECT i::text, (ARRAY['a', 'b', 'c'])[1 + i % 3], '2026-01-01'::timestamptz + i * interval '3 hours', i % 11, 1 + i % 5, i / 7.0, 'word ' || i FROM generate_series(1, 1000) i",
     "INSERT INTO voice.pulse (person_id, unit, enps, submitted_at) SELECT i, 'a', i % 11, '2026-02-01' FROM generate_series(1, 20) i",
     "SELECT xm.grant_workspace('voice', 'xm_bi', 'analyst'), xm.grant_workspace('voice', 'xm_web', 'collector')", user="xm_boss")

# --- many at once ------------------------------------------------------------------------------------
deadline = time.time() + 6
stop = []


def writer(n):
    k = 0
    while time.time() < deadline:
        k += 1
        psql("xm_ws", f"INSERT INTO voice.visit (source_id, unit, submitted_at, recommend, spend) VALUES ('w-{n}-{k}', 'b', '2026-03-01', {(n * 7 + k) % 11}, {k}.5), ('v-{n}-{k}', 'c', '2026-04-01', 5, NULL)",
             f"UPDATE voice.visit SET recommend = (recommend + 1) % 11, unit = 'a' WHERE source_id = 'w-{n}-{k - 1}'", f"BEGIN; DELETE FROM voice.visit WHERE source_id LIKE 'v-{n}-%'; {'ROLLBACK' if k % 2 else 'COMMIT'}",
             f"SELECT xm.submit('voice', 'visit', '{{\"source_id\": \"once-{k}\", \"unit\": \"a\", \"submitted_at\": \"2026-05-01\", \"answers\": {{\"recommend\": 3}}}}')", user="xm_boss", check=False)


def compactor():
    while time.time() < deadline:
        psql("xm_ws", "SELECT xm.compact_summary('voice')", user="xm_boss")


def killer():
    while time.time() < deadline:
        time.sleep(0.3)
        psql("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'xm_boss' AND random() < 0.1")


threads = [threading.Thread(target=writer, args=(n,)) for n in range(8)] + [threading.Thread(target=compactor), threading.Thread(target=killer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
check("a source_id that eight sessions send is stored once", psql("xm_ws", "SELECT count(*) = count(DISTINCT source_id) AND count(*) > 0 FROM voice.visit WHERE source_id LIKE 'once-%'").strip() == "t")
same_as_rebuilt("xm_ws", "eight sessions, compaction and kills at once")

# --- dump and restore --------------------------------------------------------------------------------
psql("xm_ws", "SELECT xm.compact_summary('voice')", "UPDATE voice.visit SET recommend = 4 WHERE source_id = '5'", user="xm_boss")
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o755)
    dump = os.path.join(folder, "dump")
    run("pg_dump", "-Fc", "-f", dump, "xm_ws")
    fresh("xm_ws_custom")
    run("pg_restore", "--exit-on-error", "-d", "xm_ws_custom", dump)
    fresh("xm_ws_plain")
    run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", "xm_ws_plain", input=run("pg_dump", "xm_ws"))
    os.chmod(dump, 0o644)
    fresh("xm_ws_owner")
    psql("xm_ws_owner", "CREATE EXTENSION pg_xm", user="xm_boss")
    run("pg_dump", "-Fc", "-n", "voice", "-f", dump, "xm_ws")
    run("pg_restore", "--exit-on-error", "-U", "xm_boss", "-d", "xm_ws_owner", dump)
    for database, how in (("xm_ws_custom", "custom"), ("xm_ws_plain", "plain"), ("xm_ws_owner", "by its owner")):
        check(f"restored ({how}): the same workspace, rights and row security too", schema(database) == schema("xm_ws"))
        for user in ("xm_boss", "xm_bi"):
            check(f"restored ({how}): {user} sees the same", rows(database, user) == rows("xm_ws", user))
        psql(database, "INSERT INTO voice.visit (unit, recommend) VALUES ('a', 1)", "SELECT xm.submit('voice', 'visit', '{\"unit\": \"b\", \"answers\": {\"recommend\": 9}}')", user="xm_boss")
        same_as_rebuilt(database, f"restored ({how})")
    # Data alone, into a workspace that is there: its triggers count what the dump has counted already.
    fresh("xm_ws_data")
    psql("xm_ws_data", "CREATE EXTENSION pg_xm", user="xm_boss")
    run("pg_restore", "--exit-on-error", "-s", "-U", "xm_boss", "-d", "xm_ws_data", dump)
    for tables in (("-T", "voice.visit", "-T", "voice.pulse"), ("-t", "voice.visit", "-t", "voice.pulse")):
        run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-U", "xm_boss", "-d", "xm_ws_data", input=run("pg_dump", "-a", "-n", "voice", *tables, "xm_ws"))
    doubled = psql("xm_ws_data", KEPT)
    psql("xm_ws_data", "SELECT xm.rebuild_summary('voice')", user="xm_boss")
    check("data restored under triggers is counted twice, until the summary is rebuilt", doubled != psql("xm_ws", KEPT) and psql("xm_ws_data", KEPT) == psql("xm_ws", KEPT))
    check("what pg_upgrade dumps", "voice.visit" in run("pg_dump", "-s", "--binary-upgrade", "xm_ws"))

# --- without triggers --------------------------------------------------------------------------------
def notice(workspace):
    return subprocess.run(["psql", "-XqAt", "-U", "xm_boss", "-d", "xm_ws", "-c", f"SELECT count(*) FROM xm.scores('{workspace}', 'visit')"], check=True, text=True, capture_output=True).stderr


psql("xm_ws", "SELECT xm.create_workspace('by_hand', summary => 'manual')", "SELECT xm.create_survey('by_hand', 'visit', definition) FROM voice.survey WHERE survey = 'visit'", user="xm_boss")
check("scores without a summary say so", 'survey "visit" has no summary yet' in notice("by_hand"))
psql("xm_ws", "SELECT xm.rebuild_summary('by_hand')", user="xm_boss")
check("then they say as of when", 'scores of survey "visit" are as of 20' in notice("by_hand"))
check("those that triggers keep say nothing", notice("voice") == "")

psql("postgres", *(f"DROP DATABASE IF EXISTS {name}" for name in ("xm_ws", "xm_ws_custom", "xm_ws_plain", "xm_ws_owner", "xm_ws_data")))
psql("postgres", *(f"DROP ROLE {role}" for role in ("xm_boss", "xm_bi", "xm_web")))
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
