// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: layers of one model need not be alike. What a layer remembers of earlier tokens decides how much memory a
// sequence takes: keys and values of all of them, of a window, a compressed latent, or a state that never grows.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace headroom::model {

enum class WindowKind : std::uint8_t {
    Whole,
    Sliding, ///< the last so many tokens
    Chunked, ///< those of the same stretch of so many
};

/// One of the memories that a layer keeps of a sequence: a layer may have several, each growing in its own way.
struct LayerCache {
    enum class Holds : std::uint8_t {
        KeysAndValues,
        Latent, ///< keys and values of all heads out of one vector
        Convolution, ///< the last inputs of a convolution
        State, ///< of a recurrence
        Indexer, ///< keys that only choose which positions are attended to
    };
    Holds holds = Holds::KeysAndValues;
    std::uint64_t perToken = 0; ///< elements for each token that is kept, in the cache type one chooses; 0: none
    std::uint64_t fixed = 0; ///< elements however long the sequence, in the engine's type for states
    std::uint32_t window = 0; ///< tokens that are kept; 0: all

    std::string_view holdsName() const; ///< "keys_and_values", "latent", "convolution", "state", "indexer"
    bool operator==(const LayerCache&) const = default;
};

/// Lengths in elements; 0 where the layer has none of it. A layer may have attention and a state side by side.
struct LayerShape {
    std::uint32_t heads = 0; ///< query heads
    std::uint32_t kvHeads = 0; ///< cached heads; 0: no attention
    std::uint32_t keyLength = 0; ///< of one cached head; latent: compressed rank + rotated part, once for all heads
    std::uint32_t valueLength = 0; ///< latent: 0, values are read out of the keys
    std::uint32_t window = 0; ///< tokens it looks back; 0: all
    WindowKind windowKind = WindowKind::Whole; ///< of the window, where there is one
    bool cachesWhole = false; ///< although it has a window: its class in a folder has one, llama.cpp's graph has not
    bool latent = false; ///< multi-head latent attention, DeepSeek-V2 (arXiv 2405.04434)
    bool rotary = true; ///< positions are rotated in; false: NoPE
    bool sharesCache = false; ///< reads the cache of an earlier layer and keeps none
    bool causal = true; ///< false: every token sees all others, at once; nothing is kept for later ones
    bool drafts = false; ///< predicts tokens further ahead: held, but no part of the model proper
    std::uint32_t feedForward = 0; ///< width of the dense part, or of one expert
    std::uint32_t experts = 0; ///< 0: dense
    std::uint64_t convState = 0; ///< per sequence, stored as F32
    std::uint64_t recurrentState = 0; ///< per sequence, stored as F32
    std::uint32_t indexerLength = 0; ///< of one key that chooses what is attended to; 0: everything is
    std::uint32_t passes = 1; ///< a token runs through the layer so many times, each with a cache of its own

    bool attends() const { return kvHeads > 0; }
    bool recurrent() const { return convState + recurrentState > 0; }
    /// What is kept of a sequence: those that grow first. None where the cache is another layer's, or all is seen at
    /// once.
    std::vector<LayerCache> caches() const;
    /// Tokens whose keys and values are kept; 0: all.
    std::uint32_t cachedWindow() const { return cachesWhole ? 0 : window; }
    /// Elements that one more token adds, while nothing is full.
    std::uint64_t cachedPerToken() const;
    /// "attention", "sliding_window", "latent_attention", "encoder", "recurrent", "attention_and_recurrent",
    /// "feed_forward", "drafting".
    std::string_view kind() const;
    bool operator==(const LayerShape&) const = default;
};

} // namespace headroom::model
