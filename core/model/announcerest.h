// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: one plans for a GGUF model after fetching the first megabytes of it, or its first shard. The keys stand in front
// and say how many tensors there are; where the list of them is cut off, later layers have what earlier ones of their
// kind have, and the number tells whether that is all.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::model {

/// Adds to the tensors that were read those that are still to come, without a place in a file. count: of the whole
/// model. Types are those of the layer that each is like, so that sizes as stored are not known. Errors: Truncated,
/// where what was read does not tell the rest; those of readShape().
Status announceRest(ModelParts& parts, std::uint64_t count);
/// A file that ends within its list of tensors, with all of them.
Result<std::shared_ptr<const ModelFile>> withRest(const ModelFile& header);

} // namespace headroom::model
