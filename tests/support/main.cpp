// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <vector>
#ifdef QT_WIDGETS_LIB
#include <QApplication>
#include <fcntl.h>
#include <unistd.h>
using Application = QApplication;
#else
using Application = QCoreApplication;
#endif

namespace headroom::test {

namespace {

std::vector<const TestCase*>& cases()
{
    static std::vector<const TestCase*> all;
    return all;
}

int list()
{
    for (const TestCase* one : cases())
        std::printf("%s\n", one->name.constData());
    return 2;
}

} // namespace

TestCase::TestCase(const char* file, Run wanted, int screen)
    : name(QByteArray(file).split('/').last().chopped(4).mid(4)), run(wanted), scale(screen)
{
    cases().push_back(this);
}

/// A worker that stands behind a pipe which is soon full.
#ifdef QT_WIDGETS_LIB
static int work(char** argv)
{
    constexpr int kPipeBytes = 4096;
    ::fcntl(STDOUT_FILENO, F_SETPIPE_SZ, kPipeBytes);
    ::execv(kCli, argv);
    return 127;
}
#endif

} // namespace headroom::test

int main(int argc, char** argv)
{
    using namespace headroom::test;
    if (argc < 2)
        return list();
#ifdef QT_WIDGETS_LIB
    if (std::strcmp(argv[1], "job") == 0)
        return work(argv);
#endif
    const auto found = std::ranges::find(cases(), QByteArray(argv[1]), &TestCase::name);
    if (found == cases().end())
        return list();
    if ((*found)->scale != 1)
        qputenv("QT_SCALE_FACTOR", QByteArray::number((*found)->scale));
    argv[1] = argv[0];
    ++argv;
    --argc;
    Application::setAttribute(Qt::AA_Use96Dpi);
    Application application(argc, argv);
    return (*found)->run(argc, argv);
}
