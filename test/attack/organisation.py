"""Random organisations and what happens to them, as SQL, with the truth kept beside it; and the rules of publishing, written again.

An Organisation is a tree of units, people with attributes who join, move, leave and are forgotten, one survey in two waves, answers that
come late and are corrected, and six publications. `script` is the SQL of it all, `publications` what was true at each."""
import copy
import json
import math
import random
from dataclasses import dataclass, field
from fractions import Fraction

from learner import Space

WAVES = {"w1": "2026-03", "w2": "2026-06"}


@dataclass
class Item:
    name: str
    low: int
    high: int
    metric: str
    reversed: bool = False

    def score(self, rating):
        if self.metric == "nps":
            return 100 if rating >= 9 else -100 if rating <= 6 else 0
        if self.metric == "mean":
            return rating
        low, high = (4, 5) if self.metric == "csat" else map(int, self.metric[6:-1].split(","))
        return 100 if low <= rating <= high else 0

    def kind(self, rating):
        """Favourable, neutral or unfavourable, where the scale has such."""
        if self.high not in (5, 10):
            return rating
        high, low = (9, 6) if self.high == 10 else (4, 2)
        kind = (rating >= high) - (rating <= low)
        return -kind if self.reversed else kind

    @property
    def ends(self):
        return (self.low, self.high) if self.metric == "mean" else (-100, 100) if self.metric == "nps" else (0, 100)

    def json(self):
        return {"name": self.name, "type": "rating", "scale": [self.low, self.high], "metric": self.metric, **({"reversed": True} if self.reversed else {})}


@dataclass
class Index:
    """A scale of the definition, of items of one span."""
    name: str
    items: list
    score: str
    low: int = 1
    high: int = 5

    @property
    def ends(self):
        return (self.low, self.high) if self.score == "mean" else (self.low * len(self.items), self.high * len(self.items))


@dataclass
class Answer:
    """Of one person in one wave; `versions` says, item by item, which of all that he ever answered there it is."""
    day: str
    unit: str
    values: dict
    text: str = None
    complete: bool = True
    versions: dict = field(default_factory=dict)


@dataclass
class Publication:
    wave: str
    breakdowns: list
    items: list  # names, in the order of the definition
    words: bool  # comments, too
    questions: dict  # items and indexes by name, as they were
    parents: dict  # the tree
    counted: dict  # person -> unit, attributes, {item: (version, rating)}, text


def quoted(value):
    return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"


class Organisation:
    def __init__(self, seed, small=False, others=None, salt=""):
        """others: {(wave, person, item, version): rating} in place of random ones; another salt: other answers of the same people."""
        self.rng = rng = random.Random(seed)
        self.others, self.salt = others or {}, salt
        self.seed, self.small, self.linked = seed, small, False
        self.sql, self.rows, self.publications, self.held = [], {}, [], {}
        self.anonymous = not small and rng.random() < 0.15
        if small:
            self.k, self.colluders = rng.choice([(3, 0), (3, 0), (3, 1), (4, 0)])
        else:
            self.k, self.colluders = rng.choice([(5, 1)] * 6 + [(5, 0), (3, 0), (3, 1), (4, 2)])
        self.distributions, self.comments = rng.choice([(10, 8), (10, 8), (8, 5)])
        self.parents, self.people, self.members, self.answers = {}, {}, {}, {wave: {} for wave in WAVES}
        self.define()
        self.found()
        for n in range(6):
            if n:
                for _ in range(rng.randint(1, 2 if small else 4)):
                    self.event()
            self.publish(n)

    @property
    def threshold(self):
        return self.k + self.colluders

    @property
    def distribution_threshold(self):
        return self.distributions + self.colluders

    def flush(self):
        for start in sorted(self.rows, key=lambda start: [start.startswith(f"INSERT INTO voice.{table}") for table in ("pulse", "membership", "person", "unit")]):
            self.sql.append(f"{start} VALUES {', '.join(self.rows[start])};")
        self.rows = {}

    def do(self, sql):
        self.flush()
        self.sql.append(sql if sql.endswith("\\gset") else sql + ";")

    def insert(self, start, *values):
        """Many rows in one statement, before the next other one."""
        self.rows.setdefault(f"INSERT INTO voice.{start}", []).append(f"({', '.join(values)})")

    # --- before anybody answers ---------------------------------------------------------------------
    def define(self):
        rng = self.rng
        self.indexes, self.text = [], False
        if self.small:
            high, self.room = rng.choice([(2, 14), (2, 13), (3, 9), (4, 7), (5, 6)])
            self.items = [Item("a", 1, high, "mean")]
            if high == 5 and rng.random() < 0.3:
                self.items = [Item("a", 1, 5, "csat")]
        else:
            few = [Item("a", 1, 5, "mean"), Item("b", 1, 5, "mean", rng.random() < 0.5), Item("c", 0, 10, "nps"), Item("d", 1, 5, rng.choice(["csat", "share[4,5]", "share[1,2]"]))]
            self.items = sorted(rng.sample(few, rng.randint(1, 4)), key=lambda item: item.name)
            of_five = [item.name for item in self.items if item.high == 5]
            for name in ("index_one", "index_two"):
                if of_five and rng.random() < 0.4:
                    self.indexes.append(Index(name, sorted(rng.sample(of_five, rng.randint(1, len(of_five)))), rng.choice(["mean", "mean", "sum"])))
            self.text = rng.random() < 0.4
        self.create()

    def create(self):
        self.by_name = {q.name: q for q in self.items + self.indexes}
        self.do(f"SELECT xm.create_survey('voice', 'pulse', {quoted(self.definition())})")
        for name in ("k", "colluders", "distributions", "comments"):
            self.do(f"INSERT INTO voice.setting VALUES ('{name}', '{getattr(self, name)}') ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value")
        self.do("INSERT INTO voice.wave VALUES " + ", ".join(f"('pulse', '{wave}', '{month}-01', '{month}-28')" for wave, month in WAVES.items()))

    def definition(self):
        definition = {"side": "employee", "mode": "anonymous" if self.anonymous else "confidential", "items": [item.json() for item in self.items] + ([{"name": "why", "type": "text"}] if self.text else [])}
        if self.linked:
            definition["linked"] = True
        if self.indexes:
            definition["scales"] = [{"name": q.name, "items": q.items, "score": q.score, "min_answered": 1} for q in self.indexes]
        return json.dumps(definition)

    def found(self):
        rng = self.rng
        if self.small:
            n = rng.randint(min(5, self.room - 1), self.room - 1)
        else:
            n = int(rng.choice([rng.uniform(8, 30), rng.uniform(20, 80), rng.uniform(60, 200)]))
        units = rng.randint(2, 5) if self.small else max(2, min(30, int(n / rng.uniform(3, 12))))
        for i in range(units):
            name = f"u{i}"
            self.parents[name] = rng.choice(list(self.parents)) if i and (self.small or rng.random() < 0.95) else None
            self.insert("unit (unit, parent)", quoted(name), quoted(self.parents[name]))
        self.attributes = {} if self.anonymous else {name: [f"{name}{i}" for i in range(rng.randint(2, 3 if self.small else 4))] for name in rng.sample(["age", "job", "site"], rng.randint(1, 2))}
        self.of_person = {name for name in self.attributes if rng.random() < 0.3}  # kept with the person
        self.sizes = {unit: rng.expovariate(1) + 0.05 for unit in self.parents}
        self.skip = rng.choice([0, 0, 0.03, 0.15])
        self.lean = rng.choice([0.2, 0.5, 0.8, 0.95])  # how favourable answers are
        for _ in range(n):
            self.join("2025-01-01")
        for wave in WAVES:
            for person in list(self.people):
                if rng.random() < 0.9:
                    self.answer(wave, person)

    def chosen_unit(self):
        return self.rng.choices(list(self.sizes), list(self.sizes.values()))[0]

    def chosen(self, name):
        values = self.attributes[name]
        return values[min(len(values) - 1, int(self.rng.expovariate(1.2)))]

    def join(self, since):
        person = len(self.people) + 1
        of = {name: self.chosen(name) for name in self.attributes}
        self.people[person] = {name: of[name] for name in self.of_person}
        self.members[person] = [(since, self.chosen_unit(), {name: of[name] for name in of if name not in self.of_person})]
        if not self.anonymous:
            self.insert("person (person_id, side, attributes)", str(person), "'employee'", quoted(json.dumps(self.people[person])))
            self.belong(person)
        return person

    def belong(self, person):
        since, unit, attributes = self.members[person][-1]
        self.insert("membership", str(person), quoted(since), quoted(unit), quoted(json.dumps(attributes)))

    def on(self, person, day):
        """Unit and attributes of a day, or no unit."""
        held = [m for m in self.members[person] if m[0] <= day]
        if not held:
            return None, {}
        _, unit, own = max(held)
        return unit, {**self.people[person], **own}

    # --- answers ------------------------------------------------------------------------------------
    def rating(self, wave, person, item, version):
        """Does not touch the other random numbers: who answers and corrects what is the same whatever he says. All versions differ."""
        if (wave, person, item.name, version) in self.others:
            return self.others[wave, person, item.name, version]
        rng = random.Random(f"{self.seed} {wave} {person} {item.name} {version} {self.salt}")
        before = {self.rating(wave, person, item, v) for v in range(version)}
        while True:
            rating = item.low + min(item.high - item.low, int(rng.random() ** (1 / (0.3 + 2 * self.lean)) * (item.high - item.low + 1)))
            if rating not in before:
                return rating

    def answer(self, wave, person):
        day = f"{WAVES[wave]}-{self.rng.randint(1, 28):02}"
        values = {item.name: None if self.rng.random() < self.skip else self.rating(wave, person, item, 0) for item in self.items}
        unit = self.members[person][-1][1]
        answer = Answer(day, unit, values, f"words of {wave} {person}" if self.text and self.rng.random() < 0.7 else None, self.rng.random() < 0.97)
        self.answers[wave][person] = answer
        names = ["source_id", "wave", "submitted_at", "complete", *values] + (["why"] if self.text else []) + (["unit"] if self.anonymous else ["person_id"])
        row = [quoted(f"{wave}-{person}"), quoted(wave), quoted(day), "true" if answer.complete else "false", *("NULL" if v is None else str(v) for v in values.values())]
        row += ([quoted(answer.text)] if self.text else []) + ([quoted(unit)] if self.anonymous else [str(person)])
        if self.anonymous:  # its number is random, and what it was called is hashed
            self.do(f"INSERT INTO voice.pulse ({', '.join(names)}) VALUES ({', '.join(row)}) RETURNING response_id AS {wave}_{person} \\gset")
        else:
            self.insert(f"pulse ({', '.join(names)})", *row)

    def where(self, wave, person):
        return f"response_id = :{wave}_{person}" if self.anonymous else f"wave = '{wave}' AND person_id = {person}"

    # --- what happens between two publications --------------------------------------------------------
    def event(self):
        rng, wave = self.rng, self.rng.choice(["w1", "w1", "w2"])
        held = self.answers[wave]
        people = list(held)
        silent = [p for p in self.people if p not in held and (self.anonymous or self.members[p])]
        full = self.small and self.columns(wave) >= self.room
        kind = rng.choice(["late", "late many", "joiner", "corrected", "corrected", "deleted", "moved", "forgotten", "forgotten", "unit", "leaver", "completed", "metric", "reassigned"])
        if kind == "late" and silent and not full:
            self.answer(wave, rng.choice(silent))
        elif kind == "late many" and not self.small:
            for person in silent[: self.threshold]:
                self.answer(wave, person)
        elif kind == "joiner" and not full:
            for _ in range(1 if self.small else rng.choice([1, 1, 2, 7])):
                person = self.join(f"{WAVES[wave]}-{rng.choice([1, 1, 1, 15]):02}")  # some answered before they belonged to anything
                self.answer(wave, person)
        elif kind == "corrected" and people and not full:
            person, item = rng.choice(people), rng.choice(self.items)
            self.correct(wave, person, item, held[person].values[item.name] is not None and rng.random() < 0.15)
        elif kind == "deleted" and people:
            person = rng.choice(people)
            self.do(f"DELETE FROM voice.pulse WHERE {self.where(wave, person)}")
            del held[person]
        elif kind == "metric" and not self.small:
            item = rng.choice(self.items)
            item.metric = rng.choice(["nps", "mean"] if item.high == 10 else ["mean", "share[4,5]", "csat"])
            self.do(f"SELECT count(*) FROM xm.alter_survey('voice', 'pulse', {quoted(self.definition())})")
        elif kind == "completed":
            for person in people:
                if not held[person].complete:
                    held[person].complete = True
                    self.do(f"UPDATE voice.pulse SET complete = true WHERE {self.where(wave, person)}")
                    break
        elif kind == "unit" and len(self.parents) > 2:
            unit = rng.choice(list(self.parents)[1:])
            parent = rng.choice([u for u in self.parents if unit not in self.path(u)])
            self.parents[unit] = parent
            self.do(f"UPDATE voice.unit SET parent = '{parent}' WHERE unit = '{unit}'")
        elif self.anonymous:
            pass
        elif kind == "moved" or kind == "leaver":
            person = rng.choice(list(self.people))
            since = f"{WAVES[wave]}-{rng.randint(1, 28):02}"
            # Never back in time of an answer that is there: who belonged where then is settled.
            if self.members[person] and since > max([m[0] for m in self.members[person]] + [a[person].day for a in self.answers.values() if person in a]):
                unit = None if kind == "leaver" else self.chosen_unit()
                self.members[person].append((since, unit, self.members[person][-1][2]))
                self.belong(person)
        elif kind == "reassigned":  # the custodian corrects who was where, for answers that were published, too
            person = rng.choice(list(self.people))
            if self.members[person]:
                since, _, attributes = self.members[person][-1]
                attributes = {name: self.chosen(name) for name in attributes}
                self.members[person][-1] = (since, self.chosen_unit(), attributes)
                self.do(f"UPDATE voice.membership SET unit = {quoted(self.members[person][-1][1])}, attributes = {quoted(json.dumps(attributes))} WHERE person_id = {person} AND since = '{since}'")
        elif kind == "forgotten":
            person = rng.choice(list(self.people))
            how = rng.choice(["unlink", "delete"])
            if self.members[person]:
                self.do(f"SELECT xm.forget('voice', {person}, '{how}')")
                self.members[person], self.people[person] = [], {}
                for answers in self.answers.values():
                    answers.pop(person, None)  # what is unlinked belongs to nobody any more

    def correct(self, wave, person, item, skipped):
        """To what he never said before, or back to what he did."""
        answer = self.answers[wave][person]
        held = self.held.setdefault((wave, person, item.name), [0])
        now = answer.versions.get(item.name, 0)
        if not skipped:
            may = [v for v in range(len(held)) if v != now or answer.values[item.name] is None]
            if len(held) <= min(item.high - item.low, 3) and (not may or self.rng.random() < 0.7):
                held.append(len(held))
                may = held[-1:]
            answer.versions[item.name] = self.rng.choice(may)
        rating = None if skipped else self.rating(wave, person, item, answer.versions[item.name])
        answer.values[item.name] = rating
        self.do(f"UPDATE voice.pulse SET {item.name} = {'NULL' if rating is None else rating} WHERE {self.where(wave, person)}")

    def columns(self, wave):
        """Answers to the first item that were or are there."""
        past = {(p, c[2]["a"][0]) for q in self.publications if q.wave == wave for p, c in q.counted.items() if "a" in c[2]}
        return len(past | {(p, a.versions.get("a", 0)) for p, a in self.answers[wave].items()})

    def path(self, unit):
        found = []
        while unit is not None:
            found.append(unit)
            unit = self.parents[unit]
        return found

    # --- publishing -----------------------------------------------------------------------------------
    def publish(self, n):
        rng = self.rng
        wave = "w1" if n == 0 else rng.choice(["w1", "w1", "w2"])
        names = list(self.attributes)
        if not n or rng.random() < 0.5:  # else once more what was asked last
            names = list(self.attributes)
            self.wanted = [[], ["unit"]] if rng.random() < 0.7 else [["unit"]]
            for _ in range(rng.randint(0, 3)):
                by = rng.sample(names, rng.randint(0, len(names)))
                self.wanted.append((["unit"] if rng.random() < 0.6 else []) + by)
            self.wanted = [b for i, b in enumerate(self.wanted) if set(b) not in map(set, self.wanted[:i])]
            if rng.random() < 0.3:
                rng.shuffle(self.wanted)
        every = list(self.by_name)
        self.release(wave, self.wanted, sorted(rng.sample(every, rng.randint(1, len(every))), key=every.index) if rng.random() < 0.3 else None)

    def release(self, wave, breakdowns, items=None):
        counted = {}
        for person, answer in self.answers[wave].items():
            unit, attributes = (answer.unit, {}) if self.anonymous else self.on(person, answer.day)
            if answer.complete and unit is not None:
                counted[person] = (unit, attributes, {name: (answer.versions.get(name, 0), value) for name, value in answer.values.items() if value is not None}, answer.text)
        n = len(self.publications)
        self.publications.append(Publication(wave, breakdowns, items or list(self.by_name), items is None and self.text, copy.deepcopy(self.by_name), dict(self.parents), counted))
        names = "" if items is None else f", ARRAY[{', '.join(map(quoted, items))}]"
        call = f"('voice', 'pulse', '{wave}', {quoted(json.dumps(breakdowns))}{names})"
        self.do(f"SELECT 'preview {n} ' || COALESCE(to_jsonb(array_agg(p))::text, '[]') FROM xm.publish_preview{call} p WHERE comment IS NULL")
        self.do(f"SELECT 'publication {n} ' || xm.publish{call}")

    @property
    def script(self):
        return "\n".join(self.sql)


# --- the rules ----------------------------------------------------------------------------------------
@dataclass
class Cell:
    """Some people and a question (an item or an index) to publish of them."""
    item: str
    unit: str  # or None: everyone
    breakdown: tuple  # of (attribute, value)
    by_unit_alone: bool
    people: list
    rank: int  # of its breakdown

    @property
    def name(self):
        return self.item, self.unit, tuple(sorted(self.breakdown))


def below(parents, unit):
    found = {unit}
    while True:
        more = {u for u, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def squares(scores):
    """About their mean, exactly: what is computed in floating point tells by its last digit who gave which answer."""
    scores = list(map(Fraction, scores))
    mean = sum(scores) / len(scores)
    return sum((x - mean) ** 2 for x in scores)


class Rules:
    """What may be published, and what it shows: decided from the definition, over all publications of an organisation."""

    def __init__(self, organisation):
        self.organisation = organisation
        self.values, self.distributions, self.pooled, self.views, self.states, self.shown = {}, {}, {}, {}, {}, set()

    @staticmethod
    def parts(p, name):
        q = p.questions[name]
        return q.items if isinstance(q, Index) else [name]

    def cells(self, p):
        """All cells of a publication in the order in which they are tried: breakdowns as given, larger first, then by name."""
        out = []
        under = {unit: below(p.parents, unit) for unit in p.parents}
        who = {name: {person for person, c in p.counted.items() if all(part in c[2] for part in self.parts(p, name))} for name in p.items}
        for rank, breakdown in enumerate(p.breakdowns):
            names = [name for name in breakdown if name != "unit"]
            groups = {} if names else {(): set()}
            for person, (_, attributes, _, _) in p.counted.items():
                if all(name in attributes for name in names):
                    groups.setdefault(tuple((name, attributes[name]) for name in names), set()).add(person)
            for values, people in groups.items():
                for unit in p.parents if "unit" in breakdown else [None]:
                    inside = people if unit is None else {person for person in people if p.counted[person][0] in under[unit]}
                    out += [Cell(name, unit, values, not names and unit is not None, sorted(inside & who[name]), rank) for name in p.items]
        every = list(p.questions)
        return sorted(out, key=lambda c: (c.rank, -len(c.people), c.unit or "", [value for _, value in c.breakdown], every.index(c.item)))

    def scores(self, p, cell):
        q = p.questions[cell.item]
        if not isinstance(q, Index):
            return {person: q.score(p.counted[person][2][cell.item][1]) for person in cell.people}
        out = {}
        for person in cell.people:
            total = 0
            for part in q.items:
                item, rating = p.questions[part], p.counted[person][2][part][1]
                total += item.low + item.high - rating if item.reversed else rating
            out[person] = Fraction(total, len(q.items) if q.score == "mean" else 1)
        return out

    def columns(self, p, cell):
        """The linear form that the value of a cell is, in whole numbers: {(person, what of which item, version): factor}."""
        q, out = p.questions[cell.item], {}
        for part in self.parts(p, cell.item):
            item = p.questions[part]
            what = (part, "mean" if isinstance(q, Index) else item.metric)
            for person in cell.people:
                out[person, what, p.counted[person][2][part][0]] = -1 if isinstance(q, Index) and item.reversed else 1
        return out

    def second_view(self, p, name):
        """Whether other scores of the same answers were published first, or are beside it: only distributions may tell both."""
        q = p.questions[name]
        if isinstance(q, Index):
            return any({p.questions[part].metric, self.views.get((p.wave, part), "mean")} != {"mean"} for part in q.items)
        return self.views.get((p.wave, name), q.metric) != q.metric

    def may(self, spaces, threshold, p, cell, keep):
        """In the audit of each item."""
        if len(cell.people) < threshold:
            return False
        rows = [(spaces.setdefault((p.wave, part), Space(threshold)), {(person, p.counted[person][2][part][0]): 1 for person in cell.people}) for part in self.parts(p, cell.item)]
        if any(space.ask(row, False) is not None for space, row in rows):
            return False
        if keep:
            for space, row in rows:
                space.ask(row)
        return True

    def decide(self, p, cell):
        """Whether its value may be published, and whether its distribution."""
        second = (p.wave, cell.item) in self.seconds
        value = self.may(self.values, self.organisation.threshold, p, cell, not second)
        distribution = value and self.may(self.distributions, self.organisation.distribution_threshold, p, cell, True)
        if second and distribution:
            self.may(self.values, self.organisation.threshold, p, cell, True)
        return (distribution if second else value), distribution

    def knows(self, spaces, p, name, people):
        return all((p.wave, part) in spaces and spaces[p.wave, part].holds({(person, p.counted[person][2][part][0]): 1 for person in people}) for part in self.parts(p, name))

    def is_extreme(self, p, name, scores):
        low, high = p.questions[name].ends
        mean, one = sum(scores) / len(scores), (high - low) / len(scores)  # one: as much as a single person can move it
        return mean < low + one * (1 + 1e-9) or mean > high - one * (1 + 1e-9)

    def is_uniform(self, p, name, scores):
        """Whether all, or all but one, answered the same, or what counts the same."""
        q, kinds = p.questions[name], {}
        for person, score in scores.items():
            kind = score if isinstance(q, Index) else q.kind(p.counted[person][2][name][1])
            kinds[kind] = kinds.get(kind, 0) + 1
        return max(kinds.values()) >= len(scores) - 1

    def spread(self, p, name, states=None):
        """The standard deviation by which cells are judged whose own is not told: within units, of the first publication that tells it,
        and only of what is known anyway (the sums of units, and the squares of all of them or of each); else of everybody, where that
        is known; else half the range."""
        values, distributions = states or (self.values, self.distributions)
        key = (p.wave, name, getattr(p.questions[name], "metric", None))
        if key in self.pooled:
            return self.pooled[key]
        everybody = Cell(name, None, (), False, sorted(person for person, c in p.counted.items() if all(part in c[2] for part in self.parts(p, name))), 0)
        scores, units = self.scores(p, everybody), {}
        for person in everybody.people:
            units.setdefault(p.counted[person][0], []).append(person)
        tells_all = lambda people: self.is_extreme(p, name, [scores[person] for person in people]) or (self.knows(distributions, p, name, people) and self.is_uniform(p, name, {person: scores[person] for person in people}))
        units = [u for u in units.values() if len(u) > 1 and self.knows(values, p, name, u) and not tells_all(u)]
        if not self.knows(distributions, p, name, [person for u in units for person in u]):
            units = [u for u in units if self.knows(distributions, p, name, u)]
        if units:
            found = math.sqrt(sum(squares([scores[person] for person in u]) for u in units) / sum(len(u) - 1 for u in units))
            if (p.wave, name) not in self.seconds:
                self.candidates[key] = found
            return found
        if len(scores) > 1 and self.knows(distributions, p, name, everybody.people) and not tells_all(everybody.people):
            return math.sqrt(squares(scores.values()) / (len(scores) - 1))
        return (p.questions[name].ends[1] - p.questions[name].ends[0]) / 2

    def show(self, p, cell, distribution, pooled):
        """value, std_error, cut, and how often each rating came, where that is shown."""
        q = p.questions[cell.item]
        low, high = q.ends
        scores = self.scores(p, cell)
        own = distribution and not self.is_uniform(p, cell.item, scores)
        scores = scores.values()
        n = len(scores)
        mean, one, cut = float(sum(map(Fraction, scores)) / n), (high - low) / n, self.is_extreme(p, cell.item, scores)
        error = math.sqrt(squares(scores) / (n - 1) / n) if own else pooled / math.sqrt(n)
        if cut:
            error = one if distribution else max(error, one)
        counts = None
        if own and not cut and not isinstance(q, Index):
            counts = {}
            for person in cell.people:
                rating = str(p.counted[person][2][cell.item][1])
                counts[rating] = counts.get(rating, 0) + 1
        # At the bound to the last digit, whether it is there or beyond.
        return (low + one if 2 * mean < low + high else high - one) if cut else mean, error, cut, counts

    def publish(self, p):
        """(cell, released, distribution, what it shows) of all cells."""
        self.seconds = {(p.wave, name) for name in p.items if self.second_view(p, name)}
        self.candidates = {}
        decided = [(cell, *self.decide(p, cell)) for cell in self.cells(p)]
        self.states[id(p)] = {key: copy.copy(space) for key, space in self.values.items()}, {key: copy.copy(space) for key, space in self.distributions.items()}
        spread = {name: self.spread(p, name) for name in p.items}
        if any(released for _, released, _ in decided):
            self.shown.add(id(p))
        for name in {cell.item for cell, released, _ in decided if released}:
            key = (p.wave, name, getattr(p.questions[name], "metric", None))
            if key in self.candidates:
                self.pooled[key] = self.candidates[key]
            if (p.wave, name) not in self.seconds:
                for part in self.parts(p, name):
                    self.views.setdefault((p.wave, part), p.questions[part].metric)
        return [(cell, released, distribution, self.show(p, cell, distribution, spread[cell.item]) if released else None) for cell, released, distribution in decided]
