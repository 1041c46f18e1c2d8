// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a rig that a person writes has to be heard in full, and to be a machine that there can be: a plan for another
// one would look as good as any.
#pragma once

#include "core/machine/rig.h"

#include <string_view>

namespace headroom::machine {

/// Errors: those of rigFromJson(); InvalidArgument naming the key: not known (and the nearest), figures that no rig
/// has, or no rig at all.
Result<Rig> writtenRig(const Json& json);
/// Figures that no machine has, or that contradict each other. Errors: InvalidArgument, "rig, key gpus[0].link.lanes".
Status checkFigures(const Rig& rig);
/// designRig() reads a file of this name: it ends in .json, begins like a path, or there is one.
bool namesRigFile(std::string_view text);

} // namespace headroom::machine
