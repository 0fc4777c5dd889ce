#!/usr/bin/env python3
"""Upgrades from every released version, and dump and restore.

For each frozen script in extension/released: an update path leads to the current version; a fresh
and an upgraded database have the same schema; states stored before give the same answers after,
and merge with new ones. Then a dump of a database full of states restores to the same bits.
Needs a server with pg_xm (the PG* variables name it).
"""
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CURRENT = re.search(r'"version": "([^"]+)"', (ROOT / "META.json").read_text())[1]


def number(version):
    return [int(part) for part in version.split(".")]


RELEASED = sorted((path.stem.split("--")[1] for path in (ROOT / "extension/released").glob("pg_xm--*.sql")), key=number)
passed = failed = 0


def run(*command, **options):
    done = subprocess.run(command, text=True, capture_output=True, **options)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr}")
    return done.stdout


def psql(database, *arguments):
    return run("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments)


def fresh(database):
    psql("postgres", "-c", f"DROP DATABASE IF EXISTS {database}", "-c", f"CREATE DATABASE {database}")


def check(name, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"not ok: {name} {detail}")


def schema(database):
    """The whole schema with the members of the extension, without identifiers that differ anyway."""
    dump = run("pg_dump", "-s", "--binary-upgrade", database)
    return [line for line in dump.splitlines() if not re.search(r"_oid\(|_relfilenode\(|pg_catalog\.binary_upgrade|\\(un)?restrict|^SELECT pg_catalog.set_config", line)]


def scripts(kind, version):
    """before-V.sql or after-V.sql of every V up to this version: each release adds what it brought."""
    paths = [path for path in HERE.glob(f"{kind}-*.sql") if number(path.stem.split("-")[1]) <= number(version)]
    return [item for path in sorted(paths, key=lambda p: number(p.stem.split("-")[1])) for item in ("-f", str(path))]


KINDS = [None, "ratings", "linkage", "moments", "model", "survival", "clv_model", "value_profile", "profiles", "segmentation"]


def values(answers, database):
    """The cells of what was printed, those with a state (its text, or its binary form in hex) as this release reads them."""
    rows = [line.split("|") for line in answers.split("\n")]
    texts, wires = {}, {}
    for cell in {cell for row in rows for cell in row}:
        if text := re.match(r'{"type":"(\w+)","version":', cell):
            texts[cell] = text[1]
        elif re.fullmatch("0[1-9]0[1-9]([0-9a-f]{2}){6,}", cell):
            wires[cell] = KINDS[int(cell[:2], 16)]
    with tempfile.TemporaryDirectory() as folder:
        script = ["SELECT '{}'::xm.{};".format(cell.replace("'", "''"), kind) for cell, kind in texts.items()]
        for n, (cell, kind) in enumerate(wires.items()):
            value = bytes.fromhex(cell)
            file = Path(folder) / str(n)
            file.write_bytes(b"PGCOPY\n\xff\r\n\0" + bytes(8) + struct.pack(">hi", 1, len(value)) + value + b"\xff\xff")
            script += [f"CREATE TEMP TABLE v{n} (v xm.{kind});", f"\\copy v{n} FROM '{file}' (FORMAT binary)", f"SELECT v FROM v{n};"]
        read = run("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, input="\n".join(script)).splitlines()
    states = dict(zip([*texts, *wires], map(json.loads, read)))
    return [[states.get(cell, cell) for cell in row] for row in rows]


def same(a, b):
    """Equal, numbers of states to 1e-12 of their list: a later release sums them more exactly."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        numbers = [[sum(x) if isinstance(x, list) and len(x) == 2 and all(isinstance(y, (int, float)) for y in x) else x for x in of] for of in (a, b)]
        if all(isinstance(x, (int, float)) for of in numbers for x in of):
            return len(a) == len(b) and all(abs(x - y) <= 1e-12 * max(map(abs, numbers[0])) for x, y in zip(*numbers))
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def answers(database, version):
    return psql(database, *scripts("after", version))


fresh("xm_fresh")
psql("xm_fresh", "-c", "CREATE EXTENSION pg_xm")
expected_schema = schema("xm_fresh")
check("a fresh schema is not empty", len(expected_schema) > 100)

frozen = ROOT / "extension/released" / f"pg_xm--{CURRENT}.sql"
built = Path(run(os.environ.get("PG_CONFIG", "pg_config"), "--sharedir").strip())
built = Path(os.environ["PG_XM_TREE"] + str(built)) / "extension" / frozen.name
check("a released script never changes", not frozen.exists() or frozen.read_text() == built.read_text(), str(frozen))
psql("postgres", "-c", "DROP ROLE IF EXISTS xm_owner", "-c", "CREATE ROLE xm_owner LOGIN", "-c", "DROP DATABASE IF EXISTS xm_owned", "-c", "CREATE DATABASE xm_owned OWNER xm_owner")
psql("xm_owned", "-c", "SET SESSION AUTHORIZATION xm_owner", "-c", "CREATE EXTENSION pg_xm")
used = psql("xm_owned", "-c", "CREATE ROLE xm_analyst", "-c", "SET ROLE xm_analyst", "-c", "SELECT xm.nps(xm.ratings(9) + xm.ratings(9))").strip()
check("the owner of a database can install it, others can use it", used == "100", used)
psql("postgres", "-c", "DROP DATABASE xm_owned", "-c", "DROP ROLE xm_owner", "-c", "DROP ROLE xm_analyst")

for version in RELEASED:
    paths = psql("postgres", "-c", f"SELECT path FROM pg_extension_update_paths('pg_xm') WHERE source = '{version}' AND target = '{CURRENT}'").strip()
    check(f"{version}: there is a way to {CURRENT}", version == CURRENT or paths)
    fresh("xm_old")
    psql("xm_old", "-c", f"CREATE EXTENSION pg_xm VERSION '{version}'", *scripts("before", version))
    before = answers("xm_old", version)
    psql("xm_old", "-c", f"ALTER EXTENSION pg_xm UPDATE TO '{CURRENT}'")
    check(f"{version}: stored values give the same answers after the upgrade", answers("xm_old", version) == before and len(before) > 1000)
    fresh("xm_old_restored")
    run("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", "xm_old_restored", input=run("pg_dump", "xm_old"))
    check(f"{version}: and after a dump and restore of that", answers("xm_old_restored", version) == before)
    golden = ROOT / "test/golden" / f"{version}.txt"
    check(f"{version}: and those it gave when it was released", same(values(golden.read_text(), "xm_old"), values(before, "xm_old")), str(golden))
    fresh("xm_old_plain")
    psql("xm_old_plain", "-c", f"CREATE EXTENSION pg_xm VERSION '{version}'", "-c", f"ALTER EXTENSION pg_xm UPDATE TO '{CURRENT}'")
    check(f"{version}: the upgraded schema is that of a fresh install", schema("xm_old_plain") == expected_schema)

# A workspace of 0.7.0 publishes once it is upgraded, and what that made is open to nobody, whatever the owner's default privileges say.
fresh("xm_old")
psql("xm_old", "-c", "CREATE EXTENSION pg_xm VERSION '0.7.0'", *scripts("before", "0.7.0"), "-c", f"ALTER EXTENSION pg_xm UPDATE TO '{CURRENT}'",
     "-c", "ALTER DEFAULT PRIVILEGES FOR ROLE xm_kept_owner GRANT ALL ON TABLES TO PUBLIC", "-c", "SELECT xm.upgrade_workspace('kept_voice')")
opened = psql("xm_old", "-c", "SELECT c.oid::regclass FROM pg_class c, aclexplode(relacl) a WHERE relnamespace = 'kept_voice'::regnamespace AND a.grantee = 0")
check("an upgraded workspace opens nothing", opened == "", opened)
published = psql("xm_old", "-c", "SET client_min_messages = warning", "-c", """SELECT xm.create_survey('kept_voice', 'mood', '{"side": "employee", "mode": "anonymous", "items": [{"name": "mood", "type": "rating", "scale": [1, 5]}]}')""",
                 "-c", "INSERT INTO kept_voice.wave VALUES ('mood', 'w')", "-c", "INSERT INTO kept_voice.mood (wave, unit, mood) SELECT 'w', 'kiel', 1 + i % 5 FROM generate_series(1, 20) i",
                 "-c", "SELECT xm.publish('kept_voice', 'mood', 'w')", "-c", "SELECT unit, responses, value FROM kept_voice.published WHERE status = 'released' ORDER BY 1")
check("and publishes", "kiel|20|3" in published, published)
invited = psql("xm_old", "-c", "DO $$ BEGIN CREATE ROLE xm_kept_sender; EXCEPTION WHEN duplicate_object THEN NULL; END $$", "-c", "SELECT xm.grant_workspace('kept_voice', 'xm_kept_sender', 'sender')",
               "-c", "INSERT INTO kept_voice.person (person_id, side) VALUES (9001, 'customer')", "-c", "SELECT decision, length(token) FROM xm.invite('kept_voice', 'visit', NULL, '{9001}')",
               "-c", "SET ROLE xm_kept_sender; SELECT person_id, status FROM kept_voice.invitation")
check("and invites", "invited|22" in invited and "9001|planned" in invited, invited)
raised = psql("xm_old", "-c", "INSERT INTO kept_voice.alert_rule (rule, survey, item, kind, comparison, threshold) SELECT 'any', survey, item, 'answer', '>=', scale_low FROM kept_voice.item WHERE survey = 'visit' AND type = 'rating' ORDER BY position LIMIT 1",
              "-c", "SELECT xm.submit('kept_voice', 'visit', jsonb_build_object('answers', jsonb_build_object(item, 1))) > 0 FROM kept_voice.alert_rule", "-c", "SELECT 'raised', value FROM kept_voice.alert", "-c", "SELECT 'case', xm.open_case('kept_voice', alert_id) FROM kept_voice.alert")
check("and raises alerts", "raised|1" in raised and "case|1" in raised, raised)

# One of 0.12.0 merges persons.
fresh("xm_old")
psql("xm_old", "-c", "CREATE EXTENSION pg_xm VERSION '0.12.0'", *scripts("before", "0.12.0"), "-c", f"ALTER EXTENSION pg_xm UPDATE TO '{CURRENT}'")
early = psql("xm_old", "-c", "INSERT INTO kept_desk.person (person_id, side) VALUES (1, 'customer'), (2, 'customer'); INSERT INTO kept_desk.visit (person_id, unit, a) VALUES (2, 'kiel', 3)",
             "-c", "SELECT jsonb_array_length(xm.person_data('kept_desk', 2) -> 'answers' -> 'visit')", "-c", "SELECT decision FROM xm.invite('kept_desk', 'visit', NULL, '{2}')",
             "-c", "SELECT xm.submit('kept_desk', 'visit', '{\"person\": {\"email\": \"a@b.org\", \"crm\": \"1\"}, \"answers\": {\"a\": 4}}') > 0")
check("before it is upgraded all else goes on", early.split() == ["1", "invited", "t"], early)
merged = psql("xm_old", "-c", "SELECT xm.upgrade_workspace('kept_desk')", "-c", "SELECT xm.merge_persons('kept_desk', 1, '{2}')", "-c", "SELECT root FROM kept_desk.person_root WHERE person_id = 2",
              "-c", "SELECT person_id, last_ratings FROM kept_desk.customer_history WHERE person_id <= 2")
check("an upgraded workspace merges persons", merged.split("\n")[1:4] == ["{1}", "1", '1|{"a": 3}'], merged)

fresh("xm_dumped")
psql("xm_dumped", "-c", "CREATE EXTENSION pg_xm", *scripts("before", CURRENT))
fresh("xm_restored")
with tempfile.TemporaryDirectory() as folder:
    dump = os.path.join(folder, "dump")
    run("pg_dump", "-Fc", "-f", dump, "xm_dumped")
    run("pg_restore", "--exit-on-error", "-d", "xm_restored", dump)
    check("a dump restores to the same bits", answers("xm_restored", CURRENT) == answers("xm_dumped", CURRENT))
    binary = os.path.join(folder, "binary")
    psql("xm_dumped", "-c", f"\\copy (SELECT id, plain, weighted, link, rule FROM kept) TO '{binary}' (FORMAT binary)")
    psql("xm_restored", "-c", "TRUNCATE kept", "-c", f"\\copy kept (id, plain, weighted, link, rule) FROM '{binary}' (FORMAT binary)", "-c", "REFRESH MATERIALIZED VIEW kept_total")
    check("a binary copy, too", answers("xm_restored", CURRENT) == answers("xm_dumped", CURRENT))

psql("postgres", *(item for name in ("xm_fresh", "xm_old", "xm_old_plain", "xm_old_restored", "xm_dumped", "xm_restored") for item in ("-c", f"DROP DATABASE IF EXISTS {name}")))
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
