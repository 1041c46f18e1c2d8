// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/pagearea.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>

#include <algorithm>

namespace headroom::widgets {

namespace {

int leastHeight(const QWidget& page, int width)
{
    const QLayout* layout = page.layout();
    return layout != nullptr && layout->hasHeightForWidth() ? layout->totalMinimumHeightForWidth(width)
                                                            : page.minimumSizeHint().height();
}

} // namespace

PageArea::PageArea(QWidget* page)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidget(page);
    page->installEventFilter(this);
}

QSize PageArea::minimumSizeHint() const
{
    return QSize(Theme::current().px(320), Theme::current().px(160));
}

/// As large as the area, and no smaller than the page can be. (A resizable QScrollArea would scroll as soon as the page
/// has less than it prefers.)
void PageArea::fit()
{
    const QSize room = maximumViewportSize();
    const int least = widget()->minimumSizeHint().width();
    int width = std::max(room.width(), least);
    const int bar = least > room.width() ? horizontalScrollBar()->sizeHint().height() : 0; // each takes from the other
    if (leastHeight(*widget(), width) > room.height() - bar)
        width = std::max(room.width() - verticalScrollBar()->sizeHint().width(), least);
    widget()->resize(width, std::max(room.height() - bar, leastHeight(*widget(), width)));
}

bool PageArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show))
        fit();
    return QScrollArea::eventFilter(watched, event);
}

void PageArea::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

} // namespace headroom::widgets
