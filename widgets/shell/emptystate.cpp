// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/emptystate.h"

#include "widgets/theme/icons.h"

#include <QEvent>
#include <QVBoxLayout>

namespace headroom::widgets {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new Label({}, TextSize::Section, TextWeight::SemiBold, Role::Text, this))
    , m_line(new Label({}, TextSize::Body, TextWeight::Regular, Role::Muted, this))
    , m_button(new QPushButton(this))
{
    auto* column = new QVBoxLayout(this);
    column->setSpacing(Theme::current().px(4));
    column->addStretch();
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(Theme::current().px(8));
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_line);
    column->addSpacing(Theme::current().px(12));
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch();
    m_line->setAlignment(Qt::AlignHCenter);
    m_line->setWordWrap(true);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setContent(const QString& iconName, const QString& title, const QString& line,
                            const QString& actionText)
{
    m_iconName = iconName;
    m_title->setText(title);
    m_line->setText(line);
    m_button->setText(actionText);
    m_button->setVisible(!actionText.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(line);
    updateIcon();
}

void EmptyState::updateIcon()
{
    const Theme& theme = Theme::current();
    m_icon->setVisible(!m_iconName.isEmpty());
    m_icon->setPixmap(iconPixmap(m_iconName, theme.px(36), theme.color(Role::ControlBorder), devicePixelRatioF()));
}

void EmptyState::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        updateIcon();
}

} // namespace headroom::widgets
