// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: config.json of a Hugging Face folder as GGUF keys, and back. What GGUF says that config.json has no word for
// is kept beside it on the way out ("headroom" in config.json) and taken from there on the way in.
#pragma once

#include "core/model/hf/family.h"

namespace headroom::model::hf {

/// The part that describes the text model: text_config of one that also sees, else all of it.
const Json& textConfig(const Json& config);
/// Sets general.architecture and "<architecture>.*". Errors: Corrupt (a value of the wrong kind, or none for what every
/// model has), Unsupported (rope scaling); each names the key.
Status addKeys(const Json& config, const Family& family, Metadata& metadata);
/// Whether the class of this description lets layers look back a window only, and the description says so.
bool hasWindows(const Json& whole, const Json& config);
/// Which layers those are, where it is not what the architecture does anyway. After all other keys.
Status addWindows(const Json& whole, const Json& config, const std::string& prefix, Metadata& metadata);
/// Rotation: rope.* keys, and the tensors that hold factors. `tensors` receives "rope_freqs.weight" and the like.
Status addRope(const Json& config, const Family& family, Metadata& metadata, std::map<std::string, Rows>& tensors);
/// The inverse: a config.json for the transformers library, and under "headroom" what it has no words for.
Json makeConfig(const ModelFile& file, const Family& family);

} // namespace headroom::model::hf
