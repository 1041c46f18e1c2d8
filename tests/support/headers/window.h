// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Precompiled for the tests of the window.
#pragma once

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>
