// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the overrides of one preset as a table: what each expression matches, the type it sets, how many tensors have
// it.
#pragma once

#include "app/models/overrides.h"
#include "app/models/tablemodel.h"
#include "app/models/tensorgrid.h"

namespace headroom::app {

class OverridesModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Pattern, Type, Tensors, kColumns };

    using TableModel::TableModel;

    void show(const OverrideTexts& texts, const std::vector<TensorRow>& tensors);
    std::string patternAt(int row) const; ///< empty for no row

    int rowCount(const QModelIndex& parent = {}) const override;

protected:
    int columns() const override { return kColumns; }
    QString title(int column) const override;
    QString titleExplanation(int column) const override;
    bool isWords(int column) const override { return column != Tensors; }
    QString display(int row, int column) const override;
    QVariant plain(int row, int column) const override;
    QString explanation(int row, int column) const override;

private:
    struct Row {
        OverrideParts parts;
        std::string tensor; ///< the only one that it can match; empty: an expression for more
        int matched = 0; ///< tensors whose type it decides
    };
    std::vector<Row> m_rows;
};

} // namespace headroom::app
