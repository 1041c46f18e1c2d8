// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the first line of the Quantize pane and its three numbers, in words, from the session alone.
#pragma once

#include "app/models/headline.h"

namespace headroom::app {

class QuantizeSession;

/// preset: the one whose tensors are shown.
Headline quantizeHeadline(QuantizeSession& session, const QString& preset, double sourceBytes, double parameters);

} // namespace headroom::app
