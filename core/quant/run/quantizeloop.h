// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the loop of a quantization run: tensor after tensor, unit after unit, each taken from an earlier run where that
// has finished it. Internal to core/quant.
#pragma once

#include "core/quant/run/methodwork.h"
#include "core/quant/run/quantizerun.h"
#include "core/quant/run/unitrunner.h"

namespace headroom::quant {

class QuantizeLoop {
public:
    /// source: as it is now; hash: at work beside it; forecast: of the tensors that are left; it learns from every
    /// unit.
    QuantizeLoop(const Prepared& prepared, const std::vector<SourceState>& source, unsigned threads, WorkFolder& folder,
                 SourceHash& hash, JobControl& control, Forecast& forecast);

    /// Fills the folder's files; places: of each tensor; layout: as WorkFolder::begin has it. Errors: what the encoder
    /// says, Cancelled, Conflict when the source changes meanwhile, the file system's.
    Status run(std::span<const Place> places, const std::string& layout);

    std::vector<TensorOutcome> takeOutcomes() { return std::move(m_outcomes); }
    std::uint64_t reusedBytes() const { return m_units.reusedBytes(); }

private:
    Status begin(const std::string& layout);
    Status tensor(std::size_t index, Place place);
    Result<FinishedUnit> byUnits(std::size_t index, Place place);
    Result<FinishedUnit> asWhole(std::size_t index, Place place);
    Result<EncodedRows> encodeWhole(std::size_t index, std::span<const float> importance, std::uint64_t& learnt);
    Status advance(const model::TensorInfo& info, std::uint64_t elements);
    void remember(std::size_t index, const FinishedUnit& result);

    const Prepared& m_prepared;
    std::string m_sourceKey; ///< hash of its states
    ThreadPool m_pool;
    JobControl& m_control; ///< a pause holds the hashing too
    UnitRunner m_units;
    std::unique_ptr<MethodRun> m_method; ///< null: each format's own search
    MethodWork m_work; ///< of the method
    std::string m_methodKey; ///< decides a method's bytes, beside the tensor
    Progress m_progress;
    std::uint64_t m_bytesBefore = 0; ///< this tensor
    std::vector<TensorOutcome> m_outcomes;
};

} // namespace headroom::quant
