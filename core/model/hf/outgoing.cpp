// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/outgoing.h"

#include "core/model/hf/leftover.h"
#include "core/model/hf/match.h"

#include <algorithm>

namespace headroom::model::hf {

namespace {

/// A tensor of the file as rows; block formats decoded.
Rows rowsOf(const std::shared_ptr<const ModelFile>& file, const TensorInfo& info)
{
    Rows rows;
    rows.type = info.type;
    rows.shape = info.shape;
    rows.read = [file, &info](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
        file->rows(info, first, count, out);
    };
    return tensor::format(info.type).blockSize > 1 ? asType(std::move(rows), tensor::Type::F16) : rows;
}

std::string storedName(const Family& family, std::string_view pattern, std::uint64_t layer, std::uint64_t item,
                       const std::string& suffix)
{
    const bool outside = pattern.starts_with('/');
    return (outside ? std::string() : std::string(family.prefix))
        + fill(outside ? pattern.substr(1) : pattern, layer, item) + suffix;
}

/// What becomes one stored tensor: the parts that it is made of.
struct Assembly {
    Match match;
    std::vector<std::pair<std::string, Rows>> parts; ///< our names, by part number
    std::size_t present = 0;
};

class Exporter {
public:
    Exporter(std::shared_ptr<const ModelFile> file, const Family& family)
        : m_file(std::move(file)), m_family(family), m_geometry(Geometry::of(m_file->metadata()))
    {
    }
    std::vector<Outgoing> tensors()
    {
        for (const TensorInfo& info : m_file->tensors())
            place(info);
        for (auto& [name, assembly] : m_assemblies)
            finish(assembly);
        std::ranges::sort(m_outgoing, {}, &Outgoing::name);
        return std::move(m_outgoing);
    }

private:
    void place(const TensorInfo& info)
    {
        const auto match = matchOurs(m_family, info.name);
        if (!match)
            return keep(info.name, rowsOf(m_file, info));
        Assembly& assembly = m_assemblies[storedName(m_family, match->rule->stored, match->layer, 0, match->suffix)];
        const Transform& transform = *match->rule->transform;
        assembly.match = *match;
        assembly.parts.resize(transform.parts);
        assembly.parts[transform.part] = {info.name, rowsOf(m_file, info)};
        ++assembly.present;
    }
    /// Under our own name, for the way back; other programs leave it alone.
    void keep(const std::string& name, Rows rows)
    {
        m_outgoing.push_back({std::string(kOwnPrefix) + name, std::move(rows)});
    }
    void finish(Assembly& assembly)
    {
        const Transform& transform = *assembly.match.rule->transform;
        std::vector<Rows> parts;
        for (const auto& [name, rows] : assembly.parts)
            parts.push_back(rows);
        const bool whole = assembly.present == transform.parts;
        const bool bias = assembly.match.suffix == ".bias" && transform.forward == kPlusOne.forward;
        auto rows = !whole ? Result<Rows>(fail(ErrorCode::Unsupported, {}, "a part is missing"))
            : bias         ? Result<Rows>(parts.front())
                           : transform.inverse(std::move(parts), m_geometry);
        if (!rows || (stacks(*assembly.match.rule) && rows->shape.size() < 2)) {
            for (auto& [name, part] : assembly.parts)
                if (!name.empty())
                    keep(name, std::move(part));
            return;
        }
        stacks(*assembly.match.rule) ? unstack(assembly.match, *rows) : put(assembly.match, 0, std::move(*rows));
    }
    void unstack(const Match& match, const Rows& rows)
    {
        const std::uint64_t items = rows.shape.back(), each = rows.count() / items;
        for (std::uint64_t item = 0; item < items; ++item) {
            Rows one = sliced(rows, item * each, each);
            one.shape.assign(rows.shape.begin(), rows.shape.end() - 1);
            put(match, item, std::move(one));
        }
    }
    void put(const Match& match, std::uint64_t item, Rows rows)
    {
        m_outgoing.push_back(
            {storedName(m_family, match.rule->stored, match.layer, item, match.suffix), std::move(rows)});
    }

    std::shared_ptr<const ModelFile> m_file;
    const Family& m_family;
    Geometry m_geometry;
    std::map<std::string, Assembly> m_assemblies;
    std::vector<Outgoing> m_outgoing;
};

} // namespace

std::vector<Outgoing> outgoingTensors(const std::shared_ptr<const ModelFile>& file, const Family& family)
{
    return Exporter(file, family).tensors();
}

} // namespace headroom::model::hf
