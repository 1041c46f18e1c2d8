// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/plan.h"

namespace headroom::plan {

std::string_view verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Fits:
        return "fits";
    case Verdict::Tight:
        return "tight";
    case Verdict::DoesNotFit:
        return "does_not_fit";
    }
    return "does_not_fit";
}

std::string_view bottleneckName(Bottleneck bottleneck)
{
    switch (bottleneck) {
    case Bottleneck::MemoryBandwidth:
        return "memory_bandwidth";
    case Bottleneck::Compute:
        return "compute";
    case Bottleneck::Interconnect:
        return "interconnect";
    case Bottleneck::Capacity:
        return "capacity";
    case Bottleneck::Power:
        return "power";
    }
    return "capacity";
}

} // namespace headroom::plan
