// Rows that were not loaded, kept aside in a CSV.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace xm::client {

class rejects {
public:
    // Throws `failure` where the file cannot be written. Others may not read it: values may be personal.
    explicit rejects(const std::string& path);
    ~rejects();
    rejects(const rejects&) = delete;
    rejects& operator=(const rejects&) = delete;
    // `value` is empty where it may not be shown. What a spreadsheet would take for a formula is masked by an apostrophe.
    void add(const std::string& file, std::uint64_t line, const std::string& column, std::string_view value,
             const std::string& reason);
    // Throws `failure` where something could not be written.
    void close();

private:
    std::string path_;
    std::FILE* file_;
};

}  // namespace xm::client
