// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a Hugging Face folder (config.json, safetensors, tokenizer files) opens as if it were a GGUF file: the same
// keys, names and layouts, converted tensor by tensor when they are read. See family.h for what is known.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::model::hf {

/// path: the folder, or any of its .safetensors files or their index. Without config.json the tensors are shown under
/// their own names, as no model. Errors: see SafetensorsSet::open; Unsupported (unknown family, method, tensor),
/// Corrupt (config.json and weights contradict each other).
Result<std::shared_ptr<const ModelFile>> openFolder(const std::filesystem::path& path,
                                                    Weights weights = Weights::Needed);

/// Tensors that stay float32 whatever the others become, because ggml computes with nothing else: norms, biases,
/// routers, small convolutions.
bool staysFloat32(const TensorInfo& info);

} // namespace headroom::model::hf
