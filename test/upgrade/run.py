#!/usr/bin/env python3
"""Upgrades from every released version, and dump and restore.

For each frozen script in extension/released: an update path leads to the current version; a fresh
and an upgraded database have the same schema; states stored before give the same answers after,
and merge with new ones. Then a dump of a database full of states restores to the same bits.
Needs a server with pg_xm (the PG* variables name it).
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CURRENT = re.search(r'"version": "([^"]+)"', (ROOT / "META.json").read_text())[1]
RELEASED = sorted(path.stem.split("--")[1] for path in (ROOT / "extension/released").glob("pg_xm--*.sql"))
passed = failed = 0


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, capture_output=True, **options).stdout


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


def answers(database):
    return psql(database, "-f", str(HERE / "after.sql"))


fresh("xm_fresh")
psql("xm_fresh", "-c", "CREATE EXTENSION pg_xm")
expected_schema = schema("xm_fresh")
check("a fresh schema is not empty", len(expected_schema) > 100)

for version in RELEASED:
    paths = psql("postgres", "-c", f"SELECT path FROM pg_extension_update_paths('pg_xm') WHERE source = '{version}' AND target = '{CURRENT}'").strip()
    check(f"{version}: there is a way to {CURRENT}", version == CURRENT or paths)
    fresh("xm_old")
    psql("xm_old", "-c", f"CREATE EXTENSION pg_xm VERSION '{version}'", "-f", str(HERE / "before.sql"))
    before = answers("xm_old")
    psql("xm_old", "-c", f"ALTER EXTENSION pg_xm UPDATE TO '{CURRENT}'")
    check(f"{version}: stored values give the same answers after the upgrade", answers("xm_old") == before and len(before) > 1000)
    golden = ROOT / "test/golden" / f"{version}.txt"
    check(f"{version}: and those it gave when it was released", golden.read_text() == before, str(golden))
    fresh("xm_old_plain")
    psql("xm_old_plain", "-c", f"CREATE EXTENSION pg_xm VERSION '{version}'", "-c", f"ALTER EXTENSION pg_xm UPDATE TO '{CURRENT}'")
    check(f"{version}: the upgraded schema is that of a fresh install", schema("xm_old_plain") == expected_schema)

fresh("xm_dumped")
psql("xm_dumped", "-c", "CREATE EXTENSION pg_xm", "-f", str(HERE / "before.sql"))
fresh("xm_restored")
with tempfile.TemporaryDirectory() as folder:
    dump = os.path.join(folder, "dump")
    run("pg_dump", "-Fc", "-f", dump, "xm_dumped")
    run("pg_restore", "--exit-on-error", "-d", "xm_restored", dump)
    check("a dump restores to the same bits", answers("xm_restored") == answers("xm_dumped"))
    binary = os.path.join(folder, "binary")
    psql("xm_dumped", "-c", f"\\copy (SELECT id, plain, weighted, link, rule FROM kept) TO '{binary}' (FORMAT binary)")
    psql("xm_restored", "-c", "TRUNCATE kept", "-c", f"\\copy kept (id, plain, weighted, link, rule) FROM '{binary}' (FORMAT binary)", "-c", "REFRESH MATERIALIZED VIEW kept_total")
    check("a binary copy, too", answers("xm_restored") == answers("xm_dumped"))

psql("postgres", *(item for name in ("xm_fresh", "xm_old", "xm_old_plain", "xm_dumped", "xm_restored") for item in ("-c", f"DROP DATABASE IF EXISTS {name}")))
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
