// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/base/remarks.h"
#include "core/job/kinds.h"
#include "core/machine/catalogue.h"
#include "core/plan/engine.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/preset/preset.h"
#include "errors.h"
#include "options.h"
#include "output.h"

#include <array>

namespace headroom::cli {

namespace {

Json gpus()
{
    machine::Rig rig;
    rig.gpus.assign(machine::gpuCatalogue().begin(), machine::gpuCatalogue().end());
    return machine::toJson(rig).at("gpus");
}

Json cpus()
{
    Json rows = Json::array();
    for (const auto& cpu : machine::cpuCatalogue()) {
        machine::Rig rig;
        rig.cpu = cpu;
        rows.push_back(machine::toJson(rig).at("cpu"));
    }
    return rows;
}

Json psus()
{
    machine::Rig rig;
    rig.psus.assign(machine::psuCatalogue().begin(), machine::psuCatalogue().end());
    return machine::toJson(rig).at("psus");
}

Json models()
{
    Json rows = Json::array();
    for (const auto& model : machine::modelCatalogue()) {
        const auto described = model.describe(tensor::Type::F16);
        rows.push_back({{"id", model.id},
                        {"name", model.name},
                        {"architecture", model.shape.architecture},
                        {"parameters", described.parameters()},
                        {"active_parameters", described.activeParameters()},
                        {"layers", model.shape.layers},
                        {"context_length", model.shape.contextLength},
                        {"f16_bytes", described.weightBytes()},
                        {"source", model.source}});
    }
    return rows;
}

/// Of a matrix of ordinary size, scales included.
double bitsPerWeight(const quant::FolderScheme& scheme)
{
    constexpr std::uint64_t kExtent = 4096;
    double bytes = 0;
    for (const auto& part : scheme.layout->parts(scheme, {kExtent, kExtent, model::DType::BF16}))
        bytes += double(part.bytes());
    return 8 * bytes / double(kExtent * kExtent);
}

/// Each row is what --preset-file reads; behind them those that write folders.
Json presets()
{
    Json rows = Json::array();
    for (const auto& preset : quant::presets()) {
        rows.push_back(quant::toJson(preset));
        rows.back()["bits_per_weight"] = tensor::format(preset.defaultType).bitsPerWeight();
        rows.back()["source"] = "llama.cpp, llama-quantize";
    }
    for (const auto& scheme : quant::folderSchemes())
        rows.push_back({{"name", scheme.name},
                        {"writes", "folder"},
                        {"bits_per_weight", bitsPerWeight(scheme)},
                        {"summary", english(remark(scheme.about))},
                        {"source", "Hugging Face folders of other engines"}});
    return rows;
}

Json constantsOf(const plan::Engine& engine)
{
    Json rows = Json::array();
    for (const auto& constant : engine.constants)
        rows.push_back(
            {{"name", constant.name}, {"value", constant.value}, {"unit", constant.unit}, {"source", constant.source}});
    return rows;
}

/// What a plan for each engine reckons with.
Json engines()
{
    Json rows = Json::array();
    for (const plan::Engine* engine : plan::engines()) {
        Json versions = Json::array(), types = Json::array();
        for (const auto& version : engine->versions)
            versions.push_back({{"id", version.id}, {"checked", version.checked}});
        for (const auto& type : engine->kvTypes)
            types.push_back(
                {{"name", type.name}, {"bytes_per_element", type.bytesPerElement}, {"block_elements", type.blockSize}});
        rows.push_back({{"id", engine->id},
                        {"version", engine->versions.front().id},
                        {"kv_type_names", plan::kvTypeNames(*engine)},
                        {"source", engine->versions.front().checked},
                        {"versions", versions},
                        {"kv_types", types},
                        {"constants", constantsOf(*engine)}});
    }
    return rows;
}

std::string_view nameOfKind(ValueKind kind)
{
    constexpr std::array<std::string_view, 9> kNames{"text",  "path", "paths", "texts", "whole number",
                                                     "bytes", "real", "flag",  "object"};
    return kNames[static_cast<std::size_t>(kind)];
}

Json parameterJson(const Parameter& row)
{
    Json json{{"key", row.key}, {"type", nameOfKind(row.kind)}, {"flag", row.flag}, {"required", row.isRequired}};
    if (const std::string usual = usualOf(row); !usual.empty())
        json["default"] = row.kind == ValueKind::Whole ? Json(std::uint64_t(row.usual))
            : row.usual != 0                           ? Json(row.usual)
                                                       : Json(usual);
    if (row.kind == ValueKind::Whole || row.kind == ValueKind::Real)
        json.update({{"low", row.low}, {"high", row.high}});
    json["help"] = helpOf(row);
    return json;
}

/// What a worker is told, and the command line that says the same.
Json jobs()
{
    Json rows = Json::array();
    for (const job::Kind& kind : job::kinds()) {
        std::string keys;
        Json parameters = Json::array();
        for (const Parameter& row : kind.parameters()) {
            keys += (keys.empty() ? "" : " ") + std::string(row.key);
            parameters.push_back(parameterJson(row));
        }
        rows.push_back({{"kind", kind.name},
                        {"command", kind.command},
                        {"parameter_keys", keys},
                        {"parameters", std::move(parameters)}});
    }
    return rows;
}

struct Catalogue {
    const char* name;
    Json (*rows)();
    std::vector<std::string> columns; ///< shown as text; the rest is in the JSON
};

const std::vector<Catalogue>& catalogues()
{
    static const std::vector<Catalogue> all{
        {"gpus", gpus, {"name", "total_bytes", "bandwidth_gb_per_s", "fp16_tflops", "tdp_watts", "source"}},
        {"cpus", cpus, {"name", "cores", "memory_bandwidth_gb_per_s", "tdp_watts", "source"}},
        {"psus", psus, {"name", "rated_watts", "efficiency", "source"}},
        {"models", models, {"id", "parameters", "layers", "context_length", "f16_bytes", "source"}},
        {"engines", engines, {"id", "version", "kv_type_names", "source"}},
        {"jobs", jobs, {"kind", "command", "parameter_keys"}},
        {"presets", presets, {"name", "default_type", "bits_per_weight", "summary", "source"}},
    };
    return all;
}

std::string cell(const std::string& column, const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (column.ends_with("_bytes") && value.is_number())
        return humanBytes(value.get<double>());
    if (value.is_number_unsigned())
        return grouped(value.get<std::uint64_t>());
    return value.is_number() ? number(value.get<double>()) : value.dump();
}

void printCatalog(const Catalogue& catalogue, const Json& rows)
{
    TextTable table(catalogue.columns);
    for (const auto& row : rows) {
        std::vector<std::string> cells;
        for (const auto& column : catalogue.columns)
            cells.push_back(row.contains(column) ? cell(column, row.at(column)) : "");
        table.add(std::move(cells));
    }
    table.print();
}

} // namespace

Action declareCatalog(CLI::App& app)
{
    struct Options {
        std::string name;
        bool json = false;
    };
    const auto options = std::make_shared<Options>();
    std::vector<std::string> names;
    for (const auto& catalogue : catalogues())
        names.emplace_back(catalogue.name);
    app.add_option("CATALOGUE", options->name, "which one")->required()->check(CLI::IsMember(names));
    addJson(app, options->json);
    return [options] {
        for (const auto& catalogue : catalogues())
            if (catalogue.name == options->name)
                options->json ? printJson(catalogue.rows()) : printCatalog(catalogue, catalogue.rows());
        return kDone;
    };
}

} // namespace headroom::cli
