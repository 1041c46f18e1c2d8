// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/options.h"
#include "app/gui/session.h"

#include <QApplication>

#include <cstdio>

using namespace headroom::app;

namespace {

int print(std::FILE* stream, const QString& text, int status)
{
    std::fputs(text.toUtf8().constData(), stream);
    return status;
}

QString withoutDisplay(const Options& options)
{
    const QString instead = options.file.isEmpty() ? QStringLiteral("headroom-cli hardware")
                                                   : QStringLiteral("headroom-cli inspect ") + options.file;
    return QStringLiteral("headroom: no display (neither DISPLAY nor WAYLAND_DISPLAY is set); "
                          "the same without a window: %1, or headroom-cli --help\n")
        .arg(instead);
}

} // namespace

int main(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const Options options = readOptions(arguments);
    if (options.help)
        return print(stdout, helpText(), 0);
    if (options.version)
        return print(stdout, QStringLiteral("headroom " HEADROOM_VERSION "\n"), 0);
    if (!options.problem.isEmpty())
        return print(stderr, QStringLiteral("headroom: %1 (see headroom --help)\n").arg(options.problem), 2);
    if (!displayAvailable())
        return print(stderr, withoutDisplay(options), 1);

    QApplication application(argc, argv);
    identify();
    Session session;
    return session.run(options);
}
