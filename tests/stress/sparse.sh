#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# A model of 20 GiB quantizes within 1 GiB of memory: sparse.sh [BUILD FOLDER] [GIB]. The model is made of holes and
# costs no disk; the result needs 2.6 GiB. The same test runs with half a GiB among the CTests.
set -eu
build=${1:-build/ci}
HEADROOM_SPARSE_GIB=${2:-20} exec "$build/tests/core_quant" resume sparse
