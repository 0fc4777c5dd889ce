"""Attacks of the literature and of everyday life, as they would be typed.

Handmade organisations: some people, some publications, and a combination of cells that tells something about a few of them. Each is
shown to work where every cell of k people is published, and must not where the audit decides."""
import json
import math
import re

from organisation import Answer, Index, Item, Organisation, Rules, quoted

MEAN, NPS, SHARE = Item("a", 1, 5, "mean"), Item("a", 0, 10, "nps"), Item("a", 1, 5, "share[4,5]")


class Handmade(Organisation):
    def __init__(self, items=(MEAN,), indexes=(), units=None, text=False, k=5, colluders=1, anonymous=False):
        self.items, self.indexes, self.text, self.anonymous = list(items), list(indexes), text, anonymous
        self.k, self.colluders, self.distributions, self.comments = k, colluders, 10, 8
        self.linked = False
        self.seed, self.small, self.others = "by hand", False, {}
        self.sql, self.rows, self.publications, self.held = [], {}, [], {}
        self.people, self.members, self.answers = {}, {}, {"w1": {}, "w2": {}}
        self.create()
        self.parents = units or {"all": None}
        for unit, parent in self.parents.items():
            self.insert("unit (unit, parent)", quoted(unit), quoted(parent))

    def rating(self, wave, person, item, version):
        return self.held[wave, person, item.name][version]

    def hire(self, unit, number, values=lambda i: 1 + i % 5, wave="w1", **attributes):
        """People with a membership who answered; values: one answer, or {item: answer}, of the i-th of them."""
        hired = []
        for i in range(number):
            person = len(self.people) + 1
            hired.append(person)
            self.people[person] = {}
            self.members[person] = [("2025-01-01", unit, dict(attributes))]
            if not self.anonymous:
                self.insert("person (person_id, side, attributes)", str(person), "'employee'", "'{}'")
                self.belong(person)
            if values is not None:
                self.says(person, values(i), wave)
        return hired

    def says(self, person, said, wave="w1", day=10):
        said = said if isinstance(said, dict) else {item.name: said for item in self.items}
        values = {item.name: said.get(item.name) for item in self.items}
        for name, value in values.items():
            self.held[wave, person, name] = [value]
        text = said.get("why")
        answer = Answer(f"{'2026-03' if wave == 'w1' else '2026-06'}-{day:02}", self.members[person][-1][1], values, text)
        self.answers[wave][person] = answer
        names = ["source_id", "wave", "submitted_at", *values] + (["why"] if self.text else []) + (["unit"] if self.anonymous else ["person_id"])
        row = [quoted(f"{wave}-{person}"), quoted(wave), quoted(answer.day), *("NULL" if v is None else str(v) for v in values.values())]
        row += ([quoted(text)] if self.text else []) + ([quoted(answer.unit)] if self.anonymous else [str(person)])
        self.insert(f"pulse ({', '.join(names)})", *row)

    def changes(self, person, item, value, wave="w1"):
        held = self.held[wave, person, item]
        if value not in held:
            held.append(value)
        answer = self.answers[wave][person]
        answer.values[item], answer.versions[item] = value, held.index(value)
        self.do(f"UPDATE voice.pulse SET {item} = {value} WHERE wave = '{wave}' AND person_id = {person}")

    def leaves(self, person, how=None, wave="w1"):
        """Is deleted by the custodian, or forgotten."""
        if how is None:
            self.do(f"DELETE FROM voice.pulse WHERE wave = '{wave}' AND person_id = {person}")
        else:
            self.do(f"SELECT xm.forget('voice', {person}, '{how}')")
            self.members[person] = []
        self.answers[wave].pop(person)


class Attacks:
    def __init__(self, session, run, check):
        self.session, self.run, self.check = session, run, check

    def see(self, o, everything=False):
        seen = self.run.Seen(self.session, o, everything)
        if seen.errors:
            self.check("publishing works", False, seen.errors[:3])
        return seen

    def naive(self, o):
        return [row for cells in self.run.without_audit(o, Rules(o)) for _, row in cells]

    def combination(self, name, o, terms, victims):
        """terms: (factor, publication, cell), a cell is (item, unit, {attribute: value}) or a unit."""
        rules, total, vector = Rules(o), 0, {}
        naive = self.run.without_audit(o, rules)
        wanted = []
        for factor, n, cell in terms:
            item, unit, breakdown = cell if isinstance(cell, tuple) else (o.items[0].name, cell, {})
            wanted.append((n, (item, unit, tuple(sorted(breakdown.items())))))
            cell, row = next((c, r) for c, r in naive[n] if c.name == wanted[-1][1])
            total += factor * len(cell.people) * row["value"]
            for column, number in rules.columns(o.publications[n], cell).items():
                vector[column] = vector.get(column, 0) + factor * number
        vector = {column: number for column, number in vector.items() if abs(number) > 1e-9}
        told = sum(number * o.by_name[column[1][0]].score(o.held[o.publications[0].wave, column[0], column[1][0]][column[2]]) for column, number in vector.items())
        self.check(f"{name}: works where every cell of k people is published", {c[0] for c in vector} == set(victims) and 0 < len(set(victims)) < o.threshold and abs(told - total) < 1e-6, (vector, told, total))
        seen, tally = self.see(o), self.run.Tally()
        rules, released = self.run.look(o, seen, tally)
        out = {(n, cell.name) for n, cells in enumerate(released) for cell, _ in cells}
        self.check(f"{name}: not all of it is published", not set(wanted) <= out, wanted)
        self.check(f"{name}: but some of it", set(wanted) & out, wanted)
        found = self.run.linear(o, rules, released, o.threshold)
        self.check(f"{name}: and nothing else tells", not found, found[:1])
        wrong = {name: broken[:1] for name, broken in tally.broken.items() if broken}
        self.check(f"{name}: published by the rules", not wrong, wrong)
        return seen


def sums(attacks):
    """Attacks by adding and subtracting."""
    tree = {"all": None, "north": "all", "south": "all", "n1": "north", "n2": "north", "s1": "south", "s2": "south"}
    everyone, by_unit = [[]], [[], ["unit"]]

    o = Handmade(units={"all": None, "small": "all"})
    o.hire("all", 12)
    o.hire("small", 5)
    o.release("w1", [["unit"]])
    seen = attacks.see(o)
    attacks.check("small group: five and a colluder are too few", [r["status"] for r in seen.rows if r["unit"] == "small"] == ["withheld"], seen.rows)

    o = Handmade(units={"all": None, "north": "all", "south": "all"})
    o.hire("north", 12)
    rest = o.hire("south", 3)
    o.release("w1", by_unit)
    attacks.combination("remainder", o, [(1, 0, "all"), (-1, 0, "north")], rest)

    o = Handmade(units=tree)
    o.hire("n1", 9), o.hire("n2", 7), o.hire("s1", 8), o.hire("s2", 6)
    boss = o.hire("all", 2)
    o.release("w1", [["unit"]])
    attacks.combination("tree differences", o, [(1, 0, "all"), (-1, 0, "n1"), (-1, 0, "n2"), (-1, 0, "south")], boss)

    o = Handmade(units={"all": None, "it": "all"})
    o.hire("it", 9, job="engineer"), o.hire("all", 11, job="engineer"), o.hire("all", 8, job="clerk")
    alone = o.hire("it", 1, job="clerk")
    o.release("w1", [["unit"], ["unit", "job"]])
    attacks.combination("attribute crossing", o, [(1, 0, "it"), (-1, 0, ("a", "it", {"job": "engineer"}))], alone)

    o = Handmade()
    o.hire("all", 8, sex="f", age="old"), o.hire("all", 7, sex="f", age="young"), o.hire("all", 9, sex="m", age="young")
    rest = o.hire("all", 1, sex="m", age="old")
    o.release("w1", [["sex"], ["age"], ["sex", "age"]])
    attacks.combination("crossing of two attributes", o, [(1, 0, ("a", None, {"sex": "m"})), (-1, 0, ("a", None, {"sex": "m", "age": "young"}))], rest)

    # Of a group too small to be shown: those who are in it or not in B, with those who are in it or in B, less everyone (Denning 1979).
    o = Handmade()
    group = {(f, b): o.hire("all", n, first="yes" if f else "no", tracker="yes" if b else "no", **{"or": "yes" if f or b else "no", "ornot": "yes" if f or not b else "no"}) for f, b, n in ((True, True, 2), (True, False, 1), (False, True, 9), (False, False, 10))}
    o.release("w1", [[], ["or"], ["ornot"]])
    attacks.combination("general tracker", o, [(1, 0, ("a", None, {"or": "yes"})), (1, 0, ("a", None, {"ornot": "yes"})), (-1, 0, ("a", None, {}))], group[True, True] + group[True, False])

    # Three cells of which each two share a part: no two differ by few people.
    o = Handmade()
    a, b, c = (o.hire("all", n, ab=x, bc=y, ca=z) for n, x, y, z in ((3, "in", "out", "in"), (6, "in", "in", "out"), (7, "out", "in", "in")))
    o.release("w1", [["ab"], ["bc"], ["ca"]])
    attacks.combination("triangle", o, [(1, 0, ("a", None, {"ab": "in"})), (1, 0, ("a", None, {"ca": "in"})), (-1, 0, ("a", None, {"bc": "in"}))], a)

    # The same around five corners.
    o = Handmade()
    sizes, parts = (2, 6, 7, 8, 9), []
    for i, n in enumerate(sizes):
        parts.append(o.hire("all", n, **{f"e{j}": "in" if i in (j, (j + 1) % 5) else "out" for j in range(5)}))
    o.release("w1", [[f"e{j}"] for j in range(5)])
    attacks.combination("ring of five", o, [(f, 0, ("a", None, {f"e{j}": "in"})) for j, f in ((0, 1), (1, -1), (2, 1), (3, -1), (4, 1))], parts[0])

    o = Handmade()
    o.hire("all", 14)
    o.release("w1", everyone)
    late = o.hire("all", 1)
    o.release("w1", everyone)
    attacks.combination("late answer", o, [(1, 1, ("a", None, {})), (-1, 0, ("a", None, {}))], late)

    # Glint and TalentMap compare with the last reports only.
    o = Handmade(units={"all": None, "team": "all"})
    o.hire("all", 20), o.hire("team", 9)
    o.release("w1", [["unit"]])
    for _ in range(7):
        o.hire("all", 6)
        o.release("w1", [[]])
    last = o.hire("team", 1)
    o.release("w1", [["unit"]])
    attacks.combination("repeated reports", o, [(1, 8, "team"), (-1, 0, "team")], last)

    o = Handmade(units={"all": None, "team": "all"})
    o.hire("all", 20)
    team = o.hire("team", 9)
    o.release("w1", [["unit"]])
    joiner = o.hire("team", 1)
    o.leaves(team[0])
    o.release("w1", [["unit"]])
    attacks.combination("joiner and leaver", o, [(1, 1, "team"), (-1, 0, "team")], joiner + team[:1])

    for how in ("unlink", "delete"):
        o = Handmade()
        people = o.hire("all", 11)
        o.release("w1", everyone)
        o.leaves(people[3], how)
        o.release("w1", everyone)
        attacks.combination(f"erasure ({how})", o, [(1, 0, ("a", None, {})), (-1, 1, ("a", None, {}))], [people[3]])

    o = Handmade()
    people = o.hire("all", 11)
    o.release("w1", everyone)
    o.changes(people[2], "a", 5 if o.held["w1", people[2], "a"] != [5] else 1)
    o.release("w1", everyone)
    attacks.combination("corrected answer", o, [(1, 1, ("a", None, {})), (-1, 0, ("a", None, {}))], [people[2]])

    o = Handmade()
    people = o.hire("all", 17)
    o.release("w1", everyone)
    for person in people[:3]:
        o.changes(person, "a", 2 if o.held["w1", person, "a"] != [2] else 4)
    o.release("w1", everyone)
    attacks.combination("several corrected answers are few people", o, [(1, 1, ("a", None, {})), (-1, 0, ("a", None, {}))], people[:3])

    # Means of two of three answers beside sums of each: whose index stands on fewer items is told apart.
    two = [Item("a", 1, 5, "mean"), Item("b", 1, 5, "mean")]
    o = Handmade(two, [Index("both", ["a", "b"], "sum")])
    o.hire("all", 9, lambda i: {"a": 1 + i % 5, "b": 5 - i % 5})
    gap = o.hire("all", 1, lambda i: {"a": 2, "b": None})
    o.release("w1", everyone)
    attacks.combination("index against items with gaps", o, [(1, 0, ("a", None, {})), (1, 0, ("b", None, {})), (-1, 0, ("both", None, {}))], gap)

    # An index of other people than those of its items.
    o = Handmade(two + [Item("c", 1, 5, "mean")], [Index("ab", ["a", "b"], "mean"), Index("bc", ["b", "c"], "mean"), Index("ca", ["a", "c"], "mean")])
    o.hire("all", 9, lambda i: {"a": 1 + i % 5, "b": 5 - i % 5, "c": 1 + i % 4})
    gap = o.hire("all", 1, lambda i: {"a": 2, "b": 4, "c": None})
    o.release("w1", everyone, ["bc", "ca"])
    o.release("w1", everyone, ["ab"])
    seen = attacks.see(o)
    tally = attacks.run.Tally()
    rules, released = attacks.run.look(o, seen, tally)
    attacks.check("indexes of one another's items: linear algebra finds nothing", not attacks.run.linear(o, rules, released, o.threshold) and not any(tally.broken.values()), tally.broken)


def released(seen, **named):
    """The rows of released cells with these properties."""
    return [row for row in seen.rows if row["status"] == "released" and all(row[name] == value for name, value in named.items())]


def apart(one, other):
    """Whether two runs look different to an analyst."""
    return one.plain() != other.plain()


def values(attacks):
    """What single cells tell by their values, errors and states."""
    check, see = attacks.check, attacks.see

    def of(answers, item=MEAN, **options):
        o = Handmade([item], **options)
        o.hire("all", len(answers), lambda i: answers[i])
        o.release("w1", [[]])
        return o

    for item, answers, other in ((MEAN, [5] * 8, [5] * 7 + [4]), (NPS, [10] * 12, [9] * 11 + [7]), (SHARE, [1] * 12, [2] * 11 + [4]), (MEAN, [1] * 20, [1] * 18 + [2, 3])):
        name = f"homogeneous group ({item.metric}, {len(answers)} people)"
        check(f"{name}: its mean tells all its answers", attacks.naive(of(answers, item))[0]["value"] in item.ends)
        one, two = see(of(answers, item), True), see(of(other, item), True)
        check(f"{name}: looks as if one had answered otherwise", released(one) and released(one)[0]["cut"] and released(one)[0]["r"] is None and not apart(one, two), (one.rows, two.rows))

    # Of how many groups of 6 to 9 people value and own error leave a single distribution of answers.
    alone = {}
    for n in range(6, 10):
        seen = {}
        for counts in ((up, n - up - down, down) for up in range(n + 1) for down in range(n + 1 - up)):
            value = (counts[0] - counts[2]) / n
            seen.setdefault((round(value, 9), round((counts[0] + counts[2]) / n - value * value, 9)), []).append(counts)
        alone[n] = sum(len(found) == 1 for found in seen.values()) / len(seen)
    check("value and error of 5 to 9 people: fix an NPS", min(alone.values()) == 1, alone)
    for n in range(6, 10):
        answers = [10, 10, 3] + [8] * (n - 3)
        other = [10] + [8] * (n - 1)  # the same NPS, another spread
        one, two = see(of(answers, NPS), True), see(of(other, NPS), True)
        check(f"value and error of {n} people: tell only the value", released(one) and not apart(one, two), (one.rows, two.rows))
        half = [1, 5] * (n // 2) + [3] * (n % 2)
        one, two = see(of(half), True), see(of([3] * n), True)
        check(f"value and error of {n} people: of a mean, too", released(one) and not apart(one, two), (one.rows, two.rows))

    # The squares of all, less those of units whose distribution is shown, are those of the rest.
    for rest in (2, 7):
        runs = []
        for said in ([2, 4], [3, 3]):
            o = Handmade(units={"big": None, "few": None, "nine": None})
            o.hire("big", 20), o.hire("nine", 9)
            o.hire("few", rest, lambda i: (said + [3] * 5)[i])
            o.release("w1", [["unit"]])
            runs.append(see(o, True))
        big, nine = (released(runs[0], unit=unit)[0] for unit in ("big", "nine"))
        check(f"pooled error less distributions: both are shown beside {rest} others", big["r"] is not None and nine["r"] is None and nine["std_error"] > 0, (big, nine))
        check(f"pooled error less distributions: says nothing of the {rest}", not apart(*runs), attacks.run.differences(runs[0].plain(), runs[1].plain()))

    o = Handmade(units={"all": None, "child": "all"})
    o.hire("child", 12), o.hire("all", 7)
    o.release("w1", [["unit"]])
    seen = see(o)
    states = {row["unit"]: row["r"] for row in released(seen)}
    rules = Rules(o)
    counts = [rules.show(o.publications[0], cell, True, 1)[3] for cell in rules.cells(o.publications[0]) if cell.unit in ("all", "child")]
    check("state of a parent minus state of a child: leaves that of seven", sum(counts[0].values()) - sum(counts[1].values()) == 7)
    check("state of a parent minus state of a child: values of both, a state of one", set(states) == {"all", "child"} and sum(r is not None for r in states.values()) == 1, states)

    # NPS and mean of the same seven people.
    def two_metrics(first, then, indexes=(), second=None, n=7):
        o = Handmade([first], indexes)
        o.hire("all", n, lambda i: first.low + (3 * i) % (first.high - first.low + 1))
        o.release("w1", [[]], ["a"])
        if then is not None:
            o.items = [then]
            o.by_name = {q.name: q for q in o.items + o.indexes}
            o.do(f"SELECT count(*) FROM xm.alter_survey('voice', 'pulse', {quoted(o.definition())})")
        o.release("w1", [[]], second)
        return o

    as_mean = Item("a", 0, 10, "mean")
    for name, make in {"two metrics of one item": lambda n: two_metrics(NPS, as_mean, n=n), "an index tells the mean of an item whose NPS is shown": lambda n: two_metrics(NPS, None, [Index("mean_of_a", ["a"], "mean", 0, 10)], ["mean_of_a"], n=n),
                       "an index tells the mean of an item whose share was shown": lambda n: two_metrics(SHARE, MEAN, [Index("mean_of_a", ["a"], "mean")], ["mean_of_a"], n=n)}.items():
        few, many = see(make(7)), see(make(14))
        check(f"{name}: only the first of seven people", [row["publication_id"] for row in released(few)] == [0], few.rows)
        check(f"{name}: both of fourteen", [row["publication_id"] for row in released(many)] == [0, 1], many.rows)

    # Answers that are carried over into the next wave are the same answers.
    for linked in (False, True):
        o = Handmade()
        o.linked = linked
        o.sql[0] = f"SELECT xm.create_survey('voice', 'pulse', {quoted(o.definition())});"
        people = o.hire("all", 12)
        o.release("w1", [[]])
        for i, person in enumerate(people):
            o.says(person, 1 + i % 5, "w2")
        o.hire("all", 1, wave="w2")
        o.release("w2", [[]])
        seen = see(o)
        check(f"a joiner in answers that are carried over: {'not told where waves are linked' if linked else 'told where they are not'}", len(released(seen)) == (1 if linked else 2), seen.rows)


def words(attacks):
    """Comments."""
    say = lambda start: lambda i: {"a": 1 + i % 5, "why": f"word {start + i}"}
    o = Handmade(units={"all": None, "few": "all", "many": "all"}, text=True)
    o.hire("few", 7, say(0)), o.hire("many", 9, say(10)), o.hire("all", 3, say(20))
    o.release("w1", [[]])
    late = o.hire("many", 1, say(30))
    o.release("w1", [[]])
    o.hire("many", 7, say(40))
    o.release("w1", [[]])
    seen = attacks.see(o)
    at = {}
    for row in seen.comments:
        at.setdefault((row["publication_id"], row["unit"]), []).append(int(row["comment"].split()[1]))
    attacks.check("comments: seven move up, nine stay", {key: sorted(found) for key, found in at.items()} == {(0, "many"): list(range(10, 19)), (0, "all"): [*range(7), 20, 21, 22], (2, "many"): [30, *range(40, 47)]}, at)
    attacks.check("comments: a late one waits for seven more", 30 not in sum((found for key, found in at.items() if key[0] < 2), []), at)
    attacks.check("comments: have no time, unit of their own or person", set(seen.comments[0]) == {"publication_id", "survey", "wave", "item", "unit", "comment", "comment_id"}, seen.comments[:1])

    # In random order: of 40 in order of their authors, neighbours in the table or by number are no neighbours.
    o = Handmade(text=True)
    o.hire("all", 40, say(0))
    o.release("w1", [[]])
    seen = attacks.see(o, True)
    for name, rows in (("place", seen.comments), ("number", sorted(seen.comments, key=lambda row: row["comment_id"]))):
        order = [int(row["comment"].split()[1]) for row in rows]
        attacks.check(f"comments: their {name} does not tell who wrote first", abs(sum((i - 19.5) * (n - 19.5) for i, n in enumerate(order)) / sum((i - 19.5) ** 2 for i in range(40))) < 0.6 and sum(abs(a - b) == 1 for a, b in zip(order, order[1:])) < 12, order)


def people(attacks):
    """Invented, erased and doubled people."""
    check, run = attacks.check, attacks.run

    # Five planted answers and one of somebody else.
    o = Handmade(units={"all": None, "team": "all"})
    o.hire("all", 20), o.hire("team", 1)
    o.do("SELECT xm.grant_workspace('voice', 'xm_spy_too', 'collector')")
    o.do("SET SESSION AUTHORIZATION xm_spy_too")
    for i in range(8):
        o.do(f"""SELECT voice.submit('pulse', '{{"wave": "w1", "unit": "team", "source_id": "planted-{i}", "answers": {{"a": 5}}}}')""")
    o.do("SET SESSION AUTHORIZATION xm_boss")
    o.do("SELECT 'all stored [' || count(*) || ']' FROM voice.pulse WHERE source_id LIKE 'planted-%'")
    o.release("w1", [["unit"]])
    seen = attacks.see(o)
    check("planted answers of invented people: are stored", seen.all.get("stored") == [8], seen.all)
    check("planted answers of invented people: fill no cell", [(row["unit"], row["responses"]) for row in seen.rows] == [("all", 21), ("team", None)], seen.rows)

    # Somebody is forgotten, and his answers come again.
    o = Handmade()
    o.hire("all", 12)
    o.do("INSERT INTO voice.person_key VALUES ('employee', 'email', 'again@x.org', 3)")
    o.release("w1", [[]])
    o.leaves(3, "delete")
    o.do("""SELECT 'all again [' || (xm.submit('voice', 'pulse', '{"wave": "w1", "source_id": "w1-3", "answers": {"a": 3}}') IS NULL)::int || ']'""")
    o.do("""SELECT 'all key [' || (xm.submit('voice', 'pulse', '{"wave": "w1", "person": {"email": "again@x.org"}, "answers": {"a": 3}}') IS NULL)::int || ']'""")
    o.release("w1", [[]])
    seen = attacks.see(o)
    check("re-import after erasure: is refused by its key and by the number of the response", seen.all.get("again") == [1] and seen.all.get("key") == [1], seen.all)
    check("re-import after erasure: nothing new is told", len(released(seen)) == 1, seen.rows)

    # The same people in another survey of the same items.
    o = Handmade()
    o.hire("all", 12)
    o.release("w1", [[]])
    o.do("SELECT xm.create_survey('voice', 'copy', definition) FROM voice.survey WHERE survey = 'pulse'")
    o.do("INSERT INTO voice.wave VALUES ('copy', 'w1', '2026-03-01', '2026-03-28')")
    o.do("INSERT INTO voice.copy (wave, person_id, submitted_at, a) SELECT wave, person_id, submitted_at, a FROM voice.pulse WHERE person_id < 12")
    o.do("SELECT xm.publish('voice', 'copy', 'w1', '[[]]')")
    printed = attacks.session.do(f"BEGIN;\nSET SESSION AUTHORIZATION xm_boss;\n{o.script}\nRESET SESSION AUTHORIZATION;\nROLLBACK")
    check("re-import under another survey: the custodian is warned", 'WARNING:  most of these people\'s answers to the same items were published for survey "pulse"' in printed, printed[-600:])

    # A second answer of one person.
    o = Handmade()
    o.hire("all", 5)
    o.do("SAVEPOINT s")
    o.sql.append("INSERT INTO voice.pulse (wave, person_id, submitted_at, a) VALUES ('w1', 1, '2026-03-11', 5);\nROLLBACK TO s;")
    for i in range(5):
        o.do(f"INSERT INTO voice.pulse (wave, person_id, submitted_at, a) SELECT NULL, 1, '2026-03-11', {1 + i % 5}")
    o.release("w1", [[]])
    printed = attacks.session.do(f"BEGIN;\nSET SESSION AUTHORIZATION xm_boss;\n{o.script}\nSELECT 'released ' || count(*) FROM voice.published WHERE status = 'released';\nRESET SESSION AUTHORIZATION;\nROLLBACK")
    check("duplicate rows: there is one answer of a person and wave", "duplicate key value" in printed, printed[-600:])
    check("duplicate rows: others do not count", "released 0" in printed, printed[-600:])


def attack(session, run, check, Session, psql, database):
    attacks = Attacks(session, run, check)
    sums(attacks)
    values(attacks)
    words(attacks)
    people(attacks)
