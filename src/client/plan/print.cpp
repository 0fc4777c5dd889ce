// A plan as JSON for programs and as a table for people.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "client/plan/plan.hpp"
#include "client/read/csv.hpp"

namespace xm::client {
namespace {

using nlohmann::ordered_json;

const char* type_of(const plan_column& c, const core::survey::item* it) {
    if (it != nullptr) return core::survey::name_of(it->type).data();
    switch (c.role) {
        case role::source_id:
        case role::language:
        case role::channel:
        case role::wave:
        case role::unit:
        case role::touchpoint:
        case role::person:
        case role::status: return "text";
        case role::complete: return "boolean";
        case role::weight: return "number";
        case role::submitted_at:
        case role::started_at:
        case role::ended_at: return "timestamp";
        default: break;
    }
    switch (c.reading) {
        case reading::number: return "number";
        case reading::date: return "date";
        case reading::time: return "timestamp";
        case reading::boolean: return "boolean";
        case reading::text: return "text";
        default: return nullptr;
    }
}

std::string own(const core::survey::texts& t, const core::survey::definition& d) {
    return std::string(core::survey::in_language(t, d.language));
}

// The response table's columns that a role fills.
std::vector<std::string> role_columns(const plan_column& c) {
    switch (c.role) {
        case role::source_id: return {"source_id"};
        case role::submitted_at: return {"submitted_at"};
        case role::started_at: return {"started_at"};
        case role::complete: return {"complete"};
        case role::language: return {"language"};
        case role::channel: return {"channel"};
        case role::wave: return {"wave"};
        case role::unit: return {"unit"};
        case role::touchpoint: return {"touchpoint"};
        case role::person: return {"person_id"};
        case role::weight: return {"weight"};
        default: return c.database_columns;
    }
}

std::string printed_role(const plan_column& c) { return c.role_label.empty() ? std::string(name_of(c.role)) : c.role_label; }

// Cut to this many characters of the terminal, at most.
std::string cut(const std::string& text, std::size_t width) {
    std::string line;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool begins = (byte & 0xC0) != 0x80;
        if (begins && shown + 1 >= width && i + 1 < text.size()) return line + "…";
        if (begins) ++shown;
        line += byte < 32 || byte == 127 ? ' ' : text[i];
    }
    return line;
}

std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string_view name_of(role r) {
    switch (r) {
        case role::dropped: return "dropped";
        case role::answer: return "";
        case role::source_id: return "respondent";
        case role::submitted_at: return "submit";
        case role::started_at: return "start";
        case role::ended_at: return "end";
        case role::complete: return "finished";
        case role::status: return "status";
        case role::language: return "language";
        case role::channel: return "channel";
        case role::wave: return "wave";
        case role::unit: return "unit";
        case role::touchpoint: return "touchpoint";
        case role::person: return "person";
        case role::weight: return "weight";
        case role::personal: return "personal";
        case role::metadata: return "metadata";
    }
    return "";
}

std::string json_of(const plan& p) {
    ordered_json j;
    const plan_file* const first = p.files.empty() ? nullptr : &p.files[0];
    const auto text_or_null = [](const std::string& s) { return s.empty() ? ordered_json(nullptr) : ordered_json(s); };
    j["format"] = p.format;
    j["encoding"] = first == nullptr ? ordered_json(nullptr) : text_or_null(first->source->encoding);
    j["delimiter"] = first == nullptr || first->source->delimiter == 0 ? ordered_json(nullptr)
                                                                       : ordered_json(delimiter_name(first->source->delimiter));
    j["header_rows"] = first == nullptr ? 0 : first->header_rows;
    j["rows"] = first != nullptr && first->rows ? ordered_json(*first->rows) : ordered_json(nullptr);
    j["zone"] = text_or_null(p.zone);
    j["survey"] = text_or_null(p.survey);
    j["side"] = p.side_known ? ordered_json(core::survey::name_of(p.definition.side)) : ordered_json(nullptr);
    j["files"] = ordered_json::array();
    for (const plan_file& f : p.files) {
        ordered_json one;
        one["file"] = f.source->name;
        one["format"] = f.format;
        one["encoding"] = text_or_null(f.source->encoding);
        one["sheet"] = text_or_null(f.source->sheet);
        one["header_rows"] = f.header_rows;
        one["rows"] = f.rows ? ordered_json(*f.rows) : ordered_json(nullptr);
        one["looked_at"] = f.sampled;
        one["blank_rows"] = f.blank;
        j["files"].push_back(std::move(one));
    }
    j["columns"] = ordered_json::array();
    for (const plan_column& c : p.columns) {
        const core::survey::item* const it = c.item.empty() ? nullptr : p.definition.find_item(c.item);
        ordered_json one;
        if (p.files.size() > 1) one["file"] = p.files[c.file].source->name;
        one["column"] = c.column;
        one["source"] = c.source;
        one["item"] = text_or_null(c.item);
        one["database_columns"] = role_columns(c);
        one["question"] = text_or_null(own(c.question, p.definition));
        const char* const type = type_of(c, it);
        one["type"] = type == nullptr ? ordered_json(nullptr) : ordered_json(type);
        one["scale"] = it != nullptr && it->type == core::survey::item_type::rating
                           ? ordered_json({it->scale.low, it->scale.high})
                           : ordered_json(nullptr);
        ordered_json choices = nullptr;
        if (it != nullptr) {
            const auto add = [&](const std::string& code, const core::survey::texts& label) {
                if (choices.is_null()) choices = ordered_json::object();
                choices[code] = own(label, p.definition);
            };
            for (const auto& [n, label] : it->labels) add(std::to_string(n), label);
            for (const auto& o : it->choices)
                if (c.option.empty() || c.option == o.code) add(o.code, o.label);
        }
        one["choices"] = std::move(choices);
        one["multiple"] = it != nullptr && it->type == core::survey::item_type::multiple;
        one["other"] = c.has_other;
        one["missing"] = ordered_json::array();
        if (it != nullptr)
            for (const auto& m : it->missing) one["missing"].push_back(m.code);
        for (const auto& [low, high] : c.missing_ranges) one["missing"].push_back({{"range", {low, high}}});
        one["role"] = text_or_null(printed_role(c));
        one["reason"] = text_or_null(c.reason);
        j["columns"].push_back(std::move(one));
    }
    j["warnings"] = p.warnings;
    return j.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string table_of(const plan& p, bool colour, int width) {
    std::string out;
    const auto count = [](std::uint64_t n, const char* what) { return std::to_string(n) + " " + what + (n == 1 ? "" : "s"); };
    for (const plan_file& f : p.files) {
        out += f.source->name + ": " + f.format;
        if (!f.source->encoding.empty()) out += ", " + f.source->encoding;
        if (f.source->delimiter != 0) out += ", " + delimiter_name(f.source->delimiter);
        if (!f.source->sheet.empty()) out += ", sheet " + f.source->sheet;
        out += ", " + count(f.header_rows, "header row") + ", ";
        out += f.rows ? count(*f.rows, "row") : "rows not counted (looked at " + std::to_string(f.sampled) + ")";
        out += "\n";
    }
    out += "times without an offset: " + (p.zone.empty() ? std::string("zone of the workspace") : p.zone) + "\n\n";
    struct line {
        std::string column, source, to, what, reason;
        bool dropped;
    };
    std::vector<line> lines{{"#", "column", "item", "what it is", "why", false}};
    for (const plan_column& c : p.columns) {
        const core::survey::item* const it = c.item.empty() ? nullptr : p.definition.find_item(c.item);
        line l{std::to_string(c.column), c.source, c.item, {}, c.reason, c.item.empty() && role_columns(c).empty()};
        if (p.files.size() > 1) l.column = std::to_string(c.file) + "/" + l.column;
        if (it != nullptr) {
            l.what = core::survey::name_of(it->type);
            if (it->type == core::survey::item_type::rating)
                l.what += " " + std::to_string(it->scale.low) + ".." + std::to_string(it->scale.high);
            if (!c.option.empty()) l.to += "_" + c.option;
            if (!it->choices.empty() && c.option.empty()) l.what += " of " + std::to_string(it->choices.size());
            if (!it->missing.empty()) {
                l.what += ", missing";
                std::size_t n = 0;
                for (const auto& m : it->missing) l.what += ++n <= 3 ? " " + m.code : n == 4 ? " ..." : "";
            }
        } else if (!l.dropped) {
            l.to = "(" + role_columns(c)[0] + ")";
            l.what = printed_role(c);
        } else {
            l.to = "-";
            l.what = printed_role(c);
        }
        lines.push_back(std::move(l));
    }
    std::size_t w[4] = {1, 6, 4, 10};
    for (const line& l : lines) {
        w[0] = std::max(w[0], width_of(l.column));
        w[1] = std::max(w[1], std::min<std::size_t>(width_of(l.source), 28));
        w[2] = std::max(w[2], std::min<std::size_t>(width_of(l.to), 28));
        w[3] = std::max(w[3], std::min<std::size_t>(width_of(l.what), 26));
    }
    const std::size_t used = w[0] + w[1] + w[2] + w[3] + 8;
    const std::size_t rest =
        width > 0 && static_cast<std::size_t>(width) > used + 20 ? static_cast<std::size_t>(width) - used : 2000;
    const auto padded = [](const std::string& text, std::size_t n) {
        const std::string t = cut(text, n);
        return t + std::string(n - std::min(n, width_of(t)) + 2, ' ');
    };
    bool head = true;
    for (const line& l : lines) {
        std::string text =
            padded(l.column, w[0]) + padded(l.source, w[1]) + padded(l.to, w[2]) + padded(l.what, w[3]) + cut(l.reason, rest);
        while (!text.empty() && text.back() == ' ') text.pop_back();
        if (colour && (head || l.dropped)) text = (head ? "\033[1m" : "\033[2m") + text + "\033[0m";
        out += text + "\n";
        head = false;
    }
    if (!p.warnings.empty()) out += "\n";
    for (const std::string& warning : p.warnings) out += "note: " + warning + "\n";
    return out;
}

}  // namespace xm::client
