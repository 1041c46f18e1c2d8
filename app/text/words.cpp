// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text/words.h"

#include "app/jobs/jobqueue.h"
#include "app/text/display.h"

#include <algorithm>
#include <array>

namespace headroom::app::text {

namespace {

struct Name {
    const char* id;
    const char* text;
};

// Planned and measured numbers by the id of their Term; --explain and the JSON use the same ids.
constexpr std::array kTermNames{
    Name{"total_bytes", QT_TRANSLATE_NOOP("Words", "Memory of the device")},
    Name{"weights_bytes", QT_TRANSLATE_NOOP("Words", "Weights")},
    Name{"kv_cache_bytes", QT_TRANSLATE_NOOP("Words", "KV cache")},
    Name{"kv_bytes_per_token", QT_TRANSLATE_NOOP("Words", "KV cache per token")},
    Name{"compute_buffer_bytes", QT_TRANSLATE_NOOP("Words", "Compute buffers")},
    Name{"overhead_bytes", QT_TRANSLATE_NOOP("Words", "Overhead")},
    Name{"free_bytes", QT_TRANSLATE_NOOP("Words", "Free")},
    Name{"max_context", QT_TRANSLATE_NOOP("Words", "Longest context")},
    Name{"max_concurrency", QT_TRANSLATE_NOOP("Words", "Most requests")},
    Name{"decode_tokens_per_s", QT_TRANSLATE_NOOP("Words", "Decode, expected")},
    Name{"prefill_tokens_per_s", QT_TRANSLATE_NOOP("Words", "Prefill, expected")},
    Name{"decode_tokens_per_s_ceiling", QT_TRANSLATE_NOOP("Words", "Decode, all")},
    Name{"decode_tokens_per_s_per_request", QT_TRANSLATE_NOOP("Words", "Decode, each")},
    Name{"prefill_tokens_per_s_ceiling", QT_TRANSLATE_NOOP("Words", "Prefill")},
    Name{"time_to_first_token_s", QT_TRANSLATE_NOOP("Words", "Time to first token")},
    Name{"sustained_watts", QT_TRANSLATE_NOOP("Words", "Sustained power")},
    Name{"psu_load_fraction", QT_TRANSLATE_NOOP("Words", "Power supply load")},
    Name{"psu_transient_fraction", QT_TRANSLATE_NOOP("Words", "Worst spike")},
    Name{"wall_watts", QT_TRANSLATE_NOOP("Words", "Power at the wall")},
    Name{"circuit_load_fraction", QT_TRANSLATE_NOOP("Words", "Circuit load")},
    Name{"heat_btu_per_h", QT_TRANSLATE_NOOP("Words", "Heat")},
};

// What a formula is fed with; names that are terms of their own are found above.
constexpr std::array kInputNames{
    Name{"total", QT_TRANSLATE_NOOP("Words", "Memory")},
    Name{"weights", QT_TRANSLATE_NOOP("Words", "Weights")},
    Name{"kv_cache", QT_TRANSLATE_NOOP("Words", "KV cache")},
    Name{"compute_buffer", QT_TRANSLATE_NOOP("Words", "Compute buffers")},
    Name{"overhead", QT_TRANSLATE_NOOP("Words", "Overhead")},
    Name{"runtime", QT_TRANSLATE_NOOP("Words", "Runtime")},
    Name{"system", QT_TRANSLATE_NOOP("Words", "Operating system")},
    Name{"in_use", QT_TRANSLATE_NOOP("Words", "In use")},
    Name{"bandwidth", QT_TRANSLATE_NOOP("Words", "Bandwidth")},
    Name{"layers", QT_TRANSLATE_NOOP("Words", "Layers")},
    Name{"embedding width", QT_TRANSLATE_NOOP("Words", "Embedding width")},
    Name{"heads", QT_TRANSLATE_NOOP("Words", "Heads")},
    Name{"KV heads", QT_TRANSLATE_NOOP("Words", "KV heads")},
    Name{"key length", QT_TRANSLATE_NOOP("Words", "Key length")},
    Name{"value length", QT_TRANSLATE_NOOP("Words", "Value length")},
    Name{"vocabulary", QT_TRANSLATE_NOOP("Words", "Vocabulary")},
    Name{"requests", QT_TRANSLATE_NOOP("Words", "Requests")},
    Name{"concurrency", QT_TRANSLATE_NOOP("Words", "Requests at once")},
    Name{"context", QT_TRANSLATE_NOOP("Words", "Context")},
    Name{"trained_context", QT_TRANSLATE_NOOP("Words", "Trained context")},
    Name{"prompt", QT_TRANSLATE_NOOP("Words", "Prompt")},
    Name{"batch", QT_TRANSLATE_NOOP("Words", "Batch")},
    Name{"free_without_cache", QT_TRANSLATE_NOOP("Words", "Free without cache")},
    Name{"cache_of_one_request", QT_TRANSLATE_NOOP("Words", "Cache per request")},
    Name{"weights_read", QT_TRANSLATE_NOOP("Words", "Weights read")},
    Name{"kv_read", QT_TRANSLATE_NOOP("Words", "Cache read")},
    Name{"flop", QT_TRANSLATE_NOOP("Words", "Operations")},
    Name{"link_time", QT_TRANSLATE_NOOP("Words", "Time on links")},
    Name{"read_share", QT_TRANSLATE_NOOP("Words", "Of it, reading weights")},
    Name{"cache_share", QT_TRANSLATE_NOOP("Words", "Of it, reading the cache")},
    Name{"vector_share", QT_TRANSLATE_NOOP("Words", "Of the peak, few tokens")},
    Name{"compute_share", QT_TRANSLATE_NOOP("Words", "Of the peak, many tokens")},
    Name{"attention_share", QT_TRANSLATE_NOOP("Words", "Of the peak, attention")},
    Name{"fill", QT_TRANSLATE_NOOP("Words", "To fill a product")},
    Name{"layer_time", QT_TRANSLATE_NOOP("Words", "Per layer")},
    Name{"step_time", QT_TRANSLATE_NOOP("Words", "Per step")},
    Name{"decode_ceiling", QT_TRANSLATE_NOOP("Words", "Decode, all")},
    Name{"prefill_ceiling", QT_TRANSLATE_NOOP("Words", "Prefill")},
    Name{"gpus", QT_TRANSLATE_NOOP("Words", "GPUs")},
    Name{"cpu", QT_TRANSLATE_NOOP("Words", "Processor")},
    Name{"other", QT_TRANSLATE_NOOP("Words", "Board, fans, drives")},
    Name{"sustained", QT_TRANSLATE_NOOP("Words", "Sustained")},
    Name{"rated", QT_TRANSLATE_NOOP("Words", "Rating")},
    Name{"spike", QT_TRANSLATE_NOOP("Words", "Spike, factor")},
    Name{"allowance", QT_TRANSLATE_NOOP("Words", "Allowance, factor")},
    Name{"efficiency", QT_TRANSLATE_NOOP("Words", "Efficiency")},
    Name{"wall", QT_TRANSLATE_NOOP("Words", "At the wall")},
    Name{"volts", QT_TRANSLATE_NOOP("Words", "Voltage")},
    Name{"amps", QT_TRANSLATE_NOOP("Words", "Breaker")},
    Name{"continuous", QT_TRANSLATE_NOOP("Words", "Continuous share")},
};

template <std::size_t N> QString named(const std::array<Name, N>& table, const std::string& id)
{
    const auto it = std::ranges::find_if(table, [&](const Name& name) { return id == name.id; });
    if (it != table.end())
        return Words::tr(it->text);
    QString plain = QString::fromStdString(id).replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!plain.isEmpty())
        plain[0] = plain[0].toUpper();
    return plain;
}

} // namespace

QString method(const QString& id)
{
    return id == u"rtn"        ? Words::tr("To nearest", "rounding")
        : id == u"gptq"        ? QStringLiteral("GPTQ")
        : id == u"awq"         ? QStringLiteral("AWQ")
        : id == u"smoothquant" ? QStringLiteral("SmoothQuant")
        : id == u"hqq"         ? QStringLiteral("HQQ")
        : id == u"signround"   ? Words::tr("Learned rounding")
                               : id;
}

QString termName(const std::string& id)
{
    // "device_2_free_bytes" is the free memory of the second device.
    if (id.starts_with("device_"))
        if (const auto end = id.find('_', 7); end != std::string::npos)
            return named(kTermNames, id.substr(end + 1));
    return named(kTermNames, id);
}

QString inputName(const std::string& id)
{
    return named(kInputNames, id);
}

QString provenance(Provenance provenance)
{
    switch (provenance) {
    case Provenance::Measured:
        return Words::tr("measured");
    case Provenance::Computed:
        return Words::tr("computed");
    case Provenance::Quoted:
        return Words::tr("quoted");
    case Provenance::Estimated:
        return Words::tr("estimate");
    case Provenance::Entered:
        return Words::tr("entered");
    }
    return {};
}

QString verdict(plan::Verdict verdict)
{
    switch (verdict) {
    case plan::Verdict::Fits:
        return Words::tr("Fits");
    case plan::Verdict::Tight:
        return Words::tr("Tight");
    case plan::Verdict::DoesNotFit:
        return Words::tr("Does not fit");
    }
    return {};
}

bool memoryFits(const plan::Plan& plan)
{
    return std::ranges::all_of(plan.devices, [](const plan::DevicePlan& device) { return device.free.value >= 0; });
}

QString verdict(plan::Verdict verdict, bool memoryFits)
{
    const bool overloaded = verdict == plan::Verdict::DoesNotFit && memoryFits;
    return overloaded ? Words::tr("Overloaded", "verdict: power supply or circuit") : text::verdict(verdict);
}

widgets::Glyph glyph(plan::Verdict verdict)
{
    switch (verdict) {
    case plan::Verdict::Fits:
        return widgets::Glyph::Pass;
    case plan::Verdict::Tight:
        return widgets::Glyph::Tight;
    case plan::Verdict::DoesNotFit:
        return widgets::Glyph::Fail;
    }
    return widgets::Glyph::None;
}

QString bottleneck(plan::Bottleneck bottleneck)
{
    switch (bottleneck) {
    case plan::Bottleneck::MemoryBandwidth:
        return Words::tr("memory bandwidth");
    case plan::Bottleneck::Compute:
        return Words::tr("compute");
    case plan::Bottleneck::Interconnect:
        return Words::tr("the link between devices");
    case plan::Bottleneck::Capacity:
        return Words::tr("memory size");
    case plan::Bottleneck::Power:
        return Words::tr("power");
    }
    return {};
}

QString jobState(const JobInfo& job)
{
    switch (job.state) {
    case JobState::Queued:
        return Words::tr("waiting");
    case JobState::Running:
        return Words::tr("running");
    case JobState::Paused:
        return Words::tr("paused");
    case JobState::Done:
        return Words::tr("done");
    case JobState::Failed:
        return Words::tr("failed");
    case JobState::Cancelled:
        return job.isInterrupted ? Words::tr("interrupted", "job") : Words::tr("cancelled", "job");
    }
    return {};
}

QString termValue(const Term& term)
{
    if (!plan::isKnown(term))
        return missing();
    return term.id.ends_with("_fraction") ? percent(term.value, 1) : quantity(term.value, term.unit);
}

widgets::InspectorContent inspect(const Term& term, const QString& context)
{
    widgets::InspectorContent content;
    content.context = context;
    content.title = termName(term.id);
    content.value = termValue(term);
    content.note = provenance(term.provenance);
    if (term.id.starts_with("decode") || term.id.starts_with("prefill") || term.id.starts_with("time_to"))
        content.note += QStringLiteral(" · ") + Words::tr("at best, before losses");
    if (term.unit == "B" && std::abs(term.value) >= 1024)
        content.note += QStringLiteral(" · ") + fileSize(term.value) + QStringLiteral(" · ")
            + Words::tr("%1 bytes").arg(integer(term.value));
    content.formula = QString::fromStdString(term.formula);
    widgets::InspectorSection inputs{Words::tr("Inputs")};
    for (const TermInput& input : term.inputs)
        inputs.rows.append({inputName(input.name), quantity(input.value, input.unit), provenance(input.provenance),
                            widgets::Glyph::None, false, QString::fromStdString(input.source)});
    if (!inputs.rows.isEmpty())
        content.sections.append(inputs);
    content.source = QString::fromStdString(term.source);
    return content;
}

} // namespace headroom::app::text
