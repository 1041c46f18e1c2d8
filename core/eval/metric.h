// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the one table of what a comparison measures. A row says what a figure is called, in which unit, which direction
// is better, how its interval comes about, between what a limit makes sense, and how it is made of a sample. Results as
// JSON, the command line's tables, the window, budgets and a project's rows go through the table or ask it by id: to
// add a metric is one row.
#pragma once

#include "core/eval/sample.h"

#include <limits>
#include <string>
#include <string_view>

namespace headroom::eval {

struct Measurement { ///< of the candidate that holds it
    std::string metric; ///< id of a row
    std::string slice; ///< id of a row of slices()
    double value = std::numeric_limits<double>::quiet_NaN();
    double standardError = std::numeric_limits<double>::quiet_NaN();
    std::optional<ConfidenceInterval> interval = {}; ///< 95 %; absent: nothing is known of it
    std::size_t n = 0; ///< values that it was made of
    std::size_t clusters = 0; ///< windows that they come from
};

enum class Better { Less, More };
enum class Nature {
    File, ///< of the file; the text has no part in it
    Level, ///< the candidate's own
    Distance, ///< from the baseline
    Change, ///< from the baseline, for better or worse
};
/// Of an interval of 95 %: how it comes about. All but the first two respect that tokens of a window are not
/// independent.
enum class Method {
    None, ///< it has none, and cannot be judged
    Exact, ///< there is no doubt
    Mean, ///< mean ± t · clustered standard error
    RootMean, ///< square root of that
    LogRatio, ///< that of the mean of a logarithm, raised
    Proportion, ///< clusteredProportion95()
};
std::string_view
methodName(Method method); ///< "none", "exact", "mean_t", "root_mean_t", "log_mean_t", "wilson_effective_n"

struct Metric {
    std::string_view id; ///< also the key in JSON
    std::string_view name; ///< for people
    std::string_view unit; ///< "fraction" for a share; empty for a plain number
    Better better;
    Nature nature;
    Method method;
    double least, most; ///< that a limit may be; of a distance or change, one end is what the baseline itself has
    std::optional<double> limit; ///< in the budget that is used where none was made
    bool inTables; ///< it has a column wherever candidates stand in a table
    Measurement (*measure)(const Sample& sample);

    bool isOfTokens() const { return nature != Nature::File; }
    bool isAgainstBaseline() const { return nature == Nature::Distance || nature == Nature::Change; }
    /// What a baseline has against itself; of no other nature.
    double ofBaseline() const { return better == Better::Less ? least : most; }
    bool mayBeJudged() const { return method != Method::None; }
};
std::span<const Metric> metrics();
const Metric* findMetric(std::string_view id); ///< null where there is none

/// A part of a window's scored tokens, as shares of them.
struct Slice {
    std::string_view id;
    std::string_view name;
    double from, to;
};
inline constexpr std::string_view kAll = "all";
std::span<const Slice> slices(); ///< kAll comes first
const Slice* findSlice(std::string_view id);

/// Every metric in every slice that it has.
std::vector<Measurement> measureAll(const Sample& sample);

} // namespace headroom::eval
