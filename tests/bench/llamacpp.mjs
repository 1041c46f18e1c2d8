// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// How fast a prebuilt llama.cpp is: node llamacpp.mjs MODULES MODEL THREADS PROMPT GENERATE REPEAT prints one JSON
// object {version, prompt: [tokens/s], generate: [tokens/s]}, one figure per repetition. CPU only.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [modules, modelPath, ...numbers] = process.argv.slice(2);
const [threads, prompt, generate, repeat] = numbers.map(Number);
const require = createRequire(path.join(path.resolve(modules), "anchor.js"));
const { getLlama } = await import(pathToFileURL(require.resolve("node-llama-cpp")).href);

const llama = await getLlama({ gpu: false, build: "never", progressLogs: false, maxThreads: threads, logLevel: "error" });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: prompt + generate + 8, batchSize: prompt, threads });
const sequence = context.getSequence();
const tokens = Array.from({ length: prompt }, (_, i) => 3 + ((i * 7) % 256));

async function seconds(work) {
    const start = process.hrtime.bigint();
    await work();
    return Number(process.hrtime.bigint() - start) * 1e-9;
}

async function measure() {
    await sequence.clearHistory();
    const promptTime = await seconds(() => sequence.evaluateWithoutGeneratingNewTokens(tokens));
    const generateTime = await seconds(async () => {
        let left = generate;
        for await (const token of sequence.evaluate([tokens[0]], { temperature: 0, yieldEogToken: true }))
            if (--left === 0 || token === undefined)
                break;
    });
    return [prompt / promptTime, generate / generateTime];
}

await measure(); // touches the file
const runs = [];
for (let i = 0; i < repeat; ++i)
    runs.push(await measure());
const answer = JSON.stringify({
    version: llama.llamaCppRelease?.release ?? "",
    prompt: runs.map((run) => run[0]),
    generate: runs.map((run) => run[1]),
});
await new Promise((written) => process.stdout.write(answer + "\n", written));
process.exit(0);
