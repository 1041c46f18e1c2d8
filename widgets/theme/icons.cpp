// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/icons.h"

#include "widgets/theme/theme.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace headroom::widgets {

namespace {

/// Paints the SVG with "currentColor" replaced by a role's colour, at the moment of painting.
class ThemedIcon : public QIconEngine {
public:
    explicit ThemedIcon(QString name) : m_name(std::move(name)) { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const double ratio = painter->device()->devicePixelRatioF();
        const int size = qMin(rect.width(), rect.height());
        const QPoint corner(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2);
        painter->drawPixmap(corner, iconPixmap(m_name, size, colorOf(mode), ratio));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        return iconPixmap(m_name, qMin(size.width(), size.height()), colorOf(mode), 1);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return iconPixmap(m_name, qMin(size.width(), size.height()), colorOf(mode), 1);
    }

    QIconEngine* clone() const override { return new ThemedIcon(m_name); }
    bool isNull() override { return !QFile::exists(QStringLiteral(":/icons/%1.svg").arg(m_name)); }

private:
    static QColor colorOf(QIcon::Mode mode)
    {
        const Theme& theme = Theme::current();
        if (mode == QIcon::Disabled)
            return theme.color(Role::ControlBorder);
        return theme.color(mode == QIcon::Selected ? Role::Accent : Role::Text);
    }

    QString m_name;
};

} // namespace

QIcon icon(const QString& name)
{
    Theme::current(); // makes the resources known
    return QIcon(new ThemedIcon(name));
}

QPixmap iconPixmap(const QString& name, int size, const QColor& color, double devicePixelRatio)
{
    Theme::current();
    const QString key
        = QStringLiteral("headroom:%1:%2:%3:%4").arg(name).arg(size).arg(color.rgba()).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(qRound(size * devicePixelRatio), qRound(size * devicePixelRatio));
    pixmap.fill(Qt::transparent);
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray svg = file.readAll();
        svg.replace("currentColor", color.name().toLatin1());
        QSvgRenderer renderer(svg);
        QPainter painter(&pixmap);
        painter.setOpacity(color.alphaF());
        renderer.render(&painter);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QStringList iconNames()
{
    Theme::current();
    QStringList names;
    for (const QString& file : QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")})) {
        if (!file.startsWith(QLatin1String("control-")))
            names << file.chopped(4);
    }
    return names;
}

} // namespace headroom::widgets
