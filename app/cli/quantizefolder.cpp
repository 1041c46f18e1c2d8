// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "quantizefolder.h"

#include "command.h"
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/folder/recipe.h"
#include "errors.h"
#include "output.h"

namespace headroom::cli {

int dryRunFolder(const Json& parameters, bool json)
{
    const auto options = quant::folderOptions(parameters);
    if (!options)
        return report(options.error());
    const auto plan = quant::planAndMeasureFolder(*options);
    if (!plan)
        return report(plan.error());
    if (json) {
        printJson(quant::toJson(*plan));
        return kDone;
    }
    TextTable table({"tensor", "from", "to", "bytes", "reason"});
    for (const auto& row : plan->tensors)
        table.add({row.name, row.from, row.to, grouped(row.bytes), english(row.reason)});
    table.print();
    print("\n{} would be {} ({} bytes), {:.3f} bits per weight; {} are free\n", options->destination.string(),
          humanBytes(double(plan->outputBytes)), grouped(plan->outputBytes), plan->bitsPerWeight,
          humanBytes(double(plan->freeBytes)));
    print("needs {} on the disk while it is written", humanBytes(double(plan->outputBytes + plan->workBytes)));
    if (plan->expected)
        print(", about {} on this machine and {} of memory", humanSpan(plan->expected->low, plan->expected->high),
              humanBytes(double(plan->memoryBytes)));
    print("\n");
    for (const auto& warning : english(plan->warnings))
        print("note: {}\n", warning);
    return kDone;
}

int writeRecipe(const Json& parameters, const std::string& tool)
{
    const auto options = quant::folderOptions(parameters);
    if (!options)
        return report(options.error());
    const auto output = outputAt(options->destination, false, model::filesOfModel(options->source));
    if (!output)
        return report(output.error());
    const auto text = quant::recipeText(*options, tool);
    if (!text)
        return report(text.error());
    if (const auto written = writeFile(*output, std::as_bytes(std::span(*text))); !written)
        return report(written.error());
    print("{}: {} for {}\n", options->destination.string(), options->scheme, tool);
    return kDone;
}

} // namespace headroom::cli
