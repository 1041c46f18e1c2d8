// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what the Inspector says of one tensor of one preset, each fact with its origin.
#pragma once

#include "app/models/tensorsmodel.h"
#include "app/models/weighthistogram.h"
#include "widgets/shell/inspectorpanel.h"

namespace headroom::app {

struct TensorSubject {
    QString preset;
    QString when; ///< measured when; empty = not measured
    int rank = 0; ///< 1 = worst; 0 = not measured
    int measured = 0; ///< tensors measured
    const TensorRow* row = nullptr;
    const WeightHistogram* weights = nullptr; ///< null while it is not read yet
};
widgets::InspectorContent inspectTensor(const TensorSubject& subject);

} // namespace headroom::app
