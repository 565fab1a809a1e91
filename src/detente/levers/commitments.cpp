#include <algorithm>
#include <set>

#include "detente/levers/candidates.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

namespace {

/// The parties that set a variable: the owner of an option, all that a term is between.
std::vector<PartyId> setters_of(const Variable& variable) {
  if (variable.kind == Variable::Kind::option) return {variable.owner};
  std::vector<PartyId> between = variable.between;
  std::ranges::sort(between);
  return between;
}

class CommitmentSearch {
 public:
  CommitmentSearch(LeverCase& the_case, const Formula& goal, Concept c, Aim aim, Budget& budget)
      : case_(the_case),
        model_(the_case.model()),
        goal_(evaluate(the_case.space(), goal)),
        concept_(c),
        aim_(aim),
        budget_(budget),
        changed_(the_case.space(), the_case.moves(), the_case.payoffs(), the_case.options().solving.switches, budget) {}

  Findings run() {
    std::vector<Setting> all;
    for (std::size_t v = 0; v < model_.variables.size(); ++v) {
      for (std::size_t value = 0; value < model_.variables[v].values.size(); ++value)
        all.push_back({VariableId(v), static_cast<Value>(value)});
    }
    std::vector<BitVector> at = case_.where_values_hold();
    for (BitVector& states : at) states &= goal_;
    std::vector<bool> alone(all.size(), false);
    for (std::size_t k = 0; k < all.size() && !budget_.over(); ++k) alone[k] = try_settings({all[k]}, at[k]);
    if (!budget_.over()) findings_.exhausted = 1;
    for (std::size_t k = 0; k < all.size(); ++k) {
      for (std::size_t l = k + 1; l < all.size() && !budget_.over(); ++l) {
        if (all[k].variable == all[l].variable || alone[k] || alone[l]) continue;
        try_settings({all[k], all[l]}, at[k] & at[l]);
      }
    }
    if (!budget_.over()) findings_.exhausted = 2;
    findings_.complete = !budget_.over();
    return std::move(findings_);
  }

 private:
  /// Whether the commitment does it; then it is kept.
  bool try_settings(const std::vector<Setting>& settings, const BitVector& goal) {
    std::set<PartyId> holders;
    for (const Setting& setting : settings) {
      for (const PartyId p : setters_of(model_.variable(setting.variable))) holders.insert(p);
    }
    if (case_.options().party && holders != std::set{*case_.options().party}) return false;
    if (!goal.any()) return false;
    const std::optional<std::vector<Value>> start = set_from_now(settings);
    if (!start) return false;
    const StateId now = state_of(*start);
    ++findings_.tried;
    budget_.spend(8);

    // Frozen are moves of those who can change the variables alone. They have less to gain, and the others less to
    // fear.
    std::vector<VariableId> frozen;
    std::vector<PartyId> movers;
    for (const Setting& setting : settings) {
      frozen.push_back(setting.variable);
      for (std::size_t p = 0; p < model_.parties.size(); ++p) {
        const std::vector<VariableId> movable = model_.movable_by(PartyId(p));
        if (std::ranges::find(movable, setting.variable) == movable.end()) continue;
        if (std::ranges::find(movers, PartyId(p)) == movers.end()) movers.emplace_back(p);
      }
    }
    Candidates candidates;
    if (aim_ != Aim::reached) {
      candidates = find_candidates(case_, goal, concept_, movers, concept_ == Concept::nash);
      if (candidates.states.empty()) return false;
    }
    changed_.freeze(frozen);
    const Wanted wanted{.states = goal, .concept_id = concept_, .aim = aim_};
    std::optional<Result> result;
    const auto solve = [&] {
      result = resolve(settings, now, wanted, 0);
      return result->states.any();
    };
    const auto steps = promises(changed_, now, wanted, candidates, solve);
    if (!steps) return false;
    ++findings_.found;
    if (findings_.levers.size() == case_.options().most_levers) return true;
    if (!result) result = resolve(settings, now, wanted, *steps);
    if (!result->complete) return false;
    Lever lever;
    lever.settings = settings;
    lever.holders.assign(holders.begin(), holders.end());
    // What it is compared with is now as it is, before anything is set.
    const Rebuilt rebuilt{&model_, &case_.space(), &case_.moves(), &case_.payoffs(), now, nullptr};
    tell(lever, rebuilt, *result, case_.payoffs(), case_.space().now());
    if (findings_.levers.empty()) findings_.size = settings.size();
    findings_.levers.push_back(std::move(lever));
    return true;
  }

  [[nodiscard]] StateId state_of(const std::vector<Value>& values) const {
    return case_.space().state_of(*case_.space().find(case_.space().layout().code_of(values)));
  }

  /// One move that makes all these settings at once; false if it is not allowed.
  bool make(const std::vector<Setting>& settings, std::vector<Value>& values) const {
    const std::vector<Value> before = values;
    for (const Setting& setting : settings) {
      if (before[setting.variable.index()] == setting.value) continue;
      const Variable& variable = model_.variable(setting.variable);
      const std::optional<PartyId> alone =
          variable.kind == Variable::Kind::option ? std::optional(variable.owner) : std::nullopt;
      if (!change_allowed(model_, alone, setting.variable, setting.value, before)) return false;
      values[setting.variable.index()] = setting.value;
    }
    return values == before || case_.space().find(case_.space().layout().code_of(values)).has_value();
  }

  /// The assignment in which they are set: by a move from now, or two moves, in either order; at once if the same
  /// parties set both and they are of one kind.
  [[nodiscard]] std::optional<std::vector<Value>> set_from_now(const std::vector<Setting>& settings) const {
    std::vector<std::vector<std::vector<Setting>>> ways;
    if (settings.size() == 1) {
      ways = {{settings}};
    } else {
      const Variable& a = model_.variable(settings[0].variable);
      const Variable& b = model_.variable(settings[1].variable);
      if (a.kind == b.kind && setters_of(a) == setters_of(b)) ways.push_back({settings});
      ways.push_back({{settings[0]}, {settings[1]}});
      ways.push_back({{settings[1]}, {settings[0]}});
    }
    for (const auto& way : ways) {
      std::vector<Value> values = model_.now();
      if (std::ranges::all_of(way, [&](const std::vector<Setting>& step) { return make(step, values); })) return values;
    }
    return std::nullopt;
  }

  /// Solves the case in which the variables have these values now and no moves.
  [[nodiscard]] Result resolve(const std::vector<Setting>& settings, StateId now, const Wanted& wanted,
                               std::uint32_t steps) const {
    Model changed = model_;
    for (const Setting& setting : settings) {
      Variable& variable = changed.variables[setting.variable.index()];
      variable.now = setting.value;
      variable.moves_limited = true;
      variable.moves.clear();
      variable.needs.reset();
    }
    const Moves moves(changed, case_.space());
    const Rebuilt rebuilt{&changed, &case_.space(), &moves, &case_.payoffs(), now, &case_.evolution()};
    return solve_again(rebuilt, wanted, steps, case_.options().solving, case_.control());
  }

  LeverCase& case_;
  const Model& model_;
  BitVector goal_;
  Concept concept_;
  Aim aim_;
  Budget& budget_;
  ChangedCase changed_;
  Findings findings_;
};

}  // namespace

Findings find_commitments(LeverCase& the_case, const Formula& goal, Concept c, Aim aim, Budget& budget) {
  return CommitmentSearch(the_case, goal, c, aim, budget).run();
}

}  // namespace detente
