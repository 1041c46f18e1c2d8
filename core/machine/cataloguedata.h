// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the text of resources/catalogue/*.csv, compiled in by core/catalogue.cmake. Only the catalogues read it.
#pragma once

#include <string_view>

namespace headroom::machine {

std::string_view gpusCsv();
std::string_view cpusCsv();
std::string_view psusCsv();
std::string_view modelsCsv();
std::string_view modelsJsonl();
std::string_view speedCsv(); ///< read by plan/expected

} // namespace headroom::machine
