// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/paths.h"

namespace headroom::test {

const char* const kCli = HEADROOM_CLI;
const char* const kSource = HEADROOM_SOURCE_DIR;

} // namespace headroom::test
