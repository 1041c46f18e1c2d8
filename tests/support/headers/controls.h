// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Precompiled for the tests of widgets.
#pragma once

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>
