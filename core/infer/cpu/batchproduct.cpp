// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/batchproduct.h"

#ifdef HEADROOM_ONEDNN
#include <dnnl.hpp>
#include <omp.h>

#include <algorithm>
#include <vector>
#endif

namespace headroom::infer {

#ifdef HEADROOM_ONEDNN

namespace {

using HeldMemory = dnnl::memory;

/// One thread inside the library while this lives, for the calling thread only.
class SingleThread {
public:
    SingleThread() : m_before(omp_get_max_threads()) { omp_set_num_threads(1); }
    ~SingleThread() { omp_set_num_threads(m_before); }
    SingleThread(const SingleThread&) = delete;
    SingleThread& operator=(const SingleThread&) = delete;

private:
    int m_before;
};

bool multipliesBfloat()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16") != 0;
#else
    return false;
#endif
}

struct Kernel {
    ProductShape shape;
    HeldMemory::desc inputs, tile, output, scratch;
    dnnl::matmul product;
    std::vector<HeldMemory> scratchOfThread;
};

} // namespace

struct BatchProduct::State {
    static constexpr std::size_t kMostKernels = 64; ///< they are cheap to make again: the library keeps the code
    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    std::size_t threads = 1;
    HeldMemory::data_type type = HeldMemory::data_type::f32;
    std::vector<Kernel> kernels;

    const Kernel* find(const ProductShape& shape) const
    {
        const auto at = std::find_if(kernels.begin(), kernels.end(), [&](const Kernel& k) { return k.shape == shape; });
        return at == kernels.end() ? nullptr : &*at;
    }

    Kernel make(const ProductShape& shape) const
    {
        using Dims = HeldMemory::dims;
        const auto size = [](std::size_t value) { return static_cast<HeldMemory::dim>(value); };
        Kernel out;
        out.shape = shape;
        out.inputs = {Dims{size(shape.tokens), size(shape.columns)}, type, Dims{size(shape.inputStride), 1}};
        out.tile = {Dims{size(shape.columns), size(shape.rows)}, type, Dims{1, size(shape.columns)}};
        out.output = {Dims{size(shape.tokens), size(shape.rows)}, HeldMemory::data_type::f32,
                      Dims{size(shape.outputStride), 1}};
        dnnl::primitive_attr attributes;
        attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user); // so that threads may share the kernel
        const dnnl::matmul::primitive_desc description({out.inputs, out.tile, out.output}, attributes, engine);
        out.scratch = description.scratchpad_desc();
        out.product = dnnl::matmul(description);
        for (std::size_t i = 0; i < threads; ++i)
            out.scratchOfThread.emplace_back(out.scratch, engine);
        return out;
    }
};

BatchProduct::BatchProduct() : m_state(std::make_unique<State>()) { }
BatchProduct::~BatchProduct() = default;

std::unique_ptr<BatchProduct> BatchProduct::create(std::size_t threads)
{
    try {
        std::unique_ptr<BatchProduct> out(new BatchProduct);
        out->m_state->threads = threads;
        if (multipliesBfloat())
            out->m_state->type = HeldMemory::data_type::bf16;
        return out;
    } catch (const std::exception&) {
        return nullptr;
    }
}

bool BatchProduct::bfloat() const
{
    return m_state->type == HeldMemory::data_type::bf16;
}

bool BatchProduct::prepare(const ProductShape& shape)
{
    if (m_state->find(shape))
        return true;
    const SingleThread single;
    try {
        if (m_state->kernels.size() >= State::kMostKernels)
            m_state->kernels.erase(m_state->kernels.begin(), m_state->kernels.begin() + State::kMostKernels / 2);
        m_state->kernels.push_back(m_state->make(shape));
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

void BatchProduct::run(const ProductShape& shape, std::size_t thread, const void* inputs, const void* tile,
                       float* out) const
{
    const SingleThread single;
    const Kernel* kernel = m_state->find(shape);
    dnnl::stream stream(m_state->engine);
    const auto memory = [&](const HeldMemory::desc& desc, const void* data) {
        return HeldMemory(desc, m_state->engine, const_cast<void*>(data));
    };
    kernel->product.execute(stream,
                            {{DNNL_ARG_SRC, memory(kernel->inputs, inputs)},
                             {DNNL_ARG_WEIGHTS, memory(kernel->tile, tile)},
                             {DNNL_ARG_DST, memory(kernel->output, out)},
                             {DNNL_ARG_SCRATCHPAD, kernel->scratchOfThread[thread]}});
    stream.wait();
}

#else

struct BatchProduct::State { };
BatchProduct::BatchProduct() = default;
BatchProduct::~BatchProduct() = default;

std::unique_ptr<BatchProduct> BatchProduct::create(std::size_t)
{
    return nullptr;
}

bool BatchProduct::bfloat() const
{
    return false;
}

bool BatchProduct::prepare(const ProductShape&)
{
    return false;
}

void BatchProduct::run(const ProductShape&, std::size_t, const void*, const void*, float*) const { }

#endif

} // namespace headroom::infer
