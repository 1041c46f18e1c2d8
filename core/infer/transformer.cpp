// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/transformer.h"

#include "core/infer/weights.h"

namespace headroom::infer {

Transformer::Transformer() = default;
Transformer::~Transformer() = default;

Result<std::shared_ptr<const Transformer>> Transformer::load(std::shared_ptr<const model::ModelFile> file)
{
    auto weights = loadWeights(std::move(file));
    if (!weights)
        return tl::unexpected(std::move(weights.error()));
    std::shared_ptr<Transformer> out(new Transformer);
    out->m_weights = std::make_shared<const ModelWeights>(std::move(*weights));
    return out;
}

const model::Shape& Transformer::shape() const
{
    return m_weights->shape;
}

const model::ModelFile& Transformer::file() const
{
    return *m_weights->file;
}

} // namespace headroom::infer
