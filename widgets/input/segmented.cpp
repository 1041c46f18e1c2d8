// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/input/segmented.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace headroom::widgets {

Segmented::Segmented(const QString& caption, QWidget* parent)
    : QWidget(parent)
    , m_caption(new Label(caption, TextSize::Caption, TextWeight::Regular, Role::Muted, this))
    , m_row(new QHBoxLayout)
    , m_group(new QButtonGroup(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::current().px(4));
    column->addWidget(m_caption);
    m_row->setContentsMargins(1, 1, 1, 1);
    m_row->setSpacing(1);
    column->addLayout(m_row);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCaption(caption);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool on) {
        update();
        if (on)
            emit currentChanged(m_ids.value(index));
    });
}

void Segmented::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
    setAccessibleName(caption);
}

void Segmented::setOptions(const QList<std::pair<QString, QString>>& idAndText)
{
    const QString before = current();
    const QSignalBlocker block(m_group);
    for (QAbstractButton* old : m_group->buttons()) {
        m_group->removeButton(old);
        delete old;
    }
    m_ids.clear();
    for (const auto& [id, text] : idAndText) {
        auto* button = new QPushButton(text, this);
        button->setProperty("segment", true);
        button->setCheckable(true);
        button->setAccessibleName(text);
        button->installEventFilter(this);
        m_group->addButton(button, static_cast<int>(m_ids.size()));
        m_row->addWidget(button, 1);
        m_ids << id;
    }
    setCurrent(m_ids.contains(before) ? before : m_ids.value(0));
}

void Segmented::setCurrent(const QString& id)
{
    if (QAbstractButton* chosen = button(id))
        chosen->setChecked(true);
}

QString Segmented::current() const
{
    return m_ids.value(m_group->checkedId());
}

QAbstractButton* Segmented::button(const QString& id) const
{
    return m_group->button(static_cast<int>(m_ids.indexOf(id)));
}

void Segmented::step(int by)
{
    const int count = static_cast<int>(m_ids.size());
    if (count == 0)
        return;
    const int next = qBound(0, m_group->checkedId() + by, count - 1);
    m_group->button(next)->setChecked(true);
    m_group->button(next)->setFocus();
}

bool Segmented::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool flipped = layoutDirection() == Qt::RightToLeft;
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            step((key == Qt::Key_Right) != flipped ? 1 : -1);
            return true;
        }
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}

void Segmented::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(m_row->geometry()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool focused = m_group->checkedButton() != nullptr && m_group->checkedButton()->hasFocus();
    painter.setPen(QPen(theme.color(focused ? Role::Accent : Role::ControlBorder), 1));
    painter.setBrush(theme.color(Role::Raised));
    painter.drawRoundedRect(frame, theme.px(6), theme.px(6));
    painter.setPen(QPen(theme.color(Role::ControlBorder), 1));
    for (int i = 1; i < m_ids.size(); ++i) {
        const double x = m_group->button(i)->geometry().left() - 0.5;
        painter.drawLine(QPointF(x, frame.top() + 1), QPointF(x, frame.bottom() - 1));
    }
}

} // namespace headroom::widgets
