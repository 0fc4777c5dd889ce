#include "core/decide/weighting.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/decide/coded_rows.hpp"
#include "core/models/moments.hpp"
#include "core/num/json.hpp"

namespace xm::core {
namespace {

constexpr std::uint8_t flag_bounded = 1;

std::string read_string(wire_reader& in) {
    std::string text(in.get<std::uint8_t>(), '\0');
    for (char& c : text) c = static_cast<char>(in.get<std::uint8_t>());
    return text;
}
void write_string(wire_writer& out, std::string_view text) {
    out.put(static_cast<std::uint8_t>(text.size()));
    for (const char c : text) out.put(static_cast<std::uint8_t>(c));
}

// The stored form is the wire form: nobody changes it in place.
weighting read(bytes bytes_in, errc otherwise) {
    wire_reader in(bytes_in);
    const head h = read_head(in, state_kind::weighting, weighting::version, "weighting");
    if (h.flags > flag_bounded || h.size != 0)
        fail(otherwise, nullptr, "invalid binary value of type xm.weighting: flags ", h.flags, ", size ", h.size);
    weighting w;
    w.bounded = h.flags == flag_bounded;
    if (w.bounded) {
        w.lower = in.get<double>();
        w.upper = in.get<double>();
    }
    w.responses = in.get<std::int64_t>();
    w.iterations = in.get<std::int64_t>();
    for (double* const v : {&w.max_deviation, &w.min_weight, &w.max_weight, &w.sum, &w.sum_of_squares}) *v = in.get<double>();
    const auto variables = in.get<std::uint8_t>();
    for (unsigned v = 0; v < variables; ++v) {
        weighting::variable variable;
        variable.name = read_string(in);
        const auto categories = in.get<std::uint32_t>();
        for (std::uint32_t c = 0; c < categories; ++c) {  // reading ends where the bytes do
            weighting::category category;
            category.name = read_string(in);
            category.responses = in.get<std::int64_t>();
            for (double* const d : {&category.target, &category.before, &category.after, &category.factor}) *d = in.get<double>();
            variable.categories.push_back(std::move(category));
        }
        w.variables.push_back(std::move(variable));
    }
    in.end();
    return w;
}

// A variable of the text form; its categories in any order, since jsonb has one of its own.
weighting::variable read_variable(json_reader& in) {
    weighting::variable v;
    unsigned seen = 0;
    in.object([&](std::string_view key) {
        const unsigned which = key == "name" ? 1 : key == "categories" ? 2 : 0;
        if (which == 0 || (seen & which) != 0) in.bad("unknown member, or one given twice");
        seen |= which;
        if (which == 1) {
            v.name = in.escaped_string();
            return;
        }
        in.escaped_object([&](std::string name) {
            weighting::category c;
            c.name = std::move(name);
            std::size_t i = 0;
            in.array([&] {
                if (i == 0)
                    c.responses = in.number<std::int64_t>();
                else if (i < 5)
                    *std::array{&c.target, &c.before, &c.after, &c.factor}[i - 1] = in.number<double>();
                else
                    in.bad("a category has five numbers");
                ++i;
            });
            if (i != 5) in.bad("a category has five numbers");
            v.categories.push_back(std::move(c));
        });
    });
    if (seen != 3) in.bad("a variable has a name and categories");
    std::sort(v.categories.begin(), v.categories.end(),
              [](const weighting::category& a, const weighting::category& b) { return a.name < b.name; });
    return v;
}

}  // namespace

void weighting::validate(errc otherwise) const {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that xm.raking has made.", "invalid value of type xm.weighting: ", why);
    };
    const auto positive = [](double v) { return v > 0 && std::isfinite(v); };
    if (variables.empty() || variables.size() > max_category_columns) refuse("the number of variables");
    std::vector<std::string> names;
    for (const variable& v : variables) names.push_back(v.name);
    try {
        check_labels(names);
    } catch (const error& e) {
        refuse(e.text.c_str());
    }
    if (bounded && !(lower >= 0 && lower <= 1 && upper >= 1 && std::isfinite(upper))) refuse("the bounds");
    if (responses < 1 || iterations < 0) refuse("the number of responses");
    if (!(max_deviation >= 0 && max_deviation <= 1)) refuse("the largest deviation");
    if (!positive(sum) || !positive(sum_of_squares) || !(min_weight >= 0) || !positive(max_weight) || min_weight > max_weight ||
        (!bounded && min_weight == 0))
        refuse("the weights");
    const double kish = effective_n();
    if (!(kish > 0 && kish <= static_cast<double>(responses) * (1 + 1e-9))) refuse("the squared weights");
    for (const variable& v : variables) {
        std::int64_t people = 0;
        for (std::size_t i = 0; i < v.categories.size(); ++i) {
            const category& c = v.categories[i];
            if (c.name.size() > max_category_size || !is_utf8(c.name)) refuse("a category is no text of up to 255 bytes");
            if (i > 0 && !(v.categories[i - 1].name < c.name)) refuse("categories are not in order");
            if (c.responses < 1 || c.responses > responses - people) refuse("the responses of a category");
            people += c.responses;
            for (const double share : {c.target, c.before, c.after})
                if (!(share >= 0 && share <= 1 + 1e-9)) refuse("a share");
            if (!positive(c.target) || !positive(c.before) || !positive(c.factor)) refuse("a share or factor of a category");
        }
        if (people != responses) refuse("the responses of the categories of a variable");
    }
}

weighting weighting::from_stored(bytes body, errc otherwise) {
    weighting w = read(body, otherwise);
    w.validate(otherwise);
    return w;
}

weighting weighting::from_wire(bytes in) { return from_stored(in, errc::corrupt_wire); }

std::size_t weighting::stored_size() const {
    wire_writer out;
    to_wire(out);
    return out.result().size();
}

void weighting::to_stored(std::byte* body) const {
    wire_writer out;
    to_wire(out);
    std::memcpy(body, out.result().data(), out.result().size());
}

void weighting::to_wire(wire_writer& out) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::weighting), version, bounded ? flag_bounded : std::uint8_t{0}, 0});
    if (bounded) {
        out.put(lower);
        out.put(upper);
    }
    out.put(responses);
    out.put(iterations);
    for (const double v : {max_deviation, min_weight, max_weight, sum, sum_of_squares}) out.put(v);
    out.put(static_cast<std::uint8_t>(variables.size()));
    for (const variable& v : variables) {
        write_string(out, v.name);
        out.put(static_cast<std::uint32_t>(v.categories.size()));
        for (const category& c : v.categories) {
            write_string(out, c.name);
            out.put(c.responses);
            for (const double d : {c.target, c.before, c.after, c.factor}) out.put(d);
        }
    }
}

std::string weighting::to_text() const {
    json_writer out;
    out.open('{').field("type", "weighting").field("version", version).field("responses", responses);
    out.field("iterations", iterations).field("max_deviation", max_deviation);
    if (bounded) out.key("bounds").open('[').value(lower).value(upper).close(']');
    out.field("min_weight", min_weight).field("max_weight", max_weight);
    out.field("sum", sum).field("sum_of_squares", sum_of_squares);
    out.key("variables").open('[');
    for (const variable& v : variables) {
        out.open('{').key("name").escaped(v.name).key("categories").open('{');
        for (const category& c : v.categories) {
            out.escaped_key(c.name).open('[').value(c.responses);
            out.value(c.target).value(c.before).value(c.after).value(c.factor).close(']');
        }
        out.close('}').close('}');
    }
    return out.close(']').close('}').text();
}

weighting weighting::from_text(std::string_view text, poll check) {
    weighting w;
    json_reader in(text, "weighting", check);
    constexpr std::array<std::string_view, 10> names{"type",       "version",    "responses", "iterations",     "max_deviation",
                                                     "min_weight", "max_weight", "sum",       "sum_of_squares", "variables"};
    std::uint32_t seen = 0;
    in.object([&](std::string_view key) {
        if (key == "bounds" && !w.bounded) {
            w.bounded = true;
            int i = 0;
            in.array([&] {
                if (i == 2) in.bad("bounds are two numbers");
                (i++ == 0 ? w.lower : w.upper) = in.number<double>();
            });
            if (i != 2) in.bad("bounds are two numbers");
            return;
        }
        const auto which = static_cast<unsigned>(std::find(names.begin(), names.end(), key) - names.begin());
        if (which == names.size()) in.bad("unknown member, or one given twice");
        if (seen & 1U << which) in.bad("a member is given twice");
        seen |= 1U << which;
        switch (which) {
            case 0:
                if (in.string() != "weighting") in.bad("the type must be \"weighting\"");
                break;
            case 1:
                check_head({static_cast<std::uint8_t>(state_kind::weighting), in.number<std::uint8_t>(), 0, 0},
                           state_kind::weighting, version, "weighting", errc::corrupt_text);
                break;
            case 2: w.responses = in.number<std::int64_t>(); break;
            case 3: w.iterations = in.number<std::int64_t>(); break;
            case 4: w.max_deviation = in.number<double>(); break;
            case 5: w.min_weight = in.number<double>(); break;
            case 6: w.max_weight = in.number<double>(); break;
            case 7: w.sum = in.number<double>(); break;
            case 8: w.sum_of_squares = in.number<double>(); break;
            default:
                in.array([&] {
                    if (w.variables.size() == max_category_columns) in.bad("too many variables");
                    w.variables.push_back(read_variable(in));
                });
        }
    });
    in.end();
    if (seen != (1U << names.size()) - 1) in.bad("a member is missing");
    w.validate(errc::corrupt_text);
    return w;
}

weighting_lookup::weighting_lookup(std::pmr::memory_resource* memory, const weighting& w)
    : names_(memory), categories_(memory), variables_(memory), lower_(w.lower), upper_(w.upper) {
    std::size_t size = 0, count = 0;
    for (const weighting::variable& v : w.variables) {
        size += v.name.size();
        for (const weighting::category& c : v.categories) size += c.name.size();
        count += v.categories.size();
    }
    // Reserved once: what is handed out stays where it is.
    names_.reserve(size);
    categories_.reserve(count);
    variables_.reserve(w.variables.size());
    const auto keep = [&](const std::string& name) {
        const std::size_t at = names_.size();
        names_.insert(names_.end(), name.begin(), name.end());
        return std::string_view(names_.data() + at, name.size());
    };
    for (const weighting::variable& v : w.variables) {
        const std::size_t first = categories_.size();
        for (const weighting::category& c : v.categories) categories_.push_back({keep(c.name), c.factor});
        variables_.push_back({keep(v.name), std::span(categories_).subspan(first)});
    }
}

std::pmr::vector<std::uint32_t> weighting_lookup::places(std::span<const std::string_view> labels) const {
    std::pmr::vector<std::uint32_t> result(names_.get_allocator());
    for (const variable& v : variables_) {
        const auto found = std::find(labels.begin(), labels.end(), v.name);
        if (found == labels.end())
            fail(errc::invalid, "Give one row with a column for each variable of the weighting (a scalar is x1).", "no column \"",
                 v.name, "\" for a variable of the weighting");
        result.push_back(static_cast<std::uint32_t>(found - labels.begin()));
    }
    for (const std::string_view label : labels)
        if (std::none_of(variables_.begin(), variables_.end(), [&](const variable& v) { return v.name == label; }))
            fail(errc::invalid, "Give one row with the variables of the weighting alone.", "column \"", label,
                 "\" is no variable of the weighting");
    return result;
}

double weighting_lookup::factor(std::span<const std::string_view> categories) const {
    double product = 1;
    for (std::size_t v = 0; v < variables_.size(); ++v) {
        const auto& list = variables_[v].categories;
        const auto found = std::lower_bound(list.begin(), list.end(), categories[v],
                                            [](const known& k, std::string_view name) { return k.name < name; });
        if (found == list.end() || found->name != categories[v])
            fail(errc::invalid, "Weight the people that the weighting was made for, or make one with this category.",
                 "unknown category \"", categories[v], "\" of variable \"", variables_[v].name, "\"");
        product *= found->factor;
    }
    return std::clamp(product, lower_, upper_);
}

}  // namespace xm::core
