// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "evaluate.h"

#include "output.h"

namespace headroom::cli {

void EvaluateOptions::declare(CLI::App& app)
{
    declareMeasuring(app, true);
    addProject(app, project);
    addJson(app, json);
}

void EvaluateOptions::declareMeasuring(CLI::App& app, bool needsText)
{
    app.add_option("--text", text, "the text to evaluate on")->type_name("F")->required(needsText);
    app.add_option("--context", context, "tokens in a window (default: 512)")
        ->type_name("N")
        ->transform(wholeRange(8, 1 << 24));
    app.add_option("--windows", windows, "evaluate only the first N windows (default: all)")
        ->type_name("N")
        ->transform(wholeRange(0, 1U << 28U));
    app.add_option("--memory-limit", memoryLimit,
                   "of caches, scratch memory and logits, beside the mapped files: 1GiB, 512MiB")
        ->type_name("N")
        ->transform(byteSize());
    addKvType(app, kvType);
    addFast(app, fast);
    addThreads(app, threads);
    addDevice(app, device);
}

Json EvaluateOptions::parameters() const
{
    return {{"text", text},      {"context", context}, {"max_windows", windows}, {"threads", threads},
            {"kv_type", kvType}, {"fast", fast},       {"device", device},       {"memory_limit_bytes", memoryLimit}};
}

void printConditions(const Json& conditions)
{
    if (!conditions.contains("text_sha256") || !conditions.contains("begins_with_bos"))
        return;
    print("text         sha256 {}; windows begin {}\n", conditions.at("text_sha256").get<std::string>(),
          conditions.at("begins_with_bos").get<bool>()
              ? fmt::format("with BOS (token {})", conditions.at("bos_token").get<std::int64_t>())
              : "without BOS");
}

} // namespace headroom::cli
