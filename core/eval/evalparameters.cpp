// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/evalparameters.h"

#include "core/infer/computeparameters.h"

#include <array>

namespace headroom::eval {

namespace {

constexpr std::array kMeasuring{
    Parameter{.key = "context",
              .kind = ValueKind::Whole,
              .flag = "--context",
              .placeholder = "N",
              .help = "tokens in a window (default: {default})",
              .usual = 512,
              .low = 8,
              .high = 1U << 24U},
    Parameter{.key = "max_windows",
              .kind = ValueKind::Whole,
              .flag = "--windows",
              .placeholder = "N",
              .help = "evaluate only the first N windows (default: all)",
              .low = 1,
              .high = 1U << 28U},
    Parameter{.key = "skip_windows",
              .kind = ValueKind::Whole,
              .flag = "--skip-windows",
              .placeholder = "N",
              .help
              = "leave out the first N windows: a text is measured in parts, or beside what was looked at already",
              .high = 1U << 28U},
    Parameter{.key = "memory_limit_bytes",
              .kind = ValueKind::Bytes,
              .flag = "--memory-limit",
              .placeholder = "N",
              .help = "of caches, scratch memory and logits, beside the mapped files: 1GiB, 512MiB"},
    infer::kKvCacheType,
    infer::kFast,
    infer::kThreads,
    infer::kDevice,
};

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

constexpr Parameter kText{.key = "text",
                          .kind = ValueKind::Path,
                          .flag = "--text",
                          .placeholder = "F",
                          .help = "the text to evaluate on",
                          .isRequired = true};

std::span<const Parameter> measuringParameters()
{
    return kMeasuring;
}

EvalOptions evalOptions(const Parameters& parameters)
{
    EvalOptions options;
    options.context = parameters.count("context");
    options.maxWindows = parameters.count("max_windows");
    options.skipWindows = parameters.count("skip_windows");
    options.threads = parameters.count("threads");
    options.device = parameters.text("device");
    options.kvType = parameters.text("kv_type");
    options.memoryLimitBytes = parameters.whole("memory_limit_bytes");
    options.precision = parameters.flag("fast") ? infer::Precision::Fast : infer::Precision::Exact;
    return options;
}

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
