// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "evaluate.h"
#include "jobcommand.h"
#include "output.h"

namespace headroom::cli {

namespace {

void printPerplexity(const Json& json)
{
    print("perplexity  {} ± {}\n", number(json.at("perplexity").get<double>(), 6),
          number(json.at("standard_error").get<double>(), 3));
    print("            {} scored in {} of {}\n", counted(json.at("tokens_scored"), "token"),
          counted(json.at("chunks").size(), "window"), grouped(json.at("context")));
    printConditions(json);
    print("\n");
    if (const auto noise = json.find("noise_floor_mean_kld"); noise != json.end())
        print("noise floor {} nat mean KLD: fast precision against exact\n\n", number(noise->get<double>(), 2));
    TextTable table({"position", "mean nll", "±", "tokens"});
    for (const auto& point : json.at("nll_by_position")) {
        const Json& error = point.at("standard_error");
        table.add({fmt::format("{} – {}", grouped(point.at("from")), grouped(point.at("to").get<std::uint64_t>() - 1)),
                   fmt::format("{:.4f}", point.at("mean").get<double>()),
                   error.is_number() ? number(error.get<double>(), 3) : "–", grouped(point.at("n"))});
    }
    table.print();
    for (const auto& warning : json.value("warnings", Json::array()))
        print("note: {}\n", warning.get<std::string>());
}

} // namespace

Action declarePerplexity(CLI::App& app)
{
    return declareJobCommand(app, "perplexity", printPerplexity);
}

} // namespace headroom::cli
