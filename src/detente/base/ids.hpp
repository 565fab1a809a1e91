#pragma once
/// Strong index types. An id is a position in one list of a Model and means nothing outside it; two ids
/// of different kinds never convert into each other or into an integer by accident.

#include <compare>
#include <cstddef>
#include <cstdint>

namespace detente {

/// A zero-based position in the list that `Tag` stands for. Trivially copyable, ordered by position.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : index_(static_cast<std::uint32_t>(index)) {}
  [[nodiscard]] constexpr std::size_t index() const { return index_; }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::uint32_t index_ = 0;
};

using PartyId = Id<struct PartyTag>;        ///< position in Model::parties
using VariableId = Id<struct VariableTag>;  ///< position in Model::variables: options in order, then terms

/// A state of a StateSpace. People and files see `number()`, which counts from 1 in the order of the
/// mixed-radix numbers of the feasible states (first option least significant).
class StateId {
 public:
  constexpr StateId() = default;
  constexpr explicit StateId(std::size_t index) : index_(static_cast<std::uint32_t>(index)) {}
  [[nodiscard]] constexpr std::size_t index() const { return index_; }
  [[nodiscard]] constexpr std::uint64_t number() const { return std::uint64_t{index_} + 1; }
  friend constexpr auto operator<=>(StateId, StateId) = default;

 private:
  std::uint32_t index_ = 0;
};

/// A value of a variable: a position in its list of values. The first declared value is 0.
using Value = std::uint16_t;

}  // namespace detente
