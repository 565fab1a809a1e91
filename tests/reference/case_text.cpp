#include "case_text.hpp"

#include <stdexcept>
#include <vector>

namespace detente::reference {

namespace {

using Kind = PlainFormula::Kind;

// How tightly the outermost operator binds; an operand that binds less tightly than its place asks for is put in
// parentheses.
enum Tightness { loosest, iff_level, arrow_level, or_level, and_level, not_level, atom_level };

Tightness tightness(Kind kind) {
  switch (kind) {
    case Kind::conditional: return loosest;
    case Kind::iff: return iff_level;
    case Kind::implies: return arrow_level;
    case Kind::disjunction: return or_level;
    case Kind::conjunction: return and_level;
    case Kind::negation: return not_level;
    default: return atom_level;
  }
}

std::string joined(const std::vector<std::string>& texts, const std::string& separator) {
  std::string all;
  for (std::size_t k = 0; k < texts.size(); ++k) all += (k == 0 ? "" : separator) + texts[k];
  return all;
}

std::string print(const PlainFormula& formula, const PlainCase& plain, Tightness place);

std::string print_parts(const PlainFormula& formula, const PlainCase& plain, Tightness place,
                        const std::string& separator) {
  std::vector<std::string> texts;
  for (const PlainFormula& part : formula.parts) texts.push_back(print(part, plain, place));
  return joined(texts, separator);
}

std::string print_two(const PlainFormula& formula, const PlainCase& plain, Tightness left, const std::string& word,
                      Tightness right) {
  return print(formula.parts.at(0), plain, left) + word + print(formula.parts.at(1), plain, right);
}

std::string print_bare(const PlainFormula& formula, const PlainCase& plain) {
  const auto variable = [&]() -> const PlainVariable& { return plain.variables.at(formula.variable); };
  const auto value = [&] { return variable().values.at(formula.value); };
  switch (formula.kind) {
    case Kind::yes: return variable().name;
    case Kind::equals: return variable().name + " = " + value();
    case Kind::differs: return variable().name + " != " + value();
    case Kind::truth: return "true";
    case Kind::falsehood: return "false";
    case Kind::negation: return "not " + print(formula.parts.at(0), plain, not_level);
    case Kind::conjunction: return print_parts(formula, plain, not_level, " and ");
    case Kind::disjunction: return print_parts(formula, plain, and_level, " or ");
    case Kind::implies: return print_two(formula, plain, or_level, " -> ", arrow_level);
    case Kind::iff: return print_two(formula, plain, iff_level, " iff ", arrow_level);
    case Kind::conditional: return print_two(formula, plain, iff_level, " if ", iff_level);
    case Kind::exactly_one: return "exactly_one(" + print_parts(formula, plain, loosest, ", ") + ")";
    case Kind::at_most_one: return "at_most_one(" + print_parts(formula, plain, loosest, ", ") + ")";
    case Kind::at_least_one: return "at_least_one(" + print_parts(formula, plain, loosest, ", ") + ")";
    case Kind::all: return "all(" + print_parts(formula, plain, loosest, ", ") + ")";
    case Kind::none: return "none(" + print_parts(formula, plain, loosest, ", ") + ")";
  }
  throw std::logic_error("a formula of an unknown kind");
}

std::string print(const PlainFormula& formula, const PlainCase& plain, Tightness place) {
  const std::string bare = print_bare(formula, plain);
  const bool needed = tightness(formula.kind) < place;
  return needed || formula.extra_parentheses ? "(" + bare + ")" : bare;
}

std::string quoted(const PlainFormula& formula, const PlainCase& plain) {
  return "'" + formula_text(formula, plain) + "'";
}

std::string party_list(const std::vector<std::size_t>& parties, const PlainCase& plain) {
  std::vector<std::string> names;
  for (const std::size_t party : parties) names.push_back(plain.parties.at(party).name);
  return "[" + joined(names, ", ") + "]";
}

// A condition that is itself `A if B` gets parentheses: `if` may stand only once.
std::string transition_text(const PlainVariable& variable, const PlainTransition& transition, const PlainCase& plain) {
  const std::string change = variable.values.at(transition.from) + " -> " + variable.values.at(transition.to);
  if (!transition.condition) return "'" + change + "'";
  return "'" + change + " if " + print(*transition.condition, plain, iff_level) + "'";
}

std::string variable_text(const PlainVariable& variable, const PlainCase& plain) {
  std::vector<std::string> fields;
  if (variable.is_term) fields.push_back("between: " + party_list(variable.between, plain));
  const std::vector<std::string> default_values{"no", "yes"};
  if (variable.is_term || variable.values != default_values) {
    fields.push_back("values: [" + joined(variable.values, ", ") + "]");
  }
  if (!variable.breakable_by.empty()) {
    fields.push_back("breakable_by: " + party_list(variable.breakable_by, plain));
  }
  if (variable.now != 0) fields.push_back("now: " + variable.values.at(variable.now));
  if (variable.moves) {
    std::vector<std::string> transitions;
    for (const PlainTransition& transition : *variable.moves) {
      transitions.push_back(transition_text(variable, transition, plain));
    }
    fields.push_back("moves: [" + joined(transitions, ", ") + "]");
  }
  if (variable.needs) fields.push_back("needs: " + quoted(*variable.needs, plain));
  return "  " + variable.name + ": {" + joined(fields, ", ") + "}\n";
}

std::string variables_text(const PlainCase& plain, bool terms) {
  std::string text;
  for (const PlainVariable& variable : plain.variables) {
    if (variable.is_term == terms) text += variable_text(variable, plain);
  }
  if (text.empty()) return "";
  return (terms ? "terms:\n" : "options:\n") + text;
}

std::string merge_text(const PlainMerge& merge, const PlainCase& plain) {
  std::vector<std::string> kept;
  for (const std::size_t v : merge.keep) kept.push_back(plain.variables.at(v).name);
  return "  - {when: " + quoted(merge.when, plain) + ", keep: [" + joined(kept, ", ") + "]}\n";
}

std::string order_text(const std::vector<std::vector<PlainFormula>>& order, const PlainCase& plain) {
  std::string text = "    order:\n";
  for (const std::vector<PlainFormula>& entry : order) {
    std::vector<std::string> statements;
    for (const PlainFormula& statement : entry) statements.push_back(quoted(statement, plain));
    text += "      - " + (entry.size() == 1 ? statements[0] : "[" + joined(statements, ", ") + "]") + "\n";
  }
  return text;
}

std::string weights_text(const std::vector<PlainWeight>& weights, const PlainCase& plain) {
  std::string text = "    weights:\n";
  for (const PlainWeight& weight : weights) {
    text += "      - {prefer: " + quoted(weight.prefer, plain) + ", weight: " + decimal_text(weight.millionths) + "}\n";
  }
  return text;
}

std::string ranking_text(const std::vector<PlainGroup>& ranking, const PlainCase& plain) {
  std::string text = "    ranking:\n";
  for (const PlainGroup& group : ranking) {
    std::vector<std::string> numbers;
    for (const std::size_t number : group.numbers) numbers.push_back(std::to_string(number));
    text += "      - " + (group.formula ? quoted(*group.formula, plain) : "[" + joined(numbers, ", ") + "]") + "\n";
  }
  return text;
}

std::string preferences_text(const PlainCase& plain) {
  std::string text;
  for (const PlainParty& party : plain.parties) {
    const PlainPreferences& preferences = party.preferences;
    if (preferences.form == PlainPreferences::Form::none) continue;
    text += "  " + party.name + ":\n";
    if (preferences.form == PlainPreferences::Form::order) text += order_text(preferences.order, plain);
    if (preferences.form == PlainPreferences::Form::weights) text += weights_text(preferences.weights, plain);
    if (preferences.form == PlainPreferences::Form::ranking) text += ranking_text(preferences.ranking, plain);
  }
  return text.empty() ? "" : "preferences:\n" + text;
}

std::string state_text(const PlainState& state, const PlainCase& plain) {
  std::vector<std::string> values;
  for (const auto& [v, value] : state.values) {
    values.push_back(plain.variables.at(v).name + ": " + plain.variables.at(v).values.at(value));
  }
  return "  " + state.name + ": {" + joined(values, ", ") + "}\n";
}

std::string table_text(const PlainTable& table, const PlainCase& plain) {
  std::vector<std::string> fields{"parties: " + party_list(table.parties, plain)};
  if (!table.ratify.empty()) fields.push_back("ratify: " + party_list(table.ratify, plain));
  std::vector<std::string> walk_aways;
  for (const PlainWalkAway& walk_away : table.walk_away) {
    const std::string what = walk_away.kind == PlainWalkAway::Kind::now     ? "now"
                             : walk_away.kind == PlainWalkAway::Kind::drift ? "drift"
                                                                            : plain.states.at(walk_away.state).name;
    walk_aways.push_back(plain.parties.at(walk_away.party).name + ": " + what);
  }
  if (!walk_aways.empty()) fields.push_back("walk_away: {" + joined(walk_aways, ", ") + "}");
  return "  " + table.name + ": {" + joined(fields, ", ") + "}\n";
}

}  // namespace

std::string formula_text(const PlainFormula& formula, const PlainCase& plain) { return print(formula, plain, loosest); }

std::string decimal_text(std::int64_t millionths) {
  const bool negative = millionths < 0;
  const std::int64_t size = negative ? -millionths : millionths;
  std::string text = (negative ? "-" : "") + std::to_string(size / 1'000'000);
  const std::string digits = std::to_string(1'000'000 + size % 1'000'000).substr(1);
  const std::size_t last = digits.find_last_not_of('0');
  if (last != std::string::npos) text += "." + digits.substr(0, last + 1);
  return text;
}

std::string to_case_text(const PlainCase& plain) {
  std::string text = "detente: 1\ntitle: '" + plain.title + "'\nparties:\n";
  for (const PlainParty& party : plain.parties) text += "  " + party.name + ": {}\n";
  text += variables_text(plain, false) + variables_text(plain, true);
  if (!plain.rules.empty()) text += "rules:\n";
  for (const PlainFormula& rule : plain.rules) text += "  - " + quoted(rule, plain) + "\n";
  if (!plain.merges.empty()) text += "merge:\n";
  for (const PlainMerge& merge : plain.merges) text += merge_text(merge, plain);
  text += preferences_text(plain);
  if (!plain.states.empty()) text += "states:\n";
  for (const PlainState& state : plain.states) text += state_text(state, plain);
  if (!plain.questions.empty()) text += "questions:\n";
  for (const PlainQuestion& question : plain.questions) {
    text += "  " + question.name + ": {goal: " + quoted(question.goal, plain) + "}\n";
  }
  if (!plain.tables.empty()) text += "tables:\n";
  for (const PlainTable& table : plain.tables) text += table_text(table, plain);
  return text;
}

}  // namespace detente::reference
