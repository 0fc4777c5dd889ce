// What all readers of companions share: files and their limits, languages, texts, and what the options of a question mean.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "client/formats/questionnaire.hpp"

namespace xm::client::companions {

using core::survey::item_type;

// The bytes of a file of at most 64 MiB. Throws `failure` for one that is larger or cannot be read.
std::string contents_of(const std::string& path);

// An XML element as a whole. Its text is that of itself alone.
struct element {
    std::string name;  // without prefix
    std::vector<std::pair<std::string, std::string>> attributes;
    std::string text;
    std::vector<element> children;

    const element* child(std::string_view name) const;
    // Empty if there is none.
    std::string_view attribute(std::string_view name) const;
};
// Throws `failure` for what is not well-formed, declares a document type, nests deeper than 64, or has more than a million
// elements.
element tree_of(std::string_view xml);

// Throws `failure` for what is no JSON, nests deeper than 64, or has more than a million values.
nlohmann::json values_of(std::string_view json);
// A value of an object; null if it is none or has no such key.
const nlohmann::json& at(const nlohmann::json& object, const char* key);
// A text or number as text; else empty.
std::string text_of(const nlohmann::json& value);

// The ISO code for what a tool calls a language: EN, PT-BR, ZH-S, "English (en)", Deutsch; empty if it is not known.
std::string language_code(std::string_view name);

// Sets the text in a language, under its markup; an empty one says nothing, and the first that is set stays.
void add(texts& to, const std::string& language, std::string_view html);
// In every language of `a`: "a" + between + "b" + after.
texts joined(const texts& a, std::string_view between, const texts& b, std::string_view after = {});

// A number as a code or a label writes it; nothing else may stand there.
std::optional<double> number_in(std::string_view text);

// Decides what the options of a single answer mean: which say no answer, what they count as, and so whether it is a rating or a
// choice. `on_scale`: the tool has this type of question for scales. What the labels alone decide stands in `reason`.
void settle(listed_question& q, bool on_scale);

// Adds to the reason for people.
void explain(listed_question& q, const std::string& reason);

// Adds a question. `parts` counts what all of them have: a small file can ask for lists times lists, and more than a million
// parts are refused.
void keep(questionnaire& to, listed_question q, std::size_t& parts);

}  // namespace xm::client::companions
