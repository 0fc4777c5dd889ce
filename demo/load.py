"""Checks a folder of answers and writes them in the form that demo/steps-input loads.

    load.py FOLDER TARGET

FOLDER has employees.csv and customers.csv, each with a header line and the columns unit and rating
(whole numbers 0..100) and, if there, period (a whole number) and weight. Lines without a unit or a rating
are skipped. Says which columns there are, which are missing and what that means. The first thing that is
wrong is told with its file and line.
"""
import csv
import sys
from pathlib import Path


def stop(message):
    sys.exit(f"{message}\nExpected: employees.csv and customers.csv with the columns unit, rating and, if you have them, period and weight.")


def whole(text):
    return int(text) if text.lstrip("-").isdigit() else None


def header_of(path):
    if not path.is_file():
        stop(f"{path} is missing")
    with path.open(newline="", encoding="utf-8-sig") as source:
        header = [name.strip().lower() for name in next(csv.reader(source), [])]
    for needed in ("unit", "rating"):
        if needed not in header:
            stop(f"{path}: line 1: there is no column {needed!r}; the columns are {', '.join(header) or 'none'}")
    return header


def rows_of(path, header):
    """The answers of a file; None for a line that is skipped."""
    with path.open(newline="", encoding="utf-8-sig") as source:
        lines = csv.reader(source)
        next(lines)
        for fields in lines:
            where = f"{path}: line {lines.line_num}"
            if not fields:
                continue
            if len(fields) != len(header):
                stop(f"{where}: {len(fields)} fields where the header has {len(header)}")
            row = dict(zip(header, (field.strip() for field in fields)))
            if not row["rating"] or not row["unit"]:
                yield None
                continue
            rating = whole(row["rating"])
            if rating is None or not 0 <= rating <= 100:
                stop(f"{where}: rating {row['rating']!r} is not a whole number 0..100")
            period = row.get("period", "")
            if period and whole(period) is None:
                stop(f"{where}: period {period!r} is not a whole number")
            weight = row.get("weight", "") or "1"
            try:
                usable = 0 <= float(weight) <= 1e100
            except ValueError:
                usable = False
            if not usable:
                stop(f"{where}: weight {weight!r} is not a number from 0 on")
            yield row["unit"], period, rating, weight


MISSING = {"period": "who leads (step 6) needs it in both files and is left out", "weight": "each answer counts once"}


def main():
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    for side in ("employees", "customers"):
        path = folder / f"{side}.csv"
        header = header_of(path)
        rows = list(rows_of(path, header))
        answers = [row for row in rows if row]
        if not answers:
            stop(f"{path} has no answers")
        with (target / f"{side}.csv").open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(answers)
        units, periods = ({row[i] for row in answers if row[i]} for i in (0, 1))
        print(f"{path}: {len(answers):,} answers of {len(units):,} units" + (f" in {len(periods)} periods" if periods else "")
              + (f"; skipped without a unit or a rating: {len(rows) - len(answers):,}" if len(answers) < len(rows) else ""))
        used = ["unit", "rating", *(name for name in MISSING if name in header)]
        ignored = [name or "(no name)" for name in header if name not in used]
        print(f"  columns: {', '.join(used)}" + (f"; not used: {', '.join(ignored)}" if ignored else ""))
        for name in MISSING:
            if name not in header:
                print(f"  no column {name}: {MISSING[name]}")


main()
