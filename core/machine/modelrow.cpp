// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/modelrow.h"

#include "core/base/pythonjson.h"
#include "core/machine/cataloguedata.h"
#include "core/model/hf/bare.h"
#include "core/model/hf/configured.h"
#include "core/model/hf/heads.h"
#include "core/model/shapereader.h"

#include <map>

namespace headroom::machine {

namespace {

constexpr std::string_view kBegin = "{\"id\":\"", kMiddle = "\",\"config\":";

/// Lines are written by a program: they are cut where they say, and read as JSON when one is asked for.
std::map<std::string_view, std::string_view> linesById()
{
    std::map<std::string_view, std::string_view> all;
    for (std::string_view text = modelsJsonl(); !text.empty();) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const std::size_t end = line.find(kMiddle);
        if (!line.starts_with(kBegin) || end == std::string_view::npos)
            continue;
        const std::string_view config = line.substr(end + kMiddle.size());
        all[line.substr(kBegin.size(), end - kBegin.size())] = config.substr(0, config.rfind('}'));
    }
    return all;
}

Result<Json> configJson(std::string_view id)
{
    return parsePythonJson(configOf(id), "model catalogue, " + std::string(id));
}

} // namespace

std::string_view configOf(std::string_view id)
{
    static const auto all = linesById();
    const auto found = all.find(id);
    return found == all.end() ? std::string_view() : found->second;
}

Result<model::Shape> readModelShape(std::string_view id)
{
    auto config = configJson(id);
    if (!config)
        return tl::unexpected(std::move(config.error()));
    const std::string where(id);
    auto model = model::hf::configured(std::move(*config), where);
    if (!model)
        return tl::unexpected(std::move(model.error()));
    auto shape = model::readShape(model->metadata, where, nullptr, true);
    if (shape)
        shape->tiedOutput = model::hf::isTied(model->config, false);
    return shape;
}

Result<model::Description> describeModel(std::string_view id, tensor::Type type)
{
    auto config = configJson(id);
    return config ? model::hf::describeConfig(std::move(*config), std::string(id), type)
                  : tl::unexpected(std::move(config.error()));
}

} // namespace headroom::machine
