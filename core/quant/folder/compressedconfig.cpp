// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/compressedconfig.h"

namespace headroom::quant {

Json compressedWeights(const FolderScheme& scheme, const char* type)
{
    const bool blocks = scheme.height > 1, channel = scheme.width == 0;
    Json weights{{"num_bits", scheme.bits},
                 {"type", type},
                 {"symmetric", scheme.symmetric},
                 {"strategy",
                  blocks        ? "block"
                      : channel ? "channel"
                                : "group"},
                 {"group_size", nullptr},
                 {"block_structure", nullptr},
                 {"dynamic", false},
                 {"actorder", nullptr},
                 {"observer", "minmax"},
                 {"observer_kwargs", Json::object()}};
    if (blocks)
        weights["block_structure"] = {scheme.height, scheme.width};
    else if (!channel)
        weights["group_size"] = scheme.width;
    return weights;
}

Json compressedConfig(const char* format, Json weights, Json activations, const std::vector<std::string>& plain)
{
    const Json group{{"targets", Json::array({"Linear"})},
                     {"weights", std::move(weights)},
                     {"input_activations", std::move(activations)},
                     {"output_activations", nullptr}};
    return {{"quant_method", "compressed-tensors"}, {"format", format},           {"quantization_status", "compressed"},
            {"global_compression_ratio", nullptr},  {"kv_cache_scheme", nullptr}, {"ignore", plain},
            {"config_groups", {{"group_0", group}}}};
}

} // namespace headroom::quant
