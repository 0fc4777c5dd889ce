#include "core/survey/definition.hpp"

#include "core/survey/columns.hpp"
#include "survey/definitions.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::survey;
using xm::test::define;
using xm::test::mistake;
using xm::test::survey_of;

// The example of the page, with the items that its scales name.
const char* const pulse = R"({"title": "Pulse", "side": "employee", "mode": "confidential", "language": "en",
 "items": [
  {"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps", "question": {"en": "Would you recommend us?", "de": "Würden Sie uns empfehlen?"}, "concept": "advocacy"},
  {"name": "workload", "type": "rating", "scale": [1, 5], "reversed": true, "labels": {"1": "never", "5": "always"}, "missing": {"99": "does not apply"}},
  {"name": "contact", "type": "multiple", "choices": {"web": "Web site", "store": "Store, in person"}, "other": true},
  {"name": "tenure", "type": "choice", "choices": {"lt1": "under a year", "1to5": "1 to 5 years"}},
  {"name": "why", "type": "text"},
  {"name": "a", "type": "rating", "scale": [1, 7]}, {"name": "b", "type": "rating", "scale": [1, 7]}, {"name": "c", "type": "number"}],
 "scales": [{"name": "engagement", "items": ["a", "b", "c"], "score": "mean", "min_answered": 2, "concept": "engagement"}]})";

TEST(definition, reads_the_example_of_the_page) {
    const definition d = definition::parse(pulse);
    EXPECT_EQ(d.title, (texts{{"en", "Pulse"}}));
    EXPECT_EQ(d.side, side::employee);
    EXPECT_EQ(d.mode, mode::confidential);
    EXPECT_FALSE(d.weighted);
    ASSERT_EQ(d.items.size(), 8U);

    const item& enps = d.items[0];
    EXPECT_EQ(enps.type, item_type::rating);
    EXPECT_EQ(enps.scale, (span{0, 10}));
    EXPECT_EQ(enps.rule, metric::parse("nps"));
    EXPECT_EQ(enps.concept_name, "advocacy");
    EXPECT_EQ(enps.question, (texts{{"en", "Would you recommend us?"}, {"de", "Würden Sie uns empfehlen?"}}));
    EXPECT_EQ(in_language(enps.question, "de"), "Würden Sie uns empfehlen?");
    EXPECT_EQ(in_language(enps.question, "fr"), "Would you recommend us?");
    EXPECT_EQ(in_language({}, "fr"), "");

    const item& workload = d.items[1];
    EXPECT_TRUE(workload.reversed);
    EXPECT_EQ(workload.rule, metric::parse("mean"));
    ASSERT_EQ(workload.labels.size(), 2U);
    EXPECT_EQ(workload.labels[0], (std::pair<int, texts>{1, {{"en", "never"}}}));
    EXPECT_EQ(workload.missing, (std::vector<missing_code>{{"99", {{"en", "does not apply"}}}}));

    const item& contact = d.items[2];
    EXPECT_TRUE(contact.other);
    EXPECT_EQ(contact.choices[0], (option{"web", {{"en", "Web site"}}}));
    EXPECT_EQ(column_names(contact), (std::vector<std::string>{"contact_web", "contact_store", "contact_other"}));
    EXPECT_EQ(column_names(enps), (std::vector<std::string>{"enps"}));

    ASSERT_EQ(d.scales.size(), 1U);
    EXPECT_EQ(d.scales[0].items, (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(d.scales[0].min_answered, 2);
    EXPECT_EQ(d.find_item("tenure"), &d.items[3]);
    EXPECT_EQ(d.find_item("engagement"), nullptr);
    EXPECT_EQ(d.find_scale("engagement"), &d.scales[0]);
    EXPECT_EQ(d.find_scale("tenure"), nullptr);
}

TEST(definition, knows_every_type) {
    for (const char* type : {"number", "text", "date", "timestamp", "boolean"}) {
        const definition d = define(std::string(R"({"name": "x", "type": ")") + type + "\"}");
        EXPECT_EQ(name_of(d.items[0].type), type);
    }
    for (const char* type : {"choice", "multiple", "rank"}) {
        const definition d = define(std::string(R"({"name": "x", "choices": {"a": "A"}, "type": ")") + type + "\"}");
        EXPECT_EQ(name_of(d.items[0].type), type);
    }
    EXPECT_EQ(name_of(define(R"({"name": "x", "type": "rating", "scale": [0, 100]})").items[0].type), "rating");
}

TEST(definition, fills_in_what_is_not_said) {
    const definition customers = define(R"({"name": "x", "type": "rating", "scale": [1, 5]})");
    EXPECT_EQ(customers.mode, mode::identified);
    EXPECT_EQ(customers.language, "en");
    EXPECT_FALSE(customers.weighted);
    EXPECT_TRUE(customers.title.empty());
    EXPECT_EQ(customers.items[0].rule, metric::parse("mean"));
    EXPECT_FALSE(customers.items[0].reversed);
    EXPECT_FALSE(customers.items[0].retired);
    const definition employees = definition::parse(R"({"side": "employee", "items": [{"name": "x", "type": "text"}]})");
    EXPECT_EQ(employees.mode, mode::confidential);
    EXPECT_EQ(name_of(employees.mode), "confidential");
    EXPECT_EQ(name_of(employees.side), "employee");

    const definition scales = define(R"({"name": "a", "type": "number"}, {"name": "b", "type": "number"})",
                                     R"(, "scales": [{"name": "s", "items": ["a", "b"]}])");
    EXPECT_EQ(scales.scales[0].score, scoring::mean);
    EXPECT_EQ(scales.scales[0].min_answered, 2);
    // A code without a label is its own.
    EXPECT_EQ(define(R"({"name": "x", "type": "choice", "choices": [{"code": "red"}]})").items[0].choices[0],
              (option{"red", {{"en", "red"}}}));
}

TEST(definition, takes_the_usual_ends_of_a_scale_as_favourable) {
    const auto ends = [](const char* scale, const char* more) {
        const item it = define(std::string(R"({"name": "x", "type": "rating", "scale": )") + scale + more + "}").items[0];
        const auto shown = [](const std::optional<span>& s) {
            return s ? std::to_string(s->low) + "-" + std::to_string(s->high) : std::string("none");
        };
        return shown(favourable_of(it)) + " " + shown(unfavourable_of(it));
    };
    EXPECT_EQ(ends("[0, 10]", ""), "9-10 0-6");
    EXPECT_EQ(ends("[1, 5]", ""), "4-5 1-2");
    EXPECT_EQ(ends("[1, 7]", ""), "5-7 1-3");
    EXPECT_EQ(ends("[0, 100]", ""), "none none");
    EXPECT_EQ(ends("[0, 10]", R"(, "reversed": true)"), "0-1 4-10");
    EXPECT_EQ(ends("[1, 5]", R"(, "reversed": true)"), "1-2 4-5");
    EXPECT_EQ(ends("[1, 7]", R"(, "reversed": true)"), "1-3 5-7");
    EXPECT_EQ(ends("[1, 5]", R"(, "favourable": [5, 5])"), "5-5 1-2");
    EXPECT_EQ(ends("[1, 5]", R"(, "unfavourable": [1, 3])"), "4-5 1-3");
    EXPECT_EQ(ends("[0, 3]", R"(, "favourable": [3, 3], "unfavourable": [0, 1])"), "3-3 0-1");
}

TEST(definition, reads_labels_by_rating_and_by_language) {
    const auto labels = [](const char* json, const char* language = "en") {
        return definition::parse(std::string(R"({"side": "customer", "language": ")") + language +
                                 R"(", "items": [{"name": "x", "type": "rating", "scale": [1, 10], "labels": )" + json + "}]}")
            .items[0]
            .labels;
    };
    const std::vector<std::pair<int, texts>> both{{1, {{"en", "never"}, {"de", "nie"}}},
                                                  {10, {{"en", "always"}, {"de", "immer"}}}};
    EXPECT_EQ(labels(R"({"10": {"en": "always", "de": "immer"}, "1": {"en": "never", "de": "nie"}})"), both);
    EXPECT_EQ(labels(R"({"en": {"1": "never", "10": "always"}, "de": {"10": "immer", "1": "nie"}})"), both);
    EXPECT_EQ(labels(R"({"1": "never", "10": "always", "de": {"10": "immer", "1": "nie"}})"), both);
    // The survey's own language stands first, whatever the order of the keys.
    EXPECT_EQ(labels(R"({"5": {"de": "mittel", "en": "middling", "fr": "moyen"}})", "fr"),
              (std::vector<std::pair<int, texts>>{{5, {{"fr", "moyen"}, {"de", "mittel"}, {"en", "middling"}}}}));
    EXPECT_EQ(labels(R"({"5": "moyen"})", "fr"), (std::vector<std::pair<int, texts>>{{5, {{"fr", "moyen"}}}}));
}

TEST(definition, reads_choices_as_object_and_as_array) {
    const auto choices = [](const char* json) {
        return define(std::string(R"({"name": "x", "type": "multiple", "choices": )") + json + "}").items[0].choices;
    };
    const std::vector<option> both{{"b", {{"en", "B"}}}, {"a", {{"en", "A"}, {"de", "Ah"}}}, {"1to5", {{"en", "some"}}}};
    EXPECT_EQ(choices(R"({"b": "B", "a": {"de": "Ah", "en": "A"}, "1to5": "some"})"), both);
    EXPECT_EQ(
        choices(
            R"([{"code": "b", "label": "B"}, {"code": "a", "label": {"en": "A", "de": "Ah"}}, {"code": "1to5", "label": "some"}])"),
        both);
}

TEST(definition, takes_whole_numbers_however_they_are_written) {
    EXPECT_EQ(define(R"({"name": "x", "type": "rating", "scale": [1.0, 1e1]})").items[0].scale, (span{1, 10}));
    EXPECT_EQ(define(R"({"name": "x", "type": "rating", "scale": [-0.0, 50e-1]})").items[0].scale, (span{0, 5}));
}

TEST(definition, takes_names_that_are_words_of_sql_and_of_the_workspace) {
    for (const char* name : {"order", "user", "select", "group", "comment", "score", "answer", "action", "model", "a", "oid"})
        EXPECT_EQ(define(std::string(R"({"type": "text", "name": ")") + name + "\"}").items[0].name, name);
    const std::string longest = "a" + std::string(47, '_');
    EXPECT_EQ(define(R"({"type": "text", "name": ")" + longest + "\"}").items[0].name, longest);
}

TEST(definition, of_300_items_and_1500_columns_is_read) {
    std::string items;
    for (int i = 0; i < 300; ++i)
        items +=
            std::string(i == 0 ? "" : ", ") + R"({"name": "q)" + std::to_string(i) + R"(", "type": "rating", "scale": [1, 5]})";
    EXPECT_EQ(define(items).items.size(), 300U);

    const auto of_options = [](std::size_t count) {
        std::string choices;
        for (std::size_t i = 0; i < count; ++i) choices += (i == 0 ? "\"" : ", \"") + std::to_string(i) + R"(": "label")";
        return survey_of(R"({"name": "x", "type": "multiple", "choices": {)" + choices + "}}");
    };
    const std::size_t most = 1500 - response_columns.size();
    EXPECT_EQ(columns_of(definition::parse(of_options(most))).size(), 1500U);
    EXPECT_EQ(mistake([&] { definition::parse(of_options(most + 1)); }).rfind("items[0].name: more than 1500 columns", 0), 0U);
    EXPECT_EQ(mistake([&] { definition::parse(of_options(1501)); }), "the definition: an object of more than 1500 keys");
    std::string options;
    for (int i = 0; i < 60000; ++i) options += (i == 0 ? "" : ", ") + std::string(R"({"code": ")") + std::to_string(i) + "\"}";
    EXPECT_EQ(mistake([&] { define(R"({"name": "x", "type": "choice", "choices": [)" + options + "]}"); }),
              "items[0].choices[1500].code: more than 1500 options");
}

TEST(definition, says_everything_in_json_that_reads_back_the_same) {
    const definition d = definition::parse(pulse);
    EXPECT_EQ(definition::parse(d.to_json()), d);
    xm::test::chance chance(7);
    for (int i = 0; i < 500; ++i) {
        const definition any = chance.definition();
        const std::string json = any.to_json();
        EXPECT_EQ(definition::parse(json), any) << json;
        EXPECT_EQ(definition::parse(json).to_json(), json);
    }
}

TEST(definition, reads_times) {
    const auto at = [](const char* time) { return instant_of(time).value_or(instant{-1, false}); };
    EXPECT_EQ(at("1970-01-02"), (instant{86400000000, false}));
    EXPECT_EQ(at("1969-12-31T23:59Z"), (instant{-60000000, true}));
    EXPECT_EQ(at("2000-02-29 12:30:15.25"), (instant{951827415250000, false}));
    EXPECT_EQ(at("2000-02-29T12:30:15.25+02:30"), (instant{951818415250000, true}));
    EXPECT_EQ(at("2000-02-29T12:30:15.25-02"), (instant{951834615250000, true}));
    EXPECT_EQ(at("9999-12-31T23:59:59.999999+0000"), (instant{253402300799999999, true}));
    for (const char* no : {"",
                           "?",
                           "99",
                           "2001-02-29",
                           "2001-13-01",
                           "0000-01-01",
                           "2001-01-01T",
                           "2001-01-01T24:00",
                           "2001-01-01 10",
                           "2001-01-01 10:60",
                           "2001-01-01 10:00:60",
                           "2001-01-01 10:00 CET",
                           "2001-01-01T10:00+16",
                           "2001-01-01T10:00+01:",
                           "2001-01-01T10:00+01:60",
                           "2001-1-1",
                           "2001-01-01Z",
                           "2001-01-01T10:00:00.1234567",
                           "2001-01-01T10:00ZZ",
                           "+001-01-01"})
        EXPECT_FALSE(instant_of(no)) << no;
}

TEST(definition, keeps_what_is_retired) {
    definition d = define(R"({"name": "x", "type": "choice", "choices": {"a": "A", "b": "B"}}, {"name": "y", "type": "number"})",
                          R"(, "scales": [{"name": "s", "items": ["y"]}])");
    d.items[0].choices[1].retired = true;
    d.items[1].retired = true;
    d.scales[0].retired = true;
    EXPECT_EQ(definition::parse(d.to_json()), d);
    d.scales[0].retired = false;
    EXPECT_EQ(mistake([&] { definition::parse(d.to_json()); }), "scales[0].items[0]: \"y\" is retired");
}

// A rating, and something wrong with it.
std::string rating(const std::string& more, const std::string& scale = "[0, 10]") {
    return survey_of(R"({"name": "x", "type": "rating", "scale": )" + scale + more + "}");
}
std::string choice(const std::string& choices, const std::string& more = "") {
    return survey_of(R"({"name": "x", "type": "choice", "choices": )" + choices + more + "}");
}
std::string multiple(const std::string& more, const std::string& items) {
    return survey_of(R"({"name": "a", "type": "multiple", "choices": {"b": "B", "c": "C"})" + more + "}, " + items);
}
std::string scale_of(const std::string& scale) {
    return survey_of(
        R"({"name": "a", "type": "rating", "scale": [1, 5]}, {"name": "b", "type": "number"}, {"name": "t", "type": "text"})",
        ", \"scales\": [" + scale + "]");
}
std::string values(int items, const std::string& scale, const std::string& score, const std::string& more = "") {
    std::string asked, named;
    for (int i = 0; i < items; ++i) {
        const std::string name = "v" + std::to_string(i);
        asked +=
            std::string(i == 0 ? "" : ", ") + R"({"name": ")" + name + R"(", "type": "rating", "scale": )" + scale + more + "}";
        named += (i == 0 ? "\"" : ", \"") + name + "\"";
    }
    return survey_of(asked, R"(, "scales": [{"name": "values", "score": ")" + score + R"(", "items": [)" + named + "]}]");
}

TEST(definition, takes_the_value_instruments) {
    EXPECT_EQ(definition::parse(values(21, "[1, 6]", "pvq21")).scales[0].score, scoring::pvq21);
    EXPECT_EQ(definition::parse(values(40, "[1, 6]", "pvq40")).scales[0].score, scoring::pvq40);
    EXPECT_EQ(definition::parse(values(57, "[1, 6]", "pvq_rr")).scales[0].min_answered, 0);
}

TEST(definition, refuses_what_is_wrong_with_its_path) {
    const struct {
        std::string json, said;  // said: how the message begins
    } wrong[] = {
        // of the whole
        {"", "the definition is no JSON"},
        {"{", "the definition is no JSON"},
        {"{'side': 'customer'}", "the definition is no JSON"},
        {"\xff", "the definition is no JSON"},
        {"{} {}", "the definition is no JSON"},
        {R"({"side": "customer", "items": [{"name": "x", "type": "text", "question": "\ud800"}]})", "the definition is no JSON"},
        {"[]", "the definition: [] is no object"},
        {"null", "the definition: null is no object"},
        {"5", "the definition: 5 is no object"},
        {"{}", "the definition: no side"},
        {R"({"side": "customer"})", "the definition: no items"},
        {R"({"side": "customer", "items": []})", "items: no items"},
        {R"({"side": "customer", "items": {}})", "items: {} is no array"},
        {R"({"side": "both", "items": []})", "side: \"both\" is none of employee, customer"},
        {R"({"side": 1, "items": []})", "side: 1 is no text"},
        {survey_of("", R"(, "mode": "secret")"), "mode: \"secret\" is none of identified, confidential, anonymous"},
        {survey_of("", R"(, "language": "English")"), "language: \"English\" is no language"},
        {survey_of("", R"(, "language": "de_DE")"), "language: \"de_DE\" is no language"},
        {survey_of("", R"(, "language": "")"), "language: \"\" is no language"},
        {survey_of("", R"(, "language": "en-")"), "language: \"en-\" is no language"},
        {survey_of("", R"(, "language": null)"), "language: null is no text"},
        {survey_of("", R"(, "weighted": "yes")"), "weighted: \"yes\" is neither true nor false"},
        {survey_of("", R"(, "weighted": true, "mode": "anonymous")"), "weighted: a survey of mode anonymous is unweighted"},
        {survey_of("", R"(, "weighted": true, "mode": "confidential")"), "weighted: a survey of mode confidential is unweighted"},
        {survey_of("", R"(, "title": "")"), "title: an empty text"},
        {survey_of("", R"(, "title": {})"), "title: no text in any language"},
        {survey_of("", R"(, "title": {"en": 5})"), "title.en: 5 is no text"},
        {survey_of("", R"(, "title": ["Pulse"])"), "title: [\"Pulse\"] is no text"},
        {survey_of("", R"(, "title": "a\u0000b")"), "title: a text cannot hold a zero byte"},
        {survey_of("", R"(, "titel": "Pulse")"), "titel: unknown key"},
        {survey_of("", R"(, "retired": true)"), "retired: unknown key"},
        {survey_of("", R"(, "items": [])"), "the definition: the key \"items\" stands twice"},
        {survey_of("", R"(, "scales": {})"), "items: no items"},
        {survey_of(R"({"name": "x", "type": "text"})", R"(, "scales": {})"), "scales: {} is no array"},
        {survey_of(R"({"name": "x", "type": "text"})", R"(, "scales": [5])"), "scales[0]: 5 is no object"},
        // of an item
        {survey_of("5"), "items[0]: 5 is no object"},
        {survey_of("{}"), "items[0]: an item without a name"},
        {survey_of(R"({"name": "x"})"), "items[0]: an item without a type"},
        {survey_of(R"({"type": "text"})"), "items[0]: an item without a name"},
        {survey_of(R"({"name": "x", "type": "text", "hint": 1})"), "items[0].hint: unknown key"},
        {survey_of(R"({"name": "x", "type": "text", "retired": "yes"})"), "items[0].retired: \"yes\" is neither true nor false"},
        {survey_of(R"({"name": "x", "type": "text", "retired": true})"), "items: all items are retired"},
        {survey_of(R"({"name": "x", "type": "likert"})"),
         "items[0].type: \"likert\" is none of rating, choice, multiple, number, text, date, timestamp, boolean, rank, "
         "sentiment"},
        {survey_of(R"({"name": "x", "type": ["text"]})"), "items[0].type: [\"text\"] is no text"},
        {survey_of(R"({"name": "", "type": "text"})"), "items[0].name: \"\" is no name"},
        {survey_of(R"({"name": "Q1", "type": "text"})"), "items[0].name: \"Q1\" is no name"},
        {survey_of(R"({"name": "1a", "type": "text"})"), "items[0].name: \"1a\" is no name"},
        {survey_of(R"({"name": "_a", "type": "text"})"), "items[0].name: \"_a\" is no name"},
        {survey_of(R"({"name": "a b", "type": "text"})"), "items[0].name: \"a b\" is no name"},
        {survey_of(R"({"name": "größe", "type": "text"})"), "items[0].name: \"größe\" is no name"},
        {survey_of(R"({"name": "a\"; DROP", "type": "text"})"), R"(items[0].name: "a\"; DROP" is no name)"},
        {survey_of(R"({"name": "a\u0000", "type": "text"})"), "items[0].name: a text cannot hold a zero byte"},
        {survey_of(R"({"name": 5, "type": "text"})"), "items[0].name: 5 is no text"},
        {survey_of(R"({"name": ")" + std::string(49, 'a') + R"(", "type": "text"})"), "items[0].name: \"aaaa"},
        {survey_of(R"({"name": "x", "type": "text"}, {"name": "x", "type": "date"})"),
         "items[1].name: the column \"x\" is taken"},
        {survey_of(R"({"name": "x", "type": "text", "question": 5})"), "items[0].question: 5 is no text"},
        {survey_of(R"({"name": "x", "type": "text", "question": " \n"})"), "items[0].question: an empty text"},
        {survey_of(R"({"name": "x", "type": "text", "question": {"text": "?"}})"),
         "items[0].question.text: \"text\" is no language"},
        {survey_of(R"({"name": "x", "type": "text", "question": {"en": "a", "en": "b"}})"),
         "the definition: the key \"en\" stands twice"},
        {survey_of(R"({"name": "x", "type": "text", "concept": ""})"), "items[0].concept: an empty text"},
        {survey_of(R"({"name": "x", "type": "text", "scale": [0, 10]})"), "items[0].scale: only a rating has this key"},
        {survey_of(R"({"name": "x", "type": "number", "reversed": true})"), "items[0].reversed: only a rating has this key"},
        {survey_of(R"({"name": "x", "type": "number", "metric": "mean"})"), "items[0].metric: only a rating has this key"},
        {survey_of(R"({"name": "x", "type": "text", "choices": {"a": "A"}})"),
         "items[0].choices: only an item of options has this key"},
        {survey_of(R"({"name": "x", "type": "text", "other": true})"), "items[0].other: only a choice has this key"},
        {survey_of(R"({"name": "x", "type": "rank", "choices": {"a": "A"}, "other": true})"),
         "items[0].other: only a choice has this key"},
        // names that the table has
        {survey_of(R"({"name": "unit", "type": "text"})"), "items[0].name: the column \"unit\" is taken"},
        {survey_of(R"({"name": "weight", "type": "number"})"), "items[0].name: the column \"weight\" is taken"},
        {survey_of(R"({"name": "response_id", "type": "number"})"), "items[0].name: the column \"response_id\" is taken"},
        {survey_of(R"({"name": "person_id", "type": "number"})"), "items[0].name: the column \"person_id\" is taken"},
        {survey_of(R"({"name": "ctid", "type": "text"})"), "items[0].name: the column \"ctid\" is taken"},
        {survey_of(R"({"name": "tableoid", "type": "text"})"), "items[0].name: the column \"tableoid\" is taken"},
        {survey_of(R"({"name": "unit", "type": "multiple", "choices": {"a": "A"}})"),
         "items[0].name: the column \"unit\" is taken"},
        {survey_of(R"({"name": "source", "type": "multiple", "choices": {"id": "ID"}})"),
         "items[0].name: the column \"source_id\" is taken"},
        {multiple("", R"({"name": "a_b", "type": "text"})"), "items[1].name: the column \"a_b\" is taken"},
        {multiple("", R"({"name": "a", "type": "text"})"), "items[1].name: the column \"a\" is taken"},
        {survey_of(R"({"name": "a_b", "type": "text"}, {"name": "a", "type": "rank", "choices": {"b": "B"}})"),
         "items[1].name: the column \"a_b\" is taken"},
        {multiple(R"(, "other": true)", R"({"name": "a_other", "type": "text"})"),
         "items[1].name: the column \"a_other\" is taken"},
        {survey_of(R"({"name": "a", "type": "multiple", "choices": {"other": "Other"}, "other": true})"),
         "items[0].name: the column \"a_other\" is taken"},
        {scale_of(R"({"name": "a", "items": ["a"]})"), "scales[0].name: the column \"a\" is taken"},
        // of a rating
        {survey_of(R"({"name": "x", "type": "rating"})"), "items[0]: a rating without a scale"},
        {rating("", "[0, 101]"), "items[0].scale[1]: 101 is outside the allowed range: whole numbers 0..100"},
        {rating("", "[-1, 5]"), "items[0].scale[0]: -1 is outside the allowed range: whole numbers 0..100"},
        {rating("", "[1, 5.5]"), "items[0].scale[1]: 5.5 is outside the allowed range"},
        {rating("", "[1, 1e300]"), "items[0].scale[1]: 1e300 is outside the allowed range"},
        {rating("", "[1, 1e400]"), "the definition is no JSON: number overflow parsing '1e400'"},
        {rating("", "[1, \"5\"]"), "items[0].scale[1]: \"5\" is outside the allowed range"},
        {rating("", "[1, null]"), "items[0].scale[1]: null is outside the allowed range"},
        {rating("", "[5, 1]"), "items[0].scale: [5,1] has its ends the wrong way round"},
        {rating("", "[5, 5]"), "items[0].scale: a scale with one rating only"},
        {rating("", "[1, 2, 3]"), "items[0].scale: [1,2,3] is not a pair of whole numbers"},
        {rating("", "[]"), "items[0].scale: [] is not a pair of whole numbers"},
        {rating("", "5"), "items[0].scale: 5 is not a pair of whole numbers"},
        {rating("", R"({"low": 0, "high": 10})"), "items[0].scale: {\"low\":0,\"high\":10} is not a pair of whole numbers"},
        {rating(R"(, "metric": "happiness")"), "items[0].metric: invalid metric \"happiness\""},
        {rating(R"(, "metric": 5)"), "items[0].metric: 5 is no text"},
        {rating(R"(, "metric": "nps")", "[1, 5]"), "items[0].metric: an NPS is of the scale 0..10"},
        {rating(R"(, "metric": "nps")", "[1, 10]"), "items[0].metric: an NPS is of the scale 0..10"},
        {rating(R"(, "metric": "csat")"), "items[0].metric: the metric takes ratings 1..5"},
        {rating(R"(, "metric": "ces")", "[0, 7]"), "items[0].metric: the metric takes ratings 1..7"},
        {rating(R"(, "reversed": 1)"), "items[0].reversed: 1 is neither true nor false"},
        {rating(R"(, "favourable": [9, 11])"), "items[0].favourable[1]: 11 is outside the allowed range: whole numbers 0..10"},
        {rating(R"(, "favourable": 9)"), "items[0].favourable: 9 is not a pair of whole numbers"},
        {rating(R"(, "unfavourable": [6, 0])"), "items[0].unfavourable: [6,0] has its ends the wrong way round"},
        {rating(R"(, "favourable": [6, 10])"), "items[0].favourable: favourable 6..10 and unfavourable 0..6 overlap"},
        {rating(R"(, "unfavourable": [0, 9])"), "items[0].unfavourable: favourable 9..10 and unfavourable 0..9 overlap"},
        {rating(R"(, "favourable": [3, 5], "unfavourable": [1, 3])", "[1, 5]"),
         "items[0].favourable: favourable 3..5 and unfavourable 1..3 overlap"},
        {rating(R"(, "labels": ["never", "always"])"), "items[0].labels: [\"never\",\"always\"] is no object"},
        {rating(R"(, "labels": {"11": "always"})"), "items[0].labels.11: \"11\" is outside the scale 0..10"},
        {rating(R"(, "labels": {"-1": "never"})"), "items[0].labels.-1: \"-1\" is outside the scale 0..10"},
        {rating(R"(, "labels": {"lowest": {"1": "never"}})"), "items[0].labels.lowest: \"lowest\" is outside the scale"},
        {rating(R"(, "labels": {"5.0": "middling"})"), "items[0].labels.5.0: \"5.0\" is outside the scale"},
        {rating(R"(, "labels": {"en": {"11": "always"}})"), "items[0].labels.en.11: \"11\" is outside the scale"},
        {rating(R"(, "labels": {"en": "always"})"), "items[0].labels.en: \"always\" is no object"},
        {rating(R"(, "labels": {"1": 5})"), "items[0].labels.1: 5 is no text"},
        {rating(R"(, "labels": {"1": ""})"), "items[0].labels.1: an empty text"},
        {rating(R"(, "labels": {"1": "a", "01": "b"})"), "items[0].labels.01: rating 1 has a label in en already"},
        {rating(R"(, "labels": {"1": "a", "en": {"1": "b"}})"), "items[0].labels.en.1: rating 1 has a label in en already"},
        {rating(R"(, "missing": ["99"])"), "items[0].missing: [\"99\"] is no object"},
        {rating(R"(, "missing": {"5": "none"})"), "items[0].missing.5: \"5\" is a rating of the scale 0..10"},
        {rating(R"(, "missing": {"10.0": "none"})"), "items[0].missing.10.0: \"10.0\" is a rating of the scale 0..10"},
        {rating(R"(, "missing": {"": "none"})"), "items[0].missing.: an empty code"},
        {rating(R"(, "missing": {"9\u00009": "none"})"), "items[0].missing.9"},
        {rating(R"(, "missing": {"99": ""})"), "items[0].missing.99: an empty text"},
        // of options
        {survey_of(R"({"name": "x", "type": "choice"})"), "items[0]: no choices"},
        {survey_of(R"({"name": "x", "type": "rank"})"), "items[0]: no choices"},
        {choice("{}"), "items[0].choices: no options"},
        {choice("[]"), "items[0].choices: no options"},
        {choice("5"), "items[0].choices: 5 is no object"},
        {choice(R"(["red", "green"])"), "items[0].choices[0]: \"red\" is no object"},
        {choice(R"([{"label": "Red"}])"), "items[0].choices[0]: an option without a code"},
        {choice(R"([{"code": 1, "label": "Red"}])"), "items[0].choices[0].code: 1 is no text"},
        {choice(R"([{"code": "red", "text": "Red"}])"), "items[0].choices[0].text: unknown key"},
        {choice(R"([{"code": "red", "retired": true}])"), "items[0].choices: no options"},
        {choice(R"([{"code": "red"}, {"code": "red"}])"), "items[0].choices[1].code: option \"red\" stands twice"},
        {choice(R"({"red": "R", "red": "Red"})"), "the definition: the key \"red\" stands twice"},
        {choice(R"({"Red": "Red"})"), "items[0].choices.Red: \"Red\" is no option code"},
        {choice(R"({"_red": "Red"})"), "items[0].choices._red: \"_red\" is no option code"},
        {choice(R"({"": "Red"})"), "items[0].choices.: \"\" is no option code"},
        {choice(R"({"light red": "Red"})"), "items[0].choices.light red: \"light red\" is no option code"},
        {choice(R"({"abcdefghijklmno": "too long"})"), "items[0].choices.abcdefghijklmno: \"abcdefghijklmno\" is no option code"},
        {choice(R"({"red": null})"), "items[0].choices.red: null is no text"},
        {choice(R"({"red": {"label": "Red"}})"), "items[0].choices.red.label: \"label\" is no language"},
        {choice(R"({"red": "Red"})", R"(, "missing": {"red": "none"})"),
         "items[0].missing.red: \"red\" is an option of the item"},
        {choice(R"({"red": "Red"})", R"(, "other": "yes")"), "items[0].other: \"yes\" is neither true nor false"},
        // of a scale
        {scale_of("{}"), "scales[0]: a scale without name"},
        {scale_of(R"({"name": "s"})"), "scales[0]: a scale without items"},
        {scale_of(R"({"name": "S", "items": ["a"]})"), "scales[0].name: \"S\" is no name"},
        {scale_of(R"({"name": "complete", "items": ["a"]})"), "scales[0].name: the column \"complete\" is taken"},
        {scale_of(R"({"name": "s", "items": ["a"], "question": "?"})"), "scales[0].question: unknown key"},
        {survey_of(R"({"name": "x", "type": "boolean", "missing": {"true": "?"}})"),
         "items[0].missing.true: \"true\" is an answer"},
        {scale_of(R"({"name": "s", "items": ["a"], "retired": 1})"), "scales[0].retired: 1 is neither true nor false"},
        {scale_of(R"({"name": "s", "items": "a"})"), "scales[0].items: \"a\" is no array"},
        {scale_of(R"({"name": "s", "items": []})"), "scales[0].items: no items"},
        {scale_of(R"({"name": "s", "items": [5]})"), "scales[0].items[0]: 5 is no text"},
        {scale_of(R"({"name": "s", "items": ["a", "nobody"]})"), "scales[0].items[1]: \"nobody\" is no item"},
        {scale_of(R"({"name": "s", "items": ["a", "t"]})"), "scales[0].items[1]: \"t\" is of type text"},
        {scale_of(R"({"name": "s", "items": ["a", "b", "a"]})"), "scales[0].items[2]: \"a\" stands twice"},
        {scale_of(R"({"name": "s", "items": ["a"], "score": "median"})"),
         "scales[0].score: \"median\" is none of mean, sum, pvq21, pvq40, pvq_rr"},
        {scale_of(R"({"name": "s", "items": ["a", "b"], "min_answered": 3})"),
         "scales[0].min_answered: 3 is outside the allowed range: whole numbers 1..2"},
        {scale_of(R"({"name": "s", "items": ["a", "b"], "min_answered": 0})"), "scales[0].min_answered: 0 is outside"},
        {scale_of(R"({"name": "s", "items": ["a", "b"], "min_answered": 1.5})"), "scales[0].min_answered: 1.5 is outside"},
        {scale_of(R"({"name": "s", "items": ["a", "b"], "min_answered": "1"})"), "scales[0].min_answered: \"1\" is outside"},
        {scale_of(R"({"name": "s", "items": ["a"]}, {"name": "s", "items": ["b"]})"),
         "scales[1].name: the column \"s\" is taken"},
        {scale_of(R"({"name": "s", "items": ["a"]}, {"name": "t2", "items": ["s"]})"), "scales[1].items[0]: \"s\" is no item"},
        {values(20, "[1, 6]", "pvq21"), "scales[0].items: 20 items; pvq21 has 21"},
        {values(41, "[1, 6]", "pvq40"), "scales[0].items: 41 items; pvq40 has 40"},
        {values(40, "[1, 6]", "pvq_rr"), "scales[0].items: 40 items; pvq_rr has 57"},
        {values(21, "[1, 5]", "pvq21"), "scales[0].items[0]: an item of pvq21 is a rating 1..6"},
        {values(21, "[1, 6]", "pvq21", R"(, "reversed": true)"), "scales[0].items[0]: the instrument says which end is which"},
    };
    for (const auto& [json, said] : wrong) {
        const std::string why = mistake([&, j = &json] { definition::parse(*j); });
        EXPECT_EQ(why.rfind(said, 0), 0U) << json.substr(0, 300) << "\n  says:     " << why << "\n  expected: " << said;
    }
    EXPECT_EQ(mistake([] {
                  definition::parse(
                      values(21, "[1, 6]", "pvq21").insert(values(21, "[1, 6]", "pvq21").size() - 3, R"(, "min_answered": 5)"));
              }),
              "scales[0].min_answered: a value profile has no such key");
}

TEST(definition, refuses_what_only_an_attack_has) {
    std::string large(17 << 20, ' ');
    EXPECT_EQ(mistake([&] { definition::parse(large); }).rfind("a definition of 17825792 bytes", 0), 0U);
    const std::string deep(1 << 20, '[');
    EXPECT_EQ(mistake([&] { definition::parse(deep); }), "the definition: nested deeper than 32");
    EXPECT_EQ(mistake([&] { definition::parse(survey_of(R"({"name": "x", "type": )" + deep + "}")); }),
              "the definition: nested deeper than 32");
    std::string nested = R"({"side": )";
    for (int i = 0; i < 100000; ++i) nested += R"({"a":)";
    EXPECT_EQ(mistake([&] { definition::parse(nested); }), "the definition: nested deeper than 32");
    // Brackets within a text are no nesting.
    EXPECT_EQ(define(R"({"name": "x", "type": "text", "question": "\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[{{{{{{"})").items.size(),
              1U);
    std::string keys = "{", numbers = "[";
    for (int i = 0; i < 200000; ++i) {
        keys += "\"k" + std::to_string(i) + "\":1,";
        numbers += "1,";
    }
    EXPECT_EQ(mistake([&] { definition::parse(numbers + "1]"); }), "the definition: more than 200000 values");
    EXPECT_EQ(mistake([&] { definition::parse(keys + "\"k\":1}"); }), "the definition: an object of more than 1500 keys");
    EXPECT_EQ(
        mistake([] { definition::parse(std::string("{\"side\": \"cust\0mer\"}", 20)); }).rfind("the definition is no JSON", 0),
        0U);
}

TEST(definition, shows_a_long_value_cut_between_characters) {
    std::string emoji;
    for (int i = 0; i < 40; ++i) emoji += "\U0001F600";
    const std::string why = mistake([&] { definition::parse(R"({"side": ")" + emoji + R"(", "items": []})"); });
    EXPECT_EQ(why.find("\\x"), std::string::npos) << why;
    EXPECT_NE(why.find("\U0001F600... is none of"), std::string::npos) << why;
}

TEST(definition, of_a_survey_has_a_name_that_nothing_else_has) {
    for (const char* name : {"visit", "order", "user", "a", "pulse_2026", "unit_survey"}) check_survey_name(name);
    check_survey_name(std::string(48, 'a'));
    for (const std::string& name :
         {std::string(), std::string("Visit"), std::string("1st"), std::string("_a"), std::string("a-b"), std::string("a b"),
          std::string("a\"b"), std::string(49, 'a'), std::string("\u00e4")})
        EXPECT_EQ(mistake([&] { check_survey_name(name); }).rfind("survey \"" + name + "\" is no name", 0), 0U) << name;
    for (const char* name : {"unit",
                             "unit_path",
                             "person",
                             "person_key",
                             "membership",
                             "person_unit",
                             "survey",
                             "item",
                             "choice",
                             "wave",
                             "wave_unit",
                             "touchpoint",
                             "summary",
                             "purchase",
                             "setting",
                             "score",
                             "answer",
                             "comment",
                             "response_rate",
                             "link_input",
                             "customer_history",
                             "publication",
                             "publication_cell",
                             "published",
                             "published_comment",
                             "forgotten",
                             "invitation",
                             "contact",
                             "opt_out",
                             "contact_rule",
                             "representativeness",
                             "alert_rule",
                             "alert",
                             "case_file",
                             "case_report",
                             "action",
                             "benchmark_value",
                             "score_benchmark",
                             "person_merge",
                             "person_clash",
                             "person_root",
                             "duplicate_answer",
                             "key_conflict",
                             "comment_sentiment",
                             "confidential_sentiment",
                             "model",
                             "comment_word",
                             "submit",
                             "visit_labelled",
                             "response_id",
                             "source_id",
                             "started_at",
                             "submitted_at",
                             "person_id",
                             "channel",
                             "language",
                             "complete",
                             "weight",
                             "missing"})
        EXPECT_EQ(mistake([&] { check_survey_name(name); }), std::string("survey \"") + name + "\": the name is reserved");
}

}  // namespace
