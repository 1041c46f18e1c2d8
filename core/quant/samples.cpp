// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/samples.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

/// Text that is no UTF-8 was written in another encoding, and would calibrate for replacement characters.
Status checkEncoding(std::string_view text, const std::string& where)
{
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return fail(ErrorCode::Corrupt, where, "is UTF-16; calibration text must be UTF-8");
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t at = offset;
        if (model::nextCodePoint(text, offset) == 0xFFFD && !text.substr(at).starts_with("\xEF\xBF\xBD"))
            return fail(ErrorCode::Corrupt, fmt::format("{}, byte {}", where, at),
                        "is no UTF-8; calibration text must be UTF-8");
    }
    return {};
}

/// The content of a message: a string, or parts of which some are text.
void appendMessage(const Json& message, std::string& joined)
{
    const auto add = [&joined](const Json& text) {
        if (text.is_string())
            joined += (joined.empty() ? "" : "\n") + text.get<std::string>();
    };
    const auto content = message.is_object() ? message.find("content") : message.end();
    if (content == message.end())
        return;
    add(*content);
    if (!content->is_array())
        return;
    for (const Json& part : *content)
        if (const auto text = part.is_object() ? part.find("text") : part.end(); text != part.end())
            add(*text);
}

void appendMessages(const Json& request, std::string& joined)
{
    const auto messages = request.is_object() ? request.find("messages") : request.end();
    if (messages != request.end() && messages->is_array())
        for (const Json& message : *messages)
            appendMessage(message, joined);
}

/// The first choice: the others are answers to the same.
void appendAnswer(const Json& response, std::string& joined)
{
    const auto choices = response.is_object() ? response.find("choices") : response.end();
    if (choices == response.end() || !choices->is_array() || choices->empty() || !choices->front().is_object())
        return;
    if (const auto message = choices->front().find("message"); message != choices->front().end())
        appendMessage(*message, joined);
}

/// What a prompt says, in whichever of the usual forms.
std::optional<std::string> textOf(const Json& prompt)
{
    if (prompt.is_string())
        return prompt.get<std::string>();
    if (!prompt.is_object())
        return std::nullopt;
    for (const char* key : {"text", "prompt", "content"})
        if (const auto found = prompt.find(key); found != prompt.end() && found->is_string())
            return found->get<std::string>();
    std::string joined;
    appendMessages(prompt, joined);
    if (const auto request = prompt.find("request"); request != prompt.end())
        appendMessages(*request, joined);
    if (const auto response = prompt.find("response"); response != prompt.end())
        appendAnswer(*response, joined);
    return joined.empty() ? std::nullopt : std::optional(joined);
}

Status appendPrompts(std::string_view content, const std::string& where, std::vector<std::string>& texts)
{
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        const std::string_view line = content.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const std::string place = fmt::format("{}, line {}", where, number);
        const auto json = parseJson(line, place);
        if (!json)
            return tl::unexpected(json.error());
        auto text = textOf(*json);
        if (!text)
            return fail(ErrorCode::Corrupt, place, "holds none of text, prompt, content, messages, request");
        texts.push_back(std::move(*text));
    }
    return {};
}

Status readFile(const std::filesystem::path& path, Samples& samples)
{
    const auto content = readTextFile(path);
    if (!content)
        return tl::unexpected(content.error());
    samples.names.push_back(path.filename().string());
    HEADROOM_TRY(checkEncoding(*content, path.string()));
    if (path.extension() == ".jsonl")
        return appendPrompts(*content, path.string(), samples.texts);
    samples.texts.push_back(*content);
    return {};
}

/// Before anything is tokenized or stored.
Status redact(bool wanted, Samples& samples)
{
    if (!wanted) {
        samples.warnings.emplace_back("secrets and personal data were not looked for (--no-redact)");
        return {};
    }
    auto redactor = Redactor::create();
    if (!redactor)
        return tl::unexpected(redactor.error());
    for (std::size_t i = 0; i < samples.texts.size(); ++i) {
        auto text = redactor->redact(samples.texts[i], fmt::format("calibration text, prompt {}", i + 1));
        if (!text)
            return tl::unexpected(text.error());
        samples.texts[i] = std::move(*text);
    }
    samples.redactions = {true, redactor->counts()};
    std::string found;
    for (const auto& [kind, count] : samples.redactions.counts)
        found += fmt::format("{}{} × {}", found.empty() ? "" : ", ", count, kind);
    if (!found.empty())
        samples.warnings.push_back(
            fmt::format("the text held what looks like secrets or personal data, replaced before use: {}", found));
    return {};
}

std::string hashOf(const std::vector<std::string>& texts)
{
    Sha256 hash;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0)
            hash.add(std::as_bytes(std::span("", 1)));
        hash.add(std::as_bytes(std::span(texts[i])));
    }
    return hash.hex();
}

void cut(Samples& samples, const model::Tokenizer& tokenizer, std::uint32_t maxSamples)
{
    samples.streamTokens = samples.tokens.size();
    const std::size_t whole = samples.tokens.size() / samples.context;
    if (whole == 0) {
        samples.warnings.push_back(fmt::format("the text has {} tokens, less than the context of {}: one short sample",
                                               samples.tokens.size(), samples.context));
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

Result<Samples> readSamples(const model::Tokenizer& tokenizer, const SampleOptions& options)
{
    if (options.files.empty())
        return fail(ErrorCode::InvalidArgument, "calibration text", "no file is named");
    if (options.context == 0)
        return fail(ErrorCode::InvalidArgument, "context", "must be at least 1 token");
    Samples samples;
    samples.context = options.context;
    for (const auto& path : options.files)
        HEADROOM_TRY(readFile(path, samples));
    if (std::ranges::all_of(samples.texts, [](const std::string& text) { return text.empty(); }))
        return fail(ErrorCode::InvalidArgument, options.files.front().string(), "holds no text to calibrate with");
    HEADROOM_TRY(redact(options.redact, samples));
    samples.sha256 = hashOf(samples.texts);
    for (const auto& text : samples.texts) {
        const auto tokens = tokenizer.encode(text, {.addSpecial = true, .parseSpecial = false});
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
