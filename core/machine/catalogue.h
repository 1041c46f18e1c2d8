// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the built-in catalogues, compiled in from resources/catalogue/*.csv, each figure with its source.
#pragma once

#include "core/machine/rig.h"
#include "core/model/description.h"

#include <span>

namespace headroom::machine {

std::span<const Gpu> gpuCatalogue();
std::span<const Cpu> cpuCatalogue();
std::span<const Psu> psuCatalogue();

struct CatalogueModel {
    std::string id; ///< "llama-3.1-8b"
    std::string name; ///< "Llama 3.1 8B Instruct"
    model::Shape shape;
    std::string source;
    model::Description describe(tensor::Type type) const;
};
std::span<const CatalogueModel> modelCatalogue();

/// Case-insensitive, ignores vendor words and spaces: "rtx 3090", "RTX3090". Null when none or ambiguous.
const Gpu* findGpu(std::string_view name);
const Psu* findPsu(std::string_view name);
const CatalogueModel* findModel(std::string_view id);

/// "2x RTX 3090 + 1000W" and the like: GPUs with counts, optional PSU watts, or a rig JSON file. Errors list near
/// names.
Result<Rig> designRig(std::string_view text);

} // namespace headroom::machine
