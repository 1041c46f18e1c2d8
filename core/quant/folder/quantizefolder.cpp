// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/quantizefolder.h"

#include "core/base/hash.h"
#include "core/model/hf/draft.h"
#include "core/quant/folder/coder.h"
#include "core/quant/folder/folderplan.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace headroom::quant {

namespace {

/// The parts of the matrix that is being written: one at a time, because a matrix's parts stand side by side.
struct Bench {
    std::size_t item = std::size_t(-1);
    std::vector<std::vector<std::byte>> parts;
};

Json eventOf(const FolderTensor& row, const EncodedSums& cost, const std::string& note)
{
    double elements = 1;
    for (const std::uint64_t extent : row.shape)
        elements *= double(extent);
    const auto error = decibels(cost);
    return {{"name", row.name},
            {"type", row.to},
            {"from", row.from},
            {"shape", row.shape},
            {"bytes", row.bytes},
            {"rmse", std::sqrt(cost.squaredError / elements)},
            {"relative_error_db", error ? Json(*error) : Json()},
            {"max_error", cost.maxError},
            {"reason", note.empty() ? row.reason : row.reason + ": " + note},
            {"fallback", row.fallback}};
}

class FolderRun {
public:
    FolderRun(const PreparedFolder& prepared, JobControl& control)
        : m_prepared(prepared), m_control(control), m_pool(prepared.options.threads)
    {
        m_findings.costs.resize(prepared.items.size());
        m_findings.notes.resize(prepared.items.size());
    }

    Status write(const std::filesystem::path& folder)
    {
        HEADROOM_TRY(writeFile(folder / "config.json", std::as_bytes(std::span(m_prepared.config))));
        HEADROOM_TRY(m_prepared.source.writeCompanions(folder, m_control));
        HEADROOM_TRY(model::hf::writeSafetensors(folder, tensors(), m_prepared.options.shardBytes, m_control));
        HEADROOM_TRY(m_prepared.source.file->intact());
        auto source = m_prepared.source.file->sha256(m_control);
        if (!source)
            return tl::unexpected(std::move(source.error()));
        m_findings.sourceSha256 = std::move(*source);
        for (const auto& [name, bytes] : m_prepared.files) {
            auto hash = sha256File(folder / name, m_control);
            if (!hash)
                return tl::unexpected(std::move(hash.error()));
            m_findings.fileSha256.push_back(std::move(*hash));
        }
        const std::string manifest = folderManifest(m_prepared, m_findings);
        return writeFile(folder / "manifest.json", std::as_bytes(std::span(manifest)));
    }
    const FolderFindings& findings() const { return m_findings; }

private:
    std::vector<model::hf::Outgoing> tensors()
    {
        auto out = outgoingOf(m_prepared);
        std::size_t next = 0;
        for (std::size_t i = 0; i < m_prepared.items.size(); ++i) {
            const std::size_t parts = m_prepared.items[i].parts.size();
            for (std::size_t part = 0; part < parts; ++part)
                connect(out[next + part], i, part);
            next += std::max<std::size_t>(1, parts);
        }
        return out;
    }
    void connect(model::hf::Outgoing& outgoing, std::size_t item, std::size_t part)
    {
        outgoing.prepare = [this, item] { return m_bench.item == item ? Status() : encode(item); };
        outgoing.rows.read = [this, part, size = outgoing.rows.rowBytes()](std::uint64_t first, std::uint64_t count,
                                                                           std::span<std::byte> out) {
            std::ranges::copy(std::span(m_bench.parts[part]).subspan(first * size, count * size), out.begin());
        };
    }
    Status encode(std::size_t index)
    {
        m_bench = {};
        const FolderItem& item = m_prepared.items[index];
        const auto coded = codeOf(item, m_findings.notes[index]);
        if (!coded)
            return tl::unexpected(coded.error());
        m_bench = {index, m_prepared.scheme.layout->pack(m_prepared.scheme, *coded)};
        m_findings.costs[index] = coded->sums;
        m_control.event("tensor", eventOf(m_prepared.plan.tensors[index], coded->sums, m_findings.notes[index]));
        return m_prepared.source.file->intact();
    }

    /// Shared by all that engines fuse with it; found once for each such group.
    Result<float> divisorOf(const FolderItem& item)
    {
        const std::string group = fusedWith(item.role);
        if (group.empty())
            return 0.0F;
        if (const auto known = m_divisors.find(group); known != m_divisors.end())
            return known->second;
        float largest = 0;
        for (const FolderItem& other : m_prepared.items) {
            if (!other.quantized || fusedWith(other.role) != group)
                continue;
            HEADROOM_TRY(visitSlabs(
                m_prepared.matrixOf(other), 1, m_pool, [this] { return m_control.checkpoint(); },
                [&](std::uint64_t, std::uint64_t, std::span<const float> weights) {
                    for (const float weight : weights)
                        largest = std::max(largest, std::fabs(weight));
                    return Status();
                }));
        }
        return m_divisors[group] = scaleDivisor(largest);
    }
    Result<Coded> codeOf(const FolderItem& item, std::string& note)
    {
        const auto between = [this] { return m_control.checkpoint(); };
        Matrix matrix = m_prepared.matrixOf(item);
        if (m_prepared.scheme.code == CodeKind::Nvfp4) {
            const auto divisor = divisorOf(item);
            if (!divisor)
                return tl::unexpected(divisor.error());
            matrix.divisor = *divisor;
        }
        if (!item.compensated)
            return codeMatrix(m_prepared.scheme, matrix, m_pool, between);
        return m_prepared.compensation->code(m_prepared.scheme, matrix, item.role.ours, item.role.item, m_pool, between,
                                             note);
    }

    const PreparedFolder& m_prepared;
    JobControl& m_control;
    ThreadPool m_pool;
    Bench m_bench;
    std::map<std::string, float> m_divisors;
    FolderFindings m_findings;
};

/// Headroom's own reader has to take what was written.
Result<std::string> readBack(const std::filesystem::path& folder, JobControl& control)
{
    const auto file = model::GgufFile::open(folder);
    if (!file)
        return tl::unexpected(file.error());
    return (*file)->sha256(control);
}

} // namespace

Result<FolderOutcome> quantizeFolder(const FolderOptions& options, JobControl& control)
{
    const auto start = std::chrono::steady_clock::now();
    auto draft = model::hf::Draft::create(options.destination);
    if (!draft)
        return tl::unexpected(draft.error());
    const auto prepared = prepareFolder(options);
    if (!prepared)
        return tl::unexpected(prepared.error());
    FolderRun run(*prepared, control);
    HEADROOM_TRY(run.write(draft->path()));
    auto hash = readBack(draft->path(), control);
    if (!hash)
        return tl::unexpected(std::move(hash.error()));
    HEADROOM_TRY(draft->commit());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    return FolderOutcome{prepared->plan,
                         run.findings().costs,
                         run.findings().notes,
                         std::string(methodName(options.method.method)),
                         took.count(),
                         std::move(*hash),
                         run.findings().sourceSha256};
}

Json toJson(const FolderPlan& plan)
{
    Json tensors = Json::array();
    for (const FolderTensor& row : plan.tensors)
        tensors.push_back({{"name", row.name},
                           {"type", row.to},
                           {"from", row.from},
                           {"shape", row.shape},
                           {"bytes", row.bytes},
                           {"reason", row.reason},
                           {"fallback", row.fallback}});
    return {{"output_bytes", plan.outputBytes}, {"weights_bytes", plan.weightBytes},
            {"free_bytes", plan.freeBytes},     {"bits_per_weight", plan.bitsPerWeight},
            {"warnings", plan.warnings},        {"tensors", std::move(tensors)}};
}

Json toJson(const FolderOutcome& outcome)
{
    Json tensors = Json::array();
    for (std::size_t i = 0; i < outcome.plan.tensors.size(); ++i)
        tensors.push_back(eventOf(outcome.plan.tensors[i], outcome.costs[i], outcome.notes[i]));
    return {{"output_bytes", outcome.plan.outputBytes},
            {"weights_bytes", outcome.plan.weightBytes},
            {"bits_per_weight", outcome.plan.bitsPerWeight},
            {"seconds", outcome.seconds},
            {"sha256", outcome.sha256},
            {"source_sha256", outcome.sourceSha256},
            {"warnings", outcome.plan.warnings},
            {"method", outcome.method},
            {"tensors", std::move(tensors)}};
}

} // namespace headroom::quant
