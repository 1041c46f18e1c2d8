#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# The layering rule itself is tested: a tree with one offence each must be refused.
set -u
rule=$1/tests/policy/layering.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

expect_refusal() { # FILE LINE
    rm -rf "${tree:?}"/*
    mkdir -p "$tree/core/base" "$tree/core/plan" "$tree/widgets/plot" "$tree/app/cli" "$tree/$(dirname "$1")"
    bash "$rule" "$tree" >/dev/null || { echo "an empty tree is refused"; failures=1; }
    printf '%s\n' "$2" >"$tree/$1"
    if bash "$rule" "$tree" >/dev/null; then
        echo "not caught: $2 in $1"
        failures=1
    fi
}

expect_refusal core/base/a.cpp '#include <QString>'
expect_refusal core/plan/a.h '#include <QtCore/QString>'
expect_refusal app/cli/a.cpp '#include <QApplication>'
expect_refusal widgets/plot/a.cpp '#include "core/base/result.h"'
expect_refusal core/base/a.cpp '#include "core/plan/plan.h"'
expect_refusal core/plan/a.cpp '#include <sqlite3.h>'
expect_refusal app/panes/a.cpp '#include "qcustomplot.h"'
exit $failures
