// Short ways to build cases by hand and to read results in the published form, for the tests of the reference.
#pragma once

#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "plain_case.hpp"
#include "reference.hpp"

namespace detente::reference::hand_made {

using Numbers = std::vector<std::size_t>;

// ----- building cases by hand

inline PlainParty party(const std::string& name) {
  PlainParty made;
  made.name = name;
  return made;
}

inline PlainVariable option(std::size_t owner, const std::string& name) {
  PlainVariable made;
  made.name = name;
  made.owner = owner;
  return made;
}

inline PlainVariable term(const std::string& name, std::vector<std::size_t> between,
                          std::vector<std::size_t> breakable_by) {
  PlainVariable made;
  made.name = name;
  made.is_term = true;
  made.between = std::move(between);
  made.breakable_by = std::move(breakable_by);
  return made;
}

inline PlainVariable one_way(PlainVariable variable, std::size_t from, std::size_t to) {
  variable.moves = std::vector<PlainTransition>{{from, to, {}}};
  return variable;
}

inline PlainFormula no(std::size_t variable) { return negation(yes(variable)); }
inline PlainFormula both(const PlainFormula& a, const PlainFormula& b) {
  return make(PlainFormula::Kind::conjunction, {a, b});
}

// One statement per entry.
inline PlainPreferences order(const std::vector<PlainFormula>& statements) {
  PlainPreferences made;
  made.form = PlainPreferences::Form::order;
  for (const PlainFormula& statement : statements) made.order.push_back({statement});
  return made;
}

inline PlainPreferences ranking(const std::vector<Numbers>& groups) {
  PlainPreferences made;
  made.form = PlainPreferences::Form::ranking;
  for (const Numbers& numbers : groups) made.ranking.push_back({{}, numbers});
  return made;
}

// A strict ranking, best first.
inline PlainPreferences strict_ranking(const Numbers& numbers) {
  std::vector<Numbers> groups;
  for (const std::size_t number : numbers) groups.push_back({number});
  return ranking(groups);
}

// ----- reading results in the published form: state numbers from 1

inline Numbers numbers_of(const std::vector<std::size_t>& states) {
  Numbers numbers;
  for (const std::size_t state : states) numbers.push_back(state + 1);
  return numbers;
}

inline Numbers found(const ReferenceResult& result, Concept which) {
  return numbers_of(equilibria(result.stable, which));
}

inline Numbers numbers_up_to(std::size_t last) {
  Numbers numbers(last);
  std::iota(numbers.begin(), numbers.end(), std::size_t{1});
  return numbers;
}

inline std::string letters(const Assignment& values) {
  std::string text;
  for (const std::size_t value : values) text += value == 0 ? 'N' : 'Y';
  return text;
}

// The first members of all states as Y/N strings.
inline std::vector<std::string> labels(const ReferenceModel& model) {
  std::vector<std::string> texts;
  for (const std::vector<Assignment>& members : model.states) texts.push_back(letters(members[0]));
  return texts;
}

// ----- two parties with one yes/no option each

inline PlainCase two_by_two(const PlainPreferences& first, const PlainPreferences& second) {
  PlainCase made;
  made.title = "Two by two";
  made.parties = {party("P1"), party("P2")};
  made.variables = {option(0, "P1.a"), option(1, "P2.b")};
  made.parties[0].preferences = first;
  made.parties[1].preferences = second;
  return made;
}

inline PlainCase prisoners_dilemma() { return two_by_two(order({yes(1), no(0)}), order({yes(0), no(1)})); }

}  // namespace detente::reference::hand_made
