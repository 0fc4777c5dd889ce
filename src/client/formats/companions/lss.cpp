// LimeSurvey .lss: the tables of its database as XML. Since version 4 texts stand in tables *_l10ns, before in the tables
// themselves, a row per language. Question types: limesurvey.org/manual, "Question objects"; what columns the answers have:
// createFieldMap in application/helpers/common_helper.php, headers: application/helpers/admin/export/Writer.php.
#include <algorithm>
#include <map>
#include <set>

#include "client/failure.hpp"
#include "client/formats/companions/common.hpp"
#include "client/formats/words.hpp"

namespace xm::client {

namespace {

using namespace companions;

using line = std::map<std::string, std::string, std::less<>>;

std::string_view in(const line& row, std::string_view field) {
    const auto found = row.find(field);
    return found == row.end() ? std::string_view{} : std::string_view(found->second);
}

struct answer {
    std::string code;
    texts label;
    std::optional<double> assessed;
    int scale = 0;
    double order = 0;
};

struct asked {
    std::string id, code;
    char type = 0;
    bool other = false;
    int scale = 0;
    double group = 0, order = 0;
    texts text;
    std::vector<answer> answers;
    std::vector<asked> parts;                              // subquestions
    std::map<std::string, texts, std::less<>> attributes;  // by language; without one under ""
};

class lss_reader {
public:
    questionnaire read(const element& document) {
        const element* kind = document.child("LimeSurveyDocType");
        if (document.name != "document" || kind == nullptr || plain_text(kind->text) != "Survey")
            throw failure(ending::refused, "no survey of LimeSurvey: LimeSurveyDocType is not Survey",
                          "Export it again: Display/Export, Survey structure (.lss).");
        out_.tool = "limesurvey";
        read_survey(document);
        read_questions(document);
        for (asked& q : questions_) {
            std::ranges::stable_sort(q.answers, {}, &answer::order);
            std::ranges::stable_sort(q.parts, {}, &asked::order);
            write(q);
        }
        return std::move(out_);
    }

private:
    static std::vector<line> table(const element& document, std::string_view name) {
        std::vector<line> lines;
        const element* found = document.child(name);
        const element* rows = found == nullptr ? nullptr : found->child("rows");
        if (rows == nullptr) return lines;
        for (const element& row : rows->children) {
            line fields;
            for (const element& field : row.children) fields.emplace(field.name, field.text);
            lines.push_back(std::move(fields));
        }
        return lines;
    }

    void read_survey(const element& document) {
        for (const line& row : table(document, "surveys")) {
            out_.name = in(row, "sid");
            out_.language = language_code(in(row, "language"));
            add_language(out_.language);
            std::string_view more = in(row, "additional_languages");
            while (!more.empty()) {
                const std::size_t end = std::min(more.find(' '), more.size());
                add_language(language_code(more.substr(0, end)));
                more.remove_prefix(std::min(end + 1, more.size()));
            }
        }
        if (const element* languages = document.child("languages"))
            for (const element& language : languages->children) add_language(language_code(language.text));
        if (out_.language.empty() && !out_.languages.empty()) out_.language = out_.languages.front();
        for (const line& row : table(document, "surveys_languagesettings"))
            titles_.emplace_back(language_code(in(row, "surveyls_language")), in(row, "surveyls_title"));
        set(out_.title, titles_);
    }

    void add_language(const std::string& code) {
        if (!code.empty() && std::ranges::find(out_.languages, code) == out_.languages.end()) out_.languages.push_back(code);
    }

    // Texts as they were found, the survey's own language first.
    using found_texts = std::vector<std::pair<std::string, std::string>>;
    void set(texts& to, found_texts found) const {
        std::stable_partition(found.begin(), found.end(), [&](const auto& t) { return t.first == out_.language; });
        for (const auto& [language, text] : found) add(to, language.empty() ? out_.language : language, text);
    }

    // Texts of a table by the key of their rows: from NAME_l10ns, else from the rows themselves.
    std::map<std::string, texts, std::less<>> texts_by(const std::vector<line>& own, const std::vector<line>& apart,
                                                       std::string_view key, std::string_view field) const {
        std::map<std::string, found_texts, std::less<>> found;
        for (const std::vector<line>* lines : {&apart, &own})
            for (const line& row : *lines)
                if (!in(row, field).empty())
                    found[std::string(in(row, key))].emplace_back(language_code(in(row, "language")), in(row, field));
        std::map<std::string, texts, std::less<>> out;
        for (auto& [id, list] : found) set(out[id], std::move(list));
        return out;
    }

    static double number(const line& row, std::string_view field) { return number_in(in(row, field)).value_or(0); }

    void read_questions(const element& document) {
        std::map<std::string, double, std::less<>> groups;
        for (const line& row : table(document, "groups")) groups.emplace(in(row, "gid"), number(row, "group_order"));
        std::vector<line> rows = table(document, "questions");
        for (line& row : table(document, "subquestions")) rows.push_back(std::move(row));
        const auto question_texts = texts_by(rows, table(document, "question_l10ns"), "qid", "question");
        const auto text_of_row = [&](std::string_view id) {
            const auto found = question_texts.find(id);
            return found == question_texts.end() ? texts{} : found->second;
        };
        const auto read_one = [&](const line& row) {
            asked q;
            q.id = in(row, "qid");
            q.code = plain_text(in(row, "title"));
            q.type = in(row, "type").empty() ? 'T' : in(row, "type").front();
            q.other = in(row, "other") == "Y";
            q.scale = in(row, "scale_id") == "1" ? 1 : 0;
            q.order = number(row, "question_order");
            if (const auto group = groups.find(in(row, "gid")); group != groups.end()) q.group = group->second;
            q.text = text_of_row(q.id);
            return q;
        };
        const auto is_part = [](const line& row) { return !in(row, "parent_qid").empty() && in(row, "parent_qid") != "0"; };
        std::set<std::string, std::less<>> seen;  // before version 4 a row per language
        for (const line& row : rows)
            if (!is_part(row) && seen.emplace(in(row, "qid")).second) questions_.push_back(read_one(row));
        std::ranges::stable_sort(
            questions_, [](const asked& a, const asked& b) { return std::pair(a.group, a.order) < std::pair(b.group, b.order); });
        std::map<std::string, asked*, std::less<>> by_id;
        for (asked& q : questions_) by_id.emplace(q.id, &q);
        for (const line& row : rows)
            if (const auto parent = by_id.find(in(row, "parent_qid"));
                is_part(row) && parent != by_id.end() && seen.emplace(in(row, "qid")).second)
                parent->second->parts.push_back(read_one(row));

        const std::vector<line> answers = table(document, "answers");
        // Since version 4 an answer has an id, before question, scale and code name it.
        std::vector<line> keyed = answers;
        const auto key_of = [](const line& row) {
            return in(row, "aid").empty()
                       ? std::string(in(row, "qid")) + "/" + std::string(in(row, "scale_id")) + "/" + std::string(in(row, "code"))
                       : std::string(in(row, "aid"));
        };
        for (line& row : keyed) row.insert_or_assign("key", key_of(row));
        std::vector<line> apart = table(document, "answer_l10ns");
        for (line& row : apart) row.insert_or_assign("key", std::string(in(row, "aid")));
        const auto labels = texts_by(keyed, apart, "key", "answer");
        std::set<std::string> known;
        for (const line& row : keyed) {
            const auto of = by_id.find(in(row, "qid"));
            if (of == by_id.end() || !known.emplace(in(row, "key")).second) continue;
            answer a;
            a.code = plain_text(in(row, "code"));
            if (const auto label = labels.find(in(row, "key")); label != labels.end()) a.label = label->second;
            a.assessed = number_in(in(row, "assessment_value"));
            a.scale = in(row, "scale_id") == "1" ? 1 : 0;
            a.order = number(row, "sortorder");
            of->second->answers.push_back(std::move(a));
        }
        for (const line& row : table(document, "question_attributes"))
            if (const auto of = by_id.find(in(row, "qid")); of != by_id.end() && !in(row, "value").empty())
                add(of->second->attributes[std::string(in(row, "attribute"))], language_code(in(row, "language")),
                    in(row, "value"));
    }

    static std::string_view setting(const asked& q, std::string_view name) {
        const auto found = q.attributes.find(name);
        return found == q.attributes.end() ? std::string_view{} : std::string_view(found->second.front().second);
    }
    texts setting_texts(const asked& q, std::string_view name) const {
        const auto found = q.attributes.find(name);
        if (found == q.attributes.end()) return {};
        texts out;
        set(out, found->second);
        return out;
    }

    listed_question start(const std::string& column, texts text, std::optional<item_type> type) const {
        listed_question q;
        q.name = column;
        q.columns.push_back(column);
        q.text = std::move(text);
        q.type = type;
        return q;
    }

    // A VV file names columns as expressions do: tools_SQ001 where other exports say tools[SQ001].
    static std::string key_of(const std::string& column) {
        std::string key;
        for (const char c : column)
            if (c == '[')
                key += '_';
            else if (c != ']')
                key += c;
        return key;
    }
    void keep(listed_question q) {
        if (q.keys.empty())
            for (const std::string& column : q.columns) q.keys.push_back(key_of(column));
        companions::keep(out_, std::move(q), parts_);
    }
    void keep_plain(const std::string& column, texts text, std::optional<item_type> type) {
        keep(start(column, std::move(text), type));
    }

    texts row_text(const texts& question, const texts& row) const { return joined(question, " [", row, "]"); }
    // A word of the tool itself, which it has in every language of the survey and we in English.
    texts word(const char* english) const { return {{out_.language, english}}; }

    std::vector<listed_option> options_of(const asked& q, int scale) const {
        std::vector<listed_option> options;
        std::set<double> values;
        bool assessed = true, coded = true;
        for (const answer& a : q.answers) {
            if (a.scale != scale) continue;
            listed_option& o = options.emplace_back();
            o.code = a.code;
            o.label = a.label;
            o.value = a.assessed;
            if (!a.label.empty() && says_no_answer(a.label.front().second)) continue;
            // Assessment values say something only where they differ: all are 0 where nobody set them.
            assessed = assessed && a.assessed && values.insert(*a.assessed).second;
            coded = coded && number_in(a.code);
        }
        if (!assessed || values.size() < 2)
            for (listed_option& o : options) o.value = coded ? number_in(o.code) : std::nullopt;
        return options;
    }

    // Lists: one answer, perhaps one in own words.
    void write_list(const asked& q) {
        listed_question one = start(q.code, q.text, item_type::choice);
        one.options = options_of(q, 0);
        if (q.other) {
            listed_option& other = one.options.emplace_back();
            other.code = "-oth-";
            other.label = setting_texts(q, "other_replace_text");
            if (other.label.empty()) other.label = word("Other");
            other.own_words = true;
            one.other_column = q.code + "[other]";
        }
        settle(one, false);
        keep(std::move(one));
        if (q.type == 'O') keep_plain(q.code + "[comment]", row_text(q.text, word("Comment")), item_type::text);
    }

    void write_multiple(const asked& q) {
        listed_question one;
        one.name = q.code;
        one.text = q.text;
        one.type = item_type::multiple;
        for (const asked& part : q.parts) {
            one.columns.push_back(q.code + "[" + part.code + "]");
            one.options.push_back({part.code, part.text, std::nullopt, false, false});
        }
        if (q.other) one.other_column = q.code + "[other]";
        keep(std::move(one));
        if (q.type != 'P') return;
        for (const asked& part : q.parts)
            keep_plain(q.code + "[" + part.code + "comment]", row_text(row_text(q.text, part.text), word("Comment")),
                       item_type::text);
        if (q.other)
            keep_plain(q.code + "[othercomment]", row_text(row_text(q.text, word("Other")), word("Comment")), item_type::text);
    }

    void write_ranking(const asked& q) {
        listed_question one;
        one.name = q.code;
        one.text = q.text;
        one.type = item_type::rank;
        one.ranks_by_place = true;
        one.options = options_of(q, 0);
        // In some versions what is ranked are subquestions.
        if (one.options.empty())
            for (const asked& part : q.parts) one.options.push_back({part.code, part.text, std::nullopt, false, false});
        std::size_t places = one.options.size();
        for (const char* limit : {"max_subquestions", "max_answers"})
            if (const auto most = number_in(setting(q, limit)); most && *most >= 1 && *most < static_cast<double>(places))
                places = static_cast<std::size_t>(*most);
        for (std::size_t place = 1; place <= places; ++place) one.columns.push_back(q.code + "[" + std::to_string(place) + "]");
        keep(std::move(one));
    }

    // Rows that share answers: from the table of answers or fixed ones of the type.
    void write_rows(const asked& q) {
        for (const asked& part : q.parts) {
            const std::string column = q.code + "[" + part.code + "]";
            const texts text = row_text(q.text, part.text);
            if (q.type == '1') {
                for (int scale = 0; scale < 2; ++scale) {
                    listed_question one = start(column + "[" + std::to_string(scale + 1) + "]", text, item_type::choice);
                    texts header = setting_texts(q, scale == 0 ? "dualscale_headerA" : "dualscale_headerB");
                    if (header.empty()) header = word(scale == 0 ? "scale 1" : "scale 2");
                    one.text = joined(text, " (", header, ")");
                    one.keys = {key_of(column) + "_" + std::to_string(scale)};
                    one.options = options_of(q, scale);
                    settle(one, true);
                    keep(std::move(one));
                }
                continue;
            }
            listed_question one = start(column, text, std::nullopt);
            fix(one, q);
            keep(std::move(one));
        }
    }

    // What the type alone says.
    void fix(listed_question& one, const asked& q) const {
        const auto fixed = [&](std::initializer_list<std::pair<const char*, const char*>> options) {
            one.type = item_type::choice;
            for (const auto& [code, label] : options) one.options.push_back({code, word(label), std::nullopt, false, false});
        };
        switch (q.type) {
            case '5':
            case 'A': one.type = item_type::rating, one.scale = core::survey::span{1, 5}; break;
            case 'B': one.type = item_type::rating, one.scale = core::survey::span{1, 10}; break;
            case 'C': fixed({{"Y", "Yes"}, {"U", "Uncertain"}, {"N", "No"}}); break;
            case 'E': fixed({{"I", "Increase"}, {"S", "Same"}, {"D", "Decrease"}}); break;
            case 'G': fixed({{"F", "Female"}, {"M", "Male"}}); break;
            case 'Y':
                fixed({{"Y", "Yes"}, {"N", "No"}});
                one.type = item_type::boolean;
                one.options[0].value = 1;
                one.options[1].value = 0;
                break;
            case 'F':
            case 'H':
                one.options = options_of(q, 0);
                settle(one, true);
                break;
            case 'K':
            case 'N': one.type = item_type::number; break;
            case 'D': one.type = date_type(q); break;
            default: one.type = item_type::text;
        }
    }

    // A format with hours asks for a moment.
    static item_type date_type(const asked& q) {
        const std::string_view format = setting(q, "date_format");
        return format.find('H') != std::string_view::npos || format.find("h:") != std::string_view::npos ? item_type::timestamp
                                                                                                         : item_type::date;
    }

    // Rows by columns: texts, numbers, or ticks.
    void write_grid(const asked& q) {
        const bool ticks = q.type == ':' && setting(q, "multiflexible_checkbox") == "1";
        const bool boxes = setting(q, "input_boxes") == "1";
        const double low = number_in(setting(q, "multiflexible_min")).value_or(1),
                     high = number_in(setting(q, "multiflexible_max")).value_or(10);
        const double step = number_in(setting(q, "multiflexible_step")).value_or(1);
        const bool rating = q.type == ':' && !boxes && step == 1 && low >= 0 && high <= 100 && low < high &&
                            low == static_cast<int>(low) && high == static_cast<int>(high);
        for (const asked& row : q.parts) {
            if (row.scale != 0) continue;
            listed_question all;
            all.name = q.code + "_" + row.code;
            all.text = row_text(q.text, row.text);
            all.type = item_type::multiple;
            for (const asked& column : q.parts) {
                if (column.scale != 1) continue;
                const std::string header = q.code + "[" + row.code + "_" + column.code + "]";
                if (ticks) {
                    all.columns.push_back(header);
                    all.options.push_back({column.code, column.text, std::nullopt, false, false});
                    continue;
                }
                listed_question one = start(header, row_text(all.text, column.text), item_type::text);
                if (q.type == ':') one.type = rating ? item_type::rating : item_type::number;
                if (rating) one.scale = core::survey::span{static_cast<int>(low), static_cast<int>(high)};
                keep(std::move(one));
            }
            if (ticks) keep(std::move(all));
        }
    }

    void write(const asked& q) {
        switch (q.type) {
            case 'X': out_.displays.push_back(q.code); break;
            case '*': out_.hidden.push_back(q.code); break;  // an equation: calculated
            case '|':                                        // uploaded files: their names, as JSON
                out_.hidden.push_back(q.code);
                out_.hidden.push_back(q.code + "[filecount]");
                break;
            case 'L':
            case '!':
            case 'O': write_list(q); break;
            case 'M':
            case 'P': write_multiple(q); break;
            case 'R': write_ranking(q); break;
            case ':':
            case ';': write_grid(q); break;
            case '1':
            case 'A':
            case 'B':
            case 'C':
            case 'E':
            case 'F':
            case 'H':
            case 'K':
            case 'Q': write_rows(q); break;
            case 'I': {  // the language to go on in
                listed_question one = start(q.code, q.text, item_type::choice);
                for (const std::string& language : out_.languages)
                    one.options.push_back({language, {{out_.language, language}}, std::nullopt, false, false});
                keep(std::move(one));
                break;
            }
            default: {
                listed_question one = start(q.code, q.text, std::nullopt);
                fix(one, q);
                keep(std::move(one));
            }
        }
    }

    questionnaire out_;
    found_texts titles_;
    std::vector<asked> questions_;
    std::size_t parts_ = 0;
};

}  // namespace

questionnaire read_lss(const std::string& path) {
    try {
        return lss_reader().read(tree_of(contents_of(path)));
    } catch (const failure& f) {
        throw f.at({path, 0, {}, {}});
    }
}

}  // namespace xm::client
