// What xm doctor makes of versions, which no single server has, and how findings are shown.
#include "client/doctor/doctor.hpp"

#include <gtest/gtest.h>

#include "client/survey/survey.hpp"
#include "core/survey/json.hpp"

namespace xm::client {
namespace {

grade worst(const std::vector<finding>& all) {
    grade g = grade::ok;
    for (const finding& f : all) g = std::max(g, f.how);
    return g;
}

TEST(doctor, knows_servers_15_to_18) {
    EXPECT_EQ(server_finding(140012, "14.12").how, grade::problem);
    EXPECT_EQ(server_finding(150000, "15.0").how, grade::ok);
    EXPECT_EQ(server_finding(180099, "18.99").how, grade::ok);
    EXPECT_EQ(server_finding(190000, "19beta1").how, grade::note);
    EXPECT_EQ(server_finding(190000, "19beta1").found, "PostgreSQL 19beta1");
}

TEST(doctor, compares_versions_as_numbers) {
    const auto of = [](const char* there, const char* installed, const char* library, const char* client) {
        return extension_findings(there, installed, library, client);
    };
    EXPECT_EQ(worst(of("0.9.0", "0.9.0", "0.9.0", "0.9.0")), grade::ok);
    EXPECT_EQ(worst(of("0.9.0", "0.10.0", "0.10.0", "0.9.0")), grade::problem);   // to be updated
    EXPECT_EQ(worst(of("0.10.0", "0.9.0", "0.10.0", "0.10.0")), grade::problem);  // files of an older one
    EXPECT_EQ(worst(of("0.10.0", "0.10.0", "0.9.0", "0.10.0")), grade::problem);  // an older library
    EXPECT_EQ(worst(of("0.9.0", "", "0.9.0", "0.9.0")), grade::problem);          // no files at all
    EXPECT_EQ(worst(of("0.9.0", "0.9.0", "0.9.0", "0.10.0")), grade::problem);    // the client needs more
    EXPECT_EQ(worst(of("0.10.0", "0.10.0", "0.10.0", "0.9.0")), grade::note);     // the client knows less
    EXPECT_EQ(worst(of("0.9.0", "0.9.0", "0.9.0", "0.9")), grade::ok);
    EXPECT_EQ(worst(of("1.0", "1.0", "1.0", "0.99.99")), grade::note);
}

const std::vector<finding> some{
    {grade::ok, "", "server", "PostgreSQL 15.1", "", ""},
    {grade::problem, "voice", "PUBLIC", "table \"a\" is open", "All read it.", "REVOKE ALL ON TABLE a;"}};

TEST(doctor, prints_for_people) {
    EXPECT_EQ(text_of(some),
              "ok       server: PostgreSQL 15.1\n"
              "\nworkspace voice\n"
              "problem  PUBLIC: table \"a\" is open\n"
              "         All read it.\n"
              "         → REVOKE ALL ON TABLE a;\n"
              "\n1 problem, 0 notes, 1 ok\n");
}

TEST(doctor, prints_json) {
    const auto j = core::survey::json::parse(json_of(some), "findings");
    EXPECT_EQ(j.find("problems")->text(), "1");
    const auto& second = j.find("findings")->elements().at(1);
    EXPECT_EQ(second.find("level")->text(), "problem");
    EXPECT_EQ(second.find("workspace")->text(), "voice");
    EXPECT_EQ(second.find("found")->text(), "table \"a\" is open");
    EXPECT_EQ(j.find("findings")->elements().at(0).find("workspace"), nullptr);
}

TEST(pretty_json, keeps_order_and_breaks_what_is_long) {
    EXPECT_EQ(pretty_json(R"({"b":1,"a":[true,null,"x\"y"],"c":{}})"),
              "{\n  \"b\": 1,\n  \"a\": [true, null, \"x\\\"y\"],\n  \"c\": {}\n}\n");
    const std::string word(60, 'w'), text = R"({"a":[")" + word + R"(",")" + word + R"("]})";
    EXPECT_EQ(pretty_json(text), "{\n  \"a\": [\n    \"" + word + "\",\n    \"" + word + "\"\n  ]\n}\n");
    EXPECT_EQ(pretty_json(pretty_json(text)), pretty_json(text));
}

}  // namespace
}  // namespace xm::client
