// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what tests of the window say often: a widget by its name, a row by its first words, a click on what is there to
// be clicked, a picture in both themes.
#pragma once

#include "app/models/presetsmodel.h"
#include "tests/gui/window.h"
#include "widgets/input/segmented.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/tableview.h"

#include <QAction>
#include <QDir>
#include <QtTest>

namespace headroom::test {

template <class T> T* part(const Window& w, const char* name)
{
    return w.window->findChild<T*>(QLatin1String(name));
}

/// The first line of the current pane, in words.
inline QString sentence(const Window& w)
{
    return w.window->pane(w.window->currentPane())->findChild<widgets::VerdictHeader*>()->accessibleName();
}

/// The row whose cell in this column says exactly this; -1 when there is none.
inline int rowWith(const QAbstractItemModel& model, const QString& text, int column = 0)
{
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, column).data().toString() == text)
            return row;
    return -1;
}

/// A cell of the preset table; what follows a space in a name (how many overrides) does not count.
inline QModelIndex presetCell(const Window& w, const QString& preset, int column = app::PresetsModel::Preset)
{
    const auto* model = part<widgets::TableView>(w, "presets")->model();
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, app::PresetsModel::Preset).data().toString().section(u' ', 0, 0) == preset)
            return model->index(row, column);
    return {};
}

inline QString stateOf(const Window& w, const QString& preset)
{
    return presetCell(w, preset, app::PresetsModel::State).data().toString();
}

inline void click(QWidget* button)
{
    QVERIFY(button && button->isVisible() && button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
}

/// Map, table, overrides and so on of the Quantize pane.
inline void openView(const Window& w, const char* id)
{
    click(part<widgets::Segmented>(w, "tensorView")->button(QLatin1String(id)));
}

/// "<build>/screenshots/<name>-light.png" and "-dark.png", to be looked at.
inline void take(const Window& w, const QString& name)
{
    const QString folder = QCoreApplication::applicationDirPath() + QStringLiteral("/../screenshots/");
    QDir().mkpath(folder);
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        w.window->action(QStringLiteral("view.theme-") + theme)->trigger();
        QTest::qWait(300);
        QVERIFY(w.window->grab().save(folder + name + u'-' + theme + QStringLiteral(".png")));
    }
    w.window->action(QStringLiteral("view.theme-light"))->trigger();
}

/// As users of German see it: longer words in the same room.
inline void takeInGerman(const Window& w, const QString& name)
{
    app::languages::set(QStringLiteral("de"));
    QTest::qWait(300);
    take(w, name);
    app::languages::set(QStringLiteral("en"));
}

} // namespace headroom::test
