// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: tables of the engine's remarks, as they are shown in English; the engine writes the same words, with a small
// first letter. "%1" and so on stand for what changes.
#pragma once

#include <span>

namespace headroom::app::text {

std::span<const char* const> typeNotes();
std::span<const char* const> presetNotes();
std::span<const char* const> warningNotes();
std::span<const char* const> verdictNotes();

} // namespace headroom::app::text
