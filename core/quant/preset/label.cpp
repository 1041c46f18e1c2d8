// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// general.file_type has a bit of 1024 where it was guessed (llama.h, LLAMA_FTYPE_GUESSED).
#include "core/quant/preset/label.h"

#include "core/base/remarks.h"
#include "core/quant/preset/preset.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace headroom::quant {

namespace {

constexpr std::uint64_t kGuessed = 1024;
/// Mixtures of one name differ by some percent between programs; names that are one type off differ by more.
constexpr double kTolerance = 1.0 / 7;

const Preset* presetOfType(std::uint64_t fileType)
{
    const auto all = presets();
    const auto row = std::ranges::find_if(
        all, [&](const Preset& preset) { return !preset.copies && preset.fileType == (fileType & ~kGuessed); });
    return row == all.end() ? nullptr : &*row;
}

bool isWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// The last of the name's words that is a preset: "Model-UD-Q4_K_XL" has none, as XL is part of the word.
const Preset* presetIn(const std::string& stem)
{
    const Preset* found = nullptr;
    for (std::size_t begin = 0; begin < stem.size();) {
        std::size_t end = begin;
        while (end < stem.size() && isWord(stem[end]))
            ++end;
        if (const Preset* preset = findPreset(stem.substr(begin, end - begin)); preset && !preset->copies)
            found = preset;
        begin = end + 1;
    }
    return found;
}

} // namespace

std::vector<Label> labelsOf(const model::ModelFile& file, const model::Description& model)
{
    std::vector<Label> labels;
    const std::uint64_t weights = model.parameters();
    if (file.version() == 0 || weights == 0 || !model.unsized.empty())
        return labels;
    const auto add = [&](const char* place, const Preset* preset) {
        if (preset)
            labels.push_back({place, preset->name, 8.0 * double(totalBytes(assign(model, *preset))) / double(weights)});
    };
    if (const auto fileType = file.metadata().unsignedInteger("general.file_type"))
        add("general.file_type", presetOfType(*fileType));
    add("the file's name", presetIn(file.path().stem().string()));
    return labels;
}

std::vector<Remark> mislabelled(const model::ModelFile& file, const model::Description& model)
{
    std::vector<Remark> remarks;
    const double bits = model.bitsPerWeight();
    for (const Label& label : labelsOf(file, model))
        if (std::abs(bits - label.bitsPerWeight) > kTolerance * label.bitsPerWeight)
            remarks.push_back(remark("model.mislabelled", label.place, label.preset, label.bitsPerWeight, bits));
    return remarks;
}

} // namespace headroom::quant
