#include "detente/deals/deal_space.hpp"

#include <algorithm>

#include "detente/space/evaluate.hpp"

namespace detente {

namespace {

using Op = Formula::Op;

bool sits_at(const Table& table, PartyId party) { return std::ranges::count(table.parties, party) > 0; }

bool can_set(const Table& table, const Variable& variable) {
  if (variable.kind == Variable::Kind::option) return sits_at(table, variable.owner);
  return std::ranges::all_of(variable.between, [&](PartyId p) { return sits_at(table, p); });
}

/// The condition, where it does not hold in `from` already.
void require(std::vector<Formula>& parts, const std::optional<Formula>& condition, Assignment from) {
  if (condition && !holds(*condition, from)) parts.push_back(*condition);
}

/// The variable stays, or changes as it may.
Formula changes_allowed(VariableId v, const Variable& variable, Assignment from) {
  const Value before = from[v.index()];
  const auto to = [&](Value value, const std::optional<Formula>& condition) {
    std::vector<Formula> parts{Formula::literal(v, value)};
    require(parts, condition, from);
    if (before == 0) require(parts, variable.needs, from);
    return Formula::apply(Op::conjunction, std::move(parts));
  };
  std::vector<Formula> ways{Formula::literal(v, before)};
  if (variable.moves_limited) {
    for (const Transition& move : variable.moves) {
      if (move.from == before) ways.push_back(to(move.to, move.condition));
    }
  } else {
    for (std::size_t value = 0; value < variable.values.size(); ++value) {
      if (value != before) ways.push_back(to(static_cast<Value>(value), std::nullopt));
    }
  }
  return Formula::apply(Op::disjunction, std::move(ways));
}

}  // namespace

std::vector<VariableId> settable_by(const Model& model, const Table& table) {
  std::vector<VariableId> settable;
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    if (can_set(table, model.variables[v])) settable.emplace_back(v);
  }
  return settable;
}

Formula deal_formula(const Model& model, const Table& table, Assignment from) {
  std::vector<Formula> parts;
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    const Variable& variable = model.variables[v];
    parts.push_back(can_set(table, variable) ? changes_allowed(VariableId(v), variable, from)
                                             : Formula::literal(VariableId(v), from[v]));
  }
  return Formula::apply(Op::conjunction, std::move(parts));
}

BitVector deals_from(const Model& model, const StateSpace& space, const Table& table, StateId from,
                     const Control& control) {
  BitVector deals(space.size());
  std::vector<Value> values;
  for (std::size_t k = 0; k < space.members_in(from) && !control.stopped(); ++k) {
    space.layout().decode(space.code(space.member_of(from, k)), values);
    const Formula formula = deal_formula(model, table, values);
    const Formula* one = &formula;
    const std::vector<BitVector> members = evaluate_members(space, std::span(&one, 1));
    if (!space.merged()) deals |= members[0];
    else members[0].for_each([&](std::size_t m) { deals.set(space.state_of(static_cast<Member>(m)).index()); });
  }
  deals.reset(from.index());
  return deals;
}

std::uint32_t changes_between(const StateSpace& space, StateId a, StateId b) {
  const Layout& layout = space.layout();
  const Code one = space.code(space.member_of(a));
  const Code other = space.code(space.member_of(b));
  std::uint32_t changes = 0;
  for (std::size_t v = 0; v < layout.variables(); ++v) {
    changes += layout.digit(one, VariableId(v)) != layout.digit(other, VariableId(v)) ? 1U : 0U;
  }
  return changes;
}

}  // namespace detente
