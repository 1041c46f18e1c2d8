// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/options.h"

#include "app/gui/panes.h"

namespace headroom::app {

namespace {

QString* valueOf(Options& options, const QString& name)
{
    if (name == QLatin1String("--pane"))
        return &options.pane;
    if (name == QLatin1String("--screenshot"))
        return &options.screenshot;
    if (name == QLatin1String("--language"))
        return &options.language;
    if (name == QLatin1String("--theme"))
        return &options.theme;
    return nullptr;
}

QString paneNames()
{
    QStringList names;
    for (const PaneRow& row : panes())
        names.append(QLatin1String(row.id));
    return names.join(QLatin1String(", "));
}

} // namespace

// These texts stay English, like those of every command line.
Options readOptions(const QStringList& arguments)
{
    Options options;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString& argument = arguments[i];
        const qsizetype equals = argument.indexOf(QLatin1Char('='));
        const QString name = equals > 0 ? argument.left(equals) : argument;
        if (argument == QLatin1String("--help") || argument == QLatin1String("-h"))
            options.help = true;
        else if (argument == QLatin1String("--version"))
            options.version = true;
        else if (QString* value = valueOf(options, name)) {
            if (equals < 0 && i + 1 >= arguments.size())
                options.problem = name + QLatin1String(" needs a value");
            else
                *value = equals > 0 ? argument.mid(equals + 1) : arguments[++i];
        } else if (argument.startsWith(QLatin1Char('-')))
            options.problem = QLatin1String("unknown option ") + argument;
        else if (options.file.isEmpty())
            options.file = argument;
        else
            options.problem = QLatin1String("more than one file: ") + argument;
    }
    if (!options.pane.isEmpty() && !findPane(options.pane))
        options.problem = QLatin1String("unknown pane ") + options.pane + QLatin1String("; known: ") + paneNames();
    return options;
}

QString helpText()
{
    return QLatin1String("Usage: headroom [options] [MODEL.gguf | PROJECT.headroom]\n"
                         "Plan hardware for language models, quantize them, and see whether they are still good.\n\n"
                         "  --pane NAME          start with ")
        + paneNames()
        + QLatin1String("\n"
                        "  --language LOCALE    en, de, zh_CN\n"
                        "  --theme NAME         system, light, dark\n"
                        "  --screenshot FILE    draw the window into a PNG file and quit\n"
                        "  --help, --version\n\n"
                        "Everything the window does, headroom-cli does without one.\n"
                        "Example: headroom --pane capacity model-f16.gguf\n");
}

bool displayAvailable()
{
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

} // namespace headroom::app
