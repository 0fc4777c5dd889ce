#!/usr/bin/env python3
"""Runs the demo, on its own data and on a folder of answers, as a user does, and looks at what is printed.
Prints "N passed, M failed". Needs a built build/release."""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "test/client"))
import pages  # noqa: E402

results = []


def check(good, name, shown=""):
    results.append(bool(good))
    if not good:
        print(f"not ok: {name}\n{shown}")


def demo(*arguments, **variables):
    done = subprocess.run(["demo/run", *arguments], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, "VERBOSE": "", **variables})
    return done.returncode, done.stdout


def on_its_own_data(home):
    code, shown = demo(XM_DEMO_HOME=home)
    lines = shown.splitlines()
    check(code == 0 and "ERROR" not in shown, "the demo succeeds", shown)
    check(len(lines) <= 105 and max(map(len, lines)) <= 110, "it fits two screens of 52 lines of 110 columns", shown)
    check("SELECT" not in shown, "it shows no SQL", shown)
    check(re.findall(r"^== (\d+)\.", shown, re.M) == [str(n) for n in range(1, 12)], "every step is there", shown)
    check("demo-linkage.svg" in lines[-2] and "build/report.html" in lines[-2] and "make demo-psql" in lines[-1], "it ends with the picture, the report, and what to type next", shown)
    picture = ROOT / "build/demo-linkage.svg"
    check(picture.is_file() and picture.read_text().count("<circle") == 389, "the picture has a dot for each store")
    reports = [ROOT / "build/report.html", *sorted((ROOT / "build/managers").glob("*.html"))]
    wrong = {page.name: found for page in reports if (found := pages.problems(page.read_text()))}
    check(len(reports) == 11 and not wrong, "the report and those of ten managers are right as HTML", wrong)
    text = reports[0].read_text()
    check(re.search(r"Net Promoter Score is <bdi[^>]*>11.5\xa0\(10.5\xa0to\xa012.6\)", text) and re.search("wait.*55.2%.*fix first", text), "the report has the figures of the demo", text[-9000:])
    check("What drives the mark down, in their words" in text and re.search(">queue<.*580.*>rude<", text, re.S), "and what customers write", text[-9000:])
    check("withheld" in "".join(page.read_text() for page in reports[1:]), "what is withheld from managers is said so")
    check(demo("--clean", XM_DEMO_HOME=home)[0] == 0 and not Path(home).exists(), "it can be removed")


def on_a_folder(folder):
    def write(side, header, row):
        with (folder / f"{side}.csv").open("w") as out:
            out.write(header + "\n")
            for unit in range(12):
                for i in range(10):
                    out.write(row(unit, i) + "\n")

    write("employees", "unit,rating,period,tenure", lambda u, i: f"u{u},{'' if u == i == 0 else 1 + (u + i) % 5},{i % 4},{i}")
    write("customers", "unit,rating", lambda u, i: f"u{u},{(u + i * i) % 11}")
    code, shown = demo("--input", str(folder))
    check(code == 0 and "ERROR" not in shown and "SELECT" not in shown, "own answers: succeeds, without SQL", shown)
    check("employees.csv: 119 answers of 12 units in 4 periods; skipped without a unit or a rating: 1\n  columns: unit, rating, period; not used: tenure\n"
          "  no column weight" in shown, "own answers: says what it found", shown)
    check("customers.csv: 120 answers of 12 units\n  columns: unit, rating\n  no column period" in shown and "== 6" not in shown,
          "own answers: without periods on both sides nobody leads", shown)
    write("customers", "unit,rating,period", lambda u, i: f"u{u},{(u + i * i) % 11},{i % 4}")
    code, shown = demo("--input", str(folder), VERBOSE="1")
    check(code == 0 and "== 6" in shown and "SELECT" in shown, "own answers: who leads, and the SQL when asked for", shown)
    write("customers", "shop,rating", lambda u, i: f"u{u},{i}")
    code, shown = demo("--input", str(folder))
    check(code and "there is no column 'unit'; the columns are shop, rating" in shown, "own answers: a missing column is named", shown)


with tempfile.TemporaryDirectory(prefix="pg_xm-demo-") as folder:
    on_its_own_data(f"{folder}-home")
    on_a_folder(Path(folder))
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
