#pragma once
/// What a report says of where it comes from and of where it has things from. Inside of re-use only.

#include <string>
#include <string_view>
#include <vector>

#include "detente/evidence/document.hpp"
#include "detente/evidence/outlet_names.hpp"

namespace detente {

/// What a sentence says, outside of quotation marks, of where something comes from.
struct Marks {
  bool own = false;         ///< spoken to the reporter: "told me", "told this newspaper", "by telephone"
  bool among = false;       ///< spoken to the reporter, maybe among others: "told us"
  bool named = false;       ///< "told the Herald", which papers mostly say of themselves
  bool other = false;       ///< "told the paper", "told a local newspaper", which they say of others
  bool cites = false;       ///< from another report: "citing", "the Ledger reported on Monday"
  bool occasion = false;    ///< many listen: "told reporters", "gave evidence"
  bool first_hand = false;  ///< its reporters were there, or saw it: "seen by the Herald"
  std::uint32_t paragraph = 0;
};

struct Provenance {
  /// Cost: linear in the report.
  explicit Provenance(const Document& d);

  /// An outlet that the report names.
  struct Mention {
    NamedOutlet outlet;
    std::uint32_t sentence = 0;
    bool told = false;  ///< in what the report tells, not in a line above or below
  };

  std::vector<OutletName> own;       ///< its paper or agency and its author, from the lines above and below
  std::vector<std::string> credits;  ///< agencies in these lines, in lower case: "npa" in "By our staff and NPA"
  std::string_view agency;           ///< "Coast Press" in "ORLEK, Sept. 3 (Coast Press) - Eleven farmers"
  bool release = false;              ///< "For immediate release": written to be taken from
  bool leaked = false;            ///< papers that it speaks of were not published: "obtained by", "internal documents"
  bool interview = false;         ///< questions to somebody, each a paragraph of its own
  std::vector<Mention> mentions;  ///< in reading order
  std::vector<Marks> marks;       ///< of each sentence
  std::uint32_t lead = 0;         ///< the sentence with which it begins to tell
};

/// Whether a report names the outlet or the author of the other one, neither of which are its own.
[[nodiscard]] bool names_other(const Provenance& a, const Provenance& b);

/// Whether both reports say, in or beside these sentences (ascending), that it was said to one outlet or comes from it,
/// and whether that is the first one's or the second one's own.
struct SharedSource {
  bool shared = false;
  bool alike = true;      ///< both say it in the same way
  bool third = false;     ///< both say it as of another's
  bool credited = false;  ///< to an agency, in the lines above or below
  bool first = false;
  bool second = false;
};
[[nodiscard]] SharedSource shared_source(const Provenance& a, const std::vector<std::uint32_t>& in_a,
                                         const Provenance& b, const std::vector<std::uint32_t>& in_b);

}  // namespace detente
