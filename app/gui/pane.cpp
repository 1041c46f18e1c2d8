// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pane.h"

#include "app/gui/workbench.h"
#include "widgets/theme/theme.h"

#include <QEvent>

namespace headroom::app {

namespace {
constexpr int kRoomyWidth = 880;
}

Pane::Pane(const QString& id, Workbench& workbench, QWidget* parent) : QWidget(parent), m_workbench(workbench), m_id(id)
{
    setObjectName(id);
    setProperty("surface", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
}

void Pane::invalidate()
{
    m_outdated = true;
    if (!isVisible() || m_scheduled)
        return;
    m_scheduled = true;
    QMetaObject::invokeMethod(this, &Pane::refreshNow, Qt::QueuedConnection);
}

void Pane::refreshNow()
{
    m_scheduled = false;
    if (!m_outdated || !isVisible())
        return;
    m_outdated = false;
    refresh();
    if (!m_workbench.inspectsVocabulary()) // a file that was just opened to be looked at, and is no part of the state
        inspectSelection();
}

void Pane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_translated) {
        m_translated = true;
        retranslate();
    }
    rescaleIfNeeded();
    refreshNow();
}

void Pane::rescaleIfNeeded()
{
    const double scale = widgets::Theme::current().textScale();
    if (!m_translated || (scale == m_scale && isNarrow() == m_narrow))
        return;
    m_scale = scale;
    m_narrow = isNarrow();
    rescale();
}

bool Pane::isNarrow() const
{
    return width() < widgets::Theme::current().px(kRoomyWidth);
}

void Pane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    rescaleIfNeeded();
}

void Pane::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        rescaleIfNeeded();
    if (event->type() != QEvent::LanguageChange || !m_translated)
        return;
    retranslate();
    invalidate();
}

} // namespace headroom::app
