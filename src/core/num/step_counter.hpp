// Polling in loops of many small steps.
#pragma once

#include "core/error.hpp"

namespace xm::core {

// Runs `check` every 8,192 calls.
class step_counter {
public:
    explicit step_counter(poll check) : check_(check) {}
    void operator()() {
        if ((++steps_ & 0x1FFFU) == 0) check_();
    }

private:
    poll check_;
    unsigned steps_ = 0;
};

}  // namespace xm::core
