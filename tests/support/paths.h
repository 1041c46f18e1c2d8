// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: where the program and the sources of this build are: known to one file, so that the others compile to the same
// wherever the tree lies.
#pragma once

namespace headroom::test {

extern const char* const kCli; ///< headroom-cli
extern const char* const kSource; ///< the tree's root

} // namespace headroom::test
