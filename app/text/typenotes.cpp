// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why a tensor has the type it has, beyond the commonest reasons (notes.cpp).
#include "app/text/notes.h"

#include <QtGlobal>

#include <array>

namespace headroom::app::text {

namespace {
constexpr std::array kTypes{
    QT_TRANSLATE_NOOP("Words", "The embedding table keeps more bits"),
    QT_TRANSLATE_NOOP("Words", "Fewer bits for queries and keys, which suffer least"),
    QT_TRANSLATE_NOOP("Words", "The output head keeps eight bits"),
    QT_TRANSLATE_NOOP("Words", "Falcon's output head keeps eight bits"),
    QT_TRANSLATE_NOOP("Words", "The output head's rows do not divide: eight bits"),
    QT_TRANSLATE_NOOP("Words", "The weights of all experts in one tensor"),
    QT_TRANSLATE_NOOP("Words", "No experts: eight bits"),
    QT_TRANSLATE_NOOP("Words", "Beside eight experts attention keys are small: four bits"),
    QT_TRANSLATE_NOOP("Words", "Without importance matrix ffn_down needs more bits"),
    QT_TRANSLATE_NOOP("Words", "With importance weights the first ffn_down layers need an offset"),
    QT_TRANSLATE_NOOP("Words", "Fewer bits in the middle layers"),
    QT_TRANSLATE_NOOP("Words", "Small and sensitive: stays as it is"),
    QT_TRANSLATE_NOOP("Words", "Small mixing weights: stay as they are"),
    QT_TRANSLATE_NOOP("Words", "Part of another modality: stays as it is"),
    QT_TRANSLATE_NOOP("Words", "Norms stay as they are"),
    QT_TRANSLATE_NOOP("Words", "The router stays as it is"),
    QT_TRANSLATE_NOOP("Words", "The routing table stays as it is"),
    QT_TRANSLATE_NOOP("Words", "Small convolution: stays as it is"),
    QT_TRANSLATE_NOOP("Words", "Relative positions stay as they are"),
    QT_TRANSLATE_NOOP("Words", "Position embeddings stay as they are"),
    QT_TRANSLATE_NOOP("Words", "Token type embeddings stay as they are"),
    QT_TRANSLATE_NOOP("Words", "Copied"),
    QT_TRANSLATE_NOOP("Words", "The output head stays as it is, as wished"),
    QT_TRANSLATE_NOOP("Words", "The type wished for embedding tables"),
    QT_TRANSLATE_NOOP("Words", "The type wished for the output head"),
    QT_TRANSLATE_NOOP("Words", "A layer's projection"),
    QT_TRANSLATE_NOOP("Words", "A layer's projection, errors compensated"),
    QT_TRANSLATE_NOOP("Words", "A layer's projection, channels scaled"),
    QT_TRANSLATE_NOOP("Words", "Rounded to nearest: %1"),
    QT_TRANSLATE_NOOP("Words", "the calibration holds no Hessian of its input"),
    QT_TRANSLATE_NOOP("Words", "the calibration is of another shape"),
    QT_TRANSLATE_NOOP("Words", "Nothing before it is known that its scales could be divided out of"),
    QT_TRANSLATE_NOOP("Words", "No matrix"),
    QT_TRANSLATE_NOOP("Words", "Not part of the text model's layers"),
    QT_TRANSLATE_NOOP("Words", "Gives the logits"),
    QT_TRANSLATE_NOOP("Words", "A table that is looked up"),
    QT_TRANSLATE_NOOP("Words", "Engines do not quantize it"),
    QT_TRANSLATE_NOOP("Words", "%1 outputs are no multiple of %2"),
    QT_TRANSLATE_NOOP("Words", "%1 inputs are no multiple of %2"),
};
} // namespace

std::span<const char* const> typeNotes()
{
    return kTypes;
}

} // namespace headroom::app::text
