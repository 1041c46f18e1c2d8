// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/folderoptions.h"

#include "core/quant/folder/scheme.h"
#include "core/quant/run/quantizeoptions.h"

namespace headroom::quant {

bool isFolderPreset(const Parameters& parameters)
{
    return findFolderScheme(parameters.text("preset")) != nullptr;
}

Result<FolderOptions> folderOptions(const Json& json)
{
    return Parameters::read(json, quantizeParameters()).map([](const Parameters& parameters) {
        return folderOptions(parameters);
    });
}

} // namespace headroom::quant
