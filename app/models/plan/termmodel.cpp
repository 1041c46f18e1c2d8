// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/plan/termmodel.h"

#include "app/text/caveats.h"
#include "app/text/display.h"
#include "widgets/table/roles.h"
#include "widgets/theme/glyph.h"

#include <algorithm>

namespace headroom::app {

void TermModel::show(std::vector<Term> terms, std::vector<plan::Caveat> caveats)
{
    m_caveats = std::move(caveats);
    if (terms.size() != m_terms.size()) {
        beginResetModel();
        m_terms = std::move(terms);
        endResetModel();
        return;
    }
    m_terms = std::move(terms); // the selection stays while a slider moves
    if (!m_terms.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const Term* TermModel::termAt(int row) const
{
    return row >= 0 && std::size_t(row) < m_terms.size() ? &m_terms[std::size_t(row)] : nullptr;
}

int TermModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_terms.size());
}

int TermModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant TermModel::data(const QModelIndex& index, int role) const
{
    const Term* term = termAt(index.row());
    if (!term)
        return {};
    if (index.column() == 1)
        return value(*term, role);
    return role == Qt::DisplayRole ? QVariant(text::termName(term->id)) : QVariant();
}

/// The value is where the search ended, or lacks a part that is not known.
bool TermModel::isLeast(const Term& term) const
{
    return std::ranges::any_of(m_caveats, [&](const plan::Caveat& caveat) {
        return caveat.term == term.id && (caveat.code == "last_examined" || caveat.code == "power_at_least");
    });
}

QVariant TermModel::value(const Term& term, int role) const
{
    const plan::Caveat* caveat = plan::findCaveat(m_caveats, term.id);
    const bool runs = !caveat || caveat->code != "does_not_fit";
    switch (role) {
    case Qt::DisplayRole:
        return runs ? (isLeast(term) ? QStringLiteral("\u2265\u00a0") : QString()) + text::termValue(term)
                    : text::missing();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole: {
        const QString origin = text::provenance(term.provenance);
        return caveat ? text::termValue(term) + u' ' + text::caveat(*caveat) + u'\n' + origin : origin;
    }
    case widgets::GlyphRole:
        return caveat && runs ? int(widgets::Glyph::Tight) : QVariant();
    case widgets::ExportRole:
        return QString::number(term.value, 'g', 15);
    default:
        return {};
    }
}

QVariant TermModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Limit") : tr("Value");
}

} // namespace headroom::app
