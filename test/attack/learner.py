"""What can be learnt from published sums by somebody who knows who is in them.

Linear algebra. Every published value is a linear form over answers (a column each: one answer of one person to one item, as it was;
a corrected one is another column). What linear means can tell is the row space V of these forms. A vector of V that is non-zero for
fewer than `threshold` people tells something about them alone.

Space finds such vectors, and it is complete: a vector that a new row brings is c times the row plus old ones, with c not 0. Let N be
all z that are orthogonal to V (`moves`: ways to shift answers that change no published value), with one more coordinate for c. A set of
columns holds a vector of V exactly if the columns of N are linearly dependent there. Columns that no row tells apart are taken
together (an atom); one of `threshold` people or more is 0 in every vector sought. From {c} on, as long as the set is independent,
a combination of moves is 1 at one of its members and 0 at the others; a vector must answer it at an atom outside. We try these in
turn, and leave each out once it was tried. Numbers are modulo 2^61 - 1: what is exposed over the rationals is exposed here, too, and
the reverse but for luck of 2^-61.

Integer reasoning. `possibilities` lists all answers that agree with what was seen, by trying all: for a dozen people."""
import itertools

PRIME = (1 << 61) - 1
NEW = -1  # the coordinate of c


class Space:
    def __init__(self, threshold):
        self.threshold = threshold
        self.atom_of = {}  # column -> atom
        self.columns = {}  # atom -> its columns
        self.moves = []  # sparse: atom -> number
        self.rank = 0

    def ask(self, row, keep=True):
        """Whom of fewer than `threshold` people a row brings into the open (a set of people, else None).

        A row is {column: integer}; the first part of a column is its person. keep: True adds the row, False does not, None does if
        nobody is exposed."""
        columns, moves, over, pieces = dict(self.columns), list(self.moves), {}, {}
        for column, number in row.items():
            pieces.setdefault(self.atom_of.get(column), {}).setdefault(number % PRIME, set()).add(column)
        for atom, by_number in pieces.items():
            left = len(columns[atom]) - sum(map(len, by_number.values())) if atom is not None else 1
            for number, piece in by_number.items():
                if not left:  # nothing else stays in it
                    over[atom], columns[atom], left = number, piece, 1
                    continue
                new = len(columns)
                over[new], columns[new] = number, piece
                if atom is None:
                    moves.append({new: 1})  # in no row so far
                else:
                    moves.append({atom: 1, new: PRIME - 1})
                    columns[atom] = columns[atom] - piece
        crossing = [(z, sum(number * over.get(atom, 0) for atom, number in z.items()) % PRIME) for z in moves]
        exposed = None
        if any(t for _, t in crossing):
            people = {atom: {column[0] for column in held} for atom, held in columns.items()}
            exposed = self.search(crossing, people)
        if keep or (keep is None and exposed is None):
            self.rank += any(t for _, t in crossing)
            self.columns, self.moves = columns, self.after(crossing)
            self.atom_of = {column: atom for atom, held in columns.items() for column in held}
        return exposed

    def holds(self, row):
        """Whether the row can be computed from what is there."""
        before = self.rank
        other = Space(1)
        other.atom_of, other.columns, other.moves, other.rank = self.atom_of, self.columns, self.moves, self.rank
        other.ask(row)
        return other.rank == before

    @staticmethod
    def after(crossing):
        """The moves that leave the row as it is, too."""
        hit = [(z, t) for z, t in crossing if t]
        if not hit:
            return [z for z, _ in crossing]
        first, t0 = min(hit, key=lambda pair: len(pair[0]))
        inverse = pow(t0, -1, PRIME)
        return [plus(z, first, -t * inverse) if t else z for z, t in crossing if z is not first]

    def search(self, crossing, people):
        rows = []
        for z, t in crossing:
            z = {atom: number for atom, number in z.items() if len(people[atom]) < self.threshold}
            if t:
                z[NEW] = PRIME - t
            if z:
                rows.append(z)
        pivot = scaled(min((z for z in rows if NEW in z), key=len), NEW)
        others = [z for z in (plus(z, pivot, -z[NEW]) if NEW in z else z for z in rows) if z]
        return self.extend({NEW: pivot}, others, set(), people)

    def extend(self, pivots, others, met, people):
        """pivots: member -> the move that is 1 there and 0 at other members; others vanish at all members."""
        best = None
        for member, z in pivots.items():
            # An atom that brings too many people is 0, in all that follows, too.
            eligible = [atom for atom in z if atom not in pivots and len(met | people[atom]) < self.threshold]
            if best is None or len(eligible) < len(best):
                best = eligible
            if not best:
                return None
        best.sort(key=lambda atom: len(people[atom]))
        for atom in best:
            touching = [z for z in others if atom in z]
            if not touching:
                # Dependent. With c in it, that is what we look for; without, an old one, which no smallest new one contains.
                if atom in pivots[NEW]:
                    return frozenset(met | people[atom])
            else:
                unit = scaled(min(touching, key=len), atom)
                rest = [z for z in (plus(z, unit, -z[atom]) if atom in z else z for z in others) if z]
                more = {member: plus(z, unit, -z[atom]) if atom in z else z for member, z in pivots.items()}
                more[atom] = unit
                found = self.extend(more, rest, met | people[atom], people)
                if found is not None:
                    return found
            # From here on it is 0.
            pivots = {member: without(z, atom) for member, z in pivots.items()}
            others = [z for z in (without(z, atom) for z in others) if z]
        return None


def plus(z, other, factor):
    z = dict(z)
    factor %= PRIME
    for atom, number in other.items():
        value = (z.get(atom, 0) + factor * number) % PRIME
        if value:
            z[atom] = value
        else:
            z.pop(atom, None)
    return z


def scaled(z, atom):
    inverse = pow(z[atom], -1, PRIME)
    return {a: number * inverse % PRIME for a, number in z.items()}


def without(z, atom):
    if atom not in z:
        return z
    return {a: number for a, number in z.items() if a != atom}


def exposed_by_trial(rows, threshold):
    """The smallest sets of fewer than `threshold` people that rows expose, by trying all: for a few people only."""
    columns = sorted({column for row in rows for column in row})
    full, found = rank(rows, columns), []
    people = sorted({column[0] for column in columns})
    for size in range(1, threshold):
        for chosen in map(set, itertools.combinations(people, size)):
            if not any(smaller <= chosen for smaller in found) and rank(rows, [c for c in columns if c[0] not in chosen]) < full:
                found.append(chosen)
    return found


def rank(rows, columns):
    """Over the rationals, as fractions that are never reduced."""
    lines = [[row.get(c, 0) for c in columns] for row in rows]
    found = 0
    for at in range(len(columns)):
        line = next((line for line in lines if line[at]), None)
        if line is not None:
            found += 1
            lines = [[a * line[at] - b * other[at] for a, b in zip(other, line)] for other in lines if other is not line]
    return found


def possibilities(columns, ratings, sums, agrees=lambda answers: True):
    """All answers {column: rating} in a row such that each sum (columns, score by rating, least, most) is in its bounds and `agrees`
    says so. Columns are (person, version); two versions differ: somebody corrected his answer."""
    at = {column: i for i, column in enumerate(columns)}
    before = [[at[other] for other in columns[:i] if other[0] == column[0]] for i, column in enumerate(columns)]
    of, totals = [[] for _ in columns], []
    for held, score, least, most in sums:
        held = sorted(at[column] for column in held)
        if held:
            totals.append(0)
            lowest, highest = min(score.values()), max(score.values())
            for place, i in enumerate(held):
                of[i].append((len(totals) - 1, score, least - highest * (len(held) - place - 1) - 1e-6, most - lowest * (len(held) - place - 1) + 1e-6))
    found, chosen = [], [None] * len(columns)

    def choose(i):
        if i == len(columns):
            if agrees(dict(zip(columns, chosen))):
                found.append(tuple(chosen))
            return
        for rating in ratings:
            if any(chosen[j] == rating for j in before[i]):
                continue
            chosen[i] = rating
            good = True
            for k, score, least, most in of[i]:
                totals[k] += score[rating]
                good = good and least <= totals[k] <= most
            if good:
                choose(i + 1)
            for k, score, _, _ in of[i]:
                totals[k] -= score[rating]
        chosen[i] = None

    choose(0)
    return found


def left_over(columns, answers, size):
    """How many different answers each set of up to `size` people may still have given: {people: number}."""
    people = sorted({column[0] for column in columns})
    places = {person: [i for i, column in enumerate(columns) if column[0] == person] for person in people}
    out = {}
    for n in range(1, size + 1):
        for chosen in itertools.combinations(people, n):
            at = [i for person in chosen for i in places[person]]
            out[chosen] = len({tuple(line[i] for i in at) for line in answers})
    return out
