#include "client/read/input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "client/failure.hpp"

namespace xm::client {
namespace {

std::size_t read_some(int fd, char* to, std::size_t size) {
    for (;;) {
        const ssize_t got = ::read(fd, to, size);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) throw failure(ending::refused, std::string("cannot be read: ") + std::strerror(errno));
    }
}

class file_stream final : public byte_stream {
public:
    explicit file_stream(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (fd_ < 0)
            throw failure(ending::usage, std::string("cannot be opened: ") + std::strerror(errno), {}, {path, 0, {}, {}});
    }
    ~file_stream() override { ::close(fd_); }
    std::size_t read(char* to, std::size_t size) override { return read_some(fd_, to, size); }

private:
    int fd_;
};

class file_source final : public byte_source {
public:
    explicit file_source(std::string path) : path_(std::move(path)) {
        struct stat about {};
        if (::stat(path_.c_str(), &about) != 0)
            throw failure(ending::usage, std::string("cannot be opened: ") + std::strerror(errno), {}, {path_, 0, {}, {}});
        if (S_ISDIR(about.st_mode)) throw failure(ending::usage, "is a directory", "Name the files in it.", {path_, 0, {}, {}});
        if (S_ISREG(about.st_mode)) size = static_cast<std::uint64_t>(about.st_size);
    }
    std::unique_ptr<byte_stream> open() override { return std::make_unique<file_stream>(path_); }

private:
    std::string path_;
};

// Standard input: what was read before the last open() is kept, and given again.
class pipe_source final : public byte_source {
public:
    std::unique_ptr<byte_stream> open() override {
        if (gone_)
            throw failure(ending::refused, "the beginning of the pipe is gone: more than 64 MiB were read of it",
                          "Write it to a file first.");
        return std::make_unique<stream>(*this);
    }

private:
    class stream final : public byte_stream {
    public:
        explicit stream(pipe_source& of) : of_(of) {}
        std::size_t read(char* to, std::size_t size) override {
            if (at_ < of_.kept_.size()) {
                const std::size_t n = std::min(size, of_.kept_.size() - at_);
                std::memcpy(to, of_.kept_.data() + at_, n);
                at_ += n;
                return n;
            }
            const std::size_t n = read_some(STDIN_FILENO, to, size);
            if (!of_.gone_ && of_.kept_.size() + n <= (std::size_t{64} << 20)) {
                of_.kept_.append(to, n);
                at_ += n;
            } else {
                of_.gone_ = true;  // and what is kept is no longer the whole beginning
            }
            return n;
        }

    private:
        pipe_source& of_;
        std::size_t at_ = 0;
    };
    std::string kept_;
    bool gone_ = false;
};

class memory_source final : public byte_source {
public:
    explicit memory_source(std::string bytes) : bytes_(std::make_shared<const std::string>(std::move(bytes))) {
        size = bytes_->size();
    }
    std::unique_ptr<byte_stream> open() override { return std::make_unique<stream>(bytes_); }

private:
    class stream final : public byte_stream {
    public:
        explicit stream(std::shared_ptr<const std::string> bytes) : bytes_(std::move(bytes)) {}
        std::size_t read(char* to, std::size_t size) override {
            const std::size_t n = std::min(size, bytes_->size() - at_);
            std::memcpy(to, bytes_->data() + at_, n);
            at_ += n;
            return n;
        }

    private:
        std::shared_ptr<const std::string> bytes_;
        std::size_t at_ = 0;
    };
    std::shared_ptr<const std::string> bytes_;
};

}  // namespace

std::unique_ptr<byte_source> bytes_of(const std::string& path) {
    if (path == "-") return std::make_unique<pipe_source>();
    return std::make_unique<file_source>(path);
}

std::unique_ptr<byte_source> bytes_of_memory(std::string bytes) { return std::make_unique<memory_source>(std::move(bytes)); }

std::string head_of(byte_source& from, std::size_t size) {
    std::string head(size, '\0');
    const auto stream = from.open();
    std::size_t at = 0;
    while (at < size) {
        const std::size_t n = stream->read(head.data() + at, size - at);
        if (n == 0) break;
        at += n;
    }
    head.resize(at);
    return head;
}

}  // namespace xm::client
