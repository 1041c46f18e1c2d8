// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which layers of a model attend, scan, feed forward or choose experts: config.json says it in words, in letters,
// by a period or by numbers; GGUF by KV heads and widths per layer. Internal to families/.
#pragma once

#include "core/model/hf/family.h"
#include "core/model/shapekeys.h"

#include <algorithm>
#include <functional>

namespace headroom::model::hf {

enum class LayerKind : std::uint8_t { Attends, Scans, Feeds, Routes, Unknown };

/// What config.json says of each layer; empty where it does not.
std::vector<LayerKind> layerKinds(const Json& config);
/// One known kind for each layer. Errors: Unsupported, Corrupt.
Status checkKinds(const std::vector<LayerKind>& kinds, std::uint64_t layers);

/// The largest number that there is where two sizes multiply to more: no model has it, and it is refused as such.
std::uint32_t product(std::uint32_t a, std::uint32_t b);
/// A whole number; 0 where there is none.
std::uint32_t numberAt(const Metadata& metadata, const std::string& key);
/// One per layer, true as 1; empty where the key holds no list.
std::vector<std::uint32_t> listAt(const Metadata& metadata, const std::string& key);
/// Sets the KV heads of layers that do not attend to zero.
void setAttending(Metadata& metadata, const std::string& prefix, const std::function<bool(std::size_t layer)>& attends);
/// The largest of a list, under its name in config.json.
void putLargest(const std::vector<std::uint32_t>& list, const char* name, Json& config);

} // namespace headroom::model::hf
