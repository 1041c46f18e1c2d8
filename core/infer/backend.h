// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what computes a model is a row of one table. A backend makes the description in weights.h ready on one of its
// devices and runs sessions there; everything above sees Transformer and Session only. Host code is in cpu/.
#pragma once

#include "core/infer/logits.h"
#include "core/infer/transformer.h"

namespace headroom::infer {

class Observer;
struct KvType;
struct ModelWeights;

/// What Session::create() has checked.
struct SessionSpec {
    std::uint32_t context = 0; ///< positions
    std::uint32_t ropeContext = 0; ///< decides between long and short position factors
    const KvType* kvType = nullptr;
    Precision precision = Precision::Exact;
    std::uint32_t batch = 0; ///< most tokens at a time; 0: what is fastest
};

/// One sequence on a device. Not thread-safe.
class BackendSession {
public:
    virtual ~BackendSession() = default;
    /// Appends tokens, which are of the vocabulary and fit; logits of the last `rows` of them become rows `at`, at + 1,
    /// … of `out`, which is of this session's newRows() or in host memory (null where rows is 0). Results do not depend
    /// on how a sequence is cut into calls. Errors: Corrupt (a logit that is not finite), the device's.
    virtual Status evaluate(std::span<const model::Token> tokens, std::size_t rows, LogitRows* out, std::size_t at) = 0;
    /// Errors: OutOfMemory.
    virtual Result<std::unique_ptr<LogitRows>> newRows(std::size_t count) = 0;
    virtual void clear() = 0;
    virtual void observe(Observer* observer) = 0;
    virtual std::uint32_t length() const = 0; ///< positions filled
    virtual std::uint64_t bytes() const = 0; ///< of cache and scratch memory
};

/// A model's weights on a device, shared by its sessions. Immutable.
class DeviceWeights {
public:
    virtual ~DeviceWeights() = default;
    /// pool: host threads, for what the host does. Errors: OutOfMemory, InvalidArgument, Unsupported.
    virtual Result<std::unique_ptr<BackendSession>> session(const SessionSpec& spec, ThreadPool& pool) const = 0;
};

struct ComputeDevice {
    std::string id; ///< as options write it: "cpu", "cuda:1"
    std::string name; ///< for people
};

struct Backend {
    std::string_view name; ///< "cpu"
    std::vector<ComputeDevice> (*devices)(); ///< that are there, the first is the usual one
    /// Errors: OutOfMemory, Unsupported (a tensor type, a mixer).
    Result<std::shared_ptr<const DeviceWeights>> (*load)(std::shared_ptr<const ModelWeights> weights,
                                                         const std::string& device);
};

/// In the order in which "auto" takes the first that has a device; the CPU, which every build has, last.
std::span<const Backend> backends();

/// As options list them: "auto, cpu, cuda[:N]"; those of other builds too.
std::string deviceNames();
/// Whether it is one of those, be the device there or not.
bool isDeviceName(std::string_view name);

struct ChosenDevice {
    const Backend* backend = nullptr;
    std::string id;
};
/// "auto", "cpu", "cuda", "cuda:1". Errors: InvalidArgument (no such name), Unsupported (this build, or this machine,
/// has none).
Result<ChosenDevice> chooseDevice(std::string_view name);

} // namespace headroom::infer
