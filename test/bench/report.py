#!/usr/bin/env python3
"""How much `xm report` adds to the statements of its pages, against psql that runs the same statements, in one run.

UNITS pages of `--each` (default 1,000) and a page of 200 blocks; ROUNDS rounds (default 5, in turns, medians). Needs a server with pg_xm
(the PG* variables name it, as a superuser) and XM, the client; or `make bench`. With WRITE=1 the figures go into docs/performance.md.
"""
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import run

ROOT = Path(__file__).resolve().parents[2]
UNITS = int(os.environ.get("UNITS", 1000))
ROUNDS = int(os.environ.get("ROUNDS", 5))
XM = os.environ.get("XM", str(ROOT / "build/release/xm"))
BLOCKS = [  # of a unit: its score by quarter, the picture of it, and what its customers are
    "SELECT quarter, e.responses AS answers, e.value AS nps, e.lower AS nps_lower, e.upper AS nps_upper FROM (SELECT quarter, xm.ratings(rating) AS r FROM answers WHERE unit = :'unit' GROUP BY quarter) q, xm.estimate(r, 'nps') e ORDER BY quarter",
    "SELECT xm.chart_trend(make_date(2025, (3 * quarter - 2)::int, 1), e.value, e.lower, e.upper, NULL, '{\"title\": \"NPS by quarter\"}') FROM (SELECT quarter, xm.ratings(rating) AS r FROM answers WHERE unit = :'unit' GROUP BY quarter) q, xm.estimate(r, 'nps') e",
    "SELECT age, e.responses AS answers, e.value AS mean, e.lower AS mean_lower, e.upper AS mean_upper FROM (SELECT age, xm.ratings(rating) AS r FROM answers WHERE unit = :'unit' GROUP BY age) q, xm.estimate(r, 'mean') e ORDER BY age"]
lines = []


def say(line):
    lines.append(line)
    print(line, flush=True)


def timed(*command, input=None):
    began = time.monotonic()
    subprocess.run(command, input=input, text=True, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - began


def in_turns(ours, theirs):
    """Medians of both."""
    a, b = [], []
    for _ in range(ROUNDS):
        a.append(ours())
        b.append(theirs())
    return statistics.median(a), statistics.median(b)


def psql(sql):
    return timed("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", input=sql)


busy = run.busy_cores()
psql(f"""CREATE EXTENSION IF NOT EXISTS pg_xm; DROP SCHEMA IF EXISTS bench_report CASCADE; CREATE SCHEMA bench_report;
CREATE TABLE bench_report.answers AS
SELECT 'u' || i % {UNITS} AS unit, 1 + i / 7 % 4 AS quarter, i * 7919 % 11 AS rating, 20 + 10 * (i * 31 % 5) AS age FROM generate_series(1, 1000 * {UNITS}::bigint) i;
CREATE INDEX ON bench_report.answers (unit); CLUSTER bench_report.answers USING answers_unit_idx; ANALYZE bench_report.answers;""")
os.environ["PGOPTIONS"] = "-c search_path=bench_report,public -c client_min_messages=warning"
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    page = folder / "page.md"
    page.write_text("# Unit `= SELECT :'unit'`\n\n" + "".join(f"```sql\n{block}\n```\n\n" for block in BLOCKS))
    each = f"SELECT 'u' || i AS unit FROM generate_series(0, {UNITS - 1}) i"
    script = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n" + "".join(
        f"\\set unit u{i}\nSELECT :'unit';\n" + "".join(block + ";\n" for block in BLOCKS) for i in range(UNITS)) + "COMMIT;\n"
    ours, theirs = in_turns(lambda: timed(XM, "report", "--unsafe", page, "-o", folder / "pages", "--each", each), lambda: psql(script))
    ratio = ours / theirs
    say(f"{f'{UNITS:,} pages of 4 statements':36} {ours:7.2f} s   {'psql, the same statements':28} {theirs:7.2f} s {ratio:7.3f} {'≤ 1.20':>9} {'met' if ratio <= 1.2 else 'NOT MET'}")
    one = folder / "one.md"
    one.write_text("# Page\n\n```sql\nSELECT 1 AS a\n```\n")
    many = folder / "many.md"
    many.write_text("# Page\n\n" + "".join(f"```sql\nSELECT {i} AS a, 'b' AS b\n```\n\n" for i in range(200)))
    ours, theirs = in_turns(lambda: timed(XM, "report", "--unsafe", one, "-o", folder / "one.html"), lambda: psql("SELECT 1 AS a;"))
    added = 1000 * (ours - theirs)
    say(f"{'a page of 1 block':36} {1000 * ours:7.1f} ms  {'psql, the same statement':28} {1000 * theirs:7.1f} ms {added:+6.1f} ms {'≤ +20 ms':>8} {'met' if added <= 20 else 'NOT MET'}")
    script = "".join(f"SELECT {i} AS a, 'b' AS b;\n" for i in range(200))
    ours, theirs = in_turns(lambda: timed(XM, "report", "--unsafe", many, "-o", folder / "many.html"), lambda: psql(script))
    added = 1000 * (ours - theirs) / 200
    say(f"{'a page of 200 blocks':36} {1000 * ours:7.1f} ms  {'psql, the same statements':28} {1000 * theirs:7.1f} ms {added:+6.2f} a block {'≤ +0.2':>6} {'met' if added <= 0.2 else 'NOT MET'}")
psql("DROP SCHEMA bench_report CASCADE")
if os.environ.get("WRITE"):
    heading = run.machine(run.Session(), busy).replace(f"{run.shown(run.ROWS)} ratings, ROUNDS={run.ROUNDS}", f"{UNITS:,} units, ROUNDS={ROUNDS}")
    run.write(ROOT / "docs/performance.md", heading + "\n\n```\n" + "\n".join(lines) + "\n```\n", "the bench of reports")
