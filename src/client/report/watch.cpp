#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <ostream>
#include <tuple>

#include "client/report/report.hpp"

namespace xm::client {
namespace {

volatile std::sig_atomic_t stopped = 0;
extern "C" void stop_watching(int) { stopped = 1; }

// Its like changes whenever the file does, also where an editor puts a new one in its place; all 0 where there is none.
using version = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::uint64_t>;
version version_of(const std::string& path) {
    struct stat s = {};
    if (::stat(path.c_str(), &s) != 0) return {};
    return {s.st_mtim.tv_sec, s.st_mtim.tv_nsec, s.st_size, s.st_ino};
}

}  // namespace

ending watch_report(const report_options& o, const connector& connect, std::ostream& out, std::ostream& said) {
    struct sigaction action = {}, before = {};
    action.sa_handler = stop_watching;
    stopped = 0;
    sigaction(SIGINT, &action, &before);
    version shown;
    while (stopped == 0) {
        const version now = version_of(o.file);
        if (now == shown || (now == version() && shown != version())) {
            const struct timespec moment = {0, 200'000'000};
            ::nanosleep(&moment, nullptr);  // a signal ends it
            continue;
        }
        shown = now;
        try {
            write_report(o, connect, out, said);
        } catch (const interruption&) {
            break;
        } catch (const failure& f) {
            if (f.how() == ending::usage) {
                sigaction(SIGINT, &before, nullptr);
                throw;
            }
            said << "xm: " << message_of(f) << std::endl;
        }
    }
    sigaction(SIGINT, &before, nullptr);
    return ending::done;
}

}  // namespace xm::client
