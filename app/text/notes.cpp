// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Remarks that the engine makes in English, about a machine or about a tensor's type, in the user's language. A remark
// that is not known here is shown as it came.
#include "app/text/notes.h"
#include "app/text/display.h"
#include "app/text/words.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>
#include <vector>

namespace headroom::app::text {

namespace {

struct Note {
    const char* english; ///< "%1" and so on for what changes
    const char* text;
};

constexpr std::array kNotes{
    Note{"no NVIDIA driver: libnvidia-ml.so.1 not found",
         QT_TRANSLATE_NOOP("Words", "No NVIDIA driver: libnvidia-ml.so.1 was not found")},
    Note{"NVIDIA driver found, but no GPU", QT_TRANSLATE_NOOP("Words", "NVIDIA driver found, but no GPU")},
    Note{"NVIDIA driver found, but NVML did not start: error %1",
         QT_TRANSLATE_NOOP("Words", "NVIDIA driver found, but NVML did not start: error %1")},
    Note{"NVIDIA GPU %1 could not be opened", QT_TRANSLATE_NOOP("Words", "NVIDIA GPU %1 could not be opened")},
    Note{"power supply and circuit cannot be detected",
         QT_TRANSLATE_NOOP("Words", "Power supply and circuit cannot be detected")},
    Note{"%1: shares the host's memory", QT_TRANSLATE_NOOP("Words", "%1 shares the host's memory")},
    Note{"%1: its memory is not known, left out", QT_TRANSLATE_NOOP("Words", "%1: its memory is not known, left out")},
    Note{"%1: its memory bandwidth is not known, left out",
         QT_TRANSLATE_NOOP("Words", "%1: its memory bandwidth is not known, left out")},
    Note{"%1: the memory of its card is not told, so its share of the bandwidth is not known, left out",
         QT_TRANSLATE_NOOP(
             "Words", "%1: the memory of its card is not told, so its share of the bandwidth is not known, left out")},
    Note{
        "%1: divided (MIG), and the driver may not tell its slices to this user, left out",
        QT_TRANSLATE_NOOP("Words", "%1: divided (MIG), and the driver may not tell its slices to this user, left out")},
    Note{"%1: divided (MIG), and the driver does not tell its slices (NVML error %2), left out",
         QT_TRANSLATE_NOOP("Words",
                           "%1: divided (MIG), and the driver does not tell its slices (NVML error %2), left out")},
    Note{"NVIDIA driver found, but it does not list its GPUs: error %1",
         QT_TRANSLATE_NOOP("Words", "NVIDIA driver found, but it does not list its GPUs: error %1")},
    Note{"Intel GPU %1 is not in the catalogue, left out",
         QT_TRANSLATE_NOOP("Words", "Intel GPU %1 is not in the catalogue, left out")},
    Note{"Intel GPU %1 may be any of %2: choose it from the catalogue",
         QT_TRANSLATE_NOOP("Words", "Intel GPU %1 may be any of %2: choose it from the catalogue")},
    Note{"%1: divided (MIG), but no slice is set up, left out",
         QT_TRANSLATE_NOOP("Words", "%1: divided (MIG), but no slice is set up, left out")},
    Note{"%1: divided (MIG), a program uses one slice at a time",
         QT_TRANSLATE_NOOP("Words", "%1: divided (MIG), a program uses one slice at a time")},
    Note{"%1: the driver tells no memory, left out",
         QT_TRANSLATE_NOOP("Words", "%1: the driver tells no memory, left out")},
    Note{"%1: the driver cannot tell its memory, left out",
         QT_TRANSLATE_NOOP("Words", "%1: the driver cannot tell its memory, left out")},
    Note{"%1: the driver may not tell its memory to this user, left out",
         QT_TRANSLATE_NOOP("Words", "%1: the driver may not tell its memory to this user, left out")},
    Note{"%1: the driver has lost the card, left out: restart the machine",
         QT_TRANSLATE_NOOP("Words", "%1: the driver has lost the card, left out: restart the machine")},
    Note{"%1: the driver does not tell its memory (NVML error %2), left out",
         QT_TRANSLATE_NOOP("Words", "%1: the driver does not tell its memory (NVML error %2), left out")},
    Note{"%1: made for a display, left out", QT_TRANSLATE_NOOP("Words", "%1: made for a display, left out")},
    Note{"%1: on the CPU's chip, left out beside a card",
         QT_TRANSLATE_NOOP("Words", "%1: on the CPU's chip, left out beside a card")},
    Note{"AMD GPU %1 with %2 GiB is not recognised: choose it from the catalogue",
         QT_TRANSLATE_NOOP("Words", "AMD GPU %1 with %2 GiB is not recognised: choose it from the catalogue")},
    Note{"the topology library could not read this machine: cores and caches are unknown",
         QT_TRANSLATE_NOOP("Words", "Cores and caches could not be read")},
    Note{"the system does not tell the processor's name",
         QT_TRANSLATE_NOOP("Words", "The system does not tell the processor's name")},
    Note{"the system does not tell its memory", QT_TRANSLATE_NOOP("Words", "The system does not tell its memory")},
    Note{"memory is limited by the container", QT_TRANSLATE_NOOP("Words", "Memory is limited by the container")},
    Note{"calibrated at a context of %1 tokens, served at %2: what happens beyond was not seen",
         QT_TRANSLATE_NOOP("Words",
                           "Calibrated at a context of %1 tokens, served at %2: what happens beyond was not seen")},
    Note{"calibrated at a context of %1 tokens, the model is trained for %2: what happens beyond was not seen",
         QT_TRANSLATE_NOOP(
             "Words",
             "Calibrated at a context of %1 tokens, the model is trained for %2: what happens beyond was not seen")},
    Note{"the context of %1 tokens is beyond the %2 the model is trained for",
         QT_TRANSLATE_NOOP("Words", "The context of %1 tokens is beyond the %2 the model is trained for")},
    Note{"the sample is small: %1 tokens, %2 or more are advisable",
         QT_TRANSLATE_NOOP("Words", "The sample is small: %1 tokens, %2 or more are advisable")},
    Note{"up to %1 experts of a layer were never reached",
         QT_TRANSLATE_NOOP("Words", "Experts of a layer that were never reached: up to %1")},
    Note{"%1 expert tensors have an expert that saw fewer than %2 tokens",
         QT_TRANSLATE_NOOP("Words", "Tensors with an expert that saw fewer than %2 tokens: %1")},
    Note{"the preset's type", QT_TRANSLATE_NOOP("Words", "The preset's type")},
    Note{"override %1", QT_TRANSLATE_NOOP("Words", "Set by the override %1")},
    Note{"the output head keeps more bits", QT_TRANSLATE_NOOP("Words", "The output head keeps more bits")},
    Note{"most bits for attention values in the first two layers",
         QT_TRANSLATE_NOOP("Words", "Most bits for attention values in the first two layers")},
    Note{"more bits for the attention output", QT_TRANSLATE_NOOP("Words", "More bits for the attention output")},
    Note{"more bits for ffn_down, which suffers most",
         QT_TRANSLATE_NOOP("Words", "More bits for ffn_down, which suffers most")},
    Note{"more bits for ffn_down in the first sixteenth of the layers",
         QT_TRANSLATE_NOOP("Words", "More bits for ffn_down in the first sixteenth of the layers")},
    Note{"more bits for ffn_down in the first eighth of the layers",
         QT_TRANSLATE_NOOP("Words", "More bits for ffn_down in the first eighth of the layers")},
    Note{"more bits for ffn_down in the first and last eighth and every third layer",
         QT_TRANSLATE_NOOP("Words", "More bits for ffn_down in the first and last eighth and every third layer")},
    Note{"more bits for attention values, which are small and matter",
         QT_TRANSLATE_NOOP("Words", "More bits for attention values, which are small and matter")},
    Note{"more bits for attention values in the first four layers",
         QT_TRANSLATE_NOOP("Words", "More bits for attention values in the first four layers")},
    Note{"more bits for attention values in the first and last eighth and every third layer",
         QT_TRANSLATE_NOOP("Words",
                           "More bits for attention values in the first and last eighth and every third layer")},
    Note{"in the 70B model eight heads share each attention value: five bits cost little",
         QT_TRANSLATE_NOOP("Words", "In the 70B model eight heads share each attention value: five bits cost little")},
    Note{"beside eight experts the attention output is small: it keeps five bits",
         QT_TRANSLATE_NOOP("Words", "Beside eight experts the attention output is small: it keeps five bits")},
    Note{"beside eight experts attention keys and values are small: they keep eight bits",
         QT_TRANSLATE_NOOP("Words", "Beside eight experts attention keys and values are small: they keep eight bits")},
    Note{"one-dimensional: stays as it is", QT_TRANSLATE_NOOP("Words", "One-dimensional: stays as it is")},
    Note{"the preset's %1", QT_TRANSLATE_NOOP("Words", "Set by the preset's override %1")},
    Note{"no weight matrix: stays as it is", QT_TRANSLATE_NOOP("Words", "No weight matrix: stays as it is")},
    Note{"the embedding table is the head too", QT_TRANSLATE_NOOP("Words", "the embedding table is the head too")},
    Note{"no importance is known for %1: rounded with equal weights, as llama-quantize does",
         QT_TRANSLATE_NOOP("Words",
                           "No importance is known for %1: rounded with equal weights, as llama-quantize does")},
    Note{"the importance matrix also holds %1, which the model does not have",
         QT_TRANSLATE_NOOP("Words", "The importance matrix also holds %1, which the model does not have")},
    Note{"no place for channel scales is known in architecture %1: weights are rounded with importance alone",
         QT_TRANSLATE_NOOP(
             "Words",
             "No place for channel scales is known in architecture %1: weights are rounded with importance alone")},
    Note{"%1 of the quantized tensors are rounded without %2: %3, %4",
         QT_TRANSLATE_NOOP("Words", "%1 of the quantized tensors are rounded without %2, %3 for one. %4")},
    Note{"%1 projections stay as they are: %2",
         QT_TRANSLATE_NOOP("Words", "Projections that stay as they are: %1 (%2)")},
    Note{"%1 projections are rounded to nearest: the calibration has no Hessian for them",
         QT_TRANSLATE_NOOP("Words",
                           "Projections rounded to nearest, since the calibration has no Hessian for them: %1")},
    Note{
        "%1 projections are rounded without %2: nothing before them is known that their scales could be divided out of",
        QT_TRANSLATE_NOOP("Words",
                          "Projections rounded without %2, since nothing before them is known that their scales could "
                          "be divided out of: %1")},
    Note{"the importance matrix has no effect: %1 has no scales to choose by it",
         QT_TRANSLATE_NOOP("Words", "The importance matrix has no effect: %1 has no scales to choose by it")},
    Note{"trying more scales has no effect: the preset rounds no tensor",
         QT_TRANSLATE_NOOP("Words", "Trying more scales has no effect: the preset rounds no tensor")},
    Note{"%1 projections are not in the importance matrix",
         QT_TRANSLATE_NOOP("Words", "Projections that are not in the importance matrix: %1")},
    Note{"the source is quantized already (%1): errors add up",
         QT_TRANSLATE_NOOP("Words", "The source is quantized already (%1): errors add up")},
    Note{"rows of %1 are no multiple of %2's %3: %4 instead",
         QT_TRANSLATE_NOOP("Words", "Rows of %1 are no multiple of %2's %3: %4 instead")},
};

/// The engine begins in small letters, a line of the window in capitals.
QRegularExpression patternOf(const char* english)
{
    QString pattern = QRegularExpression::escape(QString::fromUtf8(english));
    pattern.replace(QRegularExpression(QStringLiteral("\\\\%\\d")), QStringLiteral("(.+)"));
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern), QRegularExpression::CaseInsensitiveOption);
}

struct Known {
    QRegularExpression pattern;
    const char* text;
};

const std::vector<Known>& knownNotes()
{
    static const std::vector<Known> all = [] {
        std::vector<Known> known;
        for (const Note& note : kNotes)
            known.push_back({patternOf(note.english), note.text});
        for (const auto& notes : {typeNotes(), presetNotes(), verdictNotes(), warningNotes()})
            for (const char* note : notes)
                known.push_back({patternOf(note), note});
        return known;
    }();
    return all;
}

/// The type of an override that names one tensor alone, "override ^…$=Q8_0"; empty for any other remark.
QString setByName(const QString& given, QLatin1String whose)
{
    const qsizetype end = given.lastIndexOf(QStringLiteral("$="));
    return given.startsWith(whose + QLatin1String("^")) && end > 0 ? given.mid(end + 2) : QString();
}

QString translated(const QString& given)
{
    if (const QString type = setByName(given, QLatin1String("override ")); !type.isEmpty())
        return Words::tr("Set by hand to %1").arg(type);
    if (const QString type = setByName(given, QLatin1String("the preset's ")); !type.isEmpty())
        return Words::tr("Set by the preset to %1").arg(type);
    if (const QString title = method(given); title != given)
        return title;
    for (const Known& known : knownNotes()) {
        const auto match = known.pattern.match(given);
        if (!match.hasMatch())
            continue;
        QString text = Words::tr(known.text);
        for (const QString& part : match.capturedTexts().mid(1))
            text = text.arg(translated(part)); // may be a remark itself
        return text;
    }
    return given;
}

} // namespace

QString note(const std::string& english)
{
    const QString given = QString::fromStdString(english);
    QStringList parts;
    for (const QString& part : given.split(QStringLiteral("; ")))
        parts.append(translated(part));
    const QString joined = parts.join(QStringLiteral("; "));
    return joined == given ? translated(given) : joined; // one remark may hold a semicolon, too
}

} // namespace headroom::app::text
