// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model in another basis of its residual stream computes the same logits, but no channel is an outlier there any
// more, which suits coarse grids. Source: Ashkboos et al., QuaRot (2024), the part that folds into the weights: the
// gains of the norms go into the matrices that read them, every matrix that reads the stream is rotated on its input
// side and every one that writes it on its output side. The rotation: fixed random signs, then a Hadamard matrix of the
// largest power of two in the width, and an orthonormal cosine transform over what remains of it.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::quant {

/// v ← v R in place, R orthogonal and fixed for each size; of `width` interleaved vectors: element i of vector j lies
/// at i · width + j.
void rotate(std::span<float> vectors, std::size_t size, std::size_t width = 1);

/// The model with its residual stream rotated: float32 tensors that are computed as they are read, its head untied from
/// the embeddings. Path, files and hash stay those of `file`. One matrix that writes the stream is in memory at a time.
/// Errors: Unsupported, naming architecture or tensor, where the stream is not read through RMSNorm alone or a tensor's
/// part in it is not known; Corrupt for shapes that do not fit.
Result<std::shared_ptr<const model::ModelFile>> rotated(std::shared_ptr<const model::ModelFile> file);

} // namespace headroom::quant
