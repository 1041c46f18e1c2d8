#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# Every source names its licence: Apache-2.0 in core and the command line, GPL-3.0-or-later in the window.
set -u
cd "$1" || exit 2
bad=0
while IFS= read -r file; do
    case "$file" in
    core/* | app/cli/*) wanted=Apache-2.0 ;;
    widgets/* | app/*) wanted=GPL-3.0-or-later ;;
    *) wanted='(Apache-2.0|GPL-3.0-or-later)' ;;
    esac
    head -n 4 "$file" | grep -qE "SPDX-License-Identifier: $wanted\$" || { echo "$file: no SPDX line for $wanted"; bad=1; }
done < <(find core app widgets tests cmake packaging \( -name build -o -name node_modules \) -prune -o -type f \
    \( -name '*.cpp' -o -name '*.h' -o -name '*.sh' -o -name 'CMakeLists.txt' -o -name '*.cmake' \) -print)
exit $bad
