#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# core has never heard of Qt; widgets has never heard of core or app; only app knows both; SQL stays in core/store;
# within core a folder uses only those before it. Prints every offending line; exit 1 when there is one.
set -u
cd "$1" || exit 2
bad=0

forbid() { # WHY PATTERN FOLDER...
    local why=$1 pattern=$2 found
    shift 2
    found=$(grep -rnE --include='*.h' --include='*.cpp' "$pattern" "$@" 2>/dev/null)
    [ -n "$found" ] || return 0
    printf '%s:\n%s\n' "$why" "$found"
    bad=1
}

forbid "core and the command line must not include Qt" '^ *# *include *[<"](Q[A-Za-z]|Qt[A-Z]|qcustomplot)' core app/cli
forbid "core must not include app or widgets" '^ *# *include *[<"](app|widgets)/' core
forbid "widgets must not include core or app" '^ *# *include *[<"](core|app)/' widgets
forbid "the command line must not include widgets or the window" '^ *# *include *[<"](widgets|app/(gui|panes|models|jobs|project|text))/' app/cli
forbid "only widgets/plot sees QCustomPlot" 'qcustomplot\.h' app core widgets/table widgets/input widgets/shell widgets/theme
forbid "only core/store speaks SQL" '^ *# *include *[<"](SQLiteCpp|sqlite3)' app widgets core/base core/tensor core/model core/infer core/quant core/eval core/search core/artifact core/machine core/plan core/job

folders=(base tensor model jinja infer quant train eval search artifact machine plan serve store report job)
for ((i = 0; i < ${#folders[@]}; i++)); do
    later=$(IFS='|'; echo "${folders[*]:i+1}")
    [ -n "$later" ] && [ -d "core/${folders[i]}" ] \
        && forbid "core/${folders[i]} must not use a folder below it" "^ *# *include *\"core/($later)/" "core/${folders[i]}"
done
exit $bad
