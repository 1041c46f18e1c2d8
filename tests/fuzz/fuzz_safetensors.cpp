// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A safetensors file, and what the undoing of each quantization makes of its tensors.
#include "core/model/hf/checkpoint.h"

#include <cstdlib>

using namespace headroom;
using namespace headroom::model;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto file = std::as_bytes(std::span(data, size));
    const auto set = SafetensorsSet::parse(file, "input.safetensors");
    if (!set)
        return 0;
    for (const auto& [name, tensor] : set->tensors())
        if (tensor.data.size() != tensor.elements() * dtypeRow(tensor.dtype).bytes || tensor.data.size() > size)
            std::abort();
    for (const char* method : {"gptq", "awq", "compressed-tensors"}) {
        const auto checkpoint = hf::Checkpoint::read(
            *set, {{"quant_method", method}, {"bits", 4}, {"group_size", 32}, {"version", "gemm"}});
        if (!checkpoint)
            continue;
        for (const auto& [name, rows] : checkpoint->tensors) {
            std::vector<std::byte> row(rows.rowBytes());
            if (rows.count() > 0)
                rows.get(rows.count() - 1, 1, row);
        }
    }
    return 0;
}
