// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/modelfacts.h"

#include "app/text/display.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <map>

namespace headroom::app {

namespace {

constexpr qsizetype kTemplateShown = 600; // characters; the rest is in the file

struct ModelWords {
    Q_DECLARE_TR_FUNCTIONS(ModelWords)
};

std::string pieceOf(const model::ModelFile& file, const model::Tokenizer& tokenizer, model::Token token)
{
    const model::Array* tokens = file.metadata().array("tokenizer.ggml.tokens");
    if (token < 0)
        return {};
    if (tokens && std::size_t(token) < tokens->items.size())
        if (const auto* text = std::get_if<std::string>(&tokens->items[std::size_t(token)].data))
            return *text; // control tokens have no text of their own
    return tokenizer.piece(token);
}

/// "<|im_end|>" and its like: what has a name, but no text.
std::map<model::Token, std::string> controlsOf(const model::ModelFile& file)
{
    constexpr std::int32_t control = 3; // tokenizer.ggml.token_type
    std::map<model::Token, std::string> names;
    const model::Array* types = file.metadata().array("tokenizer.ggml.token_type");
    const model::Array* tokens = file.metadata().array("tokenizer.ggml.tokens");
    const std::size_t count = types && tokens ? std::min(types->items.size(), tokens->items.size()) : 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto* type = std::get_if<std::int32_t>(&types->items[i].data);
        const auto* text = std::get_if<std::string>(&tokens->items[i].data);
        if (type && *type == control && text)
            names.emplace(model::Token(i), *text);
    }
    return names;
}

std::vector<TypeShare> typesOf(const model::ModelFile& file)
{
    std::map<std::string, TypeShare> byType;
    for (const model::TensorInfo& tensor : file.tensors()) {
        TypeShare& share = byType[std::string(tensor::format(tensor.type).name)];
        ++share.tensors;
        share.bytes += tensor.stored();
    }
    std::vector<TypeShare> types;
    for (auto& [name, share] : byType) {
        share.type = name;
        types.push_back(share);
    }
    std::ranges::stable_sort(types, [](const TypeShare& a, const TypeShare& b) { return a.bytes > b.bytes; });
    return types;
}

QString tokenText(const std::string& token)
{
    return token.empty() ? text::missing() : text::fromUtf8(token).simplified();
}

/// Of towers, projector and whatever else the text model does without.
double leftOutBytes(const model::Description& model)
{
    double bytes = 0;
    for (const model::LeftOut& part : model.leftOut)
        bytes += double(part.bytes);
    return bytes;
}

widgets::InspectorSection shapeSection(const model::Description& model, const ModelFacts& facts)
{
    const model::Shape& shape = model.shape;
    widgets::InspectorSection section{ModelWords::tr("Shape")};
    section.rows = {{ModelWords::tr("Architecture"), text::fromUtf8(facts.architecture)},
                    {ModelWords::tr("Parameters"), text::integer(double(model.parameters()))},
                    {ModelWords::tr("Layers"), text::integer(shape.layers)},
                    {ModelWords::tr("Width"), text::integer(shape.embedding)}};
    if (shape.heads > 0)
        section.rows.append(
            {ModelWords::tr("Heads, of these KV"), QStringLiteral("%1, %2").arg(shape.heads).arg(shape.kvHeads)});
    if (shape.experts > 0)
        section.rows.append(
            {ModelWords::tr("Experts, used"), QStringLiteral("%1, %2").arg(shape.experts).arg(shape.expertsUsed)});
    if (!model.leftOut.empty())
        section.rows.append({ModelWords::tr("Beside the text model"), text::bytes(leftOutBytes(model))});
    if (shape.contextLength > 0)
        section.rows.append({ModelWords::tr("Trained context"), text::tokens(shape.contextLength)});
    return section;
}

widgets::InspectorSection typeSection(const ModelFacts& facts)
{
    widgets::InspectorSection section{ModelWords::tr("Tensors by type")};
    for (const TypeShare& share : facts.types)
        section.rows.append(
            {text::fromUtf8(share.type),
             text::integer(double(share.tensors)) + QStringLiteral(" · ") + text::bytes(double(share.bytes))});
    return section;
}

widgets::InspectorSection tokenizerSection(const ModelFacts& facts)
{
    widgets::InspectorSection section{ModelWords::tr("Tokenizer")};
    if (!facts.tokenizer) {
        section.text = facts.tokenizerError ? text::message(*facts.tokenizerError).text : text::missing();
        return section;
    }
    const TokenizerFacts& tokenizer = *facts.tokenizer;
    section.rows = {{ModelWords::tr("Kind"), text::fromUtf8(tokenizer.kind)},
                    {ModelWords::tr("Vocabulary"), text::integer(tokenizer.vocabulary)}};
    if (!facts.preTokenizer.empty())
        section.rows.append({ModelWords::tr("Splits text as"), text::fromUtf8(facts.preTokenizer)});
    section.rows.append({ModelWords::tr("Begin"), tokenText(tokenizer.bos), {}, widgets::Glyph::None, true});
    section.rows.append({ModelWords::tr("End"), tokenText(tokenizer.eos), {}, widgets::Glyph::None, true});
    section.rows.append(
        {ModelWords::tr("Adds begin"), tokenizer.addsBos ? ModelWords::tr("yes") : ModelWords::tr("no")});
    return section;
}

widgets::InspectorSection chatSection(const ModelFacts& facts)
{
    widgets::InspectorSection chat{ModelWords::tr("Chat template")};
    const QString whole = text::fromUtf8(facts.chatTemplate);
    if (whole.isEmpty())
        chat.text = ModelWords::tr("None in the file: prompts go in as plain text.");
    else {
        chat.mono = true;
        chat.text = whole.size() <= kTemplateShown ? whole
                                                   : whole.left(kTemplateShown) + QStringLiteral(" … ")
                + ModelWords::tr("(%1 characters)").arg(text::integer(double(whole.size())));
    }
    return chat;
}

} // namespace

ModelFacts modelFacts(const model::ModelFile& file)
{
    ModelFacts facts;
    const model::Metadata& metadata = file.metadata();
    facts.path = file.path().string();
    facts.format = file.format();
    facts.architecture = metadata.text("general.architecture").value_or("");
    facts.types = typesOf(file);
    facts.controls = controlsOf(file);
    facts.preTokenizer = metadata.text("tokenizer.ggml.pre").value_or("");
    facts.chatTemplate = metadata.text("tokenizer.chat_template").value_or("");
    if (auto tokenizer = model::Tokenizer::create(file)) {
        facts.words = std::move(*tokenizer);
        const model::Tokenizer& t = *facts.words;
        facts.tokenizer = TokenizerFacts{std::string(t.kind()), t.vocabularySize(), pieceOf(file, t, t.bos()),
                                         pieceOf(file, t, t.eos()), t.addsBos()};
    } else
        facts.tokenizerError = tokenizer.error();
    return facts;
}

widgets::InspectorContent inspectModel(const model::Description& model, const ModelFacts& facts)
{
    widgets::InspectorContent content;
    content.context = ModelWords::tr("Model · %1").arg(text::fromUtf8(facts.format));
    content.title = text::fromUtf8(model.name);
    const auto bytes = double(model.fileBytes > 0 ? model.fileBytes : model.weightBytes()); // of weights to come
    content.value = text::bytes(bytes);
    content.note
        = ModelWords::tr("%1 bytes, %2 bits/w").arg(text::integer(bytes), text::number(model.bitsPerWeight(), 2));
    content.sections = {shapeSection(model, facts), typeSection(facts), tokenizerSection(facts), chatSection(facts)};
    content.source = text::fromUtf8(facts.path);
    return content;
}

widgets::InspectorContent inspectVocabulary(const ModelFacts& facts)
{
    widgets::InspectorContent content;
    content.context = ModelWords::tr("Vocabulary · %1").arg(text::fromUtf8(facts.format));
    content.title = QFileInfo(text::fromUtf8(facts.path)).fileName();
    content.value = facts.tokenizer ? text::integer(facts.tokenizer->vocabulary) : text::missing();
    content.note = ModelWords::tr("tokens; the file holds no weights");
    content.sections = {tokenizerSection(facts), chatSection(facts)};
    content.source = text::fromUtf8(facts.path);
    return content;
}

} // namespace headroom::app
