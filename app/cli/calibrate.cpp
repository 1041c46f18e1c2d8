// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "jobcommand.h"
#include "output.h"

namespace headroom::cli {

namespace {

void printCoverage(const Json& coverage)
{
    print("{} in {}, {} distinct ({:.1f} % of the vocabulary)\n", counted(coverage.at("tokens"), "token"),
          counted(coverage.at("samples"), "sample"), grouped(coverage.at("distinct_tokens")),
          100 * coverage.at("vocabulary_share").get<double>());
    std::string scripts;
    for (const auto& one : coverage.at("scripts"))
        scripts += fmt::format("{}{} {:.1f} %", scripts.empty() ? "" : ", ", one.at("script").get<std::string>(),
                               100 * one.at("share").get<double>());
    print("scripts: {}; lines of code {:.1f} %, of JSON {:.1f} %\n", scripts.empty() ? "none" : scripts,
          100 * coverage.at("code_line_share").get<double>(), 100 * coverage.at("json_line_share").get<double>());
    for (const auto& one : coverage.at("experts"))
        print("{}: {} of {} experts reached, {} to {} tokens each\n", one.at("tensor").get<std::string>(),
              one.at("reached").dump(), one.at("experts").dump(), grouped(one.at("fewest_rows")),
              grouped(one.at("most_rows")));
}

void printCalibration(const Json& json)
{
    TextTable table({"tensor", "rms", "max |x|", "99.99 %", "entropy", "outlier channels"});
    for (const auto& one : json.at("matrices")) {
        const Json& range = one.at("range");
        const double extreme = std::max(-range.at("min").get<double>(), range.at("max").get<double>());
        table.add({one.at("tensor").get<std::string>(), number(one.at("rms").get<double>()), number(extreme),
                   number(range.at("p99_99").get<double>()), number(range.at("entropy_8bit").get<double>()),
                   grouped(one.at("outlier_channels"))});
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
    return declareJobCommand(app, "calibrate", printCalibration);
}

} // namespace headroom::cli
