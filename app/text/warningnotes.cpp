// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What plans and evaluations warn of, as the engine writes it. The first that matches is taken: the narrower ones stand
// before the wider.
#include "app/text/notes.h"

#include <QtGlobal>

#include <array>

namespace headroom::app::text {

namespace {

constexpr std::array kWarnings{
    QT_TRANSLATE_NOOP("Words", "The type wished for embedding tables comes first"),
    QT_TRANSLATE_NOOP("Words", "The type wished for the output head comes first"),
    QT_TRANSLATE_NOOP("Words", "%1 comes first"),
    QT_TRANSLATE_NOOP("Words", "The preset copies every tensor"),
    QT_TRANSLATE_NOOP("Words", "The override %1 matches no tensor"),
    QT_TRANSLATE_NOOP("Words", "The override %1 has no effect: %2"),
    QT_TRANSLATE_NOOP("Words", "The override %1 changes nothing: what it matches has that type anyway"),
    QT_TRANSLATE_NOOP("Words", "The overrides of the preset have no effect: one type for all tensors is wished"),
    QT_TRANSLATE_NOOP("Words", "%1 of %2 overrides of the preset match no tensor: %3"),
    QT_TRANSLATE_NOOP("Words", "One type for all tensors has no effect: every tensor has the same type without"),
    QT_TRANSLATE_NOOP("Words",
                      "Leaving the output head as it is has no effect: every tensor has the same type without"),
    QT_TRANSLATE_NOOP("Words",
                      "The type wished for the output head has no effect: every tensor has the same type without"),
    QT_TRANSLATE_NOOP("Words",
                      "The type wished for embedding tables has no effect: every tensor has the same type without"),
    QT_TRANSLATE_NOOP("Words",
                      "%1 of %2 tensors have another type than the preset's because their rows do not divide: %3 bits "
                      "per weight, %4 for the whole model"),
    QT_TRANSLATE_NOOP("Words", "The importance matrix has no effect: the preset rounds no tensor"),
    QT_TRANSLATE_NOOP("Words", "Its importance cannot be used"),
    QT_TRANSLATE_NOOP(
        "Words", "The importance of %1 cannot be used, it is zero or beyond all measure: rounded with equal weights"),
    QT_TRANSLATE_NOOP(
        "Words", "Up to %1 of %2 experts not covered by the importance matrix in %3: their weights count the same"),
    QT_TRANSLATE_NOOP("Words",
                      "%1 of %2 experts not covered by the importance matrix in %3: their weights count the same"),
    QT_TRANSLATE_NOOP("Words", "%1 of %2 experts not covered"),
    QT_TRANSLATE_NOOP(
        "Words", "Up to %1 of %2 columns without usable importance in %3: they weigh as the nearest of the others"),
    QT_TRANSLATE_NOOP("Words",
                      "%1 of %2 columns without usable importance in %3: they weigh as the nearest of the others"),
    QT_TRANSLATE_NOOP("Words", "%1 of %2 columns without usable importance"),
    QT_TRANSLATE_NOOP("Words", "%1: context %2 is beyond the %3 tokens the model was trained for"),
    QT_TRANSLATE_NOOP("Words", "%1 of the text's %2 tokens became <unk>: the vocabulary has none for their characters"),
    QT_TRANSLATE_NOOP(
        "Words",
        "%1: its vocabulary begins a text with BOS (add_bos_token), the baseline's does not: measured without"),
    QT_TRANSLATE_NOOP(
        "Words",
        "%1: its vocabulary begins a text without BOS (add_bos_token), the baseline's with it: measured with it"),
    QT_TRANSLATE_NOOP("Words", "%1: its BOS is token %2, the baseline's %3: measured with the baseline's"),
    QT_TRANSLATE_NOOP(
        "Words", "%1: its tokenizer cuts this text into other tokens, from token %2 on: measured on the baseline's"),
    QT_TRANSLATE_NOOP("Words", "%1: %2 is \"%3\", the baseline's \"%4\""),
    QT_TRANSLATE_NOOP("Words", "%1: %2 differ from the baseline's"),
};

} // namespace

std::span<const char* const> warningNotes()
{
    return kWarnings;
}

} // namespace headroom::app::text
