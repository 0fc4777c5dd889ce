#include "client/read/zip.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <vector>

#include "client/failure.hpp"

namespace xm::client {

namespace {

constexpr std::size_t most_members = 10'000;
constexpr std::size_t longest_name = 1'000;

[[noreturn]] void refuse(const std::string& what, std::string hint) { throw failure(ending::refused, what, std::move(hint)); }

const char* const again = "Export the workbook again, or save it as CSV.";

std::string plain(std::string_view name) {
    std::string result(name);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '\\') c = '/';
    }
    return result;
}

std::string name_of(::archive_entry* entry) {
    const char* name = archive_entry_pathname_utf8(entry);
    if (name == nullptr) name = archive_entry_pathname(entry);
    return name == nullptr ? std::string() : plain(name);
}

// Only by its directory: without one the archive is cut, and what its local headers say may be half of it.
::archive* opened(const std::string& path) {
    ::archive* in = archive_read_new();
    if (in == nullptr) refuse("no memory to read the archive", {});
    archive_read_support_format_zip_seekable(in);
    if (archive_read_open_filename(in, path.c_str(), 1 << 16) != ARCHIVE_OK) {
        archive_read_free(in);
        refuse("the archive is cut: its directory at the end is missing", again);
    }
    return in;
}

std::uint64_t position(::archive* in) {
    return static_cast<std::uint64_t>(std::max<la_int64_t>(0, archive_filter_bytes(in, -1)));
}

}  // namespace

zip_archive::zip_archive(std::string path) : path_(std::move(path)) {
    std::ifstream file(path_, std::ios::binary);
    if (!file) throw failure(ending::usage, "the file cannot be read", "Check its name and your rights.");
    std::array<char, 8> head{};
    file.read(head.data(), head.size());
    const std::string_view magic(head.data(), static_cast<std::size_t>(file.gcount()));
    if (magic == std::string_view("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
        refuse("this is an OLE compound file: an old .xls or an encrypted workbook", "Save it as .xlsx without a password.");
    if (!magic.starts_with("PK\x03\x04") && !magic.starts_with("PK\x05\x06"))
        refuse("this is no ZIP archive, so no workbook", "Give an .xlsx file, or CSV.");
    file.clear();
    file.seekg(0, std::ios::end);
    size_ = static_cast<std::uint64_t>(std::max<std::streamoff>(0, file.tellg()));
    file.close();

    ::archive* in = opened(path_);
    std::vector<std::pair<std::uint64_t, std::string>> begins;
    ::archive_entry* entry = nullptr;
    int state = ARCHIVE_OK;
    bool long_name = false;
    while (begins.size() <= most_members && !long_name &&
           ((state = archive_read_next_header(in, &entry)) == ARCHIVE_OK || state == ARCHIVE_WARN)) {
        begins.emplace_back(position(in), name_of(entry));
        long_name = begins.back().second.size() > longest_name;
    }
    archive_read_free(in);
    if (long_name) refuse("a member of the archive has a name of more than 1,000 bytes, as in no workbook", again);
    if (begins.size() > most_members) refuse("the archive has more than 10,000 members, which no workbook has", again);
    if (state != ARCHIVE_EOF) refuse("the archive is cut or damaged: its directory cannot be read", again);
    // What a member takes up in the file is seen from where the next one begins, whatever the directory says.
    std::sort(begins.begin(), begins.end());
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const std::uint64_t end = i + 1 < begins.size() ? begins[i + 1].first : size_;
        members_.emplace(begins[i].second, span{begins[i].first, end > begins[i].first ? end - begins[i].first : 0});
    }
}

bool zip_archive::has(std::string_view name) const { return members_.contains(plain(name)); }

std::unique_ptr<zip_member> zip_archive::open(std::string_view name) const {
    const auto found = members_.find(plain(name));
    if (found == members_.end()) refuse("the archive has no member " + std::string(name), again);
    const std::uint64_t limit = std::max(least_limit, std::min<std::uint64_t>(4ULL << 30, found->second.extent * 100));
    return std::unique_ptr<zip_member>(new zip_member(path_, found->first, found->second.begins, found->second.extent, limit));
}

zip_member::zip_member(const std::string& path, const std::string& name, std::uint64_t begins, std::uint64_t extent,
                       std::uint64_t limit)
    : in_(opened(path)), name_(name), begins_(begins), extent_(extent), limit_(limit) {
    const char* lacks = "the archive changed while it was read";
    ::archive_entry* entry = nullptr;
    for (;;) {
        const int state = archive_read_next_header(in_, &entry);
        if (state != ARCHIVE_OK && state != ARCHIVE_WARN) break;
        if (name_of(entry) != name) continue;
        lacks = nullptr;
        if (archive_entry_is_encrypted(entry) != 0) lacks = "the workbook is encrypted";
        break;
    }
    if (lacks != nullptr) {
        archive_read_free(in_);
        refuse(lacks, "Save it without a password.");
    }
}

zip_member::~zip_member() { archive_read_free(in_); }

std::string_view zip_member::next() {
    for (;;) {
        const void* bytes = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        const int state = archive_read_data_block(in_, &bytes, &size, &offset);
        if (state == ARCHIVE_EOF) return {};
        if (state != ARCHIVE_OK) refuse("the archive is cut or damaged within " + name_, again);
        inflated_ += size;
        if (inflated_ > limit_)
            refuse(name_ + " inflates to more than " + std::to_string(limit_ >> 20) +
                       " MiB, which is far more than its size in the archive",
                   "If the workbook is sound, save the sheet as CSV.");
        if (size > 0) return {static_cast<const char*>(bytes), size};
    }
}

double zip_member::progress() const {
    const std::uint64_t at = position(in_);
    if (at <= begins_ || extent_ == 0) return 0;
    return std::min(1.0, static_cast<double>(at - begins_) / static_cast<double>(extent_));
}

}  // namespace xm::client
