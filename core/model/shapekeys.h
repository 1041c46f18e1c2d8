// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: hyperparameters as the reader of shapes wants them: "<architecture>.<name>", with a default, a limit, and the
// first error remembered, so that a list of keys reads as a list.
#pragma once

#include "core/model/architecture.h"
#include "core/model/modelfile.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::model {

// Limits are some ten times the largest published model; beyond them a file is damaged, not ambitious.
inline constexpr std::uint64_t kMaxLayers = 4096;
inline constexpr std::uint64_t kMaxWidth = 1U << 20U;
inline constexpr std::uint64_t kMaxInner = 1U << 24U;
inline constexpr std::uint64_t kMaxHeads = 1U << 16U;
inline constexpr std::uint64_t kMaxContext = 1U << 30U;

class ShapeKeys {
public:
    /// where: the file, for errors; of a folder they name what config.json has.
    ShapeKeys(const Metadata& metadata, std::string where, std::string architecture, bool folder = false)
        : m_metadata(metadata)
        , m_where(std::move(where))
        , m_family(architectureOf(architecture))
        , m_prefix(std::move(architecture) + ".")
        , m_folder(folder)
    {
    }

    bool has(std::string_view name) const { return find(name); }
    bool ofFolder() const { return m_folder; }
    bool isArray(std::string_view name) const { return m_metadata.array(m_prefix + std::string(name)); }

    /// Of one value per layer the largest, which is what memory has to be planned for.
    std::uint32_t integer(std::string_view name, std::uint32_t absent, std::uint64_t limit);
    /// One per layer, whether the file gives one for each or one for all.
    std::vector<std::uint32_t> perLayer(std::string_view name, std::uint32_t layers, std::uint32_t absent,
                                        std::uint64_t limit);
    /// Booleans per layer (or numbers, 0 is false); empty where the file has no such array.
    std::vector<bool> flags(std::string_view name, std::uint32_t layers);
    /// Fails where a file says zero of what no model has none of; what it does not say is not asked for.
    void nonZero(std::string_view name);
    float positive(std::string_view name, float absent);
    float finite(std::string_view name, float absent); ///< as a 32-bit number
    std::string text(std::string_view name);
    /// Absent: true.
    bool unlessFalse(std::string_view name);

    /// Keeps the first error only.
    void fail(std::string_view name, std::string detail);
    const std::optional<Error>& error() const { return m_error; }

private:
    /// Of a GGUF file what its family does not heed counts as not said.
    const Value* find(std::string_view name) const
    {
        return m_folder || m_family.heeds(name) ? m_metadata.find(m_prefix + std::string(name)) : nullptr;
    }
    std::optional<std::uint64_t> checked(std::string_view name, const Value& value, std::uint64_t limit);
    bool enough(std::string_view name, std::size_t items, std::uint32_t layers);

    const Metadata& m_metadata;
    std::string m_where;
    const Architecture& m_family;
    std::string m_prefix;
    bool m_folder;
    std::optional<Error> m_error;
};

} // namespace headroom::model
