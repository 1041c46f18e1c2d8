// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Precompiled for the tests of core, the command line and other programs.
#pragma once

#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <fmt/format.h>

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>
