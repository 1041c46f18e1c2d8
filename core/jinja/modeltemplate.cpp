// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/modeltemplate.h"

#include "core/model/tokenizer/tokenizer.h"

namespace headroom::jinja {

namespace {

std::string tokenText(const model::ModelFile& file, model::Token token)
{
    const model::Array* texts = file.metadata().array("tokenizer.ggml.tokens");
    if (!texts || token < 0 || static_cast<std::size_t>(token) >= texts->items.size())
        return {};
    const auto* text = std::get_if<std::string>(&texts->items[static_cast<std::size_t>(token)].data);
    return text ? *text : std::string();
}

} // namespace

Result<ModelTemplate> ModelTemplate::of(const model::ModelFile& file)
{
    const auto source = file.metadata().text("tokenizer.chat_template");
    const std::string path = file.path().string();
    if (!source)
        return fail(ErrorCode::NotFound, path + ", key \"tokenizer.chat_template\"", "the model has no chat template");
    auto parsed = ChatTemplate::parse(*source, path + ", chat template");
    if (!parsed)
        return tl::unexpected(std::move(parsed.error()));
    ModelTemplate out(std::move(*parsed));
    if (const auto tokenizer = model::Tokenizer::create(file)) {
        out.m_bos = tokenText(file, (*tokenizer)->bos());
        out.m_eos = tokenText(file, (*tokenizer)->eos());
    }
    return out;
}

Result<std::string> ModelTemplate::render(Json input, const ChatTemplate::Options& options) const
{
    for (const auto& [key, value] : {std::pair("bos_token", &m_bos), std::pair("eos_token", &m_eos)})
        if (!value->empty() && !input.contains(key))
            input[key] = *value;
    return m_template.render(input, options);
}

} // namespace headroom::jinja
