// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/engine.h"

#include "core/plan/engines/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::plan {

namespace {

constexpr std::array kEngines{&llamacpp::kEngine};

} // namespace

std::span<const Engine* const> engines()
{
    return kEngines;
}

const Engine& defaultEngine()
{
    return *kEngines.front();
}

const Engine* findEngine(std::string_view id)
{
    const auto found = std::ranges::find(kEngines, id, &Engine::id);
    return found == kEngines.end() ? nullptr : *found;
}

Result<EngineChoice> chooseEngine(std::string_view text)
{
    const std::size_t colon = text.find(':');
    const std::string id(text.substr(0, colon));
    const Engine* engine = findEngine(id);
    if (!engine)
        return fail(ErrorCode::InvalidArgument, "engine " + id, "is none of " + engineNames());
    if (colon == std::string_view::npos)
        return EngineChoice{engine, {}};
    const std::string version(text.substr(colon + 1));
    if (std::ranges::find(engine->versions, version, &EngineVersion::id) == engine->versions.end()) {
        std::string known;
        for (const EngineVersion& one : engine->versions)
            known += (known.empty() ? "" : ", ") + std::string(one.id);
        return fail(ErrorCode::InvalidArgument, fmt::format("engine {}, version {}", id, version),
                    "is none of those it was checked against: " + known);
    }
    return EngineChoice{engine, version};
}

const KvType* findKvType(const Engine& engine, std::string_view name)
{
    const auto found = std::ranges::find(engine.kvTypes, name, &KvType::name);
    return found == engine.kvTypes.end() ? nullptr : &*found;
}

double cellsOf(const Engine& engine, double tokens)
{
    return std::ceil(tokens / engine.cache.step) * engine.cache.step;
}

std::string kvTypeNames(const Engine& engine)
{
    std::string names;
    for (const KvType& type : engine.kvTypes)
        names += (names.empty() ? "" : ", ") + std::string(type.name);
    return names;
}

std::string engineNames()
{
    std::string names;
    for (const Engine* engine : kEngines)
        names += (names.empty() ? "" : ", ") + std::string(engine->id);
    return names;
}

} // namespace headroom::plan
