// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A config.json: to keys, to factors of rotation, and back.
#include "core/base/pythonjson.h"
#include "core/model/hf/config.h"
#include "core/model/hf/leftover.h"

using namespace headroom;
using namespace headroom::model;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto json = parsePythonJson({reinterpret_cast<const char*>(data), size}, "config.json");
    if (!json || !json->is_object())
        return 0;
    const hf::Family* known = hf::findFamily(*json);
    for (const hf::Family& family : hf::families()) {
        if (known && &family != known)
            continue;
        Metadata metadata;
        std::map<std::string, hf::Rows> tensors;
        if (hf::addKeys(*json, family, metadata) && hf::addRope(*json, family, metadata, tensors))
            static_cast<void>(hf::addLeftovers(*json, metadata));
        for (const auto& [name, rows] : tensors)
            static_cast<void>(hf::toFloats(rows));
        static_cast<void>(hf::Geometry::of(metadata));
    }
    return 0;
}
