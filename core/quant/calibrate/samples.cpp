// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/samples.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/model/plaintext.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

Status readFile(const std::filesystem::path& path, const jinja::ModelTemplate* chat, Samples& samples)
{
    const auto content = model::readPlainText(path);
    if (!content)
        return tl::unexpected(content.error());
    samples.names.push_back(path.filename().string());
    if (path.extension() == ".jsonl")
        return appendPrompts(*content, path.string(), chat, samples.prompts);
    samples.prompts.texts.push_back({*content});
    return {};
}

/// Before anything is tokenized or stored.
Status redact(bool wanted, Samples& samples)
{
    if (!wanted) {
        samples.warnings.push_back(remark("calibrate.not_redacted"));
        return {};
    }
    auto redactor = Redactor::create();
    if (!redactor)
        return tl::unexpected(redactor.error());
    auto& prompts = samples.prompts.texts;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        auto text = redactor->redact(prompts[i].text, fmt::format("calibration text, prompt {}", i + 1));
        if (!text)
            return tl::unexpected(text.error());
        prompts[i].text = std::move(*text);
    }
    auto reason = redactor->redact(samples.prompts.whyJoined, "the chat template's refusal"); // may quote a message
    if (!reason)
        return tl::unexpected(reason.error());
    samples.prompts.whyJoined = std::move(*reason);
    samples.redactions = {true, redactor->counts()};
    std::string found;
    for (const auto& [kind, count] : samples.redactions.counts)
        found += fmt::format("{}{} × {}", found.empty() ? "" : ", ", count, kind);
    if (!found.empty())
        samples.warnings.push_back(remark("calibrate.redacted", found));
    return {};
}

/// A zero byte between each two.
template <class Take> void visitTexts(const std::vector<Prompt>& prompts, Take&& take)
{
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        if (i > 0)
            take(std::as_bytes(std::span("", 1)));
        take(std::as_bytes(std::span(prompts[i].text)));
    }
}

std::string hashOf(const std::vector<Prompt>& prompts)
{
    Sha256 hash;
    visitTexts(prompts, [&](std::span<const std::byte> bytes) { hash.add(bytes); });
    return hash.hex();
}

/// What a template wrote holds its special tokens already, most often the first one too.
std::vector<model::Token> tokensOf(const Prompt& prompt, const model::Tokenizer& tokenizer, std::string_view bos)
{
    if (!prompt.rendered)
        return tokenizer.encode(prompt.text, {.addSpecial = true, .parseSpecial = false});
    std::string_view text = prompt.text;
    const std::size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const bool begun = !bos.empty() && text.substr(first).starts_with(bos);
    if (begun) // blanks in front of it are the template's layout: a sample begins with one BOS, not with two
        text.remove_prefix(first);
    return tokenizer.encode(text, {.addSpecial = !begun, .parseSpecial = true});
}

/// A template says what it likes, at any length.
std::string beginningOf(const std::string& reason)
{
    constexpr std::size_t kLongestText = 200;
    if (reason.size() <= kLongestText)
        return reason;
    std::size_t end = kLongestText;
    while (end > 0 && (static_cast<unsigned char>(reason[end]) & 0xC0U) == 0x80U) // not within a character
        --end;
    return reason.substr(0, end) + " …";
}

void warnOfJoined(const Prompts& prompts, const SampleOptions& options, Remarks& warnings)
{
    if (prompts.joined > 0)
        warnings.push_back(remark("calibrate.joined", prompts.joined, prompts.joined + prompts.rendered,
                                  beginningOf(options.chat ? prompts.whyJoined : options.whyNoChat)));
}

void cut(Samples& samples, const model::Tokenizer& tokenizer, std::uint32_t maxSamples)
{
    samples.streamTokens = samples.tokens.size();
    const std::size_t whole = samples.tokens.size() / samples.context;
    if (whole == 0) {
        samples.warnings.push_back(remark("calibrate.short_text", samples.tokens.size(), samples.context));
        return;
    }
    const std::size_t count = maxSamples > 0 ? std::min<std::size_t>(whole, maxSamples) : whole;
    samples.tokens.resize(count * samples.context);
    for (std::size_t i = 0; tokenizer.addsBos() && i < count; ++i)
        samples.tokens[i * samples.context] = tokenizer.bos();
}

} // namespace

std::span<const model::Token> Samples::sample(std::size_t index) const
{
    const std::size_t begin = index * context;
    return std::span(tokens).subspan(begin, std::min<std::size_t>(context, tokens.size() - begin));
}

Result<AtomicFile> Samples::stageTexts(const Output& output) const
{
    auto file = AtomicFile::create(output);
    if (!file)
        return file;
    Status status;
    visitTexts(prompts.texts, [&](std::span<const std::byte> bytes) {
        if (status)
            status = file->write(bytes);
    });
    HEADROOM_TRY(status);
    return file;
}

Result<Samples> readSamples(const model::Tokenizer& tokenizer, const SampleOptions& options)
{
    if (options.files.empty())
        return fail(ErrorCode::InvalidArgument, "calibration text", "no file is named");
    if (options.context == 0)
        return fail(ErrorCode::InvalidArgument, "context", "must be at least 1 token");
    Samples samples;
    samples.context = options.context;
    for (const auto& path : options.files)
        HEADROOM_TRY(readFile(path, options.chat, samples));
    const auto& prompts = samples.prompts.texts;
    if (std::ranges::all_of(prompts, [](const Prompt& prompt) { return prompt.text.empty(); }))
        return fail(ErrorCode::InvalidArgument, options.files.front().string(), "holds no text to calibrate with");
    HEADROOM_TRY(redact(options.redact, samples));
    warnOfJoined(samples.prompts, options, samples.warnings);
    samples.sha256 = hashOf(prompts);
    for (const Prompt& prompt : prompts) {
        const auto tokens = tokensOf(prompt, tokenizer, options.chat ? options.chat->bos() : "");
        samples.tokens.insert(samples.tokens.end(), tokens.begin(), tokens.end());
    }
    cut(samples, tokenizer, options.maxSamples);
    return samples;
}

Json toJson(const Redactions& redactions)
{
    Json counts = Json::object();
    for (const auto& [kind, count] : redactions.counts)
        counts[std::string(kind)] = count;
    return {{"applied", redactions.applied}, {"counts", std::move(counts)}};
}

} // namespace headroom::quant
