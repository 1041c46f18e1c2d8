// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/chart.h"

#include "widgets/plot/chartprivate.h"
#include "widgets/table/tableview.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QSaveFile>
#include <QSvgGenerator>

namespace headroom::widgets {

void Chart::showMenu(const QPoint& globalPosition)
{
    QMenu menu(this);
    menu.addAction(tr("Copy image"), this, [this] { QApplication::clipboard()->setImage(toImage()); });
    menu.addAction(tr("Copy figures"), this, [this] {
        QString text;
        for (const QStringList& line : tableData())
            text += line.join(QLatin1Char('\t')) + QLatin1Char('\n');
        QApplication::clipboard()->setText(text);
    });
    menu.addSeparator();
    for (const QString& suffix :
         {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"), QStringLiteral("csv")})
        menu.addAction(tr("Export as %1…").arg(suffix.toUpper()), this, [this, suffix] { saveAs(suffix); });
    menu.addSeparator();
    menu.addAction(tr("Reset view"), this, &Chart::resetView);
    menu.exec(globalPosition);
}

void Chart::saveAs(const QString& suffix)
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export chart"), {}, QStringLiteral("*.%1").arg(suffix));
    if (path.isEmpty())
        return;
    const QString ending = QLatin1Char('.') + suffix;
    exportTo(path.endsWith(ending, Qt::CaseInsensitive) ? path : path + ending);
}

QImage Chart::toImage(double scale)
{
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
    flush();
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("png"))
        return toImage().save(path);
    if (suffix == QLatin1String("svg"))
        return exportSvg(path);
    if (suffix == QLatin1String("pdf"))
        return m_d->plot->savePdf(path, 0, 0, QCP::epAllowCosmetic, QStringLiteral("Headroom"), m_d->head->title);
    if (suffix != QLatin1String("csv"))
        return false;
    QSaveFile file(path);
    QString text;
    for (const QStringList& line : tableData())
        text += csvLine(line) + QLatin1String("\r\n");
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit();
}

} // namespace headroom::widgets
