// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the class in config.json says what stands on top of a text model: a head that continues a text, one that scores
// it, or none. The rest of a folder looks the same.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/model/modelfile.h"

#include <span>
#include <string>
#include <string_view>

namespace headroom::model::hf {

enum class Head { Unsaid, Continues, Scores, None };
/// Of the classes that config.json lists; one that continues a text wins.
Head headOf(const Json& whole);
/// Key after "<architecture>.": the class that scores, where it is another than "…ForSequenceClassification", which is
/// what a file that scores is taken for.
inline constexpr std::string_view kScoringClass = "scoring_class";
/// That class; empty: none scores, or it is the usual one.
std::string scoringClass(const Json& whole);
/// Whether the head is the embedding table. absent: where neither the file nor its class says.
bool isTied(const Json& whole, bool absent);
/// Nothing continues a text: the class has no head, there is none, and the embedding table is not said to be one.
bool lacksHead(const Json& whole, std::span<const TensorInfo> tensors);

} // namespace headroom::model::hf
