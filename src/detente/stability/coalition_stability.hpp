#pragma once
/// Stability against coalitions: coalitional Nash (Kilgour, Hipel, Fang & Peng 2001), and coalitional GMR, SMR and SEQ
/// (Inohara & Hipel 2008).
///
/// A state s is stable for a coalition H if every coalition improvement t of H is deterred; for all coalitions, if it
/// is stable for every nonempty H. With phi_H(s) = the states that at least one member of H does not prefer to s
/// (strict sanctions: that at least one member likes less), t is deterred
///   under nash  never;
///   under gmr   if the others lead from t to some u in phi_H(s), by a legal sequence of unilateral moves;
///   under smr   if moreover all that H leads to from u, by a legal sequence of unilateral moves, is in phi_H(s);
///   under seq   if the others lead from t to some u in phi_H(s) by coalition improvements of groups of them, the same
///               group never twice running.
/// There is no coalitional SSEQ in the literature. The switch `responses` does not count here.

#include <array>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "detente/stability/coalitions.hpp"
#include "detente/stability/concepts.hpp"
#include "detente/stability/legal_reach.hpp"

namespace detente {

/// The concepts that have a coalitional form.
inline constexpr std::array<Concept, 4> coalitional_concepts{Concept::nash, Concept::gmr, Concept::smr, Concept::seq};

/// A coalition, and where it improves to.
struct CoalitionGain {
  PartySet coalition = 0;
  StateId to;
};

/// One answer in a sanction: who, and to which state. Under gmr and smr a single party.
struct CoalitionResponse {
  PartySet who = 0;
  StateId to;
};

/// Judges single states, searching forward from them. Not for several threads at once.
class CoalitionStability {
 public:
  CoalitionStability(Coalitions& coalitions, Sanction sanction);

  struct Verdict {
    bool known = true;  ///< false if the work was used up or the control stopped before it was certain
    /// The first coalition, in the order of listed_before, with an improvement that nothing deters, and the lowest such
    /// state. Nothing: the state is stable for all coalitions, or that is not known.
    std::optional<CoalitionGain> left_by;
    [[nodiscard]] bool stable() const { return known && !left_by; }
  };
  /// Whether s is stable for all coalitions. `found` are the coalition improvements from s, all of them.
  /// Cost: for each coalition a walk through what the others reach, cut short where they can deter.
  [[nodiscard]] Verdict judge(StateId s, std::span<const CoalitionMove> found, Concept c, Work& work,
                              const Control& control = {});

  /// The shortest sanction against H moving from s to t; empty if nothing deters it. Precondition: t is a coalition
  /// improvement of H at s. Nothing at all if the work was used up.
  [[nodiscard]] std::optional<std::vector<CoalitionResponse>> sanction(StateId s, CoalitionGain gain, Concept c,
                                                                       Work& work, const Control& control = {});

 private:
  /// For one coalition H at one state s.
  struct Threat {
    StateId s;
    PartySet coalition;
    Concept c;
    std::vector<std::pair<PartyId, Rank>> own{};  ///< what the members of H have at s
    std::unordered_map<std::uint32_t, bool> confined{};
  };
  struct Arrival {
    StateId state;
    PartySet who;  ///< the group that has just moved
    std::size_t parent;
  };

  [[nodiscard]] Threat threat(StateId s, PartySet coalition, Concept c);
  [[nodiscard]] bool in_phi(const Threat& threat, StateId u) const;
  [[nodiscard]] bool hurts(Threat& threat, StateId u, Work& work);
  [[nodiscard]] bool deterred(Threat& threat, StateId t, Work& work, const Control& control);
  [[nodiscard]] bool deterred_by_groups(const Threat& threat, StateId t, Work& work, const Control& control);
  bool for_each_group_move(StateId s, PartySet who, const Coalitions::Visit& visit, Work& work, const Control& control);

  Coalitions* coalitions_;
  Sanction sanction_;
  bool last_matters_;
  LegalReach others_;
  LegalReach back_;
  std::vector<Arrival> arrivals_;  ///< of the last deterred_by_groups: a search forward, the hit last
  std::unordered_map<std::uint32_t, std::vector<CoalitionMove>> kept_;  ///< improvements from states, as long as few
  std::size_t kept_moves_ = 0;
};

}  // namespace detente
