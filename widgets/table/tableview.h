// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a quiet table: hairlines, no vertical lines, numbers right; what is selected can be copied or exported.
#pragma once

#include <QTableView>

namespace headroom::widgets {

class EmptyState;

class TableView : public QTableView {
    Q_OBJECT
public:
    explicit TableView(QWidget* parent = nullptr);
    void setModel(QAbstractItemModel* model) override;
    /// Overlay while the model has no rows.
    void setEmptyState(const QString& iconName, const QString& title, const QString& line,
                       const QString& actionText = {});
    EmptyState* emptyState() const { return m_empty; }
    /// Tall enough for all its rows, no vertical scroll bar.
    void setFitRows(bool fit);
    /// Shown only where all others have room, the first of them the longest; what is hidden is exported all the same.
    void setOptionalColumns(const QList<int>& columns);
    /// Of all columns that are not hidden, as wide as what is in them.
    int wantedWidth() const;

    /// Selected rows (all when none is), visible columns, header first; ExportRole in the C locale.
    QString asTsv() const;
    QString asMarkdown() const;
    QString asCsv() const;
    bool exportCsv(const QString& path) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void rowSelected(int row); ///< row of the view's model; -1 = none
    void emptyActionTriggered();

public slots:
    void copySelection() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void restyle();
    void fitSoon();
    void fitStretched();
    int wantedWidth(int column) const;
    int leastWidth(int column) const;
    void hideWhatHasNoRoom();
    void updateEmpty();
    void saveCsv();
    enum class Columns { Shown, All }; ///< what is hidden for want of room is still exported
    QList<QStringList> cells(Columns which) const;
    EmptyState* m_empty = nullptr;
    bool m_fitRows = false;
    bool m_fitPending = false;
    QList<int> m_optional;
    int m_stretched = -1; ///< the column that takes what the others leave
};

/// RFC 4180: quotes fields with separator, quote or line break.
QString csvLine(const QStringList& fields, QChar separator = QLatin1Char(','));

} // namespace headroom::widgets
