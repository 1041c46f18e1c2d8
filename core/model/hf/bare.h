// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: one plans for a model before downloading it. Its config.json says of which tensors it will consist: their names,
// shapes and type follow from the family's row, the keys, and the switches that announce biases and norms.
#pragma once

#include "core/base/json.h"
#include "core/model/description.h"
#include "core/model/hf/layouts/layout.h"
#include "core/model/modelfile.h"

namespace headroom::model::hf {

/// A folder that holds config.json, maybe a tokenizer, and no weights. path: what was opened. Errors: those of
/// configured(); Corrupt (keys that contradict each other).
Result<std::shared_ptr<const ModelFile>> openBare(const std::filesystem::path& path,
                                                  const std::filesystem::path& folder);

/// The same of a class that is planned, and not computed: weights that lie there are not looked at. Errors: those of
/// laidOut().
Result<std::shared_ptr<const ModelFile>> openLaidOut(const Layout& layout, const std::filesystem::path& path,
                                                     const std::filesystem::path& folder);

/// The model that a config.json describes, which is an object, with its weights in `type`: of the catalogue. What it
/// says of quantized weights is passed over. name: for errors. Errors: those of configured(), Corrupt.
Result<Description> describeConfig(Json config, const std::string& name, tensor::Type type);

} // namespace headroom::model::hf
