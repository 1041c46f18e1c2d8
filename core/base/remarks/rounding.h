// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: methods of rounding, and what each did with a tensor.
#pragma once

#include "core/base/remarkrow.h"

#include <array>

namespace headroom::remarks {

inline constexpr std::array kRounding{
    RemarkRow{"method.rtn", SAYS("Remarks", "rtn")},
    RemarkRow{"method.gptq", SAYS("Remarks", "gptq")},
    RemarkRow{"method.awq", SAYS("Remarks", "awq")},
    RemarkRow{"method.smoothquant", SAYS("Remarks", "smoothquant")},
    RemarkRow{"method.hqq", SAYS("Remarks", "hqq")},
    RemarkRow{"method.signround", SAYS("Remarks", "signround")},
    RemarkRow{"round.no_minimum", SAYS("Remarks", "{} has no minimum of its own in each block")},
    RemarkRow{"round.no_levels", SAYS("Remarks", "{} has no levels that could be chosen one by one")},
    RemarkRow{"round.other_matrices", SAYS("Remarks", "the calibration knows {} matrices of it, there are {}")},
    RemarkRow{"round.channels_scaled", SAYS("Remarks", "channels scaled by exponent {:.2f}: output error {:+.2f} dB")},
    RemarkRow{"round.channels_scaled_by_size",
              SAYS("Remarks", "channels scaled by exponent {:.2f} over the weights' size: output error {:+.2f} dB")},
    RemarkRow{"round.channels_between",
              SAYS("Remarks", "channels scaled by {:.3g} to {:.3g}, exponent {:.2f}: output error {:+.2f} dB")},
    RemarkRow{
        "round.channels_between_by_size",
        SAYS("Remarks",
             "channels scaled by {:.3g} to {:.3g}, exponent {:.2f} over the weights' size: output error {:+.2f} dB")},
    RemarkRow{"round.gptq", SAYS("Remarks", "GPTQ: output error {:+.2f} dB against plain rounding")},
    RemarkRow{"round.signround", SAYS("Remarks", "learned rounding: output error {:+.2f} dB against plain rounding")},
    RemarkRow{"round.rows_kept", SAYS("Remarks", "{} of {} rows kept plain rounding")},
    RemarkRow{"hessian.no_damping",
              SAYS("Remarks", "no damping makes the Hessian positive definite: weights are rounded to nearest")},
    RemarkRow{"hessian.not_definite",
              SAYS("Remarks", "the damped Hessian is not positive definite: weights are rounded to nearest")},
    RemarkRow{"hessian.damped", SAYS("Remarks", "Hessian not positive definite with damping {:g}: {:g} used")},
    RemarkRow{"hessian.raised", SAYS("Remarks", "damping 1 did not suffice: diagonal raised by {:g} more")},
    RemarkRow{"hessian.of_matrix", SAYS("Remarks", "matrix {}: {}")},
    RemarkRow{"hessian.no_input", SAYS("Remarks", "matrix {} saw no input: rounded to nearest")},
    RemarkRow{"round.without", SAYS("Remarks", "without {}: {}")},
};

} // namespace headroom::remarks
