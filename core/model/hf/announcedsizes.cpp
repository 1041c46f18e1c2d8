// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/announcedsizes.h"

#include "core/model/hf/modulelist.h"
#include "core/model/hf/quantconfig.h"

#include <algorithm>
#include <array>
#include <map>

namespace headroom::model::hf {

namespace {

constexpr std::uint64_t kHalf = 2, kFloat = 4; ///< bytes

std::uint64_t up(std::uint64_t value, std::uint64_t unit)
{
    return unit == 0 ? 1 : (value + unit - 1) / unit;
}

/// A positive number under one of the names, or what it is otherwise; −1 means 0, "all".
std::uint64_t whole(const Json& json, std::initializer_list<const char*> keys, std::uint64_t absent)
{
    for (const char* key : keys)
        if (const auto found = json.find(key); found != json.end() && found->is_number_integer())
            return std::max<std::int64_t>(found->get<std::int64_t>(), 0);
    return absent;
}

bool isSet(const Json& json, const char* key)
{
    return json.value(key, Json()) == true;
}

/// [height, width] of blocks, or nothing.
bool takeBlocks(const Json& json, const char* key, StoredMatrix& matrix)
{
    const Json blocks = json.value(key, Json());
    if (!blocks.is_array() || blocks.size() != 2 || !blocks[0].is_number_unsigned() || !blocks[1].is_number_unsigned())
        return false;
    matrix.height = blocks[0].get<std::uint64_t>();
    matrix.width = blocks[1].get<std::uint64_t>();
    return true;
}

std::optional<StoredMatrix> ofGptq(const Json& config)
{
    const std::uint64_t bits = whole(config, {"bits"}, 0);
    return StoredMatrix{.bits = bits,
                        .width = whole(config, {"group_size"}, 128),
                        .scaleBytes = kHalf,
                        .zeroBits = bits,
                        .perInput = 4};
}

std::optional<StoredMatrix> ofAwq(const Json& config)
{
    const std::uint64_t bits = whole(config, {"bits", "w_bit"}, 4);
    return StoredMatrix{.bits = bits,
                        .width = whole(config, {"group_size", "q_group_size"}, 128),
                        .scaleBytes = kHalf,
                        .zeroBits = bits};
}

std::optional<StoredMatrix> ofFloat8(const Json& config)
{
    StoredMatrix matrix{.bits = 8, .height = 0, .width = 0, .scaleBytes = kFloat};
    takeBlocks(config, "weight_block_size", matrix);
    matrix.perMatrix = config.value("activation_scheme", Json()) == "static" ? kFloat : 0;
    return matrix;
}

std::optional<StoredMatrix> ofFbgemm(const Json&)
{
    return StoredMatrix{.bits = 8, .scaleBytes = kFloat};
}

/// quant_state is JSON of some hundred characters, of which one depends on the weights themselves.
std::optional<StoredMatrix> ofBitsAndBytes(const Json& config)
{
    constexpr std::uint64_t kTable = 16 * kFloat, kNestedTable = 256 * kFloat, kState = 160;
    if (isSet(config, "load_in_8bit"))
        return StoredMatrix{.bits = 8, .scaleBytes = kFloat, .perMatrix = 1};
    if (!isSet(config, "load_in_4bit"))
        return std::nullopt;
    StoredMatrix matrix{.bits = 4, .width = 64, .scaleBytes = kFloat, .perMatrix = kTable + kState};
    if (isSet(config, "bnb_4bit_use_double_quant")) {
        matrix.scaleBytes = 1;
        matrix.scalesPerScale = 256;
        matrix.perMatrix += kNestedTable;
    }
    return matrix;
}

std::optional<StoredMatrix> ofMxfp4(const Json&)
{
    return StoredMatrix{.bits = 4, .width = 32, .scaleBytes = 1};
}

std::optional<StoredMatrix> ofModelOpt(const Json& config)
{
    const Json algorithm = config.value("quant_algo", Json());
    if (algorithm == "NVFP4" || algorithm == "W4A16_NVFP4")
        return StoredMatrix{.bits = 4,
                            .width = whole(config, {"group_size"}, 16),
                            .scaleBytes = 1,
                            .perMatrix = (algorithm == "NVFP4" ? 2 : 1) * kFloat}; // input_scale
    if (algorithm == "FP8")
        return StoredMatrix{.bits = 8, .height = 0, .width = 0, .scaleBytes = kFloat, .perMatrix = kFloat};
    return std::nullopt;
}

/// Numbers of `weights` of one of compressed-tensors' groups; scales have the model's type, two bytes.
std::optional<StoredMatrix> ofGroup(const Json& group, bool packed)
{
    const Json weights = group.value("weights", Json());
    if (!weights.is_object())
        return std::nullopt;
    StoredMatrix matrix{.bits = whole(weights, {"num_bits"}, 0), .scaleBytes = kHalf};
    const bool isFloat = weights.value("type", Json()) == "float";
    const Json strategy = weights.value("strategy", Json());
    if (strategy == "group" || strategy == "tensor_group")
        matrix.width = whole(weights, {"group_size"}, 0);
    else if (strategy == "tensor")
        matrix.height = 0;
    else if (strategy == "block" && !takeBlocks(weights, "block_structure", matrix))
        return std::nullopt;
    const Json activations = group.value("input_activations", Json());
    const bool scaled = activations.is_object() && activations.value("dynamic", Json()) != true;
    if (isFloat && matrix.bits == 4) {
        const bool nvfp4 = matrix.width == 16;
        matrix.scaleBytes = 1;
        matrix.perMatrix = nvfp4 ? (scaled || activations.is_object() ? 2 : 1) * kFloat : 0;
        return matrix;
    }
    matrix.perMatrix = (packed ? 16 : 0) + (scaled ? kHalf : 0); // weight_shape, input_scale
    if (!isFloat && weights.value("symmetric", Json()) == false)
        matrix.zeroBits = packed ? matrix.bits : 8;
    matrix.perInput = weights.value("actorder", Json()) == "group" ? 4 : 0;
    return matrix;
}

} // namespace

std::uint64_t StoredMatrix::bytes(std::uint64_t outputs, std::uint64_t inputs) const
{
    const std::uint64_t codes = bits % 8 == 0 ? outputs * inputs * (bits / 8) : outputs * up(inputs * bits, 32) * 4;
    const std::uint64_t groups = up(inputs, width), scales = up(outputs, height) * groups;
    const std::uint64_t zeros = zeroBits > 0 ? groups * up(outputs * zeroBits, 32) * 4 : 0;
    const std::uint64_t nested = scalesPerScale > 0 ? up(scales, scalesPerScale) * kFloat : 0;
    return codes + scales * scaleBytes + zeros + nested + inputs * perInput + perMatrix;
}

/// A method, where its list of what stays plain stands, and how its matrices are stored.
struct SizeReader {
    std::string_view method;
    std::array<const char*, 2> plain; ///< keys of the list, of which one is there
    std::optional<StoredMatrix> (*read)(const Json& config); ///< null: in groups
    bool headToo = false;
    bool expertsOnly = false;

    bool readGroups(const Json& config, AnnouncedSizes& sizes) const;
    bool readLayers(const Json& config, AnnouncedSizes& sizes) const;
};

namespace {

constexpr std::array kUsual{"modules_to_not_convert", "ignored_layers"};
constexpr std::array kReaders{
    SizeReader{"gptq", kUsual, ofGptq},
    SizeReader{"awq", kUsual, ofAwq},
    SizeReader{"fp8", kUsual, ofFloat8},
    SizeReader{"fbgemm_fp8", kUsual, ofFbgemm},
    SizeReader{"bitsandbytes", {"llm_int8_skip_modules", "modules_to_not_convert"}, ofBitsAndBytes},
    SizeReader{"mxfp4", kUsual, ofMxfp4, false, true},
    SizeReader{"modelopt", {"ignore", "exclude_modules"}, ofModelOpt, true},
    SizeReader{"compressed-tensors", {"ignore", "ignore"}, nullptr, true},
};

bool isPlausible(const StoredMatrix& matrix)
{
    return matrix.bits > 0 && matrix.bits <= 8;
}

} // namespace

bool SizeReader::readGroups(const Json& config, AnnouncedSizes& sizes) const
{
    const Json groups = config.value("config_groups", Json::object());
    for (const Json& group : groups) {
        if (!group.is_object())
            return false;
        const Json format = group.value("format", config.value("format", Json()));
        const auto matrix = ofGroup(group, format == "pack-quantized");
        if (!matrix || !isPlausible(*matrix))
            return false;
        const Json targets = group.value("targets", Json());
        const bool isForAll = !targets.is_array() || std::ranges::find(targets, Json("Linear")) != targets.end();
        sizes.m_groups.push_back({isForAll ? Json() : targets, *matrix});
    }
    return !sizes.m_groups.empty();
}

/// ModelOpt's mixtures name each module with its algorithm: those of one algorithm are a group.
bool SizeReader::readLayers(const Json& config, AnnouncedSizes& sizes) const
{
    std::map<std::string, std::pair<Json, StoredMatrix>> groups;
    const Json layers = config.value("quantized_layers", Json::object());
    for (const auto& [module, own] : layers.items()) {
        const auto matrix = own.is_object() ? read(own) : std::nullopt;
        if (!matrix || !isPlausible(*matrix))
            return false;
        auto& [targets, stored] = groups[own.dump()];
        targets.push_back(module);
        stored = *matrix;
    }
    for (auto& [algorithm, group] : groups)
        sizes.m_groups.push_back({std::move(group.first), group.second});
    return !groups.empty();
}

std::optional<AnnouncedSizes> AnnouncedSizes::of(const Json& quantization)
{
    const auto reader = std::ranges::find(kReaders, methodOf(quantization), &SizeReader::method);
    if (reader == kReaders.end())
        return std::nullopt;
    AnnouncedSizes sizes;
    sizes.m_headToo = reader->headToo;
    sizes.m_expertsOnly = reader->expertsOnly;
    for (const char* key : reader->plain)
        if (const Json list = quantization.value(key, Json()); list.is_array())
            sizes.m_plain = list;
    const auto matrix = reader->read ? reader->read(quantization) : std::nullopt;
    if (matrix && isPlausible(*matrix))
        sizes.m_groups.push_back({Json(), *matrix});
    const bool known = !reader->read                ? reader->readGroups(quantization, sizes)
        : quantization.contains("quantized_layers") ? reader->readLayers(quantization, sizes)
                                                    : !sizes.m_groups.empty();
    return known ? std::optional(std::move(sizes)) : std::nullopt;
}

const StoredMatrix* AnnouncedSizes::of(std::string_view prefix, std::string_view module, bool isExpert) const
{
    const bool isHead = prefix.empty();
    if ((isHead && !m_headToo) || (m_expertsOnly && !isExpert) || isListed(m_plain, prefix, module))
        return nullptr;
    for (const Group& group : m_groups)
        if (group.targets.is_null() || isListed(group.targets, prefix, module))
            return &group.matrix;
    return nullptr;
}

} // namespace headroom::model::hf
