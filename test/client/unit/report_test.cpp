#include <gtest/gtest.h>

#include "client/report/entities.hpp"
#include "client/report/html.hpp"
#include "client/report/markdown.hpp"
#include "client/report/numbers.hpp"
#include "client/report/page.hpp"
#include "client/report/statement.hpp"
#include "client/report/table.hpp"
#include "client/report/text.hpp"
#include "client/report/write.hpp"

namespace {
using namespace xm::client;
using namespace xm::client::report;

page page_from(const std::string& text, bool raw_html = false) { return page_of({"p.md", text}, raw_html); }

// As libpq does it, for values without quotes.
std::string quote(char kind, const std::string& value) { return kind == 'I' ? "\"" + value + "\"" : "'" + value + "'"; }

// What is sent for a query of the page.
std::string sent(const page& p, std::size_t i, const variables& values = {}) { return statements(p, values, quote).of(i).text(); }

// Message and HINT of what is thrown.
template <class F>
std::string refused(F f) {
    try {
        f();
    } catch (const failure& e) {
        return message_of(e);
    }
    return "nothing was thrown";
}
#define EXPECT_SAID(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

std::string html_of(const page& p, const std::vector<outcome>& outcomes = {}, bool raw_html = false) {
    const std::string all = as_html(p, outcomes, "today", raw_html);
    const std::size_t begin = all.find("<main>\n") + 7, end = all.find("<footer>");
    return all.substr(begin, end - begin);
}

// --- statements ----------------------------------------------------------------------------------

TEST(report_statement, puts_variables_in_as_psql_does) {
    const auto sql = [](const std::string& text) { return page_from("```sql\n" + text + "\n```\n"); };
    const variables values{{"x", {"its", false, 0}}, {"n", {"5", true, 0}}, {"bad", {"1; DROP", true, 0}}};
    EXPECT_EQ(sent(sql("SELECT :'x', :\"x\", :n"), 0, values), "SELECT 'its', \"its\", 5");
    EXPECT_EQ(sent(sql("SELECT ':x', \":x\", $$:x$$, $a$ :x $$ $a$, E'\\':x', 1::text -- :x\n, /* :x /* :x */ :x */ a[1:2]"), 0,
                   values),
              "SELECT ':x', \":x\", $$:x$$, $a$ :x $$ $a$, E'\\':x', 1::text -- :x\n, /* :x /* :x */ :x */ a[1:2]");
    EXPECT_SAID(refused([&] { sent(sql("SELECT 1,\n  :y"), 0, values); }), "p.md:3:3: the variable y is not set");
    EXPECT_SAID(refused([&] { sent(sql("SELECT :bad"), 0, values); }), "p.md:2:8: the value of bad comes from a table");
    EXPECT_EQ(sent(sql("SELECT :'bad'"), 0, values), "SELECT '1; DROP'");
    EXPECT_EQ(variables_in(sql("SELECT :'a', :b, ':c', :\"d\"")), (std::set<std::string>{"a", "b", "d"}));
}

TEST(report_statement, takes_one_statement_that_reads) {
    const auto said = [](const std::string& text) { return refused([&] { sent(page_from("```sql\n" + text + "\n```\n"), 0); }); };
    for (const char* good :
         {"SELECT 1", "select 1;", "(SELECT 1)", "((VALUES (1)) UNION TABLE x)", "-- a\nWITH a AS (SELECT 1) TABLE a ; ;"})
        EXPECT_EQ(said(good), "nothing was thrown") << good;
    EXPECT_SAID(said("SELECT 1; SELECT 2"), "p.md:2:11: a second statement");
    EXPECT_SAID(said("SELECT ';'; -- ;\nCOMMIT"), "p.md:3:1: a second statement");
    EXPECT_SAID(said("\\d+ x"), "p.md:2:1: \\d is of psql");
    EXPECT_SAID(said("SELECT 1 \\gset"), "p.md:2:10: \\gset is of psql");
    EXPECT_SAID(said("-- only this"), "there is no statement");
    EXPECT_SAID(said("; ;"), "there is no statement");
    for (const char* word : {"INSERT", "COMMIT", "DO", "CALL", "COPY", "SET", "EXPLAIN", "BEGIN"})
        EXPECT_SAID(said(std::string(word) + " x"), std::string(word) + " is not run: a page only reads");
}

TEST(report_statement, puts_named_blocks_before_those_that_use_them) {
    const page p = page_from(
        "```sql name=a\nSELECT 1 AS x;\n```\n```sql name=b\nTABLE a -- end\n```\n```sql\nSELECT * FROM s.a\n```\n"
        "```sql\nSELECT * FROM B\n```\n```sql\nWITH RECURSIVE c AS (TABLE a) SELECT nix FROM c\n```\n");
    EXPECT_EQ(sent(p, 1), "WITH a AS (\nSELECT 1 AS x\n) TABLE a");
    EXPECT_EQ(sent(p, 2), "SELECT * FROM s.a") << "a table of a schema is no block";
    EXPECT_EQ(sent(p, 3), "WITH a AS (\nSELECT 1 AS x\n), b AS (\nTABLE a\n) SELECT * FROM B");
    EXPECT_EQ(sent(p, 4), "WITH RECURSIVE a AS (\nSELECT 1 AS x\n), c AS (TABLE a) SELECT nix FROM c");
    // An error of the server within the prefix or behind it is shown where it was written.
    const mapped sql = statements(p, {}, quote).of(4);
    EXPECT_EQ(p.from.place(sql.place_of(sql.text().find("nix"))), "p.md:14:38");
    EXPECT_EQ(p.from.place(sql.place_of(sql.text().find("1 AS x"))), "p.md:2:8");
}

TEST(report_statement, counts_characters_not_bytes) {
    const page p = page_from("- a\n\n  ```sql\n  SELECT 'äö😀',\n    nix\n  ```\n");
    const mapped sql = statements(p, {}, quote).of(0);
    EXPECT_EQ(sql.text(), "SELECT 'äö😀',\n  nix");
    EXPECT_EQ(p.from.place(sql.place_of_character(17)), "p.md:5:5");
}

// --- pages ---------------------------------------------------------------------------------------

TEST(report_page, reads_front_matter) {
    const page p = page_from("---\ntitle: \"A: b\"\nlanguage: ar\n# no\nunit: o'hare\n---\ntext `= SELECT :'unit'`\n");
    EXPECT_EQ(p.title, "A: b");
    EXPECT_EQ(p.direction, "rtl");
    EXPECT_EQ(p.set.at("unit").value, "o'hare");
    EXPECT_EQ(p.from.text.substr(p.body, 4), "text");
    EXPECT_SAID(refused([] { page_from("---\na b\n---\n"); }), "p.md:2:1: the lines between ---");
    EXPECT_SAID(refused([] { page_from("---\ntitle: x\n"); }), "p.md:1:1: the front matter has no end");
    EXPECT_SAID(refused([] { page_from("---\nlanguage: klingon!\n---\n"); }), "\"klingon!\" is no language");
    EXPECT_EQ(page_from("--- \ntext").body, 0U) << "a rule is no front matter";
}

TEST(report_page, runs_only_what_is_sql) {
    const page p = page_from(
        "```sql\nA\n```\n```SQL\nB\n```\n```sqlite\nC\n```\n    sql\n\n`= D` `=E` `` = F `` `=`\n\n~~~sql show digits=2 "
        "percent=a,b rows=5\nG\n~~~\n");
    ASSERT_EQ(p.queries.size(), 4U);
    EXPECT_EQ(p.queries[0].sql.text(), "A\n");
    EXPECT_EQ(p.queries[1].sql.text(), "D");
    EXPECT_TRUE(p.queries[1].within_line);
    EXPECT_EQ(p.queries[2].sql.text(), "F");
    EXPECT_EQ(p.queries[3].sql.text(), "G\n");
    EXPECT_EQ(p.queries[3].percent, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(p.queries[3].digits, 2);
    EXPECT_EQ(p.queries[3].rows, 5U);
    EXPECT_SAID(refused([] { page_from("x\n\n```sql chart\nA\n```\n"); }), "p.md:3:1: \"chart\" is not known behind sql");
    EXPECT_SAID(refused([] { page_from("```sql digits=x\nA\n```\n"); }), "p.md:1:1: \"digits=x\"");
    EXPECT_SAID(refused([] { page_from("```sql name=a\nA\n```\n\n> ```sql name=a\n> A\n> ```\n"); }),
                "p.md:5:3: there is a block a already");
    EXPECT_SAID(refused([] { sent(page_from("x\n\n```sql\n```\n"), 0); }), "p.md:3:1: there is no statement");
}

TEST(report_page, knows_utf8) {
    EXPECT_EQ(first_not_utf8("aä€😀"), std::string::npos);
    for (const char* bad : {"a\xFF", "a\xC0\x80", "a\xED\xA0\x80", "a\xF4\x90\x80\x80", "a\xE2\x82", "a\x80"})
        EXPECT_EQ(first_not_utf8(bad), 1U) << bad;
}

// --- HTML ----------------------------------------------------------------------------------------

TEST(report_html, escapes_everything) {
    html h;
    h.element("p", "<a href=\"x\">&\x01\xFFz\xC2\x85", {{"title", "\"<&'\xFF"}, {"lang", "x", false}});
    EXPECT_EQ(h.made(), "<p title=\"&quot;&lt;&amp;'\">&lt;a href=\"x\"&gt;&amp;\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD</p>");
    EXPECT_EQ(html_of(page_from("<script>alert(1)</script>\n\na <b onclick=x>b</b>\n")).find("<script"), std::string::npos);
    EXPECT_SAID(html_of(page_from("a <b onclick=x>b</b>\n")), "&lt;b onclick=x&gt;");
    EXPECT_SAID(html_of(page_from("a <b>b</b>\n", true), {}, true), "a <b>b</b>");
}

TEST(report_html, lets_safe_addresses_through) {
    EXPECT_EQ(safe_address("https://a.b/c?d=1#e"), "https://a.b/c?d=1#e");
    for (const char* good : {"#top", "other.md", "/a:b", "?a:b", "mailto:a@b.c", "HTTP://A.B", "tel:+1"})
        EXPECT_EQ(safe_address(good), good);
    for (const char* bad : {"javascript:alert(1)", "JAVASCRIPT:x", " java\tscript:x", "\x01javascript:x", "data:text/html,x",
                            "vbscript:x", "file:///etc"})
        EXPECT_EQ(safe_address(bad), "") << bad;
    for (const char* page : {"[a](javascript:x)", "[a](&#106;avascript:x)", "[a](java&#10;script:x)",
                             "[a][1]\n\n[1]: javascript:x", "<javascript:x>", "![a](javascript:x)"})
        EXPECT_EQ(html_of(page_from(page)).find("script:"), html_of(page_from(page)).find("script:x</a>"))
            << html_of(page_from(page));
}

// For this md4c 0.4.8 tells of the end of an emphasis, not of its beginning; found by fuzzing.
TEST(report_html, is_balanced_whatever_md4c_says) {
    EXPECT_EQ(html_of(page_from("# A\n\n[a](b**c*d \"t\") e** ~~f~~\n")).find("</em>"), std::string::npos);
    EXPECT_SAID(html_of(page_from("# A\n\n[a](b**c*d \"t\") e** ~~f~~\n")), "<del>f</del></p>");
}

TEST(report_html, has_entities_that_people_write) {
    EXPECT_EQ(decoded_entity("&auml;"), "ä");
    EXPECT_EQ(decoded_entity("&yuml;"), "ÿ");
    EXPECT_EQ(decoded_entity("&AElig;"), "Æ");
    EXPECT_EQ(decoded_entity("&#x1F600;"), "😀");
    EXPECT_EQ(decoded_entity("&#0;"), "\xEF\xBF\xBD");
    EXPECT_EQ(decoded_entity("&#xD800;"), "\xEF\xBF\xBD");
    EXPECT_EQ(decoded_entity("&nonsense;"), "&nonsense;");
}

TEST(report_html, titles_and_contents) {
    EXPECT_SAID(html_of(page_from("text\n")), "<h1>p</h1>");
    EXPECT_SAID(html_of(page_from("---\ntitle: T\n---\ntext\n")), "<h1>T</h1>");
    std::string text = "# One\n\nlead\n";
    for (int i = 0; i < 8; ++i) text += "\n## Two\n\ntext\n";
    const std::string made = html_of(page_from(text));
    EXPECT_SAID(made, "<h1 id=\"one\">One</h1>\n<nav");
    EXPECT_SAID(made, "<a href=\"#two-8\">Two</a>");
    EXPECT_SAID(made, "<h2 id=\"two-8\">");
    EXPECT_EQ(html_of(page_from("---\ncontents: no\n---\n" + text)).find("<nav"), std::string::npos);
}

// --- numbers and tables ---------------------------------------------------------------------------

constexpr unsigned int4 = 23, float8 = 701, numeric = 1700, text_type = 25, boolean = 16;

// Rows of the table, cells parted by |; the first line is the header.
std::string shown(const result& r, const std::string& words = "", const std::string& language = "en") {
    result with = r;
    with.total = std::max<std::uint64_t>(r.total, r.rows.size());
    const page p = page_from("```sql " + words + "\nSELECT 1\n```\n");
    const shown_table t = table_of(with, p.queries[0], style(language));
    std::string out;
    for (const shown_column& c : t.columns) out += c.title + "|";
    for (const auto& row : t.rows) {
        out += '\n';
        for (const shown_cell& c : row) out += (c.is == shown_cell::kind::missing ? "NULL" : c.text) + "|";
    }
    return out;
}

TEST(report_numbers, are_written_as_the_language_does) {
    EXPECT_EQ(number_format("en").as_it_is("-1234567.50", true), "−1,234,567.50");
    EXPECT_EQ(number_format("de").as_it_is("1234567.5", true), "1.234.567,5");
    EXPECT_EQ(number_format("de-CH").as_it_is("1234567.5", true), "1’234’567.5");
    EXPECT_EQ(number_format("hi").as_it_is("1234567", true), "12,34,567");
    EXPECT_EQ(number_format("ar").as_it_is("-12", true), "\u200E−12") << "Latin digits, the sign before them";
    EXPECT_EQ(number_format("de").per_cent("12"), "12\u00A0%");
    EXPECT_EQ(number_format("en").per_cent("12"), "12%");
    EXPECT_EQ(number_format("en").rounded(-0.04, 1, false), "0.0");
    EXPECT_EQ(number_format("en").rounded(1e300, 1, false), "1e+300");
    EXPECT_EQ(number_format("en").as_it_is("-Infinity", true), "−∞");
    EXPECT_EQ(number_format("en").as_it_is("NaN", true), "NaN");
}

TEST(report_table, gives_numbers_of_a_column_the_same_digits) {
    EXPECT_EQ(shown({{{"n", int4}}, {{"2025"}, {"7"}, {std::nullopt}}}), "n|\n2025|\n7|\nNULL|");
    EXPECT_EQ(shown({{{"n", int4}}, {{"12025"}, {"7000"}}}), "n|\n12,025|\n7,000|");
    EXPECT_EQ(shown({{{"x", float8}}, {{"123.456"}, {"7.5"}}}), "x|\n123|\n8|");
    EXPECT_EQ(shown({{{"x", float8}}, {{"0.0123"}, {"-0.5"}}}), "x|\n0.012|\n−0.500|");
    EXPECT_EQ(shown({{{"x", numeric}}, {{"1.5"}, {"2.25"}}}), "x|\n1.50|\n2.25|");
    EXPECT_EQ(shown({{{"x", numeric}}, {{"7.2500000000000000"}}}), "x|\n7.25|");
    EXPECT_EQ(shown({{{"x", numeric}}, {{"123456789012345678901.25"}}}), "x|\n123,456,789,012,345,678,901.25|");
    EXPECT_EQ(shown({{{"x", float8}}, {{"123.456"}}}, "digits=2"), "x|\n123.46|");
    EXPECT_EQ(shown({{{"p_value", float8}}, {{"0.0312"}, {"1e-12"}}}), "p value|\n0.031|\n<\u00A00.001|");
    EXPECT_EQ(shown({{{"x", float8}}, {{std::nullopt}}}), "x|\nNULL|") << "a column of NULLs alone";
    EXPECT_EQ(shown({{{"x", float8}}, {}}), "x|");
    EXPECT_EQ(shown({{{"ok", boolean}, {"a_b", text_type}}, {{"t", "<x>"}}}, "", "de"), "ok|a b|\nja|<x>|");
}

TEST(report_table, keeps_intervals_together) {
    const std::string nbsp = "\u00A0";
    EXPECT_EQ(shown({{{"unit", text_type}, {"value", float8}, {"lower", float8}, {"upper", float8}, {"n", int4}},
                     {{"a", "17.84", "15.7", "19.9", "9"}}}),
              "unit|value|interval|n|\na|17.8|15.7" + nbsp + "to" + nbsp + "19.9|9|");
    // The Particle Data Group's rule: of a half-width of 36 one digit, of 35 two.
    EXPECT_EQ(shown({{{"r", float8}, {"r_lower", float8}, {"r_upper", float8}}, {{"0.7311", "0.696", "0.768"}}}),
              "r|interval|\n0.73|0.70" + nbsp + "to" + nbsp + "0.77|");
    EXPECT_EQ(shown({{{"r", float8}, {"r_lower", float8}, {"r_upper", float8}}, {{"0.7311", "0.697", "0.767"}}}),
              "r|interval|\n0.731|0.697" + nbsp + "to" + nbsp + "0.767|");
    EXPECT_EQ(
        shown({{{"nps", float8}, {"std_error", float8}, {"lower", float8}, {"upper", float8}}, {{"17.8", "1.1", "15", "20"}}}),
        "nps|interval|std error|\n17.8|15.0" + nbsp + "to" + nbsp + "20.0|1.10|");
    EXPECT_EQ(shown({{{"value", float8}, {"lower", float8}, {"upper", float8}}, {{"5", std::nullopt, std::nullopt}}}),
              "value|interval|\n5.00|NULL|");
    EXPECT_EQ(shown({{{"lower", float8}, {"upper", float8}}, {{"1", "2"}}}), "lower|upper|\n1.00|2.00|") << "bounds of nothing";
    EXPECT_EQ(shown({{{"value", text_type}, {"lower", float8}, {"upper", float8}}, {{"x", "1", "2"}}}),
              "value|lower|upper|\nx|1.00|2.00|");
}

TEST(report_table, has_per_cent) {
    EXPECT_EQ(shown({{{"share_percent", float8}}, {{"12.34"}}}), "share|\n12.3%|");
    EXPECT_EQ(shown({{{"share", float8}}, {{"0.1234"}}}, "percent=share"), "share|\n12.3%|");
    EXPECT_EQ(
        shown({{{"share", float8}, {"lower", float8}, {"upper", float8}}, {{"0.55", "0.54", "0.56"}}}, "percent=share", "de"),
        "share|Intervall|\n55,0\u00A0%|54,0\u00A0bis\u00A056,0\u00A0%|");
    EXPECT_SAID(refused([] { shown({{{"a", text_type}}, {{"x"}}}, "percent=a"); }), "percent=a");
}

TEST(report_table, makes_one_value_of_an_expression) {
    const auto value = [](const result& r) {
        const page p = page_from("`= SELECT 1`");
        result with = r;
        with.total = r.rows.size();
        const style how("en");
        return value_of(table_of(with, p.queries[0], how), how).text;
    };
    EXPECT_EQ(value({{{"n", int4}}, {{"1234567"}}}), "1,234,567");
    EXPECT_EQ(value({{{"value", float8}, {"lower", float8}, {"upper", float8}}, {{"0.73", "0.68", "0.78"}}}),
              "0.73\u00A0(0.68\u00A0to\u00A00.78)");
    EXPECT_EQ(value({{{"n", int4}}, {}}), "");
    EXPECT_SAID(refused([&] { value({{{"n", int4}}, {{"1"}, {"2"}}}); }), "2 rows");
    EXPECT_SAID(refused([&] { value({{{"n", int4}, {"m", int4}}, {{"1", "2"}}}); }), "2 columns");
}

// --- Markdown ------------------------------------------------------------------------------------

TEST(report_markdown, puts_results_where_the_blocks_were) {
    const page p = page_from(
        "---\ntitle: T\n---\n# A\n\n1. one\n\n   ```sql\n   SELECT 1\n\n   ```\n2. two `` = SELECT 2 ``.\n\n> ~~~sql show\n> "
        "SELECT 3\n> ~~~\n\n```sql hidden\nSELECT 4\n```\nend\n");
    std::vector<outcome> o(4);
    o[0].table = {{{"n", true}, {"a|b", false}}, {{{shown_cell::kind::number, "1"}, {shown_cell::kind::text, "<x>\n*y*"}}}, 1};
    o[1].value = {shown_cell::kind::text, "a_b"};
    o[1].notes = {"NOTICE: careful"};
    EXPECT_EQ(as_markdown(p, o),
              "# A\n\n1. one\n\n   | n | a\\|b |\n   | ---: | --- |\n   | 1 | \\<x\\><br>\\*y\\* |\n2. two a\\_b[^1].\n\n> "
              "```sql\n> SELECT 3\n> ```\n> \n> No rows.\n\nend\n"
              "\n[^1]: NOTICE: careful\n");
}

TEST(report_text, makes_names_of_files) {
    EXPECT_EQ(slug_of("Zürich / Süd"), "zurich-sud");
    EXPECT_EQ(slug_of("../../etc/passwd"), "etc-passwd");
    EXPECT_EQ(slug_of("Москва"), "moskva");
    EXPECT_EQ(slug_of("😀"), "");
    EXPECT_LE(slug_of(std::string(1000, 'x')).size(), 60U);
}

}  // namespace
