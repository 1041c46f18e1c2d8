// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: runs a command as somebody else would, under limits, with a fault, or to its sudden end, and tells how it ended.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace headroom::stress {

struct Child {
    std::vector<std::string> arguments; ///< of headroom-cli
    std::filesystem::path folder; ///< it works there
    std::map<std::string, std::string> environment; ///< added to, or instead of, our own
    std::string fault; ///< of tests/stress/faults.cpp; empty for none
    std::chrono::microseconds killAfter{0}; ///< 0: is left alone
    std::uint64_t addressBytes = 0, fileBytes = 0; ///< limits; 0 for none
    std::chrono::seconds patience{120}; ///< what takes longer hangs
    std::function<void()> meanwhile; ///< called once, `meanwhileAfter` the start
    std::chrono::microseconds meanwhileAfter{0};
};

struct Ending {
    int status = -1; ///< exit status, or -1
    int signal = 0; ///< what ended it, or 0
    bool hung = false;
    std::string out, error; ///< the first 64 KiB of each
    double seconds = 0;

    bool killed() const;
    bool aborted() const; ///< by a signal that is none of ours
    std::string summary() const;
};

Ending run(const Child& child);

/// Tries this headroom-cli from here on, rather than the one that was built beside this program.
void tryProgram(const std::filesystem::path& program);

} // namespace headroom::stress
