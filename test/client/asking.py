#!/usr/bin/env python3
"""xm invite and xm watch: a list in and links out; each alert once, whatever happens to either side.

Needs a server with pg_xm (the PG* variables name it, as a superuser). Prints "N passed, M failed".
"""
import csv
import io
import json
import os
import re
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import checking
from checking import check, end

XM = str(Path(__file__).resolve().parent.parent.parent / "build/release/xm")
DB = "xm_asking"
SURVEY = '{"side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps"}]}'


def psql(*statements, user="xm_asker"):
    return checking.psql(*statements, database=DB, user=user)


def xm(*arguments, user="xm_asker", stdin=None):
    return subprocess.run([XM, *map(str, arguments)], text=True, capture_output=True, input=stdin, timeout=60, env={**os.environ, "PGDATABASE": DB, "PGUSER": user})


def invite(folder, text, *arguments, user="xm_asker"):
    file = folder / "people.csv"
    file.write_text(text)
    done = xm("invite", file, "--survey", "visit", "--wave", "w1", *arguments, user=user)
    return done, list(csv.DictReader(io.StringIO(done.stdout)))


def invitations(folder):
    link = ("--link", "https://example.org/{language}?t={token}&n={name}")
    people = 'email,crm,language,name\r\nAnn@Example.ORG ,,de,"Ann ""A"", é"\r\n,C3,en,\r\n\r\nbob@example.org,,en,Bob\r\nann@example.org,,de,again\r\nnobody@example.org,,en,No\r\n'
    done, rows = invite(folder, people, *link, "--dry-run")
    check("a dry run", done.returncode == 1 and [(r["person_id"], r["decision"], r["link"]) for r in rows] == [("1", "invited", ""), ("3", "invited", ""), ("2", "invited", ""), ("1", "repeated", ""), ("", "unknown", "")], done)
    check("stores nothing", psql("SELECT count(*) FROM voice.invited") == "0\n")
    done, rows = invite(folder, people, *link, "--channel", "email", "--expires", "3 days")
    check("what is told", done.stderr == "5 people, 3 links, 1 not known\n" and done.returncode == 1, done)
    check("a link", re.fullmatch("https://example.org/de\\?t=[A-Za-z0-9_-]{22}&n=Ann%20%22A%22%2C%20%C3%A9", rows[0]["link"]), rows[0])
    token = re.search("t=([^&]*)", rows[0]["link"])[1]
    check("its token answers", psql(f"SELECT xm.submit('voice', 'visit', '{{\"token\": \"{token}\", \"answers\": {{\"recommend\": 9}}}}') > 0", "SELECT person_id FROM voice.visit") == "t\n1\n")
    done, rows = invite(folder, "person_id\n1\n2\n", "--link", "https://example.org/?t={token}", "--reissue", "-o", folder / "links.csv")
    written = list(csv.DictReader((folder / "links.csv").open()))
    check("that others may not read", (folder / "links.csv").stat().st_mode & 0o777 == 0o600)
    check("new links for who has not answered, into a file", done.returncode == 0 and not done.stdout and [bool(r["link"]) for r in written] == [False, True], (done, written))
    done, rows = invite(folder, "Address\nbob@example.org\n", "--link", "https://example.org/?t={token}", "--person", "email=Address")
    check("a column of another name", rows[0]["decision"] == "already", rows)
    for name, text, arguments, code, said in (("no token in the link", people, ("--link", "https://example.org/"), 2, "no {token}"), ("another column in it", people, ("--link", "https://example.org/?t={token}&x={age}"), 2, "{age}"), ("no key", "name\nAnn\n", link[:1] + ("x{token}",), 2, "no column names the people"),
                                              ("a column that is none", people, (*link, "--person", "email=Address"), 2, 'no column "Address"'), ("not KIND=COLUMN", people, (*link, "--person", "email"), 2, "KIND=COLUMN"), ("two people in a row", "email,crm,language,name\nann@example.org,C3,de,x\n", link, 1, "line 2"),
                                              ("no number", people, (*link, "--sample", "some"), 2, "no number"), ("what the server refuses", people, (*link, "--expires", "soon"), 1, "no interval"), ("a folder that is not there", people, (*link, "-o", "/nowhere/x.csv"), 1, "cannot be written")):
        before = psql("SELECT count(*) FROM voice.invitation_token")
        done, rows = invite(folder, text, *arguments)
        check(name, done.returncode == code and said in done.stderr and ("HINT" in done.stderr or name in ("a column that is none", "a folder that is not there")), done)
        check(name + ": nobody is invited", psql("SELECT count(*) FROM voice.invitation_token") == before)
    done, rows = invite(folder, people, *link, user="xm_reader")
    check("an analyst invites nobody", done.returncode == 1 and "permission denied to invite" in done.stderr, done)
    done = xm("invite", "-", "--survey", "visits", *link, stdin=people)
    check("a survey that is none", done.returncode == 1 and 'no survey "visits"' in done.stderr, done)


class Watcher:
    """An xm watch of an analyst, whose lines are kept with the time of each."""

    def __init__(self, *arguments, user="xm_reader", **env):
        self.lines, self.notes = [], []
        self.process = subprocess.Popen([XM, "watch", *map(str, arguments)], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PGDATABASE": DB, "PGUSER": user, **env})
        self.threads = [threading.Thread(target=self.read, args=(stream, to), daemon=True) for stream, to in ((self.process.stdout, self.lines), (self.process.stderr, self.notes))]
        for thread in self.threads:
            thread.start()
        deadline = time.time() + 10
        while time.time() < deadline and psql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'xm' AND state = 'idle' AND query = 'COMMIT'", user=None) == "0\n":
            time.sleep(0.02)

    def read(self, stream, to):
        for line in stream:
            to.append((time.time(), line))

    def wait(self, count, seconds=10):
        deadline = time.time() + seconds
        while len(self.lines) < count and time.time() < deadline:
            time.sleep(0.005)
        return [json.loads(line)["alert_id"] for _, line in self.lines]

    def stop(self, how=signal.SIGINT):
        self.process.send_signal(how)
        code = self.process.wait(10)
        for thread in self.threads:
            thread.join(5)
        return code


def answer(*ratings):
    psql("INSERT INTO voice.visit (recommend) VALUES " + ", ".join(f"({r})" for r in ratings))


def alerts():
    return [int(i) for i in psql("SELECT alert_id FROM voice.alert ORDER BY 1").split()]


def watching(folder):
    place = folder / "place.json"
    answer(1)
    done = xm("watch", "--once", "--all", "--state", place, user="xm_reader")
    line = json.loads(done.stdout)
    check("what is there", done.returncode == 0 and (line["rule"], line["value"], line["kind"], line["survey"]) == ("detractor", 1, "answer", "visit"), done)
    check("once", xm("watch", "--once", "--state", place, user="xm_reader").stdout == "")
    check("from now on without a place", xm("watch", "--once", user="xm_reader").stdout == "")
    answer(2)
    w = Watcher("--state", place)
    check("what came meanwhile", w.wait(1) == alerts()[-1:], w.notes)
    delays = []
    for i in range(20):
        psql("INSERT INTO voice.visit (recommend) VALUES (0)")
        committed = time.time()
        w.wait(2 + i)
        delays.append(w.lines[-1][0] - committed)
    delays.sort()
    check(f"an alert arrives within 100 ms of its commit (median of twenty {1000 * delays[10]:.0f} ms)", delays[10] < 0.1, delays)

    # Two commits before one.
    before = len(w.lines)
    late = subprocess.Popen(["psql", "-Xq", "-d", DB, "-U", "xm_asker"], stdin=subprocess.PIPE, text=True)
    late.stdin.write("BEGIN; INSERT INTO voice.visit (recommend) VALUES (3);\n")
    late.stdin.flush()
    while psql("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'", user=None) == "0\n":
        time.sleep(0.01)
    answer(3)
    first = w.wait(before + 1)[before:]
    late.communicate("COMMIT;\n")
    check("alerts that commit out of order", (w.wait(before + 2)[before:], first) == ([alerts()[-1], alerts()[-2]], [alerts()[-1]]), (w.lines[before:], alerts()[-3:]))
    psql("BEGIN; INSERT INTO voice.visit (recommend) VALUES (3); ROLLBACK")
    answer(9)
    time.sleep(0.3)
    check("of what was rolled back nothing", len(w.lines) == before + 2)

    # Restarts of either side while answers come in.
    stop = []

    def writer():
        while not stop:
            try:
                answer(1, 2)
            except RuntimeError:
                time.sleep(0.05)
            time.sleep(0.01)

    writing = [threading.Thread(target=writer) for _ in range(3)]
    for t in writing:
        t.start()
    seen = []
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
        time.sleep(0.5)
        psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'xm'", user=None)
        time.sleep(1.7)
        w.stop(how)
        seen += [json.loads(line)["alert_id"] for _, line in w.lines]
        check("it says that the connection was lost", any("connecting again" in line for _, line in w.notes), w.notes)
        w = Watcher("--state", place)
    stop.append(1)
    for t in writing:
        t.join()
    time.sleep(0.5)
    ended = w.stop()
    check("Ctrl-C is a good end", ended == 0, ended)
    seen += [json.loads(line)["alert_id"] for _, line in w.lines]
    wanted = alerts()[1:]
    check("over restarts of either side no alert is lost", set(seen) == set(wanted), (len(seen), len(wanted)))
    check("and none is told twice (but for a line that a killed one had not noted)", len(seen) - len(set(seen)) <= 10, len(seen) - len(set(seen)))

    # Where nobody is told, it looks.
    psql("INSERT INTO voice.setting VALUES ('notify', 'off')")
    w = Watcher("--poll", "0.3")
    answer(0)
    check("without notifications it looks", w.wait(1, 3) == alerts()[-1:])
    w.stop()
    psql("DELETE FROM voice.setting WHERE name = 'notify'")
    place.write_text("{}")
    done = xm("watch", "--once", "--state", place, user="xm_reader")
    check("a file that keeps no place", done.returncode == 1 and "does not keep the place" in done.stderr, done)
    done = xm("watch", "--once", user="xm_nobody")
    check("a stranger hears nothing", done.returncode == 1 and "permission denied" in done.stderr, done)
    place.write_text(json.dumps({"from": 10**15, "seen": [], "last": alerts()[-3]}))
    done = xm("watch", "--once", "--state", place, user="xm_reader")
    check("a database that was restored, and counts anew", [json.loads(line)["alert_id"] for line in done.stdout.splitlines()] == alerts()[-2:], done)


def imports(folder):
    file = folder / "visit.csv"
    file.write_text("source_id,submitted_at,recommend\n" + "".join(f"i{i},{time.strftime('%Y-%m-%d %H:%M', time.gmtime(time.time() - 3600))},{i}\n" for i in range(11)))
    before = len(alerts())
    done = xm("import", file, "--survey", "visit", "--zone", "UTC")
    check("an import raises no alert", done.returncode == 0 and len(alerts()) == before, done)
    file.write_text(file.read_text().replace("i", "j").replace("jd", "id").replace("submjtted", "submitted"))
    done = xm("import", file, "--survey", "visit", "--zone", "UTC", "--alerts")
    check("unless it is told to", done.returncode == 0 and len(alerts()) == before + 4, done)


def main():
    for role in "xm_asker", "xm_reader", "xm_nobody":
        checking.psql(f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$", database="postgres")
    checking.psql(f"DROP DATABASE IF EXISTS {DB}", f"CREATE DATABASE {DB} OWNER xm_asker", database="postgres")
    try:
        checking.psql("CREATE EXTENSION pg_xm", database=DB)
        psql("SELECT xm.create_workspace('voice')", f"SELECT xm.create_survey('voice', 'visit', '{SURVEY}')", "INSERT INTO voice.wave VALUES ('visit', 'w1')", "INSERT INTO voice.person (person_id, side) SELECT i, 'customer' FROM generate_series(1, 5) i",
             "INSERT INTO voice.person_key VALUES ('customer', 'email', 'ann@example.org', 1), ('customer', 'email', 'bob@example.org', 2), ('customer', 'crm', 'C3', 3)", "INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold) VALUES ('detractor', 'visit', 'recommend', 'answer', '<=', 3)",
             "SELECT xm.grant_workspace('voice', 'xm_reader', 'analyst')")
        with tempfile.TemporaryDirectory() as name:
            invitations(Path(name))
            watching(Path(name))
            imports(Path(name))
    finally:
        checking.psql(f"DROP DATABASE {DB} WITH (FORCE)", *(f"DROP ROLE {role}" for role in ("xm_asker", "xm_reader", "xm_nobody")), database="postgres")
    end()


main()
