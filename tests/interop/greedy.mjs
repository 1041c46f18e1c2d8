// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a prebuilt llama.cpp makes of a model file. Reads one JSON request on standard input:
// {modules, model, forced: [ids], scored: [[ids]], prompts: [[ids]], count}. Prints one JSON answer: {version, forced:
// [[logits of the vocabulary] per forced position], nll: [[-ln p of each token but the first] per scored text], greedy:
// [[ids] per prompt]}. CPU only, one thread, no flash attention.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import path from "node:path";

const request = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(path.join(path.resolve(request.modules), "anchor.js"));
const { getLlama } = await import(pathToFileURL(require.resolve("node-llama-cpp")).href);

const llama = await getLlama({ gpu: false, build: "never", progressLogs: false, maxThreads: 1, logLevel: "error" });
const model = await llama.loadModel({ modelPath: request.model });
const contextSize = Math.max(request.forced.length, ...request.scored.map((text) => text.length), ...request.prompts.map((prompt) => prompt.length + request.count)) + 1;
const context = await model.createContext({ contextSize, batchSize: 512, flashAttention: false, threads: 1 });
const sequence = context.getSequence();

// One list of logits, ordered by token id.
function row(logits) {
    const values = new Array(logits.size);
    for (const [token, logit] of logits)
        values[token] = logit;
    return values;
}

async function evaluate(ids) {
    await sequence.clearHistory();
    const asked = ids.map((token) => [token, { generateNext: { logits: true } }]);
    return (await sequence.controlledEvaluate(asked)).map((output) => row(output.next.logits));
}

function negativeLogLikelihood(logits, token) {
    const top = Math.max(...logits);
    return top + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - top), 0)) - logits[token];
}

const forced = await evaluate(request.forced);
const nll = [];
for (const ids of request.scored) {
    const rows = await evaluate(ids);
    nll.push(ids.slice(1).map((token, i) => negativeLogLikelihood(rows[i], token)));
}

async function continuation(prompt) {
    await sequence.clearHistory();
    const ids = [];
    for (let input = prompt; ids.length < request.count; input = ids.slice(-1)) {
        const last = [input[input.length - 1], { generateNext: { logits: true } }];
        const outputs = await sequence.controlledEvaluate([...input.slice(0, -1), last]);
        const logits = row(outputs[input.length - 1].next.logits);
        ids.push(logits.reduce((best, logit, token) => (logit > logits[best] ? token : best), 0));
    }
    return ids;
}

const greedy = [];
for (const prompt of request.prompts)
    greedy.push(await continuation(prompt));

const answer = JSON.stringify({ version: llama.llamaCppRelease?.release ?? "", forced, nll, greedy });
await new Promise((written) => process.stdout.write(answer, written)); // a pipe takes it in pieces
process.exit(0);
