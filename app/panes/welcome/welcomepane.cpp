// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/welcome/welcomepane.h"

#include "app/gui/workbench.h"
#include "app/project/recent.h"
#include "widgets/shell/section.h"
#include "widgets/theme/glyph.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/text.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>

namespace headroom::app {

using widgets::Label;
using widgets::Role;
using widgets::TextSize;
using widgets::TextWeight;

namespace {

constexpr int kBlockWidth = 968;

void clear(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // its own button may have been what was clicked
        }
        delete item;
    }
}

} // namespace

WelcomePane::WelcomePane(Workbench& workbench)
    : Pane(QStringLiteral("welcome"), workbench)
    , m_title(new Label({}, TextSize::Number, TextWeight::SemiBold))
    , m_line(new Label({}, TextSize::Section, TextWeight::Regular, Role::Muted))
    , m_recentTitle(new widgets::Section)
    , m_openProject(new QPushButton)
    , m_recent(new QVBoxLayout)
    , m_foot(new Label({}, TextSize::Caption, TextWeight::Regular, Role::Muted))
{
    auto* block = new QWidget(this);
    block->setMaximumWidth(widgets::Theme::current().px(kBlockWidth));
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(16, 0, 16, 0);
    column->setSpacing(0);
    for (Label* label : {m_title, m_line})
        label->setWordWrap(true);
    column->addWidget(m_title);
    column->addSpacing(8);
    column->addWidget(m_line);
    column->addSpacing(40);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(16);
    m_cards = {addCard(cards, QStringLiteral("hardware"), true), addCard(cards, QStringLiteral("capacity"), false),
               addCard(cards, QStringLiteral("file"), false)};
    column->addLayout(cards);
    column->addSpacing(48);
    auto* head = new QHBoxLayout;
    head->addWidget(m_recentTitle, 1);
    head->addWidget(m_openProject);
    column->addLayout(head);
    column->addSpacing(8);
    column->addWidget(new widgets::Hairline);
    column->addSpacing(8);
    m_recent->setSpacing(0);
    column->addLayout(m_recent);
    column->addSpacing(16);
    column->addWidget(new widgets::Hairline);
    column->addSpacing(12);
    column->addWidget(m_foot);

    auto* page = new QVBoxLayout(this);
    page->addStretch(2);
    auto* centred = new QHBoxLayout;
    centred->addStretch();
    centred->addWidget(block, 100);
    centred->addStretch();
    page->addLayout(centred);
    page->addStretch(3);

    Workbench& bench = this->workbench();
    connect(m_cards[0].button, &QPushButton::clicked, this, [&bench] { bench.showPane(QStringLiteral("hardware")); });
    connect(m_cards[1].button, &QPushButton::clicked, this, [&bench] { bench.showPane(QStringLiteral("capacity")); });
    connect(m_cards[2].button, &QPushButton::clicked, this,
            [&bench] { bench.trigger(QStringLiteral("file.open-model")); });
    connect(m_openProject, &QPushButton::clicked, this,
            [&bench] { bench.trigger(QStringLiteral("file.open-project")); });
    connect(&bench.project(), &Project::opened, this, &WelcomePane::invalidate);
    connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &WelcomePane::invalidate);
}

WelcomePane::Beginning WelcomePane::addCard(QHBoxLayout* row, const QString& icon, bool first)
{
    auto* card = new widgets::Card;
    card->setHighlighted(first);
    auto* picture = new QLabel;
    picture->setFixedHeight(40);
    auto* title = new Label({}, TextSize::Section, TextWeight::SemiBold);
    auto* line = new Label({}, TextSize::Body, TextWeight::Regular, Role::Muted);
    line->setWordWrap(true);
    line->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* button = new QPushButton;
    button->setDefault(first);
    button->setProperty("primary", first);
    auto* hint = new Label({}, TextSize::Caption, TextWeight::Regular, Role::Muted);
    card->body()->setContentsMargins(20, 20, 20, 20);
    card->body()->setSpacing(4);
    card->body()->addWidget(picture);
    card->body()->addSpacing(8);
    card->body()->addWidget(title);
    card->body()->addWidget(line, 1);
    card->body()->addSpacing(12);
    auto* foot = new QHBoxLayout;
    foot->addWidget(button);
    foot->addStretch();
    foot->addWidget(hint);
    card->body()->addLayout(foot);
    card->setMinimumHeight(196);
    row->addWidget(card, 1);
    return {icon, picture, title, line, button, hint};
}

QString WelcomePane::title() const
{
    return tr("Start");
}

void WelcomePane::activate()
{
    m_cards.front().button->setFocus();
    invalidate(); // other windows may have left something
}

void WelcomePane::retranslate()
{
    m_title->setText(tr("Will it run, how fast, and is it still good?"));
    m_line->setText(tr("Headroom answers these three for language models on your own machines, and shows where each "
                       "number comes from."));
    const auto set = [](const Beginning& card, const QString& title, const QString& line, const QString& button,
                        const QString& hint) {
        card.title->setText(title);
        card.line->setText(line);
        card.button->setText(button);
        card.button->setAccessibleName(title);
        card.hint->setText(hint);
    };
    set(m_cards[0], tr("Inspect this machine"),
        tr("Read GPUs, memory and links, and design the build to compare them with. Nothing leaves the machine."),
        tr("Inspect"), tr("a few seconds"));
    set(m_cards[1], tr("Plan what fits"),
        tr("Pick a model, a preset and a rig from the catalogue: memory, speed and power, before money is spent."),
        tr("Plan"), tr("works offline"));
    set(m_cards[2], tr("Open a model file"),
        tr("A GGUF file: quantize it, and compare the results with the original. Only its header is read."),
        tr("Choose file"), QStringLiteral("Ctrl+O"));
    m_recentTitle->setTitle(tr("Recent projects"));
    m_openProject->setText(tr("Open project"));
    m_foot->setText(tr("Drop a model or a project anywhere in the window") + QStringLiteral("      Ctrl+Shift+P ")
                    + tr("finds every command") + QStringLiteral("      F1 ") + tr("shows the keys"));
}

QPushButton* WelcomePane::openButton(const QString& text, const QString& path)
{
    auto* open = new QPushButton(text);
    open->setFlat(true);
    open->setProperty("row", true);
    open->setToolTip(path);
    open->setStyleSheet(QStringLiteral("text-align: left; padding: 4px 8px;"));
    connect(open, &QPushButton::clicked, this, [this, path] { workbench().openPath(path); });
    return open;
}

/// Of a window that ran beside another one, or of the time before a project with a name.
void WelcomePane::addUnnamedRow(const QString& path)
{
    auto* open = openButton(unnamedTitle(path), path);
    open->setObjectName(QStringLiteral("unnamedProject"));
    m_recent->addWidget(open);
}

void WelcomePane::addRecentRow(const QString& path)
{
    const QFileInfo info(path);
    const bool there = info.exists();
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* open = openButton(info.completeBaseName() + QStringLiteral("    ") + info.absolutePath(), path);
    open->setObjectName(QStringLiteral("recentProject"));
    open->setEnabled(there);
    open->setAccessibleName(tr("Open the project %1").arg(info.completeBaseName()));
    line->addWidget(open, 1);
    if (!there)
        addWaysOut(*line, path);
    m_recent->addWidget(row);
}

/// A project that was moved, renamed or deleted, or is on a disk that is not here now.
void WelcomePane::addWaysOut(QHBoxLayout& line, const QString& path)
{
    const QString name = QFileInfo(path).completeBaseName();
    auto* locate = new QPushButton(tr("Locate…"));
    locate->setObjectName(QStringLiteral("locateProject"));
    locate->setAccessibleName(tr("Locate the project %1").arg(name));
    auto* remove = new QPushButton(tr("Remove", "from the list of projects"));
    remove->setObjectName(QStringLiteral("removeProject"));
    remove->setAccessibleName(tr("Remove %1 from the list").arg(name));
    connect(locate, &QPushButton::clicked, this, [this, path] { workbench().locateProject(path); });
    connect(remove, &QPushButton::clicked, this, [this, path] {
        RecentProjects().remove(path);
        invalidate();
    });
    line.addWidget(new widgets::GlyphLabel(widgets::Glyph::Tight, tr("not found", "a project")));
    line.addWidget(locate);
    line.addWidget(remove);
}

void WelcomePane::paintPictures()
{
    const widgets::Theme& theme = widgets::Theme::current();
    for (const Beginning& card : m_cards)
        card.picture->setPixmap(
            widgets::iconPixmap(card.icon, theme.px(28), theme.color(Role::Accent), devicePixelRatioF()));
}

void WelcomePane::refresh()
{
    paintPictures();
    clear(m_recent);
    const QStringList paths = RecentProjects().paths();
    for (const QString& path : paths.mid(0, 5))
        addRecentRow(path);
    const QStringList unnamed = workbench().project().otherUnnamed();
    for (const QString& path : unnamed.mid(0, 5))
        addUnnamedRow(path);
    if (!paths.isEmpty() || !unnamed.isEmpty())
        return;
    auto* nothing
        = new Label(tr("No projects yet. A project is one file with your rigs, plans, runs and results; until "
                       "you save one, everything is kept in an unnamed project."),
                    TextSize::Body, TextWeight::Regular, Role::Muted);
    nothing->setWordWrap(true);
    m_recent->addWidget(nothing);
}

} // namespace headroom::app
