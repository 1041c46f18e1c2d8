// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/rows.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>

namespace headroom::model::hf {

namespace {

std::span<const std::byte> asBytes(std::span<const float> values)
{
    return std::as_bytes(values);
}

/// Rows as float32; `packed` is room that is used again.
void getFloats(const Rows& rows, std::uint64_t first, std::uint64_t count, std::span<float> out,
               std::vector<std::byte>& packed)
{
    packed.resize(count * rows.rowBytes());
    rows.get(first, count, packed);
    const auto decode = tensor::format(rows.type).decode;
    for (std::uint64_t i = 0; decode && i < count; ++i)
        decode(std::span(packed).subspan(i * rows.rowBytes(), rows.rowBytes()),
               out.subspan(i * rows.columns(), rows.columns()));
}

Rows produced(tensor::Type type, std::vector<std::uint64_t> shape, ReadRows read)
{
    Rows out;
    out.type = type;
    out.shape = std::move(shape);
    out.read = std::move(read);
    return out;
}

/// One matrix's columns [first, first + count) as rows, picked where they lie: element by element.
void transposePlain(const Rows& rows, std::uint64_t matrix, std::uint64_t height, std::uint64_t first,
                    std::uint64_t count, std::span<std::byte> out)
{
    const std::uint64_t size = tensor::format(rows.type).blockBytes;
    std::vector<std::byte> row(rows.rowBytes());
    for (std::uint64_t r = 0; r < height; ++r) {
        std::span<const std::byte> source;
        if (rows.read) {
            rows.get(matrix * height + r, 1, row);
            source = row;
        } else {
            source = rows.mapped.subspan((matrix * height + r) * rows.rowBytes(), rows.rowBytes());
        }
        for (std::uint64_t c = 0; c < count; ++c)
            std::memcpy(out.data() + (c * height + r) * size, source.data() + (first + c) * size, size);
    }
}

} // namespace

std::uint64_t Rows::elements() const
{
    return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

std::uint64_t Rows::rowBytes() const
{
    const tensor::Format& stored = tensor::format(type);
    return columns() / stored.blockSize * stored.blockBytes;
}

void Rows::get(std::uint64_t first, std::uint64_t number, std::span<std::byte> out) const
{
    if (read)
        return read(first, number, out);
    std::ranges::copy(mapped.subspan(first * rowBytes(), number * rowBytes()), out.begin());
}

Rows reshaped(Rows rows, std::vector<std::uint64_t> shape)
{
    if (rows.read && (shape.empty() ? 1 : shape.front()) != rows.columns()) {
        const Rows source = rows; // rows of another length are cut out of whole ones
        const std::uint64_t width = shape.empty() ? 1 : shape.front();
        const std::uint64_t size = tensor::format(rows.type).blockBytes;
        rows.read = [source, width, size](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
            const std::uint64_t begin = first * width / source.columns();
            const std::uint64_t end = ((first + count) * width + source.columns() - 1) / source.columns();
            std::vector<std::byte> whole((end - begin) * source.rowBytes());
            source.get(begin, end - begin, whole);
            const std::uint64_t skip = (first * width - begin * source.columns()) * size;
            std::ranges::copy(std::span(whole).subspan(skip, count * width * size), out.begin());
        };
    }
    rows.shape = std::move(shape);
    return rows;
}

Rows asColumn(Rows rows)
{
    const std::uint64_t count = rows.elements();
    return reshaped(std::move(rows), {1, count});
}

Rows asVector(Rows rows)
{
    const std::uint64_t count = rows.elements();
    return reshaped(std::move(rows), {count});
}

Rows picked(Rows rows, std::uint64_t count, RowMap sourceRow)
{
    const std::vector<std::uint64_t> shape{rows.columns(), count};
    const auto type = rows.type;
    return produced(type, shape,
                    [source = std::move(rows), map = std::move(sourceRow)](std::uint64_t first, std::uint64_t number,
                                                                           std::span<std::byte> out) {
                        const std::uint64_t size = source.rowBytes();
                        for (std::uint64_t i = 0; i < number; ++i)
                            source.get(map(first + i), 1, out.subspan(i * size, size));
                    });
}

Rows rearranged(Rows rows, RowMap sourceColumn)
{
    if (tensor::format(rows.type).blockSize > 1)
        rows = asType(std::move(rows), tensor::Type::F32);
    std::vector<std::uint64_t> from(rows.columns());
    for (std::uint64_t i = 0; i < from.size(); ++i)
        from[i] = sourceColumn(i);
    const auto type = rows.type;
    const auto shape = rows.shape;
    return produced(type, shape,
                    [source = std::move(rows), from = std::move(from)](std::uint64_t first, std::uint64_t count,
                                                                       std::span<std::byte> out) {
                        const std::uint64_t size = tensor::format(source.type).blockBytes;
                        std::vector<std::byte> whole(count * source.rowBytes());
                        source.get(first, count, whole);
                        for (std::uint64_t i = 0; i < count * from.size(); ++i) {
                            const std::uint64_t row = i / from.size() * from.size();
                            std::memcpy(out.data() + i * size, whole.data() + (row + from[i % from.size()]) * size,
                                        size);
                        }
                    });
}

Rows sliced(Rows rows, std::uint64_t first, std::uint64_t count)
{
    const std::vector<std::uint64_t> shape{rows.columns(), count};
    if (rows.read) {
        const auto type = rows.type;
        return produced(
            type, shape,
            [source = std::move(rows), first](std::uint64_t from, std::uint64_t number, std::span<std::byte> out) {
                source.get(first + from, number, out);
            });
    }
    const std::uint64_t size = rows.rowBytes();
    rows.mapped = rows.mapped.subspan(first * size, count * size);
    rows.offset += first * size;
    rows.shape = shape;
    return rows;
}

Rows joined(std::vector<Rows> parts)
{
    const auto type = parts.front().type;
    std::vector<std::uint64_t> ends;
    std::uint64_t total = 0;
    for (Rows& part : parts) {
        part = asType(std::move(part), type);
        ends.push_back(total += part.count());
    }
    const std::vector<std::uint64_t> shape{parts.front().columns(), total};
    return produced(type, shape,
                    [parts = std::move(parts), ends = std::move(ends)](std::uint64_t first, std::uint64_t count,
                                                                       std::span<std::byte> out) {
                        while (count > 0) {
                            const auto part
                                = static_cast<std::size_t>(std::ranges::upper_bound(ends, first) - ends.begin());
                            const std::uint64_t number = std::min(count, ends[part] - first);
                            const std::uint64_t bytes = number * parts[part].rowBytes();
                            parts[part].get(first - (ends[part] - parts[part].count()), number, out.first(bytes));
                            out = out.subspan(bytes);
                            first += number;
                            count -= number;
                        }
                    });
}

Rows stacked(std::vector<Rows> parts)
{
    std::vector<std::uint64_t> shape = parts.front().shape;
    shape.push_back(parts.size());
    Rows out = joined(std::move(parts));
    out.shape = std::move(shape);
    return out;
}

Rows transposed(Rows rows)
{
    if (tensor::format(rows.type).blockSize > 1)
        rows = asType(std::move(rows), tensor::Type::F32);
    std::vector<std::uint64_t> shape = rows.shape;
    shape.resize(std::max<std::size_t>(2, shape.size()), 1);
    const std::uint64_t width = shape[0], height = shape[1];
    std::swap(shape[0], shape[1]);
    const auto type = rows.type;
    return produced(
        type, shape,
        [source = std::move(rows), width, height](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
            const std::uint64_t size = height * tensor::format(source.type).blockBytes;
            for (std::uint64_t done = 0; done < count;) {
                const std::uint64_t at = (first + done) % width;
                const std::uint64_t number = std::min(count - done, width - at);
                transposePlain(source, (first + done) / width, height, at, number,
                               out.subspan(done * size, number * size));
                done += number;
            }
        });
}

Rows asType(Rows rows, tensor::Type type)
{
    if (rows.type == type || !tensor::format(rows.type).decode || !tensor::format(type).encode
        || rows.columns() % tensor::format(type).blockSize != 0)
        return rows;
    const auto shape = rows.shape;
    return produced(
        type, shape,
        [source = std::move(rows), type](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
            const tensor::Format& target = tensor::format(type);
            const std::uint64_t size = source.columns() / target.blockSize * target.blockBytes;
            std::vector<float> row(source.columns());
            std::vector<std::byte> packed;
            for (std::uint64_t i = 0; i < count; ++i) {
                getFloats(source, first + i, 1, row, packed);
                target.encode(row, {}, out.subspan(i * size, size));
            }
        });
}

Rows mapped(Rows rows, double (*change)(double))
{
    const auto shape = rows.shape;
    return produced(
        tensor::Type::F32, shape,
        [source = std::move(rows), change](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
            const std::uint64_t width = source.columns();
            std::vector<float> row(count * width);
            std::vector<std::byte> packed;
            if (source.type == tensor::Type::F64) {
                std::vector<double> wide(count * width);
                source.get(first, count, std::as_writable_bytes(std::span(wide)));
                std::ranges::transform(wide, row.begin(), [&](double v) { return float(change(v)); });
            } else {
                getFloats(source, first, count, row, packed);
                std::ranges::transform(row, row.begin(), [&](float v) { return float(change(v)); });
            }
            std::ranges::copy(asBytes(row), out.begin());
        });
}

Rows scaled(Rows rows, std::function<double(std::uint64_t row)> factor)
{
    const auto shape = rows.shape;
    return produced(tensor::Type::F32, shape,
                    [source = std::move(rows), factor = std::move(factor)](std::uint64_t first, std::uint64_t count,
                                                                           std::span<std::byte> out) {
                        const std::uint64_t width = source.columns();
                        std::vector<float> row(count * width);
                        std::vector<std::byte> packed;
                        getFloats(source, first, count, row, packed);
                        for (std::uint64_t i = 0; i < row.size(); ++i)
                            row[i] = float(double(row[i]) * factor(first + i / width));
                        std::ranges::copy(asBytes(row), out.begin());
                    });
}

Rows floats(std::vector<float> values, std::vector<std::uint64_t> shape)
{
    const std::uint64_t width = shape.front();
    return produced(
        tensor::Type::F32, std::move(shape),
        [values = std::move(values), width](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
            std::ranges::copy(asBytes(std::span(values).subspan(first * width, count * width)), out.begin());
        });
}

std::vector<float> toFloats(const Rows& rows)
{
    std::vector<float> out(rows.elements());
    std::vector<std::byte> packed;
    getFloats(rows, 0, rows.count(), out, packed);
    return out;
}

bool sameNumbers(const Rows& one, const Rows& other)
{
    if (one.shape != other.shape)
        return false;
    if (one.type == other.type && !one.read && !other.read)
        return std::ranges::equal(one.mapped, other.mapped);
    std::vector<float> first(one.columns()), second(one.columns());
    std::vector<std::byte> packed;
    for (std::uint64_t row = 0; row < one.count(); ++row) {
        getFloats(one, row, 1, first, packed);
        getFloats(other, row, 1, second, packed);
        if (!std::ranges::equal(asBytes(first), asBytes(second)))
            return false;
    }
    return true;
}

} // namespace headroom::model::hf
