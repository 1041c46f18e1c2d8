// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A comparison as JSON and back, without loss: numbers that are not finite become null, and null becomes NaN.
#include "core/eval/candidatejson.h"
#include "core/eval/positions.h"
#include "core/eval/sametokens.h"

#include <algorithm>

namespace headroom::eval {

namespace {

constexpr Number<CompareResult> kResultNumbers[] = {
    {"baseline_bits_per_weight", &CompareResult::baselineBitsPerWeight},
    {"baseline_perplexity", &CompareResult::baselinePerplexity},
    {"baseline_standard_error", &CompareResult::baselineStandardError},
    {"noise_floor_mean_kld", &CompareResult::noiseFloorMeanKld},
};

/// Of candidates that the result has.
void readPair(Reader& reader, CompareResult& out)
{
    PairDifference pair;
    reader.read("a", pair.a);
    reader.read("b", pair.b);
    reader.read("mean_kld_difference", pair.meanKld);
    reader.readPair("mean_kld_difference_ci95", pair.low, pair.high);
    if (pair.a < out.candidates.size() && pair.b < out.candidates.size())
        out.pairs.push_back(pair);
}

template <class T, std::size_t N> void writeAll(const Number<T> (&numbers)[N], const T& from, Json& out)
{
    for (const auto& number : numbers)
        out[number.key] = from.*number.value;
}

Measurement noiseOfEarlierVersions(const CompareResult& result)
{
    Measurement out;
    out.metric = "mean_kld";
    out.slice = kAll;
    out.value = result.noiseFloorMeanKld;
    out.clusters = result.noiseFloorWindows;
    return out;
}

/// Those versions told of other tokens among the warnings alone, by the name of the file.
Remarks otherTokensOfEarlierVersions(const CandidateResult& candidate, const Remarks& warnings)
{
    Remarks found;
    const std::string name = std::filesystem::path(candidate.model).filename().string() + ": ";
    for (const std::string& warning : english(warnings))
        if (warning.starts_with(name))
            if (std::string rest = warning.substr(name.size()); isOfTokens(rest))
                found.push_back(said(std::move(rest)));
    return found;
}

} // namespace

Json toJson(const CompareResult& result)
{
    Json out = {{"baseline", result.baseline},
                {"baseline_sha256", result.baselineSha256},
                {"baseline_file_bytes", result.baselineFileBytes},
                {"candidate_kv_type", result.candidateKvType},
                {"precision", result.precision},
                {"workspace_bytes", result.workspaceBytes},
                {"noise_floor_windows", result.noiseFloorWindows}};
    writeAll(kResultNumbers, result, out);
    out["noise_floor"] = toJson(result.noiseFloor);
    out["candidates"] = Json::array();
    for (const auto& candidate : result.candidates)
        out["candidates"].push_back(candidateJson(candidate, result.noiseFloorMeanKld));
    out["pairs"] = Json::array();
    for (const auto& pair : result.pairs)
        out["pairs"].push_back({{"a", pair.a},
                                {"b", pair.b},
                                {"mean_kld_difference", pair.meanKld},
                                {"mean_kld_difference_ci95", {pair.low, pair.high}}});
    out["warnings"] = result.warnings;
    out["remarks"] = toJson(result.warnings);
    addConditions(out, result.conditions());
    return out;
}

Result<CompareResult> compareFromJson(const Json& json)
{
    CompareResult out;
    Reader reader(json, "comparison");
    reader.read("baseline", out.baseline);
    reader.read("baseline_sha256", out.baselineSha256);
    reader.read("baseline_file_bytes", out.baselineFileBytes);
    reader.read("context", out.context);
    reader.read("windows", out.windows);
    reader.read("tokens_scored", out.tokensScored);
    reader.read("text_sha256", out.textSha256);
    out.part = partFromJson(json);
    out.candidateKvType = "f32"; // results from before there were others do not say
    if (reader.has("candidate_kv_type"))
        reader.read("candidate_kv_type", out.candidateKvType);
    out.precision = infer::precisionName(infer::Precision::Exact); // nor of this
    if (reader.has("precision"))
        reader.read("precision", out.precision);
    if (reader.has("workspace_bytes"))
        reader.read("workspace_bytes", out.workspaceBytes);
    if (reader.has("noise_floor_windows"))
        reader.read("noise_floor_windows", out.noiseFloorWindows);
    reader.readAll(kResultNumbers, out);
    if (reader.has("noise_floor"))
        readMeasurements(reader, "noise_floor", out.noiseFloor);
    if (std::ranges::find(out.noiseFloor, "mean_kld", &Measurement::metric) == out.noiseFloor.end())
        out.noiseFloor.push_back(noiseOfEarlierVersions(out));
    reader.readArray("candidates",
                     [&](Reader& element) { readCandidate(element, out, out.candidates.emplace_back()); });
    if (reader.has("pairs"))
        reader.readArray("pairs", [&](Reader& element) { readPair(element, out); });
    reader.readRemarks("warnings", "remarks", out.warnings);
    for (std::size_t i = 0; reader.status() && i < out.candidates.size(); ++i)
        if (!json.at("candidates")[i].contains("other_tokens"))
            out.candidates[i].otherTokens = otherTokensOfEarlierVersions(out.candidates[i], out.warnings);
    if (reader.has("begins_with_bos"))
        out.bos = json.value("bos_token", Json()).is_number_integer() ? json.at("bos_token").get<model::Token>() : -1;
    HEADROOM_TRY(reader.status());
    return out;
}

} // namespace headroom::eval
