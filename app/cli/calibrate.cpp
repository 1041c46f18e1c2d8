// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "errors.h"
#include "idleoptions.h"
#include "options.h"
#include "output.h"

namespace headroom::cli {

namespace {

struct CalibrateOptions {
    std::string model, output, device = "auto", project, retain = "hash";
    std::vector<std::string> texts;
    std::uint32_t context = 512, samples = 0, servingContext = 0, hessianMib = 1024;
    unsigned threads = 0;
    bool outputMatrix = false, hessians = false, replace = false, noRedact = false, json = false;

    Json parameters() const
    {
        return {{"model", model},
                {"texts", texts},
                {"output", output},
                {"context", context},
                {"max_samples", samples},
                {"serving_context", servingContext},
                {"output_matrix", outputMatrix},
                {"hessians", hessians},
                {"hessian_mib", hessianMib},
                {"no_redact", noRedact},
                {"retain", retain},
                {"replace", replace},
                {"threads", threads},
                {"device", device}};
    }
};

void printCoverage(const Json& coverage)
{
    print("{} tokens in {} samples, {} distinct ({:.1f} % of the vocabulary)\n", grouped(coverage.at("tokens")),
          coverage.at("samples").dump(), grouped(coverage.at("distinct_tokens")),
          100 * coverage.at("vocabulary_share").get<double>());
    std::string scripts;
    for (const auto& one : coverage.at("scripts"))
        scripts += fmt::format("{}{} {:.1f} %", scripts.empty() ? "" : ", ", one.at("script").get<std::string>(),
                               100 * one.at("share").get<double>());
    print("scripts: {}; lines of code {:.1f} %, of JSON {:.1f} %\n", scripts.empty() ? "none" : scripts,
          100 * coverage.at("code_line_share").get<double>(), 100 * coverage.at("json_line_share").get<double>());
    for (const auto& one : coverage.at("experts"))
        print("{}: {} of {} experts reached, {} to {} tokens each\n", one.at("tensor").get<std::string>(),
              one.at("reached").dump(), one.at("experts").dump(), one.at("fewest_rows").dump(),
              one.at("most_rows").dump());
}

void printCalibration(const Json& json)
{
    TextTable table({"tensor", "rms", "max |x|", "99.99 %", "entropy", "outlier channels"});
    for (const auto& one : json.at("matrices")) {
        const Json& range = one.at("range");
        const double extreme = std::max(-range.at("min").get<double>(), range.at("max").get<double>());
        table.add({one.at("tensor").get<std::string>(), number(one.at("rms").get<double>()), number(extreme),
                   number(range.at("p99_99").get<double>()), number(range.at("entropy_8bit").get<double>()),
                   one.at("outlier_channels").dump()});
    }
    table.print();
    print("\n");
    printCoverage(json.at("coverage"));
    for (const auto& warning : json.at("warnings"))
        print("note: {}\n", warning.get<std::string>());
    if (!json.at("redaction").at("applied").get<bool>())
        print("redaction: off\n");
    const std::string output = json.at("output").get<std::string>(), hash = json.at("text_sha256").get<std::string>();
    print("{}: {}, {}\n", output, humanBytes(json.at("output_bytes").get<double>()),
          hash.empty() ? "nothing kept of the text" : "text sha256 " + hash);
    if (json.at("retained") == "text")
        print("{}.txt: the text as used\n", output);
}

} // namespace

Action declareCalibrate(CLI::App& app)
{
    const auto options = std::make_shared<CalibrateOptions>();
    addModel(app, options->model);
    app.add_option("--text", options->texts,
                   "text, or prompts or logs of requests as .jsonl; may be given several times")
        ->type_name("F")
        ->required();
    app.add_option("--out", options->output, "the importance matrix (GGUF), which llama.cpp reads too")
        ->type_name("F")
        ->required();
    app.add_option("--context", options->context, "tokens per sample (default: 512); best the context of serving")
        ->type_name("N")
        ->transform(wholeRange(1U, 1U << 24U));
    app.add_option("--samples", options->samples, "at most so many samples (default: all)")
        ->type_name("N")
        ->transform(wholeRange(0, 1U << 28U));
    app.add_option("--serving-context", options->servingContext, "warn when samples are shorter than this")
        ->type_name("N")
        ->transform(wholeRange(0, 1U << 28U));
    app.add_flag("--output-matrix", options->outputMatrix, "also the matrix that gives the logits");
    app.add_flag("--hessians", options->hessians, "also what GPTQ needs: columns² floats per distinct input");
    app.add_option("--hessian-memory", options->hessianMib,
                   "MiB of Hessians at a time (default: 1024); more passes if not enough")
        ->type_name("N")
        ->transform(wholeRange(1U, 1U << 24U));
    app.add_flag("--no-redact", options->noRedact,
                 "use the text as it is; by default what looks like an e-mail address, phone, IBAN, card or IP number, "
                 "key, token or password becomes [email], …");
    app.add_option(
           "--retain", options->retain,
           "what stays of the text: nothing, its hash and the names of its files (default), or the text as used "
           "too, redacted, in <out>.txt; a project keeps the arguments of the command all the same")
        ->type_name("nothing|hash|text")
        ->check(CLI::IsMember({"nothing", "hash", "text"}));
    addReplace(app, options->replace, "the file");
    addThreads(app, options->threads);
    addDevice(app, options->device);
    addProject(app, options->project);
    addJson(app, options->json);
    return [options, &app] {
        tellIdle(app, {{"--hessian-memory", options->hessians, "with --hessians"}});
        if (const Status device = checkDevice(options->device); !device)
            return report(device.error());
        const auto result = runJob("calibrate", options->project, options->parameters());
        if (!result)
            return report(result.error());
        options->json ? printJson(document(*result)) : printCalibration(result->result);
        return kDone;
    };
}

} // namespace headroom::cli
