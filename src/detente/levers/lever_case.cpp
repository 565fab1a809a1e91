#include <algorithm>

#include "detente/levers/levers.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

std::vector<Aim> Standing::open_aims() const {
  std::vector<Aim> aims;
  if (goal_states == 0 || holds(Aim::settled)) return aims;
  if (!holds(Aim::lasting)) aims.push_back(Aim::lasting);
  if (!holds(Aim::reached)) aims.push_back(Aim::reached);
  if (aims.empty()) aims.push_back(Aim::settled);
  return aims;
}

LeverCase::LeverCase(const Model& model, const StateSpace& space, const Moves& moves, const Payoffs& payoffs,
                     LeverOptions options, Control control, const Known& known)
    : model_(&model),
      space_(&space),
      moves_(&moves),
      payoffs_(&payoffs),
      options_(std::move(options)),
      control_(std::move(control)),
      known_(known) {}

const Stability& LeverCase::stability(Concept c) {
  if (known_.stability) return *known_.stability;
  const auto found = stability_.find(c);
  if (found != stability_.end()) return found->second;
  SolveOptions only = options_.solving;
  only.concepts = {c};
  return stability_.emplace(c, solve(*space_, *moves_, *payoffs_, only, control_)).first->second;
}

const StatementLists& LeverCase::lists() {
  if (!lists_) lists_.emplace(*model_, *space_);
  return *lists_;
}

const std::vector<BitVector>& LeverCase::where_values_hold() {
  if (!where_values_hold_.empty()) return where_values_hold_;
  std::vector<Formula> literals;
  for (std::size_t v = 0; v < model_->variables.size(); ++v) {
    for (std::size_t value = 0; value < model_->variables[v].values.size(); ++value)
      literals.push_back(Formula::literal(VariableId(v), static_cast<Value>(value)));
  }
  std::vector<const Formula*> pointers;
  for (const Formula& literal : literals) pointers.push_back(&literal);
  return where_values_hold_ = evaluate(*space_, pointers);
}

const Reach& LeverCase::reach() {
  if (known_.reach) return *known_.reach;
  if (!reach_) reach_ = evolution().reach(space_->now(), true, {}, control_);
  return *reach_;
}

const Evolution& LeverCase::evolution() {
  if (known_.evolution) return *known_.evolution;
  if (!evolution_) evolution_.emplace(*space_, *moves_, *payoffs_);
  return *evolution_;
}

Standing LeverCase::standing(const Formula& goal, Concept c) {
  const BitVector states = evaluate(*space_, goal);
  const BitVector lasting = states & stability(c).equilibria(c);
  const BitVector reached = reach().states();
  return {.goal_states = states.count(),
          .lasting = lasting.count(),
          .reached = (states & reached).count(),
          .settled = (lasting & reached).count()};
}

bool LeverCase::takes_part(PartyId party) const {
  return std::ranges::any_of(moves_->all(), [&](const Mover& mover) {
    return !mover.variables().empty() && std::ranges::count(mover.parties(), party) > 0;
  });
}

}  // namespace detente
