// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a job is a value: JobSpec in, run id and result out. The command line, the worker process and the tests all call
// run(). The one place where exceptions of libraries are caught.
#pragma once

#include "core/base/control.h"
#include "core/store/store.h"

#include <atomic>
#include <iosfwd>

namespace headroom::job {

struct JobSpec {
    std::string kind; ///< a row of kinds(): "quantize"
    std::filesystem::path project; ///< empty: nothing is stored
    Json parameters; ///< by the table of its kind
};
Json toJson(const JobSpec& spec);
Result<JobSpec> specFromJson(const Json& json);

struct JobResult {
    store::Id run = 0; ///< 0 without a project
    Json result;
};
/// With a project the run is stored whichever way it ends; a quantize run adds the model, the artifact with its
/// manifest and the error of every tensor, the others add their metrics.
Result<JobResult> run(const JobSpec& spec, JobControl& control);

/// The JSON-lines protocol of `headroom-cli job -`. In: one line {"job":{…}}, then
/// {"command":"pause"|"resume"|"cancel"}. Out: {"progress":{…}} {"event":{"kind":…,"data":…}} and last
/// {"done":{"run":17,"result":{…}}} or {"error":{"code":…,"where":…,"detail":…}}. End of input cancels. Returns the
/// exit status: 0, 1 (also when nobody reads the answer), 2 or 130. A stop flag that becomes true (a signal) cancels
/// too. `in` is read on a thread of its own, which may still wait for a line after serve() returned: `in` must live
/// until it ends. So must `cancelled`, which becomes true with a cancel or the end of input: a stream that waits for
/// its reader learns from it to wait no more.
int serve(std::istream& in, std::ostream& out, const std::atomic<bool>* stop = nullptr,
          std::atomic<bool>* cancelled = nullptr);

} // namespace headroom::job
