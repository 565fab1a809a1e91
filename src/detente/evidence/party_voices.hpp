#pragma once
/// Which party of a case speaks in a report, and what of that the case does not cite.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "detente/evidence/aliases.hpp"
#include "detente/evidence/citations.hpp"

namespace detente {

/// A quotation or a reported statement of a party that no citation covers.
struct UnusedVoice {
  std::uint32_t source = 0;    ///< index in Case::sources
  std::uint32_t sentence = 0;  ///< from 1
  PartyId party{};
  std::string speaker{};  ///< as the report names it
  bool quotation = false;
  Span span{};  ///< the quotation, or the sentence
};

/// Links speakers to parties: by the party's id and name, by what the alias file says of any form of the speaker's
/// name, and by the country of an office ("Russian president" speaks for a party called Russia). Nothing is guessed.
class PartyNames {
 public:
  /// `aliases` may be null; both must outlive this.
  PartyNames(const Case& document, const Aliases* aliases);

  [[nodiscard]] std::optional<PartyId> party_of(const Document& report, const Speaker& speaker) const;

 private:
  [[nodiscard]] std::optional<PartyId> named(std::string_view name) const;

  std::map<std::string, PartyId, std::less<>> parties_;  ///< folded id or name
  const Aliases* aliases_;
};

/// Quotations (terms apart) and reported statements of parties in sentences to which no citation points, by source and
/// place; a quotation in a reported statement counts once. Cost: linear in what the reports hold.
[[nodiscard]] std::vector<UnusedVoice> unused_voices(const Case& document,
                                                     const std::vector<CheckedCitation>& citations,
                                                     const SourceTexts& texts, const Aliases* aliases);

}  // namespace detente
