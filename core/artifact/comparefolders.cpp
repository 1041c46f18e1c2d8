// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/artifact/comparefolders.h"

#include "core/model/ggufcursor.h"
#include "core/model/safetensors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace headroom::artifact {

namespace {

using State = Check::State;
constexpr std::size_t kNamed = 3; ///< differences that are named; the others are counted
constexpr std::size_t kPiece = std::size_t{64} << 20U; ///< bytes between two checkpoints

/// A path's content; of files that cannot be read the same as of none.
class Content {
public:
    explicit Content(const std::filesystem::path& path) : m_file(MappedFile::open(path).value_or(nullptr)) { }
    bool readable() const { return m_file && m_file->intact(); }
    std::span<const std::byte> bytes() const { return m_file ? m_file->bytes() : std::span<const std::byte>(); }
    void release(std::size_t at, std::size_t count) const { m_file->release(at, count); }

private:
    std::shared_ptr<const MappedFile> m_file;
};

Result<bool> sameFile(const std::filesystem::path& a, const std::filesystem::path& b, JobControl& control)
{
    const Content first(a), second(b);
    if (!first.readable() || !second.readable() || first.bytes().size() != second.bytes().size())
        return false;
    bool same = true;
    for (std::size_t at = 0; same && at < first.bytes().size(); at += kPiece) {
        HEADROOM_TRY(control.checkpoint());
        const std::size_t count = std::min(kPiece, first.bytes().size() - at);
        same = std::ranges::equal(first.bytes().subspan(at, count), second.bytes().subspan(at, count));
        first.release(at, count);
        second.release(at, count);
    }
    return same && first.readable() && second.readable();
}

/// Tensors that only one has, or that differ in type, shape or bytes.
Result<std::vector<std::string>> otherTensors(const model::SafetensorsSet& a, const model::SafetensorsSet& b,
                                              JobControl& control)
{
    std::vector<std::string> names;
    for (const auto& [name, tensor] : a.tensors()) {
        HEADROOM_TRY(control.checkpoint());
        const auto* other = b.find(name);
        if (!other || other->dtype != tensor.dtype || other->shape != tensor.shape
            || !std::ranges::equal(other->data, tensor.data))
            names.push_back(name);
    }
    for (const auto& [name, tensor] : b.tensors())
        if (!a.find(name))
            names.push_back(name);
    return names;
}

bool holdsWeights(const std::string& name)
{
    return name.ends_with(".safetensors") || name.ends_with(".safetensors.index.json");
}

Check failed(const char* what, const std::vector<std::string>& names)
{
    std::vector<std::string> some;
    for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i)
        some.push_back(fmt::format("\"{}\"", model::printable(names[i])));
    const std::string more = names.size() > kNamed ? fmt::format(" and {} more", names.size() - kNamed) : std::string();
    return {"rebuild", State::Failed,
            fmt::format("{} {}{} {} another", what, fmt::join(some, ", "), more, names.size() == 1 ? "is" : "are")};
}

Result<Check> compareTensors(const std::filesystem::path& folder, const std::filesystem::path& again,
                             JobControl& control)
{
    const auto ours = model::SafetensorsSet::open(folder);
    if (!ours)
        return Check{"rebuild", State::Failed, ours.error().where + " " + ours.error().detail};
    const auto theirs = model::SafetensorsSet::open(again);
    if (!theirs)
        return Check{"rebuild", State::Failed, theirs.error().where + " " + theirs.error().detail};
    return otherTensors(*ours, *theirs, control).map([](const std::vector<std::string>& names) {
        return names.empty() ? Check{"rebuild", State::Passed, "the same tensors, byte for byte, in other files"}
                             : failed("tensor", names);
    });
}

} // namespace

Result<Check> compareFolders(const std::filesystem::path& folder, const std::filesystem::path& again,
                             const std::vector<std::string>& names, JobControl& control)
{
    std::vector<std::string> others;
    bool weights = true;
    for (const std::string& name : names) {
        const auto same = sameFile(folder / name, again / name, control);
        if (!same)
            return tl::unexpected(same.error());
        if (!*same && holdsWeights(name))
            weights = false;
        else if (!*same)
            others.push_back(name);
    }
    if (!others.empty() && weights)
        return failed("file", others);
    if (weights)
        return Check{"rebuild", State::Passed, fmt::format("{} files, byte for byte", names.size())};
    auto tensors = compareTensors(folder, again, control);
    if (tensors && !others.empty()) {
        const Check files = failed("file", others);
        return Check{"rebuild", State::Failed,
                     tensors->state == State::Failed ? tensors->detail + "; " + files.detail : files.detail};
    }
    return tensors;
}

} // namespace headroom::artifact
