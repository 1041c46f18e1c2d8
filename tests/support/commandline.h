// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: drives the real headroom-cli, as a person or a script would.
#pragma once

#include "core/base/json.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QStringList>

#include <filesystem>

#include <unistd.h>

namespace headroom::test {

struct CommandResult {
    int status = -1; ///< exit status; -1 when it crashed or never ended
    QByteArray out, err;

    /// The one document of --json; null when standard output is anything else.
    Json json() const
    {
        const auto parsed = parseJson(std::string_view(out.constData(), std::size_t(out.size())), "stdout");
        return parsed ? *parsed : Json();
    }
    QByteArray summary() const { return "status " + QByteArray::number(status) + ", stderr: " + err.left(500); }
};

inline QString text(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// `asUser`: the numeric user the child becomes before it starts; only root may change it.
inline CommandResult runCli(const QStringList& arguments, int timeoutMs = 120000, unsigned asUser = ::getuid())
{
    QProcess process;
    if (asUser != ::getuid())
        process.setChildProcessModifier([asUser] {
            if (::setgid(asUser) != 0 || ::setuid(asUser) != 0)
                ::_exit(126);
        });
    process.start(headroom::test::cli(), arguments);
    process.closeWriteChannel();
    CommandResult result;
    if (process.waitForFinished(timeoutMs) && process.exitStatus() == QProcess::NormalExit)
        result.status = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

} // namespace headroom::test
