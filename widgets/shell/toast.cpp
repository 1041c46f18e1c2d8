// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/toast.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QTimer>

namespace headroom::widgets {

Toast::Toast(QWidget* window, Glyph glyph, const QString& text) : QFrame(window)
{
    const Theme& theme = Theme::current();
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(text);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(8));
    row->setSpacing(theme.px(8));
    if (glyph != Glyph::None)
        row->addWidget(new GlyphLabel(glyph));
    auto* label = new Label(text);
    label->setWordWrap(text.size() > 60);
    row->addWidget(label, 1);
    window->installEventFilter(this);
}

Toast* Toast::show(QWidget* window, Glyph glyph, const QString& text, const QString& actionText,
                   std::function<void()> action, int milliseconds)
{
    QWidget* const host = window->window();
    auto* toast = new Toast(host, glyph, text);
    if (!actionText.isEmpty()) {
        auto* button = new QPushButton(actionText);
        button->setProperty("compact", true);
        toast->layout()->addWidget(button);
        connect(button, &QPushButton::clicked, toast, [toast, action = std::move(action)] {
            if (action)
                action();
            toast->deleteLater();
        });
    }
    auto* close = new QPushButton(icon(QStringLiteral("cancel")), {});
    close->setProperty("compact", true);
    close->setProperty("flat", true);
    close->setAccessibleName(tr("Dismiss"));
    connect(close, &QPushButton::clicked, toast, &QObject::deleteLater);
    toast->layout()->addWidget(close);
    if (milliseconds > 0)
        QTimer::singleShot(milliseconds, toast, &QObject::deleteLater);
    toast->QFrame::show();
    toast->place();
    toast->raise();
    return toast;
}

void Toast::place()
{
    const Theme& theme = Theme::current();
    const int wide = qMin(theme.px(440), parentWidget()->width() - theme.px(32));
    setFixedWidth(qMin(wide, qMax(sizeHint().width(), theme.px(240))));
    adjustSize();
    int bottom = parentWidget()->height() - theme.px(48);
    for (Toast* other : parentWidget()->findChildren<Toast*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (other == this)
            break;
        bottom -= other->height() + theme.px(8);
    }
    move(parentWidget()->width() - width() - theme.px(16), bottom - height());
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && (event->type() == QEvent::Resize || event->type() == QEvent::ChildRemoved))
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Role::ControlBorder), 1));
    painter.setBrush(theme.color(Role::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6));
}

} // namespace headroom::widgets
