// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What presets are for, in a line each.
#include "app/text/notes.h"

#include <QtGlobal>

#include <array>

namespace headroom::app::text {

namespace {
constexpr std::array kPresets{
    QT_TRANSLATE_NOOP("Words", "32 bits: as computed with, twice the size of what is published"),
    QT_TRANSLATE_NOOP("Words", "16 bits: what most models are published in"),
    QT_TRANSLATE_NOOP("Words", "16 bits: practically the original"),
    QT_TRANSLATE_NOOP("Words", "8.5 bits: practically the original"),
    QT_TRANSLATE_NOOP("Words", "Experts in 4.25 bits, the rest in 8.5: for mixtures of experts"),
    QT_TRANSLATE_NOOP("Words", "6.6 bits: hardly distinguishable from the original"),
    QT_TRANSLATE_NOOP("Words", "6.0 bits: older format, Q5_K_M is better and smaller"),
    QT_TRANSLATE_NOOP("Words", "5.7 bits: very small loss"),
    QT_TRANSLATE_NOOP("Words", "5.6 bits: small loss"),
    QT_TRANSLATE_NOOP("Words", "5.6 bits: older format, Q5_K_S is better at the same size"),
    QT_TRANSLATE_NOOP("Words", "5.1 bits: older format, Q4_K_M is better and smaller"),
    QT_TRANSLATE_NOOP("Words", "4.9 bits: the usual choice, small loss"),
    QT_TRANSLATE_NOOP("Words", "4.7 bits: uneven levels, for widths that K-quants do not divide"),
    QT_TRANSLATE_NOOP("Words", "4.7 bits: slightly smaller than Q4_K_M, slightly more loss"),
    QT_TRANSLATE_NOOP("Words", "4.6 bits: older format, fast on simple hardware, more loss than Q4_K_S"),
    QT_TRANSLATE_NOOP("Words", "4.5 bits: as good as Q4_K_S and smaller, better with importance matrix"),
    QT_TRANSLATE_NOOP("Words", "4.3 bits: noticeable loss"),
    QT_TRANSLATE_NOOP("Words", "4.0 bits: noticeable loss"),
    QT_TRANSLATE_NOOP("Words", "3.8 bits: noticeable loss, better than Q3_K_M for its size"),
    QT_TRANSLATE_NOOP("Words", "3.7 bits: large loss"),
    QT_TRANSLATE_NOOP("Words", "3.6 bits: large loss"),
    QT_TRANSLATE_NOOP("Words", "3.5 bits: large loss; importance matrix needed"),
    QT_TRANSLATE_NOOP("Words", "3.4 bits: large loss; importance matrix needed"),
    QT_TRANSLATE_NOOP("Words", "3.2 bits: very large loss, for models that fit no other way"),
    QT_TRANSLATE_NOOP("Words", "3.0 bits: very large loss; importance matrix needed"),
    QT_TRANSLATE_NOOP("Words", "2.9 bits: very large loss; importance matrix needed"),
    QT_TRANSLATE_NOOP("Words", "2.7 bits: very large loss; importance matrix needed"),
    QT_TRANSLATE_NOOP("Words", "2.6 bits: for models trained with ternary weights"),
    QT_TRANSLATE_NOOP("Words", "2.6 bits: very large loss; importance matrix needed"),
    QT_TRANSLATE_NOOP("Words", "2.5 bits: for models trained with ternary weights"),
    QT_TRANSLATE_NOOP("Words", "2.4 bits: very large loss; importance matrix needed"),
    QT_TRANSLATE_NOOP("Words", "2.2 bits: for models trained with ternary weights"),
    QT_TRANSLATE_NOOP("Words", "2.1 bits: hardly usable; importance matrix needed"),
    QT_TRANSLATE_NOOP("Words", "2.0 bits: hardly usable; importance matrix needed"),
    QT_TRANSLATE_NOOP("Words", "1.5 bits: for models trained with one-bit weights"),
    QT_TRANSLATE_NOOP("Words", "Every tensor as it is: a new header and manifest"),
    QT_TRANSLATE_NOOP("Words", "made from %1"),
    QT_TRANSLATE_NOOP("Words", "found for %1"),
    QT_TRANSLATE_NOOP("Words", "compressed-tensors, 4-bit integers in groups of 128"),
    QT_TRANSLATE_NOOP("Words", "compressed-tensors, 4-bit integers with a zero point, in groups of 128"),
    QT_TRANSLATE_NOOP("Words", "compressed-tensors, 8-bit integers in groups of 128"),
    QT_TRANSLATE_NOOP("Words", "compressed-tensors, 8-bit integers per channel, activations per token"),
    QT_TRANSLATE_NOOP("Words", "compressed-tensors, FP8 (E4M3) per channel, activations per token"),
    QT_TRANSLATE_NOOP("Words", "compressed-tensors, FP8 (E4M3) in blocks of 128 x 128, activations in groups"),
    QT_TRANSLATE_NOOP("Words", "compressed-tensors, four-bit floats in groups of 16, scales in FP8"),
    QT_TRANSLATE_NOOP("Words", "compressed-tensors, four-bit floats in groups of 32, scales powers of two"),
    QT_TRANSLATE_NOOP("Words", "GPTQ checkpoint, 4-bit integers in groups of 128"),
    QT_TRANSLATE_NOOP("Words", "the same in version 2 of the checkpoint"),
    QT_TRANSLATE_NOOP("Words", "GPTQ checkpoint, 3-bit integers in groups of 128"),
    QT_TRANSLATE_NOOP("Words", "GPTQ checkpoint, 8-bit integers in groups of 128"),
    QT_TRANSLATE_NOOP("Words", "AWQ checkpoint (GEMM), 4-bit integers with a zero point, in groups of 128"),
    QT_TRANSLATE_NOOP("Words", "bitsandbytes, NF4 in blocks of 64 with double quantization"),
};
} // namespace

std::span<const char* const> presetNotes()
{
    return kPresets;
}

} // namespace headroom::app::text
