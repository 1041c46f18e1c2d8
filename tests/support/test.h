// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the tests of a folder are one executable, which links in a second rather than each in one:
//   core_model ggufbad [function[:row]…]   runs the class that tst_ggufbad.cpp names with HEADROOM_TEST
#pragma once

#include "tests/support/paths.h"

#include <QtTest/QtTest>

namespace headroom::test {

/// One of an executable's test classes; known by its file, listed before main().
class TestCase {
public:
    using Run = int (*)(int argc, char** argv);
    TestCase(const char* file, Run run, int scale = 1);

    QByteArray name; ///< of tst_name.cpp
    Run run;
    int scale; ///< of the screen: 2 for pictures as on a dense one
};

template <class Test> int runTest(int argc, char** argv)
{
    Test test;
    return QTest::qExec(&test, argc, argv);
}

inline QString cli()
{
    return QString::fromUtf8(kCli);
}

inline QString source(const char* path)
{
    return QString::fromUtf8(kSource) + QLatin1Char('/') + QString::fromUtf8(path);
}

} // namespace headroom::test

#define HEADROOM_TEST(Test, ...)                                                                                       \
    static const headroom::test::TestCase registered##Test(__FILE__,                                                   \
                                                           headroom::test::runTest<Test> __VA_OPT__(, ) __VA_ARGS__);
