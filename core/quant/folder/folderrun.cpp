// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/folderrun.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/quant/folder/coder.h"
#include "core/quant/run/quantize.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::quant {

namespace {

constexpr int kCoderVersion = 2; ///< raised whenever a coder or a layout gives other bytes

/// Gives the source's pages back whenever the writer pauses, so that a model larger than memory streams.
class Streaming final : public JobControl {
public:
    Streaming(JobControl& inner, const std::function<void()>& release) : m_inner(inner), m_release(release) { }
    void report(const Progress& progress) override
    {
        m_release();
        m_inner.report(progress);
    }
    void event(std::string_view kind, const Json& payload) override { m_inner.event(kind, payload); }
    Status checkpoint() override
    {
        m_release();
        return m_inner.checkpoint();
    }

private:
    JobControl& m_inner;
    std::function<void()> m_release;
};

/// Tells how long each place of channel scales took, pauses left out.
class Searching final : public JobControl {
public:
    using Done = std::function<void(std::size_t fold, double seconds)>;
    Searching(JobControl& inner, Done done) : m_inner(inner), m_done(std::move(done)) { }
    void report(const Progress& progress) override
    {
        finish();
        m_inner.report(progress);
        m_fold = progress.done;
        m_clock.start();
    }
    void event(std::string_view kind, const Json& payload) override { m_inner.event(kind, payload); }
    Status checkpoint() override
    {
        m_clock.stop();
        const Status go = m_inner.checkpoint();
        m_clock.start();
        return go;
    }
    void finish()
    {
        m_clock.stop();
        if (m_fold)
            m_done(*m_fold, m_clock.take());
        m_fold.reset();
    }

private:
    JobControl& m_inner;
    Done m_done;
    WorkClock m_clock;
    std::optional<std::size_t> m_fold;
};

} // namespace

Json eventOf(const FolderTensor& row, const EncodedSums& cost, const Remark& note)
{
    double elements = 1;
    for (const std::uint64_t extent : row.shape)
        elements *= double(extent);
    const auto error = decibels(cost);
    const Remark reason = note.empty() ? row.reason : remark("of", row.reason, note);
    return {{"name", row.name},
            {"type", row.to},
            {"from", row.from},
            {"shape", row.shape},
            {"bytes", row.bytes},
            {"rmse", std::sqrt(cost.squaredError / elements)},
            {"relative_error_db", error ? Json(*error) : Json()},
            {"max_error", cost.maxError},
            {"reason", reason},
            {"remark", toJson(reason)},
            {"fallback", row.fallback || isNearestInstead(note)}};
}

FolderRun::FolderRun(const PreparedFolder& prepared, WorkFolder& work, JobControl& control, Forecast forecast)
    : m_prepared(prepared)
    , m_work(work)
    , m_hash(prepared.source.file, {}, work.resumes())
    , m_control(m_hash.holding(control))
    , m_pool(prepared.options.threads)
    , m_forecast(std::move(forecast))
    , m_units(work, m_hash, m_control, m_forecast)
    , m_amounts(folderWork(prepared))
{
    m_findings.costs.resize(prepared.items.size());
    m_findings.notes.resize(prepared.items.size());
    m_progress.stage = "quantize";
    for (const FolderItem& item : prepared.items) {
        m_progress.total += item.quantized ? 1 : 0;
        m_progress.totalBytes += item.quantized ? prepared.source.tensors[item.tensor].rows.bytes() : 0;
    }
}

void FolderRun::releaseSource() const
{
    for (const auto& file : m_prepared.source.file->files())
        file->release(0, file->bytes().size());
    if (m_prepared.source.set)
        for (const auto& file : m_prepared.source.set->files())
            file->release(0, file->bytes().size());
}

Status FolderRun::between()
{
    releaseSource();
    return m_control.checkpoint();
}

Status FolderRun::searchScales()
{
    if (!m_prepared.folds)
        return {};
    Searching searching(m_control, [this](std::size_t fold, double seconds) {
        m_units.learn(m_amounts.searches[fold].kind, m_amounts.searches[fold].amount, seconds);
    });
    HEADROOM_TRY(m_prepared.folds->search(m_prepared.source, m_prepared.scheme, m_pool, searching));
    searching.finish();
    return {};
}

/// The next run shall not begin anew with what may take minutes, however this one ends.
Status FolderRun::rememberHash()
{
    const std::string found = m_hash.known();
    return found.empty() ? Status() : m_work.confirmSource(found);
}

Status FolderRun::encode(const std::vector<SourceState>& source)
{
    m_units.tell();
    // The manifest without findings names scheme, method, matrix and parameters; with the source's state nothing else
    // decides bytes.
    FolderFindings known;
    known.sourceSha256 = stateKey(source);
    known.costs.resize(m_prepared.items.size());
    const std::string manifest = folderManifest(m_prepared, known);
    m_identity = sha256(std::as_bytes(std::span(manifest)));
    std::uint64_t total = 0;
    for (const FolderItem& item : m_prepared.items) {
        m_offsets.push_back(total);
        total += partBytes(item);
    }
    HEADROOM_TRY(m_work.begin(m_identity, {&total, 1}));
    const Status encoded = encodeItems();
    const Status remembered = rememberHash();
    HEADROOM_TRY(encoded); // which says more than that a disk is full
    HEADROOM_TRY(remembered);
    auto hash = m_hash.wait(m_control);
    if (!hash)
        return tl::unexpected(std::move(hash.error()));
    m_findings.sourceSha256 = std::move(*hash);
    HEADROOM_TRY(m_work.confirmSource(m_findings.sourceSha256));
    HEADROOM_TRY(checkUnchanged(*m_prepared.source.file, source));
    m_units.tell();
    return {};
}

Status FolderRun::encodeItems()
{
    HEADROOM_TRY(searchScales());
    for (std::size_t i = 0; i < m_prepared.items.size(); ++i) {
        HEADROOM_TRY(m_prepared.items[i].quantized ? encodeItem(i, m_offsets[i]) : checkPlain(m_prepared.items[i]));
        HEADROOM_TRY(m_prepared.source.file->intact());
    }
    return {};
}

/// What is copied is looked at now: the hours of work shall not end at a norm that is no number.
Status FolderRun::checkPlain(const FolderItem& item)
{
    const Matrix matrix = m_prepared.matrixOf(item);
    const auto& decode = tensor::format(matrix.rows.type).decode;
    return decode ? visitSlabs(
               matrix, 1, m_pool, [this] { return between(); },
               [](std::uint64_t, std::uint64_t, std::span<const float>) { return Status(); })
                  : Status();
}

Status FolderRun::encodeItem(std::size_t index, std::uint64_t offset)
{
    const FolderItem& item = m_prepared.items[index];
    const auto& tensor = m_prepared.source.tensors[item.tensor];
    m_progress.item = said(tensor.name);
    m_control.report(m_progress);
    HEADROOM_TRY(between());
    const auto read = [&](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
        tensor.rows.get(first, count, out);
    };
    const std::string text = fmt::format("{}|{}|{}|{}", kCoderVersion, m_identity, tensor.name,
                                         contentOf(0, tensor.rows.count(), tensor.rows.rowBytes(), read, m_pool));
    auto done = m_units.run({text, {0, offset}, partBytes(item), tensor.name}, [&] { return encoded(index); });
    if (!done)
        return tl::unexpected(std::move(done.error()));
    HEADROOM_TRY(m_units.written()); // a matrix waiting beside the next would take memory twice
    m_findings.costs[index] = done->finished.sums;
    m_findings.notes[index] = done->finished.note;
    m_units.learn(m_amounts.kinds[index], tensor.rows.elements(),
                  done->reused ? std::nullopt : std::optional(m_clock.take()));
    m_units.learn(kFactorized, m_amounts.factorized[index], std::nullopt);
    m_control.event("tensor",
                    eventOf(m_prepared.plan.tensors[index], m_findings.costs[index], m_findings.notes[index]));
    ++m_progress.done;
    m_progress.bytes += tensor.rows.bytes();
    m_control.report(m_progress);
    return {};
}

Result<EncodedRows> FolderRun::encoded(std::size_t index)
{
    const FolderItem& item = m_prepared.items[index];
    EncodedRows rows;
    std::vector<std::vector<std::byte>> parts;
    {
        const auto coded = codeOf(item, rows.note);
        m_clock.stop();
        if (!coded)
            return tl::unexpected(coded.error());
        parts = m_prepared.scheme.layout->pack(m_prepared.scheme, *coded);
        rows.sums = coded->sums;
    }
    rows.bytes.reserve(partBytes(item));
    for (const auto& part : parts)
        rows.bytes.insert(rows.bytes.end(), part.begin(), part.end());
    return rows;
}

/// Shared by all that engines fuse with it; found once for each such group.
Result<float> FolderRun::divisorOf(const FolderItem& item)
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
            m_prepared.matrixOf(other), 1, m_pool, [this] { return between(); },
            [&](std::uint64_t, std::uint64_t, std::span<const float> weights) {
                for (const float weight : weights)
                    largest = std::max(largest, std::fabs(weight));
                return Status();
            }));
    }
    return m_divisors[group] = scaleDivisor(largest);
}

Result<Coded> FolderRun::codeOf(const FolderItem& item, Remark& note)
{
    // The first slab waits for what a method has to find out before: the clock starts with it.
    const auto pause = [this] {
        m_clock.stop();
        const Status go = between();
        m_clock.start();
        return go;
    };
    Matrix matrix = m_prepared.matrixOf(item);
    if (m_prepared.scheme.code == CodeKind::Nvfp4) {
        const auto divisor = divisorOf(item);
        if (!divisor)
            return tl::unexpected(divisor.error());
        matrix.divisor = *divisor;
    }
    if (item.folded)
        note = m_prepared.folds->note(item.tensor);
    if (m_prepared.folds && m_prepared.scheme.code == CodeKind::Integer) {
        auto errors = m_prepared.folds->groupErrors(item.tensor, item.role.ours, matrix.rows.columns(),
                                                    m_prepared.scheme.widthOf(matrix.rows.columns()));
        if (!errors)
            return tl::unexpected(std::move(errors.error()));
        matrix.errors = std::move(*errors);
    }
    if (!item.compensated)
        return codeMatrix(m_prepared.scheme, matrix, m_pool, pause);
    return m_prepared.compensation->code(m_prepared.scheme, matrix, item.role.ours, item.role.item, m_pool, pause,
                                         note);
}

Status FolderRun::load(std::size_t item)
{
    if (m_loaded == item)
        return {};
    m_loaded = std::size_t(-1);
    m_parts.clear();
    std::uint64_t offset = m_offsets[item];
    for (const MatrixPart& part : m_prepared.items[item].parts) {
        m_parts.emplace_back(part.bytes());
        HEADROOM_TRY(m_work.read({0, offset}, m_parts.back()));
        offset += part.bytes();
    }
    m_loaded = item;
    return {};
}

void FolderRun::connect(model::hf::Outgoing& outgoing, std::size_t item, std::size_t part)
{
    outgoing.prepare = [this, item] { return load(item); };
    outgoing.rows.read = [this, part, size = outgoing.rows.rowBytes()](std::uint64_t first, std::uint64_t count,
                                                                       std::span<std::byte> out) {
        std::ranges::copy(std::span(m_parts[part]).subspan(first * size, count * size), out.begin());
    };
}

std::vector<model::hf::Outgoing> FolderRun::tensors()
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

Status FolderRun::write(const std::filesystem::path& folder)
{
    Streaming streaming(m_control, [this] { releaseSource(); });
    HEADROOM_TRY(writeFile(folder / "config.json", std::as_bytes(std::span(m_prepared.config))));
    HEADROOM_TRY(m_prepared.source.writeCompanions(folder, m_control));
    HEADROOM_TRY(model::hf::writeSafetensors(folder, tensors(), m_prepared.options.shardBytes, streaming));
    HEADROOM_TRY(m_prepared.intact());
    for (const auto& [name, bytes] : m_prepared.files) {
        auto hash = sha256File(folder / name, m_control);
        if (!hash)
            return tl::unexpected(std::move(hash.error()));
        m_findings.fileSha256.push_back(std::move(*hash));
    }
    const std::string manifest = folderManifest(m_prepared, m_findings);
    return writeFile(folder / "manifest.json", std::as_bytes(std::span(manifest)));
}

} // namespace headroom::quant
