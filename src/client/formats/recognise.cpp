#include "client/formats/recognise.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "client/formats/words.hpp"

namespace xm::client {
namespace {

using head_rows = std::vector<std::vector<std::string>>;

// std::regex takes some of the stack for each character, and headers may be as long as a file likes: it sees their beginning.
constexpr std::size_t longest_matched = 1'000;

std::string at(const head_rows& head, std::size_t row, std::size_t column) {
    return row < head.size() && column < head[row].size() ? head[row][column] : std::string();
}

bool any_of(const std::string& folded, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(), [&](const char* w) { return folded == w; });
}

bool holds_any(const std::string& folded, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(), [&](const char* w) { return folded.find(w) != std::string::npos; });
}

// Whether the first row has all these headers.
bool has_headers(const head_rows& head, std::initializer_list<const char*> names) {
    if (head.empty()) return false;
    std::set<std::string> there;
    for (const std::string& h : head[0]) there.insert(fold(h));
    return std::all_of(names.begin(), names.end(), [&](const char* n) { return there.count(n) > 0; });
}

column_facts dropped(client::role role, std::string label, std::string reason) {
    column_facts c;
    c.role = role;
    c.role_label = std::move(label);
    c.reason = std::move(reason);
    return c;
}

column_facts of_role(client::role role) {
    column_facts c;
    c.role = role;
    return c;
}

column_facts personal() { return dropped(role::personal, {}, "names a person or a place: dropped (--keep, --person)"); }

// Words between bars.
std::set<std::string> set_of(std::string_view words) {
    std::set<std::string> result;
    for (std::size_t at = 0; at <= words.size();) {
        const std::size_t end = std::min(words.find('|', at), words.size());
        result.emplace(words.substr(at, end - at));
        at = end + 1;
    }
    return result;
}

// Headers that name a person or a place in any tool.
std::optional<column_facts> personal_by_header(const std::string& header) {
    static const std::set<std::string> words = set_of(
        "email|e-mail|email address|e-mail address|e-mail-adresse|mail|name|full name|first name|"
        "last name|surname|vorname|nachname|vollständiger name|phone|phone number|telephone|telefon|"
        "telefonnummer|mobile|handy|ip|ip address|ip-adresse|ipaddress|ipaddr|latitude|longitude|"
        "locationlatitude|locationlongitude|location latitude|location longitude|address|adresse|"
        "anschrift|street|user name|username|network id|prénom|nom|adresse e-mail|correo electrónico|"
        "nombre|apellido|apellidos|dirección de correo electrónico|indirizzo email|adres e-mail|"
        "e-mailadres|date of birth|geburtsdatum|birthday|recipientlastname|recipientfirstname|"
        "recipientemail|locationaccuracy|emailaddress");
    return words.count(fold(header)) > 0 ? std::optional(personal()) : std::nullopt;
}

// The next column, which is known again by `key`.
void add_column(recognised& r, column_facts&& c, std::string key, const std::string& header) {
    c.key = std::move(key);
    if (c.question.empty()) c.question = header;
    r.columns.push_back(std::move(c));
}

// A question in a column of its own, its options joined by `separator`; its name is the number of the question.
column_facts numbered_question(const std::string& header, const char* separator, int number) {
    column_facts c;
    c.question = plain_text(header);
    c.separator = separator;
    c.code = "q" + std::to_string(number);
    return c;
}

// --- Qualtrics ------------------------------------------------------------

struct import_id {
    std::string id, choice, zone;
};

// The third header row: {"ImportId":"QID2","choiceId":"1"}, in old exports with single quotes.
std::optional<import_id> import_id_of(std::string text) {
    if (text.find("ImportId") == std::string::npos || text.empty() || text[0] != '{') return std::nullopt;
    if (text.find('"') == std::string::npos) std::replace(text.begin(), text.end(), '\'', '"');
    const auto j = nlohmann::json::parse(text, nullptr, false);
    if (!j.is_object() || !j.contains("ImportId") || !j["ImportId"].is_string()) return std::nullopt;
    import_id result{j["ImportId"].get<std::string>(), {}, {}};
    if (j.contains("choiceId") && j["choiceId"].is_string()) result.choice = j["choiceId"].get<std::string>();
    if (j.contains("timeZone") && j["timeZone"].is_string()) result.zone = j["timeZone"].get<std::string>();
    return result;
}

std::optional<column_facts> qualtrics_metadata(const std::string& name) {
    const std::string n = fold(name);
    if (any_of(n, {"startdate", "start date"})) return of_role(role::started_at);
    if (any_of(n, {"enddate", "end date"})) return of_role(role::ended_at);
    if (any_of(n, {"recordeddate", "recorded date"})) return of_role(role::submitted_at);
    if (any_of(n, {"status"})) return of_role(role::status);
    if (any_of(n, {"finished"})) return of_role(role::complete);
    if (any_of(n, {"responseid", "_recordid", "response id"})) return of_role(role::source_id);
    if (any_of(n, {"userlanguage", "q_language"})) return of_role(role::language);
    if (any_of(n, {"distributionchannel"})) return of_role(role::channel);
    if (any_of(n, {"progress"})) return dropped(role::metadata, "progress", "meta data of the tool");
    if (any_of(n, {"duration", "duration (in seconds)", "q_totalduration"}))
        return dropped(role::metadata, "duration", "meta data of the tool");
    if (any_of(n, {"externalreference", "externaldatareference"}))
        return dropped(role::metadata, "customer key", "a key of the person: --person crm=COLUMN uses it");
    if (auto c = personal_by_header(name)) return c;
    if (any_of(n, {"responseset", "q_recaptchascore", "q_relevantidduplicate", "q_duplicaterespondent", "q_ballotboxstuffing"}))
        return dropped(role::metadata, {}, "meta data of the tool");
    return std::nullopt;
}

// What a status says of a row that is no answer: survey preview, test, spam and their codes.
const std::vector<std::string> qualtrics_tests{"survey preview",
                                               "survey test",
                                               "spam",
                                               "possible spam",
                                               "1",
                                               "2",
                                               "8",
                                               "9",
                                               "12",
                                               "17",
                                               "umfragevorschau",
                                               "umfragentest",
                                               "aperçu de l'enquête",
                                               "vista previa de la encuesta"};

std::optional<recognised> qualtrics(const head_rows& head) {
    if (head.size() < 2 || head[0].empty()) return std::nullopt;
    const bool ids =
        head.size() > 2 && std::any_of(head[2].begin(), head[2].end(), [](const auto& t) { return import_id_of(t).has_value(); });
    const bool legacy =
        !ids && (at(head, 0, 0) == "V1" || fold(at(head, 0, 0)) == "responseid") && has_headers({head[1]}, {"responseset"});
    const bool plain = !ids && !legacy && has_headers(head, {"startdate", "responseid", "finished"});
    if (!ids && !legacy && !plain) return std::nullopt;
    recognised r;
    r.format = "qualtrics-csv";
    // Without its third row an export has two header rows, if the second one says what the first means.
    r.header_rows = ids ? 3 : legacy || fold(at(head, 1, 0)) == "start date" || fold(at(head, 1, 0)) == "response id" ? 2 : 1;
    const std::size_t width = head[0].size();
    static const std::regex question(R"(^(?:(\d+)_)?(QID\d+)(?:[#_-].*)?$)");
    for (std::size_t i = 0; i < width; ++i) {
        const std::string name = at(head, 0, i), text = r.header_rows > 1 ? at(head, 1, i) : name;
        const auto id = ids ? import_id_of(at(head, 2, i)) : std::nullopt;
        if (id && r.zone.empty()) r.zone = id->zone;
        column_facts c;
        const bool meta_id = !id || id->id.size() > longest_matched || !std::regex_match(id->id, question);
        std::optional<column_facts> meta;
        if (meta_id) meta = id ? qualtrics_metadata(id->id) : qualtrics_metadata(legacy ? text : name);
        if (meta_id && !meta && id) meta = qualtrics_metadata(name);
        if (name.empty() && text.empty()) {
            c = dropped(role::dropped, {}, "no header");
        } else if (meta) {
            c = *meta;
        } else if (id && meta_id) {
            c = dropped(role::metadata, "embedded data", "embedded data: dropped (--keep, --attribute)");
        } else if (id && (id->id.ends_with("_BROWSER") || id->id.ends_with("_VERSION") || id->id.ends_with("_OS") ||
                          id->id.ends_with("_RESOLUTION"))) {
            c = dropped(role::metadata, {}, "the browser, not an answer");
        } else if (name.ends_with("_NPS_GROUP")) {
            c = dropped(role::metadata, {}, "counted from the rating by the tool");
        } else if (name.ends_with("_First Click") || name.ends_with("_Last Click") || name.ends_with("_Page Submit") ||
                   name.ends_with("_Click Count")) {
            c = dropped(role::metadata, "timing", "how long a page was open: dropped (--keep)");
        } else {
            c.code = name;
            c.question = text;
            // A column per option or row: NAME_1, NAME_2; its text follows the question's.
            static const std::regex part(R"(^(.+)_(-?\d+|x\d+)$)");
            std::smatch m;
            const bool own_words = name.ends_with("_TEXT");
            if (!own_words && name.size() <= longest_matched && std::regex_match(name, m, part)) {
                c.layout = layout::grid;
                c.group_code = m[1];
                c.option_code = id && !id->choice.empty() ? id->choice : m[2].str();
                c.group = c.group_code;
            }
        }
        c.key = id ? id->id + (id->choice.empty() ? "" : "_" + id->choice) : name;
        if (c.question.empty()) c.question = text;
        if (c.role == role::source_id && !r.id_column) r.id_column = i;
        if (c.role == role::status) r.tests[i] = qualtrics_tests;
        r.columns.push_back(std::move(c));
    }
    // The text that the columns of a question begin with is the question; what follows is the option or row.
    std::map<std::string, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < width; ++i)
        if (!r.columns[i].group.empty()) groups[r.columns[i].group].push_back(i);
    for (const auto& [name, members] : groups) {
        const std::string separator = legacy ? "-" : " - ";
        for (const std::size_t i : members) {
            column_facts& c = r.columns[i];
            const auto cut = c.question.rfind(separator);
            // An option may hold the separator itself: the first member decides where all are cut.
            const std::string& first = r.columns[members[0]].question;
            std::size_t same = 0;
            if (members.size() > 1) {
                const std::string& second = r.columns[members[1]].question;
                while (same < first.size() && same < second.size() && first[same] == second[same]) ++same;
                same = first.substr(0, same).rfind(separator);
            }
            std::size_t where =
                members.size() > 1 && same != std::string::npos && c.question.compare(0, same, first, 0, same) == 0 ? same : cut;
            if (where == std::string::npos || where >= c.question.size()) {
                c.group_text = c.question;
                c.option_text = c.question;
                continue;
            }
            c.group_text = c.question.substr(0, where);
            c.option_text = c.question.substr(where + separator.size());
            if (const auto selected = c.group_text.rfind(separator + "Selected Choice"); selected != std::string::npos)
                c.group_text.erase(selected);
        }
        if (members.size() == 1 && r.columns[members[0]].option_text.empty()) r.columns[members[0]].layout = layout::alone;
    }
    for (column_facts& c : r.columns)
        if (const auto cut = c.question.rfind(" - Selected Choice"); cut != std::string::npos && c.layout == layout::alone) {
            c.question.erase(cut);
            c.layout = layout::alone;
            c.separator = ",";  // several choices in one cell, if there are any
        } else if (c.role == role::answer && c.layout == layout::alone) {
            c.separator = ",";
        }
    return r;
}

// --- SurveyMonkey ------------------------------------------------------------

std::optional<recognised> surveymonkey(const head_rows& head, const source& from) {
    if (head.size() < 2) return std::nullopt;
    const std::string first = fold(at(head, 0, 0));
    const bool named = any_of(first, {"respondent id", "respondentid", "teilnehmer-id", "befragten-id", "respondent_id",
                                      "id de l'encuestado", "id du répondant", "id del encuestado", "id rispondente"});
    const bool answers = std::any_of(head[1].begin(), head[1].end(), [](const auto& t) {
        const std::string f = fold(t);
        return any_of(f, {"response", "open-ended response", "antwort", "antworten", "réponse", "respuesta", "risposta"}) ||
               f.starts_with("open-ended");
    });
    if (!named && !(answers && has_headers(head, {"collector id"}))) return std::nullopt;
    recognised r;
    r.format = "surveymonkey-" + from.container;
    r.header_rows = 2;
    std::string question;
    int number = 0;
    std::string group;
    for (std::size_t i = 0; i < head[0].size() || i < head[1].size(); ++i) {
        const std::string header = at(head, 0, i), below = at(head, 1, i);
        const std::string h = fold(header), b = fold(below);
        const bool next_open = at(head, 0, i + 1).empty() && i + 1 < head[0].size() && !at(head, 1, i + 1).empty();
        column_facts c;
        if (any_of(h, {"respondent id", "respondentid", "teilnehmer-id", "befragten-id"}) || (i == 0 && below.empty())) {
            c = of_role(role::source_id);
            r.id_column = i;
        } else if (any_of(h, {"collector id", "collectorid", "kollektor-id"})) {
            c = dropped(role::metadata, {}, "meta data of the tool");
        } else if (any_of(h, {"date created", "start date", "startdate", "datecreated", "startdatum", "erstellungsdatum"})) {
            c = of_role(role::started_at);
        } else if (any_of(h, {"date modified", "end date", "enddate", "datemodified", "enddatum", "änderungsdatum"})) {
            c = of_role(role::ended_at);
        } else if (below.empty() && !header.empty() && personal_by_header(header)) {
            c = *personal_by_header(header);
        } else if (below.empty() && h.starts_with("custom data")) {
            c = dropped(role::metadata, "custom data", "sent with the invitation: dropped (--keep, --attribute)");
        } else {
            if (!header.empty()) {
                question = header;
                group = "q" + std::to_string(++number);
            }
            c.code = group;
            const bool own_words =
                b.starts_with("other (") || any_of(b, {"other", "sonstiges", "sonstiges (bitte angeben)", "autre", "otro"});
            const bool only =
                any_of(b, {"response", "open-ended response", "antwort", "offene antwort", "réponse", "respuesta"}) ||
                below.empty();
            if (only && !next_open && !header.empty()) {
                c.question = question;
            } else if (own_words) {
                c.layout = layout::other_words;
                c.code = group + "_other";
                c.question = question + " - " + below;
            } else {
                c.layout = layout::grid;
                c.group = c.group_code = group;
                c.group_text = question;
                c.option_text = below;
                c.question = question + " - " + below;
            }
        }
        add_column(r, std::move(c), c.question.empty() ? header : c.question, header);
    }
    return r;
}

// --- LimeSurvey ------------------------------------------------------------

std::optional<recognised> limesurvey(const head_rows& head) {
    if (head.empty()) return std::nullopt;
    // Codes, codes with texts ("sat[SQ001]. How ... [Pay]"), or in a VV file texts above codes.
    std::size_t row = 0;
    const auto is_code_row = [&](std::size_t i) {
        if (i >= head.size()) return false;
        bool id = false, date = false;
        for (const std::string& t : head[i]) {
            const std::string code = fold(t.substr(0, t.find_first_of(". ")));
            id = id || code == "id";
            date = date || code == "submitdate" || code == "startlanguage" || code == "lastpage";
        }
        return id && date;
    };
    if (!is_code_row(0)) {
        if (!is_code_row(1)) return std::nullopt;
        row = 1;
    }
    recognised r;
    r.format = row == 1 ? "limesurvey-vv" : "limesurvey-csv";
    r.header_rows = row + 1;
    // Both forms of the bracketed part: code[sub], code[sub][scale].
    static const std::regex shape(R"(^([A-Za-z][A-Za-z0-9]*)(?:\[([^\]]*)\])?(?:\[([^\]]*)\])?(?:\. ([\s\S]*))?$)");
    for (std::size_t i = 0; i < head[row].size(); ++i) {
        const std::string header = at(head, row, i);
        const std::string above = row == 1 ? at(head, 0, i) : std::string();
        std::smatch m;
        const std::string begin = header.substr(0, longest_matched);
        const bool matches = std::regex_match(begin, m, shape) && (m[4].matched || begin.size() == header.size());
        const std::string code = matches ? m[1].str() : header;
        const std::string sub = matches ? m[2].str() : "", scale = matches ? m[3].str() : "";
        std::string text = matches && m[4].matched ? m[4].str() + header.substr(begin.size()) : above;
        if (text.empty()) text = header;
        const std::string c0 = fold(code);
        column_facts c;
        if (header.empty()) {
            c = dropped(role::dropped, {}, "no header");
        } else if (sub.empty() && any_of(c0, {"id"})) {
            c = of_role(role::source_id);
            r.id_column = i;
        } else if (sub.empty() && c0 == "submitdate") {
            c = of_role(role::submitted_at);
            r.sent_column = i;
        } else if (sub.empty() && c0 == "startdate") {
            c = of_role(role::started_at);
        } else if (sub.empty() && c0 == "datestamp") {
            c = of_role(role::ended_at);
        } else if (sub.empty() && c0 == "startlanguage") {
            c = of_role(role::language);
        } else if (sub.empty() && any_of(c0, {"lastpage", "seed", "refurl"})) {
            c = dropped(role::metadata, {}, "meta data of the tool");
        } else if (sub.empty() && c0 == "token") {
            c = dropped(role::metadata, "customer key", "a key of the person: --person token=COLUMN uses it");
        } else if (sub.empty() && c0 == "ipaddr") {
            c = personal();
        } else if (c0 == "interviewtime" || c0.starts_with("grouptime") || (c0.starts_with("question") && c0.ends_with("time"))) {
            c = dropped(role::metadata, "timing", "how long a page was open: dropped (--keep)");
        } else {
            c.code = code;
            c.question = text;
            if (sub == "other" || sub == "comment") {
                c.layout = layout::other_words;
                c.code = code + "_" + sub;
                if (sub != fold(text) && text == header) c.question = code + " [" + sub + "]";
            } else if (!sub.empty()) {
                c.group_code = c.group = code + (scale.empty() ? "" : "/" + scale);
                c.option_code = sub;
                c.layout = layout::grid;
                c.code = code + "_" + sub + (scale.empty() ? "" : "_" + scale);
                const auto open = text.rfind('[');
                c.option_text = open != std::string::npos && text.ends_with("]") && text != header
                                    ? text.substr(open + 1, text.size() - open - 2)
                                    : sub;
                c.group_text = open != std::string::npos && text.ends_with("]") && text != header ? text.substr(0, open) : code;
                if (sub.find_first_not_of("0123456789") == std::string::npos && scale.empty()) {
                    c.layout = layout::rank_place;
                    c.place = std::stoi(sub.substr(0, 3));
                }
            }
        }
        add_column(r, std::move(c), header.substr(0, header.find(". ")), text);
    }
    return r;
}

// --- Google Forms ------------------------------------------------------------

// "Question [row]" is a row of a grid.
void split_row(column_facts& c, const std::string& header) {
    const std::string text = plain_text(header);
    const auto open = text.rfind(" [");
    if (open == std::string::npos || !text.ends_with("]")) return;
    c.group_text = text.substr(0, open);
    c.option_text = text.substr(open + 2, text.size() - open - 3);
    c.question = c.group_text + " - " + c.option_text;
    c.group = "grid/" + c.group_text;
}

std::optional<recognised> google(const head_rows& head, const source& from) {
    if (head.empty()) return std::nullopt;
    const std::string first = fold(at(head, 0, 0));
    if (!any_of(first, {"timestamp", "zeitstempel", "horodateur", "marca temporal", "informazioni cronologiche", "tijdstempel",
                        "carimbo de data/hora", "sygnatura czasowa", "tidsstempel", "tidsstämpel", "aikaleima", "タイムスタンプ",
                        "时间戳记", "отметка времени", "zaman damgası", "časové razítko"}))
        return std::nullopt;
    recognised r;
    r.format = "google-forms-" + from.container;
    int number = 0;
    for (std::size_t i = 0; i < head[0].size(); ++i) {
        const std::string header = head[0][i], h = fold(header);
        column_facts c;
        if (i == 0) {
            c = of_role(role::submitted_at);
        } else if (header.empty()) {
            c = dropped(role::dropped, {}, "no header");
        } else if (any_of(h, {"username", "email address"}) || (i <= 2 && personal_by_header(header))) {
            c = personal();
        } else if (any_of(h, {"score", "punktzahl", "punktestand", "puntuación", "punteggio", "pontuação"})) {
            c = dropped(role::metadata, {}, "points of the quiz, counted by the tool: dropped (--keep)");
        } else {
            c = numbered_question(header, ", ", ++number);
            split_row(c, header);
        }
        add_column(r, std::move(c), fold(header), header);
    }
    return r;
}

// --- Microsoft Forms ------------------------------------------------------------

std::optional<recognised> microsoft(const head_rows& head, const source& from) {
    if (head.empty() || head[0].size() < 4) return std::nullopt;
    const std::string a = fold(head[0][0]), b = fold(head[0][1]), c2 = fold(head[0][2]);
    if (a != "id" ||
        !any_of(b, {"start time", "startzeit", "heure de début", "hora de inicio", "ora di inizio", "begintijd", "hora de início",
                    "godzina rozpoczęcia", "starttid", "開始時刻"}) ||
        c2.empty())
        return std::nullopt;
    recognised r;
    r.format = "ms-forms-" + from.container;
    int number = 0;
    for (std::size_t i = 0; i < head[0].size(); ++i) {
        const std::string header = head[0][i], h = fold(header);
        column_facts c;
        if (i == 0) {
            c = of_role(role::source_id);
            r.id_column = i;
        } else if (i == 1) {
            c = of_role(role::started_at);
        } else if (i == 2) {
            c = of_role(role::submitted_at);
        } else if (i <= 6 && personal_by_header(header)) {
            c = *personal_by_header(header);
        } else if (i <= 6 &&
                   any_of(h, {"last modified time", "uhrzeit der letzten änderung", "letzte änderung",
                              "heure de la dernière modification", "hora de la última modificación", "language", "sprache"})) {
            c = any_of(h, {"language", "sprache"}) ? of_role(role::language)
                                                   : dropped(role::metadata, {}, "meta data of the tool");
        } else if (any_of(h, {"total points", "quiz feedback", "gesamtpunktzahl"}) || h.starts_with("points - ") ||
                   h.starts_with("feedback - ")) {
            c = dropped(role::metadata, {}, "points of the quiz, counted by the tool: dropped (--keep)");
        } else {
            c = numbered_question(header, ";", ++number);
            // The second question of a title has a number after it.
            if (c.question.size() > 1 && c.question.back() >= '2' && c.question.back() <= '9')
                for (std::size_t k = 3; k < i; ++k)
                    if (plain_text(head[0][k]) == c.question.substr(0, c.question.size() - 1)) c.question.pop_back();
        }
        add_column(r, std::move(c), h, header);
    }
    return r;
}

// --- Typeform ------------------------------------------------------------

std::optional<recognised> typeform(const head_rows& head, const source& from) {
    if (head.empty() || at(head, 0, 0) != "#" || !has_headers(head, {"submit date (utc)"})) return std::nullopt;
    recognised r;
    r.format = "typeform-" + from.container;
    r.zone = "UTC";
    std::size_t end = head[0].size();
    for (std::size_t i = 0; i < head[0].size(); ++i)
        if (any_of(fold(head[0][i]), {"response type", "start date (utc)"})) {
            end = i;
            break;
        }
    int number = 0;
    for (std::size_t i = 0; i < head[0].size(); ++i) {
        const std::string header = head[0][i], h = fold(header);
        column_facts c;
        if (i == 0) {
            c = of_role(role::source_id);
            r.id_column = i;
        } else if (i >= end) {
            if (h == "start date (utc)")
                c = of_role(role::started_at);
            else if (h == "submit date (utc)")
                c = of_role(role::submitted_at);
            else if (h == "stage date (utc)")
                c = of_role(role::ended_at);
            else if (h == "response type")
                c = of_role(role::complete), c.role_label = "status";
            else if (h == "network id")
                c = personal();
            else
                c = dropped(role::metadata, {}, "meta data of the tool");
        } else {
            c.question = plain_text(header);
            c.code = "q" + std::to_string(++number);
            c.mask = true;
            // Hidden fields and variables stand behind the questions, under the names of their own.
            static const std::regex field("^[a-z][a-z0-9_]*$");
            bool hidden = true;
            for (std::size_t k = i; k < end; ++k)
                hidden = hidden && head[0][k].size() <= longest_matched && std::regex_match(head[0][k], field);
            if (hidden) {
                const bool key =
                    holds_any(h, {"customer_id", "customerid", "user_id", "userid", "client_id", "account_id", "contact_id"});
                c = dropped(
                    role::metadata, key ? "customer key" : "hidden field",
                    key ? "a key of the person: --person crm=COLUMN uses it" : "not asked: dropped (--keep, --attribute)");
            } else if (const auto personal = personal_by_header(header)) {
                c = *personal;
            } else if (holds_any(h, {"call you", "your name", "your e-mail", "your email", "your phone"})) {
                c = dropped(role::personal, {}, "asks for a name or an address: dropped (--keep, --person)");
            } else if (h == "other" && i > 1) {
                c.layout = layout::other_words;
            } else {
                c.layout = layout::tick;  // if every cell is its own header: the answers tell
                c.option_text = header;
            }
        }
        add_column(r, std::move(c), h, header);
    }
    return r;
}

// --- Formbricks ------------------------------------------------------------

std::optional<recognised> formbricks(const head_rows& head, const source& from) {
    const bool json = from.container == "json";
    if (!json && !has_headers(head, {"response id", "survey id", "finished"})) return std::nullopt;
    if (head.empty()) return std::nullopt;
    recognised r;
    r.format = "formbricks-" + from.container;
    r.zone = json ? "UTC" : "";
    static const std::regex numbered(R"(^(\d+)\. ([\s\S]*)$)");
    std::set<std::string> questions;
    for (std::size_t i = 0; i < head[0].size(); ++i) {
        const std::string header = head[0][i], h = fold(header);
        const std::string begin = header.substr(0, longest_matched);
        column_facts c;
        std::smatch m;
        if (any_of(h, {"response id", "id"})) {
            c = of_role(role::source_id);
            r.id_column = i;
        } else if (any_of(h, {"timestamp", "createdat"})) {
            c = of_role(role::submitted_at);
        } else if (h == "updatedat") {
            c = of_role(role::ended_at);
        } else if (h == "finished") {
            c = of_role(role::complete);
        } else if (h == "language") {
            c = of_role(role::language);
        } else if (any_of(h, {"user id", "contact.userid"})) {
            c = dropped(role::metadata, "customer key", "a key of the person: --person crm=COLUMN uses it");
        } else if (any_of(h, {"no.", "survey id", "formbricks id (internal)", "tags", "source", "url", "country", "notes",
                              "quotas"}) ||
                   h.starts_with("useragent") || h.starts_with("meta.") || h.starts_with("contact.")) {
            c = dropped(role::metadata, {}, "meta data of the tool");
        } else if (json && h.starts_with("variables.")) {
            c = dropped(role::metadata, "variable", "counted by the tool: dropped (--keep)");
        } else if (json && h.starts_with("contactattributes.")) {
            c = dropped(role::metadata, "contact attribute", "known of the person before: dropped (--keep, --attribute)");
        } else if (json && h.starts_with("data.")) {
            const std::string rest = header.substr(5);
            const auto dot = rest.find('.');
            c.code = dot == std::string::npos ? rest : rest.substr(0, dot) + "_" + rest.substr(dot + 1);
            c.question = rest;
            c.layout = layout::joined;  // if its cells are arrays
        } else if (!json && std::regex_match(begin, m, numbered)) {
            c.code = "q" + m[1].str();
            c.question = m[2].str() + header.substr(begin.size());
            if (c.question.ends_with(" - Option ID")) {
                const std::string of = c.question.substr(0, c.question.size() - 12);
                c.question = of;
                c.separator = ", ";
                c.layout = layout::joined;
                // The column of texts before it says the same in the language of the answer.
                for (std::size_t k = 0; k < i; ++k)
                    if (r.columns[k].code == c.code && r.columns[k].question == of) {
                        r.columns[k].layout = layout::repeats;
                        r.columns[k].role = role::metadata;
                        r.columns[k].reason = "the same answers as column " + std::to_string(i) + ", which has the options' ids";
                    }
            } else if (const auto cut = c.question.rfind(" - "); cut != std::string::npos) {
                c.group = c.group_code = c.code;
                c.group_text = c.question.substr(0, cut);
                c.option_text = c.question.substr(cut + 3);
            }
        } else {
            c = dropped(role::metadata, "hidden field", "not asked: dropped (--keep, --attribute)");
        }
        add_column(r, std::move(c), json ? header : h, header);
    }
    return r;
}

// --- KoboToolbox and ODK ------------------------------------------------------------

std::optional<recognised> kobo(const head_rows& head, const source& from) {
    const bool is_kobo = has_headers(head, {"_uuid", "_submission_time"});
    const bool is_odk =
        !is_kobo && (has_headers(head, {"submissiondate", "key"}) || has_headers(head, {"key", "meta-instanceid"}));
    if (!is_kobo && !is_odk) return std::nullopt;
    recognised r;
    r.format = (is_kobo ? "kobo-" : "odk-") + from.container;
    const char* const id = is_kobo ? "_id" : "key";
    std::set<std::string> names;
    for (const std::string& h : head[0]) names.insert(h);
    for (std::size_t i = 0; i < head[0].size(); ++i) {
        const std::string header = head[0][i], h = fold(header);
        const std::string leaf =
            fold(header.substr(header.find_last_of('/') == std::string::npos ? 0 : header.find_last_of('/') + 1));
        column_facts c;
        if (header.empty()) {
            c = dropped(role::dropped, {}, "no header");
        } else if (h == id) {
            c = of_role(role::source_id);
            r.id_column = i;
        } else if (any_of(h, {"_submission_time", "submissiondate"})) {
            c = of_role(role::submitted_at);
            c.zone_is_utc = is_kobo;
        } else if (h == "start" || h == "starttime") {
            c = of_role(role::started_at);
        } else if (h == "end" || h == "endtime") {
            c = of_role(role::ended_at);
        } else if (h == "_validation_status" || h == "reviewstate") {
            c = dropped(role::status, {}, "whether the answer was checked: dropped");
        } else if (any_of(h, {"today",
                              "__version__",
                              "_version_",
                              "deviceid",
                              "subscriberid",
                              "simserial",
                              "phonenumber",
                              "username",
                              "simid",
                              "devicephonenum",
                              "formdef_version",
                              "instanceid",
                              "meta-instanceid",
                              "meta/instanceid",
                              "attachmentspresent",
                              "attachmentsexpected",
                              "edits",
                              "submitterid",
                              "submittername",
                              "status",
                              "formversion",
                              "isencrypted",
                              "audit",
                              "meta-audit",
                              "meta-instancename"}) ||
                   (h.starts_with("_") && !h.ends_with("_latitude") && !h.ends_with("_longitude") && !h.ends_with("_altitude") &&
                    !h.ends_with("_precision"))) {
            c = dropped(role::metadata, {}, "meta data of the tool");
        } else if (h.starts_with("set-of-")) {
            c.code = header;
            c.question = header;
            c.layout = layout::other_words;
            c.reason = "link to the table of a repeated group, which is a file of its own";
        } else if (h.ends_with("_latitude") || h.ends_with("_longitude") || h.ends_with("_altitude") ||
                   h.ends_with("_precision") || h.ends_with("-latitude") || h.ends_with("-longitude") ||
                   h.ends_with("-altitude") || h.ends_with("-accuracy") || leaf == "place") {
            c = dropped(role::personal, {}, "an exact position: dropped (--keep)");
        } else {
            c.code = header;
            c.question = header;
            const auto slash = header.rfind('/');
            const std::string parent = slash == std::string::npos ? std::string() : header.substr(0, slash);
            if (!parent.empty() && names.count(parent) > 0) {  // a column per option beside the one that has them all
                c.layout = layout::tick;
                c.group = c.group_code = parent;
                c.group_text = parent;
                c.option_code = c.option_text = header.substr(slash + 1);
                c.question = parent;
            } else if (std::any_of(names.begin(), names.end(), [&](const auto& n) { return n.starts_with(header + "/"); })) {
                c.layout = layout::repeats;
                c.role = role::metadata;
                c.reason = "the same answers as the columns " + header + "/..., which have an option each";
            } else {
                c.separator = " ";
            }
        }
        add_column(r, std::move(c), header, header);
    }
    return r;
}

// --- SPSS, and any table ------------------------------------------------------------

recognised any_table(const head_rows& head, const source& from) {
    recognised r;
    r.format = from.container == "sav" ? "spss-sav" : "plain-" + from.container;
    if (head.empty()) return r;
    const bool spss = from.container == "sav";
    const bool from_qualtrics = spss && (has_headers(head, {"responseid"}) || has_headers(head, {"startdate", "finished"}));
    int number = 0;
    std::set<client::role> taken;
    for (std::size_t i = 0; i < head[0].size(); ++i) {
        const std::string header = head[0][i], h = fold(header);
        column_facts c;
        const auto once = [&](client::role role) {
            if (!taken.insert(role).second) return false;
            c = of_role(role);
            if (role == role::source_id) r.id_column = i;
            return true;
        };
        ++number;
        const auto meta = from_qualtrics ? qualtrics_metadata(header) : std::nullopt;
        if (header.empty()) {
            c = dropped(role::dropped, {}, "no header");
        } else if (meta) {
            c = *meta;
            if (c.role == role::source_id) r.id_column = i;
            if (c.role == role::status) r.tests[i] = qualtrics_tests;
        } else if (any_of(h, {"response_id",      "responseid",    "response id",
                              "respondent_id",    "respondentid",  "respondent id",
                              "respondent",       "source_id",     "id",
                              "case_id",          "caseid",        "fragebogen-nr",
                              "fragebogennummer", "fragebogen nr", "fragebogen",
                              "antwort-id",       "antwort id",    "lfdn",
                              "laufende nummer",  "lfd. nr.",      "submission id",
                              "submission_id",    "record_id",     "record id",
                              "questionnaire",    "id réponse",    "id_respuesta",
                              "vragenlijst-nr"}) &&
                   once(role::source_id)) {
            c.weak_id = any_of(h, {"fragebogen-nr", "fragebogennummer", "fragebogen nr", "fragebogen", "lfdn", "laufende nummer",
                                   "lfd. nr.", "questionnaire", "vragenlijst-nr"});
        } else if (any_of(h, {"submitted_at", "submitted at", "submitted", "submit date", "completed_at", "completed at",
                              "timestamp", "date", "datum", "fecha", "data", "created_at", "response date", "survey date",
                              "end date", "date submitted", "zeitstempel", "abgeschlossen", "ausgefüllt am"}) &&
                   once(role::submitted_at)) {
        } else if (any_of(h, {"started_at", "started at", "start time", "start date", "startzeit"}) && once(role::started_at)) {
        } else if (any_of(h, {"uhrzeit", "time", "hora", "heure", "ora", "tijd"}) && taken.count(role::submitted_at) > 0) {
            c = of_role(role::metadata);
            c.role_label = "time";
            c.reason = "time of day";
        } else if (any_of(h, {"complete", "completed", "finished", "vollständig", "beendet"}) && once(role::complete)) {
        } else if (any_of(h, {"language", "sprache", "lang", "langue", "idioma", "locale"}) && once(role::language)) {
        } else if (any_of(h, {"channel"}) && once(role::channel)) {
        } else if (any_of(h, {"wave", "welle"}) && once(role::wave)) {
        } else if (any_of(h, {"touchpoint"}) && once(role::touchpoint)) {
        } else if (any_of(h, {"weight", "gewicht", "poids", "peso", "weights", "gewichtung"}) && once(role::weight)) {
        } else if (personal_by_header(header)) {
            c = *personal_by_header(header);
        } else {
            c.code = header.size() <= 40 ? header : "q" + std::to_string(number);
            c.question = plain_text(header);
            split_row(c, header);
        }
        add_column(r, std::move(c), h, header);
    }
    return r;
}

// Columns find what a companion, or the export itself, lists of them.
void find_listed(recognised& r, const head_rows& head, const questionnaire& q) {
    std::map<std::string, std::pair<const listed_question*, std::size_t>> by_name;
    std::map<std::string, const listed_question*> by_text, others;
    const auto written = [](std::string name) {
        // Groups stand before a slash or a hyphen, parts of a question behind an underscore or, in old exports, a hyphen.
        std::replace_if(
            name.begin(), name.end(), [](char c) { return c == '-' || c == '/'; }, '_');
        return fold(name);
    };
    for (const listed_question& l : q.questions) {
        for (std::size_t i = 0; i < l.columns.size(); ++i) by_name.emplace(written(l.columns[i]), std::pair(&l, i));
        for (std::size_t i = 0; i < l.keys.size(); ++i) by_name.emplace(written(l.keys[i]), std::pair(&l, i));
        if (!l.other_column.empty()) others.emplace(written(l.other_column), &l);
        for (const auto& text : l.text) by_text.emplace(fold(plain_text(text.second)), &l);
    }
    std::set<std::string> displays;
    for (const std::string& d : q.displays) displays.insert(written(d));
    for (std::size_t i = 0; i < r.columns.size(); ++i) {
        column_facts& c = r.columns[i];
        const std::string header = at(head, r.header_rows >= 2 && r.format == "limesurvey-vv" ? 1 : 0, i);
        const std::string code = header.substr(0, header.find(". "));
        if (displays.count(written(code)) > 0) {
            c = dropped(role::dropped, {}, "a text that asks nothing");
            c.key = code;
            continue;
        }
        if (c.role != role::answer && c.layout != layout::repeats) continue;
        std::string name = code;
        if (r.format == "formbricks-json" && name.starts_with("data.")) name.erase(0, 5);
        auto found = by_name.find(written(name));
        if (found == by_name.end()) found = by_name.find(written(c.key));
        if (found != by_name.end()) {
            c.listed = found->second.first;
            c.listed_column = found->second.second;
        } else if (const auto o = others.find(written(name)); o != others.end()) {
            c.layout = layout::other_words;
        } else if (const auto t = by_text.find(fold(plain_text(c.question))); t != by_text.end()) {
            c.listed = t->second;
        }
    }
}

}  // namespace

recognised recognise(const std::vector<std::vector<std::string>>& head, const source& from,
                     const std::vector<questionnaire>& companions) {
    recognised r;
    std::optional<recognised> found;
    if (from.container != "sav") {
        found = formbricks(head, from);
        if (!found) found = qualtrics(head);
        if (!found) found = surveymonkey(head, from);
        if (!found) found = limesurvey(head);
        if (!found) found = google(head, from);
        if (!found) found = microsoft(head, from);
        if (!found) found = typeform(head, from);
        if (!found) found = kobo(head, from);
    }
    r = found ? std::move(*found) : any_table(head, from);
    if (from.delimiter == '\t' && r.format == "qualtrics-csv") r.format = "qualtrics-tsv";
    for (const questionnaire& q : companions) {
        find_listed(r, head, q);
        if (r.zone.empty()) r.zone = q.zone;
    }
    if (from.listed) find_listed(r, head, *from.listed);
    // Two columns of one key stay two: the later ones are told apart by their number.
    std::map<std::string, int> seen;
    for (column_facts& c : r.columns)
        if (const int n = ++seen[c.key]; n > 1) c.key += " (" + std::to_string(n) + ")";
    return r;
}

std::string name_from(std::string_view text, std::size_t longest, bool digit_first) {
    static const icu::Transliterator* const latin = [] {
        UErrorCode status = U_ZERO_ERROR;
        return icu::Transliterator::createInstance("Any-Latin; de-ASCII; Latin-ASCII; Lower", UTRANS_FORWARD, status);
    }();
    icu::UnicodeString wide =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(std::min<std::size_t>(text.size(), 400))));
    if (latin != nullptr) latin->transliterate(wide);
    std::string ascii;
    wide.toUTF8String(ascii);
    std::string name;
    for (const char c : ascii) {
        const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (good && !(name.empty() && !digit_first && c >= '0' && c <= '9'))
            name += c;
        else if (!name.empty() && name.back() != '_' && !good)
            name += '_';
    }
    if (name.size() > longest) {
        name.resize(longest);
        if (const auto word = name.rfind('_'); word != std::string::npos && word > longest / 2) name.resize(word);
    }
    while (!name.empty() && name.back() == '_') name.pop_back();
    return name;
}

}  // namespace xm::client
