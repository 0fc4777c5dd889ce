#define XM_KERNEL topic_kernel_baseline
#include "core/num/topic_kernel.inc"

namespace xm::core {

extern const topic_kernel topic_kernel_avx2;  // topic_kernel_avx2.cpp

const topic_kernel& topics_kernel() {
#if defined(__x86_64__)
    static const topic_kernel& chosen = __builtin_cpu_supports("avx2") ? topic_kernel_avx2 : topic_kernel_baseline;
    return chosen;
#else
    return topic_kernel_baseline;
#endif
}

}  // namespace xm::core
