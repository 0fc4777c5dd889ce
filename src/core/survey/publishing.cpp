#include "core/survey/publishing.hpp"

#include <algorithm>
#include <set>

#include "core/survey/columns.hpp"
#include "core/survey/json.hpp"

namespace xm::core::survey {
namespace {

constexpr std::size_t most_breakdowns = 100, most_attributes = 10;

std::string at(std::size_t i) { return "breakdowns[" + std::to_string(i) + "]"; }
std::string at(std::size_t i, std::size_t j) { return at(i) + "[" + std::to_string(j) + "]"; }

std::optional<rating_span> span_of(const std::optional<span>& s) {
    return s ? std::optional<rating_span>({s->low, s->high}) : std::nullopt;
}

// Items and scales that stand in the definition, at most ten of them.
std::string known_names(const definition& d) {
    std::string result;
    int count = 0;
    const auto add = [&](const std::string& name) {
        if (++count <= 10) result += (result.empty() ? "" : ", ") + name;
    };
    for (const item& it : d.items)
        if (!it.retired && (it.type == item_type::rating || it.type == item_type::text)) add(it.name);
    for (const scale& s : d.scales)
        if (!s.retired) add(s.name);
    return result;
}

bool over_ratings(const definition& d, const scale& s) {
    return (s.score == scoring::mean || s.score == scoring::sum) &&
           std::all_of(s.items.begin(), s.items.end(),
                       [&](const std::string& name) { return d.find_item(name)->type == item_type::rating; });
}

std::string range_text(const item& it) { return std::to_string(it.scale.low) + ".." + std::to_string(it.scale.high); }

class planner {
public:
    explicit planner(const definition& d) : d_(d) {}

    void add(const item& it) {
        if (it.type == item_type::text) out_.comments.push_back({it.name, it.name});
        if (it.other) out_.comments.push_back({it.name, it.name + "_other"});
        if (it.type != item_type::rating) return;
        publishing_plan::question q;
        q.name = it.name;
        q.metric = metric_text(it);
        q.how.quantities = {quantity(it)};
        q.how.rule = *it.rule;
        q.how.favourable = span_of(favourable_of(it));
        q.how.unfavourable = span_of(unfavourable_of(it));
        out_.questions.push_back(std::move(q));
    }

    void add(const scale& s) {
        publishing_plan::question q;
        q.name = s.name;
        q.how.is_index = true;
        q.how.mean = s.score == scoring::mean;
        q.metric = std::string(name_of(s.score)) + " of";
        for (const std::string& name : s.items) {
            const item& it = *d_.find_item(name);
            q.how.quantities.push_back(quantity(it));
            q.how.reversed.push_back(it.reversed);
            q.metric += " " + name + " " + range_text(it) + (it.reversed ? " reversed" : "");
            // The sum of the ratings of an item that is shown as, say, a share tells more than the share alone.
            if (!is_linear(it)) q.how.second_view = true;
        }
        out_.questions.push_back(std::move(q));
    }

    publishing_plan take() { return std::move(out_); }

private:
    static bool is_linear(const item& it) {
        return it.rule->kind() == metric::rule::mean || it.rule->kind() == metric::rule::index;
    }
    std::uint32_t quantity(const item& it) {
        const auto found = std::find(out_.quantities.begin(), out_.quantities.end(), &it);
        if (found != out_.quantities.end()) return static_cast<std::uint32_t>(found - out_.quantities.begin());
        out_.quantities.push_back(&it);
        return static_cast<std::uint32_t>(out_.quantities.size() - 1);
    }

    const definition& d_;
    publishing_plan out_;
};

}  // namespace

std::string metric_text(const item& it) { return it.rule->text() + " of " + range_text(it); }

std::vector<std::vector<std::string>> parse_breakdowns(std::string_view text, const definition& d) {
    const json all = json::parse(text, "breakdowns");
    constexpr const char* shape =
        "Write a list of breakdowns, each a list of unit and attributes: [[], [\"unit\"], [\"unit\", \"job\"]].";
    if (!all.is(json::kind::array)) fail(errc::invalid, shape, "breakdowns: ", shown(all), " is no list");
    const auto& lists = all.elements();
    if (lists.empty() || lists.size() > most_breakdowns)
        fail(errc::invalid, shape, "breakdowns: ", lists.size(), " of them; the allowed range is 1..", most_breakdowns);
    std::vector<std::vector<std::string>> result;
    std::set<std::set<std::string>> met;
    for (std::size_t i = 0; i < lists.size(); ++i) {
        if (!lists[i].is(json::kind::array)) fail(errc::invalid, shape, at(i), ": ", shown(lists[i]), " is no list");
        const auto& names = lists[i].elements();
        if (names.size() > most_attributes)
            fail(errc::invalid, "Cells of so many attributes hold nobody.", at(i), ": ", names.size(),
                 " names; the allowed range is 0..", most_attributes);
        std::set<std::string> once;
        std::vector<std::string>& breakdown = result.emplace_back();
        for (std::size_t j = 0; j < names.size(); ++j) {
            if (!names[j].is(json::kind::string) || names[j].text().empty())
                fail(errc::invalid, shape, at(i, j), ": ", shown(names[j]), " is no name");
            const std::string& name = names[j].text();
            if (!once.insert(name).second) fail(errc::invalid, "Name it once.", at(i, j), ": ", shown(names[j]), " stands twice");
            if (d.find_item(name) != nullptr || d.find_scale(name) != nullptr)
                fail(errc::invalid,
                     "What people answered must not say whose answers a cell holds: name attributes of membership or person.",
                     at(i, j), ": ", shown(names[j]), " is answered in the survey");
            if (d.mode == mode::anonymous && name != "unit")
                fail(errc::invalid, "Nothing but the unit is known of an anonymous answer.", at(i, j), ": ", shown(names[j]),
                     " is an attribute, and the survey is anonymous");
            breakdown.push_back(name);
        }
        if (!met.insert(once).second) fail(errc::invalid, "Leave it out.", at(i), ": ", shown(lists[i]), " stands twice");
    }
    return result;
}

publishing_plan plan_publishing(const definition& d, const std::vector<std::string>* items) {
    planner plan(d);
    const auto wanted = [&](const std::string& name, bool retired) {
        return items == nullptr ? !retired : std::find(items->begin(), items->end(), name) != items->end();
    };
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
        const std::string& name = (*items)[i];
        if (std::count(items->begin(), items->end(), name) > 1)
            fail(errc::invalid, "Name it once.", "items: \"", name, "\" stands twice");
        const item* const it = d.find_item(name);
        const scale* const s = d.find_scale(name);
        if (it == nullptr && s == nullptr)
            fail(errc::invalid, "Name items and scales of the survey.", "items: \"", name, "\" is no item; there are ",
                 known_names(d));
        if ((it != nullptr && it->type != item_type::rating && it->type != item_type::text && !it->other) ||
            (s != nullptr && !over_ratings(d, *s)))
            fail(errc::invalid, "Ratings, scales over ratings, and texts are published.", "items: \"", name, "\" is ",
                 it != nullptr ? "of type " : "a scale that is not a mean or sum of ratings",
                 it != nullptr ? name_of(it->type) : std::string_view());
    }
    for (const item& it : d.items)
        if (wanted(it.name, it.retired)) plan.add(it);
    for (const scale& s : d.scales)
        if (wanted(s.name, s.retired) && over_ratings(d, s)) plan.add(s);
    return plan.take();
}

}  // namespace xm::core::survey
