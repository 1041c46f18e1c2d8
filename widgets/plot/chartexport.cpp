// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/chart.h"

#include "widgets/plot/chartprivate.h"
#include "widgets/plot/figureexport.h"

#include <QApplication>
#include <QClipboard>
#include <QLayout>
#include <QMenu>
#include <QSvgGenerator>

namespace headroom::widgets {

namespace {

/// Of a chart that was never shown, nobody has.
void layOut(const QWidget& chart)
{
    if (chart.layout())
        chart.layout()->activate();
}

} // namespace

void Chart::showMenu(const QPoint& globalPosition)
{
    QMenu menu(this);
    menu.addAction(tr("Copy image"), this, [this] { QApplication::clipboard()->setImage(toImage()); });
    menu.addAction(tr("Copy figures"), this, [this] { QApplication::clipboard()->setText(tabbed(tableData())); });
    menu.addSeparator();
    addExportActions(menu, this, [this](const QString& path) { return exportTo(path); });
    menu.addSeparator();
    const QPointF at = m_d->plot->mapFromGlobal(globalPosition);
    if (m_d->hasData && m_d->rect()->rect().contains(at.toPoint()))
        menu.addAction(tr("Measure from here"), this,
                       [this, at] { setCursor(m_d->plot->xAxis->pixelToCoord(at.x())); });
    if (cursor())
        menu.addAction(tr("Remove the cursor"), this, [this] { setCursor({}); });
    menu.addAction(tr("Reset view"), this, &Chart::resetView);
    menu.exec(globalPosition);
}

QImage Chart::toImage(double scale)
{
    layOut(*this);
    flush();
    const QSize size = m_d->plot->width() > 50 ? m_d->plot->size() : sizeHint();
    return m_d->plot->toPixmap(size.width(), size.height(), scale).toImage();
}

bool Chart::exportSvg(const QString& path)
{
    const QSize size = m_d->plot->width() > 50 ? m_d->plot->size() : sizeHint();
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(m_d->head->title);
    generator.setDescription(m_d->summary);
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    m_d->plot->toPainter(&painter, size.width(), size.height());
    return painter.end();
}

bool Chart::exportTo(const QString& path)
{
    layOut(*this);
    flush();
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("png"))
        return toImage().save(path);
    if (suffix == QLatin1String("svg"))
        return exportSvg(path);
    if (suffix == QLatin1String("pdf"))
        return m_d->plot->savePdf(path, 0, 0, QCP::epAllowCosmetic, QStringLiteral("Headroom"), m_d->head->title);
    return suffix == QLatin1String("csv") && writeCsv(path, tableData());
}

} // namespace headroom::widgets
