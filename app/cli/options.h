// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the options that many commands share are declared once, with one wording and one check.
#pragma once

#include "core/job/job.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <limits>

namespace headroom::cli {

void addJson(CLI::App& app, bool& json);
void addThreads(CLI::App& app, unsigned& threads);
void addKvType(CLI::App& app, std::string& kvType); ///< of the engine's cache, not the planner's
void addFast(CLI::App& app, bool& fast); ///< the fast precision in place of the exact one
void addDevice(CLI::App& app, std::string& device);
void addSeed(CLI::App& app, std::uint64_t& seed);
void addProject(CLI::App& app, std::string& project);
void addReplace(CLI::App& app, bool& replace, const std::string& what); ///< "OUT"
void addModel(CLI::App& app, std::string& model); ///< the positional MODEL

/// For ->transform(): decimal digits alone. Unlike CLI11's own reading a minus does not wrap around, a number beyond 64
/// bits is refused, and 010 is ten.
CLI::Validator wholeRange(std::uint64_t low = 0, std::uint64_t high = std::numeric_limits<std::uint64_t>::max());
/// For ->transform(): "5GiB", "900MB" or bytes; thousand: what k stands for, Ki is 1024.
CLI::Validator byteSize(unsigned thousand = 1024);
/// low..high; unlike CLI::Range it refuses "nan", which is below nothing and above nothing.
CLI::Validator realRange(double low, double high);

/// What an option's text must be accepted by: the command line is wrong where it is not, before anything is opened.
template <class Parse> CLI::Validator acceptedBy(Parse parse)
{
    const auto check = [parse](const std::string& text) {
        const auto parsed = parse(text);
        return parsed ? std::string() : parsed.error().where + " " + parsed.error().detail;
    };
    return {check, ""};
}

/// For ->check(): a name that `known` says is one; every: all there are, or where they are listed.
CLI::Validator nameOf(std::function<bool(const std::string&)> known, const std::string& every);
/// Errors: Unsupported for devices that this build has no back end for.
Status checkDevice(const std::string& device);

/// Runs a job with the console's progress.
Result<job::JobResult> runJob(std::string kind, const std::string& project, Json parameters);
/// The result as one document; with a project, "run" names the run.
Json document(const job::JobResult& result);

} // namespace headroom::cli
