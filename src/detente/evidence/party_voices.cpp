#include "detente/evidence/party_voices.hpp"

#include <algorithm>
#include <set>

#include "detente/evidence/lexicon.hpp"

namespace detente {

namespace {

/// The country that a name or the first words of an office mean: "russia" for "Russian president". Empty if none.
std::string_view country_in(std::string_view words) {
  const Lexicon& lexicon = Lexicon::english();
  for (std::size_t end = words.size(); end != std::string_view::npos && end > 0; end = words.rfind(' ', end - 1)) {
    const Lexicon::Form form = lexicon.form(words.substr(0, end), WordClass::country);
    if (!form.lemma.empty()) return form.lemma;
  }
  return {};
}

}  // namespace

PartyNames::PartyNames(const Case& document, const Aliases* aliases) : aliases_(aliases) {
  for (std::size_t p = 0; p < document.parties.size(); ++p) {
    parties_.emplace(folded_phrase(document.parties[p].id), PartyId(p));
    parties_.emplace(folded_phrase(document.parties[p].name), PartyId(p));
  }
}

std::optional<PartyId> PartyNames::named(std::string_view name) const {
  const auto known = [&](std::string_view form) -> std::optional<PartyId> {
    const auto found = parties_.find(folded_phrase(form));
    return found == parties_.end() ? std::nullopt : std::optional(found->second);
  };
  if (const auto party = known(name)) return party;
  if (!aliases_) return std::nullopt;
  // An alias may lead to a name that another line gives to a party.
  const auto first = aliases_->name_of(name);
  if (!first) return std::nullopt;
  if (const auto party = known(*first)) return party;
  const auto second = aliases_->name_of(*first);
  return second ? known(*second) : std::nullopt;
}

std::optional<PartyId> PartyNames::party_of(const Document& report, const Speaker& speaker) const {
  if (const auto party = named(speaker.name)) return party;
  if (!speaker.actor) {
    const std::string_view country = country_in(speaker.name);
    return country.empty() ? std::nullopt : named(country);
  }
  const Actor& actor = report.actors[*speaker.actor];
  if (const auto party = named(actor.name)) return party;
  for (const std::string& form : actor.forms) {
    if (const auto party = named(form)) return party;
  }
  for (const std::string* words : {&actor.office, &actor.name}) {
    const std::string_view country = country_in(*words);
    if (country.empty()) continue;
    if (const auto party = named(country)) return party;
  }
  return std::nullopt;
}

std::vector<UnusedVoice> unused_voices(const Case& document, const std::vector<CheckedCitation>& citations,
                                       const SourceTexts& texts, const Aliases* aliases) {
  const PartyNames names(document, aliases);
  std::vector<UnusedVoice> unused;
  for (std::uint32_t s = 0; s < document.sources.size(); ++s) {
    const Document* report = texts.of(s);
    if (!report) continue;
    std::vector<char> cited(report->sentences.size(), 0);
    for (const CheckedCitation& checked : citations) {
      if (checked.source != s || checked.no_such_sentence) continue;
      std::fill(cited.begin() + checked.citation->first - 1, cited.begin() + checked.citation->last, 1);
    }
    const auto add = [&](const Speaker& speaker, std::uint32_t sentence, bool quotation, const Span& span) {
      const auto party = names.party_of(*report, speaker);
      if (party) unused.push_back({s, sentence + 1, *party, speaker.name, quotation, span});
    };
    std::set<std::uint32_t> spoken;
    const std::size_t begin = unused.size();
    for (const Quotation& quotation : report->quotations) {
      if (quotation.type == Quotation::Type::term || !quotation.speaker) continue;
      const std::uint32_t last =
          static_cast<std::uint32_t>(report->sentence_at(quotation.span.end - 1).value_or(quotation.sentence));
      spoken.insert(quotation.sentence);
      const auto from = cited.begin() + quotation.sentence;
      if (std::find(from, cited.begin() + last + 1, 1) == cited.begin() + last + 1)
        add(*quotation.speaker, quotation.sentence, true, quotation.span);
    }
    for (const ReportedStatement& statement : report->statements) {
      if (cited[statement.sentence] == 0 && !spoken.contains(statement.sentence))
        add(statement.speaker, statement.sentence, false, statement.span);
    }
    std::stable_sort(unused.begin() + static_cast<std::ptrdiff_t>(begin), unused.end(),
                     [](const UnusedVoice& a, const UnusedVoice& b) { return a.span.begin < b.span.begin; });
  }
  return unused;
}

}  // namespace detente
