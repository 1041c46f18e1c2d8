// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/calibration.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/infer/transformer.h"
#include "core/quant/calibrate/calibrationfile.h"
#include "core/quant/calibrate/collector.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace headroom::quant {

namespace {

constexpr std::array<std::string_view, 3> kRetentions{"nothing", "hash", "text"};

constexpr std::size_t kPieceTokens = 256; ///< tokens between two checkpoints

/// The opened model and its samples, ready for passes.
class Passes {
public:
    Passes(const CalibrationOptions& options, JobControl& control)
        : m_options(options), m_control(control), m_pool(options.threads)
    {
    }

    Status open()
    {
        auto file = model::ModelFile::open(m_options.model);
        if (!file)
            return tl::unexpected(file.error());
        m_file = *file;
        m_file->remember();
        const auto tokenizer = model::Tokenizer::create(*m_file);
        if (!tokenizer)
            return tl::unexpected(tokenizer.error());
        const auto chat = jinja::ModelTemplate::of(*m_file);
        SampleOptions wishes{m_options.texts, m_options.context, m_options.maxSamples, m_options.redact};
        wishes.chat = chat ? &*chat : nullptr;
        if (!chat && chat.error().code != ErrorCode::NotFound)
            wishes.whyNoChat = "its chat template is damaged, " + chat.error().detail;
        auto samples = readSamples(**tokenizer, wishes);
        if (!samples)
            return tl::unexpected(samples.error());
        m_samples = std::move(*samples);
        auto transformer = infer::Transformer::load(m_file);
        if (!transformer)
            return tl::unexpected(transformer.error());
        m_transformer = *transformer;
        auto session = infer::Session::create(m_transformer, m_options.context, m_pool, {.device = m_options.device});
        if (!session)
            return tl::unexpected(session.error());
        m_session = std::move(*session);
        if (m_options.outputMatrix)
            m_logits.resize(kPieceTokens * m_session->vocabulary());
        return {};
    }

    /// Everything through the model once.
    Status run(Collector& collector)
    {
        m_session->observe(&collector);
        Progress progress{"calibrate", {}, 0, m_samples.count(), 0, 0};
        for (std::size_t i = 0; i < m_samples.count(); ++i) {
            progress.item = remark("progress.sample", i + 1);
            progress.done = i;
            m_control.report(progress);
            if (auto status = runSample(m_samples.sample(i), collector); !status) {
                if (status.error().code == ErrorCode::Corrupt)
                    status.error().where += fmt::format(", sample {}", i + 1);
                return status;
            }
        }
        progress.done = m_samples.count();
        m_control.report(progress);
        m_session->observe(nullptr);
        ++m_count;
        return m_file->intact();
    }

    Collector collector(bool statistics, std::set<std::string> only)
    {
        return {*m_file,
                {statistics, statistics && m_options.outputMatrix, m_options.hessians, m_options.hessianBytes,
                 std::move(only)},
                m_pool};
    }
    const model::ModelFile& file() const { return *m_file; }
    const model::Shape& shape() const { return m_transformer->shape(); }
    const Samples& samples() const { return m_samples; }
    std::size_t count() const { return m_count; }

private:
    Status runSample(std::span<const model::Token> tokens, const Collector& collector)
    {
        m_session->clear();
        for (std::size_t begin = 0; begin < tokens.size(); begin += kPieceTokens) {
            HEADROOM_TRY(m_control.checkpoint());
            const auto piece = tokens.subspan(begin, std::min(kPieceTokens, tokens.size() - begin));
            HEADROOM_TRY(m_session->evaluate(piece, m_options.outputMatrix ? piece.size() : 0, m_logits));
            HEADROOM_TRY(collector.status());
        }
        return {};
    }

    const CalibrationOptions& m_options;
    JobControl& m_control;
    ThreadPool m_pool;
    std::shared_ptr<const model::ModelFile> m_file;
    std::shared_ptr<const infer::Transformer> m_transformer;
    std::unique_ptr<infer::Session> m_session;
    Samples m_samples;
    std::vector<float> m_logits;
    std::size_t m_count = 0;
};

struct Root { ///< a Hessian that the file is to hold
    std::string tensor;
    std::uint64_t bytes = 0;
};

/// Hands out Hessians in the order of the file; those that did not fit into memory are collected by further passes.
class HessianSource {
public:
    HessianSource(Passes& passes, Collector first, std::vector<Root> roots, std::uint64_t limit)
        : m_passes(passes)
        , m_collector(std::make_unique<Collector>(std::move(first)))
        , m_roots(std::move(roots))
        , m_limit(limit)
    {
    }

    Result<std::vector<std::byte>> take(const std::string& root)
    {
        auto values = m_collector->takeHessian(root);
        if (values.empty()) {
            const auto next = from(root);
            m_collector.reset(); // its memory is needed
            m_collector = std::make_unique<Collector>(m_passes.collector(false, next));
            HEADROOM_TRY(m_passes.run(*m_collector));
            values = m_collector->takeHessian(root);
        }
        if (values.empty())
            return fail(ErrorCode::OutOfMemory, fmt::format("Hessian of tensor \"{}\"", root),
                        "does not fit into the memory allowed for Hessians");
        const auto bytes = std::as_bytes(std::span(values));
        return std::vector<std::byte>(bytes.begin(), bytes.end());
    }

private:
    /// This one and as many of those after it as fit.
    std::set<std::string> from(const std::string& root) const
    {
        std::set<std::string> names;
        std::uint64_t bytes = 0;
        for (auto next = std::ranges::find(m_roots, root, &Root::tensor); next != m_roots.end(); ++next) {
            bytes += next->bytes;
            if (bytes > m_limit)
                break;
            names.insert(next->tensor);
        }
        names.insert(root);
        return names;
    }

    Passes& m_passes;
    std::unique_ptr<Collector> m_collector;
    std::vector<Root> m_roots;
    std::uint64_t m_limit;
};

std::vector<Root> rootsOf(const CalibrationResult& result, const std::map<std::string, std::string>& roots)
{
    std::vector<Root> out;
    for (const auto& one : result.matrices)
        if (const auto found = roots.find(one.tensor()); found != roots.end() && found->second == one.tensor())
            out.push_back({one.tensor(), one.columns() * one.columns() * one.slices() * sizeof(float)});
    return out;
}

std::filesystem::path textBeside(const CalibrationOptions& options)
{
    return options.output.string() + ".txt";
}

struct Outputs {
    Output calibration;
    Output text;
};

/// inputs: of the model; the texts are added.
Result<Outputs> calibrationOutputs(const CalibrationOptions& options, std::vector<std::filesystem::path> inputs)
{
    if (options.output.empty())
        return fail(ErrorCode::InvalidArgument, "output", "is empty");
    inputs.insert(inputs.end(), options.texts.begin(), options.texts.end());
    auto calibration = outputAt(options.output, options.replace, inputs);
    if (!calibration)
        return tl::unexpected(std::move(calibration.error()));
    Output text(textBeside(options), options.replace, calibration->mode);
    if (options.retain == Retention::Text) {
        auto beside = outputAt(text.path, options.replace, inputs);
        if (!beside)
            return tl::unexpected(std::move(beside.error()));
        text = std::move(*beside);
    }
    return Outputs{std::move(*calibration), std::move(text)};
}

/// Whether an earlier run has left its text beside the output, and it is still that.
bool keepsEarlierText(const CalibrationOptions& options, JobControl& control)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(textBeside(options), ignored))
        return false;
    const auto earlier = CalibrationFile::open(options.output);
    if (!earlier || !earlier->report().is_object())
        return false;
    const auto hash = sha256File(textBeside(options), control);
    return hash && earlier->report().value("retained", Json()) == "text"
        && earlier->report().value("text_sha256", Json()) == *hash;
}

/// The calibration, and beside it the text or nothing of it: never a text without its calibration.
Status write(const CalibrationOptions& options, const Output& beside, JobControl& control, const Samples& samples,
             const std::function<Status()>& calibration)
{
    if (options.retain == Retention::Text) {
        auto text = samples.stageTexts(beside);
        if (!text)
            return tl::unexpected(std::move(text.error()));
        HEADROOM_TRY(calibration());
        return text->commit();
    }
    const bool leftover = keepsEarlierText(options, control);
    HEADROOM_TRY(calibration());
    std::error_code error;
    if (leftover && !std::filesystem::remove(textBeside(options), error) && error)
        return failErrno(error.value(), textBeside(options).string());
    return {};
}

} // namespace

std::optional<Retention> findRetention(std::string_view name)
{
    const auto found = std::ranges::find(kRetentions, name);
    return found == kRetentions.end() ? std::nullopt : std::optional(Retention(found - kRetentions.begin()));
}

std::string_view retentionName(Retention retention)
{
    return kRetentions[static_cast<std::size_t>(retention)];
}

Result<CalibrationResult> calibrate(const CalibrationOptions& options, JobControl& control)
{
    const auto start = std::chrono::steady_clock::now();
    HEADROOM_TRY(calibrationOutputs(options, {options.model}));
    Passes passes(options, control);
    HEADROOM_TRY(passes.open());
    auto outputs = calibrationOutputs(options, passes.file().paths());
    if (!outputs)
        return tl::unexpected(outputs.error());
    CalibrationResult result;
    if (options.identify) {
        auto hash = passes.file().knownSha256(control);
        if (!hash)
            return tl::unexpected(std::move(hash.error()));
        result.modelSha256 = std::move(*hash);
    }
    Collector collector = passes.collector(true, {});
    HEADROOM_TRY(passes.run(collector));
    result.matrices = collector.takeStatistics();
    if (result.matrices.empty())
        return fail(ErrorCode::Unsupported, options.model.string(), "has no matrices that could be calibrated");
    result.context = options.context;
    result.retained = options.retain;
    if (options.retain != Retention::Nothing)
        result.textSha256 = passes.samples().sha256;
    result.redactions = passes.samples().redactions;
    result.conversationsRendered = passes.samples().prompts.rendered;
    result.conversationsJoined = passes.samples().prompts.joined;
    const model::Shape& shape = passes.shape();
    result.coverage = coverageOf(passes.samples(), result.matrices,
                                 {shape.vocabulary, shape.contextLength, options.servingContext});
    const auto roots = collector.roots();
    const auto needed = rootsOf(result, roots);
    HessianSource hessians(passes, std::move(collector), needed, options.hessianBytes);
    const auto produce = [&](const std::string& root) { return hessians.take(root); };
    outputs->calibration.beforeName = [&](const FileState& whole) {
        result.hessians = needed.size();
        result.passes = passes.count();
        result.outputBytes = whole.bytes;
        result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (options.beforeName)
            options.beforeName(result, whole);
    };
    HEADROOM_TRY(write(options, outputs->text, control, passes.samples(), [&] {
        return writeCalibration(outputs->calibration, passes.samples(), result, roots, produce, control);
    }));
    return result;
}

Json toJson(const CalibrationResult& result)
{
    Json matrices = Json::array();
    for (const auto& one : result.matrices)
        matrices.push_back(one.toJson());
    Json out{{"context", result.context},
             {"text_sha256", result.textSha256},
             {"retained", retentionName(result.retained)},
             {"redaction", toJson(result.redactions)},
             {"conversations", {{"rendered", result.conversationsRendered}, {"joined", result.conversationsJoined}}},
             {"coverage", toJson(result.coverage)},
             {"warnings", result.coverage.warnings},
             {"hessians", result.hessians},
             {"passes", result.passes},
             {"output_bytes", result.outputBytes},
             {"seconds", result.seconds},
             {"matrices", std::move(matrices)}};
    if (!result.modelSha256.empty())
        out["model_sha256"] = result.modelSha256;
    return out;
}

} // namespace headroom::quant
