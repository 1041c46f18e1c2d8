// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/comparisonmodel.h"

#include "app/models/sizeunit.h"
#include "app/text/display.h"
#include "widgets/table/roles.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headroom::app {

namespace {

bool isGated(int column)
{
    return column == ComparisonModel::MeanKld || column == ComparisonModel::Top1 || column == ComparisonModel::DeltaPpl;
}

QString signedNumber(double value, int decimals)
{
    const QString text = text::number(value, decimals);
    return value > 0 ? QStringLiteral("+") + text : text;
}

Qt::Alignment alignment(int column)
{
    const bool words = column == ComparisonModel::Name || column == ComparisonModel::Gate;
    return Qt::AlignVCenter | (words ? Qt::AlignLeft : Qt::AlignRight);
}

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

QString wordFor(eval::Verdict verdict)
{
    switch (verdict) {
    case eval::Verdict::Pass:
        return ComparisonModel::tr("pass", "verdict of a gate");
    case eval::Verdict::Fail:
        return ComparisonModel::tr("fail", "verdict of a gate");
    case eval::Verdict::Inconclusive:
        break;
    }
    return ComparisonModel::tr("inconclusive", "verdict of a gate");
}

void ComparisonModel::setResult(std::optional<eval::CompareResult> result, const QMap<QString, QString>& names)
{
    beginResetModel();
    m_result = std::move(result);
    m_names = names;
    m_order.resize(m_result ? m_result->candidates.size() : 0);
    std::iota(m_order.begin(), m_order.end(), std::size_t(0));
    std::stable_sort(m_order.begin(), m_order.end(), [this](std::size_t a, std::size_t b) {
        return m_result->candidates[a].fileBytes > m_result->candidates[b].fileBytes;
    });
    endResetModel();
}

void ComparisonModel::setBudget(const eval::ErrorBudget& budget)
{
    m_budget = budget;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

void ComparisonModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
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
    const QString path = pathAt(row);
    const auto named = m_names.constFind(path);
    return named != m_names.constEnd() ? *named : QFileInfo(path).completeBaseName();
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

/// So many that the smallest divergence shows two digits; the same for all rows.
int ComparisonModel::kldDecimals() const
{
    int decimals = 4;
    for (const std::size_t i : m_order)
        if (const double kld = m_result->candidates[i].meanKld; kld > 0)
            decimals = std::max(decimals, std::min(6, 1 - int(std::floor(std::log10(kld)))));
    return decimals;
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_result ? 0 : int(m_order.size()) + 2;
}

int ComparisonModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString ComparisonModel::baselineText(int column) const
{
    switch (column) {
    case Name:
        return nameAt(0);
    case Size:
        return unit().format(double(m_result->baselineFileBytes));
    case MeanKld:
    case DeltaPpl:
    case KldP99:
        return text::number(0, 0);
    case Top1:
        return text::number(100, 0);
    default:
        return tr("baseline", "in the gate column");
    }
}

QString ComparisonModel::candidateText(int row, int column) const
{
    const eval::CandidateResult& found = *candidate(row);
    switch (column) {
    case Name:
        return nameAt(row);
    case Size:
        return unit().format(double(found.fileBytes));
    case MeanKld:
        return text::number(found.meanKld, kldDecimals());
    case Top1:
        return text::number(100 * found.top1Agreement, 1);
    case DeltaPpl:
        return signedNumber(gates(row).deltaPpl.value, 2);
    case KldP99:
        return text::significant(found.kld.p99, 2);
    default:
        break;
    }
    const eval::Gates judged = gates(row);
    if (judged.failed() > 0)
        return tr("fail, %1 of %2", "gate: how many of all fail").arg(judged.failed()).arg(eval::Gates::kCount);
    return wordFor(judged.overall());
}

QString ComparisonModel::budgetText(int column) const
{
    switch (column) {
    case Name:
        return tr("Error budget");
    case Size:
        return tr("any", "no limit for the size");
    case MeanKld:
        return QStringLiteral("≤ ") + text::number(m_budget.meanKld, 3);
    case Top1:
        return QStringLiteral("≥ ") + text::number(100 * m_budget.top1, 1);
    case DeltaPpl:
        return QStringLiteral("≤ ") + text::number(m_budget.deltaPpl, 1);
    case KldP99:
        return tr("no gate", "this column is not judged");
    default:
        return tr("all three", "gates that have to pass");
    }
}

QString ComparisonModel::display(int row, int column) const
{
    if (isBaseline(row))
        return baselineText(column);
    return isBudget(row) ? budgetText(column) : candidateText(row, column);
}

QString ComparisonModel::interval(int row, int column) const
{
    if (isBaseline(row) && column == DeltaPpl)
        return tr("PPL %1").arg(text::number(m_result->baselinePerplexity, 2));
    if (!candidate(row) || !isGated(column))
        return {};
    const eval::Gates judged = gates(row);
    const auto brackets = [](double low, double high, int decimals) {
        return QStringLiteral("[%1, %2]").arg(text::number(low, decimals), text::number(high, decimals));
    };
    if (column == Top1)
        return brackets(100 * judged.top1.low, 100 * judged.top1.high, 1);
    if (m_result->windows < 2)
        return tr("one window", "in place of an interval: nothing can be said from one");
    if (column == DeltaPpl)
        return brackets(judged.deltaPpl.low, judged.deltaPpl.high, 2);
    return QStringLiteral("± ") + text::number((judged.meanKld.high - judged.meanKld.low) / 2, kldDecimals());
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

QString ComparisonModel::explanation(int row, int column) const
{
    const QString measured = m_result
        ? tr("Measured over %1 tokens in %2 windows of %3.")
              .arg(text::integer(double(m_result->tokensScored)), text::integer(double(m_result->windows)),
                   text::integer(m_result->context))
        : QString();
    if (isBudget(row))
        return isGated(column) ? tr("Double-click to change this limit. A gate passes when the whole 95 % interval "
                                    "keeps it, fails when the whole interval breaks it.")
                               : QString();
    switch (column) {
    case Name:
        return pathAt(row);
    case Size:
        return text::fileSize(candidate(row) ? double(candidate(row)->fileBytes) : double(m_result->baselineFileBytes));
    case MeanKld:
        return tr("Mean over tokens of Σ p ln(p ÷ q), p from the baseline, q from the candidate, whole vocabulary. "
                  "± is half the 95 % interval, clustered by window.")
            + u' ' + measured;
    case Top1:
        return tr("Share of tokens for which both models prefer the same one. 95 % Wilson interval, tokens taken as "
                  "independent.")
            + u' ' + measured;
    case DeltaPpl:
        return tr("Perplexity of the candidate over that of the baseline, minus one. Paired 95 % interval, clustered "
                  "by window.")
            + u' ' + measured;
    case KldP99:
        return tr("99 of 100 tokens have a smaller divergence. Not judged.") + u' ' + measured;
    default:
        return tr("Passes when all three gates pass; fails when one fails.");
    }
}

QVariant ComparisonModel::appearance(int row, int column, int role) const
{
    const eval::CandidateResult* found = candidate(row);
    const auto judged = verdict(row, column);
    switch (role) {
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

QVariant ComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case Qt::EditRole:
        return isBudget(row) ? limitForEditing(column) : QVariant(display(row, column));
    case Qt::ToolTipRole:
        return explanation(row, column);
    case Qt::TextAlignmentRole:
        return int(alignment(column));
    case widgets::SortRole:
        return plain(row, column);
    case widgets::ExportRole: {
        const QVariant value = plain(row, column);
        return value.typeId() == QMetaType::Double ? QString::number(value.toDouble(), 'g', 10) : value.toString();
    }
    default:
        return appearance(row, column, role);
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(alignment(section));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Preset", "column");
    case Size:
        return tr("Size, %1").arg(unit().name);
    case MeanKld:
        return tr("Mean KLD, nat");
    case Top1:
        return tr("Top-1, %");
    case DeltaPpl:
        return tr("ΔPPL, %");
    case KldP99:
        return tr("KLD p99, nat");
    default:
        return tr("Gate", "column");
    }
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
