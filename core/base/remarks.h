// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the one catalogue of what the engine says, and how a remark is made of a row: remark("machine.not_opened", 2).
// That there is such a row, and that it takes as many arguments, is checked when it is compiled. A new remark is a row
// here and the place that makes it; what it is in other languages stands in translations/, context "Remarks".
#pragma once

#include "core/base/remark.h"
#include "core/base/remarks/calibrating.h"
#include "core/base/remarks/evaluating.h"
#include "core/base/remarks/general.h"
#include "core/base/remarks/machine.h"
#include "core/base/remarks/models.h"
#include "core/base/remarks/presets.h"
#include "core/base/remarks/quantizing.h"
#include "core/base/remarks/rounding.h"
#include "core/base/remarks/stages.h"
#include "core/base/remarks/types.h"

#include <concepts>
#include <span>
#include <type_traits>
#include <utility>

namespace headroom {

/// Of each subject.
inline constexpr std::array kRemarks{
    std::span<const RemarkRow>(remarks::kGeneral),     std::span<const RemarkRow>(remarks::kStages),
    std::span<const RemarkRow>(remarks::kMachine),     std::span<const RemarkRow>(remarks::kModels),
    std::span<const RemarkRow>(remarks::kPresets),     std::span<const RemarkRow>(remarks::kTypes),
    std::span<const RemarkRow>(remarks::kRounding),    std::span<const RemarkRow>(remarks::kQuantizing),
    std::span<const RemarkRow>(remarks::kCalibrating), std::span<const RemarkRow>(remarks::kEvaluating),
};

/// Arguments that an English sentence of the catalogue takes.
constexpr std::size_t placeholdersOf(std::string_view english)
{
    std::size_t count = 0;
    for (const char c : english)
        count += c == '{' ? 1 : 0;
    return count;
}

namespace remarks {

constexpr const RemarkRow* find(std::string_view code)
{
    for (const auto& rows : kRemarks)
        for (const RemarkRow& row : rows)
            if (row.code == code)
                return &row;
    return nullptr;
}

void noSuchRemark(); ///< called by nothing that compiles
void otherNumberOfArguments();

/// A row that takes this many arguments.
template <std::size_t Arguments> struct Sentence {
    const RemarkRow* row;

    consteval Sentence(const char* code)
        : row(find(code)) // NOLINT(google-explicit-constructor): as fmt's format_string
    {
        if (!row)
            noSuchRemark();
        else if (placeholdersOf(row->english) != Arguments)
            otherNumberOfArguments();
    }
};

template <class T> RemarkArgument argument(T&& value)
{
    using Plain = std::remove_cvref_t<T>;
    if constexpr (std::is_same_v<Plain, Remark>)
        return Remarks{std::forward<T>(value)};
    else if constexpr (std::is_same_v<Plain, Remarks>)
        return std::forward<T>(value);
    else if constexpr (std::integral<Plain>)
        return static_cast<std::int64_t>(value);
    else if constexpr (std::floating_point<Plain>)
        return static_cast<double>(value);
    else
        return std::string(std::forward<T>(value));
}

} // namespace remarks

using Wording = remarks::Sentence<0>; ///< of a table's row

inline Remark remark(Wording sentence)
{
    return {sentence.row};
}

template <class... T> Remark remark(std::type_identity_t<remarks::Sentence<sizeof...(T)>> sentence, T&&... arguments)
{
    return {sentence.row, {remarks::argument(std::forward<T>(arguments))...}};
}

} // namespace headroom
