#!/usr/bin/env python3
"""Imports that are cut off in the middle, and hostile files.

  crash.py [cut | hostile]

Whatever ends an import of 300,000 rows (kill -9, Ctrl-C, the server's crash or restart, a lost connection, a full disk), nothing of
it is stored, and run again it is complete. A hostile file is an error within 200 MB and a minute.
Starts a server of its own with the build (the variable XM_BUILD, else build/release) and takes the program xm from there (or the
variable XM). Ends with "N passed, N failed".
"""
import contextlib
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path

import checking
from checking import check

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = os.environ.get("XM_BUILD", "build/release")
XM = os.environ.get("XM", str(ROOT / BUILD / "xm"))
ROWS = 300_000
BEFORE = 1_000  # rows of the survey that were there before
MEMORY = 200  # MB
OWNER = "xm_crash_boss"


# --- a server that may be killed --------------------------------------------------------------------


class Server:
    """A server of its own, and a session that watches what it does."""

    def __init__(self, folder):
        self.folder = folder
        self.act("start", BUILD)
        printed = subprocess.run([ROOT / "tools/server", "env", folder], text=True, capture_output=True, check=True).stdout
        self.env = {**os.environ, **dict(re.findall(r"(PG\w+)='?([^' \n]*)'?", printed)), "PGUSER": OWNER}
        self.socket = f"{self.env['PGHOST']}/.s.PGSQL.5432"
        self.watcher = None
        self.sql(f"CREATE ROLE {OWNER} LOGIN; CREATE DATABASE voice OWNER {OWNER}", database="postgres")
        self.env["PGDATABASE"] = "voice"
        self.sql("CREATE EXTENSION pg_xm")
        self.sql("SELECT xm.create_workspace('voice')", user=OWNER)

    def act(self, what, *arguments):
        subprocess.run([ROOT / "tools/server", what, self.folder, *arguments], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)

    def sql(self, statements, database="voice", user="postgres"):
        done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-U", user, "-d", database], input=statements.replace(";", ";\n"), text=True, capture_output=True, env=self.env)
        if done.returncode:
            raise RuntimeError(f"{statements}: {done.stderr}")
        return done.stdout.strip()

    def watch(self, question):
        """The answer of a session that stays; nothing while there is no server."""
        if self.watcher is None or self.watcher.poll() is not None:
            self.watcher = subprocess.Popen(["psql", "-XqAt", "-U", "postgres", "-d", "postgres"], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.env)
        with contextlib.suppress(BrokenPipeError):
            self.watcher.stdin.write(f"{question};\n\\echo end\n")
            self.watcher.stdin.flush()
            lines = []
            for line in self.watcher.stdout:
                if line == "end\n":
                    return "".join(lines).strip()
                lines.append(line)
        return ""

    def up(self):
        """Waits until it takes statements again and nobody imports."""
        for _ in range(600):
            done = subprocess.run(["psql", "-XqAt", "-U", "postgres", "-d", "postgres", "-c", f"SELECT count(*) FROM pg_stat_activity WHERE usename = '{OWNER}'"], text=True, capture_output=True, env=self.env)
            if done.returncode == 0 and done.stdout.strip() == "0":
                return
            time.sleep(0.1)
        raise RuntimeError("the server does not come back")

    def stored(self, survey):
        return int(self.sql(f"SELECT count(*) FROM voice.{survey}")) if self.sql(f"SELECT to_regclass('voice.{survey}')") else 0

    def close(self):
        if self.watcher is not None:
            self.watcher.kill()
            self.watcher.wait()
        self.act("remove")


# Moments of an import, as questions to the server that are true then.
MOMENTS = {
    "while rows are sent": "SELECT true FROM pg_stat_progress_copy WHERE tuples_processed > 20000",
    "while they are stored": f"SELECT true FROM pg_stat_activity WHERE usename = '{OWNER}' AND state = 'active' AND query !~* '^\\s*COPY' AND clock_timestamp() - query_start > '0.1 s' AND xact_start < query_start - interval '0.2 s'",
}


def start(server, *arguments, **more):
    """Begins an import; its output goes to a file, so that it never waits for a reader."""
    log = tempfile.TemporaryFile()
    process = subprocess.Popen([XM, "import", *map(str, arguments)], env=server.env, stdout=log, stderr=subprocess.STDOUT, **{"stdin": subprocess.DEVNULL, **more})
    process.log = log
    return process


def end(process, seconds=120):
    """(exit code, what it printed, megabytes it held)."""
    limit = time.time() + seconds
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if time.time() > limit:
            process.kill()
            _, status, usage = os.wait4(process.pid, 0)
            status = None
            break
        time.sleep(0.005)
    process.log.seek(0)
    process.returncode = -999 if status is None else os.waitstatus_to_exitcode(status)
    return process.returncode, process.log.read().decode("utf-8", "replace"), usage.ru_maxrss / 1024


def at_moment(server, process, moment):
    """Waits for a moment of the import; whether it came."""
    while process.poll_once() is None:
        if server.watch(MOMENTS[moment]) == "t":
            return True
    return False


def poll_once(process):
    """Whether it still runs, without taking its end away from wait4."""
    return None if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None else True


subprocess.Popen.poll_once = poll_once


# --- answers ------------------------------------------------------------------------------------------


def write_answers(path, rows, bad=0):
    with path.open("w") as file:
        file.write("id,submitted," + ",".join(f"q{k}" for k in range(8)) + ",comment\n")
        for i in range(rows):
            scores = ",".join(str((i * 7 + k) % 11) for k in range(8))
            file.write(f"r-{i},2024-{1 + i % 12:02}-{1 + i % 28:02}T10:00:00Z,{scores},comment number {i}\n")
        for i in range(bad):
            file.write(f"bad-{i},2024-01-01T10:00:00Z," + ",".join(["99"] * 8) + ",off the scale\n")


DEFINITION = '{"side": "customer", "items": [' + ", ".join(f'{{"name": "q{k}", "type": "rating", "scale": [0, 10]}}' for k in range(8)) + ', {"name": "comment", "type": "text"}]}'


def test_cut(server, folder):
    write_answers(folder / "before.csv", BEFORE)
    write_answers(folder / "all.csv", ROWS)
    write_answers(folder / "some_bad.csv", 2_000, bad=5)
    (folder / "definition.json").write_text(DEFINITION)
    arguments = ["--workspace", "voice", "--definition", folder / "definition.json"]
    into = lambda survey, file="all.csv": [*arguments, "--survey", survey, folder / file]
    code, text, _ = end(start(server, *into("visit", "before.csv")))
    if not check("what was there before", code == 0 and server.stored("visit") == BEFORE, text[-500:]):
        return

    def nothing_happened(name, survey="visit", rows=BEFORE):
        server.up()
        check(f"{name}: nothing half loaded", server.stored(survey) == rows, f"{server.stored(survey)} rows")
        summary = server.sql(f"SELECT COALESCE(sum(xm.responses(r)), 0) FROM voice.summary WHERE survey = '{survey}' AND item = 'q0'")
        check(f"{name}: nor counted", int(summary) == rows, summary)
        left = server.sql("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'")
        check(f"{name}: no table is left behind", left == "0", left)

    for moment in MOMENTS:
        for how, act in (("kill -9", signal.SIGKILL), ("Ctrl-C", signal.SIGINT), ("SIGTERM", signal.SIGTERM)):
            name = f"{how} {moment}"
            process = start(server, *into("visit"))
            reached = at_moment(server, process, moment)
            process.send_signal(act)
            code, text, _ = end(process)
            check(f"{name}: in the middle", reached and code != 0, f"exit code {code}: {text[-300:]}")
            if act == signal.SIGINT:
                check(f"{name}: ends as a refused import does, and says so", code in (1, 130, -signal.SIGINT) and "terminate called" not in text and text.strip(), f"exit code {code}: {text[-300:]}")
            nothing_happened(name)

        name = f"the server's crash {moment}"
        process = start(server, *into("visit"))
        reached = at_moment(server, process, moment)
        backend = server.watch(f"SELECT pid FROM pg_stat_activity WHERE usename = '{OWNER}'")
        if reached and backend:
            os.kill(int(backend), signal.SIGKILL)
        code, text, _ = end(process)
        check(f"{name}: an error", reached and code == 1 and text.strip(), f"exit code {code}: {text[-300:]}")
        nothing_happened(name)

        name = f"a restart of the server {moment}"
        process = start(server, *into("visit"))
        reached = at_moment(server, process, moment)
        server.act("stop")
        server.act("resume")
        code, text, _ = end(process)
        check(f"{name}: an error", reached and code == 1 and text.strip(), f"exit code {code}: {text[-300:]}")
        nothing_happened(name)

    name = "a new survey, kill -9"
    process = start(server, *into("fresh"))
    at_moment(server, process, "while rows are sent")
    process.kill()
    end(process)
    server.up()
    check(f"{name}: there is no survey", server.stored("fresh") == 0 and server.sql("SELECT count(*) FROM voice.survey WHERE survey = 'fresh'") == "0")

    test_connection(server, folder, arguments, nothing_happened)

    code, text, _ = end(start(server, *into("full", "some_bad.csv"), "--rejects", "/dev/full"))
    check("--rejects on a full disk: an error with its name", code == 1 and "/dev/full" in text, f"exit code {code}: {text[-300:]}")
    check("--rejects on a full disk: nothing stored", server.stored("full") == 0)

    code, text, memory = end(start(server, *into("visit")))
    check("run again it is complete", code == 0 and server.stored("visit") == ROWS, f"exit code {code}: {text[-400:]}")
    check("and says what was new", f"{ROWS - BEFORE}" in text.replace(",", ""), text[-400:])
    check(f"within {MEMORY} MB", memory <= MEMORY, f"{memory:.0f} MB")
    total = server.sql("SELECT sum(xm.responses(r)) FROM voice.summary WHERE survey = 'visit' AND item = 'q0'")
    check("and counted once", total == str(ROWS), total)
    code, text, memory = end(start(server, *into("visit")))
    check("and once more: nothing changes", code == 0 and re.search(r"(?<![\d,])0 new\b", text) and re.search(r"(?<![\d,])0 changed\b", text), text[-400:])
    check(f"that, too, within {MEMORY} MB", memory <= MEMORY, f"{memory:.0f} MB")


# --- a connection that is lost -------------------------------------------------------------------------


class Proxy(threading.Thread):
    """Stands between client and server, and cuts after some bytes from the client, or once it has passed on a COMMIT, before the answer comes."""

    def __init__(self, path, after=None, at_commit=False):
        super().__init__(daemon=True)
        self.path, self.after, self.at_commit, self.cut = path, after, at_commit, False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def run(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self.path)
                threading.Thread(target=self.back, args=(server, client), daemon=True).start()
                threading.Thread(target=self.forth, args=(client, server), daemon=True).start()

    def forth(self, client, server):
        sent = 0
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                sent += len(data)
                if self.at_commit and re.search(rb"(?<!ON )\bCOMMIT;?\s*\0", data, re.I):
                    self.cut = True  # before it is passed on: the answer must not come through
                    server.sendall(data)
                    time.sleep(1)  # the server commits
                    break
                server.sendall(data)
                if self.after is not None and sent > self.after:
                    self.cut = True
                    break
        for end_of in (client, server):
            with contextlib.suppress(OSError):
                end_of.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end_of.shutdown(socket.SHUT_RDWR)

    def back(self, server, client):
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if self.cut:
                    return
                client.sendall(data)

    def close(self):
        self.listener.close()


def test_connection(server, folder, arguments, nothing_happened):
    through = lambda proxy: ["-d", f"host=127.0.0.1 port={proxy.port} dbname=voice user={OWNER} sslmode=disable gssencmode=disable"]
    for megabytes in (1, 8):
        name = f"the connection lost after {megabytes} MB"
        proxy = Proxy(server.socket, after=megabytes << 20)
        proxy.start()
        code, text, _ = end(start(server, *through(proxy), *arguments, "--survey", "visit", folder / "all.csv"))
        proxy.close()
        check(f"{name}: an error", proxy.cut and code == 1 and text.strip(), f"cut {proxy.cut}, exit code {code}: {text[-300:]}")
        nothing_happened(name)
    name = "the connection lost while it commits"
    proxy = Proxy(server.socket, at_commit=True)
    proxy.start()
    write_answers(folder / "few.csv", 500)
    code, text, _ = end(start(server, *through(proxy), *arguments, "--survey", "commit", folder / "few.csv"))
    proxy.close()
    server.up()
    rows = server.stored("commit")
    check(f"{name}: an error, and all or nothing", proxy.cut and code == 1 and rows in (0, 500), f"cut {proxy.cut}, exit code {code}, {rows} rows: {text[-300:]}")
    check(f"{name}: it does not say that nothing was stored", rows == 0 or not re.search("nothing (was|is) (stored|loaded)(?! unless)", text, re.I), text[-500:])
    code, text, _ = end(start(server, *arguments, "--survey", "commit", folder / "few.csv"))
    check(f"{name}: run again it is complete", code == 0 and server.stored("commit") == 500, text[-300:])


# --- hostile files ------------------------------------------------------------------------------------------


def zip_file(path, members):
    """A ZIP archive; a member is bytes, or (head, block, times, tail) of a text that repeats, compressed without ever being held."""
    with path.open("wb") as file:
        directory = []
        for name, content in members:
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            head, block, times, tail = content if isinstance(content, tuple) else (content, b"", 0, b"")
            packed = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
            repeated = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)  # knows nothing of what came before
            last = packer.compress(tail) + packer.flush()
            size, full = len(packed) + len(repeated) * times + len(last), len(head) + len(block) * times + len(tail)
            crc = zlib.crc32(content) if not times else 0  # of what repeats nobody reads the end
            at = file.tell()
            entry = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, crc, size, full, len(name), 0)
            file.write(b"PK\3\4" + entry + name.encode() + packed)
            for _ in range(times):
                file.write(repeated)
            file.write(last)
            directory.append(b"PK\1\2" + struct.pack("<H", 20) + entry + struct.pack("<HHHLL", 0, 0, 0, 0, at) + name.encode())
        at = file.tell()
        file.write(b"".join(directory) + b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, len(directory), len(directory), sum(map(len, directory)), at, 0))


SHEET = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
STRINGS = b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
BOOK = [
    ("[Content_Types].xml", b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'),
    ("_rels/.rels", b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
    ("xl/workbook.xml", b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    ("xl/_rels/workbook.xml.rels", b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'),
]
ROW = b'<row><c t="inlineStr"><is><t>x</t></is></c><c><v>1</v></c></row>'
ENTITIES = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + k, b"&%c;" % (97 + k) * 10) for k in range(9)) + b"]>"


def hostile_files(folder):
    """Files of a few megabytes that would fill memory, or the time, of who believes them."""
    block = ROW * 8192
    zip_file(folder / "sheet_bomb.xlsx", [*BOOK, ("xl/worksheets/sheet1.xml", (SHEET, block, 3_900_000_000 // len(block), b"</sheetData></worksheet>"))])
    zip_file(folder / "cell_bomb.xlsx", [*BOOK, ("xl/worksheets/sheet1.xml", (SHEET + b'<row><c t="inlineStr"><is><t>', b"x" * 1_000_000, 3_900, b"</t></is></c></row></sheetData></worksheet>"))])
    strings = b"<si><t>one text</t></si><si><t>another text</t></si>" * 20_000
    zip_file(folder / "strings_bomb.xlsx", [*BOOK, ("xl/sharedStrings.xml", (STRINGS, strings, 3_900_000_000 // len(strings), b"</sst>")),
                                            ("xl/worksheets/sheet1.xml", SHEET + b'<row><c t="s"><v>1</v></c></row></sheetData></worksheet>')])
    zip_file(folder / "far_column.xlsx", [*BOOK, ("xl/worksheets/sheet1.xml", SHEET + b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (k, k) for k in range(1, 5_000)) + b"</sheetData></worksheet>")])
    zip_file(folder / "far_row.xlsx", [*BOOK, ("xl/worksheets/sheet1.xml", SHEET + b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2000000000"><c r="A2000000000"><v>1</v></c></row></sheetData></worksheet>')])
    zip_file(folder / "deep_sheet.xlsx", [*BOOK, ("xl/worksheets/sheet1.xml", (SHEET, b"<row>" * 200_000, 5, b""))])
    zip_file(folder / "entities_strings.xlsx", [*BOOK, ("xl/sharedStrings.xml", STRINGS.replace(b"<sst", ENTITIES + b"<sst") + b"<si><t>&j;</t></si></sst>"),
                                                ("xl/worksheets/sheet1.xml", SHEET + b'<row><c t="s"><v>0</v></c></row></sheetData></worksheet>')])
    with (folder / "million_columns.csv").open("w") as file:
        file.writelines(f"c{i}," for i in range(1_000_000))
        file.write("last\n" + "1," * 1_000_000 + "1\n")
    (folder / "deep.json").write_bytes(b'{"data": ' + b"[" * 5_000_000)
    (folder / "deep_object.json").write_bytes(b'{"data": [' + b'{"data": ' * 1_000_000)
    with (folder / "long_string.json").open("wb") as file:
        file.write(b'{"data": [{"id": "')
        for _ in range(300):
            file.write(b"x" * 1_000_000)
    (folder / "entities.lss").write_bytes(b'<?xml version="1.0"?>' + ENTITIES + b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType><x>&j;</x></document>")
    (folder / "entities.xml").write_bytes(b'<?xml version="1.0"?>' + ENTITIES + b'<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>&j;</h:title></h:head></h:html>')
    (folder / "external.lss").write_bytes(b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]><document><LimeSurveyDocType>&a;</LimeSurveyDocType></document>')
    sav = bytearray((HERE / "exports/spss_pyreadstat/sample_missing.sav").read_bytes())
    (folder / "half.sav").write_bytes(sav[: len(sav) // 2])
    struct.pack_into("<i", sav, 68, 2_000_000_000)  # values a case
    struct.pack_into("<i", sav, 80, 2_000_000_000)  # cases
    (folder / "huge_counts.sav").write_bytes(sav)
    (folder / "answers.csv").write_text("id,q1\n1,5\n")


# What comes through a pipe, as blocks that repeat until the program has had enough: head, block, times.
PIPES = {
    "a line of 2 GB": (b"", b"a" * (1 << 20), 2048),
    "a cell in quotes that never ends": (b'id,text\n1,"', b"a\n" * (1 << 19), 2048),
    "a record of 2 GB after good ones": (b"id,text\n" + b"1,good\n" * 50, b"a" * (1 << 20), 2048),
    "commas without an end": (b"id,text\n1,", b"," * (1 << 20), 2048),
    "zeros": (b"", bytes(1 << 20), 2048),
}


def test_hostile(server, folder):
    hostile_files(folder)
    options = ["--workspace", "voice", "--side", "customer", "--survey", "hostile"]
    companions = {"entities.lss", "entities.xml", "external.lss"}
    cases = {path.name: [path] for path in sorted(folder.iterdir()) if path.name != "answers.csv"} | {"15_inflates.xlsx": [HERE / "exports/broken/15_inflates.xlsx"], "16_entities.xlsx": [HERE / "exports/broken/16_entities.xlsx"]}
    for name, files in cases.items():
        if name in companions:
            files = [folder / "answers.csv", *files]
        for turn in (["--dry-run"], options):
            what = f"{name}{' (plan)' if turn != options else ''}"
            began = time.time()
            code, text, memory = end(start(server, *turn, *files), seconds=60)
            refused = code == 1 or turn != options and code == 0  # a plan looks at the beginning
            check(f"{what}: an error", refused and (code == 0 or len(text) < 4000 and name in text), f"exit code {code} after {time.time() - began:.0f} s: {text[:400]!r}")
            check(f"{what}: within {MEMORY} MB", memory <= MEMORY, f"{memory:.0f} MB")
    for name, (head, block, times) in PIPES.items():
        process = start(server, *options, "-", stdin=subprocess.PIPE)
        sent = 0
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(head)
            for sent in range(times):
                process.stdin.write(block)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        code, text, memory = end(process, seconds=60)
        check(f"{name}, through a pipe: an error", code == 1 and len(text) < 4000, f"exit code {code} after {sent} MB: {text[:400]!r}")
        check(f"{name}, through a pipe: within {MEMORY} MB", memory <= MEMORY, f"{memory:.0f} MB")
    check("of all that nothing is stored", server.stored("hostile") == 0)


def main():
    with tempfile.TemporaryDirectory(prefix="pg_xm.") as temporary:
        os.chmod(temporary, 0o755)
        server = Server(Path(temporary, "server"))
        try:
            for name, test in (("cut", test_cut), ("hostile", test_hostile)):
                if sys.argv[1:] in ([], [name]):
                    folder = Path(temporary, name)
                    folder.mkdir()
                    test(server, folder)
        finally:
            server.close()
    checking.end()


main()
