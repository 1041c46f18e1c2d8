// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what runs that make files and runs that make folders do alike with each unit of work: take it from an earlier
// run where that has finished it, or encode it and have it written while the next one is encoded; and tell how long
// the rest will take. Internal to core/quant.
#pragma once

#include "core/base/taskqueue.h"
#include "core/quant/run/forecast.h"
#include "core/quant/run/sourcehash.h"
#include "core/quant/run/workfolder.h"

#include <chrono>
#include <functional>

namespace headroom::quant {

struct Unit {
    std::string key; ///< all that decides its bytes, as text
    Place place;
    std::uint64_t bytes = 0;
    std::string_view what; ///< for errors
};

struct UnitOutcome {
    FinishedUnit finished;
    bool reused = false;
};

class UnitRunner {
public:
    static constexpr std::size_t kUnitsWaiting = 2; ///< to be written, while the next one is encoded

    /// Everything given must outlive it. hash: at work beside the run; control: of the whole run; the forecast learns
    /// from what is told.
    UnitRunner(WorkFolder& folder, const SourceHash& hash, JobControl& control, Forecast& forecast);

    /// Errors: what `encode` says, Internal where it made another number of bytes, the file system's, also of units
    /// before.
    Result<UnitOutcome> run(const Unit& unit, const std::function<Result<EncodedRows>()>& encode);
    Status written(); ///< waits until all are

    /// So much of it is done; no time where that says nothing of the others.
    void learn(Forecast::Kind kind, std::uint64_t amount, std::optional<double> seconds);
    void tell(); ///< the forecast, now
    std::uint64_t reusedBytes() const { return m_reusedBytes; }

private:
    WorkFolder& m_folder;
    const SourceHash& m_hash;
    JobControl& m_control;
    Forecast& m_forecast;
    std::chrono::steady_clock::time_point m_told;
    std::uint64_t m_reusedBytes = 0;
    TaskQueue m_writing{kUnitsWaiting};
};

} // namespace headroom::quant
