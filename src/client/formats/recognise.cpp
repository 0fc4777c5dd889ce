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

// An option whose words are people's own: "Other (please specify)".
bool says_other(const std::string& text) {
    const std::string f = fold(text);
    for (const char* word :
         {"other", "sonstiges", "andere", "anderes", "autre", "otro", "otra", "altro", "anders", "outro", "outra", "inne"})
        if (f == word || f.starts_with(std::string(word) + " (") || f.starts_with(std::string(word) + ", ") ||
            f.starts_with(std::string(word) + ":"))
            return true;
    return false;
}

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

// "What is your name?" asks for a name.
std::string asked_for(const std::string& header) {
    std::string f = fold(plain_text(header));
    while (!f.empty() && std::string_view("?:*. ").find(f.back()) != std::string_view::npos) f.pop_back();
    for (bool more = true; more;) {
        more = false;
        for (const std::string_view begin : {"hi, ",
                                             "hello, ",
                                             "please enter ",
                                             "please give us ",
                                             "please provide ",
                                             "enter ",
                                             "what is ",
                                             "what's ",
                                             "what\u2019s ",
                                             "your ",
                                             "bitte geben sie ",
                                             "wie lautet ",
                                             "wie ist ",
                                             "was ist ",
                                             "ihre ",
                                             "ihr ",
                                             "deine ",
                                             "dein ",
                                             "quel est ",
                                             "quelle est ",
                                             "votre ",
                                             "cuál es ",
                                             "cual es ",
                                             "su ",
                                             "tu ",
                                             "qual è ",
                                             "qual é ",
                                             "qual o ",
                                             "qual a ",
                                             "il tuo ",
                                             "o seu ",
                                             "a sua ",
                                             "seu ",
                                             "sua ",
                                             "wat is ",
                                             "uw ",
                                             "je "})
            if (f.starts_with(begin)) {
                f.erase(0, begin.size());
                more = true;
            }
    }
    return f;
}

// Headers that name a person or a place in any tool.
std::optional<column_facts> personal_by_header(const std::string& header) {
    static const std::set<std::string> words = set_of(
        "email|e-mail|e mail|email address|e-mail address|e-mail-adresse|mail|mail address|name|full name|your name|first name|"
        "last name|surname|given name|family name|firstname|lastname|vorname|nachname|vor- und nachname|vollständiger name|phone|"
        "phone number|telephone|telefon|telefonnummer|mobile|mobile number|handy|handynummer|ip|ip address|ip-adresse|ipaddress|"
        "ipaddr|latitude|longitude|locationlatitude|locationlongitude|location latitude|location longitude|address|adresse|"
        "anschrift|street|street address|straße|postal address|user name|username|user-agent|network id|prénom|nom|nom complet|"
        "nom et prénom|adresse e-mail|adresse email|adresse mail|adresse de messagerie|courriel|téléphone|numéro de téléphone|"
        "adresse ip|nom d'utilisateur|correo|correo electrónico|nombre|nombre completo|nombre y apellidos|apellido|apellidos|"
        "teléfono|dirección|dirección de correo electrónico|dirección ip|nombre de usuario|indirizzo email|indirizzo e-mail|"
        "posta elettronica|nome|nome e cognome|cognome|telefono|indirizzo|indirizzo ip|nome utente|adres e-mail|e-mailadres|naam|"
        "voornaam|achternaam|telefoonnummer|adres|ip-adres|gebruikersnaam|endereço de email|endereço de e-mail|nome completo|"
        "sobrenome|apelido|telefone|endereço|endereço ip|adres email|imię|nazwisko|imię i nazwisko|nazwa|numer telefonu|adres ip|"
        "メール|メールアドレス|名前|氏名|電話番号|date of birth|geburtsdatum|birthday|date de naissance|fecha de nacimiento|"
        "data di nascita|recipientlastname|recipientfirstname|recipientemail|locationaccuracy|emailaddress|customer name|"
        "kundenname|address 1|address 2|zip/postal code|city/town|home address|birth date|birthdate|address line 1|address line "
        "2|name und vorname|geburtstag");
    return words.count(fold(header)) > 0 || words.count(asked_for(header)) > 0 ? std::optional(personal()) : std::nullopt;
}

// The next column, which is known again by `key`.
void add_column(recognised& r, column_facts&& c, std::string key, const std::string& header) {
    c.key = std::move(key);
    if (c.question.empty()) c.question = header;
    r.columns.push_back(std::move(c));
}

// A question in a column of its own, its options joined by `separator`; its name is the number of the question.
column_facts numbered_question(const std::string& header, const std::string& separator, int number) {
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
        } else if (id && id->id.find("_FILE_") != std::string::npos) {
            c = dropped(role::metadata, "file", "a file that was sent: dropped (--keep)");
        } else if (name.find("_DO_") != std::string::npos || name.ends_with("_DO")) {
            c = dropped(role::metadata, "display order", "in which order it was shown: dropped (--keep)");
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

bool surveymonkey_respondent(const std::string& folded) {
    return any_of(folded,
                  {"respondent id", "respondentid", "teilnehmer-id", "befragten-id", "respondent_id", "id de l'encuestado",
                   "id du répondant", "id del encuestado", "id rispondente", "id do respondente", "respondent-id"});
}

// What stands below a question of one column.
bool says_response(const std::string& text) {
    const std::string f = fold(text);
    return any_of(f, {"response", "open-ended response", "antwort", "antworten", "offene antwort", "réponse", "réponse ouverte",
                      "respuesta", "respuesta abierta", "risposta", "risposta aperta", "antwoord", "open antwoord", "resposta",
                      "resposta aberta"}) ||
           f.starts_with("open-ended");
}

bool digits_only(const std::string& text, std::size_t least) {
    return text.size() >= least && text.find_first_not_of("0123456789") == std::string::npos;
}

std::optional<recognised> surveymonkey(const head_rows& head, const source& from) {
    if (head.size() < 2) return std::nullopt;
    const std::string first = fold(at(head, 0, 0));
    const bool named = surveymonkey_respondent(first);
    const bool answers = std::any_of(head[1].begin(), head[1].end(), says_response);
    // In any language: the tool's own columns have nothing in the second row, and begin with two long numbers.
    std::size_t own = 0;
    while (own < head[0].size() && !head[0][own].empty() && at(head, 1, own).empty()) ++own;
    const bool numbers = own >= 4 && own < head[1].size() && digits_only(at(head, 2, 0), 8) && digits_only(at(head, 2, 1), 5);
    if (!named && !(answers && has_headers(head, {"collector id"})) && !numbers) return std::nullopt;
    // Some take the second row out: a respondent stands there then.
    const bool second = at(head, 1, 0).empty() || !named;
    const auto below_of = [&](std::size_t i) { return second ? at(head, 1, i) : std::string(); };
    recognised r;
    r.format = "surveymonkey-" + from.container;
    r.header_rows = second ? 2 : 1;
    r.english = any_of(first, {"respondent id", "respondentid", "respondent_id"});
    std::size_t times = 0;
    std::string question;
    int number = 0;
    std::string group;
    for (std::size_t i = 0; i < head[0].size() || (second && i < head[1].size()); ++i) {
        const std::string header = at(head, 0, i), below = below_of(i);
        const std::string h = fold(header), b = fold(below);
        const bool next_open = at(head, 0, i + 1).empty() && i + 1 < head[0].size() && !below_of(i + 1).empty();
        column_facts c;
        static const std::set<std::string> started = set_of(
                                               "date created|start date|startdate|datecreated|startdatum|erstellungsdatum"),
                                           ended = set_of("date modified|end date|enddate|datemodified|enddatum|änderungsdatum");
        const bool tools = i < own && i < 9;
        const auto time = tools && i > 0 && head.size() > 2 ? time_form_of(at(head, 2, i)) : std::nullopt;
        if ((i == 0 && below.empty()) || surveymonkey_respondent(h)) {
            c = of_role(role::source_id);
            r.id_column = i;
        } else if (any_of(h, {"collector id", "collectorid", "collector-id", "kollektor-id"}) ||
                   (tools && i == 1 && digits_only(at(head, 2, 1), 5))) {
            c = dropped(role::metadata, {}, "meta data of the tool");
        } else if (started.count(h) > 0 || (time && times == 0)) {
            c = of_role(role::started_at);
            ++times;
        } else if (ended.count(h) > 0 || (time && times == 1)) {
            c = of_role(role::ended_at);
            ++times;
        } else if (below.empty() && !header.empty() && personal_by_header(header)) {
            c = *personal_by_header(header);
        } else if (below.empty() &&
                   holds_any(h, {"custom data", "benutzerdefinierte daten", "données personnalisées", "datos personalizados",
                                 "dati personalizzati", "aangepaste gegevens", "dados personalizados"})) {
            c = dropped(role::metadata, "custom data", "sent with the invitation: dropped (--keep, --attribute)");
        } else if (tools && i < 8 && own >= 8) {
            c = personal();
        } else {
            if (!header.empty()) {
                question = header;
                group = "q" + std::to_string(++number);
            }
            c.code = group;
            const bool own_words = says_other(below);
            const bool only = says_response(below) || below.empty();
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

// --- LimeSurvey ------------------------------------------------------------

// "Comment" in the header of remarks on a choice.
bool limesurvey_remark(const std::string& text) {
    return any_of(fold(text),
                  {"comment", "kommentar", "commentaire", "comentario", "commento", "opmerking", "comentário", "komentarz"});
}

// "Rank 2", "Rang 2": the place; 0 if it is none.
int limesurvey_place(const std::string& text) {
    static const std::regex place(R"(^(?:rank|ranking|rang|platz|rango|posizione|positie|classificação|ranga)\s+(\d{1,2})$)");
    std::smatch m;
    const std::string folded = fold(text);
    return std::regex_match(folded, m, place) ? std::stoi(m[1]) : 0;
}

// The code of a column of LimeSurvey's own whose header is a text, as an export of question texts has it.
std::string limesurvey_own(const std::string& header) {
    static const std::map<std::string, std::set<std::string>> words{
        {"id",
         set_of("response id|antwort id|antwort-id|id de la réponse|id de respuesta|id risposta|id della risposta|antwoord id|"
                "id da resposta|id odpowiedzi")},
        {"submitdate", set_of("date submitted|datum abgeschickt|date de soumission|fecha de envío|data invio|data di invio|"
                              "datum ingestuurd|datum verzonden|data de envio|data de submissão|data wysłania")},
        {"lastpage", set_of("last page|letzte seite|dernière page|última página|ultima pagina|laatste pagina|ostatnia strona")},
        {"startlanguage",
         set_of("start language|start-sprache|startsprache|langue de départ|langue de début|lenguaje inicial|idioma inicial|"
                "lingua iniziale|lingua di partenza|begintaal|starttaal|língua inicial|język początkowy")},
        {"seed", set_of("seed|zufallsstartwert|tête de série|graine|semilla|seme|startwaarde|semente|ziarno")},
        {"token",
         set_of("token|access code|zugangscode|zugangsschlüssel|code d'accès|code d’accès|código de acceso|codice di accesso|"
                "toegangscode|código de acesso|kod dostępu")},
        {"startdate",
         set_of("date started|datum gestartet|date de lancement|date de début|fecha de inicio|data di inizio|data inizio|"
                "datum gestart|data de início|data rozpoczęcia")},
        {"datestamp",
         set_of("date last action|datum letzte aktivität|date de la dernière action|fecha de la última acción|"
                "fecha de última acción|data dell'ultima azione|data ultima azione|datum laatste actie|data da última ação|"
                "data ostatniej aktywności")},
        {"ipaddr", set_of("ip address|ip-adresse|adresse ip|dirección ip|indirizzo ip|ip-adres|endereço ip|adres ip")},
        {"refurl", set_of("referrer url|weiterleitungs-url|url de référence|url de referencia|url di riferimento|url referente|"
                          "verwijzende url|url de referência")},
        {"interviewtime",
         set_of("total time|gesamtzeit|temps total|tiempo total|tempo totale|totale tijd|tempo total|całkowity czas")}};
    const std::string h = fold(header);
    for (const auto& [code, in] : words)
        if (in.count(h) > 0) return code;
    return {};
}

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
    const bool texts_only = !is_code_row(0) && !is_code_row(1) && limesurvey_own(at(head, 0, 0)) == "id" &&
                            !limesurvey_own(at(head, 0, 1)).empty() && !limesurvey_own(at(head, 0, 2)).empty();
    if (!is_code_row(0) && !texts_only) {
        if (!is_code_row(1)) return std::nullopt;
        row = 1;
    }
    recognised r;
    r.format = row == 1 ? "limesurvey-vv" : "limesurvey-csv";
    r.header_rows = row + 1;
    r.names_row = row;
    int number = 0;
    // Both forms of the bracketed part: code[sub], code[sub][scale].
    static const std::regex shape(R"(^([A-Za-z][A-Za-z0-9]*)(?:\[([^\]]*)\])?(?:\[([^\]]*)\])?(?:\. ([\s\S]*))?$)");
    for (std::size_t i = 0; i < head[row].size(); ++i) {
        const std::string header = at(head, row, i);
        const std::string above = row == 1 ? at(head, 0, i) : std::string();
        std::smatch m;
        // Codes of questions have no underscore, so that in a VV file it parts them from their rows, columns and scales.
        static const std::regex vv_shape(R"(^([A-Za-z][A-Za-z0-9]*)(?:_([A-Za-z0-9]+))?(?:_([01]))?()$)");
        const std::string begin = header.substr(0, longest_matched);
        const bool matches = !texts_only && std::regex_match(begin, m, row == 1 ? vv_shape : shape) &&
                             ((row == 0 && m[4].matched) || begin.size() == header.size());
        const std::string own = texts_only ? limesurvey_own(header) : std::string();
        const std::string code = matches ? m[1].str() : !own.empty() ? own : header;
        const std::string sub = matches ? m[2].str() : "", scale = matches ? m[3].str() : "";
        std::string text = matches && m[4].matched && row == 0 ? m[4].str() + header.substr(begin.size()) : above;
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
        } else if (c0 == "interviewtime" || c0.starts_with("grouptime") || (code.ends_with("Time") && code.size() > 4)) {
            c = dropped(role::metadata, "timing", "how long a page was open: dropped (--keep)");
        } else if (texts_only) {
            c.question = plain_text(header);
            split_row(c, header);
            const bool next = !c.group.empty() && i > 0 && !r.columns.empty() && r.columns.back().group_text == c.group_text;
            c.code = "q" + std::to_string(next ? number : ++number);
            if (c.group.empty()) {
            } else if (next && (says_other(c.option_text) || limesurvey_remark(c.option_text))) {
                c.layout = layout::other_words;
                c.code += says_other(c.option_text) ? "_other" : "_comment";
                c.group.clear();
            } else {
                c.layout = layout::grid;
                c.group_code = c.code;
                if (const int place = limesurvey_place(c.option_text); place > 0) {
                    c.layout = layout::rank_place;
                    c.place = place;
                }
            }
        } else {
            c.code = code;
            c.question = text;
            if (sub == "other" || sub.ends_with("comment")) {
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

// Points and remarks of a quiz, in any language: "Points - Question", "Question [Score]" behind the question itself.
bool quiz_of_one_before(const head_rows& head, std::size_t i) {
    const std::string header = plain_text(head[0][i]);
    for (std::size_t k = i; k-- > 0;) {
        const std::string before = plain_text(head[0][k]);
        if (before.size() < 3 || header.size() <= before.size() + 2 || header.size() > before.size() + 40) continue;
        const std::string more =
            header.ends_with(before) ? header.substr(0, header.size() - before.size()) : header.substr(before.size());
        if (header.ends_with(before) && (more.ends_with(" - ") || more.ends_with(" – ") || more.ends_with(": "))) return true;
        if (header.starts_with(before) &&
            any_of(fold(more), {"[score]", "[feedback]", "[punktzahl]", "[puntuación]", "[comentarios]"}))
            return true;
    }
    return false;
}

// --- Google Forms ------------------------------------------------------------

std::optional<recognised> google(const head_rows& head, const source& from) {
    if (head.empty()) return std::nullopt;
    const std::string first = fold(at(head, 0, 0));
    static const std::set<std::string> moments = set_of(
        "timestamp|zeitstempel|horodateur|marca temporal|marca de tiempo|informazioni cronologiche|tijdstempel|carimbo de "
        "data/hora|"
        "carimbo de data e hora|sygnatura "
        "czasowa|tidsstempel|tidsstämpel|tidstämpel|aikaleima|タイムスタンプ|时间戳记|时间戳|時間戳記|타임스탬프|"
        "отметка времени|позначка часу|zaman damgası|časové razítko|časová pečiatka|időbélyeg|marcaj de timp|χρονική σήμανση|"
        "marca de temps|stempel waktu|cap waktu|dấu thời gian|طابع زمني|חותמת זמן|vremenska oznaka|časovni žig|клеймо за време");
    if (moments.count(first) == 0) return std::nullopt;
    recognised r;
    r.format = "google-forms-" + from.container;
    r.english = first == "timestamp";
    // The download of the form itself states the zone, and joins options by a semicolon; the sheet joins them by a comma.
    static const std::regex download(R"(^\d{4}/\d\d?/\d\d? .*[A-Z]{2,4}([+-][\d:]+)?$)");
    const std::string separator = std::regex_match(at(head, 1, 0), download) ? ";" : ", ";
    int number = 0;
    for (std::size_t i = 0; i < head[0].size(); ++i) {
        const std::string header = head[0][i], h = fold(header);
        column_facts c;
        if (i == 0) {
            c = of_role(role::submitted_at);
        } else if (header.empty()) {
            c = dropped(role::dropped, {}, "no header");
        } else if (any_of(h, {"username", "email address"}) ||
                   (i <= 2 && personal_by_header(header) && header.find_first_of("[?") == std::string::npos)) {
            c = personal();
        } else if (any_of(h, {"score", "total score", "punktzahl", "gesamtpunktzahl", "punktestand", "puntuación",
                              "puntuación total", "punteggio", "punteggio totale", "pontuação", "pontuação total", "score total",
                              "wynik"}) ||
                   quiz_of_one_before(head, i)) {
            c = dropped(role::metadata, {}, "points of the quiz, counted by the tool: dropped (--keep)");
        } else {
            c = numbered_question(header, separator, ++number);
            split_row(c, header);
        }
        add_column(r, std::move(c), fold(header), header);
    }
    return r;
}

// --- Microsoft Forms ------------------------------------------------------------

std::optional<recognised> microsoft(const head_rows& head, const source& from) {
    if (head.empty() || head[0].size() < 4) return std::nullopt;
    const std::string a = fold(head[0][0]), b = fold(head[0][1]);
    static const std::set<std::string> started = set_of(
        "start time|startzeit|heure de début|hora de inicio|ora di inizio|begintijd|starttijd|hora de início|hora de "
        "inicialização|"
        "godzina rozpoczęcia|czas rozpoczęcia|starttid|starttidspunkt|aloitusaika|開始時刻|开始时间|開始時間|시작 시간|время "
        "начала|"
        "čas zahájení|kezdés időpontja|başlangıç zamanı");
    if (!any_of(a, {"id", "identyfikator", "identifiant", "identificador"}) || at(head, 0, 2).empty()) return std::nullopt;
    // In any language: a number, two times, and who answered, of whom a form without names says "anonymous".
    bool anybody = head.size() > 1 && from.container == "xlsx";
    for (std::size_t row = 1; row < head.size(); ++row) {
        const std::string who = at(head, row, 3);
        const auto begun = time_form_of(at(head, row, 1)), sent = time_form_of(at(head, row, 2));
        anybody =
            anybody && begun && begun->date && sent && sent->date && (who == "anonymous" || who.find('@') != std::string::npos);
    }
    if (started.count(b) == 0 && !anybody) return std::nullopt;
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
        } else if (i <= 6 && (personal_by_header(header) || (anybody && (i == 3 || i == 4)))) {
            c = personal();
        } else if (i <= 6 &&
                   (any_of(h, {"language", "sprache", "langue", "idioma", "lingua", "taal", "język", "språk", "sprog", "言語"}) ||
                    holds_any(h, {"last modified", "letzten änderung", "letzte änderung", "dernière modification",
                                  "última modificación", "ultima modifica", "laatst gewijzigd", "laatste wijziging",
                                  "última modificação", "ostatniej modyfikacji", "最終変更"}))) {
            c = h.size() < 12 ? of_role(role::language) : dropped(role::metadata, {}, "meta data of the tool");
        } else if (any_of(h, {"total points", "quiz feedback", "gesamtpunktzahl", "quizfeedback", "quiz-feedback",
                              "nombre total de points", "total de points", "commentaires du questionnaire", "total de puntos",
                              "comentarios del cuestionario", "punti totali", "totaal aantal punten", "total de pontos",
                              "comentários do teste"}) ||
                   quiz_of_one_before(head, i)) {
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
            } else if (holds_any(h, {"call you", "your name", "your e-mail", "your email", "your phone"})) {
                c = dropped(role::personal, {}, "asks for a name or an address: dropped (--keep, --person)");
            } else if (h == "other" && i > 1) {
                c.layout = layout::other_words;
            } else {
                c.layout = layout::tick;  // if every cell is its own header: the answers tell
                c.option_text = header;
                c.may_name = personal_by_header(header).has_value();
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
    // Of a place there are columns for its parts: group/place, group/_place_latitude.
    const auto has_parts = [&](const std::string& header) {
        const std::size_t slash = header.find_last_of('/');
        const std::size_t leaf = slash == std::string::npos ? 0 : slash + 1;
        return names.count(header.substr(0, leaf) + "_" + header.substr(leaf) + "_latitude") > 0 ||
               names.count("_" + header + "_latitude") > 0 || names.count(header + "-Latitude") > 0 ||
               names.count(header + ":Latitude") > 0;
    };
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
        } else if (any_of(h, {"submittername", "_submitted_by"})) {
            c = personal();
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
                   h.ends_with("-altitude") || h.ends_with("-accuracy") || leaf == "place" || has_parts(header)) {
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
    static const std::set<std::string>
        ids = set_of(
            "response_id|responseid|response id|respondent_id|respondentid|respondent id|respondent|respid|resp_id|resp. "
            "id|source_id|id|uuid|guid|"
            "case_id|caseid|case id|case|fragebogen-nr|fragebogennummer|fragebogen nr|fragebogen "
            "nr.|fragebogen|antwort-id|antwort id|"
            "antwortid|lfdn|lfd nr|lfd. nr.|lfd. nr|lfdnr|laufende nummer|submission "
            "id|submission_id|submissionid|record_id|record id|recordid|"
            "record|interview id|interview_id|interview nr|participant id|participant_id|questionnaire|id réponse|id_réponse|id "
            "reponse|"
            "id_respuesta|id respuesta|id risposta|vragenlijst-nr|vragenlijst nr|answer id|answer_id|entry id|entry_id|serial"),
        weak = set_of(
            "fragebogen-nr|fragebogennummer|fragebogen nr|fragebogen nr.|fragebogen|lfdn|laufende nummer|lfd. nr.|lfd. nr|lfd "
            "nr|nr.|lfdnr|"
            "questionnaire|vragenlijst-nr|vragenlijst nr|case|record|serial|participant id|participant_id"),
        submitted = set_of(
            "submitted_at|submitted at|submitted|submit date|submission date|submission_date|submitdate|completed_at|completed "
            "at|"
            "completed on|completion date|timestamp|date|datum|fecha|data|created_at|created at|createdat|response date|"
            "response_date|survey date|end date|end_date|end time|end_time|date submitted|date_submitted|date "
            "completed|zeitstempel|"
            "abgeschlossen|abgeschlossen am|ausgefüllt am|abgeschickt|abgeschickt am|enddatum|horodateur|horodatage|"
            "date de réponse|fecha de respuesta|fecha de envío|marca temporal|data di compilazione|data risposta|"
            "datum ingevuld|data de resposta|data odpowiedzi|date/time|datetime"),
        began = set_of(
            "started_at|started at|start time|start_time|start date|start_date|startzeit|startdatum|begonnen|begonnen am|started|"
            "date started|heure de début|fecha de inicio|data di inizio|begintijd"),
        keys = set_of(
            "customer_id|customer id|customerid|customer number|customer no|customer "
            "no.|kundennummer|kunden-nr|kunden-nr.|kundennr|kunden-id|"
            "client_id|client id|numéro client|número de cliente|numero cliente|klantnummer|employee_id|employee id|employee "
            "number|"
            "employee no|personalnummer|personal-nr|personalnr|mitarbeiternummer|mitarbeiter-id|matricule|número de empleado|"
            "user_id|user id|userid|account_id|account id|account number|contact_id|contact id|crm_id|crm id|member_id|member id|"
            "mitgliedsnummer|panel_id|panelist id|panelist_id|external_id|external id|externalreference");
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
        } else if (ids.count(h) > 0 && once(role::source_id)) {
            c.weak_id = weak.count(h) > 0;
        } else if (submitted.count(h) > 0 && once(role::submitted_at)) {
        } else if (began.count(h) > 0 && once(role::started_at)) {
        } else if (keys.count(h) > 0) {
            c = dropped(role::metadata, "customer key", "a key of the person: --person crm=COLUMN uses it");
        } else if (any_of(h, {"uhrzeit", "time", "hora", "heure", "ora", "tijd"}) && taken.count(role::submitted_at) > 0) {
            c = of_role(role::metadata);
            c.role_label = "time";
            c.reason = "time of day";
        } else if (any_of(h, {"complete", "completed", "finished", "vollständig", "beendet"}) && once(role::complete)) {
        } else if (any_of(h, {"language", "sprache", "lang", "langue", "idioma", "lingua", "taal", "język", "locale"}) &&
                   once(role::language)) {
        } else if (any_of(h, {"channel", "kanal", "canal", "canale", "kanaal"}) && once(role::channel)) {
        } else if (any_of(h, {"wave", "welle", "vague", "ola", "ondata"}) && once(role::wave)) {
        } else if (any_of(h, {"touchpoint"}) && once(role::touchpoint)) {
        } else if (any_of(h, {"weight", "gewicht", "poids", "peso", "weights", "gewichtung", "weging", "waga", "ponderación",
                              "pondération", "wgt"}) &&
                   once(role::weight)) {
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

// Questions that ask for a name, and rows of one that asks for a name and an address, hold no answers, unless the cells say
// otherwise.
void personal_rows(recognised& r) {
    std::map<std::string, std::size_t> fields;
    const auto is_field = [](const column_facts& c) {
        return c.role == role::answer && !c.group.empty() && personal_by_header(c.option_text);
    };
    for (const column_facts& c : r.columns) fields[c.group] += is_field(c);
    for (column_facts& c : r.columns) {
        const bool by_itself = c.role == role::answer && c.group.empty() && c.layout == layout::alone && c.option_text.empty() &&
                               personal_by_header(c.question);
        if (by_itself || (is_field(c) && fields[c.group] >= 2)) c.may_name = true;
    }
}

// Titles and notes above the header hold a cell or two; the header is the first row that is about as full as rows are.
std::size_t rows_before_header(const head_rows& head) {
    const auto filled = [&](std::size_t row) {
        return static_cast<std::size_t>(
            std::count_if(head[row].begin(), head[row].end(), [](const std::string& t) { return !t.empty(); }));
    };
    std::size_t widest = 0;
    for (std::size_t row = 0; row < head.size(); ++row) widest = std::max(widest, filled(row));
    if (widest < 3) return 0;
    std::size_t n = 0;
    while (n < head.size() && filled(n) * 2 < widest && filled(n) < 3) ++n;
    return n + 1 < head.size() ? n : 0;
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
    constexpr std::size_t all_options = SIZE_MAX;  // a column that has them all
    for (const listed_question& l : q.questions) {
        if (l.columns.size() > 1 && l.type == core::survey::item_type::multiple)
            by_name.emplace(written(l.name), std::pair(&l, all_options));
        for (std::size_t i = 0; i < l.columns.size(); ++i) by_name.emplace(written(l.columns[i]), std::pair(&l, i));
        for (std::size_t i = 0; i < l.keys.size(); ++i) by_name.emplace(written(l.keys[i]), std::pair(&l, i));
        if (!l.other_column.empty()) others.emplace(written(l.other_column), &l);
        for (const auto& text : l.text) by_text.emplace(fold(plain_text(text.second)), &l);
    }
    std::set<std::string> displays;
    for (const std::string& d : q.displays) displays.insert(written(d));
    std::set<std::string> hidden;
    const bool form = r.format.starts_with("kobo") || r.format.starts_with("odk");
    if (form) {
        // Both tools may leave out the groups that a question lies in.
        const auto without_groups = [](const std::string& name) { return name.substr(name.rfind('/') + 1); };
        for (const listed_question& l : q.questions) {
            const std::size_t groups = l.name.size() - without_groups(l.name).size();
            if (groups == 0) continue;
            const auto shorter = [&](const std::string& name) {
                return name.starts_with(l.name.substr(0, groups)) ? name.substr(groups) : name;
            };
            if (l.columns.size() > 1 && l.type == core::survey::item_type::multiple)
                by_name.emplace(written(shorter(l.name)), std::pair(&l, all_options));
            for (std::size_t i = 0; i < l.columns.size(); ++i) by_name.emplace(written(shorter(l.columns[i])), std::pair(&l, i));
        }
        for (const std::string& name : q.hidden) {
            hidden.insert(written(name));
            hidden.insert(written(without_groups(name)));
        }
        for (const std::string& d : q.displays) displays.insert(written(without_groups(d)));
    }
    // Of exports with labels: "Group/Question", "Question/Option".
    const auto by_label = [&](const std::string& header) -> std::pair<const listed_question*, std::size_t> {
        for (std::size_t from = 0; from != std::string::npos; from = header.find('/', from), from += from != std::string::npos) {
            if (const auto whole = by_text.find(fold(header.substr(from))); whole != by_text.end())
                return {whole->second, all_options};
            for (std::size_t to = header.find('/', from); to != std::string::npos; to = header.find('/', to + 1)) {
                const auto question = by_text.find(fold(header.substr(from, to - from)));
                if (question == by_text.end()) continue;
                const std::string option = fold(header.substr(to + 1));
                const auto& options = question->second->options;
                for (std::size_t k = 0; k < options.size() && k < question->second->columns.size(); ++k)
                    if (fold(options[k].code) == option ||
                        std::any_of(options[k].label.begin(), options[k].label.end(),
                                    [&](const auto& l) { return fold(plain_text(l.second)) == option; }))
                        return {question->second, k};
            }
        }
        return {nullptr, 0};
    };
    for (std::size_t i = 0; i < r.columns.size(); ++i) {
        column_facts& c = r.columns[i];
        const std::string header = at(head, r.names_row, i);
        const std::string code = header.substr(0, header.find(". "));
        if (form && c.role == role::answer && hidden.count(written(code)) > 0) {
            c = dropped(role::metadata, {}, "counted by the form, a file or a place: dropped (--keep)");
            c.key = c.question = code;
            continue;
        }
        if (displays.count(written(code)) > 0 || (form && displays.count(written(header)) > 0)) {
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
        } else if (const auto [l, which] = form ? by_label(header) : std::pair<const listed_question*, std::size_t>();
                   l != nullptr) {
            c.listed = l;
            c.listed_column = which;
            if (which == all_options && c.layout == layout::tick) c.layout = layout::alone, c.group.clear();
        } else if (const auto t = by_text.find(fold(plain_text(c.question))); t != by_text.end() && !form) {
            c.listed = t->second;
        }
        if (c.listed != nullptr && c.listed_column == all_options) {
            c.listed_column = 0;
            if (c.layout == layout::repeats)
                c.listed = nullptr;
            else if (c.listed->columns.size() > 1)
                c.layout = layout::whole, c.group.clear();
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
    if (!found)
        if (const std::size_t n = rows_before_header(head); n > 0 && from.container != "sav") {
            r = recognise({head.begin() + static_cast<std::ptrdiff_t>(n), head.end()}, from, companions);
            r.header_rows += n;
            r.names_row += n;
            r.warnings.push_back(std::to_string(n) + (n == 1 ? " row stands" : " rows stand") + " before the header: left out");
            return r;
        }
    r = found ? std::move(*found) : any_table(head, from);
    if (from.delimiter == '\t' && r.format == "qualtrics-csv") r.format = "qualtrics-tsv";
    for (const questionnaire& q : companions) {
        find_listed(r, head, q);
        if (r.zone.empty()) r.zone = q.zone;
    }
    if (from.listed) find_listed(r, head, *from.listed);
    if (from.listed && !from.listed->weight.empty())
        for (std::size_t i = 0; i < r.columns.size(); ++i)
            if (fold(at(head, r.names_row, i)) == fold(from.listed->weight) && r.columns[i].role == role::answer) {
                column_facts c = of_role(role::weight);
                c.key = r.columns[i].key;
                c.question = r.columns[i].question;
                r.columns[i] = std::move(c);
            }
    personal_rows(r);
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
