// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what the engine says beside its figures, in the user's language.
#pragma once

#include "core/base/remark.h"

#include <QString>

namespace headroom::app::text {

QString remark(const Remark& remark); ///< one sentence, no full stop; empty where there is nothing to say
QString clause(const Remark& remark); ///< the same, where it does not begin a sentence

} // namespace headroom::app::text
