// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include "console.h"
#include "core/infer/computeparameters.h"
#include "parameteroptions.h"

#include <fmt/core.h>

#include <charconv>
#include <optional>

namespace headroom::cli {

namespace {

/// Digits alone; nothing beyond 64 bits.
std::optional<std::uint64_t> wholeNumber(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// "5GiB", "900 MB", "123": thousand is what k stands for.
std::optional<std::uint64_t> sizeInBytes(std::string_view text, unsigned thousand)
{
    constexpr std::string_view kPrefixes = "kmgtpe";
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
    std::string unit = CLI::detail::to_lower(std::string(text.substr(digits.size())));
    unit.erase(0, unit.find_first_not_of(' '));
    auto bytes = wholeNumber(digits);
    const std::size_t power = unit.empty() ? std::string_view::npos : kPrefixes.find(unit.front());
    const std::string rest = power == std::string_view::npos ? unit : unit.substr(1);
    const bool binary = power != std::string_view::npos && (rest == "i" || rest == "ib");
    if (!bytes || (!rest.empty() && rest != "b" && !binary))
        return std::nullopt;
    for (std::size_t i = 0; power != std::string_view::npos && i <= power; ++i)
        if (__builtin_mul_overflow(*bytes, binary ? 1024U : thousand, &*bytes))
            return std::nullopt;
    return bytes;
}

} // namespace

void addJson(CLI::App& app, bool& json)
{
    app.add_flag("--json", json, "print one JSON document");
}

void addThreads(CLI::App& app, unsigned& threads)
{
    addRow(app, infer::kThreads, threads);
}

void addKvType(CLI::App& app, std::string& kvType)
{
    addRow(app, infer::kKvCacheType, kvType);
}

void addFast(CLI::App& app, bool& fast)
{
    addRow(app, infer::kFast, fast);
}

void addDevice(CLI::App& app, std::string& device)
{
    addRow(app, infer::kDevice, device);
}

void addSeed(CLI::App& app, std::uint64_t& seed)
{
    app.add_option("--seed", seed, "seed of the random numbers (default: 42)")->type_name("N")->transform(wholeRange());
}

void addProject(CLI::App& app, std::string& project)
{
    app.add_option("--project", project, "keep run, results and artifact in this project file")->type_name("FILE");
}

void addReplace(CLI::App& app, bool& replace, const std::string& what)
{
    app.add_flag("--replace", replace, "overwrite " + what + " when it exists");
}

void addModel(CLI::App& app, std::string& model)
{
    addRow(app, infer::kModel, model);
}

CLI::Validator wholeRange(std::uint64_t low, std::uint64_t high)
{
    const auto read = [low, high](std::string& text) {
        const auto value = wholeNumber(text);
        if (!value || *value < low || *value > high)
            return fmt::format("{} is no whole number from {} to {}", text, low, high);
        text = std::to_string(*value); // which CLI11 would read as octal with a zero in front
        return std::string();
    };
    return {read, fmt::format("{} to {}", low, high)};
}

CLI::Validator byteSize(unsigned thousand)
{
    const auto read = [thousand](std::string& text) {
        const auto bytes = sizeInBytes(text, thousand);
        if (!bytes || *bytes == 0)
            return fmt::format("{} is no size: write 512MiB, 1GiB, or bytes", text);
        text = std::to_string(*bytes);
        return std::string();
    };
    return {read, fmt::format("bytes, or with k, M, G, T (times {}), KiB, MiB, GiB, TiB", thousand)};
}

CLI::Validator realRange(double low, double high)
{
    const auto check = [low, high](const std::string& text) {
        double value = 0;
        if (CLI::detail::lexical_cast(text, value) && value >= low && value <= high)
            return std::string();
        return fmt::format("Value {} not in range {} to {}", text, low, high);
    };
    return {check, fmt::format("{} to {}", low, high)};
}

CLI::Validator nameOf(std::function<bool(const std::string&)> known, const std::string& every)
{
    const auto check = [known = std::move(known), every](const std::string& name) {
        return known(name) ? std::string() : fmt::format("\"{}\" is none of {}", name, every);
    };
    return {check, ""};
}

Status checkDevice(const std::string& device)
{
    auto chosen = infer::chooseDevice(device);
    if (chosen)
        return {};
    chosen.error().where = "--device " + device;
    return tl::unexpected(std::move(chosen.error()));
}

Result<job::JobResult> runJob(std::string kind, const std::string& project, Json parameters)
{
    Console console;
    return job::run({std::move(kind), project, std::move(parameters)}, console);
}

Json document(const job::JobResult& result)
{
    Json json = result.result;
    if (result.run != 0)
        json["run"] = result.run;
    return json;
}

} // namespace headroom::cli
