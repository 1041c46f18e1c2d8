// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/fit/measurement.h"

#include "core/base/ascii.h"
#include "core/base/csv.h"
#include "core/plan/bounds.h"
#include "core/plan/fit/match.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace headroom::plan {

namespace {

bool containsAny(const std::string& text, std::span<const std::string_view> words)
{
    return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

/// The number that a text begins with; 0: none.
double leadingNumber(std::string_view text)
{
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::isfinite(value) ? value : 0;
}

/// What is measured there is not a plain step: drafts, weights elsewhere, links of a board, a fork's formats.
constexpr std::array<std::string_view, 12> kNotPlain{"mtp",     "specul", "draft",  "eagle", "offload", "dflash",
                                                     "cpu-moe", "ncmoe",  "lookup", "turbo", "spill",   "prefix cache"};
constexpr std::array<std::string_view, 12> kNotTheCard{
    "raspberry", "pi cm5", "pi 5", "p550", "risc", "+ cpu", "+ amd", "npu", "cluster", "radxa", "thelio", "minisforum"};
constexpr std::array<std::string_view, 3> kForks{"ik_llama", "prismml", "ds4"};

std::string backendNamed(const std::string& engine)
{
    if (engine.find("vulkan") != std::string::npos || engine.find("radv") != std::string::npos)
        return "vulkan";
    return engine.find("rocm") != std::string::npos || engine.find("hip") != std::string::npos ? "hip" : "";
}

/// Of "2024-05", "b6077 2025-08-04", "2aa45ef9e (7423)": a date, else llama.cpp's build numbers by the turns of the
/// year.
std::string yearNamed(std::string_view build)
{
    constexpr double kFirst = 1000, kOf2025 = 4410, kOf2026 = 7580, kLast = 99999;
    if (const auto at = build.find("202");
        at != std::string_view::npos && at + 4 <= build.size() && isDigit(build[at + 3]))
        return std::string(build.substr(at, 4));
    const auto open = build.find('(');
    const double number = build.starts_with('b') ? leadingNumber(build.substr(1))
        : open != std::string_view::npos         ? leadingNumber(build.substr(open + 1))
                                                 : 0;
    if (number < kFirst || number > kLast)
        return {};
    return number < kOf2025 ? "2024" : number < kOf2026 ? "2025" : "2026";
}

std::string kvTypeNamed(const std::string& kv)
{
    for (const std::string_view type : {"q8_0", "q4_0"})
        if (kv.starts_with(type))
            return std::string(type);
    return kv == "q8" ? "q8_0" : "f16";
}

/// A row of the table that is being read; empty reason: it became a measurement.
class MeasurementRow {
public:
    MeasurementRow(const CsvTable& table, std::size_t row) : m_table(table), m_row(row) { }

    std::string take(Measurement& into)
    {
        const std::string phase(text("phase"));
        if (phase != "decode" && phase != "prefill")
            return "neither decode nor prefill";
        if (text("unit") != "tok/s" || leadingNumber(text("value")) <= 0)
            return "no rate in tokens per second";
        const std::string all = lowered(fmt::format("{} {} {}", text("notes"), text("model"), text("kv")));
        if (containsAny(all, kNotPlain))
            return "drafts, offload or a fork's cache";
        std::string reason = takeHardware(into);
        if (reason.empty())
            reason = takeModel(into);
        if (reason.empty())
            reason = takeLoad(into, phase == "prefill");
        return reason;
    }

private:
    std::string_view text(std::string_view column) const { return m_table.text(m_row, column); }

    std::string takeHardware(Measurement& into) const
    {
        const std::string engine = lowered(text("engine"));
        const std::string hardware = lowered(text("hardware"));
        if (containsAny(engine, kForks) || engine.find("llama") == std::string::npos)
            return "an engine that is not planned for";
        if (containsAny(hardware, kNotTheCard) || hardware.starts_with("cpu")
            || engine.find("cpu") != std::string::npos)
            return "not a card alone";
        const machine::Gpu* gpu = cardOf(text("hardware"));
        if (!gpu)
            return "hardware that is not in the catalogue";
        constexpr double kMostCards = 64; // in one machine
        const auto count = std::max(1.0, leadingNumber(text("count")));
        if (count > kMostCards)
            return "numbers that no measurement has";
        into.request.rig.gpus.assign(static_cast<std::size_t>(count), *gpu);
        into.backend = backendNamed(engine);
        into.year = yearNamed(text("build_or_date"));
        return {};
    }

    std::string takeModel(Measurement& into) const
    {
        const auto* model = modelOf(text("model"), 1e9 * leadingNumber(text("parameters_b")));
        if (!model)
            return "a model that is not in the catalogue";
        std::string preset = presetOf(text("quant"));
        if (preset.empty())
            return "a type that no preset writes";
        into.model = model->id;
        into.request.model = model->describe(tensor::Type::F16);
        into.request.preset = std::move(preset);
        return {};
    }

    std::string takeLoad(Measurement& into, bool prefill) const
    {
        constexpr double kUsualPrompt = 512, kShortest = 16;
        into.depth = leadingNumber(text("depth"));
        const std::string_view notes = text("notes");
        constexpr std::string_view kMean = "mean over depth 0..";
        if (const auto at = notes.find(kMean); at != std::string_view::npos)
            into.depth = leadingNumber(notes.substr(at + kMean.size())) / 2;
        const double requests = std::max(1.0, leadingNumber(text("concurrency")));
        const double told = leadingNumber(text("prompt_tokens"));
        if (prefill && (requests > 1 || (told <= 0 && notes.find("pp512") == std::string_view::npos)))
            return "a prompt of which the length is not told";
        const double prompt = told > 0 ? told : kUsualPrompt;
        if (into.depth < 0 || into.depth + prompt > kMaxContext || requests > kMaxConcurrency)
            return "numbers that no measurement has";
        auto& load = into.request.workload;
        load.concurrency = static_cast<std::uint32_t>(requests);
        load.context = static_cast<std::uint32_t>(std::max(kShortest, prefill ? into.depth + prompt : into.depth));
        load.promptTokens = static_cast<std::uint32_t>(prompt);
        into.phase = prefill ? Phase::Prefill : requests > 1 ? Phase::Batch : Phase::Decode;
        into.request.kvType = kvTypeNamed(lowered(text("kv")));
        into.request.flashAttention = text("flash_attn") != "0" || into.request.kvType != "f16";
        into.perSecond = leadingNumber(text("value"));
        into.id = text("id");
        into.source = text("source");
        into.where
            = fmt::format("{}× {}, {} {}, {} at {}{}", into.request.rig.gpus.size(), into.request.rig.gpus.front().name,
                          into.model, into.request.preset, phaseName(into.phase), prefill ? prompt : into.depth,
                          requests > 1 ? fmt::format(", {} requests", requests) : "");
        return {};
    }

    const CsvTable& m_table;
    std::size_t m_row;
};

} // namespace

Result<Measurements> readMeasurements(std::string_view csv, const std::string& where)
{
    const auto table = CsvTable::parse(csv, where);
    if (!table)
        return tl::unexpected(table.error());
    for (const char* column : {"hardware", "engine", "model", "quant", "phase", "value", "unit"})
        if (!table->column(column))
            return fail(ErrorCode::Corrupt, where, fmt::format("has no column \"{}\"", column));
    Measurements all;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        Measurement measurement;
        const std::string reason = MeasurementRow(*table, row).take(measurement);
        if (reason.empty())
            all.rows.push_back(std::move(measurement));
        else
            ++all.leftOut[reason];
    }
    return all;
}

} // namespace headroom::plan
