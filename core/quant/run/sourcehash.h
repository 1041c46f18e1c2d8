// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the source is hashed beside its quantization, not before it. Internal to core/quant.
#pragma once

#include "core/base/control.h"
#include "core/model/modelfile.h"

#include <memory>

namespace headroom::quant {

class SourceHash {
public:
    /// known: as it was found a moment ago; where empty, a thread sets out to find it. anew: by reading all of it, not
    /// by what is remembered of a file that looks the same.
    SourceHash(std::shared_ptr<const model::ModelFile> source, std::string known, bool anew = false);
    ~SourceHash(); ///< gives up where it is

    /// The same control for the run beside it: a checkpoint() that holds the run, for a pause, holds the hashing too.
    JobControl& holding(JobControl& control);
    /// Without waiting; empty while it is not found, or could not be.
    std::string known() const;
    std::uint64_t bytesLeft() const;
    /// Waits for it, telling so. Errors: Cancelled, the file system's.
    Result<std::string> wait(JobControl& control);

private:
    class Beside;
    class Holding;
    std::unique_ptr<Beside> m_beside;
    std::unique_ptr<Holding> m_holding;
};

} // namespace headroom::quant
