#include "client/report/report.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <ostream>
#include <set>

#include "client/files.hpp"
#include "client/report/run.hpp"
#include "client/report/text.hpp"
#include "client/report/write.hpp"

namespace xm::client {
namespace {

using namespace report;
namespace fs = std::filesystem;

// --- what was asked for ----------------------------------------------------------------------------

std::string target_of(const report_options& o) {
    if (o.output == "-" && !o.each.empty()) throw failure(ending::usage, "--each writes many files", "Name a folder with -o.");
    if (!o.output.empty()) {
        std::error_code error;
        if (fs::equivalent(o.output, o.file, error)) throw failure(ending::usage, "-o is the page itself", "Name another file.");
        if (o.each.empty() && fs::is_directory(o.output, error))
            throw failure(ending::usage, o.output + " is a folder", "Name a file in it.");
        return o.output;
    }
    if (o.each.empty() && o.format == "md")
        throw failure(ending::usage, "--format md needs -o", "Name a file, or - for standard output.");
    fs::path path(o.file);
    path.replace_extension(o.each.empty() ? ".html" : "");
    if (path == fs::path(o.file)) path += ".out";
    return path.string();
}

void set_variables(const report_options& o, page& p) {
    std::set<std::string> used = variables_in(p);
    for (const token& t : tokens_of(o.each)) {
        if (t.is != token::kind::variable) continue;
        const std::size_t around = t.quotes == '\0' ? 0 : 1;
        used.insert(o.each.substr(t.begin + 1 + around, t.end - t.begin - 1 - 2 * around));
    }
    // One that nothing uses has a slip of the pen in its name, or a setting that is none.
    for (const auto& [name, v] : p.set)
        if (used.count(name) == 0)
            p.from.refuse(v.place, "no statement uses the variable " + name,
                          "Settings are title, language, direction and contents; other keys are variables.");
    for (const std::string& given : o.variables) {
        const std::size_t equals = given.find('=');
        const std::string name = given.substr(0, equals);
        if (equals == std::string::npos || name.empty())
            throw failure(ending::usage, "-v " + given + " is not of the form NAME=VALUE", "For example -v unit=berlin.");
        if (first_not_utf8(given) != std::string::npos) throw failure(ending::usage, "-v " + name + " is not UTF-8");
        if (used.count(name) == 0)
            throw failure(ending::usage, "-v " + name + ": no statement of the page uses this variable", "Is its name right?");
        p.set[name] = {given.substr(equals + 1), false, 0};
    }
}

std::string made(const report_options& o, const page& p, const std::vector<outcome>& outcomes, const session& s) {
    return o.format == "md" ? as_markdown(p, outcomes) : as_html(p, outcomes, s.as_of(), o.unsafe);
}

// --- a page per row --------------------------------------------------------------------------------

// Names of files from values: no path, each once, whatever the values are.
class file_names {
public:
    std::string of(std::string_view value) {
        std::string slug = slug_of(value);
        if (slug.empty()) slug = "page";
        std::string name = slug;
        for (std::size_t n = 2; !taken_.insert(name).second; ++n) name = slug + "-" + std::to_string(n);
        return name;
    }

private:
    std::set<std::string> taken_;
};

std::size_t write_pages(const report_options& o, const page& p, session& s, const std::string& folder, std::ostream& said) {
    const auto [first, rows] = s.each(o.each, p.set);
    std::error_code error;
    fs::create_directory(folder, error);
    if (!fs::is_directory(folder, error)) throw failure(ending::usage, folder + " is no folder", "Name one with -o.");
    file_names names;
    std::map<std::string, std::vector<std::string>> wrong;  // message: pages
    std::size_t written = 0;
    for (const variables& v : rows) {
        const std::string name = names.of(v.at(first).value);
        try {
            const std::string text = made(o, p, s.run(p, v), s);
            write_file((fs::path(folder) / (name + (o.format == "md" ? ".md" : ".html"))).string(), text, false);
            ++written;
        } catch (const page_failure& f) {
            wrong[message_of(f)].push_back(name);
        }
    }
    if (wrong.empty()) return written;
    std::size_t missing = 0;
    for (const auto& [message, pages] : wrong) {
        said << message << "\nin " << pages[0] << (pages.size() > 1 ? " and " + std::to_string(pages.size() - 1) + " more" : "")
             << '\n';
        missing += pages.size();
    }
    throw failure(ending::refused, folder + ": " + std::to_string(missing) + " of " + std::to_string(rows.size()) +
                                       " pages were not written: see above");
}

}  // namespace

ending write_report(const report_options& o, const connector& connect, std::ostream& out, std::ostream& said) {
    const std::string target = target_of(o);
    try {
        page p = read_page(o.file, o.unsafe);
        set_variables(o, p);
        const std::unique_ptr<database> db = connect();
        session s(*db, o.unsafe);
        if (!o.each.empty()) {
            const std::size_t n = write_pages(o, p, s, target, said);
            out << target << ": " << n << (n == 1 ? " page" : " pages") << " written" << std::endl;
            return ending::done;
        }
        const std::string text = made(o, p, s.run(p, p.set), s);
        if (target == "-") {
            out << text << std::flush;
        } else {
            write_file(target, text);
            out << target << ": written" << std::endl;
        }
        return ending::done;
    } catch (const page_failure& f) {
        said << message_of(f) << std::endl;
        std::error_code error;
        throw failure(f.how(), target == "-"               ? "the page was not made: see above"
                               : fs::exists(target, error) ? target + " is as it was: see above"
                                                           : target + " was not written: see above");
    }
}

}  // namespace xm::client
