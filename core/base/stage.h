// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a stage of a job is a row of the catalogue of remarks, "quantize" the row "stage.quantize": one without its
// words does not compile.
#pragma once

#include "core/base/remarks/stages.h"

namespace headroom {

class Stage {
public:
    constexpr Stage() = default; ///< none
    consteval Stage(const char* id) // NOLINT(google-explicit-constructor): as fmt's format_string
        : m_row(find(id))
    {
        if (!m_row)
            noSuchStage();
    }
    /// As it came from a file or another process; none where there is no such stage.
    static constexpr Stage of(std::string_view id)
    {
        Stage stage;
        stage.m_row = find(id);
        return stage;
    }

    constexpr std::string_view id() const { return m_row ? m_row->code.substr(kPrefix.size()) : std::string_view(); }
    constexpr std::string_view english() const { return m_row ? m_row->english : std::string_view(); }
    constexpr const RemarkRow* row() const { return m_row; } ///< null: none
    bool operator==(const Stage&) const = default;

private:
    static constexpr std::string_view kPrefix = "stage.";
    static void noSuchStage(); ///< called by nothing that compiles
    static constexpr const RemarkRow* find(std::string_view id)
    {
        for (const RemarkRow& row : remarks::kStages)
            if (row.code.starts_with(kPrefix) && row.code.substr(kPrefix.size()) == id)
                return &row;
        return nullptr;
    }

    const RemarkRow* m_row = nullptr;
};

} // namespace headroom
