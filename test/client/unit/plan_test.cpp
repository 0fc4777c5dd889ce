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
          "2024/03/09 5:30:00 PM EST", "2024/03/09 11:30:00 PM GMT+1", "2024/03/09 11:30:00 PM CET", "2024. 3. 9 오후 10:30:00",
          "2024/3/9 下午 10:30:00", "2024.03.09. 22:30:00", "9. 3. 2024 22:30:00", "09/03/2024 10:30:00 م"})
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

plan plan_of_table(const std::string& bytes, plan_options o = {}) {
    const file f(bytes);
    o.files = {f.path()};
    o.side = side::customer;
    return make_plan(o);
}

TEST(plan, options_named_like_addresses_are_answers) {
    std::string rated = "Timestamp,Contact by [Email],Contact by [Phone],Contact by [Chat]\n", named = rated;
    for (int i = 0; i < 8; ++i) {
        rated += "2024/03/10 3:30:00 PM GMT+1," + std::to_string(1 + i % 5) + "," + std::to_string(1 + i % 3) + ",4\n";
        named += "2024/03/10 3:30:00 PM GMT+1,a" + std::to_string(i) + "@example.org,+49 30 555012" + std::to_string(i) + ",me\n";
    }
    const plan ratings = plan_of_table(rated), addresses = plan_of_table(named);
    for (const std::size_t c : {1U, 2U}) {
        EXPECT_EQ(ratings.definition.find_item(ratings.columns[c].item)->type, item_type::rating);
        EXPECT_EQ(addresses.columns[c].role, role::personal);
    }
    std::string asked = "Timestamp,What is your name?,Ihr Name,Your phone number\n";
    for (int i = 0; i < 8; ++i) asked += "2024/03/10 3:30:00 PM GMT+1,Ann " + std::to_string(i) + ",Bea,555012\n";
    const plan names = plan_of_table(asked);
    for (const std::size_t c : {1U, 3U}) EXPECT_EQ(names.columns[c].role, role::personal) << c;
    plan_options wanted;
    wanted.given = xm::core::survey::definition::parse(
        R"({"side": "customer", "items": [{"name": "who", "type": "text", "question": {"en": "What is your name?"}}]})");
    EXPECT_EQ(plan_of_table(asked, wanted).columns[1].item, "who");
}

TEST(plan, words_in_questions_are_whole_words) {
    for (const char* question : {"How helpful was our agent?", "Rate our mobile app", "The account manager", "Opening hours",
                                 "Over the last years", "Costa Rica", "Kostenlose Lieferung", "Rate the amount of information"})
        EXPECT_EQ(plan_of(question, {"1", "2", "5", "3", "4", "4", "3"}).it().type, item_type::rating) << question;
    for (const char* question : {"Waiting time (minutes)", "How many visits?", "Anzahl Besuche", "Time in hours"})
        EXPECT_EQ(plan_of(question, {"1", "2", "5", "3", "4", "4", "3"}).it().type, item_type::number) << question;
}

TEST(plan, knows_what_asks_to_recommend) {
    const auto five = times(6, "1") + times(6, "3") + times(6, "4") + times(6, "5");
    EXPECT_EQ(plan_of("I would recommend this company as a place to work", five).it().scale, (span{1, 5}));
    EXPECT_EQ(plan_of("Which product would you recommend?", five).it().scale, (span{1, 5}));
    for (const char* question : {"¿Qué tan probable es que nos recomiende?", "Zou u ons aanraden?", "友人に薦める可能性は",
                                 "추천할 의향이 있습니까?", "Nous conseilleriez-vous ?"})
        EXPECT_EQ(plan_of(question, five + times(6, "9")).it().scale, (span{0, 10})) << question;
}

TEST(plan, numbers_that_are_no_codes_or_steps) {
    const planned slider = plan_of("Change", {"-3", "-2", "-1", "0", "1", "2", "3", "-1"});
    EXPECT_EQ(slider.it().type, item_type::number);
    EXPECT_TRUE(slider.it().missing.empty());
    EXPECT_EQ(plan_of("How long?", {"1 week", "2 years", "3 months", "5 years", "10 years", "1 week"}).it().type,
              item_type::text);
    EXPECT_EQ(plan_of("Where?", {"1 Main Street", "1 High Street", "2 Main Street", "3 Low Lane"}).it().type, item_type::text);
    EXPECT_EQ(
        plan_of("I agree", {"(1) Strongly disagree", "(5) Strongly agree", "(3) Neutral", "(1) Strongly disagree"}).it().scale,
        (span{1, 5}));
    for (const char* none : {"NULL", "#NULL!", "NaN"})
        EXPECT_EQ(plan_of("Stars", {"1", "2", "5", none, "4", "4", "3"}).it().type, item_type::rating) << none;
}

TEST(plan, what_is_missing_is_read_so) {
    const planned label = plan_of("Stars", {"5 - Very satisfied", "1 - Very dissatisfied", "99 - Do not know", "4 - Satisfied"});
    EXPECT_EQ(label.it().scale, (span{1, 5}));
    EXPECT_EQ(label.c().missing.count("99 - Do not know"), 1U);
    plan_options again;
    again.given = label.p.definition;
    EXPECT_EQ(plan_of("Stars", {"5 - Very satisfied", "99 - Do not know"}, again).c().missing.count("99 - Do not know"), 1U);
    const planned odd = plan_of("Member", times(9, "1") + times(9, "0") + times(1, "x"));
    EXPECT_EQ(odd.it().type, item_type::boolean);
    EXPECT_EQ(odd.c().missing.count("x"), 1U);
}

TEST(plan, what_joins_options_is_found_again) {
    for (const char* between : {"; ", ";", ", ", "|"}) {
        std::vector<std::string> answers = times(6, "Alpha") + times(6, "Beta");
        for (int i = 0; i < 6; ++i) answers.push_back(std::string("Alpha") + between + "Beta");
        const planned first = plan_of("Which?", answers);
        ASSERT_EQ(first.it().type, item_type::multiple) << between;
        plan_options again;
        again.given = first.p.definition;
        EXPECT_EQ(plan_of("Which?", answers, again).c().separator, between);
    }
    const auto options = times(6, "Yes, definitely") + times(6, "No, never") + times(6, "Maybe");
    EXPECT_EQ(plan_of("Again?", options).it().type, item_type::choice);
    EXPECT_EQ(plan_of("Again?", options).it().choices.size(), 3U);
    EXPECT_EQ(plan_of("Member?", times(3, "Yes") + times(3, "YES") + times(3, "yes") + times(3, "no") + times(3, "No")).it().type,
              item_type::boolean);
}

TEST(plan, a_respondent_is_no_header) {
    std::string bytes = "RespondentID,Stars,Again?\n";
    for (int i = 0; i < 12; ++i)
        bytes += std::to_string(3237565956 + i) + "," + std::to_string(1 + i % 5) + "," + (i % 2 == 0 ? "Yes" : "No") + "\n";
    const plan p = plan_of_table(bytes);
    EXPECT_EQ(p.files[0].header_rows, 1U);
    EXPECT_EQ(p.files[0].rows, 12U);
    EXPECT_EQ(p.definition.find_item(p.columns[2].item)->type, item_type::boolean);
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
