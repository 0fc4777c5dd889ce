#include "client/load/rejects.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "client/failure.hpp"
#include "client/files.hpp"

namespace xm::client {
namespace {

std::string field(std::string_view text) {
    std::string s;
    if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) s += '\'';
    return csv_field(s.append(text));
}

[[noreturn]] void cannot_write(const std::string& path) {
    throw failure(ending::refused, std::string("cannot be written: ") + std::strerror(errno), "Name another file for --rejects.",
                  {path, 0, {}, {}});
}

}  // namespace

rejects::rejects(const std::string& path) : path_(path), file_(nullptr) {
    const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd >= 0) file_ = fdopen(fd, "w");
    if (file_ == nullptr) cannot_write(path);
    std::fputs("file,line,column,value,reason\n", file_);
}

rejects::~rejects() {
    if (file_ != nullptr) std::fclose(file_);
}

void rejects::add(const std::string& file, std::uint64_t line, const std::string& column, std::string_view value,
                  const std::string& reason) {
    const std::string text =
        field(file) + "," + std::to_string(line) + "," + field(column) + "," + field(value) + "," + field(reason) + "\n";
    if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) cannot_write(path_);
}

void rejects::close() {
    std::FILE* const f = file_;
    file_ = nullptr;
    if (std::fclose(f) != 0) cannot_write(path_);
}

}  // namespace xm::client
