// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/importancenotes.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 3); ++i)
        text += (i > 0 ? ", " : "") + names[i];
    return names.size() > 3 ? text + fmt::format(" and {} more", names.size() - 3) : text;
}

void ImportanceNotes::Partial::add(const std::string& tensor, std::size_t someOfIt, std::size_t allOfIt)
{
    alike = alike && (tensors.empty() || (some == someOfIt && all == allOfIt));
    if (double(someOfIt) * double(all) > double(some) * double(allOfIt) || tensors.empty()) {
        some = someOfIt;
        all = allOfIt;
    }
    tensors.push_back(tensor);
}

std::string ImportanceNotes::Partial::share() const
{
    return fmt::format("{}{} of {}", alike ? "" : "up to ", some, all);
}

std::string ImportanceNotes::add(const std::string& tensor, const Importance& importance)
{
    if (importance.columns.empty()) {
        m_unusable.push_back(tensor);
        return "; its importance cannot be used";
    }
    std::string note;
    if (importance.unknownMatrices > 0) {
        m_experts.add(tensor, importance.unknownMatrices, importance.matrices);
        note += fmt::format("; {} of {} experts not covered", importance.unknownMatrices, importance.matrices);
    }
    if (importance.replacedColumns > 0) {
        m_columns.add(tensor, importance.replacedColumns, importance.columns.size());
        note += fmt::format("; {} of {} columns without usable importance", importance.replacedColumns,
                            importance.columns.size());
    }
    return note;
}

void ImportanceNotes::warn(std::vector<std::string>& warnings) const
{
    if (!m_unusable.empty())
        warnings.push_back("the importance of " + listed(m_unusable)
                           + " cannot be used, it is zero or beyond all measure: rounded with equal weights");
    if (!m_experts.tensors.empty())
        warnings.push_back(
            fmt::format("{} experts not covered by the importance matrix in {}: their weights count the same",
                        m_experts.share(), listed(m_experts.tensors)));
    if (!m_columns.tensors.empty())
        warnings.push_back(
            fmt::format("{} columns without usable importance in {}: they weigh as the nearest of the others",
                        m_columns.share(), listed(m_columns.tensors)));
}

} // namespace headroom::quant
