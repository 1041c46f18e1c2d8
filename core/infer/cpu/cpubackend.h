// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the row of the processor in the table of backends.
#pragma once

#include "core/infer/backend.h"

namespace headroom::infer {

/// One device, "cpu". Weights stay mapped and packed; in exact precision activations are f32 and every sum has a fixed
/// order, so that the same input gives the same bits for any thread count.
std::vector<ComputeDevice> cpuDevices();
Result<std::shared_ptr<const DeviceWeights>> loadOnCpu(std::shared_ptr<const ModelWeights> weights,
                                                       const std::string& device);

inline constexpr Backend kCpuBackend{"cpu", cpuDevices, loadOnCpu};

} // namespace headroom::infer
