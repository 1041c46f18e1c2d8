// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/eval/search.h"

#include <algorithm>

namespace headroom::eval {

namespace {

constexpr std::size_t kFrontPoints = 256; ///< enough to draw

Json figures(const CandidateResult& candidate)
{
    return {{"file_bytes", candidate.fileBytes},
            {"mean_kld", candidate.meanKld},
            {"mean_kld_standard_error", candidate.meanKldStandardError},
            {"top1_agreement", candidate.top1Agreement},
            {"delta_ppl", candidate.deltaPpl},
            {"delta_ppl_ci95", {candidate.deltaPplLow, candidate.deltaPplHigh}}};
}

Json measurementJson(const SearchMeasurement& measured)
{
    Json json = figures(measured.mixture);
    json["noise_floor_mean_kld"] = measured.noiseFloorMeanKld;
    if (measured.reference) {
        json["reference"] = figures(*measured.reference);
        json["reference"]["preset"] = measured.referencePreset;
    }
    if (measured.difference) {
        json["reference_minus_mixture_mean_kld"] = measured.difference->meanKld;
        json["reference_minus_mixture_mean_kld_ci95"] = {measured.difference->low, measured.difference->high};
    }
    return json;
}

Json frontJson(std::span<const quant::ParetoFront::Point> front)
{
    Json points = Json::array();
    const std::size_t n = std::min(front.size(), kFrontPoints);
    for (std::size_t i = 0; i < n; ++i) {
        const auto& point = front[n > 1 ? i * (front.size() - 1) / (n - 1) : 0];
        points.push_back({{"tensor_bytes", point.bytes}, {"damage", point.damage}});
    }
    return points;
}

Json tensorsJson(std::span<const SearchTensor> tensors)
{
    Json json = Json::array();
    for (const auto& row : tensors)
        json.push_back({{"name", row.name},
                        {"from", tensor::format(row.from).name},
                        {"type", tensor::format(row.to).name},
                        {"bytes", row.bytes},
                        {"damage", row.damage},
                        {"fixed", row.fixed}});
    return json;
}

Json upgradesJson(std::span<const Upgrade> upgrades)
{
    Json json = Json::array();
    for (const auto& row : upgrades)
        json.push_back({{"tensor", row.tensor},
                        {"from", tensor::format(row.from).name},
                        {"to", tensor::format(row.to).name},
                        {"more_bytes", row.moreBytes},
                        {"less_damage", row.lessDamage},
                        {"less_damage_per_mib", row.perMib()}});
    return json;
}

} // namespace

Json toJson(const SearchResult& result)
{
    Json groups = Json::array();
    for (const auto& group : result.groups)
        groups.push_back(toJson(group));
    return {{"preset", quant::toJson(result.preset)},
            {"output_bytes", result.outputBytes},
            {"tensor_bytes", result.tensorBytes},
            {"bits_per_weight", result.bitsPerWeight},
            {"damage", result.damage},
            {"damage_unit", result.groups.empty() ? "noise to signal, summed over tensors" : "nat per token"},
            {"probe_type", tensor::format(result.probeType).name},
            {"tensors", tensorsJson(result.tensors)},
            {"groups", std::move(groups)},
            {"front", frontJson(result.front)},
            {"upgrades", upgradesJson(result.upgrades)},
            {"measured", result.measured ? measurementJson(*result.measured) : Json()},
            {"warnings", result.warnings}};
}

} // namespace headroom::eval
