// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model with some of its tensors in other types, in a file that lives as long as the measurement.
#pragma once

#include "core/base/control.h"
#include "core/base/parallel.h"
#include "core/model/modelfile.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace headroom::search {

/// Silent, but stops when it is to stop.
class Quiet final : public JobControl {
public:
    explicit Quiet(JobControl& control) : m_control(control) { }
    Status checkpoint() override { return m_control.checkpoint(); }

private:
    JobControl& m_control;
};

/// E[x²] of a tensor's columns by its name; empty where nothing is known.
using ImportanceOf = std::function<std::vector<float>(std::string_view tensor)>;

/// types: one per tensor of the file, in its order. The metadata stays, but for the numbers of split files.
Status writeVariant(const model::ModelFile& file, std::span<const tensor::Type> types, const ImportanceOf& importance,
                    const std::filesystem::path& path, ThreadPool& pool, JobControl& control);

} // namespace headroom::search
