#include "client/watch/watch.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "client/files.hpp"

namespace xm::client {
namespace {

using core::survey::statement;

// Alerts get their numbers when they are raised, and are seen when they are committed, in another order. What was raised by a
// transaction before `from` has been seen, or never will be; of the others `seen` names those that were.
struct position {
    std::uint64_t from = 0;
    std::set<std::uint64_t> seen;
    std::uint64_t last = 0;  // the highest number seen, for a database that was restored and counts transactions anew
};

position read_position(const std::string& file) {
    position p;
    try {
        const auto j = nlohmann::json::parse(read_file(file));
        p.from = j.at("from").get<std::uint64_t>();
        p.seen = j.at("seen").get<std::set<std::uint64_t>>();
        p.last = j.at("last").get<std::uint64_t>();
    } catch (const nlohmann::json::exception&) {
        throw failure(ending::refused, "does not keep the place of xm watch", "Name another file, or delete it.",
                      {file, 0, {}, {}});
    }
    return p;
}

class watcher {
public:
    watcher(const watch_options& o, std::ostream& out) : o_(o), out_(out) {
        known_ = !o.state.empty() && std::filesystem::exists(o.state);
        if (known_) at_ = read_position(o.state);
    }

    // One connection, until it is lost or there is no more to do.
    void run(database& db) {
        const std::string workspace = workspace_of(db, o_.connection.workspace);
        try {
            if (const auto channel = db.value(statement("SELECT xm.alert_channel(%L)", {workspace})); !o_.once && channel)
                db.execute(statement("LISTEN %I", {*channel}));
            db.commit();
        } catch (const db_failure& e) {
            if (e.sqlstate() != "25006") throw;  // a standby: it is asked instead
            db.roll_back();
        }
        const auto poll = std::chrono::milliseconds(static_cast<std::int64_t>(o_.poll * 1000));
        for (;;) {
            look(db, workspace);
            if (o_.once) return;
            db.wait_for_notification(poll);
        }
    }

private:
    void look(database& db, const std::string& workspace) {
        const auto number = [](const std::optional<std::string>& s) { return std::stoull(s.value_or("0")); };
        const row first = db.query(statement("SELECT pg_catalog.pg_snapshot_xmin(s), pg_catalog.pg_snapshot_xmax(s) FROM "
                                             "pg_catalog.pg_current_snapshot() s"))
                              .at(0);
        const bool restored = number(first[1]) < at_.from, skip = !known_ && !o_.all;
        const std::uint64_t from = skip ? number(first[0]) : restored ? 0 : at_.from;
        const auto rows = db.query(
            statement("SELECT pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()), a.alert_id, a.xid, "
                      "pg_catalog.to_jsonb(a) - 'xid' "
                      "FROM (SELECT) one LEFT JOIN (SELECT * FROM %I.alert WHERE xid >= %L) a ON true ORDER BY a.alert_id",
                      {workspace, std::to_string(from)}));
        db.commit();
        position now;
        now.from = number(rows.at(0)[0]);
        now.last = at_.last;
        std::string lines;
        for (const row& r : rows) {
            if (!r[1]) continue;
            const std::uint64_t id = number(r[1]);
            if (number(r[2]) >= now.from) now.seen.insert(id);
            const bool fresh = restored ? id > at_.last : at_.seen.count(id) == 0;
            if (fresh && !skip) lines += r[3].value_or("") + "\n";
            now.last = std::max(now.last, id);
        }
        if (!lines.empty() && !(out_ << lines << std::flush))
            throw failure(ending::refused, "the output cannot be written", "The place has not moved.");
        known_ = true;
        at_ = std::move(now);
        // After the lines: who is killed in between is told once more, not once too few.
        if (!o_.state.empty())
            write_file(o_.state, nlohmann::json{{"from", at_.from}, {"seen", at_.seen}, {"last", at_.last}}.dump() + "\n",
                       !lines.empty());
    }

    const watch_options& o_;
    std::ostream& out_;
    position at_;
    bool known_ = false;
};

}  // namespace

ending watch(const watch_options& o, const connector& connect, std::ostream& out, std::ostream& notes) {
    watcher w(o, out);
    constexpr std::chrono::seconds longest{30};
    constexpr std::chrono::seconds shortest{1};
    auto pause = shortest;
    bool connected = false;
    for (;;) {
        try {
            const auto db = connect();
            connected = true;
            pause = shortest;
            w.run(*db);
            return ending::done;
        } catch (const interruption&) {
            return ending::done;
        } catch (const db_failure& e) {
            // 57P01..03: the server stops or starts; 08: the connection is lost, or cannot be made again.
            if (!connected || o.once || (e.sqlstate().rfind("08", 0) != 0 && e.sqlstate().rfind("57P", 0) != 0)) throw;
            if (pause == shortest) notes << "xm: " << e.what() << "; connecting again" << std::endl;
        }
        std::this_thread::sleep_for(pause);
        pause = std::min(longest, pause * 2);
    }
}

}  // namespace xm::client
