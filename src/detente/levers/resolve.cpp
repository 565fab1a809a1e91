#include "detente/levers/resolve.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace detente {

namespace {

constexpr std::array<std::string_view, 3> aim_names{"lasting", "reached", "settled"};

/// How many variables differ between two states.
std::size_t differences(const StateSpace& space, StateId a, StateId b) {
  const std::vector<Value> in_a = space.values(a);
  const std::vector<Value> in_b = space.values(b);
  std::size_t n = 0;
  for (std::size_t v = 0; v < in_a.size(); ++v) n += in_a[v] != in_b[v] ? 1U : 0U;
  return n;
}

ToldState told(const StateSpace& space, StateId s) {
  ToldState state{.number = s.number(), .values = {}};
  const std::vector<Value> values = space.values(s);
  const std::vector<VariableId> open = space.open_variables(s);
  for (std::size_t v = 0; v < values.size(); ++v) {
    if (!std::ranges::binary_search(open, VariableId(v))) state.values.push_back({VariableId(v), values[v]});
  }
  return state;
}

ToldStep told(const StateSpace& space, const Step& step) {
  ToldStep out{.parties = step.parties, .changes = {}, .from = step.from.number(), .to = step.to.number()};
  const ToldState before = told(space, step.from);
  const ToldState after = told(space, step.to);
  for (const Setting& b : before.values) {
    const auto a = std::ranges::find(after.values, b.variable, &Setting::variable);
    if (a != after.values.end() && a->value != b.value) out.changes.push_back({b.variable, b.value, a->value});
  }
  return out;
}

}  // namespace

std::string_view id_of(Aim aim) { return aim_names[static_cast<std::size_t>(aim)]; }

std::optional<Aim> aim_of(std::string_view id) {
  const auto found = std::ranges::find(aim_names, id);
  if (found == aim_names.end()) return std::nullopt;
  return static_cast<Aim>(found - aim_names.begin());
}

Result solve_again(const Rebuilt& rebuilt, const Wanted& wanted, std::uint32_t steps, const SolveOptions& options,
                   const Control& control) {
  Result result{.states = wanted.states, .example = {}, .path = {}};
  if (wanted.aim != Aim::reached) {
    SolveOptions only = options;
    only.concepts = {wanted.concept_id};
    const Stability stability = solve(*rebuilt.space, *rebuilt.moves, *rebuilt.payoffs, only, control);
    result.states &= stability.equilibria(wanted.concept_id);
    result.complete = stability.complete;
  }
  std::optional<Evolution> evolution;
  std::optional<Reach> reach;
  if (wanted.aim != Aim::lasting && result.complete) {
    if (rebuilt.like) {
      evolution.emplace(*rebuilt.like, *rebuilt.moves, *rebuilt.payoffs);
    } else {
      evolution.emplace(*rebuilt.space, *rebuilt.moves, *rebuilt.payoffs);
    }
    reach = evolution->reach(rebuilt.now, true, {}, control, steps);
    result.complete = reach->complete();
    result.states &= reach->states();
    result.states.for_each([&](std::size_t s) {
      if (reach->steps(StateId(s)) < steps)
        throw std::logic_error("improvements lead to the goal in fewer steps than the search for levers found");
    });
  }
  if (!result.complete) return result;
  std::size_t fewest = 0;
  result.states.for_each([&](std::size_t s) {
    const std::size_t changes = differences(*rebuilt.space, rebuilt.now, StateId(s));
    if (result.example && changes >= fewest) return;
    result.example = StateId(s);
    fewest = changes;
  });
  if (result.example && reach) result.path = evolution->path(*result.example, *reach, true);
  return result;
}

void tell(Lever& lever, const Rebuilt& rebuilt, const Result& result, const Payoffs& present, StateId now) {
  if (!result.example) {
    throw std::logic_error("a lever that the search found does not hold when the changed case is solved again");
  }
  lever.results = result.states.count();
  for (std::size_t p = 0; p < rebuilt.model->parties.size(); ++p) {
    Opinion opinion{.party = PartyId(p), .better = 0, .of = lever.results};
    const Rank of_now = present.rank(PartyId(p), now);
    result.states.for_each([&](std::size_t s) { opinion.better += present.rank(PartyId(p), StateId(s)) > of_now; });
    lever.opinions.push_back(opinion);
  }
  lever.example = told(*rebuilt.space, *result.example);
  for (const Step& step : result.path) lever.path.push_back(told(*rebuilt.space, step));
}

}  // namespace detente
