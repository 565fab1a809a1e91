#include "detente/evidence/citations.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/cut_words.hpp"

namespace detente {

namespace {

std::string sentences_text(const SentenceRange& range) {
  return range.first == range.last ? fmt::format("sentence {}", range.first)
                                   : fmt::format("sentences {} to {}", range.first, range.last);
}

CitationStatus status_of(QuoteStatus status) {
  switch (status) {
    case QuoteStatus::exact: return CitationStatus::exact;
    case QuoteStatus::normalised: return CitationStatus::normalised;
    case QuoteStatus::altered: return CitationStatus::altered;
    case QuoteStatus::missing: break;
  }
  return CitationStatus::missing;
}

SentenceRange sentences_of(const Document& report, const Span& place) {
  const auto number = [&](std::size_t offset) {
    return static_cast<std::uint32_t>(report.sentence_at(offset).value_or(0) + 1);
  };
  return {number(place.begin), number(place.end - 1)};
}

void check(CheckedCitation& checked, const Document& report) {
  const Citation& citation = *checked.citation;
  checked.sentences = static_cast<std::uint32_t>(report.sentences.size());
  if (citation.last > checked.sentences) {
    checked.status = CitationStatus::missing;
    checked.no_such_sentence = true;
    return;
  }
  const Span cited{report.sentences[citation.first - 1].span.begin, report.sentences[citation.last - 1].span.end};
  checked.place = cited;
  if (trim(citation.quote).empty()) {
    checked.status = CitationStatus::exact;
    return;
  }
  const QuoteMatch found = find_quote(citation.quote, report.text, cited);
  checked.status = status_of(found.status);
  if (checked.is_evidence()) {
    checked.place = found.place;
    checked.cut = cut_word(report, found.place);
    return;
  }
  if (found.status == QuoteStatus::altered) {
    checked.place = found.place;
    checked.changes = compare_words(citation.quote, {0, citation.quote.size()}, report.text, found.place).changes;
  }
  const QuoteMatch other = find_quote(citation.quote, report.text, {0, report.text.size()});
  const bool better = other.status < found.status;
  if (better) checked.elsewhere = {.status = other.status, .sentences = sentences_of(report, other.place)};
}

}  // namespace

std::string_view to_text(CitationStatus status) {
  switch (status) {
    case CitationStatus::exact: return "exact";
    case CitationStatus::normalised: return "normalised";
    case CitationStatus::altered: return "altered";
    case CitationStatus::missing: return "missing";
    case CitationStatus::not_supplied: break;
  }
  return "text not supplied";
}

std::vector<CheckedCitation> check_citations(const Case& document, const std::vector<CasePart>& parts,
                                             const SourceTexts& texts) {
  std::map<std::string_view, std::uint32_t> places;
  for (std::size_t s = 0; s < document.sources.size(); ++s)
    places.emplace(document.sources[s].id, static_cast<std::uint32_t>(s));
  std::vector<CheckedCitation> all;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    for (const Citation& citation : parts[p].support->citations) {
      CheckedCitation checked{
          .citation = &citation, .part = static_cast<std::uint32_t>(p), .source = places.at(citation.source)};
      if (const Document* report = texts.of(checked.source)) {
        check(checked, *report);
        if (checked.is_evidence()) checked.voice = voice_in(*report, checked.place);
      }
      all.push_back(std::move(checked));
    }
  }
  return all;
}

std::string difference_text(const CheckedCitation& checked, const Document& report) {
  const std::string_view quote = checked.citation->quote;
  std::string out;
  std::size_t at = checked.place.begin;
  for (const WordChange& change : checked.changes) {
    out += report.text.substr(at, change.to.begin - at);
    if (change.to.begin == change.to.end && !out.empty() && !out.ends_with(' ')) out += ' ';
    const std::string_view quoted = quote.substr(change.from.begin, change.from.end - change.from.begin);
    out += fmt::format("[{}{}->{}{}]", quoted, quoted.empty() ? "" : " ", change.to.begin == change.to.end ? "" : " ",
                       report.at(change.to));
    if (change.to.begin == change.to.end) out += ' ';
    at = change.to.end;
  }
  out += report.text.substr(at, checked.place.end - at);
  return printable(trim(out));
}

Diagnostics citation_findings(const Case& document, const std::vector<CasePart>& parts,
                              const std::vector<CheckedCitation>& citations, const SourceTexts& texts,
                              Severity severity) {
  Diagnostics all;
  for (const CheckedCitation& checked : citations) {
    if (!checked.fails() && !checked.cut) continue;
    const Citation& citation = *checked.citation;
    const std::string& source = document.sources[checked.source].id;
    const Document& report = *texts.of(checked.source);
    const std::string& where = parts[checked.part].where;
    const SentenceRange range{citation.first, citation.last};
    Diagnostic finding{.severity = severity, .code = {}, .message = {}, .span = citation.span};
    if (checked.cut) {
      const bool negation = checked.cut->kind == CutWord::Kind::negation;
      const Span place = checked.cut->place;
      finding.severity = Severity::warning;
      finding.code = negation ? "cut-negation" : "cut-condition";
      finding.message = fmt::format("the words that {} quotes stand beside “{}” in {} of {}", where, report.at(place),
                                    sentences_text(range), source);
      const Span more{std::min(checked.place.begin, place.begin), std::max(checked.place.end, place.end)};
      finding.hint =
          fmt::format("without it they {}; the report has: {}",
                      negation ? "may say the opposite" : "say more than the report", printable(trim(report.at(more))));
      all.push_back(std::move(finding));
      continue;
    }
    if (checked.no_such_sentence) {
      finding.code = "no-such-sentence";
      finding.message = fmt::format("{} cites {} of {}, which has {}", where, sentences_text(range), source,
                                    checked.sentences == 1 ? "one" : std::to_string(checked.sentences));
      finding.hint = fmt::format("`detente read --sentences` numbers the sentences of {}", source);
    } else if (checked.status == CitationStatus::altered) {
      finding.code = "altered-quotation";
      finding.message =
          fmt::format("the words that {} quotes are not those of {} of {}", where, sentences_text(range), source);
      finding.hint = checked.changes.empty()
                         ? "they differ in marks only; the report has: " + difference_text(checked, report)
                         : "[quoted -> report]: " + difference_text(checked, report);
    } else {
      finding.code = "missing-quotation";
      finding.message =
          fmt::format("the words that {} quotes do not stand in {} of {}", where, sentences_text(range), source);
    }
    if (checked.elsewhere) {
      const bool same = checked.elsewhere->status != QuoteStatus::altered;
      const std::string there = fmt::format("{} in {}", same ? "they stand" : "something like them stands",
                                            sentences_text(checked.elsewhere->sentences));
      finding.hint += (finding.hint.empty() ? "" : "; ") + there;
    } else if (finding.hint.empty()) {
      finding.hint = "they stand nowhere in the report";
    }
    all.push_back(std::move(finding));
  }
  return all;
}

}  // namespace detente
