#pragma once
/// What the answers about tables share: the settlements, what lasts among their deals, and in which order they are
/// shown.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detente/report/analysis.hpp"
#include "detente/stability/coalition_stability.hpp"
#include "detente/stability/coalition_survey.hpp"

namespace detente {

/// One table, worked out and put in order.
struct TableAnswer {
  Settlement settlement;
  std::vector<StateId> order;        ///< the first of the acceptable deals, best first, as in_order_of_merit() says
  std::vector<std::size_t> lasting;  ///< by concept, how many of them are equilibria
};

/// A deal that lasts under some concept that has a coalitional form, held against all groups of parties.
struct DealAgainstGroups {
  /// The first group of two or more, smallest first, that could bring about something that all of it prefers, deterred
  /// or not; nothing if there is none, or none was found.
  std::optional<CoalitionWay> way{};
  struct Verdict {
    Concept c;
    CoalitionStability::Verdict verdict;
  };
  std::vector<Verdict> verdicts{};  ///< for each such concept, strongest first
  bool known = true;                ///< false if something was left open when the steps were used up
};

struct DealsAnswer {
  std::vector<Concept> concepts;      ///< asked for, strongest first
  std::vector<BitVector> equilibria;  ///< by concept; empty if no table has an acceptable deal
  std::vector<TableAnswer> tables;
  Diagnostics diagnostics;
  bool refused = false;  ///< a table would have needed more memory than the limit; the diagnostics say how much

  // What hold_against_groups() (deal_coalitions.hpp) adds.
  std::map<StateId, DealAgainstGroups> against_groups{};
  std::string groups_refused{};  ///< why it was not done, if it was to be

  /// Under which of the concepts a deal lasts.
  [[nodiscard]] std::vector<Concept> lasting(StateId deal) const;
};

/// Works out the tables, with deals from a state; `most` deals of each are put in order (0: all). Solves only if there
/// is an acceptable deal or a walk-away drifts.
[[nodiscard]] DealsAnswer answer_deals(Analysis& analysis, std::span<const Table* const> tables, StateId from,
                                       std::span<const Concept> concepts, std::size_t most = 0);

/// Holds the deals that will be shown against groups of parties: of each table the first `limit` (0: all) in its order,
/// and with `picks` as many of each pick. Each deal has `steps` elementary steps (see Work).
void hold_against_groups(Analysis& analysis, DealsAnswer& answer, std::size_t limit, bool picks, std::uint64_t steps);
/// What of that was not settled, for people; empty if everything was.
[[nodiscard]] std::string left_open(const DealsAnswer& answer);

/// A pick with what it is called and by whom it was proposed.
struct NamedPick {
  std::string_view id;      ///< in JSON: "nash"
  std::string_view name;    ///< for people: "Nash"
  std::string_view source;  ///< "Nash 1950"
  std::span<const StateId> deals;
};
/// The five picks in the order in which they are printed; those that need weights have no deals where these are
/// missing.
[[nodiscard]] std::vector<NamedPick> named_picks(const Settlement& settlement);
/// The ids of the picks to which a deal belongs.
[[nodiscard]] std::vector<std::string_view> picked_by(const Settlement& settlement, StateId deal);

/// The ids of the statements that an `order` concedes, the last ones.
[[nodiscard]] std::vector<std::string> conceded_statements(const Model& model, PartyId party, std::uint64_t steps);

/// A party's utility of a state, or nothing if it has no weights.
[[nodiscard]] std::optional<Decimal> utility_of(const Analysis& analysis, PartyId party, StateId s);

/// "now", "drift" or the name of a state.
[[nodiscard]] std::string walk_away_name(const Settlement& settlement, const Stake& stake);

}  // namespace detente
