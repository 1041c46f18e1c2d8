// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the statements of a template.
#pragma once

#include "core/jinja/syntax.h"

namespace headroom::jinja {

/// Throws Failure with the line; statements that are not supported are named.
Body parse(std::string_view source);

} // namespace headroom::jinja
