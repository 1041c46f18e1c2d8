// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what the tests of the window's state and of its words share: small models, and the Inspector's text.
#pragma once

#include "support/panes.h"
#include "support/tinymodel.h"
#include "tests/gui/window.h"

#include <QtTest>

namespace headroom::test {

constexpr int kPatienceMs = 20000;

inline std::filesystem::path native(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

inline QString tinyModel(const QString& path, std::uint32_t vocabulary = 300, std::uint32_t layers = 1)
{
    TinyModel tiny;
    tiny.type = tensor::Type::F16;
    tiny.layers = layers;
    tiny.vocabulary = vocabulary;
    if (!writeTinyModel(native(path), tiny))
        qFatal("the model could not be written");
    return path;
}

inline void openModel(Window& w, const QString& path)
{
    w.nextFile = path;
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), path, kPatienceMs);
}

inline QString inspected(const Window& w)
{
    return w.window->inspector()->plainText();
}

} // namespace headroom::test
