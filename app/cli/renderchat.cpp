// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/base/file.h"
#include "core/model/tokenizer.h"
#include "core/template/chattemplate.h"
#include "errors.h"
#include "options.h"
#include "output.h"

namespace headroom::cli {

namespace {

struct Options {
    std::string source, input;
    bool json = false;
};

constexpr std::uint64_t kMaxBytes = 64U << 20U;

struct Source {
    std::string text, where;
    std::string bos, eos; ///< of the model, for input that does not name them
};

/// A control token's text stands in the vocabulary itself: decoding hides it.
std::string tokenText(const model::GgufFile& file, model::Token token)
{
    const model::Array* texts = file.metadata().array("tokenizer.ggml.tokens");
    if (!texts || token < 0 || static_cast<std::size_t>(token) >= texts->items.size())
        return {};
    const auto* text = std::get_if<std::string>(&texts->items[static_cast<std::size_t>(token)].data);
    return text ? *text : std::string();
}

Result<Source> fromModel(const std::string& path)
{
    const auto file = model::GgufFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto text = (*file)->metadata().text("tokenizer.chat_template");
    if (!text)
        return fail(ErrorCode::NotFound, path + ", key \"tokenizer.chat_template\"", "the model has no chat template");
    Source source{std::string(*text), path + ", chat template", {}, {}};
    if (const auto tokenizer = model::Tokenizer::create(**file)) {
        source.bos = tokenText(**file, (*tokenizer)->bos());
        source.eos = tokenText(**file, (*tokenizer)->eos());
    }
    return source;
}

Result<Source> readSource(const std::string& path)
{
    if (!path.ends_with(".jinja"))
        return fromModel(path);
    const auto text = readTextFile(path, kMaxBytes);
    if (!text)
        return tl::unexpected(text.error());
    return Source{*text, path, {}, {}};
}

Result<std::string> rendered(const Options& options)
{
    const auto source = readSource(options.source);
    if (!source)
        return tl::unexpected(source.error());
    const auto text = readTextFile(options.input, kMaxBytes);
    if (!text)
        return tl::unexpected(text.error());
    auto input = parseJson(*text, options.input);
    if (!input)
        return tl::unexpected(std::move(input.error()));
    if (!input->is_object())
        return fail(ErrorCode::InvalidArgument, options.input, "the input must be a JSON object with \"messages\"");
    for (const auto& [key, value] : {std::pair("bos_token", source->bos), std::pair("eos_token", source->eos)})
        if (!value.empty() && !input->contains(key))
            (*input)[key] = value;
    const auto parsed = jinja::ChatTemplate::parse(source->text, source->where);
    return parsed ? parsed->render(*input) : Result<std::string>(tl::unexpected(parsed.error()));
}

} // namespace

Action declareRenderChat(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("MODEL", options->source, "a model with a chat template, or a file that ends in .jinja")->required();
    app.add_option("--input", options->input, "JSON: messages, tools, add_generation_prompt, bos_token, eos_token, …")
        ->type_name("F")
        ->required();
    addJson(app, options->json);
    return [options] {
        const auto text = rendered(*options);
        if (!text)
            return report(text.error());
        if (options->json)
            printJson({{"rendered", *text}});
        else
            write(*text);
        return kDone;
    };
}

} // namespace headroom::cli
