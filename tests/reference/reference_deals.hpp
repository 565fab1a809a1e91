// Deals by enumeration (reference_deals.cpp): what each table could agree on, from the definitions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference.hpp"

namespace detente::reference {

// A party with a say: a member of the table, or one that ratifies.
struct ReferenceStake {
  std::size_t party = 0;
  bool member = true;
  std::size_t walk_away = 0;  // a state
  bool drifted_nowhere = false;
};

// What a party concedes for one deal. `level` orders the concessions of one party: 0 none, 1 being no better off, more
// beyond that. `size` is the number of statements or groups, or the utility in millionths.
struct ReferenceConcession {
  std::size_t level = 0;
  std::int64_t size = 0;
  friend bool operator==(const ReferenceConcession&, const ReferenceConcession&) = default;
  friend auto operator<=>(const ReferenceConcession&, const ReferenceConcession&) = default;
};

using Concessions = std::vector<ReferenceConcession>;  // by stake

// The rank that a walk-away must have for the zone to open or close, everything else equal.
struct ReferenceShift {
  std::size_t others_accept = 0;
  std::optional<std::size_t> rank{};
};

struct ReferenceTable {
  std::vector<ReferenceStake> stakes{};
  std::vector<std::size_t> deals{};
  std::vector<std::size_t> acceptable{};
  std::vector<std::size_t> efficient{};

  std::vector<std::size_t> fallback{};
  bool cardinal = false;  // all members have weights, and there is an acceptable deal
  std::vector<std::size_t> nash{};
  std::vector<std::size_t> kalai_smorodinsky{};
  std::vector<std::size_t> egalitarian{};
  std::vector<std::size_t> utilitarian{};

  std::vector<std::vector<std::size_t>> blocked{};  // indices of stakes; if no deal is acceptable
  std::vector<Concessions> concessions{};           // the Pareto-minimal ones, sorted; likewise
  std::vector<ReferenceShift> shifts{};             // by stake
};

// `seq` is the table of stability under the switches at hand.
ReferenceTable evaluate_table(const PlainCase& plain, const ReferenceModel& model, const StabilityTable& stable,
                              const PlainTable& table, std::size_t from);

// Of a party's improvements from a state, those that no response deters, by the definitions.
std::vector<std::size_t> undeterred(const ReferenceModel& model, Concept which, std::size_t party, std::size_t state,
                                    ReferenceSwitches switches = {});

}  // namespace detente::reference
