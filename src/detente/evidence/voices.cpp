#include "detente/evidence/voices.hpp"

#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/tokens.hpp"

namespace detente {

std::string_view to_text(Voice voice) {
  switch (voice) {
    case Voice::reporter: return "reporter";
    case Voice::named: return "named";
    case Voice::unnamed: break;
  }
  return "unnamed";
}

bool is_unnamed(const Document& report, const Speaker& speaker) {
  if (speaker.actor) return false;
  const Lexicon& words = Lexicon::english();
  std::vector<TextToken> tokens;
  (void)append_tokens(report.text, speaker.place, words, tokens);
  bool people = false;
  bool name = false;  // a capital letter behind the first word: "chairman of the Fleet Union"
  for (const auto& token : tokens) {
    if (!token.is_word()) continue;
    if (people && token.upper) name = true;
    if (token.is(WordClass::institution) && !people) return false;
    if (token.classes.any(WordClasses(WordClass::role, WordClass::group_noun))) people = true;
  }
  if (!people || !name) return people;
  // "the chairman of the Fleet Union" is one person, "an official of the Fleet Union" may be any.
  const std::string_view before = trim(std::string_view(report.text).substr(0, speaker.place.begin));
  const std::size_t word = before.find_last_of(" \n\t") + 1;
  const std::string article = ascii_lower(before.substr(word));
  const bool begins_with_the = ascii_lower(report.at(speaker.place)).starts_with("the ");
  return article != "the" && !begins_with_the;
}

Voice voice_in(const Document& report, const Span& stretch) {
  const auto overlaps = [&](const Span& span) { return span.begin < stretch.end && stretch.begin < span.end; };
  bool unnamed = false;
  for (const Quotation& quotation : report.quotations) {
    if (!quotation.speaker || !overlaps(quotation.span)) continue;
    if (!is_unnamed(report, *quotation.speaker)) return Voice::named;
    unnamed = true;
  }
  for (const ReportedStatement& statement : report.statements) {
    if (!overlaps(statement.span)) continue;
    if (!statement.hearsay && !is_unnamed(report, statement.speaker)) return Voice::named;
    unnamed = true;
  }
  return unnamed ? Voice::unnamed : Voice::reporter;
}

}  // namespace detente
