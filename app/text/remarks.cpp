// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine says, in the user's language: the row of the catalogue is the source of its translations, and its
// placeholders say how a measure is written. In a translation "{}" is the next argument, "{1}" the second.
#include "core/base/remarks.h"
#include "app/text/remarks.h"
#include "core/base/singular.h"

#include "app/text/display.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace headroom::app::text {

namespace {

/// Between the braces of the row's placeholders: "", ":.1f", ":+.2f", ":.3g".
std::vector<std::string_view> specsOf(std::string_view english)
{
    std::vector<std::string_view> specs;
    for (std::size_t at = english.find('{'); at != std::string_view::npos; at = english.find('{', at + 1))
        specs.push_back(english.substr(at + 1, english.find('}', at) - at - 1));
    return specs;
}

QString measure(double value, std::string_view spec)
{
    const std::size_t point = spec.find('.');
    const bool counts = spec.ends_with('g'); // digits that count, not those behind the point
    const int digits = point == std::string_view::npos ? 6 : spec[point + 1] - '0';
    const QString number = counts ? QLocale().toString(value, 'g', digits) : text::number(value, digits);
    return spec.find('+') != std::string_view::npos && value >= 0 ? u'+' + number : number;
}

QString worded(const Remark& remark, bool begins);

/// begins: it is the first of a sentence.
QString shown(const RemarkArgument& argument, std::string_view spec, bool begins)
{
    if (const auto* text = std::get_if<std::string>(&argument))
        return fromUtf8(*text);
    if (const auto* count = std::get_if<std::int64_t>(&argument))
        return integer(double(*count));
    if (const auto* number = std::get_if<double>(&argument))
        return measure(*number, spec);
    QStringList parts;
    for (const Remark& each : std::get<Remarks>(argument))
        parts.append(worded(each, begins && parts.isEmpty()));
    return parts.join(QStringLiteral("; "));
}

QString worded(const Remark& remark, bool begins)
{
    const std::string source(remark.row->english);
    QString pattern = QCoreApplication::translate("Remarks", source.c_str());
    const bool english = pattern == fromUtf8(source);
    if (begins && !pattern.isEmpty())
        pattern[0] = pattern[0].toUpper();
    const auto specs = specsOf(remark.row->english);
    QString text;
    qsizetype next = 0, from = 0;
    for (qsizetype at = pattern.indexOf(u'{'); at >= 0; at = pattern.indexOf(u'{', from)) {
        const qsizetype end = pattern.indexOf(u'}', at);
        bool numbered = false;
        const int given = QStringView(pattern).sliced(at + 1, end - at - 1).toInt(&numbered);
        const std::size_t which = std::size_t(numbered ? given : next++);
        text += QStringView(pattern).sliced(from, at - from);
        if (which < remark.arguments.size())
            text += shown(remark.arguments[which], specs[which], begins && at == 0);
        from = end + 1;
    }
    text += QStringView(pattern).sliced(from);
    return english ? QString::fromStdString(withSingulars(text.toStdString())) : text;
}

} // namespace

QString remark(const Remark& remark)
{
    return remark.empty() ? QString() : worded(remark, true);
}

QString clause(const Remark& remark)
{
    return remark.empty() ? QString() : worded(remark, false);
}

} // namespace headroom::app::text
