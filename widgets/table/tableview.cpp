// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/tableview.h"

#include "widgets/shell/emptystate.h"
#include "widgets/table/columnheader.h"
#include "widgets/table/roles.h"
#include "widgets/table/tabledelegate.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QSaveFile>
#include <QScrollBar>

#include <algorithm>

namespace headroom::widgets {

QString csvLine(const QStringList& fields, QChar separator)
{
    QStringList quoted;
    for (QString field : fields) {
        const bool special = field.contains(separator) || field.contains(QLatin1Char('"'))
            || field.contains(QLatin1Char('\n')) || field.contains(QLatin1Char('\r'));
        if (special)
            field = QLatin1Char('"') + field.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
        quoted << field;
    }
    return quoted.join(separator);
}

TableView::TableView(QWidget* parent) : QTableView(parent)
{
    setHorizontalHeader(new ColumnHeader(this));
    setItemDelegate(new TableDelegate(this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Table"));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setMinimumSectionSize(24);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &TableView::fitSoon);
    connect(horizontalHeader(), &QHeaderView::geometriesChanged, this, &TableView::fitSoon);
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_fitRows)
            updateGeometry();
    });
    restyle();
}

void TableView::restyle()
{
    const Theme& theme = Theme::current();
    verticalHeader()->setMinimumSectionSize(theme.px(24));
    verticalHeader()->setDefaultSectionSize(theme.px(24));
    horizontalHeader()->setFixedHeight(theme.px(22));
    horizontalHeader()->setFont(theme.font(TextSize::Caption));
    static_cast<TableDelegate*>(itemDelegate())->forgetWidths();
}

void TableView::setModel(QAbstractItemModel* model)
{
    if (this->model() != nullptr)
        this->model()->disconnect(this);
    QTableView::setModel(model);
    if (model != nullptr) {
        const auto again = [this] {
            static_cast<TableDelegate*>(itemDelegate())->forgetWidths();
            updateEmpty();
            updateGeometry();
            fitSoon();
        };
        connect(model, &QAbstractItemModel::modelReset, this, again);
        connect(model, &QAbstractItemModel::rowsInserted, this, again);
        connect(model, &QAbstractItemModel::rowsRemoved, this, again);
        connect(model, &QAbstractItemModel::layoutChanged, this, again);
        connect(model, &QAbstractItemModel::dataChanged, this, again);
        connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
                [this](const QModelIndex& current) { emit rowSelected(current.isValid() ? current.row() : -1); });
        resizeColumnsToContents();
    }
    updateEmpty();
}

void TableView::setEmptyState(const QString& iconName, const QString& title, const QString& line,
                              const QString& actionText)
{
    if (m_empty == nullptr) {
        m_empty = new EmptyState(viewport());
        connect(m_empty, &EmptyState::actionTriggered, this, &TableView::emptyActionTriggered);
    }
    m_empty->setContent(iconName, title, line, actionText);
    updateEmpty();
}

void TableView::updateEmpty()
{
    if (m_empty == nullptr)
        return;
    m_empty->setGeometry(viewport()->rect());
    m_empty->setVisible(model() == nullptr || model()->rowCount(rootIndex()) == 0);
}

void TableView::setFitRows(bool fit)
{
    m_fitRows = fit;
    setVerticalScrollBarPolicy(fit ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, fit ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    updateGeometry();
}

QSize TableView::sizeHint() const
{
    if (!m_fitRows) // what scrolls needs no more than its minimum
        return {QTableView::sizeHint().width(), qMax(minimumHeight(), QTableView::minimumSizeHint().height())};
    const Theme& theme = Theme::current();
    const int rows = model() != nullptr ? model()->rowCount(rootIndex()) : 0;
    const int body = rows > 0 ? rows * theme.px(24) : (m_empty != nullptr ? theme.px(160) : 0);
    const int scrolls = horizontalScrollBar()->maximum() > 0 ? horizontalScrollBar()->sizeHint().height() : 0;
    return QSize(QTableView::sizeHint().width(), horizontalHeader()->height() + body + scrolls + 1);
}

QSize TableView::minimumSizeHint() const
{
    return m_fitRows ? QSize(120, sizeHint().height()) : QTableView::minimumSizeHint();
}

namespace {

/// As many fields as the column's header has.
QStringList fieldsOf(const QModelIndex& index, qsizetype count)
{
    const QVariant exported = index.data(ExportRole);
    QStringList fields;
    if (exported.isValid())
        fields = exported.toStringList();
    else
        fields = {wholeText(index)};
    fields.resize(count);
    return fields;
}

QStringList namesOf(const QAbstractItemModel& model, int column)
{
    const QStringList several = model.headerData(column, Qt::Horizontal, ExportColumnsRole).toStringList();
    return several.isEmpty() ? QStringList{model.headerData(column, Qt::Horizontal).toString()} : several;
}

} // namespace

/// Header line, then the selected rows in the order shown (all rows when none is selected).
QList<QStringList> TableView::cells(Columns which) const
{
    if (model() == nullptr)
        return {};
    QList<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (which == Columns::All || !isColumnHidden(column))
            columns << column;
    }
    QList<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty()) {
        for (int row = 0; row < model()->rowCount(rootIndex()); ++row)
            rows << row;
    }
    QList<QStringList> lines(1);
    for (const int column : columns)
        lines[0] << namesOf(*model(), column);
    for (const int row : rows) {
        QStringList line;
        for (const int column : columns)
            line << fieldsOf(model()->index(row, column, rootIndex()), namesOf(*model(), column).size());
        lines << line;
    }
    return lines;
}

QString TableView::asTsv() const
{
    QString out;
    for (QStringList line : cells(Columns::Shown)) {
        for (QString& field : line) // a tab or a line break would tear the row apart
            field.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
        out += line.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return out;
}

QString TableView::asMarkdown() const
{
    QString out;
    const QList<QStringList> lines = cells(Columns::Shown);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QStringList line = lines[i];
        for (QString& field : line)
            field.replace(QLatin1Char('|'), QLatin1String("\\|")).replace(QLatin1Char('\n'), QLatin1Char(' '));
        out += QLatin1String("| ") + line.join(QLatin1String(" | ")) + QLatin1String(" |\n");
        if (i == 0)
            out += QLatin1Char('|') + QStringLiteral(" --- |").repeated(line.size()) + QLatin1Char('\n');
    }
    return out;
}

QString TableView::asCsv() const
{
    QString out;
    for (const QStringList& line : cells(Columns::All))
        out += csvLine(line) + QLatin1String("\r\n");
    return out;
}

bool TableView::exportCsv(const QString& path) const
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(asCsv().toUtf8()) >= 0 && file.commit();
}

void TableView::saveCsv()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export as CSV"), {}, tr("CSV files (*.csv)"));
    if (!path.isEmpty())
        exportCsv(path);
}

void TableView::copySelection() const
{
    QApplication::clipboard()->setText(asTsv());
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Copy"), this, &TableView::copySelection)->setShortcut(QKeySequence::Copy);
    menu.addAction(tr("Copy as Markdown"), this, [this] { QApplication::clipboard()->setText(asMarkdown()); });
    menu.addAction(tr("Export as CSV…"), this, &TableView::saveCsv);
    for (QAction* own : actions()) {
        if (own == actions().first())
            menu.addSeparator();
        menu.addAction(own);
    }
    menu.exec(event->globalPos());
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitSoon();
    updateEmpty();
}

void TableView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        restyle();
}

void TableView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (!hasFocus() || currentIndex().isValid())
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(Theme::current().color(Role::Accent), 1));
    painter.drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace headroom::widgets
