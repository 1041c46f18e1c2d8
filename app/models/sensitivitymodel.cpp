// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/sensitivitymodel.h"
#include "app/models/jsonvalue.h"

#include "app/text/display.h"
#include "core/base/json.h"
#include "widgets/table/roles.h"

#include <algorithm>

namespace headroom::app {

Result<SensitivityRow> sensitivityFromJson(const Json& json)
{
    const auto group = json.is_object() ? json.find("group") : json.end();
    if (group == json.end() || !group->is_string())
        return fail(ErrorCode::Corrupt, "sensitivity result, group", "is missing");
    SensitivityRow row;
    row.group = group->get<std::string>();
    if (const auto tensors = json.find("tensors"); tensors != json.end() && tensors->is_array())
        for (const Json& tensor : *tensors)
            if (tensor.is_string())
                row.tensors.push_back(tensor.get<std::string>());
    row.savedBytes = numberIn(json, "bytes_before") - numberIn(json, "bytes_after");
    row.meanKld = numberIn(json, "mean_kld");
    row.standardError = numberIn(json, "mean_kld_standard_error");
    row.perSavedMiB = numberIn(json, "mean_kld_per_saved_mib");
    row.top1Agreement = numberIn(json, "top1_agreement");
    return row;
}

void SensitivityModel::setRows(std::vector<SensitivityRow> rows)
{
    std::ranges::stable_sort(rows, std::ranges::greater{}, &SensitivityRow::perSavedMiB);
    if (rows == m_rows)
        return; // as they came one by one: what is selected stays so
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void SensitivityModel::add(const SensitivityRow& row)
{
    const auto place
        = std::ranges::upper_bound(m_rows, row.perSavedMiB, std::ranges::greater{}, &SensitivityRow::perSavedMiB);
    const int index = int(place - m_rows.begin());
    beginInsertRows({}, index, index);
    m_rows.insert(place, row);
    endInsertRows();
    if (rowCount() > 1) // the bars are shares of the first
        emit dataChanged(this->index(0, PerSavedMiB), this->index(rowCount() - 1, PerSavedMiB));
}

int SensitivityModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString SensitivityModel::display(int index, int column) const
{
    const SensitivityRow& row = m_rows[std::size_t(index)];
    switch (column) {
    case Group:
        return text::fromUtf8(row.group);
    case MeanKld:
        return text::significant(row.meanKld);
    case PerSavedMiB:
        return text::significant(row.perSavedMiB);
    case Saved:
        return text::bytes(row.savedBytes);
    default:
        return text::percent(row.top1Agreement, 1);
    }
}

QVariant SensitivityModel::plain(int index, int column) const
{
    const SensitivityRow& row = m_rows[std::size_t(index)];
    switch (column) {
    case MeanKld:
        return row.meanKld;
    case PerSavedMiB:
        return row.perSavedMiB;
    case Saved:
        return row.savedBytes;
    case Top1:
        return row.top1Agreement;
    default:
        return display(index, column);
    }
}

QString SensitivityModel::explanation(int index, int column) const
{
    const SensitivityRow& row = m_rows[std::size_t(index)];
    if (column == MeanKld)
        return tr("%1 ± %2, standard error clustered by window", "mean KLD")
            .arg(text::significant(row.meanKld), text::significant(row.standardError, 2) + QStringLiteral(" nat"));
    return tr("%1, tensors: %2. Saves %3; the first choice stays the same at %4 of the positions.")
        .arg(text::fromUtf8(row.group))
        .arg(row.tensors.size())
        .arg(text::bytes(row.savedBytes), text::percent(row.top1Agreement, 1));
}

QVariant SensitivityModel::appearance(int index, int column, int role) const
{
    const SensitivityRow& row = m_rows[std::size_t(index)];
    if (role == widgets::MutedRole && column == MeanKld)
        return QStringLiteral("± ") + text::significant(row.standardError, 2);
    if (role == widgets::ProgressRole && column == PerSavedMiB && m_rows.front().perSavedMiB > 0)
        return std::clamp(row.perSavedMiB / m_rows.front().perSavedMiB, 0.0, 1.0);
    return {};
}

QString SensitivityModel::title(int column) const
{
    switch (column) {
    case Group:
        return tr("Group", "column: of tensors");
    case MeanKld:
        return tr("Mean KLD, nat", "column");
    case PerSavedMiB:
        return tr("Nat per MiB saved", "column");
    case Saved:
        return tr("Saved", "column: bytes");
    default:
        return tr("Same top 1", "column: share of positions");
    }
}

QString SensitivityModel::titleExplanation(int column) const
{
    if (column == PerSavedMiB)
        return tr("Mean divergence at the logits when only this group is quantized, for each MiB that this saves; the "
                  "first rows are the first to keep in more bits.");
    return {};
}

} // namespace headroom::app
