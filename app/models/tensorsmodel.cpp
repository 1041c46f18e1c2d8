// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/tensorsmodel.h"

#include "app/text/display.h"
#include "app/text/remarks.h"
#include "widgets/table/roles.h"
#include "widgets/theme/tone.h"

#include <algorithm>
#include <cmath>

namespace headroom::app {

namespace {

QString typeName(tensor::Type type)
{
    return text::fromUtf8(tensor::format(type).name);
}

QByteArray key(const std::string& name)
{
    return QByteArray(name.data(), qsizetype(name.size()));
}

} // namespace

QString decibelText(const TensorRow& row)
{
    if (!row.error)
        return text::missing();
    return std::isfinite(row.error->decibel) ? text::number(row.error->decibel, 1)
                                             : TensorsModel::tr("exact", "error of a tensor: none");
}

QString storedAs(const TensorRow& row)
{
    return row.scheme.empty() ? typeName(row.to) : text::fromUtf8(row.scheme);
}

QString typesText(const TensorRow& row)
{
    const QString to = storedAs(row);
    return typeName(row.from) == to ? to : typeName(row.from) + QStringLiteral(" → ") + to;
}

void TensorsModel::setRows(std::vector<TensorRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_index.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_index.insert(key(m_rows[i].name), int(i));
    endResetModel();
}

int TensorsModel::record(const TensorRow& measured)
{
    const int row = rowOf(measured.name);
    if (row < 0)
        return -1;
    TensorRow& target = m_rows[std::size_t(row)];
    target.error = measured.error;
    target.measured = measured.measured;
    target.to = measured.to;
    target.bytes = measured.bytes;
    emit dataChanged(index(row, 0), index(row, kColumns - 1));
    return row;
}

int TensorsModel::rowOf(const std::string& name) const
{
    return m_index.value(key(name), -1);
}

int TensorsModel::measured() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const TensorRow& row) { return row.error.has_value(); }));
}

int TensorsModel::rankOf(int row) const
{
    const auto& error = m_rows[std::size_t(row)].error;
    if (!error)
        return 0;
    return 1 + int(std::count_if(m_rows.begin(), m_rows.end(), [&](const TensorRow& other) {
               return other.error && other.error->decibel > error->decibel;
           }));
}

int TensorsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString TensorsModel::display(int index, int column) const
{
    const TensorRow& row = m_rows[std::size_t(index)];
    switch (column) {
    case Name:
        return text::fromUtf8(row.name);
    case Types:
        return typesText(row);
    case Bytes:
        return text::integer(double(row.bytes));
    case BitsPerWeight:
        return text::number(row.bitsPerWeight(), 2);
    case Decibel:
        return decibelText(row);
    case Rmse:
        return row.error ? text::significant(row.error->rmse) : text::missing();
    case Maximum:
        return row.error ? text::significant(row.error->maximum) : text::missing();
    default:
        return text::remark(row.reason);
    }
}

QVariant TensorsModel::plain(int index, int column) const
{
    const TensorRow& row = m_rows[std::size_t(index)];
    switch (column) {
    case Bytes:
        return qulonglong(row.bytes);
    case BitsPerWeight:
        return row.bitsPerWeight();
    case Decibel:
        return row.error ? QVariant(row.error->decibel) : QVariant();
    case Rmse:
        return row.error ? QVariant(row.error->rmse) : QVariant();
    case Maximum:
        return row.error ? QVariant(row.error->maximum) : QVariant();
    default:
        return display(index, column);
    }
}

QString TensorsModel::explanation(int index, int column) const
{
    const TensorRow& row = m_rows[std::size_t(index)];
    if (column == Name)
        return text::fromUtf8(row.name);
    return row.fallback ? tr("%1. The row length forced this type.").arg(text::remark(row.reason))
                        : text::remark(row.reason);
}

QVariant TensorsModel::appearance(int index, int column, int role) const
{
    const TensorRow& row = m_rows[std::size_t(index)];
    const bool muted = column == Reason || (column >= Decibel && !row.error);
    return role == widgets::ToneRole && muted ? QVariant(int(widgets::Role::Muted)) : QVariant();
}

QString TensorsModel::titleExplanation(int column) const
{
    return column == Decibel ? tr("10 log₁₀(Σ(w − ŵ)² ÷ Σw²), measured on the whole tensor; higher is worse")
                             : QString();
}

QString TensorsModel::title(int column) const
{
    switch (column) {
    case Name:
        return tr("Tensor", "column");
    case Types:
        return tr("Type", "column");
    case Bytes:
        return tr("Bytes", "column");
    case BitsPerWeight:
        return tr("Bits/w", "column: bits per weight");
    case Decibel:
        return tr("Error, dB");
    case Rmse:
        return tr("RMSE", "column: root mean square error");
    case Maximum:
        return tr("Largest error");
    default:
        return tr("Why this type");
    }
}

} // namespace headroom::app
