#include "core/loyalty/survival.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/models/moments.hpp"
#include "core/num/cholesky.hpp"
#include "core/num/dd.hpp"
#include "core/num/dist.hpp"
#include "core/num/json.hpp"
#include "core/num/polled_sort.hpp"
#include "core/num/step_counter.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {
namespace {

using running_survival::flag_dense, running_survival::flag_running, running_survival::flag_wide, running_survival::prefix;
using entry = survival::entry;

constexpr std::uint64_t max_people = std::uint64_t{1} << 62;
constexpr std::uint64_t narrow_max = std::numeric_limits<std::uint32_t>::max();

constexpr std::size_t running_begin = sizeof(head) + sizeof(prefix);
constexpr std::size_t running_begin_1 = sizeof(head) + 2 * sizeof(std::uint32_t);  // of version 1, which did not count people

constexpr std::size_t slot_size(std::uint8_t flags) { return flags & flag_wide ? 16 : 8; }
constexpr std::size_t entry_size(std::uint8_t flags) { return (flags & flag_dense ? 0 : 8) + slot_size(flags); }

bool is_whole(double time) { return time == std::floor(time) && time < 0x1p52; }

[[noreturn]] void too_many() { fail(errc::range, "Merge fewer states.", "more than 2^62 people in one xm.survival"); }

// Counts of one entry in either width.
void store_counts(std::byte* to, std::uint8_t flags, std::uint64_t events, std::uint64_t censored) {
    if (flags & flag_wide) {
        store(to, events);
        store(to + 8, censored);
    } else {
        store(to, static_cast<std::uint32_t>(events));
        store(to + 4, static_cast<std::uint32_t>(censored));
    }
}

entry load_counts(const std::byte* from, std::uint8_t flags, double time) {
    if (flags & flag_wide) return {time, load<std::uint64_t>(from), load<std::uint64_t>(from + 8)};
    return {time, load<std::uint32_t>(from), load<std::uint32_t>(from + 4)};
}

// Entry number i of those that lie at `from`.
entry load_entry(const std::byte* from, std::uint8_t flags, std::size_t i) {
    const std::byte* const at = from + i * entry_size(flags);
    return flags & flag_dense ? load_counts(at, flags, static_cast<double>(i)) : load_counts(at + 8, flags, load<double>(at));
}

// A sparse entry as it lies in a stored value.
template <class Count>
struct flat {
    double time;
    Count events, censored;
};
static_assert(sizeof(flat<std::uint32_t>) == 16 && sizeof(flat<std::uint64_t>) == 24);

constexpr auto earlier = [](const auto& a, const auto& b) { return a.time < b.time; };

// What decides the form of a value.
struct summary {
    std::size_t distinct = 0;
    std::uint64_t people = 0, largest = 0;
    double last = 0;
    bool whole = true;

    void add(const entry& e) {
        ++distinct;
        people += e.events + e.censored;
        largest = std::max({largest, e.events, e.censored});
        last = std::max(last, e.time);
        whole = whole && is_whole(e.time);
    }
    // The canonical form: a slot per whole time where that takes about as little room.
    std::uint8_t flags_at_rest() const {
        const bool dense = whole && last + 1 <= 2 * static_cast<double>(distinct);
        return static_cast<std::uint8_t>((largest > narrow_max ? flag_wide : 0) | (dense ? flag_dense : 0));
    }
    std::size_t stored_size() const {
        const std::uint8_t flags = flags_at_rest();
        return sizeof(head) + (flags & flag_dense ? static_cast<std::size_t>(last) + 1 : distinct) * entry_size(flags);
    }
};

// What one entry after the other must be; the end tells whether there was one.
class validator {
public:
    validator(errc otherwise, std::uint8_t version, bool ordered) : otherwise_(otherwise), version_(version), ordered_(ordered) {}

    void add(const entry& e) {
        if (!(e.time >= 0 && std::isfinite(e.time)) || std::signbit(e.time)) refuse("a time is negative or not finite");
        if (ordered_ && people_ > 0 && !(last_ < e.time)) refuse("times are not ascending");
        if (version_ > 1 && read_time(e.time) != e.time) refuse("a fractional time of more than 8 significant digits");
        if (e.events == 0 && e.censored == 0) refuse("a time without people");
        if (e.events > max_people || e.censored > max_people || e.events + e.censored > max_people - people_)
            refuse("too many people");
        people_ += e.events + e.censored;
        last_ = e.time;
    }
    void unordered() { ordered_ = false; }
    void end() const {
        if (people_ == 0) refuse("no people");
    }
    std::uint64_t people() const { return people_; }

private:
    [[noreturn]] void refuse(std::string_view why) const {
        fail(otherwise_, "Use a value that pg_xm has written.", "invalid value of type xm.survival: ", why);
    }
    errc otherwise_;
    std::uint8_t version_;
    bool ordered_;
    std::uint64_t people_ = 0;
    double last_ = 0;
};

// Entries where they lie: of a stored value, or of a running one.
struct packed {
    const std::byte* from = nullptr;
    std::uint8_t flags = 0, version = survival::version;
    std::size_t sorted = 0, tail = 0;  // entries in order; behind them, in any order
    std::uint64_t people = 0;          // of a checked value, as the next
    std::size_t filled = 0;            // entries with people

    std::size_t size() const { return sorted + tail; }
    // Perhaps an empty slot of a dense state.
    entry at(std::size_t i) const {
        entry e = load_entry(from, flags, i);
        if (version == 1) e.time = read_time(e.time);
        return e;
    }
    template <class F>
    void each(poll check, F&& f) const {
        step_counter step(check);
        for (std::size_t i = 0; i < size(); ++i) {
            step();
            const entry e = at(i);
            if (e.events > 0 || e.censored > 0) f(e);
        }
    }

    // Of our own making: nothing is checked.
    static packed trusted(bytes body) {
        packed p;
        if (body.empty()) return p;
        const auto h = load<head>(body.data());
        p.flags = h.flags;
        p.version = h.version;
        if (h.flags & flag_running) {
            const auto fixed = load<std::array<std::uint32_t, 2>>(body.data() + sizeof(head));
            p.from = body.data() + (h.version == 1 ? running_begin_1 : running_begin);
            p.sorted = fixed[0];
            p.tail = fixed[1];
        } else {
            p.from = body.data() + sizeof(head);
            p.sorted = (body.size() - sizeof(head)) / entry_size(h.flags);
        }
        return p;
    }

    static packed checked(bytes body, errc otherwise, poll check) {
        if (body.size() < sizeof(head)) fail(otherwise, nullptr, "damaged stored value of type xm.survival");
        const auto h = load<head>(body.data());
        check_head(h, state_kind::survival, survival::version, "survival", otherwise);
        const bool running = (h.flags & flag_running) != 0;
        const std::size_t begin = !running ? sizeof(head) : h.version == 1 ? running_begin_1 : running_begin;
        const std::size_t each = entry_size(h.flags);
        bool sound = (h.flags & ~(flag_dense | flag_wide | flag_running)) == 0 && h.size == 0 && body.size() >= begin;
        packed p;
        if (sound) {
            p = trusted(body);
            sound = running ? p.size() <= (body.size() - begin) / each : (body.size() - begin) % each == 0;
        }
        if (!sound)
            fail(otherwise, nullptr, "damaged stored value of type xm.survival: ", body.size(), " bytes, flags ", h.flags);
        validator valid(otherwise, h.version, true);
        summary all;
        bool ascending = true;  // as they are read now
        double last = -1;
        step_counter step(check);
        for (std::size_t i = 0; i < p.size(); ++i) {
            step();
            const entry e = load_entry(p.from, p.flags, i);
            if ((h.flags & flag_dense) && e.events == 0 && e.censored == 0) continue;
            if (i >= p.sorted) valid.unordered();
            valid.add(e);
            all.add(e);
            const double time = h.version == 1 ? read_time(e.time) : e.time;
            ascending = ascending && (i >= p.sorted || last < time);
            last = time;
        }
        valid.end();
        p.people = all.people;
        p.filled = all.distinct;
        if (!running && (h.flags != all.flags_at_rest() || all.stored_size() != body.size()))
            fail(otherwise, nullptr, "damaged stored value of type xm.survival: not in its canonical form");
        if (!ascending) {  // times of version 1 that are ties now
            p.tail += p.sorted;
            p.sorted = 0;
        }
        return p;
    }
};

// The entries of a packed value, ascending and distinct.
class ordered {
public:
    ordered(const packed& p, poll check) : p_(p), check_(check) {
        bool sorted = true;
        step_counter step(check);
        for (std::size_t i = p.sorted; i + 1 < p.size() && sorted; ++i) {
            step();
            sorted = !(p.at(i + 1).time < p.at(i).time);
        }
        if (sorted) return;
        if (p.flags & flag_wide)
            sort_tail(wide_);
        else
            sort_tail(narrow_);
    }
    // Bytes of a copy of the tail, if one was needed.
    std::size_t besides() const { return narrow_.size() * sizeof narrow_[0] + wide_.size() * sizeof wide_[0]; }

    template <class F>
    void each(F&& f) const {
        if (p_.tail == 0) return p_.each(check_, f);
        step_counter step(check_);
        entry now{};
        bool pending = false;
        for (std::size_t i = 0, j = 0; i < p_.sorted || j < p_.tail;) {
            step();
            entry next{};
            if (i == p_.sorted)
                next = tail_at(j++);
            else if (j == p_.tail)
                next = p_.at(i++);
            else if (const entry a = p_.at(i), b = tail_at(j); b.time < a.time)
                next = b, ++j;
            else
                next = a, ++i;
            if (pending && now.time == next.time) {
                now.events += next.events;
                now.censored += next.censored;
                continue;
            }
            if (pending) f(now);
            now = next;
            pending = true;
        }
        if (pending) f(now);
    }
    summary summarise() const {
        summary all;
        each([&](const entry& e) { all.add(e); });
        return all;
    }

private:
    template <class Count>
    void sort_tail(std::vector<flat<Count>>& tail) {
        step_counter step(check_);
        tail.reserve(p_.tail);
        for (std::size_t i = p_.sorted; i < p_.size(); ++i) {
            step();
            const entry e = p_.at(i);
            tail.push_back({e.time, static_cast<Count>(e.events), static_cast<Count>(e.censored)});
        }
        polled_sort(tail.begin(), tail.end(), earlier, check_);
    }
    entry tail_at(std::size_t j) const {
        if (!narrow_.empty()) return {narrow_[j].time, narrow_[j].events, narrow_[j].censored};
        if (!wide_.empty()) return {wide_[j].time, wide_[j].events, wide_[j].censored};
        return p_.at(p_.sorted + j);
    }

    packed p_;
    poll check_;
    std::vector<flat<std::uint32_t>> narrow_;
    std::vector<flat<std::uint64_t>> wide_;
};

// Memory that is new to the process is slow: in steps.
void clear(std::byte* at, std::size_t size, poll check) {
    constexpr std::size_t step = std::size_t{1} << 22;
    for (; size > step; at += step, size -= step) {
        check();
        std::fill_n(at, step, std::byte{0});
    }
    std::fill_n(at, size, std::byte{0});
}

// Writes entries one by one behind a head, ascending; slots of a dense form are 0 before.
class writer {
public:
    writer(std::byte* to, std::uint8_t flags) : to_(to), flags_(flags) {}
    void operator()(const entry& e) {
        if (flags_ & flag_dense) {
            store_counts(to_ + static_cast<std::size_t>(e.time) * slot_size(flags_), flags_, e.events, e.censored);
        } else {
            store(to_, e.time);
            store_counts(to_ + 8, flags_, e.events, e.censored);
            to_ += entry_size(flags_);
        }
    }

private:
    std::byte* to_;
    std::uint8_t flags_;
};

// The canonical form of what `each(f)` gives.
template <class Each>
void write_at_rest(const summary& all, std::byte* body, poll check, Each&& each) {
    const std::uint8_t flags = all.flags_at_rest();
    if (flags & flag_dense) clear(body, all.stored_size(), check);
    store(body, head{static_cast<std::uint8_t>(state_kind::survival), survival::version, flags, 0});
    writer write(body + sizeof(head), flags);
    each(write);
}

summary summarise(const survival& s, poll check) {
    step_counter step(check);
    summary all;
    for (const entry& e : s.times) {
        step();
        all.add(e);
    }
    return all;
}

// Times of version 1 are read anew; ties become one entry.
void reread(survival& s, poll check) {
    step_counter step(check);
    bool ascending = true;
    for (std::size_t i = 0; i < s.times.size(); ++i) {
        step();
        s.times[i].time = read_time(s.times[i].time);
        ascending = ascending && (i == 0 || s.times[i - 1].time < s.times[i].time);
    }
    if (ascending) return;
    polled_sort(s.times.begin(), s.times.end(), earlier, check);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < s.times.size(); ++i) {
        if (kept > 0 && s.times[kept - 1].time == s.times[i].time) {
            s.times[kept - 1].events += s.times[i].events;
            s.times[kept - 1].censored += s.times[i].censored;
        } else {
            s.times[kept++] = s.times[i];
        }
    }
    s.times.resize(kept);
}

}  // namespace

std::uint64_t survival::people() const {
    std::uint64_t n = 0;
    for (const entry& e : times) n += e.events + e.censored;
    return n;
}

void survival::merge(const survival& other, poll check) {
    if (people() > max_people - other.people()) too_many();
    step_counter step(check);
    std::vector<entry> merged;
    merged.reserve(times.size() + other.times.size());
    for (auto a = times.cbegin(), b = other.times.cbegin(); a != times.cend() || b != other.times.end();) {
        step();
        if (b == other.times.end() || (a != times.end() && a->time < b->time)) {
            merged.push_back(*a++);
        } else if (a == times.end() || b->time < a->time) {
            merged.push_back(*b++);
        } else {
            merged.push_back({a->time, a->events + b->events, a->censored + b->censored});
            ++a, ++b;
        }
    }
    times = std::move(merged);
}

void survival::take_away(const survival& other, poll check) {
    step_counter step(check);
    std::size_t at = 0;
    for (const entry& e : other.times) {
        while (at < times.size() && times[at].time < e.time) step(), ++at;
        const entry mine = at < times.size() && times[at].time == e.time ? times[at] : entry{e.time, 0, 0};
        const bool left = e.events > mine.events;
        if (left || e.censored > mine.censored)
            fail(errc::range, not_added_hint, left ? e.events : e.censored, left ? " people who left" : " people last seen",
                 " at time ", e.time, " cannot be taken away from ", left ? mine.events : mine.censored);
    }
    std::size_t kept = 0;
    auto gone = other.times.begin();
    for (std::size_t i = 0; i < times.size(); ++i) {
        step();
        entry e = times[i];
        if (gone != other.times.end() && gone->time == e.time) {
            e.events -= gone->events;
            e.censored -= gone->censored;
            ++gone;
        }
        if (e.events > 0 || e.censored > 0) times[kept++] = e;
    }
    times.resize(kept);
}

survival survival::from_stored(bytes body, errc otherwise, poll check) {
    const packed p = packed::checked(body, otherwise, check);
    const ordered entries(p, check);
    survival s;
    s.times.reserve(p.filled);
    entries.each([&](const entry& e) { s.times.push_back(e); });
    return s;
}

std::size_t survival::stored_size() const { return summarise(*this, no_poll).stored_size(); }

void survival::to_stored(std::byte* body, poll check) const {
    write_at_rest(summarise(*this, check), body, check, [&](writer& write) {
        for (const entry& e : times) write(e);
    });
}

void store_survival(bytes body, errc otherwise, const std::function<std::byte*(std::size_t, std::size_t)>& room, poll check) {
    const ordered entries(packed::checked(body, otherwise, check), check);
    const summary all = entries.summarise();
    write_at_rest(all, room(all.stored_size(), entries.besides()), check, [&](writer& write) { entries.each(write); });
}

void survival::to_wire(wire_writer& out, poll check) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::survival), version, 0, 0});
    out.reserve(sizeof(head) + sizeof(std::uint64_t) + times.size() * 24);
    out.put(static_cast<std::uint64_t>(times.size()));
    step_counter step(check);
    for (const entry& e : times) {
        step();
        out.put(e.time);
        out.put(e.events);
        out.put(e.censored);
    }
}

survival survival::from_wire(bytes bytes_in, poll check) {
    wire_reader in(bytes_in);
    const head h = read_head(in, state_kind::survival, version, "survival");
    if (h.flags != 0 || h.size != 0)
        fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.survival: flags ", h.flags);
    survival s;
    const auto size = in.get<std::uint64_t>();
    if (size != in.rest().size() / 24)
        fail(errc::corrupt_wire, nullptr, "binary value of ", in.rest().size(), " bytes for ", size, " times");
    s.times.reserve(size);
    validator valid(errc::corrupt_wire, h.version, true);
    step_counter step(check);
    for (std::uint64_t i = 0; i < size; ++i) {
        step();
        entry e{};
        e.time = in.get<double>();
        e.events = in.get<std::uint64_t>();
        e.censored = in.get<std::uint64_t>();
        valid.add(e);
        s.times.push_back(e);
    }
    in.end();
    valid.end();
    if (h.version == 1) reread(s, check);
    return s;
}

std::string survival::to_text(poll check) const {
    json_writer out;
    out.reserve(64 + 20 * times.size());  // more than nearly all need; what is not used is not touched
    step_counter step(check);
    out.open('{').field("type", "survival").field("version", version);
    const auto list = [&](const char* name, auto entry::*number) {
        out.key(name).open('[');
        for (const entry& e : times) {
            step();
            out.value(e.*number);
        }
        out.close(']');
    };
    list("times", &entry::time);
    list("events", &entry::events);
    list("censored", &entry::censored);
    return out.close('}').take();
}

namespace {

// The text form, read without a copy of its numbers: where its three lists begin.
class text_form {
public:
    text_form(std::string_view text, poll check) : text_(text), check_(check) {
        json_reader in(text, "survival", check);
        unsigned seen = 0;
        std::size_t size[3] = {};
        in.object([&](std::string_view key) {
            constexpr std::string_view names[] = {"type", "version", "times", "events", "censored"};
            const auto which = static_cast<unsigned>(std::find(std::begin(names), std::end(names), key) - std::begin(names));
            if (which == std::size(names)) in.bad("unknown member");
            if (seen & 1U << which) in.bad("a member is given twice");
            seen |= 1U << which;
            if (which == 0 && in.string() != "survival") in.bad("the type must be \"survival\"");
            if (which == 1) {
                version_ = in.number<std::uint8_t>();
                check_head({static_cast<std::uint8_t>(state_kind::survival), version_, 0, 0}, state_kind::survival,
                           survival::version, "survival", errc::corrupt_text);
            }
            if (which < 2) return;
            begin_[which - 2] = in.position();
            in.array([&] {
                ++size[which - 2];
                if (which == 2)
                    in.number<double>();
                else
                    in.number<std::uint64_t>();
            });
        });
        in.end();
        if (seen != 31 || size[0] != size[1] || size[0] != size[2]) in.bad("members are missing, or lists of different lengths");
        size_ = size[0];
    }
    std::uint8_t version() const { return version_; }
    std::size_t size() const { return size_; }

    // Calls f(entry) with the times as they are written.
    template <class F>
    void each(F&& f) const {
        json_reader times = at(0), events = at(1), censored = at(2);
        for (std::size_t i = 0; i < size_; ++i) {
            events.next(i == 0);
            censored.next(i == 0);
            times.next(i == 0);
            const double time = times.number<double>() + 0.0;
            const auto left = events.number<std::uint64_t>();
            f(entry{time, left, censored.number<std::uint64_t>()});
        }
    }

private:
    json_reader at(std::size_t list) const { return {text_.substr(begin_[list]), "survival", check_}; }

    std::string_view text_;
    poll check_;
    std::uint8_t version_ = 0;
    std::size_t begin_[3] = {}, size_ = 0;
};

}  // namespace

survival survival::from_text(std::string_view text, poll check) {
    const text_form in(text, check);
    survival s;
    s.times.reserve(in.size());
    validator valid(errc::corrupt_text, in.version(), true);
    in.each([&](const entry& e) {
        valid.add(e);
        s.times.push_back(e);
    });
    valid.end();
    if (in.version() == 1) reread(s, check);
    return s;
}

void store_survival_text(std::string_view text, const survival_room& room, poll check) {
    const text_form in(text, check);
    validator valid(errc::corrupt_text, in.version(), true);
    summary all;
    bool as_read = true;
    in.each([&](const entry& e) {
        valid.add(e);
        all.add(e);
        as_read = as_read && read_time(e.time) == e.time;
    });
    valid.end();
    if (as_read) {
        write_at_rest(all, room(all.stored_size()), check, [&](writer& write) { in.each(write); });
    } else {  // times of version 1, perhaps ties
        const survival s = survival::from_text(text, check);
        s.to_stored(room(s.stored_size()));
    }
}

// --- running -------------------------------------------------------------------------------------

namespace running_survival {
namespace {

// A slot per time while that is little memory for so many people.
bool pays_dense(const summary& all) {
    return all.whole && all.last < std::min(std::max(256.0, 64 * static_cast<double>(all.people)), 0x1p22);
}

// Sorts the tail, joins equal times, and makes one ascending run of all, in place; whether that has left room enough.
// Where it has not, or counts do not fit any more, the tail stays, sorted.
template <class Count>
bool settle(std::byte* body, std::size_t size, poll check) {
    step_counter step(check);
    auto fixed = load<prefix>(body + sizeof(head));
    auto* const first = reinterpret_cast<flat<Count>*>(body + running_begin);
    flat<Count>* const tail = first + fixed.sorted;
    flat<Count>* const end = tail + fixed.tail;
    polled_sort(tail, end, earlier, check);
    bool distinct = true;
    const auto joined = [&](flat<Count>& to, const flat<Count>& e) {
        constexpr Count most = std::numeric_limits<Count>::max();
        if (to.time != e.time || to.events > most - e.events || to.censored > most - e.censored) {
            distinct = distinct && to.time != e.time;
            return false;
        }
        to.events += e.events;
        to.censored += e.censored;
        return true;
    };
    flat<Count>* kept = tail;
    flat<Count>* before = first;
    for (const flat<Count>* e = tail; e != end; ++e) {
        step();
        if (kept != tail && joined(kept[-1], *e)) continue;
        while (before != tail && before->time < e->time) step(), ++before;
        if (before == tail || !joined(*before, *e)) *kept++ = *e;
    }
    const auto more = static_cast<std::size_t>(kept - tail);
    fixed.tail = static_cast<std::uint32_t>(more);
    store(body + sizeof(head), fixed);
    const std::size_t room = (size - running_begin) / sizeof(flat<Count>), used = fixed.sorted + more;
    if (!distinct || used + more > room || 4 * used > 3 * room) return false;
    summary all;
    for (std::size_t i = 0; i < used && all.whole; ++i) {
        step();
        all.add({first[i].time, first[i].events, first[i].censored});
    }
    if (pays_dense(all)) return false;
    // From the end: the tail waits where nothing is.
    std::copy_backward(tail, kept, first + room);
    flat<Count>* from = tail;
    const flat<Count>* waiting = first + room;
    for (flat<Count>* to = first + used; waiting != first + room - more;) {
        step();
        if (from != first && waiting[-1].time < from[-1].time)
            *--to = *--from;
        else
            *--to = *--waiting;
    }
    store(body + sizeof(head), prefix{static_cast<std::uint32_t>(used), 0, fixed.people});
    return true;
}

}  // namespace

bool is_running(const std::byte* body, std::size_t size) {
    if (size < running_begin) return false;
    const auto h = load<head>(body);
    if (h.kind != static_cast<std::uint8_t>(state_kind::survival) || h.version != survival::version || h.flags > 7 ||
        !(h.flags & flag_running))
        return false;
    const auto fixed = load<prefix>(body + sizeof(head));
    return std::size_t{fixed.sorted} + fixed.tail <= (size - running_begin) / entry_size(h.flags);
}

bool add(std::byte* body, std::size_t size, const survival::entry& e) {
    const std::uint8_t flags = load<head>(body).flags;
    auto fixed = load<prefix>(body + sizeof(head));
    std::byte* const entries = body + running_begin;
    const std::size_t each = entry_size(flags);
    const std::uint64_t most = flags & flag_wide ? max_people : narrow_max;
    if (e.events > most || e.censored > most) return false;
    if (flags & flag_wide) {
        if (e.events + e.censored > max_people - fixed.people) return false;
        fixed.people += e.events + e.censored;
    }
    if (flags & flag_dense) {
        if (!(e.time < fixed.sorted) || !is_whole(e.time)) return false;
        std::byte* const at = entries + static_cast<std::size_t>(e.time) * each;
        const survival::entry now = load_counts(at, flags, e.time);
        if (e.events > most - now.events || e.censored > most - now.censored) return false;
        store_counts(at, flags, now.events + e.events, now.censored + e.censored);
        if (flags & flag_wide) store(body + sizeof(head), fixed);
        return true;
    }
    const std::size_t used = std::size_t{fixed.sorted} + fixed.tail;
    if ((used + 1) * each > size - running_begin || used == narrow_max) return false;
    std::byte* const at = entries + used * each;
    store(at, e.time);
    store_counts(at + 8, flags, e.events, e.censored);
    // Rows in the order of time need no sorting.
    if (fixed.tail == 0 && (used == 0 || load<double>(at - each) < e.time))
        ++fixed.sorted;
    else
        ++fixed.tail;
    store(body + sizeof(head), fixed);
    return true;
}

source::source(bytes body, poll check) : body_(body) {
    const packed p = packed::checked(body, errc::corrupt_stored, check);
    people_ = p.people;
    end_ = p.size();
    while (now().events == 0 && now().censored == 0) ++next_;  // the last slot has people
}

survival::entry source::now() const { return body_.empty() ? one_ : packed::trusted(body_).at(next_); }

void source::advance() {
    const survival::entry gone = now();
    people_ -= gone.events + gone.censored;
    for (++next_; next_ < end_; ++next_)
        if (const survival::entry e = now(); e.events > 0 || e.censored > 0) break;
}

bool take(std::byte* body, std::size_t size, source& from, poll check) {
    step_counter step(check);
    const std::uint8_t flags = load<head>(body).flags;
    if ((flags & flag_wide) && load<prefix>(body + sizeof(head)).people > max_people - from.people()) too_many();
    for (;;) {
        for (; !from.done() && add(body, size, from.now()); from.advance()) step();
        if (from.done()) return true;
        const survival::entry e = from.now();
        if ((flags & flag_dense) || (!(flags & flag_wide) && std::max(e.events, e.censored) > narrow_max)) return false;
        if (!(flags & flag_wide ? settle<std::uint64_t>(body, size, check) : settle<std::uint32_t>(body, size, check)))
            return false;
    }
}

plan::plan(bytes old, const source& from, const std::function<bool(std::size_t)>& fits, poll check) {
    summary all;
    if (old.empty() && !from.body_.empty())
        packed::trusted(from.body_).each(check, [&](const survival::entry& e) { all.add(e); });
    if (!old.empty()) all = ordered(packed::trusted(old), check).summarise();
    if (!old.empty() && all.people > max_people - from.people()) too_many();
    const std::size_t distinct = all.distinct;
    const survival::entry next = from.now();
    const bool wide = all.largest + std::max(next.events, next.censored) >= narrow_max;
    all.add(next);
    flags_ = static_cast<std::uint8_t>(flag_running | (wide ? flag_wide : 0));
    if (pays_dense(all)) {
        room_ = std::bit_ceil(std::max<std::size_t>(64, static_cast<std::size_t>(all.last) + 1));
        size = running_begin + room_ * slot_size(flags_);
        if (fits(size)) {
            flags_ |= flag_dense;
            return;
        }
    }
    // The larger the step the rarer the copies; near the limit small steps must do.
    for (const std::size_t eighths : {16U, 12U, 10U, 9U}) {
        room_ = std::max<std::size_t>(16, distinct / 8 * eighths + distinct % 8 + 8);
        size = running_begin + room_ * entry_size(flags_);
        if (room_ <= narrow_max && fits(size)) return;
    }
    if (room_ > narrow_max)
        fail(errc::memory, "Round the durations, to days perhaps.", "more than ", narrow_max / 2,
             " distinct durations in one xm.survival");
}

void plan::remake(bytes old, std::byte* body, poll check) const {
    clear(body, size, check);
    store(body, head{static_cast<std::uint8_t>(state_kind::survival), survival::version, flags_, 0});
    writer write(body + running_begin, flags_);
    prefix fixed{0, 0, 0};
    ordered(packed::trusted(old), check).each([&](const survival::entry& e) {
        write(e);
        ++fixed.sorted;
        if (flags_ & flag_wide) fixed.people += e.events + e.censored;
    });
    if (flags_ & flag_dense) fixed.sorted = static_cast<std::uint32_t>(room_);
    store(body + sizeof(head), fixed);
}

}  // namespace running_survival

// --- questions ---------------------------------------------------------------------------------

namespace {

// Walks the curve: f(entry, people at risk, survival from this time on, sum of Greenwood's terms so far).
template <class F>
void walk(const survival& s, poll check, F&& f) {
    step_counter step(check);
    std::uint64_t at_risk = s.people();
    double curve = 1;
    dd terms;
    for (const survival::entry& e : s.times) {
        step();
        const auto n = static_cast<double>(at_risk);
        const auto d = static_cast<double>(e.events);
        if (e.events > 0) {
            curve = e.events == at_risk ? 0 : curve * ((n - d) / n);
            if (curve > 0) terms += d / n / (n - d);
        }
        f(e, at_risk, curve, terms.value());
        at_risk -= e.events + e.censored;
    }
}

struct last_seen {
    double time, survival;
};
last_seen end_of(const survival& s, poll check) {
    last_seen end{0, 1};
    walk(s, check, [&](const survival::entry& e, std::uint64_t, double curve, double) { end = {e.time, curve}; });
    return end;
}

bool reaches(const survival& s, double time, poll check) {
    const last_seen end = end_of(s, check);
    return time <= end.time || end.survival == 0;
}

struct area {
    double mean, std_error;
};
// Of a curve that reaches the horizon. Variance: sum over events of (area from there on)^2 d / (n (n - d)). Times are taken
// as fractions of the horizon, so that no square leaves the range of doubles.
area area_until(const survival& s, double horizon, poll check) {
    if (horizon == 0) return {0, 0};
    struct step {
        double from, height, term;
    };
    std::vector<step> steps{{0, 1, 0}};
    double before = 0;
    walk(s, check, [&](const survival::entry& e, std::uint64_t, double curve, double terms) {
        if (e.events == 0 || e.time > horizon) return;
        steps.push_back({e.time / horizon, curve, terms - before});
        before = terms;
    });
    dd mean, variance;
    double until = 1;
    step_counter step_back(check);
    for (std::size_t i = steps.size(); i-- > 0;) {
        step_back();
        mean += dd(until - steps[i].from) * dd(steps[i].height);
        variance += dd(mean.value()) * dd(mean.value()) * dd(steps[i].term);
        until = steps[i].from;
    }
    return {horizon * mean.value(), horizon * std::sqrt(variance.value())};
}

}  // namespace

namespace {

survival_row row_of(const survival::entry& e, std::uint64_t at_risk, double curve, double terms, double z) {
    survival_row row{e.time,
                     static_cast<std::int64_t>(at_risk),
                     static_cast<std::int64_t>(e.events),
                     static_cast<std::int64_t>(e.censored),
                     curve,
                     {},
                     {},
                     {}};
    if (curve > 0) {
        const double relative = std::sqrt(terms);  // of log S
        row.std_error = curve * relative;
        row.lower = curve * std::exp(-z * relative);
        row.upper = std::min(1.0, curve * std::exp(z * relative));
    }
    return row;
}

// A time that is asked for.
double asked(double time, std::string_view what) {
    check_time(time, what);
    return read_time(time + 0.0);
}

}  // namespace

std::vector<survival_row> survival_table(const survival& s, double confidence, poll check) {
    check_confidence(confidence);
    const double z = dist::normal_upper((1 - confidence) / 2);
    std::vector<survival_row> rows;
    rows.reserve(s.times.size());
    walk(s, check, [&](const survival::entry& e, std::uint64_t at_risk, double curve, double terms) {
        rows.push_back(row_of(e, at_risk, curve, terms, z));
    });
    return rows;
}

std::optional<double> survival_at(const survival& s, double time, poll check) {
    time = asked(time, "time");
    if (!reaches(s, time, check)) return std::nullopt;
    double at = 1;
    walk(s, check, [&](const survival::entry& e, std::uint64_t, double curve, double) {
        if (e.time <= time) at = curve;
    });
    return at;
}

survival_estimate estimate_survival(const survival& s, double time, double confidence, poll check) {
    time = asked(time, "time");
    check_confidence(confidence);
    survival_estimate e{survival_at(s, time, check), {}, {}, {}, {}};
    if (!e.value) return e;
    const double z = dist::normal_upper((1 - confidence) / 2);
    e.at_risk = static_cast<std::int64_t>(s.people());
    walk(s, check, [&](const survival::entry& now, std::uint64_t at_risk, double curve, double terms) {
        if (now.time > time) return;
        const survival_row r = row_of(now, at_risk, curve, terms, z);
        e.at_risk = now.time == time ? r.at_risk : r.at_risk - r.events - r.censored;
        if (r.events == 0) return;
        e.std_error = r.std_error;
        e.lower = r.lower;
        e.upper = r.upper;
    });
    return e;
}

namespace {

// A quantile of a curve given point by point, as findq in R's survival::quantile.survfit: of the points at least p down the
// one that is the least far down. The bounds of a curve need not fall: points are taken by size, not by time.
class quantile {
public:
    explicit quantile(double p) : p_(p) {}

    void add(double time, double curve) {
        const double gone = 1 - curve;
        if (gone != last_) end_ = {time, gone};  // repeated values count once, the first time
        last_ = gone;
        if (gone + flat >= p_ && gone < reached_.gone) reached_ = {time, gone};
        if (gone - flat >= p_ && gone < passed_.gone) passed_ = {time, gone};
    }
    // `last` is the last time of all.
    std::optional<double> result(double last) const {
        if (p_ == 0) return 0.0;
        if (reached_.gone == HUGE_VAL) return std::nullopt;
        if (std::fabs(p_ - end_.gone) < flat) return reached_.time / 2 + last / 2;  // flat to the end
        if (passed_.gone == HUGE_VAL) return std::nullopt;
        return reached_.time / 2 + passed_.time / 2;
    }

private:
    static constexpr double flat = 1e-9;
    struct point {
        double time = 0, gone = HUGE_VAL;
    };
    double p_, last_ = 0;
    point end_{0, 0}, reached_, passed_;
};

}  // namespace

survival_quantiles survival_quantile(const survival& s, double p, double confidence, poll check) {
    if (!(p >= 0 && p <= 1))
        fail(errc::invalid, "p is the share that has left: 0.5 for the median, 0.25 for the lower quartile.", "p ", p,
             " is outside the allowed range 0..1");
    check_confidence(confidence);
    const double z = dist::normal_upper((1 - confidence) / 2);
    quantile value(p), lower(p), upper(p);
    walk(s, check, [&](const survival::entry& e, std::uint64_t at_risk, double curve, double terms) {
        value.add(e.time, curve);
        const survival_row row = row_of(e, at_risk, curve, terms, z);
        if (!row.lower) return;
        lower.add(e.time, *row.lower);
        upper.add(e.time, *row.upper);
    });
    const double last = s.times.back().time;
    return {value.result(last), lower.result(last), upper.result(last)};
}

std::optional<double> median_survival(const survival& s, poll check) {
    quantile half(0.5);
    walk(s, check, [&](const survival::entry& e, std::uint64_t, double curve, double) { half.add(e.time, curve); });
    return half.result(s.times.back().time);
}

std::optional<double> restricted_mean(const survival& s, double horizon, poll check) {
    horizon = asked(horizon, "horizon");
    if (!reaches(s, horizon, check)) return std::nullopt;
    return area_until(s, horizon, check).mean;
}

mean_estimate estimate_restricted_mean(const survival& s, double horizon, double confidence, poll check) {
    check_confidence(confidence);
    horizon = asked(horizon, "horizon");
    if (!reaches(s, horizon, check)) return {};
    const area a = area_until(s, horizon, check);
    mean_estimate e{a.mean, {}, {}, {}};
    if (a.std_error > 0) {
        const double half = dist::normal_upper((1 - confidence) / 2) * a.std_error;
        e.std_error = a.std_error;
        e.lower = a.mean - half;
        e.upper = a.mean + half;
    }
    return e;
}

survival_comparison compare_survival(const survival& a, const survival& b, double horizon, double confidence, poll check) {
    check_confidence(confidence);
    horizon = asked(horizon, "horizon");
    std::optional<double> end;  // of the curve that ends first, of those that do not reach the horizon
    for (const survival* s : {&a, &b})
        if (!reaches(*s, horizon, check)) end = std::min(end.value_or(HUGE_VAL), s->times.back().time);
    if (end)
        fail(errc::invalid, "Compare up to the smaller xm.last_time of the two, or a time before it.", "horizon ", horizon,
             " is beyond the end of a curve: people of one state were last seen at ", *end);
    const area first = area_until(a, horizon, check), second = area_until(b, horizon, check);
    survival_comparison c{first.mean - second.mean, {}, {}, {}, {}, {}};
    const double error = std::hypot(first.std_error, second.std_error);
    if (error > 0) {
        const double half = dist::normal_upper((1 - confidence) / 2) * error;
        c.std_error = error;
        c.lower = *c.difference - half;
        c.upper = *c.difference + half;
        c.statistic = *c.difference / error;
        c.p_value = dist::normal_two_sided(*c.statistic);
    }
    return c;
}

namespace {

// The entries of several values together, one time after the other.
class merged_times {
public:
    merged_times(const std::vector<bytes>& values, poll check) {
        for (const bytes& value : values) {
            groups_.push_back(packed::checked(value, errc::corrupt_stored, check));
            next_.push_back(0);
            refill(groups_.size() - 1);
        }
    }
    std::uint64_t people(std::size_t group) const { return groups_[group].people; }
    bool done() const { return heap_.empty(); }
    double time() const { return heap_.front().now.time; }
    // Calls f(group, entry) for all entries of the present time, and goes on.
    template <class F>
    void take(F&& f) {
        const double now = time();
        while (!done() && time() == now) {
            std::pop_heap(heap_.begin(), heap_.end(), later);
            const place p = heap_.back();
            heap_.pop_back();
            f(p.group, p.now);
            refill(p.group);
        }
    }

private:
    struct place {
        survival::entry now;
        std::size_t group;
    };
    static bool later(const place& a, const place& b) { return a.now.time > b.now.time; }
    void refill(std::size_t group) {
        const packed& p = groups_[group];
        for (std::size_t& i = next_[group]; i < p.size();) {
            const survival::entry e = p.at(i++);
            if (e.events == 0 && e.censored == 0) continue;
            heap_.push_back({e, group});
            std::push_heap(heap_.begin(), heap_.end(), later);
            return;
        }
    }

    std::vector<packed> groups_;
    std::vector<std::size_t> next_;
    std::vector<place> heap_;
};

}  // namespace

logrank_result logrank(const std::vector<bytes>& groups, poll check) {
    const std::size_t k = groups.size();
    constexpr std::size_t most = 1000;
    if (k > most)
        fail(errc::invalid, "Compare fewer, larger groups.", k, " groups; the allowed range of xm.logrank is 1..", most);
    merged_times times(groups, check);
    std::vector<std::uint64_t> at_risk;
    std::uint64_t total = 0;
    for (std::size_t g = 0; g < k; ++g) {
        at_risk.push_back(times.people(g));
        if (total > max_people - at_risk[g])
            fail(errc::range, "Compare fewer groups.", "more than 2^62 people in one xm.logrank");
        total += at_risk[g];
    }
    std::vector<dd> excess(k), variance(pairs(k));  // observed - expected
    std::vector<double> expected(k), share(k);
    std::vector<std::pair<std::size_t, survival::entry>> now;
    step_counter tick(check);
    while (!times.done()) {
        tick();
        now.clear();
        std::uint64_t left = 0, people = 0;
        times.take([&](std::size_t g, const survival::entry& e) {
            now.emplace_back(g, e);
            left += e.events;
            people += e.events + e.censored;
        });
        const auto n = static_cast<double>(total);
        const auto d = static_cast<double>(left);
        if (left > 0) {
            if (k > 16) check();
            // Of the people at risk in each group; the hypergeometric covariance of those who leave.
            const double spread = total > 1 ? d * (n - d) / (n - 1) : 0;
            for (std::size_t g = 0; g < k; ++g) {
                share[g] = static_cast<double>(at_risk[g]) / n;
                expected[g] += d * share[g];
                excess[g] += -d * share[g];
                if (spread > 0 && share[g] > 0) {
                    for (std::size_t h = 0; h < g; ++h) variance[pair_at(g, h)] += -spread * share[g] * share[h];
                    variance[pair_at(g, g)] += spread * share[g] * (1 - share[g]);
                }
            }
        }
        for (const auto& [g, e] : now) {
            excess[g] += static_cast<double>(e.events);
            at_risk[g] -= e.events + e.censored;
        }
        total -= people;
    }
    // The groups that were at risk; one of them follows from the others.
    std::vector<std::size_t> used;
    for (std::size_t g = 0; g < k; ++g)
        if (expected[g] > 0) used.push_back(g);
    logrank_result result{
        static_cast<std::int64_t>(k), {}, std::max<std::int64_t>(0, static_cast<std::int64_t>(used.size()) - 1), {}};
    if (result.df == 0) return result;
    used.pop_back();
    std::vector<double> v, step;
    for (std::size_t i = 0; i < used.size(); ++i) {
        step.push_back(excess[used[i]].value());
        for (std::size_t j = 0; j <= i; ++j) v.push_back(variance[pair_at(used[i], used[j])].value());
    }
    const cholesky factor(v, used.size(), 1e-12);
    if (factor.dependent()) return result;  // no spread: everybody at risk left at once
    const std::vector<double> solved = factor.solve(step);
    double chi_squared = 0;
    for (std::size_t i = 0; i < step.size(); ++i) chi_squared += step[i] * solved[i];
    result.chi_squared = chi_squared;
    result.p_value = dist::chi_squared_upper(chi_squared, static_cast<double>(result.df));
    return result;
}

}  // namespace xm::core
