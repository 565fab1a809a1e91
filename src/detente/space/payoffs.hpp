#pragma once
/// What every party thinks of every state, as dense ranks.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "detente/base/diagnostic.hpp"
#include "detente/base/large_vector.hpp"
#include "detente/base/progress.hpp"
#include "detente/model/model.hpp"
#include "detente/space/state_space.hpp"

namespace detente {

/// A party's rank of a state: 0 is its worst; equal ranks mean indifferent; every rank up to the best one occurs.
using Rank = std::uint32_t;

struct PayoffsBuild;

class Payoffs {
 public:
  /// Ranks all states for all parties, the parties side by side. Fails only on a `ranking` that misses a state, names
  /// one twice, or names a number that is no state, and if stopped. Cost: for each party and every 16 statements or so
  /// two passes over the states; nothing is sorted but different sums of weights.
  [[nodiscard]] static PayoffsBuild build(const Model& model, const StateSpace& space, const Control& control = {},
                                          unsigned threads = 1);

  /// The same for all parties but one, which is ranked anew, by the preferences that `model` gives it. Precondition:
  /// they are no ranking. Cost: that of ranking one party, and a copy.
  [[nodiscard]] Payoffs with(const Model& model, const StateSpace& space, PartyId party) const;

  [[nodiscard]] Rank rank(PartyId party, StateId s) const {
    const Ranks& ranks = ranks_[party.index()];
    return ranks.narrow.empty() ? ranks.wide[s.index()] : ranks.narrow[s.index()];
  }
  /// All ranks of a party, by state. A copy; cost: 4 bytes for each state.
  [[nodiscard]] std::vector<Rank> ranks(PartyId party) const;
  /// The ranks as stored: in 16 bits where the party has at most `most_narrow` classes (else empty), or in 32 (else
  /// empty).
  [[nodiscard]] std::span<const std::uint16_t> narrow(PartyId party) const { return ranks_[party.index()].narrow; }
  [[nodiscard]] std::span<const Rank> wide(PartyId party) const { return ranks_[party.index()].wide; }
  static constexpr std::size_t most_narrow = 65'535;
  /// How many different ranks the party has; 1 for a party that is indifferent among all states.
  [[nodiscard]] std::size_t classes(PartyId party) const { return classes_[party.index()]; }
  [[nodiscard]] bool prefers(PartyId party, StateId a, StateId b) const { return rank(party, a) > rank(party, b); }

 private:
  struct Ranks {
    LargeVector<std::uint16_t> narrow;
    LargeVector<Rank> wide;
  };
  void rank_anew(const Model& model, const StateSpace& space, PartyId party, Diagnostics& diagnostics,
                 const Control& control, Progress::Part* part = nullptr);

  std::vector<Ranks> ranks_;
  std::vector<std::size_t> classes_;
};

struct PayoffsBuild {
  std::optional<Payoffs> payoffs;
  Diagnostics diagnostics;
  bool stopped = false;  ///< the control asked to stop
};

/// The score of a state under `weights`, in millionths: the sum over the statements that hold there.
[[nodiscard]] std::vector<std::int64_t> weighted_sums(const StateSpace& space, const Preferences& preferences);
/// The same for one state.
[[nodiscard]] std::int64_t weighted_sum(const StateSpace& space, const Preferences& preferences, StateId s);

}  // namespace detente
