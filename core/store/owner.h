// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: names a process so that another one can tell, later and after a reboot, whether it still lives: boot id, process
// id and start time together are never reused.
#pragma once

#include <string>

namespace headroom::store {

/// "boot-id:pid:start-time" of this process.
std::string thisProcess();
/// False for names of dead processes, of earlier boots, and for text that names no process.
bool processLives(const std::string& name);

} // namespace headroom::store
