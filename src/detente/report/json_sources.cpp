#include "detente/base/text.hpp"
#include "detente/report/json_parts.hpp"
#include "detente/report/sources_pages.hpp"

namespace detente {

using namespace json_parts;

namespace {

/// A range that no text bounds may be as long as it likes.
constexpr std::uint32_t most_numbers = 1'000;

Json sentence_numbers(std::uint32_t first, std::uint32_t last) {
  if (last - first >= most_numbers) return Json{first, last};
  Json numbers = Json::array();
  for (std::uint32_t n = first; n <= last; ++n) numbers.push_back(n);
  return numbers;
}

Json citation_json(const CheckedCitation& checked, const EvidenceSurvey& survey, const SourceTexts& texts) {
  const Citation& citation = *checked.citation;
  const CasePart& part = survey.parts[checked.part];
  Json json{{"where", part.where},
            {"kind", to_text(part.kind)},
            {"source", citation.source},
            {"sentences", sentence_numbers(citation.first, citation.last)},
            {"status", to_text(checked.status)},
            {"quoted", !citation.quote.empty()}};
  if (checked.is_evidence()) json["voice"] = to_text(checked.voice);
  if (checked.place.begin < checked.place.end) {
    json["start"] = checked.place.begin;
    json["end"] = checked.place.end;
  }
  if (checked.cut) {
    const char* key = checked.cut->kind == CutWord::Kind::negation ? "cut_negation" : "cut_condition";
    json[key] = texts.of(checked.source)->at(checked.cut->place);
  }
  if (checked.no_such_sentence) json["no_such_sentence"] = true;
  if (checked.status == CitationStatus::altered) {
    const Document& report = *texts.of(checked.source);
    Json changes = Json::array();
    for (const WordChange& change : checked.changes) {
      changes.push_back({{"kind", to_text(change.kind)},
                         {"quoted", citation.quote.substr(change.from.begin, change.from.end - change.from.begin)},
                         {"report", report.at(change.to)},
                         {"start", change.to.begin},
                         {"end", change.to.end}});
    }
    json["differences"] = std::move(changes);
  }
  if (checked.elsewhere) {
    const auto& other = *checked.elsewhere;
    const bool same = other.status != QuoteStatus::altered;
    json["elsewhere"] = {{"sentences", sentence_numbers(other.sentences.first, other.sentences.last)}, {"same", same}};
  }
  return json;
}

}  // namespace

std::string sources_json(const JsonContext& context, const Case& document, const AnalysisOptions& options,
                         const EvidenceSurvey& survey, const SourceTexts& texts) {
  const auto day = options.as_of ? options.as_of : document.as_of;
  Json json = frame(context, &document, day, options, nullptr);
  Json sources = Json::array();
  for (std::uint32_t s = 0; s < document.sources.size(); ++s) {
    const Source& source = document.sources[s];
    const Document* report = texts.of(s);
    sources.push_back({{"id", source.id},
                       {"date", source.date ? Json(to_text(*source.date)) : Json(nullptr)},
                       {"text", report != nullptr},
                       {"sentences", report ? Json(report->sentences.size()) : Json(nullptr)}});
  }
  json["sources"] = std::move(sources);
  json["citations"] = Json::array();
  for (const CheckedCitation& checked : survey.citations)
    json["citations"].push_back(citation_json(checked, survey, texts));
  json["independent"] = Json::object();
  json["support"] = Json::object();
  for (const PartSupport& support : survey.support) {
    const CasePart& part = survey.parts[support.part];
    json["independent"][part.where] = support.independent;
    Json opposed = Json::array();
    for (const auto& [a, b] : support.opposed) opposed.push_back(Json::array({a, b}));
    json["support"][part.where] = {{"kind", to_text(part.kind)},         {"sources", support.sources},
                                   {"independent", support.independent}, {"assumed", support.assumed},
                                   {"copied", support.copied},           {"unnamed", support.unnamed},
                                   {"opposed", std::move(opposed)}};
  }
  json["statements"] = statements_by_sources(survey);
  json["linked"] = Json::array();
  for (const ReusePair& pair : survey.reuse.pairs) {
    json["linked"].push_back({{"copy", texts.reports[pair.copy].id},
                              {"original", texts.reports[pair.original].id},
                              {"link", to_text(pair.link)},
                              {"direction", to_text(pair.direction)}});
  }
  json["unused"] = Json::array();
  for (const UnusedVoice& voice : survey.unused) {
    json["unused"].push_back({{"source", document.sources[voice.source].id},
                              {"sentence", voice.sentence},
                              {"party", document.parties[voice.party.index()].id},
                              {"speaker", voice.speaker},
                              {"kind", voice.quotation ? "quotation" : "statement"},
                              {"start", voice.span.begin},
                              {"end", voice.span.end}});
  }
  return dump(json);
}

}  // namespace detente
