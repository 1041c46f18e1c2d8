// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/eta.h"
#include "app/text/display.h"
#include "app/text/remarks.h"
#include "app/text/words.h"
#include "core/base/bytes.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace headroom::app::text {

namespace {

QString withUnit(const QString& value, const char* unit)
{
    // A no-break space keeps number and unit on one line.
    return value + QChar(0x00A0) + QString::fromUtf8(unit);
}

/// For the choice between one and many.
int counted(double value)
{
    return int(std::clamp(std::floor(value), 0.0, double(std::numeric_limits<int>::max())));
}

int decimalsFor(double value, int digits)
{
    if (value == 0)
        return 0;
    const int before = int(std::floor(std::log10(std::abs(value)))) + 1;
    return std::clamp(digits - before, 0, 12);
}

QString range(const QString& low, const QString& high)
{
    return low == high ? low : low + QChar(0x2013) + high;
}

} // namespace

QString number(double value, int decimals)
{
    if (!std::isfinite(value))
        return missing();
    // No "-0.0": what rounds to zero is zero.
    const double scale = std::pow(10.0, decimals);
    if (std::abs(value) * scale < 0.5)
        value = 0;
    return QLocale().toString(value, 'f', decimals).replace(QLatin1Char('-'), QChar(0x2212));
}

QString integer(double value)
{
    return number(value, 0);
}

QString significant(double value, int digits)
{
    if (!std::isfinite(value))
        return missing();
    if (value != 0 && (std::abs(value) < 1e-6 || std::abs(value) >= 1e9))
        return QLocale().toString(value, 'e', digits - 1).replace(QLatin1Char('-'), QChar(0x2212));
    return number(value, decimalsFor(value, digits));
}

QString percent(double fraction, int decimals)
{
    return std::isfinite(fraction) ? withUnit(number(100 * fraction, decimals), "%") : missing();
}

QString gibibytes(double bytes, int decimals)
{
    return withUnit(number(bytes / double(kGiB), decimals), "GiB");
}

QString bytes(double value)
{
    static constexpr std::array<const char*, 5> units{"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    double scaled = value;
    while (std::abs(scaled) >= 1024 && unit + 1 < units.size()) {
        scaled /= 1024;
        ++unit;
    }
    const int decimals = unit == 0 ? 0 : std::abs(scaled) < 100 ? 2 : std::abs(scaled) < 1000 ? 1 : 0;
    return withUnit(number(scaled, decimals), units[unit]);
}

QString fileSize(double bytes)
{
    static constexpr std::array<const char*, 5> units{"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    double scaled = bytes;
    while (std::abs(scaled) >= 1000 && unit + 1 < units.size()) {
        scaled /= 1000;
        ++unit;
    }
    return withUnit(unit == 0 ? number(scaled, 0) : significant(scaled, 3), units[unit]);
}

QString tokens(double count)
{
    if (!std::isfinite(count))
        return missing();
    if (count < 1024)
        return number(std::floor(count), 0);
    const double thousands = count / 1024;
    const bool whole = std::abs(thousands - std::round(thousands)) < 0.05 || thousands >= 100;
    return number(thousands, whole ? 0 : 1) + QLatin1Char('k');
}

QString quantity(double value, const std::string& unit)
{
    if (!std::isfinite(value))
        return missing();
    if (unit == "B")
        return bytes(value);
    if (unit == "B/token")
        return Words::tr("%1 per token").arg(bytes(value));
    if (unit == "fraction")
        return percent(value, 1);
    if (unit == "s")
        return duration(value);
    if (unit == "tokens")
        return withUnit(integer(std::floor(value)), Words::tr("token(s)", "unit", counted(value)).toUtf8().constData());
    if (unit == "requests")
        return withUnit(integer(std::floor(value)),
                        Words::tr("request(s)", "unit", counted(value)).toUtf8().constData());
    if (unit == "tokens/s")
        return withUnit(significant(value), Words::tr("tok/s").toUtf8().constData());
    if (unit == "W" || unit == "BTU/h")
        return withUnit(integer(value), unit.c_str());
    const QString shown = value == std::floor(value) && std::abs(value) < 1e9 ? integer(value) : significant(value, 4);
    return unit.empty() ? shown : withUnit(shown, unit.c_str());
}

QString windows(const eval::Conditions& measured)
{
    const QString which = clause(measured.part.remark(measured.windows));
    const QString all = windows(measured.windows, measured.context);
    return which.isEmpty() ? all : QStringLiteral("%1 (%2)").arg(all, which);
}

QString windows(std::size_t count, std::uint32_t tokens)
{
    return Words::tr("%Ln window(s) of %1", nullptr, counted(double(count))).arg(integer(tokens));
}

QString duration(double seconds)
{
    if (!std::isfinite(seconds))
        return missing();
    if (seconds < 1e-3)
        return withUnit(significant(seconds * 1e6), "µs");
    if (seconds < 1)
        return withUnit(significant(seconds * 1e3), "ms");
    if (seconds < 100)
        return withUnit(number(seconds, seconds < 10 ? 2 : 1), "s");
    const auto whole = qint64(std::llround(seconds));
    if (whole < 7200)
        return Words::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return Words::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString remaining(const Interval& seconds)
{
    const double low = std::max(0.0, seconds.low), high = std::max(low, seconds.high);
    const auto rounded = [](double value, double step) { return integer(std::ceil(value / step) * step); };
    if (high < 10)
        return Words::tr("a few seconds");
    if (high < 90)
        return Words::tr("%1 s left").arg(range(rounded(low, 5), rounded(high, 5)));
    if (high < 5400)
        return Words::tr("%1 min left").arg(range(rounded(low / 60, 1), rounded(high / 60, 1)));
    return Words::tr("%1 h left").arg(range(number(low / 3600, 1), number(high / 3600, 1)));
}

QString rate(double perSecond, bool inBytes)
{
    if (inBytes)
        return Words::tr("%1/s").arg(fileSize(perSecond));
    if (perSecond >= 1)
        return Words::tr("%1 per s").arg(significant(perSecond, 2));
    return Words::tr("%1 per min").arg(significant(60 * perSecond, 2));
}

QString missing()
{
    return QString(QChar(0x2014));
}

QString marked(const QString& number, Provenance provenance)
{
    const bool estimated = provenance == Provenance::Estimated && number != missing();
    return estimated ? QStringLiteral("\u2248\u00a0") + number : number;
}

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace headroom::app::text
