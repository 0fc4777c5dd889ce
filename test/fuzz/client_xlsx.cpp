#include "client/read/xlsx.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>

#include "client.hpp"

namespace {

la_ssize_t append(archive*, void* to, const void* bytes, std::size_t size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
}

// A workbook of these parts, stored: its XML is what is mutated, not what a compressor made of it.
std::string book_of(std::string_view text) {
    std::string content;
    archive* out = archive_write_new();
    archive_write_set_format_zip(out);
    archive_write_set_options(out, "zip:compression=store");
    archive_write_set_bytes_per_block(out, 0);
    archive_write_open(out, &content, nullptr, append, nullptr);
    for (const char* name :
         {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}) {
        const std::size_t end = std::min(text.find('\0'), text.size());
        std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.empty() && std::string_view(name) == "xl/workbook.xml")
            part = R"(<workbook><sheets><sheet name="a" id="a"/></sheets></workbook>)";
        if (part.empty() && std::string_view(name).ends_with(".rels"))
            part =
                R"(<r><Relationship Id="a" Type="/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="/styles" Target="styles.xml"/>
                      <Relationship Id="c" Type="/sharedStrings" Target="sharedStrings.xml"/></r>)";
        if (part.empty()) continue;
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name);
        archive_entry_set_size(entry, static_cast<la_int64_t>(part.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_write_header(out, entry);
        archive_write_data(out, part.data(), part.size());
        archive_entry_free(entry);
    }
    archive_write_free(out);
    return content;
}

}  // namespace

// First byte even: parts of a workbook, a zero byte between them; odd: an archive.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
    const std::string made = data[0] % 2 == 0 ? book_of(rest) : std::string();
    xm::fuzz::read_twice(data[0] % 2 == 0 ? std::string_view(made) : rest,
                         [](const std::string& path) { return xm::client::open_xlsx(path); });
    if (data[0] % 2 != 0) xm::client::date_style_of(rest);
    return 0;
}
