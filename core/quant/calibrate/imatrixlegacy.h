// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the older form of importance matrices, read only. Internal to core/quant.
#pragma once

#include "core/quant/calibrate/imatrix.h"

#include <cstddef>

namespace headroom::quant {

/// where: the file, for errors, which add the offset.
Result<Imatrix> parseLegacyImatrix(std::span<const std::byte> bytes, const std::string& where);

/// Counts and values that can be right; where names file and entry.
Status checkEntry(const ImatrixEntry& entry, const std::string& where);

} // namespace headroom::quant
