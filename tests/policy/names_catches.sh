#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# The rule of names is tested: a tree with one offence each must be refused.
set -u
rule=$1/tests/policy/names.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/core/plan" "$tree/app" "$tree/widgets"
failures=0

source_of() { # BODY: a source of namespace a::b that keeps it to itself
    printf 'namespace a::b {\n\nnamespace {\n\n%s\n\n} // namespace\n\n} // namespace a::b\n' "$1"
}

expect() { # STATUS ONE OTHER HEADER
    source_of "$2" >"$tree/core/plan/one.cpp"
    source_of "$3" >"$tree/core/plan/other.cpp"
    printf '#pragma once\nnamespace a {\n%s\n}\n' "$4" >"$tree/core/plan/header.h"
    bash "$rule" "$tree" >/dev/null
    [ $(($? != 0)) -eq "$1" ] || { echo "not $1: $2 / $3 / $4"; failures=1; }
}

expect 0 'int f(int x)' 'int g(int x)' 'struct S {'
expect 1 'int f(int x)' 'double f()' 'struct S {'
expect 1 'constexpr int kMost = 1;' 'constexpr double kMost{2};' 'struct S {'
expect 1 'struct Row {' 'using Row = int;' 'struct S {'
expect 1 'using S = int;' 'int g(int x)' 'struct S {'
exit $failures
