// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: config.json is read in many places, each taking what it knows. That a key which is there is of the type it
// should be is seen to here, before any of them: "factor": "4.0" is not a scaling that is absent.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/result.h"

namespace headroom::model::hf {

/// What is read beside the hyperparameters of family.h, which are checked there. Errors: Corrupt, naming the key.
Status checkConfig(const Json& config);
/// "quantization_config", or what stands for it. Errors: Corrupt, naming the key.
Status checkQuantization(const Json& quantization);

} // namespace headroom::model::hf
