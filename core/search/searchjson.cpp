// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/search/search.h"

#include <algorithm>

namespace headroom::search {

namespace {

constexpr std::size_t kFrontPoints = 256; ///< enough to draw

Json figures(const eval::CandidateResult& candidate)
{
    const eval::Measurement& kld = *candidate.find("mean_kld");
    const auto change = candidate.find("delta_ppl")->interval;
    return {{"file_bytes", candidate.fileBytes},
            {"mean_kld", kld.value},
            {"mean_kld_standard_error", kld.standardError},
            {"top1_agreement", candidate.value("top1_agreement")},
            {"delta_ppl", candidate.value("delta_ppl")},
            {"delta_ppl_ci95", change ? Json{change->low, change->high} : Json{Json(), Json()}}};
}

Json measurementJson(const SearchMeasurement& measured)
{
    Json json = figures(measured.mixture);
    json["noise_floor_mean_kld"] = measured.noiseFloorMeanKld;
    eval::addConditions(json, measured.conditions);
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

Json frontJson(std::span<const search::ParetoFront::Point> front)
{
    Json points = Json::array();
    const std::size_t n = std::min(front.size(), kFrontPoints);
    for (std::size_t i = 0; i < n; ++i) {
        const auto& point = front[n > 1 ? i * (front.size() - 1) / (n - 1) : 0];
        points.push_back({{"tensor_bytes", point.bytes}, {"damage", point.damage}});
    }
    return points;
}

Json choicesJson(const search::Slot& slot)
{
    Json json = Json::array();
    for (const search::Choice& choice : slot.choices)
        json.push_back(
            {{"type", tensor::format(choice.type).name}, {"bytes", choice.bytes}, {"damage", choice.damage}});
    return json;
}

Json tensorsJson(const SearchResult& result)
{
    Json json = Json::array();
    for (std::size_t i = 0; i < result.tensors.size(); ++i) {
        const SearchTensor& row = result.tensors[i];
        json.push_back({{"name", row.name},
                        {"from", tensor::format(row.from).name},
                        {"type", tensor::format(row.to).name},
                        {"bytes", row.bytes},
                        {"damage", row.damage},
                        {"fixed", row.fixed},
                        {"choices", i < result.choices.size() ? choicesJson(result.choices[i]) : Json::array()}});
    }
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

Result<search::Choice> choiceFrom(const Json& json, const std::string& where)
{
    const auto at = [&](const char* key) { return json.is_object() ? json.find(key) : json.end(); };
    if (!json.is_object() || at("type") == json.end() || !at("type")->is_string())
        return fail(ErrorCode::Corrupt, where + ", choices, type", "is missing");
    const auto* format = tensor::findFormat(at("type")->get_ref<const std::string&>());
    if (format == nullptr)
        return fail(ErrorCode::Corrupt, where + ", choices, type", "is unknown");
    if (at("bytes") == json.end() || !at("bytes")->is_number_unsigned())
        return fail(ErrorCode::Corrupt, where + ", choices, bytes", "is missing");
    if (at("damage") == json.end() || !at("damage")->is_number())
        return fail(ErrorCode::Corrupt, where + ", choices, damage", "is missing");
    return search::Choice{format->type, at("bytes")->get<std::uint64_t>(), at("damage")->get<double>()};
}

Result<search::Slot> slotFrom(const Json& json)
{
    const auto name = json.is_object() ? json.find("name") : json.end();
    if (!json.is_object() || name == json.end() || !name->is_string())
        return fail(ErrorCode::Corrupt, "search result, tensors", "has an entry without a name");
    search::Slot slot{name->get<std::string>(), {}};
    const std::string where = "search result, tensor \"" + slot.name + "\"";
    const auto choices = json.find("choices");
    if (choices == json.end() || !choices->is_array())
        return fail(ErrorCode::Corrupt, where + ", choices", "are missing: search again");
    for (const Json& entry : *choices) {
        const auto choice = choiceFrom(entry, where);
        if (!choice)
            return tl::unexpected(choice.error());
        slot.choices.push_back(*choice);
    }
    return slot;
}

} // namespace

Result<std::vector<search::Slot>> choicesFromJson(const Json& result)
{
    const auto tensors = result.is_object() ? result.find("tensors") : result.end();
    if (!result.is_object() || tensors == result.end() || !tensors->is_array() || tensors->empty())
        return fail(ErrorCode::Corrupt, "search result, tensors", "are missing");
    std::vector<search::Slot> slots;
    for (const Json& entry : *tensors) {
        auto slot = slotFrom(entry);
        if (!slot)
            return tl::unexpected(std::move(slot.error()));
        slots.push_back(std::move(*slot));
    }
    return slots;
}

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
            {"tensors", tensorsJson(result)},
            {"groups", std::move(groups)},
            {"front", frontJson(result.front)},
            {"upgrades", upgradesJson(result.upgrades)},
            {"measured", result.measured ? measurementJson(*result.measured) : Json()},
            {"warnings", result.warnings},
            {"remarks", toJson(result.warnings)}};
}

} // namespace headroom::search
