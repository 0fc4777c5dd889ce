"""Checks a folder of answers and writes them in the form that demo/steps-input loads.

    load.py FOLDER TARGET

FOLDER has employees.csv and customers.csv, each with a header line and the columns unit and rating
(whole numbers 0..100) and, if there, period (a whole number) and weight. Empty ratings are skipped.
The first thing that is wrong is told with its file and line.
"""
import csv
import sys
from pathlib import Path


def stop(message):
    sys.exit(f"{message}\nExpected: employees.csv and customers.csv with the columns unit, rating and, if you have them, period and weight.")


def whole(text):
    return int(text) if text.lstrip("-").isdigit() else None


def rows_of(path):
    if not path.is_file():
        stop(f"{path} is missing")
    with path.open(newline="", encoding="utf-8-sig") as source:
        lines = csv.reader(source)
        header = [name.strip().lower() for name in next(lines, [])]
        for needed in ("unit", "rating"):
            if needed not in header:
                stop(f"{path}: line 1: there is no column {needed!r}; the columns are {', '.join(header) or 'none'}")
        for fields in lines:
            where = f"{path}: line {lines.line_num}"
            if not fields:
                continue
            if len(fields) != len(header):
                stop(f"{where}: {len(fields)} fields where the header has {len(header)}")
            row = dict(zip(header, (field.strip() for field in fields)))
            if not row["rating"] or not row["unit"]:
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


def main():
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    for side in ("employees", "customers"):
        count = 0
        with (target / f"{side}.csv").open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            for row in rows_of(folder / f"{side}.csv"):
                writer.writerow(row)
                count += 1
        if count == 0:
            stop(f"{folder / f'{side}.csv'} has no answers")


main()
