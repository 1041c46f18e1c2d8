// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Writes the seed models into the folder given, as a corpus for fuzz_gguf.
#include "core/base/file.h"
#include "tests/fuzz/seeds.h"

#include <cstdio>

int main(int argc, char** argv)
{
    if (argc != 2)
        return std::fprintf(stderr, "usage: fuzz_seeds FOLDER\n"), 2;
    const std::filesystem::path folder(argv[1]);
    bool ok = true;
    for (const bool byteLevel : {false, true})
        ok = ok
            && headroom::writeFile(folder / (byteLevel ? "bytelevel.gguf" : "sentencepiece.gguf"),
                                   headroom::test::SeedModel(byteLevel).bytes());
    return ok ? 0 : 1;
}
