// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/model/plaintext.h"
#include "core/model/tokenizer/tokenizer.h"
#include "errors.h"
#include "options.h"
#include "output.h"

namespace headroom::cli {

namespace {

struct TokenizeOptions {
    std::string model, text, textFile;
    bool addSpecial = false, parseSpecial = false, json = false;
};

Result<std::vector<model::Token>> tokenized(const TokenizeOptions& options)
{
    const auto file = model::ModelFile::open(options.model, model::Weights::Optional);
    if (!file)
        return tl::unexpected(file.error());
    const auto tokenizer = model::Tokenizer::create(**file);
    if (!tokenizer)
        return tl::unexpected(tokenizer.error());
    std::string text = options.text;
    if (!options.textFile.empty()) {
        auto read = model::readPlainText(options.textFile, model::Zeros::Allowed);
        if (!read)
            return tl::unexpected(read.error());
        text = std::move(*read);
    }
    HEADROOM_TRY(model::checkPlainText(options.text, "--text", model::Zeros::Allowed));
    return (*tokenizer)->encode(text, {options.addSpecial, options.parseSpecial});
}

int tokenize(const TokenizeOptions& options)
{
    const auto ids = tokenized(options);
    if (!ids)
        return report(ids.error());
    if (options.json) {
        printJson({{"ids", *ids}, {"count", ids->size()}});
        return kDone;
    }
    std::string line;
    for (const model::Token id : *ids)
        line += (line.empty() ? "" : " ") + std::to_string(id);
    write(line + "\n");
    return kDone;
}

} // namespace

Action declareTokenize(CLI::App& app)
{
    const auto options = std::make_shared<TokenizeOptions>();
    addModel(app, options->model);
    auto* source = app.add_option_group("text", "what to tokenize");
    source->add_option("--text", options->text, "the text itself")->type_name("S");
    source->add_option("--text-file", options->textFile, "a file of UTF-8, whose ends of lines stay as they are")
        ->type_name("F");
    source->require_option(1);
    app.add_flag("--add-special", options->addSpecial, "add BOS and EOS as the vocabulary asks for");
    app.add_flag("--parse-special", options->parseSpecial, "\"<s>\" in the text becomes the token");
    addJson(app, options->json);
    return [options] { return tokenize(*options); };
}

} // namespace headroom::cli
