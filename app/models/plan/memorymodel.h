// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: legend and values of the memory bars in one table: parts down, devices across, in the order of the stack.
#pragma once

#include "core/plan/plan.h"

#include <QAbstractTableModel>

namespace headroom::app {

class MemoryModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void show(const std::vector<plan::DevicePlan>& devices);
    const Term* termAt(int row, int column) const;
    QString deviceAt(int column) const; ///< "GPU 1"

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<plan::DevicePlan> m_devices;
};

/// "GPU 1" of "GPU 1: GeForce RTX 3090".
QString deviceLabel(const plan::DevicePlan& device);

} // namespace headroom::app
