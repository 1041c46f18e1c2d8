// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a catalogue row of a model, turned into the keys that a file of that model would have, so that catalogue and
// files are understood by the same reader. What has a column of its own goes there; the rest stands in "keys", as
// "name=value; name=value": whole numbers, fractions, true or false, or one number per layer with spaces between
// ("0×5 4" is five zeros and a four).
#pragma once

#include "core/base/csv.h"
#include "core/model/description.h"

namespace headroom::machine {

/// Errors: Corrupt, naming the row's id and the key.
Result<model::Shape> readModelShape(const CsvTable& table, std::size_t row);

} // namespace headroom::machine
