#include "core/survey/response.hpp"

#include <map>

#include "survey/definitions.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::survey;
using xm::test::define;
using xm::test::mistake;

const char* const items =
    R"({"name": "r", "type": "rating", "scale": [0, 10], "missing": {"99": "does not apply", "dk": {"de": "weiß nicht", "en": "do not know"}}},
       {"name": "c", "type": "choice", "choices": {"web": "Web", "1": "One", "1to5": "1 to 5"}, "other": true, "missing": {"99": "none"}},
       {"name": "m", "type": "multiple", "choices": {"a": "A", "b": "B", "gone": "G"}, "other": true, "missing": {"na": "none of these"}},
       {"name": "k", "type": "rank", "choices": {"x": "X", "y": "Y", "z": "Z"}},
       {"name": "n", "type": "number", "missing": {"-1": "refused"}}, {"name": "t", "type": "text", "missing": {"-": "nothing said"}},
       {"name": "d", "type": "date"}, {"name": "at", "type": "timestamp"}, {"name": "ok", "type": "boolean"}, {"name": "old", "type": "text"})";

definition survey(const char* mode = "identified", const char* more = "") {
    definition d = define(items, std::string(R"(, "mode": ")") + mode + "\"" + more);
    d.items[2].choices[2].retired = true;
    d.items[9].retired = true;
    return d;
}

// What is stored of these answers, by column; nothing where it is NULL.
std::map<std::string, std::string> cells(const std::string& answers) {
    const definition d = survey();
    const response r = response::parse(R"({"answers": )" + answers + "}", d, false);
    const auto columns = item_columns(d);
    EXPECT_EQ(r.cells.size(), columns.size());
    std::map<std::string, std::string> result;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (r.cells[i]) result[columns[i].name] = *r.cells[i];
    if (!r.missing.empty()) result["missing"] = r.missing;
    return result;
}
using map = std::map<std::string, std::string>;

std::string refused(const std::string& json, const definition& d = survey(), bool from_outside = false) {
    return mistake([&] { response::parse(json, d, from_outside); });
}

TEST(response, goes_to_the_columns_of_items_that_are_asked) {
    std::string said;
    for (const item_column& c : item_columns(survey())) said += c.name + " " + c.type + ", ";
    EXPECT_EQ(said,
              "r smallint, c text, c_other text, m_a boolean, m_b boolean, m_gone boolean, m_other text, k_x smallint, k_y "
              "smallint, k_z smallint, "
              "n numeric, t text, d date, at timestamp with time zone, ok boolean, ");
}

TEST(response, is_read_by_type) {
    EXPECT_EQ(cells("{}"), map{});
    EXPECT_EQ(
        cells(
            R"({"r": 9, "c": "web", "m": ["b"], "k": ["z", "x"], "n": 12.5, "t": "it's", "d": "2026-03-01", "at": "2026-03-01T10:00:00Z", "ok": true})"),
        (map{{"r", "9"},
             {"c", "web"},
             {"m_a", "false"},
             {"m_b", "true"},
             {"k_z", "1"},
             {"k_x", "2"},
             {"n", "12.5"},
             {"t", "it's"},
             {"d", "2026-03-01"},
             {"at", "2026-03-01T10:00:00Z"},
             {"ok", "true"}}));
    EXPECT_EQ(cells(R"({"r": null, "c": null, "m": null, "k": null, "c_other": null, "ok": null})"), map{});
    // The first and the last rating; numbers however they are written; a form sends texts.
    for (const char* nought : {"0", "0.0", "-0", "\"0\"", "0e5"})
        EXPECT_EQ(cells(std::string(R"({"r": )") + nought + "}"), (map{{"r", "0"}})) << nought;
    for (const char* ten : {"10", "10.0", "1e1", "\"10\"", "\"10.0\""})
        EXPECT_EQ(cells(std::string(R"({"r": )") + ten + "}"), (map{{"r", "10"}})) << ten;
    EXPECT_EQ(cells(R"({"c": 1})"), (map{{"c", "1"}}));
    EXPECT_EQ(cells(R"({"m": []})"), (map{{"m_a", "false"}, {"m_b", "false"}}));
    EXPECT_EQ(cells(R"({"m": ["a", "a"]})"), (map{{"m_a", "true"}, {"m_b", "false"}}));
    EXPECT_EQ(cells(R"({"k": []})"), map{});
    EXPECT_EQ(cells(R"({"n": "1200.50"})"), (map{{"n", "1200.50"}}));
    EXPECT_EQ(cells(R"({"n": 9007199254740993})"), (map{{"n", "9007199254740993"}}));
    EXPECT_EQ(cells(R"({"n": 12345678901234567890.1230})"), (map{{"n", "12345678901234567890.1230"}}));
    EXPECT_EQ(cells(R"({"n": "12345678901234567890.123"})"), (map{{"n", "12345678901234567890.123"}}));
    EXPECT_EQ(cells(R"({"n": -1e100})"), (map{{"n", "-1e100"}}));
    EXPECT_EQ(cells(R"({"ok": "false"})"), (map{{"ok", "false"}}));
    EXPECT_EQ(cells(R"({"at": "2026-03-01"})"), (map{{"at", "2026-03-01"}}));
    EXPECT_EQ(cells(R"({"at": "2026-03-01 10:00+02"})"), (map{{"at", "2026-03-01 10:00+02"}}));
}

TEST(response, keeps_words_of_their_own) {
    EXPECT_EQ(cells(R"({"c_other": "by post"})"), (map{{"c_other", "by post"}}));
    EXPECT_EQ(cells(R"({"m": ["a"], "m_other": "fax"})"), (map{{"m_a", "true"}, {"m_b", "false"}, {"m_other", "fax"}}));
    EXPECT_EQ(refused(R"({"answers": {"c_other": 5}})"), "answers.c_other: 5 is no text");
    EXPECT_EQ(refused(R"({"answers": {"k_other": "x"}})").rfind("answers.k_other: no item of this survey", 0), 0U);
}

TEST(response, turns_codes_for_no_answer_into_their_reason) {
    for (const char* code : {"99", "\"99\"", "99.0", "\"99.0\"", "9.9e1"})
        EXPECT_EQ(cells(std::string(R"({"r": )") + code + "}"), (map{{"missing", R"({"r":"does not apply"})"}})) << code;
    EXPECT_EQ(cells(R"({"r": "dk", "c": 99, "n": -1, "t": "-"})"),
              (map{{"missing", R"({"r":"do not know","c":"none","n":"refused","t":"nothing said"})"}}));
    const definition times =
        define(R"({"name": "s", "type": "timestamp", "missing": {"1900-01-01T00:00:00Z": "unknown", "?": "none"}},
                                       {"name": "b", "type": "boolean", "missing": {"9": "no answer"}})");
    const auto missing = [&](const std::string& answers) {
        return response::parse(R"({"answers": {)" + answers + "}}", times, false).missing;
    };
    for (const char* same :
         {"1900-01-01T00:00:00Z", "1900-01-01 00:00:00.000Z", "1900-01-01T01:30+01:30", "1899-12-31T19:00:00-0500"})
        EXPECT_EQ(missing(std::string(R"("s": ")") + same + "\""), R"({"s":"unknown"})") << same;
    EXPECT_EQ(missing(R"("s": "?", "b": 9)"), R"({"s":"none","b":"no answer"})");
    EXPECT_EQ(missing(R"("s": "1900-01-01T00:00:00", "b": true)"), "");  // midnight of the workspace, who knows where
    EXPECT_EQ(cells(R"({"m": "na"})"), (map{{"missing", R"({"m":"none of these"})"}}));
    EXPECT_EQ(cells(R"({"m": ["na"]})"), (map{{"missing", R"({"m":"none of these"})"}}));
    EXPECT_NE(refused(R"({"answers": {"m": ["a", "na"]}})"), "");
    // The code of another item is none here.
    EXPECT_NE(refused(R"({"answers": {"r": -1}})"), "");
    EXPECT_EQ(cells(R"({"t": "99"})"), (map{{"t", "99"}}));
}

TEST(response, says_what_is_of_every_response) {
    const definition d = survey("identified", R"(, "weighted": true)");
    const response r = response::parse(
        R"({"source_id": "r-1", "submitted_at": "2026-03-01T10:00:00Z", "started_at": "2026-03-01T09:55:00Z", "wave": "w1", "unit": "berlin",
            "person": {"email": " Ann@Example.COM "}, "touchpoint": "till", "channel": "web", "language": "de", "complete": false, "weight": 2.5, "replace": true})",
        d, false);
    EXPECT_EQ(r.source_id, "r-1");
    EXPECT_EQ(r.submitted_at, "2026-03-01T10:00:00Z");
    EXPECT_EQ(r.started_at, "2026-03-01T09:55:00Z");
    EXPECT_EQ(r.wave, "w1");
    EXPECT_EQ(r.unit, "berlin");
    EXPECT_EQ(r.touchpoint, "till");
    EXPECT_EQ(r.channel, "web");
    EXPECT_EQ(r.language, "de");
    EXPECT_EQ(r.complete, false);
    EXPECT_EQ(r.weight, 2.5);
    EXPECT_TRUE(r.replace);
    ASSERT_EQ(r.person.size(), 1U);
    EXPECT_EQ(r.person[0].kind, "email");
    EXPECT_EQ(r.person[0].value, "ann@example.com");
    EXPECT_EQ(r.cells.size(), item_columns(d).size());
    EXPECT_EQ(r.missing, "");

    const response nothing =
        response::parse(R"({"source_id": null, "unit": null, "person": null, "weight": null, "complete": null})", d, true);
    EXPECT_FALSE(nothing.source_id || nothing.unit || !nothing.person.empty() || nothing.weight || nothing.complete ||
                 nothing.replace);
    EXPECT_EQ(response::parse(R"({"source_id": 17})", d, false).source_id, "17");
    EXPECT_EQ(response::parse(R"({"source_id": 123456789012345678})", d, false).source_id, "123456789012345678");
    EXPECT_EQ(response::parse(R"({"person": {"crm": 17}})", d, false).person[0].value, "17");
    EXPECT_EQ(response::parse(R"({"person": {"email": "a", "phone": "1"}})", d, false).person.size(), 2U);
    EXPECT_EQ(response::parse(R"({"weight": 0})", d, false).weight, 0);
    EXPECT_EQ(response::parse(R"({"weight": 1})", survey(), false).weight, 1);
}

TEST(response, is_refused_with_the_path_of_what_is_wrong) {
    const struct {
        const char *json, *said;
    } wrong[] = {
        {"", "the response is no JSON"},
        {"[]", "the response is no JSON object"},
        {R"("r-1")", "the response is no JSON object"},
        {R"({"answer": {}})", "answer: unknown key"},
        {R"({"answers": []})", "answers: no JSON object"},
        {R"({"answers": null})", "answers: no JSON object"},
        {R"({"source_id": ""})", "source_id: an empty source_id"},
        {R"({"source_id": " "})", "source_id: an empty source_id"},
        {R"({"source_id": 1.5})", "source_id: 1.5 is no text"},
        {R"({"source_id": "a\u0000"})", "source_id: a text cannot hold a zero byte"},
        {R"({"unit": 7})", "unit: 7 is no text"},
        {R"({"wave": ["w"]})", "wave: [\"w\"] is no text"},
        {R"({"submitted_at": 1700000000})", "submitted_at: 1700000000 is no text"},
        {R"({"submitted_at": "03/04/2026"})", "submitted_at: \"03/04/2026\" is no time"},
        {R"({"started_at": "yesterday"})", "started_at: \"yesterday\" is no time"},
        {R"({"complete": "yes"})", "complete: \"yes\" is neither true nor false"},
        {R"({"replace": 1})", "replace: 1 is neither true nor false"},
        {R"({"weight": 2})", "weight: 2 in an unweighted survey; allowed is 1"},
        {R"({"weight": "1"})", "weight: \"1\" in an unweighted survey; allowed is 1"},
        {R"({"person": "ann@example.com"})", "person: not an object of 1 to 16 keys"},
        {R"({"person": {}})", "person: not an object of 1 to 16 keys"},
        {R"({"person": {"": "x"}})", "person: a key of no kind"},
        {R"({"person": {"email": null}})", "person.email: null is no text"},
        {R"({"person": {"email": "  "}})", "person key email: \"  \" is empty"},
        {R"({"person": {"phone": "none"}})", "person key phone: \"none\" is empty"},
        {R"({"answers": {"nobody": 1}})", "answers.nobody: no item of this survey; there are r, c, m, k, n, t, d, at, ok"},
        {R"({"answers": {"old": "x"}})", "answers.old: no item of this survey"},
        {R"({"answers": {"r": 11}})", "answers.r: 11 is outside the allowed range: whole ratings 0..10"},
        {R"({"answers": {"r": -1}})", "answers.r: -1 is outside the allowed range"},
        {R"({"answers": {"r": 9.5}})", "answers.r: 9.5 is outside the allowed range"},
        {R"({"answers": {"r": "nine"}})", "answers.r: \"nine\" is outside the allowed range"},
        {R"({"answers": {"r": ""}})", "answers.r: \"\" is outside the allowed range"},
        {R"({"answers": {"r": true}})", "answers.r: true is outside the allowed range"},
        {R"({"answers": {"r": [9]}})", "answers.r: [9] is outside the allowed range"},
        {R"({"answers": {"r": 1e300}})", "answers.r: 1e300 is outside the allowed range"},
        {R"({"answers": {"r": "inf"}})", "answers.r: \"inf\" is outside the allowed range"},
        {R"({"answers": {"r": "nan"}})", "answers.r: \"nan\" is outside the allowed range"},
        {R"({"answers": {"c": "Web"}})", "answers.c: \"Web\" is no option; there are web, 1, 1to5"},
        {R"({"answers": {"c": ["web"]}})", "answers.c: [\"web\"] is no option"},
        {R"({"answers": {"c": ""}})", "answers.c: \"\" is no option"},
        {R"({"answers": {"m": "a"}})", "answers.m: \"a\" is no array"},
        {R"({"answers": {"m": ["a", "q"]}})", "answers.m: \"q\" is no option; there are a, b"},
        {R"({"answers": {"m": ["gone"]}})", "answers.m: \"gone\" is no option; there are a, b"},
        {R"({"answers": {"m": [["a"]]}})", "answers.m: [\"a\"] is no option"},
        {R"({"answers": {"m": [null]}})", "answers.m: null is no option"},
        {R"({"answers": {"m": {"a": true}}})", "answers.m: {\"a\":true} is no array"},
        {R"({"answers": {"k": ["x", "x"]}})", "answers.k: \"x\" stands twice"},
        {R"({"answers": {"k": "x"}})", "answers.k: \"x\" is no array"},
        {R"({"answers": {"k": ["w"]}})", "answers.k: \"w\" is no option; there are x, y, z"},
        {R"({"answers": {"n": "many"}})", "answers.n: \"many\" is outside the allowed range"},
        {R"({"answers": {"n": "3,5"}})", "answers.n: \"3,5\" is outside the allowed range"},
        {R"({"answers": {"n": ""}})", "answers.n: \"\" is outside the allowed range"},
        {R"({"answers": {"n": "NaN"}})", "answers.n: \"NaN\" is outside the allowed range"},
        {R"({"answers": {"n": "Infinity"}})", "answers.n: \"Infinity\" is outside the allowed range"},
        {R"({"answers": {"n": 1e101}})", "answers.n: 1e101 is outside the allowed range"},
        {R"({"answers": {"n": 1e-101}})", "answers.n: 1e-101 is outside the allowed range"},
        {R"({"answers": {"n": "1e400"}})", "answers.n: \"1e400\" is outside the allowed range"},
        {R"({"answers": {"n": true}})", "answers.n: true is outside the allowed range"},
        {R"({"answers": {"t": 5}})", "answers.t: 5 is no text"},
        {R"({"answers": {"t": "a\u0000b"}})", "answers.t: a text cannot hold a zero byte"},
        {R"({"answers": {"d": "1.3.2026"}})", "answers.d: \"1.3.2026\" is no date"},
        {R"({"answers": {"d": "2026-03-01T10:00:00"}})", "answers.d: \"2026-03-01T10:00:00\" is no date"},
        {R"({"answers": {"d": "today"}})", "answers.d: \"today\" is no date"},
        {R"({"answers": {"d": 20260301}})", "answers.d: 20260301 is no text"},
        {R"({"answers": {"at": "10:00"}})", "answers.at: \"10:00\" is no time"},
        {R"({"answers": {"at": "2026-03-01x"}})", "answers.at: \"2026-03-01x\" is no time"},
        {R"({"answers": {"ok": 1}})", "answers.ok: 1 is neither true nor false"},
        {R"({"answers": {"ok": "yes"}})", "answers.ok: \"yes\" is neither true nor false"},
    };
    for (const auto& [json, said] : wrong) {
        const std::string why = refused(json);
        EXPECT_EQ(why.rfind(said, 0), 0U) << json << "\n  says:     " << why << "\n  expected: " << said;
    }
    const definition weighted = survey("identified", R"(, "weighted": true)");
    for (const char* weight : {"-1", "1e101", "1e-101", "\"2\""})
        EXPECT_EQ(refused(std::string(R"({"weight": )") + weight + "}", weighted).rfind("weight: ", 0), 0U) << weight;
    EXPECT_EQ(refused(std::string(1 << 20, '[')), "the response: nested deeper than 32");
}

TEST(response, names_at_most_ten_allowed_values) {
    std::string choices, more;
    for (int i = 0; i < 40; ++i) {
        choices += (i == 0 ? "\"o" : ", \"o") + std::to_string(i) + R"(": "label")";
        more += R"(, {"type": "text", "name": "i)" + std::to_string(i) + "\"}";
    }
    const definition d = define(R"({"name": "x", "type": "choice", "choices": {)" + choices + "}}" + more);
    EXPECT_EQ(refused(R"({"answers": {"x": "no"}})", d),
              "answers.x: \"no\" is no option; there are o0, o1, o2, o3, o4, o5, o6, o7, o8, o9, ...");
    EXPECT_EQ(refused(R"({"answers": {"y": "no", "x": "o1"}})", d),
              "answers.y: no item of this survey; there are x, i0, i1, i2, i3, i4, i5, i6, i7, i8, ...");
}

TEST(response, from_outside_says_less) {
    for (const char* key : {"submitted_at", "complete", "weight", "replace"})
        EXPECT_EQ(refused(std::string(R"({")") + key + R"(": true})", survey(), true),
                  std::string(key) + ": not accepted from a collector");
    // Of a survey that keeps who answered, a collector is told what would be right.
    EXPECT_NE(refused(R"({"answers": {"c": "no"}})", survey(), true).find("there are web"), std::string::npos);
    for (const char* mode : {"confidential", "anonymous"}) {
        const definition d = survey(mode);
        for (const char* answer :
             {R"("r": 11)", R"("c": "no")", R"("m": ["q"])", R"("m": "a")", R"("k": ["x", "x"])", R"("n": "many")", R"("t": 5)",
              R"("d": "today")", R"("at": "now")", R"("ok": 3)", R"("c_other": 5)"}) {
            const std::string json = std::string(R"({"answers": {)") + answer + "}}";
            const std::string name = json.substr(14, json.find('"', 14) - 14);
            EXPECT_EQ(refused(json, d, true), "answers." + name + ": not an answer to this item") << json;
            EXPECT_NE(refused(json, d, false), refused(json, d, true));
        }
        EXPECT_EQ(refused(R"({"answers": {"nobody": 1}})", d, true), "answers.nobody: no item of this survey");
        EXPECT_EQ(refused(R"({"unit": 5})", d, true), "unit: not an answer to this item");
        EXPECT_TRUE(response::parse(R"({"source_id": "1", "unit": "u", "answers": {"r": 9}})", d, true).cells[0]);
    }
}

TEST(response, to_an_anonymous_survey_tells_nothing_of_the_person) {
    const definition d = survey("anonymous");
    EXPECT_EQ(refused(R"({"person": {"email": "a@b.c"}})", d), "person: an anonymous survey does not keep it");
    EXPECT_EQ(refused(R"({"started_at": "2026-03-01"})", d), "started_at: an anonymous survey does not keep it");
}

TEST(response, names_people_by_keys_that_are_written_alike) {
    EXPECT_EQ(normalised_key("email", "\t Ann.Lee@Example.COM\n"), "ann.lee@example.com");
    EXPECT_EQ(normalised_key("email", "J\u00d6RG@example.com"), "j\u00d6rg@example.com");
    EXPECT_EQ(normalised_key("phone", "+49 (030) 123-45"), "+4903012345");
    EXPECT_EQ(normalised_key("phone", "030/12345"), "+03012345");
    EXPECT_EQ(normalised_key("crm", "  A-17 b "), "A-17 b");
    for (const char* kind : {"email", "phone", "crm"}) {
        EXPECT_NE(mistake([&] { normalised_key(kind, ""); }), "");
        EXPECT_NE(mistake([&] { normalised_key(kind, " \t\n"); }), "");
    }
    EXPECT_NE(mistake([&] { normalised_key("phone", "n/a"); }), "");
}

}  // namespace
