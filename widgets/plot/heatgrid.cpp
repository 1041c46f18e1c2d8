// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/heatgrid.h"

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::widgets {

namespace {

constexpr double kScaleBar = 26; // room above the cells
constexpr double kFooter = 34; // column numbers and caption
constexpr double kGap = 1.5;
const double kNaN = std::numeric_limits<double>::quiet_NaN();

} // namespace

HeatGrid::HeatGrid(QWidget* parent)
    : QWidget(parent), m_format([](double value) { return QLocale().toString(value, 'g', 4); })
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Heat map"));
    m_repaint.setSingleShot(true);
    m_repaint.setInterval(100);
    connect(&m_repaint, &QTimer::timeout, this, [this] { update(); });
}

void HeatGrid::setLabels(const QStringList& rows, const QStringList& columns, const QString& columnCaption)
{
    m_rows = rows;
    m_columns = columns;
    m_caption = columnCaption;
    m_values.assign(static_cast<std::size_t>(rows.size() * columns.size()), kNaN);
    m_row = m_column = m_runningRow = m_runningColumn = -1;
    updateGeometry();
    update();
}

void HeatGrid::setValues(const std::vector<double>& values)
{
    for (std::size_t i = 0; i < m_values.size(); ++i)
        m_values[i] = i < values.size() ? values[i] : kNaN;
    scheduleUpdate();
}

void HeatGrid::setValue(int row, int column, double value)
{
    if (row < 0 || column < 0 || row >= m_rows.size() || column >= m_columns.size())
        return;
    m_values[static_cast<std::size_t>(row * m_columns.size() + column)] = value;
    scheduleUpdate();
}

double HeatGrid::value(int row, int column) const
{
    if (row < 0 || column < 0 || row >= m_rows.size() || column >= m_columns.size())
        return kNaN;
    return m_values[static_cast<std::size_t>(row * m_columns.size() + column)];
}

void HeatGrid::setScale(double low, double high)
{
    m_scale = std::make_pair(low, high);
    update();
}

void HeatGrid::setScaleTexts(const QString& low, const QString& high, std::function<QString(double)> format)
{
    m_lowText = low;
    m_highText = high;
    if (format)
        m_format = std::move(format);
    update();
}

void HeatGrid::setDetail(std::function<QString(int, int)> toolTip)
{
    m_detail = std::move(toolTip);
}

void HeatGrid::setRunning(int row, int column, double fraction)
{
    m_runningRow = row;
    m_runningColumn = column;
    m_fraction = std::clamp(fraction, 0.0, 1.0);
    scheduleUpdate();
}

void HeatGrid::setSelected(int row, int column)
{
    if (row < -1 || column < -1 || row >= m_rows.size() || column >= m_columns.size())
        return;
    if (row == m_row && column == m_column)
        return;
    m_row = row;
    m_column = column;
    setAccessibleDescription(row < 0 ? QString() : describe(row, column));
    update();
    if (row >= 0)
        emit cellSelected(row, column);
}

void HeatGrid::scheduleUpdate()
{
    if (!m_repaint.isActive())
        m_repaint.start();
}

std::pair<double, double> HeatGrid::scale() const
{
    if (m_scale)
        return *m_scale;
    double low = std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::lowest();
    for (const double value : m_values) {
        if (!std::isfinite(value))
            continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    return low <= high ? std::make_pair(low, high) : std::make_pair(0.0, 1.0);
}

double HeatGrid::position(double value) const
{
    const auto [low, high] = scale();
    return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
}

QSize HeatGrid::sizeHint() const
{
    const Theme& theme = Theme::current();
    const int cell = theme.px(27);
    return QSize(theme.px(90) + cell * static_cast<int>(std::max<qsizetype>(m_columns.size(), 4)),
                 theme.px(kScaleBar + kFooter) + cell * static_cast<int>(std::max<qsizetype>(m_rows.size(), 1)));
}

QSize HeatGrid::minimumSizeHint() const
{
    const Theme& theme = Theme::current();
    return QSize(theme.px(240), theme.px(kScaleBar + kFooter) + theme.px(14) * static_cast<int>(m_rows.size()));
}

QRectF HeatGrid::gridArea() const
{
    const Theme& theme = Theme::current();
    const QFontMetricsF metrics(theme.mono(TextSize::Caption));
    double labels = 0;
    for (const QString& row : m_rows)
        labels = std::max(labels, metrics.horizontalAdvance(row));
    const double left = std::min(labels + theme.px(8), width() * 0.3);
    return QRectF(left, theme.px(kScaleBar), width() - left - theme.px(3), height() - theme.px(kScaleBar + kFooter));
}

QRectF HeatGrid::cellRect(int row, int column) const
{
    if (m_rows.isEmpty() || m_columns.isEmpty())
        return {};
    const QRectF area = gridArea();
    const double wide = area.width() / static_cast<double>(m_columns.size());
    const double tall = std::min(area.height() / static_cast<double>(m_rows.size()), Theme::current().px(32.0) * 1.0);
    return QRectF(area.left() + column * wide, area.top() + row * tall, wide - kGap, tall - kGap);
}

std::pair<int, int> HeatGrid::cellAt(const QPointF& at) const
{
    const QRectF first = cellRect(0, 0);
    if (first.isEmpty())
        return {-1, -1};
    const int column = static_cast<int>(std::floor((at.x() - first.left()) / (first.width() + kGap)));
    const int row = static_cast<int>(std::floor((at.y() - first.top()) / (first.height() + kGap)));
    if (row < 0 || column < 0 || row >= m_rows.size() || column >= m_columns.size())
        return {-1, -1};
    return {row, column};
}

void HeatGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int row = 0; row < m_rows.size(); ++row) {
        for (int column = 0; column < m_columns.size(); ++column)
            paintCell(painter, row, column);
    }
    paintLabels(painter);
    paintScaleBar(painter);
    const Theme& theme = Theme::current();
    if (m_row >= 0) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.color(Role::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(cellRect(m_row, m_column).adjusted(-2, -2, 2, 2), 2, 2);
    }
    if (hasFocus() && m_row < 0) {
        painter.setPen(QPen(theme.color(Role::Accent), 1));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void HeatGrid::paintCell(QPainter& painter, int row, int column) const
{
    const Theme& theme = Theme::current();
    const QRectF cell = cellRect(row, column);
    if (row == m_runningRow && column == m_runningColumn) {
        QColor fill = theme.color(Role::Accent);
        fill.setAlphaF(0.25F);
        QRectF level = cell;
        level.setTop(cell.bottom() - cell.height() * m_fraction);
        painter.fillRect(level, fill);
        QPen pen(theme.color(Role::Accent), 1);
        pen.setDashPattern({3, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
        return;
    }
    const double number = value(row, column);
    if (std::isfinite(number)) {
        painter.fillRect(cell, theme.scaleColor(position(number)));
        return;
    }
    painter.setPen(QPen(theme.color(Role::Hairline), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
}

void HeatGrid::paintLabels(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    painter.setFont(theme.mono(TextSize::Caption));
    const QFontMetricsF mono(painter.font());
    for (int row = 0; row < m_rows.size(); ++row) {
        const QRectF cell = cellRect(row, 0);
        painter.setPen(theme.color(row == m_row ? Role::Text : Role::Muted));
        const double wide = cell.left() - theme.px(8);
        painter.drawText(QRectF(0, cell.top(), wide, cell.height()), Qt::AlignRight | Qt::AlignVCenter,
                         mono.elidedText(m_rows[row], Qt::ElideMiddle, wide));
    }
    if (m_columns.isEmpty() || m_rows.isEmpty())
        return;
    const double below = cellRect(static_cast<int>(m_rows.size()) - 1, 0).bottom() + theme.px(2);
    const int last = static_cast<int>(m_columns.size()) - 1;
    const double wide = cellRect(0, 0).width() + kGap;
    const int step = std::max({1, static_cast<int>(std::ceil(theme.px(26) / wide)), last / 8});
    for (int column = 0; column <= last; ++column) {
        const bool selected = column == m_column;
        const bool nearSelected = m_column >= 0 && !selected && std::abs(column - m_column) * wide < theme.px(22);
        const bool regular = column == last || (column % step == 0 && (last - column) * wide >= theme.px(40));
        if (!selected && (!regular || nearSelected))
            continue;
        painter.setFont(theme.font(TextSize::Caption, selected ? TextWeight::SemiBold : TextWeight::Regular));
        painter.setPen(theme.color(selected ? Role::Text : Role::Muted));
        const QRectF cell = cellRect(0, column);
        painter.drawText(QRectF(cell.center().x() - 60, below, 120, theme.px(15)), Qt::AlignCenter, m_columns[column]);
    }
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::Muted));
    const QRectF area = gridArea();
    painter.drawText(QRectF(area.left(), below + theme.px(14), area.width(), theme.px(16)), Qt::AlignCenter, m_caption);
}

void HeatGrid::paintScaleBar(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const auto [low, high] = scale();
    const QString lowText = m_lowText.isEmpty() ? m_format(low) : m_lowText;
    const QString highText = m_highText.isEmpty() ? m_format(high) : m_highText;
    painter.setFont(theme.font(TextSize::Caption));
    const QFontMetricsF metrics(painter.font());
    const double wide = theme.px(160);
    const double right = width() - theme.px(3) - metrics.horizontalAdvance(highText) - theme.px(8);
    const QRectF bar(right - wide, theme.px(4), wide, theme.px(8));
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int i = 0; i <= 16; ++i)
        gradient.setColorAt(i / 16.0, theme.scaleColor(i / 16.0));
    painter.fillRect(bar, gradient);
    painter.setPen(theme.color(Role::Muted));
    const QRectF line(0, 0, width(), theme.px(16));
    painter.drawText(QRectF(0, 0, bar.left() - theme.px(8), line.height()), Qt::AlignRight | Qt::AlignVCenter, lowText);
    painter.drawText(QRectF(bar.right() + theme.px(8), 0, width(), line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     highText);
    const double selected = value(m_row, m_column);
    if (!std::isfinite(selected))
        return;
    const double x = bar.left() + bar.width() * position(selected);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Role::Text));
    const double d = theme.px(4);
    painter.drawPolygon(
        QPolygonF{{x, bar.bottom() + 2}, {x - d, bar.bottom() + 2 + d * 1.2}, {x + d, bar.bottom() + 2 + d * 1.2}});
}

QString HeatGrid::describe(int row, int column) const
{
    if (m_detail)
        return m_detail(row, column);
    const double number = value(row, column);
    return QStringLiteral("%1 %2: %3")
        .arg(m_rows[row], m_columns[column], std::isfinite(number) ? m_format(number) : tr("not yet measured"));
}

bool HeatGrid::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto [row, column] = cellAt(help->pos());
        if (row < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), describe(row, column), this, cellRect(row, column).toRect());
        return true;
    }
    return QWidget::event(event);
}

void HeatGrid::mousePressEvent(QMouseEvent* event)
{
    const auto [row, column] = cellAt(event->position());
    if (row >= 0)
        setSelected(row, column);
}

void HeatGrid::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto [row, column] = cellAt(event->position());
    if (row >= 0)
        emit cellActivated(row, column);
}

void HeatGrid::keyPressEvent(QKeyEvent* event)
{
    if (m_rows.isEmpty() || m_columns.isEmpty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int lastRow = static_cast<int>(m_rows.size()) - 1;
    const int lastColumn = static_cast<int>(m_columns.size()) - 1;
    int row = std::max(m_row, 0);
    int column = std::max(m_column, 0);
    const bool first = m_row < 0; // the first key only shows where the selection is
    const int by = first ? 0 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        column -= by;
        break;
    case Qt::Key_Right:
        column += by;
        break;
    case Qt::Key_Up:
        row -= by;
        break;
    case Qt::Key_Down:
        row += by;
        break;
    case Qt::Key_Home:
        column = 0;
        break;
    case Qt::Key_End:
        column = lastColumn;
        break;
    case Qt::Key_PageUp:
        row = 0;
        break;
    case Qt::Key_PageDown:
        row = lastRow;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_row >= 0)
            emit cellActivated(m_row, m_column);
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    setSelected(std::clamp(row, 0, lastRow), std::clamp(column, 0, lastColumn));
}

void HeatGrid::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Copy figures"), this, [this] {
        QString text;
        for (const QStringList& line : tableData())
            text += line.join(QLatin1Char('\t')) + QLatin1Char('\n');
        QApplication::clipboard()->setText(text);
    });
    menu.addAction(tr("Copy image"), this, [this] { QApplication::clipboard()->setPixmap(grab()); });
    menu.exec(event->globalPos());
}

QList<QStringList> HeatGrid::tableData() const
{
    QList<QStringList> lines{QStringList(QString()) + m_columns};
    for (int row = 0; row < m_rows.size(); ++row) {
        QStringList line{m_rows[row]};
        for (int column = 0; column < m_columns.size(); ++column) {
            const double number = value(row, column);
            line << (std::isfinite(number) ? QLocale::c().toString(number, 'g', QLocale::FloatingPointShortest)
                                           : QString());
        }
        lines << line;
    }
    return lines;
}

void HeatGrid::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Heat map"));
    update();
}

void HeatGrid::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

} // namespace headroom::widgets
