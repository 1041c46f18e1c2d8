// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/topbar.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace headroom::app {

namespace {
constexpr int kHeight = 40;
constexpr int kSearchWidth = 360;
constexpr int kControlHeight = 28;
constexpr int kMargin = 8;
}

TopBar::TopBar(QWidget* parent)
    : QWidget(parent), m_menus(new QMenuBar(this)), m_search(new QLineEdit(this)), m_theme(new QToolButton(this))
{
    setObjectName(QStringLiteral("topBar"));
    m_menus->setNativeMenuBar(false);
    m_search->setObjectName(QStringLiteral("searchField"));
    m_search->setReadOnly(true); // typing goes to the palette that it opens
    m_search->addAction(widgets::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setContextMenuPolicy(Qt::NoContextMenu);
    m_search->installEventFilter(this);
    m_theme->setObjectName(QStringLiteral("themeButton"));
    m_theme->setIcon(widgets::icon(QStringLiteral("theme")));
    m_theme->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_theme->setAutoRaise(true);
    m_theme->setPopupMode(QToolButton::InstantPopup);
    setFixedHeight(widgets::Theme::current().px(kHeight));
    retranslate();
}

void TopBar::retranslate()
{
    m_search->setPlaceholderText(tr("Search or command") + QStringLiteral("    Ctrl+Shift+P"));
    m_search->setAccessibleName(tr("Search or command"));
    m_theme->setAccessibleName(tr("Theme"));
    m_theme->setText(tr("Theme"));
    place();
}

bool TopBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::MouseButtonPress) {
        emit searchRequested({});
        return true;
    }
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool typed = !key->text().isEmpty() && key->text().front().isPrint();
        if (typed || key->key() == Qt::Key_Return || key->key() == Qt::Key_Down) {
            emit searchRequested(typed ? key->text().trimmed() : QString());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TopBar::place()
{
    const widgets::Theme& theme = widgets::Theme::current();
    const int height = theme.px(kControlHeight), top = (this->height() - height) / 2, margin = theme.px(kMargin);
    const QSize themeSize = m_theme->sizeHint().expandedTo({0, height});
    m_theme->setGeometry(width() - themeSize.width() - margin, top, themeSize.width(), height);
    const int menuWidth = m_menus->sizeHint().width();
    m_menus->setGeometry(margin, (this->height() - m_menus->sizeHint().height()) / 2, menuWidth,
                         m_menus->sizeHint().height());
    // In the middle of the window where there is room, else in what is left between menus and theme.
    const int left = menuWidth + 3 * margin, right = m_theme->x() - 2 * margin;
    const int searchWidth = std::clamp(theme.px(kSearchWidth), 0, std::max(0, right - left));
    const int x = std::clamp((width() - searchWidth) / 2, left, std::max(left, right - searchWidth));
    m_search->setGeometry(x, top, searchWidth, height);
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

void TopBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        place();
}

void TopBar::paintEvent(QPaintEvent*)
{
    const widgets::Theme& theme = widgets::Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(widgets::Role::Window));
    painter.setPen(QPen(theme.color(widgets::Role::Hairline), 0));
    painter.drawLine(QLineF(0, height() - 0.5, width(), height() - 0.5));
}

} // namespace headroom::app
