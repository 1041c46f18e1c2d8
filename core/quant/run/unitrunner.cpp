// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/unitrunner.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/quant/run/quantize.h"

#include <fmt/format.h>

namespace headroom::quant {

namespace {
constexpr auto kTellEvery = std::chrono::seconds(1);
}

UnitRunner::UnitRunner(WorkFolder& folder, const SourceHash& hash, JobControl& control, Forecast& forecast)
    : m_folder(folder), m_hash(hash), m_control(control), m_forecast(forecast)
{
}

Result<UnitOutcome> UnitRunner::run(const Unit& unit, const std::function<Result<EncodedRows>()>& encode)
{
    const std::string key = sha256(std::as_bytes(std::span(unit.key)));
    auto earlier = m_folder.reuse(key, unit.place, unit.bytes);
    if (!earlier)
        return tl::unexpected(std::move(earlier.error()));
    if (*earlier) {
        m_reusedBytes += unit.bytes;
        return UnitOutcome{std::move(**earlier), true};
    }
    auto encoded = encode();
    if (!encoded)
        return tl::unexpected(std::move(encoded.error()));
    if (encoded->bytes.size() != unit.bytes)
        return fail(ErrorCode::Internal, std::string(unit.what),
                    fmt::format("{} bytes were produced, {} announced", encoded->bytes.size(), unit.bytes));
    const auto rows = std::make_shared<const EncodedRows>(std::move(*encoded));
    HEADROOM_TRY(m_writing.add([this, key, place = unit.place, rows] { return m_folder.store(key, place, *rows); }));
    return UnitOutcome{{rows->sums, rows->note}, false};
}

Status UnitRunner::written()
{
    return m_writing.finish();
}

void UnitRunner::learn(Forecast::Kind kind, std::uint64_t amount, std::optional<double> seconds)
{
    m_forecast.finished(kind, amount, seconds);
    if (std::chrono::steady_clock::now() - m_told >= kTellEvery)
        tell();
}

void UnitRunner::tell()
{
    m_told = std::chrono::steady_clock::now();
    m_forecast.besideLeft(m_hash.bytesLeft());
    if (const auto left = m_forecast.remaining())
        m_control.event("forecast", toJson(*left));
}

} // namespace headroom::quant
