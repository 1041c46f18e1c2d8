#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# The program in every form it is built in, one after the other, as long as there is time:
#   packaging/matrix.sh [--minutes N] [--since COMMIT] [STEP...]
# release: everything, warnings as errors, all tests   minimal: engine and command line alone, without unity builds
# clang: the same two, of another compiler             address, thread: sanitizers, the tests of what changed
# tidy: clang-tidy on what changed
# A step that has begun is finished; what there was no time for is said, and counts as not shown.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

minutes=90
since=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse 'HEAD~1')
steps=()
while [ $# -gt 0 ]; do
    case "$1" in
    --minutes) minutes=$2; shift 2 ;;
    --since) since=$2; shift 2 ;;
    -*) sed -n '4,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
    *) steps+=("$1"); shift ;;
    esac
done
[ ${#steps[@]} -gt 0 ] || steps=(release minimal clang tidy address thread)

changed() { # PATTERN: files that differ from then, and are still there
    git diff --name-only --diff-filter=d "$since" -- | grep -E "$1" || true
}

# Test executables of the folders that changed, and of those that always run threads.
executables() {
    { changed '^(core|app|widgets|tests)/' | sed -E \
        -e 's|^(tests/)?core/([a-z]+)/.*|core_\2|; t' -e 's|^app/cli/.*|cli|; t' -e 's|^tests/cli/.*|cli|; t' \
        -e 's|^(tests/)?widgets/.*|widgets|; t' -e 's|^tests/gui/.*|gui|; t' -e 's|^(tests/)?app/.*|app|; t' -e d
        echo core_base; } | sort -u
}

built() { # PRESET: with the tests of what changed, which are then run
    local target targets=()
    cmake --preset "$1" >/dev/null || return 1
    for target in $(executables); do
        if ninja -C "build/$1" -t query "$target" >/dev/null 2>&1; then targets+=("$target"); fi
    done
    printf 'tests of: %s\n' "${targets[*]}"
    cmake --build --preset "$1" --target "${targets[@]}" || return 1
    ctest --preset "$1" -j "$(nproc)" -R "^($(IFS='|'; echo "${targets[*]}" | sed -E 's/core_[a-z]+/core/g; s/ /|/g'))_"
}

release() { bash packaging/setup.sh test; }
minimal() { cmake --preset minimal >/dev/null && cmake --build --preset minimal && build/minimal/bin/headroom-cli --version; }
clang() {
    cmake -S . -B build/clang -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=Release -DHEADROOM_WERROR=ON \
        -DHEADROOM_APP=OFF -DHEADROOM_TESTS=OFF -DHEADROOM_ONEDNN=OFF >/dev/null \
        && cmake --build build/clang && build/clang/bin/headroom-cli --version
}
address() { built asan; }
thread() { built tsan; }
tidy() {
    local files
    files=$(changed '^(core|app/cli)/.*\.cpp$') # what `minimal` compiles, file by file
    [ -n "$files" ] || { echo "no source changed"; return 0; }
    cmake --preset minimal >/dev/null || return 1
    # shellcheck disable=SC2086
    xargs -P "$(nproc)" -n 4 clang-tidy -p build/minimal --quiet --warnings-as-errors='clang-analyzer-*,bugprone-*' <<<"$files"
}

begin=$SECONDS failed=0 rows=()
for step in "${steps[@]}"; do
    if [ "$(type -t "$step")" != function ]; then echo "matrix: there is no step $step"; exit 2; fi
    if [ $((SECONDS - begin)) -ge $((minutes * 60)) ]; then rows+=("$step|not run: no time left|0"); continue; fi
    start=$SECONDS result=passed
    printf '\n== %s\n' "$step"
    "$step" || { result=failed; failed=1; }
    rows+=("$step|$result|$((SECONDS - start))")
done
printf '\n%-10s %-24s %s\n' step result seconds
for row in "${rows[@]}"; do IFS='|' read -r a b c <<<"$row"; printf '%-10s %-24s %s\n' "$a" "$b" "$c"; done
exit $failed
