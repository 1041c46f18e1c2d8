// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the options that perplexity, compare and gate share.
#pragma once

#include "options.h"

namespace headroom::cli {

struct EvaluateOptions {
    std::string text, device = "auto", project, kvType = "f32";
    std::uint32_t context = 512, windows = 0;
    std::uint64_t memoryLimit = 0;
    unsigned threads = 0;
    bool json = false, fast = false;

    void declare(CLI::App& app);
    /// Those that say what is measured and how.
    void declareMeasuring(CLI::App& app, bool needsText);
    /// The job's parameters, but for the models.
    Json parameters() const;
};

/// One line: what the figures were measured on. conditions: an object with "text_sha256", "begins_with_bos",
/// "bos_token"; nothing is printed of one without.
void printConditions(const Json& conditions);

} // namespace headroom::cli
