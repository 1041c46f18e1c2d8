// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Families that continue no text from left to right: encoders, diffusion models, heads beside another model, sound.
#include "core/model/architectures/rows.h"

#include <array>

namespace headroom::model::rows {

namespace {

constexpr std::array kEncoders{
    Architecture{.name = "bert", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "dflash", .evaluated = false, .followsItsKeys = false},
    Architecture{.name = "dream", .evaluated = false, .masking = Diffusion},
    Architecture{.name = "eagle3", .evaluated = false, .followsItsKeys = false},
    Architecture{.name = "eurobert", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "gemma-embedding", .evaluated = false, .masking = Bidirectional, .window = {Sliding, 6}},
    Architecture{.name = "gemma4-assistant", .evaluated = false, .followsItsKeys = false},
    Architecture{.name = "jina-bert-v2", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "jina-bert-v3", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "llada", .evaluated = false, .masking = Diffusion},
    Architecture{.name = "llada-moe", .evaluated = false, .masking = Diffusion},
    Architecture{.name = "llama-embed", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "modern-bert", .evaluated = false, .masking = Bidirectional, .window = {Sliding, 3, true}},
    Architecture{.name = "neo-bert", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "nomic-bert", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "nomic-bert-moe", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "rnd1", .evaluated = false, .masking = Diffusion},
    Architecture{.name = "t5encoder", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "wavtokenizer-dec", .evaluated = false, .followsItsKeys = false},
};

} // namespace

std::span<const Architecture> encoders()
{
    return kEncoders;
}

} // namespace headroom::model::rows
