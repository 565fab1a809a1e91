#include "detente/evidence/survey.hpp"

#include <algorithm>
#include <set>

#include "detente/evidence/conflicts.hpp"

namespace detente {

namespace {

/// The sentences of the reports at hand that a citation rests on; empty where the text is not at hand.
std::vector<CitedSentence> cited_sentences(const CheckedCitation& checked, const SourceTexts& texts) {
  const auto report = texts.report_of[checked.source];
  if (!report || !checked.is_evidence()) return {};
  const Document& text = texts.reports[*report];
  std::vector<CitedSentence> cited;
  for (std::uint32_t n = checked.citation->first; n <= checked.citation->last; ++n) {
    const Span& sentence = text.sentences[n - 1].span;
    if (sentence.begin < checked.place.end && checked.place.begin < sentence.end) cited.push_back({*report, n - 1});
  }
  return cited;
}

/// Whether all these sentences were taken from reports that are not among those cited.
bool all_copied(const std::vector<CitedSentence>& cited, const Origins& origins) {
  std::set<std::uint32_t> reports;
  for (const CitedSentence& sentence : cited) reports.insert(sentence.document);
  return !cited.empty() && std::ranges::all_of(cited, [&](const CitedSentence& sentence) {
    const std::vector<CitedSentence> from = origins.taken_from(sentence);
    return !from.empty() && std::ranges::none_of(from, [&](const CitedSentence& original) {
      return reports.contains(original.document);
    });
  });
}

/// Pairs of sentences that may say the opposite of each other, the lesser one first.
using OpposedSentences = std::set<std::pair<CitedSentence, CitedSentence>>;

OpposedSentences opposed_sentences(const Conflicts& conflicts) {
  OpposedSentences opposed;
  const auto add = [&](const ConflictSide& a, const ConflictSide& b) {
    const CitedSentence one{a.document, a.sentence};
    const CitedSentence other{b.document, b.sentence};
    opposed.emplace(std::min(one, other), std::max(one, other));
  };
  for (const Conflict& conflict : conflicts.conflicts) add(conflict.first, conflict.second);
  for (const Conflicts::Change& change : conflicts.changes) {
    for (std::size_t k = 1; k < change.sides.size(); ++k) {
      if (change.sides[k - 1].says != change.sides[k].says) add(change.sides[k - 1], change.sides[k]);
    }
  }
  return opposed;
}

PartSupport support_of(const EvidenceSurvey& survey, std::uint32_t part, const SourceTexts& texts,
                       const Origins& origins, const OpposedSentences& opposed) {
  PartSupport support{.part = part, .assumed = !survey.parts[part].support->assumed.empty()};
  std::set<std::uint32_t> sources;
  std::set<std::uint32_t> unread;  // sources whose text is not at hand
  std::vector<CitedSentence> cited;
  std::size_t unnamed = 0;
  std::size_t counting = 0;
  const auto own = std::ranges::equal_range(survey.citations, part, {}, &CheckedCitation::part);
  for (auto checked_at = own.begin(); checked_at != own.end(); ++checked_at) {
    const CheckedCitation& checked = *checked_at;
    support.citations.push_back(static_cast<std::uint32_t>(checked_at - survey.citations.begin()));
    if (checked.fails()) continue;
    ++counting;
    if (checked.voice == Voice::unnamed) ++unnamed;
    sources.insert(checked.source);
    if (!checked.is_evidence()) unread.insert(checked.source);
    const auto more = cited_sentences(checked, texts);
    for (const std::uint32_t earlier : support.citations) {
      const auto others = cited_sentences(survey.citations[earlier], texts);
      const bool found = std::ranges::any_of(more, [&](const CitedSentence& a) {
        return std::ranges::any_of(others, [&](const CitedSentence& b) {
          return opposed.contains({std::min(a, b), std::max(a, b)});
        });
      });
      if (found) support.opposed.emplace_back(earlier, support.citations.back());
    }
    cited.insert(cited.end(), more.begin(), more.end());
  }
  support.sources = sources.size();
  support.independent = origins.independent(cited) + unread.size();
  support.unnamed = counting > 0 && unnamed == counting;
  support.copied = unread.empty() && all_copied(cited, origins);
  return support;
}

}  // namespace

EvidenceSurvey survey_evidence(const Case& document, const SourceTexts& texts, const SurveyOptions& options) {
  EvidenceSurvey survey;
  survey.parts = parts_of(document);
  survey.citations = check_citations(document, survey.parts, texts);
  survey.reuse = find_reuse(texts.reports, {.threads = options.threads, .control = options.control});
  survey.complete = survey.reuse.complete && texts.complete;
  survey.texts = texts.reports.size();
  const Origins origins(survey.reuse);
  const OpposedSentences opposed = opposed_sentences(find_conflicts(texts.reports, options.control));
  for (std::uint32_t p = 0; p < survey.parts.size(); ++p) {
    const CasePart& part = survey.parts[p];
    // Parties are named, and values of now belong to their option, whatever they rest on.
    const bool optional = part.kind == CasePart::Kind::party || part.kind == CasePart::Kind::now_value;
    if (optional && part.support->citations.empty() && part.support->assumed.empty()) continue;
    survey.support.push_back(support_of(survey, p, texts, origins, opposed));
  }
  survey.unused = unused_voices(document, survey.citations, texts, options.aliases);
  return survey;
}

std::size_t EvidenceSurvey::count(CitationStatus status) const {
  return static_cast<std::size_t>(std::ranges::count(citations, status, &CheckedCitation::status));
}

const PartSupport* EvidenceSurvey::find(std::string_view where) const {
  const auto found = std::ranges::find_if(support, [&](const PartSupport& s) { return parts[s.part].where == where; });
  return found == support.end() ? nullptr : &*found;
}

StatementCounts statement_counts(const EvidenceSurvey& survey) {
  StatementCounts counts;
  for (const PartSupport& support : survey.support) {
    if (survey.parts[support.part].kind != CasePart::Kind::statement) continue;
    ++counts.statements;
    if (support.independent > 1) ++counts.on_several;
    else if (support.independent == 1) ++counts.on_one;
    else if (support.assumed) ++counts.assumed;
    else ++counts.on_nothing;
  }
  return counts;
}

}  // namespace detente
