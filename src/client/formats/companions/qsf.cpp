// Qualtrics .qsf: JSON of SurveyEntry and SurveyElements (BL blocks, FL flow, SO options, SQ questions). The vendor has no page
// about its inside; what stands here is known from public files (tufts-oir/QualtricsTools, fflewddur/sp), from the headers of
// exports, and for recodes from qualtrics.com/support/survey-platform/survey-module/question-options/recode-values/.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "client/failure.hpp"
#include "client/formats/companions/common.hpp"
#include "client/formats/words.hpp"

namespace xm::client {

namespace {

using namespace companions;
using nlohmann::json;

bool is_set(const json& flag) {
    if (flag.is_boolean()) return flag.get<bool>();
    if (flag.is_number()) return flag.get<double>() != 0;
    const std::string text = text_of(flag);
    return text == "true" || text == "1" || text == "on" || text == "ON";
}

// Choices, answers, loops: an object by id, or an array where the ids are the places. In the order of `order`, where it is given.
std::vector<std::pair<std::string, const json*>> by_id(const json& all, const json& order = {}) {
    std::vector<std::pair<std::string, const json*>> list;
    if (all.is_object())
        for (auto it = all.begin(); it != all.end(); ++it) list.emplace_back(it.key(), &it.value());
    else if (all.is_array())
        for (std::size_t i = 0; i < all.size(); ++i) list.emplace_back(std::to_string(i), &all[i]);
    // Ids are numbers: 2 stands before 10.
    std::ranges::stable_sort(list, [](const auto& a, const auto& b) {
        const auto x = number_in(a.first), y = number_in(b.first);
        return x && y && *x < *y;
    });
    if (order.is_array()) {
        std::map<std::string, std::size_t> place;
        for (std::size_t i = 0; i < order.size(); ++i) place.emplace(text_of(order[i]), i);
        std::ranges::stable_sort(list, {}, [&](const auto& one) {
            const auto found = place.find(one.first);
            return found == place.end() ? order.size() : found->second;
        });
    }
    return list;
}

// How often the questions of a block are asked, and the fields of each time: ${lm://Field/1}.
struct loop {
    std::string prefix;  // "1_"
    std::map<std::string, std::string> fields;
};

class qsf_reader {
public:
    questionnaire read(const json& file) {
        const json& entry = at(file, "SurveyEntry");
        const json& elements = at(file, "SurveyElements");
        if (!entry.is_object() || !elements.is_array())
            throw failure(ending::refused, "no survey of Qualtrics: SurveyEntry or SurveyElements is missing",
                          "Export it again: Survey, Tools, Import/Export, Export survey.");
        out_.tool = "qualtrics";
        out_.name = text_of(at(entry, "SurveyID"));
        out_.language = language_code(text_of(at(entry, "SurveyLanguage")));
        out_.languages.push_back(out_.language);
        add(out_.title, out_.language, text_of(at(entry, "SurveyName")));
        const json* blocks = nullptr;
        const json* flow = nullptr;
        for (const json& element : elements) {
            const std::string kind = text_of(at(element, "Element"));
            const json& payload = at(element, "Payload");
            if (kind == "BL") blocks = &payload;
            if (kind == "FL") flow = &payload;
            if (kind == "SO") {
                const json& languages = at(payload, "AvailableLanguages");
                if (languages.is_object())
                    for (auto it = languages.begin(); it != languages.end(); ++it) add_language(it.key());
            }
            if (kind == "SQ" && payload.is_object()) {
                std::string id = text_of(at(payload, "QuestionID"));
                if (id.empty()) id = text_of(at(element, "PrimaryAttribute"));
                if (questions_.emplace(id, &payload).second) order_.push_back(id);
            }
        }
        if (blocks != nullptr) read_blocks(*blocks);
        if (flow != nullptr) read_flow(at(*flow, "Flow"));
        // Blocks that the flow does not show, then questions without a block: answers to them may be in the export from before.
        for (const std::string& id : block_order_) read_block(id);
        for (const std::string& id : order_)
            if (!done_.contains(id)) read_question(id, {});
        return std::move(out_);
    }

private:
    void add_language(const std::string& name) {
        const std::string code = language_code(name);
        if (!code.empty() && std::ranges::find(out_.languages, code) == out_.languages.end()) out_.languages.push_back(code);
    }

    void read_blocks(const json& payload) {
        for (const auto& [place, block] : by_id(payload)) {
            const bool trash = text_of(at(*block, "Type")) == "Trash";
            for (const auto& [i, part] : by_id(at(*block, "BlockElements"))) {
                const std::string question = text_of(at(*part, "QuestionID"));
                if (trash) done_.insert(question);  // deleted
            }
            const std::string id = text_of(at(*block, "ID"));
            if (!trash && blocks_.emplace(id, block).second) block_order_.push_back(id);
        }
    }

    void read_flow(const json& flow) {
        for (const auto& [place, step] : by_id(flow)) {
            const std::string type = text_of(at(*step, "Type"));
            if (type == "EmbeddedData")
                for (const auto& [i, field] : by_id(at(*step, "EmbeddedData"))) {
                    const std::string name = text_of(at(*field, "Field"));
                    if (!name.empty() && std::ranges::find(out_.hidden, name) == out_.hidden.end()) out_.hidden.push_back(name);
                }
            read_block(text_of(at(*step, "ID")));
            read_flow(at(*step, "Flow"));
        }
    }

    void read_block(const std::string& id) {
        const auto found = blocks_.find(id);
        if (found == blocks_.end() || !read_.insert(id).second) return;
        const std::vector<loop> loops = loops_of(at(*found->second, "Options"));
        for (const loop& once : loops)
            for (const auto& [i, part] : by_id(at(*found->second, "BlockElements")))
                if (const std::string question = text_of(at(*part, "QuestionID")); !question.empty())
                    read_question(question, once);
    }

    // Loop & merge: over a list of fields, or over the choices of a question before. Headers begin with the number of the loop.
    std::vector<loop> loops_of(const json& options) {
        const std::string kind = text_of(at(options, "Looping"));
        if (kind.empty() || kind == "None") return {{}};
        std::vector<loop> loops;
        const json& looping = at(options, "LoopingOptions");
        std::string asked = text_of(at(looping, "QID"));
        if (asked.empty() && text_of(at(looping, "Locator")).starts_with("q://")) {
            asked = text_of(at(looping, "Locator")).substr(4);
            asked = asked.substr(0, asked.find('/'));
        }
        const auto question = questions_.find(asked);
        const json& over = question == questions_.end() ? json::object() : at(*question->second, "Choices");
        for (const auto& [id, choice] : by_id(over))
            loops.push_back({id + "_", {{"1", plain_text(text_of(at(*choice, "Display")))}}});
        for (const auto& [id, fields] : by_id(at(looping, "Static"))) {
            loop* one = nullptr;
            for (loop& known : loops)
                if (known.prefix == id + "_") one = &known;
            if (one == nullptr) {
                // Of a question's choices those alone are asked.
                if (!loops.empty() && question != questions_.end()) continue;
                one = &loops.emplace_back(loop{id + "_", {}});
            }
            for (const auto& [field, value] : by_id(*fields))
                if (std::string text = plain_text(text_of(*value)); !text.empty())
                    one->fields.insert_or_assign(field, std::move(text));
        }
        if (loops.empty()) return {{}};
        if (loops.size() > 1000)
            throw failure(ending::refused, "a block of the survey is asked more than 1,000 times",
                          "Give the export without the .qsf.");
        return loops;
    }

    // The text at `path` of a question, in every language of it.
    texts texts_at(const json& q, const std::vector<const char*>& path) const {
        const auto down = [&](const json* value) {
            for (const char* key : path) {
                // NPS keeps its choices in an array.
                if (value->is_array()) {
                    const auto place = number_in(key);
                    static const json none;
                    value = place && *place >= 0 && *place < static_cast<double>(value->size())
                                ? &(*value)[static_cast<std::size_t>(*place)]
                                : &none;
                } else {
                    value = &at(*value, key);
                }
            }
            return looped(text_of(*value));
        };
        texts out;
        add(out, out_.language, down(&q));
        const json& languages = at(q, "Language");
        if (languages.is_object())
            for (auto it = languages.begin(); it != languages.end(); ++it)
                if (const std::string code = language_code(it.key()); !code.empty()) add(out, code, down(&it.value()));
        return out;
    }

    std::string looped(std::string text) const {
        constexpr std::string_view begin = "${lm://Field/";
        for (std::size_t open = text.find(begin); open != std::string::npos; open = text.find(begin, open)) {
            const std::size_t close = text.find('}', open);
            if (close == std::string::npos) break;
            const auto field = once_.fields.find(text.substr(open + begin.size(), close - open - begin.size()));
            if (field == once_.fields.end()) {
                open = close;
            } else {
                text.replace(open, close + 1 - open, field->second);
                open += field->second.size();
            }
        }
        return text;
    }

    texts text_of_question(const json& q) const {
        texts text = texts_at(q, {"QuestionText"});
        // A question may be a picture alone; then there is still what its author called it.
        if (text.empty()) add(text, out_.language, text_of(at(q, "QuestionDescription")));
        return text;
    }

    // The number an export of codes writes for a choice, in cells or in headers.
    static std::string recoded(const json& q, const std::string& id) {
        const std::string code = text_of(at(at(q, "RecodeValues"), id.c_str()));
        return code.empty() ? id : code;
    }

    listed_option option_of(const json& q, const char* list, const std::string& id, bool recodes) const {
        listed_option o;
        o.code = recodes ? recoded(q, id) : id;
        o.label = texts_at(q, {list, id.c_str(), "Display"});
        // An export of labels writes the name of the variable, if it has one of its own.
        if (const std::string variable = plain_text(text_of(at(at(q, "VariableNaming"), id.c_str())));
            recodes && !variable.empty()) {
            if (o.label.empty()) o.label.emplace_back(out_.language, variable);
            o.label.front().second = variable;
        }
        o.value = number_in(o.code);
        if (recodes && text_of(at(at(q, "AnalyzeChoices"), id.c_str())) == "No") o.missing = true;
        o.own_words = is_set(at(at(at(q, list), id.c_str()), "TextEntry"));
        return o;
    }

    std::vector<listed_option> options_of(const json& q, const char* list, const char* order) const {
        std::vector<listed_option> options;
        for (const auto& [id, value] : by_id(at(q, list), at(q, order))) options.push_back(option_of(q, list, id, true));
        return options;
    }

    // What the header of a row has after the tag of its question; a tag of its own that begins with that tag stands alone.
    static std::string row_tag(const json& q, const std::string& tag, const std::string& row) {
        const std::string own = text_of(at(at(q, "ChoiceDataExportTags"), row.c_str()));
        if (own.empty()) return tag + "_" + row;
        return own.starts_with(tag + "_") ? own : tag + "_" + own;
    }

    listed_question start(std::string column, std::string key, texts text) const {
        listed_question q;
        q.name = once_.prefix + column;
        q.columns.push_back(q.name);
        q.keys.push_back(once_.prefix + key);
        q.text = std::move(text);
        return q;
    }

    void keep(listed_question q) { companions::keep(out_, std::move(q), parts_); }

    void keep_text(const std::string& column, const std::string& key, texts text,
                   std::optional<item_type> type = item_type::text) {
        listed_question q = start(column, key, std::move(text));
        q.type = type;
        keep(std::move(q));
    }

    // One answer of several: what was excluded from analysis has said so itself.
    void keep_single(listed_question q, bool on_scale) {
        for (const listed_option& o : q.options)
            if (o.missing)
                explain(q, "\"" + (o.label.empty() ? o.code : o.label.front().second) + "\" is excluded from analysis");
        settle(q, on_scale);
        keep(std::move(q));
    }

    // A column per option, named by `tag` and the code.
    void keep_ticks(const std::string& tag, const std::string& id, texts text, std::vector<listed_option> options,
                    const std::vector<std::string>& ids, item_type type) {
        listed_question q;
        q.name = once_.prefix + tag;
        q.text = std::move(text);
        q.type = type;
        q.separator = ",";
        for (std::size_t i = 0; i < options.size(); ++i) {
            q.columns.push_back(once_.prefix + tag + "_" + options[i].code);
            q.keys.push_back(once_.prefix + id + "_" + ids[i]);
        }
        // A tick means what it says, whatever number its column has.
        for (listed_option& o : options) o.missing = false;
        q.options = std::move(options);
        keep(std::move(q));
    }

    // The first own words are those of the question; others are questions of their own.
    void keep_own_words(const json& q, const std::string& tag, const std::string& id, const texts& text, const char* list,
                        listed_question& into) {
        for (const auto& [choice, value] : by_id(at(q, list))) {
            if (!is_set(at(*value, "TextEntry"))) continue;
            const std::string column = tag + "_" + recoded(q, choice) + "_TEXT";
            if (into.other_column.empty()) {
                into.other_column = once_.prefix + column;
            } else {
                others_.push_back([=, this, option = choice, label = texts_at(q, {list, choice.c_str(), "Display"})] {
                    keep_text(column, id + "_" + option + "_TEXT", joined(text, " - ", label, " - Text"));
                });
            }
        }
    }

    void read_question(const std::string& id, const loop& once) {
        const auto found = questions_.find(id);
        if (found == questions_.end() || (done_.contains(id) && (once.prefix.empty() || !looped_.contains(id)))) return;
        done_.insert(id);
        if (!once.prefix.empty()) looped_.insert(id);
        once_ = once;
        read_payload(*found->second, id);
        for (const auto& other : others_) other();
        others_.clear();
    }

    void read_payload(const json& q, const std::string& id) {
        const std::string type = text_of(at(q, "QuestionType"));
        const std::string selector = text_of(at(q, "Selector"));
        std::string tag = text_of(at(q, "DataExportTag"));
        if (tag.empty()) tag = id;
        if (type == "MC") {
            read_choices(q, tag, id, selector);
        } else if (type == "Matrix") {
            read_matrix(q, at(q, "Choices"), at(q, "ChoiceOrder"), tag, id, text_of_question(q), q);
        } else if (type == "SBS") {
            for (const auto& [i, part] : by_id(at(q, "AdditionalQuestions"))) {
                std::string part_tag = text_of(at(*part, "DataExportTag"));
                if (part_tag.empty()) part_tag = tag + "#" + i;
                read_matrix(*part, at(q, "Choices"), at(q, "ChoiceOrder"), part_tag, id + "#" + i,
                            joined(text_of_question(q), " - ", text_of_question(*part)), q);
            }
        } else if (type == "TE") {
            read_text(q, tag, id, selector);
        } else if (type == "Slider") {
            read_sliders(q, tag, id, selector);
        } else if (type == "RO") {
            std::vector<std::string> ids;
            for (const auto& [choice, value] : by_id(at(q, "Choices"), at(q, "ChoiceOrder"))) ids.push_back(choice);
            keep_ticks(tag, id, text_of_question(q), options_of(q, "Choices", "ChoiceOrder"), ids, item_type::rank);
            keep_own_words(q, tag, id, text_of_question(q), "Choices", out_.questions.back());
        } else if (type == "CS") {
            for (const auto& [choice, value] : by_id(at(q, "Choices"), at(q, "ChoiceOrder")))
                keep_text(tag + "_" + recoded(q, choice), id + "_" + choice,
                          joined(text_of_question(q), " - ", texts_at(q, {"Choices", choice.c_str(), "Display"})),
                          item_type::number);
        } else if (type == "DB") {
            out_.displays.push_back(once_.prefix + tag);
        } else if (type == "Timing") {
            for (const char* part : {"First Click", "Last Click", "Page Submit", "Click Count"})
                out_.hidden.push_back(once_.prefix + tag + "_" + part);
        } else if (type == "Meta") {
            for (const auto& [choice, value] : by_id(at(q, "Choices")))
                out_.hidden.push_back(once_.prefix + tag + "_" + plain_text(text_of(at(*value, "Display"))));
        } else if (type == "FileUpload" || type == "Draw" || type == "Signature") {
            for (const char* part : {"Id", "Name", "Size", "Type"}) out_.hidden.push_back(once_.prefix + tag + "_" + part);
        } else if (type == "Captcha") {
            out_.hidden.push_back(once_.prefix + tag);
        }
        // Drill down, hot spot, heat map, pick-group-rank: how their columns are written is not known well enough; they are read
        // as columns without a description.
    }

    void read_choices(const json& q, const std::string& tag, const std::string& id, const std::string& selector) {
        const texts text = text_of_question(q);
        if (selector.starts_with("MA") || selector == "MSB") {
            std::vector<std::string> ids;
            for (const auto& [choice, value] : by_id(at(q, "Choices"), at(q, "ChoiceOrder"))) ids.push_back(choice);
            keep_ticks(tag, id, text, options_of(q, "Choices", "ChoiceOrder"), ids, item_type::multiple);
            keep_own_words(q, tag, id, text, "Choices", out_.questions.back());
            return;
        }
        listed_question one = start(tag, id, text);
        one.options = options_of(q, "Choices", "ChoiceOrder");
        if (selector == "NPS") {
            one.type = item_type::rating;
            one.scale = core::survey::span{0, 10};
            out_.hidden.push_back(once_.prefix + tag + "_NPS_GROUP");
            keep(std::move(one));
            return;
        }
        keep_own_words(q, tag, id, text, "Choices", one);
        keep_single(std::move(one), false);
    }

    // `owner` has the labels of the rows: of a side by side the whole question.
    void read_matrix(const json& q, const json& rows, const json& order, const std::string& tag, const std::string& id,
                     const texts& text, const json& owner) {
        const std::string selector = text_of(at(q, "Selector"));
        const std::string sub = text_of(at(q, "SubSelector"));
        std::vector<std::string> answers;
        for (const auto& [answer, value] : by_id(at(q, "Answers"), at(q, "AnswerOrder"))) answers.push_back(answer);
        // Its recodes are those of the columns; of rows there are only tags.
        const std::vector<listed_option> options = options_of(q, "Answers", "AnswerOrder");
        for (const auto& [row, value] : by_id(rows, order)) {
            const std::string column = row_tag(q, tag, row);
            const std::string key = id + "_" + row;
            const texts label = texts_at(owner, {"Choices", row.c_str(), "Display"});
            const texts asked = joined(text, " - ", label);
            if (selector == "TE" || selector == "CS") {
                for (const std::string& answer : answers)
                    keep_text(column + "_" + answer, key + "_" + answer,
                              joined(asked, " - ", texts_at(q, {"Answers", answer.c_str(), "Display"})),
                              selector == "TE" ? item_type::text : item_type::number);
            } else if (sub.starts_with("MultipleAnswer") || selector == "MultipleAnswer") {
                keep_ticks(column, key, asked, options, answers, item_type::multiple);
            } else {
                listed_question one = start(column, key, asked);
                one.options = options;
                // Words beside a column are rare, and belong to no row.
                for (listed_option& o : one.options) o.own_words = false;
                keep_single(std::move(one), selector == "Likert" || selector == "Bipolar");
            }
            if (is_set(at(*value, "TextEntry")))
                keep_text(column + "_TEXT", key + "_TEXT", joined(asked, " - ", {{out_.language, "Text"}}));
        }
    }

    void read_text(const json& q, const std::string& tag, const std::string& id, const std::string& selector) {
        const texts text = text_of_question(q);
        if (selector == "FORM") {
            for (const auto& [line, value] : by_id(at(q, "Choices"), at(q, "ChoiceOrder")))
                keep_text(row_tag(q, tag, line), id + "_" + line,
                          joined(text, " - ", texts_at(q, {"Choices", line.c_str(), "Display"})));
            return;
        }
        const std::string content = text_of(at(at(at(q, "Validation"), "Settings"), "ContentType"));
        keep_text(tag, id + "_TEXT", text, content == "ValidNumber" ? item_type::number : item_type::text);
    }

    void read_sliders(const json& q, const std::string& tag, const std::string& id, const std::string& selector) {
        const json& settings = at(q, "Configuration");
        const auto setting = [&](const char* key, double otherwise) {
            return number_in(text_of(at(settings, key))).value_or(otherwise);
        };
        double low = setting("CSSliderMin", 0), high = setting("CSSliderMax", 100);
        if (selector == "STAR") low = 1, high = setting("StarCount", 5);
        const bool whole = low == std::floor(low) && high == std::floor(high) && low >= 0 && high <= 100 && low < high &&
                           setting("NumDecimals", 0) == 0;
        for (const auto& [row, value] : by_id(at(q, "Choices"), at(q, "ChoiceOrder"))) {
            listed_question one = start(row_tag(q, tag, row), id + "_" + row,
                                        joined(text_of_question(q), " - ", texts_at(q, {"Choices", row.c_str(), "Display"})));
            one.type = whole ? item_type::rating : item_type::number;
            if (whole) one.scale = core::survey::span{static_cast<int>(low), static_cast<int>(high)};
            keep(std::move(one));
        }
    }

    questionnaire out_;
    std::map<std::string, const json*> questions_, blocks_;
    std::vector<std::string> order_, block_order_;
    std::set<std::string> read_, done_, looped_;
    std::vector<std::function<void()>> others_;
    loop once_;
    std::size_t parts_ = 0;
};

}  // namespace

questionnaire read_qsf(const std::string& path) {
    try {
        return qsf_reader().read(values_of(contents_of(path)));
    } catch (const failure& f) {
        throw f.at({path, 0, {}, {}});
    }
}

}  // namespace xm::client
