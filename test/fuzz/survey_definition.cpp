#include "core/survey/definition.hpp"

#include "core/survey/change.hpp"
#include "core/survey/response.hpp"

#include "fuzz.hpp"

namespace {

using namespace xm::core::survey;

// As many values as places for them.
void check(const statement& s) {
    std::size_t places = 0;
    for (std::size_t i = 0; i + 1 < s.text.size(); ++i)
        if (s.text[i] == '%') {
            ++i;
            if (s.text[i] == 'I' || s.text[i] == 'L') ++places;
        }
    xm::fuzz::same(places, s.values.size());
}
void check(const std::vector<statement>& all) {
    for (const statement& s : all) check(s);
}

// What is accepted says itself again, becomes statements, and does not differ from itself.
void use(const definition& d) {
    xm::fuzz::same(definition::parse(d.to_json()), d);
    std::vector<std::string> names;
    for (const column& c : columns_of(d)) {
        if (c.name.size() > 63) std::abort();
        names.push_back(c.name);
    }
    check(create_table("w", "s", d, true));
    check(write_catalogue("w", "s", d));
    check(labelled_view("w", "s", d, names));
    check(answer_view("w", {{"s", d}}));
    check(comment_view("w", {{"s", d}}));
    const difference none = compare("w", "s", d, d);
    if (!none.changes.empty() || !none.doubts.empty() || !none.statements.empty()) std::abort();
    xm::fuzz::same(none.result, d);
}

const definition& asked() {
    static const definition d = definition::parse(
        R"({"side": "customer", "weighted": true, "items": [{"name": "r", "type": "rating", "scale": [0, 10], "missing": {"99": "none"}},
            {"name": "c", "type": "choice", "choices": {"a": "A", "b": "B"}, "other": true}, {"name": "m", "type": "multiple", "choices": {"a": "A", "b": "B"}},
            {"name": "k", "type": "rank", "choices": {"a": "A", "b": "B"}}, {"name": "n", "type": "number"}, {"name": "t", "type": "text"},
            {"name": "d", "type": "date"}, {"name": "s", "type": "timestamp"}, {"name": "b", "type": "boolean"}]})");
    return d;
}

}  // namespace

// First byte even: a definition, then perhaps a zero byte and another one to change it to; odd: a response.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    xm::fuzz::try_input(
        data, size,
        [](std::string_view text) {
            const auto end = text.find('\0');
            const definition before = definition::parse(text.substr(0, end));
            use(before);
            if (end == std::string_view::npos) return;
            const definition after = definition::parse(text.substr(end + 1));
            const difference d = compare("w", "s", before, after);
            check(d.statements);
            for (const doubt& q : d.doubts) check(q.count);
            xm::fuzz::same(definition::parse(d.result.to_json()), d.result);
            if (!compare("w", "s", d.result, after).changes.empty()) std::abort();
        },
        [](xm::core::bytes in) {
            const std::string_view text(reinterpret_cast<const char*>(in.data()), in.size());
            for (const bool outside : {false, true}) {
                const response r = response::parse(text, asked(), outside);
                xm::fuzz::same(r.cells.size(), item_columns(asked()).size());
            }
        });
    return 0;
}
