#!/usr/bin/env python3
"""What comments and the evidence of matches cost, beside what one would write instead, in one run.

COMMENTS comments of twelve words (default 1 million), PAIRS pairs of records with six levels each (default 10 million). ROUNDS
rounds (default 3). Needs a server with pg_xm (the PG* variables name it, as a superuser), or `make bench`. With WRITE=1 the figures
go into docs/performance.md.
"""
import os

os.environ.setdefault("ROUNDS", "3")
import run  # noqa: E402
from measuring import compare, milliseconds, psql, say, write  # noqa: E402

COMMENTS = int(os.environ.get("COMMENTS", 1_000_000))
PAIRS = int(os.environ.get("PAIRS", 10_000_000))
TOPICS, NAMES, PEOPLE = 100_000, 20_000, COMMENTS
SIX = ", ".join(f"l[{i}]" for i in range(1, 7))

busy = run.busy_cores()
psql(f"""DROP EXTENSION IF EXISTS pg_xm CASCADE; CREATE EXTENSION pg_xm; CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
DROP SCHEMA IF EXISTS bench_words CASCADE; CREATE SCHEMA bench_words; SET search_path = bench_words, public;
CREATE FUNCTION draw(seed bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT (hashint8extended(seed, 7) & 1048575) / 1048576.0::float8 $$;
-- Half of the words are of one of ten topics, half of all; few are frequent.
CREATE UNLOGGED TABLE said AS SELECT i, (hashint8extended(i, 3) & 2147483647)::integer % 11 AS rating, string_agg(word, ' ' ORDER BY j) AS comment
FROM (SELECT i, j, 'w' || CASE WHEN j % 2 = 0 THEN floor(20000 * draw(i * 100 + j) ^ 4)::int ELSE 20000 + 1000 * (i % 10) + floor(1000 * draw(i * 100 + j) ^ 3)::int END || 'e' AS word FROM generate_series(1, {COMMENTS}::bigint) i, generate_series(1, 12) j) w GROUP BY i;
CREATE UNLOGGED TABLE split AS SELECT i, rating, rating <= 6 AS low, xm.words(comment) AS words FROM said;
CREATE UNLOGGED TABLE model AS SELECT xm.text_model(words, low) AS m FROM split WHERE i % 20 = 0;
CREATE UNLOGGED TABLE names AS SELECT array_agg('Ann' || md5(n::text) || ' Lee') AS n FROM generate_series(1, {NAMES}) n;
CREATE UNLOGGED TABLE pair AS SELECT ARRAY[{', '.join(f'CASE WHEN same THEN (draw(i * 10 + {v}) < 0.9)::int * {1 + v % 3} ELSE (draw(i * 10 + {v}) < 0.05)::int * {1 + v % 3} END' for v in range(6))}] AS l FROM (SELECT i, draw(-i) < 0.01 AS same FROM generate_series(1, {PAIRS}::bigint) i) p;
CREATE UNLOGGED TABLE name AS SELECT 'Ma' || left(md5(i::text), 6) AS a, 'Ma' || left(md5((i / 2)::text), 7) AS b FROM generate_series(1, {PEOPLE}) i;
CREATE UNLOGGED TABLE link AS SELECT (4 * (i / 3))::bigint AS a, (4 * (i / 3) + 1 + i % 3)::bigint AS b FROM generate_series(1, {PEOPLE}) i;
CREATE INDEX ON link (a); CREATE INDEX ON link (b);
VACUUM ANALYZE said, split, pair, name, link;""")


def timed(sql):
    return lambda: milliseconds(f"SET search_path = bench_words, public; {sql};")


shown = run.shown
COUNTED = "SELECT count(*) FROM (SELECT word, {} FROM split, unnest(words) word GROUP BY word) t"
compare(f"words of {shown(COMMENTS)} comments", 1.2, "to_tsvector", timed("SELECT count(xm.words(comment, 'english')) FROM said"), timed("SELECT count(to_tsvector('english', comment)) FROM said"))
compare(f"log_odds of {shown(COMMENTS)} x 12 words", 1.0, "unnest and GROUP BY word", timed("SELECT count(t.z) FROM (SELECT xm.log_odds(words, low) AS o FROM split) s, unnest(o) t"), timed(COUNTED.format("count(*), count(*) FILTER (WHERE low)")))
compare(f"text_model of {shown(COMMENTS)} x 12 words", 1.0, "unnest and GROUP BY word", timed("SELECT count(m) FROM (SELECT xm.text_model(words, low) AS m FROM split) s"), timed(COUNTED.format("count(*), count(*) FILTER (WHERE low)")))
compare(f"word_effects of {shown(COMMENTS)} x 12 words", 1.5, "unnest and GROUP BY word", timed("SELECT count(t.difference) FROM (SELECT xm.word_effects(words, rating) AS e FROM split) s, unnest(e) t"), timed(COUNTED.format("avg(rating), var_samp(rating)")))
compare(f"sentiment of {shown(COMMENTS)} comments", 0.2, "words of them", timed("SELECT sum(xm.sentiment(m, words)) FROM model, split"), timed("SELECT count(xm.words(comment, 'english')) FROM said"))
compare(f"redact of {shown(COMMENTS // 10)} comments, {shown(NAMES)} names", 2.0, "without names", timed(f"SELECT count(xm.redact(comment, n)) FROM names, (SELECT comment FROM said WHERE i <= {COMMENTS // 10} OFFSET 0) t"), timed(f"SELECT count(xm.redact(comment)) FROM said WHERE i <= {COMMENTS // 10}"))
took = timed(f"SELECT f.iterations FROM (SELECT xm.topics(words, 10) AS t FROM split WHERE i <= {TOPICS}) s, xm.topic_fit(t) f")()
say(f"{f'topics of {shown(TOPICS)} x 12 words, k 10':50} {took:9.1f} ms   {'':46} {'':>12} {'':7} ≤ 60 s {'met' if took <= 60000 else 'NOT MET'}")
compare(f"fellegi_sunter of {shown(PAIRS)} pairs x 6", 1.0, "GROUP BY the six", timed("SELECT f.iterations FROM (SELECT xm.fellegi_sunter(l) AS m FROM pair) t, xm.match_fit(m) f"), timed(f"SELECT count(*) FROM (SELECT count(*) FROM pair GROUP BY {SIX}) t"))
compare(f"jaro_winkler of {shown(PEOPLE)} names", 1.0, "levenshtein", timed("SELECT sum(xm.jaro_winkler(a, b)) FROM name"), timed("SELECT sum(levenshtein(a, b)) FROM name"))
compare(f"components of {shown(PEOPLE)} links", 0.1, "a recursive query", timed("SELECT count(*) FROM (SELECT xm.components(a, b) AS c FROM link) t, unnest(c)"), timed("""WITH RECURSIVE either AS (SELECT a, b FROM link UNION ALL SELECT b, a FROM link), reached(node, other) AS (SELECT a, b FROM either UNION SELECT r.node, e.b FROM reached r JOIN either e ON e.a = r.other)
SELECT count(*) FROM (SELECT node, least(node, min(other)) FROM reached GROUP BY node) t"""))
write("the bench of words", busy, f"{shown(COMMENTS)} comments, {shown(PAIRS)} pairs")
psql("DROP SCHEMA bench_words CASCADE;")
