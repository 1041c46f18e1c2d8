// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/commandline.h"

#include "core/job/kinds.h"
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

QString commandLine(const std::vector<std::string>& arguments)
{
    QStringList words{QStringLiteral("headroom-cli")};
    for (const std::string& word : arguments)
        words.append(shellWord(QString::fromStdString(word)));
    return words.join(QLatin1Char(' '));
}

} // namespace

QString planCommand(const plan::PlanRequest& request)
{
    return commandLine(plan::commandOf(request));
}

QString jobCommand(const std::string& kind, const Json& parameters)
{
    const auto arguments = job::commandOf(kind, parameters);
    return arguments.empty() ? QString() : commandLine(arguments);
}

} // namespace headroom::app
