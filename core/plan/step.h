// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how long one step takes follows from what it computes and where the model lies, whoever asks: the ceilings of a
// plan, or a simulation that composes another batch for each step. Pure arithmetic; seconds, bytes, FLOP.
#pragma once

#include "core/plan/parts.h"

namespace headroom::plan {

/// What one step computes.
struct Batch {
    /// Sequences that get their next token.
    struct Decoding {
        double sequences = 1;
        double context = 0; ///< tokens that each looks back at
    };
    /// Tokens of a prompt, computed at once and spread evenly over the positions [from, to): a whole prompt's average,
    /// or a piece of one. from = to: each looks at `to` tokens, as an encoder's do.
    struct Prefilling {
        double tokens = 0;
        double from = 0, to = 0;
    };
    std::vector<Decoding> decoding;
    std::vector<Prefilling> prefilling;

    double tokens() const;
};

/// A device's part of a stage.
struct Work {
    const Device* device = nullptr;
    double tokens = 0; ///< of the step
    double weightBytes = 0; ///< read; of experts those that the tokens reach
    double kvBytes = 0; ///< caches of decoding sequences; prompts read theirs once for many tokens, which is left out
    double flops = 0;
    double attentionFlops = 0; ///< of them: on the cache, not on weights
    double rowFlops = 0; ///< of one more token in every matrix that is read, where products are of matrices; else 0
    double layers = 0; ///< that are computed, in part or whole
};
enum class Limiter { Memory, Compute, Link };
struct Spent {
    double seconds = 0;
    Limiter by = Limiter::Memory;
};
/// The longer of reading and computing.
Spent roofline(const Work& work);

/// Devices of a stage work at the same time; stages follow one another.
struct StageTime {
    std::vector<Work> works;
    std::vector<Spent> spent; ///< of each
    double seconds = 0; ///< of the slowest
};

/// Lasts no longer than the situation, whose devices it names.
struct StepTime {
    double memory = 0, compute = 0, link = 0; ///< seconds, by what bounds them
    double transfers = 0; ///< seconds of link that are not weights: activations
    double weightsRead = 0, kvRead = 0, flops = 0; ///< of all devices
    std::vector<StageTime> stages;
    double seconds() const { return memory + compute + link; }
    /// Seconds of each stage's devices, which work at the same time, and "step_transfers_s".
    std::vector<Term> terms() const;
};

/// Of this batch on the situation's placement and rig.
StepTime stepTime(const Situation& situation, const Batch& batch);

} // namespace headroom::plan
