#pragma once
/// Lists of statements as data of their own, so that a party can be given another list without ranking all states anew.

#include <cstdint>
#include <optional>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/space/state_space.hpp"

namespace detente {

/// Index into StatementLists::entries.
using EntryId = std::uint32_t;
/// A list of statements, most important first.
using StatementList = std::vector<EntryId>;

/// Every statement of a case that may stand in a list, with where it holds. An entry is one statement, or a group of
/// equally important ones, which keeps together. Refers to the model.
class StatementLists {
 public:
  struct Entry {
    PartyId party;                             ///< whose it is in the case
    std::vector<const Statement*> statements;  ///< of the model
    std::vector<BitVector> at;                 ///< for each of them the states in which it holds
  };

  StatementLists(const Model& model, const StateSpace& space);

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  /// The list of a party that has an `order`; empty for one without preferences; nothing for weights and rankings.
  [[nodiscard]] const std::optional<StatementList>& list_of(PartyId party) const { return lists_[party.index()]; }
  /// Above 0 if a list prefers `a` to `b`, below 0 if it prefers `b`, 0 if it is indifferent. Cost: the list.
  [[nodiscard]] int compare(const StatementList& list, StateId a, StateId b) const;
  /// The list as preferences of a Model.
  [[nodiscard]] Preferences preferences(const StatementList& list) const;

  /// The bytes that the lists of a case take.
  [[nodiscard]] static std::uint64_t bytes(const Model& model, const StateSpace& space);

 private:
  std::vector<Entry> entries_;
  std::vector<std::optional<StatementList>> lists_;  ///< by party
};

}  // namespace detente
