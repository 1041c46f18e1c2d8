// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a calibration found, as a file (its layout: calibration.h). Reading takes any GGUF importance matrix; what
// only Headroom writes may be absent.
#pragma once

#include "core/model/modelfile.h"
#include "core/quant/calibrate/calibration.h"

#include <map>

namespace headroom::quant {

using HessianBytes = std::function<Result<std::vector<std::byte>>(const std::string& root)>;

/// roots: see Collector::roots(); empty without Hessians.
Status writeCalibration(const Output& output, const Samples& samples, const CalibrationResult& result,
                        const std::map<std::string, std::string>& roots, const HessianBytes& hessian,
                        JobControl& control);

/// Per channel of one slice, means over the inputs seen. Empty vectors: the file does not say.
struct ChannelMeans {
    std::uint64_t rows = 0;
    std::vector<float> squares; ///< E[x²]
    std::vector<float> magnitudes; ///< E[|x|]
    std::vector<float> largest; ///< max |x|
};

class CalibrationFile {
public:
    /// Errors: Corrupt (no importance matrix; a value that is negative or not finite: tensor and place), those of GGUF.
    static Result<CalibrationFile> open(const std::filesystem::path& path);

    bool has(const std::string& tensor) const;
    std::size_t slices(const std::string& tensor) const; ///< 0: absent
    /// Errors: InvalidArgument when the tensor has other columns than the model's; NotFound.
    Result<ChannelMeans> means(const std::string& tensor, std::size_t slice, std::size_t columns) const;
    /// The tensor under which the Hessian of this one's input lies; empty: there is none.
    std::string hessianRoot(const std::string& tensor) const;
    Result<std::vector<float>> hessian(const std::string& root, std::size_t slice, std::size_t columns) const;
    const std::string& sha256() const { return m_sha256; } ///< of the file
    Status intact() const { return m_file->intact(); } ///< whether what was read of it is what was hashed
    const Json& report() const { return *m_report; } ///< headroom.calibration; null where it is absent

private:
    CalibrationFile() = default;
    Result<std::vector<float>> slice(const std::string& name, std::size_t slice, std::size_t columns,
                                     std::size_t rows = 1) const;
    std::shared_ptr<const model::ModelFile> m_file;
    std::shared_ptr<const Json> m_report;
    std::string m_sha256;
};

} // namespace headroom::quant
