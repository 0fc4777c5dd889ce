#!/usr/bin/env python3
"""xm survey, xm doctor, and what all commands of xm share: command line, help, connection, passwords.

Each finding of xm doctor is provoked once, and where it says how to repair it that is what repairs it.
Needs a private server with pg_xm (the PG* variables name it, as a superuser) whose pg_hba.conf may be written. Prints "N passed, M failed".
"""
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
XM = str(ROOT / "build/release/xm")
DB = "xm_tools"
SECRET = "open-sesame-4711"
VISIT = {"side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "spend", "type": "number"},
                                       {"name": "why", "type": "text", "question": {"en": "Why?", "de": "Warum “so”? 😀"}},
                                       {"name": "way", "type": "multiple", "choices": {"web": "Web site", "app": "App"}}]}
PULSE = {"side": "employee", "items": [{"name": "mood", "type": "rating", "scale": [1, 5]}, {"name": "load", "type": "rating", "scale": [1, 5], "reversed": True}],
         "scales": [{"name": "both", "items": ["mood", "load"]}]}
passed = failed = 0


def check(name, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"not ok: {name} {detail}", flush=True)


def psql(*statements, database=DB):
    """Each statement by itself, the last one's rows."""
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database], input=";\n".join(statements), text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{statements}: {done.stderr}")
    return done.stdout


def xm(*arguments, database=DB, **env):
    where = {**os.environ, "PGDATABASE": database, **env}
    return subprocess.run([XM, *map(str, arguments)], text=True, capture_output=True, env={k: v for k, v in where.items() if v is not None}, timeout=60)


def ends(name, done, code, *said):
    """Whether it ended so, and said these things, in that order, somewhere."""
    text = done.stdout + done.stderr
    check(name, done.returncode == code and re.search(".*".join(map(re.escape, said)), text, re.S), f"ended with {done.returncode}: {text}")
    check(name + ": shows no internals", not re.search("terminate called|std::|what\\(\\)", text), text)


# --- command line ---------------------------------------------------------------------------------

def commands():
    """Every command with its help, as the help of the one above names it."""
    waiting, found = [()], {}
    while waiting:
        command = waiting.pop()
        done = xm(*command, "--help")
        check(f"help of {command}", done.returncode == 0 and not done.stderr, done.stderr)
        found[command] = done.stdout
        below = done.stdout.split("Subcommands:\n")
        if len(below) > 1:
            waiting += [(*command, name) for name in re.findall(r"^  ([a-z]+)", below[1].split("\n\n")[0], re.M)]
    return found


def command_line():
    ends("no command", xm(), 2, "no command", "HINT")
    ends("unknown command", xm("dance"), 2)
    ends("unknown option", xm("doctor", "--dance"), 2, "HINT")
    ends("an argument too many", xm("doctor", f"host=x password={SECRET}"), 2, "-d")
    ends("no folder to pull into", xm("survey", "pull"), 2, "--to")
    ends("no file to apply", xm("survey", "apply"), 2, "FILE")
    version = json.loads((ROOT / "META.json").read_text())["version"]
    check("version", xm("--version").stdout == f"xm {version}\n", xm("--version").stdout)
    # Roff writes - as \-; what is bold or not does not matter.
    page = re.sub(r"\\f.|\\", "", (ROOT / "docs/xm.1").read_text())
    for command, text in commands().items():
        lines = text.rstrip("\n").split("\n")
        check(f"help of {command} fits a screen", len(lines) <= 24 and max(map(len, lines)) <= 80, f"{len(lines)} lines, widest {max(lines, key=len)}")
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text):
            check(f"{option} of {command} is in the manual page", re.search(re.escape(option) + r"(?![\w-])", page) or option == "--help")
    rough = subprocess.run(["man", "-l", "--warnings", str(ROOT / "docs/xm.1")], text=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"}) if has("man") else None
    check("manual page is well formed", rough is None or not rough.stderr, rough and rough.stderr)
    for words, wanted in {("xm", "sur"): "survey", ("xm", "survey", "pl"): "plan", ("xm", "survey", "pull", "--t"): "--to", ("xm", "doctor", "--js"): "--json",
                          ("xm", "report", "--ea"): "--each", ("xm", "report", "--format", "h"): "html"}.items():
        shell = f"source {ROOT}/src/client/completion/xm.bash; COMP_WORDS=({' '.join((XM, *words[1:]))}); COMP_CWORD={len(words) - 1}; _xm; echo ${{COMPREPLY[@]}}"
        done = subprocess.run(["bash", "-c", shell], text=True, capture_output=True)
        check(f"completion of {words}", done.stdout.split() == [wanted], done.stdout + done.stderr)


def has(program):
    return subprocess.run(["which", program], capture_output=True).returncode == 0


# --- connection -----------------------------------------------------------------------------------

def listener(answer):
    """A port whose first caller is answered by the function; its address and the list of what he sent."""
    server, heard = socket.create_server(("127.0.0.1", 0)), []

    def serve():
        caller, _ = server.accept()
        heard.append(caller.recv(1000))
        answer(caller)
        caller.close()

    threading.Thread(target=serve, daemon=True).start()
    return server.getsockname()[1], heard


def connection(folder):
    hba = Path(psql("SHOW hba_file").strip())
    before = hba.read_text()
    psql(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'", "GRANT o TO guarded")
    hba.write_text("local all guarded scram-sha-256\n" + before)
    psql("SELECT pg_reload_conf()")
    time.sleep(0.5)
    host = os.environ["PGHOST"]
    empty = {"PGPASSFILE": str(folder / "none")}
    ends("no password", xm("survey", "list", "-d", f"dbname={DB} user=guarded", **empty), 1, "password", "HINT")
    for how, conninfo in {"wrong password": f"dbname={DB} user=guarded password=x{SECRET}", "wrong password in an URI": f"postgresql://guarded:x{SECRET}@/{DB}?host={host}",
                          "not a connection string": f"dbname={DB} user=guarded password='{SECRET}", "not an URI": f"postgresql://guarded:{SECRET}@[::1/{DB}",
                          "a slash in an URI": f"postgresql://guarded:{SECRET}/x@/{DB}", "a slash behind digits": f"postgresql://guarded:1/{SECRET}@/{DB}", "no scheme": f"guarded:{SECRET}@localhost/{DB}"}.items():
        done = xm("survey", "list", "-d", conninfo, **empty)
        check(how, done.returncode in (1, 2) and done.stderr.startswith("xm: ") and SECRET not in done.stdout + done.stderr, done.stderr)
    done = xm("doctor", f"password={SECRET}")
    check("a password in the wrong place is not shown", done.returncode == 2 and SECRET not in done.stdout + done.stderr, done.stderr)
    ends("the right password", xm("survey", "list", "-d", f"dbname={DB} user=guarded password={SECRET}", **empty), 0, "pulse")
    (folder / "pgpass").write_text(f"*:*:*:guarded:{SECRET}\n")
    (folder / "pgpass").chmod(0o600)
    ends("a password file", xm("survey", "list", "-d", f"dbname={DB} user=guarded", PGPASSFILE=str(folder / "pgpass")), 0, "pulse")
    hba.write_text(before)
    psql("SELECT pg_reload_conf()", "DROP ROLE guarded")
    full = subprocess.run([XM, "survey", "list"], stdout=open("/dev/full", "w"), stderr=subprocess.PIPE, text=True, env={**os.environ, "PGDATABASE": DB})
    check("an output that cannot be written", full.returncode == 1 and "cannot be written" in full.stderr, full.stderr)

    # The list of processes while it waits for the server.
    go = threading.Event()
    for conninfo in (f"host=127.0.0.1 port=%d user=a password={SECRET}", f"postgresql://a:{SECRET}@127.0.0.1:%d/b"):
        port, heard = listener(lambda caller: go.wait(20))
        waiting = subprocess.Popen([XM, "doctor", "-d", conninfo % port], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not heard and waiting.poll() is None:
            time.sleep(0.01)
        shown = [path.read_bytes() for path in Path("/proc").glob(f"{waiting.pid}/cmdline")]
        check("password in the list of processes", heard and shown and SECRET.encode() not in shown[0] and b"doctor" in shown[0], shown)
        waiting.terminate()
        waiting.communicate()
    go.set()

    (folder / "services").write_text(f"[voice]\nhost={host}\nport={os.environ['PGPORT']}\nuser=o\ndbname={DB}\n")
    bare = {"PGHOST": None, "PGPORT": None, "PGUSER": None, "PGDATABASE": None, "PGSERVICEFILE": str(folder / "services")}
    ends("a service by name", xm("survey", "list", "-d", "service=voice", **bare), 0, "pulse")
    ends("PGSERVICE", xm("survey", "list", **{**bare, "PGSERVICE": "voice"}), 0, "pulse")
    ends("no such service", xm("survey", "list", **{**bare, "PGSERVICE": "nix"}), 1, "nix")
    port, heard = listener(lambda caller: caller.sendall(b"N"))
    ends("TLS is asked for", xm("survey", "list", "-d", f"host=127.0.0.1 port={port} sslmode=require"), 1, "SSL")
    check("TLS is asked for first", heard == [bytes([0, 0, 0, 8, 4, 210, 22, 47])], heard)  # the SSLRequest of the protocol
    ends("nobody there", xm("survey", "list", "-d", f"host={folder} port=1"), 1, "HINT")
    ends("no such database", xm("survey", "list", database="nix"), 1, "nix")
    ends("no extension", xm("survey", "list", database="xm_bare"), 1, "xm_bare", "CREATE EXTENSION")
    ends("no workspace", xm("survey", "list", database="xm_empty"), 1, "create_workspace")
    ends("no such workspace", xm("survey", "list", "--workspace", "nix"), 1, "nix", "voice")


# --- surveys --------------------------------------------------------------------------------------

def surveys(folder):
    def file(name, definition):
        path = folder / name
        path.write_text(definition if isinstance(definition, str) else json.dumps(definition))
        return path

    visit, pulse = file("visit.json", VISIT), file("pulse.json", PULSE)
    ends("no survey yet", xm("survey", "list"), 0, "no survey")
    ends("plan of new ones", xm("survey", "plan", visit, pulse), 0, "visit: new survey", "customer, identified, 4 items", "pulse: new survey", "confidential", "1 scale")
    check("plan makes nothing", psql("SELECT count(*) FROM voice.survey") == "0\n")
    broken = file("broken.json", {**VISIT, "items": [*VISIT["items"], {"name": "x", "type": "rating", "scale": [0, 1000]}]})
    ends("an error has file and path", xm("survey", "plan", visit, broken), 1, str(broken), "items[4].scale[1]", "1000", "HINT")
    ends("before a server is asked", xm("survey", "apply", broken, database="nix"), 1, "items[4].scale[1]")
    # The server refuses the second: reserved by a table that is there.
    psql("CREATE TABLE voice.taken ()")
    ends("all files or none", xm("survey", "apply", visit, file("taken.json", PULSE)), 1, "taken.json", "taken")
    check("nothing of the first", psql("SELECT count(*) FROM voice.survey") == "0\n")
    psql("DROP TABLE voice.taken")
    ends("apply", xm("survey", "apply", visit, pulse), 0, "visit: new survey", "pulse: new survey", "Applied")
    ends("apply again", xm("survey", "apply", visit), 0, "visit: nothing to change")
    ends("apply both again", xm("survey", "apply", visit, pulse), 0, "Nothing to change")
    check("list", re.search(r"^pulse +employee +confidential +2", xm("survey", "list").stdout, re.M), xm("survey", "list").stdout)

    more = json.loads(json.dumps(VISIT))
    more["items"].append({"name": "again", "type": "boolean"})
    del more["items"][1]
    file("visit.json", more)
    ends("plan of changes", xm("survey", "plan", visit), 0, "2 changes", "add_item", "again", "apply")
    check("plan changes nothing", "again" not in psql("SELECT definition FROM voice.survey"))
    ends("changes", xm("survey", "apply", visit), 0, "add_item", "again")
    check("are there", "again" in psql("SELECT item FROM voice.item") and psql("SELECT retired FROM voice.item WHERE item = 'spend'") == "t\n")
    ends("and once", xm("survey", "apply", visit), 0, "nothing to change")
    psql("INSERT INTO voice.visit (recommend) SELECT 9 FROM generate_series(1, 7)")
    more["items"][0] = {"name": "recommend", "type": "rating", "scale": [1, 5]}
    ends("what would lose answers", xm("survey", "plan", file("visit.json", more)), 1, "visit.json", "items[0].scale", "7 answers", "HINT")
    ends("under another name", xm("survey", "plan", "--survey", "other", pulse), 0, "other: new survey")
    ends("--survey and two files", xm("survey", "plan", "--survey", "other", visit, pulse), 2, "--survey")
    (folder / "sub").mkdir()
    ends("two files of a survey", xm("survey", "plan", pulse, file("sub/pulse.json", PULSE)), 2, "pulse")
    ends("a name that is none", xm("survey", "plan", file("My pulse.json", PULSE)), 1, "My pulse", "HINT")
    ends("no such file", xm("survey", "plan", folder / "nix.json"), 2, "nix.json", "No such file")
    ends("a folder in place of a file", xm("survey", "plan", folder), 2, "directory")
    ends("an empty file", xm("survey", "plan", file("empty.json", "")), 1, "empty.json")
    ends("no JSON", xm("survey", "plan", file("text.json", "Dear all,")), 1, "text.json")
    ends("a list", xm("survey", "plan", file("list.json", "[]")), 1, "list.json")
    ends("a file of 20 MB", xm("survey", "plan", file("large.json", " " * 20_000_000)), 1, "16 MiB")
    ends("deep nesting", xm("survey", "plan", file("deep.json", "[" * 100_000)), 1, "deep.json")
    (folder / "bytes.json").write_bytes(b'{"side": "\xff\x00"}')
    ends("bytes that are no text", xm("survey", "plan", folder / "bytes.json"), 1, "bytes.json")
    ends("a byte order mark", xm("survey", "plan", file("pulse.json", "\ufeff" + json.dumps(PULSE))), 0, "nothing to change")

    into = folder / "into"
    ends("no folder", xm("survey", "pull", "--to", into), 2, "into")
    into.mkdir()
    ends("no such survey to pull", xm("survey", "pull", "--to", into, "nix"), 2, "nix", "survey list")
    ends("pull one", xm("survey", "pull", "--to", into, "pulse"), 0, "pulse.json: written")
    check("only that", [path.name for path in into.iterdir()] == ["pulse.json"])
    ends("pull all", xm("survey", "pull", "--to", into), 0, "pulse.json: as it was", "visit.json: written")
    text = (into / "visit.json").read_text()
    check("pulled in the order of definitions", list(json.loads(text)) == ["side", "mode", "language", "items"] and text.endswith("}\n"), text)
    check("texts as they are", "Warum “so”? 😀" in text and max(map(len, text.split("\n"))) <= 115, text)
    check("choices keep their order", [c["code"] for i in json.loads(text)["items"] for c in i.get("choices", [])] == ["web", "app"], text)
    check("what is retired is marked", [i["name"] for i in json.loads(text)["items"] if i.get("retired")] == ["spend"], text)
    ends("what was pulled is what there is", xm("survey", "plan", into / "visit.json", into / "pulse.json"), 0, "visit: nothing", "pulse: nothing")
    (into / "pulse.json").write_text("mine")
    ends("pull over", xm("survey", "pull", "--to", into, "pulse"), 0, "written")
    check("with ordinary rights", oct((into / "pulse.json").stat().st_mode & 0o777) == oct(0o666 & ~umask()))
    (into / "pulse.json").unlink()
    (into / "pulse.json").mkdir()
    ends("a file that cannot be written", xm("survey", "pull", "--to", into, "pulse"), 1, "pulse.json", "cannot be written")
    check("nothing is left behind", sorted(path.name for path in into.iterdir()) == ["pulse.json", "visit.json"])
    psql("CREATE ROLE stranger LOGIN")
    ends("a stranger", xm("survey", "list", PGUSER="stranger"), 1, "permission denied")
    ends("an analyst lists", xm("survey", "list", PGUSER="bi"), 0, "visit")
    ends("an analyst applies", xm("survey", "apply", pulse, PGUSER="bi"), 1, "pulse.json")
    psql("DROP ROLE stranger")


def umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


# --- doctor ---------------------------------------------------------------------------------------

def findings(**options):
    done = xm("doctor", "--json", **options)
    try:
        said = json.loads(done.stdout)
    except ValueError:
        check("doctor answers", False, done.stdout + done.stderr)
        return []
    problems = [f for f in said["findings"] if f["level"] == "problem"]
    check("doctor's ending says whether there is a problem", said["problems"] == len(problems) and done.returncode == (1 if problems else 0), done.stdout)
    check("each finding says what it means and what to do", all(f["level"] == "ok" or f["meaning"] and (f.get("remedy") or "superusers" in f["found"]) for f in said["findings"]), done.stdout)
    return said["findings"]


def bad(found):
    return {(f["level"], f["found"]) for f in found if f["level"] != "ok"}


sound = set()  # what is found where nothing was provoked


def provoked(level, pattern, *statements, undo=None, **options):
    """What these statements bring about is found, and then, by the remedy or by what is said to undo it, gone."""
    psql(*statements)
    found = findings(**options)
    new = [f for f in found if (f["level"], f["found"]) not in sound and f["level"] != "ok"]
    mine = [f for f in new if re.search(pattern, f["found"]) and f["level"] == level]
    check(f"found: {pattern}", len(mine) == 1, json.dumps(new, indent=1))
    try:
        if undo is None:
            for f in new:
                psql(re.sub(r"^As a superuser: |  \(.*\)$", "", f["remedy"]))
        elif undo:
            psql(*undo)
    except RuntimeError as e:
        check(f"remedy of: {pattern}", False, e)
    check(f"gone: {pattern}", options or bad(findings()) == sound, bad(findings()) ^ sound)


def doctor():
    psql("INSERT INTO voice.unit (unit) VALUES ('a'), ('b')", "UPDATE voice.visit SET unit = 'a'", "INSERT INTO voice.wave VALUES ('pulse', 'w1', '2026-01-01', '2026-01-31')",
         "INSERT INTO voice.person (person_id, side) SELECT i, 'employee' FROM generate_series(1, 40) i",
         "INSERT INTO voice.pulse (unit, wave, person_id, mood, load) SELECT 'b', 'w1', i, 1 + i % 5, 2 FROM generate_series(1, 40) i", "DELETE FROM voice.pulse WHERE mood = 3")
    global sound
    sound = bad(findings())
    check("a sound workspace", {level for level, _ in sound} == {"note"}, sound)
    check("its owner sees all", not any("could not be seen" in f["found"] for f in findings(PGUSER="o")), findings(PGUSER="o"))
    done = xm("doctor")
    check("as text", done.returncode == 0 and re.search(r"^workspace voice$", done.stdout, re.M) and re.search(r"^0 problems, \d+ notes?, \d+ ok$", done.stdout, re.M), done.stdout)
    check("for others it says what it could not see", any("could not be seen" in f["found"] and "o" in f["remedy"] for f in findings(PGUSER="bi")))

    # roles and rights
    provoked("problem", "bi has BYPASSRLS", "ALTER ROLE bi BYPASSRLS")
    provoked("problem", "bi is a member of pg_read_all_data", "GRANT pg_read_all_data TO bi")
    provoked("problem", "bi is a member of o, the owner", "GRANT o TO bi")
    provoked("problem", "bi may read files", "GRANT pg_read_server_files TO bi")
    provoked("note", "superusers: .*root2", "CREATE ROLE root2 SUPERUSER", undo=["DROP ROLE root2"])
    provoked("problem", "o, the owner, is a superuser", "ALTER ROLE o SUPERUSER")
    provoked("problem", "touchpoint belongs to hr", "ALTER TABLE voice.touchpoint OWNER TO hr")
    provoked("problem", "row security of pulse is off", "ALTER TABLE voice.pulse DISABLE ROW LEVEL SECURITY")
    provoked("problem", "table voice.visit is open to PUBLIC", "GRANT SELECT ON voice.visit TO PUBLIC")
    provoked("problem", "table voice.visit is open to PUBLIC", "GRANT SELECT (unit) ON voice.visit TO PUBLIC", undo=["REVOKE ALL (unit) ON voice.visit FROM PUBLIC"])
    provoked("problem", r"function voice.submit\(text,jsonb\) is open to PUBLIC", "GRANT EXECUTE ON FUNCTION voice.submit TO PUBLIC")
    provoked("note", r"function voice.mine\(\) is open to PUBLIC", "CREATE FUNCTION voice.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    psql("DROP FUNCTION voice.mine()")
    provoked("problem", "schema voice is open to PUBLIC", "GRANT USAGE ON SCHEMA voice TO PUBLIC")
    provoked("problem", "new TABLES of o are open to PUBLIC", "ALTER DEFAULT PRIVILEGES FOR ROLE o GRANT SELECT ON TABLES TO PUBLIC")
    provoked("note", "new TABLES of o IN SCHEMA voice are open to bi", "ALTER DEFAULT PRIVILEGES FOR ROLE o IN SCHEMA voice GRANT SELECT ON TABLES TO bi")
    for name, value in {"k": 3, "colluders": 0, "distributions": 8, "comments": 5}.items():
        provoked("problem", f"setting {name} is {value}", f"INSERT INTO voice.setting VALUES ('{name}', '{value}')")
        psql(f"DELETE FROM voice.setting WHERE name = '{name}'")
    provoked("problem", "web is a collector and may read voice.visit", "GRANT SELECT ON voice.visit TO web")
    provoked("problem", "bi is a member of hr, a custodian", "GRANT hr TO bi")
    provoked("problem", "policy mine on pulse", "CREATE POLICY mine ON voice.pulse FOR SELECT TO bi USING (true)")
    provoked("problem", "policy of custodians on pulse holds for bi", "ALTER POLICY custodian ON voice.pulse TO hr, bi")
    provoked("problem", "voice.leak shows", "CREATE VIEW voice.leak AS SELECT mood FROM voice.pulse", "GRANT SELECT ON voice.leak TO bi")
    psql("DROP VIEW voice.leak")
    provoked("problem", "voice.leak shows", "CREATE MATERIALIZED VIEW voice.leak AS SELECT mood FROM voice.pulse", "GRANT SELECT ON voice.leak TO bi")

    # tables
    provoked("problem", "visit has a part voice.visit_2024", "CREATE TABLE voice.visit_2024 () INHERITS (voice.visit)", undo=["DROP TABLE voice.visit_2024"])
    provoked("problem", "visit is partitioned", "ALTER TABLE voice.visit RENAME TO visit_before", "ALTER TABLE voice.visit_before SET SCHEMA public",
             "CREATE TABLE voice.visit (LIKE public.visit_before) PARTITION BY RANGE (submitted_at)", "ALTER TABLE voice.visit OWNER TO o", "ALTER TABLE voice.visit ENABLE ROW LEVEL SECURITY",
             undo=["DROP TABLE voice.visit", "ALTER TABLE public.visit_before SET SCHEMA voice", "ALTER TABLE voice.visit_before RENAME TO visit"])
    provoked("problem", "trigger xm_insert of visit is off", "ALTER TABLE voice.visit DISABLE TRIGGER xm_insert")
    provoked("problem", "trigger xm_delete of visit is gone", "DROP TRIGGER xm_delete ON voice.visit")
    provoked("problem", "trigger xm_used of wave is off", "ALTER TABLE voice.wave DISABLE TRIGGER xm_used")
    provoked("problem", "trigger xm_normal of person_key is gone", "DROP TRIGGER xm_normal ON voice.person_key")
    provoked("problem", "the definition of visit cannot be read", "UPDATE voice.survey SET definition = definition || '{\"nix\": 1}' WHERE survey = 'visit'",
             undo=["UPDATE voice.survey SET definition = definition - 'nix'"])

    # the summary
    provoked("problem", r"differs from the answers: recommend \(8 answers, 7 in the summary\)", "SET session_replication_role = replica", "INSERT INTO voice.visit (unit, recommend) VALUES ('a', 3)")
    provoked("problem", r"differs from the answers: .*both", "SET session_replication_role = replica", "UPDATE voice.pulse SET load = NULL WHERE person_id = 1")
    provoked("note", "10000 rows were appended|1[0-9]{4} rows were appended", "INSERT INTO voice.visit (unit, channel, recommend) SELECT 'a', i, 5 FROM generate_series(1, 10000) i")
    psql("SELECT xm.create_workspace('later', owner => 'o', summary => 'manual')", f"SELECT xm.create_survey('later', 'visit', '{json.dumps(VISIT)}')")
    alone, sound = sound, bad(findings())
    ends("which of two workspaces", xm("survey", "list"), 2, "later, voice", "--workspace")
    ends("this one", xm("survey", "list", "--workspace", "later"), 0, "visit")
    done = xm("doctor", "--workspace", "later")
    check("doctor of one workspace", done.returncode == 0 and "workspace later" in done.stdout and "workspace voice" not in done.stdout, done.stdout)
    ends("doctor of none such", xm("doctor", "--workspace", "nix"), 1, "nix")
    provoked("note", "was never made", "INSERT INTO later.visit (recommend) VALUES (3)")
    provoked("note", "is as of 20.*came or changed since", "INSERT INTO later.visit (recommend) VALUES (4)")
    psql("DROP SCHEMA later CASCADE")
    sound = alone

    # answers and statistics
    provoked("problem", "ANALYZE keeps statistics of pulse", "ALTER TABLE voice.pulse ALTER mood SET STATISTICS 100")
    provoked("problem", "statistics of pulse are kept", "ALTER TABLE voice.pulse ALTER mood SET STATISTICS 100", "ANALYZE voice.pulse", "ALTER TABLE voice.pulse ALTER mood SET STATISTICS 0")
    provoked("problem", "extended statistics voice.s are of pulse", "CREATE STATISTICS voice.s ON mood, load FROM voice.pulse")
    provoked("note", "1 answers to visit have no unit", "INSERT INTO voice.visit (recommend, source_id) VALUES (3, 'x')", undo=["UPDATE voice.visit SET unit = 'a' WHERE unit IS NULL"])
    provoked("note", "wave w2 of pulse has no dates", "INSERT INTO voice.wave VALUES ('pulse', 'w2')", undo=["DELETE FROM voice.wave WHERE wave = 'w2'"])

    # server
    for setting, level in {"log_statement=all": "problem", "log_statement=mod": "problem", "log_statement=ddl": "note", "log_min_duration_statement=0": "problem",
                           "log_min_duration_statement=100": "note", "password_encryption=md5": "note"}.items():
        name, value = setting.split("=")
        provoked(level, f"{name} is {value}", "SELECT 1", undo=(), PGOPTIONS=f"-c {setting}")
    check("statements that fail are logged", any("log_min_error_statement" in f["found"] for f in findings()))
    check("or not", not any("log_min_error_statement" in f["found"] for f in findings(PGOPTIONS="-c log_min_error_statement=panic")))

    # versions
    provoked("problem", "its objects are of 0.8.0", "UPDATE voice.setting SET value = '0.8.0' WHERE name = 'version'")
    version = psql("SELECT xm.version()").strip()
    provoked("problem", "its objects are of 10.0.0, later than", "UPDATE voice.setting SET value = '10.0.0' WHERE name = 'version'", undo=[f"UPDATE voice.setting SET value = '{version}' WHERE name = 'version'"])
    old = findings(database="xm_old")
    check("an older extension", ("problem", f"pg_xm 0.8.0 in this database, {version} installed") in bad(old) and ("problem", f"xm is {version}, pg_xm in this database 0.8.0") in bad(old), bad(old))
    older = findings(database="xm_oldest")
    check("one without workspaces", ("note", "pg_xm 0.4.0 has no workspaces") in bad(older) or any("0.4.0 in this database" in text for _, text in bad(older)), bad(older))
    check("no extension", any("has no pg_xm" in f["found"] and f["remedy"] == "CREATE EXTENSION pg_xm;" for f in findings(database="xm_bare")))
    check("no workspace", ("note", "none yet") in bad(findings(database="xm_empty")))
    check("another encoding", ("note", "the database has encoding LATIN1") in bad(findings(database="xm_latin")))

    # Whatever the owner puts into his views and functions, a superuser's doctor runs none of it.
    psql("CREATE FUNCTION public.trap() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped as %', current_user; END $$", "ALTER FUNCTION public.trap() OWNER TO o",
         *(f"CREATE POLICY trap ON voice.{t} USING (public.trap())" for t in ("setting", "wave", "unit", "summary_store")))
    for view in "summary", "summary_part", "summary_path", "summary_logged", "score", "answer":
        body = psql(f"SELECT rtrim(pg_get_viewdef('voice.{view}'), ';')")
        psql(f"CREATE OR REPLACE VIEW voice.{view} AS SELECT * FROM ({body}) x WHERE public.trap()")
    check("no code of the owner runs", not any("trapped" in f["found"] for f in findings()), bad(findings()))
    psql("DROP TABLE voice.touchpoint CASCADE")
    check("a table that is gone", ("problem", "table touchpoint is gone") in bad(findings()))


def main():
    for database, options in {DB: "", "xm_bare": "", "xm_empty": "", "xm_old": "", "xm_oldest": "", "xm_latin": "ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"}.items():
        psql(f"DROP DATABASE IF EXISTS {database}", f"CREATE DATABASE {database} {options}", database="postgres")
    for database, which in {DB: "", "xm_empty": "", "xm_old": "VERSION '0.8.0'", "xm_oldest": "VERSION '0.4.0'"}.items():
        psql(f"CREATE EXTENSION pg_xm {which}", database=database)
    roles = "o", "web", "bi", "hr"
    psql(*(f"CREATE ROLE {r} LOGIN" for r in roles), "SELECT xm.create_workspace('voice', owner => 'o')", "SELECT xm.grant_workspace('voice', 'web', 'collector')",
         "SELECT xm.grant_workspace('voice', 'bi', 'analyst')", "SELECT xm.grant_workspace('voice', 'hr', 'custodian')")
    try:
        with tempfile.TemporaryDirectory() as name:
            command_line()
            surveys(Path(name))
            connection(Path(name))
        doctor()
    finally:
        psql(*(f"DROP DATABASE {d} WITH (FORCE)" for d in (DB, "xm_bare", "xm_empty", "xm_old", "xm_oldest", "xm_latin")), *(f"DROP ROLE IF EXISTS {r}" for r in (*roles, "guarded", "stranger")),
             database="postgres")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
