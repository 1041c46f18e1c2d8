// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/base/writtenjson.h"
#include "core/jinja/modeltemplate.h"
#include "core/model/plaintext.h"
#include "errors.h"
#include "options.h"
#include "output.h"

namespace headroom::cli {

namespace {

struct RenderChatOptions {
    std::string source, input;
    bool json = false;
};

constexpr std::uint64_t kMaxBytes = 64U << 20U;

Result<Json> readInput(const std::string& path)
{
    auto input = readWrittenJson(path, kMaxBytes);
    if (input && !input->is_object())
        return fail(ErrorCode::InvalidArgument, path, "the input must be a JSON object with \"messages\"");
    return input;
}

Result<std::string> renderedFromFile(const std::string& path, const Json& input)
{
    const auto text = model::readPlainText(path);
    if (!text)
        return tl::unexpected(text.error());
    const auto parsed = jinja::ChatTemplate::parse(*text, path);
    return parsed ? parsed->render(input) : Result<std::string>(tl::unexpected(parsed.error()));
}

Result<std::string> rendered(const RenderChatOptions& options)
{
    const auto input = readInput(options.input);
    if (!input)
        return tl::unexpected(input.error());
    if (options.source.ends_with(".jinja"))
        return renderedFromFile(options.source, *input);
    const auto file = model::ModelFile::open(options.source, model::Weights::Optional);
    if (!file)
        return tl::unexpected(file.error());
    const auto chat = jinja::ModelTemplate::of(**file);
    return chat ? chat->render(*input) : Result<std::string>(tl::unexpected(chat.error()));
}

} // namespace

Action declareRenderChat(CLI::App& app)
{
    const auto options = std::make_shared<RenderChatOptions>();
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
