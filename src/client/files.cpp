#include "client/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "client/failure.hpp"

namespace xm::client {

constexpr std::size_t largest_file = 16U << 20U;  // far above what people write

std::string read_file(const std::string& path) {
    const place here{path, 0, {}, {}};
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) throw failure(ending::usage, std::string("cannot be opened: ") + std::strerror(errno), {}, here);
    if (std::filesystem::is_directory(path)) throw failure(ending::usage, "is a directory", "Name the files in it.", here);
    std::string text;
    char part[1 << 16];
    while (in.read(part, sizeof part) || in.gcount() > 0) {
        text.append(part, static_cast<std::size_t>(in.gcount()));
        if (text.size() > largest_file) throw failure(ending::refused, "has more than 16 MiB", "Is it the right file?", here);
    }
    if (in.bad()) throw failure(ending::refused, std::string("cannot be read: ") + std::strerror(errno), {}, here);
    if (text.rfind("\xef\xbb\xbf", 0) == 0) text.erase(0, 3);
    return text;
}

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

bool write_file(const std::string& path, const std::string& text, bool durable, bool secret) {
    const place here{path, 0, {}, {}};
    if (std::ifstream before(path, std::ios::binary); before && std::filesystem::is_regular_file(path))
        if (std::string((std::istreambuf_iterator<char>(before)), {}) == text) return false;
    if (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path) && !std::filesystem::is_directory(path)) {
        // A device or a pipe is written to, not replaced.
        std::ofstream out(path, std::ios::binary);
        if (!(out << text << std::flush))
            throw failure(ending::refused, std::string("cannot be written: ") + std::strerror(errno), {}, here);
        return true;
    }
    std::string temporary = path + ".XXXXXX";
    const auto refuse = [&] {
        const std::string why = std::strerror(errno);
        ::unlink(temporary.c_str());
        throw failure(ending::refused, "cannot be written: " + why, "What was there before is still there.", here);
    };
    const int fd = ::mkstemp(temporary.data());
    if (fd < 0) throw failure(ending::refused, std::string("cannot be written: ") + std::strerror(errno), {}, here);
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t n = ::write(fd, text.data() + done, text.size() - done);
        if (n < 0 && errno != EINTR) {
            const int why = errno;
            ::close(fd);
            errno = why;
            refuse();
        }
        if (n > 0) done += static_cast<std::size_t>(n);
    }
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (!secret) ::fchmod(fd, 0666 & ~mask);  // mkstemp gives 0600
    if ((durable && ::fsync(fd) != 0) || ::close(fd) != 0 || ::rename(temporary.c_str(), path.c_str()) != 0) refuse();
    return true;
}

}  // namespace xm::client
