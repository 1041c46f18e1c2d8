// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/evalparameters.h"

#include <array>

namespace headroom::eval {

namespace {

constexpr std::array kCompared{
    Parameter{.key = "baseline",
              .kind = ValueKind::Path,
              .flag = "BASE",
              .help = "the baseline, usually F16",
              .isRequired = true},
    Parameter{.key = "candidates",
              .kind = ValueKind::Paths,
              .flag = "CANDIDATE",
              .help = "the models to judge",
              .high = 64,
              .isRequired = true},
};

} // namespace

std::span<const Parameter> perplexityParameters()
{
    static const auto kTable = joined({std::array{infer::kModel, kText}, kMeasuring});
    return kTable;
}

std::span<const Parameter> compareParameters()
{
    static const auto kTable = joined({kCompared, std::array{kText}, kMeasuring});
    return kTable;
}

} // namespace headroom::eval
