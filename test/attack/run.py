#!/usr/bin/env python3
"""What can be learnt about single people from all that was ever published, by somebody who may call everything an analyst may.

  run.py [ORGANISATIONS]   random organisations (organisation.py), what linear algebra and trying all answers tell (learner.py),
                           and attacks as they would be typed (scripted.py)

Whoever attacks knows who is in which unit with which attributes, and who answered and corrected what when; he sees what the role xm_spy
may read. Needs a server with pg_xm (the PG* variables name it, as a superuser). Prints "N passed, M failed".
"""
import dataclasses
import json
import os
import random
import subprocess
import sys
import time

from learner import Space, exposed_by_trial, left_over, possibilities
from organisation import Index, Organisation, Rules
import scripted

DATABASE, ROLES = "xm_attack", ("xm_boss", "xm_keeper", "xm_spy", "xm_spy_too")
NEAR = 1e-7
SAFE = "no combination of values tells anything about fewer than k people and a colluder"
passed = failed = 0


def check(name, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"not ok: {name} {str(detail)[:700]}", flush=True)


class Session:
    """A psql that stays; do() gives what was printed, errors and notices with it."""

    def __init__(self, user=None, database=DATABASE):
        self.psql = subprocess.Popen(["psql", "-XqAt", "-d", database, *(("-U", user) if user else ())], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def do(self, sql):
        self.psql.stdin.write(sql.rstrip().rstrip(";") + ";\n\\echo done of it\n")
        self.psql.stdin.flush()
        printed = []
        for line in self.psql.stdout:
            if line == "done of it\n":
                return "".join(printed)
            printed.append(line)
        raise RuntimeError(f"{sql[:500]}: {printed}")

    def close(self):
        self.psql.stdin.close()
        self.psql.wait()


def psql(*statements, database=DATABASE):
    subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", database, *(item for s in statements for item in ("-c", s))], check=True, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


# All that the role may read of the workspace, a relation a line, in the order in which it comes.
EVERYTHING = """SELECT format('SELECT %L || COALESCE(to_jsonb(array_agg(t))::text, ''[]'') FROM voice.%I t', 'all ' || relname || ' ', relname) FROM pg_class
  WHERE relnamespace = 'voice'::regnamespace AND relkind IN ('r', 'v') AND has_table_privilege(oid, 'SELECT') ORDER BY relname \\gexec
SELECT 'statistics ' || count(*) FROM pg_stats WHERE schemaname = 'voice'"""
WANTED = """SELECT 'published ' || COALESCE(to_jsonb(array_agg(p))::text, '[]') FROM voice.published p;
SELECT 'comments ' || COALESCE(to_jsonb(array_agg(p))::text, '[]') FROM voice.published_comment p"""


class Seen:
    """What came of an organisation."""

    def __init__(self, session, organisation, everything=False):
        # Rolled back rows leave holes in tables: order tells something where there are none.
        fresh = "TRUNCATE voice.publication, voice.published, voice.published_comment, voice.publication_cell;\n" if everything else ""
        printed = session.do(f"BEGIN;\n{fresh}SET SESSION AUTHORIZATION xm_boss;\n{organisation.script}\nSET SESSION AUTHORIZATION xm_spy;\n{EVERYTHING if everything else WANTED};\nRESET SESSION AUTHORIZATION;\nROLLBACK")
        self.errors = [line for line in printed.splitlines() if "ERROR" in line]
        self.previews, self.ids, self.all = {}, {}, {}
        self.rows = self.comments = ()
        for line in printed.splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "preview":
                n, _, found = rest.partition(" ")
                self.previews[int(n)] = json.loads(found)
            elif kind == "publication":
                n, _, number = rest.partition(" ")
                self.ids[int(number)] = int(n)
            elif kind in ("published", "comments"):
                self.take(kind, json.loads(rest))
            elif kind in ("all", "statistics"):
                name, _, found = rest.partition(" ")
                self.all[name] = json.loads(found) if kind == "all" else [name]
                if name in ("published", "published_comment"):
                    self.take({"published": name, "published_comment": "comments"}[name], self.all[name])

    def take(self, kind, rows):
        rows = [{**row, "publication_id": self.ids.get(row["publication_id"])} for row in rows]
        if kind == "published":
            self.rows = rows
        else:
            self.comments = rows

    def plain(self, values=True):
        """Without what the clock and the sequences say; with values=False without those of the answers, too."""
        gone = {"published_at", "created_at", "publication_id", "published_id", "comment_id"}
        if not values:
            gone |= {"value", "std_error", "lower", "upper", "cut", "favourable", "neutral", "unfavourable", "r", "change", "change_lower", "change_upper", "change_p_value"}
        out = {}
        for name, rows in self.all.items():
            if name == "published" and not values:  # where a row finds room depends on its width
                rows = sorted(rows, key=lambda row: row["published_id"])
            out[name] = [{key: value for key, value in row.items() if key not in gone} if isinstance(row, dict) else row for row in rows]
            if name not in ("publication", "published"):
                out[name].sort(key=str)
        return out


def differences(one, other):
    """The first of each relation."""
    return [(name, next((pair for pair in zip(one[name], other.get(name, [])) if pair[0] != pair[1]), (len(one[name]), len(other.get(name, []))))) for name in one if one[name] != other.get(name)]


class Tally:
    """Properties that must hold in all organisations, with the first that broke each."""

    def __init__(self):
        self.broken, self.figures = {}, {}

    def must(self, name, good, *detail):
        broken = self.broken.setdefault(name, [])
        if not good:
            broken.append(detail)

    def add(self, name, number=1):
        self.figures[name] = self.figures.get(name, 0) + number

    def report(self):
        for name, broken in self.broken.items():
            check(name, not broken, f"{len(broken)} times, first: {broken[:1]}")


def key(row):
    return row["item"], row["unit"], tuple(sorted(row["breakdown"].items()))


def near(a, b):
    return (a is None) == (b is None) and (a is None or abs(a - b) <= NEAR * max(1, abs(a), abs(b)))


def look(o, seen, tally):
    """Compares what is seen with what the rules say; returns for each publication the cells that are released, with their rows."""
    rules, released = Rules(o), []
    for n, p in enumerate(o.publications):
        who = f"organisation {o.seed}{' (small)' if o.small else ''}, publication {n}"
        rows, twice = {}, []
        for row in seen.rows:
            if row["publication_id"] == n:
                if key(row) in rows:
                    twice.append(row)
                rows[key(row)] = row
        tally.must("a cell is shown once", not twice, who, twice[:1])
        previews = {key(row): row for row in seen.previews.get(n, ())}
        found, expected = [], set()
        for cell, may, distribution, shows in rules.publish(p):
            row = rows.get(cell.name)
            free = row is not None and row["status"] == "released"
            about = (who, cell, row)
            tally.must("nothing is released that the definition withholds", may or not free, *about)
            tally.must("nothing is withheld that the definition releases", free or not may, *about)
            tally.must("what is listed is what is released, and units", (row is not None) == (may or cell.by_unit_alone), *about)
            before = previews.get(cell.name)
            tally.must("the preview says what is published", (before is not None and before["status"] == "released" and before["persons"] == len(cell.people)) if may else before is None or before["status"] == "withheld", *about, before)
            if cell.name in expected:
                continue  # of two breakdowns
            expected.add(cell.name)
            if not free:
                tally.must("of what is withheld no number is shown", row is None or all(row[name] is None for name in ("responses", "value", "std_error", "lower", "upper", "cut", "favourable", "neutral", "unfavourable", "r")), *about)
                tally.add("withheld")
                continue
            tally.add("released")
            found.append((cell, {**row, "distribution": distribution}))  # whoever knows the people knows that, too
            if shows is None:
                continue
            value, error, cut, counts = shows
            tally.must("a released cell shows its number of answers and its value within the bounds", row["responses"] == len(cell.people) and near(row["value"], value) and row["cut"] == cut, *about, shows)
            tally.must("its error is pooled, or its own where its distribution is released", near(row["std_error"], error), *about, shows)
            state = json.loads(row["r"])["responses"] if row["r"] else None
            tally.must("its distribution is shown where the second audit releases it, and is not cut", state == counts, *about, shows)
            tally.must("without a distribution there are no shares", row["r"] is not None or row["favourable"] is None and row["neutral"] is None and row["unfavourable"] is None, *about)
        tally.must("nothing else is listed", set(rows) <= expected, who, set(rows) - expected)
        released.append(found)
    return rules, released


def groups_of(o):
    """Items that an index ties together are one question to linear algebra."""
    tied = {item.name: {item.name} for item in o.items}
    for q in o.indexes:
        together = set().union(*(tied[part] for part in q.items))
        tied.update(dict.fromkeys(together, together))
    return lambda name: min(tied[o.by_name[name].items[0] if isinstance(o.by_name[name], Index) else name])


def linear(o, rules, publications, threshold, tally=None, name="", only=lambda row: True):
    """Sets of fewer than `threshold` people about whom the values of all publications tell something."""
    group, spaces, found = groups_of(o), {}, []
    for p, cells in zip(o.publications, publications):
        for cell, row in cells:
            if only(row):
                space = spaces.setdefault((p.wave, group(cell.item)), Space(threshold))
                exposed = space.ask(rules.columns(p, cell))
                if exposed is not None:
                    found.append((exposed, p.wave, cell))
    if tally is not None:
        tally.must(name, not found, f"organisation {o.seed}", found[:1])
    return found


def bounds(o, cell, value, cut):
    """What a shown value says of the sum of scores."""
    low, high = o.by_name[cell.item].ends
    n = len(cell.people)
    if not cut:
        return n * value, n * value
    return (n * low, n * value) if value < (low + high) / 2 else (n * value, n * high)


def reason(o, rules, publications, wave, errors):
    """All answers of a wave that agree with values and bounds; with `errors` with standard errors and distributions, too."""
    item = o.items[0]
    score = {rating: item.score(rating) for rating in range(item.low, item.high + 1)}
    columns, sums, shown = set(), [], []
    for p, cells in zip(o.publications, publications):
        if p.wave == wave:
            columns |= {(person, c[2]["a"][0]) for person, c in p.counted.items() if "a" in c[2]}
            for cell, row in cells:
                held = {(person, p.counted[person][2]["a"][0]) for person in cell.people}
                sums.append((held, score, *bounds(o, cell, row["value"], row["cut"])))
                shown.append((p, cell, row))
    columns = sorted(columns)

    def agrees(answers):
        other = Guess(o, rules, wave, answers)
        return all(other.agrees(p, cell, row) for p, cell, row in shown)

    return columns, possibilities(columns, list(score), sums, agrees if errors else lambda answers: True)


class Guess:
    """The rules on answers that somebody thinks possible; what is known of whom is the same."""

    def __init__(self, o, rules, wave, answers):
        self.rules, self.changed, self.spread = Rules(o), {}, {}
        for p in o.publications:
            if p.wave == wave:
                new = self.changed[id(p)] = dataclasses.replace(p, counted={person: (c[0], c[1], {"a": (c[2]["a"][0], answers[person, c[2]["a"][0]])} if "a" in c[2] else {}, c[3]) for person, c in p.counted.items()})
                self.rules.seconds, self.rules.candidates = set(), {}
                self.spread[id(p)] = self.rules.spread(new, "a", rules.states[id(p)])
                if id(p) in rules.shown:
                    self.rules.pooled.update(self.rules.candidates)

    def agrees(self, p, cell, row):
        value, error, cut, counts = self.rules.show(self.changed[id(p)], cell, row["distribution"], self.spread[id(p)])
        state = json.loads(row["r"])["responses"] if row["r"] else None
        return near(value, row["value"]) and cut == row["cut"] and near(error, row["std_error"]) and state == counts


def as_rows(rules, publications):
    """What the rules release, as rows."""
    out = []
    for p in publications:
        found = []
        for cell, may, distribution, shows in rules.publish(p):
            if may:
                value, error, cut, counts = shows
                found.append((cell, {"value": value, "std_error": error, "cut": cut, "distribution": distribution, "r": json.dumps({"responses": counts}) if counts is not None else None}))
        out.append(found)
    return out


def without_audit(o, rules):
    """What is published where every cell of k people is."""
    out = []
    for p in o.publications:
        found = []
        for cell in rules.cells(p):
            if len(cell.people) >= o.k:
                scores = rules.scores(p, cell).values()
                found.append((cell, {"value": sum(scores) / len(scores), "cut": False, "r": None}))
        out.append(found)
    return out


def small_ones(o, rules, released, tally):
    """What the answers may still be, by what is seen, by the rules, and without the audit."""
    by_rules, naive = as_rows(Rules(o), o.publications), without_audit(o, rules)
    for wave in sorted({p.wave for p in o.publications}):
        columns, left = reason(o, rules, released, wave, True)
        if not columns:
            continue
        truth = tuple(next(p.counted[person][2]["a"][1] for p in o.publications if p.wave == wave and person in p.counted and p.counted[person][2].get("a", (None,))[0] == version) for person, version in columns)
        tally.must("the truth agrees with what is seen", truth in left, f"organisation {o.seed}", wave)
        seen_sets, ruled_sets = left_over(columns, left, o.k - 1), left_over(columns, reason(o, rules, by_rules, wave, True)[1], o.k - 1)
        fewer = {who: (n, ruled_sets[who]) for who, n in seen_sets.items() if n < ruled_sets[who]}
        tally.must("as many answers of fewer than k people are possible as the rules allow", not fewer, f"organisation {o.seed} (small)", wave, fewer)
        exact = left_over(columns, reason(o, rules, naive, wave, False)[1], 1)
        for who, n in seen_sets.items():
            if len(who) == 1:
                tally.add("answers of the small ones")
                tally.add("certain, published", n == 1)
                tally.add("certain, without the audit", exact[who] == 1)
        yield wave, columns, left


def commented(o, seen, tally):
    """Each comment at the smallest unit where enough authors remain, once."""
    out = set()
    for n, p in enumerate(o.publications):
        got = {}
        for row in seen.comments:
            if row["publication_id"] == n:
                got.setdefault(row["unit"], []).append(row["comment"])
        waiting, want = {}, {}
        for person, (unit, _, _, text) in p.counted.items():
            if text is not None and (p.wave, person) not in out:
                waiting.setdefault(unit, []).append((p.wave, person, text))

        def settle(unit):
            held = waiting.get(unit, []) + [c for u, parent in p.parents.items() if parent == unit for c in settle(u)]
            if len(held) < o.comments:
                return held
            want[unit] = sorted(text for _, _, text in held)
            out.update((wave, person) for wave, person, _ in held)
            return []

        if p.words:
            settle(None)
        forgotten = {f"words of {p.wave} {person}" for person in o.people if not o.members[person]}
        want = {unit: [text for text in texts if text not in forgotten] for unit, texts in want.items()}
        got = {unit: sorted(texts) for unit, texts in got.items()}
        tally.must("comments are where enough authors remain, and those of who was forgotten are gone", {u: t for u, t in want.items() if t} == got, f"organisation {o.seed}, publication {n}", want, got)


def one_organisation(session, seed, small, tally):
    o = Organisation(seed, small)
    everything = small or seed % 5 == 0
    seen = Seen(session, o, everything)
    tally.must("publishing works", not seen.errors, f"organisation {seed}{' (small)' if small else ''}", seen.errors[:2])
    if seen.errors:
        return
    tally.add("organisations")
    tally.add("people", len(o.people))
    tally.add("with k = 5", o.k == 5)
    rules, released = look(o, seen, tally)
    if o.text:
        commented(o, seen, tally)
    linear(o, rules, released, o.threshold, tally, SAFE)
    own = lambda row: row["r"] is not None
    linear(o, rules, released, o.distribution_threshold, tally, "no combination of distributions does about fewer than the second threshold", own)
    tally.add("exposed without the audit", bool(linear(o, rules, without_audit(o, rules), o.k)))
    others = []
    if small:
        for wave, columns, left in small_ones(o, rules, released, tally):
            # Whatever is still possible would have looked the same, to the last byte.
            for answers in o.rng.sample(left, min(1, len(left))):
                others.append(Organisation(seed, small, {(wave, person, "a", version): rating for (person, version), rating in zip(columns, answers)}))
    for other in others:
        apart = differences(seen.plain(), Seen(session, other, True).plain())
        tally.must("other answers that are possible look the same", not apart, f"organisation {seed} (small)", apart)
        tally.add("other answers tried")
    if everything:
        other = Seen(session, Organisation(seed, small, salt="other"), True)
        apart = differences(seen.plain(False), other.plain(False))
        tally.must("whatever is answered, what is listed, in which order, and what is not shown stay the same", not apart and other.previews == seen.previews, f"organisation {seed}{' (small)' if small else ''}", apart)


def learner_is_right(tally):
    """The search against trying all sets of people."""
    rng = random.Random(1)
    for _ in range(300):
        columns = [(person, version) for person in range(rng.randint(2, 8)) for version in range(rng.choice([1, 1, 2]))]
        threshold, rows, found = rng.randint(2, 5), [], False
        space = Space(threshold)
        for _ in range(rng.randint(1, 6)):
            row = {column: rng.choice([1, 1, 1, -1, 2]) for column in columns if rng.random() < 0.5}
            found = space.ask(row) is not None or found
            rows.append(row)
        tally.must("the search finds what trying all finds", found == bool(exposed_by_trial(rows, threshold)), rows, threshold)


def random_organisations(number):
    tally, began = Tally(), time.time()
    learner_is_right(tally)
    for seed in range(number):
        if seed % 50 == 0:  # a session remembers something of each table it has met
            session = Session()
        one_organisation(session, seed, False, tally)
        one_organisation(session, seed, True, tally)
        if seed % 50 == 49 or seed == number - 1:
            session.close()
            if number > 100:
                print(f"{seed + 1} of {number}, {sum(map(bool, tally.broken.values()))} properties broken, {time.time() - began:.0f} s", flush=True)
    f = {**dict.fromkeys(("organisations", "with k = 5", "people", "released", "withheld", "exposed without the audit", "answers of the small ones", "certain, published", "certain, without the audit", "other answers tried"), 0), **tally.figures}
    tally.must("without the audit much is learnt: by linear algebra of most organisations", f["exposed without the audit"] > 0.5 * f["organisations"])
    tally.must("and of more single answers", f["certain, without the audit"] > 1.5 * f["certain, published"])
    tally.report()
    print(f"{f['organisations']} organisations ({f['with k = 5']} with k = 5), {f['people']} people, {f['released']} cells released, {f['withheld']} withheld, {(time.time() - began) / max(1, f['organisations']):.2f} s each")
    print(f"linear algebra tells something about fewer than k people in {f['exposed without the audit']} of them without the audit, in {len(tally.broken.get(SAFE, ()))} of what was published")
    print(f"answers that are certain, of {f['answers of the small ones']} in organisations of a dozen: {f['certain, without the audit']} without the audit, {f['certain, published']} of what was published; {f['other answers tried']} others that were possible look the same")


def main():
    number = int((sys.argv[1:] or [os.environ.get("ATTACK_ORGANISATIONS", "100")])[0])
    for role in ROLES:
        psql(f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$", database="postgres")
    psql(f"DROP DATABASE IF EXISTS {DATABASE}", f"CREATE DATABASE {DATABASE} OWNER xm_boss", database="postgres")
    session = Session()
    try:
        session.do("CREATE EXTENSION pg_xm; SET SESSION AUTHORIZATION xm_boss; SELECT xm.create_workspace('voice'); SELECT xm.grant_workspace('voice', 'xm_spy', 'analyst'); RESET SESSION AUTHORIZATION")
        if number:
            random_organisations(number)
        scripted.attack(session, sys.modules[__name__], check, Session, psql, DATABASE)
    finally:
        session.close()
        psql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", *(f"DROP ROLE {role}" for role in ROLES), database="postgres")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
