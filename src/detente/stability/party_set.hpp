#pragma once
/// Sets of parties as bits, for what looks at every group of parties.

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/base/ids.hpp"

namespace detente {

/// Party p is in the set if bit p is set. A coalition is a nonempty set.
using PartySet = std::uint32_t;

/// What works through the sets of parties takes at most this many parties.
inline constexpr std::size_t most_parties_in_sets = 20;

[[nodiscard]] constexpr PartySet only(PartyId p) { return PartySet{1} << p.index(); }
/// The first n parties of the case.
[[nodiscard]] constexpr PartySet first_parties(std::size_t n) { return (PartySet{1} << n) - 1; }
[[nodiscard]] constexpr bool contains(PartySet set, PartyId p) { return (set >> p.index() & 1) != 0; }
[[nodiscard]] constexpr bool within(PartySet inner, PartySet outer) { return (inner & ~outer) == 0; }
[[nodiscard]] constexpr std::size_t size_of(PartySet set) { return count_ones(set); }

[[nodiscard]] inline PartySet set_of(std::span<const PartyId> parties) {
  PartySet set = 0;
  for (const PartyId p : parties) set |= only(p);
  return set;
}

/// The members, in the order of the case.
[[nodiscard]] inline std::vector<PartyId> members_of(PartySet set) {
  std::vector<PartyId> members;
  for (PartySet rest = set; rest != 0; rest &= rest - 1)
    members.emplace_back(static_cast<std::size_t>(std::countr_zero(rest)));
  return members;
}

/// The order in which sets are listed: small ones first, then by who comes first in the case.
[[nodiscard]] constexpr bool listed_before(PartySet a, PartySet b) {
  if (size_of(a) != size_of(b)) return size_of(a) < size_of(b);
  const PartySet differ = a ^ b;
  return (a & differ & (~differ + 1)) != 0;  // the first party in which they differ is in a
}

/// Calls `visit(set)` for every set between `least` and `greatest`, both included. Precondition: least is within
/// greatest. Cost: 2 to the number of parties between.
template <class Visit>
void for_each_set_between(PartySet least, PartySet greatest, Visit&& visit) {
  const PartySet free = greatest & ~least;
  PartySet more = 0;
  do {
    visit(least | more);
    more = (more - free) & free;
  } while (more != 0);
}

}  // namespace detente
