// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A comparison as JSON and back, without loss: numbers that are not finite become null, and null becomes NaN.
#include "core/base/json.h"
#include "core/eval/compare.h"
#include "core/eval/positions.h"

#include <limits>

namespace headroom::eval {

namespace {

template <class T> struct Number {
    const char* key;
    double T::*value;
};

constexpr Number<CandidateResult> kCandidateNumbers[] = {
    {"bits_per_weight", &CandidateResult::bitsPerWeight},
    {"perplexity", &CandidateResult::perplexity},
    {"perplexity_standard_error", &CandidateResult::perplexityStandardError},
    {"mean_kld", &CandidateResult::meanKld},
    {"mean_kld_standard_error", &CandidateResult::meanKldStandardError},
    {"mean_kld_standard_error_iid", &CandidateResult::meanKldStandardErrorIid},
    {"top1_agreement", &CandidateResult::top1Agreement},
    {"rms_delta_p", &CandidateResult::rmsDeltaP},
    {"mean_delta_p", &CandidateResult::meanDeltaP},
    {"delta_ppl", &CandidateResult::deltaPpl},
    {"ppl_ratio", &CandidateResult::pplRatio},
};
constexpr Number<Quantiles> kQuantileNumbers[] = {
    {"kld_p50", &Quantiles::p50}, {"kld_p90", &Quantiles::p90},   {"kld_p95", &Quantiles::p95},
    {"kld_p99", &Quantiles::p99}, {"kld_p999", &Quantiles::p999}, {"kld_max", &Quantiles::max},
    {"kld_min", &Quantiles::min},
};
constexpr Number<CompareResult> kResultNumbers[] = {
    {"baseline_bits_per_weight", &CompareResult::baselineBitsPerWeight},
    {"baseline_perplexity", &CompareResult::baselinePerplexity},
    {"baseline_standard_error", &CompareResult::baselineStandardError},
    {"noise_floor_mean_kld", &CompareResult::noiseFloorMeanKld},
};

/// Reads members of one object and remembers the first that is missing or of another type.
class Reader {
public:
    Reader(const Json& json, std::string where) : m_json(json), m_where(std::move(where))
    {
        if (!json.is_object())
            m_status = fail(ErrorCode::Corrupt, m_where, "not an object");
    }

    void read(const char* key, double& out)
    {
        if (const Json* value = find(key, &isNumber))
            out = value->is_null() ? std::numeric_limits<double>::quiet_NaN() : value->get<double>();
    }
    void read(const char* key, std::string& out)
    {
        if (const Json* value = find(key, [](const Json& j) { return j.is_string(); }))
            out = value->get<std::string>();
    }
    template <class T>
    requires std::is_unsigned_v<T>
    void read(const char* key, T& out)
    {
        const auto fits = [](const Json& j) {
            return j.is_number_unsigned() && j.get<std::uint64_t>() <= std::numeric_limits<T>::max();
        };
        if (const Json* value = find(key, fits))
            out = static_cast<T>(value->get<std::uint64_t>());
    }
    void readPair(const char* key, double& low, double& high)
    {
        const auto pair
            = [](const Json& j) { return j.is_array() && j.size() == 2 && isNumber(j[0]) && isNumber(j[1]); };
        if (const Json* value = find(key, pair)) {
            const auto number = [](const Json& j) {
                return j.is_null() ? std::numeric_limits<double>::quiet_NaN() : j.get<double>();
            };
            low = number((*value)[0]);
            high = number((*value)[1]);
        }
    }
    template <class T, std::size_t N> void readAll(const Number<T> (&numbers)[N], T& out)
    {
        for (const auto& number : numbers)
            read(number.key, out.*number.value);
    }
    /// Calls each(reader of the element) for the objects of an array.
    template <class Each> void readArray(const char* key, Each each)
    {
        const Json* value = find(key, [](const Json& j) { return j.is_array(); });
        for (std::size_t i = 0; value && i < value->size() && m_status; ++i) {
            Reader element((*value)[i], m_where + "." + key + "[" + std::to_string(i) + "]");
            if (element.m_status)
                each(element);
            m_status = element.m_status;
        }
    }
    void readStrings(const char* key, std::vector<std::string>& out)
    {
        const Json* value = find(key, [](const Json& j) { return j.is_array(); });
        for (std::size_t i = 0; value && i < value->size(); ++i)
            if ((*value)[i].is_string())
                out.push_back((*value)[i].get<std::string>());
    }
    const Status& status() const { return m_status; }

private:
    static bool isNumber(const Json& json) { return json.is_number() || json.is_null(); }
    template <class Accept> const Json* find(const char* key, Accept accept)
    {
        if (!m_status)
            return nullptr;
        const auto it = m_json.find(key);
        if (it != m_json.end() && accept(*it))
            return &*it;
        m_status
            = fail(ErrorCode::Corrupt, m_where + "." + key, it == m_json.end() ? "missing" : "not of the right type");
        return nullptr;
    }

    const Json& m_json;
    std::string m_where;
    Status m_status;
};

void readCurve(Reader& reader, const char* key, std::vector<PositionPoint>& out)
{
    reader.readArray(key, [&](Reader& element) {
        PositionPoint point;
        element.read("from", point.from);
        element.read("to", point.to);
        element.read("n", point.n);
        element.read("mean", point.mean);
        element.read("standard_error", point.standardError);
        out.push_back(point);
    });
}

void readCandidate(Reader& reader, CandidateResult& out)
{
    reader.read("model", out.model);
    reader.read("sha256", out.sha256);
    reader.read("file_bytes", out.fileBytes);
    reader.readAll(kCandidateNumbers, out);
    reader.readAll(kQuantileNumbers, out.kld);
    reader.readPair("top1_ci95", out.top1Low, out.top1High);
    reader.readPair("delta_ppl_ci95", out.deltaPplLow, out.deltaPplHigh);
    readCurve(reader, "kld_by_position", out.kldByPosition);
    readCurve(reader, "top1_by_position", out.top1ByPosition);
}

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

Json candidateJson(const CandidateResult& candidate, double noiseFloor)
{
    Json out = {{"model", candidate.model}, {"sha256", candidate.sha256}, {"file_bytes", candidate.fileBytes}};
    writeAll(kCandidateNumbers, candidate, out);
    writeAll(kQuantileNumbers, candidate.kld, out);
    out["top1_ci95"] = {candidate.top1Low, candidate.top1High};
    out["delta_ppl_ci95"] = {candidate.deltaPplLow, candidate.deltaPplHigh};
    out["noise_floor_mean_kld"] = noiseFloor;
    out["kld_by_position"] = toJson(candidate.kldByPosition);
    out["top1_by_position"] = toJson(candidate.top1ByPosition);
    return out;
}

} // namespace

Json toJson(const CompareResult& result)
{
    Json out = {{"baseline", result.baseline},
                {"baseline_sha256", result.baselineSha256},
                {"baseline_file_bytes", result.baselineFileBytes},
                {"context", result.context},
                {"candidate_kv_type", result.candidateKvType},
                {"precision", result.precision},
                {"windows", result.windows},
                {"tokens_scored", result.tokensScored},
                {"text_sha256", result.textSha256},
                {"workspace_bytes", result.workspaceBytes},
                {"noise_floor_windows", result.noiseFloorWindows}};
    writeAll(kResultNumbers, result, out);
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
    if (result.bos)
        addConditions(out, result.textSha256, *result.bos);
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
    out.candidateKvType = "f32"; // results from before there were others do not say
    if (json.is_object() && json.contains("candidate_kv_type"))
        reader.read("candidate_kv_type", out.candidateKvType);
    out.precision = infer::precisionName(infer::Precision::Exact); // nor of this
    if (json.is_object() && json.contains("precision"))
        reader.read("precision", out.precision);
    if (json.is_object() && json.contains("workspace_bytes"))
        reader.read("workspace_bytes", out.workspaceBytes);
    if (json.is_object() && json.contains("noise_floor_windows"))
        reader.read("noise_floor_windows", out.noiseFloorWindows);
    reader.readAll(kResultNumbers, out);
    reader.readArray("candidates", [&](Reader& element) { readCandidate(element, out.candidates.emplace_back()); });
    if (json.is_object() && json.contains("pairs"))
        reader.readArray("pairs", [&](Reader& element) { readPair(element, out); });
    reader.readStrings("warnings", out.warnings);
    if (json.is_object() && json.contains("begins_with_bos"))
        out.bos = json.value("bos_token", Json()).is_number_integer() ? json.at("bos_token").get<model::Token>() : -1;
    HEADROOM_TRY(reader.status());
    return out;
}

} // namespace headroom::eval
