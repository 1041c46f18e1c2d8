// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The text is arbitrary here and the vocabularies are sound; broken vocabularies are fuzz_gguf's business.
#include "tests/fuzz/exercise.h"
#include "tests/fuzz/seeds.h"

namespace {

std::unique_ptr<const headroom::model::Tokenizer> seedTokenizer(bool byteLevel)
{
    const auto bytes = headroom::test::SeedModel(byteLevel).bytes();
    const auto file = headroom::model::ModelFile::parse(bytes, "seed.gguf");
    auto tokenizer = headroom::model::Tokenizer::create(*file.value());
    return std::move(tokenizer.value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto kSentencePiece = seedTokenizer(false);
    static const auto kByteLevel = seedTokenizer(true);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    headroom::test::exerciseTokenizer(*kSentencePiece, text);
    headroom::test::exerciseTokenizer(*kByteLevel, text);
    return 0;
}
