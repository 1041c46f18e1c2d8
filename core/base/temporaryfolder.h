// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a folder of one's own among the temporary files (TMPDIR), which goes away with all that is in it; where the
// process is killed, with the next one that needs such a folder.
#pragma once

#include "core/base/scratch.h"

namespace headroom {

class TemporaryFolder {
public:
    static Result<TemporaryFolder> create() ///< nobody else can read it
    {
        return temporaryFiles()
            .and_then([](const auto& parent) { return Scratch::folder(parent); })
            .map([](Scratch&& made) { return TemporaryFolder(std::move(made)); });
    }
    const std::filesystem::path& path() const { return m_scratch.path(); }

private:
    explicit TemporaryFolder(Scratch scratch) : m_scratch(std::move(scratch)) { }
    Scratch m_scratch;
};

} // namespace headroom
