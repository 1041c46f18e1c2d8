// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a row of the catalogue of remarks, for the tables it is put together from.
#pragma once

#include <string_view>

/// As Qt's QT_TRANSLATE_NOOP, of which the engine knows nothing: what collects texts for translation finds it.
#define SAYS(context, english) english

namespace headroom {

struct RemarkRow {
    std::string_view code; ///< "machine.no_driver"; stable: it stands in JSON
    std::string_view english; ///< no full stop; a placeholder of fmt for each argument: "{}", "{:.1f}"
};

} // namespace headroom
