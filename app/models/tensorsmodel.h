// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the tensors of one quantization, as planned and as measured, one row each. Rows fill in while the run goes.
#pragma once

#include "app/models/tablemodel.h"
#include "app/models/tensorgrid.h"

#include <QHash>

namespace headroom::app {

class TensorsModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Name, Types, Bytes, BitsPerWeight, Decibel, Rmse, Maximum, Reason, kColumns };

    using TableModel::TableModel;

    void setRows(std::vector<TensorRow> rows);
    /// A tensor that was just measured; unknown names are ignored. Returns its row, or -1.
    int record(const TensorRow& measured);
    const std::vector<TensorRow>& rows() const { return m_rows; }
    int rowOf(const std::string& name) const; ///< -1 when absent
    int measured() const; ///< how many rows have an error
    /// 1 = the largest relative error among the measured; 0 when this one is not measured.
    int rankOf(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;

protected:
    int columns() const override { return kColumns; }
    QString title(int column) const override;
    QString titleExplanation(int column) const override;
    bool isWords(int column) const override { return column == Name || column == Types || column == Reason; }
    QString display(int row, int column) const override;
    QVariant plain(int row, int column) const override;
    QString explanation(int row, int column) const override;
    QVariant appearance(int row, int column, int role) const override;

private:
    std::vector<TensorRow> m_rows;
    QHash<QByteArray, int> m_index;
};

/// "−20.4", "exact", or what stands for an unknown number.
QString decibelText(const TensorRow& row);
/// "Q4_K", or the scheme of a folder.
QString storedAs(const TensorRow& row);
/// "F16 → Q4_K"; one name when nothing changes.
QString typesText(const TensorRow& row);

} // namespace headroom::app
