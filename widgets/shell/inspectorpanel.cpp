// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/inspectorpanel.h"

#include "widgets/theme/text.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QScrollBar>

namespace headroom::widgets {

namespace {

Label* wrapped(const QString& text, TextSize size, Role role)
{
    auto* label = new Label(text, size, TextWeight::Regular, role);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

constexpr int kLeastVerdict = 56;

/// Long names have no spaces: lines may end behind a point, a line or a slash.
QString breakable(QString name)
{
    for (const QChar end : {u'.', u'_', u'-', u'/'})
        name.replace(end, QString(end) + QChar(0x200B));
    return name;
}

void clearLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->layout() != nullptr)
            clearLayout(item->layout());
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

} // namespace

InspectorPanel::InspectorPanel(QWidget* parent) : QScrollArea(parent)
{
    const Theme& theme = Theme::current();
    auto* inside = new QWidget;
    inside->setProperty("surface", QStringLiteral("window"));
    inside->setAttribute(Qt::WA_StyledBackground);
    m_layout = new QVBoxLayout(inside);
    m_layout->setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12));
    m_layout->setSpacing(0);
    m_body = new QVBoxLayout;
    m_body->setSpacing(0);
    m_extra = new QVBoxLayout;
    m_actions = new QHBoxLayout;
    m_actions->setSpacing(theme.px(8));
    m_copy = new QPushButton(tr("Copy"));
    m_actions->addWidget(m_copy);
    m_actions->addStretch();
    m_layout->addLayout(m_body);
    m_layout->addLayout(m_extra);
    m_layout->addSpacing(theme.px(12));
    m_layout->addLayout(m_actions);
    m_layout->addStretch();
    setWidget(inside);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(theme.px(200));
    setAccessibleName(tr("Inspector"));
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(plainText()); });
    clear();
}

void InspectorPanel::clear()
{
    setContent({});
}

void InspectorPanel::setContent(const InspectorContent& content)
{
    const bool other = content.context != m_content.context || content.title != m_content.title;
    m_content = content;
    rebuild();
    if (other) // read from its top, wherever the one before was left
        verticalScrollBar()->setValue(0);
}

void InspectorPanel::rebuild()
{
    const Theme& theme = Theme::current();
    const InspectorContent& c = m_content;
    clearLayout(m_body);
    const bool empty = c.title.isEmpty();
    m_copy->setVisible(!empty);
    if (empty) {
        m_body->addWidget(
            wrapped(tr("Nothing selected. Click a number, a row or a mark in a chart to see where it comes from."),
                    TextSize::Body, Role::Muted));
        return;
    }
    if (!c.context.isEmpty())
        m_body->addWidget(wrapped(c.context, TextSize::Caption, Role::Muted));
    auto* title = new Label(breakable(c.title), TextSize::Section, TextWeight::SemiBold);
    title->setMono(c.monoTitle);
    title->setWordWrap(true);
    m_body->addWidget(title);
    if (!c.value.isEmpty() || c.glyph != Glyph::None) {
        auto* row = new QHBoxLayout;
        row->setSpacing(theme.px(8));
        auto* value = new Label(c.value, TextSize::Title, TextWeight::SemiBold);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(value);
        auto* verdict = new GlyphLabel(c.glyph, c.verdict);
        verdict->setTextSize(TextSize::Body, TextWeight::SemiBold);
        verdict->setMinimumWidth(theme.px(kLeastVerdict)); // gives way to the number
        verdict->setToolTip(verdict->accessibleName());
        row->addWidget(verdict, 1);
        m_body->addSpacing(theme.px(6));
        m_body->addLayout(row);
    }
    if (!c.note.isEmpty())
        m_body->addWidget(wrapped(c.note, TextSize::Caption, Role::Muted));
    if (!c.formula.isEmpty())
        addSection(tr("Formula"), {}, c.formula, false);
    for (const InspectorSection& section : c.sections)
        addSection(section.title, section.rows, section.text, section.mono);
    if (!c.source.isEmpty()) {
        addSection(tr("Source"), {}, {}, false);
        m_body->addWidget(wrapped(c.source, TextSize::Caption, Role::Text));
    }
}

void InspectorPanel::addSection(const QString& title, const QList<PropertyRow>& rows, const QString& text, bool mono)
{
    const Theme& theme = Theme::current();
    m_body->addSpacing(theme.px(16));
    m_body->addWidget(new Label(title, TextSize::Caption, TextWeight::SemiBold, Role::Muted));
    m_body->addSpacing(theme.px(2));
    if (!rows.isEmpty()) {
        auto* table = new PropertyTable;
        table->setAccessibleName(title);
        table->setRows(rows);
        m_body->addWidget(table);
    }
    if (!text.isEmpty()) {
        Label* label = wrapped(text, mono ? TextSize::Caption : TextSize::Body, Role::Text);
        label->setMono(mono);
        m_body->addWidget(label);
    }
}

QString InspectorPanel::plainText() const
{
    const InspectorContent& c = m_content;
    QStringList lines;
    const QString verdict = c.verdict.isEmpty() ? glyphWord(c.glyph) : c.verdict;
    for (const QString& line : {c.context, c.title, QString(c.value + QLatin1Char(' ') + verdict).trimmed(), c.note}) {
        if (!line.isEmpty())
            lines << line;
    }
    if (!c.formula.isEmpty())
        lines << QString() << tr("Formula") << c.formula;
    for (const InspectorSection& section : c.sections) {
        lines << QString() << section.title;
        for (const PropertyRow& row : section.rows) {
            QString line = row.name + QLatin1String(": ") + row.value;
            if (row.glyph != Glyph::None)
                line += QLatin1String(" [") + glyphWord(row.glyph) + QLatin1Char(']');
            if (!row.provenance.isEmpty())
                line += QLatin1String(" (") + row.provenance + QLatin1Char(')');
            lines << line;
        }
        if (!section.text.isEmpty())
            lines << section.text;
    }
    if (!c.source.isEmpty())
        lines << QString() << tr("Source") << c.source;
    return lines.join(QLatin1Char('\n'));
}

QPushButton* InspectorPanel::addAction(const QString& text, std::function<void()> run, bool primary)
{
    auto* button = new QPushButton(text);
    button->setProperty("primary", primary);
    connect(button, &QPushButton::clicked, this, [run = std::move(run)] {
        if (run)
            run();
    });
    m_actions->insertWidget(primary ? 0 : m_actions->count() - 1, button);
    return button;
}

void InspectorPanel::clearActions()
{
    for (int i = m_actions->count() - 1; i >= 0; --i) {
        QWidget* const button = m_actions->itemAt(i)->widget();
        if (button == nullptr || button == m_copy)
            continue;
        m_actions->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
}

void InspectorPanel::setExtra(QWidget* widget)
{
    clearLayout(m_extra);
    if (widget != nullptr)
        m_extra->addWidget(widget);
}

void InspectorPanel::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_copy->setText(tr("Copy"));
        setAccessibleName(tr("Inspector"));
        rebuild();
    }
}

} // namespace headroom::widgets
