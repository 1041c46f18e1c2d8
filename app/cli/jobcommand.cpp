// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "jobcommand.h"

#include "core/infer/computeparameters.h"
#include "errors.h"
#include "output.h"

namespace headroom::cli {

void JobOptions::declare(CLI::App& app)
{
    ParameterOptions::declare(app);
    addProject(app, project);
    addJson(app, asJson);
}

Result<job::JobResult> JobOptions::run(const CLI::App& app) const
{
    tellIdle(app);
    HEADROOM_TRY(checkDevice(values().text(infer::kDevice.key)));
    return runJob(kind, project, json());
}

Action declareJobCommand(CLI::App& app, std::string_view kind, void (*print)(const Json& result))
{
    const auto options = std::make_shared<JobOptions>(kind);
    options->declare(app);
    return [options, &app, print] {
        const auto result = options->run(app);
        if (!result)
            return report(result.error());
        options->asJson ? printJson(document(*result)) : print(result->result);
        return kDone;
    };
}

} // namespace headroom::cli
