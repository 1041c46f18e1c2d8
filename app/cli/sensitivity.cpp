// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "evaluate.h"
#include "jobcommand.h"
#include "output.h"

namespace headroom::cli {

namespace {

void printSensitivity(const Json& json)
{
    TextTable table({"group", "tensors", "saved", "mean KLD, nat", "±", "ΔPPL, %", "same top", "nat per MiB saved"});
    for (const auto& row : json.at("groups"))
        table.add({row.at("group").get<std::string>(), std::to_string(row.at("tensors").size()),
                   humanBytes(row.at("bytes_before").get<double>() - row.at("bytes_after").get<double>()),
                   number(row.at("mean_kld").get<double>(), 3),
                   number(row.at("mean_kld_standard_error").get<double>(), 2),
                   number(100 * (row.at("ppl_ratio").get<double>() - 1), 3),
                   fmt::format("{:.2f} %", 100 * row.at("top1_agreement").get<double>()),
                   number(row.at("mean_kld_per_saved_mib").get<double>(), 3)});
    table.print();
    if (const Json& groups = json.at("groups"); !groups.empty()) {
        print("\n");
        printMeasuredOn(groups.front());
        for (const auto& warning : groups.front().at("warnings"))
            print("note: {}\n", warning.get<std::string>());
    }
}

} // namespace

Action declareSensitivity(CLI::App& app)
{
    return declareJobCommand(app, "sensitivity", printSensitivity);
}

} // namespace headroom::cli
