// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/chart.h"

#include "widgets/plot/chartprivate.h"

#include <QHelpEvent>
#include <QToolTip>
#include <QVBoxLayout>

namespace headroom::widgets {

Chart::Chart(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>())
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // room for the focus frame
    auto* plot = new QCustomPlot(this);
    m_d->plot = plot;
    column->addWidget(plot);
    plot->setFocusPolicy(Qt::StrongFocus);
    plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot->setNoAntialiasingOnDrag(true);
    // Painting brings the data up to date and replots; painted from within a replot, that would be ignored.
    plot->setPlottingHint(QCP::phImmediateRefresh, false);
    plot->setAntialiasedElements(QCP::aeAll & ~QCP::AntialiasedElements(QCP::aeAxes | QCP::aeGrid));
    plot->addLayer(QStringLiteral("tint"), plot->layer(QStringLiteral("grid")), QCustomPlot::limBelow);
    plot->addLayer(QStringLiteral("marks"), plot->layer(QStringLiteral("main")), QCustomPlot::limAbove);
    plot->layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmBuffered);
    plot->plotLayout()->insertRow(0);
    m_d->head = new ChartHead(plot);
    plot->plotLayout()->addElement(0, 0, m_d->head);
    plot->plotLayout()->setRowSpacing(0);
    plot->installEventFilter(this);
    setFocusProxy(plot);
    connectPlot();
}

Chart::~Chart()
{
    m_d->plot->disconnect(this);
}

void Chart::connectPlot()
{
    QCustomPlot* plot = m_d->plot;
    connect(plot, &QCustomPlot::afterLayout, this, [this] {
        if (m_d->dirty) // what is drawn belongs to data that is gone; the next paint builds it anew
            return;
        m_d->placeLabels();
        m_d->placeLines();
        arrange();
    });
    connect(plot, &QCustomPlot::mousePress, this, [this, plot](QMouseEvent* event) {
        if (event->button() != Qt::LeftButton || !m_d->rect()->rect().adjusted(-30, -6, 30, 30).contains(event->pos()))
            return;
        if (event->modifiers().testFlag(Qt::ShiftModifier))
            return setCursor(plot->xAxis->pixelToCoord(event->pos().x()));
        for (int i = 0; i < m_d->lines.size(); ++i) {
            const bool flat = m_d->lines[i].orientation == Qt::Horizontal;
            const double at = (flat ? plot->yAxis : plot->xAxis)->coordToPixel(m_d->lines[i].value);
            if (m_d->lines[i].draggable && qAbs(at - (flat ? event->pos().y() : event->pos().x())) <= 6)
                m_d->draggedLine = i;
        }
        plot->setInteraction(QCP::iRangeDrag, m_d->draggedLine < 0);
        if (m_d->draggedLine < 0)
            pressed(plot->xAxis->pixelToCoord(event->pos().x()), plot->yAxis->pixelToCoord(event->pos().y()),
                    event->pos());
    });
    connect(plot, &QCustomPlot::mouseMove, this, &Chart::onMove);
    connect(plot, &QCustomPlot::mouseRelease, this, [this, plot] {
        m_d->draggedLine = -1;
        plot->setInteraction(QCP::iRangeDrag, true);
        released();
    });
    connect(plot, &QCustomPlot::mouseDoubleClick, this, &Chart::resetView);
    connect(plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
        m_d->keepInView(m_d->plot->xAxis);
        emit viewChanged();
    });
    connect(plot->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
            [this] { m_d->keepInView(m_d->plot->yAxis); });
}

void Chart::setTitle(const QString& title, const QString& hint)
{
    m_d->head->title = title;
    m_d->head->hint = hint;
    updateAccessible();
    refresh();
}

void Chart::setAxes(const Axis& x, const Axis& y)
{
    m_d->x = x;
    m_d->y = y;
    m_d->zoomed = false;
    refresh();
}

void Chart::setReferenceLines(const QList<ReferenceLine>& lines)
{
    m_d->lines = lines;
    refresh();
}

void Chart::setRegions(const QList<Region>& regions)
{
    m_d->regions = regions;
    refresh();
}

void Chart::setSummary(const QString& text)
{
    m_d->summary = text;
    updateAccessible();
}

void Chart::setEmptyText(const QString& text)
{
    m_d->emptyText = text;
    refresh();
}

void Chart::updateAccessible()
{
    const QString name = m_d->head->title.isEmpty() ? tr("Chart") : m_d->head->title;
    for (QWidget* widget : {static_cast<QWidget*>(this), static_cast<QWidget*>(m_d->plot)}) {
        widget->setAccessibleName(name);
        widget->setAccessibleDescription(m_d->summary.isEmpty() ? m_d->head->hint : m_d->summary);
    }
}

int Chart::hiddenValues() const
{
    const_cast<Chart*>(this)->flush(); // counted while the figures are taken over
    return m_d->hidden;
}

void Chart::resetView()
{
    m_d->zoomed = false;
    refresh();
    emit viewChanged();
}

QRect Chart::plotArea() const
{
    const_cast<Chart*>(this)->flush();
    return m_d->rect()->rect().translated(m_d->plot->pos());
}

QSize Chart::sizeHint() const
{
    return QSize(Theme::current().px(366), Theme::current().px(220));
}

QSize Chart::minimumSizeHint() const
{
    return QSize(Theme::current().px(160), Theme::current().px(110));
}

void Chart::refresh()
{
    m_d->dirty = true;
    m_d->plot->update();
}

void Chart::flush()
{
    if (!m_d->dirty)
        return;
    m_d->dirty = false;
    QCustomPlot* plot = m_d->plot;
    plot->clearPlottables();
    plot->clearItems();
    m_d->crosshair = nullptr;
    m_d->hidden = 0;
    m_d->hasData = false;
    m_d->rightMargin = Theme::current().px(16); // half of a tick label fits
    m_d->head->legend.clear();
    m_d->addRegions();
    m_d->addLines();
    rebuild();
    addCursor();
    m_d->styleAxes();
    m_d->fitRanges();
    m_d->addNotes();
    plot->replot(QCustomPlot::rpQueuedRefresh);
}

QString Chart::readout(double x, double y) const
{
    return m_d->named(m_d->x, x) + QLatin1Char('\n') + m_d->named(m_d->y, y);
}

QString Chart::labelAt(const QPointF&) const
{
    return {};
}

void Chart::arrange() { }
void Chart::pressed(double, double, const QPointF&) { }
void Chart::moved(double, double, const QPointF&) { }
void Chart::released() { }

bool Chart::keyPressed(int, Qt::KeyboardModifiers)
{
    return false;
}

void Chart::onMove(QMouseEvent* event)
{
    QCustomPlot* plot = m_d->plot;
    const QPointF at = event->pos();
    const double x = plot->xAxis->pixelToCoord(at.x());
    const double y = plot->yAxis->pixelToCoord(at.y());
    if (m_d->draggedLine >= 0) {
        ReferenceLine& line = m_d->lines[m_d->draggedLine];
        line.value = line.orientation == Qt::Horizontal ? y : x;
        refresh();
        emit referenceMoved(m_d->draggedLine, line.value);
        return;
    }
    if (event->buttons() != Qt::NoButton) {
        m_d->zoomed = m_d->zoomed || plot->interactions().testFlag(QCP::iRangeDrag);
        hideCrosshair();
        moved(x, y, at);
        return;
    }
    const QString words = m_d->hasData && m_d->rect()->rect().contains(at.toPoint()) ? readoutAt(x, y) : QString();
    if (words.isEmpty()) {
        hideCrosshair();
        return;
    }
    showCrosshair(x, words, event->globalPosition().toPoint());
}

void Chart::zoom(double factor)
{
    for (QCPAxis* axis : {m_d->plot->xAxis, m_d->plot->yAxis})
        axis->scaleRange(
            factor,
            axis->pixelToCoord(axis == m_d->plot->xAxis ? m_d->rect()->center().x() : m_d->rect()->center().y()));
    m_d->zoomed = true;
    m_d->plot->replot(QCustomPlot::rpQueuedReplot);
}

bool Chart::onKey(QKeyEvent* event)
{
    if (keyPressed(event->key(), event->modifiers()))
        return true;
    const auto pan = [this](QCPAxis* axis, int pixels) { // moved, and as wide as it was
        const double from = axis->pixelToCoord(0), to = axis->pixelToCoord(pixels);
        const QCPRange range = axis->range();
        if (axis->scaleType() == QCPAxis::stLogarithmic)
            axis->setRange(range.lower * to / from, range.upper * to / from);
        else
            axis->setRange(range.lower + to - from, range.upper + to - from);
        m_d->zoomed = true;
        m_d->plot->replot(QCustomPlot::rpQueuedReplot);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        pan(m_d->plot->xAxis, -20);
        return true;
    case Qt::Key_Right:
        pan(m_d->plot->xAxis, 20);
        return true;
    case Qt::Key_Up:
        pan(m_d->plot->yAxis, -20);
        return true;
    case Qt::Key_Down:
        pan(m_d->plot->yAxis, 20);
        return true;
    case Qt::Key_Plus:
        zoom(0.85);
        return true;
    case Qt::Key_Minus:
        zoom(1 / 0.85);
        return true;
    case Qt::Key_Home:
    case Qt::Key_0:
        resetView();
        return true;
    case Qt::Key_Escape:
        if (!m_d->cursor)
            return false;
        setCursor({});
        return true;
    default:
        return false;
    }
}

void Chart::showHelp(const QHelpEvent& help)
{
    if (m_d->head->rect().contains(help.pos()))
        return QToolTip::showText(help.globalPos(), m_d->head->words(), m_d->plot, m_d->head->rect());
    const bool below = help.pos().y() > m_d->rect()->bottom();
    const QString words = m_d->rect()->rect().contains(help.pos()) ? QString()
        : below                                                    ? m_d->x.label
                                                                   : labelAt(help.pos());
    if (!words.isEmpty())
        QToolTip::showText(help.globalPos(), words, m_d->plot);
}

bool Chart::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Paint:
        flush();
        break;
    case QEvent::KeyPress:
        return onKey(static_cast<QKeyEvent*>(event));
    case QEvent::Leave:
        hideCrosshair();
        break;
    case QEvent::ToolTip:
        showHelp(*static_cast<QHelpEvent*>(event));
        return true;
    case QEvent::Resize: // what has to be shortened depends on the width
        refresh();
        break;
    case QEvent::FocusIn: {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        m_showFocus
            = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
        update();
        break;
    }
    case QEvent::FocusOut:
        update();
        break;
    case QEvent::ContextMenu:
        showMenu(static_cast<QContextMenuEvent*>(event)->globalPos());
        return true;
    case QEvent::Wheel:
        // A chart inside a scrolled pane takes the wheel only when it has the focus or with Ctrl.
        if (!m_d->plot->hasFocus() && !static_cast<QWheelEvent*>(event)->modifiers().testFlag(Qt::ControlModifier)) {
            event->ignore();
            return true;
        }
        m_d->zoomed = true;
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void Chart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::FontChange:
    case QEvent::LocaleChange:
        refresh();
        break;
    case QEvent::LanguageChange:
        updateAccessible();
        refresh();
        break;
    default:
        break;
    }
}

void Chart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(Role::Panel));
    if (!m_d->plot->hasFocus() || !m_showFocus)
        return;
    painter.setPen(QPen(Theme::current().color(Role::Accent), 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace headroom::widgets
