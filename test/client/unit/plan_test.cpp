#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "client/failure.hpp"
#include "client/plan/look.hpp"
#include "client/plan/make.hpp"
#include "client/read/forms.hpp"

namespace {
using namespace xm::client;
using xm::core::survey::item_type;
using xm::core::survey::side;
using xm::core::survey::span;

// A file that lives as long as the test.
class file {
public:
    explicit file(const std::string& bytes) : path_(testing::TempDir() + "plan_test_" + std::to_string(::getpid()) + ".csv") {
        std::ofstream(path_, std::ios::binary) << bytes;
    }
    ~file() { std::remove(path_.c_str()); }
    file(const file&) = delete;
    file& operator=(const file&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

// The plan of one column of answers beside an id.
struct planned {
    plan p;
    const plan_column& c() const { return p.columns[1]; }
    const xm::core::survey::item& it() const { return *p.definition.find_item(c().item); }
};
planned plan_of(const std::string& header, const std::vector<std::string>& answers, plan_options o = {}) {
    std::string bytes = "response_id,\"" + header + "\"\n";
    int id = 0;
    for (const std::string& a : answers) bytes += "r" + std::to_string(++id) + ",\"" + a + "\"\n";
    const file f(bytes);
    o.files = {f.path()};
    if (!o.side) o.side = side::customer;
    return {make_plan(o)};
}
std::vector<std::string> times(int n, const std::string& text) {
    return std::vector<std::string>(static_cast<std::size_t>(n), text);
}
std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

TEST(plan, gives_ratings_their_scale_and_says_why) {
    const planned five = plan_of("Stars", {"1", "2", "5", "3", "4", "4", "3", "2", "5", "1", "99"});
    EXPECT_EQ(five.it().type, item_type::rating);
    EXPECT_EQ(five.it().scale, (span{1, 5}));
    EXPECT_NE(five.c().reason.find("10 values in 1..5 and one 99: 99 taken as missing"), std::string::npos) << five.c().reason;
    ASSERT_EQ(five.it().missing.size(), 1U);
    EXPECT_EQ(five.it().missing[0].code, "99");
    EXPECT_EQ(plan_of("Would you recommend us?", {"9", "7", "10"}).it().scale, (span{0, 10}));
    EXPECT_EQ(plan_of("Quality (1-6)", {"1", "2"}).it().scale, (span{1, 6}));
    EXPECT_EQ(plan_of("How many visits?", {"1", "2", "12", "99"}).it().type, item_type::number) << "99 visits are possible";
    const planned words = plan_of("Speed", {"Good", "Very poor", "Fair", "Can't say"});
    EXPECT_EQ(words.it().scale, (span{1, 5}));
    EXPECT_EQ(words.c().words.at("Good"), "4");
    EXPECT_EQ(words.c().missing.count("Can't say"), 1U);
    const planned ends = plan_of("Q", {"0 - Not at all likely", "10 - Extremely likely", "7", "3"});
    EXPECT_EQ(ends.it().scale, (span{0, 10}));
    EXPECT_EQ(ends.c().words.at("10 - Extremely likely"), "10");
}

// A choice is made of values that five rows share: an answer of one person must not become a label that others read.
TEST(plan, makes_options_of_what_five_rows_share) {
    EXPECT_EQ(plan_of("Branch", times(4, "North") + times(4, "South")).it().type, item_type::text);
    const planned two = plan_of("Branch", times(20, "North") + times(15, "South") + times(1, "my garden"));
    EXPECT_EQ(two.it().type, item_type::choice);
    EXPECT_EQ(two.it().choices.size(), 2U);
    EXPECT_TRUE(two.it().other);
    EXPECT_EQ(json_of(two.p).find("my garden"), std::string::npos);
    const planned several = plan_of("Why", times(9, "Price, value for money; Speed") + times(6, "Speed"));
    EXPECT_EQ(several.it().type, item_type::multiple);
    EXPECT_EQ(several.it().choices.size(), 2U);
}

TEST(plan, makes_no_label_of_what_one_person_wrote) {
    plan_options staff;
    staff.side = side::employee;
    const planned p = plan_of("Mood (0-10)", {"0 - bad", "10 - good", "7", "5 - because of my boss", "3"}, staff);
    EXPECT_EQ(p.it().scale, (span{0, 10}));
    EXPECT_EQ(p.it().labels.size(), 2U);
    EXPECT_EQ(json_of(p.p).find("boss"), std::string::npos);
    EXPECT_EQ(table_of(p.p, false, 0).find("boss"), std::string::npos);
}

TEST(plan, keeps_codes_and_times_as_they_are) {
    EXPECT_EQ(plan_of("Zip", {"01067", "80331", "50667"}).it().type, item_type::text) << "leading zeros";
    const planned day = plan_of("Visit", {"13/3/2024", "2/3/2024"});
    EXPECT_EQ(day.it().type, item_type::date);
    EXPECT_EQ(day.c().order, date_order::dmy);
    EXPECT_EQ(plan_of("Visit", {"3/13/2024", "2/3/2024"}).c().order, date_order::mdy);
    const planned money = plan_of("Spend", {"1.234,50 €", "12,00 €", "0,99 €"});
    EXPECT_EQ(money.it().type, item_type::number);
    EXPECT_TRUE(money.c().decimal_comma);
    EXPECT_TRUE(money.c().thousands);
    EXPECT_EQ(plan_of("Code", {"C-001", "C-002", "C-003"}).it().type, item_type::text) << "not a rating with words";
}

TEST(plan, drops_what_names_people) {
    for (const char* header : {"E-mail", "IP Address", "Name", "Latitude", "Phone"}) {
        const planned p = plan_of(header, {"a@example.org", "b@example.org"});
        EXPECT_EQ(p.c().role, role::personal) << header;
        EXPECT_TRUE(p.c().item.empty());
    }
    EXPECT_EQ(plan_of("Contact", {"a@example.org", "b@example.org"}).c().role, role::personal) << "by its values";
    plan_options keep;
    keep.keep = {"E-mail"};
    EXPECT_EQ(plan_of("E-mail", {"a@example.org", "b@example.org"}, keep).c().role, role::answer);
}

TEST(plan, fills_the_items_of_a_definition) {
    plan_options o;
    o.given = xm::core::survey::definition::parse(
        R"({"side": "customer", "items": [{"name": "fast", "type": "choice", "question": "Was it fast?", "choices": {"y": "Yes, it was", "n": "No"}}]})");
    o.extend = false;
    const planned p = plan_of("Was it fast?", {"Yes, it was", "No", "y"}, o);
    EXPECT_EQ(p.c().item, "fast");
    EXPECT_EQ(p.c().words.at("Yes, it was"), "y");
    EXPECT_TRUE(plan_of("Another question", {"x"}, o).c().item.empty());
}

TEST(plan, knows_what_limesurvey_did_not_show) {
    const file f(
        "Response ID\tDate submitted\tHow fast? (1-5)\nid\tsubmitdate\tspeed\n1\t2024-03-01 10:00:00\t4\n2\t2024-03-01 "
        "10:00:00\t{question_not_shown}\n");
    plan_options o;
    o.files = {f.path()};
    const plan p = make_plan(o);
    EXPECT_EQ(p.format, "limesurvey-vv");
    EXPECT_EQ(p.files[0].header_rows, 2U);
    ASSERT_EQ(p.columns.size(), 3U);
    EXPECT_EQ(p.definition.find_item("speed")->type, item_type::rating);
    EXPECT_EQ(p.columns[2].missing.at("{question_not_shown}"), "not shown");
}

// Regular expressions of the standard library recurse over the text.
TEST(plan, headers_may_be_very_long) {
    const std::string x(1 << 20, 'x'), ones(1 << 20, '1');
    const auto quoted = [](const std::string& id) { return R"("{""ImportId"":"")" + id + R"(""}")"; };
    for (const std::string& text :
         {"id,submitdate,lastpage,startlanguage,seed,Q1. " + x + ",Q2[" + x + "]\n1,2024-01-01 10:00:00,1,en,7,1,1\n",
          "Response ID,Survey ID,Finished,1. " + x + "," + ones + ". x\nr,s,true,1,1\n",
          "#,what," + x + ",Submit Date (UTC),Network ID\n1,1,1,2024-01-01 10:00:00,n\n",
          "StartDate,EndDate,ResponseId,Q1_" + ones + "\nStart Date,End Date,Response ID,x\n" + quoted("startDate") + "," +
              quoted("endDate") + "," + quoted("_recordId") + "," + quoted("QID1_" + x) + "\n2024-01-01,2024-01-01,R_1,1\n"}) {
        const file f(text);
        plan_options o;
        o.files = {f.path()};
        o.side = side::customer;
        EXPECT_NE(make_plan(o).format, "plain-csv") << text.substr(0, 40);
    }
}

TEST(look, tells_forms_of_numbers) {
    EXPECT_TRUE(number_form_of("1.234,50 €")->comma);
    EXPECT_TRUE(number_form_of("1,234.50")->comma_groups);
    EXPECT_TRUE(number_form_of("007")->leading_zero);
    EXPECT_FALSE(number_form_of("1/2").has_value());
    EXPECT_FALSE(number_form_of("12abc").has_value());
    EXPECT_FALSE(number_form_of("1.23.456").has_value());
}

// What the plan takes for a time is what a load reads, in the orders that it tells.
TEST(plan, forms_are_what_is_read) {
    for (const char* text :
         {"2024-02-29", "29.02.2024", "2/29/24", "29/2/2024", "Feb 29, 2024 11:35:19 AM", "29 Feb 2024", "10:00", "2024-02-30",
          "31.11.2024", "1.2.3", "may", "2024-03-05T00:00:00+01:00", "12/12/2024 1:00 PM"}) {
        const auto form = time_form_of(text);
        const bool day = read_moment(text, date_order::dmy).has_value(), month = read_moment(text, date_order::mdy).has_value();
        EXPECT_EQ(form.has_value(), day || month) << text;
        if (!form || !form->date) continue;
        EXPECT_EQ(form->day_first, day) << text;
        EXPECT_LE(form->month_first, month) << text;
    }
    EXPECT_TRUE(time_form_of("2024-03-05T00:00:00+01:00")->midnight);
    EXPECT_TRUE(time_form_of("29 Feb 2024")->settled);
    EXPECT_FALSE(time_form_of("05.03.2024")->month_first);
}
// How tools in other languages write dates and times.
TEST(forms, of_other_languages_and_zones) {
    const auto instant = [](const char* text, date_order order = date_order::dmy) {
        const auto m = read_moment(text, order);
        return m ? m->microseconds / 1'000'000 : -1;
    };
    const std::int64_t half_past_ten = instant("2024-03-09T22:30:00Z");
    for (const char* text :
         {"09/03/2024 22.30.00", "9.3.2024 klo 22.30.00", "09/03/2024 kl. 22.30.00", "9/03/2024 10:30:00 p. m.",
          "2024/03/09 5:30:00 PM EST", "2024/03/09 11:30:00 PM GMT+1", "2024/03/09 11:30:00 PM CET"})
        EXPECT_EQ(instant(text), half_past_ten) << text;
    EXPECT_TRUE(read_moment("2024/03/09 5:30:00 PM EST", date_order::ymd)->zoned);
    EXPECT_FALSE(read_moment("2024/03/09 5:30:00 PM IST", date_order::ymd)->zoned) << "three zones have that name";
    EXPECT_FALSE(read_moment("10.30", date_order::dmy).has_value()) << "a number, unless a date stands before it";
}

plan plan_of_text(const std::string& bytes) {
    const file f(bytes);
    plan_options o;
    o.files = {f.path()};
    o.side = side::customer;
    return make_plan(o);
}

TEST(plan, leaves_out_titles_above_the_header) {
    const plan p = plan_of_text("Survey of 2024\nAs of 05.03.2024\n\nNr;Speed;Cost\n1;Good;1,5\n2;Poor;2,25\n3;Fair;3,5\n");
    EXPECT_EQ(p.files[0].header_rows, 3U);
    EXPECT_EQ(p.files[0].rows, 3U);
    EXPECT_EQ(p.columns[1].source, "Speed");
    EXPECT_TRUE(p.columns[2].decimal_comma);
}

TEST(plan, gives_neighbours_with_the_same_words_one_scale) {
    const plan p = plan_of_text(
        "id,Service,Price\n1,Strongly disagree,Disagree\n2,Agree,Neutral\n3,Neutral,Agree\n4,Disagree,Agree\n5,Strongly "
        "agree,Agree\n");
    EXPECT_EQ(p.definition.find_item(p.columns[2].item)->scale, (span{1, 5})) << "Disagree, Neutral, Agree alone are three";
}

// The same tool, recognised by how it lays out its own columns.
TEST(plan, recognises_tools_in_other_languages) {
    const plan german = plan_of_text(
        "Antwort ID,Datum Abgeschickt,Letzte Seite,Start-Sprache,Geräte? [Handy],Geräte? [Tablet],Geräte? [Sonstiges]\n"
        "1,2024-03-01 10:00:00,3,de,Ja,Nein,\n2,2024-03-02 10:00:00,3,de,Nein,Ja,Uhr\n");
    EXPECT_EQ(german.format, "limesurvey-csv");
    EXPECT_EQ(german.columns[4].item, german.columns[5].item);
    EXPECT_EQ(german.definition.find_item(german.columns[4].item)->type, item_type::multiple);
    EXPECT_EQ(german.columns[6].item, german.columns[4].item + "_other");
    const plan dutch = plan_of_text(
        "Respondent,Verzamelaar,Begin,Eind,Adres,Hoe vaak?\n,,,,,Antwoord\n11800000001,400100,2024-03-01 10:00:00,2024-03-01 "
        "10:05:00,1.1.1.1,3\n");
    EXPECT_EQ(dutch.format, "surveymonkey-csv");
    EXPECT_EQ(dutch.columns[2].role, role::started_at);
    EXPECT_EQ(dutch.columns[3].role, role::ended_at);
    EXPECT_EQ(dutch.columns[5].question.at(0).second, "Hoe vaak?");
    const plan french = plan_of_text("Horodateur,Note ?\n05/03/2024 10:00:00,4\n06/03/2024 10:00:00,5\n");
    EXPECT_EQ(french.columns[0].order, date_order::dmy);
}

TEST(plan, several_files_are_of_one_tool) {
    const std::string exports = XM_EXPORTS;
    plan_options o;
    o.side = side::customer;
    o.files = {exports + "/typeform_csv/responses.csv", exports + "/qualtrics_many_types/insights.csv"};
    try {
        make_plan(o);
        FAIL() << "two tools";
    } catch (const failure& e) {
        EXPECT_EQ(e.how(), ending::usage);
        EXPECT_NE(message_of(e).find("is of typeform"), std::string::npos) << message_of(e);
    }
    o.files = {exports + "/typeform_csv/responses.csv", exports + "/typeform_csv/responses.csv"};
    EXPECT_EQ(make_plan(o).files.size(), 2U);
}

TEST(plan, keeps_places_out) {
    const plan p =
        plan_of_text("where,_where_latitude,sat,_id,_uuid,_submission_time\n52.1 13.2 0 5,52.1,3,1,u,2024-03-01T10:00:00\n");
    EXPECT_EQ(p.columns[0].role, role::personal);
    const planned place = plan_of("Spot", {"52.51 13.37 34.0 5.0", "48.85 2.35 0 0"});
    EXPECT_EQ(place.c().role, role::personal);
}

TEST(plan, makes_options_of_what_kobo_splits) {
    const plan p = plan_of_text(
        "g/langs/en,g/langs/fr,_id,_uuid,_submission_time\n1,0,1,u,2024-03-01T10:00:00\n1,1,2,v,2024-03-01T11:00:00\n");
    EXPECT_EQ(p.columns[0].item, p.columns[1].item);
    EXPECT_EQ(p.definition.find_item(p.columns[0].item)->type, item_type::multiple);
}

}  // namespace
