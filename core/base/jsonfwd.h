// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the name of the JSON type without its 25,000 lines, for headers that only pass it on.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace headroom {

using Json = nlohmann::ordered_json;

} // namespace headroom
