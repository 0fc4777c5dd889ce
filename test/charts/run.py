#!/usr/bin/env python3
"""Draws the pictures of pictures.sql and compares them byte by byte with those kept in test/golden/charts.

  run.py           check; exit 1 if any differs
  run.py --write   keep what is drawn: then look at each of them (test/browser/pictures.py)

Needs a server with pg_xm (the PG* variables name it).
"""
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent / "golden/charts"


def drawn(statement):
    """The picture, after a round through the output and the input of its type."""
    sql = f"SET client_encoding = utf8; SET TimeZone = 'UTC';\nSELECT picture::text::xm.svg FROM ({statement.strip().removesuffix(';')}) s(picture);"
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1"], input=sql, text=True, capture_output=True)


def main():
    write = "--write" in sys.argv[1:]
    _, *parts = re.split(r"^-- ([a-z0-9-]+)\n", (HERE / "pictures.sql").read_text(), flags=re.M)
    names = parts[::2]
    subprocess.run(["psql", "-Xq", "-c", "SET client_min_messages = warning", "-c", "CREATE EXTENSION IF NOT EXISTS pg_xm"], check=True)
    with ThreadPoolExecutor() as pool:
        pictures = dict(zip(names, pool.map(drawn, parts[1::2])))
    wrong = {name: done.stderr for name, done in pictures.items() if done.returncode}
    if write and not wrong:
        GOLDEN.mkdir(exist_ok=True)
        for path in GOLDEN.iterdir():
            path.unlink()
        for name, done in pictures.items():
            (GOLDEN / f"{name}.svg").write_text(done.stdout)
    kept = {path.stem: path.read_text() for path in GOLDEN.glob("*.svg")}
    for name in pictures.keys() | kept.keys():
        if name not in kept or name not in pictures:
            wrong.setdefault(name, "no picture of it is kept" if name in pictures else "kept, but not drawn any more")
        elif kept[name] != pictures[name].stdout:
            wrong.setdefault(name, "what is drawn differs from what is kept")
    for name in sorted(wrong):
        print(f"{name}: {wrong[name]}")
    print(f"{len(pictures.keys() | kept.keys()) - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(len(wrong) > 0)


main()
