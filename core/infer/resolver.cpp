// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/resolver.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace headroom::infer {

namespace {

/// A matrix is looked through for NaN and infinities when all of them so far fit this: cheap enough for any file.
constexpr std::uint64_t kScanLimit = 64U << 20U;

std::string biasOf(const std::string& name)
{
    return name.substr(0, name.rfind('.')) + ".bias";
}

bool sameShape(std::vector<std::uint64_t> a, std::vector<std::uint64_t> b)
{
    a.resize(4, 1);
    b.resize(4, 1);
    return a == b;
}

} // namespace

std::vector<std::uint64_t> Resolver::shapeOf(const std::string& name) const
{
    return has(name) ? m_file.find(name)->shape : std::vector<std::uint64_t>{};
}

std::uint64_t Resolver::rowsOf(const std::string& name) const
{
    const auto shape = shapeOf(name);
    return shape.empty() ? 0 : shape.size() == 1 ? 1 : shape[1];
}

Matrix Resolver::matrix(const std::string& name, std::uint64_t columns, std::uint64_t rows)
{
    auto all = matrices(name, columns, rows == 0 ? std::max<std::uint64_t>(1, rowsOf(name)) : rows, 1);
    return all.empty() ? Matrix{} : std::move(all.front());
}

std::vector<Matrix> Resolver::matrices(const std::string& name, std::uint64_t columns, std::uint64_t rows,
                                       std::uint64_t count)
{
    std::vector<std::uint64_t> shape{columns, rows};
    if (count > 1)
        shape.push_back(count);
    const auto* info = checked(name, shape);
    if (!info || rows == 0 || count == 0)
        return {};
    std::vector<float> bias;
    if (has(biasOf(name)))
        bias = numbers(biasOf(name), {rows, count});
    if (!m_status)
        return {};
    Matrix whole;
    whole.id.tensor = static_cast<std::size_t>(info - m_file.tensors().data());
    whole.type = info->type;
    if (m_reads == Reads::Everything)
        whole.data = m_file.data(*info);
    whole.rows = rows * count;
    whole.columns = columns;
    whole.rowBytes = info->bytes / whole.rows;
    whole.bias = std::move(bias);
    if (m_reads == Reads::Everything)
        checkFinite(*info);
    if (count == 1)
        return {std::move(whole)};
    std::vector<Matrix> out;
    for (std::uint64_t i = 0; i < count; ++i)
        out.push_back(infer::rowsOf(whole, i * rows, rows));
    return out;
}

std::vector<float> Resolver::numbers(const std::string& name, const std::vector<std::uint64_t>& shape)
{
    const auto* info = checked(name, shape);
    if (!info)
        return {};
    std::vector<float> out(info->elements(), 1.0F);
    if (m_reads == Reads::Nothing)
        return out;
    tensor::format(info->type).decode(m_file.data(*info), out);
    const auto bad = std::find_if(out.begin(), out.end(), [](float value) { return !std::isfinite(value); });
    if (bad != out.end())
        fail(ErrorCode::Corrupt, name, fmt::format("value {} is {}", bad - out.begin(), *bad));
    return out;
}

Norm Resolver::norm(const std::string& name, NormKind kind, float epsilon, std::uint64_t columns)
{
    // One family's files have a norm without the ending.
    const std::string weight = has(name) && !has(name + ".weight") ? name : name + ".weight";
    Norm out{kind, epsilon, columns, vector(weight, columns), {}};
    if (has(name + ".bias"))
        out.bias = vector(name + ".bias", columns);
    if (!m_status)
        return {};
    out.weight.resize(padded(columns), 0.0F);
    if (!out.bias.empty())
        out.bias.resize(padded(columns), 0.0F);
    return out;
}

Norm Resolver::optionalNorm(const std::string& name, NormKind kind, float epsilon, std::uint64_t columns)
{
    return has(name + ".weight") ? norm(name, kind, epsilon, columns) : Norm{};
}

void Resolver::fail(ErrorCode code, const std::string& tensor, std::string detail)
{
    if (m_status)
        m_status = headroom::fail(code, m_file.path().string() + ", tensor " + tensor, std::move(detail));
}

const model::TensorInfo* Resolver::unused() const
{
    const auto found = std::find_if(m_file.tensors().begin(), m_file.tensors().end(),
                                    [&](const model::TensorInfo& info) { return !m_used.contains(info.name); });
    return found == m_file.tensors().end() ? nullptr : &*found;
}

const model::TensorInfo* Resolver::checked(const std::string& name, std::vector<std::uint64_t> shape)
{
    if (!m_status)
        return nullptr;
    m_used.insert(name);
    const auto* info = m_file.find(name);
    if (!info) {
        fail(ErrorCode::Corrupt, name, "missing");
        return nullptr;
    }
    if (!sameShape(info->shape, shape)) {
        fail(ErrorCode::Corrupt, name,
             fmt::format("shape [{}] where [{}] is needed", fmt::join(info->shape, ", "), fmt::join(shape, ", ")));
        return nullptr;
    }
    const auto* format = tensor::findFormat(static_cast<std::uint32_t>(info->type));
    if (!format || !format->decode) {
        fail(ErrorCode::Unsupported, name,
             fmt::format("type {} cannot be computed with",
                         format ? std::string(format->name) : std::to_string(static_cast<std::uint32_t>(info->type))));
        return nullptr;
    }
    if (info->elements() == 0 || tensor::packedBytes(info->type, info->columns(), info->elements()) != info->bytes) {
        fail(ErrorCode::Corrupt, name, "its bytes do not match its shape and type");
        return nullptr;
    }
    return info;
}

void Resolver::checkFinite(const model::TensorInfo& info)
{
    m_scanned += info.bytes;
    if (m_scanned > kScanLimit)
        return;
    std::vector<float> row(info.columns());
    const std::uint64_t rowBytes = info.rowBytes();
    const auto& format = tensor::format(info.type);
    for (std::uint64_t r = 0; r < info.rows(); ++r) {
        format.decode(m_file.data(info).subspan(r * rowBytes, rowBytes), row);
        for (std::size_t c = 0; c < row.size(); ++c)
            if (!std::isfinite(row[c]))
                return fail(ErrorCode::Corrupt, info.name, fmt::format("row {}, column {} is {}", r, c, row[c]));
    }
}

Matrix rowsOf(const Matrix& matrix, std::size_t first, std::size_t count)
{
    Matrix out = matrix;
    out.id.row += first;
    out.rows = count;
    if (!matrix.data.empty())
        out.data = matrix.data.subspan(first * matrix.rowBytes, count * matrix.rowBytes);
    if (!matrix.bias.empty())
        out.bias.assign(matrix.bias.begin() + static_cast<std::ptrdiff_t>(first),
                        matrix.bias.begin() + static_cast<std::ptrdiff_t>(first + count));
    return out;
}

} // namespace headroom::infer
