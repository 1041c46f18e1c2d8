// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Header: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …, "__metadata__": {"key": "text"}};
// offsets count from the end of the header.
#include "core/model/safetensors.h"

#include "core/base/json.h"
#include "core/base/lookslike.h"
#include "core/model/ggufcursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <set>

namespace headroom::model {

namespace {

constexpr std::array kDTypes{
    DTypeRow{DType::F64, "F64", 8, tensor::Type::F64},   DTypeRow{DType::F32, "F32", 4, tensor::Type::F32},
    DTypeRow{DType::F16, "F16", 2, tensor::Type::F16},   DTypeRow{DType::BF16, "BF16", 2, tensor::Type::BF16},
    DTypeRow{DType::I64, "I64", 8, tensor::Type::I64},   DTypeRow{DType::I32, "I32", 4, tensor::Type::I32},
    DTypeRow{DType::I16, "I16", 2, tensor::Type::I16},   DTypeRow{DType::I8, "I8", 1, tensor::Type::I8},
    DTypeRow{DType::U64, "U64", 8, std::nullopt},        DTypeRow{DType::U32, "U32", 4, std::nullopt},
    DTypeRow{DType::U16, "U16", 2, std::nullopt},        DTypeRow{DType::U8, "U8", 1, std::nullopt},
    DTypeRow{DType::Bool, "BOOL", 1, std::nullopt},      DTypeRow{DType::F8E4M3, "F8_E4M3", 1, std::nullopt},
    DTypeRow{DType::F8E5M2, "F8_E5M2", 1, std::nullopt}, DTypeRow{DType::F8E8M0, "F8_E8M0", 1, std::nullopt},
};

constexpr std::uint64_t kMaxHeader = 100'000'000; ///< the reference's own limit
constexpr std::size_t kMaxTensors = 1U << 20U;
constexpr std::size_t kMaxDimensions = 8;
constexpr std::size_t kMaxName = 4096;
constexpr std::string_view kMetadataKey = "__metadata__";

/// Reads the header as it streams by: no tree of a hostile header is ever built. The first complaint ends it.
class HeaderSax : public nlohmann::json_sax<Json> {
public:
    struct Entry {
        StoredTensor tensor;
        std::vector<std::uint64_t> offsets;
        bool hasType = false, hasShape = false, hasOffsets = false;
    };
    std::vector<Entry> entries;
    std::map<std::string, std::string> metadata;
    std::string where; ///< tensor and field of the complaint
    std::string complaint;
    bool unsupported = false;

    bool null() override { return refuse("null"); }
    bool boolean(bool) override { return refuse("true or false"); }
    bool number_float(number_float_t, const string_t&) override { return refuse("a fraction"); }
    bool number_integer(number_integer_t) override { return refuse("a negative number"); }
    bool binary(binary_t&) override { return refuse("binary data"); }
    bool number_unsigned(number_unsigned_t value) override
    {
        auto* list = m_inArray && m_field == "shape" ? &entries.back().tensor.shape
            : m_inArray                              ? &entries.back().offsets
                                                     : nullptr;
        if (!list)
            return refuse("a number");
        if (list->size() >= kMaxDimensions)
            return refuse(fmt::format("more than {} numbers", kMaxDimensions));
        list->push_back(value);
        return true;
    }
    bool string(string_t& text) override
    {
        if (m_depth == 2 && m_name == kMetadataKey)
            return metadata.emplace(m_field, text).second || refuse("given twice");
        if (m_depth != 2 || m_inArray || m_field != "dtype")
            return refuse("text");
        const auto row = std::ranges::find(kDTypes, std::string_view(text), &DTypeRow::name);
        unsupported = row == kDTypes.end();
        if (unsupported)
            return refuse(fmt::format("\"{}\", which is not known", printable(text)));
        entries.back().tensor.dtype = row->dtype;
        return once(entries.back().hasType);
    }
    bool start_object(std::size_t) override { return ++m_depth <= 2 || refuse("an object"); }
    bool end_object() override
    {
        --m_depth;
        m_field.clear();
        return true;
    }
    bool key(string_t& text) override
    {
        if (text.size() > kMaxName)
            return refuse(fmt::format("a name of {} bytes", text.size()));
        if (m_depth == 2) {
            m_field = text;
            return true;
        }
        m_name = text;
        if (!m_names.insert(text).second)
            return refuse("given twice");
        if (text == kMetadataKey)
            return true;
        entries.emplace_back().tensor.name = text;
        return entries.size() <= kMaxTensors || refuse(fmt::format("more than {} tensors", kMaxTensors));
    }
    bool start_array(std::size_t) override
    {
        if (m_depth != 2 || m_inArray || m_name == kMetadataKey)
            return refuse("a list");
        m_inArray = true;
        if (m_field == "shape")
            return once(entries.back().hasShape);
        return m_field == "data_offsets" ? once(entries.back().hasOffsets) : refuse("a list");
    }
    bool end_array() override
    {
        m_inArray = false;
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override
    {
        return refuse(fmt::format("no valid JSON at byte {} of it", position));
    }

private:
    bool once(bool& seen)
    {
        const bool before = std::exchange(seen, true);
        return !before || refuse("given twice");
    }
    bool refuse(std::string what)
    {
        where = m_name.empty() ? "header" : fmt::format("tensor \"{}\"", printable(m_name));
        if (!m_field.empty())
            where += fmt::format(", \"{}\"", printable(m_field));
        complaint = fmt::format("is {}", what);
        return false;
    }

    int m_depth = 0;
    bool m_inArray = false;
    std::string m_name, m_field;
    std::set<std::string> m_names;
};

Error errorAt(ErrorCode code, const std::string& file, const std::string& tensor, std::string detail)
{
    return {code, fmt::format("{}, tensor \"{}\"", file, printable(tensor)), std::move(detail)};
}

/// Product of the shape in bytes; nothing when it overflows.
std::optional<std::uint64_t> bytesOf(const StoredTensor& tensor)
{
    std::uint64_t bytes = dtypeRow(tensor.dtype).bytes;
    for (const std::uint64_t size : tensor.shape)
        if (__builtin_mul_overflow(bytes, size, &bytes) || bytes > std::uint64_t{1} << 62U)
            return std::nullopt;
    return bytes;
}

Status place(HeaderSax::Entry& entry, std::span<const std::byte> data, std::uint64_t start, const std::string& name)
{
    StoredTensor& tensor = entry.tensor;
    const auto corrupt = [&](std::string detail) {
        return tl::unexpected(errorAt(ErrorCode::Corrupt, name, tensor.name, std::move(detail)));
    };
    if (!entry.hasType || !entry.hasShape || !entry.hasOffsets)
        return corrupt("lacks dtype, shape or data_offsets");
    if (entry.offsets.size() != 2 || entry.offsets[0] > entry.offsets[1])
        return corrupt("data_offsets are not a begin and an end");
    const auto bytes = bytesOf(tensor);
    if (!bytes || *bytes != entry.offsets[1] - entry.offsets[0])
        return corrupt(fmt::format("data_offsets span {} bytes, {} [{}] takes {}", entry.offsets[1] - entry.offsets[0],
                                   dtypeRow(tensor.dtype).name, fmt::join(tensor.shape, ", "),
                                   bytes ? std::to_string(*bytes) : std::string("more than 2^62")));
    if (entry.offsets[1] > data.size())
        return tl::unexpected(errorAt(
            ErrorCode::Truncated, name, tensor.name,
            fmt::format("{} of its {} bytes are missing", std::min(*bytes, entry.offsets[1] - data.size()), *bytes)));
    tensor.data = data.subspan(entry.offsets[0], *bytes);
    tensor.offset = start + entry.offsets[0];
    return {};
}

Status checkOverlap(std::vector<StoredTensor>& tensors, const std::string& name)
{
    std::ranges::stable_sort(tensors, {}, &StoredTensor::offset);
    std::uint64_t end = 0;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        if (!tensors[i].data.empty() && tensors[i].offset < end)
            return tl::unexpected(
                errorAt(ErrorCode::Corrupt, name, tensors[i].name, "overlaps the bytes of another tensor"));
        end = std::max<std::uint64_t>(end, tensors[i].offset + tensors[i].data.size());
    }
    return {};
}

/// The header's text, or why there is none.
Result<std::string_view> headerText(std::span<const std::byte> file, const std::string& name)
{
    std::uint64_t length = 0;
    if (file.size() < sizeof length)
        return fail(ErrorCode::Truncated, name + ", header length",
                    file.empty() ? "the file is empty" : insteadOf("a safetensors file", file));
    std::memcpy(&length, file.data(), sizeof length);
    const auto text = file.subspan(sizeof length);
    if (text.empty() || text.front() != std::byte{'{'}) // what the first bytes of an archive count to says nothing
        HEADROOM_TRY(refuseStandIn(file, name + ", header length", "a safetensors file"));
    if (length > kMaxHeader)
        return fail(ErrorCode::Corrupt, name + ", header length",
                    fmt::format("{} bytes are more than the {} that the format allows: {}", length, kMaxHeader,
                                insteadOf("a safetensors file", file)));
    if (length > text.size())
        return fail(ErrorCode::Truncated, name + ", header",
                    fmt::format("{} of its {} bytes are missing", length - text.size(), length));
    return std::string_view(reinterpret_cast<const char*>(text.data()), length);
}

} // namespace

const DTypeRow& dtypeRow(DType dtype)
{
    return *std::ranges::find(kDTypes, dtype, &DTypeRow::dtype);
}

std::uint64_t StoredTensor::elements() const
{
    return data.size() / dtypeRow(dtype).bytes;
}

Result<SafetensorsHeader> SafetensorsHeader::parse(std::span<const std::byte> file, const std::string& name)
{
    const auto text = headerText(file, name);
    if (!text)
        return tl::unexpected(text.error());
    if (text->empty() || text->front() != '{')
        return fail(ErrorCode::Corrupt, name + ", header",
                    "does not begin with {: " + insteadOf("a safetensors file", file));
    HeaderSax sax;
    if (!Json::sax_parse(text->begin(), text->end(), &sax))
        return fail(sax.unsupported ? ErrorCode::Unsupported : ErrorCode::Corrupt, name + ", " + sax.where,
                    sax.complaint);
    SafetensorsHeader header;
    header.metadata = std::move(sax.metadata);
    const std::uint64_t start = sizeof(std::uint64_t) + text->size();
    for (auto& entry : sax.entries) {
        HEADROOM_TRY(place(entry, file.subspan(start), start, name));
        header.tensors.push_back(std::move(entry.tensor));
    }
    HEADROOM_TRY(checkOverlap(header.tensors, name));
    return header;
}

} // namespace headroom::model
