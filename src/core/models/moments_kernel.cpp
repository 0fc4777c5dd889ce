#define XM_KERNEL moments_kernel_baseline
#include "core/models/moments_kernel.inc"

namespace xm::core {

extern const moments_kernel moments_kernel_avx2;  // moments_kernel_avx2.cpp

const moments_kernel& kernel() {
#if defined(__x86_64__)
    static const moments_kernel& chosen = __builtin_cpu_supports("avx2") ? moments_kernel_avx2 : moments_kernel_baseline;
    return chosen;
#else
    return moments_kernel_baseline;
#endif
}

}  // namespace xm::core
