// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a prebuilt llama.cpp (an npm package that no build fetches) as an oracle: one process of Node.js answers
// requests, one line of JSON each. A request that kills it is answered with what it said last; the next one starts it
// again.
#pragma once

#include "core/base/json.h"
#include "tests/support/test.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>

namespace headroom::test {

constexpr const char* kInstallLlamaCpp = "npm i node-llama-cpp@3.22.1 @node-llama-cpp/linux-x64@3.22.1 --omit=optional";

/// The folder that holds the package: $HEADROOM_NODE_MODULES, or the one beside the tests. Empty: there is none.
inline QString nodeModules()
{
    const QString set = qEnvironmentVariable("HEADROOM_NODE_MODULES");
    const QString own = headroom::test::source("tests/interop/node_modules");
    for (const QString& folder : {set, own})
        if (!folder.isEmpty() && QDir(folder + "/node-llama-cpp").exists())
            return folder;
    return {};
}

inline bool hasLlamaCpp()
{
    return !nodeModules().isEmpty() && !QStandardPaths::findExecutable("node").isEmpty();
}

class LlamaCpp {
public:
    LlamaCpp() = default;
    LlamaCpp(const LlamaCpp&) = delete;
    LlamaCpp& operator=(const LlamaCpp&) = delete;
    ~LlamaCpp()
    {
        m_node.closeWriteChannel();
        if (m_node.state() != QProcess::NotRunning && !m_node.waitForFinished(5000))
            m_node.kill();
    }

    /// {error} where there is no answer.
    Json ask(const Json& request)
    {
        if (m_node.state() != QProcess::Running)
            m_node.start("node", {headroom::test::source("tests/interop/oracle.mjs"), nodeModules()});
        m_node.write(QByteArray::fromStdString(request.dump()) + "\n");
        while (!m_node.canReadLine())
            if (!m_node.waitForReadyRead(60000)) {
                m_node.kill();
                m_node.waitForFinished();
                return {{"error", "llama.cpp died: " + m_node.readAllStandardError().right(2000).toStdString()}};
            }
        m_node.readAllStandardError();
        const auto answer = parseJson(m_node.readLine().toStdString(), "node");
        return answer ? *answer : Json{{"error", answer.error().detail}};
    }

private:
    QProcess m_node;
};

} // namespace headroom::test
