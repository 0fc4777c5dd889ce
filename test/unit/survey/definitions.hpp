// What the tests of surveys share: statements as a server would read them, mistakes, definitions by chance.
#pragma once

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "core/survey/definition.hpp"
#include "core/survey/statement.hpp"

namespace xm::test {

// A definition with these items, as people write it.
inline std::string survey_of(const std::string& items, const std::string& more = "") {
    return R"({"side": "customer", "items": [)" + items + "]" + more + "}";
}
inline core::survey::definition define(const std::string& items, const std::string& more = "") {
    return core::survey::definition::parse(survey_of(items, more));
}

// What f() refuses, in words, or "" if nothing; a mistake of a user's input comes with a hint.
template <class F>
std::string mistake(F&& f) {
    try {
        f();
    } catch (const core::error& e) {
        EXPECT_EQ(e.code, core::errc::invalid) << e.text.c_str();
        EXPECT_TRUE(e.hint != nullptr && *e.hint != '\0') << e.text.c_str();
        return e.text.c_str();
    }
    return "";
}

// The statement with its names and values put in; each has its place, and names fit.
inline std::string filled(const core::survey::statement& s) {
    std::string sql;
    std::size_t used = 0;
    for (std::size_t i = 0; i < s.text.size(); ++i) {
        if (s.text[i] != '%') {
            sql += s.text[i];
            continue;
        }
        const char kind = ++i < s.text.size() ? s.text[i] : '\0';
        if (kind == '%') {
            sql += '%';
            continue;
        }
        EXPECT_TRUE(kind == 'I' || kind == 'L') << s.text;
        if (used >= s.values.size()) {
            ADD_FAILURE() << "more places than values: " << s.text;
            return sql;
        }
        const std::string& value = s.values[used++];
        EXPECT_TRUE(kind == 'L' || (!value.empty() && value.size() <= 63)) << value;
        const char quote = kind == 'I' ? '"' : '\'';
        sql += quote;
        for (const char c : value) sql += c == quote ? std::string(2, c) : std::string(1, c);
        sql += quote;
    }
    EXPECT_EQ(used, s.values.size()) << s.text;
    return sql;
}

inline std::vector<std::string> filled(const std::vector<core::survey::statement>& all) {
    std::vector<std::string> result;
    for (const auto& s : all) result.push_back(filled(s));
    return result;
}

inline bool has(const std::vector<std::string>& all, const std::string& one) {
    for (const std::string& s : all)
        if (s == one) return true;
    return false;
}
inline bool has_part(const std::vector<std::string>& all, const std::string& part) {
    for (const std::string& s : all)
        if (s.find(part) != std::string::npos) return true;
    return false;
}

// Definitions by chance, valid ones. Every text of theirs holds `mark`, every name begins with `name_mark`.
inline constexpr const char* mark = "\u00a4";
inline constexpr const char* name_mark = "zq";
inline constexpr const char* nasty[] = {"'; DROP TABLE x; --",
                                        R"("quoted" \ and \\ 'single')",
                                        "%L %I %s %% 100 %",
                                        "$1 $$ $tag$",
                                        "/* not */ -- a comment",
                                        "\U0001F600 \U0001F468\u200D\U0001F469\u200D\U0001F467",
                                        "\u05e9\u05dc\u05d5\u05dd \u202Eabc",
                                        "\u7b54\u3048\u3066\u304f\u3060\u3055\u3044",
                                        "line\nbreak\ttab \x01",
                                        "E'\\047' || pg_sleep(9)",
                                        "NULL",
                                        "{\"en\": 1}"};

// The definition as people write it: without what is retired, which none of them names.
inline core::survey::definition asked(core::survey::definition d) {
    std::erase_if(d.items, [](const auto& it) { return it.retired; });
    for (auto& it : d.items) std::erase_if(it.choices, [](const auto& o) { return o.retired; });
    std::erase_if(d.scales, [](const auto& s) { return s.retired; });
    return d;
}

class chance {
public:
    explicit chance(unsigned seed) : random_(seed) {}

    core::survey::definition definition() {
        using namespace core::survey;
        core::survey::definition d;
        d.language = pick({"en", "de", "pt-BR", "zh-Hant", "yue"});
        d.side = coin() ? side::employee : side::customer;
        d.mode = static_cast<mode>(below(3));
        d.weighted = d.mode == mode::identified && coin();
        if (coin()) d.title = texts_in(d.language);
        const int items = 1 + below(12);
        for (int i = 0; i < items; ++i) d.items.push_back(item(name("i", i, 48), d.language));
        d.items[0].retired = false;  // a survey asks something
        std::vector<std::string> counted;
        for (const auto& it : d.items)
            if ((it.type == item_type::rating || it.type == item_type::number) && !it.retired) counted.push_back(it.name);
        for (int i = 0; i < 2 && !counted.empty(); ++i) {
            scale s;
            s.name = name("s", i, 48);
            if (coin()) s.title = texts_in(d.language);
            if (coin()) s.concept_name = words();
            for (const std::string& one : counted)
                if (coin()) s.items.push_back(one);
            if (s.items.empty()) s.items.push_back(counted.front());
            s.score = coin() ? scoring::mean : scoring::sum;
            s.min_answered = 1 + below(static_cast<int>(s.items.size()));
            s.retired = below(4) == 0;
            d.scales.push_back(std::move(s));
        }
        return d;
    }

    std::string words() { return std::string(nasty[static_cast<std::size_t>(below(std::size(nasty)))]) + mark; }
    int below(std::size_t n) { return static_cast<int>(random_() % n); }
    bool coin() { return below(2) == 0; }

private:
    std::string pick(const std::vector<const char*>& all) { return all[static_cast<std::size_t>(below(all.size()))]; }
    // Short, or as long as a name can be.
    std::string name(const std::string& kind, int number, std::size_t longest) {
        std::string s = name_mark + kind + std::to_string(number) + "_";
        if (below(4) == 0) s.resize(longest, 'x');
        return s;
    }
    std::string code(int number) {
        std::string s = name_mark + std::to_string(number);
        if (below(4) == 0) s.resize(14, 'x');
        return s;
    }
    core::survey::texts texts_in(const std::string& own) {
        core::survey::texts t{{own, words()}};
        if (coin()) t.emplace_back("fr", words());
        if (coin()) t.emplace_back("ar", words());
        return t;
    }
    core::survey::item item(const std::string& name, const std::string& language) {
        using namespace core::survey;
        core::survey::item it;
        it.name = name;
        it.type = static_cast<item_type>(below(9));
        if (coin()) it.question = texts_in(language);
        if (coin()) it.concept_name = words();
        it.retired = below(6) == 0;
        if (it.type == item_type::rating) {
            const span scales[] = {{0, 10}, {1, 5}, {1, 7}, {0, 100}, {3, 4}};
            it.scale = scales[below(5)];
            it.rule = core::metric::parse(it.scale == span{0, 10} && coin() ? "nps" : coin() ? "mean" : "share[3,4]");
            it.reversed = coin();
            if (coin()) {
                it.favourable = span{it.scale.high, it.scale.high};
                it.unfavourable = span{it.scale.low, it.scale.low};
            }
            for (int rating = it.scale.low; rating <= it.scale.high && rating < it.scale.low + 12; ++rating)
                if (below(3) == 0) it.labels.emplace_back(rating, texts_in(language));
        }
        if (it.type == item_type::choice || it.type == item_type::multiple || it.type == item_type::rank) {
            const int options = 1 + below(6);
            for (int i = 0; i < options; ++i) it.choices.push_back({code(i), texts_in(language), i > 0 && below(5) == 0});
            it.other = it.type != item_type::rank && coin();
        }
        if (coin()) it.missing.push_back({"-99", texts_in(language)});
        if (coin()) it.missing.push_back({words(), texts_in(language)});
        return it;
    }

    std::mt19937 random_;
};

}  // namespace xm::test
