#include "client/formats/vv.hpp"

#include <deque>
#include <string>
#include <utility>

namespace xm::client {
namespace {

void append_read(std::string& to, std::string_view text) {
    static constexpr std::pair<std::string_view, char> words[] = {
        {"{newline}", '\n'}, {"{cr}", '\r'}, {"{tab}", '\t'}, {"{quote}", '"'}, {"{lbrace}", '{'}};
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        std::size_t used = 1;
        char character = rest[0];
        if (character == '{')
            for (const auto& [word, meaning] : words)
                if (rest.starts_with(word)) character = meaning, used = word.size();
        to += character;
        at += used;
    }
}

class vv_table final : public table {
public:
    explicit vv_table(std::unique_ptr<table> from) : from_(std::move(from)) {}
    bool next(record& row) override {
        if (!from_->next(row)) return false;
        std::size_t used = 0;
        for (cell& c : row.cells) {
            if (c.text.find('{') == std::string_view::npos) continue;
            if (used == texts_.size()) texts_.emplace_back();
            std::string& text = texts_[used++];
            text.clear();
            append_read(text, c.text);
            c.text = text;
        }
        return true;
    }
    double progress() const override { return from_->progress(); }

private:
    std::unique_ptr<table> from_;
    std::deque<std::string> texts_;  // of this row
};

class vv_source final : public source {
public:
    explicit vv_source(std::shared_ptr<source> from) : from_(std::move(from)) {
        name = from_->name;
        container = from_->container;
        encoding = from_->encoding;
        delimiter = from_->delimiter;
        size = from_->size;
        notes = from_->notes;
    }
    std::unique_ptr<table> open() override { return std::make_unique<vv_table>(from_->open()); }

private:
    std::shared_ptr<source> from_;
};

}  // namespace

std::shared_ptr<source> read_vv(std::shared_ptr<source> from) { return std::make_shared<vv_source>(std::move(from)); }

}  // namespace xm::client
