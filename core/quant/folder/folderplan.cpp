// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/folderplan.h"

#include "core/base/platform.h"
#include "core/base/pythonjson.h"
#include "core/base/temporaryfolder.h"
#include "core/infer/backend.h"
#include "core/model/ggufcursor.h"
#include "core/quant/calibrate/importancenotes.h"
#include "core/quant/folder/folderforecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace headroom::quant {

namespace {

Result<FolderScheme> schemeOf(const FolderOptions& options)
{
    const FolderScheme* found = findFolderScheme(options.scheme);
    if (!found)
        return fail(ErrorCode::InvalidArgument, "preset", fmt::format("\"{}\" is no folder preset", options.scheme));
    FolderScheme scheme = *found;
    if (options.groupSize == 0 || options.groupSize == scheme.width)
        return scheme;
    if (!scheme.grouped || std::ranges::find(kGroupSizes, options.groupSize) == kGroupSizes.end())
        return fail(ErrorCode::InvalidArgument, "group size",
                    scheme.grouped ? fmt::format("{} is none of 32, 64, 128", options.groupSize)
                                   : fmt::format("{} has no groups to choose", scheme.name));
    scheme.width = scheme.multipleOfInputs = options.groupSize;
    return scheme;
}

std::string storedType(const model::hf::Outgoing& tensor)
{
    return std::string(tensor::format(tensor.rows.type).name);
}

class Preparation {
public:
    explicit Preparation(PreparedFolder& prepared) : m_prepared(prepared) { }

    Status run()
    {
        for (std::size_t i = 0; i < m_prepared.source.tensors.size(); ++i)
            add(i);
        if (m_quantized == 0)
            return fail(ErrorCode::Unsupported, m_prepared.options.source.string(),
                        m_obstacles.empty() ? fmt::format("has no layer that {} could hold", m_prepared.scheme.name)
                                            : fmt::format("no matrix can be stored as {}: {}; try another group size",
                                                          m_prepared.scheme.name, obstacles()));
        if (m_prepared.compensation && m_compensated == 0)
            return fail(ErrorCode::InvalidArgument, m_prepared.options.method.calibration.string(),
                        "holds no Hessian for any matrix that is to be quantized: calibrate with --hessians");
        addModule(outputModule(*m_prepared.source.family));
        warn();
        Json config = m_prepared.source.config;
        config["quantization_config"] = m_prepared.scheme.layout->config(m_prepared.scheme, m_prepared.plainModules);
        m_prepared.config = dumpPythonJson(config, 2) + "\n";
        return {};
    }

private:
    void add(std::size_t index)
    {
        const model::hf::Outgoing& tensor = m_prepared.source.tensors[index];
        FolderItem item{index, roleOf(*m_prepared.source.family, tensor), false, false, false, {}};
        FolderTensor row{tensor.name,
                         storedType(tensor),
                         storedType(tensor),
                         {},
                         tensor.rows.bytes(),
                         item.role.reason,
                         false,
                         ourName(*m_prepared.source.family, tensor.name)};
        row.shape.assign(tensor.rows.shape.rbegin(), tensor.rows.shape.rend());
        if (item.role.linear) {
            const MatrixShape shape = m_prepared.matrixOf(item).shape();
            row.reason = obstacle(m_prepared.scheme, shape);
            item.quantized = row.reason.empty();
            row.fallback = !item.quantized;
            if (item.quantized)
                quantize(item, row, shape);
            else
                ++m_obstacles.try_emplace(english(row.reason), row.reason, 0).first->second.second;
        }
        if (!item.quantized && (item.role.module || item.role.linear))
            addModule(moduleOf(tensor.name));
        m_prepared.items.push_back(std::move(item));
        m_prepared.plan.tensors.push_back(std::move(row));
    }
    void quantize(FolderItem& item, FolderTensor& row, const MatrixShape& shape)
    {
        ++m_quantized;
        item.parts = m_prepared.scheme.layout->parts(m_prepared.scheme, shape);
        row.to = m_prepared.scheme.name;
        row.reason = remark("type.projection");
        if (m_prepared.compensation) {
            Remark why = m_prepared.compensation->obstacle(item.role.ours, item.role.item, shape.inputs);
            item.compensated = why.empty();
            ++(why.empty() ? m_compensated : m_nearest);
            row.reason = why.empty() ? remark("type.compensated") : remark("type.nearest", std::move(why));
        }
        if (m_prepared.folds) {
            item.folded = m_prepared.folds->scalesColumnsOf(item.tensor);
            row.reason = item.folded ? remark("type.scaled") : remark("type.unscaled");
            m_unscaled += item.folded ? 0 : 1;
        }
        row.bytes = 0;
        for (const MatrixPart& part : item.parts)
            row.bytes += part.bytes();
        if (const auto importance = m_prepared.importanceOf(item))
            m_importance.add(row.ours, *importance, row.reason);
        else
            m_unweighted += m_prepared.imatrix ? 1 : 0;
    }
    std::string obstacles() const
    {
        std::string all;
        for (const auto& [reason, count] : m_obstacles)
            all += (all.empty() ? "" : ", ") + reason;
        return all;
    }
    void addModule(const std::string& module)
    {
        if (m_modules.insert(module).second)
            m_prepared.plainModules.push_back(module);
    }
    void warn()
    {
        auto& warnings = m_prepared.plan.warnings;
        const Method method = m_prepared.options.method.method;
        if (const auto promised = m_prepared.scheme.promises(); promised && *promised != method)
            warnings.push_back(remark("quantize.name_promises", m_prepared.scheme.name, methodRemark(*promised),
                                      methodRemark(method)));
        for (const auto& [words, obstacle] : m_obstacles)
            warnings.push_back(remark("quantize.projections_stay", obstacle.second, obstacle.first));
        if (m_nearest > 0)
            warnings.push_back(remark("quantize.projections_nearest", m_nearest));
        if (m_unscaled > 0)
            warnings.push_back(remark("quantize.projections_unscaled", m_unscaled, methodRemark(method)));
        if (m_unweighted > 0)
            warnings.push_back(remark("quantize.projections_unweighted", m_unweighted));
        m_importance.warn(warnings);
        const bool searched = m_prepared.scheme.code == CodeKind::Integer;
        if (!searched && m_prepared.options.method.row().levels == MethodRow::Levels::Nearest
            && !m_prepared.options.method.row().scalesChannels() && m_prepared.imatrix)
            warnings.push_back(remark("quantize.matrix_idle_for", m_prepared.scheme.name));
        if (!m_prepared.source.quantizedAs.empty())
            warnings.push_back(remark("quantize.source_quantized", model::printable(m_prepared.source.quantizedAs)));
        if (const auto& left = m_prepared.source.besides.left; !left.empty())
            warnings.push_back(remark("quantize.files_left", left.size(), listed(left)));
    }

    PreparedFolder& m_prepared;
    std::set<std::string> m_modules;
    std::map<std::string, std::pair<Remark, std::size_t>>
        m_obstacles; ///< how many projections each keeps from being quantized
    ImportanceNotes m_importance;
    std::size_t m_quantized = 0, m_unweighted = 0, m_compensated = 0, m_nearest = 0, m_unscaled = 0;
};

/// What there is beside weights, config.json and manifest: written aside and measured.
Status addCompanions(const FolderSource& source, model::hf::FileSizes& files)
{
    const auto scratch = TemporaryFolder::create();
    if (!scratch)
        return tl::unexpected(scratch.error());
    JobControl quiet;
    const Status written = source.writeCompanions(scratch->path(), quiet);
    const std::size_t first = files.size();
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch->path(), error))
        if (entry.is_regular_file(error))
            files.emplace_back(entry.path().lexically_relative(scratch->path()).string(), entry.file_size(error));
    std::sort(files.begin() + std::ptrdiff_t(first), files.end());
    return written;
}

constexpr std::uint64_t kFolderMargin = std::uint64_t{64} << 20U; ///< slabs of weights, their packed rows, the rest

/// The largest matrix: a code for each weight, scales, what becomes of them, and that once more on its way to the disk;
/// and what a method knows of its inputs.
std::uint64_t folderMemory(const PreparedFolder& prepared)
{
    std::uint64_t largest = 0;
    for (const FolderItem& item : prepared.items)
        if (item.quantized)
            largest = std::max(largest, prepared.source.tensors[item.tensor].rows.elements() + 4 * partBytes(item));
    return residentBytes() + largest + folderMethodBytes(prepared) + kFolderMargin;
}

Status measureFiles(PreparedFolder& prepared)
{
    FolderPlan& plan = prepared.plan;
    plan.scheme = prepared.scheme.name;
    auto files = model::hf::safetensorsFiles(outgoingOf(prepared), prepared.options.shardBytes);
    if (!files)
        return tl::unexpected(files.error());
    prepared.files = std::move(*files);
    for (const auto& [name, bytes] : prepared.files)
        plan.weightBytes += name.ends_with(".safetensors") ? bytes : 0;
    prepared.files.emplace_back("config.json", prepared.config.size());
    HEADROOM_TRY(addCompanions(prepared.source, prepared.files));
    FolderFindings nothing;
    nothing.costs.resize(prepared.items.size());
    plan.outputBytes = folderManifest(prepared, nothing).size();
    for (const auto& [name, bytes] : prepared.files)
        plan.outputBytes += bytes;
    std::uint64_t elements = 0, tensorBytes = 0;
    for (const auto& tensor : prepared.source.tensors)
        elements += tensor.rows.elements();
    for (const FolderTensor& tensor : plan.tensors)
        tensorBytes += tensor.bytes;
    plan.bitsPerWeight = elements ? 8.0 * double(tensorBytes) / double(elements) : 0;
    std::error_code error;
    const auto& destination = prepared.options.destination;
    const auto space = std::filesystem::space(
        destination.has_parent_path() ? destination.parent_path() : std::filesystem::path("."), error);
    plan.freeBytes = error ? 0 : space.available;
    plan.memoryBytes = folderMemory(prepared);
    for (const FolderItem& item : prepared.items)
        plan.workBytes += partBytes(item);
    return {};
}

Status openMethod(PreparedFolder& prepared)
{
    const MethodOptions& method = prepared.options.method;
    const bool integers = prepared.scheme.code == CodeKind::Integer;
    const MethodRow& row = method.row();
    const bool halfQuadratic = row.levels == MethodRow::Levels::HalfQuadratic;
    if (!row.needsCalibration() && (!halfQuadratic || (integers && !prepared.scheme.symmetric)))
        return {};
    const bool scales = row.scalesChannels();
    if (!scales && (!row.byHessian() || !integers))
        return fail(
            ErrorCode::InvalidArgument, "method",
            fmt::format("{} and {} do not go together; integers can be rounded by gptq or signround, those with a "
                        "zero point by hqq, everything by rtn, awq or smoothquant",
                        methodName(method.method), prepared.scheme.name));
    if (method.calibration.empty())
        return fail(ErrorCode::InvalidArgument, "method",
                    fmt::format("{} needs what `headroom-cli calibrate{}` has written (--calibration)",
                                methodName(method.method), scales ? "" : " --hessians"));
    HEADROOM_TRY(checkOptions(method));
    if (scales) {
        auto folds = ChannelFolds::open(prepared.source, prepared.scheme, method);
        if (!folds)
            return tl::unexpected(std::move(folds.error()));
        prepared.folds = std::move(*folds);
        return {};
    }
    auto opened = Compensation::open(method);
    if (!opened)
        return tl::unexpected(std::move(opened.error()));
    prepared.compensation = std::move(*opened);
    return {};
}

} // namespace

Matrix PreparedFolder::matrixOf(const FolderItem& item) const
{
    const model::hf::Outgoing& tensor = source.tensors[item.tensor];
    Matrix matrix{
        fmt::format("{}, tensor \"{}\"", options.source.string(), model::printable(tensor.name)), tensor.rows, {}};
    if (folds && folds->changes(item.tensor)) {
        matrix.storedAs = tensor.rows.type;
        matrix.rows = folds->scaled(item.tensor, tensor.rows, tensor::Type::F32);
    }
    matrix.halfQuadratic = options.method.row().levels == MethodRow::Levels::HalfQuadratic;
    matrix.importance = importanceOf(item).value_or(Importance()).columns;
    if (folds)
        folds->scaleImportance(item.tensor, matrix.importance);
    return matrix;
}

std::optional<Importance> PreparedFolder::importanceOf(const FolderItem& item) const
{
    if (!imatrix)
        return std::nullopt;
    const std::uint64_t columns = source.tensors[item.tensor].rows.columns();
    const auto found = imatrix->entries.find(item.role.ours);
    if (found == imatrix->entries.end() || found->second.columns() != columns)
        return std::nullopt;
    const ImatrixEntry& all = found->second;
    const std::size_t slice = all.counts.size() == 1 ? 0 : item.role.item;
    if (slice >= all.counts.size())
        return std::nullopt;
    const auto begin = all.sums.begin() + std::ptrdiff_t(slice * columns);
    return usableImportance({{begin, begin + std::ptrdiff_t(columns)}, {all.counts[slice]}});
}

Status PreparedFolder::intact() const
{
    HEADROOM_TRY(source.intact());
    if (compensation)
        HEADROOM_TRY(compensation->intact());
    return folds ? folds->intact() : Status();
}

std::uint64_t partBytes(const FolderItem& item)
{
    std::uint64_t bytes = 0;
    for (const MatrixPart& part : item.parts)
        bytes += part.bytes();
    return bytes;
}

std::vector<model::hf::Outgoing> outgoingOf(const PreparedFolder& prepared)
{
    std::vector<model::hf::Outgoing> out;
    for (const FolderItem& item : prepared.items) {
        const model::hf::Outgoing& tensor = prepared.source.tensors[item.tensor];
        if (!item.quantized)
            out.push_back(tensor);
        if (!item.quantized && prepared.folds && prepared.folds->changes(item.tensor))
            out.back().rows = prepared.folds->scaled(item.tensor, tensor.rows, tensor.rows.type);
        for (const MatrixPart& part : item.parts) {
            model::hf::Outgoing outgoing{moduleOf(tensor.name) + part.suffix, {}, part.dtype};
            outgoing.rows.type = model::dtypeRow(part.dtype).type.value_or(tensor::Type::I8);
            outgoing.rows.shape.assign(part.shape.rbegin(), part.shape.rend());
            out.push_back(std::move(outgoing));
        }
    }
    return out;
}

Result<PreparedFolder> prepareFolder(const FolderOptions& options)
{
    HEADROOM_TRY(infer::chooseDevice(options.device));
    const auto scheme = schemeOf(options);
    if (!scheme)
        return tl::unexpected(scheme.error());
    auto source = FolderSource::open(options.source);
    if (!source)
        return tl::unexpected(std::move(source.error()));
    if (!options.allowRequantize && !source->quantizedAs.empty())
        return fail(ErrorCode::Unsupported, options.source.string(),
                    fmt::format("is quantized already ({}); start from the original, or allow it (--allow-requantize)",
                                model::printable(source->quantizedAs)));
    PreparedFolder prepared{options, *scheme, std::move(*source), {}, {}, {}, {}, {}, {}, {}, {}};
    HEADROOM_TRY(openMethod(prepared));
    // A calibration is an importance matrix too.
    if (const auto& path = options.imatrix.empty() ? options.method.calibration : options.imatrix; !path.empty()) {
        auto matrix = readImatrix(path);
        if (!matrix)
            return tl::unexpected(std::move(matrix.error()));
        prepared.imatrix = std::move(*matrix);
    }
    HEADROOM_TRY(Preparation(prepared).run());
    HEADROOM_TRY(measureFiles(prepared));
    return prepared;
}

Result<FolderPlan> planFolder(const FolderOptions& options)
{
    auto prepared = prepareFolder(options);
    if (!prepared)
        return tl::unexpected(std::move(prepared.error()));
    return std::move(prepared->plan);
}

Result<FolderPlan> planAndMeasureFolder(const FolderOptions& options)
{
    auto prepared = prepareFolder(options);
    if (!prepared)
        return tl::unexpected(std::move(prepared.error()));
    prepared->plan.expected = preflightFolder(*prepared).remaining();
    return std::move(prepared->plan);
}

} // namespace headroom::quant
