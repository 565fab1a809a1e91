// The case is drawn part by part: parties, variables, rules (drawn again until enough states are feasible), now, moves,
// merges (drawn again if they overlap), preferences (rankings drawn again if they are not partitions), questions.
// build_model() of the reference judges whether what was drawn so far is without errors.
//
// Draws are written as statements of their own, never as several arguments of one call, because the order in which
// arguments are evaluated is not fixed.

#include "random_case.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "plain_random.hpp"
#include "random_formula.hpp"
#include "reference.hpp"

namespace detente::reference {

namespace {

using Kind = PlainFormula::Kind;

class CaseMaker {
 public:
  CaseMaker(std::uint64_t seed, const RandomCaseOptions& options) : random_(seed), options_(options) {
    case_.title = "Random case " + std::to_string(seed);
  }

  PlainCase draw_case() {
    do {
      case_.parties.clear();
      case_.variables.clear();
      draw_parties();
      draw_variables();
    } while (!draw_rules_and_now());
    for (PlainVariable& variable : case_.variables) draw_restrictions(variable);
    draw_merges();
    draw_preferences();
    draw_questions();
    if (options_.tables > 0 && random_.chance(options_.tables)) draw_tables();
    return case_;
  }

 private:
  template <typename Item>
  void shuffle(std::vector<Item>& items) {
    for (std::size_t k = items.size(); k > 1; --k) std::swap(items[k - 1], items[random_.below(k)]);
  }

  // ----- parties and variables

  void draw_parties() {
    const std::size_t count = random_.between(options_.min_parties, options_.max_parties);
    for (std::size_t i = 0; i < count; ++i) {
      PlainParty party;
      party.name = "P" + std::to_string(i + 1);
      case_.parties.push_back(party);
    }
  }

  std::vector<std::string> draw_values() {
    if (!random_.chance(options_.many_values)) return {"no", "yes"};
    static const std::vector<std::vector<std::string>> lists{{"low", "middle", "high", "top"},
                                                             {"none", "some", "most", "all"},
                                                             {"no", "yes", "maybe", "never"},
                                                             {"off", "on", "auto", "max"}};
    std::vector<std::string> values = lists[random_.below(lists.size())];
    if (random_.chance(0.6)) values.resize(3);
    return values;
  }

  void draw_variables() {
    std::vector<std::size_t> owners;
    for (std::size_t i = 0; i < case_.parties.size(); ++i) owners.push_back(i);
    shuffle(owners);
    if (owners.size() > 1 && random_.chance(options_.idle_party)) owners.pop_back();

    const std::size_t largest = std::max<std::size_t>(options_.max_product, 2);
    std::vector<PlainVariable> terms;
    std::size_t product = 1;
    if (case_.parties.size() >= 2 && random_.chance(options_.terms)) terms = draw_terms(product, largest / 4);
    const std::size_t wanted = product << std::max(owners.size(), random_.between(1, 9));
    const std::size_t target = std::min(wanted, largest);

    // The options go round among the owners first, then to anyone.
    std::vector<PlainVariable> variables;
    std::vector<std::size_t> owned(case_.parties.size(), 0);
    while (variables.empty() || product * 2 <= target) {
      PlainVariable option;
      option.values = draw_values();
      if (product * option.values.size() > largest) option.values = {"no", "yes"};
      option.owner = variables.size() < owners.size() ? owners[variables.size()] : owners[random_.below(owners.size())];
      option.name = case_.parties[option.owner].name + ".o" + std::to_string(++owned[option.owner]);
      product *= option.values.size();
      variables.push_back(option);
    }
    shuffle(variables);
    variables.insert(variables.end(), terms.begin(), terms.end());
    case_.variables = variables;
  }

  std::vector<PlainVariable> draw_terms(std::size_t& product, std::size_t largest) {
    std::vector<PlainVariable> terms;
    const std::size_t count = random_.chance(options_.second_term) ? 2 : 1;
    for (std::size_t t = 0; t < count; ++t) {
      PlainVariable term;
      term.is_term = true;
      term.name = "t" + std::to_string(t + 1);
      term.values = draw_values();
      if (product * term.values.size() > largest) break;
      product *= term.values.size();

      std::vector<std::size_t> parties;
      for (std::size_t i = 0; i < case_.parties.size(); ++i) parties.push_back(i);
      shuffle(parties);
      const std::size_t size = random_.chance(0.7) ? 2 : random_.between(2, parties.size());
      term.between.assign(parties.begin(), parties.begin() + static_cast<std::ptrdiff_t>(size));
      if (t == 1 && random_.chance(options_.same_between)) {
        term.between = terms[0].between;
        shuffle(term.between);
      }
      for (const std::size_t i : parties) {
        const bool is_inside = std::find(term.between.begin(), term.between.end(), i) != term.between.end();
        if (random_.chance(is_inside ? options_.breakable : options_.outsider_breaks)) {
          term.breakable_by.push_back(i);
        }
      }
      terms.push_back(term);
    }
    return terms;
  }

  // ----- rules and now

  // Draws rules until the number of feasible states is right; then now is any of them. False: a new start is needed.
  bool draw_rules_and_now() {
    std::size_t product = 1;
    for (const PlainVariable& variable : case_.variables) product *= variable.values.size();
    for (int attempt = 0; attempt < 20; ++attempt) {
      case_.rules.clear();
      std::size_t count = random_.chance(options_.rules) ? random_.between(1, 3) : 0;
      if (product > options_.max_states) count = std::max<std::size_t>(count, 1);
      for (std::size_t k = 0; k < count; ++k) case_.rules.push_back(draw_rule());

      const std::vector<Assignment> feasible = feasible_assignments();
      if (feasible.empty() || feasible.size() < options_.min_states || feasible.size() > options_.max_states) {
        continue;
      }
      const Assignment now = feasible[random_.below(feasible.size())];
      for (std::size_t v = 0; v < now.size(); ++v) case_.variables[v].now = now[v];
      return true;
    }
    return false;
  }

  PlainFormula draw_rule() {
    if (random_.chance(0.4)) return draw_.statement();
    if (random_.chance(0.5)) {
      const std::size_t count = random_.between(2, 3);
      std::vector<PlainFormula> literals = draw_.formulas(count, 0);
      return negation(make(Kind::conjunction, std::move(literals)));
    }
    const std::size_t count = random_.between(2, 4);
    std::vector<PlainFormula> literals = draw_.formulas(count, 0);
    return make(random_.chance(0.5) ? Kind::at_most_one : Kind::exactly_one, std::move(literals));
  }

  std::vector<Assignment> feasible_assignments() const {
    std::vector<Assignment> all{Assignment{}};
    for (const PlainVariable& variable : case_.variables) {
      std::vector<Assignment> longer;
      for (const Assignment& start : all) {
        for (std::size_t value = 0; value < variable.values.size(); ++value) {
          longer.push_back(start);
          longer.back().push_back(value);
        }
      }
      all = std::move(longer);
    }
    std::vector<Assignment> feasible;
    for (const Assignment& values : all) {
      const auto holds_here = [&](const PlainFormula& rule) { return evaluate(rule, values); };
      if (std::all_of(case_.rules.begin(), case_.rules.end(), holds_here)) feasible.push_back(values);
    }
    return feasible;
  }

  // ----- restrictions of moves

  void draw_restrictions(PlainVariable& variable) {
    if (random_.chance(variable.is_term ? options_.term_moves_list : options_.moves_list)) {
      variable.moves = draw_transitions(variable.values.size());
    }
    if (random_.chance(variable.is_term ? options_.term_needs : options_.needs)) {
      variable.needs = draw_.condition();
    }
  }

  std::vector<PlainTransition> draw_transitions(std::size_t values) {
    std::vector<PlainTransition> transitions;
    if (random_.chance(options_.frozen)) return transitions;
    const std::size_t style = random_.below(3);
    for (std::size_t from = 0; from < values; ++from) {
      for (std::size_t to = 0; to < values; ++to) {
        const bool is_upward_chain = to == from + 1;
        const bool is_two_way_chain = to == from + 1 || from == to + 1;
        const bool is_taken = style == 0   ? is_upward_chain
                              : style == 1 ? is_two_way_chain && random_.chance(0.8)
                                           : random_.chance(0.5);
        if (from == to || !is_taken) continue;
        PlainTransition transition{from, to, {}};
        if (random_.chance(options_.move_condition)) transition.condition = draw_.condition();
        transitions.push_back(transition);
      }
    }
    shuffle(transitions);
    return transitions;
  }

  // ----- merges

  bool is_without_errors() const {
    try {
      build_model(case_);
      return true;
    } catch (const std::invalid_argument&) {
      return false;
    }
  }

  void draw_merges() {
    if (!random_.chance(options_.merge)) return;
    case_.merges.push_back(draw_merge());
    if (!random_.chance(options_.second_merge)) return;
    for (int attempt = 0; attempt < 5; ++attempt) {
      case_.merges.push_back(draw_merge());
      if (is_without_errors()) return;
      case_.merges.pop_back();
    }
  }

  PlainMerge draw_merge() {
    PlainMerge merge;
    if (random_.chance(0.6)) {
      const std::size_t count = random_.between(1, 2);
      std::vector<PlainFormula> literals = draw_.formulas(count, 0);
      merge.when = count == 1 ? literals[0] : make(Kind::conjunction, std::move(literals));
    } else {
      merge.when = draw_.condition();
    }
    if (random_.chance(options_.keep)) {
      for (std::size_t v = 0; v < case_.variables.size(); ++v) {
        if (random_.chance(0.4)) merge.keep.push_back(v);
      }
    }
    return merge;
  }

  // ----- preferences

  void draw_preferences() {
    const ReferenceModel without_preferences = build_model(case_);
    if (options_.all_weights > 0 && random_.chance(options_.all_weights)) {
      for (PlainParty& party : case_.parties) party.preferences = draw_weights();
      return;
    }
    for (PlainParty& party : case_.parties) {
      if (random_.chance(options_.no_preferences)) continue;
      if (random_.chance(options_.weights)) {
        party.preferences = draw_weights();
      } else if (random_.chance(options_.ranking)) {
        party.preferences = draw_ranking(without_preferences);
      } else {
        party.preferences = draw_order();
      }
    }
  }

  PlainPreferences draw_order() {
    PlainPreferences preferences;
    preferences.form = PlainPreferences::Form::order;
    if (random_.chance(options_.long_order)) add_statements_without_effect(preferences);
    const std::size_t count = random_.between(1, 8);
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t size = random_.chance(options_.tied_group) ? random_.between(2, 4) : 1;
      std::vector<PlainFormula> entry;
      for (std::size_t m = 0; m < size; ++m) entry.push_back(draw_.statement());
      preferences.order.push_back(entry);
    }
    return preferences;
  }

  // 60 to 130 statements that hold at every state, or at none, or all of them at the same states: what follows still
  // decides.
  void add_statements_without_effect(PlainPreferences& preferences) {
    const std::size_t count = random_.between(60, 130);
    const PlainFormula repeated = draw_.statement();
    const bool repeats = random_.chance(0.4);
    for (std::size_t k = 0; k < count; ++k) {
      const PlainFormula literal = draw_.literal();
      if (repeats) {
        preferences.order.push_back({repeated});
      } else if (random_.chance(0.5)) {
        preferences.order.push_back({make(Kind::disjunction, {literal, negation(literal)})});
      } else {
        preferences.order.push_back({make(Kind::conjunction, {literal, negation(literal)})});
      }
    }
  }

  PlainPreferences draw_weights() {
    PlainPreferences preferences;
    preferences.form = PlainPreferences::Form::weights;
    const std::size_t count = random_.between(1, 8);
    std::size_t style = random_.below(4);
    if (options_.all_weights > 0 && random_.chance(options_.utility_levels)) style = 0;
    for (std::size_t k = 0; k < count; ++k) {
      PlainWeight weight;
      weight.prefer = draw_.statement();
      std::int64_t unit = 1'000'000;   // whole numbers
      if (style == 1) unit = 100'000;  // tenths, which binary fractions would not add up exactly
      if (style == 2) unit = 1;        // all six places
      const std::size_t largest = style == 2 ? 3'000'000 : 12;
      weight.millionths = static_cast<std::int64_t>(random_.between(1, largest)) * unit;
      if (style == 3) weight.millionths = 1'000'000'000'000 + static_cast<std::int64_t>(random_.below(3));
      if (random_.chance(0.3)) weight.millionths = -weight.millionths;
      preferences.weights.push_back(weight);
    }
    return preferences;
  }

  PlainPreferences draw_ranking(const ReferenceModel& model) {
    PlainPreferences preferences;
    preferences.form = PlainPreferences::Form::ranking;
    const bool by_numbers = random_.chance(options_.ranking_by_numbers);
    if (!by_numbers) {
      for (int attempt = 0; attempt < 20; ++attempt) {
        preferences.ranking = draw_decision_list(random_.between(1, 4), true);
        if (states_outside(preferences.ranking, model) == std::vector<std::size_t>{}) return preferences;
      }
    }
    if (by_numbers && random_.chance(0.3)) {
      preferences.ranking = draw_decision_list(random_.between(1, 2), false);
    } else {
      preferences.ranking.clear();
    }
    add_numbered_groups(preferences.ranking, states_outside(preferences.ranking, model));
    return preferences;
  }

  // f1; not f1 and f2; not f1 and not f2 and f3; ...; and, if complete, none of them.
  std::vector<PlainGroup> draw_decision_list(std::size_t count, bool is_complete) {
    std::vector<PlainGroup> groups;
    std::vector<PlainFormula> not_the_earlier;
    for (std::size_t g = 0; g < count; ++g) {
      const PlainFormula formula = draw_.condition();
      std::vector<PlainFormula> parts = not_the_earlier;
      parts.push_back(formula);
      groups.push_back({parts.size() == 1 ? formula : make(Kind::conjunction, parts), {}});
      not_the_earlier.push_back(negation(formula));
    }
    if (is_complete) {
      const bool single = not_the_earlier.size() == 1;
      groups.push_back({single ? not_the_earlier[0] : make(Kind::conjunction, not_the_earlier), {}});
    }
    return groups;
  }

  // The numbers of the states that are in no group. The groups of a decision list never share a state.
  static std::vector<std::size_t> states_outside(const std::vector<PlainGroup>& groups, const ReferenceModel& model) {
    std::vector<std::size_t> outside;
    for (std::size_t s = 0; s < model.states.size(); ++s) {
      bool found = false;
      for (const PlainGroup& group : groups) {
        if (group.formula && holds(*group.formula, model.states[s])) found = true;
      }
      if (!found) outside.push_back(s + 1);
    }
    return outside;
  }

  void add_numbered_groups(std::vector<PlainGroup>& groups, std::vector<std::size_t> numbers) {
    shuffle(numbers);
    const std::size_t largest = random_.chance(0.5) ? 1 : random_.between(2, 6);
    std::size_t k = 0;
    while (k < numbers.size()) {
      PlainGroup group;
      const std::size_t size = random_.between(1, largest);
      for (std::size_t m = 0; m < size && k < numbers.size(); ++m) group.numbers.push_back(numbers[k++]);
      groups.push_back(group);
    }
  }

  // ----- questions

  void draw_questions() {
    if (!random_.chance(options_.questions)) return;
    const std::size_t count = random_.between(1, 3);
    for (std::size_t k = 0; k < count; ++k) {
      PlainQuestion question;
      question.name = "q" + std::to_string(k + 1);
      const std::size_t size = random_.between(1, 3);
      std::vector<PlainFormula> literals = draw_.formulas(size, 0);
      question.goal = random_.chance(0.3) ? draw_.formula(2)
                      : size == 1         ? literals[0]
                                          : make(Kind::conjunction, literals);
      case_.questions.push_back(question);
    }
  }

  // ----- states by name and tables

  void draw_tables() {
    const std::vector<Assignment> feasible = feasible_assignments();
    const std::size_t states = random_.between(1, 3);
    for (std::size_t k = 0; k < states; ++k) {
      PlainState state{"s" + std::to_string(k + 1), {}};
      const Assignment& values = feasible[random_.below(feasible.size())];
      for (std::size_t v = 0; v < values.size(); ++v) {
        if (values[v] != case_.variables[v].now || random_.chance(0.2)) state.values.emplace_back(v, values[v]);
      }
      case_.states.push_back(state);
    }
    const std::size_t tables = random_.between(1, 3);
    for (std::size_t k = 0; k < tables; ++k) case_.tables.push_back(draw_table("t-" + std::to_string(k + 1)));
  }

  PlainTable draw_table(const std::string& name) {
    PlainTable table;
    table.name = name;
    std::vector<std::size_t> parties;
    for (std::size_t i = 0; i < case_.parties.size(); ++i) parties.push_back(i);
    shuffle(parties);
    const std::size_t size = random_.chance(0.1) ? 1 : random_.between(2, parties.size());
    for (std::size_t k = 0; k < parties.size(); ++k) {
      if (k < size) table.parties.push_back(parties[k]);
      else if (random_.chance(options_.ratify)) table.ratify.push_back(parties[k]);
      else continue;
      if (!random_.chance(options_.walk_away)) continue;
      PlainWalkAway walk_away;
      walk_away.party = parties[k];
      const std::size_t kind = random_.below(5);
      if (kind < 2) walk_away.kind = PlainWalkAway::Kind::drift;
      else if (kind < 4) walk_away.kind = PlainWalkAway::Kind::state;
      walk_away.state = random_.below(case_.states.size());
      table.walk_away.push_back(walk_away);
    }
    return table;
  }

  PlainRandom random_;
  RandomCaseOptions options_;
  PlainCase case_;
  RandomFormulas draw_{random_, options_, case_.variables};
};

}  // namespace

PlainCase random_case(std::uint64_t seed, const RandomCaseOptions& options) {
  PlainCase plain = CaseMaker(seed, options).draw_case();
  build_model(plain);  // throws if the case had an error after all
  return plain;
}

}  // namespace detente::reference
