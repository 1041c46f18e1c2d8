// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the tensors of a GGUF model under the names, and in the layouts, of a Hugging Face folder.
#pragma once

#include "core/model/hf/family.h"
#include "core/model/hf/safetensorswriter.h"

namespace headroom::model::hf {

/// Sorted by name. Block formats are decoded to float16; what the family has no name for becomes "gguf.<name>".
std::vector<Outgoing> outgoingTensors(const std::shared_ptr<const ModelFile>& file, const Family& family);

} // namespace headroom::model::hf
