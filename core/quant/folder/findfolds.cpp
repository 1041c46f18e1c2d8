// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Where channel scales go in a folder: the places that are known by our names, found again among the stored tensors.
#include "core/model/hf/match.h"
#include "core/quant/folder/channelfolds.h"
#include "core/quant/round/folding.h"

#include <algorithm>
#include <array>

namespace headroom::quant {

namespace {

namespace hf = model::hf;

/// They move rows, or heads; columns stay the inputs.
constexpr std::array kRowTransforms{&hf::kCopy,       &hf::kQueryHeads,   &hf::kKeyHeads,   &hf::kNeoxQkv,
                                    &hf::kGroupedQkv, &hf::kGroupedQuery, &hf::kGroupedKey, &hf::kGroupedValue,
                                    &hf::kUpperHalf,  &hf::kLowerHalf};

struct Stored {
    std::size_t tensor = 0;
    const hf::Transform* transform = nullptr;
    std::vector<std::string> ours; ///< all that the stored tensor is cut into
    bool unique = true;
};

std::map<std::string, Stored> storedTensors(const FolderSource& source)
{
    std::map<std::string, Stored> all;
    for (std::size_t i = 0; i < source.tensors.size(); ++i) {
        if (!tensor::isFloat(source.tensors[i].rows.type))
            continue;
        const auto matches = hf::matchStored(*source.family, source.tensors[i].name);
        std::vector<std::string> ours;
        for (const hf::Match& match : matches)
            ours.push_back(hf::fill(match.rule->ours, match.layer, 0) + match.suffix);
        for (std::size_t m = 0; m < matches.size(); ++m) {
            const auto [place, added] = all.try_emplace(ours[m], Stored{i, matches[m].rule->transform, ours, true});
            place->second.unique = place->second.unique && added;
        }
    }
    return all;
}

} // namespace

class ChannelFolds::Finder {
public:
    Finder(const FolderSource& source, const FolderScheme& scheme, const CalibrationFile& calibration)
        : m_source(source), m_scheme(scheme), m_calibration(calibration), m_stored(storedTensors(source))
    {
    }

    /// Nothing where a tensor of it is missing, stored in a way that scales do not pass, or not quantized at all.
    std::optional<ChannelFolds::Fold> find(const quant::Fold& wanted) const
    {
        ChannelFolds::Fold fold;
        fold.input = wanted.consumers.front();
        for (const std::string& name : wanted.consumers)
            if (!addConsumer(wanted, name, fold))
                return std::nullopt;
        for (const std::string& name : wanted.producers)
            if (!addProducer(name, fold))
                return std::nullopt;
        const bool complete = !fold.rounded.empty() && !fold.producers.empty();
        return complete ? std::optional(std::move(fold)) : std::nullopt;
    }

private:
    const Stored* stored(const std::string& name) const
    {
        const auto found = m_stored.find(name);
        return found == m_stored.end() || !found->second.unique ? nullptr : &found->second;
    }

    bool addConsumer(const quant::Fold& wanted, const std::string& name, ChannelFolds::Fold& fold) const
    {
        const Stored* place = stored(name);
        if (!place || std::ranges::find(kRowTransforms, place->transform) == kRowTransforms.end())
            return false;
        for (const std::string& part : place->ours)
            if (std::ranges::find(wanted.consumers, part) == wanted.consumers.end())
                return false;
        const hf::Outgoing& tensor = m_source.tensors[place->tensor];
        const std::uint64_t columns = tensor.rows.columns();
        if (tensor.rows.shape.size() != 2 || m_calibration.slices(name) != 1 || !m_calibration.means(name, 0, columns))
            return false;
        if (std::ranges::find(fold.consumers, place->tensor) != fold.consumers.end())
            return true;
        fold.consumers.push_back(place->tensor);
        const MatrixShape shape{tensor.rows.count(), columns};
        if (roleOf(*m_source.family, tensor).linear && obstacle(m_scheme, shape).empty())
            fold.rounded.push_back(place->tensor);
        return columns == m_source.tensors[fold.consumers.front()].rows.columns();
    }

    /// As many elements, or rows, as there are channels, each where our layout has it.
    bool addProducer(const std::string& name, ChannelFolds::Fold& fold) const
    {
        const Stored* place = stored(name);
        if (!place || place->ours.size() != 1)
            return false;
        const hf::Rows& rows = m_source.tensors[place->tensor].rows;
        const bool vector = rows.shape.size() == 1, plusOne = place->transform == &hf::kPlusOne && vector;
        if ((place->transform != &hf::kCopy && !plusOne) || rows.shape.size() > 2)
            return false;
        const std::uint64_t channels = m_source.tensors[fold.consumers.front()].rows.columns();
        fold.producers.push_back({place->tensor, plusOne ? 1.0 : 0.0});
        return (vector ? rows.columns() : rows.count()) == channels;
    }

    const FolderSource& m_source;
    const FolderScheme& m_scheme;
    const CalibrationFile& m_calibration;
    std::map<std::string, Stored> m_stored;
};

Result<std::unique_ptr<ChannelFolds>> ChannelFolds::open(const FolderSource& source, const FolderScheme& scheme,
                                                         const MethodOptions& options)
{
    auto calibration = CalibrationFile::open(options.calibration);
    if (!calibration)
        return tl::unexpected(std::move(calibration.error()));
    MethodOptions method = options;
    method.clip = options.clip && scheme.code == CodeKind::Integer; // only their scales are searched
    std::unique_ptr<ChannelFolds> folds(new ChannelFolds(std::move(method), std::move(*calibration)));
    const Finder finder(source, scheme, folds->m_calibration);
    for (const quant::Fold& wanted : findFolds(*source.file))
        if (auto fold = finder.find(wanted))
            folds->m_folds.push_back(std::move(*fold));
    if (options.row().scales != MethodRow::Scales::Computed || folds->m_folds.empty())
        return folds;
    const Fold& first = folds->m_folds.front();
    const auto means
        = folds->m_calibration.means(first.input, 0, source.tensors[first.consumers.front()].rows.columns());
    if (!means)
        return tl::unexpected(means.error());
    if (means->largest.empty())
        return fail(ErrorCode::InvalidArgument, options.calibration.string(),
                    "does not say how large activations get: only files of headroom-cli calibrate do");
    return folds;
}

} // namespace headroom::quant
