// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: any model that opens (a Hugging Face folder, shards) becomes one GGUF file, in the floats it has or in one type
// that is asked for. Nothing is quantized here.
#pragma once

#include "core/base/parallel.h"
#include "core/base/remark.h"
#include "core/model/description.h"

namespace headroom::quant {

struct ImportOptions {
    std::filesystem::path source;
    std::filesystem::path destination;
    std::optional<tensor::Type> type; ///< F32, F16 or BF16; none: matrices stay as they are
    bool replace = false; ///< an existing destination is refused unless allowed
    unsigned threads = 0;
};

struct ImportOutcome {
    std::uint64_t outputBytes = 0;
    std::size_t tensors = 0;
    std::string architecture;
    std::string format; ///< of the source
    Remarks notes; ///< what is otherwise in the file than in the source
    std::vector<model::LeftOut> leftOut; ///< of the source, for which a GGUF file of a text model has no place
};

/// Whether a file of these keys, names and shapes can be run, where its architecture can at all. Errors: as
/// infer::Transformer::load.
Status checkRuns(const model::ModelFile& file, const model::Description& described);

/// Tensor by tensor: memory for the largest of them. Reports stage "import". Errors: as ModelFile::open, and
/// Unsupported for weights beyond the range of the type, Corrupt for weights that are no numbers; each names the
/// tensor.
Result<ImportOutcome> importModel(const ImportOptions& options, JobControl& control);

} // namespace headroom::quant
