// XLSForm: https://xlsform.org/en/, and what KoboToolbox adds to it: matrix, score and rank groups, which it turns into groups of
// plain questions (KoboMatrixGroupHandler, KoboRankGroup of kobotoolbox/kpi).
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "client/failure.hpp"
#include "client/formats/companions/common.hpp"
#include "client/formats/companions/companions.hpp"
#include "client/formats/words.hpp"
#include "client/read/xlsx.hpp"

namespace xm::client {

namespace {

using namespace companions;

using line = std::map<std::string, std::string, std::less<>>;

std::string lowered(std::string_view text) {
    std::string out = plain_text(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    return out;
}

std::string_view in(const line& row, std::string_view field) {
    const auto found = row.find(field);
    return found == row.end() ? std::string_view{} : std::string_view(found->second);
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t from = text.find_first_not_of(' '); from != std::string_view::npos;) {
        const std::size_t end = std::min(text.find(' ', from), text.size());
        words.emplace_back(text.substr(from, end - from));
        from = text.find_first_not_of(' ', end);
    }
    return words;
}

class xlsform_reader {
public:
    explicit xlsform_reader(std::string path) : path_(std::move(path)) {}

    questionnaire read() {
        const std::vector<std::string> sheets = open_xlsx(path_)->sheets;
        if (!is_xlsform(sheets))
            throw failure(ending::refused, "no XLSForm: sheets survey and choices are missing",
                          "Download the form again as XLS.");
        out_.tool = "kobo";
        std::vector<line> survey, choices, settings;
        for (const std::string& sheet : sheets) {
            const std::string name = lowered(sheet);
            if (name == "survey") survey = lines_of(sheet);
            if (name == "choices") choices = lines_of(sheet);
            if (name == "settings") settings = lines_of(sheet);
        }
        if (!settings.empty()) {
            const line& row = settings.front();
            out_.language = language_code(in(row, "default_language"));
            out_.name = in(row, in(row, "id_string").empty() ? "form_id" : "id_string");
            title_ = in(row, in(row, "form_title").empty() ? "title" : "form_title");
        }
        find_languages(survey);
        add(out_.title, out_.language, title_);
        for (const line& row : choices) read_choice(row);
        for (const line& row : survey) read_row(row);
        return std::move(out_);
    }

private:
    // The rows of a sheet by its header, folded.
    std::vector<line> lines_of(const std::string& sheet) {
        std::vector<line> lines;
        const std::shared_ptr<source> file = open_xlsx(path_, sheet);
        const std::unique_ptr<table> rows = file->open();
        std::vector<std::string> header;
        record row;
        while (rows->next(row)) {
            if (header.empty()) {
                for (const cell& c : row.cells) header.push_back(header_of(c.text));
                continue;
            }
            line one;
            for (std::size_t i = 0; i < row.cells.size() && i < header.size(); ++i) {
                const std::string_view text = row.cells[i].text;
                kept_ += text.size() + 1;
                if (kept_ > std::size_t{64} << 20)
                    throw failure(ending::refused, "more than 64 MiB of text", "Give the form that the survey tool exports.");
                if (!text.empty() && !header[i].empty()) one.emplace(header[i], text);
            }
            if (!one.empty()) lines.push_back(std::move(one));
        }
        return lines;
    }

    // "label::English (en)" as "label::en"; other headers lower case, "list name" as "list_name".
    static std::string header_of(std::string_view text) {
        std::string name = plain_text(text);
        if (const auto colon = name.find(':'); colon != std::string::npos) {
            const auto language = name.find_first_not_of(": ", colon);
            const std::string what = lowered(name.substr(0, colon));
            if (language != std::string::npos && (what == "label")) {
                const std::string code = language_code(std::string_view(name).substr(language));
                // A language that is not known is one of none.
                return "label::" + (code.empty() ? "?" : code);
            }
        }
        name = lowered(name);
        if (name == "list name") name = "list_name";
        return name;
    }

    void find_languages(const std::vector<line>& survey) {
        bool plain = false;
        for (const line& row : survey)
            for (const auto& [name, text] : row) {
                plain = plain || name == "label";
                if (!name.starts_with("label::") || name == "label::?") continue;
                const std::string code = name.substr(7);
                if (std::ranges::find(out_.languages, code) == out_.languages.end()) out_.languages.push_back(code);
            }
        // What has no language is in that of the form. Where nothing says which that is, it is that of its only labels.
        if (out_.language.empty() && !plain && !out_.languages.empty()) out_.language = out_.languages.front();
        const auto own = std::ranges::find(out_.languages, out_.language);
        if (own != out_.languages.end())
            std::rotate(out_.languages.begin(), own, own + 1);
        else if (!out_.language.empty())
            out_.languages.insert(out_.languages.begin(), out_.language);
    }

    texts labels_of(const line& row) const {
        texts out;
        add(out, out_.language, in(row, "label::" + out_.language));
        add(out, out_.language, in(row, "label"));
        for (const std::string& language : out_.languages) add(out, language, in(row, "label::" + language));
        if (out.empty()) add(out, out_.language, in(row, "label::?"));
        return out;
    }

    void read_choice(const line& row) {
        const std::string_view list = in(row, "list_name");
        const std::string code = plain_text(in(row, in(row, "name").empty() ? "value" : "name"));
        if (list.empty() || code.empty()) return;
        listed_option o;
        o.code = code;
        o.label = labels_of(row);
        o.value = number_in(code);
        lists_[plain_text(list)].push_back(std::move(o));
    }

    const std::vector<listed_option>& list(const std::string& name) const {
        static const std::vector<listed_option> none;
        const auto found = lists_.find(name);
        return found == lists_.end() ? none : found->second;
    }

    std::string path_to(std::string_view name) const {
        std::string path;
        for (const group& g : groups_) path += g.name.empty() ? "" : g.name + "/";
        return path + std::string(name);
    }

    void keep(listed_question q) { companions::keep(out_, std::move(q), parts_); }

    void read_row(const line& row) {
        const std::vector<std::string> type = words_of(plain_text(in(row, "type")));
        if (type.empty()) return;
        std::string kind = lowered(type[0]);
        // "begin group", "select one", "select all that apply" are old spellings.
        std::size_t rest = 1;
        if (type.size() > 1 && (kind == "begin" || kind == "end" ||
                                (kind == "select" && (lowered(type[1]) == "one" || lowered(type[1]) == "multiple")))) {
            kind += "_" + lowered(type[1]);
            rest = 2;
        }
        const std::string name = plain_text(in(row, "name"));
        if (kind.starts_with("begin_")) {
            begin(kind.substr(6), name, row);
        } else if (kind.starts_with("end_")) {
            end();
        } else if (!groups_.empty() && groups_.back().kind == "kobomatrix") {
            groups_.back().rows.push_back(row);
        } else if (!name.empty()) {
            const std::string from = rest < type.size() ? type[rest] : std::string();
            const bool or_other = lowered(type.back()) == "or_other";
            ask(kind, from, or_other, path_to(name), labels_of(row), row);
        }
    }

    void begin(std::string kind, const std::string& name, const line& row) {
        if (groups_.size() >= 64)
            throw failure(ending::refused, "groups nested deeper than 64", "Download the form again as XLS.");
        // Old forms of Kobo say koborank where new ones say rank.
        if (kind == "koborank") kind = "rank";
        if (kind == "koboscore") kind = "score";
        group& g = groups_.emplace_back();
        g.kind = kind;
        g.name = name;
        g.label = labels_of(row);
        if (kind == "kobomatrix") g.list = plain_text(in(row, "kobo--matrix_list"));
        if (kind == "score") g.list = plain_text(in(row, "kobo--score-choices"));
        if (kind == "rank") {
            g.ranking.name = path_to("");
            if (g.ranking.name.ends_with('/')) g.ranking.name.pop_back();
            g.ranking.text = g.label;
            g.ranking.type = item_type::rank;
            g.ranking.ranks_by_place = true;
            g.ranking.options = list(plain_text(in(row, "kobo--rank-items")));
        }
    }

    void end() {
        if (groups_.empty()) return;
        group g = std::move(groups_.back());
        groups_.pop_back();
        if (g.kind == "rank") keep(std::move(g.ranking));
        if (g.kind != "kobomatrix") return;
        // A group per item of the list, in it a question per column: m1_car/m1_car_q1.
        for (const listed_option& item : list(g.list))
            for (const line& column : g.rows) {
                const std::vector<std::string> type = words_of(plain_text(in(column, "type")));
                if (type.empty()) continue;
                const std::string base = g.name + "_" + item.code;
                ask(lowered(type[0]), type.size() > 1 ? type[1] : std::string(), lowered(type.back()) == "or_other",
                    path_to(base + "/" + base + "_" + plain_text(in(column, "name"))),
                    joined(item.label, " - ", labels_of(column)), column);
            }
    }

    void ask(const std::string& kind, const std::string& from, bool or_other, const std::string& path, texts text,
             const line& row) {
        listed_question one;
        one.name = path;
        one.columns.push_back(path);
        one.text = std::move(text);
        if (kind == "rank__level") {
            if (!groups_.empty()) groups_.back().ranking.columns.push_back(path);
            return;
        }
        if (kind == "select_one" || kind == "score__row") {
            const bool score = kind == "score__row" && !groups_.empty();
            if (score) one.text = joined(groups_.back().label, " - ", one.text);
            one.options = list(score ? groups_.back().list : from);
            if (or_other) add_other(one, path);
            settle(one, score);
        } else if (kind == "select_multiple") {
            one.type = item_type::multiple;
            one.separator = " ";
            one.options = list(from);
            if (or_other) add_other(one, path);
            one.columns.clear();
            for (const listed_option& o : one.options) one.columns.push_back(path + "/" + o.code);
        } else if (kind == "rank") {
            one.type = item_type::rank;
            one.separator = " ";
            one.options = list(from);
        } else if (kind == "integer" || kind == "int" || kind == "decimal") {
            one.type = item_type::number;
        } else if (kind == "range") {
            set_range(one, in(row, "parameters"));
        } else if (kind == "date") {
            one.type = item_type::date;
        } else if (kind == "datetime") {
            one.type = item_type::timestamp;
        } else if (kind == "acknowledge" || kind == "trigger") {
            one.type = item_type::boolean;
            one.options.push_back({"OK", {{out_.language, "OK"}}, 1, false, false});
        } else if (kind == "text" || kind == "barcode" || kind == "time") {
            one.type = item_type::text;
        } else if (kind == "note") {
            out_.displays.push_back(path);
            for (const auto& [language, label] : one.text) out_.displays.push_back(label);  // the header in exports with labels
            return;
        } else if (kind == "calculate" || kind == "hidden" || kind.starts_with("geo") || kind == "image" || kind == "photo" ||
                   kind == "audio" || kind == "video" || kind == "file" || kind == "background-audio" || kind == "xml-external" ||
                   kind == "csv-external") {
            out_.hidden.push_back(path);  // calculated; files, and where people are
            return;
        } else if (kind.starts_with("select_")) {
            one.type = std::nullopt;  // its options lie in a file of their own
        } else {
            return;  // start, end, today, deviceid ...: what the device knows of itself
        }
        keep(std::move(one));
    }

    void add_other(listed_question& one, const std::string& path) const {
        listed_option& other = one.options.emplace_back();
        other.code = "other";
        other.label = {{out_.language, "Other"}};
        other.own_words = true;
        one.other_column = path + "_other";
    }

    // "start=1 end=10 step=1"
    static void set_range(listed_question& one, std::string_view parameters) {
        double low = 1, high = 10, step = 1;
        std::string text(parameters);
        std::ranges::replace_if(
            text, [](char c) { return c == ',' || c == ';'; }, ' ');
        for (const std::string& word : words_of(text)) {
            const auto value =
                word.find('=') == std::string::npos ? std::nullopt : number_in(std::string_view(word).substr(word.find('=') + 1));
            if (!value) continue;
            if (word.starts_with("start")) low = *value;
            if (word.starts_with("end")) high = *value;
            if (word.starts_with("step")) step = *value;
        }
        const bool whole =
            low >= 0 && high <= 100 && low < high && step == 1 && low == std::floor(low) && high == std::floor(high);
        one.type = whole ? item_type::rating : item_type::number;
        if (whole) one.scale = core::survey::span{static_cast<int>(low), static_cast<int>(high)};
    }

    struct group {
        std::string kind, name, list;
        texts label;
        std::vector<line> rows;   // of a matrix: its columns
        listed_question ranking;  // of a ranking: what its levels make together
    };

    std::string path_, title_;
    questionnaire out_;
    std::map<std::string, std::vector<listed_option>> lists_;
    std::vector<group> groups_;
    std::size_t parts_ = 0, kept_ = 0;
};

}  // namespace

bool companions::is_xlsform(const std::vector<std::string>& sheets) {
    const auto has = [&](std::string_view name) {
        return std::ranges::any_of(sheets, [&](const std::string& s) { return lowered(s) == name; });
    };
    return has("survey") && has("choices");
}

questionnaire read_xlsform(const std::string& path) {
    try {
        return xlsform_reader(path).read();
    } catch (const failure& f) {
        place where = f.where();
        where.file = path;
        throw f.at(where);
    }
}

}  // namespace xm::client
