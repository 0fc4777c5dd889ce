// Formbricks survey as its management API gives it (formbricks.com/docs; packages/types of formbricks/formbricks). Since version
// 4 questions are `elements` of `blocks`, before `questions`. Headers of its CSV have the number and the text of a question:
// columns are known by their texts alone.
#include <algorithm>
#include <map>

#include "client/failure.hpp"
#include "client/formats/companions/common.hpp"
#include "client/formats/companions/companions.hpp"
#include "client/formats/words.hpp"

namespace xm::client {

namespace {

using namespace companions;
using nlohmann::json;

// The survey itself: alone, under `data`, or the one of a list.
const json& survey_in(const json& file) {
    const json* s = &file;
    for (int i = 0; i < 2; ++i) {
        if (const json& data = at(*s, "data"); data.is_object() || data.is_array()) s = &data;
        if (s->is_array() && s->size() == 1) s = &(*s)[0];
    }
    return *s;
}

bool has_questions(const json& survey) {
    const json& blocks = at(survey, "blocks");
    const json& questions = at(survey, "questions");
    const auto is_question = [](const json& q) { return at(q, "type").is_string() && at(q, "id").is_string(); };
    if (questions.is_array() && std::ranges::any_of(questions, is_question)) return true;
    return blocks.is_array() && std::ranges::any_of(blocks, [&](const json& b) {
               const json& elements = at(b, "elements");
               return elements.is_array() && std::ranges::any_of(elements, is_question);
           });
}

class formbricks_reader {
public:
    questionnaire read(const json& file) {
        const json& survey = survey_in(file);
        if (!has_questions(survey))
            throw failure(ending::refused, "no survey of Formbricks: neither blocks with elements nor questions",
                          "Fetch it again: /api/v1/management/surveys/ID.");
        out_.tool = "formbricks";
        out_.name = text_of(at(survey, "id"));
        if (at(survey, "languages").is_array())
            for (const json& one : at(survey, "languages")) {
                const std::string tool = text_of(at(at(one, "language"), "code"));
                const std::string code = language_code(tool);
                if (code.empty()) continue;
                codes_.emplace(tool, code);
                const json& own = at(one, "default");
                if (own.is_boolean() && own.get<bool>()) {
                    out_.language = code;
                    out_.languages.insert(out_.languages.begin(), code);
                } else {
                    out_.languages.push_back(code);
                }
            }
        add(out_.title, out_.language, text_of(at(survey, "name")));
        const json& fields = at(at(survey, "hiddenFields"), "fieldIds");
        if (fields.is_array())
            for (const json& field : fields) out_.hidden.push_back(text_of(field));
        if (at(survey, "variables").is_array())
            for (const json& variable : at(survey, "variables")) out_.hidden.push_back(text_of(at(variable, "name")));
        if (at(survey, "blocks").is_array())
            for (const json& block : at(survey, "blocks"))
                if (at(block, "elements").is_array())
                    for (const json& q : at(block, "elements")) read_question(q);
        if (at(survey, "questions").is_array())
            for (const json& q : at(survey, "questions")) read_question(q);
        return std::move(out_);
    }

private:
    // A text, or one per language: `default` is the survey's own.
    texts texts_of(const json& value) const {
        texts out;
        if (!value.is_object()) {
            add(out, out_.language, text_of(value));
            return out;
        }
        add(out, out_.language, text_of(at(value, "default")));
        for (auto it = value.begin(); it != value.end(); ++it)
            if (const auto code = codes_.find(it.key()); code != codes_.end()) add(out, code->second, text_of(it.value()));
        return out;
    }

    // Options, and the rows and columns of a matrix: since 2025 with an id, before the text alone.
    texts label_of(const json& option) const { return texts_of(at(option, "label").is_null() ? option : at(option, "label")); }

    std::vector<listed_option> options_of(const json& choices) const {
        std::vector<listed_option> options;
        if (!choices.is_array()) return options;
        for (const json& choice : choices) {
            listed_option& o = options.emplace_back();
            o.code = text_of(at(choice, "id"));
            o.label = label_of(choice);
            o.own_words = o.code == "other";
        }
        return options;
    }

    void keep(listed_question q) { companions::keep(out_, std::move(q), parts_); }

    void read_question(const json& q) {
        const std::string type = text_of(at(q, "type"));
        listed_question one;
        one.name = text_of(at(q, "id"));
        one.text = texts_of(at(q, "headline"));
        if (type == "openText") {
            one.type = text_of(at(q, "inputType")) == "number" ? item_type::number : item_type::text;
        } else if (type == "nps") {
            one.type = item_type::rating;
            one.scale = core::survey::span{0, 10};
        } else if (type == "rating" || type == "csat" || type == "ces") {
            const double range = number_in(text_of(at(q, "range"))).value_or(5);
            one.type = item_type::rating;
            one.scale = core::survey::span{1, range >= 2 && range <= 100 ? static_cast<int>(range) : 5};
        } else if (type == "multipleChoiceSingle") {
            one.options = options_of(at(q, "choices"));
            settle(one, false);
        } else if (type == "multipleChoiceMulti" || type == "ranking") {
            one.options = options_of(at(q, "choices"));
            one.type = type == "ranking" ? item_type::rank : item_type::multiple;
            one.separator = "; ";
        } else if (type == "pictureSelection") {
            // Pictures have no text: exports write where they lie.
            if (at(q, "choices").is_array())
                for (const json& choice : at(q, "choices"))
                    one.options.push_back({text_of(at(choice, "id")),
                                           {{out_.language, text_of(at(choice, "imageUrl"))}},
                                           std::nullopt,
                                           false,
                                           false});
            const json& several = at(q, "allowMulti");
            one.type = several.is_boolean() && several.get<bool>() ? item_type::multiple : item_type::choice;
            one.separator = "; ";
        } else if (type == "matrix") {
            read_matrix(q, one);
            return;
        } else if (type == "date") {
            one.type = item_type::date;
        } else if (type == "consent") {
            one.type = item_type::boolean;
            one.options.push_back({"accepted", {{out_.language, "accepted"}}, 1, false, false});
        } else if (type == "cta") {
            one.type = item_type::choice;
            one.options.push_back({"clicked", {{out_.language, "clicked"}}, std::nullopt, false, false});
        } else if (type == "fileUpload" || type == "address" || type == "contactInfo" || type == "cal") {
            // Files, and who it is that answers.
            out_.hidden.push_back(one.name);
            return;
        } else {
            one.type = std::nullopt;
        }
        keep(std::move(one));
    }

    void read_matrix(const json& q, const listed_question& whole) {
        std::vector<listed_option> options;
        if (at(q, "columns").is_array())
            for (const json& column : at(q, "columns")) {
                const std::string code = std::to_string(options.size() + 1);
                options.push_back({code, label_of(column), number_in(code), false, false});
            }
        if (!at(q, "rows").is_array()) return;
        std::size_t number = 0;
        for (const json& row : at(q, "rows")) {
            listed_question one = whole;
            one.name += "_" + std::to_string(++number);
            one.text = joined(whole.text, " - ", label_of(row));
            one.options = options;
            settle(one, true);
            keep(std::move(one));
        }
    }

    questionnaire out_;
    std::map<std::string, std::string> codes_;  // as the tool writes them → ISO
    std::size_t parts_ = 0;
};

}  // namespace

bool companions::is_formbricks_survey(const json& file) {
    const json& survey = survey_in(file);
    return at(survey, "name").is_string() && has_questions(survey);
}

questionnaire companions::formbricks_survey(const json& file) { return formbricks_reader().read(file); }

questionnaire read_formbricks_survey(const std::string& path) {
    try {
        return companions::formbricks_survey(values_of(contents_of(path)));
    } catch (const failure& f) {
        throw f.at({path, 0, {}, {}});
    }
}

}  // namespace xm::client
