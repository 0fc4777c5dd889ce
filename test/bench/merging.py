#!/usr/bin/env python3
"""What finding duplicates costs against the bare join of what is compared, and how well it finds them, in one run.

Registers of which the truth is known: every 12th person lives with the one before, five in a hundred are there twice, with slips,
moves and what is missing. One of 50,000 people is judged, one of PEOPLE (default 1 million) is timed, and one of 100,000. ROUNDS
rounds (default 5). Needs a server with pg_xm (the PG* variables name it, as a superuser), or `make bench`. With WRITE=1 the figures
go into docs/performance.md.
"""
import os

import run
from measuring import compare, milliseconds, psql, say, write

PEOPLE = int(os.environ.get("PEOPLE", 1_000_000))
OPTIONS = """{"block": [["family", "postcode"], ["mail"], ["phone"], ["given", "birthday"], ["given", "postcode"]], "kinds": {"mail": ["email", "mail2"]},
  "compare": {"given": "jaro_winkler", "birthday": {"date": [31, 0]}, "mail": "exact", "family": {"jaro_winkler": [0.85, 0.93, 1], "of": "household"},
              "street": {"jaro_winkler": [0.9, 1], "of": "household"}, "postcode": {"exact": true, "of": "household"}, "phone": {"exact": true, "of": "household"}}}"""


def register(people):
    """Person n and its copy n + 10 million; names and places grow in number with the register."""
    psql(f"""DROP SCHEMA IF EXISTS bench_club CASCADE;
SELECT xm.create_workspace('bench_club', owner => 'xm_bench');
CREATE FUNCTION bench_club.pick(seed bigint, n integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT (hashint8extended(seed, 7) & 2147483647)::integer % n $$;
CREATE FUNCTION bench_club.word(n integer, parts integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT string_agg((ARRAY['ba','re','mi','lo','ku','sa','ne','ti','po','wu','ja','le','vi','go','fu','ha','de','ri','mo','tu'])[1 + n / (20 ^ i)::integer % 20], '' ORDER BY i) FROM generate_series(0, parts - 1) i $$;
CREATE FUNCTION bench_club.slip(word text, seed bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT overlay(word PLACING substr('xyqz', 1 + bench_club.pick(seed, 4), 1) FROM 2 + bench_club.pick(seed + 1, length(word) - 1) FOR 1) $$;
SET search_path = bench_club, public;
CREATE TABLE entity AS SELECT e, h, word(pick(e * 31 + 1, 400), 2) || 'n' AS given, word(pick(h * 31 + 2, 7900), 3) AS family, date '1940-01-01' + pick(e * 31 + 3, 24000) AS birthday,
  (10000 + pick(h * 31 + 4, greatest(300, {people} / 4000)))::text AS postcode, word(pick(h * 31 + 5, 7900), 3) || 'str ' || (1 + pick(h * 31 + 6, 60)) AS street, '+49' || (100000000 + pick(h * 31 + 7, 800000000)) AS phone, 'm' || e || '@example.org' AS email
FROM (SELECT e::bigint, CASE WHEN e % 12 = 0 THEN e - 1 ELSE e END::bigint AS h FROM generate_series(1, {people}) e) x;
CREATE TABLE record AS SELECT e AS id, e, 0 AS copy FROM entity UNION ALL SELECT 10000000 + e, e, 1 FROM entity WHERE pick(e * 31 + 8, 20) = 0;
CREATE TABLE plain AS SELECT id, CASE WHEN copy = 1 AND pick(id * 37 + 1, 100) < 12 THEN slip(given, id) ELSE given END AS given, CASE WHEN copy = 1 AND pick(id * 37 + 2, 100) < 10 THEN slip(family, id) ELSE family END AS family,
  CASE WHEN pick(id * 37 + 3, 100) < 15 THEN NULL WHEN copy = 1 AND pick(id * 37 + 4, 100) < 4 THEN birthday + 300 ELSE birthday END AS birthday, CASE WHEN copy = 1 AND pick(id * 37 + 5, 100) < 15 THEN (10000 + pick(id, 300))::text ELSE postcode END AS postcode,
  CASE WHEN copy = 1 AND pick(id * 37 + 5, 100) < 15 THEN 'elsewhere ' || id ELSE street END AS street, CASE WHEN pick(id * 37 + 6, 100) < 60 THEN phone END AS phone, CASE WHEN copy = 0 OR pick(id * 37 + 7, 100) < 50 THEN email END AS mail FROM record r JOIN entity USING (e);
INSERT INTO bench_club.person (person_id, side, attributes) SELECT id, 'customer', jsonb_strip_nulls(to_jsonb(plain) - 'id' - 'mail') FROM plain;
INSERT INTO bench_club.person_key SELECT 'customer', CASE WHEN id > 10000000 THEN 'mail2' ELSE 'email' END, mail, id FROM plain WHERE mail IS NOT NULL;
VACUUM ANALYZE bench_club.person, bench_club.person_key, plain;""")


FIND = f"SELECT count(*) FROM xm.find_duplicates('bench_club', 'customer', '{OPTIONS}');"
BLOCKS = (("family", "postcode"), ("mail",), ("phone",), ("given", "birthday"), ("given", "postcode"))
JOIN = "SELECT count(*) FROM (" + " UNION ".join(f"SELECT a.id, b.id FROM bench_club.plain a JOIN bench_club.plain b ON a.id < b.id AND " + " AND ".join(f"a.{c} = b.{c}" for c in block) for block in BLOCKS) + ") p(a, b);"

busy = run.busy_cores()
psql("DROP EXTENSION IF EXISTS pg_xm CASCADE; CREATE EXTENSION pg_xm; DO $$ BEGIN CREATE ROLE xm_bench; EXCEPTION WHEN duplicate_object THEN NULL; END $$;")
register(50_000)
psql(f"CREATE TABLE bench_club.pair AS SELECT d.*, x.e = y.e AS same, ex.h = ey.h AND x.e <> y.e AS kin FROM xm.find_duplicates('bench_club', 'customer', '{OPTIONS}') d JOIN bench_club.record x ON x.id = a JOIN bench_club.record y ON y.id = b JOIN bench_club.entity ex ON ex.e = x.e JOIN bench_club.entity ey ON ey.e = y.e;")
copies = int(psql("SELECT count(*) FROM bench_club.record WHERE copy = 1"))
for threshold in (0.5, 0.9, 0.99):
    merged, same, kin, expected = map(float, psql(f"SELECT count(*), count(*) FILTER (WHERE same), count(*) FILTER (WHERE kin), sum(1 - probability) FROM bench_club.pair WHERE probability >= {threshold};").strip().split("|"))
    say(f"50,000 people, {copies:,} of them twice, at {threshold:4}: precision {100 * same / merged:6.2f} %, recall {100 * same / copies:6.2f} %, relatives {100 * kin / merged:5.2f} %, wrong {merged - same:3.0f}, expected {expected:5.1f}")
register(100_000)
took = milliseconds(FIND)
say(f"{'find_duplicates among 100,000 people':50} {took:9.1f} ms   {'':46} {'':>12} {'':7} ≤ 60 s {'met' if took <= 60000 else 'NOT MET'}")
register(PEOPLE)
compare(f"find_duplicates, {PEOPLE:,} people, {int(psql(JOIN)):,} pairs", 3.0, "the bare self-join on the blocks", lambda: milliseconds(FIND), lambda: milliseconds(JOIN))
write("the bench of merging", busy, f"{run.shown(PEOPLE)} people")
psql("DROP SCHEMA bench_club CASCADE; DROP ROLE xm_bench;")
