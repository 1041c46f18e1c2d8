// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/topbar.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/text.h"

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
    : QWidget(parent)
    , m_menus(new QMenuBar(this))
    , m_search(new QLineEdit(this))
    , m_theme(new QToolButton(this))
    , m_present(new QToolButton(this))
    , m_shortcut(new widgets::Label(QStringLiteral("Ctrl+Shift+P"), widgets::TextSize::Caption,
                                    widgets::TextWeight::Regular, widgets::Role::Muted, this))
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
    m_present->setObjectName(QStringLiteral("presentButton"));
    m_present->setIcon(widgets::icon(QStringLiteral("present")));
    for (QToolButton* button : {m_theme, m_present}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
    }
    m_shortcut->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_theme->setPopupMode(QToolButton::InstantPopup);
    setFixedHeight(widgets::Theme::current().px(kHeight));
    retranslate();
}

void TopBar::retranslate()
{
    m_search->setPlaceholderText(tr("Search or command"));
    m_search->setAccessibleName(tr("Search or command"));
    m_theme->setAccessibleName(tr("Theme"));
    m_theme->setText(QLatin1Char(' ') + tr("Theme")); // keeps off the icon
    m_present->setAccessibleName(tr("Present"));
    m_present->setText(QLatin1Char(' ') + tr("Present"));
    m_present->setToolTip(tr("Only the pane, larger, on the whole screen (F10)"));
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
    const int presentWidth = m_present->sizeHint().width(), themeWidth = m_theme->sizeHint().width();
    m_present->setGeometry(width() - presentWidth - margin, top, presentWidth, height);
    m_theme->setGeometry(m_present->x() - themeWidth - margin / 2, top, themeWidth, height);
    const int menuWidth = m_menus->sizeHint().width();
    m_menus->setGeometry(margin, (this->height() - m_menus->sizeHint().height()) / 2, menuWidth,
                         m_menus->sizeHint().height());
    // In the middle of the window where there is room, else in what is left between menus and theme.
    const int left = menuWidth + 3 * margin, right = m_theme->x() - 2 * margin;
    const int searchWidth = std::clamp(theme.px(kSearchWidth), 0, std::max(0, right - left));
    const int x = std::clamp((width() - searchWidth) / 2, left, std::max(left, right - searchWidth));
    m_search->setGeometry(x, top, searchWidth, height);
    const QSize keys = m_shortcut->sizeHint();
    m_shortcut->setVisible(searchWidth > 3 * keys.width());
    m_shortcut->setGeometry(x + searchWidth - keys.width() - margin - 2, top + (height - keys.height()) / 2,
                            keys.width(), keys.height());
    m_shortcut->raise();
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
