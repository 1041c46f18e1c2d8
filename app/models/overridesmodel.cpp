// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/overridesmodel.h"

#include "app/text/display.h"
#include "core/quant/preset/kept.h"

#include <algorithm>

namespace headroom::app {

void OverridesModel::show(const OverrideTexts& texts, const std::vector<TensorRow>& tensors)
{
    const std::vector<quant::Override> overrides = parsed(texts);
    beginResetModel();
    m_rows.clear();
    for (const quant::Override& override : overrides)
        m_rows.push_back({partsOf(override.text()), {}, 0});
    for (const TensorRow& tensor : tensors) {
        const auto first = std::ranges::find_if(
            overrides, [&](const quant::Override& override) { return override.matches(tensor.name); });
        if (first != overrides.end() && quant::keptBecause({tensor.name, tensor.from, tensor.shape}).empty())
            ++m_rows[std::size_t(first - overrides.begin())].matched;
        for (Row& row : m_rows)
            if (row.parts.pattern == patternFor(tensor.name))
                row.tensor = tensor.name;
    }
    endResetModel();
}

std::string OverridesModel::patternAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[std::size_t(row)].parts.pattern : std::string();
}

int OverridesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString OverridesModel::display(int index, int column) const
{
    const Row& row = m_rows[std::size_t(index)];
    switch (column) {
    case Pattern:
        return text::fromUtf8(row.tensor.empty() ? row.parts.pattern : row.tensor);
    case Type:
        return text::fromUtf8(row.parts.type);
    default:
        return text::integer(row.matched);
    }
}

QVariant OverridesModel::plain(int index, int column) const
{
    return column == Tensors ? QVariant(m_rows[std::size_t(index)].matched) : QVariant(display(index, column));
}

QString OverridesModel::explanation(int index, int column) const
{
    const Row& row = m_rows[std::size_t(index)];
    if (row.matched == 0)
        return tr("No tensor has its type from this: none matches, or one above it matches first.");
    return column == Pattern ? text::fromUtf8(row.parts.pattern) : QString();
}

QString OverridesModel::title(int column) const
{
    switch (column) {
    case Pattern:
        return tr("Tensors that match", "column");
    case Type:
        return tr("Type", "column");
    default:
        return tr("Count", "column: of tensors");
    }
}

QString OverridesModel::titleExplanation(int column) const
{
    return column == Pattern ? tr("Regular expression, searched in the tensor's name; the first that matches decides")
                             : QString();
}

} // namespace headroom::app
