// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset/preset.h"
#include "errors.h"
#include "evaluate.h"
#include "idleoptions.h"
#include "jobcommand.h"
#include "output.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace headroom::cli {

namespace {

struct SearchCommand : JobOptions {
    using JobOptions::JobOptions;
    std::string out;
    bool replace = false;
};

/// "blk.3.attn_q.weight" belongs to the row "attn_q".
std::string kindOf(const std::string& tensor)
{
    if (!tensor.starts_with("blk."))
        return tensor;
    const std::size_t dot = tensor.find('.', 4);
    return dot == std::string::npos ? tensor : tensor.substr(dot + 1);
}

void printTypes(const Json& json)
{
    std::map<std::string, std::map<std::string, std::size_t>> kinds;
    std::map<std::string, std::pair<double, double>> sums; ///< bytes, damage
    for (const auto& row : json.at("tensors")) {
        if (row.at("fixed").get<bool>())
            continue;
        const std::string kind = kindOf(row.at("name"));
        ++kinds[kind][row.at("type")];
        sums[kind].first += row.at("bytes").get<double>();
        sums[kind].second += row.at("damage").get<double>();
    }
    TextTable table({"tensors", "types", "size", "predicted damage"});
    for (const auto& [kind, types] : kinds) {
        std::string text;
        for (const auto& [type, count] : types)
            text += fmt::format("{}{}× {}", text.empty() ? "" : ", ", count, type);
        table.add({kind, text, humanBytes(sums[kind].first), number(sums[kind].second, 3)});
    }
    table.print();
}

void printMeasured(const Json& measured)
{
    const auto line = [](std::string_view name, const Json& figures) {
        print("{:<12} {} nat mean KLD, same top-1 {:.2f} %, {} bytes\n", name,
              number(figures.at("mean_kld").get<double>(), 3), 100 * figures.at("top1_agreement").get<double>(),
              grouped(figures.at("file_bytes")));
    };
    line("measured", measured);
    printMeasuredOn(measured);
    if (!measured.contains("reference"))
        return;
    line(measured.at("reference").at("preset").get<std::string>(), measured.at("reference"));
    const Json& interval = measured.at("reference_minus_mixture_mean_kld_ci95");
    if (interval[0].is_number() && std::isfinite(interval[0].get<double>()))
        print("difference   {} nat [{}, {}], paired by window; above 0 the mixture is better\n",
              number(measured.at("reference_minus_mixture_mean_kld").get<double>(), 3),
              number(interval[0].get<double>(), 3), number(interval[1].get<double>(), 3));
}

void printSearch(const Json& json)
{
    printTypes(json);
    print("\n{} bytes, {:.3f} bits per weight\npredicted    {} {}\n", grouped(json.at("output_bytes")),
          json.at("bits_per_weight").get<double>(), number(json.at("damage").get<double>(), 3),
          json.at("damage_unit").get<std::string>());
    if (!json.at("measured").is_null())
        printMeasured(json.at("measured"));
    const Json& upgrades = json.at("upgrades");
    for (std::size_t i = 0; i < std::min<std::size_t>(3, upgrades.size()); ++i)
        print("next best    {} in {} instead of {}: {} more, {} less damage\n",
              upgrades[i].at("tensor").get<std::string>(), upgrades[i].at("to").get<std::string>(),
              upgrades[i].at("from").get<std::string>(), humanBytes(upgrades[i].at("more_bytes").get<double>()),
              number(upgrades[i].at("less_damage").get<double>(), 3));
    for (const auto& warning : json.at("warnings"))
        print("note: {}\n", warning.get<std::string>());
}

/// Where the preset goes, before the search: nothing where it is not wanted.
Result<std::optional<Output>> searchOutput(const SearchCommand& options)
{
    if (options.out.empty())
        return std::nullopt;
    const Parameters given = options.values();
    auto inputs = model::filesOfModel(given.path("model"));
    for (const auto& path : {given.text("imatrix"), given.text("text"), options.project})
        if (!path.empty())
            inputs.emplace_back(path);
    auto output = outputAt(options.out, options.replace, inputs);
    return output ? Result<std::optional<Output>>(std::move(*output)) : tl::unexpected(std::move(output.error()));
}

Status writeFound(const Output& output, const Json& json)
{
    const auto preset = quant::presetFromJson(json.at("preset"), output.path.string());
    return preset ? quant::writePreset(output, *preset) : tl::unexpected(preset.error());
}

int search(const SearchCommand& options, const CLI::App& app)
{
    const auto output = searchOutput(options);
    if (!output)
        return report(output.error());
    const auto result = options.run(app);
    if (!result)
        return report(result.error());
    const Status written = *output ? writeFound(**output, result->result) : Status();
    if (!written)
        return report(written.error());
    options.asJson ? printJson(document(*result)) : printSearch(result->result);
    if (!options.out.empty() && !options.asJson)
        print("\nheadroom-cli quantize {} OUT.gguf --preset-file {}\n", options.values().text("model"), options.out);
    return kDone;
}

} // namespace

Action declareSearch(CLI::App& app)
{
    const auto options = std::make_shared<SearchCommand>("search");
    options->declare(app);
    app.add_option("--out", options->out, "write the preset that was found, for quantize --preset-file")
        ->type_name("F");
    addReplace(app, options->replace, "the preset's file");
    return [options, &app] {
        tellIdle(app, {{"--replace", !options->out.empty(), "with --out"}});
        return search(*options, app);
    };
}

} // namespace headroom::cli
