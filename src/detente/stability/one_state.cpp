// The search for one verdict.
//
// `hurtful` are the states that deter: where the party is no better off than at the start (and, for SMR and SSEQ, from
// which it cannot move to anything better). Going back from them, ring n of opponent j holds the states from which j,
// moving first, and then the others can end in a hurtful state with at most n moves:
//
//   ring[n][j] = before(j, hurtful, or ring[n - 1][k] of some k != j)
//
// so nobody moves twice running. An improvement is deterred iff some ring holds it. What no opponent can change stays
// as it is through all responses; so only states that agree there with an improvement not deterred yet are looked at,
// and they become fewer.

#include "detente/stability/one_state.hpp"

#include <algorithm>
#include <map>

namespace detente {

namespace {

class Search {
 public:
  Search(SymbolicModel& model, Switches switches, const std::vector<Value>& start, PartyId party, Concept c)
      : model_(model),
        switches_(switches),
        start_(start),
        improving_(responses_improve(c)),
        improvements_(model.after(party, true, model.state(start))),
        open_(improvements_),
        movable_(model.model().variables.size(), false) {
    if (c == Concept::nash || open_.is_empty()) return;
    for (std::size_t j = 0; j < model.model().parties.size(); ++j) {
      const std::vector<VariableId> own = model.model().movable_by(PartyId(j));
      if (PartyId(j) == party || own.empty()) continue;
      opponents_.emplace_back(j);
      for (const VariableId v : own) movable_[v.index()] = true;
    }
    // Weak sanctions: what is not better deters; strict ones: what is worse.
    const Bdd no_threat = switches.sanction == Sanction::weak ? model.better_than(party, start)
                                                              : model.feasible() - model.worse_than(party, start);
    hurtful_ = model.feasible() - no_threat;
    if (counters_escape(c)) hurtful_ = hurtful_ - model.before(party, false, no_threat);
    if (switches.responses == Responses::once) {
      for (const Bdd& set : ring_of(everybody())) open_ = open_ - set;
    } else {
      by_rounds();
    }
  }

  OneStateVerdict verdict(std::size_t shown) {
    OneStateVerdict verdict;
    verdict.stable = open_.is_empty();
    verdict.improvements = model_.count(improvements_);
    verdict.not_deterred = model_.count(open_);
    for (const bool deterred : {false, true}) {
      Bdd rest = deterred ? improvements_ - open_ : open_;
      for (std::size_t k = 0; k < shown && !rest.is_empty(); ++k) {
        std::vector<Value> to = model_.nearest(rest, start_);
        rest = rest - model_.state(to);
        std::vector<ValuedResponse> sanction;
        if (deterred) sanction = switches_.responses == Responses::once ? one_each(to) : shortest(to);
        verdict.shown.push_back({.to = std::move(to), .deterred = deterred, .sanction = std::move(sanction)});
      }
    }
    return verdict;
  }

 private:
  using Ring = std::vector<Bdd>;  ///< by opponent
  using Subset = std::uint64_t;   ///< of the opponents

  /// The states that matter: those that agree with an open improvement on all that no opponent can change. Merges join
  /// what differs in any variable; with them everything may matter.
  Bdd view() { return model_.merged() ? model_.feasible() : model_.forget(open_, movable_); }

  Bdd back(std::size_t opponent, const Bdd& targets) {
    return model_.before(opponents_[opponent], improving_, targets);
  }

  void by_rounds() {
    Ring ring(opponents_.size(), model_.diagrams().none());
    for (;;) {
      const Bdd view = this->view();
      for (Bdd& set : ring) set &= view;
      Ring next;
      for (std::size_t j = 0; j < opponents_.size(); ++j) {
        Bdd targets = hurtful_ & view;
        for (std::size_t k = 0; k < opponents_.size(); ++k) {
          if (k != j) targets |= ring[k];
        }
        next.push_back(back(j, targets));
      }
      const bool grew = next != ring;
      ring = std::move(next);
      for (const Bdd& set : ring) open_ = open_ - set;
      rings_.push_back(ring);
      if (open_.is_empty() || !grew || switches_.responses == Responses::single) return;
    }
  }

  /// Where each opponent moves at most once: from where those in `left`, one of them moving first, can end in a hurtful
  /// state.
  const Ring& ring_of(Subset left) {
    if (const auto known = by_subset_.find(left); known != by_subset_.end()) return known->second;
    Ring ring(opponents_.size(), model_.diagrams().none());
    for (std::size_t j = 0; j < opponents_.size(); ++j) {
      const Subset others = left & ~(Subset{1} << j);
      if (others != left) ring[j] = back(j, hurtful_ | moved_by(others));
    }
    return by_subset_.emplace(left, std::move(ring)).first->second;
  }

  /// From where those in `left` can end in a hurtful state by at least one move.
  Bdd moved_by(Subset left) {
    Bdd sets = model_.diagrams().none();
    if (left != 0) {
      for (const Bdd& set : ring_of(left)) sets |= set;
    }
    return sets;
  }

  [[nodiscard]] Subset everybody() const { return (Subset{1} << opponents_.size()) - 1; }

  static bool touch(const Bdd& set, const Bdd& state) { return !(set & state).is_empty(); }

  /// The shortest sanction of a deterred improvement, along the rings.
  std::vector<ValuedResponse> shortest(std::vector<Value> at) {
    std::size_t n = 0;
    while (std::ranges::none_of(rings_[n], [here = model_.state(at)](const Bdd& set) { return touch(set, here); })) ++n;
    std::vector<ValuedResponse> sanction;
    for (std::optional<std::size_t> last;; --n) {
      const Bdd here = model_.state(at);
      std::size_t j = 0;
      while (j == last || !touch(rings_[n][j], here)) ++j;
      Bdd targets = n == 0 ? hurtful_ : model_.diagrams().none();
      for (std::size_t k = 0; n > 0 && k < opponents_.size(); ++k) {
        if (k != j) targets |= rings_[n - 1][k];
      }
      at = model_.nearest(model_.after(opponents_[j], improving_, here) & targets, at);
      sanction.push_back({opponents_[j], at});
      if (n == 0) return sanction;
      last = j;
    }
  }

  /// A sanction of a deterred improvement in which everybody moves at most once.
  std::vector<ValuedResponse> one_each(std::vector<Value> at) {
    std::vector<ValuedResponse> sanction;
    for (Subset left = everybody();;) {
      const Bdd here = model_.state(at);
      std::size_t j = 0;
      while (!touch(ring_of(left)[j], here)) ++j;
      left &= ~(Subset{1} << j);
      const Bdd reached = model_.after(opponents_[j], improving_, here);
      const bool done = touch(reached, hurtful_);
      at = model_.nearest(reached & (done ? hurtful_ : moved_by(left)), at);
      sanction.push_back({opponents_[j], at});
      if (done) return sanction;
    }
  }

  SymbolicModel& model_;
  Switches switches_;
  const std::vector<Value>& start_;
  bool improving_;
  std::vector<PartyId> opponents_;
  Bdd improvements_;
  Bdd open_;                   ///< improvements that nothing found so far deters
  Bdd hurtful_;                ///< states that deter
  std::vector<bool> movable_;  ///< what some opponent can change
  std::vector<Ring> rings_;
  std::map<Subset, Ring> by_subset_;
};

}  // namespace

OneState::OneState(const Model& model, const OneStateOptions& options, const Control& control)
    : model_(&model), options_(options), control_(control), obstacle_(SymbolicModel::obstacle(model)) {}

OneState::~OneState() = default;

SymbolicModel& OneState::symbolic() {
  if (symbolic_) {
    symbolic_->diagrams().restart(options_.budget);
  } else {
    symbolic_ = std::make_unique<SymbolicModel>(*model_, options_.budget, control_);
    obstacle_ = symbolic_->flaw();
  }
  return *symbolic_;
}

OneStateVerdict OneState::verdict(const std::vector<Value>& state, PartyId party, Concept c) {
  OneStateVerdict verdict;
  try {
    if (!obstacle_) {
      SymbolicModel& model = symbolic();
      if (!obstacle_) verdict = Search(model, options_.switches, state, party, c).verdict(options_.shown);
    }
    if (obstacle_) verdict.open_because = *obstacle_;
  } catch (const OutOfBudget& spent) {
    verdict = {};
    verdict.open_because = spent.what();
  }
  return verdict;
}

OneState::Choice OneState::choose(const Formula& formula) {
  SymbolicModel& model = symbolic();
  const Bdd matching = model.members_where(formula);
  if (matching.is_empty()) return {};
  std::vector<Value> nearest = model.nearest(matching, model_->now());
  const bool only_one = (matching - model.state(nearest)).is_empty();
  return {std::move(nearest), only_one};
}

namespace {

/// Whether a statement holds in the state of an assignment.
HoldsIn holds_at(SymbolicModel& model, const std::vector<Value>& values) {
  return [&model, state = model.state(values)](const Statement& statement) {
    return !(model.states_where(statement.formula) & state).is_empty();
  };
}

}  // namespace

std::vector<const Statement*> OneState::deciding(PartyId party, const std::vector<Value>& a,
                                                 const std::vector<Value>& b) {
  SymbolicModel& model = symbolic();
  return deciding_statements(*model_, party, holds_at(model, a), holds_at(model, b));
}

Comparison OneState::compare(PartyId party, const std::vector<Value>& a, const std::vector<Value>& b) {
  SymbolicModel& model = symbolic();
  return detente::compare(*model_, party, holds_at(model, a), holds_at(model, b));
}

}  // namespace detente
