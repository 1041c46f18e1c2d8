// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/catalogue.h"
#include "core/machine/modelrow.h"

namespace headroom::machine {

model::Description CatalogueModel::describe(tensor::Type type) const
{
    model::Description description = describeModel(id, type).value_or(model::Description());
    description.name = name;
    description.source = source;
    return description;
}

} // namespace headroom::machine
