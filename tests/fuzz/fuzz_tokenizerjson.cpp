// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The input is a tokenizer.json; a folder in memory would be faster, but the reader takes a path.
#include "core/base/file.h"
#include "core/model/tokenizer/tokenizerjson.h"
#include "tests/fuzz/exercise.h"

#include <filesystem>

#include <unistd.h>

namespace {

/// A folder of this process's own, removed with it.
struct Folder {
    Folder() { std::filesystem::create_directories(path); }
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path
        = std::filesystem::temp_directory_path() / ("headroom-fuzz-" + std::to_string(::getpid()));
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Folder kFolder;
    if (!headroom::writeFile(kFolder.path / "tokenizer.json", std::as_bytes(std::span(data, size))))
        return 0;
    if (const auto tokenizer = headroom::model::readTokenizerJson(kFolder.path))
        headroom::test::exerciseTokenizer(**tokenizer, "The \xc3\xa4 cat's 123 <s>\n\n\xff\xed\xa0\x80 end</s>");
    headroom::model::Metadata keys;
    static_cast<void>(headroom::model::addTokenizerKeys(kFolder.path, keys));
    return 0;
}
