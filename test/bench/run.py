#!/usr/bin/env python3
"""How fast pg_xm is against what a user would write instead, as ratios inside one run.

Serial plans (but for the last row), JIT off, statements of a comparison interleaved on one
connection with the order changing from round to round, ROUNDS rounds (default 15) after one to
warm up; the figures are medians. Needs a server with pg_xm
(the PG* variables name it), or `make bench`. ROWS scales the data (default 10 million ratings).
"""
import os
import re
import statistics
import subprocess
import sys

ROWS = int(os.environ.get("ROWS", 10_000_000))
ROUNDS = int(os.environ.get("ROUNDS", 15))


class Session:
    """One psql that is told statements and says how long each took."""

    def __init__(self):
        self.psql = subprocess.Popen(["psql", "-XqAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.run("SET jit = off; SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB'; SET client_min_messages = warning")
        self.send("\\timing on\n")

    def send(self, text):
        self.psql.stdin.write(text)
        self.psql.stdin.flush()

    def run(self, statement):
        self.send(f"{statement};\n\\echo done\n")
        lines = []
        while (line := self.psql.stdout.readline().rstrip("\n")) != "done":
            if not line and self.psql.poll() is not None:
                sys.exit(f"psql ended at: {statement}")
            lines.append(line)
        return lines

    def milliseconds(self, statement):
        times = [float(m[1]) for line in self.run(statement) if (m := re.match(r"Time: ([0-9.]+) ms", line))]
        if not times:
            sys.exit(f"no time for: {statement}")
        return sum(times)


TEN = """SELECT count(score), avg(score), stddev(score),
  100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / count(score),
  100 * sqrt(var_samp((score >= 9)::int - (score <= 6)::int) / count(score)),
  100.0 * count(*) FILTER (WHERE score >= 9) / count(score), 100.0 * count(*) FILTER (WHERE score >= 7) / count(score),
  100.0 * count(*) FILTER (WHERE score <= 6) / count(score), stddev(score) / sqrt(count(score)), 10 * avg(score) FROM rating"""
TEN_XM = """SELECT xm.responses(r), xm.mean(r), xm.stddev(r), n.value, n.std_error, xm.score(r, 'share[9,10]'), xm.score(r, 'share[7,10]'),
  xm.score(r, 'share[0,6]'), m.std_error, xm.score(r, 'index[0,10]')
FROM {source}, xm.estimate(r, 'nps') n, xm.estimate(r) m"""
LINK = """SELECT s.* FROM (SELECT xm.link(ex, cx) AS l FROM (SELECT unit, xm.ratings(score) AS ex FROM rating GROUP BY unit) e
  JOIN (SELECT unit, xm.ratings(score) AS cx FROM other GROUP BY unit) c USING (unit)) t, xm.linkage_summary(l) s"""
LINK_SQL = """SELECT corr(ex, cx), avg(ve / ne), avg(vc / nc), var_samp(ex), var_samp(cx)
FROM (SELECT unit, count(score) AS ne, avg(score) AS ex, var_samp(score) AS ve FROM rating GROUP BY unit) e
JOIN (SELECT unit, count(score) AS nc, avg(score) AS cx, var_samp(score) AS vc FROM other GROUP BY unit) c USING (unit)"""
GROUPED = "SELECT count(v) FROM (SELECT unit, {} AS v FROM rating GROUP BY unit) t"

# name, ours, what it replaces, what that is called, goal for the ratio
COMPARISONS = [
    ("NPS of {rows} ratings", "SELECT xm.nps(score) FROM rating", "SELECT avg(score) FROM rating", "avg(score)", 0.95),
    ("NPS of {rows} ratings", "SELECT xm.nps(score) FROM rating",
     "SELECT 100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / count(*) FROM rating", "NPS by count(*) FILTER", 0.70),
    ("ten figures of one score", TEN_XM.format(source="(SELECT xm.ratings(score) AS r FROM rating) t"), TEN, "the same ten in plain SQL", 0.35),
    ("NPS by 5,000 units", GROUPED.format("xm.nps(score)"), GROUPED.format("avg(score)"), "avg(score) by unit", 1.00),
    ("ratings by 5,000 units", GROUPED.format("xm.ratings(score)"), GROUPED.format("avg(score)"), "avg(score) by unit", 1.05),
    ("rollup of 5,000 stored states", "SELECT xm.nps(xm.rollup(r)) FROM state", "SELECT avg(score) FROM rating", "avg(score) over their rows", 0.01),
    ("link over 5,000 units, from the answers", LINK, LINK_SQL, "n, mean, variance and corr in plain SQL", 1.30),
    ("ten questions to one stored state", TEN_XM.format(source="one"), "SELECT xm.ratings(score) FROM rating", "the scan that made it", 0.01),
]


def main():
    session = Session()
    for statement in (
        "CREATE EXTENSION IF NOT EXISTS pg_xm",
        "DROP TABLE IF EXISTS rating, other, state, one",
        f"CREATE UNLOGGED TABLE rating AS SELECT (hashint4(i) & 2147483647) % 5000 AS unit, (hashint4(i + 7) & 2147483647) % 11 AS score FROM generate_series(1, {ROWS}) i",
        f"CREATE UNLOGGED TABLE other AS SELECT (hashint4(i) & 2147483647) % 5000 AS unit, (hashint4(i + 5) & 2147483647) % 7 AS score FROM generate_series(1, {ROWS // 2}) i",
        "CREATE UNLOGGED TABLE state AS SELECT unit, xm.ratings(score) AS r FROM rating GROUP BY unit",
        "CREATE UNLOGGED TABLE one AS SELECT xm.rollup(r) AS r FROM state",
        "VACUUM ANALYZE rating, other, state, one",
    ):
        session.run(statement)
    print(f"{'what':41} {'ours':>9}   {'what it replaces':40} {'theirs':>9} {'ratio':>7} {'goal':>6}")
    missed = 0

    def row(name, ours, other_name, theirs, goal, met, ratio):
        nonlocal missed
        missed += not met
        print(f"{name:41} {ours:>9}   {other_name:40} {theirs:>9} {ratio:>7} {goal:>6} {'met' if met else 'NOT MET'}", flush=True)

    for name, ours, theirs, other_name, goal in COMPARISONS:
        pairs = []
        for i in range(ROUNDS + 1):  # other work on the machine comes in waves: neither side goes first always
            times = {}
            for statement in (ours, theirs) if i % 2 else (theirs, ours):
                times[statement] = session.milliseconds(statement)
            pairs.append((times[ours], times[theirs]))
        pairs.pop(0)
        mine, other = (statistics.median(column) for column in zip(*pairs))
        ratio = statistics.median(a / b for a, b in pairs)
        row(name.format(rows=f"{ROWS // 1000000} million" if ROWS >= 1000000 else ROWS), f"{mine:.1f} ms", other_name, f"{other:.1f} ms", f"≤ {goal:.2f}", ratio <= goal, f"{ratio:.3f}")

    floor, filtered, ten = (statistics.median(session.milliseconds(f"SELECT {what}") for _ in range(ROUNDS))
                            for what in ("count(score) FROM rating", COMPARISONS[1][2].removeprefix("SELECT "), TEN.removeprefix("SELECT ")))
    size = int(session.run("SELECT max(pg_column_size(r)) FROM state")[0])
    row("size of a 0..10 state", f"{size} B", "", "", "≤ 128", size <= 128, "")

    session.run("SET max_parallel_workers = 2; SET parallel_leader_participation = off; SET min_parallel_table_scan_size = 0; ALTER TABLE rating SET (parallel_workers = 2)")
    pairs = []
    for _ in range(ROUNDS + 1):
        session.run("SET max_parallel_workers_per_gather = 2")
        two = session.milliseconds("SELECT xm.ratings(score) FROM rating")
        session.run("SET max_parallel_workers_per_gather = 0")
        pairs.append((two, session.milliseconds("SELECT xm.ratings(score) FROM rating")))
    two, none = (statistics.median(column) for column in zip(*pairs[1:]))
    speed = statistics.median(b / a for a, b in pairs[1:])
    row(f"two parallel workers ({os.cpu_count()} cores)", f"{two:.1f} ms", "no worker", f"{none:.1f} ms", "≥ 1.70", speed >= 1.7, f"{speed:.2f}×")
    print(f"The cheapest scan with an argument, count(score), takes {floor:.1f} ms here: {floor / filtered:.2f} × NPS by FILTER, {floor / ten:.2f} × the ten figures;")
    print("no aggregate over the column can be below that.")
    print(f"{missed} of {len(COMPARISONS) + 2} goals not met" if missed else "all goals met")


main()
