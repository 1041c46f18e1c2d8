// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a prebuilt llama.cpp makes of one model after the other: node oracle.mjs MODULES reads one JSON request per line
// and prints one JSON answer per line.
//   {model, context, tokens: [ids]}        {logits: [[logit of each token of the vocabulary] per position]}
//   {model, texts: [text], parseSpecial}   {ids: [[ids] per text], addsBos}, nothing added
//   {model, context, memory: true, flash}  {lines: [what it says of its caches]}
// An answer of {error} holds what llama.cpp logged. CPU only, one thread, F32 keys and values, no flash attention.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { createInterface } from "node:readline";
import path from "node:path";

const require = createRequire(path.join(path.resolve(process.argv[2]), "anchor.js"));
const { getLlama } = await import(pathToFileURL(require.resolve("node-llama-cpp")).href);

let said = [];
const llama = await getLlama({
    gpu: false,
    build: "never",
    progressLogs: false,
    maxThreads: 1,
    logLevel: "warn",
    logger: (level, message) => {
        said.push(message.trim());
        process.stderr.write(message + "\n");
    },
});

// One list of logits, ordered by token id.
function row(logits) {
    const values = new Array(logits.size);
    for (const [token, logit] of logits)
        values[token] = logit;
    return values;
}

async function logits(model, request) {
    const context = await model.createContext({
        contextSize: request.context,
        batchSize: request.context,
        flashAttention: false,
        ignoreMemorySafetyChecks: true,
        threads: 1,
        experimentalKvCacheKeyType: "F32",
        experimentalKvCacheValueType: "F32",
    });
    const asked = request.tokens.map((token) => [token, { generateNext: { logits: true } }]);
    const outputs = await context.getSequence().controlledEvaluate(asked);
    await context.dispose();
    return { logits: outputs.map((output) => row(output.next.logits)) };
}

// Its caches are made with the context, and said at a level that is else not listened to.
async function memory(model, request) {
    llama.logLevel = "debug";
    const context = await model.createContext({
        contextSize: request.context,
        batchSize: 64,
        flashAttention: request.flash,
        ignoreMemorySafetyChecks: true,
        threads: 1,
        experimentalKvCacheKeyType: "F32",
        experimentalKvCacheValueType: "F32",
    });
    await new Promise((logged) => setTimeout(logged, 100));
    llama.logLevel = "warn";
    await context.dispose();
    return { lines: said.join("\n").split("\n").filter((line) => /size =.*cells.*layers/.test(line)) };
}

async function answer(request) {
    const vocabOnly = request.texts !== undefined;
    const model = await llama.loadModel({ modelPath: request.model, gpuLayers: 0, vocabOnly, ignoreMemorySafetyChecks: true });
    try {
        if (request.memory)
            return await memory(model, request);
        if (!vocabOnly)
            return await logits(model, request);
        const ids = request.texts.map((text) => [...model.tokenize(text, request.parseSpecial ?? false)]);
        return { ids, addsBos: model.tokens.shouldPrependBosToken };
    } finally {
        await model.dispose();
    }
}

for await (const line of createInterface({ input: process.stdin })) {
    said = [];
    let reply;
    try {
        reply = await answer(JSON.parse(line));
    } catch (error) {
        await new Promise((logged) => setTimeout(logged, 100)); // what was logged arrives later
        reply = { error: String(error) + " | " + said.join(" | ") };
    }
    await new Promise((written) => process.stdout.write(JSON.stringify(reply) + "\n", written));
}
process.exit(0);
