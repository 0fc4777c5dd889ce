#include <gtest/gtest.h>

#include "client/failure.hpp"
#include "client/read/cells.hpp"
#include "client/read/csv.hpp"

namespace {
using namespace xm::client;

std::vector<std::vector<std::string>> rows_of(const std::string& bytes, const text_options& o = {}) {
    const auto s = text_of_memory("f.csv", bytes, o);
    const auto t = s->open();
    std::vector<std::vector<std::string>> rows;
    record r;
    while (t->next(r)) {
        rows.emplace_back();
        for (const cell& c : r.cells) rows.back().emplace_back(c.text);
    }
    return rows;
}

using table = std::vector<std::vector<std::string>>;

// RFC 4180 (Shafranovich, 2005): quotes, doubled quotes, line ends of all kinds.
TEST(csv, takes_quoting_and_line_ends_apart) {
    EXPECT_EQ(rows_of("a,b\n1,\"x, \"\"y\"\"\nz\"\n"), (table{{"a", "b"}, {"1", "x, \"y\"\nz"}}));
    EXPECT_EQ(rows_of("a,b\r\n1,\r\n"), (table{{"a", "b"}, {"1", ""}}));
    EXPECT_EQ(rows_of("a,b\r1,2\r3,4"), (table{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
    EXPECT_EQ(rows_of("a,b\n1\",2\n"), (table{{"a", "b"}, {"1\"", "2"}})) << "a quote within a field is a character";
    EXPECT_EQ(rows_of("a,b\n1,x\ry\n"), (table{{"a", "b"}, {"1", "x\ry"}})) << "a lone return among line feeds is a character";
}

TEST(csv, finds_out_delimiter_and_encoding) {
    EXPECT_EQ(text_of_memory("f", "a;b;c\n1,5;2;3\n", {})->delimiter, ';');
    EXPECT_EQ(text_of_memory("f", "a\tb, c\n1\t2\n", {})->delimiter, '\t');
    EXPECT_EQ(text_of_memory("f",
                             "\xEF\xBB\xBF"
                             "a,b\n",
                             {})
                  ->encoding,
              "utf-8-bom");
    EXPECT_EQ(rows_of("a,b\ngr\xFC\xDF"
                      "e,\x80\n"),
              (table{{"a", "b"}, {"grüße", "€"}}))
        << "windows-1252";
    EXPECT_EQ(rows_of(std::string("\xFF\xFE"
                                  "a\0,\0b\0\n\0",
                                  10)),
              (table{{"a", "b"}}))
        << "UTF-16";
}

// The same rows whatever the blocks in which the file is read.
TEST(csv, reads_across_blocks) {
    std::string bytes = "id,text\n";
    table expected{{"id", "text"}};
    for (int i = 0; i < 30000; ++i) {
        const std::string text = std::string(static_cast<std::size_t>(i % 37), 'x') + (i % 5 == 0 ? "\n\"" : "");
        std::string quoted = text;
        for (std::size_t at = 0; (at = quoted.find('"', at)) != std::string::npos; at += 2) quoted.insert(at, 1, '"');
        bytes += std::to_string(i) + ",\"" + quoted + "\"\n";
        expected.push_back({std::to_string(i), text});
    }
    EXPECT_EQ(rows_of(bytes), expected);
}

void expect_failure(const std::string& bytes, std::uint64_t line, const std::string& column, const std::string& says) {
    try {
        rows_of(bytes);
        ADD_FAILURE() << "accepted: " << says;
    } catch (const failure& f) {
        EXPECT_EQ(f.where().line, line) << f.what();
        EXPECT_EQ(f.where().column, column) << f.what();
        EXPECT_NE(std::string(f.what()).find(says), std::string::npos) << f.what();
    }
}

TEST(csv, says_where_a_file_is_damaged) {
    expect_failure("a,b\n1,2\n3,\"x\n4,5\n", 3, "b", "does not end");
    expect_failure("a,b\n1,\"x\" y\n", 2, "b", "follows a closing quote");
    expect_failure(std::string("a,b\n1,2\n3,x\0y\n", 14), 3, "b", "NUL");
    expect_failure("a,b\n1,caf\xE9\n2,z\n", 2, "b", "0xE9");
    expect_failure("", 0, "", "empty");
    expect_failure("\n \n", 0, "", "blank lines");
    expect_failure("\x89PNG\r\n\x1a\n", 0, "", "PNG");
    EXPECT_THROW(rows_of("a;b\n1;2\n", {"", ','}), failure) << "the header holds another delimiter";
    std::string wide = "a";
    for (int i = 0; i < 30000; ++i) wide += ",a";
    expect_failure(wide, 1, "", "columns");
}

TEST(cells, fit_their_header) {
    const auto text = text_of_memory("f.csv", "a,b\n", {});
    record row;
    row.line = 7;
    row.cells.resize(3);
    EXPECT_THROW(check_width(row, 2, *text), failure);
    text->container = "xlsx";
    EXPECT_NO_THROW(check_width(row, 2, *text)) << "rows of sheets end where their values do";
    row.cells[2].text = "x";
    try {
        check_width(row, 2, *text);
        ADD_FAILURE() << "a value beyond the header was taken";
    } catch (const failure& f) {
        EXPECT_EQ(f.where().line, 7U);
        EXPECT_EQ(f.where().column, "C");
    }
    EXPECT_EQ(letters_of(0), "A");
    EXPECT_EQ(letters_of(26), "AA");
    EXPECT_EQ(letters_of(16383), "XFD");
}
}  // namespace
