// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"

#include "core/base/file.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <vector>

namespace headroom {

namespace {

std::string digits(const XXH128_hash_t& hash)
{
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

} // namespace

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() { EVP_DigestInit_ex(context, EVP_sha256(), nullptr); }
    ~State() { EVP_MD_CTX_free(context); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

Sha256::Sha256() : m_state(std::make_unique<State>()) { }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::span<const std::byte> data)
{
    EVP_DigestUpdate(m_state->context, data.data(), data.size());
}

std::string Sha256::hex()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(m_state->context, digest.data(), &length);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        text += kDigits[digest[i] >> 4U];
        text += kDigits[digest[i] & 15U];
    }
    return text;
}

std::string sha256(std::span<const std::byte> data)
{
    Sha256 hash;
    hash.add(data);
    return hash.hex();
}

struct Checksum::State {
    XXH3_state_t* context = XXH3_createState();
    State() { XXH3_128bits_reset(context); }
    ~State() { XXH3_freeState(context); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

Checksum::Checksum() : m_state(std::make_unique<State>()) { }
Checksum::~Checksum() = default;
Checksum::Checksum(Checksum&&) noexcept = default;
Checksum& Checksum::operator=(Checksum&&) noexcept = default;

void Checksum::add(std::span<const std::byte> data)
{
    XXH3_128bits_update(m_state->context, data.data(), data.size());
}

std::string Checksum::hex() const
{
    return digits(XXH3_128bits_digest(m_state->context));
}

std::string checksum(std::span<const std::byte> data)
{
    return digits(XXH3_128bits(data.data(), data.size()));
}

std::string sampled(std::span<const std::byte> data)
{
    constexpr std::size_t kPage = 4096, kPages = 256;
    if (data.size() <= kPage * kPages)
        return checksum(data);
    std::vector<std::byte> pages;
    for (std::size_t i = 0; i < kPages; ++i) {
        const std::size_t last = data.size() - kPage;
        const auto page = data.subspan(last / (kPages - 1) * i + last % (kPages - 1) * i / (kPages - 1), kPage);
        pages.insert(pages.end(), page.begin(), page.end());
    }
    return checksum(pages);
}

Result<std::string> sha256Of(const MappedFile& file, JobControl& control)
{
    Sha256 hash;
    const auto bytes = file.bytes();
    for (std::size_t offset = 0; offset < bytes.size(); offset += kHashChunk) {
        HEADROOM_TRY(control.checkpoint());
        hash.add(bytes.subspan(offset, std::min(kHashChunk, bytes.size() - offset)));
        file.release(offset, std::min(kHashChunk, bytes.size() - offset));
    }
    return hash.hex();
}

Result<std::string> sha256File(const std::filesystem::path& path, JobControl& control)
{
    const auto file = MappedFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    static_cast<void>((*file)->print()); // to know it again
    auto hash = sha256Of(**file, control);
    if (hash)
        HEADROOM_TRY((*file)->intact());
    return hash;
}

} // namespace headroom
