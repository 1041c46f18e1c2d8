// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/catalogue.h"

namespace headroom::machine {

model::Description CatalogueModel::describe(tensor::Type type) const
{
    model::Description description;
    description.name = name;
    description.source = source;
    description.shape = shape;
    description.tensors = model::tensorsOf(shape, type);
    return description;
}

} // namespace headroom::machine
