// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the two halves of a run that writes a folder: every matrix into the work folder, taken from an earlier run where
// that has finished it; then the folder's files out of that. Internal to core/quant/folder.
#pragma once

#include "core/quant/folder/folderforecast.h"
#include "core/quant/run/unitrunner.h"

#include <map>

namespace headroom::quant {

/// As the run reports it, and the manifest of a project has it.
Json eventOf(const FolderTensor& row, const EncodedSums& cost, const Remark& note);

class FolderRun {
public:
    /// Everything given must outlive it. forecast: of the whole run.
    FolderRun(const PreparedFolder& prepared, WorkFolder& work, JobControl& control, Forecast forecast);

    /// Errors: what the coder says, Cancelled, Conflict when the source changes meanwhile, the file system's.
    Status encode(const std::vector<SourceState>& source);
    /// After encode().
    Status write(const std::filesystem::path& folder);

    const FolderFindings& findings() const { return m_findings; }
    std::uint64_t reusedBytes() const { return m_units.reusedBytes(); }

private:
    Status rememberHash();
    Status encodeItems();
    Status searchScales();
    Status encodeItem(std::size_t index, std::uint64_t offset);
    Status checkPlain(const FolderItem& item);
    Result<EncodedRows> encoded(std::size_t index);
    Result<Coded> codeOf(const FolderItem& item, Remark& note);
    Result<float> divisorOf(const FolderItem& item);
    std::vector<model::hf::Outgoing> tensors();
    void connect(model::hf::Outgoing& outgoing, std::size_t item, std::size_t part);
    Status load(std::size_t item);
    Status between(); ///< slabs: a checkpoint, and the source's pages are given back
    void releaseSource() const;

    const PreparedFolder& m_prepared;
    WorkFolder& m_work;
    SourceHash m_hash;
    JobControl& m_control; ///< a pause holds the hashing too
    ThreadPool m_pool;
    Forecast m_forecast;
    UnitRunner m_units;
    FolderWork m_amounts;
    WorkClock m_clock; ///< of the matrix that is being coded
    std::string m_identity; ///< hash of all that decides the bytes
    std::vector<std::uint64_t> m_offsets; ///< per item, in the work folder's file
    std::map<std::string, float> m_divisors;
    std::size_t m_loaded = std::size_t(-1); ///< the item that is being written, because its parts stand side by side
    std::vector<std::vector<std::byte>> m_parts; ///< its
    Progress m_progress;
    FolderFindings m_findings;
};

} // namespace headroom::quant
