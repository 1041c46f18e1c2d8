// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the smallest file that llama.cpp would take for a projector (mmproj).
#pragma once

#include "core/model/modelfile.h"

#include <filesystem>

namespace headroom::test {

inline Status writeProjector(const std::filesystem::path& path)
{
    model::Metadata keys;
    keys.set("general.architecture", {std::string("clip")});
    keys.set("general.type", {std::string("mmproj")});
    const model::TensorSource tensor{"mm.0.weight", tensor::Type::F32, {64, 64}, [] {
                                         return Result<std::vector<std::byte>>(std::vector<std::byte>(64 * 64 * 4));
                                     }};
    JobControl control;
    return model::writeGguf(path, keys, {tensor}, control);
}

} // namespace headroom::test
