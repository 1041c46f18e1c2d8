// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the quantizations that go out as Hugging Face folders, as one table: which code, which weights share a scale,
// which tensors that makes and what config.json says of it. The layouts are those of the engines that load them; each
// stands in the file of its name.
#pragma once

#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/model/safetensors.h"
#include "core/quant/round/methodoptions.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::quant {

struct Coded;
struct FolderScheme;

struct MatrixShape {
    std::uint64_t outputs = 0, inputs = 0;
    model::DType dtype = model::DType::F16; ///< of the weights as they are: F32, F16 or BF16
};

/// One tensor of a quantized weight: named <module><suffix>.
struct MatrixPart {
    std::string suffix;
    model::DType dtype;
    std::vector<std::uint64_t> shape; ///< outermost first

    std::uint64_t bytes() const;
};

inline constexpr std::array<std::uint64_t, 3> kGroupSizes{128, 64, 32}; ///< to choose from; the first is the usual one

enum class CodeKind { Integer, Float8, NormalFloat4, Nvfp4, Mxfp4 };

/// A way of storing the weights of a folder, and who loads it.
struct FolderFormat {
    std::string_view method; ///< as quantization_config says: "compressed-tensors"
    std::string_view name; ///< for people
    std::string_view engines; ///< "vLLM, SGLang"
};
std::span<const FolderFormat> folderFormats();
/// Null for a method that has no row.
const FolderFormat* findFolderFormat(std::string_view method);

struct FolderLayout {
    std::string_view method; ///< of its FolderFormat
    /// What is stored, in any order; sizes do not depend on the weights.
    std::vector<MatrixPart> (*parts)(const FolderScheme& scheme, const MatrixShape& shape);
    /// Their bytes, in the same order.
    std::vector<std::vector<std::byte>> (*pack)(const FolderScheme& scheme, const Coded& coded);
    /// quantization_config; `plain`: modules that are not quantized.
    Json (*config)(const FolderScheme& scheme, const std::vector<std::string>& plain);
};

struct FolderScheme {
    std::string_view name; ///< of the preset: "W4A16"
    Wording about;
    CodeKind code;
    unsigned bits;
    bool symmetric;
    std::uint64_t height; ///< outputs that share a scale
    std::uint64_t width; ///< inputs that do; 0: the whole row
    std::uint64_t multipleOfOutputs; ///< that the layout can hold
    std::uint64_t multipleOfInputs;
    bool grouped; ///< `width` may be chosen
    bool halfScales; ///< binary16 whatever the weights are; else as the weights
    const FolderLayout* layout;

    std::uint64_t widthOf(std::uint64_t inputs) const { return width == 0 ? inputs : width; }
    /// The method of rounding that its layout is called after, and that it does not need; most are called after none.
    std::optional<Method> promises() const { return findMethod(layout->method); }
};

std::span<const FolderScheme> folderSchemes();
/// By name, whatever the case; null when there is none.
const FolderScheme* findFolderScheme(std::string_view name);
/// Why a matrix of this shape cannot be stored so; empty when it can.
Remark obstacle(const FolderScheme& scheme, const MatrixShape& shape);

extern const FolderLayout kPackQuantized; ///< compressed-tensors: integers packed into words
extern const FolderLayout kScaledEight; ///< compressed-tensors: 8 bits, activations too
extern const FolderLayout kFloat4; ///< compressed-tensors: NVFP4, MXFP4
extern const FolderLayout kGptqOne, kGptqTwo; ///< versions 1 and 2 of the checkpoint
extern const FolderLayout kAwqGemm;
extern const FolderLayout kBitsAndBytes; ///< NF4 with double quantization

} // namespace headroom::quant
