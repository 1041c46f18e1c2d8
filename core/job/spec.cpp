// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/job.h"

namespace headroom::job {

Json toJson(const JobSpec& spec)
{
    return {{"kind", spec.kind}, {"project", spec.project.string()}, {"parameters", spec.parameters}};
}

Result<JobSpec> specFromJson(const Json& json)
{
    const auto refuse = [](const char* field, const char* expected) {
        return fail(ErrorCode::InvalidArgument, std::string("job, ") + field, std::string("is not ") + expected);
    };
    if (!json.is_object())
        return fail(ErrorCode::InvalidArgument, "job", "is not an object");
    JobSpec spec;
    const auto kind = json.find("kind");
    if (kind == json.end() || !kind->is_string())
        return refuse("kind", "a text");
    spec.kind = kind->get<std::string>();
    if (const auto project = json.find("project"); project != json.end() && !project->is_null()) {
        if (!project->is_string())
            return refuse("project", "a path");
        spec.project = project->get<std::string>();
    }
    spec.parameters = Json::object();
    if (const auto parameters = json.find("parameters"); parameters != json.end()) {
        if (!parameters->is_object())
            return refuse("parameters", "an object");
        spec.parameters = *parameters;
    }
    return spec;
}

} // namespace headroom::job
