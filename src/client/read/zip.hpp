// Members of a zip archive, one at a time and streamed: an office file is such an archive.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

struct archive;

namespace xm::client {

// One member, from its beginning.
class zip_member {
public:
    ~zip_member();
    zip_member(const zip_member&) = delete;
    zip_member& operator=(const zip_member&) = delete;
    // The next bytes, which live until the next call; empty at the end. Throws `failure` for damaged bytes and past the limit.
    std::string_view next();
    // How much of it has been read, 0..1.
    double progress() const;

private:
    friend class zip_archive;
    zip_member(const std::string& path, const std::string& name, std::uint64_t begins, std::uint64_t extent, std::uint64_t limit);
    ::archive* in_ = nullptr;
    std::string name_;
    std::uint64_t begins_, extent_;  // in the file
    std::uint64_t limit_, inflated_ = 0;
};

// The directory of an archive. Names are compared without case, with / between folders, as office files are specified
// (ECMA-376 part 2, 6.2.2).
class zip_archive {
public:
    // Throws `failure`: no zip archive, cut, more than 10,000 members.
    explicit zip_archive(std::string path);
    bool has(std::string_view name) const;
    // How much a member may inflate to, in bytes: 128 MiB, or 100 times its size in the archive, at most 4 GiB.
    static constexpr std::uint64_t least_limit = 128ULL << 20;
    // Throws `failure` if there is none of this name.
    std::unique_ptr<zip_member> open(std::string_view name) const;
    std::uint64_t size() const { return size_; }

private:
    struct span {
        std::uint64_t begins = 0, extent = 0;
    };
    std::string path_;
    std::uint64_t size_ = 0;
    std::map<std::string, span> members_;
};

}  // namespace xm::client
