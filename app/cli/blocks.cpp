// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// pack and unpack: rows through one block format, for checking formats.
#include "command.h"
#include "core/base/file.h"
#include "core/base/lookslike.h"
#include "core/base/parallel.h"
#include "core/tensor/type.h"
#include "errors.h"
#include "options.h"
#include "output.h"

#include <cstring>

namespace headroom::cli {

namespace {

struct BlocksOptions {
    std::string type, imatrix, in, out;
    std::uint64_t rows = 0, columns = 0;
    unsigned threads = 0;
    bool replace = false;
};

struct Layout {
    const tensor::Format* format = nullptr;
    std::uint64_t floatBytes = 0, packedBytes = 0, packedRow = 0;
};

Result<Layout> layoutOf(const BlocksOptions& options)
{
    Layout layout;
    layout.format = tensor::findFormat(std::string_view(options.type));
    if (options.columns > UINT64_MAX / 4 / options.rows)
        return fail(ErrorCode::InvalidArgument, "--rows, --cols", "the product is larger than any file");
    const auto row = tensor::packedBytes(layout.format->type, options.columns, options.columns);
    const auto all = tensor::packedBytes(layout.format->type, options.columns, options.columns * options.rows);
    if (!row || !all)
        return fail(ErrorCode::InvalidArgument, fmt::format("--cols {}", options.columns),
                    fmt::format("is no multiple of {}'s block of {}", layout.format->name, layout.format->blockSize));
    layout.packedRow = *row;
    layout.packedBytes = *all;
    layout.floatBytes = options.rows * options.columns * sizeof(float);
    return layout;
}

Result<std::shared_ptr<const MappedFile>> openExactly(const std::string& path, std::uint64_t bytes)
{
    auto file = MappedFile::open(path);
    if (file && (*file)->bytes().size() != bytes) {
        HEADROOM_TRY(refuseStandIn((*file)->bytes(), path, "rows of numbers"));
        return fail(ErrorCode::InvalidArgument, path,
                    fmt::format("has {} bytes; type, rows and columns ask for {}", (*file)->bytes().size(), bytes));
    }
    return file;
}

std::vector<float> floats(std::span<const std::byte> bytes)
{
    std::vector<float> values(bytes.size() / sizeof(float));
    if (!bytes.empty())
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

Result<Output> blocksOutput(const BlocksOptions& options)
{
    std::vector<std::filesystem::path> inputs{options.in};
    if (!options.imatrix.empty())
        inputs.emplace_back(options.imatrix);
    return outputAt(options.out, options.replace, inputs);
}

Result<std::vector<float>> readImportance(const BlocksOptions& options)
{
    if (options.imatrix.empty())
        return std::vector<float>();
    const auto file = openExactly(options.imatrix, options.columns * sizeof(float));
    if (!file)
        return tl::unexpected(file.error());
    auto values = floats((*file)->bytes());
    HEADROOM_TRY((*file)->intact());
    return values;
}

/// Whether what was read is one content, whatever times say. before: its print() then.
Status checkSame(const MappedFile& file, const std::string& before)
{
    HEADROOM_TRY(file.intact());
    return file.print() == before
        ? Status()
        : fail(ErrorCode::Conflict, file.path().string() + ", content", "has changed since the run began");
}

Status pack(const BlocksOptions& options)
{
    const auto layout = layoutOf(options);
    if (!layout)
        return tl::unexpected(layout.error());
    if (!layout->format->encode)
        return fail(ErrorCode::Unsupported, "--type " + options.type, "this build cannot write the format");
    const auto output = blocksOutput(options);
    if (!output)
        return tl::unexpected(output.error());
    const auto in = openExactly(options.in, layout->floatBytes);
    if (!in)
        return tl::unexpected(in.error());
    const auto importance = readImportance(options);
    if (!importance)
        return tl::unexpected(importance.error());
    const std::string before = (*in)->print();
    std::vector<std::byte> packed(layout->packedBytes);
    ThreadPool(options.threads).forRanges(options.rows, 16, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const std::size_t rowBytes = options.columns * sizeof(float);
            const auto values = floats((*in)->bytes().subspan(row * rowBytes, rowBytes));
            layout->format->encode(values, *importance,
                                   std::span(packed).subspan(row * layout->packedRow, layout->packedRow));
        }
    });
    HEADROOM_TRY(checkSame(**in, before));
    return writeFile(*output, packed);
}

Status unpack(const BlocksOptions& options)
{
    const auto layout = layoutOf(options);
    if (!layout)
        return tl::unexpected(layout.error());
    if (!layout->format->decode)
        return fail(ErrorCode::Unsupported, "--type " + options.type, "this build cannot read the format");
    const auto output = blocksOutput(options);
    if (!output)
        return tl::unexpected(output.error());
    const auto in = openExactly(options.in, layout->packedBytes);
    if (!in)
        return tl::unexpected(in.error());
    const std::string before = (*in)->print();
    std::vector<float> values(options.rows * options.columns);
    ThreadPool(options.threads).forRanges(options.rows, 16, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            layout->format->decode((*in)->bytes().subspan(row * layout->packedRow, layout->packedRow),
                                   std::span(values).subspan(row * options.columns, options.columns));
    });
    HEADROOM_TRY(checkSame(**in, before));
    return writeFile(*output, std::as_bytes(std::span(values)));
}

Action declare(CLI::App& app, Status (*work)(const BlocksOptions&), bool packing)
{
    const auto options = std::make_shared<BlocksOptions>();
    app.add_option("--type", options->type, "the block format: Q4_K, Q8_0, F16, …")
        ->type_name("T")
        ->required()
        ->check(nameOf([](const std::string& name) { return tensor::findFormat(std::string_view(name)) != nullptr; },
                       "the block formats"));
    app.add_option("--rows", options->rows, "rows")->type_name("R")->required()->transform(wholeRange(1UL, 1UL << 40U));
    app.add_option("--cols", options->columns, "values in a row")
        ->type_name("C")
        ->required()
        ->transform(wholeRange(1UL, 1UL << 40U));
    if (packing)
        app.add_option("--imatrix", options->imatrix, "importance: one float32 for each column")->type_name("F");
    app.add_option(packing ? "IN.f32" : "IN", options->in, packing ? "rows of float32" : "packed rows")->required();
    app.add_option(packing ? "OUT" : "OUT.f32", options->out, packing ? "packed rows" : "rows of float32")->required();
    addReplace(app, options->replace, "OUT");
    addThreads(app, options->threads);
    return [options, work] {
        const Status status = work(*options);
        return status ? kDone : report(status.error());
    };
}

} // namespace

Action declarePack(CLI::App& app)
{
    return declare(app, pack, true);
}

Action declareUnpack(CLI::App& app)
{
    return declare(app, unpack, false);
}

} // namespace headroom::cli
