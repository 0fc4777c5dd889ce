"""Attacks of the literature and of everyday life, as they would be typed.

Handmade organisations: some people, some publications, and a combination of cells that tells something about a few of them. Each is
shown to work where every cell of k people is published, and must not where the audit decides."""
import json
import re
import threading

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
    a, *_ = (o.hire("all", n, ab=x, bc=y, ca=z) for n, x, y, z in ((3, "in", "out", "in"), (6, "in", "in", "out"), (7, "out", "in", "in")))
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

    # All but one, or all, in the middle of the scale: the mean says that they are there, the distribution would say it of each.
    for item, answers, other in ((MEAN, [3] * 10 + [2, 4], [3] * 10 + [2, 4]), (MEAN, [3] * 12, [2] + [3] * 10 + [4]), (MEAN, [4, 5] * 6 + [3], [4, 5] * 5 + [5, 4, 3])):
        one = see(of(answers, item), True)
        uniform = Rules(of(answers, item)).is_uniform(of(answers, item).publications[0], "a", dict(enumerate(answers, 1)))
        check(f"uniform group ({answers}): its distribution {'is not told' if uniform else 'is told'}", released(one) and (released(one)[0]["r"] is None) == uniform and (not uniform or released(one)[0]["std_error"] > 0 and released(one)[0]["neutral"] is None), one.rows)

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
    o.hire("many", 1, say(30))
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
    check = attacks.check

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


WORKSPACE = """SELECT xm.create_workspace('voice');
INSERT INTO voice.unit (unit, parent) VALUES ('all', NULL), ('north', 'all'), ('south', 'all');
SELECT xm.create_survey('voice', 'visit', '{"side": "customer", "items": [{"name": "recommend", "type": "rating", "scale": [0, 10], "metric": "nps", "concept": "advocacy"}, {"name": "because", "type": "text"}]}');
SELECT xm.create_survey('voice', 'pulse', '{"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps", "concept": "advocacy"}, {"name": "a", "type": "rating", "scale": [1, 5]}, {"name": "why", "type": "text"}, {"name": "aloud", "type": "text"}]}');
SELECT xm.create_survey('voice', 'quiz', '{"side": "employee", "mode": "anonymous", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}, {"name": "why", "type": "text"}]}');
INSERT INTO voice.wave VALUES ('pulse', 'w1', '2026-03-01', '2026-03-28'), ('quiz', 'w1', '2026-03-01', '2026-03-28');
INSERT INTO voice.wave_unit VALUES ('pulse', 'w1', 'north', 40), ('pulse', 'w1', 'south', 4);
INSERT INTO voice.person (person_id, side, attributes) SELECT i, 'employee', '{"grade": "hush grade"}' FROM generate_series(1, 40) i;
INSERT INTO voice.person (person_id, side) VALUES (100, 'customer');
INSERT INTO voice.person_key SELECT 'employee', 'email', 'hush' || i || '@x.org', i FROM generate_series(1, 40) i;
INSERT INTO voice.membership SELECT i, '2025-01-01', CASE WHEN i > 36 THEN 'south' ELSE 'north' END, '{"job": "hush job"}' FROM generate_series(1, 40) i;
INSERT INTO voice.visit (source_id, unit, person_id, submitted_at, recommend, because) SELECT 'v' || i, 'north', 100, '2026-03-03', i % 11, 'open ' || i FROM generate_series(1, 30) i;
INSERT INTO voice.pulse (source_id, wave, unit, person_id, submitted_at, enps, a, why, aloud) SELECT 'hush' || i, 'w1', CASE WHEN i > 36 THEN 'south' ELSE 'north' END, i, '2026-03-03', i % 11, CASE WHEN i % 4 = 0 THEN 3 ELSE 1 + i % 5 END, 'hush ' || i % 3, 'aloud ' || i FROM generate_series(1, 40) i;
INSERT INTO voice.quiz (wave, unit, submitted_at, a, why) SELECT 'w1', 'north', '2026-03-03', 1 + i % 5, 'hush quiz ' || i FROM generate_series(1, 30) i;
SELECT xm.publish('voice', 'pulse', 'w1', '[[], ["unit"]]', ARRAY['enps', 'a', 'aloud']);
SELECT xm.publish('voice', 'quiz', 'w1', '[[], ["unit"]]', ARRAY['a']);
SELECT xm.forget('voice', 40);
CREATE STATISTICS voice.together ON a, enps, why FROM voice.pulse;
CREATE STATISTICS voice.of_visits ON recommend, because FROM voice.visit;
SELECT xm.grant_workspace('voice', 'xm_keeper', 'custodian'), xm.grant_workspace('voice', 'xm_spy', 'analyst');
-- What nothing protects, for comparison: a table that may be read, and a view that shows no row of one that may not.
CREATE SCHEMA plain;
GRANT USAGE ON SCHEMA plain TO PUBLIC;
CREATE TABLE plain.answer AS SELECT person_id, enps, a, why FROM voice.pulse;
CREATE TABLE plain.open AS TABLE plain.answer;
CREATE VIEW plain.hidden AS SELECT * FROM plain.answer WHERE md5(md5(md5(person_id::text))) = 'nobody';
GRANT SELECT ON plain.open, plain.hidden TO PUBLIC"""
# Written by the spy into his own schema.
LAIR = """CREATE FUNCTION lair.hear(anyelement) RETURNS boolean COST 0.0000001 LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'heard %', $1; RETURN true; END $$;
CREATE FUNCTION lair.hear(text, text) RETURNS boolean COST 0.0000001 LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'heard %', $1; RETURN true; END $$;
CREATE OPERATOR lair.=== (FUNCTION = lair.hear, LEFTARG = text, RIGHTARG = text);
CREATE TABLE lair.caught (who text, path text);
GRANT USAGE ON SCHEMA lair TO PUBLIC;
GRANT ALL ON lair.caught TO PUBLIC"""
DENIED = re.compile(r"ERROR:  (permission denied|must be (owner|superuser|member)|must have admin option|call submit of the workspace|only the owner|only roles with|pg_read_|must have privileges|token: not known|query would be affected by row-level security)")


def rights(check, Session, psql, database):
    boss, keeper = Session("xm_boss"), Session("xm_keeper")
    psql("CREATE SCHEMA lair AUTHORIZATION xm_spy", database=database)
    said = boss.do(WORKSPACE)
    check("the workspace of the attacks is there", "ERROR" not in said, said)
    psql("ANALYZE", database=database)
    spy, other = Session("xm_spy"), Session("xm_spy_too")
    said = spy.do(LAIR)
    check("and the lair", "ERROR" not in said, said)

    def lines(session, sql):
        return session.do(sql).split("\n")[:-1]

    relations = lines(spy, "SELECT relname FROM pg_class WHERE relnamespace = 'voice'::regnamespace AND relkind IN ('r', 'v') AND has_table_privilege(oid, 'SELECT') ORDER BY 1")
    columns = [line.split("|") for line in lines(spy, "SELECT relname, attname, format_type(atttypid, NULL) FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid WHERE relnamespace = 'voice'::regnamespace AND relkind IN ('r', 'v') AND attnum > 0 AND NOT attisdropped AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1, attnum")]
    closed = lines(boss, "SELECT relname FROM pg_class WHERE relnamespace = 'voice'::regnamespace AND relkind IN ('r', 'v') AND NOT has_table_privilege('xm_spy', oid, 'SELECT') ORDER BY 1")
    check("what an analyst may read: the relations of the catalogue, of surveys, and what is published", {"published", "published_comment", "publication", "answer", "comment", "summary", "pulse", "quiz_labelled", "link_input", "response_rate"} <= set(relations) and {"publication_cell", "ledger", "universe", "setting", "forgotten", "summary_log", "summary_store"} <= set(closed), (relations, closed))
    check("there is something to see", int(spy.do("SELECT count(*) FROM voice.published WHERE status = 'released'")) > 3 and int(spy.do("SELECT count(*) FROM voice.published_comment")) > 30 and int(spy.do("SELECT count(*) FROM voice.answer")) > 30)
    for relation in relations:
        said = spy.do(f"SELECT t FROM voice.{relation} t")
        check(f"plain reading of {relation}: nothing that was not published", "hush" not in said and "ERROR" not in said, said[:300])
    check("answers, summaries and employees are not a row", [spy.do(f"SELECT count(*) FROM {what}").strip() for what in ("voice.pulse", "voice.quiz", "voice.pulse_labelled", "voice.answer WHERE survey <> 'visit'", "voice.comment WHERE survey <> 'visit'", "voice.summary WHERE survey <> 'visit'", "voice.score WHERE survey <> 'visit'", "voice.person WHERE side = 'employee'", "voice.person_key WHERE side = 'employee'", "voice.membership", "voice.person_unit", "xm.scores('voice', 'pulse')")] == ["0"] * 12)

    # Functions, operators and casts that see rows before they are hidden.
    check("leaky function: hears rows of a view that hides them", "heard" in spy.do("SELECT count(*) FROM plain.hidden t WHERE lair.hear(t.why)") and "hush" in spy.do("SELECT count(*) FROM plain.hidden t WHERE lair.hear(t.why)"))
    check("leaky operator: too", "hush" in spy.do("SELECT count(*) FROM plain.hidden t WHERE t.why OPERATOR(lair.===) 'x'"))
    check("cast that fails: tells the value", "hush" in spy.do("SELECT count(*) FROM plain.hidden WHERE why::integer = 1"))
    check("division by zero: tells that there is one", "division by zero" in spy.do("SELECT count(*) FROM plain.hidden WHERE 1 / (a - 3) > 0"))
    for relation in relations:
        mine = [(column, type_) for name, column, type_ in columns if name == relation]
        said = spy.do(";\n".join([f"SELECT count(*) FROM voice.{relation} t WHERE lair.hear(t)"] + [f"SELECT count(*) FROM voice.{relation} t WHERE lair.hear(t.{json.dumps(column)})" for column, _ in mine]))
        check(f"leaky function on {relation}: hears nothing", "hush" not in said and "ERROR" not in said, said[:300])
        said = spy.do(";\n".join(f"SELECT count(*) FROM voice.{relation} t WHERE t.{json.dumps(column)}::text OPERATOR(lair.===) 'x'" for column, _ in mine))
        check(f"leaky operator on {relation}: hears nothing", "hush" not in said, said[:300])
        said = spy.do(";\n".join(f"SELECT count(*) FROM voice.{relation} t WHERE t.{json.dumps(column)}::text::xml IS NULL AND t.{json.dumps(column)}::text::integer = 1" for column, _ in mine))
        check(f"cast that fails on {relation}: tells nothing", "hush" not in said, said[:300])
    for query in ("voice.pulse WHERE 1 / (a - 3) > 0", "voice.quiz WHERE 1 / (a - 3) > 0", "voice.answer WHERE survey = 'pulse' AND 1 / (rating - 3) > 0", "voice.pulse_labelled WHERE 1 / (a::integer - 3) > 0", "voice.pulse JOIN voice.unit USING (unit) WHERE 1 / (a - 3) > 0", "voice.membership WHERE 1 / (person_id - 7) > 0", "voice.person WHERE 1 / (person_id - 7) > 0"):
        said = spy.do(f"SELECT count(*) FROM {query}")
        check(f"division by zero: nothing of {query.split()[0]}", said.strip() == "0", (query, said))
    said = spy.do("SELECT count(*) FROM voice.summary WHERE survey = 'pulse' AND lair.hear(r); SELECT count(*) FROM voice.summary_path WHERE lair.hear(survey) AND survey = 'pulse'")
    check("leaky function: hears no summary", "pulse" not in said, said)

    # Window functions, statistics, functions that run queries.
    said = spy.do("SELECT lag(why) OVER (ORDER BY response_id), rank() OVER (ORDER BY a) FROM voice.pulse; SELECT mode() WITHIN GROUP (ORDER BY why), percentile_cont(0.5) WITHIN GROUP (ORDER BY a), corr(a, enps), min(why) FROM voice.pulse; SELECT xm.ratings(a) FROM voice.pulse; TABLESAMPLE; SELECT * FROM voice.pulse TABLESAMPLE SYSTEM (100); SELECT why FROM voice.pulse WHERE ctid = '(0,1)'; SELECT xmin, ctid, tableoid FROM voice.pulse")
    check("window and ordered-set functions, samples, tuple identifiers: nothing", "hush" not in said and not re.search(r"^\d", said, re.M), said)
    for call in ("query_to_xml('SELECT * FROM voice.pulse', true, true, '')", "table_to_xml('voice.pulse', true, true, '')", "schema_to_xml('voice', true, true, '')", "ts_stat('SELECT to_tsvector(why) FROM voice.pulse')", "query_to_xml('SELECT * FROM voice.publication_cell', true, true, '')"):
        said = spy.do(f"SELECT {call}")
        check(f"{call.split('(')[0]}: shows what SELECT does", "hush" not in said and "<members>" not in said, said[:300])
    check("statistics: of an open table they tell values", "hush" in spy.do("SELECT most_common_vals FROM pg_stats WHERE schemaname = 'plain' AND tablename = 'open'"))
    check("statistics: there are some of the workspace", boss.do("SELECT count(*) > 20 FROM pg_stats WHERE schemaname = 'voice'; SELECT statistics_name FROM pg_stats_ext WHERE schemaname = 'voice'") == "t\nof_visits\n")
    for view in ("pg_stats", "pg_stats_ext", "pg_stats_ext_exprs"):
        said = spy.do(f"SELECT count(*) FROM {view} WHERE schemaname = 'voice'")
        check(f"statistics: none in {view}", said == "0\n", said)
    for table in ("pg_statistic", "pg_statistic_ext_data"):
        check(f"statistics: {table} is closed", DENIED.search(spy.do(f"SELECT * FROM {table}")))

    # Estimates.
    plans = lambda table, values=range(1, 6): {re.sub(r"= -?\d+", "", spy.do(f"SET enable_seqscan = {scan}; EXPLAIN SELECT FROM {table} WHERE a = {value}; RESET enable_seqscan")) for scan in ("on", "off") for value in values}
    check("EXPLAIN: tells how often an answer is given in an open table", len(plans("plain.open")) > 2, plans("plain.open"))
    for table in ("voice.pulse", "voice.quiz"):
        check(f"EXPLAIN: not of {table}", len(plans(table)) <= 2 and "ERROR" not in "".join(plans(table)), plans(table))
    # An index is looked up before row security: how many rows that found is told. A DBA may have made more indexes than there are.
    boss.do("CREATE INDEX on_answer ON voice.pulse (person_id, a); CREATE INDEX on_a ON voice.quiz (a); CREATE INDEX on_open ON plain.open (person_id, a); ALTER TABLE plain.open ENABLE ROW LEVEL SECURITY")

    def met(relation, *conditions):
        """What rows a plan that is run meets under each condition."""
        out = []
        for condition in conditions:
            fetched = "(SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables WHERE schemaname = 'voice' AND relname IN ('pulse', 'quiz'))"
            said = spy.do(f"BEGIN; SET LOCAL enable_seqscan = off; SELECT {fetched} AS before \\gset\nEXPLAIN (ANALYZE, TIMING off) SELECT FROM {relation} WHERE {condition}; SELECT 'fetched', {fetched} - :before; COMMIT")
            out.append(re.findall(r"ERROR.*|Rows Removed.*|Heap Fetches.*|actual rows.*|never executed|fetched.*", said))
        return out

    for table in ("voice.pulse", "voice.quiz"):
        check(f"EXPLAIN: not of {table} where a DBA made an index, either", len(plans(table, (1, 3, 9))) <= 2, plans(table, (1, 3, 9)))
    found = met("plain.open", "person_id = 4 AND a = 3", "person_id = 4 AND a = 4")
    check("EXPLAIN ANALYZE: tells an answer past plain row security", found[0] != found[1], found)
    for relation, *conditions in (("voice.pulse", "person_id = 7 AND wave = 'w1'", "person_id = 77 AND wave = 'w1'"), ("voice.pulse", "person_id = 4 AND a = 3", "person_id = 4 AND a = 4"), ("voice.pulse", "source_id = 'hush1'", "source_id = 'hush99'"), ("voice.pulse_labelled", "person_id = 7 AND wave = 'w1'", "person_id = 77 AND wave = 'w1'"), ("voice.quiz", "a = 3", "a = 9"), ("voice.answer", "survey = 'pulse' AND person_id = 7", "survey = 'pulse' AND person_id = 77"),
                                  ("voice.comment", "survey = 'quiz' AND response_id = 7", "survey = 'quiz' AND response_id = 77"), ("voice.person_key", "side = 'employee' AND kind = 'email' AND value = 'hush1@x.org'", "side = 'employee' AND kind = 'email' AND value = 'hush99@x.org'")):
        found = met(relation, *conditions)
        check(f"EXPLAIN ANALYZE: {relation} looks at no row where {conditions[0].split(' = ')[0]} is asked for", found[0] == found[1] and "ERROR" not in str(found[0]), found)
    for table in closed:
        check(f"EXPLAIN of {table}: denied", DENIED.search(spy.do(f"EXPLAIN SELECT * FROM voice.{table}")))
    check("other sessions: their statements are not shown", "hush" not in spy.do("SELECT query FROM pg_stat_activity") and DENIED.search(spy.do("SELECT * FROM pg_read_file('PG_VERSION')")))

    # Sequences count answers.
    for sequence in lines(boss, "SELECT relname FROM pg_class WHERE relnamespace = 'voice'::regnamespace AND relkind = 'S'"):
        said = spy.do(f"SELECT last_value FROM voice.{sequence}")
        check(f"sequence {sequence}: denied", DENIED.search(said) and spy.do(f"SELECT last_value FROM pg_sequences WHERE schemaname = 'voice' AND sequencename = '{sequence}'").strip() == "" and not re.search(r"^\d", spy.do(f"SELECT pg_sequence_last_value('voice.{sequence}'::regclass)"), re.M) and DENIED.search(spy.do(f"SELECT nextval('voice.{sequence}')")), said)

    # Copies, references, triggers, writing.
    for table in closed:
        for statement in (f"SELECT * FROM voice.{table}", f"COPY voice.{table} TO STDOUT", f"CREATE TABLE lair.copy AS TABLE voice.{table}", f"CREATE VIEW lair.look AS SELECT * FROM voice.{table}; SELECT * FROM lair.look; DROP VIEW lair.look"):
            said = spy.do(statement)
            check(f"copying {table}: denied ({statement.split()[0]})", DENIED.search(said) and "hush" not in said, said[:300])
    said = spy.do("COPY voice.pulse TO STDOUT; COPY (SELECT * FROM voice.quiz) TO STDOUT")
    check("COPY of answers: no row", said == "", said)
    said = spy.do("CREATE TABLE lair.r (i bigint REFERENCES voice.pulse (response_id)); CREATE TABLE lair.r (i bigint REFERENCES voice.publication_cell (cell_id)); CREATE TABLE lair.r () INHERITS (voice.pulse)")
    check("foreign keys and children, which would tell what is there: denied", len(DENIED.findall(said)) == 3, said)
    for table in ("pulse", "published", "published_comment", "publication", "unit"):
        said = spy.do(";\n".join(statement.format(table=table) for statement in ("CREATE TRIGGER t AFTER INSERT ON voice.{table} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()", "CREATE RULE r AS ON INSERT TO voice.{table} DO ALSO NOTIFY lair", "CREATE POLICY p ON voice.{table} USING (true)", "ALTER TABLE voice.{table} DISABLE ROW LEVEL SECURITY",
                                                                    "CREATE INDEX ON voice.{table} ((lair.hear('x'::text)))", "INSERT INTO voice.{table} DEFAULT VALUES", "UPDATE voice.{table} SET unit = unit" if table != "publication" else "UPDATE voice.{table} SET wave = wave", "DELETE FROM voice.{table}", "TRUNCATE voice.{table}", "LOCK TABLE voice.{table} IN ACCESS EXCLUSIVE MODE", "COMMENT ON TABLE voice.{table} IS 'x'", "GRANT SELECT ON voice.{table} TO xm_spy_too")))
        denied = len(DENIED.findall(said)) + said.count("ERROR:  no privileges were granted") + said.count("WARNING:  no privileges were granted") + said.count("LOCK TABLE can only be used in transaction blocks")
        check(f"triggers, rules, policies, indexes, writing on {table}: denied", denied >= 12, said)
    check("things of his own in the workspace: denied", len(DENIED.findall(spy.do("CREATE TABLE voice.mine (); CREATE VIEW voice.mine AS SELECT 1; CREATE FUNCTION voice.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP TABLE voice.published; ALTER SCHEMA voice RENAME TO mine"))) == 5)
    check("toast tables: denied", DENIED.search(spy.do("SELECT * FROM pg_toast.pg_toast_" + boss.do("SELECT 'voice.pulse'::regclass::oid::bigint").strip())))

    # Notifications.
    spy.do("LISTEN voice; LISTEN pulse; LISTEN xm; LISTEN control")
    boss.do("NOTIFY control, 'heard'")
    check("notifications: would be heard", "heard" in spy.do("SELECT 1"))
    said = boss.do("SELECT xm.publish('voice', 'pulse', 'w1', '[[]]', ARRAY['a']); UPDATE voice.pulse SET a = a WHERE person_id = 1; UPDATE voice.pulse SET a = 1 + a % 5 WHERE person_id = 1")
    check("notifications: there are none", "Asynchronous" not in spy.do("SELECT 1"), said)

    # Alerts, benchmarks, rates: of confidential surveys what was published, and nothing of what came since.
    said = keeper.do("INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold) VALUES ('one', 'pulse', 'a', 'answer', '<', 9)")
    check("alerts: no rule looks at single confidential answers, not even a custodian's", "no alert looks at its single answers" in said, said)
    said = spy.do("INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold) VALUES ('mine', 'pulse', 'a', 'score', '<', 9); UPDATE voice.alert SET value = 1; INSERT INTO voice.benchmark_value (benchmark, entry, concept, year, value) VALUES ('x', 'y', 'z', 1, 1); DELETE FROM voice.case_file")
    check("alerts: rules, alerts, benchmarks and cases are not his to write", len(DENIED.findall(said)) == 4, said)
    boss.do("INSERT INTO voice.alert_rule (rule, survey, item, kind, comparison, threshold, point, min_responses) VALUES ('low', 'pulse', 'a', 'score', '<', 100, true, 1); INSERT INTO voice.alert_rule (rule, survey, item, kind, min_responses) VALUES ('odd', 'pulse', 'a', 'signal', 1); INSERT INTO voice.benchmark_value (benchmark, entry, survey, item, year, value) VALUES ('others', 'a', 'pulse', 'a', 2000, 3)")
    said = boss.do("SELECT xm.check_alerts('voice') > 0; UPDATE voice.pulse SET a = 1 + a % 5 WHERE person_id = 1; UPDATE voice.pulse SET a = 1 + (a + 3) % 5 WHERE person_id = 1; SELECT xm.check_alerts('voice')")
    check("alerts: published scores raise some, a change of answers none", said == "t\n0\n", said)
    published = "EXISTS (SELECT FROM voice.published p WHERE p.survey = 'pulse' AND p.item = 'a' AND p.unit IS NOT DISTINCT FROM x.unit AND p.status = 'released' AND p.breakdown = '{}' AND p.value = x.value)"
    for relation in "alert", "score_benchmark":
        said = spy.do(f"SELECT count(*) > 0, count(*) FILTER (WHERE NOT {published}) FROM voice.{relation} x WHERE survey = 'pulse'")
        check(f"{relation}: tells what was published and nothing else", said == "t|0\n", said)
    check("representativeness: nothing of four who were asked", spy.do("SELECT count(*) FROM voice.representativeness") == "0\n")
    boss.do("DELETE FROM voice.alert_rule; DELETE FROM voice.alert; DELETE FROM voice.benchmark_value")

    # Other people's rights.
    for statement in ("SET ROLE xm_boss", "SET ROLE xm_keeper", "SET SESSION AUTHORIZATION xm_boss", "SET row_security = off; SELECT * FROM voice.pulse", "GRANT xm_boss TO xm_spy", "ALTER ROLE xm_spy BYPASSRLS", "SET session_replication_role = replica", "COPY plain.open TO PROGRAM 'cat'"):
        said = spy.do(f"{statement}; RESET row_security")
        check(f"{statement.split(';')[0]}: denied", DENIED.search(said) or "permission denied" in said, said)

    # Every function that takes a workspace.
    calls = {"create_survey": """xm.create_survey('voice', 'mine', '{"side": "employee", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]}')""", "alter_survey": "xm.alter_survey('voice', 'pulse', '{}')", "submit": "xm.submit('voice', 'pulse', '{}')", "compact_summary": "xm.compact_summary('voice')", "rebuild_summary": "xm.rebuild_summary('voice')", "scores": "count(*) FROM xm.scores('voice', 'pulse', 'all')",
             "grant_workspace": "xm.grant_workspace('voice', 'xm_spy', 'custodian')", "revoke_workspace": "xm.revoke_workspace('voice', 'xm_keeper', 'custodian')", "workspace_grants": "count(*) FROM xm.workspace_grants('voice')", "person_data": "xm.person_data('voice', 1)", "forget": "xm.forget('voice', 1)", "upgrade_workspace": "xm.upgrade_workspace('voice')", "rename_workspace": "xm.rename_workspace('voice', 'mine')",
             "distribute_workspace": "xm.distribute_workspace('voice')", "publish": "xm.publish('voice', 'pulse', 'w1')", "publish_preview": "xm.publish_preview('voice', 'pulse', 'w1')", "create_workspace": "xm.create_workspace('mine')",
             "invite": "count(*) FROM xm.invite('voice', 'pulse', NULL, '{1}')", "remind": "count(*) FROM xm.remind('voice', 'pulse', NULL, '0 s')", "mark": "xm.mark('voice', 'AAAAAAAAAAAAAAAAAAAAAA', 'refused')", "opt_out": "xm.opt_out('voice', '{\"email\": \"x\"}')",
             "response_rates": "count(*) FROM xm.response_rates('voice', 'pulse')", "check_alerts": "xm.check_alerts('voice')", "open_case": "xm.open_case('voice', person_id => 1)", "close_case": "xm.close_case('voice', 1, 'x')",
             "action_check": "xm.action_check('voice', 1)", "merge_persons": "xm.merge_persons('voice', 1, '{2}')", "unmerge": "xm.unmerge('voice', 1)", "train_sentiment": "xm.train_sentiment('voice', 'pulse')",
             "find_duplicates": "count(*) FROM xm.find_duplicates('voice', 'employee', '{\"block\": [[\"a\"]], \"compare\": {\"b\": \"exact\", \"c\": \"exact\", \"d\": \"exact\"}}')", "merge_duplicates": "xm.merge_duplicates('voice', 'employee', '{\"block\": [[\"a\"]], \"compare\": {\"b\": \"exact\", \"c\": \"exact\", \"d\": \"exact\"}}')"}
    # What alert_channel tells an analyst names nobody.
    known = lines(boss, "SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'xm'::regnamespace AND proargnames[1] IN ('workspace', 'old') AND proname <> 'alert_channel'")
    check("functions of a workspace: all are tried", set(known) == set(calls), set(known) ^ set(calls))
    for name, call in calls.items():
        said = spy.do(f"SELECT {call}")
        check(f"xm.{name}: denied, or tells nothing", (DENIED.search(said) or said.strip() == "0" or re.match("ERROR:  no (case|action) 1 in", said)) and "hush" not in said, said[:300])
    unknown, there = (re.sub(r'"(pulse|nothing)"', "", spy.do(f"SELECT xm.publish('voice', '{survey}', 'w9', '[[\"a\"]]')")) for survey in ("pulse", "nothing"))
    check("xm.publish: does not even tell which surveys, waves and items there are", unknown == there, (unknown, there))
    inner = {"may_read_answers": "xm_internal.may_read_answers('voice.survey', 'pulse')", "was_granted": "xm_internal.was_granted('voice.survey', 'pulse', 'custodian')", "submit_from_outside": "xm_internal.submit_from_outside('voice.survey', 'pulse', '{}')", "summary_rows": "count(*) FROM xm_internal.summary_rows('voice.survey') WHERE survey <> 'visit'", "response_counts": "count(*) FROM xm_internal.response_counts('voice.survey') WHERE unit = 'south'",
             "may_ask": "xm_internal.may_ask('voice.survey', 1)", "sentiment_of": "count(xm_internal.sentiment_of('voice.pulse', 'mood', 1))", "may_see_case": "xm_internal.may_see_case('voice.survey', 1, 'analyst')", "representativeness": "count(*) FROM xm_internal.representativeness('voice.survey')", "is_customer": "CASE WHEN xm_internal.is_customer('voice.person', 100) THEN xm_internal.is_customer('voice.person', 1) END"}
    known = lines(boss, "SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'xm_internal'::regnamespace AND proargtypes[0] = 'regclass'::regtype")
    check("functions behind the views: all are tried", set(known) == set(inner), set(known) ^ set(inner))
    for name, call in inner.items():
        said = spy.do(f"SELECT {call}")
        check(f"xm_internal.{name}: denied, or tells nothing that the views do not", DENIED.search(said) or said.strip() in ("f", "0"), said)
    check("response_rate: not of four who were asked", spy.do("SELECT unit FROM voice.response_rate WHERE survey = 'pulse'") == "north\n")
    for call in ("xm.safe_cells(unit, members[1], 1, false, 3) FROM voice.publication_cell", "xm.safe_cells(unit, person_id, 1, false, 3) FROM voice.pulse", "xm.ratings(a) FROM voice.ledger, voice.quiz"):
        said = spy.do(f"SELECT {call}")
        check(f"{call.split('(')[0]} on {call.split()[-1]}: nothing", DENIED.search(said) or said.strip() in ("", "{}"), said)

    # Names before those of the workspace and of the server.
    said = spy.do("""CREATE TEMP TABLE published (x int); CREATE TEMP TABLE setting (name text, value text); INSERT INTO pg_temp.setting VALUES ('k', '2'); CREATE TEMP TABLE survey (survey text, mode text); INSERT INTO pg_temp.survey VALUES ('pulse', 'identified'); CREATE TEMP TABLE workspace_grant (role text, kind text, survey text); INSERT INTO pg_temp.workspace_grant VALUES ('xm_spy', 'custodian', '');
CREATE FUNCTION lair.catch(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN INSERT INTO lair.caught VALUES (current_user, current_setting('search_path')); RETURN true; END $$;
CREATE OPERATOR lair.= (FUNCTION = lair.catch, LEFTARG = text, RIGHTARG = text); CREATE FUNCTION lair.lower(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN INSERT INTO lair.caught VALUES (current_user, 'lower'); RETURN $1; END $$;
CREATE FUNCTION lair.now() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN INSERT INTO lair.caught VALUES (current_user, 'now'); RETURN clock_timestamp(); END $$;
SET search_path = pg_temp, lair, pg_catalog, voice; SELECT 'x'::text = 'y'::text""")
    check("names before: the operator is caught in a plain query", "ERROR" not in said and spy.do("SELECT count(*) > 0 FROM lair.caught") == "t\n", said)
    spy.do("DELETE FROM lair.caught")
    said = spy.do(";\n".join([f"SELECT count(*) FROM voice.{relation}" for relation in relations] + [f"SELECT {call}" for call in calls.values()] + [f"SELECT {call.split(' WHERE ')[0]}" for call in inner.values()]))
    check("names before: views and functions run nothing of his as somebody else", spy.do("SELECT count(*) FROM lair.caught WHERE who <> 'xm_spy'") == "0\n", spy.do("TABLE lair.caught")[:300])
    check("names before: and he sees no more", spy.do("SELECT count(*) FROM voice.pulse; SELECT count(*) FROM xm.scores('voice', 'pulse'); SELECT xm.publish('voice', 'pulse', 'w1')").split("\n")[:2] == ["0", "0"] and "hush" not in said and DENIED.search(spy.do("SELECT xm.publish('voice', 'pulse', 'w1')")))
    boss.do("SET search_path = lair, pg_catalog")
    keeper.do("SET search_path = lair, pg_catalog")
    said = boss.do("SELECT xm.publish('voice', 'pulse', 'w1', '[[]]', ARRAY['a'])") + keeper.do("SELECT xm.publish('voice', 'quiz', 'w1', '[[]]', ARRAY['a']); SELECT count(*) > 0 FROM xm.publish_preview('voice', 'quiz', 'w1')")
    check("names before: a custodian who has his schema on the path publishes, and runs nothing of his", "ERROR" not in said and spy.do("SELECT count(*) FROM lair.caught WHERE who IN ('xm_boss', 'xm_keeper')") == "0\n", (said, spy.do("TABLE lair.caught")[:300]))
    boss.do("RESET search_path"), spy.do("RESET search_path")

    # Weaker rules than the floors, and two at once, each of whom does not see what the other publishes.
    for name, value in (("k", 2), ("colluders", -1), ("distributions", 7), ("comments", 4), ("k", "five")):
        said = boss.do(f"BEGIN; INSERT INTO voice.setting VALUES ('{name}', '{value}') ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value; SELECT xm.publish('voice', 'pulse', 'w1'); ROLLBACK")
        check(f"settings: {name} = {value} is refused", f'ERROR:  setting {name} is "{value}"' in said, said)
    said = keeper.do(";\n".join(f"DELETE FROM voice.{table}; UPDATE voice.{table} SET survey = survey; INSERT INTO voice.{table} DEFAULT VALUES; TRUNCATE voice.{table}" for table in ("publication", "published", "published_comment", "publication_cell", "ledger", "universe")))
    check("custodians: change nothing that was published", len(DENIED.findall(said)) == 24, said)
    boss.do("INSERT INTO voice.wave VALUES ('pulse', 'w2', '2026-06-01', '2026-06-28'); INSERT INTO voice.pulse (wave, person_id, submitted_at, a) SELECT 'w2', i, '2026-06-03', 1 + i % 5 FROM generate_series(1, 20) i")
    said = [boss.do("BEGIN; SELECT xm.publish('voice', 'pulse', 'w2', '[[]]', ARRAY['a'])")]
    psql("INSERT INTO voice.pulse (wave, person_id, submitted_at, a) VALUES ('w2', 21, '2026-06-04', 5)", database=database)
    waiting = threading.Thread(target=lambda: said.append(keeper.do("SELECT xm.publish('voice', 'pulse', 'w2', '[[]]', ARRAY['a'])")))
    waiting.start()
    waiting.join(1)
    waits = waiting.is_alive()
    boss.do("COMMIT")
    waiting.join()
    shown = spy.do("SELECT responses FROM voice.published WHERE wave = 'w2' AND status = 'released'")
    check("two publish at once: the second waits, and is audited against the first", waits and shown == "20\n", (waits, shown, said))
    said = boss.do("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT xm.publish('voice', 'pulse', 'w2', '[[]]', ARRAY['a']); ROLLBACK; BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT xm.publish('voice', 'pulse', 'w2', '[[]]', ARRAY['a']); ROLLBACK")
    check("two publish at once: nobody publishes by an old snapshot", said.count("ERROR:  publishing needs the isolation level READ COMMITTED") == 2, said)

    # Rights that end.
    check("prepared before a revoke: works", spy.do("PREPARE p AS SELECT count(*) > 0 FROM voice.published; PREPARE q AS SELECT count(*) > 0 FROM voice.answer; EXECUTE p; EXECUTE q") == "t\nt\n")
    boss.do("SELECT xm.revoke_workspace('voice', 'xm_spy', 'analyst')")
    said = spy.do("EXECUTE p; EXECUTE q; SELECT count(*) FROM lair.caught")
    check("prepared before a revoke: ends with it", len(DENIED.findall(said)) == 2, said)

    # Two analysts of different surveys.
    boss.do("SELECT xm.grant_workspace('voice', 'xm_spy', 'analyst', '{pulse}'), xm.grant_workspace('voice', 'xm_spy_too', 'analyst', '{quiz}')")
    said = spy.do("EXECUTE p; EXECUTE q")
    check("prepared before a narrower grant: shows what is granted", said == "t\nf\n", said)
    both = {}
    for name, session in (("pulse", spy), ("quiz", other)):
        for table in ("published", "publication", "published_score"):
            found = set(lines(session, f"SELECT DISTINCT survey FROM voice.{table}"))
            check(f"two analysts: each sees {table} of his survey", found == {name}, found)
        both[name] = set(lines(session, "SELECT p FROM voice.published p"))
        check(f"two analysts: comments of {name}", set(lines(session, "SELECT DISTINCT survey FROM voice.published_comment")) <= {name})
    said = other.do("SELECT lair.hear(1); SELECT count(*) FROM voice.published t WHERE lair.hear(t.survey)")
    check("two analysts: nothing of the other's is heard", "pulse" not in said and "quiz" in said, said[:300])
    boss.do("SELECT xm.revoke_workspace('voice', 'xm_spy', 'analyst', '{pulse}'), xm.grant_workspace('voice', 'xm_spy', 'analyst')")
    everything = set(lines(spy, "SELECT p FROM voice.published p"))
    check("two analysts: together they see what one of both does", both["pulse"] | both["quiz"] == everything and both["pulse"] and both["quiz"])
    said = other.do("SELECT count(*) FROM voice.visit; SELECT count(*) FROM voice.pulse; SELECT count(*) FROM voice.person WHERE side = 'employee'; SELECT count(*) FROM voice.summary")
    check("two analysts: and no answer", said == "0\n0\n0\n0\n", said)

    # What everybody may do with new objects of the owner.
    said = boss.do("ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC; ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO PUBLIC; ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO PUBLIC; ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO PUBLIC; CREATE SCHEMA later_open; CREATE TABLE later_open.t AS SELECT 1 AS x")
    check("default privileges: open what is made", other.do("TABLE later_open.t") == "1\n", said)
    said = boss.do("""SELECT xm.create_workspace('later'); SELECT xm.create_survey('later', 'pulse', (SELECT definition FROM voice.survey WHERE survey = 'pulse')); INSERT INTO later.wave VALUES ('pulse', 'w1'); INSERT INTO later.unit (unit) VALUES ('all'); INSERT INTO later.person (person_id, side) SELECT i, 'employee' FROM generate_series(1, 20) i;
INSERT INTO later.membership SELECT i, '2025-01-01', 'all' FROM generate_series(1, 20) i; INSERT INTO later.pulse (wave, person_id, a, submitted_at) SELECT 'w1', i, 1 + i % 5, '2026-03-03' FROM generate_series(1, 20) i; SELECT xm.publish('later', 'pulse', 'w1'); SELECT count(*) FROM xm.alter_survey('later', 'pulse', (SELECT jsonb_set(definition, '{items,9}', '{"name": "more", "type": "rating", "scale": [1, 5]}') FROM later.survey)); SELECT xm.upgrade_workspace('later'); SELECT count(*) FROM later.published WHERE status = 'released'""")
    open_ = other.do("""SELECT 'schema' WHERE has_schema_privilege('later', 'USAGE, CREATE') UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'later'::regnamespace AND relkind IN ('r', 'v') AND has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'later'::regnamespace AND CASE relkind WHEN 'S' THEN has_sequence_privilege(oid, 'USAGE, SELECT, UPDATE') END UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'later'::regnamespace AND has_function_privilege(oid, 'EXECUTE')""")
    check("default privileges: open nothing of a workspace", "ERROR" not in said and not said.endswith("\n0\n") and open_ == "", (said[-300:], open_))
    for session in (boss, keeper, spy, other):
        session.close()


def attack(session, run, check, Session, psql, database):
    attacks = Attacks(session, run, check)
    sums(attacks)
    values(attacks)
    words(attacks)
    people(attacks)
    session.do("DROP SCHEMA voice CASCADE")
    rights(check, Session, psql, database)
