// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "errors.h"
#include "evaluate.h"
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
        printConditions(groups.front());
    }
}

} // namespace

Action declareSensitivity(CLI::App& app)
{
    struct Options : EvaluateOptions {
        std::string model, preset, groupBy = "kind";
    };
    const auto options = std::make_shared<Options>();
    addModel(app, options->model);
    options->declare(app);
    app.add_option("--preset", options->preset, "the types that each group goes to in turn")
        ->type_name("P")
        ->required()
        ->check(presetName(Presets::OfFiles));
    app.add_option("--group-by", options->groupBy, "kind (default): attn_q of all layers together; layer; tensor")
        ->type_name("G")
        ->check(CLI::IsMember({"kind", "layer", "tensor"}));
    return [options] {
        if (const Status device = checkDevice(options->device); !device)
            return report(device.error());
        Json parameters = options->parameters();
        parameters["model"] = options->model;
        parameters["preset"] = options->preset;
        parameters["group_by"] = options->groupBy;
        const auto result = runJob("sensitivity", options->project, parameters);
        if (!result)
            return report(result.error());
        options->json ? printJson(document(*result)) : printSensitivity(result->result);
        return kDone;
    };
}

} // namespace headroom::cli
