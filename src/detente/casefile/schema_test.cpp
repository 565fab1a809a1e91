// The JSON Schema, which editors use, and the reader know the same keys.

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "detente/casefile/embedded.hpp"
#include "detente/casefile/read.hpp"

using namespace detente;

namespace {

/// The keys that the reader allows where HERE stands, from its hint about a key that it does not know.
std::vector<std::string> keys_of_reader(std::string text) {
  const std::string mark = "HERE";
  text.replace(text.find(mark), mark.size(), "{zzzzzzzz: 1}");
  const ReadResult read = read_case(SourceText("f", text));
  const auto found = std::ranges::find(read.diagnostics, "unknown-key", &Diagnostic::code);
  REQUIRE_MESSAGE(found != read.diagnostics.end(), text);
  std::vector<std::string> keys;
  std::string word;
  const std::string list = found->hint.substr(std::string("the keys here are ").size()) + " ";
  for (const char c : list) {
    if (c != ' ' && c != ',') {
      word += c;
      continue;
    }
    if (!word.empty() && word != "and") keys.push_back(word);
    word.clear();
  }
  std::ranges::sort(keys);
  return keys;
}

std::vector<std::string> keys_of(const nlohmann::json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.at("properties").items()) keys.push_back(key);
  std::ranges::sort(keys);
  return keys;
}

}  // namespace

TEST_CASE("schema: the same keys as the reader") {
  const nlohmann::json schema = nlohmann::json::parse(embedded::case_schema);
  const auto& definitions = schema.at("definitions");
  const std::string head = "detente: 1\ntitle: t\nparties: {A: {}, B: {}}\noptions: {A.x: {}}\n";
  CHECK(keys_of(schema) == keys_of_reader("HERE"));
  CHECK(keys_of(definitions.at("party")) == keys_of_reader("detente: 1\nparties: {A: HERE}\noptions: {A.x: {}}\n"));
  CHECK(keys_of(definitions.at("option")) == keys_of_reader("detente: 1\nparties: {A: {}}\noptions: {A.x: HERE}\n"));
  CHECK(keys_of(definitions.at("dated_value")) ==
        keys_of_reader("detente: 1\nparties: {A: {}}\noptions: {A.x: {now: HERE}}\n"));
  CHECK(keys_of(definitions.at("term")) == keys_of_reader(head + "terms: {t: HERE}\n"));
  CHECK(keys_of(definitions.at("graph")) == keys_of_reader("detente: 1\nparties: {A: {}}\ngraph: HERE\n"));
  CHECK(keys_of(definitions.at("rule")) == keys_of_reader(head + "rules: [HERE]\n"));
  CHECK(keys_of(definitions.at("merge")) == keys_of_reader(head + "merge: [HERE]\n"));
  CHECK(keys_of(definitions.at("preferences")) == keys_of_reader(head + "preferences: {A: HERE}\n"));
  CHECK(keys_of(definitions.at("statement")) == keys_of_reader(head + "preferences: {A: {order: [HERE]}}\n"));
  CHECK(keys_of(definitions.at("weighted_statement")) ==
        keys_of_reader(head + "preferences: {A: {weights: [HERE]}}\n"));
  CHECK(keys_of(definitions.at("question")) == keys_of_reader(head + "questions: {q: HERE}\n"));
  CHECK(keys_of(definitions.at("table")) == keys_of_reader(head + "tables: {t: HERE}\n"));
  CHECK(keys_of(definitions.at("source")) == keys_of_reader(head + "sources: {s: HERE}\n"));
  CHECK(keys_of(definitions.at("quotation")) == keys_of_reader(head + "merge: [{when: A.x, cite: HERE}]\n"));
}

TEST_CASE("schema: every key has a description") {
  const nlohmann::json schema = nlohmann::json::parse(embedded::case_schema);
  const auto described = [](const nlohmann::json& object) {
    for (const auto& [key, value] : object.at("properties").items()) {
      CAPTURE(key);
      CHECK(value.contains("description"));
    }
  };
  described(schema);
  for (const auto& [name, definition] : schema.at("definitions").items()) {
    if (definition.contains("properties")) described(definition);
  }
}
