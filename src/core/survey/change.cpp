#include "core/survey/change.hpp"

#include <algorithm>
#include <map>

#include "core/survey/training.hpp"

namespace xm::core::survey {
namespace {

std::string text(std::string_view s) { return std::string(s); }
std::string shown(const span& s) { return "[" + std::to_string(s.low) + ", " + std::to_string(s.high) + "]"; }

class comparison {
public:
    comparison(std::string_view workspace, std::string_view survey, const definition& before, const definition& after)
        : workspace_(workspace), survey_(survey), before_(before), after_(after) {
        out_.result = after;
    }

    difference run() {
        settings();
        keep_owners();
        for (std::size_t i = 0; i < after_.items.size(); ++i) {
            const item& now = after_.items[i];
            path_ = "items[" + std::to_string(i) + "]";
            if (before_.find_scale(now.name) != nullptr)
                fail(errc::invalid, "Give the item another name.", path_, ".name: \"", now.name, "\" is a scale of this survey");
            if (const item* const was = before_.find_item(now.name))
                compare_items(*was, now, out_.result.items[i]);
            else
                add(now);
        }
        for (std::size_t i = 0; i < after_.scales.size(); ++i) {
            path_ = "scales[" + std::to_string(i) + "]";
            compare_scale(after_.scales[i]);
        }
        for (std::size_t i = 0; i < after_.sentiments.size(); ++i) compare_sentiment(after_.sentiments[i], i);
        retire_missing();
        in_old_order();
        comments();
        // What is kept of before must fit what is new: it will be read again.
        try {
            definition::parse(out_.result.to_json());
        } catch (const error& e) {
            fail(errc::invalid, "What is retired stays in the table: give what is new another name.", "with what is retired, ",
                 e.text.c_str());
        }
        if (out_.remake) out_.statements.clear();
        out_.drops = out_.remake || std::any_of(out_.statements.begin(), out_.statements.end(), [](const statement& s) {
                         return s.text.find(" DROP COLUMN ") != std::string::npos;
                     });
        return std::move(out_);
    }

private:
    void note(const char* kind, const std::string& item, std::string detail) {
        out_.changes.push_back({kind, item, std::move(detail)});
    }
    void apply(statement s) { out_.statements.push_back(std::move(s)); }
    void doubt_that(const std::string& part, std::string what, const char* hint, const statement& condition) {
        statement count("SELECT pg_catalog.count(*) FROM %I.%I WHERE ", {workspace_, survey_});
        count.add(condition);
        out_.doubts.push_back({path_ + part, std::move(what), hint, std::move(count)});
    }
    statement any_answer() const { return statement("true"); }

    void settings() {
        if (before_.side != after_.side)
            fail(errc::invalid, "Make another survey.", "side: a survey of side ", name_of(before_.side), " stays one");
        if (after_.mode < before_.mode)
            fail(errc::invalid, "A mode becomes stricter only: identified, confidential, anonymous.",
                 "mode: ", name_of(before_.mode), " cannot become ", name_of(after_.mode));
        if (after_.mode != before_.mode) {
            path_ = "mode";
            doubt_that("", text(name_of(before_.mode)) + " to " + text(name_of(after_.mode)),
                       "A mode changes before the first answer only.", any_answer());
            out_.remake = out_.columns = true;  // other keys, and of an anonymous one fewer columns
            note("setting", "", "mode " + text(name_of(after_.mode)));
        }
        if (before_.weighted != after_.weighted) {
            path_ = "weighted";
            doubt_that("", after_.weighted ? "unweighted to weighted" : "weighted to unweighted",
                       "Make another survey: weighted and unweighted answers do not merge.", any_answer());
            apply(statement("ALTER TABLE %I.%I DROP CONSTRAINT weight_check", {workspace_, survey_}));
            apply(statement(std::string("ALTER TABLE %I.%I ADD CONSTRAINT weight_check CHECK (") +
                                (after_.weighted ? "weight = 0 OR weight BETWEEN 1e-100 AND 1e100)" : "weight = 1)"),
                            {workspace_, survey_}));
            out_.columns = true;
            note("setting", "", after_.weighted ? "weighted" : "unweighted");
        }
        if (before_.linked != after_.linked) {
            path_ = "linked";
            statement count("SELECT pg_catalog.count(*) FROM %I.publication WHERE survey = %L", {workspace_, survey_});
            out_.doubts.push_back({path_, after_.linked ? "waves apart to linked" : "linked to waves apart",
                                   "Say it before the first publication: what has been published was audited the other way.",
                                   std::move(count), "publications"});
            note("setting", "", after_.linked ? "linked" : "not linked");
        }
        if (before_.language != after_.language) note("setting", "", "language " + after_.language);
        compare_texts("", before_.title, after_.title, "title");
        const std::string was = table_comment(survey_, before_), now = table_comment(survey_, after_);
        if (was != now) apply(statement("COMMENT ON TABLE %I.%I IS %L", {workspace_, survey_, now}));
    }

    // A column stays with its item, a retired one's too: multiple "a" with option "b" and item "a_b" would share one.
    void keep_owners() const {
        std::map<std::string, std::string> owner;
        for (const column& c : columns_of(before_)) owner.emplace(c.name, c.item);
        const auto check = [&](const char* part, std::size_t i, const std::string& of, const std::string& name) {
            if (const auto at = owner.find(name); at != owner.end() && at->second != of)
                fail(errc::invalid, "Give it another name: what was asked before keeps its columns.", part, "[", i,
                     "].name: the column \"", name, "\" is of \"", at->second, "\"");
        };
        for (std::size_t i = 0; i < after_.items.size(); ++i)
            for (const std::string& name : column_names(after_.items[i])) check("items", i, after_.items[i].name, name);
        for (std::size_t i = 0; i < after_.scales.size(); ++i) check("scales", i, after_.scales[i].name, after_.scales[i].name);
    }

    // Comments follow the questions, the labels and what is retired.
    void comments() {
        std::map<std::string, std::string> before;
        for (const column& c : columns_of(before_)) before.emplace(c.name, c.comment);
        for (const column& c : columns_of(out_.result))
            if (const auto at = before.find(c.name); at != before.end() && at->second != c.comment)
                apply(statement("COMMENT ON COLUMN %I.%I.%I IS %L", {workspace_, survey_, c.name, c.comment}));
    }

    void compare_texts(const std::string& item, const texts& was, const texts& now, const std::string& what) {
        for (const auto& [language, words] : now) {
            const auto old = std::find_if(was.begin(), was.end(), [&, l = &language](const auto& t) { return t.first == *l; });
            if (old == was.end())
                note(was.empty() ? "reword" : "add_language", item, what + " in " + language);
            else if (old->second != words)
                note("reword", item, what + " in " + language);
        }
        for (const auto& [language, words] : was)
            if (std::none_of(now.begin(), now.end(), [&, l = &language](const auto& t) { return t.first == *l; }))
                note("reword", item, what + " no longer in " + language);
    }

    void add(const item& it) {
        for (const column& c : columns_of(after_, it))
            for (statement& s : add_column(workspace_, survey_, c)) apply(std::move(s));
        out_.columns = true;
        note("add_item", it.name, text(name_of(it.type)));
    }

    void compare_items(const item& was, const item& now, item& result) {
        if (was.type != now.type) {
            for (const scale& s : before_.scales)
                if (std::find(s.items.begin(), s.items.end(), was.name) != s.items.end())
                    fail(errc::invalid, "Give the item a new name; the old one is retired.", path_, ".type: the scale \"", s.name,
                         "\" is counted from this item");
            statement answered;
            for (const column& c : columns_of(before_, was))
                answered.add(answered.text.empty() ? "%I IS NOT NULL" : " OR %I IS NOT NULL", {c.name});
            doubt_that(".type", text(name_of(was.type)) + " to " + text(name_of(now.type)),
                       "Give the item a new name; the old one is retired.", answered);
            for (const column& c : columns_of(before_, was))
                apply(statement("ALTER TABLE %I.%I DROP COLUMN %I", {workspace_, survey_, c.name}));
            for (const column& c : columns_of(after_, now))
                for (statement& s : add_column(workspace_, survey_, c)) apply(std::move(s));
            out_.columns = true;
            note("setting", now.name, "type " + text(name_of(now.type)));
            return;
        }
        if (was.retired != now.retired) {
            note(now.retired ? "retire_item" : "revive_item", now.name, text(name_of(now.type)));
            out_.columns = true;
        }
        compare_texts(now.name, was.question, now.question, "question");
        if (was.concept_name != now.concept_name)
            note("setting", now.name, "concept " + (now.concept_name.empty() ? "none" : now.concept_name));
        if (now.type == item_type::rating) compare_ratings(was, now);
        const bool other_options = compare_options(was, now, result);
        compare_missing(was, now);
        if (other_options && now.type == item_type::choice) new_check(columns_of(after_, result)[0]);
        if (now.other && !was.other) {
            for (const column& c : columns_of(after_, now))
                if (c.name == now.name + "_other")
                    for (statement& s : add_column(workspace_, survey_, c)) apply(std::move(s));
            out_.columns = true;
            note("add_option", now.name, "other, in words of their own");
        }
        if (was.other && !now.other)
            fail(errc::invalid, "Keep \"other\": true, or give the item a new name.", path_,
                 ".other: the column for words of their own stays");
    }

    void new_check(const column& c) {
        apply(statement("ALTER TABLE %I.%I DROP CONSTRAINT %I", {workspace_, survey_, check_name(c)}));
        statement s("ALTER TABLE %I.%I ADD CONSTRAINT %I CHECK (", {workspace_, survey_, check_name(c)});
        apply(s.add(c.check).add(")"));
    }

    void compare_ratings(const item& was, const item& now) {
        if (was.scale != now.scale) {
            const bool wider = now.scale.low <= was.scale.low && now.scale.high >= was.scale.high;
            const auto ends_labelled = std::any_of(was.labels.begin(), was.labels.end(), [&](const auto& l) {
                return l.first == was.scale.low || l.first == was.scale.high;
            });
            if (!wider)
                doubt_that(".scale", shown(was.scale) + " to " + shown(now.scale),
                           "A scale becomes wider only: give the item a new name.", statement("%I IS NOT NULL", {now.name}));
            else if (ends_labelled)
                doubt_that(".scale", shown(was.scale) + " to " + shown(now.scale) + " moves ends that have labels",
                           "Give the item a new name: its ratings would mean something else.",
                           statement("%I IS NOT NULL", {now.name}));
            else if (was.reversed || now.reversed || was.rule->kind() != metric::rule::mean)
                doubt_that(".scale", shown(was.scale) + " to " + shown(now.scale) + " changes what the ratings count",
                           "Give the item a new name.", statement("%I IS NOT NULL", {now.name}));
            new_check(columns_of(after_, now)[0]);
            note(wider ? "widen_scale" : "setting", now.name,
                 (wider ? "" : "scale ") + shown(was.scale) + " to " + shown(now.scale));
        }
        if (was.rule != now.rule) note("setting", now.name, "metric " + now.rule->text());
        if (was.reversed != now.reversed) {
            doubt_that(".reversed", "the ratings would be turned round", "Give the item a new name.",
                       statement("%I IS NOT NULL", {now.name}));
            note("setting", now.name, now.reversed ? "reversed" : "not reversed");
        }
        if (was.favourable != now.favourable || was.unfavourable != now.unfavourable)
            note("setting", now.name, "favourable, unfavourable");
        for (const auto& [rating, label] : now.labels) {
            const auto old =
                std::find_if(was.labels.begin(), was.labels.end(), [r = rating](const auto& l) { return l.first == r; });
            compare_texts(now.name, old == was.labels.end() ? texts() : old->second, label, "label of " + std::to_string(rating));
        }
        for (const auto& [rating, label] : was.labels)
            if (std::none_of(now.labels.begin(), now.labels.end(), [r = rating](const auto& l) { return l.first == r; }))
                note("reword", now.name, "no label of " + std::to_string(rating));
    }

    static bool turned(const option& o, const item& now) {
        return now.type == item_type::choice &&
               std::any_of(now.missing.begin(), now.missing.end(), [&](const missing_code& m) { return m.code == o.code; });
    }

    // Whether there are options more, or fewer.
    bool compare_options(const item& was, const item& now, item& result) {
        const auto find = [](const item& it, const std::string& code) {
            return std::find_if(it.choices.begin(), it.choices.end(), [&](const option& o) { return o.code == code; });
        };
        bool more = false, fewer = false;
        // What nobody chose may go: its column stays, out of the long views.
        for (const option& o : was.choices) {
            const auto kept = find(now, o.code);
            // An option that means from now on that there is no answer: compare_missing turns what was chosen.
            if (turned(o, now)) {
                fewer = true;
                continue;
            }
            if (kept == now.choices.end()) {
                result.choices.push_back(o);
                result.choices.back().retired = true;
            }
            if (o.retired || (kept != now.choices.end() && !kept->retired)) continue;
            doubt_that(".choices", "option \"" + o.code + "\" is gone", "Keep the option.",
                       now.type == item_type::choice ? statement("%I = %L", {now.name, o.code})
                       : now.type == item_type::rank ? statement("%I IS NOT NULL", {now.name + "_" + o.code})
                                                     : statement("%I", {now.name + "_" + o.code}));
            note("setting", now.name, "option " + o.code + " is gone");
        }
        const std::vector<column> columns = columns_of(after_, result);
        for (std::size_t i = 0; i < now.choices.size(); ++i) {
            const option& o = now.choices[i];
            const auto old = find(was, o.code);
            if (old == was.choices.end()) {
                more = true;
                note("add_option", now.name, o.code);
                if (now.type == item_type::choice) continue;
                for (statement& s : add_column(workspace_, survey_, columns[i])) apply(std::move(s));
                out_.columns = true;
            } else {
                compare_texts(now.name, old->label, o.label, "option " + o.code);
                if (old->retired && !o.retired) note("add_option", now.name, o.code + " once more");
            }
        }
        if (more && now.type == item_type::rank)
            for (const column& c : columns)
                if (find(was, c.option) != was.choices.end()) new_check(c);
        return more || fewer;
    }

    // Codes that mean "no answer" and were stored before that was said are turned: the cell becomes NULL, the reason is noted.
    void compare_missing(const item& was, const item& now) {
        for (const missing_code& m : now.missing) {
            const auto old =
                std::find_if(was.missing.begin(), was.missing.end(), [&](const missing_code& x) { return x.code == m.code; });
            if (old != was.missing.end()) {
                compare_texts(now.name, old->reason, m.reason, "reason of " + m.code);
                continue;
            }
            note("add_missing", now.name, m.code);
            statement found;
            const bool option = now.type == item_type::choice && std::any_of(was.choices.begin(), was.choices.end(),
                                                                             [&](const auto& o) { return o.code == m.code; });
            if (now.type == item_type::text || option) found = statement("%I = %L", {now.name, m.code});
            if (now.type == item_type::date) found = statement("pg_catalog.to_char(%I, 'YYYY-MM-DD') = %L", {now.name, m.code});
            if (const auto n = number_of(m.code); now.type == item_type::number && n)
                found = statement("%I = %L", {now.name, m.code});  // as numbers: 99.0 is 99
            // The session's time zone is the workspace's.
            if (now.type == item_type::timestamp && instant_of(m.code))
                found = statement("%I = %L::pg_catalog.timestamptz", {now.name, m.code});
            if (!found.text.empty())
                apply(statement("UPDATE %I.%I SET missing = COALESCE(missing, '{}') || pg_catalog.jsonb_build_object(%L, "
                                "%L::pg_catalog.text), %I = NULL WHERE ",
                                {workspace_, survey_, now.name, text(in_language(m.reason, after_.language)), now.name})
                          .add(found));
        }
        for (const missing_code& m : was.missing)
            if (std::none_of(now.missing.begin(), now.missing.end(), [&](const missing_code& x) { return x.code == m.code; }))
                note("setting", now.name, "code " + m.code + " no longer means no answer");
    }

    void compare_scale(const scale& now) {
        if (before_.find_item(now.name) != nullptr)
            fail(errc::invalid, "Give the scale another name.", path_, ".name: \"", now.name, "\" is an item of this survey");
        const scale* const was = before_.find_scale(now.name);
        if (was == nullptr) {
            for (statement& s : add_column(workspace_, survey_, column_of(after_, now))) apply(std::move(s));
            out_.columns = true;
            note("add_item", now.name, "scale");
            return;
        }
        if (was->retired != now.retired) note(now.retired ? "retire_item" : "revive_item", now.name, "scale");
        compare_texts(now.name, was->title, now.title, "title");
        if (was->concept_name != now.concept_name)
            note("setting", now.name, "concept " + (now.concept_name.empty() ? "none" : now.concept_name));
        const column old = column_of(before_, *was), made = column_of(after_, now);
        if (old.generated.text != made.generated.text || old.generated.values != made.generated.values) {
            doubt_that(now.items != was->items ? ".items" : ".score", "scores that were counted otherwise",
                       "Give the scale a new name; the old one is retired.", any_answer());
            apply(statement("ALTER TABLE %I.%I DROP COLUMN %I", {workspace_, survey_, now.name}));
            for (statement& s : add_column(workspace_, survey_, made)) apply(std::move(s));
            out_.columns = true;
            note("setting", now.name, "how the scale is counted");
        }
    }

    void compare_sentiment(const sentiment& now, std::size_t i) {
        if (before_.find_item(now.name) != nullptr || before_.find_scale(now.name) != nullptr)
            fail(errc::invalid, "Give it another name.", "sentiment ", i + 1, ": \"", now.name, "\" is an item of this survey");
        const sentiment* const was = before_.find_sentiment(now.name);
        out_.columns = true;  // the views show it
        if (was == nullptr) return note("add_item", now.name, "sentiment");
        if (was->retired != now.retired) note(now.retired ? "retire_item" : "revive_item", now.name, "sentiment");
        compare_texts(now.name, was->question, now.question, "question");
        if (was->concept_name != now.concept_name)
            note("setting", now.name, "concept " + (now.concept_name.empty() ? "none" : now.concept_name));
        const item* const old_label = before_.find_item(was->label);
        const item* const label = after_.find_item(now.label);
        const bool other_meaning = old_label == nullptr || label == nullptr || before_.language != after_.language ||
                                   favourable_of(*old_label) != favourable_of(*label) ||
                                   unfavourable_of(*old_label) != unfavourable_of(*label);
        if (was->of != now.of || was->label != now.label || was->languages != now.languages || other_meaning)
            forget_model(now.name);
        if (was->of != now.of) note("setting", now.name, "of " + now.of);
        if (was->label != now.label) note("setting", now.name, "label " + now.label);
        if (was->languages != now.languages) note("setting", now.name, "text search configurations");
    }

    // What was learned for another text, rating, meaning of the rating or language says nothing any more.
    void forget_model(const std::string& sentiment_name) {
        for (const std::string& of : {std::string("model"), sentiment_table(before_.mode)})
            apply(statement("DELETE FROM %I.%I WHERE survey = %L AND item = %L", {workspace_, of, survey_, sentiment_name}));
    }

    void retire_missing() {
        for (const item& was : before_.items)
            if (after_.find_item(was.name) == nullptr) {
                out_.result.items.push_back(was);
                if (was.retired) continue;
                note("retire_item", was.name, text(name_of(was.type)));
                out_.result.items.back().retired = true;
                out_.columns = true;
            }
        for (const scale& was : before_.scales)
            if (after_.find_scale(was.name) == nullptr) {
                out_.result.scales.push_back(was);
                if (!was.retired) note("retire_item", was.name, "scale");
                out_.result.scales.back().retired = true;
            }
        for (const sentiment& was : before_.sentiments)
            if (after_.find_sentiment(was.name) == nullptr) {
                out_.result.sentiments.push_back(was);
                out_.result.sentiments.back().retired = true;
                if (was.retired) continue;
                note("retire_item", was.name, "sentiment");
                forget_model(was.name);
                out_.columns = true;
            }
    }

    // What was there keeps its place; what is new follows.
    void in_old_order() {
        const auto place = [](const auto& parts, const std::string& name) {
            const auto at = std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.name == name; });
            return at - parts.begin();
        };
        std::stable_sort(out_.result.items.begin(), out_.result.items.end(), [&](const item& a, const item& b) {
            return place(before_.items, a.name) < place(before_.items, b.name);
        });
        std::stable_sort(out_.result.scales.begin(), out_.result.scales.end(), [&](const scale& a, const scale& b) {
            return place(before_.scales, a.name) < place(before_.scales, b.name);
        });
    }

    std::string workspace_, survey_;
    const definition& before_;
    const definition& after_;
    difference out_;
    std::string path_;
};

}  // namespace

difference compare(std::string_view workspace, std::string_view survey, const definition& before, const definition& after) {
    return comparison(workspace, survey, before, after).run();
}

}  // namespace xm::core::survey
