#include "client/read/json.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "client/failure.hpp"

namespace {
using namespace xm::client;
using texts = std::vector<std::string>;

class written {
public:
    explicit written(const std::string& content)
        : path_(std::filesystem::temp_directory_path() / ("json_test_" + std::to_string(::getpid()))) {
        std::ofstream(path_, std::ios::binary) << content;
    }
    ~written() { std::filesystem::remove(path_); }
    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

// A cell marked n number, b boolean.
texts rows_of(const std::string& path) {
    texts all;
    const auto source = open_formbricks_json(path);
    const auto rows = source->open();
    record row;
    while (rows->next(row)) {
        std::string text = std::to_string(row.line) + ": ";
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            text += (i > 0 ? "|" : "") + std::string(row.cells[i].text) +
                    (row.cells[i].kind == cell_kind::number    ? "~n"
                     : row.cells[i].kind == cell_kind::boolean ? "~b"
                                                               : "");
        all.push_back(text);
    }
    EXPECT_EQ(rows->progress(), 1);
    return all;
}
texts rows_of_text(const std::string& content) { return rows_of(written(content).path()); }

std::string message_of_text(const std::string& content) {
    const written file(content);
    try {
        rows_of(file.path());
    } catch (const failure& f) {
        const std::string message = message_of(f);
        return message.substr(file.path().size(), message.find('\n') - file.path().size());
    }
    return "read";
}

TEST(formbricks_json, the_sample) {
    const texts rows = rows_of(std::string(XM_EXPORTS) + "/formbricks_csv_json/responses.json");
    ASSERT_EQ(rows.size(), 8U);
    EXPECT_EQ(rows[0],
              "0: id|createdAt|updatedAt|finished|contact.userId|language|data.nps|data.feat|data.plan|data.grid.Easy to "
              "use|data.grid.Reliable|data.rank|data.stars|data.day|data.free|data.ok|data.cta|"
              "data.customer|data.grid.Einfach|data.grid.Verlässlich|variables.v1|contactAttributes.plan|contactAttributes.seats|"
              "meta.source|meta.url|meta.userAgent.browser|meta.userAgent.os|meta.userAgent.device|meta.country|tags");
    EXPECT_EQ(rows[1],
              "3: clresp000000000000000001|2024-03-05T09:07:08.123Z|2024-03-05T09:09:08.123Z|true~b|user-1||10~n|[\"Speed; "
              "latency\",\"Docs\"]|Team|Agree|Agree|[\"Price\",\"Quality\",\"Speed\"]|5~n|2024-02-29|"
              "Good\nstuff; "
              "really|accepted|clicked|C-1|||12.5~n|team|12|app|https://app.example.org/"
              "home?x=1|Firefox|Linux|desktop|DE|[\"vip\",\"de, at\"]");
    EXPECT_NE(rows[3].find("[\"Docs search\",\"the colours, mainly\",\"\"]"), std::string::npos);
    EXPECT_TRUE(
        rows[4].starts_with("186: clresp000000000000000004|2024-03-06T11:00:00.000Z|2024-03-06T11:00:30.000Z|false~b|||7~n|[]||"))
        << rows[4];
    EXPECT_NE(rows[2].find("|Ja|Neutral|3~n|"), std::string::npos);
}

TEST(formbricks_json, arrays_alone_other_members_and_older_names) {
    EXPECT_EQ(
        rows_of_text("\xEF\xBB\xBF "
                     "[\n{\"id\":\"a\",\"data\":{\"q\":1.50,\"r\":1e3,\"s\":null,\"t\":{\"u\":{\"v\":[1]}}},\"person\":{"
                     "\"userId\":\"p\"},\"personAttributes\":{\"k\":true}} ]\n"),
        (texts{"0: id|createdAt|updatedAt|finished|contact.userId|language|data.q|data.r|data.s|data.t.u|contactAttributes.k",
               "2: a||||p||1.5~n|1000~n||{\"v\":[1]}|true~b"}));
    EXPECT_EQ(rows_of_text(R"({"meta": {"total": 1, "data": [3]}, "data" : [], "x": "]}"})"),
              (texts{"0: id|createdAt|updatedAt|finished|language"}));
    EXPECT_EQ(rows_of_text(R"([{"id":"a","data":{"q":"\"]},\u00e9"}},{"id":"b","data":{}}])").back(), "1: b|||||");
}

TEST(formbricks_json, what_is_no_export_is_refused) {
    EXPECT_EQ(message_of_text("text"), ": this is no JSON file of responses");
    EXPECT_EQ(message_of_text(R"({"name": "x"})"), ": this JSON file has no array of responses under \"data\"");
    EXPECT_EQ(message_of_text(R"({"data": {}})"), ": this JSON file has no array of responses under \"data\"");
    EXPECT_EQ(message_of_text("[\n{\"a\": 1}]"),
              ", line 2: an element without \"id\" and \"data\": this is no export of Formbricks responses");
    EXPECT_EQ(message_of_text("[1]"), ", line 1: a response that is no JSON object");
    EXPECT_EQ(message_of_text("[{\"id\":\"a\",\"data\":{}}\n{}]"),
              ", line 2: damaged JSON: a comma is missing between two responses");
    EXPECT_EQ(message_of_text("[{\"id\":\"a\",\"data\":{}}\n"), ", line 2: the file is cut: it ends among the responses");
    EXPECT_EQ(message_of_text("[{\"id\":\"a\",\"data\":{}"), ", line 1: the file is cut: it ends within a response");
    EXPECT_EQ(message_of_text(R"({"data": [{"id":"a","data":{}}])"), ", line 1: damaged JSON after the responses");
    EXPECT_EQ(message_of_text("[] []"), ", line 1: damaged JSON after the responses");
    EXPECT_TRUE(
        message_of_text(R"([{"id":"a","data":{q}}])").starts_with(", line 1: a response that is no JSON, or beyond its limits"));
    EXPECT_TRUE(message_of_text("[{\"id\":\"a\",\"data\":{\"q\":\"\xE9\"}}]")
                    .starts_with(", line 1: a response that is no JSON, or beyond its limits"));
    EXPECT_EQ(message_of_text(R"([{"id":"a","data":{"q":"\u0000"}}])"),
              ", line 1, column data.q: a text with a NUL character, which PostgreSQL cannot hold");
    EXPECT_TRUE(message_of_text(R"([{"id":"a","data":{"q":1e999}}])")
                    .starts_with(", line 1: a response that is no JSON, or beyond its limits"));
}

TEST(formbricks_json, limits) {
    EXPECT_EQ(message_of_text("[{\"id\":\"" + std::string(5 << 20, 'x') + "\",\"data\":{}}]"),
              ", line 1: a response of more than 4 MiB");
    EXPECT_TRUE(message_of_text("[{\"id\":" + std::string(100, '[') + std::string(100, ']') + ",\"data\":{}}]")
                    .starts_with(", line 1: a response that is no JSON, or beyond its limits"));
    std::string many = "[";
    for (int i = 0; i < 21; ++i) {
        many += std::string(i > 0 ? ",\n" : "") + "{\"id\":\"a\",\"data\":{";
        for (int k = 0; k < 1000; ++k) many += (k > 0 ? ",\"" : "\"") + std::to_string(i * 1000 + k) + "\":1";
        many += "}}";
    }
    EXPECT_EQ(message_of_text(many + "]"), ", line 20: the responses have more than 20,000 different keys");
}

}  // namespace
