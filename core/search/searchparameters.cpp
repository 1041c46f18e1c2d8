// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/searchparameters.h"

#include "core/eval/evalparameters.h"
#include "core/infer/computeparameters.h"

#include <array>

namespace headroom::search {

namespace {

constexpr const char* kBudget = "Budget";

constexpr Parameter kGroupBy{.key = "group_by",
                             .flag = "--group-by",
                             .placeholder = "G",
                             .help = "kind (default): attn_q of all layers together; layer; tensor",
                             .usualText = "kind",
                             .known = [](std::string_view name) { return findGrouping(name).has_value(); },
                             .names = [] { return std::string("kind, layer, tensor"); }};

constexpr std::array kSensitivity{
    Parameter{.key = "preset",
              .flag = "--preset",
              .placeholder = "P",
              .help = "the types that each group goes to in turn",
              .isRequired = true,
              .names = quant::presetNames,
              .fault =
                  [](const std::string& name) {
                      return quant::findPreset(name)
                          ? std::string()
                          : "\"" + name + "\" is none of the presets of files: headroom-cli catalog presets";
                  }},
    kGroupBy,
};

/// Of a text nothing but its absence is left to say.
constexpr Requirement kMeasured{.met = [](const Parameters& parameters) { return parameters.isGiven("text"); },
                                .words = "with --text"};

Parameter optionalText()
{
    Parameter text = eval::kText;
    text.isRequired = false;
    text.help = "measure damage on this text; without it damage is estimated from the weights alone";
    return text;
}

/// threads and device take effect in any case.
std::vector<Parameter> measuringWithText()
{
    std::vector<Parameter> rows = joined({eval::kMeasuring, std::array{kGroupBy}});
    for (Parameter& row : rows)
        if (row.key != infer::kThreads.key && row.key != infer::kDevice.key)
            row.need = kMeasured;
    rows.back().help = "tensors whose damage is measured together: kind (default), layer, tensor (best and slowest)";
    return rows;
}

constexpr std::array kSought{
    Parameter{.key = "budget_bits",
              .kind = ValueKind::Real,
              .flag = "--budget-bits",
              .placeholder = "X",
              .help = "bits per weight of all tensors together",
              .low = 0.5,
              .high = 64,
              .oneOf = kBudget},
    Parameter{.key = "budget_bytes",
              .kind = ValueKind::Bytes,
              .flag = "--budget-bytes",
              .placeholder = "N",
              .help = "size of the file: 5GiB, 900MiB, or bytes",
              .oneOf = kBudget},
    Parameter{.key = "budget_kld",
              .kind = ValueKind::Real,
              .flag = "--budget-kld",
              .placeholder = "X",
              .help = "mean KL divergence in nat, as measured on --text",
              .low = 1e-9,
              .high = 100,
              .oneOf = kBudget},
    Parameter{.key = "types",
              .kind = ValueKind::Texts,
              .flag = "--types",
              .placeholder = "T",
              .help = "types to choose from (default: Q2_K Q3_K IQ4_XS Q4_K Q5_K Q6_K Q8_0)",
              .fault =
                  [](const std::string& name) {
                      const auto type = quant::encodableType(name);
                      return type ? std::string() : type.error().where + " " + type.error().detail;
                  },
              .separator = ','},
    Parameter{.key = "imatrix",
              .kind = ValueKind::Path,
              .flag = "--imatrix",
              .placeholder = "F",
              .help = "importance matrix of the model, GGUF or .dat"},
    Parameter{.key = "allow_requantize",
              .kind = ValueKind::Flag,
              .flag = "--allow-requantize",
              .help = "accept a source that is quantized already"},
};

Grouping groupingOf(const Parameters& parameters)
{
    return findGrouping(parameters.text("group_by")).value_or(Grouping::Kind);
}

} // namespace

std::span<const Parameter> sensitivityParameters()
{
    static const auto kTable = joined({std::array{infer::kModel, eval::kText}, eval::kMeasuring, kSensitivity});
    return kTable;
}

SensitivityOptions sensitivityOptions(const Parameters& parameters)
{
    SensitivityOptions options;
    options.model = parameters.path("model");
    options.text = parameters.path("text");
    options.preset = parameters.text("preset");
    options.evaluation = eval::evalOptions(parameters);
    options.grouping = groupingOf(parameters);
    return options;
}

std::span<const Parameter> searchParameters()
{
    static const auto kTable = joined({std::array{infer::kModel, optionalText()}, measuringWithText(), kSought});
    return kTable;
}

SearchOptions searchOptions(const Parameters& parameters)
{
    SearchOptions options;
    options.model = parameters.path("model");
    options.text = parameters.path("text");
    options.imatrix = parameters.path("imatrix");
    options.allowRequantize = parameters.flag("allow_requantize");
    options.budget = {parameters.chosen<std::uint64_t>("budget_bytes"), parameters.chosen<double>("budget_bits"),
                      parameters.chosen<double>("budget_kld")};
    for (const std::string& name : parameters.texts("types"))
        if (const auto type = quant::encodableType(name))
            options.types.push_back(*type);
    options.evaluation = eval::evalOptions(parameters);
    options.grouping = groupingOf(parameters);
    return options;
}

} // namespace headroom::search
