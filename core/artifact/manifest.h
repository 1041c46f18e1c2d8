// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the provenance that a Headroom artifact carries in its metadata ("headroom.*"), as JSON: shown by `inspect`,
// kept beside the artifact in the project.
#pragma once

#include "core/base/json.h"
#include "core/model/modelfile.h"

namespace headroom::artifact {

/// Keys without the prefix, in the file's order; empty for files of other tools.
Json manifestOf(const model::Metadata& metadata);
Json manifestOf(const model::ModelFile& file);
/// A text of a manifest, which may be anyone's; empty where there is none.
std::string textOf(const Json& manifest, const char* key);
/// Any metadata value.
Json valueToJson(const model::Value& value);

} // namespace headroom::artifact
