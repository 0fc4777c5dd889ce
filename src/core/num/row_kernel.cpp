#define XM_KERNEL row_kernel_baseline
#include "core/num/row_kernel.inc"

namespace xm::core {

extern const row_kernel row_kernel_avx2;  // row_kernel_avx2.cpp

const row_kernel& rows_kernel() {
#if defined(__x86_64__)
    static const row_kernel& chosen = __builtin_cpu_supports("avx2") ? row_kernel_avx2 : row_kernel_baseline;
    return chosen;
#else
    return row_kernel_baseline;
#endif
}

}  // namespace xm::core
