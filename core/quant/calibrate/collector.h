// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the observer of a calibration pass: finds out which tensor a product is about, and adds its inputs to that
// tensor's statistics and, where wanted and within the memory limit, to its Hessian. Matrices with the same input
// (query, key and value) share one Hessian.
#pragma once

#include "core/infer/observer.h"
#include "core/model/modelfile.h"
#include "core/quant/calibrate/hessian.h"
#include "core/quant/calibrate/inputstatistics.h"

#include <map>
#include <set>

namespace headroom::quant {

struct CollectOptions {
    bool statistics = true;
    bool output = false; ///< the output matrix too; it costs logits of every position
    bool hessians = false;
    std::uint64_t hessianBytes = 0; ///< memory for Hessians; those that do not fit wait for another pass
    std::set<std::string> onlyHessiansOf; ///< empty: of all
};

class Collector final : public infer::Observer {
public:
    Collector(const model::ModelFile& file, CollectOptions options, ThreadPool& pool);

    void product(const infer::TensorId& matrix, std::size_t columns, const float* inputs, std::size_t stride,
                 std::size_t rows) override;
    const Status& status() const { return m_status; } ///< the first error

    /// In the order of the file; tensors that no product reached are absent.
    std::vector<InputStatistics> takeStatistics();
    /// Tensor to the tensor whose Hessian it shares (itself where none), of every matrix seen.
    const std::map<std::string, std::string>& roots() const { return m_roots; }
    /// [slices, columns, columns]; empty where there is none.
    std::vector<float> takeHessian(const std::string& root);

private:
    struct Input { ///< of the product before
        std::string tensor;
        std::size_t slice = 0;
        std::size_t rows = 0;
        std::vector<float> values;
    };
    const std::string& rootOf(const model::TensorInfo& info, std::size_t slice, const float* inputs, std::size_t stride,
                              std::size_t rows);
    void remember(const model::TensorInfo& info, std::size_t slice, const float* inputs, std::size_t stride,
                  std::size_t rows);
    void addHessian(const model::TensorInfo& info, std::size_t slice, const float* inputs, std::size_t stride,
                    std::size_t rows);

    const model::ModelFile& m_file;
    CollectOptions m_options;
    ThreadPool& m_pool;
    std::map<std::size_t, InputStatistics> m_statistics;
    std::map<std::string, std::string> m_roots;
    std::map<std::string, std::vector<HessianSum>> m_hessians;
    std::uint64_t m_hessianBytes = 0;
    std::set<std::string> m_waiting;
    Input m_last;
    Status m_status;
};

} // namespace headroom::quant
