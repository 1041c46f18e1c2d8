// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/heatgrid.h"

#include "widgets/plot/figureexport.h"
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
#include <array>
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

void HeatGrid::setCellTexts(const QStringList& texts)
{
    m_texts = texts;
    scheduleUpdate();
}

void HeatGrid::setMarks(const std::vector<bool>& marks)
{
    m_marks = marks;
    scheduleUpdate();
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

int HeatGrid::labelAt(const QPointF& at) const
{
    const QRectF first = cellRect(0, 0);
    const int row = static_cast<int>(std::floor((at.y() - first.top()) / (first.height() + kGap)));
    return !first.isEmpty() && at.x() < first.left() && row >= 0 && row < m_rows.size() ? row : -1;
}

QString HeatGrid::describe(int row, int column) const
{
    if (m_detail)
        return m_detail(row, column);
    const double number = value(row, column);
    const QString place = m_caption.isEmpty() ? m_columns[column] : m_caption + QLatin1Char(' ') + m_columns[column];
    return QStringLiteral("%1, %2: %3")
        .arg(m_rows[row], place, std::isfinite(number) ? m_format(number) : tr("not yet measured"));
}

bool HeatGrid::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto [row, column] = cellAt(help->pos());
        if (const int named = labelAt(help->pos()); named >= 0)
            QToolTip::showText(help->globalPos(), m_rows[named], this);
        else if (row < 0)
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

namespace {

/// What a key does to the selection: steps, or a jump to an end.
struct Move {
    int key;
    int rows;
    int columns;
};
constexpr int kToEnd = 1 << 20;
constexpr std::array kMoves{
    Move{Qt::Key_Left, 0, -1},        Move{Qt::Key_Right, 0, 1},         Move{Qt::Key_Up, -1, 0},
    Move{Qt::Key_Down, 1, 0},         Move{Qt::Key_Home, 0, -kToEnd},    Move{Qt::Key_End, 0, kToEnd},
    Move{Qt::Key_PageUp, -kToEnd, 0}, Move{Qt::Key_PageDown, kToEnd, 0},
};

} // namespace

std::optional<std::pair<int, int>> HeatGrid::afterKey(int key) const
{
    const auto move = std::find_if(kMoves.begin(), kMoves.end(), [key](const Move& known) { return known.key == key; });
    if (move == kMoves.end() || m_rows.isEmpty() || m_columns.isEmpty())
        return std::nullopt;
    const bool first = m_row < 0; // the first step only shows where the selection is
    const auto to = [first](int at, int by, qsizetype count) {
        const int step = first && std::abs(by) == 1 ? 0 : by;
        return std::clamp(std::max(at, 0) + step, 0, static_cast<int>(count) - 1);
    };
    return std::pair(to(m_row, move->rows, m_rows.size()), to(m_column, move->columns, m_columns.size()));
}

void HeatGrid::keyPressEvent(QKeyEvent* event)
{
    if (const auto cell = afterKey(event->key()))
        return setSelected(cell->first, cell->second);
    const bool activates = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!activates)
        return QWidget::keyPressEvent(event);
    if (m_row >= 0)
        emit cellActivated(m_row, m_column);
}

void HeatGrid::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Copy figures"), this, [this] { QApplication::clipboard()->setText(tabbed(tableData())); });
    menu.addAction(tr("Copy image"), this, [this] { QApplication::clipboard()->setPixmap(grab()); });
    menu.addSeparator();
    addExportActions(menu, this, [this](const QString& path) { return exportTo(path); });
    menu.exec(event->globalPos());
}

bool HeatGrid::exportTo(const QString& path) const
{
    Figure figure;
    figure.size = width() > 50 ? size() : sizeHint();
    figure.title = accessibleName();
    figure.description = accessibleDescription();
    figure.paint = [this, size = figure.size](QPainter& painter) {
        painter.fillRect(QRect(QPoint(0, 0), size), Theme::current().color(Role::Panel));
        paintGrid(painter);
    };
    figure.table = tableData();
    return exportFigure(path, figure);
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
