// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Example: a Metaspace that puts a space before the first word only (prepend_scheme "first"). GGUF knows "never" and
// "after every special token", so that the word in "<s>word" begins with a space there.
#include "core/model/tokenizer/tokenizerform.h"

#include "core/base/remarks.h"
#include "core/model/ggufcursor.h"
#include "core/model/tokenizer/tokenizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::model {

namespace {

constexpr std::array<std::string_view, 8> kTexts{"word",      "two words",         "  spaces  before and between",
                                                 "12345.678", "it's fine",         "naïve Straße",
                                                 "世界 мир",  "line\n\n\tindented"};

/// The text of a token that steers: not the beginning itself where there is another.
std::string specialOf(const ModelFile& file, const Tokenizer& tokenizer)
{
    constexpr std::int32_t kControl = 3; // tokenizer.ggml.token_type
    const Array* types = file.metadata().array("tokenizer.ggml.token_type");
    const Array* tokens = file.metadata().array("tokenizer.ggml.tokens");
    std::string found;
    for (std::size_t i = 0; types && tokens && i < std::min(types->items.size(), tokens->items.size()); ++i) {
        const auto* type = std::get_if<std::int32_t>(&types->items[i].data);
        const auto* text = std::get_if<std::string>(&tokens->items[i].data);
        if (!type || !text || *type != kControl)
            continue;
        found = *text;
        if (static_cast<Token>(i) != tokenizer.bos())
            break;
    }
    return found;
}

/// Tries texts with both forms of a tokenizer.
class Trial {
public:
    Trial(const Tokenizer& folder, const Tokenizer& keys) : m_folder(folder), m_keys(keys) { }

    /// The first text that gets other ids behind `before`, but not alone.
    std::optional<std::string> changedBehind(const std::string& before) const
    {
        for (const std::string_view text : kTexts)
            if (!differs(std::string(text), false) && differs(before + std::string(text), true))
                return printable(before + std::string(text));
        return std::nullopt;
    }
    std::optional<std::string> changed() const
    {
        for (const std::string_view text : kTexts)
            if (differs(std::string(text), false))
                return printable(text);
        return std::nullopt;
    }

private:
    bool differs(const std::string& text, bool special) const
    {
        const EncodeOptions options{special, special};
        return m_folder.encode(text, options) != m_keys.encode(text, options);
    }

    const Tokenizer& m_folder;
    const Tokenizer& m_keys;
};

Remarks differences(const Trial& trial, const std::string& special)
{
    Remarks notes;
    if (const auto text = trial.changed())
        notes.push_back(remark("model.tokenizer_changes", *text));
    if (trial.changedBehind({}))
        notes.push_back(remark("model.tokenizer_surrounds"));
    else if (const auto text = special.empty() ? std::nullopt : trial.changedBehind(special))
        notes.push_back(remark("model.tokenizer_after_special", *text));
    return notes;
}

} // namespace

Remarks lostInKeys(const ModelFile& file)
{
    std::error_code ignored;
    const bool described = std::filesystem::exists(file.path() / "tokenizer.json", ignored)
        && !std::filesystem::exists(file.path() / "tokenizer.gguf", ignored);
    const auto folder = described ? Tokenizer::create(file) : tl::unexpected(Error{});
    if (!folder)
        return {};
    ModelParts parts;
    parts.path = "tokenizer keys";
    parts.metadata = file.metadata();
    const auto assembled = ModelFile::assemble(std::move(parts));
    const auto keys = assembled ? Tokenizer::create(**assembled) : tl::unexpected(assembled.error());
    if (!keys)
        return {remark("model.tokenizer_unusable")};
    return differences(Trial(**folder, **keys), specialOf(file, **folder));
}

} // namespace headroom::model
