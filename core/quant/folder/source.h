// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a quantized folder is made from, whether it comes as a Hugging Face folder (whose own names, files and
// config.json stay) or as GGUF (which is translated first).
#pragma once

#include "core/base/json.h"
#include "core/base/remark.h"
#include "core/model/hf/outgoing.h"
#include "core/quant/folder/besides.h"

namespace headroom::quant {

struct FolderSource {
    std::shared_ptr<const model::ModelFile> file; ///< the model as every other command sees it
    const model::hf::Family* family = nullptr;
    std::vector<model::hf::Outgoing> tensors; ///< under the folder's names, in its layout, sorted by name
    Json config; ///< config.json without quantization_config
    std::filesystem::path folder; ///< of a Hugging Face folder, in which besides lie
    Besides besides; ///< what goes along as it is; nothing for GGUF
    std::string quantizedAs; ///< "Q4_K", "gptq"; empty for plain floats
    std::shared_ptr<const model::SafetensorsSet> set; ///< holds what `tensors` reads; null for GGUF

    /// Errors: as ModelFile::open, and Unsupported (no form as a folder).
    static Result<FolderSource> open(const std::filesystem::path& path);
    /// Whether its files are what they were when they were opened. Errors: those of MappedFile::intact().
    Status intact() const;
    /// Everything beside the weights and config.json: what the folder has, or what GGUF says of the tokenizer.
    Status writeCompanions(const std::filesystem::path& target, JobControl& control) const;
};

/// What a tensor of a folder is to quantization.
struct ModuleRole {
    bool linear = false; ///< a projection of a layer: may be quantized
    bool module = false; ///< else: one that has to be named among those that are not
    std::string ours; ///< our name of a projection: "blk.0.attn_q.weight"
    std::uint64_t item = 0; ///< which expert of it
    Remark reason; ///< why it stays as it is
};
/// What engines quantize: projections of attention, feed-forward and recurrent layers, by our names without "blk.N.".
bool isProjection(std::string_view ours);
ModuleRole roleOf(const model::hf::Family& family, const model::hf::Outgoing& tensor);
/// Our name for a tensor of a folder; experts of a layer have one together. Empty: it is not one of the text model's.
std::string ourName(const model::hf::Family& family, const std::string& stored);
/// Matrices that engines put together into one, and that must share a divisor, give the same: query, key and value;
/// gate and up. Empty: it stands alone.
std::string fusedWith(const ModuleRole& role);
/// "model.layers.0.mlp.down_proj" of "….weight".
std::string moduleOf(const std::string& tensor);
/// What the family calls the matrix that gives the logits: "lm_head".
std::string outputModule(const model::hf::Family& family);

} // namespace headroom::quant
