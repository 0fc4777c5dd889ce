// ODK XForms: https://getodk.github.io/xforms-spec/. An instance with a node per question, a bind per node (its type), controls
// that ask for nodes, and texts in `itext`, a translation per language.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "client/failure.hpp"
#include "client/formats/companions/common.hpp"
#include "client/formats/words.hpp"

namespace xm::client {

namespace {

using namespace companions;

class xform_reader {
public:
    questionnaire read(const element& html) {
        const element* head = html.child("head");
        const element* body = html.child("body");
        const element* model = head == nullptr ? nullptr : head->child("model");
        if (html.name != "html" || model == nullptr || body == nullptr)
            throw failure(ending::refused, "no form of ODK: head with a model, or body is missing",
                          "Download the form again as XML.");
        out_.tool = "odk";
        read_languages(*model);
        if (const element* title = head->child("title")) add(out_.title, out_.language, title->text);
        for (const element& child : model->children) {
            if (child.name == "instance") read_instance(child);
            if (child.name == "bind") binds_.emplace(child.attribute("nodeset"), &child);
        }
        for (const element& child : body->children) read_control(child, "");
        // What is bound and never asked for is calculated, or what the device knows of itself.
        for (const element& child : model->children)
            if (const std::string path(child.attribute("nodeset"));
                child.name == "bind" && !controlled_.contains(path) && !child.attribute("calculate").empty())
                if (const std::string name = column_of(path); !name.empty() && !name.starts_with("meta/"))
                    out_.hidden.push_back(name);
        return std::move(out_);
    }

private:
    void read_languages(const element& model) {
        const element* itext = model.child("itext");
        if (itext == nullptr) return;
        for (const element& translation : itext->children) {
            const std::string language = language_code(translation.attribute("lang"));
            const bool own = translation.attribute("default").starts_with("true") || out_.languages.empty();
            if (!language.empty() && std::ranges::find(out_.languages, language) == out_.languages.end())
                out_.languages.insert(own ? out_.languages.begin() : out_.languages.end(), language);
            if (own) out_.language = language;
            for (const element& text : translation.children)
                for (const element& value : text.children) {
                    // Pictures, sounds, hints for the interviewer have a form.
                    const std::string_view form = value.attribute("form");
                    if (value.name == "value" && (form.empty() || form == "long" || form == "short"))
                        itext_[std::string(text.attribute("id"))].emplace_back(language, value.text);
                }
        }
        for (auto& [id, list] : itext_)
            std::stable_partition(list.begin(), list.end(), [&](const auto& t) { return t.first == out_.language; });
    }

    // The first instance is the form's own, the others are lists: items of root with a name and a label or the id of one.
    void read_instance(const element& instance) {
        if (root_.empty()) {
            if (instance.children.empty()) return;
            const element& data = instance.children.front();
            root_ = "/" + data.name + "/";
            out_.name = data.attribute("id");
            return;
        }
        if (!instance.children.empty()) lists_.emplace(instance.attribute("id"), &instance.children.front());
    }

    std::string column_of(std::string_view path) const {
        return std::string(path.starts_with(root_) ? path.substr(root_.size()) : std::string_view{});
    }

    texts itext(std::string_view id) const {
        texts out;
        if (const auto found = itext_.find(id); found != itext_.end())
            for (const auto& [language, text] : found->second) add(out, language, text);
        return out;
    }

    texts label_of(const element& control) const {
        texts out;
        const element* label = control.child("label");
        if (label == nullptr) return out;
        const std::string_view reference = label->attribute("ref");
        const auto open = reference.find('\''), close = reference.rfind('\'');
        if (reference.starts_with("jr:itext(") && open < close) return itext(reference.substr(open + 1, close - open - 1));
        add(out, out_.language, label->text);
        return out;
    }

    static listed_option option(std::string code, texts label) {
        listed_option o;
        o.code = std::move(code);
        o.label = std::move(label);
        o.value = number_in(o.code);
        return o;
    }

    std::vector<listed_option> options_of(const element& control) const {
        std::vector<listed_option> options;
        for (const element& child : control.children) {
            if (child.name == "item") {
                const element* value = child.child("value");
                options.push_back(option(value == nullptr ? std::string() : plain_text(value->text), label_of(child)));
            } else if (child.name == "itemset") {
                // instance('list')/root/item[filter]
                const std::string_view nodes = child.attribute("nodeset");
                const auto open = nodes.find('\''), close = nodes.find('\'', open == std::string_view::npos ? open : open + 1);
                if (!nodes.starts_with("instance(") || close == std::string_view::npos) continue;
                const auto list = lists_.find(nodes.substr(open + 1, close - open - 1));
                if (list == lists_.end()) continue;
                const element* value = child.child("value");
                const element* label = child.child("label");
                const std::string_view code = value == nullptr ? "name" : value->attribute("ref");
                const std::string_view text = label == nullptr ? "label" : label->attribute("ref");
                for (const element& item : list->second->children) {
                    const element* own = item.child(code);
                    const element* words = item.child("itextId");
                    texts said;
                    if (words != nullptr) {
                        said = itext(plain_text(words->text));
                    } else if (const element* plain = item.child(text)) {
                        add(said, out_.language, plain->text);
                    }
                    options.push_back(option(own == nullptr ? std::string() : plain_text(own->text), std::move(said)));
                }
            }
        }
        return options;
    }

    void keep(listed_question q) { companions::keep(out_, std::move(q), parts_); }

    void read_control(const element& control, const std::string& at_node) {
        if (control.name == "group" || control.name == "repeat") {
            const std::string inside(control.attribute(control.name == "group" ? "ref" : "nodeset"));
            for (const element& child : control.children) read_control(child, inside.empty() ? at_node : inside);
            return;
        }
        std::string path(control.attribute("ref"));
        if (path.empty()) return;
        if (path.front() != '/') path = at_node + "/" + path;
        const std::string column = column_of(path);
        if (column.empty() || !controlled_.insert(path).second) return;
        const auto bind = binds_.find(path);
        std::string_view type = bind == binds_.end() ? std::string_view("string") : bind->second->attribute("type");
        if (const auto colon = type.find(':'); colon != std::string_view::npos) type.remove_prefix(colon + 1);
        listed_question one;
        one.name = column;
        one.columns.push_back(column);
        one.text = label_of(control);
        if (control.name == "select" || control.name == "rank") {
            one.options = options_of(control);
            one.separator = " ";
            one.type = control.name == "rank" ? item_type::rank : item_type::multiple;
            // One cell holds all; where they are split there is a column per option beside it.
            if (control.name == "select") {
                one.columns.clear();
                for (const listed_option& o : one.options) one.columns.push_back(column + "/" + o.code);
            }
        } else if (control.name == "select1") {
            one.options = options_of(control);
            settle(one, false);
        } else if (control.name == "upload" || type == "binary" || type.starts_with("geo")) {
            out_.hidden.push_back(column);  // files, and where people are
            return;
        } else if (control.name == "trigger") {
            one.type = item_type::boolean;
            one.options.push_back({"OK", {{out_.language, "OK"}}, 1, false, false});
        } else if (bind != binds_.end() && bind->second->attribute("readonly").starts_with("true")) {
            out_.displays.push_back(column);  // a note
            return;
        } else if (control.name == "range") {
            const auto low = number_in(control.attribute("start")), high = number_in(control.attribute("end")),
                       step = number_in(control.attribute("step"));
            const bool whole = low && high && *low >= 0 && *high <= 100 && *low < *high && step.value_or(1) == 1 &&
                               *low == std::floor(*low) && *high == std::floor(*high);
            one.type = whole ? item_type::rating : item_type::number;
            if (whole) one.scale = core::survey::span{static_cast<int>(*low), static_cast<int>(*high)};
        } else if (type == "int" || type == "integer" || type == "decimal") {
            one.type = item_type::number;
        } else if (type == "date") {
            one.type = item_type::date;
        } else if (type == "dateTime") {
            one.type = item_type::timestamp;
        } else if (type == "boolean") {
            one.type = item_type::boolean;
        } else {
            one.type = item_type::text;
        }
        keep(std::move(one));
    }

    questionnaire out_;
    std::string root_;
    std::map<std::string, const element*, std::less<>> binds_, lists_;
    std::map<std::string, std::vector<std::pair<std::string, std::string>>, std::less<>> itext_;
    std::set<std::string> controlled_;
    std::size_t parts_ = 0;
};

}  // namespace

questionnaire read_xform(const std::string& path) {
    try {
        const element form = tree_of(contents_of(path));
        return xform_reader().read(form);
    } catch (const failure& f) {
        throw f.at({path, 0, {}, {}});
    }
}

}  // namespace xm::client
