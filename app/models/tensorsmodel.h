// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the tensors of one quantization, as planned and as measured, one row each. Rows fill in while the run goes.
#pragma once

#include "app/models/tensorgrid.h"

#include <QAbstractTableModel>
#include <QHash>

namespace headroom::app {

class TensorsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Types, Bytes, BitsPerWeight, Decibel, Rmse, Maximum, Reason, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<TensorRow> rows);
    /// A tensor that was just measured; unknown names are ignored. Returns its row, or -1.
    int record(const TensorRow& measured);
    const std::vector<TensorRow>& rows() const { return m_rows; }
    int rowOf(const std::string& name) const; ///< -1 when absent
    int measured() const; ///< how many rows have an error
    /// 1 = the largest relative error among the measured; 0 when this one is not measured.
    int rankOf(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void retranslate();

private:
    QString display(const TensorRow& row, int column) const;
    QVariant plain(const TensorRow& row, int column) const;

    std::vector<TensorRow> m_rows;
    QHash<QByteArray, int> m_index;
};

/// "−20.4", "exact", or what stands for an unknown number.
QString decibelText(const TensorRow& row);
/// "F16 → Q4_K"; one name when nothing changes.
QString typesText(const TensorRow& row);

} // namespace headroom::app
