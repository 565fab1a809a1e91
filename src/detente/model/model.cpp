#include "detente/model/model.hpp"

#include <algorithm>

namespace detente {

namespace {

/// Where the variables of a Case go in the Model of a day; nothing for those that do not exist on it.
using Renaming = std::vector<std::optional<VariableId>>;

Formula replaced(const Formula& f, const Renaming& renaming) {
  if (f.op == Formula::Op::equals || f.op == Formula::Op::differs) {
    const auto to = renaming[f.variable.index()];
    const bool equal = f.op == Formula::Op::equals;
    return to ? Formula::literal(*to, f.value, equal) : Formula::constant((f.value == 0) == equal);
  }
  Formula out = f;
  for (Formula& operand : out.operands) operand = replaced(operand, renaming);
  return out;
}

/// The formula over the variables of the day. Formulas that name only these stay as they were written.
Formula renamed(const Formula& f, const Renaming& renaming) {
  bool all_exist = true;
  for_each_literal(f, [&](const Formula& literal) { all_exist &= renaming[literal.variable.index()].has_value(); });
  return all_exist ? replaced(f, renaming) : simplified(replaced(f, renaming));
}

/// The value of the day: of the entries that cover it the one that began last.
Value value_on(const Variable& variable, const std::optional<Date>& day) {
  const DatedValue* best = nullptr;
  for (const DatedValue& entry : variable.now_values) {
    if (!entry.period.covers(day)) continue;
    if (!best || !best->period.from || (entry.period.from && *best->period.from <= *entry.period.from)) best = &entry;
  }
  return best ? best->value : Value{0};
}

/// Keeps what the day covers and writes its formula for the day.
template <class T>
void keep_on(std::vector<T>& parts, const std::optional<Date>& day, const Renaming& renaming) {
  std::erase_if(parts, [&](const T& part) { return !part.period.covers(day); });
  for (T& part : parts) {
    part.formula = renamed(part.formula, renaming);
    part.period = {};
  }
}

void keep_on(Preferences& preferences, const std::optional<Date>& day, const Renaming& renaming) {
  for (Level& level : preferences.order) keep_on(level, day, renaming);
  std::erase_if(preferences.order, [](const Level& level) { return level.empty(); });
  keep_on(preferences.weights, day, renaming);
  for (RankingGroup& group : preferences.ranking) {
    if (auto* formula = std::get_if<Formula>(&group.members)) *formula = renamed(*formula, renaming);
  }
}

}  // namespace

namespace {

bool has_dates(const Case& document) {
  const auto dated = [](const auto& part) { return !part.period.always(); };
  const auto any = [&](const auto& parts) { return std::ranges::any_of(parts, dated); };
  return any(document.variables) || any(document.rules) ||
         std::ranges::any_of(document.variables, [&](const Variable& v) { return any(v.now_values); }) ||
         std::ranges::any_of(document.preferences,
                             [&](const Preferences& p) { return any(p.weights) || std::ranges::any_of(p.order, any); });
}

}  // namespace

std::optional<PartyId> Model::find_party(std::string_view id) const {
  const auto found = std::ranges::find(parties, id, &Party::id);
  if (found == parties.end()) return std::nullopt;
  return PartyId(static_cast<std::size_t>(found - parties.begin()));
}

std::optional<VariableId> Model::find_variable(std::string_view id) const {
  const auto found = std::ranges::find(variables, id, &Variable::id);
  if (found == variables.end()) return std::nullopt;
  return VariableId(static_cast<std::size_t>(found - variables.begin()));
}

const NamedState* Model::find_state(std::string_view id) const {
  const auto found = std::ranges::find(states, id, &NamedState::id);
  return found == states.end() ? nullptr : &*found;
}

std::vector<Value> Model::now() const {
  std::vector<Value> values;
  for (const Variable& variable : variables) values.push_back(variable.now);
  return values;
}

std::vector<VariableId> Model::movable_by(PartyId party) const {
  std::vector<VariableId> movable;
  for (std::size_t v = 0; v < variables.size(); ++v) {
    const Variable& variable = variables[v];
    const bool owns = variable.kind == Variable::Kind::option && variable.owner == party;
    const bool moves = party.index() < variable.arcs.size() && !variable.arcs[party.index()].empty();
    if (owns || moves || std::ranges::count(variable.breakable_by, party) > 0) movable.emplace_back(v);
  }
  return movable;
}

std::vector<const Statement*> Model::statements_of(PartyId party) const {
  std::vector<const Statement*> statements;
  const Preferences& wanted = preferences[party.index()];
  for (const Level& level : wanted.order) {
    for (const Statement& statement : level) statements.push_back(&statement);
  }
  for (const Statement& statement : wanted.weights) statements.push_back(&statement);
  return statements;
}

Model model_on(const Case& document, std::optional<Date> as_of) {
  Model model;
  static_cast<Case&>(model) = document;
  model.day = as_of ? as_of : document.as_of;
  model.dated = has_dates(document);

  Renaming renaming;
  model.variables.clear();
  for (const Variable& variable : document.variables) {
    const bool exists = variable.period.covers(model.day);
    renaming.push_back(exists ? std::optional(VariableId(model.variables.size())) : std::nullopt);
    if (exists) model.variables.push_back(variable);
  }
  for (Variable& variable : model.variables) {
    variable.now = value_on(variable, model.day);
    variable.now_values = {{.value = variable.now, .period = {}, .span = variable.now_span}};
    variable.period = {};
    for (Transition& move : variable.moves) {
      if (move.condition) move.condition = renamed(*move.condition, renaming);
    }
    if (variable.needs) variable.needs = renamed(*variable.needs, renaming);
  }
  keep_on(model.rules, model.day, renaming);
  for (Merge& merge : model.merges) {
    merge.when = renamed(merge.when, renaming);
    std::vector<VariableId> keep;
    for (const VariableId v : merge.keep) {
      if (renaming[v.index()]) keep.push_back(*renaming[v.index()]);
    }
    merge.keep = keep;
  }
  for (Preferences& preferences : model.preferences) keep_on(preferences, model.day, renaming);
  for (NamedState& state : model.states) {
    std::vector<std::pair<VariableId, Value>> values;
    for (const auto& [v, value] : state.values) {
      if (renaming[v.index()]) values.emplace_back(*renaming[v.index()], value);
    }
    state.values = values;
  }
  for (Question& question : model.questions) question.goal = renamed(question.goal, renaming);
  return model;
}

std::vector<Transition> transitions(const Model& model, VariableId v, std::optional<PartyId> party) {
  const Variable& variable = model.variable(v);
  const auto values = static_cast<Value>(variable.values.size());
  const bool breaks = party && variable.kind == Variable::Kind::term;
  std::vector<Transition> allowed;
  const auto add = [&](Transition t) {
    if (breaks && t.to != 0) return;  // a break goes to the first value
    if (variable.needs && t.from == 0) {
      t.condition =
          t.condition ? Formula::apply(Formula::Op::conjunction, {*variable.needs, *t.condition}) : *variable.needs;
    }
    allowed.push_back(std::move(t));
  };
  if (variable.kind == Variable::Kind::graph) {
    if (!party) return allowed;
    for (const Arc& arc : variable.arcs[party->index()]) allowed.push_back({.from = arc.from, .to = arc.to});
    return allowed;
  }
  if (variable.moves_limited) {
    for (const Transition& t : variable.moves) add(t);
    return allowed;
  }
  for (Value from = 0; from < values; ++from) {
    for (Value to = 0; to < values; ++to) {
      if (from != to) add({.from = from, .to = to});
    }
  }
  return allowed;
}

bool change_allowed(const Model& model, std::optional<PartyId> party, VariableId v, Value to, Assignment state) {
  return std::ranges::any_of(transitions(model, v, party), [&](const Transition& t) {
    return t.from == state[v.index()] && t.to == to && (!t.condition || holds(*t.condition, state));
  });
}

std::string literal_text(const Case& names, VariableId v, Value value) {
  const Variable& variable = names.variables[v.index()];
  if (variable.is_yes_no()) return value == 1 ? variable.id : "not " + variable.id;
  if (variable.kind == Variable::Kind::graph) return variable.values[value];
  return variable.id + " = " + variable.values[value];
}

namespace {

/// How tightly an operator binds; a looser operand of a tighter operator needs parentheses.
int tightness(const Formula& f) {
  switch (f.op) {
    case Formula::Op::given: return 0;
    case Formula::Op::iff: return 1;
    case Formula::Op::implies: return 2;
    case Formula::Op::disjunction: return 3;
    case Formula::Op::conjunction: return 4;
    case Formula::Op::negation: return 5;
    default: return 6;
  }
}

void write(std::string& out, const Formula& f, const Case& names, int at_least) {
  using Operator = Formula::Op;
  const int own = tightness(f);
  if (own < at_least) out += '(';
  const auto binary = [&](const char* word, int left, int right) {
    write(out, f.operands[0], names, left);
    out += word;
    write(out, f.operands[1], names, right);
  };
  const auto list = [&](const char* separator, int tight) {
    for (std::size_t i = 0; i < f.operands.size(); ++i) {
      if (i > 0) out += separator;
      write(out, f.operands[i], names, tight);
    }
  };
  const auto call = [&](const char* name) {
    out += name;
    out += '(';
    list(", ", 0);
    out += ')';
  };
  switch (f.op) {
    case Operator::constant: out += f.truth ? "true" : "false"; break;
    case Operator::equals:
    case Operator::differs: {
      const Variable& variable = names.variables[f.variable.index()];
      if (f.op == Operator::equals && variable.kind == Variable::Kind::graph) {
        out += variable.values[f.value];
        break;
      }
      out += variable.id;
      if (f.op == Operator::equals && f.value == 1 && variable.is_yes_no()) break;
      out += f.op == Operator::equals ? " = " : " != ";
      out += variable.values[f.value];
      break;
    }
    case Operator::negation:
      out += "not ";
      write(out, f.operands[0], names, 5);
      break;
    case Operator::conjunction: list(" and ", 5); break;
    case Operator::disjunction: list(" or ", 4); break;
    case Operator::implies: binary(" -> ", 3, 2); break;
    case Operator::iff: binary(" iff ", 1, 2); break;
    case Operator::given: binary(" if ", 1, 1); break;
    case Operator::exactly_one: call("exactly_one"); break;
    case Operator::at_most_one: call("at_most_one"); break;
    case Operator::at_least_one: call("at_least_one"); break;
    case Operator::all: call("all"); break;
    case Operator::none: call("none"); break;
  }
  if (own < at_least) out += ')';
}

}  // namespace

std::string to_text(const Formula& formula, const Case& names) {
  std::string out;
  write(out, formula, names, 0);
  return out;
}

}  // namespace detente
