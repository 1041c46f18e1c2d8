// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the many keys of position scaling (linear, YaRN with all its knobs, long and short factors) read into two
// rotations, the global one and that of layers with a window.
#pragma once

#include "core/infer/settings.h"

namespace headroom::infer {

/// Fills rope, localRope and originalContext. Errors go to keys: an unknown scaling type is named.
void readRope(KeyReader& keys, const model::Shape& shape, Settings& out);
/// DeepSeek-V2's YaRN scales attention by the square of its magnitude instead of queries and keys.
void scaleLatentAttention(KeyReader& keys, Settings& out);

} // namespace headroom::infer
