// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a sequence leaves behind in each kind of layer, as the engine allocates it: every token's keys and values;
// those of a window; one latent vector per token; a state that never grows.
#pragma once

#include "core/plan/plan.h"

namespace headroom::plan {

/// One cache of some layers, in all of them.
struct CacheBytes {
    model::LayerCache cache; ///< of one layer
    double perToken = 0; ///< for each cell
    double fixed = 0; ///< of one sequence

    double bytes(const Engine& engine, double sequenceCells, double batch) const
    {
        return (perToken > 0 ? perToken * engine.cache.cells(cache, sequenceCells, batch) : 0) + fixed;
    }
    /// Of what is kept, read for one token with so many before it; a state is written back too.
    double traffic(double tokens) const;
};

/// Layers that are alike.
struct CacheKind {
    model::LayerShape layer;
    std::vector<CacheBytes> caches = {};
    double layers = 0; ///< parts of layers count as parts
    double attentionWidth = 0; ///< Σ layers heads × (key + value length): twice this is the FLOP per token looked at

    double perToken() const; ///< bytes of all that grows
    double fixed() const; ///< bytes of one sequence that do not
    /// Tokens that one token looks at, with so many before it.
    double reach(double tokens) const;
    double bytes(const Engine& engine, double sequenceCells, double batch) const;
};

/// Kinds of the layers that have a share, in order of appearance; shares: one for each layer, none: all are whole.
std::vector<CacheKind> cacheKinds(const Engine& engine, const model::Shape& shape, double bytesPerElement,
                                  std::span<const Share> shares = {});
/// Read and written for one token of so many requests at this context: windows reach no further than themselves, and
/// states are read and written back.
double kvTrafficBytes(const std::vector<CacheKind>& kinds, double context, double requests);
/// Bytes, with the formula and the figures of the kinds that occur. cells: of one sequence.
Term cacheTerm(std::string id, const std::vector<CacheKind>& kinds, const PlanRequest& request, const KvType& type,
               double cells);
/// Bytes that one more token of one sequence takes at this length.
Term perTokenTerm(const std::vector<CacheKind>& kinds, const KvType& type, const PlanRequest& request, double cells);

} // namespace headroom::plan
