// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/collector.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace headroom::quant {

namespace {

bool isWatched(const std::string& name, bool output)
{
    return name.ends_with(".weight")
        && (name.starts_with("blk.") || (output && (name == "output.weight" || name == "token_embd.weight")));
}

std::uint64_t slicesOf(const model::TensorInfo& info)
{
    return info.shape.size() > 2 ? info.elements() / (info.shape[0] * info.shape[1]) : 1;
}

} // namespace

Collector::Collector(const model::ModelFile& file, CollectOptions options, ThreadPool& pool)
    : m_file(file), m_options(std::move(options)), m_pool(pool)
{
}

void Collector::product(const infer::TensorId& matrix, std::size_t columns, const float* inputs, std::size_t stride,
                        std::size_t rows)
{
    const auto& info = m_file.tensors()[matrix.tensor];
    if (!m_status || rows == 0 || info.shape.size() < 2 || info.elements() == 0
        || !isWatched(info.name, m_options.output) || matrix.row % info.shape[1] != 0 || columns != info.columns())
        return; // no watched tensor, or a later part of a fused one, whose inputs were seen with the first
    const std::size_t slice = matrix.row / info.shape[1];
    if (m_options.statistics) {
        auto& statistics = m_statistics.try_emplace(matrix.tensor, info.name, columns, slicesOf(info)).first->second;
        m_status = statistics.add(slice, inputs, stride, rows, m_pool);
    }
    if (m_options.hessians && m_status)
        addHessian(info, slice, inputs, stride, rows);
}

const std::string& Collector::rootOf(const model::TensorInfo& info, std::size_t slice, const float* inputs,
                                     std::size_t stride, std::size_t rows)
{
    if (const auto known = m_roots.find(info.name); known != m_roots.end())
        return known->second;
    bool same = m_last.slice == slice && m_last.rows == rows && m_last.values.size() == rows * info.columns();
    for (std::size_t t = 0; t < rows && same; ++t)
        same = std::memcmp(inputs + t * stride, m_last.values.data() + t * info.columns(),
                           info.columns() * sizeof(float))
            == 0;
    return m_roots[info.name] = same ? m_roots.at(m_last.tensor) : info.name;
}

void Collector::remember(const model::TensorInfo& info, std::size_t slice, const float* inputs, std::size_t stride,
                         std::size_t rows)
{
    m_last = {info.name, slice, rows, {}};
    m_last.values.reserve(rows * info.columns());
    for (std::size_t t = 0; t < rows; ++t)
        m_last.values.insert(m_last.values.end(), inputs + t * stride, inputs + t * stride + info.columns());
}

void Collector::addHessian(const model::TensorInfo& info, std::size_t slice, const float* inputs, std::size_t stride,
                           std::size_t rows)
{
    const std::string& root = rootOf(info, slice, inputs, stride, rows);
    remember(info, slice, inputs, stride, rows);
    if (root != info.name || m_waiting.contains(root)
        || (!m_options.onlyHessiansOf.empty() && !m_options.onlyHessiansOf.contains(root)))
        return;
    auto [entry, fresh] = m_hessians.try_emplace(root);
    if (fresh) {
        const std::uint64_t needed = info.columns() * info.columns() * slicesOf(info) * sizeof(float);
        if (m_hessianBytes + needed > m_options.hessianBytes) {
            m_hessians.erase(entry);
            m_waiting.insert(root);
            return;
        }
        m_hessianBytes += needed;
        for (std::uint64_t s = 0; s < slicesOf(info) && m_status; ++s) {
            auto sum = HessianSum::create(info.columns());
            if (sum)
                entry->second.push_back(std::move(*sum));
            else
                m_status = tl::unexpected(sum.error());
        }
        if (!m_status)
            return;
    }
    m_status = entry->second[slice].add(inputs, stride, rows, m_pool);
}

std::vector<InputStatistics> Collector::takeStatistics()
{
    std::vector<InputStatistics> out;
    for (auto& [index, statistics] : m_statistics)
        out.push_back(std::move(statistics));
    m_statistics.clear();
    return out;
}

std::vector<float> Collector::takeHessian(const std::string& root)
{
    const auto found = m_hessians.find(root);
    if (found == m_hessians.end())
        return {};
    std::vector<float> out;
    for (auto& sum : found->second) {
        auto values = sum.take();
        if (out.empty())
            out = std::move(values);
        else
            out.insert(out.end(), values.begin(), values.end());
    }
    m_hessians.erase(found);
    return out;
}

} // namespace headroom::quant
