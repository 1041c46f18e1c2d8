// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/figureexport.h"

#include "widgets/table/tableview.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QMenu>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace headroom::widgets {

namespace {

struct FigureExport {
    Q_DECLARE_TR_FUNCTIONS(FigureExport)
};

constexpr double kDense = 2; // pixels per logical pixel of a PNG
constexpr double kPointsPerPixel = 72.0 / 96.0;

bool savePng(const QString& path, const Figure& figure)
{
    QImage image(figure.size * kDense, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(kDense);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    figure.paint(painter);
    painter.end();
    return image.save(path);
}

bool saveSvg(const QString& path, const Figure& figure)
{
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(figure.size);
    generator.setViewBox(QRect(QPoint(0, 0), figure.size));
    generator.setTitle(figure.title);
    generator.setDescription(figure.description);
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    figure.paint(painter);
    return painter.end();
}

bool savePdf(const QString& path, const Figure& figure)
{
    QPdfWriter writer(path);
    writer.setTitle(figure.title);
    writer.setCreator(QStringLiteral("Headroom"));
    writer.setPageSize(QPageSize(QSizeF(figure.size) * kPointsPerPixel, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setResolution(96 * 4);
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    painter.scale(4, 4);
    figure.paint(painter);
    return painter.end();
}

} // namespace

QString tabbed(const QList<QStringList>& table)
{
    QString text;
    for (const QStringList& line : table)
        text += line.join(QLatin1Char('\t')) + QLatin1Char('\n');
    return text;
}

bool writeCsv(const QString& path, const QList<QStringList>& table)
{
    QString text;
    for (const QStringList& line : table)
        text += csvLine(line) + QLatin1String("\r\n");
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit();
}

bool exportFigure(const QString& path, const Figure& figure)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("png"))
        return savePng(path, figure);
    if (suffix == QLatin1String("svg"))
        return saveSvg(path, figure);
    if (suffix == QLatin1String("pdf"))
        return savePdf(path, figure);
    return suffix == QLatin1String("csv") && writeCsv(path, figure.table);
}

void addExportActions(QMenu& menu, QWidget* parent, const std::function<bool(const QString&)>& exportTo)
{
    for (const QString& suffix :
         {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"), QStringLiteral("csv")})
        menu.addAction(FigureExport::tr("Export as %1…").arg(suffix.toUpper()), parent, [parent, suffix, exportTo] {
            const QString path = QFileDialog::getSaveFileName(parent, FigureExport::tr("Export figure"), {},
                                                              QStringLiteral("*.%1").arg(suffix));
            const QString ending = QLatin1Char('.') + suffix;
            if (!path.isEmpty())
                exportTo(path.endsWith(ending, Qt::CaseInsensitive) ? path : path + ending);
        });
}

} // namespace headroom::widgets
