// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a key of another type than it should have is no key that is absent. Taken for one, it would give figures of
// something that the file does not say. Rules say what each key that is read may be; what reads them afterwards need
// not ask again.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/result.h"

#include <span>
#include <string>
#include <string_view>

namespace headroom::model {

struct FieldRule {
    enum May : unsigned { // bits
        Text = 1,
        Flag = 2,
        Whole = 4, ///< a number without a fraction, also written as 4.0
        Number = 8,
        Object = 16,
        List = 32,
        Null = 64,
        Missing = 128,
        Optional = Null | Missing,
    };
    std::string_view key;
    unsigned may = 0;
};

/// Errors: Corrupt, whose place is `where` and the key.
Status checkFields(const Json& object, std::span<const FieldRule> rules, const std::string& where);
/// One value; where names it.
Status checkField(const Json& value, unsigned may, const std::string& where);

} // namespace headroom::model
