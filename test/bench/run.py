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

TEN_COLUMNS = [f"q{i}" for i in range(1, 11)]
TEN_LIST = ", ".join(TEN_COLUMNS)
TEN_AVG = "SELECT " + ", ".join(f"avg({q})" for q in TEN_COLUMNS) + " FROM {}"
CORR_45 = "SELECT " + ", ".join(f"corr({a}, {b})" for i, a in enumerate(TEN_COLUMNS) for b in TEN_COLUMNS[i + 1 :]) + " FROM answer"
TEN_OF_MOMENTS = """SELECT count(*) FROM ten, xm.correlations(m) UNION ALL SELECT count(*) FROM ten, xm.coefficients(xm.linear(m, 'x1'))
UNION ALL SELECT count(*) FROM ten, xm.item_analysis(m) UNION ALL SELECT xm.alpha(m) FROM ten UNION ALL SELECT xm.omega(m, 'x1', 'x2', 'x3', 'x4') FROM ten
UNION ALL SELECT xm.mean(m, 'x3') FROM ten UNION ALL SELECT xm.stddev(m, 'x4') FROM ten UNION ALL SELECT xm.correlation(m, 'x1', 'x9') FROM ten
UNION ALL SELECT r_squared FROM ten, xm.fit(xm.linear(m, 'x2', 'x3', 'x4')) UNION ALL SELECT count(*) FROM ten, xm.mediation(m, 'x1', 'x2', 'x3')"""
MULTILEVEL = """SELECT c.* FROM (SELECT xm.multilevel(r, a, b, c) AS f FROM (SELECT unit, xm.ratings(score) AS r FROM visit GROUP BY unit) s JOIN place USING (unit)) t, xm.coefficients(f) c"""
MULTILEVEL_SQL = """SELECT count(*), sum(v) FROM (SELECT unit, count(*) AS n, avg(score) AS m, var_samp(score) AS v FROM visit GROUP BY unit) s JOIN place USING (unit)"""

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
    ("moments of {answers} x 10 integers", f"SELECT xm.moments({TEN_LIST}) FROM answer", TEN_AVG.format("answer"), "ten avg()", 0.60),
    ("moments of {answers} x 10 integers", f"SELECT xm.moments({TEN_LIST}) FROM answer", CORR_45, "45 corr()", 0.08),
    ("moments of {answers} x 10 float8", f"SELECT xm.moments({TEN_LIST}) FROM answer_float", TEN_AVG.format("answer_float"), "ten avg(float8)", 0.60),
    ("moments by 125 groups", f"SELECT g, xm.moments({TEN_LIST}) FROM answer GROUP BY g", TEN_AVG.format("answer GROUP BY g"), "ten avg() by group", 0.80),
    ("moments of a row argument", f"SELECT xm.moments(t) FROM (SELECT {TEN_LIST} FROM answer) t", TEN_AVG.format("answer"), "ten avg()", 1.70),
    ("moments of an array", f"SELECT xm.moments(ARRAY[{TEN_LIST}]::float8[]) FROM answer", TEN_AVG.format("answer"), "ten avg()", 1.75),
    ("ten questions to a state of ten", TEN_OF_MOMENTS, f"SELECT xm.moments({TEN_LIST}) FROM answer", "the scan that made it", 0.01),
    ("multilevel, 5,000 units, 3 predictors", MULTILEVEL, MULTILEVEL_SQL, "n, mean, variance and predictors in SQL", 1.30),
    ("ten questions to one stored state", TEN_XM.format(source="one"), "SELECT xm.ratings(score) FROM rating", "the scan that made it", 0.01),
]


def shown(rows):
    return f"{rows // 1000000} million" if rows >= 1000000 else str(rows)


def main():
    session = Session()
    for statement in (
        "CREATE EXTENSION IF NOT EXISTS pg_xm",
        "DROP TABLE IF EXISTS rating, other, state, one",
        f"CREATE UNLOGGED TABLE rating AS SELECT (hashint4(i) & 2147483647) % 5000 AS unit, (hashint4(i + 7) & 2147483647) % 11 AS score FROM generate_series(1, {ROWS}) i",
        f"CREATE UNLOGGED TABLE other AS SELECT (hashint4(i) & 2147483647) % 5000 AS unit, (hashint4(i + 5) & 2147483647) % 7 AS score FROM generate_series(1, {ROWS // 2}) i",
        "CREATE UNLOGGED TABLE state AS SELECT unit, xm.ratings(score) AS r FROM rating GROUP BY unit",
        "CREATE UNLOGGED TABLE one AS SELECT xm.rollup(r) AS r FROM state",
        "DROP TABLE IF EXISTS answer, answer_float, ten, visit, place",
        f"CREATE UNLOGGED TABLE answer AS SELECT (hashint4(i) & 2147483647) % 125 AS g, {', '.join(f'(hashint4(i + {k}) & 2147483647) % 11 AS q{k}' for k in range(1, 11))} FROM generate_series(1, {ROWS // 2}) i",
        f"CREATE UNLOGGED TABLE answer_float AS SELECT g, {', '.join(q + '::float8' for q in TEN_COLUMNS)} FROM answer",
        f"CREATE UNLOGGED TABLE ten AS SELECT xm.moments({TEN_LIST}) AS m FROM answer",
        f"CREATE UNLOGGED TABLE visit AS SELECT i % 5000 AS unit, ((hashint4(i) & 2147483647) % 8 + (hashint4(i % 5000) & 3)) AS score FROM generate_series(1, {ROWS // 20}) i",
        "CREATE UNLOGGED TABLE place AS SELECT u AS unit, (hashint4(u) & 1023)::float8 AS a, (hashint4(u + 1) & 1023)::float8 AS b, (hashint4(u + 2) & 1023)::float8 AS c FROM generate_series(0, 4999) u",
        "VACUUM ANALYZE rating, other, state, one, answer, answer_float, ten, visit, place",
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
        row(name.format(rows=shown(ROWS), answers=shown(ROWS // 2)), f"{mine:.1f} ms", other_name, f"{other:.1f} ms", f"≤ {goal:.2f}", ratio <= goal, f"{ratio:.3f}")

    floors = []  # of any aggregate with an argument, beside what it is compared with
    for _ in range(ROUNDS):
        floor, filtered, ten = (session.milliseconds(statement) for statement in ("SELECT count(score) FROM rating", COMPARISONS[1][2], TEN))
        floors.append((floor / filtered, floor / ten))
    of_filter, of_ten = (statistics.median(column) for column in zip(*floors))
    size = int(session.run("SELECT max(pg_column_size(r)) FROM state")[0])
    row("size of a 0..10 state", f"{size} B", "", "", "≤ 128", size <= 128, "")

    size = int(session.run("SELECT pg_column_size(m) FROM ten")[0])
    row("size of a state of ten variables", f"{size} B", "", "", "≤ 1000", size <= 1000, "")

    session.run("SET max_parallel_workers = 2; SET parallel_leader_participation = off; SET min_parallel_table_scan_size = 0; ALTER TABLE rating SET (parallel_workers = 2); ALTER TABLE answer SET (parallel_workers = 2)")
    for what, statement in (("ratings", "SELECT xm.ratings(score) FROM rating"), ("moments", f"SELECT xm.moments({TEN_LIST}) FROM answer")):
        pairs = []
        for _ in range(ROUNDS + 1):
            session.run("SET max_parallel_workers_per_gather = 2")
            two = session.milliseconds(statement)
            session.run("SET max_parallel_workers_per_gather = 0")
            pairs.append((two, session.milliseconds(statement)))
        two, none = (statistics.median(column) for column in zip(*pairs[1:]))
        speed = statistics.median(b / a for a, b in pairs[1:])
        row(f"{what}, two parallel workers, {os.cpu_count()} cores", f"{two:.1f} ms", "no worker", f"{none:.1f} ms", "≥ 1.70", speed >= 1.7, f"{speed:.2f}×")
    print(f"The cheapest aggregate with an argument, count(score), needs {of_filter:.2f} × NPS by FILTER and {of_ten:.2f} × the ten figures here.")
    print(f"{missed} of {len(COMPARISONS) + 4} goals not met" if missed else "all goals met")


main()
