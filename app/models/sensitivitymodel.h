// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: which groups of tensors hurt most when they are quantized, most damage for each byte saved first; rows come in
// while the measurement runs.
#pragma once

#include "app/models/tablemodel.h"
#include "core/base/jsonfwd.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace headroom::app {

struct SensitivityRow {
    std::string group; ///< "attn_q", "blk.3", or a tensor's name
    std::vector<std::string> tensors;
    double savedBytes = 0;
    double meanKld = 0; ///< nat
    double standardError = 0;
    double perSavedMiB = 0; ///< mean KLD
    double top1Agreement = 0;

    bool operator==(const SensitivityRow&) const = default;
};
/// What eval::toJson(GroupSensitivity) wrote.
Result<SensitivityRow> sensitivityFromJson(const Json& json);

class SensitivityModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Group, MeanKld, PerSavedMiB, Saved, Top1, kColumns };

    using TableModel::TableModel;

    void setRows(std::vector<SensitivityRow> rows);
    /// Puts it where it belongs.
    void add(const SensitivityRow& row);
    const std::vector<SensitivityRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;

protected:
    int columns() const override { return kColumns; }
    QString title(int column) const override;
    QString titleExplanation(int column) const override;
    bool isWords(int column) const override { return column == Group; }
    QString display(int row, int column) const override;
    QVariant plain(int row, int column) const override;
    QString explanation(int row, int column) const override;
    QVariant appearance(int row, int column, int role) const override;

private:
    std::vector<SensitivityRow> m_rows;
};

} // namespace headroom::app
