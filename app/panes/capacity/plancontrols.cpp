// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/capacity/plancontrols.h"

#include "app/gui/dialogs.h"
#include "app/gui/workbench.h"
#include "app/jobs/later.h"
#include "app/text/display.h"
#include "app/text/distinct.h"
#include "core/machine/catalogue.h"
#include "core/model/modelfile.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/input/labeledslider.h"
#include "widgets/input/segmented.h"

#include <QDir>
#include <QFileInfo>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

namespace headroom::app {

namespace {

enum PlanMergeId { kContextEdit = 201, kConcurrencyEdit, kPointEdit, kExpertsEdit };

const QString kFileKey = QStringLiteral("file:");
const QString kCatalogueKey = QStringLiteral("catalogue:");

/// Be it with its weights or, of a config.json, without.
bool isOnDisk(const model::Description& model)
{
    return model.fileBytes > 0 || QFileInfo::exists(QString::fromStdString(model.source));
}

QString keyOf(const model::Description& model)
{
    if (isOnDisk(model))
        return kFileKey + QString::fromStdString(model.source);
    for (const machine::CatalogueModel& known : machine::modelCatalogue())
        if (known.name == model.name)
            return kCatalogueKey + QString::fromStdString(known.id);
    return {};
}

/// Of the file where there is or would be one, else of the weights, and says so.
QString sizeText(std::optional<quint64> file, std::uint64_t weights, double bits)
{
    return file ? PlanControls::tr("%1, %2 bits/w").arg(text::bytes(double(*file)), text::number(bits, 2))
                : PlanControls::tr("weights %1, %2 bits/w").arg(text::bytes(double(weights)), text::number(bits, 2));
}

const QString kNone = QStringLiteral("none");
const QString kOwn = QStringLiteral("own");
const QString kAsk = QStringLiteral("ask");

/// Towers and projectors among what the model's own files hold.
std::vector<model::LeftOut> ownParts(const model::Description& model)
{
    std::vector<model::LeftOut> parts;
    std::ranges::copy_if(model.leftOut, std::back_inserter(parts), std::logical_not(), &model::LeftOut::drafts);
    return parts;
}

quint64 bytesOf(const std::vector<model::LeftOut>& parts)
{
    quint64 bytes = 0;
    for (const model::LeftOut& part : parts)
        bytes += part.bytes;
    return bytes;
}

/// As llama.cpp and those who publish for it name them.
QStringList projectorsBeside(const model::Description& model)
{
    if (model.fileBytes == 0)
        return {};
    const QFileInfo source(QString::fromStdString(model.source));
    const QDir folder(source.isDir() ? source.absoluteFilePath() : source.absolutePath());
    QStringList paths;
    for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*mmproj*.gguf")}, QDir::Files, QDir::Name))
        if (file != source)
            paths.append(file.absoluteFilePath());
    return paths;
}

Result<model::LeftOut> describeFile(const QString& path)
{
    const auto file = model::ModelFile::open(std::filesystem::path(path.toStdU16String()));
    return file ? model::describeProjector(**file) : tl::unexpected(file.error());
}

} // namespace

PlanRange rangeOf(const plan::PlanRequest& request)
{
    const auto& shape = request.model.shape;
    const double trained = shape.contextLength > 0 ? double(shape.contextLength) : 131072;
    const double planned = request.workload.context;
    PlanRange range;
    range.maxContext = std::exp2(std::ceil(std::log2(std::max({2048.0, trained, planned}))));
    range.minContext = std::clamp(range.maxContext / 128, 64.0, 1024.0);
    return range;
}

PlanControls::PlanControls(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_model(new widgets::CaptionedCombo)
    , m_preset(new widgets::CaptionedCombo)
    , m_context(new widgets::LabeledSlider)
    , m_concurrency(new widgets::LabeledSlider)
    , m_kvType(new widgets::Segmented)
    , m_beside(new BesideControls(workbench))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (QWidget* control :
         std::initializer_list<QWidget*>{m_model, m_preset, m_context, m_concurrency, m_kvType, m_beside})
        column->addWidget(control);
    column->addStretch();
    m_model->setObjectName(QStringLiteral("planModel"));
    m_preset->setObjectName(QStringLiteral("planPreset"));
    m_context->setObjectName(QStringLiteral("planContext"));
    m_concurrency->setObjectName(QStringLiteral("planConcurrency"));
    m_kvType->setObjectName(QStringLiteral("planKvType"));
    m_context->setFormatter([](double value) { return text::tokens(value); });
    m_concurrency->setFormatter([](double value) { return text::integer(value); });

    connect(&m_sizes, &ArtifactSizes::known, this, [this] {
        m_presetsFor.clear();
        const QSignalBlocker blocker(m_preset);
        fillPresets(m_workbench.project().request());
    });
    connect(m_model, &widgets::CaptionedCombo::currentChanged, this,
            [this](const QVariant& key) { chooseModel(key.toString()); });
    connect(m_preset, &widgets::CaptionedCombo::currentChanged, this, [this](const QVariant& name) {
        edit(tr("change of preset"), -1,
             [&](plan::PlanRequest& request) { request.preset = name.toString().toStdString(); });
    });
    connect(m_context, &widgets::LabeledSlider::valueChanged, this, [this](double value) {
        edit(tr("change of context to %1").arg(text::tokens(value)), kContextEdit,
             [&](plan::PlanRequest& request) { request.workload.context = std::uint32_t(std::lround(value)); });
    });
    connect(m_concurrency, &widgets::LabeledSlider::valueChanged, this, [this](double value) {
        edit(tr("change to %n request(s)", nullptr, int(std::lround(value))), kConcurrencyEdit,
             [&](plan::PlanRequest& request) { request.workload.concurrency = std::uint32_t(std::lround(value)); });
    });
    connect(m_kvType, &widgets::Segmented::currentChanged, this, [this](const QString& id) {
        edit(tr("change of cache type to %1").arg(id), -1,
             [&](plan::PlanRequest& request) { request.kvType = id.toStdString(); });
    });
}

template <class Change> void PlanControls::edit(const QString& text, int mergeId, Change change)
{
    plan::PlanRequest request = m_workbench.project().request();
    change(request);
    request.workload.context = std::max(1U, request.workload.context);
    request.workload.concurrency = std::max(1U, request.workload.concurrency);
    m_workbench.project().edit(request, text, mergeId);
}

void PlanControls::setOperatingPoint(double context, double concurrency)
{
    edit(tr("move of the operating point"), kPointEdit, [&](plan::PlanRequest& request) {
        request.workload.context = std::uint32_t(std::lround(std::max(1.0, context)));
        request.workload.concurrency = std::uint32_t(std::lround(std::max(1.0, concurrency)));
    });
}

void PlanControls::focusFirst()
{
    m_model->combo()->setFocus();
}

void PlanControls::retranslate()
{
    m_model->setCaption(tr("Model"));
    m_preset->setCaption(tr("Preset"));
    m_context->setCaption(tr("Context per request, tokens"));
    m_concurrency->setCaption(tr("Concurrent requests"));
    m_kvType->setCaption(tr("KV cache type"));
    m_beside->retranslate();
    m_presetsFor.clear();
}

void PlanControls::show(const plan::PlanRequest& request)
{
    const QSignalBlocker a(m_model), b(m_preset), c(m_context), d(m_concurrency), e(m_kvType);
    fillModels(request);
    fillPresets(request);
    const PlanRange range = rangeOf(request);
    m_context->setRange(range.minContext, range.maxContext, widgets::LabeledSlider::Scale::Log2, 0.25);
    m_context->setValue(request.workload.context);
    m_concurrency->setRange(1, range.maxConcurrency, widgets::LabeledSlider::Scale::Log2, 1);
    m_concurrency->setValue(request.workload.concurrency);
    if (m_kvType->current().isEmpty()) {
        QList<std::pair<QString, QString>> types;
        for (const plan::KvType& type : request.engine->kvTypes)
            if (type.usual)
                types.append({text::fromUtf8(type.name), text::fromUtf8(type.name)});
        m_kvType->setOptions(types);
    }
    m_kvType->setCurrent(QString::fromStdString(request.kvType));
    m_beside->show(request);
}

void PlanControls::fillModels(const plan::PlanRequest& request)
{
    QList<widgets::ComboItem> items;
    const QString current = keyOf(request.model);
    QStringList listed, names, files;
    const auto addFile = [&](const QString& path, const QString& name) {
        if (listed.contains(path))
            return;
        listed.append(path);
        files.append(QFileInfo(path).fileName());
        names.append(name.isEmpty() ? files.last() : name);
    };
    if (isOnDisk(request.model))
        addFile(QString::fromStdString(request.model.source), QString::fromStdString(request.model.name));
    for (const store::ModelRow& row : m_workbench.project().models())
        addFile(QString::fromStdString(row.path), QString::fromStdString(row.name));
    files = text::toldApart(files, listed);
    for (qsizetype i = 0; i < listed.size(); ++i) {
        // A folder is often called as its model is: what it lies in tells more than the same name once more.
        const QString place = files[i] == names[i] ? QFileInfo(listed[i]).dir().dirName() : files[i];
        items.append({names[i], place, kFileKey + listed[i]});
    }
    for (const machine::CatalogueModel& model : machine::modelCatalogue())
        items.append(
            {QString::fromStdString(model.name), tr("catalogue"), kCatalogueKey + QString::fromStdString(model.id)});
    m_model->setItems(items);
    m_model->setCurrentData(current);
}

void PlanControls::fillPresets(const plan::PlanRequest& request)
{
    const QString key = keyOf(request.model);
    if (key != m_presetsFor) {
        m_presetsFor = key;
        const model::Description& model = request.model;
        const double parameters = double(std::max<std::uint64_t>(1, model.parameters()));
        std::optional<quint64> file;
        if (model.fileBytes > 0)
            file = model.fileBytes;
        m_sizes.readFor(model);
        const QString asItIs = sizeText(file, model.weightBytes(), model.bitsPerWeight());
        QList<widgets::ComboItem> items{{tr("as it is"), asItIs, QString(), model.bitsPerWeight()}};
        for (const quant::Preset& preset : quant::presets()) {
            const std::uint64_t bytes = quant::totalBytes(quant::assign(model, preset));
            const double bits = 8.0 * double(bytes) / parameters;
            const QString name = text::fromUtf8(preset.name);
            items.append({name, sizeText(m_sizes.bytes(name), bytes, bits), name, bits});
        }
        m_preset->setItems(items);
    }
    m_preset->setCurrentData(QString::fromStdString(request.preset));
}

void PlanControls::chooseModel(const QString& key)
{
    if (key.startsWith(kFileKey)) {
        m_workbench.openModel(key.mid(kFileKey.size()));
        return;
    }
    if (const auto* model = machine::findModel(key.mid(kCatalogueKey.size()).toStdString()))
        m_workbench.project().setModel(model->describe(tensor::Type::F16));
}

BesideControls::BesideControls(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_projector(new widgets::CaptionedCombo)
    , m_experts(new widgets::LabeledSlider)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_projector);
    column->addWidget(m_experts);
    m_projector->setObjectName(QStringLiteral("planProjector"));
    m_experts->setObjectName(QStringLiteral("planHostExperts"));
    connect(m_projector, &widgets::CaptionedCombo::currentChanged, this,
            [this](const QVariant& key) { chooseProjector(key.toString()); });
    connect(m_experts, &widgets::LabeledSlider::valueChanged, this, [this](double value) {
        plan::PlanRequest request = m_workbench.project().request();
        request.offload.cpuExperts = std::uint32_t(std::lround(value));
        m_workbench.project().edit(request, tr("change of experts in host memory"), kExpertsEdit);
    });
}

void BesideControls::retranslate()
{
    m_projector->setCaption(tr("Projector"));
    m_experts->setCaption(tr("Experts in host memory, layers"));
    m_experts->setFormatter([](double value) { return value > 0 ? text::integer(value) : tr("in none"); });
}

void BesideControls::show(const plan::PlanRequest& request)
{
    const QSignalBlocker a(m_projector), b(m_experts);
    fillProjectors(request);
    const auto& shape = request.model.shape;
    m_experts->setVisible(shape.experts > 0 && !request.rig.gpus.empty());
    m_experts->setRange(0, std::max(1U, shape.layers));
    m_experts->setValue(std::min(request.offload.cpuExperts, shape.layers));
}

void BesideControls::fillProjectors(const plan::PlanRequest& request)
{
    QList<widgets::ComboItem> items{{tr("none"), {}, kNone}};
    if (const auto own = ownParts(request.model); !own.empty())
        items.append({tr("of the model"), text::bytes(double(bytesOf(own))), kOwn});
    QStringList files = projectorsBeside(request.model);
    const QString current = QString::fromStdString(request.projector);
    if (!current.isEmpty() && !files.contains(current))
        files.prepend(current);
    for (const QString& path : files) {
        const QFileInfo file(path);
        items.append({file.fileName(), file.exists() ? text::bytes(double(file.size())) : QString(), kFileKey + path});
    }
    m_projector->setVisible(items.size() > 1); // a model that only reads has none
    items.append({tr("another file…"), {}, kAsk});
    m_projector->setItems(items);
    m_projector->setCurrentData(!current.isEmpty() ? kFileKey + current : request.beside.empty() ? kNone : kOwn);
}

void BesideControls::chooseProjector(const QString& key)
{
    ++m_ticket;
    const plan::PlanRequest& request = m_workbench.project().request();
    if (key == kNone)
        return editProjector({}, {});
    if (key == kOwn)
        return editProjector(ownParts(request.model), {});
    const QString path = key == kAsk
        ? m_workbench.askFile({tr("Open projector"), tr("Projectors (*.gguf)"), {}, Setting::ModelFolder})
        : key.mid(kFileKey.size());
    if (path.isEmpty())
        return show(request);
    readProjector(path);
}

void BesideControls::readProjector(const QString& path)
{
    later(
        this, [path] { return describeFile(path); },
        [this, path, ticket = m_ticket](const Result<model::LeftOut>& part) {
            if (ticket != m_ticket)
                return;
            if (part)
                return editProjector({*part}, QFileInfo(path).absoluteFilePath());
            m_workbench.notify(part.error());
            show(m_workbench.project().request());
        });
}

void BesideControls::editProjector(const std::vector<model::LeftOut>& parts, const QString& file)
{
    plan::PlanRequest request = m_workbench.project().request();
    request.beside = parts;
    request.projector = file.toStdString();
    m_workbench.project().edit(request, tr("change of projector"));
}

} // namespace headroom::app
