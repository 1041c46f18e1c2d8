// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how a model is measured over a text. Each option stands here with the row that it is read from: one more is this
// file, and the place that heeds it.
#pragma once

#include "core/base/parameters.h"
#include "core/infer/computeparameters.h"
#include "core/infer/precision.h"

#include <array>

namespace headroom::eval {

struct EvalOptions {
    std::uint32_t context = 512;
    std::uint32_t maxWindows = 0; ///< 0 = all
    unsigned threads = 0;
    std::string kvType = "f32"; ///< of the model; of the candidates in a comparison, whose baseline keeps f32
    infer::Precision precision = infer::Precision::Exact; ///< of all models
    std::uint64_t memoryLimitBytes = 0; ///< of caches, scratch memory and logits, beside the mapped files; 0: none
    bool identify = false; ///< hash the model before it is measured
    std::string device = "auto"; ///< see infer::chooseDevice()
    std::uint32_t skipWindows = 0; ///< of those at the beginning of the text
    std::uint32_t windowStep = 1; ///< of the rest, every so manieth is measured
};

/// "text": the text to evaluate on, which must be there.
inline constexpr Parameter kText{.key = "text",
                                 .kind = ValueKind::Path,
                                 .flag = "--text",
                                 .placeholder = "F",
                                 .help = "the text to evaluate on",
                                 .isRequired = true};

inline constexpr std::array kMeasuring{
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
    Parameter{.key = "window_step",
              .kind = ValueKind::Whole,
              .flag = "--window-step",
              .placeholder = "N",
              .help = "only every Nth window (default: {default}): with --windows, a sample from the whole of a text",
              .usual = 1,
              .low = 1,
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

inline EvalOptions evalOptions(const Parameters& parameters)
{
    EvalOptions options;
    options.context = parameters.count("context");
    options.maxWindows = parameters.count("max_windows");
    options.skipWindows = parameters.count("skip_windows");
    options.windowStep = parameters.count("window_step");
    options.threads = parameters.count("threads");
    options.device = parameters.text("device");
    options.kvType = parameters.text("kv_type");
    options.memoryLimitBytes = parameters.whole("memory_limit_bytes");
    options.precision = parameters.flag("fast") ? infer::Precision::Fast : infer::Precision::Exact;
    return options;
}

} // namespace headroom::eval
