// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Classes of the transformers library whose layers look back a window of tokens, and which layers these are. Of some
// of them llama.cpp's graph has no windows: the length stands in GGUF all the same, layers under a key of our own, and
// a folder is evaluated with them (infer/settings.cpp); remarks.h says what that means.
#include "core/model/architecture.h"
#include "core/model/hf/classdefaults.h"
#include "core/model/hf/config.h"
#include "core/model/shapereader.h"

#include <algorithm>
#include <array>

namespace headroom::model::hf {

namespace {

/// Layers with a window, where layer_types does not say it.
enum class Windowed : std::uint8_t {
    All, ///< whatever layer_types says
    Periodic, ///< all but every n-th, sliding_window_pattern; unsaid: as the architecture does
    Upper, ///< from max_window_layers on
    EvenBelow, ///< every other one below max_window_layers
    Unrotated, ///< those without rotation
    FirstOfFour, ///< all but the first of every four
    Listed, ///< all
    OnlyListed, ///< none
};

struct ClassWindows {
    std::string_view modelTypes;
    Windowed layers = Windowed::All;
};
constexpr std::array kClasses{
    ClassWindows{"mistral mixtral ministral3 phi3 starcoder2 qwen3_moe", Windowed::All},
    ClassWindows{"gemma2 gemma3_text olmo3 cohere2 exaone4 exaone_moe gpt_oss afmoe vaultgemma mimo_v2_flash",
                 Windowed::Periodic},
    ClassWindows{"cwm", Windowed::FirstOfFour},
    ClassWindows{"ministral", Windowed::Listed},
    ClassWindows{"laguna", Windowed::OnlyListed},
    ClassWindows{"qwen2 qwen3", Windowed::Upper},
    ClassWindows{"qwen2_moe", Windowed::EvenBelow},
    ClassWindows{"smollm3", Windowed::Unrotated},
};

const ClassWindows* windowsOf(const Json& whole)
{
    const ClassDefaults* own = classOf(whole);
    const auto found = std::ranges::find_if(kClasses, [&](const ClassWindows& row) {
        return own && lists(row.modelTypes, own->modelTypes.substr(0, own->modelTypes.find(' ')));
    });
    return found == kClasses.end() ? nullptr : &*found;
}

std::optional<std::size_t> wholeAt(const Json& config, const char* name)
{
    const auto found = config.find(name);
    return found != config.end() && found->is_number_unsigned() ? std::optional(found->get<std::size_t>())
                                                                : std::nullopt;
}

/// Empty: as the architecture does.
std::vector<bool> unsaid(const Json& config, Windowed layers, std::size_t count)
{
    const std::size_t bound = wholeAt(config, "max_window_layers").value_or(28); // which all classes with it have
    const auto said = wholeAt(config, "sliding_window_pattern");
    const std::size_t period = said ? *said
                                    : wholeAt(config, "_sliding_window_pattern")
                                          .value_or(wholeAt(config, "global_attn_every_n_layers").value_or(0));
    std::vector<bool> windowed(count);
    for (std::size_t i = 0; i < count; ++i)
        windowed[i] = layers == Windowed::All || layers == Windowed::Listed
            || (layers == Windowed::FirstOfFour && i % 4 != 0) || (layers == Windowed::Upper && i >= bound)
            || (layers == Windowed::EvenBelow && i % 2 == 0 && i < bound)
            || (layers == Windowed::Unrotated && (i + 1) % 4 == 0)
            || (layers == Windowed::Periodic && period > 0 && (i + 1) % period != 0);
    return layers == Windowed::Periodic && period == 0 ? std::vector<bool>{} : windowed;
}

std::vector<bool> windowedLayers(const Json& config, Windowed layers, std::size_t count)
{
    const Json types = config.contains("layer_types") ? config["layer_types"]
                                                      : config.value("hybrid_layer_pattern", Json()); // 1: a window
    if (layers == Windowed::All || !types.is_array() || types.size() < count)
        return unsaid(config, layers, count);
    std::vector<bool> windowed;
    for (std::size_t i = 0; i < count; ++i)
        windowed.push_back(types[i] == "sliding_attention" || types[i] == 1);
    return windowed;
}

/// Whether that is what the architecture does without a word.
bool isHabit(const Metadata& metadata, const std::vector<bool>& windowed)
{
    const auto shape = readShape(metadata, "config.json", nullptr);
    for (std::uint32_t i = 0; shape && i < windowed.size(); ++i)
        if ((shape->layer(i).window > 0) != windowed[i])
            return false;
    return true;
}

Array flags(const std::vector<bool>& windowed)
{
    Array out{7, {}};
    for (const bool one : windowed)
        out.items.push_back({one});
    return out;
}

} // namespace

bool hasWindows(const Json& whole, const Json& config)
{
    return windowsOf(whole) && config.value("use_sliding_window", Json(true)) != false
        && !config.value("sliding_window", Json()).is_null();
}

Status addWindows(const Json& whole, const Json& config, const std::string& prefix, Metadata& metadata)
{
    const ClassWindows* row = windowsOf(whole);
    const std::string length = prefix + "attention.sliding_window";
    const Architecture& family = architectureOf(prefix.substr(0, prefix.size() - 1));
    const bool known = row && family.window.kind == WindowKind::Sliding; // to llama.cpp: silence is the usual
    if (!row || !hasWindows(whole, config)) {
        if (known)
            metadata.set(length, {std::uint32_t{0}});
        return {};
    }
    if (metadata.unsignedInteger(length) == 0U)
        return fail(ErrorCode::Corrupt, "config.json, \"sliding_window\"", "is 0: leave it out, or null, for none");
    const auto windowed
        = windowedLayers(config, row->layers, metadata.unsignedInteger(prefix + "block_count").value_or(0));
    const bool some = std::ranges::find(windowed, true) != windowed.end();
    const bool usual = known ? isHabit(metadata, windowed) : std::ranges::find(windowed, false) == windowed.end();
    if (!some && !known)
        metadata.erase(length);
    else if (!usual)
        metadata.set(prefix + (known ? "attention.sliding_window_pattern" : "attention.sliding_window_layers"),
                     {flags(windowed)});
    return {};
}

} // namespace headroom::model::hf
