// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a folder will cost in time and memory, before a weight is read: each kind of matrix is coded once on likely
// weights (roundingrate.h), some milliseconds each. Internal to core/quant/folder.
#pragma once

#include "core/quant/folder/folderplan.h"
#include "core/quant/run/methodwork.h"

#include <chrono>

namespace headroom::quant {

struct FolderWork {
    std::vector<Forecast::Kind> kinds; ///< per item of the folder; meaningless where it is not quantized
    std::vector<std::uint64_t> factorized; ///< per item: Σ columns³ of the Hessians that are inverted for it
    std::vector<SearchWork> searches; ///< per fold
};
FolderWork folderWork(const PreparedFolder& prepared);
/// The whole run as it stands before its first matrix: source and folder hashed, too.
Forecast preflightFolder(const PreparedFolder& prepared);
/// What the method holds in memory at a time, beside matrices.
std::uint64_t folderMethodBytes(const PreparedFolder& prepared);

/// Time that goes into work, not into pauses.
class WorkClock {
public:
    void start() { m_since = Clock::now(); }
    void stop()
    {
        if (m_since)
            m_seconds += std::chrono::duration<double>(Clock::now() - *m_since).count();
        m_since.reset();
    }
    double take() { return std::exchange(m_seconds, 0.0); }

private:
    using Clock = std::chrono::steady_clock;
    std::optional<Clock::time_point> m_since;
    double m_seconds = 0;
};

} // namespace headroom::quant
