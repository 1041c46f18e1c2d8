// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a calibration has not seen.
#pragma once

#include "core/base/remarkrow.h"

#include <array>

namespace headroom::remarks {

inline constexpr std::array kCalibrating{
    RemarkRow{"calibrate.not_redacted", SAYS("Remarks", "secrets and personal data were not looked for (--no-redact)")},
    RemarkRow{"calibrate.redacted",
              SAYS("Remarks", "the text held what looks like secrets or personal data, replaced before use: {}")},
    RemarkRow{"calibrate.joined",
              SAYS("Remarks", "{} of {} conversations were joined instead of written as the model knows them: {}")},
    RemarkRow{"calibrate.short_text",
              SAYS("Remarks", "the text has {} tokens, less than the context of {}: one short sample")},
    RemarkRow{"calibrate.served_beyond",
              SAYS("Remarks", "calibrated at a context of {} tokens, served at {}: what happens beyond was not seen")},
    RemarkRow{
        "calibrate.trained_beyond",
        SAYS("Remarks",
             "calibrated at a context of {} tokens, the model is trained for {}: what happens beyond was not seen")},
    RemarkRow{"calibrate.beyond_training",
              SAYS("Remarks", "the context of {} tokens is beyond the {} the model is trained for")},
    RemarkRow{"calibrate.small", SAYS("Remarks", "the sample is small: {} tokens, {} or more are advisable")},
    RemarkRow{"calibrate.no_prose", SAYS("Remarks", "{:.0f} % of the lines are code or JSON: prose was hardly seen")},
    RemarkRow{"calibrate.experts_unreached", SAYS("Remarks", "up to {} experts of a layer were never reached")},
    RemarkRow{"calibrate.experts_hardly_reached",
              SAYS("Remarks", "{} expert tensors have an expert that saw fewer than {} tokens")},
};

} // namespace headroom::remarks
