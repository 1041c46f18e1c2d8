// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what NVIDIA's silicon does per core and cycle, by compute capability, for cards that the catalogue does not
// have. Dense, FP16 factors, FP32 accumulation, a multiplication and an addition count as two:
//   V100 (7.0)  64 cores, 512 FMA: 16     A100 (8.0) 64 cores, 1024 FMA: 32     H100 (9.0) 128 cores, 2048 FMA: 32
//   RTX 30 (8.6), 40 (8.9), 50 (12.0)     128 cores, 512 FMA: 8, at half of it on GeForce
//   B200 (10.0) 128 cores, 4096 FMA: 64   H100 SXM: 132 × 128 cores × 32 × 1.83 GHz = 989 TFLOP/s, as published
// Source: NVIDIA's architecture whitepapers and "Arithmetic instructions" of the CUDA programming guide.
#pragma once

#include <optional>
#include <string_view>

namespace headroom::machine {

struct Generation {
    unsigned version; ///< major × 10 + minor: 8.9 is 89, 12.0 is 120
    double flopPerCoreAndCycle;
    bool tensorCores, int8, fp8, fp4; ///< faster than FP16
    bool integrated; ///< on the CPU's chip, sharing its memory
};

/// Of "8.6"; a version between two is taken for the earlier one, a later one for the last. Nothing where it is not
/// known or before Fermi.
std::optional<Generation> generationOf(std::string_view computeCapability);
/// The table has this very version.
bool isKnownGeneration(std::string_view computeCapability);

} // namespace headroom::machine
