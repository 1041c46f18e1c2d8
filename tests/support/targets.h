// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: vector code is compiled for several instruction sets; a test runs on each that this machine has.
#pragma once

#include <QTest>

#include <cstdint>
#include <hwy/targets.h>
#include <vector>

namespace headroom::test {

/// What dynamic dispatch may choose from now on; 0: everything again.
inline void useTargets(std::int64_t targets)
{
    hwy::SetSupportedTargetsForTest(targets);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

/// One bit each.
inline std::vector<std::int64_t> targets()
{
    useTargets(0);
    std::vector<std::int64_t> all;
    for (std::int64_t rest = hwy::SupportedTargets(); rest != 0; rest &= rest - 1)
        all.push_back(rest & -rest);
    return all;
}

/// A row for each, column "target".
inline void everyTarget()
{
    QTest::addColumn<qlonglong>("target");
    for (const std::int64_t target : targets())
        QTest::addRow("%s", hwy::TargetName(target)) << qlonglong(target);
}

} // namespace headroom::test
