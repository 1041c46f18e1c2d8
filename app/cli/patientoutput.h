// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a worker whose reader stands still waits in write(), where no cancel reaches it. This stream waits as well, but
// looks up meanwhile.
#pragma once

#include <functional>
#include <streambuf>
#include <string>

namespace headroom::cli {

/// Writes to a descriptor when flushed. Once `unwanted` says so, a reader has one second to make room; then writing
/// fails, and the rest is dropped.
class PatientOutput final : public std::streambuf {
public:
    PatientOutput(int descriptor, std::function<bool()> unwanted);

protected:
    int_type overflow(int_type c) override;
    std::streamsize xsputn(const char* text, std::streamsize count) override;
    int sync() override;

private:
    bool waitForRoom() const;

    int m_descriptor;
    std::function<bool()> m_unwanted;
    std::string m_text; ///< not written yet
};

} // namespace headroom::cli
