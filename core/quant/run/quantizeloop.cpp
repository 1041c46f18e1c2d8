// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/quantizeloop.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/tensor/refine.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace headroom::quant {

namespace {

constexpr int kCodecVersion = 1; ///< raised whenever an encoder gives other bytes

/// All that decides the bytes of a tensor's units, but for which rows and what is in them.
std::string tensorKey(const std::string& source, const model::TensorInfo& info, tensor::Type to,
                      const std::vector<float>& importance)
{
    return fmt::format("{}|{}|{}|{}|{}|{}", kCodecVersion, source, info.name, tensor::format(info.type).name,
                       tensor::format(to).name, sha256(std::as_bytes(std::span(importance))));
}

} // namespace

QuantizeLoop::QuantizeLoop(const Prepared& prepared, const std::vector<SourceState>& source, unsigned threads,
                           WorkFolder& folder, SourceHash& hash, JobControl& control, Forecast& forecast)
    : m_prepared(prepared)
    , m_sourceKey(stateKey(source))
    , m_pool(threads)
    , m_control(hash.holding(control))
    , m_units(folder, hash, m_control, forecast)
{
    for (const auto& info : prepared.file->tensors())
        m_progress.totalBytes += info.bytes;
    m_progress.stage = "quantize";
    m_progress.total = prepared.file->tensors().size();
}

/// What a method needs to know before the first tensor. Its bytes depend on other tensors too: the headers, which name
/// all types and parameters, are part of its keys.
Status QuantizeLoop::begin(const std::string& layout)
{
    if (!m_prepared.method)
        return {};
    m_work = methodWork(m_prepared);
    auto method
        = MethodRun::prepare(*m_prepared.file, m_prepared.plan.assignments, *m_prepared.method, m_pool, m_control,
                             [this](std::size_t fold, double seconds) {
                                 m_units.learn(m_work.searches[fold].kind, m_work.searches[fold].amount, seconds);
                             });
    if (!method)
        return tl::unexpected(std::move(method.error()));
    m_method = std::move(*method);
    m_methodKey = layout;
    return {};
}

Status QuantizeLoop::run(std::span<const Place> places, const std::string& layout)
{
    HEADROOM_TRY(begin(layout));
    for (std::size_t i = 0; i < places.size(); ++i) {
        HEADROOM_TRY(tensor(i, places[i]));
        HEADROOM_TRY(m_prepared.source->intact());
    }
    return m_units.written();
}

Status QuantizeLoop::tensor(std::size_t index, Place place)
{
    const auto& info = m_prepared.file->tensors()[index];
    m_bytesBefore = m_progress.bytes;
    m_progress.item = said(info.name);
    m_control.report(m_progress);
    const auto result = m_method ? asWhole(index, place) : byUnits(index, place);
    if (!result)
        return tl::unexpected(result.error());
    m_prepared.file->release(info);
    m_progress.bytes = m_bytesBefore + info.bytes;
    ++m_progress.done;
    remember(index, *result);
    m_control.report(m_progress);
    return {};
}

Status QuantizeLoop::advance(const model::TensorInfo& info, std::uint64_t elements)
{
    m_progress.bytes = m_bytesBefore + info.rowBytes() * (elements / info.columns());
    m_control.report(m_progress);
    return m_control.checkpoint();
}

Result<FinishedUnit> QuantizeLoop::byUnits(std::size_t index, Place place)
{
    const auto& info = m_prepared.file->tensors()[index];
    const tensor::Type to = m_prepared.plan.assignments[index].to;
    auto encoder = TensorEncoder::create(*m_prepared.file, info, to, m_prepared.importance(info.name));
    if (!encoder)
        return tl::unexpected(encoder.error());
    std::string key = tensorKey(m_sourceKey, info, to, encoder->importance());
    if (m_prepared.wishes.betterSearch) {
        encoder->polishWith(tensor::refineRow);
        key += "|better";
    }
    if (m_prepared.wishes.rotate)
        key += "|rotated";
    const std::uint64_t step = encoder->rowsPerUnit();
    FinishedUnit all;
    for (std::uint64_t first = 0; first < info.rows(); first += step) {
        const std::uint64_t count = std::min(step, info.rows() - first);
        const auto start = std::chrono::steady_clock::now();
        const std::string content = contentOf(*m_prepared.file, info, first, count, m_pool);
        const auto done = m_units.run({fmt::format("{}|{}|{}|{}", key, first, count, content),
                                       {place.file, place.offset + first * encoder->targetRowBytes()},
                                       count * encoder->targetRowBytes(),
                                       info.name},
                                      [&] { return encoder->encode(first, count, m_pool); });
        if (!done)
            return tl::unexpected(done.error());
        all.sums.add(done->finished.sums);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        m_units.learn(kindOf(m_prepared, index), count * info.columns(),
                      done->reused ? std::nullopt : std::optional(took.count()));
        m_prepared.file->release(info);
        HEADROOM_TRY(advance(info, (first + count) * info.columns()));
    }
    return all;
}

/// A matrix's first rows wait for what the method has to find out of it: their time says nothing of the others.
Result<EncodedRows> QuantizeLoop::encodeWhole(std::size_t index, std::span<const float> importance,
                                              std::uint64_t& learnt)
{
    const auto& info = m_prepared.file->tensors()[index];
    const Forecast::Kind kind = kindOf(m_prepared, index);
    const std::uint64_t matrix = info.columns() * (info.shape.size() > 1 ? info.shape[1] : 1);
    auto start = std::chrono::steady_clock::now();
    const auto after = [&](std::uint64_t elements) {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        const bool first = kind.step == Forecast::Step::Rounded && learnt % matrix == 0;
        m_units.learn(kind, elements - learnt, first ? std::nullopt : std::optional(took.count()));
        learnt = elements;
        const Status go = advance(info, elements);
        start = std::chrono::steady_clock::now();
        return go;
    };
    EncodedRows rows;
    auto whole = m_method->encode(info, m_prepared.plan.assignments[index].to, importance, m_pool, after, rows.note);
    if (!whole)
        return tl::unexpected(std::move(whole.error()));
    rows.bytes = std::move(whole->bytes);
    rows.sums = {whole->squaredError, whole->squares, whole->maxError};
    return rows;
}

Result<FinishedUnit> QuantizeLoop::asWhole(std::size_t index, Place place)
{
    const auto& info = m_prepared.file->tensors()[index];
    const Assignment& assignment = m_prepared.plan.assignments[index];
    const std::vector<float> importance = m_prepared.importance(info.name);
    std::uint64_t learnt = 0;
    const std::string content = contentOf(*m_prepared.file, info, 0, info.rows(), m_pool);
    const std::string key
        = fmt::format("{}|{}|{}", tensorKey(m_sourceKey, info, assignment.to, importance), m_methodKey, content);
    auto done = m_units.run({key, place, assignment.bytes, info.name},
                            [&] { return encodeWhole(index, importance, learnt); });
    HEADROOM_TRY(m_units.written()); // a whole tensor waiting beside the next would take memory twice
    m_units.learn(kindOf(m_prepared, index), info.elements() - learnt, std::nullopt);
    m_units.learn(kFactorized, m_work.factorized[index], std::nullopt);
    return done.map([](const UnitOutcome& outcome) { return outcome.finished; });
}

void QuantizeLoop::remember(std::size_t index, const FinishedUnit& result)
{
    const auto& info = m_prepared.file->tensors()[index];
    const Assignment& assignment = m_prepared.plan.assignments[index];
    const EncodedSums& sums = result.sums;
    TensorOutcome outcome;
    outcome.name = info.name;
    outcome.from = info.type;
    outcome.to = assignment.to;
    outcome.shape = info.shape;
    outcome.bytes = assignment.bytes;
    outcome.rmse = info.elements() > 0 ? std::sqrt(sums.squaredError / double(info.elements())) : 0;
    outcome.relativeErrorDb = sums.squaredError > 0 ? 10 * std::log10(sums.squaredError / sums.squares)
                                                    : -std::numeric_limits<double>::infinity();
    outcome.maxError = sums.maxError;
    outcome.reason = assignment.reason;
    append(outcome.reason, result.note);
    outcome.fallback = assignment.fallback || isNearestInstead(result.note);
    m_control.event("tensor", eventOf(outcome));
    m_outcomes.push_back(std::move(outcome));
}

} // namespace headroom::quant
