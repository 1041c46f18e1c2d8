// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the user wishes of a file beyond its preset. Each wish stands here with the row that it is read from and
// with what the manifest keeps of it, from which it is read again: one more is this file, and the place that heeds it.
#pragma once

#include "core/base/parameters.h"
#include "core/quant/preset/override.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace headroom::quant {

struct AssignOptions {
    bool importance = false; ///< there is an importance matrix: some rules ask. No wish: found, not read
    bool pure = false; ///< no rules: the default type everywhere
    bool leaveOutput = false; ///< output.weight stays as it is
    bool betterSearch = false; ///< go on from each format's own search (tensor/refine.h): other bytes, less error
    bool rotate = false; ///< the residual stream in another basis first: rotation.h
    std::optional<tensor::Type> outputType = {}; ///< of the head
    std::optional<tensor::Type> embeddingType = {}; ///< of the embedding tables
    std::vector<Override> overrides = {}; ///< the first that matches wins over the rules
    std::vector<NamePattern> excluded = {}; ///< from the importance matrix: tensors that count as if not in it
};

template <auto parse> std::string faultOfParsing(const std::string& text)
{
    const auto parsed = parse(text);
    return parsed ? std::string() : parsed.error().where + " " + parsed.error().detail;
}

inline constexpr std::array kWishes{
    Parameter{.key = "overrides",
              .kind = ValueKind::Texts,
              .flag = "--override",
              .placeholder = "REGEX=TYPE",
              .help = "a type for all tensors whose name matches; the first match wins; may be repeated",
              .fault = faultOfParsing<Override::parse>},
    Parameter{.key = "pure",
              .kind = ValueKind::Flag,
              .flag = "--pure",
              .help = "the preset's type for every tensor, no mixture"},
    Parameter{.key = "better_search",
              .kind = ValueKind::Flag,
              .flag = "--better-search",
              .help = "try more scales: less error at the same size, slower, and other bytes than llama.cpp's"},
    Parameter{.key = "rotate",
              .flag = "--rotate",
              .placeholder = "R",
              .help = "hadamard: the residual stream in a basis without outliers, the same logits; for families with "
                      "RMSNorm in front of each block",
              .known = [](std::string_view name) { return name == "hadamard"; },
              .names = [] { return std::string("hadamard"); }},
    Parameter{.key = "leave_output_tensor",
              .kind = ValueKind::Flag,
              .flag = "--leave-output-tensor",
              .help = "output.weight stays as it is"},
    Parameter{.key = "output_tensor_type",
              .flag = "--output-tensor-type",
              .placeholder = "T",
              .help = "of output.weight",
              .fault = faultOfParsing<encodableType>},
    Parameter{.key = "token_embedding_type",
              .flag = "--token-embedding-type",
              .placeholder = "T",
              .help = "of the embedding table",
              .fault = faultOfParsing<encodableType>},
    Parameter{.key = "exclude_weights",
              .kind = ValueKind::Texts,
              .flag = "--exclude-weights",
              .placeholder = "REGEX",
              .help = "the importance matrix is not used for tensors whose name matches; may be repeated",
              .fault = faultOfParsing<NamePattern::parse>},
};

inline AssignOptions wishesOf(const Parameters& parameters)
{
    // What could not be read, the table has refused.
    const auto typeOf = [&](std::string_view key) {
        const auto type = encodableType(parameters.text(key));
        return type ? std::optional(*type) : std::nullopt;
    };
    AssignOptions wishes;
    wishes.pure = parameters.flag("pure");
    wishes.leaveOutput = parameters.flag("leave_output_tensor");
    wishes.betterSearch = parameters.flag("better_search");
    wishes.rotate = parameters.isGiven("rotate");
    wishes.outputType = typeOf("output_tensor_type");
    wishes.embeddingType = typeOf("token_embedding_type");
    for (const std::string& text : parameters.texts("overrides"))
        if (auto override = Override::parse(text))
            wishes.overrides.push_back(std::move(*override));
    for (const std::string& text : parameters.texts("exclude_weights"))
        if (auto pattern = NamePattern::parse(text))
            wishes.excluded.push_back(std::move(*pattern));
    return wishes;
}

/// {"pure":true,"overrides":["attn_v=Q8_0"]}: only what differs from the preset alone.
inline Json toJson(const AssignOptions& wishes)
{
    Json json = Json::object();
    if (wishes.pure)
        json["pure"] = true;
    if (wishes.betterSearch)
        json["better_search"] = true;
    if (wishes.rotate)
        json["rotate"] = "hadamard";
    if (wishes.leaveOutput)
        json["leave_output_tensor"] = true;
    if (wishes.outputType)
        json["output_tensor_type"] = tensor::format(*wishes.outputType).name;
    if (wishes.embeddingType)
        json["token_embedding_type"] = tensor::format(*wishes.embeddingType).name;
    for (const Override& override : wishes.overrides)
        json["overrides"].push_back(override.text());
    for (const NamePattern& pattern : wishes.excluded)
        json["exclude_weights"].push_back(pattern.text());
    return json;
}

} // namespace headroom::quant
