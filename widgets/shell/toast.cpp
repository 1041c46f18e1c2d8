// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/toast.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace headroom::widgets {

namespace {

constexpr int kLeastHeight = 32; // of the bar below
constexpr int kGlyphSize = 10;

/// Paths have no blanks: they may break behind a folder.
QString breakableAtFolders(QString text)
{
    return text.replace(u'/', QStringLiteral("/\u200B"));
}

} // namespace

Toast::Toast(QWidget* window, Glyph glyph, const QString& text)
    : QFrame(window), m_text(text), m_glyph(glyph), m_label(new Label(text))
{
    const Theme& theme = Theme::current();
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(text);
    auto* row = new QHBoxLayout(this);
    const int mark = glyph == Glyph::None ? 0 : theme.px(kGlyphSize + 8);
    row->setContentsMargins(theme.px(12) + mark, theme.px(2), theme.px(4), theme.px(2));
    row->setSpacing(theme.px(8));
    row->addWidget(m_label, 1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Toast::dismiss);
    window->installEventFilter(this);
}

Toast* Toast::show(QWidget* window, Glyph glyph, const QString& text, const QString& actionText,
                   std::function<void()> action, int milliseconds)
{
    QWidget* const host = window->window();
    retract(host, text);
    auto* toast = new Toast(host, glyph, text);
    toast->addButtons(actionText, std::move(action));
    toast->m_timer.setInterval(milliseconds);
    arrange(host);
    return toast;
}

void Toast::retract(QWidget* window, const QString& text)
{
    for (Toast* toast : window->window()->findChildren<Toast*>(QString(), Qt::FindDirectChildrenOnly))
        if (toast->m_text == text)
            toast->dismiss();
}

void Toast::addButtons(const QString& actionText, std::function<void()> action)
{
    if (!actionText.isEmpty()) {
        auto* button = new QPushButton(actionText);
        button->setObjectName(QStringLiteral("toastAction"));
        button->setProperty("compact", true);
        layout()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, action = std::move(action)] {
            dismiss();
            if (action)
                action();
        });
    }
    auto* close = new QPushButton(icon(QStringLiteral("cancel")), {});
    close->setProperty("compact", true);
    close->setProperty("flat", true);
    close->setAccessibleName(tr("Dismiss"));
    connect(close, &QPushButton::clicked, this, &Toast::dismiss);
    layout()->addWidget(close);
}

void Toast::dismiss()
{
    if (m_isOver)
        return;
    m_isOver = true;
    hide();
    deleteLater();
    arrange(parentWidget());
}

/// The newest is seen, those before it wait.
void Toast::arrange(const QWidget* window)
{
    QList<Toast*> all = window->findChildren<Toast*>(QString(), Qt::FindDirectChildrenOnly);
    all.removeIf([](const Toast* toast) { return toast->m_isOver; });
    for (Toast* toast : all)
        toast->setVisible(toast == all.constLast());
    if (all.isEmpty())
        return;
    all.constLast()->place();
    all.constLast()->raise();
}

/// Whole: as wide as its line, else as wide as the window and as high as its lines.
void Toast::place()
{
    const Theme& theme = Theme::current();
    const int most = std::max(parentWidget()->width() - theme.px(32), theme.px(240));
    m_label->setWordWrap(false);
    m_label->setText(m_text);
    layout()->invalidate();
    const bool wraps = layout()->sizeHint().width() > most;
    if (wraps) {
        m_label->setWordWrap(true);
        m_label->setText(breakableAtFolders(m_text));
        layout()->invalidate();
    }
    const int width = wraps ? most : layout()->sizeHint().width();
    const int height = wraps ? layout()->heightForWidth(width) : layout()->sizeHint().height();
    setFixedSize(width, std::max(height, theme.px(kLeastHeight)));
    move(parentWidget()->width() - width - theme.px(16), parentWidget()->height() - this->height());
}

void Toast::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    if (m_timer.interval() > 0)
        m_timer.start();
}

void Toast::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    m_timer.stop();
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
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
    if (m_glyph == Glyph::None)
        return;
    const double size = theme.px(kGlyphSize);
    paintGlyph(painter, QRectF(theme.px(12), (height() - size) / 2, size, size), m_glyph);
}

} // namespace headroom::widgets
