// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// By how classes of transformers are named: LlamaForCausalLM, GPT2LMHeadModel, Gemma3ForConditionalGeneration;
// Qwen2ForSequenceClassification, InternLM2ForRewardModel, Qwen2ForProcessRewardModel; MistralModel.
#include "core/model/hf/heads.h"

#include "core/base/json.h"
#include "core/model/hf/classdefaults.h"

#include <algorithm>
#include <array>

namespace headroom::model::hf {

namespace {

struct ClassName {
    std::string_view part;
    bool atEnd;
    Head head;
};
/// The first that fits.
constexpr std::array kClassNames{
    ClassName{"ForCausalLM", true, Head::Continues},
    ClassName{"LMHeadModel", true, Head::Continues},
    ClassName{"ForConditionalGeneration", true, Head::Continues},
    ClassName{"Classification", false, Head::Scores},
    ClassName{"QuestionAnswering", false, Head::Scores},
    ClassName{"MultipleChoice", false, Head::Scores},
    ClassName{"Reward", false, Head::Scores},
    ClassName{"ForScore", false, Head::Scores},
    ClassName{"DoubleHeadsModel", true, Head::Continues}, // of which one continues
    ClassName{"Model", true, Head::None},
};

Head headOfClass(std::string_view name)
{
    for (const ClassName& row : kClassNames)
        if (row.atEnd ? name.ends_with(row.part) : name.find(row.part) != std::string_view::npos)
            return row.head;
    return Head::Unsaid;
}

} // namespace

Head headOf(const Json& whole)
{
    Head found = Head::Unsaid;
    const Json classes = whole.value("architectures", Json::array());
    for (const Json& name : classes) {
        const Head head = name.is_string() ? headOfClass(name.get<std::string>()) : Head::Unsaid;
        if (head == Head::Continues)
            return head;
        if (found == Head::Unsaid || head == Head::Scores)
            found = head;
    }
    return found;
}

std::string scoringClass(const Json& whole)
{
    const Json classes = headOf(whole) == Head::Scores ? whole.at("architectures") : Json::array();
    for (const Json& name : classes)
        if (name.is_string() && headOfClass(name.get<std::string>()) == Head::Scores)
            return name.get<std::string>().ends_with("ForSequenceClassification") ? "" : name.get<std::string>();
    return {};
}

bool isTied(const Json& whole, bool absent)
{
    std::optional<bool> said;
    const Json completed = completedConfig(whole);
    for (const Json* json : {&completed, &whole})
        for (const char* key : {"tie_word_embeddings", "tie_embedding"})
            if (const auto value = json->find(key); value != json->end() && value->is_boolean())
                said = said.value_or(false) || value->get<bool>();
    return said.value_or(absent);
}

bool lacksHead(const Json& whole, std::span<const TensorInfo> tensors)
{
    return headOf(whole) == Head::None && !isTied(whole, true)
        && std::ranges::find(tensors, "output.weight", &TensorInfo::name) == tensors.end();
}

} // namespace headroom::model::hf
