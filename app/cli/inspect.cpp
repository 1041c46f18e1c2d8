// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "console.h"
#include "core/artifact/manifest.h"
#include "core/base/hash.h"
#include "core/model/remarks.h"
#include "core/model/tokenizer/tokenizer.h"
#include "core/model/unknownkeys.h"
#include "core/quant/preset/label.h"
#include "errors.h"
#include "options.h"
#include "output.h"
#include "shapetext.h"

#include <map>

namespace headroom::cli {

namespace {

struct InspectOptions {
    std::string model;
    bool layers = false, tensors = false, hash = false, json = false;
};

Json typesJson(const model::ModelFile& file)
{
    std::map<std::string_view, std::pair<std::uint64_t, std::uint64_t>> byType; // count, bytes
    for (const auto& tensor : file.tensors()) {
        auto& [count, bytes] = byType[tensor::format(tensor.type).name];
        ++count;
        bytes += tensor.stored();
    }
    Json types = Json::object();
    for (const auto& [name, sums] : byType)
        types[std::string(name)] = {{"tensors", sums.first}, {"bytes", sums.second}};
    return types;
}

/// Another architecture than this build runs is no error here: the file is shown all the same.
Status addShape(const model::ModelFile& file, Json& json)
{
    const auto described = model::describe(file);
    if (described) {
        json["shape"] = shapeJson(described->shape);
        json["active_parameters"] = described->activeParameters();
        for (const auto& trait : model::remarks(*described, file))
            json["notes"].push_back(english(trait.remark));
        for (const Remark& label : quant::mislabelled(file, *described))
            json["notes"].push_back(english(label));
        if (!described->unsized.empty())
            json["notes"].push_back("what the weights take is not known: " + described->unsized);
        json["unknown_keys"] = file.version() > 0 ? model::unknownKeys(file.metadata()) : std::vector<std::string>();
        return {};
    }
    if (described.error().code != ErrorCode::Unsupported)
        return tl::unexpected(described.error());
    json["shape"] = nullptr;
    json["note"] = described.error().where + ": " + described.error().detail;
    return {};
}

Json tokenizerJson(const model::ModelFile& file)
{
    const auto& metadata = file.metadata();
    Json json{{"model", metadata.text("tokenizer.ggml.model").value_or("")},
              {"pre", metadata.text("tokenizer.ggml.pre").value_or("")},
              {"chat_template", metadata.text("tokenizer.chat_template").has_value()},
              {"kind", nullptr}};
    const auto tokenizer = model::Tokenizer::create(file);
    if (!tokenizer) {
        json["note"] = tokenizer.error().where + ": " + tokenizer.error().detail;
        return json;
    }
    json["kind"] = (*tokenizer)->kind();
    json["vocabulary"] = (*tokenizer)->vocabularySize();
    json["bos"] = (*tokenizer)->bos();
    json["eos"] = (*tokenizer)->eos();
    json["adds_bos"] = (*tokenizer)->addsBos();
    Json ends = Json::array();
    for (std::uint32_t i = 0; i < (*tokenizer)->vocabularySize(); ++i)
        if ((*tokenizer)->endsGeneration(static_cast<model::Token>(i)))
            ends.push_back(i);
    json["end_tokens"] = std::move(ends);
    return json;
}

Result<Json> tensorsJson(const model::ModelFile& file, bool hash, JobControl& control)
{
    Json tensors = Json::array();
    for (const auto& tensor : file.tensors()) {
        HEADROOM_TRY(control.checkpoint());
        Json row{{"name", tensor.name},
                 {"type", tensor::format(tensor.type).name},
                 {"shape", tensor.shape},
                 {"bytes", tensor.stored()}};
        if (tensor.storedBytes > 0)
            row["decoded_bytes"] = tensor.bytes;
        if (hash && file.hasWeights())
            row["sha256"] = sha256(file.data(tensor));
        file.release(tensor);
        tensors.push_back(std::move(row));
    }
    return tensors;
}

Result<Json> inspected(const InspectOptions& options)
{
    const auto file = model::ModelFile::open(options.model, model::Weights::Optional);
    if (!file)
        return tl::unexpected(file.error());
    (*file)->remember();
    Console console;
    std::uint64_t parameters = 0, weightBytes = 0;
    for (const auto& tensor : (*file)->tensors()) {
        parameters += tensor.elements();
        weightBytes += tensor.stored();
    }
    const auto& metadata = (*file)->metadata();
    Json json{{"path", options.model},
              {"format", (*file)->format()},
              {"name", metadata.text("general.name").value_or("")},
              {"architecture", metadata.text("general.architecture").value_or("")},
              {"parameters", parameters},
              {"bits_per_weight", parameters ? 8.0 * double(weightBytes) / double(parameters) : 0.0},
              {"has_weights", (*file)->hasWeights()},
              {"file_bytes", (*file)->fileBytes()},
              {"weights_bytes", weightBytes}};
    if (options.hash || options.json) {
        const auto hash = (*file)->sha256(console);
        if (!hash)
            return tl::unexpected(hash.error());
        json["sha256"] = *hash;
    }
    HEADROOM_TRY(addShape(**file, json));
    json["tokenizer"] = tokenizerJson(**file);
    json["types"] = typesJson(**file);
    json["left_out"] = leftOutJson((*file)->leftOut());
    json["manifest"] = artifact::manifestOf(**file);
    auto tensors = tensorsJson(**file, options.hash, console);
    if (!tensors)
        return tl::unexpected(tensors.error());
    json["tensors"] = std::move(*tensors);
    HEADROOM_TRY((*file)->intact());
    return json;
}

void printTensors(const Json& json, bool hash)
{
    std::vector<std::string> header{"tensor", "type", "shape", "bytes"};
    if (hash)
        header.push_back("sha256");
    TextTable table(header);
    for (const auto& tensor : json.at("tensors")) {
        std::string shape;
        for (const auto& extent : tensor.at("shape"))
            shape += (shape.empty() ? "" : " × ") + extent.dump();
        std::vector<std::string> cells{tensor.at("name"), tensor.at("type"), "[" + shape + "]",
                                       grouped(tensor.at("bytes"))};
        if (hash)
            cells.push_back(tensor.value("sha256", "–"));
        table.add(std::move(cells));
    }
    write("\n");
    table.print();
}

/// A list of every tensor's reason would bury the rest.
void printManifest(const Json& manifest)
{
    constexpr std::size_t kLongest = 160;
    for (const auto& [key, value] : manifest.items()) {
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        if (text.size() <= kLongest)
            print("manifest      {} = {}\n", key, text);
        else
            print("manifest      {}: {} characters, whole with --json\n", key, grouped(text.size()));
    }
}

void printInspection(const Json& json, const InspectOptions& options)
{
    print("{}  {}\n", json.at("path").get<std::string>(), json.at("format").get<std::string>());
    if (json.at("name") != "")
        print("name          {}\n", json.at("name").get<std::string>());
    print("architecture  {}\n", json.at("architecture").get<std::string>());
    print("parameters    {}\n", grouped(json.at("parameters")));
    if (json.contains("active_parameters")
        && (json.at("shape").contains("experts") || json.at("shape").contains("drafting_layers")))
        print("active        {} for a token\n", grouped(json.at("active_parameters")));
    const bool here = json.at("has_weights").get<bool>();
    const Json& bytes = json.at(here ? "file_bytes" : "weights_bytes");
    print("{}  {} ({} bytes), {:.3f} bits per weight\n", here ? "size        " : "weights     ",
          humanBytes(bytes.get<double>()), grouped(bytes), json.at("bits_per_weight").get<double>());
    printShape(json.at("shape"));
    for (const auto& [type, sums] : json.at("types").items())
        print("{:<12}  {}, {}\n", type, counted(sums.at("tensors"), "tensor"),
              humanBytes(sums.at("bytes").get<double>()));
    printLeftOut(json.at("left_out"), "left out      ");
    const Json& tokenizer = json.at("tokenizer");
    if (tokenizer.at("kind").is_null())
        print("tokenizer     {}\n", tokenizer.at("note").get<std::string>());
    else
        print("tokenizer     {}, {} pieces\n", tokenizer.at("kind").get<std::string>(),
              grouped(tokenizer.at("vocabulary")));
    print("chat template {}\n", tokenizer.at("chat_template") == true ? "yes" : "none");
    if (json.contains("sha256"))
        print("sha256        {}\n", json.at("sha256").get<std::string>());
    if (json.contains("notes"))
        for (const auto& note : json.at("notes"))
            print("note          {}\n", note.get<std::string>());
    if (json.contains("note"))
        print("note          {}\n", json.at("note").get<std::string>());
    printManifest(json.at("manifest"));
    if (options.layers)
        printLayers(json.at("shape"));
    if (options.tensors || options.hash)
        printTensors(json, options.hash);
}

} // namespace

Action declareInspect(CLI::App& app)
{
    const auto options = std::make_shared<InspectOptions>();
    addModel(app, options->model);
    app.add_flag("--layers", options->layers, "list every layer: what it is, its heads, lengths, caches and experts");
    app.add_flag("--tensors", options->tensors, "list every tensor");
    app.add_flag("--hash", options->hash, "SHA-256 of the file and of every tensor's stored bytes (reads the file)");
    addJson(app, options->json);
    return [options] {
        const auto json = inspected(*options);
        if (!json)
            return report(json.error());
        options->json ? printJson(*json) : printInspection(*json, *options);
        return kDone;
    };
}

} // namespace headroom::cli
