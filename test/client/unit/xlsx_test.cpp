#include "client/read/xlsx.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <utility>
#include <vector>

#include "client/failure.hpp"

namespace {
using namespace xm::client;

using members = std::vector<std::pair<std::string, std::string>>;

// A file of this content that goes with the test.
class written {
public:
    explicit written(const members& parts)
        : path_(std::filesystem::temp_directory_path() / ("xlsx_test_" + std::to_string(::getpid()) + ".xlsx")) {
        archive* out = archive_write_new();
        archive_write_set_format_zip(out);
        archive_write_open_filename(out, path_.c_str());
        for (const auto& [name, text] : parts) {
            archive_entry* entry = archive_entry_new();
            archive_entry_set_pathname(entry, name.c_str());
            archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
            archive_entry_set_filetype(entry, AE_IFREG);
            archive_write_header(out, entry);
            archive_write_data(out, text.data(), text.size());
            archive_entry_free(entry);
        }
        archive_write_free(out);
    }
    ~written() { std::filesystem::remove(path_); }
    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

std::string sheet_of(const std::string& rows) {
    return R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>)" + rows +
           "</sheetData></worksheet>";
}

// One sheet, with what the test adds or replaces.
members book_of(const std::string& sheet, const std::string& styles = "", const std::string& shared = "",
                const std::string& properties = "") {
    members parts = {{"xl/worksheets/sheet1.xml", sheet},
                     {"xl/workbook.xml", R"(<workbook xmlns:r="r"><workbookPr )" + properties +
                                             R"(/><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
                     {"xl/_rels/workbook.xml.rels",
                      R"(<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>)"}};
    if (!styles.empty()) parts.emplace_back("xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>");
    if (!shared.empty()) parts.emplace_back("xl/sharedStrings.xml", "<sst>" + shared + "</sst>");
    return parts;
}

// "line: cell|cell", a cell marked n number, b boolean, t time, e error.
std::vector<std::string> rows_of(source& from) {
    std::vector<std::string> all;
    const auto rows = from.open();
    record row;
    while (rows->next(row)) {
        std::string text = std::to_string(row.line) + ": ";
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (i > 0) text += '|';
            text += std::string(row.cells[i].text);
            if (row.cells[i].kind != cell_kind::text) text += std::string("~") + " nbte"[static_cast<int>(row.cells[i].kind)];
        }
        all.push_back(text);
    }
    EXPECT_FALSE(rows->next(row));
    return all;
}

std::vector<std::string> rows_of(const members& parts) {
    const written file(parts);
    return rows_of(*open_xlsx(file.path()));
}

std::string message_of_reading(const std::string& path) {
    try {
        rows_of(*open_xlsx(path));
    } catch (const failure& f) {
        return message_of(f);
    }
    return "read";
}
std::string message_of_reading(const members& parts) {
    const written file(parts);
    std::string message = message_of_reading(file.path());
    if (message.starts_with(file.path())) message.erase(0, file.path().size());
    return message.substr(0, message.find('\n'));
}
std::string message_of_sheet(const std::string& rows) { return message_of_reading(book_of(sheet_of(rows))); }

using texts = std::vector<std::string>;
const std::string exports = XM_EXPORTS;

TEST(xlsx, texts_numbers_booleans_errors_and_gaps) {
    EXPECT_EQ(
        rows_of(book_of(
            sheet_of(
                R"(<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="inlineStr"><is><r><t>a</t></r><rPh><t>x</t></rPh><r><t> b</t></r></is></c></row>
        <row r="3"/><row r="7"><c><v>118052219061</v></c><c t="b"><v>0</v></c><c t="e"><v>#DIV/0!</v></c><c t="str"><f>x</f><v>_x0041__x000D_</v></c><c s="9"/></row>
        <row><c><v>0.30000000000000004</v></c><c><v>1E3</v></c><c><v>1.5E+20</v></c><c><v>-0</v></c><c><v> 007 </v></c><c t="s"><v>1</v></c></row>)"),
            "",
            R"(<si><r><t>shared </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si><si><t>_xD83D__xDE00__x0000__xD800_</t></si>)")),
        (texts{"2: |shared text||a b", "3: ", "7: 118052219061~n|false~b|#DIV/0!~e|A\r",
               "8: 0.30000000000000004~n|1000~n|1.5e+20~n|0~n|7~n|😀_x0000__xD800_"}));
}

TEST(xlsx, formulas_count_as_their_stored_result) {
    const written file(book_of(sheet_of(
        R"(<row r="4"><c r="A4"><f>4+5</f><v>9</v></c><c r="B4" t="str"><f>""</f><v></v></c><c r="C4"><f>1/0</f></c><c r="D4" t="e"><f>1/0</f><v>#N/A</v></c></row>)")));
    const auto book = open_xlsx(file.path());
    EXPECT_EQ(rows_of(*book), (texts{"4: 9~n||~e|#N/A~e"}));
    EXPECT_EQ(rows_of(*book), (texts{"4: 9~n||~e|#N/A~e"}));
    EXPECT_EQ(book->notes,
              (texts{"C4: a formula without a stored result, taken as empty", "D4: the error value #N/A, taken as empty"}));
}

TEST(xlsx, dates_by_their_format) {
    const std::string styles =
        R"(<numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd h:mm:ss"/><numFmt numFmtId="165" formatCode="0&quot;days&quot;\d"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="21"/><xf numFmtId="46"/></cellXfs>)";
    const auto row = [](std::initializer_list<std::pair<int, const char*>> cells) {
        std::string text = "<row>";
        for (const auto& [style, value] : cells) text += "<c s=\"" + std::to_string(style) + "\"><v>" + value + "</v></c>";
        return text + "</row>";
    };
    // Serial numbers as Excel has them: 45351 is 2024-02-29, 1 is 1900-01-01, 59 is 1900-02-28, 61 is 1900-03-01.
    const std::string sheet =
        sheet_of(row({{0, "45351"}, {1, "45351"}, {2, "45351"}, {2, "45351.416666666664"}, {1, "45351.5"}, {3, "45351"}}) +
                 row({{1, "1"}, {1, "59"}, {1, "60"}, {1, "61"}, {1, "2958465"}, {1, "2958466"}, {1, "-1"}}) +
                 row({{4, "0.41666666666666669"},
                      {2, "0.5"},
                      {5, "1.5"},
                      {4, "45351.25"},
                      {2, "45351.000011574"},
                      {2, "45351.0000000116"}}));
    EXPECT_EQ(
        rows_of(book_of(sheet, styles)),
        (texts{"1: 45351~n|2024-02-29~t|2024-02-29 00:00:00~t|2024-02-29 10:00:00~t|2024-02-29 12:00:00~t|45351~n",
               "2: 1900-01-01~t|1900-02-28~t|1900-02-29|1900-03-01~t|9999-12-31~t|2958466~n|-1~n",
               "3: 10:00:00~t|12:00:00~t|36:00:00~t|2024-02-29 06:00:00~t|2024-02-29 00:00:01~t|2024-02-29 00:00:00.001~t"}));
    EXPECT_EQ(rows_of(book_of(sheet_of(row({{1, "1"}, {1, "43889"}})), styles, "", "date1904=\"1\"")),
              (texts{"1: 1904-01-02~t|2024-02-29~t"}));
    EXPECT_EQ(
        rows_of(book_of(sheet_of(
            R"(<row><c t="d"><v>2024-02-29T10:00:00</v></c><c t="d"><v>2024-02-29</v></c><c t="d"><v>2024-02-29T10:00Z</v></c></row>)"))),
        (texts{"1: 2024-02-29 10:00:00~t|2024-02-29~t|2024-02-29T10:00Z"}));
}

TEST(xlsx, date_formats_are_told_from_others) {
    EXPECT_EQ(date_style_of("General"), date_style::none);
    EXPECT_EQ(date_style_of("#,##0.00 \"dm\"\\y_d*h[Red]"), date_style::none);
    EXPECT_EQ(date_style_of("[$-409]d\\-mmm\\-yy;@"), date_style::date);
    EXPECT_EQ(date_style_of("mmmm"), date_style::date);
    EXPECT_EQ(date_style_of("mm:ss.0"), date_style::time);
    EXPECT_EQ(date_style_of("h:mm AM/PM"), date_style::time);
    EXPECT_EQ(date_style_of("TT.MM.JJJJ"), date_style::date);
    EXPECT_EQ(date_style_of("m/d/yy h:mm"), date_style::both);
    EXPECT_EQ(date_style_of("[h]:mm"), date_style::duration);
    EXPECT_EQ(date_style_of("0.00;[h]"), date_style::none);
    EXPECT_EQ(date_style_of("\"open"), date_style::none);
    EXPECT_EQ(date_style_of("["), date_style::none);
}

TEST(xlsx, chooses_the_first_visible_sheet_with_cells_or_the_named_one) {
    // Strict namespaces, prefixes, absolute targets and a workbook that lies elsewhere.
    const written file(
        {{"_rels/.rels",
          R"(<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="book/wb.xml"/></Relationships>)"},
         {"book/_rels/wb.xml.rels",
          R"(<p:Relationships xmlns:p="p"><p:Relationship Id="1" Type="x/worksheet" Target="../Sheets/a.xml"/>
                           <p:Relationship Id="2" Type="x/worksheet" Target="/Sheets/b.xml"/><p:Relationship Id="3" Type="x/worksheet" Target="/sheets/C.xml"/><p:Relationship Id="4" Type="x/chartsheet" Target="/d.xml"/></p:Relationships>)"},
         {"book/wb.xml",
          R"(<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="q"><x:sheets><x:sheet name="Chart" q:id="4"/><x:sheet name="Hidden" state="hidden" q:id="1"/><x:sheet name="Empty" q:id="2"/><x:sheet name="Answers" q:id="3"/></x:sheets></x:workbook>)"},
         {"Sheets/a.xml",
          R"(<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>)"},
         {"Sheets/b.xml", sheet_of(R"(<row><c s="1"/></row>)")},
         {"Sheets/c.xml",
          R"(<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>)"}});
    const auto book = open_xlsx(file.path());
    EXPECT_EQ(book->sheets, (texts{"Hidden", "Empty", "Answers"}));
    EXPECT_EQ(book->sheet, "Answers");
    EXPECT_EQ(rows_of(*book), (texts{"1: 3~n"}));
    EXPECT_EQ(rows_of(*open_xlsx(file.path(), "Hidden")), (texts{"1: 1~n"}));
    EXPECT_THROW(open_xlsx(file.path(), "None"), failure);
}

TEST(xlsx, a_workbook_without_cells_has_no_rows) {
    members parts = book_of(sheet_of(""));
    parts[1].second =
        R"(<workbook xmlns:r="r"><sheets><sheet name="Hidden" state="veryHidden" r:id="rId1"/><sheet name="Seen" r:id="rId1"/></sheets></workbook>)";
    const written file(parts);
    const auto book = open_xlsx(file.path());
    EXPECT_EQ(book->sheet, "Seen");
    EXPECT_EQ(rows_of(*book), texts());
}

TEST(xlsx, exports_of_the_samples) {
    const auto book = open_xlsx(exports + "/surveymonkey_xlsx/responses.xlsx");
    EXPECT_EQ(book->container, "xlsx");
    const texts rows = rows_of(*book);
    ASSERT_GT(rows.size(), 3U);
    EXPECT_TRUE(rows[0].starts_with("1: Respondent ID|Collector ID|Date Created"));
    EXPECT_TRUE(rows[1].starts_with("2: ||||||||||Bread, cakes|Coffee"));
    EXPECT_EQ(rows_of(*open_xlsx(exports + "/kobo_xlsx/form.xlsx", "choices"))[0].substr(0, 12), "1: list_name");
    const auto broken = open_xlsx(exports + "/broken/18_formula_cells.xlsx");
    const texts cells = rows_of(*broken);
    EXPECT_EQ(cells[2], "3: r0002|2024-03-02|9~n|4~n|retail|ab");
    EXPECT_EQ(cells[3], "4: r0003|2024-03-03|~e|3~n|public|#DIV/0!~e");
    EXPECT_EQ(cells[4], "5: r0004|2024-03-04|0~n|true~b|public|=not a formula");
    EXPECT_EQ(broken->notes[0].substr(0, 3), "C4:");
}

TEST(xlsx, damaged_files_are_refused_with_what_is_wrong) {
    const auto says = [](const char* file, const char* part) {
        EXPECT_NE(message_of_reading(exports + "/broken/" + file).find(part), std::string::npos) << file;
    };
    says("12_zip_not_xlsx.xlsx", "a ZIP archive without xl/workbook.xml is no workbook");
    says("13_cut.xlsx", "cut");
    says("14_compound_file.xlsx", "an old .xls or an encrypted workbook");
    says("15_inflates.xlsx", "inflates to more than 128 MiB");
    says("16_entities.xlsx", "document type declaration");
    says("11_png.csv", "no ZIP archive");
    EXPECT_NE(message_of_reading(exports + "/none.xlsx").find("cannot be read"), std::string::npos);
}

TEST(xlsx, limits_name_the_cell) {
    EXPECT_EQ(message_of_sheet(R"(<row r="3"><c r="C3"><v>x</v></c></row>)"),
              ", line 3, cell C3: a number cell that holds no number");
    EXPECT_EQ(message_of_sheet(R"(<row r="3"><c r="C3"><v>1e999</v></c></row>)"),
              ", line 3, cell C3: a number cell that holds no number");
    EXPECT_EQ(message_of_sheet(R"(<row><c t="b"><v>2</v></c></row>)"),
              ", line 1, cell A1: a logical cell that is neither 0 nor 1");
    EXPECT_EQ(message_of_sheet(R"(<row><c t="s"><v>0</v></c></row>)"),
              ", line 1, cell A1: a shared text that the workbook does not have");
    EXPECT_EQ(message_of_sheet(R"(<row><c r="XFE1"><v>0</v></c></row>)"),
              ", line 1: a cell beyond column XFD (16,384), where sheets end");
    EXPECT_EQ(message_of_sheet(R"(<row><c r="XFD1"><v>0</v></c><c><v>0</v></c></row>)"),
              ", line 1: a cell beyond column XFD (16,384), where sheets end");
    EXPECT_EQ(message_of_sheet(R"(<row r="1048577"/>)"), ": a row beyond 1,048,576, where sheets end");
    EXPECT_EQ(message_of_sheet(R"(<row r="2"/><row r="2"/>)"), ", line 3: rows are out of order");
    EXPECT_EQ(message_of_sheet(R"(<row r="2"><c r="B2"/><c r="A2"/></row>)"), ", line 2, cell A2: cells are out of order");
    EXPECT_EQ(message_of_sheet(R"(<row r="2"><c r="B3"/></row>)"), ", line 2: a cell whose address lies in another row");
    // Within a row, and across two blocks of the archive.
    for (const std::size_t gap : {std::size_t{0}, std::size_t{200'000}}) {
        const std::string blanks(gap, ' ');
        EXPECT_EQ(message_of_sheet(R"(<row><c t="str"><v>abc<row/>)" + blanks + "</v></c></row>"),
                  ", line 2: a row within a row");
        EXPECT_EQ(message_of_sheet(R"(<row><c t="str"><v>abc<c/>)" + blanks + "</v></c></row>"),
                  ", line 1, cell A1: a cell within a cell");
    }
    EXPECT_EQ(message_of_sheet(R"(<row><c t="str"><v>)" + std::string((1 << 20) + 1, 'x') + "</v></c></row>"),
              ", line 1, cell A1: a text of more than 1 MiB");
    std::string wide = "<row>";
    for (int i = 0; i < 33; ++i) wide += R"(<c t="str"><v>)" + std::string(1 << 20, 'x') + "</v></c>";
    EXPECT_EQ(message_of_sheet(wide + "</row>"), ", line 1, cell AG1: a row whose texts take more than 32 MiB");
    std::string deep;
    for (int i = 0; i < 70; ++i) deep += "<a>";
    EXPECT_EQ(message_of_sheet(deep), ": XML elements nested deeper than 64");
    EXPECT_EQ(message_of_sheet("<row a=\"" + std::string(3 << 20, 'x') + "\"/>"), ": an XML tag or comment of more than 2 MiB");
    EXPECT_EQ(message_of_sheet("<row>"), ": damaged XML: mismatched tag");
    EXPECT_EQ(message_of_reading(book_of("<worksheet><sheetData><row r=\"1\"><c><v>1</v></c></row>")),
              ": damaged XML: no element found");
    members named = book_of(sheet_of(""));
    named.emplace_back(std::string(1'001, 'x'), "");
    EXPECT_EQ(message_of_reading(named), ": a member of the archive has a name of more than 1,000 bytes, as in no workbook");
    members none = book_of(sheet_of(""));
    none.erase(none.begin());
    EXPECT_EQ(message_of_reading(none), ": the archive has no member xl/worksheets/sheet1.xml");
    EXPECT_EQ(message_of_reading(book_of(sheet_of(""), "", "<si><t>" + std::string((1 << 20) + 1, 'x') + "</t></si>")),
              ": a text of more than 1 MiB in one cell");
}

// A row may begin in the last column, and a block of the file may hold thousands of such rows.
TEST(xlsx, wide_gaps_cost_no_memory_for_what_is_empty) {
    std::string rows;
    for (int i = 1; i <= 5000; ++i) rows += R"(<row><c r="XFD)" + std::to_string(i) + R"("><v>1</v></c></row>)";
    const written file(book_of(sheet_of(rows)));
    const auto table = open_xlsx(file.path())->open();
    record row;
    std::size_t seen = 0;
    while (table->next(row)) seen += row.cells.size() == 16'384 && row.cells.back().text == "1";
    EXPECT_EQ(seen, 5000U);
    EXPECT_EQ(table->progress(), 1);
}

}  // namespace
