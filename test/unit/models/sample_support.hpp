// A small sample of 24 people, for the tests of models that R fitted to it.
#pragma once

#include <vector>

namespace xm::test::sample {

// A predictor, an outcome, durations, and whether they ended.
inline const std::vector<double> v{-1.1, -.2, -1.1, -.1, -.6, -2.2, .2, -.3, .9,  .9,  1.5, .7,
                                   .8,   -.3, 1.4,  1.5, -.7, -.9,  .3, 1.1, 2.2, 1.2, 1.5, 1},
    y{0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 0},
    w{18, 6.5, 1.9, 1.4, 5.4, .9, 5.5, .3, 2.1, 2.8, 2.3, 9.5, .6, 13.2, 4.2, .5, 32.7, 2.4, 1.8, 5.6, 4.4, 8, 1.6, 5.5},
    e{1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1};

}  // namespace xm::test::sample
