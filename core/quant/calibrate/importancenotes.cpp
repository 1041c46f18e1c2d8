// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/importancenotes.h"

#include "core/base/remarks.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

Remark listed(const std::vector<std::string>& names)
{
    constexpr std::size_t kNamed = 3;
    const std::size_t named = std::min(names.size(), kNamed);
    std::string text = fmt::format("{}", fmt::join(names.begin(), names.begin() + std::ptrdiff_t(named), ", "));
    return names.size() > kNamed ? remark("names_and_more", std::move(text), names.size() - kNamed)
                                 : said(std::move(text));
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

void ImportanceNotes::add(const std::string& tensor, const Importance& importance, Remark& reason)
{
    if (importance.columns.empty()) {
        m_unusable.push_back(tensor);
        append(reason, remark("type.matrix_unusable"));
        return;
    }
    if (importance.unknownMatrices > 0) {
        m_experts.add(tensor, importance.unknownMatrices, importance.matrices);
        append(reason, remark("type.experts_uncovered", importance.unknownMatrices, importance.matrices));
    }
    if (importance.replacedColumns > 0) {
        m_columns.add(tensor, importance.replacedColumns, importance.columns.size());
        append(reason, remark("type.columns_uncovered", importance.replacedColumns, importance.columns.size()));
    }
}

void ImportanceNotes::warn(Remarks& warnings) const
{
    if (!m_unusable.empty())
        warnings.push_back(remark("quantize.importance_unusable", listed(m_unusable)));
    if (const Partial& p = m_experts; !p.tensors.empty())
        warnings.push_back(p.alike ? remark("quantize.experts_uncovered", p.some, p.all, listed(p.tensors))
                                   : remark("quantize.experts_uncovered_up_to", p.some, p.all, listed(p.tensors)));
    if (const Partial& p = m_columns; !p.tensors.empty())
        warnings.push_back(p.alike ? remark("quantize.columns_uncovered", p.some, p.all, listed(p.tensors))
                                   : remark("quantize.columns_uncovered_up_to", p.some, p.all, listed(p.tensors)));
}

} // namespace headroom::quant
