// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/besides.h"

#include "core/model/ggufcursor.h"
#include "core/model/hf/pooling.h"

#include <algorithm>
#include <array>

namespace headroom::quant {

namespace {

namespace fs = std::filesystem;

constexpr std::array kKnown{"tokenizer.json",
                            "tokenizer.model",
                            "tokenizer_config.json",
                            "tokenizer.gguf",
                            "special_tokens_map.json",
                            "added_tokens.json",
                            "vocab.json",
                            "vocab.txt",
                            "merges.txt",
                            "spiece.model",
                            "chat_template.jinja",
                            "chat_template.json",
                            "generation_config.json",
                            "preprocessor_config.json",
                            "processor_config.json",
                            "modules.json",
                            "sentence_bert_config.json",
                            "config_sentence_transformers.json"};
/// Written anew, or said of weights that are written anew.
constexpr std::array kReplaced{"config.json", "manifest.json", "quantize_config.json", "quant_config.json"};
constexpr std::array kWeights{".safetensors", ".bin",     ".pt", ".pth",    ".ckpt", ".gguf", ".onnx",
                              ".onnx_data",   ".msgpack", ".h5", ".tflite", ".ot",   ".npz"};
constexpr std::uint64_t kMostBytes = 64U << 20U; ///< of one file
constexpr std::uint64_t kMostTogether = 256U << 20U;
constexpr int kDeepest = 4; ///< folders in folders

template <class Names> bool contains(const Names& names, const fs::path& name)
{
    return std::ranges::find(names, name) != names.end();
}

/// Of checkpoints in shards there is an index too.
bool isWeights(const fs::path& name)
{
    return contains(kWeights, name.extension()) || name.string().ends_with(".safetensors.index.json")
        || name.string().ends_with(".bin.index.json");
}

bool isHidden(const fs::path& name)
{
    return name.string().starts_with('.') || name == "__pycache__";
}

class Search {
public:
    Search(const fs::path& folder, const std::vector<fs::path>& weights)
        : m_folder(folder), m_weights(weights), m_modules(model::hf::moduleFolders(folder))
    {
    }

    Besides whole()
    {
        fs::directory_iterator entry(m_folder, m_error);
        for (const fs::directory_iterator end; !m_error && entry != end; entry.increment(m_error))
            if (!isHidden(entry->path().filename()))
                entry->is_directory(m_ignored) ? addFolder(entry->path()) : addTop(entry->path());
        return finish();
    }
    Besides known()
    {
        for (const char* name : kKnown)
            if (fs::exists(m_folder / name, m_ignored))
                add(m_folder / name, true);
        for (const fs::path& module : m_modules)
            if (fs::is_directory(m_folder / module, m_ignored))
                addFolder(m_folder / module);
        return finish();
    }

private:
    void addTop(const fs::path& path)
    {
        const fs::path name = path.filename();
        const bool known = contains(kKnown, name);
        if (contains(kReplaced, name) || contains(m_weights, path))
            return;
        if (!known && isWeights(name))
            return leave(path);
        add(path, known);
    }
    /// With weights in it that no module of this model is, it is another model, or this one in another form.
    void addFolder(const fs::path& path)
    {
        std::vector<fs::path> files;
        bool weights = fs::is_symlink(path, m_ignored);
        fs::recursive_directory_iterator entry(path, m_error);
        for (const fs::recursive_directory_iterator end; !m_error && !weights && entry != end;
             entry.increment(m_error)) {
            const bool skipped = isHidden(entry->path().filename()) || entry.depth() >= kDeepest;
            if (skipped || entry->is_symlink(m_ignored))
                entry.disable_recursion_pending();
            if (!skipped && !entry->is_directory(m_ignored))
                files.push_back(entry->path());
            weights = !contains(m_modules, path.filename()) && isWeights(entry->path().filename());
        }
        if (weights)
            return leave(path);
        std::ranges::sort(files);
        for (const fs::path& file : files)
            add(file, false);
    }
    /// Where a link leads out of the folder, somebody else's file could be made a part of the model; a cache that holds
    /// a file of a name once links to it.
    bool isOwn(const fs::path& path) const
    {
        if (!fs::is_symlink(path, m_ignored))
            return true;
        const fs::path target = fs::canonical(path, m_ignored), folder = fs::canonical(m_folder, m_ignored);
        const fs::path blobs = folder.parent_path().parent_path() / "blobs";
        const auto within
            = [&](const fs::path& parent) { return std::ranges::mismatch(parent, target).in1 == parent.end(); };
        return !target.empty() && (within(folder) || within(blobs));
    }
    void add(const fs::path& path, bool known)
    {
        const std::uint64_t bytes
            = fs::is_regular_file(path, m_ignored) ? fs::file_size(path, m_ignored) : kMostBytes + 1;
        if (!known && (bytes > kMostBytes || m_bytes + bytes > kMostTogether || !isOwn(path)))
            return leave(path);
        m_bytes += bytes;
        m_found.taken.push_back(path.lexically_relative(m_folder));
    }
    void leave(const fs::path& path)
    {
        m_found.left.push_back(model::printable(path.lexically_relative(m_folder).string()));
    }
    Besides finish()
    {
        std::ranges::sort(m_found.taken);
        std::ranges::sort(m_found.left);
        return std::move(m_found);
    }

    fs::path m_folder;
    const std::vector<fs::path>& m_weights;
    std::vector<fs::path> m_modules;
    Besides m_found;
    std::uint64_t m_bytes = 0;
    std::error_code m_error; ///< ends a walk
    mutable std::error_code m_ignored;
};

} // namespace

Besides Besides::of(const fs::path& folder, const std::vector<fs::path>& weights, bool whole)
{
    Search search(folder, weights);
    return whole ? search.whole() : search.known();
}

} // namespace headroom::quant
