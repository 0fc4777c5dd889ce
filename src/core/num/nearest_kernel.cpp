#define XM_KERNEL nearest_kernel_baseline
#include "core/num/nearest_kernel.inc"

namespace xm::core {

extern const nearest_kernel nearest_kernel_avx2;  // nearest_kernel_avx2.cpp

const nearest_kernel& nearest() {
#if defined(__x86_64__)
    static const nearest_kernel& chosen = __builtin_cpu_supports("avx2") ? nearest_kernel_avx2 : nearest_kernel_baseline;
    return chosen;
#else
    return nearest_kernel_baseline;
#endif
}

}  // namespace xm::core
