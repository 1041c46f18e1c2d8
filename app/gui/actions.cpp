// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/actions.h"

#include <QCoreApplication>

#include <array>

namespace headroom::app {

namespace {

constexpr std::array kActions{
    ActionRow{"file.open-model", QT_TRANSLATE_NOOP("Actions", "&Open model file…"), "Ctrl+O", Menu::File},
    ActionRow{"file.new-project", QT_TRANSLATE_NOOP("Actions", "&New project…"), "Ctrl+N", Menu::File, true},
    ActionRow{"file.open-project", QT_TRANSLATE_NOOP("Actions", "Open &project…"), "Ctrl+Shift+O", Menu::File},
    ActionRow{"file.reopen", QT_TRANSLATE_NOOP("Actions", "Open the project a&gain"), "", Menu::File},
    ActionRow{"file.save", QT_TRANSLATE_NOOP("Actions", "&Save project"), "Ctrl+S", Menu::File},
    ActionRow{"file.save-as", QT_TRANSLATE_NOOP("Actions", "Save project &as…"), "Ctrl+Shift+S", Menu::File},
    ActionRow{"file.quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q", Menu::File, true},

    ActionRow{"edit.undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "Ctrl+Z", Menu::Edit},
    ActionRow{"edit.redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z", Menu::Edit},
    ActionRow{"edit.copy-inspector", QT_TRANSLATE_NOOP("Actions", "Copy the &Inspector"), "Ctrl+Shift+C", Menu::Edit,
              true},
    ActionRow{"edit.copy-command", QT_TRANSLATE_NOOP("Actions", "Copy as command &line"), "Ctrl+Shift+L", Menu::Edit},

    ActionRow{"view.inspector", QT_TRANSLATE_NOOP("Actions", "&Inspector"), "F2", Menu::View, true, nullptr, true},
    ActionRow{"view.model", QT_TRANSLATE_NOOP("Actions", "Inspect the &model"), "Ctrl+I", Menu::View},
    ActionRow{"view.jobs", QT_TRANSLATE_NOOP("Actions", "&Jobs"), "Ctrl+J", Menu::View, false, nullptr, true},
    ActionRow{"view.theme-system", QT_TRANSLATE_NOOP("Actions", "Theme of the s&ystem"), "", Menu::View, true, nullptr,
              true},
    ActionRow{"view.theme-light", QT_TRANSLATE_NOOP("Actions", "&Light theme"), "", Menu::View, false, nullptr, true},
    ActionRow{"view.theme-dark", QT_TRANSLATE_NOOP("Actions", "&Dark theme"), "", Menu::View, false, nullptr, true},
    ActionRow{"view.present", QT_TRANSLATE_NOOP("Actions", "P&resent"), "F10", Menu::View, true, nullptr, true},
    ActionRow{"view.full-screen", QT_TRANSLATE_NOOP("Actions", "&Full screen"), "F11", Menu::View, false, nullptr,
              true},
    ActionRow{"view.reset-layout", QT_TRANSLATE_NOOP("Actions", "&Reset layout"), "", Menu::View},

    ActionRow{"run.measure", QT_TRANSLATE_NOOP("Actions", "&Measure memory bandwidth"), "Ctrl+M", Menu::Run},
    ActionRow{"run.detect", QT_TRANSLATE_NOOP("Actions", "&Detect this machine again"), "F5", Menu::Run, false,
              "hardware"},
    ActionRow{"run.pause", QT_TRANSLATE_NOOP("Actions", "&Pause or resume the job"), "Ctrl+.", Menu::Run, true},
    ActionRow{"run.cancel", QT_TRANSLATE_NOOP("Actions", "&Cancel the job"), "Ctrl+Shift+.", Menu::Run},
    ActionRow{"run.clear-finished", QT_TRANSLATE_NOOP("Actions", "Clear &finished jobs"), "", Menu::Run},

    ActionRow{"compare.pin-plan", QT_TRANSLATE_NOOP("Actions", "&Pin this plan for comparison"), "Ctrl+P",
              Menu::Compare, false, "capacity"},

    ActionRow{"help.palette", QT_TRANSLATE_NOOP("Actions", "&Search or command…"), "Ctrl+Shift+P", Menu::Help},
    ActionRow{"help.shortcuts", QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"), "F1", Menu::Help},
    ActionRow{"help.start", QT_TRANSLATE_NOOP("Actions", "S&tart page"), "Ctrl+0", Menu::Help},
    ActionRow{"help.about", QT_TRANSLATE_NOOP("Actions", "&About Headroom"), "", Menu::Help, true},
    ActionRow{"help.about-qt", QT_TRANSLATE_NOOP("Actions", "About &Qt"), "", Menu::Help},
};

constexpr std::array<const char*, kMenuCount> kMenus{
    QT_TRANSLATE_NOOP("Actions", "&File"),    QT_TRANSLATE_NOOP("Actions", "&Edit"),
    QT_TRANSLATE_NOOP("Actions", "&View"),    QT_TRANSLATE_NOOP("Actions", "&Run"),
    QT_TRANSLATE_NOOP("Actions", "&Compare"), QT_TRANSLATE_NOOP("Actions", "&Help"),
};

} // namespace

std::span<const ActionRow> actionTable()
{
    return kActions;
}

QString actionText(const ActionRow& row)
{
    return QCoreApplication::translate("Actions", row.text);
}

QString plainText(const QString& textWithMnemonic)
{
    // "(&F)" is how Chinese menus carry their mnemonic.
    QString text = textWithMnemonic;
    if (const qsizetype bracket = text.indexOf(QLatin1String("(&")); bracket >= 0)
        text.remove(bracket, 4);
    return text.remove(QLatin1Char('&')).remove(QChar(0x2026)).trimmed();
}

QString menuTitle(Menu menu)
{
    return QCoreApplication::translate("Actions", kMenus[std::size_t(menu)]);
}

} // namespace headroom::app
