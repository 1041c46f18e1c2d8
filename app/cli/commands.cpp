// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"

#include <array>

namespace headroom::cli {

namespace {

constexpr std::array kCommands{
    Command{"hardware", "what this machine has: GPUs, CPU, memory, and its measured bandwidth",
            "headroom-cli hardware --measure", declareHardware},
    Command{"catalog", "the built-in catalogues, each figure with its source", "headroom-cli catalog gpus",
            declareCatalog},
    Command{"inspect", "what a model file holds: architecture, shapes, types, tokenizer, checksum, provenance",
            "headroom-cli inspect model.gguf --tensors", declareInspect},
    Command{"plan", "does it fit, how fast can it be, what does it draw: every number with its formula",
            "headroom-cli plan --model llama-3.1-8b --rig \"2x RTX 3090 + 1600W\" --preset Q4_K_M --context 16384",
            declarePlan},
    Command{"tokenize", "text to token ids", "headroom-cli tokenize model.gguf --text \"To be, or not to be\"",
            declareTokenize},
    Command{"render-chat", "the prompt that a chat template makes of messages",
            "echo '{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}' > chat.json && "
            "headroom-cli render-chat model.gguf --input chat.json",
            declareRenderChat},
    Command{"logits", "the model's raw output for every position of a token file",
            "headroom-cli logits model.gguf --tokens ids.i32 --out logits.f32", declareLogits},
    Command{"generate", "continues a text, streamed",
            "headroom-cli generate model.gguf --prompt \"Once upon a time\" --max-tokens 64", declareGenerate},
    Command{"bench", "how fast a model runs here, beside the machine's measured limits",
            "headroom-cli bench model.gguf --prompt 512 --generate 128", declareBench},
    Command{"calibrate", "activation statistics of a text: importance matrix, ranges, outliers, what the text covers",
            "headroom-cli calibrate model.gguf --text text.txt --out model.imatrix.gguf --context 512",
            declareCalibrate},
    Command{"quantize", "writes a smaller model with its manifest; --dry-run prints the exact size first",
            "headroom-cli quantize model.gguf model-q4_k_m.gguf --preset Q4_K_M", declareQuantize},
    Command{"import", "a Hugging Face folder, safetensors or shards into one GGUF file",
            "headroom-cli import Llama-3.2-1B model.gguf --type bf16", declareImport},
    Command{"export", "a GGUF file into a Hugging Face folder", "headroom-cli export model.gguf folder", declareExport},
    Command{"pack", "rows of float32 into one block format",
            "head -c 4096 /dev/zero > in.f32 && headroom-cli pack --type Q4_K --rows 4 --cols 256 in.f32 out.q4_k",
            declarePack},
    Command{"unpack", "one block format back into rows of float32",
            "head -c 576 /dev/zero > in.q4_k && headroom-cli unpack --type Q4_K --rows 4 --cols 256 in.q4_k out.f32",
            declareUnpack},
    Command{"perplexity", "perplexity as llama.cpp defines it, with its standard error",
            "headroom-cli perplexity model.gguf --text text.txt --context 512", declarePerplexity},
    Command{"compare", "how far candidates are from a baseline: KL divergence, agreement, paired perplexity",
            "headroom-cli compare model.gguf model-q4_k_m.gguf --text text.txt --context 512", declareCompare},
    Command{"gate",
            "an error budget as the gate of a release: exit status 0 passed, 3 failed, 4 inconclusive or invalid",
            "headroom-cli gate --baseline model.gguf --candidate model-q4_k_m.gguf --text text.txt --context 512",
            declareGate},
    Command{"sensitivity", "which tensors hurt when quantized: one group at a time, ranked by damage per byte saved",
            "headroom-cli sensitivity model.gguf --preset Q4_K_M --text text.txt --windows 8", declareSensitivity},
    Command{"search", "the best type for every tensor under a budget, beside the preset of that size",
            "headroom-cli search model.gguf --budget-bits 4.5 --text text.txt --windows 8 --out mix.json",
            declareSearch},
    Command{"fit-speeds", "learns how fast engines are on which hardware from measurements, and how far off that is",
            "headroom-cli fit-speeds speeds.csv --out speed.csv", declareFitSpeeds},
    Command{"artifacts", "what a project holds: models, plans, runs, artifacts and their lineage",
            "headroom-cli artifacts list --project work.headroom", declareArtifacts},
    Command{"job", "a worker: one job as JSON lines on standard input (for the window)",
            "printf '{\"job\":{\"kind\":\"measure\"}}\\n' | (cat; sleep 10) | headroom-cli job -", declareJob},
};

} // namespace

std::span<const Command> commands()
{
    return kCommands;
}

} // namespace headroom::cli
