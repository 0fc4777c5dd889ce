// The work of a plan, split over files: make.cpp (files, options and the order of things), groups.cpp (questions of several
// columns), items.cpp (a column and the item it fills), infer.cpp (types and scales from answers). Included by these alone.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/formats/recognise.hpp"
#include "client/plan/look.hpp"
#include "client/plan/make.hpp"

namespace xm::client {

using core::survey::definition;
using core::survey::item;
using core::survey::item_type;
using core::survey::option;
using core::survey::span;

constexpr std::uint64_t fewest_rows = 5;  // that must share a value before it becomes an option

using value_count = std::pair<std::string, std::uint64_t>;

// The values of a column, the most frequent first.
std::vector<value_count> values_of(const column_look& l);
// A text of the column means this.
void add_word(plan_column& c, const std::string& text, const std::string& meaning);
void add_reason(plan_column& c, const std::string& more);
std::string quoted(const std::string& s);
// Words for yes and no, folded.
const std::map<std::string, bool>& truth_words();

struct file_look {
    recognised about;
    std::vector<std::string> header;  // the row of names, or of questions where there are none
    std::vector<column_look> looks;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint64_t> lines;  // of `rows`
    std::size_t file = 0;
    bool comma = false;  // decimal, as other columns of the file show
    std::optional<date_order> order;
};

// The code for a new option, made from its code in the file or its text.
std::string free_code(const std::string& wish, const std::vector<option>& options);
// A text or the -99 of Qualtrics.
bool is_no_answer(const std::string& value);
// Decimal sign and groups, by the forms that the column has.
void number_signs(const file_look& f, const column_look& l, plan_column& c);
// Whether the column takes the value as no answer: by its words or ranges.
bool means_missing(const plan_column& c, const std::string& value);
// What a yes-or-no column may hold.
void truths(plan_column& c);
// 0 to 10 of a question whether people would recommend is an NPS.
void rule_of(item& it, const column_facts& facts);
// "10 - Extremely likely" means 10.
void with_numbers(plan_column& c, const column_look& l);

// What a cell holds between separators, without blanks around it; of a JSON array where the separator is "[".
std::vector<std::string> options_in(const std::string& value, const std::string& separator);

class planner {
public:
    explicit planner(const plan_options& o) : o_(o) {}
    plan run();

private:
    // How a question lies over columns: a row of a matrix each, an option each, the rank of an option, the option of a place.
    enum class spread { rows, ticks, ranks, places };

    std::string language_of(const std::vector<std::shared_ptr<source>>& sources) const;
    // Header rows, the tool, and a sample of the rows.
    void look_at(std::shared_ptr<source> s);
    // The same responses in two forms: the one that knows more is stored.
    void drop_what_another_file_says();
    // Columns that may name people do, unless their cells are ticks, ratings or options.
    void resolve_personal(file_look& f);
    // Several files are one survey: of one tool.
    void refuse_two_tools();
    void plan_file_columns(file_look& f);
    // Columns beside one another whose answers are words of one scale, each with what all of them hold: rows of a question that
    // the file does not name.
    std::vector<std::shared_ptr<column_look>> neighbours_alike(const file_look& f, const std::set<std::size_t>& done);
    // Warns of times that the clock of the zone shows twice or never.
    void tell_changes_of_the_clock(const file_look& f, const plan_column& c);
    // Numbers that people give by hand, to sheets of paper, may stand twice: then they name no response.
    void check_id(file_look& f, plan_column& c);
    void apply_options(file_look& f);
    std::string free_name(const std::string& wish);
    // The item that the column filled before, or that the definition has for it.
    const item* given_item(const column_facts& facts, const std::string& key, const std::string& code,
                           const std::string& question);
    // No two columns of the survey's table have one name: options and own words have columns, too.
    void settle_name(item& it);
    // Puts the item into the definition, and the columns to it. False where the survey cannot take new items.
    bool take(const std::string& key, plan_column& c, item it);
    item* find_mutable(const std::string& name);
    core::survey::texts text_in_language(const std::string& text) const;
    core::survey::texts plain(const core::survey::texts& t) const;
    // The survey's own language stands first.
    void own_first(core::survey::texts& t) const;
    core::survey::texts label_of(const listed_option& o) const;
    // A text that means "no answer" becomes a code of the item with its reason.
    void add_missing(item& it, plan_column& c, const std::string& code, const std::string& reason,
                     const core::survey::texts& words = {});
    void plan_role(file_look& f, plan_column& c, const column_facts& facts, const column_look& l);
    date_order order_of(const file_look& f, const column_look& l, plan_column& c) const;
    void plan_answer(file_look& f, plan_column& c, column_facts& facts, const column_look& l,
                     const column_look* together = nullptr);
    void finish(plan_column& c, item& it, const column_facts& facts);
    // What the tool lists of a question decides.
    bool from_list(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
                   const listed_question& q);
    // The list labels some numbers only: it is no list of options.
    void as_number(file_look& f, plan_column& c, const column_look& l, item& it, std::uint64_t n);
    // "(99 = does not know)" in the question.
    void number_notes(item& it, plan_column& c);
    // An item that exists: its definition says how cells are read.
    void read_as(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
                 const listed_question* listed);
    // Of tools whose options have a column named like themselves: the answers tell which columns they are, and which follow one
    // another.
    void resolve_ticks(file_look& f);
    spread spread_of(const file_look& f, const std::vector<std::size_t>& members, std::string& reason) const;
    void plan_group(file_look& f, std::vector<plan_column>& columns, const std::vector<std::size_t>& members,
                    std::set<std::size_t>& done);
    // A column per place that holds an option.
    void plan_places(file_look& f, std::vector<plan_column>& columns, const std::vector<std::size_t>& members,
                     std::set<std::size_t>& done, item it, const listed_question* l);
    // Where a value stands first: line 7, or C7 of a sheet.
    std::string place_of(const file_look& f, const plan_column& c, const std::string& value) const;
    void infer(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
               const column_look* together);
    // Numbers, whole or not, with a few words among them.
    bool infer_numbers(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
                       const column_look* together);
    bool shown() const;
    void missing_number(item& it, plan_column& c, long n, std::uint64_t count, const std::string& why);
    void infer_words(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
                     const column_look* together);
    void infer_choice(plan_column& c, const column_look& l, item& it, const std::vector<value_count>& values,
                      const std::vector<value_count>& no_answer);
    // Several options in one cell.
    bool infer_joined(plan_column& c, const column_facts& facts, const column_look& l, item& it);

    const plan_options& o_;
    plan p_;
    std::vector<questionnaire> companions_;
    std::vector<file_look> looks_;
    std::map<std::size_t, std::uint64_t> tests_;
    std::set<std::size_t> unstored_;
    std::set<std::string> names_, used_, columns_;
    std::map<std::string, std::string> planned_;  // key of a column of an earlier file → item
    std::set<std::pair<std::size_t, std::size_t>> add_kept_;
};

}  // namespace xm::client
