// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// docs/architectures.md is made of the tables that the program reads; HEADROOM_UPDATE=1 writes it anew.
#include "core/base/file.h"
#include "core/base/words.h"
#include "core/model/architecture.h"
#include "core/model/hf/family.h"
#include "core/model/hf/layouts/layout.h"
#include "interop/denserecipes.h"
#include "interop/expertrecipes.h"
#include "interop/laterecipes.h"
#include "interop/recurrentrecipes.h"
#include "support/shareddata.h"
#include "tests/support/paths.h"
#include "tests/support/test.h"

#include <fmt/format.h>

#include <fstream>
#include <set>
#include <sstream>

using namespace headroom;

namespace {

/// Classes whose folders' logits are compared with the transformers library's own (core_infer hflogits).
constexpr std::string_view kCompared
    = "AfmoeForCausalLM BambaForCausalLM BloomForCausalLM Cohere2ForCausalLM DeepseekV2ForCausalLM "
      "DeepseekV3ForCausalLM Ernie4_5_MoeForCausalLM FalconForCausalLM GPT2LMHeadModel GPTJForCausalLM "
      "GPTNeoXForCausalLM Gemma2ForCausalLM Gemma3ForCausalLM Glm4MoeForCausalLM GlmForCausalLM GraniteForCausalLM "
      "GraniteMoeSharedForCausalLM HeliumForCausalLM JambaForCausalLM Lfm2MoeForCausalLM Llama4ForCausalLM "
      "LlamaForCausalLM Mamba2ForCausalLM MambaForCausalLM Ministral3ForCausalLM MistralForCausalLM "
      "MixtralForCausalLM NemotronForCausalLM NemotronHForCausalLM OPTForCausalLM Olmo2ForCausalLM OlmoForCausalLM "
      "OlmoeForCausalLM Phi3ForCausalLM PhimoeForCausalLM Qwen2MoeForCausalLM Qwen3MoeForCausalLM "
      "Qwen3NextForCausalLM Qwen3_5MoeForCausalLM SmolLM3ForCausalLM StableLmForCausalLM Starcoder2ForCausalLM";

bool hasRecipe(std::string_view name)
{
    const auto among = [&](const std::vector<test::Recipe>& rows) {
        return std::ranges::find(rows, name, &test::Recipe::architecture) != rows.end();
    };
    return among(test::kDenseRecipes) || among(test::kExpertRecipes) || among(test::kRecurrentRecipes)
        || among(test::kLateRecipes);
}

std::string joined(const std::vector<std::string>& words)
{
    std::string out;
    for (const std::string& word : words)
        out += (out.empty() ? "" : ", ") + word;
    return out;
}

std::string rowOf(const model::Architecture& row)
{
    std::vector<std::string> classes, checked;
    bool compared = false;
    for (const model::hf::Family& family : model::hf::families())
        if (family.architecture == row.name)
            for (const std::string_view name : wordsOf(family.classes)) {
                if (std::ranges::find(classes, name) == classes.end())
                    classes.emplace_back(name);
                compared = compared || lists(kCompared, name);
            }
    if (row.evaluated && row.inLlamaCpp && hasRecipe(row.name))
        checked.emplace_back("llama.cpp");
    if (compared)
        checked.emplace_back("transformers");
    return fmt::format("| {} | {} | {} | {} | {} |\n", row.name, row.inLlamaCpp ? "yes" : "", joined(classes),
                       row.evaluated ? "yes" : "", joined(checked));
}

std::string table()
{
    std::string out
        = "<!-- Made by the test core_architecturetable of the tables in core/model; HEADROOM_UPDATE=1 writes it. -->\n"
          "# Architectures\n\n"
          "Of any architecture, known or not, a file with the standard keys is inspected and planned. This table is of "
          "those known by name: whether GGUF files of it exist, which classes of the transformers library are read as "
          "a folder (and from a `config.json` alone), whether the forward pass computes it, and whose logits it is "
          "compared with: llama.cpp v0.5.0's on small random models (`tests/interop`), transformers 5.17's on small "
          "random folders (`core_infer hflogits`).\n\n"
          "| architecture | GGUF | folders of class | runs | logits compared with |\n"
          "|---|---|---|---|---|\n";
    for (const model::Architecture& row : model::architectures())
        out += rowOf(row);
    std::vector<std::string> planned;
    for (const model::hf::Layout& row : model::hf::layouts())
        for (const std::string_view name : wordsOf(row.classes))
            planned.emplace_back(name);
    std::ranges::sort(planned);
    return out
        + "\nOf further classes a model is inspected and planned from its `config.json`, with exact numbers of "
          "weights, "
          "and is refused where it is to run: "
        + joined(planned) + ".\n";
}

} // namespace

class TestArchitectureTable : public QObject {
    Q_OBJECT
private slots:
    void theDocumentIsMadeOfTheTables()
    {
        const auto path = std::filesystem::path(test::kSource) / "docs" / "architectures.md";
        if (qEnvironmentVariableIsSet("HEADROOM_UPDATE"))
            std::ofstream(path) << table();
        std::ifstream in(path);
        std::stringstream found;
        found << in.rdbuf();
        QVERIFY2(found.str() == table(), "docs/architectures.md is out of date: run this test with HEADROOM_UPDATE=1");
    }
    void comparedClassesHaveTheirFolder()
    {
        HEADROOM_NEEDS(test::sharedData("hf"));
        std::set<std::string> there;
        for (const auto& entry : std::filesystem::directory_iterator(test::sharedData("hf"))) {
            const auto text = model::ModelFile::open(entry.path());
            const auto config = readTextFile((entry.path() / "config.json").string(), 1U << 20U);
            if (text && config)
                there.insert(Json::parse(*config).at("architectures").at(0).get<std::string>());
        }
        std::set<std::string> said;
        for (const std::string_view name : wordsOf(kCompared))
            said.insert(std::string(name));
        for (const std::string& name : there)
            QVERIFY2(said.contains(name), (name + " is compared, and not named").c_str());
        for (const std::string& name : said)
            QVERIFY2(there.contains(name), (name + " is named, and has no folder").c_str());
    }
};

HEADROOM_TEST(TestArchitectureTable)
#include "tst_architecturetable.moc"
