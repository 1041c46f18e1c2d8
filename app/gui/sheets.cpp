// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/sheets.h"

#include "app/gui/actions.h"
#include "app/gui/panes.h"
#include "widgets/shell/propertytable.h"
#include "widgets/shell/section.h"
#include "widgets/theme/text.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QKeySequence>

#include <array>

namespace headroom::app {

namespace {

struct Sheets {
    Q_DECLARE_TR_FUNCTIONS(Sheets)
};

QDialog* makeSheet(QWidget* parent, const QString& title)
{
    auto* sheet = new QDialog(parent);
    sheet->setWindowTitle(title);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QVBoxLayout(sheet);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    return sheet;
}

void addCloseButton(QDialog* sheet)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, sheet);
    QObject::connect(buttons, &QDialogButtonBox::rejected, sheet, &QDialog::reject);
    sheet->layout()->addWidget(buttons);
}

QList<widgets::PropertyRow> sheetRows(Menu menu)
{
    QList<widgets::PropertyRow> rows;
    for (const ActionRow& row : actionTable())
        if (row.menu == menu && *row.shortcut)
            rows.append({plainText(actionText(row)),
                         QKeySequence(QLatin1String(row.shortcut)).toString(QKeySequence::NativeText)});
    if (menu != Menu::View)
        return rows;
    int number = 0;
    for (const PaneRow& pane : panes())
        if (pane.inRail)
            rows.append({paneTitle(pane), QStringLiteral("Ctrl+%1").arg(++number)});
    return rows;
}

} // namespace

QDialog* makeShortcutSheet(QWidget* parent)
{
    QDialog* sheet = makeSheet(parent, Sheets::tr("Keyboard shortcuts"));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(40);
    QVBoxLayout* column = nullptr;
    for (int i = 0; i < kMenuCount; ++i) {
        const QList<widgets::PropertyRow> rows = sheetRows(Menu(i));
        if (rows.isEmpty())
            continue;
        if (i % 3 == 0 || !column) {
            column = new QVBoxLayout;
            column->setSpacing(8);
            columns->addLayout(column);
        }
        column->addWidget(new widgets::Section(plainText(menuTitle(Menu(i)))));
        auto* table = new widgets::PropertyTable;
        table->setRows(rows);
        table->setAccessibleName(plainText(menuTitle(Menu(i))));
        table->setMinimumWidth(320);
        column->addWidget(table);
        column->addSpacing(8);
        if (i % 3 == 2)
            column->addStretch();
    }
    static_cast<QVBoxLayout*>(sheet->layout())->addLayout(columns);
    addCloseButton(sheet);
    return sheet;
}

QDialog* makeAboutSheet(QWidget* parent)
{
    struct Part {
        const char* name;
        const char* licence;
    };
    static constexpr std::array parts{
        Part{"Qt 6", "LGPL-3.0-only"},
        Part{"QCustomPlot", "GPL-3.0-or-later"},
        Part{"SQLite", "public domain"},
        Part{"SQLiteCpp", "MIT"},
        Part{"OpenSSL", "Apache-2.0"},
        Part{"Highway", "Apache-2.0"},
        Part{"hwloc", "BSD-3-Clause"},
        Part{"PCRE2", "BSD-3-Clause"},
        Part{"utf8proc", "MIT"},
        Part{"nlohmann-json", "MIT"},
        Part{"fmt", "MIT"},
        Part{"tl::expected", "CC0-1.0"},
    };
    QDialog* sheet = makeSheet(parent, Sheets::tr("About Headroom"));
    auto* layout = static_cast<QVBoxLayout*>(sheet->layout());
    layout->addWidget(new widgets::Label(QStringLiteral("Headroom ") + QCoreApplication::applicationVersion(),
                                         widgets::TextSize::Title, widgets::TextWeight::SemiBold));
    auto* line = new widgets::Label(
        Sheets::tr("A workbench for large language models on your own machines: will it run, how fast, and is it still "
                   "good? Everything stays on this machine."));
    line->setWordWrap(true);
    line->setMinimumWidth(420);
    layout->addWidget(line);
    layout->addWidget(new widgets::Section(Sheets::tr("Licences")));
    QList<widgets::PropertyRow> rows{{Sheets::tr("Headroom, the window"), QStringLiteral("GPL-3.0-or-later")},
                                     {Sheets::tr("Headroom, engine and command line"), QStringLiteral("Apache-2.0")}};
    for (const Part& part : parts)
        rows.append({QString::fromUtf8(part.name), QString::fromUtf8(part.licence)});
    auto* table = new widgets::PropertyTable;
    table->setRows(rows);
    table->setAccessibleName(Sheets::tr("Licences"));
    layout->addWidget(table);
    addCloseButton(sheet);
    return sheet;
}

} // namespace headroom::app
