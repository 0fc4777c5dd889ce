#!/usr/bin/env python3
"""How fast `xm import` loads, as ratios against psql's \\copy of the same rows into the same table, in one run.

ROWS rows of 20 columns as CSV (default 2 million), a tenth of them as XLSX, a quarter as SPSS; ROUNDS rounds of each load
(default 3, in turns, medians). Needs a server with pg_xm (the PG* variables name it, as a superuser) and XM, the client; or
`make bench`. With WRITE=1 the figures go into docs/performance.md.
"""
import itertools
import json
import os
import random
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import run

ROOT = Path(__file__).resolve().parents[2]
ROWS = int(os.environ.get("ROWS", 2_000_000))
ROUNDS = int(os.environ.get("ROUNDS", 3))
XM = os.environ.get("XM", str(ROOT / "build/release/xm"))
RATINGS = [f"q{k}" for k in range(1, 13)]
COLUMNS = ["response_id", "submitted_at", *RATINGS, "spend", "visits", "branch", "why", "day", "again"]
DEFINITION = {
    "title": {"en": "bench"}, "side": "customer",
    "items": [{"name": q, "type": "rating", "scale": [1, 5]} for q in RATINGS]
    + [{"name": "spend", "type": "number"}, {"name": "visits", "type": "number"},
       {"name": "branch", "type": "choice", "choices": [{"code": c, "label": {"en": c}} for c in ("north", "south", "east", "west")]},
       {"name": "why", "type": "text"}, {"name": "day", "type": "date"}, {"name": "again", "type": "boolean"}]}
lines = []


def say(line):
    lines.append(line)
    print(line, flush=True)


def psql(sql, user="xm_bench"):
    who = ["-U", user] if user else []
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *who], input=sql, text=True, stdout=subprocess.PIPE, check=True,
                          env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}).stdout


def made(rows):
    """The rows, as texts of the columns."""
    chance = random.Random(1)
    words = ["fast", "slow service", "friendly staff, clean", "", "price", "ok", "never again"]
    for i in range(rows):
        day = f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}"
        yield [f"R_{chance.getrandbits(60):015x}", f"{day} {i % 24:02d}:{i % 60:02d}:00+00", *(str(chance.randint(1, 5)) for _ in RATINGS),
               f"{chance.randint(0, 99999) / 100}", str(chance.randint(0, 40)), ("north", "south", "east", "west")[i % 4], chance.choice(words), day, ("true", "true", "false")[i % 3]]


def write_csv(path, rows):
    with open(path, "w") as out:
        out.write(",".join(COLUMNS) + "\n")
        for row in made(rows):
            out.write(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n")


def write_xlsx(path, rows):
    """As spreadsheets write it: words in the shared strings, numbers as such."""
    main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    shared, numbers = {}, {*RATINGS, "spend", "visits"}
    letters = [chr(65 + k) for k in range(len(COLUMNS))]

    def cell(k, n, value):
        if n > 1 and COLUMNS[k] in numbers:
            return f'<c r="{letters[k]}{n}"><v>{value}</v></c>'
        return f'<c r="{letters[k]}{n}" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{main}"><sheetData>'.encode())
            for n, row in enumerate(itertools.chain([COLUMNS], made(rows)), 1):
                sheet.write(f'<row r="{n}">{"".join(cell(k, n, value) for k, value in enumerate(row) if value)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{"".join(f"<si><t>{word}</t></si>" for word in shared)}</sst>')
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="answers" sheetId="1" r:id="r1"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
                      f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        book.writestr("_rels/.rels", f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        book.writestr("[Content_Types].xml", f'<Types xmlns="{packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>')


def write_sav(path, rows):
    """An uncompressed .sav: texts of 24 bytes, the rest as numbers (PSPP's description of the format)."""
    texts = {"response_id", "submitted_at", "branch", "why", "day", "again"}
    with open(path, "wb") as out:
        width = sum(3 if c in texts else 1 for c in COLUMNS)
        out.write(struct.pack("<4s60siiiiid9s8s64s3x", b"$FL2", b"@(#) SPSS DATA FILE", 2, width, 0, 0, rows, 100.0, b"01 Jan 24", b"00:00:00", b""))
        for k, c in enumerate(COLUMNS):
            name, kind = f"V{k}".ljust(8).encode(), 24 if c in texts else 0
            shown = (1 if kind else 5) << 16 | (24 if kind else 8) << 8 | (0 if kind else 2)
            out.write(struct.pack("<iiiiii8s", 2, kind, 0, 0, shown, shown, name))
            for _ in range(2 if kind else 0):
                out.write(struct.pack("<iiiiii8s", 2, -1, 0, 0, 0, 0, b" " * 8))
        names = "\t".join(f"V{k}={c}" for k, c in enumerate(COLUMNS)).encode()
        out.write(struct.pack("<iiii", 7, 13, 1, len(names)) + names)
        out.write(struct.pack("<iiii", 7, 20, 1, 5) + b"UTF-8" + struct.pack("<ii", 999, 0))
        row_of = struct.Struct("<" + "".join("24s" if c in texts else "d" for c in COLUMNS))
        for row in made(rows):
            out.write(row_of.pack(*(cell.ljust(24).encode() if c in texts else float(cell) for c, cell in zip(COLUMNS, row))))


def imported(*arguments):
    """Seconds, peak memory in kB and what was said; every row must have been read."""
    began = time.monotonic()
    process = subprocess.Popen([XM, "import", "--workspace", "bench_import", "--survey", "visit", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               env={**os.environ, "PGUSER": "xm_bench"})
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit(f"xm import failed: {said}")
    return time.monotonic() - began, used.ru_maxrss, said


def row(name, ours, other, theirs, goal):
    ratio = ours / theirs
    say(f"{name:44} {ours:8.2f} s   {other:32} {theirs:8.2f} s {ratio:7.3f} {f'≤ {goal:.2f}':>7} {'met' if ratio <= goal else 'NOT MET'}")


def emptied():
    psql("TRUNCATE bench_import.visit")
    psql("CHECKPOINT", SUPERUSER)


def compare(name, file, rows, goal, text):
    """First loads of the file and \\copy of its rows as text, in turns, each into the empty table. Returns the median of \\copy."""
    columns = "source_id, " + ", ".join(COLUMNS[1:])
    emptied()
    imported(file)
    psql(f"\\copy (SELECT {columns} FROM bench_import.visit ORDER BY response_id) TO '{text}' (FORMAT csv)")
    ours, theirs, peak = [], [], 0
    for i in range(ROUNDS):
        for mine in (True, False)[:: 1 if i % 2 else -1]:
            emptied()
            if mine:
                seconds, memory, said = imported(file)
                assert f"{rows:,} new" in said, said
                ours.append(seconds)
                peak = max(peak, memory)
            else:
                began = time.monotonic()
                psql(f"\\copy bench_import.visit ({columns}) FROM '{text}' (FORMAT csv)")
                theirs.append(time.monotonic() - began)
    copied = statistics.median(theirs)
    row(f"{rows:,} rows of 20 columns, {name}", statistics.median(ours), "\\copy of these rows as CSV", copied, goal)
    say(f"{'its peak memory':44} {peak / 1024:8.1f} MB {'':54} {'≤ 200':>7} {'met' if peak <= 200 * 1024 else 'NOT MET'}")
    return copied


SUPERUSER = psql("SELECT current_user", None).strip()
busy = run.busy_cores()
psql("CREATE EXTENSION IF NOT EXISTS pg_xm; DROP SCHEMA IF EXISTS bench_import CASCADE;"
     "DO $$ BEGIN CREATE ROLE xm_bench LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
     "SELECT xm.create_workspace('bench_import', owner => 'xm_bench');"
     f"SELECT xm.create_survey('bench_import', 'visit', $j${json.dumps(DEFINITION)}$j$);", SUPERUSER)
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    folder.chmod(0o755)
    text = folder / "rows"
    file = folder / "answers.csv"
    write_csv(file, ROWS)
    copied = compare("CSV", file, ROWS, 1.0, text)
    emptied()
    imported(file)
    seconds, _, said = imported(file)
    assert f"{ROWS:,} unchanged" in said, said
    row("the same file again", seconds, "\\copy of these rows as CSV", copied, 2.0)
    with file.open("r+b") as half:  # grown to 1 GB; what is beyond the sample need not be of the plan
        size = 1 << 30
        body = file.read_bytes()[len(",".join(COLUMNS)) + 1:]
        half.seek(0, os.SEEK_END)
        while half.tell() < size:
            half.write(body)
    del body
    began = time.monotonic()
    subprocess.run([XM, "import", "--dry-run", "--json", "--side", "customer", file], stdout=subprocess.DEVNULL, check=True)
    took = time.monotonic() - began
    say(f"{'the plan of a CSV of 1 GB':44} {took:8.2f} s {'':55} {'≤ 3 s':>7} {'met' if took <= 3 else 'NOT MET'}")
    file.unlink()
    file = folder / "answers.sav"
    write_sav(file, ROWS // 4)
    compare("SPSS", file, ROWS // 4, 1.5, text)
    file.unlink()
    file = folder / "answers.xlsx"
    write_xlsx(file, ROWS // 10)
    compare("XLSX", file, ROWS // 10, 3.0, text)
if os.environ.get("WRITE"):
    heading = run.machine(run.Session(), busy).replace(f"{run.shown(run.ROWS)} ratings, ROUNDS={run.ROUNDS}", f"{run.shown(ROWS)} rows, ROUNDS={ROUNDS}")
    run.write(ROOT / "docs/performance.md", heading + "\n\n```\n" + "\n".join(lines) + "\n```\n", "the bench of the client")
psql("DROP SCHEMA bench_import CASCADE; DROP OWNED BY xm_bench; DROP ROLE xm_bench;", SUPERUSER)
