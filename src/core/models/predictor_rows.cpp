#include "core/models/predictor_rows.hpp"

#include <algorithm>
#include <numeric>

#include "core/models/moments.hpp"

namespace xm::core {
namespace {

constexpr const char* fewer_hint = "Join rare categories, or leave the predictor out.";

struct packed_category {
    std::uint32_t predictor, size;
    double order;
};

std::size_t size_of(const std::pmr::vector<category>& list) {
    std::size_t size = sizeof(std::uint64_t);
    for (const category& c : list) size += sizeof(packed_category) + c.text.size();
    return size;
}

std::byte* write(const std::pmr::vector<category>& list, std::byte* to) {
    store(to, std::uint64_t{list.size()});
    to += sizeof(std::uint64_t);
    for (const category& c : list) {
        store(to, packed_category{c.predictor, static_cast<std::uint32_t>(c.text.size()), c.order});
        std::memcpy(to + sizeof(packed_category), c.text.data(), c.text.size());
        to += sizeof(packed_category) + c.text.size();
    }
    return to;
}

template <class T>
T take(bytes& from) {
    if (from.size() < sizeof(T)) fail(errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
    const T value = load<T>(from.data());
    from = from.subspan(sizeof(T));
    return value;
}

std::vector<category> read(bytes& from) {
    std::vector<category> list;
    for (auto left = take<std::uint64_t>(from); left > 0; --left) {
        const auto c = take<packed_category>(from);
        if (from.size() < c.size) fail(errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        list.push_back({c.predictor, c.order, {reinterpret_cast<const char*>(from.data()), c.size}});
        from = from.subspan(c.size);
    }
    return list;
}

bool same(const category& a, const category& b) { return a.predictor == b.predictor && a.text == b.text; }

}  // namespace

void predictor_rows::keep(list& in, const category& c) {
    char* const text = static_cast<char*>(memory()->allocate(std::max<std::size_t>(c.text.size(), 1), 1));
    std::copy(c.text.begin(), c.text.end(), text);
    in.push_back({c.predictor, c.order, {text, c.text.size()}});
}

double predictor_rows::code(const category& c) {
    if (categories_.empty()) {
        codes_.resize(predictors_);
        categories_.resize(predictors_);
    }
    auto& codes = codes_[c.predictor];
    if (const auto found = codes.find(c.text); found != codes.end()) return found->second;
    list& known = categories_[c.predictor];
    if (known.size() > max_variables)
        fail(errc::invalid, fewer_hint, "predictor ", c.predictor + 1, " has more than ", known.size(),
             " categories; the allowed range of columns is 1..", max_variables);
    keep(known, c);
    const auto number = static_cast<std::uint32_t>(known.size() - 1);
    codes.emplace(known.back().text, number);
    return number;
}

void predictor_rows::refer(const category* references, std::size_t size) {
    if (rows_.size() == 0 && references_.empty()) {
        for (std::size_t i = 0; i < size; ++i) keep(references_, references[i]);
    } else if (!std::equal(references_.begin(), references_.end(), references, references + size, same)) {
        fail(errc::invalid, "Give the same options in every row.", "rows with different references");
    }
}

predictor_rows::plan predictor_rows::columns_of(const std::vector<std::string>& labels) const {
    plan result;
    for (std::size_t v = 0; v < predictors_; ++v) {
        result.first.push_back(result.labels.size());
        result.column.emplace_back();
        if (categories_[v].empty()) {
            result.labels.push_back(labels[v]);
            continue;
        }
        const list& own = categories_[v];
        std::vector<std::size_t> sorted(own.size());
        std::iota(sorted.begin(), sorted.end(), 0U);
        std::sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
            return own[a].order != own[b].order ? own[a].order < own[b].order : own[a].text < own[b].text;
        });
        std::string_view reference = own[sorted[0]].text;
        for (const category& r : references_) {
            if (r.predictor != v) continue;
            reference = r.text;
            if (std::none_of(own.begin(), own.end(), [&](const category& c) { return c.text == reference; })) {
                message known;
                for (const std::size_t code : sorted) known.add(known.c_str()[0] ? ", " : "").add(own[code].text);
                fail(errc::invalid, "The reference is a category that rows have.", "no row has ", labels[v], " = \"", reference,
                     "\"; there are ", known.c_str());
            }
        }
        if (own.size() == 1)
            fail(errc::invalid, "Leave it out.", "predictor \"", labels[v], "\" is constant: ", own[0].text, " in every row");
        result.column[v].assign(own.size(), -1);
        std::ptrdiff_t next = 0;
        for (const std::size_t code : sorted)
            if (own[code].text != reference) {
                result.column[v][code] = next++;
                result.labels.push_back(labels[v] + "=" + std::string(own[code].text));
            }
    }
    if (result.labels.size() > max_variables)
        fail(errc::invalid, fewer_hint, result.labels.size(),
             " columns of predictors and their categories; the allowed range is 1..", max_variables);
    check_labels(result.labels);
    return result;
}

void predictor_rows::expand(const plan& columns, poll check, pattern_store& to) const {
    const std::size_t p = columns.labels.size();
    std::vector<double> row(1 + p + behind_);
    rows_.each_run(check, [&](const double* from, std::size_t rows, std::size_t stride, bool counted) {
        for (std::size_t r = 0; r < rows; ++r, from += stride) {
            std::fill(row.begin(), row.end(), 0.0);
            row[0] = from[0];
            for (std::size_t v = 0; v < predictors_; ++v) {
                const double value = from[1 + v];
                const std::vector<std::ptrdiff_t>& of_code = columns.column[v];
                if (of_code.empty())
                    row[1 + columns.first[v]] = value;
                else if (const std::ptrdiff_t c = of_code[static_cast<std::size_t>(value)]; c >= 0)
                    row[1 + columns.first[v] + static_cast<std::size_t>(c)] = 1;
            }
            std::memcpy(row.data() + 1 + p, from + 1 + predictors_, behind_ * sizeof(double));
            to.add(row.data(), counted ? from[stride - 1] : 1);
        }
    });
}

void predictor_rows::add_all(const predictor_rows& other, poll check) {
    refer(other.references_.data(), other.references_.size());
    if (other.categories_.empty()) return rows_.add_all(other.rows_, check);
    std::vector<std::vector<double>> ours(predictors_);
    for (const list& known : other.categories_)
        for (const category& c : known) ours[c.predictor].push_back(code(c));
    std::vector<double> row(1 + predictors_ + behind_);
    other.rows_.each_run(check, [&](const double* from, std::size_t rows, std::size_t stride, bool counted) {
        for (std::size_t r = 0; r < rows; ++r, from += stride) {
            std::memcpy(row.data(), from, row.size() * sizeof(double));
            for (std::size_t v = 0; v < predictors_; ++v)
                if (!ours[v].empty()) row[1 + v] = ours[v][static_cast<std::size_t>(from[1 + v])];
            rows_.add(row.data(), counted ? from[stride - 1] : 1);
        }
    });
}

std::size_t predictor_rows::packed_size() const {
    std::size_t size = sizeof(std::uint64_t) + size_of(references_) + rows_.packed_size();
    for (const list& known : categories_) size += size_of(known);
    return size;
}

void predictor_rows::pack(std::byte* to, poll check) const {
    store(to, std::uint64_t{categories_.size()});
    to += sizeof(std::uint64_t);
    for (const list& known : categories_) to = write(known, to);
    rows_.pack(write(references_, to), check);
}

void predictor_rows::unpack(bytes from, poll check) {
    for (auto lists = take<std::uint64_t>(from); lists > 0; --lists)
        for (const category& c : read(from)) code(c);
    const std::vector<category> references = read(from);
    refer(references.data(), references.size());
    rows_.unpack(from, check);
}

}  // namespace xm::core
