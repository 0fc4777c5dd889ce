#!/usr/bin/env python3
"""Imports every export in test/client/exports and compares plan and tables with its expected.json; then the laws of an import.

  exports.py [FOLDER ...]   all folders, "laws" and "page", or only these
  exports.py page --write   put what the commands of the page print into it

Needs a server with pg_xm (the PG* variables name it, as a superuser) and the program xm (the variable XM, else build/release/xm).
What an expected.json says, and what of it can be asked of tables, stands in exports/README.md. Ends with "N passed, N failed".
"""
import contextlib
import csv
import datetime as dt
import difflib
import html
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SAMPLES = HERE / "exports"
XM = os.environ.get("XM", str(ROOT / "build/release/xm"))
DATABASE = "xm_exports"
OWNER = "xm_exports_boss"
WORKSPACE = "voice"

# What the person who imports knows and the file does not say: the zone, which column is the unit, what means "no answer".
# `companions` are read with every file of answers; `with` are companions of one file.
CASES = {
    "formbricks_csv_json": {"options": ["--zone", "Europe/Berlin"], "companions": ["survey.json"], "together": ["responses.csv", "responses.json"],
                            "partner": {16: 15, 18: 17, 22: 21}},
    "google_forms_csv": {"options": ["--zone", "America/New_York"]},
    "kobo_xlsx": {"companions": ["form.xlsx"]},
    "limesurvey_csv_lss": {"options": ["--zone", "Europe/Berlin"], "companions": ["structure.lss"]},
    "ms_forms_xlsx": {"options": ["--zone", "Europe/Berlin"]},
    "odk_briefcase": {"options": ["--zone", "UTC"], "with": {"nested-repeats.csv": ["nested-repeats.xml"], "choice-lists.csv": ["choice-lists.xml"]}},
    "plain_csv": {"options": ["--zone", "Europe/Berlin", "--unit", "Filiale", "--make-units", "--missing", "k. A.", "--drop", "Fragebogen-Nr"]},
    "qualtrics_no_basis": {"options": ["--zone", "America/New_York"], "companions": ["survey.qsf"]},
    "surveymonkey_xlsx": {"options": ["--zone", "America/New_York"]},
}

# Here expected.json says questions in fewer words; what follows the last dash is the file's own.
PARAPHRASED = {"qualtrics_many_types"}

# Columns that an analyst may see otherwise than expected.json has them, as long as the plan gives a reason.
ACCEPTED = {
    ("surveymonkey_xlsx", 8): "custom data is no answer: dropped unless --keep names it",
    ("odk_briefcase", 2): "a link to another file is no answer",
    ("qualtrics_many_types", 143): "the question is paraphrased as what the file does not say",
    ("plain_csv", 0): "two sheets of paper have one number, so it names no response, and --drop says so",
    ("qualtrics_preview", 4): "kept since the file asks nothing",
    ("qualtrics_german_ui", 19): "topics made by the tool are no answer, and there are none",
}

# Checks that were worked by hand, said so that they can be asked of the tables: of the respondents alone.
BY_HAND = {
    "qualtrics_choice_text": {
        "respondents who answered Q1": {"op": "count", "col": 16},
        "mean of Q1 over the 9": {"op": "mean", "col": 16},
        "NPS over the 9": {"op": "nps", "col": 16},
        "Q2 ticks per option": {"op": "ticks", "cols": {"1": 17, "2": 18, "3": 19, "4": 20}},
        "Q3_1 mean over the 9": {"op": "mean", "col": 22},
        "Q8 mean over the 9": {"op": "mean", "col": 35},
        "Q9 options over the 9": {"op": "selected", "col": 36, "options": ["Price, value for money", "Speed"]},
    },
    "google_forms_csv": {
        "q2 ticks of 'Email' in all": {"op": "tokens", "col": 4, "arg": "Email"},
        "q2 free texts": {"op": "others", "col": 4},
    },
    "ms_forms_xlsx": {
        "NPS": {"op": "nps", "col": 6},
        "q3 free texts": {"op": "others", "col": 8},
    },
    "typeform_csv": {"NPS over the completed": {"op": "nps", "col": 2, "where": {"col": 21, "in": ["completed"]}}},
    "formbricks_csv_json": {"matrix row 1 from the JSON": {"op": "mean", "col": 19}},
    "plain_csv": {"weighted mean of F1": {"op": "weighted_mean", "col": 4, "weight": 13}},
}

# The same for checks that ask for the writing of a cell where the table has the meaning.
MEANT = {
    "plain_csv": {"'ja' and 'JA'": {"op": "booleans", "col": 12, "value": [4, 3]}},
    "google_forms_csv": {"1:30 on 2024-11-03 exists twice": {"also": ["2024-11-03T06:30:00Z"]}},
    "limesurvey_csv_lss": {"tools of the 7 who saw and answered": {"value": 0}},
}
# Checks that hold for a plain reader of the file and must not hold for an import.
WRONG_ON_PURPOSE = {"plain_csv": ["decimal point file by mistake"]}

BYTES = {"bytes", "size", "size_under", "unzipped_over", "members", "unzipped", "regex_count", "member_regex_count", "json", "json_distinct", "json_count", "json_sum",
         "json_mean", "line", "fields"}

passed = failed = 0
skipped = Counter()


def check(name, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"not ok: {name} {detail}".rstrip())
    return good


# --- the program and the server -------------------------------------------------------------------


def xm(*arguments, given=None, user=OWNER, timeout=120):
    """Runs xm; what it printed is kept as bytes, since it must never be those of a binary file."""
    environment = {**os.environ, "PGDATABASE": DATABASE, "PGUSER": user, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run([XM, *map(str, arguments)], input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, timeout=timeout, cwd=ROOT)
    except subprocess.TimeoutExpired as late:
        done = subprocess.CompletedProcess(late.cmd, -1, late.stdout or b"", (late.stderr or b"") + b"\nno end within the time")
    done.text = (done.stdout + done.stderr).decode("utf-8", "replace")
    return done


def psql(*statements, database=DATABASE, user=None):
    arguments = [item for s in statements for item in ("-c", s)]
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, *(("-U", user) if user else ()), *arguments], text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{statements}: {done.stderr}")
    return done.stdout


def fresh():
    psql(f"DROP DATABASE IF EXISTS {DATABASE}", database="postgres")
    psql(f"DO $$ BEGIN CREATE ROLE {OWNER} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$", f"CREATE DATABASE {DATABASE} OWNER {OWNER}", database="postgres")
    psql("CREATE EXTENSION pg_xm")
    psql(f"SELECT xm.create_workspace('{WORKSPACE}')", user=OWNER)


def clean():
    psql(f"DROP DATABASE IF EXISTS {DATABASE}", database="postgres")
    psql(f"DROP ROLE IF EXISTS {OWNER}", database="postgres")


def stored(survey):
    """Number of rows of a survey; 0 where it was never made."""
    if psql(f"SELECT to_regclass('{WORKSPACE}.\"{survey}\"')").strip() == "":
        return 0
    return int(psql(f'SELECT count(*) FROM {WORKSPACE}."{survey}"'))


def balance(text):
    """The last line of an import: how many records were read and what became of them."""
    found, text = {}, next((line for line in reversed(text.splitlines()) if re.search("records? read", line)), "")
    for key, words in {"read": "read", "new": "new", "changed": "changed", "unchanged": "unchanged", "rejected": "rejected", "test": "test or preview", "forgotten": "forgotten",
                       "repeated": "repeated"}.items():
        number = re.findall(rf"(?<![\w.,])([\d,]+) (?:records? |rows? )?(?:{words})\b", text)
        if number:
            found[key] = int(number[-1].replace(",", ""))
    return found


def adds_up(b):
    return "read" in b and b["read"] == sum(count for key, count in b.items() if key != "read")


# --- comparing texts ------------------------------------------------------------------------------


def fold(text):
    """What two writings of one text have in common: letters and digits, without tags."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", str(text)))
    if re.fullmatch(r"\s*-\d+\s*", text):
        return text.strip()
    return "".join(c for c in text.casefold() if c.isalnum())


def texts_of(value):
    """All writings of a text that may stand per language."""
    if isinstance(value, dict):
        return [t for v in value.values() for t in texts_of(v)]
    if isinstance(value, list):
        return [t for v in value for t in texts_of(v)]
    return [] if value is None else [str(value)]


def choices_of(column):
    """(code, texts) of each option in a plan: an object code → label, or a list."""
    choices = column.get("choices") or []
    if isinstance(choices, dict):
        return [(code, [code, *texts_of(label)]) for code, label in choices.items()]
    return [(c.get("code", c.get("label")), texts_of(c)) if isinstance(c, dict) else (str(c), [str(c)]) for c in choices]


# --- the plan -------------------------------------------------------------------------------------


def columns_of(plan, file):
    """The plan's columns of this file by their number."""
    return {c["column"]: c for c in plan["columns"] if Path(c.get("file", file)).name == file}



DROPPED = {"dropped", "metadata", "personal"}
# Expected role → those of a plan that mean the same.
ROLES = {
    "respondent": {"respondent"}, "submit": {"submit"}, "start": {"start"}, "end": {"end", "submit"}, "finished": {"finished"}, "language": {"language"},
    "status": {"status", "finished", *DROPPED}, "date": {"submit", "start"}, "time": {"submit", "start", "time"}, "unit": {"unit"}, "weight": {"weight"}, "personal": {"personal"},
    "customer key": {"person", "hidden field"} | DROPPED, "file": {"", "file", *DROPPED},
}


def expected_types(e):
    """Types of ours that an expected column may have, then those that need a reason."""
    kind, note, multi = e["type"], e.get("note") or "", e.get("multi_select")
    ranked = re.search("rank order|column = rank", note) or kind == "ranking"
    words = isinstance(e.get("choices"), dict) and any(fold(k) != fold(v) for k, v in e["choices"].items()) or isinstance(e.get("choices"), list)
    if ranked:
        return {"rank"}, {"text"}
    if multi:
        return {"multiple"}, {"text"}
    if kind == "boolean":
        return {"boolean", "choice"}, {"text"}
    if kind == "choice":
        two = {fold(c) for c in (e["choices"] if isinstance(e["choices"], list) else e["choices"].values())} <= {"yes", "no", "ja", "nein"}
        return {"choice", "rating"} | ({"boolean"} if two else set()), {"text"}
    if kind == "integer" and e.get("scale"):
        return {"rating"} | ({"number"} if e["scale"] == [0, 100] else set()), {"choice", "text"} if words else {"number"}
    if kind == "integer":
        return {"number", "rating"} | ({"choice"} if e.get("choices") else set()), {"choice", "text"}
    if kind == "numeric":
        return {"number"}, set()
    if kind == "timestamptz":
        return {"timestamp"}, {"text"}
    if kind in ("time", "interval"):
        return set(), {"text", "number"}
    return {kind}, {"timestamp"} if kind == "date" else set()


def same_question(folder, e, column):
    """Whether the plan asks what was expected; of options and ranks the question without the option is enough."""
    wanted, shown = e["question"] or "", [t for t in texts_of(column.get("question"))]
    if not fold(wanted):
        return True
    pieces = [fold(p) for p in re.split(r"\.\.\.", wanted) if fold(p)]
    loose = e.get("multi_select") or column.get("type") in ("rank", "multiple") or any(str(c).endswith("_other") for c in column.get("database_columns") or [])
    for text in map(fold, shown):
        if "..." in wanted and all(p in text for p in pieces[: 1 if loose else None]) or text == fold(wanted) or loose and text and (text in fold(wanted) or fold(wanted) in text):
            return True
    return folder in PARAPHRASED and any(fold(wanted.split(" - ")[-1]) in fold(t) for t in shown)


def same_choices(e, column, said):
    """Expected labels that the plan does not have, of those that the files say."""
    if not e.get("choices") or column["type"] == "boolean":
        return []
    shown, missing = choices_of(column), {fold(m) for m in e.get("missing_codes") or []}
    if isinstance(e["choices"], list):
        missing |= {"other"} if column.get("other") else set()
        return [c for c in e["choices"] if fold(c) not in missing and not any(fold(c) == fold(t) for _, texts in shown for t in texts)]
    lost = []
    for code, label in e["choices"].items():
        if fold(label) == fold(code) and column["type"] == "rating" or {fold(code), fold(label)} & missing or not said(label):
            continue
        if column["type"] == "rating":
            good = any(str(c) == code and any(fold(t) == fold(label) or fold(label) in (fold(f"{code}{t}"), fold(f"{t}{code}")) for t in texts) for c, texts in shown)
        else:
            good = any(fold(t) in (fold(label), fold(code)) for _, texts in shown for t in texts)
        lost += [] if good else [f"{code}: {label}"]
    return lost


def same_missing(e, column, occurs):
    """Expected codes for "no answer" that the plan does not have, of those that occur in the column."""
    said = column.get("missing") or {}
    said = set(map(str, said)) | set(texts_of(said))
    lost = []
    for code in e.get("missing_codes") or []:
        if not isinstance(code, dict) and not occurs(e["col"], str(code)):
            continue
        numbers = code["range"] if isinstance(code, dict) else [code]
        lost += [code for n in numbers if not any(str(n) == s or fold(n) and fold(n) == fold(s) and "-" not in str(n) or re.search(rf"(?<!\d){re.escape(str(n))}(?!\d)", s) for s in said)]
    return lost


def compare_column(folder, e, column, expected, items, raw):
    """One expected column against that of the plan; `items` are those of the other columns of the same expected item, `raw` all rows of the file."""
    said = lambda text: folder not in PARAPHRASED and (raw is None or "survey_file" in expected) or e.get("multi_select") or folder not in PARAPHRASED and any(fold(text) in fold(cell) for row in raw for cell in row if cell)
    occurs = lambda at, text: raw is None or any(at < len(row) and row[at].strip() == text for row in raw)
    name = f"{folder}: column {e['col']} ({e['source'][:40]!r})"
    role, item, reason = column.get("role") or "", column.get("item"), column.get("reason") or ""
    if e["type"] is None:
        return check(f"{name}: no item", not item, f"{item}")
    if e.get("role"):
        roles = ROLES.get(e["role"])
        good = role in roles or role == e["role"] and not item if roles else not item
        check(f"{name}: role {e['role']}", good or reason and (folder, e["col"]) in ACCEPTED, f"role {role!r}, item {item}, reason {reason!r}")
        if e["role"] in ("personal", "metadata"):
            check(f"{name}: is no item", not item, f"{item}")
        return None
    if not item and ((folder, e["col"]) in ACCEPTED or any(items)):
        return check(f"{name}: a reason why it is no item of its own", reason)
    if not check(f"{name}: an item", item, f"role {role!r}, reason {reason!r}"):
        return None
    types, with_reason = expected_types(e)
    kind = column.get("type")
    if not check(f"{name}: type {e['type']}", kind in types or kind in with_reason and reason, f"type {kind}, reason {reason!r}") or kind == "text":
        return None
    if kind == "rating" and e.get("scale"):
        low, high = column.get("scale") or (1, 0)
        guessed = folder in PARAPHRASED and reason and low <= e["scale"][0] and e["scale"][1] <= high  # the scale is not in the file
        check(f"{name}: scale {e['scale']}", column.get("scale") == e["scale"] or guessed, f"{column.get('scale')}, reason {reason!r}")
    check(f"{name}: several options or one", bool(column.get("multiple")) == (bool(e.get("multi_select")) and kind == "multiple"), f"{column.get('multiple')}")
    check(f"{name}: question", same_question(folder, e, column) or (folder, e["col"]) in ACCEPTED, f"{column.get('question')!r}, expected {e['question']!r}")
    lost = same_choices(e, column, said)
    check(f"{name}: choices", not lost, f"without {lost}: {column.get('choices')}")
    lost = same_missing(e, column, occurs)
    check(f"{name}: codes for no answer", not lost, f"without {lost}: {column.get('missing')}, reason {reason!r}")
    return None


def compare_plan(folder, expected, plan, raw):
    of = lambda key: (expected.get(key) or "").casefold()
    check(f"{folder}: format", plan.get("format") in (expected["format"], expected["format"].split("+")[0]), f"{plan.get('format')}, expected {expected['format']}")
    if expected.get("encoding") and not expected["file"].endswith((".xlsx", ".sav")):
        check(f"{folder}: encoding", (plan.get("encoding") or "").casefold() == of("encoding"), f"{plan.get('encoding')}, expected {expected['encoding']}")
    if expected.get("delimiter"):
        check(f"{folder}: delimiter", plan.get("delimiter") in (of("delimiter"), {"comma": ",", "semicolon": ";", "tab": "\t"}[of("delimiter")]), f"{plan.get('delimiter')!r}")
    if not expected["file"].endswith(".sav"):
        check(f"{folder}: header rows", plan.get("header_rows") == expected["header_rows"], f"{plan.get('header_rows')}, expected {expected['header_rows']}")
    blank = expected.get("blank_rows", 0)
    check(f"{folder}: rows", plan.get("rows") in (expected["rows"], expected["rows"] - blank), f"{plan.get('rows')}, expected {expected['rows']}")
    columns = columns_of(plan, expected["file"])
    for e in expected["columns"]:
        if e.get("file", expected["file"]) != expected["file"]:
            continue
        if check(f"{folder}: column {e['col']} is in the plan", e["col"] in columns):
            items = [columns.get(other["col"], {}).get("item") for other in expected["columns"] if other is not e and other.get("item") == e.get("item")]
            items += [columns[k].get("item") for pair in CASES.get(folder, {}).get("partner", {}).items() if e["col"] in pair for k in pair]
            compare_column(folder, e, columns[e["col"]], expected, items, raw)


# --- values of the tables, as a file has them -------------------------------------------------------


class Option:
    """An option that was chosen: its code and all its writings."""

    def __init__(self, code, texts):
        self.code, self.texts = code, {str(code), *texts}
        self.folded = {fold(t) for t in self.texts if fold(t)}
        self.number = next((float(t) for t in texts if re.fullmatch(r"-?\d+(\.\d+)?", t)), None)

    def __str__(self):
        return max(self.texts, key=len)

    def named(self, text):
        return str(text).strip() in self.texts or fold(text) in self.folded


class Chosen(list):
    """Options that stand in one cell, and the words of somebody's own."""

    other = None


class Import:
    """The rows of a survey, as the columns of its file."""

    def __init__(self, survey, plan, file, partner, masks):
        self.plan, self.file, self.partner, self.masks = plan, file, partner, masks
        read = lambda sql: [json.loads(line) for line in psql(sql, user=OWNER).splitlines() if line]
        self.rows = read(f'SELECT to_jsonb(t) FROM {WORKSPACE}."{survey}" t ORDER BY response_id')
        self.definition = json.loads(psql(f"SELECT definition FROM {WORKSPACE}.survey WHERE survey = '{survey}'", user=OWNER))
        self.items = {i["name"]: i for i in self.definition["items"]}
        self.options = {}
        for c in read(f"SELECT to_jsonb(c) FROM {WORKSPACE}.choice c WHERE survey = '{survey}' ORDER BY position"):
            self.options.setdefault(c["item"], {})[c["code"]] = Option(c["code"], [t for key in ("label", "labels", "source") for t in texts_of(c[key])])
        self.keys = {}
        for k in read(f"SELECT to_jsonb(k) FROM {WORKSPACE}.person_key k"):
            self.keys[k["person_id"], k["kind"]] = k["value"]
        self.columns = columns_of(plan, file)

    def column(self, at):
        """The plan's column, or that beside it which says the same."""
        c = self.columns.get(at)
        beside = {**self.partner, **{b: a for a, b in self.partner.items()}}
        return self.columns.get(beside[at], c) if c is not None and not c.get("database_columns") and at in beside else c

    def is_stored(self, at):
        c = self.column(at)
        return c is not None and bool(c.get("database_columns"))

    def is_tick(self, c):
        return c["type"] == "multiple" and len(c["database_columns"]) == 1 and not c["database_columns"][0].endswith("_other")

    def cell(self, row, at):
        c = self.column(at)
        role = c.get("role") or ""
        if not c.get("item"):
            if role == "submit" and not row["complete"] and self.plan["format"].startswith(("limesurvey", "typeform")):
                return None  # these say by an empty cell that somebody did not finish
            if role == "person":
                return next((v for (person, _), v in self.keys.items() if person == row["person_id"]), None)
            return row.get((c.get("database_columns") or [role])[0])
        into, item = c["database_columns"], self.items[c["item"]]
        options = self.options.get(c["item"], {})
        if c["type"] == "choice" and into[0] != f"{c['item']}_other":
            value = row[into[0]]
            own = row.get(f"{c['item']}_other")
            return options.get(value, Option(value, [])) if value is not None else own
        if c["type"] == "multiple" and not self.is_tick(c) and into[0] != f"{c['item']}_other":
            return self.several(row, c["item"], into, options)
        if c["type"] == "rank" and len(into) > 1:
            places = {row[name]: options[name[len(c["item"]) + 1 :]] for name in into if row[name] is not None}
            of_item = sorted(k for k, other in self.columns.items() if other.get("item") == c["item"])
            if len(of_item) > 1 and self.partner.get(of_item[-1]) is None:
                return places.get(of_item.index(c["column"]) + 1)
            return Chosen(places[p] for p in sorted(places)) or None
        value = row[into[0]]
        return Rating(value, options, item) if c["type"] == "rating" and value is not None else value

    def several(self, row, item, into, options):
        named = [n for n in into if not n.endswith("_other") or n[len(item) + 1 :] in options]
        own = row.get(f"{item}_other")
        if all(row[n] is None for n in named) and own is None:
            return None
        ticked = [options[n[len(item) + 1 :]] for n in named if row[n]]
        if own is not None and "other" not in options:
            ticked.append(Option("other", []))  # who has words of their own ticked that, too
        chosen = Chosen(ticked)
        chosen.other = own
        return chosen if chosen or own else None

    def no_answer(self, row, at, code):
        """Whether this row has no answer because of this code."""
        c = self.column(at)
        reason = (row.get("missing") or {}).get(c["item"]) if c.get("item") else None
        if reason is None:
            return False
        said = self.items[c["item"]].get("missing") or []
        pairs = [(m["code"], texts_of(m)) for m in said] if isinstance(said, list) else [(k, texts_of(v)) for k, v in said.items()]
        return any(str(code) in (k, *texts) and reason in (k, *texts) for k, texts in pairs) or fold(reason) == fold(code)


class Rating(int):
    """A rating, which may have a label."""

    def __new__(cls, value, options, item):
        self = super().__new__(cls, value)
        self.option = options.get(str(value), Option(str(value), []))
        return self


def instant(text, zone="UTC"):
    """A time as JSON of the server has it, in UTC, to the second."""
    at = dt.datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    if at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(zone))
    return at.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def date_of(text):
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y", "%d.%m.%Y", "%Y-%m-%dT%H:%M:%SZ"):
        try:
            return dt.datetime.strptime(str(text), form)
        except ValueError:
            pass
    return None


def same_text(have, want, masks):
    """Whether a stored value is that text; a date may be written otherwise, a mask before a formula left out."""
    if isinstance(have, Chosen):
        rest = want
        for o in sorted(have, key=lambda o: -len(str(o))):
            rest = next((rest.replace(t, "", 1) for t in sorted(o.texts, key=len, reverse=True) if t in rest), rest + "?")
        return fold(rest.replace(have.other or "", "", 1)) == ""
    if isinstance(have, Option):
        return have.named(want)
    if isinstance(have, float) or isinstance(have, int) and not isinstance(have, bool):
        return number(want, {}) == have
    if have == want or masks and want.startswith("'") and have == want[1:]:
        return True
    if isinstance(have, str) and re.match(r"\d{4}-\d\d-\d\d", have) and date_of(want):
        return instant(have)[:19] == date_of(want).isoformat()[:19]
    return False


def number(value, c):
    if isinstance(value, Option):
        by_label = {fold(label): float(n) for n, label in (c.get("labels") or {}).items()}
        return next((by_label[f] for f in value.folded if f in by_label), value.number)
    if isinstance(value, (bool, int, float)):
        return float(value)
    text = str(value).strip().replace("\u2212", "-")
    by_label = {str(label): float(n) for n, label in (c.get("labels") or {}).items()}
    if text in by_label:
        return by_label[text]
    if c.get("decimal_comma"):
        text = text.replace(".", "").replace(",", ".")
    found = re.match(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text)
    return float(found[0]) if found else None


YES = {"true", "1", "yes", "ja", "y", "completed", "finished", "2"}


def matches(value, text):
    """Whether a cell is that text, whatever it became."""
    text = str(text)
    if value is None:
        return text == ""
    if isinstance(value, Rating):
        return str(int(value)) == text or value.option.named(text)
    if isinstance(value, Option):
        return value.named(text)
    if isinstance(value, bool):
        return value == (text.casefold() in YES)
    if isinstance(value, (int, float)):
        return number(text, {}) == float(value) if re.match(r"-?\d", text) else False
    return value.strip() == text or fold(value) == fold(text) != ""


class Asker:
    """Recomputes the checks of an expected.json from the rows of an import."""

    def __init__(self, of, zones, raw=None):
        self.of, self.zones = of, zones  # zones: of a column of times its form and zone
        self.raw = raw if raw and len(raw) == len(of.rows) else None  # rows of the file in the order of the table's

    def is_null(self, row, at, c):
        value = self.of.cell(row, at)
        if self.of.is_tick(self.of.column(at)) if self.of.column(at).get("item") else False:
            return value is None if c["op"] == "nulls" else not value
        if value is None or value == "" or isinstance(value, str) and not value.strip():
            return True
        return any(matches(value, m) for m in c.get("missing", []) if isinstance(value, (str, Option)))

    def is_it(self, row, at, text):
        """Whether this is the row with that text in its column."""
        value = self.of.cell(row, at)
        if at in self.zones and value is not None:
            form, zone = self.zones[at]
            with contextlib.suppress(ValueError):
                local = dt.datetime.strptime(str(text), form)
                return any(instant(value) == instant(local.replace(tzinfo=ZoneInfo(zone), fold=fold).isoformat()) for fold in (0, 1))
        return matches(value, text)

    def rows(self, c):
        rows = self.of.rows
        for w in c.get("where") and (c["where"] if isinstance(c["where"], list) else [c["where"]]) or []:
            if not self.of.is_stored(w["col"]):
                continue  # tests and spam are not there
            rows = [r for r in rows if any(self.is_it(r, w["col"], t) for t in w["in"]) != bool(w.get("not"))]
        return rows

    def count_options(self, rows, c):
        """Ticks of each option; of what is a text after all by its parts."""
        counts = Counter()
        for row in rows:
            value = self.of.cell(row, c["col"])
            for part in ([] if value is None else value if isinstance(value, Chosen) else [value] if isinstance(value, Option) else self.parts(str(value), c)):
                counts[part if isinstance(part, str) else part] += 1
        wanted = list(c["value"]) if isinstance(c.get("value"), dict) else [c["arg"]]
        total = {w: sum(n for o, n in counts.items() if (o == w if isinstance(o, str) else o.named(w.rstrip(";")))) for w in wanted}
        return total if isinstance(c.get("value"), dict) else total[c["arg"]]

    def parts(self, text, c):
        if c.get("options"):
            found = []
            for option in sorted(c["options"], key=len, reverse=True):
                if option in text:
                    found, text = [*found, option], text.replace(option, "\0", 1)
            return found
        return [part.strip() for part in text.split(c.get("sep", ",")) if part.strip() and part.strip() not in c.get("missing", [])]

    def by_place(self, c):
        """Whether a row is found by its place in the file, since its number is not stored."""
        return self.raw is not None and "id_col" in c and not self.of.is_stored(c["id_col"])

    def one(self, c):
        if self.by_place(c):
            found = [r for r, cells in zip(self.of.rows, self.raw) if cells[c["id_col"]] == str(c["id"])]
        else:
            found = [r for r in self.of.rows if self.is_it(r, c["id_col"], c["id"])]
        nth = c.get("nth", 0)
        return found[nth] if nth < len(found) else None

    def ask(self, c):
        """The value, or an exception for what cannot be found."""
        op, at = c["op"], c.get("col")
        rows = self.rows(c)
        numbers = lambda: [number(self.of.cell(r, at), c) for r in rows if not self.is_null(r, at, c)]
        if op == "rows":
            return len(rows)
        if op == "columns":
            return len(self.of.columns)
        if op == "header":
            return self.of.columns[at]["source"]
        if op == "count":
            return sum(not self.is_null(r, at, c) for r in rows)
        if op == "nulls":
            said = lambda r: "missing" not in c and self.of.column(at).get("item") in (r.get("missing") or {})  # the cell said that there is no answer
            return sum(self.is_null(r, at, c) and not said(r) for r in rows)
        if op == "mean":
            return sum(numbers()) / len(numbers())
        if op in ("sum", "min", "max"):
            return {"sum": sum, "min": min, "max": max}[op](numbers())
        if op == "nps":
            return 100 * (sum(n >= 9 for n in numbers()) - sum(n <= 6 for n in numbers())) / len(numbers())
        if op == "weighted_mean":
            pairs = [(number(self.of.cell(r, at), c), number(self.of.cell(r, c["weight"]), c)) for r in rows if not self.is_null(r, at, c)]
            return sum(x * w for x, w in pairs) / sum(w for _, w in pairs)
        if op == "equals":
            return sum(self.is_it(r, at, c["arg"]) or self.of.no_answer(r, at, c["arg"]) for r in rows if self.of.cell(r, at) is not None or str(c["arg"]) != "")
        if op == "booleans":
            return [sum(matches(self.of.cell(r, at), word) for r in rows if self.of.cell(r, at) is not None) for word in ("ja", "nein")]
        if op == "distinct":
            return len({str(self.of.cell(r, at)) for r in rows if not self.is_null(r, at, c)})
        if op == "selected_sum":
            return sum(not self.is_null(r, k, c) and self.of.cell(r, k) not in (False, "0", 0) for r in rows for k in range(*c["cols"]))
        if op == "ticks":
            return {name: sum(not self.is_null(r, k, c) for r in rows) for name, k in c["cols"].items()}
        if op in ("selected", "tokens"):
            return self.count_options(rows, c)
        if op == "others":
            values = [self.of.cell(r, at) for r in rows]
            return [v for v in (v.other if isinstance(v, Chosen) else v if isinstance(v, str) else None for v in values) if v]
        if op == "rank_mean":
            return self.rank_mean(rows, c)
        row = self.one(c)
        if row is None:
            raise LookupError(f"no row {c['id']}")
        return self.of.cell(row, at)

    def rank_mean(self, rows, c):
        first = c["cols"][0] if c.get("cols") else c["col"]
        column = self.of.column(first)
        options = self.of.options.get(column["item"], {})
        into = [name for name in column["database_columns"] if options[name[len(column["item"]) + 1 :]].named(c["arg"])] if column["type"] == "rank" else []
        if into:
            places = [r[into[0]] for r in rows if r[into[0]] is not None]
        else:
            lists = [[str(self.of.cell(r, k)) for k in range(*c["cols"])] if c.get("cols") else [p.strip() for p in str(self.of.cell(r, first) or "").split(c["sep"])] for r in rows]
            places = [parts.index(c["arg"]) + 1 for parts in lists if c["arg"] in parts]
        return sum(places) / len(places)

    def holds(self, c):
        """(whether the check holds, what came)."""
        have, want = self.ask(c), c["value"]
        op = c["op"]
        if op == "utc":
            return have is not None and instant(have) in [want, *c.get("also", [])], have
        if op in ("text", "value"):
            return have is not None and (same_text(have, str(want), self.of.masks) or matches(have, want)), str(have)
        if op == "contains":
            return str(want) in (have.other or "" if isinstance(have, Chosen) else str(have)), str(have)
        if op == "header":
            return have.strip() == want.strip() or fold(have) == fold(want), have
        if op == "others":
            return sorted(have) == sorted(want), have
        if isinstance(have, float) and isinstance(want, (int, float)):
            return abs(have - want) < 1e-6, have
        return have == want, have


# --- a file read by somebody else ------------------------------------------------------------------

CODECS = {"utf-8-bom": "utf-8-sig", "utf-16le-bom": "utf-16", "windows-1252": "cp1252"}


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_rows(path):
    """All rows of the first sheet of a workbook as texts: what a number or a date is does not matter here."""
    with zipfile.ZipFile(path) as archive:
        texts_in = lambda node: "".join(t.text or "" for t in node.iter(f"{SHEET}t"))
        names = archive.namelist()
        shared = [texts_in(si) for si in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))] if "xl/sharedStrings.xml" in names else []
        rows = []
        for row in ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}row"):
            cells = {}
            for c in row.iter(f"{SHEET}c"):
                letters = re.match("[A-Z]+", c.get("r"))[0]
                at = sum((ord(x) - 64) * 26**k for k, x in enumerate(reversed(letters))) - 1
                value = c.findtext(f"{SHEET}v") or ""
                cells[at] = texts_in(c) if c.get("t") == "inlineStr" else shared[int(value)] if c.get("t") == "s" else value
            rows.append([cells.get(k, "") for k in range(max(cells, default=-1) + 1)])
        width = max(map(len, rows))
        return [r + [""] * (width - len(r)) for r in rows]


def raw_rows(path, expected, table):
    """All rows of a text file or a workbook, header rows included; nothing for others."""
    if path.suffix == ".xlsx":
        return sheet_rows(path)
    if path.suffix != ".csv":
        return None
    encoding = table.get("encoding") or expected.get("encoding")
    delimiter = {"tab": "\t", "comma": ",", "semicolon": ";"}[table.get("delimiter") or expected.get("delimiter")]
    text = path.read_bytes().decode(CODECS.get(encoding, encoding))
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]


def without_repeats(expected, path):
    """Rows of the file that are the first with their key, and how many are not: a response is stored once."""
    rows = raw_rows(path, expected, {})
    if rows is None:
        return None
    rows = rows[expected["header_rows"] :]
    key = next((e["col"] for e in expected["columns"] if e.get("role") == "respondent"), None)
    if key is None or len({r[key] for r in rows}) == len(rows) or "not unique" in next(e.get("note") or "" for e in expected["columns"] if e.get("role") == "respondent"):
        return None
    firsts = {}
    for r in rows:
        firsts.setdefault(r[key], r)
    return list(firsts.values())


def with_repeats_left_out(c, rows):
    """What a check of a whole file is once no row is counted twice; nothing where that cannot be said."""
    cells = [r[c["col"]] for r in rows if "col" in c and r[c["col"]].strip() and r[c["col"]] not in c.get("missing", [])]
    if c["op"] == "rows":
        return len(rows)
    if c["op"] == "mean":
        return sum(number(x, c) for x in cells) / len(cells)
    if c["op"] == "count":
        return len(cells)
    if c["op"] == "equals":
        return sum(x == c["arg"] for x in cells)
    if c["op"] == "selected":
        asker = Asker(None, {})
        return dict(Counter(p for x in cells for p in asker.parts(x, c)))
    return c["value"]


# --- a folder --------------------------------------------------------------------------------------


def plan_of(name, arguments):
    done = xm("import", "--dry-run", "--json", *arguments)
    if not check(f"{name}: a plan", done.returncode == 0, done.text[:600]):
        return None
    try:
        return json.loads(done.stdout)
    except ValueError as wrong:
        check(f"{name}: the plan is JSON", False, f"{wrong}: {done.text[:300]}")
        return None


def load(name, survey, arguments):
    """Imports, twice: the second time changes nothing."""
    done = xm("import", "--workspace", WORKSPACE, "--survey", survey, *arguments)
    if not check(f"{name}: imported", done.returncode == 0, done.text[-600:]):
        return None
    first, rows = balance(done.text), stored(survey)
    check(f"{name}: the balance adds up", adds_up(first), f"{first}: {done.text[-300:]}")
    check(f"{name}: what is new is there", first.get("new") == rows, f"{first}, {rows} rows")
    again = xm("import", "--workspace", WORKSPACE, "--survey", survey, *arguments)
    second = balance(again.text)
    check(f"{name}: again, 0 new, 0 changed", again.returncode == 0 and second.get("new") == 0 and second.get("changed") == 0 and adds_up(second), again.text[-600:])
    check(f"{name}: again, all unchanged", second.get("unchanged", -1) >= rows and stored(survey) == rows, f"{second}, {rows} rows")
    return first


def definitions_agree(planned, kept):
    """Where the definition of the plan and that of the survey differ, without what only the survey knows."""
    def plain(value):
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items() if k != "retired" and v not in (None, [], {}, False)}
        return [plain(v) for v in value] if isinstance(value, list) else value

    a, b = plain(planned), plain(kept)
    return [key for key in sorted({*a, *b}) if a.get(key) != b.get(key)]


def test_folder(folder):
    expected = json.loads((SAMPLES / folder / "expected.json").read_text())
    case = CASES.get(folder, {})
    files = dict.fromkeys([expected["file"], *(c.get("file", expected["file"]) for c in expected["checks"]), *(expected.get("tables") or {})])
    companions = [SAMPLES / folder / f for f in case.get("companions", [])]
    others = {expected.get("survey_file"), expected.get("json_file"), *case.get("companions", [])}
    for n, file in enumerate(f for f in files if f not in others):
        beside = [*companions, *(SAMPLES / folder / f for f in case.get("with", {}).get(file, []))]
        test_file(folder, expected, case, file, beside, f"{folder}_{n}")
    for c in expected["checks"]:
        if c.get("file") in others - {None}:
            skipped["about a file that is no file of answers"] += 1


def test_file(folder, expected, case, file, beside, survey):
    main = file == expected["file"]
    name = folder if main else f"{folder}/{file}"
    options = ["--side", "customer", *case.get("options", [])]
    arguments = [*options, SAMPLES / folder / file, *beside]
    plan = plan_of(name, arguments)
    if plan is None:
        return
    if main:
        # One export in two forms is planned with both, as its format says.
        compare_plan(folder, expected, plan, raw_rows(SAMPLES / folder / file, expected, {}))

    answers = [SAMPLES / folder / f for f in case.get("together", [file])] if main else [SAMPLES / folder / file]
    with tempfile.TemporaryDirectory() as temporary:
        written = Path(temporary, "definition.json")
        planned = xm("import", "--dry-run", "--survey", survey, "--write-definition", written, *options, *answers, *beside)
        check(f"{name}: the definition is written", planned.returncode == 0 and written.exists(), planned.text[:400])
        real_arguments = [*options, *answers, *beside]
        real_plan = plan_of(f"{name}, as imported", real_arguments)
        if load(name, survey, real_arguments) is None or real_plan is None:
            return
        masks = expected["format"].startswith(("limesurvey", "typeform"))
        real = Import(survey, real_plan, file, case.get("partner", {}), masks)
        if written.exists():
            differ = definitions_agree(json.loads(written.read_text()), real.definition)
            check(f"{name}: the survey is the one that was planned", not differ, f"{differ}")
            other = xm("import", "--workspace", WORKSPACE, "--survey", survey + "_given", "--definition", written, *real_arguments)
            # A row without any time came when it was imported.
            other_each_time = ["response_id"] + ([] if any(c.get("role") == "submit" for c in real_plan["columns"]) else ["submitted_at"])
            row = "to_jsonb(t)" + "".join(f" - '{name}'" for name in other_each_time)
            same = f'SELECT count(*) FROM (SELECT {row} FROM {WORKSPACE}."{survey}" t EXCEPT ALL SELECT {row} FROM {WORKSPACE}."{survey}_given" t) x'
            check(f"{name}: the definition given back makes the same rows", other.returncode == 0 and psql(same).strip() == "0", f"{psql(same).strip()} rows differ: {other.text[-300:]}" if other.returncode == 0 else other.text[-400:])
    if main and expected.get("respondents") is not None:
        finished = sum(r["complete"] for r in real.rows)
        check(f"{name}: respondents", expected["respondents"] in (len(real.rows), finished), f"{len(real.rows)}, finished {finished}, expected {expected['respondents']}")

    # Everything the checks ask for: test rows, and columns that are dropped unless somebody wants them.
    checks = [c for c in expected["checks"] if c.get("file", expected["file"]) == file]
    asked = {k for c in checks if c.get("op") not in BYTES | {"header"} for k in [c.get("col"), c.get("id_col"), (c.get("where") or {}).get("col") if isinstance(c.get("where"), dict) else None,
             *range(*c.get("cols", (0, 0)))] if k is not None}
    probe = Import.__new__(Import)
    probe.columns, probe.partner = columns_of(plan, file), case.get("partner", {})
    keep = [probe.columns[k]["source"] for k in sorted(asked) if k in probe.columns and not probe.is_stored(k) and probe.columns[k]["source"] and probe.columns[k]["source"] not in options]
    wide_arguments = [SAMPLES / folder / file, *beside, *options, "--tests", *(part for k in dict.fromkeys(keep) for part in ("--keep", k))]
    wide_plan = plan_of(f"{name}, with everything kept", wide_arguments)
    if wide_plan is None or load(f"{name}, with everything kept", survey + "_wide", wide_arguments) is None:
        return
    wide = Import(survey + "_wide", wide_plan, file, case.get("partner", {}), masks)
    firsts = without_repeats(expected, SAMPLES / folder / file) if main else None
    count_cells(name, wide_plan, wide, expected, (expected.get("tables") or {}).get(file, {}), SAMPLES / folder / file, firsts)
    zones = {c["col"]: (c["fmt"], c["zone"]) for c in checks if c.get("op") == "utc" and c.get("fmt")}
    table = (expected.get("tables") or {}).get(file, {})
    rows = raw_rows(SAMPLES / folder / file, expected, table)
    ask_all(folder, name, checks, expected, real, wide, zones, firsts, rows and rows[table.get("header_rows", expected["header_rows"]) :])


def count_cells(name, plan, wide, expected, table, path, firsts):
    """The plan never lies: as many values are stored in a column as the file has cells there that are answers."""
    rows = raw_rows(path, expected, table)
    if rows is None:
        return
    rows = firsts or [r for r in rows[table.get("header_rows", expected["header_rows"]) :] if any(cell.strip() for cell in r)]
    if len(rows) != len(wide.rows):
        return check(f"{name}: a row for each record", False, f"{len(rows)} records, {len(wide.rows)} rows")
    for at, column in wide.columns.items():
        if not column.get("item") or column["type"] == "rank":
            continue
        missing = {fold(m) for m in column.get("missing") or [] if isinstance(m, str)}
        cells = [r[at].strip() for r in rows if at < len(r) and r[at].strip() and (fold(r[at]) not in missing or not fold(r[at]))]
        if wide.is_tick(column):
            cells = [c for c in cells if c.casefold() not in ("0", "no", "n", "false", "nein")]
        there = [v for v in (wide.cell(r, at) for r in wide.rows) if v is not None and not (wide.is_tick(column) and v is False)]
        check(f"{name}: column {at} ({column['source'][:40]!r}): as many values as cells", len(cells) == len(there), f"{len(there)} values, {len(cells)} cells, {column['type']}, reason {column.get('reason')!r}")
    return None


def expected_note(expected, at):
    """Whether people could write words of their own into the cell of this column: an option cannot be told from them there."""
    return next((str(e.get("other") or "") for e in expected["columns"] if e["col"] == at), "")


def ask_all(folder, name, checks, expected, real, wide, zones, firsts, raw):
    for c in checks:
        what = f"{name}: {c['what']}"
        hand = next((h for start, h in BY_HAND.get(folder, {}).items() if c["what"].startswith(start)), None) if "op" not in c else None
        meant = next((m for start, m in MEANT.get(folder, {}).items() if c["what"].startswith(start)), {})
        c = {**c, **(hand or {}), **meant}
        if "op" not in c:
            skipped["worked by hand, not one column's"] += 1
            continue
        if c["op"] in BYTES:
            skipped["about the bytes of a file"] += 1
            continue
        if c.get("user_na"):
            skipped["about values that mean no answer"] += 1
            continue
        if c["op"] == "header" and c.get("header"):
            skipped["about a header row below the first"] += 1
            continue
        if any(c["what"].startswith(w) for w in WRONG_ON_PURPOSE.get(folder, [])):
            skipped["what a plain reader would get wrong"] += 1
            continue
        filters = [w["col"] for w in (c.get("where") if isinstance(c.get("where"), list) else [c.get("where")]) if w]
        by_status = any((wide.column(k).get("role") or "") == "status" and not wide.is_stored(k) for k in filters)
        asker = Asker(real if hand or by_status else wide, zones, raw)
        needed = [k for k in [c.get("col"), None if asker.by_place(c) else c.get("id_col"), *range(*(c["cols"] if isinstance(c.get("cols"), list) else (0, 0)))] if k is not None]
        if c["op"] not in ("rows", "columns", "header") and not all(asker.of.is_stored(k) for k in needed):
            skipped["about a column that is not stored"] += 1
            continue
        if c["op"] in ("others", "selected", "tokens") and "free" in expected_note(expected, c["col"]) and wide.column(c["col"])["type"] == "text":
            skipped["about options and own words of what is a text"] += 1
            continue
        if firsts and not hand and not by_status and "where" not in c:
            c["value"] = with_repeats_left_out(c, firsts)
        if c["op"] == "rows" and expected.get("blank_rows"):
            c["value"] -= expected["blank_rows"]  # a row without any value is no record
        try:
            good, have = asker.holds(c)
        except (LookupError, TypeError, ValueError, AttributeError, ZeroDivisionError) as wrong:
            good, have = False, f"{type(wrong).__name__}: {wrong}"
        check(what, good, f"{have!r}, expected {c['value']!r}")


# --- damaged files -----------------------------------------------------------------------------------

# What a message must say, as patterns (case does not matter), and what is in the table afterwards.
DAMAGED = {
    "01_truncated_quote.csv": {"says": ["line 12", "comment", "quot"]},
    "02_wrong_columns.csv": {"says": ["line 57", r"\b5\b", r"\b6\b"]},
    "03_too_many_columns_after_line_breaks.csv": {"says": ["line 23", r"\b7\b", r"\b6\b"]},
    "04_nul_byte.csv": {"says": ["line 9", "comment", "NUL"]},
    "05_utf16le_bom.csv": {"text": ("r0003", "Größe 好 😀")},
    "06_bad_utf8.csv": {"says": ["line 7", "comment", "0xE9", "encoding"]},
    "07_empty.csv": {"says": ["empty"]},
    "08_header_only.csv": {"says": ["no (response|record|answer|row)|0 (response|record|answer|row)"]},
    "09_blank_lines.csv": {"says": ["blank|header|empty"]},
    "10_duplicate_ids.csv": {"says": [r"\b6\b", r"\b12\b"], "outcome": "error"},
    "11_png.csv": {"says": ["PNG"]},
    "12_zip_not_xlsx.xlsx": {"says": ["workbook"]},
    "13_cut.xlsx": {"says": ["cut|truncated|damaged|central directory|incomplete"]},
    "14_compound_file.xlsx": {"says": [r"\.xls\b|encrypted|password"]},
    "15_inflates.xlsx": {"says": ["MiB|MB|limit|inflate|large"]},
    "16_entities.xlsx": {"says": ["DOCTYPE|document type|entit"]},
    "17_formula_text.csv": {"text": ("r0006", "\t=2")},
    "18_formula_cells.xlsx": {"says": ["C4", "F4", "D5"], "text": ("r0002", "ab")},
    "19_duplicate_header.csv": {"says": ["nps"]},
    "20_semicolons.csv": {},
    "21_cr_only.csv": {},
    "22_cut_last_line.csv": {"says": ["line 11", r"\b5\b", r"\b6\b"]},
}
AS_TEXT = r"[^\x00-\x08\x0b-\x1f\x7f-\x9f]*"


def clean_output(done):
    """Nothing on the terminal but text: no control characters, no bytes that are no UTF-8."""
    try:
        return re.fullmatch(AS_TEXT, (done.stdout + done.stderr).decode().replace("\r\n", "\n")) is not None
    except UnicodeDecodeError:
        return False


def comment_of(survey, source_id):
    columns = psql(f"SELECT attname FROM pg_attribute WHERE attrelid = '{WORKSPACE}.\"{survey}\"'::regclass AND attnum > 0 AND attname LIKE 'comment%'").split()
    return json.loads(psql(f'SELECT to_json("{columns[0]}") FROM {WORKSPACE}."{survey}" WHERE source_id = \'{source_id}\'')) if columns else None


def test_broken():
    expected = json.loads((SAMPLES / "broken/expected.json").read_text())
    for n, f in enumerate(expected["files"]):
        file, survey, wanted = f["file"], f"broken_{n + 1}", DAMAGED[f["file"]]
        name, path = f"broken/{file}", SAMPLES / "broken" / file
        outcome = wanted.get("outcome", f["outcome"])
        done = xm("import", "--workspace", WORKSPACE, "--survey", survey, "--side", "customer", path, timeout=30)
        check(f"{name}: {outcome}", done.returncode == (1 if outcome == "error" else 0), f"exit code {done.returncode}: {done.text[:400]}")
        check(f"{name}: prints text only", clean_output(done), repr(done.text[:200]))
        check(f"{name}: the file is named", file in done.text or outcome == "accepted", done.text[:300])
        for pattern in wanted.get("says", []):
            check(f"{name}: says {pattern}", re.search(pattern, done.text.replace(file, ""), re.I), done.text[:500])
        rows = stored(survey)
        check(f"{name}: rows", rows == (0 if outcome == "error" else f["respondents"]), f"{rows}")
        if outcome == "accepted with a warning":
            check(f"{name}: a warning", re.search("warning|note", done.text, re.I), done.text[:400])
        if wanted.get("text") and rows:
            source_id, text = wanted["text"]
            check(f"{name}: the text is kept", comment_of(survey, source_id) == text, repr(comment_of(survey, source_id)))
        plan = xm("import", "--dry-run", path, timeout=30)
        check(f"{name}: a plan of it ends, with text", plan.returncode in (0, 1) and clean_output(plan), f"exit code {plan.returncode}: {plan.text[:200]!r}")

    into = lambda survey, file, *options: xm("import", "--workspace", WORKSPACE, "--survey", survey, "--side", "customer", *options, SAMPLES / "broken" / file)
    done = into("broken_cp1252", "06_bad_utf8.csv", "--encoding", "windows-1252")
    check("broken/06 with its encoding", done.returncode == 0 and stored("broken_cp1252") == 15 and comment_of("broken_cp1252", "r0006") == "café 6", done.text[:300])
    done = into("broken_last", "10_duplicate_ids.csv", "--last-wins")
    check("broken/10, the last wins", done.returncode == 0 and stored("broken_last") == 12 and comment_of("broken_last", "r0005") == "comment 11", done.text[:300])
    done = into("broken_comma", "20_semicolons.csv", "--delimiter", "comma")
    check("broken/20 as commas is refused", done.returncode == 1 and "semicolon" in done.text and not stored("broken_comma"), done.text[:300])
    if stored("broken_18"):
        values = psql(f"SELECT source_id, nps FROM {WORKSPACE}.broken_18 ORDER BY 1").split()
        check("broken/18: stored results are used", [v.split("|")[1] for v in values][:3] == ["10", "9", "0"] or sorted(v.split("|")[1] for v in values) == ["", "0", "10", "9"], str(values))
    if stored("broken_19"):
        columns = psql(f"SELECT attname FROM pg_attribute WHERE attrelid = '{WORKSPACE}.broken_19'::regclass AND attname LIKE 'nps%'").split()
        check("broken/19: two items", len(columns) == 2, str(columns))
    for c in expected["checks"]:
        if c.get("op") in BYTES:
            skipped["about the bytes of a file"] += 1


# --- laws ------------------------------------------------------------------------------------------


def qualtrics(rows, columns, german=False):
    """An export of Qualtrics with these columns, in this order; the header in one of two languages."""
    known = {
        "StartDate": ("Start Date", "Anfangsdatum", '{"ImportId":"startDate","timeZone":"America/Denver"}'),
        "EndDate": ("End Date", "Enddatum", '{"ImportId":"endDate","timeZone":"America/Denver"}'),
        "Status": ("Response Type", "Antworttyp", '{"ImportId":"status"}'),
        "Finished": ("Finished", "Fertig", '{"ImportId":"finished"}'),
        "ResponseId": ("Response ID", "Antwort-ID", '{"ImportId":"_recordId"}'),
        "Q1": ("How likely are you to recommend us?", "Wie wahrscheinlich empfehlen Sie uns?", '{"ImportId":"QID1"}'),
        "Q2": ("How was it?", "Wie war es?", '{"ImportId":"QID2"}'),
        "Q3": ("Would you come again?", "Kommen Sie wieder?", '{"ImportId":"QID3"}'),
        "Q4": ("What else?", "Was noch?", '{"ImportId":"QID4_TEXT"}'),
    }
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerow([known[c][german] for c in columns])
    writer.writerow([known[c][2] for c in columns])
    for r in rows:
        writer.writerow([r.get(c, "") for c in columns])
    return out.getvalue().encode()


def answers(n):
    words = ["Good", "Fair", "Bad"]
    return [{"StartDate": f"2024-03-{1 + i % 28:02} 10:00:00", "EndDate": f"2024-03-{1 + i % 28:02} 10:05:00", "Status": "IP Address", "Finished": "True", "ResponseId": f"R_{i:015}",
             "Q1": str(i % 11), "Q2": words[i % 3], "Q4": f"text {i}"} for i in range(n)]


def test_laws():
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        law_later_export(folder)
        law_rejects(folder)
        law_pipe(folder)
        law_confidential(folder)
        law_ranks(folder)
        law_usage(folder)
        law_people(folder)
        law_tables(folder)


def importing(survey, file, *options, **more):
    return xm("import", "--workspace", WORKSPACE, "--survey", survey, *options, file, **more)


def law_later_export(folder):
    """More rows, another answer, one item more, another order of columns, another language of the header."""
    first = answers(60)
    columns = ["StartDate", "EndDate", "Status", "Finished", "ResponseId", "Q1", "Q2", "Q4"]
    (folder / "first.csv").write_bytes(qualtrics(first, columns))
    done = importing("later", folder / "first.csv", "--side", "customer")
    if not check("a first export", done.returncode == 0 and stored("later") == 60, done.text[:600]):
        return
    before = psql(f"SELECT item FROM {WORKSPACE}.item WHERE survey = 'later' ORDER BY position").split()
    second = [dict(r) for r in answers(75)]
    second[7]["Q1"], second[8]["Q4"] = "10" if second[7]["Q1"] != "10" else "9", "another text"
    for i, r in enumerate(second[60:]):
        r["Q3"] = ("Yes", "No")[i % 2]
    shuffled = ["Q4", "ResponseId", "Q3", "Q2", "Q1", "Finished", "Status", "EndDate", "StartDate"]
    (folder / "second.csv").write_bytes(qualtrics(second, shuffled, german=True))
    done = importing("later", folder / "second.csv")
    b = balance(done.text)
    check("a later export: what is new, changed and unchanged", done.returncode == 0 and (b.get("new"), b.get("changed"), b.get("unchanged")) == (15, 2, 58), done.text[:800])
    check("a later export: every response once", stored("later") == 75)
    after = psql(f"SELECT item FROM {WORKSPACE}.item WHERE survey = 'later' ORDER BY position").split()
    check("a later export: one item more, the others are the same", set(before) < set(after) and len(after) == len(before) + 1, f"{before} → {after}")
    q1, q4 = before[0], before[-1]
    value = psql(f'SELECT "{q1}", "{q4}" FROM {WORKSPACE}.later WHERE source_id IN (\'{second[7]["ResponseId"]}\', \'{second[8]["ResponseId"]}\') ORDER BY source_id').split("\n")
    check("a later export: the answers that changed", value[0].split("|")[0] == second[7]["Q1"] and value[1].split("|")[1] == "another text", str(value))
    total = psql(f'SELECT sum("{q1}") FROM {WORKSPACE}.later').strip()
    check("a later export: no column is taken for another", total == str(sum(int(r["Q1"]) for r in second)), total)
    summary = psql(f"SELECT sum(xm.responses(r)) FROM {WORKSPACE}.summary WHERE survey = 'later' AND item = '{q1}'").strip()
    check("a later export: the summary counts each answer once", summary == "75", summary)
    done = importing("later", folder / "second.csv")
    b = balance(done.text)
    check("a later export, again: 0 new, 0 changed", (b.get("new"), b.get("changed")) == (0, 0), done.text[-300:])


DEFINITION = {"side": "customer", "language": "en", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps", "question": "recommend"},
                                                           {"name": "spend", "type": "number", "question": "spend"}, {"name": "why", "type": "text", "question": "why"}]}


def plain(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["id", "submitted", "recommend", "spend", "why"], *rows])
    return out.getvalue().encode()


def good_rows(n):
    return [[f"p-{i}", f"2024-05-{1 + i % 28:02}T09:00:00Z", i % 11, i * 1.5, f"because {i}"] for i in range(n)]


def law_rejects(folder):
    """A value that breaks the plan is an error with its place; with --rejects it is kept aside, and the rest is stored."""
    rows = good_rows(200)
    rows[120][2], rows[150][3] = "11", "a lot"
    (folder / "bad.csv").write_bytes(plain(rows))
    (folder / "plain.json").write_text(json.dumps(DEFINITION))
    given = ["--definition", folder / "plain.json"]
    done = importing("rejecting", folder / "bad.csv", *given)
    check("a bad value: refused", done.returncode == 1 and stored("rejecting") == 0, done.text[:400])
    check("a bad value: file, line, column, value and the scale", all(re.search(p, done.text) for p in (r"bad\.csv", "line 122", "recommend", r"\b11\b", r"\b10\b")), done.text[:400])
    aside = folder / "rejects.csv"
    done = importing("rejecting", folder / "bad.csv", *given, "--rejects", aside)
    b = balance(done.text)
    check("--rejects: the rest is stored", done.returncode == 0 and stored("rejecting") == 198, done.text[:400])
    check("--rejects: the balance", (b.get("read"), b.get("new"), b.get("rejected")) == (200, 198, 2) and adds_up(b), str(b))
    kept = list(csv.reader(io.StringIO(aside.read_text(), newline=""))) if aside.exists() else []
    text = "\n".join(",".join(r) for r in kept)
    check("--rejects: line, column, value and reason of each", all(p in text for p in ("122", "recommend", "11", "152", "spend", "a lot")) and len(kept) in (2, 3), text[:600])
    done = importing("rejecting", folder / "bad.csv", *given, "--rejects", aside)
    b = balance(done.text)
    check("--rejects, again: nothing changes", (b.get("new"), b.get("changed"), b.get("rejected")) == (0, 0, 2), done.text[-300:])


def law_pipe(folder):
    """Standard input is read as a file is."""
    content = plain(good_rows(500))
    (folder / "piped.csv").write_bytes(content)
    one = importing("from_file", folder / "piped.csv", "--side", "customer")
    two = importing("from_pipe", "-", "--side", "customer", given=content)
    check("from a pipe", one.returncode == 0 and two.returncode == 0 and stored("from_pipe") == 500, two.text[:500])
    if stored("from_pipe") and stored("from_file"):
        left = psql(f"SELECT count(*) FROM (SELECT to_jsonb(t) - 'response_id' FROM {WORKSPACE}.from_file t EXCEPT SELECT to_jsonb(t) - 'response_id' FROM {WORKSPACE}.from_pipe t) x")
        check("from a pipe: the same rows", left.strip() == "0", left)
    check("no progress bar in a pipe", b"\r" not in one.stderr + one.stdout + two.stderr + two.stdout)


def law_confidential(folder):
    """Of employees nothing personal is stored, printed or put aside."""
    secret = ["ada.confidential@example.org", "Adalbert Geheim", "203.0.113.77"]
    rows = [[f"{i}", f"2024-05-{1 + i % 28:02} 09:00:00", secret[0] if i == 3 else f"person{i}@example.org", secret[1] if i == 3 else f"Person {i}", secret[2] if i == 3 else f"203.0.113.{i}",
             1 + i % 5, f"comment {i}"] for i in range(40)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Response ID", "Submitted", "E-mail", "Name", "IP Address", "I would stay (1-5)", "Comment"], *rows])
    (folder / "staff.csv").write_bytes(out.getvalue().encode())
    plan = xm("import", "--dry-run", folder / "staff.csv")
    check("before the side is known: nothing personal is printed", plan.returncode == 0 and not any(s in plan.text for s in secret), plan.text[:500])
    shown = plan_of("staff", [folder / "staff.csv"])
    for source in ("E-mail", "Name", "IP Address"):
        column = next((c for c in (shown or {}).get("columns", []) if c["source"] == source), {})
        check(f"staff: {source} identifies people and is dropped", column.get("role") == "personal" and not column.get("item"), str(column))
    done = importing("staff", folder / "staff.csv", "--side", "employee")
    check("staff: imported", done.returncode == 0 and stored("staff") == 40, done.text[:500])
    dump = psql(f"SELECT to_jsonb(t) FROM {WORKSPACE}.staff t") + psql(f"SELECT to_jsonb(i) FROM {WORKSPACE}.item i") + psql(f"SELECT to_jsonb(k) FROM {WORKSPACE}.person_key k") if stored("staff") else ""
    check("staff: nothing personal is stored", dump and not any(s in dump for s in secret))
    rows[30][5], rows[31][6] = secret[1], "x"
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Response ID", "Submitted", "E-mail", "Name", "IP Address", "I would stay (1-5)", "Comment"], *rows])
    (folder / "staff2.csv").write_bytes(out.getvalue().encode())
    done = importing("staff", folder / "staff2.csv")
    check("staff: a bad value is refused with its place", done.returncode == 1 and "line 32" in done.text and "I would stay" in done.text, done.text[:500])
    check("staff: but not with the value", secret[1] not in done.text, done.text[:500])
    aside = folder / "staff-rejects.csv"
    done = importing("staff", folder / "staff2.csv", "--rejects", aside)
    check("staff: rejects without the value", done.returncode == 0 and aside.exists() and secret[1] not in aside.read_text() and "32" in aside.read_text(), done.text[:400])


def law_usage(folder):
    """Wrong usage is exit code 2; what is not there is 1."""
    (folder / "new.csv").write_bytes(plain(good_rows(30)))
    done = importing("sideless", folder / "new.csv")
    check("a new survey needs its side", done.returncode == 2 and "--side" in done.text and not stored("sideless"), f"{done.returncode}: {done.text[:300]}")
    done = xm("import", "--dry-run", "--side", "customer", "--keep", "spend", folder / "new.csv", HERE / "exports/qualtrics_no_basis/survey.qsf")
    check("an option with a column takes no file", done.returncode == 0, f"{done.returncode}: {done.text[:300]}")
    before = (folder / "new.csv").read_bytes()
    (folder / "link.csv").symlink_to(folder / "new.csv")
    for option in ("--rejects", "--write-definition"):
        for path in ("new.csv", "link.csv"):
            done = importing("sideless", folder / "new.csv", "--side", "customer", option, folder / path)
            check(f"{option} does not write over {path}", done.returncode == 2 and option in done.text and (folder / "new.csv").read_bytes() == before and not stored("sideless"), done.text[:300])
    done = xm("import")
    check("no file", done.returncode == 2 and "no file" in done.text, done.text[:300])
    done = xm("imprt", folder / "new.csv")
    check("no such command", done.returncode == 2 and "none of that name" in done.text, done.text[:300])
    done = xm("import", "--workspace", WORKSPACE, "--survey", "boss", "--side", "customer", folder / "new.csv", user=os.environ["PGUSER"])
    owner = psql(f"SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = to_regclass('{WORKSPACE}.boss')").strip()
    check("a superuser imports as the owner", done.returncode == 0 and stored("boss") == 30 and owner == OWNER, f"{owner} {done.text[:300]}")
    (folder / "strange.csv").write_text("id,colour\n" + "".join(f"z{i},{('red', 'blue')[i % 2]}\n" for i in range(20)))
    before = psql(f"SELECT definition FROM {WORKSPACE}.survey WHERE survey = 'boss'")
    done = importing("boss", folder / "strange.csv")
    check("another survey's file is refused", done.returncode == 1 and "--survey" in done.text and stored("boss") == 30
          and psql(f"SELECT definition FROM {WORKSPACE}.survey WHERE survey = 'boss'") == before, done.text[-300:])
    done = xm("import", "--no-such-option", folder / "new.csv")
    check("an unknown option", done.returncode == 2, f"{done.returncode}: {done.text[:200]}")
    done = importing("sideless", folder / "not-there.csv", "--side", "customer")
    check("a file that is not there", done.returncode in (1, 2) and "not-there.csv" in done.text, f"{done.returncode}: {done.text[:200]}")
    done = xm("import", "--workspace", "no_such", "--survey", "s", "--side", "customer", folder / "new.csv")
    check("a workspace that is not there", done.returncode == 1 and "no_such" in done.text, f"{done.returncode}: {done.text[:200]}")
    done = xm("import", "-d", "host=/nowhere password=hush-hush", "--workspace", WORKSPACE, "--survey", "s", "--side", "customer", folder / "new.csv")
    check("no password in a message", done.returncode == 1 and "hush-hush" not in done.text, f"{done.returncode}: {done.text[:300]}")


def law_ranks(folder):
    """The place of an option is the same whether the questionnaire comes with the answers or not, in whatever order it lists them."""
    case = HERE / "exports/limesurvey_csv_lss"
    zone = ("--zone", "Europe/Berlin")
    done = importing("ranks", case / "responses.csv", "--side", "customer", *zone)
    check("ranks without the questionnaire", done.returncode == 0, done.text[-300:])
    columns = [c for c in psql(f"SELECT attname FROM pg_attribute a JOIN {WORKSPACE}.item i ON starts_with(attname, i.item || '_') WHERE attrelid = '{WORKSPACE}.ranks'::regclass AND i.survey = 'ranks' AND i.type = 'rank' ORDER BY 1").split()]
    ranks = f"SELECT source_id, {', '.join(columns)} FROM {WORKSPACE}.ranks ORDER BY 1"
    before = psql(ranks)
    done = importing("ranks", case / "responses.csv", *zone, case / "structure.lss")
    check("ranks with the questionnaire are the same", len(columns) > 2 and done.returncode == 0 and psql(ranks) == before, f"{columns} {done.text[-300:]}")


def law_people(folder):
    """Units and people come from the columns that are named for them."""
    rows = [[f"u-{i}", f"2024-06-{1 + i % 28:02}T09:00:00Z", ("north", "south")[i % 2], f"C{i % 10}", i % 11] for i in range(40)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["id", "submitted", "branch", "customer", "recommend"], *rows])
    (folder / "people.csv").write_bytes(out.getvalue().encode())
    options = ["--side", "customer", "--unit", "branch", "--person", "crm=customer", "--wave", "2024-06"]
    done = importing("people", folder / "people.csv", *options)
    check("unknown units are refused", done.returncode == 1 and re.search("north|south", done.text) and "--make-units" in done.text and not stored("people"), done.text[:400])
    done = importing("people", folder / "people.csv", *options, "--make-units")
    check("--make-units makes them", done.returncode == 0 and stored("people") == 40, done.text[:400])
    if not stored("people"):
        return
    counts = psql(f"SELECT unit, wave, count(*), count(DISTINCT person_id) FROM {WORKSPACE}.people GROUP BY 1, 2 ORDER BY 1").split()
    check("units, wave and people of the answers", counts == ["north|2024-06|20|5", "south|2024-06|20|5"], str(counts))
    keys = psql(f"SELECT count(*) FROM {WORKSPACE}.person_key WHERE kind = 'crm'").strip()
    check("a person a key", keys == "10", keys)
    done = importing("people", folder / "people.csv")
    check("the next import knows the columns of unit and person", done.returncode == 0 and balance(done.text).get("unchanged") == 40, done.text[-300:])
    person = psql(f"SELECT person_id FROM {WORKSPACE}.person_key WHERE value = 'C3'").strip()
    psql(f"SELECT xm.forget('{WORKSPACE}', {person}, 'delete')", user=OWNER)
    done = importing("people", folder / "people.csv", *options)
    b = balance(done.text)
    check("forgotten people are refused and counted", done.returncode == 0 and b.get("forgotten") == 4 and b.get("new") == 0 and adds_up(b) and stored("people") == 36, done.text[-400:])


def law_tables(folder):
    """Other tables, by the same rules."""
    (folder / "units.csv").write_text("unit,name,kind,parent\nall,All,region,\neast,East,store,all\nwest,West,store,all\n")
    for turn in ("first", "again"):
        done = xm("import", "--workspace", WORKSPACE, "--table", "unit", folder / "units.csv")
        check(f"--table unit, {turn}", done.returncode == 0 and adds_up(balance(done.text)), done.text[:400])
    check("--table unit: the tree", psql(f"SELECT unit, parent FROM {WORKSPACE}.unit WHERE unit IN ('all', 'east', 'west') ORDER BY 1").split() == ["all|", "east|all", "west|all"])
    (folder / "cycle.csv").write_text("unit,parent\nall,east\n")
    done = xm("import", "--workspace", WORKSPACE, "--table", "unit", folder / "cycle.csv")
    check("--table unit: a cycle is refused", done.returncode == 1 and psql(f"SELECT parent FROM {WORKSPACE}.unit WHERE unit = 'all'").strip() == "", done.text[:300])
    (folder / "purchases.csv").write_text("source_id,at,amount,currency,unit,crm\nb-1,2024-06-01T10:00:00Z,12.50,EUR,east,C1\nb-2,2024-06-02T10:00:00Z,7,EUR,west,C2\n")
    done = xm("import", "--workspace", WORKSPACE, "--table", "purchase", "--person", "crm=crm", folder / "purchases.csv")
    check("--table purchase", done.returncode == 0 and psql(f"SELECT sum(amount) FROM {WORKSPACE}.purchase").strip() == "19.50", done.text[:400])


# --- the page ------------------------------------------------------------------------------------------

PAGE = ROOT / "docs/how-do-i-get-my-qualtrics-answers-in.md"
BLOCK = re.compile(r"^<!-- (?P<folder>test/\S+) -->\n```sh\n(?P<commands>.*?)^```\n```text\n(?P<text>.*?)^```\n", re.S | re.M)


def test_page(write):
    """Commands of the page that show what they print, run where the comment above them says, in a workspace of their own."""
    fresh()
    page, parts, at = PAGE.read_text(), [], 0
    environment = {**os.environ, "PATH": f"{Path(XM).parent}:{os.environ['PATH']}", "PGDATABASE": DATABASE, "PGUSER": OWNER, "LC_ALL": "C.UTF-8", "COLUMNS": "120"}
    for block in BLOCK.finditer(page):
        done = subprocess.run(["bash", "-c", block["commands"]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=ROOT / block["folder"])
        printed = "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())
        where = f"{PAGE.name}:{page.count(chr(10), 0, block.start()) + 1}"
        check(f"{where}: what is printed", write or printed == block["text"], "\n" + "".join(difflib.unified_diff(block["text"].splitlines(True), printed.splitlines(True), "page", "printed")))
        parts += [page[at : block.start("text")], printed]
        at = block.end("text")
    if write:
        PAGE.write_text("".join(parts) + page[at:])


def main():
    names = [Path(a).name for a in sys.argv[1:] if a != "--write"] or [p.name for p in sorted(SAMPLES.iterdir()) if (p / "expected.json").exists()] + ["laws", "page"]
    fresh()
    for name in names:
        {"laws": test_laws, "broken": test_broken, "page": lambda: test_page("--write" in sys.argv)}.get(name, lambda: test_folder(name))()
    clean()
    if skipped:
        print("not asked: " + ", ".join(f"{n} {kind}" for kind, n in sorted(skipped.items())))
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
