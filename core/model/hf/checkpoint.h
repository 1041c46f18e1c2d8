// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a checkpoint holds once its quantization is undone: one entry per weight, under the model's own names.
#pragma once

#include "core/model/hf/quantized.h"

namespace headroom::model::hf {

struct Checkpoint {
    /// They read from the mappings of the set, which has to live as long.
    std::map<std::string, Rows, std::less<>> tensors; ///< "model.layers.0.self_attn.q_proj.weight"
    std::string method; ///< "GPTQ, 4 bits"; empty: plain

    /// Errors: Corrupt (parts that contradict each other), Unsupported (methods, layouts), each naming the tensor.
    static Result<Checkpoint> read(const SafetensorsSet& set, const Json& quantization);
};

} // namespace headroom::model::hf
