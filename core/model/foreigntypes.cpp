// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/foreigntypes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace headroom::model {

namespace {

struct NamedType {
    std::uint32_t id;
    std::string_view name;
};
constexpr std::array kIkTypes{
    NamedType{97, "Q8_0_X4"},    NamedType{98, "Q8_1_X4"},     NamedType{99, "Q8_2_X4"},
    NamedType{133, "Q6_0"},      NamedType{134, "IQ1_BN"},     NamedType{135, "IQ2_BN"},
    NamedType{136, "Q8_K64"},    NamedType{137, "IQ2_K"},      NamedType{138, "IQ3_K"},
    NamedType{139, "IQ4_K"},     NamedType{140, "IQ5_K"},      NamedType{141, "IQ6_K"},
    NamedType{144, "IQ4_KS"},    NamedType{145, "IQ2_KS"},     NamedType{146, "IQ4_KSS"},
    NamedType{147, "Q8_K16"},    NamedType{148, "Q8_K32"},     NamedType{149, "Q8_KR8"},
    NamedType{150, "Q8_K128"},   NamedType{151, "Q8_KV"},      NamedType{152, "IQ5_KS"},
    NamedType{153, "IQ2_KT"},    NamedType{154, "IQ3_KT"},     NamedType{155, "IQ4_KT"},
    NamedType{156, "IQ3_KS"},    NamedType{157, "IQ2_KL"},     NamedType{158, "IQ1_KT"},
    NamedType{202, "Q4_0_R8"},   NamedType{206, "Q5_0_R4"},    NamedType{208, "Q8_0_R8"},
    NamedType{210, "Q2_K_R4"},   NamedType{211, "Q3_K_R4"},    NamedType{212, "Q4_K_R4"},
    NamedType{213, "Q5_K_R4"},   NamedType{214, "Q6_K_R4"},    NamedType{216, "IQ2_XXS_R4"},
    NamedType{217, "IQ2_XS_R4"}, NamedType{218, "IQ3_XXS_R4"}, NamedType{219, "IQ1_S_R4"},
    NamedType{220, "IQ4_NL_R4"}, NamedType{221, "IQ3_S_R4"},   NamedType{222, "IQ2_S_R4"},
    NamedType{223, "IQ4_XS_R8"}, NamedType{229, "IQ1_M_R4"},   NamedType{230, "BF16_R16"},
    NamedType{233, "Q6_0_R4"},   NamedType{335, "IQ2_BN_R4"},  NamedType{337, "IQ2_K_R4"},
    NamedType{338, "IQ3_K_R4"},  NamedType{339, "IQ4_K_R4"},   NamedType{340, "IQ5_K_R4"},
    NamedType{344, "IQ4_KS_R4"}, NamedType{352, "IQ5_KS_R4"},  NamedType{398, "Q8_KV_R8"},
    NamedType{399, "Q8_K_R8"},
};

struct IdRange {
    std::uint32_t first, last;
    std::string_view meaning;
};
constexpr std::array kRanges{
    IdRange{4, 5, "was withdrawn from the format in 2023"},
    IdRange{31, 33, "was withdrawn from the format in 2025 (Q4_0 repacked for ARM)"},
    IdRange{36, 36, "is I2_S of bitnet.cpp and ik_llama.cpp, or IQ4_NL repacked for ARM, withdrawn in 2025"},
    IdRange{37, 38, "was withdrawn from the format in 2025 (IQ4_NL repacked for ARM)"},
    IdRange{43, 45, "is one of a fork's (TurboQuant)"},
    IdRange{64, 68, "is one of a fork's (TurboQuant)"},
    IdRange{90, 93, "is one of a fork's (Mirai)"},
    IdRange{101, 107, "is one of a fork's (AMD's ROCmFP)"},
    IdRange{142, 142, "is PQ2_0 of PrismML's fork"},
    IdRange{143, 143, "is PTQ1_0 of PrismML's fork"},
    IdRange{200, 399, "is one of ik_llama.cpp's repacked ones"},
};

} // namespace

std::string foreignType(std::uint32_t id)
{
    if (const auto row = std::ranges::find(kIkTypes, id, &NamedType::id); row != kIkTypes.end())
        return fmt::format("the file was written by a fork: type {} is {} of ik_llama.cpp", id, row->name);
    for (const IdRange& row : kRanges)
        if (id >= row.first && id <= row.last)
            return fmt::format("type {} {}", id, row.meaning);
    return fmt::format("type {} is unknown", id);
}

} // namespace headroom::model
