// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a config.json of a quantized model says how its weights will be stored, and so how large they will be, before
// one of them is here. Sources: what each method's own tool writes (quantized.h names the tensors of each).
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::model::hf {

/// How a matrix of `outputs` rows and `inputs` columns is stored: codes, and a scale for each block of `height` outputs
/// and `width` inputs (0: of all of them).
struct StoredMatrix {
    std::uint64_t bits = 16; ///< of a code
    std::uint64_t height = 1, width = 0;
    std::uint64_t scaleBytes = 0;
    std::uint64_t zeroBits = 0; ///< of a zero point for each scale, packed in words along the outputs; 0: none
    std::uint64_t perInput = 0; ///< bytes: the group that an input belongs to
    std::uint64_t perMatrix = 0; ///< bytes: global scales, shapes, tables
    std::uint64_t scalesPerScale = 0; ///< a float32 for so many scales; 0: none

    std::uint64_t bytes(std::uint64_t outputs, std::uint64_t inputs) const;
};

/// What quantization_config says of every matrix.
class AnnouncedSizes {
public:
    /// Nothing: a method, or a form of it, of which the sizes are not known here.
    static std::optional<AnnouncedSizes> of(const Json& quantization);

    /// Null: stored plainly. prefix, module: its name in a folder ("model.", "layers.0.mlp.up_proj"; "lm_head" without
    /// prefix). isExpert: one of many of a layer.
    const StoredMatrix* of(std::string_view prefix, std::string_view module, bool isExpert) const;

private:
    friend struct SizeReader;
    struct Group {
        Json targets; ///< null: all
        StoredMatrix matrix;
    };
    std::vector<Group> m_groups;
    Json m_plain = Json::array(); ///< modules that stay as they are
    bool m_headToo = false; ///< an output head is no exception, unless it is listed
    bool m_expertsOnly = false;
};

} // namespace headroom::model::hf
