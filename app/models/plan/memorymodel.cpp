// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/plan/memorymodel.h"

#include "app/text/display.h"
#include "core/base/bytes.h"
#include "widgets/table/roles.h"
#include "widgets/theme/tone.h"

#include <array>

namespace headroom::app {

namespace {

using widgets::MemoryPart;

struct Part {
    const char* id;
    MemoryPart part;
    Term plan::DevicePlan::*term;
};

/// From the top of the stack down.
constexpr std::array kParts{
    Part{"free_bytes", MemoryPart::Free, &plan::DevicePlan::free},
    Part{"overhead_bytes", MemoryPart::Overhead, &plan::DevicePlan::overhead},
    Part{"compute_buffer_bytes", MemoryPart::ComputeBuffers, &plan::DevicePlan::compute},
    Part{"kv_cache_bytes", MemoryPart::KvCache, &plan::DevicePlan::kvCache},
    Part{"weights_bytes", MemoryPart::Weights, &plan::DevicePlan::weights},
};

} // namespace

QString deviceLabel(const plan::DevicePlan& device)
{
    return QString::fromStdString(device.name).section(QLatin1Char(':'), 0, 0);
}

void MemoryModel::show(const std::vector<plan::DevicePlan>& devices)
{
    if (devices.size() != m_devices.size()) {
        beginResetModel();
        m_devices = devices;
        endResetModel();
        return;
    }
    m_devices = devices;
    if (m_devices.empty())
        return;
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1); // another device may be there now
}

const Term* MemoryModel::termAt(int row, int column) const
{
    if (row < 0 || row >= rowCount() || m_devices.empty())
        return nullptr;
    const auto device = std::size_t(std::max(0, column - 1));
    return device < m_devices.size() ? &(m_devices[device].*kParts[std::size_t(row)].term) : nullptr;
}

QString MemoryModel::deviceAt(int column) const
{
    const auto device = std::size_t(std::max(0, column - 1));
    return device < m_devices.size() ? deviceLabel(m_devices[device]) : QString();
}

int MemoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kParts.size());
}

int MemoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_devices.size()) + 1;
}

QVariant MemoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Part& part = kParts[std::size_t(index.row())];
    if (index.column() == 0) {
        if (role == Qt::DisplayRole)
            return part.part == MemoryPart::ComputeBuffers ? tr("Compute", "buffers, in a narrow column")
                                                           : text::termName(part.id);
        if (role == Qt::ToolTipRole)
            return text::termName(part.id);
        return role == widgets::SwatchRole ? QVariant(int(part.part)) : QVariant();
    }
    const Term* term = termAt(index.row(), index.column());
    if (!term)
        return {};
    if (role == Qt::DisplayRole)
        return text::number(term->value / kGiB, 2);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == widgets::ExportRole)
        return QString::number(term->value, 'f', 0);
    if (role == widgets::ToneRole && part.part == MemoryPart::Free && term->value < 0)
        return int(widgets::Role::Bad);
    if (role == widgets::EmphasisRole)
        return part.part == MemoryPart::Free;
    return {};
}

QVariant MemoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? QStringLiteral("GiB") : deviceAt(section);
}

} // namespace headroom::app
