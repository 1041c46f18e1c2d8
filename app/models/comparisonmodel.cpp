// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/comparisonmodel.h"

#include "app/models/sizeunit.h"
#include "app/text/display.h"
#include "app/text/distinct.h"
#include "widgets/table/roles.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headroom::app {

namespace {

/// Accepts the user's decimal separator and the point; nothing for what is no number or negative.
std::optional<double> parseLimit(const QVariant& value)
{
    if (value.typeId() == QMetaType::Double)
        return value.toDouble() >= 0 ? std::optional(value.toDouble()) : std::nullopt;
    QString text = value.toString();
    text.remove(QChar(0x2264)).remove(QChar(0x2265)).remove(u'%'); // ≤ ≥
    bool ok = false;
    double number = QLocale().toDouble(text.trimmed(), &ok);
    if (!ok)
        number = QLocale::c().toDouble(text.trimmed(), &ok);
    return ok && std::isfinite(number) && number >= 0 ? std::optional(number) : std::nullopt;
}

} // namespace

widgets::Glyph glyphOf(eval::Verdict verdict)
{
    switch (verdict) {
    case eval::Verdict::Pass:
        return widgets::Glyph::Pass;
    case eval::Verdict::Fail:
        return widgets::Glyph::Fail;
    case eval::Verdict::Inconclusive:
        break;
    }
    return widgets::Glyph::Inconclusive;
}

void ComparisonModel::setResult(std::optional<eval::CompareResult> result, const QMap<QString, QString>& names)
{
    beginResetModel();
    m_result = std::move(result);
    m_order.resize(m_result ? m_result->candidates.size() : 0);
    std::iota(m_order.begin(), m_order.end(), std::size_t(0));
    std::stable_sort(m_order.begin(), m_order.end(), [this](std::size_t a, std::size_t b) {
        return m_result->candidates[a].fileBytes > m_result->candidates[b].fileBytes;
    });
    nameRows(names);
    endResetModel();
}

void ComparisonModel::nameRows(const QMap<QString, QString>& known)
{
    QStringList names, paths;
    for (int row = 0; row + 1 < rowCount(); ++row) {
        paths.append(pathAt(row));
        names.append(known.value(paths.last(), QFileInfo(paths.last()).completeBaseName()));
    }
    m_names = text::toldApart(names, paths);
}

void ComparisonModel::setBudget(const eval::ErrorBudget& budget)
{
    m_budget = budget;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

const eval::CandidateResult* ComparisonModel::candidate(int row) const
{
    if (!m_result || row < 1 || row > int(m_order.size()))
        return nullptr;
    return &m_result->candidates[m_order[std::size_t(row - 1)]];
}

eval::Gates ComparisonModel::gates(int row) const
{
    const eval::CandidateResult* found = candidate(row);
    return found ? eval::judge(*m_result, *found, m_budget) : eval::Gates{};
}

QString ComparisonModel::pathAt(int row) const
{
    if (isBaseline(row))
        return text::fromUtf8(m_result->baseline);
    const eval::CandidateResult* found = candidate(row);
    return found ? text::fromUtf8(found->model) : QString();
}

int ComparisonModel::rowOf(const QString& path) const
{
    for (int row = 0; row + 1 < rowCount(); ++row)
        if (pathAt(row) == path)
            return row;
    return -1;
}

QString ComparisonModel::nameAt(int row) const
{
    return m_names.value(row);
}

std::optional<int> ComparisonModel::smallestPassingRow() const
{
    const auto best = m_result ? eval::smallestPassing(*m_result, m_budget) : std::nullopt;
    if (!best)
        return std::nullopt;
    const auto place = std::find(m_order.begin(), m_order.end(), *best);
    return int(place - m_order.begin()) + 1;
}

SizeUnit ComparisonModel::unit() const
{
    std::uint64_t largest = m_result ? m_result->baselineFileBytes : 0;
    for (const std::size_t i : m_order)
        largest = std::max(largest, m_result->candidates[i].fileBytes);
    return sizeUnit(largest);
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_result ? 0 : int(m_order.size()) + 2;
}

std::optional<eval::Verdict> ComparisonModel::verdict(int row, int column) const
{
    if (!candidate(row))
        return std::nullopt;
    const eval::Gates judged = gates(row);
    switch (column) {
    case MeanKld:
        return judged.meanKldVerdict;
    case Top1:
        return judged.top1Verdict;
    case DeltaPpl:
        return judged.deltaPplVerdict;
    case Gate:
        return judged.overall();
    default:
        return std::nullopt;
    }
}

QVariant ComparisonModel::limitForEditing(int column) const
{
    switch (column) {
    case MeanKld:
        return m_budget.meanKld;
    case Top1:
        return 100 * m_budget.top1;
    case DeltaPpl:
        return m_budget.deltaPpl;
    default:
        return {};
    }
}

QVariant ComparisonModel::plain(int row, int column) const
{
    if (isBudget(row)) {
        const QVariant limit = limitForEditing(column);
        return limit.isValid() ? limit : QVariant(budgetText(column));
    }
    const eval::CandidateResult* found = candidate(row);
    switch (column) {
    case Name:
        return nameAt(row);
    case Size:
        return qulonglong(found ? found->fileBytes : m_result->baselineFileBytes);
    case MeanKld:
        return found ? found->meanKld : 0.0;
    case Top1:
        return found ? 100 * found->top1Agreement : 100.0;
    case DeltaPpl:
        return found ? gates(row).deltaPpl.value : 0.0;
    case KldP99:
        return found ? found->kld.p99 : 0.0;
    default:
        return found ? text::fromUtf8(eval::verdictName(gates(row).overall())) : QStringLiteral("baseline");
    }
}

QVariant ComparisonModel::appearance(int row, int column, int role) const
{
    const eval::CandidateResult* found = candidate(row);
    const auto judged = verdict(row, column);
    switch (role) {
    case Qt::EditRole:
        return isBudget(row) ? limitForEditing(column) : QVariant(display(row, column));
    case widgets::MarkerRole:
        if (column != Name || isBudget(row))
            return {};
        return found ? found->bitsPerWeight : m_result->baselineBitsPerWeight;
    case widgets::GlyphRole:
        if (!judged || (*judged == eval::Verdict::Pass && column != Gate))
            return {};
        return int(glyphOf(*judged));
    case widgets::MutedRole:
        return interval(row, column);
    case widgets::EmphasisRole:
        return isBaseline(row) && column == Name;
    case widgets::ToneRole:
        if (isBudget(row) || (isBaseline(row) && column == Gate))
            return int(widgets::Role::Muted);
        return {};
    default:
        return {};
    }
}

std::optional<eval::Interval> ComparisonModel::intervalOf(int row, int column) const
{
    if (!candidate(row) || !isGated(column))
        return std::nullopt;
    const eval::Gates judged = gates(row);
    if (column == Top1)
        return eval::Interval{100 * judged.top1.value, 100 * judged.top1.low, 100 * judged.top1.high};
    if (m_result->windows < 2)
        return std::nullopt;
    return column == MeanKld ? judged.meanKld : judged.deltaPpl;
}

bool ComparisonModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !isBudget(index.row()) || !isGated(index.column()))
        return false;
    const auto limit = parseLimit(value);
    if (!limit || (index.column() == Top1 && *limit > 100))
        return false;
    eval::ErrorBudget budget = m_budget;
    switch (index.column()) {
    case MeanKld:
        budget.meanKld = *limit;
        break;
    case Top1:
        budget.top1 = *limit / 100;
        break;
    default:
        budget.deltaPpl = *limit;
        break;
    }
    if (budget == m_budget)
        return true;
    setBudget(budget);
    emit budgetEdited(budget);
    return true;
}

Qt::ItemFlags ComparisonModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && isBudget(index.row()) && isGated(index.column()))
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace headroom::app
