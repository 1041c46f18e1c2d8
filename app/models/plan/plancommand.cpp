// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/plan/plancommand.h"

#include "core/plan/command.h"

#include <QRegularExpression>
#include <QStringList>

namespace headroom::app {

namespace {

/// As a POSIX shell reads it back.
QString shellWord(QString word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=,-]+$"));
    if (plain.match(word).hasMatch())
        return word;
    return QLatin1Char('\'') + word.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

} // namespace

QString planCommand(const plan::PlanRequest& request)
{
    QStringList words{QStringLiteral("headroom-cli")};
    for (const std::string& word : plan::commandOf(request))
        words.append(shellWord(QString::fromStdString(word)));
    return words.join(QLatin1Char(' '));
}

} // namespace headroom::app
