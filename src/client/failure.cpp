#include "client/failure.hpp"

namespace xm::client {

std::string message_of(const failure& f) {
    const place& at = f.where();
    std::string text = at.file;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (at.line > 0) add("line " + std::to_string(at.line));
    if (!at.cell.empty()) add("cell " + at.cell);
    if (!at.column.empty()) add("column " + at.column);
    text += (text.empty() ? "" : ": ") + std::string(f.what());
    if (!f.hint().empty()) text += "\nHINT: " + f.hint();
    // What stands in a file must not move the cursor of a terminal, or say something else than it is.
    for (char& c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f) c = '?';
    return text;
}

}  // namespace xm::client
