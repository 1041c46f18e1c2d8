// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: whatever the engine says beside its figures (warnings, notes, reasons, stages) is a row of one catalogue
// (remarks.h) with arguments. The command line and files print the row's English; the window says it in the user's
// language, with numbers as they are written there.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/remarkrow.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace headroom {

struct Remark;
using Remarks = std::vector<Remark>;
/// A text, a count, a measure, or remarks that follow one another.
using RemarkArgument = std::variant<std::string, std::int64_t, double, Remarks>;

struct Remark { ///< made by remark() of remarks.h
    const RemarkRow* row = nullptr; ///< null: there is nothing to say
    std::vector<RemarkArgument> arguments = {};

    bool empty() const { return row == nullptr; }
    std::string_view code() const { return row ? row->code : std::string_view(); }
    bool operator==(const Remark& other) const;
};

/// The sentence with its arguments; empty where there is nothing to say.
std::string english(const Remark& remark);
std::vector<std::string> english(const Remarks& remarks);

/// A text of whose code nothing is known: of a file, or of an earlier version. It is shown as it is.
Remark said(std::string text);
/// Of the catalogue where a row without arguments has just these words; else said() so.
Remark remarkOfWords(std::string text);
/// One after the other, with "; " between them.
void append(Remark& remark, Remark more);

/// Null where there is no such row.
const RemarkRow* findRemark(std::string_view code);

/// {"code", "arguments"}; null for nothing.
Json toJson(const Remark& remark);
Json toJson(const Remarks& remarks);
/// The inverse. What is none, is of a later version or has other arguments is said in the words given with it, and
/// where there are none by its code.
Remark remarkFromJson(const Json& json, const std::string& words);
/// Of a list of remarks beside a list of their English, "remarks" and "warnings"; either may be missing.
Remarks remarksFromJson(const Json& object, const char* wordsKey, const char* remarksKey);

/// In JSON that people and scripts read, a remark is its English.
void to_json(Json& json, const Remark& remark);

} // namespace headroom
