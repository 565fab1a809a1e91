#include <algorithm>

#include <fmt/format.h>

#include "detente/levers/candidates.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

namespace {

using Kind = Restriction::Kind;

std::vector<Restriction> restrictions_of(const Model& model) {
  std::vector<Restriction> all;
  for (std::size_t r = 0; r < model.rules.size(); ++r) all.push_back({.kind = Kind::rule, .rule = r});
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    const Variable& variable = model.variables[v];
    if (variable.moves_limited) all.push_back({.kind = Kind::moves, .variable = VariableId(v)});
    for (std::size_t t = 0; t < variable.moves.size(); ++t) {
      if (variable.moves[t].condition) {
        all.push_back({.kind = Kind::condition, .variable = VariableId(v), .transition = t});
      }
    }
    if (variable.needs) all.push_back({.kind = Kind::needs, .variable = VariableId(v)});
  }
  return all;
}

Model lifted(const Model& model, const Restriction& restriction) {
  Model changed = model;
  if (restriction.kind == Kind::rule) {
    changed.rules.erase(changed.rules.begin() + static_cast<std::ptrdiff_t>(restriction.rule));
    return changed;
  }
  Variable& variable = changed.variables[restriction.variable.index()];
  switch (restriction.kind) {
    case Kind::rule: break;
    case Kind::moves:
      variable.moves_limited = false;
      variable.moves.clear();
      break;
    case Kind::condition: variable.moves[restriction.transition].condition.reset(); break;
    case Kind::needs: variable.needs.reset(); break;
  }
  return changed;
}

std::vector<PartyId> holders_of(const Model& model, const Restriction& restriction) {
  if (restriction.kind == Kind::rule) return {};
  const Variable& variable = model.variable(restriction.variable);
  return variable.kind == Variable::Kind::option ? std::vector{variable.owner} : variable.between;
}

}  // namespace

Findings find_restrictions(LeverCase& the_case, const Formula& goal, Concept c, Aim aim, Budget& budget) {
  Findings findings;
  const Model& model = the_case.model();
  for (const Restriction& restriction : restrictions_of(model)) {
    budget.look();
    if (budget.over()) break;
    std::vector<PartyId> holders = holders_of(model, restriction);
    if (the_case.options().party && holders != std::vector{*the_case.options().party}) continue;
    const Model changed = lifted(model, restriction);
    Lever lever;
    lever.restriction = restriction;
    lever.holders = std::move(holders);

    // Only a rule changes which states there are.
    std::optional<StateSpace> space;
    std::optional<Payoffs> payoffs;
    if (restriction.kind == Kind::rule) {
      const auto leave_out = [&](const Diagnostics& why) {
        findings.left_out.push_back(fmt::format("{} ({}): without it {}", model.rules[restriction.rule].id,
                                                to_text(model.rules[restriction.rule].formula, model),
                                                why.empty() ? "the case cannot be built" : why.front().message));
      };
      SpaceBuild build =
          StateSpace::build(changed, {.memory_bytes = the_case.options().memory_bytes}, the_case.control());
      if (!build.space) {
        leave_out(build.diagnostics);
        continue;
      }
      space = std::move(build.space);
      PayoffsBuild ranked = Payoffs::build(changed, *space);
      if (!ranked.payoffs) {
        leave_out(ranked.diagnostics);
        continue;
      }
      payoffs = std::move(ranked.payoffs);
    }
    const StateSpace& in = space ? *space : the_case.space();
    const Moves moves(changed, in);
    if (choose_engine(in, moves, the_case.options().solving).bytes > the_case.options().memory_bytes) {
      findings.left_out.push_back("a rule: without it the case is too large to be solved");
      continue;
    }
    ++findings.tried;
    const Rebuilt rebuilt{&changed, &in,
                          &moves,   payoffs ? &*payoffs : &the_case.payoffs(),
                          in.now(), space ? nullptr : &the_case.evolution()};
    const Wanted wanted{.states = evaluate(in, goal), .concept_id = c, .aim = aim};
    // Which equilibria there are is solved at once; how near the goal is has to be looked for first.
    std::optional<std::uint32_t> steps = 0;
    if (aim != Aim::lasting) {
      const ChangedCase searched(in, moves, *rebuilt.payoffs, the_case.options().solving.switches, budget);
      Candidates candidates{.states = {}, .among = wanted.states, .in_doubt = {}};
      for (std::size_t p = 0; p < model.parties.size(); ++p) candidates.in_doubt.emplace_back(p);
      steps = promises(searched, in.now(), wanted, candidates, {});
    }
    if (!steps) continue;
    const Result result = solve_again(rebuilt, wanted, *steps, the_case.options().solving, the_case.control());
    if (!result.complete) break;
    if (!result.example) continue;
    ++findings.found;
    findings.size = 1;
    tell(lever, rebuilt, result, *rebuilt.payoffs, in.now());
    if (findings.levers.size() < the_case.options().most_levers) findings.levers.push_back(std::move(lever));
  }
  findings.complete = !budget.over() && !the_case.control().stopped();
  findings.exhausted = findings.complete ? 1 : 0;
  return findings;
}

}  // namespace detente
