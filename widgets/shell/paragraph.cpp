// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/paragraph.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>

namespace headroom::widgets {

Paragraph::Paragraph(int mostLines, Tone tone, QWidget* parent)
    : QScrollArea(parent)
    , m_mostLines(mostLines)
    , m_label(new Label({}, TextSize::Caption, TextWeight::Regular, tone, this))
{
    m_label->setWordWrap(true);
    m_label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setWidget(m_label);
    setWidgetResizable(true);
    viewport()->setAutoFillBackground(false); // whatever it stands on shows through
    m_label->setAutoFillBackground(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Paragraph::setText(const QString& text)
{
    if (text == m_label->text())
        return;
    m_label->setText(text);
    verticalScrollBar()->setValue(0);
    fit();
}

void Paragraph::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

void Paragraph::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

/// A keyboard user scrolls it where there is something to scroll.
void Paragraph::fit()
{
    const int most = m_mostLines * m_label->fontMetrics().lineSpacing();
    const int whole = std::max(0, m_label->heightForWidth(width())); // it has none before it is laid out
    setFocusPolicy(whole > most ? Qt::StrongFocus : Qt::NoFocus);
    setFixedHeight(std::min(whole, most));
}

} // namespace headroom::widgets
