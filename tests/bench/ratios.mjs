// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Headroom beside a prebuilt llama.cpp, same files, same threads, taking turns; prints a table of medians and the limits
// that were measured in the same run:
//   node ratios.mjs MODULES HEADROOM_CLI THREADS ROUNDS MODEL...
// MODULES is a node_modules folder with node-llama-cpp (see tests/interop). A prompt of 512 tokens, 64 generated ones.
// Only prompts are compared: for each generated token the binding takes longer than a model of this size does.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [modules, cli, threads, rounds, ...models] = process.argv.slice(2);
const peer = path.join(path.dirname(fileURLToPath(import.meta.url)), "llamacpp.mjs");
const quiet = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 24 };
const last = (text) => JSON.parse(text.slice(text.indexOf("{")));

function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function measure(model) {
    const seen = { ours: [], theirs: [] };
    for (let round = 0; round < Number(rounds); ++round) {
        const theirs = last(execFileSync("node", [peer, modules, model, threads, "512", "64", "3"], quiet));
        seen.version = theirs.version;
        seen.theirs.push(...theirs.prompt);
        seen.ours.push(last(execFileSync(cli, ["bench", model, "--prompt", "512", "--generate", "64", "--repeat", "3",
            "--threads", threads, "--json"], quiet)));
    }
    return seen;
}

console.log("| model | prompt, tokens/s | llama.cpp | ratio | generate, tokens/s | of read bandwidth | noise floor, nat |");
console.log("|---|---|---|---|---|---|---|");
const limits = [];
let version = "";
for (const model of models) {
    const seen = measure(model);
    version = seen.version;
    limits.push(...seen.ours);
    const ours = (key) => median(seen.ours.map((run) => run[key].median));
    const [prompt, generate] = [ours("prompt_tokens_per_s"), ours("generate_tokens_per_s")];
    const theirs = median(seen.theirs);
    const share = median(seen.ours.map((run) => run.generate_share_of_bandwidth));
    console.log(`| ${path.basename(model, ".gguf")} | ${prompt.toFixed(0)} | ${theirs.toFixed(0)} | ${(prompt / theirs).toFixed(2)} | `
        + `${generate.toFixed(1)} | ${(100 * share).toFixed(0)} % | `
        + `${seen.ours[0].noise_floor_mean_kld.toExponential(1)} |`);
}
const limit = (key) => limits.map((run) => run[key]).filter((value) => value);
const range = (values) => `${median(values).toFixed(1)} [${Math.min(...values).toFixed(1)}, ${Math.max(...values).toFixed(1)}]`;
console.log(`\nlimits: read bandwidth ${range(limit("read_bandwidth_gb_per_s"))} GB/s, `
    + `${limits[0].product_type ?? ""} products ${range(limit("product_gflop_per_s"))} GFLOP/s; llama.cpp ${version}`);
