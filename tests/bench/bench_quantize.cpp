// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// How long a whole quantization takes, reading and writing included: headroom-cli beside a peer's own quantizer, the
// same file, the same threads, in turn; and the share of the speed at which this machine copies the same bytes. Ours
// twice: the first run of a model has to hash it too, further ones know its hash while the file does not change (it
// must have been left alone for a minute).
//   bench_quantize --cli headroom-cli [--llama LIBLLAMA] [--threads N] [--rounds N] [--preset NAME]… MODEL
// The artifacts lie in the working directory while they are measured.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <dlfcn.h>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

/// What the bench knows of llama.h of the llama.cpp project: the parameters begin with the number of threads and the
/// type of file; the rest keeps the library's defaults.
struct PeerParameters {
    std::int32_t threads;
    std::int32_t type;
    std::array<std::byte, 1024> rest;
};
using DefaultParameters = PeerParameters (*)();
using QuantizeModel = std::uint32_t (*)(const char* from, const char* to, const PeerParameters* parameters);
using Log = void (*)(int level, const char* text, void* user);
using SetLog = void (*)(Log log, void* user);

struct Preset {
    const char* name;
    std::int32_t peerType; ///< llama_ftype; below 0: a folder for other engines, which that peer does not write
};
constexpr std::array kPresets{Preset{"Q4_0", 2},      Preset{"Q8_0", 7},      Preset{"Q6_K", 18},
                              Preset{"Q3_K_M", 12},   Preset{"Q2_K", 10},     Preset{"Q4_K_M", 15},
                              Preset{"W4A16", -1},    Preset{"GPTQ", -1},     Preset{"W8A8-INT8", -1},
                              Preset{"W8A8-FP8", -1}, Preset{"NVFP4A16", -1}, Preset{"NF4", -1}};

struct Options {
    std::string model, cli, llama;
    std::vector<std::string> presets;
    int threads = 2;
    int rounds = 5;
};

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// Of a process of its own that does this and ends; below 0 when it failed.
double seconds(const std::function<int()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    std::fflush(stdout); // or the child has it too
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(work());
    int state = 0;
    ::waitpid(child, &state, 0);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    return WIFEXITED(state) && WEXITSTATUS(state) == 0 ? took.count() : -1;
}

constexpr const char* kCache = "bench-cache"; ///< in the working directory

int ours(const Options& options, const char* preset, const std::string& output)
{
    ::setenv("XDG_CACHE_HOME", std::filesystem::absolute(kCache).c_str(), 1);
    const std::string threads = std::to_string(options.threads);
    const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(null, STDERR_FILENO);
    ::execlp(options.cli.c_str(), options.cli.c_str(), "quantize", options.model.c_str(), output.c_str(), "--preset",
             preset, "--threads", threads.c_str(), nullptr);
    return 127;
}

int theirs(const Options& options, std::int32_t type, const std::string& output)
{
    void* library = ::dlopen(options.llama.c_str(), RTLD_NOW);
    if (!library) {
        fmt::print(stderr, "bench_quantize: {}\n", ::dlerror());
        return 1;
    }
    const auto find = [&](const char* name) { return ::dlsym(library, name); };
    reinterpret_cast<void (*)()>(find("llama_backend_init"))();
    reinterpret_cast<SetLog>(find("llama_log_set"))([](int, const char*, void*) {}, nullptr);
    PeerParameters parameters = reinterpret_cast<DefaultParameters>(find("llama_model_quantize_default_params"))();
    parameters.threads = options.threads;
    parameters.type = type;
    return static_cast<int>(reinterpret_cast<QuantizeModel>(find("llama_model_quantize"))(options.model.c_str(),
                                                                                          output.c_str(), &parameters));
}

std::uint64_t bytesOf(const std::string& artifact)
{
    if (!std::filesystem::is_directory(artifact))
        return std::filesystem::file_size(artifact);
    std::uint64_t bytes = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(artifact))
        bytes += file.is_regular_file() ? file.file_size() : 0;
    return bytes;
}

/// Reads as many bytes as the model has and writes as many as the artifact has.
int copy(const Options& options, const std::string& artifact, const std::string& output)
{
    std::ifstream in(options.model, std::ios::binary);
    std::ofstream out(output, std::ios::binary);
    std::vector<char> chunk(4U << 20);
    std::uint64_t left = bytesOf(artifact);
    while (in.read(chunk.data(), std::streamsize(chunk.size())), in.gcount() > 0) {
        const auto write = std::min<std::uint64_t>(left, std::uint64_t(in.gcount()));
        out.write(chunk.data(), std::streamsize(write));
        left -= write;
    }
    return out.flush() ? 0 : 1;
}

struct Times {
    std::vector<double> first, again, copying, peer;
};

/// False when a run failed.
bool runRound(const Options& options, const Preset& preset, Times& times)
{
    const std::string mine = fmt::format("bench-{}{}", preset.name, preset.peerType < 0 ? "" : ".gguf"),
                      other = "bench-peer.gguf";
    std::filesystem::remove_all(kCache);
    for (auto* into : {&times.first, &times.again}) {
        std::filesystem::remove_all(mine);
        into->push_back(seconds([&] { return ours(options, preset.name, mine); }));
    }
    times.copying.push_back(seconds([&] { return copy(options, mine, other); }));
    std::filesystem::remove(other);
    std::filesystem::remove_all(mine);
    if (options.llama.empty() || preset.peerType < 0)
        return times.first.back() > 0 && times.again.back() > 0;
    times.peer.push_back(seconds([&] { return theirs(options, preset.peerType, other); }));
    std::filesystem::remove(other);
    return times.first.back() > 0 && times.again.back() > 0 && times.peer.back() > 0;
}

void measure(const Options& options, const Preset& preset)
{
    Times times;
    for (int round = 0; round < options.rounds; ++round)
        if (!runRound(options, preset, times)) {
            fmt::print("{:9} failed\n", preset.name);
            return;
        }
    const auto print = [&](const char* name, const std::vector<double>& ours) {
        fmt::print("   {} {:5.2f} s, {:3.0f} % of copying", name, median(ours),
                   100 * median(times.copying) / median(ours));
        std::vector<double> ratio;
        for (std::size_t i = 0; i < times.peer.size(); ++i)
            ratio.push_back(times.peer[i] / ours[i]);
        if (!ratio.empty())
            fmt::print(", {:5.2f}×", median(ratio));
    };
    fmt::print("{:9}", preset.name);
    print("first", times.first);
    print("again", times.again);
    if (!times.peer.empty())
        fmt::print("   peer {:5.2f} s", median(times.peer));
    fmt::print("\n");
    std::fflush(stdout);
}

} // namespace

int main(int count, char** arguments)
{
    Options options;
    CLI::App app("How long whole quantizations take");
    app.add_option("model", options.model, "an F16 or F32 GGUF file")->required();
    app.add_option("--cli", options.cli, "headroom-cli")->required();
    app.add_option("--llama", options.llama, "a libllama to compare with");
    app.add_option("--preset", options.presets, "only these");
    app.add_option("--threads", options.threads, "of both")->check(CLI::Range(1, 256));
    app.add_option("--rounds", options.rounds, "runs of which the median counts")->check(CLI::Range(1, 1000));
    CLI11_PARSE(app, count, arguments);
    fmt::print("{} threads, medians of {}\n", options.threads, options.rounds);
    for (const Preset& preset : kPresets)
        if (options.presets.empty() || std::ranges::find(options.presets, preset.name) != options.presets.end())
            measure(options, preset);
    std::filesystem::remove_all(kCache);
    return 0;
}
