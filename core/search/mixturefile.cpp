// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/mixturefile.h"

#include "core/base/temporaryfile.h"

#include <algorithm>

namespace headroom::search {

namespace {

struct Reference {
    std::string preset; ///< empty: none is small enough
    std::vector<tensor::Type> types;
    std::uint64_t bytes = 0;
};

/// The largest of the built-in presets that is no larger than the mixture.
Reference nearestPreset(const Mixture& mixture)
{
    const auto& model = mixture.source.plan.model;
    std::uint64_t limit = 0;
    for (std::size_t i = 0; i < mixture.types.size(); ++i)
        limit += tensor::packedBytes(mixture.types[i], model.tensors[i].shape.empty() ? 1 : model.tensors[i].shape[0],
                                     model.tensors[i].elements())
                     .value_or(0);
    Reference best;
    for (const quant::Preset& preset : quant::presets()) {
        quant::AssignOptions options;
        options.importance = mixture.source.imatrix.has_value();
        const auto assignments = quant::assign(model, preset, options);
        const std::uint64_t bytes = quant::totalBytes(assignments);
        const auto unfit = [&](const quant::Assignment& a) {
            return !a.problem.empty() || (a.needsImportance && !options.importance);
        };
        if (preset.copies || bytes > limit || bytes <= best.bytes || std::ranges::any_of(assignments, unfit))
            continue;
        best = {preset.name, {}, bytes};
        for (const auto& assignment : assignments)
            best.types.push_back(assignment.to);
    }
    return best;
}

} // namespace

Result<std::uint64_t> outputBytes(const quant::Preset& preset, const SearchOptions& options)
{
    quant::QuantizeOptions run;
    run.source = options.model;
    run.ownPreset = preset;
    run.imatrix = options.imatrix;
    run.allowRequantize = options.allowRequantize;
    return quant::planQuantize(run).map([](const quant::QuantizePlan& plan) { return plan.outputBytes; });
}

Result<SearchMeasurement> measureMixture(const Mixture& mixture, ThreadPool& pool, JobControl& control)
{
    const auto file = TemporaryFile::create("mixture.gguf");
    const auto referenceFile = TemporaryFile::create("reference.gguf");
    for (const auto* made : {&file, &referenceFile})
        if (!*made)
            return tl::unexpected(made->error());
    Quiet quiet(control);
    const auto& source = *mixture.source.file;
    HEADROOM_TRY(writeVariant(source, mixture.types, mixture.importance, file->path(), pool, quiet));
    std::vector<std::filesystem::path> candidates{file->path()};
    const Reference reference = nearestPreset(mixture);
    if (!reference.preset.empty()) {
        HEADROOM_TRY(writeVariant(source, reference.types, mixture.importance, referenceFile->path(), pool, quiet));
        candidates.push_back(referenceFile->path());
    }
    const auto result
        = compare(mixture.options.model, candidates, mixture.options.text, mixture.options.evaluation, control);
    if (!result)
        return tl::unexpected(result.error());
    SearchMeasurement measured{result->candidates.front(), reference.preset,    {}, {},
                               result->noiseFloorMeanKld,  result->conditions()};
    measured.conditions.modelSha256 = result->baselineSha256;
    if (candidates.size() > 1) {
        const eval::PairDifference& pair = result->pairs.front();
        measured.reference = result->candidates.back();
        measured.difference = eval::PairDifference{1, 0, -pair.meanKld, -pair.high, -pair.low};
    }
    return measured;
}

} // namespace headroom::search
