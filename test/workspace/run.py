#!/usr/bin/env python3
"""A workspace as a whole: written by many at once, killed in the middle, dumped and restored, replicated, upgraded.

Needs a server with pg_xm (the PG* variables name it, as a superuser). Prints "N passed, M failed".
"""
import contextlib
import itertools
import os
import pwd
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

SURVEY = """{"side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps"},
  {"name": "order", "type": "rating", "scale": [1, 5]}, {"name": "spend", "type": "number"}, {"name": "why", "type": "text", "question": "Why? 'quoted' \\\\ 😀"}],
  "scales": [{"name": "ease", "items": ["order"]}]}"""
PULSE = '{"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps"}]}'
# States of all answers, as kept and as they would be made anew; numbers to nine digits.
KEPT = "SELECT survey, item, unit, month, r::text, round(xm.mean(m, 'x1')::numeric, 9), xm.responses(m) FROM voice.summary ORDER BY 1, 2, 3, 4, 5, 6, 7"
SCORES = "SELECT survey, item, unit, month, responses, round(value::numeric, 8), round(change::numeric, 8) FROM voice.score ORDER BY 1, 2, 3, 4, 5, 6, 7"
passed = failed = 0


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, capture_output=True, **options).stdout


def psql(database, *statements, user=None, check=True):
    arguments = [item for s in statements for item in ("-c", s)]
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, *(("-U", user) if user else ()), *arguments], text=True, capture_output=True)
    if check and done.returncode:
        raise RuntimeError(f"{statements}: {done.stderr}")
    return done.stdout


def check(name, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"not ok: {name} {detail}")


class Session:
    """A psql that stays; do() gives the SQLSTATE and what was printed."""

    def __init__(self, database, user="xm_boss"):
        self.psql = subprocess.Popen(["psql", "-XqAt", "-d", database, "-U", user], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def do(self, sql):
        self.psql.stdin.write(f"{sql};\n\\echo done :SQLSTATE\n")
        self.psql.stdin.flush()
        printed = []
        for line in self.psql.stdout:
            if line.startswith("done "):
                return line.split()[1], "".join(printed)
            printed.append(line)
        raise RuntimeError(f"{sql}: {printed}")

    def close(self):
        self.psql.stdin.close()
        self.psql.wait()


def fresh(database, owner="xm_boss"):
    psql("postgres", f"DROP DATABASE IF EXISTS {database}", f"CREATE DATABASE {database} OWNER {owner}")


def same_as_rebuilt(database, name):
    kept, scores = psql(database, KEPT), psql(database, SCORES)
    psql(database, "SELECT xm.rebuild_summary('voice')", user="xm_boss")
    check(f"{name}: the summary is that of the answers", kept == psql(database, KEPT) and kept)
    check(f"{name}: and so are the scores", scores == psql(database, SCORES))


def schema(database):
    """The workspace as SQL, without what names the moment of the dump."""
    return [line for line in run("pg_dump", "-s", "-n", "voice", database).splitlines() if not line.startswith(("--", "\\")) and line]


def rows(database, user):
    return psql(database, SCORES, "SELECT count(*) FROM voice.visit", "SELECT count(*) FROM voice.pulse", "SELECT count(*) FROM voice.person", "TABLE voice.link_input", "SELECT item, text FROM voice.comment ORDER BY 2", user=user)


for role in ("xm_boss", "xm_bi", "xm_web"):
    psql("postgres", f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
fresh("xm_ws")
psql("xm_ws", "CREATE EXTENSION pg_xm", "SELECT xm.create_workspace('voice')", user="xm_boss")
with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
    file.write(f"SELECT xm.create_survey('voice', 'visit', $x${SURVEY}$x$); SELECT xm.create_survey('voice', 'pulse', $x${PULSE}$x$);")
    file.flush()
    os.chmod(file.name, 0o644)
    run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-U", "xm_boss", "-d", "xm_ws", "-f", file.name)
psql("xm_ws", "INSERT INTO voice.unit (unit, parent) VALUES ('all', NULL), ('a', 'all'), ('b', 'all'), ('c', 'a')",
     "INSERT INTO voice.person (side) SELECT 'employee' FROM generate_series(1, 20)",
     "INSERT INTO voice.visit (source_id, unit, submitted_at, recommend, \"order\", spend, why) SELECT i::text, (ARRAY['a', 'b', 'c'])[1 + i % 3], '2026-01-01'::timestamptz + i * interval '3 hours', i % 11, 1 + i % 5, i / 7.0, 'word ' || i FROM generate_series(1, 1000) i",
     "INSERT INTO voice.pulse (person_id, unit, enps, submitted_at) SELECT i, 'a', i % 11, '2026-02-01' FROM generate_series(1, 20) i",
     "SELECT xm.grant_workspace('voice', 'xm_bi', 'analyst'), xm.grant_workspace('voice', 'xm_web', 'collector')", user="xm_boss")

# --- many at once ------------------------------------------------------------------------------------
deadline = time.time() + 6
stop = []


def writer(n):
    k = 0
    while time.time() < deadline:
        k += 1
        psql("xm_ws", f"INSERT INTO voice.visit (source_id, unit, submitted_at, recommend, spend) VALUES ('w-{n}-{k}', 'b', '2026-03-01', {(n * 7 + k) % 11}, {k}.5), ('v-{n}-{k}', 'c', '2026-04-01', 5, NULL)",
             f"UPDATE voice.visit SET recommend = (recommend + 1) % 11, unit = 'a' WHERE source_id = 'w-{n}-{k - 1}'", f"BEGIN; DELETE FROM voice.visit WHERE source_id LIKE 'v-{n}-%'; {'ROLLBACK' if k % 2 else 'COMMIT'}",
             f"SELECT xm.submit('voice', 'visit', '{{\"source_id\": \"once-{k}\", \"unit\": \"a\", \"submitted_at\": \"2026-05-01\", \"answers\": {{\"recommend\": 3}}}}')", user="xm_boss", check=False)


def compactor():
    while time.time() < deadline:
        psql("xm_ws", "SELECT xm.compact_summary('voice')", user="xm_boss", check=False)


def killer():
    while time.time() < deadline:
        time.sleep(0.3)
        psql("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'xm_boss' AND random() < 0.1")


threads = [threading.Thread(target=writer, args=(n,)) for n in range(8)] + [threading.Thread(target=compactor), threading.Thread(target=killer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
check("a source_id that eight sessions send is stored once", psql("xm_ws", "SELECT count(*) = count(DISTINCT source_id) AND count(*) > 0 FROM voice.visit WHERE source_id LIKE 'once-%'").strip() == "t")
same_as_rebuilt("xm_ws", "eight sessions, compaction and kills at once")

# --- each against each -------------------------------------------------------------------------------
STATEMENTS = {
    "submit": "SELECT xm.submit('voice', 'visit', '{{\"source_id\": \"pair-{k}\", \"unit\": \"a\", \"submitted_at\": \"2026-03-01\", \"answers\": {{\"recommend\": 3, \"spend\": 2}}}}')",
    "insert": "INSERT INTO voice.visit (unit, recommend, submitted_at) VALUES ('b', 9, '2026-03-01'), ('c', 1, '2026-02-01')",
    "update": "UPDATE voice.visit SET recommend = (recommend + 1) % 11, unit = 'b' WHERE source_id = '1'",
    "delete": "DELETE FROM voice.visit WHERE source_id = '2'",
    "compact": "SELECT xm.compact_summary('voice')",
    "rebuild": "SELECT xm.rebuild_summary('voice')",
    "alter": "SELECT xm.alter_survey('voice', 'visit', jsonb_set(definition, '{{items,3,question}}', to_jsonb('Why {k} ' || random()))) FROM voice.survey WHERE survey = 'visit'",
    "forget": "SELECT xm.forget('voice', (SELECT max(person_id) FROM voice.visit), 'delete') FROM voice.visit WHERE person_id IS NOT NULL LIMIT 1",
    "truncate": "TRUNCATE voice.visit",
    "grant": "SELECT xm.revoke_workspace('voice', 'xm_bi', 'analyst'), xm.grant_workspace('voice', 'xm_bi', 'analyst')",
    "read": "SELECT count(*) FROM voice.answer, voice.score",
}
FILL = """INSERT INTO voice.person (person_id, side) VALUES (1000 + {k}, 'customer'); INSERT INTO voice.visit (source_id, unit, person_id, submitted_at, recommend, spend)
  SELECT i::text, 'a', CASE i WHEN 5 THEN 1000 + {k} END, '2026-03-01', i % 11, i FROM generate_series(1, 20) i ON CONFLICT (source_id) DO UPDATE SET unit = 'a', person_id = EXCLUDED.person_id, recommend = EXCLUDED.recommend"""
one, other = Session("xm_ws"), Session("xm_ws")
other.do("SET lock_timeout = '100ms'")
wrong, waits = [], 0
for k, (first, second) in enumerate(itertools.product(STATEMENTS, STATEMENTS)):
    states = [one.do(FILL.format(k=k)), one.do("BEGIN"), one.do(STATEMENTS[first].format(k=k)), other.do(STATEMENTS[second].format(k=k)), one.do("COMMIT")]
    if states[3][0] == "55P03":  # the second waited for the first: then it goes through
        waits += 1
        states[3] = other.do(STATEMENTS[second].format(k=k))
    kept = one.do(KEPT)
    states.append(one.do("SELECT xm.rebuild_summary('voice')"))
    if any(state != "00000" for state, _ in states) or kept != one.do(KEPT):
        wrong.append((first, second, states, kept == one.do(KEPT)))
check(f"{len(STATEMENTS) ** 2} pairs in two sessions", not wrong and 0 < waits < len(STATEMENTS) ** 2, wrong)
# A key that goes while an answer that names it is on its way, and the other way round.
one.do("INSERT INTO voice.unit (unit) VALUES ('going')")
gone, named = "DELETE FROM voice.unit WHERE unit = 'going'", "INSERT INTO voice.visit (unit) VALUES ('going')"
one.do("BEGIN")
states = [one.do(named)[0], other.do(gone)[0], one.do("COMMIT")[0], other.do(gone)[0]]
check("a unit that is being named does not go", states == ["00000", "55P03", "00000", "23503"], states)
one.do("DELETE FROM voice.visit WHERE unit = 'going'; BEGIN")
states = [one.do(gone)[0], other.do(named)[0], one.do("COMMIT")[0], other.do(named)[0]]
check("a unit that goes is not named any more", states == ["00000", "55P03", "00000", "22023"], states)
# An old snapshot does not hide either.
one.do("INSERT INTO voice.unit (unit) VALUES ('going')")
states = [one.do("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1")[0], other.do(named)[0], one.do(gone)[0], one.do("ROLLBACK")[0], other.do("DELETE FROM voice.visit WHERE unit = 'going'")[0]]
check("a unit that was named after the snapshot does not go", states == ["00000", "00000", "23503", "00000", "00000"], states)
states = [one.do("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1")[0], other.do(gone)[0], one.do(named)[0], one.do("ROLLBACK")[0]]
check("a unit that went after the snapshot is not named", states == ["00000", "00000", "22023", "00000"], states)
for session in (one, other):
    session.close()

# All at random, in ten sessions: nobody finds himself in a circle of waits.
psql("postgres", "SELECT pg_stat_reset()", "SELECT pg_stat_force_next_flush()")
deadline, met = time.time() + 6, {}


def anything(n):
    session, choice, k = Session("xm_ws"), random.Random(n), 0
    while time.time() < deadline:
        k += 1
        what = choice.choice(list(STATEMENTS) + ["submit", "update", "read", "fill"])
        state, printed = session.do(FILL.format(k=1000 * n + k) if what == "fill" else STATEMENTS[what].format(k=k // 3))
        if state != "00000":
            met.setdefault((what, state), []).append(printed)
    session.close()


threads = [threading.Thread(target=anything, args=(n,)) for n in range(1, 11)]
for t in threads:
    t.start()
for t in threads:
    t.join()
check("ten sessions doing anything never deadlock", not met, {what: printed[:1] for what, printed in met.items()})
same_as_rebuilt("xm_ws", "ten sessions doing anything")

# --- campaigns at once ---------------------------------------------------------------------------------
psql("xm_ws", "INSERT INTO voice.person (person_id, side) SELECT 100000 + i, 'customer' FROM generate_series(1, 10000) i",
     "INSERT INTO voice.contact_rule (rule, side, survey, max_contacts, period, rest) VALUES ('twice a month', 'customer', NULL, 2, '1 month', NULL), ('thrice a survey', NULL, 'visit', 3, NULL, NULL), ('rest', NULL, NULL, NULL, NULL, '1 day')",
     user="xm_boss")
PEOPLE = "(SELECT array_agg(person_id) FROM voice.person WHERE person_id > 100000)"
met, links, answered = [], [], []


def campaign(n):
    session = Session("xm_ws")
    for k in range(3):
        state, printed = session.do(f"SELECT token FROM xm.invite('voice', 'visit', NULL, {PEOPLE}, '{{\"occasion\": \"{n} {k}\", \"sample\": 4500, \"seed\": {n}}}') WHERE token IS NOT NULL")
        met.append((state, "" if state == "00000" else printed))
        links.extend(printed.split())
        state, printed = session.do(f"SELECT count(*) FROM xm.remind('voice', 'visit', NULL, '0 s', '{{\"occasion\": \"{n} {k}\"}}')")
        met.append((state, "" if state == "00000" else printed))
    session.close()


def answerer(n):
    session, k = Session("xm_ws"), 0
    session.do("SET lock_timeout = '1s'")
    while any(t.is_alive() for t in threads[:8]):
        if k * 4 + n < len(links):
            state, printed = session.do(f"SELECT xm.submit('voice', 'visit', '{{\"token\": \"{links[k * 4 + n]}\", \"answers\": {{\"recommend\": {k % 11}}}}}')")
            met.append((state, "" if state == "00000" else printed))
            answered.append(links[k * 4 + n])
            k += 1
        else:
            time.sleep(0.01)
    session.close()


threads = [threading.Thread(target=campaign, args=(n,)) for n in range(8)]
threads += [threading.Thread(target=answerer, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
check("eight campaigns and four who answer go through", {state for state, _ in met} == {"00000"}, [m for m in met if m[0] != "00000"][:2])
check("many were asked and answered", len(links) > 2000 and len(answered) > 100, (len(links), len(answered)))
check("no rule is broken", psql("xm_ws", "SELECT max(n) FROM (SELECT count(*) AS n FROM voice.contact GROUP BY person_id) c").strip() == "2")
check("nobody is asked who rests", psql("xm_ws", "SELECT count(*) FROM voice.contact c JOIN voice.invitation_token t USING (invitation_id) JOIN voice.visit v USING (response_id) JOIN voice.contact l ON l.person_id = c.person_id AND l.at > v.submitted_at + interval '5 s'").strip() == "0")
check("each answer is of whom its token is", psql("xm_ws", "SELECT count(*) FROM voice.invitation_token t JOIN voice.invited i USING (invitation_id) JOIN voice.visit v USING (response_id) WHERE v.person_id IS DISTINCT FROM i.person_id").strip() == "0")
one, other = Session("xm_ws"), Session("xm_ws")
other.do("SET lock_timeout = '100ms'")
one.do("DELETE FROM voice.contact_rule; BEGIN")
token = one.do(f"SELECT token FROM xm.invite('voice', 'visit', NULL, '{{100001}}', '{{\"occasion\": \"one\"}}')")[1].strip()
one.do("COMMIT; BEGIN; SELECT count(*) FROM xm.remind('voice', 'visit', NULL, '0 s', '{\"occasion\": \"one\"}')")
states = [other.do(f"SELECT xm.submit('voice', 'visit', '{{\"token\": \"{token}\", \"complete\": false, \"answers\": {{\"recommend\": 1}}}}')")[0],
          other.do("SELECT count(*) FROM xm.invite('voice', 'visit', NULL, '{100002}')")[0], one.do("COMMIT")[0]]
check("an answer does not wait for a campaign, another campaign does", states == ["00000", "55P03", "00000"], states)
one.do("BEGIN")
submit = f"SELECT xm.submit('voice', 'visit', '{{\"token\": \"{token}\", \"answers\": {{\"recommend\": %d}}}}')"
states = [one.do(submit % 2)[0], other.do(submit % 3)[0], one.do("COMMIT")[0], other.do(submit % 3)[0], other.do(submit % 2)[0]]
check("two answers with one token: the first, and itself again", states == ["00000", "55P03", "00000", "23505", "00000"], states)
states = [one.do("BEGIN ISOLATION LEVEL REPEATABLE READ")[0], one.do("SELECT * FROM xm.invite('voice', 'visit', NULL, '{100003}')")[0], one.do("ROLLBACK")[0]]
check("an old snapshot invites nobody", states == ["00000", "25001", "00000"], states)
for session in (one, other):
    session.close()

# --- alerts at once ------------------------------------------------------------------------------------
psql("xm_ws", "INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold, point, min_responses) VALUES ('bad', 'visit', 'recommend', 'answer', '<', 3, false, 1), ('low', 'visit', 'recommend', 'score', '<', 100, true, 1)", user="xm_boss")
met, raised = [], []


def unhappy(n):
    session = Session("xm_ws")
    for k in range(40):
        state, printed = session.do(f"INSERT INTO voice.visit (source_id, unit, recommend) VALUES ('alert-{n}-{k}', 'a', {k % 6}), ('alert-{n}-{k}-x', 'b', 9); UPDATE voice.visit SET recommend = {(k + 3) % 6} WHERE source_id = 'alert-{n}-{k // 2}'")
        met.append((state, printed))
        if k == 20:
            met.append((session.do(f"UPDATE voice.alert_rule SET reason = 'touched by {n}' WHERE rule = 'bad'")[0], ""))
    session.close()


def checker(n):
    session = Session("xm_ws")
    for k in range(5):
        state, printed = session.do("SELECT xm.check_alerts('voice')")
        met.append((state, printed if state != "00000" else ""))
        raised.append(int(printed or 0))
    session.close()


threads = [threading.Thread(target=unhappy, args=(n,)) for n in range(4)] + [threading.Thread(target=checker, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
check("four who answer and three who check go through", {state for state, _ in met} == {"00000"}, [m for m in met if m[0] != "00000"][:2])
check("checks at once raise none twice", sum(raised) == int(psql("xm_ws", "SELECT count(*) FROM voice.alert WHERE rule = 'low'")) > 0, raised)
check("who is unhappy raises an alert", psql("xm_ws", "SELECT count(*) FROM voice.visit v WHERE source_id LIKE 'alert-%' AND recommend < 3 AND NOT EXISTS (SELECT FROM voice.alert a WHERE a.rule = 'bad' AND a.response_id = v.response_id)").strip() == "0")
psql("xm_ws", "DELETE FROM voice.visit WHERE source_id LIKE 'alert-%'", user="xm_boss")

# --- comments that say nothing ------------------------------------------------------------------------
ITEMS = '[{"name": "a", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "why", "type": "text"}, {"name": "mood", "type": "sentiment", "of": "why", "label": "a"}]'
one = Session("xm_ws")
one.do(f"BEGIN; SELECT xm.create_survey('voice', 'noise', '{{\"side\": \"customer\", \"mode\": \"identified\", \"items\": {ITEMS}}}')")
one.do("INSERT INTO voice.noise (a, why, submitted_at) SELECT CASE WHEN i % 2 = 0 THEN 10 ELSE 1 END, (ARRAY['came by', 'as usual', 'by car'])[1 + i % 3], '2026-03-01' FROM generate_series(1, 600) i")
state, printed = one.do("SELECT round(auc::numeric, 2) FROM xm.train_sentiment('voice', 'noise')")
check("a model that learned nothing says so", state == "00000" and "WARNING:  mood: comments in language" in printed and "do not tell the rating" in printed, printed)
one.do("ROLLBACK")
one.close()

# --- merges at once ------------------------------------------------------------------------------------
met = []


def merger(n):
    session, at_random = Session("xm_ws"), random.Random(n)
    for k in range(60):
        a, b = at_random.sample(range(100201, 100261), 2)
        met.append(session.do(f"SELECT xm.merge_persons('voice', {a}, '{{{b}}}')"))
        if k % 4 == 3:
            met.append(session.do("SELECT xm.unmerge('voice', merge_id) FROM voice.person_merge WHERE undone_at IS NULL ORDER BY random() LIMIT 1"))
    session.close()


threads = [threading.Thread(target=merger, args=(n,)) for n in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
check("six who merge and unmerge the same people are told, never deadlocked", {state for state, _ in met} == {"00000", "22023"}, [m for m in met if m[0] not in ("00000", "22023")][:2])
FOREST = """WITH RECURSIVE up(person_id, root) AS (SELECT person_id, person_id FROM voice.person UNION ALL SELECT u.person_id, m.kept FROM up u JOIN voice.person_merge m ON m.merged = u.root AND m.undone_at IS NULL)
CYCLE person_id, root SET again USING way SELECT count(*) FILTER (WHERE again), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM voice.person_merge m WHERE m.merged = u.root AND m.undone_at IS NULL) AND p.root <> u.root), count(*) FILTER (WHERE u.root <> u.person_id) > 10 FROM up u JOIN voice.person p USING (person_id)"""
check("what they leave is a forest, and roots are its roots", psql("xm_ws", FOREST).strip() == "0|0|t", psql("xm_ws", FOREST))
one, other = Session("xm_ws"), Session("xm_ws")
other.do("SET lock_timeout = '100ms'")
states = [one.do("BEGIN")[0], one.do("SELECT xm.merge_persons('voice', 100301, '{100302}')")[0], other.do("SELECT xm.merge_persons('voice', 100302, '{100301}')")[0], one.do("COMMIT")[0],
          other.do("SELECT xm.merge_persons('voice', 100302, '{100301}')")[0]]
check("one into the other and back at once: the first", states == ["00000", "00000", "55P03", "00000", "22023"], states)
states = [one.do("BEGIN ISOLATION LEVEL REPEATABLE READ")[0], one.do("SELECT xm.merge_persons('voice', 100303, '{100304}')")[0], one.do("ROLLBACK")[0]]
check("an old snapshot merges nobody", states == ["00000", "25001", "00000"], states)
states = [one.do("BEGIN ISOLATION LEVEL REPEATABLE READ")[0], one.do("SELECT xm.forget('voice', 100303, 'unlink')")[0], one.do("ROLLBACK")[0]]
check("nor forgets anybody", states == ["00000", "25001", "00000"], states)
psql("xm_ws", "INSERT INTO voice.wave VALUES ('pulse', 'race'), ('pulse', 'again')", "INSERT INTO voice.person (person_id, side) SELECT i, 'employee' FROM generate_series(200401, 200404) i",
     "INSERT INTO voice.person_key SELECT 'employee', 'email', 'e' || i || '@example.org', i FROM generate_series(200401, 200404) i", user="xm_boss")
submit = "SELECT %s('%spulse', '{\"source_id\": \"%s\", \"wave\": \"%s\", \"person\": {\"email\": \"e%d@example.org\"}, \"answers\": {\"enps\": 3}}')"
inside = lambda person, wave, source: submit % ("xm.submit", "voice', '", source, wave, person)  # noqa: E731
states = [one.do(inside(200401, "race", "r1"))[0], one.do("BEGIN")[0], one.do(inside(200402, "race", "r2"))[0], other.do("SELECT xm.merge_persons('voice', 200401, '{200402}')")[0], one.do("COMMIT")[0],
          other.do("SELECT xm.merge_persons('voice', 200401, '{200402}')")[0]]
check("a merge waits for who is answering, and finds two answers", states == ["00000", "00000", "00000", "55P03", "00000", "22023"], states)
web, late = Session("xm_ws", "xm_web"), []
states = [one.do(inside(200403, "race", "r3"))[0], one.do("BEGIN")[0], one.do("SELECT xm.merge_persons('voice', 200403, '{200404}')")[0]]
thread = threading.Thread(target=lambda: late.append(web.do(submit % ("voice.submit", "", "r4", "race", 200404))))
thread.start()
time.sleep(0.3)
check("who answers while he is merged waits", late == [], late)
states.append(one.do("COMMIT")[0])
thread.join()
check("and is dropped without a word", states == ["00000"] * 4 and late == [("00000", "\n")] and psql("xm_ws", "SELECT count(*) FROM voice.pulse WHERE source_id = 'r4'").strip() == "0", (states, late))
states = [one.do("BEGIN")[0], one.do(inside(200403, "again", "r5"))[0], other.do(inside(200404, "again", "r6"))[0], one.do("COMMIT")[0], other.do(inside(200404, "again", "r6"))[0]]
check("one who answers under both numbers at once waits for himself", states == ["00000", "00000", "55P03", "00000", "23505"], states)
insert = "INSERT INTO voice.pulse (person_id, wave, enps) VALUES (%d, 'again', 4)"
psql("xm_ws", "DELETE FROM voice.pulse WHERE wave = 'again'", user="xm_boss")
states = [one.do("BEGIN")[0], one.do(insert % 200403)[0], other.do(insert % 200404)[0], one.do("COMMIT")[0], other.do(insert % 200404)[0]]
check("by INSERT, too", states == ["00000", "00000", "55P03", "00000", "23505"], states)
psql("xm_ws", "DELETE FROM voice.pulse WHERE wave = 'again'", insert % 200404, user="xm_boss")
states = [one.do("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1")[0], other.do("DELETE FROM voice.pulse WHERE wave = 'again'")[0], other.do(insert % 200403)[0], one.do(insert % 200404)[0], one.do("ROLLBACK")[0]]
check("nor does one answer twice by an old snapshot", states == ["00000"] * 3 + ["23505", "00000"], states)
states, late = [], []
one.do("BEGIN")
states.append(one.do("SELECT 1 FROM voice.person WHERE person_id = 200403 FOR UPDATE")[0])  # as xm.forget begins
thread = threading.Thread(target=lambda: late.append(other.do("SET lock_timeout = 0; UPDATE voice.pulse SET enps = 5 WHERE wave = 'again'")[0]))
thread.start()
thread.join(1)
states += [str(thread.is_alive()), one.do("SELECT xm.forget('voice', 200403)")[0], one.do("COMMIT")[0]]
thread.join()
check("a correction does not wait for who is being forgotten", states == ["00000", "False", "00000", "00000"] and late == ["00000"], (states, late))
for session in (one, other, web):
    session.close()

# --- dump and restore --------------------------------------------------------------------------------
psql("xm_ws", "SELECT xm.compact_summary('voice')", "UPDATE voice.visit SET recommend = 4 WHERE source_id = '5'", user="xm_boss")
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o755)
    dump = os.path.join(folder, "dump")
    run("pg_dump", "-Fc", "-f", dump, "xm_ws")
    fresh("xm_ws_custom")
    run("pg_restore", "--exit-on-error", "-d", "xm_ws_custom", dump)
    fresh("xm_ws_plain")
    run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", "xm_ws_plain", input=run("pg_dump", "xm_ws"))
    os.chmod(dump, 0o644)
    fresh("xm_ws_owner")
    psql("xm_ws_owner", "CREATE EXTENSION pg_xm", user="xm_boss")
    run("pg_dump", "-Fc", "-n", "voice", "-f", dump, "xm_ws")
    run("pg_restore", "--exit-on-error", "-U", "xm_boss", "-d", "xm_ws_owner", dump)
    for database, how in (("xm_ws_custom", "custom"), ("xm_ws_plain", "plain"), ("xm_ws_owner", "by its owner")):
        check(f"restored ({how}): the same workspace, rights and row security too", schema(database) == schema("xm_ws"))
        for user in ("xm_boss", "xm_bi"):
            check(f"restored ({how}): {user} sees the same", rows(database, user) == rows("xm_ws", user))
        psql(database, "INSERT INTO voice.visit (unit, recommend) VALUES ('a', 1)", "SELECT xm.submit('voice', 'visit', '{\"unit\": \"b\", \"answers\": {\"recommend\": 9}}')", user="xm_boss")
        same_as_rebuilt(database, f"restored ({how})")
    # Data alone, into a workspace that is there: its triggers count what the dump has counted already.
    fresh("xm_ws_data")
    psql("xm_ws_data", "CREATE EXTENSION pg_xm", user="xm_boss")
    run("pg_restore", "--exit-on-error", "-s", "-U", "xm_boss", "-d", "xm_ws_data", dump)
    for tables in (("-T", "voice.visit", "-T", "voice.pulse"), ("-t", "voice.visit", "-t", "voice.pulse")):
        run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-U", "xm_boss", "-d", "xm_ws_data", input=run("pg_dump", "-a", "-n", "voice", *tables, "xm_ws"))
    doubled = psql("xm_ws_data", KEPT)
    psql("xm_ws_data", "SELECT xm.rebuild_summary('voice')", user="xm_boss")
    check("data restored under triggers is counted twice, until the summary is rebuilt", doubled != psql("xm_ws", KEPT) and psql("xm_ws_data", KEPT) == psql("xm_ws", KEPT))

# --- clusters of their own: replication, pg_upgrade ---------------------------------------------------
owner = pwd.getpwuid(os.stat(psql("postgres", "SHOW data_directory").strip()).st_uid).pw_name
as_server = ["runuser", "-u", owner, "--"] if os.getuid() == 0 else []
binaries = os.environ["PG_XM_TREE"] + run("pg_config", "--bindir").strip()


class Cluster:
    def __init__(self, folder):
        self.data = os.path.join(folder, "data")
        self.env = {**os.environ, "PGHOST": folder, "PGPORT": "5433"}
        os.mkdir(folder)
        if os.getuid() == 0:
            os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
        self.call("initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        with open(os.path.join(self.data, "postgresql.conf"), "a") as conf:
            conf.write(f"listen_addresses = ''\nunix_socket_directories = '{folder}'\nport = 5433\nwal_level = logical\nfsync = off\n")

    def call(self, command, *arguments):
        # Into a file: the server that pg_ctl starts keeps what it is given.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run([*as_server, os.path.join(binaries, command), *arguments], stdout=said, stderr=said, cwd=os.path.dirname(self.data), env={**os.environ, "PGHOST": os.path.dirname(self.data)})
            said.seek(0)
            if done.returncode:
                raise RuntimeError(f"{command}: {said.read()}")

    def start(self):
        self.call("pg_ctl", "-D", self.data, "-l", os.path.join(os.path.dirname(self.data), "log"), "-w", "start")

    def stop(self):
        self.call("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")


def until(query, database="replica", seconds=30):
    end = time.time() + seconds
    while time.time() < end:
        if psql(database, query).strip() == "t":
            return True
        time.sleep(0.1)
    return False


here = {name: os.environ[name] for name in ("PGHOST", "PGPORT")}
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o755)
    dump, old, new = run("pg_dump", "xm_ws"), Cluster(os.path.join(folder, "old")), Cluster(os.path.join(folder, "new"))
    only_schema = run("pg_dump", "-s", "xm_ws")
    old.start()
    try:
        os.environ.update({name: old.env[name] for name in here})
        psql("postgres", "CREATE ROLE xm_boss LOGIN", "CREATE ROLE xm_bi LOGIN", "CREATE ROLE xm_web LOGIN", "CREATE DATABASE xm_ws OWNER xm_boss", "CREATE DATABASE replica OWNER xm_boss")
        run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", "xm_ws", input=dump)
        run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", "replica", input=only_schema)
        # All tables, those of the summary too: rows that arrive fire no trigger.
        psql("xm_ws", "CREATE PUBLICATION voice FOR TABLES IN SCHEMA voice", "SELECT pg_create_logical_replication_slot('voice', 'pgoutput')")
        psql("replica", f"CREATE SUBSCRIPTION voice CONNECTION 'host={old.env['PGHOST']} port=5433 dbname=xm_ws user=postgres' PUBLICATION voice WITH (create_slot = false, slot_name = voice)")
        check("all tables of a workspace are copied", until("SELECT count(*) > 15 AND bool_and(srsubstate = 'r') FROM pg_subscription_rel"))
        check("a replica shows the same", psql("replica", KEPT) == psql("xm_ws", KEPT) and rows("replica", "xm_boss") == rows("xm_ws", "xm_boss"))
        psql("xm_ws", "INSERT INTO voice.visit (unit, recommend, \"order\", spend) SELECT 'c', i % 11, 1 + i % 5, i FROM generate_series(1, 50) i", "UPDATE voice.visit SET unit = 'b' WHERE recommend = 3", "SELECT xm.compact_summary('voice')",
             "DELETE FROM voice.visit WHERE recommend = 4", "SELECT xm.submit('voice', 'visit', '{\"source_id\": \"last\", \"unit\": \"a\", \"answers\": {\"recommend\": 9}}')", user="xm_boss")
        check("what comes later arrives", until("SELECT EXISTS (SELECT FROM voice.visit WHERE source_id = 'last')"))
        said = [psql(where, what) for what in (SCORES, KEPT) for where in ("replica", "xm_ws")]
        check("and the scores follow", said[0] == said[1] and said[2] == said[3], set(said[0].splitlines()) ^ set(said[1].splitlines()) or set(said[2].splitlines()) ^ set(said[3].splitlines()))
        same_as_rebuilt("replica", "replica")
        psql("replica", "ALTER SUBSCRIPTION voice DISABLE", "ALTER SUBSCRIPTION voice SET (slot_name = NONE)", "DROP SUBSCRIPTION voice")
        psql("xm_ws", "SELECT pg_drop_replication_slot('voice')", "DROP PUBLICATION voice")
        # As the page for DBAs says, a copy that takes over.
        run("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", "replica", input="""SELECT format('SELECT setval(%L, (SELECT COALESCE(max(%I), 0) + 1 FROM voice.%I))', pg_get_serial_sequence(format('voice.%I', table_name), column_name), column_name, table_name)
            FROM information_schema.columns WHERE table_schema = 'voice' AND is_identity = 'YES' \\gexec""")
        psql("replica", "SELECT xm.submit('voice', 'visit', '{\"unit\": \"a\", \"person\": {\"email\": \"first@x.org\"}, \"answers\": {\"recommend\": 9}}')", "SELECT xm.compact_summary('voice')", user="xm_boss")
        same_as_rebuilt("replica", "a replica that takes over")

        was = [schema("xm_ws"), rows("xm_ws", "xm_boss"), rows("xm_ws", "xm_bi"), psql("xm_ws", "SELECT * FROM xm.workspace_grants('voice')", user="xm_boss")]
        old.stop()
        new.call("pg_upgrade", "-b", binaries, "-B", binaries, "-d", old.data, "-D", new.data, "-U", "postgres", "--link", "--no-sync")
        new.start()
        os.environ.update({name: new.env[name] for name in here})
        check("pg_upgrade keeps the workspace, rights and row security", was == [schema("xm_ws"), rows("xm_ws", "xm_boss"), rows("xm_ws", "xm_bi"), psql("xm_ws", "SELECT * FROM xm.workspace_grants('voice')", user="xm_boss")])
        psql("xm_ws", "INSERT INTO voice.visit (unit, recommend) VALUES ('a', 1)", "SELECT xm.submit('voice', 'visit', '{\"unit\": \"b\", \"answers\": {\"recommend\": 9}}')", user="xm_boss")
        same_as_rebuilt("xm_ws", "after pg_upgrade")

        # A backend dies by SIGKILL while it writes: all of them go, and the server recovers.
        def hammer(n):
            session, k = Session("xm_ws"), 0
            session.do("SET synchronous_commit = on")
            with contextlib.suppress(RuntimeError, BrokenPipeError):
                while session.do(f"INSERT INTO voice.visit (source_id, unit, recommend) VALUES ('k-{n}-{k}', 'b', {k % 11}); UPDATE voice.visit SET recommend = 3 WHERE source_id = 'k-{n}-{k - 1}'; SELECT xm.compact_summary('voice')"):
                    k += 1

        threads = [threading.Thread(target=hammer, args=(n,)) for n in range(4)]
        for t in threads:
            t.start()
        until("SELECT count(*) > 100 FROM voice.visit WHERE source_id LIKE 'k-%'", "xm_ws")
        os.kill(int(psql("xm_ws", "SELECT pid FROM pg_stat_activity WHERE usename = 'xm_boss' AND backend_type = 'client backend' LIMIT 1")), signal.SIGKILL)
        for t in threads:
            t.join()
        while subprocess.run(["psql", "-XqAt", "-d", "xm_ws", "-c", "SELECT 1"], capture_output=True).returncode:
            time.sleep(0.1)
        check("what was stored is there after a crash", int(psql("xm_ws", "SELECT count(*) FROM voice.visit WHERE source_id LIKE 'k-%'")) > 100)
        same_as_rebuilt("xm_ws", "after a crash")
    finally:
        os.environ.update(here)
        for cluster in (old, new):
            if os.path.exists(os.path.join(cluster.data, "postmaster.pid")):
                cluster.stop()

# --- memory ------------------------------------------------------------------------------------------
# Responses in a row in one session: new from outside, new from inside, others for what is there, refused ones.
psql("xm_ws", "GRANT pg_read_all_stats TO xm_boss")
RESPONSE = "jsonb_build_object('source_id', 'm-' || i / 2, 'unit', 'a', 'person', jsonb_build_object('email', i % 50 || '@x.org'), 'answers', jsonb_build_object('recommend', i % 11, 'why', 'because of ' || i))"
MEMORY = "SELECT sum(used_bytes) FROM pg_backend_memory_contexts"
session, before = Session("xm_ws"), 0
for k in range(10):
    session.do(f"SELECT count(CASE i % 4 WHEN 0 THEN voice.submit('visit', {RESPONSE}) ELSE xm.submit('voice', 'visit', {RESPONSE} || '{{\"replace\": true}}') END) FROM generate_series({2000 * k}, {2000 * k + 1999}) i")
    for _ in range(20):
        session.do("""SELECT xm.submit('voice', 'visit', '{"unit": "nowhere", "answers": {"recommend": 3}}')""")
    if k == 2:
        before = int(session.do(MEMORY)[1])
after, stored = int(session.do(MEMORY)[1]), session.do("SELECT count(*) FROM voice.visit WHERE source_id LIKE 'm-%'")[1].strip()
check("20,000 responses leave no memory behind", after - before < 65536 and stored == "10000", f"{before} {after} {stored}")
session.close()

# --- without triggers --------------------------------------------------------------------------------
def notice(workspace):
    return subprocess.run(["psql", "-XqAt", "-U", "xm_boss", "-d", "xm_ws", "-c", f"SELECT count(*) FROM xm.scores('{workspace}', 'visit')"], check=True, text=True, capture_output=True).stderr


psql("xm_ws", "SELECT xm.create_workspace('by_hand', summary => 'manual')", "SELECT xm.create_survey('by_hand', 'visit', definition) FROM voice.survey WHERE survey = 'visit'", user="xm_boss")
check("scores without a summary say so", 'survey "visit" has no summary yet' in notice("by_hand"))
psql("xm_ws", "SELECT xm.rebuild_summary('by_hand')", user="xm_boss")
check("then they say as of when", 'scores of survey "visit" are as of 20' in notice("by_hand"))
check("those that triggers keep say nothing", notice("voice") == "")

# Comments that come while a model is learnt are judged by it.
psql("xm_ws", """SELECT xm.create_survey('voice', 'said', '{"side": "customer", "items": [{"name": "mark", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "why", "type": "text"}, {"name": "mood", "type": "sentiment", "of": "why", "label": "mark"}]}')""",
     "INSERT INTO voice.said (source_id, mark, why) SELECT i::text, CASE WHEN i % 2 = 0 THEN 10 ELSE 2 END, CASE WHEN i % 2 = 0 THEN 'kind quick w' ELSE 'slow rude w' END || i % 9 FROM generate_series(1, 400) i", user="xm_boss")
one, other, late = Session("xm_ws"), Session("xm_ws"), []
states = [one.do("BEGIN")[0], one.do("INSERT INTO voice.said (source_id, why) VALUES ('late', 'slow w1')")[0]]
thread = threading.Thread(target=lambda: late.append(other.do("SELECT count(*) FROM xm.train_sentiment('voice', 'said')")))
thread.start()
time.sleep(1)
check("who learns waits for answers that are being written", late == [], late)
states += [one.do("UPDATE voice.said SET why = 'slow w2' WHERE source_id = '1'")[0], one.do("COMMIT")[0]]
thread.join()
check("which are judged, too", states == ["00000"] * 4 and late == [("00000", "1\n")] and psql("xm_ws", "SELECT count(mood) = count(*) AND max(mood) FILTER (WHERE source_id IN ('1', 'late')) < 0.5 FROM voice.said_labelled", user="xm_boss").strip() == "t", (states, late))
one.close()
other.close()

psql("postgres", *(f"DROP DATABASE IF EXISTS {name}" for name in ("xm_ws", "xm_ws_custom", "xm_ws_plain", "xm_ws_owner", "xm_ws_data")))
psql("postgres", *(f"DROP ROLE {role}" for role in ("xm_boss", "xm_bi", "xm_web")))
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
