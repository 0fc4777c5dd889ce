#!/usr/bin/env python3
"""How fast a workspace takes answers and gives scores, as ratios against the same without it, in one run.

ROWS responses (default 1 million) of 40 items, 500 units in four levels, 24 months; ROUNDS rounds of each question (default 5).
Needs a server with pg_xm (the PG* variables name it, as a superuser), or `make bench`. With WRITE=1 the figures go into
docs/performance.md.
"""
import os
import statistics
import tempfile
import threading
import time

import run
from measuring import ROUNDS, psql, say, write

ROWS = int(os.environ.get("ROWS", 1_000_000))
ITEMS = [f"i{k}" for k in range(1, 41)]
LIST = ", ".join(ITEMS)
AVG = ", ".join(f"avg({i})" for i in ITEMS)
MONTH = "date_trunc('month', submitted_at AT TIME ZONE 'UTC')"


def seconds(sql):
    began = time.monotonic()
    psql(sql)
    return time.monotonic() - began


def timed(*statements):
    """Median milliseconds of each, in turns."""
    times = {s: [] for s in statements}
    for i in range(ROUNDS + 1):
        for s in statements if i % 2 else statements[::-1]:
            out = psql(f"\\timing on\n{s};")
            times[s].append(float(out.strip().rsplit("Time: ", 1)[1].split(" ms")[0]))
    return [statistics.median(times[s][1:]) for s in statements]


def row(name, ours, other_name, theirs, goal):
    ratio = ours / theirs
    say(f"{name:44} {ours:10.1f} ms   {other_name:44} {theirs:10.1f} ms {ratio:7.3f} {f'≤ {goal:.2f}':>7} {'met' if ratio <= goal else 'NOT MET'}")


busy = run.busy_cores()
psql("DROP EXTENSION IF EXISTS pg_xm CASCADE; DROP SCHEMA IF EXISTS bench_voice CASCADE; CREATE EXTENSION pg_xm;"
     "DO $$ BEGIN CREATE ROLE xm_bench; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
     "SELECT xm.create_workspace('bench_voice', owner => 'xm_bench');"
     "INSERT INTO bench_voice.unit (unit) VALUES ('all'); INSERT INTO bench_voice.unit (unit, parent) SELECT 'r' || i, 'all' FROM generate_series(1, 5) i;"
     "INSERT INTO bench_voice.unit (unit, parent) SELECT 'd' || i, 'r' || (1 + i % 5) FROM generate_series(1, 30) i; INSERT INTO bench_voice.unit (unit, parent) SELECT 'u' || i, 'd' || (1 + i % 30) FROM generate_series(1, 464) i;"
     "SELECT xm.create_survey('bench_voice', 'visit', jsonb_build_object('side', 'customer', 'items', (SELECT jsonb_agg(jsonb_build_object('name', 'i' || i, 'type', 'rating', 'scale', '[1, 5]'::jsonb) ORDER BY i) FROM generate_series(1, 40) i)));"
     f"CREATE TABLE bench_voice.made AS SELECT 's' || i AS source_id, '2024-01-01'::timestamptz + i * (interval '730 days' / {ROWS}) AS submitted_at, 'u' || (1 + (hashint4(i) & 2147483647) % 464) AS unit, "
     + ", ".join(f"(1 + (hashint4(i + {k}) & 2147483647) % 5)::smallint AS i{k}" for k in range(1, 41)) + f" FROM generate_series(1, {ROWS}) i;")
columns = f"(source_id, submitted_at, unit, {LIST})"
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o777)
    file = os.path.join(folder, "rows")
    psql(f"COPY bench_voice.made TO '{file}'; DROP TABLE bench_voice.made;")
    psql("CREATE TABLE bench_voice.bare (LIKE bench_voice.visit INCLUDING ALL);")
    bare, ours = [], []
    for i in range(3):
        psql("TRUNCATE bench_voice.bare; TRUNCATE bench_voice.visit; CHECKPOINT;")
        for into, times in (("bare", bare), ("visit", ours))[:: 1 if i % 2 else -1]:
            times.append(1000 * seconds(f"COPY bench_voice.{into} {columns} FROM '{file}';"))
    row(f"COPY of {ROWS} responses", statistics.median(ours), "COPY into a bare table of the same columns", statistics.median(bare), 2.0)
psql("SELECT xm.compact_summary('bench_voice'); VACUUM ANALYZE bench_voice.visit, bench_voice.summary_store, bench_voice.summary_above, bench_voice.summary_log, bench_voice.unit, bench_voice.survey, bench_voice.item;")
QUESTIONS = [
    ("scores of one unit, 24 months x 40 items", "SELECT count(value), count(change_p_value) FROM bench_voice.score WHERE unit = 'u17'", "40 avg() of the unit's answers by month", f"SELECT {MONTH}, {AVG} FROM bench_voice.visit WHERE unit = 'u17' GROUP BY 1", 0.05),
    ("scores of one item, 24 months x 500 units", "SELECT count(value), count(change_p_value) FROM bench_voice.score WHERE survey = 'visit' AND item = 'i7'", "avg() of the item by unit and month", f"SELECT unit, {MONTH}, avg(i7) FROM bench_voice.visit GROUP BY 1, 2", 0.05),
    ("all scores", "SELECT count(value), count(change_p_value) FROM bench_voice.score", "40 avg() by unit and month", f"SELECT unit, {MONTH}, {AVG} FROM bench_voice.visit GROUP BY 1, 2", 2.0),
]
for name, sql, other_name, other, goal in QUESTIONS:
    mine, theirs = timed(sql, f"SELECT count(t) FROM ({other}) t")
    row(name, mine, other_name, theirs, goal)
psql("TRUNCATE bench_voice.visit")
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o777)
    psql(f"COPY (SELECT source_id, submitted_at, unit, {LIST} FROM bench_voice.bare ORDER BY submitted_at) TO '{folder}/rows';")
    subprocess.run(["split", "-n", "l/100", f"{folder}/rows", f"{folder}/part"], check=True)
    for part in sorted(os.listdir(folder)):
        if part != "rows":
            psql(f"COPY bench_voice.visit {columns} FROM '{folder}/{part}';")
psql("VACUUM ANALYZE bench_voice.visit, bench_voice.summary_store, bench_voice.summary_above, bench_voice.summary_log;")
for name, sql, other_name, other, goal in QUESTIONS:
    mine, theirs = timed(sql, f"SELECT count(t) FROM ({other}) t")
    row(f"{name}, after 100 COPYs", mine, other_name, theirs, 3 * goal)
compacted = 1000 * seconds("SELECT xm.compact_summary('bench_voice');")
say(f"{'xm.compact_summary of these':44} {compacted:10.1f} ms")
mine, theirs = timed("SELECT xm.rebuild_summary('bench_voice')", f"SELECT count(t) FROM (SELECT unit, {MONTH}, {', '.join(f'xm.ratings({i})' for i in ITEMS)} FROM bench_voice.visit WHERE complete GROUP BY 1, 2) t")
row("rebuild_summary", mine, "one GROUP BY with the same aggregates", theirs, 1.5)

# One response at a time: 5,000 by one session, and 8 sessions of 500 that wait for the disk at each commit.
answers = ", ".join(f'"{i}": {1 + k % 5}' for k, i in enumerate(ITEMS))
values = ", ".join(str(1 + k % 5) for k in range(40))
submit = 1000 * seconds(f"SELECT count(xm.submit('bench_voice', 'visit', jsonb_set('{{\"unit\": \"u1\", \"answers\": {{{answers}}}}}', '{{source_id}}', to_jsonb('a' || i)))) FROM generate_series(1, 5000) i;")
insert = 1000 * seconds(f"PREPARE p AS INSERT INTO bench_voice.visit (source_id, unit, {LIST}) VALUES ($1, 'u1', {values}); DO $$ BEGIN FOR i IN 1 .. 5000 LOOP EXECUTE format('EXECUTE p(%L)', 'b' || i); END LOOP; END $$;")
row("5,000 xm.submit", submit, "prepared INSERTs into the same table", insert, 3.0)


def eight(table):
    def writer(n):
        psql(f"SET synchronous_commit = on; PREPARE p AS INSERT INTO bench_voice.{table} (source_id, unit, {LIST}) VALUES ($1, 'u1', {values});" + "".join(f"EXECUTE p('{table}{n}-{k}');" for k in range(500)))
    threads = [threading.Thread(target=writer, args=(n,)) for n in range(8)]
    began = time.monotonic()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return 1000 * (time.monotonic() - began)


psql("TRUNCATE bench_voice.bare;")
bare = eight("bare")
row("8 sessions, 500 single-row INSERTs each", eight("visit"), "the same into the bare table", bare, 2.0)

# A wave of 5,000 people, of whom two in a hundred skip each of the 40 items: as many universes, and about 7,500 cells in each.
PEOPLE = 5000
psql(f"""INSERT INTO bench_voice.person (person_id, side) SELECT i, 'employee' FROM generate_series(1, {PEOPLE}) i;
INSERT INTO bench_voice.membership SELECT i, '2020-01-01', 'u' || (1 + (hashint4(i) & 2147483647) % 464),
  jsonb_build_object('job', hashint4(i + 1) & 7, 'sex', hashint4(i + 2) & 1, 'age', (hashint4(i + 3) & 2147483647) % 5) FROM generate_series(1, {PEOPLE}) i;
SELECT xm.create_survey('bench_voice', 'pulse', jsonb_build_object('side', 'employee', 'items', (SELECT jsonb_agg(jsonb_build_object('name', 'i' || k, 'type', 'rating', 'scale', '[1,5]'::jsonb)) FROM generate_series(1, 40) k)));
INSERT INTO bench_voice.wave VALUES ('pulse', 'w1', '2026-01-01', '2026-01-31');
INSERT INTO bench_voice.pulse (person_id, wave, submitted_at, {LIST}) SELECT i, 'w1', '2026-01-10', {", ".join(f"CASE WHEN (hashint4(50 * i + {k}) & 2147483647) % 50 > 0 THEN 1 + (hashint4(50 * i + {k}) & 2147483647) % 5 END" for k in range(40))} FROM generate_series(1, {PEOPLE}) i;
ANALYZE bench_voice.pulse, bench_voice.membership, bench_voice.person;""")
publish = """SELECT xm.publish('bench_voice', 'pulse', 'w1', '[[], ["unit"], ["unit", "job"], ["unit", "sex"], ["unit", "age"]]')"""
first, second = seconds(publish), seconds(publish)
cells = psql("SELECT count(*) FROM bench_voice.published WHERE status = 'released'").strip()
say(f"{f'publish 40 items of {PEOPLE} people':44} {first:10.1f} s    {f'{int(cells) // 2} results released':44} {'':>13} {'':7} {'≤ 600 s':>7} {'met' if first <= 600 else 'NOT MET'}")
say(f"{'the same again':44} {second:10.1f} s    {'the first time':44} {first:10.1f} s  {second / first:7.3f} {'≤ 2.00':>7} {'met' if second <= 2 * first else 'NOT MET'}")
write("the bench of a workspace", busy, f"{run.shown(ROWS)} responses of 40 items")
psql("DROP SCHEMA bench_voice CASCADE; DROP ROLE xm_bench;")
