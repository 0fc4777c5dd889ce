#!/usr/bin/env python3
"""How fast pg_xm is against what a user would write instead, as ratios inside one run.

Serial plans (but for the last two rows), JIT off, statements of a comparison interleaved on one
connection with the order changing from round to round, ROUNDS rounds (default 15) after one to
warm up; the figures are medians. Needs a server with pg_xm
(the PG* variables name it), or `make bench`. ROWS scales the data (default 10 million ratings); ONLY is a pattern
of names, to measure some of the comparisons (what has no counterpart in SQL is measured all the same).

  run.py [PAGE]   PAGE gets what was printed, between its marks; a whole run (without ROWS and ONLY) writes docs/performance.md
"""
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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

LEAVER_COLUMNS = [f"x{i}" for i in range(1, 11)]
LEAVER_LIST = ", ".join(LEAVER_COLUMNS)
LEAVER_AVG = "SELECT " + ", ".join(f"avg({x})" for x in LEAVER_COLUMNS) + " FROM leaver"
KAPLAN_MEIER = """SELECT days, exp(sum(ln(CASE WHEN d < n THEN (n - d) / n ELSE 1e-300 END)) OVER (ORDER BY days)) AS survival,
  sum(CASE WHEN d < n THEN d / (n * (n - d)) END) OVER (ORDER BY days) AS greenwood
FROM (SELECT days, d, sum(here) OVER (ORDER BY days DESC) AS n
      FROM (SELECT days, count(*) FILTER (WHERE gone)::float8 AS d, count(*)::float8 AS here FROM leaver GROUP BY days) c) t"""
# What a user of R runs instead, the transfer of the rows included.
PEERS = {
    "glm": ("y, " + LEAVER_LIST, "f <- glm(as.character(y) %in% c('t', 'TRUE') ~ ., binomial, d)"),
    "coxph": ("days, gone, " + LEAVER_LIST, "suppressMessages(library(survival)); f <- coxph(Surv(days, as.character(gone) %in% c('t', 'TRUE')) ~ ., d)"),
}

# A sample by four variables of eight categories, and what stands between it and a decision.
MARGINS = "abcd"
TARGETS = "{" + ", ".join(f'"{m}": {{' + ", ".join(f'"{m}{k}": {k + 1}' for k in range(8)) + "}" for m in MARGINS) + "}"
SAMPLED = "sampled s, LATERAL (SELECT s.a, s.b, s.c, s.d) x"
CASES = " * ".join(f"CASE {m} " + " ".join(f"WHEN '{m}{k}' THEN {0.5 + k / 8}::float8" for k in range(8)) + " END" for m in MARGINS)
SIX = "abcdef"
PAIRS = ", ".join(f"({p}, {q})" for i, p in enumerate(SIX) for q in SIX[i + 1 :])


def drawn(columns):
    return ", ".join(f"'{c}' || (hashint4(i + {k}) & 7) AS {c}" for k, c in enumerate(columns))


# People's value profiles, in six segments that are separated or overlap.
READS = "SELECT xm.similarity(p) FROM people_{}"
CLASSES = ", ".join(f"a[{i}]" for i in range(1, 11))
TEN_OF_VALUES = "SELECT " + ", ".join(f"avg(v{i})" for i in range(1, 11)) + " FROM people_{}"

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
    ("logit of {people} x 10 float8", f"SELECT xm.logit(y, {LEAVER_LIST}) FROM leaver", LEAVER_AVG, "ten avg(float8)", 1.60),
    ("cox of {people} x 10 float8", f"SELECT xm.cox(days, gone, {LEAVER_LIST}) FROM leaver", LEAVER_AVG, "ten avg(float8)", 1.70),
    ("weighted_logit of {people} x 10 float8", f"SELECT xm.weighted_logit(1.5 + x10, y, {LEAVER_LIST}) FROM leaver", f"SELECT xm.logit(y, {LEAVER_LIST}) FROM leaver", "logit", 1.30),
    ("stratified_cox of {people} x 10 float8", f"SELECT xm.stratified_cox(region, days, gone, {LEAVER_LIST}) FROM leaver", f"SELECT xm.cox(days, gone, {LEAVER_LIST}) FROM leaver", "cox", 1.20),
    ("raking of {people} x 4 of 8 categories", f"SELECT xm.raking(x, '{TARGETS}') FROM {SAMPLED}", "SELECT count(*) FROM (SELECT FROM sampled GROUP BY a, b, c, d) t, pg_sleep(0.2)", "GROUP BY them, and 0.2 s", 1.00),
    ("weight of {people} by 4 of 8 categories", f"SELECT sum(xm.weight(w, x)) FROM sampled_weights, {SAMPLED}", f"SELECT sum({CASES}) FROM sampled", "CASE of as many branches", 3.00),
    ("hot_spots of {half} x 6 attributes, depth 2", "SELECT xm.hot_spots(score, x, 'nps') FROM spotted s, LATERAL (SELECT s.a, s.b, s.c, s.d, s.e, s.f) x",
     f"SELECT count(v) FROM (SELECT avg(score) AS v FROM spotted GROUP BY GROUPING SETS ({PAIRS})) t", "avg() by GROUPING SETS of pairs", 1.00),
    ("r_indicator of {people} x 4 of 8 categories", f"SELECT xm.r_indicator(here, x) FROM {SAMPLED}", "SELECT count(v) FROM (SELECT avg(here::int) AS v FROM sampled GROUP BY a, b, c, d) t", "avg() by GROUP BY them", 2.00),
    ("survival of {people} durations", "SELECT xm.survival(days, gone) FROM leaver", "SELECT avg(days) FROM leaver", "avg(days)", 1.00),
    ("survival of {people} durations", "SELECT r.* FROM (SELECT xm.survival(days, gone) AS s FROM leaver) t, xm.survival_table(s) r", KAPLAN_MEIER, "Kaplan-Meier in plain SQL", 0.40),
    ("bg_nbd of {people} customers", "SELECT xm.bg_nbd(frequency, recency, age) FROM buyer",
     "SELECT count(n) FROM (SELECT count(*) AS n FROM buyer GROUP BY frequency, recency, age) t", "GROUP BY the three columns", 1.00),
    # xm.similarity is the cheapest question that reads every score; count(p) would not even look at them.
    ("k-means of {people} x 10, 6 apart", "SELECT xm.segments(p, 6) FROM people_apart", READS.format("apart"), "xm.similarity: reading the profiles", 6.00),
    ("k-means of {people} x 10, 6 overlapping", "SELECT xm.segments(p, 6) FROM people_close", READS.format("close"), "xm.similarity: reading the profiles", 12.00),
    ("k-means of {people} x 21, 6 apart", "SELECT xm.segments(p, 6) FROM people_wide", READS.format("wide"), "xm.similarity: reading the profiles", 6.00),
    ("k-means of {people} x 21, 6 overlapping", "SELECT xm.segments(p, 6) FROM people_wide_close", READS.format("wide_close"), "xm.similarity: reading the profiles", 12.00),
    ("typing {people} by 6 segments", "SELECT sum(xm.segment(m, p)) FROM people_apart, (SELECT m FROM people_model WHERE name = 'apart' OFFSET 0) t", READS.format("apart"), "xm.similarity: reading the profiles", 2.00),
    ("similarity of {people} x 10", READS.format("apart"), TEN_OF_VALUES.format("flat"), "ten avg(float8)", 2.00),
    ("explained of {people} x 10 by 125 groups", "SELECT xm.explained(g, p) FROM people_apart", TEN_OF_VALUES.format("flat"), "ten avg(float8)", 2.00),
    ("latent classes, {asked} x 10 items, k 4", "SELECT xm.latent_classes(a, 4) FROM people_asked", f"SELECT count(n) FROM (SELECT count(*) AS n FROM people_asked GROUP BY {CLASSES}) t", "GROUP BY the ten items", 6.00),
    ("ten questions to one stored state", TEN_XM.format(source="one"), "SELECT xm.ratings(score) FROM rating", "the scan that made it", 0.01),
    *((f"{name} of 10,000 points", f"SELECT xm.{call} FROM plotted WHERE i <= 10000", "SELECT string_agg(format('<circle cx=\"%s\" cy=\"%s\" r=\"3\"/>', x, y), '') FROM plotted WHERE i <= 10000", "string_agg(format()) of as many", 1.5)
      for name, call in (("chart_trend", "chart_trend(day, y, NULL, NULL, NULL)"), ("chart_scatter", "chart_scatter(x, y, NULL)"), ("chart_histogram", "chart_histogram(y)"))),
]


def of_peer(columns, call):
    """Milliseconds of COPY into a file, reading it in R and the fit; the start of R is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "rows.csv")
        began = time.monotonic()
        subprocess.run(["psql", "-XqAt", "-c", f"\\copy (SELECT {columns} FROM leaver) TO '{path}' (FORMAT csv, HEADER)"], check=True)
        copied = time.monotonic() - began
        reader = "d <- if (requireNamespace('data.table', quietly = TRUE)) as.data.frame(data.table::fread('%s')) else read.csv('%s')" % (path, path)
        script = f"t <- proc.time()[[3]]; {reader}; {call}; stopifnot(all(is.finite(coef(f)))); cat(proc.time()[[3]] - t)"
        out = subprocess.run(["Rscript", "-e", script], check=True, text=True, capture_output=True).stdout
        return 1000 * (copied + float(out.split()[-1]))


def shown(rows):
    return f"{rows // 1000000} million" if rows >= 1000000 else str(rows)


def busy_cores(seconds=5):
    """How many cores other work takes while we wait."""
    def ticks():
        cpu = [int(n) for n in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
        return sum(cpu) - cpu[3] - cpu[4], sum(cpu)  # idle, and waiting for disks

    busy, total = ticks()
    time.sleep(seconds)
    busy_then, total_then = ticks()
    return os.cpu_count() * (busy_then - busy) / (total_then - total)


def machine(session, busy):
    """What the figures depend on, in one sentence."""
    model = re.search(r"^model name\s*: (.*)", Path("/proc/cpuinfo").read_text(), re.M)
    version, server = session.run("SELECT xm.version() || '|' || current_setting('server_version')")[0].split("|")
    quiet = "a quiet machine" if busy < 0.1 else "NOT A QUIET MACHINE: measure again before you trust a ratio"
    return (f"pg_xm {version}, PostgreSQL {server}, {time.strftime('%Y-%m-%d')}; {model[1] if model else platform.machine()}, {os.cpu_count()} cores; {shown(ROWS)} ratings, ROUNDS={ROUNDS}; "
            f"other work took {busy:.2f} cores before the first statement ({quiet}).")


def write(page, text, who="make bench"):
    marked = re.compile(rf"(?<=<!-- {who} writes from here -->\n).*?(?=<!-- to here -->)", re.S)
    old = page.read_text()
    if not marked.search(old):
        sys.exit(f"{page} has no marks of {who}")
    page.write_text(marked.sub(lambda _: text, old))


def main():
    whole = not os.environ.keys() & {"ROWS", "ONLY"}
    page = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parents[2] / "docs/performance.md" if whole else None
    lines = []

    def say(line):
        lines.append(line)
        print(line, flush=True)

    session = Session()
    busy = busy_cores()
    has_peer = shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(survival)"], capture_output=True).returncode == 0
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
        "DROP TABLE IF EXISTS leaver, buyer, driven",
        f"CREATE UNLOGGED TABLE leaver AS SELECT days, (hashint4(i + 11) & 1023) < 307 AS gone, ln(1e-9 + (hashint4(i + 12) & 1048575) / 1048576.0::float8) < -1.4 + 0.3 * x1 - 0.2 * x2 AS y, round(4 * x9)::int AS region, {LEAVER_LIST} "
        f"FROM (SELECT i, least(1500, floor(-900 * exp(0.1 * (x3 - x4)) * ln(1e-9 + (hashint4(i + 13) & 1048575) / 1048576.0::float8)))::int AS days, {LEAVER_LIST} "
        f"FROM (SELECT i, {', '.join(f'(hashint4(i + {k}) & 65535) / 32768.0::float8 - 1 AS x{k}' for k in range(1, 11))} FROM generate_series(1, {ROWS // 10}) i OFFSET 0) p OFFSET 0) q",
        # A true BG/NBD: r = 1, alpha = 360, a = 1, b = 2.4, seen for 180 to 544 days; half of them buy once only.
        f"""CREATE UNLOGGED TABLE buyer AS
WITH s AS (SELECT setseed(0.3)), g AS (SELECT 180 + floor(random() * 365)::int AS t, 1 - power(random(), 1 / 2.4) AS p, ln(1 - random()) AS u, ln(1 - random()) AS v FROM s, generate_series(1, {ROWS // 10})),
k AS (SELECT t, floor(u / ln(t / (t + 360.0)))::int AS k, (1 + floor(v / ln(1 - p)))::int AS n FROM g)
SELECT least(k, n)::float8 AS frequency,
  CASE WHEN k = 0 THEN 0 WHEN k < n THEN floor(t * power(random(), 1.0 / k)) ELSE floor(t * (SELECT exp(sum(ln(1 - random()) / j)) FROM generate_series(n, k) j)) END::float8 AS recency, t::float8 AS age FROM k""",
        "DROP TABLE IF EXISTS people_apart, people_close, people_wide, people_wide_close, people_flat, people_asked, people_model",
        # Sums of two uniform numbers around six centres, far apart or not.
        *(f"CREATE UNLOGGED TABLE people_{name} AS SELECT i % 125 AS g, xm.value_profile(ARRAY[{', '.join(f'{far} * (hashint4(i % 6 * 64 + {q}) & 1023) / 1024.0::float8 + ((hashint4(i + {q}) & 65535) + (hashint4(i + {q + 50}) & 65535)) / 65536.0::float8' for q in range(1, d + 1))}]) AS p FROM generate_series(1, {ROWS // 10}) i"
          for name, d, far in (("apart", 10, 8), ("close", 10, 1), ("wide", 21, 8), ("wide_close", 21, 1))),
        f"CREATE UNLOGGED TABLE people_flat AS SELECT {', '.join(f'v[{q}] AS v{q}' for q in range(1, 11))} FROM (SELECT p::float8[] AS v FROM people_apart OFFSET 0) t",
        f"CREATE UNLOGGED TABLE people_asked AS SELECT ARRAY[{', '.join(f'1 + CASE WHEN (hashint4(i + {q}) & 1023) < 600 THEN (hashint4(i % 4 * 64 + {q}) & 3) ELSE (hashint4(i + {q + 30}) & 3) END' for q in range(1, 11))}] AS a FROM generate_series(1, {ROWS // 100}) i",
        "CREATE UNLOGGED TABLE people_model (name text, m xm.segmentation)",
        *(f"INSERT INTO people_model SELECT '{name}', xm.segments(p, 6) FROM people_{name}" for name in ("apart", "close", "wide", "wide_close")),
        "CREATE UNLOGGED TABLE driven (p int, g int, m xm.moments)",
        *(f"INSERT INTO driven SELECT {p}, i % 100, xm.moments(ARRAY(SELECT (hashint4(i * 64 + k) & 1023) + (hashint4(i) & 1023) FROM generate_series(0, {p}) k)) FROM generate_series(1, 20000) i GROUP BY i % 100" for p in (15, 20, 24)),
        "DROP TABLE IF EXISTS sampled, sampled_weights, spotted, charted",
        f"CREATE UNLOGGED TABLE sampled AS SELECT {drawn(MARGINS)}, (hashint4(i + 9) & 15) < 4 + (hashint4(i) & 7) AS here FROM generate_series(1, {ROWS // 10}) i",
        f"CREATE UNLOGGED TABLE sampled_weights AS SELECT xm.raking(x, '{TARGETS}') AS w FROM {SAMPLED}",
        f"CREATE UNLOGGED TABLE spotted AS SELECT {drawn(SIX)}, (hashint4(i + 9) & 2147483647) % 11 AS score FROM generate_series(1, {ROWS // 20}) i",
        "CREATE UNLOGGED TABLE charted AS SELECT date '1990-01-01' + i AS period, xm.ratings((hashint4(i * 50 + j) & 2147483647) % 11) AS r FROM generate_series(1, 10000) i, generate_series(1, 50) j GROUP BY i",
        "DROP TABLE IF EXISTS plotted",
        "CREATE UNLOGGED TABLE plotted AS SELECT i, date '1990-01-01' + i AS day, x, 0.5 * x + (hashint4(i + 1) & 65535) / 100.0::float8 AS y FROM (SELECT i, (hashint4(i) & 65535) / 100.0::float8 AS x FROM generate_series(1, 100000) i) p",
        "VACUUM ANALYZE sampled, sampled_weights, spotted, charted, plotted, rating, other, state, one, answer, answer_float, ten, visit, place, leaver, buyer, driven, people_apart, people_close, people_wide, people_wide_close, people_flat, people_asked, people_model",
    ):
        session.run(statement)
    say(machine(session, busy) + "\n")
    say(f"{'what':41} {'ours':>9}   {'what it replaces':40} {'theirs':>9} {'ratio':>7} {'goal':>6}")
    missed = asked = 0

    def row(name, ours, other_name, theirs, goal, met, ratio):
        nonlocal missed, asked
        asked += 1
        missed += not met
        say(f"{name:41} {ours:>9}   {other_name:40} {theirs:>9} {ratio:>7} {goal:>6} {'met' if met else 'NOT MET'}")

    only = re.compile(os.environ.get("ONLY", ""))  # a pattern of names, to measure some comparisons only
    for name, ours, theirs, other_name, goal in COMPARISONS:
        if not only.search(name):
            continue
        pairs = []
        for i in range(ROUNDS + 1):  # other work on the machine comes in waves: neither side goes first always
            times = {}
            for statement in (ours, theirs) if i % 2 else (theirs, ours):
                times[statement] = session.milliseconds(statement)
            pairs.append((times[ours], times[theirs]))
        pairs.pop(0)
        mine, other = (statistics.median(column) for column in zip(*pairs))
        ratio = statistics.median(a / b for a, b in pairs)
        row(name.format(rows=shown(ROWS), answers=shown(ROWS // 2), people=shown(ROWS // 10), half=shown(ROWS // 20), asked=shown(ROWS // 100)), f"{mine:.1f} ms", other_name, f"{other:.1f} ms", f"≤ {goal:.2f}", ratio <= goal, f"{ratio:.3f}")

    floors = []  # of any aggregate with an argument, beside what it is compared with
    for _ in range(ROUNDS):
        floor, filtered, ten = (session.milliseconds(statement) for statement in ("SELECT count(score) FROM rating", COMPARISONS[1][2], TEN))
        floors.append((floor / filtered, floor / ten))
    of_filter, of_ten = (statistics.median(column) for column in zip(*floors))
    size = int(session.run("SELECT max(pg_column_size(r)) FROM state")[0])
    row("size of a 0..10 state", f"{size} B", "", "", "≤ 128", size <= 128, "")

    size = int(session.run("SELECT pg_column_size(m) FROM ten")[0])
    row("size of a state of ten variables", f"{size} B", "", "", "≤ 1000", size <= 1000, "")

    for p, goal in ((15, 3), (20, 40), (24, 800)):
        session.run(f"DROP TABLE IF EXISTS whole; CREATE UNLOGGED TABLE whole AS SELECT xm.rollup(m) AS m FROM driven WHERE p = {p}")
        took = statistics.median([session.milliseconds("SELECT d.* FROM whole, xm.drivers(m, 'x1') d") for _ in range(ROUNDS + 1)][1:])
        row(f"Shapley shares of {p} drivers", f"{took:.1f} ms", "", "", f"≤ {goal} ms", took <= goal, "")
    took = statistics.median([session.milliseconds("SELECT d.* FROM (SELECT array_agg(m) AS m FROM driven WHERE p = 15) t, xm.drivers(m, 'x1') d") for _ in range(ROUNDS + 1)][1:])
    row("jackknife of 15 over 100 groups", f"{took:.1f} ms", "", "", "≤ 300 ms", took <= 300, "")

    took = statistics.median([session.milliseconds("SELECT xm.chart_estimates('unit ' || i % 200, y, y - 10, y + 10) FROM plotted WHERE i <= 400 GROUP BY i / 201") for _ in range(ROUNDS + 1)][1:])
    row("chart_estimates, twice 200 labels", f"{took:.1f} ms", "", "", "≤ 10 ms", took <= 10, "")
    took = statistics.median([session.milliseconds("SELECT xm.chart_scatter(x, y, NULL) FROM plotted") for _ in range(ROUNDS + 1)][1:])
    row("chart_scatter of 100,000 points", f"{took:.1f} ms", "", "", "≤ 100 ms", took <= 100, "")
    size = int(session.run("SELECT length(xm.chart_scatter(x, y, NULL)::text) FROM plotted")[0])
    row("size of that picture", f"{size / 1000:.0f} kB", "", "", "≤ 200", size <= 200_000, "")

    took = statistics.median([session.milliseconds("SELECT count(c.value), count(c.z), count(c.signal) FROM (SELECT xm.control_chart(period, r, 'nps') AS rows FROM charted) t, unnest(rows) c") for _ in range(ROUNDS + 1)][1:])
    row("control_chart of 10,000 periods", f"{took:.1f} ms", "", "", "≤ 20 ms", took <= 20, "")

    # A tree of units, eight under each, and each unit by three attributes of its people.
    for people, teams, goal in ((2000, 200, 1000), (50000, 2620, 60000)):
        session.run(f"""DROP TABLE IF EXISTS planned; CREATE UNLOGGED TABLE planned AS
SELECT level || ' ' || (team >> 3 * level) || a.value AS cell, a.priority, person
FROM (SELECT i AS person, (hashint4(i) & 2147483647) % {teams} AS team, (hashint4(i + 1) & 1) AS x, (hashint4(i + 2) & 2147483647) % 5 AS y, (hashint4(i + 3) & 3) AS z FROM generate_series(1, {people}) i) p,
     generate_series(0, 4) level, LATERAL (VALUES ('', 1), (' x' || x, 2), (' y' || y, 3), (' z' || z, 4)) a(value, priority)""")
        cells = session.run("SELECT count(DISTINCT cell) FROM planned")[0]
        took = session.milliseconds("SELECT count(*) FROM unnest((SELECT xm.safe_cells(cell, person, priority, false, 5, 1) FROM planned))")
        row(f"audit of {cells} cells, {people} people", f"{took:.0f} ms", "", "", f"≤ {goal} ms", took <= goal, "")

    def fits(what, kilobytes):
        tried = subprocess.run(["psql", "-XqAt", "-c", f"SET max_parallel_workers_per_gather = 0; SET pg_xm.max_state_memory = {kilobytes}; {what}"], text=True, capture_output=True)
        if tried.returncode and "pg_xm.max_state_memory" not in tried.stderr:
            sys.exit(tried.stderr)
        return not tried.returncode

    people = ROWS // 10
    for what, columns, statement in (("logit", 11, f"SELECT xm.logit(y, {LEAVER_LIST}) FROM leaver"), ("cox", 12, f"SELECT xm.cox(days, gone, {LEAVER_LIST}) FROM leaver")):
        enough, little = people, 64  # kB: the smallest that does, to half a per cent
        while enough - little > max(1, enough // 200):
            middle = (enough + little) // 2
            enough, little = (middle, little) if fits(statement, middle) else (enough, middle)
        each, most = enough * 1024 / people, 8 * columns
        row(f"memory of a collected row of {what}", f"{each:.1f} B", f"8 B for each of {columns} columns", f"{most} B", "≤ 1.10", each <= 1.1 * most, f"{each / most:.3f}")

    for name, d in (("apart", 10), ("wide", 21)):
        statement = f"SELECT xm.segments(p, 6) FROM people_{name}"
        enough, little = max(people, 1024), 64
        while enough - little > max(1, enough // 200):
            middle = (enough + little) // 2
            enough, little = (middle, little) if fits(statement, middle) else (enough, middle)
        each, most = enough * 1024 / people, 8 * d
        row("memory of a collected profile", f"{each:.1f} B", f"8 B for each of {d} scores", f"{most} B", "≤ 1.10", each <= 1.1 * most, f"{each / most:.3f}")
    # The best known: of ten other seeds, and of the peer where it is installed.
    for name in ("apart", "close", "wide", "wide_close"):
        ours, best = (float(v) for v in session.run(
            f"SELECT (SELECT within_ss FROM people_model, xm.segment_fit(m) WHERE name = '{name}') || ' ' || min(within_ss) FROM (SELECT (SELECT xm.segments(p, 6, seed) FROM people_{name}) AS m FROM generate_series(1, 10) seed) t, xm.segment_fit(m)")[0].split())
        row(f"within_ss, {name}", f"{ours:.0f}", "the best of ten seeds", f"{best:.0f}", "≤ 1.001", ours <= 1.001 * best, f"{ours / best:.5f}")

    has_sklearn = subprocess.run([sys.executable, "-c", "import sklearn.cluster, numpy"], capture_output=True).returncode == 0
    for name, goal in (("apart", 0.5), ("close", 0.5)):
        title = f"k-means of {shown(ROWS // 10)} x 10, k 6, {name}"
        if not has_sklearn:
            say(f"{title:41} {'':>9}   scikit-learn KMeans(n_init=10): peer not installed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "rows.csv")
            began = time.monotonic()
            columns = ", ".join(f"v[{q}]" for q in range(1, 11))
            subprocess.run(["psql", "-XqAt", "-c", f"\\copy (SELECT {columns} FROM (SELECT p::float8[] AS v FROM people_{name} OFFSET 0) t) TO '{path}' (FORMAT csv)"], check=True)
            copied = time.monotonic() - began
            script = f"import time; import numpy as np; from sklearn.cluster import KMeans; t = time.monotonic(); x = np.loadtxt('{path}', delimiter=','); f = KMeans(6, n_init=10, random_state=0).fit(x); print(time.monotonic() - t, f.inertia_)"
            took, inertia = subprocess.run([sys.executable, "-c", script], check=True, text=True, capture_output=True).stdout.split()
        other = 1000 * (copied + float(took))
        mine = statistics.median([session.milliseconds(f"SELECT xm.segments(p, 6) FROM people_{name}") for _ in range(ROUNDS + 1)][1:])
        row(title, f"{mine:.1f} ms", "scikit-learn, with the transfer by COPY", f"{other:.1f} ms", f"≤ {goal:.2f}", mine / other <= goal, f"{mine / other:.3f}")
        ours = float(session.run(f"SELECT within_ss FROM people_model, xm.segment_fit(m) WHERE name = '{name}'")[0])
        row(f"within_ss, {name}", f"{ours:.0f}", "scikit-learn", f"{float(inertia):.0f}", "≤ 1.001", ours <= 1.001 * float(inertia), f"{ours / float(inertia):.5f}")

    for peer, goal in (("glm", 0.06), ("coxph", 0.03)):
        ours = f"SELECT xm.logit(y, {LEAVER_LIST}) FROM leaver" if peer == "glm" else f"SELECT xm.cox(days, gone, {LEAVER_LIST}) FROM leaver"
        name = f"{'logit' if peer == 'glm' else 'cox'} of {shown(ROWS // 10)} x 10 float8"
        if not has_peer:
            say(f"{name:41} {'':>9}   R {peer}: peer not installed")
            continue
        columns, call = PEERS[peer]
        theirs = [of_peer(columns, call) for _ in range(min(ROUNDS, 3))]
        mine = statistics.median([session.milliseconds(ours) for _ in range(ROUNDS + 1)][1:])
        other = statistics.median(theirs)
        row(name, f"{mine:.1f} ms", f"R {peer}, with the transfer by COPY", f"{other:.1f} ms", f"≤ {goal:.2f}", mine / other <= goal, f"{mine / other:.3f}")

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
    say(f"The cheapest aggregate with an argument, count(score), needs {of_filter:.2f} × NPS by FILTER and {of_ten:.2f} × the ten figures here.")
    say(f"{missed} of {asked} goals not met" if missed else "all goals met")
    if page:
        heading, *table = lines
        write(page, heading + "\n```\n" + "\n".join(table) + "\n```\n")


if __name__ == "__main__":
    main()
