// XML as events, with the limits that a file of strangers needs: no document type, no entities, bounded nesting and tags.
#pragma once

#include <cstdint>
#include <exception>
#include <string_view>

struct XML_ParserStruct;

namespace xm::client {

// Takes the events. Names come without their prefix; `attributes` are pairs of name and value, ended by nullptr.
class xml_handler {
public:
    virtual ~xml_handler() = default;
    virtual void start(std::string_view name, const char** attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view part) = 0;
};

// The value of the attribute of this local name; nullptr if there is none.
const char* attribute(const char** attributes, std::string_view name);

// Throws what the handler throws, and `failure` for text that is not well-formed, a DOCTYPE, elements nested deeper than 64 and
// tags of more than 2 MiB.
class xml_parser {
public:
    explicit xml_parser(xml_handler& to);
    ~xml_parser();
    xml_parser(const xml_parser&) = delete;
    xml_parser& operator=(const xml_parser&) = delete;
    void feed(std::string_view bytes);
    void finish();

private:
    struct calls;
    void parse(std::string_view bytes, bool last);
    XML_ParserStruct* parser_;
    xml_handler& to_;
    std::exception_ptr thrown_;
    std::int64_t fed_ = 0;
    int depth_ = 0;
};

}  // namespace xm::client
