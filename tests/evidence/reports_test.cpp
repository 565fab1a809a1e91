// Facts about five real reports, which are not part of the repository: where their sentences lie. With the texts in a
// folder, DETENTE_REPORTS=folder holds the reader against them.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/evidence/document.hpp"
#include "detente/evidence/survey.hpp"

using namespace detente;

namespace {

std::map<std::string, std::vector<Span>> sentence_facts() {
  std::map<std::string, std::vector<Span>> facts;
  std::ifstream file(std::filesystem::path(DETENTE_TEST_DATA) / "evidence/truth/sentences.csv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string report;
    std::string number;
    std::string start;
    std::string end;
    std::getline(fields, report, ',');
    std::getline(fields, number, ',');
    std::getline(fields, start, ',');
    std::getline(fields, end, ',');
    facts[report].push_back({std::stoul(start), std::stoul(end)});
    REQUIRE(facts[report].size() == std::stoul(number));
  }
  return facts;
}

}  // namespace

TEST_CASE("the sentences of real reports") {
  const auto facts = sentence_facts();
  REQUIRE(facts.size() == 5);
  const char* folder = std::getenv("DETENTE_REPORTS");
  if (folder == nullptr) {
    MESSAGE("DETENTE_REPORTS is not set: the texts are not here, and nothing was compared");
    return;
  }
  for (const auto& [id, spans] : facts) {
    CAPTURE(id);
    std::ifstream file(std::filesystem::path(folder) / (id + ".txt"), std::ios::binary);
    REQUIRE(file);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const Document document = read_document(id, bytes);
    CHECK(document.text == bytes);
    CHECK(document.sentences.size() == spans.size());
    for (std::size_t k = 0; k < std::min(spans.size(), document.sentences.size()); ++k) {
      CAPTURE(k + 1);
      CAPTURE(bytes.substr(spans[k].begin, spans[k].end - spans[k].begin));
      CHECK(document.sentences[k].span.begin == spans[k].begin);
      CHECK(document.sentences[k].span.end == spans[k].end);
    }
  }
}

TEST_CASE("the citations of the summit stand in the reports") {
  const char* folder = std::getenv("DETENTE_REPORTS");
  if (folder == nullptr) {
    MESSAGE("DETENTE_REPORTS is not set: the texts are not here, and nothing was compared");
    return;
  }
  const std::string file = std::string(DETENTE_SOURCE_DIR) + "/cases/summit-2025/summit.case.yaml";
  const ReadResult read = read_case_file(file);
  REQUIRE(read.document);
  const SourceTexts texts = read_source_texts(*read.document, file, folder, {});
  REQUIRE(texts.reports.size() == 5);
  const EvidenceSurvey survey = survey_evidence(*read.document, texts);
  CHECK(survey.count(CitationStatus::exact) == survey.citations.size());
  CHECK(render(citation_findings(*read.document, survey.parts, survey.citations, texts, Severity::error), read.source)
            .empty());
  // No statement rests on words that no report has.
  CHECK(statement_counts(survey).on_nothing == 0);
}
