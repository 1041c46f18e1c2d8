// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Cache types as llama.cpp accepts them (--cache-type-k, --cache-type-v). Block types: 32 values share a scale, so
// q8_0 is 32 + 2 = 34 bytes per 32 values = 1.0625 bytes each.
#include "core/plan/plan.h"

#include <array>

namespace headroom::plan {

namespace {

constexpr std::array kTypes{
    KvType{"f32", 4.0, 1},         KvType{"f16", 2.0, 1},         KvType{"bf16", 2.0, 1},
    KvType{"q8_0", 34.0 / 32, 32}, KvType{"q5_1", 24.0 / 32, 32}, KvType{"q5_0", 22.0 / 32, 32},
    KvType{"q4_1", 20.0 / 32, 32}, KvType{"q4_0", 18.0 / 32, 32}, KvType{"iq4_nl", 18.0 / 32, 32},
};

} // namespace

std::span<const KvType> kvTypes()
{
    return kTypes;
}

const KvType* findKvType(std::string_view name)
{
    for (const auto& type : kTypes)
        if (type.name == name)
            return &type;
    return nullptr;
}

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
