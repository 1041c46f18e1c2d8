// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A device computes what lies in its memory, but for host memory beside cards: from 32 tokens on the scheduler copies
// weights from there to the first card and multiplies there (offload_op of ggml-cuda.cu); attention stays where the
// cache is.
//   fewer tokens   max((weights + kv) ÷ host bandwidth, flop ÷ host rate)
//   from 32 on     max(weights ÷ link, flop on weights ÷ card rate) + max(kv ÷ host bandwidth, other flop ÷ host rate)
// 20 GB in host memory, 25 GB/s: 0.8 s for a batch of 512, however fast the processor.
#include "core/plan/engines/llamacpp.h"
#include "core/plan/step.h"

#include <algorithm>

namespace headroom::plan::llamacpp {

Spent spend(const Situation& situation, const Work& work)
{
    const Device& card = situation.devices.front();
    const Device& host = *work.device;
    if (!host.processor || card.processor || work.tokens < kOffloadBatch.value || card.linkGBs <= 0)
        return roofline(work);
    const double copied = work.weightBytes / std::min(card.linkGBs * 1e9, host.bytesPerSecond());
    const double computed = (work.flops - work.attentionFlops) / card.flopsPerSecond();
    const double attention
        = std::max(work.kvBytes / host.bytesPerSecond(), work.attentionFlops / host.flopsPerSecond());
    return {std::max(copied, computed) + attention, copied >= computed ? Limiter::Link : Limiter::Compute};
}

} // namespace headroom::plan::llamacpp
