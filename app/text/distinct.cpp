// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text/distinct.h"

#include <QHash>

#include <algorithm>

namespace headroom::app::text {

namespace {

/// How many parts at the beginning all of them share.
qsizetype shared(const QList<QStringList>& all)
{
    qsizetype count = 0;
    const auto has
        = [&](const QStringList& parts) { return count < parts.size() && parts[count] == all.constFirst()[count]; };
    while (count < all.constFirst().size() && std::ranges::all_of(all, has))
        ++count;
    return count;
}

/// Of each path, what is left without the folders that all begin with and the folders and name that all end with; the
/// whole path where too little is left.
QStringList differences(const QStringList& paths)
{
    QList<QStringList> parts;
    for (const QString& path : paths)
        parts.append(path.split(u'/'));
    const qsizetype front = shared(parts);
    QList<QStringList> reversed;
    for (const QStringList& each : parts) {
        QStringList rest = each.mid(front);
        std::reverse(rest.begin(), rest.end());
        reversed.append(rest);
    }
    const qsizetype back = shared(reversed);
    QStringList left;
    for (const QStringList& each : parts) {
        const QStringList middle = each.mid(front, each.size() - front - back);
        left.append(!middle.isEmpty() ? middle.join(u'/') : front > 0 ? each[front - 1] : QString());
    }
    const bool enough = !left.contains(QString()) && QStringList(left).removeDuplicates() == 0;
    return enough ? left : paths;
}

} // namespace

QStringList toldApart(QStringList names, const QStringList& paths)
{
    QHash<QString, QList<qsizetype>> places;
    for (qsizetype i = 0; i < names.size(); ++i)
        places[names[i]].append(i);
    for (const QList<qsizetype>& same : std::as_const(places)) {
        QStringList once;
        for (const qsizetype i : same)
            once.append(paths[i]);
        once.removeDuplicates();
        if (once.size() < 2)
            continue;
        const QStringList parts = differences(once);
        for (const qsizetype i : same)
            names[i] += QStringLiteral(" · ") + parts[once.indexOf(paths[i])];
    }
    return names;
}

} // namespace headroom::app::text
