// What `detente sources` shows people, and CSV.

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "detente/base/csv.hpp"
#include "detente/base/text.hpp"
#include "detente/report/phrases.hpp"
#include "detente/report/read_pages.hpp"
#include "detente/report/sources_pages.hpp"

namespace detente {

namespace {

constexpr std::size_t most_voices = 6;  ///< of a party, unless everything is wanted

/// Everything the sections are written from.
struct Page {
  const Case& document;
  const EvidenceSurvey& survey;
  const SourceTexts& texts;
  const Style& style;
  const SourcesPageOptions& options;
  std::string out{};

  void heading(std::string_view title) { out += "\n" + style.heading(title) + "\n"; }
  [[nodiscard]] const CasePart& part(const PartSupport& support) const { return survey.parts[support.part]; }
  [[nodiscard]] const std::string& source_id(std::uint32_t report) const { return texts.reports[report].id; }
};

std::string citations_text(const EvidenceSurvey& survey, const PartSupport& support) {
  std::vector<std::string> parts;
  for (const std::uint32_t c : support.citations) {
    const CheckedCitation& checked = survey.citations[c];
    std::string text = citation_text(*checked.citation);
    if (checked.fails()) text += fmt::format(" ({})", to_text(checked.status));
    else if (checked.voice == Voice::unnamed) text += " (unnamed)";
    parts.push_back(std::move(text));
  }
  if (support.assumed) parts.emplace_back("assumed");
  return parts.empty() ? "nothing" : join_words(parts, ", ");
}

void add_statuses(Page& page) {
  const EvidenceSurvey& survey = page.survey;
  page.heading("CITATIONS");
  page.out +=
      fmt::format("  {}, {} of them with the text at hand; {}\n", counted(page.document.sources.size(), "source"),
                  survey.texts, counted(survey.citations.size(), "citation"));
  for (const auto status : {CitationStatus::exact, CitationStatus::normalised, CitationStatus::altered,
                            CitationStatus::missing, CitationStatus::not_supplied}) {
    const std::size_t count = survey.count(status);
    if (count == 0) continue;
    std::string line = fmt::format("  {:<18}{:>6}", to_text(status), with_commas(count));
    if (status == CitationStatus::exact) {
      const auto quoted = std::ranges::count_if(survey.citations, [](const CheckedCitation& c) {
        return c.status == CitationStatus::exact && !c.citation->quote.empty();
      });
      const std::size_t bare = count - static_cast<std::size_t>(quoted);
      if (bare > 0) line += fmt::format("  ({} without a quotation: the sentences exist)", with_commas(bare));
    }
    page.out += line + "\n";
  }
}

void add_parts(Page& page) {
  page.heading("WHAT RESTS ON WHAT");
  std::size_t width = 4;
  const auto shown = [&](const PartSupport& support) {
    const bool statement = page.part(support).kind == CasePart::Kind::statement;
    return page.options.full || statement || support.independent != 1;
  };
  for (const PartSupport& support : page.survey.support) {
    if (shown(support)) width = std::max(width, code_points(page.part(support).where));
  }
  width = std::min<std::size_t>(width, 32);
  page.out += fmt::format("  {:<{}}  independent  rests on\n", "part", width);
  for (const PartSupport& support : page.survey.support) {
    if (!shown(support)) continue;
    const std::string label = fmt::format("  {:<{}}  {:>11}", page.part(support).where, width, support.independent);
    page.out += page.style.paragraph(citations_text(page.survey, support), width + 17, label);
  }
  const auto hidden = std::ranges::count_if(page.survey.support, [&](const auto& s) { return !shown(s); });
  if (hidden > 0) {
    page.out += fmt::format(
        "  {} more on one source each (`--full` lists them)\n",
        counted(static_cast<std::size_t>(hidden), "option, term, rule or value", "options, terms, rules and values"));
  }
}

void add_care(Page& page) {
  page.heading("WHAT TO LOOK AT");
  bool any = false;
  const auto list = [&](std::string_view title, const std::function<bool(const PartSupport&)>& belongs) {
    std::vector<std::string> names;
    for (const PartSupport& support : page.survey.support) {
      if (belongs(support)) names.push_back(page.part(support).where);
    }
    if (names.empty()) return;
    any = true;
    page.out +=
        page.style.paragraph(fmt::format("{} ({}): {}", title, names.size(), join_words(names, ", ")), 4, "  *");
  };
  list("on nothing", [](const PartSupport& s) { return s.on_nothing(); });
  list("on an assumption alone", [](const PartSupport& s) { return s.only_assumed(); });
  list("on a copy of a report that is not cited for it", [](const PartSupport& s) { return s.copied; });
  list("on voices without a name", [](const PartSupport& s) { return s.unnamed; });
  list("on several reports that go back to one", [](const PartSupport& s) { return s.independent < s.sources; });
  list("on one source",
       [&](const PartSupport& s) { return s.independent == 1 && page.part(s).kind == CasePart::Kind::statement; });
  for (const PartSupport& support : page.survey.support) {
    for (const auto& [a, b] : support.opposed) {
      any = true;
      page.out +=
          page.style.paragraph(fmt::format("{}: {} and {} may say the opposite of each other", page.part(support).where,
                                           citation_text(*page.survey.citations[a].citation),
                                           citation_text(*page.survey.citations[b].citation)),
                               4, "  *");
    }
  }
  if (!any) page.out += "  nothing\n";
}

void add_links(Page& page) {
  if (page.survey.reuse.pairs.empty()) return;
  page.heading("SOURCES THAT SHARE WORDS");
  for (const ReusePair& pair : page.survey.reuse.pairs) {
    const std::string& copy = page.source_id(pair.copy);
    const std::string& original = page.source_id(pair.original);
    const bool open = pair.direction == ReusePair::Direction::unknown;
    std::string line =
        pair.link == ReusePair::Link::speech       ? fmt::format("{} and {} quote the same words", copy, original)
        : pair.link == ReusePair::Link::background ? fmt::format("{} and {} have the same background", copy, original)
        : open ? fmt::format("{} and {}: one is taken from the other, or both from a third", copy, original)
               : fmt::format("{} takes from {}", copy, original);
    std::vector<std::string> sentences;
    for (const AlignedSentences& aligned : pair.aligned)
      sentences.push_back(fmt::format("#{} = #{}", aligned.copy + 1, aligned.original + 1));
    page.out += page.style.paragraph(line + " (" + join_words(sentences, ", ") + ")", 4, "  *");
    if (!pair.altered.empty()) {
      page.out += page.style.paragraph(
          fmt::format("{} altered; `detente read` shows how", counted(pair.altered.size(), "quotation")), 6);
    }
  }
}

void add_unused(Page& page) {
  if (page.survey.texts == 0) return;
  page.heading("WHAT THE CASE DOES NOT USE");
  if (page.survey.unused.empty()) {
    page.out += "  every quotation and reported statement of its parties is cited\n";
    return;
  }
  for (std::size_t p = 0; p < page.document.parties.size(); ++p) {
    std::vector<const UnusedVoice*> voices;
    for (const UnusedVoice& voice : page.survey.unused) {
      if (voice.party == PartyId(p)) voices.push_back(&voice);
    }
    if (voices.empty()) continue;
    page.out += fmt::format("  {}: {}\n", page.document.parties[p].id,
                            counted(voices.size(), "quotation or statement", "quotations and statements"));
    const std::size_t shown = page.options.full ? voices.size() : std::min(voices.size(), most_voices);
    for (std::size_t k = 0; k < shown; ++k) {
      const UnusedVoice& voice = *voices[k];
      std::string line = fmt::format("{}#{}", page.document.sources[voice.source].id, voice.sentence);
      line += fmt::format("  {} ({})", printable(voice.speaker), voice.quotation ? "quotation" : "reported statement");
      if (page.options.words) {
        std::string words(page.texts.of(voice.source)->at(voice.span));
        std::ranges::replace(words, '\n', ' ');
        line += ": " + printable(words);
      }
      page.out += page.style.paragraph(line, 6);
    }
    if (shown < voices.size()) page.out += fmt::format("      and {} more\n", voices.size() - shown);
  }
}

}  // namespace

std::string citation_text(const Citation& c) {
  return c.first == c.last ? fmt::format("{}#{}", c.source, c.first)
                           : fmt::format("{}#{}-{}", c.source, c.first, c.last);
}

std::string evidence_summary(const EvidenceSurvey& survey) {
  const StatementCounts counts = statement_counts(survey);
  std::vector<std::string> parts;
  const auto add = [&](std::size_t n, std::string_view what) {
    if (n > 0) parts.push_back(fmt::format("{} {}", with_commas(n), what));
  };
  add(counts.on_several, "on two or more independent sources");
  add(counts.on_one, "on one");
  add(counts.assumed, "on an assumption");
  add(counts.on_nothing, "on nothing");
  std::string out = fmt::format("of {} {}", counted(counts.statements, "statement"), join_words(parts, ", "));
  const std::size_t failing = survey.count(CitationStatus::altered) + survey.count(CitationStatus::missing);
  const std::size_t unread = survey.count(CitationStatus::not_supplied);
  if (unread == survey.citations.size()) out += " (as cited: no text is at hand)";
  else if (unread > 0)
    out += fmt::format("; {} not checked, for their text is not at hand", counted(unread, "citation"));
  if (failing > 0) out += fmt::format("; {} altered or missing", counted(failing, "citation"));
  return out;
}

std::string sources_page(const Case& document, const EvidenceSurvey& survey, const SourceTexts& texts,
                         const std::string& file, const Style& style, const SourcesPageOptions& options) {
  Page page{.document = document, .survey = survey, .texts = texts, .style = style, .options = options};
  page.out = style.heading(document.title.empty() ? file : document.title) + "\n  " + file + "\n";
  if (survey.citations.empty()) {
    page.out += "  the case cites no source\n";
    add_unused(page);
    return page.out;
  }
  page.out += style.paragraph(evidence_summary(survey), 2);
  add_statuses(page);
  if (!survey.support.empty()) {
    add_parts(page);
    add_care(page);
  }
  add_links(page);
  add_unused(page);
  return page.out;
}

std::string sources_csv(const Case& document, const EvidenceSurvey& survey) {
  std::string out = "where,kind,source,first,last,status,quoted,voice,start,end,elsewhere,independent\n";
  for (const PartSupport& support : survey.support) {
    for (const std::uint32_t c : support.citations) {
      const CheckedCitation& checked = survey.citations[c];
      const CasePart& part = survey.parts[support.part];
      const bool placed = checked.place.begin < checked.place.end;
      const auto& other = checked.elsewhere;
      out += fmt::format(
          "{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_cell(part.where), to_text(part.kind),
          csv_cell(document.sources[checked.source].id), checked.citation->first, checked.citation->last,
          to_text(checked.status), checked.citation->quote.empty() ? "no" : "yes",
          checked.is_evidence() ? to_text(checked.voice) : "", placed ? std::to_string(checked.place.begin) : "",
          placed ? std::to_string(checked.place.end) : "",
          other ? fmt::format("{}-{}", other->sentences.first, other->sentences.last) : "", support.independent);
    }
  }
  return out;
}

}  // namespace detente
