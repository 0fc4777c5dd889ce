// Which companion a file is, by what it holds.
#include <algorithm>
#include <array>
#include <fstream>

#include "client/failure.hpp"
#include "client/formats/companions/common.hpp"
#include "client/formats/companions/companions.hpp"
#include "client/read/xlsx.hpp"

namespace xm::client {

namespace {

using namespace companions;

std::string beginning_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::size_t{1} << 20, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    return bytes;
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

std::optional<questionnaire> read_companion(const std::string& path) {
    const std::string bytes = beginning_of(path);
    std::string_view text = bytes;
    if (text.starts_with("PK")) {
        // A workbook that cannot be read is said to be so by the reader of answers.
        std::vector<std::string> sheets;
        try {
            sheets = open_xlsx(path)->sheets;
        } catch (const failure&) {
            return std::nullopt;
        }
        if (is_xlsform(sheets)) return read_xlsform(path);
        return std::nullopt;
    }
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.starts_with('<')) {
        if (holds(text, "<LimeSurveyDocType>Survey<")) return read_lss(path);
        if (holds(text, "http://www.w3.org/2002/xforms")) return read_xform(path);
        return std::nullopt;
    }
    if (text.starts_with('{') || text.starts_with('[')) {
        if (holds(text, "\"SurveyEntry\"")) return read_qsf(path);
        // Answers as JSON may be larger than any survey, and have no questions with a headline.
        if (!holds(text, "\"headline\"")) return std::nullopt;
        try {
            if (const nlohmann::json file = values_of(contents_of(path)); is_formbricks_survey(file))
                return formbricks_survey(file);
        } catch (const failure& f) {
            throw f.at({path, 0, {}, {}});
        }
    }
    return std::nullopt;
}

}  // namespace xm::client
