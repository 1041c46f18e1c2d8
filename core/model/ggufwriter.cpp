// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Lays out version 3 as ggufreader.cpp describes it. The header is built in memory, so that its size, and with it the
// size of the whole file, is known before the first byte is written.
#include "core/model/ggufreader.h"

#include <fmt/format.h>

#include <cstring>
#include <set>
#include <type_traits>

namespace headroom::model {

namespace {

constexpr std::uint32_t kVersion = 3;

class HeaderBuilder {
public:
    template <class T> void number(T value) { raw(&value, sizeof value); }
    void text(std::string_view value)
    {
        number<std::uint64_t>(value.size());
        raw(value.data(), value.size());
    }
    /// False when an array holds something else than it says.
    bool value(const Value& value)
    {
        return std::visit([this](const auto& held) { return payload(held); }, value.data);
    }
    void pad(std::uint64_t alignment) { m_bytes.resize(alignUp(m_bytes.size(), alignment)); }
    const std::vector<std::byte>& bytes() const { return m_bytes; }

private:
    void raw(const void* bytes, std::size_t size)
    {
        const std::size_t start = m_bytes.size();
        m_bytes.resize(start + size);
        if (size > 0)
            std::memcpy(m_bytes.data() + start, bytes, size);
    }
    template <class T> bool payload(const T& held)
    {
        if constexpr (std::is_same_v<T, std::string>)
            text(held);
        else if constexpr (std::is_same_v<T, Array>)
            return array(held);
        else if constexpr (std::is_same_v<T, bool>)
            number<std::uint8_t>(held ? 1 : 0);
        else
            number(held);
        return true;
    }
    bool array(const Array& held)
    {
        number(held.elementType);
        number<std::uint64_t>(held.items.size());
        for (const Value& item : held.items)
            if (item.data.index() != held.elementType || !value(item))
                return false;
        return true;
    }

    std::vector<std::byte> m_bytes;
};

Result<std::uint64_t> tensorBytes(const TensorSource& source, const std::string& where)
{
    if (source.name.empty() || source.name.size() > kMaxTensorName)
        return fail(ErrorCode::InvalidArgument, where, fmt::format("a name has 1 to {} bytes", kMaxTensorName));
    if (source.shape.empty() || source.shape.size() > kMaxDimensions)
        return fail(ErrorCode::InvalidArgument, where, fmt::format("a tensor has 1 to {} dimensions", kMaxDimensions));
    std::uint64_t elements = 1;
    for (const std::uint64_t size : source.shape)
        if (__builtin_mul_overflow(elements, size, &elements))
            return fail(ErrorCode::InvalidArgument, where, "the product of its dimensions overflows");
    const auto bytes = tensor::packedBytes(source.type, source.shape.front(), elements);
    if (!bytes)
        return fail(
            ErrorCode::InvalidArgument, where,
            fmt::format("rows of {} cannot be stored as {}", source.shape.front(), tensor::format(source.type).name));
    return *bytes;
}

Status layMetadata(const Metadata& metadata, HeaderBuilder& header, GgufLayout& layout)
{
    for (const auto& [key, value] : metadata.entries()) {
        const std::string where = fmt::format("key \"{}\"", printable(key));
        if (key.empty() || key.size() > kMaxKeyLength)
            return fail(ErrorCode::InvalidArgument, where, fmt::format("a key has 1 to {} bytes", kMaxKeyLength));
        header.text(key);
        header.number(static_cast<std::uint32_t>(value.data.index()));
        if (!header.value(value))
            return fail(ErrorCode::InvalidArgument, where, "an array item differs from the array's type");
        if (key != "general.alignment")
            continue;
        const auto alignment = metadata.unsignedInteger(key);
        if (!alignment || !isAlignment(*alignment))
            return fail(ErrorCode::InvalidArgument, where,
                        fmt::format("is no power of two from 8 to {}", kMaxAlignment));
        layout.alignment = *alignment;
    }
    return {};
}

Status writeTensor(AtomicFile& file, const TensorSource& source, std::uint64_t size, std::uint64_t alignment)
{
    auto bytes = source.produce();
    if (!bytes)
        return tl::unexpected(std::move(bytes.error()));
    if (bytes->size() != size)
        return fail(ErrorCode::Internal, fmt::format("tensor \"{}\"", printable(source.name)),
                    fmt::format("{} bytes were produced, {} announced", bytes->size(), size));
    HEADROOM_TRY(file.write(*bytes));
    return file.write(std::vector<std::byte>(alignUp(size, alignment) - size));
}

} // namespace

Result<GgufLayout> layOutGguf(const Metadata& metadata, const std::vector<TensorSource>& tensors)
{
    GgufLayout layout;
    layout.alignment = kDefaultAlignment;
    HeaderBuilder header;
    for (const char c : {'G', 'G', 'U', 'F'})
        header.number(c);
    header.number(kVersion);
    header.number<std::uint64_t>(tensors.size());
    header.number<std::uint64_t>(metadata.entries().size());
    HEADROOM_TRY(layMetadata(metadata, header, layout));
    std::set<std::string_view> names;
    std::uint64_t offset = 0;
    for (const TensorSource& source : tensors) {
        const std::string where = fmt::format("tensor \"{}\"", printable(source.name));
        const auto bytes = tensorBytes(source, where);
        if (!bytes)
            return tl::unexpected(bytes.error());
        if (!names.insert(source.name).second)
            return fail(ErrorCode::InvalidArgument, where, "is given twice");
        header.text(source.name);
        header.number(static_cast<std::uint32_t>(source.shape.size()));
        for (const std::uint64_t size : source.shape)
            header.number(size);
        header.number(static_cast<std::uint32_t>(source.type));
        header.number(offset);
        layout.sizes.push_back(*bytes);
        layout.offsets.push_back(offset);
        const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max() / 2;
        if (*bytes > limit - offset)
            return fail(ErrorCode::InvalidArgument, where, "the file would be larger than any file system allows");
        offset = alignUp(offset + *bytes, layout.alignment);
    }
    if (!tensors.empty())
        header.pad(layout.alignment);
    layout.header = header.bytes();
    for (std::uint64_t& at : layout.offsets)
        at += layout.header.size();
    layout.total = layout.header.size() + offset;
    return layout;
}

Result<std::uint64_t> ggufFileBytes(const Metadata& metadata, const std::vector<TensorSource>& tensors)
{
    return layOutGguf(metadata, tensors).map([](const GgufLayout& layout) { return layout.total; });
}

Status writeGguf(const Output& output, const Metadata& metadata, const std::vector<TensorSource>& tensors,
                 JobControl& control)
{
    const auto layout = layOutGguf(metadata, tensors);
    if (!layout) {
        const Error& error = layout.error();
        return fail(error.code, output.path.string() + ", " + error.where, error.detail);
    }
    auto file = AtomicFile::create(output, layout->total);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    HEADROOM_TRY(file->write(layout->header));
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        HEADROOM_TRY(writeTensor(*file, tensors[i], layout->sizes[i], layout->alignment));
        HEADROOM_TRY(control.checkpoint());
    }
    if (file->size() != layout->total)
        return fail(ErrorCode::Internal, output.path.string(),
                    fmt::format("{} bytes were written, {} announced", file->size(), layout->total));
    return file->commit();
}

} // namespace headroom::model
