#include "client/read/xml.hpp"

#include <expat.h>

#include <algorithm>
#include <new>
#include <string>

#include "client/failure.hpp"

namespace xm::client {

namespace {

constexpr int deepest = 64;
constexpr std::int64_t longest_tag = 2 << 20;

std::string_view local(const char* name) {
    const std::string_view whole(name);
    const auto colon = whole.find(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

[[noreturn]] void refuse(const std::string& what) {
    throw failure(ending::refused, what, "Export the file again, or save it as CSV.");
}

}  // namespace

const char* attribute(const char** attributes, std::string_view name) {
    for (; *attributes != nullptr; attributes += 2)
        if (local(*attributes) == name) return attributes[1];
    return nullptr;
}

// What expat calls: an exception is kept, and ends the parsing.
struct xml_parser::calls {
    template <class F>
    static void guard(void* self, F&& f) {
        auto& p = *static_cast<xml_parser*>(self);
        if (p.thrown_) return;
        try {
            f(p);
        } catch (...) {
            p.thrown_ = std::current_exception();
            XML_StopParser(p.parser_, XML_FALSE);
        }
    }
    static void start(void* self, const XML_Char* name, const XML_Char** attributes) {
        guard(self, [&](xml_parser& p) {
            if (++p.depth_ > deepest) refuse("XML elements nested deeper than 64");
            p.to_.start(local(name), attributes);
        });
    }
    static void end(void* self, const XML_Char* name) {
        guard(self, [&](xml_parser& p) {
            --p.depth_;
            p.to_.end(local(name));
        });
    }
    static void text(void* self, const XML_Char* part, int size) {
        guard(self, [&](xml_parser& p) { p.to_.text({part, static_cast<std::size_t>(size)}); });
    }
    static void doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        guard(self, [](xml_parser&) {
            refuse(
                "a document type declaration (DOCTYPE) is refused: it can define entities that fill the memory or open other "
                "files");
        });
    }
};

xml_parser::xml_parser(xml_handler& to) : parser_(XML_ParserCreate(nullptr)), to_(to) {
    if (parser_ == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, calls::start, calls::end);
    XML_SetCharacterDataHandler(parser_, calls::text);
    XML_SetStartDoctypeDeclHandler(parser_, calls::doctype);
}

xml_parser::~xml_parser() { XML_ParserFree(parser_); }

void xml_parser::parse(std::string_view bytes, bool last) {
    const XML_Status status = XML_Parse(parser_, bytes.data(), static_cast<int>(bytes.size()), last ? XML_TRUE : XML_FALSE);
    if (thrown_) std::rethrow_exception(thrown_);
    if (status != XML_STATUS_OK) refuse(std::string("damaged XML: ") + XML_ErrorString(XML_GetErrorCode(parser_)));
    // What expat keeps because it has not seen the end of a tag or a comment.
    fed_ += static_cast<std::int64_t>(bytes.size());
    if (!last && fed_ - std::max<std::int64_t>(0, XML_GetCurrentByteIndex(parser_)) > longest_tag)
        refuse("an XML tag or comment of more than 2 MiB");
}

void xml_parser::feed(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::string_view part = bytes.substr(0, 1 << 18);
        parse(part, false);
        bytes.remove_prefix(part.size());
    }
}

void xml_parser::finish() { parse({}, true); }

}  // namespace xm::client
