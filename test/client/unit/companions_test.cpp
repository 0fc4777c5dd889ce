#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include <unistd.h>

#include "client/failure.hpp"
#include "client/formats/questionnaire.hpp"

namespace {
using namespace xm::client;
using xm::core::survey::item_type;
using xm::core::survey::span;
using strings = std::vector<std::string>;

std::string sample(const std::string& name) { return std::string(XM_EXPORTS) + "/" + name; }

// A file that is gone with the test.
class written {
public:
    explicit written(const std::string& content) {
        char name[] = "/tmp/xm_companion_XXXXXX";
        const int file = mkstemp(name);
        if (file >= 0) close(file);
        path = name;
        std::ofstream(path, std::ios::binary) << content;
    }
    ~written() { std::remove(path.c_str()); }
    written(const written&) = delete;
    written& operator=(const written&) = delete;
    std::string path;
};

const listed_question& named(const questionnaire& q, const std::string& name) {
    for (const listed_question& one : q.questions)
        if (one.name == name) return one;
    ADD_FAILURE() << "no question " << name;
    static const listed_question none;
    return none;
}

// "code=label(value)", with ! where it means no answer and + where people write.
strings options(const listed_question& q, const std::string& language = "en") {
    strings out;
    for (const listed_option& o : q.options) {
        std::string text = o.code + "=" + std::string(xm::core::survey::in_language(o.label, language));
        if (o.value) text += "(" + std::to_string(static_cast<int>(*o.value)) + ")";
        out.push_back(text + (o.missing ? "!" : "") + (o.own_words ? "+" : ""));
    }
    return out;
}

std::string text(const listed_question& q, const std::string& language = "en") {
    return std::string(xm::core::survey::in_language(q.text, language));
}

std::string refusal(const std::string& path) {
    try {
        read_companion(path);
    } catch (const failure& f) {
        EXPECT_EQ(f.where().file, path);
        return f.what();
    }
    return {};
}

// ---- Qualtrics

TEST(companions, qualtrics_sample) {
    const questionnaire q = read_companion(sample("qualtrics_no_basis/survey.qsf")).value();
    EXPECT_EQ(q.tool, "qualtrics");
    EXPECT_EQ(q.name, "SV_3Czxxo8mVNob5gV");
    EXPECT_EQ(q.language, "en");
    EXPECT_EQ(q.title.front().second, "No Basis for Evaluation");
    const listed_question& q1 = named(q, "Q1");
    EXPECT_EQ(q1.columns, strings{"Q1"});
    EXPECT_EQ(q1.keys, strings{"QID1"});
    EXPECT_EQ(text(q1), "Indicate how you feel about squash");
    EXPECT_EQ(options(q1), (strings{"1=Great(1)", "2=In the middle(2)", "3=Awful(3)", "-1=No opinion(-1)!"}));
    EXPECT_NE(q1.reason.find("No opinion"), std::string::npos);
    const listed_question& q2 = named(q, "Q2");
    EXPECT_EQ(q2.type, item_type::multiple);
    EXPECT_EQ(text(q2), "Check all statements you agree with");
    EXPECT_EQ(q2.columns, (strings{"Q2_1", "Q2_2", "Q2_3", "Q2_-1", "Q2_-2"}));
    EXPECT_EQ(q2.keys, (strings{"QID2_1", "QID2_2", "QID2_3", "QID2_4", "QID2_5"}));
    EXPECT_FALSE(q2.options[3].missing);
    const listed_question& q4 = named(q, "Q4_4");
    EXPECT_EQ(text(q4), "Indicate how you feel about the following vegetables - Green beans");
    EXPECT_EQ(q4.type, item_type::rating);
    EXPECT_EQ(options(q4), (strings{"1=Like(1)", "2=Neither like nor dislike(2)", "3=Dislike(3)", "-1=No Opinion(-1)!",
                                    "-2=Never tried it(-2)!"}));
    const listed_question& q6 = named(q, "Q6_3");
    EXPECT_EQ(q6.type, item_type::multiple);
    EXPECT_EQ(q6.columns, (strings{"Q6_3_1", "Q6_3_2", "Q6_3_-1", "Q6_3_-2"}));
    EXPECT_EQ(q6.keys.back(), "QID6_3_4");
    EXPECT_EQ(q.questions.size(), 2 + 4 + 4 + 3 + 3);
}

// Elements of a survey around these questions.
std::string qsf(const std::string& questions, const std::string& blocks, const std::string& flow = "[]") {
    return R"({"SurveyEntry": {"SurveyID": "SV_1", "SurveyName": "S", "SurveyLanguage": "EN"}, "SurveyElements": [
        {"Element": "SO", "Payload": {"AvailableLanguages": {"EN": [], "DE": [], "PT-BR": []}}},
        {"Element": "FL", "Payload": {"Flow": )" +
           flow + R"(}}, {"Element": "BL", "Payload": )" + blocks + "}," + questions + "]}";
}
std::string sq(const std::string& id, const std::string& payload) {
    return R"({"Element": "SQ", "PrimaryAttribute": ")" + id + R"(", "Payload": {"QuestionID": ")" + id + "\", " + payload + "}}";
}

TEST(companions, qualtrics_types) {
    const written file(qsf(
        sq("QID1", R"("DataExportTag": "how", "QuestionType": "MC", "Selector": "SAVR", "QuestionText": "How <b>often</b>?",
            "Choices": {"1": {"Display": "Often"}, "2": {"Display": "Never"}, "10": {"Display": "Does not apply"}, "4": {"Display": "Other", "TextEntry": "true"}},
            "ChoiceOrder": ["2", 1, "10", "4"], "RecodeValues": {"1": "5", "2": "1", "10": "9", "4": "7"}, "AnalyzeChoices": {"10": "No"},
            "VariableNaming": {"2": "nie"}, "Language": {"DE": {"QuestionText": "Wie oft?", "Choices": {"1": {"Display": "Oft"}}}})") +
            "," + sq("QID2", R"("DataExportTag": "nps", "QuestionType": "MC", "Selector": "NPS", "QuestionText": "Recommend?",
            "Choices": [{"Display": "0"}, {"Display": "1"}], "ChoiceOrder": ["0", "1"])") +
            "," +
            sq("QID3",
               R"("DataExportTag": "stars", "QuestionType": "Slider", "Selector": "STAR", "QuestionText": "Rate", "Choices": {"1": {"Display": "Food"}},
            "Configuration": {"StarCount": 7, "NumDecimals": "0"})") +
            "," +
            sq("QID4",
               R"("DataExportTag": "bar", "QuestionType": "Slider", "Selector": "HBAR", "QuestionText": "Temperature", "Choices": {"1": {"Display": "Now"}},
            "Configuration": {"CSSliderMin": -40, "CSSliderMax": 50})") +
            "," + sq("QID5", R"("DataExportTag": "ro", "QuestionType": "RO", "Selector": "DND", "QuestionText": "Rank",
            "Choices": {"1": {"Display": "Price"}, "2": {"Display": "Speed"}})") +
            "," +
            sq("QID6",
               R"("DataExportTag": "sbs", "QuestionType": "SBS", "QuestionText": "Both", "Choices": {"1": {"Display": "Pears"}}, "ChoiceOrder": ["1"],
            "AdditionalQuestions": {"1": {"QuestionType": "Matrix", "Selector": "Likert", "SubSelector": "SingleAnswer", "DataExportTag": "sbs#1", "QuestionText": "Taste",
              "Answers": {"1": {"Display": "Bad"}, "2": {"Display": "Good"}}},
             "2": {"QuestionType": "Matrix", "Selector": "TE", "DataExportTag": "sbs#2", "QuestionText": "Why", "Answers": {"1": {"Display": "Reason"}}}})") +
            "," +
            sq("QID7",
               R"("DataExportTag": "form", "QuestionType": "TE", "Selector": "FORM", "QuestionText": "You", "Choices": {"4": {"Display": "Town"}})") +
            "," +
            sq("QID8",
               R"("DataExportTag": "num", "QuestionType": "TE", "Selector": "SL", "QuestionText": "Age", "Validation": {"Settings": {"ContentType": "ValidNumber"}})") +
            "," + sq("QID9", R"("DataExportTag": "intro", "QuestionType": "DB", "QuestionText": "Hello")") + "," +
            sq("QID10", R"("DataExportTag": "time", "QuestionType": "Timing", "QuestionText": "Timing")") + "," +
            sq("QID11", R"("DataExportTag": "gone", "QuestionType": "TE", "Selector": "SL", "QuestionText": "Deleted")") + "," +
            sq("QID12",
               R"("DataExportTag": "visit", "QuestionType": "TE", "Selector": "SL", "QuestionText": "How was ${lm://Field/1}?")") +
            "," +
            sq("QID13",
               R"("DataExportTag": "m", "QuestionType": "Matrix", "Selector": "Likert", "SubSelector": "SingleAnswer", "QuestionText": "Grid",
            "Choices": {"1": {"Display": "A"}, "2": {"Display": "B", "TextEntry": "on"}}, "ChoiceDataExportTags": {"1": "m_first", "2": "second"},
            "Answers": {"11": {"Display": "Low"}, "12": {"Display": "Middle"}, "13": {"Display": "Top"}})"),
        R"([{"Type": "Trash", "ID": "BL_0", "BlockElements": [{"Type": "Question", "QuestionID": "QID11"}]},
            {"Type": "Standard", "ID": "BL_1", "BlockElements": [{"QuestionID": "QID12"}],
             "Options": {"Looping": "Static", "LoopingOptions": {"Static": {"1": {"1": "Central Park"}, "2": {"1": "Airport"}}}}}])",
        R"([{"Type": "EmbeddedData", "EmbeddedData": [{"Field": "segment"}]}, {"Type": "Group", "Flow": [{"Type": "Standard", "ID": "BL_1"}]}])"));
    const questionnaire q = read_qsf(file.path);
    EXPECT_EQ(q.languages, (strings{"en", "de", "pt-BR"}));
    const listed_question& how = named(q, "how");
    EXPECT_EQ(text(how), "How often?");
    EXPECT_EQ(text(how, "de"), "Wie oft?");
    EXPECT_EQ(options(how), (strings{"1=nie(1)", "5=Often(5)", "9=Does not apply(9)!", "7=Other(7)+"}));
    EXPECT_EQ(options(how, "de")[1], "5=Oft(5)");
    EXPECT_EQ(how.other_column, "how_7_TEXT");
    EXPECT_EQ(how.type, item_type::choice);
    EXPECT_NE(how.reason.find("excluded from analysis"), std::string::npos);
    EXPECT_EQ(named(q, "nps").scale, (span{0, 10}));
    EXPECT_EQ(named(q, "stars_1").scale, (span{1, 7}));
    EXPECT_EQ(text(named(q, "stars_1")), "Rate - Food");
    EXPECT_EQ(named(q, "bar_1").type, item_type::number);
    EXPECT_EQ(named(q, "ro").type, item_type::rank);
    EXPECT_EQ(named(q, "ro").columns, (strings{"ro_1", "ro_2"}));
    EXPECT_EQ(text(named(q, "sbs#1_1")), "Both - Taste - Pears");
    EXPECT_EQ(named(q, "sbs#1_1").keys, strings{"QID6#1_1"});
    EXPECT_EQ(named(q, "sbs#1_1").type, item_type::rating);
    EXPECT_EQ(text(named(q, "sbs#2_1_1")), "Both - Why - Pears - Reason");
    EXPECT_EQ(text(named(q, "form_4")), "You - Town");
    EXPECT_EQ(named(q, "num").type, item_type::number);
    EXPECT_EQ(named(q, "num").keys, strings{"QID8_TEXT"});
    EXPECT_EQ(q.displays, strings{"intro"});
    EXPECT_EQ(q.hidden, (strings{"segment", "nps_NPS_GROUP", "time_First Click", "time_Last Click", "time_Page Submit",
                                 "time_Click Count"}));
    for (const listed_question& one : q.questions) EXPECT_EQ(one.name.find("gone"), std::string::npos);
    EXPECT_EQ(q.questions.front().name, "1_visit");  // the flow comes first
    EXPECT_EQ(text(named(q, "2_visit")), "How was Airport?");
    EXPECT_EQ(named(q, "2_visit").keys, strings{"2_QID12_TEXT"});
    // Tags of rows: one that begins with that of the question stands alone.
    EXPECT_EQ(named(q, "m_first").columns, strings{"m_first"});
    EXPECT_EQ(options(named(q, "m_second")), (strings{"11=Low(1)", "12=Middle(2)", "13=Top(3)"}));
    EXPECT_EQ(named(q, "m_second_TEXT").type, item_type::text);
}

// ---- LimeSurvey

TEST(companions, limesurvey_sample) {
    const questionnaire q = read_companion(sample("limesurvey_csv_lss/structure.lss")).value();
    EXPECT_EQ(q.tool, "limesurvey");
    EXPECT_EQ(q.name, "731946");
    EXPECT_EQ(q.language, "en");
    EXPECT_EQ(q.languages, (strings{"en", "de"}));
    EXPECT_EQ(q.displays, strings{"intro"});
    const listed_question& role = named(q, "role");
    EXPECT_EQ(text(role), "What is your role?");
    EXPECT_EQ(text(role, "de"), "Was ist Ihre Rolle?");
    EXPECT_EQ(role.type, item_type::choice);
    EXPECT_EQ(options(role), (strings{"A1=Individual contributor", "A2=Team lead", "A3=Executive", "-oth-=Other+"}));
    EXPECT_EQ(options(role, "de")[1], "A2=Teamleitung");
    EXPECT_EQ(role.other_column, "role[other]");
    EXPECT_EQ(named(q, "tenure").type, item_type::number);
    const listed_question& tools = named(q, "tools");
    EXPECT_EQ(tools.columns, (strings{"tools[SQ001]", "tools[SQ002]", "tools[SQ003]"}));
    EXPECT_EQ(options(tools), (strings{"SQ001=Chat, calls", "SQ002=Wiki", "SQ003=Tickets"}));
    EXPECT_EQ(tools.keys, (strings{"tools_SQ001", "tools_SQ002", "tools_SQ003"}));
    EXPECT_EQ(tools.other_column, "tools[other]");
    EXPECT_EQ(named(q, "imp[SQ001][2]").keys, strings{"imp_SQ001_1"});
    const listed_question& sat = named(q, "sat[SQ001]");
    EXPECT_EQ(text(sat), "How satisfied are you with [Pay & benefits]");
    EXPECT_EQ(text(sat, "de"), "Wie zufrieden sind Sie mit [Gehalt & Leistungen]");
    EXPECT_EQ(sat.type, item_type::rating);
    ASSERT_EQ(sat.options.size(), 6);
    EXPECT_EQ(options(sat)[0], "A1=Very satisfied(5)");
    EXPECT_EQ(options(sat)[4], "A5=Very dissatisfied(1)");
    EXPECT_EQ(sat.options[5].code, "A6");
    EXPECT_TRUE(sat.options[5].missing);
    EXPECT_EQ(options(named(q, "imp[SQ001][1]")), (strings{"1=Unimportant(1)", "2=Important(2)", "3=Essential(3)"}));
    EXPECT_EQ(options(named(q, "imp[SQ001][2]")), (strings{"1=Poor(1)", "2=Good(2)"}));
    EXPECT_EQ(named(q, "imp[SQ001][2]").type, item_type::rating);
    EXPECT_EQ(text(named(q, "imp[SQ001][1]")), "Importance and quality [Canteen] (scale 1)");
    EXPECT_EQ(named(q, "rec").type, item_type::rating);
    EXPECT_EQ(named(q, "rec").options.size(), 11);
    EXPECT_TRUE(named(q, "rank").ranks_by_place);
    EXPECT_EQ(named(q, "rank").columns, (strings{"rank[1]", "rank[2]", "rank[3]"}));
    EXPECT_EQ(options(named(q, "rank")), (strings{"pay=Pay", "time=Time", "team=Team"}));
    EXPECT_EQ(named(q, "five").scale, (span{1, 5}));
    EXPECT_EQ(named(q, "leave").type, item_type::boolean);
    EXPECT_EQ(named(q, "since").type, item_type::date);
    EXPECT_EQ(options(named(q, "shift")), (strings{"E=Early", "L=Late"}));
    EXPECT_EQ(text(named(q, "shift[comment]")), "Which shift? [Comment]");
    EXPECT_EQ(named(q, "why").type, item_type::text);
}

std::string lss_table(const std::string& name, const std::vector<std::vector<std::pair<const char*, const char*>>>& rows) {
    std::string out = "<" + name + "><rows>";
    for (const auto& row : rows) {
        out += "<row>";
        for (const auto& [field, value] : row) out += std::string("<") + field + "><![CDATA[" + value + "]]></" + field + ">";
        out += "</row>";
    }
    return out + "</rows></" + name + ">";
}

TEST(companions, limesurvey_before_version_4) {
    // Texts stand in the tables, a row per language; subquestions may stand among the questions.
    const written file(
        "<?xml "
        "version='1.0'?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>en</language><language>de</"
        "language></languages>" +
        lss_table("surveys", {{{"sid", "7"}, {"language", "de"}, {"additional_languages", "en"}}}) +
        lss_table("surveys_languagesettings", {{{"surveyls_language", "en"}, {"surveyls_title", "Mood"}},
                                               {{"surveyls_language", "de"}, {"surveyls_title", "Laune"}}}) +
        lss_table("groups", {{{"gid", "2"}, {"group_order", "1"}, {"language", "de"}},
                             {{"gid", "1"}, {"group_order", "2"}, {"language", "de"}}}) +
        lss_table("questions", {{{"qid", "1"},
                                 {"parent_qid", "0"},
                                 {"gid", "1"},
                                 {"type", "!"},
                                 {"title", "one"},
                                 {"question", "Eins"},
                                 {"question_order", "1"},
                                 {"language", "de"}},
                                {{"qid", "1"},
                                 {"parent_qid", "0"},
                                 {"gid", "1"},
                                 {"type", "!"},
                                 {"title", "one"},
                                 {"question", "One"},
                                 {"question_order", "1"},
                                 {"language", "en"}},
                                {{"qid", "2"},
                                 {"parent_qid", "0"},
                                 {"gid", "2"},
                                 {"type", "P"},
                                 {"title", "p"},
                                 {"question", "Pe"},
                                 {"other", "Y"},
                                 {"language", "de"}},
                                {{"qid", "3"},
                                 {"parent_qid", "2"},
                                 {"gid", "2"},
                                 {"type", "P"},
                                 {"title", "a"},
                                 {"question", "Ah"},
                                 {"language", "de"}},
                                {{"qid", "4"},
                                 {"parent_qid", "0"},
                                 {"gid", "1"},
                                 {"type", ":"},
                                 {"title", "g"},
                                 {"question", "Grid"},
                                 {"question_order", "2"},
                                 {"language", "de"}},
                                {{"qid", "5"},
                                 {"parent_qid", "0"},
                                 {"gid", "1"},
                                 {"type", "R"},
                                 {"title", "r"},
                                 {"question", "Rank"},
                                 {"question_order", "3"},
                                 {"language", "de"}},
                                {{"qid", "6"},
                                 {"parent_qid", "0"},
                                 {"gid", "1"},
                                 {"type", "*"},
                                 {"title", "calc"},
                                 {"question_order", "4"},
                                 {"language", "de"}},
                                {{"qid", "7"},
                                 {"parent_qid", "0"},
                                 {"gid", "1"},
                                 {"type", "D"},
                                 {"title", "when"},
                                 {"question_order", "5"},
                                 {"language", "de"}},
                                {{"qid", "8"},
                                 {"parent_qid", "0"},
                                 {"gid", "1"},
                                 {"type", "B"},
                                 {"title", "ten"},
                                 {"question", "Ten"},
                                 {"question_order", "6"},
                                 {"language", "de"}},
                                {{"qid", "9"},
                                 {"parent_qid", "0"},
                                 {"gid", "1"},
                                 {"type", "|"},
                                 {"title", "up"},
                                 {"question_order", "7"},
                                 {"language", "de"}}}) +
        lss_table(
            "subquestions",
            {{{"qid", "41"}, {"parent_qid", "4"}, {"title", "R1"}, {"question", "Row"}, {"scale_id", "0"}, {"language", "de"}},
             {{"qid", "42"}, {"parent_qid", "4"}, {"title", "C1"}, {"question", "Col"}, {"scale_id", "1"}, {"language", "de"}},
             {{"qid", "51"}, {"parent_qid", "5"}, {"title", "x"}, {"question", "X"}, {"language", "de"}},
             {{"qid", "52"}, {"parent_qid", "5"}, {"title", "y"}, {"question", "Y"}, {"language", "de"}},
             {{"qid", "81"}, {"parent_qid", "8"}, {"title", "a"}, {"question", "A"}, {"language", "de"}}}) +
        lss_table("answers", {{{"qid", "1"},
                               {"code", "A2"},
                               {"answer", "Zufrieden"},
                               {"sortorder", "2"},
                               {"assessment_value", "0"},
                               {"language", "de"}},
                              {{"qid", "1"},
                               {"code", "A1"},
                               {"answer", "Sehr zufrieden"},
                               {"sortorder", "1"},
                               {"assessment_value", "0"},
                               {"language", "de"}},
                              {{"qid", "1"},
                               {"code", "A1"},
                               {"answer", "Very satisfied"},
                               {"sortorder", "1"},
                               {"assessment_value", "0"},
                               {"language", "en"}},
                              {{"qid", "1"},
                               {"code", "A9"},
                               {"answer", "k. A."},
                               {"sortorder", "9"},
                               {"assessment_value", "0"},
                               {"language", "de"}}}) +
        lss_table("question_attributes", {{{"qid", "4"}, {"attribute", "multiflexible_min"}, {"value", "0"}},
                                          {{"qid", "4"}, {"attribute", "multiflexible_max"}, {"value", "5"}},
                                          {{"qid", "5"}, {"attribute", "max_subquestions"}, {"value", "1"}},
                                          {{"qid", "7"}, {"attribute", "date_format"}, {"value", "dd.mm.yyyy HH:MM"}}}) +
        "</document>");
    const questionnaire q = read_companion(file.path).value();
    EXPECT_EQ(q.language, "de");
    EXPECT_EQ(q.title, (texts{{"de", "Laune"}, {"en", "Mood"}}));
    EXPECT_EQ(q.questions.front().name, "p");  // by the order of the groups
    EXPECT_EQ(q.questions.front().other_column, "p[other]");
    EXPECT_EQ(text(named(q, "p[acomment]"), "de"), "Pe [Ah] [Comment]");
    named(q, "p[othercomment]");
    const listed_question& one = named(q, "one");
    EXPECT_EQ(one.text, (texts{{"de", "Eins"}, {"en", "One"}}));
    // No values, but words in an order; the last says no answer.
    EXPECT_EQ(options(one, "de"), (strings{"A1=Sehr zufrieden(2)", "A2=Zufrieden(1)", "A9=k. A.!"}));
    EXPECT_EQ(options(one, "en")[0], "A1=Very satisfied(2)");
    EXPECT_EQ(one.type, item_type::rating);
    EXPECT_NE(one.reason.find("order of the labels"), std::string::npos);
    EXPECT_EQ(named(q, "g[R1_C1]").scale, (span{0, 5}));
    EXPECT_EQ(text(named(q, "g[R1_C1]"), "de"), "Grid [Row] [Col]");
    EXPECT_EQ(named(q, "r").columns, strings{"r[1]"});
    EXPECT_EQ(options(named(q, "r"), "de"), (strings{"x=X", "y=Y"}));
    EXPECT_EQ(named(q, "when").type, item_type::timestamp);
    EXPECT_EQ(named(q, "ten[a]").scale, (span{1, 10}));
    EXPECT_EQ(q.hidden, (strings{"calc", "up", "up[filecount]"}));
}

// ---- KoboToolbox and ODK

TEST(companions, kobo_sample) {
    const questionnaire q = read_companion(sample("kobo_xlsx/form.xlsx")).value();
    EXPECT_EQ(q.tool, "kobo");
    EXPECT_EQ(q.language, "en");
    EXPECT_EQ(q.title, (texts{{"en", "Patient visit"}}));
    EXPECT_EQ(q.questions.front().name, "intro/consent");
    EXPECT_EQ(options(q.questions.front()), (strings{"yes=Yes", "no=No"}));
    EXPECT_EQ(q.questions.front().type, item_type::choice);
    const listed_question& sat = named(q, "visit/sat");
    EXPECT_EQ(sat.type, item_type::rating);
    EXPECT_EQ(options(sat),
              (strings{"1=Very bad(1)", "2=Bad(2)", "3=So-so(3)", "4=Good(4)", "5=Very good(5)", "98=Do not know(98)!"}));
    EXPECT_EQ(named(q, "visit/wait").type, item_type::number);
    const listed_question& langs = named(q, "visit/langs");
    EXPECT_EQ(langs.type, item_type::multiple);
    EXPECT_EQ(langs.columns, (strings{"visit/langs/en", "visit/langs/eng_sl", "visit/langs/fr", "visit/langs/none"}));
    EXPECT_EQ(langs.separator, " ");
    EXPECT_EQ(text(named(q, "visit/grid/kind")), "Kindness");
    EXPECT_EQ(q.hidden, (strings{"place", "photo"}));
    EXPECT_FALSE(read_companion(sample("kobo_xlsx/responses.xlsx")));
    EXPECT_THROW(read_xlsform(sample("kobo_xlsx/responses.xlsx")), failure);
}

TEST(companions, odk_samples) {
    const questionnaire q = read_companion(sample("odk_briefcase/choice-lists.xml")).value();
    EXPECT_EQ(q.tool, "odk");
    EXPECT_EQ(q.name, "choice-lists");
    EXPECT_EQ(q.title.front().second, "Choice lists");
    EXPECT_EQ(named(q, "some_string").columns, (strings{"some_string/CHOICE_1", "some_string/CHOICE_2"}));
    EXPECT_EQ(options(named(q, "some_string")), (strings{"CHOICE_1=CHOICE 1", "CHOICE_2=CHOICE 2"}));
    EXPECT_EQ(named(q, "another_string").columns, strings{"another_string"});
    EXPECT_EQ(named(q, "some_group/yet_another_string").type, item_type::multiple);
    EXPECT_EQ(q.questions.size(), 3);
    EXPECT_TRUE(q.hidden.empty());
    EXPECT_EQ(read_xform(sample("odk_briefcase/nested-repeats.xml")).questions.back().name, "g1/g2/g3/t3");
}

TEST(companions, odk_languages_and_types) {
    const written file(
        R"x(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>T</h:title><model>
        <itext><translation lang="Français (fr)"><text id="/d/q:label"><value form="image">x.png</value><value>Combien ?</value></text>
          <text id="l-0"><value>Jamais</value></text></translation>
        <translation lang="English (en)" default="true()"><text id="/d/q:label"><value>How often?</value></text><text id="l-0"><value>Never</value></text></translation></itext>
        <instance><d id="form1"><q/><n/><r/><c/><note/><ok/><where/><rank/></d></instance>
        <instance id="often"><root><item><itextId>l-0</itextId><name>0</name></item><item><label>Always</label><name>1</name></item></root></instance>
        <bind nodeset="/d/q" type="string"/><bind nodeset="/d/n" type="int"/><bind nodeset="/d/r" type="int"/><bind nodeset="/d/c" calculate="1+1" type="string"/>
        <bind nodeset="/d/note" type="string" readonly="true()"/><bind nodeset="/d/where" type="geopoint"/></model></h:head>
        <h:body><select1 ref="/d/q"><label ref="jr:itext('/d/q:label')"/><itemset nodeset="instance('often')/root/item[a = 1]"><value ref="name"/><label ref="label"/></itemset></select1>
        <input ref="/d/n"><label>Years <output value="/d/q"/> here</label></input><range ref="/d/r" start="1" end="10" step="1"/><input ref="/d/note"><label>Hello</label></input>
        <trigger ref="/d/ok"/><input ref="/d/where"/><odk:rank ref="/d/rank" xmlns:odk="x"><item><label>A</label><value>a</value></item></odk:rank></h:body></h:html>)x");
    const questionnaire q = read_companion(file.path).value();
    EXPECT_EQ(q.language, "en");
    EXPECT_EQ(q.languages, (strings{"en", "fr"}));
    EXPECT_EQ(named(q, "q").text, (texts{{"en", "How often?"}, {"fr", "Combien ?"}}));
    EXPECT_EQ(options(named(q, "q"), "fr"), (strings{"0=Jamais(0)", "1=Always(1)"}));
    EXPECT_EQ(options(named(q, "q")), (strings{"0=Never(0)", "1=Always(1)"}));
    EXPECT_EQ(text(named(q, "n")), "Years here");
    EXPECT_EQ(named(q, "r").scale, (span{1, 10}));
    EXPECT_EQ(named(q, "ok").type, item_type::boolean);
    EXPECT_EQ(named(q, "rank").type, item_type::rank);
    EXPECT_EQ(q.displays, strings{"note"});
    EXPECT_EQ(q.hidden, (strings{"where", "c"}));
}

// ---- Formbricks

TEST(companions, formbricks_sample) {
    const questionnaire q = read_companion(sample("formbricks_csv_json/survey.json")).value();
    EXPECT_EQ(q.tool, "formbricks");
    EXPECT_EQ(q.name, "clsurvey0000000000000001");
    EXPECT_EQ(q.languages, (strings{"en", "de"}));
    EXPECT_EQ(q.hidden, (strings{"customer", "score"}));
    EXPECT_EQ(named(q, "nps").scale, (span{0, 10}));
    EXPECT_TRUE(named(q, "nps").columns.empty());
    EXPECT_EQ(text(named(q, "nps"), "de"), "Würden Sie uns empfehlen?");
    EXPECT_EQ(named(q, "feat").type, item_type::multiple);
    EXPECT_EQ(options(named(q, "feat"), "de"), (strings{"ch1=Tempo; Latenz", "ch2=Doku", "ch3=Doku-Suche", "other=Sonstiges+"}));
    EXPECT_EQ(named(q, "plan").type, item_type::choice);
    EXPECT_EQ(options(named(q, "plan")), (strings{"p1=Free", "p2=Team", "p3=Business"}));
    EXPECT_EQ(text(named(q, "grid_2"), "de"), "Stimmen Sie zu? - Verlässlich");
    EXPECT_EQ(text(named(q, "grid_1")), "Do you agree? - Easy to use");
    EXPECT_EQ(options(named(q, "grid_1")), (strings{"1=Disagree(1)", "2=Neutral(2)", "3=Agree(3)"}));
    EXPECT_EQ(named(q, "grid_1").type, item_type::rating);
    EXPECT_EQ(named(q, "rank").type, item_type::rank);
    EXPECT_EQ(named(q, "stars").scale, (span{1, 5}));
    EXPECT_EQ(named(q, "day").type, item_type::date);
    EXPECT_EQ(named(q, "free").type, item_type::text);
    EXPECT_EQ(named(q, "ok").type, item_type::boolean);
    EXPECT_EQ(named(q, "cta").type, item_type::choice);
    EXPECT_FALSE(read_companion(sample("formbricks_csv_json/responses.json")));
}

TEST(companions, formbricks_before_blocks) {
    const written file(R"({"id": "c1", "name": "Old", "languages": [], "questions": [
        {"id": "t", "type": "openText", "inputType": "number", "headline": "How many?"},
        {"id": "m", "type": "matrix", "headline": {"default": "Rate"}, "rows": [{"default": "Food"}], "columns": [{"default": "Poor"}, {"default": "Good"}, {"default": "N/A"}]},
        {"id": "a", "type": "address", "headline": {"default": "Where?"}}]})");
    const questionnaire q = read_companion(file.path).value();
    EXPECT_EQ(q.language, "");
    EXPECT_EQ(named(q, "t").type, item_type::number);
    EXPECT_EQ(named(q, "t").text.front().second, "How many?");
    EXPECT_EQ(options(named(q, "m_1")), (strings{"1=Poor(1)", "2=Good(2)", "3=N/A(3)!"}));
    EXPECT_EQ(q.hidden, strings{"a"});
}

// ---- which file is what, and files of strangers

TEST(companions, are_known_by_their_content) {
    for (const char* answers : {"qualtrics_no_basis/insights.csv", "limesurvey_csv_lss/responses.csv",
                                "ms_forms_xlsx/responses.xlsx", "spss_pyreadstat/test_width.sav", "broken/07_empty.csv",
                                "broken/11_png.csv", "broken/12_zip_not_xlsx.xlsx", "broken/15_inflates.xlsx"})
        EXPECT_FALSE(read_companion(sample(answers))) << answers;
    EXPECT_FALSE(read_companion(written("<html><body>survey</body></html>").path));
    EXPECT_FALSE(read_companion(written("[1, 2]").path));
    EXPECT_FALSE(read_companion("/nowhere"));
    EXPECT_THROW(read_qsf("/nowhere"), failure);
    EXPECT_THROW(read_lss(sample("odk_briefcase/choice-lists.xml")), failure);
    EXPECT_THROW(read_xform(sample("limesurvey_csv_lss/structure.lss")), failure);
    EXPECT_THROW(read_qsf(sample("formbricks_csv_json/survey.json")), failure);
    EXPECT_THROW(read_formbricks_survey(sample("qualtrics_no_basis/survey.qsf")), failure);
}

TEST(companions, refuse_damaged_and_hostile_files) {
    const std::string lss = "<document><LimeSurveyDocType>Survey</LimeSurveyDocType>";
    EXPECT_NE(refusal(written(lss + "<questions>").path).find("damaged XML"), std::string::npos);
    EXPECT_NE(refusal(written("<!DOCTYPE x [<!ENTITY a 'b'>]>" + lss + "</document>").path).find("DOCTYPE"), std::string::npos);
    std::string deep = lss;
    for (int i = 0; i < 1000; ++i) deep += "<a>";
    EXPECT_NE(refusal(written(deep).path).find("nested deeper"), std::string::npos);
    std::string many = lss;
    for (int i = 0; i < 1'000'001; ++i) many += "<a/>";
    EXPECT_NE(refusal(written(many + "</document>").path).find("1,000,000"), std::string::npos);
    EXPECT_NE(refusal(written("{\"SurveyEntry\": {").path).find("damaged JSON"), std::string::npos);
    EXPECT_NE(refusal(written("{\"SurveyEntry\": " + std::string(100'000, '[')).path).find("nested deeper"), std::string::npos);
    EXPECT_NE(refusal(written("{\"SurveyEntry\": 1}").path).find("no survey"), std::string::npos);
    // A small file that asks for a list times a list.
    std::string rows, answers;
    for (int i = 1; i <= 2000; ++i) {
        const std::string one = (i > 1 ? ",\"" : "\"") + std::to_string(i) + "\": {\"Display\": \"x\"}";
        rows += one;
        answers += one;
    }
    EXPECT_NE(
        refusal(
            written(
                qsf(sq("QID1",
                       R"("DataExportTag": "m", "QuestionType": "Matrix", "Selector": "Likert", "QuestionText": "t", "Choices": {)" +
                           rows + "}, \"Answers\": {" + answers + "}"),
                    "[]"))
                .path)
            .find("1,000,000"),
        std::string::npos);
    // Values of the wrong kind everywhere.
    const questionnaire q = read_qsf(
        written(
            qsf(sq("QID1", R"("DataExportTag": [], "QuestionType": "MC", "Choices": 7, "ChoiceOrder": {}, "RecodeValues": "x")"),
                "7", "{}"))
            .path);
    EXPECT_EQ(q.questions.size(), 1);
    EXPECT_TRUE(read_companion(
        written(R"({"name": "x", "questions": [{"id": "a", "type": "matrix", "headline": 1, "rows": 2, "columns": [3]}, 4]})")
            .path));
}
}  // namespace
