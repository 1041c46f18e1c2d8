// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/tokentrial.h"

#include "app/text/display.h"
#include "core/base/caught.h"
#include "core/base/json.h"
#include "core/jinja/chattemplate.h"

namespace headroom::app {

namespace {

Result<std::string> throughTemplate(const ModelFacts& facts, const std::string& text)
{
    if (facts.chatTemplate.empty())
        return fail(ErrorCode::NotFound, facts.path, "there is no chat template");
    const auto parsed = jinja::ChatTemplate::parse(facts.chatTemplate, facts.path);
    if (!parsed)
        return tl::unexpected(parsed.error());
    const Json message{{"role", "user"}, {"content", text}};
    const Json input{{"messages", Json::array({message})},
                     {"add_generation_prompt", true},
                     {"bos_token", facts.tokenizer ? facts.tokenizer->bos : ""},
                     {"eos_token", facts.tokenizer ? facts.tokenizer->eos : ""}};
    return parsed->render(input);
}

QString visible(const std::string& piece)
{
    QString text = text::fromUtf8(piece);
    text.replace(u'\n', QStringLiteral("⏎")).replace(u'\t', QStringLiteral("⇥")).replace(u'\r', QStringLiteral("␍"));
    return text.replace(u' ', QStringLiteral("␣"));
}

} // namespace

Result<TokenTrial> tryText(const ModelFacts& facts, const QString& text, bool asChat)
{
    if (!facts.words)
        return tl::unexpected(
            facts.tokenizerError.value_or(Error{ErrorCode::NotFound, facts.path, "there is no tokenizer"}));
    std::string prompt = text.toStdString();
    if (asChat) {
        auto rendered = throughTemplate(facts, prompt);
        if (!rendered)
            return tl::unexpected(std::move(rendered.error()));
        prompt = std::move(*rendered);
    }
    return guarded(facts.path, [&]() -> Result<TokenTrial> {
        TokenTrial trial;
        trial.prompt = text::fromUtf8(prompt);
        // A template writes its special tokens out, the first one included.
        trial.ids = facts.words->encode(prompt, {!asChat, asChat});
        for (const model::Token id : trial.ids) {
            const auto control = facts.controls.find(id);
            trial.pieces.append(visible(control != facts.controls.end() ? control->second : facts.words->piece(id)));
        }
        return trial;
    });
}

} // namespace headroom::app
