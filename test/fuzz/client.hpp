// What the fuzz targets of the client share: readers take files, so the input becomes one that lives in memory.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "client/failure.hpp"
#include "client/read/table.hpp"
#include "core/num/utf8.hpp"

namespace xm::fuzz {

class file {
public:
    explicit file(std::string_view content) : descriptor_(memfd_create("fuzz", 0)) {
        if (descriptor_ < 0 || write(descriptor_, content.data(), content.size()) != static_cast<ssize_t>(content.size()))
            std::abort();
    }
    ~file() { close(descriptor_); }
    file(const file&) = delete;
    file& operator=(const file&) = delete;
    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

// Any file is refused with a failure, or its cells are valid UTF-8 and the second pass says what the first said.
template <class Open>
void read_twice(std::string_view content, Open&& open) {
    const file in(content);
    try {
        const auto source = open(in.path());
        std::string passes[2];
        for (std::string& said : passes) {
            const auto table = source->open();
            client::record row;
            // Some bytes may stand for very many rows.
            for (int rows = 0; rows < 2000 && table->next(row); ++rows) {
                said += std::to_string(row.line) + ':';
                for (const client::cell& c : row.cells) {
                    if (!core::is_utf8(c.text)) std::abort();
                    said += c.text;
                    said += static_cast<char>('0' + static_cast<int>(c.kind));
                }
                if (said.size() > (1 << 20)) break;
            }
            const double part = table->progress();
            if (!(part <= 1)) std::abort();
        }
        if (passes[0] != passes[1]) std::abort();
    } catch (const client::failure&) {
    }
}

}  // namespace xm::fuzz
