#include "detente/space/symbolic.hpp"

#include <algorithm>
#include <bit>

#include "detente/space/variable_order.hpp"

namespace detente {

namespace {

/// Bits that the values of a variable need.
std::size_t width_of(const Variable& variable) { return std::bit_width(variable.values.size() - 1); }

std::size_t levels_of(const Model& model) {
  std::size_t bits = 0;
  for (const Variable& variable : model.variables) bits += width_of(variable);
  return 2 * bits;
}

}  // namespace

std::optional<std::string> SymbolicModel::obstacle(const Model& model) {
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    for (const RankingGroup& group : model.preferences[p].ranking) {
      if (std::holds_alternative<Formula>(group.members)) continue;
      return "the ranking of " + model.party_id(PartyId(p)) +
             " names states by number, which needs the list of all states";
    }
  }
  return std::nullopt;
}

SymbolicModel::SymbolicModel(const Model& model, const DiagramBudget& budget, const Control& control)
    : model_(&model),
      first_bit_(model.variables.size()),
      width_(model.variables.size()),
      diagrams_(levels_of(model), budget, control),
      relations_(model.parties.size()) {
  for (const VariableId v : close_order(model)) {
    first_bit_[v.index()] = bits_;
    width_[v.index()] = width_of(model.variable(v));
    bits_ += width_[v.index()];
  }
  feasible_ = diagrams_.all();
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    const auto values = static_cast<Value>(model.variables[v].values.size());
    if (std::has_single_bit(values)) continue;
    Bdd valid = diagrams_.none();
    for (Value value = 0; value < values; ++value) valid |= is(VariableId(v), value);
    feasible_ &= valid;
  }
  for (const Rule& rule : model.rules) feasible_ &= truth(rule.formula);
  for (const Merge& merge : model.merges) {
    std::vector<bool> kept(model.variables.size(), false);
    for (const VariableId v : merge.keep) kept[v.index()] = true;
    std::vector<bool> lost = kept;
    lost.flip();
    merges_.push_back({truth(merge.when) & feasible_, bits_of(lost, false), std::move(kept)});
  }
}

std::optional<std::string> SymbolicModel::flaw() {
  Bdd seen = diagrams_.none();
  for (const Merging& merge : merges_) {
    if (!(seen & merge.when).is_empty()) return "two merges overlap";
    seen |= merge.when;
  }
  for (std::size_t p = 0; p < model_->parties.size(); ++p) {
    const Preferences& preferences = model_->preferences[p];
    if (preferences.form != Preferences::Form::ranking) continue;
    const std::string ranking = "the ranking of " + model_->party_id(PartyId(p));
    Bdd ranked = diagrams_.none();
    for (const RankingGroup& group : preferences.ranking) {
      const Bdd states = states_where(std::get<Formula>(group.members)) & feasible_;
      if (!(ranked & states).is_empty()) return ranking + " has states in more than one group";
      ranked |= states;
    }
    if (!(feasible_ - ranked).is_empty()) return ranking + " leaves out states";
  }
  return std::nullopt;
}

Bdd SymbolicModel::is(VariableId v, Value value, bool primed) {
  Bdd set = diagrams_.all();
  for (std::size_t k = width_[v.index()]; k-- > 0;) {
    const Bdd bit = diagrams_.bit(2 * (first_bit_[v.index()] + k) + (primed ? 1 : 0));
    set &= (value >> k & 1) != 0 ? bit : ~bit;
  }
  return set;
}

Bdd SymbolicModel::same(VariableId v) {
  Bdd set = diagrams_.all();
  for (std::size_t k = width_[v.index()]; k-- > 0;) {
    const std::size_t level = 2 * (first_bit_[v.index()] + k);
    const Bdd primed = diagrams_.bit(level + 1);
    set &= diagrams_.choose(diagrams_.bit(level), primed, ~primed);
  }
  return set;
}

LevelSet SymbolicModel::bits_of(const std::vector<bool>& variables, bool primed) {
  std::vector<bool> levels(2 * bits_, false);
  for (std::size_t v = 0; v < variables.size(); ++v) {
    if (!variables[v]) continue;
    for (std::size_t k = 0; k < width_[v]; ++k) levels[2 * (first_bit_[v] + k) + (primed ? 1 : 0)] = true;
  }
  return diagrams_.level_set(std::move(levels));
}

/// How many of the parts hold: exactly or at most one.
Bdd SymbolicModel::counted(const std::vector<Bdd>& parts, Formula::Op op) {
  Bdd none = diagrams_.all();
  Bdd one = diagrams_.none();
  for (const Bdd& part : parts) {
    one = diagrams_.choose(part, none, one);
    none = none - part;
  }
  return op == Formula::Op::exactly_one ? one : one | none;
}

Bdd SymbolicModel::truth(const Formula& formula) {
  using Op = Formula::Op;
  switch (formula.op) {
    case Op::constant: return formula.truth ? diagrams_.all() : diagrams_.none();
    case Op::equals: return is(formula.variable, formula.value);
    case Op::differs: return ~is(formula.variable, formula.value);
    default: break;
  }
  std::vector<Bdd> parts;
  for (const Formula& operand : formula.operands) parts.push_back(truth(operand));
  switch (formula.op) {
    case Op::negation: return ~parts[0];
    case Op::implies: return ~parts[0] | parts[1];
    case Op::given: return ~parts[1] | parts[0];
    case Op::iff: return diagrams_.choose(parts[0], parts[1], ~parts[1]);
    case Op::exactly_one:
    case Op::at_most_one: return counted(parts, formula.op);
    default: break;
  }
  const bool conjoined = formula.op == Op::conjunction || formula.op == Op::all;
  const bool negated = formula.op == Op::none;
  Bdd result = conjoined ? diagrams_.all() : diagrams_.none();
  for (const Bdd& part : parts) result = conjoined ? result & part : result | part;
  return negated ? ~result : result;
}

Bdd SymbolicModel::members_where(const Formula& formula) { return truth(formula) & feasible_; }

Bdd SymbolicModel::states_where(const Formula& formula) {
  const Bdd members = truth(formula);
  Bdd result = members;
  for (const Merging& merge : merges_) {
    result = result - (merge.when & diagrams_.exists(merge.when - members, merge.lost));
  }
  return result;
}

Bdd SymbolicModel::whole_states(const Bdd& set) {
  Bdd result = set;
  for (const Merging& merge : merges_) {
    const Bdd touched = set & merge.when;
    if (!touched.is_empty()) result |= merge.when & diagrams_.exists(touched, merge.lost);
  }
  return result;
}

Bdd SymbolicModel::state(const std::vector<Value>& values) {
  Bdd set = diagrams_.all();
  for (std::size_t v = 0; v < values.size(); ++v) set &= is(VariableId(v), values[v]);
  return whole_states(set);
}

SymbolicModel::Relation& SymbolicModel::relation(PartyId party) {
  std::optional<Relation>& known = relations_[party.index()];
  if (known) return *known;
  const std::vector<VariableId> own = model_->movable_by(party);
  std::vector<bool> marked(model_->variables.size(), false);
  for (const VariableId v : own) marked[v.index()] = true;
  Relation made{bits_of(marked, false), bits_of(marked, true), diagrams_.all(), {}};
  Bdd stays = diagrams_.all();
  for (const VariableId v : own) {
    const Bdd unchanged = same(v);
    stays &= unchanged;
    Bdd allowed = unchanged;
    for (const Transition& t : transitions(*model_, v, party)) {
      const Bdd change = is(v, t.from) & is(v, t.to, true);
      allowed |= t.condition ? change & truth(*t.condition) : change;
    }
    made.moves &= allowed;
  }
  made.moves = (made.moves & feasible_ & diagrams_.rename(feasible_, made.own, 1)) - stays;
  for (const Merging& merge : merges_) {
    Bdd within = merge.when & diagrams_.rename(merge.when, made.own, 1);
    for (const VariableId v : own) {
      if (merge.kept[v.index()]) within &= same(v);
    }
    made.moves = made.moves - within;
  }
  return known.emplace(std::move(made));
}

SymbolicModel::Comparison SymbolicModel::compared(std::vector<Compared> statements) {
  std::erase_if(statements, [](const Compared& s) { return s.in_new == s.in_old || s.weight == 0; });
  for (Compared& s : statements) {
    if (s.weight > 0) continue;
    s.weight = -s.weight;
    std::swap(s.in_new, s.in_old);
  }
  std::ranges::stable_sort(statements, std::greater{}, &Compared::weight);
  std::vector<std::int64_t> rest(statements.size() + 1, 0);
  for (std::size_t k = statements.size(); k-- > 0;) rest[k] = rest[k + 1] + statements[k].weight;

  // By the statements read so far, the lead of the new state; what the others can still change is bounded.
  std::map<std::pair<std::size_t, std::int64_t>, Comparison> known;
  const auto from = [&](auto&& self, std::size_t k, std::int64_t lead) -> Comparison {
    if (lead > rest[k]) return {diagrams_.all(), diagrams_.none()};
    if (-lead > rest[k]) return {diagrams_.none(), diagrams_.none()};
    if (k == statements.size()) return {diagrams_.none(), diagrams_.all()};
    if (const auto found = known.find({k, lead}); found != known.end()) return found->second;
    const Compared& s = statements[k];
    const Comparison ahead = self(self, k + 1, lead + s.weight);
    const Comparison behind = self(self, k + 1, lead - s.weight);
    const Comparison level = self(self, k + 1, lead);
    const Bdd gains = s.in_new - s.in_old;
    const Bdd loses = s.in_old - s.in_new;
    const Comparison result{diagrams_.choose(gains, ahead.better, diagrams_.choose(loses, behind.better, level.better)),
                            diagrams_.choose(gains, ahead.equal, diagrams_.choose(loses, behind.equal, level.equal))};
    return known.emplace(std::pair(k, lead), result).first->second;
  };
  return from(from, 0, 0);
}

template <class Pair>
Bdd SymbolicModel::better(PartyId party, Pair&& pair) {
  const Preferences& preferences = model_->preferences[party.index()];
  const auto compare = [&](const std::vector<const Statement*>& statements, bool weighted) {
    std::vector<Compared> all;
    for (const Statement* statement : statements) {
      auto [in_new, in_old] = pair(statement->formula);
      all.push_back({std::move(in_new), std::move(in_old), weighted ? statement->weight.millionths : 1});
    }
    return compared(std::move(all));
  };
  const auto pointers = [](const std::vector<Statement>& statements) {
    std::vector<const Statement*> result;
    for (const Statement& s : statements) result.push_back(&s);
    return result;
  };
  Bdd result = diagrams_.none();
  switch (preferences.form) {
    case Preferences::Form::none: break;
    case Preferences::Form::weights: return compare(pointers(preferences.weights), true).better;
    case Preferences::Form::order:
      for (std::size_t k = preferences.order.size(); k-- > 0;) {
        const Comparison level = compare(pointers(preferences.order[k]), false);
        result = level.better | (level.equal & result);
      }
      break;
    case Preferences::Form::ranking: {
      Bdd lower = diagrams_.none();  // the old state is in a later group
      for (std::size_t k = preferences.ranking.size(); k-- > 0;) {
        const auto [in_new, in_old] = pair(std::get<Formula>(preferences.ranking[k].members));
        result |= in_new & lower;
        lower |= in_old;
      }
      break;
    }
  }
  return result;
}

Bdd SymbolicModel::improvements(PartyId party) {
  Relation& r = relation(party);
  if (!r.improvements) {
    const Bdd better = this->better(party, [&](const Formula& formula) {
      const Bdd holds = states_where(formula);
      return std::pair(diagrams_.rename(holds, r.own, 1), holds);
    });
    r.improvements = r.moves & better;
  }
  return *r.improvements;
}

Bdd SymbolicModel::before(PartyId party, bool improving, const Bdd& targets) {
  const Bdd steps = improving ? improvements(party) : relation(party).moves;
  const Relation& r = relation(party);
  return whole_states(diagrams_.and_exists(steps, diagrams_.rename(targets, r.own, 1), r.primed));
}

Bdd SymbolicModel::after(PartyId party, bool improving, const Bdd& starts) {
  const Bdd steps = improving ? improvements(party) : relation(party).moves;
  const Relation& r = relation(party);
  return whole_states(diagrams_.rename(diagrams_.and_exists(steps, starts, r.own), r.primed, -1));
}

template <class Swap>
Bdd SymbolicModel::against(PartyId party, const std::vector<Value>& values, Swap&& swap) {
  const Bdd state = this->state(values);
  return feasible_ & better(party, [&](const Formula& formula) {
           const Bdd holds = states_where(formula);
           const Bdd there = (holds & state).is_empty() ? diagrams_.none() : diagrams_.all();
           return swap(holds, there);
         });
}

Bdd SymbolicModel::better_than(PartyId party, const std::vector<Value>& values) {
  return against(party, values, [](const Bdd& here, const Bdd& there) { return std::pair(here, there); });
}

Bdd SymbolicModel::worse_than(PartyId party, const std::vector<Value>& values) {
  return against(party, values, [](const Bdd& here, const Bdd& there) { return std::pair(there, here); });
}

Bdd SymbolicModel::forget(const Bdd& set, const std::vector<bool>& variables) {
  return diagrams_.exists(set, bits_of(variables, false));
}

std::optional<std::uint64_t> SymbolicModel::count(const Bdd& set) const {
  std::vector<bool> counted(2 * bits_, false);
  for (std::size_t k = 0; k < bits_; ++k) counted[2 * k] = true;
  return diagrams_.count(set, counted);
}

std::vector<Value> SymbolicModel::nearest(const Bdd& set, const std::vector<Value>& from) const {
  std::vector<bool> levels(2 * bits_, false);
  for (std::size_t v = 0; v < from.size(); ++v) {
    for (std::size_t k = 0; k < width_[v]; ++k) levels[2 * (first_bit_[v] + k)] = (from[v] >> k & 1) != 0;
  }
  levels = diagrams_.nearest(set, levels);
  std::vector<Value> values(from.size(), 0);
  for (std::size_t v = 0; v < values.size(); ++v) {
    for (std::size_t k = 0; k < width_[v]; ++k) {
      if (levels[2 * (first_bit_[v] + k)]) values[v] = static_cast<Value>(values[v] | 1U << k);
    }
  }
  return values;
}

std::optional<std::uint64_t> count_feasible(const Model& model, const DiagramBudget& budget, const Control& control) {
  try {
    SymbolicModel symbolic(model, budget, control);
    return symbolic.count(symbolic.feasible());
  } catch (const OutOfBudget&) {
    return std::nullopt;
  }
}

}  // namespace detente
