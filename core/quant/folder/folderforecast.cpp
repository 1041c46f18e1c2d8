// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/folderforecast.h"

#include "core/quant/round/channels.h"
#include "core/quant/round/roundingrate.h"
#include "core/quant/run/preflight.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

using Step = Forecast::Step;

constexpr std::uint64_t kFolderColumns = 1024; ///< a whole number of every scheme's groups
constexpr std::uint64_t kMeasuredRows = 32; ///< for each thread, or a block of the scheme's
constexpr double kMeasuredSeconds = 0.1; ///< seconds: slow work is measured once
constexpr std::uint64_t kMany = std::uint64_t{1} << 30U; ///< a rate is as good for these as for one
constexpr double kDoubt = 1.3; ///< likely weights are not those of the model

bool choosesByOutputs(const PreparedFolder& prepared)
{
    return prepared.options.method.clips() && prepared.scheme.code == CodeKind::Integer;
}

Step stepOf(const PreparedFolder& prepared, const FolderItem& item)
{
    const bool moved
        = prepared.options.method.row().levels == MethodRow::Levels::HalfQuadratic || choosesByOutputs(prepared);
    return item.compensated ? Step::Rounded : moved ? Step::Polished : Step::Plain;
}

/// Rows of likely weights, as a matrix of the source.
Matrix likelyMatrix(std::shared_ptr<const std::vector<float>> weights, std::uint64_t columns, tensor::Type storedAs)
{
    Matrix matrix;
    matrix.place = "likely weights";
    matrix.rows.type = tensor::Type::F32;
    matrix.rows.shape = {columns, weights->size() / columns};
    matrix.storedAs = storedAs;
    matrix.rows.read = [weights, columns](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
        std::ranges::copy(std::as_bytes(std::span(*weights).subspan(first * columns, count * columns)), out.begin());
    };
    return matrix;
}

/// Codes some rows as the run will; seconds for each weight, or nothing where they cannot be coded.
class CodingRate {
public:
    CodingRate(const PreparedFolder& prepared, ThreadPool& pool) : m_prepared(prepared), m_pool(pool) { }

    std::optional<double> of(Forecast::Kind kind) const
    {
        const std::uint64_t rows = std::max(kMeasuredRows, m_prepared.scheme.height) * m_pool.size();
        const auto weights = std::make_shared<const std::vector<float>>(likelyWeights(rows * kFolderColumns));
        Matrix matrix = likelyMatrix(weights, kFolderColumns, kind.from);
        matrix.halfQuadratic = m_prepared.options.method.row().levels == MethodRow::Levels::HalfQuadratic;
        if (kind.step == Step::Polished && choosesByOutputs(m_prepared))
            matrix.errors = std::make_shared<const GroupErrors>(std::vector<float>(kFolderColumns, 1.0F),
                                                                likelyHessian(kFolderColumns), std::vector<float>(),
                                                                m_prepared.scheme.widthOf(kFolderColumns));
        double least = 0;
        for (int i = 0; i < 3 && least < kMeasuredSeconds; ++i) {
            WorkClock clock;
            clock.start();
            const auto coded = codeMatrix(m_prepared.scheme, matrix, m_pool, [] { return Status(); });
            clock.stop();
            if (!coded)
                return std::nullopt;
            const double seconds = clock.take();
            least = i == 0 ? seconds : std::min(least, seconds);
        }
        return least / double(weights->size());
    }

private:
    const PreparedFolder& m_prepared;
    ThreadPool& m_pool;
};

/// A trial rounds each row alone and weighs what that does to the outputs.
std::optional<double> trialRate(const PreparedFolder& prepared, Forecast::Kind kind, ThreadPool& pool)
{
    const Consumer unrounded{{}, tensor::Type::F32, [](std::span<float>, std::span<const float>) {}};
    const double weighing = searchRate(unrounded, kind.columns, kind.step == Step::Correlated, pool);
    kind.step = Step::Plain;
    const auto coding = CodingRate(prepared, pool).of(kind);
    return coding ? std::optional(*coding + weighing) : std::nullopt;
}

void measureSteps(const PreparedFolder& prepared, Forecast::Kind kind, ThreadPool& pool, Forecast& forecast)
{
    const auto known = [&](std::optional<double> rate, double doubt) {
        if (rate)
            forecast.measured(kind, kMany, *rate * double(kMany), doubt);
    };
    const auto found = [](const Result<double>& rate) { return rate ? std::optional(*rate) : std::optional<double>(); };
    const MethodOptions& method = prepared.options.method;
    if (kind == kFactorized)
        return known(found(factorRate(method.gptq)), kRoundingDoubt);
    if (kind.step == Step::Correlated || kind.step == Step::Sampled)
        return known(trialRate(prepared, kind, pool), kRoundingDoubt);
    if (kind.step != Step::Rounded)
        return known(CodingRate(prepared, pool).of(kind), kDoubt);
    const auto chunk = [&](const RowRounder& rounder, std::span<const float> weights, std::size_t columns) {
        const auto own = std::make_shared<const std::vector<float>>(weights.begin(), weights.end());
        roundCoded(prepared.scheme, likelyMatrix(own, columns, kind.from), rounder, weights);
    };
    known(found(roundingRate(method, kind.columns, chunk, pool)), kRoundingDoubt);
}

} // namespace

FolderWork folderWork(const PreparedFolder& prepared)
{
    FolderWork work;
    FactorCount count;
    const bool smooth = prepared.options.method.row().scales == MethodRow::Scales::Computed;
    for (const FolderItem& item : prepared.items) {
        const auto& rows = prepared.source.tensors[item.tensor].rows;
        const Step step = stepOf(prepared, item);
        work.kinds.push_back({rows.type, tensor::Type::F32, step, step == Step::Rounded ? rows.columns() : 0});
        const bool inverted
            = item.compensated && prepared.options.method.row().levels == MethodRow::Levels::Compensated;
        work.factorized.push_back(
            inverted ? count.of(prepared.compensation->rootOf(item.role.ours) + fmt::format("|{}", item.role.item), 1,
                                rows.columns())
                     : 0);
    }
    for (std::size_t fold = 0; prepared.folds && fold < prepared.folds->count(); ++fold) {
        std::vector<std::uint64_t> taken;
        const auto& rounded = prepared.folds->roundedBy(fold);
        const auto& first = prepared.source.tensors[rounded.front()].rows;
        for (const std::size_t tensor : rounded)
            taken.push_back(std::min(prepared.source.tensors[tensor].rows.count(),
                                     sampleSize(first.columns(), rounded.size()).rows));
        work.searches.push_back(searchWork({first.type, tensor::Type::F32}, smooth, first.columns(), taken));
    }
    return work;
}

Forecast preflightFolder(const PreparedFolder& prepared)
{
    Forecast forecast;
    const FolderWork work = folderWork(prepared);
    for (std::size_t i = 0; i < prepared.items.size(); ++i)
        if (prepared.items[i].quantized) {
            forecast.expect(work.kinds[i], prepared.source.tensors[prepared.items[i].tensor].rows.elements());
            forecast.expect(kFactorized, work.factorized[i]);
        }
    for (const SearchWork& search : work.searches)
        forecast.expect(search.kind, search.amount);
    ThreadPool pool(prepared.options.threads);
    for (const Forecast::Kind& kind : forecast.unknown())
        measureSteps(prepared, kind, pool, forecast);
    // The folder's files one by one, and once more as they are read back. The source, beside the encoding.
    forecast.hashing(2 * prepared.plan.outputBytes, hashRate());
    forecast.besideLeft(prepared.source.file->bytesToHash());
    return forecast;
}

std::uint64_t folderMethodBytes(const PreparedFolder& prepared)
{
    std::uint64_t largest = 0;
    for (const FolderItem& item : prepared.items) {
        const std::uint64_t columns = prepared.source.tensors[item.tensor].rows.columns();
        if (item.quantized && item.compensated)
            largest = std::max(largest, rounderBytes(prepared.options.method.row(), columns));
        if (item.quantized && choosesByOutputs(prepared)) // a Hessian, to look at its blocks
            largest = std::max(largest, columns * columns * sizeof(float));
    }
    for (const SearchWork& search : folderWork(prepared).searches)
        largest = std::max(largest, search.bytes);
    return largest;
}

} // namespace headroom::quant
