#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# Sources are as clang-format leaves them. Skipped where clang-format is absent.
set -u
cd "$1" || exit 2
command -v clang-format >/dev/null || { echo "clang-format is not installed"; exit 77; }
find core app widgets tests -name node_modules -prune -o -type f \( -name '*.cpp' -o -name '*.h' \) -print0 | xargs -0 -r clang-format --dry-run --Werror
