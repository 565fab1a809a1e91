#pragma once
/// The feasible states of a model, numbered.
///
/// A *member* is a feasible assignment. A *state* is one member, or all members that a merge makes one. Both are
/// numbered in the order of their mixed-radix codes, a merged state by its first member. Without merges members and
/// states are the same and have the same index.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/base/control.hpp"
#include "detente/base/diagnostic.hpp"
#include "detente/model/model.hpp"
#include "detente/space/layout.hpp"

namespace detente {

/// Index of a member, from 0.
using Member = std::uint32_t;

struct SpaceBuild;

/// What the build of a space may use.
struct SpaceLimits {
  /// Refuse when states, payoffs and results alone would need more than this.
  std::uint64_t memory_bytes = std::uint64_t{4} << 30;
};

/// Immutable once built; safe to read from several threads.
class StateSpace {
 public:
  /// Lists the feasible states. Finds no space (and says why) if there is no feasible state, if now breaks a rule, if
  /// two merges overlap, if the limit would be passed (`refused`), or if stopped. Cost: about the number of feasible
  /// states times the rules, by depth-first search that leaves a branch as soon as a rule fails in all of it.
  [[nodiscard]] static SpaceBuild build(const Model& model, const SpaceLimits& limits = {},
                                        const Control& control = {});

  [[nodiscard]] std::size_t size() const { return states_; }
  [[nodiscard]] StateId now() const { return now_; }
  [[nodiscard]] const Layout& layout() const { return layout_; }

  /// How much memory it holds.
  [[nodiscard]] std::uint64_t bytes() const;

  [[nodiscard]] std::size_t member_count() const { return members_; }
  [[nodiscard]] bool merged() const { return !state_of_.empty(); }
  /// True if every assignment is feasible: a member's index is its code.
  [[nodiscard]] bool full() const { return codes_.empty(); }
  [[nodiscard]] Code code(Member m) const { return codes_.empty() ? m : codes_[m]; }
  [[nodiscard]] StateId state_of(Member m) const { return StateId(state_of_.empty() ? m : state_of_[m]); }
  [[nodiscard]] std::size_t members_in(StateId s) const {
    return state_of_.empty() ? 1 : member_begin_[s.index() + 1] - member_begin_[s.index()];
  }
  /// The k-th member of a state, ascending; the first one gives the state its place.
  [[nodiscard]] Member member_of(StateId s, std::size_t k = 0) const {
    return state_of_.empty() ? static_cast<Member>(s.index()) : members_by_state_[member_begin_[s.index()] + k];
  }
  /// The member with this code, or nothing if the assignment is infeasible. Cost: constant, or logarithmic in the
  /// members where few of very many assignments are feasible.
  [[nodiscard]] std::optional<Member> find(Code code) const {
    if (codes_.empty()) return static_cast<Member>(code);
    if (before_word_.empty()) return find_in_list(code);
    const std::uint64_t word = feasible_.words()[code / 64];
    if ((word >> (code % 64) & 1) == 0) return std::nullopt;
    return before_word_[code / 64] + count_ones(word & ((std::uint64_t{1} << (code % 64)) - 1));
  }

  /// The feasible codes as a set of all codes; empty if the space is full, or where that would take too much memory.
  [[nodiscard]] const BitVector& feasible_codes() const { return feasible_; }

  /// The members at which a variable has a value, where such sets are kept: for lists that are not very long. Else
  /// null.
  [[nodiscard]] const BitVector* where(VariableId v, Value value) const {
    return where_.empty() ? nullptr : &where_[where_begin_[v.index()] + value];
  }

  /// The values of a state's first member.
  [[nodiscard]] std::vector<Value> values(StateId s) const;
  /// The variables on which the members of a merged state differ: their value there means nothing. Ascending.
  [[nodiscard]] std::vector<VariableId> open_variables(StateId s) const;

 private:
  friend struct SpaceBuilder;
  explicit StateSpace(const Model& model) : layout_(model) {}
  [[nodiscard]] std::optional<Member> find_in_list(Code code) const;

  Layout layout_;
  std::size_t states_ = 0;
  std::size_t members_ = 0;
  StateId now_{};
  std::vector<Code> codes_;                  ///< ascending; empty if full
  BitVector feasible_;                       ///< by code, where that is small enough
  std::vector<std::uint32_t> before_word_;   ///< members before each word of feasible_
  std::vector<BitVector> where_;             ///< by variable and value, the members; empty if not kept
  std::vector<std::size_t> where_begin_;     ///< by variable, in where_
  std::vector<std::uint32_t> state_of_;      ///< empty without merges
  std::vector<std::uint32_t> member_begin_;  ///< by state
  std::vector<Member> members_by_state_;
};

struct SpaceBuild {
  std::optional<StateSpace> space;
  Diagnostics diagnostics;
  bool refused = false;  ///< a limit was passed
  bool stopped = false;  ///< the control asked to stop
};

}  // namespace detente
