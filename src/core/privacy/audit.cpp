#include "core/privacy/audit.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/num/random.hpp"

// People with the same membership in all cells so far are one atom. Kept is not the space V of what can be computed, but its
// orthogonal complement: moves, sparse vectors over atoms, each a way to shift answers between atoms that changes nothing
// published. A set of atoms is exposed (some vector of V is zero elsewhere) exactly when its columns in the moves are linearly
// dependent. That is asked of a sketch: random combinations of all moves, kept by atom, as many as a set may have atoms.
//
// Publishing a cell keeps the moves that it does not cross (their product with the cell is 0) and corrects the others by one of
// them, which is dropped. What becomes exposed by it meets every move that was crossed: its vector is the cell with a factor
// plus a vector of V. So the search begins at the atoms of one of these.

namespace xm::core {

std::string_view reason_text(cell_verdict v) {
    constexpr std::string_view texts[] = {"", "derivable", "small", "remainder", "combination", "unverified"};
    return texts[static_cast<std::size_t>(v)];
}

std::int32_t threshold_of(std::int32_t k, std::int32_t colluders) {
    if (k < 2 || k > max_threshold)
        fail(errc::invalid, "Use 5, for example.", "k ", k, " is outside the allowed range 2..", max_threshold);
    if (colluders < 0 || colluders > max_threshold - k)
        fail(errc::invalid, "Use 1, for example.", "colluders ", colluders, " is outside the allowed range 0..",
             max_threshold - k);
    return k + colluders;
}

namespace {

// --- numbers modulo a prime ------------------------------------------------------------------------

using number = std::uint64_t;

// A prime that nobody can guess: with a known one, cells could be chosen so that a product that is not 0 is a multiple of it.
// Numbers stand in the form of Montgomery (1985): n as n 2^64 modulo the prime.
class field {
public:
    explicit field(random_numbers& random) {
        do prime_ = (mixed_bits(random.state += 0x9E3779B97F4A7C15) >> 4) | (number{1} << 60) | 1;
        while (!is_prime(prime_));
        number inverse_of_prime = 1;  // modulo 2^64, by Newton
        for (int i = 0; i < 6; ++i) inverse_of_prime *= 2 - prime_ * inverse_of_prime;
        negated_inverse_ = 0 - inverse_of_prime;
        one_ = static_cast<number>((static_cast<unsigned __int128>(1) << 64) % prime_);
    }
    number one() const { return one_; }
    number prime() const { return prime_; }

    number plus(number a, number b) const {
        const number s = a + b;
        return s >= prime_ ? s - prime_ : s;
    }
    number minus(number a, number b) const { return a >= b ? a - b : a + prime_ - b; }
    number times(number a, number b) const {
        const unsigned __int128 p = static_cast<unsigned __int128>(a) * b;
        const number m = static_cast<number>(p) * negated_inverse_;
        const auto r = static_cast<number>((p + static_cast<unsigned __int128>(m) * prime_) >> 64);
        return r >= prime_ ? r - prime_ : r;
    }
    number inverse(number a) const {  // a^(prime - 2), Fermat
        number result = one_;
        for (number e = prime_ - 2; e != 0; e >>= 1) {
            if (e & 1) result = times(result, a);
            a = times(a, a);
        }
        return result;
    }

private:
    // Miller and Rabin; these bases decide all numbers of 64 bits (Sorenson & Webster 2015).
    static bool is_prime(number n) {
        const auto mul = [n](number a, number b) { return static_cast<number>(static_cast<unsigned __int128>(a) * b % n); };
        const int twos = std::countr_zero(n - 1);
        for (const number base : {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37}) {
            number x = 1, a = base;
            for (number e = (n - 1) >> twos; e != 0; e >>= 1) {
                if (e & 1) x = mul(x, a);
                a = mul(a, a);
            }
            bool passes = x == 1 || x == n - 1;
            for (int i = 1; i < twos && !passes; ++i) passes = (x = mul(x, x)) == n - 1;
            if (!passes) return false;
        }
        return true;
    }

    number prime_ = 0, negated_inverse_ = 0, one_ = 0;
};

struct entry {
    std::uint32_t atom;
    number factor;
};
using sparse = std::vector<entry>;  // by atom; no factor is 0

// a - c b
sparse combined(const field& f, const sparse& a, number c, const sparse& b) {
    sparse result;
    result.reserve(a.size() + b.size());
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        if (j == b.size() || (i < a.size() && a[i].atom < b[j].atom))
            result.push_back(a[i++]);
        else if (i == a.size() || b[j].atom < a[i].atom) {
            result.push_back({b[j].atom, f.minus(0, f.times(c, b[j].factor))});
            ++j;
        } else {
            if (const number left = f.minus(a[i].factor, f.times(c, b[j].factor)); left != 0) result.push_back({a[i].atom, left});
            ++i, ++j;
        }
    }
    return result;
}

// The columns of chosen atoms, reduced as they come.
class echelon {
public:
    echelon(const field& f, std::size_t width) : field_(f), width_(width) {}
    std::size_t size() const { return at_.size(); }
    // False, and nothing changes, if the column depends on those before.
    bool add(const number* column) {
        rows_.resize((at_.size() + 1) * width_);
        number* const row = &rows_[at_.size() * width_];
        std::copy(column, column + width_, row);
        for (std::size_t i = 0; i < at_.size(); ++i) {
            const number factor = row[at_[i]];
            if (factor == 0) continue;
            const number* const known = &rows_[i * width_];
            for (std::size_t j = 0; j < width_; ++j) row[j] = field_.minus(row[j], field_.times(factor, known[j]));
        }
        for (std::size_t j = 0; j < width_; ++j)
            if (row[j] != 0) {
                const number scale = field_.inverse(row[j]);
                for (std::size_t l = 0; l < width_; ++l) row[l] = field_.times(row[l], scale);
                at_.push_back(j);
                return true;
            }
        return false;
    }
    void drop() { at_.pop_back(); }

private:
    const field& field_;
    std::size_t width_;
    std::vector<number> rows_;
    std::vector<std::size_t> at_;  // where each row has its 1
};

}  // namespace

struct cell_audit::body {
    struct atom {
        std::uint32_t columns;
        std::uint32_t weight;              // of them
        std::vector<std::uint32_t> moves;  // that touch it
    };
    struct split {
        std::uint32_t whole, part;
    };
    struct crossing {
        std::uint32_t move;
        number product;
    };
    struct replaced {
        std::uint32_t move;
        sparse before;
    };
    using people_list = std::span<const std::uint32_t>;

    std::uint32_t threshold;

    // Who a column belongs to. One column of a person weighs `whole`, each of several less, so that no set of columns weighs more
    // than its people.
    static constexpr std::uint32_t whole = 60;
    std::vector<std::uint32_t> owner;
    std::vector<std::uint32_t> weight;    // by column
    std::vector<std::uint32_t> repeated;  // columns of people who have several

    std::size_t width;  // of the sketch: as many columns as a set of fewer people may have
    random_numbers random;
    field f;
    std::int64_t steps, credit;
    poll check;

    std::vector<std::uint32_t> atom_of;  // by column; 0: in no cell so far
    std::vector<atom> atoms;             // the first is that of columns in no cell
    std::vector<sparse> moves;           // empty: not in use
    std::vector<number> weights;         // of the moves in the sketch, `width` each
    std::vector<std::uint32_t> unused;   // moves
    std::vector<number> sketch;          // of the atoms, `width` each

    // The cell that is tried, for undoing it.
    std::vector<split> splits;
    std::vector<replaced> journal;
    std::vector<std::uint32_t> changed;  // atoms whose sketch changed
    std::vector<number> old_sketch;      // theirs
    std::vector<std::uint32_t> old_at;   // by atom: place in both, from 1; 0: unchanged

    // The search.
    std::vector<std::uint32_t> chosen;
    std::vector<std::uint32_t> touches;  // by move: chosen atoms that it touches
    static constexpr std::uint8_t seen = 1, taken = 2;
    std::vector<std::uint8_t> closed;     // by atom: taken: chosen; seen: all sets with it have been looked at
    std::vector<const sparse*> required;  // of the crossed moves, those with the fewest choices
    std::vector<std::uint64_t> stamps;    // by atom
    std::uint64_t stamp = 0;
    echelon before, after;
    std::int64_t left = 0;

    // All that was published, for the reason of a refusal.
    std::vector<std::uint32_t> cell_sizes;
    std::vector<std::vector<std::uint32_t>> cells_of;  // by column

    body(std::vector<std::uint32_t> owners, std::int32_t t, std::uint64_t seed, std::int64_t s, poll c)
        : threshold(static_cast<std::uint32_t>(t)),
          owner(std::move(owners)),
          weight(weights_of(owner)),
          width(threshold * (whole / *std::min_element(weight.begin(), weight.end()))),
          random{seed},
          f(random),
          steps(s),
          credit(10 * s),
          check(c),
          atom_of(owner.size(), 0),
          atoms(1),
          sketch(width, 0),
          old_at(1, 0),
          closed(1, 0),
          before(f, width),
          after(f, width),
          cells_of(owner.size()) {
        weight.pop_back();
        atoms[0].columns = static_cast<std::uint32_t>(owner.size());
        atoms[0].weight = std::accumulate(weight.begin(), weight.end(), 0U);
        for (std::uint32_t column = 0; column < owner.size(); ++column)
            if (weight[column] < whole) repeated.push_back(column);
    }

    // With one more at the end, of nobody.
    static std::vector<std::uint32_t> weights_of(const std::vector<std::uint32_t>& owner) {
        std::unordered_map<std::uint32_t, std::uint32_t> columns;
        for (const std::uint32_t p : owner) ++columns[p];
        std::vector<std::uint32_t> result;
        for (const std::uint32_t p : owner) {
            const std::uint32_t count = columns[p];
            if (count > whole)
                fail(errc::invalid, "Publish less often, or leave this item out.", "one person has ", count,
                     " answers, each corrected after it was published; the allowed range is 1..", whole);
            result.push_back(whole / count);
        }
        result.push_back(whole);
        return result;
    }

    number next_random() {
        while (true)
            if (const number x = mixed_bits(random.state += 0x9E3779B97F4A7C15) >> 3; x < f.prime() && x != 0) return x;
    }

    // --- moves -------------------------------------------------------------------------------------

    void untouch(std::uint32_t move, std::uint32_t a) {
        auto& list = atoms[a].moves;
        *std::find(list.begin(), list.end(), move) = list.back();
        list.pop_back();
    }
    void set(std::uint32_t move, sparse values) {
        const sparse& was = moves[move];
        for (std::size_t i = 0, j = 0; i < was.size() || j < values.size();) {
            if (j == values.size() || (i < was.size() && was[i].atom < values[j].atom))
                untouch(move, was[i++].atom);
            else if (i == was.size() || values[j].atom < was[i].atom)
                atoms[values[j++].atom].moves.push_back(move);
            else
                ++i, ++j;
        }
        moves[move] = std::move(values);
    }
    void add_move(sparse values) {
        if (unused.empty()) {
            unused.push_back(static_cast<std::uint32_t>(moves.size()));
            moves.emplace_back();
            touches.push_back(0);
            weights.resize(weights.size() + width);
        }
        const std::uint32_t move = unused.back();
        unused.pop_back();
        number* const w = &weights[move * width];
        for (std::size_t t = 0; t < width; ++t) w[t] = next_random();
        for (const entry& e : values)
            for (std::size_t t = 0; t < width; ++t)
                sketch[e.atom * width + t] = f.plus(sketch[e.atom * width + t], f.times(w[t], e.factor));
        set(move, std::move(values));
    }

    // --- publishing one cell, and undoing it ----------------------------------------------------------

    // The atoms of the cell, after those that lie in it in part have been split.
    std::vector<std::uint32_t> split_by(people_list people) {
        std::vector<std::uint32_t> met;
        std::vector<std::uint32_t>& inside = scratch;  // by atom: its columns in the cell
        inside.resize(atoms.size(), 0);
        for (const std::uint32_t p : people)
            if (inside[atom_of[p]]++ == 0) met.push_back(atom_of[p]);
        std::vector<std::uint32_t> cell;
        std::vector<std::uint32_t>& part_of = scratch_parts;
        part_of.resize(atoms.size(), 0);
        for (const std::uint32_t a : met) {
            if (a != 0 && inside[a] == atoms[a].columns) {
                cell.push_back(a);
                continue;
            }
            const auto part = static_cast<std::uint32_t>(atoms.size());
            atoms.push_back({inside[a], 0, {}});
            sketch.resize(sketch.size() + width, 0);
            old_at.push_back(0);
            closed.push_back(0);
            atoms[a].columns -= inside[a];
            // Nothing says anything of people in no cell: any shift of theirs is a move.
            add_move(a == 0 ? sparse{{part, f.one()}} : sparse{{a, f.one()}, {part, f.minus(0, f.one())}});
            splits.push_back({a, part});
            part_of[a] = part;
            cell.push_back(part);
        }
        for (const std::uint32_t p : people)
            if (const std::uint32_t part = part_of[atom_of[p]]; part != 0) {
                atoms[atom_of[p]].weight -= weight[p];
                atoms[part].weight += weight[p];
                atom_of[p] = part;
            }
        for (const std::uint32_t a : met) inside[a] = part_of[a] = 0;
        return cell;
    }

    void undo_splits(people_list people) {
        for (const std::uint32_t p : people)
            for (const split& s : splits)
                if (atom_of[p] == s.part) {
                    atom_of[p] = s.whole;
                    break;
                }
        for (auto s = splits.rbegin(); s != splits.rend(); ++s) {
            atoms[s->whole].columns += atoms[s->part].columns;
            atoms[s->whole].weight += atoms[s->part].weight;
            const std::uint32_t move = atoms[s->part].moves.at(0);  // the only one left
            const number* const w = &weights[move * width];
            for (const entry& e : moves[move])
                for (std::size_t t = 0; t < width; ++t)
                    sketch[e.atom * width + t] = f.minus(sketch[e.atom * width + t], f.times(w[t], e.factor));
            set(move, {});
            unused.push_back(move);
            atoms.pop_back();
            sketch.resize(sketch.size() - width);
            old_at.pop_back();
            closed.pop_back();
        }
        splits.clear();
    }

    std::vector<crossing> crossed(const std::vector<std::uint32_t>& cell) {
        std::vector<crossing> result;
        for (const std::uint32_t a : cell) closed[a] = 1;
        for (const std::uint32_t a : cell)
            for (const std::uint32_t m : atoms[a].moves) {
                if (touches[m]++ != 0) continue;
                number product = 0;
                for (const entry& e : moves[m])
                    if (closed[e.atom] != 0) product = f.plus(product, e.factor);
                result.push_back({m, product});
            }
        for (const std::uint32_t a : cell) closed[a] = 0;
        for (const crossing& c : result) touches[c.move] = 0;
        std::erase_if(result, [](const crossing& c) { return c.product == 0; });
        return result;
    }

    void remember(std::uint32_t a) {
        if (old_at[a] != 0) return;
        changed.push_back(a);
        old_at[a] = static_cast<std::uint32_t>(changed.size());
        old_sketch.insert(old_sketch.end(), sketch.begin() + static_cast<std::ptrdiff_t>(a * width),
                          sketch.begin() + static_cast<std::ptrdiff_t>((a + 1) * width));
    }

    // Corrects the crossed moves by the shortest of them and drops that.
    void publish(const std::vector<crossing>& crossings) {
        const auto pivot = std::min_element(crossings.begin(), crossings.end(), [&](const crossing& a, const crossing& b) {
            return moves[a.move].size() < moves[b.move].size();
        });
        const sparse shortest = moves[pivot->move];
        const number scale = f.inverse(pivot->product);
        std::vector<number> shift(&weights[pivot->move * width], &weights[pivot->move * width] + width);
        for (const crossing& c : crossings) {
            if (c.move == pivot->move) continue;
            const number factor = f.times(c.product, scale);
            for (std::size_t t = 0; t < width; ++t) shift[t] = f.plus(shift[t], f.times(factor, weights[c.move * width + t]));
            journal.push_back({c.move, moves[c.move]});
            set(c.move, combined(f, moves[c.move], factor, shortest));
            check();
        }
        journal.push_back({pivot->move, shortest});
        set(pivot->move, {});
        for (const entry& e : shortest) {
            remember(e.atom);
            for (std::size_t t = 0; t < width; ++t)
                sketch[e.atom * width + t] = f.minus(sketch[e.atom * width + t], f.times(shift[t], e.factor));
        }
    }

    void undo_publish() {
        for (auto j = journal.rbegin(); j != journal.rend(); ++j) set(j->move, std::move(j->before));
        for (std::size_t i = 0; i < changed.size(); ++i)
            std::copy_n(old_sketch.begin() + static_cast<std::ptrdiff_t>(i * width), width,
                        sketch.begin() + static_cast<std::ptrdiff_t>(changed[i] * width));
    }

    void forget(bool published) {
        if (published && !journal.empty()) unused.push_back(journal.back().move);  // the dropped one
        for (const std::uint32_t a : changed) old_at[a] = 0;
        changed.clear();
        old_sketch.clear();
        journal.clear();
        if (published) splits.clear();
    }

    void record(people_list people) {
        for (const std::uint32_t p : people) cells_of[p].push_back(static_cast<std::uint32_t>(cell_sizes.size()));
        cell_sizes.push_back(static_cast<std::uint32_t>(people.size()));
    }

    bool differs_little(people_list people) {
        std::vector<std::uint32_t> common(cell_sizes.size(), 0), met;
        for (const std::uint32_t p : people)
            for (const std::uint32_t c : cells_of[p])
                if (common[c]++ == 0) met.push_back(c);
        return std::any_of(met.begin(), met.end(), [&](std::uint32_t c) {
            const std::uint64_t apart = people.size() + cell_sizes[c] - 2 * std::uint64_t{common[c]};
            // Nobody is counted twice more than once.
            return apart > 0 && apart < 2 * std::uint64_t{threshold} && apart - twice(people, c) < threshold;
        });
    }
    // People who are in both, each with another column.
    std::uint64_t twice(people_list people, std::uint32_t cell) const {
        std::unordered_set<std::uint32_t> here, there;
        for (const std::uint32_t p : people)
            if (weight[p] < whole) here.insert(p);
        for (const std::uint32_t p : repeated)
            if (!here.contains(p) && std::binary_search(cells_of[p].begin(), cells_of[p].end(), cell)) there.insert(owner[p]);
        return static_cast<std::uint64_t>(std::count_if(here.begin(), here.end(), [&](std::uint32_t p) {
            return there.contains(owner[p]) && !std::binary_search(cells_of[p].begin(), cells_of[p].end(), cell);
        }));
    }

    // --- the search for a set that is exposed now and was not before ----------------------------------

    enum class found : std::uint8_t { none, exposed, out_of_steps };

    const number* column_before(std::uint32_t a) const {
        return old_at[a] != 0 ? &old_sketch[(old_at[a] - 1) * width] : &sketch[a * width];
    }
    bool open(std::uint32_t a, std::uint32_t room) const { return closed[a] == 0 && atoms[a].weight <= room; }

    std::vector<std::uint32_t> open_atoms(const sparse& values, std::uint32_t room) const {
        std::vector<std::uint32_t> result;
        for (const entry& e : values)
            if (open(e.atom, room)) result.push_back(e.atom);
        return result;
    }

    // Whatever is to be exposed together with the chosen atoms must hold one more atom of each of these moves: of those that
    // were crossed and hold no chosen atom, and of those that touch one chosen atom alone.
    struct demand {
        const sparse* move;
        std::size_t open;      // atoms that could
        std::uint32_t weight;  // of the lightest of them
    };
    // False if the move holds a chosen atom already (and that is asked for).
    bool demand_of(const sparse& move, std::uint32_t room, bool unless_chosen, demand& d) {
        d = {&move, 0, UINT32_MAX};
        for (const entry& e : move) {
            if (unless_chosen && closed[e.atom] == taken) return false;
            if (!open(e.atom, room)) continue;
            ++d.open;
            d.weight = std::min(d.weight, atoms[e.atom].weight);
        }
        left -= static_cast<std::int64_t>(move.size());
        return true;
    }

    // The weight that demands without an atom in common need at least; the fewest choices first.
    std::uint32_t needed(std::vector<demand>& demands, std::uint32_t room) {
        std::sort(demands.begin(), demands.end(), [](const demand& a, const demand& b) { return a.open < b.open; });
        std::uint32_t least = 0;
        ++stamp;
        stamps.resize(atoms.size(), 0);
        for (const demand& d : demands) {
            if (std::any_of(d.move->begin(), d.move->end(),
                            [&](const entry& e) { return stamps[e.atom] == stamp && open(e.atom, room); }))
                continue;
            least += d.weight;
            if (least > room) return least;
            for (const entry& e : *d.move) stamps[e.atom] = stamp;
        }
        return least;
    }

    // The atoms of which one must come next; none if no set of so much more weight can be exposed.
    std::vector<std::uint32_t> candidates(std::uint32_t room) {
        std::vector<demand> demands;
        demand d{};
        for (const sparse* move : required)
            if (demand_of(*move, room, true, d)) {
                if (d.open == 0) return {};
                demands.push_back(d);
            }
        for (const std::uint32_t a : chosen)
            for (const std::uint32_t m : atoms[a].moves) {
                if (touches[m] != 1) continue;
                demand_of(moves[m], room, false, d);
                if (d.open == 0) return {};
                demands.push_back(d);
            }
        if (demands.empty()) return candidates_of_combined(room);
        if (needed(demands, room) > room) return {};
        return open_atoms(*demands.front().move, room);
    }

    // No move touches one alone: moves are combined until one does (Gauss and Jordan on the chosen columns, which are
    // independent).
    std::vector<std::uint32_t> candidates_of_combined(std::uint32_t room) {
        const std::size_t n = chosen.size();
        struct row {
            std::vector<number> on_chosen, of;  // of: factors of the moves in `used`
            std::size_t lead;
        };
        std::vector<row> rows;
        std::vector<std::uint32_t> used, met;
        const auto reduce = [this, n](row& x, number c, const row& by) {
            for (std::size_t i = 0; i < n; ++i) {
                x.on_chosen[i] = f.minus(x.on_chosen[i], f.times(c, by.on_chosen[i]));
                x.of[i] = f.minus(x.of[i], f.times(c, by.of[i]));
            }
        };
        for (std::size_t a = 0; a < n && rows.size() < n; ++a)
            for (const std::uint32_t m : atoms[chosen[a]].moves) {
                if (rows.size() == n) break;
                if (std::find(met.begin(), met.end(), m) != met.end()) continue;
                met.push_back(m);
                row r{std::vector<number>(n, 0), std::vector<number>(n, 0), 0};
                for (std::size_t i = 0; i < n; ++i)
                    if (const auto e = std::lower_bound(moves[m].begin(), moves[m].end(), chosen[i],
                                                        [](const entry& x, std::uint32_t wanted) { return x.atom < wanted; });
                        e != moves[m].end() && e->atom == chosen[i])
                        r.on_chosen[i] = e->factor;
                r.of[rows.size()] = f.one();
                left -= static_cast<std::int64_t>(n);
                for (const row& known : rows)
                    if (r.on_chosen[known.lead] != 0) reduce(r, r.on_chosen[known.lead], known);
                const auto first = std::find_if(r.on_chosen.begin(), r.on_chosen.end(), [](number x) { return x != 0; });
                if (first == r.on_chosen.end()) continue;
                r.lead = static_cast<std::size_t>(first - r.on_chosen.begin());
                const number scale = f.inverse(*first);
                for (number& x : r.on_chosen) x = f.times(x, scale);
                for (number& x : r.of) x = f.times(x, scale);
                for (row& known : rows)
                    if (known.on_chosen[r.lead] != 0) reduce(known, known.on_chosen[r.lead], r);
                used.push_back(m);
                rows.push_back(std::move(r));
            }
        std::vector<std::uint32_t> best;
        for (const row& r : rows) {  // each alone on one chosen atom
            sparse values;
            for (std::size_t i = 0; i < used.size(); ++i)
                if (r.of[i] != 0) values = combined(f, values, f.minus(0, r.of[i]), moves[used[i]]);
            left -= static_cast<std::int64_t>(values.size());
            std::vector<std::uint32_t> these = open_atoms(values, room);
            if (these.empty()) return {};
            if (best.empty() || these.size() < best.size()) best = std::move(these);
        }
        return best;
    }

    // All sets that hold the chosen atoms and one of these.
    found extend_by(const std::vector<std::uint32_t>& next, std::uint32_t room) {
        found result = found::none;
        std::size_t done = 0;
        for (; done < next.size() && result == found::none; ++done) {
            result = extend(next[done], room);
            closed[next[done]] = seen;
        }
        for (std::size_t i = 0; i < done; ++i) closed[next[i]] = 0;
        return result;
    }

    // All sets of at most `room` more weight that hold the chosen atoms and this one.
    found extend(std::uint32_t a, std::uint32_t room) {
        check();
        if (--left < 0) return found::out_of_steps;
        if (!before.add(column_before(a))) return found::none;  // exposed before, and so are all sets that hold it
        if (!after.add(&sketch[a * width])) {
            before.drop();
            // Of columns of the same people there may be too many people, in this set and all that hold it.
            return repeated.empty() || people_of(exposed_with(a)) < threshold ? found::exposed : found::none;
        }
        closed[a] = taken;
        chosen.push_back(a);
        for (const std::uint32_t m : atoms[a].moves) ++touches[m];
        room -= atoms[a].weight;
        const found result = room == 0 ? found::none : extend_by(candidates(room), room);
        for (const std::uint32_t m : atoms[a].moves) --touches[m];
        chosen.pop_back();
        closed[a] = 0;
        before.drop();
        after.drop();
        return result;
    }

    // The one dependent set among the chosen atoms and this one: where its combination is not 0.
    std::vector<std::uint32_t> exposed_with(std::uint32_t a) const {
        std::vector<std::uint32_t> all = chosen;
        all.push_back(a);
        struct row {
            std::vector<number> column, of;  // of: factors of the columns that were combined
            std::size_t lead;
        };
        std::vector<row> rows;
        for (std::size_t i = 0; i < all.size(); ++i) {
            row r{{&sketch[all[i] * width], &sketch[all[i] * width] + width}, std::vector<number>(all.size(), 0), 0};
            r.of[i] = f.one();
            for (const row& known : rows) {
                const number c = f.times(r.column[known.lead], f.inverse(known.column[known.lead]));
                if (c == 0) continue;
                for (std::size_t t = 0; t < width; ++t) r.column[t] = f.minus(r.column[t], f.times(c, known.column[t]));
                for (std::size_t t = 0; t < all.size(); ++t) r.of[t] = f.minus(r.of[t], f.times(c, known.of[t]));
            }
            const auto lead = std::find_if(r.column.begin(), r.column.end(), [](number x) { return x != 0; });
            if (lead == r.column.end()) {
                std::vector<std::uint32_t> result;
                for (std::size_t t = 0; t < all.size(); ++t)
                    if (r.of[t] != 0) result.push_back(all[t]);
                return result;
            }
            r.lead = static_cast<std::size_t>(lead - r.column.begin());
            rows.push_back(std::move(r));
        }
        return all;
    }

    std::size_t people_of(const std::vector<std::uint32_t>& set) const {
        const auto in = [&set](std::uint32_t one) { return std::find(set.begin(), set.end(), one) != set.end(); };
        std::size_t people = 0;
        for (const std::uint32_t a : set) people += atoms[a].columns;
        std::unordered_set<std::uint32_t> met;
        for (const std::uint32_t c : repeated)
            if (in(atom_of[c]) && !met.insert(owner[c]).second) --people;
        return people;
    }

    // The moves that were crossed, as they were.
    found search() {
        required.clear();
        const std::uint32_t room = (threshold - 1) * whole;
        std::vector<demand> demands;
        demand d{};
        for (const replaced& r : journal) {
            demand_of(r.before, room, false, d);
            if (d.open == 0) return found::none;
            demands.push_back(d);
        }
        // Where many cells are hard, the later ones must do with little: so much a cell, and what those before have left over.
        constexpr std::int64_t on_average = 100'000, at_least = 100'000;
        const std::int64_t allowed = std::min(steps, std::max(at_least, credit));
        left = allowed;
        const found result = search(demands, room);
        credit += on_average - (allowed - left);
        return result;
    }
    found search(std::vector<demand>& demands, std::uint32_t room) {
        if (needed(demands, room) > room) return found::none;
        // All must be met; to ask for more of them at every step costs more than it saves.
        constexpr std::size_t enough = 16;
        for (std::size_t i = 0; i < demands.size() && i < enough; ++i) required.push_back(demands[i].move);
        return extend_by(open_atoms(*demands.front().move, room), room);
    }

    // A cell that holds a part of an atom is not known: shifting answers between the parts changes nothing published.
    bool knows(people_list people) {
        std::unordered_map<std::uint32_t, std::uint32_t> inside;
        for (const std::uint32_t p : people) ++inside[atom_of[p]];
        std::vector<std::uint32_t> cell;
        for (const auto& [a, columns] : inside) {
            if (a == 0 || columns != atoms[a].columns) return false;
            cell.push_back(a);
        }
        return crossed(cell).empty();
    }

    enum class purpose : std::uint8_t { publish, release, ask };

    cell_verdict add(people_list people, purpose what) {
        check();
        if (what != purpose::publish && people.size() < threshold) return cell_verdict::small;
        if (people.empty()) return cell_verdict::released;
        const std::vector<std::uint32_t> cell = split_by(people);
        const std::vector<crossing> crossings = crossed(cell);
        if (crossings.empty()) {  // so nothing was split: the move of a split is crossed
            if (what != purpose::ask) record(people);
            return cell_verdict::derivable;
        }
        publish(crossings);
        const found search_found = what == purpose::publish ? found::none : search();
        if (search_found == found::none && what != purpose::ask) {
            forget(true);
            record(people);
            return cell_verdict::released;
        }
        undo_publish();
        forget(false);
        undo_splits(people);
        switch (search_found) {
            case found::none: return cell_verdict::released;
            case found::exposed: return differs_little(people) ? cell_verdict::remainder : cell_verdict::combination;
            case found::out_of_steps: break;
        }
        return cell_verdict::unverified;
    }

    std::vector<std::uint32_t> scratch, scratch_parts;
};

namespace {
std::vector<std::uint32_t> each_their_own(std::uint32_t people) {
    std::vector<std::uint32_t> result(people);
    std::iota(result.begin(), result.end(), 0U);
    return result;
}
}  // namespace

cell_audit::cell_audit(std::uint32_t people, std::int32_t threshold, std::uint64_t seed, std::int64_t steps, poll check)
    : cell_audit(each_their_own(people), threshold, seed, steps, check) {}
cell_audit::cell_audit(std::vector<std::uint32_t> owners, std::int32_t threshold, std::uint64_t seed, std::int64_t steps,
                       poll check)
    : body_(std::make_unique<body>(std::move(owners), threshold, seed, steps, check)) {}
cell_audit::~cell_audit() = default;
cell_audit::cell_audit(cell_audit&&) noexcept = default;

void cell_audit::publish(std::span<const std::uint32_t> columns) { body_->add(columns, body::purpose::publish); }
cell_verdict cell_audit::release(std::span<const std::uint32_t> columns) { return body_->add(columns, body::purpose::release); }
cell_verdict cell_audit::ask(std::span<const std::uint32_t> columns) { return body_->add(columns, body::purpose::ask); }
bool cell_audit::knows(std::span<const std::uint32_t> columns) { return body_->knows(columns); }

}  // namespace xm::core
