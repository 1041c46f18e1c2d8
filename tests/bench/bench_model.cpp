// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The reference file of the speed figures: bench_model OUT.gguf writes a llama of 183.5 M parameters with random
// weights (12 layers, width 1024, FFN 4096, 16 heads on 4, vocabulary 512; 350 MiB in F16), larger than most caches.
#include "support/tinymodel.h"

#include <fmt/format.h>

int main(int argc, char** argv)
{
    using namespace headroom;
    if (argc != 2) {
        fmt::print(stderr, "bench_model OUT.gguf\n");
        return 2;
    }
    test::TinyModel model;
    model.layers = 12;
    model.width = 1024;
    model.feedForward = 4096;
    model.heads = 16;
    model.kvHeads = 4;
    model.contextLength = 4096;
    model.vocabulary = 512;
    model.type = tensor::Type::F16;
    const auto written = test::writeTinyModel(argv[1], model);
    if (!written)
        fmt::print(stderr, "{}: {}\n", written.error().where, written.error().detail);
    return written ? 0 : 1;
}
