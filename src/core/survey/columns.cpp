#include "core/survey/columns.hpp"

#include "core/survey/training.hpp"

#include <algorithm>

namespace xm::core::survey {
namespace {

std::string text(std::string_view s) { return std::string(s); }

std::string comment_of(const definition& d, const texts& question, const std::string& name, bool retired) {
    const std::string_view asked = in_language(question, d.language);
    return (retired ? "retired: " : "") + (asked.empty() ? name : text(asked));
}

// A list of literals.
statement list_of(const std::vector<option>& choices) {
    statement s;
    for (const option& o : choices) s.add(s.text.empty() ? "%L" : ", %L", {o.code});
    return s;
}

column plain(std::string name, std::string type, std::string comment) {
    column c;
    c.name = std::move(name);
    c.type = std::move(type);
    c.comment = std::move(comment);
    return c;
}

// The rating as a scale counts it: turned round if the item is reversed.
statement counted(const item& it) {
    if (it.reversed) return statement("(" + std::to_string(it.scale.low + it.scale.high) + " - %I)", {it.name});
    return statement("%I", {it.name});
}

std::string null_of(const char* type) { return std::string("NULL::pg_catalog.") + type; }

}  // namespace

std::optional<span> favourable_of(const item& it) {
    if (it.favourable) return it.favourable;
    const span s = it.scale;
    const int count = s == span{0, 10} ? 2 : s == span{1, 5} ? 2 : s == span{1, 7} ? 3 : 0;
    if (count == 0) return std::nullopt;
    if (it.reversed) return span{s.low, s == span{0, 10} ? 1 : s.low + count - 1};
    return span{s.high - count + 1, s.high};
}

std::optional<span> unfavourable_of(const item& it) {
    if (it.unfavourable) return it.unfavourable;
    const span s = it.scale;
    const int count = s == span{0, 10} ? 7 : s == span{1, 5} ? 2 : s == span{1, 7} ? 3 : 0;
    if (count == 0) return std::nullopt;
    if (it.reversed) return span{s.high - count + 1, s.high};
    return span{s.low, s.low + count - 1};
}

const char* column_type(item_type t) {
    switch (t) {
        case item_type::rating:
        case item_type::rank: return "smallint";
        case item_type::multiple:
        case item_type::boolean: return "boolean";
        case item_type::number: return "numeric";
        case item_type::date: return "date";
        case item_type::timestamp: return "timestamp with time zone";
        case item_type::choice:
        case item_type::text: break;
    }
    return "text";
}

std::string check_name(const column& c) { return c.option.empty() ? c.name + "_check" : c.name; }

std::vector<column> columns_of(const definition& d, const item& it) {
    const std::string comment = comment_of(d, it.question, it.name, it.retired);
    const bool by_option = it.type == item_type::multiple || it.type == item_type::rank;
    std::vector<column> result;
    for (std::string& name : column_names(it)) {
        column& c = result.emplace_back(plain(std::move(name), column_type(it.type), comment));
        c.item = it.name;
        if (const std::size_t i = result.size() - 1; by_option && i < it.choices.size()) {
            c.option = it.choices[i].code;
            c.comment += ": " + text(in_language(it.choices[i].label, d.language));
        }
    }
    if (it.other) {
        result.back().type = "text";
        result.back().comment += ": in words of their own";
    }
    column& own = result.front();
    switch (it.type) {
        case item_type::rating:
            own.check =
                statement("%I BETWEEN " + std::to_string(it.scale.low) + " AND " + std::to_string(it.scale.high), {it.name});
            break;
        case item_type::choice:
            own.check = statement("%I IN (", {it.name});
            own.check.add(list_of(it.choices)).add(")");
            break;
        case item_type::rank:
            for (column& c : result) c.check = statement("%I BETWEEN 1 AND " + std::to_string(it.choices.size()), {c.name});
            break;
        case item_type::number:  // what xm.moments takes: no NaN, no infinity
            own.check = statement("%I = 0 OR pg_catalog.abs(%I) BETWEEN 1e-100 AND 1e100", {it.name, it.name});
            break;
        default: break;
    }
    return result;
}

column column_of(const definition& d, const scale& s) {
    column c = plain(s.name, "double precision", comment_of(d, s.title, "scale " + s.name, s.retired));
    c.item = s.name;
    if (s.score != scoring::mean && s.score != scoring::sum) {
        c.type = "xm.value_profile";
        c.generated = statement("xm." + text(name_of(s.score)) + "(ARRAY[");
        for (std::size_t i = 0; i < s.items.size(); ++i) c.generated.add(i == 0 ? "%I" : ", %I", {s.items[i]});
        c.generated.add("]::pg_catalog.int4[])");
        return c;
    }
    statement answered("pg_catalog.num_nonnulls("), sum("(");
    for (std::size_t i = 0; i < s.items.size(); ++i) {
        answered.add(i == 0 ? "%I" : ", %I", {s.items[i]});
        sum.add(i == 0 ? "COALESCE(" : " + COALESCE(").add(counted(*d.find_item(s.items[i]))).add(", 0)");
    }
    answered.add(")");
    sum.add(")::pg_catalog.float8");
    c.generated = statement("CASE WHEN ");
    c.generated.add(answered).add(" >= " + std::to_string(s.min_answered) + " THEN ").add(sum);
    if (s.score == scoring::mean) c.generated.add(" / ").add(answered);
    c.generated.add(" END");
    return c;
}

std::string table_comment(std::string_view survey, const definition& d) {
    const std::string_view title = in_language(d.title, d.language);
    return title.empty() ? "Answers to the survey " + text(survey) : text(title);
}

std::vector<column> columns_of(const definition& d) {
    const bool anonymous = d.mode == mode::anonymous;
    std::vector<column> result;
    const auto add = [&](const char* name, const char* type, const char* comment) -> column& {
        return result.emplace_back(plain(name, type, comment));
    };
    add("response_id", "bigint", anonymous ? "A random number that names the response" : "Number of the response");
    add("source_id", "text",
        anonymous ? "A keyed hash of what the collecting system calls the response"
                  : "What the collecting system calls the response");
    if (!anonymous) add("started_at", "timestamp with time zone", "When the person began");
    add("submitted_at", "timestamp with time zone", anonymous ? "The day the answers arrived" : "When the answers arrived");
    add("wave", "text", "The wave of the survey, where it has waves");
    add("unit", "text", "The unit the answers are about, or the person belongs to");
    if (!anonymous) add("person_id", "bigint", "Who answered, where that is known");
    add("touchpoint", "text", "The touchpoint of the journey the answers are about");
    add("channel", "text", "How the answers came: web, app, phone ...");
    add("language", "text", "The language of the questionnaire");
    add("complete", "boolean", "Whether the person came to the end; only complete answers count in scores");
    column& weight = add("weight", "double precision", "The weight of the response");
    weight.check = d.weighted ? statement("weight = 0 OR weight BETWEEN 1e-100 AND 1e100") : statement("weight = 1");
    add("missing", "jsonb", "Items that were not answered, and why");
    for (const item& it : d.items)
        for (column& c : columns_of(d, it)) result.push_back(std::move(c));
    for (const scale& s : d.scales) result.push_back(column_of(d, s));
    return result;
}

std::vector<slot> slots_of(const definition& d) {
    std::vector<slot> result;
    for (const item& it : d.items) {
        if (it.type == item_type::rating) result.push_back({it.name, true});
        if (it.type == item_type::number) result.push_back({it.name, false});
    }
    for (const scale& s : d.scales)
        if (s.score == scoring::mean || s.score == scoring::sum) result.push_back({s.name, false});
    return result;
}

namespace {

statement column_clause(const column& c) {
    statement s("%I " + c.type, {c.name});
    if (!c.generated.text.empty()) s.add(" GENERATED ALWAYS AS (").add(c.generated).add(") STORED");
    if (!c.check.text.empty()) s.add(" CONSTRAINT %I CHECK (", {check_name(c)}).add(c.check).add(")");
    return s;
}

statement column_comment(std::string_view workspace, std::string_view survey, const column& c) {
    return statement("COMMENT ON COLUMN %I.%I.%I IS %L", {text(workspace), text(survey), c.name, c.comment});
}

}  // namespace

std::vector<statement> add_column(std::string_view workspace, std::string_view survey, const column& c) {
    statement add("ALTER TABLE %I.%I ADD COLUMN ", {text(workspace), text(survey)});
    add.add(column_clause(c));
    return {add, column_comment(workspace, survey, c)};
}

std::vector<statement> create_triggers(std::string_view workspace, std::string_view survey, const definition& d) {
    const std::string ws = text(workspace), table = text(survey);
    statement arguments;
    for (const slot& s : slots_of(d)) arguments.add(arguments.text.empty() ? "%L" : ", %L", {(s.ratings ? "r:" : "m:") + s.item});
    std::vector<statement> result;
    const auto add = [&](const char* name, const char* event, const char* tables) {
        statement s(std::string("CREATE OR REPLACE TRIGGER ") + name + " AFTER " + event + " ON %I.%I " + tables +
                        " FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed(",
                    {ws, table});
        s.add(arguments).add(")");
        result.push_back(std::move(s));
    };
    add("xm_insert", "INSERT", "REFERENCING NEW TABLE AS added");
    add("xm_update", "UPDATE", "REFERENCING OLD TABLE AS removed NEW TABLE AS added");
    add("xm_delete", "DELETE", "REFERENCING OLD TABLE AS removed");
    add("xm_truncate", "TRUNCATE", "");
    return result;
}

std::vector<statement> create_table(std::string_view workspace, std::string_view survey, const definition& d, bool triggers) {
    const std::string ws = text(workspace), table = text(survey);
    std::vector<statement> result;
    statement create("CREATE TABLE %I.%I (", {ws, table});
    bool first = true;
    const std::vector<column> columns = columns_of(d);
    for (const column& c : columns) {
        create.add(first ? "" : ", ").add(column_clause(c));
        first = false;
        if (c.name == "response_id")
            create.add(d.mode == mode::anonymous ? " DEFAULT xm_internal.random_id() PRIMARY KEY"
                                                 : " GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
        if (c.name == "source_id") create.add(" UNIQUE");
        if (c.name == "submitted_at") {
            create.add(d.mode == mode::anonymous
                           ? " NOT NULL DEFAULT pg_catalog.date_trunc('day', pg_catalog.now(), 'UTC') CONSTRAINT "
                             "submitted_at_check CHECK (submitted_at = pg_catalog.date_trunc('day', submitted_at, 'UTC'))"
                           : " NOT NULL DEFAULT pg_catalog.now()");
        }
        if (c.name == "complete") create.add(" NOT NULL DEFAULT true");
        if (c.name == "weight") create.add(" NOT NULL DEFAULT 1");
    }
    create.add(")");
    result.push_back(std::move(create));
    result.emplace_back("COMMENT ON TABLE %I.%I IS %L", std::vector<std::string>{ws, table, table_comment(survey, d)});
    for (const column& c : columns) result.push_back(column_comment(workspace, survey, c));
    if (d.mode == mode::confidential)
        result.emplace_back("CREATE UNIQUE INDEX ON %I.%I (person_id, wave) WHERE wave IS NOT NULL",
                            std::vector<std::string>{ws, table});
    else if (d.mode == mode::identified)
        result.emplace_back("CREATE INDEX ON %I.%I (person_id) WHERE person_id IS NOT NULL", std::vector<std::string>{ws, table});
    result.emplace_back("ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY", std::vector<std::string>{ws, table});
    if (triggers)
        for (statement& s : create_triggers(workspace, survey, d)) result.push_back(std::move(s));
    return result;
}

std::vector<statement> create_keys(std::string_view workspace, std::string_view survey, const definition& d) {
    std::vector<statement> result;
    const auto add = [&](const char* column, const char* table) {
        result.emplace_back("ALTER TABLE %I.%I ADD FOREIGN KEY (%I) REFERENCES %I.%I (%I)",
                            std::vector<std::string>{text(workspace), text(survey), column, text(workspace), table, column});
    };
    add("unit", "unit");
    add("touchpoint", "touchpoint");
    if (d.mode != mode::anonymous) add("person_id", "person");
    return result;
}

std::vector<statement> write_catalogue(std::string_view workspace, std::string_view survey, const definition& d) {
    const std::string ws = text(workspace), name = text(survey);
    std::vector<statement> result;
    const auto optional_text = [](statement& s, std::string_view value) {
        if (value.empty())
            s.add("NULL");
        else
            s.add("%L", {text(value)});
    };
    const auto all_languages = [&](statement& s, const texts& t) { optional_text(s, t.empty() ? std::string() : json_of(t)); };
    statement row("INSERT INTO %I.survey (survey, title, titles, side, mode, language, weighted, definition) VALUES (%L, ",
                  {ws, name});
    optional_text(row, in_language(d.title, d.language));
    row.add(", ");
    all_languages(row, d.title);
    row.add(", %L, %L, %L, ", {text(name_of(d.side)), text(name_of(d.mode)), d.language});
    row.add(d.weighted ? "true, %L)" : "false, %L)", {d.to_json()});
    row.add(
        " ON CONFLICT (survey) DO UPDATE SET title = EXCLUDED.title, titles = EXCLUDED.titles, mode = EXCLUDED.mode, language = "
        "EXCLUDED.language, weighted = EXCLUDED.weighted, definition = EXCLUDED.definition");
    result.push_back(std::move(row));

    int position = 0;
    const auto add_item = [&](const std::string& item_name, std::string_view type, const texts& question,
                              const std::string& concept_name, bool retired, const item* it) {
        statement s(
            "INSERT INTO %I.item (survey, item, position, type, question, questions, concept, metric, scale_low, scale_high, "
            "reversed, favourable, unfavourable, retired) VALUES (%L, %L, " +
                std::to_string(++position) + ", %L, ",
            {ws, name, item_name, text(type)});
        optional_text(s, in_language(question, d.language));
        s.add(", ");
        all_languages(s, question);
        s.add(", ");
        optional_text(s, concept_name);
        s.add(", ");
        const auto range = [](const std::optional<span>& r) {
            return r ? "pg_catalog.int4range(" + std::to_string(r->low) + ", " + std::to_string(r->high) + ", '[]')"
                     : std::string("NULL");
        };
        if (it != nullptr && it->type == item_type::rating)
            s.add("%L, " + std::to_string(it->scale.low) + ", " + std::to_string(it->scale.high) +
                      (it->reversed ? ", true, " : ", false, ") + range(favourable_of(*it)) + ", " + range(unfavourable_of(*it)),
                  {it->rule->text()});
        else
            s.add((it != nullptr && it->type != item_type::number) || type == "sentiment"
                      ? "NULL, NULL, NULL, NULL, NULL, NULL"
                      : "'mean', NULL, NULL, NULL, NULL, NULL");
        s.add(retired ? ", true)" : ", false)")
            .add(
                " ON CONFLICT (survey, item) DO UPDATE SET position = EXCLUDED.position, type = EXCLUDED.type, question = "
                "EXCLUDED.question, questions = EXCLUDED.questions, concept = EXCLUDED.concept, metric = EXCLUDED.metric, "
                "scale_low = EXCLUDED.scale_low, scale_high = EXCLUDED.scale_high, reversed = EXCLUDED.reversed, favourable = "
                "EXCLUDED.favourable, unfavourable = EXCLUDED.unfavourable, retired = EXCLUDED.retired");
        result.push_back(std::move(s));
    };
    // Choices that stay keep their source, the text of an import.
    statement gone("DELETE FROM %I.choice WHERE survey = %L", {ws, name});
    const std::size_t all = gone.values.size();
    const auto add_choice = [&](const std::string& of, const std::string& code, int order, const texts& label, const char* kind,
                                bool retired) {
        statement s("INSERT INTO %I.choice (survey, item, code, position, label, labels, kind, retired) VALUES (%L, %L, %L, " +
                        std::to_string(order) + ", ",
                    {ws, name, of, code});
        optional_text(s, in_language(label, d.language));
        s.add(", ");
        all_languages(s, label);
        s.add(std::string(", '") + kind + (retired ? "', true)" : "', false)"))
            .add(
                " ON CONFLICT (survey, item, code) DO UPDATE SET position = EXCLUDED.position, label = EXCLUDED.label, labels = "
                "EXCLUDED.labels, kind = EXCLUDED.kind, retired = EXCLUDED.retired");
        result.push_back(std::move(s));
        gone.add(gone.values.size() == all ? " AND (item, code) NOT IN ((%L, %L)" : ", (%L, %L)", {of, code});
    };
    for (const item& it : d.items) {
        add_item(it.name, name_of(it.type), it.question, it.concept_name, it.retired, &it);
        int order = 0;
        for (const option& o : it.choices) add_choice(it.name, o.code, ++order, o.label, "option", o.retired);
        for (const auto& [rating, label] : it.labels)
            add_choice(it.name, std::to_string(rating), ++order, label, "rating", false);
        for (const missing_code& m : it.missing) add_choice(it.name, m.code, ++order, m.reason, "missing", false);
    }
    for (const scale& s : d.scales)
        add_item(s.name, s.score == scoring::mean || s.score == scoring::sum ? "scale" : "values", s.title, s.concept_name,
                 s.retired, nullptr);
    for (const sentiment& s : d.sentiments) add_item(s.name, "sentiment", s.question, s.concept_name, s.retired, nullptr);
    if (gone.values.size() > all) gone.add(")");
    result.push_back(std::move(gone));
    return result;
}

namespace {
// SQL for what is known of the words of a response t.
statement probability_of(const std::string& workspace, std::string_view survey, const definition& d, const sentiment& s) {
    if (d.mode != mode::identified)
        return statement("xm_internal.sentiment_of(t.tableoid::pg_catalog.regclass, %L, t.response_id)", {s.name});
    return statement(
        "(SELECT s.probability FROM %I.%I s WHERE s.survey = %L AND s.item = %L AND s.response_id = "
        "t.response_id)",
        {workspace, sentiment_table(d.mode), text(survey), s.name});
}
}  // namespace

statement response_language(const char* of, const definition& d) {
    return statement(std::string("pg_catalog.lower(pg_catalog.split_part(pg_catalog.translate(COALESCE(NULLIF(") + of +
                         ".language, ''), %L), '_', '-'), '-', 1))",
                     {d.language});
}

std::vector<statement> labelled_view(std::string_view workspace, std::string_view survey, const definition& d,
                                     const std::vector<std::string>& order) {
    const std::string ws = text(workspace), view = text(survey) + "_labelled";
    statement s("CREATE OR REPLACE VIEW %I.%I WITH (security_invoker = true) AS SELECT ", {ws, view});
    std::vector<statement> comments;
    bool first = true;
    const std::vector<column> columns = columns_of(d);
    const auto add_sentiment = [&](const sentiment& of) {
        s.add(first ? "" : ", ").add(probability_of(ws, survey, d, of)).add(" AS %I", {of.name});
        first = false;
        comments.emplace_back(
            "COMMENT ON COLUMN %I.%I.%I IS %L",
            std::vector<std::string>{ws, view, of.name, "How favourable the words of " + of.of + " are: a probability"});
    };
    for (const std::string& name : order) {
        if (const sentiment* const of = d.find_sentiment(name)) add_sentiment(*of);
        const auto at = std::find_if(columns.begin(), columns.end(), [&](const column& c) { return c.name == name; });
        if (at == columns.end()) continue;  // a column that somebody added to the table
        const column& c = *at;
        s.add(first ? "" : ", ");
        first = false;
        const item* const it = c.option.empty() && c.name == c.item ? d.find_item(c.item) : nullptr;
        if (it != nullptr && it->type == item_type::choice) {
            s.add("CASE t.%I", {c.name});
            for (const option& o : it->choices) s.add(" WHEN %L THEN %L", {o.code, text(in_language(o.label, d.language))});
            s.add(" END AS %I", {c.name});
        } else if (it != nullptr && it->type == item_type::rating) {
            // Text with labels and without: views that stand on the column must live when the first label comes.
            if (!it->labels.empty()) s.add("CASE t.%I", {c.name});
            for (const auto& [rating, label] : it->labels)
                s.add(" WHEN " + std::to_string(rating) + " THEN %L", {text(in_language(label, d.language))});
            s.add(it->labels.empty() ? "t.%I::pg_catalog.text AS %I" : " ELSE t.%I::pg_catalog.text END AS %I", {c.name, c.name});
        } else {
            s.add("t.%I", {c.name});
        }
        comments.emplace_back("COMMENT ON COLUMN %I.%I.%I IS %L", std::vector<std::string>{ws, view, c.name, c.comment});
    }
    for (const sentiment& of : d.sentiments)
        if (std::find(order.begin(), order.end(), of.name) == order.end()) add_sentiment(of);
    s.add(" FROM %I.%I t", {ws, text(survey)});
    std::vector<statement> result{s};
    result.emplace_back("COMMENT ON VIEW %I.%I IS %L",
                        std::vector<std::string>{ws, view, "Answers of " + text(survey) + " with labels in place of codes"});
    result.insert(result.end(), comments.begin(), comments.end());
    return result;
}

statement answer_view(std::string_view workspace, const surveys& all) {
    const std::string ws = text(workspace);
    statement view("CREATE OR REPLACE VIEW %I.answer WITH (security_invoker = true) AS ", {ws});
    bool first = true;
    for (const auto& one : all) {
        const std::string& survey = one.first;
        const definition& d = one.second;
        statement rows;
        const auto add = [&](const item& it, const statement& rating, const statement& choice, const statement& value,
                             const statement& words) {
            rows.add(rows.text.empty() ? "(%L, %L::pg_catalog.text, " : ", (%L, %L::pg_catalog.text, ",
                     {it.name, text(in_language(it.question, d.language))});
            rows.add(rating).add(", ").add(choice).add(", ").add(value).add(", ").add(words).add(")");
        };
        const statement no_rating(null_of("int4")), no_text(null_of("text")), no_value(null_of("float8"));
        for (const item& it : d.items) {
            if (it.retired) continue;
            const statement cell("t.%I", {it.name});
            switch (it.type) {
                case item_type::rating:
                    add(it, statement("t.%I::pg_catalog.int4", {it.name}), no_text,
                        statement("t.%I::pg_catalog.float8", {it.name}), no_text);
                    break;
                case item_type::choice: add(it, no_rating, cell, no_value, no_text); break;
                case item_type::multiple:
                    for (const option& o : it.choices)
                        if (!o.retired)
                            add(it, no_rating,
                                statement("CASE WHEN t.%I THEN %L::pg_catalog.text END", {it.name + "_" + o.code, o.code}),
                                no_value, no_text);
                    break;
                case item_type::rank:
                    for (const option& o : it.choices)
                        if (!o.retired)
                            add(it, no_rating,
                                statement("CASE WHEN t.%I IS NOT NULL THEN %L::pg_catalog.text END",
                                          {it.name + "_" + o.code, o.code}),
                                statement("t.%I::pg_catalog.float8", {it.name + "_" + o.code}), no_text);
                    break;
                case item_type::number:
                    add(it, no_rating, no_text, statement("t.%I::pg_catalog.float8", {it.name}), no_text);
                    break;
                case item_type::text: add(it, no_rating, no_text, no_value, cell); break;
                case item_type::boolean:
                    add(it, no_rating, no_text, statement("t.%I::pg_catalog.int4::pg_catalog.float8", {it.name}), no_text);
                    break;
                case item_type::date:
                case item_type::timestamp:
                    add(it, no_rating, no_text, no_value, statement("pg_catalog.to_json(t.%I) #>> '{}'", {it.name}));
                    break;
            }
            if (it.other) add(it, no_rating, no_text, no_value, statement("t.%I", {it.name + "_other"}));
        }
        for (const scale& s : d.scales) {
            if (s.retired || (s.score != scoring::mean && s.score != scoring::sum)) continue;
            item of;
            of.name = s.name;
            of.question = s.title;
            add(of, no_rating, no_text, statement("t.%I", {s.name}), no_text);
        }
        view.add(first ? "" : " UNION ALL ");
        first = false;
        view.add("SELECT %L::pg_catalog.text AS survey, t.response_id, t.submitted_at, t.wave, t.unit, ", {survey});
        view.add(d.mode == mode::anonymous ? "NULL::pg_catalog.int8 AS person_id" : "t.person_id");
        view.add(
            ", t.touchpoint, t.channel, a.item, a.question, a.rating, a.choice, a.value, a.text FROM %I.%I t CROSS JOIN LATERAL "
            "(VALUES ",
            {ws, survey});
        view.add(rows).add(
            ") a(item, question, rating, choice, value, text) WHERE a.choice IS NOT NULL OR a.value IS NOT NULL OR a.text IS NOT "
            "NULL");
    }
    if (first)
        view.add(
            "SELECT NULL::pg_catalog.text AS survey, NULL::pg_catalog.int8 AS response_id, NULL::pg_catalog.timestamptz AS "
            "submitted_at, NULL::pg_catalog.text AS wave, NULL::pg_catalog.text AS unit, NULL::pg_catalog.int8 AS person_id, "
            "NULL::pg_catalog.text AS touchpoint, NULL::pg_catalog.text AS channel, NULL::pg_catalog.text AS item, "
            "NULL::pg_catalog.text AS question, NULL::pg_catalog.int4 AS rating, NULL::pg_catalog.text AS choice, "
            "NULL::pg_catalog.float8 AS value, NULL::pg_catalog.text AS text WHERE false");
    return view;
}

statement duplicate_view(std::string_view workspace, const surveys& all) {
    const std::string ws = text(workspace);
    statement view(
        "CREATE OR REPLACE VIEW %I.duplicate_answer WITH (security_invoker = true) AS SELECT survey, wave, root, person_id, "
        "response_id, submitted_at FROM (",
        {ws});
    for (const auto& one : all)
        if (one.second.mode != mode::anonymous)
            view.add(
                "SELECT %L::pg_catalog.text AS survey, t.wave, p.root, t.person_id, t.response_id, t.submitted_at, "
                "pg_catalog.count(*) OVER (PARTITION BY p.root, t.wave) AS answers FROM %I.%I t JOIN %I.person p ON p.person_id "
                "= "
                "t.person_id WHERE t.complete AND t.wave IS NOT NULL UNION ALL ",
                {one.first, ws, one.first, ws});
    return view.add(
        "SELECT NULL::pg_catalog.text, NULL::pg_catalog.text, NULL::pg_catalog.int8, NULL::pg_catalog.int8, "
        "NULL::pg_catalog.int8, NULL::pg_catalog.timestamptz, 0::pg_catalog.int8 WHERE false) t(survey, wave, root, person_id, "
        "response_id, submitted_at, answers) WHERE answers > 1");
}

statement comment_view(std::string_view workspace, const surveys& all) {
    const std::string ws = text(workspace);
    statement view("CREATE OR REPLACE VIEW %I.comment WITH (security_invoker = true) AS ", {ws});
    bool first = true;
    for (const auto& [survey, d] : all) {
        // Beside each text the rating that stands before it: what the words are about; else the first one.
        const item* rating = nullptr;
        for (const item& it : d.items)
            if (it.type == item_type::rating && !it.retired && rating == nullptr) rating = &it;
        const item* before = nullptr;
        statement rows;
        for (const item& it : d.items) {
            if (it.retired) continue;
            if (it.type == item_type::rating) before = &it;
            const item* const beside = before != nullptr ? before : rating;
            const auto add = [&](const std::string& column) {
                rows.add(rows.text.empty() ? "(%L, t.%I, " : ", (%L, t.%I, ", {it.name, column});
                if (beside != nullptr)
                    rows.add("%L, t.%I::pg_catalog.int4)", {beside->name, beside->name});
                else
                    rows.add("NULL::pg_catalog.text, NULL::pg_catalog.int4)");
            };
            if (it.type == item_type::text) add(it.name);
            if (it.other) add(it.name + "_other");
        }
        if (rows.text.empty()) continue;
        view.add(first ? "" : " UNION ALL ");
        first = false;
        view.add(
            "SELECT %L::pg_catalog.text AS survey, t.response_id, t.submitted_at, t.unit, c.item::pg_catalog.text AS item, "
            "c.text, c.rating_item::pg_catalog.text AS rating_item, c.rating, t.language, ",
            {survey});
        statement found;
        for (const sentiment& s : d.sentiments)
            if (!s.retired)
                found.add(found.text.empty() ? "CASE c.item WHEN %L THEN " : " WHEN %L THEN ", {s.of})
                    .add(probability_of(ws, survey, d, s));
        if (found.text.empty())
            view.add("NULL::pg_catalog.float8 AS sentiment");
        else
            view.add(found).add(" END AS sentiment");
        view.add(" FROM %I.%I t CROSS JOIN LATERAL (VALUES ", {ws, survey});
        view.add(rows).add(") c(item, text, rating_item, rating) WHERE pg_catalog.btrim(c.text) <> ''");
    }
    if (first)
        view.add(
            "SELECT NULL::pg_catalog.text AS survey, NULL::pg_catalog.int8 AS response_id, NULL::pg_catalog.timestamptz AS "
            "submitted_at, NULL::pg_catalog.text AS unit, NULL::pg_catalog.text AS item, NULL::pg_catalog.text AS text, "
            "NULL::pg_catalog.text AS rating_item, NULL::pg_catalog.int4 AS rating, NULL::pg_catalog.text AS language, "
            "NULL::pg_catalog.float8 AS sentiment WHERE false");
    return view;
}

statement comment_word_view(std::string_view workspace, const surveys& all, std::string_view zone) {
    const std::string ws = text(workspace);
    statement view(
        "CREATE OR REPLACE VIEW %I.comment_word WITH (security_invoker = true) AS SELECT g.survey, g.item, g.rating_item, "
        "g.month, "
        "g.unit, w.word, w.responses, w.value, w.rest, w.difference, w.std_error, w.p_value, w.q_value FROM (SELECT c.survey, "
        "c.item, c.rating_item, c.month, p.ancestor AS unit, xm.word_effects(xm.words(c.text, c.configuration), "
        "c.rating::pg_catalog.float8, c.metric::xm.metric) AS words FROM (",
        {ws});
    bool first = true;
    for (const auto& one : all) {
        const std::string& survey = one.first;
        const definition& d = one.second;
        if (d.mode != mode::identified) continue;
        // One way to split words for each language that a sentiment names.
        for (const item& it : d.items) {
            if (it.retired || (it.type != item_type::text && !it.other)) continue;
            statement configuration;
            const auto of = std::find_if(d.sentiments.begin(), d.sentiments.end(),
                                         [&](const sentiment& s) { return !s.retired && s.of == it.name; });
            if (of != d.sentiments.end() && !of->languages.empty()) {
                configuration.add("CASE ").add(response_language("c", d));
                for (const auto& [code, name] : of->languages)
                    configuration.add(" WHEN %L THEN %L::pg_catalog.regconfig", {code, name});
                configuration.add(" ELSE 'pg_catalog.simple'::pg_catalog.regconfig END");
            } else {
                configuration.add("'pg_catalog.simple'::pg_catalog.regconfig");
            }
            statement metric("CASE c.rating_item");
            for (const item& r : d.items)
                if (r.type == item_type::rating && !r.retired) metric.add(" WHEN %L THEN %L", {r.name, r.rule->text()});
            if (metric.values.empty()) continue;
            view.add(first ? "" : " UNION ALL ");
            first = false;
            view.add(
                    "SELECT c.survey, c.item, c.rating_item, pg_catalog.date_trunc('month', c.submitted_at AT TIME ZONE "
                    "%L)::pg_catalog.date AS month, c.unit, c.text, c.rating, ",
                    {text(zone)})
                .add(configuration);
            view.add(" AS configuration, ").add(metric);
            view.add(" END AS metric FROM %I.comment c WHERE c.survey = %L AND c.item = %L AND c.rating IS NOT NULL",
                     {ws, survey, it.name});
        }
    }
    if (first)
        view.add(
            "SELECT c.survey, c.item, c.rating_item, NULL::pg_catalog.date AS month, c.unit, c.text, c.rating, "
            "'pg_catalog.simple'::pg_catalog.regconfig AS configuration, 'mean' AS metric FROM %I.comment c WHERE false",
            {ws});
    return view.add(
        ") c LEFT JOIN %I.unit_path p ON p.unit = c.unit GROUP BY c.survey, c.item, c.rating_item, c.month, p.ancestor) g, "
        "pg_catalog.unnest(g.words) w",
        {ws});
}

}  // namespace xm::core::survey
