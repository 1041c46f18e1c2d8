// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: one candidate of a comparison as JSON. "measurements" has everything; beside it every metric stands by its id,
// as in all versions: {"mean_kld": 0.01, …}. Results of versions without "measurements" are read from there.
#pragma once

#include "core/eval/compare.h"
#include "core/eval/jsonreader.h"

namespace headroom::eval {

Json candidateJson(const CandidateResult& candidate, double noiseFloor);
/// result: all but its candidates is read already.
void readCandidate(Reader& reader, const CompareResult& result, CandidateResult& out);
Json toJson(const std::vector<Measurement>& measurements);
void readMeasurements(Reader& reader, const char* key, std::vector<Measurement>& out);

} // namespace headroom::eval
