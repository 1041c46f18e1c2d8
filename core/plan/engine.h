// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: engines differ in what they allocate and where they put it, and the planner must not know one from another. All
// that is an engine's own stands in its row: cache types, rounding, buffers, overheads, placement, every constant with
// its source. To add an engine is to add a file to engines/ and a row to engine.cpp; to add a cache type or a constant
// is a line in that file.
#pragma once

#include "core/base/result.h"
#include "core/base/term.h"
#include "core/model/layershape.h"

#include <span>

namespace headroom::plan {

struct Device;
struct Placement;
struct PlanRequest;
struct Situation;
struct Spent;
struct Weights;
struct Work;

struct KvType {
    std::string_view name; ///< "f16"
    double bytesPerElement; ///< exact for block types: q8_0 = 34/32
    std::uint32_t blockSize;
    bool usual = false; ///< one of the few that a form offers
};

/// A release or a span of builds, and what of it the row was held against.
struct EngineVersion {
    std::string_view id; ///< "v0.5.0"
    std::string_view year; ///< of its builds: what was learned of speeds depends on it
    std::string_view checked; ///< "caches as logged; compute buffers within 8 %"
};

/// A number that only this engine has.
struct EngineConstant {
    std::string_view name; ///< snake case: "runtime"
    double value;
    std::string_view unit; ///< as in TermInput
    std::string_view source;
};

/// How keys, values and states of a sequence lie in memory.
struct CacheRules {
    std::uint32_t step; ///< a sequence has a whole multiple of so many cells, one for each token
    /// Cells of a cache that grows, for a sequence of so many. batch: tokens computed at once.
    double (*cells)(const model::LayerCache& cache, double sequenceCells, double batch);
    double bytesPerState; ///< of one number of a recurrent state
    std::string_view stateType; ///< "F32"
    std::string_view windowRemark; ///< what a layer with a window keeps, in words
    bool blocksNeedFlash; ///< types of blocks need flash attention
};

/// How a step's time comes about.
struct StepRules {
    double bytesPerActivation; ///< of one number that passes from device to device
    double secondsPerSum; ///< a sum among devices takes no less
    double matrixFrom; ///< tokens from which products are of matrices, not of vectors one after the other
    double kernelsPerLayer, secondsPerKernel; ///< started one after the other, however short
    Spent (*device)(const Situation& situation, const Work& work); ///< one device's part of a stage
    std::string_view reach; ///< how much of the ceiling it reaches: "engines reach 60-90 % of it"
};

/// How Engine::loads calls GGUF.
inline constexpr std::string_view kGguf = "gguf";

/// A row. Functions are pure; bytes and tokens are whole numbers in doubles.
struct Engine {
    std::string_view id; ///< "llama.cpp": as it is typed, kept and named
    std::span<const EngineVersion> versions; ///< the first is meant where none is asked for
    std::span<const KvType> kvTypes;
    std::span<const std::string_view> loads; ///< "gguf", and methods of folders by quant::FolderFormat
    std::span<const EngineConstant> constants; ///< all of the row's, for those who list them
    std::uint32_t batch; ///< tokens of a prompt that are computed at once where nobody asks for another number
    CacheRules cache;
    StepRules step;
    /// Bytes that a process takes of a card before a model is there; devices: how many it uses.
    std::vector<TermInput> (*overheads)(const Device& device, std::size_t devices);
    /// Where layers, head and table go. devices: the GPUs; behind them the host where the request leaves a part of the
    /// model there; or the processor alone. Errors: Unsupported, InvalidArgument (what cannot be cut like this).
    Result<Placement> (*place)(const PlanRequest& request, std::span<const Device> devices, const Weights& weights);
    /// Bytes for computing one batch, on a device that has its layers; its id is the caller's.
    Term (*computeBuffer)(const Situation& situation, const Device& device, double cells);
};

std::span<const Engine* const> engines();
const Engine& defaultEngine();
/// Null where there is none of that name.
const Engine* findEngine(std::string_view id);
/// A row and one of its versions; empty: none was asked for.
struct EngineChoice {
    const Engine* engine = nullptr;
    std::string version;
};
/// "llama.cpp" or "llama.cpp:v0.5.0". Errors: InvalidArgument, listing what there is.
Result<EngineChoice> chooseEngine(std::string_view text);
const KvType* findKvType(const Engine& engine, std::string_view name);
/// Cells of one sequence of so many tokens.
double cellsOf(const Engine& engine, double tokens);

/// "f32, f16, …" and "llama.cpp, …", for errors and help.
std::string kvTypeNames(const Engine& engine);
std::string engineNames();

} // namespace headroom::plan
