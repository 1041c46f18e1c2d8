// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an error becomes one line on standard error that says where, what, and what to do next; and an exit status.
#pragma once

#include "core/base/result.h"

#include <CLI/App.hpp>

namespace headroom::cli {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kGateFailed = 3;
inline constexpr int kGateOpen = 4; ///< inconclusive, or nothing could be said
inline constexpr int kInterrupted = 130;

/// "headroom-cli: model.gguf, byte 24: tensor count is impossible. The file is damaged: fetch or convert it again."
std::string errorLine(const Error& error);
/// Advice is given for this command from now on: it names no option that the command does not have.
void adviseFor(const CLI::App& command);
/// Prints the line; returns the exit status.
int report(const Error& error);

} // namespace headroom::cli
