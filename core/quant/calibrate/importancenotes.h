// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an importance matrix seldom covers a model as a whole. What of a tensor's entry cannot be used stands in the
// reason for its type, and so in plan and manifest, and the plan warns of all of them together.
#pragma once

#include "core/base/remark.h"
#include "core/quant/calibrate/imatrix.h"

namespace headroom::quant {

/// "a, b, c and 4 more"
Remark listed(const std::vector<std::string>& names);

class ImportanceNotes {
public:
    /// Adds what there is to say to the tensor's reason.
    void add(const std::string& tensor, const Importance& importance, Remark& reason);
    void warn(Remarks& warnings) const;

private:
    struct Partial { ///< tensors of which some parts have none
        std::vector<std::string> tensors;
        std::size_t some = 0, all = 0; ///< of the tensor where it is most
        bool alike = true; ///< of every tensor

        void add(const std::string& tensor, std::size_t someOfIt, std::size_t allOfIt);
    };
    std::vector<std::string> m_unusable;
    Partial m_experts, m_columns;
};

} // namespace headroom::quant
