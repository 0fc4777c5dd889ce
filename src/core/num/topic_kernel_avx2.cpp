// Compiled for AVX2 (see CMakeLists.txt); called only where the processor has it.
#if defined(__x86_64__)
#define XM_KERNEL topic_kernel_avx2
#include "core/num/topic_kernel.inc"
#endif
