#include "random_model.hpp"

#include <array>
#include <string>

#include "detente/base/random.hpp"

namespace detente::bench {

namespace {

Formula random_literal(Random& random, std::size_t variables) {
  return Formula::literal(VariableId(random.below(variables)), static_cast<Value>(random.below(2)));
}

}  // namespace

Case random_case(std::uint64_t seed, const Shape& shape) {
  Random random(seed);
  Case document;
  document.title = "Random case " + std::to_string(seed);
  for (std::size_t p = 0; p < shape.parties; ++p) {
    const std::string id = "P" + std::to_string(p + 1);
    document.parties.push_back({.id = id, .name = id});
    for (std::size_t k = 0; k < shape.options_each + (p < shape.options_more ? 1 : 0); ++k) {
      Variable option;
      option.id = id + ".o" + std::to_string(k + 1);
      option.owner = PartyId(p);
      document.variables.push_back(option);
    }
  }
  const std::size_t variables = document.variables.size();
  if (shape.limited) {
    for (std::size_t v = 0; v < variables; ++v) {
      Variable& option = document.variables[v];
      if (v % 3 == 1) {
        option.moves_limited = true;
        option.moves = {{.from = 0, .to = 1}};
      } else if (v % 3 == 2) {
        option.needs = Formula::literal(VariableId((v + shape.options_each) % variables), 1);
      }
    }
  }
  for (std::size_t v = 0; shape.grouped && v + 3 < variables; v += 4) {
    std::vector<Formula> options;
    for (std::size_t k = v; k < v + 4; ++k) options.push_back(Formula::literal(VariableId(k), 1));
    document.rules.push_back({.id = {}, .formula = Formula::apply(Formula::Op::at_most_one, std::move(options))});
  }
  if (shape.merged) {
    Merge& merge = document.merges.emplace_back();
    merge.when = Formula::literal(VariableId(0), 1);
    for (std::size_t v = variables / 2; v < variables; ++v) merge.keep.emplace_back(v);
  }
  constexpr std::array<Formula::Op, 4> joins{Formula::Op::conjunction, Formula::Op::disjunction, Formula::Op::given,
                                             Formula::Op::iff};
  for (std::size_t p = 0; p < shape.parties; ++p) {
    Preferences& preferences = document.preferences.emplace_back();
    preferences.form = Preferences::Form::order;
    for (std::size_t k = 0; k < shape.statements_each; ++k) {
      const Formula a = random_literal(random, variables);
      const Formula b = random_literal(random, variables);
      Statement statement;
      statement.id = document.parties[p].id + "#" + std::to_string(k + 1);
      statement.formula = Formula::apply(joins[random.below(joins.size())], {a, b});
      preferences.order.push_back({statement});
    }
  }
  return document;
}

Model random_model(std::uint64_t seed, const Shape& shape) { return model_on(random_case(seed, shape)); }

}  // namespace detente::bench
