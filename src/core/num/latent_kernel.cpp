#define XM_KERNEL latent_kernel_baseline
#include "core/num/latent_kernel.inc"

namespace xm::core {

extern const latent_kernel latent_kernel_avx2;  // latent_kernel_avx2.cpp

const latent_kernel& latent() {
#if defined(__x86_64__)
    static const latent_kernel& chosen = __builtin_cpu_supports("avx2") ? latent_kernel_avx2 : latent_kernel_baseline;
    return chosen;
#else
    return latent_kernel_baseline;
#endif
}

}  // namespace xm::core
