#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# The two commands a newcomer needs:
#   packaging/setup.sh run  [MODEL.gguf]   install what is missing, build, start the window
#                                          (without a display: the same work on the command line)
#   packaging/setup.sh test                install what is missing, build with warnings as errors, run every test
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=(g++ cmake ninja-build pkg-config qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libqcustomplot-dev libhwy-dev libsqlitecpp-dev libsqlite3-dev nlohmann-json3-dev libcli11-dev libfmt-dev
    libexpected-dev libpcre2-dev libutf8proc-dev libhwloc-dev libdnnl-dev libssl-dev libxxhash-dev libeigen3-dev libgl-dev fonts-inter fonts-dejavu-core fonts-noto-cjk)
tools=(clang-format ccache)

say() { printf 'setup: %s\n' "$*" >&2; }

missing() { # names of the given packages that are not installed
    local name
    for name in "$@"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$name"
    done
}

install_missing() {
    if ! command -v apt-get >/dev/null; then
        say "this is not Debian or Ubuntu. Needed, at the versions of Debian 12 or newer: a C++20 compiler, CMake 3.25, Ninja,"
        say "Qt 6.4 (Widgets, Svg, PrintSupport, Linguist tools), QCustomPlot 2.1 for Qt 6, Highway, oneDNN, SQLiteCpp, nlohmann-json,"
        say "CLI11, fmt, tl-expected, PCRE2, utf8proc, hwloc, OpenSSL, xxHash, Eigen 3.4. Trying with what is here."
        return
    fi
    local wanted asroot=()
    wanted=$(missing "$@")
    [ -n "$wanted" ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { say "please install as root: apt-get install $wanted"; exit 1; }
        asroot=(sudo)
    fi
    say "installing: $wanted"
    "${asroot[@]}" apt-get update -qq
    # shellcheck disable=SC2086
    "${asroot[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
}

build() { # PRESET
    local log
    log=$(mktemp)
    cmake --preset "$1" >"$log" || { cat "$log" >&2; rm -f "$log"; exit 1; }
    rm -f "$log"
    cmake --build --preset "$1"
}

have_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; }

walk_through() { # MODEL: the work of the window, one command after the other
    local cli=build/release/bin/headroom-cli model=$1 out
    out=$(mktemp -d)
    say "no display: doing the same on the command line; results in $out"
    "$cli" hardware
    "$cli" inspect "$model"
    "$cli" plan --model "$model" --rig "1x RTX 4090" --preset Q4_K_M --context 4096 --concurrency 4 \
        --project "$out/walk.headroom"
    "$cli" quantize "$model" "$out/q8_0.gguf" --preset Q8_0 --project "$out/walk.headroom"
    "$cli" quantize "$model" "$out/q4_k_m.gguf" --preset Q4_K_M --project "$out/walk.headroom"
    if [ -n "${HEADROOM_TEXT:-}" ]; then
        "$cli" compare "$model" "$out/q8_0.gguf" "$out/q4_k_m.gguf" --text "$HEADROOM_TEXT" --context 256 \
            --project "$out/walk.headroom"
    else
        say "set HEADROOM_TEXT to a text file to compare the two files with the original as well"
    fi
    "$cli" artifacts list --project "$out/walk.headroom"
}

run() {
    install_missing "${packages[@]}"
    build release
    if have_display; then
        exec build/release/bin/headroom "$@"
    elif [ $# -ge 1 ]; then
        walk_through "$1"
    else
        build/release/bin/headroom-cli hardware
        say "no display here. With one, this command opens the window; without, name a model file:"
        say "    packaging/setup.sh run MODEL.gguf"
    fi
}

run_tests() {
    install_missing "${packages[@]}" "${tools[@]}"
    build ci
    ctest --preset ci -j "$(nproc)"
}

case "${1:-}" in
run) shift; run "$@" ;;
test) run_tests ;;
*) say "usage: packaging/setup.sh run [MODEL.gguf] | test"; exit 2 ;;
esac
