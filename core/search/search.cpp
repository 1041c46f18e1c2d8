// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/search.h"

#include "core/base/remarks.h"
#include "core/model/plaintext.h"
#include "core/quant/preset/mixture.h"
#include "core/quant/round/typeerror.h"
#include "core/quant/run/quantizerun.h"
#include "core/quant/run/sourcestate.h"
#include "core/search/mixturefile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::search {

using tensor::Type;

namespace {

constexpr std::array kTypes{Type::Q2_K, Type::Q3_K, Type::IQ4_XS, Type::Q4_K, Type::Q5_K, Type::Q6_K, Type::Q8_0};
constexpr int kMostRounds = 4;
constexpr double kCloseEnough = 0.9; ///< share of a divergence budget that is used up

/// Before the long work: the text can be read.
Status checkText(const SearchOptions& options)
{
    if (options.text.empty())
        return {};
    const auto text = model::readPlainText(options.text);
    return text ? Status() : tl::unexpected(text.error());
}

Status check(const SearchOptions& options)
{
    const SearchBudget& budget = options.budget;
    if (budget.fileBytes.has_value() + budget.bitsPerWeight.has_value() + budget.meanKld.has_value() != 1)
        return fail(ErrorCode::InvalidArgument, "budget", "give one: bytes, bits per weight, or divergence");
    if (budget.bitsPerWeight && !(*budget.bitsPerWeight > 0 && *budget.bitsPerWeight <= 64))
        return fail(ErrorCode::InvalidArgument, "budget of bits per weight", "is not between 0 and 64");
    if (budget.meanKld && !(*budget.meanKld > 0 && std::isfinite(*budget.meanKld)))
        return fail(ErrorCode::InvalidArgument, "budget of mean KLD", "is no number above 0");
    if (budget.meanKld && options.text.empty())
        return fail(ErrorCode::InvalidArgument, "budget of mean KLD", "needs a text to measure it on");
    return checkText(options);
}

Result<quant::Prepared> prepareSource(const SearchOptions& options)
{
    quant::QuantizeOptions source;
    source.source = options.model;
    source.preset = "Q8_0";
    source.imatrix = options.imatrix;
    source.allowRequantize = options.allowRequantize;
    return quant::prepare(source);
}

/// Every tensor in this type, as far as shapes allow.
std::vector<quant::Assignment> everywhere(const model::Description& model, Type type)
{
    quant::Preset preset;
    preset.defaultType = type;
    quant::AssignOptions pure;
    pure.pure = true;
    return quant::assign(model, preset, pure);
}

/// Slots and their choices, step by step: sizes from shapes, noise from weights, damage from the groups' measurements.
class Search {
public:
    Search(const SearchOptions& options, quant::Prepared prepared, JobControl& control)
        : m_options(options)
        , m_prepared(std::move(prepared))
        , m_pool(options.evaluation.threads)
        , m_control(control)
        , m_weights(m_prepared.plan.model.tensors.size(), 1.0)
    {
        for (const auto& spec : model().tensors)
            m_slots.push_back({spec.name, {{spec.type, spec.readBytes(), 0}}});
    }

    Result<SearchResult> run()
    {
        HEADROOM_TRY(addChoices());
        m_result.probeType = probeType();
        if (m_prepared.imatrix) // what of it cannot be used
            m_result.warnings = m_prepared.plan.warnings;
        if (!m_options.text.empty())
            HEADROOM_TRY(measureSensitivities());
        applyWeights();
        auto front = search::ParetoFront::of(m_slots);
        if (!front)
            return tl::unexpected(std::move(front.error()));
        m_result.front.assign(front->points().begin(), front->points().end());
        m_result.choices = m_slots;
        HEADROOM_TRY(m_options.budget.meanKld ? meetDivergence(*front) : meetBytes(*front));
        if (m_result.measured)
            std::ranges::copy(m_result.measured->conditions.warnings(), std::back_inserter(m_result.warnings));
        return std::move(m_result);
    }

private:
    const model::Description& model() const { return m_prepared.plan.model; }
    ImportanceOf importance() const
    {
        return [this](std::string_view tensor) { return m_prepared.importance(tensor); };
    }

    /// Types that need an importance matrix are left out where there is none for the tensor.
    Status addChoices()
    {
        const std::span<const Type> types = m_options.types.empty() ? std::span<const Type>(kTypes) : m_options.types;
        Progress progress{"errors", {}, 0, types.size() * m_slots.size(), 0, 0};
        for (const Type type : types) {
            const auto assignments = everywhere(model(), type);
            for (std::size_t i = 0; i < assignments.size(); ++i, ++progress.done) {
                progress.item = said(assignments[i].tensor);
                m_control.report(progress);
                HEADROOM_TRY(m_control.checkpoint());
                HEADROOM_TRY(addChoice(i, assignments[i]));
            }
        }
        m_control.report(progress);
        return {};
    }

    Status addChoice(std::size_t i, const quant::Assignment& assignment)
    {
        search::Slot& slot = m_slots[i];
        const bool known = std::ranges::find(slot.choices, assignment.to, &search::Choice::type) != slot.choices.end();
        if (known || !assignment.problem.empty() || assignment.bytes >= slot.choices.front().bytes)
            return {};
        const auto weights = m_prepared.importance(assignment.tensor);
        if (assignment.needsImportance && weights.empty())
            return {};
        const auto& info = m_prepared.file->tensors()[i];
        const auto error = quant::typeError(*m_prepared.file, info, assignment.to, weights, m_pool);
        m_prepared.file->release(info);
        if (!error)
            return tl::unexpected(error.error());
        slot.choices.push_back({assignment.to, assignment.bytes, *error});
        return {};
    }

    /// The type that is nearest to the budget; a middling one where the budget is no size.
    Type probeType() const
    {
        double bits = tensor::format(Type::Q4_K).bitsPerWeight();
        if (m_options.budget.bitsPerWeight)
            bits = *m_options.budget.bitsPerWeight;
        if (m_options.budget.fileBytes)
            bits = 8.0 * double(*m_options.budget.fileBytes) / double(model().parameters());
        const std::span<const Type> types = m_options.types.empty() ? std::span<const Type>(kTypes) : m_options.types;
        return *std::ranges::min_element(
            types, {}, [&](Type type) { return std::fabs(tensor::format(type).bitsPerWeight() - bits); });
    }

    /// Divergence of each group at the probe type, for each unit of its tensors' noise. One standard error is added: a
    /// group that was hardly measured is not taken for harmless.
    Status measureSensitivities()
    {
        const auto assignments = everywhere(model(), m_result.probeType);
        m_result.groups = groupsOf(model(), assignments, m_options.grouping);
        const Probe probe{m_prepared.file.get(), m_options.text, m_options.evaluation, importance()};
        HEADROOM_TRY(measureGroups(probe, assignments, m_result.groups, m_control));
        for (const GroupSensitivity& group : m_result.groups) {
            double noise = 0;
            for (std::size_t i = 0; i < m_slots.size(); ++i)
                if (std::ranges::count(group.tensors, m_slots[i].name) > 0)
                    noise += noiseOf(m_slots[i], assignments[i].to);
            const double doubt = std::isfinite(group.meanKldStandardError) ? group.meanKldStandardError : 0;
            for (std::size_t i = 0; i < m_slots.size(); ++i)
                if (noise > 0 && std::ranges::count(group.tensors, m_slots[i].name) > 0)
                    m_weights[i] = (std::max(0.0, group.meanKld) + doubt) / noise;
        }
        return {};
    }

    static double noiseOf(const search::Slot& slot, Type type)
    {
        const auto choice = std::ranges::find(slot.choices, type, &search::Choice::type);
        return choice == slot.choices.end() ? 0 : choice->damage;
    }

    void applyWeights()
    {
        for (std::size_t i = 0; i < m_slots.size(); ++i)
            for (auto& choice : m_slots[i].choices)
                choice.damage *= m_weights[i];
    }

    /// Rounded up, so that the figure is a budget that can be met.
    double leastBits(const search::ParetoFront& front) const
    {
        return std::ceil(8e3 * double(front.points().front().bytes) / double(model().parameters())) / 1e3;
    }

    Status meetBytes(const search::ParetoFront& front)
    {
        if (m_options.budget.bitsPerWeight) {
            const double bytes = *m_options.budget.bitsPerWeight * double(model().parameters()) / 8;
            auto within = front.within(std::uint64_t(bytes));
            if (!within)
                return fail(
                    within.error().code, fmt::format("budget of {:g} bits per weight", *m_options.budget.bitsPerWeight),
                    fmt::format("is too small: with these types the tensors take at least {:.3f}", leastBits(front)));
            HEADROOM_TRY(choose(std::move(within)));
        } else {
            HEADROOM_TRY(meetFileBytes(front));
        }
        return m_options.text.empty() ? Status() : measure();
    }

    /// Header and manifest depend on the choice: what they take is taken off the budget until the file fits.
    Status meetFileBytes(const search::ParetoFront& front)
    {
        const std::uint64_t budget = *m_options.budget.fileBytes;
        std::uint64_t overhead = 0;
        for (int round = 0; round < kMostRounds; ++round) {
            HEADROOM_TRY(choose(front.within(budget > overhead ? budget - overhead : 0)));
            if (m_result.outputBytes <= budget)
                return {};
            overhead += m_result.outputBytes - budget;
        }
        return fail(ErrorCode::InvalidArgument, fmt::format("budget of {} bytes", budget),
                    fmt::format("is too small: the file would have {}", m_result.outputBytes));
    }

    /// The prediction is corrected by what is measured until the budget is met and nearly used up.
    Status meetDivergence(const search::ParetoFront& front)
    {
        const double budget = *m_options.budget.meanKld;
        double allowed = budget;
        std::optional<SearchResult> best;
        for (int round = 0; round < kMostRounds; ++round) {
            HEADROOM_TRY(choose(front.atMost(allowed)));
            HEADROOM_TRY(measure());
            const double measured = m_result.measured->mixture.value("mean_kld");
            if (measured <= budget && (!best || m_result.outputBytes < best->outputBytes))
                best = m_result;
            if (measured <= budget && measured >= kCloseEnough * budget)
                break;
            allowed *= std::clamp(0.97 * budget / std::max(measured, 1e-12), 0.1, 10.0);
        }
        if (best)
            m_result = std::move(*best);
        else
            m_result.warnings.push_back(
                remark("search.budget_missed", budget, m_result.measured->mixture.value("mean_kld")));
        return {};
    }

    Status choose(Result<search::Allocation> allocation)
    {
        if (!allocation)
            return tl::unexpected(std::move(allocation.error()));
        m_result.tensors.clear();
        std::vector<quant::TensorType> mixture;
        for (std::size_t i = 0; i < m_slots.size(); ++i) {
            const search::Choice& choice = m_slots[i].choices[allocation->choices[i]];
            m_result.tensors.push_back({m_slots[i].name, model().tensors[i].type, choice.type, choice.bytes,
                                        choice.damage, m_slots[i].choices.size() == 1});
            if (m_slots[i].choices.size() > 1)
                mixture.push_back({m_slots[i].name, choice.type});
        }
        m_result.damage = allocation->damage;
        m_result.tensorBytes = allocation->bytes;
        m_result.bitsPerWeight
            = 8.0 * double(allocation->bytes) / double(std::max<std::uint64_t>(1, model().parameters()));
        auto preset = quant::mixturePreset(fmt::format("mix-{:.2f}bpw", m_result.bitsPerWeight),
                                           remark("preset.found_for", m_options.model.filename().string()), mixture);
        if (!preset)
            return tl::unexpected(std::move(preset.error()));
        m_result.preset = std::move(*preset);
        findUpgrades(allocation->choices);
        const auto bytes = outputBytes(m_result.preset, m_options);
        if (!bytes)
            return tl::unexpected(bytes.error());
        m_result.outputBytes = *bytes;
        return {};
    }

    void findUpgrades(std::span<const std::size_t> chosen)
    {
        m_result.upgrades.clear();
        for (std::size_t i = 0; i < m_slots.size(); ++i) {
            const search::Choice& now = m_slots[i].choices[chosen[i]];
            std::optional<Upgrade> best;
            for (const search::Choice& other : m_slots[i].choices) {
                const Upgrade upgrade{m_slots[i].name, now.type, other.type, other.bytes - now.bytes,
                                      now.damage - other.damage};
                if (other.bytes > now.bytes && upgrade.lessDamage > 0 && (!best || upgrade.perMib() > best->perMib()))
                    best = upgrade;
            }
            if (best)
                m_result.upgrades.push_back(*best);
        }
        std::ranges::stable_sort(m_result.upgrades, std::ranges::greater{}, &Upgrade::perMib);
    }

    Status measure()
    {
        std::vector<Type> types;
        for (const SearchTensor& tensor : m_result.tensors)
            types.push_back(tensor.to);
        auto measured = measureMixture({m_prepared, types, m_options, importance()}, m_pool, m_control);
        if (!measured)
            return tl::unexpected(std::move(measured.error()));
        m_result.measured = std::move(*measured);
        return {};
    }

    const SearchOptions& m_options;
    quant::Prepared m_prepared;
    ThreadPool m_pool;
    JobControl& m_control;
    std::vector<double> m_weights; ///< per tensor: damage for a unit of noise
    std::vector<search::Slot> m_slots; ///< the tensor as it is comes first
    SearchResult m_result;
};

} // namespace

std::span<const Type> defaultSearchTypes()
{
    return kTypes;
}

double Upgrade::perMib() const
{
    return lessDamage / (double(moreBytes) / 1048576.0);
}

Result<SearchResult> search(const SearchOptions& options, JobControl& control)
{
    HEADROOM_TRY(check(options));
    auto prepared = prepareSource(options);
    if (!prepared)
        return tl::unexpected(std::move(prepared.error()));
    const auto source = prepared->source;
    const auto before = quant::sourceStates(*source);
    auto found = Search(options, std::move(*prepared), control).run();
    if (found || found.error().code != ErrorCode::Cancelled)
        HEADROOM_TRY(quant::checkUnchanged(*source, before)); // which also tells why the search came to nothing
    return found;
}

} // namespace headroom::search
