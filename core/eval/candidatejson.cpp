// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/candidatejson.h"

#include "core/eval/positions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::eval {

namespace {

constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();

/// Standard errors that stand beside their metric in all versions.
constexpr const char* kWithError[] = {"perplexity", "mean_kld"};

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

void readMeasurement(Reader& reader, std::vector<Measurement>& all)
{
    Measurement out;
    double low = kNotKnown, high = kNotKnown;
    reader.read("metric", out.metric);
    reader.read("slice", out.slice);
    reader.read("value", out.value);
    reader.read("standard_error", out.standardError);
    reader.read("low", low);
    reader.read("high", high);
    reader.read("n", out.n);
    reader.read("clusters", out.clusters);
    const double hair = 1e-9 * std::abs(out.value); // of rounding
    if (std::isnan(low) != std::isnan(high) || low > out.value + hair || high < out.value - hair)
        reader.refuse("low", "and high are no interval of the value");
    if (std::ranges::any_of(
            all, [&](const Measurement& each) { return each.metric == out.metric && each.slice == out.slice; }))
        reader.refuse("metric", fmt::format("is there twice: {}, {}", out.metric, out.slice));
    if (!std::isnan(low))
        out.interval = ConfidenceInterval{low, high};
    all.push_back(std::move(out));
}

/// What stands beside the measurements says the same.
void checkFlat(Reader& reader, const CandidateResult& candidate)
{
    for (const Metric& metric : metrics()) {
        if (!metric.isOfTokens() || !reader.has(metric.id.data()))
            continue;
        double flat = kNotKnown;
        reader.read(metric.id.data(), flat);
        const double value = candidate.value(metric.id);
        if (flat != value && !(std::isnan(flat) && std::isnan(value)))
            reader.refuse(std::string(metric.id), "is not what the measurements say");
    }
}

void addInterval(CandidateResult& out, std::string_view metric, double low, double high)
{
    for (Measurement& each : out.measurements)
        if (each.metric == metric && std::isfinite(low) && std::isfinite(high))
            each.interval = ConfidenceInterval{low, high};
}

/// Of a version without measurements: intervals are only those that were recorded and respect windows.
void readFlat(Reader& reader, const CompareResult& result, CandidateResult& out)
{
    const auto add = [&](std::string_view id, double value) -> Measurement& {
        return out.measurements.emplace_back(
            Measurement{std::string(id), std::string(kAll), value, kNotKnown, {}, result.tokensScored, result.windows});
    };
    for (const Metric& metric : metrics())
        if (double value = kNotKnown; metric.isOfTokens() && reader.has(metric.id.data())) {
            reader.read(metric.id.data(), value);
            add(metric.id, value);
        }
    for (const char* id : kWithError)
        for (Measurement& each : out.measurements)
            if (each.metric == id)
                reader.read((each.metric + "_standard_error").c_str(), each.standardError);
    double low = kNotKnown, high = kNotKnown;
    reader.readPair("delta_ppl_ci95", low, high);
    addInterval(out, "delta_ppl", low, high);
    const double percent = 100 / result.baselinePerplexity;
    if (!out.find("delta_ppl_percent"))
        add("delta_ppl_percent", out.value("delta_ppl") * percent);
    addInterval(out, "delta_ppl_percent", low * percent, high * percent);
    if (const Measurement* kld = out.find("mean_kld"); kld && result.windows > 1) {
        const double half = studentT95(result.windows - 1) * kld->standardError;
        addInterval(out, "mean_kld", kld->value - half, kld->value + half);
    }
    for (const auto& [id, value] :
         {std::pair("file_bytes", double(out.fileBytes)), {"bits_per_weight", out.bitsPerWeight}})
        out.measurements.push_back({id, std::string(kAll), value, kNotKnown, ConfidenceInterval{value, value}, 1, 1});
}

Json oneMeasured(const Measurement& measured)
{
    const Metric* metric = findMetric(measured.metric);
    Json out = {{"metric", measured.metric}, {"slice", measured.slice}};
    const auto number = [&](const char* key, double value) {
        if (metric && metric->unit == "B" && value >= 0)
            out[key] = std::uint64_t(value);
        else
            out[key] = std::isfinite(value) ? Json(value) : Json();
    };
    number("value", measured.value);
    number("low", measured.interval ? measured.interval->low : kNotKnown);
    number("high", measured.interval ? measured.interval->high : kNotKnown);
    number("standard_error", measured.standardError);
    out["n"] = measured.n;
    out["clusters"] = measured.clusters;
    if (metric) {
        out["unit"] = metric->unit;
        out["interval"] = methodName(metric->method);
    }
    return out;
}

} // namespace

void readCandidate(Reader& reader, const CompareResult& result, CandidateResult& out)
{
    reader.read("model", out.model);
    reader.read("sha256", out.sha256);
    reader.read("file_bytes", out.fileBytes);
    reader.read("bits_per_weight", out.bitsPerWeight);
    reader.read("mean_kld_standard_error_iid", out.independent.meanKldStandardError);
    reader.readPair("top1_ci95", out.independent.top1.low, out.independent.top1.high);
    if (reader.has("measurements")) {
        readMeasurements(reader, "measurements", out.measurements);
        checkFlat(reader, out);
    } else {
        readFlat(reader, result, out);
    }
    readCurve(reader, "kld_by_position", out.kldByPosition);
    readCurve(reader, "top1_by_position", out.top1ByPosition);
    if (reader.has("other_tokens"))
        reader.readRemarks("other_tokens", "other_tokens_remarks", out.otherTokens);
}

void readMeasurements(Reader& reader, const char* key, std::vector<Measurement>& out)
{
    reader.readArray(key, [&](Reader& element) { readMeasurement(element, out); });
}

Json toJson(const std::vector<Measurement>& measurements)
{
    Json out = Json::array();
    for (const Measurement& measured : measurements)
        out.push_back(oneMeasured(measured));
    return out;
}

Json candidateJson(const CandidateResult& candidate, double noiseFloor)
{
    Json out = {{"model", candidate.model},
                {"sha256", candidate.sha256},
                {"file_bytes", candidate.fileBytes},
                {"bits_per_weight", candidate.bitsPerWeight}};
    for (const Metric& metric : metrics())
        if (metric.isOfTokens())
            out[std::string(metric.id)] = candidate.value(metric.id);
    for (const char* id : kWithError) {
        const Measurement* measured = candidate.find(id);
        out[std::string(id) + "_standard_error"] = measured ? measured->standardError : kNotKnown;
    }
    out["mean_kld_standard_error_iid"] = candidate.independent.meanKldStandardError;
    out["top1_ci95"] = {candidate.independent.top1.low, candidate.independent.top1.high};
    const Measurement* change = candidate.find("delta_ppl");
    const auto range = change && change->interval ? *change->interval : ConfidenceInterval{kNotKnown, kNotKnown};
    out["delta_ppl_ci95"] = {range.low, range.high};
    out["noise_floor_mean_kld"] = noiseFloor;
    out["kld_by_position"] = toJson(candidate.kldByPosition);
    out["top1_by_position"] = toJson(candidate.top1ByPosition);
    out["measurements"] = toJson(candidate.measurements);
    out["other_tokens"] = candidate.otherTokens;
    out["other_tokens_remarks"] = toJson(candidate.otherTokens);
    return out;
}

} // namespace headroom::eval
