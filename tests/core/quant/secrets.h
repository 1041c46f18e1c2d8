// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what tests of secrets share: secrets that are none, a redactor, and that the worst input ends within its limits.
#pragma once

#include "core/quant/calibrate/redact.h"

#include <QtTest>

namespace headroom::test {

inline QString redacted(const QString& text)
{
    auto redactor = quant::Redactor::create();
    if (!redactor)
        return QString::fromStdString(redactor.error().detail);
    const auto out = redactor->redact(text.toStdString(), "test");
    return QString::fromStdString(out ? *out : out.error().detail);
}

// Made up; put together here so that no scanner takes them for real ones.
inline const QString kSecret = QStringLiteral("Zq7") + "rT2mKx" + "94vLw";
inline const QString kLong = kSecret + "Bn31" + kSecret + "Ye85";
inline const QString kHex = QStringLiteral("9f86d081884c7d65") + "9a2feaa0c55ad015";

/// This piece over and over, and a plain thing to be found at its end.
inline void endsWithinLimits(const QByteArray& piece)
{
    const QString out
        = redacted(QString::fromUtf8(piece.repeated((1 << 18) / int(piece.size()))) + "\n\n! ann@example.com");
    QVERIFY2(out.endsWith("! [email]"), qPrintable(out.right(200)));
}

} // namespace headroom::test
