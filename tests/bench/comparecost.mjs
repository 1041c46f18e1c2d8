// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What it costs to compare one baseline with many candidates, in single evaluations of the same models on the same text:
//   node comparecost.mjs HEADROOM_CLI TEXT WINDOWS BASELINE CANDIDATE...
// Single evaluations are timed before and after the comparison, because a shared machine drifts; also printed: the
// workspace that each needed beside the mapped files.
import { execFileSync } from "node:child_process";

const [cli, text, windows, ...models] = process.argv.slice(2);
const common = ["--text", text, "--windows", windows, "--json"];
const quiet = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 };

function timed(args) {
    const start = performance.now();
    const result = JSON.parse(execFileSync(cli, [...args, ...common], quiet));
    return { seconds: (performance.now() - start) / 1000, workspace: result.workspace_bytes };
}

const singles = () => models.map((model) => timed(["perplexity", model]));
const total = (runs) => runs.reduce((sum, run) => sum + run.seconds, 0);

const before = singles();
const together = timed(["compare", ...models]);
const after = singles();
const single = (total(before) + total(after)) / 2 / models.length;
const mib = (bytes) => (bytes / 1048576).toFixed(1);
console.log(`${models.length - 1} candidates: ${together.seconds.toFixed(1)} s, ${(together.seconds / single).toFixed(2)} single evaluations of ${single.toFixed(2)} s`);
console.log(`workspace ${mib(together.workspace)} MiB; single at most ${mib(Math.max(...before.map((run) => run.workspace)))} MiB`);
