// The one door to libpqxx (works with 6.4 and 7); the suite connects by the PG* variables.
#pragma once

#include <gtest/gtest.h>

#include <pqxx/pqxx>
#include <string>

namespace xm::test {

// A connection and one transaction on it, rolled back at the end unless committed.
class session {
public:
    session() : connection_(""), work_(connection_) {}

    pqxx::result query(const std::string& sql) { return work_.exec(sql); }
    std::string value(const std::string& sql) {
        const pqxx::result r = work_.exec(sql);
        return r.empty() || r[0][0].is_null() ? "NULL" : r[0][0].c_str();
    }
    void commit() { work_.commit(); }
    pqxx::connection& connection() { return connection_; }
    pqxx::work& work() { return work_; }

private:
    pqxx::connection connection_;
    pqxx::work work_;
};

}  // namespace xm::test
